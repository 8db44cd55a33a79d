"""Issues whose METS tells articles: blocks of ALTO become stories with several regions."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing.drafts import Crosshead, Figure
from broadsheet.model import PageCode, Region
from tests.importing.mets.papers import (
    SIZE,
    alto,
    area,
    block,
    div,
    issue,
    kinds,
    logical,
    paragraphs,
    read,
)

TITLE = ("LIGHTHOUSE PLANNED", "AT THE HARBOUR")
ONE = ("the harbour board met on", "monday evening to hear of", "the new lighthouse which")
TWO = ("will be lit before winter", "as the keeper told us all", "who were at the meeting")
OTHER = ("two boats came in with", "herring before the storm")

PAGE = alto(
    block("plate", 20, 10, "Harbour Post"),
    block("title", 20, 60, *TITLE, high=20),
    block("one", 20, 140, *ONE),
    block("two", 220, 140, *TWO),
    block("other", 420, 140, *OTHER),
)


def heading(*areas: str) -> str:
    return div("HEADING", div("TITLE", *areas))


def body(*areas: str) -> str:
    return div("BODY", div("BODY_CONTENT", *(div("PARAGRAPH", each) for each in areas)))


STORY = div("ARTICLE", heading(area("title")), body(area("one"), area("two")), identity="D1")
HERRING = div("ARTICLE", body(area("other")), label="Herring in", identity="D2")


def test_articles_have_headlines_text_and_several_regions(tmp_path: Path) -> None:
    found = read(issue(tmp_path, PAGE, logical=logical(STORY, HERRING)))

    first, second, rest = found.articles

    assert first.headline == " ".join(TITLE)
    assert paragraphs(first) == [" ".join(ONE + TWO)]
    assert first.origin == "D1"
    lefts = [round(region.left * SIZE[0]) for region in first.regions]
    assert lefts == [20, 220]
    assert second.headline == "Herring in"
    assert [a.order for a in found.articles] == [1, 2, 3]
    assert (rest.headline, paragraphs(rest)) == ("Untitled (page 1)", ["Harbour Post"])
    assert kinds(found) == ["words-outside-articles"]


def test_a_heading_over_its_text_is_one_region_where_nothing_lies_between(tmp_path: Path) -> None:
    page = alto(block("title", 20, 60, "NEW LIGHTHOUSE", high=20), block("one", 20, 140, *ONE))
    told = logical(div("ARTICLE", heading(area("title")), body(area("one"))))

    (article,) = read(issue(tmp_path, page, logical=told)).articles

    assert len(article.regions) == 1
    assert article.regions[0].top == pytest.approx(60 / SIZE[1])


def test_a_corrected_label_is_better_than_what_was_recognised(tmp_path: Path) -> None:
    told = logical(
        div(
            "ARTICLE",
            heading(area("title")),
            body(area("one")),
            label="Lighthouse planned at Harbour",
        ),
        div("ARTICLE", heading(area("two")), body(area("other")), label="Article 17"),
    )

    first, second, *_ = read(issue(tmp_path, PAGE, logical=told)).articles

    assert first.headline == "Lighthouse planned at Harbour"
    assert second.headline == " ".join(TWO)


def test_an_article_that_goes_on_is_two_halves(tmp_path: Path) -> None:
    told = logical(
        div("ARTICLE", heading(area("title")), body(area("one"), area("x", 2)), identity="D1")
    )
    second = alto(block("x", 20, 20, *TWO))

    found = read(issue(tmp_path, PAGE, second, logical=told))

    halves = [a for a in found.articles if a.origin.startswith("D1")]
    assert [a.headline for a in halves] == [" ".join(TITLE)] * 2
    assert [(a.jump_to, a.jump_from) for a in halves] == [
        (PageCode("", "2"), None),
        (None, PageCode("", "1")),
    ]
    assert paragraphs(halves[1]) == [" ".join(TWO)]
    assert halves[1].origin == "D1:2"


def test_kicker_deck_byline_crossheads_and_cutlines(tmp_path: Path) -> None:
    page = alto(
        *(block(name, 20, 20 + 60 * at, f"words of {name}") for at, name in enumerate("abcdefgh"))
    )
    told = logical(
        div(
            "ARTICLE",
            div(
                "HEADING",
                div("OVERLINE", area("a")),
                div("TITLE", area("b")),
                div("SUBTITLE", area("c")),
                div("AUTHOR", area("d")),
            ),
            body(area("e")),
            div("CROSSHEADING", area("f")),
            body(area("g")),
            div("ILLUSTRATION", div("CAPTION", area("h"))),
        )
    )

    (article,) = read(issue(tmp_path, page, logical=told)).articles

    assert (article.kicker, article.headline) == ("words of a", "words of b")
    assert (article.deck, article.byline) == ("words of c", "words of d")
    assert paragraphs(article) == ["words of e", "words of g"]
    assert Crosshead("words of f") in article.body
    figure = article.body[-1]
    assert isinstance(figure, Figure)
    assert (figure.pictures[0].cutline, figure.pictures[0].data) == ("words of h", b"")


def test_advertisements_are_kept_after_the_stories(tmp_path: Path) -> None:
    told = logical(div("ADVERTISEMENT", area("other")), STORY)

    found = read(issue(tmp_path, PAGE, logical=told))

    assert [a.headline for a in found.articles] == [
        " ".join(TITLE),
        "Advertisement",
        "Untitled (page 1)",
    ]
    assert "headline-made" in kinds(found)


def test_an_article_without_a_headline_has_its_first_words(tmp_path: Path) -> None:
    told = logical(div("ARTICLE", body(area("one"))))

    found = read(issue(tmp_path, PAGE, logical=told))

    assert (
        found.articles[0].headline == "the harbour board met on monday evening to hear of the new…"
    )
    assert "headline-made" in kinds(found)


def test_the_heading_of_a_section_is_the_section_of_its_articles(tmp_path: Path) -> None:
    told = logical(div("SECTION", div("HEADING", area("plate")), STORY))

    found = read(issue(tmp_path, PAGE, logical=told))

    assert found.articles[0].section == "Harbour Post"
    assert "Harbour Post" not in [text for a in found.articles for text in paragraphs(a)]


def test_an_area_from_one_block_to_another(tmp_path: Path) -> None:
    told = logical(div("ARTICLE", heading(area("title")), body(area("one", end="two"))))

    article = read(issue(tmp_path, PAGE, logical=told)).articles[0]

    assert paragraphs(article) == [" ".join(ONE + TWO)]


def test_an_area_may_be_a_line_a_composed_block_or_a_rectangle(tmp_path: Path) -> None:
    inside = block("x", 20, 300, *ONE) + block("y", 20, 400, *TWO)
    page = alto(
        block("a", 20, 20, *OTHER),
        f'<ComposedBlock ID="whole">{inside}</ComposedBlock>',
        block("z", 320, 300, *OTHER),
    )
    square = '<fptr><area FILEID="service1" SHAPE="RECT" COORDS="300,240,600,400"/></fptr>'
    told = logical(
        div("ARTICLE", body(area("L20.34")), label="One line"),
        div("ARTICLE", body(area("whole")), label="Whole"),
        div("ARTICLE", body(square), label="Square"),
    )

    found = read(issue(tmp_path, page, logical=told))

    by_name = {a.headline: a for a in found.articles}
    assert paragraphs(by_name["One line"]) == [OTHER[1]]
    assert paragraphs(by_name["Whole"]) == [" ".join(ONE), " ".join(TWO)]
    assert paragraphs(by_name["Square"]) == [" ".join(OTHER)]
    assert by_name["Square"].regions == (Region(0.5, 0.3, 0.5, 0.2),)
    assert paragraphs(by_name["Untitled (page 1)"]) == [OTHER[0]]


def test_a_part_that_no_page_has_is_said(tmp_path: Path) -> None:
    told = logical(div("ARTICLE", heading(area("title")), body(area("one"), area("gone"))))
    lost = logical(div("ARTICLE", heading(area("title")), body(area("one", page=9))))

    for number, text in enumerate((told, lost)):
        found = read(issue(tmp_path / str(number), PAGE, logical=text))

        assert "area-missing" in kinds(found)
        assert found.articles[0].headline == " ".join(TITLE)


def test_every_word_of_the_pages_is_in_some_article(tmp_path: Path) -> None:
    found = read(issue(tmp_path, PAGE, logical=logical(STORY, HERRING)))

    said = [text for a in found.articles for text in (a.headline, *paragraphs(a))]
    words = " ".join(said).split()
    for printed in (*TITLE, *ONE, *TWO, *OTHER, "Harbour Post"):
        assert set(printed.split()) <= set(words)
    assert sorted(" ".join(paragraphs(found.articles[0])).split()) == sorted(
        " ".join(ONE + TWO).split()
    )
