// The files of the index, from a web host or from a disk, checked and read (docs/search.md).
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const OPENS = "broadsheetSearch('";
  const CLOSES = "');\n";
  const onDisk = location.protocol === "file:";
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const binary = (text) => Array.from(encoder.encode(text), (byte) => String.fromCharCode(byte)).join("");

  // A file is not there, is cut off, or is another's: part of the index is lost.
  class Lost extends Error {}

  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });
  function crc(bytes, sum) {
    for (const byte of bytes) sum = CRC[(sum ^ byte) & 255] ^ (sum >>> 8);
    return sum;
  }

  // The content of a file that was fetched, or Lost.
  function checked(bytes, path) {
    const sum = crc(bytes.subarray(4), crc(encoder.encode(path), ~0));
    if (bytes.length < 4 || ~sum !== new DataView(bytes.buffer).getInt32(0, true)) throw new Lost(path);
    return bytes.subarray(4);
  }

  function unwrapped(file, path) {
    const edge = (part) => String.fromCharCode(...part);
    const end = file.length - CLOSES.length;
    if (edge(file.subarray(0, OPENS.length)) !== OPENS || edge(file.subarray(end)) !== CLOSES) throw new Lost(path);
    const bytes = new Uint8Array(file.length);
    let length = 0;
    for (let at = OPENS.length; at < end; at += 1) {
      let byte = file[at];
      if (byte === 92) {
        byte = file[(at += 1)];
        if (byte === 110) byte = 10;
        else if (byte === 114) byte = 13;
      }
      bytes[length] = byte;
      length += 1;
    }
    return bytes.slice(0, length);
  }

  async function fetched(url, path, cache) {
    const answer = await fetch(url, { cache });
    if (!answer.ok) throw new Lost(path);
    return unwrapped(new Uint8Array(await answer.arrayBuffer()), path);
  }

  // A script of the theme that only some searches need: it lies beside this one.
  const beside = document.currentScript.src;
  const scripts = new Map();
  search.script = function (name) {
    if (!scripts.has(name)) {
      const asked = new Promise((resolve, reject) => {
        const element = document.createElement("script");
        element.src = new URL(`${name}.js`, beside).href;
        element.onload = resolve;
        element.onerror = () => reject(new TypeError(name));
        document.head.append(element);
      });
      asked.catch(() => scripts.delete(name));
      scripts.set(name, asked);
    }
    return scripts.get(name);
  };

  class Store {
    constructor(root) {
      this.root = root;
      this.files = new Map();
    }

    // A file's content, asked for once; path is what its checksum names it, folder where that lies.
    load(path, folder = "search/", cache = "default") {
      const key = folder + path;
      if (!this.files.has(key)) {
        const url = this.root + encodeURI(key);
        const bytes = onDisk ? search.script("disk").then(() => search.loaded(url, path)) : fetched(url, path, cache);
        const asked = bytes.then((each) => checked(each, path));
        asked.catch(() => this.files.delete(key));
        this.files.set(key, asked);
      }
      return this.files.get(key);
    }

    async json(path, folder, cache) {
      return JSON.parse(decoder.decode(await this.load(path, folder, cache)));
    }

    // What an article's page says: its twin, on a disk that of its issue.
    async article(path) {
      const record = await (onDisk ? this.onDisk(path) : this.twin(path));
      if (!record || record.path !== path) throw new Lost(path);
      return record;
    }

    async onDisk(path) {
      const [, folder, slug] = path.match(/^(.*\/)(.*)\.html$/);
      return (await this.json(`${folder}texts.js`, ""))[slug];
    }

    async twin(path) {
      const answer = await fetch(this.root + encodeURI(path).replace(/html$/, "json"));
      if (!answer.ok) throw new Lost(path);
      return answer.json().catch((error) => {
        throw error instanceof SyntaxError ? new Lost(path) : error;
      });
    }
  }

  class Reader {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
    }

    number() {
      let value = 0;
      for (let unit = 1; ; unit *= 128) {
        const byte = this.bytes[this.at];
        this.at += 1;
        value += (byte & 127) * unit;
        if (!(byte & 128)) return value;
      }
    }

    // A word after another, as a string of bytes.
    word(before) {
      const shared = this.number();
      const end = this.number() + this.at;
      const rest = String.fromCharCode(...this.bytes.subarray(this.at, end));
      this.at = end;
      return before.slice(0, shared) + rest;
    }
  }

  // The lists of a shard whose terms are wanted: [term, numbers of articles], in order.
  function lists(bytes, count, isWords, wanted) {
    const reader = new Reader(bytes);
    let bit = (reader.number() + reader.at) * 8;
    const terms = [];
    let term = isWords ? "" : 0;
    for (let left = reader.number(); left > 0; left -= 1) {
      let alone = 0;
      if (isWords) term = reader.word(term);
      else {
        const step = reader.number();
        alone = step % 2;
        term += (step - alone) / 2;
      }
      terms.push([term, alone || reader.number()]);
    }
    const found = [];
    for (const [name, size] of terms) {
      const low = 31 - Math.clz32(Math.max(1, Math.floor((count * 7) / (size * 8))));
      const list = wanted(name) ? new Uint32Array(size) : null;
      let article = -1;
      for (let at = 0; at < size; at += 1) {
        let upper = 0;
        while (!((bytes[bit >> 3] >> (7 - (bit & 7))) & 1)) {
          upper += 1;
          bit += 1;
        }
        bit += 1;
        let value = upper;
        for (let i = 0; i < low; i += 1, bit += 1) value = value * 2 + ((bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
        article += value + 1;
        if (list) list[at] = article;
      }
      if (list) found.push([name, list]);
    }
    return found;
  }

  // The place of the last of the firsts that is not after a value.
  function place(firsts, value) {
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  const BLOCK = 64;

  class Segment {
    constructor(store, facts) {
      this.store = store;
      this.facts = facts;
      this.count = facts.articles;
    }

    file(name) {
      return this.store.load(`${this.facts.id}/${name}.js`);
    }

    directory() {
      this.opened = this.opened || this.file("index").then((bytes) => {
        const reader = new Reader(bytes);
        reader.number();
        const months = [];
        let month = 0;
        let start = 0;
        for (let left = reader.number(); left > 0; left -= 1) {
          month += reader.number();
          months.push({ year: Math.floor(month / 12), month: (month % 12) + 1, start });
          start += reader.number();
        }
        const grams = [];
        let gram = 0;
        for (let left = reader.number(); left > 0; left -= 1) grams.push((gram += reader.number()));
        const words = [];
        let word = "";
        for (let left = reader.number(); left > 0; left -= 1) words.push((word = reader.word(word)));
        return { months, grams, words };
      });
      this.opened.catch(() => {
        this.opened = null;
      });
      return this.opened;
    }

    // The lists of all terms from first to last, of the shards that may hold any.
    async range(isWords, first, last) {
      const directory = await this.directory();
      const firsts = isWords ? directory.words : directory.grams;
      const from = Math.max(0, place(firsts, first));
      const to = place(firsts, last);
      const names = [];
      for (let at = from; at <= to; at += 1) names.push(`${isWords ? "w" : "g"}${at}`);
      const shards = await Promise.all(names.map((name) => this.file(name)));
      const inside = (term) => term >= first && term <= last;
      return shards.flatMap((bytes) => lists(bytes, this.count, isWords, inside));
    }

    gram(number) {
      return this.range(false, number, number);
    }

    // The lists of a word, or of all words that begin so.
    words(text, isPrefix) {
      const word = binary(text);
      return this.range(true, word, isPrefix ? `${word}\xff` : word);
    }

    block(number) {
      return this.store.json(`${this.facts.id}/d${number}.js`).then((issues) =>
        issues.flatMap(([date, edition, start, rests]) =>
          rests.split("/").map((rest) => ({
            date,
            path: `${date.replace(/-/g, "/")}${edition ? `-${edition}` : ""}/${start}${rest.replace(/^\*/, "")}.html`,
            folds: rest.startsWith("*"),
          })),
        ),
      );
    }

    async place(article) {
      return (await this.block(Math.floor(article / BLOCK)))[article % BLOCK];
    }
  }

  Object.assign(search, { Lost, Store, Segment, lists });
})();
