// The search over everything: opened by key and by press, found words, links that keep their address, filters as chips, what is
// remembered, and what each person may find. On the sample content.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { press } from "../support/acting.mjs";
import { launch } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { check_axe, check_screen, idle } from "../support/screen_checks.mjs";

const password = "orchard-lantern-27";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
let server;
let browser;
let page;
let home;
let plan;

const dialog = () => page.getByRole("dialog", { name: "Search", exact: true });
const field = () => dialog().getByRole("combobox", { name: /^Search plans/ });
const options = (group) => (group ? dialog().getByRole("group", { name: group, exact: true }) : dialog()).getByRole("option");
const active = () => field().evaluate((element) => document.getElementById(element.getAttribute("aria-activedescendant"))?.textContent ?? "");
const has_focus = () => field().evaluate((element) => element === document.activeElement);

/** Opens it by key, and types. */
async function look_for(words) {
  await page.keyboard.press("Control+k");
  await field().waitFor();
  await page.keyboard.type(words);
  await idle(page);
}
/** Until the server has answered with something in that group. */
async function found(group) {
  await options(group).first().waitFor();
  return options(group).first();
}
async function close() {
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "hidden" });
}

before(async () => {
  mkdirSync(shots, { recursive: true });
  const data = data_folder();
  run(["demo", "--data", data]);
  server = await new ProductServer(data).start();
  browser = await launch();
  page = await person_at(browser, server.url, "rosa.whitcombe@ashdownvale.example", password);
  home = "/o/ashdown-vale/";
  await visit(page, `${server.url}${home}plans`);
  plan = await plan_path(page);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("Ctrl+K opens it with the focus in its field; Escape closes it and the focus is back", async () => {
  const button = page.getByRole("button", { name: /^Search plans/ });
  await button.focus();
  await page.keyboard.press("Control+k");
  await field().waitFor();
  await idle(page);
  assert.equal(await has_focus(), true);
  assert.equal(await field().getAttribute("aria-expanded"), "true");
  await close();
  assert.equal(await button.evaluate((element) => element === document.activeElement), true);
  await button.click();
  await field().waitFor();
  await close();
});

test("places to go to are found without the server, and Enter goes there", async () => {
  await look_for("forums and");
  assert.match(await active(), /^Forums and committees/);
  await page.keyboard.press("Enter");
  await dialog().waitFor({ state: "hidden" });
  await idle(page);
  assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Forums and committees");
});

test("the arrows move through all that is found, and the focus stays in the field", async () => {
  await look_for("plan");
  await found("Plans");
  await idle(page);
  const count = await options().count();
  assert.ok(count > 2, `${count} found`);
  const first = await active();
  await page.keyboard.press("ArrowDown");
  await idle(page);
  assert.notEqual(await active(), first);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await idle(page);
  assert.equal(await active(), await options().last().textContent(), "from the first it goes to the last");
  assert.equal(await has_focus(), true);
  assert.equal(await dialog().getByRole("option", { selected: true }).count(), 1);
  await close();
});

test("an intention is found by words in a plan that was not opened, marked, and its link leads to it", async () => {
  const words = await intention_words();
  await look_for(words.text);
  const option = await found("Intentions");
  assert.match(await option.getAttribute("href"), /\/plans\/[0-9a-f]{32}\/plan\?item=[0-9a-f]{32}&tab=intentions$/);
  assert.ok((await option.locator("mark").count()) > 0, "the words are marked");
  const href = await option.getAttribute("href");
  await option.click();
  await dialog().waitFor({ state: "hidden" });
  await idle(page);
  assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, href);
});

/** Words of the first intention with a text, as its plan shows it, read in another page so that this tab has not opened it. */
async function intention_words() {
  const other = await page.context().newPage();
  await visit(other, `${server.url}${plan}/plan?tab=intentions`);
  const row = other.getByRole("table", { name: "Intentions" }).getByRole("row").nth(1);
  const link = row.getByRole("link").first();
  const reference = (await row.textContent()).match(/[A-Z]{2,5}-\d+/)[0];
  const text = (await link.textContent()).replace(reference, "").trim().split(/\s+/).slice(0, 2).join(" ");
  await other.close();
  return { reference, text };
}

test("a reference finds its thing first, however it is written", async () => {
  const { reference } = await intention_words();
  await look_for(reference.toLowerCase().replace("-0", " "));
  await found("Intentions");
  await idle(page);
  assert.match(await options("Intentions").first().textContent(), new RegExp(`^${reference}`));
  await close();
});

test("filters are typed or picked, shown as chips, and taken away", async () => {
  await look_for("kind:feedback ");
  const chip = dialog().getByRole("button", { name: "Remove Kind: feedback" });
  await chip.waitFor();
  await found("Feedback");
  await idle(page);
  assert.equal(await dialog().getByRole("group", { name: "Intentions", exact: true }).count(), 0);
  assert.equal(await field().inputValue(), "");
  await page.screenshot({ path: join(shots, "search-filtered-1440.png") });
  await page.keyboard.press("Backspace");
  await chip.waitFor({ state: "hidden" });
  await page.keyboard.type("care");
  await idle(page);
  const offer = dialog().getByRole("button", { name: /^Programme: / }).first();
  await offer.waitFor();
  const label = await offer.textContent();
  await offer.click();
  await dialog().getByRole("button", { name: `Remove ${label}` }).waitFor();
  await idle(page);
  assert.equal(await has_focus(), true, "one goes on typing");
  await dialog().getByRole("button", { name: `Remove ${label}` }).click();
  await idle(page);
  await close();
});

test("what was searched for is offered again", async () => {
  await look_for("care");
  await found("Intentions");
  await page.keyboard.press("Enter");
  await dialog().waitFor({ state: "hidden" });
  await look_for("");
  const recent = options("Recent searches").first();
  await recent.waitFor();
  assert.equal((await recent.textContent()).trim(), "care");
  await recent.click();
  await found("Intentions");
  assert.equal(await field().inputValue(), "care");
  await close();
});

test("what nobody wrote is said to be found nowhere", async () => {
  await look_for("xyzzyplugh");
  await dialog().getByText(/^Nothing was found/).waitFor();
  assert.equal(await field().getAttribute("aria-expanded"), "false");
  await close();
});

test("words typed into a plan are found a moment later", async () => {
  await visit(page, `${server.url}${plan}/plan?tab=narrative`);
  await press(page, /^Edit /);
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await text.waitFor();
  await text.press("Control+End");
  await text.pressSequentially(" Quokkas are welcome.");
  await idle(page);
  for (let tries = 0; tries < 20; tries += 1) {
    await look_for("quokkas");
    const sections = options("Sections");
    await sections.or(dialog().getByText(/^Nothing was found/)).first().waitFor();
    const there = await sections.count();
    await close();
    if (there > 0) return;
  }
  assert.fail("the words were not found");
});

test("it holds what every screen holds, in all themes and at 320 px", async () => {
  await visit(page, `${server.url}${home}`);
  await look_for("care");
  await found("Intentions");
  await idle(page);
  await check_screen(page, "search", { rest: 300 });
  for (const [theme, width, height] of [["light", 1440, 900], ["dark", 1440, 900], ["light", 320, 640], ["dark", 320, 640]]) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height });
    await idle(page);
    await check_axe(page, `search ${theme} ${width}`);
    await page.screenshot({ path: join(shots, `search-${theme}-${width}.png`) });
  }
  await page.emulateMedia({ forcedColors: "active" });
  await idle(page);
  await check_axe(page, "search in forced colours");
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
  assert.deepEqual(page.problems, []);
});
