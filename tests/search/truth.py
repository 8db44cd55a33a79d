"""What a query must find: every text looked through, without an index.

An archive of random texts is written so that few words and characters come again and again, in
every way that has been hard to find.
"""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broadsheet.search.normalising import HAN, WORD, code_points, kinds, normalise
from tests.archive import Newspaper

DAYS = (
    *("2021-12-31", "2022-01-01", "2022-06-15", "2022-12-31", "2023-03-01", "2023-03-02"),
    *("2023-11-30", "2024-01-01", "2024-02-29", "2024-04-30", "2024-05-01", "2024-05-02"),
    *("2024-05-02-evening", "2024-05-30"),
)
_QUOTES = '["“”„‟＂]'
QUOTED = '""'
"""A quotation mark within quotes."""
HEADING = ("kicker", "headline", "deck")
WORDS = (
    *("秋收", "秋", "收", "哈哈", "哈哈哈", "哈", "荻江大桥", "江", "进度过半", "王嘉晨", "发展"),
    *("發展", "臺灣", "台湾", "乾坤", "𠮷野家", "カタカナ", "한국어", "10月23日", "19日电", "9日"),
    *("5G", "Ａ股", "A股", "12.8公里", "3.5", "50㎡", "36℃", "ABC", "abcd", "ab", "a", "Harvest"),
    *("harvests", "co-operate", "Café", "naïve", "x", "7", "70", "ABC公司", "公司ABC", "㈱"),
)
SIGNS = ("", "", "", "", "，", "。", "、", " ", " ", "；", "（", "）", "“", "”", "！", "——", "…")
NAMES = ("王嘉晨", "王嘉", "Ann Lee", "陆怀川", "罗照野")
SECTIONS = ("要闻", "要闻·综合", "副刊", "臺灣新聞", "News", "")
COLUMNS = ("区政要闻", "读者来信", "")


def archive(root: Path, seed: int) -> Newspaper:
    """Build a newspaper of some eighty random articles in several segments."""
    draw = random.Random(seed)
    paper = Newspaper(root, DEFAULT_LANG="zh")
    for day in DAYS:
        for number in range(1, draw.randint(4, 8)):
            page = draw.randint(1, 3)
            optional = {
                "kicker": sentence(draw, 3),
                "deck": sentence(draw, 4),
                "section": draw.choice(SECTIONS),
                "column": draw.choice(COLUMNS),
                "byline": f"□本报记者 {draw.choice(NAMES)} 通讯员 {draw.choice(NAMES)}",
                "source": "新华社",
            }
            text = "\n\n".join(sentence(draw, 14) for _ in range(draw.randint(1, 3)))
            if draw.random() < 0.2:
                text += f"\n\n![{sentence(draw, 4)}（{draw.choice(NAMES)} 摄）]()"
            paper.article(
                day,
                f"a0{page}-{number}-story",
                sentence(draw, 5),
                text=text,
                page=f"A0{page}",
                **{k: v for k, v in optional.items() if v and draw.random() < 0.6},
            )
    outcome = paper.build()
    assert outcome.good, outcome.said
    return paper


def sentence(draw: random.Random, most: int) -> str:
    """A few words; it begins with one so that it is no mark of Markdown."""
    words = [draw.choice(WORDS) + draw.choice(SIGNS) for _ in range(draw.randint(1, most))]
    return re.sub(r"\s+", " ", draw.choice(WORDS) + "".join(words)).strip()


@dataclass(frozen=True)
class Document:
    """An article's record; ``lines``: name of a field and a paragraph of it, as search reads it."""

    record: dict[str, Any]
    lines: list[tuple[str, str]] = field(default_factory=list)

    @property
    def path(self) -> str:
        return str(self.record["path"])


def documents(paper: Newspaper) -> list[Document]:
    """Every article, the newest issue first, each issue in reading order."""
    output = paper.root / "output"
    files = [f for f in output.glob("*/*/*/*.json") if f.with_suffix(".html").exists()]
    records = [json.loads(file.read_bytes()) for file in files]
    found = [Document(r, list(_lines(r))) for r in records if "headline" in r]
    found.sort(key=lambda d: d.record["order"])
    found.sort(key=lambda d: (d.record["date"], d.record["edition"]), reverse=True)
    return found


def _lines(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    texts = [(name, record[name]) for name in HEADING]
    texts += [("text", record[name]) for name in ("byline", "dateline", "source", "text")]
    pictures = record["pictures"] + record["missing_pictures"]
    texts += [("text", picture[n]) for picture in pictures for n in ("cutline", "credit")]
    texts += [("text", notice["text"]) for notice in record["corrections"]]
    if record["retraction"]:
        texts.append(("text", record["retraction"]["text"]))
    texts += [("name", credit["name"]) for credit in record["credits"]]
    for name, text in texts:
        for line in text.split("\n"):
            if line:
                yield name, normalise(line)


@dataclass(frozen=True)
class Term:
    """One term of a query, and how it is typed."""

    text: str
    field: str = ""
    quoted: bool = False
    excluded: bool = False

    def __str__(self) -> str:
        text = f'"{re.sub(_QUOTES, QUOTED, self.text)}"' if self.quoted else self.text
        return ("-" if self.excluded else "") + (f"{self.field}:" if self.field else "") + text

    def holds(self, document: Document) -> bool:
        return self._found(document) != self.excluded

    def _found(self, document: Document) -> bool:
        record = document.record
        if self.field in ("section", "column"):
            return normalise(record[self.field]).startswith(normalise(self.text)) and bool(
                record[self.field]
            )
        if self.field == "page":
            return bool(record["page"] == self.text.upper().strip("第版"))
        if self.field == "date":
            first, _, last = self.text.partition("..")
            last = last if ".." in self.text else first
            day = record["date"]
            return bool(day >= first and (not last or day[: len(last)] <= last))
        names = {"title": HEADING, "by": ("name",)}.get(self.field, (*HEADING, "text"))
        phrase = normalise(self.text).strip()
        return any(stands(phrase, line, self.quoted) for n, line in document.lines if n in names)


@functools.cache
def kind(character: str) -> int:
    return int(kinds()[code_points(character)[0]])


def stands(phrase: str, line: str, quoted: bool) -> bool:
    """Whether a phrase is in a line: one with Chinese characters anywhere, another from the
    beginning of a word, and to the end of one if it is quoted or ends in a letter by itself."""
    if any(kind(c) == HAN for c in phrase):
        return phrase in line
    end = len(phrase)
    while end and kind(phrase[end - 1]) == WORD:
        end -= 1
    whole = quoted or len(phrase) - end == 1
    at = line.find(phrase)
    while at >= 0:
        before, after = line[:at][-1:], line[at + len(phrase) :][:1]
        left = not before or kind(before) != WORD or kind(phrase[0]) != WORD
        right = not after or kind(after) != WORD or kind(phrase[-1]) != WORD
        if left and (right or not whole):
            return True
        at = line.find(phrase, at + 1)
    return False


Query = list[list[Term]]
"""Clauses, all of which must hold; of each, one of its terms."""


def typed(query: Query) -> str:
    return " ".join(" OR ".join(map(str, clause)) for clause in query)


def answer(query: Query, among: Sequence[Document]) -> list[Document]:
    return [d for d in among if all(any(term.holds(d) for term in clause) for clause in query)]
