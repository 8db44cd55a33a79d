"""A line says what it was written to say; any order and any number of lines come to the same."""

from __future__ import annotations

import datetime as dt
import unicodedata
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.ledger.lines import (
    Entry,
    State,
    address_of,
    file_of,
    gone,
    is_address,
    moved,
    newest,
    parse,
    path_of,
    written,
)
from tests.ledger.lines import entries, few_dates, paths

DAY, LATER = dt.date(2026, 3, 1), dt.date(2026, 3, 2)


@given(entries())
def test_what_is_written_is_read_as_it_was(entry: Entry) -> None:
    assert parse(entry.text) == entry
    assert parse(f"  {entry.text.replace(' ', '  ', 2)}\r") == entry


@given(paths)
def test_an_address_names_its_path_on_one_word(path: str) -> None:
    address = address_of(path)

    assert path_of(address) == path
    assert len(address.split()) == 1
    assert address.isprintable()


@given(st.lists(entries(st.sampled_from(("a.html", "b.html", "c/index.html")), few_dates)))
def test_the_order_and_the_number_of_lines_do_not_matter(lines: list[Entry]) -> None:
    text = written(lines)

    assert written([*reversed(lines), *lines]) == text
    assert text == "".join(sorted(text.splitlines(keepends=True)))
    assert newest(filter(None, map(parse, text.splitlines()))) == newest(lines)


@given(
    st.lists(entries(st.just("a.html"), few_dates), min_size=3, max_size=3),
)
def test_joining_branches_in_any_order_comes_to_the_same(lines: list[Entry]) -> None:
    results = set()
    for first, second, third in permutations(lines):
        half = newest([first, second])
        results.add(written([*half.values(), third]))

    assert len(results) == 1


@given(st.binary(max_size=60))
def test_nothing_that_a_file_may_hold_makes_it_fail(data: bytes) -> None:
    line = data.decode("utf-8", "replace")
    entry = parse(line)

    assert entry is None or parse(entry.text) == entry


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/2019/10/24/ page", Entry("2019/10/24/index.html")),
        ("/ page", Entry("index.html")),
        ("/about.html page 2026-03-01", Entry("about.html", State.PAGE, DAY)),
        ("/a.html moved 2026-03-01 /b/", moved("a.html", "b/index.html", DAY)),
        ("/%E5%BC%A0.html gone 2026-03-01 法院 要求", gone("张.html", "法院 要求", DAY)),
        ("/e\u0301.html page", Entry("\u00e9.html")),
        ("/Old%20Name.html page", Entry("Old Name.html")),
        ("/feeds/sections/news.xml page", Entry("feeds/sections/news.xml")),
    ],
)
def test_a_line_is_understood(line: str, said: Entry) -> None:
    assert parse(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "",
        "about.html page",
        "/about.html",
        "/about.html pages",
        "/about.html page 2026-3-1",
        "/about.html moved /b.html",
        "/about.html moved 2026-02-30 /b.html",
        "/about.html moved 2026-03-01 b.html",
        "/about.html moved 2026-03-01",
        "/about.html gone 2026-03-01",
        "/about.html gone because",
        "/2019//24.html page",
        "/../about.html page",
        "/photo.jpg page",
        "/404.html page",
        "/2019/10/24/a.json page",
        "/%ff.html page",
        "# a remark",
        "<<<<<<< ours",
    ],
)
def test_what_is_no_line_is_none(line: str) -> None:
    assert parse(line) is None


def test_the_newest_line_holds_and_on_one_day_the_one_that_shows_least() -> None:
    page, again = Entry("a.html"), Entry("a.html", State.PAGE, DAY)
    led, taken = moved("a.html", "b.html", DAY), gone("a.html", "why", DAY)

    assert newest([page, led])["a.html"] is led
    assert newest([taken, led, again, page])["a.html"] is taken
    assert newest([moved("a.html", "c.html", LATER), taken])["a.html"].state is State.MOVED
    assert newest([taken, Entry("a.html", State.PAGE, LATER)])["a.html"].state is State.PAGE


def test_an_added_issue_touches_the_file_of_its_year() -> None:
    of_2019 = (
        "2019/index.html",
        "2019/10/index.html",
        "2019/10/24/index.html",
        "2019/10/24-evening/a01.html",
        "people/张明/2019.html",
        "photos/2019-10.html",
    )
    of_no_year = (
        "index.html",
        "archive.html",
        "about.html",
        "people/张明/index.html",
        "days/10-24.html",
        "feeds/all.xml",
        "people/2019/index.html",
        "old/2019/a.html",
    )

    assert {file_of(path) for path in of_2019} == {"2019.txt"}
    assert {file_of(path) for path in of_no_year} == {"site.txt"}


def test_pages_and_feeds_are_addresses_and_their_parts_are_not() -> None:
    assert all(map(is_address, ("index.html", "a/b.htm", "feeds/all.xml", "data/index.html")))
    parts = ("404.html", "sitemap.xml", "sitemaps/2019.xml", "data/2019.csv", "a.json", "x.jpg")
    assert not any(map(is_address, parts))


@given(paths)
def test_one_name_in_two_unicode_forms_is_one_address(path: str) -> None:
    decomposed = unicodedata.normalize("NFD", address_of(path))

    assert path_of(decomposed) == path
