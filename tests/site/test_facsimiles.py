"""A printed page with its articles marked on it: where they lead, by mouse and by keyboard."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.archive import Newspaper
from tests.site.published import Published
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ISSUE = "2024/05/01"
PAGE = f"{ISSUE}/a01.html"
L_SHAPED = "0.05, 0.1, 0.6, 0.2; 0.05, 0.3, 0.3, 0.4"
ACCENT, FOCUS = "rgb(163, 33, 27)", "rgb(26, 95, 180)"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A page with an article around another one's corner, and one that has no place on it."""
    paper = Newspaper(tmp_path_factory.mktemp("facsimile"), DEFAULT_LANG="zh")
    paper.article("2024-05-01", "a01-1", "江上的桥", page="A01", region=L_SHAPED)
    paper.article("2024-05-01", "a01-2", "桥下的船", page="A01", region="0.7 0.1 0.25 0.6")
    paper.article("2024-05-01", "a01-3", "启事", page="A01")
    buffer = io.BytesIO()
    Image.new("RGB", (1000, 1500), (240, 240, 236)).save(buffer, "JPEG")
    paper.write("issues/2024/2024-05-01/pages/a01.jpg", buffer.getvalue())
    outcome = paper.build()
    assert outcome.good, outcome.said
    return Published(paper.root / "output")


def test_every_region_of_an_article_is_part_of_its_one_link(site: Published) -> None:
    links = site.page(PAGE).select(".hotspots a")
    assert [a["href"] for a in links] == [f"../../../{ISSUE}/a01-{n}.html" for n in (1, 2)]
    sides = ("x", "y", "width", "height")
    assert [[[int(str(r[s])) for s in sides] for r in a.select("rect")] for a in links] == [
        [[50, 150, 600, 300], [50, 450, 300, 600]],
        [[700, 150, 250, 900]],
    ]


def test_the_data_of_an_article_have_its_regions(site: Published) -> None:
    found = [json.loads(site.bytes(f"{ISSUE}/a01-{n}.json")) for n in (1, 2, 3)]
    assert [(record["format"], record["regions"]) for record in found] == [
        (2, [[0.05, 0.1, 0.6, 0.2], [0.05, 0.3, 0.3, 0.4]]),
        (2, [[0.7, 0.1, 0.25, 0.6]]),
        (2, []),
    ]


def strokes(page: Page) -> list[str]:
    """What each rectangle is outlined with, in order; ``none`` where it is not."""
    return list(
        page.locator(".hotspots rect").evaluate_all(
            "all => all.map(r => getComputedStyle(r).stroke)"
        )
    )


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_hand_on_one_region_marks_all_of_the_article_and_any_leads_to_it(
    browser: Browser, site: Published, width: int, scripts: bool
) -> None:
    for at in (0, 1):
        with opened(browser, width, java_script_enabled=scripts) as (page, faults):
            page.goto(f"{site.folder.as_uri()}/{PAGE}")
            assert set(strokes(page)) == {"none"}
            region = page.locator(".hotspots rect").nth(at)
            region.scroll_into_view_if_needed()
            region.hover()
            assert strokes(page) == [ACCENT, ACCENT, "none"]
            region.click()
            page.wait_for_url(f"**/{ISSUE}/a01-1.html")
            assert faults == []


@pytest.mark.browser
def test_the_keyboard_stops_once_at_an_article_and_marks_all_its_regions(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    with opened(browser) as (page, faults):
        page.goto(f"{site_server(site.folder)}/{PAGE}")
        page.locator(".hotspots a").first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert strokes(page) == [FOCUS, FOCUS, "none"]
        page.keyboard.press("Tab")
        assert strokes(page) == ["none", "none", FOCUS]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.hotspots')") is None
        assert faults == []


@pytest.mark.browser
def test_on_paper_nothing_is_marked(browser: Browser, site: Published) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{site.folder.as_uri()}/{PAGE}")
        page.emulate_media(media="print")
        assert not page.locator(".hotspots").is_visible()
        assert page.locator(".facsimile img").is_visible()
