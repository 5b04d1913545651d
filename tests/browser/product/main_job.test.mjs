// The main job, as three people of one organisation do it: a plan is imported, drafted, shown to forums, answered for,
// decided and published, through a crash of the server; somebody of another organisation is refused everywhere.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { choose, fill, follow, in_dialog, pick, press, reads, saved } from "../support/acting.mjs";
import { launch, ready } from "../support/browser.mjs";
import { person_at, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
const seed = join(root, "../shared/seeds/000_0c3910418eb40f69.txt");
const document = existsSync(seed) ? seed : join(root, "tests/data/import/third.txt");
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");

let server;
let browser;
let priya; // owns the document
let sam; // secretary of the Governing Body
let lee; // its chair
let olu; // of another organisation
let plan; // address of the plan's screens

async function open_for(email) {
  const page = await person_at(browser, server.url, email, password);
  await ready(page);
  return page;
}

const go = (page, path) => visit(page, server.url + path);

before(async () => {
  mkdirSync(shots, { recursive: true });
  const data = data_folder();
  const workflow = join(root, "tests/browser/product/one-committee.toml");
  for (const [slug, name] of [["vale", "Vale CCG"], ["port", "Port CCG"]])
    run(["tenant", "create", slug, "--name", name, "--data", data, "--workflow", workflow]);
  const add = (tenant, email, name, ...roles) =>
    run(["user", "add", email, "--name", name, "--tenant", tenant, "--data", data, ...roles.flatMap((role) => ["--role", role])], `${password}\n`);
  add("vale", "priya@vale.example", "Priya Kaur", "document_owner", "author", "engagement_lead", "approver");
  add("vale", "sam@vale.example", "Sam Okoro", "committee_secretary", "administrator");
  add("vale", "lee@vale.example", "Dr Lee Marsh", "approver");
  add("vale", "lena@vale.example", "Lena Moss", "approver");
  add("vale", "gil@vale.example", "Dr Gil Park", "approver");
  add("vale", "dora@vale.example", "Dr Dora Pym", "approver");
  add("port", "olu@port.example", "Olu Adeyemi", "document_owner", "author", "engagement_lead", "committee_secretary", "administrator", "approver");
  server = await new ProductServer(data).start();
  browser = await launch();
  [priya, sam, lee, olu] = await Promise.all(["priya@vale.example", "sam@vale.example", "lee@vale.example", "olu@port.example"].map(open_for));
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What stands on the page when a step fails, for whoever reads the log. */
async function step(name, page, act) {
  try {
    await act();
  } catch (error) {
    await page.screenshot({ path: join(shots, "failed.png") }).catch(() => {});
    const meaning = await page.locator("#mirror").ariaSnapshot().catch(() => "");
    error.message = `${name}: ${error.message}\n${meaning.slice(meaning.indexOf("- main"), meaning.indexOf("- main") + 6000)}`;
    throw error;
  }
}

test("a secretary sets up the committee, with a deputy", () =>
  step("committee", sam, async () => {
    await go(sam, "/o/vale/forums?tab=committees");
    await in_dialog(sam, "Set up a committee", "Set up a committee", async (dialog) => {
      await choose(dialog, "Committee of the workflow", "Governing Body");
      await choose(dialog, "Chair", "Dr Lee Marsh");
      await choose(dialog, "Accountable Officer", "Priya Kaur");
      await choose(dialog, "Lay member", "Lena Moss");
      await choose(dialog, "GP", "Dr Gil Park");
      await press(dialog, "No deputy for the seat GP");
      await pick(sam, "Dr Dora Pym");
      await dialog.getByRole("button", { name: "Set up the committee" }).click();
    });
    await reads(sam, "Dr Dora Pym");
  }));

test("forums are added to the register", () =>
  step("forums", priya, async () => {
    await go(priya, "/o/vale/forums");
    for (const [name, kind] of [["Health and wellbeing board", "Board"], ["Patient reference group", "Patients"]])
      await in_dialog(priya, "Add a forum", "Add a forum", async (dialog) => {
        await fill(dialog, "Name", name);
        await fill(dialog, "Kind", kind);
        await press(dialog, "Add the forum");
      });
    await reads(priya, "Patient reference group");
  }));

test("the document is imported and every doubt is settled", () =>
  step("import", priya, async () => {
    await go(priya, "/o/vale/import");
    await priya.locator("input[type=file]").setInputFiles(document);
    await priya.getByRole("button", { name: "Import", exact: true }).click();
    await priya.waitForURL(/\/plans\/[0-9a-f]{32}\/plan/);
    plan = new URL(priya.url()).pathname.replace(/\/plan$/, "");
    await idle(priya);
    if (document === seed) await priya.getByRole("link", { name: "Intentions 57" }).waitFor();
    await follow(priya, /^Doubts \d+$/);
    await press(priya, "Choose all");
    await in_dialog(priya, /^Settle the chosen \(\d+\)$/, /^Settle/, async (dialog) => {
      await fill(dialog, "How it was settled", "Read against the printed document; left as imported.");
      await press(dialog, "Settle");
    });
    await reads(priya, /All are settled/);
  }));

test("others see the draft as it is edited", () =>
  step("draft", priya, async () => {
    await go(priya, `${plan}/plan?tab=intentions`);
    await go(lee, `${plan}/plan?tab=intentions`);
    const first = (page) => page.getByRole("table", { name: "Intentions" }).getByRole("link").first();
    await first(priya).click();
    await idle(priya);
    const text = priya.getByRole("textbox", { name: "Text", exact: true });
    await text.fill("The community team sees everybody within two weeks.");
    await saved(priya);
    await first(lee).click();
    await reads(lee, "The community team sees everybody within two weeks.");
  }));

test("version 0.1 is cut and taken to the forums", () =>
  step("version", priya, async () => {
    await go(priya, `${plan}/versions`);
    await in_dialog(priya, "Cut version 0.1", "Cut a version", async (dialog) => {
      await fill(dialog, "What changed", "First version in this system");
      await dialog.getByRole("button", { name: "Cut version 0.1" }).click();
    });
    await take_step(priya, "Take it to the forums");
    await reads(priya, "Socialisation, current step");
  }));

/** From whichever of the plan's screens is shown. */
async function take_step(page, title) {
  await page.getByRole("button", { name: /^Next steps/ }).click();
  const dialog = page.getByRole("dialog", { name: "Next steps" });
  await dialog.getByRole("button", { name: title, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
  await idle(page);
}

test("two events are held and recorded", () =>
  step("events", priya, async () => {
    await go(priya, `${plan}/socialisation?tab=plan`);
    for (const forum of ["Health and wellbeing board", "Patient reference group"])
      await in_dialog(priya, "Plan a forum", "Engagement plan", async (dialog) => {
        await choose(dialog, "Forum", forum);
        await press(dialog, "Save");
      });
    for (const forum of ["Health and wellbeing board", "Patient reference group"])
      await in_dialog(priya, "Record an event", "Record an event", async (dialog) => {
        await choose(dialog, "Forum", forum);
        await press(dialog, "Record the event");
      });
    await follow(priya, /^Events 2$/);
    await priya.getByRole("table").getByRole("link").first().click();
    await idle(priya);
    await press(priya, "Record the outcome");
    await priya.getByRole("radio", { name: /support/i }).check();
    await fill(priya, "Attendance", "Fourteen members");
    await press(priya, "Save the outcome");
    await reads(priya, "Fourteen members");
  }));

const said = [
  ["Patient reference group", "The dates are hard to find."],
  ["Health and wellbeing board", "Say who leads each part."],
  ["Merrow Infirmary", "The beds of the second ward are missing."],
  ["Local Healthwatch", "We support the direction."],
  ["A resident", "Please write shorter sentences."],
];

test("five items go into the log, through a crash of the server", () =>
  step("log", priya, async () => {
    await go(priya, `${plan}/feedback`);
    for (const [index, [name, words]] of said.entries()) {
      if (index === 3) {
        // What was acknowledged before the crash is there after it; what is typed meanwhile is sent when it is back.
        await saved(priya);
        await server.stop("SIGKILL");
        await priya.locator("#mirror header").getByText(/^(Offline|Reconnecting|No connection|Not connected)/).waitFor();
      }
      await press(priya, "Add feedback");
      const dialog = priya.getByRole("dialog", { name: "Add feedback" });
      await choose(dialog, "Channel", "e-mail");
      await fill(dialog, "Name", name);
      await fill(dialog, "What was said, word for word", words);
      await press(dialog, "Add to the log");
      if (index === 3) await server.start();
      await dialog.waitFor({ state: "hidden" });
    }
    await saved(priya);
    await go(sam, `${plan}/feedback`);
    for (const [, words] of said) await reads(sam, words);
    await sam.getByText(/^5 items/).first().waitFor();
  }));

test("the items are answered, the plan is changed, and version 0.2 is cut", () =>
  step("answers", priya, async () => {
    await go(priya, `${plan}/feedback`);
    await take_step(priya, "Start answering feedback");
    for (const [index] of said.entries()) {
      await priya.getByRole("table", { name: "Feedback log" }).getByRole("link", { name: new RegExp(`F-?0*${index + 1}$`) }).click();
      await idle(priya);
      await fill(priya, "Response", `We thank you and answer point ${index + 1}.`);
      await choose(priya, "Disposition \\(required\\)", index === 0 ? "Accepted" : "Noted");
      if (index === 0) await fill(priya, "What changed, and where", "The dates stand in a table of their own.");
      await press(priya, "Save the answer");
      await reads(priya, /^Answered by Priya Kaur/);
      if (index > 0) {
        await press(priya, "Close the item");
        await priya.getByRole("button", { name: "Close the item" }).waitFor({ state: "detached" });
      }
      await priya.keyboard.press("Escape");
      await idle(priya);
    }
    await go(priya, `${plan}/plan?tab=intentions`);
    await priya.getByRole("table", { name: "Intentions" }).getByRole("link").first().click();
    await fill(priya, "Text$", "The community team sees everybody within ten days.");
    await saved(priya);
    await go(priya, `${plan}/versions`);
    await in_dialog(priya, "Cut version 0.2", "Cut a version", async (dialog) => {
      await fill(dialog, "What changed", "Dates in a table");
      await dialog.getByRole("button", { name: "Cut version 0.2" }).click();
    });
  }));

test("sign-off is refused while an item is open, and the reason names it", () =>
  step("refused", priya, async () => {
    await priya.getByRole("button", { name: /^Next steps/ }).click();
    const dialog = priya.getByRole("dialog", { name: "Next steps" });
    const button = dialog.getByRole("button", { name: "Send to the Governing Body", exact: true });
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    await dialog.getByText(/feedback.*(not closed|open)/i).first().waitFor();
    await button.click({ force: true });
    await press(dialog, "Close");
    await reads(priya, "Feedback, current step");
    await go(priya, `${plan}/feedback`);
    await priya.getByRole("table", { name: "Feedback log" }).getByRole("link", { name: /F-?0*1$/ }).click();
    await press(priya, "Close the item");
    await priya.getByRole("button", { name: "Close the item" }).waitFor({ state: "detached" });
    await take_step(priya, "Send to the Governing Body");
    await go(priya, `${plan}/plan`);
    await reads(priya, "Sign-off, current step");
  }));

test("the committee decides: a recusal breaks the quorum, a deputy mends it", () =>
  step("decision", sam, async () => {
    await go(sam, `${plan}/sign-off`);
    await in_dialog(sam, "Open a decision", "Open a decision", async (dialog) => {
      await choose(dialog, "Committee", "Governing Body");
      await press(dialog, "Open the decision");
    });
    await sam.getByRole("table", { name: "Where sign-off stands" }).getByRole("link").first().click();
    await idle(sam);
    const decision = new URL(sam.url()).pathname + new URL(sam.url()).search;
    const record = async (who, what) => {
      await press(sam, `Record for ${who}`);
      await pick(sam, what);
    };
    const members = sam.getByRole("table", { name: "Members and their votes" });
    const row = (who) => members.getByRole("row").filter({ hasText: who });
    await record("Dr Lee Marsh", "Present");
    await record("Priya Kaur", "Present");
    await record("Lena Moss", "Present");
    await record("Dr Gil Park", "Apologies, or has left");
    await row("Dr Gil Park").getByText("Apologies").waitFor();
    await sam.getByText("Quorate", { exact: true }).first().waitFor();

    await go(lee, decision);
    await record("Lena Moss", "Declare an interest");
    await in_dialog(sam, null, "Declare an interest", async (dialog) => {
      await fill(dialog, "What the interest is", "Trustee of a hospice that the plan names.");
      await press(dialog, "Declare it");
    });
    await record("Lena Moss", "Rule on the interest");
    await in_dialog(sam, null, "Rule on the interest", async (dialog) => {
      await dialog.getByRole("radio", { name: /^Leave for the item/ }).check();
      await fill(dialog, "Reason", "A direct interest in a contract.");
      await press(dialog, "Record the ruling");
    });
    await sam.getByText("Not quorate", { exact: true }).first().waitFor();
    await lee.getByText("Not quorate", { exact: true }).first().waitFor();
    await sam.screenshot({ path: join(shots, "not-quorate.png") });
    await record("Dr Gil Park", "Deputy: Dr Dora Pym");
    await sam.getByText("Quorate", { exact: true }).first().waitFor();

    await go(priya, decision);
    for (const page of [lee, priya])
      await in_dialog(page, "Approve", "Confirm your vote", async (dialog) => {
        await press(dialog, /^Vote: Approve/);
      });
    await reads(sam, "2 of 3 voted");
    await in_dialog(sam, "Close the decision", "Close the decision", async (dialog) => {
      await press(dialog, "Close the decision");
    });
    await sam.getByText("Approved", { exact: true }).first().waitFor();
    await sam.screenshot({ path: join(shots, "approved.png") });
  }));

test("it is published, and the public page needs neither sign-in nor script", () =>
  step("publish", priya, async () => {
    await go(priya, `${plan}/sign-off`);
    await take_step(priya, "Publish");
    await go(priya, `${plan}/plan`);
    await reads(priya, "Published");
    const visitor = await browser.newContext({ javaScriptEnabled: false });
    const page = await visitor.newPage();
    const answer = await page.goto(`${server.url}/published/vale/${plan.split("/").pop()}`);
    assert.equal(answer.status(), 200);
    await page.getByText("The community team sees everybody within ten days.").first().waitFor();
    await page.getByText("Governing Body").first().waitFor();
    await visitor.close();
  }));

test("nobody of another organisation sees any of it, on any screen or address", () =>
  step("other organisation", olu, async () => {
    const id = plan.split("/").pop();
    const unknown = "0123456789abcdef0123456789abcdef";
    const answer = async (path) => {
      const response = await olu.context().request.get(server.url + path, { maxRedirects: 0 });
      return { status: response.status(), body: (await response.text()).replaceAll(id, "ID").replaceAll(unknown, "ID") };
    };
    for (const format of ["html", "csv", "json", "feedback.csv", "xlsx", "feedback.xlsx", "providers.xlsx", "coverage.csv"])
      assert.deepEqual(await answer(`/export/vale/${id}.${format}`), await answer(`/export/vale/${unknown}.${format}`), format);
    assert.equal((await answer(`/export/port/${id}.html`)).status, (await answer(`/export/port/${unknown}.html`)).status);
    for (const screen of ["plan", "versions", "socialisation", "feedback", "sign-off", "history"])
      for (const path of [`${plan}/${screen}`, `/o/port/plans/${id}/${screen}`]) {
        await go(olu, path);
        const words = await olu.locator("body").innerText();
        assert.doesNotMatch(words, /community team|Commissioning intentions|Priya|Governing Body,/, path);
      }
  }));

test("no page met an error", () => {
  for (const page of [priya, sam, lee, olu]) assert.deepEqual(page.problems, []);
});
