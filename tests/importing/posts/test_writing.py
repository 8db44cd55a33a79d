"""Markdown of other programs in ours: it reads as the same words, with the same meaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.reading.markdown import convert
from tests.importing.posts.blog import written


def html(markdown: str) -> str:
    found = convert("", markdown, 1, lambda target, _line: target)
    assert found.problems == ()
    return "\n".join(getattr(block, "html", "") for block in found.blocks)


def only(source: str) -> str:
    (block,) = written(source)[0]
    return block


@pytest.mark.parametrize(
    ("source", "ours"),
    [
        ("抢抓晴天\n---\n\n正文", "## 抢抓晴天\n\n正文"),
        ("大\n===\n\n## 中\n\n##### 小", "## 大\n\n### 中\n\n#### 小"),
        ("一\n\n***\n\n二", "一\n\n---\n\n二"),
        ("~~~ruby\nputs 1\n~~~", "```\nputs 1\n```"),
        ("前：\n\n    if a < b:\n        c", "前：\n\n```\nif a < b:\n    c\n```"),
        ("````\n```\n````", "````\n```\n````"),
        ("    :::python\n    print(1)", "```\nprint(1)\n```"),
        ("- 一\n  - 二\n    - 三\n- 四", "- 一\n    - 二\n        - 三\n- 四"),
        ("3) 三\n4) 四", "3. 三\n4. 四"),
        ("段落\n- 一\n- 二", "段落\n\n- 一\n- 二"),
        ("段落\n> 引\n> 文", "段落\n\n> 引文"),
        ("* 一\n\n  续\n* 二", "- 一\n\n    续\n\n- 二"),
        ("第一行，\n第二行\nthird line\nfourth", "第一行，第二行 third line fourth"),
        ("　　第一段。\n　　第二段。", "第一段。\n\n第二段。"),
        ("一  \n二\\\n三", "一  \n二  \n三"),
        ('[词][a]与[b]\n\n[a]: https://a.example/ "题"\n[b]: https://b.example/', None),
        ("~~删~~与 _斜_ 与 __粗__", "<del>删</del>与 *斜* 与 **粗**"),
        ("**“强调”**后文", "**“强调”**后文"),
        ("<https://a.example/>", "<https://a.example/>"),
        ("术语\n: 解释", "**术语**  \n解释"),
        ("| a | b |\n|:-:|--:|\n| 1\\|2 | `x` |", "| a | b |\n| :-: | --: |\n| 1&#124;2 | `x` |"),
        ("一<!--more-->\n\n<!-- more -->\n\n二", "一\n\n二"),
        ("## 小题 {#id}\n\n文{: .red}字\n{: .lead}", "## 小题\n\n文字"),
        ("[TOC]\n\n* TOC\n{:toc}\n\n文", "文"),
        ("1\\. 不是列表\n\n\\# 不是标题", "1&#46; 不是列表\n\n&#35; 不是标题"),
        ("snake_case 2 * 3 < 4 &amp; C:\\dir", "snake_case 2 * 3 < 4 & C:\\dir"),
        ("# 标题\n\n文", "文"),
        ("H<sub>2</sub>O <span style='x'>红</span>", "H<sub>2</sub>O 红"),
        ("<center>\n\n居中 **粗**\n\n</center>", "居中 **粗**"),
        ('<div markdown="1">\n*斜*\n</div>', "*斜*"),
        ("****秋***", "\\*<em><strong>秋</strong></em>"),
    ],
)
def test_a_text_in_our_markdown(source: str, ours: str | None) -> None:
    made = only(source)
    if ours is None:
        ours = '[词](https://a.example/ "题")与[b](https://b.example/)'

    assert made == ours


def test_footnotes_keep_their_paragraphs() -> None:
    made = only(
        "文[^a]，又[^2]。\n\n[^a]: 甲，\n    续。\n\n    第二段。\n\n[^2]: 乙。\n[^3]: 无人提到。"
    )

    assert made == "文[^a]，又[^2]。\n\n[^a]: 甲，续。\n\n    第二段。\n\n[^2]: 乙。"
    assert html(made).count("fnref") == 4


def test_a_footnote_in_code_is_code() -> None:
    made = only("`a[^1]`与[^1]\n\n```\n[^1]\n[^1]: x\n```\n\n[^1]: 注")

    assert made == "`a[^1]`与[^1]\n\n```\n[^1]\n[^1]: x\n```\n\n[^1]: 注"


def test_code_in_a_list_is_lines_and_said() -> None:
    made, notes = written("- 一\n\n  ```\n  a*b\n\n  c\n  ```\n- 二")

    assert made == ["- 一\n\n    `a*b`  \n    `c`\n\n- 二"]
    assert [note.words.kind for note in notes] == ["prose-code-nested"]


def test_a_table_of_html_stays_html() -> None:
    made = only(
        '<table border="1"><tr><td colspan="2" onclick="x()">合</td></tr>\n'
        "<tr><td>甲</td><td>乙</td></tr></table>\n\n后"
    )

    assert '<td colspan="2">合</td>' in made
    assert "onclick" not in made
    assert html(made).startswith("<table>")


def test_scripts_go_and_frames_become_links() -> None:
    made, notes = written(
        '<script>alert(1)</script>\n\n<iframe src="//v.example/1"></iframe>\n\n<b>粗</b>字'
    )

    assert made == ["<https://v.example/1>\n\n**粗**字"]
    assert [(n.words.kind, n.line) for n in notes] == [
        ("post-html-removed", 1),
        ("post-embedded", 3),
    ]


def test_links_within_the_page_and_to_nowhere_are_words() -> None:
    made, notes = written(
        "[上](#top) [坏](javascript:x) [旧](../a/?p=1#x) [邮](mailto:a@b.example)"
    )

    assert made == ["上 坏 [旧](/posts/a/) [邮](mailto:a@b.example)"]
    assert [note.words.kind for note in notes] == [
        "post-link-in-page",
        "post-link-lost",
        "post-link-old",
    ]


def test_a_picture_elsewhere_becomes_a_link() -> None:
    made, notes = written("前 ![图说](https://cdn.example/a(1).jpg) 后\n\n![](//cdn.example/b.png)")

    assert made == [
        "前 [图说](https://cdn.example/a%281%29.jpg) 后\n\n[图片](https://cdn.example/b.png)"
    ]
    assert [note.words.kind for note in notes] == ["post-picture-remote"] * 2


SIGNS = ["*", "**", "_", "`", "<", ">", "&", "[", "]", "(", ")", "!", "|", "#", "- ", "1. ", "\\"]
TEXTS = st.lists(
    st.sampled_from([*SIGNS, "秋收", "word", "“", "”", "，", "a_b", "3", " ", "~", "^", ":", "="]),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_words_that_look_like_markup_stay_words(pieces: list[str]) -> None:
    """A paragraph whose every sign is escaped is read back as those signs."""
    words = " ".join("".join(pieces).split())
    if not words:
        return
    escaped = "".join(c if c.isalnum() or c in " 秋收“”，" else f"\\{c}" for c in words)
    made, notes = written(f"字{escaped}")
    found = convert("", "\n\n".join(made), 1, lambda target, _line: target).blocks

    assert ["".join(b.text.split()) for b in found] == ["".join(f"字{words}".split())]
    assert notes == []
