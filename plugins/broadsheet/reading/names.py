"""What the names of files and folders say: a day, an edition, a page, an order, an address."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet.model import PageCode
from broadsheet.problems import Problem, problem

MAX_NAME_BYTES = 200
"""Of UTF-8. File systems take 255; a published name may grow a suffix."""

ARTICLE_SUFFIX = ".md"
NOT_UTF8 = "it is not UTF-8"
_IS_RESERVED = "Windows reserves this name"
_UNSAFE = re.compile(r'[#%?\\:*"<>|/]')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³"}
)
"""Windows devices (Microsoft, "Naming Files, Paths, and Namespaces"), with any suffix."""


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What most issue folders are called, and nothing is wrong with."""
_PLAIN = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9]+)?")
_PLAIN_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")


def stem_and_suffix(path: str) -> tuple[str, str]:
    """What ``PurePosixPath`` calls a file's stem and suffix: ``a01-1`` and ``.md``."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return (name[:dot], name[dot:]) if 0 < dot < len(name) - 1 else (name, "")


def name_problem(name: str) -> str | None:
    """Why some host, disk or address cannot hold a file or folder of this name, or ``None``.

    A reason is a phrase of ``problems.REASONS`` or the offending character itself.
    """
    if _DATE.fullmatch(name):
        return None
    if len(name) <= MAX_NAME_BYTES and _PLAIN.fullmatch(name):
        is_reserved = name.partition(".")[0].casefold() in _RESERVED
        return _IS_RESERVED if is_reserved else None
    return _name_problem(name)


def _name_problem(name: str) -> str | None:
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        return NOT_UTF8
    if unsafe := _UNSAFE.search(name):
        return unsafe[0]
    invisible = {"Cc", "Cf", "Zl", "Zp"}
    device = name.split(".", maxsplit=1)[0].rstrip().casefold()
    checks = (
        (any(unicodedata.category(c) in invisible for c in name), "an invisible character"),
        (name != name.lstrip(), "a space at the beginning"),
        (not name or name.endswith(".") or name != name.rstrip(), "a dot or space at the end"),
        (device in _RESERVED, _IS_RESERVED),
        (size > MAX_NAME_BYTES, "longer than 200 bytes"),
    )
    return next((reason for is_so, reason in checks if is_so), None)


def is_reserved(path: str) -> bool:
    """Whether a path has a part that no disk of Windows can hold, as ``pc/con/a.htm`` has.
    A web host can, and old editions of many papers have it in their addresses."""
    parts = (part.partition(".")[0].rstrip().casefold() for part in path.split("/"))
    return any(part in _RESERVED for part in parts)


def is_address_word(text: str) -> bool:
    """Whether a text is made of letters and digits of any script, ``-`` and ``_``, and begins and
    ends with a letter or digit."""
    return _PLAIN_WORD.fullmatch(text) is not None or _is_address_word(text)


def _is_address_word(text: str) -> bool:
    kinds = [c if c in "-_" else unicodedata.category(c)[0] for c in text]
    return bool(kinds) and set(kinds) <= set("LMN-_") and kinds[0] in "LN" and kinds[-1] in "LMN"


@dataclass(frozen=True, slots=True)
class IssueName:
    """The name of an issue folder; ``edition`` is empty for the day's main paper."""

    date: dt.date
    edition: str = ""


@dataclass(frozen=True, slots=True)
class NotIssue:
    """A name that looks like an issue but is none; ``reason`` is a phrase of
    ``problems.REASONS``."""

    reason: str


FIRST_YEAR = 1000
"""Earlier years are slips of the pen, and their addresses would not have four digits."""

_ISSUE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)", re.DOTALL)
_ISSUE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_SHORT_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])")
_DATE_LIKE = re.compile(
    r"[0-9]{4}(?:[-_./ ]|\s*年)\s*[0-9]{1,2}(?:[-_./ ]|\s*月)\s*[0-9]{1,2}"
    r"|(?:1[5-9]|20)[0-9]{6}(?![0-9])"
    r"|[0-9]{1,2}([-_.])[0-9]{1,2}\1(?:1[5-9]|20)[0-9]{2}(?![0-9])"
)


def parse_issue_folder(name: str) -> IssueName | NotIssue | None:
    """Read ``2019-10-24``, ``2019-10-24-evening``, ``2019-10-24-晚报``.

    ``None`` is a folder that does not look like an issue: ``pages``, ``2019``, ``2019-10``. The
    edition is lower-case and NFC: letters of any script, digits and hyphens.
    """
    if _DATE.fullmatch(name):
        return _issue_name(name, "")
    match = _ISSUE.fullmatch(name)
    if match is None:
        plain = unicodedata.normalize("NFKC", name).strip()
        return NotIssue(_why_no_issue(name)) if _DATE_LIKE.match(plain) else None
    edition = unicodedata.normalize("NFC", unicodedata.normalize("NFC", match[2]).lower())
    found = _issue_name(match[1], edition)
    if isinstance(found, IssueName) and ("_" in edition or not is_address_word(edition)):
        return NotIssue("an edition is letters, digits and hyphens")
    return found


def _issue_name(day: str, edition: str) -> IssueName | NotIssue:
    """``day`` is written as dates are."""
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return NotIssue("there is no such day")
    return IssueName(date, edition) if date.year >= FIRST_YEAR else NotIssue("there is no such day")


def _why_no_issue(name: str) -> str:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-", name):
        return "nothing follows the last hyphen"
    if _ISSUE_DATE.match(name):
        return "only a hyphen and an edition may follow the date"
    if _SHORT_DATE.match(name):
        return "month and day need two digits each"
    return "the date is not written year-month-day"


@dataclass(frozen=True, slots=True)
class ArticleName:
    """What a file's name says of its article; the header may say otherwise."""

    page: PageCode | None = None
    order: int | None = None


_PAGE_AND_ORDER = re.compile(r"([A-Za-z]{0,3}[0-9]{1,3})[-_ ]([0-9]{1,3})(?:[-_ ].*)?", re.DOTALL)
_PAGE = re.compile(r"([A-Za-z][0-9]{1,3})(?:[-_ ].*)?", re.DOTALL)
_ORDER = re.compile(r"([0-9]{1,3})(?:[-_ ].*)?", re.DOTALL)


def parse_article_name(stem: str) -> ArticleName:
    """Read page and order from a file's name without its suffix.

    ``a01-1-harvest`` and ``03-2-x`` name page and order; ``a01-harvest`` and ``a3`` a page of one
    letter (``covid19-ward`` is a word); a single number (``01``, ``01-harvest``) is an order.
    """
    if match := _PAGE_AND_ORDER.fullmatch(stem):
        page = PageCode.parse(match[1])
        return ArticleName(page, int(match[2])) if page else ArticleName()
    if match := _PAGE.fullmatch(stem):
        return ArticleName(PageCode.parse(match[1]))
    if match := _ORDER.fullmatch(stem):
        return ArticleName(order=int(match[1]))
    return ArticleName()


def slug_of(stem: str) -> str:
    """The name of an article's address: the file's own letters in NFC, spaces as hyphens.

    Letter case is kept; two that differ by nothing else are a conflict of addresses, found later.
    """
    return "-".join(unicodedata.normalize("NFC", stem).split())


def same_form(name: str) -> str:
    """Names that are one on some disk have one form: case and Unicode form aside."""
    return unicodedata.normalize("NFC", name).casefold()


def names_problems(folder: str, names: Iterable[str]) -> list[Problem]:
    """What is wrong with the names below a folder, each file and each folder once."""
    found: list[Problem] = []
    judged: set[str] = set()
    forms: dict[str, str] = {}
    for name in names:
        parts = name.split("/")
        for end in range(1, len(parts) + 1):
            below = "/".join(parts[:end])
            if below in judged:
                continue
            judged.add(below)
            if reason := name_problem(parts[end - 1]):
                values = {"name": parts[end - 1], "reason": reason}
                found.append(problem(f"{folder}/{below}", 0, "name-unsafe", **values))
            first = forms.setdefault(same_form(below), below)
            if first != below and not below.endswith(".md"):
                other = PurePosixPath(first).name
                found.append(problem(f"{folder}/{below}", 0, "name-alike", other=other))
    return found
