// The search page: asks while somebody types, shows what is found, keeps the address in step.
"use strict";

(function () {
  const search = window.broadsheetSearch;
  const form = document.getElementById("search-form");
  const said = form.dataset;
  const [text, count, messages, found, chips, list, more] = [
    "search-text", "search-count", "search-messages", "search-found", "search-terms", "results", "more-results",
  ].map((id) => document.getElementById(id));
  const { from, to, order } = form.elements;
  const PAGE = 20;
  const SETTLED = 60;
  const language = document.documentElement.lang;
  const archive = new search.Archive(said.root);
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const days = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const weekdays = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  let going = null;
  let now = null;
  let timer = 0;
  const title = document.title;
  // Whether the newest entry of the history is a query that is still being typed.
  let isDraft = !location.search;

  const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const counted = (name, n, values = {}) =>
    filled(said[name + (plural.select(n) === "one" ? "One" : "Other")], { count: number.format(n), ...values });
  const dateOf = (day) => new Date(`${day}T00:00:00Z`);
  const inWords = (day) => days.format(dateOf(day));

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children.filter((each) => each !== "" && each !== null));
    return made;
  }

  // A text with its hits marked.
  function marked(pieces) {
    return pieces.map(({ text: piece, hit }) => (hit ? element("mark", "", piece) : piece));
  }

  // --- the address

  function asked() {
    return { q: text.value.trim(), from: from.value, to: to.value, order: order.value };
  }

  function addressOf(values) {
    const used = Object.entries(values).filter(([name, value]) => value && !(name === "order" && value === "newest"));
    return used.length ? `?${new URLSearchParams(used)}` : location.pathname;
  }

  function remember() {
    history.replaceState({ shown: list.children.length, y: scrollY }, "");
  }

  // The address of what is asked: a draft is written over, all else is kept to go back to.
  function turn(address, draft) {
    if (address !== (location.search || location.pathname)) {
      if (isDraft) history.replaceState(null, "", address);
      else {
        remember();
        history.pushState(null, "", address);
      }
    }
    isDraft = draft;
  }

  function readAddress() {
    const given = new URLSearchParams(location.search);
    text.value = given.get("q") || "";
    const day = (name, at) => (search.dates(given.get(name) || "") || ["", ""])[at];
    from.value = day("from", 0);
    to.value = day("to", 1);
    order.value = ["oldest", "relevance"].includes(given.get("order")) ? given.get("order") : "newest";
  }

  // --- what is shown

  function say(words) {
    if (count.textContent !== words) count.textContent = words;
  }

  function tell(...children) {
    messages.append(element("p", "search-message", ...children));
  }

  function clear() {
    list.replaceChildren();
    messages.replaceChildren();
    found.hidden = true;
    more.hidden = true;
  }

  function sayCount(answer) {
    if (answer.count === 0) say(answer.unread ? "" : said.none);
    else say(counted(answer.exact ? "found" : "most", answer.count));
  }

  function resultItem(result) {
    const address = said.root + encodeURI(result.path);
    const marks = result.marks.slice(0, 20).map((mark) => `mark=${encodeURIComponent(mark)}`).join("&");
    const link = element("a", "", ...marked(result.headline));
    link.href = marks ? `${address}#${marks}` : address;
    const day = element("time", "", `${inWords(result.date)} ${weekdays.format(dateOf(result.date))}`);
    day.dateTime = result.date;
    const places = [
      `${result.page} ${result.pageTitle}`.trim(), result.editionTitle, result.section, result.column,
    ].filter((place, at, all) => place && all.indexOf(place) === at && (at < 2 || place !== result.pageTitle));
    const item = element(
      "li",
      "result",
      element("p", "result-folio", day, ...places.map((place) => element("span", "", place))),
      result.kicker.some((piece) => piece.hit) ? element("p", "result-kicker", ...marked(result.kicker)) : "",
      element("h2", "result-headline", link),
      result.deck.some((piece) => piece.hit) ? element("p", "result-deck", ...marked(result.deck)) : "",
      result.snippet.length ? element("p", "result-text", ...marked(result.snippet)) : "",
      result.credits.length ? element("p", "result-credits", result.credits.join(language.startsWith("zh") ? "　" : ", ")) : "",
    );
    if (result.language && result.language !== language) item.lang = result.language;
    return item;
  }

  async function show(answer, howMany) {
    const start = list.children.length;
    const results = await answer.results(start, howMany);
    if (answer !== now) return;
    list.append(...results.map(resultItem));
    found.hidden = list.children.length === 0;
    const beyond = await answer.results(start + results.length, 1);
    if (answer !== now) return;
    more.hidden = beyond.length === 0;
    await answer.settle(SETTLED);
    if (answer !== now) return;
    sayCount(answer);
  }

  function link(words, query, days_) {
    const made = element("a", "", words);
    const values = { ...asked(), ...days_, q: String(query) };
    made.href = addressOf(values);
    made.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      isDraft = false;
      turn(addressOf(values), false);
      readAddress();
      count.focus({ preventScroll: true });
      start();
    });
    return made;
  }

  // What is needed once the first results are there.
  async function narrowing() {
    await Promise.all([archive.script("extra"), archive.script("narrow")]);
    return search.Narrow({ said, text, messages, element, link, filled, counted, number, chips, isNow: (answer) => answer === now });
  }

  // --- a search

  async function start(howMany = PAGE) {
    clearTimeout(timer);
    if (going) going.abort();
    const mine = (going = new AbortController());
    let isSlow = false;
    const slow = setTimeout(() => {
      isSlow = !mine.signal.aborted;
      if (isSlow) say(said.searching);
    }, 400);
    const query = search.parse(text.value);
    now = null;
    found.ariaBusy = "true";
    document.title = query.isEmpty ? title : `${text.value.trim()} - ${title}`;
    try {
      chips.hidden = true;
      if (query.isEmpty && !from.value && !to.value) {
        clear();
        const { articles, first, last } = await archive.open();
        if (!mine.signal.aborted) say(articles ? counted("archive", articles, { first: inWords(first), last: inWords(last) }) : said.none);
        return;
      }
      const answer = await archive.find(query, {
        ...asked(),
        signal: mine.signal,
        progress: (done, total) => {
          // Facets ask as well, when the count is said already.
          if (isSlow && !now && !mine.signal.aborted && done < total) say(filled(said.progress, { done, total }));
        },
      });
      if (mine.signal.aborted) return;
      now = answer;
      clear();
      for (const { first, last } of answer.lost) tell(filled(said.lost, { first: inWords(first), last: inWords(last) }));
      for (const term of query.terms) if (term.wrong) tell(filled(said.wrong, { text: term.text }));
      await show(answer, howMany);
      clearTimeout(slow);
      if (answer.unread) tell(counted("unread", answer.unread));
      sayCount(answer);
      const { fillFacets, suggest, showTerms } = await narrowing();
      if (answer !== now) return;
      showTerms(query);
      await (list.children.length ? fillFacets : suggest)(answer);
    } catch (error) {
      if (error.name === "AbortError" || mine.signal.aborted) return;
      fail(howMany);
    } finally {
      clearTimeout(slow);
      if (going === mine) found.ariaBusy = "false";
    }
  }

  // What is shown already stays: only what was asked for now has failed.
  function fail(howMany) {
    messages.querySelector("[role=alert]")?.remove();
    if (!now) {
      clear();
      say("");
    }
    const button = element("button", "button", said.retry);
    button.type = "button";
    button.addEventListener("click", () => {
      text.focus();
      start(howMany);
    });
    const message = element("p", "search-message", `${said.failed} `, button);
    message.setAttribute("role", "alert");
    messages.append(message);
  }

  function typed(event) {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      turn(addressOf(asked()), true);
      start();
    }, 250);
  }

  text.addEventListener("input", typed);
  text.addEventListener("compositionend", typed);
  text.addEventListener("compositionstart", () => clearTimeout(timer));
  for (const field of [from, to, order]) field.addEventListener("change", typed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    turn(addressOf(asked()), false);
    start();
  });
  more.addEventListener("click", async () => {
    if (found.ariaBusy === "true") return;
    const at = list.children.length;
    const answer = now;
    found.ariaBusy = "true";
    try {
      await show(answer, PAGE);
      list.children[at]?.querySelector("a").focus();
    } catch {
      fail(at + PAGE);
    }
    if (answer === now) found.ariaBusy = "false";
  });

  // Going back shows as much as was shown, where it was.
  addEventListener("pagehide", remember);
  async function restore(state) {
    isDraft = false;
    readAddress();
    await start(Math.max(PAGE, (state && state.shown) || 0));
    if (state && state.y) scrollTo(0, state.y);
  }
  addEventListener("popstate", (event) => restore(event.state));

  const wide = matchMedia("(min-width: 60rem)").matches;
  for (const facet of document.querySelectorAll(".search-facet")) facet.open = wide && facet.dataset.kind !== "person";
  if (location.search) restore(history.state);
  else text.addEventListener("focus", () => start(), { once: true });
})();
