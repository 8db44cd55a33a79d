"""How texts are said: by words that are remembered, as pypinyin says the whole."""

from __future__ import annotations

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PHRASES_DICT

from broadsheet.search.normalising import normalise
from broadsheet.search.pinyin import said

CHARACTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
WORDS = st.sampled_from(sorted(PHRASES_DICT)[::97])


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("长江大桥的长度", "chang jiang da qiao de chang du"),
        ("银行行长重新行走", "yin hang hang zhang chong xin xing zou"),
        ("绿地", "lv di"),
    ],
)
def test_a_character_is_said_as_its_word_says_it(text: str, syllables: str) -> None:
    assert said(text) == [syllables.split()]


@given(st.lists(st.one_of(WORDS, st.text(CHARACTERS, min_size=1, max_size=6)), max_size=8))
def test_a_run_is_said_as_pypinyin_says_it_whole(parts: list[str]) -> None:
    written = "".join(character for part in parts for character in part if character >= "\u4e00")
    run = normalise(written)
    expected = pypinyin.lazy_pinyin(run)
    if len(expected) == len(run):
        assert said(written) == ([expected] if run else [])
