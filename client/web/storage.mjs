// What this browser keeps: bytes that survive closing the tab (IndexedDB), one after the other in the order given, and
// small settings (localStorage). Without either, e.g. in a private window, things work and are forgotten.

// Tabs of one person share the storage. Each puts its own name behind its keys and holds a lock of that name while it lives:
// what a living tab keeps is its own to send, what a dead one left is taken over by whoever looks next.

const lock_of = (tab) => `assent.tab.${tab}`;

export class Store {
  /** @param inherited  called when a tab has ended that kept something which list() left out */
  constructor(inherited = () => {}, name = "assent") {
    this.lasting = false; // whether what is put here outlives the page
    this.inherited = inherited;
    this.tab = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.others = new Map(); // our name of a key -> the key it was found under
    this.awaited = new Set();
    navigator.locks?.request(lock_of(this.tab), () => new Promise(() => {}));
    this.ready = new Promise((resolve) => {
      let request;
      try {
        request = indexedDB.open(name, 1);
      } catch {
        resolve(null);
        return;
      }
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    });
    this.database = null;
    this.opened = this.ready.then((database) => {
      this.database = database;
      this.lasting = database !== null;
    });
    this.pending = 0;
    this.listed = Promise.resolve();
  }

  /**
   * Runs use(objectStore) after all that was asked before; resolves when the transaction is complete. The browser keeps
   * transactions in the order they were begun; begun and committed at once, they outlive a page that goes.
   */
  after(mode, use) {
    this.pending += 1;
    const done = this.database ? this.transact(mode, use) : this.opened.then(() => (this.database ? this.transact(mode, use) : undefined));
    return done.finally(() => (this.pending -= 1));
  }

  transact(mode, use) {
    return new Promise((resolve) => {
      const transaction = this.database.transaction("kept", mode, { durability: "strict" });
      let result;
      use(transaction.objectStore("kept"), (value) => (result = value));
      if (mode === "readwrite") transaction.commit?.();
      transaction.oncomplete = () => resolve(result);
      transaction.onerror = () => resolve(result);
      transaction.onabort = () => resolve(result);
    });
  }

  own(key) {
    return `${key}@${this.tab}`;
  }

  put(key, bytes) {
    const found = this.others.get(key);
    this.others.delete(key);
    return this.after("readwrite", (store) => {
      store.put(bytes, this.own(key));
      if (found) store.delete(found);
    });
  }

  delete(key) {
    const found = this.others.get(key);
    this.others.delete(key);
    return this.after("readwrite", (store) => {
      store.delete(this.own(key));
      if (found) store.delete(found);
    });
  }

  /** @returns {Promise<Array<[string, Uint8Array]>>} in key order, without what other living tabs keep; answers come in the order of the questions */
  list(prefix) {
    const answer = this.listed.then(() => this.found(prefix));
    this.listed = answer.catch(() => undefined);
    return answer;
  }

  async found(prefix) {
    const found = await this.after("readonly", (store, give) => {
      const entries = [];
      give(entries);
      const range = prefix ? IDBKeyRange.bound(prefix, `${prefix}\uffff`) : null;
      store.openCursor(range).onsuccess = (event) => {
        const cursor = event.target.result;
        if (!cursor) return;
        entries.push([cursor.key, cursor.value]);
        cursor.continue();
      };
    });
    const living = await this.living();
    const ours = [];
    for (const [stored, value] of found ?? []) {
      const at = stored.lastIndexOf("@");
      const [key, tab] = at < 0 ? [stored, ""] : [stored.slice(0, at), stored.slice(at + 1)];
      if (tab !== this.tab && living.has(lock_of(tab))) {
        this.awaitEnd(tab);
        continue;
      }
      if (tab !== this.tab) this.others.set(key, stored);
      ours.push([key, value]);
    }
    return ours;
  }

  async living() {
    const locks = await navigator.locks?.query();
    return new Set((locks?.held ?? []).map((lock) => lock.name));
  }

  awaitEnd(tab) {
    if (this.awaited.has(tab)) return;
    this.awaited.add(tab);
    navigator.locks.request(lock_of(tab), { mode: "shared" }, () => {
      this.awaited.delete(tab);
      this.inherited();
    });
  }
}

export class Settings {
  constructor(prefix = "assent.") {
    this.prefix = prefix;
    this.kept = new Map();
  }

  get(key) {
    try {
      return localStorage.getItem(this.prefix + key) ?? "";
    } catch {
      return this.kept.get(key) ?? "";
    }
  }

  set(key, value) {
    this.kept.set(key, value);
    try {
      if (value) localStorage.setItem(this.prefix + key, value);
      else localStorage.removeItem(this.prefix + key);
    } catch {
      // Storage may be forbidden; the setting then lasts as long as the page.
    }
  }
}
