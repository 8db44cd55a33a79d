"""What machines read in the head of a page: schema.org, Open Graph, Dublin Core, Zotero's tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages import metadata, schema
from tests.archive import Newspaper, photograph

SITE = "https://paper.example"
DAY = "2024-05-02"
ARTICLE = "2024/05/02/a01-1.html"
STORY = """本报讯（记者 王小禾 通讯员 李田）10月23日，晚稻开镰。

![收割机在田间（宋可 摄）](one.jpg)

今年 12 台。
"""

SCHEMA_ORG: dict[str, dict[str, tuple[str, ...]]] = {
    "BreadcrumbList": {"itemListElement": ("ListItem",)},
    "CollectionPage": {},
    "CorrectionComment": {"datePublished": ("Date",), "text": ("Text",)},
    "ImageObject": {
        "caption": ("Text",),
        "creditText": ("Text",),
        "height": ("Integer",),
        "width": ("Integer",),
    },
    "ListItem": {"item": ("URL",), "position": ("Integer",)},
    "NewsArticle": {
        "about": ("Person",),
        "articleSection": ("Text",),
        "author": ("Person", "Organization"),
        "contributor": ("Role",),
        "correction": ("CorrectionComment",),
        "creativeWorkStatus": ("Text",),
        "dateModified": ("Date",),
        "dateline": ("Text",),
        "editor": ("Person",),
        "image": ("ImageObject",),
        "isAccessibleForFree": ("Boolean",),
        "keywords": ("Text",),
        "mainEntityOfPage": ("URL",),
        "mentions": ("Place",),
        "printEdition": ("Text",),
        "printPage": ("Text",),
        "printSection": ("Text",),
        "sourceOrganization": ("Organization",),
        "wordCount": ("Integer",),
    },
    "Newspaper": {"identifier": ("PropertyValue",)},
    "Organization": {},
    "Person": {"affiliation": ("Organization",), "jobTitle": ("Text",)},
    "Place": {},
    "ProfilePage": {"mainEntity": ("Person",)},
    "PropertyValue": {"propertyID": ("Text",), "value": ("Text",)},
    "PublicationIssue": {"issueNumber": ("Text",), "hasPart": ("NewsArticle",)},
    "Role": {"roleName": ("Text",), "contributor": ("Person",)},
    "WebPage": {},
    "EntryPoint": {"urlTemplate": ("URL",)},
    "SearchAction": {"query-input": ("Text",), "target": ("EntryPoint",)},
    "WebSite": {"potentialAction": ("SearchAction",)},
}
"""Types of https://schema.org/version/latest that pages use, their properties, and what a property
may hold; ``OF_EVERYTHING`` beside them."""
OF_EVERYTHING: dict[str, tuple[str, ...]] = {
    "alternateName": ("Text",),
    "alternativeHeadline": ("Text",),
    "datePublished": ("Date",),
    "description": ("Text",),
    "headline": ("Text",),
    "inLanguage": ("Text",),
    "isPartOf": ("Newspaper", "PublicationIssue", "WebSite"),
    "name": ("Text",),
    "publisher": ("Organization",),
    "url": ("URL",),
}


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(
        tmp_path,
        DEFAULT_LANG="zh",
        SITENAME="汀洲日报",
        BROADSHEET_PUBLISHER="汀洲日报社",
        BROADSHEET_CN_NUMBER="00-0000",
    )
    paper.write(f"issues/2024/{DAY}/issue.md", "期号：120\n版面：A01 要闻\n")
    paper.write(f"issues/2024/{DAY}/one.jpg", photograph())
    paper.article(
        DAY,
        "a01-1",
        "秋收“过半”",
        STORY,
        page="A01",
        kicker="柏林镇",
        deck="三千亩",
        section="要闻",
        standing_head="区政要闻",
        tags="秋收、农业",
        people="周稻生",
        places="柏林镇",
        correction="2024-05-03 应为三百亩。",
    )
    paper.article(DAY, "a01-2", "电讯", page="A01", source="新华社", retraction="2024-05-04 失实。")
    paper.article(DAY, "a02-1", "</script><!--<b>", "甲 & 乙", page="A02")
    paper.article("2024-05-02-evening", "a01-1", "晚间", page="A01", byline="本报记者 王小禾")
    paper.write("issues/2024/2024-05-02-evening/issue.md", "版本：晚报\n")
    paper.write("pages/about.md", "Title: 关于本报\n\n创刊于 1956 年 &amp; 至今。\n")
    return paper


def build(newspaper: Newspaper, **settings: object) -> None:
    outcome = newspaper.build(**settings)
    assert outcome.good, outcome.said


def head_of(newspaper: Newspaper, path: str) -> BeautifulSoup:
    page = BeautifulSoup((newspaper.root / "output" / path).read_text("utf-8"), "html.parser")
    assert page.head
    return BeautifulSoup(str(page.head), "html.parser")


def nodes_of(newspaper: Newspaper, path: str) -> list[dict[str, object]]:
    """The nodes of a page's JSON-LD."""
    block = head_of(newspaper, path).find("script", type="application/ld+json")
    assert block, path
    data = json.loads(block.get_text())
    assert data.pop("@context") == "https://schema.org"
    return list(data["@graph"]) if "@graph" in data else [data]


def node_of(newspaper: Newspaper, path: str, kind: str) -> dict[str, object]:
    return next(node for node in nodes_of(newspaper, path) if node["@type"] == kind)


def tags_of(newspaper: Newspaper, path: str) -> list[tuple[str, str]]:
    """Key and content of every ``<meta>`` with a name or property, in order."""
    found = head_of(newspaper, path).find_all("meta")
    keys = [(str(m.get("name") or m.get("property") or ""), m) for m in found]
    return [(key, str(m["content"])) for key, m in keys if key]


def html_pages(newspaper: Newspaper) -> list[str]:
    return [name for name in newspaper.tree() if name.endswith(".html")]


# --- schema.org ---------------------------------------------------------------------------------


def kind_of(value: object) -> str:
    """The schema.org type of a value in JSON."""
    match value:
        case {"@type": str(kind)}:
            return kind
        case bool():
            return "Boolean"
        case int():
            return "Integer"
        case str() if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return "Date"
        case str() if value.startswith("https://"):
            return "URL"
    return "Text"


def every_node(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for each in value.values():
            yield from every_node(each)
    elif isinstance(value, list):
        for each in value:
            yield from every_node(each)


@pytest.mark.parametrize("url", [SITE, ""])
def test_every_node_has_properties_of_its_type_and_none_is_empty(
    newspaper: Newspaper, url: str
) -> None:
    build(newspaper, SITEURL=url)
    seen: set[str] = set()
    for path in html_pages(newspaper):
        if path == "404.html":
            continue
        for node in every_node(nodes_of(newspaper, path)):
            kind = str(node["@type"])
            seen.add(kind)
            allowed = {**OF_EVERYTHING, **SCHEMA_ORG[kind]}
            for name, value in node.items():
                assert value not in ("", None, [], {}), (path, kind, name)
                for each in value if isinstance(value, list) else [value]:
                    if not name.startswith("@"):
                        assert kind_of(each) in allowed[name], (path, kind, name, each)
    rootless = {"BreadcrumbList", "EntryPoint", "ImageObject", "ListItem", "SearchAction"}
    assert seen == set(SCHEMA_ORG) - (set() if url else rootless)


def test_an_article_stands_in_its_issue_of_the_newspaper(newspaper: Newspaper) -> None:
    build(newspaper)
    node = node_of(newspaper, ARTICLE, "NewsArticle")
    shown = {key: node[key] for key in ("headline", "alternativeHeadline", "printPage", "keywords")}
    assert shown == {
        "headline": "秋收“过半”",
        "alternativeHeadline": "三千亩",
        "printPage": "A01",
        "keywords": ["秋收", "农业"],
    }
    assert node["printSection"] == "要闻"
    assert node["articleSection"] == ["要闻", "区政要闻"]
    assert node["datePublished"] == DAY
    assert node["mainEntityOfPage"] == f"{SITE}/{ARTICLE}"
    assert node["wordCount"] == metadata.word_count(
        "本报讯记者王小禾通讯员李田10月23日晚稻开镰今年 12 台"
    )
    publisher = {"@type": "Organization", "name": "汀洲日报社", "url": f"{SITE}/"}
    assert node["isPartOf"] == {
        "@type": "PublicationIssue",
        "@id": f"{SITE}/2024/05/02/",
        "issueNumber": "120",
        "datePublished": DAY,
        "isPartOf": {
            "@type": "Newspaper",
            "@id": f"{SITE}/#newspaper",
            "name": "汀洲日报",
            "url": f"{SITE}/",
            "identifier": {"@type": "PropertyValue", "propertyID": "CN", "value": "00-0000"},
            "publisher": publisher,
            "inLanguage": "zh",
        },
    }
    evening = node_of(newspaper, "2024/05/02-evening/a01-1.html", "NewsArticle")
    assert evening["printEdition"] == "晚报"


def test_people_stand_by_role(newspaper: Newspaper) -> None:
    build(newspaper)
    node = node_of(newspaper, ARTICLE, "NewsArticle")
    authors, others, about = node["author"], node["contributor"], node["about"]
    assert isinstance(authors, list)
    assert [(a["name"], a["jobTitle"]) for a in authors] == [("王小禾", "记者"), ("李田", "通讯员")]
    assert authors[0]["url"] == f"{SITE}/people/%E7%8E%8B%E5%B0%8F%E7%A6%BE/"
    assert isinstance(others, list)
    assert [(r["roleName"], r["contributor"]["name"]) for r in others] == [("摄影", "宋可")]
    assert isinstance(about, list)
    assert [person["name"] for person in about] == ["周稻生"]
    assert node["mentions"] == [{"@type": "Place", "name": "柏林镇"}]
    agency = node_of(newspaper, "2024/05/02/a01-2.html", "NewsArticle")
    assert agency["author"] == {"@type": "Organization", "name": "新华社"}


def test_a_picture_has_its_caption_and_credit(newspaper: Newspaper) -> None:
    build(newspaper)
    [image] = node_of(newspaper, ARTICLE, "NewsArticle")["image"]  # type: ignore[misc]
    assert isinstance(image, dict)
    assert str(image.pop("url")).removeprefix(f"{SITE}/") in newspaper.tree()
    assert image == {
        "@type": "ImageObject",
        "width": 48,
        "height": 32,
        "caption": "收割机在田间",
        "creditText": "宋可 摄",
    }


def test_corrections_and_retractions_are_told(newspaper: Newspaper) -> None:
    build(newspaper)
    corrected = node_of(newspaper, ARTICLE, "NewsArticle")
    assert corrected["dateModified"] == "2024-05-03"
    assert corrected["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2024-05-03", "text": "应为三百亩。"}
    ]
    assert "creativeWorkStatus" not in corrected
    retracted = node_of(newspaper, "2024/05/02/a01-2.html", "NewsArticle")
    assert retracted["creativeWorkStatus"] == "Retracted"
    assert retracted["dateModified"] == "2024-05-04"


def test_a_retracted_story_is_not_described_by_what_it_said(newspaper: Newspaper) -> None:
    build(newspaper)
    tags = dict(tags_of(newspaper, "2024/05/02/a01-2.html"))
    assert tags["description"] == tags["og:description"] == "撤稿 2024年5月4日: 失实。"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "Newspaper"),
        ("index.html", "WebSite"),
        ("2024/05/02/index.html", "PublicationIssue"),
        ("2024/05/02/a01.html", "CollectionPage"),
        ("people/王小禾/index.html", "ProfilePage"),
        ("people/王小禾/2024.html", "ProfilePage"),
        ("sections/要闻/index.html", "CollectionPage"),
        ("2024/index.html", "CollectionPage"),
        ("about.html", "WebPage"),
    ],
)
def test_every_kind_of_page_says_what_it_is(newspaper: Newspaper, path: str, kind: str) -> None:
    build(newspaper)
    assert node_of(newspaper, path, kind)


def test_an_issue_lists_its_articles(newspaper: Newspaper) -> None:
    build(newspaper)
    parts = node_of(newspaper, "2024/05/02/index.html", "PublicationIssue")["hasPart"]
    assert isinstance(parts, list)
    assert [part["headline"] for part in parts] == ["秋收“过半”", "电讯", "</script><!--<b>"]


def test_breadcrumbs_lead_from_home_to_the_page(newspaper: Newspaper) -> None:
    build(newspaper)
    steps = node_of(newspaper, ARTICLE, "BreadcrumbList")["itemListElement"]
    assert isinstance(steps, list)
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["item"] == f"{SITE}/"
    assert (steps[-1]["name"], steps[-1]["item"]) == ("秋收“过半”", f"{SITE}/{ARTICLE}")


def test_nothing_that_needs_an_address_is_written_without_one(newspaper: Newspaper) -> None:
    build(newspaper, SITEURL="")
    for path in html_pages(newspaper):
        text = str(head_of(newspaper, path))
        assert "https://" not in text.replace('"@context":"https://schema.org"', ""), path
        for key in ("og:url", "og:image", '"url":', '"@id":', "canonical", "hreflang"):
            assert key not in text, (path, key)


# --- escapes ------------------------------------------------------------------------------------


def test_a_hostile_headline_stays_in_its_data_block(newspaper: Newspaper) -> None:
    build(newspaper)
    node = node_of(newspaper, "2024/05/02/a02-1.html", "NewsArticle")
    assert node["headline"] == "</script><!--<b>"


@given(st.text())
def test_any_text_reads_back_from_json_ld_and_cannot_leave_its_element(text: str) -> None:
    made = schema.json_ld({"@type": "Thing", "name": f"</script>{text}"})
    assert json.loads(made)["name"] == f"</script>{text}"
    assert not set(made) & set("<>&\u2028\u2029")


@given(st.text())
def test_a_description_is_one_short_line(text: str) -> None:
    made = metadata.shortened(text)
    assert len(made) <= metadata.LONGEST_DESCRIPTION
    assert len(made.splitlines()) <= 1


def test_words_are_counted_as_each_script_counts_them() -> None:
    assert metadata.word_count("秋收过半，12 台收割机。") == 9
    assert metadata.word_count("Rain holds off—at last!") == 5
    assert metadata.word_count("") == 0


# --- tags ---------------------------------------------------------------------------------------


def test_every_page_has_one_description_of_its_own(newspaper: Newspaper) -> None:
    build(newspaper)
    said: dict[str, list[str]] = {}
    for path in html_pages(newspaper):
        if path != "404.html":
            values = [v for key, v in tags_of(newspaper, path) if key == "description"]
            assert len(values) == 1, path
            assert values[0].strip(), path
            said.setdefault(values[0], []).append(path)
    assert [paths for paths in said.values() if len(paths) > 1] == []
    about = dict(tags_of(newspaper, "about.html"))["description"]
    assert about == "创刊于 1956 年 & 至今。"


def test_open_graph_of_an_article(newspaper: Newspaper) -> None:
    build(newspaper)
    tags = tags_of(newspaper, ARTICLE)
    shown = [(k, v) for k, v in tags if k.startswith(("og:", "article:", "twitter:"))]
    image = dict(shown)["og:image"]
    assert image.removeprefix(f"{SITE}/") in newspaper.tree()
    description = dict(tags)["description"]
    assert shown == [
        ("og:type", "article"),
        ("og:title", "秋收“过半”"),
        ("og:description", description),
        ("og:url", f"{SITE}/{ARTICLE}"),
        ("og:site_name", "汀洲日报"),
        ("og:locale", "zh_CN"),
        ("og:image", image),
        ("og:image:width", "48"),
        ("og:image:height", "32"),
        ("og:image:alt", "收割机在田间"),
        ("twitter:card", "summary_large_image"),
        ("article:published_time", DAY),
        ("article:modified_time", "2024-05-03"),
        ("article:section", "要闻"),
        ("article:tag", "秋收"),
        ("article:tag", "农业"),
    ]


def test_open_graph_is_in_properties_and_everything_else_in_names(newspaper: Newspaper) -> None:
    build(newspaper)
    for element in head_of(newspaper, ARTICLE).find_all("meta"):
        key = str(element.get("property") or element.get("name") or "")
        is_property = key.startswith(("og:", "article:"))
        assert ("property" in element.attrs) == is_property, key


# --- Zotero -------------------------------------------------------------------------------------


FORCED = {
    "citation_journal_title": "journalArticle",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "conferencePaper",
    "citation_conference": "conferencePaper",
    "citation_book_title": "bookSection",
    "citation_inbook_title": "bookSection",
    "citation_dissertation_institution": "thesis",
}


class Zotero:
    """What Zotero's *Embedded Metadata* translator makes of a page's tags.

    The rules, one by one, of ``init``, ``addHighwireMetadata`` and ``HIGHWIRE_MAPPINGS`` in
    ``Embedded Metadata.js`` (2024-06-13) and of ``detectType`` and ``importItem`` in ``RDF.js``
    of zotero/translators, as far as tags that a page here could have are concerned.
    """

    PREFIXES = ("dc", "dcterms", "prism", "og", "article", "book", "eprints", "bib", "bibo", "so")
    ITEM_TYPES = ("newspaperArticle", "journalArticle", "magazineArticle", "webpage", "book")
    DOI = re.compile(r"10(?:\.[0-9]{4,})?/\S*[^\s.,]")

    def __init__(self, tags: list[tuple[str, str]]) -> None:
        self.statements: dict[str, list[str]] = {}
        self.plain: dict[str, list[str]] = {}
        for tag, value in tags:
            prefix, *rest = re.split(r"[.:_]", tag)
            if rest and prefix.lower() in self.PREFIXES:
                prop = tag[len(prefix) + 1 :]
                name = f"{prefix.lower()}:{prop[:1].lower()}{prop[1:]}"
                self.statements.setdefault(name, []).append(value)
            else:
                self.plain.setdefault(tag, []).append(value)

    def first(self, *names: str) -> str:
        return next((self.statements[n][0] for n in names if n in self.statements), "")

    def highwire(self, name: str) -> str:
        return self.plain.get(name, [""])[0]

    @property
    def item_type(self) -> str:
        for tag, forced in FORCED.items():
            if tag in self.plain:
                return forced
        og = {"website": "webpage", "book": "book"}.get(self.first("og:type"), "")
        dc = self.first("dc:type", "dcterms:type")
        known = (
            dc if dc in self.ITEM_TYPES else {"newsitem": "newspaperArticle"}.get(dc.lower(), "")
        )
        guess = "journalArticle" if "citation_title" in self.plain else "webpage"
        return og or known or guess

    @property
    def item(self) -> dict[str, object]:
        identifiers = self.statements.get("dc:identifier", [])
        date = self.highwire("citation_publication_date") or self.first("dc:date")
        return {
            "itemType": self.item_type,
            "title": self.highwire("citation_title") or self.first("dc:title", "og:title"),
            "creators": self.plain.get("citation_author") or self.statements.get("dc:creator", []),
            "publicationTitle": self.highwire("citation_journal_title")
            or self.first("prism:publicationName", "dc:source", "og:site_name"),
            "date": date,
            "section": self.first("article:section"),
            "pages": self.highwire("citation_firstpage"),
            "edition": self.first("prism:edition"),
            "language": self.highwire("citation_language") or self.first("dc:language"),
            "url": self.first("og:url"),
            "DOI": [m[0] for each in identifiers if (m := self.DOI.search(each))],
        }


def test_zotero_saves_a_newspaper_article(newspaper: Newspaper) -> None:
    build(newspaper)
    assert Zotero(tags_of(newspaper, ARTICLE)).item == {
        "itemType": "newspaperArticle",
        "title": "秋收“过半”: 三千亩",
        "creators": ["王小禾", "李田"],
        "publicationTitle": "汀洲日报",
        "date": "2024/05/02",
        "section": "要闻",
        "pages": "A01",
        "edition": "",
        "language": "zh",
        "url": f"{SITE}/{ARTICLE}",
        "DOI": [],
    }


def test_zotero_is_told_the_edition_and_takes_no_october_for_a_doi(newspaper: Newspaper) -> None:
    newspaper.article("2024-10-24-evening", "a01-1", "晚间", page="A01", source="新华社")
    newspaper.write("issues/2024/2024-10-24-evening/issue.md", "版本：晚报\n")
    build(newspaper)
    item = Zotero(tags_of(newspaper, "2024/10/24-evening/a01-1.html")).item
    assert (item["edition"], item["creators"], item["DOI"]) == ("晚报", ["新华社"], [])
    assert Zotero.DOI.search(f"{SITE}/2024/10/24/a01-1.html")


def test_zotero_takes_no_list_for_an_article(newspaper: Newspaper) -> None:
    build(newspaper)
    for path in ("index.html", "2024/05/02/index.html", "2024/05/02/a01.html", "about.html"):
        assert Zotero(tags_of(newspaper, path)).item_type == "webpage"
