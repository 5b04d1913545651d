// Makes real elements of the program's records and keeps them so: roles, names, states, places. The elements carry
// meaning and focus; what is done to them goes back as actions (input.mjs).
import { format, listenForMarks } from "./marks.mjs";
import { listenForPaste } from "./paste.mjs";
import { FieldBinding } from "./text.mjs";

// The same list as Role in client/ui/semantics.hpp.
const ROLES = (
  "none group banner navigation main complementary region section_card list list_item scroller " +
  "heading paragraph inline_text inline_insert inline_delete inline_mark inline_strong inline_emphasis label_text image separator " +
  "button link checkbox radio_group radio select text_field text_area search_field date_field file_field " +
  "tab_list tab tab_panel menu menu_item progress combobox list_box option toolbar " +
  "table row_group row column_header row_header cell " +
  "dialog alert_dialog tooltip status form description_list term definition"
).split(" ");

const TAGS = {
  banner: "header", navigation: "nav", main: "main", complementary: "aside", list: "ul", list_item: "li",
  paragraph: "p", inline_text: "span", inline_insert: "ins", inline_delete: "del", inline_mark: "mark", inline_strong: "strong", inline_emphasis: "em",
  label_text: "label", button: "button", link: "a", checkbox: "input", radio: "input", select: "select", text_field: "input",
  text_area: "textarea", search_field: "input", date_field: "input", file_field: "input", tab: "button", combobox: "input", option: "a",
};
const ARIA = {
  region: "region", list: "list", image: "img", radio_group: "radiogroup", tab_list: "tablist", tab: "tab", tab_panel: "tabpanel",
  menu: "menu", toolbar: "toolbar", progress: "progressbar", table: "table", row_group: "rowgroup", row: "row", column_header: "columnheader",
  row_header: "rowheader", cell: "cell", dialog: "dialog", alert_dialog: "alertdialog", tooltip: "tooltip", separator: "separator",
  combobox: "combobox", list_box: "listbox", option: "option",
};
const INPUTS = { checkbox: "checkbox", radio: "radio", text_field: "text", search_field: "search", combobox: "text", date_field: "date", file_field: "file" };
const EDITED = new Set(["text_field", "text_area", "search_field", "date_field", "combobox"]);
const TEXT = new Set(["heading", "paragraph", "inline_text", "inline_insert", "inline_delete", "inline_mark", "inline_strong", "inline_emphasis", "label_text", "cell", "row_header", "column_header", "tooltip"]);
const NAMED = new Set(["navigation", "complementary", "radio_group", "tab_list", "menu", "toolbar", "table", "dialog", "alert_dialog", "image", "progress", "list", "list_box", "checkbox", "radio", "file_field"]);
const LAYERS = new Set(["dialog", "alert_dialog", "menu"]);
const SIZES = [12, 14, 16, 16, 22];
const LINES = [18, 20, 24, 24, 28];
// Inter's ascent and descent in ems: the program sets text in whole pixels of that height (imgui_size in client/ui).
const FACE = (2728 + 680) / 2816;
const WEIGHTS = [400, 500, 600];

const F = Object.fromEntries(
  ("disabled checked selected current expanded collapsed has_menu required invalid read_only sort_up sort_down sortable native no_spelling sticky inert mixed " +
    "has_dialog pressed toggle multiple covers label_hidden horizontal scroll_request passive")
    .split(" ")
    .map((name, bit) => [name, 1 << bit]),
);
const decoder = new TextDecoder();

/** Sets an attribute, or takes it away when the value is null or false. */
function attribute(element, name, value) {
  if (value === null || value === undefined || value === false) {
    if (element.hasAttribute(name)) element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/** "key=value" lines. */
function pairsOf(options) {
  return Object.fromEntries(options.split("\n").filter(Boolean).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

export class Mirror {
  /** @param parts {root, descriptions, program, changed} changed() asks for a frame */
  constructor(parts) {
    Object.assign(this, parts);
    this.nodes = new Map();
    this.version = -1;
    this.dirty = false;
    this.scale = 1;
    this.wide = false;
    this.lastFocus = null;
    this.layers = [];
  }

  node(element) {
    const host = element instanceof Element ? element.closest("[data-i]") : null;
    return host ? this.nodes.get(Number(host.dataset.i)) : undefined;
  }

  /** The records of the frame just drawn; only what differs is written. */
  sync() {
    const program = this.program;
    const version = program._sem_version();
    if (version === this.version && !this.dirty) return false;
    this.version = version;
    this.dirty = false;
    const records = this.read();
    const seen = new Set(records.map((record) => record.id));
    const parents = new Set(records.map((record) => record.parent));
    this.rescueFocus(seen); // before words take the place of an element that has the focus
    const orders = new Map([[0, []]]);
    for (const record of records) {
      let node = this.nodes.get(record.id);
      if (node && node.kind !== this.kindOf(record)) {
        this.drop(node);
        node = undefined;
      }
      if (!node) {
        node = this.create(record);
        this.nodes.set(record.id, node);
      }
      const parent = record.parent ? this.nodes.get(record.parent) : null;
      this.settleContent(node, parents.has(record.id));
      this.write(node, record, parent);
      if (!orders.has(record.parent)) orders.set(record.parent, []);
      orders.get(record.parent).push(node.element);
    }
    for (const [id, node] of this.nodes) if (!seen.has(id)) this.drop(node);
    for (const [id, elements] of orders) this.order(id ? this.nodes.get(id).element : this.root, elements);
    this.settleLayers(records);
    if (this.reveal) document.getElementById(this.reveal)?.scrollIntoView({ block: "nearest" });
    this.reveal = null;
    return true;
  }

  read() {
    const program = this.program;
    const heap = program.HEAPU8;
    const size = program._sem_record_size();
    const base = program._sem_records();
    const arena = program._sem_arena();
    const view = new DataView(heap.buffer, base, program._sem_count() * size);
    const records = [];
    for (let at = 0; at < view.byteLength; at += size) {
      const u = (index) => view.getUint32(at + index * 4, true);
      const i = (index) => view.getInt32(at + index * 4, true);
      const f = (index) => view.getFloat32(at + index * 4, true);
      const text = (index) => {
        const length = u(index + 1);
        return length ? decoder.decode(heap.subarray(arena + u(index), arena + u(index) + length)) : "";
      };
      records.push({
        id: u(0), parent: u(1), role: ROLES[u(2)], flags: u(3), level: i(4), position: i(5), setSize: i(6),
        x: f(7), y: f(8), w: f(9), h: f(10), min: f(11), max: f(12), now: f(13), step: f(14), sequence: u(15), font: u(16),
        name: text(17), value: text(19), description: text(21), options: text(23),
      });
    }
    return records;
  }

  // What decides the element: a change of it needs a new one.
  kindOf(record) {
    if (record.role === "heading") return `h${Math.min(Math.max(record.level, 1), 6)}`;
    if (record.role === "menu_item") return record.value ? "menu_link" : "menu_item";
    if (record.role === "link") return record.step ? "inline_link" : "link";
    return record.role;
  }

  create(record) {
    const kind = this.kindOf(record);
    const tag = record.role === "heading" ? kind : kind === "menu_link" ? "a" : kind === "menu_item" ? "button" : (TAGS[record.role] ?? "div");
    const element = document.createElement(tag);
    const node = { id: record.id, kind, role: record.role, element, record: null, binding: null, sizer: null, holdsChildren: false };
    element.dataset.i = record.id;
    element.id = `n${record.id}`;
    if (tag === "button") element.type = "button";
    if (INPUTS[record.role]) element.type = INPUTS[record.role];
    if (record.role.startsWith("inline_") || kind === "inline_link") element.classList.add("inline");
    if (TEXT.has(record.role)) element.classList.add("text");
    if (record.role === "search_field" || record.role === "combobox") element.classList.add("search");
    if (EDITED.has(record.role)) {
      element.classList.add("edit");
      node.binding = new FieldBinding(
        element,
        (before, after, caret, sequence) => {
          const first = this.encoder.encode(before);
          const second = this.encoder.encode(after);
          const at = this.program._plat_buffer(first.length + second.length);
          this.program.HEAPU8.set(first, at);
          this.program.HEAPU8.set(second, at + first.length);
          this.program._act_text(record.id, first.length, second.length, caret, sequence);
          this.dirty = true;
          this.changed();
        },
        (direction) => {
          this.program._act_undo(record.id, direction);
          this.changed();
        },
        (caret, otherEnd) => {
          this.program._act_select(record.id, caret, otherEnd);
          this.changed();
        },
      );
    }
    if (record.role === "text_area") listenForMarks(element, () => node.marked);
    if (node.binding && record.role !== "date_field") listenForPaste(element, () => node.marked);
    if (record.role === "scroller" || record.role === "region") {
      element.classList.add("scroller");
      node.sizer = document.createElement("div");
      node.sizer.className = "sizer";
      element.append(node.sizer);
      element.addEventListener(
        "scroll",
        () => {
          this.program._act_scroll(record.id, element.scrollLeft, element.scrollTop);
          this.changed();
        },
        { passive: true },
      );
    }
    if (LAYERS.has(record.role)) element.classList.add("layer");
    return node;
  }

  /** An element has children or words of its own, and may come to have the other: a table's column is another one's now. */
  settleContent(node, holdsChildren) {
    if (node.holdsChildren === holdsChildren) return;
    node.holdsChildren = holdsChildren;
    if (holdsChildren) for (const child of [...node.element.childNodes]) if (child.nodeType === Node.TEXT_NODE) child.remove();
    node.touched = true;
  }

  write(node, record, parent) {
    const { element } = node;
    const last = node.record;
    node.record = record;
    const inScroller = parent && parent.sizer;
    const left = parent && !inScroller ? record.x - parent.record.x : record.x;
    const top = parent && !inScroller ? record.y - parent.record.y : record.y;
    const place = element.classList.contains("inline") ? "" : `${left} ${top} ${record.w} ${record.h}`;
    if (node.place !== place && place) {
      node.place = place;
      const style = element.style;
      style.left = `${left}px`;
      style.top = `${top}px`;
      style.width = `${record.w}px`;
      style.height = `${record.h}px`;
    }
    const same =
      last && !this.rewrite && !node.touched && last.flags === record.flags && last.name === record.name && last.value === record.value &&
      last.description === record.description && last.options === record.options && last.level === record.level && last.position === record.position &&
      last.setSize === record.setSize && last.font === record.font && last.now === record.now && last.sequence === record.sequence &&
      last.min === record.min && last.max === record.max;
    if (same && !node.binding) return;
    node.touched = false;
    this.writeMeaning(node, record, last);
  }

  writeMeaning(node, record) {
    const { element } = node;
    const has = (flag) => (record.flags & F[flag]) !== 0;
    let role = ARIA[record.role] ?? null;
    if ((record.role === "section_card" || record.role === "group" || record.role === "scroller") && record.name) role = "group";
    if (record.role === "menu_item") role = has("toggle") ? "menuitemcheckbox" : "menuitem";
    if (record.role === "link" && !record.value) role = "link";
    attribute(element, "role", role);

    if (record.font || TEXT.has(record.role)) {
      const size = record.font & 255;
      element.style.fontSize = `${Math.round(SIZES[size] * this.scale * FACE) / FACE}px`;
      element.style.lineHeight = `${Math.round(this.wide ? Math.max(LINES[size], SIZES[size] * 1.5) * this.scale : LINES[size] * this.scale)}px`;
      element.style.fontWeight = String(WEIGHTS[(record.font >> 8) & 255]);
      element.style.fontStyle = record.font & 65536 ? "italic" : "";
    }

    // Name: text where the element has text of its own, aria-label where it has none.
    const labelHidden = has("label_hidden");
    const field = EDITED.has(record.role) || record.role === "select" || record.role === "file_field";
    if (TEXT.has(record.role) || record.role === "button" || record.role === "link" || record.role === "tab" || record.role === "menu_item") {
      if (!node.holdsChildren && element.textContent !== record.name) element.textContent = record.name;
    } else {
      const named = NAMED.has(record.role) || role === "group" || record.role === "region" || (field && labelHidden);
      const byLabel = record.role === "file_field" && !labelHidden;
      attribute(element, "aria-label", named && !byLabel && record.name ? record.name : null);
    }
    if (record.role === "label_text") attribute(element, "for", `n${record.sequence}`);
    this.describe(node, record.description);

    attribute(element, "aria-disabled", has("disabled") ? "true" : null);
    attribute(element, "aria-expanded", has("expanded") ? "true" : has("collapsed") ? "false" : null);
    attribute(element, "aria-haspopup", has("has_menu") ? "menu" : has("has_dialog") ? "dialog" : null);
    attribute(element, "aria-required", field && has("required") ? "true" : null);
    attribute(element, "aria-invalid", has("invalid") && record.role !== "group" ? "true" : null);
    attribute(element, "aria-current", has("current") ? (record.role === "link" ? "page" : record.role === "list_item" ? "step" : "true") : null);
    attribute(element, "aria-pressed", record.role === "button" && has("toggle") ? String(has("pressed")) : null);
    attribute(element, "aria-selected", record.role === "tab" || record.role === "option" ? String(has("selected")) : null);
    attribute(element, "aria-checked", role === "menuitemcheckbox" ? String(has("checked")) : null);
    attribute(element, "inert", has("inert"));
    element.classList.toggle("sticky", has("sticky"));
    element.classList.toggle("covers", has("covers"));

    switch (record.role) {
      case "link":
      case "menu_item":
        if (record.value) attribute(element, "href", record.value);
        if (node.kind === "inline_link") {
          // A link in somebody's text: what it leads to learns nothing of this page.
          attribute(element, "target", element.origin === location.origin ? null : "_blank");
          attribute(element, "rel", "noopener noreferrer");
        }
        attribute(element, "data-native", has("native"));
        if (record.role === "menu_item") attribute(element, "tabindex", "-1");
        break;
      case "option":
        attribute(element, "href", record.value || null);
        attribute(element, "tabindex", "-1");
        break;
      case "button":
        attribute(element, "tabindex", has("passive") ? "-1" : null);
        for (const [name, value] of Object.entries(pairsOf(record.options))) attribute(element, `data-${name}`, value);
        break;
      case "tab":
        attribute(element, "tabindex", has("passive") ? "-1" : "0");
        break;
      case "checkbox":
      case "radio":
        element.checked = has("checked");
        if (record.role === "radio") element.name = `g${record.parent}`;
        break;
      case "select":
        this.writeOptions(element, record);
        break;
      case "file_field": {
        const before = node.upload?.again;
        node.upload = Object.fromEntries(record.options.split("\n").filter(Boolean).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
        // The program wants the file it was given read another way. Not while it is being read itself.
        if (node.file && before !== undefined && node.upload.again !== before) queueMicrotask(() => this.resend?.(node));
        attribute(element, "accept", node.upload.accept || null);
        element.disabled = has("disabled");
        break;
      }
      case "progress":
        attribute(element, "aria-valuemin", "0");
        attribute(element, "aria-valuemax", "100");
        attribute(element, "aria-valuenow", record.now < 0 ? null : Math.round(record.now * 100));
        attribute(element, "aria-valuetext", record.value || null);
        break;
      case "table":
        attribute(element, "aria-rowcount", record.setSize);
        attribute(element, "aria-colcount", record.level);
        attribute(element, "tabindex", "-1");
        break;
      case "row":
        attribute(element, "aria-rowindex", record.level);
        break;
      case "cell":
      case "row_header":
      case "column_header":
        attribute(element, "aria-colindex", record.level);
        attribute(element, "aria-colspan", record.setSize || null);
        if (record.role === "column_header") attribute(element, "aria-sort", has("sort_up") ? "ascending" : has("sort_down") ? "descending" : has("sortable") ? "none" : null);
        break;
      case "region":
      case "scroller":
        this.writeScroller(node, record, has("horizontal"), has("scroll_request"));
        break;
      case "main":
        attribute(element, "tabindex", "-1");
        break;
      case "dialog":
      case "alert_dialog":
        attribute(element, "aria-modal", "true");
        attribute(element, "tabindex", "-1");
        break;
      case "heading":
        attribute(element, "tabindex", record.level === 1 ? "-1" : null);
        break;
      default:
    }
    if (node.binding) this.writeField(node, record, has);
    if (record.position && record.setSize && (record.role === "menu_item" || record.role === "tab" || record.role === "option")) {
      attribute(element, "aria-posinset", record.position);
      attribute(element, "aria-setsize", record.setSize);
    }
  }

  writeField(node, record, has) {
    const { element } = node;
    const given = pairsOf(record.options);
    node.marked = given.marks === "1";
    for (const name of ["placeholder", "inputmode", "autocomplete", "lang", "maxlength"]) attribute(element, name, given[name] ?? null);
    if (record.role === "combobox") this.writeList(element, given);
    node.binding.shared = given.shared === "1";
    attribute(element, "spellcheck", has("no_spelling") ? "false" : "true");
    element.readOnly = has("read_only") || has("disabled");
    node.binding.receive(record.value, record.sequence);
  }

  // What the arrows are at is named, not focused, and comes into view.
  writeList(element, given) {
    const active = given.active ? `n${given.active}` : null;
    if (active !== element.getAttribute("aria-activedescendant")) this.reveal = active;
    attribute(element, "aria-autocomplete", "list");
    attribute(element, "aria-controls", given.controls ? `n${given.controls}` : null);
    attribute(element, "aria-activedescendant", active);
  }

  writeOptions(element, record) {
    if (element.dataset.options !== record.options) {
      element.dataset.options = record.options;
      element.replaceChildren(
        ...record.options.split("\n").filter(Boolean).map((line) => {
          const [value, label] = line.split("\t");
          const option = document.createElement("option");
          option.value = value;
          option.textContent = label;
          return option;
        }),
      );
    }
    element.value = record.value;
  }

  writeScroller(node, record, sideways, wanted) {
    const { element, sizer } = node;
    element.classList.toggle("sideways", sideways);
    const overflows = sideways ? record.min > record.w + 0.5 : record.max > record.h + 0.5;
    attribute(element, "tabindex", overflows ? "0" : null);
    sizer.style.height = sideways ? "1px" : `${record.max}px`;
    sizer.style.width = sideways ? `${record.min}px` : "1px";
    if (wanted) {
      element.scrollLeft = record.now;
      element.scrollTop = record.step;
    }
  }

  // A description is hidden text that aria-describedby names; every screen reader reads that.
  describe(node, description) {
    const id = `d${node.id}`;
    let holder = node.description;
    if (!description) {
      holder?.remove();
      node.description = null;
      attribute(node.element, "aria-describedby", null);
      return;
    }
    if (!holder) {
      holder = document.createElement("span");
      holder.id = id;
      this.descriptions.append(holder);
      node.description = holder;
    }
    if (holder.textContent !== description) holder.textContent = description;
    attribute(node.element, "aria-describedby", id);
  }

  order(parent, elements) {
    // Sizers and sentinels come first and last and are not the program's.
    let at = parent.firstElementChild;
    const own = (element) => element.dataset.i !== undefined;
    while (at && !own(at)) at = at.nextElementSibling;
    for (const element of elements) {
      if (element === at) {
        at = at.nextElementSibling;
        while (at && !own(at)) at = at.nextElementSibling;
        continue;
      }
      const active = document.activeElement;
      const holdsFocus = element.contains(active) && active !== document.body;
      parent.insertBefore(element, at);
      if (holdsFocus) active.focus({ preventScroll: true });
    }
  }

  drop(node) {
    node.description?.remove();
    node.element.remove();
    if (this.nodes.get(node.id) === node) this.nodes.delete(node.id);
  }

  // Where the focus goes when its element vanishes: to the table, list or dialog it was in, else to the page's heading.
  rescueFocus(seen) {
    this.orphan = null;
    const active = this.node(document.activeElement);
    if (!active || seen.has(active.id)) return;
    let parent = active.record?.parent;
    while (parent) {
      const node = this.nodes.get(parent);
      if (!node) break;
      if (seen.has(parent) && ["table", "list", "dialog", "alert_dialog", "main", "complementary"].includes(node.role)) {
        this.orphan = node;
        return;
      }
      parent = node.record.parent;
    }
    this.orphan = "heading";
  }

  settleLayers(records) {
    const layers = records.filter((record) => record.parent === 0 && LAYERS.has(record.role)).map((record) => this.nodes.get(record.id));
    const modals = layers.filter((node) => node.role !== "menu");
    const top = modals.at(-1);
    for (const record of records) {
      if (record.parent !== 0) continue;
      const node = this.nodes.get(record.id);
      const above = !top || node === top || (LAYERS.has(record.role) && layers.indexOf(node) > layers.indexOf(top));
      attribute(node.element, "inert", !above);
    }
    attribute(document.getElementById("skip"), "inert", Boolean(top));

    const before = this.layers;
    this.layers = layers;
    for (const node of layers) {
      if (before.includes(node)) continue;
      node.returnTo = this.lastFocus;
      if (node.role !== "menu") this.trap(node);
      const first = node.role === "menu" ? node.element.querySelector("[role^=menuitem]") : this.firstField(node.element);
      (first ?? node.element).focus();
    }
    const gone = before.filter((node) => !layers.includes(node));
    for (const node of gone.reverse()) {
      const back = node.returnTo;
      if (back && back.isConnected && (document.activeElement === document.body || !document.activeElement?.isConnected || node.element.contains(document.activeElement))) {
        back.focus();
        this.orphan = null;
      }
    }
    if (this.orphan && (document.activeElement === document.body || !document.activeElement?.isConnected)) this.focusFallback();
  }

  focusFallback() {
    const element = this.orphan === "heading" ? this.root.querySelector("h1") ?? this.root.querySelector("main") : this.orphan.element;
    if (!element) return;
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
  }

  firstField(element) {
    return element.querySelector("input, textarea, select") ?? [...element.querySelectorAll("button, a")].find((one) => one.textContent !== "Close") ?? element.querySelector("button, a");
  }

  // Without these Tab leaves the page from the last element of a dialog, and the next key is lost.
  trap(node) {
    const ends = ["first", "last"].map((end) => {
      const sentinel = document.createElement("div");
      sentinel.className = "sentinel";
      sentinel.tabIndex = 0;
      sentinel.setAttribute("aria-hidden", "true");
      sentinel.addEventListener("focus", () => {
        const stops = [...node.element.querySelectorAll("button, a[href], input, textarea, select, .scroller[tabindex='0']")].filter((one) => one.tabIndex >= 0);
        (end === "first" ? stops.at(-1) : stops[0])?.focus();
      });
      return sentinel;
    });
    node.element.prepend(ends[0]);
    node.element.append(ends[1]);
  }

  /** What a button above a field says is done in the field. */
  format(button) {
    const field = this.nodes.get(Number(button.dataset.for));
    if (field?.marked) format(field.element, button.dataset.format);
  }

  focus(id) {
    const node = this.nodes.get(id);
    if (!node) return false;
    if (node.element.tabIndex < 0 && !node.element.hasAttribute("tabindex")) node.element.setAttribute("tabindex", "-1");
    node.element.focus();
    // What a heading is about lies below it.
    if (node.role === "heading") node.element.scrollIntoView({ block: "start" });
    return document.activeElement === node.element;
  }
}
Mirror.prototype.encoder = new TextEncoder();
