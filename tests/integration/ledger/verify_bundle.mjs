// A second verifier of bundles, written from docs/ledger.md alone. It shares nothing with the program and needs nothing but Node.
// Usage: node verify_bundle.mjs BUNDLE [PUBLIC-KEY]    prints "sound EVENTS ROOT HEADS" or "fault LINE: what"
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const need = (holds, what) => holds || raise(what);
const raise = (what) => { throw what; };
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);

// Perfect subtrees from the left, largest first, as [size, hash].
const peaks = [];
const grow = (hash) => {
  let size = 1;
  for (; peaks.length && peaks.at(-1)[0] === size; size *= 2) hash = node(peaks.pop()[1], hash);
  peaks.push([size, hash]);
};
const root = () => (peaks.length ? peaks.map(([, hash]) => hash).reduceRight((right, left) => node(left, right)) : sha256());
const little = (value, bytes) => {
  const buffer = Buffer.alloc(bytes);
  for (let i = 0, rest = BigInt.asUintN(64, BigInt(value)); i < bytes; ++i, rest >>= 8n) buffer[i] = Number(rest & 255n);
  return buffer;
};
const encoded = (fields) => Buffer.concat(fields.flatMap((bytes) => [little(bytes.length, 4), bytes]));
const fieldsOf = (leaf) => {
  const fields = [];
  for (let at = 0; at < leaf.length; at += 4 + leaf.readUInt32LE(at)) fields.push(leaf.subarray(at + 4, at + 4 + leaf.readUInt32LE(at)));
  need(encoded(fields).equals(leaf), "a field is longer than the leaf");
  return fields;
};
const publicKey = (bytes) => createPublicKey({ key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), bytes]), format: "der", type: "spki" });
const hex = (text, bytes) => {
  need(/^([0-9a-f]{2})*$/.test(text) && (bytes === undefined || text.length === 2 * bytes), "bytes are not as they should be written");
  return Buffer.from(text, "hex");
};
const number = (text) => {
  need(/^(0|-?[1-9][0-9]*)$/.test(text), "a number is not as it should be written");
  return BigInt(text);
};

const shape = { event: 2, receipt: 6, head: 7, end: 3 };
let tenant, group, last, lines = 0, events = 0n, covered = 0n, receipts = 0n, heads = 0n, lastAt = -(2n ** 63n), ended = false, knownSigned = false;
const [, , path, known] = process.argv, usedKeys = new Set();

const handlers = {
  event([hash, text]) {
    const leaf = hex(text);
    const fields = fieldsOf(leaf);
    need(fields.length === 10 && fields.map((f) => f.length).every((n, i) => [16, 8, 8, 16, n, 16, 32, 4, n, n][i] === n) && fields[8].length % 32 === 0, "no leaf");
    const [owner, sequence, at] = [fields[0], fields[1].readBigUInt64LE(), fields[2].readBigInt64LE()];
    need(owner.equals(tenant), "another organisation's event");
    need(sequence === ++events && at >= lastAt, "an event is missing or out of place");
    lastAt = at;
    need(hash === sha256(Buffer.of(0), leaf).toString("hex"), "the event does not match its hash");
    const command = [5, 6, 3].map((i) => fields[i].toString("hex")).join();
    need(covered + 1n === events || command === group, "it stands among another command's events");
    group = command;
    grow(hex(hash, 32));
  },
  receipt([first, count, size, tree, key, command]) {
    need(number(first) === covered + 1n && number(count) > 0n && number(size) === covered + number(count) && number(size) === events, "the receipt does not cover the events");
    need(hex(key, 16) && hex(command, 32) && group.startsWith(`${key},${command},`), "the receipt is for another command");
    need(!usedKeys.has(key) && usedKeys.add(key), "the command's key was used before");
    need(root().equals(hex(tree, 32)), "the root is not the receipt's");
    covered = events;
    ++receipts;
  },
  head([count, size, tree, at, key, next, signature]) {
    need(number(count) === ++heads, "a head is missing or out of place");
    const message = [Buffer.from("assent tree head 1"), tenant, little(count, 8), little(size, 8), hex(tree, 32), little(number(at), 8)];
    message.push(hex(key, 32), next === "-" ? Buffer.alloc(0) : hex(next, 32));
    need(verify(null, encoded(message), publicKey(hex(key, 32)), hex(signature, 64)), "the signature does not hold");
    need(!last || (key === last.signs && number(at) > last.at), "the key is not in force, or time goes back");
    need(number(size) === events && hex(tree, 32).equals(root()), "the head is not for the events in front of it");
    knownSigned ||= key === known;
    last = { signs: next === "-" ? key : next, at: number(at) };
  },
  end([e, r, h]) {
    need(number(e) === events && number(r) === receipts && number(h) === heads && covered === events, "the counts are not right");
    ended = true;
  },
};

try {
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const [kind, ...words] = line.split(" ");
    ++lines;
    need(!ended, "there is more after the end");
    need(words.length === (lines === 1 ? 2 : shape[kind]), "no line of a bundle");
    if (lines > 1) handlers[kind](words);
    else need(kind === "assent-ledger" && words[0] === "1" && (tenant = hex(words[1], 16)), "no bundle");
  }
  need(ended, "the bundle was cut short");
  need(!known || knownSigned, "nothing is signed by the given key");
  console.log(`sound ${events} ${root().toString("hex")} ${heads}`);
} catch (what) {
  console.log(`fault ${lines}: ${what}`);
}
