// The page that says that there is no such page: finds a date in the address, and offers the
// paper of that day, or those nearest to it.
"use strict";

(function () {
  const days = window.broadsheetDays;
  const DATES = [
    /(?:^|\D)(\d{4})[-/_.年](\d{1,2})[-/_.月](\d{1,2})(?!\d)/g,
    /(?:^|\D)(\d{4})[-/_.]?(\d{2})[-/_.]?(\d{2})(?!\d)/g,
  ];
  // A01, B12, 03: a page's code, standing alone.
  const PAGE = /(?:^|[^a-z0-9])([a-z]{0,2}\d{2})(?![a-z0-9])/i;

  function address() {
    const { pathname, search, hash } = location;
    try {
      return decodeURIComponent(pathname + search + hash);
    } catch {
      return pathname + search + hash;
    }
  }

  // The first day that an address names, and the page, if it names one after it or before.
  function wanted(text) {
    for (const pattern of DATES) {
      for (const found of text.matchAll(pattern)) {
        const key = days.checked(found[1], found[2], found[3]);
        if (key) {
          const rest = text.slice(found.index + found[0].length);
          const page = rest.match(PAGE);
          return { key, page: page ? page[1] : "" };
        }
      }
    }
    return null;
  }

  function offer(place, index, want) {
    const said = place.dataset;
    const answer = place.querySelector(".lost-answer");
    const issues = index.of(want.key);
    if (issues.length === 0) {
      days.tellNearest(index, want.key, answer, said, said.root);
      return;
    }
    const list = document.createElement("ul");
    for (const issue of issues) {
      const date = days.named(issue);
      const ways = [[said.issue.replace("{date}", date), ""]];
      if (want.page) {
        const words = said.page.replace("{page}", want.page.toUpperCase()).replace("{date}", date);
        ways.unshift([words, want.page.toLowerCase()]);
      }
      for (const [words, anchor] of ways) {
        const item = document.createElement("li");
        item.append(days.link(index, issue, said.root, words, anchor));
        list.append(item);
      }
    }
    answer.replaceChildren(list);
  }

  const place = document.querySelector(".lost");
  const want = wanted(address());
  if (place && want) {
    days.load(place.dataset.root).then(
      (index) => {
        if (index.issues.length === 0) return;
        place.hidden = false;
        offer(place, index, want);
      },
      () => {},
    );
  }
})();
