"""Jump lines: 下转A03版 and 上接A01版, Continued on A3 and Continued from A1.

The direction is "to" on the half that the reader leaves and "from" on the half that she comes to.
A page may be written 第二版, as many papers print it; its code is then ``2``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from broadsheet.model import Jump, PageCode

Direction = Literal["to", "from"]

_NUMERAL = "一二三四五六七八九"
_CODE = rf"(?P<code>[A-Za-zＡ-Ｚａ-ｚ]{{0,3}}\d{{1,3}}|[{_NUMERAL}十]{{1,3}})"
_ENGLISH_PAGE = rf"(?:page\s?|p\.\s?)?{_CODE}"
_CHINESE_PAGE = rf"第?\s?{_CODE}\s?版"
_WORDS: dict[Direction, tuple[str, str, str]] = {
    "to": ("下转|转至|转", "下转", r"(?:(?:continued|cont\.|cont['’]d)\s+on|turn\s+to)"),
    "from": ("上接|紧接|接自|接", "上接|紧接", r"(?:continued|cont\.|cont['’]d)\s+from"),
}
"""For each direction: words of a header or between brackets, words on their own, English words."""

_OPEN, _CLOSE = r"[(（\[【〔]\s?", r"\s?[)）\]】〕]"
_ARROWS = r"[▶►▷▸→➤➜>»◀◄◁←▼▲↓\s]{0,4}"


def _line(loose: str, strict: str, english: str) -> str:
    """A jump line between brackets, or on its own with the fuller words."""
    english = rf"{english}\s+{_ENGLISH_PAGE}"
    bracketed = rf"{_OPEN}{_ARROWS}(?:(?:{loose})\s?{_CHINESE_PAGE}|{english}){_ARROWS}{_CLOSE}"
    alone = rf"(?:{strict})\s?{_CHINESE_PAGE}|{english}"
    # A name may stand once in an expression; each branch keeps its own.
    return (
        rf"(?:{bracketed.replace('<code>', '<a>', 1).replace('<code>', '<b>', 1)}"
        rf"|{_ARROWS}(?:{alone.replace('<code>', '<c>', 1).replace('<code>', '<d>', 1)}){_ARROWS}"
        r")[。.]?"
    )


_DIRECTIONS: tuple[Direction, ...] = ("to", "from")
_LINES = {way: re.compile(_line(*_WORDS[way]), re.IGNORECASE) for way in _DIRECTIONS}
_HEADERS = {
    way: re.compile(
        rf"(?:(?:{_WORDS[way][0]})\s?|{_WORDS[way][2]}\s+)?(?:第|page\s|p\.)?\s?{_CODE}\s?版?",
        re.IGNORECASE,
    )
    for way in _DIRECTIONS
}
_BRACKETED = r"[(（\[【〔][^()（）\[\]【】〔〕]{1,60}[)）\]】〕]"
_LAST_BRACKET = re.compile(rf"{_BRACKETED}[。.]?\s{{0,9}}\Z")
_LAST_ARROW = re.compile(r"[▶►▷▸→➤➜]\s?下转[^。▶►▷▸→➤➜]{1,20}[。.]?\s{0,9}\Z")
_FIRST_BRACKET = re.compile(rf"\s{{0,9}}{_BRACKETED}")
_LONGEST = 100


def parse_jump(text: str, direction: Direction) -> Jump | None:
    """The value of a jump header: a jump line, or just its page. ``None`` when it names no page
    or points the other way. The jump's text is ``text`` without white space around it."""
    printed = text.strip()
    if len(printed) > _LONGEST:
        return None
    match = _HEADERS[direction].fullmatch(printed)
    if match is None:
        return _jump(_LINES[direction].fullmatch(printed))
    return _jump(match)


def take_jump_line(text: str) -> tuple[Direction, Jump] | None:
    """A paragraph that is wholly a jump line: （下转A03版）, ▶下转A03版, Continued on A3."""
    printed = text.strip()
    if len(printed) > _LONGEST:
        return None
    for direction in _DIRECTIONS:
        if jump := _jump(_LINES[direction].fullmatch(printed)):
            return direction, jump
    return None


def split_trailing_jump(text: str) -> tuple[str, Jump] | None:
    """A paragraph that ends in （下转A03版） or →下转A03版: the text before it, and the jump."""
    start = max(0, len(text) - _LONGEST)
    line = _LAST_BRACKET.search(text, start) or _LAST_ARROW.search(text, start)
    if line is None:
        return None
    jump = _jump(_LINES["to"].fullmatch(line[0].strip()))
    return (text[: line.start()], jump) if jump else None


def split_leading_jump(text: str) -> tuple[Jump, str] | None:
    """A paragraph that opens with （上接A01版）: the jump, and the text after the bracket."""
    bracket = _FIRST_BRACKET.match(text)
    if bracket is None:
        return None
    jump = _jump(_LINES["from"].fullmatch(bracket[0].strip()))
    return (jump, text[bracket.end() :]) if jump else None


def _jump(match: re.Match[str] | None) -> Jump | None:
    if match is None:
        return None
    code = next(code for code in match.groups() if code)
    page = PageCode.parse(_digits(unicodedata.normalize("NFKC", code)))
    return Jump(match[0].strip(), page) if page else None


def _digits(code: str) -> str:
    """``二`` as ``2`` and ``十二`` as ``12``; anything else as it is."""
    if code.isascii():
        return code
    tens, ten, ones = code.rpartition("十")
    if "十" in tens or len(tens) > 1 or len(ones) > 1:
        return ""
    value = _value(ones) + (10 * (_value(tens) if tens else 1) if ten else 0)
    return str(value)


def _value(numeral: str) -> int:
    return _NUMERAL.index(numeral) + 1 if numeral else 0
