"""Plain text as the Markdown that reads as exactly that text, with as few signs as can be.

``reading`` decides what a text means, so it is asked: where it reads a paragraph as it stands, the
paragraph stays as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from broadsheet.reading.blocks import RawBlock, RawParagraph, RawProse
from broadsheet.reading.markdown import convert

HARD_BREAK = "  \n"
_SIGNS = re.compile(r"[\\`*_\[\]<>&|~]")
_HEADS = re.compile(r"(?P<space>[ \u3000]*)(?P<mark>[#>+\-=:|~]|(?P<digits>[0-9]+)(?P<dot>\.)|\^)")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;"}
_SPACES = re.compile(r"[ \t\r\f\v]+")


def clean(text: str) -> str:
    """Text without what no file may hold (control, direction and noncharacters), with single
    spaces; a tab is a space."""
    kept = (c for c in text if c in "\n\t" or not _is_unwanted(ord(c)))
    lines = (_SPACES.sub(" ", line).strip(" ") for line in "".join(kept).split("\n"))
    return "\n".join(lines).strip("\n")


def _is_unwanted(code: int) -> bool:
    return (
        code < 0x20
        or 0x7F <= code <= 0x9F
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
        or 0xD800 <= code <= 0xDFFF
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def paragraph(text: str) -> str:
    """A paragraph of plain text; ``\\n`` in it becomes a line that ends there on purpose."""
    text = clean(text)
    lines = [_line(line) for line in text.split("\n") if line.strip()]
    return HARD_BREAK.join(lines)


def crosshead(text: str, level: int = 2) -> str:
    words = " ".join(clean(text).split())
    return f"{'#' * level} {_line(words)}"


def cutline(text: str) -> str:
    """Words for the ``[ ]`` of a picture: one line."""
    words = " ".join(clean(text).split("\n"))
    plain = re.fullmatch(r"[^\[\]\"\\`*_<>&|~]*", words)
    return words if plain else _escaped(words)


def _line(line: str) -> str:
    line = line.strip(" ")
    if _reads_as_is(line, line):
        return line
    escaped = _escaped(line)
    for candidate in (_head_escaped(line), escaped, _head_escaped(escaped)):
        if _reads_as_is(candidate, line):
            return candidate
    return _head_escaped("".join(_ENTITIES.get(c, _number(c)) for c in line))


def _number(char: str) -> str:
    return f"&#{ord(char)};" if _SIGNS.match(char) or char in "!()" else char


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda m: _ENTITIES.get(m[0], "\\" + m[0]), text)


def _head_escaped(line: str) -> str:
    """A sign that would make the line a crosshead, a list, a quotation is made a letter."""
    match = _HEADS.match(line)
    if match is None:
        return line
    if match["dot"]:
        return f"{line[: match.start('dot')]}\\.{line[match.end() :]}"
    mark = f"&#{ord(match['mark'])};"
    return f"{match['space']}{mark}{line[match.end() :]}"


def _reads_as_is(markdown: str, text: str) -> bool:
    blocks = convert("", markdown, 1, lambda target, _line: target).blocks
    return len(blocks) == 1 and isinstance(blocks[0], RawParagraph) and _text(blocks) == text


def _text(blocks: tuple[RawBlock, ...]) -> str:
    return "\n".join(_texts(blocks))


def _texts(blocks: tuple[RawBlock, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, RawParagraph | RawProse):
            html = re.sub(r"<[^>]*>", "", block.html)
            yield unescape(html) if isinstance(block, RawParagraph) else block.text
