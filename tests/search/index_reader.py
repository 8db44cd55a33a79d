"""Reads an index as docs/search.md describes it, in the plainest way: the tests' second opinion."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START, END = b"broadsheetSearch('", b"');\n"


def content(path: str, script: bytes) -> bytes:
    """The content of a file, checked; ``path`` is what its checksum names it."""
    assert script.startswith(START), path
    assert script.endswith(END), path
    body = script[len(START) : -len(END)]
    for plain in (b"'", b"\n", b"\r"):
        assert plain not in body.replace(b"\\'", b""), path
    out = bytearray()
    at = 0
    while at < len(body):
        if body[at] == ord("\\"):
            at += 1
            out.append({ord("n"): 10, ord("r"): 13}.get(body[at], body[at]))
        else:
            out.append(body[at])
        at += 1
    checksum, data = bytes(out[:4]), bytes(out[4:])
    assert int.from_bytes(checksum, "little") == zlib.crc32(path.encode() + data), path
    return data


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    def word(self, before: bytes) -> bytes:
        shared, rest = self.number(), self.number()
        self.at += rest
        return before[:shared] + self.data[self.at - rest : self.at]


def bits_of(data: bytes) -> Iterator[int]:
    for byte in data:
        for place in range(7, -1, -1):
            yield byte >> place & 1


def lists(data: bytes, count: int, *, words: bool) -> dict[Any, list[int]]:
    """Each term of a shard with its articles."""
    reader = Reader(data)
    end = reader.number() + reader.at
    sizes: list[tuple[Any, int]] = []
    term: Any = b"" if words else 0
    for _ in range(reader.number()):
        if words:
            term = reader.word(term)
            sizes.append((term, reader.number()))
        else:
            step = reader.number()
            term += step >> 1
            sizes.append((term, 1 if step & 1 else reader.number()))
    assert reader.at == end
    bits = bits_of(data[end:])
    found = {}
    for term, size in sizes:
        low = max(1, count * 7 // (size * 8)).bit_length() - 1
        article, articles = -1, []
        for _ in range(size):
            upper = 0
            while next(bits) == 0:
                upper += 1
            value = upper
            for _ in range(low):
                value = value << 1 | next(bits)
            article += value + 1
            articles.append(article)
        assert term not in found
        found[term] = articles
    return found


@dataclass
class Segment:
    """A segment, read as a whole: articles as paths in the order of their numbers."""

    paths: list[str]
    marked: set[str]
    grams: dict[tuple[int, int, int], list[int]]
    words: dict[str, list[int]]
    facets: dict[str, dict[str, list[int]]]
    months: list[tuple[int, int]]
    shards: int


class Index:
    """All of ``search/`` of a built site."""

    def __init__(self, site: Path) -> None:
        self.folder = site / "search"
        self.manifest = json.loads(self.read("manifest.js"))
        self.segments = [self.segment(facts) for facts in self.manifest["segments"]]

    def read(self, path: str) -> bytes:
        return content(path, (self.folder / path).read_bytes())

    def segment(self, facts: dict[str, Any]) -> Segment:
        folder, count = facts["id"], facts["articles"]
        reader = Reader(self.read(f"{folder}/index.js"))
        assert reader.number() == count
        month, months = 0, []
        for _ in range(reader.number()):
            month += reader.number()
            months.append((month, reader.number()))
        grams: dict[tuple[int, int, int], list[int]] = {}
        first = 0
        shards = reader.number()
        for number in range(shards):
            first += reader.number()
            shard = lists(self.read(f"{folder}/g{number}.js"), count, words=False)
            assert min(shard) == first
            for gram, articles in shard.items():
                grams[gram >> 36, gram >> 18 & 0x3FFFF, gram & 0x3FFFF] = articles
        words: dict[str, list[int]] = {}
        word = b""
        for number in range(reader.number()):
            word = reader.word(word)
            shard = lists(self.read(f"{folder}/w{number}.js"), count, words=True)
            assert min(shard) == word
            words |= {term.decode(): articles for term, articles in shard.items()}
        assert reader.at == len(reader.data)
        paths, marked = self.places(folder, count)
        facets = {}
        for kind, size in facts["facets"].items():
            data = self.read(f"{folder}/f-{kind}.js")
            assert len(data) == size
            of_kind = lists(data, count, words=True)
            facets[kind] = {value.decode(): articles for value, articles in of_kind.items()}
        return Segment(paths, marked, grams, words, facets, months, shards)

    def places(self, folder: str, count: int) -> tuple[list[str], set[str]]:
        paths, marked = [], set()
        for number in range((count + 63) // 64):
            for date, edition, start, rests in json.loads(self.read(f"{folder}/d{number}.js")):
                day = date.replace("-", "/") + (f"-{edition}" if edition else "")
                for rest in rests.split("/"):
                    path = f"{day}/{start}{rest.removeprefix('*')}.html"
                    paths.append(path)
                    if rest.startswith("*"):
                        marked.add(path)
        assert len(paths) == count
        return paths, marked
