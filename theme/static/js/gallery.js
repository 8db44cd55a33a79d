/* A gallery's buttons and counter. Without it the row of pictures is scrolled by hand. */
(function () {
  "use strict";

  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  for (const gallery of document.querySelectorAll(".gallery")) {
    const row = gallery.querySelector(".gallery-row");
    const figures = Array.from(row.querySelectorAll("figure"));
    const controls = gallery.querySelector(".gallery-controls");
    const previous = controls.querySelector(".gallery-previous");
    const next = controls.querySelector(".gallery-next");
    const count = controls.querySelector(".gallery-count");
    const isRightToLeft = () => getComputedStyle(row).direction === "rtl";
    let at = 0;
    let goal = null; // where a scroll that was asked for is going

    /** How far a figure's first edge is from the row's, in pixels of scrolling. */
    function distance(figure) {
      const box = figure.getBoundingClientRect();
      const frame = row.getBoundingClientRect();
      return isRightToLeft() ? box.right - frame.right : box.left - frame.left;
    }

    function nearest() {
      const left = row.scrollWidth - row.clientWidth - Math.abs(row.scrollLeft);
      if (left < 2 && Math.abs(row.scrollLeft) > 2) {
        return figures.length - 1;
      }
      const far = figures.map((figure) => Math.abs(distance(figure)));
      return far.indexOf(Math.min(...far));
    }

    function tell(index) {
      at = index;
      const text = `${at + 1} / ${figures.length}`;
      if (count.textContent !== text) {
        count.textContent = text;
      }
      previous.setAttribute("aria-disabled", String(at === 0));
      next.setAttribute("aria-disabled", String(at === figures.length - 1));
    }

    function go(index) {
      const to = Math.max(0, Math.min(index, figures.length - 1));
      goal = to;
      row.scrollBy({ left: distance(figures[to]), behavior: still.matches ? "auto" : "smooth" });
      tell(to);
    }

    let waiting = 0;
    row.addEventListener("scroll", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => {
        // The last pictures may stand in the row together: the one that was asked for counts.
        const isAtEnd = row.scrollWidth - row.clientWidth - Math.abs(row.scrollLeft) < 2;
        tell(goal !== null && (isAtEnd || goal === nearest()) ? goal : nearest());
        goal = null;
      }, 120);
    });

    previous.addEventListener("click", () => go(at - 1));
    next.addEventListener("click", () => go(at + 1));
    row.addEventListener("keydown", (event) => {
      const forward = isRightToLeft() ? "ArrowLeft" : "ArrowRight";
      const back = isRightToLeft() ? "ArrowRight" : "ArrowLeft";
      const where = { [forward]: at + 1, [back]: at - 1, Home: 0, End: figures.length - 1 };
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (event.key in where && isPlain) {
        event.preventDefault();
        go(where[event.key]);
      }
    });

    controls.hidden = false;
    tell(nearest());
  }
})();
