"""From a grey picture to the curves around what is dark in it: marching squares, then smoothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from PIL import Image

Point = tuple[float, float]
TOLERANCE = 0.55
"""Pixels that a simplified edge may lie off the traced one."""


def outlines(picture: Image.Image, cut: int) -> Iterator[str]:
    """A closed path of SVG for every edge between pixels of ``cut`` or more and others."""
    for loop in _loops(_segments(picture, cut)):
        points = _simplified(loop)
        if len(points) >= 4:
            yield _curve(points)


def _segments(picture: Image.Image, cut: int) -> Iterator[tuple[Point, Point]]:
    """Pieces of the edge, a pixel each, dark on their left. https://en.wikipedia.org/wiki/Marching_squares"""
    width, height = picture.size
    grey = picture.load()
    assert grey is not None

    def value(x: int, y: int) -> float:
        found = grey[x, y]
        assert isinstance(found, int)
        return found + 0.5 - cut

    for y in range(height - 1):
        for x in range(width - 1):
            corners = (value(x, y), value(x + 1, y), value(x + 1, y + 1), value(x, y + 1))
            case = sum(1 << at for at, v in enumerate(corners) if v > 0)
            for start, end in _CASES[case]:
                yield _cross(x, y, corners, start), _cross(x, y, corners, end)


_CASES: dict[int, tuple[tuple[int, int], ...]] = {
    **{0: (), 15: ()},
    **{1: ((3, 0),), 2: ((0, 1),), 4: ((1, 2),), 8: ((2, 3),)},
    **{14: ((0, 3),), 13: ((1, 0),), 11: ((2, 1),), 7: ((3, 2),)},
    **{3: ((3, 1),), 6: ((0, 2),), 12: ((1, 3),), 9: ((2, 0),)},
    **{5: ((3, 0), (1, 2)), 10: ((0, 1), (2, 3))},
}
"""By which corners are dark: from side to side (0 above, 1 right, 2 below, 3 left)."""


def _cross(x: int, y: int, corners: tuple[float, ...], side: int) -> Point:
    one, other = corners[side], corners[(side + 1) % 4]
    part = one / (one - other)
    at = ((x + part, y), (x + 1, y + part), (x + 1 - part, y + 1), (x, y + 1 - part))[side]
    return round(at[0], 4), round(at[1], 4)


def _loops(segments: Iterator[tuple[Point, Point]]) -> Iterator[list[Point]]:
    following: dict[Point, list[Point]] = defaultdict(list)
    for start, end in segments:
        following[start].append(end)
    while following:
        first = next(iter(following))
        loop, at = [first], first
        while True:
            ends = following[at]
            step = ends.pop()
            if not ends:
                del following[at]
            if step == first:
                break
            loop.append(step)
            at = step
        yield loop


def _simplified(loop: list[Point]) -> list[Point]:
    """Douglas and Peucker's thinning, from the two points that lie farthest apart."""
    half = max(range(len(loop)), key=lambda at: _square(loop[at], loop[0]))
    return _thin(loop[: half + 1])[:-1] + _thin([*loop[half:], loop[0]])[:-1]


def _square(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _thin(line: list[Point]) -> list[Point]:
    keep = {0, len(line) - 1}
    open_parts = [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        (ax, ay), (bx, by) = line[first], line[last]
        length = max(_square(line[first], line[last]) ** 0.5, 1e-9)
        far, most = first, TOLERANCE
        for at in range(first + 1, last):
            x, y = line[at]
            off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if off > most:
                far, most = at, off
        if far != first:
            keep.add(far)
            open_parts += [(first, far), (far, last)]
    return [line[at] for at in sorted(keep)]


def _curve(points: list[Point]) -> str:
    """Quadratic curves through the middles of the sides, the points being what pulls them."""
    middles = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for a, b in zip(points, [*points[1:], points[0]], strict=True)
    ]
    start = middles[-1]
    pieces = [f"M{start[0]:.0f} {start[1]:.0f}"]
    for pull, end in zip(points, middles, strict=True):
        pieces.append(f"Q{pull[0]:.0f} {pull[1]:.0f} {end[0]:.0f} {end[1]:.0f}")
    return "".join(pieces) + "Z"
