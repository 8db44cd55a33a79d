"""What programs read: feeds, sitemaps, robots.txt, JSON, JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from broadsheet.pages import records, sitemaps
from tests.archive import REPOSITORY, Newspaper

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://paper.example"
TODAY = "2024-05-02"


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path, DEFAULT_LANG="zh")
    paper.issue("2023-12-31")
    paper.article(
        "2024-05-01", "a01-1", "=1+1 = 二？", "本报讯（记者 张明）甲。", page="A01", section="要闻"
    )
    paper.article(
        "2024-05-01",
        "a01-2",
        "A & B <C>",
        page="A01",
        section="要闻",
        correction="2024-05-03 应为“丁”。",
    )
    paper.article(TODAY, "a01-1", "戊", byline="本报记者 章明", page="A01", section="要闻")
    paper.article(TODAY, "a02-1", "己", page="A02", retraction="2024-05-04 失实。")
    paper.write("pages/about.md", "Title: 关于本报\n\n文字。\n")
    return paper


def feed_of(data: bytes) -> ET.Element:
    feed = ET.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    return feed


def text_of(element: ET.Element, tag: str) -> str:
    found = element.find(f"{ATOM}{tag}")
    assert found is not None, tag
    return found.text or ""


def assert_valid(feed: ET.Element) -> None:
    """RFC 4287, 4.1: what feeds and entries must have, and how often."""
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{tag}")) == 1, tag
        assert ":" in text_of(element, "id")
        for tag in ("updated", "published"):
            for moment in element.findall(f"{ATOM}{tag}"):
                assert datetime.fromisoformat(moment.text or "").tzinfo
        links = [(x.get("rel"), x.get("type")) for x in element.findall(f"{ATOM}link")]
        assert len(links) == len(set(links))
    assert feed.findall(f"{ATOM}author")
    ids = [text_of(entry, "id") for entry in feed.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    assert text_of(feed, "updated") >= max(
        (text_of(e, "updated") for e in feed.iter(f"{ATOM}entry")), default=""
    )


def test_feeds_are_valid_and_absolute_where_the_site_has_an_address(newspaper: Newspaper) -> None:
    assert newspaper.build().good
    tree = newspaper.tree()
    for path in ("feeds/all.xml", "feeds/sections/要闻.xml"):
        feed = feed_of(tree[path])
        assert_valid(feed)
        for link in feed.iter(f"{ATOM}link"):
            assert (link.get("href") or "").startswith(f"{SITE}/")
    feed = feed_of(tree["feeds/all.xml"])
    titles = [text_of(entry, "title") for entry in feed.iter(f"{ATOM}entry")]
    assert titles[:4] == ["戊", "己", "=1+1 = 二？", "A & B <C>"]
    first = next(feed.iter(f"{ATOM}entry"))
    assert [name.text for name in first.iter(f"{ATOM}name")] == ["章明"]


def test_a_feed_says_what_was_corrected_or_taken_back(newspaper: Newspaper) -> None:
    newspaper.build()
    feed = feed_of(newspaper.tree()["feeds/all.xml"])
    entries = {text_of(entry, "title"): entry for entry in feed.iter(f"{ATOM}entry")}
    retracted, corrected = entries["己"], entries["A & B <C>"]
    assert text_of(retracted, "summary") == "撤稿 2024年5月4日: 失实。"
    notice = "<p><strong>撤稿 2024年5月4日: 失实。</strong></p>\n"
    assert text_of(retracted, "content").startswith(notice)
    assert text_of(retracted, "updated").startswith("2024-05-04")
    notice = "<p><strong>更正 2024年5月3日: 应为“丁”。</strong></p>\n"
    assert text_of(corrected, "content").startswith(notice)
    assert text_of(corrected, "updated").startswith("2024-05-03")


def test_without_an_address_feeds_stay_valid_and_lead_on_relatively(newspaper: Newspaper) -> None:
    assert newspaper.build(SITEURL="").good
    tree = newspaper.tree()
    assert not [name for name in tree if "sitemap" in name]
    assert b"Sitemap" not in tree["robots.txt"]
    feed = feed_of(tree["feeds/sections/要闻.xml"])
    assert_valid(feed)
    for link in feed.iter(f"{ATOM}link"):
        target = unquote(link.get("href") or "").removeprefix("../../")
        assert target in tree, target


def test_sitemaps_list_every_page_once_and_nothing_else(newspaper: Newspaper) -> None:
    newspaper.article("2024-05-02", "a03-1", "庚", page="A03", aliases="/2024/old.html")
    assert newspaper.build().good
    tree = newspaper.tree()
    pieces = [loc.text or "" for loc in ET.fromstring(tree["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    names = [piece.removeprefix(f"{SITE}/") for piece in pieces]
    assert names == ["sitemaps/site.xml", "sitemaps/2023.xml", "sitemaps/2024.xml"]
    listed = [
        loc.text or "" for name in names for loc in ET.fromstring(tree[name]).iter(f"{SITEMAP}loc")
    ]
    canonical = re.compile(rb'<link rel="canonical" href="([^"]+)"')
    pages = [
        canonical.search(data)[1].decode()  # type: ignore[index]
        for name, data in tree.items()
        if name.endswith(".html") and name not in ("404.html", "2024/old.html")
    ]
    assert sorted(listed) == sorted(pages)
    assert f"Sitemap: {SITE}/sitemap.xml\n".encode() in tree["robots.txt"]
    changed = {
        url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod")
        for url in ET.fromstring(tree["sitemaps/2024.xml"])
    }
    assert changed[f"{SITE}/2024/05/01/a01-1.html"] == "2024-05-01"
    assert changed[f"{SITE}/2024/05/01/a01-2.html"] == "2024-05-03"


def test_many_names_go_into_several_pieces(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MOST_PAGES", 5)
    newspaper.build()
    tree = newspaper.tree()
    rest = sorted(name for name in tree if name.startswith("sitemaps/site"))
    assert rest[:2] == ["sitemaps/site-2.xml", "sitemaps/site-3.xml"]
    for name in rest:
        assert f"{SITE}/{name}".encode() in tree["sitemap.xml"]
        assert tree[name].count(b"<url>") <= 5


# --- data ---------------------------------------------------------------------------------------


def documented(heading: str) -> list[str]:
    """The fields in the first column of the table below a heading of docs/data.md."""
    text = (REPOSITORY / "docs" / "data.md").read_text("utf-8")
    section = text.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return [name for row in rows for name in re.findall(r"`(\w+)`", row)]


def fields(record: type) -> list[str]:
    return list(record.__struct_fields__)


def test_the_documentation_names_every_field_and_no_other() -> None:
    assert documented("An article") == fields(records.ArticleRecord)
    assert documented("An issue") == fields(records.IssueRecord)
    text = " ".join((REPOSITORY / "docs" / "data.md").read_text("utf-8").split())
    parts = (
        (records.CreditRecord, r"\| `credits` \| [^|]*: ([^|]*) \|"),
        (records.PictureRecord, r"\| `pictures` \| ([^|]*) \|"),
        (records.NoticeRecord, r"\| `corrections` \| ([^|]*) \|"),
        (records.PageRecord, r"\| `pages` \| ([^|]*) \|"),
    )
    for record, row in parts:
        found = re.search(row, text)
        assert found, row
        assert re.findall(r"`(\w+)`", found[1]) == fields(record)
    table = text.split("## The table")[1].split("It begins")[0]
    assert tuple(re.findall(r"`(\w+)`", table)) == records.CSV_COLUMNS


def test_every_article_and_issue_has_its_json_with_the_documented_fields(
    newspaper: Newspaper,
) -> None:
    newspaper.build()
    tree = newspaper.tree()
    for name, data in tree.items():
        if re.fullmatch(r"\d{4}/\d\d/\d\d/.*\.json", name):
            record = json.loads(data)
            heading = "An issue" if name.endswith("index.json") else "An article"
            assert list(record) == documented(heading), name
            assert record["path"] == name.removesuffix(".json") + ".html"
            assert record["path"] in tree
    article = json.loads(tree["2024/05/01/a01-1.json"])
    assert article["url"] == f"{SITE}/2024/05/01/a01-1.html"
    assert article["credits"] == [{"role": "reporter", "name": "张明", "organisation": ""}]
    assert article["text"] == "本报讯（记者 张明）甲。"
    issue = json.loads(tree["2024/05/02/index.json"])
    assert [page["code"] for page in issue["pages"]] == ["A01", "A02"]
    assert issue["articles"] == ["2024/05/02/a01-1.html", "2024/05/02/a02-1.html"]


def test_a_year_holds_every_article_once_in_both_forms(newspaper: Newspaper) -> None:
    newspaper.build()
    tree = newspaper.tree()
    index = json.loads(tree["data/site.json"])
    assert [year["year"] for year in index["years"]] == [2023, 2024]
    for year in index["years"]:
        lines = tree[year["jsonl"]].decode().splitlines(keepends=True)
        twins = {
            name: data.decode()
            for name, data in tree.items()
            if re.fullmatch(rf"{year['year']}/\d\d/\d\d/a.*\.json", name)
        }
        assert sorted(lines) == sorted(twins.values())
        data = tree[year["csv"]]
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert [row["path"] for row in rows] == [json.loads(line)["path"] for line in lines]
        assert list(rows[0]) == list(records.CSV_COLUMNS)


def test_no_text_in_the_table_is_a_formula(newspaper: Newspaper) -> None:
    newspaper.build()
    tree = newspaper.tree()
    text = tree["data/2024.csv"].decode("utf-8-sig")
    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    row = rows["2024/05/01/a01-1.html"]
    assert row["headline"] == "'=1+1 = 二？"
    assert json.loads(tree["2024/05/01/a01-1.json"])["headline"] == "=1+1 = 二？"
    assert row["characters"] == "11"
