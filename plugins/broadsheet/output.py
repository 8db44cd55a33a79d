"""The output folder: files are staged beside their places and moved there whole, or not at all.

A build puts every file it makes here. What has the bytes that lie there already is left alone; the
rest waits in a hidden folder of the output (same file system, so a move is one rename). When all is
made, the catalog commits, and the moves follow: new files first, then changed ones from the leaves
up to the front pages, then deletions. A build killed before the commit has touched nothing; one
killed after it is finished by the next (``finish``).
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
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


class Sign(NamedTuple):
    """A file as the file system describes it: bytes, and the nanosecond it was written in."""

    size: int
    mtime: int


def listing(output: Path) -> Iterator[tuple[str, Sign]]:
    """Path and sign of every file below ``output`` in the order of the paths; hidden names are
    not ours."""

    def walk(folder: str, prefix: str) -> Iterator[tuple[str, Sign]]:
        with os.scandir(folder) as found:
            entries = [
                (e.name + "/" * e.is_dir(follow_symlinks=False), e)
                for e in found
                if not e.name.startswith(".")
            ]
        for name, entry in sorted(entries, key=lambda each: each[0]):
            if name.endswith("/"):
                yield from walk(entry.path, prefix + name)
            else:
                stat = entry.stat(follow_symlinks=False)
                yield prefix + name, Sign(stat.st_size, stat.st_mtime_ns)

    if output.is_dir():
        yield from walk(str(output), "")


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
        self._elsewhere: dict[str, str] = {}
        self._made_elsewhere: set[str] = set()
        self._strays: list[str] = []
        self._rivals: list[OutputRow] = []
        self._displaced: list[tuple[OutputRow, OutputRow]] = []
        self._below: list[OutputRow] = []
        self._renamed: set[str] = set()
        self._survey()

    # --- what lies there

    def _survey(self) -> None:
        """Compare what lies there with what builds have put there, one file after another.

        A file with another time is read: one that was copied back has the bytes it had.
        """
        times: dict[str, int] = {}
        files, rows = listing(self.folder), self.catalog.outputs()
        file, row = next(files, None), next(rows, None)
        while file or row:
            if file and (row is None or file[0] < row.path):
                self._strays.append(file[0])
                file = next(files, None)
                continue
            if row is None:
                break
            if not self._lies_in_ours(row.path):
                self._elsewhere[row.path] = row.owner
            there = None
            if file and file[0] == row.path:
                there, file = file[1], next(files, None)
            if there == (row.size, row.mtime):
                pass
            elif there and there.size == row.size and self._digest_of(row.path) == row.digest:
                times[row.path] = there.mtime
            else:
                self.damaged.add(row.path)
                self.damaged_owners.add(row.owner)
            row = next(rows, None)
        self.catalog.put_times(times)

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
        gone = set(self.catalog.not_made(self.renewed))
        self.catalog.remove_outputs(gone)
        gone |= {path for path in self._renamed if self.catalog.output(path) is None}
        gone.update(self._left_over())
        deletions = tuple(sorted(path for path in gone if self._is_file(path)))
        if not self.written and not deletions:
            return None
        return Pending(STAGE, deletions)

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

    def put_list(self, owner: str) -> None:
        """Publish a list of all files outside of our own folders: standing pages, static files,
        old addresses. By it they are known for ours when the catalog is lost."""
        kept = {path for path, of in self._elsewhere.items() if of not in self.renewed}
        text = "".join(f"{path}\n" for path in sorted(kept | self._made_elsewhere))
        self.stage.put(urls.DATA_FILES, text.encode(), owner, "")

    def discard(self) -> None:
        """Drop what was staged; the output is as it was."""
        sweep(self.folder)
        if not self.existed and self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()


def sweep(folder: Path) -> None:
    """Remove what a build that ended early has staged in an output folder."""
    stage = folder / STAGE
    if stage.is_symlink() or stage.is_file():
        stage.unlink()
    else:
        shutil.rmtree(stage, ignore_errors=True)


def finish(folder: Path, pending: Pending) -> None:
    """Carry out the moves of a committed build. May be repeated after any interruption."""
    stage = folder / pending.stage
    try:
        if stage.is_dir():
            for path in sorted(_changed(stage, folder), key=_publishing_order):
                if (folder / path).is_dir():
                    shutil.rmtree(folder / path)
                os.replace(stage / path, folder / path)
        for path in pending.deletions:
            _delete(folder, path)
        if stage.is_dir():
            shutil.rmtree(stage)
    except OSError as error:
        raise BuildError(
            f"{error.filename or folder}: cannot move the new site into place"
            f" ({error.strerror}); mend that and build again"
        ) from error


def _changed(stage: Path, folder: Path, prefix: str = "") -> Iterator[str]:
    """Move what is wholly new at once; yield the paths that replace a file."""
    for entry in sorted(os.scandir(stage / prefix), key=lambda e: e.name):
        path, target = prefix + entry.name, folder / (prefix + entry.name)
        if not os.path.lexists(target):
            os.rename(entry.path, target)
        elif entry.is_dir():
            if not target.is_dir():
                target.unlink()
                os.rename(entry.path, target)
            else:
                yield from _changed(stage, folder, path + "/")
        else:
            yield path


def _publishing_order(path: str) -> tuple[int, bool, str]:
    """Deep pages before the pages that lead to them; a folder's own page after its others."""
    return (-path.count("/"), path.endswith("index.html"), path)


def _delete(folder: Path, path: str) -> None:
    """Where a folder has taken a file's place, or a file a folder's, there is nothing to delete."""
    if (folder / path).is_dir():
        return
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        (folder / path).unlink()
    parent = (folder / path).parent
    while parent != folder:
        try:
            parent.rmdir()
        except OSError:
            return
        parent = parent.parent
