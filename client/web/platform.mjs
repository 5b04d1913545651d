// Frames, size and appearance: when to draw, how large, in which colours.

/** Draws three frames after anything happened, then only what the program asks for, then none. */
export class Frames {
  /** @param parts {program, mirror, after} after() runs when a frame's records are in place */
  constructor(parts) {
    Object.assign(this, parts);
    this.left = 0;
    this.scheduled = 0;
    this.timer = 0;
    this.stopped = false;
  }

  request() {
    this.left = 3;
    this.schedule();
  }

  schedule() {
    if (this.scheduled || this.stopped) return;
    this.scheduled = requestAnimationFrame((now) => {
      this.scheduled = 0;
      this.draw(now);
    });
  }

  draw(now) {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.left = Math.max(0, this.left - 1);
    const wait = this.program._plat_frame(now);
    this.mirror.sync();
    this.after();
    if (wait === 0 || this.left > 0) this.schedule();
    else if (wait > 0) this.timer = setTimeout(() => this.request(), wait);
  }

  resting() {
    return this.scheduled === 0 && this.left === 0;
  }
}

/** Keeps canvas and program as large as the element, sharp at every zoom. */
export class Size {
  constructor(app, canvas, program, draw) {
    Object.assign(this, { app, canvas, program, draw });
    this.scrollbar = this.measureScrollbar();
    this.observer = new ResizeObserver((entries) => this.resized(entries[0]));
    this.observer.observe(app);
    this.watchResolution();
  }

  measureScrollbar() {
    const probe = document.createElement("div");
    probe.style.cssText = "";
    probe.style.position = "absolute";
    probe.style.width = "100px";
    probe.style.height = "100px";
    probe.style.overflowY = "scroll";
    probe.style.scrollbarWidth = "thin";
    document.body.append(probe);
    const width = probe.offsetWidth - probe.clientWidth;
    probe.remove();
    return width;
  }

  // Zooming and moving to another screen change the ratio without changing the size in CSS pixels.
  watchResolution() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        this.watchResolution();
        this.apply(this.app.clientWidth, this.app.clientHeight, null);
      },
      { once: true },
    );
  }

  resized(entry) {
    const box = entry.devicePixelContentBoxSize?.[0];
    this.apply(entry.contentRect.width, entry.contentRect.height, box ? { width: box.inlineSize, height: box.blockSize } : null);
  }

  apply(width, height, exact) {
    const ratio = devicePixelRatio;
    let w = Math.round(width * ratio);
    let h = Math.round(height * ratio);
    // Emulated ratios are missing from the box: it is used only where it agrees.
    if (exact && Math.abs(exact.width - width * ratio) <= 1 && Math.abs(exact.height - height * ratio) <= 1) {
      w = exact.width;
      h = exact.height;
    }
    if (this.canvas.width !== w) this.canvas.width = w;
    if (this.canvas.height !== h) this.canvas.height = h;
    this.program._plat_resize(width, height, w, h, this.scrollbar);
    this.draw(); // a canvas loses its picture with its size
  }
}

const hex = (colour) => {
  const parts = colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
};

/** The system's colours under forced colours, by what an element gets when asked for them. */
export function systemTokens() {
  const probe = document.createElement("div");
  probe.style.forcedColorAdjust = "none";
  document.body.append(probe);
  const read = (name) => {
    probe.style.color = name;
    return hex(getComputedStyle(probe).color);
  };
  const of = {};
  for (const token of ["ink", "ink-2", "line", "line-strong", "green", "red", "amber", "purple", "side-ink", "side-ink-2", "focus-edge"]) of[token] = read("CanvasText");
  for (const token of ["page", "surface", "blue-soft", "green-soft", "red-soft", "amber-soft", "purple-soft", "side", "on-blue", "on-red"]) of[token] = read("Canvas");
  of.blue = read("LinkText");
  of["side-current"] = read("Canvas");
  of["side-mark"] = read("Highlight");
  of.focus = read("Highlight");
  probe.remove();
  return Object.entries(of).map(([name, value]) => `${name}:${value};`).join("");
}

/** Watches what the person and the device ask for and gives it to the program and to the style sheet. */
export class Appearance {
  constructor(program, mirror, settings, text, changed) {
    Object.assign(this, { program, mirror, settings, text, changed });
    const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)", "(prefers-reduced-motion: reduce)", "(pointer: coarse)"];
    this.queries = queries.map((query) => matchMedia(query));
    for (const query of this.queries) query.addEventListener("change", () => this.apply());
  }

  apply() {
    const [dark, contrast, forced, reduced, coarse] = this.queries.map((query) => query.matches);
    const theme = this.settings.get("theme");
    const isDark = theme === "dark" || (theme !== "light" && dark);
    const isContrast = theme === "contrast" || contrast;
    const scale = Math.min(2, Math.max(1, Number(this.settings.get("text-scale")) || 1));
    const wide = this.settings.get("wide-spacing") === "1";
    this.program._plat_preferences((isDark ? 1 : 0) + (isContrast ? 2 : 0), forced ? 1 : 0, reduced ? 1 : 0, coarse ? 1 : 0, scale, wide ? 1 : 0);
    if (forced) {
      const size = this.text(systemTokens());
      this.program._plat_tokens_override(size);
    }
    const root = document.documentElement.style;
    for (const pair of this.readTokens().split(";").filter(Boolean)) {
      const [name, value] = pair.split(":");
      root.setProperty(`--${name}`, value);
    }
    root.colorScheme = isDark ? "dark" : "light";
    this.mirror.scale = scale;
    this.mirror.wide = wide;
    this.mirror.root.style.letterSpacing = wide ? "0.12em" : "";
    this.mirror.root.style.wordSpacing = wide ? "0.16em" : "";
    this.mirror.dirty = true;
    this.mirror.rewrite = true;
    this.changed();
  }

  readTokens() {
    const heap = this.program.HEAPU8;
    const at = this.program._plat_tokens();
    return new TextDecoder().decode(heap.subarray(at, heap.indexOf(0, at)));
  }
}

/** Code points that the program's font lacks, drawn with the browser's fonts. */
export class Glyphs {
  constructor() {
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
    this.box = [0, 0, 0, 0];
  }

  /** Fills out with left, top, width, height, advance in device pixels from the base line. */
  draw(code, px, out) {
    const text = String.fromCodePoint(code);
    const { context, canvas } = this;
    const font = `${px}px system-ui, sans-serif`;
    context.font = font;
    const size = context.measureText(text);
    const left = Math.floor(-size.actualBoundingBoxLeft) - 1;
    const top = Math.floor(-size.actualBoundingBoxAscent) - 1;
    const width = Math.ceil(size.actualBoundingBoxRight) + 1 - left;
    const height = Math.ceil(size.actualBoundingBoxDescent) + 1 - top;
    this.box = [left, top, Math.max(0, Math.min(width, 256)), Math.max(0, Math.min(height, 256))];
    out.set([...this.box, size.width]);
    if (this.box[2] > 0 && this.box[3] > 0) {
      canvas.width = this.box[2];
      canvas.height = this.box[3];
      context.font = font;
      context.fillStyle = "#fff";
      context.fillText(text, -left, -top);
    }
    return true;
  }

  pixels(out) {
    if (this.box[2] > 0 && this.box[3] > 0) out.set(this.context.getImageData(0, 0, this.box[2], this.box[3]).data);
  }
}
