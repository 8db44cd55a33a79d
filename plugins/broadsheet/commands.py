"""What the tasks of tasks.py do, for people at a terminal. Every way to build is Pelican's run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broadsheet import checking, plugin, scaffolding, serving
from broadsheet import settings as settings_module
from broadsheet.catalog import Catalog, CatalogError
from broadsheet.generator import INTERRUPTED, Stopped, say, stopped
from broadsheet.problems import BuildError, ContentError, Language
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from broadsheet.ledger.finding import Result
    from broadsheet.publishing.targets import Target

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
    given[settings_module.OTHER_CONTENT] = bool(content)
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

    def once() -> publishing.Done:
        plugin.run(_published(), {})
        return publishing.publish(
            *(settings, target, manners),
            dry_run=dry_run,
            force=force,
            say=say,
            show=_print,
            keeps_addresses=target.is_first,
        )

    try:
        try:
            done = once()
        except publishing.OutdatedError:
            done = once()
    except (BuildError, ContentError, OSError, CatalogError) as error:
        raise stopped(error, language) from error
    except HostError as error:
        say(f"error: {target.shown}: {error}; readers have a whole site; publish again to go on")
        raise SystemExit(1) from error
    except KeyboardInterrupt as error:
        say("stopped; readers have a whole site, and the next publish goes on")
        raise SystemExit(INTERRUPTED) from error
    is_right = dry_run or _is_live(settings, target, done.uploaded)
    _print(done.summary(language))
    if not is_right:
        raise SystemExit(1)


def _is_live(settings: Settings, target: Target, uploaded: Collection[str]) -> bool:
    """Ask the site that was published for its files, and say what is wrong. Where nobody answers at
    all (a folder that is not served, a name that is not known yet), that is said and no more."""
    from broadsheet.publishing import verifying

    if not target.site_url:
        is_zh = _language(settings) == "zh"
        where = f"PUBLISH_URLS[{target.name!r}]"
        _print(f"没有核对：{where} 没有写明读者的网址" if is_zh else f"not verified: no {where}")
        return True
    report = verifying.verify(
        _made(settings),
        target.site_url,
        uploaded=uploaded,
        moved=_moved(settings),
        folder=settings.output,
        say=say,
        language=_language(settings),
    )
    for line in report.lines(_language(settings)):
        _print(line)
    return report.good or report.is_down


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


def verify(
    to: str = "", url: str = "", sample: int = 200, whole: bool = False, seed: int = -1
) -> None:
    """Ask the live site for what the last build made and name every file that readers get
    otherwise. Exits with 1 when there is one, with 2 when nothing was asked."""
    from broadsheet.publishing import verifying

    settings, raw = _settings_of_the_published()
    language = _language(settings)
    address = (url or _address(raw, to) or ("" if to else settings.url)).rstrip("/")
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
        moved=_moved(settings),
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


def _address(raw: Mapping[str, object], to: str) -> str:
    """Where readers find a target, as PUBLISH_URLS says. Ends with 2 when that cannot be read."""
    addresses = raw.get("PUBLISH_URLS", {})
    strings = [*addresses, *addresses.values()] if isinstance(addresses, dict) else [None]
    if not all(isinstance(each, str) for each in strings):
        say(
            f"error: {_published()}: PUBLISH_URLS is {addresses!r};"
            ' write {"staging": "https://staging.paper.example"}'
        )
        raise SystemExit(2)
    return str(addresses.get(to, "")) if isinstance(addresses, dict) else ""


def _moved(settings: Settings) -> frozenset[str]:
    """Paths of the pages that only lead on, or say that something was taken down."""
    from broadsheet.ledger.keeping import OWNER

    with closing(Catalog.open(settings.home / "catalog.sqlite")) as catalog:
        stubs = {row.path for row in catalog.owned(OWNER)}
        return frozenset(stubs | catalog.redirects().keys())


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
