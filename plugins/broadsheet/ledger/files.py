"""The files of the ledger: reading them with all that is wrong in them, and writing them whole."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from broadsheet.ledger.lines import Entry, file_of, newest, parse, written
from broadsheet.problems import (
    LONGEST_PATH,
    BuildError,
    ContentError,
    Problem,
    errors,
    printable,
    problem,
    unreadable,
)
from broadsheet.saying import Said
from broadsheet.scanning import Lister, Row, UnitListing
from broadsheet.settings import Settings

SUFFIX = ".txt"
KIND = "ledger"
LEDGER_UNIT = f"{KIND}:"
"""The key of the ledger among what a build scans."""
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


@dataclass(slots=True)
class Ledger:
    """The whole ledger: what holds at each address, by path, and what is wrong."""

    entries: dict[str, Entry] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    """Name and text of every file as it lies there."""


def shown(settings: Settings, name: str) -> str:
    """A file of the ledger as problems name it: from the content folder."""
    return os.path.relpath(settings.ledger / name, settings.content).replace(os.sep, "/")


def ledger_listing(settings: Settings) -> UnitListing:
    """The ledger's files as they lie there; none where there is no ledger yet."""
    rows: tuple[Row, ...] = ()
    if settings.ledger.is_dir():
        listed = Lister(settings.ledger).unit(KIND, "").rows
        rows = tuple(row for row in listed if is_part(row[0]))
    return UnitListing(KIND, settings.ledger, "", rows)


def names(settings: Settings) -> list[str]:
    """The names of the ledger's files. Raises ``BuildError`` when its folder cannot be listed."""
    try:
        with os.scandir(settings.ledger) as found:
            return sorted(e.name for e in found if is_part(e.name) and e.is_file())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BuildError(
            Said(
                f"{settings.ledger}: cannot be read ({error.strerror})",
                f"{settings.ledger}：读不出来（{error.strerror}）",
            )
        ) from error


def is_part(name: str) -> bool:
    return name.endswith(SUFFIX) and not name.startswith(".") and "/" not in name


def read(settings: Settings) -> Ledger:
    """Read every file."""
    ledger = Ledger()
    entries: list[Entry] = []
    for name in names(settings):
        found, problems, text = read_file(settings, name)
        entries += found
        ledger.problems += problems
        ledger.files[name] = text
    ledger.entries = newest(entries)
    ledger.problems += contradictions(entries)
    return ledger


def sound(settings: Settings) -> Ledger:
    """The same, for who is going to write: raises ``ContentError`` when anything is wrong."""
    ledger = read(settings)
    if errors(ledger.problems):
        raise ContentError(ledger.problems)
    return ledger


def read_file(settings: Settings, name: str) -> tuple[list[Entry], list[Problem], str]:
    """The lines of a file, what is wrong with it, and its text."""
    file = shown(settings, name)
    try:
        data = (settings.ledger / name).read_bytes()
    except OSError as error:
        return [], [unreadable(file, error)], ""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [problem(file, line, "encoding-unknown")], ""
    entries, problems = [], []
    for number, row in enumerate(text.split("\n"), 1):
        entry = parse(row)
        if entry is not None:
            entries.append(replace(entry, file=file, line=number))
        elif row.startswith(_CONFLICT):
            problems.append(problem(file, number, "merge-conflict"))
        elif row.strip():
            problems.append(problem(file, number, "ledger-line", text=row.strip()))
    return entries, problems, text


def contradictions(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Addresses that two lines of one day send to different places, where neither is older."""
    first: dict[str, Entry] = {}
    several: dict[str, list[Entry]] = {}
    for entry in entries:
        if first.setdefault(entry.path, entry) is not entry:
            several.setdefault(entry.path, [first[entry.path]]).append(entry)
    for path, lines in several.items():
        holds = newest(lines)[path]
        other = next((e for e in lines if e.contradicts(holds)), None)
        if other is not None:
            early, late = sorted((holds, other), key=lambda e: (e.file, e.line))
            yield problem(
                late.file, late.line, "ledger-contradiction", other=f"{early.file}:{early.line}"
            )


def line_problem(entry: Entry, kind: str, **values: str) -> Problem:
    """A problem of a line; addresses are told whole, however long they are."""
    given = tuple((name, printable(value, LONGEST_PATH)) for name, value in values.items())
    return Problem(entry.file, entry.line, kind, given)


def update(settings: Settings, ledger: Ledger, changes: Iterable[Entry]) -> list[str]:
    """Write what has changed into the files it belongs to; the names of those that were written.

    Each file is replaced whole, all of them or none. An address that stands in another year's file
    goes to its own. Raises ``BuildError`` when a file cannot be written.
    """
    entries = ledger.entries | {entry.path: entry for entry in changes}
    parts: dict[str, list[Entry]] = {name: [] for name in ledger.files}
    for entry in entries.values():
        parts.setdefault(file_of(entry.path), []).append(entry)
    texts = {name: written(part) for name, part in parts.items()}
    stale = [name for name, text in sorted(texts.items()) if ledger.files.get(name) != text]
    # A file that loses lines to another goes last: killed in between, lines are there twice.
    stale.sort(key=lambda name: len(texts[name]) < len(ledger.files.get(name, "")))
    _write(settings.ledger, {name: texts[name] for name in stale}, ledger.files)
    return stale


def _write(folder: Path, texts: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Write all files beside their places, then put them there. When one cannot be, those that
    were are put back as they were ``before``."""
    done: list[str] = []
    try:
        for name, text in texts.items():
            _write_beside(folder / name, text)
        for name, text in texts.items():
            _put(folder / name, text)
            done.append(name)
    except OSError as error:
        with contextlib.suppress(OSError):
            for name in done:
                _write_beside(folder / name, before.get(name, ""))
                _put(folder / name, before.get(name, ""))
            for name in texts:
                _beside(folder / name).unlink(missing_ok=True)
        raise BuildError(
            Said(
                f"{folder}: cannot be written ({error.strerror})",
                f"{folder}：写不进去（{error.strerror}）",
            )
        ) from error


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}.new")


def _write_beside(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with _beside(file).open("w", encoding="utf-8", newline="\n") as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())


def _put(file: Path, text: str) -> None:
    """A file without lines goes."""
    if text:
        os.replace(_beside(file), file)
    else:
        file.unlink(missing_ok=True)
        _beside(file).unlink()
