// A long text is given lists, bold words and links by buttons, by shortcuts and by pasting from Word, and is read with them on
// the screen and on the page for print.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { press, saved } from "../support/acting.mjs";
import { launch, ready } from "../support/browser.mjs";
import { person_at, plan_path } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { check_axe, check_meaning, check_reflow, check_tab_order, check_targets, idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
const word = readFileSync(join(root, "tests/data/paste/word.html"), "utf8");
let server;
let browser;
let page;
let plan; // address of the plan
let field; // the text of the first section

before(async () => {
  mkdirSync(shots, { recursive: true });
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
  run(["user", "add", "ada@vale.example", "--name", "Ada Quist", "--tenant", "vale", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
  run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "vale", "--title", "A plan"]);
  server = await new ProductServer(data).start();
  browser = await launch();
  page = await person_at(browser, server.url, "ada@vale.example", password, { viewport: { width: 1280, height: 900 } });
  await page.goto(`${server.url}/o/vale/plans`);
  plan = await plan_path(page);
  await page.goto(`${server.url}${plan}/plan?tab=narrative`);
  await ready(page);
  await page.getByRole("button", { name: /^Edit / }).first().click();
  field = page.getByRole("textbox", { name: "Text", exact: true });
  await field.waitFor();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const select = (words) =>
  field.evaluate((element, found) => {
    const at = element.value.indexOf(found);
    element.focus();
    element.setSelectionRange(at, at + found.length);
  }, words);

const selected = () => field.evaluate((element) => element.value.slice(element.selectionStart, element.selectionEnd));
const focused = () => field.evaluate((element) => document.activeElement === element);

async function value() {
  await idle(page);
  return field.inputValue();
}

test("buttons mark the selected words and leave the focus in the field", async () => {
  await field.fill("Care at home comes first.");
  await select("at home");
  await press(page, "Bold");
  assert.equal(await value(), "Care **at home** comes first.");
  assert.ok(await focused(), "the focus left the field");
  assert.equal(await selected(), "at home");
  await press(page, "Italic");
  assert.equal(await value(), "Care ***at home*** comes first.");
  await press(page, "Bold");
  assert.equal(await value(), "Care *at home* comes first.");
  await press(page, "Bullets");
  assert.equal(await value(), "- Care *at home* comes first.");
  await press(page, "Numbers");
  assert.equal(await value(), "1. Care *at home* comes first.");
  await press(page, "Numbers");
  await select("Care");
  await press(page, "Link");
  assert.equal(await value(), "[Care](https://) *at home* comes first.");
  await page.keyboard.type("https://a.example/care");
  assert.equal(await value(), "[Care](https://a.example/care) *at home* comes first.");
  await saved(page);
});

test("the toolbar is one tab stop with arrows, and works from the keyboard", async () => {
  await field.fill("one two");
  await select("two");
  await page.keyboard.press("Shift+Tab");
  const name = () => page.evaluate(() => document.activeElement.textContent);
  assert.equal(await name(), "Bold");
  await page.keyboard.press("ArrowRight");
  assert.equal(await name(), "Italic");
  await page.keyboard.press("Enter");
  assert.equal(await value(), "one *two*");
  assert.ok(await focused(), "the focus did not come back");
});

test("shortcuts mark words, Enter goes on with a list, and undo takes back what was done", async () => {
  await field.fill("one two");
  await saved(page);
  await select("one");
  await page.keyboard.press("Control+b");
  assert.equal(await value(), "**one** two");
  await page.keyboard.press("Control+i");
  assert.equal(await value(), "***one*** two");
  await page.keyboard.press("Control+i");
  await page.keyboard.press("Control+b");
  assert.equal(await value(), "one two");
  await page.keyboard.press("End");
  await page.keyboard.press("Control+b");
  await page.keyboard.type("bold");
  assert.equal(await value(), "one two**bold**");
  await field.fill("- one");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("two");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.type("end");
  assert.equal(await value(), "- one\n- two\nend");
  await saved(page);
  await field.fill("undo me");
  await idle(page);
  await select("undo");
  await page.keyboard.press("Control+b");
  assert.equal(await value(), "**undo** me");
  await page.keyboard.press("Control+z");
  assert.equal(await value(), "undo me");
});

/** What the browser does when something is pasted; the test cannot fill the system's clipboard with what Word writes. */
const paste = (where, parts) =>
  where.evaluate((element, given) => {
    element.focus();
    const data = new DataTransfer();
    for (const [type, text] of Object.entries(given)) data.setData(type, text);
    const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    return element.dispatchEvent(event);
  }, parts);

const from_word = [
  "**Urgent care** in *Luton* will be recommissioned; see [the plan](https://example.org/plan?a=1&b=%282%29) and our draft.",
  "- Same-day access, **all week**",
  "  - One front door",
  "1. Procure",
  "2. Award*",
  "**Service** | Cost",
  "Walk-in centre | £1,200",
  "Led by Bedford.",
].join("\n");

test("a fragment of Word is pasted as words, lists and links, and no script of it runs", async () => {
  await field.fill("");
  assert.equal(await paste(field, { "text/html": word, "text/plain": "Urgent care" }), false, "the browser pasted as well");
  assert.equal(await value(), from_word);
  assert.equal(await page.evaluate(() => globalThis.pasted), undefined);
  await saved(page);
  await page.screenshot({ path: join(shots, "marked-text-editing.png") });
  for (const check of [check_meaning, check_axe, check_targets, check_tab_order]) await check(page, "editing a long text");
});

test("a plain field gets the plain words", async () => {
  const heading = page.getByRole("textbox", { name: "Heading", exact: true });
  await heading.fill("");
  await paste(heading, { "text/html": "<b>Urgent</b>", "text/plain": "Urgent\u00a0ca\u00adre\r\nnow" });
  assert.equal(await heading.inputValue(), "Urgent care now");
});

test("what is pasted ends at the field's maximum length", async () => {
  const heading = page.getByRole("textbox", { name: "Heading", exact: true });
  const most = await heading.evaluate((element) => element.maxLength);
  assert.ok(most > 0);
  await heading.fill("");
  await paste(heading, { "text/plain": `\u00a0${"x".repeat(most + 50)}` });
  assert.equal((await heading.inputValue()).length, most);
  await heading.fill("Urgent care");
  await saved(page);
});

test("the text is read with its lists, bold and italic words and links", async () => {
  await press(page, "Done");
  await idle(page);
  const mirror = page.locator("#mirror");
  await mirror.locator("strong", { hasText: "Urgent care" }).first().waitFor({ state: "attached" });
  assert.equal(await mirror.locator("em", { hasText: "Luton" }).evaluate((element) => getComputedStyle(element).fontStyle), "italic");
  const link = mirror.getByRole("link", { name: "the plan", exact: true });
  assert.equal(await link.getAttribute("href"), "https://example.org/plan?a=1&b=%282%29");
  assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  assert.equal(await link.getAttribute("target"), "_blank");
  const nested = mirror.locator("li li", { hasText: "One front door" });
  assert.equal(await nested.count(), 1);
  assert.match(await mirror.locator("li", { hasText: "Award*" }).first().innerText(), /^2\.\s+Award\*$/);
  // Words over words: what is painted has the place of what is read.
  const off = await mirror.locator("p", { hasText: "Urgent care in Luton" }).evaluate((paragraph) => {
    const lines = paragraph.getClientRects().length && [...paragraph.children].map((child) => child.getBoundingClientRect());
    const box = paragraph.getBoundingClientRect();
    return Math.max(...lines.map((line) => Math.max(box.left - line.left, line.right - box.right, box.top - line.top, line.bottom - box.bottom)));
  });
  assert.ok(off <= 4, `the elements reach ${off} px beyond what is painted`);
  await page.screenshot({ path: join(shots, "marked-text-reading.png") });
  for (const check of [check_meaning, check_axe, check_reflow]) await check(page, "reading a long text");
  assert.deepEqual(page.problems, []);
});

test("the page for print has the same as elements", async () => {
  const print = await page.context().newPage();
  await print.goto(`${server.url}${plan.replace("/o/", "/export/").replace("/plans/", "/")}.html`);
  const html = await print.content();
  assert.match(html, /<p><strong>Urgent care<\/strong> in <em>Luton<\/em> will be recommissioned; see <a href="https:\/\/example\.org\/plan\?a=1&amp;b=%282%29" rel="noopener noreferrer">the plan<\/a>/);
  assert.match(html, /<li>Same-day access, <strong>all week<\/strong>\s*<ul>\s*<li>One front door<\/li>\s*<\/ul>\s*<\/li>\s*<\/ul>\s*<ol>\s*<li>Procure<\/li>\s*<li>Award\*<\/li>\s*<\/ol>/);
  await print.locator("strong", { hasText: "Urgent care" }).scrollIntoViewIfNeeded();
  await print.screenshot({ path: join(shots, "marked-text-print.png") });
  await print.close();
});
