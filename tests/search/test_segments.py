"""How an archive is cut by time."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search.articles import SearchedArticle, decode
from broadsheet.search.segments import MOST_IN_ERA, MOST_IN_OPEN, Span, layout
from broadsheet.search.writing import write_segment

NEW_YEAR = dt.date(2026, 1, 1)


def days(first: dt.date, number: int, articles: int) -> list[tuple[dt.date, int]]:
    return [(first + dt.timedelta(days=n), articles) for n in range(number)]


def test_an_archive_of_a_few_years_is_an_era_a_year_and_a_month() -> None:
    found = layout(days(dt.date(2023, 5, 1), 1200, 14))

    assert [str(span) for span in found][-2:] == ["2026-01-01:2026-07-31", "2026-08-01:2026-08-31"]
    assert len(found) == 3


def test_an_archive_without_articles_has_no_segment() -> None:
    assert layout([]) == layout([(NEW_YEAR, 0)]) == []


def test_a_large_month_is_cut_so_that_its_newest_piece_stays_small() -> None:
    found = layout(days(dt.date(2026, 8, 1), 27, 140))

    assert [str(span) for span in found] == [
        "2026-08-01:2026-08-16",
        "2026-08-17:2026-08-24",
        "2026-08-25:2026-08-31",
    ]


def test_eras_are_bounded_and_an_added_article_moves_no_other_eras_bounds() -> None:
    archive = days(dt.date(1987, 1, 1), 14_400, 14)
    found = layout(archive)
    changed = [(day, n + (50 if day.year == 1990 else 0)) for day, n in archive]

    assert len(found) <= 8
    for span in found:
        assert sum(n for day, n in archive if day in span) <= MOST_IN_ERA
    assert [s for s in layout(changed) if dt.date(1990, 6, 1) not in s] == [
        s for s in found if dt.date(1990, 6, 1) not in s
    ]


@given(
    st.dictionaries(
        st.dates(dt.date(1880, 1, 1), dt.date(2100, 12, 31)), st.integers(0, 60_000), max_size=40
    )
)
def test_every_day_lies_in_exactly_one_segment(archive: dict[dt.date, int]) -> None:
    counted = sorted(archive.items())
    found = layout(counted)

    assert found == sorted(found)
    assert all(one.last < other.first for one, other in itertools.pairwise(found))
    for day, articles in counted:
        assert sum(day in span for span in found) == 1 or not articles
    assert all(any(day in span and n for day, n in counted) for span in found)
    if found:
        newest = max(day for day, n in counted if n)
        piece = sum(n for day, n in counted if day in found[-1])
        assert piece <= MOST_IN_OPEN or found[-1].first >= newest - dt.timedelta(days=1)


def test_a_span_is_written_as_its_days() -> None:
    assert str(Span(NEW_YEAR, NEW_YEAR)) == "2026-01-01:2026-01-01"


def news(number: int) -> SearchedArticle:
    """An article of 450 characters, the common ones much more often than the rare."""
    draw = random.Random(number)
    text = "".join(chr(0x4E00 + int(draw.paretovariate(0.35)) % 3500) for _ in range(450))
    slug = f"a{number % 8 + 1:02d}-{number}"
    record = {
        **dict.fromkeys(("edition", "edition_title", "page_title", "kicker", "deck"), ""),
        **dict.fromkeys(("column", "byline", "source", "dateline"), ""),
        **{key: [] for key in ("pictures", "missing_pictures", "corrections")},
        "path": f"2026/08/{number // 32 + 1:02d}/{slug}.html",
        "date": f"2026-08-{number // 32 + 1:02d}",
        "page": "A01",
        "order": number,
        "headline": text[:16],
        "section": "要闻",
        "credits": [{"name": f"王{text[0]}{text[1]}", "role": "reporter"}],
        "language": "zh",
        "text": text,
        "retraction": None,
    }
    return decode(msgspec.json.encode(record))


def test_the_segment_that_every_issue_rewrites_is_few_files() -> None:
    for articles in (20, 260, MOST_IN_OPEN):
        segment = write_segment(news(number) for number in range(articles))
        sizes = [len(data) for _, data in segment.files]
        assert len(sizes) + 2 <= 60
        assert sum(sizes) < 1_000_000
