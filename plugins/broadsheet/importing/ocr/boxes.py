"""Rectangles on a page, in whatever unit a source measures in, and the regions that they become."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from broadsheet.model import Region

_FARTHEST = 1e9
"""No page is so large in any unit; what lies farther away is a slip."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, its far edges included in no other; ``top`` is above ``bottom``."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return self.width * self.height

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def shared(self, other: Box) -> float:
        """The area that both cover."""
        return self.across(other) * self.beside(other)

    def across(self, other: Box) -> float:
        """How wide the columns are that both stand in."""
        return max(0.0, min(self.right, other.right) - max(self.left, other.left))

    def beside(self, other: Box) -> float:
        """How high the rows are that both stand in."""
        return max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))

    def moved(self, right: float, down: float) -> Box:
        return Box(self.left + right, self.top + down, self.right + right, self.bottom + down)

    def turned(self, degrees: float) -> Box:
        """The rectangle around this one after it was turned clockwise about the page's corner."""
        angle = math.radians(degrees % 360)
        cosine, sine = math.cos(angle), math.sin(angle)
        corners = [(x, y) for x in (self.left, self.right) for y in (self.top, self.bottom)]
        xs = [x * cosine - y * sine for x, y in corners]
        ys = [x * sine + y * cosine for x, y in corners]
        return Box(min(xs), min(ys), max(xs), max(ys))


def number(text: str | None) -> float | None:
    """A coordinate as a source writes it; ``None`` when it is none that a page could have."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) < _FARTHEST else None


def box_of(
    left: float | None, top: float | None, right: float | None, bottom: float | None
) -> Box | None:
    """A box of known edges; edges that were mistaken for each other are put right."""
    if left is None or top is None or right is None or bottom is None:
        return None
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all."""
    found = list(boxes)
    return reduce(Box.joined, found) if found else None


def region(box: Box, page: Box) -> Region | None:
    """The part of ``page`` that ``box`` covers; ``None`` when that is nothing."""
    if page.width <= 0 or page.height <= 0:
        return None
    left, right = (min(max((x - page.left) / page.width, 0.0), 1.0) for x in (box.left, box.right))
    top, bottom = (min(max((y - page.top) / page.height, 0.0), 1.0) for y in (box.top, box.bottom))
    if right <= left or bottom <= top:
        return None
    return Region(left, top, right - left, bottom - top)


WHOLE_PAGE = Region(0.0, 0.0, 1.0, 1.0)
