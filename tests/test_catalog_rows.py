"""How a row of the catalog holds a value."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet import catalog_rows
from broadsheet.catalog_rows import inflate, pack, unpack

SHORT = ["秋收进度过半"]
LONG = [{"headline": "秋收进度过半", "number": number} for number in range(100)]


@given(st.lists(st.text()), st.integers(0, 400))
def test_what_was_packed_comes_back(words: list[str], times: int) -> None:
    assert unpack(pack(words * times), list[str]) == words * times


def test_a_long_row_is_made_short() -> None:
    plain, packed = pack(SHORT), pack(LONG)

    assert len(plain) < catalog_rows.LONG
    assert len(packed) < len(inflate(packed)) / 10


@pytest.mark.parametrize("value", [SHORT, LONG], ids=["short", "long"])
def test_a_bit_that_has_changed_is_never_taken_for_another_value(value: list[object]) -> None:
    blob = pack(value)
    told = 0
    for bit in range(len(blob) * 8):
        spoilt = bytearray(blob)
        spoilt[bit // 8] ^= 1 << bit % 8
        try:
            assert inflate(bytes(spoilt)) == inflate(blob)
        except sqlite3.DatabaseError as error:
            assert str(error).startswith("a row is damaged")  # noqa: PT017
            told += 1
    assert told > len(blob) * 8 * 0.95


@pytest.mark.parametrize("value", [SHORT, LONG], ids=["short", "long"])
def test_a_row_that_was_cut_off_is_damaged(value: list[object]) -> None:
    blob = pack(value)
    for length in range(len(blob)):
        with pytest.raises(sqlite3.DatabaseError, match="a row is damaged"):
            inflate(blob[:length])


@pytest.mark.parametrize("value", ["text", 7, None])
def test_a_row_of_another_kind_is_damaged(value: object) -> None:
    with pytest.raises(sqlite3.DatabaseError, match="a row is damaged"):
        inflate(value)  # type: ignore[arg-type]
