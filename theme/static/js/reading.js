/* The size of the letters, remembered; printing; the line that says what a button has done. */
"use strict";
(() => {
  const STEPS = ["small", "normal", "large", "largest"];
  const KEY = "broadsheet-text-size";
  const root = document.documentElement;

  function remembered() {
    try {
      return STEPS.indexOf(localStorage.getItem(KEY));
    } catch {
      return -1; // A browser may forbid storage, above all on a page from a disk.
    }
  }

  function remember(step) {
    try {
      localStorage.setItem(KEY, STEPS[step]);
    } catch {
      // Then the size holds for this page.
    }
  }

  let step = remembered();
  if (step < 0) step = STEPS.indexOf("normal");
  root.dataset.textSize = STEPS[step];

  function sizes() {
    const smaller = document.querySelector("[data-size=smaller]");
    const larger = document.querySelector("[data-size=larger]");
    if (!smaller || !larger) return;
    const names = smaller.dataset.names.split("|");
    // A button at its end stays a stop of the Tab key: who uses it must not lose the place.
    const mark = () => {
      smaller.setAttribute("aria-disabled", String(step === 0));
      larger.setAttribute("aria-disabled", String(step === STEPS.length - 1));
    };
    const change = (by) => {
      step = Math.min(Math.max(step + by, 0), STEPS.length - 1);
      root.dataset.textSize = STEPS[step];
      remember(step);
      mark();
      say(smaller.dataset.said.replace("{size}", names[step]));
    };
    smaller.addEventListener("click", () => change(-1));
    larger.addEventListener("click", () => change(1));
    mark();
    smaller.hidden = larger.hidden = false;
  }

  let clearing = 0;

  function say(words) {
    const said = document.getElementById("said");
    if (!said) return;
    clearTimeout(clearing);
    said.textContent = words;
    clearing = setTimeout(() => (said.textContent = ""), 5000);
  }

  /* Pictures further down have not been fetched yet; paper cannot fetch them later. */
  async function printed() {
    const pictures = [...document.querySelectorAll(".story img")];
    const arrived = pictures.map((picture) => {
      picture.loading = "eager";
      return picture.decode().catch(() => {});
    });
    await Promise.race([Promise.all(arrived), new Promise((done) => setTimeout(done, 4000))]);
    window.print();
  }

  document.addEventListener("broadsheet:say", (event) => say(event.detail));
  document.addEventListener("DOMContentLoaded", () => {
    sizes();
    const print = document.querySelector("[data-print]");
    if (print && typeof window.print === "function") {
      print.addEventListener("click", printed);
      print.hidden = false;
    }
    for (const address of document.querySelectorAll(".clipping-address:empty")) {
      address.textContent = location.href.split("#")[0];
    }
  });
})();
