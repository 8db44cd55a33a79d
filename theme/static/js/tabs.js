"use strict";
/* Marks the tab of the page being read, and keeps it in sight in its row. Without this file the
   tabs are plain links to the pages below. */
(function () {
  const row = document.querySelector(".page-tabs ul");
  if (!row || !("IntersectionObserver" in window)) {
    return;
  }
  const tabs = new Map();
  for (const tab of row.querySelectorAll('a[href^="#"]')) {
    const page = document.getElementById(decodeURIComponent(tab.hash.slice(1)));
    if (page) {
      tabs.set(page, tab);
    }
  }
  const seen = new Set();
  let current = null;

  function mark(tab) {
    if (tab === current) {
      return;
    }
    if (current) {
      current.removeAttribute("aria-current");
    }
    current = tab;
    tab.setAttribute("aria-current", "true");
    const inRow = row.getBoundingClientRect();
    const place = tab.getBoundingClientRect();
    row.scrollBy({ left: place.left + place.width / 2 - inRow.left - inRow.width / 2 });
  }

  /* The last page may be too short to come up to the line. */
  function atEnd() {
    return window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
  }

  /* A page is being read while it crosses a line a third of the way down the window. */
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) {
          seen.add(entry.target);
        } else {
          seen.delete(entry.target);
        }
      }
      const pages = [...tabs.keys()].filter((page) => seen.has(page));
      if (pages.length && !atEnd()) {
        mark(tabs.get(pages[pages.length - 1]));
      }
    },
    { rootMargin: "-33% 0px -66% 0px" },
  );
  for (const page of tabs.keys()) {
    observer.observe(page);
  }
  const last = [...tabs.values()].pop();
  window.addEventListener(
    "scroll",
    () => {
      if (last && window.scrollY > 0 && atEnd()) {
        mark(last);
      }
    },
    { passive: true },
  );
})();
