"""Quick ways around slow work give what the slow work gives."""

from __future__ import annotations

from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.reading import bylines
from broadsheet.reading.bylines import is_byline_paragraph
from broadsheet.reading.headers import HeaderField

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
