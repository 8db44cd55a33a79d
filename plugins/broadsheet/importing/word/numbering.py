"""Word's own numbers and bullets, which stand before a paragraph and are not in its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_DIGITS = "〇一二三四五六七八九"
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: ``text`` as Word prints it, empty for a bullet; ``number`` is
    above 0 where it is a plain number. ``level`` counts from 0."""

    list: str
    level: int
    text: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int


class Numbering:
    """Counts the paragraphs of every list in the order of the text."""

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        abstract = {
            each.get(qn("w:abstractNumId"), ""): _levels(each)
            for each in root.findall(qn("w:abstractNum"))
        }
        for each in root.findall(qn("w:num")):
            which = each.find(qn("w:abstractNumId"))
            name = which.get(qn("w:val"), "") if which is not None else ""
            self._levels[each.get(qn("w:numId"), "")] = abstract.get(name, {})

    def label(self, number_id: str, level: int) -> Label | None:
        """The label of the next paragraph of a list; ``None`` when it has none."""
        levels = self._levels.get(number_id)
        own = levels.get(level) if levels else None
        if not levels or own is None or own.format == "none":
            return None
        counts = self._counts.setdefault(number_id, {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if own.format == "bullet":
            return Label(number_id, level)
        is_plain = own.format == "decimal" and re.fullmatch(rf"%{level + 1}[.、)）．]?", own.text)

        def part(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            each = levels.get(at, own)
            return _FORMATS.get(each.format, str)(counts.get(at, each.start))

        text = _PLACEHOLDER.sub(part, own.text)
        return Label(number_id, level, text, counts[level] if is_plain else 0)


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for each in abstract.findall(qn("w:lvl")):
        level = each.get(qn("w:ilvl"), "0")
        start = _value(each, "w:start", "1")
        found[int(level) if level.isdigit() else 0] = _Level(
            _value(each, "w:numFmt", "decimal"),
            _value(each, "w:lvlText", ""),
            int(start) if start.isdigit() else 1,
        )
    return found


def _value(parent: Element, name: str, default: str) -> str:
    found = parent.find(qn(name))
    return found.get(qn("w:val"), default) if found is not None else default


def chinese(number: int) -> str:
    """``十二`` for 12; digits from 100 on."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < 400:
        return str(number)
    out = ""
    for value, sign in (
        *((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v")),
        *((4, "iv"), (1, "i")),
    ):
        out += sign * (number // value)
        number %= value
    return out


def _circled(number: int) -> str:
    return chr(0x245F + number) if 0 < number <= 20 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
