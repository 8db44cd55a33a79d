"""What search finds, in what order, and how many bytes a reader fetches for it.

    python benchmarks/search.py CONTENT [--work FOLDER] [--english N] [--pagefind] [--json FILE]

CONTENT is a folder of issue folders of any size. It is built with the theme and settings of the
project; then seeded queries are asked in Chromium of a host on 127.0.0.1 that compresses text and
counts what it sends, each query in a page that has kept nothing, and the answers are compared with
plain substring search. ``--work`` keeps the built site for another run. ``--english N`` does the
same with an archive of N invented English articles. ``--pagefind`` asks the Chinese queries of
Pagefind as well, in the same run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import english, pagefind  # noqa: E402
from benchmarks.host import Host, serving  # noqa: E402
from benchmarks.queries import Document, Drawer, Query, documents  # noqa: E402
from tests.archive import assets  # noqa: E402
from tests.conftest import CHROMIUM_OPTIONS, find_chromium  # noqa: E402
from tests.search.client import core  # noqa: E402

SEED = 20261125
MOST_SHOWN = 200
ASK = """async (text) => {
  const archive = new broadsheetSearch.Archive("");
  window.found = await archive.find(broadsheetSearch.parse(text), {});
  const first = { count: found.count, exact: found.exact };
  window.shown = await found.results(0, 20);
  return first;
}"""
ASK_MORE = """async (most) => {
  while (shown.length < most) {
    const more = await found.results(shown.length, 20);
    if (!more.length) break;
    shown = shown.concat(more);
  }
  return { paths: shown.map((each) => each.path), lost: found.lost, unread: found.unread };
}"""


@dataclass(frozen=True)
class Asked:
    """A query and what came of it. Bytes as sent: of the scripts, of the index, of its tables (of
    characters, of readings), of articles' texts; all until the first twenty results are there."""

    query: Query
    recall: float
    precision: float
    in_order: bool
    honest: bool
    scripts: int
    directories: int
    index: int
    tables: int
    texts: int


def build(content: Path, folder: Path, *settings: str) -> Path:
    """Build a site with the project's settings, unless the folder holds it."""
    output = folder / "output"
    if not (output / "search.html").exists():
        print(f"building {content}", file=sys.stderr)
        given = ['BROADSHEET_NAMEPLATE=""', 'BROADSHEET_NAMEPLATE_DARK=""', *settings]
        command = [sys.executable, "-m", "pelican", str(content), "-o", str(output)]
        command += ["-s", str(PROJECT / "pelicanconf.py"), "--cache-path", str(folder / "cache")]
        subprocess.run([*command, "-e", *given], cwd=PROJECT, check=True)
    return output


def ask(page: Any, host: Host, archive: Sequence[Document], query: Query) -> Asked:
    page.goto(f"{host.address}search.html")
    host.sent.clear()
    first = page.evaluate(ASK, query.text)
    sent_first = list(host.sent)
    answer = page.evaluate(ASK_MORE, MOST_SHOWN)
    paths = answer["paths"]
    order = [d.path for d in archive if d.path in query.truth][:MOST_SHOWN]
    right = sum(path in query.truth for path in paths)
    count, exact = first["count"], first["exact"]

    def sent(*parts: str, but: str = "\0") -> int:
        return sum(n for path, n in sent_first if any(p in path for p in parts) and but not in path)

    index = sent("/search/", but="theme/")
    tables = sent("/search/han-", "/search/pinyin-")
    opened = sent("/search/manifest.js") + sum(
        n for path, n in sent_first if path.startswith("/search/") and path.endswith("/index.js")
    )
    assert not answer["lost"], answer
    assert not answer["unread"], answer
    return Asked(
        query=query,
        recall=right / len(order) if order else 1.0,
        precision=right / len(paths) if paths else 1.0,
        in_order=paths == order,
        honest=count == len(query.truth) if exact else count >= len(query.truth),
        scripts=sent("/theme/"),
        directories=opened,
        index=index - tables - opened,
        tables=tables,
        texts=sent(".json"),
    )


def run(site: Path, draw: Any) -> list[Asked]:
    from playwright.sync_api import sync_playwright

    archive = documents(site)
    queries = draw(Drawer(archive, SEED))
    asked = []
    with serving(site) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_OPTIONS)
        )
        for at, query in enumerate(queries):
            context = browser.new_context()
            asked.append(ask(context.new_page(), host, archive, query))
            context.close()
            if at % 25 == 0:
                print(f"{at} of {len(queries)} queries", file=sys.stderr)
        browser.close()
    return asked


def compared(site: Path, work: Path) -> str:
    """What Pagefind makes of the same articles and the same 200 queries."""
    from playwright.sync_api import sync_playwright

    archive = documents(site)
    queries = Drawer(archive, SEED).chinese(50)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(CHROMIUM_OPTIONS)
        )
        found = pagefind.compare(archive, queries, work, browser)
        browser.close()
    return found


def drawn_chinese(drawer: Drawer) -> list[Query]:
    return [*drawer.chinese(50), *drawer.mixed(50), *drawer.traditional(50), *drawer.said(50)]


def table(asked: Sequence[Asked]) -> str:
    lines = [
        "| queries | number | recall | precision | in order | honest count | empty |"
        " index KB, median (9 of 10) | directories KB | tables KB | texts KB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in dict.fromkeys(a.query.kind for a in asked):
        of_kind = [a for a in asked if a.query.kind == kind]

        def mean(values: Sequence[float]) -> str:
            return f"{statistics.fmean(values):.3f}"

        def middle(values: Sequence[int]) -> str:
            ordered = sorted(values)
            most = ordered[len(ordered) * 9 // 10]
            return f"{statistics.median(ordered) / 1000:.1f} ({most / 1000:.1f})"

        lines.append(
            f"| {kind} | {len(of_kind)} | {mean([a.recall for a in of_kind])}"
            f" | {mean([a.precision for a in of_kind])} | {mean([a.in_order for a in of_kind])}"
            f" | {mean([a.honest for a in of_kind])}"
            f" | {sum(not a.recall for a in of_kind)}"
            f" | {middle([a.index for a in of_kind])} | {middle([a.directories for a in of_kind])}"
            f" | {middle([a.tables for a in of_kind])} | {middle([a.texts for a in of_kind])} |"
        )
    return "\n".join(lines)


def size_of(site: Path) -> str:
    files = [f for f in (site / "search").rglob("*") if f.is_file()]
    return (
        f"index: {sum(f.stat().st_size for f in files) / 1e6:.2f} MB in {len(files)} files;"
        f" before the first query {first_bytes(site) / 1000:.1f} KB compressed"
    )


def first_bytes(site: Path) -> int:
    """Of the search page's scripts and the manifest, compressed as hosts do it."""
    scripts = [f"{assets(site)}/js/search/{name}.js" for name in (*core(), "page")]
    files = [site / path for path in (*scripts, "search/manifest.js")]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path, nargs="?")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--english", type=int, default=0)
    parser.add_argument("--pagefind", action="store_true")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    asked: list[Asked] = []
    peers = ""
    with tempfile.TemporaryDirectory() as temporary:
        work = given.work or Path(temporary)
        if given.content:
            site = build(given.content, work / "site")
            print(size_of(site))
            asked += run(site, drawn_chinese)
            if given.pagefind:
                peers = compared(site, work)
        if given.english:
            content = english.write(work / "english" / "content", given.english, SEED)
            site = build(content, work / "english", 'DEFAULT_LANG="en"')
            print(size_of(site))
            asked += run(site, lambda drawer: drawer.english(100))
        print(table(asked))
        print(peers)
        for each in asked:
            if min(each.recall, each.precision, each.in_order, each.honest) < 1:
                print("wrong:", each.query.kind, each.query.text, each.recall, each.precision,
                      each.in_order, each.honest)  # fmt: skip
    if given.json:
        rows = [{**vars(a), "query": [a.query.kind, a.query.text]} for a in asked]
        given.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    print(time.strftime("measured on %Y-%m-%d"))


if __name__ == "__main__":
    main()
