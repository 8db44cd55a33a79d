"""Markdown becomes paragraphs, prose and figures, each with its line, and nothing is lost."""

from __future__ import annotations

import re
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.reading.blocks import RawBlock, RawFigure, RawParagraph, RawPicture, RawProse
from broadsheet.reading.inline_html import cut_prefix, cut_suffix, plain_text
from broadsheet.reading.markdown import Converted, convert
from broadsheet.reading.sanitising import sanitise


def read(text: str, first_line: int = 1) -> Converted:
    def resolve(target: str, _line: int) -> str | None:
        return target if target.startswith("/") else None

    return convert("a.md", text, first_line, resolve)


def html_of(text: str) -> list[str]:
    return [b.html for b in read(text).blocks if not isinstance(b, RawFigure)]


def kinds(text: str) -> list[tuple[int, str]]:
    return [(p.line, p.kind) for p in read(text).problems]


def figures(text: str) -> list[RawFigure]:
    return [b for b in read(text).blocks if isinstance(b, RawFigure)]


def files(figure: RawFigure) -> list[str]:
    return [picture.file for picture in figure.pictures]


# --- paragraphs


def test_each_paragraph_knows_its_line_in_the_file() -> None:
    blocks = read("第一段\n\n2019年，*第二段*\n\n- 条目\n\n(括号)段\n\n“引号”段", 7).blocks
    assert [(type(b).__name__, b.line) for b in blocks] == [
        ("RawParagraph", 7),
        ("RawParagraph", 9),
        ("RawProse", 11),
        ("RawParagraph", 13),
        ("RawParagraph", 15),
    ]


@pytest.mark.parametrize("mark", ["", "*强*"])
def test_full_width_indents_begin_paragraphs_and_are_not_printed(mark: str) -> None:
    assert html_of(f"　　第一段\n　　第二段\n　　第三段\n\n{mark}")[:3] == [
        "第一段",
        "第二段",
        "第三段",
    ]


@pytest.mark.parametrize(
    "text", ["    缩进的**段落**", "\t缩进的**段落**", "正文\n\n    缩进的**段落**"]
)
def test_an_indented_paragraph_is_no_code(text: str) -> None:
    assert html_of(text)[-1] == "缩进的<strong>段落</strong>"


@pytest.mark.parametrize("mark", ["", "**粗**"])
@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("上一行\n下一行", "上一行下一行"),
        ("逗号，\n下一行", "逗号，下一行"),
        ("“上”\n下", "“上”下"),
        ("one\ntwo", "one two"),
        ("said “x”\n“y”", "said “x” “y”"),
        ("中文\nEnglish", "中文 English"),
        ("한국\n사람", "한국 사람"),
    ],
)
def test_lines_join_with_a_space_only_where_the_script_wants_one(
    text: str, joined: str, mark: str
) -> None:
    assert html_of(f"{text}\n\n{mark}")[0] == joined


def test_lines_join_across_tags() -> None:
    assert html_of("**上**\n下\n*word*\nnext") == ["<strong>上</strong>下 <em>word</em> next"]


def test_bold_works_against_chinese_characters_and_quotation_marks() -> None:
    assert html_of("甲**乙**丙“**丁**”，**戊。**己") == [
        "甲<strong>乙</strong>丙“<strong>丁</strong>”，<strong>戊。</strong>己"
    ]


def test_underscores_inside_words_stay() -> None:
    assert html_of("a_b_c") == ["a_b_c"]


def test_two_spaces_at_a_line_end_break_the_line() -> None:
    assert html_of("床前明月光  \n疑是地上霜") == ["床前明月光<br>疑是地上霜"]


# --- prose


def test_crossheads_start_below_the_headline() -> None:
    assert html_of("# 一\n## 二\n### 三\n#### 四\n##### 五\n\n正文*") == [
        "<h2>一</h2>",
        "<h2>二</h2>",
        "<h3>三</h3>",
        "<h4>四</h4>",
        "<h4>五</h4>",
        "正文*",
    ]


@pytest.mark.parametrize("rule", ["---", "***", "- - -"])
def test_a_rule_below_a_paragraph_does_not_make_it_a_crosshead(rule: str) -> None:
    assert html_of(f"正文\n{rule}\n下文") == ["正文", "<hr>", "下文"]


def test_fenced_code_stays_as_it_was_typed() -> None:
    assert html_of("```\n　　<b>\n\n  *x* &amp;\n```\n正文") == [
        "<pre><code>　　&lt;b&gt;\n\n  *x* &amp;amp;\n</code></pre>",
        "正文",
    ]


def test_table_cells_keep_their_alignment_as_a_class() -> None:
    (table,) = html_of("甲|乙\n:-|-:\n1|2")
    assert '<td class="align-left">1</td>' in table
    assert '<td class="align-right">2</td>' in table


def test_footnotes_lead_there_and_back_within_the_page() -> None:
    paragraph, notes = html_of("正文[^1]，再[^1]。\n\n[^1]: 注释")
    targets = set(re.findall(r'href="#([^"]+)"', paragraph + notes))
    ids = re.findall(r'id="([^"]+)"', paragraph + notes)
    assert targets == set(ids)
    assert len(ids) == len(set(ids)) == 3


def test_the_text_of_prose_has_a_line_a_block() -> None:
    (block,) = read("- 甲\n- 乙 &lt;丙\n").blocks
    assert isinstance(block, RawProse)
    assert block.text == "甲\n乙 <丙"


# --- pictures


def test_a_picture_alone_is_a_figure() -> None:
    assert read('正文\n\n![收割（王小禾 摄）](a.jpg "题")', 5).blocks[1] == RawFigure(
        (RawPicture("a.jpg", "收割（王小禾 摄）", "题", 7),), 7
    )


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
@pytest.mark.parametrize("mark", ["", "*尾*"])
def test_pictures_in_a_row_are_a_gallery(gap: str, mark: str) -> None:
    (gallery,) = figures(f"![甲](a.jpg){gap}![乙](b.jpg){gap}![丙](c.jpg)\n\n{mark}")
    assert files(gallery) == ["a.jpg", "b.jpg", "c.jpg"]
    assert [p.line for p in gallery.pictures] == [1, 1 + len(gap), 1 + 2 * len(gap)]


def test_text_between_pictures_parts_them() -> None:
    assert [files(f) for f in figures("![](a.jpg)\n\n正文\n\n![](b.jpg)")] == [["a.jpg"], ["b.jpg"]]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("前![图](a.jpg)后", "前后"),
        ("前**![图](a.jpg)**后", "前后"),
        ("- 前![图](a.jpg)", "<ul>\n<li>前</li>\n</ul>"),
        ("> 前\n> ![图](a.jpg)", "<blockquote>\n<p>前</p>\n</blockquote>"),
        ("前<img src=a.jpg alt=图>后", "前后"),
    ],
)
def test_a_picture_inside_a_block_becomes_a_figure_after_it(text: str, left: str) -> None:
    block, figure = read(text).blocks
    assert not isinstance(block, RawFigure)
    assert block.html == left
    assert isinstance(figure, RawFigure)
    assert figure.lifted
    assert [(p.file, p.alt) for p in figure.pictures] == [("a.jpg", "图")]


def test_a_picture_line_beside_a_paragraph_keeps_its_place() -> None:
    blocks = read("![](a.jpg)\n文字\n![](b.jpg)").blocks
    assert [type(b) for b in blocks] == [RawFigure, RawParagraph, RawFigure]
    assert [b.line for b in blocks] == [1, 2, 3]


def test_a_link_around_a_picture_is_reported() -> None:
    converted = read("[![图](a.jpg)](https://example.cn/)")
    assert [type(b) for b in converted.blocks] == [RawFigure]
    assert [p.kind for p in converted.problems] == ["html-removed"]


def test_a_picture_in_code_is_code() -> None:
    assert figures("`![图](a.jpg)`\n\n```\n![图](b.jpg)\n```") == []


# --- cutlines below and above pictures


def words(text: str) -> tuple[list[str], list[str]]:
    (figure,) = figures(text)
    return [p.text for p in figure.before], [p.text for p in figure.after]


@pytest.mark.parametrize("tail", ["", "\n\n*尾*"])
def test_a_marked_paragraph_and_its_credit_belong_to_the_figure_it_points_to(tail: str) -> None:
    assert words(f"![](a.jpg)\n\n▲近期，群众在参观。（宋可摄）{tail}") == (
        [],
        ["▲近期，群众在参观。（宋可摄）"],
    )
    above = f"▼活动现场。\n\n(吕晓璞 摄)\n\n![](a.jpg){tail}"
    assert words(above) == (["▼活动现场。", "(吕晓璞 摄)"], [])


def test_an_arrow_between_two_pictures_decides_whose_words_they_are() -> None:
    up, down = figures("![](a.jpg)\n\n▲上图\n\n![](b.jpg)\n\n▲下图")
    assert [p.text for p in (*up.after, *down.after)] == ["▲上图", "▲下图"]
    up, down = figures("![](a.jpg)\n\n▼下图\n\n![](b.jpg)")
    assert (up.after, [p.text for p in down.before]) == ((), ["▼下图"])


def test_a_credit_in_brackets_belongs_to_the_picture_above_it() -> None:
    assert words("![图](a.jpg)\n\n（吕晓璞 摄）") == ([], ["（吕晓璞 摄）"])
    assert words("![图](a.jpg)\n\n（完）") == ([], [])


def test_a_picture_that_has_its_cutline_leaves_a_marked_paragraph_in_the_text() -> None:
    converted = read("![图](a.jpg)\n\n▲近期")
    assert [type(b) for b in converted.blocks] == [RawFigure, RawParagraph]
    assert converted.problems == ()


def test_a_mark_without_a_picture_is_a_problem() -> None:
    assert kinds("正文\n\n▲近期\n\n正文\n\n![](a.jpg)") == [(3, "cutline-mark")]


# --- links


def test_outside_links_are_kept_and_the_sites_own_are_resolved() -> None:
    seen = []

    def resolve(target: str, line: int) -> str | None:
        seen.append((target, line))
        return "/2019/10/24/b.html"

    text = "[甲](https://example.cn/?a=1&b=2)\n[乙](b.md)\n\n[丙](mailto:a@example.cn) [丁](#x)"
    first, second = convert("a.md", text, 4, resolve).blocks
    assert isinstance(first, RawParagraph)
    assert isinstance(second, RawParagraph)
    assert first.html == (
        '<a href="https://example.cn/?a=1&amp;b=2" rel="noopener">甲</a>'
        '<a href="/2019/10/24/b.html">乙</a>'
    )
    assert second.html == '<a href="mailto:a@example.cn">丙</a> <a href="#x">丁</a>'
    assert seen == [("b.md", 5)]


def test_a_link_that_leads_nowhere_keeps_its_words() -> None:
    converted = read("正文\n\n见[另一篇](没有.md)。")
    assert isinstance(converted.blocks[1], RawParagraph)
    assert converted.blocks[1].html == "见另一篇。"
    assert [(p.line, p.kind, p.values) for p in converted.problems] == [
        (3, "link-broken", (("target", "没有.md"),))
    ]


def test_reference_links_work_over_the_whole_file() -> None:
    assert html_of("[甲][1]\n\n[1]: https://example.cn/\n'题'") == [
        '<a href="https://example.cn/" title="题" rel="noopener">甲</a>'
    ]


# --- cutting


def test_a_prefix_is_cut_across_tags_and_entities() -> None:
    html = "<strong>本报讯</strong>（记者 <em>甲&amp;乙</em>）正文&lt;"
    assert cut_prefix(html, 3) == "（记者 <em>甲&amp;乙</em>）正文&lt;"
    assert cut_prefix(html, 9) == "<em>乙</em>）正文&lt;"
    assert cut_suffix(html, 4) == "<strong>本报讯</strong>（记者 <em>甲&amp;乙</em>"
    assert cut_suffix(html, 6) == "<strong>本报讯</strong>（记者 <em>甲</em>"
    assert cut_prefix(html, 99) == cut_suffix(html, 99) == ""
    assert cut_prefix(html, 0) == cut_suffix(html, 0) == html


PIECES = st.lists(
    st.sampled_from(["甲", "a ", "**乙**", "*丙&amp;*", "&lt;", " `x<y` ", "[丁](https://e.cn/)"]),
    min_size=1,
    max_size=8,
)


@given(PIECES, st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_what_is_cut_and_what_is_left_make_the_text(pieces: list[str], n_chars: int) -> None:
    for block in read("乙" + "".join(pieces) + "*戊*").blocks:
        assert isinstance(block, RawParagraph)
        assert plain_text("<q>" + cut_prefix(block.html, n_chars) + "</q>") == (
            block.text[n_chars:].strip()
        )
        kept = max(len(block.text) - n_chars, 0)
        assert plain_text(cut_suffix(block.html, n_chars)) == block.text[:kept].strip()


# --- the short way and the long way


PLAIN_LINES = st.lists(
    st.sampled_from(
        [
            "",
            "　　本报讯，正文",
            "正文。",
            "Plain words, 3 of them",
            "2019年10月",
            "1.5万亩",
            "3) 三",
            '"quoted"',
            "(a) 正文",
            "“引”",
            "▲近期",
            "（甲 摄）",
            "　单个",
            "## 小标题",
            "#无空格",
            "# one #",
            "![图](a.jpg)",
            "![](图/b.png) ",
            "![▲未收录的图（甲 摄）]()",
            "![]() ",
            "正文  ",
            "   indented",
            "~~~",
            "====",
            "a: b",
            "！叹号",
            "!bang",
        ]
    ),
    max_size=9,
)


@given(PLAIN_LINES)
@settings(max_examples=300, deadline=None)
def test_plain_text_is_read_the_same_by_the_short_and_the_long_way(lines: list[str]) -> None:
    text = "\n".join(lines)
    end = "\n\n```\n\n```\n\n*尾*"

    def body(converted: Converted) -> tuple[RawBlock, ...]:
        return tuple(converted.blocks)

    short, long = body(read(text + "\n\n尾")), body(read(text + end))
    assert isinstance(long[-1], RawParagraph)
    assert [b for b in long[:-1] if getattr(b, "html", "") != "<pre><code>\n</code></pre>"] == list(
        short[:-1]
    )


# --- laws


SOURCE = st.lists(
    st.sampled_from(
        [
            *"甲a<>&[]()!*_`#\\|-\n\n\"':=/;　 ~^.1",
            *("\n\n", "**", "<b>", "</b>", "<p>", "</p>", "<script>", "</script>", "<!--", "-->"),
            *("<table><tr><td>", "</td></tr></table>", ' onclick="x"', "<a href=", "javascript:"),
            *("<img src=a.jpg onerror=x>", "![图](a.jpg)", "](b.md)", "> ", "- ", "1. ", "```"),
            *("[^1]", "[^1]: ", "<style>", "</div>", "&#106;", "data:x", "▲", "（甲 摄）", "\x00"),
            *(
                "\ufdd0",
                "\ufdd1",
                "\ufdd3",
                "\ufdd4",
                "\ufdd50\ufdd6",
                "\ufdd70\ufdd8",
                "\x02",
                "\t",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(SOURCE, st.text(max_size=60)))
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_comes_out_safe(text: str) -> None:
    for block in read(text).blocks:
        if isinstance(block, RawFigure):
            continue
        assert sanitise(block.html) == block.html
        assert "<script" not in block.html
        assert not re.search(r"<[^>]* on\w+=", block.html)
        assert not re.search(r'href="\s*(?:javascript|data|vbscript):', block.html, re.IGNORECASE)
        assert not re.search("[\ufdd0-\ufdef\x00-\x08]", block.html + block.text)
        assert block.text == plain_text(block.html).replace("\xa0↩", "")


@given(st.text(st.sampled_from("甲乙丙，。“”（）<>&《》3 5ABab\n/=;:!?%@~▲·—"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_visible_character_of_ordinary_prose_is_lost(text: str) -> None:
    shown = "".join(b.text for b in read("起" + text).blocks if not isinstance(b, RawFigure))
    spaced = re.sub(r"(?m)^[ ]*(?:> ?)+", "", "起" + text)
    if not read("起" + text).problems:
        assert sorted(re.sub(r"[\s>]", "", shown)) == sorted(re.sub(r"[\s>]", "", spaced))


# --- limits of time


@pytest.mark.parametrize("in_main_thread", [True, False])
def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_read(
    in_main_thread: bool,
) -> None:
    answers: list[Converted] = []

    def work() -> None:
        slow = "甲*乙*" * 3000 + "\n\n"
        answers.append(convert("a.md", slow * 8, 3, lambda target, _: target, seconds=0.01))
        answers.append(read("*好*"))

    if in_main_thread:
        work()
    else:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    too_slow, good = answers
    assert [(p.line, p.kind) for p in too_slow.problems] == [(3, "markdown-too-slow")]
    assert too_slow.blocks == ()
    assert [b.html for b in good.blocks if isinstance(b, RawParagraph)] == ["<em>好</em>"]


# --- nothing is lost


@pytest.mark.parametrize(
    "text",
    [
        "*含外来人口\n*不含郊县",
        "*初步\n**修正\n*终",
        "*甲为初步\n**乙为修正\n*丙为初步",
        "价2*3**4*5元",
        "*甲丙**乙*丙",
        "[注]: 数据来自市统计局",
        "　　[注]: 数据来自市统计局",
        "[注]:\n数据来自市统计局",
        "[注]: 增长3.25",
        "[注]: #汀洲秋收#",
        "#汀洲秋收# 今年丰收",
        "#1 楼",
        "*#1 楼",
    ],
)
def test_signs_that_are_not_markdown_stay_with_all_their_words(text: str) -> None:
    (block,) = read(text).blocks
    assert isinstance(block, RawParagraph)
    assert re.sub(r"\s", "", block.html) == re.sub(r"\s", "", text)


def test_a_line_that_begins_with_emphasis_has_it_and_keeps_its_number() -> None:
    text = "*甲*乙\n**丙**丁\n\n***戊***\n\n_己_\n\n| a | b |\n|---|---|\n| *庚* | 辛 |"
    blocks = read(text, 3).blocks
    assert [b.line for b in blocks] == [3, 6, 8, 10]
    assert html_of(text)[:3] == [
        "<em>甲</em>乙<strong>丙</strong>丁",
        "<strong><em>戊</em></strong>",
        "<em>己</em>",
    ]
    assert "<td><em>庚</em></td>" in html_of(text)[3]


@given(st.text(alphabet="*_甲1 \n", max_size=24))
@settings(max_examples=150, deadline=None)
def test_emphasis_never_loses_a_letter(text: str) -> None:
    words = "".join(b.text for b in read(f"字{text}字").blocks if not isinstance(b, RawFigure))
    assert re.sub(r"[^甲1字]", "", words) == re.sub(r"[^甲1字]", "", f"字{text}字")


@pytest.mark.parametrize(
    "target",
    [
        "/x",
        "http://a.example/x",
        "mailto:a@b.example",
        "#a",
        "汀洲.html?a=1",
        "x/y",
        "汀洲.html",
        "\n/x",
    ],
)
def test_an_address_after_a_label_is_the_target_of_a_link(target: str) -> None:
    assert "[图]" not in "".join(html_of(f"见[图]。\n\n[图]: {target}"))


def test_a_list_item_may_begin_with_a_label() -> None:
    assert html_of("- [注]: 数据来自市统计局") == ["<ul>\n<li>[注]: 数据来自市统计局</li>\n</ul>"]


def test_a_table_is_as_wide_as_its_widest_row() -> None:
    (html,) = html_of("|队|胜|负|\n|--|:-:|--|\n|汀洲|3|1|主场|\n|临川|1|3|")
    assert plain_text(html) == "队 胜 负 \n汀洲 3 1 主场\n临川 1 3"
    assert html.count("<th") - html.count("<thead") == 4
    assert html.count("<td") == 8
    assert '<td class="align-center">3</td>' in html


def test_one_very_wide_row_does_not_widen_thousands() -> None:
    rows = "|一|\n" * 2_000
    (html,) = html_of(f"|甲|乙|\n|--|--|\n{rows}|{'丙|' * 2_000}")
    assert html.count("丙") == 2_000
    assert html.count("<td>") == 2_000 * 2 + 2_000


@pytest.mark.parametrize("more", ["", "\n\n*强*"])
@pytest.mark.parametrize("space", [" ", "　"])
def test_a_crosshead_has_a_space_after_its_signs(more: str, space: str) -> None:
    assert html_of(f"##{space}汀洲{more}")[0] == "<h2>汀洲</h2>"


def test_two_notes_of_one_name_are_both_printed() -> None:
    html = html_of("甲[^1]\n\n[^1]: 一\n\n[^1]: 二")[1]
    assert "一" in html
    assert "二" in html


def test_the_number_of_a_note_is_not_text_and_cuts_do_not_count_it() -> None:
    first, _notes = read("汀洲[^1]讯今日\n\n[^1]: 注").blocks
    assert isinstance(first, RawParagraph)
    assert first.text == "汀洲讯今日"
    assert cut_prefix(first.html, 3) == "今日"
    assert plain_text(cut_suffix(first.html, 3)) == "汀洲"


def test_the_line_that_names_a_table_is_its_caption() -> None:
    (table,) = html_of("表1：各镇**晚稻**亩产\n\n镇|亩产\n-|-\n柏林|600")
    assert table.startswith("<table><caption>表1：各镇<strong>晚稻</strong>亩产</caption>\n<thead>")
    (english,) = html_of("Table 2: Yield\n\nTown|Yield\n-|-\nBolin|600")
    assert "<caption>Table 2: Yield</caption>" in english
    (typed,) = html_of("<table><caption>亩产</caption><tr><td>600</td></tr></table>")
    assert "<caption>亩产</caption>" in typed


def test_a_sentence_before_a_table_stays_a_sentence() -> None:
    for sentence in ("表格如下。", "表：", "表示：亩产如下", "各镇亩产见表1："):
        before, table = html_of(f"{sentence}\n\n镇|亩产\n-|-\n柏林|600")
        assert before == sentence
        assert "caption" not in table
