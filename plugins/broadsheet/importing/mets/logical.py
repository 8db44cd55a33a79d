"""Articles that a METS file tells apart: divisions of its logical map, and what they point at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from broadsheet.importing.mets.issue_file import IssueFile, kind_of
from broadsheet.importing.ocr.boxes import Box, box_of, number
from broadsheet.importing.ocr.files import Node

ARTICLE = "article"
_ITEMS = frozenset(
    {
        *(ARTICLE, "advertisement", "ad", "advert", "classified", "classifieds", "illustration"),
        *("title_section", "titlesection", "masthead", "table", "obituary", "death_notice"),
        *("weather", "map", "misc", "letter", "notice", "editorial", "review", "photo", "picture"),
        *("cartoon", "serial", "poem", "chapter", "item", "list"),
    }
)
"""Divisions that are a piece of the paper; what is not one holds others."""

_ROLES = {
    **dict.fromkeys(("headline", "title", "heading", "title_main", "maintitle"), "headline"),
    **dict.fromkeys(("overline", "kicker", "pretitle", "supertitle"), "kicker"),
    **dict.fromkeys(("subtitle", "subheadline", "subheading", "deck", "subhead"), "deck"),
    **dict.fromkeys(("author", "byline"), "byline"),
    **dict.fromkeys(("crossheading", "crosshead", "intertitle"), "crosshead"),
    **dict.fromkeys(("caption", "cutline"), "cutline"),
}
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page that a piece fills: ids of what is there, from ``begin`` to ``end``, or a
    rectangle in pixels of an image."""

    file: str
    begin: str
    end: str
    rectangle: Box | None
    role: str
    line: int


@dataclass(slots=True)
class Piece:
    """An article, an advertisement, a nameplate: ``label`` is what the METS calls it."""

    id: str
    kind: str
    label: str
    line: int
    section: str = ""
    section_areas: tuple[Area, ...] = ()
    areas: list[Area] = field(default_factory=list)


def pieces_of(issue: IssueFile) -> list[Piece]:
    """The pieces in the order of the METS; none where it tells pages alone."""
    maps = [each for each in issue.root.those("structMap") if each.first("div") is not None]
    logical = [each for each in maps if "logical" in each.get("TYPE").casefold()]
    for each in logical or maps:
        found = [piece for piece in _pieces(issue, each, "", ()) if piece.areas]
        if any(piece.kind == ARTICLE for piece in found):
            return found
    return []


def _pieces(
    issue: IssueFile, node: Node, section: str, heading: tuple[Area, ...]
) -> Iterator[Piece]:
    for div in node.those("div"):
        kind = kind_of(div)
        if kind in _ITEMS and not (kind != ARTICLE and _has_articles(div)):
            identity = div.get("ID") or f"{kind}:{div.line}"
            label = _label(issue, div)
            piece = Piece(identity, kind, label, div.line, section, heading)
            piece.areas = list(_areas(div, TEXT))
            yield piece
        elif kind == "section":
            heads = [each for each in div.those("div") if kind_of(each) in _ROLES]
            areas = tuple(area for each in heads for area in _areas(each, "headline"))
            yield from _pieces(issue, div, div.get("LABEL"), areas)
        else:
            yield from _pieces(issue, div, section, heading)


def _has_articles(div: Node) -> bool:
    return any(kind_of(each) == ARTICLE for each in div.all("div"))


def _label(issue: IssueFile, div: Node) -> str:
    for described in issue.described(div):
        info = described.first("titleInfo")
        if info is not None and (title := info.said("title")):
            article = info.said("nonSort")
            return f"{article} {title}".strip()
    return div.get("LABEL")


def _areas(div: Node, role: str) -> Iterator[Area]:
    role = _ROLES.get(kind_of(div), role)
    for child in div.children:
        if child.name == "div":
            yield from _areas(child, role)
        elif child.name == "fptr":
            inside = list(child.all("area"))
            for each in inside or ([child] if child.get("FILEID") else []):
                yield _area(each, role)


def _area(node: Node, role: str) -> Area:
    begin = node.get("BEGIN") if node.get("BETYPE").upper() in ("", "IDREF") else ""
    end = node.get("END") or begin
    values = [number(each) for each in node.get("COORDS").split(",")]
    is_rectangle = node.get("SHAPE").upper() in ("", "RECT") and len(values) == 4
    rectangle = box_of(*values) if is_rectangle else None
    return Area(node.get("FILEID"), begin, end, rectangle, role, node.line)


def section_areas(pieces: Sequence[Piece]) -> Iterator[Area]:
    """The headings of sections, each once."""
    seen: set[Area] = set()
    for piece in pieces:
        for area in piece.section_areas:
            if area not in seen:
                seen.add(area)
                yield area
