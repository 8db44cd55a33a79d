"""The output folder: files are staged beside their places and moved there whole, or not at all.

A build puts every file it makes here. What has the bytes that lie there already is left alone; the
rest waits in a hidden folder of the output (same file system, so a move is one rename). When all is
made, the catalog commits, and the moves follow: new files first, then changed ones from the leaves
up to the front pages, then deletions. A build killed before the commit has touched nothing; one
killed after it is finished by the next (``finish``).
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from broadsheet.catalog import Catalog, OutputRow, Pending
from broadsheet.problems import BuildError, Problem, problem

STAGE = ".broadsheet-stage"
MARK = "data/site.json"
"""A file that every site of ours has: where it lies, the folders below are ours to tidy."""

OURS = re.compile(
    r"(\d{4}|sections|columns|people|feeds|data|days|sitemaps)/"
    r"|(index|archive|corrections|404|robots|sitemap)\.(html|txt|xml)$"
)


def fold(path: str) -> str:
    """Two paths with one fold are one file on some host or disk: case and Unicode form aside."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


def content_digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def listing(output: Path) -> dict[str, int]:
    """Path -> size in bytes of every file below ``output``; hidden names are not ours."""
    found: dict[str, int] = {}

    def walk(folder: str, prefix: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{prefix}{entry.name}/")
                else:
                    found[prefix + entry.name] = entry.stat(follow_symlinks=False).st_size

    if output.is_dir():
        walk(str(output), "")
    return found


class Output:
    """One build's view of the output folder. ``present`` is what lies there, by size."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.stage = folder / STAGE
        self.catalog = catalog
        self.existed = folder.exists()
        self.present = listing(folder)
        self.is_ours = MARK in self.present
        self.made: dict[str, OutputRow] = {}
        self.folds: dict[str, str] = {}
        self.conflicts: list[Problem] = []
        self.written: set[str] = set()
        self.unchanged = 0
        self.renewed: set[str] = set()
        self._folders: set[str] = set()

    # --- what is damaged

    def damaged_owners(self) -> set[str]:
        """Owners of files that the catalog knows and that are gone or of another size."""
        return {
            row.owner for row in self.catalog.outputs() if self.present.get(row.path) != row.size
        }

    # --- making files

    def renew(self, owner: str) -> None:
        """From now on ``owner`` has only what is put for it in this build."""
        self.renewed.add(owner)

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
        known = self.catalog.output(path)
        if known and known.digest == named and known.size == self.present.get(path):
            if self._register(OutputRow(path, owner, source, known.size, named)):
                self.unchanged += 1
            return
        original = find()
        row = OutputRow(path, owner, source, original.stat().st_size, named)
        if not self._register(row):
            return
        if known is None and self._same_bytes(path, row, original):
            self.unchanged += 1
            return
        shutil.copyfile(original, self._staged(path))
        self.written.add(path)

    def _same_bytes(self, path: str, row: OutputRow, source_file: Path) -> bool:
        return (
            self.present.get(path) == row.size
            and (self.folder / path).read_bytes() == source_file.read_bytes()
        )

    def _register(self, row: OutputRow) -> bool:
        """Note who makes a path; false, and a conflict, when another source makes it too."""
        key = fold(row.path)
        other = self.made.get(self.folds.get(key, ""))
        if other is None:
            known = self.catalog.output_like(key)
            if known is not None and known.owner not in self.renewed and known.owner != row.owner:
                other = known
        if other is None:
            self.made[row.path] = row
            self.folds[key] = row.path
            return True
        self.conflicts.append(conflict(row.path, row.source, other.source))
        return False

    def _is_there(self, row: OutputRow) -> bool:
        if self.present.get(row.path) != row.size:
            return False
        known = self.catalog.output(row.path)
        if known is not None:
            return known.digest == row.digest
        return content_digest((self.folder / row.path).read_bytes()) == row.digest

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
        self.catalog.put_outputs((row, fold(row.path)) for row in self.made.values())
        gone.update(self._strays())
        deletions = tuple(sorted(path for path in gone if path in self.present))
        if not self.written and not deletions:
            return None
        return Pending(STAGE, deletions)

    def _strays(self) -> Iterator[str]:
        """Files in our own folders that nothing makes: left by a catalog that was thrown away."""
        if not self.is_ours:
            return
        known = {row.path for row in self.catalog.outputs()}
        yield from (p for p in self.present if OURS.match(p) and p not in known)

    def discard(self) -> None:
        """Drop what was staged; the output is as it was."""
        shutil.rmtree(self.stage, ignore_errors=True)
        if not self.existed and self.folder.is_dir() and not any(self.folder.iterdir()):
            self.folder.rmdir()


def conflict(path: str, source: str, other: str) -> Problem:
    """Two sources, one address: told at the one that is an article, if one is."""
    if other.endswith(".md") and not source.endswith(".md"):
        source, other = other, source
    return problem(source, 0, "address-conflict", address=path, other=other)


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
    (folder / path).unlink(missing_ok=True)
    parent = (folder / path).parent
    while parent != folder:
        try:
            parent.rmdir()
        except OSError:
            return
        parent = parent.parent
