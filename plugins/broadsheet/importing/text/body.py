"""The body of a story: its pieces as paragraphs, crossheads and figures, what was cut joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from broadsheet.importing.drafts import Block, Crosshead, DraftPicture, Figure, Paragraph
from broadsheet.importing.notes import Note, note
from broadsheet.importing.text import wording
from broadsheet.importing.text.pieces import Gap, Joint, Piece
from broadsheet.importing.text.shapes import (
    Shape,
    ems,
    is_chinese,
    is_closed,
    opens_item,
    opens_with_dash,
)
from broadsheet.importing.text.stories import Part
from broadsheet.reading.bylines import split_cutline

_NEVER_JOINED = {Shape.BYLINE, Shape.JUMP_TO, Shape.JUMP_FROM, Shape.DECK}
_LONG = 20
"""In ems: a shorter line that ends without a full stop may be meant so."""


@dataclass(slots=True)
class Body:
    """Collects the blocks of a story.

    ``is_indented`` says that the page's paragraphs begin with an indent, so that a piece without
    one goes on with the paragraph before. ``joined`` are the lines at which paragraphs were cut,
    one list for each paragraph.
    """

    source: str
    joint: Joint
    is_indented: bool
    blocks: list[Block] = field(default_factory=list)
    joined: list[list[int]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    _paragraph: int = -1
    """Where in ``blocks`` the paragraph is that may go on."""
    _begun: Piece | None = None
    _joins: list[int] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)

    def take(self, parts: Sequence[tuple[Part, Piece]]) -> None:
        at = 0
        while at < len(parts):
            part, piece = parts[at]
            stop = at + 1
            if part in {Part.CUTLINE, Part.LINE}:
                while stop < len(parts) and _stands_with(parts[stop], part):
                    stop += 1
            pieces = [each for _, each in parts[at:stop]]
            if part is Part.CUTLINE:
                self.blocks += _figures(pieces)
            elif part is Part.LINE:
                self._close()
                self.blocks.append(Paragraph("\n".join(each.text for each in pieces)))
            elif part is Part.CROSSHEAD:
                self._close()
                self.blocks.append(Crosshead(piece.text))
            else:
                self._text(piece)
            at = stop
        self._close()

    def _text(self, piece: Piece) -> None:
        if self._goes_on(piece):
            paragraph = self.blocks[self._paragraph]
            assert isinstance(paragraph, Paragraph)
            text = self.joint.join(paragraph.text, piece.text, piece.line)
            if paragraph.text[-1] in "；;":
                self.notes.append(note(self.source, piece.line, wording.JOINED_UNSURE))
            self.blocks[self._paragraph] = Paragraph(text)
            self._joins.append(piece.line)
            return
        self._close()
        self.blocks.append(Paragraph(piece.text))
        self._paragraph, self._begun = len(self.blocks) - 1, piece

    def _goes_on(self, piece: Piece) -> bool:
        """Whether a text is the next part of the paragraph before it."""
        if self._begun is None or {piece.shape, self._begun.shape} & _NEVER_JOINED:
            return False
        paragraph = self.blocks[self._paragraph]
        assert isinstance(paragraph, Paragraph)
        if piece.is_indented or piece.shape is Shape.OPENING:
            return False
        if is_closed(paragraph.text):
            return self.is_indented and ems(piece.text) > _LONG
        is_item = opens_item(piece.text) or opens_with_dash(piece.text)
        return not is_item or paragraph.text[-1] in "，,、"

    def _close(self) -> None:
        if self._begun is not None:
            paragraph = self.blocks[self._paragraph]
            assert isinstance(paragraph, Paragraph)
            is_odd = not is_closed(paragraph.text) and ems(paragraph.text) > _LONG
            if is_odd and self._begun.shape not in _NEVER_JOINED:
                self.notes.append(note(self.source, self._begun.line, wording.UNFINISHED))
        if self._joins:
            self.joined.append(self._joins)
        self._paragraph, self._begun, self._joins = -1, None, []


def _stands_with(each: tuple[Part, Piece], part: Part) -> bool:
    """Whether a piece belongs to those over it; a stanza begins with space over it."""
    return each[0] is part and not (part is Part.LINE and each[1].gap is Gap.WIDE)


# --- pictures -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Words:
    """The words of one picture."""

    piece: Piece
    text: str
    is_signed: bool


def _figures(pieces: Sequence[Piece]) -> list[Block]:
    """Pictures that stand together, each with its words; words without a picture stand for one."""
    words: list[_Words] = []
    pictures: list[DraftPicture] = []
    for piece in pieces:
        pictures += piece.pictures
        if not piece.text:
            continue
        is_credit = piece.shape is Shape.CREDIT and words and not words[-1].is_signed
        if is_credit:
            is_aside = piece.text[0] in "(（" and is_chinese(words[-1].text)
            glue = "" if is_aside else " "
            words[-1].text += glue + piece.text
            words[-1].is_signed = True
        else:
            words.append(_Words(piece, piece.text, split_cutline(piece.text).credit is not None))
    return [Figure(tuple(_with_words(pictures, [each.text for each in words])))]


def _with_words(pictures: Sequence[DraftPicture], words: Sequence[str]) -> list[DraftPicture]:
    """The pictures in order, each with the next words; those that have words keep them."""
    left = list(words)
    done = [
        replace(each, cutline=left.pop(0)) if left and not each.cutline else each
        for each in pictures
    ]
    return [*done, *(DraftPicture("", b"", text) for text in left)]
