"""The Chinese calendar against dates that are known from printed calendars."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lunar_python import Solar

from broadsheet.pages.lunar import FIRST, LAST, chinese, english, lunar_day


def in_chinese(date: str) -> str:
    day = lunar_day(dt.date.fromisoformat(date))
    assert day
    return chinese(day)


def in_english(date: str) -> str:
    day = lunar_day(dt.date.fromisoformat(date))
    assert day
    return english(day)


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        ("2025-10-23", "农历乙巳年九月初三 霜降"),
        ("2025-10-24", "农历乙巳年九月初四"),
        ("2025-11-29", "农历乙巳年十月初十"),
        ("2025-12-09", "农历乙巳年十月二十"),
        ("2024-02-09", "农历癸卯年十二月三十 除夕"),
        ("1900-01-31", "农历庚子年正月初一 春节"),
        ("1949-10-01", "农历己丑年八月初十"),
        ("1872-04-30", "农历壬申年三月廿三"),
        ("2060-02-02", "农历庚辰年正月初一 春节"),
    ],
)
def test_a_day_is_written_as_a_nameplate_prints_it(date: str, printed: str) -> None:
    assert in_chinese(date) == printed


@pytest.mark.parametrize(
    ("date", "month"),
    [
        ("2020-05-23", "闰四月初一"),
        ("2023-03-22", "闰二月初一"),
        ("2025-07-25", "闰六月初一"),
        ("2033-12-22", "闰十一月初一"),
    ],
)
def test_a_leap_month_says_that_it_is_one(date: str, month: str) -> None:
    assert in_chinese(date).endswith(month)
    assert "leap" in in_english(date)


def test_the_eve_of_the_new_year_is_its_last_day_of_twenty_nine_or_thirty() -> None:
    assert in_chinese("2026-02-16") == "农历乙巳年十二月廿九 除夕"
    assert in_chinese("2023-01-21") == "农历壬寅年十二月三十 除夕"
    assert in_chinese("2026-02-15") == "农历乙巳年十二月廿八"
    assert in_english("2026-02-16").endswith("; New Year's Eve")


def test_a_festival_is_not_kept_twice_in_a_year_with_its_month_doubled() -> None:
    assert in_chinese("2009-05-28").endswith("五月初五 端午节")
    assert in_chinese("2009-06-27").endswith("闰五月初五")


def test_a_day_may_have_both_a_solar_term_and_a_festival() -> None:
    assert in_chinese("2023-06-22") == "农历癸卯年五月初五 端午节"
    assert in_chinese("2025-08-29") == "农历乙巳年七月初七 七夕"
    assert in_chinese("2023-10-23") == "农历癸卯年九月初九 重阳节"
    assert in_chinese("2042-10-23") == "农历壬戌年九月初十 霜降"


def test_english_counts_days_and_months_and_spells_the_year() -> None:
    assert in_english("2025-10-23") == (
        "3rd day of the 9th lunar month, Yisi year; Frost's Descent"
    )
    assert in_english("2025-11-30").startswith("11th day of the 10th")
    assert in_english("2025-12-10").startswith("21st day of the 10th")
    assert in_english("2026-02-18").startswith("2nd day of the 1st lunar month, Bingwu")


def test_days_that_the_calendar_does_not_reckon_have_no_name() -> None:
    one = dt.timedelta(days=1)
    assert lunar_day(FIRST)
    assert lunar_day(FIRST - one) is None
    assert lunar_day(LAST)
    assert lunar_day(LAST + one) is None
    assert lunar_day(dt.date.min) is None
    assert lunar_day(dt.date.max) is None


@given(st.dates(FIRST, LAST))
def test_every_day_is_as_the_calendar_reckons_it_alone(date: dt.date) -> None:
    reckoned = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    tomorrow = reckoned.next(1)
    day = lunar_day(date)
    assert day is not None
    assert (day.cycle, -day.month if day.is_leap else day.month, day.day, day.term) == (
        (reckoned.getYear() - 4) % 60,
        reckoned.getMonth(),
        reckoned.getDay(),
        reckoned.getJieQi(),
    )
    is_last = (tomorrow.getMonth(), tomorrow.getDay()) == (1, 1)
    assert ("除夕" in day.festival) == is_last
