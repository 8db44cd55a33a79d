// "/" goes to the search field, Escape leaves it.
"use strict";

document.addEventListener("keydown", (event) => {
  const field = document.querySelector('[aria-keyshortcuts="/"]');
  const busy = event.target.closest("input, textarea, select, [contenteditable], dialog");
  if (event.key === "Escape" && event.target === field && !event.isComposing) field.blur();
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || busy || !field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
