"""Sources that know their paragraphs, their styles and their pictures, as Word files do."""

from __future__ import annotations

from broadsheet.importing.drafts import DraftArticle, DraftPicture
from broadsheet.importing.text.lines import Line, Style
from broadsheet.importing.text.page import read_page
from tests.importing.text.desk import shown
from tests.importing.text.typesetting import QUAY, Story, bare_block, story_of

TEXT = "经过两年的修缮，临江老桥今天上午恢复通车，第一批过桥的是附近中学的学生。"


def read(*lines: Line | str) -> list[DraftArticle]:
    made = [Line(at, each) if isinstance(each, str) else each for at, each in enumerate(lines, 1)]
    return list(read_page(made, "a.docx", are_paragraphs=True)[0])


def picture(name: str) -> DraftPicture:
    return DraftPicture(name, b"data")


def test_paragraphs_are_whole_without_empty_lines() -> None:
    articles = read(*QUAY.heads, *map(bare_block, QUAY.blocks))

    assert [story_of(article) for article in articles] == [QUAY]


def test_narrow_paragraphs_are_not_joined_as_lines_of_a_column() -> None:
    spoken = [f"第{n}位老人说，江边的路比从前好走多了。" for n in "一二三四五六"]
    (article,) = read("江边散步", "□本报记者 沈栀", *spoken)

    assert shown(article)[1:] == spoken


def test_a_picture_takes_the_short_line_below_it_as_its_words() -> None:
    (article,) = read(
        "老桥通车",
        "□本报记者 沈栀 文/图",
        TEXT,
        Line(4, "", pictures=(picture("image1.jpeg"),)),
        "学生们骑车过桥",
        TEXT,
    )

    assert shown(article)[1:] == [TEXT, "[学生们骑车过桥]", TEXT]


def test_pictures_and_cutlines_in_a_row_meet_in_order() -> None:
    (article,) = read(
        "老桥通车",
        "□本报记者 沈栀",
        TEXT,
        Line(4, "", pictures=(picture("1.jpg"), picture("2.jpg"))),
        "▲学生们骑车过桥。（沈栀 摄）",
        "▲老人们在桥头合影。（沈栀 摄）",
    )
    (figure,) = article.body[2:]

    assert [(p.name, p.cutline) for p in figure.pictures] == [  # type: ignore[union-attr]
        ("1.jpg", "▲学生们骑车过桥。（沈栀 摄）"),
        ("2.jpg", "▲老人们在桥头合影。（沈栀 摄）"),
    ]


def test_a_picture_in_a_paragraph_stands_behind_it() -> None:
    (article,) = read("老桥通车", Line(2, TEXT, pictures=(picture("1.jpg"),)), TEXT)

    assert shown(article) == [TEXT, "[]", TEXT]


def test_a_line_in_the_style_of_headings_is_a_crosshead_and_no_cutline() -> None:
    (article,) = read(
        "老桥通车",
        "□本报记者 沈栀",
        TEXT,
        Line(4, "", pictures=(picture("1.jpg"),)),
        Line(5, "修桥的人", Style.HEADING),
        TEXT,
    )

    assert shown(article)[1:] == [TEXT, "[]", "## 修桥的人", TEXT]


def test_a_heading_may_end_in_a_full_stop() -> None:
    (article,) = read(Line(1, "老桥通车了。", Style.HEADING), "□本报记者 沈栀", TEXT)

    assert story_of(article) == Story("老桥通车了。", (TEXT,), byline="□本报记者 沈栀")
