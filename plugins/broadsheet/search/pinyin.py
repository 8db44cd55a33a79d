"""How headlines and names are said, so that they are found by Latin letters (王嘉晨 by ``wjc``)."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

import pypinyin
from pypinyin.seg.mmseg import seg

from broadsheet.search.normalising import normalise

_IDEOGRAPHS = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def said(text: str) -> list[list[str]]:
    """The syllables of each run of Chinese characters, without tones, one a character.

    A character without a reading stands for itself. ``ü`` is ``v``, as it is typed.
    """
    return [_syllables(run) for run in _IDEOGRAPHS.findall(normalise(text))]


def _syllables(run: str) -> list[str]:
    # What pypinyin makes of the run; it cuts a text into these words itself.
    found = [syllable for word in seg.cut(run) for syllable in _spoken(word)]
    if len(found) != len(run):
        found = [_spoken(character)[0] for character in run]
    return found


@functools.lru_cache(maxsize=50_000)
def _spoken(word: str) -> tuple[str, ...]:
    return tuple(pypinyin.lazy_pinyin(word))


def terms(runs: Sequence[Sequence[str]]) -> set[str]:
    """The terms under which the runs of a headline or a name are found: pairs of syllables and of
    initials, and one alone where it ends a run and begins no pair."""
    syllables = {pair for run in runs for pair in itertools.pairwise(run)}
    initials = {(one[0], other[0]) for one, other in syllables}
    found = {f"p:{one} {other}" for one, other in syllables}
    found |= {f"i:{one}{other}" for one, other in initials}
    for last in {run[-1] for run in runs}:
        if all(last != one for one, _ in syllables):
            found.add(f"p:{last} ")
        if all(last[0] != one for one, _ in initials):
            found.add(f"i:{last[0]}.")
    return found


def readings() -> dict[str, str]:
    """Every syllable and the common characters that are ever read so (those of GB 2312)."""
    found: dict[str, list[str]] = {}
    for row, cell in itertools.product(range(0xB0, 0xF8), range(0xA1, 0xFF)):
        character = bytes((row, cell)).decode("gb2312", "ignore")
        for said_so in pypinyin.pinyin(character, pypinyin.Style.NORMAL, heteronym=True)[:1]:
            for syllable in said_so:
                found.setdefault(syllable, []).append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}
