// Emscripten's side of client/app/bridge.hpp: each function hands its arguments, as strings and arrays, to the shell.
/* global mergeInto, LibraryManager, Module, UTF8ToString, HEAPU8, HEAPF32 */
mergeInto(LibraryManager.library, {
  bridge_connect: (at, size) => Module.shell.connect(UTF8ToString(at, size)),
  bridge_send: (at, size) => (Module.shell.send(HEAPU8.slice(at, at + size)) ? 1 : 0),
  bridge_disconnect: (code, at, size) => Module.shell.disconnect(code, UTF8ToString(at, size)),
  bridge_backlog: () => Module.shell.backlog(),
  bridge_navigate: (at, size, replace) => Module.shell.navigate(UTF8ToString(at, size), replace !== 0),
  bridge_leave: (at, size) => Module.shell.leave(UTF8ToString(at, size)),
  bridge_title: (at, size) => Module.shell.title(UTF8ToString(at, size)),
  bridge_request_frame: () => Module.shell.requestFrame(),
  bridge_wake_in: (ms) => Module.shell.wakeIn(ms),
  bridge_now: () => Date.now(),
  bridge_utc_offset: (at) => -new Date(at).getTimezoneOffset(),
  bridge_language: () => Module.shell.answer(navigator.language || "en-GB"),
  bridge_setting: (at, size) => Module.shell.answer(Module.shell.setting(UTF8ToString(at, size))),
  bridge_set_setting: (key, keySize, value, valueSize) =>
    Module.shell.setSetting(UTF8ToString(key, keySize), UTF8ToString(value, valueSize)),
  bridge_random: (at, size) => void crypto.getRandomValues(HEAPU8.subarray(at, at + size)),
  bridge_store_put: (key, keySize, value, valueSize) =>
    Module.shell.storePut(UTF8ToString(key, keySize), HEAPU8.slice(value, value + valueSize)),
  bridge_store_delete: (at, size) => Module.shell.storeDelete(UTF8ToString(at, size)),
  bridge_store_list: (at, size) => Module.shell.storeList(UTF8ToString(at, size)),
  bridge_unsent: (count) => Module.shell.unsent(count),
  bridge_announce: (at, size, alert) => Module.shell.announce(UTF8ToString(at, size), alert !== 0),
  bridge_copy: (at, size) => Module.shell.copy(UTF8ToString(at, size)),
  bridge_preferences_changed: () => Module.shell.preferencesChanged(),
  bridge_glyph: (code, px, box) => (Module.shell.glyph(code, px, HEAPF32.subarray(box >> 2, (box >> 2) + 5)) ? 1 : 0),
  bridge_glyph_pixels: (at, size) => Module.shell.glyphPixels(HEAPU8.subarray(at, at + size)),
});
