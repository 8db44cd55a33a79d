"""The search client in Chromium without its page: the scripts that the search page loads first."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.archive import THEME, assets

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROBE = "probe.html"
_CORE = re.compile(r'"search/(\w+)"')
_FIND = """async ([text, options, size]) => {
  window.archive = window.archive || new broadsheetSearch.Archive("");
  await archive.script("extra");
  const found = await archive.find(broadsheetSearch.parse(text), options);
  window.found = found;
  const first = { count: found.count, exact: found.exact };
  const results = [];
  for (let more = [0]; more.length; results.push(...more)) {
    more = await found.results(results.length, size);
  }
  const settled = await found.settle(1e9);
  const facets = {};
  for (const kind of ["year", "section", "column", "person", "page"]) {
    facets[kind] = (await found.facets(kind)).map(({ value, count }) => [value, count]);
  }
  return {
    first, results, settled, facets, count: found.count, unread: found.unread,
    lost: found.lost.map(({ first, last }) => [first, last]),
  };
}"""


def core() -> list[str]:
    """The scripts that the search page loads before anything is asked, but for the page's own."""
    template = (THEME / "templates" / "search.html").read_text("utf-8")
    names: list[str] = _CORE.findall(template)
    return [name for name in names if name != "page"]


def put_probe(site: Path) -> None:
    """Write a page into a built site that loads the client and nothing else."""
    folder = f"{assets(site)}/js/search"
    scripts = "".join(f'<script src="{folder}/{name}.js"></script>' for name in core())
    (site / PROBE).write_text(f"<!doctype html><meta charset=utf-8>{scripts}", "utf-8")


def find(page: Page, text: str, size: int = 20, **options: str) -> dict[str, Any]:
    """Ask for all results of a query, so many at a time, and for everything else of the answer."""
    (answer,) = find_all(page, [(text, size, options)])
    return answer


def find_all(page: Page, queries: list[tuple[str, int, dict[str, str]]]) -> list[dict[str, Any]]:
    """Ask for many, one after another. The answers come as one text: Playwright takes an object
    apart, member by member."""
    asked = [[text, options, size] for text, size, options in queries]
    script = f"""async (all) => {{
      const answers = [];
      for (const one of all) answers.push(await ({_FIND})(one));
      return JSON.stringify(answers);
    }}"""
    answers: list[dict[str, Any]] = json.loads(page.evaluate(script, asked))
    return answers


def paths(answer: dict[str, Any]) -> list[str]:
    return [result["path"] for result in answer["results"]]
