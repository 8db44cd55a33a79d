"""The shipped archive, built with its own content and settings and what a test changes of them."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock

from broadsheet import plugin
from tests.folders import REPOSITORY

NOW = "2026-11-01 12:00"


def build(folder: Path, name: str, **settings: object) -> Path:
    """Build the archive into ``folder``, where others of it lie, with which it shares the pictures;
    answers with the site. Of several test processes that ask for one site, the first builds it and
    the others wait."""
    output, done = folder / name, folder / f"{name}.done"
    given = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(folder / "cache")}
    with FileLock(folder / "lock"):
        if not done.exists():
            settings = {**given, "BROADSHEET_NOW": NOW, **settings}
            plugin.run(str(REPOSITORY / "pelicanconf.py"), settings)
            done.touch()
    return output
