"""From texts to terms: which articles hold which pair of characters, and which word.

Articles are read in batches; of each batch only sorted numbers are kept, a term and an article in
one, so that memory follows the number of entries and not the length of the texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from broadsheet.search.coding import Integers, Lists
from broadsheet.search.normalising import HAN, PARTS, WORD, code_points, kinds, stretches

TEXT, HEADING, CREDITS = 0, 1, 2
"""The spaces of terms: everything printed, the heading, the names of those credited."""
PREFIXES = {TEXT: "", HEADING: "t:", CREDITS: "b:"}
"""What stands before a word of each space."""
LONGEST_TOKEN = 40
MANY = 4096
"""Entries of a character's pairs from which the character is a term of its own."""
ANY = 1
"""The second character of the term that stands for all pairs of a character."""
_POINT = 18
_ARTICLE = 24
_ARTICLES = (1 << _ARTICLE) - 1
BATCH = 400_000
"""Characters read at a time."""

Entries = npt.NDArray[np.uint64]
"""Sorted and each once: a term in the upper bits, an article in the lower 24."""


@dataclass(slots=True)
class Terms:
    """The terms of a segment; ``add`` takes its articles in the order of their numbers."""

    _pending: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    _waiting: int = 0
    _grams: list[Entries] = field(default_factory=list)
    _words: dict[str, int] = field(default_factory=dict)
    _word_entries: list[Entries] = field(default_factory=list)
    _new_words: list[int] = field(default_factory=list)

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
        grams = [_grams(space, texts) for space, texts in self._pending.items()]
        if grams:
            self._grams.append(np.unique(np.concatenate(grams)))
        for space, texts in self._pending.items():
            prefix = PREFIXES[space]
            for article, text in texts:
                self.add_words(article, (prefix + token for token in _tokens(text)))
        self._word_entries.append(np.unique(np.array(self._new_words, np.uint64)))
        self._pending, self._waiting, self._new_words = {}, 0, []

    def grams(self) -> tuple[Integers, Lists]:
        """The grams in order and their articles. Called once, after the last article."""
        self._read()
        entries = _joined(self._grams)
        singles = _singles(entries)
        if len(singles):
            entries = np.sort(np.concatenate([entries, singles]))
        del singles
        numbers, lists = _lists(entries)
        return numbers, lists

    def words(self) -> tuple[list[bytes], Lists]:
        """The words in the order of their bytes and their articles. Called after ``grams``."""
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
    articles = (entries & np.uint64(_ARTICLES)).astype(np.int64)
    return terms[starts], Lists(sizes, articles)


def _singles(entries: Entries) -> Entries:
    """The entries of characters whose pairs have many."""
    found = []
    pair = np.uint64(_POINT + _ARTICLE)
    firsts = entries >> pair
    starts = np.flatnonzero(np.diff(firsts, prepend=np.uint64(1 << 63)))
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        if end - start > MANY:
            articles = np.unique(entries[start:end] & np.uint64(_ARTICLES))
            found.append((firsts[start] << pair) | np.uint64(ANY << _ARTICLE) | articles)
    return np.concatenate(found) if found else np.zeros(0, np.uint64)


def _grams(space: int, texts: Sequence[tuple[int, str]]) -> Entries:
    """The entries of the texts' pairs of characters, of every run that is not wholly of words."""
    codes = code_points("".join(text + "\n" for _, text in texts)).astype(np.int64)
    lengths = [len(text) + 1 for _, text in texts]
    articles = np.repeat(np.array([article for article, _ in texts], np.int64), lengths)
    kind = kinds()[codes]
    inside = kind != PARTS
    run = np.cumsum(inside & ~np.concatenate([[False], inside[:-1]]))
    with_han = np.zeros(int(run[-1]) + 1 if len(run) else 1, np.bool_)
    with_han[run[kind == HAN]] = True
    taken = inside & with_han[run]
    following = np.concatenate([codes[1:], [0]])
    following[~np.concatenate([inside[1:], [False]])] = 0
    numbers = ((space << _POINT | codes[taken]) << _POINT) | following[taken]
    return np.unique((numbers << _ARTICLE | articles[taken]).astype(np.uint64))


def _tokens(text: str) -> list[str]:
    mask = kinds()[code_points(text)] == WORD
    if not mask.any():
        return []
    return [text[start : min(end, start + LONGEST_TOKEN)] for start, end in stretches(mask)]
