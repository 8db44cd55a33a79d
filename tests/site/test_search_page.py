"""The search page: its history, slow and lost networks, colours; and marks in an article."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.site.published import Published
from tests.site.test_for_everybody import COLOURS, FITS, violations
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

COUNT = "#search-count"
HEADLINES = ".result-headline a"


@pytest.fixture(params=["server", "disk"])
def start(
    request: pytest.FixtureRequest, site: Published, site_server: Callable[[Path], str]
) -> str:
    return site_server(site.folder) if request.param == "server" else site.folder.as_uri()


@pytest.fixture
def host(site: Published, site_server: Callable[[Path], str]) -> str:
    return site_server(site.folder)


def ask(page: Page, start: str, query: str, **more: str) -> None:
    """Open the address of a query and wait for its answer."""
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    page.goto(f"{start}/search.html?q={quote(query)}{rest}")
    answered(page)


def answered(page: Page, words: str = r"找到|至多|articles?$|Nothing") -> str:
    page.locator(COUNT).filter(has_text=re.compile(words)).wait_for()
    return page.locator(COUNT).inner_text()


def days(page: Page) -> list[str]:
    dates = page.locator(".result time").evaluate_all("all => all.map(each => each.dateTime)")
    return [str(date) for date in dates]


# --- what is found ------------------------------------------------------------------------------


def test_a_month_in_the_address_is_all_of_it(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/search.html?from=2025-10&to=2025-10")
        page.locator(HEADLINES).first.wait_for()
        assert {day[:7] for day in days(page)} == {"2025-10"}


# --- the address --------------------------------------------------------------------------------


def test_back_goes_to_the_query_before_and_not_through_every_letter(
    browser: Browser, host: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/archive.html")
        page.goto(f"{host}/search.html")
        field = page.locator("#search-text")
        for words in ("步行桥", "霜降"):
            field.fill("")
            field.press_sequentially(words, delay=20)
            field.press("Enter")
            page.wait_for_url(f"**q={quote(words)}")
            page.locator(".result mark", has_text=words).first.wait_for()
        page.go_back()
        page.locator(".result mark", has_text="步行桥").first.wait_for()
        assert field.input_value() == "步行桥"
        page.go_forward()
        page.locator(".result mark", has_text="霜降").first.wait_for()
        page.go_back()
        page.go_back()
        page.wait_for_url("**/archive.html")


def test_back_from_an_article_shows_as_much_as_was_shown_where_it_was(
    browser: Browser, host: str
) -> None:
    with opened(browser) as (page, _):
        ask(page, host, "的")
        page.locator(HEADLINES).nth(19).wait_for()
        assert page.locator(".result").count() == 20
        page.locator("#more-results").click()
        page.locator(HEADLINES).nth(39).wait_for()
        focused = page.evaluate("document.activeElement.closest('.result') !== null")
        assert focused, "the keyboard is at the first new result"
        last = page.locator(HEADLINES).nth(35)
        last.scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        last.click()
        page.wait_for_url("**#mark=*")
        page.go_back()
        page.locator(HEADLINES).nth(39).wait_for()
        page.wait_for_timeout(500)
        assert abs(page.evaluate("scrollY") - before) < 60


# --- facets -------------------------------------------------------------------------------------


def test_a_facet_counts_what_it_leads_to_and_a_chip_takes_it_off(
    browser: Browser, host: str
) -> None:
    with opened(browser) as (page, faults):
        ask(page, host, "步行桥")
        total = page.locator(COUNT).inner_text()
        row = page.locator("[data-kind=section] li").first
        row.wait_for()
        name, number = row.locator("a").inner_text(), row.locator(".facet-count").inner_text()
        row.locator("a").click()
        chip = page.locator(".search-terms a", has_text=name)
        chip.wait_for()
        answered(page, rf"找到 {number} 篇")
        assert page.evaluate("document.activeElement.id") == "search-count"
        chip.click()
        answered(page, re.escape(total))
        assert page.url.endswith(f"q={quote('步行桥')}")
        assert faults == []


def test_people_are_counted_when_somebody_asks(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        ask(page, host, "步行桥")
        page.locator("[data-kind=page] li").first.wait_for()
        assert not [url for url in asked if "f-person" in url]
        page.locator("[data-kind=person] summary").click()
        page.locator("[data-kind=person] li").first.wait_for()
        assert [url for url in asked if "f-person" in url]


# --- nothing, too slow, lost --------------------------------------------------------------------


def test_results_stay_when_the_network_fails_after_them(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        ask(page, host, "的")
        page.locator("[data-kind=page] li").first.wait_for()
        page.context.set_offline(True)
        page.locator("#more-results").click()
        page.get_by_role("alert").wait_for()
        assert page.locator(".result").count() == 20
        page.context.set_offline(False)
        page.get_by_role("alert").get_by_role("button").click()
        page.locator(HEADLINES).nth(39).wait_for()


def test_a_slow_search_tells_that_it_goes_on(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        held: list[Any] = []
        is_slow = True

        def answer(route: Any) -> None:
            if is_slow:
                held.append(route)
            else:
                route.continue_()

        page.route(re.compile(r"/search/\w{12}/"), answer)
        page.goto(f"{host}/search.html?q={quote('步行桥')}")
        page.locator(COUNT).filter(has_text="正在查找").wait_for()
        is_slow = False
        for route in held:
            route.continue_()
        page.locator(HEADLINES).first.wait_for()
        answered(page, "找到")


# --- everybody ----------------------------------------------------------------------------------


def test_a_slash_typed_into_a_field_is_a_slash(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/archive.html")
        page.locator(".date-text").press_sequentially("2025/10/24")
        assert page.locator(".date-text").input_value() == "2025/10/24"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["步行桥 section:要闻", "步行桥 海市蜃楼宫"])
def test_axe_finds_no_violation_in_an_answer(
    browser: Browser, host: str, width: int, query: str
) -> None:
    with opened(browser, width, color_scheme="light") as (page, _):
        ask(page, host, query)
        page.wait_for_timeout(400)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        page.wait_for_timeout(300)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert violations(page, COLOURS) == []
        assert page.evaluate(FITS)


# --- marks in an article ------------------------------------------------------------------------

STORY = "2026/10/24/a01-1-tram.html"


def story(page: Page) -> str:
    return str(page.evaluate("document.querySelector('article.story').innerHTML"))


def test_marks_are_stepped_through_and_taken_off_and_leave_the_text_as_it_was(
    browser: Browser, start: str
) -> None:
    with opened(browser) as (page, faults):
        page.goto(f"{start}/{STORY}")
        before = story(page)
        text = page.locator("article.story").text_content()
        page.goto("about:blank")
        page.goto(f"{start}/{STORY}#mark={quote('电车')}")
        page.locator("article mark").first.wait_for()
        number = page.locator("article mark").count()
        assert number > 2
        assert page.locator("article.story").text_content() == text
        said = page.locator("#marks [role=status]")
        said.filter(has_text=f"第 1 处，共 {number} 处").wait_for()
        page.locator("[data-next]").focus()
        page.keyboard.press("Enter")
        assert said.inner_text() == f"第 2 处，共 {number} 处"
        page.locator("[data-previous]").click()
        page.locator("[data-previous]").click()
        assert said.inner_text() == f"第 {number} 处，共 {number} 处"
        page.locator("[data-previous]").focus()
        page.keyboard.press("Escape")
        assert not page.locator("#marks").is_visible()
        assert page.locator("article mark").count() == 0
        assert story(page) == before
        assert "#" not in page.url
        assert faults == []


def test_a_mark_runs_through_links_and_strong_words(
    browser: Browser, site: Published, start: str
) -> None:
    path, words = crossing(site)
    with opened(browser) as (page, _):
        page.goto(f"{start}/{path}#mark={quote(words)}")
        marks = page.locator("article mark.mark-here")
        marks.first.wait_for()
        assert marks.count() > 1
        assert "".join(marks.all_text_contents()) == words
        assert page.locator("#marks [role=status]").inner_text() == "第 1 处，共 1 处"


def crossing(site: Published) -> tuple[str, str]:
    """An article, and characters of it that lie partly within an inline element."""
    for path in site.pages:
        for inner in site.page(path).select(".story-body p :is(a, strong, em)"):
            before = str(inner.previous_sibling or "")
            if "<" not in before and len(before.strip()) > 4 and len(inner.text) > 2:
                return path, before[-4:] + inner.text[:2]
    raise AssertionError("no article has a link or strong words in its text")


def test_paper_shows_no_marks(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/{STORY}#mark={quote('电车')}")
        page.locator("article mark").first.wait_for()
        page.emulate_media(media="print")
        shown = page.locator("article mark").first.evaluate(
            "mark => [getComputedStyle(mark).backgroundColor, getComputedStyle(mark).boxShadow]"
        )
        assert shown == ["rgba(0, 0, 0, 0)", "none"]
        assert not page.locator("#marks").is_visible()
