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
from tests.site.windows import kept, noting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.archive import Newspaper


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """An empty window; what goes wrong in its scripts fails the test."""
    with kept(browser) as page, noting(page, "pageerror") as errors:
        yield page
    assert errors == []


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page that loads the client, of no archive."""
    names = (*core(), "extra")
    files = (Path(THEME, "static/js/search", f"{name}.js").as_uri() for name in names)
    page = tmp_path_factory.mktemp("client") / "client.html"
    scripts = "".join(f'<script src="{file}"></script>' for file in files)
    page.write_text(f"<!doctype html><meta charset=utf-8>{scripts}", "utf-8")
    return page


@pytest.fixture
def scripts(window: Page, client: Path) -> Page:
    """A window with the client and no archive."""
    window.goto(client.as_uri())
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
