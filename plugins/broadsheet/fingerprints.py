"""Digests of everything besides the content that a page's bytes depend on."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from broadsheet.scanning import RACY_NS
from broadsheet.scanning import blob_id as _blob_id
from broadsheet.settings import Settings

READING = ("markdown", "nh3", "pillow", "pillow-heif", "pyyaml")
RENDERING = ("jinja2", "babel", "lunar-python", "msgspec", "pelican")
ENGINE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """``reader`` changes when a file could be read differently, ``site`` when any page could
    look different: engine, theme, settings, libraries. ``sign`` changes, cheaply told, whenever
    one of them might; empty when it cannot be trusted."""

    reader: str
    site: str
    sign: str


def take(settings: Settings, known: Fingerprints | None = None) -> Fingerprints:
    """Read the engine's and the theme's own files, unless the sign of what is ``known`` still
    holds; content and static files are the scan's."""
    sign = _sign(settings)
    if known and sign and known.sign == sign:
        return known
    from broadsheet.photos.rendering import encoder_version

    code = _digest(_engine(), ENGINE)
    reader = hashlib.sha256(" ".join([code, *_versions(READING)]).encode()).hexdigest()
    overrides = [_digest(_files(folder), folder) for folder in settings.template_overrides]
    parts = [
        reader,
        *_versions(RENDERING),
        encoder_version(),
        _digest(_theme(settings), settings.theme),
        *overrides,
        settings.site_fingerprint,
    ]
    return Fingerprints(reader, hashlib.sha256("\0".join(parts).encode()).hexdigest(), sign)


def _sign(settings: Settings) -> str:
    """Names, sizes and times of the files; of the libraries the times of the folders that they are
    installed in, where one that comes or goes leaves its mark."""
    files = [*_engine(), *_theme(settings)]
    for folder in settings.template_overrides:
        files += _files(folder)
    parts = [sys.version, settings.site_fingerprint]
    newest = 0
    for place in (*map(str, files), *sys.path):
        try:
            found = os.stat(place or ".")
        except OSError:
            continue
        newest = max(newest, found.st_mtime_ns)
        parts.append(f"{place}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}")
    if newest > time.time_ns() - RACY_NS:
        return ""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _engine() -> list[Path]:
    """The engine's code, and the tables that the search index is made with."""
    return sorted([*ENGINE.rglob("*.py"), *(ENGINE / "search").glob("*.txt")])


def _theme(settings: Settings) -> list[Path]:
    return [p for name in ("templates", "translations") for p in _files(settings.theme / name)]


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name}={version(name)}" for name in names]


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith("."))


def _digest(files: Iterable[Path], root: Path) -> str:
    whole = hashlib.sha256()
    for file in files:
        whole.update(f"{file.relative_to(root).as_posix()}\0{blob_id(file)}\n".encode())
    return whole.hexdigest()


def blob_id(file: Path) -> str:
    return _blob_id(file.read_bytes())
