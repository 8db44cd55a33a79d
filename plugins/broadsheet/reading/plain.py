"""The short way for bodies with no Markdown in them but crossheads and pictures: most of them.

It gives what the long way gives, some fifty times faster; where it is not sure it gives nothing.
"""

from __future__ import annotations

import re

from broadsheet.reading.blocks import (
    RawBlock,
    RawFigure,
    RawParagraph,
    RawPicture,
    RawProse,
)
from broadsheet.reading.inline_html import join_lines

_SPECIAL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f\x85\xa0\u2028\u2029\ud800-\udfff\ufdd0-\ufdef&<>*_`\\\\|]"
)
_START = re.compile(r"[ \u3000]*+(?:[^\W\d_]|[^\x00-\x7f]|[\x22'(]|[0-9]++(?!\.))")
_PICTURE = re.compile(r"[ \u3000]*!\[([^\[\]\"\\]*)\]\(([\w./-]*)\)[ ]?")
_CROSSHEAD = re.compile(r"(#{1,6})[ \u3000]+([^#\n]+)")
_INDENT = "\u3000\u3000"


class _NotPlainError(Exception):
    """The text needs the long way."""


def plain_blocks(text: str, first_line: int) -> list[RawBlock] | None:
    """The blocks of a text without Markdown; ``None`` when it has some."""
    if _SPECIAL.search(text):
        return None
    reader = _Reader()
    try:
        for number, line in enumerate(text.split("\n"), first_line):
            reader.take(line, number)
        reader.close()
    except _NotPlainError:
        return None
    return reader.blocks


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[RawBlock] = []
        self._lines: list[str] = []
        self._first = 0
        self._after_picture = False

    def take(self, line: str, number: int) -> None:
        if not line.strip():
            self.close()
        elif line[0] == "#":
            self._crosshead(line, number)
        elif "[" in line:
            self._picture(line, number)
        elif _START.match(line) and not self._after_picture and not line.endswith("  "):
            if self._lines and line.startswith(_INDENT):
                self.close()
            if not self._lines:
                self._first = number
            self._lines.append(line)
        else:
            raise _NotPlainError

    def close(self) -> None:
        self._after_picture = False
        if self._lines:
            html = self._lines[0] if len(self._lines) == 1 else join_lines("\n".join(self._lines))
            html = html.strip(" \u3000")
            self.blocks.append(RawParagraph(html, html, self._first))
            self._lines = []

    def _crosshead(self, line: str, number: int) -> None:
        match = _CROSSHEAD.fullmatch(line)
        words = match[2].strip(" \u3000") if match else ""
        if match is None or not _START.match(words) or self._lines or self._after_picture:
            raise _NotPlainError
        level = min(max(len(match[1]), 2), 4)
        self.blocks.append(RawProse(f"<h{level}>{words}</h{level}>", words, number))

    def _picture(self, line: str, number: int) -> None:
        match = _PICTURE.fullmatch(line)
        if match is None or self._lines:
            raise _NotPlainError
        picture = RawPicture(match[2], match[1].strip(), "", number)
        self.blocks.append(RawFigure((picture,), number))
        self._after_picture = True
