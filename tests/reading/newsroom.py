"""Reading one article, or one issue folder, for the tests of this room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.model import (
    Article,
    Block,
    Byline,
    Figure,
    Paragraph,
    PictureFacts,
    Prose,
    SourceFile,
)
from broadsheet.reading.article import Desk, ReadArticle, open_article, read_article
from broadsheet.reading.figures import PictureDesk
from broadsheet.reading.inline_html import plain_text
from broadsheet.reading.issue import ReadIssue, read_issue
from broadsheet.reading.names import IssueName
from broadsheet.scanning import Lister, Scanner

ZONE = ZoneInfo("Asia/Shanghai")
DAY = dt.date(2019, 10, 24)
FOLDER = "issues/2019/2019-10-24"
PICTURES = ("1.jpg", "2.jpg", "3.jpg")


def known(digest: str) -> PictureFacts:
    """Every picture is a sound JPEG and need not be opened."""
    return PictureFacts(digest, 40, 30, "JPEG")


def picture_desk(*names: str) -> PictureDesk:
    files = {name: SourceFile(name, 1, f"digest of {name}") for name in names or PICTURES}
    return PictureDesk(Path("nowhere"), FOLDER, files, known)


def read(text: str, *, name: str = "a01-1-rain.md") -> ReadArticle:
    """Read an article in an issue folder that has the pictures of ``PICTURES``."""
    opened, problems = open_article(f"{FOLDER}/{name}", text.encode())
    assert opened, problems
    return read_article(opened, Desk(DAY, ZONE, picture_desk(), lambda target, line: target))


def article(body: str, *header: str) -> Article:
    """Read an article that has a headline."""
    found = read("\n".join(["标题：下雨", *header, "", body, ""])).article
    assert found
    return found


def kinds(read: ReadArticle | ReadIssue) -> list[str]:
    return [problem.kind for problem in read.problems]


def issue(root: Path, files: Mapping[str, str | bytes], folder: str = FOLDER) -> ReadIssue:
    """Write an issue folder and read it."""
    for name, data in files.items():
        path = root / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_folder(root, folder)


def read_folder(root: Path, folder: str = FOLDER) -> ReadIssue:
    edition = folder.rsplit("/", 1)[-1][11:]
    unit = Lister(root).unit("issue", folder, IssueName(DAY, edition))
    (scanned,) = Scanner().scan([unit], lambda _: None)
    return read_issue(scanned.issue_folder(), root, ZONE, lambda _: None)


def printed(found: Article) -> str:
    """Everything a reader sees of an article below its headline, as text."""
    parts = [found.byline.text if found.byline else ""]
    parts += [jump.text for jump in (found.jump_from, found.jump_to) if jump]
    return "\n".join([*parts, *(text for block in found.body for text in words_of(block))])


def words_of(block: Block) -> Iterator[str]:
    match block:
        case Prose(html=html):
            yield plain_text(html)
        case Paragraph(html=html, lead_in=lead_in, signature=signature):
            yield from (text_of(lead_in), plain_text(html), text_of(signature))
        case Figure(pictures=pictures):
            for picture in pictures:
                yield from (picture.mark, picture.cutline, text_of(picture.credit))


def text_of(byline: Byline | None) -> str:
    return byline.text if byline else ""
