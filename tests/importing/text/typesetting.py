"""Invented stories, and the ways in which layout systems and PDFs give a page's text.

A block of a story is a paragraph, a crosshead (``## …``), or a picture's words (``[…]``); ``→…`` is
the rest of a paragraph, at the top of the next column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from broadsheet.importing.drafts import DraftArticle
from broadsheet.importing.text.shapes import ems
from tests.importing.text.desk import shown


@dataclass(frozen=True, slots=True)
class Story:
    headline: str
    blocks: tuple[str, ...]
    kicker: str = ""
    deck: str = ""
    byline: str = ""

    @property
    def heads(self) -> list[str]:
        return [line for line in (self.kicker, self.headline, self.deck, self.byline) if line]


def story_of(article: DraftArticle) -> Story:
    """A draft as a story, to be compared."""
    blocks = shown(article)
    is_signed = bool(blocks) and blocks[0].startswith(("□", "By "))
    byline = article.byline or (blocks.pop(0) if is_signed else "")
    return Story(article.headline, tuple(blocks), article.kicker, article.deck, byline)


WATER = Story(
    kicker="石桥镇",
    headline="新修水渠通水 两千亩田受益",
    blocks=(
        "本报讯（记者 陆怀川）3月6日，石桥镇新修的八公里水渠通水，沿线两千亩水田当天就用上了"
        "渠水，比往年早了整整二十天。",
        "据了解，水渠总投资四百万元，工期五个月，由镇里统一管护，每个村民小组推选一名放水员。",
        "“早一天放水，早一天育秧。”村民霍守宁说，“今年不用再半夜排队等水了。”",
    ),
)
QUAY = Story(
    headline="老码头变身文化街",
    deck="——临江市滨江片区改造见闻",
    byline="□本报记者 林既白 通讯员 方砚秋",
    blocks=(
        "清晨的滨江路上，晨跑的人一个接着一个。三年前，这里还是一片废弃的码头和仓库，如今成了"
        "市民最爱去的地方，六座旧仓库里有书店、茶馆和展厅。",
        "## 从清淤开始",
        "改造从清理河道开始。市里投入资金两亿元，清淤四十万方，种树一万二千棵，铺设步道九公里，"
        "又把沿江的十一条断头路全部打通。",
        "## 留住老味道",
        "“我们没有大拆大建。”负责改造的工程师何知微说，一砖一瓦都编了号，拆下来修好再装回去，"
        "老起重机也留在原地，成了孩子们合影的地方。",
        "住在附近的翁慧兰老人说，做梦也没想到能在家门口喝茶看江。",
    ),
)
BUS = Story(
    kicker="市公交集团",
    headline="夜间线路延长到医院",
    blocks=(
        "本报讯 市公交集团昨天宣布，从下月起新增两条夜间线路，途经火车站、医院和大学城，末班车"
        "延长至23时30分，票价不变。",
        "新线路共设三十二个站点，其中十一个在老城区，方便夜里下班的护士、店员和看完电影的学生回家。",
    ),
)
CHINESE = (QUAY, WATER, BUS)

HARVEST = Story(
    headline="Harvest passes the halfway mark",
    byline="By Ann Lee",
    blocks=(
        "BOLIN, Oct. 23 — Farmers in Bolin Township have brought in more than half of the late"
        " rice, the county said on Wednesday, as dry weather let combines run through the night.",
        "“We have had nine dry days in a row,” said Tom Marsh, who farms 40 acres south of the"
        " river and has not slept before midnight for a week.",
        "## Racing the rain",
        "Rain is forecast for Friday. The county has lent the township six more machines and opened"
        " two drying yards, one at the school and one behind the market.",
    ),
)
LINE = Story(
    kicker="TRANSPORT",
    headline="New bus line to open in March",
    byline="By Joe Reed and Kim Park",
    blocks=(
        "The county will open a bus line between the station and the hospital in March, the"
        " transport board said after its meeting on Tuesday.",
        "Buses will run every 20 minutes from early morning until ten, and stop at the market, the"
        " library and both high schools.",
    ),
)
ENGLISH = (HARVEST, LINE)


# --- whole paragraphs ---------------------------------------------------------------------------


def spaced(stories: Sequence[Story]) -> str:
    """A line is a paragraph, with an empty line between any two."""
    return "\n\n".join(line for story in stories for line in _lines(story)) + "\n"


def indented(stories: Sequence[Story]) -> str:
    """A line is a paragraph and begins with two wide spaces; heads do not; no empty lines."""
    return "\n".join(line for story in stories for line in _lines(story, "\u3000\u3000")) + "\n"


def headed(stories: Sequence[Story]) -> str:
    """Heads stand close together, paragraphs apart, stories further apart."""
    return "\n\n\n".join(
        "\n".join(story.heads) + "\n\n" + "\n\n".join(_blocks(story)) for story in stories
    )


def _lines(story: Story, indent: str = "") -> Iterator[str]:
    yield from story.heads
    yield from _blocks(story, indent)


def _blocks(story: Story, indent: str = "") -> Iterator[str]:
    for block in story.blocks:
        bare = bare_block(block)
        yield bare if bare != block else indent + block


def bare_block(block: str) -> str:
    """A block as it is printed, without the sign of what it is."""
    if block.startswith("["):
        return block[1:-1]
    return block.removeprefix("## ").removeprefix("→")


# --- lines as wide as their column ---------------------------------------------------------------

_NEVER_FIRST = "，。、；：？！”’）》,.;:?!)"


def wrapped(width: int, *, indent: str = "\u3000\u3000", between: str = "\n") -> Layout:
    """Lines of ``width`` Chinese characters; ``between`` stands between any two."""

    def page(stories: Sequence[Story]) -> str:
        lines = [line for story in stories for line in _wrapped_lines(story, width, indent)]
        return between.join(lines) + "\n"

    return page


Layout = Callable[[Sequence[Story]], str]


def _wrapped_lines(story: Story, width: int, indent: str) -> Iterator[str]:
    yield from story.heads
    for block in story.blocks:
        is_paragraph = bare_block(block) == block
        yield from broken("\u3000\u3000" + block, width) if is_paragraph else [bare_block(block)]


def without_indents(layout: Layout) -> Layout:
    """The same page after a program that strips every line."""
    return lambda stories: "\n".join(line.strip() for line in layout(stories).split("\n"))


def broken(text: str, width: int) -> Iterator[str]:
    """A text in lines; what may not begin a line hangs at the end of the one before, Latin words
    and numbers stay whole."""
    line = ""
    for part in re.findall(r"[A-Za-z0-9]+|.", text):
        if ems(line + part) > width and part not in _NEVER_FIRST:
            yield line
            line = ""
        line += part
    yield line


def in_words(width: int, *, gap: str = "\n\n") -> Layout:
    """English lines of at most ``width`` letters; ``gap`` stands between two paragraphs."""

    def page(stories: Sequence[Story]) -> str:
        parts = []
        for story in stories:
            parts.append("\n".join(story.heads))
            parts += ["\n".join(_worded(bare_block(block), width)) for block in story.blocks]
        return gap.join(parts) + "\n"

    return page


def _worded(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


# --- what becomes of a page ---------------------------------------------------------------------


def cut(story: Story, paragraph: int, at: int) -> Story:
    """The story as the text of two columns, a paragraph cut in half between them."""
    blocks = list(story.blocks)
    text = blocks[paragraph]
    blocks[paragraph : paragraph + 1] = [text[:at], "→" + text[at:]]
    return replace(story, blocks=tuple(blocks))
