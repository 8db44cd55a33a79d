"""Finding units: every ``unit.xml`` below the source."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from broadsheet.importing.iarchives import words
from broadsheet.importing.iarchives.files import NAMESPACE, date_of, header_of
from broadsheet.importing.iarchives.reading import ArchiveUnit
from broadsheet.importing.notes import SourceError, note
from broadsheet.importing.ocr.files import begins_with, read_xml
from broadsheet.importing.sources import Listing, Options
from broadsheet.reading.names import IssueName

UNIT = "unit.xml"
_DEPTH_LOOKED_AT = 3
"""Folders within folders that are opened to recognise a source."""


@dataclass(frozen=True, slots=True)
class ArchiveKind:
    name: str = "iarchives"

    def recognises(self, source: Path) -> bool:
        return any(_is_unit(path) for path in _units(source, _DEPTH_LOOKED_AT))

    def list(self, source: Path, options: Options) -> Listing:
        listing = Listing()
        paths = list(_units(source, None))
        if not paths:
            listing.notes.append(note(str(source), 0, words.NO_UNIT))
        root = source if source.is_dir() else source.parent
        taken: dict[IssueName, Path] = {}
        for path in paths:
            own = options.issue if len(paths) == 1 else None
            try:
                name = own or _name(path)
            except SourceError as error:
                listing.notes.append(error.note)
                continue
            if name in taken:
                values = {"other": taken[name], "day": name.date}
                listing.notes.append(note(str(path), 0, words.TWICE, **values))
                continue
            taken[name] = path
            listing.units.append(ArchiveUnit(path, root, name, options.language))
        return listing


def _units(source: Path, depth: int | None) -> Iterator[Path]:
    if source.is_file():
        if source.name.lower().endswith(".xml"):
            yield source
        return
    for folder, folders, files in os.walk(source):
        folders.sort()
        if depth is not None and len(Path(folder).relative_to(source).parts) >= depth:
            folders.clear()
        for name in files:
            if name.lower() == UNIT and not Path(folder, name).is_symlink():
                yield Path(folder, name)


def _is_unit(path: Path) -> bool:
    return begins_with(path, r"<unit[\s>]") and begins_with(path, NAMESPACE)


def _name(path: Path) -> IssueName:
    text = header_of(read_xml(path, str(path)))["date"]
    date = date_of(text)
    if date is None:
        raise SourceError(note(str(path), 0, words.NO_DATE, text=text))
    return IssueName(date)


KIND = ArchiveKind()
