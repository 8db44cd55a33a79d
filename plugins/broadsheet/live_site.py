"""What the tasks of tasks.py do that are about the site readers have: publish it, roll it back,
verify it, move what is there, take it down. All read the settings of the published site.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from broadsheet import plugin
from broadsheet import settings as settings_module
from broadsheet.catalog import Catalog, CatalogError
from broadsheet.commands import CONFIGURATION
from broadsheet.generator import INTERRUPTED, report, say, show, stopped
from broadsheet.problems import BuildError, ContentError, Language, counted
from broadsheet.saying import Said, error_line, joined
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from broadsheet.ledger.finding import Result
    from broadsheet.publishing.findings import Report
    from broadsheet.publishing.targets import Manners, Target

PUBLISHED = "publishconf.py"
"""The settings of the published site; without such a file it has those of every build."""


def _published() -> str:
    return PUBLISHED if os.path.isfile(PUBLISHED) else CONFIGURATION


@contextmanager
def _settled(language: Language = "en") -> Iterator[None]:
    """Settings that are wrong end the run with 2."""
    try:
        yield
    except BuildError as error:
        stop = stopped(error, language)
        raise SystemExit(2) from stop


def _settings() -> tuple[Settings, Mapping[str, object]]:
    """The published site's settings, also as Pelican has them."""
    with _settled():
        raw = plugin.read_settings(_published(), {})
    with _settled(settings_module.spoken(raw)):
        return settings_module.read(raw), raw


def _chosen(raw: Mapping[str, object], to: str) -> tuple[Target, Manners]:
    from broadsheet.publishing import targets

    with _settled(settings_module.spoken(raw)):
        return targets.chosen(raw, to), targets.manners(raw)


@contextmanager
def _ending(settings: Settings, target: Target) -> Iterator[None]:
    """What goes wrong at a host ends the run with 1, Ctrl-C with 130; a line says why."""
    from broadsheet.publishing.running import HostError

    is_zh = settings.spoken == "zh"
    try:
        yield
    except ContentError as error:
        report(error.problems, settings.spoken)
        nothing = "；什么也没有发布" if is_zh else "; nothing was published"
        say(counted(error.problems, settings.spoken) + nothing)
        raise SystemExit(1) from error
    except (BuildError, OSError, CatalogError) as error:
        raise stopped(error, settings.spoken) from error
    except HostError as error:
        why = error.said
        said = Said(
            f"{target.shown}: {why.en}; readers have a whole site; run it again to go on",
            f"{target.shown}：{why.zh}；读者看到的网站是完整的；再运行一次就接着做",
        )
        say(error_line(said, settings.spoken))
        raise SystemExit(1) from error
    except KeyboardInterrupt as error:
        say(
            "已停下；读者看到的网站是完整的，下一次发布会接着做"
            if is_zh
            else "stopped; readers have a whole site, and the next publish goes on"
        )
        raise SystemExit(INTERRUPTED) from error


# --- publish and roll back


def publish(to: str = "", dry_run: bool = False, force: bool = False) -> None:
    """Build with the settings of the published site, and bring its host to what was built. Exits
    with 1 when anything is wrong, with 2 when the settings are."""
    from broadsheet.publishing import publishing

    settings, raw = _settings()
    target, manners = _chosen(raw, to)

    def once() -> publishing.Done:
        plugin.run(_published(), {})
        return publishing.publish(
            *(settings, target, manners),
            dry_run=dry_run,
            force=force,
            say=say,
            show=show,
            keeps_addresses=target.is_first,
        )

    with _ending(settings, target):
        try:
            done = once()
        except publishing.OutdatedError:
            done = once()
    try:
        is_right = dry_run or _is_live(settings, target, done.uploaded)
    finally:
        show(done.summary(settings.spoken))
    if not is_right:
        raise SystemExit(1)


def _is_live(settings: Settings, target: Target, uploaded: Collection[str]) -> bool:
    """Ask the site that was published for its files, and say what is wrong. Where nobody answers at
    all (a folder that is not served, a name that is not known yet), that is said and no more."""
    if not target.site_url:
        is_zh = settings.spoken == "zh"
        where = f"PUBLISH_URLS[{target.name!r}]"
        show(f"没有核对：{where} 没有写明读者的网址" if is_zh else f"not verified: no {where}")
        return True
    found = _verified(settings, target.site_url, uploaded=uploaded)
    return found.good or found.is_down


def rollback(to: str = "") -> None:
    """Back to the release before the one that is live, where the host keeps releases. Exits with 1
    when that cannot be, with 2 when the settings are wrong."""
    from broadsheet.publishing import publishing

    settings, raw = _settings()
    target, manners = _chosen(raw, to)
    with _ending(settings, target):
        release = publishing.host_of(target, manners, settings, say).roll_back()
    show(f"已退回到 {release}" if settings.spoken == "zh" else f"rolled back to {release}")


# --- verify


def verify(
    to: str = "", url: str = "", sample: int = 200, whole: bool = False, seed: int = -1
) -> None:
    """Ask the live site for what the last build made and name every file that readers get
    otherwise. Exits with 1 when there is one, with 2 when nothing could be asked."""
    from broadsheet.publishing import targets

    settings, raw = _settings()
    with _settled(settings.spoken):
        address = (url or targets.site_url(raw, to)).rstrip("/")
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).netloc:
        name = f"PUBLISH_URLS[{to!r}]" if to else "SITEURL"
        what = (
            Said(f'"{address}" is no address of a live site', f"“{address}”不是线上网站的网址")
            if address
            else Said("there is no address of a live site", "没有线上网站的网址")
        )
        said = Said(
            f"{what.en}; set {name} in {PUBLISHED}, or write --url",
            f"{what.zh}；请在 {PUBLISHED} 里设置 {name}，或写 --url",
        )
        say(error_line(said, settings.spoken))
        raise SystemExit(2)
    if sample < 0:
        said = Said(
            f"a sample of {sample} files cannot be drawn; write --sample 200",
            f"没法抽 {sample} 个文件；请写 --sample 200",
        )
        say(error_line(said, settings.spoken))
        raise SystemExit(2)
    found = _verified(
        settings,
        address,
        sample=None if whole else sample,
        seed=seed if seed >= 0 else None,
    )
    if not found.good:
        raise SystemExit(2 if found.is_down else 1)


def _verified(
    settings: Settings,
    address: str,
    *,
    uploaded: Collection[str] = (),
    sample: int | None = 200,
    seed: int | None = None,
) -> Report:
    """Ask a site for what the last build made, and print what is wrong."""
    from broadsheet.publishing import verifying

    made = _made(settings)
    try:
        found = verifying.verify(
            made,
            address,
            uploaded=uploaded,
            moved=_moved(settings),
            sample=sample,
            seed=seed,
            folder=settings.output,
            say=say,
            language=settings.spoken,
        )
    except KeyboardInterrupt as error:
        say("已停下；没有核对完" if settings.spoken == "zh" else "stopped; not all was verified")
        raise SystemExit(INTERRUPTED) from error
    for line in found.lines(settings.spoken):
        show(line)
    return found


def _made(settings: Settings) -> dict[str, tuple[int, bytes]]:
    """Size and digest of every file that the last build made. Ends with 2 when there are none."""
    file = settings.home / "catalog.sqlite"
    rows = {}
    if file.is_file():
        with closing(Catalog.open(file)) as catalog:
            rows = {row.path: (row.size, row.digest) for row in catalog.outputs()}
    if not rows:
        said = Said(
            "nothing was built here that could be compared; run invoke build",
            "这里没有构建的结果可以对比；请运行 invoke build",
        )
        say(error_line(said, settings.spoken))
        raise SystemExit(2)
    return rows


def _moved(settings: Settings) -> frozenset[str]:
    """Paths of the pages that only lead on, or say that something was taken down."""
    from broadsheet.ledger.keeping import OWNER

    with closing(Catalog.open(settings.home / "catalog.sqlite")) as catalog:
        stubs = {row.path for row in catalog.owned(OWNER)}
        return frozenset(stubs | catalog.redirects().keys())


# --- move and take down


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
    from broadsheet.ledger.finding import RefusedError

    settings, _ = _settings()
    try:
        result = do(settings)
    except RefusedError as error:
        say(error_line(error.said, settings.spoken))
        raise SystemExit(1) from error
    except (ContentError, BuildError) as error:
        raise stopped(error, settings.spoken) from error
    for said in _done(settings, result, dry_run):
        show(said.words(settings.spoken))


def _done(settings: Settings, result: Result, dry_run: bool) -> Iterator[Said]:
    """What a step did, or would do, and what is to be done next."""
    from broadsheet.ledger.finding import described

    content = os.path.relpath(settings.content)
    would = Said("would have ", "将会") if dry_run else Said("", "已")
    for path, to in result.moves:
        yield Said(
            f"{would.en}moved {content}/{path} to {content}/{to}",
            f"{would.zh}把 {content}/{path} 移到 {content}/{to}",
        )
    for path in result.removed:
        yield Said(f"{would.en}removed {content}/{path}", f"{would.zh}删去 {content}/{path}")
    yield from map(described, result.entries)
    for note in result.notes:
        yield Said(f"note: {note.en}", f"注意：{note.zh}")
    for each in result.left:
        yield Said(f"to mend: {each.line_text('en')}", f"需要修改：{each.line_text('zh')}")
    if dry_run:
        return
    changed = [content] if result.moves or result.removed else []
    changed += [os.path.relpath(settings.ledger)] if result.files else []
    folders = joined(changed)
    if changed:
        yield Said(
            f"commit {folders.en}, then build and publish",
            f"请提交 {folders.zh}，然后构建并发布",
        )
    else:
        yield Said("nothing", "没有要改的")
