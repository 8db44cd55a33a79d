"""How the text of a page is laid out: whether a line is a paragraph or only as wide as its column,
and what begins a new paragraph."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from broadsheet.importing.drafts import DraftPicture
from broadsheet.importing.text.lines import Line, Style
from broadsheet.importing.text.shapes import Shape, ems, is_chinese, is_closed, shape_of


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not empty, or pictures alone. ``text`` is without white space around it;
    ``gap`` counts the empty lines before it; ``right`` is where it ends, in ems from the page's
    left edge."""

    number: int
    text: str
    gap: int
    indent: float
    right: float
    style: Style = Style.PLAIN
    pictures: tuple[DraftPicture, ...] = ()

    @property
    def is_indented(self) -> bool:
        """Whether it is set in as the first line of a paragraph is; a headline in the middle of
        its column is set in further."""
        return FIRST_INDENT <= self.indent <= DEEPEST_INDENT


@dataclass(frozen=True, slots=True)
class Layout:
    """``columns`` are the widths of the columns that lines were broken at, in ems; none when each
    line is a whole paragraph. ``line_gap`` counts the empty lines between two lines of one
    paragraph. ``is_indented`` says that paragraphs begin with an indent; ``is_cut_short`` that
    the indent itself is lost, so that their first lines are two ems short; ``is_spaced`` that
    empty lines part them."""

    columns: tuple[float, ...] = ()
    line_gap: int = 0
    is_indented: bool = False
    is_cut_short: bool = False
    is_spaced: bool = False

    @property
    def is_wrapped(self) -> bool:
        return bool(self.columns)


FIRST_INDENT, DEEPEST_INDENT = 1.0, 4.0
_CHINESE_INDENT = 2.0
_FEWEST = 4
"""Lines of one width that make a column where no indents tell."""
_NARROWEST, _WIDEST = 8.0, 45.0
"""The widths of columns, in ems: a paper's columns have 10 to 30 characters."""
_SIDE_BY_SIDE = re.compile(r"(\S(?:.*\S)?)[ \u3000]{4,}(\S.*)")
_FEWEST_PARTED = 5
"""Lines with long parts far apart that tell of columns side by side."""
_TAB = 4


def rows_of(lines: Sequence[Line]) -> tuple[Row, ...]:
    """The lines that hold anything. The white space that all of them begin with is no indent."""
    rows: list[Row] = []
    gap = 0
    for line in lines:
        text = line.text.strip()
        if not text and not line.pictures:
            gap += 1
            continue
        indent = _indent(line.text) if text else 0.0
        right = indent + ems(text)
        if text:
            rows.append(Row(line.number, text, gap, indent, right, line.style))
            gap = 0
        if line.pictures:
            rows.append(Row(line.number, "", gap, 0.0, 0.0, line.style, line.pictures))
            gap = 0
    edge = min((row.indent for row in rows if row.text), default=0.0)
    return tuple(
        replace(row, indent=row.indent - edge, right=row.right - edge) if row.text else row
        for row in rows
    )


def _indent(text: str) -> float:
    head = text[: len(text) - len(text.lstrip())]
    return sum(1.0 if char == "\u3000" else _TAB / 2 if char == "\t" else 0.5 for char in head)


def is_side_by_side(rows: Sequence[Row]) -> bool:
    """Whether most lines hold pieces of several columns, far apart, or many hold long ones: a
    column may be shorter than the other."""
    apart = list(filter(None, (_SIDE_BY_SIDE.fullmatch(row.text) for row in rows)))
    long = sum(min(ems(each[1].strip()), ems(each[2].strip())) >= _NARROWEST for each in apart)
    is_mostly = len(rows) >= 6 and 2 * len(apart) > len(rows)
    return is_mostly or (long >= _FEWEST_PARTED and 5 * long >= len(rows))


def layout_of(rows: Sequence[Row]) -> Layout:
    """The layout, from the widths of the lines that end in the middle of a sentence.

    In whole paragraphs these are the heads, of any width, and the paragraphs that a column break
    cut, which are long. In broken lines they are most lines, and all as wide as their column.
    """
    columns = _columns(rows)
    if not columns:
        return Layout((), 0, _is_indented(rows, rows))
    firsts = [row for before, row in pairwise(rows) if is_closed(before.text)]
    gaps = Counter(
        following.gap
        for row, following in pairwise(rows)
        if is_full(row, columns) and not is_closed(row.text)
    )
    line_gap = gaps.most_common(1)[0][0] if gaps else 0
    is_indented = _is_indented(rows, firsts)
    is_spaced = _is_spaced(rows, columns, line_gap)
    is_cut_short = not (is_indented or is_spaced) and _lost(rows, columns)
    return Layout(columns, line_gap, is_indented, is_cut_short, is_spaced)


def _is_spaced(rows: Sequence[Row], columns: Sequence[float], line_gap: int) -> bool:
    """Whether paragraphs have space below them, and hardly a short last line has none."""
    ends = [(row, below) for row, below in pairwise(rows) if is_closed(row.text)]
    parted = sum(below.gap > line_gap for _, below in ends)
    close = sum(below.gap <= line_gap and not is_full(row, columns) for row, below in ends)
    return parted > 0 and close <= 0.2 * parted


def _lost(rows: Sequence[Row], columns: Sequence[float]) -> bool:
    """Whether most first lines of paragraphs lack the width of an indent."""
    firsts = [
        row
        for before, row in pairwise(rows)
        if is_closed(before.text) and not is_full(before, columns) and _is_open(row)
        if is_chinese(row.text)
    ]
    short = [row for row in firsts if is_first_line(row, columns)]
    return len(short) >= 2 and 2 * len(short) > len(firsts)


def _is_indented(rows: Sequence[Row], firsts: Sequence[Row]) -> bool:
    """Whether indents mean anything: two lines at least have that of a Chinese paragraph, or a
    third of ``firsts``, which may be first lines, have any."""
    indented = [row for row in rows if row.is_indented]
    if len(indented) < 2:
        return False
    chinese = sum(row.indent == _CHINESE_INDENT for row in indented)
    return chinese > 1 or 3 * sum(row.is_indented for row in firsts) >= len(firsts)


def _columns(rows: Sequence[Row]) -> tuple[float, ...]:
    open_rows = [row for row in rows if row.text and _is_open(row)]
    told = _are_told(rows)
    fewest = 2 if told else _FEWEST
    if len(open_rows) < fewest:
        return ()
    chinese = is_chinese("".join(row.text for row in rows))
    found = _common(open_rows, fewest) if chinese else _broad(open_rows)
    if not found:
        return ()
    full = [row for row in open_rows if is_full(row, found)]
    wider = sum(is_wider(row, found) for row in rows)
    is_wrapped = (
        len(full) >= (0.35 if told else 0.5) * len(open_rows)
        and len(full) >= (0.2 if told else 0.3) * len(rows)
        and wider <= 0.15 * len(rows)
    )
    return found if is_wrapped else ()


def _are_told(rows: Sequence[Row]) -> bool:
    """Whether lines tell of themselves that they are parts, so that a few are enough: most with an
    indent go on in one without, or English ones go on with a small letter."""
    indented = sum(row.indent == _CHINESE_INDENT for row in rows)
    broken = small = 0
    for row, below in pairwise(rows):
        if _is_open(row) and below.text:
            broken += row.indent == _CHINESE_INDENT and not below.indent
            small += below.text[0].islower()
    return (broken >= 2 and 2 * broken > indented) or (small >= 2 and 4 * small >= len(rows))


def _is_open(row: Row) -> bool:
    """Whether a line breaks off in the middle of a sentence, as far as can be seen."""
    told = {Shape.BYLINE, Shape.DECK, Shape.JUMP_TO, Shape.JUMP_FROM, Shape.CREDIT}
    return not is_closed(row.text) and shape_of(row.text) not in told


_TOLERANCE = 1.0
"""In ems: lines are narrower by this where punctuation may not begin the next."""
HANGING = 2.0
"""In ems: marks that may not begin a line stand beyond the column's end: 。”"""
_MUCH_WIDER = 1.4
_WIDER = 3.0
"""In ems: what is wider than a column by this, its marks hanging, is no line of it."""
_LOST = 2.6
"""The indent of a paragraph and half a punctuation mark."""


def _common(rows: Sequence[Row], fewest: int) -> tuple[float, ...]:
    """The widths of columns, widest first: each the one that makes most lines full.

    A second width needs lines that stand together: headlines may be of one length too.
    """
    left = [row for row in rows if _NARROWEST <= row.right <= _WIDEST]
    enough = max(fewest, 0.12 * len(rows))
    found: list[float] = []
    while left:
        widths = [row.right for row in left]
        width = max((round(right) for right in widths), key=lambda each: _filling(each, widths))
        full = [row for row in left if -_LOST <= row.right - width <= HANGING]
        if len(full) < enough:
            break
        if not found or (2 * _together(full) >= len(full) and _most_together(full) >= _FEWEST - 1):
            found.append(float(width))
        enough = max(_FEWEST, enough)
        left = [row for row in left if row not in full]
    return tuple(sorted(found, reverse=True))


def _together(rows: Sequence[Row]) -> int:
    """How many of the lines stand right over another of them."""
    return sum(below.number - row.number <= 2 for row, below in pairwise(rows))


def _most_together(rows: Sequence[Row]) -> int:
    """How many of the lines stand one over the other without another between."""
    most = length = 1
    for row, below in pairwise(rows):
        length = length + 1 if below.number - row.number <= 2 else 1
        most = max(most, length)
    return most


def _filling(width: int, widths: Sequence[float]) -> tuple[int, int, int]:
    """How many lines a column of this width makes full, and how many exactly."""
    full = sum(-_LOST <= each - width <= HANGING for each in widths)
    return full, sum(abs(each - width) <= _TOLERANCE for each in widths), width


def _broad(rows: Sequence[Row]) -> tuple[float, ...]:
    """The width of English columns: letters differ in width, so lines differ in their number. A
    headline over several columns, much wider than long lines are, is none of them."""
    widths = sorted(row.right for row in rows)
    usual = widths[int(0.75 * (len(widths) - 1))]
    widths = [each for each in widths if each <= _MUCH_WIDER * usual]
    most = 1.0 if len(widths) < _FEWEST else 0.9
    width = widths[int(most * (len(widths) - 1))]
    return (width,) if _NARROWEST <= width <= _WIDEST else ()


def is_full(row: Row, columns: Sequence[float]) -> bool:
    """Whether a line goes on to the end of its column, less the indent that it may have lost."""
    if is_chinese(row.text):
        return any(-_LOST <= row.right - width <= HANGING for width in columns)
    return any(0.72 * width <= row.right <= 1.1 * width for width in columns)


def is_wider(row: Row, columns: Sequence[float]) -> bool:
    """Whether a line is too wide for any column, as a headline over several of them is."""
    return row.right > max(columns, default=_WIDEST) + _WIDER


def is_first_line(row: Row, columns: Sequence[float]) -> bool:
    """Whether a line is as wide as a first line that has lost its indent."""
    return any(-_LOST <= row.right - width < -_TOLERANCE for width in columns)
