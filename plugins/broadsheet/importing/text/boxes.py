"""What a page prints about other pages, and about what it prints: index boxes, editors' notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from broadsheet.importing.text.pieces import Gap, Piece
from broadsheet.importing.text.shapes import Shape

_EDITORS_NOTE = re.compile(
    "[【\\[]?(?:编者按|编者的话|开栏(?:语|的话)|开篇(?:语|的话))[】\\]]?[:：\\s]?"
)
_PAGE_NAMED = re.compile(
    r"(?:第?\s?[A-Za-z]{0,2}\d{1,3}\s?版|\b[A-Z]\d{1,2}|(?:[>＞▶→》…·.]\s?|[Pp]age )\d{1,3})"
    r"[)）】]?\Z"
)


def count_editors_note(pieces: Sequence[Piece]) -> int:
    """How many of the first pieces are an editor's note that stands over heads: 编者按 alone or
    before its text."""
    for count, (piece, below) in enumerate(pairwise(pieces), 1):
        if count == 1 and not _EDITORS_NOTE.match(piece.text):
            return 0
        if piece.shape is Shape.TEXT and below.shape is Shape.HEAD:
            return count
        if not _EDITORS_NOTE.fullmatch(piece.text):
            return 0
    return 0


def leads_to_page(text: str) -> bool:
    """Whether a line ends in another page's code: 老桥修旧如旧 03版."""
    return _PAGE_NAMED.search(text) is not None


_LEADS = re.compile(
    r"[>＞▶►→\s]*(?:详见|参见|更多见?)?\s?(?:第\s?)?(?:[A-Za-z]{0,2}\d{1,3}\s?版|[A-Z]\d{1,2})"
)
"""A line that does nothing but lead to another page: 详见A2版."""


def _led_away(run: Sequence[Piece]) -> range | None:
    """The lines between two spaces of which one does nothing but lead to another page."""
    edges = [0, *(at for at in range(1, len(run)) if run[at].gap is Gap.WIDE), len(run)]
    for start, stop in pairwise(edges):
        leads = any(_LEADS.fullmatch(piece.text) for piece in run[start:stop])
        if leads and all(piece.shape is Shape.HEAD for piece in run[start:stop]):
            return range(start, stop)
    return None


def index_box(run: Sequence[Piece]) -> range | None:
    """Where in some lines those stand that lead to other pages, two at least, with the line over
    them that names the box."""
    if group := _led_away(run):
        return group
    named = [piece.shape is Shape.HEAD and leads_to_page(piece.text) for piece in run]
    for at, (upper, lower) in enumerate(pairwise(named)):
        if upper and lower:
            stop = next((end for end in range(at, len(run)) if not named[end]), len(run))
            return range(max(at - 1, 0), stop)
    return None
