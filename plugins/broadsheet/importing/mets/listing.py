"""Finding METS files of newspaper issues: in a batch as delivered, an issue's folder, alone."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from broadsheet.importing.mets import words
from broadsheet.importing.mets.issue_file import IssueFacts, day_of, facts_of
from broadsheet.importing.mets.reading import MetsUnit
from broadsheet.importing.notes import SourceError, note
from broadsheet.importing.ocr.files import (
    FORBIDDEN,
    ForbiddenReference,
    begins_with,
    find,
    read_xml,
)
from broadsheet.importing.sources import Listing, Options
from broadsheet.reading.names import IssueName, is_address_word

_METS = r"<(?:[\w.-]+:)?mets[\s>]"
_REEL = r"mets:newspaper:(?:reel|title)|TYPE\s*=\s*[\"'][^\"']*:(?:reel|batch)[\"']"
_BATCH = re.compile(r"batch(?:_\d+)?\.xml", re.IGNORECASE)
_BY_DAY = re.compile(r"(\d{8})(\d{2})\.xml", re.IGNORECASE)
"""An NDNP issue's file: its day and edition."""

_FILES_LOOKED_AT = 300
"""XML files that are opened to recognise a source."""


@dataclass(frozen=True, slots=True)
class MetsKind:
    name: str = "mets"

    def recognises(self, source: Path) -> bool:
        for at, path in enumerate(_xml_files(source)):
            if at >= _FILES_LOOKED_AT:
                return False
            if _is_issue(path) or (_BATCH.fullmatch(path.name) and begins_with(path, "/ndnp")):
                return True
        return False

    def list(self, source: Path, options: Options) -> Listing:
        listing = Listing()
        root = source if source.is_dir() else source.parent
        found = [path for path in _candidates(source) if _is_issue(path)]
        taken: dict[IssueName, Path] = {}
        for path in found:
            given = options.issue if len(found) == 1 else None
            try:
                name = given or _name(path, listing)
            except SourceError as error:
                listing.notes.append(error.note)
                continue
            if name in taken:
                values = {"other": taken[name], "day": name.date}
                listing.notes.append(note(str(path), 0, words.TWICE, **values))
                continue
            taken[name] = path
            listing.units.append(MetsUnit(path, root, name, options.language))
        if source.is_dir():
            _compare_with_batch(source, root, found, listing)
        if not found and not listing.notes:
            listing.notes.append(note(str(source), 0, words.NOTHING))
        return listing


def _xml_files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
        return
    for folder, folders, files in os.walk(source):
        folders.sort()
        for name in sorted(files):
            path = Path(folder, name)
            if name.lower().endswith(".xml") and not path.is_symlink():
                yield path


def _candidates(source: Path) -> Iterator[Path]:
    """The XML files that may be an issue's: in a folder of an NDNP issue the one that is named by
    day and edition, so that the texts of its pages are not opened."""
    if source.is_file():
        yield source
        return
    for folder, folders, files in os.walk(source):
        folders.sort()
        names = sorted(name for name in files if name.lower().endswith(".xml"))
        by_day = [name for name in names if _BY_DAY.fullmatch(name)]
        for name in by_day or names:
            path = Path(folder, name)
            if not path.is_symlink():
                yield path


def _is_issue(path: Path) -> bool:
    return begins_with(path, _METS) and not begins_with(path, _REEL)


# --- what an issue is called


def _name(path: Path, listing: Listing) -> IssueName:
    # The descriptions stand before the files and the maps, which can be long.
    facts = facts_of(read_xml(path, str(path), until="fileSec"))
    day = facts.day
    by_day = _BY_DAY.fullmatch(path.name)
    if day is None and (by_day or re.search(r"\d{4}-?\d{2}-?\d{2}", path.stem)):
        match = re.search(r"\d{4}-?\d{2}-?\d{2}", path.stem)
        day = day_of(match[0]) if match else None
        if day is not None:
            listing.notes.append(note(str(path), 0, words.DATE_FROM_NAME, date=day))
    if day is None or day.year < 1000:
        raise SourceError(note(str(path), 0, words.NO_DATE, text=facts.date))
    return IssueName(day, _edition(facts))


def _edition(facts: IssueFacts) -> str:
    """The day's first edition has no name in its folder; another has its label's or its number."""
    if facts.edition_at <= 1:
        return ""
    label = re.sub(r"\bedition\b", " ", facts.edition_label, flags=re.IGNORECASE)
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in label.lower())
    slug = "-".join(unicodedata.normalize("NFC", "".join(kept)).split())[:40].strip("-")
    return slug if is_address_word(slug) and not slug.isdecimal() else str(facts.edition_at)


# --- the batch's own list


def _compare_with_batch(source: Path, root: Path, found: list[Path], listing: Listing) -> None:
    """Say which issues the batch's list names that are not here."""
    here = {path.resolve() for path in found}
    for batch in _batches(source):
        try:
            listed = read_xml(batch, str(batch))
        except SourceError as error:
            listing.notes.append(error.note)
            continue
        for issue in listed.all("issue"):
            reference = issue.text.strip()
            try:
                path = find(reference, batch.parent, root) if reference else None
            except ForbiddenReference:
                said = note(str(batch), issue.line, FORBIDDEN, reference=reference)
                listing.notes.append(said)
                continue
            if path is None or path.resolve() not in here:
                said = note(str(batch), issue.line, words.BATCH_NAMES, reference=reference)
                listing.notes.append(said)


def _batches(source: Path) -> list[Path]:
    """The batch's list; one that was checked (``batch_1.xml``) says more than the first."""
    for folder in (source, source / "data"):
        if folder.is_dir():
            names = [path for path in folder.iterdir() if _BATCH.fullmatch(path.name)]
            names = [path for path in names if not path.is_symlink()]
            if names:
                return [max(names, key=lambda path: (len(path.stem), path.stem))]
    return []


KIND = MetsKind()
