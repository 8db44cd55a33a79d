"""The shapes of an image map become rectangles in fractions of the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.importing.epaper import areas
from broadsheet.model import Region

SIZE = (100.0, 200.0)


def boxes(coords: str, shape: str = "polygon") -> list[tuple[float, ...]]:
    found = areas.regions(shape, areas.numbers(coords), SIZE)
    return [tuple(round(v, 3) for v in (r.left, r.top, r.width, r.height)) for r in found]


@pytest.mark.parametrize(
    ("coords", "shape", "expected"),
    [
        ("10,20,60,120", "rect", [(0.1, 0.1, 0.5, 0.5)]),
        ("60,120,10,20", "rect", [(0.1, 0.1, 0.5, 0.5)]),
        ("50,100,20", "circle", [(0.3, 0.4, 0.4, 0.2)]),
        ("10,20,60,20,60,120,10,120", "polygon", [(0.1, 0.1, 0.5, 0.5)]),
        ("10 20 60 20 60 120 10 120", "poly", [(0.1, 0.1, 0.5, 0.5)]),
    ],
)
def test_a_rectangle_is_one_region(
    coords: str, shape: str, expected: list[tuple[float, ...]]
) -> None:
    assert boxes(coords, shape) == expected


def test_an_l_is_two_rectangles() -> None:
    assert boxes("0,0,50,0,50,100,100,100,100,200,0,200") == [(0, 0, 0.5, 0.5), (0, 0.5, 1, 0.5)]


def test_a_u_is_three_rectangles() -> None:
    u = "0,0,30,0,30,100,70,100,70,0,100,0,100,200,0,200"

    assert boxes(u) == [(0, 0, 0.3, 0.5), (0.7, 0, 0.3, 0.5), (0, 0.5, 1, 0.5)]


def test_corners_that_stand_twice_and_edges_a_hair_askew_are_seen_over() -> None:
    assert boxes("0,0,50,0,50,0,50,101,50,100,100,100,100,200,0,200") == [
        (0, 0, 0.5, 0.5),
        (0, 0.5, 1, 0.5),
    ]


def test_a_slanted_shape_is_the_rectangle_around_it() -> None:
    assert boxes("50,0,100,100,50,200,0,100") == [(0, 0, 1, 1)]


def test_what_lies_a_little_over_the_edge_is_cut_off_there() -> None:
    assert boxes("-1,-1,102,-1,102,100,-1,100") == [(0, 0, 1, 0.5)]


@pytest.mark.parametrize("coords", ["500,0,900,300", "", "7", "5,5,5,5", "x,y", "0,0,100,0"])
def test_what_is_no_shape_of_the_page_is_no_region(coords: str) -> None:
    assert boxes(coords) == []


def inside(x: float, y: float, found: tuple[Region, ...]) -> bool:
    return any(r.left <= x <= r.left + r.width and r.top <= y <= r.top + r.height for r in found)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.data())
def test_steps_are_covered_exactly(widths: list[int], data: st.DataObject) -> None:
    """A staircase of columns: every point is in a region just when it is below the stairs."""
    step = 100 / len(widths)
    corners = [(0.0, 200.0)]
    for at, height in enumerate(widths):
        corners += [(at * step, 200 - height * 20), ((at + 1) * step, 200 - height * 20)]
    corners.append((100.0, 200.0))
    found = areas.regions("poly", [v for corner in corners for v in corner], SIZE)
    column = data.draw(st.integers(0, len(widths) - 1))
    row = data.draw(st.integers(0, 9))
    x, y = (column + 0.5) * step / 100, (row * 20 + 10) / 200

    assert inside(x, y, found) is (y > 1 - widths[column] * 0.1)
