"""The shipped archive as it is published; in English; and without an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.shipped import build
from tests.site.published import Published


@pytest.fixture(scope="session")
def site(builds: Path) -> Published:
    return Published(build(builds, "site"))


@pytest.fixture(scope="session")
def english(builds: Path) -> Published:
    return Published(build(builds, "english", DEFAULT_LANG="en", BROADSHEET_PAPER_LANG="zh"))


@pytest.fixture(scope="session")
def nowhere(builds: Path) -> Published:
    """Built without ``SITEURL``."""
    return Published(build(builds, "nowhere", SITEURL=""))
