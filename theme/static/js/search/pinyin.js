// Headlines and names by how they are said: wangjiachen, or wjc. Loaded when Latin letters find nothing.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const CHARACTERS = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;

  // Every way to read letters as syllables; the last may be a syllable's beginning.
  function readings(letters, syllables) {
    if (!letters) return [[]];
    const found = [];
    for (let length = Math.min(6, letters.length); length > 0; length -= 1) {
      const start = letters.slice(0, length);
      const rest = letters.slice(length);
      if (syllables.has(start)) for (const more of readings(rest, syllables)) found.push([start, ...more]);
      else if (!rest && [...syllables].some((each) => each.startsWith(start))) found.push([start]);
    }
    return found;
  }

  class Pinyin {
    // table: every syllable and the characters that are read so.
    constructor(text, table) {
      const letters = text.toLowerCase().replace(/ü/g, "v").replace(/[^a-z]/g, "");
      this.of = new Map();
      for (const [syllable, characters] of Object.entries(table)) {
        for (const c of characters) this.of.set(c, [...(this.of.get(c) || []), syllable]);
      }
      const syllables = new Set(Object.keys(table));
      this.ways = letters.length <= 40 ? readings(letters, syllables).slice(0, 50) : [];
      this.letters = letters.length <= 12 ? letters : "";
    }

    // The terms of a way: pairs, the last of which may be a beginning.
    static pairs(parts, prefix, joint) {
      if (parts.length === 1) return [[prefix + parts[0], true]];
      return parts.slice(1).map((part, at) => [`${prefix}${parts[at]}${joint}${part}`, at === parts.length - 2]);
    }

    async holders(segment, both, either, setOf) {
      const ways = this.ways.map((way) => Pinyin.pairs(way, "p:", " "));
      if (this.letters) ways.push(Pinyin.pairs([...this.letters], "i:", ""));
      const sets = await Promise.all(
        ways.map(async (way) => {
          const lists = await Promise.all(way.map(([word, isPrefix]) => segment.words(word, isPrefix)));
          return lists.map((found) => setOf(segment.count, found.map(([, list]) => list))).reduce(both);
        }),
      );
      return sets.reduce(either, new Uint8Array(segment.count));
    }

    // Whether a character may be read so; of rare ones nothing is known.
    reads(character, part, isBeginning) {
      const said = this.of.get(character);
      return !said || said.some((each) => (isBeginning ? each.startsWith(part) : each === part));
    }

    hits(fields) {
      const found = [];
      for (const field of fields) {
        if (field.name !== "headline" && field.name !== "name") continue;
        for (const run of field.text.matchAll(CHARACTERS)) {
          const characters = [...run[0]];
          for (let at = 0; at < characters.length; at += 1) {
            const length = this.match(characters, at);
            if (!length) continue;
            const start = run.index + characters.slice(0, at).join("").length;
            found.push([field, start, start + characters.slice(at, at + length).join("").length]);
          }
        }
      }
      return found;
    }

    // How many characters from a place on are said as the letters, 0 if they are not.
    match(characters, at) {
      const here = (way, isBeginning) =>
        at + way.length <= characters.length && way.every((part, i) => this.reads(characters[at + i], part, isBeginning(i)));
      for (const way of this.ways) if (here(way, (i) => i === way.length - 1)) return way.length;
      const initials = [...this.letters];
      return initials.length > 1 && here(initials, () => true) ? initials.length : 0;
    }
  }

  search.Pinyin = Pinyin;
})();
