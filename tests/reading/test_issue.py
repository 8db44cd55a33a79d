"""From one folder to one issue: its front, its pages, its articles in order."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from pathlib import Path

from PIL import Image

from broadsheet.model import Figure, IssueFolder, Paragraph, Role, SourceFile, Status
from broadsheet.reading.issue import read_issue
from tests.reading.newsroom import DAY, FOLDER, ZONE, issue, kinds, read_folder, text_of, words_of

STORY = "标题：下雨\n\n正文。\n"


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 10, 10)).save(buffer, "JPEG")
    return buffer.getvalue()


def test_the_front_of_an_issue_is_what_issue_md_says(tmp_path: Path) -> None:
    text = (
        "期号：第256期\n总期号：8453\n版本：晚报\n状态：草稿\n解禁：2019-10-24 18:00\n"
        "版面：A01 要闻 责编 李田、A02 民生\n责编：王嘉晨\n\n致读者。\n"
    )
    found = issue(tmp_path, {"issue.md": text, "a01-1.md": STORY}, f"{FOLDER}-evening").issue

    assert found
    assert (found.date, found.edition, found.edition_title) == (DAY, "evening", "晚报")
    assert (found.number, found.cumulative_number) == (256, 8453)
    assert found.status is Status.DRAFT
    assert found.embargo == dt.datetime(2019, 10, 24, 18, 0, tzinfo=ZONE)
    assert [(str(p.code), p.title, text_of(p.editors)) for p in found.pages] == [
        ("A01", "要闻", "责编 李田"),
        ("A02", "民生", ""),
    ]
    assert text_of(found.editors) == "王嘉晨"
    assert [word for block in found.note for word in words_of(block)] == ["致读者。"]


def test_a_note_to_readers_keeps_what_would_be_a_byline_or_a_jump_in_an_article(
    tmp_path: Path,
) -> None:
    note = "本报评论员\n\n□本报记者 王嘉晨\n\n（下转A03版）\n\n本报讯（记者 李田）下雨。"
    found = issue(tmp_path, {"issue.md": f"期号：1\n\n{note}\n", "a01-1.md": STORY}).issue

    assert found
    shown = "".join(word for block in found.note for word in words_of(block))
    assert "".join(shown.split()) == "".join(note.split())


def test_articles_stand_by_page_then_by_order_then_by_name(tmp_path: Path) -> None:
    files = {
        "b01-1.md": STORY,
        "a02-2.md": STORY,
        "a02-10.md": STORY,
        "x.md": "标题：甲\n版次：A02\n顺序：1\n\n正文。\n",
        "y.md": "标题：甲\n版次：A02\n\n正文。\n",
        "w.md": "标题：甲\n版次：A02\n\n正文。\n",
        "loose.md": STORY,
    }
    found = issue(tmp_path, files).issue

    assert found
    assert [a.slug for a in found.articles] == ["x", "a02-2", "a02-10", "w", "y", "b01-1", "loose"]
    assert [a.slug for a in found.loose] == ["loose"]


def test_a_page_may_have_a_facsimile_and_no_article(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a01-1.md": STORY,
        "pages/a01.pdf": b"%PDF",
        "pages/a02.jpg": picture(),
        "pages/a02.pdf": b"%PDF",
    }
    found = issue(tmp_path, files)

    assert kinds(found) == []
    assert found.issue
    first, second = (page.facsimile for page in found.issue.pages)
    assert first
    assert second
    assert (first.image, first.pdf) == (None, "pages/a01.pdf")
    assert second.image
    assert (second.image.file, second.pdf) == ("pages/a02.jpg", "pages/a02.pdf")


def test_an_issue_of_facsimiles_alone_is_an_issue(tmp_path: Path) -> None:
    found = issue(tmp_path, {"pages/a01.jpg": picture()})

    assert found.issue
    assert kinds(found) == []


def test_links_lead_to_articles_by_their_files(tmp_path: Path) -> None:
    nfd = unicodedata.normalize("NFD", "café.md")
    text = "[一](b.md#x) [二](../2019-10-23-evening/c.md) [三](/about.html) [四](café.md)"
    files = {
        "a.md": f"标题：甲\n\n{text}\n",
        "b.md": "标题：乙\n地址名：rain\n\n正文。\n",
        nfd: STORY,
    }
    found = issue(tmp_path, files).issue

    assert found
    (article,) = [a for a in found.articles if a.slug == "a"]
    html = "".join(getattr(block, "html", "") for block in article.body)
    for address in (
        "/2019/10/24/rain.html#x",
        "/2019/10/23-evening/c.html",
        "/about.html",
        "/2019/10/24/café.html",
    ):
        assert f'href="{address}"' in html


def test_every_article_is_read_or_told(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": STORY,
        "b.md": "",
        "c.md": "正文。",
        "d.md": STORY.encode("utf-16"),
        "e.txt": STORY,
        "A.md": STORY,
        "deep/f.md": STORY,
    }
    found = issue(tmp_path, files)

    assert found.issue
    read = {article.path for article in found.issue.articles}
    told = {problem.path for problem in found.problems}
    assert read | told == {f"{FOLDER}/{name}" for name in files}
    assert not read & told


def test_a_file_that_goes_away_while_the_folder_is_read_is_told(tmp_path: Path) -> None:
    """So is any other that the system does not let us read."""
    names = ("a.md", "b.md", "issue.md", "p.jpg")
    folder = IssueFolder(FOLDER, DAY, "", tuple(SourceFile(n, 1, n) for n in names))
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "a.md").write_text(STORY, "utf-8")
    found = read_issue(folder, tmp_path, ZONE, lambda _: None)

    assert found.issue
    assert [(p.path.removeprefix(f"{FOLDER}/"), p.kind) for p in found.problems] == [
        ("b.md", "file-unreadable"),
        ("issue.md", "file-unreadable"),
        ("p.jpg", "file-unreadable"),
    ]


def test_the_files_that_were_opened_are_named(tmp_path: Path) -> None:
    found = issue(tmp_path, {"a.md": STORY, "issue.md": "期号：1\n\n", "notes.docx": "x"})

    assert set(found.opened) == {f"{FOLDER}/a.md", f"{FOLDER}/issue.md"}


def test_a_page_typed_as_it_was_printed_is_understood(tmp_path: Path) -> None:
    text = (
        "引题：柏林镇\n标题：秋收进度过半\n副题：——三千亩晚稻颗粒归仓\n版次：A01\n栏目：区政要闻\n\n"
        "本报讯（记者 王小禾 通讯员 李田）10月23日，晴。\n\n## 抢抓晴天\n\n"
        "![收割机在田间作业（王小禾 摄）](harvest.jpg)\n\n正文。\n\n（下转A03版）\n"
    )
    rest = "标题：秋收进度过半\n版次：A03\n\n（上接A01版）\n\n正文。\n"
    found = issue(tmp_path, {"a01-1.md": text, "a03-1.md": rest, "harvest.jpg": picture()})

    assert kinds(found) == []
    assert found.issue
    first, second = found.issue.articles
    assert [type(block).__name__ for block in first.body] == [
        *("Paragraph", "Prose", "Figure", "Prose"),
    ]
    assert isinstance(first.body[0], Paragraph)
    assert isinstance(first.body[2], Figure)
    assert first.jump_to
    assert second.jump_from
    assert (first.jump_to.target, second.jump_from.target) == (second.slug, first.slug)


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    first = issue(tmp_path, {"a.md": STORY, "b.md": STORY, "p.jpg": picture()})

    assert read_folder(tmp_path) == first


def test_text_alone_in_issue_md_is_the_note_to_readers(tmp_path: Path) -> None:
    read = issue(tmp_path, {"issue.md": "本报星期六休刊。\n", "a01-1.md": STORY})

    assert not read.problems
    assert read.issue
    assert [word for block in read.issue.note for word in words_of(block)] == ["本报星期六休刊。"]


def test_a_word_with_a_number_is_no_page_unless_the_issue_has_it(tmp_path: Path) -> None:
    files = {"g20-summit.md": STORY, "a01-1.md": STORY}
    alone = issue(tmp_path / "alone", files).issue
    listed = issue(tmp_path / "listed", {**files, "issue.md": "版面：G20 峰会\n"}).issue

    assert alone
    assert listed
    assert [str(page.code) for page in alone.pages] == ["A01"]
    assert [article.slug for article in alone.loose] == ["g20-summit"]
    assert [str(page.code) for page in listed.pages] == ["A01", "G20"]


def test_a_name_alone_in_the_editors_line_is_an_editor(tmp_path: Path) -> None:
    found = issue(tmp_path, {"issue.md": "编辑：李田\n", "a01-1.md": STORY}).issue

    assert found
    assert found.editors
    assert [(c.role, c.name) for c in found.editors.credits] == [(Role.EDITOR, "李田")]


def test_the_credits_of_a_page_may_stand_in_brackets(tmp_path: Path) -> None:
    found = issue(tmp_path, {"issue.md": "版面：A01 民生（责编 李田）\n", "a01-1.md": STORY}).issue

    assert found
    assert [(page.title, text_of(page.editors)) for page in found.pages] == [("民生", "责编 李田")]


def test_a_page_is_listed_once_and_by_itself(tmp_path: Path) -> None:
    twice = issue(tmp_path / "a", {"issue.md": "版面：A01 要闻、A01 民生\n", "a01-1.md": STORY})
    span = issue(tmp_path / "b", {"issue.md": "版面：A01-A04 要闻\n", "a01-1.md": STORY})

    assert kinds(twice) == ["page-listed-twice"]
    assert kinds(span) == ["issue-pages-invalid"]
