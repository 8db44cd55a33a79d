"""``data/days.js``: on which days there is an issue, small enough to be asked for by a form.

A script and no JSON, for a page on a disk may load scripts and nothing else. It calls
``broadsheetDays(…)`` with one object::

    {"issue": "{year}/{month}/{day}{edition}/index.html", "month": …, "year": …,
     "editions": [{"edition": "", "title": "", "years": {"2019": "…", "2020": [1, 366]}}]}

A year is either a list of days of the year, counted from 1, or base64 of a bitmap: the lowest bit
of the first byte is 1 January, and bytes after the last issue are left out. Whichever is shorter.
A hundred years of a daily take about 8 KB.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable

import msgspec

from broadsheet.pages import urls

CALLS = "broadsheetDays"
"""The function that the script calls; ``theme/static/js/days.js`` defines it."""


def script(issues: Iterable[tuple[str, str, dt.date]]) -> bytes:
    """``issues`` are edition, its title and date of every issue, in order of date."""
    editions: dict[tuple[str, str], dict[str, list[int]]] = {}
    for edition, title, date in issues:
        years = editions.setdefault((edition, title), {})
        years.setdefault(f"{date.year:04d}", []).append(date.timetuple().tm_yday)
    index = {
        "issue": urls.ISSUE_PATTERN,
        "month": urls.MONTH_PATTERN,
        "year": urls.YEAR_PATTERN,
        "editions": [
            {
                "edition": edition,
                "title": title,
                "years": {year: packed(days) for year, days in sorted(years.items())},
            }
            for (edition, title), years in sorted(editions.items())
        ],
    }
    return f"{CALLS}({msgspec.json.encode(index).decode()});\n".encode()


def packed(days: list[int]) -> str | list[int]:
    """Days of a year, from 1 and in order, in the shorter of two forms."""
    bitmap = bytearray((max(days) + 7) // 8)
    for day in days:
        bitmap[(day - 1) // 8] |= 1 << (day - 1) % 8
    text = base64.b64encode(bitmap).decode()
    return days if len(str(days)) <= len(text) else text
