"""What is wrong in a header is told in one line, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.desk import ISSUE, STORY, report, said, story, write

WRONG = {
    "an unknown key": (story("zzz: 1"), "2 unknown-key-far"),
    "a misspelt key in Chinese": (story("版词：A01"), "2 unknown-key"),
    "a misspelt key in English": (story("Bylin: By Ann Lee"), "2 unknown-key"),
    "a misspelt headline": (story(headline="Titel: x"), "1 unknown-key"),
    "the same key twice": (story("标题：秋收"), "2 duplicate-key"),
    "the same key in two languages": (story("Headline: x"), "2 duplicate-key"),
    "no headline": (story("版次：A01", headline=""), "1 headline-missing"),
    "an empty headline": (story(headline="标题："), "1 headline-missing"),
    "a headline without its colon": (story("版次：A01", headline="标题 秋收"), "1 header-line"),
    "a headline that YAML cannot read": ("---\ntitle: a: b\n---\n\nx\n", "2 yaml-invalid"),
    "YAML without a headline": ("---\npage: A01\n---\n\nx\n", "1 headline-missing"),
    "YAML that is not closed": ("---\ntitle: x\n\nx\n", "1 yaml-unclosed"),
    "no header": ("今天：天气好\n\nx\n", "1 header-missing"),
    "a word for a date": (story("日期：昨天"), "2 date-invalid"),
    "a date without signs": (story("日期：20191024"), "2 date-invalid"),
    "a day that is not": (story("日期：2019-10-32"), "2 date-impossible"),
    "part of a date": (story("日期：2019-10"), "2 date-partial"),
    "the date of another day": (story("日期：2019-10-25"), "2 date-mismatch"),
    "a page in Chinese": (story("版次：三"), "2 page-code"),
    "a page that is a word": (story("版次：头版"), "2 page-code"),
    "page 0": (story("版次：0"), "2 page-code"),
    "a misspelt draft": (story("状态：darft"), "2 status-invalid"),
    "tomorrow": (story("解禁：明天"), "2 embargo-invalid"),
    "an hour that is not": (story("解禁：2019-10-25 25:00"), "2 embargo-invalid"),
    "a byline of digits": (story("署名：12345"), "2 byline-unclear"),
    "an order in Chinese": (story("顺序：一"), "2 number-invalid"),
    "a region of words": (story("热区：左上"), "2 region-invalid"),
    "a region off the page": (story("热区：0 0 1 1; 0.5 0 0.6 1"), "2 region-off-page"),
    "a correction without its date": (story("更正：数字错了"), "2 correction-invalid"),
    "a retraction without its date": (story("撤稿：已撤"), "2 retraction-invalid"),
    "a language that is none": (story("语言：火星"), "2 language-invalid"),
    "a slug with a slash": (story("地址名：a/b"), "2 slug-invalid"),
    "an old address elsewhere": (story("旧地址：https://paper.example/x"), "2 alias-invalid"),
    "a jump to no page": (story("下转：明天"), "2 jump-page-invalid"),
    "a key without a value": (story("引题："), "2 value-missing"),
    "two sources": ("---\ntitle: x\nsource: [a, b]\n---\n\nx\n", "3 too-many-values"),
    "no text": ("标题：秋收过半\n\n", "3 body-empty"),
}


@pytest.mark.parametrize(("text", "answer"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_header_is_answered_in_one_line(tmp_path: Path, text: str, answer: str) -> None:
    assert said(tmp_path / "content", {"a.md": text}) == [f"a.md:{answer}"]


@pytest.mark.parametrize(
    ("line", "nearest"),
    [("版词：A01", "版"), ("Bylin: x", "byline"), ("Stauts: draft", "status"), ("作着：x", "作者")],
)
def test_the_nearest_known_key_is_named(tmp_path: Path, line: str, nearest: str) -> None:
    write(tmp_path / "content", {f"{ISSUE}/a.md": story(line)})

    (problem,) = report(tmp_path / "content").problems

    assert f'write "{nearest}"' in problem.hint("en")


def test_a_date_is_answered_with_the_date_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path / "content", {f"{ISSUE}/a.md": story("日期：十月")})

    (problem,) = report(tmp_path / "content").problems

    assert "2019-10-24" in problem.hint("en")


def test_all_that_is_wrong_in_all_files_is_told_in_one_run(tmp_path: Path) -> None:
    files = {
        "a.md": story("版次：三", "状态：darft", text="![](x.jpg)"),
        "b.md": story("日期：2019-13-01", headline=""),
        "issue.md": "期号：十\n\n",
        "/issues/2019/2019-10-25/a.md": "",
    }

    assert said(tmp_path / "content", files) == [
        "a.md:2 page-code",
        "a.md:3 status-invalid",
        "a.md:5 picture-missing",
        "b.md:1 date-impossible",
        "b.md:1 headline-missing",
        "issue.md:1 number-invalid",
        "/issues/2019/2019-10-25/a.md file-empty",
    ]


def test_a_sound_issue_is_answered_with_nothing(tmp_path: Path) -> None:
    header = "期号：1\n总期号：2\n版面：A01 要闻\n\n致读者。\n"

    assert said(tmp_path / "content", {"a01-1-x.md": STORY, "issue.md": header}) == []


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("期号：十", "number-invalid"),
        ("版面：三版", "issue-pages-invalid"),
        ("日期：2019-10", "date-partial"),
        ("日期：2019-10-25", "date-mismatch"),
        ("状态：darft", "status-invalid"),
        ("解禁：早上", "embargo-invalid"),
        ("责编：123", "byline-unclear"),
        ("版本号：晚报", "unknown-key"),
        ("标题：x", "unknown-key-far"),
        ("总期号：1", "duplicate-key"),
    ],
)
def test_a_wrong_line_of_issue_md_is_told(tmp_path: Path, line: str, answer: str) -> None:
    files = {"a01-1.md": STORY, "issue.md": f"总期号：1\n{line}\n\n"}

    assert said(tmp_path / "content", files) == [f"issue.md:2 {answer}"]


def test_a_page_is_written_one_way_in_all_of_an_issue(tmp_path: Path) -> None:
    files = {"a.md": story("版次：A01"), "b.md": story("栏目：要闻", "版次：A1")}

    assert said(tmp_path / "content", files) == ["b.md:3 page-code-spelling"]


@pytest.mark.parametrize("key", ["状态", "embargo", "撤稿"])
def test_a_key_that_decides_what_readers_see_is_not_left_empty(tmp_path: Path, key: str) -> None:
    text = f"标题：下雨\n{key}：\n\n正文。\n"
    assert said(tmp_path / "content", {"a.md": text}) == ["a.md:2 value-required"]


def test_a_byline_without_a_person_is_printed_and_only_remarked_on(tmp_path: Path) -> None:
    text = "标题：下雨\n署名：《》\n\n正文。\n"
    assert said(tmp_path / "content", {"a.md": text}) == ["a.md:2 byline-unclear"]
    assert not report(tmp_path / "content").failed
