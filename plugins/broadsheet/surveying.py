"""What lies in the output folder beside what builds have put there, told without reading it all."""

from __future__ import annotations

import bisect
import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from broadsheet.catalog import Catalog
from broadsheet.staging import content_digest

LOOKED_THROUGH = 10_000
"""Files whose own times a build compares at least, or all: it takes some 50 ms."""
TICK = 20_000_000
"""Nanoseconds in which two changes of a folder may get the same time."""


Sign = tuple[int, int]
"""A file as the file system describes it: bytes, and the nanosecond it was written in."""


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


class Survey:
    """Compares, when it is made, a folder after another.

    A folder whose time is the one it had holds the names it had. Of ``LOOKED_THROUGH`` files or
    more, other ones in every build, the own times are compared as well, which tell of one that was
    written over in its place.

    ``damaged`` are paths of files that are not as they were put there, ``damaged_owners`` those who
    made them; ``strays`` are files that nobody has put there; ``times`` those of the folders that
    were looked into, ``None`` for one that is not there.
    """

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.damaged: set[str] = set()
        self.damaged_owners: set[str] = set()
        self.strays: list[str] = []
        self.times: dict[str, int | None] = {}
        self._folder = folder
        self._catalog = catalog
        folders = catalog.folders()
        self._known = {path for path, _ in folders}
        if not folders:
            self._look("")
        for path, then in folders:
            if path not in self.times and self.time_of(path) != then:
                self._look(path)
        self._look_through([path for path, _ in folders])

    def _look_through(self, folders: list[str]) -> None:
        """Look at as many files as one build does, from where the last one stopped."""
        start = bisect.bisect_left(folders, self._catalog.meta("looked"))
        looked = 0
        for path in (*folders[start:], *folders[:start]):
            if looked >= LOOKED_THROUGH:
                self._catalog.set_meta("looked", path)
                break
            if path not in self.times:
                looked += self._look(path)

    def time_of(self, folder: str) -> int | None:
        """When names in a folder of the output last came or went."""
        try:
            # The output itself may be a link to where a web server looks.
            found = os.lstat(f"{self._folder}/{folder[:-1]}") if folder else os.stat(self._folder)
        except OSError:
            return None
        return found.st_mtime_ns if stat.S_ISDIR(found.st_mode) else None

    def _look(self, folder: str) -> int:
        """Compare every file of a folder with what was put there; how many there were.

        One with another time is read: a file that was copied back has the bytes it had.
        """
        self.times[folder] = self.time_of(folder)
        files: dict[str, Sign] = {}
        folders: set[str] = set()
        if self.times[folder] is not None:
            with os.scandir(f"{self._folder}/{folder}") as found:
                for entry in found:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.add(f"{folder}{entry.name}/")
                    else:
                        sign = entry.stat(follow_symlinks=False)
                        files[folder + entry.name] = (sign.st_size, sign.st_mtime_ns)
        count = len(files)
        unlike: list[tuple[str, Sign | None]] = []
        for path, size, mtime in self._catalog.signs_in(folder):
            if path.endswith("/"):
                folders.discard(path)
                if path not in self._known and path not in self.times:
                    self._look(path)
                continue
            there = files.pop(path, None)
            if there != (size, mtime):
                unlike.append((path, there))
        self._compare(unlike)
        self.strays += files
        for unknown in folders:
            self.strays += files_below(self._folder, unknown)
        return count

    def _compare(self, unlike: Iterable[tuple[str, Sign | None]]) -> None:
        """Look closely at files that are not as they were, or not there."""
        times: dict[str, int] = {}
        for path, there in unlike:
            row = self._catalog.output(path)
            if row is None:
                continue
            if there and there[0] == row.size and self._digest_of(path) == row.digest:
                times[path] = there[1]
            else:
                self.damaged.add(path)
                self.damaged_owners.add(row.owner)
        self._catalog.put_times(times)

    def _digest_of(self, path: str) -> bytes:
        """Of a file that lies there; empty for what cannot be read as one."""
        try:
            return content_digest((self._folder / path).read_bytes())
        except OSError:
            return b""


def sure(times: Mapping[str, int | None]) -> dict[str, int | None]:
    """A folder that changed just now may change again and keep its time: it has none, and is looked
    at in the next build."""
    latest = time.time_ns() - TICK
    return {folder: 0 if at and at > latest else at for folder, at in times.items()}
