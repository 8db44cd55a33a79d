// On which days there is an issue: reads data/days.js, which calls broadsheetDays(…) once, and
// reads dates as people write them. Used by dates.js, random.js and lost.js.
"use strict";

(function () {
  const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
  let loading = null;
  let index = null;

  function two(number) {
    return String(number).padStart(2, "0");
  }

  // The days of a year, counted from 1: a list as it is, or a bitmap in base64.
  function daysOf(packed) {
    if (Array.isArray(packed)) return packed;
    const bytes = atob(packed);
    const days = [];
    for (let at = 0; at < bytes.length * 8; at += 1) {
      if (bytes.charCodeAt(at >> 3) & (1 << (at & 7))) days.push(at + 1);
    }
    return days;
  }

  function dayKey(year, dayOfYear) {
    const date = new Date(Date.UTC(2000, 0, 1));
    date.setUTCFullYear(Number(year), 0, dayOfYear);
    return `${year}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  }

  function filled(pattern, key, edition) {
    const [year, month, day] = key.split("-");
    return pattern
      .replace("{year}", year)
      .replace("{month}", month)
      .replace("{day}", day)
      .replace("{edition}", edition ? `-${encodeURIComponent(edition)}` : "");
  }

  class Index {
    constructor(data) {
      this.patterns = data;
      this.issues = [];
      for (const { edition, title, years } of data.editions) {
        for (const [year, packed] of Object.entries(years)) {
          for (const day of daysOf(packed)) {
            this.issues.push({ key: dayKey(year, day), edition, title });
          }
        }
      }
      const place = (issue) => `${issue.key} ${issue.edition}`;
      this.issues.sort((one, other) => (place(one) < place(other) ? -1 : 1));
    }

    // The number of issues before a day (2019-10-24) or the beginning of one (2019-10).
    before(key) {
      let low = 0;
      let high = this.issues.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.issues[middle].key < key) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    // The issues whose day begins so: of a day, a month or a year.
    of(key) {
      const start = this.before(key);
      let end = start;
      while (end < this.issues.length && this.issues[end].key.startsWith(key)) end += 1;
      return this.issues.slice(start, end);
    }

    // The issues next before and next after a day; the main paper of each, where there is one.
    around(key) {
      const at = this.before(key);
      const after = this.issues.slice(at).find((issue) => !issue.key.startsWith(key));
      const last = at ? this.issues[at - 1].key : "";
      return { before: last ? this.of(last)[0] : undefined, after };
    }

    path(issue) {
      return filled(this.patterns.issue, issue.key, issue.edition);
    }

    // The page of a month (2019-10) or a year (2019).
    listPath(key) {
      return filled(key.length > 4 ? this.patterns.month : this.patterns.year, key, "");
    }
  }

  // 2019-10-24 if there is such a day; else nothing.
  function checked(year, month, day) {
    const date = new Date(Date.UTC(2000, 0, 1));
    date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
    const is = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
    return is ? `${year}-${two(Number(month))}-${two(Number(day))}` : "";
  }

  function monthNumber(name) {
    return MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  }

  // What somebody typed, as 2019-10-24, 2019-10 or 2019; empty when it is none of them.
  function read(text) {
    const plain = text.normalize("NFKC").trim();
    let found =
      plain.match(/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/) ||
      plain.match(/^(\d{4})(\d{2})(\d{2})$/);
    if (found) return checked(found[1], found[2], found[3]);
    found = plain.match(/^(\d{1,2})\s+([a-z]{3,9})\.?,?\s+(\d{4})$/i);
    if (found) return checked(found[3], monthNumber(found[2]), found[1]);
    found = plain.match(/^([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/i);
    if (found) return checked(found[3], monthNumber(found[1]), found[2]);
    found = plain.match(/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/);
    if (found) return checked(found[1], found[2], 1).slice(0, 7);
    found = plain.match(/^(\d{4})\s*年?$/);
    return found ? found[1] : "";
  }

  // A day, a month or a year in the words of the page's language.
  function words(key) {
    const language = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en-GB";
    const [year, month, day] = key.split("-").map(Number);
    const date = new Date(Date.UTC(2000, 0, 1));
    date.setUTCFullYear(year, (month || 1) - 1, day || 1);
    const options = { timeZone: "UTC", year: "numeric" };
    if (month) options.month = "long";
    if (day) options.day = "numeric";
    return new Intl.DateTimeFormat(language, options).format(date);
  }

  function named(issue) {
    return `${words(issue.key)} ${issue.title}`.trim();
  }

  // Called by data/days.js.
  function broadsheetDays(data) {
    index = new Index(data);
  }

  broadsheetDays.read = read;
  broadsheetDays.checked = checked;
  broadsheetDays.words = words;
  broadsheetDays.named = named;

  // The index of issues, asked for once; root is the way to the site's root.
  broadsheetDays.load = function (root) {
    if (loading === null) {
      loading = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `${root}data/days.js`;
        script.onload = () => (index ? resolve(index) : reject(new Error(script.src)));
        script.onerror = () => reject(new Error(script.src));
        document.head.append(script);
      });
      loading.catch(() => {
        loading = null;
      });
    }
    return loading;
  };

  // A link to an issue, and to a place on its page if one is named.
  broadsheetDays.link = function (index, issue, root, text, anchor) {
    const link = document.createElement("a");
    link.href = root + index.path(issue) + (anchor ? `#${anchor}` : "");
    link.textContent = text;
    return link;
  };

  // Says that a day has no issue, and which are nearest: into an element, in its owner's words.
  broadsheetDays.tellNearest = function (index, key, place, said, root) {
    const none = document.createElement("p");
    none.textContent = said.none.replace("{date}", words(key));
    const list = document.createElement("ul");
    const { before, after } = index.around(key);
    for (const [issue, text] of [[before, said.before], [after, said.after]]) {
      if (issue) {
        const item = document.createElement("li");
        const label = text.replace("{date}", named(issue));
        item.append(broadsheetDays.link(index, issue, root, label));
        list.append(item);
      }
    }
    place.replaceChildren(none, ...(list.children.length ? [list] : []));
  };

  window.broadsheetDays = broadsheetDays;
})();
