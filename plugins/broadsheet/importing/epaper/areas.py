"""The shapes of an image map as rectangles, which is what regions of a page are. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from broadsheet.model import Region

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+")
_SNAP = 0.01
"""Sides of the page within which two edges are one: what a hand draws is never quite straight."""
_THINNEST = 0.004
_MOST_POINTS = 400
_MOST_RECTANGLES = 16
_OVER = 0.03
"""How far a shape may lie beyond the picture's edge and be cut off there."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its edges, in any unit."""

    left: float
    top: float
    right: float
    bottom: float


def numbers(coords: str) -> list[float]:
    return [float(each) for each in _NUMBER.findall(coords)[: _MOST_POINTS * 2]]


def farthest(shape: str, values: Sequence[float]) -> tuple[float, float]:
    """How far right and down a shape reaches."""
    if shape.startswith("circ") and len(values) >= 3:
        return values[0] + values[2], values[1] + values[2]
    return max(values[::2], default=0.0), max(values[1::2], default=0.0)


def regions(shape: str, values: Sequence[float], size: tuple[float, float]) -> tuple[Region, ...]:
    """The rectangles that a shape is made of, as fractions of a picture of ``size``; the one around
    it where it is not right-angled. Empty for what is no shape, or lies outside of the picture."""
    width, height = size
    if shape.startswith("circ") and len(values) >= 3:
        x, y, radius = values[:3]
        values = [x - radius, y - radius, x + radius, y + radius]
    points = [(x / width, y / height) for x, y in zip(values[::2], values[1::2], strict=False)]
    if len(points) < 2:
        return ()
    around = _around(points)
    if not _is_on_page(around):
        return ()
    boxes = _rectangles(points) if len(points) > 2 else []
    found = tuple(filter(None, map(_region, boxes)))
    if not found or len(found) > _MOST_RECTANGLES:
        found = tuple(filter(None, (_region(around),)))
    return found


def _around(points: Iterable[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def _is_on_page(box: Box) -> bool:
    return (
        box.left >= -_OVER
        and box.top >= -_OVER
        and box.right <= 1 + _OVER
        and box.bottom <= 1 + _OVER
    )


def _region(box: Box) -> Region | None:
    left, top = max(box.left, 0.0), max(box.top, 0.0)
    width, height = min(box.right, 1.0) - left, min(box.bottom, 1.0) - top
    if width < _THINNEST or height < _THINNEST:
        return None
    return Region(left, top, width, height)


def _rectangles(points: Sequence[tuple[float, float]]) -> list[Box]:
    """A right-angled polygon cut into slabs from top to bottom; empty when it is none."""
    xs = _snapped([x for x, _ in points])
    ys = _snapped([y for _, y in points])
    corners = [(xs[x], ys[y]) for x, y in points]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    if any(x1 != x2 and y1 != y2 for (x1, y1), (x2, y2) in sides):
        return []
    uprights = [(x1, min(y1, y2), max(y1, y2)) for (x1, y1), (x2, y2) in sides if y1 != y2]
    levels = sorted(set(ys.values()))
    out: list[Box] = []
    for top, bottom in itertools.pairwise(levels):
        crossed = sorted(x for x, low, high in uprights if low <= top and bottom <= high)
        for left, right in zip(crossed[::2], crossed[1::2], strict=False):
            if left == right:
                continue
            out.append(_joined_above(out, Box(left, top, right, bottom)))
    return out


def _joined_above(out: list[Box], box: Box) -> Box:
    """The rectangle with the one right above it, if that is just as wide; it is taken out then."""
    for at, other in enumerate(out):
        if (other.left, other.right, other.bottom) == (box.left, box.right, box.top):
            del out[at]
            return Box(other.left, other.top, other.right, box.bottom)
    return box


def _snapped(values: Iterable[float]) -> dict[float, float]:
    """Each value with the first of those next to it."""
    out: dict[float, float] = {}
    last = first = float("-inf")
    for value in sorted(values):
        if value - last > _SNAP:
            first = value
        out[value] = first
        last = value
    return out
