"""Text files: what is accepted quietly, and what is named with its line."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from broadsheet.reading.text import MAX_TEXT_BYTES, decode

STORY = "标题：秋收进度过半\n版次：A01\n\n柏林镇三千亩晚稻颗粒归仓，农户忙着晒谷。\n"
EVERYDAY = "今年秋天的田里人们忙着收割晚稻和玉米天气一直很好大家都说是个丰收年，。"


def found(data: bytes) -> list[tuple[str, int]]:
    return [(p.kind, p.line) for p in decode("a.md", data)[1]]


def test_plain_utf8_is_returned_as_written() -> None:
    assert decode("a.md", STORY.encode()) == (STORY, [])


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_a_bom_and_other_line_ends_are_simply_accepted(ending: str) -> None:
    data = b"\xef\xbb\xbf" + STORY.replace("\n", ending).encode()
    assert decode("a.md", data) == (STORY, [])


def test_letters_are_not_brought_to_another_unicode_form() -> None:
    assert decode("a.md", "cafe\u0301".encode())[0] == "cafe\u0301"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [STORY, "Headline: Half the harvest is in\n\nAll of it.\n"])
def test_utf16_is_named_with_and_without_a_bom(text: str, encoding: str) -> None:
    assert decode("a.md", text.encode(encoding))[0] is None
    assert found(text.encode(encoding)) == [("encoding-utf16", 1)]


def test_gb18030_is_named_at_the_first_line_that_is_not_utf8() -> None:
    data = ("Title: x\r\n\r\n" + STORY).encode("gb18030")
    assert decode("a.md", data)[0] is None
    assert found(data) == [("encoding-gb18030", 3)]


def test_a_gb18030_file_with_one_damaged_byte_is_still_named() -> None:
    assert found(STORY.encode("gb18030") + b"\xff\n") == [("encoding-gb18030", 1)]


@given(st.text(st.sampled_from(EVERYDAY), min_size=4))
def test_everyday_chinese_in_gb18030_is_always_named(text: str) -> None:
    data = text.encode("gb18030")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        assert found(data) == [("encoding-gb18030", 1)]
    else:
        assume(False)


@pytest.mark.parametrize(
    "data",
    [
        "Title: Café, crème brûlée, naïveté\n".encode("latin-1"),
        "Заголовок: урожай собран наполовину\n".encode("cp1251"),
        "標題：收割進度過半，農民忙著曬穀\n".encode("big5"),
        STORY.encode()[:-2] + b"\n",
        b"\x89PNG\r\n\x1a\n\xff\xfe\xfd",
    ],
    ids=["latin-1", "windows-1251", "big5", "cut-off utf-8", "not text"],
)
def test_other_bytes_are_only_said_not_to_be_utf8(data: bytes) -> None:
    assert [kind for kind, _ in found(data)] == ["encoding-unknown"]


def test_each_control_character_is_named_once_a_line() -> None:
    text, problems = decode("a.md", "一\x00二\x00\n三\t\x0c四\n\x85\x0c\n".encode())
    assert text == "一\x00二\x00\n三\t\x0c四\n\x85\x0c\n"
    assert [(p.kind, p.line, dict(p.values)["code"]) for p in problems] == [
        ("control-character", 1, "0000"),
        ("control-character", 2, "000C"),
        ("control-character", 3, "0085"),
        ("control-character", 3, "000C"),
    ]


def test_characters_that_xml_may_not_hold_count_as_control_characters() -> None:
    assert found("a\n\ufffe".encode()) == [("control-character", 2)]


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_override_the_direction_are_named(char: str) -> None:
    assert found(f"一\n二{char}三\n".encode()) == [("bidi-character", 2)]


def test_direction_marks_of_right_to_left_writing_are_let_through() -> None:
    assert found("שלום\u200f!\u200e\n".encode()) == []


def test_each_merge_conflict_is_named_at_its_first_line() -> None:
    conflict = "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> branch\n"
    assert found(f"标题：x\n\n{conflict}\n{conflict}".encode()) == [
        ("merge-conflict", 3),
        ("merge-conflict", 9),
    ]


@pytest.mark.parametrize("rest", ["<<<<<<< HEAD\n甲\n", "甲\n>>>>>>> branch\n"])
def test_a_conflict_that_was_half_removed_is_named_too(rest: str) -> None:
    assert [kind for kind, _ in found(f"标题：x\n\n{rest}".encode())] == ["merge-conflict"]


def test_the_underline_of_a_heading_is_no_conflict() -> None:
    assert found("小标题\n=======\n\n> > 引文\n".encode()) == []


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "\u3000\n".encode()])
def test_a_file_without_a_single_letter_is_empty(data: bytes) -> None:
    assert decode("a.md", data)[0] is None
    assert found(data) == [("file-empty", 0)]


def test_a_file_may_be_as_large_as_the_limit_and_no_larger() -> None:
    assert found(b"a" * MAX_TEXT_BYTES) == []
    text, problems = decode("a.md", b"\xff" * (MAX_TEXT_BYTES + 1))
    assert text is None
    assert [p.kind for p in problems] == ["file-too-large"]
    assert "1048577" in problems[0].message()


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_have_a_problem(data: bytes) -> None:
    text, problems = decode("a.md", data)
    assert text is not None or [p.is_error for p in problems] == [True]
    assert all(p.line_text("zh") and p.line_text("en") for p in problems)


@given(st.text(min_size=1))
def test_text_saved_as_utf8_comes_back(text: str) -> None:
    assume(text.strip("\ufeff").strip() and "\0" not in text and "\r" not in text)
    assume(not text.startswith("\ufeff"))
    assert decode("a.md", text.encode())[0] == text
