"""What a Word file may hold beside plain paragraphs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from broadsheet.importing.word.numbering import chinese
from tests.importing.posts.blog import html_of
from tests.importing.word.papers import Found, Paper, cutlines, imported, png, read_back, text_of

BODY = "昨夜的大雨今晨停了，低洼路段的积水已经排完。"


def read(paper: Paper, folder: Path) -> Found:
    return imported(paper.save(folder))


def headed() -> Paper:
    return Paper.new().text("秋收", style="Title")


def run(words: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{words}</w:t></w:r>'


SUBSCRIPT = '<w:vertAlign w:val="subscript"/>'
NOT_BOLD = '<w:b w:val="0"/>'
LINK = ' HYPERLINK "https://b.example/" '


def test_letters_that_stand_out_keep_their_marks(tmp_path: Path) -> None:
    paper = headed().xml(
        f"<w:p>{run('水是 H')}{run('2', SUBSCRIPT)}{run('O，')}"
        f"{run('很', '<w:b/>')}{run('重要', '<w:b/>')}{run('；')}{run('斜', '<w:i/>')}"
        f"{run('删', '<w:strike/>')}{run('不', NOT_BOLD)}。</w:p>"
    )
    text = text_of(read(paper, tmp_path).only)

    assert text == "水是 H<sub>2</sub>O，**很重要**；*斜*<del>删</del>不"


def test_a_paragraph_that_is_wholly_bold_is_not_marked(tmp_path: Path) -> None:
    paper = headed().text(BODY)
    paper.line(BODY, bold=True)

    assert text_of(read(paper, tmp_path).only) == f"{BODY}\n\n{BODY}"


def test_signs_that_look_like_markup_stay_words(tmp_path: Path) -> None:
    words = "1. 价格 3*4*5 <b>与 [a](b) 和 snake_case_x | #1"
    found = read(headed().text(words), tmp_path)

    assert html_of(read_back(found.only)).replace("&lt;", "<").replace("&gt;", ">") == (
        f"<p>{words}</p>"
    )


def test_tracked_changes(tmp_path: Path) -> None:
    paper = headed().xml(
        f"<w:p>{run('雨')}<w:del w:id='1'><w:r><w:delText>没</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{run('停')}</w:ins>{run('了。')}</w:p>"
        f"<w:p><w:pPr><w:rPr><w:del w:id='3'/></w:rPr></w:pPr>{run('前半，')}</w:p>"
        f"<w:p>{run('后半。')}</w:p>"
        f"<w:moveFrom w:id='4'><w:p>{run('搬走。')}</w:p></w:moveFrom>"
    )
    found = read(paper, tmp_path)

    assert text_of(found.only) == "雨停了。\n\n前半，后半。"
    assert found.kinds == {"word-tracked-changes"}


def test_comments_headers_and_hidden_text_are_left_out_and_named(tmp_path: Path) -> None:
    paper = headed().text(BODY)
    paper.document.sections[0].header.paragraphs[0].text = "柏林镇报 A01"
    paper.document.sections[0].footer.paragraphs[0].text = "第 1 页"
    paper.xml(f"<w:p>{run('看得见')}{run('看不见', '<w:vanish/>')}。</w:p>")
    paragraph = paper.document.paragraphs[1]
    paper.document.add_comment(paragraph.runs, "请核对", author="编辑")
    found = read(paper, tmp_path)

    assert text_of(found.only) == f"{BODY}\n\n看得见"
    assert found.noted("word-comments") == ["1"]
    assert found.noted("word-header") == ["柏林镇报 A01"]
    assert found.noted("word-hidden-text") == ["看不见"]


TEXT_BOX = """<w:p><w:r><w:t>锚定的段落。</w:t></w:r><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>
<w:txbxContent><w:p><w:r><w:t>框中的文字。</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp>
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>框中的文字。</w:t></w:r></w:p>
</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def test_a_text_box_follows_its_paragraph_once(tmp_path: Path) -> None:
    found = read(headed().xml(TEXT_BOX).text(BODY), tmp_path)

    assert text_of(found.only) == f"锚定的段落。\n\n框中的文字。\n\n{BODY}"
    assert found.noted("word-text-box") == ["框中的文字。"]


def test_an_old_text_box_is_read_too(tmp_path: Path) -> None:
    paper = headed().xml(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>旧框。</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )

    assert text_of(read(paper, tmp_path).only) == "旧框。"


def test_links_and_fields(tmp_path: Path) -> None:
    paper = headed()
    outside = paper.document.part.relate_to(
        "https://a.example/x", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )

    def field(code: str, shown: str) -> str:
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        return (
            mark.format("begin")
            + instruction
            + mark.format("separate")
            + run(shown)
            + mark.format("end")
        )

    paper.xml(
        f'<w:p><w:hyperlink r:id="{outside}">{run("甲")}</w:hyperlink>、'
        f"{field(LINK, '乙')}{run('、')}{field('DATE', '10月24日')}"
        f'<w:hyperlink w:anchor="x">{run("丙")}</w:hyperlink>{run("。")}</w:p>'
    )

    assert text_of(read(paper, tmp_path).only) == (
        "[甲](https://a.example/x)[乙](https://b.example/)、10月24日丙。"
    )


def test_footnotes_and_endnotes_are_counted_in_the_order_of_the_text(tmp_path: Path) -> None:
    paper = headed().footnotes("脚注。").footnotes("尾注。", relation=RELATIONSHIP_TYPE.ENDNOTES)
    paper.xml(
        f"<w:p>{run('一')}<w:r><w:endnoteReference w:id='1'/></w:r>{run('二')}"
        f"<w:r><w:footnoteReference w:id='1'/></w:r>{run('。')}</w:p>"
    )
    found = read(paper, tmp_path)

    assert text_of(found.only) == "一[^1]二[^2]。\n\n[^1]: 尾注。\n\n[^2]: 脚注。"
    assert "脚注。" in html_of(read_back(found.only))


def test_line_breaks_end_a_paragraph_or_a_line(tmp_path: Path) -> None:
    paper = headed().text("第一句话说完了。\n　　第二段开始。", "春眠不觉晓\n处处闻啼鸟")

    assert text_of(read(paper, tmp_path).only) == (
        "第一句话说完了。\n\n第二段开始。\n\n春眠不觉晓  \n处处闻啼鸟"
    )


def test_full_width_indents_go(tmp_path: Path) -> None:
    assert text_of(read(headed().text(f"　　{BODY}"), tmp_path).only) == BODY


def test_a_table(tmp_path: Path) -> None:
    paper = headed().text(BODY)
    table = paper.document.add_table(2, 2)
    for at, words in enumerate(["作物", "亩|数", "水稻", "3\n千"]):
        table.cell(at // 2, at % 2).text = words

    assert text_of(read(paper, tmp_path).only) == (
        f"{BODY}\n\n| 作物 | 亩&#124;数 |\n| --- | --- |\n| 水稻 | 3<br>千 |"
    )


def test_a_table_whose_cells_span_others(tmp_path: Path) -> None:
    paper = headed().text(BODY)
    table = paper.document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽<"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "高"
    table.cell(1, 0).text = "甲"
    table.cell(2, 1).paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    found = read(paper, tmp_path)

    html = html_of(read_back(found.only))
    assert '<td colspan="2">宽&lt;</td>' in html
    assert '<td rowspan="2">高</td>' in html
    assert len(cutlines(found.only)) == 1


def test_a_table_of_one_cell_is_what_is_in_it(tmp_path: Path) -> None:
    paper = headed()
    paper.document.add_table(1, 1).cell(0, 0).text = BODY

    assert text_of(read(paper, tmp_path).only) == BODY


def test_lists(tmp_path: Path) -> None:
    paper = headed().text("一", "二", style="List Bullet").text("三", style="List Bullet 2")
    paper.text(BODY).text("甲", "乙", style="List Number")

    assert text_of(read(paper, tmp_path).only) == (f"- 一\n- 二\n- 三\n\n{BODY}\n\n1. 甲\n2. 乙")


NUMBERS = """<w:abstractNum xmlns:w="{w}" w:abstractNumId="90">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>"""


def test_chinese_numbers_are_printed_as_word_prints_them(tmp_path: Path) -> None:
    paper = headed()
    space = qn("w:p")[1:].partition("}")[0]
    numbering = paper.document.part.numbering_part.element
    numbering.insert(0, parse_xml(NUMBERS.replace("{w}", space)))
    numbering.append(
        parse_xml(f'<w:num xmlns:w="{space}" w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )

    def item(words: str, level: int = 0) -> str:
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'
        return f"<w:p><w:pPr>{number}</w:pPr>{run(words)}</w:p>"

    paper.xml(item("总则") + item("甲", 1) + item("乙", 1) + item("附则") + item("丙", 1))

    assert text_of(read(paper, tmp_path).only).split("\n\n") == [
        "一、总则",
        "（1）甲",
        "（2）乙",
        "二、附则",
        "（1）丙",
    ]


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_chinese_numerals(number: int, words: str) -> None:
    assert chinese(number) == words


def test_ruby_symbols_and_formulas(tmp_path: Path) -> None:
    paper = headed().xml(
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>bó</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>柏</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:t>林</w:t><w:sym w:font='Arial' w:char='25B2'/>"
        "<w:sym w:font='Wingdings' w:char='F0E0'/></w:r>"
        "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
    )
    found = read(paper, tmp_path)

    assert text_of(found.only) == "<ruby>柏<rt>bó</rt></ruby>林▲a+b"
    assert found.noted("word-symbol") == ["Wingdings"]
    assert found.noted("word-formula") == ["a+b"]


def test_drawings_that_are_no_photographs_are_named(tmp_path: Path) -> None:
    paper = headed().text(BODY).picture()
    part = next(
        each.target_part
        for each in paper.document.part.rels.values()
        if each.reltype == RELATIONSHIP_TYPE.IMAGE
    )
    part.partname = type(part.partname)("/word/media/image1.emf")
    found = read(paper, tmp_path)

    assert cutlines(found.only) == []
    assert found.noted("word-picture-format") == ["EMF"]


def test_a_linked_picture_is_named(tmp_path: Path) -> None:
    paper = headed().text(BODY)
    link = paper.document.part.relate_to(
        "file:///c:/a.jpg", RELATIONSHIP_TYPE.IMAGE, is_external=True
    )
    paper.xml(
        f'<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:link="{link}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )

    assert read(paper, tmp_path).noted("word-picture-missing") == ["file:///c:/a.jpg"]
