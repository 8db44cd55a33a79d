"""Front matter of every kind, whole and damaged."""

from __future__ import annotations

import pytest

from broadsheet.importing.posts.front_matter import (
    FrontMatter,
    FrontMatterError,
    read_yaml,
    split,
    split_meta,
)
from broadsheet.importing.posts.moments import read_moment

BODY = "\n正文。\n"


def cut(text: str) -> FrontMatter:
    found = split(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "秋收"\ndate: 2019-10-24\ntags: [雨, 风]\ndraft: false\nnumber: 03\n---\n',
        '+++\ntitle = "秋收"\ndate = 2019-10-24\ntags = ["雨", "风"]\ndraft = false\n'
        'number = "03"\n+++\n',
        '{\n"title": "秋收", "date": "2019-10-24", "tags": ["雨", "风"],\n"draft": false,\n'
        '"number": "03"\n}\n',
    ],
    ids=["yaml", "toml", "json"],
)
def test_the_three_ways_of_front_matter_say_the_same(head: str) -> None:
    found = cut(head + BODY)

    assert found.values == {
        "title": "秋收",
        "date": "2019-10-24",
        "tags": ["雨", "风"],
        "draft": "false",
        "number": "03",
    }
    assert found.body.strip() == "正文。"
    assert (head + BODY).split("\n")[found.body_line - 1 :] == found.body.split("\n")


@pytest.mark.parametrize("fence", ["", "---\n"])
def test_lines_of_metadata_are_read_as_python_markdown_reads_them(fence: str) -> None:
    found = split_meta(f"{fence}Title: 秋收: 进度\nSummary: 一\n    二\n{fence}\n正文：在此\n")

    assert found is not None
    assert found.text("title") == "秋收: 进度"
    assert found.text("summary") == "一 二"
    assert found.body.strip() == "正文：在此"


def test_a_text_without_front_matter_is_no_post() -> None:
    assert split("正文。\n") is None
    assert split("{{< figure >}}\n") is None
    assert split_meta("正文。\n") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: x\nlist: [a\n---\n", 4),
        ("+++\ntitle = 'x'\nbad\n+++\n", 3),
        ('{"title": "x",\n bad}\n', 2),
        ("---\ntitle: x\n\n正文\n", 1),
        ("---\n- a\n---\n", 2),
    ],
)
def test_damage_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FrontMatterError) as caught:
        split(text)

    assert caught.value.line == line


@pytest.mark.parametrize(
    "text",
    [
        f"---\na: {'[' * 5000}{']' * 5000}\n---\n",
        f"+++\na = {'[' * 5000}{']' * 5000}\n+++\n",
        f'{{"a": {"[" * 100000}{"]" * 100000}}}\n',
    ],
    ids=["yaml", "toml", "json"],
)
def test_deep_nesting_is_refused(text: str) -> None:
    with pytest.raises(FrontMatterError):
        split(text)


def test_an_alias_bomb_costs_nothing() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 60)]
    found = read_yaml("\n".join(lines), 1)

    assert len(found) == 60


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2019-10-24", "2019-10-24 00:00"),
        ("2019-10-24 10:20:30 +0800", "2019-10-24 10:20+08:00"),
        ("2019-10-24T10:20:30.5Z", "2019-10-24 10:20+00:00"),
        ("2019-10-24 10:20 UTC", "2019-10-24 10:20+00:00"),
        ("24 Oct 2019 10:20", "2019-10-24 10:20"),
        ("Thu, 24 Oct 2019 10:20:00", "2019-10-24 10:20"),
        ("October 24th, 2019 at 3:05 PM", "2019-10-24 15:05"),
        ("2019年10月24日", "2019-10-24 00:00"),
    ],
)
def test_dates_as_posts_have_them(text: str, moment: str) -> None:
    found = read_moment(text)

    assert found is not None
    assert found.at.isoformat(" ", "minutes") == moment


@pytest.mark.parametrize(
    "text", ["", "soon", "2019-13-01", "2019-10", "31 Foo 2019", "99 Oct 2019"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_moment(text) is None
