"""Standing pages and static files go through the same gates as articles and their pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.desk import STORY, Data, picture, said


def page(*lines: str, text: str = "正文。") -> str:
    return "\n".join(["标题：关于", *lines, "", text, ""])


AROUND: dict[str, Data] = {
    "/pages/图片/a b.jpg": picture(),
    "/pages/other.md": page(text="![](图片/a%20b.jpg)"),
    "/pages/sub/deep.md": page(text="[上](../other.md)"),
    "/static/s.jpg": picture(),
    "/static/f.pdf": "x",
    "a.md": "标题：甲\n\n![（宋可 摄）](p.jpg)\n",
    "p.jpg": picture(),
}


@pytest.mark.parametrize(
    "text",
    [
        "[一](other.md#top)",
        "[一]({filename}sub/deep.md)",
        "[一]({filename}/pages/sub/deep.md)",
        "[一]({static}/static/f.pdf)",
        "[一]({attach}../static/f.pdf)",
        "[一](|static|/static/f.pdf)",
        "![]({static}/static/s.jpg)",
        "![](../static/s.jpg)",
        "[一](https://paper.example/) [二](/2019/10/24/)",
    ],
)
def test_what_leads_to_something_is_sound(tmp_path: Path, text: str) -> None:
    assert said(tmp_path / "content", {**AROUND, "/pages/about.md": page(text=text)}) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("[一](nope.md)", "link-broken"),
        ("[一](f.pdf)", "link-broken"),
        ("[一]({static}f.pdf)", "link-broken"),
        ("[一]({filename}../static/f.pdf)", "link-broken"),
        ("[一]({attach}../../etc/passwd)", "link-broken"),
        ("[一]({static}/issues/2019/2019-10-24/a.md)", "link-broken"),
        ("![](nope.jpg)", "picture-missing-content"),
        ("![大桥]()", "picture-nameless-content"),
        ("![](/issues/2019/2019-10-24/p.jpg)", "picture-missing-content"),
        ("![](../static/S.JPG)", "picture-case"),
        ("![](../../x.jpg)", "path-escape-content"),
        ("![](other.md)", "picture-kind"),
        ("![](https://paper.example/x.jpg)", "picture-remote"),
        ("<script>x</script>", "html-removed"),
    ],
)
def test_what_leads_nowhere_is_told_at_its_line(tmp_path: Path, text: str, answer: str) -> None:
    files = {**AROUND, "/pages/about.md": page("地址名：about", text=f"甲。\n\n{text}")}

    assert said(tmp_path / "content", files) == [f"/pages/about.md:6 {answer}"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("版次：A01", "unknown-key-far"),
        ("Titel: x", "unknown-key"),
        ("标题：x", "duplicate-key"),
        ("状态：darft", "status-invalid"),
        ("日期：2019-02-30", "date-impossible"),
        ("语言：火星", "language-invalid"),
        ("save_as: ../x.html", "slug-invalid"),
        ("save_as: /etc/x.html", "slug-invalid"),
        ("save_as: sitemap.xml", "slug-invalid"),
        ("slug: a#b", "slug-invalid"),
        ("url: ../x", "slug-invalid"),
    ],
)
def test_a_wrong_line_of_a_header_is_told(tmp_path: Path, line: str, answer: str) -> None:
    assert said(tmp_path / "content", {"/pages/about.md": page(line)}) == [
        f"/pages/about.md:2 {answer}"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("状态：草稿", "日期：2019年10月24日", "语言：zh", "摘要：短"),
        ("Status: hidden", "Modified: 2019-10-24", "Lang: en", "Save_as: x/about.html"),
    ],
)
def test_headers_may_be_chinese_or_english(tmp_path: Path, lines: tuple[str, ...]) -> None:
    assert said(tmp_path / "content", {"/pages/about.md": page(*lines)}) == []


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("/pages/b.md", "", " file-empty"),
        ("/pages/b.md", "正文", ":1 header-missing"),
        ("/pages/b.md", "状态：草稿\n\n正文\n", ":1 title-missing"),
        ("/pages/b.md", STORY.encode("utf-16"), ":1 encoding-utf16"),
        ("/pages/b.txt", STORY, " unread-suffix"),
        ("/pages/b.html", "<p>", " unread-file"),
        ("/pages/b#c.md", STORY, " name-unsafe"),
        ("/pages/p.jpg", picture(), " picture-unused"),
        ("/pages/p.jpg", picture()[:900], " picture-truncated"),
        ("/static/p.jpg", b"", " picture-empty"),
        ("/static/p.jpg", picture("PNG"), " picture-suffix"),
        ("/static/p.heic", picture("HEIF"), " picture-heic-standing"),
        ("/static/p.png", "version https://git-lfs.github.com/spec/v1\n", " picture-lfs"),
        ("/static/a#b.pdf", "x", " name-unsafe"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_told(
    tmp_path: Path, name: str, data: Data, answer: str
) -> None:
    found = said(tmp_path / "content", {"/pages/about.md": page(), name: data})

    assert found[0] == f"{name}{answer}"
    assert found[1:] in ([], [f"{name} picture-unused"])


def test_a_page_named_issue_is_a_page(tmp_path: Path) -> None:
    assert said(tmp_path / "content", {"/pages/issue.md": page()}) == []
