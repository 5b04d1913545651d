// Word out, Word back: a version goes out as a Word file; the comments and tracked changes of what comes back become items of the log, each on
// the part of the plan that it is about, once a person has seen and confirmed them.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { choose, pick, press, reads, saved, says } from "../support/acting.mjs";
import { launch } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { check_screen, idle } from "../support/screen_checks.mjs";
import { without_properties, write_in } from "../support/word_file.mjs";

const password = "orchard-lantern-27"; // everybody's in the sample
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
const front_door = "One front door at Ashdown General for everybody who walks in, staffed by general practitioners and emergency nurses together from 08:00 to 23:00.";
let server;
let browser;
let page; // of Megan, who leads the engagement
let plan; // path of the plan's screens
let sent; // the Word file of version 0.4
let returned;
let counted; // items in the log before anything is brought back

const go = (path) => visit(page, server.url + path);
const file = () => page.getByRole("button", { name: "Word file", exact: true });
const table = () => page.getByRole("table", { name: "Comments and tracked changes" });
const row = (words) => table().getByRole("row").filter({ hasText: words });

async function shot(name) {
  mkdirSync(shots, { recursive: true });
  await idle(page);
  await page.screenshot({ path: join(shots, `${name}.png`) });
}

async function bring_back(name, bytes) {
  await page.getByLabel(/^Word file/).setInputFiles({ name, mimeType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", buffer: bytes });
  await idle(page);
}

/** A file of the program's own, as a press on its link gives it. */
async function download(path) {
  const answer = await page.request.get(server.url + path);
  assert.equal(answer.status(), 200, path);
  return Buffer.from(await answer.body());
}

const items_in_log = async () => JSON.parse((await download(`${plan.replace("/o/", "/export/").replace("/plans/", "/")}.json`)).toString()).plan.feedback;

before(async () => {
  const data = data_folder();
  run(["demo", "--data", data]);
  server = await new ProductServer(data).start();
  browser = await launch();
  page = await person_at(browser, server.url, "megan.lloyd@ashdownvale.example", password);
  await go("/o/ashdown-vale/plans");
  plan = await plan_path(page, /intentions/i);
  counted = (await items_in_log()).length;
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the latest version goes out from where the file comes back", async () => {
  await go(`${plan}/feedback`);
  await press(page, "More");
  await pick(page, "Bring back a Word file");
  await page.getByRole("button", { name: "Bring back a Word file", pressed: true }).waitFor();
  const link = page.getByRole("link", { name: /^Word file of version 0\.4/ });
  sent = await download(await link.getAttribute("href"));
  returned = write_in(sent, [
    { on: front_door, name: "Kit Larsen", day: "2026-11-03", replace: ["23:00", "22:00"] },
    { on: "Same-day urgent care", name: "Kit Larsen", day: "2026-11-03", comment: "Who pays for the nurses?" },
    { on: "From 1 October 2027", name: "Dr Owen Tregear", day: "2026-11-04", insert: ", if the lease is signed" },
    { on: "Version control", name: "Dr Owen Tregear", day: "2026-11-04", comment: "A clear paper." },
  ]);
  assert.ok(!sent.equals(returned));
});

test("what is in the file is shown with where it goes, and nothing is written before it is confirmed", async () => {
  await bring_back("from-the-infirmary.docx", returned);
  await reads(page, "Made from version 0.4.");
  await row("Proposed change: \"23:00\" -> \"22:00\"").waitFor();
  assert.match(await row("22:00").ariaSnapshot(), /Kit Larsen[\s\S]*UEC-01 Same-day urgent care[\s\S]*Its place/);
  assert.match(await row("Who pays for the nurses?").ariaSnapshot(), /Comment[\s\S]*UEC-01 Same-day urgent care[\s\S]*Its place/);
  assert.match(await row("if the lease is signed").ariaSnapshot(), /Dr Owen Tregear[\s\S]*Its place/);
  assert.match(await row("A clear paper.").ariaSnapshot(), /The tray[\s\S]*stand in no part of this version/);
  await reads(page, "4 items can be taken over.");
  await reads(page, "1 to the tray");
  await shot("word-back");
  assert.equal((await items_in_log()).length, counted);
  await check_screen(page, "word-back", { rest: 400 });
});

test("the organisation of those who wrote is given for all, and confirmed items stand in the log under their names", async () => {
  await page.getByRole("textbox", { name: /^Organisation of those who wrote in it/ }).fill("Merrow Infirmary");
  const read_again = page.waitForResponse((answer) => answer.url().includes("from=Merrow"));
  await page.keyboard.press("Tab");
  await read_again;
  await idle(page);
  await press(page, "Take over 4 items");
  await page.getByRole("table", { name: "Feedback log" }).waitFor();
  await saved(page);
  const items = (await items_in_log()).slice(counted);
  assert.deepEqual(items.map((item) => item.name).sort(), ["Dr Owen Tregear", "Dr Owen Tregear", "Kit Larsen", "Kit Larsen"]);
  assert.ok(items.every((item) => item.organisation === "Merrow Infirmary" && item.channel === "Word document" && item.imported_from === "from-the-infirmary.docx"));
  await go(`${plan}/feedback?state=all&words=22%3A00`);
  await page.getByRole("table", { name: "Feedback log" }).getByText(/22:00/).first().waitFor();
  await go(`${plan}/feedback?tab=tray`);
  await reads(page, "“A clear paper.”");
});

test("the same file brought back again adds nothing, and says so", async () => {
  await go(`${plan}/feedback?tab=import&file=word`);
  await bring_back("from-the-infirmary.docx", returned);
  await reads(page, "4 in the log already");
  const take = page.getByRole("button", { name: "Take over 0 items" });
  assert.equal(await take.getAttribute("aria-disabled"), "true");
});

test("wrong files are refused with what to do next", async () => {
  await go(`${plan}/feedback?tab=import&file=word`);
  await bring_back("letter.docx", Buffer.from("A letter."));
  await says(file(), /The file is no Word document\. Choose the document itself, saved as \.docx/);
  await bring_back("large.docx", Buffer.alloc(20_000_001));
  await says(file(), "The file is larger than 20 MB. Choose a smaller one.");
  await go("/o/ashdown-vale/plans");
  const other = await plan_path(page, /Winter/);
  await go(`${other}/feedback?tab=import&file=word`);
  await bring_back("from-the-infirmary.docx", returned);
  await says(file(), /made from another plan, "Commissioning intentions 2027\/28"\. Bring it back in the feedback log of that plan\./);
});

test("a file that lost its properties is read once the version is chosen", async () => {
  await go(`${plan}/feedback?tab=import&file=word`);
  const later = write_in(sent, [{ on: "Same-day urgent care", name: "Kit Larsen", day: "2026-11-09", comment: "And who pays at night?" }]);
  await bring_back("no-properties.docx", without_properties(later));
  await says(file(), /The file does not say which plan and version it was made from/);
  await choose(page, "Version that was sent out", /^Version 0\.4/);
  await row("And who pays at night?").waitFor();
  await reads(page, /its places were found by its own words/);
  assert.match(await row("And who pays at night?").ariaSnapshot(), /UEC-01 Same-day urgent care[\s\S]*Its place/);
  await shot("word-back-without-properties");
});
