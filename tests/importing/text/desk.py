"""Reading page text in the tests of this room, and accounting for every character of it."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet.importing import composing
from broadsheet.importing.drafts import (
    Crosshead,
    DraftArticle,
    DraftIssue,
    Figure,
    Paragraph,
)
from broadsheet.importing.notes import Note
from broadsheet.importing.sources import Options
from broadsheet.importing.text.folio import take_folio
from broadsheet.importing.text.lines import lines_of
from broadsheet.importing.text.page import read_page
from broadsheet.importing.text.source import KIND
from broadsheet.model import Article
from broadsheet.model import Figure as ReadFigure
from broadsheet.problems import printable
from broadsheet.reading.names import IssueName
from tests.reading.newsroom import PICTURES, read

DAY = dt.date(2019, 10, 24)
ISSUE = IssueName(DAY)

MADE = {"headline-made", "photo-news-headline", "photo-news-headline-made"}
"""The notes that say that a headline was not printed."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was read of one page's text."""

    articles: tuple[DraftArticle, ...]
    notes: tuple[Note, ...]

    @property
    def headlines(self) -> list[str]:
        return [article.headline for article in self.articles]

    @property
    def only(self) -> DraftArticle:
        (article,) = self.articles
        return article

    def noted(self, kind: str) -> list[int]:
        """The lines at which a kind of note was made."""
        return [each.line for each in self.notes if each.words.kind == kind]


def page(text: str) -> Page:
    """Read a page as files of text are read, its folio lines first."""
    _folio, lines, said = take_folio(lines_of(text.strip("\n")), "page.txt")
    articles, notes = read_page(lines, "page.txt")
    return Page(articles, (*said, *notes))


def imported(source: Path, options: Options | None = None) -> DraftIssue:
    """The only unit of a source."""
    (unit,) = KIND.list(source, options or Options()).units
    return unit.read()


def text_file(folder: Path, text: str | bytes, name: str = "2019-10-24/a01.txt") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def shown(article: DraftArticle) -> list[str]:
    """The body, a block a line, as an editor would jot it down."""
    out = []
    for block in article.body:
        match block:
            case Paragraph(text=text):
                out.append(text)
            case Crosshead(text=text):
                out.append(f"## {text}")
            case Figure(pictures=pictures):
                out += [f"[{picture.cutline}]" for picture in pictures]
    return out


# --- every character -----------------------------------------------------------------------------


def characters(*texts: str) -> Counter[str]:
    """All that is printed: white space aside."""
    return Counter(char for text in texts for char in text if not char.isspace())


def printed(text: str, articles: Sequence[DraftArticle], notes: Sequence[Note]) -> Counter[str]:
    """The characters of drafts, each as often as it was printed: not the headlines that notes say
    were made, and standing heads once for each line of the text that they stand on."""
    found: Counter[str] = Counter()
    for article in articles:
        parts = (article.headline, article.kicker, article.deck, article.byline)
        found += characters(*parts, *_texts(article))
    headlines = {printable(article.headline): article.headline for article in articles}
    for note in notes:
        if note.words.kind in MADE:
            found -= characters(headlines[dict(note.values)["headline"]])
    standing = Counter(article.standing_head for article in articles)
    lines = Counter(line.strip() for line in text.split("\n"))
    for head, count in standing.items():
        for _ in range(min(count, lines[head])):
            found += characters(head)
    return found


def _texts(article: DraftArticle) -> Iterator[str]:
    for block in article.body:
        match block:
            case Paragraph(text=text) | Crosshead(text=text):
                yield text
            case Figure(pictures=pictures):
                yield from (picture.cutline for picture in pictures)


def named_as_left_out(notes: Sequence[Note]) -> Counter[str]:
    found: Counter[str] = Counter()
    for note in notes:
        if note.words.kind == "text-folio":
            found += characters(unescaped(dict(note.values)["text"]))
        if note.words.kind == "text-hyphen":
            found += Counter("-")
    return found


def unescaped(said: str) -> str:
    """What a note quotes, as it was: notes write what cannot be printed as an escape."""
    return re.sub(r"\\u([0-9a-f]{4,5})", lambda code: chr(int(code[1], 16)), said)


def unaccounted(text: str, articles: Sequence[DraftArticle], notes: Sequence[Note]) -> str:
    """The characters of a text that are neither in the drafts nor named as left out. Hyphens of
    any kind count as one."""
    read = text.replace("\u00ad", "-").replace("\u2010", "-")
    written = printed(text, articles, notes)
    for hyphen in "\u00ad\u2010":
        written["-"] += written.pop(hyphen, 0)
    lost = characters(read) - written - named_as_left_out(notes)
    return "".join(sorted(lost.elements()))


# --- as the archive reads it ----------------------------------------------------------------------


def read_back(article: DraftArticle) -> Article:
    """The article as ``reading`` takes the file that is written for it, its pictures at hand; it
    has no errors."""
    files = dict(enumerate(PICTURES))
    result = read(composing.article(article, files, "zh"), name="a01-1-x.md")
    assert [p.line_text() for p in result.problems if p.is_error] == []
    assert result.article is not None
    return result.article


def cutlines(article: Article) -> list[str]:
    figures = [block for block in article.body if isinstance(block, ReadFigure)]
    return [photo.cutline for figure in figures for photo in figure.photos]
