// Answers a query: which articles may hold it, by the index; which do, by their texts.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const { Lost, Store, Segment, normalise, kind, runs } = search;
  const SPACES = { "": 0, title: 1, by: 2 };
  const PREFIXES = ["", "t:", "b:"];
  const POINT = 2 ** 18;
  const MOST_PAIRS = 6;
  const LONGEST = 40;
  const HEADING = ["kicker", "headline", "deck"];
  const gram = (space, one, other) => (space * POINT + one) * POINT + other;
  const isText = (term) => term.field in SPACES;
  const hasHan = (text) => runs(normalise(text).text).some((run) => run.han);

  // What of a phrase the index can answer: grams and words that every article with it has.
  function planned(term, space) {
    const text = normalise(term.text).text.trim();
    const all = runs(text);
    const last = all.length - 1;
    const plan = { text, space, grams: [], words: [], singles: [], han: all.some((run) => run.han), empty: last < 0 };
    // A letter by itself is a word, another last word of a query its beginning.
    plan.isWhole = term.quoted || (last >= 0 && all[last].characters.length < 2);
    all.forEach((run, at) => {
      const codes = run.characters.map((c) => c.codePointAt(0));
      if (!run.han) {
        if (plan.han && (at === 0 || at === last)) return;
        const exact = at < last || plan.isWhole || codes.length > LONGEST;
        plan.words.push([PREFIXES[space] + run.characters.slice(0, LONGEST).join(""), !exact]);
      } else if (codes.length === 1) plan.singles.push(codes[0]);
      else {
        const step = codes.length > MOST_PAIRS ? 2 : 1;
        for (let i = 0; i < codes.length - 1; i += step) plan.grams.push(gram(space, codes[i], codes[i + 1]));
        plan.grams.push(gram(space, codes[codes.length - 2], codes[codes.length - 1]));
      }
    });
    plan.grams = [...new Set(plan.grams)];
    const length = last === 0 ? all[0].characters.length : 0;
    const told = plan.han ? length < 3 : length < LONGEST || (length === LONGEST && !plan.isWhole);
    plan.exact = length > 0 && told && Array.from(text).length === length;
    return plan;
  }

  function setOf(count, lists) {
    const set = new Uint8Array(count);
    for (const list of lists) for (const article of list) set[article] = 1;
    return set;
  }
  const listsOf = (found) => found.map(([, list]) => list);
  const both = (one, other) => one.map((bit, at) => bit & other[at]);
  const either = (one, other) => one.map((bit, at) => bit | other[at]);
  const size = (set) => set.reduce((sum, bit) => sum + bit, 0);

  async function single(segment, space, code) {
    const all = await segment.gram(gram(space, code, 1));
    return all.length ? all : segment.range(false, gram(space, code, 0), gram(space, code, POINT - 1));
  }

  // The articles of a segment that may hold a phrase.
  async function holders(segment, plan) {
    const sets = await Promise.all([
      ...plan.grams.map((number) => segment.gram(number)),
      ...plan.words.map(([word, isPrefix]) => segment.words(word, isPrefix)),
      ...plan.singles.map((code) => single(segment, plan.space, code)),
    ]);
    return sets.map((found) => setOf(segment.count, listsOf(found))).reduce(both);
  }

  // --- texts

  // The fields of an article's record, in one way of writing.
  function fieldsOf(record) {
    const list = (name, texts) => texts.filter(Boolean).flatMap((text) => text.split("\n")).map((text) => ({ name, ...normalise(text) }));
    return [
      ...HEADING.flatMap((name) => list(name, [record[name]])),
      ...list("text", [record.byline, record.dateline, record.source, record.text]),
      // A copy that a cache still has may be of a time before there were missing ones.
      ...list("text", [...record.pictures, ...(record.missing_pictures || [])].flatMap((picture) => [picture.cutline, picture.credit])),
      ...list("text", [...record.corrections, ...(record.retraction ? [record.retraction] : [])].map((notice) => notice.text)),
      ...list("name", [...new Set(record.credits.map((credit) => credit.name))]),
    ];
  }

  const isWord = (text, at) => {
    const code = text.codePointAt(at > 0 && /[\udc00-\udfff]/.test(text[at]) ? at - 1 : at);
    return code !== undefined && kind(String.fromCodePoint(code)) === 1;
  };

  // Where a phrase stands in a normalised text: [start, end] of each.
  function occurrences(text, plan) {
    const found = [];
    const phrase = plan.text;
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      const end = at + phrase.length;
      const bound = plan.han || ((at === 0 || !isWord(text, at - 1) || !isWord(phrase, 0)) && (!plan.isWhole || end === text.length || !isWord(text, end) || !isWord(phrase, phrase.length - 1)));
      if (bound) found.push([at, end]);
    }
    return found;
  }

  // A term of a query with what the index says of it.
  class Leaf {
    constructor(term) {
      this.term = term;
      this.sets = new Map();
      this.exact = !isText(term) && term.field !== "pinyin";
      this.plan();
    }

    plan() {
      if (isText(this.term)) {
        this.planned = planned(this.term, SPACES[this.term.field]);
        this.exact = this.planned.exact;
      }
    }

    async ask(segment) {
      const { term } = this;
      let set;
      if (term.wrong) set = new Uint8Array(segment.count);
      else if (term.field === "date") set = await search.dated(segment, ...term.days);
      else if (this.said) set = await this.said.holders(segment, both, either, setOf);
      else if (isText(term)) set = await holders(segment, this.planned);
      else set = await search.filed(segment, term);
      this.sets.set(segment, set);
    }

    get total() {
      let sum = 0;
      for (const set of this.sets.values()) sum += size(set);
      return sum;
    }

    // Where it stands in a record's fields: [field, start, end] of each.
    hits(fields) {
      const { field } = this.term;
      const names = field === "title" ? HEADING : field === "by" ? ["name"] : [...HEADING, this.said ? "name" : "text"];
      const inside = fields.filter((each) => names.includes(each.name));
      if (this.said) return this.said.hits(inside);
      if (!this.planned) return [];
      return inside.flatMap((each) => occurrences(each.text, this.planned).map(([start, end]) => [each, start, end]));
    }

    holds(candidate, fields) {
      if (!this.sets.get(candidate.segment)[candidate.article]) return false;
      return this.exact || this.hits(fields).length > 0;
    }
  }

  class Archive {
    constructor(root) {
      this.root = root;
      this.store = new Store(root);
    }

    // The manifest; what it says of the whole archive.
    async open(cache = "no-cache") {
      this.manifest = this.manifest || (await this.store.json("manifest.js", "search/", cache));
      if (this.manifest.format !== 1) throw new Lost("manifest.js");
      const facts = this.manifest.segments;
      this.segments = this.segments || facts.map((each) => new Segment(this.store, each));
      return {
        articles: facts.reduce((sum, each) => sum + each.articles, 0),
        first: facts.length ? facts[0].first : "",
        last: facts.length ? facts[facts.length - 1].last : "",
      };
    }

    // The manifest anew, after a file was not there: another publication may have replaced it.
    async reopen() {
      const store = new Store(this.root);
      const manifest = await store.json("manifest.js", "search/", "reload").catch((error) => {
        if (error instanceof Lost) return this.manifest;
        throw error;
      });
      if (JSON.stringify(manifest) === JSON.stringify(this.manifest)) return false;
      Object.assign(this, { store, manifest, segments: null });
      return true;
    }

    async fold() {
      if (!this.folds) search.fold(...(await this.store.json(this.manifest.han)));
      this.folds = true;
    }

    script(name) {
      return search.script(name);
    }

    async pinyin() {
      await this.script("pinyin");
      this.readings = this.readings || (await this.store.json(this.manifest.pinyin));
    }

    async find(query, options = {}) {
      await this.open();
      const found = new Found(this, query, options);
      await found.ask();
      if (!found.lost.length || !(await this.reopen())) return found;
      await this.open();
      const again = new Found(this, query, options);
      await again.ask();
      return again;
    }
  }

  class Found {
    constructor(archive, query, { from = "", to = "", order = "newest", signal, progress } = {}) {
      Object.assign(this, { archive, query, from, to, order, signal, progress });
      // Its own: the archive may be opened anew under an answer (see reopen).
      this.segments = archive.segments;
      this.lost = [];
      this.unread = 0;
      this.standing = new Map();
      this.shown = [];
      this.next = 0;
      this.fields = new Map();
    }

    stop() {
      if (this.signal && this.signal.aborted) throw new DOMException("aborted", "AbortError");
    }

    // For every segment that is not lost, one after another's answer; a lost one is noted.
    async each(work) {
      const segments = this.segments.filter((segment) => !this.lost.includes(segment.facts));
      let done = 0;
      await Promise.all(
        segments.map(async (segment) => {
          try {
            await work(segment);
          } catch (error) {
            if (!(error instanceof Lost)) throw error;
            this.lost.push(segment.facts);
          }
          done += 1;
          if (this.progress) this.progress(done, segments.length);
        }),
      );
      this.stop();
    }

    async ask() {
      // Signs alone, which no index has, ask for nothing.
      const asking = (clause) => clause.map((term) => new Leaf(term)).filter((leaf) => !leaf.planned || !leaf.planned.empty);
      const clauses = this.query.clauses.map(asking).filter((clause) => clause.length);
      if (this.from || this.to) clauses.push([new Leaf({ field: "date", days: [this.from, this.to] })]);
      const leaves = clauses.flat();
      if (leaves.some((leaf) => !isText(leaf.term))) await this.archive.script("extra");
      const all = (some) => this.each((segment) => Promise.all(some.map((leaf) => leaf.ask(segment))));
      await all(leaves.filter((leaf) => leaf.term.field !== "pinyin"));
      let none = leaves.filter((leaf) => !["date", "pinyin"].includes(leaf.term.field) && leaf.total === 0);
      if (!this.archive.folds && none.some((leaf) => hasHan(leaf.term.text))) {
        await this.archive.fold();
        none.forEach((leaf) => leaf.plan());
        await all(none);
        none = none.filter((leaf) => leaf.total === 0);
      }
      const said = [...none.filter((leaf) => isText(leaf.term) && isLatin(leaf)), ...leaves.filter((leaf) => leaf.term.field === "pinyin")];
      if (said.length) {
        await this.archive.pinyin();
        for (const leaf of said) {
          leaf.said = new search.Pinyin(leaf.term.text, this.archive.readings);
          leaf.exact = false;
        }
        await all(said);
      }
      Object.assign(this, { clauses, leaves });
      this.exact = leaves.every((leaf) => leaf.exact);
      for (const segment of this.alive()) this.standing.set(segment, this.combined(clauses, segment));
      this.count = this.total(this.standing);
      await this.arrange();
    }

    alive() {
      return this.segments.filter((segment) => !this.lost.includes(segment.facts));
    }

    total(sets) {
      let sum = 0;
      for (const set of sets.values()) sum += size(set);
      return sum;
    }

    // The articles of a segment that may answer; what is excluded is left out where that is certain.
    combined(clauses, segment) {
      const one = (leaf) => {
        const set = leaf.sets.get(segment);
        if (!leaf.term.excluded) return set;
        return leaf.exact ? set.map((bit) => 1 - bit) : new Uint8Array(segment.count).fill(1);
      };
      const sets = clauses.map((clause) => clause.map(one).reduce(either));
      return sets.length ? sets.reduce(both) : new Uint8Array(segment.count);
    }

    // Candidates in order. By relevance: those with a hit in the heading first.
    async arrange() {
      const order = [];
      for (const segment of [...this.alive()].reverse()) {
        const set = this.standing.get(segment);
        for (let article = segment.count - 1; article >= 0; article -= 1) if (set[article]) order.push({ segment, article });
      }
      if (this.order === "oldest") order.reverse();
      this.candidates = order;
      if (this.order === "newest") return;
      await this.archive.script("extra");
      if (this.order === "oldest") return;
      await this.rank();
    }

    async read(candidate) {
      const place = await candidate.segment.place(candidate.article);
      if (place.folds) await this.archive.fold();
      candidate.record = await this.archive.store.article(place.path);
      candidate.fields = fieldsOf(candidate.record);
    }

    // Compare candidates with their texts, once each.
    async verify(candidates) {
      await Promise.all(
        candidates.filter((each) => each.holds === undefined).map(async (each) => {
          try {
            await this.read(each);
          } catch (error) {
            if (!(error instanceof Lost)) throw error;
            each.holds = false;
            each.isUnread = true;
            this.unread += 1;
            return;
          }
          each.holds = this.clauses.every((clause) => clause.some((leaf) => leaf.holds(each, each.fields) !== leaf.term.excluded));
          if (!each.holds) this.standing.get(each.segment)[each.article] = 0;
          else each.hits = this.leaves.filter((leaf) => !leaf.term.excluded).flatMap((leaf) => leaf.hits(each.fields)).map(printed);
        }),
      );
      this.count = this.total(this.standing);
      if (this.candidates && this.candidates.every((each) => each.holds !== undefined)) this.exact = !this.unread;
      this.stop();
    }

    // Results from a place on, so many of them or fewer at the end.
    async results(start, howMany) {
      while (this.shown.length < start + howMany && this.next < this.candidates.length) {
        const some = this.candidates.slice(this.next, this.next + howMany);
        await this.verify(some);
        this.next += some.length;
        let good = some.filter((each) => each.holds);
        if (this.order === "oldest") good = search.inReadingOrder(good);
        this.shown.push(...good);
      }
      return this.shown.slice(start, start + howMany).map(result);
    }

    // Compare every candidate with its text where there are few.
    async settle(limit) {
      if (!this.exact && this.count <= limit) await this.verify(this.candidates);
      return this.exact;
    }

  }

  const isLatin = ({ term }) => !term.quoted && !term.excluded && /^[a-z]{2,}$/i.test(term.text);

  // A text in pieces of {text, hit}.
  function pieces(field, hits, from = 0, to = field.original.length) {
    const ranges = hits
      .filter(([where]) => where === field)
      .map(([, start, end]) => [start, end])
      .sort(([one], [other]) => one - other);
    const found = [];
    let at = from;
    const add = (end, hit) => {
      if (end <= at) return;
      const last = found[found.length - 1];
      const text = field.original.slice(at, end);
      if (last && last.hit === hit) last.text += text;
      else found.push({ text, hit });
      at = end;
    };
    for (const [start, end] of ranges) {
      if (end <= at) continue;
      add(Math.min(start, to), false);
      add(Math.min(end, to), true);
    }
    add(to, false);
    return found;
  }

  // A hit's places in the text as it was printed; all of a character that is read as several.
  function printed([field, start, end]) {
    const last = field.at[end - 1];
    while (field.at[end] === last) end += 1;
    return [field, field.at[start], field.at[end]];
  }

  const BEFORE = 30;
  const AROUND = 90;
  const STOPS = /[。！？；.!?;](?=\s|[^\x00-\x7f]|$)/g;

  // The sentence of the first hit outside of the heading; else how the text begins.
  function snippet(record, fields, hits) {
    const hit = hits.find(([field]) => field.name === "text");
    const first = record.text.split("\n")[0].normalize("NFC");
    const field = hit ? hit[0] : fields.find((each) => each.name === "text" && each.original === first);
    if (!field) return [];
    const { original } = field;
    const start = hit ? hit[1] : 0;
    const wide = /[\u2e80-\u9fff]/.test(original) ? 1 : 2;
    let from = start <= 2 * BEFORE * wide ? 0 : start - BEFORE * wide;
    const before = original.slice(from, start);
    for (const stop of before.matchAll(STOPS)) from = start - before.length + stop.index + 1;
    while (wide === 2 && from > 0 && from < start && /\S/.test(original[from - 1])) from += 1;
    let to = Math.min(original.length, Math.max(from + AROUND * wide, hit ? hit[2] : 0));
    while (wide === 2 && to < original.length && /\S/.test(original[to])) to += 1;
    if (/[\udc00-\udfff]/.test(original[to] || "")) to += 1;
    if (/[\udc00-\udfff]/.test(original[from] || "")) from -= 1;
    const found = pieces(field, hits, from, to);
    if (from > 0) found.unshift({ text: "…", hit: false });
    if (to < original.length) found.push({ text: "…", hit: false });
    return found;
  }

  function result({ record, fields, hits }) {
    const heading = (name) => {
      const field = fields.find((each) => each.name === name);
      return field ? pieces(field, hits) : [];
    };
    const marks = hits.map(([field, start, end]) => field.original.slice(start, end));
    return {
      path: record.path,
      date: record.date,
      edition: record.edition,
      editionTitle: record.edition_title,
      page: record.page,
      pageTitle: record.page_title,
      section: record.section,
      column: record.column,
      language: record.language,
      credits: [...new Set(record.credits.map((credit) => credit.name))],
      headline: heading("headline"),
      kicker: heading("kicker"),
      deck: heading("deck"),
      snippet: snippet(record, fields, hits),
      marks: [...new Set(marks)],
    };
  }

  Object.assign(search, { Archive, Found, HEADING, isText, planned, holders, listsOf, setOf, size });
})();
