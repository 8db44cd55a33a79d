"""An import from its sources to its report: listed, grouped by issue, done issue by issue."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from broadsheet.executing import Crew, Here, Pool, Shard, processors
from broadsheet.importing import origins, placing, record
from broadsheet.importing.drafts import joined
from broadsheet.importing.kinds import KINDS
from broadsheet.importing.notes import Note, SourceError, Weight, Words, note
from broadsheet.importing.placing import Desk, Placed
from broadsheet.importing.report import Report
from broadsheet.importing.sources import Kind, Options, Unit
from broadsheet.problems import BuildError, Language
from broadsheet.reading.names import IssueName, parse_issue_folder
from broadsheet.saying import Said

POOL_FROM = 4
"""Issues from which processes of its own are worth their start."""

FAILED = Words(
    "import-failed",
    Weight.LEFT_OUT,
    "could not be imported: {reason}; please report this with the file",
    "未能导入：{reason}；请把文件一并反馈给我们",
)
DISK = Words(
    "file-failed",
    Weight.LEFT_OUT,
    "the issue {folder} could not be imported: {file}: {reason}",
    "{folder} 这一期未能导入：{file}：{reason}",
)
CRASHED = Words("process-ended", Weight.LEFT_OUT, "{reason}", "{reason}")
NOTHING = Words(
    "nothing-found",
    Weight.LEFT_OUT,
    "nothing that can be imported was found here",
    "这里没有找到可以导入的内容",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """An issue to import: where it goes, and the units that it is made of."""

    name: IssueName
    folder: str
    units: tuple[Unit, ...]


@dataclass(slots=True)
class Done:
    placed: list[Placed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def chosen(sources: Sequence[Path], wanted: str) -> list[tuple[Path, Kind]]:
    """The kind of each source. Raises ``BuildError`` with one line where that is not known."""
    found = []
    for source in sources:
        if not source.exists():
            raise BuildError(
                Said(
                    f"{source}: there is no such file or folder", f"{source}：没有这个文件或文件夹"
                )
            )
        fitting = [k for k in KINDS if (k.name == wanted if wanted else k.recognises(source))]
        if not fitting:
            options = " ".join(f"--{kind.name}" for kind in KINDS)
            raise BuildError(
                Said(
                    f"{source}: it is not clear what this is; write one of {options}",
                    f"{source}：看不出这是什么；请写其中一个：{options}",
                )
            )
        found.append((source, fitting[0]))
    return found


def pieces(
    sources: Sequence[tuple[Path, Kind]], options: Options, content: Path
) -> tuple[list[Piece], list[Note]]:
    """The issues that the sources hold, oldest first, and what could not be listed."""
    units: dict[IssueName, list[Unit]] = {}
    notes: list[Note] = []
    for source, kind in sources:
        listing = kind.list(source, options)
        notes += listing.notes
        if not listing.units and not listing.notes:
            notes.append(note(source.as_posix(), 0, NOTHING))
        for unit in listing.units:
            units.setdefault(unit.name, []).append(unit)
    there = folders(content)
    ordered = sorted(units, key=lambda name: (name.date, name.edition))
    made = [
        Piece(name, there.get(name, placing.folder_of(name)), tuple(units[name]))
        for name in ordered
    ]
    return made, notes


def folders(content: Path) -> dict[IssueName, str]:
    """Where issues lie already."""
    found: dict[IssueName, str] = {}
    for folder, below, _ in os.walk(content):
        issues = [(each, parse_issue_folder(each)) for each in sorted(below)]
        for each, name in issues:
            if isinstance(name, IssueName):
                found.setdefault(name, (Path(folder) / each).relative_to(content).as_posix())
        below[:] = sorted(
            each for each, name in issues if not isinstance(name, IssueName) and each[0] != "."
        )
    return found


def do(desk: Desk, given: Sequence[Piece]) -> Done:
    """Import some issues; any process can. What goes wrong in one leaves the others alone."""
    done = Done()
    for piece in given:
        try:
            done.placed.append(_one(desk, piece, done.notes))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            file = _file_of(error) or desk.content
            values = {"folder": piece.folder, "file": file, "reason": reason}
            done.notes.append(note(piece.units[0].place, 0, DISK, **values))
        except Exception as error:  # noqa: BLE001  # a source nobody has foreseen: named, not fatal
            reason = f"{type(error).__name__}: {error}"
            done.notes.append(note(piece.units[0].place, 0, FAILED, reason=reason))
    return done


def _file_of(error: OSError) -> str:
    names = [os.fsdecode(each) for each in (error.filename, error.filename2) if each]
    return " → ".join(names)


def _one(desk: Desk, piece: Piece, notes: list[Note]) -> Placed:
    drafts = []
    for unit in piece.units:
        try:
            drafts.append((unit.home, unit.read()))
        except SourceError as error:
            notes.append(error.note)
    if not drafts:
        return Placed(piece.name, piece.folder)
    known = record.read(desk.content / piece.folder)
    return placing.place(joined(origins.at_home(drafts, known)), piece.folder, desk)


def run(
    desk: Desk,
    given: Sequence[Piece],
    report: Report,
    jobs: int,
    say: Callable[[str], None],
) -> list[Placed]:
    """Import every piece; the answer is those that came with old addresses, without their notes."""
    moved: list[Placed] = []
    said = time.monotonic()
    at = 0

    def take(done: Done) -> None:
        nonlocal said, at
        report.take_notes(done.notes)
        for placed in done.placed:
            if placed.files or placed.notes:
                report.take_issue(placed)
            if placed.moved or placed.aliases:
                moved.append(replace(placed, notes=()))
        at += 1
        if time.monotonic() - said >= 2:
            said = time.monotonic()
            say(_progress(at, len(given), desk.language))

    wanted = jobs or (processors() if len(given) >= POOL_FROM else 1)
    hands = max(1, min(wanted, len(given)))
    crew = Crew((lambda: Pool(hands, __name__)) if hands > 1 else Here, hands)
    try:
        crew.run(desk, _shards(given, take))
    finally:
        crew.stop()
        shutil.rmtree(desk.content / placing.STAGE, ignore_errors=True)
    told = (failure.words(desk.language) for failure in crew.failures)
    report.take_notes(note("", 0, CRASHED, reason=reason) for reason in told)
    return moved


def _shards(given: Sequence[Piece], take: Callable[[Done], None]) -> Iterator[Shard]:
    for piece in given:
        yield Shard(do, [piece], take, lambda each: str(each.folder))


def _progress(at: int, count: int, language: Language) -> str:
    return f"已导入 {at}/{count} 期" if language == "zh" else f"imported {at} of {count} issues"
