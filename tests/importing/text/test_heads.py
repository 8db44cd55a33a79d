"""The lines over a text: which is kicker, headline, deck, byline."""

from __future__ import annotations

import pytest

from tests.importing.text.desk import Page, page, shown

NEWS = "本报讯（记者 陆怀川）3月6日，石桥镇新修的八公里水渠通水。"


def under(*heads: str, text: str = NEWS) -> Page:
    return page("\n\n".join([*heads, text]))


def told(found: Page) -> tuple[str, str, str]:
    return found.only.kicker, found.only.headline, found.only.deck


def test_one_line_is_the_headline() -> None:
    found = under("新修水渠通水")

    assert told(found) == ("", "新修水渠通水", "")
    assert [n.words.kind for n in found.notes] == ["text-layout"]


def test_a_place_over_a_headline_is_the_kicker_for_sure() -> None:
    found = under("石桥镇", "修好一条渠 润泽千亩田")

    assert told(found) == ("石桥镇", "修好一条渠 润泽千亩田", "")
    assert not found.noted("headline-unclear")


def test_a_line_with_a_dash_is_the_deck_and_the_others_are_then_sure() -> None:
    found = under("早一天放水 早一天育秧", "八公里水渠通水", "——石桥镇春灌见闻")

    assert told(found) == ("早一天放水 早一天育秧", "八公里水渠通水", "——石桥镇春灌见闻")
    assert not found.noted("headline-unclear")


def test_of_two_lines_of_one_length_the_lower_is_the_headline_and_it_is_said() -> None:
    found = under("压实管护责任 保障春灌用水", "石桥镇召开水渠管护推进会")

    assert told(found) == ("压实管护责任 保障春灌用水", "石桥镇召开水渠管护推进会", "")
    assert found.noted("headline-unclear") == [1]


def test_a_much_longer_lower_line_is_a_deck_and_it_is_said() -> None:
    found = under("水厂扩建开工", "明年底城北日供水能力可增五万吨")

    assert told(found) == ("", "水厂扩建开工", "明年底城北日供水能力可增五万吨")
    assert found.noted("deck-unclear") == [1]


def test_of_three_lines_the_middle_is_the_headline_and_it_is_said() -> None:
    found = under("部门联动抓源头", "抽检食用油四十批次", "合格率百分之百")

    assert told(found) == ("部门联动抓源头", "抽检食用油四十批次", "合格率百分之百")
    assert found.noted("heads-of-three") == [1]


def test_a_place_on_one_line_with_the_headline_stays_there_and_it_is_said() -> None:
    found = under("城东街道 扶贫知识竞赛 筑牢脱贫信心")

    assert told(found) == ("", "城东街道 扶贫知识竞赛 筑牢脱贫信心", "")
    assert found.noted("headline-first-part") == [1]


def test_a_kicker_may_end_in_a_colon() -> None:
    found = page(f"老桥通车\n\n本报讯 老桥今天通车。\n\n市长调研时强调：\n\n水渠要管好\n\n{NEWS}")

    assert (found.articles[1].kicker, found.articles[1].headline) == (
        "市长调研时强调：",
        "水渠要管好",
    )


def test_a_long_deck_has_several_lines() -> None:
    found = under("八公里水渠通水", "——石桥镇如何让两千亩水田", "当天用上渠水")

    assert told(found) == ("", "八公里水渠通水", "——石桥镇如何让两千亩水田 当天用上渠水")


def test_two_lines_of_one_length_close_together_are_one_headline_and_it_is_said() -> None:
    found = page(f"打好春灌战\n抢抓农时先\n{NEWS}\n据了解，水渠总投资四百万元。")

    assert found.only.headline == "打好春灌战 抢抓农时先"
    assert found.noted("headline-of-lines") == [2]


def test_a_headline_may_ask() -> None:
    found = under("谁来管一管占道的车？", "□本报记者 沈栀", text="东门路两侧停满了车。")

    assert found.only.headline == "谁来管一管占道的车？"


@pytest.mark.parametrize("byline", ["□本报记者 沈栀", "本报记者 沈栀 文/图", "本报评论员"])
def test_a_byline_opens_the_text_as_printed(byline: str) -> None:
    found = under("水渠通水", byline, text="新修的水渠今天通水。")

    assert shown(found.only) == [byline, "新修的水渠今天通水。"]


def test_a_headline_is_made_where_none_is_printed_and_it_is_said() -> None:
    found = page(NEWS)

    assert found.only.headline == "石桥镇新修的八公里水渠通水"
    assert found.noted("headline-made") == [1]


ENGLISH = "The rice is in, and the county said that the dry weather would last until Friday."


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Rice is in",), ("", "Rice is in", "")),
        (("TRANSPORT", "New bus line to open"), ("TRANSPORT", "New bus line to open", "")),
        (("Harvest:", "Rice is in"), ("Harvest:", "Rice is in", "")),
        (
            ("Weather", "Rain is forecast for Friday"),
            ("Weather", "Rain is forecast for Friday", ""),
        ),
        (
            ("Rice is in", "Dry weather lets combines run through the night"),
            ("", "Rice is in", "Dry weather lets combines run through the night"),
        ),
        (
            ("Rice harvest passes", "the halfway mark"),
            ("", "Rice harvest passes the halfway mark", ""),
        ),
    ],
)
def test_english_heads(heads: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    assert told(under(*heads, "By Ann Lee", text=ENGLISH)) == expected


def test_an_english_post_belongs_to_the_name_above_it() -> None:
    found = under("Rice is in", "By Ann Lee", "Staff Reporter", text=ENGLISH)

    assert shown(found.only)[0] == "By Ann Lee, Staff Reporter"
