"""Drafts and units for the tests of this room: sources whose content a test writes down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from broadsheet.importing.drafts import Block, DraftArticle, DraftIssue, Paragraph
from broadsheet.importing.notes import SourceError, Weight, Words, note
from broadsheet.importing.placing import Desk, Placed, folder_of, place
from broadsheet.model import PageCode
from broadsheet.reading.names import IssueName
from tests.archive import tree

DAY = IssueName(dt.date(2019, 10, 24))
FOLDER = "issues/2019/2019-10-24"
A01 = PageCode("A", "01")
ZONE = ZoneInfo("Asia/Shanghai")
BROKEN = Words("broken", Weight.LEFT_OUT, "the file is broken", "文件已损坏")


def desk(content: Path, *, language: str = "zh", dry_run: bool = False) -> Desk:
    return Desk(content, ZONE, "zh" if language == "zh" else "en", language, dry_run)


def story(
    origin: str = "1", headline: str = "秋收过半", *body: Block | str, **fields: object
) -> DraftArticle:
    blocks = tuple(Paragraph(each) if isinstance(each, str) else each for each in body)
    return DraftArticle(
        origin=origin,
        headline=headline,
        body=blocks or (Paragraph("稻子收了一半。"),),
        **{"page": A01, "order": 1, **fields},  # type: ignore[arg-type]
    )


def issue(*articles: DraftArticle, **fields: object) -> DraftIssue:
    return DraftIssue(DAY, articles=articles, **fields)  # type: ignore[arg-type]


def placed(content: Path, draft: DraftIssue, **options: bool) -> Placed:
    """Place a draft where a new issue goes."""
    content.mkdir(exist_ok=True)
    return place(draft, folder_of(draft.name), desk(content, **options))  # type: ignore[arg-type]


def files(content: Path) -> dict[str, bytes]:
    """Every file of the issue by its name, but the record."""
    found = tree(content / FOLDER) if (content / FOLDER).exists() else {}
    return {name: data for name, data in found.items() if name != ".import.json"}


def kinds(result: Placed) -> list[str]:
    return [each.words.kind for each in result.notes]


def actions(result: Placed) -> dict[str, str]:
    return {path.removeprefix(f"{FOLDER}/"): str(action) for path, action in result.files}


@dataclass(frozen=True, slots=True)
class Given:
    """A unit whose draft is at hand; without one it is a file that is broken."""

    name: IssueName
    draft: DraftIssue | None = None
    place: str = "source/1"
    fails: str = field(default="")
    home: str = "source"

    def read(self) -> DraftIssue:
        if self.fails:
            raise RuntimeError(self.fails)
        if self.draft is None:
            raise SourceError(note(self.place, 3, BROKEN))
        return self.draft
