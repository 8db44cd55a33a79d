"""What is not allowed is removed and reported at its line; what a reporter typed stays."""

from __future__ import annotations

import pytest

from broadsheet.reading.blocks import RawFigure
from broadsheet.reading.markdown import convert
from broadsheet.reading.sanitising import Leads, read_address, sanitise


def read(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The HTML of all blocks, and line and ``what`` of all that was removed."""
    converted = convert("a.md", text, 1, lambda target, _: target)
    html = "\n".join(b.html for b in converted.blocks if not isinstance(b, RawFigure))
    removed = [(p.line, dict(p.values)["what"]) for p in converted.problems]
    assert {p.kind for p in converted.problems} <= {"html-removed"}
    return html, removed


@pytest.mark.parametrize(
    ("text", "html", "removed"),
    [
        ("甲\n\n<script>alert(1)</script>乙", "甲\n乙", [(3, "<script>")]),
        ("<STYLE>p{}</STYLE >甲", "甲", [(1, "<style>")]),
        ('甲\n<iframe src="x"></iframe>', "甲", [(2, "<iframe>")]),
        ('<span style="color:red">文字</span>', "文字", [(1, "<span>")]),
        ("<div>\n\n## 题\n\n</div>", "<h2>题</h2>", [(1, "<div>")]),
        ('甲<b onclick="x()">乙</b>', "甲<b>乙</b>", [(1, "onclick")]),
        ("<p style='x'>甲</p>", "甲", [(1, "style")]),
        ("甲<!-- 暂\n缓 -->乙", "甲乙", [(1, "<!-- … -->")]),
        ("<a\nhref='javascript:x'>甲</a>", "甲", [(1, "javascript: link")]),
        ("<a href=javascript&colon;x>甲</a>", "甲", [(1, "javascript: link")]),
        ("<a href='&#106;avascript:x'>甲</a>", "甲", [(1, "javascript: link")]),
        ("乙\n[甲](JaVaScRiPt:x)", "乙甲", [(2, "javascript: link")]),
        ("[甲](&#106;avascript:x)", "甲", [(1, "javascript: link")]),
        ("[甲](vbscript:x)", "甲", [(1, "vbscript: link")]),
        ("[甲](data:text/html,x)", "甲", [(1, "data: link")]),
        ("[甲][1]\n\n[1]: javascript:x", "甲", [(1, "javascript: link")]),
        ("未<b>关", "未关", [(1, "<b> without </b>")]),
        ("多</b>关", "多关", [(1, "</b> without <b>")]),
        ("<object><embed src=x>甲</object>", "甲", [(1, "<object>"), (1, "<embed>")]),
        ("<svg onload=x><path d=x>甲</svg>", "甲", [(1, "<svg>"), (1, "<path>")]),
        ("<script>甲", "甲", [(1, "<script>")]),
    ],
)
def test_forbidden_html_is_removed_and_named(
    text: str, html: str, removed: list[tuple[int, str]]
) -> None:
    assert read(text) == (html, removed)


@pytest.mark.parametrize(
    "text",
    [
        "3 < 5，5 > 3",
        "<<小城>>",
        "<小城故事>",
        "A<B",
        "A<B and C>D",
        "a<b class",
        "<!-- 没有关",
        "<?xml?>",
        "<b",
        "<a href=",
        "甲&乙 &copy",
        "<book title>",
        "<script",
        "<javascript:alert>",
    ],
)
@pytest.mark.parametrize("around", ["{}", "前{}后", "`{}`", "**前**{}", "```\n{}\n```"])
def test_what_only_looks_like_html_stays_as_typed(text: str, around: str) -> None:
    converted = convert("a.md", around.format(text), 1, lambda target, _: target)
    (block,) = converted.blocks
    assert not isinstance(block, RawFigure)
    assert block.text == around.replace("*", "").replace("`", "").strip().format(text)
    assert converted.problems == ()


@pytest.mark.parametrize("code", ["`<script>x</script>`", "```\n<iframe onload=x>\n```"])
def test_html_inside_code_is_shown_and_not_reported(code: str) -> None:
    html, removed = read(f"甲\n\n{code}")
    assert "&lt;" in html
    assert removed == []


@pytest.mark.parametrize(
    "html",
    [
        "<ruby>汉<rt>hàn</rt></ruby>H<sub>2</sub>O<sup>2</sup>",
        '<abbr title="世界卫生组织">世卫</abbr> <mark>甲</mark> <u>乙</u> <s>丙</s>',
        '<ol start="3">\n<li>甲</li>\n</ol>',
        '<table>\n<tbody><tr><td colspan="2">一 &amp; 二</td></tr>\n<tr><td>三</td></tr>\n'
        "</tbody></table>",
        "<dl><dt>甲</dt><dd>乙</dd></dl>",
    ],
)
def test_allowed_html_is_kept(html: str) -> None:
    assert read(html) == (html, [])


def test_a_table_with_empty_lines_stays_one_table() -> None:
    html, removed = read("<table>\n<tr><td>一</td></tr>\n\n<tr><td>二</td></tr>\n</table>尾")
    assert html.count("<table>") == 1
    assert html.endswith("</table>\n尾")
    assert removed == []


def test_html_left_open_in_one_block_does_not_reach_the_next() -> None:
    html, removed = read("<b>甲\n\n乙</b>\n\n丙")
    assert html == "<b>甲</b>\n乙\n丙"
    assert removed == []


def test_a_link_to_another_host_without_a_scheme_becomes_https() -> None:
    for target in ("//evil.example/x", "\\\\\\\\evil.example/x", "/\\\\evil.example/x"):
        assert read(f"[甲]({target})")[0] == (
            '<a href="https://evil.example/x" rel="noopener">甲</a>'
        )


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("https://example.cn/", Leads.OUTSIDE),
        ("HTTP://example.cn", Leads.OUTSIDE),
        ("http://[", Leads.NOWHERE),
        ("tel:110", Leads.MAIL_OR_PHONE),
        ("#fn:1", Leads.SAME_PAGE),
        ("", Leads.NOWHERE),
        ("/2019/10/24/", Leads.LOCAL),
        ("a03-2.md", Leads.LOCAL),
        ("图:1.md", Leads.LOCAL),
        ("java\nscript:x", Leads.FORBIDDEN),
        ("\x01 javascript:x", Leads.FORBIDDEN),
        ("C:\\x", Leads.FORBIDDEN),
        ("ftp://example.cn", Leads.FORBIDDEN),
    ],
)
def test_an_address_is_read_as_a_browser_reads_it(href: str, leads: Leads) -> None:
    assert read_address(href).leads is leads


def test_the_sanitiser_itself_lets_nothing_through() -> None:
    assert sanitise("<script>x</script><p onclick=x style=y id=z>甲</p><img src=x onerror=y>") == (
        "<p>甲</p>"
    )
    assert sanitise('<a href="javascript:x">甲</a><!-- x -->') == "<a>甲</a>"
