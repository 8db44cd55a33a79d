"""A browser window with the search client in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive import THEME
from tests.search import truth
from tests.search.client import core, put_probe
from tests.search.truth import Document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.archive import Newspaper


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


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Newspaper:
    """A newspaper of random articles, with a page that the client is asked on."""
    paper = truth.archive(tmp_path_factory.mktemp("archive"), seed=4)
    put_probe(paper.root / "output")
    return paper


@pytest.fixture(scope="module")
def archive(paper: Newspaper) -> list[Document]:
    """The same as those know it who search without an index."""
    return truth.documents(paper)
