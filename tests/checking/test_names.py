"""Names of files and folders: what cannot be served, what would not be read, what leads out."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from tests.checking.desk import ISSUE, STORY, Data, link_to, picture, report, said, write


@pytest.mark.parametrize(
    "name",
    [
        *("a#b.md", "50%.md", "why?.md", "CON.md", "com1.x.md", " b.md", "a:b.md", "a\nb.md"),
        *("a\u200bb.md", "a\\b.md", "x" * 200 + ".md"),
        *(os.fsdecode(b"\xff.md"), os.fsdecode(b"\xe4")),
    ],
)
def test_a_name_that_some_host_cannot_serve_is_told(tmp_path: Path, name: str) -> None:
    assert said(tmp_path / "content", {"a.md": STORY, name: STORY}) == [f"{name} name-unsafe"]


@pytest.mark.parametrize("folder", ["x#y", "aux", "dot.", "space ", os.fsdecode(b"\xfe")])
def test_a_folder_that_some_host_cannot_serve_is_told_once(tmp_path: Path, folder: str) -> None:
    files: dict[str, Data] = {
        f"/{folder}/2019-10-24/a.md": STORY,
        f"/{folder}/2019-10-25/a.md": STORY,
    }

    assert said(tmp_path / "content", files) == [f"/{folder} name-unsafe"]


def test_an_unsafe_folder_inside_an_issue_is_told_once(tmp_path: Path) -> None:
    text = "标题：甲\n\n![（宋可 摄）](x%23y/1.jpg)\n\n![（宋可 摄）](x%23y/2.jpg)\n"
    files = {"a.md": text, "x#y/1.jpg": picture(), "x#y/2.jpg": picture()}

    assert said(tmp_path / "content", files) == ["x#y name-unsafe"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("b.MD", "unread-suffix"),
        ("b.txt", "unread-suffix"),
        ("b.markdown", "unread-suffix"),
        ("Issue.md", "issue-file-name"),
        ("ISSUE.MD", "issue-file-name"),
        ("sub/b.md", "article-too-deep"),
        ("b.docx", "unread-file"),
        ("b", "unread-file"),
        ("d/" * 40 + "b.md", "folder-too-deep"),
    ],
)
def test_a_file_that_would_not_be_read_is_told(tmp_path: Path, name: str, answer: str) -> None:
    found = said(tmp_path / "content", {"a.md": STORY, name: STORY})

    assert [line.split()[1] for line in found] == [answer]


@pytest.mark.parametrize(
    "files",
    [{"issue.md": "期号：1\n\n"}, {".keep": ""}, {"empty": os.mkdir}],
    ids=["only issue.md", "only a hidden file", "only an empty folder"],
)
def test_an_issue_folder_with_nothing_to_publish_is_told(
    tmp_path: Path, files: dict[str, Data]
) -> None:
    assert said(tmp_path / "content", files) == [f"/{ISSUE} issue-empty"]


@pytest.mark.parametrize(
    "name",
    [
        *("2019-13-45", "2019-10-24 final", "2019-02-29", "2019-1-2", "20191024", "2019.10.24"),
        *("2019-10-24-", "2019-10-24_x", "2019年10月24日", "24-10-2019", "0001-01-01"),
    ],
)
def test_a_folder_that_looks_like_an_issue_and_is_none_is_told(tmp_path: Path, name: str) -> None:
    assert said(tmp_path / "content", {f"/issues/{name}/a.md": STORY}) == [
        f"/issues/{name} folder-not-issue"
    ]


def test_one_day_and_edition_in_two_folders_is_told_once(tmp_path: Path) -> None:
    files: dict[str, Data] = {
        "/a/2019-10-24/a01-1.md": STORY,
        "/b/2019-10-24/a01-1.md": STORY,
        "/a/2019-10-24-Evening/a01-1.md": STORY,
        "/b/2019-10-24-evening/a01-1.md": STORY,
    }

    assert said(tmp_path / "content", files) == [
        "/b/2019-10-24 issue-duplicate",
        "/b/2019-10-24-evening issue-duplicate",
    ]


def test_articles_outside_of_every_issue_are_told(tmp_path: Path) -> None:
    files: dict[str, Data] = {"/a.md": STORY, "/issues/2019/issue.md": STORY, "/x/p.jpg": picture()}

    assert said(tmp_path / "content", files) == [
        "/a.md stray-article",
        "/issues/2019/issue.md stray-article",
        "/x/p.jpg unread-file",
    ]


# --- links of the file system -------------------------------------------------------------------


@pytest.mark.parametrize("target", ["a.md", "/etc/passwd", "/etc", "nowhere", "..", "."])
@pytest.mark.parametrize("name", ["l.md", "l", "/issues/2020", "/pages/l.md", "/static/l"])
def test_a_symbolic_link_is_told_and_not_followed(tmp_path: Path, name: str, target: str) -> None:
    found = said(tmp_path / "content", {"a.md": STORY, name: link_to(target)})

    assert found == [f"{name} symlink"]


@pytest.mark.parametrize("folder", ["issues", "pages", "static"])
def test_a_whole_folder_that_is_a_symbolic_link_is_not_followed(
    tmp_path: Path, folder: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    write(elsewhere, {"a.md": STORY, "2019-10-24/a.md": STORY})

    found = said(tmp_path / "content", {f"/{folder}": link_to(str(elsewhere))})

    assert found == [f"/{folder} symlink"]


def test_what_is_neither_file_nor_folder_is_told_and_not_opened(tmp_path: Path) -> None:
    files: dict[str, Data] = {"a.md": STORY, "b.md": os.mkfifo, "/pages/c.md": os.mkfifo}

    assert said(tmp_path / "content", files) == ["b.md not-a-file", "/pages/c.md not-a-file"]


# --- addresses ----------------------------------------------------------------------------------


def named(name: str, *lines: str) -> str:
    return "\n".join([f"标题：{name}", *lines, "", "正文。", ""])


NFD = unicodedata.normalize("NFD", "café.md")


@pytest.mark.parametrize(
    ("files", "answer"),
    [
        ({"Rain.md": STORY, "rain.md": STORY}, "rain.md address-conflict"),
        ({"café.md": STORY, NFD: STORY}, "café.md address-conflict"),
        ({"a.md": STORY, "b.md": named("乙", "地址名：a")}, "b.md address-conflict"),
        ({"a.md": STORY, "b.md": named("乙", "状态：草稿", "地址名：A")}, "b.md address-conflict"),
        ({"a01.md": STORY}, "a01.md address-reserved"),
        ({"index.md": STORY}, "index.md address-reserved"),
        ({"a.md": named("甲", "旧地址：/2019/10/24/a.html")}, "a.md:2 alias-conflict"),
        ({"a.md": named("甲", "旧地址：/x.html、/X.html")}, "a.md:2 alias-conflict"),
        ({"a.md": named("甲", "旧地址：/index.html")}, "a.md:2 alias-reserved"),
        ({"a.md": named("甲", "旧地址：/2019/10/24/")}, "a.md:2 alias-reserved"),
        ({"a01-1.md": named("甲", "旧地址：/2019/10/24/a01.html")}, "a01-1.md:2 alias-reserved"),
        ({"a.md": named("甲", "旧地址：/2019/10/")}, "a.md:2 alias-reserved"),
        ({"a.md": named("甲", "旧地址：/people/")}, "a.md:2 alias-reserved"),
        ({"a.md": named("甲", "旧地址：/days/10-24.html")}, "a.md:2 alias-reserved"),
        ({"a.md": named("甲", "旧地址：/archive.html/x/")}, "a.md:2 alias-reserved"),
        (
            {"a.md": STORY, "/issues/2019-10-25/b.md": named("乙", "旧地址：/2019/10/24/a.html")},
            "/issues/2019-10-25/b.md:2 alias-conflict",
        ),
        (
            {"/pages/about.md": STORY, "a.md": named("甲", "旧地址：/about.html")},
            "a.md:2 alias-conflict",
        ),
        (
            {"/static/s.html": "x", "a.md": named("甲", "旧地址：/static/s.html")},
            "a.md:2 alias-conflict",
        ),
        ({"/pages/p.md": named("关于", "save_as: index.html")}, "/pages/p.md address-reserved"),
        ({"/pages/p.md": named("关于", "slug: archive")}, "/pages/p.md address-reserved"),
        (
            {"a.md": STORY, "/pages/p.md": named("关于", "save_as: 2019/10/24/a.html")},
            "/pages/p.md address-conflict",
        ),
        (
            {"a.md": STORY, "/pages/p.md": named("关于", "save_as: 2019/10/24/index.html")},
            "/pages/p.md address-reserved",
        ),
        (
            {"/pages/a.md": STORY, "/pages/b.md": named("关于", "slug: A")},
            "/pages/b.md address-conflict",
        ),
    ],
)
def test_two_sources_of_one_address_are_told_once(
    tmp_path: Path, files: dict[str, Data], answer: str
) -> None:
    found = said(tmp_path / "content", files)

    assert found == [unicodedata.normalize("NFC", answer)] or found == [answer]


def test_a_conflict_names_both_sources(tmp_path: Path) -> None:
    write(tmp_path / "content", {f"{ISSUE}/Rain.md": STORY, f"{ISSUE}/rain.md": STORY})

    (problem,) = report(tmp_path / "content").problems

    assert problem.line_text("en").startswith(f"{ISSUE}/rain.md: error: its address /2019/10/24/")
    assert f"{ISSUE}/Rain.md" in problem.message("en")
