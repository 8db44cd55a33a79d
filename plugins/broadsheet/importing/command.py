"""``invoke import`` for people at a terminal."""

from __future__ import annotations

import datetime as dt
import glob
import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from broadsheet import plugin
from broadsheet import settings as settings_module
from broadsheet.generator import INTERRUPTED, say, show, stopped
from broadsheet.importing import addresses, running
from broadsheet.importing.placing import Desk, Placed
from broadsheet.importing.report import Report
from broadsheet.importing.sources import Kind, Options
from broadsheet.ledger import files as ledger_files
from broadsheet.ledger.lines import Entry, moved, path_of
from broadsheet.model import PageCode
from broadsheet.pages import urls
from broadsheet.problems import BuildError, ContentError, Language
from broadsheet.reading.names import IssueName, parse_issue_folder
from broadsheet.saying import Said, error_line
from broadsheet.settings import Settings

REPORT = "import-report.json"


def run(
    sources: Sequence[str],
    kinds: Sequence[str],
    *,
    issue: str = "",
    page: str = "",
    into: str = "",
    report: str = "",
    jobs: int = 0,
    dry_run: bool = False,
    configuration: str = "pelicanconf.py",
) -> None:
    """Import. Exits with 1 when anything was left out, with 2 when nothing was begun."""
    with ExitStack() as stack:
        _run(
            sources,
            kinds,
            issue=issue,
            page=page,
            into=_into(into, stack, dry_run=dry_run) if into else "",
            report=report,
            jobs=jobs,
            dry_run=dry_run,
            configuration=configuration,
        )


def _into(folder: str, stack: ExitStack, *, dry_run: bool) -> str:
    """The other content folder, which is made where there is none; a trial is given an empty one
    that goes away again."""
    try:
        if not dry_run:
            Path(folder).mkdir(parents=True, exist_ok=True)
        elif not os.path.exists(folder):
            return stack.enter_context(tempfile.TemporaryDirectory())
    except OSError as error:
        say(error_line(_system(error), "en"))
        raise SystemExit(2) from error
    return folder


def _system(error: OSError) -> Said:
    return Said(f"{error.filename}: {error.strerror}", f"{error.filename}：{error.strerror}")


def _run(
    sources: Sequence[str],
    kinds: Sequence[str],
    *,
    issue: str,
    page: str,
    into: str,
    report: str,
    jobs: int,
    dry_run: bool,
    configuration: str,
) -> None:
    language: Language = "en"
    try:
        overrides: dict[str, object] = {}
        if into:
            overrides = {"PATH": os.path.abspath(into), settings_module.OTHER_CONTENT: True}
        raw = plugin.read_settings(configuration, overrides)
        language = settings_module.spoken(raw)
        settings = settings_module.read(raw)
        chosen = running.chosen(_paths(sources), _kind(kinds))
        options = Options(_issue(issue), _page(page), language)
    except BuildError as error:
        stopped(error, language)
        raise SystemExit(2) from error
    except OSError as error:
        say(error_line(_system(error), language))
        raise SystemExit(2) from error
    desk = Desk(
        settings.content, settings.timezone, language, settings.paper_language, dry_run=dry_run
    )
    path = Path(report) if report else settings.cache / REPORT
    settings.cache.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(settings.cache / "import.lock", timeout=0):
            failed = _import(settings, desk, chosen, options, path, jobs)
    except Timeout as error:
        said = Said(
            "another import is at work; wait for it to end", "另一次导入正在进行；请等它结束"
        )
        say(error_line(said, language))
        raise SystemExit(2) from error
    except (BuildError, ContentError, OSError) as error:
        raise stopped(error, language) from error
    except KeyboardInterrupt as error:
        said = Said(
            "stopped; what was imported is whole, and the same command goes on",
            "已停下；已经导入的都是完整的，再运行同一条命令就接着做",
        )
        say(said.words(language))
        raise SystemExit(INTERRUPTED) from error
    if failed:
        raise SystemExit(1)


def _import(
    settings: Settings,
    desk: Desk,
    chosen: Sequence[tuple[Path, Kind]],
    options: Options,
    path: Path,
    jobs: int,
) -> bool:
    """Import, and print the report; whether anything was left out."""
    given, notes = running.pieces(chosen, options, settings.content)
    names = [source.as_posix() for source, _kind in chosen]
    with Report(path, names, desk.language, dry_run=desk.dry_run) as report:
        report.take_notes(notes)
        placed = running.run(desk, given, report, jobs, say)
        lost = addresses.contested(settings, placed, running.folders(settings.content))
        report.take_notes(addresses.notes(lost))
        if not desk.dry_run:
            addresses.give_up(settings.content, lost)
        report.finish()
        for line in report.lines():
            show(line)
    entries = _entries(settings, placed) if placed and not desk.dry_run else []
    if entries:
        ledger_files.update(settings, ledger_files.sound(settings), entries)
    where = os.path.relpath(path)
    if desk.language == "zh":
        show(f"全部记录见 {where}")
    else:
        show(f"all of it is in {where}")
    return report.failed


def _entries(settings: Settings, placed: Sequence[Placed]) -> list[Entry]:
    """Lines of the ledger for old addresses of issues and pages that it does not have yet."""
    known = ledger_files.sound(settings).entries
    today = dt.datetime.now(settings.timezone).date()
    found: dict[str, Entry] = {}
    for each in placed:
        day, edition = each.name.date, each.name.edition
        for address, code in each.moved:
            page = PageCode.parse(code)
            target = urls.print_page(day, edition, page) if page else urls.issue(day, edition)
            path = path_of(address)
            if path and path not in known and path != target:
                found.setdefault(path, moved(path, target, today))
    return list(found.values())


def _kind(kinds: Sequence[str]) -> str:
    """The kind that was given, empty where the source is to be looked at."""
    if len(kinds) > 1:
        raise BuildError(
            Said(
                f"--{kinds[0]} and --{kinds[1]}: a source is of one kind; write one",
                f"--{kinds[0]} 和 --{kinds[1]}：一个来源只属于一种；请只写一个",
            )
        )
    return kinds[0] if kinds else ""


def _paths(sources: Sequence[str]) -> list[Path]:
    """Files and folders; a pattern such as ``pages/*.txt`` that the shell has left alone is
    followed."""
    found: list[Path] = []
    for source in sources:
        is_pattern = not os.path.exists(source) and glob.has_magic(source)
        matches = sorted(glob.glob(source)) if is_pattern else [source]
        if not matches:
            raise BuildError(
                Said(f"{source}: no file is called like that", f"{source}：没有这样名称的文件")
            )
        found += map(Path, matches)
    if not found:
        raise BuildError(
            Said(
                "say what to import: invoke import FILE-OR-FOLDER",
                "请说明导入什么：invoke import 文件或文件夹",
            )
        )
    return found


def _issue(text: str) -> IssueName | None:
    if not text:
        return None
    name = parse_issue_folder(text)
    if not isinstance(name, IssueName):
        raise BuildError(
            Said(
                f'--issue "{text}" is no issue; write a date such as 2019-10-24',
                f"--issue 的值“{text}”不是一期；请写日期，例如 2019-10-24",
            )
        )
    return name


def _page(text: str) -> PageCode | None:
    code = PageCode.parse(text) if text else None
    if text and code is None:
        raise BuildError(
            Said(
                f'--page "{text}" is not a page code; write one such as A01 or 3',
                f"--page 的值“{text}”不是版号；请写成像 A01 或 3 这样",
            )
        )
    return code
