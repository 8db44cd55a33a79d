// The files of the index on a disk: scripts, whose letters stand for bytes (windows-1252).
"use strict";

(function () {
  const search = window.broadsheetSearch;
  let arrived = null;
  search.arrived = (payload) => {
    arrived = payload;
  };
  let letters = null;
  search.loaded = function (url, path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.charset = "windows-1252";
      script.src = url;
      script.onload = () => {
        script.remove();
        if (arrived === null) return reject(new search.Lost(path));
        letters = letters || new Map(Array.from(new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 32 }, (_, i) => 128 + i)), (c, i) => [c, 128 + i]));
        const bytes = Uint8Array.from(arrived, (c) => letters.get(c) ?? c.charCodeAt(0));
        arrived = null;
        return resolve(bytes);
      };
      script.onerror = () => {
        script.remove();
        reject(new search.Lost(path));
      };
      document.head.append(script);
    });
  };
})();
