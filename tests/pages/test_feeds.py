"""Atom feeds: ids that stay, the whole text with its pictures, people with their roles."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from tests.archive import Newspaper, photograph
from tests.pages.test_for_machines import ATOM, assert_valid, feed_of, text_of

SITE = "https://paper.example"
STORY = """本报讯（记者 王小禾）10月23日，[昨天的稿件](/2024/05/01/a01-1.html#top)说过。

## 抢抓晴天

| 镇 | 亩 |
| --- | --- |
| 柏林 | 3 |

今年 5 < 6。（王小禾 文/图）
"""
GALLERY = "![风筝一（宋可 摄）](one.jpg)\n![风筝二](two.jpg)\n"


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh", SITENAME="汀洲日报")
    paper.article("2024-05-01", "a01-1", "昨天", page="A01", section="要闻")
    fields = {"page": "A01", "section": "要闻", "standing_head": "区政要闻", "tags": "秋收、农业"}
    heads = {"kicker": "柏林镇", "deck": "A & B"}
    paper.article("2024-05-02", "a01-1", "秋收", STORY, **fields, **heads)
    paper.article("2024-05-02", "a02-1", "风筝", GALLERY, page="A02")
    paper.article("2024-05-02", "a03-1", "电讯", "文。", page="A03", source="新华社")
    paper.article("2024-05-02", "a04-1", "Rain", "Text.", page="A04", language="en")
    for shade, name in enumerate(("one", "two")):
        paper.write(f"issues/2024/2024-05-02/{name}.jpg", photograph(shade))
    return paper


def entries(newspaper: Newspaper, **settings: object) -> dict[str, ET.Element]:
    """The entries of the paper's feed by title, after a build."""
    outcome = newspaper.build(**settings)
    assert outcome.good, outcome.said
    feed = feed_of(newspaper.tree()["feeds/all.xml"])
    assert_valid(feed)
    return {text_of(entry, "title"): entry for entry in feed.iter(f"{ATOM}entry")}


def content_of(entry: ET.Element) -> BeautifulSoup:
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    return BeautifulSoup(content.text or "", "html.parser")


def people(entry: ET.Element, kind: str) -> list[tuple[str, str, list[str]]]:
    """Name, address and roles of the authors or contributors."""
    return [
        (
            person.findtext(f"{ATOM}name") or "",
            person.findtext(f"{ATOM}uri") or "",
            [role.text or "" for role in person.findall("{https://schema.org/}roleName")],
        )
        for person in entry.findall(f"{ATOM}{kind}")
    ]


# --- ids ----------------------------------------------------------------------------------------


def ids(newspaper: Newspaper, **settings: object) -> list[str]:
    newspaper.build(**settings)
    feeds = ("feeds/all.xml", "feeds/sections/要闻.xml")
    trees = [feed_of(newspaper.tree()[path]) for path in feeds]
    return [element.text or "" for tree in trees for element in tree.iter(f"{ATOM}id")]


def test_ids_stay_when_the_sites_address_changes_or_goes(newspaper: Newspaper) -> None:
    before = ids(newspaper)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in before)
    assert ids(newspaper, SITEURL="https://elsewhere.example/archive") == before
    assert ids(newspaper, SITEURL="") == before
    assert not set(ids(newspaper, SITENAME="青禾日报")) & set(before)


def test_ids_are_of_the_domain_that_a_setting_names_whatever_the_papers_name(
    newspaper: Newspaper,
) -> None:
    made = ids(newspaper, BROADSHEET_FEED_ID="tingzhou.example,2019")
    assert "tag:tingzhou.example,2019:2024/05/02/a01-1.html" in made
    assert "tag:tingzhou.example,2019:feeds/sections/%E8%A6%81%E9%97%BB.xml" in made
    renamed = {"SITENAME": "青禾日报", "SITEURL": ""}
    assert ids(newspaper, BROADSHEET_FEED_ID="tingzhou.example,2019", **renamed) == made


@pytest.mark.parametrize(
    "value", ["tingzhou.example", "https://a.example,2019", "a b,2019", ",2019"]
)
def test_a_wrong_feed_id_is_told_with_a_right_one(newspaper: Newspaper, value: str) -> None:
    outcome = newspaper.build(BROADSHEET_FEED_ID=value)
    assert not outcome.good
    assert f"BROADSHEET_FEED_ID 的值“{value}”" in outcome.said
    assert '"paper.example,2019"' in outcome.said


# --- the text -----------------------------------------------------------------------------------


def test_an_entry_holds_the_whole_article(newspaper: Newspaper) -> None:
    story = content_of(entries(newspaper)["秋收"])
    paragraphs = [p.get_text() for p in story.find_all("p")]
    assert paragraphs == [
        "柏林镇",
        "A & B",
        "本报讯（记者 王小禾）10月23日，昨天的稿件说过。",
        "今年 5 < 6。（王小禾 文/图）",
    ]
    assert [h.get_text() for h in story.find_all("h2")] == ["抢抓晴天"]
    assert story.find("table")


def test_links_and_pictures_are_absolute(newspaper: Newspaper) -> None:
    made = entries(newspaper, SITEURL=f"{SITE}/archive")
    link = content_of(made["秋收"]).find("a")
    assert link
    assert link["href"] == f"{SITE}/archive/2024/05/01/a01-1.html#top"
    tree = newspaper.tree()
    for image in content_of(made["风筝"]).find_all("img"):
        path = unquote(str(image["src"])).removeprefix(f"{SITE}/archive/")
        assert path in tree, path


def test_without_an_address_links_and_pictures_lead_on_from_the_feed(newspaper: Newspaper) -> None:
    made = entries(newspaper, SITEURL="")
    tree = newspaper.tree()
    found = [a["href"] for a in content_of(made["秋收"]).find_all("a")]
    found += [image["src"] for image in content_of(made["风筝"]).find_all("img")]
    assert len(found) == 3
    for target in found:
        assert str(target).startswith("../")
        assert unquote(str(target)).removeprefix("../").partition("#")[0] in tree


def test_a_photo_story_has_its_pictures_and_cutlines_as_text(newspaper: Newspaper) -> None:
    made = entries(newspaper)["风筝"]
    figures = content_of(made).find_all("figure")
    assert [f.get_text() for f in figures] == ["风筝一（宋可 摄）", "风筝二"]
    for figure in figures:
        image = figure.find("img")
        assert image
        assert (image["width"], image["height"]) == ("48", "32")
        assert image["alt"]
    enclosures = [x for x in made.findall(f"{ATOM}link") if x.get("rel") == "enclosure"]
    image = figures[0].find("img")
    assert image
    assert [(x.get("href"), x.get("type")) for x in enclosures] == [(image["src"], "image/jpeg")]


def test_a_missing_picture_is_its_words_in_its_place(newspaper: Newspaper) -> None:
    text = "![左（宋可 摄）](one.jpg)\n![▲中 <1>（李田 摄）]()\n![右](two.jpg)\n"
    newspaper.article("2024-05-02", "a02-1", "风筝", text, page="A02")
    made = entries(newspaper)["风筝"]
    figures = content_of(made).find_all("figure")
    assert [f.get_text("|") for f in figures] == [
        "左（宋可 摄）",
        "图片未收录|▲中 <1>（李田 摄）",
        "右",
    ]
    assert [len(f.find_all("img")) for f in figures] == [1, 0, 1]


def test_an_entry_says_its_language_where_it_is_not_the_papers(newspaper: Newspaper) -> None:
    made = entries(newspaper)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert made["Rain"].get(language) == "en"
    assert made["秋收"].get(language) is None


# --- people and words ---------------------------------------------------------------------------


def test_authors_and_contributors_have_their_roles(newspaper: Newspaper) -> None:
    made = entries(newspaper)
    page = f"{SITE}/people/%E7%8E%8B%E5%B0%8F%E7%A6%BE/"
    assert people(made["秋收"], "author") == [("王小禾", page, ["记者", "文/图"])]
    assert [name for name, _, _ in people(made["风筝"], "author")] == ["宋可"]
    assert people(made["电讯"], "author") == [("新华社", "", [])]
    assert people(made["昨天"], "author") == []


def test_categories_are_section_column_and_tags(newspaper: Newspaper) -> None:
    found = [x.get("term") for x in entries(newspaper)["秋收"].findall(f"{ATOM}category")]
    assert found == ["要闻", "区政要闻", "秋收", "农业"]
