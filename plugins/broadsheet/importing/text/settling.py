"""Pieces whose shape only their neighbours tell, and short lines that belong to two stories."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from broadsheet.importing.text.pieces import Gap, Piece
from broadsheet.importing.text.shapes import LONGEST_ENGLISH_HEAD, Shape, is_chinese, is_closed


def settled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, those settled that only their neighbours tell."""
    done: list[Piece] = []
    for at, piece in enumerate(pieces):
        before = done[-1].shape if done else None
        after = pieces[at + 1].shape if at + 1 < len(pieces) else None
        shape = piece.shape
        if shape is Shape.EXCLAIMED:
            is_head = _is_asked_head(piece, before, after)
            shape = Shape.HEAD if is_head else Shape.TEXT
        elif before is Shape.BYLINE and _POST.fullmatch(piece.text):
            shape = Shape.BYLINE
        elif shape is Shape.TEXT and before is Shape.HEAD and after in _BELOW_HEADS:
            shape = Shape.HEAD if _ends_headline(piece.text) else shape
        done.append(replace(piece, shape=shape))
    return done


_BELOW_HEADS = {Shape.DECK, Shape.BYLINE, Shape.OPENING}
_POST = re.compile(
    r"(?:\w+ ){0,3}(?:staff|staff (?:reporter|writer|photographer)s?|correspondents?|reporters?"
    r"|editors?|columnists?|writers?)|(?:special|exclusive) (?:to|for) [\w ]{3,30}"
    r"|of the [\w ]{3,30}",
    re.IGNORECASE,
)
"""What an English paper prints below a name: Staff Reporter, Special to the Courier."""


def _is_asked_head(piece: Piece, before: Shape | None, after: Shape | None) -> bool:
    """Whether a line that ends in ？ or ！ is a headline, and not somebody speaking."""
    is_first = before is None or piece.gap is Gap.WIDE
    return before is Shape.HEAD or after in _BELOW_HEADS or (is_first and after is not None)


def _ends_headline(text: str) -> bool:
    """Whether an English line is the rest of a headline: "the halfway mark"."""
    return not is_chinese(text) and not is_closed(text) and len(text) <= LONGEST_ENGLISH_HEAD


def parted(run: list[Piece]) -> list[list[Piece]]:
    """Short lines that are two stories': below a byline, verse or a table, then other heads."""
    byline = next((at for at, piece in enumerate(run) if piece.shape is Shape.BYLINE), len(run))
    below = range(byline + 2, len(run))
    cut = next((at for at in below if run[at].gap is Gap.WIDE), 0)
    if not cut:
        other = next((at for at in below if run[at].shape is Shape.BYLINE), 0)
        is_deck = other > byline + 3 and run[other - 1].shape is Shape.DECK
        cut = max(other - (2 if is_deck else 1), 0) if other > byline + 2 else 0
    return [run[:cut], *parted(run[cut:])] if cut else [run]
