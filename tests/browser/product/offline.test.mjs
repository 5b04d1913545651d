// Nothing typed is lost: by a server that is away, or by a closed tab.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { saved } from "../support/acting.mjs";
import { launch, patience, ready } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
let server;
let browser;
let register; // address of the plan's intentions

const person = (email) => person_at(browser, server.url, email, password, { viewport: { width: 1280, height: 800 } });

/** The first intention's details, with its text in a field. */
async function details(page) {
  await visit(page, server.url + register);
  await page.getByRole("table", { name: "Intentions" }).getByRole("link").first().click();
  const field = page.getByRole("textbox", { name: "Text", exact: true });
  await field.waitFor();
  return field;
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
  register = `${await plan_path(page)}/plan?tab=intentions`;
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("what is typed while the server is away is sent from a tab that is opened later", async () => {
  const page = await person("ada@vale.example");
  const field = await details(page);
  await server.stop("SIGKILL");
  await page.locator("#mirror header").getByText(/^(Offline|Reconnecting|No connection|Not connected)/).waitFor();
  await field.fill("Typed while nobody listened.");
  await page.locator("#mirror header").getByText(/1 change/).waitFor();
  await page.close();
  await server.start();
  const later = await page.context().newPage();
  later.setDefaultTimeout(patience);
  assert.equal(await (await details(later)).inputValue(), "Typed while nobody listened.");
  await saved(later);
  const ben = await person("ben@vale.example");
  assert.equal(await (await details(ben)).inputValue(), "Typed while nobody listened.");
  await Promise.all([later.context().close(), ben.context().close()]);
});

test("back and forward lead through screens, and a deep link opens the same", async () => {
  const page = await person("ada@vale.example");
  await visit(page, server.url + register);
  await page.getByRole("link", { name: "Feedback log" }).first().click();
  await idle(page);
  await page.getByRole("heading", { level: 1, name: "Feedback log" }).waitFor();
  await page.goBack();
  await page.getByRole("table", { name: "Intentions" }).waitFor();
  await page.goForward();
  await page.getByRole("heading", { level: 1, name: "Feedback log" }).waitFor();
  const copy = await page.context().newPage();
  await copy.goto(page.url());
  await ready(copy);
  await copy.getByRole("heading", { level: 1, name: "Feedback log" }).waitFor();
  await page.context().close();
});
