// Two states of a plan compared: words, fields and rows, side by side and inline, moves, filters, and the way through
// the changes by buttons and keys.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { choose, fill, in_dialog, press, reads, saved } from "../support/acting.mjs";
import { launch, ready } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { check_screen, idle } from "../support/screen_checks.mjs";
import { parts_of } from "../support/word_file.mjs";

const password = "kettle-lantern-forty-two";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
let server;
let browser;
let page;
let plan; // address of its screens

const go = (path) => visit(page, server.url + path);
const change = (title) => page.getByRole("heading", { level: 2, name: title });
const headings = () => page.getByRole("region", { name: "Content" }).getByRole("heading", { level: 2 }).allTextContents();
const focused = () => page.evaluate(() => document.activeElement.textContent);
const said = () => page.evaluate(() => document.querySelector("[aria-live=polite]").textContent);
/** The words of one side or field as assistive technology reads them. */
const read_out = (name) => page.getByRole("group", { name, exact: true }).ariaSnapshot();

before(async () => {
  mkdirSync(shots, { recursive: true });
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
  run(["user", "add", "ada@vale.example", "--name", "Ada Quist", "--tenant", "vale", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
  run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "vale", "--title", "A plan"]);
  server = await new ProductServer(data).start();
  browser = await launch();
  page = await person_at(browser, server.url, "ada@vale.example", password);
  await go("/o/vale/plans");
  plan = await plan_path(page);

  await go(`${plan}/versions`);
  await in_dialog(page, "Cut version 0.1", "Cut a version", async (dialog) => {
    await fill(dialog, "What changed", "As imported");
    await dialog.getByRole("button", { name: "Cut version 0.1" }).click();
  });
  // A section gets other words and moves down.
  await go(`${plan}/plan`);
  await press(page, "Edit 1.1 Who we are");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("We serve about 615,000 people. WTE has two hospitals.");
  for (let times = 0; times < 2; times += 1) {
    await press(page, "Move down");
    await saved(page);
  }
  // Of the table's rows one gets another figure, two change places, and one is new.
  await go(`${plan}/plan?tab=tables`);
  await press(page, /^Edit Table A|^Edit Planned spend/);
  const rows = page.getByRole("table").first().getByRole("row");
  await rows.nth(1).getByRole("textbox").first().waitFor();
  const cells = async (row) => {
    const boxes = rows.nth(row).getByRole("textbox");
    return Promise.all([...Array(await boxes.count()).keys()].map((cell) => boxes.nth(cell).inputValue()));
  };
  const write = async (row, values) => {
    for (const [cell, value] of values.entries()) {
      await rows.nth(row).getByRole("textbox").nth(cell).fill(value);
      await page.keyboard.press("Tab");
      await idle(page);
    }
    await saved(page);
  };
  const [first, second, third] = [await cells(1), await cells(2), await cells(3)];
  await write(1, second);
  await write(2, first);
  await write(3, [...third.slice(0, 3), "2,600", ...third.slice(4)]);
  await press(page, "Add a row");
  await saved(page);
  await write((await rows.count()) - 1, ["Ambulances", "100", "1.0", "110", "1.1"]);
  await saved(page);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("what changed is counted in one line, and the old and new words stand side by side", async () => {
  await go(`${plan}/compare`);
  await reads(page, /1 section changed, 1 table changed\./);
  await change("1.1 Who we are").waitFor();
  assert.match(await read_out("Text, Version 0.1"), /deletion: "?\[removed: .*612,000/);
  assert.doesNotMatch(await read_out("Text, Version 0.1"), /615,000/);
  assert.match(await read_out("Text, The draft now"), /insertion: "?\[added: .*615,000/);
  const [old_words, new_words] = [await page.getByRole("group", { name: "Text, Version 0.1" }).boundingBox(), await page.getByRole("group", { name: "Text, The draft now" }).boundingBox()];
  assert.ok(old_words.x + old_words.width <= new_words.x && Math.abs(old_words.y - new_words.y) < 1, "two columns");
});

test("what moved says from where to where, an element as a row", async () => {
  await reads(page, /^From place \d+ of \d+, after .+, to place \d+ of \d+, after .+\.$/);
  const rows = page.getByRole("table", { name: "Rows, The draft now" });
  const words = await rows.getByRole("row").allTextContents();
  assert.ok(words.some((row) => /^Moved.*from row \d to row \d/s.test(row)), words.join(" | "));
  assert.ok(words.some((row) => /^Added.*Ambulances/s.test(row)), words.join(" | "));
  assert.match(await rows.getByRole("row").filter({ hasText: "Community teams" }).ariaSnapshot(), /Changed[\s\S]*insertion: "?\[added: 2,600 ?\]/);
  const before_rows = page.getByRole("table", { name: "Rows, Version 0.1" });
  assert.match(await before_rows.getByRole("row").filter({ hasText: "Community teams" }).ariaSnapshot(), /deletion: "?\[removed: 2,540 ?\]/);
  await before_rows.getByText("Not there before").waitFor();
});

test("inline shows both in one text, is kept in the address and survives a reload", async () => {
  await press(page, "Inline");
  await page.getByRole("button", { name: "Inline", exact: true, pressed: true }).waitFor();
  assert.equal(new URL(page.url()).searchParams.get("view"), "inline");
  await page.reload();
  await ready(page);
  const words = await read_out("Text");
  assert.match(words, /\[removed: .*612,000/);
  assert.match(words, /\[added: .*615,000/);
  await page.getByRole("table", { name: "Rows", exact: true }).waitFor();
  await press(page, "Side by side");
  await page.getByRole("group", { name: "Text, The draft now" }).waitFor();
});

test("under 700 px the words are inline whatever was chosen, and the switch says why", async () => {
  await page.setViewportSize({ width: 690, height: 900 });
  await idle(page);
  await page.getByRole("group", { name: "Text", exact: true }).waitFor();
  const button = page.getByRole("button", { name: "Side by side", exact: true });
  assert.equal(await button.getAttribute("aria-disabled"), "true");
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("group", { name: "Text, The draft now" }).waitFor();
});

test("buttons and Alt with the arrows go from change to change: focus, view and an announcement", async () => {
  await go(`${plan}/compare`);
  const all = await headings();
  assert.equal(all.length, 2);
  const in_view = (title) => change(title).evaluate((element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().bottom <= innerHeight);
  await page.keyboard.press("Alt+ArrowDown");
  await idle(page);
  assert.equal(await focused(), all[0]);
  await page.keyboard.press("Alt+ArrowDown");
  await idle(page);
  assert.equal(await focused(), all[1]);
  assert.ok(await in_view(all[1]));
  assert.match(await said(), /^Change 2 of 2: Changed/);
  await page.keyboard.press("Alt+ArrowDown");
  await idle(page);
  assert.equal(await focused(), all[1], "the last stays");
  assert.match(await said(), /This is the last change/);
  await page.keyboard.press("Alt+ArrowUp");
  await idle(page);
  assert.equal(await focused(), all[0]);
  await press(page, "Next change");
  await idle(page);
  assert.equal(await focused(), all[1]);
  await press(page, "Previous change");
  await idle(page);
  assert.equal(await focused(), all[0]);
});

test("in a choice Alt with an arrow stays the browser's", async () => {
  await page.getByRole("combobox", { name: /^From/ }).focus();
  const before_press = await page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("Alt+ArrowUp");
  await idle(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), before_press);
  await page.keyboard.press("Escape");
});

test("filters by kind of change and of part are counted, kept in the address, and can be taken back", async () => {
  await go(`${plan}/compare`);
  await press(page, "Moved (1)");
  await page.getByRole("button", { name: "Moved (1)", pressed: true }).waitFor();
  assert.deepEqual(await headings(), ["1.1 Who we are"]);
  assert.equal(new URL(page.url()).searchParams.get("change"), "moved");
  await press(page, /^All \(/);
  await choose(page, "Of", "tables (1)");
  await idle(page);
  assert.equal((await headings()).length, 1);
  await go(`${plan}/compare?change=removed`);
  await reads(page, "Nothing that changed is of the kinds chosen here.");
  await press(page, "Show all changes");
  await idle(page);
  assert.equal((await headings()).length, 2);
});

test("the versions compared go out as one Word document with the changes tracked", async () => {
  await go(`${plan}/compare`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Redline (Word)" }).click()]);
  assert.match(download.suggestedFilename(), /\.docx$/);
  const body = parts_of(readFileSync(await download.path())).get("word/document.xml").toString();
  assert.match(body, /<w:del [^>]*>(?:(?!<\/w:del>).)*612,000/s);
  assert.match(body, /<w:ins [^>]*>(?:(?!<\/w:ins>).)*615,000/s);
  await choose(page, "From", "The draft now");
  await idle(page);
  assert.equal(await page.getByRole("link", { name: "Redline (Word)" }).count(), 0, "a redline begins at a version");
});

test("it holds what every screen must, in both views", async () => {
  for (const view of ["", "?view=inline"]) {
    await go(`${plan}/compare${view}`);
    for (const [scheme, width, height] of [["dark", 320, 720], ["light", 320, 720], ["dark", 1440, 900], ["light", 1440, 900]]) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await idle(page);
      await page.screenshot({ path: join(shots, `compare${view ? "-inline" : "-sides"}-${scheme}-${width}.png`) });
    }
    await check_screen(page, `compare${view}`, { rest: 400 });
  }
});
