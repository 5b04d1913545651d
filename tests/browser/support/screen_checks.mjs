// What holds on every screen, whoever drew it: meaning complete, ids unique, no violation that axe finds, one column at
// 320 x 256, targets large enough, the focus ring in view, nothing drawn at rest.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * Runs every check that leaves the screen as it was. `name` goes into the messages.
 * @param options.rest  milliseconds of rest in which no frame may be drawn (default 3000; 0 leaves the check out)
 */
export async function check_screen(page, name, options = {}) {
  await idle(page);
  await check_meaning(page, name);
  await check_axe(page, name);
  await check_targets(page, name);
  await check_tab_order(page, name);
  await check_reflow(page, name);
  if (options.rest !== 0) await check_rest(page, name, options.rest ?? 3000);
  assert.deepEqual(page.problems ?? [], [], `${name}: errors in the browser's console`);
}

export async function idle(page) {
  await page.evaluate(() => globalThis.app.idle());
}

/** Everything drawn has a record; ids are unique; there is one h1, in a main. */
export async function check_meaning(page, name) {
  const found = await page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
    return {
      missing: globalThis.app.semantics_missing(),
      labels: globalThis.app.missing_labels(),
      records: globalThis.app.records().length,
      twice: ids.filter((id, index) => ids.indexOf(id) !== index),
      headings: document.querySelectorAll("#mirror h1").length,
      mains: document.querySelectorAll("#mirror main").length,
      nested: [...document.querySelectorAll("#mirror :is(button, a) :is(button, a, input, select, textarea)")].length,
    };
  });
  assert.equal(found.missing, 0, `${name}: drawn without a record: ${found.labels}`);
  assert.deepEqual(found.twice, [], `${name}: ids used twice`);
  assert.ok(found.records > 0 && found.records <= 1500, `${name}: ${found.records} records`);
  assert.equal(found.headings, 1, `${name}: headings of the first level`);
  assert.equal(found.mains, 1, `${name}: main landmarks`);
  assert.equal(found.nested, 0, `${name}: something interactive inside something interactive`);
}

/** axe sees the elements but not the canvas: colours are tested where they are defined (tests/unit/client/ui). */
export async function check_axe(page, name) {
  if (!(await page.evaluate(() => typeof globalThis.axe === "object"))) await page.evaluate(axeSource);
  const result = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, rules: { "color-contrast": { enabled: false } } }),
    axeTags,
  );
  const said = result.violations.map((one) => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join("\n    ")}`);
  assert.deepEqual(said, [], `${name}: axe`);
}

/** WCAG 2.5.8: 24 px, or that much room around it. Links inside a sentence are excepted. */
export async function check_targets(page, name) {
  const small = await page.evaluate(() => {
    const selector = "button, a[href], input, select, textarea, [role=tab], [role^=menuitem]";
    return [...document.querySelectorAll(`#mirror :is(${selector})`)]
      .filter((element) => !element.classList.contains("inline"))
      .map((element) => ({ label: element.textContent || element.getAttribute("aria-label") || element.id, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 23.5 || box.height < 23.5)
      .map(({ label, box }) => `${label}: ${box.width} x ${box.height}`);
  });
  assert.deepEqual(small, [], `${name}: targets under 24 px`);
}

const activeElement = () => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return {
    what: `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent.slice(0, 40)}`,
    id: element.id,
    inView: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    ring: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2,
    covered: (() => {
      const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 12), 1), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      return !(top && (top === element || element.contains(top) || top.contains(element)));
    })(),
  };
};

/** Tab reaches the controls in the order of the page; each shows its ring, in view and uncovered. */
export async function check_tab_order(page, name, stops_max = 40) {
  await page.evaluate(() => document.activeElement?.blur());
  const seen = [];
  for (let count = 0; count < stops_max; count += 1) {
    await page.keyboard.press("Tab");
    await idle(page);
    const stop = await page.evaluate(activeElement);
    if (!stop || seen.includes(stop.id)) break;
    seen.push(stop.id);
    if (stop.id === "skip") continue;
    assert.ok(stop.inView, `${name}: the focus is outside the view on ${stop.what}`);
    assert.ok(stop.ring, `${name}: no focus ring on ${stop.what}`);
    assert.ok(!stop.covered, `${name}: something covers the focused ${stop.what}`);
  }
  assert.ok(seen.length > 0, `${name}: Tab reaches nothing`);
  // Where the focus was left decides where it starts; from the last control it goes on at the first.
  const steps_back = await page.evaluate((ids) => {
    const elements = ids.map((id) => document.getElementById(id)).filter(Boolean);
    return elements.filter((element, index) => index > 0 && (elements[index - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) === 0).length;
  }, seen);
  assert.ok(steps_back <= 1, `${name}: the Tab order is not the order of the page`);
  await page.evaluate(() => document.activeElement?.blur());
  await idle(page);
}

/** WCAG 1.4.10: at 320 x 256 nothing reaches beyond the edge, except inside a region that scrolls sideways. */
export async function check_reflow(page, name) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 256 });
  await idle(page);
  const beyond = await page.evaluate(() => {
    const out = [];
    for (const element of document.querySelectorAll("#mirror [data-i]")) {
      const box = element.getBoundingClientRect();
      if (element.closest(".sideways") && !element.classList.contains("sideways")) continue;
      if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) out.push(`${element.tagName} ${(element.getAttribute("aria-label") ?? element.textContent).slice(0, 40)}: ${box.left} to ${box.right}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) out.push("the page scrolls sideways");
    return out;
  });
  await page.setViewportSize(before);
  await idle(page);
  assert.deepEqual(beyond.slice(0, 5), [], `${name}: beyond the edge at 320 px`);
}

/** Nothing is drawn while nothing happens. The server may still answer what was done before, so three spans are tried. */
export async function check_rest(page, name, ms = 3000) {
  await page.mouse.move(0, 0);
  let drawn = 0;
  for (let span = 0; span < 3; span += 1) {
    await idle(page);
    const before = await page.evaluate(() => globalThis.app.frames());
    // The one place that waits for time to pass: the absence of frames has no event to wait for.
    await new Promise((resolve) => setTimeout(resolve, ms));
    drawn = (await page.evaluate(() => globalThis.app.frames())) - before;
    if (drawn === 0) return;
  }
  assert.equal(drawn, 0, `${name}: frames drawn in ${ms} ms of rest`);
}

/**
 * Presses a control by mouse, by tap, by Tab and Enter, and by element.click(), and asserts that each does the same.
 * @param locate  (page) => locator of the control
 * @param read    (page) => what the press changed, as a number that goes up by one
 */
export async function check_four_ways(page, name, locate, read) {
  const ways = {
    mouse: async (control) => control.click(),
    tap: async (control) => control.tap(),
    keyboard: async (control) => {
      await control.focus();
      await page.keyboard.press("Enter");
    },
    script: async (control) => control.evaluate((element) => element.click()),
  };
  for (const [way, press] of Object.entries(ways)) {
    await idle(page);
    const before = await read(page);
    await press(locate(page));
    await idle(page);
    assert.equal(await read(page), before + 1, `${name}: pressed by ${way}`);
  }
}
