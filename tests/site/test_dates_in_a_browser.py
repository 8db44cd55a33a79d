"""Straight to a day's paper, a random one, and out of an address that leads nowhere: in Chromium,
from a server and from a disk."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broadsheet import serving
from broadsheet.serving import Preview
from tests.archive import Newspaper
from tests.site.published import Published
from tests.site.windows import kept, noting, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Two years; a day with an evening paper as well."""
    newspaper = Newspaper(tmp_path_factory.mktemp("dates"), DEFAULT_LANG="zh", SITEURL="")
    for name in ("2019-10-22", "2019-10-24", "2019-10-24-evening", "2024-02-29", "2024-03-01"):
        newspaper.issue(name, 2)
    newspaper.write("issues/2019/2019-10-24-evening/issue.md", "版本：晚报\n")
    outcome = newspaper.build()
    assert outcome.good, outcome.said
    return Published(newspaper.root / "output")


@pytest.fixture
def host(paper: Published) -> Iterator[str]:
    """A host that answers a lost address with the site's own page, as the preview does."""
    server = serving.listen(Preview(paper.folder, "zh"), 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["server", "disk"])
def start(
    request: pytest.FixtureRequest, paper: Published, site_server: Callable[[Path], str]
) -> str:
    return site_server(paper.folder) if request.param == "server" else paper.folder.as_uri()


def look_up(page: Page, text: str) -> None:
    page.locator(".date-text").fill(text)
    page.locator(".date-text").press("Enter")


@pytest.mark.parametrize(
    "typed",
    ["2024-02-29", "20240229", "2024/2/29", "2024年2月29日", "２０２４．２．２９", "29 Feb 2024"],
)
def test_a_date_typed_as_people_type_it_opens_its_paper(
    browser: Browser, start: str, typed: str
) -> None:
    with kept(browser) as page, noting(page) as faults:
        page.goto(f"{start}/archive.html")
        look_up(page, typed)
        page.wait_for_url("**/2024/02/29/index.html")
        assert faults == []


@pytest.mark.parametrize("path", ["2019/index.html", "2019/10/index.html", "days/10-24.html"])
def test_a_date_chosen_from_the_calendar_opens_its_paper_from_any_list(
    browser: Browser, start: str, path: str
) -> None:
    with kept(browser) as page:
        page.goto(f"{start}/{path}")
        page.locator(".date-picker").fill("2024-03-01")
        page.wait_for_url("**/2024/03/01/index.html")


@pytest.mark.parametrize(
    ("typed", "path"), [("2019年10月", "2019/10/index.html"), ("2024", "2024/index.html")]
)
def test_a_month_or_a_year_opens_its_own_page(
    browser: Browser, start: str, typed: str, path: str
) -> None:
    with kept(browser) as page:
        page.goto(f"{start}/archive.html")
        look_up(page, typed)
        page.wait_for_url(f"**/{path}")


def test_a_day_with_two_papers_lets_the_reader_choose(browser: Browser, start: str) -> None:
    with kept(browser) as page:
        page.goto(f"{start}/archive.html")
        look_up(page, "2019-10-24")
        links = page.locator(".date-answer a")
        links.first.wait_for()
        assert links.all_inner_texts() == ["2019年10月24日", "2019年10月24日 晚报"]
        assert page.evaluate("document.activeElement.textContent") == "2019年10月24日"
        links.nth(1).click()
        page.wait_for_url("**/2019/10/24-evening/index.html")


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("2020-01-01", ["之前最近：2019年10月24日", "之后最近：2024年2月29日"]),
        ("2019-10-23", ["之前最近：2019年10月22日", "之后最近：2019年10月24日"]),
        ("1019/10/24", ["之后最近：2019年10月22日"]),
        ("2025-01-01", ["之前最近：2024年3月1日"]),
        ("2020", ["之前最近：2019年10月24日", "之后最近：2024年2月29日"]),
        ("2019年11月", ["之前最近：2019年10月24日", "之后最近：2024年2月29日"]),
    ],
)
def test_a_day_without_a_paper_says_so_and_offers_the_nearest(
    browser: Browser, start: str, typed: str, nearest: list[str]
) -> None:
    with kept(browser) as page, noting(page) as faults:
        page.goto(f"{start}/archive.html")
        look_up(page, typed)
        links = page.locator(".date-answer a")
        links.first.wait_for()
        assert links.all_inner_texts() == nearest
        assert "没有报纸" in page.locator(".date-answer p").inner_text()
        links.first.click()
        page.wait_for_url(re.compile(r"/\d{4}/\d\d/\d\d/index\.html$"))
        assert faults == []


@pytest.mark.parametrize("typed", ["", "昨天", "2019-02-30", "2023-02-29", "2019-13-01", "2019102"])
def test_what_is_no_date_is_told(browser: Browser, start: str, typed: str) -> None:
    with kept(browser) as page, noting(page) as faults:
        page.goto(f"{start}/archive.html")
        look_up(page, typed)
        page.get_by_text("这不是日期").wait_for()
        assert page.locator(".date-text").get_attribute("aria-invalid") == "true"
        assert faults == []


def test_the_list_of_days_is_asked_for_only_when_the_form_is_used(
    browser: Browser, start: str
) -> None:
    with opened(browser) as (page, _):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{start}/archive.html")
        page.wait_for_timeout(200)
        assert not [url for url in asked if url.endswith("data/days.js")]
        page.locator(".date-text").focus()
        page.wait_for_function("document.querySelector('script[src$=\"data/days.js\"]')")
        page.wait_for_timeout(200)
        assert len([url for url in asked if url.endswith("data/days.js")]) == 1


def test_the_form_takes_its_room_before_its_script_runs(browser: Browser, start: str) -> None:
    with kept(browser, 390) as page:
        page.goto(f"{start}/archive.html")
        shown = page.locator("main").bounding_box()
        page.route("**/js/*.js", lambda route: route.abort())
        page.reload()
        waiting = page.locator("main").bounding_box()
        assert shown == waiting


def test_without_a_script_there_is_no_form_and_the_years_are_the_way(
    browser: Browser, start: str
) -> None:
    with opened(browser, java_script_enabled=False) as (page, _):
        page.goto(f"{start}/archive.html")
        for gone in (".date-form", ".random-issue"):
            assert not page.locator(gone).is_visible()
        page.get_by_role("link", name="2019年", exact=True).click()
        page.locator(".calendar a").first.click()
        assert "/2019/10/" in page.url


def test_a_random_issue_is_one_of_the_archive(browser: Browser, start: str) -> None:
    with kept(browser) as page, noting(page) as faults:
        seen = set()
        for _ in range(6):
            page.goto(f"{start}/archive.html")
            page.get_by_role("button", name="随便翻一期").click()
            page.wait_for_url(re.compile(r"/\d\d(-evening)?/index\.html$"))
            seen.add(page.url)
        assert len(seen) > 1
        assert faults == []


@pytest.mark.parametrize(
    ("address", "offered", "target"),
    [
        ("2024/02/29/gone.html", ["2024年2月29日的报纸"], "2024/02/29/index.html"),
        ("2024/2/29", ["2024年2月29日的报纸"], "2024/02/29/index.html"),
        ("old.php?date=20240229", ["2024年2月29日的报纸"], "2024/02/29/index.html"),
        ("html/2024-02/29/content_7.htm", ["2024年2月29日的报纸"], "2024/02/29/index.html"),
        (
            "paper/2024-02-29/A01",
            ["2024年2月29日 A01版", "2024年2月29日的报纸"],
            "2024/02/29/index.html#a01",
        ),
        (
            "2019/10/24/a01-9-lost.html",
            ["2019年10月24日 A01版", "2019年10月24日的报纸", "2019年10月24日 晚报 A01版",
             "2019年10月24日 晚报的报纸"],
            "2019/10/24/index.html#a01",
        ),
        (
            "2020/01/01/",
            ["之前最近：2019年10月24日", "之后最近：2024年2月29日"],
            "2019/10/24/index.html",
        ),
    ],
)  # fmt: skip
def test_a_lost_reader_is_offered_the_paper_whose_date_is_in_the_address(
    browser: Browser, host: str, address: str, offered: list[str], target: str
) -> None:
    with kept(browser) as page:
        page.goto(f"{host}/{address}")
        links = page.locator(".lost-answer a")
        links.first.wait_for()
        assert links.all_inner_texts() == offered
        links.first.click()
        page.wait_for_url(f"{host}/{target}")


@pytest.mark.parametrize(
    "address", ["nothing.html", "2019/99/99/x.html", "%E0%A4%A", "tel/13800138000"]
)
def test_an_address_without_a_date_offers_the_other_ways_in(
    browser: Browser, host: str, address: str
) -> None:
    with kept(browser) as page:
        page.goto(f"{host}/{address}")
        page.wait_for_timeout(200)
        assert not page.locator(".lost").is_visible()
        page.locator(".lost-ways a", has_text="往期").click()
        page.wait_for_url("**/archive.html")
