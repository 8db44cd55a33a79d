"""Folders of posts for the tests of this room, and what becomes of them."""

from __future__ import annotations

import datetime as dt
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.importing import composing
from broadsheet.importing.drafts import Block, DraftArticle, DraftIssue, DraftPicture, Figure
from broadsheet.importing.notes import Note, SourceError
from broadsheet.importing.posts.bodies import body_of
from broadsheet.importing.posts.desk import Desk
from broadsheet.importing.posts.hugo import HugoSite
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.posts.site import Post
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.sources import Kind, Options
from broadsheet.model import Article, Prose
from broadsheet.model import Figure as ReadFigure
from broadsheet.model import Paragraph as ReadParagraph
from broadsheet.reading.names import IssueName
from tests.reading.newsroom import PICTURES, read

PICTURE = b"\xff\xd8\xff a picture"
"""Bytes that stand for a picture: nothing of this room opens one."""


def folder(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return root


@dataclass(slots=True)
class Imported:
    """A whole source: its issues by their dates, its articles by their origins, all notes."""

    issues: dict[str, DraftIssue] = field(default_factory=dict)
    articles: dict[str, DraftArticle] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    def article(self, end: str) -> DraftArticle:
        (found,) = [each for origin, each in self.articles.items() if origin.endswith(end)]
        return found

    def noted(self, kind: str) -> list[str]:
        """Where a kind of note was made: the file's name and the line."""
        return [
            f"{Path(each.source).name}:{each.line}"
            for each in self.notes
            if each.words.kind == kind
        ]


def imported(kind: Kind, source: Path, options: Options | None = None) -> Imported:
    """Import a source; every unit travels to another process first."""
    listing = kind.list(source, options or Options())
    found = Imported(notes=list(listing.notes))
    for unit in listing.units:
        try:
            issue = pickle.loads(pickle.dumps(unit)).read()
        except SourceError as error:
            found.notes.append(error.note)
            continue
        assert issue.name == unit.name
        found.issues[issue.name.date.isoformat()] = issue
        found.articles |= {each.origin: each for each in issue.articles}
        found.notes += issue.notes
    return found


def written(source: str) -> tuple[list[str], list[Note]]:
    """A text in Markdown as our own, a block an item, and what was said of it."""
    remarks = Remarks("post.md")
    post = Post("content/posts/post.md", "标题", None, "post", address="/posts/post/")
    desk = Desk(HugoSite(Path("nowhere")), post, {}, remarks, "zh")
    return list(shown(body_of(source, 1, "标题", desk, Kept()))), list(remarks.notes)


def shown(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Figure):
            yield " ".join(f"[{each.name}: {each.cutline}]" for each in block.pictures)
        else:
            yield block.text


def pictures(article: DraftArticle) -> list[DraftPicture]:
    return [p for block in article.body if isinstance(block, Figure) for p in block.pictures]


def text_of(article: DraftArticle) -> str:
    return "\n\n".join(shown(article.body))


def read_back(article: DraftArticle, *, page: str = "x.md") -> Article:
    """The article as ``reading`` takes the file that is written for it; it has no errors."""
    names = {}
    for at, picture in enumerate(pictures(article)):
        if picture.data != b"":
            names[at] = PICTURES[at % len(PICTURES)]
    result = read(composing.article(article, names, "zh"), name=page)
    assert [p.line_text() for p in result.problems if p.is_error] == []
    assert result.article is not None
    return result.article


def html_of(article: Article) -> str:
    """The body as it is published, a block a line; figures as their cutlines."""
    out = []
    for block in article.body:
        match block:
            case Prose(html=html) | ReadParagraph(html=html):
                out.append(html)
            case ReadFigure(photos=photos):
                out += [f"[{photo.cutline}]" for photo in photos]
    return "\n".join(out)


DAY = dt.date(2019, 10, 24)
ISSUE = IssueName(DAY)
