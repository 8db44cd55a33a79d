"""How words are set in a column: words to lines, lines to paragraphs, by where they stand.

A paragraph begins where a line is indented, where the gap above it is wide, or where the letters
become markedly larger or smaller. All is measured against the lines around, since scans are skewed
and bent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from broadsheet.importing.ocr.boxes import Box


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its text, and where it stands with its column upright. ``letters`` is how
    high its letters are. ``is_cut`` says that its last word goes on in the next line."""

    text: str
    box: Box
    letters: float
    is_cut: bool = False


_AROUND = 5
"""Lines above and below whose edges tell where the column's edge is here."""

_LEAST_INDENT, _MOST_INDENT = 0.75, 5.0
"""Of a letter's height: less is a ragged edge, more is a line in the middle of the column."""

_WIDE_GAP = 1.55
"""Of the usual distance of two lines."""

_LARGER = 1.4
"""Of the usual height: letters of a headline."""

_SHORT = 0.2
"""Of the column's width that the last line of a paragraph leaves empty at least."""


_FLUSH_LINES = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """What the lines of a column have in common."""

    height: float
    pitch: float
    indents: tuple[float, ...]
    """How far each line stands in from the column's edge."""
    rests: tuple[float, ...]
    """How far each line stays away from the column's other edge."""
    width: float


def setting_of(lines: Sequence[Line]) -> Setting:
    """``lines`` are not empty."""
    height = median(line.letters for line in lines)
    steps = [b.box.middle[1] - a.box.middle[1] for a, b in pairwise(lines)]
    down = [step for step in steps if step > 0.3 * height]
    lefts = [line.box.left for line in lines]
    rights = [-line.box.right for line in lines]
    indents = tuple(x - _edge(lefts, at) for at, x in enumerate(lefts))
    rests = tuple(x - _edge(rights, at) for at, x in enumerate(rights))
    widths = [line.box.width + indents[at] + rests[at] for at, line in enumerate(lines)]
    return Setting(height, median(down) if down else 0.0, indents, rests, median(widths))


def _edge(values: Sequence[float], at: int) -> float:
    """The column's edge at a line: what a quarter of the lines around do not reach."""
    around = sorted(values[max(0, at - _AROUND) : at + _AROUND + 1])
    return around[len(around) // 4]


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a column, cut into paragraphs."""
    if not lines:
        return []
    setting = setting_of(lines)
    is_flush = _is_flush(setting)
    found = [[lines[0]]]
    for at in range(1, len(lines)):
        if _begins(lines, at, setting, is_flush):
            found.append([])
        found[-1].append(lines[at])
    return found


def _is_flush(setting: Setting) -> bool:
    """Whether a column has no indents and full lines, so that a short one ends a paragraph."""
    count = len(setting.rests)
    full = sum(rest < 0.05 * setting.width for rest in setting.rests)
    indented = any(is_indented(setting, at) for at in range(1, count))
    return count >= _FLUSH_LINES and 2 * full > count and not indented


def is_indented(setting: Setting, at: int) -> bool:
    return _LEAST_INDENT <= setting.indents[at] / max(setting.height, 1e-9) <= _MOST_INDENT


def _begins(lines: Sequence[Line], at: int, setting: Setting, is_flush: bool) -> bool:
    line, above = lines[at], lines[at - 1]
    if above.is_cut:
        return False
    if is_large(line, setting) != is_large(above, setting):
        return True
    step = line.box.middle[1] - above.box.middle[1]
    if setting.pitch and step > _WIDE_GAP * setting.pitch:
        return True
    if is_indented(setting, at):
        # Lines that stand in together are one quotation, not a paragraph each.
        return abs(line.box.left - above.box.left) > _LEAST_INDENT * setting.height
    return is_flush and _is_last(setting, at - 1) and not _is_last(setting, at)


def is_large(line: Line, setting: Setting) -> bool:
    return is_much_larger(line, setting.height)


def is_much_larger(line: Line, usual: float) -> bool:
    """Whether a line is set in the letters of a headline, where ``usual`` is the text's height."""
    return line.letters >= _LARGER * usual


def _is_last(setting: Setting, at: int) -> bool:
    return setting.rests[at] > _SHORT * setting.width


def goes_on(above: Sequence[Line], below: Sequence[Line]) -> bool:
    """Whether a paragraph runs from the end of one column into the next column of its article."""
    if not above or not below:
        return False
    if above[-1].is_cut:
        return True
    upper, lower = setting_of(above), setting_of(below)
    is_alike = lower.height < _LARGER * upper.height and upper.height < _LARGER * lower.height
    if not is_alike or is_large(above[-1], upper) or is_large(below[0], lower):
        return False
    return len(below) > 1 and not _is_last(upper, len(above) - 1) and not is_indented(lower, 0)


_BREAKS = ("-", "\u2010", "\u00ad", "\u00ac")
"""What stands at the end of a line whose last word goes on: hyphens, soft ones too, and the ¬ that
some programs write."""


def text_of(lines: Sequence[Line]) -> str:
    """The words of a paragraph on one line. A word that a line's end cut is whole again: without
    its hyphen when it goes on in small letters."""
    text = ""
    for line in lines:
        text = with_line(text, line.text)
    return text


def with_line(text: str, more: str) -> str:
    """A text and the line below it."""
    text, more = text.rstrip(), more.strip()
    if not text or not more:
        return text or more
    if text.endswith(_BREAKS) and len(text) > 1 and text[-2].isalpha():
        if text[-1] in "\u00ad\u00ac" or more[0].islower():
            return text[:-1] + more
        return text + more
    return text + between(text, more) + more


def between(text: str, more: str) -> str:
    """What stands between two words: nothing in Chinese and Japanese."""
    return "" if _is_wide(text[-1]) and _is_wide(more[0]) else " "


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def words_of(text: str) -> list[str]:
    """The words of a text for comparing: letters and digits, without case."""
    return re.findall(r"\w+", text.casefold())
