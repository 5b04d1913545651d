// Significance and consultation as two people do it: intentions are assessed, one is found significant and consulted on, its report is
// received and the case concluded; another consultation is waived. Meanwhile sign-off says what is missing. Then forums, the engagement
// plan, a briefing and the cover sheet.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { choose, fill, follow, in_dialog, press, reads, saved, says } from "../support/acting.mjs";
import { launch } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, run } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "orchard-lantern-27";

let server;
let browser;
let rosa; // owns the document, assesses
let megan; // leads the engagement
let plan; // address of the plan's screens

const go = (page, path) => visit(page, server.url + path);
const day = (ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

before(async () => {
  const data = data_folder();
  run(["demo", "--data", data]);
  server = await new ProductServer(data).start();
  browser = await launch();
  rosa = await person_at(browser, server.url, "rosa.whitcombe@ashdownvale.example", password);
  megan = await person_at(browser, server.url, "megan.lloyd@ashdownvale.example", password);
  await go(rosa, "/o/ashdown-vale/plans");
  plan = await plan_path(rosa, /intentions/i);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("the register says which intentions are to be asked, and why", async () => {
  await go(rosa, `${plan}/consultation`);
  const table = rosa.getByRole("table", { name: "Significance of intentions" });
  await table.waitFor();
  await go(rosa, `${plan}/consultation?state=ask`);
  await rosa.getByRole("table", { name: "Significance of intentions" }).getByText("Not assessed").first().waitFor();
});

test("an assessment without its reasons is refused where it is made", async () => {
  await go(rosa, `${plan}/plan?tab=intentions`);
  await rosa.getByRole("table", { name: "Intentions" }).getByRole("link", { name: /Falls/ }).first().click();
  await idle(rosa);
  await press(rosa, /^Assess it/);
  const dialog = rosa.getByRole("dialog", { name: "Is UEC-03 significant?" });
  await dialog.waitFor();
  await press(dialog, "Save the assessment");
  await says(dialog.getByRole("combobox", { name: /^Access/ }), "Choose an answer.");
  for (const name of ["Wider community", "Patients or users", "Service delivery"]) await choose(dialog, name, "No impact");
  await choose(dialog, "Access", "Substantial impact");
  await press(dialog, "Save the assessment");
  await says(dialog.getByRole("textbox", { name: /^Impact: Access/ }), "Say what the impact is.");
  await fill(dialog, "Impact: Access", "The car replaces a walk-in service that people use today.");
  assert.equal(await dialog.getByRole("combobox", { name: /^What follows/ }).locator("option").count(), 1, "less than what the answers need can be chosen");
  await press(dialog, "Save the assessment");
  await dialog.waitFor({ state: "hidden" });
  await reads(rosa, "A formal consultation is needed: none is set up.");
});

test("a change of the words asks again, a change of punctuation does not", async () => {
  const text = rosa.getByRole("textbox", { name: "Text", exact: true });
  const before = await text.inputValue();
  await text.fill(before + "!");
  await saved(rosa);
  assert.equal(await rosa.getByText("The text has changed since it was assessed").count(), 0);
  await text.fill(before + " It also takes bookings.");
  await saved(rosa);
  await reads(rosa, /The text has changed since it was assessed/);
  await press(rosa, /^Assess it again/);
  const dialog = rosa.getByRole("dialog", { name: "Is UEC-03 significant?" });
  await dialog.waitFor();
  await press(dialog, "Save the assessment");
  await dialog.waitFor({ state: "hidden" });
  await reads(rosa, "A formal consultation is needed: none is set up.");
});

test("a consultation is set up with who must be asked, and its days are counted", async () => {
  await go(megan, `${plan}/consultation?tab=cases`);
  await in_dialog(megan, "Set up a consultation", "Set up a consultation", async (dialog) => {
    assert.match(await dialog.getByRole("textbox", { name: /^Must be consulted/ }).inputValue(), /Scrutiny Committee/);
    assert.ok(await dialog.getByRole("checkbox", { name: "UEC-03" }).isChecked(), "the intention that waits is proposed");
    await fill(dialog, "Title", "The falls car");
    await fill(dialog, "What is proposed", "We propose that a car comes to people who have fallen.");
    await fill(dialog, "First day", "2026-12-21");
    await fill(dialog, "Last day", "2027-01-04");
    await dialog.getByText(/15 days, 8 working days/).waitFor();
    await dialog.getByText(/Christmas Day \(25 Dec\)/).waitFor();
    await fill(dialog, "First day", day(-30));
    await fill(dialog, "Last day", day(30));
    await press(dialog, "Save the consultation");
  });
  await follow(megan, "The falls car");
});

test("a refusal is shown where the person acted", async () => {
  await press(megan, "Change");
  const form = megan.getByRole("dialog", { name: "Change the consultation" });
  await form.waitFor();
  await fill(form, "Must be consulted", "");
  await press(form, "Save the consultation");
  await form.waitFor({ state: "hidden" });
  await press(megan, "Open the consultation");
  const dialog = megan.getByRole("dialog", { name: "Open the consultation" });
  await dialog.waitFor();
  await press(dialog, "Open the consultation");
  await dialog.getByText(/must ask the overview and scrutiny committee/).waitFor();
  await press(dialog, "Cancel");
  await in_dialog(megan, "Change", "Change the consultation", async (again) => {
    await fill(again, "Must be consulted", "Health Overview and Scrutiny Committee");
    await press(again, "Save the consultation");
  });
});

test("it is opened, answered, closed early with a reason, reported and concluded", async () => {
  await in_dialog(megan, "Open the consultation", "Open the consultation", (dialog) => press(dialog, "Open the consultation"));
  await reads(megan, /Still/);
  await in_dialog(megan, /^Record what Health Overview/, "What a consultee said", async (dialog) => {
    await fill(dialog, "Told on", day(-29));
    await fill(dialog, "Answered on", day(-2));
    await fill(dialog, "Response", "No objection.");
    await press(dialog, "Save");
  });
  await reads(megan, "No objection.");
  await press(megan, "Close the consultation");
  const closing = megan.getByRole("dialog", { name: "Close the consultation" });
  await closing.waitFor();
  await press(closing, "Close the consultation");
  await says(closing.getByRole("textbox", { name: /^Reason/ }), "Enter the reason.");
  await fill(closing, "Reason", "Everybody has answered.");
  await press(closing, "Close the consultation");
  await closing.waitFor({ state: "hidden" });

  await press(megan, "Conclude the consultation");
  const concluding = megan.getByRole("dialog", { name: "Conclude the consultation" });
  await concluding.waitFor();
  await press(concluding, "Conclude the consultation");
  await concluding.getByText(/The board has to receive the report first/).waitFor();
  await press(concluding, "Cancel");
  await in_dialog(megan, "Write the report", "Report on the consultation", async (dialog) => {
    await fill(dialog, "What was said, and how it was considered", "One answer, no objection.");
    await fill(dialog, "Report to the board", "The board is asked to note it.");
    await fill(dialog, "Received by the board on", day(-1));
    await fill(dialog, "What the board decided, as minuted", "Noted (minute 12).");
    await press(dialog, "Save the report");
  });
  await in_dialog(megan, "Conclude the consultation", "Conclude the consultation", (dialog) => press(dialog, "Conclude the consultation"));
  await reads(megan, "Concluded");
  await go(rosa, `${plan}/consultation?state=significant`);
  await rosa.getByRole("table", { name: "Significance of intentions" }).getByText("consultation concluded").first().waitFor();
});

test("a consultation is waived by a named person with a reason", async () => {
  await go(megan, `${plan}/consultation?state=significant`);
  await megan.getByRole("table", { name: "Significance of intentions" }).getByRole("link", { name: "CSE-04" }).click();
  await idle(megan);
  await in_dialog(megan, "Waive the consultation on CSE-04", "Waive the consultation on CSE-04", async (dialog) => {
    await choose(dialog, "Who decided it", /Catherine Moyle/);
    await fill(dialog, "Reason", "The proposal was taken back to its old form.");
    await dialog.getByRole("button", { name: "Waive the consultation" }).click();
  });
  await reads(megan, /Decided by Catherine Moyle/);
});

test("a forum is amended, and its line of the engagement plan names parts", async () => {
  await go(megan, "/o/ashdown-vale/forums");
  await in_dialog(megan, "Change Provider Forum", "Change the forum", async (dialog) => {
    await fill(dialog, "Speaks for", "Providers of the Vale");
    await fill(dialog, "Members", "Ashdown General\nKindle Trust");
    await fill(dialog, "Meeting day", "2027-02-03");
    await press(dialog, "Add the day");
    await dialog.getByText("3 February 2027", { exact: true }).waitFor();
    await press(dialog, "Save the forum");
  });
  await reads(megan, /2 members/);
  await go(megan, `${plan}/socialisation?tab=plan`);
  await in_dialog(megan, "Change Provider Forum", "Engagement plan", async (dialog) => {
    await dialog.getByRole("radio", { name: "Chosen parts" }).check({ force: true });
    await dialog.getByRole("checkbox", { name: "Intentions: Planned Care" }).check({ force: true });
    await press(dialog, "Save");
  });
  await reads(megan, /the latest by then: Intentions: Planned Care/);
});

test("a briefing is the same page for every forum, to read and to save", async () => {
  await go(megan, `${plan}/socialisation?tab=briefings`);
  await in_dialog(megan, "Prepare a briefing", "Prepare a briefing", async (dialog) => {
    await fill(dialog, "Key messages", "Help nearer home\nNothing closes without being asked about");
    await press(dialog, "Prepare the briefing");
  });
  await reads(megan, "Briefing 3");
  const href = await megan.getByRole("link", { name: "Read or print the pack" }).first().getAttribute("href");
  const answer = await megan.context().request.get(server.url + href);
  assert.equal(answer.status(), 200);
  const html = await answer.text();
  assert.match(html, /<li>Help nearer home<\/li>/);
  assert.match(html, /What changed since version 0\.3/);
  assert.match(html, /megan\.lloyd@ashdownvale\.example/);
  const saved_answer = await megan.context().request.get(`${server.url}${href}&save=yes`);
  assert.match(saved_answer.headers()["content-disposition"], /attachment; filename="briefing-3\.html"/);
  assert.equal((await megan.context().request.get(`${server.url}${href.replace(/id=[0-9a-f]{8}/, "id=00000000")}`)).status(), 404);
});

test("coverage is by forum, by part and by partner", async () => {
  await go(megan, `${plan}/socialisation`);
  await megan.getByRole("table", { name: "Coverage by forum and version" }).waitFor();
  await choose(megan, "Part shown", /Intentions: Planned Care/);
  await idle(megan);
  const partners = megan.getByRole("table", { name: "Coverage by partner" });
  await partners.getByText("Ashdown County Council").waitFor();
});

test("the cover sheet is written from the record, on screen and for print", async () => {
  await go(rosa, `${plan}/sign-off`);
  await rosa.getByRole("table", { name: "Forums that were shown this plan" }).getByText("Patient Reference Group").first().waitFor();
  const page = await rosa.context().request.get(`${server.url}/export/ashdown-vale/${plan.split("/").pop()}.html`);
  assert.match(await page.text(), /id="cover"/);
  assert.deepEqual([...rosa.problems, ...megan.problems], []);
});
