"""English news: invented words, as frequent as words are, from ``benchmarks/english.py``."""

from __future__ import annotations

import functools
import itertools
import random
from collections.abc import Sequence

from benchmarks.english import vocabulary

SECTIONS = ["News", "Society", "Business", "Districts", "Culture", "Sport", "Letters", "Living"]
COLUMNS = ["District news", "Reading room", "On the river", "Old trades", "Questions answered"]
FIRST = ["Ann", "Tom", "Mary", "Ned", "Ruth", "Hal", "Joan", "Sid", "Nell", "Amos", "Ivy", "Walt"]
MIDDLE = ["A.", "B.", "C.", "D.", "E.", "F."]
LAST = ["Lee", "Marsh", "Reed", "Holt", "Wren", "Dale", "Moss", "Rudd", "Quill", "Vale", "Ash"]
PEOPLE = [" ".join(each) for each in itertools.product(FIRST, MIDDLE, LAST)]
KEYS = {
    "headline": "Headline",
    "kicker": "Kicker",
    "deck": "Deck",
    "section": "Section",
    "column": "Standing head",
    "byline": "Byline",
    "pages": "Pages",
    "colon": ": ",
    "comma": ", ",
}
MEDIAN, SPREAD = 260, 0.55
"""Words of an article: a log-normal distribution."""


@functools.cache
def _words() -> tuple[list[str], list[float]]:
    """The vocabulary, and how often each word and those before it come."""
    words = vocabulary(30_000, random.Random(1))
    return words, list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))


class English:
    """Draws texts; the same seed draws the same ones."""

    language = "en"
    sections = SECTIONS
    columns = COLUMNS
    page_titles = SECTIONS
    keys = KEYS
    people = PEOPLE

    def __init__(self, seed: str) -> None:
        self.draw = random.Random(seed)

    def headline(self) -> str:
        return self._some(7).capitalize()

    def kicker(self) -> str:
        return self._some(2).capitalize()

    def deck(self) -> str:
        return self._some(10).capitalize()

    def paragraphs(self) -> list[str]:
        length = MEDIAN * self.draw.lognormvariate(0, SPREAD)
        number = min(max(round(length / 55), 3), 12)
        sentences = max(round(length / number / 15), 1)
        return [" ".join(self._sentence() for _ in range(sentences)) for _ in range(number)]

    def byline(self, reporters: Sequence[str]) -> str:
        return "By " + " and ".join(reporters)

    def lead_in(self, reporters: Sequence[str]) -> str:
        return f"({self.byline(reporters)}) "

    def _sentence(self) -> str:
        return self._some(self.draw.randint(8, 22)).capitalize() + "."

    def _some(self, number: int) -> str:
        words, weights = _words()
        return " ".join(self.draw.choices(words, cum_weights=weights, k=number))
