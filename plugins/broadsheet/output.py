"""The output folder: files are staged beside their places and moved there whole, or not at all.

A build puts every file it makes here. What has the bytes that lie there already is left alone; the
rest waits in a hidden folder of the output (same file system, so a move is one rename). When all is
made, the catalog commits, and the moves follow: new files first, then changed ones from the leaves
up to the front pages, then deletions. A build killed before the commit has touched nothing; one
killed after it is finished by the next (``finish``).
"""

from __future__ import annotations

import bisect
import contextlib
import os
import re
import shutil
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from broadsheet.catalog import Catalog
from broadsheet.catalog_rows import OutputRow, Pending
from broadsheet.packing import Packing
from broadsheet.pages import urls
from broadsheet.pages.urls import fold
from broadsheet.problems import BuildError, Problem
from broadsheet.reading.addresses import Claims, above
from broadsheet.staging import STAGE, Stage, content_digest

MARK = "data/site.json"
"""A file that every site of ours has: where it lies, the folders below are ours to tidy."""

OURS = re.compile(
    r"(\d{4}|sections|columns|people|photos|feeds|data|days|search|sitemaps)/"
    r"|(index|archive|corrections|search|404|robots|sitemap)\.(html|txt|xml)$"
)


LOOKED_THROUGH = 10_000
"""Files whose own times a build compares at least, or all: it takes some 50 ms."""
TICK = 20_000_000
"""Nanoseconds in which two changes of a folder may get the same time."""


class Sign(NamedTuple):
    """A file as the file system describes it: bytes, and the nanosecond it was written in."""

    size: int
    mtime: int


def files_below(folder: Path, prefix: str = "") -> Iterator[str]:
    """Path of every file in a folder of the output and in those within; hidden names are not
    ours."""
    with os.scandir(folder / prefix) as found:
        entries = [e for e in found if not e.name.startswith(".")]
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files_below(folder, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name


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
        self.damaged: set[str] = set()
        self.damaged_owners: set[str] = set()
        self.written = 0
        self.renewed: set[str] = set()
        self.stage = Stage(folder, catalog.output, self.damaged, self.take, packings)
        self._theme_folder = f"{theme_folder}/"
        self._is_ours = (folder / MARK).is_file()
        self._made_elsewhere: set[str] = set()
        self._strays: list[str] = []
        self._rivals: list[OutputRow] = []
        self._displaced: list[tuple[OutputRow, OutputRow]] = []
        self._below: list[OutputRow] = []
        self._renamed: set[str] = set()
        self._times: dict[str, int | None] = {}
        self._survey()

    # --- what lies there

    def _survey(self) -> None:
        """Compare what lies there with what builds have put there, a folder after another.

        A folder whose time is the one it had holds the names it had. Of ``LOOKED_THROUGH`` files
        or more, other ones in every build, the own times are compared as well, which tell of one
        that was written over in its place.
        """
        folders = self.catalog.folders()
        self._known = {path for path, _ in folders}
        if not folders:
            self._look("")
        for path, then in folders:
            if path not in self._times and self._time_of(path) != then:
                self._look(path)
        self._look_through([path for path, _ in folders])

    def _look_through(self, folders: list[str]) -> None:
        """Look at as many files as one build does, from where the last one stopped."""
        start = bisect.bisect_left(folders, self.catalog.meta("looked"))
        looked = 0
        for path in (*folders[start:], *folders[:start]):
            if looked >= LOOKED_THROUGH:
                self.catalog.set_meta("looked", path)
                break
            if path not in self._times:
                looked += self._look(path)

    def _time_of(self, folder: str) -> int | None:
        """When names in a folder of the output last came or went."""
        try:
            # The output itself may be a link to where a web server looks.
            found = os.lstat(f"{self.folder}/{folder[:-1]}") if folder else os.stat(self.folder)
        except OSError:
            return None
        return found.st_mtime_ns if stat.S_ISDIR(found.st_mode) else None

    def _look(self, folder: str) -> int:
        """Compare every file of a folder with what was put there; how many there were.

        One with another time is read: a file that was copied back has the bytes it had.
        """
        self._times[folder] = self._time_of(folder)
        files: dict[str, Sign] = {}
        folders: set[str] = set()
        if self._times[folder] is not None:
            with os.scandir(f"{self.folder}/{folder}") as found:
                for entry in found:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(f"{folder}{entry.name}/")
                    else:
                        sign = entry.stat(follow_symlinks=False)
                        files[folder + entry.name] = Sign(sign.st_size, sign.st_mtime_ns)
        count = len(files)
        times: dict[str, int] = {}
        for row in self.catalog.outputs_in(folder):
            if isinstance(row, str):
                folders.discard(row)
                if row not in self._known and row not in self._times:
                    self._look(row)
                continue
            there = files.pop(row.path, None)
            if there == (row.size, row.mtime):
                continue
            if there and there.size == row.size and self._digest_of(row.path) == row.digest:
                times[row.path] = there.mtime
            else:
                self.damaged.add(row.path)
                self.damaged_owners.add(row.owner)
        self.catalog.put_times(times)
        self._strays += files
        for unknown in folders:
            self._strays += files_below(self.folder, unknown)
        return count

    def _digest_of(self, path: str) -> bytes:
        """Of a file that lies there; empty for what cannot be read as one."""
        try:
            return content_digest((self.folder / path).read_bytes())
        except OSError:
            return b""

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
        times = self._times if self._is_ours else dict.fromkeys(self._times, 0)
        self.catalog.put_folders(_sure(times))
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
        return _sure({folder: self._time_of(folder) for folder in folders})

    def _is_file(self, path: str) -> bool:
        place = self.folder / path
        return place.is_symlink() or (place.exists() and not place.is_dir())

    def _left_over(self) -> Iterator[str]:
        """Files in our own folders that nothing makes: left by a catalog that was thrown away."""
        if not self._is_ours:
            return
        listed = self._listed() if self.catalog.is_new else set()
        ours = (path for path in self._strays if path in listed or self._lies_in_ours(path))
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


def _sure(times: Mapping[str, int | None]) -> dict[str, int | None]:
    """A folder that changed just now may change again and keep its time: it has none, and is looked
    at in the next build."""
    sure = time.time_ns() - TICK
    return {folder: 0 if at and at > sure else at for folder, at in times.items()}


def sweep(folder: Path) -> None:
    """Remove what a build that ended early has staged in an output folder."""
    stage = folder / STAGE
    if stage.is_symlink() or stage.is_file():
        stage.unlink()
    else:
        shutil.rmtree(stage, ignore_errors=True)


def finish(folder: Path, pending: Pending) -> set[str]:
    """Carry out the moves of a committed build. May be repeated after any interruption.

    Returns the folders that were made, filled, emptied or removed: empty for the output itself,
    or a path with a slash at its end.
    """
    stage = folder / pending.stage
    changed: set[str] = {""}
    try:
        if stage.is_dir():
            for path in sorted(_changed(stage, folder, changed), key=_publishing_order):
                if (folder / path).is_dir():
                    shutil.rmtree(folder / path)
                os.replace(stage / path, folder / path)
                changed.add(_folder_of(path))
        for path in pending.deletions:
            _delete(folder, path, changed)
        if stage.is_dir():
            shutil.rmtree(stage)
    except OSError as error:
        raise BuildError(
            f"{error.filename or folder}: cannot move the new site into place"
            f" ({error.strerror}); mend that and build again"
        ) from error
    return changed


def _folder_of(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _changed(stage: Path, folder: Path, changed: set[str], prefix: str = "") -> Iterator[str]:
    """Move what is wholly new at once; yield the paths that replace a file."""
    for entry in sorted(os.scandir(stage / prefix), key=lambda e: e.name):
        path, target = prefix + entry.name, folder / (prefix + entry.name)
        if not os.path.lexists(target):
            os.rename(entry.path, target)
            changed.add(prefix)
            changed.update(_folders_at(folder, path))
        elif entry.is_dir():
            if not target.is_dir():
                target.unlink()
                os.rename(entry.path, target)
                changed.add(prefix)
                changed.update(_folders_at(folder, path))
            else:
                yield from _changed(stage, folder, changed, path + "/")
        else:
            yield path


def _folders_at(folder: Path, path: str) -> Iterator[str]:
    """A path that is a folder, and those within."""
    place = folder / path
    if place.is_dir() and not place.is_symlink():
        yield f"{path}/"
        with os.scandir(place) as found:
            within = [e.name for e in found if e.is_dir(follow_symlinks=False)]
        for name in within:
            yield from _folders_at(folder, f"{path}/{name}")


def _publishing_order(path: str) -> tuple[int, bool, str]:
    """Deep pages before the pages that lead to them; a folder's own page after its others."""
    return (-path.count("/"), path.endswith("index.html"), path)


def _delete(folder: Path, path: str, changed: set[str]) -> None:
    """Where a folder has taken a file's place, or a file a folder's, there is nothing to delete."""
    if (folder / path).is_dir():
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        (folder / path).unlink()
    within = _folder_of(path)
    while within:
        changed.add(within)
        try:
            (folder / within).rmdir()
        except OSError:
            return
        within = _folder_of(within[:-1])
