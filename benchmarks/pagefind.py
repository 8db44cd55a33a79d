"""The same queries asked of Pagefind, the usual search of static sites: as it comes, and with every
Chinese character as a word of its own and queries in quotes.

Pagefind is installed from the package index into an environment of its own inside the work folder.
"""

from __future__ import annotations

import html
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.host import Host, serving
from benchmarks.queries import Document, Query
from benchmarks.speed import peers

MOST_SHOWN = 200
PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><title>{title}</title>
<body><main data-pagefind-body><h1>{title}</h1>{text}</main></body></html>"""
HAN = re.compile(r"([\u3400-\u9fff])")
OPEN = """async () => {
  window.pagefind = await import("/pagefind/pagefind.js");
  await window.pagefind.init();
}"""
ASK = """async ([text, most]) => {
  const found = await window.pagefind.search(text);
  const some = await Promise.all(found.results.slice(0, most).map((each) => each.data()));
  return { count: found.results.length, paths: some.map((each) => each.url.slice(1)) };
}"""


@dataclass(frozen=True)
class Way:
    """A way to index and to ask: what is done to texts and to queries."""

    name: str
    text: Callable[[str], str]
    query: Callable[[str], str]


def spaced(text: str) -> str:
    return " ".join(HAN.sub(r" \1 ", text).split())


WAYS = (
    Way("Pagefind", lambda text: text, lambda query: query),
    Way("Pagefind, a character a word", spaced, lambda query: f'"{spaced(query)}"'),
)


def environment(work: Path) -> Path:
    """The Python of an environment that has Pagefind."""
    return peers.python_of(peers.environment(work / "pagefind", peers.PACKAGES["pagefind"]))


def build(documents: Sequence[Document], way: Way, folder: Path, python: Path) -> float:
    """Write a page an article and index them; the answer is seconds of the indexing alone."""
    for document in documents:
        file = folder / document.path
        file.parent.mkdir(parents=True, exist_ok=True)
        article = document.article
        lines = f"{article.kicker}\n{article.deck}\n{article.body}".split("\n")
        text = "".join(f"<p>{html.escape(way.text(line))}</p>" for line in lines if line)
        title = html.escape(way.text(article.headline))
        file.write_text(PAGE.format(title=title, text=text), "utf-8")
    started = time.monotonic()
    command = [str(python), "-m", "pagefind", "--site", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def ask(browser: Any, host: Host, way: Way, query: Query) -> tuple[float, float, int, int]:
    """Recall and precision of what is shown; bytes before the query, and of the query's index."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{host.address}open.html")
    host.sent.clear()
    page.evaluate(OPEN)
    before = sum(n for _, n in host.sent)
    host.sent.clear()
    answer = page.evaluate(ASK, [way.query(query.text), MOST_SHOWN])
    index = sum(n for path, n in host.sent if "/fragment/" not in path)
    context.close()
    shown = answer["paths"]
    right = sum(path in query.truth for path in shown)
    most = min(len(query.truth), MOST_SHOWN)
    return right / most if most else 1.0, right / len(shown) if shown else 1.0, before, index


def compare(
    documents: Sequence[Document], queries: Sequence[Query], work: Path, browser: Any
) -> str:
    """A table of both ways."""
    python = environment(work)
    lines = [
        "| | queries | recall | precision | empty | before first query KB | index KB, median |"
        " index MB | files | indexing s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for number, way in enumerate(WAYS):
        folder = work / f"pagefind-{number}"
        seconds = build(documents, way, folder, python)
        (folder / "open.html").write_text("<!doctype html><title>open</title>", "utf-8")
        files = [f for f in (folder / "pagefind").rglob("*") if f.is_file()]
        index = [f for f in files if "fragment" not in f.parts]
        size = sum(f.stat().st_size for f in index) / 1e6
        with serving(folder) as host:
            for kind in dict.fromkeys(query.kind for query in queries):
                of_kind = [query for query in queries if query.kind == kind]
                print(f"{way.name}: {kind}", file=sys.stderr)
                found = [ask(browser, host, way, query) for query in of_kind]
                recall, precision, before, sent = (list(each) for each in zip(*found, strict=True))
                first, each = statistics.median(before), statistics.median(sent)
                lines.append(
                    f"| {way.name} | {kind} | {statistics.fmean(recall):.3f}"
                    f" | {statistics.fmean(precision):.3f} | {sum(not r for r in recall)}"
                    f" | {first / 1000:.0f} | {each / 1000:.0f}"
                    f" | {size:.1f} | {len(files)} | {seconds:.0f} |"
                )
    return "\n".join(lines)
