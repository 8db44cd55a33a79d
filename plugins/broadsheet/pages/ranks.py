"""What part each article plays on its page, from the order and the kind of its articles alone.

A printed page says which story leads by its place; the header says it by order. Everything that a
page looks like follows from the ranks: templates draw them and decide nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SHORT = 220
"""Chinese characters of text below which a story is a brief."""
LATIN_PER_CHARACTER = 2.5
"""Latin letters that take the room of one Chinese character."""
ENOUGH = round(SHORT * LATIN_PER_CHARACTER)
"""Characters of any script that take the room of ``SHORT``: whether a story is a brief is told by
so many of its text."""
_WIDE = re.compile("[\u2e80-\U0010ffff]+")
PHOTO_HEADS = ("图说", "图片", "图文", "组图", "影像", "镜头", "光影", "photo", "picture")
"""Words of a standing head under which stories are told by their pictures."""


class Rank(StrEnum):
    LEAD = "lead"
    SECOND = "second"
    STORY = "story"
    BRIEF = "brief"
    PHOTO = "photo"


OPENINGS = {Rank.LEAD: 330, Rank.SECOND: 150}
"""Chinese characters of a large story's text that its page prints."""


@dataclass(frozen=True, slots=True)
class Item:
    """What ranking asks of an article: its standing head, how much text it has (``measure``) up to
    ``ENOUGH`` characters, and whether it has a picture."""

    head: str
    length: int
    pictured: bool


def measure(text: str) -> int:
    """The room that a text takes, in Chinese characters."""
    wide = len("".join(_WIDE.findall(text)))
    return wide + round((len(text) - wide) / LATIN_PER_CHARACTER)


def ranks(items: Sequence[Item]) -> tuple[Rank, ...]:
    """The rank of each article of a page, in the page's order.

    - Photo news has a picture and no text, or stands under a head such as 图说新闻.
    - Two or more in a row under one standing head are briefs, and so is a short story without a
      picture.
    - The first story leads. It may be short, but no photo news and none of a row of briefs while
      there is another; a page of briefs alone has no lead.
    - Up to three stories that follow come second: one on a page of four or fewer, two up to eight.
    """
    rows = [len(tuple(run)) for _, run in itertools.groupby(items, key=lambda item: item.head)]
    in_row = [size for size in rows for _ in range(size)]
    found = [_kind(item, size) for item, size in zip(items, in_row, strict=True)]
    lead = _lead(items, found, in_row)
    if lead is not None:
        found[lead] = Rank.LEAD
    places = 1 if len(items) <= 4 else 2 if len(items) <= 8 else 3
    stories = [at for at, rank in enumerate(found) if rank is Rank.STORY]
    for at in stories[:places]:
        found[at] = Rank.SECOND
    return tuple(found)


def _kind(item: Item, row: int) -> Rank:
    if item.pictured and (not item.length or _tells_by_pictures(item.head)):
        return Rank.PHOTO
    if (item.head and row > 1) or (item.length < SHORT and not item.pictured):
        return Rank.BRIEF
    return Rank.STORY


def _tells_by_pictures(head: str) -> bool:
    return any(word in head.casefold() for word in PHOTO_HEADS)


def _lead(items: Sequence[Item], found: Sequence[Rank], in_row: Sequence[int]) -> int | None:
    """The first story that stands for itself; else the first long one of a row; else a picture,
    when there is nothing but pictures."""
    told = [at for at, rank in enumerate(found) if rank is not Rank.PHOTO]
    own = [at for at in told if not items[at].head or in_row[at] == 1]
    long = [at for at in told if items[at].length >= SHORT]
    pictures = [] if told else [*range(len(found))]
    return next(iter([*own, *long, *pictures]), None)
