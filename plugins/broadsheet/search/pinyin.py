"""How headlines and names are said, so that they are found by Latin letters (王嘉晨 by ``wjc``)."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import numpy as np
import pypinyin

from broadsheet.search.normalising import code_points, normalise, stretches

_IDEOGRAPHS = (
    *((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)),
    *((0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
)


def said(text: str) -> list[list[str]]:
    """The syllables of each run of Chinese characters, without tones, one a character.

    A character without a reading stands for itself. ``ü`` is ``v``, as it is typed.
    """
    plain = normalise(text)
    codes = code_points(plain)
    inside = np.zeros(len(codes), np.bool_)
    for first, last in _IDEOGRAPHS:
        inside |= (codes >= first) & (codes <= last)
    return [list(_syllables(plain[start:end])) for start, end in stretches(inside)]


@functools.lru_cache(maxsize=20_000)
def _syllables(run: str) -> tuple[str, ...]:
    found = pypinyin.lazy_pinyin(run)
    if len(found) != len(run):
        found = [pypinyin.lazy_pinyin(character)[0] for character in run]
    return tuple(found)


def terms(runs: Sequence[Sequence[str]]) -> Iterator[str]:
    """The terms under which the runs of a headline or a name are found."""
    for run in runs:
        initials = "".join(syllable[0] for syllable in run) + ".."
        for at, syllable in enumerate(run):
            following = run[at + 1] if at + 1 < len(run) else ""
            yield f"p:{syllable} {following}"
            yield f"i:{initials[at : at + 3]}"


def written(runs: Sequence[Sequence[str]]) -> str:
    """Runs as a block of pinyin holds them: ``tou ban|guo jiang``."""
    return "|".join(" ".join(run) for run in runs)
