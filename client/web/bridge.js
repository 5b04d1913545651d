// Emscripten's side of client/app/bridge.hpp: each function hands its arguments, as strings and arrays, to the shell. They
// are of the old form because Emscripten 3.1 reads the library's source text and knows no arrow functions.
/* global mergeInto, LibraryManager, Module, UTF8ToString, HEAPU8, HEAPF32 */
mergeInto(LibraryManager.library, {
  bridge_connect: function (at, size) {
    return Module.shell.connect(UTF8ToString(at, size));
  },
  bridge_send: function (at, size) {
    return Module.shell.send(HEAPU8.slice(at, at + size)) ? 1 : 0;
  },
  bridge_disconnect: function (code, at, size) {
    return Module.shell.disconnect(code, UTF8ToString(at, size));
  },
  bridge_backlog: function () {
    return Module.shell.backlog();
  },
  bridge_navigate: function (at, size, replace) {
    return Module.shell.navigate(UTF8ToString(at, size), replace !== 0);
  },
  bridge_leave: function (at, size) {
    return Module.shell.leave(UTF8ToString(at, size));
  },
  bridge_title: function (at, size) {
    return Module.shell.title(UTF8ToString(at, size));
  },
  bridge_request_frame: function () {
    return Module.shell.requestFrame();
  },
  bridge_wake_in: function (ms) {
    return Module.shell.wakeIn(ms);
  },
  bridge_now: function () {
    return Date.now();
  },
  bridge_utc_offset: function (at) {
    return -new Date(at).getTimezoneOffset();
  },
  bridge_origin: function () {
    return Module.shell.answer(location.origin);
  },
  bridge_language: function () {
    return Module.shell.answer(navigator.language || "en-GB");
  },
  bridge_setting: function (at, size) {
    return Module.shell.answer(Module.shell.setting(UTF8ToString(at, size)));
  },
  bridge_set_setting: function (key, keySize, value, valueSize) {
    return Module.shell.setSetting(UTF8ToString(key, keySize), UTF8ToString(value, valueSize));
  },
  bridge_random: function (at, size) {
    return crypto.getRandomValues(HEAPU8.subarray(at, at + size));
  },
  bridge_store_put: function (key, keySize, value, valueSize) {
    return Module.shell.storePut(UTF8ToString(key, keySize), HEAPU8.slice(value, value + valueSize));
  },
  bridge_store_delete: function (at, size) {
    return Module.shell.storeDelete(UTF8ToString(at, size));
  },
  bridge_store_list: function (at, size) {
    return Module.shell.storeList(UTF8ToString(at, size));
  },
  bridge_unsent: function (count) {
    return Module.shell.unsent(count);
  },
  bridge_announce: function (at, size, alert) {
    return Module.shell.announce(UTF8ToString(at, size), alert !== 0);
  },
  bridge_copy: function (at, size) {
    return Module.shell.copy(UTF8ToString(at, size));
  },
  bridge_preferences_changed: function () {
    return Module.shell.preferencesChanged();
  },
  bridge_glyph: function (code, px, box) {
    return Module.shell.glyph(code, px, HEAPF32.subarray(box >> 2, (box >> 2) + 5)) ? 1 : 0;
  },
  bridge_glyph_pixels: function (at, size) {
    return Module.shell.glyphPixels(HEAPU8.subarray(at, at + size));
  },
});
