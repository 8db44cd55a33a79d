"""What can be imported: each kind of source lists its units; a unit is read where it is worked on.

Listing is cheap (names, small index files) and says what cannot be taken. A unit is a frozen value
that any process can be given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from broadsheet.importing.drafts import DraftIssue
from broadsheet.importing.notes import Note
from broadsheet.model import PageCode
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName


@dataclass(frozen=True, slots=True)
class Options:
    """What a person said beside the source. ``issue`` is the issue of sources that do not say
    theirs, ``page`` the page of a single page's text; ``language`` is the site's."""

    issue: IssueName | None = None
    page: PageCode | None = None
    language: Language = "zh"


class Unit(Protocol):
    """A piece of a source that belongs to one issue. ``place`` is how a person finds it."""

    @property
    def name(self) -> IssueName: ...

    @property
    def place(self) -> str: ...

    @property
    def home(self) -> str:
        """The path that stays the same when the source grows, or when a part of it is imported:
        origins are told apart by it."""
        ...

    def read(self) -> DraftIssue:
        """Raises ``SourceError`` where nothing of it can be taken."""
        ...


@dataclass(slots=True)
class Listing:
    """The units of a source in the order of the source, and what could not be listed."""

    units: list[Unit] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class Kind(Protocol):
    """A kind of source: ``name`` is its option (``text`` for ``--text``)."""

    @property
    def name(self) -> str: ...

    def recognises(self, source: Path) -> bool:
        """Whether a file or folder is clearly of this kind."""
        ...

    def list(self, source: Path, options: Options) -> Listing: ...
