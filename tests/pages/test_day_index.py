"""``data/days.js``: every day with an issue, in few bytes."""

from __future__ import annotations

import base64
import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages import day_index

Issues = list[tuple[str, str, dt.date]]


def unpacked(script: bytes) -> Issues:
    """What a browser reads."""
    text = script.decode()
    assert text.startswith("broadsheetDays(")
    assert text.endswith(");\n")
    found: Issues = []
    for edition in json.loads(text[len("broadsheetDays(") : -3])["editions"]:
        for year, packed in edition["years"].items():
            if isinstance(packed, str):
                bits = base64.b64decode(packed)
                days = [n + 1 for n in range(len(bits) * 8) if bits[n // 8] >> n % 8 & 1]
            else:
                days = packed
            start = dt.date(int(year), 1, 1)
            found += [
                (edition["edition"], edition["title"], start + dt.timedelta(days=day - 1))
                for day in days
            ]
    return found


@given(
    st.sets(
        st.tuples(
            st.sampled_from(["", "evening", "晚"]),
            st.sampled_from(["", "晚报"]),
            st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
        )
    )
)
def test_what_goes_in_comes_out(issues: set[tuple[str, str, dt.date]]) -> None:
    given_ = sorted(issues, key=lambda issue: issue[2])
    assert set(unpacked(day_index.script(given_))) == issues


def test_a_hundred_years_of_a_daily_fit_in_ten_kilobytes() -> None:
    first = dt.date(1920, 1, 1)
    issues = [("", "", first + dt.timedelta(days=n)) for n in range(36525)]
    specials = [("special", "特刊", dt.date(year, 10, 1)) for year in range(1920, 2020)]
    script = day_index.script(sorted([*issues, *specials], key=lambda issue: issue[2]))
    assert len(script) <= 10_000


def test_an_archive_without_issues_has_a_list_all_the_same() -> None:
    assert unpacked(day_index.script([])) == []


def test_a_script_cannot_be_ended_by_the_title_of_an_edition() -> None:
    script = day_index.script([("a", '</script>\u2028");', dt.date(2024, 5, 1))])
    assert unpacked(script) == [("a", '</script>\u2028");', dt.date(2024, 5, 1))]
