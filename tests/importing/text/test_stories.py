"""Where a story ends and the next begins: what a line between two paragraphs is."""

from __future__ import annotations

import pytest

from broadsheet.importing.text.lines import Line, Style
from broadsheet.importing.text.page import read_page
from tests.importing.text.desk import Page, page, shown

FIRST = "新修的八公里水渠今天通水，沿线两千亩水田受益，比往年早了二十天。"
SECOND = "水渠总投资四百万元，工期五个月，由镇里统一管护，每个村民小组推选一名放水员。"
OTHER = "东门路两侧新增车位一百二十个，凌晨五点前可以免费停放，附近商户和居民都说方便。"
HEADS = ("水渠通水", "□本报记者 沈栀", FIRST)


def after(*lines: str) -> Page:
    """What follows a story in a text whose lines have one empty line between them."""
    return page("\n\n".join([*HEADS, *lines]))


def test_a_short_line_between_paragraphs_is_a_crosshead() -> None:
    found = after("一渠管到底", SECOND)

    assert shown(found.only)[1:] == [FIRST, "## 一渠管到底", SECOND]
    assert not found.noted("crosshead-unclear")


def test_nothing_is_joined_across_a_crosshead() -> None:
    found = page(
        f"水渠通水\n□本报记者 沈栀\n　　{FIRST}\n　　{SECOND}\n　　{OTHER}\n一渠管到底\n{SECOND}"
    )

    assert shown(found.only)[1:] == [FIRST, SECOND, OTHER, "## 一渠管到底", SECOND]


def test_a_line_with_more_space_over_it_than_below_is_a_headline() -> None:
    found = after("", "东门路新增车位", OTHER)

    assert found.headlines == ["水渠通水", "东门路新增车位"]
    assert found.noted("article-start-unclear") == [9]


def test_after_a_signed_story_the_next_line_is_a_headline() -> None:
    found = after(SECOND + "（通讯员 方砚秋）", "", "东门路新增车位", "", OTHER)

    assert found.headlines == ["水渠通水", "东门路新增车位"]


def test_after_a_jump_line_the_next_line_is_a_headline() -> None:
    found = after("（下转A03版）", "东门路新增车位", OTHER)

    assert found.headlines == ["水渠通水", "东门路新增车位"]


def test_a_line_like_a_crosshead_before_it_is_no_longer_unsure() -> None:
    long = "一条水渠管到底 两岸种满海棠树"
    other = "一条老街改到头 两岸连成步行道"
    found = after("", long, "", OTHER, SECOND, "", other, "", OTHER, SECOND)

    assert [line for line in shown(found.only) if line[0] == "#"] == [f"## {long}", f"## {other}"]
    assert found.noted("crosshead-unclear") == [9]


def test_a_line_like_the_crossheads_before_it_is_one_of_them() -> None:
    found = after("", "一渠管到底", OTHER, "", "两岸种满树", SECOND)
    alike = after("一渠管到底", OTHER, "一二三四五", "两岸种满树啦", SECOND)

    assert len(found.articles) == 3
    assert [line for line in shown(alike.only) if line.startswith("##")] == [
        "## 一渠管到底",
        "## 一二三四五",
        "## 两岸种满树啦",
    ]


@pytest.mark.parametrize(("style", "articles"), [(Style.PLAIN, 1), (Style.CENTRED, 2)])
def test_a_centred_line_is_sooner_a_headline(style: Style, articles: int) -> None:
    head = "东门路两侧新增车位一百二十个免费"
    texts = [*HEADS, SECOND, "", head, "", OTHER, SECOND]
    lines = [
        Line(at, each, style if each == head else Style.PLAIN) for at, each in enumerate(texts)
    ]
    found = read_page(lines, "a.docx", are_paragraphs=True)[0]

    assert len(found) == articles


@pytest.mark.parametrize("notice", ["停水公告", "征稿启事", "更正"])
def test_the_head_of_a_notice_begins_a_story(notice: str) -> None:
    assert after(notice, OTHER).headlines == ["水渠通水", notice]


def test_a_second_lead_in_begins_a_story_without_a_headline() -> None:
    found = after("本报讯（记者 陆怀川）" + OTHER)

    assert found.headlines == ["水渠通水", "东门路两侧新增车位一百二十个"]


# --- standing heads -----------------------------------------------------------------------------


def test_a_short_line_that_stands_over_two_stories_is_a_standing_head() -> None:
    story = ["石桥漫步", "水渠通水", "□本报记者 沈栀", FIRST, SECOND]
    other = ["石桥漫步", "车位够了", "□本报记者 温禾", OTHER, SECOND]
    found = page("\n\n".join([*story, *other]))

    assert [(a.standing_head, a.kicker, a.headline) for a in found.articles] == [
        ("石桥漫步", "", "水渠通水"),
        ("石桥漫步", "", "车位够了"),
    ]


def test_a_place_over_two_stories_is_the_kicker_of_each() -> None:
    story = ["石桥镇", "水渠通水", "□本报记者 沈栀", FIRST]
    found = page("\n\n".join([*story, "石桥镇", "车位够了", "□本报记者 温禾", OTHER]))

    assert [a.kicker for a in found.articles] == ["石桥镇", "石桥镇"]


def test_a_standing_head_reaches_to_the_next_one() -> None:
    stories = [("区政要闻", "水渠通水"), ("", "车位够了"), ("民生资讯", "老桥通车")]
    lines = [
        line for standing, head in stories for line in (standing, head, f"本报讯 {OTHER}") if line
    ]
    found = page("\n\n".join(lines))

    assert [a.standing_head for a in found.articles] == ["区政要闻", "区政要闻", "民生资讯"]
    assert found.noted("standing-head-reach") == [1]


# --- pictures -----------------------------------------------------------------------------------

PICTURE = "▲市园林局在滨江路补种了三百株银杏，方便市民观赏。图为工人在栽树。（罗照野 摄）"


def test_a_picture_that_tells_news_by_itself_between_two_stories_is_photo_news() -> None:
    found = after(PICTURE, "车位够了", "□本报记者 温禾", OTHER)

    assert found.headlines == ["水渠通水", "市园林局在滨江路补种了三百株银杏", "车位够了"]
    assert shown(found.articles[1]) == [f"[{PICTURE}]"]
    assert found.noted("photo-news-headline-made") == [7]


def test_another_picture_stays_with_the_story_before_it_and_it_is_said() -> None:
    found = after("▲水渠从村东流过。（罗照野 摄）", "车位够了", "□本报记者 温禾", OTHER)

    assert found.headlines == ["水渠通水", "车位够了"]
    assert shown(found.articles[0])[-1] == "[▲水渠从村东流过。（罗照野 摄）]"
    assert found.noted("cutline-loose") == [7]


def test_a_text_over_its_credit_is_a_cutline() -> None:
    found = after("水渠从村东流过。", "（罗照野 摄）", SECOND)

    assert shown(found.only)[2] == "[水渠从村东流过。（罗照野 摄）]"


def test_a_credit_alone_is_the_credit_of_a_picture_without_words() -> None:
    long = SECOND * 4
    found = after(long, "（罗照野 摄）", OTHER)

    assert shown(found.only)[2:4] == [long, "[（罗照野 摄）]"]


def test_a_line_amid_a_sentence_is_a_cutline_and_it_is_said() -> None:
    found = page("\n\n".join([*HEADS[:2], FIRST + SECOND[:30], "村民在渠边洗菜", SECOND[30:]]))

    assert shown(found.only)[1:] == [FIRST + SECOND, "[村民在渠边洗菜]"]
    assert found.noted("cutline-unmarked") == [7]
