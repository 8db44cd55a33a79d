// Beside the results: what they have in common, to narrow them; and what to try where there are none.
"use strict";

(function () {
  // page: what the search page lends: its words, its links, and which answer is the present one.
  window.broadsheetSearch.Narrow = function ({ said, text, messages, element, link, filled, counted, number, isNow }) {
    const SHOWN = 8;

    async function fill(answer, facet) {
      const { kind } = facet.dataset;
      const field = kind === "year" ? "date" : kind === "person" ? "by" : kind;
      const values = await answer.facets(kind);
      if (!isNow(answer)) return;
      const rows = values.map((each) => {
        const active = answer.query.has(field, each.value);
        const name = active ? element("b", "", each.value) : link(each.value, answer.query.with(field, each.value));
        return element("li", "", name, " ", element("span", "facet-count", number.format(each.count)));
      });
      const rest = rows.splice(SHOWN);
      const places = facet.querySelector("ul");
      places.replaceChildren(...rows);
      if (rest.length) {
        const button = element("button", "facet-all", filled(said.all, { count: number.format(values.length) }));
        button.type = "button";
        button.addEventListener("click", () => {
          button.parentElement.replaceWith(...rest);
          rest[0].querySelector("a")?.focus();
        });
        places.append(element("li", "", button));
      }
      facet.hidden = values.length < 1 || (kind === "page" && values.length === 1);
    }

    // Facets that are open are filled at once; one that is opened later, then.
    async function fillFacets(answer) {
      for (const facet of document.querySelectorAll(".search-facet")) {
        facet.hidden = false;
        facet.querySelector("ul").replaceChildren();
        facet.ontoggle = () => facet.open && !facet.querySelector("li") && fill(answer, facet).catch(() => {});
        if (facet.open) await fill(answer, facet);
      }
    }

    async function suggest(answer) {
      const tries = await answer.suggestions();
      if (!isNow(answer) || !tries.length) return;
      const items = tries.map((each) => {
        const words = filled(said[each.kind], { text: each.term ? each.term.text : text.value.trim() });
        const many = counted(each.exact ? "found" : "most", each.count);
        const days_ = each.kind === "dates" ? { from: each.from, to: each.to } : {};
        return element("li", "", link(words, each.query, days_), element("span", "facet-count", ` ${many}`));
      });
      messages.append(element("ul", "search-suggestions", ...items));
    }

    return { fillFacets, suggest };
  };
})();
