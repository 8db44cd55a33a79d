"""Front pages in Chromium: tabs that follow, columns that follow the room, and how much is sent."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive import Newspaper, issue_path, photograph
from tests.site.published import Published, words
from tests.site.test_in_a_browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ISSUE = "2025/10/23/index.html"
CURRENT = ".page-tabs [aria-current]"
OVERFLOWING = """() => [...document.querySelectorAll('.sheet *, .front-plate *')]
    .filter(e => !e.closest('picture') && e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => e.className || e.tagName)"""
CUT = """() => [...document.querySelectorAll('.sheet .headline, .issue-name, .plate-numbers li')]
    .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline')
    .map(e => e.textContent.trim())"""


def tops(page: Page, selector: str) -> list[int]:
    """Where the elements begin from the left, each distance once, in order."""
    boxes = [e.bounding_box() for e in page.locator(selector).all()]
    return sorted({round(box["x"]) for box in boxes if box})


def test_the_tab_of_the_page_being_read_is_marked_and_stays_in_sight(
    browser: Browser, site: Published
) -> None:
    for width in (390, 1280):
        with opened(browser, width) as (page, faults):
            page.goto(f"{site.folder.as_uri()}/{ISSUE}")
            for code in ("a02", "a03", "a04", "a01"):
                page.locator(f"#{code}").evaluate("e => e.scrollIntoView({behavior: 'instant'})")
                page.mouse.wheel(0, 2)
                page.locator(CURRENT, has_text=code.upper()).wait_for()
                assert page.locator(CURRENT).count() == 1
                box = page.locator(CURRENT).bounding_box()
                assert box
                assert 0 <= box["x"] < width
                assert -1 <= box["y"] < 100
            assert faults == []


def test_the_last_page_is_marked_at_the_end_however_short_it_is(
    browser: Browser, tmp_path: Path
) -> None:
    newspaper = Newspaper(tmp_path)
    for code in ("A01", "A02", "A03"):
        newspaper.article("2024-05-01", f"{code.lower()}-1", page=code)
    assert newspaper.build().good
    with opened(browser, 390) as (page, _):
        page.set_viewport_size({"width": 390, "height": 500})
        page.goto(f"{(tmp_path / 'output').as_uri()}/2024/05/01/index.html")
        page.evaluate("scrollTo({top: 1e6, behavior: 'instant'})")
        page.locator(CURRENT, has_text="A03").wait_for()


def test_without_a_script_tabs_lead_to_their_pages_and_stay_at_the_top(
    browser: Browser, site: Published
) -> None:
    with opened(browser, 390, java_script_enabled=False, reduced_motion="reduce") as (page, _):
        page.goto(f"{site.folder.as_uri()}/{ISSUE}")
        page.locator(".page-tabs a", has_text="A03").click()
        page.wait_for_url("**#a03")
        tabs = page.locator(".page-tabs").bounding_box()
        heading = page.locator("#a03-name").bounding_box()
        assert tabs
        assert heading
        assert tabs["y"] == pytest.approx(0, abs=1)
        assert tabs["height"] <= heading["y"] < 200


def test_room_decides_the_columns_not_the_window(browser: Browser, tmp_path: Path) -> None:
    newspaper = Newspaper(tmp_path, DEFAULT_LANG="zh")
    newspaper.article("2024-05-01", "a01-1", "头条", "长文。" * 300, page="A01")
    for at in range(2, 12):
        newspaper.article("2024-05-01", f"a01-{at:02d}", f"消息{at}", "短讯。" * 30, page="A01")
    assert newspaper.build().good
    with opened(browser, 1280) as (page, _):
        page.goto(f"{(tmp_path / 'output').as_uri()}/2024/05/01/index.html")
        for room, columns in ((1000, 3), (700, 2), (380, 1)):
            page.locator(".sheet").evaluate("(e, w) => { e.style.inlineSize = w + 'px' }", room)
            assert len(tops(page, ".columns > .teaser")) == columns, room


@pytest.fixture(scope="module")
def fronts(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Five days of pages of one to twenty articles, long and short; the address of their month."""
    newspaper = Newspaper(tmp_path_factory.mktemp("fronts"), DEFAULT_LANG="zh")
    long = "一个长得不能再长的标题要从左边一直写到右边还要再折下去写上好几行才算完" * 3
    word = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft"
    for day, count in ((1, 1), (2, 2), (3, 3), (4, 8), (5, 20)):
        issue = f"2024-05-{day:02d}"
        newspaper.write(f"{issue_path(issue)}/wide.jpg", photograph(1, (90, 30)))
        newspaper.write(f"{issue_path(issue)}/tall.jpg", photograph(2, (30, 90)))
        for at in range(count):
            picture = ("![说明](wide.jpg)", "![说明](tall.jpg)", "")[(at + day) % 3]
            head = (long, "短", word)[at % 3]
            fields = {"standing_head": "区政要闻"} if at % 7 in (3, 4, 5) else {}
            text = f"{picture}\n\n{'正文。' * (20 + 80 * (at % 2))}"
            newspaper.article(issue, f"a01-{at:02d}", head, text, page="A01", **fields)
    assert newspaper.build().good
    return f"{(newspaper.root / 'output').as_uri()}/2024/05"


@pytest.mark.parametrize("width", [320, 390, 560, 768, 1000, 1280, 1800])
def test_pages_of_any_make_fit_any_width_and_text_of_twice_the_size(
    browser: Browser, fronts: str, width: int
) -> None:
    with opened(browser, width) as (page, faults):
        for day in range(1, 6):
            page.goto(f"{fronts}/{day:02d}/index.html")
            for size in (16, 32):
                page.evaluate("s => { document.documentElement.style.fontSize = s + 'px' }", size)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (day, size)
                assert page.evaluate(OVERFLOWING) == [], (day, size)
                assert page.evaluate(CUT) == [], (day, size)
        assert faults == []


def test_the_home_page_shows_the_front_in_full_and_the_other_pages_by_headlines(
    site: Published,
) -> None:
    home = site.page("index.html")
    issue = home.select_one("#latest-issue a")
    assert issue is not None
    latest = site.page(str(issue["href"]))
    assert len(home.select(".sheet article")) == len(latest.select("#a01 article"))
    pages = [words(name) for name in latest.select(".issue-page-name")]
    assert [words(name) for name in home.select(".digest .issue-page-name")] == pages[1:]


def test_a_front_page_is_light_and_its_styles_come_in_one_go(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    styles = [site.bytes(name) for name in site.files if name.endswith(".css")]
    assert sum(len(gzip.compress(style)) for style in styles) <= 20_000
    with opened(browser, 390) as (page, faults):
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.url))
        address = site_server(site.folder)
        page.goto(f"{address}/index.html", wait_until="networkidle")
        text = [url for url in sent if url.endswith((".html", ".css", ".js", ".svg"))]
        assert len(text) == len(set(text)), "a file was asked for twice"
        weight = sum(
            len(gzip.compress(site.bytes(url.removeprefix(f"{address}/")))) for url in text
        )
        assert weight <= 80_000
        assert faults == []
