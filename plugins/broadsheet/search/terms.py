"""From texts to terms: which articles hold which pair of characters, and which word.

Articles are read in batches; of each batch only sorted numbers are kept, a term and an article in
one, and those of pairs in a file, from which a part at a time is read again: memory follows the
number of words and the largest part, not the length of the texts.
"""

from __future__ import annotations

import itertools
import tempfile
from array import array
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

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
BATCH = 100_000
"""Characters read at a time: so few that what is made of them stays near the processor."""
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
            entries = np.empty(end - start, np.uint64)
            self._read(start, entries)
            yield entries

    def _read(self, start: int, into: Entries) -> None:
        self._file.seek(8 * start)
        self._file.readinto(into.data)

    def between(self, bounds: Entries) -> Iterator[Entries]:
        """The entries from each bound to the next, of all pieces, in order."""
        cuts = np.array(
            [
                start + np.searchsorted(piece, bounds)
                for start, piece in zip(self._ends, self, strict=False)
            ],
            np.int64,
        ).reshape(-1, len(bounds))
        for at in range(len(bounds) - 1):
            starts, ends = cuts[:, at].tolist(), cuts[:, at + 1].tolist()
            yield self._joined(list(zip(starts, ends, strict=True)))

    def _joined(self, parts: Sequence[tuple[int, int]]) -> Entries:
        entries = np.empty(sum(end - start for start, end in parts), np.uint64)
        filled = 0
        for start, end in parts:
            self._read(start, entries[filled : filled + end - start])
            filled += end - start
        entries.sort()
        return entries

    def close(self) -> None:
        self._file.close()


def _no_entries() -> array[int]:
    return array("Q")


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
    _new_words: array[int] = field(default_factory=_no_entries)

    def __post_init__(self) -> None:
        self._grams = _Pieces(self.scratch)
        self._word_entries = _Pieces(self.scratch)

    def add(self, article: int, space: int, text: str) -> None:
        """``text`` is normalised; nothing matches across its lines."""
        self._pending.setdefault(space, []).append((article, text))
        self._waiting += len(text)
        if self._waiting >= BATCH:
            self._read()

    def add_words(self, article: int, words: Set[str]) -> None:
        known = self._words
        self._new_words.extend(
            [known.setdefault(w, len(known)) << _ARTICLE | article for w in words]
        )

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
        self._word_entries.add(sorted_once(np.frombuffer(self._new_words, np.uint64)))
        self._pending, self._waiting, self._new_words = {}, 0, _no_entries()

    def finish(self) -> int:
        """Read what waits; the answer is the number of entries of grams, about. Called once, after
        the last article."""
        self._read()
        return len(self._grams)

    def grams(self) -> Iterator[tuple[Integers, Lists]]:
        """The grams in order and their articles, in parts small enough to hold."""
        parts = self._grams.between(self._parts_of_grams())
        # No part is held here while its lists are written.
        yield from map(_lists, map(_with_singles, filter(len, parts)))
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
        shift, parts = np.uint64(_ARTICLE), self._parts_of_words(order)
        ranked = _Pieces(self.scratch)
        for entries in self._word_entries:
            of_ranks = ranks[(entries >> shift).astype(np.int64)] << shift
            ranked.add(np.sort(of_ranks | entries & np.uint64(_ARTICLES)))
        self._word_entries.close()
        bounds = np.array(parts, np.uint64) << shift
        lists = (of_part for _, of_part in map(_lists, ranked.between(bounds)))
        for (first, last), of_part in zip(itertools.pairwise(parts), lists, strict=True):
            yield [words[at] for at in order[first:last]], of_part
        ranked.close()

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
    """Entries are not to be used afterwards: a part is large, and is not copied."""
    articles = np.empty(len(entries), np.int32)
    np.bitwise_and(entries, np.uint64(_ARTICLES), out=articles, casting="unsafe")
    entries >>= np.uint64(_ARTICLE)
    starts = _starts(entries)
    sizes = np.diff(starts, append=len(entries))
    return entries[starts].astype(np.int64), Lists(sizes, articles)


def _starts(values: Entries) -> Integers:
    """Where in a row of values, one at least, each stretch of equal ones begins."""
    return np.concatenate([[0], np.flatnonzero(values[1:] != values[:-1]) + 1])


def _with_singles(entries: Entries) -> Entries:
    """The same array with the entries of characters whose pairs have many."""
    found = []
    pair = np.uint64(_POINT + _ARTICLE)
    # More than ``MANY`` in a row are met by whoever looks at every one after so many.
    for first in np.unique(entries[::MANY] >> pair):
        start, end = np.searchsorted(entries, np.array([first, first + np.uint64(1)]) << pair)
        if end - start > MANY:
            articles = sorted_once(entries[start:end] & np.uint64(_ARTICLES))
            found.append(first << pair | np.uint64(ANY << _ARTICLE) | articles)
    if found:
        singles, count = np.concatenate(found), len(entries)
        # Made longer where they lie: a copy of a part is what memory has least room for.
        entries.resize(count + len(singles), refcheck=False)
        entries[count:] = singles
        entries.sort()
    return entries


@dataclass(frozen=True, slots=True)
class _Batch:
    """Texts of one space in a row: what each character is, and whose."""

    text: str
    codes: npt.NDArray[np.uint32]
    kind: npt.NDArray[np.uint8]
    articles: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, texts: Sequence[tuple[int, str]]) -> _Batch:
        text = "".join(text + "\n" for _, text in texts)
        lengths = [len(text) + 1 for _, text in texts]
        articles = np.repeat(np.array([article for article, _ in texts], np.uint64), lengths)
        codes = code_points(text)
        return cls(text, codes, kinds()[codes], articles)

    def grams(self, space: int) -> Entries:
        """The entries of all pairs of characters, of every run that is not wholly of words."""
        inside = self.kind != PARTS
        taken = np.flatnonzero(inside)
        starts = taken[~inside[taken - 1]]
        if len(taken):
            sizes = np.diff(np.searchsorted(taken, starts), append=len(taken))
            with_han = np.maximum.reduceat(self.kind, starts) == HAN
            taken = taken[np.repeat(with_han, sizes)]
        # A batch ends with a line feed, so that what follows a character is never beyond it.
        following = np.where(inside[taken + 1], self.codes[taken + 1], 0)
        point = np.uint64(_POINT)
        numbers = (np.uint64(space) << point | self.codes[taken]) << point | following
        entries = sorted_once(numbers << np.uint64(_ARTICLE) | self.articles[taken])
        return _without_needless_ends(entries)

    def tokens(self) -> Iterator[tuple[int, str]]:
        """Each token with its article."""
        for start, end in stretches(self.kind == WORD):
            yield int(self.articles[start]), self.text[start : min(end, start + LONGEST_TOKEN)]


def _without_needless_ends(entries: Entries) -> Entries:
    """A character that ends a run is an entry only where it begins no pair of the article."""
    article, point = np.uint64(_ARTICLE), np.uint64(_POINT)
    is_end = entries >> article & np.uint64((1 << _POINT) - 1) == 0
    character = entries >> (article + point) << article | entries & np.uint64(_ARTICLES)
    # ``numpy.isin`` takes several times as long.
    begun = np.append(np.sort(character[~is_end]), np.iinfo(np.uint64).max)
    ends = character[is_end]
    needless = is_end.copy()
    needless[is_end] = begun[np.searchsorted(begun, ends)] == ends
    kept: Entries = entries[~needless]
    return kept


def sorted_once(values: Entries) -> Entries:
    """In order, each once; ``numpy.unique`` takes several times as long here."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), np.bool_)
    is_new[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_new]
