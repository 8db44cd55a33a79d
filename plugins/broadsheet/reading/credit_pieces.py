"""A credit line in pieces: role words, names, links and brackets, each where it was printed.

``pieces_of`` is the whole of it. Every expression here is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from broadsheet.model import Role
from broadsheet.reading.credit_words import (
    AGENCIES,
    CHINESE_ROLES,
    COMPOUND_SURNAMES,
    ENGLISH_AGENCIES,
    ENGLISH_ROLES,
    NAME_PARTICLES,
    NOT_NAME_WORDS,
    NOT_NAMES,
    ORGANISATION,
    OWN_HOUSE,
    PLACES,
    PLAIN_WORDS,
    RANKS,
    SURNAMES,
    WORDS_LIKE_NAMES,
    RoleWords,
)

HAN = "\u3007\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1eff"
_DOTS = "\u00b7\u2022\u2027\u30fb"


class Sort(Enum):
    SPACE = auto()
    BREAK = auto()
    MARK = auto()
    LINK = auto()
    COLON = auto()
    OPEN = auto()
    CLOSE = auto()
    ROLE = auto()
    NAME = auto()
    WORD = auto()  # known to belong to credit lines: 报道, an organisation, "of the Courier"
    SINGLE = auto()  # one Chinese character on its own, until it is paired
    LATIN = auto()  # one word in Latin letters, until words are joined
    OTHER = auto()


class Piece(msgspec.Struct, frozen=True):
    """``text[start:end]``. ``words`` is the row of a role; ``staffed`` says that the paper or an
    agency stands before it (本报记者); ``sure`` says that a name begins with a known surname."""

    sort: Sort
    start: int
    end: int
    text: str
    words: RoleWords | None = None
    role: Role = Role.AUTHOR
    organisation: str = ""
    staffed: bool = False
    sure: bool = False


def pieces_of(text: str) -> list[Piece]:
    """Cut ``text``; the pieces' texts joined are ``text``."""
    return _quiet_places(_quiet_asides(_join_latin(_pair_singles(list(_scan(text))))))


# --- cutting -----------------------------------------------------------------------------------


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ON_ITS_OWN = {"摄", "文", "图", "文图", "图文"}
_CHINESE = {word: row for row in CHINESE_ROLES for word in row.words}
_ENGLISH = {word: row for row in ENGLISH_ROLES for word in row.words}
_BOTH = next(row for row in CHINESE_ROLES if row.role is Role.TEXT_AND_PHOTO)

_RANK = rf"(?:{_any_of(RANKS)}|驻[{HAN}]{{1,3}}?)"
_AGENCY = _any_of(AGENCIES)
_CHINESE_ROLE = (
    rf"(?:(?P<house>(?P<agency>{_AGENCY})|{_any_of(OWN_HOUSE)})"
    rf"(?:[{HAN}]{{1,4}}?(?={_RANK}{{0,3}}记者))??)?"
    rf"(?P<rank>{_RANK}{{0,3}})(?!视觉中国)"
    rf"(?P<role>{_any_of([w for w in _CHINESE if w not in _ON_ITS_OWN])})"
)
_PROVIDED = rf"(?:(?:本版|本组)?(?:图片|照片|配图|图))?均?由[{HAN}]{{1,30}}?提供"
_IN_RUN = re.compile(
    rf"(?P<provided>{_PROVIDED})|(?P<sent>(?:发自|转自|转载自)[{HAN}]*|(?:{_AGENCY})供图)|{_CHINESE_ROLE}"
    rf"|据?(?P<source>{_AGENCY})(?:供图|供稿|报道|专电|电|发)?|(?P<plain>{_any_of(PLAIN_WORDS)})"
)
_PAIR = (
    rf"(?:(?<![{HAN}])|(?<=[{HAN}]{{2}}))(?:文字?\s?[/／、]\s?(?:图片?|摄影|摄)"
    rf"|图片?\s?[/／、]\s?文|撰文\s?[/／、]\s?摄影|摄影\s?[/／、]\s?报道|(?<![{HAN}])文\s图(?![{HAN}]))"
)
_HAN_CHARACTER = rf"(?:(?!{_PAIR})[{HAN}])"
_WORD = rf"[{LATIN}][{LATIN}\u0300-\u036f]*"


def _spaced(words: Iterable[str]) -> str:
    """English words, the longest first. Letters of ASCII alone: the table has no ``ſtory by``."""
    by_length = sorted(words, key=len, reverse=True)
    return "|".join(
        r"\s+".join(f"(?a:{re.escape(w)})" for w in words.split()) for words in by_length
    )


_ENGLISH_ROLE = (
    rf"(?:{_spaced(word for word in _ENGLISH if not word.endswith(':'))})(?![{LATIN}'’-])"
    rf"|(?:{_spaced(word[:-1] for word in _ENGLISH if word.endswith(':'))})(?=\s?[:：])"
)
_MASTER = re.compile(
    rf"(?P<space>\s+)|(?P<both>{_PAIR})"
    rf"|(?i:(?P<english>(?<![{LATIN}])(?:{_ENGLISH_ROLE})))"
    rf"|(?P<run>{_HAN_CHARACTER}+"
    rf"(?:[ \u3000]?[{_DOTS}][ \u3000]?(?:{_HAN_CHARACTER}+|(?i:[A-Z](?![{LATIN}]))))*)"
    rf"|(?i:(?P<latin>(?:Jr|Sr|St|Dr)\.|(?:[{LATIN}]\.)+(?![{LATIN}])|{_WORD}(?:['’.-]{_WORD})*))"
    r"|(?P<mark>[□■▢▣○●◎◇◆☆★▪▫◻◼◽◾])|(?P<colon>[:：])|(?P<link>[、,，;；/／&＆|｜])"
    r"|(?P<open>[(（\[【〔《])|(?P<close>[)）\]】〕》])|(?P<other>.)",
    re.DOTALL,
)
"""Case is overlooked where there are letters with case alone: for 97,000 Chinese characters Python
would look up the case of each when it makes the expression, which takes 40 ms."""
_ROLE_WORD = re.compile(
    _any_of([*_CHINESE, *(word.rstrip(":") for word in _ENGLISH)]), re.IGNORECASE
)


@lru_cache(maxsize=2048)
def may_have_role(text: str) -> bool:
    """Whether a role may be in a few words; asking is a hundred times cheaper than reading them.
    Most of an archive's lead-ins and signatures have been asked about before."""
    return _ROLE_WORD.search(text) is not None


_SORTS = {sort.name.lower(): sort for sort in Sort}


def _scan(text: str) -> Iterator[Piece]:
    for match in _MASTER.finditer(text):
        kind, printed, start = match.lastgroup or "", match[0], match.start()
        if kind == "run":
            yield from _cut_run(printed, start)
        elif kind == "both":
            yield Piece(Sort.ROLE, start, match.end(), printed, _BOTH, _BOTH.role)
        elif kind == "english":
            plain = " ".join(printed.lower().split())
            row = _ENGLISH.get(plain) or _ENGLISH[plain + ":"]
            yield Piece(Sort.ROLE, start, match.end(), printed, row, row.role)
        else:
            sort = Sort.BREAK if kind == "space" and "\n" in printed else _SORTS[kind]
            yield Piece(sort, start, match.end(), printed)


def _cut_run(run: str, start: int) -> Iterator[Piece]:
    """Cut a run of Chinese characters at its role words: 记者王嘉晨通讯员李田."""
    done = 0
    for match in _IN_RUN.finditer(run):
        yield from _fragment(run[done : match.start()], start + done)
        at, end, printed = start + match.start(), start + match.end(), match[0]
        if match["role"]:
            row = _CHINESE[match["role"]]
            trainee = row.role is Role.REPORTER and "实习" in match["rank"]
            yield Piece(
                Sort.ROLE,
                at,
                end,
                printed,
                row,
                Role.INTERN if trainee else row.role,
                organisation=match["agency"] or "",
                staffed=bool(match["house"]),
            )
        else:
            yield Piece(Sort.WORD, at, end, printed, organisation=match["source"] or "")
        done = match.end()
    yield from _fragment(run[done:], start + done)


_TAIL = re.compile(
    r"(?P<body>.*?)(?P<tail>摄|(?<=..)(?:文图|图文)|(?<=..)等|^(?:文图|图文))", re.DOTALL
)


def _fragment(text: str, start: int) -> Iterator[Piece]:
    """Characters between role words: a name, two names with 和, an organisation, or neither."""
    end = start + len(text)
    if not text:
        return
    if tail := _TAIL.fullmatch(text):
        yield from _fragment(tail["body"], start)
        at, word = start + len(tail["body"]), tail["tail"]
        if row := _CHINESE.get(word):
            yield Piece(Sort.ROLE, at, end, word, row, row.role)
        else:
            yield Piece(Sort.WORD, at, end, word)
    elif len(text) == 1:
        yield Piece(Sort.SINGLE, start, end, text)
    elif ORGANISATION.fullmatch(text):
        yield Piece(Sort.WORD, start, end, text, organisation=text)
    elif _is_chinese_name(text):
        yield Piece(Sort.NAME, start, end, text, sure=_is_sure(text))
    elif (middle := _joint(text)) is not None:
        yield from _fragment(text[:middle], start)
        yield Piece(Sort.LINK, start + middle, start + middle + 1, text[middle])
        yield from _fragment(text[middle + 1 :], start + middle + 1)
    else:
        yield Piece(Sort.OTHER, start, end, text)


def _joint(text: str) -> int | None:
    """Where 和 or 与 joins two names in one run (王嘉晨和李田), which is never in 李和平."""
    if 5 <= len(text) <= 9:
        for index in range(2, len(text) - 2):
            if text[index] in "和与" and all(
                _is_chinese_name(name) for name in (text[:index], text[index + 1 :])
            ):
                return index
    return None


DOTTED = re.compile(rf"\s*[{_DOTS}]\s*")


def _is_chinese_name(text: str) -> bool:
    segments = DOTTED.split(text)
    if len(segments) > 1:
        return len(text) <= 20
    return 2 <= len(text) <= 4 and text not in NOT_NAMES


def _is_sure(text: str) -> bool:
    """Whether a name can be told from ordinary words by its surname and its length."""
    if DOTTED.search(text):
        return True
    if text[:2] in COMPOUND_SURNAMES:
        return 3 <= len(text) <= 4
    return text[0] in SURNAMES and len(text) <= 3 and text not in WORDS_LIKE_NAMES


# --- joining what spaces have parted -----------------------------------------------------------


def _pair_singles(pieces: list[Piece]) -> list[Piece]:
    """Pair single characters that spaces part: 王 明 李 田 are 王明 and 李田."""
    done: list[Piece] = []
    index = 0
    while index < len(pieces):
        if pieces[index].sort is not Sort.SINGLE:
            done.append(pieces[index])
            index += 1
            continue
        stop = index + 1
        while (
            stop + 1 < len(pieces)
            and pieces[stop].sort is Sort.SPACE
            and pieces[stop + 1].sort is Sort.SINGLE
        ):
            stop += 2
        done += _paired(pieces[index:stop], _last(done))
        index = stop
    return done


def _last(pieces: Sequence[Piece]) -> Sort | None:
    return next((p.sort for p in reversed(pieces) if p.sort is not Sort.SPACE), None)


def _paired(run: list[Piece], before: Sort | None) -> Iterator[Piece]:
    """The cheapest reading of singles with spaces between them.

    A pair is a name and costs nothing, or 2 when it holds 文 or 图; 文, 图, 和 and 等 on their own
    cost 1; any other character on its own is unreadable.
    """
    singles = run[::2]
    cost = [0] * (len(singles) + 1)
    step = [1] * len(singles)
    for i in reversed(range(len(singles))):
        alone = 1 if singles[i].text in "文图和与等" else 100
        cost[i] = cost[i + 1] + alone
        if i + 1 < len(singles):
            pair = 2 if {singles[i].text, singles[i + 1].text} & {"文", "图"} else 0
            if cost[i + 2] + pair <= cost[i]:
                cost[i], step[i] = cost[i + 2] + pair, 2
    index = 0
    while index < len(singles):
        piece = singles[index]
        if step[index] == 2:
            last = singles[index + 1]
            text = "".join(p.text for p in run[2 * index : 2 * index + 3])
            name = piece.text + last.text
            sort = Sort.NAME if _is_chinese_name(name) else Sort.OTHER
            yield Piece(sort, piece.start, last.end, text, sure=_is_sure(name))
            before = sort
        else:
            yield _alone(piece, before)
        index += step[index]
        if index < len(singles):
            yield run[2 * index - 1]


def _alone(piece: Piece, before: Sort | None) -> Piece:
    if row := _CHINESE.get(piece.text):
        return replace(piece, sort=Sort.ROLE, words=row, role=row.role)
    if piece.text in "和与" and before is Sort.NAME:
        return replace(piece, sort=Sort.LINK)
    return replace(piece, sort=Sort.WORD if piece.text == "等" else Sort.OTHER)


def _join_latin(pieces: list[Piece]) -> list[Piece]:
    """Join words in Latin letters into names: Ann Lee, Maria de la Cruz."""
    done: list[Piece] = []
    index = 0
    while index < len(pieces):
        if pieces[index].sort is not Sort.LATIN:
            done.append(pieces[index])
            index += 1
            continue
        if pieces[index].text.lower() == "and":
            done.append(replace(pieces[index], sort=Sort.LINK))
            index += 1
            continue
        stop = index + 1
        while (
            stop + 1 < len(pieces)
            and pieces[stop].sort is Sort.SPACE
            and pieces[stop + 1].sort is Sort.LATIN
            and pieces[stop + 1].text.lower() != "and"
        ):
            stop += 2
        done += _latin_group(pieces[index:stop], follows_name=_last(done) is Sort.NAME)
        index = stop
    return done


def _latin_group(run: list[Piece], follows_name: bool) -> Iterator[Piece]:
    """A name, and behind it an aside such as "of the Courier", which belongs to the print."""
    words = run[::2]
    if all(word.text.lower() in ENGLISH_AGENCIES for word in words):
        yield _merge(run, Sort.WORD)
        return
    aside = next(
        (i for i, w in enumerate(words) if w.text.lower() in {"of", "in", "for", "at", "from"}),
        len(words),
    )
    named = _is_latin_name([word.text for word in words[:aside]])
    if named:
        yield _merge(run[: 2 * aside - 1], Sort.NAME)
        yield from run[2 * aside - 1 : 2 * aside]
    elif aside:
        yield from (replace(piece, sort=Sort.OTHER) for piece in run)
        return
    if aside < len(words):
        yield _merge(run[2 * aside :], Sort.WORD if named or follows_name else Sort.OTHER)


def _merge(run: Sequence[Piece], sort: Sort) -> Piece:
    text = "".join(piece.text for piece in run)
    return Piece(sort, run[0].start, run[-1].end, text, sure=sort is Sort.NAME)


def _is_latin_name(words: Sequence[str]) -> bool:
    principal = [word for word in words if word.lower() not in NAME_PARTICLES]
    return (
        2 <= len(principal) <= 4
        and len(words) <= 6
        and all(word[0].isupper() for word in principal)
        and words[-1].lower() not in NAME_PARTICLES
        and not any(word.lower() in NOT_NAME_WORDS for word in words)
    )


def _quiet_asides(pieces: list[Piece]) -> list[Piece]:
    """What a bracket after a name says without a role is about the person: 王明（教授）."""
    done: list[Piece] = []
    quiet = False
    for index, piece in enumerate(pieces):
        if piece.sort is Sort.OPEN and _last(done) is Sort.NAME:
            inside = (p.sort for p in pieces[index + 1 :])
            quiet = next((s for s in inside if s in {Sort.ROLE, Sort.CLOSE}), None) is Sort.CLOSE
        elif piece.sort is Sort.CLOSE:
            quiet = False
        aside = quiet and piece.sort in {Sort.NAME, Sort.OTHER}
        done.append(replace(piece, sort=Sort.WORD) if aside else piece)
    return done


def _quiet_places(pieces: list[Piece]) -> list[Piece]:
    """Where a report comes from is nobody's name: 记者 王明 北京报道, 记者 王明 发自 北京."""
    done: list[Piece] = []
    for index, piece in enumerate(pieces):
        if piece.sort is Sort.NAME and _is_place(piece, pieces[index + 1 :], done):
            done.append(replace(piece, sort=Sort.WORD))
        else:
            done.append(piece)
    return done


_BETWEEN_PLACES = {Sort.SPACE, Sort.LINK}


def _is_place(piece: Piece, following: Sequence[Piece], before: Sequence[Piece]) -> bool:
    last = next((p for p in reversed(before) if p.sort is not Sort.SPACE), None)
    if last is not None and last.text == "发自":
        return True
    after = next(
        (p for p in following if p.sort not in _BETWEEN_PLACES and p.text not in PLACES), None
    )
    if after is None or after.text != "报道":
        return False
    glued = after.start == piece.end and last is not None and last.sort is Sort.NAME
    return piece.text in PLACES or (glued and not piece.sure)
