"""Digests of everything besides the content that a page's bytes depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from broadsheet.photos.rendering import encoder_version
from broadsheet.scanning import blob_id as _blob_id
from broadsheet.settings import Settings

READING = ("markdown", "nh3", "pillow", "pillow-heif", "pyyaml")
RENDERING = ("jinja2", "babel", "lunar-python", "msgspec", "pelican")


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """``reader`` changes when a file could be read differently, ``site`` when any page could
    look different: engine, theme, settings, libraries."""

    reader: str
    site: str


def take(settings: Settings) -> Fingerprints:
    """Read the engine's and the theme's own files; content and static files are the scan's."""
    engine = Path(__file__).parent
    code = _digest(sorted(engine.rglob("*.py")), engine)
    reader = hashlib.sha256(" ".join([code, *_versions(READING)]).encode()).hexdigest()
    theme = [p for name in ("templates", "translations") for p in _files(settings.theme / name)]
    overrides = [_digest(_files(folder), folder) for folder in settings.template_overrides]
    parts = [
        reader,
        *_versions(RENDERING),
        encoder_version(),
        _digest(theme, settings.theme),
        *overrides,
        settings.site_fingerprint,
    ]
    return Fingerprints(reader, hashlib.sha256("\0".join(parts).encode()).hexdigest())


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
