"""The lines of a page's text, before anything is known of what they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broadsheet.importing.drafts import DraftPicture


class Style(StrEnum):
    """What a source shows of a line beside its words; plain text shows nothing."""

    PLAIN = "plain"
    HEADING = "heading"
    BOLD = "bold"
    CENTRED = "centred"


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one paragraph of a source that knows its paragraphs; ``text`` may be empty.
    ``number`` counts from 1 in the source. ``pictures`` stand at this line."""

    number: int
    text: str
    style: Style = Style.PLAIN
    pictures: tuple[DraftPicture, ...] = ()


def lines_of(text: str, first: int = 1) -> tuple[Line, ...]:
    """The lines of a text, the first of which has the number ``first``."""
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), first))
