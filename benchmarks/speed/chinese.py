"""Chinese news from a small grammar: sentences with gaps, and lists of words to fill them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from benchmarks.speed.words import LISTS, NAMES, WORDS

MEDIAN, SPREAD, SHORTEST, LONGEST = 450, 0.6, 90, 4000
"""Characters of an article: a log-normal distribution, cut at both ends."""

KEYS = {
    "headline": "标题",
    "kicker": "引题",
    "deck": "副题",
    "section": "版块",
    "column": "栏目",
    "byline": "署名",
    "pages": "版面",
    "colon": "：",
    "comma": "、",
}

Gap = tuple[str, list[str]]
Pattern = tuple[list[Gap], str]


def _pattern(sentence: str) -> Pattern:
    """``{a}x{b}。`` as gaps, each with the letters before it, and what comes after the last."""
    parts = re.split(r"\{(\w+)\}", sentence)
    gaps = [(parts[i], WORDS[parts[i + 1]]) for i in range(0, len(parts) - 1, 2)]
    return gaps, parts[-1]


SENTENCES = [_pattern(sentence) for sentence in LISTS["sentences"]]
HEADLINES = [_pattern(sentence) for sentence in LISTS["headlines"]]
KICKERS = [_pattern(sentence) for sentence in LISTS["kickers"]]
DECKS = [_pattern(sentence) for sentence in LISTS["decks"]]


class Chinese:
    """Draws texts; the same seed draws the same ones."""

    language = "zh"
    sections = LISTS["sections"]
    columns = LISTS["columns"]
    page_titles = LISTS["sections"]
    keys = KEYS
    people = NAMES

    def __init__(self, seed: str) -> None:
        self.draw = random.Random(seed)

    def headline(self) -> str:
        return self._one(HEADLINES)

    def kicker(self) -> str:
        return self._one(KICKERS)

    def deck(self) -> str:
        return self._one(DECKS)

    def paragraphs(self) -> list[str]:
        """Three to twelve paragraphs, as many as the length of the article asks for."""
        length = MEDIAN * self.draw.lognormvariate(0, SPREAD)
        length = min(max(length, SHORTEST), LONGEST)
        number = min(max(round(length / 95), 3), 12)
        found = []
        for _ in range(number):
            paragraph = self._one(SENTENCES)
            while len(paragraph) < length / number - 15:
                paragraph += self._one(SENTENCES)
            found.append(paragraph)
        return found

    def byline(self, reporters: Sequence[str]) -> str:
        """As printed in a header: the last of several is the correspondent."""
        if len(reporters) == 1:
            return f"本报记者 {reporters[0]}"
        return f"本报记者 {' '.join(reporters[:-1])} 通讯员 {reporters[-1]}"

    def lead_in(self, reporters: Sequence[str]) -> str:
        return f"本报讯（{self.byline(reporters).removeprefix('本报')}）"

    def _one(self, patterns: list[Pattern]) -> str:
        chance = self.draw.random
        gaps, end = patterns[int(chance() * len(patterns))]
        text = ""
        for before, choices in gaps:
            text += before + choices[int(chance() ** 2 * len(choices))]
        return text + end
