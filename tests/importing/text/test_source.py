"""Files and folders of page text, sound and damaged."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from broadsheet.importing.notes import SourceError
from broadsheet.importing.sources import Kind, Options
from broadsheet.importing.text import wording
from broadsheet.importing.text.source import KIND, MAX_BYTES
from broadsheet.model import PageCode
from broadsheet.reading.names import IssueName
from tests.importing.text.desk import DAY, ISSUE, imported, text_file
from tests.importing.text.typesetting import CHINESE, ENGLISH, QUAY, WATER, spaced

ONE = spaced([WATER])


def listed(source: Path, options: Options | None = None) -> list[tuple[str, IssueName]]:
    listing = KIND.list(source, options or Options())
    return [(Path(unit.place).name, unit.name) for unit in listing.units]


def refused(source: Path) -> list[tuple[str, str]]:
    notes = KIND.list(source, Options()).notes
    return [(Path(note.source).name, note.words.kind) for note in notes]


def test_text_is_a_kind_of_source() -> None:
    kind: Kind = KIND

    assert kind.name == "text"


def test_files_and_folders_of_text_are_recognised(tmp_path: Path) -> None:
    file = text_file(tmp_path, ONE)
    (tmp_path / "2019-10-24" / "a01.jpg").write_bytes(b"")

    assert KIND.recognises(file)
    assert KIND.recognises(tmp_path)


@pytest.mark.parametrize("other", ["node_2.htm", "batch.xml", "a.docx", "post.md"])
def test_a_folder_of_another_kind_is_not_recognised(tmp_path: Path, other: str) -> None:
    text_file(tmp_path, ONE)
    text_file(tmp_path, "", f"2019-10-24/{other}")

    assert not KIND.recognises(tmp_path)
    assert not KIND.recognises(tmp_path / "2019-10-24" / other)


def test_an_empty_folder_is_not_recognised(tmp_path: Path) -> None:
    assert not KIND.recognises(tmp_path)


def test_the_day_and_page_come_from_the_names(tmp_path: Path) -> None:
    text_file(tmp_path, ONE, "2019-10-24/a02.txt")
    text_file(tmp_path, ONE, "2019-10-24/a01.txt")
    text_file(tmp_path, ONE, "2019-10-25/a01.txt")

    other = IssueName(DAY.replace(day=25))
    assert listed(tmp_path) == [("a01.txt", ISSUE), ("a02.txt", ISSUE), ("a01.txt", other)]


def test_what_a_person_says_goes_before_names_and_text(tmp_path: Path) -> None:
    source = text_file(tmp_path, f"第3版 2019年10月25日 星期五\n\n{ONE}", "2019-10-23/a02.txt")
    issue = imported(source, Options(issue=ISSUE, page=PageCode("B", "07")))

    assert issue.name == ISSUE
    assert [str(page.code) for page in issue.pages] == ["B07"]
    kinds = [note.words.kind for note in issue.notes]
    assert "text-date-differs" in kinds
    assert "text-page-differs" in kinds


def test_the_day_and_page_come_from_the_folio_where_no_name_says_them(tmp_path: Path) -> None:
    folio = "临江日报\n2019年10月24日 星期四\n第3版 要闻\n责编 林既白\n\n"
    issue = imported(text_file(tmp_path, folio + ONE, "front.txt"))

    (page,) = issue.pages
    assert issue.name == ISSUE
    assert (str(page.code), page.title, page.editors) == ("3", "要闻", "责编 林既白")
    assert [article.page for article in issue.articles] == [page.code]


def test_a_file_without_a_day_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    text_file(tmp_path, ONE)
    text_file(tmp_path, ONE, "loose/front.txt")

    assert listed(tmp_path) == [("a01.txt", ISSUE)]
    assert refused(tmp_path) == [("front.txt", "text-without-date")]
    assert "--issue" in wording.NO_DATE.en
    assert "--issue" in wording.NO_DATE.zh


def test_a_page_that_nothing_names_is_said(tmp_path: Path) -> None:
    issue = imported(text_file(tmp_path, ONE, "2019-10-24/front.txt"))

    assert issue.articles[0].page is None
    assert "text-without-page" in [note.words.kind for note in issue.notes]


def test_a_file_of_several_pages_has_them_in_order(tmp_path: Path) -> None:
    text = f"{ONE}\f第A03版 文化\n\n{spaced([QUAY])}\f{ONE}"
    issue = imported(text_file(tmp_path, text))

    assert [(str(page.code), page.title) for page in issue.pages] == [
        ("A01", ""),
        ("A03", "文化"),
        ("A04", ""),
    ]
    assert [(a.origin, str(a.page), a.order) for a in issue.articles] == [
        ("a01.txt:1", "A01", 1),
        ("a01.txt:2", "A03", 1),
        ("a01.txt:3", "A04", 1),
    ]
    (counted,) = [note for note in issue.notes if note.words is wording.PAGE_COUNTED]
    assert counted.line == 1 + text[: text.rindex("\f")].count("\n")


def test_an_articles_origin_stays_the_same(tmp_path: Path) -> None:
    text_file(tmp_path, spaced(CHINESE))

    def origins(source: Path = tmp_path) -> list[str]:
        (unit,) = KIND.list(source, Options()).units
        return [article.origin for article in unit.read().articles]

    assert origins() == origins() == [f"a01.txt:{n}" for n in (1, 2, 3)]
    assert origins(tmp_path / "2019-10-24") == origins()


def test_an_article_in_another_language_than_the_papers_says_so(tmp_path: Path) -> None:
    source = text_file(tmp_path, spaced([*CHINESE, *ENGLISH]))

    chinese = imported(source, Options(language="zh")).articles
    english = imported(source, Options(language="en")).articles
    assert [a.language for a in chinese] == ["", "", "", "en", "en"]
    assert [a.language for a in english] == ["zh", "zh", "zh", "", ""]


def test_a_unit_can_be_given_to_another_process(tmp_path: Path) -> None:
    (unit,) = KIND.list(text_file(tmp_path, ONE), Options()).units

    assert pickle.loads(pickle.dumps(unit)).read() == unit.read()


# --- damaged --------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"\n \r\n\x0c\n", "\ufeff\n".encode()])
def test_a_file_without_text_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError) as error:
        imported(text_file(tmp_path, data))

    assert error.value.note.words is wording.EMPTY


def test_a_file_that_is_no_page_by_its_size_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as error:
        imported(text_file(tmp_path, b"a" * (MAX_BYTES + 1)))

    assert error.value.note.words is wording.TOO_LARGE


def test_a_file_that_is_gone_when_it_is_read_is_refused(tmp_path: Path) -> None:
    source = text_file(tmp_path, ONE)
    (unit,) = KIND.list(source, Options()).units
    source.unlink()

    with pytest.raises(SourceError) as error:
        unit.read()

    assert error.value.note.words is wording.UNREADABLE


def test_links_out_of_the_folder_and_what_is_no_file_are_named(tmp_path: Path) -> None:
    outside = text_file(tmp_path / "outside", ONE)
    inside = tmp_path / "inside"
    text_file(inside, ONE)
    (inside / "2019-10-24" / "a02.txt").symlink_to(outside)
    (inside / "2019-10-24" / "more").symlink_to(outside.parent)
    os.mkfifo(inside / "2019-10-24" / "a03.txt")

    assert listed(inside) == [("a01.txt", ISSUE)]
    assert refused(inside) == [("a02.txt", "text-link"), ("a03.txt", "text-no-file")]


def test_columns_side_by_side_are_said(tmp_path: Path) -> None:
    text = "\n".join(
        "连日来各乡镇抢抓农时      备足种子化肥农药      为春耕打好基础" for _ in range(8)
    )
    issue = imported(text_file(tmp_path, text))

    assert "text-columns-side-by-side" in [note.words.kind for note in issue.notes]


def test_every_kind_of_note_says_the_same_in_both_languages() -> None:
    from string import Formatter

    kinds = [each for each in vars(wording).values() if isinstance(each, wording.Words)]

    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert len(kinds) > 30
    assert [each.kind for each in kinds if names(each.en) != names(each.zh)] == []
