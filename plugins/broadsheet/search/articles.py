"""What search knows of an article, taken from its machine-readable record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec


class _Credit(msgspec.Struct, frozen=True):
    name: str


class _Picture(msgspec.Struct, frozen=True):
    cutline: str
    credit: str


class _Notice(msgspec.Struct, frozen=True):
    text: str


class SearchedArticle(msgspec.Struct, frozen=True):
    """The fields of an ``ArticleRecord`` that are searched, or shown of a result."""

    path: str
    date: str
    edition: str
    edition_title: str
    page: str
    page_title: str
    order: int
    headline: str
    kicker: str
    deck: str
    section: str
    column: str
    byline: str
    credits: tuple[_Credit, ...]
    source: str
    dateline: str
    language: str
    text: str
    pictures: tuple[_Picture, ...]
    missing_pictures: tuple[_Picture, ...]
    corrections: tuple[_Notice, ...]
    retraction: _Notice | None

    @property
    def slug(self) -> str:
        return self.path.rpartition("/")[2].removesuffix(".html")

    @property
    def heading(self) -> str:
        """Kicker, headline and deck, a line each."""
        return "\n".join((self.kicker, self.headline, self.deck))

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody credited, each once."""
        return tuple(dict.fromkeys(credit.name for credit in self.credits))

    @property
    def body(self) -> str:
        """Everything that was printed of it beside the heading, a field or a paragraph a line."""
        return "\n".join(self._printed())

    def _printed(self) -> Iterator[str]:
        yield from (self.byline, self.dateline, self.source, self.text)
        for picture in (*self.pictures, *self.missing_pictures):
            yield picture.cutline
            yield picture.credit
        yield from (notice.text for notice in self.corrections)
        if self.retraction:
            yield self.retraction.text


def decode(record: bytes) -> SearchedArticle:
    return msgspec.json.decode(record, type=SearchedArticle)


def texts(records: Iterable[bytes]) -> bytes:
    """The texts of an issue for a page on a disk, by slug, as JSON."""
    found = {article.slug: article for article in map(decode, records)}
    return msgspec.json.encode(found)
