"""``invoke check``: every problem of every file in one run; nothing is written."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from broadsheet.building import list_content
from broadsheet.output import conflict, fold
from broadsheet.pages.index_pages import ALWAYS, addresses
from broadsheet.pages.issue_pages import ComposedIssue, Composer
from broadsheet.problems import Language, Problem, errors, in_order
from broadsheet.reading.issue import read_issue
from broadsheet.reading.standing import read_standing_unit
from broadsheet.scanning import Scanner
from broadsheet.settings import Settings

FORMATS = ("text", "json", "github")


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
        wrong = len(errors(self.problems))
        odd = len(self.problems) - wrong
        if language == "zh":
            return f"检查了 {self.issues} 期、{self.files} 个文件：{wrong} 个错误，{odd} 个提醒"
        return (
            f"checked {_count(self.issues, 'issue')}, {_count(self.files, 'file')}:"
            f" {_count(wrong, 'error')}, {_count(odd, 'warning')}"
        )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


class _Claims:
    """Who makes which path; a path that two sources make is a problem."""

    def __init__(self) -> None:
        self._sources: dict[str, str] = {}
        self.problems: list[Problem] = []

    def add(self, path: str, source: str) -> None:
        other = self._sources.setdefault(fold(path), source)
        if other != source:
            self.problems.append(conflict(path, source, other))


def check(settings: Settings, say: Callable[[str], None]) -> Report:
    """Read everything as a build of drafts and all would, and name every problem."""
    listing, problems = list_content(settings)
    claims = _Claims()
    keys = set(ALWAYS)
    clock = replace(settings.clock, drafts=True)
    said = time.monotonic()
    issues = [unit for unit in listing.units if unit.kind == "issue"]
    for at, unit in enumerate(issues):
        if time.monotonic() - said >= 2:
            said = time.monotonic()
            say(f"checking: {at} of {len(issues)} issues")
        (scanned,) = Scanner().scan([unit], lambda _: None)
        read = read_issue(
            scanned.issue_folder(), settings.content, settings.timezone, lambda _: None
        )
        problems += read.problems
        if read.issue is None:
            continue
        composed = Composer(read.issue, settings.url, settings.language, clock).compose("", "")
        keys |= set(composed.row.touches)
        for path, source in _paths(composed):
            claims.add(path, source)
    for unit in listing.units:
        if unit.kind == "pages":
            for page in read_standing_unit(settings.content, unit.folder, unit.signs):
                problems += page.problems
                if page.slug:
                    claims.add(page.address(settings.page_save_as), page.path)
    for key in sorted(keys):
        for path in addresses(key):
            claims.add(path, f"the page of {key}")
    files = sum(len(unit.signs) for unit in listing.units)
    found = in_order([*problems, *claims.problems])
    return Report(tuple(found), len(issues), files)


def _paths(composed: ComposedIssue) -> Iterator[tuple[str, str]]:
    """Every path an issue makes, with its source."""
    view, folder = composed.row.view, composed.row.folder
    yield view.masthead.path, folder
    for article, source in zip(composed.articles, composed.sources, strict=True):
        yield article.teaser.path, source
    for page in view.pages:
        yield page.path, f"{folder} ({page.code})"
    for asset in composed.assets:
        yield asset.path, f"{folder}/{asset.file}"
    for old, _headline, _new, source in composed.redirects:
        yield old, f"{source} (alias)"


def written(report: Report, form: str, language: Language, prefix: str) -> Iterator[str]:
    """The report as lines: ``text`` for people, ``json`` for programs, ``github`` for the
    annotations of a pull request (GitHub's workflow commands). ``prefix`` leads from the
    repository to the content folder."""
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


def _as_command(each: Problem, language: Language, prefix: str) -> str:
    fields = {"file": prefix + each.path, "line": str(each.line or 1), "title": each.kind}
    joint = "；" if language == "zh" else "; "
    text = f"{each.message(language)}{joint}{each.hint(language)}"
    properties = ",".join(f"{k}={_escaped(v, ':,')}" for k, v in fields.items())
    return f"::{each.severity} {properties}::{_escaped(text)}"


def _escaped(text: str, also: Iterable[str] = "") -> str:
    for character in ("%", "\r", "\n", *also):
        text = text.replace(character, f"%{ord(character):02X}")
    return text
