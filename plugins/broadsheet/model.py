"""The newspaper as values: an issue, its pages, its articles, its pictures, its credits.

Everything here is frozen, comes from the standard library alone, and knows nothing of files,
HTML templates or Pelican. Words follow the glossary in docs/design.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a credited person did. ``AUTHOR`` is a name printed without a role."""

    AUTHOR = "author"
    REPORTER = "reporter"
    CORRESPONDENT = "correspondent"
    PHOTOGRAPHER = "photographer"
    TEXT_AND_PHOTO = "text-and-photo"
    INTERN = "intern"
    EDITOR = "editor"
    DESIGNER = "designer"
    PROOFREADER = "proofreader"


class Status(StrEnum):
    PUBLISHED = "published"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Credit:
    """One person in one role. ``name`` is the person's name in normal form (王 明 is 王明).

    ``organisation`` is the agency or paper printed before the role, such as 新华社; it is empty
    for the paper's own staff (本报).
    """

    role: Role
    name: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class BylinePart:
    """A piece of a printed credit line; ``credit`` is set where the piece is a person's name."""

    text: str
    credit: Credit | None = None


@dataclass(frozen=True, slots=True)
class Byline:
    """A credit line as the paper printed it, cut at the names. The texts joined are the print."""

    parts: tuple[BylinePart, ...]

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.parts)

    @property
    def credits(self) -> tuple[Credit, ...]:
        return tuple(part.credit for part in self.parts if part.credit)


_PAGE_CODE = re.compile(r"([A-Za-z]{0,3})(\d{1,3})")


@dataclass(frozen=True, slots=True)
class PageCode:
    """The code of a printed page (版次) as it is printed: ``A01``, ``1``, ``03``."""

    letters: str
    digits: str

    @classmethod
    def parse(cls, text: str) -> PageCode | None:
        """Read ``a01``, ``A01``, ``A01版``, ``第3版``, ``3``; ``None`` when it is no page code."""
        text = text.strip()
        text = text.removeprefix("第").removesuffix("版").strip()
        match = _PAGE_CODE.fullmatch(text)
        if match is None or int(match[2]) == 0:
            return None
        return cls(match[1].upper(), match[2])

    @property
    def sort_key(self) -> tuple[str, int]:
        return (self.letters, int(self.digits))

    def __str__(self) -> str:
        return self.letters + self.digits


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle on a page, in fractions 0-1 of the page's width and height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture file without opening it again.

    ``digest`` is the git blob id of the file's bytes; ``width`` and ``height`` are pixels after
    its orientation was applied; ``format`` is Pillow's name for it (``JPEG``, ``PNG``, ...).
    ``transparent`` says that the page shows through somewhere, ``flat`` that it has a palette of
    at most 256 colours, as charts and line drawings have.
    """

    digest: str
    width: int
    height: int
    format: str
    transparent: bool = False
    flat: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture. ``file`` is its name inside the issue folder, with ``/``.

    ``cutline`` is plain text with the credit taken off; ``mark`` is a printed ▲ or ▼.
    """

    file: str
    facts: PictureFacts
    cutline: str = ""
    credit: Byline | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class MissingPhoto:
    """A picture that was printed and is not in the archive: its words, as a ``Photo`` has them."""

    cutline: str = ""
    credit: Byline | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """A run of sanitised block HTML: paragraphs, crossheads (``h2``...), lists, tables, quotes.

    Links to the site's own pages are written from its root: ``href="/2019/10/24/a01.html"``.
    """

    html: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that opens with a lead-in (本报讯（记者 …）) or ends in a signature (（… 摄）).

    ``html`` is sanitised inline HTML between the two, without ``<p>``; it may be empty.
    """

    html: str
    lead_in: Byline | None = None
    signature: Byline | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture, or several that stand together. What is not in the archive keeps its place."""

    pictures: tuple[Photo | MissingPhoto, ...]

    @property
    def photos(self) -> tuple[Photo, ...]:
        return tuple(p for p in self.pictures if isinstance(p, Photo))

    @property
    def is_gallery(self) -> bool:
        """Whether there are several, and one that can be seen."""
        return len(self.pictures) > 1 and bool(self.photos)


Block = Prose | Paragraph | Figure


@dataclass(frozen=True, slots=True)
class Jump:
    """A continuation. ``text`` is the line as printed (下转A03版); ``page`` is where it leads.

    ``target`` is the slug of the article's other half, empty until the issue has been joined.
    """

    text: str
    page: PageCode
    target: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    date: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class Retraction:
    date: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class Alias:
    """An old address of an article, from the site's root; ``line`` is where its file names it."""

    address: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """One story. ``source`` is the agency or paper it was taken from; ``path`` is its file,
    relative to the content folder; ``slug`` names its address within the issue."""

    path: str
    slug: str
    headline: str
    kicker: str = ""
    deck: str = ""
    page: PageCode | None = None
    order: int = 0
    section: str = ""
    standing_head: str = ""
    byline: Byline | None = None
    source: str = ""
    dateline: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    status: Status = Status.PUBLISHED
    embargo: dt.datetime | None = None
    jump_from: Jump | None = None
    jump_to: Jump | None = None
    regions: tuple[Region, ...] = ()
    corrections: tuple[Correction, ...] = ()
    retraction: Retraction | None = None
    aliases: tuple[Alias, ...] = ()
    body: tuple[Block, ...] = ()
    text: str = ""
    """The body as plain text, a paragraph a line, for summaries, data and search."""

    @property
    def pictures(self) -> tuple[Photo | MissingPhoto, ...]:
        """Every picture that was printed with it."""
        return tuple(
            [p for block in self.body if isinstance(block, Figure) for p in block.pictures]
        )

    @property
    def photos(self) -> tuple[Photo, ...]:
        return tuple(p for p in self.pictures if isinstance(p, Photo))

    @property
    def missing_photos(self) -> tuple[MissingPhoto, ...]:
        return tuple(p for p in self.pictures if isinstance(p, MissingPhoto))

    @property
    def credits(self) -> tuple[Credit, ...]:
        """Everybody credited anywhere in the article, in order of print, each once a role."""
        found = tuple(self._all_credits())
        return tuple(dict.fromkeys(found)) if len(found) > 1 else found

    def _all_credits(self) -> Iterator[Credit]:
        if self.byline:
            yield from self.byline.credits
        for block in self.body:
            if isinstance(block, Paragraph):
                for line in (block.lead_in, block.signature):
                    if line:
                        yield from line.credits
            elif isinstance(block, Figure):
                for picture in block.pictures:
                    if picture.credit:
                        yield from picture.credit.credits


@dataclass(frozen=True, slots=True)
class Facsimile:
    """A printed page as a picture and/or a PDF; file names inside the issue folder."""

    image: Photo | None = None
    pdf: str = ""
    pdf_digest: str = ""


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A page (版) of an issue, with its articles in reading order."""

    code: PageCode
    title: str = ""
    editors: Byline | None = None
    facsimile: Facsimile | None = None
    articles: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One day's paper: one folder. ``folder`` is relative to the content folder, with ``/``.

    ``edition`` is empty for the day's main paper, else the rest of the folder's name
    (``evening``); ``edition_title`` is what readers see of it. ``loose`` are the articles
    that belong to no page.
    """

    folder: str
    date: dt.date
    edition: str = ""
    edition_title: str = ""
    number: int | None = None
    cumulative_number: int | None = None
    status: Status = Status.PUBLISHED
    embargo: dt.datetime | None = None
    editors: Byline | None = None
    note: tuple[Block, ...] = ()
    pages: tuple[PrintPage, ...] = ()
    loose: tuple[Article, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article, page by page, in reading order."""
        return tuple(a for page in self.pages for a in page.articles) + self.loose


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment embargoes are read against, and whether drafts are shown (``invoke serve``)."""

    now: dt.datetime
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of an issue folder as the scan saw it. ``digest`` is its git blob id."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class IssueFolder:
    """An issue folder as the scan saw it, ready to be read."""

    folder: str
    date: dt.date
    edition: str
    files: tuple[SourceFile, ...] = field(default=())
