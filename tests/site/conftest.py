"""The shipped archive, built once a run as it is published; in English; and without an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet import plugin
from tests.archive import REPOSITORY
from tests.site.published import Published

NOW = "2026-11-01 12:00"


def build(folder: Path, name: str, **settings: object) -> Published:
    """The repository's own content, built with its own settings and what a test changes."""
    output = folder / name
    given = {"OUTPUT_PATH": str(output), "CACHE_PATH": str(folder / "cache")}
    plugin.run(str(REPOSITORY / "pelicanconf.py"), {**given, "BROADSHEET_NOW": NOW, **settings})
    return Published(output)


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of them lie: they share the pictures."""
    return tmp_path_factory.mktemp("sites")


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
