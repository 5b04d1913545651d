// The feedback log with 10,000 items in headless Chromium against the real server, one JSON object a line:
//   feedback_frame    CPU of a frame while the table is scrolled, and while it is scrolled in groups
//   feedback_filter   from a typed filter to the table at rest
// The log is made by the command line's import. Run after deploy/build:  node tests/bench/feedback_bench.mjs
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { launch } from "../browser/support/browser.mjs";
import { person_at, plan_path, visit } from "../browser/support/people.mjs";
import { fill, in_dialog } from "../browser/support/acting.mjs";
import { data_folder, ProductServer, root, run } from "../browser/support/product_server.mjs";

const password = "kettle-lantern-forty-two";
const say = (figure) => console.log(JSON.stringify(figure));
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const items = 10_000;

const log = () => {
  const lines = ["Date received,Channel,Name,Organisation,Type,Comment,Theme"];
  for (let i = 0; i < items; i += 1)
    lines.push(`${String((i % 28) + 1).padStart(2, "0")}/10/2026,e-mail,Person ${i},Group ${i % 40},comment,"Point ${i}: the service should say how long people wait, and why it is so long in some places.",Theme ${i % 25}`);
  return `${lines.join("\n")}\n`;
};

const data = data_folder();
run(["tenant", "create", "large", "--name", "Large CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
run(["user", "add", "ada@large.example", "--name", "Ada Quist", "--tenant", "large", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "large", "--title", "A plan"]);
const server = await new ProductServer(data).start();
const browser = await launch();
try {
  const ada = await person_at(browser, server.url, "ada@large.example", password);
  await visit(ada, `${server.url}/o/large/plans`);
  const plan = await plan_path(ada);
  await visit(ada, `${server.url}${plan}/versions`);
  await in_dialog(ada, "Cut version 0.1", "Cut a version", async (dialog) => {
    await fill(dialog, "What changed", "First draft");
    await dialog.getByRole("button", { name: "Cut version 0.1" }).click();
  });
  await visit(ada, `${server.url}${plan}/feedback?tab=import`);
  const file = join(data, "log.csv");
  writeFileSync(file, log());
  await ada.getByLabel(/^Spreadsheet/).setInputFiles(file);
  await ada.getByRole("button", { name: /^Take over/ }).click().catch(async (e) => { await ada.screenshot({ path: "/tmp/dbg.png" }); throw e; });
  await ada.getByRole("table", { name: "Feedback log" }).waitFor({ timeout: 60_000 });

  for (const group of ["", "theme"]) {
    await visit(ada, `${server.url}${plan}/feedback${group ? `?group=${group}` : ""}`);
    await ada.getByRole("table", { name: "Feedback log" }).waitFor();
    await ada.mouse.move(700, 700);
    const frames = [];
    for (let i = 0; i < 60; i += 1) {
      await ada.mouse.wheel(0, 400);
      await ada.evaluate(() => globalThis.app.idle());
      frames.push(await ada.evaluate(() => globalThis.app.frame_ms()));
    }
    say({ bench: "feedback_frame", items, group, frames: frames.length, cpu_ms_p50: quantile(frames, 0.5), cpu_ms_p99: quantile(frames, 0.99) });
  }
  const start = performance.now();
  await ada.getByRole("searchbox", { name: "Find in the log" }).fill("point 99");
  await ada.evaluate(() => globalThis.app.idle());
  say({ bench: "feedback_filter", items, ms: Math.round(performance.now() - start) });
} finally {
  await browser.close();
  await server.stop();
}
