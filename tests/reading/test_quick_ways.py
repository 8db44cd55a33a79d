"""Quick ways around slow work give what the slow work gives."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from unittest import mock

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from broadsheet.reading import bylines, credit_lines, credit_pieces, inline_html, names
from broadsheet.reading.bylines import is_byline_paragraph
from broadsheet.reading.headers import HeaderField
from broadsheet.reading.keys import ARTICLE_KEYS, ISSUE_KEYS, PAGE_KEYS, is_known
from broadsheet.reading.names import stem_and_suffix
from broadsheet.reading.values import read_date

PIECES = (
    *(
        "本报记者",
        "记者",
        "通讯员",
        "实习生",
        "摄影",
        "文/图",
        "摄",
        "文",
        "图",
        "编辑",
        "据新华社",
    ),
    *(
        "王嘉晨",
        "李田",
        "欧阳小禾",
        "Ann Lee",
        "By",
        "□",
        "■",
        "（",
        "）",
        "(",
        ")",
        "【",
        "】",
        "、",
    ),
    *(
        "，",
        "。",
        "！",
        "？",
        "；",
        ":",
        "：",
        " ",
        "　",
        "/",
        "报道",
        "昨日",
        "秋收进度过半",
        "说",
    ),
)


@settings(max_examples=2000, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_sentence_is_no_byline_however_it_is_told(text: str) -> None:
    quick = is_byline_paragraph(text)
    with mock.patch.object(bylines, "_is_sentence", return_value=False):
        assert quick == is_byline_paragraph(text)


@given(st.text("a \n：", max_size=6), st.lists(st.integers(1, 9), max_size=2).map(tuple))
def test_a_value_on_one_line_is_a_part_like_others(value: str, lines: tuple[int, ...]) -> None:
    field = HeaderField("Key", value, 3, lines)
    told = (*lines, *[3] * 9)
    pairs = zip(value.split("\n"), told, strict=False)
    assert field.parts == tuple((text.strip(), line) for text, line in pairs if text.strip())


@given(st.lists(st.text("aZ.-_三 ", min_size=1), min_size=1, max_size=3))
def test_stem_and_suffix_are_those_of_a_path(parts: list[str]) -> None:
    path = PurePosixPath("/".join(parts))
    assume("." not in parts and ".." not in parts)
    assert stem_and_suffix("/".join(parts)) == (path.stem, path.suffix)


@given(st.one_of(st.from_regex(r"(con|aux|com1|a0|B_|-){1,2}[.]?[a-z0-9.]{0,3}"), st.text("a.é# ")))
def test_a_plain_name_is_judged_as_any_other(name: str) -> None:
    assert names.name_problem(name) == names._name_problem(name)


@given(st.text("aZ09é汉-_. ", max_size=8))
def test_a_plain_word_of_an_address_is_judged_as_any_other(text: str) -> None:
    assert names.is_address_word(text) == names._is_address_word(text)


@given(st.dates(dt.date(1000, 1, 1)))
def test_a_date_as_folders_have_it_is_read_as_that_day(date: dt.date) -> None:
    assert read_date(date.isoformat()) == date


@given(st.sampled_from([*ARTICLE_KEYS.spellings, *ISSUE_KEYS.spellings, *PAGE_KEYS.spellings]))
def test_a_key_is_known_when_a_table_has_it(key: str) -> None:
    tables = (ARTICLE_KEYS, ISSUE_KEYS, PAGE_KEYS)
    for spelling in (key, key.upper(), f"{key}x", key[1:]):
        assert is_known(spelling) == any(table.find(spelling) for table in tables)


@given(st.text("a\n ：", max_size=8))
def test_the_text_of_a_value_is_its_parts_in_a_row(value: str) -> None:
    field = HeaderField("Key", value, 3)
    assert field.text == " ".join(part for part, _ in field.parts)


INLINE = ("字", "a", " ", "\n", "&amp;", "<br>", "<em>字a</em>", '<a href="/x">字</a>', "<b></b>")


@given(st.lists(st.sampled_from(INLINE), max_size=8).map("".join), st.integers(0, 12))
def test_text_without_tags_is_cut_as_any_other(html: str, count: int) -> None:
    quick = inline_html.cut_prefix(html, count), inline_html.cut_suffix(html, count)
    with mock.patch.object(inline_html, "_is_plain", return_value=False):
        assert quick == (inline_html.cut_prefix(html, count), inline_html.cut_suffix(html, count))


@pytest.mark.parametrize(("shape", "longest"), bylines._UNSIGNED)
def test_no_line_that_names_nobody_is_longer_than_those_that_are_looked_at(
    shape: re.Pattern[str], longest: int
) -> None:
    assert re._parser.parse(shape.pattern, shape.flags).getwidth()[1] == longest


CASED = (
    "By BY ann ſtaff Kyodo Jr. JR. a.B. and AND of Staff 王·a 王·A 王·Ab 摄 文/图 记者"
    " µ İ ı ᾿ ͅ É é Ж ж Ω Å ᲀ ẞ"
)
"""Words, and letters that are case forms of others from afar."""


@settings(max_examples=1000)
@given(st.lists(st.sampled_from([*CASED.split(), *CASED, *PIECES]), max_size=8).map("".join))
def test_case_is_overlooked_in_all_of_a_credit_line(text: str) -> None:
    for shape in (credit_pieces._MASTER, credit_lines.UNSIGNED_HEADER):
        anyhow = re.compile(shape.pattern, shape.flags | re.IGNORECASE)
        found, wanted = (
            [(m.lastgroup, m.span()) for m in each.finditer(text)] for each in (shape, anyhow)
        )
        assert found == wanted
        assert bool(shape.fullmatch(text)) == bool(anyhow.fullmatch(text))
