"""Bylines, lead-ins, signatures and cutline credits, found in the places where papers print them.

All functions take plain text and lose none of it. In a header a line is known to be a credit line,
so any name counts; in running text a name must be told from ordinary words (``_is_told``), because
``记者从市水务局获悉`` and ``（见图）`` look much like credits and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from broadsheet.model import Byline, BylinePart, Credit, Role
from broadsheet.reading.credit_lines import (
    AGENCY_PICTURE,
    UNSIGNED_CUTLINE,
    UNSIGNED_HEADER,
    UNSIGNED_PICTURE,
    UNSIGNED_SOURCE,
    UNSIGNED_TEXT,
    CreditLine,
    Named,
    assigned,
    cut,
    read_credit_line,
)
from broadsheet.reading.credit_pieces import HAN, Piece, Sort, may_have_role
from broadsheet.reading.credit_words import AGENCIES, NOT_NAME_WORDS, OWN_HOUSE, Side


class LeadIn(msgspec.Struct, frozen=True):
    """The opening of a paragraph that says whose report it is: 本报讯（记者 王嘉晨）.

    ``length`` counts the characters of the paragraph that it takes, with white space before it.
    ``source`` is the agency or site that it names, empty for the paper itself; ``dateline`` is the
    head when it states a place or a date (新华社北京10月1日电).
    """

    byline: Byline
    length: int
    source: str = ""
    dateline: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A credit in brackets that closes a paragraph; ``start`` is the offset of its bracket."""

    byline: Byline
    start: int


@dataclass(frozen=True, slots=True)
class Cutline:
    """A cutline without its mark (▲ or ▼, else empty) and its credit."""

    mark: str
    text: str
    credit: Byline | None = None


# --- whole lines --------------------------------------------------------------------------------


def parse_byline(text: str) -> Byline | None:
    """A line that is known to be a credit line, as in a header; ``None`` when it names nobody."""
    if UNSIGNED_SOURCE.fullmatch(text.strip()):
        return None
    line = read_credit_line(text)
    if not line.names:
        line = _with_lone_word(line)
    return line.byline if line.names else None


def _with_lone_word(line: CreditLine) -> CreditLine:
    """``By Suharto``: the only word in Latin letters that is left may be a name."""
    odd = [piece for piece in line.pieces if piece.sort is Sort.OTHER]
    if len(odd) != 1 or not odd[0].text[0].isupper() or not odd[0].text.isalpha():
        return line
    if not odd[0].text.isascii() or odd[0].text.lower() in NOT_NAME_WORDS:
        return line
    named = replace(odd[0], sort=Sort.NAME)
    pieces = tuple(named if piece is odd[0] else piece for piece in line.pieces)
    return CreditLine(line.text, pieces, assigned(pieces))


def parse_unsigned(text: str) -> Byline | None:
    """A credit line that names nobody, as papers print it: 据新华社, 本报评论员, By Xinhua."""
    if _is_unsigned(text.strip()) or UNSIGNED_HEADER.fullmatch(text.strip()):
        return Byline((BylinePart(text),))
    return None


def is_unsigned_paragraph(text: str) -> bool:
    """Whether a paragraph of a text is such a line: 据新华社 is one, 临江大学 may be a sentence."""
    return _is_unsigned(text.strip())


def _is_unsigned(line: str) -> bool:
    """Whether a line names nobody and is told for a credit even in running text."""
    length = len(line)
    return any(
        length <= longest and shape.fullmatch(line) is not None for shape, longest in _UNSIGNED
    )


_BYLINE_PARAGRAPH = 120
"""Characters of the longest paragraph that may be a byline."""


def is_byline_paragraph(text: str) -> bool:
    """Whether a paragraph is wholly a byline: □本报记者 申昕 文/图, By Ann Lee."""
    printed = text.strip()
    if len(printed) > _BYLINE_PARAGRAPH or _is_sentence(printed):
        return False
    line = read_credit_line(printed)
    if not _is_told(line):
        return False
    if not line.roles:
        solid = [piece for piece in line.pieces if piece.sort is not Sort.SPACE]
        return solid[0].text in "□■▢◎" and all(named.piece.sure for named in line.names)
    return not line.roles[0].text[0].islower() and not _is_interview(line)


_ENDS = re.compile("[。！？]")
_ASIDE = re.compile(r"[(（\[【〔《]")
_LAST_END = re.compile(r"[。！？][^)）\]】〕》]*\Z")
"""An end of a sentence after which no bracket closes."""


def _is_sentence(printed: str) -> bool:
    """Whether signs that no byline has outside of brackets tell at once that it is none."""
    if _ENDS.search(printed) is None:
        return False
    aside = _ASIDE.search(printed)
    if aside is None or _LAST_END.search(printed):
        return True
    return _ENDS.search(printed, 0, aside.start()) is not None


def _is_interview(line: CreditLine) -> bool:
    """``记者：谢谢`` is a question or an answer, not a credit."""
    return any(
        role.text in {"记者", "主持人", "嘉宾"} and following.sort is Sort.COLON
        for role, following in zip(line.pieces, line.pieces[1:], strict=False)
    )


_SPOKEN_OF = {Role.REPORTER, Role.CORRESPONDENT, Role.INTERN}


def _is_told(line: CreditLine) -> bool:
    """Whether a line is nothing but a credit line, and each of its names surely a name."""
    if not (line.is_pure and line.names and all(_is_sure(named) for named in line.names)):
        return False
    return line.pieces[-1].sort is not Sort.LINK


def _is_sure(named: Named) -> bool:
    """Sure: a known surname, 扎西次仁 摄, 记者 扎西次仁; not sure: 记者昨日, 记者 张三说."""
    role = named.role_piece
    if named.piece.text[-1] in "说称":
        return False
    if named.piece.sure or role is None or role.words is None or not role.words.certain:
        return named.piece.sure
    if named.after:
        return True
    return (
        role.words.side is Side.BEFORE and role.role in _SPOKEN_OF and role.end < named.piece.start
    )


# --- the opening of a paragraph -----------------------------------------------------------------

_AGENCY = "|".join(AGENCIES)
_OWN = "|".join(OWN_HOUSE)
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_DATE = rf"(?:(?:\d{{2,4}}|[〇零一二三四五六七八九]{{4}})年)?{_DAY}月{_DAY}日"
_PLACE = rf"[{HAN}]{{1,8}}?"
_NEXT = r"(?=[\s(（:：，,]|\Z)"
_HEAD = re.compile(
    rf"(?P<dated>(?:{_OWN}|(?:据|综合)?(?P<agency>{_AGENCY}|[{HAN}]{{1,4}}?[社网台]))"
    rf"\s?(?:{_PLACE})?\s?{_DATE}\s?(?:专?电(?![视话台力影])|讯(?![息员号])))"
    rf"|(?:{_OWN})(?:讯(?![息员号问])|(?:快|短|综合)讯{_NEXT}|专电{_NEXT})"
    rf"|(?P<placed>(?:{_OWN}){_PLACE}(?:(?<![资通音问简])讯|专电){_NEXT}"
    rf"|(?:据|综合)?(?P<wire>{_AGENCY})[{HAN}]{{2,6}}?专?电{_NEXT})"
    rf"|(?:据|综合)?(?P<plain>{_AGENCY})专?电{_NEXT}"
    rf"|据?(?P<site>{_AGENCY}|(?![记从对在按])[{HAN}]{{2,8}}?(?:网|社|报|新闻|客户端|电视台|频道))"
    r"(?:消息|讯)(?=[\s(（:：]|\Z)"
)
_CITING = re.compile(r"\A(?:据|综合)")
_UNSIGNED = ((UNSIGNED_PICTURE, 84), (UNSIGNED_TEXT, 7), (_HEAD, 33))
"""Lines that name nobody, and the most characters that one of their shape has: most paragraphs are
longer and need not be asked."""
_ENGLISH_HEAD = re.compile(
    r"(?P<dateline>[A-Z][A-Z .'-]{1,40}(?:, (?P<date>[A-Z][a-z]{2,8}\.? \d{1,2}))?)"
    r"(?: \((?P<agency>Xinhua|Reuters|AFP|AP)\))? ?(?:--|—|–|(?(agency)-|(?!)))(?=\s)"
)
_BRACKET = re.compile(r"\s?[(（]([^()（）\n]{1,100})[)）]")
_REPORTS = re.compile(r"\s{0,2}[^，。,.“”()（）\n：:]{2,60}?报道(?:[，,]|(?=[：:\s]))")
_COLON = re.compile(r"\s?[：:]")
_SENTENCE = re.compile(r"[。！？!?“”]")
_STAFFED = re.compile(rf"(?:{_OWN}|{_AGENCY}|记者)")

_OPEN_CREDIT = 80
"""Characters of the longest credit that opens a paragraph without brackets."""
_OPENING = 300
"""Characters at the opening of a paragraph within which a lead-in ends."""


def take_lead_in(text: str) -> LeadIn | None:
    """The lead-in that opens a paragraph; ``None`` for 记者从市水务局获悉 and other sentences."""
    indent = len(text) - len(text.lstrip())
    opening = text[indent : indent + _OPENING]
    found = _headed(opening) or _english_headed(opening) or _unheaded(opening)
    return replace(found, length=found.length + indent) if found and indent else found


def _headed(text: str) -> LeadIn | None:
    head = _HEAD.match(text)
    if head is None:
        return None
    source = head["agency"] or head["wire"] or head["plain"] or head["site"] or ""
    names, end = _names_after(text, head, source)
    if colon := _COLON.match(text, end):
        end = colon.end()
    dateline = _CITING.sub("", head["dated"] or head["placed"] or "")
    return LeadIn(cut(text[:end], names, head.end()), end, source, dateline)


def _names_after(text: str, head: re.Match[str], source: str) -> tuple[tuple[Named, ...], int]:
    """The names in the bracket, or before 报道, that follows a head, and where that ends."""
    if bracket := _BRACKET.match(text, head.end()):
        silent = head["site"] and not may_have_role(bracket[0])
        line = read_credit_line("" if silent else bracket[0], source)
        if (
            line.names
            and (line.roles or all(named.piece.sure for named in line.names))
            and not _SENTENCE.search(bracket[0])
        ):
            return line.names, bracket.end()
        if head["site"] and _COLON.match(text, bracket.end()):
            return (), bracket.end()
    elif reports := _REPORTS.match(text, head.end()):
        line = read_credit_line(reports[0].rstrip("，,"), source)
        if line.roles and _is_told(line):
            return line.names, reports.end()
    return (), head.end()


def _english_headed(text: str) -> LeadIn | None:
    head = _ENGLISH_HEAD.match(text)
    if head is None or not (head["date"] or head["agency"]):
        return None
    byline = Byline((BylinePart(head[0]),))
    return LeadIn(byline, head.end(), head["agency"] or "", head["dateline"])


def _unheaded(text: str) -> LeadIn | None:
    """Credits that open a paragraph with no 本报讯 before them."""
    if bracket := _BRACKET.match(text):
        if not may_have_role(bracket[0]) or not text[bracket.end() :].strip():
            return None
        line = read_credit_line(bracket[0])
        return _lead_in(line) if line.roles and _is_told(line) else None
    is_staffed = _STAFFED.match(text) is not None
    if not is_staffed and "\n" not in text:
        return None
    for end in sorted(_ends(text)):
        if text[end : end + 1] == "\n" and is_byline_paragraph(text[:end]):
            return _lead_in(read_credit_line(text[:end]))
        if end > _OPEN_CREDIT or not is_staffed:
            continue
        line = read_credit_line(text[:end])
        reports = text[:end].endswith(("报道：", "报道:"))
        if line.roles and (line.pieces[0].staffed or reports) and _is_told(line):
            return _lead_in(line)
    return None


_END_SHAPES = tuple(map(re.compile, (r"\n", r"(?<=[：:])", r"\s+(?=\d)", r"\Z")))


def _ends(text: str) -> Iterator[int]:
    """Where an opening credit without brackets may end: a line, a colon, a date, the text."""
    for pattern in _END_SHAPES:
        if match := pattern.search(text):
            yield match.start()


def _lead_in(line: CreditLine) -> LeadIn:
    return LeadIn(line.byline, len(line.text), line.names[0].credit.organisation)


# --- the close of a paragraph -------------------------------------------------------------------

_CLOSING = re.compile(rf"(?:(?:{_AGENCY})发\s?)?[(（]([^()（）]{{1,120}})[)）][。.]?\Z")
_CLOSED = tuple(f"{bracket}{stop}" for bracket in ")）" for stop in ("", "。", "."))
_CLOSE = 200
"""Characters at the close of a paragraph within which a signature begins."""


def take_signature(text: str) -> Signature | None:
    """The credit in brackets that closes a paragraph; ``None`` for （单位：万元） and the like."""
    body = text.rstrip()
    if not body.endswith(_CLOSED):
        return None
    closing = _CLOSING.search(body, max(0, len(body) - _CLOSE))
    if closing is None:
        return None
    if may_have_role(closing[1]):
        line = read_credit_line(closing[0].rstrip("。."))
        if line.roles and _is_told(line):
            return Signature(cut(closing[0], line.names), closing.start())
    if _is_unsigned(closing[1].strip()):
        return Signature(Byline((BylinePart(closing[0]),)), closing.start())
    return None


_MARK = re.compile(r"[▲▼△▽◀▶◄►]")
_BOUNDARY = re.compile(r"(?:\A|(?<=[\s。！？；，,.;!?”）)]))(?=\S)")
_PICTURE_ROLES = {Role.PHOTOGRAPHER, Role.TEXT_AND_PHOTO}
_CUTLINE_CREDIT = 80
"""Characters at the end of a cutline within which a credit without brackets begins."""


def split_cutline(text: str) -> Cutline:
    """Part a cutline into mark, text and credit; joined they are ``text`` but for white space."""
    body = text.strip()
    mark = body[0] if _MARK.match(body) else ""
    body = body[len(mark) :].lstrip()
    signature = take_signature(body) or _picture_source(body) or _open_credit(body)
    if signature is None:
        return Cutline(mark, body)
    return Cutline(mark, body[: signature.start].rstrip(), signature.byline)


def _picture_source(body: str) -> Signature | None:
    """A credit in brackets that only pictures have: (Xinhua/Li Xin), （受访者供图）."""
    closing = _CLOSING.search(body, max(0, len(body) - _CLOSE))
    if closing is None:
        return None
    inside = closing[1].strip()
    if UNSIGNED_CUTLINE.fullmatch(inside):
        return Signature(Byline((BylinePart(closing[0]),)), closing.start())
    names = _agency_picture(inside)
    at = closing[0].index(inside) if inside else 0
    return Signature(cut(closing[0], names, at), closing.start()) if names else None


def _agency_picture(text: str) -> tuple[Named, ...]:
    """The photographers in AP Photo/Ann Lee, with the agency, placed in ``text``."""
    match = AGENCY_PICTURE.fullmatch(text)
    line = read_credit_line(match["names"], match["agency"]) if match else None
    if match is None or line is None or not _is_told(line) or line.roles:
        return ()
    shift = match.start("names")
    return tuple(
        replace(
            named,
            piece=replace(
                named.piece, start=named.piece.start + shift, end=named.piece.end + shift
            ),
            credit=Credit(Role.PHOTOGRAPHER, named.credit.name, named.credit.organisation),
        )
        for named in line.names
    )


def _open_credit(body: str) -> Signature | None:
    """A credit without brackets at the end of a cutline: …作业 王小禾 摄, …. Photo: Ann Lee."""
    for boundary in _BOUNDARY.finditer(body, max(0, len(body) - _CUTLINE_CREDIT)):
        start = boundary.start()
        line = read_credit_line(body[start:])
        if _is_picture_credit(line, alone=start == 0):
            return Signature(line.byline, start)
        if names := _agency_picture(body[start:]):
            return Signature(cut(body[start:], names), start)
        if UNSIGNED_PICTURE.fullmatch(body, start):
            return Signature(Byline((BylinePart(body[start:]),)), start)
    return None


def _is_picture_credit(line: CreditLine, alone: bool) -> bool:
    """``alone``: the credit would leave no cutline. 高粱 王小禾 摄 has the cutline 高粱."""
    if not _is_told(line) or not any(n.credit.role in _PICTURE_ROLES for n in line.names):
        return False
    first = next(piece for piece in line.pieces if piece.sort is not Sort.OPEN)
    if first.sort is not Sort.NAME:
        return True
    if _is_english(first):
        return False
    if len(line.names) == 1:
        return True
    spaced = any(piece.sort is Sort.SPACE for piece in _between(line))
    return all(named.piece.sure for named in line.names) and not (alone and spaced)


def _between(line: CreditLine) -> tuple[Piece, ...]:
    """The pieces between the first name and the last."""
    first, last = line.names[0].piece.end, line.names[-1].piece.start
    return tuple(piece for piece in line.pieces if first <= piece.start < last)


def _is_english(piece: Piece) -> bool:
    return not re.search(f"[{HAN}]", piece.text)
