"""How headlines and names are said, so that they are found by Latin letters (王嘉晨 by ``wjc``).

The readings are pypinyin's, read from its data: its own code holds them all as lists of lists,
five times as much memory, and takes a quarter of a second to load. Tests hold the two equal.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from broadsheet.search.characters import pypinyin_data, readings_of, without_tone

_IDEOGRAPHS = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def said(text: str) -> list[tuple[str, ...]]:
    """The syllables of each run of Chinese characters, without tones, one a character. ``text`` is
    normalised.

    A character without a reading stands for itself. ``ü`` is ``v``, as it is typed.
    """
    return [_syllables(run) for run in _IDEOGRAPHS.findall(text)]


@functools.lru_cache(maxsize=4_000)
def _syllables(run: str) -> tuple[str, ...]:
    return tuple(syllable for word in _words(run) for syllable in _spoken(word))


def _words(run: str) -> Iterator[str]:
    """Cut as pypinyin cuts it: always the longest phrase, or else a character. Where the end of a
    run is no more than the beginning of a phrase, it looks for no phrases inside."""
    phrases = _phrases()
    readings, longest = phrases.readings, phrases.longest
    start, end = 0, len(run)
    while start < end:
        most = longest.get(run[start : start + 2], 1)
        stop = min(start + most, end)
        while stop > start + 1 and run[start:stop] not in readings:
            stop -= 1
        if stop == start + 1 and end < start + most and phrases.begins_one(run[start:]):
            yield from run[start:]
            return
        yield run[start:stop]
        start = stop


@functools.lru_cache(maxsize=10_000)
def _spoken(word: str) -> tuple[str, ...]:
    phrase = _phrases().readings.get(word)
    if phrase is not None:
        readings = msgspec.json.decode(phrase, type=list[list[str]])
        return tuple(without_tone(of_character[0]) for of_character in readings)
    return (next(readings_of(word), word),)


class _Phrases:
    """``readings`` of every phrase as JSON: of each character a list; ``longest`` is how long the
    phrases are at most that begin with two characters."""

    def __init__(self) -> None:
        self.readings = pypinyin_data("phrases_dict.json", dict[str, msgspec.Raw])
        self.longest: dict[str, int] = {}
        for phrase in self.readings:
            self.longest[phrase[:2]] = max(self.longest.get(phrase[:2], 0), len(phrase))
        self._ordered = sorted(self.readings)

    def begins_one(self, text: str) -> bool:
        """Whether a phrase begins with all of a text."""
        at = bisect.bisect_left(self._ordered, text)
        return self._ordered[at : at + 1] != [] and self._ordered[at].startswith(text)


@functools.cache
def _phrases() -> _Phrases:
    return _Phrases()


def let_go() -> None:
    """Forget what was read of pypinyin's data; it is read again when it is needed."""
    for kept in (_phrases, _syllables, _spoken):
        kept.cache_clear()


def terms(runs: Sequence[Sequence[str]]) -> set[str]:
    """The terms under which the runs of a headline or a name are found: pairs of syllables and of
    initials, and one alone where it ends a run and begins no pair."""
    syllables = {pair for run in runs for pair in itertools.pairwise(run)}
    initials = {(one[0], other[0]) for one, other in syllables}
    begun = {one for one, _ in syllables}
    begun_initials = {one[0] for one in begun}
    found = {f"p:{one} {other}" for one, other in syllables}
    found |= {f"i:{one}{other}" for one, other in initials}
    for last in {run[-1] for run in runs}:
        if last not in begun:
            found.add(f"p:{last} ")
        if last[0] not in begun_initials:
            found.add(f"i:{last[0]}.")
    return found
