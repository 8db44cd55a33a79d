"""Where a page lives. The only place that makes a path.

A path is relative to the site's root, without a leading slash, in NFC with Chinese characters kept.
Links name ``index.html`` in full, so that they work from a disk; the public address does without.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import re
import unicodedata
from html import escape, unescape
from urllib.parse import quote, unquote

from broadsheet.model import PageCode

HOME = "index.html"
ARCHIVE = "archive.html"
CORRECTIONS = "corrections.html"
NOT_FOUND = "404.html"
ROBOTS = "robots.txt"
SEARCH = "search.html"
SITEMAP = "sitemap.xml"
FEED = "feeds/all.xml"
DATA = "data/index.html"
DATA_SITE = "data/site.json"
DATA_FILES = "data/files.txt"
DAYS_SCRIPT = "data/days.js"
PHOTOS = "photos/index.html"
ISSUE_PATTERN = "{year}/{month}/{day}{edition}/index.html"
"""An issue's path as scripts fill it in: digits as in ``issue_folder``; ``edition`` is empty or
``-`` and its name."""
MONTH_PATTERN = "{year}/{month}/index.html"
YEAR_PATTERN = "{year}/index.html"

LONGEST_SLUG = 180
"""Bytes; a file system's name holds 255, and a suffix follows."""
_UNSAFE = re.compile(r"[^\w.·-]+")


@functools.lru_cache(maxsize=8192)
def slug(name: str) -> str:
    """The address of a name: 王嘉晨 stays 王嘉晨, ``Ann Lee`` becomes ``ann-lee``.

    Names that differ by more than case, spacing and width (Ａ股 is A股) keep different addresses:
    what an address cannot hold is replaced or cut off, and then a short digest of the name tells
    the two apart.
    """
    plain = fold(" ".join(name.split()))
    spaced = plain.replace(" ", "-")
    safe = _UNSAFE.sub("-", spaced).strip("-.")
    short = safe.encode()[:LONGEST_SLUG].decode(errors="ignore").rstrip("-.")
    if short == spaced and short and not short.endswith(".html"):
        return short
    digest = hashlib.sha256(plain.encode()).hexdigest()[:6]
    return f"{short}-{digest}" if short else digest


@functools.lru_cache(maxsize=1024)
def issue_folder(date: dt.date, edition: str) -> str:
    day = f"{date.year:04d}/{date.month:02d}/{date.day:02d}"
    return f"{day}-{edition}" if edition else day


def issue(date: dt.date, edition: str) -> str:
    return f"{issue_folder(date, edition)}/index.html"


def print_page(date: dt.date, edition: str, code: PageCode) -> str:
    return f"{issue_folder(date, edition)}/{str(code).lower()}.html"


def article(date: dt.date, edition: str, slug: str) -> str:
    return f"{issue_folder(date, edition)}/{slug}.html"


def beside(date: dt.date, edition: str, name: str) -> str:
    """A file in the issue's own folder: a picture, a PDF."""
    return f"{issue_folder(date, edition)}/{name}"


def rendition(path: str, width: int, suffix: str) -> str:
    """A smaller (``width`` above 0) or otherwise encoded file of the picture at ``path``."""
    stem = path.rpartition(".")[0]
    return f"{stem}-{width}{suffix}" if width else f"{stem}{suffix}"


def data_twin(path: str) -> str:
    """The machine-readable twin of a page."""
    return path.removesuffix(".html") + ".json"


def year(year: int) -> str:
    return f"{year:04d}/index.html"


def month(year: int, month: int) -> str:
    return f"{year:04d}/{month:02d}/index.html"


def same_day(month: int, day: int) -> str:
    return f"days/{month:02d}-{day:02d}.html"


def directory(kind: str) -> str:
    """All sections, columns or people."""
    return f"{kind}/index.html"


def topic(kind: str, slug: str) -> str:
    return f"{kind}/{slug}/index.html"


def topic_year(kind: str, slug: str, year: int) -> str:
    return f"{kind}/{slug}/{year:04d}.html"


def topic_file(kind: str, slug: str, suffix: str, year: int | None = None) -> str:
    """A list of a topic's articles to take away, of one year or of all: ``csv`` or ``bib``."""
    name = f"{year:04d}" if year is not None else "articles"
    return f"{kind}/{slug}/{name}.{suffix}"


def photos(month: str) -> str:
    """The pictures of a month, ``2019-10``."""
    return f"photos/{month}.html"


def section_feed(slug: str) -> str:
    return f"feeds/sections/{slug}.xml"


def data_year(year: int, suffix: str) -> str:
    return f"data/{year:04d}.{suffix}"


def search_file(path: str) -> str:
    """A file of the search index, by its path there (docs/search.md)."""
    return f"search/{path}"


def search_texts(date: dt.date, edition: str) -> str:
    """The texts of an issue, for search on a disk."""
    return beside(date, edition, "texts.js")


def sitemap_year(year: int) -> str:
    return f"sitemaps/{year:04d}.xml"


def sitemap_rest(number: int) -> str:
    """A piece of the pages that belong to no year, counted from 1."""
    return f"sitemaps/site-{number}.xml" if number > 1 else "sitemaps/site.xml"


def fold(path: str) -> str:
    """Two paths with one fold are one file on some host or disk: case and Unicode form aside."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())


def root_of(path: str) -> str:
    """The way from a page to the site's root: ``../../../``, empty at the root."""
    return "../" * path.count("/")


def public(site_url: str, path: str) -> str:
    """The absolute address readers see, percent-encoded; empty when the site has none."""
    if not site_url:
        return ""
    shown = path.removesuffix("index.html") if path.endswith("/index.html") else path
    return f"{site_url}/{quoted('' if shown == HOME else shown)}"


_NEEDS_NO_QUOTES = re.compile(r"[A-Za-z0-9_.~/-]*+")


def quoted(path: str) -> str:
    """A path with what an address cannot hold percent-encoded."""
    return path if _NEEDS_NO_QUOTES.fullmatch(path) else quote(path)


def alias(address: str) -> str:
    """The file that answers an old address ``/2019/10/24/old.html`` or ``/2019/old/``."""
    path = unicodedata.normalize("NFC", address).lstrip("/")
    if not path or path.endswith("/"):
        return path + "index.html"
    last = path.rsplit("/", 1)[-1]
    return path if "." in last else path + "/index.html"


def has_rooted(html: str) -> bool:
    """Whether prose may have links that begin at the site's root."""
    return 'href="/' in html


_LINK = re.compile(r'(<a [^>]*?href=")/(?!/)')


def rooted(html: str, root: str) -> str:
    """Prose links that begin at the site's root, made relative to the page they stand on.

    ``html`` is the sanitiser's output: attributes are in double quotes. A link to a folder leads
    to its ``index.html``.
    """
    if root == "/" or not has_rooted(html):
        return html
    html = re.sub(r'(<a [^>]*?href="/(?!/)(?:[^"#?]*/)?)(?=["#])', r"\1index.html", html)
    return _LINK.sub(lambda match: match[1] + root, html)


_ROOT_LINK = re.compile(r'(<a [^>]*?href=")/(?!/)([^"#?]*)([^"]*)')


def outward(html: str, site_url: str, root: str) -> str:
    """Prose links that begin at the site's root, for a reader elsewhere: absolute where the site
    has a public address, else from a file whose way to the root is ``root``."""
    if not site_url:
        return rooted(html, root)
    return _ROOT_LINK.sub(lambda m: f"{m[1]}{_public_link(site_url, m[2])}{m[3]}", html)


def _public_link(site_url: str, path: str) -> str:
    plain = unescape(unquote(path))
    return escape(public(site_url, plain or HOME))
