// What is pasted into a text field. A long text gets the lists, bold and italic words and links of what was copied, from
// Word, Outlook, Google Docs, LibreOffice or a page, as its own marks (docs/marked-text.md) and nothing else of it; any
// other field gets the words. What was copied is parsed as a document of its own, in which no script runs and nothing loads.
import { lineAround, linkTarget, typeInto } from "./marks.mjs";

const LEFT_OUT = new Set("script style head title meta link template noscript object embed iframe svg math canvas audio video img input select textarea button del xml".split(" "));
const BLOCKS = new Set(
  "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr td th ul".split(" "),
);
const HTML_UNITS_MAX = 4_000_000;
const NESTING_MAX = 200;
const DEPTH_MAX = 2;

/** Words without what is invisible or only sets them: soft hyphens, odd blanks, breaks of other systems. */
export function cleaned(text) {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " ")
    .replace(/[\u00ad\u200b\u2060\ufeff]|(?![\t\n])\p{Cc}/gu, "");
}

const styleOf = (node) => (node.getAttribute("style") ?? "").toLowerCase();

/** The words in an element, however deep they are. */
function textOf(element) {
  let text = "";
  const left = [element];
  while (left.length > 0) {
    const node = left.pop();
    if (node.nodeType === 3) text += node.nodeValue;
    if (node.nodeType === 1 && !LEFT_OUT.has(node.localName)) for (let i = node.childNodes.length - 1; i >= 0; i -= 1) left.push(node.childNodes[i]);
  }
  return text;
}

/** The look of an element's words: what the element itself says, else what surrounds it says. */
function lookOf(node, tag, style, look) {
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/.exec(style)?.[1];
  const slope = /(?:^|[;\s])font-style:\s*(\w+)/.exec(style)?.[1];
  const target = tag === "a" ? linkTarget((node.getAttribute("href") ?? "").trim()) : null;
  return {
    bold: weight ? weight === "bold" || weight === "bolder" || Number(weight) >= 600 : look.bold || tag === "b" || tag === "strong" || /^h[1-6]$/.test(tag),
    italic: slope ? slope === "italic" || slope === "oblique" : look.italic || tag === "i" || tag === "em",
    link: target ?? look.link,
  };
}

/** The bullet or number that Word writes into a list's paragraph, with the blanks it stands in. */
function wordMark(node, nesting = 0) {
  if (node.nodeType !== 1 || nesting > 8) return "";
  if (/mso-list:\s*ignore/.test(styleOf(node))) return textOf(node);
  for (const child of node.childNodes) {
    const found = wordMark(child, nesting + 1);
    if (found) return found;
  }
  return "";
}

function listMark(written, depth) {
  const mark = cleaned(written).trim();
  const indent = "  ".repeat(Math.min(depth, DEPTH_MAX));
  const number = /^\(?(\d{1,3})[.)]?$/.exec(mark)?.[1];
  if (number) return `${indent}${Number(number)}. `;
  // "a)" and "2.1" are what other words refer to: they stay as words. A lone "o" is a circle in a font of signs.
  return /[\p{L}\p{N}]/u.test(mark) && mark !== "o" ? `${mark} ` : `${indent}- `;
}

class Lines {
  constructor() {
    this.lines = [];
    this.runs = [];
    this.prefix = "";
  }

  end() {
    const words = lineOf(this.runs);
    if (words) this.lines.push(this.prefix + (this.prefix ? words : words.replace(/^[•·▪◦‣●∙]\s*/, "- ")));
    if (words || this.runs.length > 0) this.prefix = "";
    this.runs = [];
  }

  children(node, look, lists, nesting) {
    for (const child of node.childNodes) this.read(child, look, lists, nesting);
  }

  read(node, look, lists, nesting) {
    if (node.nodeType === 3) {
      if (node.nodeValue) this.runs.push({ ...look, text: node.nodeValue });
      return;
    }
    if (node.nodeType !== 1) return;
    const tag = node.localName.toLowerCase();
    const style = styleOf(node);
    if (LEFT_OUT.has(tag) || /mso-list:\s*ignore|mso-element:\s*comment|mso-hide:\s*all|display:\s*none/.test(style) || /MsoCommentReference/.test(node.getAttribute("class") ?? "")) return;
    if (nesting > NESTING_MAX) {
      this.runs.push({ ...look, text: textOf(node) });
      return;
    }
    if (tag === "br") {
      this.end();
      return;
    }
    const inner = lookOf(node, tag, style, look);
    if (!BLOCKS.has(tag)) {
      this.children(node, inner, lists, nesting + 1);
      return;
    }
    if (tag !== "li" && this.runs.some((run) => run.text.trim())) this.end();
    else if (tag === "li") this.end();
    const level = /mso-list:[^;]*level(\d)/.exec(style)?.[1];
    if (level) this.prefix = listMark(wordMark(node), Number(level) - 1);
    if (tag === "table") this.table(node, inner, lists, nesting);
    else if (tag === "ul" || tag === "ol") this.list(node, tag, inner, lists, nesting);
    else if (tag === "li") this.item(node, inner, lists, nesting);
    else if (tag === "pre") this.preformatted(node, inner);
    else this.children(node, inner, lists, nesting + 1);
    if (this.runs.some((run) => run.text.trim())) this.end();
    else this.runs = [];
    if (tag === "li" || level) this.prefix = "";
  }

  list(node, tag, look, lists, nesting) {
    const start = Number.parseInt(node.getAttribute("start") ?? "1", 10);
    this.children(node, look, [...lists, { ordered: tag === "ol", next: Number.isNaN(start) ? 1 : start }], nesting + 1);
  }

  item(node, look, lists, nesting) {
    const list = lists.at(-1) ?? { ordered: false };
    const indent = "  ".repeat(Math.min(Math.max(lists.length - 1, 0), DEPTH_MAX));
    const value = Number.parseInt(node.getAttribute("value") ?? "", 10);
    if (!Number.isNaN(value)) list.next = value;
    this.prefix = list.ordered && list.next >= 0 && list.next <= 999 ? `${indent}${list.next}. ` : `${indent}- `;
    list.next += 1;
    this.children(node, look, lists, nesting + 1);
  }

  /** A line a row, the cells' words with bars between; a table that only sets things apart is none. */
  table(node, look, lists, nesting) {
    const rows = [];
    const collect = (part) => {
      for (const child of part.childNodes) {
        if (child.nodeType !== 1) continue;
        const tag = child.localName.toLowerCase();
        if (tag === "tr") rows.push([...child.childNodes].filter((cell) => cell.nodeType === 1 && /^t[dh]$/i.test(cell.localName)));
        else if (tag === "caption") rows.push([child]);
        else if (/^t(body|head|foot)$/.test(tag)) collect(child);
      }
    };
    collect(node);
    if (rows.every((row) => row.length <= 1)) {
      this.children(node, look, lists, nesting + 1);
      return;
    }
    for (const row of rows) {
      const cells = row.map((cell) => {
        const inside = new Lines();
        inside.children(cell, look, [], nesting + 3);
        inside.end();
        return inside.lines.map((line) => line.trim()).join(" ");
      });
      if (cells.some(Boolean)) this.lines.push(cells.join(" | "));
    }
  }

  preformatted(node, look) {
    for (const line of textOf(node).split("\n")) {
      this.runs.push({ ...look, text: line });
      this.end();
    }
  }
}

/** Runs of words as one line with marks. Blanks at the ends of bold words are not bold, so that the marks touch words. */
function lineOf(runs) {
  const words = [];
  for (const run of runs)
    for (const text of cleaned(run.text).match(/\s+|\S+/g) ?? []) {
      if (text.trim()) words.push({ ...run, text });
      else if (words.length > 0 && words.at(-1).text !== " ") words.push({ bold: false, italic: false, link: null, text: " " });
    }
  if (words.at(-1)?.text === " ") words.pop();
  const joined = [];
  words.forEach((word, index) => {
    if (word.text === " ") {
      const [before, after] = [words[index - 1], words[index + 1]];
      Object.assign(word, { bold: before.bold && after.bold, italic: before.italic && after.italic, link: before.link === after.link ? before.link : null });
    }
    const last = joined.at(-1);
    if (last && last.bold === word.bold && last.italic === word.italic && last.link === word.link) last.text += word.text;
    else joined.push({ ...word });
  });
  const stars = (bold, italic) => (bold ? "**" : "") + (italic ? "*" : "");
  const none = { bold: false, italic: false, link: null };
  let out = "";
  joined.forEach((run, index) => {
    const before = joined[index - 1] ?? none;
    const after = joined[index + 1] ?? none;
    if (run.link && run.link !== before.link) out += "[";
    out += stars(run.bold && !before.bold, run.italic && !before.italic);
    // Signs that would be read as marks; a star before a blank or at the end is none.
    out += run.text.replace(index + 1 < joined.length ? /\*(?=\S|$)/g : /\*(?=\S)/g, "\\*").replace(/\[(?=[^\]]*\]\()/g, "\\[");
    out += stars(run.bold && !after.bold, run.italic && !after.italic);
    if (run.link && run.link !== after.link) out += `](${run.link})`;
  });
  return out;
}

/** The text of a parsed document, with marks. @param body  an element; nothing of it but its nodes and attributes is read */
export function markedTextOf(body) {
  const lines = new Lines();
  lines.children(body, { bold: false, italic: false, link: null }, [], 0);
  lines.end();
  return lines.lines.join("\n");
}

/** At most so many UTF-16 units of a text, and no half of a character. */
export function cut(text, units) {
  const end = units > 0 && units < text.length && text.charCodeAt(units - 1) >= 0xd800 && text.charCodeAt(units - 1) <= 0xdbff ? units - 1 : units;
  return text.slice(0, Math.max(0, end));
}

function clipboardText(data, withMarks) {
  const html = withMarks ? data.getData("text/html") : "";
  if (html && html.length <= HTML_UNITS_MAX) {
    const text = markedTextOf(new DOMParser().parseFromString(html, "text/html").body);
    if (text) return text;
  }
  return cleaned(data.getData("text/plain"));
}

/** Cleans what is pasted into a field; marked() says whether it is one with marks now. */
export function listenForPaste(element, marked) {
  element.addEventListener("paste", (event) => {
    const data = event.clipboardData;
    if (!data || element.readOnly) return;
    const withMarks = Boolean(marked());
    let text = clipboardText(data, withMarks);
    if (!text || (!withMarks && text === data.getData("text/plain"))) return; // nothing to clean: the browser's own
    if (element.localName === "input") text = text.trim().replace(/\s*\n\s*/g, " ");
    const { selectionStart: start, selectionEnd: end, value } = element;
    const target = withMarks && start < end && !value.slice(start, end).includes("\n") ? linkTarget(text.trim()) : null;
    if (target && !/[[\]]/.test(value.slice(start, end))) text = `[${value.slice(start, end)}](${target})`;
    // A list does not begin in the middle of a line.
    if (withMarks && /^\s*(- |\d{1,3}\. )/.test(text) && text.includes("\n") && value.slice(lineAround(value, start).begin, start).trim()) text = `\n${text}`;
    if (element.maxLength >= 0) text = cut(text, element.maxLength - (value.length - (end - start)));
    event.preventDefault();
    if (text) typeInto(element, { start, end, text });
  });
}
