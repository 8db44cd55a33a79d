"""HTML of others becomes blocks: what an editor would write, and nothing that is not text."""

from __future__ import annotations

import pytest
from bs4 import Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.importing import composing, escaping, markup
from broadsheet.importing.drafts import Block, Crosshead, DraftPicture, Figure, Paragraph, Written
from broadsheet.reading.markdown import convert


def picture(image: Tag) -> DraftPicture | None:
    source = str(image.get("src", ""))
    return None if source.startswith("icon") else DraftPicture(source, b"")


def blocks(html: str) -> list[Block]:
    return list(markup.blocks(html, picture))


def body(html: str) -> str:
    return composing.body(blocks(html), {at: f"{at}.jpg" for at in range(9)})


def cutlines(html: str) -> list[str]:
    return [p.cutline for b in blocks(html) if isinstance(b, Figure) for p in b.pictures]


# --- paragraphs


@pytest.mark.parametrize(
    "html",
    [
        "<p>　　甲。</p><p>　　乙。</p>",
        "<P>&nbsp;&nbsp;&nbsp;&nbsp;甲。<P>&nbsp;&nbsp;乙。",
        "　　甲。<br>　　乙。",
        "甲。<BR/>乙。",
        "甲，<br><br>乙。".replace("，", "。"),
        "<div>甲。<div>乙。</div></div>",
        "<table><tr><td><p>甲。</p></td></tr><tr><td>乙。</td></tr></table>",
    ],
)
def test_paragraphs_are_told_however_they_are_parted(html: str) -> None:
    assert blocks(html) == [Paragraph("甲。"), Paragraph("乙。")]


def test_a_line_that_breaks_in_a_sentence_stays_in_its_paragraph() -> None:
    assert blocks("<p>时间：周五，<br>地点在镇口，请早到这里来参加我们的活动并且带上雨伞</p>") == [
        Paragraph("时间：周五，\n地点在镇口，请早到这里来参加我们的活动并且带上雨伞")
    ]


def test_the_lines_of_a_poem_stay_together() -> None:
    poem = "<p>清水河边，<br>稻花正香。<br>渡船不见，<br>新桥正长。</p>"

    assert blocks(poem) == [Paragraph("清水河边，\n稻花正香。\n渡船不见，\n新桥正长。")]


def test_a_line_end_of_the_source_parts_latin_words_alone() -> None:
    assert blocks("<p>秋收\n过半 rice\n  harvest</p>") == [Paragraph("秋收过半 rice harvest")]


# --- crossheads


@pytest.mark.parametrize(
    "head",
    [
        '<p align="center"><strong>抢抓晴天</strong></p>',
        "<CENTER><B>抢抓晴天</B></CENTER>",
        '<p style="text-align: center"><span style="font-weight:bold">抢抓晴天</span></p>',
        "<p><b>抢抓晴天</b></p>",
        "<h3>抢抓晴天</h3>",
        "<h2>抢抓晴天</h2>",
    ],
)
def test_a_short_strong_line_is_a_crosshead(head: str) -> None:
    made = blocks(f"<p>甲。</p>{head}<p>乙。</p>")

    assert isinstance(made[1], Crosshead)
    assert made[1].text == "抢抓晴天"


@pytest.mark.parametrize(
    "line",
    [
        "<p><b>问：今年收成如何？</b></p>",
        "<p align=center><b>□本报记者 申昕</b></p>",
        "<p><b>这一整段是编者按，说明为什么要登出下面的文字，所以它很长，不是小标题。</b></p>",
        "<p align=center>居中而不加粗</p>",
    ],
)
def test_other_strong_or_centred_lines_are_paragraphs(line: str) -> None:
    assert not any(
        isinstance(b, Crosshead) for b in blocks(f"<p>甲乙丙丁戊。</p>{line}<p>乙。</p>")
    )


def test_a_text_that_is_strong_throughout_has_no_strong_words() -> None:
    made = body("<p><b>第一段的文字都很粗。</b></p><p><b>第二段也是。</b></p><p>末段。</p>")

    assert "*" not in made


# --- pictures


@pytest.mark.parametrize(
    "html",
    [
        "<p align=center><img src=a.jpg></p><p align=center>桥通了。（申昕 摄）</p><p>正文。</p>",
        "<p><img src=a.jpg><br>桥通了。（申昕 摄）</p><p>正文。</p>",
        "<figure><img src=a.jpg><figcaption>桥通了。（申昕 摄）</figcaption></figure><p>正文。</p>",
        "<table><tr><td><img src=a.jpg></td></tr>"
        "<tr><td>桥通了。（申昕 摄）</td></tr></table><p>正文。</p>",
        '<p><img src=a.jpg></p><p class="pictext">桥通了。（申昕 摄）</p><p>正文。</p>',
        '<p><img src=a.jpg alt="桥通了。（申昕 摄）"></p><p>正文。</p>',
    ],
)
def test_the_words_of_a_picture_are_its_cutline(html: str) -> None:
    made = blocks(html)

    assert cutlines(html) == ["桥通了。（申昕 摄）"]
    assert made[-1] == Paragraph("正文。")


def test_a_paragraph_that_follows_a_picture_is_not_its_cutline() -> None:
    assert cutlines("<p><img src=a.jpg></p><p>　　本报讯 昨日，桥通了。</p>") == [""]


def test_the_name_of_a_file_is_no_cutline() -> None:
    assert cutlines("<p><img src=a.jpg alt='IMG_2019.jpg' title='1234567'></p>") == [""]


def test_an_icon_leaves_no_trace() -> None:
    assert blocks("<p>甲<img src=icon.gif>乙。</p>") == [Paragraph("甲乙。")]


def test_words_before_the_pictures_of_a_box_are_theirs() -> None:
    made = markup.figure("<div>灯会<img src=a.jpg>其一<img src=b.jpg>其二</div>", picture)

    assert made
    assert [p.cutline for p in made.pictures] == ["灯会 其一", "其二"]


def test_words_in_the_row_below_go_to_the_picture_above_them() -> None:
    rows = (
        "<tr><td><img src=a.jpg></td><td><img src=b.jpg></td></tr>"
        "<tr><td>桥。（申昕 摄）</td><td>塔。（申昕 摄）</td></tr>"
    )
    table = f"<table>{rows}{rows.replace('a.', 'c.').replace('塔', '')}</table>"
    made = markup.figure(table, picture)
    expected = ["桥。（申昕 摄）", "塔。（申昕 摄）", "桥。（申昕 摄）", "。（申昕 摄）"]

    assert made
    assert [p.cutline for p in made.pictures] == expected
    assert cutlines(f"<p>正文。</p>{table}") == expected


# --- tables, lists, links


def test_a_table_is_written_as_reporters_write_one() -> None:
    html = "<table><tr><td>镇</td><td>亩</td></tr><tr><td>柏林</td><td>300</td></tr></table>"

    assert body(html) == "| 镇 | 亩 |\n| --- | --- |\n| 柏林 | 300 |\n"


def test_a_table_with_joined_cells_keeps_them() -> None:
    html = "<table><tr><td colspan=2>合计</td></tr><tr><td>甲</td><td>乙</td></tr></table>"

    assert '<td colspan="2">合计</td>' in body(html)


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<ul><li>一</li><li>二</li></ul>", "- 一\n- 二\n"),
        ("<ol><li>一<li>二</ol>", "1. 一\n2. 二\n"),
        ("<blockquote><p>甲。</p><p>乙。</p></blockquote>", "> 甲。\n>\n> 乙。\n"),
        ("<p>水 H<sub>2</sub>O 与<b>稻田</b>。</p>", "水 H<sub>2</sub>O 与**稻田**。\n"),
        (
            '<p>见<a href="https://a.example/?a=1&amp;b=2">网站</a>。</p>',
            "见[网站](https://a.example/?a=1&b=2)。\n",
        ),
        ('<p>见<a href="javascript:alert(1)">网站</a>。</p>', "见网站。\n"),
        ('<p>见<a href="content_1.htm">稿件</a>。</p>', "见稿件。\n"),
        ("<p><ruby>柏<rt>bǎi</rt></ruby>林</p>", "柏（bǎi）林\n"),
    ],
)
def test_lists_quotations_and_styles_are_markdown(html: str, written: str) -> None:
    assert body(html) == written


@pytest.mark.parametrize("text", ["# 号", "* 星", "1. 一", "_下划_", "[x](y)", "3 < 5", "&amp;"])
def test_signs_of_markdown_stay_letters(text: str) -> None:
    html = f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p><p><b>末</b>段</p>"
    converted = convert("", body(html), 1, lambda target, _: target)

    assert converted.blocks[0].text == text  # type: ignore[union-attr]


# --- what is not trusted


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert('x')</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        "<style>p{}</style>",
        "<iframe src=//evil.example>x</iframe>",
        "<svg><script>x</script><text>x</text></svg>",
        "<object data=x>x</object><embed src=x>",
        "<form><input value=x><button>x</button><select><option>x</select></form>",
        "<!-- x --><!--[if IE]>x<![endif]-->",
        "<template><p>x</p></template><noscript>x</noscript>",
    ],
)
def test_what_is_no_text_is_left_behind(evil: str) -> None:
    assert blocks(f"<p>甲{evil}乙。</p>")[0] in (Paragraph("甲乙。"), Paragraph("甲"))
    assert "x" not in body(f"<p>甲{evil}乙。</p>")


def test_depth_without_end_is_read_as_text() -> None:
    assert blocks("<div>" * 20_000 + "深" + "</div>" * 20_000) == [Paragraph("深")]
    assert body("<blockquote>" * 400 + "深" + "</blockquote>" * 400).strip("> \n") == "深"


@given(st.text(alphabet="甲乙。<>/pbrtd&;ligmh3#*_ \n　\"'=", max_size=80))
@settings(max_examples=150, deadline=None)
def test_any_html_is_read_and_written_without_tags_of_its_own(html: str) -> None:
    made = blocks(html)

    for block in made:
        if isinstance(block, Written):
            assert not convert("", block.text, 1, lambda target, _: target).problems
        elif isinstance(block, Paragraph):
            text = escaping.clean(block.text)
            assert block.text.strip()
            written = convert("", escaping.paragraph(text), 1, lambda target, _: target)
            assert not [p for p in written.problems if p.is_error]
