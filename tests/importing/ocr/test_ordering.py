"""Reading order by place, and what stays when places decide nothing."""

from __future__ import annotations

import random
from itertools import permutations

from broadsheet.importing.ocr import ordering
from broadsheet.importing.ocr.boxes import Box
from broadsheet.importing.ocr.ordering import reading_order

BANNER = Box(0, 0, 300, 20)
LEFT, MIDDLE, RIGHT = (Box(x, 30, x + 90, 400) for x in (0, 105, 210))
FOOT = Box(0, 420, 300, 440)


def test_any_order_of_the_source_gives_the_order_of_reading() -> None:
    page = [BANNER, LEFT, MIDDLE, RIGHT, FOOT]
    for shuffled in permutations(page):
        assert [shuffled[at] for at in reading_order(shuffled)] == page


def test_a_headline_over_two_of_three_columns() -> None:
    head = Box(105, 30, 300, 50)
    under = [Box(105, 60, 195, 400), Box(210, 60, 300, 400)]
    page = [LEFT, head, *under]
    for shuffled in permutations(page):
        assert [shuffled[at] for at in reading_order(shuffled)] == page


def test_slightly_overlapping_columns_are_columns() -> None:
    page = [Box(0, 0, 100, 400), Box(95, 10, 200, 400)]

    assert reading_order(page) == [0, 1]
    assert reading_order(page[::-1]) == [1, 0]


def test_columns_from_the_right() -> None:
    assert reading_order([LEFT, MIDDLE, RIGHT], right_to_left=True) == [2, 1, 0]


def test_every_box_comes_once_whatever_its_place() -> None:
    chance = random.Random(5)
    for _ in range(50):
        boxes = []
        for _ in range(30):
            x, y = chance.uniform(-10, 100), chance.uniform(-10, 100)
            boxes.append(Box(x, y, x + chance.choice([0, 5, 60]), y + chance.choice([0, 5, 60])))

        assert sorted(reading_order(boxes)) == list(range(30))


def test_too_many_boxes_stay_as_they_are() -> None:
    many = [Box(0, -at, 10, -at + 1) for at in range(ordering.MOST_BOXES + 1)]

    assert reading_order(many) == list(range(len(many)))
