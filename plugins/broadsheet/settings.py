"""The project's settings, typed and checked once at the door.

``read`` takes Pelican's settings dictionary; past it nobody looks into that dictionary again.
Our own settings begin with ``BROADSHEET_``; docs/maintainers.md lists them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadsheet.model import Clock
from broadsheet.problems import BuildError

LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the engine knows of the project. Paths are absolute.

    ``home`` is the cache folder of this pair of content and output; ``renditions`` is shared by
    all outputs of a project. ``page_paths`` and ``static_paths`` are folders inside ``content``.
    """

    content: Path
    output: Path
    theme: Path
    cache: Path
    page_paths: tuple[str, ...]
    static_paths: tuple[str, ...]
    ignore_files: tuple[str, ...]
    page_save_as: str
    theme_static_dir: str
    site_name: str
    subtitle: str
    url: str
    language: str
    timezone: ZoneInfo
    publisher: str
    cn_number: str
    feed_items: int
    clock: Clock
    check_only: bool
    site_fingerprint: str
    """Digest of every setting that can show on a page."""

    @property
    def home(self) -> Path:
        """Relative ways name the pair, so that a project moved as a whole keeps its catalog."""
        pair = [os.path.relpath(p, self.cache) for p in (self.content, self.output)]
        return self.cache / hashlib.sha256("\0".join(pair).encode()).hexdigest()[:16]

    @property
    def renditions(self) -> Path:
        return self.cache / "renditions"

    @property
    def lock(self) -> Path:
        output = os.path.realpath(self.output)
        return self.cache / f"{hashlib.sha256(output.encode()).hexdigest()[:16]}.lock"

    @property
    def base_path(self) -> str:
        """The path part of the public address with both slashes: ``/`` or ``/archive/``."""
        return urlsplit(self.url).path.rstrip("/") + "/"


def _text(raw: Mapping[str, object], name: str, default: str = "") -> str:
    value = raw.get(name, default)
    if not isinstance(value, str):
        raise BuildError(f"pelicanconf.py: {name} is {value!r}; write it as text in quotes")
    return value


def _paths(raw: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = raw.get(name, [])
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        raise BuildError(f"pelicanconf.py: {name} is {value!r}; write a list of folder names")
    return tuple(str(v).strip("/") for v in value if str(v).strip("/"))


def _folder(raw: Mapping[str, object], name: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(_text(raw, name))))


def _timezone(raw: Mapping[str, object]) -> ZoneInfo:
    name = _text(raw, "TIMEZONE", "Asia/Shanghai")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BuildError(
            f'pelicanconf.py: TIMEZONE "{name}" is unknown; write one such as "Asia/Shanghai"'
        ) from error


def _clock(raw: Mapping[str, object], zone: ZoneInfo) -> Clock:
    text = _text(raw, "BROADSHEET_NOW")
    if not text:
        now = dt.datetime.now(zone)
    else:
        try:
            now = dt.datetime.fromisoformat(text)
        except ValueError as error:
            raise BuildError(
                f'BROADSHEET_NOW "{text}" is not a date and time; write "2019-10-25 06:00"'
            ) from error
        now = now.replace(tzinfo=zone) if now.tzinfo is None else now.astimezone(zone)
    return Clock(now=now, drafts=bool(raw.get("BROADSHEET_DRAFTS", False)))


def _language(raw: Mapping[str, object]) -> str:
    language = _text(raw, "DEFAULT_LANG", "zh").replace("_", "-").split("-")[0].lower()
    if language not in LANGUAGES:
        raise BuildError(
            f'pelicanconf.py: DEFAULT_LANG "{language}" has no interface; write "zh" or "en"'
        )
    return language


def _feed_items(raw: Mapping[str, object]) -> int:
    value = raw.get("BROADSHEET_FEED_ITEMS", 30)
    if not isinstance(value, int) or value < 1:
        raise BuildError(f"pelicanconf.py: BROADSHEET_FEED_ITEMS is {value!r}; write 30")
    return value


def read(raw: Mapping[str, object]) -> Settings:
    """Read Pelican's settings. Raises ``BuildError`` with one line for a value that is wrong."""
    zone = _timezone(raw)
    clock = _clock(raw, zone)
    url = _text(raw, "SITEURL").rstrip("/")
    if url and not urlsplit(url).netloc:
        raise BuildError(
            f'pelicanconf.py: SITEURL "{url}" is no address; write "https://paper.example"'
        )
    shown = {
        "site_name": _text(raw, "SITENAME"),
        "subtitle": _text(raw, "SITESUBTITLE"),
        "url": url,
        "language": _language(raw),
        "publisher": _text(raw, "BROADSHEET_PUBLISHER"),
        "cn_number": _text(raw, "BROADSHEET_CN_NUMBER"),
    }
    content, output = _folder(raw, "PATH"), _folder(raw, "OUTPUT_PATH")
    if not content.is_dir():
        raise BuildError(f"{content}: there is no such folder; name the content folder")
    if output == content or output in content.parents:
        raise BuildError(f"{output}: the output folder holds the content; choose another folder")
    feed_items = _feed_items(raw)
    parts = [*shown.values(), zone.key, str(feed_items), str(clock.drafts)]
    return Settings(
        content=content,
        output=output,
        theme=_folder(raw, "THEME"),
        cache=_folder(raw, "CACHE_PATH") / "broadsheet",
        page_paths=_paths(raw, "PAGE_PATHS"),
        static_paths=_paths(raw, "STATIC_PATHS"),
        ignore_files=_paths(raw, "IGNORE_FILES"),
        page_save_as=_text(raw, "PAGE_SAVE_AS", "{slug}.html"),
        theme_static_dir=_text(raw, "THEME_STATIC_DIR", "theme").strip("/"),
        timezone=zone,
        feed_items=feed_items,
        clock=clock,
        check_only=bool(raw.get("BROADSHEET_CHECK", False)),
        site_fingerprint=hashlib.sha256("\0".join(parts).encode()).hexdigest(),
        **shown,
    )
