// "You said, we did" on screen and for print. That a member of a committee has opened it is on the record, and a workflow can ask for that.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { choose, fill, in_dialog, press, reads, saved } from "../support/acting.mjs";
import { launch } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";

const password = "kettle-lantern-forty-two";
let server;
let browser;
let ada; // owns the plan
let lee; // sits on the committee
let plan; // address of its screens

const go = (page, path) => visit(page, server.url + path);

async function next_steps() {
  await go(ada, `${plan}/versions`);
  await press(ada, /^Next steps/);
  const steps = ada.getByRole("dialog", { name: "Next steps" });
  await steps.waitFor();
  return steps;
}

before(async () => {
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "tests/browser/product/read-the-report.toml")]);
  const add = (email, name, ...roles) => run(["user", "add", email, "--name", name, "--tenant", "vale", "--data", data, ...roles.flatMap((role) => ["--role", role])], `${password}\n`);
  add("ada@vale.example", "Ada Quist", "document_owner", "author", "administrator");
  add("lee@vale.example", "Dr Lee Marsh", "approver");
  run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "vale", "--title", "A plan"]);
  server = await new ProductServer(data).start();
  browser = await launch();
  ada = await person_at(browser, server.url, "ada@vale.example", password);
  lee = await person_at(browser, server.url, "lee@vale.example", password);
  await go(ada, "/o/vale/forums?tab=committees");
  await in_dialog(ada, "Set up a committee", "Set up a committee", async (dialog) => {
    await choose(dialog, "Committee of the workflow", "Governing Body");
    await choose(dialog, "Chair", "Dr Lee Marsh");
    await dialog.getByRole("button", { name: "Set up the committee" }).click();
  });
  await go(ada, "/o/vale/plans");
  plan = await plan_path(ada);
  await go(ada, `${plan}/versions`);
  await in_dialog(ada, "Cut version 0.1", "Cut a version", async (dialog) => {
    await fill(dialog, "What changed", "First draft");
    await dialog.getByRole("button", { name: "Cut version 0.1" }).click();
  });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("a member who has not opened the report is named where the plan cannot go on", async () => {
  const steps = await next_steps();
  await steps.getByText(/1 member of the Governing Body has not opened the feedback report on version 0\.1: Dr Lee Marsh/).first().waitFor();
});

test("whoever is on no committee leaves no mark by opening it", async () => {
  await go(ada, `${plan}/feedback?tab=report`);
  await reads(ada, "No item has been answered yet");
  assert.equal(await ada.getByText(/On the record/).count(), 0);
});

test("a member opens it, is told that this is on the record, and the plan goes on", async () => {
  await go(lee, `${plan}/feedback?tab=report`);
  await reads(lee, /On the record: you opened this report on version 0\.1/);
  await saved(lee);
  const steps = await next_steps();
  await steps.getByText("Everybody of the Governing Body has opened the feedback report on version 0.1.").first().waitFor();
  await steps.getByRole("button", { name: "Send to the Governing Body", exact: true }).click();
  await steps.waitFor({ state: "hidden" });
  await reads(ada, "For decision");
});

test("the mark is kept once, however often it is opened", async () => {
  const marks = async () => (await (await ada.request.get(`${server.url}${plan.replace("/o/", "/export/").replace("/plans/", "/")}.json`)).json()).plan.read_marks;
  const first = await marks();
  assert.deepEqual(first.map((mark) => mark.matter), ["feedback_report"]);
  await go(lee, `${plan}/feedback?tab=report`);
  await reads(lee, /On the record/);
  await saved(lee);
  assert.deepEqual(await marks(), first);
});
