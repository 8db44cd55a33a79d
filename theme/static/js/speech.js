/* Reads an article aloud with the browser's own voices, a paragraph after the other. */
"use strict";
(() => {
  const tools = document.getElementById("tools");
  const player = document.getElementById("player");
  const synthesis = window.speechSynthesis;
  if (!tools || !player || !synthesis || !window.SpeechSynthesisUtterance) return;

  const start = tools.querySelector("[data-speak]");
  const pause = player.querySelector("[data-player=pause]");
  const stop = player.querySelector("[data-player=stop]");
  const READ = [".headline", ".deck", ".notice h2", ".notice p", ".story-body :is(p, h2, h3, h4)"]
    .concat(".story-body :is(li, dt, dd, caption, tr, pre)")
    .join();
  const SILENT = "figure, .jump, rt, rp, [aria-hidden=true], sup[id^=fnref], a[href^='#fnref']";
  const LONGEST = 160; // Letters in one go: some voices fall silent in the middle of more.

  /* A voice of the text's language; of several, the one of the nearest region. */
  function voiceOf(language) {
    const wanted = language.toLowerCase();
    const primary = wanted.split("-")[0];
    const rank = (voice) => {
      const tag = voice.lang.toLowerCase().replace("_", "-");
      if (tag === wanted) return 0;
      if (primary === "zh" && /^(zh|cmn)(-hans|-cn|$)/.test(tag)) return 1;
      if (tag.split("-")[0] === primary) return /-(hk|mo)$/.test(tag) ? 3 : 2;
      return -1;
    };
    return synthesis
      .getVoices()
      .filter((voice) => rank(voice) >= 0)
      .sort((one, other) => rank(one) - rank(other) || other.localService - one.localService)[0];
  }

  const languageOf = (element) => element.closest("[lang]").lang;

  /* An element's own words: not those of a list inside it, which have their own turn. */
  function wordsOf(element) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_ALL, (node) =>
      node.nodeType === Node.ELEMENT_NODE && (node.matches(SILENT) || node.matches(READ))
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    let words = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.nodeType === Node.TEXT_NODE) words += node.data;
      else if (node.matches("td + td, td + th, th + th, th + td")) words += ", ";
      else if (node.matches("br")) words += "\n";
    }
    return words.replace(/^[\s—]+/, "").replace(/\s+(?=,)/g, "").replace(/\s+/g, " ").trim();
  }

  function split(words) {
    const sentences = words.match(/[^。！？；!?;.…]+[。！？；!?;.…]*[”’"』」）)]*\s*|\S+/g) || [];
    const parts = [];
    for (const sentence of sentences.flatMap((s) => s.match(/[^]{1,160}/g))) {
      const last = parts.length - 1;
      if (last >= 0 && parts[last].length + sentence.length <= LONGEST) parts[last] += sentence;
      else parts.push(sentence);
    }
    return parts;
  }

  function piecesOf(story) {
    return [...story.querySelectorAll(READ)]
      .filter((element) => !element.closest(SILENT))
      .flatMap((element) => split(wordsOf(element)).map((words) => ({ element, words })));
  }

  let pieces = [];
  let at = 0;
  let turn = 0; // Rises with every stop and pause: what a cancelled piece still reports is old.
  let state = "silent";

  function mark(element) {
    const before = document.querySelector(".is-spoken");
    if (before === element) return;
    const followed = !before || inSight(before);
    if (before) before.classList.remove("is-spoken");
    if (!element) return;
    element.classList.add("is-spoken");
    // A reader who has scrolled elsewhere is left in peace.
    if (followed && !inSight(element)) element.scrollIntoView({ block: "center" });
  }

  function inSight(element) {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight - 80;
  }

  function speak() {
    if (at >= pieces.length) return silence();
    const mine = (turn += 1);
    const { element, words } = pieces[at];
    const voice = voiceOf(languageOf(element)) || voiceOf(document.documentElement.lang);
    const utterance = new SpeechSynthesisUtterance(words);
    if (voice) {
      utterance.voice = voice;
      utterance.lang = voice.lang;
    }
    utterance.onend = () => {
      if (mine !== turn) return;
      at += 1;
      speak();
    };
    utterance.onerror = () => {
      if (mine !== turn) return;
      silence();
      document.dispatchEvent(new CustomEvent("broadsheet:say", { detail: start.dataset.failed }));
    };
    mark(element);
    show("speaking");
    synthesis.speak(utterance);
  }

  /* Not synthesis.pause(): telephones drop what they pause. The piece begins again instead. */
  function rest() {
    turn += 1;
    synthesis.cancel();
    show("paused");
  }

  function silence() {
    const focused = player.contains(document.activeElement);
    turn += 1;
    synthesis.cancel();
    at = 0;
    mark(null);
    show("silent");
    if (focused) start.focus({ preventScroll: true });
  }

  function show(now) {
    state = now;
    player.hidden = now === "silent";
    start.textContent = now === "silent" ? start.dataset.start : start.dataset.stop;
    pause.textContent = now === "paused" ? pause.dataset.resume : pause.dataset.pause;
  }

  start.addEventListener("click", () => {
    if (state !== "silent") return silence();
    synthesis.cancel();
    pieces = piecesOf(document.querySelector(".story"));
    at = 0;
    speak();
  });
  pause.addEventListener("click", () => (state === "paused" ? speak() : rest()));
  stop.addEventListener("click", silence);
  window.addEventListener("pagehide", () => {
    if (state !== "silent") silence();
  });

  /* Voices come late in some browsers. Without one of the language there is nothing to offer. */
  function offer() {
    start.hidden = !voiceOf(document.documentElement.lang);
  }
  offer();
  if (synthesis.addEventListener) synthesis.addEventListener("voiceschanged", offer);
})();
