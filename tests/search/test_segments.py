"""How an archive is cut by time."""

from __future__ import annotations

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.search.segments import MOST_IN_ERA, MOST_IN_OPEN, Span, layout

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
