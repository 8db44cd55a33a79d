"""How the archive is cut into segments by time, so that the cost of a change follows the change.

The cut follows from the days that have articles, and from nothing else: whichever way an archive
has come to be, its segments are the same. The newest month stands alone, cut further while it is
large; the earlier months of its year are one segment; the years before are eras, cut at years that
are multiples of powers of two, so that an article more or less in one era leaves the others alone.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

MOST_IN_ERA = 100_000
"""Articles of an era, unless a single year has more."""
MOST_IN_OPEN = 512
"""Articles of the piece that holds the newest day, unless a single day has more."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first.isoformat()}:{self.last.isoformat()}"


class SegmentFacts(msgspec.Struct, frozen=True):
    """What the manifest says of a segment: days of its first and last article, and how many bytes
    its facets are."""

    id: str
    first: str
    last: str
    articles: int
    facets: dict[str, int]


Day = tuple[dt.date, int]
"""A day and the number of its articles."""


def layout(days: Iterable[Day]) -> list[Span]:
    """The segments of an archive, oldest first; ``days`` are in order, each once."""
    counted = [day for day in days if day[1]]
    if not counted:
        return []
    newest = counted[-1][0]
    month = newest.replace(day=1)
    new_year = newest.replace(month=1, day=1)
    years: dict[int, int] = {}
    for date, articles in counted:
        years[date.year] = years.get(date.year, 0) + articles
    found = list(_eras(years, 0, 1 << 14, newest.year))
    if any(new_year <= date < month for date, _ in counted):
        found.append(Span(new_year, month - dt.timedelta(days=1)))
    in_month = [day for day in counted if day[0] >= month]
    return [*found, *_open(in_month, newest)]


def _eras(years: dict[int, int], start: int, length: int, end: int) -> Iterator[Span]:
    """The eras of the years from ``start`` on, before ``end``."""
    inside = [year for year in years if start <= year < min(start + length, end)]
    if not inside:
        return
    if length == 1 or sum(years[year] for year in inside) <= MOST_IN_ERA:
        last = min(start + length, end) - 1
        yield Span(dt.date(max(start, 1), 1, 1), dt.date(min(last, 9999), 12, 31))
        return
    half = length // 2
    yield from _eras(years, start, half, end)
    yield from _eras(years, start + half, half, end)


def _open(days: Sequence[Day], newest: dt.date) -> Iterator[Span]:
    """The newest month: whole, or the closed part before each half that the newest day lies in."""
    last = newest.replace(day=calendar.monthrange(newest.year, newest.month)[1])
    first, length = newest.replace(day=1), 32
    while sum(n for date, n in days if date >= first) > MOST_IN_OPEN and length > 1:
        length //= 2
        middle = first + dt.timedelta(days=length)
        if newest < middle:
            continue
        if any(first <= date < middle for date, _ in days):
            yield Span(first, middle - dt.timedelta(days=1))
        first = middle
    yield Span(first, last)
