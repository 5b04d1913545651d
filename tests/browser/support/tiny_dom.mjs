// Just enough of a document for tests without a browser: the nodes and attributes of well-formed HTML as programs write it
// to the clipboard. It neither closes nor moves elements by itself, as a browser's parser does.

const VOID = new Set(["br", "hr", "img", "meta", "link", "input", "col"]);
const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0", shy: "\u00ad", middot: "·", bull: "•", ndash: "–", pound: "£" };

const decode = (text) =>
  text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name) => {
    if (name[0] !== "#") return NAMED[name] ?? whole;
    return String.fromCodePoint(name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10));
  });

function element(localName, attributes) {
  return { nodeType: 1, localName, childNodes: [], getAttribute: (name) => attributes[name] ?? null };
}

/** @returns an element that holds what the HTML says */
export function parse(html) {
  const root = element("body", {});
  const open = [root];
  const token = /<!--[\s\S]*?-->|<![^>]*>|<\?[^>]*>|<(\/?)([\w:]+)((?:\s+[\w:-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*)\s*\/?>|[^<]+|</g;
  for (const { 0: whole, 1: end, 2: tag, 3: attributes } of html.matchAll(token)) {
    const parent = open.at(-1);
    if (whole.startsWith("<!") || whole.startsWith("<?")) {
      parent.childNodes.push({ nodeType: 8, nodeValue: whole });
    } else if (!tag) {
      parent.childNodes.push({ nodeType: 3, nodeValue: decode(whole) });
    } else if (end) {
      const at = open.findLastIndex((one) => one.localName === tag.toLowerCase());
      if (at > 0) open.length = at;
    } else {
      const given = {};
      for (const [, name, double, single, bare] of attributes.matchAll(/([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g))
        given[name.toLowerCase()] = decode(double ?? single ?? bare ?? "");
      const made = element(tag.toLowerCase(), given);
      parent.childNodes.push(made);
      if (!VOID.has(made.localName)) open.push(made);
    }
  }
  return root;
}
