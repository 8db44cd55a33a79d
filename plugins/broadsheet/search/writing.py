"""The files of a segment of the index."""

from __future__ import annotations

import functools
import hashlib
import itertools
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from broadsheet.search import pinyin
from broadsheet.search.articles import SearchedArticle
from broadsheet.search.coding import (
    Lists,
    front_coded,
    grams_shards,
    shard_size,
    shared_start,
    small_varint,
    whole_shard,
    words_shards,
)
from broadsheet.search.normalising import has_traditional, normalise
from broadsheet.search.scripts import script
from broadsheet.search.segments import MOST_IN_OPEN, SegmentFacts
from broadsheet.search.terms import CREDITS, HEADING, TEXT, Terms

BLOCK = 64
"""Articles of which one file holds the addresses."""
FACETS = ("section", "column", "page", "person")


@dataclass(frozen=True, slots=True)
class Segment:
    """``files``: path below ``search/`` and bytes of each, to be taken once."""

    facts: SegmentFacts
    files: Iterator[tuple[str, bytes]]


class Place(NamedTuple):
    """Where an article is; ``is_marked``: it is written with characters of the table."""

    date: str
    edition: str
    slug: str
    is_marked: bool


class _Files:
    """The files of a segment before they are made scripts, in a file without a name in
    ``scratch``: they are named by a digest of all."""

    def __init__(self, scratch: Path | None) -> None:
        self._file = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115  # ``scripts`` closes it
        self._where: dict[str, tuple[int, int]] = {}
        self._end = 0

    def put(self, name: str, data: bytes) -> None:
        self._file.write(data)
        self._where[name] = self._end, len(data)
        self._end += len(data)

    def size(self, name: str) -> int:
        return self._where[name][1]

    def digest(self) -> str:
        whole = hashlib.sha256()
        for name in sorted(self._where):
            whole.update(f"{name} {self.size(name)}\n".encode() + self._read(name))
        return whole.hexdigest()[:12]

    def scripts(self, identity: str) -> Iterator[tuple[str, bytes]]:
        """Each file as a script, once."""
        for name in self._where:
            path = f"{identity}/{name}"
            yield path, script(path, self._read(name))
        self._file.close()

    def _read(self, name: str) -> bytes:
        start, size = self._where[name]
        self._file.seek(start)
        return self._file.read(size)


class _Numbers(dict[str, "array[int]"]):
    """Values of a facet and the numbers of their articles."""

    def __missing__(self, value: str) -> array[int]:
        numbers = self[value] = array("i")
        return numbers


class _Gathered:
    """What is gathered while the articles of a segment are read, one after another."""

    def __init__(self, terms: Terms, files: _Files) -> None:
        self.terms = terms
        self.count = 0
        self.first = self.last = ""
        """Days of the first and the last article."""
        self.months: dict[str, int] = {}
        """Month -> number of its articles, in order."""
        self.facets = {kind: _Numbers() for kind in FACETS}
        self._files = files
        self._block: list[Place] = []
        self._blocks = 0

    def add(self, article: SearchedArticle) -> None:
        number = self.count
        heading, body, names = article.heading, article.body, article.names
        plain_heading = normalise(heading)
        self.terms.add(number, TEXT, f"{plain_heading}\n{normalise(body)}")
        self.terms.add(number, HEADING, plain_heading)
        plain_names = list(map(normalise, names))
        self.terms.add(number, CREDITS, "\n".join(plain_names))
        said = map(pinyin.said, (normalise(article.headline), *plain_names))
        runs = list(itertools.chain.from_iterable(said))
        self.terms.add_words(number, pinyin.terms(runs))
        marked = has_traditional(f"{heading}\n{body}")
        self._place(Place(article.date, article.edition, article.slug, marked))
        values = (
            ("section", article.section),
            ("column", article.column),
            ("page", article.page),
            *(("person", name) for name in names),
        )
        for kind, value in values:
            if value:
                self.facets[kind][value].append(number)

    def _place(self, place: Place) -> None:
        self.first, self.last = self.first or place.date, place.date
        month = place.date[:7]
        self.months[month] = self.months.get(month, 0) + 1
        self.count += 1
        self._block.append(place)
        if len(self._block) == BLOCK:
            self._put_block()

    def _put_block(self) -> None:
        if self._block:
            self._files.put(f"d{self._blocks}.js", msgspec.json.encode(_places(self._block)))
            self._blocks += 1
            self._block = []

    def finish(self) -> int:
        """Called once, after the last article; the answer is the number of entries of grams."""
        self._put_block()
        return self.terms.finish()


def write_segment(articles: Iterable[SearchedArticle], scratch: Path | None = None) -> Segment:
    """Index articles, which are in the order of their numbers; there is at least one. ``scratch``
    is a folder for what memory need not hold."""
    files = _Files(scratch)
    gathered = _Gathered(Terms(scratch), files)
    for article in articles:
        gathered.add(article)
    entries = gathered.finish()
    pinyin.let_go()
    _put_terms(gathered, shard_size(entries, is_small=gathered.count <= MOST_IN_OPEN), files)
    for kind, values in gathered.facets.items():
        files.put(f"f-{kind}.js", _facet(values, gathered.count))
    identity = files.digest()
    facts = SegmentFacts(
        id=identity,
        first=gathered.first,
        last=gathered.last,
        articles=gathered.count,
        facets={kind: files.size(f"f-{kind}.js") for kind in FACETS},
    )
    return Segment(facts, files.scripts(identity))


def _put_terms(gathered: _Gathered, size: int, files: _Files) -> None:
    """Write the terms in shards of about ``size`` bytes, and the directory of them."""
    count = gathered.count
    # ``chain`` lets go of a part before it asks for the next; a variable of a loop does not.
    chain = itertools.chain.from_iterable
    code_grams = functools.partial(grams_shards, count=count, size=size)
    grams: list[int] = []
    for first, data in chain(itertools.starmap(code_grams, gathered.terms.grams())):
        files.put(f"g{len(grams)}.js", data)
        grams.append(first)
    code_words = functools.partial(words_shards, count=count, size=size)
    words: list[bytes] = []
    for word, data in chain(itertools.starmap(code_words, gathered.terms.words())):
        files.put(f"w{len(words)}.js", data)
        words.append(word)
    steps = (after - before for before, after in itertools.pairwise([0, *grams]))
    front = itertools.starmap(front_coded, itertools.pairwise([b"", *words]))
    directory = [
        small_varint(count) + _months(gathered.months),
        small_varint(len(grams)) + b"".join(map(small_varint, steps)),
        small_varint(len(words)) + b"".join(front),
    ]
    files.put("index.js", b"".join(directory))


def _months(months: Mapping[str, int]) -> bytes:
    out = bytearray()
    before = 0
    for month, count in months.items():
        number = int(month[:4]) * 12 + int(month[5:]) - 1
        out += small_varint(number - before) + small_varint(count)
        before = number
    return small_varint(len(months)) + bytes(out)


def _places(places: Sequence[Place]) -> list[list[str]]:
    found = []
    for (date, edition), run in itertools.groupby(places, key=lambda place: place[:2]):
        of_issue = list(run)
        slugs = [place.slug for place in of_issue]
        shared = shared_start(min(slugs), max(slugs))
        rest = ("*" * place.is_marked + place.slug[shared:] for place in of_issue)
        found.append([date, edition, slugs[0][:shared], "/".join(rest)])
    return found


def _facet(values: _Numbers, count: int) -> bytes:
    ordered = sorted((value.encode(), numbers) for value, numbers in values.items())
    numbers = [np.zeros(0, np.int32), *(np.frombuffer(own, np.int32) for _, own in ordered)]
    lists = Lists(np.array([len(own) for _, own in ordered], np.int64), np.concatenate(numbers))
    return whole_shard([value for value, _ in ordered], lists, count)
