// The marks of long texts (docs/marked-text.md) as they are put and taken away in a field: by its buttons and by shortcuts.
// What is done is typed into the field, so the browser's history and the field's binding see nothing special.

const LIST = /^(\s*)(?:- |(\d{1,3})\. )?/;
const LINK = /\[([^[\]\n]+)\]\((?:https?:\/\/|mailto:)[^\s()<>"\\`]+\)/g;
const BOLD = 2;
const ITALIC = 1;

/** @typedef {{start: number, end: number, text: string, select: [number, number]}} Change  replace [start, end) by text */

/** Where the line begins that a place in a text is in, and where it ends. */
export function lineAround(text, at) {
  const end = text.indexOf("\n", at);
  return { begin: at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1, end: end < 0 ? text.length : end };
}

/** The stars of a line that make words bold (2) or italic (1), as pairs of places where so many stars stand. */
function pairs(text, begin, end, size) {
  const line = text.slice(begin, end);
  const found = [];
  let open = -1;
  for (const { 0: stars, index } of line.matchAll(/\\[*[]|\*+/g)) {
    if (stars[0] !== "*" || stars.length > 3 || (stars.length & size) === 0) continue;
    const before = line[index - 1] ?? " ";
    const after = line[index + stars.length] ?? " ";
    if (open >= 0 && before.trim()) {
      found.push([open, begin + index]);
      open = -1;
    } else if (after.trim()) {
      open = begin + index + stars.length - size;
    }
  }
  return found;
}

/** The words of each line of a selection, without blanks, list marks and stars at their ends. */
function parts(text, start, end) {
  const found = [];
  for (let at = lineAround(text, start).begin; at <= end; ) {
    const stop = lineAround(text, at).end;
    const first = at + LIST.exec(text.slice(at, stop))[0].length;
    let from = Math.max(first, start);
    let to = Math.min(stop, end);
    while (from < to && /[\s*]/.test(text[from])) from += 1;
    while (to > from && /[\s*]/.test(text[to - 1])) to -= 1;
    if (from < to) found.push({ line: at, stop, from, to });
    at = stop + 1;
  }
  return found;
}

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Makes words bold or italic, or plain again if they all are. */
function toggleStars(text, start, end, size) {
  const stars = "*".repeat(size);
  if (start === end && isWord(text[start - 1]) && isWord(text[start])) {
    while (isWord(text[start - 1])) start -= 1;
    while (isWord(text[end])) end += 1;
  }
  const words = start === end ? [] : parts(text, start, end);
  if (words.length === 0) {
    const around = text.slice(start - size, start) === stars && text.slice(end, end + size) === stars;
    if (around) return { start: start - size, end: end + size, text: text.slice(start, end), select: [start - size, end - size] };
    return { start: end, end, text: stars + stars, select: [end + size, end + size] };
  }
  const surrounding = words.map(({ line, stop, from, to }) => pairs(text, line, stop, size).find(([open, close]) => open + size <= from && to <= close));
  const off = surrounding.every(Boolean);
  // For each line what changes: stars that go, and whether some come around what remains.
  const regions = words.map(({ line, stop, from, to }, index) => {
    const around = surrounding[index];
    const gone = off ? [around] : around ? [] : pairs(text, line, stop, size).filter(([open, close]) => open < to && close + size > from);
    const places = gone.flat().sort((one, other) => one - other);
    return { from: Math.min(from, places[0] ?? from), to: Math.max(to, places.length > 0 ? places.at(-1) + size : to), places, on: !off && !around, selected: words[index] };
  });
  let out = "";
  let at = regions[0].from;
  let shift = 0;
  const select = [];
  for (const { from, to, places, on, selected } of regions) {
    const inner = shift + (on ? size : 0);
    const moved = (place) => place + inner - size * places.filter((each) => each < place).length;
    select.push(moved(selected.from), moved(selected.to));
    out += text.slice(at, from) + (on ? stars : "");
    at = from;
    for (const place of places) {
      out += text.slice(at, place);
      at = place + size;
    }
    out += text.slice(at, to) + (on ? stars : "");
    at = to;
    shift = inner + (on ? size : 0) - size * places.length;
  }
  return { start: regions[0].from, end: at, text: out, select: [select[0], select.at(-1)] };
}

/** Makes lines items of a list, of another kind of list, or paragraphs again if they all are items of this kind. */
function toggleList(text, start, end, kind) {
  const from = lineAround(text, start).begin;
  const reach = end > start && text[end - 1] === "\n" ? end - 1 : end; // a line whose beginning alone is in the selection is none of it
  const to = lineAround(text, reach).end;
  const lines = text.slice(from, to).split("\n");
  const isItem = (line) => (kind === "numbers" ? /^\s*\d{1,3}\. / : /^\s*- /).test(line);
  const counted = lines.filter((line) => line.trim() || lines.length === 1);
  const off = counted.length > 0 && counted.every(isItem);
  const above = LIST.exec(from > 0 ? text.slice(lineAround(text, from - 1).begin, from - 1) : "");
  const numbers = new Map(above[2] ? [[above[1].length, Number(above[2])]] : []);
  const made = lines.map((line) => {
    if (!counted.includes(line)) return line;
    const [mark, indent] = LIST.exec(line);
    const rest = line.slice(mark.length);
    if (off) return indent + rest;
    if (kind !== "numbers") return `${indent}- ${rest}`;
    for (const deeper of [...numbers.keys()]) if (deeper > indent.length) numbers.delete(deeper);
    const number = Math.min((numbers.get(indent.length) ?? 0) + 1, 999);
    numbers.set(indent.length, number);
    return `${indent}${number}. ${rest}`;
  });
  const out = made.join("\n");
  const caret = Math.max(from, start + out.length - (to - from));
  return { start: from, end: to, text: out, select: start === end ? [caret, caret] : [from, from + out.length] };
}

/** An address as it may stand in a link; null if it is none. */
export function linkTarget(words) {
  const address = /^[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+$/.test(words) ? `mailto:${words}` : words;
  if (!/^(https?:\/\/|mailto:)\S+$/i.test(address) || address.length > 2000) return null;
  return address.replace(/[()<>"\\`]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function toggleLink(text, start, end) {
  const { begin: line, end: stop } = lineAround(text, start);
  for (const found of text.slice(line, stop).matchAll(LINK)) {
    const at = line + found.index;
    if (start < at || end > at + found[0].length) continue;
    return { start: at, end: at + found[0].length, text: found[1], select: [at, at + found[1].length] };
  }
  const [words] = parts(text, start, end);
  if (start === end || !words) return { start, end: start, text: "[](https://)", select: [start + 1, start + 1] };
  const { from, to } = words;
  const said = text.slice(from, to);
  const known = linkTarget(said);
  const target = known ?? "https://";
  const at = from + said.length + 3;
  return { start: from, end: to, text: `[${said}](${target})`, select: known ? [from + 1, to + 1] : [at, at + target.length] };
}

/**
 * What a button does to a text with this selection.
 * @param {"bold" | "italic" | "bullets" | "numbers" | "link"} kind
 * @returns {Change}
 */
export function formatted(kind, text, start, end) {
  if (kind === "bold") return toggleStars(text, start, end, BOLD);
  if (kind === "italic") return toggleStars(text, start, end, ITALIC);
  if (kind === "link") return toggleLink(text, start, end);
  return toggleList(text, start, end, kind);
}

/** Enter at the end of an item begins the next one; in an item without words it ends the list. Null: Enter as ever. */
export function nextItem(text, caret) {
  const line = lineAround(text, caret).begin;
  const found = /^(\s*)(- |(\d{1,3})\. )/.exec(text.slice(line, caret));
  if (!found || (text[caret] !== undefined && text[caret] !== "\n")) return null;
  if (!text.slice(line + found[0].length, caret).trim()) return { start: line, end: caret, text: "", select: [line, line] };
  const next = `\n${found[1]}${found[3] ? `${Math.min(Number(found[3]) + 1, 999)}. ` : "- "}`;
  return { start: caret, end: caret, text: next, select: [caret + next.length, caret + next.length] };
}

/** Types a change into a field, unless the field would hold more than it may: an input event follows, and undo knows it. */
export function typeInto(element, change) {
  element.focus();
  if (element.maxLength >= 0 && element.value.length - (change.end - change.start) + change.text.length > element.maxLength) return;
  element.setSelectionRange(change.start, change.end);
  // An old command, but no other way of changing a field leaves its history whole.
  const done = change.text ? document.execCommand("insertText", false, change.text) : change.end > change.start && document.execCommand("delete");
  if (!done && element.value.slice(change.start, change.end) !== change.text) {
    element.setRangeText(change.text, change.start, change.end, "end");
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (change.select) element.setSelectionRange(...change.select);
}

/** Does what a button says in a field. */
export function format(element, kind) {
  if (element.readOnly) return;
  typeInto(element, formatted(kind, element.value, element.selectionStart, element.selectionEnd));
}

/** The shortcuts of a field; marked() says whether it is one with marks now. */
export function listenForMarks(element, marked) {
  element.addEventListener("keydown", (event) => {
    if (!marked() || element.readOnly || event.isComposing || event.keyCode === 229 || event.altKey || event.shiftKey) return;
    const command = event.ctrlKey !== event.metaKey;
    const letter = event.key.length === 1 && event.key < "\x7f" ? event.key.toLowerCase() : event.code.replace(/^Key/, "").toLowerCase();
    const kind = command ? { b: "bold", i: "italic" }[letter] : null;
    if (kind) {
      event.preventDefault();
      format(element, kind);
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && element.selectionStart === element.selectionEnd) {
      const change = nextItem(element.value, element.selectionStart);
      if (!change) return;
      event.preventDefault();
      typeInto(element, change);
    }
  });
}
