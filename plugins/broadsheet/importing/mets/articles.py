"""From what the METS points at to articles: heads, text and regions, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from broadsheet.importing.drafts import Block, Crosshead, DraftPicture, Figure, Paragraph
from broadsheet.importing.mets.alto import AltoPage, TextBlock
from broadsheet.importing.mets.logical import TEXT, Area, Piece
from broadsheet.importing.ocr.boxes import Box, around
from broadsheet.importing.ocr.ordering import in_one_column
from broadsheet.importing.ocr.setting import Line, goes_on, paragraphs, text_of, words_of
from broadsheet.model import PageCode


@dataclass(slots=True)
class Page:
    """A page as far as articles need it: what is on it, and how large its image is in pixels."""

    code: PageCode
    alto: AltoPage = field(default_factory=AltoPage)
    size: tuple[int, int] | None = None


@dataclass(slots=True)
class Run:
    """Blocks of one role, in the order of reading."""

    role: str
    blocks: list[TextBlock]


@dataclass(slots=True)
class Part:
    """A piece on one page."""

    page: Page
    runs: list[Run] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def text(self, role: str) -> str:
        found = (
            text_of(block.lines) for run in self.runs if run.role == role for block in run.blocks
        )
        return " ".join(filter(None, found))


def blocks_at(area: Area, page: Page) -> tuple[TextBlock, ...]:
    """The text that an area points at: what has the id, all from one id to another, or what stands
    in the rectangle."""
    alto = page.alto
    if area.begin and area.begin != area.end:
        try:
            first, last = alto.in_file.index(area.begin), alto.in_file.index(area.end)
        except ValueError:
            return alto.texts.get(area.begin, ())
        names = alto.in_file[first : last + 1]
        return tuple(block for name in names for block in alto.texts[name])
    if area.begin:
        return alto.texts.get(area.begin, ())
    box = _rectangle(area, page)
    if box is None:
        return ()
    return tuple(block for block in alto.blocks if _holds(box, block.box))


def box_at(area: Area, page: Page) -> Box | None:
    blocks = blocks_at(area, page)
    if area.begin and area.begin != area.end:
        return around(block.box for block in blocks)
    return page.alto.places.get(area.begin) if area.begin else _rectangle(area, page)


def _rectangle(area: Area, page: Page) -> Box | None:
    """The rectangle in the unit of the page's text."""
    box, frame = area.rectangle, page.alto.frame
    if box is None or frame is None:
        return box
    if page.size is None or min(page.size) <= 0:
        return box
    across, down = frame.width / page.size[0], frame.height / page.size[1]
    return Box(box.left * across, box.top * down, box.right * across, box.bottom * down)


def _holds(box: Box, other: Box) -> bool:
    x, y = other.middle
    return box.left <= x < box.right and box.top <= y < box.bottom


def parts_of(found: Iterable[tuple[Area, Page]]) -> list[Part]:
    """A part for each page, in the order in which the piece comes to them; what it comes back to
    is put to what is there."""
    parts: dict[int, Part] = {}
    for area, page in found:
        part = parts.setdefault(id(page), Part(page))
        if box := box_at(area, page):
            part.boxes.append(box)
        blocks = list(blocks_at(area, page))
        if not blocks:
            continue
        if part.runs and part.runs[-1].role == area.role and area.role not in _EACH_ITS_OWN:
            part.runs[-1].blocks += blocks
        else:
            part.runs.append(Run(area.role, blocks))
    return list(parts.values())


_EACH_ITS_OWN = frozenset({"crosshead", "cutline"})
HEADS = ("headline", "kicker", "deck", "byline")


# --- text


def body_of(part: Part) -> tuple[Block, ...]:
    """The text below the heads."""
    blocks: list[Block] = []
    for run in part.runs:
        text = " ".join(filter(None, (text_of(block.lines) for block in run.blocks)))
        if run.role == TEXT:
            blocks += paragraphs_of(run.blocks, of_one_article=True)
        elif run.role == "crosshead" and text:
            blocks.append(Crosshead(text))
        elif run.role == "cutline" and text:
            blocks.append(Figure((DraftPicture("picture", b"", text),)))
    return tuple(blocks)


def paragraphs_of(blocks: Sequence[TextBlock], of_one_article: bool) -> list[Paragraph]:
    """The paragraphs of blocks in reading order. A word that a block's end cuts is whole again; in
    one article a sentence is too, where the next column begins without an indent."""
    found: list[list[Line]] = []
    above: TextBlock | None = None
    for block in blocks:
        parts = paragraphs(block.lines)
        if found and above and parts and _runs_on(above, block, of_one_article):
            found[-1] += parts.pop(0)
        found += parts
        above = block
    return [Paragraph(text) for lines in found if (text := text_of(lines))]


def _runs_on(above: TextBlock, below: TextBlock, of_one_article: bool) -> bool:
    if above.lines[-1].is_cut:
        return True
    # A block under another is a paragraph of its own; one beside it begins a column.
    is_column = below.box.top < above.box.bottom and not in_one_column(above.box, below.box)
    return of_one_article and is_column and goes_on(above.lines, below.lines)


_ALIKE = 0.5


def headline_of(piece: Piece, printed: str) -> str:
    """A label that says what is printed was corrected by a person, who read it better."""
    if not piece.label or not printed:
        return printed or piece.label
    said, read = ("".join(words_of(text))[:400] for text in (piece.label, printed))
    alike = SequenceMatcher(None, said, read, autojunk=False).ratio()
    return piece.label if alike >= _ALIKE else printed


_LONGEST_HEADLINE = 60


def first_words(blocks: Iterable[Block]) -> str:
    """The first words of a text as its headline."""
    text = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    text = " ".join(text.split())
    if len(text) <= _LONGEST_HEADLINE:
        return text
    cut = text[:_LONGEST_HEADLINE]
    return f"{cut.rpartition(' ')[0] or cut}…"


# --- regions


_ONE_COLUMN = 0.6
"""Of the narrower block's width, shared by two that are drawn as one."""


def joined(part: Part, others: Sequence[Box]) -> list[Box]:
    """The boxes of a part, those that stand under each other as one where nothing else lies
    between: no other text, and none of ``others``."""
    own = {block.box for run in part.runs for block in run.blocks} | set(part.boxes)
    texts = [block.box for block in part.page.alto.blocks if block.box not in own]
    found: list[Box] = []
    for box in part.boxes:
        if found:
            whole = found[-1].joined(box)
            is_free = not any(_holds(whole, other) for other in (*texts, *others))
            narrower = min(found[-1].width, box.width)
            if is_free and found[-1].across(box) >= _ONE_COLUMN * narrower:
                found[-1] = whole
                continue
        found.append(box)
    return found
