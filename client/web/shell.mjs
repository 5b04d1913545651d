// Starts the program and stands between it and the browser: addresses, live regions, files, storage, clipboard, and what
// tests may ask (window.app).
import { Connection } from "./connection.mjs";
import { Input } from "./input.mjs";
import { Mirror } from "./mirror.mjs";
import { Appearance, Frames, Glyphs, Size } from "./platform.mjs";
import { Settings, Store } from "./storage.mjs";
import { upload } from "./upload.mjs";

const encoder = new TextEncoder();
const element = (id) => document.getElementById(id);
const here = () => location.pathname + location.search;

class Shell {
  constructor() {
    this.settings = new Settings();
    this.store = new Store(() => this.event((program) => program._app_online(1)));
    this.glyphs = new Glyphs();
    this.unsentCount = 0;
    this.arriving = false;
    this.wakeTimer = 0;
    this.wakeAt = Infinity;
    this.uploads = 0;
    this.connection = new Connection({
      open: () => this.event((program) => program._app_open()),
      message: (bytes) => this.event((program) => program._app_message(this.bytes(bytes))),
      close: (code, reason) => this.event((program) => program._app_close(code, this.text(reason))),
    });
  }

  // ---- called by the program (bridge.js) ----
  connect(path) {
    this.connection.connect(path);
  }
  send(bytes) {
    return this.connection.send(bytes);
  }
  disconnect(code, reason) {
    this.connection.disconnect(code, reason);
  }
  backlog() {
    return this.connection.backlog();
  }
  navigate(path, replace) {
    if (replace) {
      history.replaceState(null, "", path);
      return;
    }
    if (path !== here()) history.pushState(null, "", path);
    this.arriving = true;
  }
  leave(url) {
    this.unsentCount = 0;
    location.assign(url);
  }
  title(title) {
    document.title = title;
  }
  requestFrame() {
    this.frames?.request();
  }
  wakeIn(ms) {
    const at = performance.now() + ms;
    if (at >= this.wakeAt) return;
    this.wakeAt = at;
    clearTimeout(this.wakeTimer);
    this.wakeTimer = setTimeout(() => {
      this.wakeAt = Infinity;
      this.event((program) => program._app_wake());
    }, ms);
  }
  /** Leaves a text in the program's buffer and says how long it is. */
  answer(text) {
    return this.text(text);
  }
  setting(key) {
    return this.settings.get(key);
  }
  setSetting(key, value) {
    this.settings.set(key, value);
  }
  storePut(key, bytes) {
    this.store.put(key, bytes);
  }
  storeDelete(key) {
    this.store.delete(key);
  }
  async storeList(prefix) {
    for (const [key, value] of await this.store.list(prefix)) {
      const name = encoder.encode(key);
      const at = this.program._plat_buffer(name.length + value.length);
      this.program.HEAPU8.set(name, at);
      this.program.HEAPU8.set(value, at + name.length);
      this.program._app_stored(name.length, value.length);
    }
    this.event((program) => program._app_stored_end());
  }
  unsent(count) {
    this.unsentCount = count;
  }
  announce(text, alert) {
    // The same words again are only spoken if the region changes.
    const region = element(alert ? "alert" : "polite");
    region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  }
  copy(text) {
    navigator.clipboard?.writeText(text).catch(() => this.announce("The browser does not allow copying here.", true));
  }
  preferencesChanged() {
    this.appearance?.apply();
  }
  glyph(code, px, out) {
    return this.glyphs.draw(code, px, out);
  }
  glyphPixels(out) {
    this.glyphs.pixels(out);
  }

  // ---- the browser's side ----
  text(text) {
    return this.bytes(encoder.encode(text));
  }
  bytes(bytes) {
    this.program.HEAPU8.set(bytes, this.program._plat_buffer(bytes.length));
    return bytes.length;
  }
  /** Something happened: the program hears of it now, and frames follow. */
  event(tell) {
    if (!this.program) return;
    tell(this.program);
    this.frames.request();
  }
  route(path) {
    this.arriving = true;
    this.event((program) => program._app_route(this.text(path)));
  }
  go(path) {
    if (path !== here()) history.pushState(null, "", path);
    this.route(here());
  }

  afterFrame() {
    this.mirror.rewrite = false;
    const wanted = this.program._sem_focus_request() >>> 0; // the heap gives unsigned ids, a call signed ones
    if (wanted && !this.mirror.focus(wanted)) this.waitingFocus = wanted;
    else if (this.waitingFocus && this.mirror.focus(this.waitingFocus)) this.waitingFocus = 0;
    // A new page: its heading gets the focus and is announced once, when it has settled.
    if (this.arriving && this.frames.left === 0) {
      this.arriving = false;
      if (this.mirror.layers.length === 0 && !wanted) {
        const heading = this.mirror.root.querySelector("h1");
        const active = document.activeElement;
        const typing = active instanceof HTMLElement && active.matches("input, textarea");
        if (heading && !typing) heading.focus({ preventScroll: true });
      }
      this.announce(document.title, false);
    }
  }

  async idle() {
    const quiet = () =>
      this.frames.resting() && this.unsentCount === 0 && this.store.pending === 0 && this.uploads === 0 && this.connection.backlog() === 0 && !this.arriving;
    let calm = 0;
    while (calm < 2) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      calm = quiet() ? calm + 1 : 0;
    }
  }

  listen() {
    addEventListener("popstate", () => this.route(here()));
    document.addEventListener("visibilitychange", () => this.event((program) => program._app_visible(document.hidden ? 0 : 1)));
    addEventListener("pageshow", (event) => event.persisted && this.event((program) => program._app_visible(1)));
    addEventListener("online", () => this.event((program) => program._app_online(1)));
    addEventListener("offline", () => this.event((program) => program._app_online(0)));
    // What was typed since the last frame is put away before the page goes; its outbox outlives it.
    addEventListener("pagehide", () => this.program && this.frames.draw(performance.now()), { capture: true });
    addEventListener("beforeunload", (event) => {
      if (this.unsentCount > 0 && !this.store.lasting) event.preventDefault();
    });
    element("skip").addEventListener("click", (event) => {
      event.preventDefault();
      (this.mirror.root.querySelector("h1") ?? this.mirror.root.querySelector("main"))?.focus();
    });
    const canvas = element("canvas");
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();
      this.program._plat_context(0);
      this.lostTimer = setTimeout(() => (element("trouble").hidden = false), 5000);
    });
    canvas.addEventListener("webglcontextrestored", () => {
      clearTimeout(this.lostTimer);
      element("trouble").hidden = true;
      this.program._plat_context(1);
      this.frames.request();
    });
  }

  sendFile(node, file) {
    node.file = file; // it may have to be sent again, to be read another way
    this.uploads += 1;
    upload(file, node.upload ?? {}, (state, fraction, status, name, answer) => {
      if (state >= 2) this.uploads -= 1;
      const first = encoder.encode(name);
      const second = encoder.encode(answer);
      const at = this.program._plat_buffer(first.length + second.length);
      this.program.HEAPU8.set(first, at);
      this.program.HEAPU8.set(second, at + first.length);
      this.event((program) => program._act_upload(node.id, state, fraction, status, first.length, second.length));
    });
  }

  begin(program, fonts) {
    this.program = program;
    const app = element("app");
    const canvas = element("canvas");
    fonts.forEach((bytes, face) => program._plat_font(face, this.bytes(bytes)));
    const changed = () => this.frames.request();
    const resend = (node) => this.sendFile(node, node.file);
    this.mirror = new Mirror({ root: element("mirror"), descriptions: element("descriptions"), program, changed, resend });
    this.frames = new Frames({ program, mirror: this.mirror, after: () => this.afterFrame() });
    this.appearance = new Appearance(program, this.mirror, this.settings, (text) => this.text(text), changed);
    if (program._plat_start() === 0) {
      element("skeleton").remove();
      element("trouble").hidden = false;
      return;
    }
    this.appearance.apply();
    this.input = new Input({
      app,
      canvas,
      mirror: this.mirror,
      program,
      changed,
      navigate: (path) => this.go(path),
      upload: (node, file) => this.sendFile(node, file),
      shortcut: (shortcut) => this.shortcut(shortcut),
    });
    this.listen();
    program._app_start(this.text(here()));
    this.size = new Size(app, canvas, program, () => {
      this.frames.left = 3;
      this.frames.draw(performance.now());
      element("skeleton")?.remove();
      performance.mark?.("assent-first-frame");
    });
  }

  shortcut(shortcut) {
    const taken = this.program._app_shortcut(this.text(shortcut)) !== 0;
    if (taken) this.frames.request();
    return taken;
  }
}

/** What tests await and ask; nothing in the product uses it. */
function expose(shell) {
  window.app = {
    idle: () => shell.idle(),
    frames: () => shell.program._plat_frames(),
    frame_ms: () => shell.program._plat_frame_ms(),
    semantics_missing: () => shell.program._sem_missing(),
    missing_labels: () => {
      const heap = shell.program.HEAPU8;
      const at = shell.program._sem_missing_labels();
      return new TextDecoder().decode(heap.subarray(at, heap.indexOf(0, at)));
    },
    records: () => shell.mirror.read(),
  };
}

async function fetchBytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** create is Emscripten's factory; files names the program's wasm and its three fonts. */
export async function start(create, files) {
  const shell = new Shell();
  try {
    const compiled = WebAssembly.compileStreaming(fetch(files.wasm));
    const fonts = Promise.all(files.fonts.map(fetchBytes));
    const program = await create({
      shell,
      canvas: element("canvas"),
      instantiateWasm: (imports, done) => {
        compiled
          .then((module) => WebAssembly.instantiate(module, imports).then((instance) => done(instance, module)))
          .catch((error) => failed(error));
        return {};
      },
    });
    const bytes = await fonts;
    bytes.forEach((face, index) => {
      const font = new FontFace("Inter", face, { weight: ["400", "500", "600"][index] });
      document.fonts.add(font);
      font.load();
    });
    shell.begin(program, bytes);
    expose(shell);
  } catch (error) {
    failed(error);
  }
}

function failed(error) {
  console.error(error);
  element("skeleton")?.remove();
  element("trouble").hidden = false;
}
