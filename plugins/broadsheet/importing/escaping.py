"""Plain text as the Markdown that reads as exactly that text, with as few signs as can be.

``reading`` decides what a text means, so it is asked: what it reads as it stands stays as it
stands; else signs are written as ``\\*``, and at last as ``&#42;``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from broadsheet.reading.blocks import RawBlock, RawFigure, RawParagraph, RawProse
from broadsheet.reading.markdown import convert

HARD_BREAK = "  \n"
_SIGNS = re.compile(r"[\\`*_\[\]<>&|~]")
_ALL_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_HEAD = re.compile(r"(?P<space>[ \u3000]*)(?P<mark>[#>+\-=:|~^]|[0-9]+(?P<dot>\.))")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;"}
_SPACES = re.compile(r"[ \t\r\f\v]+")
_BREAK = re.compile(r"<br ?/?>\n?")
_TAG = re.compile(r"<[^>]*>")


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


def one_line(text: str) -> str:
    """Clean text on one line; spaces of full width stay as they are."""
    return _SPACES.sub(" ", clean(text).replace("\n", " ")).strip(" \u3000")


def paragraph(text: str) -> str:
    """A paragraph of plain text; ``\\n`` in it becomes a line that ends there on purpose."""
    found = (line.strip(" \u3000") for line in clean(text).split("\n"))
    lines = [line for line in found if line]
    if len(lines) == 1:
        return _reading_as(lines[0], "{}", RawParagraph)
    plain = HARD_BREAK.join(_reading_as(line, "{}", RawParagraph) for line in lines)
    return plain if _is_one(plain, lines) else HARD_BREAK.join(map(_all_escaped, lines))


def _is_one(written: str, lines: list[str]) -> bool:
    """Whether lines are one paragraph together, and not a list or a table."""
    blocks = convert("", written, 1, lambda target, _: target).blocks
    if len(blocks) != 1 or not isinstance(blocks[0], RawParagraph):
        return False
    html = _BREAK.sub("\n", blocks[0].html)
    return [unescape(_TAG.sub("", line)).strip(" \u3000") for line in html.split("\n")] == lines


def crosshead(text: str, level: int = 2) -> str:
    return f"{'#' * level} {_reading_as(one_line(text), '## {}', RawProse)}"


def cutline(text: str) -> str:
    """Words for the ``[ ]`` of a picture: one line."""
    return _reading_as(one_line(text), "![{}](a.jpg)", RawFigure)


def _reading_as(text: str, form: str, kind: type[RawBlock]) -> str:
    """The plainest way to write ``text`` so that it is read as it is at the braces of ``form``."""
    for candidate in _candidates(text):
        blocks = convert("", form.replace("{}", candidate), 1, lambda target, _: target).blocks
        if len(blocks) == 1 and isinstance(blocks[0], kind) and _words(blocks[0]) == text:
            return candidate
    return candidate


def _candidates(text: str) -> Iterator[str]:
    yield text
    escaped = _SIGNS.sub(lambda m: _ENTITIES.get(m[0], "\\" + m[0]), text)
    yield _head_escaped(text)
    yield escaped
    yield _head_escaped(escaped)
    yield _all_escaped(text)


def _all_escaped(text: str) -> str:
    return _ALL_SIGNS.sub(lambda m: f"&#{ord(m[0])};", text)


def _head_escaped(line: str) -> str:
    """A sign that would make the line a crosshead, a list, a quotation is made a letter."""
    match = _HEAD.match(line)
    if match is None:
        return line
    if match["dot"]:
        return f"{line[: match.start('dot')]}\\.{line[match.end() :]}"
    return f"{match['space']}&#{ord(match['mark'])};{line[match.end() :]}"


def _words(block: RawBlock) -> str:
    if isinstance(block, RawFigure):
        return block.pictures[0].alt
    return unescape(_TAG.sub("", block.html))
