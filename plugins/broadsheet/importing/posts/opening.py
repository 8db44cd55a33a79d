"""From a file to its head and its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from broadsheet.importing.notes import SourceError, note
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.front_matter import FrontMatter, FrontMatterError
from broadsheet.importing.posts.kept import without_signs
from broadsheet.importing.posts.site import OTHER_FORMATS, Site, suffix_of
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.text.decoding import decode
from broadsheet.reading.text import MAX_TEXT_BYTES


@dataclass(frozen=True, slots=True)
class Opened:
    """A file of a site. ``place`` is how a person finds it."""

    path: str
    place: str
    matter: FrontMatter


def open_post(site: Site, path: str, remarks: Remarks | None = None) -> Opened:
    """Read a file and cut it in two; ``SourceError`` where it is no post that can be read."""
    place = (site.root / path).as_posix()
    if other := OTHER_FORMATS.get(suffix_of(path)):
        raise SourceError(note(place, 0, say.OTHER_FORMAT, format=other))
    text = read_text(site.root / path, place, remarks)
    try:
        matter = site.split(text)
    except FrontMatterError as error:
        words = say.FRONT_MATTER if error.reason else say.FRONT_MATTER_OPEN
        raise SourceError(note(place, error.line, words, reason=error.reason)) from error
    if matter is None:
        raise SourceError(note(place, 1, say.NO_FRONT_MATTER))
    return Opened(path, place, matter)


def read_text(path: Path, place: str, remarks: Remarks | None) -> str:
    """The text of a file in any encoding that page text is read in."""
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise SourceError(note(place, 0, say.TOO_LARGE, limit=MAX_TEXT_BYTES))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(note(place, 0, say.UNREADABLE, reason=reason)) from error
    text, notes = decode(data, place)
    if not text.strip():
        raise SourceError(note(place, 0, say.EMPTY))
    if remarks is not None:
        remarks.take(notes)
    return without_signs(text).replace("\f", "\n")
