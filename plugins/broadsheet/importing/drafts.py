"""What a source holds of one issue, before it is written: frozen values, files not yet read.

Texts are plain text, not Markdown, but for ``Written``. Nothing here knows where it will lie.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from broadsheet.importing.notes import Note
from broadsheet.model import Correction, PageCode, Region, Status
from broadsheet.reading.names import IssueName

Data = Path | bytes
"""A file's bytes, or where they lie; large ones are left where they lie until they are written."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text; ``\\n`` in it is a line that ends there on purpose."""

    text: str


@dataclass(frozen=True, slots=True)
class Crosshead:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Written:
    """One or more blocks in the Markdown that reporters write, ready to be read by ``reading``."""

    text: str


@dataclass(frozen=True, slots=True)
class DraftPicture:
    """A picture of an article. ``name`` is a file's name as the source has it, for its stem alone;
    ``cutline`` is the words printed with it, the credit included."""

    name: str
    data: Data
    cutline: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Pictures that stand together."""

    pictures: tuple[DraftPicture, ...]


Block = Paragraph | Crosshead | Written | Figure


@dataclass(frozen=True, slots=True)
class DraftArticle:
    """A story. ``origin`` names it within its source and stays the same when the source is read
    again: ``content_1234.htm``, ``articles/9.xml``, ``page.txt:3`` (the third of the page).

    ``order`` is its place on its page from 1, 0 where none is known. ``name`` is what its file is
    called where the source says so; else the file is named by page, order and headline.
    ``byline``, ``lead_in``, ``dateline`` are as printed; those printed in the text stay in the
    text. ``aliases`` are old addresses from the site's root, beginning with ``/``. ``home`` tells
    sources apart whose origins are alike (``origins.py``, which sets it).
    """

    origin: str
    headline: str
    body: tuple[Block, ...] = ()
    kicker: str = ""
    deck: str = ""
    page: PageCode | None = None
    order: int = 0
    name: str = ""
    section: str = ""
    standing_head: str = ""
    byline: str = ""
    source: str = ""
    dateline: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    summary: str = ""
    language: str = ""
    status: Status = Status.PUBLISHED
    embargo: dt.datetime | None = None
    jump_to: PageCode | None = None
    jump_from: PageCode | None = None
    regions: tuple[Region, ...] = ()
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A printed page. ``image`` is a scan in any format that ``photos.scans`` converts, and
    ``image_page`` the page within it, from 1; ``aliases`` are old addresses that lead here.
    ``home`` tells the sources of scans apart (``origins.py``, which sets it)."""

    code: PageCode
    title: str = ""
    editors: str = ""
    image: Data | None = None
    image_page: int = 1
    pdf: Data | None = None
    aliases: tuple[str, ...] = ()
    home: str = ""


@dataclass(frozen=True, slots=True)
class DraftIssue:
    """What one unit of a source knows of an issue. Several of one name are joined (``joined``).
    ``aliases`` are old addresses that lead to the issue."""

    name: IssueName
    edition_title: str = ""
    number: int | None = None
    cumulative_number: int | None = None
    editors: str = ""
    pages: tuple[DraftPage, ...] = ()
    articles: tuple[DraftArticle, ...] = ()
    note: tuple[Block, ...] = ()
    aliases: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def joined(drafts: Sequence[DraftIssue]) -> DraftIssue:
    """What several units know of one issue; where two say different things of it, the first holds.

    Pages of one code become one page; articles keep the order of the units.
    """
    first, *rest = drafts
    for other in rest:
        first = DraftIssue(
            name=first.name,
            edition_title=first.edition_title or other.edition_title,
            number=other.number if first.number is None else first.number,
            cumulative_number=(
                other.cumulative_number
                if first.cumulative_number is None
                else first.cumulative_number
            ),
            editors=first.editors or other.editors,
            pages=_joined_pages(first.pages, other.pages),
            articles=first.articles + other.articles,
            note=first.note + other.note,
            aliases=tuple(dict.fromkeys(first.aliases + other.aliases)),
            notes=first.notes + other.notes,
        )
    return first


def _joined_pages(
    some: tuple[DraftPage, ...], others: tuple[DraftPage, ...]
) -> tuple[DraftPage, ...]:
    pages = {page.code.sort_key: page for page in some}
    for page in others:
        known = pages.get(page.code.sort_key)
        pages[page.code.sort_key] = page if known is None else _joined_page(known, page)
    return tuple(pages[key] for key in sorted(pages))


def _joined_page(one: DraftPage, other: DraftPage) -> DraftPage:
    return DraftPage(
        code=one.code,
        title=one.title or other.title,
        editors=one.editors or other.editors,
        image=other.image if one.image is None else one.image,
        image_page=other.image_page if one.image is None else one.image_page,
        pdf=other.pdf if one.pdf is None else one.pdf,
        aliases=tuple(dict.fromkeys(one.aliases + other.aliases)),
        home=other.home if one.image is None and one.pdf is None else one.home,
    )
