"""Search as readers use it, in Chromium, over the shipped archive."""

from __future__ import annotations

import functools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from broadsheet.search.normalising import normalise
from tests.site.published import Published
from tests.site.windows import kept, noting, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SERVER = Callable[[Path], str]
COUNT = "#search-count"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with kept(browser, locale="zh-CN") as page, noting(page, "pageerror") as errors:
        yield page
    assert errors == []


@pytest.fixture
def address(site: Published, site_server: SERVER) -> str:
    return site_server(site.folder)


@functools.cache
def texts(site: Published) -> dict[str, str]:
    """Path and everything searched of every article, the newest issue first."""
    records = [
        json.loads(line)
        for path in sorted(site.files)
        if re.fullmatch(r"data/\d{4}\.jsonl", path)
        for line in site.text(path).splitlines()
    ]
    records.sort(key=lambda r: r["order"])
    records.sort(key=lambda r: (r["date"], r["edition"]), reverse=True)
    return {r["path"]: normalise("\n".join(searched(r))) for r in records}


def searched(record: dict[str, Any]) -> Iterator[str]:
    for name in ("kicker", "headline", "deck", "byline", "dateline", "source", "text"):
        yield record[name]
    for picture in record["pictures"]:
        yield picture["cutline"]
        yield picture["credit"]
    yield from (notice["text"] for notice in record["corrections"])
    if record["retraction"]:
        yield record["retraction"]["text"]


def holding(site: Published, word: str) -> list[str]:
    return [path for path, text in texts(site).items() if normalise(word) in text]


def search(page: Page, address: str, text: str, **more: str) -> None:
    query = "&".join(f"{k}={quote(v)}" for k, v in {"q": text, **more}.items())
    page.goto(f"{address}/search.html?{query}")
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_selector("#search-found[aria-busy=false]", state="attached")


def found(page: Page) -> list[str]:
    """The paths of all results; every further page of them is asked for."""
    more = page.locator("#more-results")
    while more.is_visible():
        more.click()
        settled(page)
    links = page.locator(".result-headline a")
    hrefs = [links.nth(at).get_attribute("href") or "" for at in range(links.count())]
    return [unquote(urlsplit(href).path) for href in hrefs]


@pytest.mark.parametrize(
    "word", ["荻江", "江", "老渡口", "一号线", "12.8公里", "罗照野", "6时15分"]
)
def test_what_was_printed_is_found_the_newest_first(
    page: Page, address: str, site: Published, word: str
) -> None:
    search(page, address, word)

    expected = holding(site, word)
    assert found(page) == expected
    words = f"找到 {len(expected)} 篇" if expected else "没有找到。"
    assert page.locator(COUNT).inner_text() == words


def test_a_result_shows_the_sentence_and_where_it_was_printed(page: Page, address: str) -> None:
    search(page, address, "三十八分钟")

    first = page.locator(".result").first
    assert "2026年10月24日 星期六" in first.locator(".result-folio").inner_text()
    assert "A01 要闻" in first.locator(".result-folio").inner_text()
    assert first.locator(".result-kicker mark").inner_text() == "三十八分钟"
    assert "陆怀川" in first.locator(".result-credits").inner_text()
    assert page.locator(".result mark").all_inner_texts()[0] == "三十八分钟"


@pytest.mark.parametrize(
    ("query", "having", "lacking"),
    [
        ("荻江 渡口", ["荻江", "渡口"], []),
        ("荻江 -电车", ["荻江"], ["电车"]),
        ("荻江 －电车", ["荻江"], ["电车"]),
        ('"荻江大桥"', ["荻江大桥"], []),
        ("“荻江大桥”", ["荻江大桥"], []),
    ],
)
def test_words_are_all_required_and_some_are_forbidden(
    page: Page, address: str, site: Published, query: str, having: list[str], lacking: list[str]
) -> None:
    search(page, address, query)

    expected = [
        path
        for path, text in texts(site).items()
        if all(w in text for w in having) and not any(w in text for w in lacking)
    ]
    assert expected
    assert found(page) == expected


def test_either_word_is_enough_with_or(page: Page, address: str, site: Published) -> None:
    search(page, address, "电车 OR 白鹭 荻江")

    wanted = {*holding(site, "电车"), *holding(site, "白鹭")} & {*holding(site, "荻江")}
    assert set(found(page)) == wanted


def test_english_words_are_found_whole_and_by_their_beginnings(
    page: Page, address: str, site: Published
) -> None:
    search(page, address, "tra")
    begun = found(page)
    search(page, address, '"tra"')
    assert begun == [p for p, text in texts(site).items() if re.search(r"\btra", text)] != []
    assert found(page) == []


def records(site: Published) -> dict[str, dict[str, Any]]:
    return {path: json.loads(site.text(path[:-5] + ".json")) for path in texts(site)}


def test_fields_look_where_they_say(page: Page, address: str, site: Published) -> None:
    every = records(site)
    cases = {
        "title:电车": lambda r: "电车" in r["kicker"] + r["headline"] + r["deck"],
        "标题：电车": lambda r: "电车" in r["kicker"] + r["headline"] + r["deck"],
        "by:罗照野": lambda r: any(c["name"] == "罗照野" for c in r["credits"]),
        "作者:罗照野": lambda r: any(c["name"] == "罗照野" for c in r["credits"]),
        "section:要闻": lambda r: r["section"].startswith("要闻"),
        "column:区政要闻": lambda r: r["column"] == "区政要闻",
        "page:A02": lambda r: r["page"] == "A02",
        "版:第a02版": lambda r: r["page"] == "A02",
        "date:2025": lambda r: r["date"].startswith("2025"),
        "2025-10-24": lambda r: r["date"] == "2025-10-24",
        "日期:2025年10月": lambda r: r["date"].startswith("2025-10"),
        "2025-10..2026-05": lambda r: "2025-10" <= r["date"][:7] <= "2026-05",
        "date:..2025-01-31": lambda r: r["date"] <= "2025-01-31",
    }
    for query, fits in cases.items():
        search(page, address, query)
        expected = [path for path, record in every.items() if fits(record)]
        assert found(page) == expected != [], query


def test_dates_are_picked_and_the_order_is_chosen(
    page: Page, address: str, site: Published
) -> None:
    search(page, address, "荻江")
    page.fill("[name=from]", "2025-10-24")
    page.fill("[name=to]", "2025-10-24")
    page.wait_for_url("**from=2025-10-24&to=2025-10-24")
    settled(page)
    of_day = [p for p in holding(site, "荻江") if p.startswith("2025/10/24")]
    assert found(page) == of_day != []

    search(page, address, "荻江", order="oldest")
    days = [path[:10] for path in found(page)]
    assert days == sorted(days)
    assert sorted(found(page)) == sorted(holding(site, "荻江"))

    search(page, address, "电车", order="relevance")
    heads = [bool(h.query_selector("mark")) for h in page.query_selector_all(".result-headline")]
    kickers = [bool(r.query_selector(".result-kicker")) for r in page.query_selector_all(".result")]
    headed = [a or b for a, b in zip(heads, kickers, strict=True)]
    assert headed == sorted(headed, reverse=True)
    assert any(headed)


@pytest.mark.parametrize("typed", ["電車", "电 车".replace(" ", ""), "ＴＲＡＭ", "荻江大橋"])
def test_other_ways_of_writing_find_the_same(
    page: Page, address: str, site: Published, typed: str
) -> None:
    search(page, address, typed)

    assert found(page) == holding(site, typed) != []


@pytest.mark.parametrize("typed", ["luozhaoye", "lzy", "LuoZhaoY", "pinyin:luozhao"])
def test_names_are_found_by_pinyin(page: Page, address: str, site: Published, typed: str) -> None:
    search(page, address, typed)

    by_name = [p for p, r in records(site).items() if "罗照野" in {c["name"] for c in r["credits"]}]
    assert set(by_name) <= set(found(page))


def test_facets_count_what_is_shown_and_narrow_it(
    page: Page, address: str, site: Published
) -> None:
    search(page, address, "荻江")
    page.wait_for_selector(".search-facet[data-kind=page] li")
    every = {p: r for p, r in records(site).items() if p in holding(site, "荻江")}
    for kind, value in (("section", lambda r: r["section"]), ("year", lambda r: r["date"][:4])):
        rows = page.locator(f".search-facet[data-kind={kind}] li")
        for row in rows.all_inner_texts():
            if row.startswith("全部"):
                continue
            name, count = row.split()
            assert sum(value(r) == name for r in every.values()) == int(count)
    link = page.locator(".search-facet[data-kind=section] a").first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**section%3A**")
    settled(page)
    assert found(page) == [p for p, r in every.items() if r["section"] == name]
    page.locator("#search-terms a").last.click()
    page.wait_for_url(lambda url: "section" not in url)
    settled(page)
    assert found(page) == list(every)

    page.locator(".search-facet[data-kind=person] summary").click()
    page.wait_for_selector(".search-facet[data-kind=person] li")


def test_the_address_holds_the_query_and_back_goes_back(page: Page, address: str) -> None:
    page.goto(f"{address}/search.html")
    page.fill("#search-text", "电车")
    page.press("#search-text", "Enter")
    page.wait_for_selector(".result")
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["电车"]}
    page.fill("#search-text", "白鹭")
    page.press("#search-text", "Enter")
    page.wait_for_url(f"**{quote('白鹭')}")
    settled(page)
    page.locator(".result-headline a").first.click()
    page.wait_for_selector(".kind-article")
    page.go_back()
    page.wait_for_selector(".result")
    assert page.input_value("#search-text") == "白鹭"
    page.go_back()
    expect(page.locator("#search-text")).to_have_value("电车")


def test_results_come_while_typing_but_not_while_characters_are_composed(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/search.html")
    page.evaluate(
        """() => {
          const field = document.querySelector("#search-text");
          field.dispatchEvent(new CompositionEvent("compositionstart"));
          field.value = "dian'che";
          field.dispatchEvent(new InputEvent("input", { isComposing: true }));
        }"""
    )
    page.wait_for_timeout(500)
    assert page.locator(".result").count() == 0
    assert "dian" not in page.url
    page.evaluate(
        """() => {
          const field = document.querySelector("#search-text");
          field.value = "电车";
          field.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )
    page.wait_for_selector(".result")


def test_nothing_is_fetched_before_somebody_searches(browser: Browser, address: str) -> None:
    asked: list[str] = []
    with opened(browser) as (page, _):
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(f"{address}/search.html")
        page.wait_for_load_state("networkidle")

    assert asked
    assert [path for path in asked if path.startswith("/search/")] == []


def test_nothing_found_says_so_and_offers_what_helps(
    page: Page, address: str, site: Published
) -> None:
    search(page, address, "电车 完全不存在的话")
    assert page.locator(COUNT).inner_text() == "没有找到。"
    page.wait_for_selector(".search-suggestions a")
    page.locator(".search-suggestions a").first.click()
    page.wait_for_selector(".result")
    assert found(page) == holding(site, "电车")

    search(page, address, "电车", **{"from": "1999-01-01", "to": "1999-12-31"})
    page.wait_for_selector(".search-suggestions a")
    page.locator(".search-suggestions a").first.click()
    page.wait_for_selector(".result")
    assert "from" not in page.url


def test_a_lost_network_is_told_and_tried_again(page: Page, address: str) -> None:
    page.route("**/search/manifest.js", lambda route: route.abort())
    page.goto(f"{address}/search.html?q={quote('电车')}")
    alert = page.locator("[role=alert]")
    alert.wait_for()
    assert "再试一次" in alert.inner_text()
    page.unroute("**/search/manifest.js")
    alert.locator("button").click()
    page.wait_for_selector(".result")
    assert alert.count() == 0


@pytest.mark.parametrize("how", ["lost", "cut", "altered", "swapped"])
def test_a_part_of_the_index_that_is_broken_is_named_and_the_rest_answers(
    page: Page, site: Published, site_server: SERVER, tmp_path: Path, how: str
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy)
    manifest = (copy / "search" / "manifest.js").read_bytes()
    segments = re.findall(rb'"id":"(\w+)","first":"([\d-]+)","last":"([\d-]+)"', manifest)
    folder, first, last = (part.decode() for part in segments[0])
    for file in (copy / "search" / folder).glob("g*.js"):
        data = file.read_bytes()
        if how == "lost":
            file.unlink()
        elif how == "cut":
            file.write_bytes(data[: len(data) // 2])
        elif how == "altered":
            at = len(data) // 2
            file.write_bytes(data[:at] + bytes([data[at] ^ 8 or 1]) + data[at + 1 :])
        else:
            file.write_bytes((copy / "search" / segments[-1][0].decode() / "g0.js").read_bytes())
    search(page, site_server(copy), "荻江")

    told = page.locator(".search-message").inner_text()
    assert first[:4] in told
    assert last[:4] in told
    assert found(page) == [p for p in holding(site, "荻江") if p[:10].replace("/", "-") > last]


def test_a_text_that_is_lost_is_counted_and_never_shown_as_a_hit(
    page: Page, site: Published, site_server: SERVER, tmp_path: Path
) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy)
    gone, *rest = holding(site, "荻江")
    (copy / gone).with_suffix(".json").unlink()
    search(page, site_server(copy), "荻江")

    assert found(page) == rest
    page.wait_for_selector("text=有 1 篇没能打开")


def test_search_works_from_a_disk(page: Page, site: Published) -> None:
    search(page, site.folder.as_uri(), "荻江")
    links = page.locator(".result-headline a")
    assert page.locator(COUNT).inner_text() == f"找到 {len(holding(site, '荻江'))} 篇"
    assert found(page) == holding(site, "荻江")
    links.first.click()
    page.wait_for_selector(".kind-article mark")

    search(page, site.folder.as_uri(), "電車 lzy", order="relevance")
    assert page.locator(COUNT).inner_text()


def test_a_search_from_any_page_and_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}/2025/10/24/index.html")
    page.keyboard.press("/")
    page.keyboard.type("电车")
    page.keyboard.press("Enter")
    page.wait_for_selector(".result")
    assert urlsplit(page.url).path == "/search.html"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.result') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".kind-article mark")


def test_hits_are_marked_in_the_article_and_stepped_through(
    page: Page, address: str, site: Published
) -> None:
    search(page, address, "本报记者 陆怀川")
    page.locator(".result-headline a").first.click()
    page.wait_for_selector("mark")
    bar = page.locator("#marks")
    assert bar.is_visible()
    marks = "".join(page.locator(".byline mark").all_inner_texts())
    assert marks == "本报记者陆怀川"
    assert page.locator(".byline a mark").inner_text() == "陆怀川"
    assert page.locator("#marks [data-said]").inner_text().startswith("第 1 处")
    bar.locator("[data-next]").click()
    assert page.locator("#marks [data-said]").inner_text().startswith("第 2 处")
    text = page.locator("main").inner_text()
    bar.locator("[data-clear]").click()
    assert page.locator("mark").count() == 0
    assert bar.is_hidden()
    assert "mark" not in page.url
    assert page.locator(".byline").inner_text() in text


def test_what_is_found_is_announced_and_everything_has_a_name(page: Page, address: str) -> None:
    search(page, address, "电车")
    assert page.locator(COUNT).get_attribute("role") == "status"
    names = page.evaluate(
        """() => Array.from(
          document.querySelectorAll("#search-form :is(input, select, button)"),
          (field) => field.ariaLabel || (field.labels?.[0] || field).textContent.trim())"""
    )
    assert all(names)
    assert len(names) == 5


def test_without_scripts_the_page_leads_to_other_ways_in(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/index.html")
    page.fill(".search-box-text", "电车")
    page.press(".search-box-text", "Enter")
    assert urlsplit(page.url).path == "/search.html"
    assert "JavaScript" in page.locator("main").inner_text()
    page.locator(".lost-ways a").first.click()
    assert urlsplit(page.url).path == "/archive.html"
    context.close()


def test_the_english_interface_counts_in_english(
    page: Page, english: Published, site_server: SERVER
) -> None:
    address = site_server(english.folder)
    search(page, address, "三十八分钟 电车 罗照野 头班 骆晴川")
    assert page.locator(COUNT).inner_text() == "1 article"
    search(page, address, "电车")
    assert re.fullmatch(r"\d+ articles", page.locator(COUNT).inner_text())
