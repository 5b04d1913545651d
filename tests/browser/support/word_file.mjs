// A Word file as somebody sends it back: the export of a plan with tracked changes and comments written into it.
import assert from "node:assert/strict";
import { deflateRawSync, inflateRawSync } from "node:zlib";

const crc_table = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ crc_table[(rest ^ byte) & 0xff];
  return (rest ^ 0xffffffff) >>> 0;
}

/** The parts of a ZIP archive by name, in the order of its directory. */
export function parts_of(archive) {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  assert.ok(end >= 0, "no ZIP archive");
  const parts = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [name_size, extra_size, remark_size] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30), archive.readUInt16LE(at + 32)];
    const name = archive.toString("utf8", at + 46, at + 46 + name_size);
    const head = archive.readUInt32LE(at + 42);
    const from = head + 30 + archive.readUInt16LE(head + 26) + archive.readUInt16LE(head + 28);
    const packed = archive.subarray(from, from + size);
    parts.set(name, method === 8 ? inflateRawSync(packed) : Buffer.from(packed));
    at += 46 + name_size + extra_size + remark_size;
  }
  return parts;
}

export function archive_of(parts) {
  const [bodies, directory] = [[], []];
  let at = 0;
  for (const [name, bytes] of parts) {
    const [packed, title] = [deflateRawSync(bytes), Buffer.from(name)];
    const common = Buffer.alloc(26); // from "version needed" to the size of the extra field
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8); // 1 January 1980
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    bodies.push(Buffer.from("PK\x03\x04", "latin1"), common, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, rest, title);
    at += 30 + title.length + packed.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/**
 * Writes into an exported file.
 * @param remarks  each is about the run of the document that says `on`, by `name` on `day`: `insert` new words after it, `replace` [old, new]
 *   words in it, both as tracked changes, or a `comment` on it
 */
export function write_in(file, remarks) {
  const parts = parts_of(file);
  let body = parts.get("word/document.xml").toString();
  const comments = [];
  for (const [id, { on, name, day, insert, replace, comment }] of remarks.entries()) {
    const run = new RegExp(`<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">${escaped(on).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}</w:t></w:r>`);
    const found = body.match(run)?.[0];
    assert.ok(found, `no run of the document says "${on}"`);
    const by = `w:id="${900 + id}" w:author="${escaped(name)}" w:date="${day}T10:00:00Z"`;
    const words = (text) => `<w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
    const inserted = (text) => `<w:ins ${by}>${words(text)}</w:ins>`;
    let now = found;
    if (insert) now = found + inserted(insert);
    if (replace) {
      const [before, after] = on.split(replace[0]);
      now = `${words(before)}<w:del ${by}><w:r><w:delText xml:space="preserve">${escaped(replace[0])}</w:delText></w:r></w:del>${inserted(replace[1])}${words(after)}`;
    }
    if (comment) {
      now = `<w:commentRangeStart w:id="${id}"/>${found}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`;
      comments.push(`<w:comment w:id="${id}" w:author="${escaped(name)}" w:date="${day}T10:00:00Z"><w:p>${words(comment)}</w:p></w:comment>`);
    }
    body = body.replace(found, () => now);
  }
  parts.set("word/document.xml", Buffer.from(body));
  if (comments.length > 0) {
    parts.set("word/comments.xml", Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><w:comments ${names}>${comments.join("")}</w:comments>`));
    const add = (part, before, words) => parts.set(part, Buffer.from(parts.get(part).toString().replace(before, () => words + before)));
    add("word/_rels/document.xml.rels", "</Relationships>", `<Relationship Id="rIdComments" Type="${relations}/comments" Target="comments.xml"/>`);
    add("[Content_Types].xml", "</Types>", '<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/>');
  }
  return archive_of(parts);
}

/** The file as programs leave it that know nothing of its properties: it no longer says what it was made from. */
export function without_properties(file) {
  const parts = parts_of(file);
  parts.set("docProps/custom.xml", Buffer.from(parts.get("docProps/custom.xml").toString().replace(/<property .*<\/property>/s, "")));
  return archive_of(parts);
}
