// What a search needs for fields and dates, and once its first results are there: counts by facet,
// other tries, the best first.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const { Found, Query, Segment, HEADING, isText, made, plain, planned, holders, lists, listsOf, normalise, setOf, size } = search;
  const decoder = new TextDecoder();
  const fromBinary = (text) => decoder.decode(Uint8Array.from(text, (c) => c.charCodeAt(0)));
  const RANKED = 60;

  const pageName = (text) => normalise(text).text.replace(/^第|版$/g, "").trim();

  search.filed = async function (segment, term) {
    const values = await segment.facet(term.field);
    const wanted = normalise(term.text).text;
    const fits =
      term.field === "page"
        ? (value) => pageName(value) === pageName(term.text)
        : (value) => normalise(value).text.startsWith(wanted);
    return setOf(segment.count, listsOf(values.filter(([value]) => fits(value))));
  };

  search.dated = async function (segment, from, to) {
    const set = new Uint8Array(segment.count);
    const first = from ? await segment.before(from) : 0;
    return set.fill(1, first, to ? await segment.before(`${to}~`) : segment.count);
  };

  Object.assign(Segment.prototype, {
    // A facet's values, each with its list.
    async facet(kind) {
      const bytes = await this.file(`f-${kind}`);
      return lists(bytes, this.count, true, () => true).map(([value, list]) => [fromBinary(value), list]);
    },

    // The number of articles before a day.
    async before(day) {
      if (day <= this.facts.first) return 0;
      if (day > this.facts.last) return this.count;
      const { months } = await this.directory();
      const at = months.findIndex(({ year, month }) => `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-32` > day);
      let low = months[at].start;
      let high = at + 1 < months.length ? months[at + 1].start : this.count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((await this.place(middle)).date < day) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  });

  // --- a query written anew

  function written(term) {
    const head = (term.excluded ? "-" : "") + (term.field ? `${term.field}:` : "");
    const isBare = (term.days || !term.quoted) && !/\s/.test(term.text) && head + term.text !== "OR";
    return head + (isBare ? term.text : `"${term.text.replace(/"/g, '""')}"`);
  }

  Object.assign(Query.prototype, {
    toString() {
      return this.clauses.map((clause) => clause.map(written).join(" OR ")).join(" ");
    },

    has(field, value) {
      return this.terms.some((term) => !term.excluded && term.field === field && term.text === plain(value));
    },

    with(field, value) {
      if (this.has(field, value)) return this;
      return new Query([...this.clauses, [made({ text: plain(value), field, quoted: true, excluded: false })]]);
    },

    // Without the term of this place in terms.
    without(at) {
      const gone = this.terms[at];
      return new Query(this.clauses.map((clause) => clause.filter((term) => term !== gone)));
    },

    // With another term in a term's place.
    instead(at, change) {
      const old = this.terms[at];
      const other = { ...old, ...change };
      return new Query(this.clauses.map((clause) => clause.map((term) => (term === old ? other : term))));
    },
  });

  // --- order

  // Hits in the heading first, then many, then early ones.
  function score(candidate) {
    if (!candidate.holds) return -1;
    const heading = candidate.hits.filter(([field]) => HEADING.includes(field.name)).length;
    const first = candidate.fields.findIndex((field) => candidate.hits.some(([hit]) => hit === field));
    return Math.min(heading, 9) * 1e6 + candidate.hits.length * 1e3 - first;
  }

  // Articles of one issue that stand together, in the order in which they were printed.
  search.inReadingOrder = function (candidates) {
    const issue = ({ record }) => record.path.replace(/[^/]*$/, "");
    const at = new Map(candidates.map((each, place) => [each, place]));
    return [...candidates].sort((one, other) => (issue(one) === issue(other) ? one.record.order - other.record.order : at.get(one) - at.get(other)));
  };

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
