// Other words for a text: suggested by one person, taken in or not by another, with who wrote what and what it said before.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { fill, in_dialog, press, reads, saved } from "../support/acting.mjs";
import { launch, ready } from "../support/browser.mjs";
import { person_at, plan_path } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
let server;
let browser;
let plan; // path of the plan

const person = (email) => person_at(browser, server.url, email, password, { viewport: { width: 1280, height: 800 } });

/** The details of the first intention. */
async function details(page) {
  await page.goto(`${server.url}${plan}/plan?tab=intentions`);
  await ready(page);
  await page.getByRole("table", { name: "Intentions" }).getByRole("link").first().click();
  await page.getByRole("button", { name: /^Who wrote this/ }).waitFor();
  await idle(page);
}

/** Rests the pointer on the second letter of the first occurrence of words in the first line of a field. */
async function rest_on(page, field, words) {
  const place = await field.evaluate((element, sought) => {
    const style = getComputedStyle(element);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const at = element.value.indexOf(sought) + 1;
    const before_it = pen.measureText(element.value.slice(0, at)).width;
    const width = pen.measureText(element.value[at]).width;
    const box = element.getBoundingClientRect();
    return { x: box.x + parseFloat(style.paddingLeft) + before_it + width / 2, y: box.y + parseFloat(style.paddingTop) + parseFloat(style.lineHeight) / 2 };
  }, words);
  await page.mouse.move(place.x, place.y);
}

async function shot(page, name) {
  mkdirSync(shots, { recursive: true });
  await idle(page);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

before(async () => {
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
  for (const [email, name] of [["ada@vale.example", "Ada Quist"], ["ben@vale.example", "Ben Roe"]])
    run(["user", "add", email, "--name", name, "--tenant", "vale", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
  run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "vale", "--title", "A plan"]);
  server = await new ProductServer(data).start();
  browser = await launch();
  const page = await person("ada@vale.example");
  await page.goto(`${server.url}/o/vale/plans`);
  plan = await plan_path(page);
  await details(page);
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Beds open in spring. Nurses visit at home.");
  await saved(page);
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("one suggests two changes, another accepts one and rejects one, and the words are in the name of who wrote them", async () => {
  const ben = await person("ben@vale.example");
  await details(ben);
  await in_dialog(ben, /^Suggest changes/, "Suggest changes", async (dialog) => {
    await fill(dialog, "Text with your changes", "Beds open in early spring. Nurses call at home.");
    await fill(dialog, "Note", "As agreed in March");
    await shot(ben, "suggest-form");
    await press(dialog, "Suggest");
  });
  await reads(ben, "2 suggestions");
  assert.equal(await ben.getByRole("button", { name: /^Withdraw/ }).count(), 2);

  const ada = await person("ada@vale.example");
  await details(ada);
  await reads(ada, "2 suggestions");
  await press(ada, "Marked up");
  await idle(ada);
  assert.deepEqual(await ada.locator("#mirror ins").evaluateAll((all) => all.map((each) => each.textContent.trim()).slice(0, 2)), ["early", "call"]);
  await shot(ada, "suggestions-marked-up");
  await press(ada, "Clean");
  await reads(ada, "Beds open in early spring. Nurses call at home.");
  await press(ada, "Original");
  await idle(ada);
  await press(ada, /^Accept “early/);
  await idle(ada);
  await reads(ada, "1 suggestion");
  await press(ada, /^Reject “call/);
  await ada.getByText("1 suggestion").waitFor({ state: "detached" });
  const field = ada.getByRole("textbox", { name: "Text", exact: true });
  assert.equal(await field.inputValue(), "Beds open in early spring. Nurses visit at home.");

  await rest_on(ada, field, "early");
  await ada.getByRole("tooltip").filter({ hasText: /^Ben Roe, / }).waitFor();
  await shot(ada, "who-wrote-these-words");
  await rest_on(ada, field, "Beds");
  await ada.getByRole("tooltip").filter({ hasText: /^Ada Quist \(you\), / }).waitFor();
  await ada.mouse.move(0, 0);
  await ada.getByRole("tooltip").waitFor({ state: "detached" });

  await press(ada, /^Who wrote this/);
  const list = ada.getByRole("region", { name: "Who wrote this" }).or(ada.getByRole("group", { name: "Who wrote this" })).first();
  await list.waitFor();
  const words = await list.innerText();
  assert.match(words, /Ada Quist[\s\S]*Ben Roe[\s\S]*early/);
  await shot(ada, "who-wrote-this");
  await Promise.all([ada.context().close(), ben.context().close()]);
});

test("the timeline shows what the text said before and puts it back", async () => {
  const ada = await person("ada@vale.example");
  await ada.goto(`${server.url}${plan}/history?tab=timeline`);
  await ready(ada);
  const moments = ada.getByRole("combobox", { name: /^As it was after/ });
  await moments.waitFor();
  const imported = (await moments.locator("option").allTextContents()).find((each) => /import/i.test(each));
  await moments.selectOption({ label: imported });
  await ada.getByRole("button", { name: /^Restore this text/ }).first().waitFor();
  await shot(ada, "timeline");
  const at_import = await moments.inputValue();
  await press(ada, "Later moment");
  await idle(ada);
  assert.notEqual(await moments.inputValue(), at_import);
  await press(ada, "Earlier moment");
  await idle(ada);
  assert.equal(await moments.inputValue(), at_import);
  await press(ada, /^Restore this text/);
  await reads(ada, "No differences");
  await saved(ada);
  await details(ada);
  assert.doesNotMatch(await ada.getByRole("textbox", { name: "Text", exact: true }).inputValue(), /Nurses visit/);
  await ada.context().close();
});

test("a part that was removed is listed and put back", async () => {
  const ada = await person("ada@vale.example");
  await details(ada);
  await in_dialog(ada, /^Remove JOI-01/, /^Remove this/, (dialog) => press(dialog, /^Remove this/));
  await saved(ada);
  await press(ada, /^Removed parts/);
  await press(ada, /^Put back JOI-01/);
  await ada.getByRole("button", { name: /^Put back JOI-01/ }).waitFor({ state: "detached" });
  await ada.getByRole("table", { name: "Intentions" }).getByRole("link", { name: /First contact physiotherapy/ }).first().waitFor();
  await ada.context().close();
});
