"""One page in every layout: the same stories come out of each."""

from __future__ import annotations

import pytest

from tests.importing.text.desk import page, unaccounted
from tests.importing.text.typesetting import (
    CHINESE,
    ENGLISH,
    QUAY,
    Layout,
    cut,
    headed,
    in_words,
    indented,
    spaced,
    story_of,
    without_indents,
    wrapped,
)

CHINESE_LAYOUTS = {
    "empty lines between paragraphs": spaced,
    "indents and no empty lines": indented,
    "heads close together": headed,
    "columns of 15": wrapped(15),
    "columns of 22": wrapped(22),
    "columns of 18, every line apart": wrapped(18, between="\n\n"),
    "columns of 17, indents lost": without_indents(wrapped(17)),
}
ENGLISH_LAYOUTS = {
    "empty lines between paragraphs": spaced,
    "heads close together": headed,
    "columns of 34 letters": in_words(34),
    "columns of 48 letters": in_words(48),
}


@pytest.mark.parametrize("layout", CHINESE_LAYOUTS.values(), ids=CHINESE_LAYOUTS)
def test_a_chinese_page_has_its_stories_in_any_layout(layout: Layout) -> None:
    text = layout(CHINESE)
    found = page(text)

    assert [story_of(article) for article in found.articles] == list(CHINESE)
    assert unaccounted(text, found.articles, found.notes) == ""


@pytest.mark.parametrize("layout", ENGLISH_LAYOUTS.values(), ids=ENGLISH_LAYOUTS)
def test_an_english_page_has_its_stories_in_any_layout(layout: Layout) -> None:
    text = layout(ENGLISH)
    found = page(text)

    assert [story_of(article) for article in found.articles] == list(ENGLISH)
    assert unaccounted(text, found.articles, found.notes) == ""


@pytest.mark.parametrize("layout", [spaced, indented, headed])
def test_a_paragraph_that_a_column_break_cut_is_whole_again(layout: Layout) -> None:
    found = page(layout([cut(QUAY, 2, 43)]))

    assert story_of(found.only) == QUAY
    assert len(found.noted("text-joined")) == 1


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028"])
def test_line_ends_of_any_kind_are_line_ends(ends: str) -> None:
    from broadsheet.importing.text.decoding import decode

    text, said = decode(spaced(CHINESE).replace("\n", ends).encode(), "page.txt")

    assert text == spaced(CHINESE)
    assert said == ()
