// The feedback log as its people use it: an item about words that moves with them, the change it led to seen from both ends,
// several items at once, duplicates, the board, the tray, saved views, discussion, and what changed since somebody last read.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { choose, fill, in_dialog, pick, press, reads, saved } from "../support/acting.mjs";
import { launch, ready } from "../support/browser.mjs";
import { data_folder, ProductServer, root, run, sign_in } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
let server;
let browser;
let plan; // path of the plan

async function person(email) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await sign_in(page, server.url, email, password);
  return page;
}

async function go(page, path) {
  await page.goto(`${server.url}${path}`);
  await ready(page);
}

async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await idle(page);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

async function details(page) {
  await go(page, `${plan}/plan?tab=intentions`);
  await page.getByRole("table", { name: "Intentions" }).getByRole("link").first().click();
  await page.getByRole("textbox", { name: "Text", exact: true }).waitFor();
  await idle(page);
}

async function item(page, number) {
  await go(page, `${plan}/feedback?state=all`);
  await page.getByRole("table", { name: "Feedback log" }).getByRole("link", { name: `F-00${number}`, exact: true }).click();
  await page.getByRole("heading", { name: "Who sees to it" }).waitFor();
  await idle(page);
}

/** Selects words in the field of the dialog in which they are shown, as the keyboard does. */
async function select_words(page, dialog, words) {
  const field = dialog.getByRole("textbox", { name: /^Words it is about/ });
  await field.focus();
  await field.evaluate((element, sought) => {
    const at = element.value.indexOf(sought);
    element.setSelectionRange(at, at + sought.length);
    document.dispatchEvent(new Event("selectionchange"));
  }, words);
  await dialog.getByText(`About “${words}”`).waitFor();
}

async function log(page, name, words, about) {
  await press(page, "Add feedback");
  const dialog = page.getByRole("dialog", { name: "Add feedback" });
  await choose(dialog, "Channel", "e-mail");
  await fill(dialog, "Name", name);
  await fill(dialog, "What was said, word for word", words);
  if (about) await choose(dialog, "About", about);
  await press(dialog, "Add to the log");
  await dialog.waitFor({ state: "hidden" });
}

before(async () => {
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
  for (const [email, name] of [["ada@vale.example", "Ada Quist"], ["ben@vale.example", "Ben Roe"]])
    run(["user", "add", email, "--name", name, "--tenant", "vale", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
  run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "vale", "--title", "A plan"]);
  server = await new ProductServer(data).start();
  browser = await launch();
  const ada = await person("ada@vale.example");
  await go(ada, "/o/vale/plans");
  const link = ada.getByRole("table").getByRole("link").first();
  await link.waitFor();
  plan = (await link.getAttribute("href")).match(/^.*\/plans\/[0-9a-f]{32}/)[0];
  await details(ada);
  await ada.getByRole("textbox", { name: "Text", exact: true }).fill("Beds open in spring. Nurses visit at home.");
  await saved(ada);
  await go(ada, `${plan}/versions`);
  await in_dialog(ada, "Cut version 0.1", "Cut a version", async (dialog) => {
    await fill(dialog, "What changed", "First draft");
    await dialog.getByRole("button", { name: "Cut version 0.1" }).click();
  });
  await ada.context().close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("an item about words follows them through an edit, and is marked as changed when they are", async () => {
  const ada = await person("ada@vale.example");
  await details(ada);
  await ada.getByRole("textbox", { name: "Text", exact: true }).fill("More beds open in spring. Nurses visit at home.");
  await saved(ada);
  await press(ada, /^Comment on /);
  const dialog = ada.getByRole("dialog", { name: "Add feedback" });
  await select_words(ada, dialog, "in spring");
  await choose(dialog, "Channel", "letter");
  await fill(dialog, "Name", "Cora Lane");
  await fill(dialog, "What was said, word for word", "Spring is too late for us.");
  await shot(ada, "comment-on-words");
  await press(dialog, "Add to the log");
  await dialog.waitFor({ state: "hidden" });
  await press(ada, /^1 comment on words/);
  await reads(ada, "“Spring is too late for us.”");
  await shot(ada, "words-with-comment");

  const text = ada.getByRole("textbox", { name: "Text", exact: true });
  await text.focus();
  await text.evaluate((element) => element.setSelectionRange(element.value.indexOf("spring"), element.value.indexOf("spring")));
  await ada.keyboard.type("early ");
  await saved(ada);
  await reads(ada, "“in early spring”");
  await reads(ada, /^Changed since: it was about “in spring”/);
  await ada.context().close();
});

test("an item is answered from beside the change it led to, and both ends say so", async () => {
  const ada = await person("ada@vale.example");
  await go(ada, `${plan}/compare`);
  await press(ada, /^Answer feedback with this change/);
  const dialog = ada.getByRole("dialog", { name: "Answer feedback with this change" });
  await dialog.getByRole("radio", { name: /in spring/ }).waitFor();
  await fill(dialog, "Response", "The beds open in early spring.");
  await shot(ada, "answer-with-change");
  await press(dialog, "Answer");
  await dialog.waitFor({ state: "hidden" });
  await item(ada, 1);
  await ada.getByRole("heading", { name: "What was changed" }).waitFor();
  await reads(ada, "in no version yet");
  await shot(ada, "item-with-change");
  await details(ada);
  await reads(ada, "Changed because of");
  await go(ada, `${plan}/versions`);
  await in_dialog(ada, "Cut version 0.2", "Cut a version", async (cut) => {
    await fill(cut, "What changed", "Beds earlier");
    await cut.getByRole("button", { name: "Cut version 0.2" }).click();
  });
  await item(ada, 1);
  await ada.getByRole("link", { name: "Version 0.2" }).waitFor();
  await ada.context().close();
});

test("an item is tied to a change from the item, and untied", async () => {
  const ada = await person("ada@vale.example");
  await go(ada, `${plan}/feedback`);
  await log(ada, "Dora Finch", "We asked for more beds.", /^Intention/);
  await item(ada, 2);
  await in_dialog(ada, "This was changed here", "This was changed here", async (dialog) => {
    await dialog.getByRole("combobox", { name: /^When/ }).waitFor();
    await dialog.getByRole("radio", { name: /More/ }).check();
    await press(dialog, "Tie it to the item");
  });
  await reads(ada, /^Tied to it by Ada Quist/);
  await press(ada, /^Untie from/);
  await ada.getByRole("button", { name: /^Untie from/ }).waitFor({ state: "detached" });
  await ada.context().close();
});

test("several items are assigned, taken up, answered and closed together, by keyboard", async () => {
  const ada = await person("ada@vale.example");
  await go(ada, `${plan}/feedback`);
  for (const name of ["Elsie Moor", "Finn Hale", "Gwen Ives"]) await log(ada, name, "Please keep the clinic open.");
  await go(ada, `${plan}/feedback?words=clinic`);
  const table = ada.getByRole("table", { name: "Feedback log" });
  await ada.getByRole("checkbox", { name: "Select all" }).focus();
  await ada.keyboard.press("Space");
  await reads(ada, "3 selected");
  await shot(ada, "several-selected");
  await in_dialog(ada, "Assign", "Assign", async (dialog) => {
    await choose(dialog, "Owner", "Ben Roe");
    await fill(dialog, "Theme", "Clinic");
    await press(dialog, "Assign");
  });
  await table.getByText("B. Roe").nth(2).waitFor();
  await ada.getByRole("checkbox", { name: "Select all" }).check();
  await press(ada, "Take up for review");
  await ada.getByText("3 selected").waitFor({ state: "detached" });
  await ada.getByRole("checkbox", { name: "Select all" }).check();
  await in_dialog(ada, "Answer", "Answer together", async (dialog) => {
    await choose(dialog, "Disposition", "Noted");
    await fill(dialog, "Response", "It stays open this year.");
    await press(dialog, "Answer");
  });
  await ada.getByRole("checkbox", { name: "Select all" }).check();
  await press(ada, "Close");
  await reads(ada, "No item passes the filters.");
  await ada.context().close();
});

test("items are grouped, a group is folded away, columns are chosen, and the view is kept under a name", async () => {
  const ada = await person("ada@vale.example");
  await go(ada, `${plan}/feedback?state=all`);
  await choose(ada, "Group by", "theme");
  const table = ada.getByRole("table", { name: "Feedback log" });
  const clinic = table.getByRole("button", { name: "Clinic" });
  await clinic.waitFor();
  assert.equal(await clinic.getAttribute("aria-expanded"), "true");
  await clinic.click();
  await idle(ada);
  assert.equal(await clinic.getAttribute("aria-expanded"), "false");
  await clinic.click();
  await press(ada, "Columns");
  const columns = ada.getByRole("dialog", { name: "Columns" });
  await columns.getByRole("checkbox", { name: "Response" }).check();
  await idle(ada);
  await columns.getByRole("checkbox", { name: "Due" }).uncheck();
  await press(columns, "Done");
  await table.getByRole("columnheader", { name: "Response" }).waitFor();
  await shot(ada, "grouped-by-theme");
  await press(ada, "Views");
  await pick(ada, "Save this view");
  await in_dialog(ada, null, "Save this view", async (dialog) => {
    await fill(dialog, "Name", "By theme");
    await dialog.getByRole("checkbox", { name: /everybody/ }).check();
    await press(dialog, "Save");
  });
  const ben = await person("ben@vale.example");
  await go(ben, `${plan}/feedback`);
  await press(ben, "Views");
  await pick(ben, /^By theme/);
  await ben.getByRole("table", { name: "Feedback log" }).getByRole("button", { name: "Clinic" }).waitFor();
  await ben.getByRole("columnheader", { name: "Response" }).waitFor();
  await Promise.all([ada.context().close(), ben.context().close()]);
});

test("duplicates are merged and separated, and both sides say so", async () => {
  const ada = await person("ada@vale.example");
  await go(ada, `${plan}/feedback`);
  await log(ada, "Hugh Orr", "More beds, please.");
  await item(ada, 6);
  await in_dialog(ada, "It says the same as another", "It says the same as another", async (dialog) => {
    await choose(dialog, "The item that is answered", /^F-002/);
    await press(dialog, "Merge");
  });
  await reads(ada, "which is answered for both.");
  await item(ada, 2);
  await reads(ada, "1 duplicate:");
  await item(ada, 6);
  await press(ada, "Separate it");
  await ada.getByRole("button", { name: "Separate it" }).waitFor({ state: "detached" });
  await ada.context().close();
});

test("what the submitter thinks of the answer is recorded, and the item is published in other words", async () => {
  const ada = await person("ada@vale.example");
  await item(ada, 1);
  await press(ada, "Record what they think");
  await ada.getByRole("radio", { name: /^Content/ }).check();
  await press(ada, "Record");
  await reads(ada, "is content with the answer");
  await in_dialog(ada, "Publish", "Publish", async (dialog) => {
    await fill(dialog, "The words as published", "Spring is too late.");
    await press(dialog, "Publish");
  });
  await reads(ada, "“Spring is too late.”");
  await ada.context().close();
});

test("words that are deleted put their item into the tray, from where it is placed again", async () => {
  const ada = await person("ada@vale.example");
  await details(ada);
  await press(ada, /^Comment on /);
  const dialog = ada.getByRole("dialog", { name: "Add feedback" });
  await select_words(ada, dialog, "Nurses visit at home.");
  await choose(dialog, "Channel", "letter");
  await fill(dialog, "Name", "Ivy Nash");
  await fill(dialog, "What was said, word for word", "How often do they visit?");
  await press(dialog, "Add to the log");
  await dialog.waitFor({ state: "hidden" });
  await ada.getByRole("textbox", { name: "Text", exact: true }).fill("More beds open in early spring.");
  await saved(ada);
  await go(ada, `${plan}/feedback?tab=tray`);
  await reads(ada, "“How often do they visit?”");
  await reads(ada, "Nurses visit at home.");
  await shot(ada, "tray");
  await in_dialog(ada, /^Place it: /, "Place it", async (place) => {
    await select_words(ada, place, "More beds");
    await press(place, "Place it");
  });
  await reads(ada, "Every item has its place");
  await ada.context().close();
});

test("the board moves an item on, and late items are marked after the last day", async () => {
  const ada = await person("ada@vale.example");
  await go(ada, `${plan}/feedback`);
  await press(ada, "More");
  await pick(ada, "When feedback is asked for");
  await in_dialog(ada, null, "When feedback is asked for", async (dialog) => {
    await dialog.getByLabel(/^Last day/).fill("2020-01-31");
    await press(dialog, "Set the days");
  });
  await reads(ada, "Asked for until 31 January 2020");
  await log(ada, "Jon Pike", "Late, but please read it.");
  await go(ada, `${plan}/feedback?tab=board`);
  await reads(ada, /^Late/);
  await press(ada, /^Take up F-008/);
  await ada.getByRole("button", { name: "Answer F-008" }).waitFor();
  await shot(ada, "board");
  await go(ada, `${plan}/feedback?tab=charts`);
  await press(ada, "Show as table");
  await ada.getByRole("table", { name: "By theme" }).waitFor();
  await shot(ada, "charts");
  await ada.context().close();
});

test("a mention and what is watched are on Home until the plan is marked as read; then what changed since is compared", async () => {
  const ada = await person("ada@vale.example");
  const ben = await person("ben@vale.example");
  await item(ada, 2);
  await ada.getByRole("textbox", { name: /^Say something/ }).fill("Do you know the number of beds, @be");
  await press(ada, "@Ben Roe");
  await shot(ada, "mention");
  await press(ada, "Say it");
  await ada.getByRole("heading", { name: "Discussion" }).waitFor();
  await ada.locator("#mirror").getByText("@Ben Roe").first().waitFor();
  await go(ben, "/o/vale/");
  await ben.getByRole("link", { name: "Ada Quist on F-002" }).waitFor();
  await shot(ben, "mentions");
  await press(ben, /^Mark as read/);
  await ben.getByRole("link", { name: "Ada Quist on F-002" }).waitFor({ state: "detached" });

  await details(ada);
  await ada.getByRole("textbox", { name: "Text", exact: true }).fill("Many more beds open in early spring.");
  await saved(ada);
  await go(ben, `${plan}/plan`);
  await ben.getByRole("link", { name: "Since you read it" }).click();
  await idle(ben);
  await ben.locator("#mirror ins").filter({ hasText: /Many/ }).first().waitFor();
  await shot(ben, "since-you-read");
  await Promise.all([ada.context().close(), ben.context().close()]);
});
