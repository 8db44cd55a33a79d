"""From lines to pieces: paragraphs, or parts of them, each in one piece of text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from broadsheet.importing.drafts import DraftPicture
from broadsheet.importing.text.layout import (
    FIRST_INDENT,
    HANGING,
    Layout,
    Row,
    is_first_line,
    is_full,
    is_wider,
)
from broadsheet.importing.text.lines import Style
from broadsheet.importing.text.shapes import (
    Shape,
    ems,
    is_chinese,
    is_closed,
    is_row,
    opens_item,
    shape_of,
)


class Gap(IntEnum):
    """The space over a piece, beside what is usual between two paragraphs of the page."""

    TIGHT = -1
    USUAL = 0
    WIDE = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a part of one, or a line of heads; ``line`` is its first line in the source."""

    line: int
    text: str
    shape: Shape
    gap: Gap = Gap.USUAL
    is_indented: bool = False
    style: Style = Style.PLAIN
    pictures: tuple[DraftPicture, ...] = ()


@dataclass(frozen=True, slots=True)
class Hyphen:
    """A hyphen that was taken out of ``word``, which a line's end had parted."""

    line: int
    word: str


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case; one with hyphens is one word."""
    return frozenset(_WORD.findall(text.lower()))


@dataclass(slots=True)
class Joint:
    """Joins texts that a line's or a column's end parted. ``words`` are those of the page, in lower
    case, which tell whether a hyphen belongs to one."""

    words: frozenset[str] = frozenset()
    hyphens: list[Hyphen] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)
    """The lines before which a paragraph may end: a sentence ends with its column there."""

    def join(self, before: str, after: str, line: int) -> str:
        if broken := self._broken_word(before, after):
            self.hyphens.append(Hyphen(line, broken))
            return before[:-1] + after
        return before + _space_between(before, after) + after

    def _broken_word(self, before: str, after: str) -> str:
        head = re.search(r"([^\W\d_]{2,})[-\u00ad\u2010]\Z", before)
        tail = re.match(r"[a-z\u00e0-\u024f]+", after)
        if head is None or tail is None:
            return ""
        whole = f"{head[1]}{tail[0]}"
        is_compound = f"{head[1]}-{tail[0]}".lower() in self.words
        is_compound = is_compound and whole.lower() not in self.words
        return "" if is_compound else whole


_LETTERS = re.compile(r"[A-Za-z0-9\u00c0-\u024f]")
_AFTER_WORD = ",.;:!?)”’\"'%"
_BEFORE_WORD = "(“‘\"'$£€"


def _space_between(before: str, after: str) -> str:
    """A space between two words; none where either side is Chinese, at a hyphen, or at a dash."""
    if not before or not after:
        return ""
    if re.search(r"\w[-\u2010]\Z", before) and after[0].isalnum():
        return ""
    ends = _LETTERS.match(before[-1]) or (before[-1] in _AFTER_WORD and not _has_han(before[-9:]))
    begins = _LETTERS.match(after[0]) or (after[0] in _BEFORE_WORD and not _has_han(after[:9]))
    if before[-1].isdigit() and after[0].isdigit():
        return " " if not _has_han(before + after) else ""
    if before[-1] in "—–" or after[0] in "—–":
        return "" if _has_han(before + after) else " "
    return " " if ends and begins else ""


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


# --- from rows to pieces ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows that are one piece."""

    rows: tuple[Row, ...]
    gap: int


def pieces_of(rows: Sequence[Row], layout: Layout, joint: Joint) -> tuple[Piece, ...]:
    """The pieces of a page in the order of its lines."""
    runs = list(_runs(rows, layout))
    texts = [_text(run, joint, layout.is_indented) for run in runs]
    usual = _usual_gap(runs, texts)
    pieces = []
    for run, text in zip(runs, texts, strict=True):
        first = run.rows[0]
        gap = Gap.USUAL if run.gap == usual else Gap.WIDE if run.gap > usual else Gap.TIGHT
        pictures = tuple(picture for row in run.rows for picture in row.pictures)
        shape = shape_of(text) if text else Shape.PICTURE
        if text and first.style is Style.HEADING and shape in {Shape.TEXT, Shape.EXCLAIMED}:
            shape = Shape.HEAD
        indented = layout.is_indented and first.is_indented
        pieces.append(Piece(first.number, text, shape, gap, indented, first.style, pictures))
    return tuple(pieces)


def _text(run: _Run, joint: Joint, is_indented: bool) -> str:
    parts = [run.rows[0].text]
    for row in run.rows[1:]:
        if is_closed(parts[-1]) and not is_indented:
            joint.unsure.append(row.number)
        parts[-1] = joint.join(parts[-1], row.text, row.number).removesuffix(row.text)
        parts.append(row.text)
    return "".join(parts)


def _usual_gap(runs: Sequence[_Run], texts: Sequence[str]) -> int:
    """The commonest gap between two paragraphs, or between any two pieces where few have two."""
    long = [ems(text) > 20 or is_closed(text) for text in texts]
    between = Counter(
        run.gap for run, one, other in zip(runs[1:], long, long[1:], strict=False) if one and other
    )
    if sum(between.values()) < 2:
        between = Counter(run.gap for run in runs[1:])
    return max(between, key=lambda gap: (between[gap], -gap), default=0)


def _runs(rows: Sequence[Row], layout: Layout) -> list[_Run]:
    runs: list[_Run] = []
    current: list[Row] = []
    for at, row in enumerate(rows):
        below = rows[at + 1 : at + _MOST_HEADS]
        if current and layout.is_wrapped and _goes_on(current, row, below, layout):
            current.append(row)
            continue
        if current:
            runs.append(_Run(tuple(current), max(current[0].gap - layout.line_gap, 0)))
        current = [row]
    if current:
        runs.append(_Run(tuple(current), max(current[0].gap - layout.line_gap, 0)))
    return runs


_OWN_LINE = {Shape.BYLINE, Shape.JUMP_TO, Shape.CREDIT}
_BEGINS = {Shape.BYLINE, Shape.DECK, Shape.OPENING, Shape.CUTLINE, Shape.CREDIT}
_BEGINS |= {Shape.JUMP_TO, Shape.JUMP_FROM}


def _goes_on(run: Sequence[Row], row: Row, below: Sequence[Row], layout: Layout) -> bool:
    """Whether ``row`` belongs to the paragraph of ``run``; ``below`` are some rows below it."""
    last = run[-1]
    return not (
        row.gap > layout.line_gap
        or not (row.text and last.text)
        or _begins(row, layout)
        or is_wider(row, layout.columns) is not is_wider(last, layout.columns)
        or (len(run) == 1 and shape_of(last.text) in _OWN_LINE)
        or _is_title(last.text)
        or (is_row(last.text) and is_row(row.text))
        or _ends(run, row, layout)
        or (is_closed(last.text) and _are_heads([row, *below]))
    )


_MOST_HEADS = 4


def _are_heads(rows: Sequence[Row]) -> bool:
    """Whether the first rows are heads: a byline, deck or lead-in follows, and none of them closes
    as the last line of a paragraph does."""
    for row in rows:
        if is_closed(row.text):
            return False
        if shape_of(row.text) in {Shape.BYLINE, Shape.DECK, Shape.OPENING}:
            return row is not rows[0]
    return False


def _begins(row: Row, layout: Layout) -> bool:
    """Whether a line begins something by itself."""
    if row.indent >= FIRST_INDENT and (layout.is_indented or not row.is_indented):
        return True
    return shape_of(row.text) in _BEGINS or _is_title(row.text)


def _ends(run: Sequence[Row], row: Row, layout: Layout) -> bool:
    """Whether the last line of ``run`` ends its paragraph, seen from ``row`` below it."""
    last = run[-1]
    if is_closed(last.text):
        return not _fills_column(last, row, layout) or _begins_new(row, layout)
    if (
        len(run) > 1
        or row.text[0].islower()
        or shape_of(last.text) in {Shape.CUTLINE, Shape.OPENING, Shape.TEXT}
    ):
        return False
    if layout.is_indented:
        return not last.is_indented
    return not is_full(last, layout.columns)


def _begins_new(row: Row, layout: Layout) -> bool:
    """Whether a line below a closed and full one begins a paragraph: only the last line of one is
    short, and that is closed."""
    if opens_item(row.text) or not (is_full(row, layout.columns) or is_closed(row.text)):
        return True
    return layout.is_cut_short and is_first_line(row, layout.columns) and not is_closed(row.text)


def _fills_column(row: Row, below: Row, layout: Layout) -> bool:
    """Whether a line that closes a sentence reaches its column's end, so that more may follow: the
    first word below it had no room, or nearly so. Where empty lines part paragraphs, any line that
    is not short does."""
    if layout.is_spaced and is_full(row, layout.columns):
        return True
    if is_chinese(row.text):
        return any(-1 <= row.right - width <= HANGING for width in layout.columns)
    word = below.text.split(maxsplit=1)[0]
    return row.right + 0.5 + ems(word) > layout.columns[0]


_SMALL = {"a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to"}
_SMALL |= {"with", "from", "is", "it", "its", "into", "over", "up", "after", "near"}


def _is_title(text: str) -> bool:
    """Whether an English line is set as a title is: Harvest Passes the Half, BOLIN."""
    if is_chinese(text) or text[-1] in ".,;-":
        return False
    words = re.findall(r"[A-Za-z][A-Za-z'’-]*", text)
    telling = [word for word in words if word.lower() not in _SMALL]
    return len(telling) >= 3 and all(word[0].isupper() for word in telling)
