"""From the clippings of an article on one page to its printed parts: heads, text, regions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from statistics import median

from broadsheet.importing.drafts import Block, DraftPicture, Figure, Paragraph
from broadsheet.importing.iarchives.files import Clipping, Element
from broadsheet.importing.iarchives.lattice import Piece, chosen, columns, segments
from broadsheet.importing.ocr.boxes import Box
from broadsheet.importing.ocr.ordering import in_one_column, reading_order
from broadsheet.importing.ocr.setting import (
    Line,
    goes_on,
    is_much_larger,
    paragraphs,
    text_of,
    words_of,
)

_HEADLINES = frozenset({"headline", "title"})
_DECKS = frozenset({"subheadline", "subtitle", "deck", "subhead"})
_KICKERS = frozenset({"kicker", "overline"})
_BYLINES = frozenset({"byline", "author"})
_CUTLINES = frozenset({"caption", "photo-caption", "cutline"})

_FILLED = 0.85
"""Of a clipping's area: zones that cover so much of it are a full rectangle."""

_ALIKE = 0.6
"""How alike first lines and a headline are that say the same."""

_ROUGHLY_ALIKE = 0.3
"""The same of lines in a headline's letters, of which programs recognise little."""

_MOST_LINES = 8
"""Lines of a headline."""


@dataclass(slots=True)
class Heads:
    """What stands over an article, as a person typed it."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: str = ""

    @property
    def words(self) -> str:
        return " ".join(filter(None, (self.kicker, self.headline, self.deck, self.byline)))


def heads_of(clippings: Iterable[Clipping]) -> Heads:
    parts: dict[str, list[str]] = {"headline": [], "kicker": [], "deck": [], "byline": []}
    for element in (each for clipping in clippings for each in clipping.elements):
        if (name := _head(element.kind)) and element.text:
            parts[name].append(element.text)
    return Heads(**{name: " ".join(texts) for name, texts in parts.items()})


def _head(kind: str) -> str:
    groups = (
        ("headline", _HEADLINES),
        ("deck", _DECKS),
        ("kicker", _KICKERS),
        ("byline", _BYLINES),
    )
    return next((name for name, kinds in groups if kind in kinds), "")


# --- text


@dataclass(slots=True)
class _Run:
    """Columns that are read one after another, or a text that somebody typed."""

    columns: list[list[Line]] = field(default_factory=list)
    typed: str = ""
    cutline: bool = False


def body_of(clippings: Sequence[Clipping], heads: str) -> tuple[Block, ...]:
    """The text as blocks. First lines that are ``heads`` over again, as the program recognised
    them, are left out: a person typed them better."""
    runs = [
        run for clipping in clippings for element in clipping.elements for run in _runs(element)
    ]
    every = [column for run in runs if not run.cutline for column in run.columns]
    _drop_heads(every, heads)
    blocks: list[Block] = []
    columns_so_far: list[list[Line]] = []
    for run in runs:
        if run.columns and not run.cutline:
            columns_so_far += run.columns
            continue
        blocks += _paragraphs(columns_so_far)
        columns_so_far = []
        blocks += _other(run)
    blocks += _paragraphs(columns_so_far)
    return tuple(blocks)


def _runs(element: Element) -> Iterable[_Run]:
    is_cutline = element.kind in _CUTLINES
    if element.text and not _head(element.kind):
        yield _Run(typed=element.text, cutline=is_cutline)
    for zone in element.zones:
        if zone.text:
            yield _Run(typed=zone.text, cutline=is_cutline)
        elif zone.pieces:
            yield _Run(columns(chosen(zone.pieces)), cutline=is_cutline)


def _other(run: _Run) -> list[Block]:
    typed = run.typed or " ".join(text_of(column) for column in run.columns)
    if run.cutline:
        return [Figure((DraftPicture("picture", b"", " ".join(typed.split())),))]
    return [Paragraph(" ".join(part.split())) for part in typed.split("\n\n") if part.strip()]


def _paragraphs(columns: Sequence[list[Line]]) -> list[Block]:
    found: list[list[Line]] = []
    above: list[Line] = []
    for column in columns:
        parts = paragraphs(column)
        if found and parts and goes_on(above, column):
            found[-1] += parts.pop(0)
        found += parts
        above = column or above
    return [Paragraph(text) for lines in found if (text := text_of(lines))]


def _drop_heads(columns: list[list[Line]], heads: str) -> None:
    lines = [line for column in columns for line in column]
    count = _repeated(lines, heads)
    for column in columns:
        taken = min(count, len(column))
        del column[:taken]
        count -= taken


def _repeated(lines: Sequence[Line], heads: str) -> int:
    """How many of the first lines are the headline."""
    wanted = "".join(words_of(heads))
    if not wanted or not lines:
        return 0
    usual = median(line.letters for line in lines)
    large = 0
    while large < min(len(lines) - 1, _MOST_LINES) and is_much_larger(lines[large], usual):
        large += 1
    if large and _likeness(lines[:large], wanted) >= _ROUGHLY_ALIKE:
        return large
    best, count = 0.0, 0
    for upto in range(1, min(len(lines), _MOST_LINES) + 1):
        alike = _likeness(lines[:upto], wanted)
        if alike > best + 0.05:
            best, count = alike, upto
    return count if best >= _ALIKE else 0


def _likeness(lines: Sequence[Line], wanted: str) -> float:
    said = "".join(words_of(" ".join(line.text for line in lines)))[: 4 * len(wanted) + 20]
    return SequenceMatcher(None, said, wanted, autojunk=False).ratio()


# --- whole pages


def page_body(pieces: Sequence[Piece]) -> tuple[Block, ...]:
    """The words of a whole page, or those that are in no article, in reading order."""
    lines = segments(chosen(pieces))
    ordered = [lines[at] for at in reading_order([line.box for line in lines])]
    columns: list[list[Line]] = []
    for line in ordered:
        above = columns[-1][-1] if columns else None
        if above is None or not _is_below(line, above):
            columns.append([])
        columns[-1].append(line)
    return tuple(_paragraphs(columns))


def _is_below(line: Line, above: Line) -> bool:
    down = line.box.middle[1] - above.box.middle[1]
    return in_one_column(line.box, above.box) and 0 < down < 3 * max(line.letters, above.letters)


# --- regions


def boxes_of(clipping: Clipping) -> list[Box]:
    """The rectangles that an article fills. A clipping is the one around its zones; where these
    leave a corner to other articles, they are told apart, so that no story lies under another."""
    zones = [zone.box for zone in clipping.zones if zone.box and zone.box.area > 0]
    if clipping.box is None or clipping.box.area <= 0:
        return zones
    if not zones or sum(zone.area for zone in zones) >= _FILLED * clipping.box.area:
        return [clipping.box]
    return zones


def first_box(clippings: Sequence[Clipping]) -> Box | None:
    """Where a reader begins: the headline may span columns that the text does not fill."""
    for clipping in clippings:
        zones = [zone.box for zone in clipping.zones if zone.box]
        if found := next(iter(zones), clipping.box):
            return found
    return None


def outside(pieces: Iterable[Piece], boxes: Sequence[Box]) -> list[Piece]:
    """The pieces whose middle is in none of the boxes."""
    return [piece for piece in pieces if not any(_holds(box, piece.boxes[0]) for box in boxes)]


def _holds(box: Box, other: Box) -> bool:
    x, y = other.middle
    return box.left <= x < box.right and box.top <= y < box.bottom
