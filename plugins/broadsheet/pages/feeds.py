"""Atom feeds (RFC 4287) with the whole text, made with the standard library's XML writer.

An entry's id must stay when everything else changes (RFC 4287, 4.2.6), the site's address too. It
is a ``tag:`` URI (RFC 4151) of the domain that ``BROADSHEET_FEED_ID`` names, or else a UUID of the
paper's name and the article's path.
"""

from __future__ import annotations

import datetime as dt
import mimetypes
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import quote
from xml.etree import ElementTree as ET

import msgspec

from broadsheet.catalog_rows import ArticleRow
from broadsheet.pages import citing, urls
from broadsheet.pages.records import ArticleRecord, CreditRecord
from broadsheet.pages.views import BlockView, MissingPicture, NamePart, Picture, Teaser
from broadsheet.pages.wording import Wording
from broadsheet.settings import Settings

ATOM = "http://www.w3.org/2005/Atom"
SCHEMA = "https://schema.org/"
"""Namespace of ``roleName``, which says what an author did (RFC 4287, 6.4: an extension)."""
NAMESPACE = uuid.UUID("6f1b6f0e-5c1d-5d0f-9a3c-7e5f2f0b8a41")
"""Of the ids of papers that name no domain. It never changes."""

_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed at ``path``, and who makes it."""

    settings: Settings
    wording: Wording
    path: str

    def identity(self, path: str) -> str:
        """The permanent id of what is at ``path``."""
        if self.settings.feed_id:
            return f"tag:{self.settings.feed_id}:{quote(path)}"
        return uuid.uuid5(NAMESPACE, f"{self.settings.site_name}\n{path}").urn

    def link(self, path: str) -> str:
        """An address for readers: absolute, or from the feed where the site has none."""
        return urls.public(self.settings.url, path) or urls.root_of(self.path) + quote(path)

    def moment(self, day: dt.date) -> str:
        zone = self.settings.timezone
        return dt.datetime(day.year, day.month, day.day, tzinfo=zone).isoformat()


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    given = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, tag, given)
    element.text = _NOT_XML.sub("", text) or None
    return element


def atom(
    settings: Settings,
    wording: Wording,
    path: str,
    title: str,
    page: str,
    articles: Iterable[ArticleRow],
) -> bytes:
    """A feed at ``path`` of the page at ``page``."""
    feed = Feed(settings, wording, path)
    names = {"xmlns": ATOM, "xmlns:schema": SCHEMA, "xml:lang": settings.paper_language}
    root = ET.Element("feed", names)
    rows = [(a, msgspec.json.decode(a.record, type=ArticleRecord)) for a in articles]
    name = settings.site_name
    _add(root, "title", title if title == name else f"{title} - {name}")
    if settings.subtitle:
        _add(root, "subtitle", settings.subtitle)
    _add(root, "id", feed.identity(path))
    _add(root, "link", href=feed.link(path), rel="self", type="application/atom+xml")
    _add(root, "link", href=feed.link(page), rel="alternate", type="text/html")
    newest = max((_changed(a.teaser, r) for a, r in rows), default=dt.date(1970, 1, 1))
    _add(root, "updated", feed.moment(newest))
    _add(_add(root, "author"), "name", name)
    _add(root, "generator", "Broadsheet")
    for article, record in rows:
        _entry(root, feed, article, record)
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _changed(teaser: Teaser, record: ArticleRecord) -> dt.date:
    """The day of the last correction, else the day of the issue."""
    notices = [*record.corrections, *([record.retraction] if record.retraction else [])]
    return max([teaser.date, *(dt.date.fromisoformat(n.date) for n in notices)])


def _entry(root: ET.Element, feed: Feed, article: ArticleRow, record: ArticleRecord) -> None:
    teaser = article.teaser
    entry = _add(root, "entry")
    if record.language != feed.settings.paper_language:
        entry.set("xml:lang", record.language)
    _add(entry, "title", teaser.headline)
    _add(entry, "id", feed.identity(teaser.path))
    _add(entry, "link", href=feed.link(teaser.path), rel="alternate", type="text/html")
    if teaser.picture:
        _enclosure(entry, feed, teaser.picture)
    _add(entry, "published", feed.moment(teaser.date))
    _add(entry, "updated", feed.moment(_changed(teaser, record)))
    _people(entry, feed, record)
    for term in dict.fromkeys((record.section, record.column, *record.tags)):
        if term:
            _add(entry, "category", term=term)
    notices = _notices(feed.wording, record)
    _add(entry, "summary", notices[0] if record.retraction else teaser.summary)
    _add(entry, "content", content(feed, article, record), type="html")


def _enclosure(entry: ET.Element, feed: Feed, picture: Picture) -> None:
    kind = mimetypes.guess_type(picture.path)[0] or "image/jpeg"
    _add(entry, "link", href=feed.link(picture.path), rel="enclosure", type=kind)


def _people(entry: ET.Element, feed: Feed, record: ArticleRecord) -> None:
    """Who answers for the text is an author, everybody else a contributor, each with the roles."""
    answering = citing.answering_roles(record)
    kinds: dict[tuple[str, str], list[CreditRecord]] = {}
    for credit in record.credits:
        kind = "author" if credit.role in answering else "contributor"
        kinds.setdefault((kind, credit.name), []).append(credit)
    if not any(kind == "author" for kind, _name in kinds) and record.source:
        _add(_add(entry, "author"), "name", record.source)
    for (kind, name), credits in kinds.items():
        person = _add(entry, kind)
        _add(person, "name", name)
        if feed.settings.url:
            _add(person, "uri", feed.link(urls.topic("people", urls.slug(name))))
        for credit in credits:
            _add(person, "schema:roleName", feed.wording.role_name(credit.role))


# --- the text -----------------------------------------------------------------------------------


def _notices(wording: Wording, record: ArticleRecord) -> list[str]:
    """What has been taken back or corrected, in a line each, the retraction first."""
    kinds = [(wording.gettext("Correction"), n) for n in record.corrections]
    if record.retraction:
        kinds.insert(0, (wording.gettext("Retraction"), record.retraction))
    return [
        f"{kind} {wording.full_date(dt.date.fromisoformat(n.date))}: {n.text}" for kind, n in kinds
    ]


def content(feed: Feed, article: ArticleRow, record: ArticleRecord) -> str:
    """The whole article as HTML that stands on its own: notices, titles, byline, text, pictures."""
    lines = [f"<p><strong>{escape(text)}</strong></p>" for text in _notices(feed.wording, record)]
    lines += [f"<p>{escape(record.kicker)}</p>"] if record.kicker else []
    lines += [f"<p><em>{escape(record.deck)}</em></p>"] if record.deck else []
    opening = (record.byline, _dateline(article, record))
    lines += [f"<p>{escape(text)}</p>" for text in opening if text]
    lines += [_block(feed, block) for block in article.body]
    return "\n".join(lines)


def _dateline(article: ArticleRow, record: ArticleRecord) -> str:
    """The dateline, where the text does not open with it."""
    first = next((b for b in article.body if b.kind == "paragraph"), None)
    return "" if first and record.dateline in _text(first.lead_in) else record.dateline


def _text(parts: Iterable[NamePart]) -> str:
    return "".join(part.text for part in parts)


def _block(feed: Feed, block: BlockView) -> str:
    if block.row:
        return "\n".join(_figure(feed, picture) for picture in block.row)
    html = urls.outward(block.html, feed.settings.url, urls.root_of(feed.path))
    if block.kind == "prose":
        return html
    return f"<p>{escape(_text(block.lead_in))}{html}{escape(_text(block.signature))}</p>"


def _figure(feed: Feed, picture: Picture | MissingPicture) -> str:
    caption = escape(f"{picture.mark}{picture.cutline}{_text(picture.credit)}")
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{_image(feed, picture)}{shown}</figure>"


def _image(feed: Feed, picture: Picture | MissingPicture) -> str:
    if isinstance(picture, MissingPicture):
        return f"<p>{escape(feed.wording.gettext('Picture not in the archive'))}</p>"
    return (
        f'<img src="{escape(feed.link(picture.path))}" alt="{escape(picture.cutline)}"'
        f' width="{picture.width}" height="{picture.height}">'
    )
