"""Queries for the search benchmark, drawn from an archive's own texts, and what each must find.

The truth is plain substring search over the texts as readers have them (``data/*.jsonl`` of a built
site), in the one way of writing that docs/search.md describes.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet.search import pinyin
from broadsheet.search.articles import SearchedArticle, decode
from broadsheet.search.characters import han_table
from broadsheet.search.normalising import WORD, code_points, kinds, normalise

HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
MIXED = re.compile(r"[\u4e00-\u9fff]{1,3}[A-Za-z0-9.]{1,6}[\u4e00-\u9fff]{1,3}")
LATIN = re.compile(r"[A-Za-z]{4,}")


@dataclass(frozen=True)
class Query:
    """What is typed, of which kind it is, and the paths of all articles that it must find."""

    kind: str
    text: str
    truth: frozenset[str]


@dataclass(frozen=True)
class Document:
    """An article and its texts in one way of writing; nothing matches across ``lines``."""

    article: SearchedArticle
    lines: str

    @property
    def path(self) -> str:
        return self.article.path


def documents(site: Path) -> list[Document]:
    """Every article of a built site, the newest issue first, each issue in reading order."""
    found = []
    for file in sorted((site / "data").glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            article = decode(line)
            text = f"{article.heading}\n{article.body}"
            found.append(Document(article, normalise(text)))
    found.sort(key=lambda d: d.article.order)
    found.sort(key=lambda d: (d.article.date, d.article.edition), reverse=True)
    return found


def containing(archive: Sequence[Document], phrase: str) -> frozenset[str]:
    plain = normalise(phrase)
    return frozenset(d.path for d in archive if plain in d.lines)


class Drawer:
    """Draws queries from an archive; the same seed draws the same."""

    def __init__(self, archive: Sequence[Document], seed: int) -> None:
        self.archive = archive
        self.random = random.Random(seed)
        sample = self.random.sample(list(archive), min(len(archive), 3000))
        self.runs = [run for d in sample for run in HAN_RUN.findall(d.article.text)]
        self.sample = sample

    def frequent(self, length: int, least: int, most: int) -> list[str]:
        """Strings of a length that stand between so many times in the sample."""
        counted = Counter(
            run[at : at + length] for run in self.runs for at in range(len(run) - length + 1)
        )
        return sorted(text for text, n in counted.items() if least <= n <= most)

    def cut(self, least: int, most: int) -> str:
        """A piece of a run, cut anywhere."""
        while True:
            run = self.random.choice(self.runs)
            length = self.random.randint(least, most)
            if len(run) >= length:
                start = self.random.randrange(len(run) - length + 1)
                return run[start : start + length]

    def phrases(self, kind: str, texts: Iterator[str] | Sequence[str]) -> list[Query]:
        return [Query(kind, text, containing(self.archive, text)) for text in texts]

    def chinese(self, number: int) -> list[Query]:
        """The four kinds of Chinese queries, so many of each."""
        names = sorted({n for d in self.sample for n in d.article.names if 3 <= len(n) <= 4})
        terms = [*self.frequent(3, 5, 400), *self.frequent(4, 5, 400)]
        pick = self.random.sample
        few = min(len(names), number // 3)
        return [
            *self.phrases("2 characters", pick(self.frequent(2, 10, 3000), number)),
            *self.phrases("3-4 characters", [*pick(names, few), *pick(terms, number - few)]),
            *self.phrases("4-8 cut", [self.cut(4, 8) for _ in range(number)]),
            *self.phrases("6-12 phrase", [self.cut(6, 12) for _ in range(number)]),
        ]

    def mixed(self, number: int) -> list[Query]:
        """Chinese with Latin letters or digits in one string."""
        found = sorted({m for d in self.sample for m in MIXED.findall(d.article.text)})
        return self.phrases("mixed", self.random.sample(found, min(number, len(found))))

    def traditional(self, number: int) -> list[Query]:
        """Simplified strings of the texts, typed in traditional characters."""
        to = {simple: other for other, simple in zip(*han_table(), strict=True)}
        found = []
        while len(found) < number:
            text = self.cut(2, 5)
            changed = "".join(to.get(c, c) for c in text)
            if changed != text:
                found.append(changed)
        return self.phrases("traditional", found)

    def said(self, number: int) -> list[Query]:
        """Names of those credited by their pinyin, in full and by initials."""
        names = sorted({name for d in self.archive for name in d.article.names})
        said = {d.path: _said(d.article) for d in self.archive}
        # What is a word, or begins one, is found as that.
        words = {w.lower() for d in self.archive for w in LATIN.findall(d.article.text)}
        found = []
        while len(found) < number and names:
            (run,) = pinyin.said(normalise(self.random.choice(names))) or [()]
            if len(run) < 2:
                continue
            whole = bool(len(found) % 2)
            text = "".join(run) if whole else "".join(s[0] for s in run)
            if any(word.startswith(text) for word in words):
                continue
            fits = _in_full(text) if whole else _by_initials(text)
            truth = frozenset(path for path, runs in said.items() if any(map(fits, runs)))
            found.append(Query("pinyin", text, truth))
        return found

    def english(self, number: int) -> list[Query]:
        """Words, whole (in quotes) and by their beginnings."""
        words = sorted({w for d in self.sample for w in LATIN.findall(d.article.text)})
        few = min(number // 2, len(words))
        found = [
            Query("whole word", f'"{word}"', self._with_word(word, whole=True))
            for word in self.random.sample(words, few)
        ]
        for word in self.random.sample(words, min(number // 2, len(words))):
            start = word[: max(3, len(word) - 2)]
            found.append(Query("beginning", start, self._with_word(start, whole=False)))
        return found

    def _with_word(self, word: str, whole: bool) -> frozenset[str]:
        plain = normalise(word)
        return frozenset(d.path for d in self.archive if _has_word(d.lines, plain, whole))


def _has_word(text: str, word: str, whole: bool) -> bool:
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_word(text[at - 1 : at]) and not (whole and _is_word(text[end : end + 1])):
            return True
        at = text.find(word, at + 1)
    return False


def _is_word(character: str) -> bool:
    return bool(character) and int(kinds()[code_points(character)[0]]) == WORD


def _said(article: SearchedArticle) -> list[tuple[str, ...]]:
    return [
        run for text in (article.headline, *article.names) for run in pinyin.said(normalise(text))
    ]


def _in_full(text: str) -> Callable[[Sequence[str]], bool]:
    """Whether syllables in a row of a run make up the letters; the last may go on."""

    def fits(run: Sequence[str]) -> bool:
        for start in range(len(run)):
            joined = ""
            for syllable in run[start:]:
                joined += syllable
                if len(joined) >= len(text):
                    break
            if joined.startswith(text):
                return True
        return False

    return fits


def _by_initials(text: str) -> Callable[[Sequence[str]], bool]:
    return lambda run: text in "".join(syllable[0] for syllable in run)
