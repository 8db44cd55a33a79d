"""The machine-readable archive: the JSON beside every article and issue (docs/data.md)."""

from __future__ import annotations

import csv
import io
import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from broadsheet.model import Article, Issue, PrintPage
from broadsheet.pages import urls
from broadsheet.pages.views import Picture, Teaser

FORMAT = 2
"""Raised when a field changes its meaning or goes; fields are only ever added otherwise."""


class CreditRecord(msgspec.Struct, frozen=True):
    role: str
    name: str
    organisation: str


class PictureRecord(msgspec.Struct, frozen=True):
    """``path`` from the site's root; sizes in pixels."""

    path: str
    width: int
    height: int
    cutline: str
    credit: str


class MissingPictureRecord(msgspec.Struct, frozen=True):
    """The words of a picture that was printed and is not in the archive."""

    cutline: str
    credit: str


class NoticeRecord(msgspec.Struct, frozen=True):
    date: str
    text: str


class ArticleRecord(msgspec.Struct, frozen=True):
    """An article. ``path`` is its address from the site's root; ``url`` the absolute one or empty.

    Dates are ISO 8601. ``order`` counts from 1 within the issue. ``text`` has a paragraph a line.
    """

    format: int
    path: str
    url: str
    date: str
    edition: str
    edition_title: str
    number: int | None
    cumulative_number: int | None
    page: str
    page_title: str
    order: int
    headline: str
    kicker: str
    deck: str
    section: str
    column: str
    byline: str
    credits: tuple[CreditRecord, ...]
    source: str
    dateline: str
    language: str
    tags: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    summary: str
    text: str
    pictures: tuple[PictureRecord, ...]
    missing_pictures: tuple[MissingPictureRecord, ...]
    corrections: tuple[NoticeRecord, ...]
    retraction: NoticeRecord | None
    regions: tuple[tuple[float, float, float, float], ...]


class ListedArticle(msgspec.Struct, frozen=True, array_like=True):
    """An article as tables and bibliographies list it: its record without the text. The catalog
    has it at hand, so that a list of a year or of a person opens no texts.

    ``characters`` are those of the text, without white space; ``pictures`` how many there are.
    """

    path: str
    url: str
    date: str
    edition: str
    edition_title: str
    number: int | None
    page: str
    page_title: str
    order: int
    headline: str
    kicker: str
    deck: str
    section: str
    column: str
    byline: str
    credits: tuple[CreditRecord, ...]
    source: str
    language: str
    characters: int
    pictures: int
    retraction: NoticeRecord | None


class PageRecord(msgspec.Struct, frozen=True):
    """A page of an issue; ``articles`` are paths in reading order."""

    code: str
    title: str
    path: str
    editors: str
    facsimile: str
    pdf: str
    articles: tuple[str, ...]


class IssueRecord(msgspec.Struct, frozen=True):
    format: int
    path: str
    url: str
    date: str
    edition: str
    edition_title: str
    number: int | None
    cumulative_number: int | None
    pages: tuple[PageRecord, ...]
    articles: tuple[str, ...]


def article_record(
    issue: Issue, page: PrintPage | None, article: Article, order: int, facts: ArticleFacts
) -> ArticleRecord:
    return ArticleRecord(
        format=FORMAT,
        path=facts.teaser.path,
        url=facts.url,
        date=issue.date.isoformat(),
        edition=issue.edition,
        edition_title=issue.edition_title,
        number=issue.number,
        cumulative_number=issue.cumulative_number,
        page=str(article.page) if article.page else "",
        page_title=page.title if page else "",
        order=order,
        headline=article.headline,
        kicker=article.kicker,
        deck=article.deck,
        section=article.section,
        column=article.standing_head,
        byline=article.byline.text if article.byline else "",
        credits=tuple(CreditRecord(c.role, c.name, c.organisation) for c in article.credits),
        source=article.source,
        dateline=article.dateline,
        language=facts.teaser.language,
        tags=article.tags,
        people=article.people,
        places=article.places,
        summary=facts.teaser.summary,
        text=article.text,
        pictures=tuple(
            PictureRecord(
                p.path, p.width, p.height, p.cutline, "".join(part.text for part in p.credit)
            )
            for p in facts.pictures
        ),
        missing_pictures=tuple(
            MissingPictureRecord(p.cutline, p.credit.text if p.credit else "")
            for p in article.missing_photos
        ),
        corrections=tuple(NoticeRecord(c.date.isoformat(), c.text) for c in article.corrections),
        retraction=NoticeRecord(article.retraction.date.isoformat(), article.retraction.reason)
        if article.retraction
        else None,
        regions=tuple((r.left, r.top, r.width, r.height) for r in article.regions),
    )


def listed(record: ArticleRecord) -> ListedArticle:
    return ListedArticle(
        path=record.path,
        url=record.url,
        date=record.date,
        edition=record.edition,
        edition_title=record.edition_title,
        number=record.number,
        page=record.page,
        page_title=record.page_title,
        order=record.order,
        headline=record.headline,
        kicker=record.kicker,
        deck=record.deck,
        section=record.section,
        column=record.column,
        byline=record.byline,
        credits=record.credits,
        source=record.source,
        language=record.language,
        characters=sum(map(len, record.text.split())),
        pictures=len(record.pictures),
        retraction=record.retraction,
    )


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What the record takes from the page: its teaser, address and pictures."""

    teaser: Teaser
    url: str
    pictures: tuple[Picture, ...]


def encode(record: ArticleRecord | IssueRecord) -> bytes:
    """One line of JSON, UTF-8, without a newline."""
    return msgspec.json.encode(record)


CSV_COLUMNS = (
    "date",
    "edition",
    "number",
    "page",
    "page_title",
    "order",
    "headline",
    "kicker",
    "deck",
    "section",
    "column",
    "byline",
    "source",
    "language",
    "characters",
    "pictures",
    "path",
    "url",
)
_cells = operator.attrgetter(*CSV_COLUMNS)


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Spreadsheets may take a cell that begins so for a formula
(https://owasp.org/www-community/attacks/CSV_Injection)."""


def cell(value: object) -> object:
    """A cell as spreadsheets show it; an apostrophe keeps a text from being a formula."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return "'" + value
    return "" if value is None else value


def csv_lines(articles: Iterable[ListedArticle]) -> Iterator[bytes]:
    """The year's table: UTF-8 with a byte order mark, so that spreadsheets read Chinese."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")

    def flush() -> bytes:
        data = buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
        return data

    writer.writerow(CSV_COLUMNS)
    yield b"\xef\xbb\xbf" + flush()
    for article in articles:
        writer.writerow(map(cell, _cells(article)))
        yield flush()


def json_lines(records: Iterable[bytes]) -> Iterator[bytes]:
    for line in records:
        yield line + b"\n"


def years_index(site_name: str, site_url: str, years: Iterable[int]) -> bytes:
    """``data/site.json``: what there is, for a program that begins here."""
    index = {
        "format": FORMAT,
        "generator": "Broadsheet",
        "name": site_name,
        "url": site_url,
        "feed": urls.FEED,
        "years": [
            {
                "year": y,
                "jsonl": urls.data_year(y, "jsonl"),
                "csv": urls.data_year(y, "csv"),
            }
            for y in years
        ],
    }
    return msgspec.json.encode(index) + b"\n"
