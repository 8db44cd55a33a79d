"""Bytes of the index: varints, lists of articles, shards."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

LEAST_SHARD = 4096
"""Bytes below which a shard is not cut further."""
BYTES_IN_DIRECTORY = 8
"""What a shard costs in the directory, about."""
SHARDS_OF_SMALL = 32
"""Shards of pairs that a small segment has at most, about."""
BITS_OF_SMALL = 14
"""What an article in a list costs in a small segment, where lists are short."""
BITS_OF_ENTRY = 8
"""What an article in a list costs, with its share of the term, about."""


def varints(values: Integers) -> npt.NDArray[np.uint8]:
    """Each value in as few bytes as it needs, seven bits a byte, low first."""
    values = values.astype(np.uint64)
    lengths = np.ones(len(values), np.int64)
    rest = values >> np.uint64(7)
    while rest.any():
        lengths += rest > 0
        rest >>= np.uint64(7)
    ends = np.cumsum(lengths)
    starts = ends - lengths
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    for place in range(int(lengths.max(initial=0))):
        here = lengths > place
        digits = ((values[here] >> np.uint64(7 * place)) & np.uint64(127)).astype(np.uint8)
        more = (lengths[here] > place + 1).astype(np.uint8)
        out[starts[here] + place] = digits | (more << 7)
    return out


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of articles, one a term, all in a row: ``sizes`` says how long each is."""

    sizes: Integers
    articles: npt.NDArray[np.int32]
    """Numbers of articles, growing within each list."""


@dataclass(frozen=True, slots=True)
class CodedLists:
    """Rice codes of lists: ``differences`` with ``low`` bits each, in ``bits`` bits a list."""

    differences: npt.NDArray[np.int32]
    low: npt.NDArray[np.int8]
    bits: Integers
    firsts: Integers
    """Where each list begins in ``differences``; one more than there are lists."""


def code(lists: Lists, count: int) -> CodedLists:
    """``count`` is the number of articles of the segment."""
    sizes = lists.sizes
    firsts = np.concatenate([[0], np.cumsum(sizes)])
    differences = np.empty(len(lists.articles), np.int32)
    np.subtract(lists.articles[1:], lists.articles[:-1], out=differences[1:])
    differences -= 1
    differences[firsts[:-1]] = lists.articles[firsts[:-1]]
    mean = np.maximum(count * 7 // (sizes * 8), 1)
    low = np.repeat((np.frexp(mean.astype(np.float64))[1] - 1).astype(np.int8), sizes)
    lengths = differences >> low
    lengths += low
    lengths += 1
    # Told the type, numpy makes no copy of the lengths in a wider one.
    bits = np.add.reduceat(lengths, firsts[:-1], dtype=np.int32) if len(sizes) else sizes
    return CodedLists(differences, low, bits.astype(np.int64), firsts)


def pack(coded: CodedLists, first: int, last: int) -> bytes:
    """The bits of the lists from ``first`` to before ``last``, high first."""
    at = slice(int(coded.firsts[first]), int(coded.firsts[last]))
    differences, low = coded.differences[at], coded.low[at]
    upper = differences >> low
    ends = np.cumsum(upper + 1 + low, dtype=np.int64)
    bits = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    bits[ends - low - 1] = 1
    for place in range(int(low.max(initial=0))):
        here = low > place
        bits[ends[here] - 1 - place] = (differences[here] >> place) & 1
    return np.packbits(bits).tobytes()


def shard_size(entries: int, *, is_small: bool = False) -> int:
    """Bytes of a shard, about, of a segment with so many entries.

    The larger the whole, the larger a shard, so that what a reader fetches of the directory and
    what of a shard stay in balance. A small segment is rewritten with every issue: it is cut into
    few."""
    balanced = math.isqrt(BYTES_IN_DIRECTORY * entries * BITS_OF_ENTRY // 8)
    few = entries * BITS_OF_SMALL // 8 // SHARDS_OF_SMALL if is_small else 0
    return max(LEAST_SHARD, balanced, few)


def shard_bounds(bits: Integers, size: int) -> list[tuple[int, int]]:
    """Where to cut terms that take so many bits each into shards: each shard's first and end."""
    if not len(bits):
        return []
    ends = np.cumsum(bits)
    shards = (ends - bits) // (8 * size)
    starts = [0, *(np.flatnonzero(np.diff(shards)) + 1).tolist()]
    return list(itertools.pairwise([*starts, len(bits)]))


def grams_shards(
    numbers: Integers, lists: Lists, count: int, size: int
) -> Iterator[tuple[int, bytes]]:
    """The first gram and the bytes of each shard; ``numbers`` are the grams' in order."""
    coded = code(lists, count)
    steps = np.diff(numbers, prepend=0)
    for start, end in shard_bounds(coded.bits + 24, size):
        part = slice(start, end)
        terms = gram_terms(steps[part], lists.sizes[part], int(numbers[start]))
        yield int(numbers[start]), shard(end - start, terms, coded, start, end)


def gram_terms(steps: Integers, sizes: Integers, first: int) -> bytes:
    """Each gram's step from the one before, twice; one more where it has one article alone, else
    the number of its articles follows."""
    steps = steps.copy()
    steps[0] = first
    several = sizes > 1
    terms = np.stack([steps * 2 + ~several, sizes], axis=1)
    told = np.stack([np.ones(len(steps), np.bool_), several], axis=1)
    return varints(terms[told]).tobytes()


def words_shards(
    words: Sequence[bytes], lists: Lists, count: int, size: int
) -> Iterator[tuple[bytes, bytes]]:
    """The first word and the bytes of each shard; ``words`` are in the order of their bytes."""
    coded = code(lists, count)
    for start, end in shard_bounds(coded.bits + 64, size):
        terms = coded_words(words[start:end], lists.sizes[start:end])
        yield words[start], shard(end - start, terms, coded, start, end)


def whole_shard(words: Sequence[bytes], lists: Lists, count: int) -> bytes:
    """All words in one shard, as facets are."""
    coded = code(lists, count)
    return shard(len(words), coded_words(words, lists.sizes), coded, 0, len(words))


def coded_words(words: Sequence[bytes], sizes: Integers) -> bytes:
    """Words, each with the number of its articles."""
    terms = bytearray()
    before = b""
    for word, size in zip(words, sizes.tolist(), strict=True):
        terms += front_coded(before, word) + small_varint(size)
        before = word
    return bytes(terms)


def shard(count: int, terms: bytes, coded: CodedLists, first: int, last: int) -> bytes:
    head = small_varint(count) + terms
    return small_varint(len(head)) + head + pack(coded, first, last)


def front_coded(before: bytes, word: bytes) -> bytes:
    """A word that follows another: the bytes they share, and the rest."""
    shared = shared_start(before, word)
    return small_varint(shared) + small_varint(len(word) - shared) + word[shared:]


def shared_start(one: Sequence[object], other: Sequence[object]) -> int:
    """How much two begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def small_varint(value: int) -> bytes:
    """The same as ``varints``, for a single value."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)
