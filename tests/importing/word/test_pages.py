"""Word files as people make them: a page in one file, folio lines, tables that place things."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docx.table import _Cell

from broadsheet.importing.drafts import DraftIssue
from broadsheet.importing.sources import Options
from broadsheet.importing.word.source import KIND
from broadsheet.model import PageCode
from tests.importing.word.papers import (
    Paper,
    cutlines,
    figures,
    imported,
    png,
    read_back,
    text_of,
)

LEAD = "本报讯（记者 王小禾 通讯员 李田）10月23日，柏林镇三千亩晚稻开镰，田间机声隆隆。"
MORE = "镇农业站的人说，预计五天内收割完毕，颗粒归仓之后还要抢种油菜。"
RAIN = "本报讯（记者 王小禾）昨夜的大雨今晨停了，低洼路段的积水已经排完。"


def issue_of(path: Path) -> DraftIssue:
    (unit,) = KIND.list(path, Options()).units
    return unit.read()


# --- folio lines --------------------------------------------------------------------------------


def test_a_folio_line_says_page_and_day_and_is_no_text(tmp_path: Path) -> None:
    paper = Paper.new().text("A03 本地新闻  2019年10月24日", "责编：陈佳")
    paper.line("秋收进度过半", bold=True, centred=True)
    path = paper.text("本报记者 王小禾", MORE, MORE).save(tmp_path, "稿件.docx")
    issue = issue_of(path)

    assert issue.name.date == dt.date(2019, 10, 24)
    (page,) = issue.pages
    assert (page.code, page.title, page.editors) == (PageCode("A", "03"), "本地新闻", "责编：陈佳")
    (article,) = issue.articles
    assert article.page == PageCode("A", "03")
    assert text_of(article) == f"本报记者 王小禾\n\n{MORE}\n\n{MORE}"
    assert [note.words.kind for note in issue.notes].count("text-folio") == 2


def test_a_page_without_any_looks_has_a_folio_line_too(tmp_path: Path) -> None:
    paper = Paper.new().text("A03 本地新闻  2019年10月24日", "秋收过半", LEAD, MORE)
    issue = issue_of(paper.save(tmp_path))

    assert [each.headline for each in issue.articles] == ["秋收过半"]
    assert "page-differs" in {n.words.kind.removeprefix("text-") for n in issue.notes}


def test_who_edited_an_article_is_no_folio(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收过半", style="Title").text(LEAD, "责任编辑：陈佳")
    issue = issue_of(paper.save(tmp_path))

    assert issue.pages == ()
    assert text_of(issue.articles[0]).endswith("责任编辑：陈佳")


def test_a_file_without_a_day_in_name_and_text_is_named(tmp_path: Path) -> None:
    path = Paper.new().text("秋收过半", style="Title").text(LEAD).save(tmp_path, "稿件.docx")
    (note,) = KIND.list(path, Options()).notes

    assert note.words.kind == "word-without-date"


# --- heads --------------------------------------------------------------------------------------


def test_what_stands_before_the_headline_leaves_the_byline_first(tmp_path: Path) -> None:
    paper = Paper.new().text("编者按：秋收时节，记者走进田间，看一粒稻谷怎样归仓，敬请关注。")
    paper.line("秋收进度过半", size=22)
    found = imported(paper.text("本报记者 王小禾", MORE, MORE).save(tmp_path))

    article = read_back(found.only)
    assert [credit.name for credit in article.credits] == ["王小禾"]
    assert text_of(found.only).split("\n\n")[1].startswith("编者按")


def test_the_two_clauses_of_a_headline_have_a_space_between(tmp_path: Path) -> None:
    paper = Paper.new()
    paragraph = paper.line("冬季供暖期临近", size=22, bold=True)
    paragraph.add_run().add_break()
    paragraph.add_run("这些问题别忽视").font.size = paragraph.runs[0].font.size
    found = imported(paper.text(LEAD, MORE).save(tmp_path))

    assert found.only.headline == "冬季供暖期临近 这些问题别忽视"


def test_two_lines_that_look_alike_are_said_to_be_unclear(tmp_path: Path) -> None:
    paper = Paper.new()
    paper.line("暴雨来袭", bold=True, centred=True)
    paper.line("我市启动三级应急响应", bold=True, centred=True)
    found = imported(paper.text(LEAD, MORE).save(tmp_path))

    assert (found.only.kicker, found.only.headline) == ("暴雨来袭", "我市启动三级应急响应")
    assert found.noted("headline-unclear") == ["暴雨来袭 我市启动三级应急响应"]


def test_a_lower_heading_over_the_byline_is_the_deck(tmp_path: Path) -> None:
    paper = Paper.new().text("Bridge plan clears last hurdle", style="Heading 1")
    paper.text("Construction could begin next spring", style="Heading 2")
    paper.text("By Mara Ellison", "The council voted late Sunday to approve the bridge.")
    paper.text("What it costs", style="Heading 2").text("Tolls would pay half of it.")
    found = imported(paper.save(tmp_path))

    assert found.only.deck == "Construction could begin next spring"
    assert "## What it costs" in text_of(found.only)


# --- pictures and tables ------------------------------------------------------------------------


def test_words_in_the_middle_below_a_picture_are_its_cutline(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收过半", style="Title").text(LEAD).picture()
    paper.line("收割机在田间作业。", centred=True)
    found = imported(paper.text(MORE).save(tmp_path))

    assert cutlines(found.only) == ["收割机在田间作业。"]


def test_a_style_of_cutlines_is_taken_at_its_word(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收过半", style="Title").text(LEAD).picture()
    paper.text("收割机在田间作业。", style=paper.style("图注"))
    found = imported(paper.text(MORE).save(tmp_path))

    assert cutlines(found.only) == ["收割机在田间作业。"]


def test_pictures_below_each_other_have_the_words_below_them(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收过半", style="Title").text(LEAD).picture().picture()
    found = imported(paper.text("图①：开镰。", "图②：归仓。", MORE).save(tmp_path))

    assert cutlines(found.only) == ["图①：开镰。", "图②：归仓。"]
    assert text_of(found.only).endswith(MORE)


def _fill(cell: _Cell, first: str, *others: str) -> None:
    cell.paragraphs[0].text = first
    for each in others:
        cell.add_paragraph(each)


def test_a_table_that_places_articles_is_read_cell_by_cell(tmp_path: Path) -> None:
    paper = Paper.new()
    table = paper.document.add_table(rows=1, cols=2)
    _fill(table.cell(0, 0), "秋收过半", LEAD)
    _fill(table.cell(0, 1), "大雨过后", RAIN)
    found = imported(paper.save(tmp_path))

    assert [each.headline for each in found.articles] == ["秋收过半", "大雨过后"]


def test_a_table_of_pictures_is_pictures_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png())
    paper = Paper.new().text("秋收过半", style="Title").text(LEAD)
    table = paper.document.add_table(rows=2, cols=2)
    for at, words in enumerate(("开镰的早晨。", "归仓的傍晚。")):
        table.cell(0, at).paragraphs[0].add_run().add_picture(str(tmp_path / "p.png"))
        table.cell(1, at).text = words
    found = imported(paper.text(MORE).save(tmp_path))

    assert cutlines(found.only) == ["开镰的早晨。", "归仓的傍晚。"]
    assert len(figures(found.only)) == 2
    assert "|" not in text_of(found.only)


def test_a_table_of_short_cells_stays_a_table(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收过半", style="Title").text(LEAD)
    table = paper.document.add_table(rows=2, cols=2)
    for at, words in enumerate(("镇", "亩", "柏林镇", "3000")):
        table.cell(at // 2, at % 2).text = words
    found = imported(paper.save(tmp_path))

    assert "| 柏林镇 | 3000 |" in text_of(found.only)


def test_a_file_that_is_one_table_is_an_article(tmp_path: Path) -> None:
    paper = Paper.new()
    table = paper.document.add_table(rows=2, cols=2)
    for at, words in enumerate(("秋收进度", "亩", "柏林镇", "3000")):
        table.cell(at // 2, at % 2).text = words
    found = imported(paper.save(tmp_path))

    assert "| 柏林镇 | 3000 |" in text_of(found.only)
    assert found.noted("headline-made") == [found.only.headline]
