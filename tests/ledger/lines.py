"""Addresses and lines of every kind, for the properties that the ledger has for all of them."""

from __future__ import annotations

import datetime as dt
import unicodedata

from hypothesis import strategies as st

from broadsheet.ledger.lines import Entry, State, gone, moved, one_line

_NAMES = st.one_of(
    st.sampled_from(("a01-1", "A01-1", "张明", "章明", "index", "Old Name", "100% 真", "e\u0301t")),
    st.text(
        st.characters(codec="utf-8", exclude_characters="/\\\0", exclude_categories=("Cs",)),
        min_size=1,
        max_size=8,
    ).filter(lambda name: name not in (".", "..")),
)
_FOLDERS = st.sampled_from(
    ("", "2019/10/24/", "2019/10/24-晚报/", "2020/", "people/张 明/", "sections/C#/", "photos/")
)
paths = st.builds(
    lambda folder, name, end: unicodedata.normalize("NFC", f"{folder}{name}{end}"),
    _FOLDERS,
    _NAMES,
    st.sampled_from((".html", ".htm", "/index.html")),
)
dates = st.dates(dt.date(1000, 1, 1), dt.date(2100, 12, 31))
few_dates = st.dates(dt.date(2026, 3, 1), dt.date(2026, 3, 3))
reasons = st.text(max_size=30).filter(one_line)


def entries(
    of: st.SearchStrategy[str] = paths, on: st.SearchStrategy[dt.date] = dates
) -> st.SearchStrategy[Entry]:
    return st.one_of(
        st.builds(Entry, of),
        st.builds(Entry, of, st.just(State.PAGE), on),
        st.builds(moved, of, of, on),
        st.builds(gone, of, reasons, on),
    )
