"""The folio line of a page (报眉): its day, its code and name, and who made it.

Such lines belong to the page and are no article's text. A layout system puts them first or last, a
PDF's text layer anywhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from broadsheet.importing.notes import Note, note
from broadsheet.importing.text import wording
from broadsheet.importing.text.lines import Line
from broadsheet.importing.text.shapes import Shape, is_chinese, is_office, shape_of
from broadsheet.importing.text.standing_heads import reach
from broadsheet.model import PageCode, Role
from broadsheet.reading.credit_lines import read_credit_line


@dataclass(frozen=True, slots=True)
class Folio:
    """What the folio lines of a page say; ``date_line`` and ``page_line`` are where they say it."""

    date: dt.date | None = None
    page: PageCode | None = None
    title: str = ""
    editors: str = ""
    cumulative_number: int | None = None
    date_line: int = 0
    page_line: int = 0

    @property
    def has_words(self) -> bool:
        return bool(self.title or self.editors)


@dataclass(slots=True)
class _Found:
    """What one line says; ``rest`` are the words that are none of it."""

    date: dt.date | None = None
    weekday: bool = False
    code: str = ""
    is_full_code: bool = False
    editors: str = ""
    number: int | None = None
    extra: bool = False
    paper: str = ""
    rest: tuple[str, ...] = ()

    @property
    def kinds(self) -> int:
        """How many sorts of things the line says that folio lines say."""
        said = (self.date, self.weekday, self.code, self.editors, self.paper, self.extra)
        return sum(bool(each) for each in said)


_EDGE = 8
"""How many of the first and last lines of a page may be its folio by less than two signs."""
_LONGEST_LINE = 120
_LONGEST_TITLE = 8
_MOST_TITLE_WORDS = 4


def take_folio(lines: Sequence[Line], source: str) -> tuple[Folio, tuple[Line, ...], list[Note]]:
    """What the folio lines say, the lines with those emptied, and a note on each of them."""
    full = [at for at, line in enumerate(lines) if line.text.strip()]
    found = {
        at: read
        for place, at in enumerate(full)
        if (read := _folio_line(lines[at].text.strip(), place, len(full), lines, full))
    }
    _take_neighbours(lines, full, found)
    _leave_other_codes(found)
    folio = Folio()
    for at, read in sorted(found.items()):
        folio = _with(folio, read, lines[at].number)
    rest = tuple(replace(line, text="") if at in found else line for at, line in enumerate(lines))
    notes = [
        note(source, lines[at].number, wording.FOLIO, text=" ".join(lines[at].text.split()))
        for at in sorted(found)
    ]
    return folio, rest, notes


def _with(folio: Folio, read: _Found, number: int) -> Folio:
    page = _page(read.code) if read.code else None
    title = " ".join(read.rest) if not folio.title else folio.title
    editors = " ".join(filter(None, (folio.editors, read.editors)))
    if read.date and not folio.date:
        folio = replace(folio, date=read.date, date_line=number)
    if page and not folio.page:
        folio = replace(folio, page=page, page_line=number)
    total = folio.cumulative_number if folio.cumulative_number is not None else read.number
    return replace(folio, title=title, editors=editors, cumulative_number=total)


# --- one line -----------------------------------------------------------------------------------

_HAN_DIGITS = "〇一二三四五六七八九"
_CHINESE_DATE = re.compile(
    r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})\s?年\s?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"\s?月\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_PLAIN_DATE = re.compile(
    r"(?<!\d)(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)"
)
_MONTHS = "January February March April May June July August September October November December"
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?\\.?" for name in _MONTHS.split())
_ENGLISH_DATES = (
    re.compile(rf"\b(?P<month>{_MONTH}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH}),? (?P<year>\d{{4}})\b", re.IGNORECASE),
)
_DATES = (_CHINESE_DATE, _PLAIN_DATE, *_ENGLISH_DATES)
_WEEKDAY = re.compile(
    r"星期[一二三四五六日天]|周[一二三四五六日](?![\u4e00-\u9fff])"
    r"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b",
    re.IGNORECASE,
)
_LUNAR = re.compile(
    r"(?:农历)?\s?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?\s?闰?[正一二三四五六七八九十冬腊]{1,2}月"
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二?廿[一二三四五六七八九]?|二十|三十)"
)
_CODE = re.compile(
    r"(?P<full>第\s?(?P<a>[A-Za-z]{0,2}\d{1,3}|[一二三四五六七八九十]{1,3})\s?版"
    r"|(?<![A-Za-z0-9])(?P<b>[A-Za-z]{0,2}\d{1,3})\s?版(?!本)|\bPage (?P<c>[A-Z]{0,2}\d{1,3})\b)"
    r"|(?<![^\s|｜·•/])(?P<d>[A-FST]\d{1,3})(?![^\s|｜·•/:：])",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:总\s?第?|第)\s?(?P<number>\d{1,6})\s?期|今[日天]\s?[\d一二三四五六七八九十]{1,3}\s?版"
)
_MOST_ISSUES = 400
"""Of a year; a higher number counts the issues from the paper's first."""
_TOTAL = re.compile(r"总\s?第?\s?(\d{1,6})\s?期")
_EXTRA = re.compile(
    r"(?:本版|本报|编辑部|新闻|读者|投稿|广告|发行|联系)*(?:热线|电话|邮箱|信箱)\s?[:：].*|E-?mail\s?[:：].*|网址\s?[:：].*"
    r"|(?:国内统一)?(?:连续出版物号|刊号|CN)(?:\s?[:：]?\s?CN)?\s?[:：]?\s?[\w\-/—]+|邮发代号\s?[:：]?\s?[\w\-—]+"
    r"|\bwww\.\S+|[A-Za-z0-9_.+-]+@\S+\.\S+|\bVol(?:ume|\.) ?\w+,?|\bNo\. ?\d+",
    re.IGNORECASE,
)
_ANYBODYS = re.compile("(?:联系)?电话|邮箱|网址")
"""What an advertiser prints at the end of a notice too."""
_DESK = re.compile(
    r"(?:本版|值班|执行|责任|首席|视觉|版面|美术)?(?:责编|编辑|主编|版式|美编|设计|校对|组版|总监|编审|审校|检校)"
    r"|\b(?:Edited|Designed|Proofread) by\b|\b(?:Editor|Designer|Proofreader)s?\b"
)
_PAPER = re.compile(
    r".{1,8}(?:日报|晚报|晨报|早报|时报|周报|商报|都市报|导报|快报|新报|电视报|周刊|报)|.{1,4}报社"
    r"|(?:The )?(?:[A-Z][A-Za-z]+ ){1,3}(?:Daily|Times|Courier|Herald|Post|News|Gazette|Tribune"
    r"|Chronicle|Observer|Star|Journal|Press|Record|Mercury|Standard|Sentinel)"
    r"|(?:[A-Z]+ ?){1,4}(?:RI|WAN|CHEN|ZAO|SHI|SHANG|DUSHI) ?BAO",
    re.IGNORECASE,
)
_OTHER_REPORTS = re.compile("(?:[简通预公捷喜海汇情警申]报)\\Z")
"""What ends in 报 and is no paper: 天气预报, 情况通报."""
_SEPARATORS = re.compile(r"[\s■□◆◇●◎▲|｜·•/／,，:：—–_\-]+")
_SHORT_NAME = re.compile("[\u4e00-\u9fff]{2}")
_IMPRINT = re.compile(
    r"(?:本报|报社|本社)(?:地址|社址)\s?[:：]|社址\s?[:：]|.{0,40}广告(?:经营)?许可证"
    r"|.{0,40}(?:零售|每份|定价)\s?[:：]?.{0,6}元.{0,20}(?:印刷|承印|发行|全年)"
)
"""What a paper prints of itself at the foot of a page."""
_TWO_DIGITS = re.compile("\\d{2}")
_LEADS = re.compile(r"[>＞▶►→\s]*(?:详见|参见|见|更多)")
"""What leads to another page: >>> 详见 A3."""
_BARE_CODE = re.compile(
    r"(?P<first>\d{2})[\s|｜·/]{0,3}(?P<after>[\u4e00-\u9fff/·、]{2,9})"
    r"|(?P<before>[\u4e00-\u9fff/·、]{2,9})[\s|｜·/]{0,3}(?P<last>\d{2})|(?P<alone>\d{1,2})"
)
"""A page's code without 版, of two digits: 08 副刊."""
_JUMPS = {Shape.JUMP_TO, Shape.JUMP_FROM}
_DESK_ROLES = {Role.EDITOR, Role.DESIGNER, Role.PROOFREADER}


def _folio_line(
    text: str, place: int, count: int, lines: Sequence[Line], full: Sequence[int]
) -> _Found | None:
    at_edge = place < _EDGE or place >= count - _EDGE
    if _IMPRINT.match(text) and at_edge:
        return _Found(extra=True)
    read = None if _is_other(text) else _read(text)
    if read is None or not _is_short(read.rest):
        return None
    at_top = place < _EDGE and not any(_is_text(lines[at].text) for at in full[:place])
    if (read.editors and not read.rest) or read.kinds >= 2:
        return read if read.editors or at_edge or not read.rest else None
    if read.code:
        is_alone = not read.rest
        return read if at_edge and (is_alone or read.is_full_code or at_top) else None
    if read.date or (read.weekday and not read.rest):
        return read if at_top else None
    is_of_paper = at_top or (at_edge and _ANYBODYS.match(text) is None)
    return read if read.extra and is_of_paper and not read.rest else None


def _is_other(text: str) -> bool:
    """Whether a line is none of a folio's by its ends, its length or its shape."""
    if text[0] in "(（" or text[-1] in "。！？；，,;：:" or _LEADS.match(text):
        return True
    return len(text) > _LONGEST_LINE or shape_of(text) in _JUMPS


def _is_text(text: str) -> bool:
    return shape_of(text.strip()) in {Shape.TEXT, Shape.OPENING, Shape.BYLINE, Shape.DECK}


def _is_short(rest: Sequence[str]) -> bool:
    """Whether the words left over may be the name of a page."""
    whole = "".join(rest)
    if is_chinese(whole) and whole:
        return len(rest) <= 2 and len(whole) <= _LONGEST_TITLE
    return len(rest) <= _MOST_TITLE_WORDS and not any(char in whole for char in "。，；！？")


def _read(text: str) -> _Found | None:
    """What a line says, each thing taken out of it in turn; ``None`` when it says nothing."""
    read = _Found()
    rest = _without_editors(text, read)
    rest = _without_date(rest, read)
    for pattern in (_WEEKDAY, _LUNAR):
        if pattern.search(rest):
            read.weekday, rest = True, pattern.sub(" ", rest)
    if total := _TOTAL.search(rest):
        read.number = int(total[1])
    elif (other := _NUMBER.search(rest)) and int(other["number"] or 0) > _MOST_ISSUES:
        read.number = int(other["number"])
    for pattern in (_NUMBER, _EXTRA):
        if pattern.search(rest):
            read.extra, rest = True, pattern.sub(" ", rest)
    if code := _CODE.search(rest):
        read.code = next(filter(None, (code["a"], code["b"], code["c"], code["d"])))
        read.is_full_code = code["full"] is not None
        rest = rest[: code.start()] + " " + rest[code.end() :]
    read.rest = tuple(filter(None, _SEPARATORS.split(rest)))
    if read.date and not read.code:
        read.code = next((word for word in read.rest if _TWO_DIGITS.fullmatch(word)), "")
        read.rest = tuple(word for word in read.rest if word != read.code)
    _take_paper(read)
    return read if read.kinds else None


def _without_editors(text: str, read: _Found) -> str:
    desk = _DESK.search(text)
    if desk is None:
        return text
    for end in [len(text), *sorted({m.start() for m in re.finditer(r"\s", text)}, reverse=True)]:
        part = text[desk.start() : end].strip()
        line = read_credit_line(part)
        roles = {named.credit.role for named in line.names}
        if end > desk.start() and line.is_pure and roles and roles <= _DESK_ROLES:
            read.editors = part
            return f"{text[: desk.start()]} {text[end:]}"
    return text


def _without_date(text: str, read: _Found) -> str:
    for pattern in _DATES:
        match = pattern.search(text)
        if match and (date := _date(match)):
            read.date = date
            return f"{text[: match.start()]} {text[match.end() :]}"
    return text


def _take_paper(read: _Found) -> None:
    """The name of the paper is none of the page's name."""
    whole = " ".join(read.rest)
    if read.rest and _is_paper(whole) and read.kinds:
        read.paper, read.rest = whole, ()
        return
    for at, word in enumerate(read.rest):
        if is_chinese(word) and _is_paper(word):
            read.paper, read.rest = word, (*read.rest[:at], *read.rest[at + 1 :])
            return


def _is_paper(text: str) -> bool:
    """Whether a text is a paper's name; LOCAL NEWS is a page's."""
    is_other = reach(text) is not None or _OTHER_REPORTS.search(text)
    return _PAPER.fullmatch(text) is not None and not is_other


def _date(match: re.Match[str]) -> dt.date | None:
    month = match["month"]
    if month[:1].isalpha() and month.isascii():
        names = [name[:3].lower() for name in _MONTHS.split()]
        number = names.index(month[:3].lower()) + 1
    else:
        number = _value(month)
    try:
        return dt.date(_year(match["year"]), number, _value(match["day"]))
    except ValueError:
        return None


def _year(text: str) -> int:
    plain = text.translate(str.maketrans("零○", "〇〇"))
    return int("".join(str(_HAN_DIGITS.index(c)) if c in _HAN_DIGITS else c for c in plain))


def _value(text: str) -> int:
    """``十二`` as 12, ``二十四`` as 24, digits as they are; 0 for what is no number."""
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    value = _HAN_DIGITS.index(ones) if ones else 0
    return value + (10 * (_HAN_DIGITS.index(tens) if tens else 1) if ten else 0)


def _page(code: str) -> PageCode | None:
    return PageCode.parse(code if code.isascii() else str(_value(code)))


def _leave_other_codes(found: dict[int, _Found]) -> None:
    """A line that is nothing but another page's code leads there."""
    own = next((read.code for _, read in sorted(found.items()) if read.code), "")
    for at, read in list(found.items()):
        if read.code and read.code != own and read.kinds == 1:
            del found[at]


# --- lines beside folio lines -------------------------------------------------------------------


def _take_neighbours(lines: Sequence[Line], full: Sequence[int], found: dict[int, _Found]) -> None:
    """The paper's name beside a folio line, and the page's name between two, are folio too."""
    known = -1
    while known != len(found):
        known = len(found)
        for place, at in enumerate(full):
            if at in found or not (place < _EDGE or place >= len(full) - _EDGE):
                continue
            over = place > 0 and full[place - 1] in found
            under = place + 1 < len(full) and full[place + 1] in found
            text = lines[at].text.strip()
            is_last = over and at + 1 < len(lines) and not lines[at + 1].text.strip()
            if is_last and place < _EDGE and _names_page(text, found):
                found[at] = _Found(rest=(text,))
            elif read := _neighbour(text, over, under):
                found[at] = read


def _names_page(text: str, found: dict[int, _Found]) -> bool:
    """Whether a word below the folio lines, with space below it, is the page's name: 城事."""
    if not _SHORT_NAME.fullmatch(text) or is_office(text):
        return False
    return any(read.code for read in found.values()) and not any(
        read.rest for read in found.values()
    )


def _neighbour(text: str, over: bool, under: bool) -> _Found | None:
    """What a line says that has a folio line over it, or under it."""
    if shape_of(text) is not Shape.HEAD:
        return None
    if (over or under) and _is_paper(text):
        return _Found(paper=text)
    if (over or under) and (bare := _BARE_CODE.fullmatch(text)):
        name = bare["before"] or bare["after"]
        code = bare["first"] or bare["last"] or bare["alone"]
        return _Found(code=code, rest=(name,) if name else ())
    if over and under and _is_short(text.split()):
        return _Found(rest=tuple(text.split()))
    return None
