"""A browser window with the search client in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive import THEME
from tests.search.client import core

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """An empty window; what goes wrong in its scripts fails the test."""
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def scripts(window: Page) -> Page:
    """A window with the client and no archive."""
    for name in (*core(), "extra"):
        window.add_script_tag(path=Path(THEME, "static/js/search", f"{name}.js"))
    return window
