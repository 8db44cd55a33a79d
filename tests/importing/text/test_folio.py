"""Folio lines: what they say of the page, and that they are no article's text."""

from __future__ import annotations

import datetime as dt

import pytest

from broadsheet.importing.text.folio import Folio, take_folio
from broadsheet.importing.text.lines import lines_of
from broadsheet.model import PageCode
from tests.importing.text.desk import DAY, page

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
