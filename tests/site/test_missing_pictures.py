"""Pictures that were printed and are not in the archive: their words, and nothing of a picture."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.archive import Newspaper, photograph
from tests.site.published import Published, words
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ISSUE = "2024/05/01"
ALONE, ROW, NEWS = (f"{ISSUE}/a01-{n}" for n in (1, 2, 3))
GALLERY = (
    "![▲左边的船（王小禾 摄）]()\n![中间的船（李田 摄）](one.jpg)\n"
    "![右边的船（宋可 摄）]()\n![后边的船（李田 摄）](two.jpg)\n"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """An article whose pictures are all missing, one of whose gallery two are, and photo news that
    has lost its picture."""
    paper = Newspaper(tmp_path_factory.mktemp("missing"), DEFAULT_LANG="zh")
    alone = "甲。\n\n![▲群众在参观<展览>。（宋可摄）]()\n![旧城门]()\n\n乙。"
    paper.article("2024-05-01", "a01-1", "展览", alone, page="A01")
    paper.article("2024-05-01", "a01-2", "江上的船", f"甲。\n\n{GALLERY}\n乙。", page="A01")
    paper.article("2024-05-01", "a01-3", "旧影", "![渡口旧影（宋可摄）]()", page="A01")
    for shade, name in enumerate(("one", "two")):
        paper.write(f"issues/2024/2024-05-01/{name}.jpg", photograph(shade, (900, 600)))
    outcome = paper.build()
    assert outcome.good, outcome.said
    assert "提醒" not in outcome.said
    found = Published(paper.root / "output")
    assert found.broken() == []
    return found


def figures(site: Published, path: str) -> list[str]:
    return [words(figure) for figure in site.page(f"{path}.html").select(".story-body figure")]


def test_readers_see_the_words_and_that_the_picture_is_missing(site: Published) -> None:
    assert figures(site, ALONE) == [
        "图片未收录 ▲群众在参观<展览>。 （宋可摄）",
        "图片未收录 旧城门",
    ]
    assert figures(site, ROW) == [
        "图片未收录 ▲左边的船 （王小禾 摄）",
        "中间的船 （李田 摄）",
        "图片未收录 右边的船 （宋可 摄）",
        "后边的船 （李田 摄）",
    ]
    eager = [i.get("fetchpriority") for i in site.page(f"{ROW}.html").select(".gallery img")]
    assert eager == ["high", None]


def test_machines_see_words_and_no_picture(site: Published) -> None:
    record = json.loads(site.bytes(f"{ALONE}.json"))
    assert record["pictures"] == []
    assert record["missing_pictures"] == [
        {"cutline": "群众在参观<展览>。", "credit": "（宋可摄）"},
        {"cutline": "旧城门", "credit": ""},
    ]
    assert {"role": "photographer", "name": "宋可", "organisation": ""} in record["credits"]
    row = json.loads(site.bytes(f"{ROW}.json"))
    assert [p["cutline"] for p in row["pictures"]] == ["中间的船", "后边的船"]
    assert [p["cutline"] for p in row["missing_pictures"]] == ["左边的船", "右边的船"]

    page = site.page(f"{ALONE}.html")
    assert not page.select('meta[property^="og:image"]')
    assert not page.select("dialog.viewer, script[src*=viewer], script[src*=gallery]")
    described = page.select_one('script[type="application/ld+json"]')
    assert described
    assert '"image"' not in described.get_text()
    with_one = site.page(f"{ROW}.html").select_one('meta[property="og:image"]')
    assert with_one
    assert "one-" in str(with_one["content"])


def test_the_photographer_has_the_article_and_no_photograph(site: Published) -> None:
    person = site.page("people/宋可/index.html")
    links = {str(a["href"]).rpartition("/")[2] for a in person.select("main .headline a")}
    assert sorted(links) == ["a01-1.html", "a01-2.html", "a01-3.html"]
    assert not person.select(".person-photos")
    assert site.page("people/李田/index.html").select(".person-photos")
    wall = [words(cutline) for cutline in site.page("photos/2024-05.html").select(".cutline")]
    assert sorted(wall) == ["中间的船", "后边的船"]


def test_photo_news_without_its_picture_is_told_by_its_cutline(site: Published) -> None:
    news = site.page(f"{ISSUE}/a01.html").find("a", string="旧影")
    assert news
    story = news.find_parent("article")
    assert "渡口旧影" in words(story)
    assert json.loads(site.bytes(f"{NEWS}.json"))["summary"] == "渡口旧影"


# --- in a browser


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_missing_picture_takes_little_room_and_none_outside(
    browser: Browser, site: Published, width: int, scheme: str
) -> None:
    with opened(browser, width, color_scheme=scheme) as (page, faults):
        page.goto(f"{site.folder.as_uri()}/{ALONE}.html")
        for place in page.locator(".missing-picture").all():
            box, text = place.bounding_box(), page.locator(".story-body").bounding_box()
            assert box
            assert text
            assert box["height"] <= 100
            assert (box["x"], box["width"]) == pytest.approx((text["x"], text["width"]), abs=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults == []


@pytest.mark.browser
def test_a_gallery_counts_what_is_missing_and_the_viewer_what_is_there(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    with opened(browser, 390, reduced_motion="reduce") as (page, faults):
        page.goto(f"{site_server(site.folder)}/{ROW}.html")
        assert page.locator(".gallery-row").get_attribute("aria-label") == "图集，共4张"
        assert page.locator(".gallery-count").inner_text() == "1 / 4"
        heights = {
            round(box["height"])
            for place in page.locator(".gallery :is(img, .missing-picture)").all()
            if (box := place.bounding_box())
        }
        assert len(heights) == 1
        page.locator(".gallery-next").click()
        page.locator("a.photo-link").first.click()
        page.locator("dialog.viewer[open] img").wait_for()
        assert page.locator(".viewer-count").inner_text() == "1 / 2"
        assert page.locator(".viewer-cutline").inner_text() == "中间的船"
        assert faults == []


@pytest.mark.browser
def test_without_javascript_and_on_paper_the_words_are_there(
    browser: Browser, site: Published
) -> None:
    with opened(browser, 800, java_script_enabled=False) as (page, _):
        page.goto(f"{site.folder.as_uri()}/{ROW}.html")
        assert page.locator(".missing-picture").count() == 2
        page.emulate_media(media="print")
        for figure in page.locator(".gallery figure").all():
            assert figure.locator(".cutline").is_visible()
            box = figure.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 800
        place = page.locator(".missing-picture").first.bounding_box()
        assert place
        assert place["height"] < 60


@pytest.mark.browser
def test_words_of_a_missing_picture_are_found(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    for start in (site_server(site.folder), site.folder.as_uri()):
        with opened(browser) as (page, faults):
            page.goto(f"{start}/search.html?q=渡口旧影")
            page.locator("main a[href*='a01-3.html']").first.wait_for()
            assert faults == []
