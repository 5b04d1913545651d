// People without an account: a link is made, opened by somebody who has none, and what they propose is in the log; it is ended, and works no more.
// What they saw is on the record. A file is attached to an event and comes back as it was.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { fill, follow, in_dialog, press, reads } from "../support/acting.mjs";
import { launch, ready } from "../support/browser.mjs";
import { person_at, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { check_axe, check_screen, idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");

let server;
let browser;
let priya; // owns the document and leads engagement
let plan; // address of the plan's screens
let link;
let stranger; // a page without an account

before(async () => {
  mkdirSync(shots, { recursive: true });
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "tests/browser/product/one-committee.toml")]);
  const roles = ["document_owner", "author", "engagement_lead", "administrator"].flatMap((role) => ["--role", role]);
  run(["user", "add", "priya@vale.example", "--name", "Priya Kaur", "--tenant", "vale", "--data", data, ...roles], `${password}\n`);
  server = await new ProductServer(data, ["--form-seconds", "0"]).start();
  browser = await launch();
  priya = await person_at(browser, server.url, "priya@vale.example", password);
  await ready(priya);
  const context = await browser.newContext({ viewport: { width: 1024, height: 900 }, locale: "en-GB", javaScriptEnabled: false });
  stranger = await context.newPage();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const go = (path) => visit(priya, server.url + path);

/** What axe finds on a page of the server's own; it needs script where the page does not. */
async function axe(url, name) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 900 }, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(url);
  for (const details of await page.locator("details").all()) await details.evaluate((element) => (element.open = true));
  await check_axe(page, name);
  for (const [width, height] of [[1024, 900], [320, 640]]) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than ${width} px`);
    await page.screenshot({ path: join(shots, `${name}-${width}.png`) });
  }
  await context.close();
}

test("a plan has a version to show", async () => {
  await go("/o/vale/import");
  await priya.locator("input[type=file]").setInputFiles(join(root, "tests/data/import/third.txt"));
  await priya.getByRole("button", { name: "Import", exact: true }).click();
  await priya.waitForURL(/\/plans\/[0-9a-f]{32}\/plan/);
  plan = new URL(priya.url()).pathname.replace(/\/plan$/, "");
  await go(`${plan}/versions`);
  await in_dialog(priya, "Cut version 0.1", "Cut a version", async (dialog) => {
    await fill(dialog, "What changed", "First version");
    await dialog.getByRole("button", { name: "Cut version 0.1" }).click();
  });
});

test("a link is made in the browser and shown once", async () => {
  await go(`${plan}/socialisation?tab=links`);
  await in_dialog(priya, "Invite somebody", "Invite by link", async (dialog) => {
    await fill(dialog, "Whom you invite", "Jo Marsh");
    await fill(dialog, "Organisation", "Northside Trust");
    await dialog.getByRole("radio", { name: "Read, comment and propose words" }).click();
    await press(dialog, "Make the link");
  });
  const dialog = priya.getByRole("dialog", { name: "The link" });
  await dialog.waitFor();
  link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/p\/vale\/[0-9a-f]{40}$/);
  await priya.screenshot({ path: join(shots, "link-made.png") });
  await press(dialog, "Done");
  await dialog.waitFor({ state: "hidden" });
  await reads(priya, "Not seen yet");
  assert.ok(!(await priya.locator("#mirror").innerHTML()).includes(link.slice(-40)), "the secret is on no screen any more");
});

test("the list of invitations holds what every screen must", () => check_screen(priya, "invitations", { rest: 400 }));

test("somebody without an account reads it and proposes words, without script", async () => {
  const answer = await stranger.goto(link);
  assert.equal(answer.headers()["referrer-policy"], "same-origin");
  await stranger.getByText("This link is yours alone").waitFor();
  const respond = stranger.locator("details.respond").nth(1);
  await respond.locator("summary").press("Enter");
  await respond.getByRole("textbox", { name: "What you want to say" }).fill("This is not clear to patients.");
  await respond.getByRole("textbox", { name: /^Words you propose/ }).fill("Patients are seen within two weeks.");
  await respond.getByRole("button", { name: "Send this response" }).press("Enter");
  await stranger.getByRole("heading", { name: "Thank you. Your response has arrived" }).waitFor();
  await stranger.goBack();
  await stranger.goto(link);
  const whole = stranger.locator("details.respond").first();
  await whole.locator("summary").click();
  await whole.getByRole("button", { name: "Send this response" }).click();
  await stranger.getByRole("alert").getByRole("link", { name: "Enter what you want to say." }).click();
  assert.equal(await stranger.evaluate(() => location.hash).catch(() => "#words-"), "#words-" + "0".repeat(32));
});

test("axe finds nothing on the page of a link", () => axe(link, "participant"));

test("what was said is in the log under their name, and that they were shown it is on the record", async () => {
  await reads(priya, "Seen");
  await go(`${plan}/feedback`);
  await follow(priya, /F-001/);
  await reads(priya, "Jo Marsh, Northside Trust");
  await reads(priya, "“This is not clear to patients.”");
  await reads(priya, "Patients are seen within two weeks.");
});

test("an invitation that was ended works no more and says what a link says that never was", async () => {
  await go(`${plan}/socialisation?tab=links`);
  await in_dialog(priya, "End the invitation of Jo Marsh", "End the invitation", async (dialog) => {
    await fill(dialog, "Why it is ended", "The work is done");
    await press(dialog, "End it");
  });
  await reads(priya, "Ended");
  const bytes = async (url) => (await fetch(url)).text();
  assert.equal(await bytes(link), await bytes(link.slice(0, -40) + "0".repeat(40)));
  await axe(link, "dead-link");
});

test("the list of consultations is there for everybody", async () => {
  await stranger.goto(`${server.url}/published`);
  await stranger.getByRole("link", { name: "Consultations that anybody may answer" }).click();
  await stranger.getByRole("heading", { name: "Consultations" }).waitFor();
  await axe(`${server.url}/consult`, "consultations");
});

test("the tray of public responses holds what every screen must", async () => {
  await go(`${plan}/socialisation?tab=responses`);
  await reads(priya, "No public response has come in");
  await check_screen(priya, "responses", { rest: 400 });
});

test("a file is attached to an event and comes back as it was", async () => {
  await go(`${plan}/plan?tab=doubts`);
  await press(priya, "Choose all");
  await in_dialog(priya, /^Settle the chosen/, /^Settle/, async (dialog) => {
    await fill(dialog, "How it was settled", "Read against the printed document.");
    await press(dialog, "Settle");
  });
  await reads(priya, /All are settled/);
  await go("/o/vale/forums");
  await in_dialog(priya, "Add a forum", "Add a forum", async (dialog) => {
    await fill(dialog, "Name", "Patient reference group");
    await press(dialog, "Add the forum");
  });
  await go(`${plan}/socialisation`);
  await priya.getByRole("button", { name: /^Next steps/ }).click();
  const steps = priya.getByRole("dialog", { name: "Next steps" });
  await steps.getByRole("button", { name: "Take it to the forums", exact: true }).click();
  await steps.waitFor({ state: "hidden" });
  await in_dialog(priya, "Record an event", "Record an event", async (dialog) => {
    await dialog.getByRole("combobox", { name: /^Forum/ }).selectOption({ label: "Patient reference group" });
    await press(dialog, "Record the event");
  });
  await go(`${plan}/socialisation?tab=events`);
  await priya.getByRole("table", { name: "Events" }).getByRole("link").first().click();
  await idle(priya);
  const minutes = join(server.data, "minutes.txt");
  writeFileSync(minutes, "The group asked for later clinics.\n");
  await priya.locator("input[type=file]").setInputFiles(minutes);
  const file = priya.getByRole("link", { name: "minutes.txt" });
  await file.waitFor();
  await idle(priya);
  const [download] = await Promise.all([priya.waitForEvent("download"), file.click()]);
  assert.equal(readFileSync(await download.path(), "utf8"), "The group asked for later clinics.\n");
  await check_screen(priya, "event-with-a-file", { rest: 400 });
});

test("nothing went wrong on the way", () => assert.deepEqual(priya.problems, []));
