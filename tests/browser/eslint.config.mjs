// Faults rather than taste, for the page's modules and the browser tests.
import js from "@eslint/js";

const browser = Object.fromEntries(
  (
    "window document navigator location history performance console fetch crypto indexedDB localStorage matchMedia devicePixelRatio WebSocket WebAssembly " +
    "URL TextEncoder TextDecoder Element HTMLElement Node ResizeObserver FontFace XMLHttpRequest IDBKeyRange requestAnimationFrame setTimeout clearTimeout " +
    "queueMicrotask getComputedStyle getSelection addEventListener innerWidth innerHeight globalThis DOMParser Event DataTransfer ClipboardEvent"
  )
    .split(" ")
    .map((name) => [name, "readonly"]),
);
const node = { process: "readonly", Buffer: "readonly", console: "readonly", URL: "readonly", setTimeout: "readonly", fetch: "readonly" };
const rules = {
  ...js.configs.recommended.rules,
  eqeqeq: "error",
  "no-var": "error",
  "prefer-const": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-implicit-globals": "error",
  "no-shadow": "error",
  "no-unused-vars": ["error", { args: "after-used" }],
};

export default [
  { ignores: ["**/node_modules/**", "build/**"] },
  { files: ["client/web/*.mjs"], languageOptions: { globals: browser }, rules },
  { files: ["client/web/tools/*.mjs"], languageOptions: { globals: node }, rules },
  {
    files: ["client/web/*.js"],
    languageOptions: { sourceType: "script", globals: { ...browser, HEAPU8: "readonly", HEAPF32: "readonly", mergeInto: "readonly", LibraryManager: "readonly", Module: "readonly", UTF8ToString: "readonly" } },
    rules: { ...js.configs.recommended.rules, "no-redeclare": "off" },
  },
  // Functions given to page.evaluate run in the page.
  { files: ["tests/browser/**/*.mjs"], languageOptions: { globals: { ...browser, ...node } }, rules },
];
