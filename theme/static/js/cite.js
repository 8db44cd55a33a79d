/* Citations: the day of reading, a copy, a file. */
"use strict";
(() => {
  const cite = document.querySelector(".cite");
  if (!cite) return;
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const place of cite.querySelectorAll("[data-today]")) place.textContent = day;

  const text = (id) => document.getElementById(id).textContent;

  for (const button of cite.querySelectorAll("[data-copies]")) {
    button.addEventListener("click", () => {
      const { copies, said, failed } = button.dataset;
      const detail = { text: text(copies), said, failed };
      document.dispatchEvent(new CustomEvent("broadsheet:copy", { detail }));
    });
    button.hidden = false;
  }

  for (const button of cite.querySelectorAll("[data-saves]")) {
    button.addEventListener("click", () => {
      const { saves, file, kind } = button.dataset;
      const lines = text(saves).split(/\r?\n/);
      const whole = lines.join(file.endsWith(".ris") ? "\r\n" : "\n"); // RIS asks for CR LF.
      const url = URL.createObjectURL(new Blob([whole], { type: `${kind};charset=utf-8` }));
      const link = document.createElement("a");
      link.href = url;
      link.download = file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10000);
    });
    button.hidden = false;
  }
})();
