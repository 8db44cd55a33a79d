"""Trees as disks and programs leave them: what is broken is named, and the rest is taken."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.importing.epaper import KIND
from broadsheet.importing.epaper.tree import LARGEST_PAGE
from broadsheet.importing.notes import SourceError
from broadsheet.importing.sources import Options
from tests.importing.epaper import trees
from tests.importing.epaper.reading import by_headline, kinds, only, pictures, written
from tests.importing.epaper.trees import HARVEST, Page, Story

FOLDER = "html/2019-10/24"


def change(path: Path, edit: Callable[[str], str]) -> None:
    path.write_text(edit(path.read_text("utf-8")), "utf-8")


def of_kind(issue: object, kind: str) -> list[str]:
    return [n.text("en") for n in issue.notes if n.words.kind == kind]  # type: ignore[attr-defined]


# --- the same article, however the page is written


@pytest.mark.parametrize(
    "edit",
    [
        lambda t: t.replace("<!--/enpcontent-->", ""),
        lambda t: t.replace("<!--enpcontent-->", "").replace("<!--/enpcontent-->", ""),
        lambda t: t.replace("<founder-content>", "").replace("</founder-content>", ""),
        lambda t: t.replace("<!--enpcontent-->", "<!--enpcontent--><!--enpcontent-->"),
        lambda t: t.replace("founder-content", "div").replace("<!--/enpcontent-->", ""),
        lambda t: t.replace("enpcontent", "ENPCONTENT").replace("<P>", "<p>"),
        lambda t: t.replace("</P>", ""),
        lambda t: t.replace("<P>", "<BR>").replace("</P>", ""),
        lambda t: t.replace("\n", "\r\n"),
        lambda t: t.replace("charset=utf-8", "charset=gb2312"),
        lambda t: t[: t.index("</html>")] + t[t.index("<!--enpproperty") :],
        lambda t: t.replace("/enpproperty-->", ""),
        lambda t: t.replace("<founder-title>", "").replace("</founder-title>", ""),
    ],
)
def test_an_article_is_the_same_whatever_marks_are_missing(
    tmp_path: Path, edit: Callable[[str], str]
) -> None:
    tree = trees.first(tmp_path)
    clean = written(by_headline(only(tree))["秋收进度过半"])
    file = tree / FOLDER / "content_101.htm"
    before = file.read_text("utf-8")
    file.write_bytes(edit(before).encode())
    assert file.read_text("utf-8") != before or "\r" in edit(before)

    assert written(by_headline(only(tree))["秋收进度过半"]) == clean


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "name",
    ["content_{}.htm", "content_{}.htm.html", "content_{}.htm?div=-1", "content_{}.htm@div=-1"],
)
def test_a_tree_is_the_same_in_any_encoding_and_under_saved_names(
    tmp_path: Path, encoding: str, name: str
) -> None:
    clean = only(trees.first(tmp_path / "clean"))
    saved = only(trees.first(tmp_path / "saved", encoding=encoding, name=name))

    assert [written(a) for a in saved.articles] == [written(a) for a in clean.articles]
    assert saved.articles[0].aliases == ("/html/2019-10/24/content_101.htm",)


def test_links_with_queries_and_other_letter_case_lead_to_the_file(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    for node in (tree / FOLDER).glob("node_*.htm"):
        change(node, lambda t: t.replace(".htm>", ".htm?div=-1>").replace("page/1", "PAGE/1"))
    change(tree / FOLDER / "content_101.htm", lambda t: t.replace("harvest.jpg", "Harvest.JPG"))
    issue = only(tree)

    assert [str(a.page) for a in issue.articles] == ["A01", "A01", "A02", "A02"]
    assert pictures(issue.articles[0])[0].data
    assert all(page.image and page.pdf for page in issue.pages)


def test_a_page_that_breaks_off_behind_its_text_keeps_it(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    text = "<TITLE>x</TITLE><!--enpcontent--><P>　　正文说到一半，</P><P>　　后面没有了"
    said = "<!--enpproperty <title>半篇</title>"
    (tree / FOLDER / "content_101.htm").write_text(f"{text}{said}", "utf-8")
    issue = only(tree)

    assert [getattr(b, "text", "") for b in by_headline(issue)["半篇"].body] == [
        "正文说到一半，",
        "后面没有了",
    ]
    assert "epaper-end-missing" in kinds(issue)


# --- what is missing


def test_an_article_that_a_page_lists_and_the_tree_lacks_is_named(tmp_path: Path) -> None:
    gone = replace(HARVEST, is_there=False)
    pages = [Page("A01", "要闻", (gone, trees.BRIDGE)), trees.PAGES[1]]
    issue = only(trees.first(tmp_path, pages))

    (told,) = of_kind(issue, "epaper-article-missing")
    assert "A01" in told
    assert "秋收进度过半" in told
    assert "content_101.htm" in told
    assert issue.articles[0].order == 2


def test_an_article_that_no_page_lists_is_taken(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    lone = Story(999, "无人列出", ("　　正文在这里。",))
    text = trees.first_content(lone, trees.PAGES[0])
    trees.write(tree / FOLDER / "content_999.htm", text)
    trees.write(
        tree / FOLDER / "content_998.htm",
        text.replace("无人列出", "更无人知")
        .replace("第A01版：要闻", "")
        .replace("在这里", "在那里"),
    )
    issue = only(tree)
    found = by_headline(issue)

    assert (str(found["无人列出"].page), found["无人列出"].order) == ("A01", 0)
    assert found["更无人知"].page is None
    assert {"epaper-on-its-own-word", "epaper-on-no-page"} <= set(kinds(issue))


def test_twins_are_taken_once_with_both_addresses(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    text = (tree / FOLDER / "content_101.htm").read_text("utf-8")
    trees.write(tree / FOLDER / "content_555.htm", text)
    issue = only(tree)

    assert [a.headline for a in issue.articles].count("秋收进度过半") == 1
    assert issue.articles[0].aliases == (
        "/html/2019-10/24/content_101.htm",
        "/html/2019-10/24/content_555.htm",
    )
    assert "epaper-twin" in kinds(issue)


def test_an_article_with_nothing_in_it_is_named(tmp_path: Path) -> None:
    issue = only(trees.first(tmp_path, [Page("A01", "要闻", (Story(1, "空稿"), HARVEST))]))

    assert of_kind(issue, "epaper-no-text") == ["“空稿” has neither text nor pictures"]
    assert [a.headline for a in issue.articles] == ["秋收进度过半"]


def test_a_headline_is_looked_for_in_the_list_and_then_in_the_text(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    for number in (101, 102):
        file = tree / FOLDER / f"content_{number}.htm"
        title = {101: "秋收进度过半", 102: "新桥下月通车"}[number]
        change(file, lambda t, title=title: t.replace(title, ""))
    change(tree / FOLDER / "node_2.htm", lambda t: t.replace("新桥下月通车", ""))
    issue = only(tree)

    assert [a.headline for a in issue.articles][:2] == ["秋收进度过半", "□本报记者 申昕"]
    assert "epaper-no-headline" in kinds(issue)


def test_missing_scans_and_pdfs_are_named_by_their_pages(tmp_path: Path) -> None:
    pages = [replace(page, image=False, pdf=False) for page in trees.PAGES]
    issue = only(trees.first(tmp_path, pages))

    assert [page.image or page.pdf for page in issue.pages] == [None, None]
    assert len(of_kind(issue, "epaper-page-image-missing")) == 2
    assert "A01.pdf" in of_kind(issue, "epaper-pdf-missing")[0]
    assert issue.articles[0].regions


def test_a_tree_of_content_pages_alone_is_taken(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    for node in (tree / FOLDER).glob("node_*.htm"):
        node.unlink()
    issue = only(tree)

    assert [str(a.page) for a in issue.articles] == ["A01", "A01", "A02", "A02"]
    assert issue.pages == ()


def test_an_address_that_windows_would_not_have_as_a_folder_leads_on_too(tmp_path: Path) -> None:
    """``pc/con/`` is common."""
    tree = trees.second(tmp_path)
    (tree / "pc" / "content").rename(tree / "pc" / "con")
    for node in (tree / "pc" / "layout").rglob("node_*.html"):
        change(node, lambda t: t.replace("../content/", "../con/"))
    issue = only(tree)

    assert issue.articles[0].headline == "秋收进度过半"
    assert issue.articles[0].regions
    assert issue.articles[0].aliases == ("/pc/con/201910/24/content_101.html",)


# --- what is broken, or evil


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 500,
        bytes(range(256)) * 20,
        b"<html><head><title>404 Not Found</title></head><body><h1>404</h1></body></html>",
        b"<" * 5000,
        b"<!--enpcontent-->",
        b"<!--enpproperty <title>" + b"x" * 100_000,
        b"<div>" * 50_000,
    ],
)
def test_a_broken_page_costs_itself_alone(tmp_path: Path, data: bytes) -> None:
    tree = trees.first(tmp_path)
    (tree / FOLDER / "content_101.htm").write_bytes(data)
    issue = only(tree)

    assert [a.headline for a in issue.articles][-1] == "图片新闻"
    assert len(issue.articles) == 3
    left_out = {"epaper-no-article", "epaper-no-text"}
    assert left_out & set(kinds(issue))


def test_a_page_that_is_too_large_is_named(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    for name in ("content_101.htm", "node_3.htm"):
        with (tree / FOLDER / name).open("r+b") as file:
            file.truncate(LARGEST_PAGE + 1)
    issue = only(tree)

    assert len(of_kind(issue, "epaper-too-large")) == 2
    assert len(issue.articles) == 3


def test_nothing_outside_of_the_tree_is_opened(tmp_path: Path) -> None:
    secret = trees.write(tmp_path / "secret.jpg", trees.picture())
    tree = trees.first(tmp_path / "tree")
    os.symlink(secret, tree / "res" / "1" / "link.jpg")
    inside = "".join(
        f'<p><img src="{source}"></p>'
        for source in (
            "../../../../secret.jpg",
            "../../../res/1/link.jpg",
            f"file://{secret}",
            str(secret),
        )
    )
    change(
        tree / FOLDER / "content_101.htm",
        lambda t: t.replace("<!--enpcontent-->", f"<!--enpcontent-->{inside}"),
    )
    issue = only(tree)

    data = [p.data for p in pictures(issue.articles[0])]
    assert all(d == b"" or d == tree.resolve() / "res" / "1" / "harvest.jpg" for d in data)
    assert len([d for d in data if d]) == 1


def test_scripts_of_a_text_are_left_behind_and_films_told(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    change(
        tree / FOLDER / "content_101.htm",
        lambda t: t.replace(
            "<!--enpcontent-->",
            "<!--enpcontent--><script>evil()</script><video src=a.mp4></video>",
        ),
    )
    issue = only(tree)

    assert "evil" not in written(issue.articles[0])
    assert "epaper-media" in kinds(issue)


def test_characters_that_cannot_be_shown_are_counted(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    file = tree / FOLDER / "content_101.htm"
    file.write_bytes(file.read_bytes().replace("晚稻".encode(), "晚\ue123稻".encode() + b"\xff"))
    issue = only(tree)

    assert "U+E123" in of_kind(issue, "epaper-private-characters")[0]
    assert of_kind(issue, "epaper-characters-lost")


@given(st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_damage_stops_a_day(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes are lost or mixed up in any file: the day is read, or refused in one line."""
    tree = trees.first(tmp_path)
    files = sorted(p for p in tree.rglob("*") if p.suffix in (".htm", ".jpg"))
    file = data.draw(st.sampled_from(files))
    whole = file.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 300)))
    junk = data.draw(st.sampled_from([b"", b"<", b"<!--", b"-->", b"\xff\xfe", b'"', b"<table>"]))
    file.write_bytes(whole[:start] + junk + whole[end:])

    for unit in KIND.list(tree, Options()).units:
        try:
            issue = unit.read()
        except SourceError:
            continue
        for article in issue.articles:
            assert article.headline.strip()
            assert written(article)
        for note in issue.notes:
            assert note.text("en")
            assert note.text("zh")


@pytest.mark.parametrize(
    "piece",
    [
        *("<img ", "<img src=", "<p ", "<", "< ", "<!--", "<![CDATA[", "&lt;p", "<founder-title>"),
        *("<!--enpcontent-->", "<founder-content>", "<!--enpproperty <title>", "a<br>", " "),
        *("<!--<npm:article-title>-->", "<a href=node_2.htm>第A01版：甲</a>", "<table><tr><td>"),
        *("<a href=content_102.htm>甲</a>", "<area href=content_102.htm coords=1,2,3,4>", "第"),
        *("<img src=../../../res/1/a.jpg>", "<polygon points='1,2' data-contentid=7>", "<b>甲"),
    ],
)
@pytest.mark.parametrize("name", ["content_101.htm", "node_2.htm"])
def test_a_page_of_one_thing_many_times_leaves_the_other_pages(
    tmp_path: Path, piece: str, name: str
) -> None:
    tree = trees.first(tmp_path)
    file = tree / FOLDER / name
    whole = file.read_text("utf-8")
    many = piece * (40_000 // len(piece.encode()))
    file.write_text(whole.replace("<body>", f"<body>{many}"), "utf-8")

    assert "图片新闻" in [a.headline for a in only(tree).articles]
