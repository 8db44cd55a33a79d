"""Which file a picture is, and which words around it are its own."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from broadsheet.model import Article, MissingPhoto, Photo, PictureFacts, Role, SourceFile
from broadsheet.problems import Problem
from broadsheet.reading.blocks import RawPicture
from broadsheet.reading.figures import PictureDesk, path_inside
from tests.reading.newsroom import FOLDER, article, kinds, picture_desk, printed, read, text_of


def find(name: str, *files: str) -> str | Problem:
    return picture_desk(*files).find(RawPicture(name, "", "", 5), f"{FOLDER}/a.md")


def photo(found: Article) -> Photo:
    (only,) = found.photos
    return only


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("p.jpg", "p.jpg"),
        ("./p.jpg", "p.jpg"),
        ("sub/../p.jpg", "p.jpg"),
        ("sub/p.jpg", "sub/p.jpg"),
        ("a%20b.jpg", "a b.jpg"),
        ("café.jpg", unicodedata.normalize("NFD", "café.jpg")),
        (unicodedata.normalize("NFD", "café.jpg"), "café.jpg"),
    ],
)
def test_a_picture_is_found_by_its_name(name: str, file: str) -> None:
    assert find(name, file) == file


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("a/b", "a/b"),
        ("a/../b", "b"),
        ("a//./b", "a/b"),
        ("../b", None),
        ("a/../../b", None),
        ("/b", None),
        ("\\b", None),
        ("a:b", None),
    ],
)
def test_a_path_that_leads_out_of_its_folder_is_none(target: str, path: str | None) -> None:
    assert path_inside(target) == path


def test_the_nearest_picture_is_named_for_the_first_that_are_missing_only() -> None:
    """Comparing names is slow; a folder of thousands must not make it thousands of times slow."""
    desk = picture_desk("harvest.jpg")
    found = [desk.find(RawPicture(f"harvst{at}.jpg", "", "", 5), "a.md") for at in range(30)]
    named = [p for p in found if isinstance(p, Problem) and "harvest.jpg" in p.hint()]

    assert 1 <= len(named) < 30
    assert found[0] in named


def test_a_picture_is_inspected_once_and_not_at_all_when_it_is_known(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(b"no picture")
    files = {"p.jpg": SourceFile("p.jpg", 10, "0")}
    new = PictureDesk(tmp_path, ".", files, lambda _: None)
    old = PictureDesk(tmp_path, ".", files, lambda digest: PictureFacts(digest, 4, 3, "JPEG"))

    assert [new.facts("p.jpg"), new.facts("p.jpg")] == [None, None]
    assert [problem.kind for problem in new.problems] == ["picture-unreadable"]
    assert old.facts("p.jpg")
    assert (new.opened, old.opened) == (["./p.jpg"], [])


def test_a_picture_known_under_an_honest_suffix_is_judged_again_under_another(
    tmp_path: Path,
) -> None:
    (tmp_path / "p.png").write_bytes(b"")
    files = {"p.png": SourceFile("p.png", 0, "0")}
    desk = PictureDesk(tmp_path, ".", files, lambda digest: PictureFacts(digest, 4, 3, "JPEG"))

    assert desk.facts("p.png") is None


def test_a_picture_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    desk = PictureDesk(tmp_path, ".", {"p.jpg": SourceFile("p.jpg", 1, "0")}, lambda _: None)

    assert desk.facts("p.jpg") is None
    assert [problem.kind for problem in desk.problems] == ["file-unreadable"]


# --- words --------------------------------------------------------------------------------------


def test_a_cutline_its_mark_and_its_credit_are_parted() -> None:
    found = photo(article("甲。\n\n![▲收割机在田间作业。（王小禾 摄）](1.jpg)"))

    assert (found.mark, found.cutline, text_of(found.credit)) == (
        "▲",
        "收割机在田间作业。",
        "（王小禾 摄）",
    )


@pytest.mark.parametrize(
    "body",
    [
        "![](1.jpg)\n\n▲收割机（王小禾 摄）",
        "▼收割机（王小禾 摄）\n\n![](1.jpg)",
        "![](1.jpg)\n\n▲收割机\n\n（王小禾 摄）",
        "![收割机](1.jpg)\n\n（王小禾 摄）",
        '![](1.jpg "收割机（王小禾 摄）")',
    ],
)
def test_words_beside_a_picture_are_its_own(body: str) -> None:
    found = article(f"甲。\n\n{body}\n\n乙。")

    assert photo(found).cutline == "收割机"
    assert text_of(photo(found).credit) == "（王小禾 摄）"
    assert found.text == "甲。\n乙。"


def test_each_picture_of_a_gallery_gets_its_own_cutline() -> None:
    found = article("![](1.jpg)\n![中（宋可 摄）](2.jpg)\n![](3.jpg)\n\n▲左（李田 摄）")

    assert [p.cutline for p in found.photos] == ["左", "中", ""]


def test_a_title_that_repeats_the_alt_text_is_shown_once() -> None:
    assert photo(article('![收割机](1.jpg "收割机")')).cutline == "收割机"


def test_a_credit_alone_is_a_credit_without_a_cutline() -> None:
    found = photo(article("![（王小禾 摄）](1.jpg)"))

    assert (found.cutline, text_of(found.credit)) == ("", "（王小禾 摄）")


def test_words_that_belong_to_no_picture_stay_in_the_text() -> None:
    found = article("![收割机（王小禾 摄）](1.jpg)\n\n（宋可 摄）\n\n乙。")

    assert "（宋可 摄）" in printed(found)
    assert text_of(photo(found).credit) == "（王小禾 摄）"


def test_the_credit_may_be_the_article_s() -> None:
    told = [
        [p.kind for p in read(f"标题：甲\n{header}\n\n![收割机](1.jpg)\n").problems]
        for header in ("署名：申昕 文/图", "署名：本报记者 申昕")
    ]

    assert told == [[], ["cutline-without-credit"]]


# --- pictures that the archive does not have ----------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "![▲群众在参观展览。（宋可摄）]()",
        "![▲群众在参观展览。（宋可摄）]( )",
        "![▲群众在参观展览。（宋可摄）](<>)",
        '![]( "▲群众在参观展览。（宋可摄）")',
        "![]()\n\n▲群众在参观展览。（宋可摄）",
        "![▲群众在参观展览。]()\n\n（宋可摄）",
    ],
)
def test_a_picture_without_a_file_is_its_words_and_no_problem(body: str) -> None:
    told = read(f"标题：甲\n\n甲。\n\n{body}\n\n乙。\n")
    found = told.article
    assert found
    (missing,) = found.pictures

    assert kinds(told) == []
    assert isinstance(missing, MissingPhoto)
    assert (missing.mark, missing.cutline) == ("▲", "群众在参观展览。")
    assert text_of(missing.credit) == "（宋可摄）"
    assert [(c.role, c.name) for c in found.credits] == [(Role.PHOTOGRAPHER, "宋可")]
    assert found.photos == ()
    assert found.text == "甲。\n乙。"


def test_a_missing_picture_keeps_its_place_in_a_gallery() -> None:
    found = article("![左（甲一 摄）](1.jpg)\n![中（乙一 摄）]()\n![右（丙一 摄）](3.jpg)")

    assert len(found.body) == 1
    assert [(type(p).__name__, p.cutline) for p in found.pictures] == [
        ("Photo", "左"),
        ("MissingPhoto", "中"),
        ("Photo", "右"),
    ]
    assert [c.name for c in found.credits] == ["甲一", "乙一", "丙一"]
    assert [p.file for p in found.photos] == ["1.jpg", "3.jpg"]


def test_a_missing_picture_may_have_a_credit_alone_or_none() -> None:
    told = read("标题：甲\n\n甲。\n\n![（宋可 摄）]()\n\n乙。\n\n![旧城门]()\n")
    assert told.article

    assert kinds(told) == []
    assert [(p.cutline, text_of(p.credit)) for p in told.article.pictures] == [
        ("", "（宋可 摄）"),
        ("旧城门", ""),
    ]


@pytest.mark.parametrize("body", ["![]()", "![▲]()", "![ ]( )", "![左]()\n![]()", "甲![]()乙"])
def test_a_picture_with_neither_file_nor_words_is_told(body: str) -> None:
    told = read(f"标题：甲\n\n{body}\n")

    assert kinds(told) == ["picture-nameless"]
    assert "方括号" in told.problems[0].hint("zh")
