"""Pieces whose shape only their neighbours tell, and short lines that belong to two stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from broadsheet.importing.text.pieces import Gap, Piece
from broadsheet.importing.text.shapes import (
    LONGEST_ENGLISH_HEAD,
    SIDEWAYS,
    Shape,
    cells,
    ems,
    ends_in_colon,
    is_aside,
    is_chinese,
    is_closed,
    is_name,
    is_row,
    shape_of,
)


def settled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those settled that only their neighbours tell."""
    pieces = [part for piece in pieces for part in _without_byline(piece)]
    done: list[Piece] = []
    for at, piece in enumerate(pieces):
        over = done[-1] if done else None
        below = pieces[at + 1] if at + 1 < len(pieces) else None
        shape = _shape(piece, over, below)
        if shape is Shape.TEXT and below is not None and below.shape is Shape.HEAD:
            is_kicker = _is_kicker(piece) and _below_heads(pieces, at + 1) in _BELOW_HEADS
            shape = Shape.HEAD if is_kicker else shape
        done.append(replace(piece, shape=shape))
    return _with_tables(done)


_SIGNED = re.compile(r"(\S.*?)(?:[ \u3000]{2,}|\u3000|(?=[□■◎]))[ \u3000]*(\S.*)")


def _without_byline(piece: Piece) -> list[Piece]:
    """A headline that its byline stands beside on one line, as two pieces."""
    match = _SIGNED.fullmatch(piece.text) if piece.shape is Shape.HEAD else None
    if match is None or shape_of(match[1]) is not Shape.HEAD:
        return [piece]
    if shape_of(match[2]) is not Shape.BYLINE:
        return [piece]
    headline = replace(piece, text=match[1], pictures=())
    byline = Piece(piece.line, match[2], Shape.BYLINE, Gap.TIGHT, pictures=piece.pictures)
    return [headline, byline]


_TABLE = {Shape.HEAD, Shape.TEXT}


def _with_tables(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those of them rows that are lines of a table: two rows of numbers together, and
    lines of as many cells beside them."""
    done = list(pieces)
    rows = [piece.shape in _TABLE and is_row(piece.text) for piece in pieces]
    for at, (over, under) in enumerate(pairwise(rows)):
        if over and under and pieces[at + 1].gap is not Gap.WIDE:
            done[at] = replace(done[at], shape=Shape.ROW)
            done[at + 1] = replace(done[at + 1], shape=Shape.ROW)
    for order in (range(len(done) - 1), range(len(done) - 1, 0, -1)):
        for at in order:
            beside = at + (1 if order.step > 0 else -1)
            row, other = done[at], done[beside]
            is_beside = row.shape is Shape.ROW and other.shape in _TABLE
            if is_beside and other.gap is not Gap.WIDE and _is_alike(row.text, other.text):
                done[beside] = replace(other, shape=Shape.ROW)
    return done


def _is_alike(row: str, other: str) -> bool:
    """Whether a line has as many cells as a row of a table has, three at least."""
    counts = {len(cells(row)), len(row.split())}
    return bool(counts & {len(cells(other)), len(other.split())} & set(range(3, 30)))


def _is_kicker(piece: Piece) -> bool:
    """Whether a line may be a kicker that ends in a colon: 市委书记调研时强调："""
    return ends_in_colon(piece.text) and shape_of(piece.text.rstrip("：: ")) is Shape.HEAD


def _below_heads(pieces: Sequence[Piece], at: int) -> Shape | None:
    """The shape of what stands below some lines of heads."""
    return next((p.shape for p in pieces[at:] if p.shape is not Shape.HEAD), None)


def _shape(piece: Piece, over: Piece | None, below: Piece | None) -> Shape:
    """The shape of a piece between those over and below it."""
    before, after = over.shape if over else None, below.shape if below else None
    if before is Shape.BYLINE and _POST.fullmatch(piece.text):
        return Shape.BYLINE
    if piece.shape is Shape.EXCLAIMED:
        return Shape.HEAD if _is_asked_head(piece, before, after) else Shape.TEXT
    if piece.shape is Shape.HEAD and below is not None and _begins_paragraph(piece, below):
        return Shape.TEXT
    if piece.shape is Shape.HEAD and _is_signed(over, piece, below):
        return Shape.BYLINE
    if piece.shape is Shape.TEXT and below is not None and _is_of_picture(piece, below, before):
        return Shape.CUTLINE
    is_rest = piece.shape is Shape.TEXT and before is Shape.HEAD and after in _BELOW_HEADS
    return Shape.HEAD if is_rest and _ends_headline(piece.text) else piece.shape


def _begins_paragraph(piece: Piece, rest: Piece) -> bool:
    """Whether a short line is the first part of a paragraph by its indent, which the rest lacks."""
    return piece.is_indented and rest.shape is Shape.TEXT and not rest.is_indented


def _is_signed(over: Piece | None, piece: Piece, below: Piece | None) -> bool:
    """Whether a line is the name of who wrote the piece: below a headline with space over it, or
    over an English post."""
    if below is not None and _POST.fullmatch(below.text) and _ENGLISH_NAME.fullmatch(piece.text):
        return True
    if over is None or over.shape is not Shape.HEAD:
        return False
    return over.gap is Gap.WIDE and piece.gap is not Gap.WIDE and is_name(piece.text)


_LONGEST_CUTLINE = 120
"""In ems."""


def _is_of_picture(piece: Piece, credit: Piece, over: Shape | None) -> bool:
    """Whether a text over a picture's credit is that picture's words: it is short, or says so. A
    credit without brackets tells of the only text below a headline, or of a text apart."""
    if credit.shape is not Shape.CREDIT or credit.gap is Gap.WIDE:
        return False
    is_apart = over is Shape.HEAD or piece.gap is Gap.WIDE
    if credit.text[0] not in "(（" and not is_apart:
        return False
    if not is_closed(piece.text):
        return False
    return "图为" in piece.text or ems(piece.text) <= _LONGEST_CUTLINE


_BELOW_HEADS = {Shape.DECK, Shape.BYLINE, Shape.OPENING}
_POST = re.compile(
    r"(?:\w+ ){0,3}(?:staff|staff (?:reporter|writer|photographer)s?|correspondents?|reporters?"
    r"|editors?|columnists?|writers?)|(?:special|exclusive) (?:to|for) [\w ]{3,30}"
    r"|of the [\w ]{3,30}",
    re.IGNORECASE,
)
"""What an English paper prints below a name: Staff Reporter, Special to the Courier."""
_ENGLISH_NAME = re.compile(r"[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]*){1,3}")


def _is_asked_head(piece: Piece, before: Shape | None, after: Shape | None) -> bool:
    """Whether a line that ends in ？ or ！ is a headline, and not somebody speaking."""
    if piece.text[0] in SIDEWAYS:
        return True
    is_first = before is None or piece.gap is Gap.WIDE
    return before is Shape.HEAD or after in _BELOW_HEADS or (is_first and after is not None)


def _ends_headline(text: str) -> bool:
    """Whether an English line is the rest of a headline: "the halfway mark"."""
    return not is_chinese(text) and not is_closed(text) and len(text) <= LONGEST_ENGLISH_HEAD


def parted(run: list[Piece], following: Piece | None) -> list[list[Piece]]:
    """Short lines that are two stories': below a byline, verse or a table, then other heads.

    Stanzas have space between them too, so that the last space before the next byline, or before
    the text that follows, is the one over a headline. Words in brackets sign what is over them.
    """
    byline = next((at for at, piece in enumerate(run) if piece.shape is Shape.BYLINE), len(run))
    below = range(byline + 2, len(run))
    other = next((at for at in below if run[at].shape is Shape.BYLINE), 0)
    is_signed = following is None or is_aside(following.text)
    end = other or (0 if is_signed else len(run))
    cut = next((at for at in reversed(below) if at < end and run[at].gap is Gap.WIDE), 0)
    if not cut and other > byline + 2:
        is_deck = other > byline + 3 and run[other - 1].shape is Shape.DECK
        cut = other - (2 if is_deck else 1)
    return [run[:cut], *parted(run[cut:], following)] if cut else [run]
