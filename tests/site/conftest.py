"""The shipped archive, built once a run as it is published; in English; and without an address."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from broadsheet import plugin
from tests.archive import REPOSITORY
from tests.site.published import Published

NOW = "2026-11-01 12:00"


def build(folder: Path, name: str, **settings: object) -> Published:
    """The repository's own content, built with its own settings and what a test changes. Of
    several test processes that ask for one site, the first builds it and the others wait."""
    output, done = folder / name, folder / f"{name}.done"
    given = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(folder / "cache")}
    with FileLock(folder / "lock"):
        if not done.exists():
            settings = {**given, "BROADSHEET_NOW": NOW, **settings}
            plugin.run(str(REPOSITORY / "pelicanconf.py"), settings)
            done.touch()
    return Published(output)


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Where all of them lie: they share the pictures. One folder a run of the tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "sites"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def site(builds: Path) -> Published:
    return build(builds, "site")


@pytest.fixture(scope="session")
def english(builds: Path) -> Published:
    return build(builds, "english", DEFAULT_LANG="en", BROADSHEET_PAPER_LANG="zh")


@pytest.fixture(scope="session")
def nowhere(builds: Path) -> Published:
    """Built without ``SITEURL``."""
    return build(builds, "nowhere", SITEURL="")
