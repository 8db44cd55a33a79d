"""What the numbers of a paper tell of the days without one. Pure.

A paper counts its issues: over all years (总期号) or anew each year (期号). Between two neighbours
in time the numbers say how many issues came out that the archive does not have; the calendar says
how many days there are for them. Where the two agree there is nothing to guess; where they do not,
that is what is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

ONE_DAY = dt.timedelta(days=1)


class Sign(StrEnum):
    """What is known of a day that has no issue of the day's main paper."""

    NO_ISSUE = "no-issue"
    """The numbers go on without a hole: the paper did not come out (休刊)."""
    MISSING = "missing"
    """Every day between has its number: an issue came out and is not here (缺期)."""
    PERHAPS = "perhaps"
    """Fewer numbers than days are left out: on some of these days an issue came out."""
    IRREGULAR = "irregular"
    """The numbers go backwards, stand still, or leave out more than there are days."""
    PLAIN = "plain"
    """Nothing is numbered here: there is no issue, and no more is known."""
    OUTSIDE = "outside"
    """Before the first issue of the archive or after its last."""


@dataclass(frozen=True, slots=True, order=True)
class Numbered:
    """An issue of the day's main paper: ``number`` of its year, ``cumulative`` over all years."""

    date: dt.date
    number: int | None = None
    cumulative: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two neighbouring issues.

    ``missing`` is how many numbers are left out: 0 or more, and 0 where the numbers are irregular
    or there are none. ``numbers`` are the two that were compared, ``None`` where none were.
    """

    before: dt.date
    after: dt.date
    sign: Sign
    missing: int = 0
    numbers: tuple[int, int] | None = None

    @property
    def days(self) -> int:
        """Days between the two issues."""
        return (self.after - self.before).days - 1

    @property
    def first(self) -> dt.date:
        return self.before + ONE_DAY

    @property
    def last(self) -> dt.date:
        return self.after - ONE_DAY

    def days_in(self, year: int) -> int:
        """How many of its days lie in a year."""
        start = max(self.first, dt.date(year, 1, 1))
        end = min(self.last, dt.date(year, 12, 31))
        return max(0, (end - start).days + 1)


def gap_between(one: Numbered, other: Numbered) -> Gap:
    """What the numbers of two neighbours tell. ``one`` is the earlier, on another day.

    Numbers over all years are compared first; numbers of a year only within that year, for they
    may begin again at the next.
    """
    pair = _comparable(one, other)
    days = (other.date - one.date).days - 1
    if pair is None:
        return Gap(one.date, other.date, Sign.PLAIN)
    missing = pair[1] - pair[0] - 1
    if missing < 0 or missing > days:
        return Gap(one.date, other.date, Sign.IRREGULAR, 0, pair)
    if missing == 0:
        sign = Sign.NO_ISSUE
    elif missing == days:
        sign = Sign.MISSING
    else:
        sign = Sign.PERHAPS
    return Gap(one.date, other.date, sign, missing, pair)


def _comparable(one: Numbered, other: Numbered) -> tuple[int, int] | None:
    if one.cumulative is not None and other.cumulative is not None:
        return one.cumulative, other.cumulative
    if one.number is None or other.number is None or one.date.year != other.date.year:
        return None
    return one.number, other.number


def gaps(issues: Iterable[Numbered]) -> tuple[Gap, ...]:
    """What lies between the issues, which are in order and one a day: a gap for each two
    neighbours that have days between them or whose numbers do not follow each other."""
    found = (gap_between(one, other) for one, other in pairwise(issues))
    return tuple(gap for gap in found if gap.days or gap.sign == Sign.IRREGULAR)


@dataclass(frozen=True, slots=True)
class YearOfNumbers:
    """A year as the numbers tell it.

    ``signs`` are the days of the year without an issue of the main paper. ``missing`` counts the
    issues that are not here: every missing day, and what ``told`` says of gaps that lie wholly in
    the year. ``told`` are the gaps that need words: some days of several, and irregular numbers.
    """

    signs: Mapping[dt.date, Sign]
    missing: int
    no_issue_days: int
    told: tuple[Gap, ...]


def year_of(
    year: int, issues: Iterable[Numbered], first: dt.date | None, last: dt.date | None
) -> YearOfNumbers:
    """Judge a year. ``issues`` are the year's in order, with the last before it and the first
    after it where there are such; ``first`` and ``last`` are the first and the last day of the
    whole archive, of any edition."""
    shown = tuple(issues)
    signs: dict[dt.date, Sign] = {}
    day, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    here = {issue.date for issue in shown}
    while True:
        if day not in here:
            is_inside = first is not None and last is not None and first <= day <= last
            signs[day] = Sign.PLAIN if is_inside else Sign.OUTSIDE
        if day == end:
            break
        day += ONE_DAY
    missing, told = 0, []
    for gap in gaps(shown):
        for offset in range(gap.days_in(year)):
            signs[max(gap.first, dt.date(year, 1, 1)) + dt.timedelta(days=offset)] = gap.sign
        touches_year = gap.before.year <= year <= gap.after.year
        if gap.sign == Sign.MISSING:
            missing += gap.days_in(year)
        elif gap.sign == Sign.PERHAPS and gap.days_in(year):
            told.append(gap)
            missing += gap.missing if gap.days_in(year) == gap.days else 0
        elif gap.sign == Sign.IRREGULAR and touches_year:
            told.append(gap)
    return YearOfNumbers(
        signs=signs,
        missing=missing,
        no_issue_days=sum(sign == Sign.NO_ISSUE for sign in signs.values()),
        told=tuple(told),
    )
