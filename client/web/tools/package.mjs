// Packs a program's folder of web files: every name carries a hash of its content, so that it can be cached for ever;
// index.html names them. Beside each lies its Brotli form. Prints the sizes.
//
// package.mjs --out DIR --web DIR --program X.mjs --wasm X.wasm --brotli 0-11 --fonts A B C
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const options = { fonts: [] };
let key = "";
for (const word of process.argv.slice(2)) {
  if (word.startsWith("--")) key = word.slice(2);
  else if (key === "fonts") options.fonts.push(word);
  else options[key] = word;
}

const assets = join(options.out, "assets");
rmSync(options.out, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const sizes = [];

function put(path, bytes) {
  writeFileSync(path, bytes);
  const packed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: Number(options.brotli),
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  writeFileSync(`${path}.br`, packed);
  sizes.push([basename(path), bytes.length, packed.length]);
}

/** Writes one asset and gives the address it is served at. */
function asset(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const hashed = `${basename(name, extname(name))}.${hash}${extname(name)}`;
  put(join(assets, hashed), bytes);
  return `/assets/${hashed}`;
}

const wasm = asset("program.wasm", readFileSync(options.wasm));
const program = asset("program.mjs", readFileSync(options.program));
const fonts = options.fonts.map((font) => asset(basename(font).toLowerCase(), readFileSync(font)));
const style = asset("style.css", readFileSync(join(options.web, "style.css")));

// Modules that import others come after them, so that the addresses inside are known.
const modules = new Map(
  readdirSync(options.web)
    .filter((name) => name.endsWith(".mjs"))
    .map((name) => [name, readFileSync(join(options.web, name), "utf8")]),
);
const addresses = new Map();
function place(name) {
  if (addresses.has(name)) return addresses.get(name);
  const source = modules.get(name).replace(/(from\s+")\.\/([\w-]+\.mjs)(")/g, (_, before, other, after) => before + place(other) + after);
  // Comments and indentation are for readers of the source.
  const lean = source.replace(/^\s*\/\/.*\n/gm, "").replace(/\/\*\*[\s\S]*?\*\/\n?/g, "").replace(/^[ \t]+/gm, "");
  const address = asset(name, Buffer.from(lean));
  addresses.set(name, address);
  return address;
}
const shell = place("shell.mjs");
const start = asset(
  "start.mjs",
  Buffer.from(`import create from "${program}";\nimport { start } from "${shell}";\nstart(create, { wasm: "${wasm}", fonts: ${JSON.stringify(fonts)} });\n`),
);

const preload = [
  `<link rel="preload" as="fetch" crossorigin="anonymous" type="application/wasm" href="${wasm}">`,
  ...fonts.map((font) => `<link rel="preload" as="fetch" crossorigin="anonymous" href="${font}">`),
  ...[program, ...addresses.values()].map((module) => `<link rel="modulepreload" href="${module}">`),
].join("\n  ");
const page = readFileSync(join(options.web, "index.html"), "utf8")
  .replace("<!-- preload -->", preload)
  .replace("{{style}}", style)
  .replace("{{start}}", start);
put(join(options.out, "index.html"), Buffer.from(page));

let whole = 0;
let packed = 0;
for (const [name, bytes, brotli] of sizes) {
  whole += bytes;
  packed += brotli;
  console.log(`${String(bytes).padStart(9)} ${String(brotli).padStart(8)}  ${name}`);
}
console.log(`${String(whole).padStart(9)} ${String(packed).padStart(8)}  in all (bytes, with Brotli)`);
