"""The shipped archive in Chromium: from a server's root, from a folder of it, and from a disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.site.published import Published
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

KINDS = (
    "index.html",
    "2025/10/23/index.html",
    "2025/10/23/a01.html",
    "2025/10/23/a01-1-harvest.html",
    "2025/10/23/a02-2-night-bus.html",
    "2025/10/24/a03-3-shopping-festival.html",
    "2025/10/24/a04-1-kites.html",
    "2025/10/24/a04-3-last-ferry.html",
    "2025/10/24-weekend/02-1-boatman.html",
    "2025/index.html",
    "2025/10/index.html",
    "days/10-24.html",
    "archive.html",
    "people/index.html",
    "people/林既白/index.html",
    "people/林既白/2025.html",
    "sections/index.html",
    "columns/区政要闻/index.html",
    "corrections.html",
    "data/index.html",
    "about.html",
)
"""One page of every kind."""


@pytest.mark.parametrize("width", [390, 1280])
def test_every_kind_of_page_opens_without_a_fault_and_fits_the_window(
    browser: Browser, site: Published, site_server: Callable[[Path], str], width: int
) -> None:
    address = site_server(site.folder)
    with opened(browser, width) as (page, faults):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in KINDS:
            page.goto(f"{address}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert faults == []
        assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize("where", ["root", "folder", "disk"])
def test_a_reader_clicks_through_the_archive(
    browser: Browser, site: Published, site_server: Callable[[Path], str], where: str
) -> None:
    start = {
        "root": lambda: site_server(site.folder),
        "folder": lambda: f"{site_server(site.folder.parent)}/{site.folder.name}",
        "disk": site.folder.as_uri,
    }[where]()
    with opened(browser) as (page, faults):
        page.goto(f"{start}/index.html")
        steps = (
            ("#latest-issue a", "2026/10/24/index.html"),
            (".pager-previous", "2025/10/24-weekend/index.html"),
            (".pager-previous", "2025/10/24/index.html"),
            (".pager-previous", "2025/10/23/index.html"),
            (".issue-page-name a", "2025/10/23/a01.html"),
            (".hotspots a", "2025/10/23/a01-1-harvest.html"),
            (".jump a", "2025/10/23/a03-1-harvest.html"),
            (".jump a", "2025/10/23/a01-1-harvest.html"),
            (".byline a", "people/%E6%9E%97%E6%97%A2%E7%99%BD/index.html"),
            (".record th a", "people/%E6%9E%97%E6%97%A2%E7%99%BD/2026.html"),
            (".nameplate a", "index.html"),
            (".ways-in a >> nth=1", "archive.html"),
            (".year-number a", "2026/index.html"),
            (".calendar caption a", "2026/10/index.html"),
            (".pager-previous", "2025/10/index.html"),
            (".calendar .day-edition", "2025/10/24-weekend/index.html"),
        )
        for selector, path in steps:
            page.locator(selector).first.click()
            page.wait_for_load_state()
            assert page.url == f"{start}/{path}"
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert ground == "rgb(253, 252, 249)", f"no stylesheet on {path}"
        assert faults == []


def test_a_redirect_takes_the_reader_along(browser: Browser, site: Published) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{site.folder.as_uri()}/2025/10/24/zhifang-street.html")
        page.wait_for_url("**/a01-3-old-street.html")


def test_without_javascript_every_page_is_whole(browser: Browser, site: Published) -> None:
    with opened(browser, java_script_enabled=False) as (page, faults):
        for path in ("index.html", "2025/10/23/a01.html", "2025/10/23/a01-1-harvest.html"):
            page.goto(f"{site.folder.as_uri()}/{path}")
            assert page.locator("main").inner_text().strip()
        assert page.locator("figure img").first.is_visible()
        assert faults == []


def test_pictures_of_a_page_are_really_shown(browser: Browser, site: Published) -> None:
    with opened(browser, 390) as (page, _):
        for path in ("2025/10/23/a01.html", "2025/10/24/a04-1-kites.html"):
            page.goto(f"{site.folder.as_uri()}/{path}")
            for picture in page.locator("main img").all():
                picture.scroll_into_view_if_needed()
                assert picture.evaluate("async (i) => { await i.decode(); return i.naturalWidth; }")


def test_areas_of_a_facsimile_shrink_with_it(browser: Browser, site: Published) -> None:
    for width in (390, 1280):
        with opened(browser, width) as (page, _):
            page.goto(f"{site.folder.as_uri()}/2025/10/23/a01.html")
            sheet = page.locator(".facsimile img").bounding_box()
            area = page.locator(".hotspots rect").first.bounding_box()
            assert sheet
            assert area
            assert area["x"] - sheet["x"] == pytest.approx(0.045 * sheet["width"], abs=5)
            assert area["height"] == pytest.approx(0.441 * sheet["height"], abs=8)


def test_the_keyboard_reaches_the_text_and_the_focus_is_seen(
    browser: Browser, site: Published
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{site.folder.as_uri()}/2025/10/23/a01.html")
        page.keyboard.press("Tab")
        skip = page.locator(".skip-link")
        assert skip.evaluate("link => link === document.activeElement")
        box = skip.bounding_box()
        assert box
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        seen = []
        for _step in range(40):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.getAttribute('href')"))
            style = "getComputedStyle(document.activeElement).outlineStyle"
            rect = "getComputedStyle(document.activeElement.firstElementChild).stroke"
            if page.evaluate("!!document.activeElement.closest('.hotspots')"):
                rect = rect.replace("firstElementChild", "querySelector('rect')")
                assert page.evaluate(rect) == "rgb(26, 95, 180)"
            elif page.evaluate("document.activeElement !== document.body"):
                assert page.evaluate(style) != "none", seen[-1]
        assert "a01-1-harvest.html" in "".join(str(s) for s in seen)
        hotspots = page.locator(".hotspots a").count()
        assert sum("a01-" in str(s) for s in seen) >= hotspots
