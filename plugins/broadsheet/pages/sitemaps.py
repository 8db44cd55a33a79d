"""Sitemaps (sitemaps.org protocol 0.9): an index, one piece a year, one for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from broadsheet.pages import urls

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_PAGES = 50_000
"""What the protocol allows in one piece."""
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def url_set(site_url: str, pages: Iterable[tuple[str, str]]) -> Iterator[bytes]:
    """A piece: (path, ISO date of the last change or empty) of each page, a line at a time."""
    yield f'{_HEAD}<urlset xmlns="{NAMESPACE}">\n'.encode()
    for path, changed in pages:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        loc = escape(urls.public(site_url, path))
        yield f"<url><loc>{loc}</loc>{lastmod}</url>\n".encode()
    yield b"</urlset>\n"


def index(site_url: str, pieces: Iterable[str]) -> bytes:
    rows = "".join(
        f"<sitemap><loc>{escape(urls.public(site_url, p))}</loc></sitemap>\n" for p in pieces
    )
    return f'{_HEAD}<sitemapindex xmlns="{NAMESPACE}">\n{rows}</sitemapindex>\n'.encode()
