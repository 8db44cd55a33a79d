"""One page of recognised text in ALTO, versions 1 to 4: blocks of lines of words with their boxes.

Places are in the file's own unit (``MeasurementUnit``: tenths of a millimetre, 1200ths of an inch,
pixels); the page is measured in it too, so that fractions need no unit. A block's ``ROTATION`` is
how far its text is turned counterclockwise, in degrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from broadsheet.importing.ocr.boxes import Box, around, box_of, number
from broadsheet.importing.ocr.files import Node
from broadsheet.importing.ocr.ordering import reading_order
from broadsheet.importing.ocr.setting import Line, between

_COMPOSED = "ComposedBlock"
_SHOWN = ("Illustration", "GraphicalElement")
_PARTS = ("TopMargin", "LeftMargin", "PrintSpace", "RightMargin", "BottomMargin")
_MOST_OVER = 1.02
"""Of the page's sides: words may stand so far outside before the page's size is doubted."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of text. ``box`` is where it stands on the page; its lines are turned upright."""

    id: str
    box: Box
    lines: tuple[Line, ...]
    next: str = ""
    language: str = ""
    is_upright_column: bool = False
    """Chinese or Japanese in lines from top to bottom, the first at the right."""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together: an advertisement, an article."""

    id: str
    box: Box
    parts: tuple[TextBlock | Group, ...]
    next: str = ""


@dataclass(slots=True)
class AltoPage:
    """A page. ``blocks`` are in reading order; ``places`` are boxes of everything that has an id;
    ``texts`` are the blocks below an id, or the lines of one."""

    frame: Box | None = None
    is_doubtful: bool = False
    """Whether the page's own size cannot be right."""
    blocks: list[TextBlock] = field(default_factory=list)
    in_file: list[str] = field(default_factory=list)
    """The ids of the text blocks in the order of the file."""
    places: dict[str, Box] = field(default_factory=dict)
    texts: dict[str, tuple[TextBlock, ...]] = field(default_factory=dict)


def is_alto(root: Node) -> bool:
    return root.name.casefold() == "alto"


def page_of(root: Node, size: tuple[int, int] | None) -> AltoPage:
    """The first page of the file; ``size`` is that of its scan in pixels, for a file that does not
    say how large its page is."""
    found = AltoPage()
    page = root.first("Page")
    if page is None:
        return found
    parts: list[TextBlock | Group] = []
    hyphens = _Hyphens(list(page.all("String")))
    for node in page.those(*_PARTS):
        parts += _parts(node, found, hyphens)
    wanted = [ref.get("REF") for ref in root.all("ElementRef") if ref.get("REF")]
    found.blocks = list(_ordered(parts, wanted))
    _frame(found, page, root, size)
    return found


# --- blocks


def _parts(node: Node, page: AltoPage, hyphens: _Hyphens) -> Iterator[TextBlock | Group]:
    for child in node.children:
        if child.name == "TextBlock":
            block = _text_block(child, page, hyphens)
            if block:
                yield block
        elif child.name == _COMPOSED:
            group = _group(child, page, hyphens)
            if group:
                yield group
        elif child.name in _SHOWN and (box := box_at(child)):
            page.places.setdefault(child.get("ID"), box)


def _group(node: Node, page: AltoPage, hyphens: _Hyphens) -> Group | None:
    parts = tuple(_parts(node, page, hyphens))
    box = around(part.box for part in parts) or box_at(node)
    if box is None:
        return None
    identity = node.get("ID")
    page.places.setdefault(identity, box_at(node) or box)
    inside = tuple(block for part in parts for block in _blocks_in(part))
    if identity and inside:
        page.texts.setdefault(identity, inside)
    return Group(identity, box, parts, node.get("IDNEXT")) if parts else None


def _blocks_in(part: TextBlock | Group) -> Iterator[TextBlock]:
    if isinstance(part, TextBlock):
        yield part
    else:
        for each in part.parts:
            yield from _blocks_in(each)


def _text_block(node: Node, page: AltoPage, hyphens: _Hyphens) -> TextBlock | None:
    """A block with text; the place of one without is kept for those who name it."""
    read = [(line, found) for line in node.all("TextLine") if (found := _line(line, hyphens))]
    own = box_at(node)
    inside = around(line.box for _node, line in read)
    if own is None or (inside and own.shared(inside) < 0.5 * inside.area):
        # The box of a turned block is sometimes told as it was before it was turned.
        own = inside
    identity = node.get("ID")
    if own is None:
        return None
    page.places.setdefault(identity, own)
    if not read:
        return None
    turn, is_column = _turn(node, [line for _node, line in read])
    lines = tuple(_upright(line, turn) for _node, line in read)
    language = node.get("LANG") or node.get("language")
    block = TextBlock(identity, own, lines, node.get("IDNEXT"), language, is_column)
    if identity:
        page.texts.setdefault(identity, (block,))
        page.in_file.append(identity)
    for (each, line), upright in zip(read, lines, strict=True):
        if each.get("ID"):
            alone = replace(block, id=identity, box=line.box, lines=(upright,), next="")
            page.texts.setdefault(each.get("ID"), (alone,))
            page.places.setdefault(each.get("ID"), line.box)
    return block


def _turn(node: Node, lines: Sequence[Line]) -> tuple[float, bool]:
    """How far to turn the text clockwise, and whether it runs from top to bottom by itself."""
    turn = number(node.get("ROTATION")) or 0.0
    if turn:
        return turn, False
    long_lines = [line for line in lines if len(line.text) > 1]
    tall = [line for line in long_lines if line.box.height > 2 * line.box.width]
    wide = [line for line in tall if unicodedata.east_asian_width(line.text[0]) in "WF"]
    is_column = bool(long_lines) and 2 * len(wide) > len(long_lines)
    return (-90.0, True) if is_column else (0.0, False)


def _upright(line: Line, turn: float) -> Line:
    if not turn:
        return line
    # The letters of a line on its side are as high as the line is wide.
    is_aside = 45 < abs((turn + 180) % 360 - 180) < 135
    letters = line.box.width if is_aside else line.letters
    return replace(line, box=line.box.turned(turn), letters=letters)


def box_at(node: Node) -> Box | None:
    """Where an element stands; an outline (version 3 on) tells where no edges do."""
    left, top = number(node.get("HPOS")), number(node.get("VPOS"))
    width, height = number(node.get("WIDTH")), number(node.get("HEIGHT"))
    if left is not None and top is not None and width is not None and height is not None:
        return box_of(left, top, left + max(width, 0), top + max(height, 0))
    for outline in (each for shape in node.those("Shape") for each in shape.those("Polygon")):
        values = [number(each) for each in re.split(r"[\s,]+", outline.get("POINTS").strip())]
        xs = [x for x in values[0::2] if x is not None]
        ys = [y for y in values[1::2] if y is not None]
        if xs and ys:
            return Box(min(xs), min(ys), max(xs), max(ys))
    return None


# --- lines and words


class _Hyphens:
    """The halves of words that a line's end cut, by the elements that hold them. A half is read as
    the whole word where its other half follows it in the file."""

    def __init__(self, strings: Sequence[Node]) -> None:
        self.whole: dict[int, str] = {}
        """The whole word, by its first half."""
        self.second: set[int] = set()
        for first, second in pairwise(strings):
            word = first.get("SUBS_CONTENT")
            is_pair = first.get("SUBS_TYPE") == "HypPart1" and second.get("SUBS_TYPE") == "HypPart2"
            if is_pair and word and word == second.get("SUBS_CONTENT"):
                self.whole[id(first)] = word
                self.second.add(id(second))


def _line(node: Node, hyphens: _Hyphens) -> Line | None:
    text, boxes, is_cut, gap = "", [], False, False
    for child in node.children:
        if child.name == "SP":
            gap = True
        elif child.name == "HYP":
            is_cut = True
            if id(_last_string(node)) not in hyphens.whole:
                text += child.get("CONTENT") or "-"
        elif child.name == "String":
            if box := box_at(child):
                boxes.append(box)
            word = _word(child, hyphens)
            if word and text:
                text += " " if gap else between(text, word)
            text += word
            is_cut, gap = id(child) in hyphens.whole, False
    box = box_at(node) or around(boxes)
    if box is None or not (text or boxes):
        return None
    heights = sorted(each.height for each in boxes) or [box.height]
    return Line(text, box, heights[(3 * len(heights)) // 4], is_cut)


def _last_string(node: Node) -> Node | None:
    return next((child for child in reversed(node.children) if child.name == "String"), None)


def _word(node: Node, hyphens: _Hyphens) -> str:
    if id(node) in hyphens.second:
        return ""
    return hyphens.whole.get(id(node)) or " ".join(node.attributes.get("CONTENT", "").split())


# --- order


def _ordered(parts: Sequence[TextBlock | Group], wanted: Sequence[str]) -> Iterator[TextBlock]:
    """Reading order: as the file says where it says so (``ReadingOrder``, ``IDNEXT``), else by
    where the blocks stand."""
    every = [block for part in parts for block in _blocks_in(part)]
    columns = sum(block.is_upright_column for block in every)
    found = _by_place(parts, right_to_left=2 * columns > len(every))
    if not wanted:
        yield from found
        return
    rank = {identity: at for at, identity in reversed(list(enumerate(wanted)))}
    yield from sorted(found, key=lambda block: rank.get(block.id, len(rank)))


def _by_place(parts: Sequence[TextBlock | Group], right_to_left: bool) -> list[TextBlock]:
    order = reading_order([part.box for part in parts], right_to_left)
    blocks: list[TextBlock] = []
    for part in _linked([parts[at] for at in order]):
        if isinstance(part, TextBlock):
            blocks.append(part)
        else:
            blocks += _by_place(part.parts, right_to_left)
    return blocks


def _linked(parts: Sequence[TextBlock | Group]) -> list[TextBlock | Group]:
    """The parts, each followed by the one that it names as the next."""
    by_id = {part.id: part for part in parts if part.id}
    targets = {part.next for part in parts if part.next in by_id and part.next != part.id}
    found: dict[int, TextBlock | Group] = {}

    def follow(part: TextBlock | Group | None) -> None:
        while part is not None and id(part) not in found:
            found[id(part)] = part
            part = by_id.get(part.next)

    for part in (*(part for part in parts if part.id not in targets), *parts):
        follow(part)
    return list(found.values())


# --- the page


def _frame(page: AltoPage, node: Node, root: Node, size: tuple[int, int] | None) -> None:
    """What places on the page are fractions of."""
    width, height = number(node.get("WIDTH")), number(node.get("HEIGHT"))
    measured = around(_measured(page))
    unit = root.said("MeasurementUnit").casefold()
    if not width or not height or min(width, height) <= 0:
        if unit == "pixel" and size:
            width, height = map(float, size)
        else:
            spaces = (box_at(each) for each in node.those("PrintSpace"))
            space = around(box for box in spaces if box)
            whole = around(box for box in (space, measured) if box)
            page.is_doubtful = whole is not None
            page.frame = Box(0, 0, whole.right, whole.bottom) if whole else None
            return
    page.frame = Box(0, 0, width, height)
    over = measured and max(measured.right / width, measured.bottom / height)
    if measured and over and over > _MOST_OVER and _is_most_outside(page, page.frame):
        page.is_doubtful = True
        page.frame = Box(0, 0, width * over, height * over)


def _measured(page: AltoPage) -> Iterable[Box]:
    return (block.box for block in page.blocks)


def _is_most_outside(page: AltoPage, frame: Box) -> bool:
    """Whether the page's size is of another unit: a block that strays alone is a slip."""
    outside = sum(block.box.shared(frame) < 0.5 * block.box.area for block in page.blocks)
    return outside > 1 and 4 * outside > len(page.blocks)
