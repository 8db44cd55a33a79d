"""The files of the index: a segment, the manifest, the table of characters, an issue's texts."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from broadsheet.search.normalising import han_table, has_traditional, normalise
from broadsheet.search.scripts import script
from broadsheet.search.segments import MOST_IN_OPEN, SegmentFacts
from broadsheet.search.terms import CREDITS, HEADING, TEXT, Terms

FORMAT = 1
"""Raised when a file's meaning changes; the scripts of the theme know which they read."""
BLOCK = 64
"""Articles of which one file holds the addresses."""
FACETS = ("section", "column", "page", "person")
MANIFEST = "manifest.js"


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


@dataclass(slots=True)
class _Gathered:
    """What is gathered while the articles of a segment are read, one after another."""

    terms: Terms
    places: list[Place] = field(default_factory=list)
    facets: dict[str, dict[str, list[int]]] = field(
        default_factory=lambda: {kind: {} for kind in FACETS}
    )

    def add(self, article: SearchedArticle) -> None:
        number = len(self.places)
        heading, names = article.heading, article.names
        printed = f"{heading}\n{article.body}"
        plain_heading = normalise(heading)
        self.terms.add(number, TEXT, f"{plain_heading}\n{normalise(article.body)}")
        self.terms.add(number, HEADING, plain_heading)
        self.terms.add(number, CREDITS, "\n".join(map(normalise, names)))
        runs = [run for text in (article.headline, *names) for run in pinyin.said(text)]
        self.terms.add_words(number, pinyin.terms(runs))
        marked = has_traditional(printed)
        self.places.append(Place(article.date, article.edition, article.slug, marked))
        values = (
            ("section", article.section),
            ("column", article.column),
            ("page", article.page),
            *(("person", name) for name in names),
        )
        for kind, value in values:
            if value:
                self.facets[kind].setdefault(value, []).append(number)


def write_segment(articles: Iterable[SearchedArticle], scratch: Path | None = None) -> Segment:
    """Index articles, which are in the order of their numbers; there is at least one. ``scratch``
    is a folder for what memory need not hold."""
    gathered = _Gathered(Terms(scratch))
    for article in articles:
        gathered.add(article)
    files = dict(_files(gathered))
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        whole.update(f"{name} {len(data)}\n".encode() + data)
    identity = whole.hexdigest()[:12]
    facts = SegmentFacts(
        id=identity,
        first=gathered.places[0][0],
        last=gathered.places[-1][0],
        articles=len(gathered.places),
        facets={kind: len(files[f"f-{kind}.js"]) for kind in FACETS},
    )
    return Segment(facts, _scripts(identity, files))


def _scripts(identity: str, files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Each file as a script; it is let go of as it is taken."""
    for name in list(files):
        path = f"{identity}/{name}"
        yield path, script(path, files.pop(name))


def _files(gathered: _Gathered) -> Iterator[tuple[str, bytes]]:
    """The segment's files before they are made scripts, by name."""
    count = len(gathered.places)
    directory = bytearray(small_varint(count) + _months(gathered.places))
    size = shard_size(gathered.terms.finish(), is_small=count <= MOST_IN_OPEN)
    parts = gathered.terms.grams()
    shards = [shard for part in parts for shard in grams_shards(*part, count, size)]
    directory += small_varint(len(shards))
    before = 0
    for number, (first, data) in enumerate(shards):
        directory += small_varint(first - before)
        before = first
        yield f"g{number}.js", data
    of_words = gathered.terms.words()
    word_shards = [shard for part in of_words for shard in words_shards(*part, count, size)]
    directory += small_varint(len(word_shards))
    last = b""
    for number, (word, data) in enumerate(word_shards):
        directory += front_coded(last, word)
        last = word
        yield f"w{number}.js", data
    yield "index.js", bytes(directory)
    for number, start in enumerate(range(0, count, BLOCK)):
        block = slice(start, start + BLOCK)
        yield f"d{number}.js", msgspec.json.encode(_places(gathered.places[block]))
    for kind, values in gathered.facets.items():
        yield f"f-{kind}.js", _facet(values, count)


def _months(places: Sequence[Place]) -> bytes:
    out = bytearray()
    groups = [
        (dt.date.fromisoformat(f"{month}-01"), len(list(run)))
        for month, run in itertools.groupby(places, key=lambda place: place[0][:7])
    ]
    before = 0
    for first, count in groups:
        number = first.year * 12 + first.month - 1
        out += small_varint(number - before) + small_varint(count)
        before = number
    return small_varint(len(groups)) + bytes(out)


def _places(places: Sequence[Place]) -> list[list[str]]:
    found = []
    for (date, edition), run in itertools.groupby(places, key=lambda place: place[:2]):
        of_issue = list(run)
        slugs = [place.slug for place in of_issue]
        shared = shared_start(min(slugs), max(slugs))
        rest = ("*" * place.is_marked + place.slug[shared:] for place in of_issue)
        found.append([date, edition, slugs[0][:shared], "/".join(rest)])
    return found


def _facet(values: dict[str, list[int]], count: int) -> bytes:
    ordered = sorted((value.encode(), numbers) for value, numbers in values.items())
    lists = Lists(
        np.array([len(numbers) for _, numbers in ordered], np.int64),
        np.array([n for _, numbers in ordered for n in numbers], np.int64),
    )
    return whole_shard([value for value, _ in ordered], lists, count)


def tables() -> dict[str, tuple[str, bytes]]:
    """Path below ``search/`` and bytes of the tables: ``han``, traditional and simplified
    characters; ``pinyin``, how characters are read."""
    found = {}
    for name, table in (("han", han_table()), ("pinyin", pinyin.readings())):
        data = msgspec.json.encode(table)
        path = f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.js"
        found[name] = path, script(path, data)
    return found


def manifest(tables: Mapping[str, str], segments: Sequence[SegmentFacts]) -> bytes:
    """The one file whose name stays. ``tables`` are the paths of the tables by name; ``segments``
    are oldest first."""
    told = {"format": FORMAT, **tables, "segments": segments}
    return script(MANIFEST, msgspec.json.encode(told))
