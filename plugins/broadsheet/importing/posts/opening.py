"""From a file to its head and its text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from broadsheet.importing.notes import SourceError, note
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.front_matter import FrontMatter, FrontMatterError
from broadsheet.importing.posts.kept import without_signs
from broadsheet.importing.posts.remarks import Remarks
from broadsheet.importing.posts.site import OTHER_FORMATS, Site, suffix_of
from broadsheet.reading.text import MAX_TEXT_BYTES, decode

_UNWANTED = dict.fromkeys(
    [
        *(code for code in range(0x20) if code not in (0x09, 0x0A)),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *(0xFFFE, 0xFFFF),
    ]
)
"""What ``reading.text`` does not let a text hold."""


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
    """The text of a file in UTF-8, GB18030 or UTF-16, without control characters."""
    try:
        if path.stat().st_size > MAX_TEXT_BYTES:
            raise SourceError(note(place, 0, say.TOO_LARGE, limit=MAX_TEXT_BYTES))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SourceError(note(place, 0, say.UNREADABLE, reason=reason)) from error
    text, problems = decode(place, data)
    if text is None:
        text = _in_other_encoding(data, {each.kind for each in problems})
    if text is None:
        is_empty = problems[0].kind == "file-empty"
        words = say.EMPTY if is_empty else say.NOT_TEXT
        raise SourceError(note(place, problems[0].line, words))
    clean = without_signs(text.translate(_UNWANTED))
    if clean != text and remarks is not None:
        line = next((each.line for each in problems), 1)
        remarks.add(line, say.CHARACTERS)
    return clean


def _in_other_encoding(data: bytes, kinds: set[str]) -> str | None:
    encodings = {
        "encoding-gb18030": ("gb18030",),
        "encoding-utf16": ("utf-16", "utf-16-le", "utf-16-be"),
    }
    for encoding in (each for kind in kinds for each in encodings.get(kind, ())):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\n" in text or len(text) < 200:
            return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return None
