"""How texts are said: by words that are remembered, as pypinyin says the whole."""

from __future__ import annotations

import pypinyin
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin.constants import PHRASES_DICT

from broadsheet.search.characters import characters_by_syllable
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
    assert said(normalise(text)) == [tuple(syllables.split())]


@given(st.lists(st.one_of(WORDS, st.text(CHARACTERS, min_size=1, max_size=6)), max_size=8))
def test_a_run_is_said_as_pypinyin_says_it_whole(parts: list[str]) -> None:
    written = "".join(character for part in parts for character in part if character >= "\u4e00")
    run = normalise(written)
    expected = pypinyin.lazy_pinyin(run)
    if len(expected) == len(run):
        assert said(run) == ([tuple(expected)] if run else [])


def test_every_phrase_is_said_as_pypinyin_says_it() -> None:
    phrases = [phrase for phrase in PHRASES_DICT if not phrase.isascii() and "，" not in phrase]
    assert len(phrases) > 40_000
    other = [
        p for p in phrases if normalise(p) == p and said(p) != [tuple(pypinyin.lazy_pinyin(p))]
    ]
    assert other == []


def test_every_character_is_said_as_pypinyin_says_it() -> None:
    characters = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    told = [c for c in characters if normalise(c) == c]
    assert len(told) > 20_000
    assert [c for c in told if said(c) != [tuple(pypinyin.lazy_pinyin(c))]] == []


def test_the_beginning_of_a_phrase_is_said_as_pypinyin_says_it() -> None:
    """At the end of a run it looks for no phrases inside of it."""
    beginnings = {p[:n] for p in sorted(PHRASES_DICT)[::7] for n in range(1, len(p))}
    plain = [b for b in beginnings if normalise(b) == b and "，" not in b]
    assert len(plain) > 9_000
    assert [b for b in plain if said(b) != [tuple(pypinyin.lazy_pinyin(b))]] == []


def test_a_syllable_names_every_common_character_that_is_ever_read_so() -> None:
    table = characters_by_syllable()
    for character in "长行重绿的王":
        (ways,) = pypinyin.pinyin(character, pypinyin.Style.NORMAL, heteronym=True)
        assert {syllable for syllable in table if character in table[syllable]} == set(ways)
