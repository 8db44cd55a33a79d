"""The text of an article's file, and of ``issue.md``: what a person would have written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.importing import composing
from broadsheet.importing.drafts import DraftPage, DraftPicture, Figure, Paragraph, Written
from broadsheet.model import Correction, PageCode, Region
from broadsheet.problems import Language
from broadsheet.reading.fields import ARTICLE_KEYS, read_fields, read_region
from broadsheet.reading.headers import split_header
from tests.importing.drafting import A01, issue, story
from tests.reading.newsroom import read

LINES = st.text(
    st.sampled_from(list("ab中文，、；;,:：-\"'#\\[]{}&*!|> %@`0123.")), min_size=1, max_size=12
)


def test_english_papers_get_english_keys() -> None:
    text = composing.article(story("1", "Harvest", "Rice is in.", byline="By Ann Lee"), {}, "en")

    assert text == "Headline: Harvest\nPage: A01\nOrder: 1\nByline: By Ann Lee\n\nRice is in.\n"


def test_items_with_commas_are_written_as_a_list() -> None:
    text = composing.article(story(tags=("Rice, late", "天气")), {}, "zh")

    assert text.startswith('---\n标题: "秋收过半"\n')
    assert '标签:\n  - "Rice, late"\n  - "天气"\n---\n' in text
    found = read_fields(split_header("x.md", text), ARTICLE_KEYS)
    assert found.items("tags") == ("Rice, late", "天气")


@given(LINES, st.lists(LINES, max_size=3), LINES)
def test_every_value_comes_back_as_it_was(headline: str, tags: list[str], deck: str) -> None:
    draft = story("1", headline, tags=tuple(tags), deck=deck)
    header = split_header("x.md", composing.article(draft, {}, "zh"))
    found = read_fields(header, ARTICLE_KEYS)

    def plain(text: str) -> str:
        return " ".join(text.split())

    assert not header.problems
    assert plain(found.text("headline")) == plain(headline)
    assert plain(found.text("deck")) == plain(deck)
    assert [plain(t) for t in found.items("tags")] == list(
        dict.fromkeys(plain(t) for t in tags if t.strip())
    )


@given(*[st.floats(0, 1, allow_nan=False)] * 4)
def test_a_region_stays_on_its_page(left: float, top: float, right: float, bottom: float) -> None:
    left, right = sorted((left, right))
    top, bottom = sorted((top, bottom))
    written = composing.region(Region(left, top, right - left, bottom - top))
    if left > 0.9999 or top > 0.9999:
        return

    assert isinstance(read_region(written), Region)


def test_pictures_stand_together_and_those_not_at_hand_have_no_file() -> None:
    figure = Figure(
        (
            DraftPicture("a.jpg", b"x", "雨前（王小禾 摄）"),
            DraftPicture("b.jpg", b"", "▲雨后（王小禾 摄）"),
        )
    )
    text = composing.article(story("1", "雨", "下雨了。", figure), {0: "a.jpg"}, "zh")

    assert text.endswith("\n\n![雨前（王小禾 摄）](a.jpg)\n![▲雨后（王小禾 摄）]()\n")


def test_corrections_are_a_line_each() -> None:
    corrections = (
        Correction(dt.date(2019, 10, 26), "面积应为3000亩。"),
        Correction(dt.date(2019, 10, 27), "应为李田。"),
    )
    text = composing.article(story(corrections=corrections), {}, "zh")

    assert "更正：2019-10-26 面积应为3000亩。\n更正：2019-10-27 应为李田。\n" in text


def test_markdown_is_left_as_it_is() -> None:
    text = composing.article(
        story("1", "表", Written("| a | b |\n| - | - |\n| 1 | 2 |\n")), {}, "zh"
    )

    assert text.endswith("\n\n| a | b |\n| - | - |\n| 1 | 2 |\n")


def test_what_is_written_is_read_as_it_was_meant() -> None:
    draft = story(
        "1",
        "秋收过半",
        "□本报记者 王小禾 通讯员 李田",
        "本报讯 连日来天气晴好。",
        "1. 不是列表。",
        "# 也不是小标题。",
        kicker="柏林镇",
        deck="——晚稻入仓",
        jump_to=PageCode("A", "03"),
    )
    found = read(composing.article(draft, {}, "zh"))

    assert found.problems == ()
    assert found.article is not None
    assert found.article.text == "本报讯 连日来天气晴好。\n1. 不是列表。\n# 也不是小标题。"
    assert [each.name for each in found.article.credits] == ["王小禾", "李田"]
    assert found.article.jump_to is not None


def test_an_issue_says_its_numbers_pages_and_note() -> None:
    pages = (DraftPage(A01, "要闻", "责编 王小禾"), DraftPage(PageCode("A", "02")))
    draft = issue(number=3, cumulative_number=99, pages=pages, note=(Paragraph("明日无报。"),))

    assert composing.issue(draft, "zh") == (
        "期号：3\n总期号：99\n版面：A01 要闻 责编 王小禾\n\n明日无报。\n"
    )


def test_an_issue_that_says_nothing_has_no_file() -> None:
    assert composing.issue(issue(story()), "zh") == ""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("tags", [(), ("a, b", "c")])
@pytest.mark.parametrize("others", [(), ("/b.html",), ("/b.html", "/c/")])
def test_an_old_address_is_taken_out_as_if_it_had_not_been_there(
    language: Language, tags: tuple[str, ...], others: tuple[str, ...]
) -> None:
    """Plain headers, and YAML where an item has a comma."""
    first, *rest = (*others, "")
    with_it = story(tags=tags, aliases=tuple(filter(None, (first, "/old.html", *rest))))
    without = story(tags=tags, aliases=others)

    text = composing.without_alias(composing.article(with_it, {}, language), "/old.html")
    assert text == composing.article(without, {}, language)
