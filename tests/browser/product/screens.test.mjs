// Every screen of the product on the sample content: what holds on every screen (support/screen_checks.mjs), and a
// picture of each, light and dark, wide and 320 px. The pictures are looked at by people; one of them is the README's.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { press } from "../support/acting.mjs";
import { launch, patience } from "../support/browser.mjs";
import { person_at, plan_path, visit } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { check_axe, check_screen, idle } from "../support/screen_checks.mjs";

const password = "orchard-lantern-27";
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/product");
const looks = [["dark", 320, 720], ["light", 320, 720], ["dark", 1440, 900], ["light", 1440, 900]]; // ends as the checks want it

let server;
let browser;
let state; // of a signed-in browser
let plan; // address of the plan with most content
let decided; // of one that committees have decided on

before(async () => {
  mkdirSync(shots, { recursive: true });
  const data = data_folder();
  run(["demo", "--data", data]);
  server = await new ProductServer(data).start();
  browser = await launch();
  const page = await person_at(browser, server.url, "rosa.whitcombe@ashdownvale.example", password);
  await visit(page, `${server.url}/o/ashdown-vale/plans`);
  plan = await plan_path(page, /intentions/i);
  decided = await plan_path(page, /winter/i);
  state = await page.context().storageState();
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page on the path, signed in, closed whatever happens. */
async function with_screen(path, options, use) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", storageState: state, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.problems.push(message.text()));
  try {
    await visit(page, server.url + path);
    await use(page);
  } finally {
    await context.close();
  }
}

/** Follows the first link of the screen's table, for screens that are reached by choosing a row. */
async function first_row(page, table) {
  await page.getByRole("table", { name: table }).getByRole("link").first().click();
  await idle(page);
}

const screens = [
  ["home", () => "/o/ashdown-vale/"],
  ["plans", () => "/o/ashdown-vale/plans"],
  ["forums", () => "/o/ashdown-vale/forums"],
  ["committees", () => "/o/ashdown-vale/forums?tab=committees"],
  ["interests", () => "/o/ashdown-vale/interests"],
  ["interest-form", () => "/o/ashdown-vale/interests", (page) => press(page, "Declare an interest")],
  ["interest-people", () => "/o/ashdown-vale/interests?tab=people"],
  ["gifts", () => "/o/ashdown-vale/interests?tab=gifts"],
  ["gift-form", () => "/o/ashdown-vale/interests?tab=gifts", (page) => press(page, "Record a gift")],
  ["breaches", () => "/o/ashdown-vale/interests?tab=breaches"],
  ["import", () => "/o/ashdown-vale/import"],
  ["settings", () => "/o/ashdown-vale/settings"],
  ["narrative", () => `${plan}/plan`],
  ["intentions", () => `${plan}/plan?tab=intentions`],
  ["intention", () => `${plan}/plan?tab=intentions`, (page) => first_row(page, "Intentions")],
  ["tables", () => `${plan}/plan?tab=tables`],
  ["timetable", () => `${plan}/plan?tab=timetable`],
  ["next-steps", () => `${plan}/plan`, (page) => press(page, /^Next steps/)],
  ["versions", () => `${plan}/versions`],
  ["compare", () => `${plan}/compare`],
  ["coverage", () => `${plan}/socialisation`],
  ["events", () => `${plan}/socialisation?tab=events`, (page) => first_row(page, "Events")],
  ["invitations", () => `${plan}/socialisation?tab=links`],
  ["invite", () => `${plan}/socialisation?tab=links`, (page) => press(page, "Invite somebody")],
  ["responses", () => `${plan}/socialisation?tab=responses`],
  ["engagement", () => `${plan}/socialisation?tab=plan`],
  ["briefings", () => `${plan}/socialisation?tab=briefings`],
  ["prepare-briefing", () => `${plan}/socialisation?tab=briefings`, (page) => press(page, "Prepare a briefing")],
  ["forum-form", () => "/o/ashdown-vale/forums", (page) => press(page, /^Change /)],
  ["significance", () => `${plan}/consultation`],
  ["assessment", () => `${plan}/consultation?state=significant`, (page) => first_row(page, "Significance of intentions")],
  ["assess", () => `${plan}/consultation?state=ask`, async (page) => {
    await first_row(page, "Significance of intentions");
    await press(page, /^Assess it/);
  }],
  ["consultations", () => `${plan}/consultation?tab=cases`],
  ["consultation", () => `${plan}/consultation?tab=cases`, (page) => first_row(page, "Consultations")],
  ["set-up-consultation", () => `${plan}/consultation?tab=cases`, (page) => press(page, "Set up a consultation")],
  ["feedback", () => `${plan}/feedback`],
  ["feedback-item", () => `${plan}/feedback`, (page) => first_row(page, "Feedback log")],
  ["add-feedback", () => `${plan}/feedback`, (page) => press(page, "Add feedback")],
  ["feedback-grouped", () => `${plan}/feedback?state=all&group=disposition`],
  ["feedback-selected", () => `${plan}/feedback`, (page) => page.getByRole("checkbox", { name: /^Select/ }).first().check()],
  ["feedback-columns", () => `${plan}/feedback`, (page) => press(page, "Columns")],
  ["feedback-board", () => `${plan}/feedback?tab=board`],
  ["feedback-charts", () => `${plan}/feedback?tab=charts`],
  ["feedback-tray", () => `${plan}/feedback?tab=tray`],
  ["feedback-import", () => `${plan}/feedback?tab=import`],
  ["word-back", () => `${plan}/feedback?tab=import&file=word`],
  ["you-said", () => `${plan}/feedback?tab=report`],
  ["sign-off", () => `${plan}/sign-off`],
  ["decision", () => `${decided}/sign-off`, (page) => first_row(page, "All decisions")],
  ["history", () => `${plan}/history`],
  ["not-there", () => "/o/ashdown-vale/nothing"],
];

for (const [name, path, arrive] of screens)
  test(`${name} holds what every screen must`, () =>
    with_screen(path(), {}, async (page) => {
      await arrive?.(page);
      await idle(page); // what was pressed is done before the window changes
      for (const [scheme, width, height] of looks) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.setViewportSize({ width, height });
        await idle(page);
        const picture = await page.screenshot({ path: join(shots, `${name}-${scheme}-${width}.png`) });
        assert.ok(picture.length > 8000, `${name} is an empty picture`);
        // The README shows this one: ASSENT_UPDATE_PICTURE=1 takes it anew.
        if (process.env.ASSENT_UPDATE_PICTURE && name === "intention" && scheme === "light" && width === 1440) writeFileSync(join(root, "docs/images/plan.png"), picture);
      }
      await check_screen(page, name, { rest: name === "home" ? 3000 : 400 });
    }));

for (const [name, path] of [["sign-in", "/sign-in"], ["published", "/published"], ["consultations", "/consult"]])
  test(`${name} needs no script and axe finds nothing`, async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(server.url + path);
    await check_axe(page, name);
    for (const [scheme, width, height] of looks) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(shots, `${name}-${scheme}-${width}.png`) });
    }
    await context.close();
  });

