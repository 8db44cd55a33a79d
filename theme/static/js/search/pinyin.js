// Headlines and names by how they are said: wangjiachen, or wjc. Loaded when Latin letters find nothing.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const CHARACTERS = /[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+/gu;
  const LONGEST = 40;
  const MOST_INITIALS = 12;

  class Pinyin {
    // table: every syllable and the characters that are read so.
    constructor(text, table) {
      const letters = text.toLowerCase().replace(/ü/g, "v").replace(/[^a-z]/g, "");
      this.of = new Map();
      for (const [syllable, characters] of Object.entries(table)) {
        for (const c of characters) this.of.set(c, [...(this.of.get(c) || []), syllable]);
      }
      this.letters = letters.length <= LONGEST ? letters : "";
      this.initials = letters.length <= MOST_INITIALS ? [...letters] : [];
      // Of each place in the letters the syllables that begin there: [syllable, where it ends]. The
      // last may be a beginning. Only those from which the end is reached.
      this.from = [];
      for (let at = this.letters.length - 1; at >= 0; at -= 1) {
        const rest = letters.slice(at);
        const here = Object.keys(table).filter((each) => each !== rest && rest.startsWith(each) && this.from[at + each.length].length);
        this.from[at] = here.map((each) => [each, at + each.length]);
        if (Object.keys(table).some((each) => each.startsWith(rest))) this.from[at].push([rest, letters.length]);
      }
    }

    async holders(segment, both, either, setOf) {
      const none = new Uint8Array(segment.count);
      const length = this.letters.length;
      const known = new Map();
      const having = async (word, isPrefix) => setOf(segment.count, (await segment.words(word, isPrefix)).map(([, list]) => list));
      const any = (sets) => sets.reduce(either, none);
      // The articles that go on so after a syllable that ends at a place.
      const after = (before, at) => {
        const key = `${before} ${at}`;
        if (!known.has(key)) {
          known.set(key, Promise.all(this.from[at].map(async ([next, end]) => {
            const [pair, rest] = await Promise.all([having(`p:${before} ${next}`, end === length), end < length && after(next, end)]);
            return rest ? both(pair, rest) : pair;
          })).then(any));
        }
        return known.get(key);
      };
      const sets = length ? this.from[0].map(([first, end]) => (end < length ? after(first, end) : having(`p:${first}`, true))) : [];
      const { initials } = this;
      if (initials.length === 1) sets.push(having(`i:${initials}`, true));
      if (initials.length > 1) {
        const pairs = initials.slice(1).map((letter, at) => having(`i:${initials[at]}${letter}`, false));
        sets.push(Promise.all(pairs).then((found) => found.reduce(both)));
      }
      return any(await Promise.all(sets));
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
            const end = this.end(characters, at, 0) || this.endOfInitials(characters, at);
            if (!end) continue;
            const start = run.index + characters.slice(0, at).join("").length;
            found.push([field, start, start + characters.slice(at, end).join("").length]);
          }
        }
      }
      return found;
    }

    // Where the characters from one on have been said as the letters from a place on; 0 if they are not.
    end(characters, at, place) {
      if (place && place === this.letters.length) return at;
      if (at === characters.length || !this.letters) return 0;
      for (const [part, next] of this.from[place]) {
        const end = this.reads(characters[at], part, next === this.letters.length) && this.end(characters, at + 1, next);
        if (end) return end;
      }
      return 0;
    }

    endOfInitials(characters, at) {
      const { initials } = this;
      const end = at + initials.length;
      const isSaid = initials.length > 1 && end <= characters.length && initials.every((letter, i) => this.reads(characters[at + i], letter, true));
      return isSaid ? end : 0;
    }
  }

  search.Pinyin = Pinyin;
})();
