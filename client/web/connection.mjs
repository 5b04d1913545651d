// The WebSocket, binary, as the program sees it: open, message, close. Reconnecting is the program's: it knows what to
// resume.

export class Connection {
  /** @param parts {open, message, close} called with nothing, a Uint8Array, and (code, reason) */
  constructor(parts) {
    Object.assign(this, parts);
    this.socket = null;
    // A page kept for going back must not hold a connection.
    addEventListener("pagehide", () => this.disconnect(1001, "page hidden"));
  }

  connect(path) {
    this.disconnect(1000, "new connection");
    const url = new URL(path, location.href);
    url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    let socket;
    try {
      socket = new WebSocket(url, "assent.v1");
    } catch {
      queueMicrotask(() => this.close(1006, "refused by the browser"));
      return;
    }
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    const current = () => this.socket === socket;
    socket.addEventListener("open", () => current() && this.open());
    socket.addEventListener("message", (event) => {
      if (current() && event.data instanceof ArrayBuffer) this.message(new Uint8Array(event.data));
    });
    socket.addEventListener("close", (event) => {
      if (!current()) return;
      this.socket = null;
      this.close(event.code, event.reason);
    });
  }

  send(bytes) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(bytes);
    return true;
  }

  disconnect(code, reason) {
    const socket = this.socket;
    this.socket = null;
    // A browser may only name 1000 and codes from 3000.
    if (socket) socket.close(code === 1000 || code >= 3000 ? code : 1000, reason);
  }

  backlog() {
    return this.socket?.bufferedAmount ?? 0;
  }
}
