"""Atom feeds (RFC 4287), made with the standard library's XML writer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import msgspec

from broadsheet.pages import urls
from broadsheet.pages.records import ArticleRecord
from broadsheet.pages.views import Teaser
from broadsheet.pages.wording import Wording
from broadsheet.settings import Settings

ATOM = "http://www.w3.org/2005/Atom"


def _identity(settings: Settings, path: str) -> str:
    """A permanent id; without a public address a name of our own keeps feeds valid."""
    return urls.public(settings.url, path) or f"urn:broadsheet:{path}"


def _link(settings: Settings, feed: str, path: str) -> str:
    return urls.public(settings.url, path) or urls.root_of(feed) + path


def _moment(settings: Settings, day: dt.date) -> str:
    return dt.datetime(day.year, day.month, day.day, tzinfo=settings.timezone).isoformat()


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = text or None
    return element


def atom(
    settings: Settings,
    wording: Wording,
    path: str,
    title: str,
    page: str,
    entries: Iterable[tuple[Teaser, bytes]],
) -> bytes:
    """A feed at ``path`` of the page at ``page``; entries are teasers with their records."""
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": settings.language})
    rows = [(t, msgspec.json.decode(line, type=ArticleRecord)) for t, line in entries]
    name = settings.site_name
    _add(feed, "title", title if title == name else f"{title} - {name}")
    _add(feed, "id", _identity(settings, path))
    _add(feed, "link", href=_link(settings, path, path), rel="self", type="application/atom+xml")
    _add(feed, "link", href=_link(settings, path, page), rel="alternate", type="text/html")
    newest = max((_changed(t, r) for t, r in rows), default=dt.date(1970, 1, 1))
    _add(feed, "updated", _moment(settings, newest))
    _add(_add(feed, "author"), "name", name)
    for teaser, record in rows:
        _entry(feed, settings, path, teaser, record)
        _text(feed[-1], wording, teaser, record)
    ET.indent(feed)
    data: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _changed(teaser: Teaser, record: ArticleRecord) -> dt.date:
    """The day of the last correction, else the day of the issue."""
    notices = [*record.corrections, *([record.retraction] if record.retraction else [])]
    return max([teaser.date, *(dt.date.fromisoformat(n.date) for n in notices)])


def _entry(
    feed: ET.Element, settings: Settings, path: str, teaser: Teaser, record: ArticleRecord
) -> None:
    entry = _add(feed, "entry")
    _add(entry, "title", teaser.headline)
    _add(entry, "id", _identity(settings, teaser.path))
    _add(entry, "link", href=_link(settings, path, teaser.path), rel="alternate", type="text/html")
    _add(entry, "published", _moment(settings, teaser.date))
    _add(entry, "updated", _moment(settings, _changed(teaser, record)))
    names = dict.fromkeys(c.name for c in record.credits if c.role != "photographer")
    for name in names:
        _add(_add(entry, "author"), "name", name)
    if teaser.section:
        _add(entry, "category", term=teaser.section.text)


def _text(entry: ET.Element, wording: Wording, teaser: Teaser, record: ArticleRecord) -> None:
    """Summary and text; what has been taken back says so before anything else."""
    kinds = [(wording.gettext("Correction"), n) for n in record.corrections]
    if record.retraction:
        kinds.insert(0, (wording.gettext("Retraction"), record.retraction))
    notices = [
        f"{kind} {wording.full_date(dt.date.fromisoformat(n.date))}: {n.text}" for kind, n in kinds
    ]
    _add(entry, "summary", notices[0] if record.retraction else teaser.summary)
    _add(entry, "content", "\n".join([*notices, record.text]), type="text")
