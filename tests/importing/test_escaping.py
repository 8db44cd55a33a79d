"""Text of any kind comes back letter by letter from what is written."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.importing import escaping
from broadsheet.reading.blocks import RawParagraph, RawProse
from broadsheet.reading.markdown import Converted, convert

SIGNS = st.text(
    st.sampled_from(list("ab中文，。 　#>-+*_`[]()!|<>&~=:.1239\\\"'^/{}$%@；;x")),
    min_size=1,
    max_size=14,
)


def read(markdown: str) -> Converted:
    return convert("x.md", markdown, 1, lambda target, _line: target)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html.replace("<br />", "").replace("<br>", "")))


@given(SIGNS)
def test_a_paragraph_reads_as_what_it_says(text: str) -> None:
    text = escaping.clean(text)
    if not text.strip(" \u3000\n"):
        return
    found = read(escaping.paragraph(text))

    assert not found.problems
    (block,) = found.blocks
    assert isinstance(block, RawParagraph)
    assert words(block.html) == text.strip(" \u3000")


@given(st.lists(SIGNS, min_size=2, max_size=3))
def test_lines_that_end_on_purpose_end(texts: list[str]) -> None:
    lines = [escaping.clean(text).strip(" \u3000") for text in texts]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return
    found = read(escaping.paragraph("\n".join(lines)))

    (block,) = found.blocks
    assert isinstance(block, RawParagraph)
    assert len(re.findall("<br ?/?>", block.html)) == len(lines) - 1
    assert re.sub(r"[\s\u3000]", "", words(block.html)) == re.sub(r"[\s\u3000]", "", "".join(lines))


@given(SIGNS)
def test_a_crosshead_reads_as_what_it_says(text: str) -> None:
    text = escaping.one_line(text)
    if not text:
        return
    (block,) = read(escaping.crosshead(text)).blocks

    assert isinstance(block, RawProse)
    assert words(block.html) == text


@pytest.mark.parametrize(
    "text",
    [
        "本报讯（记者 王小禾）10月23日，全镇收割过半。",
        "“两个指数”提升了5%，共3,000亩。",
        "王小禾 摄",
        "3 > 2, and 5*3 is 15 (by the way).",
    ],
)
def test_what_needs_no_sign_gets_none(text: str) -> None:
    assert escaping.paragraph(text) == text


def test_what_no_file_may_hold_goes() -> None:
    text = "秋\x00收\x9f过\u202e半\ufeff\ud800\ufffe\tx"

    assert escaping.clean(text) == "秋收过半\ufeff x"


@given(SIGNS)
def test_a_cutline_keeps_its_words(text: str) -> None:
    line = escaping.one_line(text)
    (figure,) = read(f"![{escaping.cutline(text)}](a.jpg)").blocks

    assert [picture.alt for picture in figure.pictures] == [line]  # type: ignore[union-attr]
