"""How texts are said: by a table, as pypinyin says them."""

from __future__ import annotations

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from broadsheet.search.normalising import normalise
from broadsheet.search.pinyin import IDEOGRAPHS, readings, said

CHARACTERS = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
WORDS = st.sampled_from(sorted(PHRASES_DICT)[::7])
STARTS = st.sampled_from(
    sorted({word[:end] for word in PHRASES_DICT for end in range(2, len(word))})[::7]
)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("长江大桥的长度", "chang jiang da qiao de chang du"),
        ("银行行长重新行走", "yin hang hang zhang chong xin xing zou"),
        ("绿地", "lv di"),
    ],
)
def test_a_character_is_said_as_its_word_says_it(text: str, syllables: str) -> None:
    assert said(normalise(text)) == [tuple(syllables.split())]


@given(st.lists(st.one_of(WORDS, STARTS, st.text(CHARACTERS, min_size=1, max_size=6)), max_size=8))
def test_a_run_is_said_as_pypinyin_says_it_whole(parts: list[str]) -> None:
    written = "".join(character for part in parts for character in part if character >= "\u4e00")
    run = normalise(written)
    expected = pypinyin.lazy_pinyin(run)
    if len(expected) == len(run):
        assert said(run) == ([tuple(expected)] if run else [])


def test_every_character_is_said_as_pypinyin_says_it() -> None:
    characters = [c for c in map(chr, PINYIN_DICT) if normalise(c) == c and IDEOGRAPHS.match(c)]

    assert [c for c in characters if said(c) != [tuple(pypinyin.lazy_pinyin(c))]] == []


def test_every_word_is_said_as_pypinyin_says_it() -> None:
    words = [w for w in PHRASES_DICT if normalise(w) == w and IDEOGRAPHS.fullmatch(w)]

    assert [word for word in words if said(word) != [tuple(pypinyin.lazy_pinyin(word))]] == []


def test_a_text_that_ends_with_the_start_of_a_word_is_said_a_character_at_a_time() -> None:
    assert said("丑媳妇总得") == [("chou", "xi", "fu", "zong", "de")]
    assert said("总得") == [("zong", "dei")]
    assert said("丑媳妇总得去") == [("chou", "xi", "fu", "zong", "dei", "qu")]


def test_every_syllable_has_the_common_characters_that_pypinyin_ever_reads_so() -> None:
    found = readings()

    for character in "长行重啊绿龟":
        (syllables,) = pypinyin.pinyin(character, pypinyin.Style.NORMAL, heteronym=True)
        assert {s for s in found if character in found[s]} == set(syllables)
