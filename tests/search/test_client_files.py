"""Files that are lost, cut off, altered or another's, from a web host and from a disk."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.archive import Newspaper
from tests.search.client import PROBE, find, paths, put_probe
from tests.search.truth import Document, Query, Term, answer, documents, typed
from tests.site.windows import kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SERVER = Callable[[Path], str]
WAYS = ("lost", "cut", "empty", "altered", "swapped", "another kind")
WHERE = ("host", "disk")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window that may complain of a script that is no script."""
    with kept(browser) as page:
        yield page


@pytest.fixture
def opened(page: Page, paper: Newspaper, site_server: SERVER) -> Callable[[str], Page]:
    def go(where: str) -> Page:
        output = paper.root / "output"
        page.goto(f"{output.as_uri() if where == 'disk' else site_server(output)}/{PROBE}")
        return page

    return go


def segments(paper: Newspaper) -> list[tuple[Path, str, str]]:
    """Folder, first and last day of each segment, oldest first."""
    search = paper.root / "output" / "search"
    data = (search / "manifest.js").read_bytes()
    facts = json.loads(data[data.index(b'{"format"') : -len(b"');\n")])["segments"]
    return [(search / each["id"], each["first"], each["last"]) for each in facts]


@contextlib.contextmanager
def damaged(file: Path, how: str, other: Path) -> Iterator[None]:
    data = file.read_bytes()
    middle = len(data) - 12
    changed = {
        "cut": data[: len(data) // 2],
        "empty": b"",
        "altered": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "swapped": other.read_bytes(),
        "another kind": b"<!doctype html><title>404</title>",
    }
    file.unlink()
    if how != "lost":
        file.write_bytes(changed[how])
    try:
        yield
    finally:
        file.write_bytes(data)
        # A browser asks whether it is newer, by the second.
        os.utime(file, (time.time() + 60,) * 2)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("name", ["index.js", "g*.js", "w*.js", "f-section.js"])
def test_a_segment_without_a_file_is_told_and_the_others_answer(
    opened: Callable[[str], Page],
    paper: Newspaper,
    archive: list[Document],
    where: str,
    how: str,
    name: str,
) -> None:
    (folder, first, last), *others = segments(paper)
    asked = {"w*.js": Term("5g", quoted=True), "f-section.js": Term("要闻", "section")}
    query: Query = [[asked.get(name, Term("秋收"))]]
    every = answer(query, archive)
    rest = [d.path for d in every if not first <= d.record["date"] <= last]
    assert len(every) > len(rest) > 0
    with contextlib.ExitStack() as stack:
        for file in list(folder.glob(name)):
            other = next(others[0][0].glob(name))
            stack.enter_context(damaged(file, how, other))
        got = find(opened(where), typed(query))
    assert got["lost"] == [[first, last]]
    assert paths(got) == rest
    assert got["first"]["count"] == len(rest)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", WAYS)
def test_articles_whose_places_are_lost_are_counted_as_not_read(
    opened: Callable[[str], Page], paper: Newspaper, archive: list[Document], where: str, how: str
) -> None:
    (folder, first, last), *others = segments(paper)
    every = answer([[Term("秋收")]], archive)
    rest = [d.path for d in every if not first <= d.record["date"] <= last]
    with damaged(folder / "d0.js", how, others[0][0] / "d0.js"):
        got = find(opened(where), "秋收")
    assert paths(got) == rest
    assert got["unread"] == len(every) - len(rest) > 0
    assert not got["settled"]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", [way for way in WAYS if way != "altered"])
def test_a_text_that_cannot_be_read_is_counted_and_is_no_hit(
    opened: Callable[[str], Page], paper: Newspaper, archive: list[Document], where: str, how: str
) -> None:
    output = paper.root / "output"
    every = [d.path for d in answer([[Term("秋收")]], archive)]
    if where == "host":
        gone = {every[0]}
        file, other = ((output / path).with_suffix(".json") for path in (every[0], every[-1]))
    else:
        folder = every[0].rpartition("/")[0]
        gone = {path for path in every if path.startswith(f"{folder}/")}
        file, other = output / folder / "texts.js", (output / every[-1]).parent / "texts.js"
    with damaged(file, how, other):
        got = find(opened(where), "秋收")
    assert paths(got) == [path for path in every if path not in gone]
    assert got["unread"] == len(gone)
    assert not got["lost"]
    assert not got["settled"]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("how", WAYS)
def test_without_its_list_of_segments_nothing_is_searched_until_it_is_there(
    opened: Callable[[str], Page], paper: Newspaper, archive: list[Document], where: str, how: str
) -> None:
    page = opened(where)
    manifest = paper.root / "output" / "search" / "manifest.js"
    ask = """() => { window.archive ||= new broadsheetSearch.Archive("");
      return archive.find(broadsheetSearch.parse("秋收")).then((f) => f.count, (e) => String(e.name)); }"""  # noqa: E501
    with damaged(manifest, how, segments(paper)[0][0] / "index.js"):
        assert page.evaluate(ask) == "Error"
    assert page.evaluate(ask) == len(answer([[Term("秋收")]], archive))


def test_a_lost_network_fails_the_search_and_the_next_one_answers(
    opened: Callable[[str], Page], archive: list[Document]
) -> None:
    page = opened("host")
    page.evaluate(
        "() => { window.archive = new broadsheetSearch.Archive(''); return archive.open(); }"
    )
    ask = """() => archive.find(broadsheetSearch.parse("秋收"))
      .then((f) => [f.count, f.lost.length], (e) => e.name)"""
    page.route("**/search/**", lambda route: route.abort())
    assert page.evaluate(ask) == "TypeError"
    page.unroute("**/search/**")
    assert page.evaluate(ask) == [len(answer([[Term("秋收")]], archive)), 0]


def test_a_lost_network_while_texts_are_read_loses_no_result(
    opened: Callable[[str], Page], archive: list[Document]
) -> None:
    page = opened("host")
    page.evaluate("""async () => {
      window.found = await new broadsheetSearch.Archive("").find(broadsheetSearch.parse("秋收"));
    }""")
    page.route("**/*.json", lambda route: route.abort())
    assert (
        page.evaluate("() => found.results(0, 9).then(() => 'found', (e) => e.name)") == "TypeError"
    )
    page.unroute("**/*.json")
    shown = page.evaluate(
        "async () => [(await found.results(0, 9)).map((r) => r.path), found.unread]"
    )
    assert shown == [[d.path for d in answer([[Term("秋收")]], archive)][:9], 0]


@pytest.mark.parametrize("where", WHERE)
def test_the_same_is_found_on_a_host_and_on_a_disk(
    opened: Callable[[str], Page], archive: list[Document], where: str
) -> None:
    page = opened(where)
    queries: list[tuple[str, Query]] = [
        (typed(query), query)
        for query in (
            [[Term("秋收")]],
            [[Term("江", "title")], [Term("哈哈哈", excluded=True)]],
            [[Term("𠮷野家"), Term("한국어")], [Term("2024", "date")]],
            [[Term("5g", quoted=True), Term("要闻", "section")]],
            [[Term("王嘉晨", "by")], [Term("A01", "page"), Term("x")]],
        )
    ]
    queries += [("發展", [[Term("发展")]]), ("by:wjc", [[Term("王嘉晨", "by")]])]
    for text, query in queries:
        got = find(page, text)
        assert paths(got) == [d.path for d in answer(query, archive)] != [], text
        assert (got["lost"], got["unread"]) == ([], 0)


def test_a_paper_that_is_published_anew_under_an_open_page_is_searched_anew(
    page: Page, paper: Newspaper, site_server: SERVER, tmp_path: Path
) -> None:
    shutil.copytree(paper.root, tmp_path, dirs_exist_ok=True)
    copy = Newspaper(tmp_path, DEFAULT_LANG="zh")
    assert copy.build().good
    put_probe(tmp_path / "output")
    page.goto(f"{site_server(tmp_path / 'output')}/{PROBE}")
    ask = """async (text) => {
      window.archive ||= new broadsheetSearch.Archive("");
      window.found = await archive.find(broadsheetSearch.parse(text));
      return [found.count, found.lost.length, (await found.results(0, 2)).map((r) => r.path)];
    }"""

    def expected() -> list[Any]:
        every = [d.path for d in answer([[Term("秋收")]], documents(copy))]
        return [len(every), 0, every[:2]]

    before = expected()
    assert page.evaluate(ask, "秋收") == before
    older = page.evaluate("() => { window.older = found; return older.count; }")
    for day, unasked in (("31", "section:要闻"), ("30", "column:区政要闻")):
        copy.article(f"2024-05-{day}", f"a0{day}-1-new", "秋收又一天", page="A01")
        assert copy.build().good
        put_probe(tmp_path / "output")
        assert page.evaluate(ask, unasked)[1] == 0
        assert page.evaluate(ask, "秋收") == expected() != before
    rest = page.evaluate("""async () => {
      await archive.script("extra");
      const all = [];
      let more = [0];
      for (; more.length; all.push(...more)) more = await older.results(all.length, 20);
      const years = await older.facets("year");
      return [all.length + older.unread, years.reduce((sum, { count }) => sum + count, 0)];
    }""")
    assert rest == [older, older]


def test_an_index_of_another_format_is_not_read(
    page: Page, paper: Newspaper, site_server: SERVER
) -> None:
    from broadsheet.search.scripts import script

    manifest = paper.root / "output" / "search" / "manifest.js"
    data = manifest.read_bytes()
    try:
        manifest.write_bytes(script("manifest.js", b'{"format": 2, "segments": []}'))
        page.goto(f"{site_server(paper.root / 'output')}/{PROBE}")
        failed = page.evaluate("""() => new broadsheetSearch.Archive("").open()
          .then(() => "opened", (error) => error instanceof broadsheetSearch.Lost)""")
    finally:
        manifest.write_bytes(data)
    assert failed is True
