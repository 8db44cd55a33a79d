"""Lists and reads trees for the tests of this room, and reads back what would be written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.importing import composing
from broadsheet.importing.drafts import DraftArticle, DraftIssue, DraftPicture, Figure
from broadsheet.importing.epaper import KIND
from broadsheet.importing.sources import Options
from broadsheet.model import Article, PictureFacts, SourceFile
from broadsheet.reading.article import Desk, open_article, read_article
from broadsheet.reading.figures import PictureDesk

DAY = dt.date(2019, 10, 24)
FOLDER = "issues/2019/2019-10-24"


def only(source: Path, options: Options | None = None) -> DraftIssue:
    """The one issue of a tree."""
    listing = KIND.list(source, options or Options())
    assert len(listing.units) == 1, [(unit.place, unit.name) for unit in listing.units]
    return listing.units[0].read()


def by_headline(issue: DraftIssue) -> dict[str, DraftArticle]:
    return {article.headline: article for article in issue.articles}


def kinds(issue: DraftIssue) -> list[str]:
    return [note.words.kind for note in issue.notes]


def pictures(article: DraftArticle) -> list[DraftPicture]:
    return [p for block in article.body if isinstance(block, Figure) for p in block.pictures]


def written(article: DraftArticle) -> str:
    names = {at: f"{at}.jpg" for at, p in enumerate(pictures(article)) if p.data}
    return composing.article(replace(article, order=0), names, "zh")


def read_back(draft: DraftArticle) -> Article:
    """The article as the site reads it, of which nothing may be wrong."""
    files = {f"{at}.jpg": SourceFile(f"{at}.jpg", 1, f"{at}") for at in range(9)}
    pictures = PictureDesk(Path("nowhere"), FOLDER, files, _known)
    opened, problems = open_article(f"{FOLDER}/a.md", written(draft).encode())
    assert opened, problems
    read = read_article(opened, Desk(DAY, ZoneInfo("Asia/Shanghai"), pictures, lambda t, _: t))
    assert [p for p in read.problems if p.is_error] == []
    assert read.article
    return read.article


def _known(digest: str) -> PictureFacts:
    return PictureFacts(digest, 40, 30, "JPEG")
