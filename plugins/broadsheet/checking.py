"""``invoke check``: every problem of every file in one run; nothing is written."""

from __future__ import annotations

import hashlib
import json
import posixpath
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from broadsheet.ledger import files as ledger_files
from broadsheet.ledger.resolving import resolve
from broadsheet.model import SourceFile
from broadsheet.pages.index_pages import ALWAYS, addresses
from broadsheet.pages.issue_pages import Composer, front_paths, own_paths
from broadsheet.problems import Language, Problem, count, counted, errors, in_order, printable
from broadsheet.reading.addresses import Claims
from broadsheet.reading.issue import read_issue
from broadsheet.reading.standing import read_standing_content
from broadsheet.scanning import Scanner, UnitListing, list_content
from broadsheet.settings import Settings
from broadsheet.visibility import visible

FORMATS = ("text", "json", "github", "gitlab")


@dataclass(frozen=True, slots=True)
class Report:
    """All problems in order, and how much was looked at."""

    problems: tuple[Problem, ...]
    issues: int
    files: int

    @property
    def failed(self) -> bool:
        return bool(errors(self.problems))

    def summary(self, language: Language) -> str:
        found = counted(self.problems, language)
        if language == "zh":
            return f"检查了 {self.issues} 期、{self.files} 个文件：{found}"
        return f"checked {count(self.issues, 'issue')}, {count(self.files, 'file')}: {found}"


def check(settings: Settings, say: Callable[[str], None]) -> Report:
    """Read everything and name every problem that would stop a build or be said by it."""
    listing, problems = list_content(settings)
    claims = Claims()
    keys = set(ALWAYS)
    aliases: dict[str, str] = {}
    said = time.monotonic()
    issues = [unit for unit in listing.units if unit.kind == "issue"]
    for at, unit in enumerate(issues):
        if time.monotonic() - said >= 2:
            said = time.monotonic()
            say(_progress(at, len(issues), settings.language))
        own = Claims() if unit.folder in listing.second else claims
        keys |= _check_issue(unit, settings, own, problems, aliases)
    pages, static = (_files(listing.units, kind, problems) for kind in ("pages", "static"))
    standing = read_standing_content(
        settings.content, pages, static, settings.save_as, lambda _: None
    )
    problems += standing.problems
    for page in standing.pages:
        if page.is_published:
            claims.add(page.address(settings.save_as), page.path)
    for folder, found in static.items():
        for file in found:
            claims.add(f"{folder}/{file.name}", f"{folder}/{file.name}")
    for path in (path for key in keys for path in addresses(key)):
        claims.add(path, "")
    problems += _old_addresses(settings, claims, aliases)
    files = sum(len(unit.rows) for unit in listing.units)
    return Report(tuple(in_order([*problems, *claims.conflicts])), len(issues), files)


def _old_addresses(settings: Settings, claims: Claims, aliases: dict[str, str]) -> list[Problem]:
    """What is wrong in the address ledger, and with where it leads."""
    ledger = ledger_files.read(settings)
    return [
        *ledger.problems,
        *resolve(ledger.entries.values(), claims.spelled, aliases).problems,
    ]


def _files(
    units: Iterable[UnitListing], kind: str, problems: list[Problem]
) -> dict[str, tuple[SourceFile, ...]]:
    """The files of every unit of a kind, by its folder."""
    scanner = Scanner()
    scanned = scanner.scan([unit for unit in units if unit.kind == kind], lambda _: None)
    problems += scanner.problems
    return {unit.listing.folder: unit.files for unit in scanned}


def _check_issue(
    unit: UnitListing,
    settings: Settings,
    claims: Claims,
    problems: list[Problem],
    aliases: dict[str, str],
) -> set[str]:
    """Read one issue, and note its old addresses; returns the keys of the lists that show it."""
    scanner = Scanner(keeps_texts=True)
    (scanned,) = scanner.scan([unit], lambda _: None)
    read = read_issue(
        scanned.issue_folder(),
        settings.content,
        settings.timezone,
        lambda _: None,
        scanner.texts,
    )
    problems += [*scanner.problems, *read.problems]
    seen = visible(read.issue, settings.clock).issue if read.issue else None
    if seen is None:
        return set()
    composer = Composer(
        seen, settings.url, settings.paper_language, settings.clock, settings.pictures
    )
    composed = composer.compose("", "")
    for path, source in (*front_paths(composed.row.view, unit.folder), *own_paths(composed)):
        claims.add(path, source)
    aliases |= {old: new for old, _headline, new, _source in composed.redirects}
    return set(composed.row.touches)


def _progress(at: int, count: int, language: str) -> str:
    return f"已检查 {at}/{count} 期" if language == "zh" else f"checked {at} of {count} issues"


def written(report: Report, form: str, language: Language, prefix: str) -> Iterator[str]:
    """The report as lines: ``text`` for people, ``json`` for programs, ``github`` for the
    annotations of a pull request (GitHub's workflow commands), ``gitlab`` for those of a merge
    request (its code quality report). ``prefix`` leads from the repository to the content
    folder."""
    if form == "gitlab":
        yield json.dumps(_as_quality(report, language, prefix), ensure_ascii=False, indent=1)
        return
    if form == "json":
        yield json.dumps(_as_json(report, language), ensure_ascii=False, indent=1)
        return
    if form == "github":
        yield from (_as_command(p, language, prefix) for p in report.problems)
    else:
        yield from (p.line_text(language) for p in report.problems)
    yield report.summary(language)


def _as_json(report: Report, language: Language) -> dict[str, object]:
    wrong = len(errors(report.problems))
    return {
        "issues": report.issues,
        "files": report.files,
        "errors": wrong,
        "warnings": len(report.problems) - wrong,
        "problems": [
            {
                "path": p.path,
                "line": p.line,
                "severity": str(p.severity),
                "kind": p.kind,
                "message": p.message(language),
                "hint": p.hint(language),
            }
            for p in report.problems
        ],
    }


def _as_quality(report: Report, language: Language, prefix: str) -> list[dict[str, object]]:
    """A problem whose words name no line keeps its fingerprint when lines are added above it; what
    is said twice of a file is counted."""
    found: list[dict[str, object]] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in report.problems:
        path, text = prefix + printable(each.path, limit=4096), _words(each, language)
        seen[path, each.kind, text] += 1
        named = "\0".join((path, each.kind, text, str(seen[path, each.kind, text])))
        found.append(
            {
                "description": text,
                "check_name": each.kind,
                "fingerprint": hashlib.sha256(named.encode()).hexdigest(),
                "severity": "critical" if each.is_error else "minor",
                "location": {"path": path, "lines": {"begin": each.line or 1}},
            }
        )
    return found


def _words(each: Problem, language: Language) -> str:
    """What is wrong, and what to write."""
    joint = "；" if language == "zh" else "; "
    return f"{each.message(language)}{joint}{each.hint(language)}"


def _as_command(each: Problem, language: Language, prefix: str) -> str:
    fields = {
        "file": posixpath.normpath(prefix + printable(each.path, limit=4096)),
        "line": str(each.line or 1),
        "title": each.kind,
    }
    properties = ",".join(f"{k}={_escaped(v, ':,')}" for k, v in fields.items())
    return f"::{each.severity} {properties}::{_escaped(_words(each, language))}"


def _escaped(text: str, also: Iterable[str] = "") -> str:
    for character in ("%", "\r", "\n", *also):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
