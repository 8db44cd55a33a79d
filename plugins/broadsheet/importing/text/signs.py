"""What speaks for a headline where a paper prints neither byline nor lead-in below it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.importing.text.lines import Style
from broadsheet.importing.text.pieces import Gap, Piece
from broadsheet.importing.text.shapes import (
    Shape,
    ems,
    has_pause,
    is_aside,
    is_balanced,
    is_closed,
    opens_item,
)
from broadsheet.importing.text.standing_heads import Reach, reach
from broadsheet.importing.text.stories import Story
from broadsheet.reading.bylines import take_signature

_LONGEST_CROSSHEAD = 14
"""In ems; most have 4 to 12 characters."""
ENOUGH_SIGNS = 3
_NOTICE = re.compile(
    r".{0,20}(?:公告|通告|启事|声明|公示|讣告|更正|致歉|征稿|招聘|招租|寻人|遗失|天气预报|空气质量)"
    r"|(?:PUBLIC |LEGAL )?NOTICES?|CORRECTIONS?|WEATHER",
    re.IGNORECASE,
)
"""The heads of what a paper prints without a byline."""


def opens_paragraph(run: Sequence[Piece], following: Piece) -> bool:
    """Whether the last of several short lines is the first half of a paragraph that was cut."""
    last = run[-1]
    if following.shape is not Shape.TEXT or is_closed(last.text) or last.style is Style.HEADING:
        return False
    return has_pause(last.text) and not is_balanced(last.text) and not opens_item(last.text)


def signs_of_headline(run: Sequence[Piece], story: Story, following: Piece) -> int:
    """How much speaks for a headline, and not for a crosshead between two paragraphs.

    A paper leaves more space over a headline than over a crosshead, and less below it; a headline
    is longer, and may have lines over and below it; the story before it may be signed, or be one
    of several under a standing head. The crossheads of a story are alike.
    """
    first, length = run[0], max(ems(piece.text) for piece in run)
    known = story.crossheads
    last = story.last_text
    over = reach(story.standing.text) if story.standing is not None else None
    is_signed = last is not None and (take_signature(last.text) is not None or is_aside(last.text))
    signs = (
        (first.gap is Gap.WIDE, 1),
        (first.gap is Gap.WIDE and following.gap is not Gap.WIDE, 2),
        (len(run) > 1, 2),
        (length > _LONGEST_CROSSHEAD, 1),
        (first.style is Style.CENTRED, 1),
        (is_signed, 2),
        (story.is_signed, ENOUGH_SIGNS),
        (over is Reach.BRIEFS, ENOUGH_SIGNS),
        (over is Reach.SEVERAL, 2),
        (reach(run[-1].text) is Reach.BRIEFS, ENOUGH_SIGNS + 1),
        (_NOTICE.fullmatch(run[-1].text) is not None, ENOUGH_SIGNS + 1),
    )
    total = sum(weight for is_so, weight in signs if is_so)
    if any(abs(ems(piece.text) - length) <= 1 and piece.gap is first.gap for piece in known):
        total -= 3
    is_over_head = len(run) > 1 and first.gap is Gap.WIDE
    is_item = opens_item(first.text) and over is not Reach.BRIEFS and not is_over_head
    return total - (4 if is_item else 0)
