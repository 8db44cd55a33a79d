// One way of writing, in which text and query meet (docs/search.md); search/normalising.py does the same.
"use strict";

(function () {
  const HAN =
    /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3040-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\ue000-\ufaff\u{1b000}-\u{1b16f}\u{20000}-\u{3ffff}]/u;
  const WORD = /[\p{L}\p{M}\p{N}]/u;
  const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;
  const SPACE = /[\s\x1c-\x1f\x85]/;
  const ALIKE = { "‘": "'", "’": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"', "‐": "-", "‑": "-" };
  const known = new Map();
  const kinds = new Map();
  let simple = new Map();

  // What a code point becomes.
  function read(character) {
    let plain = known.get(character);
    if (plain === undefined) {
      plain = INVISIBLE.test(character) ? "" : ALIKE[character] || character.normalize("NFKC").toLowerCase();
      plain = Array.from(plain, (c) => (SPACE.test(c) && c !== "\n" ? " " : simple.get(c) || c)).join("");
      known.set(character, plain);
    }
    return plain;
  }

  // The text as search reads it, and for each of its places the place in the text in NFC.
  function normalise(source) {
    const original = source.normalize("NFC");
    const at = [];
    let text = "";
    let place = 0;
    for (const character of original) {
      for (const c of read(character)) {
        if (c === " " && text.endsWith(" ")) continue;
        text += c;
        for (let i = 0; i < c.length; i += 1) at.push(place);
      }
      place += character.length;
    }
    at.push(place);
    return { original, text, at };
  }

  // 2: written without spaces between words; 1: a letter or digit of a word; 0: parts.
  function kind(character) {
    let found = kinds.get(character);
    if (found === undefined) {
      found = HAN.test(character) ? 2 : WORD.test(character) && character.codePointAt(0) < 0x40000 ? 1 : 0;
      kinds.set(character, found);
    }
    return found;
  }

  // The runs of a normalised text: arrays of characters, each with its place in the text.
  function runs(text) {
    const found = [];
    let run = null;
    let place = 0;
    for (const c of text) {
      const is = kind(c);
      if (!is) run = null;
      else {
        if (!run) found.push((run = { start: place, characters: [], han: false }));
        run.characters.push(c);
        run.han = run.han || is === 2;
      }
      place += c.length;
    }
    return found;
  }

  const search = (payload) => search.arrived(payload);
  search.normalise = normalise;
  search.kind = kind;
  search.runs = runs;
  // Traditional characters, and as many simplified ones that are read instead.
  search.fold = function (traditional, simplified) {
    const to = Array.from(simplified);
    simple = new Map(Array.from(traditional, (c, at) => [c, to[at]]));
    known.clear();
  };
  window.broadsheetSearch = search;
})();
