"""The output folder: files are staged beside their places and moved there whole, or not at all.

A build puts every file it makes here. What has the bytes that lie there already is left alone; the
rest waits in a hidden folder of the output (same file system, so a move is one rename). When all is
made, the catalog commits, and the moves follow: new files first, then changed ones from the leaves
up to the front pages, then deletions. A build killed before the commit has touched nothing; one
killed after it is finished by the next (``finish``).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from broadsheet.catalog import Catalog, OutputRow, Pending
from broadsheet.pages import urls
from broadsheet.pages.urls import fold
from broadsheet.problems import BuildError, Problem
from broadsheet.reading.addresses import Claims, above

STAGE = ".broadsheet-stage"
MARK = "data/site.json"
"""A file that every site of ours has: where it lies, the folders below are ours to tidy."""

OURS = re.compile(
    r"(\d{4}|sections|columns|people|photos|feeds|data|days|search|sitemaps)/"
    r"|(index|archive|corrections|search|404|robots|sitemap)\.(html|txt|xml)$"
)


def content_digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


class Sign(NamedTuple):
    """A file as the file system describes it: bytes, and the nanosecond it was written in."""

    size: int
    mtime: int


def listing(output: Path) -> dict[str, Sign]:
    """Path -> sign of every file below ``output``; hidden names are not ours."""
    found: dict[str, Sign] = {}

    def walk(folder: str, prefix: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{prefix}{entry.name}/")
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = Sign(stat.st_size, stat.st_mtime_ns)

    if output.is_dir():
        walk(str(output), "")
    return found


class Output:
    """One build's view of the output folder. ``present`` is what lies there.

    ``theme_folder`` is where the theme's files go, one of the folders that are ours to tidy.
    """

    def __init__(self, folder: Path, catalog: Catalog, theme_folder: str = "theme") -> None:
        self.folder = folder
        self.stage = folder / STAGE
        self.catalog = catalog
        self.existed = folder.exists()
        self.present = listing(folder)
        self.damaged: set[str] = set()
        self.elsewhere: dict[str, str] = {}
        self.is_ours = MARK in self.present
        self.theme_folder = f"{theme_folder}/"
        self.made: dict[str, OutputRow] = {}
        self.folds: dict[str, str] = {}
        self.rivals: list[OutputRow] = []
        self.written: set[str] = set()
        self.unchanged = 0
        self.renewed: set[str] = set()
        self._folders: set[str] = set()

    # --- what is damaged

    def damaged_owners(self) -> set[str]:
        """Owners of files that the catalog knows and that are not as a build left them.

        A file with another time is read: one that was copied back has the bytes it had.
        """
        times: dict[str, int] = {}
        owners: set[str] = set()
        for row in self.catalog.outputs():
            if not self._lies_in_ours(row.path):
                self.elsewhere[row.path] = row.owner
            there = self.present.get(row.path)
            if there == (row.size, row.mtime):
                continue
            if there and there.size == row.size and self._digest_of(row.path) == row.digest:
                times[row.path] = there.mtime
            else:
                self.damaged.add(row.path)
                owners.add(row.owner)
        self.catalog.put_times(times)
        return owners

    def _digest_of(self, path: str) -> bytes:
        """Of a file that lies there; empty for what cannot be read as one."""
        try:
            return content_digest((self.folder / path).read_bytes())
        except OSError:
            return b""

    # --- making files

    def renew(self, owner: str) -> None:
        """From now on ``owner`` has only what is put for it in this build."""
        self.renewed.add(owner)

    def renew_all(self) -> None:
        """The whole site is made in this build."""
        self.renewed |= self.catalog.owners()

    def put(self, path: str, data: bytes, owner: str, source: str) -> None:
        """Make one file."""
        row = OutputRow(path, owner, source, len(data), content_digest(data))
        if not self._register(row):
            return
        if self._is_there(row):
            self.unchanged += 1
            return
        self._staged(path).write_bytes(data)
        self.written.add(path)

    def claim(self, path: str, owner: str, source: str) -> None:
        """Note who would make a path, in a build that stops because of an error elsewhere."""
        self.rivals.append(OutputRow(path, owner, source, 0, b""))

    def put_lines(self, path: str, lines: Iterable[bytes], owner: str, source: str) -> None:
        """Make one file too large to hold: its pieces come one at a time."""
        target = self._staged(path)
        digest, size = hashlib.blake2b(digest_size=16), 0
        with open(target, "wb") as file:
            for line in lines:
                digest.update(line)
                size += len(line)
                file.write(line)
        row = OutputRow(path, owner, source, size, digest.digest())
        if not self._register(row) or self._is_there(row):
            target.unlink()
            self.unchanged += 1
        else:
            self.written.add(path)

    def put_copy(
        self, path: str, digest: str, find: Callable[[], Path], owner: str, source: str
    ) -> None:
        """Make a file by copying the one that ``find`` gives; ``digest`` names its bytes, in any
        notation. Where they lie there already, nothing is found, opened or copied."""
        named = content_digest(digest.encode())
        if known := self._copied(path, named):
            if self._register(replace(known, owner=owner, source=source)):
                self.unchanged += 1
            return
        data = find().read_bytes()
        row = OutputRow(path, owner, source, len(data), content_digest(data), named)
        if not self._register(row):
            return
        if self._is_there(row):
            self.unchanged += 1
            return
        self._staged(path).write_bytes(data)
        self.written.add(path)

    def has_copy(self, path: str, digest: str) -> bool:
        """Whether ``put_copy`` would have nothing to find."""
        return self._copied(path, content_digest(digest.encode())) is not None

    def _copied(self, path: str, named: bytes) -> OutputRow | None:
        known = self.catalog.output(path)
        return known if known and known.origin == named and path not in self.damaged else None

    def _register(self, row: OutputRow) -> bool:
        """Note who makes a path; false when another source has made it: they are rivals."""
        key = fold(row.path)
        other = self.made.get(self.folds.get(key, ""))
        if other is None:
            self.made[row.path] = row
            self.folds[key] = row.path
            return True
        self.rivals.append(row)
        return False

    def conflicts(self, undecided: str = "") -> list[Problem]:
        """Paths that two sources make, both in this build or one in files that stay as they are.

        Owners that begin with ``undecided`` may yet be renewed; they are left out.
        """
        claims = Claims()
        for row in (*self.made.values(), *self.rivals):
            claims.add(row.path, row.source)
            for path in (row.path, *above(row.path)):
                known = self.catalog.output_like(fold(path))
                if known is None or known.owner in self.renewed or known.owner == row.owner:
                    continue
                if not (undecided and known.owner.startswith(undecided)):
                    claims.add(known.path, known.source)
        return claims.conflicts

    def _is_there(self, row: OutputRow) -> bool:
        there = self.present.get(row.path)
        if there is None or there.size != row.size:
            return False
        known = self.catalog.output(row.path)
        if known is not None and row.path not in self.damaged:
            return known.digest == row.digest
        return self._digest_of(row.path) == row.digest

    def _staged(self, path: str) -> Path:
        target = self.stage / path
        folder = os.path.dirname(path)
        if folder not in self._folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        return target

    # --- the end of a build

    def settle(self) -> Pending | None:
        """Write what was made into the catalog's transaction; tell what must still be moved."""
        gone: set[str] = set()
        for owner in self.renewed:
            gone.update(path for path in self.catalog.owned(owner) if path not in self.made)
        self.catalog.remove_outputs(gone)
        self.catalog.put_outputs(
            (replace(row, mtime=self._mtime(row.path)), key)
            for key, row in ((key, self.made[path]) for key, path in self.folds.items())
        )
        gone.update(self._strays())
        deletions = tuple(sorted(path for path in gone if path in self.present))
        if not self.written and not deletions:
            return None
        return Pending(STAGE, deletions)

    def _mtime(self, path: str) -> int:
        """A move keeps a file's time, so what waits has the time that it will have."""
        if path in self.written:
            return (self.stage / path).stat().st_mtime_ns
        return self.present[path].mtime

    def _strays(self) -> Iterator[str]:
        """Files in our own folders that nothing makes: left by a catalog that was thrown away."""
        if not self.is_ours:
            return
        known = {row.path for row in self.catalog.outputs()}
        listed = self._listed() if self.catalog.is_new else set()
        ours = (p for p in self.present if p in listed or self._lies_in_ours(p))
        yield from (p for p in ours if p not in known)

    def _lies_in_ours(self, path: str) -> bool:
        return bool(OURS.match(path)) or path.startswith(self.theme_folder)

    def _listed(self) -> set[str]:
        """What an earlier build has said that it put outside of our own folders."""
        try:
            return set((self.folder / urls.DATA_FILES).read_text("utf-8").split("\n"))
        except (OSError, UnicodeDecodeError):
            return set()

    def put_list(self, owner: str) -> None:
        """Publish a list of all files outside of our own folders: standing pages, static files,
        old addresses. By it they are known for ours when the catalog is lost."""
        kept = {path for path, of in self.elsewhere.items() if of not in self.renewed}
        made = {path for path in self.made if not self._lies_in_ours(path)}
        text = "".join(f"{path}\n" for path in sorted(kept | made))
        self.put(urls.DATA_FILES, text.encode(), owner, "")

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
