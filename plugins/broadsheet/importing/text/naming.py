"""What the names of text files and their folders say: the issue and the page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from broadsheet.model import PageCode
from broadsheet.reading.names import IssueName, parse_issue_folder

_WHOLE_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:1[5-9]|20)\d{2})(?P<s>[-_./ ]?)(?P<m>\d{2})(?P=s)(?P<d>\d{2})(?!\d)"
    r"|(?P<y2>\d{4})年(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
)
_FOLDERS = 3
"""How many folders over a file may hold its date: 2019/10/24, 2019/2019-10-24, 2019-10/24."""
_CODE = re.compile(
    r"(?:第\s?)?(?P<code>[A-Za-z]{1,3}\d{1,3})(?![A-Za-z0-9])\s?版?|(?:第\s?(?P<a>\d{1,3})|(?P<b>\d{1,3}))\s?版"
    r"|(?:page|p)[-_ ]?(?P<c>\d{1,3})(?!\d)|^\D{0,2}(?P<d>\d{1,3})(?!\d)",
    re.IGNORECASE,
)
_EDGES = "-_ .·、"


@dataclass(frozen=True, slots=True)
class Named:
    """``None`` where the names do not say it."""

    issue: IssueName | None = None
    page: PageCode | None = None


def named(path: Path) -> Named:
    """Read ``2019-10-24/a01.txt``, ``20191024-A01.txt``, ``2019/10/24/第4版.txt``."""
    stem = path.stem
    date = _WHOLE_DATE.search(stem)
    rest = f"{stem[: date.start()]}-{stem[date.end() :]}" if date else stem
    own = _day(date) if date else None
    issue = IssueName(own) if own else _folder_issue(path)
    return Named(issue, _page(rest.strip(_EDGES)))


def _page(rest: str) -> PageCode | None:
    match = _CODE.search(rest)
    if match is None:
        return None
    return PageCode.parse(next(filter(None, match.groups())))


def _folder_issue(path: Path) -> IssueName | None:
    folders = path.parent.parts[-_FOLDERS:]
    for at in range(len(folders), 0, -1):
        found = parse_issue_folder(folders[at - 1])
        if isinstance(found, IssueName):
            return found
    tail = "/".join(folders)
    match = _WHOLE_DATE.search(tail) or _WHOLE_DATE.search(tail.replace("-", "/"))
    day = _day(match) if match else None
    return IssueName(day) if day else None


def _day(match: re.Match[str]) -> dt.date | None:
    year, month, day = (int(match[each] or match[f"{each}2"]) for each in "ymd")
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
