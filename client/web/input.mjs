// What people do: pointers to the canvas's program, presses of elements, keys. Listeners sit on #app, so that events over
// the elements reach the program too.

const MOVE = 0;
const DOWN = 1;
const UP = 2;
const LEAVE = 3;
const FIELDS = new Set(["checkbox", "radio", "select", "text_field", "text_area", "search_field", "date_field", "file_field", "label_text", "combobox"]);
const PRESSED = new Set(["button", "tab", "menu_item", "option"]);

/** A choice opens with Alt and an arrow, a date its calendar, and in a text they move the caret. */
const ownsArrows = (target) => Boolean(target?.closest?.("select, textarea, input:not([type=checkbox], [type=radio])"));

/** The key with its modifiers as the program's shortcut, "ctrl+k"; empty for what is the browser's or plain typing. */
export function shortcutOf(event, apple) {
  if (event.isComposing || event.keyCode === 229) return "";
  const command = apple ? event.metaKey : event.ctrlKey;
  if (!command && !event.altKey) return "";
  if (event.altKey && !command && !event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp"))
    return ownsArrows(event.target) ? "" : `alt+${event.key.slice(5).toLowerCase()}`;
  // Layouts without Latin letters give no usable key: the place on the keyboard says which one is meant.
  let key = event.key.length === 1 && event.key.charCodeAt(0) < 128 ? event.key.toLowerCase() : "";
  if (!key && /^Key[A-Z]$/.test(event.code)) key = event.code.slice(3).toLowerCase();
  if (!key || (command && "acxvtwnrqlzy+-=0".includes(key))) return "";
  return `${command ? "ctrl+" : ""}${event.altKey ? "alt+" : ""}${event.shiftKey ? "shift+" : ""}${key}`;
}

export class Input {
  /** @param parts {app, canvas, mirror, program, changed, navigate, upload, shortcut} */
  constructor(parts) {
    Object.assign(this, parts);
    this.forwarded = null; // the element, or the canvas, whose press the program sees itself
    this.swallow = false;
    this.apple = /Mac|iPhone|iPad/.test(navigator.platform);
    const on = (target, type, handler, options) => target.addEventListener(type, handler.bind(this), options);
    on(this.app, "pointermove", this.move);
    on(this.app, "pointerdown", this.down);
    on(this.app, "pointerleave", this.leave);
    on(window, "pointerup", this.up);
    on(window, "pointercancel", this.release);
    on(window, "blur", this.release);
    on(this.app, "click", this.click);
    // The field whose words are to change keeps the focus, its selection and the keyboard on the screen.
    on(this.app, "mousedown", (event) => event.target.closest?.("[data-format]") && event.preventDefault());
    on(this.app, "change", this.change);
    on(this.app, "keydown", this.key);
    on(window, "keydown", this.globalKey);
    on(this.app, "focusin", this.focusIn);
    on(this.app, "focusout", this.focusOut);
    on(window, "dragover", (event) => event.target.closest?.("input[type=file]") || event.preventDefault());
    on(window, "drop", this.drop);
  }

  send(kind, event, button = 0) {
    this.program._plat_pointer(kind, event.clientX, event.clientY, button, event.pointerType === "touch" ? 1 : 0);
    this.changed();
  }

  move(event) {
    if (event.pointerType !== "touch") this.send(MOVE, event);
  }

  down(event) {
    const menu = this.mirror.layers.findLast((node) => node.role === "menu");
    if (menu && !menu.element.contains(event.target)) {
      // A press outside an open menu closes it and does nothing else.
      this.program._act_dismiss(menu.id);
      this.swallow = true;
      event.preventDefault();
      this.changed();
      return;
    }
    this.swallow = false;
    this.forwarded = null;
    const node = this.mirror.node(event.target);
    const link = event.target.closest?.("a[href]");
    if (event.button !== 0 || event.pointerType === "touch" || link || node?.element.dataset.format || (node && FIELDS.has(node.role))) return;
    this.forwarded = node && PRESSED.has(node.role) ? node.element : this.canvas;
    if (event.target === this.canvas) this.canvas.setPointerCapture(event.pointerId);
    this.send(DOWN, event);
  }

  up(event) {
    if (!this.forwarded) return;
    const dragged = !getSelection().isCollapsed && this.forwarded === this.canvas;
    if (dragged) this.program._plat_pointer(LEAVE, 0, 0, 0, 0);
    // Words that were being selected are no press of the row they are in.
    if (dragged) this.program._plat_pointer(UP, -10000, -10000, 0, 0);
    else this.send(UP, event);
    this.changed();
    setTimeout(() => (this.forwarded = null), 0);
  }

  release() {
    if (!this.forwarded) return;
    this.forwarded = null;
    this.program._plat_pointer(UP, -10000, -10000, 0, 0);
    this.program._plat_pointer(LEAVE, 0, 0, 0, 0);
    this.changed();
  }

  leave(event) {
    if (!this.forwarded) this.send(LEAVE, event);
  }

  click(event) {
    if (this.swallow) {
      this.swallow = false;
      event.preventDefault();
      return;
    }
    const node = this.mirror.node(event.target);
    const link = event.target.closest?.("a[href]");
    if (link) {
      this.followed(event, link, node);
      return;
    }
    if (node?.element.dataset.format) {
      this.mirror.format(node.element);
      return;
    }
    const pressed = node && PRESSED.has(node.role) ? node : null;
    if (pressed) {
      if (this.forwarded === pressed.element) return; // the program has it
      this.program._act_click(pressed.id);
      this.changed();
      return;
    }
    // A tap beside the elements, e.g. on a row: nothing was forwarded, so the program gets the whole press now.
    if (event.pointerType === "touch" && !(node && FIELDS.has(node.role)) && getSelection().isCollapsed) {
      for (const kind of [MOVE, DOWN, UP]) this.send(kind, event);
      setTimeout(() => this.send(LEAVE, event), 120);
    }
  }

  followed(event, link, node) {
    const ours = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey && event.button === 0;
    if (node?.role === "menu_item" || node?.role === "option") this.program._act_click(node.id);
    if (link.getAttribute("aria-disabled") === "true") event.preventDefault();
    else if (ours && !link.hasAttribute("data-native") && link.origin === location.origin) {
      event.preventDefault();
      this.navigate(link.pathname + link.search);
    }
    this.changed();
  }

  change(event) {
    const node = this.mirror.node(event.target);
    if (!node) return;
    const element = node.element;
    node.touched = true; // the program may refuse: write its state again
    this.mirror.dirty = true;
    if (node.role === "checkbox" || node.role === "radio") this.program._act_number(node.id, element.checked ? 1 : 0);
    else if (node.role === "select") this.program._act_number(node.id, element.selectedIndex);
    else if (node.role === "file_field" && element.files.length > 0) {
      this.upload(node, element.files[0]);
      element.value = "";
    }
    this.changed();
  }

  drop(event) {
    if (event.target.closest?.("input[type=file]")) return; // the element takes it and reports a change
    event.preventDefault();
    const fields = [...this.mirror.nodes.values()].filter((node) => node.role === "file_field" && !node.element.disabled);
    if (fields.length === 1 && event.dataTransfer?.files.length > 0) this.upload(fields[0], event.dataTransfer.files[0]);
  }

  key(event) {
    if (event.isComposing) return;
    const node = this.mirror.node(event.target);
    if (event.key === "Enter" && node && ["text_field", "search_field", "date_field", "combobox"].includes(node.role)) {
      this.program._act_submit(node.id);
      this.changed();
    }
    if (node && (node.role === "tab" || node.role === "menu_item" || node.element.dataset.format)) this.rove(event, node);
    if (node?.role === "combobox") this.combobox(event, node);
    if (node?.role === "menu_item" && event.key === "Tab") {
      event.preventDefault();
      this.dismissTop();
    }
    if (node && (node.role === "checkbox" || node.role === "radio") && node.element.getAttribute("aria-disabled") === "true" && (event.key === " " || event.key.startsWith("Arrow"))) event.preventDefault();
    if (node?.role === "button" && event.key === "ArrowDown" && node.element.getAttribute("aria-haspopup") === "menu" && node.element.getAttribute("aria-expanded") === "false") {
      event.preventDefault();
      this.program._act_click(node.id);
      this.changed();
    }
    if (node?.role === "select" && node.element.getAttribute("aria-disabled") === "true" && event.key !== "Tab") event.preventDefault();
  }

  // The focus stays in the field; the program moves through its list. Steps are counted, so that none is lost between frames.
  combobox(event, node) {
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
    if (event.key in steps) {
      event.preventDefault();
      node.steps = (node.steps ?? 0) + steps[event.key];
      this.program._act_number(node.id, node.steps);
      this.changed();
    } else if (event.key === "Backspace" && node.element.value === "") {
      this.program._act_undo(node.id, -1);
      this.changed();
    }
  }

  // One tab stop for a set; the arrows move within it.
  rove(event, node) {
    const all = [...node.element.parentElement.querySelectorAll(`[role="${node.element.getAttribute("role")}"], [role="menuitem"], [role="menuitemcheckbox"], [data-format]`)];
    const at = all.indexOf(node.element);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    let next = null;
    if (event.key in steps) next = all[(at + steps[event.key] + all.length) % all.length];
    if (event.key === "Home") next = all[0];
    if (event.key === "End") next = all.at(-1);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  dismissTop() {
    const layer = this.mirror.layers.at(-1);
    if (layer) {
      this.program._act_dismiss(layer.id);
    } else {
      this.program._plat_dismiss_tooltip();
      const covering = [...this.mirror.nodes.values()].find((node) => node.element.classList.contains("covers"));
      if (covering) this.program._act_dismiss(covering.id);
    }
    this.changed();
  }

  globalKey(event) {
    if (event.key === "Escape" && !event.isComposing) {
      this.dismissTop();
      return;
    }
    const shortcut = shortcutOf(event, this.apple);
    if (shortcut && this.shortcut(shortcut)) event.preventDefault();
  }

  focusIn(event) {
    const node = this.mirror.node(event.target);
    if (!node) return;
    this.mirror.lastFocus = node.element;
    this.program._act_focus(node.id);
    this.program._plat_keyboard_focus(event.target.matches(":focus-visible") ? 1 : 0);
    this.changed();
  }

  focusOut(event) {
    if (this.mirror.node(event.relatedTarget)) return;
    this.program._act_focus(0);
    this.program._plat_keyboard_focus(0);
    this.changed();
  }
}
