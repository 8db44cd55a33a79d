"""The issues of a corpus, read once for the programs that do not know its format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.model import Article, Issue, IssueFolder, SourceFile
from broadsheet.reading.headers import split_header
from broadsheet.reading.issue import ISSUE_FILE, read_issue
from broadsheet.reading.names import IssueName, parse_issue_folder

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Source:
    """An issue folder of a corpus, and how many articles lie in it."""

    folder: Path
    name: IssueName
    articles: int

    @property
    def files(self) -> list[Path]:
        """Its texts. Pictures are left out everywhere: what is compared is pages."""
        return sorted(self.folder.glob("*.md"))


@dataclass(frozen=True, slots=True)
class Story:
    """An article for a program that is not ours. ``name`` is unique in the corpus; ``text`` is
    Markdown; ``moment`` is the day, and in its hours and minutes the place in the issue, so that
    what is sorted by date, newest first, is in the issue's order."""

    name: str
    moment: dt.datetime
    headline: str
    kicker: str
    deck: str
    page: str
    section: str
    column: str
    people: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """An issue for a program that is not ours."""

    name: str
    date: dt.date
    stories: tuple[Story, ...]


def sources(corpus: Path, articles: int = 0) -> list[Source]:
    """The newest issues that hold that many articles (0: all), oldest first."""
    names = ((path, parse_issue_folder(path.name)) for path in corpus.rglob("*") if path.is_dir())
    dated = [(path, name) for path, name in names if isinstance(name, IssueName)]
    chosen: list[Source] = []
    count = 0
    for path, name in sorted(dated, key=lambda each: each[0].name, reverse=True):
        if articles and count >= articles:
            break
        texts = [file for file in path.glob("*.md") if file.name != ISSUE_FILE]
        if texts:
            chosen.append(Source(path, name, len(texts)))
            count += len(texts)
    return chosen[::-1]


def text_of(file: Path) -> str:
    """A file without the lines that show pictures."""
    lines = file.read_text("utf-8-sig").split("\n")
    return "\n".join(line for line in lines if not line.startswith("!["))


def paper(source: Source) -> Paper:
    """Read an issue. Raises ``ValueError`` when there is nothing to publish in it."""
    listed = tuple(SourceFile(f.name, f.stat().st_size, "") for f in source.files)
    name = source.folder.name
    unread = IssueFolder(name, source.name.date, source.name.edition, listed)
    issue = read_issue(unread, source.folder.parent, ZONE, lambda _: None).issue
    if issue is None:
        raise ValueError(f"{source.folder}: there is no article in it")
    return Paper(name, source.name.date, tuple(_stories(source, issue)))


def _stories(source: Source, issue: Issue) -> Iterator[Story]:
    last = dt.datetime.combine(issue.date, dt.time(12), ZONE)
    for at, article in enumerate(issue.articles):
        file = source.folder / Path(article.path).name
        moment = last - dt.timedelta(minutes=at)
        text = split_header("", text_of(file)).body
        yield _story(article, f"{source.folder.name}-{file.stem}", moment, text)


def _story(article: Article, name: str, moment: dt.datetime, text: str) -> Story:
    return Story(
        name=name,
        moment=moment,
        headline=article.headline,
        kicker=article.kicker,
        deck=article.deck,
        page=str(article.page or ""),
        section=article.section,
        column=article.standing_head,
        people=tuple(dict.fromkeys(credit.name for credit in article.credits)),
        text=text.strip() + "\n",
    )
