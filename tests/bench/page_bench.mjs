// The client in headless Chromium against the real server, one JSON object a line:
//   page_load   cold load of a plan to the first screen that can be used, and what was transferred for it
//   idle        frames drawn in ten seconds of rest
//   frame       CPU of a frame on a plan with 2,000 intentions while it is scrolled
//   across      a typed change of a field, from the last key to the other person's screen
// Run after deploy/build:  node tests/bench/page_bench.mjs   (in tests/browser, `npm ci` once)
import { writeFileSync } from "node:fs";
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

const data = data_folder();
run(["tenant", "create", "large", "--name", "Large CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
for (const [email, name] of [["ada@large.example", "Ada Quist"], ["ben@large.example", "Ben Roe"]])
  run(["user", "add", email, "--name", name, "--tenant", "large", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
const file = join(data, "large.txt");
writeFileSync(file, document_of(2000));
run(["import", file, "--data", data, "--tenant", "large", "--title", "A large plan"]);
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
  const across = [];
  for (let i = 0; i < 10; i += 1) {
    await field.fill(`Seen within ${i} days.`);
    const start = performance.now();
    while ((await other.inputValue()) !== `Seen within ${i} days.`) await new Promise((resolve) => setTimeout(resolve, 1));
    across.push(performance.now() - start);
  }
  say({ bench: "across", changes: across.length, ms_p50: Math.round(quantile(across, 0.5)), ms_max: Math.round(Math.max(...across)) });
} finally {
  await browser.close();
  await server.stop();
}
