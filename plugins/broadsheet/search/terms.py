"""From texts to terms: which articles hold which pair of characters, and which word.

Articles are read in batches; of each batch only sorted numbers are kept, a term and an article in
one, and those of pairs in a file, from which a part at a time is read again: memory follows the
number of words and the largest part, not the length of the texts.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from broadsheet.search.coding import Integers, Lists
from broadsheet.search.normalising import HAN, PARTS, WORD, code_points, kinds, stretches

TEXT, HEADING, CREDITS = 0, 1, 2
"""The spaces of terms: everything printed, the heading, the names of those credited."""
PREFIXES = {TEXT: "", HEADING: "t:", CREDITS: "b:"}
"""What stands before a word of each space."""
LONGEST_TOKEN = 40
MANY = 40_000
"""Entries of a character's pairs from which the character is a term of its own."""
ANY = 1
"""The second character of the term that stands for all pairs of a character."""
_POINT = 18
_ARTICLE = 24
_ARTICLES = (1 << _ARTICLE) - 1
BATCH = 400_000
"""Characters read at a time."""
_PARTS_FROM = (*range(0x4E00, 0x8000, 0x400), 0x8400, 0x8C00, 0x9400)
"""First characters at which the grams of texts are parted, to be sorted a part at a time."""
_PART_BOUNDS = (
    *(0, *(first << _POINT + _ARTICLE for first in _PARTS_FROM)),
    *(space << 2 * _POINT + _ARTICLE for space in (1, 2, 3)),
)

Entries = npt.NDArray[np.uint64]
"""Sorted and each once: a term in the upper bits, an article in the lower 24."""


class _Pieces:
    """Sorted entries in a file without a name in ``folder``, to be read a part at a time."""

    def __init__(self, folder: Path | None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # parts() closes it
        self._bounds = np.array(_PART_BOUNDS, np.uint64)
        self._cuts: list[npt.NDArray[np.int64]] = []
        self._starts: list[int] = []
        self.entries = 0

    def add(self, entries: Entries) -> None:
        self._starts.append(self.entries)
        self._cuts.append(np.searchsorted(entries, self._bounds))
        self._file.write(entries.tobytes())
        self.entries += len(entries)

    def parts(self) -> Iterator[Entries]:
        """All entries, in order; the file is let go of at the end."""
        with self._file as file:
            for at in range(len(self._bounds) - 1):
                part = [np.zeros(0, np.uint64)]
                for start, cuts in zip(self._starts, self._cuts, strict=True):
                    file.seek(8 * (start + int(cuts[at])))
                    data = file.read(8 * int(cuts[at + 1] - cuts[at]))
                    part.append(np.frombuffer(data, np.uint64))
                entries = np.concatenate(part)
                entries.sort()
                yield entries


@dataclass(slots=True)
class Terms:
    """The terms of a segment; ``add`` takes its articles in the order of their numbers.
    ``scratch`` is a folder for a file that goes with it, the system's own when ``None``."""

    scratch: Path | None = None
    _pending: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    _waiting: int = 0
    _grams: _Pieces = field(init=False)
    _words: dict[str, int] = field(default_factory=dict)
    _word_entries: list[Entries] = field(default_factory=list)
    _new_words: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._grams = _Pieces(self.scratch)

    def add(self, article: int, space: int, text: str) -> None:
        """``text`` is normalised; nothing matches across its lines."""
        self._pending.setdefault(space, []).append((article, text))
        self._waiting += len(text)
        if self._waiting >= BATCH:
            self._read()

    def add_words(self, article: int, words: Iterable[str]) -> None:
        known = self._words
        self._new_words += [
            known.setdefault(w, len(known)) << _ARTICLE | article for w in set(words)
        ]

    def _read(self) -> None:
        grams = []
        for space, texts in self._pending.items():
            batch = _Batch.of(texts)
            grams.append(batch.grams(space))
            for article, token in batch.tokens():
                word = self._words.setdefault(PREFIXES[space] + token, len(self._words))
                self._new_words.append(word << _ARTICLE | article)
        if grams:
            self._grams.add(sorted_once(np.concatenate(grams)))
        self._word_entries.append(sorted_once(np.array(self._new_words, np.uint64)))
        self._pending, self._waiting, self._new_words = {}, 0, []

    def finish(self) -> int:
        """Read what waits; the answer is the number of entries of grams, about. Called once, after
        the last article."""
        self._read()
        return self._grams.entries

    def grams(self) -> Iterator[tuple[Integers, Lists]]:
        """The grams in order and their articles, in parts small enough to hold."""
        for entries in self._grams.parts():
            singles = _singles(entries)
            whole = np.sort(np.concatenate([entries, singles])) if len(singles) else entries
            if len(whole):
                yield _lists(whole)

    def words(self) -> tuple[list[bytes], Lists]:
        """The words in the order of their bytes and their articles."""
        entries = _joined(self._word_entries)
        words = [word.encode() for word in self._words]
        order = sorted(range(len(words)), key=words.__getitem__)
        ranks = np.empty(len(words), np.uint64)
        ranks[order] = np.arange(len(words), dtype=np.uint64)
        shift = np.uint64(_ARTICLE)
        renamed = ranks[(entries >> shift).astype(np.int64)] << shift
        renamed |= entries & np.uint64(_ARTICLES)
        renamed.sort()
        _, lists = _lists(renamed)
        return [words[at] for at in order], lists


def _joined(pieces: list[Entries]) -> Entries:
    """All entries in order; the pieces are let go of."""
    if not pieces:
        return np.zeros(0, np.uint64)
    entries = np.concatenate(pieces)
    pieces.clear()
    entries.sort()
    return entries


def _lists(entries: Entries) -> tuple[Integers, Lists]:
    terms = (entries >> np.uint64(_ARTICLE)).astype(np.int64)
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    sizes = np.diff(starts, append=len(terms))
    articles = (entries & np.uint64(_ARTICLES)).astype(np.int32)
    return terms[starts], Lists(sizes, articles)


def _singles(entries: Entries) -> Entries:
    """The entries of characters whose pairs have many."""
    found = []
    pair = np.uint64(_POINT + _ARTICLE)
    firsts = entries >> pair
    starts = np.flatnonzero(np.diff(firsts, prepend=np.uint64(1 << 63)))
    for start, end in itertools.pairwise([*starts, len(entries)]):
        if end - start > MANY:
            articles = sorted_once(entries[start:end] & np.uint64(_ARTICLES))
            found.append((firsts[start] << pair) | np.uint64(ANY << _ARTICLE) | articles)
    return np.concatenate(found) if found else np.zeros(0, np.uint64)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts of one space in a row: what each character is, and whose."""

    text: str
    codes: npt.NDArray[np.int64]
    kind: npt.NDArray[np.uint8]
    articles: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[tuple[int, str]]) -> _Batch:
        text = "".join(text + "\n" for _, text in texts)
        lengths = [len(text) + 1 for _, text in texts]
        articles = np.repeat(np.array([article for article, _ in texts], np.int64), lengths)
        codes = code_points(text)
        return cls(text, codes.astype(np.int64), kinds()[codes], articles)

    def grams(self, space: int) -> Entries:
        """The entries of all pairs of characters, of every run that is not wholly of words."""
        inside = self.kind != PARTS
        run = np.cumsum(inside & ~np.concatenate([[False], inside[:-1]]))
        with_han = np.zeros(int(run[-1]) + 1 if len(run) else 1, np.bool_)
        with_han[run[self.kind == HAN]] = True
        taken = inside & with_han[run]
        following = np.concatenate([self.codes[1:], [0]])
        following[~np.concatenate([inside[1:], [False]])] = 0
        numbers = ((space << _POINT | self.codes[taken]) << _POINT) | following[taken]
        return _without_needless_ends(sorted_once(numbers << _ARTICLE | self.articles[taken]))

    def tokens(self) -> Iterator[tuple[int, str]]:
        """Each token with its article."""
        for start, end in stretches(self.kind == WORD):
            yield int(self.articles[start]), self.text[start : min(end, start + LONGEST_TOKEN)]


def _without_needless_ends(entries: Integers) -> Entries:
    """A character that ends a run is an entry only where it begins no pair of the article."""
    second = (entries >> _ARTICLE) & ((1 << _POINT) - 1)
    is_end = second == 0
    character = (entries >> _ARTICLE >> _POINT) << _ARTICLE | entries & _ARTICLES
    needless = np.zeros(len(entries), np.bool_)
    needless[is_end] = np.isin(character[is_end], character[~is_end])
    return entries[~needless].astype(np.uint64)


Number = TypeVar("Number", np.int64, np.uint64)


def sorted_once(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """In order, each once; ``numpy.unique`` takes several times as long here."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]
