"""The files of a unit in the iArchives export schema (2002): ``unit.xml``, pages, articles.

A page's boxes count in pixels from its corner. A clipping's do too, and those of its zones and
words from the clipping's corner. The far edges belong to the boxes: a clipping from 745 to 1161 is
417 pixels wide.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet.importing.iarchives.lattice import Piece
from broadsheet.importing.ocr.boxes import Box, box_of, number
from broadsheet.importing.ocr.files import Node

NAMESPACE = "http://www.iarchives.com/schema/"


@dataclass(frozen=True, slots=True)
class Header:
    """The header items of a file, by their names: what is printed, and its value."""

    printed: dict[str, str]
    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.printed.get(name, "") or self.values.get(name, "")


def header_of(root: Node) -> Header:
    items = [item for item in root.those("header-item") if item.get("name")]
    return Header(
        {item.get("name"): " ".join(item.text.split()) for item in items},
        {item.get("name"): item.get("value") for item in items},
    )


def references(root: Node, name: str) -> list[Node]:
    """The ``page-ref`` or ``article-ref`` elements with an address."""
    return [each for each in root.all(name) if each.get("href")]


_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_DATES = (
    re.compile(r"(?P<d>\d{1,2})[-. /]?(?P<name>[A-Za-z]{3})[a-z]*\.?[-., /]*(?P<y>\d{4})"),
    re.compile(r"(?P<name>[A-Za-z]{3})[a-z]*\.?\s*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s*(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[-./年]?(?P<m>\d{1,2})[-./月]?(?P<d>\d{1,2})日?"),
)


def date_of(text: str) -> dt.date | None:
    """``13-DEC-1944``, ``December 13, 1944``, ``1944-12-13``; ``None`` when it is no such day."""
    for pattern in _DATES:
        if match := pattern.fullmatch(text.strip()):
            found = match.groupdict()
            name = (found.get("name") or "").lower()
            try:
                month = _MONTHS.index(name) + 1 if name else int(found["m"])
                return dt.date(int(found["y"]), month, int(found["d"]))
            except ValueError:
                return None
    return None


def number_of(header: Header, name: str) -> int | None:
    """A header item that is a whole number: its value, or what is printed in figures."""
    for text in (header.values.get(name, ""), header.printed.get(name, "")):
        if re.fullmatch(r"[0-9]{1,9}", text.strip()):
            return int(text)
    return None


def box(node: Node) -> Box | None:
    left, top, right, bottom = (number(node.get(edge)) for edge in "ltrb")
    found = box_of(left, top, right, bottom)
    return Box(found.left, found.top, found.right + 1, found.bottom + 1) if found else None


def pieces(node: Node) -> Iterator[Piece]:
    """The words of the lattice below a node, those with a place and a reading."""
    for each in node.all("n"):
        readings = tuple(" ".join(o.text.split()) for o in each.those("o"))
        boxes = tuple(found for r in each.those("r") if (found := box(r)))
        if any(readings) and boxes:
            yield Piece(tuple(filter(None, readings)), boxes)


@dataclass(frozen=True, slots=True)
class Zone:
    """A rectangle of text, on its page. ``text`` is what a person typed, if anybody did."""

    box: Box | None
    pieces: tuple[Piece, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A part of a clipping: ``kind`` is ``headline``, ``subheadline``, ``article`` and more."""

    kind: str
    text: str
    zones: tuple[Zone, ...]


@dataclass(frozen=True, slots=True)
class Clipping:
    """A rectangle of a page that an article fills, or most of it."""

    box: Box | None
    elements: tuple[Element, ...]
    line: int

    @property
    def zones(self) -> tuple[Zone, ...]:
        return tuple(zone for element in self.elements for zone in element.zones)


def clipping_of(node: Node) -> Clipping:
    own = box(node)
    corner = (own.left, own.top) if own else (0.0, 0.0)
    elements = tuple(
        Element(
            each.get("type").casefold(),
            " ".join(part.text.strip() for part in each.those("text")).strip(),
            tuple(_zone(zone, corner) for zone in each.those("zone")),
        )
        for each in node.those("article-element")
    )
    return Clipping(own, elements, node.line)


def _zone(node: Node, corner: tuple[float, float]) -> Zone:
    own = box(node)
    words = tuple(
        Piece(each.readings, tuple(b.moved(*corner) for b in each.boxes)) for each in pieces(node)
    )
    text = "\n".join(part.text.strip() for part in node.those("zone-text")).strip()
    return Zone(own.moved(*corner) if own else None, words, text)
