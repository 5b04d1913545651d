// Every widget, in the gallery program, by role and name: what it means, that each way of pressing does the same, that
// text, focus, scrolling and the picture behave. ASSENT_GALLERY names the folder that the wasm build has packed.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { launch, open, ready } from "../support/browser.mjs";
import { check_axe, check_four_ways, check_meaning, check_reflow, check_rest, check_screen, idle } from "../support/screen_checks.mjs";
import { serve } from "../support/static_server.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = process.env.ASSENT_GALLERY ?? join(root, "build/wasm/client/gallery");
const shots = process.env.ASSENT_SCREENSHOTS ?? join(root, "build/screenshots/gallery");
const snapshots = fileURLToPath(new URL("./snapshots/", import.meta.url));
const pages = ["/", "/text", "/controls", "/fields", "/table", "/layers", "/charts", "/many"];

let server;
let browser;

before(async () => {
  assert.ok(existsSync(join(folder, "index.html")), `${folder} has no index.html; build the target assent_gallery_files first`);
  mkdirSync(shots, { recursive: true });
  server = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Runs with a page of its own, which is closed whatever happens. */
async function with_page(path, options, use) {
  const page = await open(browser, server.url + path, options);
  try {
    await use(page);
  } finally {
    await page.context().close();
  }
}

const words = (page, start) => page.locator("#mirror p", { hasText: start }).first().textContent();

for (const path of pages) {
  test(`${path} passes what holds on every screen`, () => with_page(path, {}, (page) => check_screen(page, path, { rest: path === "/" ? 3000 : 500 })));

  test(`${path} means what was reviewed`, () =>
    with_page(path, {}, async (page) => {
      const snapshot = await page.locator("#mirror").ariaSnapshot();
      const file = join(snapshots, `${path.slice(1) || "home"}.yml`);
      if (process.env.ASSENT_UPDATE_SNAPSHOTS) {
        mkdirSync(snapshots, { recursive: true });
        writeFileSync(file, `${snapshot}\n`);
      }
      assert.equal(`${snapshot}\n`, readFileSync(file, "utf8"), "to accept a change, review it and run with ASSENT_UPDATE_SNAPSHOTS=1");
    }));
}

for (const [scheme, width, height] of [["light", 1440, 900], ["dark", 1440, 900], ["light", 320, 720], ["dark", 320, 720]]) {
  test(`every page is drawn ${scheme} and ${width} px wide`, () =>
    with_page("/", { colorScheme: scheme, viewport: { width, height } }, async (page) => {
      for (const path of pages) {
        await page.goto(server.url + path);
        await ready(page);
        const picture = await page.screenshot({ path: join(shots, `${path.slice(1) || "home"}-${scheme}-${width}.png`) });
        assert.ok(picture.length > 8000, `${path} is an empty picture`);
      }
    }));
}

test("each way of pressing a button does the same", () =>
  with_page("/controls", { hasTouch: true }, async (page) => {
    for (const name of ["Secondary", "Primary", "Quiet", "Danger", "Refresh", "Follow"])
      await check_four_ways(
        page,
        name,
        (where) => where.getByRole("button", { name, exact: true }),
        async (where) => Number((await words(where, "Pressed:")).match(/\d+$/)?.[0] ?? 0),
      );
  }));

test("a refused button stays readable, says why, and does nothing", () =>
  with_page("/controls", {}, async (page) => {
    const button = page.getByRole("button", { name: "Not allowed" });
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    const described = await button.getAttribute("aria-describedby");
    assert.equal(await page.locator(`#${described}`).textContent(), "Two forums have not been visited.");
    await button.focus();
    await page.keyboard.press("Enter");
    await button.click({ force: true });
    await idle(page);
    assert.equal(await words(page, "Pressed:"), "Pressed: nothing");
  }));

test("each way of opening a row does the same, and Escape or the button closes its details", () =>
  with_page("/table", { hasTouch: true }, async (page) => {
    const opening = {
      mouse: (row) => row.getByRole("button").click(),
      beside: (row) => row.getByRole("cell").first().click(),
      tap: (row) => row.getByRole("button").tap(),
      tap_beside: (row) => row.getByRole("cell").last().tap(),
      script: (row) => row.getByRole("button").evaluate((element) => element.click()),
      keyboard: async (row) => {
        await row.getByRole("button").focus();
        await page.keyboard.press("Enter");
      },
    };
    for (const [way, press] of Object.entries(opening)) {
      const row = page.getByRole("table", { name: "Intentions" }).getByRole("row", { name: "Falls prevention 4" });
      await press(row);
      await idle(page);
      await page.getByRole("complementary", { name: "Falls prevention 4" }).waitFor().catch(() => assert.fail(`not opened by ${way}`));
      assert.equal(await row.getByRole("button").getAttribute("aria-current"), "true");
      await page.getByRole("button", { name: "Close details" }).click();
      await idle(page);
      assert.equal(await page.getByRole("complementary").count(), 0, `not closed after ${way}`);
    }
  }));

test("under 1,100 px the details cover the content, which is then out of reach, until Escape", () =>
  with_page("/table", { viewport: { width: 900, height: 800 } }, async (page) => {
    await page.getByRole("button", { name: "Evening clinics 1", exact: true }).click();
    await idle(page);
    const inert = () => page.getByRole("region", { name: "Content" }).evaluate((element) => element.inert);
    assert.ok(await inert(), "the content is not inert");
    await check_meaning(page, "details over the content");
    await check_axe(page, "details over the content");
    await page.screenshot({ path: join(shots, "details-900.png") });
    await page.keyboard.press("Escape");
    await idle(page);
    assert.equal(await inert(), false);
  }));

test("a column head sorts and says how", () =>
  with_page("/table", {}, async (page) => {
    const table = page.getByRole("table", { name: "Intentions" });
    const head = table.getByRole("columnheader", { name: "Cost" });
    assert.equal(await head.getAttribute("aria-sort"), "none");
    await head.getByRole("button").click();
    await idle(page);
    assert.equal(await head.getAttribute("aria-sort"), "ascending");
    await head.getByRole("button").evaluate((element) => element.click());
    await idle(page);
    assert.equal(await head.getAttribute("aria-sort"), "descending");
    const first = await table.getByRole("row").nth(1).getByRole("cell").nth(2).textContent();
    assert.ok(Number(first) > 800, `the dearest comes first, not ${first}`);
  }));

test("of two thousand rows only those in view are recorded", () =>
  with_page("/many", {}, async (page) => {
    const table = page.getByRole("table", { name: "Intentions" });
    assert.equal(await table.getAttribute("aria-rowcount"), "2001");
    const rows = async () => table.getByRole("row").count();
    assert.ok((await rows()) < 60);
    const region = page.getByRole("region", { name: "Content" });
    await region.evaluate((element) => (element.scrollTop = 40_000));
    await idle(page);
    const index = Number(await table.getByRole("row").nth(5).getAttribute("aria-rowindex"));
    assert.ok(index > 400, `scrolled to row ${index}`);
    assert.ok((await rows()) < 60);
    await check_meaning(page, "two thousand rows, scrolled");
  }));

test("choices are made by mouse and keyboard", () =>
  with_page("/controls", {}, async (page) => {
    await page.getByRole("combobox", { name: "Programme area" }).selectOption("planned");
    await page.getByRole("combobox", { name: "Quarter" }).selectOption({ label: "Q2" });
    await page.getByRole("checkbox", { name: "Only what is open" }).click();
    await page.getByRole("radio", { name: "Accepted in part" }).click();
    await page.getByRole("checkbox", { name: "North" }).click();
    await page.getByRole("checkbox", { name: "South" }).focus();
    await page.keyboard.press("Space");
    await idle(page);
    assert.equal(await words(page, "Chosen:"), "Chosen: planned/2/open/part/2");
    await page.getByRole("radio", { name: "Accepted in part" }).focus();
    await page.keyboard.press("ArrowDown");
    await idle(page);
    assert.equal(await words(page, "Chosen:"), "Chosen: planned/2/open/no/2");
    // Refused by the program: the element shows its state again.
    await page.getByRole("checkbox", { name: "Show withdrawn" }).click({ force: true });
    await idle(page);
    assert.equal(await page.getByRole("checkbox", { name: "Show withdrawn" }).isChecked(), false);
    await page.getByRole("button", { name: "Remove South hospital" }).click();
    await idle(page);
    assert.equal(await page.getByRole("button", { name: /^Remove/ }).count(), 1);
  }));

test("a menu opens by mouse and keyboard, moves by arrows, closes by Escape and outside, and returns the focus", () =>
  with_page("/controls", {}, async (page) => {
    const button = page.getByRole("button", { name: "Actions" });
    await button.click();
    await idle(page);
    assert.equal(await button.getAttribute("aria-expanded"), "true");
    await check_axe(page, "open menu");
    await page.screenshot({ path: join(shots, "menu.png") });
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await idle(page);
    assert.match(await words(page, "Pressed:"), /delete 1$/);
    await button.focus();
    await page.keyboard.press("ArrowDown");
    await idle(page);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Rename");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await idle(page);
    assert.match(await words(page, "Pressed:"), /rename 2$/);
    await button.click();
    await idle(page);
    await page.keyboard.press("Escape");
    await idle(page);
    assert.equal(await page.getByRole("menu").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Actions");
    await button.click();
    await idle(page);
    await page.mouse.click(700, 600);
    await idle(page);
    assert.equal(await page.getByRole("menu").count(), 0);
    // What may not be chosen says so and is not.
    await button.click();
    await idle(page);
    await page.getByRole("menuitem", { name: "Move" }).evaluate((element) => element.click());
    await idle(page);
    assert.match(await words(page, "Pressed:"), /rename 2$/);
  }));

test("a dialog keeps the focus, makes the rest inert, and gives the focus back", () =>
  with_page("/layers", {}, async (page) => {
    const opener = page.getByRole("button", { name: "Open dialog" });
    await opener.click();
    await idle(page);
    const dialog = page.getByRole("dialog", { name: "Add feedback" });
    await dialog.waitFor();
    assert.ok(await page.getByRole("navigation").evaluate((element) => element.inert), "the rest is not inert");
    await check_meaning(page, "dialog");
    await check_axe(page, "dialog");
    await page.screenshot({ path: join(shots, "dialog.png") });
    const inside = () => page.evaluate(() => Boolean(document.activeElement.closest("[role=dialog]")));
    assert.ok(await inside());
    for (let count = 0; count < 8; count += 1) {
      await page.keyboard.press("Tab");
      assert.ok(await inside(), `outside after ${count + 1} Tab`);
    }
    for (let count = 0; count < 8; count += 1) {
      await page.keyboard.press("Shift+Tab");
      assert.ok(await inside(), `outside after ${count + 1} Shift+Tab`);
    }
    assert.equal(await dialog.getByRole("button", { name: "Add" }).getAttribute("aria-disabled"), "true");
    await page.keyboard.press("Escape");
    await idle(page);
    assert.equal(await dialog.count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Open dialog");
    await opener.click();
    await idle(page);
    await dialog.getByRole("textbox", { name: "Who" }).fill("Healthwatch");
    await idle(page);
    await dialog.getByRole("button", { name: "Add" }).click();
    await idle(page);
    assert.match(await words(page, "Added:"), /Added: Healthwatch\./);
    assert.equal(await page.locator("#polite").textContent(), "Feedback added");
  }));

test("a confirmation is asked before something counts", () =>
  with_page("/layers", { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.getByRole("button", { name: "Withdraw" }).click();
    await idle(page);
    const dialog = page.getByRole("alertdialog");
    await page.screenshot({ path: join(shots, "confirm-320.png") });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await idle(page);
    assert.match(await words(page, "Added:"), /Withdrawn: no/);
    await page.getByRole("button", { name: "Withdraw" }).click();
    await idle(page);
    await dialog.getByRole("button", { name: "Withdraw the plan" }).click();
    await idle(page);
    assert.match(await words(page, "Added:"), /Withdrawn: yes/);
  }));

test("fields take text, keep what is typed fast, and tie errors to themselves", () =>
  with_page("/fields", {}, async (page) => {
    const title = page.getByRole("textbox", { name: "Title" });
    await title.fill("");
    await title.pressSequentially("Community heart failure team, 2026 – naïve 🙂", { delay: 0 });
    await page.getByLabel("Due").fill("2027-01-31");
    await idle(page);
    assert.equal(await words(page, "Title is"), "Title is Community heart failure team, 2026 – naïve 🙂, due 2027-01-31.");
    const cost = page.getByRole("textbox", { name: "Cost" });
    assert.equal(await cost.getAttribute("aria-invalid"), "true");
    assert.match(await page.locator(`#${await cost.getAttribute("aria-describedby")}`).textContent(), /Give the cost/);
    await cost.fill("12");
    await idle(page);
    assert.equal(await cost.getAttribute("aria-invalid"), null);
    const area = page.getByRole("textbox", { name: "Response" });
    const height = (await area.boundingBox()).height;
    await area.fill("one\ntwo\nthree\nfour\nfive\nsix");
    await idle(page);
    assert.ok((await area.boundingBox()).height > height, "the area did not grow");
    await page.screenshot({ path: join(shots, "field-focused.png") });
    const reference = page.getByRole("textbox", { name: "Reference" });
    await reference.focus();
    await page.keyboard.type("x");
    await idle(page);
    assert.equal(await reference.inputValue(), "R-0001");
  }));

test("a text that others change keeps caret and selection", () =>
  with_page("/fields", {}, async (page) => {
    const area = page.getByRole("textbox", { name: "Narrative" });
    await area.focus();
    await area.evaluate((element) => element.setSelectionRange(8, 8));
    await page.keyboard.type("really ");
    await idle(page);
    assert.match(await area.inputValue(), /^We will really bring/);
    // Pressed without taking the focus from the field, as a message would arrive.
    await page.getByRole("button", { name: "Somebody else writes" }).evaluate((element) => element.click());
    await idle(page);
    assert.match(await area.inputValue(), /^Others: We will really bring/);
    assert.equal(await area.evaluate((element) => element.selectionStart), "Others: We will really ".length);
    await page.keyboard.type("now ");
    await idle(page);
    assert.match(await area.inputValue(), /^Others: We will really now bring/);
    await page.keyboard.press("Control+z");
    await idle(page);
    assert.match(await words(page, "Edits:"), /undone: -1$/);
  }));

test("a composition survives what others change meanwhile", () =>
  with_page("/fields", {}, async (page) => {
    const area = page.getByRole("textbox", { name: "Narrative" });
    await area.focus();
    await area.evaluate((element) => element.setSelectionRange(0, 0));
    const session = await page.context().newCDPSession(page);
    await session.send("Input.imeSetComposition", { text: "に", selectionStart: 1, selectionEnd: 1 });
    await page.getByRole("button", { name: "Somebody else writes" }).evaluate((element) => element.click());
    await idle(page);
    assert.match(await area.inputValue(), /^にWe will/, "the remote change must wait for the composition");
    await session.send("Input.imeSetComposition", { text: "にほ", selectionStart: 2, selectionEnd: 2 });
    await session.send("Input.insertText", { text: "日本" });
    await idle(page);
    const value = await area.inputValue();
    assert.ok(value.includes("日本") && value.includes("Others: ") && value.endsWith("We will bring every level of the pathway together."), value);
    assert.equal(value.length, "日本Others: We will bring every level of the pathway together.".length);
  }));

test("copy puts words on the clipboard and paste takes them", () =>
  with_page("/layers", { permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
    await page.getByRole("button", { name: "Copy" }).click();
    await idle(page);
    await page.getByRole("link", { name: "Fields" }).click();
    await idle(page);
    const title = page.getByRole("textbox", { name: "Title" });
    await title.fill("");
    await title.focus();
    await page.keyboard.press("Control+v");
    await idle(page);
    assert.match(await words(page, "Title is"), /Title is copied words,/);
  }));

test("links change the address, and back and forward bring title, heading and focus", () =>
  with_page("/", {}, async (page) => {
    await page.getByRole("link", { name: "Charts" }).click();
    await idle(page);
    assert.equal(new URL(page.url()).pathname, "/charts");
    assert.equal(await page.title(), "Charts · Gallery");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
    assert.match(await page.locator("#polite").textContent(), /^Charts · Gallery/);
    await page.getByRole("link", { name: "Forums heard" }).click();
    await idle(page);
    await page.goBack();
    await idle(page);
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Charts");
    await page.goForward();
    await idle(page);
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Table");
    const [other] = await Promise.all([page.context().waitForEvent("page"), page.getByRole("link", { name: "Layers" }).click({ modifiers: ["Control"] })]);
    await other.waitForURL(/\/layers$/);
    assert.match(page.url(), /\/table$/);
  }));

test("the skip link leads past the bars", () =>
  with_page("/", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.id), "skip");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  }));

test("Ctrl+K opens the search: the arrows move through what is found while the focus stays in the field, Enter takes it", () =>
  with_page("/layers", {}, async (page) => {
    await page.keyboard.press("Control+k");
    await idle(page);
    const field = page.getByRole("combobox", { name: "Search plans and people" });
    const active = () => field.evaluate((element) => document.getElementById(element.getAttribute("aria-activedescendant")).textContent);
    assert.equal(await field.evaluate((element) => element === document.activeElement), true);
    await check_axe(page, "search");
    await page.keyboard.type("Ta");
    await idle(page);
    assert.match(await active(), /^Table/);
    for (let times = 0; times < 2; times += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await idle(page);
    assert.match(await active(), /^Say what is sought/);
    assert.equal(await page.getByRole("dialog").getByRole("option", { selected: true }).count(), 1);
    await page.keyboard.press("Enter");
    await idle(page);
    assert.equal(await page.locator("#polite").textContent(), "Sought Ta");
    assert.equal(await page.getByRole("dialog").count(), 0);
  }));

test("the program's own shortcut arrives", () =>
  with_page("/layers", {}, async (page) => {
    await page.keyboard.press("Control+Shift+e");
    await idle(page);
    assert.match(await words(page, "Added:"), /Events: shortcut;/);
  }));

test("under 800 px the side bar is a menu with the switcher and the search", () =>
  with_page("/", { viewport: { width: 320, height: 640 } }, async (page) => {
    assert.equal(await page.getByRole("navigation", { name: "Rooms" }).count(), 0);
    await page.getByRole("button", { name: "Menu", exact: true }).click();
    await idle(page);
    const panel = page.getByRole("dialog", { name: "Menu" });
    await check_axe(page, "menu panel");
    await page.screenshot({ path: join(shots, "menu-320.png") });
    await panel.getByRole("combobox", { name: "Organisation" }).selectOption("south");
    await idle(page);
    await panel.getByRole("link", { name: "Controls" }).click();
    await idle(page);
    assert.equal(await panel.count(), 0);
    assert.equal(await page.getByRole("heading", { level: 1 }).textContent(), "Controls");
  }));

test("a finger pans the content", () =>
  with_page("/table", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 700 } }, async (page) => {
    const session = await page.context().newCDPSession(page);
    const touch = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await touch("touchStart", { x: 200, y: 500 });
    for (let y = 480; y >= 200; y -= 20) await touch("touchMove", { x: 200, y });
    await touch("touchEnd");
    await idle(page);
    assert.ok((await page.getByRole("region", { name: "Content" }).evaluate((element) => element.scrollTop)) > 200);
    assert.equal(await page.getByRole("complementary").count(), 0, "panning pressed a row");
  }));

test("a table too wide scrolls sideways in its own region", () =>
  with_page("/table", { viewport: { width: 320, height: 700 } }, async (page) => {
    const region = page.locator(".scroller.sideways").first();
    assert.equal(await region.getAttribute("tabindex"), "0");
    await region.evaluate((element) => (element.scrollLeft = 200));
    await idle(page);
    const head = page.getByRole("columnheader", { name: "State" }).first();
    assert.ok((await head.boundingBox()).x < 320 + 120);
    await page.screenshot({ path: join(shots, "table-320-scrolled.png") });
  }));

test("a lost picture comes back the same", () =>
  with_page("/text", {}, async (page) => {
    const picture = () => page.screenshot({ clip: { x: 0, y: 0, width: 1200, height: 800 } });
    const first = await picture();
    await page.evaluate(async () => {
      const canvas = document.getElementById("canvas");
      const lose = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
      const restored = new Promise((resolve) => canvas.addEventListener("webglcontextrestored", resolve, { once: true }));
      const lost = new Promise((resolve) => canvas.addEventListener("webglcontextlost", resolve, { once: true }));
      lose.loseContext();
      await lost;
      await new Promise((resolve) => setTimeout(resolve, 0));
      lose.restoreContext();
      await restored;
    });
    await idle(page);
    assert.ok(first.equals(await picture()), "the picture differs");
  }));

test("forced colours take the system's, and nothing loses its meaning", () =>
  with_page("/controls", { forcedColors: "active" }, async (page) => {
    await check_meaning(page, "forced colours");
    await check_axe(page, "forced colours");
    const colours = await page.evaluate(() => {
      const probe = document.createElement("div");
      probe.style.forcedColorAdjust = "none";
      probe.style.color = "CanvasText";
      document.body.append(probe);
      const wanted = getComputedStyle(probe).color;
      probe.style.color = "var(--ink)";
      return [wanted, getComputedStyle(probe).color];
    });
    assert.equal(colours[1], colours[0]);
    await page.screenshot({ path: join(shots, "forced-colours.png") });
  }));

test("reduced motion and rest: nothing moves by itself", () =>
  with_page("/text", { reducedMotion: "reduce" }, async (page) => check_rest(page, "reduced motion", 1500)));

test("text of twice the size and wide spacing lose nothing", () =>
  with_page("/", {}, async (page) => {
    await page.evaluate(() => {
      localStorage.setItem("assent.text-scale", "2");
      localStorage.setItem("assent.wide-spacing", "1");
    });
    for (const path of ["/", "/fields", "/charts"]) {
      await page.goto(server.url + path);
      await ready(page);
      await check_meaning(page, `${path} at 200 %`);
      await check_reflow(page, `${path} at 200 %`);
      await page.screenshot({ path: join(shots, `large-${path.slice(1) || "home"}.png`) });
    }
  }));

test("a chosen theme is kept", () =>
  with_page("/", {}, async (page) => {
    await page.getByRole("button", { name: "Priya Kaur, your menu" }).click();
    await idle(page);
    await page.getByRole("menuitem", { name: "Dark" }).click();
    await idle(page);
    const side = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--page"));
    assert.equal(await side(), "#10171d");
    await page.reload();
    await ready(page);
    assert.equal(await side(), "#10171d");
  }));

test("what is stored is there after closing the page", () =>
  with_page("/layers", {}, async (page) => {
    await page.getByRole("button", { name: "Keep" }).click();
    await idle(page);
    await page.reload();
    await ready(page);
    assert.match(await words(page, "Added:"), /Stored: gallery\/one=kept;/);
  }));

test("the connection opens, sends and receives bytes, and reports its end", () =>
  with_page("/layers", {}, async (page) => {
    await page.getByRole("button", { name: "Connect" }).click();
    await page.locator("#mirror p", { hasText: "open;" }).waitFor();
    await page.getByRole("button", { name: "Send" }).click();
    await page.locator("#mirror p", { hasText: "message hello;" }).waitFor();
  }));

test("a file goes to the server and its answer to the program", () =>
  with_page("/fields", {}, async (page) => {
    await page.getByLabel("Document").setInputFiles({ name: "plan.txt", mimeType: "text/plain", buffer: Buffer.from("twelve bytes") });
    await page.locator("#mirror p", { hasText: "The server said" }).waitFor();
    assert.equal(await words(page, "The server said"), 'The server said {"name":"plan.txt","size":12}');
  }));

test("the toast is read out and goes by itself", () =>
  with_page("/layers", {}, async (page) => {
    await page.getByRole("button", { name: "Toast" }).click();
    await idle(page);
    assert.equal(await page.locator("#polite").textContent(), "The version was cut.");
    await page.locator("#mirror p", { hasText: "The version was cut." }).waitFor({ state: "detached" });
  }));

test("the figures of a chart are a table one key away", () =>
  with_page("/charts", {}, async (page) => {
    assert.match(await page.getByRole("img", { name: /^By disposition/ }).getAttribute("aria-label"), /47 accepted/);
    await page.getByRole("button", { name: "Table of the same figures" }).click();
    await idle(page);
    const row = page.getByRole("row", { name: "Not accepted" });
    assert.match(await row.first().textContent(), /23/);
    await check_meaning(page, "chart as table");
  }));
