"""A change of the content and of the ledger in one step: wholly, or not at all.

Files are moved one by one, and a plan in a hidden folder of the content folder names each move
before it is made. When all are made the plan is given the ledger's lines: from then on the step
counts. A step that was killed is taken back by the next one, or finished when it counted.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import msgspec

from broadsheet.ledger.files import sound, update
from broadsheet.ledger.lines import Entry
from broadsheet.problems import BuildError
from broadsheet.saying import Said
from broadsheet.settings import Settings

FOLDER = ".broadsheet-step"
REMOVED = f"{FOLDER}/removed"
"""Where files wait that are to be removed, as content path."""


class Plan(msgspec.Struct):
    """Moves as content paths, (from, to), and the lines once the step counts."""

    moves: list[tuple[str, str]] = []
    entries: list[Entry] = []
    counts: bool = False


class Step:
    """Used in a ``with`` block; without ``commit`` everything is as it was at its end.

    Raises ``BuildError`` on what the file system refuses.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.content = settings.content
        self.plan = Plan()
        self.written: list[str] = []

    def __enter__(self) -> Step:
        recover(self.settings)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.plan.counts:
            _take_back(self.content, self.plan)
        if isinstance(error, OSError):
            where = error.filename or self.content
            raise BuildError(
                Said(
                    f"{where}: {error.strerror}; nothing was changed",
                    f"{where}：{error.strerror}；什么也没有改动",
                )
            ) from error

    def move(self, path: str, to: str) -> None:
        """Move a file or a folder; both are content paths."""
        self.plan.moves.append((path, to))
        _write(self.content, self.plan)
        target = self.content / to
        target.parent.mkdir(parents=True, exist_ok=True)
        os.rename(self.content / path, target)

    def remove(self, path: str) -> None:
        self.move(path, f"{REMOVED}/{path}")

    def commit(self, entries: Iterable[Entry]) -> None:
        """Make the step count, and write the ledger."""
        self.plan.entries = list(entries)
        sound(self.settings)
        self.plan.counts = True
        try:
            _write(self.content, self.plan)
            self.written = update(self.settings, sound(self.settings), self.plan.entries)
        except (OSError, BuildError):
            self.plan.counts = False
            _write(self.content, self.plan)
            raise
        _clean(self.content, self.plan)


def recover(settings: Settings) -> str:
    """Take back or finish what a step that was killed has left. Says which, or nothing."""
    file = settings.content / FOLDER / "plan.json"
    try:
        plan = msgspec.json.decode(file.read_bytes(), type=Plan)
    except FileNotFoundError:
        shutil.rmtree(settings.content / FOLDER, ignore_errors=True)
        return ""
    except (OSError, msgspec.MsgspecError) as error:
        raise BuildError(
            Said(
                f"{file}: cannot be read; what an earlier step left is there",
                f"{file}：读不出来；里面是上一次没做完的改动",
            )
        ) from error
    if plan.counts:
        update(settings, sound(settings), plan.entries)
        _clean(settings.content, plan)
        return "finished"
    _take_back(settings.content, plan)
    return "taken back"


def _write(content: Path, plan: Plan) -> None:
    folder = content / FOLDER
    folder.mkdir(exist_ok=True)
    beside = folder / "plan.new"
    with beside.open("wb") as file:
        file.write(msgspec.json.encode(plan))
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, folder / "plan.json")


def _clean(content: Path, plan: Plan) -> None:
    """The step is done: what was removed goes, and the folders that have nothing left."""
    for path, _ in plan.moves:
        _remove_empty(content, path)
    shutil.rmtree(content / FOLDER)


def _take_back(content: Path, plan: Plan) -> None:
    for path, to in reversed(plan.moves):
        # Of a move that was planned and not made there is nothing to take back.
        if os.path.lexists(content / to) and not os.path.lexists(content / path):
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            os.rename(content / to, content / path)
        _remove_empty(content, to)
    shutil.rmtree(content / FOLDER, ignore_errors=True)


def _remove_empty(content: Path, path: str) -> None:
    """Remove the folders above a path that have nothing in them any more."""
    folder = (content / path).parent
    with contextlib.suppress(OSError):
        while folder != content:
            folder.rmdir()
            folder = folder.parent
