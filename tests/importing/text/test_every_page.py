"""Pages that nobody has seen: stories come out as they went in, and no character is lost."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tests.importing.text.desk import page, unaccounted
from tests.importing.text.typesetting import (
    Layout,
    Story,
    cut,
    headed,
    in_words,
    indented,
    spaced,
    story_of,
    wrapped,
)

# --- stories ------------------------------------------------------------------------------------

WHO = ["县水务局", "石桥镇", "南湖中学", "市公交集团", "城东街道"]
NAMES = ["陆怀川", "林既白", "沈栀", "何知微", "方砚秋", "罗照野"]
CLAUSES = [
    "工作人员连日来走村入户查看水渠",
    "镇里推选了十二名放水员负责日常管护",
    "渠水当天就流进了村东的两千亩水田",
    "学校把操场向附近的居民开放到晚上九点",
    "车辆改由北门进出并增设了两处候车亭",
    "维修队更换了老化的管道和三十六个阀门",
    "LED屏滚动播放各路公交车的到站时间",
    "大家商量后决定把集市搬到河对岸的空地",
]
HEADS = ["春灌用水有了保障", "夜间线路延长到医院", "老码头变身文化街", "操场向居民开放"]
PAIRS = ["修好一条渠 润泽千亩田", "早一天放水 早一天育秧"]
DECKS = ["——石桥镇春灌见闻", "——写在新校舍启用之际"]
CROSSHEADS = ["从清淤开始", "一渠管到底", "留住老味道", "把门打开"]

sentences = st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=4, unique=True).map(
    lambda clauses: "，".join(clauses) + "。"
)
paragraphs = st.lists(sentences, min_size=1, max_size=3).map("".join)
pictures = st.sampled_from(NAMES).map(lambda name: f"[▲新修的水渠从村东流过。（{name} 摄）]")


@st.composite
def stories(draw: st.DrawFn) -> Story:
    blocks = draw(st.lists(paragraphs, min_size=2, max_size=5))
    is_news = draw(st.booleans())
    byline = "" if is_news else f"□本报记者 {draw(st.sampled_from(NAMES))}"
    if is_news:
        blocks[0] = f"本报讯（记者 {draw(st.sampled_from(NAMES))}）" + blocks[0]
    elif len(blocks) > 2 and draw(st.booleans()):
        blocks.insert(
            draw(st.integers(1, len(blocks) - 1)), f"## {draw(st.sampled_from(CROSSHEADS))}"
        )
    elif draw(st.booleans()):
        blocks.insert(1, draw(pictures))
    return Story(
        headline=draw(st.sampled_from(HEADS + PAIRS)),
        blocks=tuple(blocks),
        kicker=draw(st.sampled_from(["", *WHO])),
        deck=draw(st.sampled_from(["", *DECKS])),
        byline=byline,
    )


layouts = st.one_of(
    st.sampled_from([spaced, indented, headed]),
    st.builds(wrapped, st.integers(13, 24)),
    st.builds(lambda width: wrapped(width, between="\n\n"), st.integers(13, 24)),
)


@given(st.lists(stories(), min_size=1, max_size=4), layouts)
def test_stories_come_out_of_any_page_as_they_went_in(stories: list[Story], layout: Layout) -> None:
    text = layout(stories)
    found = page(text)

    assert [story_of(article) for article in found.articles] == stories
    assert unaccounted(text, found.articles, found.notes) == ""


@given(stories(), st.sampled_from([spaced, indented, headed]), st.data())
def test_a_paragraph_is_whole_wherever_the_column_broke(
    story: Story, layout: Layout, data: st.DataObject
) -> None:
    long = [at for at, block in enumerate(story.blocks) if len(block) > 50 and block[0] != "["]
    paragraph = data.draw(st.sampled_from(long)) if long else None
    if paragraph is None:
        return
    text = story.blocks[paragraph]
    places = [at for at in range(44, len(text) - 3) if _may_break(text[at - 1], text[at])]
    found = page(layout([cut(story, paragraph, data.draw(st.sampled_from(places)))]))

    assert story_of(found.only) == story


ENGLISH_HEADS = [
    "Harvest passes the halfway mark",
    "School board names principal",
    "New bus line to open in March",
    "Old quay becomes a street of books",
]
ENGLISH_NAMES = ["Ann Lee", "Joe Reed", "Kim Park", "Tom Marsh"]
ENGLISH_SENTENCES = [
    "The county lent the township six more machines and opened two drying yards near the market.",
    "Buses will run every 20 minutes from early morning and stop at the library and the hospital.",
    "Six old warehouses now hold bookshops, a tea house and a hall for children of the quarter.",
    "“We have had nine dry days in a row,” said a farmer who has not slept before midnight lately.",
    "Neighbours agreed to move the weekly market to the empty ground on the other river bank.",
]


@st.composite
def english_stories(draw: st.DrawFn) -> Story:
    some = st.lists(st.sampled_from(ENGLISH_SENTENCES), min_size=2, max_size=4, unique=True)
    blocks = draw(st.lists(some.map(" ".join), min_size=1, max_size=4))
    if len(blocks) > 2 and draw(st.booleans()):
        blocks.insert(draw(st.integers(1, len(blocks) - 1)), "## Racing the rain")
    elif draw(st.booleans()):
        blocks.append(
            f"[Combines at work on Tuesday. (Photo: {draw(st.sampled_from(ENGLISH_NAMES))})]"
        )
    return Story(
        headline=draw(st.sampled_from(ENGLISH_HEADS)),
        blocks=tuple(blocks),
        kicker=draw(st.sampled_from(["", "BOLIN TOWNSHIP", "TRANSPORT"])),
        byline=f"By {draw(st.sampled_from(ENGLISH_NAMES))}",
    )


english_layouts = st.one_of(
    st.just(spaced), st.just(headed), st.builds(in_words, st.integers(28, 60))
)


english_pages = st.lists(
    english_stories(), min_size=1, max_size=3, unique_by=lambda story: story.kicker or object()
)
"""A line that stands over two stories is a standing head, so no kicker stands twice."""


@given(english_pages, english_layouts)
def test_english_stories_come_out_of_any_page_as_they_went_in(
    stories: list[Story], layout: Layout
) -> None:
    text = layout(stories)
    found = page(text)

    assert [story_of(article) for article in found.articles] == stories
    assert unaccounted(text, found.articles, found.notes) == ""


def _may_break(before: str, after: str) -> bool:
    return before != "。" and after not in "，。" and not (before.isascii() and after.isascii())


# --- anything at all ------------------------------------------------------------------------------

ODD = [
    "——",
    "□",
    "▲",
    "▼▼",
    "（",
    "# 一",
    "*星* _线_ `码` <b> & [x](y)",
    "1. 一",
    "| a | b |",
    "第",
    "（下转A03版）",
    "（上接A01版）会议要求。",
    "Continued on A6",
    "（吕晓 摄）",
    "本组图片由罗照野摄",
    "图说新闻",
    "区政要闻",
    "短评",
    "简讯",
    "文/图",
    "本报讯",
    "By Ann Lee",
    "Staff Reporter",
    "agri-",
    "cultural land.",
    "“谁的车？”",
    "停水公告",
    "2021年3月8日",
    "A02 要闻",
    "责编 林既白 版式 何知微",
    "责编",
    "𠮷野家",
    "e\u0301te\u0301",
    "①",
    "（一）抓落实；",
    "　　本报记者",
    "图为活动现场。",
    "",
    "",
    " ",
]
anything = st.one_of(
    st.sampled_from(ODD + CLAUSES + HEADS + PAIRS + DECKS + CROSSHEADS + WHO + NAMES),
    sentences,
    paragraphs.map(lambda text: "　　" + text),
    pictures.map(lambda block: block[1:-1]),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=40),
)


@given(st.lists(anything, min_size=1, max_size=25).map("\n".join))
@example("By Ann Lee\n——\n——\nBy Ann Lee")
@example("图说新闻\n▲新修的水渠从村东流过。（陆怀川 摄）\n图说新闻")
@example("□\n□\n□")
def test_no_character_of_any_text_is_lost(text: str) -> None:
    found = page(text)

    assert unaccounted(text, found.articles, found.notes) == ""
    assert all(article.headline and article.body is not None for article in found.articles)
