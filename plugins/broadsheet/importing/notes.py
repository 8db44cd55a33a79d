"""What an import was unsure of or could not take, in words for a person.

A kind of note is a ``Words`` that the module which makes it keeps as a constant.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from broadsheet.problems import Language, printable


class Weight(StrEnum):
    """``LEFT_OUT``: something of the source is not in the content, and the exit status says so.
    ``LOOK``: a person had better look at it. ``FYI``: nothing to do, but good to know."""

    LEFT_OUT = "left out"
    LOOK = "look"
    FYI = "note"


@dataclass(frozen=True, slots=True)
class Words:
    """A kind of note in both languages, with ``{names}`` for its values. ``kind`` names it for
    programs: ``headline-unclear``."""

    kind: str
    weight: Weight
    en: str
    zh: str

    def text(self, language: Language, values: dict[str, str]) -> str:
        return (self.zh if language == "zh" else self.en).format_map(values)


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a place of the source. ``source`` is the file as a person finds it (with the member
    of an archive after ``!``), ``line`` counts from 1, 0 is the whole file."""

    source: str
    line: int
    words: Words
    values: tuple[tuple[str, str], ...] = ()

    @property
    def place(self) -> str:
        path = printable(self.source, 4096)
        return f"{path}:{self.line}" if self.line else path

    def text(self, language: Language) -> str:
        return self.words.text(language, dict(self.values))


def note(source: str, line: int, words: Words, **values: object) -> Note:
    """Make a note; a value that is long or unprintable is shortened for the terminal."""
    return Note(source, line, words, tuple((k, printable(str(v))) for k, v in values.items()))


class SourceError(Exception):
    """A file of the source that cannot be taken at all; ``note`` says why."""

    def __init__(self, said: Note) -> None:
        self.note = said
        super().__init__(said.text("en"))
