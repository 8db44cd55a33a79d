"""Where the articles of a Word file begin and what their parts are."""

from __future__ import annotations

from pathlib import Path

from broadsheet.importing.sources import Options
from broadsheet.importing.word.source import KIND
from broadsheet.model import PageCode
from broadsheet.model import Paragraph as ReadParagraph
from tests.importing.posts.blog import ISSUE
from tests.importing.word.papers import Paper, cutlines, figures, imported, read_back, text_of

LEAD = "本报讯（记者 王小禾 通讯员 李田）10月23日，柏林镇三千亩晚稻开镰，田间机声隆隆。"
MORE = "镇农业站的人说，预计五天内收割完毕，颗粒归仓之后还要抢种油菜。"
RAIN = "本报讯（记者 王小禾）昨夜的大雨今晨停了，低洼路段的积水已经排完。"


def test_styles_say_what_the_parts_of_an_article_are(tmp_path: Path) -> None:
    paper = Paper.new()
    paper.text("柏林镇", style=paper.style("引题"))
    paper.text("秋收进度过半", style="Title").text("——三千亩晚稻归仓", style="Subtitle")
    paper.text("本报记者 王小禾", style=paper.style("署名"))
    paper.text(LEAD).text("抢抓晴天", style=paper.style("小标题")).text(MORE)
    found = imported(paper.save(tmp_path))

    article = read_back(found.only, page="a01-1-harvest.md")
    assert (article.kicker, article.headline, article.deck) == (
        "柏林镇",
        "秋收进度过半",
        "三千亩晚稻归仓",
    )
    assert article.byline is not None
    assert article.byline.text == "本报记者 王小禾"
    assert found.only.page == PageCode("A", "01")
    assert text_of(found.only) == f"{LEAD}\n\n## 抢抓晴天\n\n{MORE}"
    assert found.notes == ()


def test_an_article_that_begins_with_its_lead_in_is_read_so(tmp_path: Path) -> None:
    found = imported(Paper.new().text("秋收", style="Title").text(LEAD).save(tmp_path))

    (block,) = read_back(found.only).body
    assert isinstance(block, ReadParagraph)
    assert block.lead_in is not None
    assert block.lead_in.text == "本报讯（记者 王小禾 通讯员 李田）"


def test_headings_of_the_first_level_are_headlines_of_a_page(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收过半", style="Heading 1").text(LEAD)
    paper.text("抢抓晴天", style="Heading 2").text(MORE)
    paper.text("大雨过后", style="Heading 1").text(RAIN)
    found = imported(paper.save(tmp_path))

    assert [each.headline for each in found.articles] == ["秋收过半", "大雨过后"]
    assert [each.origin for each in found.articles] == [
        "a01-harvest.docx:1",
        "a01-harvest.docx:2",
    ]
    assert [each.order for each in found.articles] == [1, 2]
    assert text_of(found.articles[0]) == f"{LEAD}\n\n## 抢抓晴天\n\n{MORE}"


def test_headings_below_a_title_are_crossheads(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收", style="Title").text(LEAD).text("一", style="Heading 1")
    found = imported(paper.text(MORE).save(tmp_path))

    assert text_of(found.only) == f"{LEAD}\n\n## 一\n\n{MORE}"


def test_larger_centred_and_bold_lines_are_heads_where_no_style_is_used(tmp_path: Path) -> None:
    paper = Paper.new()
    paper.line("柏林镇抢抓晴天", size=14, centred=True)
    paper.line("秋收进度过半", size=22, bold=True, centred=True)
    paper.line("——三千亩晚稻归仓", size=14, centred=True)
    paper.line("本报记者 王小禾", centred=True)
    paper.text(LEAD)
    paper.line("机手连夜作业", bold=True)
    paper.text(MORE)
    paper.line("大雨过后路不湿", size=22, bold=True, centred=True)
    paper.text(RAIN)
    found = imported(paper.save(tmp_path))

    first, second = found.articles
    assert (first.kicker, first.headline, first.deck) == (
        "柏林镇抢抓晴天",
        "秋收进度过半",
        "——三千亩晚稻归仓",
    )
    assert text_of(first) == f"本报记者 王小禾\n\n{LEAD}\n\n## 机手连夜作业\n\n{MORE}"
    assert second.headline == "大雨过后路不湿"
    assert text_of(second) == RAIN
    assert found.kinds == {"word-heads-by-look"}


def test_a_bold_centred_line_amid_the_text_is_a_crosshead_and_said_to_be_unsure(
    tmp_path: Path,
) -> None:
    paper = Paper.new()
    paper.line("秋收进度过半", size=22, bold=True, centred=True)
    paper.text(LEAD)
    paper.line("机手连夜作业", bold=True, centred=True)
    found = imported(paper.text(MORE).save(tmp_path))

    assert text_of(found.only) == f"{LEAD}\n\n## 机手连夜作业\n\n{MORE}"
    assert found.noted("word-crosshead-unclear") == ["机手连夜作业"]


def test_a_bold_centred_line_over_a_lead_in_is_a_headline(tmp_path: Path) -> None:
    paper = Paper.new()
    paper.line("秋收进度过半", bold=True, centred=True)
    paper.text(LEAD, MORE)
    paper.line("大雨过后路不湿", bold=True, centred=True)
    found = imported(paper.text(RAIN).save(tmp_path))

    assert [each.headline for each in found.articles] == ["秋收进度过半", "大雨过后路不湿"]


def test_a_headline_of_two_lines_is_one(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收进度过半", style="Title").text("颗粒归仓", style="Title")
    found = imported(paper.text(LEAD).save(tmp_path))

    assert found.only.headline == "秋收进度过半颗粒归仓"


def test_what_stands_before_the_first_headline_is_kept_and_named(tmp_path: Path) -> None:
    paper = Paper.new().text("编者按：今起推出系列报道，敬请关注。").text("秋收", style="Title")
    found = imported(paper.text(LEAD).save(tmp_path))

    assert text_of(found.only).startswith("编者按：今起推出系列报道，敬请关注。\n\n本报讯")
    assert found.noted("word-before-headline") == ["编者按：今起推出系列报道，敬请关注。"]


def test_a_file_without_any_look_is_read_as_page_text(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收进度过半", "□本报记者 王小禾", LEAD, MORE, "（王小禾）")
    found = imported(paper.save(tmp_path))

    assert found.only.headline == "秋收进度过半"
    assert LEAD in text_of(found.only)
    assert MORE in text_of(found.only)


def test_marks_tables_and_lists_survive_the_reading_as_page_text(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收进度过半", "□本报记者 王小禾", LEAD)
    paragraph = paper.document.add_paragraph("镇农业站的人说，")
    paragraph.add_run("五天内").bold = True
    paragraph.add_run("收割完毕，颗粒归仓之后还要抢种油菜。")
    table = paper.document.add_table(2, 2)
    for cell, words in zip(
        [c for row in table.rows for c in row.cells], ["作物", "亩", "稻", "3"], strict=True
    ):
        cell.text = words
    found = imported(paper.text(RAIN.removeprefix("本报讯（记者 王小禾）")).save(tmp_path))

    text = text_of(found.only)
    assert "说，**五天内**收割完毕" in text
    assert "油菜。\n\n| 作物 | 亩 |\n| --- | --- |\n| 稻 | 3 |\n\n昨夜" in text


def test_pictures_take_the_words_below_or_above_them(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收", style="Title").text(LEAD).picture()
    paper.text("▲收割机在田间作业。（王小禾 摄）").text(MORE)
    paper.text("▼雨后的街道。（王小禾 摄）").picture().text(RAIN)
    paper.picture().text("Figure words", style="Caption").text("末段的文字在这里，到此为止。")
    paper.picture().picture().text("图为农户晒谷。王小禾 摄")
    found = imported(paper.save(tmp_path))

    assert cutlines(found.only) == [
        "▲收割机在田间作业。（王小禾 摄）",
        "▼雨后的街道。（王小禾 摄）",
        "Figure words",
        "",
        "图为农户晒谷。王小禾 摄",
    ]
    assert all(picture.data for group in figures(found.only) for picture in group)
    assert text_of(found.only).count("▲") == 1


def test_issue_and_page_come_from_options_or_names(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收", style="Title").text(LEAD)
    path = paper.save(tmp_path, "harvest.docx")

    listing = KIND.list(path, Options())
    assert [each.words.kind for each in listing.notes] == ["word-without-date"]
    (unit,) = KIND.list(path, Options(issue=ISSUE, page=PageCode("B", "2"))).units
    assert unit.name == ISSUE
    assert unit.read().articles[0].page == PageCode("B", "2")


def test_a_folder_of_files_is_listed_without_locks_and_hidden_ones(tmp_path: Path) -> None:
    paper = Paper.new().text("秋收", style="Title").text(LEAD)
    paper.save(tmp_path, "2019-10-24/A01.docx")
    paper.save(tmp_path, "2019-10-25/A02.docx")
    paper.save(tmp_path, "2019-10-25/~$A02.docx")
    (tmp_path / "2019-10-25/link.docx").symlink_to(tmp_path / "2019-10-24/A01.docx")

    listing = KIND.list(tmp_path, Options())
    assert KIND.recognises(tmp_path)
    assert [unit.name.date.isoformat() for unit in listing.units] == ["2019-10-24", "2019-10-25"]
    assert [each.words.kind for each in listing.notes] == ["word-link"]


def test_an_english_file(tmp_path: Path) -> None:
    paper = Paper.new().text("Harvest passes the half", style="Title").text("By Ann Lee")
    paper.text("Three thousand mu of late rice are in, and rain is forecast for Friday.")
    found = imported(paper.save(tmp_path), Options(language="en"))

    assert found.only.language == ""
    article = read_back(found.only)
    assert article.byline is not None
    assert article.byline.text == "By Ann Lee"
