"""Folio lines: what they say of the page, and that they are no article's text."""

from __future__ import annotations

import datetime as dt

import pytest

from broadsheet.importing.text.folio import Folio, take_folio
from broadsheet.importing.text.lines import lines_of
from broadsheet.model import PageCode
from tests.importing.text.desk import DAY, page, shown

STORY = "新修的八公里水渠今天通水，沿线两千亩水田受益，比往年早了二十天。"
TEXT = "水渠通水\n\n本报讯 3月6日，石桥镇新修的八公里水渠通水，两千亩水田受益。"


def folio(*lines: str, below: str = TEXT) -> Folio:
    return take_folio(lines_of("\n".join([*lines, below])), "page.txt")[0]


@pytest.mark.parametrize(
    "line",
    [
        "2019年10月24日 星期四",
        "2019年10月24日",
        "二〇一九年十月二十四日 星期四",
        "2019.10.24 星期四",
        "Thursday, October 24, 2019",
        "Thursday, 24 October 2019",
        "Oct. 24, 2019",
    ],
)
def test_the_day_is_read_however_it_is_written(line: str) -> None:
    assert folio(line).date == DAY


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        ("A04 要闻", "A04", "要闻"),
        ("要闻 A04", "A04", "要闻"),
        ("第A04版：要闻", "A04", "要闻"),
        ("第4版 临江新闻", "4", "临江新闻"),
        ("第四版", "4", ""),
        ("临江日报 2019年10月24日 星期四 第12版", "12", ""),
        ("VALLEY HERALD   Thursday, October 24, 2019   Page B2", "B2", ""),
        ("A4 | LOCAL NEWS", "A4", "LOCAL NEWS"),
    ],
)
def test_the_page_has_its_code_and_name(line: str, code: str, title: str) -> None:
    found = folio(line)

    assert found.page == PageCode.parse(code)
    assert found.title == title


def test_editors_are_read_as_printed() -> None:
    editors = "责编 林既白　版式 何知微　校对 顾念桐"

    assert folio("A02 要闻", editors).editors == editors


def test_the_whole_number_is_read() -> None:
    assert folio("2019年10月24日 星期四 总第8453期").cumulative_number == 8453


def test_the_name_of_the_paper_is_none_of_the_pages() -> None:
    found = folio("临江晚报", "A02", "要闻", "2019年10月24日 星期四")

    assert (found.title, found.date, str(found.page)) == ("要闻", DAY, "A02")


def test_a_folio_may_stand_below_the_text() -> None:
    lines = lines_of(f"{TEXT}\n\n责编 林既白\n2019年10月24日 星期四\n第3版")
    found, rest, notes = take_folio(lines, "page.txt")

    assert (found.date, str(found.page), found.editors) == (DAY, "3", "责编 林既白")
    assert [line.text for line in rest if line.text] == TEXT.split("\n\n")
    assert [note.line for note in notes] == [5, 6, 7]


@pytest.mark.parametrize(
    "line",
    [
        "（下转A03版）",
        "G20 峰会开幕",
        "2019年10月24日，水渠通水。",
        "责编说，这是新闻。",
        "A股上涨",
        "今天的第3版说了什么？",
    ],
)
def test_what_only_looks_like_a_folio_is_text(line: str) -> None:
    _folio, rest, notes = take_folio(lines_of(f"{TEXT}\n{line}\n{TEXT}"), "page.txt")

    assert line in [each.text for each in rest]
    assert notes == []


def test_the_day_below_a_notice_is_the_notices() -> None:
    text = f"{TEXT}\n\n停水公告\n\n因管网检修，城东片区停水。\n\n临江县自来水公司\n\n2019年10月23日"

    assert folio(below=text).date is None
    assert "2019年10月23日" in str(page(text).articles[-1].body)


def test_a_day_that_is_none_is_no_day() -> None:
    assert folio("2019年2月30日 星期四").date is None
    assert folio("Thursday, October 24, 2019").date == dt.date(2019, 10, 24)


def test_what_ends_in_a_colon_is_no_editor() -> None:
    found = page(
        f"第06版：读者来信\n路灯何时能亮？\n编辑同志：\n{STORY}\n编辑部回音：\n{STORY}\n{STORY}"
    )

    assert shown(found.only)[0] == "编辑同志："
    assert "编辑部回音：" in shown(found.only)


def test_a_code_of_two_digits_without_its_word_is_folio_beside_the_day() -> None:
    for line, title in (("08 副刊", "副刊"), ("副刊 08", "副刊"), ("08", "")):
        folio, lines, _ = take_folio(
            lines_of(f"{line}\n石桥日报 2024年5月20日 星期一\n槐花开了\n{STORY}"), "page.txt"
        )

        assert (str(folio.page), folio.title) == ("08", title)
        assert [each.text for each in lines][:2] == ["", ""]


def test_what_the_weather_does_and_a_list_of_briefs_are_no_papers() -> None:
    for line in ("天气预报", "要闻简报", "情况通报"):
        _, lines, _ = take_folio(lines_of(f"02版 综合 2024年5月20日\n{line}\n{STORY}"), "page.txt")

        assert lines[1].text == line


def test_an_advertisers_telephone_at_the_end_stays_in_the_notice() -> None:
    found = page(
        "12版 广告 2024年5月20日\n广告热线：0000-7654321\n"
        f"拍卖公告\n{STORY}\n联系电话：0000-8888777"
    )

    assert "联系电话：0000-8888777" in shown(found.only)
    assert found.noted("text-folio") == [1, 2]


def test_editors_may_stand_behind_a_mark() -> None:
    folio, _, _ = take_folio(lines_of(f"07版 理论\n■责任编辑 宋月\n标题\n{STORY}"), "page.txt")

    assert folio.editors == "责任编辑 宋月"


def test_a_nameplate_of_many_lines_is_folio() -> None:
    folio, lines, _ = take_folio(
        lines_of(
            "石桥日报\n2022年3月9日\n星期三\n壬寅年二月初七\n第4123期\n今日四版\n1\n\n"
            f"听民声 汇民力\n{STORY}\n{STORY}"
        ),
        "page.txt",
    )

    assert (str(folio.page), folio.cumulative_number) == ("1", 4123)
    assert not any(each.text for each in lines[:7])


def test_the_number_of_an_issue_within_its_year_is_no_whole_number() -> None:
    folio, _, _ = take_folio(lines_of(f"2022年3月9日 第68期\n标题\n{STORY}"), "page.txt")

    assert folio.cumulative_number is None


def test_a_word_below_the_folio_lines_is_the_pages_name() -> None:
    folio, _, _ = take_folio(lines_of(f"A06\n2022/03/09\n城事\n\n水渠通水\n{STORY}"), "page.txt")

    assert folio.title == "城事"


def test_what_a_paper_prints_of_itself_at_the_foot_is_folio() -> None:
    imprint = "本报地址：石桥镇人民路1号 邮编：000000 零售价：1.00元"
    found = page(f"A06 2022/03/09\n水渠通水\n□本报记者 沈栀\n{STORY}\n{imprint}")

    assert found.noted("text-folio") == [1, 5]
    assert imprint not in shown(found.only)
