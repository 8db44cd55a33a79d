"""What has changed since the last build: units of the content that are new, other than they were,
or gone; and those that have to be made again for another reason."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from broadsheet.catalog import Catalog
from broadsheet.ledger.files import ledger_listing
from broadsheet.model import SourceFile
from broadsheet.problems import Problem
from broadsheet.scanning import Lister, ScannedUnit, Scanner, UnitListing, list_content
from broadsheet.settings import Settings
from broadsheet.visibility import moment

THEME_UNIT = "theme"
THEME_KEY = f"{THEME_UNIT}:"
STANDING_OWNER = "standing"
STANDING = ("pages:", "static:")
"""Keys of units that Pelican's pages and static files are made of begin so."""
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".gif")
PICTURE_WEIGHT = 40
"""What a picture costs to draw in all its widths, in articles."""


class Changes:
    """Scans when it is made. ``listed`` are all units by key; ``changed`` the keys of those to
    build, ``gone`` of those that are no more, in order; ``second`` the issue folders that repeat
    another's day and edition. ``damaged`` are owners of files that do not lie there as they were
    made."""

    def __init__(self, settings: Settings, catalog: Catalog, damaged: Set[str]) -> None:
        self._settings = settings
        self._catalog = catalog
        self.problems: list[Problem]
        """What is wrong with names and folders, and with files that cannot be read."""
        listing, self.problems = list_content(settings)
        self.second = listing.second
        units = [*listing.units, _theme(settings.theme / "static"), ledger_listing(settings)]
        self.listed = {unit.key: unit for unit in units}
        signs = catalog.unit_signs()
        unsure = {key: u for key, u in self.listed.items() if signs.get(key) != u.quick()}
        # Issues that are new are read as they are rendered, which may be in another process.
        new = {key for key, u in unsure.items() if u.issue is not None and key not in signs}
        self._scanner = Scanner()
        old = [u for key, u in unsure.items() if key not in new]
        self._scanned = {s.listing.key: s for s in self._scanner.scan(old, catalog.unit)}
        self.problems += self._scanner.problems
        for unit in self._scanned.values():
            if not unit.changed:
                catalog.refresh_unit(unit.listing.key, unit.known)
        self.gone = sorted(set(signs) - self.listed.keys())
        changed = {key for key, unit in self._scanned.items() if unit.changed}
        self.changed = new | changed | self._forced(damaged)

    @property
    def opened(self) -> Set[str]:
        """Files that were read to see whether they have changed."""
        return self._scanner.opened

    def _forced(self, damaged: Set[str]) -> set[str]:
        folders = {o.partition(":")[2] for o in damaged if o.startswith(("issue:", "front:"))}
        folders |= set(self._catalog.outlived(moment(self._settings.clock.now)))
        keys = {f"issue:{folder}" for folder in folders} & self.listed.keys()
        if STANDING_OWNER in damaged:
            keys |= {key for key in self.listed if key.startswith(STANDING)}
        if THEME_UNIT in damaged:
            keys.add(THEME_KEY)
        return keys

    @property
    def issues(self) -> list[str]:
        """Keys of the issues to build, in order."""
        return sorted(key for key in self.changed if key.startswith("issue:"))

    def change_all_issues(self) -> None:
        self.changed |= {key for key in self.listed if key.startswith("issue:")}

    def forget_issues(self) -> None:
        """Nobody asks for them again, and a large archive's are many."""
        self.listed = {key: unit for key, unit in self.listed.items() if unit.issue is None}

    @property
    def weight(self) -> int:
        """What there is to read and to render, in articles."""
        return sum(weight_of(self.listed[key]) for key in self.issues)

    @property
    def standing(self) -> bool:
        """Whether any of Pelican's pages or static files has changed or is gone."""
        return any(key.startswith(STANDING) for key in (*self.changed, *self.gone))

    def is_known(self, key: str) -> bool:
        """Whether a unit's files have been looked at, in this build or an earlier one."""
        return key in self._scanned or self._catalog.unit(key) is not None

    def unit(self, key: str) -> ScannedUnit:
        """A unit with the digests of its files, changed or not."""
        if key not in self._scanned:
            listing, known = self.listed[key], self._catalog.unit(key)
            (self._scanned[key],) = Scanner().scan([listing], lambda _: known)
        return self._scanned[key]

    # --- Pelican's pages and static files

    def standing_units(self) -> list[UnitListing]:
        return [unit for key, unit in self.listed.items() if key.startswith(STANDING)]

    def standing_files(self, kind: str) -> dict[str, tuple[SourceFile, ...]]:
        """Folder -> its files, of the units of a kind: ``pages`` or ``static``."""
        units = (unit for unit in self.standing_units() if unit.kind == kind)
        return {unit.folder: self.unit(unit.key).files for unit in units}

    def standing_names(self) -> frozenset[str]:
        """Content path of every file that a standing page may link to."""
        return frozenset(f"{u.folder}/{row[0]}" for u in self.standing_units() for row in u.rows)


def _theme(static: Path) -> UnitListing:
    if not static.is_dir():
        return UnitListing(THEME_UNIT, static, "", ())
    return Lister(static).unit(THEME_UNIT, "")


def weight_of(listing: UnitListing) -> int:
    """What an issue costs, in articles."""
    pictures = sum(name.lower().endswith(PICTURE_SUFFIXES) for name, *_ in listing.rows)
    return len(listing.rows) + PICTURE_WEIGHT * pictures
