"""The fields of an article, in all the ways in which pages have them."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from broadsheet.importing.epaper import properties
from broadsheet.importing.epaper.properties import Properties


def read(html: str) -> Properties:
    text, found = properties.comments(html)
    return properties.read(text, found, BeautifulSoup(text, "lxml"))


COMMENT = (
    "<!--enpproperty <articleid>1</articleid><date>2019-10-24 00:00:00:0</date>"
    "<author>王小禾</author><title>{}</title><keyword>秋收,晚稻 天气</keyword>"
    "<subtitle>——副题</subtitle><introtitle>引题</introtitle><siteid>1</siteid>"
    "<nodename>第A01版：要闻</nodename><sourcename>新华社</sourcename>/enpproperty-->"
)


def test_the_comment_has_the_fields() -> None:
    assert read(COMMENT.format("秋收过半")) == Properties(
        title="秋收过半",
        kicker="引题",
        deck="——副题",
        author="王小禾",
        source="新华社",
        keywords=("秋收", "晚稻", "天气"),
        page_name="第A01版：要闻",
        date="2019-10-24 00:00:00:0",
    )


@pytest.mark.parametrize(
    "value",
    [
        *("秋收过半", "<p>秋收过半</p>", "&lt;p&gt;秋收过半&lt;/p&gt;", "<![CDATA[秋收过半]]>"),
        *("<![CDATA[<P>秋收过半</P>]]>", "&nbsp;秋收过半　", "<FONT color=red>秋收过半</FONT>"),
        *("<!--<npm:article-title>-->秋收过半<!--</npm:article-title>-->", "\n秋收\n过半\n"),
    ],
)
def test_a_value_is_plain_text(value: str) -> None:
    if "-->" in value:
        assert read(f"<founder-title>{value}</founder-title>").title == "秋收过半"
    else:
        assert read(COMMENT.format(value)).title == "秋收过半"


@pytest.mark.parametrize("value", ["A&amp;B", "A&B"])
def test_entities_of_a_value_are_read(value: str) -> None:
    assert read(COMMENT.format(value)).title == "A&B"


def test_two_lines_of_a_headline_are_one() -> None:
    assert read(COMMENT.format("秋收过半<br>晚稻归仓")).title == "秋收过半 晚稻归仓"


@pytest.mark.parametrize("nothing", ["null", "&nbsp;", "<p></p>", "undefined", ""])
def test_a_value_that_says_nothing_is_none(nothing: str) -> None:
    assert (
        read(f"<!--enpproperty <title>题</title><subtitle>{nothing}</subtitle>/enpproperty-->").deck
        == ""
    )


@pytest.mark.parametrize(
    "html",
    [
        "<!--enpproperty <title>题</title><author>王小禾</author>",
        "<!--enpproperty <title>题<author>王小禾</author>/enpproperty-->",
        "<!--enpproperty <title>题</title><author>王小禾/enpproperty-->",
        "<!--enpproperty <title>题</title><author>王小禾</author>-->",
        "<!--enpproperty <title>题</title><author>王小禾</author>/enpproperty",
        "<!-- ENPPROPERTY <TITLE>题</TITLE><AUTHOR>王小禾</AUTHOR>/ENPPROPERTY-->",
        "<!--enpproperty <founder-title>题</founder-title>"
        "<founder-author>王小禾</founder-author> /enpproperty-->",
        "<founder-title>题</founder-title><founder-author>王小禾</founder-author>",
        "<FOUNDER-TITLE>题</FOUNDER-TITLE><founder-author>王小禾",
        "<!--<npm:article-title>-->题<!--</npm:article-title>-->"
        "<!--<npm:article-author>-->王小禾<!--</npm:article-author>-->",
        "<span id=NewsArticleTitle>题</span><span id=NewsArticleAuthor>王小禾</span>",
    ],
)
def test_fields_are_found_wherever_they_stand_and_whatever_is_missing(html: str) -> None:
    found = read(f"<body>{html}")

    assert (found.title, found.author) == ("题", "王小禾")


@pytest.mark.parametrize(
    "html",
    [
        "<h3>引</h3><h1>题</h1><h2>副</h2>",
        "<p class=introtitle>引</p><h2 class='art-title'>题</h2><p class=subtitle>副</p>",
        "<div id=PreTitle>引</div><div id=Title>题</div><div id=SubTitle>副</div>",
    ],
)
def test_headings_are_asked_where_nothing_else_says(html: str) -> None:
    found = read(f"<body>{html}<p>正文</p></body>")

    assert (found.kicker, found.title, found.deck) == ("引", "题", "副")


def test_the_name_of_the_paper_is_no_headline() -> None:
    html = (
        "<founder-title>柏林日报</founder-title><founder-title>题</founder-title>"
        "<!--enpproperty <founder-papername>柏林日报</founder-papername>/enpproperty-->"
    )

    assert read(html).title == "题"


def test_a_comment_that_never_ends_does_not_take_the_page_along() -> None:
    text, found = properties.comments("<!--enpproperty <title>题</title>--><p>正文</p>" + "x" * 99)

    assert "<p>正文</p>" in text
    assert len(found) == 1
