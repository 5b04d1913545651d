// The parts of client/web that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";

import { shortcutOf } from "../../../client/web/input.mjs";
import { bytePosition, splice } from "../../../client/web/text.mjs";

const apply = (text, change) => text.slice(0, change.start) + change.text + text.slice(change.end);

test("a splice turns one text into another, whatever they are", () => {
  // A small generator with a fixed seed: the same texts on every run.
  let state = 12345;
  const random = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const letters = ["a", "b", "é", "🙂", "🙃", "\n", "日"];
  const text = () => Array.from({ length: random(8) }, () => letters[random(letters.length)]).join("");
  for (let count = 0; count < 2000; count += 1) {
    const from = text();
    const to = text();
    const change = splice(from, to);
    assert.equal(apply(from, change), to);
    assert.ok(change.text.isWellFormed(), `${JSON.stringify([from, to])} cuts a character`);
  }
});

test("a splice touches only what differs", () => {
  assert.deepEqual(splice("one two", "one big two"), { start: 4, end: 4, text: "big " });
  assert.deepEqual(splice("same", "same"), { start: 4, end: 4, text: "" });
  assert.deepEqual(splice("a🙂b", "a🙃b"), { start: 1, end: 3, text: "🙃" });
});

test("a caret is counted in bytes of UTF-8", () => {
  assert.equal(bytePosition("aé🙂z", 2), 3);
  assert.equal(bytePosition("aé🙂z", 4), 7);
});

const key = (given) => ({ key: "", code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...given });

test("shortcuts are named by the letter, also on a keyboard without Latin letters", () => {
  assert.equal(shortcutOf(key({ key: "k", code: "KeyK", ctrlKey: true }), false), "ctrl+k");
  assert.equal(shortcutOf(key({ key: "л", code: "KeyK", ctrlKey: true }), false), "ctrl+k");
  assert.equal(shortcutOf(key({ key: "k", code: "KeyK", metaKey: true }), true), "ctrl+k");
});

test("the browser's own keys, plain letters and compositions are left alone", () => {
  for (const letter of "acxvtwn+-") assert.equal(shortcutOf(key({ key: letter, ctrlKey: true }), false), "", letter);
  assert.equal(shortcutOf(key({ key: "k" }), false), "");
  assert.equal(shortcutOf(key({ key: "k", ctrlKey: true, isComposing: true }), false), "");
});

test("Alt and an arrow up or down is a shortcut, except where a field has its own use for it", () => {
  const at = (field) => ({ closest: () => (field ? {} : null) });
  assert.equal(shortcutOf(key({ key: "ArrowDown", altKey: true, target: at(false) }), false), "alt+down");
  assert.equal(shortcutOf(key({ key: "ArrowUp", altKey: true, target: at(false) }), false), "alt+up");
  assert.equal(shortcutOf(key({ key: "ArrowDown", altKey: true, target: at(true) }), false), "");
  assert.equal(shortcutOf(key({ key: "ArrowDown", altKey: true, ctrlKey: true, target: at(false) }), false), "");
  assert.equal(shortcutOf(key({ key: "ArrowLeft", altKey: true, target: at(false) }), false), "", "back is the browser's");
});
