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
PART = 1_000_000
"""Entries that are sorted at a time."""
BATCH = 400_000
"""Characters read at a time."""
_PARTS_FROM = range(0x4E00, 0xA000, 0x10)
"""First characters at which the grams of texts may be parted, to be sorted a part at a time."""
Entries = npt.NDArray[np.uint64]
"""Sorted and each once: a term in the upper bits, an article in the lower 24."""
_PART_BOUNDS: Entries = np.array(
    [
        *(0, *(first << _POINT + _ARTICLE for first in _PARTS_FROM)),
        *(space << 2 * _POINT + _ARTICLE for space in (1, 2, 3)),
    ],
    np.uint64,
)


class _Pieces:
    """Arrays of sorted entries in a file without a name in ``folder``."""

    def __init__(self, folder: Path | None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # ``close`` closes it
        self._ends: list[int] = [0]

    def __len__(self) -> int:
        """Entries of all pieces."""
        return self._ends[-1]

    def add(self, entries: Entries) -> None:
        self._file.write(entries.tobytes())
        self._ends.append(len(self) + len(entries))

    def __iter__(self) -> Iterator[Entries]:
        for start, end in itertools.pairwise(self._ends):
            yield self._read(start, end)

    def _read(self, start: int, end: int) -> Entries:
        self._file.seek(8 * start)
        return np.frombuffer(self._file.read(8 * (end - start)), np.uint64)

    def between(self, bounds: Entries) -> Iterator[Entries]:
        """The entries from each bound to the next, of all pieces, in order."""
        cuts = [
            start + np.searchsorted(piece, bounds)
            for start, piece in zip(self._ends, self, strict=False)
        ]
        for at in range(len(bounds) - 1):
            parts = [self._read(int(cut[at]), int(cut[at + 1])) for cut in cuts]
            entries = np.concatenate([np.zeros(0, np.uint64), *parts])
            entries.sort()
            yield entries

    def close(self) -> None:
        self._file.close()


@dataclass(slots=True)
class Terms:
    """The terms of a segment; ``add`` takes its articles in the order of their numbers.
    ``scratch`` is a folder for a file that goes with it, the system's own when ``None``."""

    scratch: Path | None = None
    _pending: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    _waiting: int = 0
    _grams: _Pieces = field(init=False)
    _word_entries: _Pieces = field(init=False)
    _words: dict[str, int] = field(default_factory=dict)
    _new_words: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._grams = _Pieces(self.scratch)
        self._word_entries = _Pieces(self.scratch)

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
        self._word_entries.add(sorted_once(np.array(self._new_words, np.uint64)))
        self._pending, self._waiting, self._new_words = {}, 0, []

    def finish(self) -> int:
        """Read what waits; the answer is the number of entries of grams, about. Called once, after
        the last article."""
        self._read()
        return len(self._grams)

    def grams(self) -> Iterator[tuple[Integers, Lists]]:
        """The grams in order and their articles, in parts small enough to hold."""
        for entries in self._grams.between(self._parts_of_grams()):
            singles = _singles(entries)
            whole = np.sort(np.concatenate([entries, singles])) if len(singles) else entries
            if len(whole):
                yield _lists(whole)

        self._grams.close()

    def _parts_of_grams(self) -> Entries:
        """Bounds of parts that have no more than ``PART`` entries, where one character has not."""
        before = np.zeros(len(_PART_BOUNDS), np.int64)
        for piece in self._grams:
            before += np.searchsorted(piece, _PART_BOUNDS)
        kept = [0]
        for at in range(1, len(before) - 1):
            if before[at + 1] - before[kept[-1]] > PART:
                kept.append(at)
        return _PART_BOUNDS[[*kept, len(before) - 1]]

    def words(self) -> Iterator[tuple[list[bytes], Lists]]:
        """The words in the order of their bytes and their articles, in parts small enough."""
        words = [word.encode() for word in self._words]
        order = np.array(sorted(range(len(words)), key=words.__getitem__), np.int64)
        ranks = np.empty(len(words), np.uint64)
        ranks[order] = np.arange(len(words), dtype=np.uint64)
        shift = np.uint64(_ARTICLE)
        for first, last in itertools.pairwise(self._parts_of_words(order)):
            parts = [np.zeros(0, np.uint64)]
            for entries in self._word_entries:
                renamed = ranks[(entries >> shift).astype(np.int64)]
                inside = (renamed >= first) & (renamed < last)
                parts.append(renamed[inside] << shift | entries[inside] & np.uint64(_ARTICLES))
            joined = np.concatenate(parts)
            joined.sort()
            yield [words[at] for at in order[first:last]], _lists(joined)[1]
        self._word_entries.close()

    def _parts_of_words(self, order: Integers) -> list[int]:
        """Ranks at which the words are parted, from the first to behind the last."""
        sizes = np.zeros(len(order), np.int64)
        for entries in self._word_entries:
            numbers = (entries >> np.uint64(_ARTICLE)).astype(np.int64)
            sizes += np.bincount(numbers, minlength=len(order))
        part = np.cumsum(sizes[order]) // PART
        cuts = (np.flatnonzero(np.diff(part)) + 1).tolist()
        return [0, *cuts, len(order)] if len(order) else [0]


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
