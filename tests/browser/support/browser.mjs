// The system's Chromium, headless, drawing WebGL2 in software, with an empty profile.
import { chromium } from "playwright-core";

export const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** How long anything may take before it counts as not happening, in ms: a busy machine draws a frame in a second. */
export const patience = 60_000;

/** Launches a browser; close it with close(). ASSENT_CHROMIUM names another program. */
export async function launch() {
  return chromium.launch({ executablePath: process.env.ASSENT_CHROMIUM ?? "/usr/bin/chromium", args: chromiumFlags, timeout: patience });
}

/**
 * Opens a page and waits until the program rests.
 * @param options  those of a browser context (viewport, colorScheme, hasTouch …)
 */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(message.text());
  });
  await page.goto(url);
  await ready(page);
  return page;
}

/** Until the program has started and nothing is left to draw, send or keep. */
export async function ready(page) {
  // Not waitForFunction: it evaluates strings, which the page's security policy forbids.
  const deadline = Date.now() + patience;
  while (!(await page.evaluate(() => typeof globalThis.app?.idle === "function"))) {
    if (Date.now() > deadline) throw new Error(`The program did not start within ${patience / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await page.evaluate(() => globalThis.app.idle());
}
