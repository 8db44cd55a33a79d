"""The stories of a page as they are gathered: which pieces are one's heads, and which its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from broadsheet.importing.text.pieces import Piece
from broadsheet.importing.text.shapes import Shape, is_closed
from broadsheet.importing.text.standing_heads import Reach, reach
from broadsheet.reading.jumps import split_trailing_jump, take_jump_line

_OWN_PHOTOS = re.compile("文[/／、]?[图摄]|图[/／、]?文|文并摄|摄影报道|摄影[/／]文|图文")


class Part(Enum):
    """What a piece is in its story's body."""

    TEXT = auto()
    CROSSHEAD = auto()
    CUTLINE = auto()
    LINE = auto()  # one of several short lines: a table's, a poem's


@dataclass(slots=True)
class Story:
    """``heads`` are all lines over the text but the standing head, in order of print."""

    standing: Piece | None = None
    heads: list[Piece] = field(default_factory=list)
    bylines: list[Piece] = field(default_factory=list)
    body: list[tuple[Part, Piece]] = field(default_factory=list)
    is_photo_news: bool = False
    is_signed: bool = False
    """Whether lines below its text say who wrote it."""
    is_index: bool = False
    """Whether it is a box of what stands on other pages: 今日导读."""

    @property
    def pieces(self) -> list[Piece]:
        return [*self.heads, *self.bylines, *(piece for _, piece in self.body)]

    @property
    def line(self) -> int:
        return min(piece.line for piece in self.pieces)

    @property
    def has_only_pictures(self) -> bool:
        """Whether nothing but pictures is known of it, which may belong to what follows."""
        return not (self.heads or self.bylines) and all(
            part is Part.CUTLINE for part, _ in self.body
        )

    @property
    def has_only_jump(self) -> bool:
        """Whether nothing but （上接A01版） is known of it: its heads may follow."""
        return not self.heads and [
            take_jump_line(piece.text) is not None for _, piece in self.body
        ] == [True]

    @property
    def last_text(self) -> Piece | None:
        return next((piece for part, piece in reversed(self.body) if part is Part.TEXT), None)

    @property
    def is_open(self) -> bool:
        """Whether its text breaks off in the middle of a sentence."""
        last = self.last_text
        if last is None or last.shape in {Shape.JUMP_TO, Shape.BYLINE, Shape.DECK}:
            return False
        return not is_closed(last.text)

    @property
    def is_over(self) -> bool:
        """Whether its text goes on on another page."""
        last = self.last_text
        if last is None:
            return False
        return last.shape is Shape.JUMP_TO or split_trailing_jump(last.text) is not None

    @property
    def has_own_photos(self) -> bool:
        return any(_OWN_PHOTOS.search(piece.text) for piece in self.bylines)

    @property
    def is_of_briefs(self) -> bool:
        """Whether short items stand in it one below the other."""
        heads = [*self.heads[-1:], *filter(None, (self.standing,))]
        return any(reach(piece.text) is Reach.BRIEFS for piece in heads)

    @property
    def crossheads(self) -> list[Piece]:
        return [piece for part, piece in self.body if part is Part.CROSSHEAD]
