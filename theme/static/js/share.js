/* Copies and shares. Other scripts ask for a copy with the event "broadsheet:copy". */
"use strict";
(() => {
  const tools = document.getElementById("tools");
  if (!tools) return;
  const address = tools.dataset.address || location.href.split("#")[0];
  const say = (words) => document.dispatchEvent(new CustomEvent("broadsheet:say", { detail: words }));

  /* Browsers keep the clipboard for https; the old way works everywhere else. */
  async function copied(text) {
    if (navigator.clipboard) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        // Refused here: the old way may still be open.
      }
    }
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.readOnly = true;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (focused) focused.focus({ preventScroll: true });
    return done;
  }

  document.addEventListener("broadsheet:copy", async (event) => {
    const { text, said, failed } = event.detail;
    say((await copied(text)) ? said : failed);
  });

  const link = tools.querySelector("[data-copy-link]");
  link.addEventListener("click", () => {
    const { said, failed } = link.dataset;
    const detail = { text: address, said, failed };
    document.dispatchEvent(new CustomEvent("broadsheet:copy", { detail }));
  });
  link.hidden = false;

  const share = tools.querySelector("[data-share]");
  const story = { title: document.title, url: address };
  if (navigator.share && (!navigator.canShare || navigator.canShare(story))) {
    share.addEventListener("click", () => {
      navigator.share(story).catch(() => {}); // A reader who thinks better of it is no fault.
    });
    share.hidden = false;
  }
})();
