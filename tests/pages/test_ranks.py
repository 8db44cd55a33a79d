"""Which part an article plays on its page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.ranks import SHORT, Item, Rank, measure, ranks

LONG = Item("", 900, pictured=False)
PICTURED = Item("", 900, pictured=True)
SHORT_ONE = Item("", SHORT - 1, pictured=False)
NEWS = Item("区政要闻", 180, pictured=False)
PHOTO = Item("", 0, pictured=True)


def named(*items: Item) -> str:
    return " ".join(ranks(items))


def test_a_page_without_articles_has_no_ranks() -> None:
    assert ranks(()) == ()


@pytest.mark.parametrize("item", [LONG, PICTURED, SHORT_ONE, PHOTO, Item("区政要闻", 50, False)])
def test_an_article_alone_on_its_page_leads(item: Item) -> None:
    assert named(item) == "lead"


def test_the_first_story_leads_and_up_to_three_come_second() -> None:
    assert named(LONG, LONG, LONG) == "lead second story"
    assert named(*[LONG] * 8) == "lead second second" + " story" * 5
    assert named(*[LONG] * 20) == "lead second second second" + " story" * 16


def test_a_short_story_may_lead_and_is_a_brief_elsewhere() -> None:
    assert named(SHORT_ONE, LONG, SHORT_ONE) == "lead second brief"


def test_stories_in_a_row_under_one_head_are_briefs_however_long() -> None:
    long_news = Item("区政要闻", 900, pictured=True)
    assert named(LONG, NEWS, long_news, NEWS) == "lead brief brief brief"
    assert named(NEWS, NEWS, LONG) == "brief brief lead"


def test_a_page_of_briefs_alone_has_no_lead_unless_one_is_long() -> None:
    assert named(NEWS, NEWS, NEWS) == "brief brief brief"
    assert named(NEWS, Item("区政要闻", 400, pictured=False), NEWS) == "brief lead brief"


def test_photo_news_leads_only_among_pictures() -> None:
    assert named(PHOTO, LONG, PHOTO) == "photo lead photo"
    assert named(PHOTO, PHOTO) == "lead photo"
    assert named(LONG, Item("图说新闻", 120, pictured=True)) == "lead photo"
    assert named(LONG, Item("In Pictures", 120, pictured=True)) == "lead photo"
    assert named(LONG, Item("图说新闻", 120, pictured=False)) == "lead brief"


def test_latin_letters_take_less_room() -> None:
    assert measure("秋收") == 2
    assert measure("harvest ok") == 4
    assert measure("") == 0


@given(
    st.lists(
        st.builds(
            Item,
            head=st.sampled_from(["", "区政要闻", "图说新闻"]),
            length=st.sampled_from([0, 100, 500]),
            pictured=st.booleans(),
        ),
        max_size=24,
    )
)
def test_any_page_has_a_rank_for_each_one_lead_at_most_and_three_seconds(items: list[Item]) -> None:
    found = ranks(items)
    assert len(found) == len(items)
    assert found.count(Rank.LEAD) <= 1
    assert found.count(Rank.SECOND) <= 3
    if Rank.SECOND in found:
        assert Rank.LEAD in found
