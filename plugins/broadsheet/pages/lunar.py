"""The Chinese calendar's day that a nameplate prints beside the date.

The calendar is that of GB/T 33661-2017, reckoned for Beijing's time; ``lunar_python`` does the
reckoning and is imported when a date is first asked for, since that takes some 30 ms.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

FIRST, LAST = dt.date(1645, 1, 28), dt.date(2100, 12, 31)
"""The calendar's present rules came into force on the first of these days; beyond the second the
moments of new moons are not known to the minute."""

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_STEMS = ("Jia", "Yi", "Bing", "Ding", "Wu", "Ji", "Geng", "Xin", "Ren", "Gui")
_BRANCHES = (
    *("zi", "chou", "yin", "mao", "chen", "si"),
    *("wu", "wei", "shen", "you", "xu", "hai"),
)
MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_TENS = ("初", "十", "廿", "三")
_DIGITS = "十一二三四五六七八九"

TERMS = {
    "小寒": "Minor Cold",
    "大寒": "Major Cold",
    "立春": "Start of Spring",
    "雨水": "Rain Water",
    "惊蛰": "Awakening of Insects",
    "春分": "Spring Equinox",
    "清明": "Clear and Bright",
    "谷雨": "Grain Rain",
    "立夏": "Start of Summer",
    "小满": "Grain Buds",
    "芒种": "Grain in Ear",
    "夏至": "Summer Solstice",
    "小暑": "Minor Heat",
    "大暑": "Major Heat",
    "立秋": "Start of Autumn",
    "处暑": "End of Heat",
    "白露": "White Dew",
    "秋分": "Autumn Equinox",
    "寒露": "Cold Dew",
    "霜降": "Frost's Descent",
    "立冬": "Start of Winter",
    "小雪": "Minor Snow",
    "大雪": "Major Snow",
    "冬至": "Winter Solstice",
}
FESTIVALS = {
    (1, 1): ("春节", "Spring Festival"),
    (1, 15): ("元宵节", "Lantern Festival"),
    (5, 5): ("端午节", "Dragon Boat Festival"),
    (7, 7): ("七夕", "Qixi Festival"),
    (8, 15): ("中秋节", "Mid-Autumn Festival"),
    (9, 9): ("重阳节", "Double Ninth Festival"),
    (12, 8): ("腊八节", "Laba Festival"),
}
_JULIAN_DAY_0 = 1_721_425
"""What a day's number in Julian days is more than Python's."""
NEW_YEARS_EVE = ("除夕", "New Year's Eve")


@dataclass(frozen=True, slots=True)
class LunarDay:
    """``cycle`` is the year's place in the round of sixty, 0 for 甲子; ``term`` is the solar term
    that begins on this day, a key of ``TERMS``, else empty; ``festival`` its Chinese and English
    names, else empty."""

    cycle: int
    month: int
    is_leap: bool
    day: int
    term: str
    festival: tuple[str, ...]


@lru_cache(maxsize=512)
def lunar_day(date: dt.date) -> LunarDay | None:
    """The day in the Chinese calendar; ``None`` before ``FIRST`` and after ``LAST``."""
    if not FIRST <= date <= LAST:
        return None
    first, days, year, month = _month(date)
    day = (date - first).days + 1
    festival: tuple[str, ...] = FESTIVALS.get((month, day), ())
    if day == days and _month(date + dt.timedelta(days=1))[3] == 1:
        festival = NEW_YEARS_EVE
    return LunarDay(
        cycle=(year - 4) % 60,
        month=abs(month),
        is_leap=month < 0,
        day=day,
        term=_terms(date.year).get(date, ""),
        festival=festival,
    )


def _month(date: dt.date) -> tuple[dt.date, int, int, int]:
    """First day, length, year and number of the month that a day is in; a leap month's number is
    negative."""
    months = (month for year in (date.year, date.year - 1) for month in _months(year))
    return next(m for m in months if m[0] <= date < m[0] + dt.timedelta(days=m[1]))


@lru_cache(maxsize=64)
def _months(year: int) -> list[tuple[dt.date, int, int, int]]:
    """The months of a Chinese year, and those around it that the reckoning yields with them."""
    from lunar_python import LunarYear

    return [
        (
            dt.date.fromordinal(round(month.getFirstJulianDay()) - _JULIAN_DAY_0),
            int(month.getDayCount()),
            int(month.getYear()),
            int(month.getMonth()),
        )
        for month in LunarYear.fromYear(year).getMonths()
    ]


@lru_cache(maxsize=64)
def _terms(year: int) -> dict[dt.date, str]:
    """The days of a year on which a solar term begins."""
    from lunar_python import Solar

    table = Solar.fromYmd(year, 6, 30).getLunar().getJieQiTable()
    found = {}
    for name, moment in table.items():
        day = dt.date(moment.getYear(), moment.getMonth(), moment.getDay())
        # The table names terms of the years around it in Latin letters.
        term = "冬至" if name == "DONG_ZHI" else str(name)
        if day.year == year and term in TERMS:
            found[day] = term
    return found


def chinese(day: LunarDay) -> str:
    """农历乙巳年九月初三 霜降."""
    year = STEMS[day.cycle % 10] + BRANCHES[day.cycle % 12]
    month = ("闰" if day.is_leap else "") + MONTHS[day.month - 1]
    names = [f"农历{year}年{month}月{_day_name(day.day)}", day.term, *day.festival[:1]]
    return " ".join(filter(None, names))


def _day_name(day: int) -> str:
    """初一 to 三十: the tens are written for the day that ends them, 初十, 二十, 三十."""
    if day in (20, 30):
        return "二三"[day // 10 - 2] + "十"
    tens = 0 if day == 10 else day // 10
    return _TENS[tens] + _DIGITS[day % 10]


def english(day: LunarDay) -> str:
    """3rd day of the 9th lunar month, Yisi year; Frost's Descent."""
    year = _STEMS[day.cycle % 10] + _BRANCHES[day.cycle % 12]
    leap = "leap " if day.is_leap else ""
    names = [
        f"{_ordinal(day.day)} day of the {leap}{_ordinal(day.month)} lunar month, {year} year",
        TERMS.get(day.term, ""),
        *day.festival[1:],
    ]
    return "; ".join(filter(None, names))


def _ordinal(number: int) -> str:
    if 11 <= number % 100 <= 13:
        return f"{number}th"
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
