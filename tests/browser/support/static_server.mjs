// Serves a folder of web files as the product's server does: the same security policy, every path without a dot answers
// index.html. For the gallery, which needs no server of the product: POST /upload and a WebSocket echo at /ws besides.
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

export const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const types = { ".html": "text/html; charset=utf-8", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".otf": "font/otf" };

/** @returns {Promise<{url: string, sent: number, close: () => Promise<void>}>} sent counts bytes of bodies */
export async function serve(folder) {
  const state = { sent: 0 };
  const sockets = new Set();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://x");
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (request.method === "POST" && pathname === "/upload") {
      let size = 0;
      request.on("data", (part) => (size += part.length));
      request.on("end", () => {
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ name: searchParams.get("name"), size }));
      });
      return;
    }
    const safe = normalize(pathname).replace(/^(\.\.[/\\])+/, "");
    const file = join(folder, extname(safe) ? safe : "index.html");
    if (!existsSync(file)) {
      response.statusCode = 404;
      response.end();
      return;
    }
    response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream");
    const packed = existsSync(`${file}.br`) && /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
    if (packed) response.setHeader("Content-Encoding", "br");
    createReadStream(packed ? `${file}.br` : file)
      .on("data", (part) => (state.sent += part.length))
      .pipe(response);
  });
  server.on("upgrade", (request, socket) => {
    const key = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n` +
        `Sec-WebSocket-Protocol: ${request.headers["sec-websocket-protocol"]}\r\n\r\n`,
    );
    // Short frames only: unmasks and sends them back, whatever their kind.
    socket.on("data", (frame) => {
      const size = frame[1] & 127;
      const mask = frame.subarray(2, 6);
      const body = Buffer.from(frame.subarray(6, 6 + size)).map((byte, index) => byte ^ mask[index % 4]);
      socket.write(Buffer.concat([Buffer.from([frame[0], size]), body]));
    });
    socket.on("error", () => {});
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(resolve);
      }),
  });
}
