// A random issue of all there are (partials/random_issue.html).
"use strict";

(function () {
  const days = window.broadsheetDays;

  for (const place of document.querySelectorAll(".random-issue")) {
    const { root } = place.dataset;
    place.querySelector("button").addEventListener("click", async () => {
      const index = await days.load(root).catch(() => null);
      if (!index || index.issues.length === 0) return;
      const issue = index.issues[Math.floor(Math.random() * index.issues.length)];
      location.assign(root + index.path(issue));
    });
    place.hidden = false;
  }
})();
