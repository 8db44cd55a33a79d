/* The full-size viewer: every picture of a figure, over the page, by keyboard, touch and mouse.
   Without it the link around a picture leads to its largest file. */
(function () {
  "use strict";

  const dialog = document.querySelector("dialog.viewer");
  const links = Array.from(document.querySelectorAll("main a.photo-link"));
  if (!dialog || typeof dialog.showModal !== "function" || links.length === 0) {
    return;
  }

  const MOST = 6; // times the size that fits the window
  const STEP = 1.5;
  const CLOSER = 2.5; // where a double tap leads
  const NEAR = 8; // pixels of a hand that holds still
  const TURN = 0.18; // share of the window's width that a swipe must pass
  const stage = dialog.querySelector(".viewer-stage");
  const count = dialog.querySelector(".viewer-count");
  const cutline = dialog.querySelector(".viewer-cutline");
  const credit = dialog.querySelector(".viewer-credit");
  const original = dialog.querySelector(".viewer-original");
  const button = (name) => dialog.querySelector(`.viewer-${name}`);
  const isRightToLeft = () => getComputedStyle(dialog).direction === "rtl";

  let at = 0;
  let opener = null;
  let frame = null; // the <picture> that is shown
  let scale = 1;
  let x = 0;
  let y = 0;

  /* --- what is shown --- */

  /** A copy of a link's picture that loads the largest file. */
  function largest(link, priority) {
    const copy = link.querySelector("picture").cloneNode(true);
    const image = copy.querySelector("img");
    for (const part of copy.querySelectorAll("[sizes]")) {
      part.setAttribute("sizes", `${image.getAttribute("width")}px`);
    }
    image.removeAttribute("loading");
    image.setAttribute("fetchpriority", priority);
    image.setAttribute("draggable", "false");
    return copy;
  }

  function textOf(link, selector) {
    const figure = link.closest("figure");
    const found = figure && figure.querySelector(selector);
    return found ? found.textContent.trim() : "";
  }

  function show(index) {
    at = Math.max(0, Math.min(index, links.length - 1));
    const link = links[at];
    const next = largest(link, "high");
    const image = next.querySelector("img");
    const words = textOf(link, ".cutline") || link.dataset.cutline || "";
    // The words below are read aloud; a picture without any has a name of its own.
    image.alt = words ? "" : dialog.dataset.picture;
    stage.replaceChildren(next);
    frame = next;
    rest();
    cutline.textContent = words;
    credit.textContent = textOf(link, ".photo-credit") || link.dataset.credit || "";
    count.textContent = `${at + 1} / ${links.length}`;
    const source = link.closest("figure")?.querySelector(".photo-original");
    original.hidden = !source;
    if (source) {
      original.href = source.href;
    }
    off(button("previous"), at === 0);
    off(button("next"), at === links.length - 1);
    const isNow = next;
    const later = () => isNow === frame && dialog.open && preload();
    if (image.complete) {
      later();
    } else {
      image.addEventListener("load", later, { once: true });
    }
  }

  /** A button that does nothing now keeps the focus that it has. */
  function off(control, isOff) {
    control.setAttribute("aria-disabled", String(isOff));
  }

  /** The neighbours, when this picture has come and the reader is not saving data. */
  function preload() {
    const line = navigator.connection;
    if (line && (line.saveData || /2g/.test(line.effectiveType || ""))) {
      return;
    }
    for (const index of [at + 1, at - 1]) {
      if (links[index]) {
        largest(links[index], "low");
      }
    }
  }

  function open(link) {
    opener = link;
    dialog.showModal();
    show(links.indexOf(link));
  }

  function close() {
    dialog.close();
  }

  dialog.addEventListener("close", () => {
    stage.replaceChildren();
    frame = null;
    held.clear();
    if (opener) {
      opener.focus({ preventScroll: true });
      opener = null;
    }
  });

  for (const link of links) {
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
        return;
      }
      event.preventDefault();
      open(link);
    });
  }

  /* --- nearer and farther --- */

  /** How far the picture may be moved each way at a scale, so that no edge leaves the window. */
  function room(size) {
    const image = frame.querySelector("img");
    return {
      x: Math.max(0, (image.offsetWidth * size - stage.clientWidth) / 2),
      y: Math.max(0, (image.offsetHeight * size - stage.clientHeight) / 2),
    };
  }

  function place(isHeld) {
    if (!frame) {
      return;
    }
    const space = room(scale);
    if (!isHeld) {
      x = Math.max(-space.x, Math.min(space.x, x));
      y = Math.max(-space.y, Math.min(space.y, y));
    }
    frame.style.setProperty("transform", `translate(${x}px, ${y}px) scale(${scale})`);
    dialog.classList.toggle("is-near", scale > 1);
    dialog.classList.toggle("is-held", Boolean(isHeld));
    off(button("closer"), scale >= MOST);
    off(button("farther"), scale <= 1);
  }

  function rest() {
    scale = 1;
    x = 0;
    y = 0;
    place(false);
  }

  /** Zoom about a point of the window, which stays where it is. */
  function zoom(to, point, isHeld) {
    const box = stage.getBoundingClientRect();
    const px = point ? point.x - box.left - box.width / 2 : 0;
    const py = point ? point.y - box.top - box.height / 2 : 0;
    const size = Math.max(1, Math.min(MOST, to));
    x = px - ((px - x) * size) / scale;
    y = py - ((py - y) * size) / scale;
    scale = size;
    place(isHeld);
  }

  function turn(step) {
    const to = at + step;
    if (to >= 0 && to < links.length) {
      show(to);
    } else {
      place(false);
    }
  }

  /** Move a picture that is near, or turn to the next where it ends. */
  function move(dx, dy) {
    const space = room(scale);
    const before = [x, y];
    x = Math.max(-space.x, Math.min(space.x, x + dx));
    y = Math.max(-space.y, Math.min(space.y, y + dy));
    place(false);
    if (before[0] === x && before[1] === y && dx) {
      turn((dx < 0) === !isRightToLeft() ? 1 : -1);
    }
  }

  /* --- keyboard --- */

  const keys = {
    ArrowLeft: () => move(stage.clientWidth / 4, 0),
    ArrowRight: () => move(-stage.clientWidth / 4, 0),
    ArrowUp: () => move(0, stage.clientHeight / 4),
    ArrowDown: () => move(0, -stage.clientHeight / 4),
    PageUp: () => turn(-1),
    PageDown: () => turn(1),
    Home: () => show(0),
    End: () => show(links.length - 1),
    "+": () => zoom(scale * STEP),
    "=": () => zoom(scale * STEP),
    "-": () => zoom(scale / STEP),
    _: () => zoom(scale / STEP),
    0: () => rest(),
  };

  dialog.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      act();
    }
  });

  /* --- buttons --- */

  const actions = {
    close,
    previous: () => turn(-1),
    next: () => turn(1),
    closer: () => zoom(scale * STEP),
    farther: () => zoom(scale / STEP),
  };
  for (const [name, act] of Object.entries(actions)) {
    button(name).addEventListener("click", act);
  }

  /* --- touch and mouse --- */

  const held = new Map(); // pointer id -> where it is
  let start = null; // where and when the hand came down
  let pinch = null; // the distance and the middle of two fingers
  let lastTap = null;

  const between = (a, b) => ({
    span: Math.hypot(a.x - b.x, a.y - b.y),
    x: (a.x + b.x) / 2,
    y: (a.y + b.y) / 2,
  });

  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) {
      return;
    }
    stage.setPointerCapture(event.pointerId);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (held.size === 1) {
      const isOnPicture = Boolean(event.target.closest("picture"));
      start = { x: event.clientX, y: event.clientY, fromX: x, fromY: y, isOnPicture, moved: false };
    } else {
      start.moved = true;
      pinch = between(...held.values());
    }
  });

  stage.addEventListener("pointermove", (event) => {
    const from = held.get(event.pointerId);
    if (!from || !frame) {
      return;
    }
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (held.size >= 2 && pinch) {
      const now = between(...held.values());
      x += now.x - pinch.x;
      y += now.y - pinch.y;
      zoom((scale * now.span) / (pinch.span || 1), now, true);
      pinch = now;
      return;
    }
    const dx = event.clientX - start.x;
    const dy = event.clientY - start.y;
    start.moved = start.moved || Math.hypot(dx, dy) > NEAR;
    if (!start.moved) {
      return;
    }
    x = start.fromX + dx;
    y = scale > 1 || Math.abs(dy) > Math.abs(dx) ? start.fromY + dy : start.fromY;
    place(true);
  });

  function release(event) {
    if (!held.delete(event.pointerId)) {
      return;
    }
    if (held.size > 0) {
      // The finger that stays goes on from here.
      const [rest_] = held.values();
      pinch = null;
      start = { x: rest_.x, y: rest_.y, fromX: x, fromY: y, isOnPicture: true, moved: true };
      return;
    }
    pinch = null;
    if (event.type === "pointercancel" || !frame) {
      place(false);
    } else if (start.moved) {
      swiped(event.clientX - start.x, event.clientY - start.y, event.pointerType);
    } else {
      tapped(event);
    }
  }
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", release);

  function swiped(dx, dy, kind) {
    if (scale > 1) {
      place(false);
    } else if (Math.abs(dx) > stage.clientWidth * TURN && Math.abs(dx) > Math.abs(dy)) {
      x = 0;
      turn((dx < 0) === !isRightToLeft() ? 1 : -1);
    } else if (kind !== "mouse" && dy > stage.clientHeight * TURN) {
      close();
    } else {
      rest();
    }
  }

  function tapped(event) {
    if (!start.isOnPicture) {
      close();
      return;
    }
    const now = { time: event.timeStamp, x: event.clientX, y: event.clientY };
    const isSecond =
      lastTap && now.time - lastTap.time < 350 && Math.hypot(now.x - lastTap.x, now.y - lastTap.y) < 30;
    lastTap = isSecond ? null : now;
    if (isSecond) {
      zoom(scale > 1 ? 1 : CLOSER, now);
    }
  }

  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const factor = Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.002));
      zoom(scale * factor, { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );

  window.addEventListener("resize", () => place(false));
})();
