// The real program with a data folder of its own, on a free port of this machine; it can be killed like any process.
// ASSENT_PROGRAM and ASSENT_CLIENT name the program and the folder of the client's files.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
const program = process.env.ASSENT_PROGRAM ?? join(root, "build/assent");
const client = process.env.ASSENT_CLIENT ?? join(root, "build/client");

/** Runs a subcommand to its end and returns what it printed. */
export function run(args, input = "") {
  const done = spawnSync(program, args, { input, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  assert.equal(done.status, 0, `assent ${args.join(" ")}: ${done.stderr}`);
  return done.stdout;
}

function free_port() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A folder for the data of one test, removed when the process ends. */
export function data_folder() {
  const folder = mkdtempSync(join(tmpdir(), "assent-browser-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export class ProductServer {
  /**
   * @param data  a data folder, filled by subcommands before the start
   * @param more  further arguments of `assent serve`
   */
  constructor(data, more = []) {
    this.more = more;
    assert.ok(existsSync(program), `${program} is missing; run deploy/build first`);
    assert.ok(existsSync(join(client, "index.html")), `${client} has no index.html; run deploy/build first`);
    this.data = data;
    process.on("exit", () => this.child?.kill("SIGKILL"));
  }

  /** Starts, on the same port each time, so that browsers find it again. */
  async start() {
    this.port ??= await free_port();
    this.child = spawn(program, ["serve", "--data", this.data, "--client", client, "--listen", `127.0.0.1:${this.port}`, "--log-level", "warn", ...this.more], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.said = "";
    this.child.stderr.on("data", (words) => (this.said += words));
    this.ended = new Promise((resolve) => this.child.once("exit", resolve));
    await new Promise((resolve, reject) => {
      this.child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.said}`)));
      this.child.stdout.on("data", (words) => String(words).includes("listens on") && resolve());
    });
    return this;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** @param signal  SIGTERM stops it in order, SIGKILL as a crash does */
  async stop(signal = "SIGTERM") {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    return this.ended;
  }
}

/** Signs in by the page as a person does and leaves the page where it leads. */
export async function sign_in(page, url, email, password) {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(/e-mail/i).fill(email);
  await page.getByLabel(/password/i).fill(password);
  await page.getByRole("button", { name: /sign in/i }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}
