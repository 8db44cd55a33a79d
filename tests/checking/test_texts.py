"""What is wrong with the text of a file: its encoding, its characters, its Markdown, its HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.desk import ISSUE, STORY, picture, report, said, story, write

CHINESE = story(text="今天下午，全市秋收工作进度过半。记者来到柏林镇。")


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (CHINESE.encode("gb18030"), "a.md:1 encoding-gb18030"),
        (CHINESE.encode("utf-16"), "a.md:1 encoding-utf16"),
        (CHINESE.encode("utf-16-le"), "a.md:1 encoding-utf16"),
        (CHINESE.encode("utf-16-be"), "a.md:1 encoding-utf16"),
        (b"\xfe\xff" + CHINESE.encode("utf-16-be"), "a.md:1 encoding-utf16"),
        (STORY.encode() + b"\xff\n", "a.md:4 encoding-unknown"),
        (b"", "a.md file-empty"),
        (b" \n\n", "a.md file-empty"),
        (STORY.encode() * 30_000, "a.md file-too-large"),
    ],
)
def test_a_file_that_is_no_utf_8_text_is_named_as_what_it_is(
    tmp_path: Path, data: bytes, answer: str
) -> None:
    assert said(tmp_path / "content", {"a.md": data}) == [answer]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()

    assert said(tmp_path / "content", {"a.md": data}) == []


def test_what_a_file_that_cannot_be_read_may_hold_is_not_missed(tmp_path: Path) -> None:
    """Its picture may be in it, and the other half of a jump, and a link may lead to it."""
    files = {
        "a01-1.md": story(text="甲。[乙](b.md)\n\n（下转A03版）"),
        "b.md": CHINESE.encode("gb18030"),
        "p.jpg": picture(),
    }

    assert said(tmp_path / "content", files) == ["b.md:1 encoding-gb18030"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("甲\n\n乙\x00丙", "5 control-character"),
        ("甲\x07", "3 control-character"),
        ("甲\x1b[31m", "3 control-character"),
        ("甲\u202e乙", "3 bidi-character"),
        ("<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b", "3 merge-conflict"),
        ("▲图为秋收。", "3 cutline-mark"),
        ("甲。\n\n[乙](c.md)", "5 link-broken"),
        ("[乙](../../../etc/passwd)", "3 link-broken"),
        ("[乙](/../x.html)", "3 link-broken"),
    ],
)
def test_what_no_text_should_hold_is_told_at_its_line(
    tmp_path: Path, text: str, answer: str
) -> None:
    assert said(tmp_path / "content", {"a.md": story(text=text)}) == [f"a.md:{answer}"]


def test_a_merge_conflict_in_a_header_is_told_once(tmp_path: Path) -> None:
    text = "<<<<<<< HEAD\n标题：甲\n=======\n标题：乙\n>>>>>>> b\n\n正文。\n"

    assert said(tmp_path / "content", {"a.md": text}) == ["a.md:1 merge-conflict"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<b onclick="x()">一</b>', "onclick"),
        ('<p style="color:red">一</p>', "style"),
        ("<style>p {}</style>", "<style>"),
        ('<iframe src="x"></iframe>', "<iframe>"),
        ("[一](javascript:alert(1))", "javascript: link"),
        ("[一](data:text/html,x)", "data: link"),
        ('<a href="vbscript:x">一</a>', "vbscript: link"),
    ],
)
def test_html_that_is_not_allowed_is_removed_and_told(tmp_path: Path, text: str, what: str) -> None:
    write(tmp_path / "content", {f"{ISSUE}/a.md": story(text=f"留下。\n\n{text}")})

    (problem,) = report(tmp_path / "content").problems

    assert (problem.kind, problem.line) == ("html-removed", 5)
    assert problem.message("en").startswith(what)
    assert not problem.is_error


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "![" * 10_000,
        "[a](" * 20_000,
        ">" * 1000 + "x",
        "".join("  " * depth + "- x\n" for depth in range(1000)),
        "".join("`" * width + "x" for width in range(1, 400)),
        "*a_" * 20_000,
        "<a " * 50_000,
    ],
    ids=["brackets", "pictures", "links", "quotes", "lists", "backticks", "stars", "tags"],
)
def test_markdown_made_to_be_slow_is_named_and_the_other_files_are_read(
    tmp_path: Path, text: str
) -> None:
    files = {"a.md": story(text=text), "b.md": story("状态：darft")}

    assert said(tmp_path / "content", files) == [
        "a.md:3 markdown-too-complex",
        "b.md:2 status-invalid",
    ]
