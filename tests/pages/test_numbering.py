"""What the numbers of a paper tell of the days without one."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.numbering import Gap, Numbered, Sign, gap_between, gaps, year_of

MONDAY = dt.date(2024, 5, 6)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def whole(number: int, cumulative: int | None) -> Numbered:
    """An issue some days after Monday, with its number over all years."""
    return Numbered(day(number), cumulative=cumulative)


@pytest.mark.parametrize(
    ("days_apart", "numbers", "sign", "missing"),
    [
        (3, (10, 11), Sign.NO_ISSUE, 0),
        (7, (10, 11), Sign.NO_ISSUE, 0),
        (2, (10, 12), Sign.MISSING, 1),
        (4, (10, 14), Sign.MISSING, 3),
        (4, (10, 12), Sign.PERHAPS, 1),
        (14, (10, 12), Sign.PERHAPS, 1),
        (3, (10, 14), Sign.IRREGULAR, 0),
        (1, (10, 12), Sign.IRREGULAR, 0),
        (3, (10, 10), Sign.IRREGULAR, 0),
        (3, (10, 9), Sign.IRREGULAR, 0),
        (1, (10, 9), Sign.IRREGULAR, 0),
        (1, (10, 11), Sign.NO_ISSUE, 0),
    ],
)
def test_the_numbers_and_the_days_between_tell_what_was_left_out(
    days_apart: int, numbers: tuple[int, int], sign: Sign, missing: int
) -> None:
    found = gap_between(whole(0, numbers[0]), whole(days_apart, numbers[1]))

    assert (found.sign, found.missing, found.days) == (sign, missing, days_apart - 1)
    assert found.numbers == numbers


def test_without_a_number_on_both_sides_nothing_is_judged() -> None:
    for one, other in ((None, None), (7, None), (None, 7)):
        found = gap_between(whole(0, one), whole(3, other))
        assert (found.sign, found.missing, found.numbers) == (Sign.PLAIN, 0, None)


def test_numbers_of_a_year_are_compared_within_the_year_only() -> None:
    within = gap_between(Numbered(day(0), 120), Numbered(day(2), 122))
    assert within.sign == Sign.MISSING
    turn = gap_between(Numbered(dt.date(2023, 12, 30), 364), Numbered(dt.date(2024, 1, 2), 1))
    assert turn.sign == Sign.PLAIN


def test_numbers_over_all_years_go_before_those_of_the_year_and_cross_its_end() -> None:
    found = gap_between(
        Numbered(dt.date(2023, 12, 30), 364, 900), Numbered(dt.date(2024, 1, 2), 1, 903)
    )
    assert (found.sign, found.missing) == (Sign.MISSING, 2)
    within = gap_between(Numbered(day(0), 5, 100), Numbered(day(2), 9, 101))
    assert within.sign == Sign.NO_ISSUE


def test_a_year_counts_what_is_missing_and_tells_what_it_cannot_place() -> None:
    issues = [
        Numbered(dt.date(2023, 12, 30), cumulative=98),
        Numbered(dt.date(2024, 1, 2), cumulative=101),
        Numbered(dt.date(2024, 1, 5), cumulative=102),
        Numbered(dt.date(2024, 1, 10), cumulative=104),
        Numbered(dt.date(2024, 1, 11), cumulative=90),
    ]

    year = year_of(2024, issues, issues[0].date, issues[-1].date)

    january = {date.day: sign for date, sign in year.signs.items() if date.month == 1}
    assert january[1] == Sign.MISSING
    assert [january[n] for n in (3, 4)] == [Sign.NO_ISSUE] * 2
    assert [january[n] for n in (6, 7, 8, 9)] == [Sign.PERHAPS] * 4
    assert january[12] == Sign.OUTSIDE
    assert {2, 5, 10, 11}.isdisjoint(january)
    assert (year.missing, year.no_issue_days) == (2, 2)
    assert [(gap.sign, gap.missing, gap.days) for gap in year.told] == [
        (Sign.PERHAPS, 1, 4),
        (Sign.IRREGULAR, 0, 0),
    ]
    before = year_of(2023, issues[:2], issues[0].date, issues[-1].date)
    assert before.missing == 1
    assert before.signs[dt.date(2023, 12, 31)] == Sign.MISSING
    assert before.signs[dt.date(2023, 12, 29)] == Sign.OUTSIDE


def test_a_year_without_an_issue_of_the_main_paper_is_plain_or_outside() -> None:
    year = year_of(2024, (), dt.date(2024, 3, 1), dt.date(2024, 3, 31))
    assert year.signs[dt.date(2024, 3, 5)] == Sign.PLAIN
    assert year.signs[dt.date(2024, 4, 1)] == Sign.OUTSIDE
    assert len(year.signs) == 366
    assert year_of(2024, (), None, None).missing == 0


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year_of_the_calendar_can_be_judged(year: int) -> None:
    issue = Numbered(dt.date(year, 6, 1), 1, 1)
    assert len(year_of(year, [issue], issue.date, issue.date).signs) == 364


# --- whatever the numbers are ---------------------------------------------------------------------

numbers = st.one_of(st.none(), st.integers(-5, 400))


@st.composite
def papers(draw: st.DrawFn) -> list[Numbered]:
    dates = draw(st.lists(st.dates(dt.date(2022, 11, 1), dt.date(2025, 2, 1)), unique=True))
    return [Numbered(date, draw(numbers), draw(numbers)) for date in sorted(dates)]


@given(papers())
def test_every_day_of_a_year_is_an_issue_or_has_one_sign(issues: list[Numbered]) -> None:
    first, last = (issues[0].date, issues[-1].date) if issues else (None, None)
    for year in (2023, 2024):
        judged = year_of(year, issues, first, last)
        here = {issue.date for issue in issues if issue.date.year == year}
        assert here.isdisjoint(judged.signs)
        assert len(here) + len(judged.signs) == (366 if year == 2024 else 365)
        inside = [d for d, sign in judged.signs.items() if sign != Sign.OUTSIDE]
        assert all(first <= d <= last for d in inside if first and last)


@given(papers())
def test_a_gap_never_leaves_out_more_issues_than_it_has_days(issues: list[Numbered]) -> None:
    for gap in gaps(issues):
        assert 0 <= gap.missing <= max(gap.days, 0)
        assert gap.sign == Sign.IRREGULAR or gap.days
        if gap.sign in (Sign.PLAIN, Sign.NO_ISSUE, Sign.IRREGULAR):
            assert gap.missing == 0


@given(st.sets(st.integers(0, 400), min_size=2), st.integers(-50, 5000))
def test_a_daily_with_issues_lost_has_exactly_the_lost_ones_missing(
    kept: set[int], start: int
) -> None:
    """A paper that came out every day and counted rightly: nothing is left to guess."""
    first = dt.date(2023, 7, 1)
    issues = [Numbered(first + dt.timedelta(days=n), None, start + n) for n in sorted(kept)]
    lost = set(range(min(kept), max(kept))) - kept

    missing = sum(year_of(y, issues, first, first).missing for y in (2023, 2024))

    assert missing == len(lost)
    assert all(gap.sign == Sign.MISSING for gap in gaps(issues))


@given(st.sets(st.integers(0, 200), min_size=2))
def test_a_paper_that_counts_without_a_hole_has_nothing_missing(days: set[int]) -> None:
    issues = [
        Numbered(dt.date(2024, 1, 1) + dt.timedelta(days=n), at, None)
        for at, n in enumerate(sorted(days), 1)
    ]
    judged = year_of(2024, issues, issues[0].date, issues[-1].date)
    assert judged.missing == 0
    assert not judged.told
    assert set(judged.signs.values()) <= {Sign.NO_ISSUE, Sign.OUTSIDE}


@given(papers(), st.dates(dt.date(2022, 11, 1), dt.date(2025, 2, 1)), numbers, numbers)
def test_an_added_issue_changes_only_what_lies_between_its_neighbours(
    issues: list[Numbered], date: dt.date, number: int | None, cumulative: int | None
) -> None:
    kept = [issue for issue in issues if issue.date != date]
    more = sorted([*kept, Numbered(date, number, cumulative)], key=lambda issue: issue.date)
    at = [issue.date for issue in more].index(date)
    start = more[at - 1].date if at else dt.date.min
    end = more[at + 1].date if at + 1 < len(more) else dt.date.max

    def elsewhere(found: tuple[Gap, ...]) -> list[Gap]:
        return [gap for gap in found if gap.after <= start or gap.before >= end]

    assert elsewhere(gaps(kept)) == elsewhere(gaps(more))


@given(papers())
def test_a_year_is_judged_by_its_own_issues_and_one_on_either_side(issues: list[Numbered]) -> None:
    first, last = (issues[0].date, issues[-1].date) if issues else (None, None)
    for year in (2023, 2024):
        own = [i for i in issues if i.date.year == year]
        around = (
            [i for i in issues if i.date.year < year][-1:],
            [i for i in issues if i.date.year > year][:1],
        )
        narrow = year_of(year, [*around[0], *own, *around[1]], first, last)
        assert narrow == year_of(year, issues, first, last)
        assert all(one < other for one, other in pairwise(sorted(narrow.signs)))
