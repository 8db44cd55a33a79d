"""An archive of invented English articles, whose words are as frequent as words are."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from pathlib import Path

COMMON = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "is",
    "that",
    "for",
    "it",
    "on",
    "was",
    "with",
    "as",
    "by",
    "at",
    "from",
    "be",
    "this",
    "have",
    "are",
    "not",
    "had",
    "his",
    "they",
    "which",
    "one",
    "were",
    "all",
    "their",
    "there",
    "been",
    "if",
    "more",
    "when",
    "will",
    "would",
    "who",
    "what",
    "so",
    "can",
    "said",
    "no",
    "up",
    "out",
]
ONSETS = [*"bcdfghklmnprstvw", "br", "cl", "dr", "gr", "pl", "st", "tr"]
NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ou"]
CODAS = ["", "n", "r", "st", "l", "m", "nd", "ck", "s", "t"]
ENDINGS = ["", "s", "ed", "ing", "er", "ly"]
PER_ISSUE = 14


def vocabulary(number: int, draw: random.Random) -> list[str]:
    """Words, the most frequent first."""
    words = dict.fromkeys(COMMON)
    while len(words) < number:
        syllables = draw.choices((1, 2, 3), (3, 5, 2))[0]
        stem = "".join(
            draw.choice(ONSETS) + draw.choice(NUCLEI) + draw.choice(CODAS) for _ in range(syllables)
        )
        words[stem + draw.choice(ENDINGS)] = None
    return list(words)


def write(folder: Path, articles: int, seed: int) -> Path:
    """Write issues of fourteen articles, a day after another, unless they are there."""
    if folder.exists():
        return folder
    draw = random.Random(seed)
    words = vocabulary(30_000, draw)
    weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))

    def sentence() -> str:
        chosen = draw.choices(words, cum_weights=weights, k=draw.randint(8, 22))
        return " ".join(chosen).capitalize() + "."

    day = dt.date(2026, 8, 31)
    for number in range(articles):
        if number % PER_ISSUE == 0:
            day -= dt.timedelta(days=1)
        issue = folder / str(day)
        issue.mkdir(parents=True, exist_ok=True)
        headline = " ".join(draw.choices(words, cum_weights=weights, k=7)).capitalize()
        paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(6)]
        page = f"A{number % PER_ISSUE // 4 + 1:02d}"
        text = "\n\n".join([f"Headline: {headline}\nPage: {page}", *paragraphs])
        (issue / f"{number % PER_ISSUE + 1:02d}.md").write_text(text + "\n", "utf-8")
    return folder
