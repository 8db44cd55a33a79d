"""How headlines and names are said, so that they are found by Latin letters (王嘉晨 by ``wjc``)."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

IDEOGRAPHS = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
TOLD = "="
"""In the table, between a word and its syllables where its characters alone are read otherwise."""
TAIL = "."
"""In the table, behind the start of a word: a text that ends so is read a character at a time."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that begin with one character, each without it; ``told`` are those whose syllables
    are not those of its characters. ``longest`` is the length of the longest."""

    words: frozenset[str]
    told: dict[str, list[str]]
    longest: int

    @classmethod
    def of(cls, line: str) -> _Words:
        entries = (entry.partition(TOLD) for entry in line.split())
        told = {word: syllables.split("'") for word, _, syllables in entries}
        return cls(frozenset(told), {w: s for w, s in told.items() if s != [""]},
                   max(map(len, told), default=0))  # fmt: skip


@functools.cache
def _parts() -> list[list[str]]:
    """The table's parts, a list of lines each: every syllable and the characters that are read so
    where no word says otherwise; every syllable and the common characters that are ever read so;
    every character that begins words, and their rests."""
    text = (resources.files("broadsheet.search") / "readings.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [part.splitlines() for part in "\n".join(lines).split("\n\n")]


@functools.cache
def _single() -> dict[str, str]:
    found: dict[str, str] = {}
    for syllable, _, characters in (line.partition(" ") for line in _parts()[0]):
        found.update(dict.fromkeys(characters, syllable))
    return found


@functools.cache
def _lines() -> dict[str, str]:
    return {line[0]: line[2:] for line in _parts()[2]}


@functools.lru_cache(maxsize=10_000)
def _words_of(first: str) -> _Words:
    return _Words.of(_lines().get(first, ""))


def said(text: str) -> list[tuple[str, ...]]:
    """The syllables of each run of Chinese characters, without tones, one a character. ``text`` is
    normalised.

    A character without a reading stands for itself. ``ü`` is ``v``, as it is typed.
    """
    return [_syllables(run) for run in IDEOGRAPHS.findall(text)]


@functools.lru_cache(maxsize=4_000)
def _syllables(run: str) -> tuple[str, ...]:
    """As pypinyin says the run: the longest word at each place, or else a character."""
    single, at = _single(), 0
    found: list[str] = []
    while at < len(run):
        known = _words_of(run[at])
        end = _end_of_word(run, at, known)
        told = known.told.get(run[at + 1 : end])
        found += told or [single.get(character, character) for character in run[at:end]]
        at = end
    return tuple(found)


def _end_of_word(run: str, at: int, known: _Words) -> int:
    for end in range(min(len(run), at + 1 + known.longest), at + 1, -1):
        if run[at + 1 : end] in known.words:
            return end
    return len(run) if run[at + 1 :] + TAIL in known.words else at + 1


def let_go() -> None:
    """Forget what was read of the table; it is read again when it is needed."""
    for kept in (_parts, _single, _lines, _words_of, _syllables):
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


def readings() -> dict[str, str]:
    """Every syllable and the common characters that are ever read so (those of GB 2312)."""
    return {line.partition(" ")[0]: line.partition(" ")[2] for line in _parts()[1]}
