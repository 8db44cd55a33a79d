"""Pictures that are missing, broken, unused, or without their words; facsimiles; jumps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checking.desk import Data, huge_picture, link_to, picture, said, story

LFS = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"


def shows(name: str, cutline: str = "收割机（王小禾 摄）") -> str:
    """An article that shows a picture on line 5."""
    return story(text=f"甲。\n\n![{cutline}]({name})")


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("p.jpg", picture()[:900], "picture-truncated"),
        ("p.jpg", b"", "picture-empty"),
        ("p.jpg", LFS, "picture-lfs"),
        ("p.png", huge_picture(), "picture-too-large"),
        ("p.jpg", picture("PNG"), "picture-suffix"),
        ("p.png", picture(), "picture-suffix"),
        ("p.jpg", "<html>", "picture-unreadable"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told_once(
    tmp_path: Path, name: str, data: Data, answer: str
) -> None:
    assert said(tmp_path / "content", {"a.md": shows(name), name: data}) == [f"{name} {answer}"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("q.jpg", "picture-missing"),
        ("P.JPG", "picture-case"),
        ("notes.pdf", "picture-kind"),
        ("../../x.jpg", "path-escape"),
        ("/etc/x.jpg", "path-escape"),
        ("{static}/../../x.jpg", "path-escape"),
        ("..\\x.jpg", "path-escape"),
        ("C:/x.jpg", "path-escape"),
        ("https://paper.example/x.jpg", "picture-remote"),
        ("data:image/png;base64,AA", "picture-remote"),
    ],
)
def test_a_name_that_leads_to_no_picture_is_told_where_it_is_written(
    tmp_path: Path, name: str, answer: str
) -> None:
    found = said(
        tmp_path / "content",
        {"a.md": shows(name), "b.md": shows("p.jpg"), "p.jpg": picture(), "notes.pdf": "x"},
    )

    assert found == [f"a.md:5 {answer}", "notes.pdf unread-file"]


def test_a_picture_that_the_archive_does_not_have_is_no_problem(tmp_path: Path) -> None:
    files = {"a.md": shows(""), "b.md": shows("", "收割机"), "c.md": shows("", "")}

    assert said(tmp_path / "content", files) == ["c.md:5 picture-nameless"]


def test_a_file_whose_name_was_forgotten_is_told(tmp_path: Path) -> None:
    files = {"a.md": shows(""), "p.jpg": picture()}

    assert said(tmp_path / "content", files) == ["p.jpg picture-unused"]


def test_the_picture_that_was_probably_meant_is_not_called_unused(tmp_path: Path) -> None:
    files = {"a.md": shows("harvst.jpg"), "harvest.jpg": picture()}

    assert said(tmp_path / "content", files) == ["a.md:5 picture-missing"]


def test_a_picture_that_nothing_uses_is_told(tmp_path: Path) -> None:
    assert said(tmp_path / "content", {"a.md": story(), "p.jpg": picture()}) == [
        "p.jpg picture-unused"
    ]


def test_a_cutline_without_credit_is_told_unless_the_byline_answers_for_it(tmp_path: Path) -> None:
    files = {
        "a.md": shows("p.jpg", "收割机"),
        "b.md": story("署名：申昕 文/图", text="![收割机](p.jpg)"),
        "p.jpg": picture(),
    }

    assert said(tmp_path / "content", files) == ["a.md:5 cutline-without-credit"]


def test_two_pictures_of_one_name_on_some_disk_are_told(tmp_path: Path) -> None:
    files = {"a.md": shows("p.jpg") + "\n![（宋可 摄）](P.jpg)\n"}
    pictures = {"P.jpg": picture(), "p.jpg": picture()}

    assert said(tmp_path / "content", files | pictures) == ["p.jpg name-alike"]


def test_a_picture_that_is_a_link_is_told_as_one(tmp_path: Path) -> None:
    files: dict[str, Data] = {"a.md": shows("p.jpg"), "p.jpg": link_to("/etc/passwd")}

    assert said(tmp_path / "content", files) == ["p.jpg symlink"]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("front.jpg", "page-code"),
        ("a01.png", "facsimile-twice"),
        ("A1.pdf", "page-code-spelling"),
        ("a#1.jpg", "name-unsafe"),
    ],
)
def test_a_facsimile_of_no_page_or_of_one_that_has_one_is_told(
    tmp_path: Path, name: str, answer: str
) -> None:
    kind = "PNG" if name.endswith("png") else "JPEG"
    files = {"a01-1.md": story(), "pages/a01.jpg": picture(), f"pages/{name}": picture(kind)}
    found = said(tmp_path / "content", files)

    assert [line.split()[1] for line in found] == [answer]


# --- jumps --------------------------------------------------------------------------------------


def test_a_jump_without_its_other_half_is_told_where_it_is_printed(tmp_path: Path) -> None:
    files = {"a01-1.md": story(text="甲。\n\n（下转A03版）"), "a03-1.md": story()}

    assert said(tmp_path / "content", files) == ["a01-1.md:5 jump-without-half"]


def test_a_jump_of_a_header_is_told_at_its_line(tmp_path: Path) -> None:
    files = {"a01-1.md": story("下转：A03"), "a03-1.md": story(text="（上接A02版）\n\n甲。")}

    assert said(tmp_path / "content", files) == [
        "a01-1.md:2 jump-without-half",
        "a03-1.md:3 jump-without-half",
    ]


def test_two_halves_that_answer_each_other_are_sound(tmp_path: Path) -> None:
    files = {
        "a01-1.md": story(text="甲。\n\n（下转A03版）"),
        "a03-1.md": story(text="（上接A01版）\n\n乙。"),
    }

    assert said(tmp_path / "content", files) == []


def test_a_half_whose_page_is_wrong_is_told_once(tmp_path: Path) -> None:
    files = {
        "a01-1.md": story(text="甲。\n\n（下转A03版）"),
        "b.md": story("版次：三", text="（上接A01版）\n\n乙。"),
    }

    assert said(tmp_path / "content", files) == ["b.md:2 page-code"]
