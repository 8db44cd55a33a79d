"""Making files: each goes to a hidden folder of the output first, unless its bytes lie there.

The process that renders stages; the one that has the catalog takes note. Both may be the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from broadsheet.catalog_rows import OutputRow
from broadsheet.packing import CHUNK, Packing, cut, is_packed

STAGE = ".broadsheet-stage"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
PIECE = 1 << 18
"""Bytes that are written at a time."""


def content_digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


class Take(Protocol):
    """Takes note of a file that was made; ``is_new``: it waits to be moved."""

    def __call__(self, row: OutputRow, is_new: bool) -> None: ...


class Stage:
    """Makes the files of an output folder.

    ``known`` tells what an earlier build put at a path, which lies there still unless the path is
    among the ``damaged``. Text files get siblings in every one of the ``packings``.
    """

    def __init__(
        self,
        output: Path,
        known: Callable[[str], OutputRow | None],
        damaged: Container[str],
        take: Take,
        packings: tuple[Packing, ...] = (),
    ) -> None:
        self.output = output
        self.folder = output / STAGE
        self._known = known
        self._damaged = damaged
        self._take = take
        self._packings = packings
        self._folders: set[str] = set()
        self._there: dict[str, bool] = {}

    def put(self, path: str, data: bytes, owner: str, source: str) -> None:
        """Make one file."""
        self._put(path, data, owner, source)

    def put_lines(self, path: str, lines: Iterable[bytes], owner: str, source: str) -> None:
        """Make one file too large to hold: its pieces come one at a time."""
        row, place = self._put_stream(OutputRow(path, owner, source, 0, b""), lines)
        self._put_siblings(row, lambda: _pieces(place))

    def put_copy(
        self, path: str, digest: str, find: Callable[[], Path], owner: str, source: str
    ) -> None:
        """Make a file by copying the one that ``find`` gives; ``digest`` names its bytes, in any
        notation. Where they lie there already, nothing is found, opened or copied."""
        named = content_digest(digest.encode())
        known = self._copied(path, named)
        if known is not None:
            row = replace(known, owner=owner, source=source)
            self._take(row, is_new=False)
            self._put_siblings(row, lambda: cut(find().read_bytes()))
            return
        data = find().read_bytes()
        self._put(path, data, owner, source, named)

    def has_copy(self, path: str, digest: str) -> bool:
        """Whether ``put_copy`` would have nothing to find."""
        return self._copied(path, content_digest(digest.encode())) is not None

    def _copied(self, path: str, named: bytes) -> OutputRow | None:
        known = self._known(path)
        return known if known and known.origin == named and path not in self._damaged else None

    def _put_siblings(self, row: OutputRow, pieces: Callable[[], Iterator[bytes]]) -> None:
        """Pack a file of which ``pieces`` gives the bytes. Where that was done before, to the same
        bytes in the same way, nothing is read or packed."""
        if not self._packings or not is_packed(row.path, row.size):
            return
        for packing in self._packings:
            path = row.path + packing.suffix
            named = content_digest(packing.recipe.encode() + row.digest)
            known = self._copied(path, named)
            if known is not None:
                self._take(replace(known, owner=row.owner, source=row.source), is_new=False)
            else:
                packed = OutputRow(path, row.owner, row.source, 0, b"", named)
                self._put_stream(packed, packing.pack(pieces()))

    def _put_stream(self, row: OutputRow, pieces: Iterable[bytes]) -> tuple[OutputRow, str]:
        """Make a file of pieces; the answer is its row, and where its bytes lie now."""
        target = self._target(row.path)
        digest, size = hashlib.blake2b(digest_size=16), 0
        file = os.open(target, _NEW, 0o666)
        try:
            for piece in _in_pieces(pieces):
                digest.update(piece)
                size += len(piece)
                _write_all(file, piece)
            written = os.fstat(file).st_mtime_ns
        finally:
            os.close(file)
        found = digest.digest()
        there = self._time_there(row.path, size, found)
        row = replace(row, size=size, digest=found, mtime=written if there is None else there)
        self._take(row, is_new=there is None)
        if there is None:
            return row, target
        os.unlink(target)
        return row, f"{self.output}/{row.path}"

    def _put(self, path: str, data: bytes, owner: str, source: str, origin: bytes = b"") -> None:
        size, digest = len(data), content_digest(data)
        there = self._time_there(path, size, digest)
        mtime = self._write(path, data) if there is None else there
        row = OutputRow(path, owner, source, size, digest, origin, mtime)
        self._take(row, is_new=there is None)
        self._put_siblings(row, lambda: cut(data))

    def _time_there(self, path: str, size: int, digest: bytes) -> int | None:
        """When the file that lies there was written, if it has these bytes."""
        known = self._known(path)
        if known is not None and path not in self._damaged:
            same = (known.size, known.digest) == (size, digest)
            return known.mtime if same else None
        if not self._has_folder(os.path.dirname(path)):
            return None
        place = f"{self.output}/{path}"
        try:
            stat = os.lstat(place)
            if stat.st_size != size or os.path.islink(place):
                return None
            with open(place, "rb") as file:
                data = file.read()
        except OSError:
            return None
        return stat.st_mtime_ns if content_digest(data) == digest else None

    def _has_folder(self, folder: str) -> bool:
        """Whether the output has a folder. While files are staged, none is made there."""
        there = self._there.get(folder)
        if there is None:
            there = self._there[folder] = os.path.isdir(f"{self.output}/{folder}")
        return there

    def _write(self, path: str, data: bytes) -> int:
        """Write a staged file; its time in nanoseconds. A move keeps it."""
        file = os.open(self._target(path), _NEW, 0o666)
        try:
            _write_all(file, data)
            return os.fstat(file).st_mtime_ns
        finally:
            os.close(file)

    def _target(self, path: str) -> str:
        folder = os.path.dirname(path)
        if folder not in self._folders:
            os.makedirs(self.folder / folder, exist_ok=True)
            self._folders.add(folder)
        return f"{self.folder}/{path}"


def _in_pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces, each of about ``PIECE`` or of one line."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield b"".join(held)
            held.clear()
            size = 0
    yield b"".join(held)


def _write_all(file: int, data: bytes) -> None:
    """Write, even where the system takes no more than a part at a time: the last before a disk is
    full, say."""
    done = os.write(file, data)
    while done < len(data):
        done += os.write(file, data[done:])


def _pieces(place: str) -> Iterator[bytes]:
    with open(place, "rb") as file:
        while piece := file.read(CHUNK):
            yield piece
