// What a person does in a page, by role and name, waiting for what they would wait for.
import assert from "node:assert/strict";

import { idle } from "./screen_checks.mjs";

const control_name = (name) => (typeof name === "string" ? { name, exact: true } : { name });

/** Presses a button by its name; of several that do the same, the first. */
export async function press(where, name) {
  await where.getByRole("button", control_name(name)).first().click();
}

/** Fills a field, found by its label; required fields say so in their label. */
export async function fill(where, label, words) {
  await where.getByRole("textbox", { name: new RegExp(`^${label}`) }).fill(words);
}

/** Chooses from a native list by the words of the choice. */
export async function choose(where, label, words) {
  const box = where.getByRole("combobox", { name: new RegExp(`^${label}`) });
  if (typeof words === "string") return box.selectOption({ label: words });
  await box.locator("option", { hasText: words }).first().waitFor({ state: "attached" });
  const labels = await box.locator("option").allTextContents();
  const found = labels.find((each) => words.test(each));
  assert.ok(found, `no choice of ${label} is like ${words}: ${labels.join(" | ")}`);
  return box.selectOption({ label: found });
}

/** Follows a link of the program and waits until the screen is there. */
export async function follow(page, name) {
  await page.getByRole("link", control_name(name)).first().click();
  await idle(page);
}

/** Chooses from an open menu. */
export async function pick(page, name) {
  await page.getByRole("menuitem", control_name(name)).or(page.getByRole("menuitemcheckbox", control_name(name))).click();
  await idle(page);
}

/** Opens a dialog, acts in it, and waits until the server has accepted and it is closed. */
export async function in_dialog(page, opener, title, act) {
  if (opener) await press(page, opener);
  const dialog = page.getByRole("dialog", { name: title }).or(page.getByRole("alertdialog", { name: title }));
  await dialog.waitFor();
  await act(dialog);
  await dialog.waitFor({ state: "hidden" });
  await idle(page);
}

/** Until the words stand on the page. */
export async function reads(page, words) {
  await page.locator("#mirror").getByText(words).first().waitFor();
}

/** Until a field's description has the words: what is wrong with it, or its help. */
export async function says(field, words) {
  await idle(field.page()); // until then the field may have no description, or another
  const described = field.page().locator(`#${await field.getAttribute("aria-describedby")}`);
  await described.filter({ hasText: words }).waitFor({ state: "attached" });
}

/** What two links of that name lead to: a page that says the words, and a PDF. */
export async function prints(page, name, words) {
  const behind = async (form) => {
    const href = await page.getByRole("link", { name: `${name} (${form})`, exact: true }).first().getAttribute("href");
    const answer = await page.request.get(new URL(href, page.url()).href);
    assert.equal(answer.status(), 200, href);
    return answer.body();
  };
  assert.match((await behind("HTML")).toString(), words);
  assert.equal((await behind("PDF")).subarray(0, 5).toString(), "%PDF-");
}

/** Until all this person did is safe on the server. */
export async function saved(page) {
  await page.locator("#mirror header").getByText(/^(Saved|Up to date)/).waitFor();
  await idle(page);
}
