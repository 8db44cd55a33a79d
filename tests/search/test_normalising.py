"""Texts that are normalised all at once are read as those whose characters are looked up singly."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.search.characters import han_table
from broadsheet.search.normalising import LIMIT, LONG, has_traditional, normalise

PARTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)),
    st.sampled_from(
        ["……", "㎡", "ﬁ", "\u200b", "\x00\x01", "ｘ２", "\u3000 \u3000", "漢語", "\ud800"]
    ),
    st.sampled_from([chr(LIMIT - 1), chr(LIMIT), chr(0x10FFFF), "e\u0301", "ѐ", "İ", "“”‑", "\n"]),
)


def singly(text: str) -> str:
    """Pieces too short to be looked up all at once, parted by what composes with nothing."""
    pieces = text.split("|")
    assert all(len(piece) < LONG for piece in pieces)
    return "|".join(map(normalise, pieces))


@given(st.lists(PARTS.map(lambda part: part[: LONG - 1].replace("|", "")), min_size=1))
@example(["汉", "语" * (LONG - 1)])
@example(["…" * (LONG - 1), "a  b" * 20])
def test_a_long_text_is_read_as_its_pieces_are(pieces: list[str]) -> None:
    text = "|".join([*pieces, *(["字"] * LONG)])
    assert len(text) >= LONG
    assert normalise(text) == singly(text)


@given(st.lists(PARTS))
def test_whether_a_text_has_traditional_characters_is_asked_of_each(parts: list[str]) -> None:
    text = "".join(parts)
    assert has_traditional(text) == any(c in han_table()[0] for c in text)
