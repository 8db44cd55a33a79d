"""What the tasks of tasks.py do, for people at a terminal. Every way to build is Pelican's run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broadsheet import checking, plugin, scaffolding, serving
from broadsheet import settings as settings_module
from broadsheet.catalog import Catalog
from broadsheet.generator import Stopped, say, stopped
from broadsheet.problems import BuildError, ContentError, Language
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from broadsheet.ledger.finding import Result

CONFIGURATION = "pelicanconf.py"
PUBLISHED = "publishconf.py"
"""The settings of the published site; without such a file it has those of every build."""


def _language(settings: Settings) -> Language:
    return "zh" if settings.language == "zh" else "en"


def _overrides(
    now: str = "", content: str = "", output: str = "", jobs: int = 0, cluster: str = ""
) -> dict[str, object]:
    given: dict[str, object] = {
        "BROADSHEET_NOW": now,
        "BROADSHEET_JOBS": jobs,
        "BROADSHEET_CLUSTER": cluster,
    }
    folders = {"PATH": content, "OUTPUT_PATH": output}
    given |= {name: os.path.abspath(path) for name, path in folders.items() if path}
    return {name: value for name, value in given.items() if value}


def _settings(overrides: Mapping[str, object], configuration: str = CONFIGURATION) -> Settings:
    try:
        return settings_module.read(plugin.read_settings(configuration, dict(overrides)))
    except BuildError as error:
        raise stopped(error, "en") from error


def build(
    now: str = "", content: str = "", output: str = "", jobs: int = 0, cluster: str = ""
) -> None:
    """Build the site once. Exits with 1 when anything is wrong."""
    plugin.run(CONFIGURATION, _overrides(now, content, output, jobs, cluster))


def check(form: str = "text", content: str = "") -> None:
    """Print every problem; exit with 1 when there is an error, with 2 when nothing was checked."""
    if form not in checking.FORMATS:
        say(f'error: format "{form}" is unknown; write {", ".join(checking.FORMATS)}')
        raise SystemExit(2)
    try:
        settings = _settings(_overrides(content=content))
    except Stopped as stop:
        raise SystemExit(2) from stop
    language = _language(settings)
    report = checking.check(settings, say)
    for line in checking.written(report, form, language, _way_to(settings.content)):
        _print(line)
    if report.failed:
        raise SystemExit(1)


def _way_to(content: Path) -> str:
    """The way from the repository's root, or from here, to the content folder, with a slash."""
    content = content.resolve()
    roots = (folder for folder in content.parents if (folder / ".git").exists())
    way = os.path.relpath(content, next(roots, Path.cwd()))
    return way.replace(os.sep, "/") + "/"


def _print(line: str) -> None:
    """Print a line; what the terminal's encoding cannot hold is written as ``\\uXXXX``."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


def verify(
    to: str = "", url: str = "", sample: int = 200, whole: bool = False, seed: int = -1
) -> None:
    """Ask the live site for what the last build made and name every file that readers get
    otherwise. Exits with 1 when there is one, with 2 when nothing was asked."""
    from broadsheet.publishing import verifying

    settings, addresses = _published_settings()
    language = _language(settings)
    address = (url or (addresses.get(to, "") if to else settings.url)).rstrip("/")
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
        name = f"PUBLISH_URLS[{to!r}]" if to else "SITEURL"
        said = f'"{address}" is no' if address else "there is no"
        say(f"error: {said} address of a live site; set {name} in {PUBLISHED}, or write --url")
        raise SystemExit(2)
    if sample < 0:
        say(f"error: a sample of {sample} files cannot be drawn; write --sample 200")
        raise SystemExit(2)
    report = verifying.verify(
        _made(settings),
        address,
        sample=None if whole else sample,
        seed=seed if seed >= 0 else None,
        folder=settings.output,
        say=say,
        language=language,
    )
    for line in report.lines(language):
        _print(line)
    if not report.good:
        raise SystemExit(1)


def _published_settings() -> tuple[Settings, Mapping[str, str]]:
    """The published site's settings, and the addresses of its targets by their names. Ends with 2
    when they cannot be read."""
    configuration = PUBLISHED if os.path.isfile(PUBLISHED) else CONFIGURATION
    try:
        raw = plugin.read_settings(configuration, {})
        addresses = raw.get("PUBLISH_URLS", {})
        strings = [*addresses, *addresses.values()] if isinstance(addresses, dict) else [None]
        if not all(isinstance(each, str) for each in strings):
            raise BuildError(
                f"{configuration}: PUBLISH_URLS is {addresses!r};"
                ' write {"staging": "https://staging.paper.example"}'
            )
        return settings_module.read(raw), addresses
    except BuildError as error:
        stop = stopped(error, "en")
        raise SystemExit(2) from stop


def _made(settings: Settings) -> dict[str, tuple[int, bytes]]:
    """Size and digest of every file that the last build made. Ends with 2 when there are none."""
    file = settings.home / "catalog.sqlite"
    rows = {}
    if file.is_file():
        with closing(Catalog.open(file)) as catalog:
            rows = {row.path: (row.size, row.digest) for row in catalog.outputs()}
    if not rows:
        say("error: nothing was built here that could be compared; run invoke build")
        raise SystemExit(2)
    return rows


def serve(port: int = 8000, content: str = "", now: str = "") -> None:
    """Preview the archive with its drafts at 127.0.0.1 until Ctrl-C."""
    overrides = _overrides(now, content)
    folder = _settings(overrides).cache / "preview"
    overrides |= {"OUTPUT_PATH": str(folder), "BROADSHEET_DRAFTS": True, "SITEURL": ""}
    overrides["BROADSHEET_HOST_FILES"] = []
    settings = _settings(overrides)

    def once() -> serving.Outcome:
        try:
            return serving.Outcome(plugin.run(CONFIGURATION, overrides))
        except Stopped as stop:
            return serving.Outcome(stop.problems, stop.reason)

    preview = serving.Preview(folder, _language(settings))
    watched = [settings.content, settings.theme, Path(CONFIGURATION)]
    try:
        serving.serve(preview, port, watched, once, say)
    except BuildError as error:
        raise stopped(error, "en") from error


def clean(content: str = "", output: str = "") -> None:
    """Remove the built site and everything that can be made again (the cache folder)."""
    settings = _settings(_overrides(content=content, output=output))
    removed = [path for path in (settings.output, settings.cache) if path.exists()]
    try:
        for path in removed:
            shutil.rmtree(path.resolve())
            path.unlink(missing_ok=True)
    except OSError as error:
        say(f"error: {error.filename}: cannot be removed ({error.strerror})")
        raise SystemExit(1) from error
    print("removed " + ", ".join(os.path.relpath(p) for p in removed) if removed else "clean")


def new_issue(date: str, edition: str = "") -> None:
    """Write a new issue's folder."""
    settings = _settings({})
    _tell(
        lambda: scaffolding.new_issue(
            settings.content, date, edition=edition, language=_language(settings)
        )
    )


def new_article(issue: str, page: str, headline: str, name: str = "") -> None:
    """Write a new article's file."""
    settings = _settings({})
    _tell(
        lambda: scaffolding.new_article(
            settings.content,
            issue,
            page=page,
            headline=headline,
            name=name,
            language=_language(settings),
        )
    )


def _tell(write: Callable[[], Path]) -> None:
    try:
        print(f"wrote {os.path.relpath(write())}")
    except scaffolding.ScaffoldingError as error:
        say(f"error: {error}")
        raise SystemExit(1) from error


def takedown(address: str, reason: str, dry_run: bool = False) -> None:
    """Take down what is at an address."""
    from broadsheet.ledger import withdrawing

    _step(lambda s: withdrawing.takedown(s, address, reason, dry_run=dry_run), dry_run)


def move(old: str, new: str, dry_run: bool = False) -> None:
    """Give what is at an address another one."""
    from broadsheet.ledger import moving

    _step(lambda s: moving.move(s, old, new, dry_run=dry_run), dry_run)


def _step(do: Callable[[Settings], Result], dry_run: bool) -> None:
    """Do a step and say what it did; exits with 1 when it was refused."""
    from broadsheet.ledger.finding import RefusedError, described

    settings = _settings({})
    try:
        result = do(settings)
    except RefusedError as error:
        say(f"error: {error}")
        raise SystemExit(1) from error
    except (ContentError, BuildError) as error:
        raise stopped(error, _language(settings)) from error
    content = os.path.relpath(settings.content)
    would = "would have " if dry_run else ""
    for path, to in result.moves:
        _print(f"{would}moved {content}/{path} to {content}/{to}")
    for path in result.removed:
        _print(f"{would}removed {content}/{path}")
    for entry in result.entries:
        _print(described(entry))
    for note in result.notes:
        _print(f"note: {note}")
    for each in result.left:
        _print(f"to mend: {each.line_text(_language(settings))}")
    if not dry_run:
        changed = [content] if result.moves or result.removed else []
        changed += [os.path.relpath(settings.ledger)] if result.files else []
        _print(f"commit {' and '.join(changed)}, then build and publish" if changed else "nothing")
