"""What a reader gets of the search: in Chromium, over the shipped archive, from host and disk."""

from __future__ import annotations

import functools
import json
import re
import shutil
from collections.abc import Callable, Iterator
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


@pytest.fixture
def damaged(site: Published, tmp_path: Path, site_server: Callable[[Path], str]) -> str:
    """The archive on a host that has lost the lists of its newest segment."""
    folder = tmp_path / "damaged"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("*.jpg", "*.webp"))
    text = (folder / "search/manifest.js").read_bytes().decode("windows-1252")
    newest = re.findall(r'"id":\s*"(\w+)"', text)[-1]
    (folder / "search" / newest / "index.js").unlink()
    return site_server(folder)


@functools.cache
def records(folder: Path) -> tuple[dict[str, Any], ...]:
    """Every article that readers may see, as its JSON twin tells it."""
    found = (json.loads(path.read_text("utf-8")) for path in folder.glob("20*/*/*/*.json"))
    return tuple(record for record in found if "headline" in record)


def holding(site: Published, words: str) -> set[str]:
    """The headlines of the articles in which these characters were printed."""

    def texts(record: dict[str, Any]) -> Iterator[str | None]:
        yield from (record[name] for name in ("kicker", "headline", "deck", "byline", "dateline"))
        yield from (record["source"], record["text"])
        for picture in record["pictures"]:
            yield from (picture["cutline"], picture["credit"])
        yield from (notice["text"] for notice in record["corrections"])

    found = (r for r in records(site.folder) if any(words in (text or "") for text in texts(r)))
    return {record["headline"] for record in found}


def ask(page: Page, start: str, query: str, **more: str) -> None:
    """Open the address of a query and wait for its answer."""
    rest = "".join(f"&{name}={value}" for name, value in more.items())
    page.goto(f"{start}/search.html?q={quote(query)}{rest}")
    answered(page)


def answered(page: Page, words: str = r"找到|至多|articles?$|Nothing") -> str:
    page.locator(COUNT).filter(has_text=re.compile(words)).wait_for()
    return page.locator(COUNT).inner_text()


def headlines(page: Page) -> list[str]:
    return page.locator(HEADLINES).all_inner_texts()


def days(page: Page) -> list[str]:
    dates = page.locator(".result time").evaluate_all("all => all.map(each => each.dateTime)")
    return [str(date) for date in dates]


# --- what is found ------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["步行桥", "稻", "霜降过后", "林既白"])
def test_every_article_in_which_the_words_were_printed_is_found(
    browser: Browser, site: Published, start: str, words: str
) -> None:
    with opened(browser) as (page, faults):
        ask(page, start, words)
        wanted = holding(site, words)
        assert wanted
        assert set(headlines(page)) == wanted
        marks = page.locator(".result mark").all_inner_texts()
        assert set(marks) <= {words}
        assert faults == []


@pytest.mark.parametrize(
    ("query", "holds", "lacks"),
    [
        ("老渡口 步行桥", "老渡口步行桥月底试通行", "摇船的人"),
        ("老渡口 -步行桥", "摇船的人", "老渡口步行桥月底试通行"),
        ("上堰村 OR 水袖", "一双水袖，甩给最后一排看", "摇船的人"),
        ("title:步行桥", "老渡口步行桥月底试通行", "头班电车过江来"),
        ("by:林既白", "摇船的人", "渡口（外一首）"),
        ("渡口 section:副刊", "摇船的人", "老渡口步行桥月底试通行"),
        ("月亮 page:A04", "月亮有多大", "把灯调暗，星星就出来了"),
        ("月亮 2025-10-04", "月亮有多大", "霜降之后"),
        ("ferry", "One more winter on the river", "摇船的人"),
        ("ferr", "One more winter on the river", "摇船的人"),
    ],
)
def test_the_query_language_says_what_people_mean_by_it(
    browser: Browser, host: str, query: str, holds: str, lacks: str
) -> None:
    with opened(browser) as (page, faults):
        ask(page, host, query)
        page.locator(HEADLINES).first.wait_for()
        assert holds in headlines(page)
        assert lacks not in headlines(page)
        assert faults == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("步行橋", "步行桥"), ("Ｆｅｒｒｙ", "ferry"), ("FERRY", "ferry")],
)
def test_characters_of_another_script_width_or_case_find_the_same(
    browser: Browser, start: str, typed: str, printed: str
) -> None:
    with opened(browser) as (page, _):
        ask(page, start, printed)
        page.locator(HEADLINES).first.wait_for()
        found = headlines(page)
        ask(page, start, typed)
        page.locator(HEADLINES).first.wait_for()
        assert headlines(page) == found


@pytest.mark.parametrize("typed", ["linjibai", "ljb"])
def test_a_name_is_found_by_its_pinyin_and_its_initials(
    browser: Browser, start: str, typed: str
) -> None:
    with opened(browser) as (page, _):
        ask(page, start, typed)
        page.locator(HEADLINES).first.wait_for()
        assert "摇船的人" in headlines(page)
        assert all("林既白" in text for text in page.locator(".result-credits").all_inner_texts())


def test_the_newest_come_first_or_the_oldest_or_the_best(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        ask(page, host, "步行桥")
        page.locator(HEADLINES).first.wait_for()
        newest = days(page)
        assert newest == sorted(newest, reverse=True)
        page.locator(".search-order").select_option("oldest")
        page.wait_for_url("**order=oldest")
        page.locator(f".result time[datetime='{newest[-1]}'] >> nth=0").wait_for()
        page.wait_for_timeout(300)
        assert days(page) == sorted(newest)
        page.locator(".search-order").select_option("relevance")
        page.wait_for_url("**order=relevance")
        page.wait_for_timeout(600)
        assert "步行桥" in headlines(page)[0]
        assert sorted(days(page)) == sorted(newest)


def test_from_and_to_a_day(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        ask(page, host, "步行桥")
        page.locator("[name=from]").fill("2025-10-01")
        page.locator("[name=to]").fill("2025-12-31")
        page.wait_for_url("**from=2025-10-01&to=2025-12-31")
        page.wait_for_timeout(500)
        assert days(page)
        assert all("2025-10-01" <= day <= "2025-12-31" for day in days(page))


def test_a_month_in_the_address_is_all_of_it(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/search.html?from=2025-10&to=2025-10")
        page.locator(HEADLINES).first.wait_for()
        assert {day[:7] for day in days(page)} == {"2025-10"}


# --- typing -------------------------------------------------------------------------------------


def test_results_come_while_typing_settles_and_nothing_is_asked_for_before(
    browser: Browser, start: str
) -> None:
    with opened(browser) as (page, faults):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{start}/search.html")
        page.wait_for_timeout(300)
        assert not [url for url in asked if "/search/" in url and "/theme/" not in url]
        page.locator("#search-text").press_sequentially("步行桥", delay=20)
        page.locator(HEADLINES).first.wait_for()
        assert page.url.endswith(f"search.html?q={quote('步行桥')}")
        assert page.title().startswith("步行桥 - ")
        assert faults == []


def test_nothing_is_searched_while_an_input_method_composes(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/search.html")
        page.locator("#search-text").focus()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        keyboard = page.context.new_cdp_session(page)
        for text in ("b", "bu", "bu xing", "bu xing qiao"):
            place = {"selectionStart": len(text), "selectionEnd": len(text)}
            keyboard.send("Input.imeSetComposition", {"text": text, **place})
        page.wait_for_timeout(500)
        assert [url for url in asked if "/search/" in url] == []
        assert "?" not in page.url
        keyboard.send("Input.insertText", {"text": "步行桥"})
        page.locator(HEADLINES).first.wait_for()
        assert page.url.endswith(quote("步行桥"))


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


def test_nothing_found_says_so_and_offers_what_would_find_something(
    browser: Browser, host: str
) -> None:
    with opened(browser) as (page, faults):
        ask(page, host, "步行桥 海市蜃楼宫")
        assert page.locator(COUNT).inner_text() == "没有找到。"
        way = page.locator(".search-suggestions a", has_text="海市蜃楼宫")
        way.wait_for()
        way.click()
        page.locator(HEADLINES).first.wait_for()
        assert faults == []


def test_without_a_network_the_reader_is_told_and_may_try_again(
    browser: Browser, host: str
) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/search.html")
        page.context.set_offline(True)
        page.locator("#search-text").fill("步行桥")
        page.locator("#search-text").press("Enter")
        page.get_by_role("alert").wait_for()
        page.context.set_offline(False)
        page.get_by_role("alert").get_by_role("button").click()
        page.locator(HEADLINES).first.wait_for()
        assert page.get_by_role("alert").count() == 0


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


def test_a_part_of_the_index_that_is_lost_is_named_while_the_rest_answers(
    browser: Browser, damaged: str
) -> None:
    with opened(browser) as (page, _):
        ask(page, damaged, "步行桥")
        page.locator(HEADLINES).first.wait_for()
        assert "2026年10月" in page.locator(".search-message").inner_text()
        assert all(day < "2026" for day in days(page))


# --- everybody ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["index.html", "archive.html", "2025/10/24/a01-1-rain.html"])
def test_the_keyboard_alone_goes_from_any_page_to_the_marks_in_an_article(
    browser: Browser, start: str, path: str
) -> None:
    with opened(browser) as (page, faults):
        page.goto(f"{start}/{path}")
        page.keyboard.press("Control+/")
        assert page.evaluate("document.activeElement.tagName") == "BODY"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") == "q"
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.tagName") == "BODY"
        page.keyboard.press("/")
        page.keyboard.insert_text("步行桥")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/search.html?q={quote('步行桥')}")
        page.locator(HEADLINES).first.wait_for()
        page.locator("[data-kind=page] li").first.wait_for()
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.result-headline a')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**#mark=*")
        page.locator("article mark").first.wait_for()
        assert faults == []


def test_a_slash_typed_into_a_field_is_a_slash(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/archive.html")
        page.locator(".date-text").press_sequentially("2025/10/24")
        assert page.locator(".date-text").input_value() == "2025/10/24"


def test_everything_has_a_name_and_the_count_is_announced(browser: Browser, host: str) -> None:
    with opened(browser) as (page, _):
        page.goto(f"{host}/archive.html")
        assert page.get_by_role("search").get_by_role("searchbox").get_attribute("aria-label")
        ask(page, host, "步行桥 section:要闻")
        page.locator("[data-kind=section] li").first.wait_for()
        assert page.get_by_role("status").first.inner_text().startswith("找到")
        assert page.get_by_role("search", name="查找全部报纸").count() == 1
        for label in ("从", "到"):
            assert page.get_by_label(label, exact=True).count() == 1
        assert page.get_by_role("combobox", name="次序").count() == 1
        assert page.get_by_role("link", name=re.compile("要闻.*去掉|去掉.*要闻")).count() == 1


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


def test_without_scripts_the_other_ways_in_are_told(browser: Browser, start: str) -> None:
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(f"{start}/archive.html")
        page.locator(".search-box-text").fill("步行桥")
        page.locator(".search-box-go").click()
        page.wait_for_url("**/search.html?q=*")
        assert page.locator("noscript p").is_visible()
        page.locator(".lost-ways a", has_text="往期").click()
        page.wait_for_url("**/archive.html")


def test_english_has_its_plural(
    browser: Browser, english: Published, site_server: Callable[[Path], str]
) -> None:
    with opened(browser) as (page, faults):
        address = site_server(english.folder)
        ask(page, address, "title:kiln")
        assert page.locator(COUNT).inner_text() == "1 article"
        ask(page, address, "ferry")
        assert page.locator(COUNT).inner_text() == "3 articles"
        assert faults == []


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
