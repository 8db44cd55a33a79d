"""What a build makes of the ledger: stubs, tombstones, and one clear line on what is wrong."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.catalog import Catalog
from broadsheet.checking import check, written
from tests.archive import Newspaper, changes
from tests.building import edits
from tests.building.edits import Edit
from tests.building.test_incremental import follow, write_newspaper
from tests.ledger.papers import a_paper, note, settings_of

DAY = "2024-05-03"
A, B, C = (f"/2024/05/01/{name}.html" for name in ("was", "then", "a01-1"))


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    return a_paper(tmp_path)


def page(paper: Newspaper, path: str) -> BeautifulSoup:
    return BeautifulSoup(paper.tree()[path].decode(), "html.parser")


def leads_to(paper: Newspaper, path: str) -> str:
    tag = page(paper, path).select_one('meta[http-equiv="refresh"]')
    assert tag is not None, path
    return str(tag["content"]).partition("url=")[2]


def errors(paper: Newspaper) -> list[str]:
    """What a build says, which is what the checker says."""
    built = paper.build()
    assert built.status == 1, built.said
    said = sorted({line for line in built.said.splitlines() if ": error: " in line})
    found = check(settings_of(paper), print).problems
    assert sorted(p.line_text("en") for p in found if p.is_error) == said
    return said


def test_a_chain_leads_to_its_end_at_every_link(paper: Newspaper) -> None:
    note(paper, f"{B} moved {DAY} {C}", f"{A} moved {DAY} {B}")

    assert paper.build().good
    assert leads_to(paper, "2024/05/01/was.html") == f"../../..{C}"
    assert leads_to(paper, "2024/05/01/then.html") == f"../../..{C}"
    assert paper.tree()["_redirects"].decode() == f"{B} {C} 301\n{A} {C} 301\n"


def test_a_chain_ends_at_what_an_article_names_as_its_old_address(paper: Newspaper) -> None:
    paper.article("2024-05-01", "now", aliases=B)
    note(paper, f"{A} moved {DAY} {B}")

    assert paper.build().good
    assert leads_to(paper, "2024/05/01/was.html") == "../../../2024/05/01/now.html"


def test_a_tombstone_says_when_and_why_and_leads_to_the_issue(paper: Newspaper) -> None:
    note(paper, f"{A} gone {DAY} <b>名誉</b> & 侵权", "/2024/05/09/x.html gone 2024-05-10 Why")

    assert paper.build().good
    tombstone = page(paper, "2024/05/01/was.html")
    main = tombstone.main
    assert main is not None
    assert " ".join(main.get_text(" ").split()) == (
        "This page has been taken down Taken down 3 May 2024 <b>名誉</b> & 侵权"
        " The issue it was part of: 1 May 2024"
    )
    assert [a["href"] for a in main.select("a")] == ["../../../2024/05/01/index.html"]
    assert tombstone.select('meta[name="robots"][content="noindex"]')
    assert page(paper, "2024/05/09/x.html").select("main a") == []
    assert paper.build(DEFAULT_LANG="zh").good
    main = page(paper, "2024/05/01/was.html").main
    assert main is not None
    assert " ".join(main.get_text(" ").split()) == (
        "网页已撤下 撤下 2024年5月3日 <b>名誉</b> & 侵权 所属一期： 2024年5月1日"
    )


def test_what_moved_and_was_then_taken_down_is_a_tombstone_at_both(paper: Newspaper) -> None:
    note(paper, f"{A} moved {DAY} {B}", f"{B} gone 2024-05-04 Why")

    assert paper.build().good
    tree = paper.tree()
    for path in ("2024/05/01/was.html", "2024/05/01/then.html"):
        assert b"Taken down" in tree[path]
        assert f'"/{path}" 1;'.encode() in tree["data/redirects.nginx.conf"]
        assert path.encode() not in tree["_redirects"]


def test_what_was_taken_down_is_in_no_list_no_feed_no_data_and_no_search(paper: Newspaper) -> None:
    paper.article("2024-05-01", "x", "Unspeakable", byline="By Tom Marsh", section="News")
    assert paper.build().good
    told = [path for path, data in paper.tree().items() if b"nspeakable" in data]
    assert len(told) > 8
    paper.remove("issues/2024/2024-05-01/x.md")
    note(paper, f"/2024/05/01/x.html gone {DAY} Why")

    assert paper.build().good
    tree = paper.tree()
    assert [path for path, data in tree.items() if b"nspeakable" in data] == []
    lists = ("_redirects", "data/redirects.nginx.conf", "data/redirects.apache.txt")
    naming = [p for p, data in tree.items() if b"05/01/x.html" in data and p not in lists]
    assert naming == []
    assert "2024/05/01/x.html" in tree
    assert "2024/05/01/x.json" not in tree


def test_a_page_wins_over_its_line_whichever_was_there_first(paper: Newspaper) -> None:
    note(paper, f"{A} moved {DAY} {C}", f"{B} gone {DAY} Why")
    assert paper.build().good
    paper.article("2024-05-01", "was", "It was")
    paper.article("2024-05-02", "new", aliases=B)

    built = paper.build()

    assert built.good, built.said
    assert "It was" in paper.tree()["2024/05/01/was.html"].decode()
    assert b"was" not in paper.tree()["_redirects"] + paper.tree()["data/redirects.nginx.conf"]
    assert leads_to(paper, "2024/05/01/then.html") == "../../../2024/05/02/new.html"
    assert changes(paper.clean_build(), paper.tree()) == {}
    paper.remove("issues/2024/2024-05-01/was.md")
    assert paper.build().good
    assert leads_to(paper, "2024/05/01/was.html") == f"../../..{C}"


def test_lines_in_any_order_and_twice_and_in_any_file_are_good(paper: Newspaper) -> None:
    note(paper, f"{B} page", f"{B} gone {DAY} Why", f"{A} moved {DAY} {C}", f"{A} moved {DAY} {C}")
    note(paper, f"{A} page", "", f"  {A} moved 2024-05-01 {B}  ", file="2019.txt")
    (paper.root / "ledger" / "README").write_text("Not ours.")

    assert paper.build().good
    assert leads_to(paper, "2024/05/01/was.html") == f"../../..{C}"
    assert b"Taken down" in paper.tree()["2024/05/01/then.html"]


MISTAKES = {
    "no line": (["what is this"], '2: error: "what is this" is no line of the address ledger'),
    "a conflict": (["<<<<<<< HEAD"], "2: error: a git merge conflict was left in the text"),
    "a loop": ([f"{A} moved {DAY} {A}"], f"2: error: the line leads to {A}, and from there in a"),
    "no page": ([f"{A} moved {DAY} {B}"], f"2: error: the line leads to {B}, and there is no such"),
    "a page that is gone": (
        [f"{A} moved {DAY} {B}", f"{B} page"],
        f"2: error: the line leads to {B}, and there is no such page",
    ),
    "a feed for a page": (
        [f"{A} moved {DAY} /feeds/all.xml"],
        "2: error: the line leads to /feeds/all.xml: a feed and a page cannot",
    ),
    "two ways on one day": (
        [f"{A} moved {DAY} {C}", f"{A} moved {DAY} /"],
        "3: error: the address is sent elsewhere by ../ledger/2024.txt:2 on the same day",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_line_and_nothing_is_written(
    paper: Newspaper, mistake: str
) -> None:
    assert paper.build().good
    before = paper.tree()
    lines, said = MISTAKES[mistake]
    note(paper, "/2024/05/01/ page", *lines)

    (line,) = errors(paper)

    assert line.startswith(f"../ledger/2024.txt:{said}")
    assert changes(before, paper.tree()) == {}
    note(paper, "/2024/05/01/ page")
    assert paper.build().good
    assert changes(before, paper.tree()) == {}


def test_a_circle_of_two_names_both_lines(paper: Newspaper) -> None:
    note(paper, f"{A} moved {DAY} {B}", f"{B} moved {DAY} {A}")

    assert [line.partition(": error")[0] for line in errors(paper)] == [
        "../ledger/2024.txt:1",
        "../ledger/2024.txt:2",
    ]


def test_a_file_that_is_not_utf8_is_named(paper: Newspaper) -> None:
    note(paper)
    (paper.root / "ledger" / "2024.txt").write_bytes(b"/ page\n/\xd5\xc5.html page\n")

    (line,) = errors(paper)

    assert line.startswith("../ledger/2024.txt:2: error: the text is not UTF-8")


def test_a_pull_request_shows_the_mistake_at_the_ledgers_own_line(paper: Newspaper) -> None:
    note(paper, "what is this")
    report = check(settings_of(paper), print)

    first, *_ = written(report, "github", "en", "papers/content/")

    assert first.startswith("::error file=papers/ledger/2024.txt,line=1,title=ledger-line::")


def test_only_the_line_that_changed_costs(paper: Newspaper) -> None:
    note(paper, f"{A} moved {DAY} {C}", f"{B} gone {DAY} Why")
    note(paper, "/about/ moved 2024-05-03 /about.html", file="site.txt")
    assert paper.build().good
    assert paper.build().written == 0
    note(paper, f"{A} moved {DAY} {C}", f"{B} gone {DAY} Because")

    built = paper.build()

    assert built.files_read == 1
    # The tombstone; data/site.json and the lists say the same.
    assert built.written == 1
    paper.issue("2024-05-09")
    stubs = {path: paper.root / "output" / path for path in ("about/index.html", A[1:], B[1:])}
    times = {path: file.stat().st_mtime_ns for path, file in stubs.items()}
    assert paper.build().good
    assert {path: file.stat().st_mtime_ns for path, file in stubs.items()} == times


def test_what_another_engine_has_kept_of_the_ledger_is_read_anew(
    paper: Newspaper,
) -> None:
    note(paper, f"{A} moved {DAY} {C}")
    assert paper.build().good
    before = paper.tree()
    with contextlib.closing(Catalog.open(settings_of(paper).home / "catalog.sqlite")) as catalog:
        catalog.set_meta("ledger", "another-engine {]")
        catalog.set_meta("reader", "another-engine")
        catalog.set_meta("site", "another-engine")

    assert paper.build().good
    assert changes(before, paper.tree()) == {}


def test_a_stub_that_somebody_damaged_is_mended(paper: Newspaper) -> None:
    note(paper, f"{A} moved {DAY} {C}")
    assert paper.build().good
    before = paper.tree()
    (paper.root / "output" / A[1:]).unlink()

    assert paper.build().written == 1
    assert changes(before, paper.tree()) == {}


@dataclass(frozen=True)
class WriteLedger(Edit):
    """Write the lines of a file of the ledger; none removes it."""

    file: str
    lines: tuple[str, ...]

    def do(self, paper: Newspaper) -> None:
        if self.lines:
            note(paper, *self.lines, file=self.file)
        else:
            (paper.root / "ledger" / self.file).unlink(missing_ok=True)


ADDRESSES = (
    "/2024/05/01/",
    "/2024/05/01/a01-1.html",
    "/2024/05/01/A01-1.html",
    "/2024/05/01/was.html",
    "/2024/05/03/a01-2.html",
    "/2023/11/30/",
    "/old/story.html",
    "/people/张明/",
    "/about.html",
    "/feeds/sections/news.xml",
    "/feeds/all.xml",
)
addresses = st.sampled_from(ADDRESSES)
ledger_lines = st.one_of(
    st.builds("{} page".format, addresses),
    st.builds("{} moved 2024-05-03 {}".format, addresses, addresses),
    st.builds("{} moved 2024-05-04 {}".format, addresses, addresses),
    st.builds("{} gone 2024-05-0{} Why".format, addresses, st.integers(1, 5)),
)
ledgers = st.builds(
    WriteLedger,
    st.sampled_from(("2024.txt", "site.txt")),
    st.lists(ledger_lines, max_size=4).map(tuple),
)


@settings(max_examples=6)
@given(
    st.lists(
        st.lists(st.one_of(ledgers, edits.edits), min_size=1, max_size=3), min_size=1, max_size=5
    )
)
def test_any_edits_of_ledger_and_content_leave_what_a_clean_build_leaves(
    steps: list[list[Edit]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        follow(write_newspaper(Path(folder)), steps)
