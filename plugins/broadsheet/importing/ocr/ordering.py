"""Reading order: from boxes on a page to the order in which a reader comes to them.

Two rules and their consequences, after Breuel, "High Performance Document Layout Analysis"
(2003): of two boxes in one column the upper is read first; of two in different columns the left
one, unless a box that spans both (a headline across the page) stands between them.
"""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.importing.ocr.boxes import Box

MOST_BOXES = 1500
"""More on one page are left in the order of the source: the work grows with their square."""

_SAME_COLUMN = 0.2
"""Boxes that share so much of the narrower one's width stand in one column."""


def reading_order(boxes: Sequence[Box], right_to_left: bool = False) -> list[int]:
    """The places of the boxes in the order in which they are read. Where the rules do not decide,
    the source's own order does. ``right_to_left`` is for columns of upright Chinese or Japanese.
    """
    count = len(boxes)
    if not 2 <= count <= MOST_BOXES:
        return list(range(count))
    placed = [_mirrored(box) for box in boxes] if right_to_left else list(boxes)
    before = _before(placed)
    order: list[int] = []
    left = dict.fromkeys(range(count))
    waiting = (1 << count) - 1
    while left:
        # Boxes that overlap can go round in circles; the topmost then opens the circle.
        free = (at for at in left if not before[at] & waiting)
        chosen = next(free, None)
        if chosen is None:
            chosen = min(left, key=lambda at: (placed[at].top, placed[at].left))
        order.append(chosen)
        del left[chosen]
        waiting &= ~(1 << chosen)
    return order


def _mirrored(box: Box) -> Box:
    return Box(-box.right, box.top, -box.left, box.bottom)


def _before(boxes: Sequence[Box]) -> list[int]:
    """For each box the boxes that are read before it: a bit each, by its place."""
    count = len(boxes)
    heights = sorted(range(count), key=lambda at: (boxes[at].middle[1], at))
    rank = {at: height for height, at in enumerate(heights)}
    beside = [[in_one_column(a, b) for b in boxes] for a in boxes]
    # Those in one column with a box, a bit each, by how high they stand.
    column = [sum(1 << rank[b] for b in range(count) if beside[a][b]) for a in range(count)]
    before = [0] * count
    for a in range(count):
        for b in range(a + 1, count):
            upper, lower = (a, b) if rank[a] < rank[b] else (b, a)
            if beside[a][b]:
                before[lower] |= 1 << upper
                continue
            between = (1 << rank[lower]) - (1 << (rank[upper] + 1))
            if column[a] & column[b] & between:
                continue
            first, second = (a, b) if boxes[a].middle[0] < boxes[b].middle[0] else (b, a)
            before[second] |= 1 << first
    return before


def in_one_column(a: Box, b: Box) -> bool:
    """Whether one of the boxes stands over the other, and not only by a corner."""
    narrower = min(a.width, b.width)
    if narrower <= 0:
        return max(a.left, b.left) <= min(a.right, b.right)
    return a.across(b) >= _SAME_COLUMN * narrower
