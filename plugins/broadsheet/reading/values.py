"""From the text of one value to a typed value, or to what is wrong with it.

Each reader takes text as a person typed it (half- or full-width, English or Chinese) and returns
the value or a ``Wrong``; none raises and none guesses.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from broadsheet.model import Correction, PageCode, Region, Retraction, Status
from broadsheet.reading.names import is_address_word, is_reserved, name_problem


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a text is no value: a key of ``KINDS`` and the values that fill its words."""

    kind: str
    values: tuple[tuple[str, str], ...]


def wrong(kind: str, text: str, **values: str) -> Wrong:
    return Wrong(kind, (("text", text), *values.items()))


def _plain(text: str) -> str:
    """Full-width digits, letters and punctuation as half-width ones; no space at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


# --- dates

_DATE = (
    r"(?P<year>[0-9]{4})(?:(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})(?![0-9])"
    r"|\s*年\s*(?P<zh_month>[0-9]{1,2})\s*月\s*(?P<zh_day>[0-9]{1,2})\s*[日号])"
)
_TIME = (
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"|\s*[时点]\s*(?:(?P<zh_minute>[0-9]{1,2})\s*分?)?)"
)
_OFFSET = r"(?P<offset>Z|[+-][0-9]{2}(?::?[0-5][0-9])?)"
_DATE_TIME = re.compile(rf"{_DATE}(?:(?:\s*T\s*|\s*)(?P<time>{_TIME})(?:\s*{_OFFSET})?)?")
_DATE_FIRST = re.compile(rf"{_DATE}[\s:：,，、]*(?P<rest>.*)", re.DOTALL)
_PARTIAL_DATE = re.compile(
    r"[0-9]{4}(?:[-/.][0-9]{1,2}[-/.]?|\s*年(?:\s*[0-9]{1,2}\s*月?)?)?"
    r"|[0-9]{1,2}(?:[-/.][0-9]{1,2}|\s*月(?:\s*[0-9]{1,2}\s*[日号]?)?|\s*日)"
)
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
EXAMPLE_DATE = "2019-10-24"
FIRST_YEAR = 1000
"""Earlier years are slips of the pen, and clocks of other zones cannot be reckoned in year 1."""


def _date_of(match: re.Match[str]) -> dt.date | None:
    """The day that a match of ``_DATE`` names, if the calendar has it."""
    year = int(match["year"])
    month, day = match["month"] or match["zh_month"], match["day"] or match["zh_day"]
    try:
        return dt.date(year, int(month), int(day)) if year >= FIRST_YEAR else None
    except ValueError:
        return None


def read_date(text: str, example: str = EXAMPLE_DATE) -> dt.date | Wrong:
    """``2019-10-24``, ``2019/10/24``, ``2019.10.24``, ``2019年10月24日``; a time after it is
    read over. Impossible, partial and wrong dates are told apart."""
    plain = _plain(text)
    if match := _DATE_TIME.fullmatch(plain):
        return _date_of(match) or wrong("date-impossible", text, example=example)
    if _PARTIAL_DATE.fullmatch(plain):
        return wrong("date-partial", text, example=example)
    if digits := _EIGHT_DIGITS.fullmatch(plain):
        meant = "-".join(digits.groups())
        if isinstance(read_date(meant), dt.date):
            return wrong("date-invalid", text, example=meant)
    return wrong("date-invalid", text, example=example)


def read_datetime(text: str) -> dt.datetime | Wrong:
    """A moment: a date as ``read_date`` takes it and a time (``06:00``, ``06:00:00``, ``6时30分``)
    with an offset or without; a bare date is its midnight.

    Without an offset the result is naive and means the site's time zone.
    """
    match = _DATE_TIME.fullmatch(_plain(text))
    date = _date_of(match) if match else None
    if match is None or date is None:
        return wrong("embargo-invalid", text)
    texts = (match["hour"], match["minute"] or match["zh_minute"], match["second"])
    hour, minute, second = (int(part or 0) for part in texts)
    try:
        time = dt.time(hour, minute, second, tzinfo=_zone(match["offset"]))
    except ValueError:
        return wrong("embargo-invalid", text)
    return dt.datetime.combine(date, time)


def _zone(offset: str | None) -> dt.timezone | None:
    """``Z``, ``+08``, ``+0800``, ``+08:00``; ``ValueError`` from a day on."""
    if not offset:
        return None
    digits = re.sub("[^0-9]", "", offset).ljust(4, "0")
    ahead = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-ahead if offset.startswith("-") else ahead)


# --- words and numbers

_STATUS = {
    "draft": Status.DRAFT,
    "草稿": Status.DRAFT,
    "published": Status.PUBLISHED,
    "发布": Status.PUBLISHED,
    "已发布": Status.PUBLISHED,
}


def read_status(text: str) -> Status | Wrong:
    return _STATUS.get(_plain(text).casefold()) or wrong("status-invalid", text)


_NUMBER = re.compile(r"(?:总?第|No\.?)?\s*([0-9]{1,9})\s*[期号]?", re.IGNORECASE)


def read_number(text: str) -> int | Wrong:
    """A whole number from 0: ``256``, ``２５６``, ``第256期``."""
    match = _NUMBER.fullmatch(_plain(text))
    return int(match[1]) if match else wrong("number-invalid", text)


_FRACTION = re.compile(r"([0-9]{1,3}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})(%?)")


_BETWEEN_NUMBERS = re.compile(r"[\s,，、;；]+")


def rectangles(parts: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The texts of the rectangles in the lines or list items of a value, each with its line.

    ``;`` ends one, and so does a line or an item. Four numbers in all are one rectangle, however
    they are parted: ``[0.05, 0.1, 0.4, 0.3]`` is a list in YAML.
    """
    whole = " ".join(text for text, _ in parts)
    if len(list(filter(None, _BETWEEN_NUMBERS.split(whole)))) == 4:
        return ((whole, parts[0][1]),)
    pieces = ((piece.strip(), line) for text, line in parts for piece in re.split("[;；]", text))
    return tuple((piece, line) for piece, line in pieces if piece) or tuple(parts)


def read_region(text: str, number: int = 1) -> Region | Wrong:
    """Left, top, width, height: ``0.05, 0.1, 0.4, 0.3`` or ``5% 10% 40% 30%`` of the page.

    ``number`` is the rectangle's among those of its article, from 1.
    """
    parts = filter(None, _BETWEEN_NUMBERS.split(_plain(text)))
    matches = [_FRACTION.fullmatch(part) for part in parts]
    numbers = [float(m[1]) / (100 if m[2] else 1) for m in matches if m]
    if len(numbers) != 4 or len(matches) != 4 or max(numbers) > 1:
        return wrong("region-invalid", text, number=str(number))
    left, top, width, height = numbers
    within = left + width <= 1 + 1e-9 and top + height <= 1 + 1e-9
    if not within or width <= 0 or height <= 0:
        return wrong("region-off-page", text, number=str(number))
    return Region(left, top, width, height)


_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_LANGUAGE_NAMES = {
    **dict.fromkeys(("中文", "汉语", "chinese"), "zh"),
    **dict.fromkeys(("英文", "英语", "english"), "en"),
    **dict.fromkeys(("简体中文", "简体"), "zh-Hans"),
    **dict.fromkeys(("繁体中文", "繁体", "繁體中文", "繁體"), "zh-Hant"),
}


def read_language(text: str) -> str | Wrong:
    """A language tag (BCP 47: language, script, region) in its usual letter case: ``zh-Hans-CN``.
    中文 and English are taken by name."""
    plain = _plain(text).replace("_", "-")
    if name := _LANGUAGE_NAMES.get(plain.casefold()):
        return name
    match = _LANGUAGE.fullmatch(plain)
    if match is None:
        return wrong("language-invalid", text)
    language, script, region = (part or "" for part in match.groups())
    return "-".join(filter(None, (language.lower(), script.title(), region.upper())))


# --- pages and addresses

_CHINESE_DIGITS = "〇一二三四五六七八九"
_PAGE_TITLE = re.compile(
    r"(?P<code>第?[A-Za-z]{0,3}[0-9]{1,3}版?)(?![0-9])[\s:：,，、—-]*(?P<rest>.*)"
)


def read_page_code(text: str) -> PageCode | Wrong:
    """``A01``, ``a01``, ``3``, ``第3版``; ``三`` is answered with ``A03``."""
    return PageCode.parse(_plain(text)) or wrong("page-code", text, example=_page_example(text))


def _page_example(text: str) -> str:
    """What was probably meant by a page number in Chinese characters up to 99, else ``A01``."""
    word = _plain(text).removeprefix("第").removesuffix("版").strip()
    tens, ten, ones = word.rpartition("十")
    digits = f"{tens or '一'}{ones or '〇'}" if ten else word
    if 1 <= len(digits) <= 2 and all(c in _CHINESE_DIGITS for c in digits):
        number = int("".join(str(_CHINESE_DIGITS.index(c)) for c in digits))
        return f"A{number:02d}" if number else "A01"
    return "A01"


def read_page_title(text: str) -> tuple[PageCode, str] | Wrong:
    """A page and its name as ``issue.md`` lists them: ``A01 要闻``, ``第3版：民生``, ``A04``."""
    match = _PAGE_TITLE.fullmatch(text.strip())
    code = PageCode.parse(match["code"]) if match else None
    if match is None or code is None or _RANGE.match(text.strip()):
        return wrong("issue-pages-invalid", text)
    return code, match["rest"].strip()


_RANGE = re.compile(r"第?[A-Za-z]{0,3}[0-9]{1,3}版?\s*(?:[-–—~～]|至|到)\s*第?[A-Za-z]{0,3}[0-9]")
"""Several pages at once, as in ``A01-A04 要闻``: each page is listed by itself."""


def read_slug(text: str) -> str | Wrong:
    """A piece of an address in NFC: letters of any script, digits, ``-`` and ``_``."""
    slug = unicodedata.normalize("NFC", text.strip())
    if not is_address_word(slug) or name_problem(slug):
        return wrong("slug-invalid", text)
    return slug


_PAGE_SUFFIXES = (".html", ".htm", ".shtml")


def read_alias(text: str) -> str | Wrong:
    """An old address within the site, from its root, in NFC and not percent-encoded.

    It ends in ``.html``, ``.htm``, ``.shtml`` or ``/``; a last segment without a suffix is a folder
    and gets its slash.
    """
    try:
        alias = unicodedata.normalize("NFC", unquote(text.strip(), errors="strict"))
    except UnicodeDecodeError:
        return wrong("alias-invalid", text)
    *folders, last = alias.split("/")
    segments = [*folders[1:], last] if last else folders[1:]
    if not alias.startswith("/") or not segments:
        return wrong("alias-invalid", text)
    if not all(segment and _can_be_asked_for(segment) for segment in segments):
        return wrong("alias-invalid", text)
    if last and "." not in last:
        return alias + "/"
    return alias if not last or last.endswith(_PAGE_SUFFIXES) else wrong("alias-invalid", text)


def _can_be_asked_for(segment: str) -> bool:
    """A web host can have an address with ``con`` in it, though Windows has no such file."""
    return name_problem(segment) is None or (
        is_reserved(segment) and name_problem(f"x{segment}") is None
    )


# --- corrections


def read_correction(text: str) -> Correction | Wrong:
    """A date and what was wrong: ``2019-10-26 第二段的数字应为300。``"""
    found = _date_and_text(text)
    return Correction(*found) if found else wrong("correction-invalid", text)


def read_retraction(text: str) -> Retraction | Wrong:
    """A date and why the article was withdrawn: ``2019-10-26：消息来源已撤回。``"""
    found = _date_and_text(text)
    return Retraction(*found) if found else wrong("retraction-invalid", text)


def _date_and_text(text: str) -> tuple[dt.date, str] | None:
    """The date that a text begins with and the rest of it as written."""
    match = _DATE_FIRST.match(text.strip())
    date = _date_of(match) if match else None
    return (date, match["rest"].strip()) if match and date and match["rest"].strip() else None
