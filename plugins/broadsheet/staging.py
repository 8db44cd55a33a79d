"""Making files: each goes to a hidden folder of the output first, unless its bytes lie there.

The process that renders stages; the one that has the catalog takes note. Both may be the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from broadsheet.catalog_rows import OutputRow

STAGE = ".broadsheet-stage"


def content_digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


class Take(Protocol):
    """Takes note of a file that was made; ``is_new``: it waits to be moved."""

    def __call__(self, row: OutputRow, is_new: bool) -> None: ...


class Stage:
    """Makes the files of an output folder.

    ``known`` tells what an earlier build put at a path, which lies there still unless the path is
    among the ``damaged``.
    """

    def __init__(
        self,
        output: Path,
        known: Callable[[str], OutputRow | None],
        damaged: Container[str],
        take: Take,
    ) -> None:
        self.output = output
        self.folder = output / STAGE
        self._known = known
        self._damaged = damaged
        self._take = take
        self._folders: set[str] = set()

    def put(self, path: str, data: bytes, owner: str, source: str) -> None:
        """Make one file."""
        self._put(OutputRow(path, owner, source, len(data), content_digest(data)), data)

    def put_lines(self, path: str, lines: Iterable[bytes], owner: str, source: str) -> None:
        """Make one file too large to hold: its pieces come one at a time."""
        target = self._target(path)
        digest, size = hashlib.blake2b(digest_size=16), 0
        with open(target, "wb") as file:
            for line in lines:
                digest.update(line)
                size += len(line)
                file.write(line)
        row = OutputRow(path, owner, source, size, digest.digest())
        there = self._time_there(row)
        if there is None:
            self._take(replace(row, mtime=os.stat(target).st_mtime_ns), is_new=True)
        else:
            os.unlink(target)
            self._take(replace(row, mtime=there), is_new=False)

    def put_copy(
        self, path: str, digest: str, find: Callable[[], Path], owner: str, source: str
    ) -> None:
        """Make a file by copying the one that ``find`` gives; ``digest`` names its bytes, in any
        notation. Where they lie there already, nothing is found, opened or copied."""
        named = content_digest(digest.encode())
        known = self._copied(path, named)
        if known is not None:
            self._take(replace(known, owner=owner, source=source), is_new=False)
            return
        data = find().read_bytes()
        self._put(OutputRow(path, owner, source, len(data), content_digest(data), named), data)

    def has_copy(self, path: str, digest: str) -> bool:
        """Whether ``put_copy`` would have nothing to find."""
        return self._copied(path, content_digest(digest.encode())) is not None

    def _copied(self, path: str, named: bytes) -> OutputRow | None:
        known = self._known(path)
        return known if known and known.origin == named and path not in self._damaged else None

    def _put(self, row: OutputRow, data: bytes) -> None:
        there = self._time_there(row)
        if there is None:
            written = self._write(row.path, data)
            self._take(replace(row, mtime=written), is_new=True)
        else:
            self._take(replace(row, mtime=there), is_new=False)

    def _time_there(self, row: OutputRow) -> int | None:
        """When the file that lies there was written, if it has these bytes."""
        known = self._known(row.path)
        if known is not None and row.path not in self._damaged:
            same = (known.size, known.digest) == (row.size, row.digest)
            return known.mtime if same else None
        place = f"{self.output}/{row.path}"
        try:
            stat = os.lstat(place)
            if stat.st_size != row.size or os.path.islink(place):
                return None
            with open(place, "rb") as file:
                data = file.read()
        except OSError:
            return None
        return stat.st_mtime_ns if content_digest(data) == row.digest else None

    def _write(self, path: str, data: bytes) -> int:
        """Write a staged file; its time in nanoseconds. A move keeps it."""
        with open(self._target(path), "wb", buffering=0) as file:
            file.write(data)
            return os.fstat(file.fileno()).st_mtime_ns

    def _target(self, path: str) -> str:
        folder = os.path.dirname(path)
        if folder not in self._folders:
            os.makedirs(self.folder / folder, exist_ok=True)
            self._folders.add(folder)
        return f"{self.folder}/{path}"
