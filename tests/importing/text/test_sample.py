"""A real page of a city daily, where it is at hand: read as its editor would want it.

The page's words stay out of the project: lines are named by their numbers.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing.drafts import Crosshead, Figure, Paragraph
from broadsheet.importing.sources import Options
from broadsheet.model import Article, PageCode
from broadsheet.model import Paragraph as ReadParagraph
from tests.importing.text.desk import ISSUE, Page, cutlines, imported, read_back, unaccounted

PROJECT = Path(__file__).resolve().parents[3]
NAME = Path("shared", "samples", "city-daily-page.txt")
PLACES = [PROJECT.parent / NAME, PROJECT.parent.parent / NAME]
SAMPLE = next((place for place in PLACES if place.exists()), PLACES[0])

pytestmark = pytest.mark.skipif(not SAMPLE.exists(), reason="the sample page is not at hand")

Lines = dict[int, str]


@pytest.fixture(scope="module")
def lines() -> Lines:
    return dict(enumerate(SAMPLE.read_text("utf-8").split("\n"), 1))


@pytest.fixture(scope="module")
def found() -> Page:
    issue = imported(SAMPLE, Options(issue=ISSUE, page=PageCode("A", "04")))
    return Page(issue.articles, issue.notes)


def test_the_page_has_seven_articles_and_photo_news(found: Page, lines: Lines) -> None:
    heads = [lines[at] for at in (3, 43, 51, 83, 95, 107, 117, 125)]

    assert found.headlines == heads


def test_kickers_stand_over_their_headlines(found: Page, lines: Lines) -> None:
    kickers = ["", "", "", *(lines[at] for at in (81, 93, 105, 115)), ""]

    assert [article.kicker for article in found.articles] == kickers


def test_decks_are_the_lines_with_a_dash(found: Page, lines: Lines) -> None:
    assert [article.deck for article in found.articles if article.deck] == [lines[5], lines[53]]


def test_the_standing_head_is_over_the_five_stories_below_it(found: Page, lines: Lines) -> None:
    standing = ["", lines[43], "", *[lines[79]] * 5]

    assert [article.standing_head for article in found.articles] == standing


def test_photo_news_has_its_two_pictures_with_their_credits(found: Page, lines: Lines) -> None:
    (figure,) = found.articles[1].body

    assert isinstance(figure, Figure)
    assert [picture.cutline for picture in figure.pictures] == [lines[41], lines[47] + lines[49]]


def test_seven_paragraphs_that_a_column_break_cut_are_whole(found: Page, lines: Lines) -> None:
    cut = [(17, 19), (25, 27), (61, 67), (69, 71, 73), (87, 89), (99, 101), (121, 123)]
    whole = ["".join(lines[at] for at in each) for each in cut]
    paragraphs = [
        block.text
        for article in found.articles
        for block in article.body
        if isinstance(block, Paragraph)
    ]

    assert [text for text in paragraphs if text in whole] == whole
    assert "接上了 7 个" in next(n.text("zh") for n in found.notes if n.words.kind == "text-joined")


def test_the_picture_inside_an_article_stands_behind_the_sentence_it_cut(
    found: Page, lines: Lines
) -> None:
    body = found.articles[2].body
    (at,) = (at for at, block in enumerate(body) if isinstance(block, Figure))
    figure, before = body[at], body[at - 1]

    assert isinstance(figure, Figure)
    assert isinstance(before, Paragraph)
    assert [picture.cutline for picture in figure.pictures] == [lines[65]]
    assert before.text == lines[61] + lines[67]


def test_crossheads_are_those_of_the_first_article(found: Page, lines: Lines) -> None:
    crossheads = [
        [block.text for block in article.body if isinstance(block, Crosshead)]
        for article in found.articles
    ]

    assert crossheads == [[lines[11], lines[15], lines[31]], *[[]] * 7]


def test_no_character_is_lost(found: Page) -> None:
    text = SAMPLE.read_text("utf-8")

    assert unaccounted(text, found.articles, found.notes) == ""


def test_what_the_text_does_not_decide_is_said_with_its_line(found: Page) -> None:
    assert found.noted("headline-unclear") == [93, 105]
    assert found.noted("headline-first-part") == [125]
    assert found.noted("joined-unclear") == [89]
    assert found.noted("standing-head-reach") == [79]
    assert found.noted("photo-news-headline") == [41]
    assert found.noted("pictures-missing") == [41]


def test_bylines_and_lead_ins_are_understood_when_read_back(found: Page) -> None:
    articles = [read_back(article) for article in found.articles]
    bylines = [each.byline for each in articles]
    roles = [[c.role.value for c in byline.credits] if byline else [] for byline in bylines]
    lead_ins = [_lead_in(article) for article in articles]

    assert roles == [["reporter", "correspondent"], [], ["text-and-photo"], *[[]] * 5]
    assert lead_ins == [None, None, None, *[["reporter"]] * 3, [], ["reporter"]]
    assert [len(cutlines(article)) for article in articles] == [0, 2, 1, 0, 0, 0, 0, 0]


def _lead_in(article: Article) -> list[str] | None:
    """The roles of those whom the lead-in of the first paragraph names."""
    first = article.body[0]
    if not isinstance(first, ReadParagraph) or first.lead_in is None:
        return None
    return [credit.role.value for credit in first.lead_in.credits]
