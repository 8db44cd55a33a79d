"""``invoke publish``: what was built goes to its host, and nothing breaks meanwhile."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from broadsheet.catalog import Catalog
from broadsheet.ledger import keeping
from broadsheet.locking import OutputLock
from broadsheet.problems import BuildError, Language, printable
from broadsheet.publishing.hosts import Host, Progress
from broadsheet.publishing.manifest import File, Manifest, built, total
from broadsheet.publishing.outlook import looked_at
from broadsheet.publishing.planning import Plan, plan
from broadsheet.publishing.targets import Kind, Manners, Target
from broadsheet.saying import Said
from broadsheet.settings import Settings

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What a publish did. ``where`` is the address that readers have, or the target."""

    uploaded: tuple[str, ...]
    new: int
    replaced: int
    deleted: int
    size: int
    seconds: float
    where: str
    is_dry: bool = False

    def summary(self, language: Language) -> str:
        size = measured(self.size)
        if language == "zh":
            verb = "将要发布" if self.is_dry else "已发布"
            return (
                f"{verb}：新增 {self.new}、更改 {self.replaced} 个文件，上传 {size}，"
                f"删除 {self.deleted} 个，用时 {self.seconds:.1f} 秒：{self.where}"
            )
        verb = "would publish" if self.is_dry else "published"
        return (
            f"{verb}: {self.new} new, {self.replaced} changed, {size} uploaded,"
            f" {self.deleted} deleted, {self.seconds:.1f} s: {self.where}"
        )


def host_of(target: Target, manners: Manners, settings: Settings, say: Say) -> Host:
    """The host of a target. Raises ``BuildError`` where a program is missing, or the folder is one
    that a build writes to or reads from."""

    def tell(said: Said) -> None:
        say(said.words(settings.spoken))

    if target.kind == Kind.FOLDER:
        _keep_apart(Path(target.folder), settings)
    if target.kind == Kind.SHELL:
        from broadsheet.publishing.hosts.shell import ShellHost

        return ShellHost(target, manners, tell)
    if target.kind == Kind.GIT:
        from broadsheet.publishing.hosts.git import GitHost

        return GitHost(target, manners, settings.home, tell)
    from broadsheet.publishing.hosts.files import FilesHost

    return FilesHost(target, manners, tell)


def _keep_apart(folder: Path, settings: Settings) -> None:
    place = folder.resolve()
    for own in (settings.output, settings.content, settings.theme):
        other = own.resolve()
        if place == other or place in other.parents or other in place.parents:
            raise BuildError(
                Said(
                    f"{folder}: the site cannot be published there, for {own} is there",
                    f"{folder}：网站不能发布到那里，因为 {own} 在那里",
                )
            )


@contextmanager
def manifest_of(settings: Settings) -> Iterator[Manifest]:
    """What the last build made; nobody builds while the block runs. Raises ``BuildError``."""
    lock = OutputLock(settings.lock)
    lock.acquire(settings.output)
    try:
        catalog = Catalog.open(settings.home / "catalog.sqlite")
        try:
            manifest = built(catalog, settings.output)
        finally:
            catalog.close()
        yield manifest
    finally:
        lock.release()


class OutdatedError(Exception):
    """The ledger has come to say something that the site has to be built again for."""


def publish(
    settings: Settings,
    target: Target,
    manners: Manners,
    *,
    dry_run: bool,
    force: bool,
    say: Say,
    show: Say,
    keeps_addresses: bool = True,
) -> Done:
    """Bring the host to what was built. ``say`` takes lines of progress, ``show`` those of a dry
    run; ``keeps_addresses``: the ledger knows every address that is public there.

    Raises ``BuildError``, ``ContentError`` and ``HostError``; readers have a whole site then, too;
    and ``OutdatedError``, before anything is uploaded, when the site is to be built again first.
    """
    started = time.monotonic()
    language = settings.spoken
    host = host_of(target, manners, settings, say)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with manifest_of(settings) as manifest:
        if dry_run:
            live = host.live(manifest, force)
            planned = plan(manifest, live, now, manners.keep)
            found = looked_at(settings, manifest, live, planned, keeps_addresses)
            planned = found.planned
            for line in (*listed(planned, language), *found.told(manners, language)):
                show(line)
        else:
            with host.held():
                live = host.live(manifest, force)
                planned = plan(manifest, live, now, manners.keep)
                found = looked_at(settings, manifest, live, planned, keeps_addresses)
                found.stop_unless(force, manners, language, say)
                if found.led_on:
                    keeping.retire(settings, manifest.files.keys(), live.files if live else ())
                    raise OutdatedError
                if not planned.is_empty or live is None:
                    host.carry_out(planned, settings.output, _Teller(say, language))
                if keeps_addresses:
                    _record(settings, manifest, say)
    return Done(
        uploaded=tuple(planned.uploads),
        new=len(planned.uploads) - len(planned.replaced),
        replaced=len(planned.replaced),
        deleted=len(planned.deletions),
        size=planned.upload_size,
        seconds=time.monotonic() - started,
        where=target.site_url or target.shown,
        is_dry=dry_run,
    )


def _record(settings: Settings, manifest: Manifest, say: Say) -> None:
    """Note what is public now. Also after a publish that was cut off before it came to this."""
    done = keeping.record(settings, manifest.files.keys())
    if done.files:
        folder = os.path.relpath(settings.ledger)
        if settings.spoken == "zh":
            say(f"{folder}：新记下 {done.added} 个网址，请提交这个文件夹")
        else:
            say(f"{folder}: {done.added} new addresses; commit this folder")


def listed(planned: Plan, language: Language) -> Iterator[str]:
    """A line for every file that would be uploaded, replaced or deleted, with its size."""
    words = ("上传", "替换", "删除") if language == "zh" else ("upload", "replace", "delete")

    def line(word: str, path: str, file: File) -> str:
        return f"{word} {measured(file.size):>9}  {printable(path, 4096)}"

    for path, file in planned.uploads.items():
        yield line(words[path in planned.replaced], path, file)
    for path, file in planned.deletions.items():
        yield line(words[2], path, file)
    gone = measured(total(planned.deletions.values()))
    if language == "zh":
        yield f"上传共 {measured(planned.upload_size)}，删除共 {gone}"
    else:
        yield f"{measured(planned.upload_size)} to upload, {gone} to delete"


def measured(size: int) -> str:
    """Bytes as people read them."""
    if size < 1000:
        return f"{size} B"
    for unit in ("kB", "MB", "GB"):
        size_of = size / 1000 ** (("kB", "MB", "GB").index(unit) + 1)
        if size_of < 999.5 or unit == "GB":
            break
    return f"{size_of:.3g} {unit}" if size_of < 999.5 else f"{size_of:.0f} {unit}"


class _Teller:
    """Says every two seconds how far an upload is."""

    def __init__(self, say: Say, language: Language) -> None:
        self._say = say
        self._language = language
        self._said = time.monotonic()

    def __call__(self, at: Progress) -> None:
        now = time.monotonic()
        if now - self._said < 2:
            return
        self._said = now
        size, of_size = measured(at.size), measured(at.of_size)
        if self._language == "zh":
            self._say(f"已上传 {at.files}/{at.of_files} 个文件，{size}/{of_size}")
        else:
            self._say(f"uploaded {at.files} of {at.of_files} files, {size} of {of_size}")
