"""A site that is to have no search."""

from __future__ import annotations

from pathlib import Path

from tests.archive import Newspaper

TRACES = ("search.html", "search-box", "marks.js", "marks-bar", "SearchAction")


def test_without_search_there_is_no_index_and_no_trace_of_it(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path, SITEURL="https://paper.example")
    paper.issue("2024-05-01")
    assert paper.build(BROADSHEET_SEARCH=False).good
    tree = paper.tree()
    assert not [path for path in tree if path.startswith("search")]
    assert not [path for path in tree if path.endswith("texts.js")]
    pages = [data.decode() for path, data in tree.items() if path.endswith((".html", ".xml"))]
    assert [trace for trace in TRACES if any(trace in page for page in pages)] == []


def test_search_comes_and_goes_with_its_setting(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path)
    paper.issue("2024-05-01")
    without = paper.clean_build(BROADSHEET_SEARCH=False)
    assert paper.build().good
    assert "search/manifest.js" in paper.tree()
    assert paper.build(BROADSHEET_SEARCH=False).good
    assert paper.tree() == without
    paper.issue("2024-05-02")
    assert paper.build(BROADSHEET_SEARCH=False).good
    assert paper.tree() == paper.clean_build(BROADSHEET_SEARCH=False)
