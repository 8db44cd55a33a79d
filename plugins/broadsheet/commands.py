"""What the tasks of tasks.py do, for people at a terminal. Every way to build is Pelican's run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from broadsheet import checking, plugin, scaffolding, serving
from broadsheet import settings as settings_module
from broadsheet.catalog import CatalogError
from broadsheet.generator import INTERRUPTED, Stopped, say, stopped
from broadsheet.problems import BuildError, Language
from broadsheet.settings import Settings

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


def publish(to: str = "", dry_run: bool = False, force: bool = False) -> None:
    """Build with the settings of the published site, and bring its host to what was built. Exits
    with 1 when anything is wrong, with 2 when the settings are."""
    from broadsheet.publishing import publishing, targets
    from broadsheet.publishing.running import HostError

    settings, raw = _settings_of_the_published()
    language = _language(settings)
    try:
        target, manners = targets.chosen(raw, to), targets.manners(raw)
    except BuildError as error:
        say(f"error: {error}")
        raise SystemExit(2) from error
    plugin.run(_published(), {})
    try:
        done = publishing.publish(
            *(settings, target, manners),
            dry_run=dry_run,
            force=force,
            say=say,
            show=_print,
        )
    except (BuildError, OSError, CatalogError) as error:
        raise stopped(error, language) from error
    except HostError as error:
        say(f"error: {target.shown}: {error}; readers have a whole site; publish again to go on")
        raise SystemExit(1) from error
    except KeyboardInterrupt as error:
        say("stopped; readers have a whole site, and the next publish goes on")
        raise SystemExit(INTERRUPTED) from error
    _print(done.summary(language))


def rollback(to: str = "") -> None:
    """Back to the release before the one that is live, where the host keeps releases."""
    from broadsheet.publishing import publishing, targets
    from broadsheet.publishing.running import HostError

    settings, raw = _settings_of_the_published()
    try:
        target, manners = targets.chosen(raw, to), targets.manners(raw)
        host = publishing.host_of(target, manners, settings, say)
        release = host.roll_back()
    except (BuildError, OSError) as error:
        raise stopped(error, _language(settings)) from error
    except HostError as error:
        say(f"error: {target.shown}: {error}")
        raise SystemExit(1) from error
    _print(f"已退回到 {release}" if _language(settings) == "zh" else f"rolled back to {release}")


def _published() -> str:
    return PUBLISHED if os.path.isfile(PUBLISHED) else CONFIGURATION


def _settings_of_the_published() -> tuple[Settings, Mapping[str, object]]:
    """The published site's settings, also as Pelican has them. Ends with 2 when they are wrong."""
    try:
        raw = plugin.read_settings(_published(), {})
        return settings_module.read(raw), raw
    except BuildError as error:
        stop = stopped(error, "en")
        raise SystemExit(2) from stop


def serve(port: int = 8000, content: str = "", now: str = "") -> None:
    """Preview the archive with its drafts at 127.0.0.1 until Ctrl-C."""
    overrides = _overrides(now, content)
    folder = _settings(overrides).cache / "preview"
    overrides |= {"OUTPUT_PATH": str(folder), "BROADSHEET_DRAFTS": True, "SITEURL": ""}
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
