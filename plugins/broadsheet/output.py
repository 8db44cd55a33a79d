"""The output folder: files are staged beside their places and moved there whole, or not at all.

A build puts every file it makes here. What has the bytes that lie there already is left alone; the
rest waits in a hidden folder of the output (same file system, so a move is one rename). When all is
made, the catalog commits, and the moves follow: new files first, then changed ones from the leaves
up to the front pages, then deletions. A build killed before the commit has touched nothing; one
killed after it is finished by the next (``placing.finish``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from broadsheet.catalog import Catalog
from broadsheet.catalog_rows import OutputRow, Pending
from broadsheet.packing import Packing
from broadsheet.pages import urls
from broadsheet.pages.urls import fold
from broadsheet.placing import sweep
from broadsheet.problems import Problem
from broadsheet.reading.addresses import Claims, above
from broadsheet.staging import STAGE, Stage
from broadsheet.surveying import Survey, sure

MARK = "data/site.json"
"""A file that every site of ours has: where it lies, the folders below are ours to tidy."""

OURS = re.compile(
    r"(\d{4}|sections|columns|people|photos|feeds|data|days|search|sitemaps)/"
    r"|(index|archive|corrections|search|404|robots|sitemap)\.(html|txt|xml)$"
)


class Output:
    """One build's view of the output folder, and of what it has made.

    Files are made by its ``stage`` or, in other processes, by their own; ``take`` notes them.
    ``theme_folder`` is where the theme's files go, one of the folders that are ours to tidy.
    """

    def __init__(
        self,
        folder: Path,
        catalog: Catalog,
        theme_folder: str = "theme",
        packings: tuple[Packing, ...] = (),
    ) -> None:
        self.folder = folder
        self.catalog = catalog
        self.existed = folder.exists()
        self.survey = Survey(folder, catalog)
        self.written = 0
        self.renewed: set[str] = set()
        self.stage = Stage(folder, catalog.output, self.survey.damaged, self.take, packings)
        self._theme_folder = f"{theme_folder}/"
        self._is_ours = (folder / MARK).is_file()
        self._made_elsewhere: set[str] = set()
        self._rivals: list[OutputRow] = []
        self._displaced: list[tuple[OutputRow, OutputRow]] = []
        self._below: list[OutputRow] = []
        self._renamed: set[str] = set()

    # --- what is made

    def renew(self, owner: str) -> None:
        """From now on ``owner`` has only what is put for it in this build."""
        self.renewed.add(owner)

    def renew_all(self) -> None:
        """The whole site is made in this build."""
        self.renewed |= self.catalog.owners()

    def take(self, row: OutputRow, is_new: bool) -> None:
        """Note a file that was made; ``is_new``: it waits in the stage."""
        before = self.catalog.put_output(row, fold(row.path))
        if before and before.build == self.catalog.number:
            self._rivals.append(row)
            return
        if before and before.owner != row.owner:
            self._displaced.append((before, row))
        if before and before.path != row.path:
            self._renamed.add(before.path)
        if "." in os.path.dirname(row.path):
            self._below.append(row)
        if not self._lies_in_ours(row.path):
            self._made_elsewhere.add(row.path)
        self.written += is_new

    def claim(self, path: str, owner: str, source: str) -> None:
        """Note who would make a path, in a build that stops because of an error elsewhere."""
        self._rivals.append(OutputRow(path, owner, source, 0, b""))

    def conflicts(self, undecided: str = "") -> list[Problem]:
        """Paths that two sources make, both in this build or one in files that stay as they are.

        Owners that begin with ``undecided`` may yet be renewed; they are left out.
        """
        claims = Claims()

        def stays(known: OutputRow, owner: str) -> bool:
            if known.build == self.catalog.number:
                return True
            if known.owner in self.renewed or known.owner == owner:
                return False
            return not (undecided and known.owner.startswith(undecided))

        for row in (*self._rivals, *self._below):
            claims.add(row.path, row.source)
            for path in (row.path, *above(row.path)):
                known = self.catalog.output_like(fold(path))
                if known and stays(known, row.owner):
                    claims.add(known.path, known.source)
        for before, row in self._displaced:
            if stays(before, row.owner):
                claims.add(row.path, row.source)
                claims.add(before.path, before.source)
        return claims.conflicts

    # --- the end of a build

    def settle(self) -> Pending | None:
        """Take what is gone out of the catalog; tell what must still be moved."""
        # What is not ours for certain is looked at again.
        found = self.survey.times
        times = found if self._is_ours else dict.fromkeys(found, 0)
        self.catalog.put_folders(sure(times))
        gone = set(self.catalog.not_made(self.renewed))
        self.catalog.remove_outputs(gone)
        gone |= {path for path in self._renamed if self.catalog.output(path) is None}
        gone.update(self._left_over())
        deletions = tuple(sorted(path for path in gone if self._is_file(path)))
        if not self.written and not deletions:
            return None
        return Pending(STAGE, deletions)

    def times_of(self, folders: Iterable[str]) -> dict[str, int | None]:
        """The times of folders of the output, as the catalog is to know them."""
        return sure({folder: self.survey.time_of(folder) for folder in folders})

    def _is_file(self, path: str) -> bool:
        place = self.folder / path
        return place.is_symlink() or (place.exists() and not place.is_dir())

    def _left_over(self) -> Iterator[str]:
        """Files in our own folders that nothing makes: left by a catalog that was thrown away."""
        if not self._is_ours:
            return
        listed = self._listed() if self.catalog.is_new else set()
        ours = (path for path in self.survey.strays if path in listed or self._lies_in_ours(path))
        yield from (path for path in ours if self.catalog.output(path) is None)

    def _lies_in_ours(self, path: str) -> bool:
        return bool(OURS.match(path)) or path.startswith(self._theme_folder)

    def _listed(self) -> set[str]:
        """What an earlier build has said that it put outside of our own folders."""
        try:
            return set((self.folder / urls.DATA_FILES).read_text("utf-8").split("\n"))
        except (OSError, UnicodeDecodeError):
            return set()

    def _elsewhere(self) -> Iterator[OutputRow]:
        """What builds have put outside of our own folders."""
        for row in self.catalog.outputs_in(""):
            if isinstance(row, OutputRow):
                found: Iterable[OutputRow] = (row,)
            elif self._lies_in_ours(row):
                continue
            else:
                found = self.catalog.outputs_below(row)
            yield from (each for each in found if not self._lies_in_ours(each.path))

    def put_list(self, owner: str) -> None:
        """Publish a list of all files outside of our own folders: standing pages, static files,
        old addresses. By it they are known for ours when the catalog is lost."""
        if not self.renewed and not self._made_elsewhere:
            return
        kept = {row.path for row in self._elsewhere() if row.owner not in self.renewed}
        text = "".join(f"{path}\n" for path in sorted(kept | self._made_elsewhere))
        self.stage.put(urls.DATA_FILES, text.encode(), owner, "")

    def discard(self) -> None:
        """Drop what was staged; the output is as it was."""
        sweep(self.folder)
        if not self.existed and self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()
