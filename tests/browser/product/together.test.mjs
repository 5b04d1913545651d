// Several people in one text: each types for a while, whatever happens to their network, their tab or their keyboard.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { in_dialog, press, saved } from "../support/acting.mjs";
import { launch, patience, ready } from "../support/browser.mjs";
import { person_at, plan_path } from "../support/people.mjs";
import { data_folder, ProductServer, root, run } from "../support/product_server.mjs";
import { idle } from "../support/screen_checks.mjs";

const password = "kettle-lantern-forty-two";
const seconds = Number(process.env.ASSENT_TOGETHER_SECONDS ?? 60);
const people = { "ada@vale.example": "Ada Quist", "ben@vale.example": "Ben Roe", "cai@vale.example": "Cai Orme" };
let server;
let browser;
let register; // address of the plan's intentions

const person = (email) => person_at(browser, server.url, email, password, { viewport: { width: 1280, height: 800 } });

/** The details of an intention, with its text in a field. */
async function details(page, index = 0) {
  await page.goto(server.url + register);
  await ready(page);
  await page.getByRole("table", { name: "Intentions" }).getByRole("link").nth(index).click();
  return text_field(page);
}

async function text_field(page) {
  const field = page.getByRole("textbox", { name: "Text", exact: true });
  await field.waitFor();
  return field;
}

const value = (page) => page.getByRole("textbox", { name: "Text", exact: true }).inputValue();

/** Puts the caret behind the first occurrence of the words, or at an end. */
async function caret_behind(field, words) {
  await field.focus();
  await field.evaluate((element, sought) => {
    const at = element.value.indexOf(sought);
    const place = at < 0 ? element.value.length : at + sought.length;
    element.setSelectionRange(place, place);
  }, words);
}

/** What stands directly before the caret. */
const before_caret = (field, count) => field.evaluate((element, n) => element.value.slice(Math.max(0, element.selectionStart - n), element.selectionStart), count);

/** Until all pages show one text, and nothing is left to send. */
async function agree(pages) {
  for (const page of pages) await saved(page);
  const deadline = Date.now() + patience;
  for (;;) {
    for (const page of pages) await idle(page);
    const texts = await Promise.all(pages.map(value));
    if (texts.every((text) => text === texts[0])) return texts[0];
    assert.ok(Date.now() < deadline, `the texts differ:\n${texts.join("\n---\n")}`);
  }
}

before(async () => {
  const data = data_folder();
  run(["tenant", "create", "vale", "--name", "Vale CCG", "--data", data, "--workflow", join(root, "workflows/ccg-plan.toml")]);
  for (const [email, name] of Object.entries(people))
    run(["user", "add", email, "--name", name, "--tenant", "vale", "--data", data, "--role", "document_owner", "--role", "author"], `${password}\n`);
  run(["user", "add", "dee@vale.example", "--name", "Dee Anand", "--tenant", "vale", "--data", data, "--role", "administrator"], `${password}\n`);
  run(["import", join(root, "tests/data/import/third.txt"), "--data", data, "--tenant", "vale", "--title", "A plan"]);
  server = await new ProductServer(data).start();
  browser = await launch();
  const page = await person("ada@vale.example");
  await page.goto(`${server.url}/o/vale/plans`);
  register = `${await plan_path(page)}/plan?tab=intentions`;
  await page.context().close();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test("what one types another sees within the moment, with the caret, and both keep their places", async () => {
  const ada = await person("ada@vale.example");
  const ben = await person("ben@vale.example");
  const hers = await details(ada);
  const his = await details(ben);
  await hers.fill("First. Last.");
  await agree([ada, ben]);
  await caret_behind(his, "First.");
  await ada.getByText("Ben Roe is here as well.").first().waitFor({ state: "attached" }); // it describes the field
  await caret_behind(hers, "Last.");
  await ada.keyboard.type(" And Ada.");
  await ben.keyboard.type(" Ben.");
  await agree([ada, ben]);
  assert.equal(await value(ada), "First. Ben. Last. And Ada.");
  assert.equal(await before_caret(his, 5), " Ben.");
  assert.equal(await before_caret(hers, 9), " And Ada.");
  await Promise.all([ada.context().close(), ben.context().close()]);
});

test("Ctrl+Z takes back my change and not yours, and Ctrl+Y brings it back", async () => {
  const ada = await person("ada@vale.example");
  const ben = await person("ben@vale.example");
  const hers = await details(ada);
  const his = await details(ben);
  await hers.fill("Common words.");
  await agree([ada, ben]);
  await caret_behind(hers, "Common words.");
  await ada.keyboard.type(" Hers.");
  await agree([ada, ben]);
  await caret_behind(his, "Common");
  await ben.keyboard.type(" good");
  await agree([ada, ben]);
  await hers.focus();
  await ada.keyboard.press("Control+z");
  await agree([ada, ben]);
  assert.equal(await value(ben), "Common good words.");
  await ada.keyboard.press("Control+y");
  await agree([ada, ben]);
  assert.equal(await value(ben), "Common good words. Hers.");
  await Promise.all([ada.context().close(), ben.context().close()]);
});

test("a right that was taken away turns what is typed into words that are kept, to copy or to offer", async () => {
  const ada = await person("ada@vale.example");
  const field = await details(ada, 1);
  const before_words = await field.inputValue();
  await caret_behind(field, before_words);
  await ada.context().setOffline(true);
  await ada.keyboard.type(" Typed too late.");
  const dee = await person("dee@vale.example");
  await dee.goto(`${server.url}/o/vale/settings`);
  await ready(dee);
  await in_dialog(dee, `Change roles of ${people["ada@vale.example"]}`, /^Roles of/, async (dialog) => {
    for (const role of ["Document owner", "Author"]) await dialog.getByRole("checkbox", { name: role }).click();
    await dialog.getByRole("checkbox", { name: "Reader" }).click();
    await press(dialog, "Change the roles");
  });
  await ada.context().setOffline(false);
  await ada.getByText("Your words are kept").first().waitFor();
  await ada.getByText(`${before_words} Typed too late.`).first().waitFor({ state: "attached" });
  await ada.getByRole("button", { name: "Copy mine" }).first().waitFor();
  assert.equal(await ada.getByRole("textbox", { name: "Text", exact: true }).count(), 0);
  await in_dialog(dee, `Change roles of ${people["ada@vale.example"]}`, /^Roles of/, async (dialog) => {
    await dialog.getByRole("checkbox", { name: "Document owner" }).click();
    await press(dialog, "Change the roles");
  });
  await Promise.all([ada.context().close(), dee.context().close()]);
});

test("three in one paragraph: one without network for half the time, one reloading, one composing", async () => {
  const [ada, ben, cai] = await Promise.all(Object.keys(people).map((email) => person(email)));
  const [hers, his] = [await details(ada), await details(ben)];
  const theirs = await details(cai);
  await hers.fill("A: | B: | C: | end");
  await agree([ada, ben, cai]);
  await caret_behind(hers, "A:");
  await caret_behind(his, "B:");
  await caret_behind(theirs, "C:");
  const end = Date.now() + seconds * 1000;
  const typed = { ada: "", ben: "", cai: "" };
  const type = async (page, who, words) => {
    for (const letter of words) await page.keyboard.type(letter);
    typed[who] += words;
  };
  await Promise.all([
    (async () => {
      // Ada: her network is cut for the middle half.
      for (let i = 0; Date.now() < end; i += 1) {
        const passed = 1 - (end - Date.now()) / (seconds * 1000);
        await ada.context().setOffline(passed > 0.25 && passed < 0.75);
        await type(ada, "ada", ` a${i}`);
      }
      await ada.context().setOffline(false);
    })(),
    (async () => {
      // Ben: reloads a few times, and goes on where he was.
      for (let i = 0; Date.now() < end; i += 1) {
        await type(ben, "ben", ` b${i}`);
        if (i % 15 === 14) {
          await ben.reload();
          await ready(ben);
          const field = await text_field(ben);
          const all = `B:${typed.ben}`;
          const missing = await field.evaluate((element, [words, ms]) => new Promise((done) => {
            const deadline = performance.now() + ms;
            const look = () => {
              if (element.value.includes(words)) done("");
              else if (performance.now() > deadline) done(element.value);
              else requestAnimationFrame(look);
            };
            look();
          }), [all, patience]);
          assert.equal(missing, "", `the reloaded page lacks ${all}`);
          await caret_behind(field, all);
        }
      }
    })(),
    (async () => {
      // Cai: composes, as an input method does.
      const session = await cai.context().newCDPSession(cai);
      for (let i = 0; Date.now() < end; i += 1) {
        const word = ` c${i}`;
        for (let n = 1; n <= word.length; n += 1) {
          await session.send("Input.imeSetComposition", { text: word.slice(0, n), selectionStart: n, selectionEnd: n });
          await cai.evaluate(() => new Promise(requestAnimationFrame));
        }
        await session.send("Input.insertText", { text: word });
        typed.cai += word;
      }
    })(),
  ]);
  const text = await agree([ada, ben, cai]);
  assert.equal(text, `A:${typed.ada} | B:${typed.ben} | C:${typed.cai} | end`);
  assert.equal(await before_caret(hers, typed.ada.length), typed.ada);
  assert.equal(await before_caret(await text_field(ben), 6), `B:${typed.ben}`.slice(-6));
  assert.equal(await before_caret(theirs, typed.cai.length), typed.cai);
  await Promise.all([ada, ben, cai].map((page) => page.context().close()));
});
