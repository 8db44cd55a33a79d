"""What the files and folders of a digital edition are called, also after a program saved them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

from broadsheet.model import PageCode

_SAVED = re.compile(
    r"(?P<name>.+?\.(?:s?html?|jpe?g|png|gif|bmp|tiff?|webp|pdf))"
    r"(?:(?:[?@#]|%3[Ff]).*|\.\d{1,2}|\.html?)?",
    re.IGNORECASE | re.DOTALL,
)
"""A file's name on the server, and what wget and others append: a query, a number, ``.html``."""

_PAGE_LIST = re.compile(
    r"(?:node|nbs|col|lay(?:out)?|page)[._-]?[\w.-]*\.s?html?", re.IGNORECASE | re.ASCII
)
_CONTENT = re.compile(
    r"(?:(?:content|article|cont|con|art|nw)[._-]?|c[._-]?(?=\d))[\w.-]*\d[\w.-]*\.s?html?",
    re.IGNORECASE | re.ASCII,
)
_CODE = re.compile(r"(?:[._-]|^(?:col|node|lay(?:out)?))(?P<code>[A-Za-z]?\d{2,3})\.")
_DAY = re.compile(r"(?:.*/)?(?P<year>(?:1[89]|20)\d\d)[-_/]?(?P<month>\d\d)[-_/]?(?P<day>\d\d)")
_STAMP = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_DATE = re.compile(
    r"(?P<year>(?:1[89]|20)\d\d)(?:[-/.]|\s*年\s*)(?P<month>\d{1,2})(?:[-/.]|\s*月\s*)(?P<day>\d{1,2})"
)

ROLES = frozenset({"layout", "content", "con", "cont", "c", "article", "articles", "lay", "col"})
"""Folders of the second generation that part page lists from content pages."""
DEVICES = ("pc", "pad", "mobile", "phone", "wap", "app", "m")
"""Folders that hold one paper several times over; the first of them that is there is taken."""


def as_served(name: str) -> str:
    """A file's name as the server had it: ``content_1.htm`` for ``content_1.htm?div=-1.html``."""
    match = _SAVED.fullmatch(unicodedata.normalize("NFC", name))
    return match["name"] if match else unicodedata.normalize("NFC", name)


def key(name: str) -> str:
    """Names that are one file on the server have one key."""
    return as_served(name).casefold()


def is_page_list(name: str) -> bool:
    return _PAGE_LIST.fullmatch(as_served(name)) is not None


def is_content(name: str) -> bool:
    return _CONTENT.fullmatch(as_served(name)) is not None


def code_in(name: str, *, sure: bool) -> PageCode | None:
    """The page's code in a page list's name. In ``node_187.htm`` of the first generation there is
    none; ``sure`` tells that the folder is of the second, where ``node_12.html`` has one."""
    match = _CODE.search(as_served(name))
    if match is None:
        return None
    code = match["code"]
    is_plain = code.isdecimal() and not code.startswith("0")
    is_named = not as_served(name).lower().startswith("node")
    return PageCode.parse(code) if sure or not is_plain or is_named else None


def device_in(folder: str) -> str:
    """The screens that a folder's pages are for: ``pc`` for ``pc`` and ``zjrbpc``; else empty."""
    name = folder.lower()
    if name in ROLES:
        return ""
    ends = (d for d in DEVICES if name == d or (len(d) > 1 and name.endswith(d)))
    return next(ends, "")


def within_paper(path: str) -> str:
    """A path from its ``html`` or ``pc`` on, the same wherever the tree was begun to be read."""
    parts = path.split("/")
    for at in range(len(parts) - 2, -1, -1):
        if parts[at].lower() == "html" or device_in(parts[at]):
            return "/".join([*parts[at:-1], as_served(parts[-1])])
    return "/".join([*parts[:-1], as_served(parts[-1])])


def day_of(folders: Sequence[str]) -> tuple[dt.date, int] | None:
    """The day that a path of folders ends in (``2019-10/24``, ``201910/24``, ``2019/10/24``,
    ``2019-10-24``), and how many folders say so."""
    for length in (1, 2, 3):
        if length > len(folders):
            return None
        match = _DAY.fullmatch("/".join(folders[-length:]))
        if match and match.start("year") == 0 and (date := _date(match)):
            return date, length
    return None


def day_in(name: str) -> dt.date | None:
    """The day in a file's name: ``content_20191024_1_5.htm``."""
    match = _STAMP.search(name)
    return _date(match) if match else None


def day_written(text: str) -> dt.date | None:
    """The first day that a text names: ``2019-10-24 00:00:00:0``, ``2019年10月24日``."""
    match = _DATE.search(text)
    return _date(match) if match else None


def _date(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
