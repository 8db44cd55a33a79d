"""What a piece of text looks like on its own, before anything around it is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum, auto
from functools import lru_cache

from broadsheet.model import Role
from broadsheet.reading.bylines import (
    is_byline_paragraph,
    is_unsigned_paragraph,
    parse_byline,
    split_cutline,
    take_lead_in,
    take_signature,
)
from broadsheet.reading.credit_lines import read_credit_line
from broadsheet.reading.credit_pieces import HAN, Sort
from broadsheet.reading.jumps import split_leading_jump, split_trailing_jump, take_jump_line


class Shape(Enum):
    TEXT = auto()
    HEAD = auto()  # short, and not closed as a sentence is
    EXCLAIMED = auto()  # short, and closed by ？ or ！: a headline, or somebody speaking
    DECK = auto()  # opens with ——
    BYLINE = auto()
    OPENING = auto()  # text that opens with 本报讯, a dateline, or 编辑同志：
    ROW = auto()  # a line of a table, known by the lines beside it
    CUTLINE = auto()  # the words of a picture, by their mark or their credit
    CREDIT = auto()  # （吕晓璞 摄） on a line of its own
    JUMP_TO = auto()
    JUMP_FROM = auto()
    PICTURE = auto()  # pictures without words


LONGEST_HEAD = 40
"""The width of the longest headline on one line, in Chinese characters."""
LONGEST_ENGLISH_HEAD = 100
"""Its length in English, in letters."""
LONGEST_DECK = 60
_LONGEST_NAME = 4
_MOST_PAUSES = 2
"""Commas in a headline; more are a sentence."""

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u2014\u2018\u2019\u201c\u201d\u2026\U00020000-\U000323af]"
)
_EASTERN = re.compile("[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uffee\U00020000-\U000323af]")
_HAN = re.compile(f"[{HAN}]")
_CLOSING_ASIDE = re.compile(r"(?<=[。！？!?”.])\s*[(（][^()（）]{1,40}[)）]\Z")
_SPEAKER = re.compile("(?:问|答|记者|主持人|[QA])[:：]")
_SALUTATION = re.compile(
    r"(?:尊敬的)?编辑(?:同志|老师|部|朋友)?(?:们)?[,，]?\s?(?:[您你]好)?[:：!！]"
    r"|(?:To|Dear)(?: the)? [Ee]ditors?[:,]|(?:Dear )?Sirs?[:,]"
)
"""What a letter to the editor opens with."""
_JUMP_BY_WORD = re.compile(
    r"(?:(?:Please )?[Ss]ee|Turn to) [“\"]?[A-Z][A-Za-z’' ]{1,30}[”\"]?,? (?:on )?"
    r"(?:[Pp]age |[Pp]\. ?)?[A-Z]{0,2}\d{1,3}"
)
_NUMBER = re.compile(r"[-+−]?\d[\d.,:：/%‰+−-]*")
_CELL_SPACE = re.compile("\t+| {2,}|[ \u3000]*\u3000[ \u3000]*")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_CLOSERS = "”’）)」』】》〉]\"'"
_STOPS = "。！？!?…"
_PAUSE = re.compile("[，,]")
_ENGLISH_ATTRIBUTION = re.compile(r"[.!?][”\"]? (?:—|–|--) ?[A-Z][^.!?]{2,40}\Z")
_ENGLISH_AGENCY = re.compile(
    r"(?:By |From )?(?:[Tt]he )?(?:[A-Z][a-z]+ ){0,2}(?:Press|Reuters|News Service|Wire Service)"
    r"|(?:By |From )?(?:[Ss]taff|[Ww]ire|[Nn]ews)(?: and (?:staff|wire))? (?:reports?|services)"
)
"""Who wrote what nobody signed: By the Associated Press, From staff reports."""
_ENGLISH_STOP = re.compile(
    rf"(?<![A-Z])[.!?:…][{re.escape(_CLOSERS)}]*\Z|[.!?][{re.escape(_CLOSERS)}]+\Z"
)
_INSIDE = re.compile("[。；;！？!?](?=.)")
_ENGLISH_INSIDE = re.compile(
    r"(?<![A-Z])(?<!\bSt)(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bNo)[.!?][”\"’']? +\S"
)
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_OPEN_BRACKET = re.compile(r"[(（][^()（）]*\Z")
_DASH = re.compile("(?:[—―─]{1,4}|-{2,3}|–{1,2})(?![—―─–-])")
_MARK = re.compile("[▲▼△▽◀▶◄►↑↓←→]")
SIDEWAYS = "◀▶◄►←→"
_OF_PICTURE = re.compile(
    "(?:[上下左右]|题|资料)?图(?:片)?(?:为|[①-⑳一二三四][:：]|[:：])|(?:大|小|本版)?图[①-⑳]"
)
_LISTED = re.compile(
    r"[(（]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})(?:[)）、]|[.．](?!\d)|是|要|、)|第[一二三四五六七八九十]{1,3}[,，、]|[①-⑳●•◆■★*·]"
)
_ENGLISH_DATELINE = re.compile(
    r"[A-Z][A-Z .,'’-]{2,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?: \([^()]{1,40}\))? ?(?:—|–|--)\s?\S"
)
_ENGLISH_CREDIT = re.compile(
    r"(?:[A-Z][a-z]+ ){1,3}?[A-Z][A-Za-z'’-]+ ?/ ?(?:The )?[A-Z][A-Za-z ]{2,30}\.?\Z"
)
_ALL_PICTURES = re.compile(
    r"[(（]?(?:(?:本[组版文]|以上|上述|除署名外)[，,]?)?(?:图片|照片|配图)(?:均)?(?:由|为|[:：])?.{1,20}"
    r"(?:摄影?|提供|供图)[)）]?|(?:[Pp]hotos?|[Pp]ictures?) (?:by|courtesy of|provided by) .{2,40}"
)
_OFFICE = re.compile(
    r"[^ \u3000]{1,16}(?:省|市|区|县|镇|乡|村|街道|社区|局|院|校|中学|小学|大学|中心|公司|集团"
    r"|厂|所|站|队|馆|处|办|办事处|委|委会|协会|联合会|总工会|妇联|团委|银行|支行|园)"
)
"""What the name of a place or an office ends in."""
_NEWS = re.compile("本[报台刊网社].{0,8}(?:讯(?!员)|电)|(?:据|综合)?新华[社网].{2,20}电")
_CHINESE_HEAD = re.compile("本[报台刊网社]|(?:据|综合)?新华")


def ems(text: str) -> float:
    """The printed width in Chinese characters: a Latin letter takes half of one, and so do
    quotation marks among Latin letters."""
    if _EASTERN.search(text) is None:
        return 0.5 * len(text)
    return 0.5 * (len(text) + len(_WIDE.findall(text)))


def is_chinese(text: str) -> bool:
    """Whether more is said in Chinese characters than in Latin words."""
    return 4 * len(_HAN.findall(text)) >= len(_LETTER.findall(text))


def is_closed(text: str) -> bool:
    """Whether a paragraph may end here: with a stop, a colon, a signature, a jump."""
    text = text.rstrip()
    if _is_lead_in(text) or _OPEN_BRACKET.search(text, max(0, len(text) - LONGEST_DECK)):
        return False
    if _ASIDE.fullmatch(text):
        return True
    if _CLOSING_ASIDE.search(text, max(0, len(text) - LONGEST_DECK)):
        return True
    bare = text.rstrip(_CLOSERS)
    if not is_chinese(text):
        ends = _ENGLISH_STOP.search(text) or _ENGLISH_ATTRIBUTION.search(text)
        return ends is not None or split_trailing_jump(text) is not None
    if bare.endswith((*_STOPS, "：", ":")) or re.search(r"[.。]\Z", bare):
        return True
    return take_signature(text) is not None or split_trailing_jump(text) is not None


def is_aside(text: str) -> bool:
    """Whether a text stands between brackets as a whole."""
    return _ASIDE.fullmatch(text) is not None


def ends_in_colon(text: str) -> bool:
    return text.rstrip().endswith(("：", ":"))


def opens_item(text: str) -> bool:
    """Whether a text opens as an item of a list does: （二）, 三是, ●."""
    return _LISTED.match(text) is not None


def opens_with_dash(text: str) -> bool:
    return _DASH.match(text) is not None


def is_marked(text: str) -> bool:
    """Whether a text opens with the sign of a cutline: ▲ or ▼. ▶ stands before crossheads too."""
    if _MARK.match(text) is None:
        return False
    is_sideways = text[0] in SIDEWAYS and split_cutline(text).credit is None
    return not (is_sideways and _head_or_text(text) in {Shape.HEAD, Shape.EXCLAIMED})


def is_balanced(text: str) -> bool:
    """Whether the parts between commas are of one length, as those of a crosshead are:
    强化责任，压实担子 but not 抓打击，严惩违法犯罪，提高公众."""
    parts = _PAUSE.split(text)
    return max(map(len, parts)) - min(map(len, parts)) <= 1


def has_pause(text: str) -> bool:
    return _PAUSE.search(text) is not None or "、" in text


def cells(text: str) -> tuple[str, ...]:
    """The parts of a line that stand apart as those of a table do."""
    return tuple(filter(None, _CELL_SPACE.split(text)))


def is_row(text: str) -> bool:
    """Whether a line is a table's: half of it or more are numbers, or it has three cells and one
    of them is a number."""
    words = text.split()
    numbers = sum(_NUMBER.fullmatch(word) is not None for word in words)
    if len(words) < 3 or not numbers or is_closed(text):
        return False
    return 2 * numbers >= len(words) or len(cells(text)) >= 3


def is_office(text: str) -> bool:
    """Whether a line is the name of a place or an office: 北关区, 市水务局."""
    return _OFFICE.fullmatch(text) is not None


def split_deck(text: str) -> tuple[str, str]:
    """A deck and the byline in brackets at its end: ——石桥镇见闻（本报记者 沈栀 文/图）."""
    signature = take_signature(text) if opens_with_dash(text) else None
    if signature is None:
        return text, ""
    return text[: signature.start].rstrip(), text[signature.start :]


def is_name(text: str) -> bool:
    """Whether a line is nothing but Chinese names, none of them a place or an office."""
    line = read_credit_line(text)
    is_marked_line = any(piece.sort is Sort.MARK for piece in line.pieces)
    if not line.is_pure or not line.names or line.roles or is_marked_line or is_office(text):
        return False
    names = [named.piece for named in line.names]
    return is_chinese(text) and all(
        each.sure and len("".join(each.text.split())) <= _LONGEST_NAME for each in names
    )


def is_paper_opening(text: str) -> bool:
    """Whether a text opens with the paper's own or an agency's lead-in, which opens a story."""
    return take_lead_in(text) is not None and _CHINESE_HEAD.match(text) is not None


@lru_cache(maxsize=8192)
def shape_of(text: str) -> Shape:
    """The shape of a text without indent."""
    return next((shape for is_so, shape in _SHAPES if is_so(text)), None) or _head_or_text(text)


def is_credit(text: str) -> bool:
    """Whether a line is the credit of a picture and nothing else."""
    if _ALL_PICTURES.fullmatch(text):
        return True
    if not is_byline_paragraph(text) or text[0] in "□■▢◎":
        return False
    byline = parse_byline(text)
    roles = {credit.role for credit in byline.credits} if byline else set()
    return roles == {Role.PHOTOGRAPHER}


def _is_cutline(text: str) -> bool:
    """Whether a text says that it is of a picture, or ends in a photographer's name."""
    if _OF_PICTURE.match(text):
        return True
    if not is_chinese(text) and _ENGLISH_CREDIT.search(text):
        return True
    credit = split_cutline(text).credit
    roles = {each.role for each in credit.credits} if credit else set()
    return roles == {Role.PHOTOGRAPHER}


def _is_sentence(text: str) -> bool:
    return is_closed(text) or _has_stop(text)


def _has_stop(text: str) -> bool:
    """Whether a sentence ends within a text; ; in an English headline parts its two halves."""
    inside = _INSIDE if is_chinese(text) else _ENGLISH_INSIDE
    return inside.search(text.rstrip(_CLOSERS)) is not None


def _head_or_text(text: str) -> Shape:
    if is_chinese(text):
        too_long = ems(text) > LONGEST_HEAD or len(_PAUSE.findall(text)) > _MOST_PAUSES
        unfinished = text[-1] in "，,、；;" or text[0] in "，,。、；;：:？！”’）)》…"
    else:
        too_long = len(text) > LONGEST_ENGLISH_HEAD
        unfinished = text[-1] in ",;-–—" or text[0].islower() or text[0] in ",.;)”’"
    if too_long or unfinished or _has_stop(text) or _ASIDE.fullmatch(text):
        return Shape.TEXT
    if _SPEAKER.match(text):
        return Shape.TEXT
    if not is_closed(text):
        return Shape.HEAD
    return Shape.EXCLAIMED if text[-1] in "？！?!" else Shape.TEXT


def _is_jump_to(text: str) -> bool:
    jump = take_jump_line(text)
    return (jump is not None and jump[0] == "to") or _JUMP_BY_WORD.fullmatch(text) is not None


def _is_jump_from(text: str) -> bool:
    jump = take_jump_line(text)
    return (jump is not None and jump[0] == "from") or split_leading_jump(text) is not None


def _opens_news(text: str) -> bool:
    """Whether a line opens with a lead-in that stands over news alone; what follows it may look
    like a name: 本报讯（记者 王明）高原…"""
    return _NEWS.match(text) is not None and take_lead_in(text) is not None


def _is_lead_in(text: str) -> bool:
    """Whether a line is a lead-in and nothing else, its text below it: 本报讯（记者 王明）."""
    if len(text) > LONGEST_DECK or not _NEWS.match(text):
        return False
    lead_in = take_lead_in(text)
    return lead_in is not None and lead_in.length == len(text)


def _is_byline(text: str) -> bool:
    if _ENGLISH_AGENCY.fullmatch(text):
        return True
    return is_byline_paragraph(text) or is_unsigned_paragraph(text)


def _is_opening(text: str) -> bool:
    return (
        _SALUTATION.fullmatch(text) is not None
        or take_lead_in(text) is not None
        or _ENGLISH_DATELINE.match(text) is not None
    )


def _is_deck(text: str) -> bool:
    deck = split_deck(text)[0]
    return opens_with_dash(deck) and not _is_sentence(deck) and ems(deck) <= LONGEST_DECK


_SHAPES: tuple[tuple[Callable[[str], bool], Shape], ...] = (
    (_is_jump_to, Shape.JUMP_TO),
    (_is_jump_from, Shape.JUMP_FROM),
    (is_marked, Shape.CUTLINE),
    (is_credit, Shape.CREDIT),
    (_opens_news, Shape.OPENING),
    (_is_byline, Shape.BYLINE),
    (_is_opening, Shape.OPENING),
    (_is_cutline, Shape.CUTLINE),
    (_is_deck, Shape.DECK),
)
"""The tests of a text in their order; what passes none is a head or text by its length."""
