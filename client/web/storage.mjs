// What this browser keeps: bytes that survive closing the tab (IndexedDB), one after the other in the order given, and
// small settings (localStorage). Without either, e.g. in a private window, things work and are forgotten.

export class Store {
  constructor(name = "assent") {
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
    this.last = this.ready;
    this.pending = 0;
  }

  /** Runs use(objectStore) after all that was asked before; resolves when the transaction is complete. */
  after(mode, use) {
    this.pending += 1;
    const done = this.last.then(async () => {
      const database = await this.ready;
      if (!database) return undefined;
      return new Promise((resolve) => {
        const transaction = database.transaction("kept", mode, { durability: "strict" });
        let result;
        use(transaction.objectStore("kept"), (value) => (result = value));
        transaction.oncomplete = () => resolve(result);
        transaction.onerror = () => resolve(result);
        transaction.onabort = () => resolve(result);
      });
    });
    this.last = done.finally(() => (this.pending -= 1));
    return done;
  }

  put(key, bytes) {
    return this.after("readwrite", (store) => store.put(bytes, key));
  }

  delete(key) {
    return this.after("readwrite", (store) => store.delete(key));
  }

  /** @returns {Promise<Array<[string, Uint8Array]>>} in key order */
  async list(prefix) {
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
    return found ?? [];
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
