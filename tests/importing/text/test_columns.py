"""Lines as wide as their column: where a paragraph ends, and how its lines are joined."""

from __future__ import annotations

import pytest

from broadsheet.importing.text.layout import Layout, layout_of, rows_of
from broadsheet.importing.text.lines import lines_of
from broadsheet.importing.text.pieces import Joint, words_of
from tests.importing.text.desk import page, shown
from tests.importing.text.typesetting import (
    BUS,
    CHINESE,
    QUAY,
    WATER,
    broken,
    in_words,
    spaced,
    story_of,
    without_indents,
    wrapped,
)


def layout(text: str) -> Layout:
    return layout_of(rows_of(lines_of(text)))


def test_whole_paragraphs_have_no_column() -> None:
    assert layout(spaced(CHINESE)) == Layout()


def test_columns_have_the_width_of_their_lines() -> None:
    found = layout(wrapped(17)(CHINESE))

    assert len(found.columns) == 1
    assert abs(found.columns[0] - 17) <= 1
    assert found.is_indented


def test_two_columns_of_a_page_may_differ_in_width() -> None:
    text = wrapped(24)([QUAY]) + wrapped(14)([WATER, BUS])

    assert [round(width / 5) for width in layout(text).columns] == [5, 3]
    assert [story_of(article) for article in page(text).articles] == [QUAY, WATER, BUS]


def test_headlines_of_one_length_are_no_column() -> None:
    text = "第一批过桥的是附近中学的学生，他们骑着车，唱着歌，挥着手，比往年早了两个月。"
    story = "\n".join(["老桥今天恢复通车", "□本报记者 沈栀", *broken(text, 15)])
    found = layout("\n".join([story] * 5))

    assert all(width > 10 for width in found.columns)
    assert found.is_wrapped


def test_two_headlines_and_a_byline_of_one_width_are_no_column() -> None:
    text = "第一批过桥的是附近中学的学生，他们骑着车，唱着歌，挥着手，比往年早了两个月。"
    heads = ["老桥今天上午恢复全线正式通车", "附近学生清早骑车过桥迎接开学", "□本报记者 沈栀"]
    lines = [*heads, *broken(text, 22), "河上新建步行桥下月完工开通", *broken(text * 3, 22)]

    assert layout("\n".join(lines)).columns == (23.0,)


def test_a_line_wider_than_its_column_is_none_of_a_paragraph() -> None:
    found = page(
        "COUNCIL\nHarbor bridge plan clears\nlast hurdle in 7-2 vote\n"
        "Construction could begin next spring; tolls expected to pay half of the cost\n"
        "By MARA ELLISON\nStaff Writer\n\n"
        "LINDEN — The City Council voted late Sunday to ap-\n"
        "prove a $240 million replacement for the Harbor\n"
        "Bridge, ending eleven years of argument over who\nshould pay for it.\n\n"
        "Opponents said the plan would push traffic into\nneighborhoods along Ferry Street.\n"
    )

    assert found.only.headline == "Harbor bridge plan clears last hurdle in 7-2 vote"
    assert found.only.deck.startswith("Construction could")
    assert shown(found.only)[-1] == (
        "Opponents said the plan would push traffic into neighborhoods along Ferry Street."
    )


def test_columns_side_by_side_are_named_where_one_is_shorter() -> None:
    pupils = "第一批过桥的是附近中学的学生，他们骑着车，唱着歌，比往年早了两个月。"
    canal = "水渠总投资四百万元，工期五个月，由镇里统一管护，每组推选一名放水员。"
    left, right = list(broken(pupils * 5, 14)), list(broken(canal * 2, 14))
    lines = [
        each + "\u3000" * (16 - len(each)) + "    " + beside
        for each, beside in zip(left, right, strict=False)
    ]
    found = page("\n".join(["老桥通车", *lines, *left[len(right) :]]))

    assert found.noted("text-columns-side-by-side") == [1]


def test_a_headline_as_wide_as_its_column_is_none_of_the_paragraph_before_it() -> None:
    last = "老桥今天通车，学生们唱着歌，骑车过桥，从东岸去西岸。"
    lines = ["老桥通车", "□本报记者 沈栀", *broken("\u3000\u3000" + last, 14)]
    lines += ["修好一条渠 润泽千亩田", "□本报记者 温禾", *broken("\u3000\u3000" + last * 3, 14)]

    assert len(lines[3]) == 14
    assert page("\n".join(lines)).headlines == ["老桥通车", "修好一条渠 润泽千亩田"]


def test_where_few_paragraphs_have_an_indent_the_others_stand_alone() -> None:
    long = "第一批过桥的是附近中学的学生，他们骑着车，唱着歌，挥着手，比往年早了整整两个月。"
    found = page(f"老桥通车\n□本报记者 沈栀\n　　{long}\n　　{long}\n{long}\n{long}\n{long}")

    assert shown(found.only)[1:] == [long] * 5


def test_lost_indents_are_seen_by_the_first_lines_that_lack_them() -> None:
    text = without_indents(wrapped(17))(CHINESE)

    assert layout(text).is_cut_short
    assert [story_of(article) for article in page(text).articles] == list(CHINESE)


def test_a_paragraph_that_may_end_with_its_column_is_said() -> None:
    lines = ["老桥通车", "□本报记者 沈栀", "第一批过桥的是附近中学的", "学生，他们骑着车唱着歌。"]
    lines += [
        "桥头的银杏也在今年秋天黄",
        "了，树下坐满了下棋的老人",
        "和看热闹的孩子们，还有一",
        "只猫。",
    ]
    found = page("\n".join(lines))

    assert shown(found.only) == [lines[1], "".join(lines[2:])]
    assert found.noted("paragraph-end-unclear") == [5]


def test_empty_lines_between_all_lines_are_the_space_of_lines() -> None:
    assert layout(wrapped(18, between="\n\n")(CHINESE)).line_gap == 1


# --- joining ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("提升治", "理水平", "提升治理水平"),
        ("投资", "200万元", "投资200万元"),
        ("使用LED", "显示屏", "使用LED显示屏"),
        ("the county", "said", "the county said"),
        ("said,", "“No”", "said, “No”"),
        ("街道(镇),", "村(社区)", "街道(镇),村(社区)"),
        ("in 2019", "20 buses", "in 2019 20 buses"),
        ("投资20", "00万元", "投资2000万元"),
        ("the rain —", "at last", "the rain — at last"),
        ("one half-", "Danish", "one half-Danish"),
    ],
)
def test_lines_are_joined_as_their_script_asks(before: str, after: str, joined: str) -> None:
    joint = Joint()

    assert joint.join(before, after, 2) == joined
    assert joint.hyphens == []


def test_a_hyphen_at_the_end_of_a_line_is_taken_out_and_named() -> None:
    joint = Joint()

    assert (
        joint.join("rotation with agri-", "cultural rape", 2) == "rotation with agricultural rape"
    )
    assert [(each.line, each.word) for each in joint.hyphens] == [(2, "agricultural")]


def test_a_hyphen_of_a_word_that_the_page_hyphenates_elsewhere_stays() -> None:
    joint = Joint(words_of("a well-known yard"))

    assert joint.join("two well-", "known yards", 2) == "two well-known yards"
    assert joint.hyphens == []


def test_english_paragraphs_end_at_lines_that_had_room_for_more() -> None:
    text = (
        "Rice is in\nBy Ann Lee\n"
        "The county said on Wednesday that\nmore than half of the late rice is\nin the barns.\n"
        "Rain is forecast for Friday, and\nthe county has lent the township\nsix more machines.\n"
    )

    assert shown(page(text).only)[1:] == [
        "The county said on Wednesday that more than half of the late rice is in the barns.",
        "Rain is forecast for Friday, and the county has lent the township six more machines.",
    ]


def test_english_columns_are_told_from_paragraphs() -> None:
    assert layout(in_words(40)([])).columns == ()


def test_a_short_english_page_has_the_width_of_its_widest_lines() -> None:
    found = page(
        "Harvest passes the halfway mark\nBy Ann Lee\n\n"
        "The county lent the township six more machines\n"
        "and opened two drying yards near the market.\n"
        "Buses will run every 20 minutes from early\n"
        "morning and stop at the library and the hospital.\n"
    )

    assert len(shown(found.only)) == 2
