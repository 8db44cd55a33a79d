// What somebody asks for: words, "phrases", -words, OR, fields, dates.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const FIELDS = {
    title: "title", 标题: "title", by: "by", 作者: "by", 署名: "by", section: "section", 版块: "section", 分类: "section",
    column: "column", 栏目: "column", page: "page", 版: "page", 版次: "page", date: "date", 日期: "date",
    pinyin: "pinyin", 拼音: "pinyin",
  };
  // Within quotes a quote is written twice.
  const PIECE = new RegExp(
    `\\||([-－])?(?:(${Object.keys(FIELDS).join("|")}):)?(?:"((?:[^"]|"")*)"?|([^\\s"|]+))`,
    "giu",
  );
  const DATE = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?$/;
  const two = (number) => String(number).padStart(2, "0");

  // The first and last day of what somebody wrote: a day, a month, a year; nothing if it is none.
  function dates(text) {
    const found = text.normalize("NFKC").trim().match(DATE);
    if (!found) return null;
    const [, year, month, day] = found.map((part) => part && Number(part));
    const date = new Date(Date.UTC(2000, (month || 1) - 1, day || 1));
    date.setUTCFullYear(year);
    if (month === 0 || month > 12 || day === 0 || (day && date.getUTCDate() !== day)) return null;
    const last = new Date(Date.UTC(2000, 0, 1));
    last.setUTCFullYear(year, month || 12, 0);
    const start = `${found[1]}-`;
    return [
      `${start}${two(month || 1)}-${two(day || 1)}`,
      `${start}${two(month || 12)}-${two(day || last.getUTCDate())}`,
    ];
  }

  // A span: 2019-10..2020-03, 2019.., ..2020, or a single date.
  function span(text) {
    const [first, last] = text.split("..");
    const from = first === "" ? ["", ""] : dates(first);
    const to = last === undefined ? from : last === "" ? ["", ""] : dates(last);
    return from && to && (from[0] || to[1]) ? [from[0], to[1]] : null;
  }

  // Signs as they are written in a query.
  const plain = (text) => text.replace(/[“”„‟＂]/g, '"').replace(/：/g, ":").replace(/｜/g, "|");

  // A term, whose days are known if it is a date; a bare word may be one.
  function made(term) {
    const bare = !term.field && !term.quoted && /^\d{4}([-/.])\d\d?\1\d\d?$|\.\./.test(term.text);
    if (term.field !== "date" && !bare) return term;
    const days = span(term.text);
    if (days) return { ...term, field: "date", days };
    return bare ? term : { ...term, wrong: true };
  }

  class Query {
    // clauses: each a list of terms of which one must hold.
    constructor(clauses) {
      this.clauses = clauses.filter((clause) => clause.length);
      this.terms = this.clauses.flat();
      this.isEmpty = this.terms.length === 0;
    }
  }

  function parse(source) {
    const clauses = [];
    let joins = false;
    for (const [whole, minus, name, phrase, word] of plain(source).matchAll(PIECE)) {
      if (whole === "OR" || whole === "|") {
        joins = clauses.length > 0;
        continue;
      }
      const said = phrase === undefined ? word : phrase.replace(/""/g, '"').trim();
      if (!said || /^[-－]$/.test(said)) continue;
      const field = name ? FIELDS[name.toLowerCase()] : "";
      const term = made({ text: said, field, quoted: phrase !== undefined, excluded: Boolean(minus) });
      if (joins) clauses[clauses.length - 1].push(term);
      else clauses.push([term]);
      joins = false;
    }
    return new Query(clauses);
  }

  Object.assign(search, { Query, parse, dates, made, plain });
})();
