"""Jump lines between the two halves of an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.reading.jumps import (
    Direction,
    parse_jump,
    split_leading_jump,
    split_trailing_jump,
    take_jump_line,
)


@pytest.mark.parametrize(
    ("text", "direction", "page"),
    [
        pytest.param("下转A03版", "to", "A03", id="下转"),
        pytest.param("下转 A03 版", "to", "A03", id="下转 with spaces"),
        pytest.param("转A03版", "to", "A03", id="转"),
        pytest.param("下转第二版", "to", "2", id="下转 with a numeral"),
        pytest.param("下转第十二版", "to", "12", id="下转 with a numeral over ten"),
        pytest.param("A03", "to", "A03", id="code"),
        pytest.param("a03", "to", "A03", id="code in small letters"),
        pytest.param("Ａ０３", "to", "A03", id="full-width code"),
        pytest.param("3版", "to", "3", id="number"),
        pytest.param("第3版", "to", "3", id="number with 第"),
        pytest.param("page 3", "to", "3", id="English page"),
        pytest.param("（下转A03版）", "to", "A03", id="brackets"),
        pytest.param("Continued on A03", "to", "A03", id="continued on"),
        pytest.param("continued on page A3", "to", "A3", id="continued on page"),
        pytest.param("上接A01版", "from", "A01", id="上接"),
        pytest.param("上接第1版", "from", "1", id="上接 with 第"),
        pytest.param("Continued from A01", "from", "A01", id="continued from"),
        pytest.param("A01", "from", "A01", id="code to come from"),
        pytest.param("紧接A01版", "from", "A01", id="紧接"),
        pytest.param("Turn to A10", "to", "A10", id="turn to"),
    ],
)
def test_a_jump_header_names_its_page(text: str, direction: Direction, page: str) -> None:
    jump = parse_jump(f" {text}\n", direction)

    assert jump is not None
    assert (jump.text, str(jump.page)) == (text, page)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("", "to"),
        ("下转", "to"),
        ("A00", "to"),
        ("上接A01版", "to"),
        ("下转A03版", "from"),
        ("Continued from A01", "to"),
        ("下转十十版", "to"),
        ("下转A03版和A04版", "to"),
        ("秋收过半", "to"),
    ],
)
def test_a_header_without_a_page_or_the_other_way_is_no_jump(
    text: str, direction: Direction
) -> None:
    assert parse_jump(text, direction) is None


@pytest.mark.parametrize(
    ("text", "direction", "page"),
    [
        pytest.param("（下转A03版）", "to", "A03", id="brackets"),
        pytest.param("(上接A01版)", "from", "A01", id="half-width brackets"),
        pytest.param("【下转 A03 版】", "to", "A03", id="square brackets"),
        pytest.param("（转A03版）", "to", "A03", id="转 in brackets"),
        pytest.param("下转第3版", "to", "3", id="no brackets"),
        pytest.param("上接第一版。", "from", "1", id="full stop"),
        pytest.param("▶下转A03版", "to", "A03", id="arrow"),
        pytest.param("→下转第A06版", "to", "A06", id="thin arrow"),
        pytest.param("（下转A03版）。", "to", "A03", id="brackets and full stop"),
        pytest.param("（下转6版）", "to", "6", id="brackets and number"),
        pytest.param("（紧接A01版）", "from", "A01", id="紧接"),
        pytest.param("(Turn to A10)", "to", "A10", id="turn to"),
        pytest.param("Continued on A3", "to", "A3", id="continued on"),
        pytest.param("(Continued from page A1)", "from", "A1", id="continued from"),
    ],
)
def test_a_paragraph_can_be_a_jump_line(text: str, direction: str, page: str) -> None:
    found = take_jump_line(text)

    assert found is not None
    way, jump = found
    assert (way, jump.text, str(jump.page)) == (direction, text, page)


@pytest.mark.parametrize(
    "text",
    ["", "A03", "3版", "→ A03", "转A03版", "下转A03版，请继续阅读", "（见A03版）", "上接天下接地"],
)
def test_other_paragraphs_are_no_jump_lines(text: str) -> None:
    assert take_jump_line(text) is None


@pytest.mark.parametrize(
    "printed",
    [
        "（下转A03版）",
        "(下转A03版)",
        "（▶下转A03版）",
        "（下转A03版）。",
        "→下转第A03版",
        "(Turn to A03)",
    ],
)
def test_a_paragraph_can_end_in_a_jump(printed: str) -> None:
    found = split_trailing_jump(f"秋收过半。{printed}")

    assert found is not None
    rest, jump = found
    assert (rest, jump.text, str(jump.page)) == ("秋收过半。", printed, "A03")


@pytest.mark.parametrize("printed", ["（上接A01版）", "（紧接A01版）", "(Continued from A01)"])
def test_a_paragraph_can_open_with_a_jump(printed: str) -> None:
    found = split_leading_jump(f"{printed}秋收过半。")

    assert found is not None
    jump, rest = found
    assert (jump.text, str(jump.page), rest) == (printed, "A01", "秋收过半。")


def test_a_paragraph_can_end_in_a_jump_to_a_numbered_page() -> None:
    found = split_trailing_jump("秋收过半（下转6版）")

    assert found is not None
    assert (found[0], str(found[1].page)) == ("秋收过半", "6")


@pytest.mark.parametrize(
    "text", ["秋收过半。", "秋收过半。下转A03版", "秋收过半（上接A01版）", "（见A03版）"]
)
def test_no_jump_is_taken_from_the_end_of_other_paragraphs(text: str) -> None:
    assert split_trailing_jump(text) is None


@pytest.mark.parametrize("text", ["秋收过半。", "上接A01版秋收", "（下转A03版）秋收", "（一）秋收"])
def test_no_jump_is_taken_from_the_opening_of_other_paragraphs(text: str) -> None:
    assert split_leading_jump(text) is None


PIECES = ["（", "）", "下转", "上接", "第", "A03", "3", "版", "十", "二", " ", "▶", "continued on "]
LINES = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=8).map("".join))


@given(LINES)
def test_a_jump_keeps_what_was_printed(text: str) -> None:
    header, line = parse_jump(text, "to"), take_jump_line(text)
    trailing, leading = split_trailing_jump(text), split_leading_jump(text)

    assert header is None or header.text == text.strip()
    assert line is None or line[1].text == text.strip()
    assert trailing is None or trailing[0] + trailing[1].text == text.rstrip()
    assert leading is None or leading[0].text + leading[1] == text.lstrip()


@pytest.mark.parametrize("text", ["（" * 10_000, "1" * 10_000, "▶" * 10_000, "下转" * 5_000])
def test_a_monstrous_line_is_no_jump(text: str) -> None:
    """Each of these would hang an expression that tries every way to read it."""
    assert parse_jump(text, "to") is None
    assert take_jump_line(text) is None
    assert split_trailing_jump(text) is None
    assert split_leading_jump(text) is None
