"""What a line looks like on its own."""

from __future__ import annotations

import pytest

from broadsheet.importing.text.shapes import (
    Shape,
    ems,
    is_balanced,
    is_closed,
    is_name,
    is_office,
    opens_item,
    shape_of,
)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("春耕备耕有序推进", Shape.HEAD),
        ("北关社区推进“两个指数”", Shape.HEAD),
        ("谁来管一管占道的车？", Shape.EXCLAIMED),
        ("——临江县农资供应见闻", Shape.DECK),
        ("□本报记者 沈栀 通讯员 方砚秋", Shape.BYLINE),
        ("本报记者 沈 栀 文/图", Shape.BYLINE),
        ("By Ann Lee and Tom Marsh", Shape.BYLINE),
        ("本报讯(记者 沈栀)3月6日，水渠通水。", Shape.OPENING),
        ("本报讯（记者 陆怀川）", Shape.OPENING),
        ("本报讯（记者 陆怀川）高原", Shape.OPENING),
        ("新华社北京10月1日电 国庆假期首日……", Shape.OPENING),
        ("BOLIN, Oct. 23 — Farmers have brought in the rice.", Shape.OPENING),
        ("LINJIANG — The mayor spoke.", Shape.OPENING),
        ("▲市民在桥头拍照。", Shape.CUTLINE),
        ("图为活动现场。", Shape.CUTLINE),
        ("市民在桥头拍照。（罗照野 摄）", Shape.CUTLINE),
        ("Students board a bus. Ann Lee / The Herald", Shape.CUTLINE),
        ("（罗照野 摄）", Shape.CREDIT),
        ("本组图片由罗照野摄", Shape.CREDIT),
        ("（下转A03版）", Shape.JUMP_TO),
        ("Continued on A6", Shape.JUMP_TO),
        ("（上接A01版）会议指出。", Shape.JUMP_FROM),
        ("种业兴，则农业兴。", Shape.TEXT),
        ("记者从市水务局获悉，水渠已经通水", Shape.HEAD),
        ("镇里推选放水员，", Shape.TEXT),
        ("，比往年早了二十天", Shape.TEXT),
        ("the halfway mark", Shape.TEXT),
        ("U.S. Senate votes; House waits", Shape.HEAD),
        ("It rained. The fair went on", Shape.TEXT),
        ("（作者单位：临江市第二中学）", Shape.TEXT),
        ("——坚持问题导向。要把问题找准。", Shape.TEXT),
    ],
)
def test_a_line_has_a_shape(text: str, shape: Shape) -> None:
    assert shape_of(text) is shape


def test_a_long_line_is_text_and_no_headline() -> None:
    assert shape_of("一" * 41) is Shape.TEXT
    assert shape_of("word " * 20 + "word") is Shape.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "水渠通水。",
        "他说：",
        "“早一天放水，早一天育秧。”",
        "水渠通水。（记者 沈栀）",
        "会议要求，确保春季安全（下转A03版）",
        "The rain came.",
        "“No,” he said, “not yet.”",
    ],
)
def test_a_paragraph_may_end_here(text: str) -> None:
    assert is_closed(text)


@pytest.mark.parametrize(
    "text",
    [
        "水渠通水",
        "推进“两个指数”",
        "要抓紧抓实；",
        "专项行动（以下简称“行动”）",
        "本报讯（记者 沈栀）",
        "（组长。罗照野",
        "Combines at work. (Photo:",
        "said the mayor of",
    ],
)
def test_a_paragraph_does_not_end_here(text: str) -> None:
    assert not is_closed(text)


def test_the_parts_of_a_crosshead_are_of_one_length() -> None:
    assert is_balanced("强化责任，压实担子")
    assert not is_balanced("抓打击,严惩违法犯罪,提高公众")


def test_places_and_offices_are_no_names() -> None:
    assert is_office("石桥镇")
    assert is_office("市生态环境局临江分局")
    assert not is_office("新修水渠通水")
    assert is_name("叶 青")
    assert not is_name("石桥镇")
    assert not is_name("□方砚秋")


def test_items_of_lists_are_told_by_their_heads() -> None:
    assert all(
        map(opens_item, ["（二）抓落实", "三是抓落实", "1.抓落实", "● 抓落实", "二、抓落实"])
    )
    assert not any(map(opens_item, ["10月19日，", "2.5万人", "一个人", "三十名"]))


def test_widths_are_counted_in_chinese_characters() -> None:
    assert ems("水渠，LED") == 4.5
    assert ems("“Row,” he said") == 7
    assert ems("“水渠”") == 4
