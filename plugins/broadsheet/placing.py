"""Moving what a build has staged into its place: new files first, then changed ones from the leaves
up to the front pages, then deletions. It may be repeated after any interruption.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from broadsheet.catalog_rows import Pending
from broadsheet.problems import BuildError
from broadsheet.saying import Said
from broadsheet.staging import STAGE


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
            Said(
                f"{error.filename or folder}: cannot move the new site into place"
                f" ({error.strerror}); mend that and build again",
                f"{error.filename or folder}：新网站移不到位置上（{error.strerror}）；"
                "请先解决，再构建一次",
            )
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
