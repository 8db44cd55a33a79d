"""From one file to one article: header, bylines in the text, jumps; and no word is lost."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.model import Figure, Paragraph, Prose, Region, Role, Status
from tests.reading.newsroom import ZONE, article, kinds, printed, read, text_of

# --- the header ---------------------------------------------------------------------------------


def test_every_field_of_a_header_is_in_the_article() -> None:
    found = article(
        "正文。",
        "引题：柏林镇",
        "副题：——三千亩晚稻颗粒归仓",
        "版次：a02",
        "顺序：7",
        "版块：民生",
        "栏目：区政要闻",
        "署名：本报记者 王小禾",
        "来源：新华社",
        "电头：北京10月1日",
        "标签：秋收、晚稻",
        "人物：王 明、李田",
        "地点：柏林镇",
        "摘要：短",
        "语言：英文",
        "状态：草稿",
        "解禁：2019-10-25 06:00",
        "热区：0.1 0.2 0.3 0.4",
        "更正：2019-10-26 应为300。",
        "撤稿：2019-10-27 已撤。",
        "地址名：autumn",
        "旧地址：/old.html、/older/",
    )

    assert (found.kicker, found.deck) == ("柏林镇", "三千亩晚稻颗粒归仓")
    assert (str(found.page), found.order, found.slug) == ("A02", 7, "autumn")
    assert (found.section, found.standing_head) == ("民生", "区政要闻")
    assert text_of(found.byline) == "本报记者 王小禾"
    assert (found.source, found.dateline) == ("新华社", "北京10月1日")
    assert found.tags == ("秋收", "晚稻")
    assert found.people == ("王明", "李田")
    assert found.places == ("柏林镇",)
    assert (found.summary, found.language, found.status) == ("短", "en", Status.DRAFT)
    assert found.embargo == dt.datetime(2019, 10, 25, 6, 0, tzinfo=ZONE)
    assert found.regions == (Region(0.1, 0.2, 0.3, 0.4),)
    assert found.corrections[0].text == "应为300。"
    assert found.retraction
    assert found.retraction.reason == "已撤。"
    assert [(alias.address, alias.line) for alias in found.aliases] == [
        ("/old.html", 22),
        ("/older/", 22),
    ]


def test_page_and_order_are_in_the_file_s_name_when_the_header_is_silent() -> None:
    found = read("标题：下雨\n\n正文。\n", name="b03-12-rain.md").article

    assert found
    assert (str(found.page), found.order, found.slug) == ("B03", 12, "b03-12-rain")


@pytest.mark.parametrize(
    ("deck", "shown"),
    [
        ("——三千亩", "三千亩"),
        ("— 三千亩", "三千亩"),
        ("--三千亩", "三千亩"),
        ("-5℃寒潮来袭", "-5℃寒潮来袭"),
        ("三千亩——归仓", "三千亩——归仓"),
    ],
)
def test_a_deck_loses_the_dash_it_is_printed_with_and_no_minus(deck: str, shown: str) -> None:
    assert article("正文。", f"副题：{deck}").deck == shown


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("---\ntitle: a: b\n---", ["yaml-invalid"]),
        ("Titel: x", ["unknown-key"]),
        ("标题：", ["headline-missing"]),
        ("标题 x\n版次：A01", ["header-line"]),
        ("版次：A01\n不是", ["header-line", "headline-missing"]),
        ("版次：A01\nzzz: 1", ["unknown-key-far", "headline-missing"]),
    ],
)
def test_a_missing_headline_is_told_unless_another_line_says_why(
    header: str, told: list[str]
) -> None:
    found = read(f"{header}\n\n正文。\n")

    assert kinds(found) == told
    assert not found.is_whole


def test_what_is_wrong_with_the_text_is_told_though_the_header_is_missing() -> None:
    assert kinds(read("天气好。\n\n![](9.jpg)\n")) == ["header-missing", "picture-missing"]


# --- bylines and lead-ins -----------------------------------------------------------------------


def test_a_byline_is_taken_from_the_first_paragraph() -> None:
    found = article("□本报记者 王嘉晨 通讯员 孙健\n\n正文。")

    assert text_of(found.byline) == "□本报记者 王嘉晨 通讯员 孙健"
    assert found.body == (Prose("<p>正文。</p>"),)
    assert found.text == "正文。"


def test_a_byline_on_two_lines_is_one_byline() -> None:
    found = article("□本报记者 王嘉晨\n\n通讯员 孙健\n\n正文。")

    assert [credit.name for credit in found.credits] == ["王嘉晨", "孙健"]
    assert found.text == "正文。"


def test_a_byline_that_says_the_same_as_the_header_is_not_printed_twice() -> None:
    found = article("□本报记者 王嘉晨\n\n正文。", "署名：本报记者 王嘉晨")

    assert text_of(found.byline) == "□本报记者 王嘉晨"
    assert found.text == "正文。"


@pytest.mark.parametrize(
    ("header", "first"),
    [("本报记者 李田", "□本报记者 王嘉晨"), ("据新华社", "本报评论员")],
)
def test_a_byline_that_says_another_thing_than_the_header_stays(header: str, first: str) -> None:
    found = article(f"{first}\n\n正文。", f"署名：{header}")

    assert text_of(found.byline) == header
    assert first in printed(found)


def test_a_lead_in_is_parted_from_its_paragraph_and_its_markup_kept() -> None:
    found = article("本报讯（记者 王嘉晨）**10月23日**，下雨。")

    assert isinstance(found.body[0], Paragraph)
    assert text_of(found.body[0].lead_in) == "本报讯（记者 王嘉晨）"
    assert found.body[0].html == "<strong>10月23日</strong>，下雨。"


def test_a_lead_in_of_the_header_is_shown_before_the_text() -> None:
    found = article("下雨。", "消息头：本报讯（记者 李田）")

    assert printed(found).split() == ["本报讯（记者", "李田）", "下雨。"]


@pytest.mark.parametrize(
    "body", ["本报讯（记者 王嘉晨）下雨。", "- 一\n- 二", "![（宋可 摄）](1.jpg)"]
)
def test_a_lead_in_of_the_header_is_not_lost_whatever_follows(body: str) -> None:
    assert "本报讯（记者 李田）今日" in printed(article(body, "消息头：本报讯（记者 李田）今日"))


def test_the_source_and_dateline_of_a_lead_in_are_those_of_the_article() -> None:
    found = article("据新华社北京10月1日电（记者 王嘉晨）下雨。")

    assert found.source == "新华社"
    assert "北京10月1日" in found.dateline


def test_signatures_are_found_at_the_end_of_any_paragraph() -> None:
    found = article("下雨的街道。（吕晓璞 摄）\n\n雨停了。\n\n本报记者 王嘉晨")

    assert [(c.role, c.name) for c in found.credits] == [
        (Role.PHOTOGRAPHER, "吕晓璞"),
        (Role.REPORTER, "王嘉晨"),
    ]


# --- jumps --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "line"),
    [("甲。\n\n（下转A03版）", 5), ("甲。\n\n乙。（下转A03版）", 5), ("甲。\n\n▶下转A03版", 5)],
)
def test_a_jump_is_taken_out_of_the_text_with_its_line(body: str, line: int) -> None:
    found = read(f"标题：下雨\n\n{body}\n")

    assert found.article
    assert found.article.jump_to
    assert str(found.article.jump_to.page) == "A03"
    assert found.jump_lines == {"to": line}
    assert "下转" not in found.article.text


def test_the_printed_jump_is_shown_rather_than_the_header_s() -> None:
    found = article("甲。\n\n（下转A03版）", "下转：A03")

    assert found.jump_to
    assert found.jump_to.text == "（下转A03版）"


@pytest.mark.parametrize("header", ["下转：A04", "栏目：要闻"])
def test_a_second_jump_to_another_page_stays_in_the_text(header: str) -> None:
    found = article("甲。\n\n（下转A03版）\n\n乙。\n\n（下转A05版）", header)

    assert "（下转A05版）" in found.text


def test_jump_lead_in_signature_and_jump_of_one_paragraph_are_all_understood() -> None:
    found = article("（上接A01版）本报讯（记者 王小禾）**正**文。（宋可摄）（下转A03版）")

    assert found.jump_from
    assert found.jump_to
    (block,) = found.body
    assert isinstance(block, Paragraph)
    assert (text_of(block.lead_in), block.html, text_of(block.signature)) == (
        "本报讯（记者 王小禾）",
        "<strong>正</strong>文。",
        "（宋可摄）",
    )


# --- no word is lost ----------------------------------------------------------------------------

PIECES = (
    "□本报记者 王嘉晨 通讯员 孙健",
    "本报评论员",
    "By Ann Lee",
    "通讯员 李田",
    "本报讯（记者 王小禾）今天下雨。",
    "据新华社北京10月1日电 昨天晴。",
    "（上接A01版）雨还在下。",
    "（上接A02版）",
    "雨停了。（下转A03版）",
    "（下转A04版）",
    "Continued on A5",
    "街道。（吕晓璞 摄）",
    "（宋可摄）",
    "▲雨中的街道。（宋可 摄）",
    "▼雨后的街道",
    "![](1.jpg)",
    "![收割机（王小禾 摄）](2.jpg)",
    "![](1.jpg)\n![](3.jpg)",
    "甲。![乙](2.jpg)丙。",
    "## 抢抓晴天",
    "- 一\n- 二",
    "> 引文。",
    "| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |",
    "李田",
    "**粗（摄）**。",
    "（单位：万元）",
)
HEADERS = (
    "署名：本报记者 王嘉晨",
    "署名：申昕 文/图",
    "消息头：本报讯（记者 李田）",
    "下转：A03版",
    "上接：A01版",
)
MARKUP = Counter("#->|![]().123jpg*")


def words(text: str) -> Counter[str]:
    """Characters that count: no white space, no Markdown signs."""
    return Counter(c for c in text if not c.isspace() and c not in MARKUP)


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6),
    st.lists(st.sampled_from(HEADERS), max_size=2, unique=True),
)
def test_every_word_that_was_written_is_shown(pieces: list[str], header: list[str]) -> None:
    """Each word of the text is shown once; only one that says what the header or another line
    says already (a byline, a lead-in, a jump) may be shown once for both."""
    found = read("\n".join(["标题：下雨", *header, "", "\n\n".join(pieces), ""]))
    assert found.article

    shown = words(printed(found.article))
    once = {text for text in pieces if pieces.count(text) == 1}

    assert set(words("".join(pieces))) <= set(shown)
    if not header and len(once) == len(pieces):
        assert words("".join(pieces)) - shown == Counter()


def test_figures_prose_and_paragraphs_keep_their_order() -> None:
    found = article("甲。\n\n![（宋可 摄）](1.jpg)\n\n乙。\n\n## 丙\n\n丁。（李田 摄）")

    assert [type(block) for block in found.body] == [Prose, Figure, Prose, Paragraph]


def test_the_headers_lead_in_is_part_of_the_text() -> None:
    found = article("下雨了。", "消息头：本报讯（记者 王嘉晨）")

    assert found.text == "本报讯（记者 王嘉晨）下雨了。"


def test_the_printed_byline_that_says_more_of_the_same_people_is_taken() -> None:
    found = article("□本报记者 王嘉晨 文/图\n\n下雨了。", "署名：本报记者 王嘉晨")

    assert text_of(found.byline) == "□本报记者 王嘉晨 文/图"
    assert found.text == "下雨了。"


def test_a_byline_of_other_people_than_the_headers_stands_where_it_is_and_has_its_credits() -> None:
    found = article("□本报记者 李田\n\n下雨了。", "署名：本报记者 王嘉晨")

    assert text_of(found.byline) == "本报记者 王嘉晨"
    assert [credit.name for credit in found.credits] == ["王嘉晨", "李田"]
    assert found.text == "□本报记者 李田\n下雨了。"


def test_an_organisation_alone_in_a_first_paragraph_stays_text() -> None:
    found = article("临江大学\n\n下雨了。")

    assert found.byline is None
    assert found.text == "临江大学\n下雨了。"
