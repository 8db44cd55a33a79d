// The form that leads straight to a day's paper (partials/date_form.html).
"use strict";

(function () {
  const days = window.broadsheetDays;

  function start(form) {
    const said = form.dataset;
    const text = form.querySelector(".date-text");
    const picker = form.querySelector(".date-picker");
    const answer = form.querySelector(".date-answer");
    let typing = false;

    function say(words) {
      const line = document.createElement("p");
      line.textContent = words;
      answer.replaceChildren(line);
    }

    function choose(index, key, issues) {
      say(said.several.replace("{date}", days.words(key)));
      const list = document.createElement("ul");
      for (const issue of issues) {
        const item = document.createElement("li");
        item.append(days.link(index, issue, said.root, days.named(issue)));
        list.append(item);
      }
      answer.append(list);
      list.querySelector("a").focus();
    }

    function show(index, key) {
      const issues = index.of(key);
      if (index.issues.length === 0) say(said.empty);
      else if (issues.length === 0) days.tellNearest(index, key, answer, said, said.root);
      else if (key.length < 10) location.assign(said.root + index.listPath(key));
      else if (issues.length === 1) location.assign(said.root + index.path(issues[0]));
      else choose(index, key, issues);
    }

    async function go() {
      const key = days.read(text.value);
      text.setAttribute("aria-invalid", String(key === ""));
      if (key === "") {
        say(said.unread);
        text.focus();
        return;
      }
      answer.replaceChildren();
      try {
        show(await days.load(said.root), key);
      } catch {
        say(said.failed);
      }
    }

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (picker.value && document.activeElement === picker) text.value = picker.value;
      go();
    });
    // A date chosen from the calendar opens at once; one that is being typed waits for Enter.
    picker.addEventListener("keydown", (event) => {
      typing = /^\d$|^Arrow|^Backspace$/.test(event.key);
    });
    picker.addEventListener("pointerdown", () => {
      typing = false;
    });
    picker.addEventListener("change", () => {
      if (!picker.value) return;
      text.value = picker.value;
      if (!typing) go();
    });
    form.addEventListener("focusin", () => days.load(said.root).catch(() => {}), { once: true });
    form.hidden = false;
  }

  document.querySelectorAll(".date-form").forEach(start);
})();
