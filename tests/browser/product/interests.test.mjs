// Interests from the register to the vote: a GP's share in a provider is entered, found when a decision opens that names the provider, ruled
// on, and the GP then neither votes nor is given the plan. The public reads the register.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { choose, fill, follow, in_dialog, pick, press, reads, saved, says } from "../support/acting.mjs";
import { launch } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, run } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "orchard-lantern-27";

let server;
let browser;
let beth; // committee secretary
let callum; // GP with a seat in the Governing Body
let plan; // address of the plan's screens
let decision; // address of the second decision

const go = (page, path) => visit(page, server.url + path);

before(async () => {
  const data = data_folder();
  run(["demo", "--data", data]);
  server = await new ProductServer(data).start();
  browser = await launch();
  beth = await person_at(browser, server.url, "beth.corrigan@portmerrow.example", password);
  callum = await person_at(browser, server.url, "callum.reyes@portmerrow.example", password);
  await go(beth, "/o/port-merrow/plans");
  plan = await plan_path(beth, /intentions/i);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function rule(page, who, ruling, reason) {
  await in_dialog(page, `Rule on the interest of ${who}`, "Rule on the interest", async (dialog) => {
    await dialog.getByRole("radio", { name: ruling }).check();
    await fill(dialog, "Reason", reason);
    await press(dialog, "Record the ruling");
  });
}

test("an interest found in the register when a decision opened stands in it with the intentions", async () => {
  await go(beth, `${plan}/sign-off`);
  await beth.getByRole("table", { name: "All decisions" }).getByRole("link").first().click();
  await idle(beth);
  await reads(beth, /From the register of interests\. Named in .*,/);
  await reads(beth, "Financial: Her practice holds shares in it (Merrow Practices Federation)");
});

test("an item with an interest that waits for a ruling cannot be decided", async () => {
  await press(beth, "Close the decision");
  const dialog = beth.getByRole("dialog", { name: "Close the decision" });
  await dialog.waitFor();
  await press(dialog, "Close the decision");
  await dialog.getByText("An interest of Dr Callum Reyes waits for the chair's ruling.").waitFor();
  await press(dialog, "Cancel");
  await dialog.waitFor({ state: "hidden" });
  await rule(beth, "Dr Callum Reyes", /^Stay and take part/, "The sister's post is not decided here.");
  await in_dialog(beth, "Close the decision", "Close the decision", (form) => press(form, "Close the decision"));
});

test("an entry without its words or its first day is refused where it is made", async () => {
  await go(beth, "/o/port-merrow/interests");
  await in_dialog(beth, "Declare an interest", "Declare an interest", async (dialog) => {
    await press(dialog, "Declare it");
    await says(dialog.getByRole("textbox", { name: /^What the interest is/ }), "Enter what the interest is.");
    await says(dialog.getByRole("textbox", { name: /^Began/ }), "Enter a date.");
    await choose(dialog, "Person", "Dr Callum Reyes");
    await fill(dialog, "What the interest is", "Holds a twentieth of the shares");
    await fill(dialog, "Organisation it concerns", "The Infirmary Company");
    await fill(dialog, "Other names of the organisation", "merrow infirmary");
    await fill(dialog, "Began", "2024-04-01");
    await press(dialog, "Declare it");
  });
  const row = beth.getByRole("table", { name: "Interests" }).getByRole("row").filter({ hasText: "The Infirmary Company" });
  await row.getByText("Dr Callum Reyes").first().waitFor();
  await row.getByText(/days late/).waitFor();
});

test("the register is filtered by person, and what was declared late is a list", async () => {
  await choose(beth, "Person", "Dr Priya Venkat");
  await idle(beth);
  const table = beth.getByRole("table", { name: "Interests" });
  await table.getByText("Merrow Practices Federation").first().waitFor();
  assert.equal(await table.getByText("The Infirmary Company").count(), 0);
  await follow(beth, /declared later than 28 days/);
  await table.getByText("The Infirmary Company").first().waitFor();
  assert.equal(await table.getByText("Merrow Practices Federation").count(), 0);
});

test("the share is found when the next decision opens, and everybody sees it in the item", async () => {
  await go(beth, `${plan}/sign-off`);
  await in_dialog(beth, "Open a decision", "Open a decision", async (dialog) => {
    await choose(dialog, "Committee", "Governing Body");
    await press(dialog, "Open the decision");
  });
  await beth.getByRole("table", { name: "Where sign-off stands" }).getByRole("link", { name: /Governing Body/ }).first().click();
  await idle(beth);
  const address = new URL(beth.url());
  decision = address.pathname + address.search;
  await reads(beth, "Financial: Holds a twentieth of the shares (The Infirmary Company)");
  await press(beth, "Record all as present");
  await beth.getByText("Quorate", { exact: true }).first().waitFor();
  await go(callum, decision);
  await reads(callum, "Financial: Holds a twentieth of the shares (The Infirmary Company)");
  await callum.getByRole("button", { name: "Approve", exact: true }).waitFor();
});

test("who does not receive the papers by the chair's ruling cannot vote, open the plan or export it", async () => {
  await go(callum, `${plan}/plan?tab=intentions`);
  await callum.getByRole("table", { name: "Intentions" }).waitFor();
  await rule(beth, "Dr Callum Reyes", /^Leave, and not receive the papers/, "A direct interest in a provider that would gain.");
  await callum.getByText(/You do not receive the papers of this plan/).first().waitFor();
  assert.equal(await callum.getByRole("table", { name: "Intentions" }).count(), 0, "what was read stays on screen");
  await go(callum, `${plan}/plan`);
  await callum.getByText(/You do not receive the papers of this plan/).first().waitFor();
  for (const form of ["html", "docx", "csv", "json"]) {
    const answer = await callum.request.get(`${server.url}/export/port-merrow/${plan.split("/").pop()}.${form}`);
    assert.equal(answer.status(), 403, form);
    assert.match(await answer.text(), /You do not receive the papers/);
  }
  await go(callum, decision);
  await callum.getByText("You are recused from this item, so you cannot vote on it.").first().waitFor();
  assert.equal(await callum.getByRole("button", { name: "Approve", exact: true }).getAttribute("aria-disabled"), "true");
});

test("a person confirms theirs, amends one and says that it has ended", async () => {
  await go(callum, "/o/port-merrow/interests");
  await press(callum, "Confirm that mine are right");
  await reads(callum, /^You confirmed them on/);
  await press(callum, "Change the interest of Dr Callum Reyes in The Infirmary Company");
  await pick(callum, "Amend");
  await in_dialog(callum, null, "Amend the interest", async (dialog) => {
    await fill(dialog, "What the interest is", "Holds a twentieth of the shares, to be sold");
    await press(dialog, "Save the entry");
  });
  await reads(callum, "Holds a twentieth of the shares, to be sold");
  await press(callum, "Change the interest of Dr Callum Reyes in The Infirmary Company");
  await pick(callum, "It has ended");
  await in_dialog(callum, null, "The interest has ended", (dialog) => press(dialog, "Record it"));
  await reads(callum, /^until /);
  const others = callum.getByRole("button", { name: /^Change the interest of Dr Priya Venkat/ });
  assert.equal(await others.getAttribute("aria-disabled"), "true");
});

test("gifts are recorded with their value, and breaches by those who keep the register", async () => {
  await go(callum, "/o/port-merrow/interests?tab=gifts");
  await in_dialog(callum, "Record a gift", "Record a gift or hospitality", async (dialog) => {
    await fill(dialog, "From", "A maker of inhalers");
    await fill(dialog, "What it was", "Lunch at a meeting");
    await fill(dialog, "Value in pounds", "about 20");
    await press(dialog, "Record it");
    await says(dialog.getByRole("textbox", { name: /^Value in pounds/ }), "Enter the value in pounds, such as 25 or 25.50.");
    await fill(dialog, "Value in pounds", "22.50");
    await press(dialog, "Record it");
  });
  await callum.getByRole("table", { name: "Gifts and hospitality" }).getByText("£22.50").waitFor();
  await go(beth, "/o/port-merrow/interests?tab=breaches");
  await in_dialog(beth, "Record a breach", "Record a breach", async (dialog) => {
    await choose(dialog, "Person", "Dr Callum Reyes");
    await fill(dialog, "What happened", "The share was declared two years late");
    await fill(dialog, "What was done about it", "Reminded in writing");
    await press(dialog, "Record it");
  });
  await beth.getByRole("table", { name: "Breaches" }).getByText("Reminded in writing").waitFor();
  await saved(beth);
});

test("the public reads the register without script, and takes it away as a spreadsheet", async () => {
  const visitor = await browser.newContext({ javaScriptEnabled: false });
  const page = await visitor.newPage();
  await page.goto(`${server.url}/published`);
  await page.getByRole("link", { name: "Interests declared at Port Merrow CCG" }).click();
  await page.getByRole("row").filter({ hasText: "Dr Priya Venkat" }).getByText("Merrow Practices Federation").waitFor();
  const csv = await visitor.request.get(`${server.url}/published/port-merrow/register-of-interests.csv`);
  assert.equal(csv.status(), 200);
  assert.match(await csv.text(), /Dr Priya Venkat,"?GP, Harbour"?,Financial,Her practice holds shares in it,Merrow Practices Federation/);
  await visitor.close();
  for (const person of [beth, callum]) assert.deepEqual(person.problems.filter((each) => !each.includes("403")), []);
});
