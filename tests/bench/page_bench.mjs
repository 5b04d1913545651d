// The client in headless Chromium against the real server, one JSON object a line:
//   page_load   cold load of a plan to the first screen that can be used, and what was transferred for it
//   idle        frames drawn in ten seconds of rest
//   frame       CPU of a frame on a plan with 2,000 intentions while it is scrolled
//   keystroke   a key in a text that two people write, from the key until it is painted here, and on the other's screen
//   open_plan   a plan with 300 intentions and 200,000 edits of history, from the press of its link until its text is there
// Run after deploy/build:  node tests/bench/page_bench.mjs   (in tests/browser, `npm ci` once)
// open_plan needs build/release/tests/bench/long_plan; ASSENT_LONG_PLAN names it where it is elsewhere.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { launch, ready } from "../browser/support/browser.mjs";
import { person_at, plan_path, visit } from "../browser/support/people.mjs";
import { data_folder, ProductServer, root, run } from "../browser/support/product_server.mjs";

const password = "kettle-lantern-forty-two";
const say = (figure) => console.log(JSON.stringify(figure));
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];

function document_of(count) {
  const areas = ["Urgent care", "Planned care", "Mental health", "Children", "Primary care", "Community", "Cancer", "Medicines"];
  const lines = ["Commissioning intentions 2027 - 28", "", "Large CCG", "", "1 Introduction", "", "A document made to be large.", "", "2 Commissioning intentions", ""];
  lines.push("Programme Area\tService Area\tCommissioning Intention\tProvider impacted\tTimescale");
  for (let i = 0; i < count; i += 1)
    lines.push(`${areas[Math.floor((i * areas.length) / count)]}\tService ${i + 1}\tThe service numbered ${i + 1} sees people within ${(i % 20) + 1} working days and says so in every letter.\tAll practices\tQ${(i % 4) + 1} 2027/28`);
  return lines.join("\n");
}

/** Notes in the page when a change of the field has been painted: what is typed there, or what the program sets. */
async function watch_paints(field, how) {
  await field.focus();
  await field.evaluate((element, kind) => {
    const absolute = (time) => performance.timeOrigin + time;
    let count = 0;
    const notes = (element.notes = []);
    // One promise for each change, made by whoever comes first: the change or the one who waits for it.
    const note_of = (element.note_of = (place) => (notes[place] ??= Promise.withResolvers()));
    const note = (at) => {
      const place = count++;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => note_of(place).resolve({ at, painted: absolute(performance.now()) });
        port2.postMessage(0);
      });
    };
    let pressed = 0;
    element.addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    if (kind === "typed") element.addEventListener("input", () => note(absolute(pressed)));
    else {
      const set = element.setRangeText;
      element.setRangeText = (...what) => {
        set.apply(element, what);
        note(0);
      };
    }
  }, how);
}

/** The change of that number, once it is painted. */
const painted = (field, index) => field.evaluate((element, which) => element.note_of(which).promise, index);

/** Seconds that the page's main thread has worked. */
async function worked(session) {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find((metric) => metric.name === "TaskDuration").value;
}

/** Takes the time in the page until the plan's intentions can be read: from pressing its link, or from asking for the page. */
async function open_plan(page, how) {
  return page.evaluate(
    (pressed) =>
      new Promise((done) => {
        const start = pressed ? performance.now() : 0;
        if (pressed) [...document.querySelectorAll("#mirror a")].find((link) => link.textContent.startsWith("A long plan")).click();
        const look = () => (/INT-1/.test(document.querySelector("#mirror main")?.textContent ?? "") ? done(performance.now() - start) : requestAnimationFrame(look));
        look();
      }),
    how === "link pressed",
  );
}

const data = data_folder();
run(["tenant", "create", "large", "--name", "Large CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
for (const [email, name] of [["ada@large.example", "Ada Quist"], ["ben@large.example", "Ben Roe"]])
  run(["user", "add", email, "--name", name, "--tenant", "large", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
const file = join(data, "large.txt");
writeFileSync(file, document_of(2000));
run(["import", file, "--data", data, "--tenant", "large", "--title", "A large plan"]);
const long_plan = process.env.ASSENT_LONG_PLAN ?? join(root, "build/release/tests/bench/long_plan");
if (existsSync(long_plan)) {
  run(["tenant", "create", "long", "--name", "Long CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
  run(["user", "add", "eve@long.example", "--name", "Eve Lund", "--tenant", "long", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
  execFileSync(long_plan, [data, "long"]);
}
const server = await new ProductServer(data).start();
const browser = await launch();

const person = (email) => person_at(browser, server.url, email, password);

try {
  const ada = await person("ada@large.example");
  await ada.goto(`${server.url}/o/large/plans`);
  const path = await plan_path(ada);
  const state = await ada.context().storageState();

  const loads = [];
  let bytes = 0;
  for (let i = 0; i < 5; i += 1) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", storageState: state });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    bytes = 0;
    session.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
    const start = performance.now();
    await page.goto(`${server.url}/o/large/`);
    await page.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    await page.getByRole("table").getByRole("link").first().waitFor();
    loads.push(performance.now() - start);
    await context.close();
  }
  say({ bench: "page_load", runs: loads.length, ms_p50: Math.round(quantile(loads, 0.5)), ms_max: Math.round(Math.max(...loads)), bytes_transferred: bytes });

  await visit(ada, `${server.url}${path}/plan?tab=intentions`);
  await ada.getByRole("link", { name: /^Intentions 2000$/ }).waitFor();
  await ada.evaluate(() => globalThis.app.idle());
  const before = await ada.evaluate(() => globalThis.app.frames());
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  say({ bench: "idle", seconds: 10, frames: (await ada.evaluate(() => globalThis.app.frames())) - before });

  await ada.mouse.move(700, 600);
  const frames = [];
  for (let i = 0; i < 60; i += 1) {
    await ada.mouse.wheel(0, 300);
    await ada.evaluate(() => globalThis.app.idle());
    frames.push(await ada.evaluate(() => globalThis.app.frame_ms()));
  }
  say({ bench: "frame", intentions: 2000, frames: frames.length, cpu_ms_p50: quantile(frames, 0.5), cpu_ms_p99: quantile(frames, 0.99) });

  const ben = await person("ben@large.example");
  for (const page of [ada, ben]) {
    await page.goto(`${server.url}${path}/plan?tab=intentions`);
    await ready(page);
    await page.getByRole("table", { name: "Intentions" }).getByRole("link").first().click();
    await page.getByRole("textbox", { name: "Text", exact: true }).waitFor();
  }
  const field = ada.getByRole("textbox", { name: "Text", exact: true });
  const other = ben.getByRole("textbox", { name: "Text", exact: true });
  await field.fill("Here is a sentence. And the other's.");
  for (const page of [ada, ben]) await page.evaluate(() => globalThis.app.idle());
  await watch_paints(other, "set");
  await other.evaluate((element) => element.setSelectionRange(0, 0));
  await watch_paints(field, "typed");
  await field.evaluate((element) => element.setSelectionRange(19, 19));
  const [own, across] = [[], []];
  const sessions = await Promise.all([ada, ben].map(async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    return session;
  }));
  const before_keys = await Promise.all(sessions.map(worked));
  for (let i = 0; i < 300; i += 1) {
    await ada.keyboard.press("abcdefgh"[i % 8]);
    const typed = await painted(field, i);
    own.push(typed.painted - typed.at);
    across.push((await painted(other, i)).painted - typed.at);
  }
  for (const page of [ada, ben]) await page.evaluate(() => globalThis.app.idle());
  const after_keys = await Promise.all(sessions.map(worked));
  const ms = (value) => Math.round(value * 10) / 10;
  const [own_work, other_work] = sessions.map((_, i) => ms(((after_keys[i] - before_keys[i]) * 1000) / own.length));
  say({ bench: "keystroke", keys: own.length, own_main_thread_ms_per_key: own_work, other_main_thread_ms_per_key: other_work, own_ms_p50: ms(quantile(own, 0.5)), own_ms_p99: ms(quantile(own, 0.99)), across_ms_p50: ms(quantile(across, 0.5)), across_ms_p99: ms(quantile(across, 0.99)) });

  if (existsSync(long_plan)) {
    const times = { "link pressed": [], "page loaded": [] };
    for (let i = 0; i < 5; i += 1) {
      const page = await person("eve@long.example");
      await page.goto(`${server.url}/o/long/plans`);
      await plan_path(page);
      await page.evaluate(() => globalThis.app.idle());
      times["link pressed"].push(await open_plan(page, "link pressed"));
      await page.goto(page.url());
      times["page loaded"].push(await open_plan(page, "page loaded"));
      await page.context().close();
    }
    for (const [how, all] of Object.entries(times)) say({ bench: "open_plan", how, intentions: 300, edits: 200_000, runs: all.length, ms_p50: ms(quantile(all, 0.5)), ms_max: ms(Math.max(...all)) });
  } else {
    say({ bench: "open_plan", not_measured: `${long_plan} is not built` });
  }
} finally {
  await browser.close();
  await server.stop();
}
