"""The pieces of a body between Markdown and the model, and the rules that put pictures in place.

``RawParagraph`` and ``RawFigure`` still carry what the next reader (bylines, photos) needs: plain
text beside the HTML, and the line in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from broadsheet.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class RawPicture:
    """A picture as it was written. ``file`` is the target as typed, percent signs and all; empty
    for a picture that the archive does not have."""

    file: str
    alt: str
    title: str
    line: int


class RawParagraph(msgspec.Struct, frozen=True):
    """A top-level paragraph. ``html`` is sanitised inline HTML without ``<p>``."""

    html: str
    text: str
    line: int


class RawProse(msgspec.Struct, frozen=True):
    """Any other top-level block (crosshead, list, quote, table, code, rule), sanitised."""

    html: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class RawFigure:
    """One picture, or a gallery.

    ``before`` and ``after`` are neighbouring paragraphs taken out of the flow because they look
    like this figure's words: a ▲/▼ cutline (only when a picture has no alt text) and a credit
    alone in brackets, in order of print. Whoever does not use one of them must print it as a
    paragraph before or after the figure. ``lifted`` figures stood inside another block.
    """

    pictures: tuple[RawPicture, ...]
    line: int
    before: tuple[RawParagraph, ...] = ()
    after: tuple[RawParagraph, ...] = ()
    lifted: bool = False


RawBlock = RawProse | RawParagraph | RawFigure

_MARKS = ("▲", "▼", "△", "▽")
_DOWN = "▼▽"
_CREDIT = re.compile(r"[（(][^（）()]*(?:摄|图|影|供|[Pp]hoto)[^（）()]*[)）]")
_LONGEST_CREDIT = 60
_TABLE_NAME = re.compile(
    r"(?:附?表|Table)[ \u3000]*(?:[0-9０-９]+|[一二三四五六七八九十]+)?[ \u3000]*[：:.][ \u3000]*\S"
)
"""How the line begins that a paper sets over a table: 表1：…, Table 2: …"""
_LONGEST_TABLE_NAME = 100


def is_marked(block: RawBlock) -> bool:
    return isinstance(block, RawParagraph) and block.text.startswith(_MARKS)


def is_bracketed_credit(block: RawBlock) -> bool:
    """Whether a paragraph is nothing but a photo credit in brackets: （吕晓璞 摄）."""
    return (
        isinstance(block, RawParagraph)
        and len(block.text) <= _LONGEST_CREDIT
        and _CREDIT.fullmatch(block.text) is not None
    )


def arrange(path: str, blocks: Sequence[RawBlock]) -> tuple[tuple[RawBlock, ...], list[Problem]]:
    """Join pictures that stand in a row into galleries, give figures their cutlines and tables
    their captions."""
    blocks = _with_captions(blocks)
    if not any(isinstance(b, RawFigure) or is_marked(b) for b in blocks):
        return tuple(blocks), []
    row = _galleries(blocks)
    return _with_cutlines(row), _stray_marks(path, row)


def _with_captions(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A table takes the line over it that says which table it is as its caption, word for word."""
    row: list[RawBlock] = []
    for block in blocks:
        if (
            isinstance(block, RawProse)
            and block.html.startswith("<table>")
            and row
            and isinstance(name := row[-1], RawParagraph)
            and _names_a_table(name)
        ):
            caption = f"<table><caption>{name.html}</caption>"
            row[-1] = RawProse(
                html=caption + block.html.removeprefix("<table>"),
                text=f"{name.text}\n{block.text}",
                line=name.line,
            )
        else:
            row.append(block)
    return row


def _names_a_table(block: RawParagraph) -> bool:
    return len(block.text) <= _LONGEST_TABLE_NAME and _TABLE_NAME.match(block.text) is not None


def _galleries(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    row: list[RawBlock] = []
    gallery: list[RawFigure] = []
    for block in blocks:
        if isinstance(block, RawFigure) and not block.lifted:
            gallery.append(block)
            continue
        row += _gallery(gallery)
        gallery = []
        row.append(block)
    return row + _gallery(gallery)


def _gallery(figures: Sequence[RawFigure]) -> list[RawBlock]:
    if not figures:
        return []
    return [replace(figures[0], pictures=tuple(p for f in figures for p in f.pictures))]


def _with_cutlines(row: Sequence[RawBlock]) -> tuple[RawBlock, ...]:
    out: list[RawBlock] = []
    at = 0
    while at < len(row):
        block = row[at]
        at += 1
        if isinstance(block, RawFigure):
            wants_words = not all(picture.alt for picture in block.pictures)
            before = _claimed_before(out) if wants_words else 0
            after = _claimed_after(row, at, wants_words)
            words = out[len(out) - before :]
            del out[len(out) - before :]
            block = replace(
                block, before=_paragraphs(words), after=_paragraphs(row[at : at + after])
            )
            at += after
        out.append(block)
    return tuple(out)


def _paragraphs(blocks: Sequence[RawBlock]) -> tuple[RawParagraph, ...]:
    return tuple(block for block in blocks if isinstance(block, RawParagraph))


def _claimed_before(out: Sequence[RawBlock]) -> int:
    """How many of the last paragraphs are a figure's words: [▼ cutline] or [▼ cutline, credit]."""
    if out and is_marked(out[-1]):
        return 1
    if len(out) > 1 and is_bracketed_credit(out[-1]) and is_marked(out[-2]):
        return 2
    return 0


def _claimed_after(row: Sequence[RawBlock], at: int, wants_words: bool) -> int:
    """How many paragraphs from ``at`` on are the words of the figure just before it."""
    end = at
    if end < len(row) and wants_words and is_marked(row[end]) and not _points_down(row, end):
        end += 1
    if end < len(row) and is_bracketed_credit(row[end]):
        end += 1
    return end - at


def _points_down(row: Sequence[RawBlock], at: int) -> bool:
    """Whether ``row[at]`` is a ▼ cutline and the figure it points to follows."""
    block = row[at]
    if not isinstance(block, RawParagraph) or block.text[0] not in _DOWN:
        return False
    return any(isinstance(b, RawFigure) for b in _next_after_words(row, at))


def _next_after_words(row: Sequence[RawBlock], at: int) -> Sequence[RawBlock]:
    at += 1
    if at < len(row) and is_bracketed_credit(row[at]):
        at += 1
    return row[at : at + 1]


def _stray_marks(path: str, row: Sequence[RawBlock]) -> list[Problem]:
    found = []
    for at, block in enumerate(row):
        if not isinstance(block, RawParagraph) or not is_marked(block):
            continue
        before = row[at - 1 : at] if at else ()
        if at > 1 and is_bracketed_credit(row[at - 1]):
            before = row[at - 2 : at]
        if not any(isinstance(b, RawFigure) for b in (*before, *_next_after_words(row, at))):
            found.append(problem(path, block.line, "cutline-mark", mark=block.text[0]))
    return found
