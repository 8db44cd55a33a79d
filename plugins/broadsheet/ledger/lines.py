"""A line of the ledger: one address that was ever public, and what is there now. Pure.

An address is written as readers see it, ``/2019/10/24/`` for ``2019/10/24/index.html``, with its
Chinese characters; only ``%``, spaces and what cannot be seen are percent-encoded.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, unquote

from broadsheet.pages import urls

PAGE_SUFFIXES = (".html", ".htm", ".shtml")
REST = "site.txt"
"""The file of the addresses that belong to no year."""

_DATE = r"\d{4}-\d{2}-\d{2}"
_LINE = re.compile(
    rf"(?P<address>/\S*)\s+(?:page(?:\s+(?P<page>{_DATE}))?"
    rf"|moved\s+(?P<moved>{_DATE})\s+(?P<target>/\S*)"
    rf"|gone\s+(?P<gone>{_DATE})\s+(?P<reason>\S.*))"
)
_YEAR = re.compile(
    r"(\d{4})/|(?:sections|columns|people)/[^/]+/(\d{4})\.html$|photos/(\d{4})-\d\d\.html$"
)


class State(StrEnum):
    """``MOVED``: it leads to another address; ``GONE``: it was taken down."""

    PAGE = "page"
    MOVED = "moved"
    GONE = "gone"


_RANK = {State.PAGE: 0, State.MOVED: 1, State.GONE: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is at an address. ``path`` and ``target`` are paths as ``pages.urls`` has them.

    ``date`` is when that began; a page that has always been there has none. ``file`` and ``line``
    say where it is written, for messages.
    """

    path: str
    state: State = State.PAGE
    date: dt.date | None = None
    target: str = ""
    reason: str = ""
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The line, without its end."""
        parts = [address_of(self.path), str(self.state)]
        parts += [self.date.isoformat()] if self.date else []
        parts += [address_of(self.target)] if self.target else []
        parts += [one_line(self.reason)] if self.reason else []
        return " ".join(parts)

    @property
    def since(self) -> dt.date:
        """The first of all days for a page that has always been there."""
        return self.date or dt.date.min

    @property
    def is_plain(self) -> bool:
        """Whether it says no more than that there is a page."""
        return self.state is State.PAGE and self.date is None

    def holds_over(self, other: Entry) -> bool:
        """Whether this is what holds, of two lines about one address."""
        return self._weight > other._weight

    @property
    def _weight(self) -> tuple[dt.date, int, str]:
        return (self.since, _RANK[self.state], self.text)

    def contradicts(self, other: Entry) -> bool:
        """Whether nobody can tell which of two lines holds: one day, two targets."""
        both = self.state is other.state is State.MOVED
        return both and self.date == other.date and self.target != other.target


def moved(path: str, target: str, date: dt.date) -> Entry:
    return Entry(path, State.MOVED, date, target=target)


def gone(path: str, reason: str, date: dt.date) -> Entry:
    return Entry(path, State.GONE, date, reason=one_line(reason))


def one_line(text: str) -> str:
    """A reason without line ends and without what cannot be seen."""
    seen = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def address_of(path: str) -> str:
    """``/2019/10/24/`` of ``2019/10/24/index.html``."""
    shown = path.removesuffix("index.html") if _is_index(path) else path
    return "/" + "".join(c if _is_plain(c) else quote(c, safe="") for c in shown)


def _is_index(path: str) -> bool:
    return path == urls.HOME or path.endswith("/index.html")


def _is_plain(character: str) -> bool:
    return character.isprintable() and not character.isspace() and character != "%"


def path_of(address: str) -> str:
    """The path that an address as the ledger writes it names; empty when it names none."""
    try:
        path = unicodedata.normalize("NFC", unquote(address, errors="strict")).removeprefix("/")
    except UnicodeDecodeError:
        return ""
    if not path or path.endswith("/"):
        path += "index.html"
    parts = path.split("/")
    is_odd = any(part in ("", ".", "..") for part in parts) or "\\" in path or "\0" in path
    return path if is_address(path) and not is_odd else ""


def is_address(path: str) -> bool:
    """Whether a path is one that readers, search engines or feed readers come back to: a page or a
    feed. Data and pictures go and come with the page that they belong to."""
    if path == urls.NOT_FOUND:
        return False
    return path.endswith(PAGE_SUFFIXES) or is_feed(path)


def is_feed(path: str) -> bool:
    return path.startswith("feeds/") and path.endswith(".xml")


def parse(line: str) -> Entry | None:
    """Read a line; ``None`` when it is none of the ledger's."""
    match = _LINE.fullmatch(line.strip())
    path = path_of(match["address"]) if match else ""
    if match is None or not path:
        return None
    try:
        dates = (dt.date.fromisoformat(match[name]) if match[name] else None for name in State)
        page, moved_on, gone_on = dates
    except ValueError:
        return None
    if moved_on:
        target = path_of(match["target"])
        return moved(path, target, moved_on) if target else None
    if gone_on:
        # A reason of characters that cannot be seen is none.
        return gone(path, match["reason"], gone_on) if one_line(match["reason"]) else None
    return Entry(path, State.PAGE, page)


def newest(entries: Iterable[Entry]) -> dict[str, Entry]:
    """What holds at each address, whatever the order of the lines."""
    found: dict[str, Entry] = {}
    for entry in entries:
        before = found.get(entry.path)
        if before is None or entry.holds_over(before):
            found[entry.path] = entry
    return found


def file_of(path: str) -> str:
    """The file of the ledger that an address stands in: that of its year."""
    match = _YEAR.match(path)
    return f"{next(filter(None, match.groups()))}.txt" if match else REST


def written(entries: Iterable[Entry]) -> str:
    """A file of the ledger: one line for each address, in the order of the addresses."""
    return "".join(f"{text}\n" for text in sorted(e.text for e in newest(entries).values()))
