// Marks put by buttons and shortcuts, and what is pasted: the parts that need no browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { formatted, linkTarget, nextItem } from "../../../client/web/marks.mjs";
import { cleaned, cut, markedTextOf } from "../../../client/web/paste.mjs";
import { parse } from "../support/tiny_dom.mjs";

/** "a |b| c" is a text with b selected; "a | c" one with a caret. */
function act(kind, shown) {
  const [before, inside, after] = shown.split("|");
  const text = after === undefined ? before + inside : before + inside + after;
  const start = before.length;
  const change = formatted(kind, text, start, after === undefined ? start : start + inside.length);
  const made = text.slice(0, change.start) + change.text + text.slice(change.end);
  const [from, to] = change.select;
  return from === to ? `${made.slice(0, from)}|${made.slice(from)}` : `${made.slice(0, from)}|${made.slice(from, to)}|${made.slice(to)}`;
}

/** [kind, before, after]; what is done twice is undone. */
const there_and_back = [
  ["bold", "a |words| b", "a **|words|** b"],
  ["italic", "a |words| b", "a *|words|* b"],
  ["italic", "a **|words|** b", "a ***|words|*** b"],
  ["bold", "a *|words|* b", "a ***|words|*** b"],
  ["bold", "a | b", "a **|** b"],
  ["italic", "|", "*|*"],
  ["bold", "- |item|", "- **|item|**"],
  ["bold", "|one\n\n1. two|", "**|one**\n\n1. **two|**"],
];

for (const [kind, before, after] of there_and_back)
  test(`${kind}: ${JSON.stringify(before)} and back`, () => {
    assert.equal(act(kind, before), after);
    assert.equal(act(kind, after), before);
  });

test("bold takes words without the blanks and list marks around them", () => {
  assert.equal(act("bold", "|- item |"), "- **|item|** ");
  assert.equal(act("bold", "a| words |b"), "a **|words|** b");
  assert.equal(act("bold", "half a wo|rd"), "half a **|word|**");
});

test("bold over words that are bold in part makes all bold, within bold makes none", () => {
  assert.equal(act("bold", "|a **b** c|"), "**|a b c|**");
  assert.equal(act("bold", "**one |two| three**"), "one |two| three");
  assert.equal(act("bold", "**one t|wo three**"), "one |two| three");
  assert.equal(act("bold", "|**one** two|\n"), "**|one two|**\n");
  assert.equal(act("bold", "|**one**\ntwo|"), "**|one**\n**two|**");
  assert.equal(act("italic", "**|one|** and *two*"), "***|one|*** and *two*");
  assert.equal(act("bold", "\\**a |b| c**"), "\\**a **|b|** c**");
});

test("lines become items and paragraphs again", () => {
  assert.equal(act("bullets", "one|"), "- one|");
  assert.equal(act("bullets", "- one|"), "one|");
  assert.equal(act("bullets", "|"), "- |");
  assert.equal(act("bullets", "|a\nb|\nc"), "|- a\n- b|\nc");
  assert.equal(act("bullets", "|a\n|b"), "|- a|\nb");
  assert.equal(act("numbers", "|a\n\n- b\n  c\n  d\ne|"), "|1. a\n\n2. b\n  1. c\n  2. d\n3. e|");
  assert.equal(act("numbers", "|1. a\n2. b|"), "|a\nb|");
  assert.equal(act("bullets", "|1. a\nb|"), "|- a\n- b|");
  assert.equal(act("numbers", "4. a\n|b|"), "4. a\n|5. b|");
});

test("a link is made of the selected words, and taken away", () => {
  assert.equal(act("link", "see |the plan| now"), "see [the plan](|https://|) now");
  assert.equal(act("link", "|https://a.example/b|"), "[|https://a.example/b|](https://a.example/b)");
  assert.equal(act("link", "|jo@a.example|"), "[|jo@a.example|](mailto:jo@a.example)");
  assert.equal(act("link", "see [the p|lan](https://a.example) now"), "see |the plan| now");
  assert.equal(act("link", "see |"), "see [|](https://)");
});

test("an address is fit for a link, or none", () => {
  assert.equal(linkTarget("https://a.example/b_(c)"), "https://a.example/b_%28c%29");
  assert.equal(linkTarget("HTTPS://a.example"), "HTTPS://a.example");
  for (const none of ["javascript:alert(1)", "data:text/html,x", "file:///c:/x", "#a", "/b", "https://", "https://a b", "words"]) assert.equal(linkTarget(none), null, none);
});

test("Enter goes on with a list, and ends it in an empty item", () => {
  const after = (shown) => {
    const [before, rest] = shown.split("|");
    const change = nextItem(before + rest, before.length);
    return change && `${before.slice(0, change.start)}${change.text}|${rest}`;
  };
  assert.equal(after("- one|"), "- one\n- |");
  assert.equal(after("a\n  9. one|\nb"), "a\n  9. one\n  10. |\nb");
  assert.equal(after("- one\n- |"), "- one\n|");
  assert.equal(after("one|"), null);
  assert.equal(after("- o|ne"), null);
});

test("formatting keeps every word, whatever is selected", () => {
  let state = 99;
  const random = (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
  const pieces = ["*", "**", "a", "b ", " ", "\n", "- ", "1. ", "[", "](http://x)", "\\", "é"];
  const letters = (text) => text.replace(/http:\/\/x|https:\/\//g, "").replace(/[^abé]/g, "");
  for (let count = 0; count < 5000; count += 1) {
    const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join("");
    const start = random(text.length + 1);
    const end = start + random(text.length + 1 - start);
    for (const kind of ["bold", "italic", "bullets", "numbers", "link"]) {
      const change = formatted(kind, text, start, end);
      const made = text.slice(0, change.start) + change.text + text.slice(change.end);
      if (kind !== "link" || !text.slice(start, end).includes("http")) assert.equal(letters(made), letters(text), JSON.stringify([kind, text, start, end]));
      assert.ok(change.start >= 0 && change.start <= change.end && change.end <= text.length);
      assert.ok(change.select[0] >= 0 && change.select[0] <= change.select[1] && change.select[1] <= made.length, JSON.stringify([kind, text, start, end, change]));
    }
  }
});

const pasted = (html) => markedTextOf(parse(html));

test("a fragment of Word becomes words, lists and links", () => {
  assert.equal(
    pasted(readFileSync(new URL("../../data/paste/word.html", import.meta.url), "utf8")),
    [
      "**Urgent care** in *Luton* will be recommissioned; see [the plan](https://example.org/plan?a=1&b=%282%29) and our draft.",
      "- Same-day access, **all week**",
      "  - One front door",
      "1. Procure",
      "2. Award*",
      "**Service** | Cost",
      "Walk-in centre | £1,200",
      "Led by Bedford.",
    ].join("\n"),
  );
});

test("Google Docs: its outer b is not bold, its styles are", () => {
  assert.equal(
    pasted(
      '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:400;">One </span><span style="font-weight:700;">two</span><span style="font-weight:700;font-style:italic;"> three</span></p>' +
        '<ol><li dir="ltr" aria-level="1"><p role="presentation"><span>first</span></p></li><ul><li aria-level="2"><p><span>inner</span></p></li></ul><li><p><span>second</span></p></li></ol></b><br class="x">',
    ),
    "One **two *three***\n1. first\n  - inner\n2. second",
  );
});

test("LibreOffice and Outlook: lists begin where they say, tables that only set apart are none", () => {
  assert.equal(pasted('<ol start="3"><li><p style="line-height:100%">three</p></li><li value="7"><p>seven</p></li></ol>'), "3. three\n7. seven");
  assert.equal(pasted("<table><tbody><tr><td><p>Dear all,</p><ul type=disc><li class=MsoNormal>one<br></li><li>two</li></ul></td></tr></tbody></table>"), "Dear all,\n- one\n- two");
  assert.equal(pasted("<div>first<div>second</div>third<br>fourth</div>"), "first\nsecond\nthird\nfourth");
  assert.equal(pasted("<h2>Heading</h2><pre>a  b\nc</pre>"), "**Heading**\na b\nc");
});

test("letters and numbers that are no list's stay as words", () => {
  const item = (mark) => `<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${mark}<span>&nbsp; </span></span>words</p>`;
  assert.equal(pasted(item("a)") + item("2.1") + item("3)") + item("§")), "a) words\n2.1 words\n3. words\n- words");
  assert.equal(pasted("<p>•&nbsp;typed</p><p>· too</p>"), "- typed\n- too");
});

test("signs that would be marks are written as signs", () => {
  assert.equal(pasted("<p>*so* 2* and [x](y) <b>c*</b></p>"), "\\*so* 2* and \\[x](y) **c\\***".replace("c\\***", "c***"));
  assert.equal(pasted("<p><b>a</b><i>b</i> <b> c </b><b>d</b></p>"), "**a***b* **c d**");
});

test("deep and hostile documents are read in bounded depth", () => {
  assert.equal(pasted(`${"<div>".repeat(5000)}deep${"</div>".repeat(5000)}`), "deep");
  assert.equal(pasted("<script>alert(1)</script><style>x</style><p onclick=alert(1)>a <a href='javascript:alert(1)'>b</a></p><!-- c -->"), "a b");
});

test("plain words lose what is invisible, and are cut between characters", () => {
  assert.equal(cleaned("a\u00a0b\u00adc\u200bd\r\ne\vf\u2028g\u0007\ufeff\th"), "a bcd\ne\nf\ng\th");
  assert.equal(cut("ab🙂c", 3), "ab");
  assert.equal(cut("ab🙂c", 4), "ab🙂");
  assert.equal(cut("ab", -1), "");
});
