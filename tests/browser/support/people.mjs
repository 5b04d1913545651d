// People of the product at their browsers.
import { patience, ready } from "./browser.mjs";
import { sign_in } from "./product_server.mjs";

/** Opens an address of the program and waits until it rests. */
export async function visit(page, url) {
  await page.goto(url);
  await ready(page);
}

/**
 * Signs a person in, in a browser context of their own; `page.problems` gathers the errors of its scripts.
 * @param url  of the server
 * @param options  those of a browser context
 */
export async function person_at(browser, url, email, password, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await sign_in(page, url, email, password);
  return page;
}

/** The path of a plan's screens, "/o/vale/plans/<id>", from the table of plans that is on screen or on its way. */
export async function plan_path(page, words = /./) {
  const link = page.getByRole("table").getByRole("link", { name: words }).first();
  await link.waitFor();
  return (await link.getAttribute("href")).match(/^.*\/plans\/[0-9a-f]{32}/)[0];
}
