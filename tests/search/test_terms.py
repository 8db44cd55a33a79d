"""What is read in batches and sorted in parts is what each text has."""

from __future__ import annotations

import itertools
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.search import terms
from broadsheet.search.coding import Lists
from broadsheet.search.normalising import HAN, PARTS, WORD, kinds
from broadsheet.search.terms import ANY, TEXT, Terms

CHARACTERS = "王小禾收割水稻的一是A1b，\n 😀"
TEXTS = st.lists(st.text(st.sampled_from(CHARACTERS), max_size=30), max_size=12)
POINT = 1 << 18
T = TypeVar("T")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """Batches and parts of a few entries; the answer is what are many of them."""
    for name, number in (("BATCH", 20), ("PART", 15), ("MANY", 8)):
        monkeypatch.setattr(terms, name, number)
    return terms.MANY


def pairs_of(text: str) -> set[tuple[str, str]]:
    """Docs/search.md: every pair of a run with a han code point, and its last if it begins none."""
    found: set[tuple[str, str]] = set()
    ends = set()
    runs = "".join(c if kind(c) != PARTS else "\n" for c in text).split("\n")
    for run in runs:
        if any(kind(c) == HAN for c in run):
            found |= set(itertools.pairwise(run))
            ends.add(run[-1])
    begun = {one for one, _ in found}
    return found | {(end, "\0") for end in ends - begun}


def kind(character: str) -> int:
    return int(kinds()[ord(character)])


def read_back(
    texts: list[str],
) -> tuple[list[tuple[int, list[int]]], list[tuple[bytes, list[int]]]]:
    """The grams and the words of texts in order, each with its articles."""
    gathered = Terms()
    for article, text in enumerate(texts):
        gathered.add(article, TEXT, text)
    gathered.finish()
    grams = [pair for part, lists in gathered.grams() for pair in named(part.tolist(), lists)]
    words = [pair for part, lists in gathered.words() for pair in named(part, lists)]
    return grams, words


def named(terms: list[T], lists: Lists) -> list[tuple[T, list[int]]]:
    articles = np.split(lists.articles, np.cumsum(lists.sizes)[:-1])
    return [(term, own.tolist()) for term, own in zip(terms, articles, strict=True)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_every_pair_and_every_word_names_its_articles(small: int, texts: list[str]) -> None:
    """And a character with many pairs those of any."""
    grams: dict[int, list[int]] = {}
    of_character: dict[str, list[int]] = {}
    words: dict[bytes, list[int]] = {}
    for article, text in enumerate(texts):
        for one, other in pairs_of(text):
            grams.setdefault(ord(one) * POINT + ord(other), []).append(article)
            of_character.setdefault(one, []).append(article)
        for word in set("".join(c if kind(c) == WORD else " " for c in text).split()):
            words.setdefault(word.encode(), []).append(article)
    for one, articles in of_character.items():
        if len(articles) > small:
            grams[ord(one) * POINT + ANY] = sorted(set(articles))
    assert read_back(texts) == (sorted(grams.items()), sorted(words.items()))
