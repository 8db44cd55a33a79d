"""The grammar of a credit line: the pieces it was cut into, and the roles of its names.

``read_credit_line`` decides nothing about where a line stands; ``bylines`` knows the places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from broadsheet.model import Byline, BylinePart, Credit, Role
from broadsheet.reading.credit_pieces import DOTTED, HAN, LATIN, ONE_HAN, Piece, Sort, pieces_of
from broadsheet.reading.credit_words import AGENCIES, ORGANISATION, OWN_HOUSE, Side

LONGEST = 400
"""Characters of the longest credit line; a whole desk with its titles needs about 150."""


# --- lines that name nobody ---------------------------------------------------------------------

_AGENCY = "|".join(AGENCIES)
_OWN = "|".join(OWN_HOUSE)
_HOUSE = rf"(?:{_AGENCY}|受访(?:者|单位)|(?={ONE_HAN}{{2,15}}\Z)(?:{ORGANISATION.pattern}))"
_WIRE = r"(?:Xinhua|Reuters|AFP|AP|UPI|Kyodo|TASS|Getty Images)"
_BY_LATIN = r"[A-Za-z][\w ,'’&-]{1,60}\.?"
_SOURCE = r"(?:(?:图片|文章|稿件|资料)?来源|图源|稿源)\s?[：:]\s?[^\s：:，。！？]{2,30}"

UNSIGNED_PICTURE = re.compile(
    rf"(?:据|综合)?(?:{_AGENCY})(?:供图|供稿|报道|消息|专电|电|发)?"
    rf"|(?:{_OWN})?(?:资料|网络)(?:图片|照片|图)"
    rf"|视频截图|(?:(?:本版|本组)?(?:图片|照片|图))?均?由[{HAN}A-Za-z·]{{1,30}}提供"
    rf"|(?!图为)[{HAN}]{{2,15}}\s?供图|受访(?:者|单位)\s?提供"
    rf"|(?:图片?|照片|供图|摄影)\s?[：:/／]\s?(?:{_AGENCY}|受访(?:者|单位)|网络|资料图?)"
    rf"|(?:图片来源|图源)\s?[：:]\s?[^\s：:，。！？]{{2,30}}"
    rf"|Photos?[:：]\s?{_WIRE}\.?|(?:File|Stock|Handout) photos?\.?|{_WIRE} [Pp]hotos?\.?"
    rf"|(?:Photos?|Pictures?|Images?):? (?:[Cc]ourtesy of|provided by|supplied by) {_BY_LATIN}"
)
"""Credits of pictures and copy that name no person, told for credits even without brackets."""

UNSIGNED_TEXT = re.compile(
    rf"(?:本报)?综合(?:报道|整理|消息)?|(?:{_OWN})(?:编辑部|记者)|(?:{_OWN})?(?:特约)?评论员"
)

UNSIGNED_CUTLINE = re.compile(
    rf"{UNSIGNED_PICTURE.pattern}|{_WIRE}|Handout|Courtesy of {_BY_LATIN}"
)
"""What is a credit between brackets at the end of a cutline: (Xinhua)."""

UNSIGNED_SOURCE = re.compile(
    rf"{_SOURCE}|(?:转载?自|摘自)\s?[：:]?\s?[^\s：:，。]{{2,30}}|[选来]自\s?[：:]\s?[^\s：:，。]{{2,30}}"
)
"""Where copy comes from, which is no person even when it looks like a name."""

_DESK = r"(?:staff|special|our)\s(?:reporters?|writers?|correspondents?|photographers?)"
_NEWS_AGENCY = (
    r"(?:the\s)?(?:xinhua(?:\snews\sagency)?|reuters|afp|ap|upi|kyodo(?:\snews)?|tass|associated\spress"
    r"|agence\sfrance-presse|agencies|news\sdesk|editorial\sboard)"
)
UNSIGNED_HEADER = re.compile(
    rf"{UNSIGNED_SOURCE.pattern}|(?:(?:作者|撰文|文)\s?[：:/／]\s?)?(?:佚名|匿名|编辑部|编者|{_HOUSE})|{ONE_HAN}{{2,15}}\s?供稿"
    rf"|(?:by\s)?(?:{_NEWS_AGENCY}|{_DESK}|staff)(?:(?:\sand\s|\s?[/&,]\s?){_NEWS_AGENCY})?",
    re.IGNORECASE,
)
"""What is a credit in a header, where a line is known to be one: Staff Reporter, 市融媒体中心."""

AGENCY_PICTURE = re.compile(rf"(?P<agency>{_WIRE})(?: [Pp]hoto)?\s?[/／]\s?(?P<names>.{{3,60}})")


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its credit and the role word that gave it, if one did. ``after`` says that
    the role word follows the name."""

    piece: Piece
    credit: Credit
    role_piece: Piece | None = None
    after: bool = False


@dataclass(frozen=True, slots=True)
class CreditLine:
    text: str
    pieces: tuple[Piece, ...]
    names: tuple[Named, ...]

    @property
    def is_pure(self) -> bool:
        """Whether nothing is in the line that credit lines are not made of."""
        return all(piece.sort is not Sort.OTHER for piece in self.pieces)

    @property
    def roles(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.sort is Sort.ROLE)

    @property
    def byline(self) -> Byline:
        return cut(self.text, self.names)


def cut(text: str, names: Sequence[Named], offset: int = 0) -> Byline:
    """``text`` as a byline, cut at the names, whose places count from ``offset`` before it."""
    parts: list[BylinePart] = []
    done = 0
    for named in names:
        start, end = named.piece.start + offset, named.piece.end + offset
        if start > done:
            parts.append(BylinePart(text[done:start]))
        parts.append(BylinePart(text[start:end], named.credit))
        done = end
    if done < len(text):
        parts.append(BylinePart(text[done:]))
    return Byline(tuple(parts))


def read_credit_line(text: str, organisation: str = "") -> CreditLine:
    """Cut ``text`` into pieces and give every name its role.

    ``organisation`` is the agency whose copy this is; it is that of every name without its own.
    """
    if len(text) > LONGEST:
        return CreditLine(text, (Piece(Sort.OTHER, 0, len(text), text),), ())
    return _read(text, organisation)


@lru_cache(maxsize=2048)
def _read(text: str, organisation: str) -> CreditLine:
    """The same reporters sign every day, so most lines of an archive have been read before."""
    pieces = tuple(pieces_of(text))
    return CreditLine(text, pieces, assigned(pieces, organisation))


# --- giving names their roles ------------------------------------------------------------------

_OVERRULED = {Role.AUTHOR, Role.REPORTER, Role.CORRESPONDENT, Role.INTERN}
"""Roles that a word after the name makes precise: 本报记者 宋可 摄 is a photographer."""


def assigned(pieces: Sequence[Piece], organisation: str = "") -> tuple[Named, ...]:
    """The names among ``pieces``, in order, each with the role of the word that rules it."""
    solid = [p for p in pieces if p.sort is not Sort.SPACE]
    ends = _ends_in_role(solid)
    names: list[Named] = []
    free = 0  # the first name that a role word after its names may still claim
    role: Piece | None = None
    house = ""
    for index, piece in enumerate(solid):
        match piece.sort:
            case Sort.ROLE if _stands_after(solid, index, ends, free < len(names)):
                names[free:] = [_claimed(named, piece) for named in names[free:]]
                free = len(names)
            case Sort.ROLE:
                role = replace(piece, organisation=piece.organisation or house)
                house = ""
                free = len(names) if _is_either(piece) else free
            case Sort.WORD | Sort.CLOSE:
                house = piece.organisation or (house if piece.sort is Sort.CLOSE else "")
            case Sort.NAME:
                names.append(_named(piece, role, house or organisation))
                free += bool(role and _is_either(role))
            case Sort.BREAK | Sort.OPEN:
                free = len(names)
            case _:
                pass
    return tuple(names)


def _named(piece: Piece, role: Piece | None, house: str) -> Named:
    body = normal_name(piece.text)
    if role is None:
        return Named(piece, Credit(Role.AUTHOR, body, house))
    own = role.organisation or ("" if role.staffed else house)
    return Named(piece, Credit(role.role, body, own), role)


def _claimed(named: Named, role: Piece) -> Named:
    if named.credit.role in _OVERRULED and role.role is not Role.AUTHOR:
        return replace(
            named, credit=replace(named.credit, role=role.role), role_piece=role, after=True
        )
    return replace(named, role_piece=named.role_piece or role, after=named.role_piece is None)


def _is_either(piece: Piece) -> bool:
    return piece.words is not None and piece.words.side is Side.EITHER


def _ends_in_role(solid: Sequence[Piece]) -> bool:
    last = next((p for p in reversed(solid) if p.sort not in {Sort.CLOSE, Sort.WORD}), None)
    return last is not None and last.sort is Sort.ROLE and _is_either(last)


def _stands_after(solid: Sequence[Piece], index: int, ends: bool, names_wait: bool) -> bool:
    """Whether a role word that may stand on either side of its names stands after them here."""
    if not names_wait or not _is_either(solid[index]):
        return False
    following = solid[index + 1] if index + 1 < len(solid) else None
    if following is None or following.sort not in {Sort.COLON, Sort.LINK, Sort.NAME}:
        return True
    if following.sort is Sort.COLON:
        return False
    if following.sort is Sort.LINK:
        return following.text not in "/／" or solid[index - 1].text in "/／"
    return ends


_CAPITALS = re.compile(rf"[{LATIN}][{LATIN}\u0300-\u036f]*")


def normal_name(printed: str) -> str:
    """A name in normal form: NFC, 王 明 as 王明, one kind of middle dot, ANN LEE as Ann Lee."""
    name = DOTTED.sub("\u00b7", unicodedata.normalize("NFC", printed))
    if re.search(f"[{HAN}]", name):
        return re.sub(r"\s+", "", name)
    name = " ".join(name.split())
    return _CAPITALS.sub(lambda word: _capitalised(word[0]), name) if name.isupper() else name


def _capitalised(word: str) -> str:
    if word.startswith("MC") and len(word) > 3:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
