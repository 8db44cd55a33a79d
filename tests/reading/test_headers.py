"""Headers: ``Key: value`` lines or YAML, and the body that is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.reading.headers import Header, HeaderField, split_header


def split(text: str) -> Header:
    return split_header("a.md", text)


def values(header: Header) -> dict[str, str | tuple[str, ...]]:
    return {field.key: field.value for field in header.fields}


def found(text: str) -> list[tuple[str, int]]:
    return [(p.kind, p.line) for p in split(text).problems]


def reason(text: str) -> str:
    return dict(split(text).problems[0].values)["reason"]


def test_a_header_of_lines_ends_at_the_first_empty_line() -> None:
    header = split("标题：秋收\nPage: a01\n\n\n本报讯\n来源：不是稿件头\n")
    assert header.fields == (
        HeaderField("标题", "秋收", 1, (1,)),
        HeaderField("Page", "a01", 2, (2,)),
    )
    assert (header.body, header.body_line) == ("\n本报讯\n来源：不是稿件头\n", 4)
    assert header.problems == ()


def test_empty_lines_before_the_header_are_tolerated_and_counted() -> None:
    header = split("\n \nTitle: x\n\nbody")
    assert (header.fields[0].line, header.body, header.body_line) == (3, "body", 5)


def test_keys_may_hold_spaces_underscores_and_hyphens_and_stand_before_any_colon() -> None:
    header = split("standing head: a\nlead_in：b\nJump-To : c\n标　题：d\n\n")
    assert list(values(header)) == ["standing head", "lead_in", "Jump-To", "标　题"]


def test_a_value_goes_on_in_lines_indented_by_four_spaces_or_a_tab() -> None:
    header = split("Title: x\nCorrection: one\n    two: 2\n\tthree\nTags:\n    a\n\nbody")
    assert values(header) == {"Title": "x", "Correction": ("one", "two: 2", "three"), "Tags": "a"}
    assert header.fields[1].parts == (("one", 2), ("two: 2", 3), ("three", 4))
    assert header.fields[1].text == "one two: 2 three"
    assert header.fields[2].parts == (("a", 6),)


def test_a_header_alone_has_an_empty_body() -> None:
    assert split("Title: x").body == ""


@pytest.mark.parametrize(
    "text",
    [
        "今天：天气好\n\n正文\n",
        "http://paper.example/a\n",
        "# 秋收\n\n标题：秋收\n",
        "12:30 开会\n",
        "本报讯（记者：王小禾）\n",
        "",
    ],
)
def test_a_file_that_does_not_begin_with_a_header_says_so_and_stays_whole(text: str) -> None:
    header = split(text)
    assert (header.fields, header.body, header.body_line) == ((), text, 1)
    assert found(text) == [("header-missing", 1)]
    assert not header.is_whole


def test_a_misspelt_key_is_still_a_header() -> None:
    assert values(split("Titel: x\n\nbody")) == {"Titel": "x"}


def test_a_line_inside_the_header_that_is_no_pair_is_named() -> None:
    header = split("标题：秋收\n版次 A01\nhttp://a.example/\n栏目：区政要闻\n\n正文")
    assert found("标题：秋收\n版次 A01\nhttp://a.example/\n栏目：区政要闻\n\n正文") == [
        ("header-line", 2),
        ("header-line", 3),
    ]
    assert values(header) == {"标题": "秋收", "栏目": "区政要闻"}
    assert header.body == "正文"


def test_a_forgotten_empty_line_is_named_once_and_the_text_stays_in_the_body() -> None:
    text = "标题：秋收\n本报讯（记者 王小禾）今日，\n第二行\n\n第三行"
    assert found(text) == [("header-line", 2)]
    assert split(text).body == "本报讯（记者 王小禾）今日，\n第二行\n\n第三行"
    assert split(text).body_line == 2


def test_yaml_values_stay_the_text_that_was_written() -> None:
    header = split(
        "---\ntitle: '过半：秋收'\ndate: 2019-10-24\npage: 03\norder: 1\nstatus: no\n"
        'categories: ["时政"]\nauthors: ["杨思远"]\ntags:\n  - a, b\n  - 2\n---\n\n正文\n'
    )
    assert values(header) == {
        "title": "过半：秋收",
        "date": "2019-10-24",
        "page": "03",
        "order": "1",
        "status": "no",
        "categories": ("时政",),
        "authors": ("杨思远",),
        "tags": ("a, b", "2"),
    }
    assert header.fields[-1] == HeaderField("tags", ("a, b", "2"), 9, (10, 11), is_list=True)
    assert (header.body, header.body_line, header.problems) == ("\n正文\n", 13, ())


def test_yaml_takes_chinese_colons_and_colons_without_a_space() -> None:
    header = split("---\n标题：秋收\n版次:A01\n副题: ——三千亩\n...\n正文")
    assert values(header) == {"标题": "秋收", "版次": "A01", "副题": "——三千亩"}
    assert [field.line for field in header.fields] == [2, 3, 4]
    assert header.body == "正文"


def test_yaml_blocks_keep_their_lines() -> None:
    header = split("---\nsummary: |\n  one\n  two\ndeck: >\n  a\n  b\n---\n")
    assert header.fields[0].parts == (("one", 3), ("two", 4))
    assert header.fields[1].text == "a b"


def test_yaml_pages_and_corrections_may_be_written_as_pairs() -> None:
    header = split(
        "---\npages:\n  A01: 要闻\n  A02:\ncorrections:\n  - 2019-10-26: 应为300。\n---\n"
    )
    assert header.fields[0].parts == (("A01: 要闻", 3), ("A02", 4))
    assert header.fields[1].parts == (("2019-10-26: 应为300。", 6),)


def test_a_key_given_twice_is_seen_twice() -> None:
    header = split("---\ntitle: a\ntitle: b\n---\n")
    assert [(field.value, field.line) for field in header.fields] == [("a", 2), ("b", 3)]


def test_an_empty_yaml_value_is_empty_however_it_is_written() -> None:
    header = split("---\ntitle:\ndeck: null\nkicker: ~\nsource: 'null'\n---\n")
    assert values(header) == {"title": "", "deck": "", "kicker": "", "source": "null"}


def test_an_empty_yaml_header_is_a_header_without_fields() -> None:
    assert split("---\n---\nbody") == Header("a.md", (), "body", 3)


def test_yaml_that_never_ends_is_named_where_it_begins() -> None:
    assert found("\n---\ntitle: a\n\nbody\n") == [("yaml-unclosed", 2)]
    assert split("---\ntitle: a\n\nbody\n").body == "title: a\n\nbody\n"


@pytest.mark.parametrize(
    ("yaml", "line", "words"),
    [
        ("title: a\ndeck: a: b", 3, "mapping values are not allowed"),
        ("title: a\n\tdeck: b", 3, "tab"),
        ("title: a\ndeck: {a: b}\npage: 1", 3, "a key within a key"),
        ("title: a\ntags: [a, [b]]", 3, "a key within a key"),
        ("title: a\ntags:\n  - b: c", 4, "a key within a key"),
        ("title: &A 股\ndeck: a", 2, "needs quotes"),
        ("title: a\ndeck: *a", 3, "needs quotes"),
        ("title: !loud a", 2, "needs quotes"),
        ("- title\n- deck", 2, "key: value"),
        ("just words", 2, "key: value"),
        ("title: a\n? [b]\n: c", 3, "key: value"),
        ("title: [a, b", 2, "did not find expected"),
        ("title: \x07", 2, "character"),
    ],
)
def test_yaml_that_a_header_may_not_use_is_named_at_its_line(
    yaml: str, line: int, words: str
) -> None:
    text = f"---\n{yaml}\n---\nbody"
    assert found(text) == [("yaml-invalid", line)]
    assert words in reason(text)
    assert split(text).body == "body"
    assert not split(text).is_whole


def test_the_other_fields_survive_a_refused_value() -> None:
    assert values(split("---\ntitle: a\ndeck: {a: b}\npage: 1\n---\n")) == {
        "title": "a",
        "page": "1",
    }


@pytest.mark.parametrize("opening", ["a: [", "- ", "{", "? ", "a: &a [*a,"])
def test_yaml_made_to_be_deep_is_refused(opening: str) -> None:
    assert found(f"---\n{opening * 20_000}\n---\n") == [("yaml-invalid", 2)]


def test_a_reason_is_told_in_chinese_to_chinese_reporters() -> None:
    problem = split("---\ntitle: a: b\n---\n").problems[0]
    assert "内容里有冒号加空格，要加引号" in problem.line_text("zh")


HEADER_LIKE = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(
            [
                "---",
                "...",
                "",
                "标题：秋收",
                "Title: a",
                "    more",
                "\tmore",
                "- a",
                "tags: [a",
                "x",
            ]
        ),
    ),
    max_size=12,
).map("\n".join)


@given(HEADER_LIKE)
def test_no_text_makes_it_fail_and_the_body_is_always_the_end_of_the_text(text: str) -> None:
    header = split(text)
    assert text.endswith(header.body)
    assert "\n".join(text.split("\n")[header.body_line - 1 :]) == header.body


@given(HEADER_LIKE)
def test_every_line_above_the_body_is_a_field_a_fence_or_a_problem(text: str) -> None:
    header = split(text)
    if text.lstrip().startswith("---"):
        return
    told = {p.line for p in header.problems} | {f.line for f in header.fields}
    told |= {line for field in header.fields for _, line in field.parts}
    above = text.split("\n")[: header.body_line - 1]
    assert all(i in told or not line.strip() for i, line in enumerate(above, 1))


@given(st.text(), st.sampled_from(["标题：秋收\n\n", "---\ntitle: a\n---\n"]))
def test_any_body_comes_back_whole(body: str, head: str) -> None:
    assert split(head + body).body == body
