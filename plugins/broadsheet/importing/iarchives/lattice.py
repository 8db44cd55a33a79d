"""A lattice of words to readable lines.

The OCR of these files keeps alternatives: a word beside the pieces that it might also be (``board``
over ``bo`` and ``ard``), each in its boxes, and several readings of one piece of ink, the likeliest
first. What is read is the first of the readings of the pieces that cover the ink: a piece that lies
in a larger one is an alternative to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from broadsheet.importing.ocr.boxes import Box, around
from broadsheet.importing.ocr.setting import Line


@dataclass(frozen=True, slots=True)
class Piece:
    """One node: its readings, the likeliest first, and its boxes in the order of reading; a word
    that a line's end cuts has two."""

    readings: tuple[str, ...]
    boxes: tuple[Box, ...]


_COVERED = 0.5
"""Of a piece's own area: more in larger pieces makes it an alternative to them."""

_BAND = 64
"""Pixels: pieces are looked for among those of the same bands of the page."""

_SAME_LINE = 0.5
"""Of the lower box's height, shared by two words of one line."""


def chosen(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that are read, in the order of the source."""
    by_size = sorted(
        range(len(pieces)), key=lambda at: (-sum(box.area for box in pieces[at].boxes), at)
    )
    taken: dict[int, list[Box]] = defaultdict(list)
    kept = []
    for at in by_size:
        boxes = pieces[at].boxes
        own = sum(box.area for box in boxes)
        covered = sum(_covered(box, taken) for box in boxes)
        if own > 0 and covered >= _COVERED * own:
            continue
        kept.append(at)
        for box in boxes:
            for band in _bands(box):
                taken[band].append(box)
    return [pieces[at] for at in sorted(kept)]


def _covered(box: Box, taken: dict[int, list[Box]]) -> float:
    larger = {id(other): other for band in _bands(box) for other in taken[band]}
    return sum(box.shared(other) for other in larger.values())


def _bands(box: Box) -> range:
    first = int(box.top // _BAND)
    # A box that is said to be as high as a mountain is in no more bands than a page has.
    return range(first, min(int(box.bottom // _BAND), first + 1000) + 1)


_GUTTER = 0.8
"""Of a letter's height: the least room between two columns in one zone."""

_FAR = 2.5
"""Of a letter's height: words farther apart are not of one column of a whole page."""

_COLUMN = 12
"""Of a letter's height: the least width of a column; words are lost in narrower stripes."""

_LEAST_ROWS = 3
"""Lines that a gutter runs through before it is one, and not a few lost words."""


@dataclass(frozen=True, slots=True)
class _Word:
    box: Box
    text: str
    is_cut: bool = False


@dataclass(slots=True)
class _Row:
    """Words of one line so far, from the left; ``last`` is the word that the next is held to."""

    words: list[_Word]
    last: Box

    @property
    def middle(self) -> float:
        return median(word.box.middle[1] for word in self.words)


def columns(pieces: Iterable[Piece]) -> list[list[Line]]:
    """The lines of a zone from its top; a zone of two columns under one headline is read column by
    column."""
    rows = _rows(_words(pieces), within=None)
    return [_lines(part) for part in _parted(rows)]


def segments(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of a whole page, in no order of reading: those of different columns apart."""
    words = _words(pieces)
    usual = median(word.box.height for word in words) if words else 0.0
    return _lines(_rows(words, within=_FAR * usual))


def _words(pieces: Iterable[Piece]) -> list[_Word]:
    """A word in two boxes is read where it begins."""
    words = []
    for piece in pieces:
        first, *rest = piece.boxes
        words.append(_Word(first, piece.readings[0], bool(rest)))
        words += [_Word(box, "") for box in rest]
    return words


def _rows(words: Sequence[_Word], within: float | None) -> list[_Row]:
    """Rows from the top. They may be skewed: a word is held to the word at its left, no farther
    away than ``within``."""
    if not words:
        return []
    usual = median(word.box.height for word in words)
    rows: list[_Row] = []
    for word in sorted(words, key=lambda each: each.box.left):
        row = _row_of(word.box, rows, within)
        if row is None:
            row = _Row([], word.box)
            rows.append(row)
        row.words.append(word)
        # A speck says little about where the line runs.
        if word.box.height >= 0.6 * usual or row.last.height <= word.box.height:
            row.last = word.box
    return sorted(rows, key=lambda row: row.middle)


def _row_of(box: Box, rows: Sequence[_Row], within: float | None) -> _Row | None:
    best, most = None, 0.0
    for row in rows:
        shared = row.last.beside(box)
        if shared <= most or shared < _SAME_LINE * min(row.last.height, box.height):
            continue
        if within is None or box.left - row.words[-1].box.right <= within:
            best, most = row, shared
    return best


def _lines(rows: Sequence[_Row]) -> list[Line]:
    lines = []
    for at, row in enumerate(rows):
        box = around(word.box for word in row.words)
        if box is not None:
            text = " ".join(word.text for word in row.words if word.text)
            letters = _letters([word.box.height for word in row.words])
            is_cut = row.words[-1].is_cut and at + 1 < len(rows)
            lines.append(Line(text, box, letters, is_cut))
    return lines


def _letters(heights: Sequence[float]) -> float:
    """How high a line's capitals are: a quarter of its words is at least so high. Many words have
    low letters alone, and in a headline much is taken for specks."""
    return sorted(heights)[(3 * len(heights)) // 4]


# --- two columns in one zone


def _parted(rows: list[_Row]) -> list[list[_Row]]:
    """The rows, those with a gutter through them as a left column and a right one."""
    if not rows:
        return []
    letters = median(word.box.height for row in rows for word in row.words)
    least = _GUTTER * letters
    at = 0
    while at < len(rows):
        gutter, end = _gutter(rows, at, least)
        if gutter is not None:
            left, right = _split(rows[at:end], gutter)
            if all(_is_column(side, _COLUMN * letters) for side in (left, right)):
                parts = [rows[:at], left, right]
                return [*filter(None, parts), *_parted(rows[end:])]
        at += 1
    return [rows]


def _gutter(rows: Sequence[_Row], start: int, least: float) -> tuple[float | None, int]:
    """The middle of a gap that runs through the rows from ``start`` on, and the row after them."""
    open_gaps = _gaps(rows[start], least)
    end = start + 1
    while end < len(rows) and open_gaps:
        both = [
            (max(a, c), min(b, d))
            for a, b in open_gaps
            for c, d in _gaps(rows[end], least)
            if min(b, d) - max(a, c) >= least
        ]
        if not both:
            break
        open_gaps, end = both[:_MOST_GAPS], end + 1
    if end - start < _LEAST_ROWS:
        return None, start
    left, right = max(open_gaps, key=lambda gap: gap[1] - gap[0])
    return (left + right) / 2, end


_MOST_GAPS = 50


def _gaps(row: _Row, least: float) -> list[tuple[float, float]]:
    found, right = [], row.words[0].box.right
    for word in row.words[1:]:
        if word.box.left - right >= least:
            found.append((right, word.box.left))
        right = max(right, word.box.right)
    return found


def _split(rows: Sequence[_Row], gutter: float) -> tuple[list[_Row], list[_Row]]:
    sides: tuple[list[_Row], list[_Row]] = ([], [])
    for row in rows:
        for side, is_right in zip(sides, (False, True), strict=True):
            words = [word for word in row.words if (word.box.left >= gutter) is is_right]
            if words:
                side.append(_Row(words, words[-1].box))
    return sides


def _is_column(rows: Sequence[_Row], least: float) -> bool:
    """Whether it is wide, and most lines have a word of letters: the figures of a table stay in
    their lines."""
    whole = around(word.box for row in rows for word in row.words)
    worded = sum(any(len(w.text) > 2 and w.text.isalpha() for w in row.words) for row in rows)
    return whole is not None and whole.width >= least and 2 * worded > len(rows)
