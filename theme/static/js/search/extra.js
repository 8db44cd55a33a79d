// What a search needs once its first results are there: counts by facet, other tries, the best first.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const { Found, HEADING, isText, planned, holders, size } = search;
  const RANKED = 60;

  // Hits in the heading first, then many, then early ones.
  function score(candidate) {
    if (!candidate.holds) return -1;
    const heading = candidate.hits.filter(([field]) => HEADING.includes(field.name)).length;
    const first = candidate.fields.findIndex((field) => candidate.hits.some(([hit]) => hit === field));
    return Math.min(heading, 9) * 1e6 + candidate.hits.length * 1e3 - first;
  }

  Object.assign(Found.prototype, {
    // Candidates with a hit in the heading first; the first of them by what their texts say.
    async rank() {
      const headed = new Map();
      const terms = this.leaves.filter((leaf) => leaf.planned && !leaf.term.excluded && leaf.term.field !== "by");
      await this.each(async (segment) => {
        const sets = await Promise.all(terms.map((leaf) => holders(segment, planned(leaf.term, 1))));
        headed.set(segment, sets);
      });
      const rank = ({ segment, article }) => (headed.get(segment) || []).reduce((sum, set) => sum + set[article], 0);
      this.candidates.forEach((each) => (each.rank = rank(each)));
      this.candidates.sort((one, other) => other.rank - one.rank);
      const first = this.candidates.slice(0, RANKED);
      await this.verify(first);
      first.forEach((each) => (each.score = score(each)));
      first.sort((one, other) => other.score - one.score);
      this.candidates.splice(0, first.length, ...first);
    },

    // How many of those still standing have each value; kind: year, section, column, person, page.
    async facets(what) {
      const counts = new Map();
      const add = (value, number) => number && counts.set(value, (counts.get(value) || 0) + number);
      await this.each(async (segment) => {
        const set = this.standing.get(segment);
        if (what === "year") {
          const { months } = await segment.directory();
          months.forEach(({ year, start }, at) => add(String(year).padStart(4, "0"), size(set.subarray(start, (months[at + 1] || { start: segment.count }).start))));
        } else {
          const values = await segment.facet(what);
          for (const [value, list] of values) add(value, list.reduce((sum, article) => sum + set[article], 0));
        }
      });
      const found = Array.from(counts, ([value, count]) => ({ value, count }));
      const byValue = (one, other) => (one.value < other.value ? -1 : 1);
      return found.sort(what === "year" ? (one, other) => byValue(other, one) : (one, other) => other.count - one.count || byValue(one, other));
    },

    // What would find something, where this finds nothing.
    async suggestions() {
      const tries = [];
      const { query, from, to } = this;
      if (from || to) tries.push({ kind: "dates", query, from: "", to: "" });
      query.terms.forEach((term, at) => {
        const bare = term.text.replace(/[^\p{L}\p{M}\p{N}\s]+/gu, " ").trim();
        if (isText(term) && bare && bare !== term.text) tries.push({ kind: "punctuation", query: query.instead(at, { text: bare, quoted: false }), from, to });
        if (isText(term) && /^[a-z]{2,}$/i.test(term.text) && !term.excluded) tries.push({ kind: "pinyin", query: query.instead(at, { field: "pinyin", quoted: false }), from, to });
        if (query.terms.length > 1) tries.push({ kind: term.field === "date" ? "dates" : "drop", term, query: query.without(at), from, to });
      });
      const asked = await Promise.all(
        tries.map(async (each) => {
          const found = new Found(this.archive, search.parse(String(each.query)), { from: each.from, to: each.to, signal: this.signal });
          await found.ask();
          await found.results(0, 1);
          return { ...each, count: found.shown.length ? found.count : 0, exact: found.exact };
        }),
      );
      return asked.filter((each) => each.count > 0);
    },
  });
})();
