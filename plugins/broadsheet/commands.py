"""What the daily tasks of tasks.py do, for people at a terminal: check, build, look at it, begin an
issue. Every way to build is Pelican's run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from broadsheet import checking, plugin, scaffolding, serving
from broadsheet import settings as settings_module
from broadsheet.generator import Stopped, say, show, stopped
from broadsheet.problems import BuildError, Language
from broadsheet.saying import Said, error_line
from broadsheet.settings import Settings

CONFIGURATION = "pelicanconf.py"


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
    given[settings_module.OTHER_CONTENT] = bool(content)
    return {name: value for name, value in given.items() if value}


def _settings(overrides: Mapping[str, object]) -> Settings:
    language: Language = "en"
    try:
        raw = plugin.read_settings(CONFIGURATION, dict(overrides))
        language = settings_module.spoken(raw)
        return settings_module.read(raw)
    except BuildError as error:
        raise stopped(error, language) from error


def build(
    now: str = "", content: str = "", output: str = "", jobs: int = 0, cluster: str = ""
) -> None:
    """Build the site once. Exits with 1 when anything is wrong."""
    plugin.run(CONFIGURATION, _overrides(now, content, output, jobs, cluster))


def check(form: str = "text", content: str = "") -> None:
    """Print every problem; exit with 1 when there is an error, with 2 when nothing was checked."""
    try:
        settings = _settings(_overrides(content=content))
    except Stopped as stop:
        raise SystemExit(2) from stop
    if form not in checking.FORMATS:
        known = ", ".join(checking.FORMATS)
        said = Said(
            f'format "{form}" is unknown; write {known}', f"没有“{form}”这种格式；请写 {known}"
        )
        say(error_line(said, settings.spoken))
        raise SystemExit(2)
    report = checking.check(settings, say)
    for line in checking.written(report, form, settings.spoken, _way_to(settings.content)):
        show(line)
    if report.failed:
        raise SystemExit(1)


def _way_to(content: Path) -> str:
    """The way from the repository's root, or from here, to the content folder, with a slash."""
    content = content.resolve()
    roots = (folder for folder in content.parents if (folder / ".git").exists())
    way = os.path.relpath(content, next(roots, Path.cwd()))
    return way.replace(os.sep, "/") + "/"


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

    preview = serving.Preview(folder, settings.spoken)
    watched = [settings.content, settings.theme, Path(CONFIGURATION)]
    try:
        serving.serve(preview, port, watched, once, say)
    except BuildError as error:
        raise stopped(error, settings.spoken) from error


def clean(content: str = "", output: str = "") -> None:
    """Remove the built site and everything that can be made again (the cache folder)."""
    settings = _settings(_overrides(content=content, output=output))
    removed = [path for path in (settings.output, settings.cache) if path.exists()]
    try:
        for path in removed:
            shutil.rmtree(path.resolve())
            path.unlink(missing_ok=True)
    except OSError as error:
        said = Said(
            f"{error.filename}: cannot be removed ({error.strerror})",
            f"{error.filename}：删不掉（{error.strerror}）",
        )
        say(error_line(said, settings.spoken))
        raise SystemExit(1) from error
    names = ", ".join(os.path.relpath(path) for path in removed)
    said = Said(f"removed {names}", f"已删去 {names}") if removed else Said("clean", "没有要删的")
    show(said.words(settings.spoken))


def new_issue(date: str, edition: str = "") -> None:
    """Write a new issue's folder."""
    settings = _settings({})
    _tell(
        lambda: scaffolding.new_issue(
            settings.content, date, edition=edition, language=settings.spoken
        ),
        settings.spoken,
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
            language=settings.spoken,
        ),
        settings.spoken,
    )


def _tell(write: Callable[[], Path], language: Language) -> None:
    try:
        path = os.path.relpath(write())
    except scaffolding.ScaffoldingError as error:
        say(error_line(error.said, language))
        raise SystemExit(1) from error
    show(Said(f"wrote {path}", f"已写好 {path}").words(language))
