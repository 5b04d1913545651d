// The binding of a field that is being edited: what the person types becomes (before, after, caret) for the program, what
// the program changes becomes setRangeText, which leaves the caret and a half-typed composition alone.

/**
 * The smallest splice that turns one string into another, in UTF-16 units and never through the middle of a character.
 * @returns {{start: number, end: number, text: string}} replace [start, end) of `from` by text
 */
export function splice(from, to) {
  const most = Math.min(from.length, to.length);
  let start = 0;
  while (start < most && from.charCodeAt(start) === to.charCodeAt(start)) start += 1;
  if (start > 0 && isHigh(from.charCodeAt(start - 1))) start -= 1;
  let tail = 0;
  while (tail < most - start && from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail)) tail += 1;
  if (tail > 0 && isLow(from.charCodeAt(from.length - tail))) tail -= 1;
  return { start, end: from.length - tail, text: to.slice(start, to.length - tail) };
}

const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit) => unit >= 0xdc00 && unit <= 0xdfff;
const encoder = new TextEncoder();

/** UTF-8 bytes before a position that is counted in UTF-16 units. */
export function bytePosition(text, units) {
  return encoder.encode(text.slice(0, units)).length;
}

/** Characters (Unicode scalar values) before a position that is counted in UTF-16 units. */
function characters(text, units) {
  let count = 0;
  for (let i = 0; i < units; i += 1) if (!isLow(text.charCodeAt(i))) count += 1;
  return count;
}

export class FieldBinding {
  /**
   * @param element  the input or textarea
   * @param emit     called with (before, after, caret in bytes, sequence)
   * @param undo     called with -1 or 1 in a field that several people edit; the browser's own history is cut there by
   *                 every remote change
   * @param select   called with the caret and the other end of the selection, in characters, in such a field
   */
  constructor(element, emit, undo, select) {
    this.element = element;
    this.emit = emit;
    this.undo = undo;
    this.select = select;
    this.selected = "";
    this.shared = false;
    this.known = element.value;
    this.sequence = 0;
    this.composing = false;
    this.waiting = null;
    element.addEventListener("compositionstart", () => (this.composing = true));
    element.addEventListener("compositionend", () => {
      this.composing = false;
      this.typed();
      const waiting = this.waiting;
      this.waiting = null;
      if (waiting) this.receive(waiting.value, waiting.sequence);
    });
    element.addEventListener("input", () => {
      if (!this.composing) this.typed();
    });
    for (const name of ["focus", "keyup", "pointerup", "select", "input"]) element.addEventListener(name, () => this.tellSelection());
    // The browser offers no step where its own history is empty, so the keys are taken themselves.
    element.addEventListener("keydown", (event) => {
      const key = event.key.toLowerCase();
      if (!this.shared || this.composing || event.altKey || !(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
      event.preventDefault();
      this.undo(key === "y" || event.shiftKey ? 1 : -1);
    });
    element.addEventListener("beforeinput", (event) => {
      if (!this.shared || (event.inputType !== "historyUndo" && event.inputType !== "historyRedo")) return;
      event.preventDefault();
      this.undo(event.inputType === "historyUndo" ? -1 : 1);
    });
  }

  /** Where this person is, for the others: what moves by itself moves with the words there. */
  tellSelection() {
    if (!this.shared || this.composing || !this.select || this.element.selectionStart === null) return;
    const { selectionStart: start, selectionEnd: end, selectionDirection: direction, value } = this.element;
    const place = `${start}/${end}/${direction}`;
    if (place === this.selected) return;
    this.selected = place;
    const [from, to] = [start, end].map((units) => characters(value, units));
    this.select(direction === "backward" ? from : to, direction === "backward" ? to : from);
  }

  typed() {
    const after = this.element.value;
    if (after === this.known) return;
    const before = this.known;
    this.known = after;
    this.sequence += 1;
    const caret = typeof this.element.selectionEnd === "number" ? this.element.selectionEnd : after.length;
    this.emit(before, after, bytePosition(after, caret), this.sequence);
  }

  /** The program's text; sequence says how many of this field's edits it contains. */
  receive(value, sequence) {
    if (this.composing) {
      this.waiting = { value, sequence };
      return;
    }
    // An older value than what was typed since: the next frame brings one that contains it.
    if (sequence < this.sequence) return;
    const element = this.element;
    if (element.value !== value) {
      if (document.activeElement === element && element.selectionStart !== null && typeof element.setRangeText === "function" && element.type !== "date") {
        const change = splice(element.value, value);
        element.setRangeText(change.text, change.start, change.end, "preserve");
      } else {
        element.value = value;
      }
    }
    this.known = element.value;
  }
}
