"""Finding the days of a digital edition by the names of folders and files alone."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from broadsheet.importing.epaper import names, properties
from broadsheet.importing.epaper.days import EpaperDay, Folder
from broadsheet.importing.epaper.tree import Tree
from broadsheet.importing.epaper.words import COPY, NO_DATE, NO_DAYS
from broadsheet.importing.notes import Note, SourceError, note
from broadsheet.importing.sources import Listing, Options
from broadsheet.reading.names import IssueName, parse_issue_folder

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:+@]\d+)?", re.IGNORECASE)
_FIRST_LOOK = 4000
"""Folders that are looked into before a source is told for another kind."""
_PEEKED = 8
"""Content pages that are asked for their day where no folder says it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A folder with pages of a day. ``parts`` are the folders from the root; ``base`` counts those
    before ``html`` or ``pc``, ``day`` those that say the day."""

    parts: tuple[str, ...]
    date: dt.date | None
    day: int
    pages: int
    contents: int

    @property
    def path(self) -> str:
        return "/".join(self.parts)

    @property
    def above(self) -> tuple[str, ...]:
        """The folders above those that say the day."""
        return self.parts[: len(self.parts) - self.day] if self.day else self.parts

    @property
    def device(self) -> str:
        """``pc``, ``pad`` …, empty where the paper is there once."""
        folders = (f for f in reversed(self.above) if f.lower() not in names.ROLES)
        return names.device_in(next(folders, ""))

    @property
    def paper(self) -> str:
        """What parts two papers of one tree: the folders above without those of every paper."""
        kept = list(self.above)
        while kept and (kept[-1].lower() in names.ROLES or kept[-1].lower() == "html"):
            kept.pop()
        if kept and (device := names.device_in(kept[-1])):
            kept[-1] = kept[-1][: -len(device)]
        return "/".join(filter(None, kept)).lower()

    @property
    def is_second(self) -> bool:
        above = [part.lower() for part in self.above]
        return bool(names.ROLES & set(above)) or bool(self.device)


class EpaperTrees:
    """The kind of source that is a saved tree of a digital edition."""

    @property
    def name(self) -> str:
        return "epaper"

    def recognises(self, source: Path) -> bool:
        if not source.is_dir():
            return False
        for folder, files in islice(_walk(source), _FIRST_LOOK):
            has_pages = any(map(names.is_page_list, files))
            has_contents = any(map(names.is_content, files))
            day = names.day_of((*source.resolve().parts, *folder))
            if (has_pages and (has_contents or day)) or (has_contents and day):
                return True
        return False

    def list(self, source: Path, options: Options) -> Listing:
        root, inside = _root_of(source.resolve())
        listing = Listing()
        found: list[_Found] = []
        for parts, files in _walked(root, inside):
            pages = sum(map(names.is_page_list, files))
            contents = sum(map(names.is_content, files))
            if not pages and not contents:
                continue
            day = names.day_of(parts)
            date, length = day or (None, 0)
            if date is None and contents:
                date = _date_beside(root, "/".join(parts), files, options.issue)
            if date is None and contents:
                shown = str(root.joinpath(*parts))
                listing.notes.append(note(shown, 0, NO_DATE, count=pages + contents))
            if date is not None:
                found.append(_Found(parts, date, length, pages, contents))
        units = _units(root, found, options.issue)
        listing.units += units
        listing.notes += _copies(units)
        if not listing.units:
            listing.notes.append(note(str(source), 0, NO_DAYS))
        return listing


KIND = EpaperTrees()


def _walk(root: Path) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Every folder with the names of its files, in order; symbolic links are not followed."""
    for path, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        below = os.path.relpath(path, root)
        yield (() if below == "." else tuple(below.split(os.sep))), files


def _walked(root: Path, inside: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The same for what lies in the source, with the folders' way from the root. Of the second
    generation the folders that belong together lie apart: ``pc/layout/…`` and ``pc/content/…``."""
    ways = [inside]
    for at, part in enumerate(inside):
        if part.lower() in names.ROLES:
            above = root.joinpath(*inside[:at])
            roles = sorted(f for f in os.listdir(above) if f.lower() in names.ROLES and f != part)
            ways += [(*inside[:at], role, *inside[at + 1 :]) for role in roles]
    for way in ways:
        below = root.joinpath(*way)
        if below.is_dir() and not below.is_symlink():
            for folder, files in _walk(below):
                yield (*way, *folder), files


def _root_of(source: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder that the site's addresses begin at, and the way from there to the source.

    A source inside of ``html/2019-10/24`` or ``pc/layout/…`` belongs to a site that begins above.
    """
    parts = source.parts
    for at in range(len(parts) - 1, max(len(parts) - 7, 0), -1):
        name = parts[at].lower()
        is_base = name == "html" or names.device_in(name)
        if (
            is_base
            and _leads_to_day(parts[at + 1 :])
            and (at + 1 < len(parts) or _has_days(source))
        ):
            return Path(*parts[:at]), parts[at:]
    day = names.day_of(parts)
    if day is not None and len(parts) - day[1] >= 1:
        start = len(parts) - day[1]
        while start > 1 and parts[start - 1].lower() in names.ROLES:
            start -= 1
        return Path(*parts[:start]), parts[start:]
    return source, ()


def _leads_to_day(folders: tuple[str, ...]) -> bool:
    """Whether folders below ``html`` or ``pc`` are those of the system: a role, a year, a month."""
    return all(f.lower() in names.ROLES or re.fullmatch(r"[\d-]{2,10}", f) for f in folders)


def _has_days(folder: Path) -> bool:
    """Whether a folder called ``html`` or ``pc`` is the system's, and not a web server's own."""
    with os.scandir(folder) as found:
        return any(_leads_to_day((e.name,)) for e in found if e.is_dir(follow_symlinks=False))


def _date_beside(
    root: Path, folder: str, files: Iterable[str], given: IssueName | None
) -> dt.date | None:
    """The day of pages whose folder says none: the one that is given, or that their names or a few
    of the pages themselves say with one voice."""
    if given is not None:
        return given.date
    contents = sorted(filter(names.is_content, files))
    days = {day for name in contents if (day := names.day_in(name))}
    tree = Tree(root)
    for name in contents[:_PEEKED] if not days else ():
        try:
            _, comments = properties.comments(tree.text(posixpath.join(folder, name)).text)
        except SourceError:
            continue
        said = (properties.fields_in(c).get("date", "") for c in comments)
        days |= {day for value in said if (day := names.day_written(value))}
    return days.pop() if len(days) == 1 else None


def _units(root: Path, found: Iterable[_Found], given: IssueName | None) -> list[EpaperDay]:
    """One unit for each day of each paper; copies for other screens belong to it."""
    days: dict[tuple[dt.date, tuple[str, ...], str], list[_Found]] = {}
    for each in found:
        if each.date is None:
            continue
        site = each.parts[:1] if each.parts and _is_host(each.parts[0]) else ()
        days.setdefault((each.date, site, each.paper), []).append(each)
    units: list[EpaperDay] = []
    first: dict[dt.date, EpaperDay] = {}
    for (date, site, paper), folders in sorted(days.items(), key=lambda item: item[0]):
        edition = given.edition if given and given.date == date else ""
        other = first.get(date)
        if other is not None:
            taken = [unit.name.edition for unit in units if unit.name.date == date]
            edition = _edition(paper or "".join(site), taken)
        unit = _unit(root.joinpath(*site), len(site), IssueName(date, edition), folders, other)
        first.setdefault(date, unit)
        units.append(unit)
    return units


def _unit(
    root: Path, skipped: int, name: IssueName, found: list[_Found], other: EpaperDay | None
) -> EpaperDay:
    ranks = {device: rank for rank, device in enumerate(("", *names.DEVICES))}
    with_text = [each for each in found if each.contents] or found
    best = min((each.device for each in with_text), key=lambda device: ranks[device])
    own = [each for each in found if each.device == best]
    copies = [each for each in found if each.device != best]
    own.sort(key=lambda each: (not each.pages, each.path))
    return EpaperDay(
        name=name,
        root=root,
        folders=tuple(Folder("/".join(e.parts[skipped:]), e.is_second) for e in own),
        copies=tuple("/".join(e.parts[skipped:]) for e in copies),
        beside=other.place if other else "",
        has_address=all(each.day for each in own),
    )


def _copies(units: Iterable[EpaperDay]) -> Iterator[Note]:
    """A note for each folder such as ``pad`` that holds days which are taken from elsewhere."""
    days: dict[Path, set[dt.date]] = {}
    for unit in units:
        for copy in unit.copies:
            parts = copy.split("/")
            at = next((i for i, part in enumerate(parts) if names.device_in(part)), 0)
            days.setdefault(unit.root.joinpath(*parts[: at + 1]), set()).add(unit.name.date)
    for folder, dates in sorted(days.items()):
        yield note(str(folder), 0, COPY, days=len(dates))


def _is_host(folder: str) -> bool:
    return _HOST.fullmatch(folder) is not None


def _edition(paper: str, taken: Iterable[str]) -> str:
    """A name for the second paper of a day, after its folder."""
    word = re.sub(r"[^\w]+|_", "-", paper.rsplit("/", 1)[-1].lower()).strip("-") or "second"
    taken = set(taken)
    number, name = 1, word
    while name in taken or not isinstance(parse_issue_folder(f"2019-10-24-{name}"), IssueName):
        number += 1
        name = f"{word}-{number}" if number < 100 else f"edition-{number}"
    return name
