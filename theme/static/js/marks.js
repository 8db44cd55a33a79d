// Marks what was searched for in an article: its address ends in #mark=…&mark=… (js/search/page.js).
"use strict";

(function () {
  const bar = document.getElementById("marks");
  if (!bar || !location.hash.startsWith("#mark=")) return;
  const words = new URLSearchParams(location.hash.slice(1)).getAll("mark").filter(Boolean);
  const places = document.querySelectorAll(
    ".story-head :is(.kicker, .headline, .deck, .byline, .source), .notice p, .story-body :is(p, li, td, th, caption, h2, h3, h4, figcaption, blockquote)",
  );
  const hits = [];

  // The texts of an element in a row, and where each begins.
  function nodesOf(place) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let start = 0;
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start });
      start += walker.currentNode.length;
    }
    return nodes;
  }

  // Wrap a stretch of an element's text, piece by piece where it runs through links.
  function wrap(place, from, to) {
    const made = [];
    for (const { node, start } of nodesOf(place)) {
      const first = Math.max(from - start, 0);
      const last = Math.min(to - start, node.length);
      if (first >= last) continue;
      const range = document.createRange();
      range.setStart(node, first);
      range.setEnd(node, last);
      const mark = document.createElement("mark");
      range.surroundContents(mark);
      made.push(mark);
    }
    if (made.length) hits.push(made);
  }

  for (const place of places) {
    if (place.querySelector("p, li")) continue;
    const text = place.textContent;
    const found = [];
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) found.push([at, at + word.length]);
    }
    found.sort(([one], [other]) => one - other);
    let end = 0;
    for (const [from, to] of found) {
      if (from >= end) wrap(place, from, to);
      end = Math.max(end, to);
    }
  }
  if (!hits.length) return;

  const said = bar.querySelector("[data-said]");
  let at = -1;
  function go(step) {
    if (at >= 0) hits[at].forEach((mark) => mark.removeAttribute("class"));
    at = (at + step + hits.length) % hits.length;
    hits[at].forEach((mark) => mark.setAttribute("class", "mark-here"));
    hits[at][0].scrollIntoView({ block: "center" });
    said.textContent = said.dataset.said.replace("{number}", at + 1).replace("{count}", hits.length);
  }
  function clear() {
    for (const mark of hits.flat()) mark.replaceWith(...mark.childNodes);
    for (const place of places) place.normalize();
    hits.length = 0;
    bar.hidden = true;
    history.replaceState(history.state, "", location.pathname + location.search);
    document.getElementById("main").focus({ preventScroll: true });
  }
  bar.querySelector("[data-next]").addEventListener("click", () => go(1));
  bar.querySelector("[data-previous]").addEventListener("click", () => go(-1));
  bar.querySelector("[data-clear]").addEventListener("click", clear);
  bar.addEventListener("keydown", (event) => event.key === "Escape" && clear());
  bar.hidden = false;
  requestAnimationFrame(() => go(1));
})();
