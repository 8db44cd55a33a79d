"""Names of files and folders: which any host can serve, and what they say."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import PageCode
from broadsheet.problems import REASONS
from broadsheet.reading.names import (
    ArticleName,
    IssueName,
    NotIssue,
    name_problem,
    parse_article_name,
    parse_issue_folder,
    slug_of,
)

DAY = dt.date(2019, 10, 24)


@pytest.mark.parametrize(
    "name",
    [
        "a01-1-harvest.md",
        "秋收.jpg",
        "a b.jpg",
        "a.b.c.md",
        "console.md",
        "com10.md",
        "café.png",
        "é" * 100,
    ],
)
def test_ordinary_names_are_fine(name: str) -> None:
    assert name_problem(name) is None


@pytest.mark.parametrize("char", '#%?\\:*"<>|')
def test_a_character_that_some_host_refuses_is_named(char: str) -> None:
    assert name_problem(f"a{char}b.md") == char


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a\nb.md", "an invisible character"),
        ("a\x7f.md", "an invisible character"),
        ("a\u202eb.md", "an invisible character"),
        ("a\u200bb.md", "an invisible character"),
        ("a.md.", "a dot or space at the end"),
        ("a.md ", "a dot or space at the end"),
        ("..", "a dot or space at the end"),
        ("", "a dot or space at the end"),
        (" a.md", "a space at the beginning"),
        ("\u3000a.md", "a space at the beginning"),
        ("CON", "Windows reserves this name"),
        ("nul.md", "Windows reserves this name"),
        ("Com1.tar.gz", "Windows reserves this name"),
        ("lpt9 .md", "Windows reserves this name"),
        ("秋" * 67, "longer than 200 bytes"),
        ("a\udcff.md", "it is not UTF-8"),
    ],
)
def test_a_name_that_no_host_can_serve_has_a_reason(name: str, reason: str) -> None:
    assert name_problem(name) == reason


@given(st.text(st.characters(), max_size=80))
def test_any_name_is_fine_or_has_a_reason_in_both_languages(name: str) -> None:
    reason = name_problem(name)
    assert reason is None or len(reason) == 1 or reason in REASONS


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("2019-10-24", ""),
        ("2019-10-24-evening", "evening"),
        ("2019-10-24-Evening", "evening"),
        ("2019-10-24-晚报", "晚报"),
        ("2019-10-24-2", "2"),
        ("2019-10-24-late-city", "late-city"),
        ("2019-10-24-e\u0301dition", "\u00e9dition"),
    ],
)
def test_a_folder_named_by_its_day_is_an_issue(name: str, edition: str) -> None:
    assert parse_issue_folder(name) == IssueName(DAY, edition)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("2019-13-45", "there is no such day"),
        ("2019-02-29-evening", "there is no such day"),
        ("0000-01-01", "there is no such day"),
        ("2019-10-24 final", "only a hyphen and an edition may follow the date"),
        ("2019-10-24_2", "only a hyphen and an edition may follow the date"),
        ("2019-10-24x", "only a hyphen and an edition may follow the date"),
        ("2019-10-24-", "nothing follows the last hyphen"),
        ("2019-10-24--2", "an edition is letters, digits and hyphens"),
        ("2019-10-24-late_city", "an edition is letters, digits and hyphens"),
        ("2019-10-24-late city", "an edition is letters, digits and hyphens"),
        ("2019-1-4", "month and day need two digits each"),
        ("2019-10-4-evening", "month and day need two digits each"),
        ("20191024", "the date is not written year-month-day"),
        ("2019_10_24", "the date is not written year-month-day"),
        ("2019.10.24", "the date is not written year-month-day"),
        ("2019年10月24日", "the date is not written year-month-day"),
        ("２０１９-10-24", "the date is not written year-month-day"),
        ("24-10-2019", "the date is not written year-month-day"),
        (" 2019-10-24", "the date is not written year-month-day"),
    ],
)
def test_a_folder_that_looks_like_an_issue_but_is_none_has_a_reason(name: str, reason: str) -> None:
    assert parse_issue_folder(name) == NotIssue(reason)
    assert reason in REASONS


@pytest.mark.parametrize(
    "name",
    ["pages", "2019", "2019-10", "201910", "2019-2020", "10", "issues", "第1期", "1234567890"],
)
def test_other_folders_do_not_look_like_an_issue(name: str) -> None:
    assert parse_issue_folder(name) is None


@given(st.dates(dt.date(1000, 1, 1)), st.sampled_from(["", "-evening", "-晚报", "-2"]))
def test_every_day_names_an_issue(day: dt.date, edition: str) -> None:
    assert parse_issue_folder(day.isoformat() + edition) == IssueName(day, edition[1:])


@given(st.one_of(st.text(max_size=30), st.text("0123456789-_. 年月日aé晚", max_size=16)))
def test_an_edition_is_always_ready_for_an_address(name: str) -> None:
    found = parse_issue_folder(name)
    if isinstance(found, IssueName):
        assert parse_issue_folder(f"{found.date}-{found.edition}".rstrip("-")) == found
        assert unicodedata.is_normalized("NFC", found.edition)
        assert name_problem(f"24-{found.edition}".rstrip("-")) is None


@pytest.mark.parametrize(
    ("stem", "page", "order"),
    [
        ("a01-1-harvest", "A01", 1),
        ("A01-12", "A01", 12),
        ("a01_2_harvest", "A01", 2),
        ("03-2-x", "03", 2),
        ("a01-harvest", "A01", None),
        ("a01-秋收", "A01", None),
        ("a3", "A3", None),
        ("a01-2019-review", "A01", None),
        ("01", None, 1),
        ("01-harvest", None, 1),
        ("harvest", None, None),
        ("covid19-ward", None, None),
        ("2019-10-24-01", None, None),
        ("00-1-x", None, None),
        ("a00", None, None),
        ("harvest-1-2", None, None),
        ("", None, None),
    ],
)
def test_the_name_of_an_article_tells_page_and_order(
    stem: str, page: str | None, order: int | None
) -> None:
    assert parse_article_name(stem) == ArticleName(PageCode.parse(page) if page else None, order)


@given(st.text(max_size=20))
def test_any_name_can_be_an_articles(stem: str) -> None:
    assert isinstance(parse_article_name(stem), ArticleName)


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("a01-1-harvest", "a01-1-harvest"),
        ("A01-Harvest", "A01-Harvest"),
        ("秋收 过半", "秋收-过半"),
        ("cafe\u0301", "caf\u00e9"),
        (" a  b ", "a-b"),
    ],
)
def test_an_address_keeps_the_files_own_letters(stem: str, slug: str) -> None:
    assert slug_of(stem) == slug


@given(st.text(max_size=30))
def test_an_address_has_no_spaces_and_is_stable(stem: str) -> None:
    slug = slug_of(stem)
    assert slug_of(slug) == slug
    assert not any(c.isspace() for c in slug)
