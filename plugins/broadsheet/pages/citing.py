"""How to cite an article, in the forms that scholars and their programs take. Pure.

- **GB/T 7714-2015**, an article in a newspaper (4.4): 主要责任者. 题名: 其他题名信息[N]. 报纸名:
  其他题名信息, 出版日期(版次). Up to three authors, then 等 (8.1.2). Where nobody is named the
  standard lets the item go in numbered references (8.1.4), and so it does here. The web page is
  cited as ``[N/OL]``, which must have the day it was read on and its address.
- **plain**: a sentence as the humanities print it in the article's own language.
- **BibTeX** as biblatex takes it, and so that BibTeX takes it too.
- **RIS** with the tags that Zotero and EndNote read for ``NEWS``.

Names stay as they were printed: nobody can tell from a Latin name alone which part is the surname.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
import hashlib
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import msgspec
from babel.dates import format_date

from broadsheet.model import Role
from broadsheet.pages import records
from broadsheet.pages.records import ArticleRecord, ListedArticle
from broadsheet.pages.views import Citation, OnlineCitation
from broadsheet.settings import Settings

AUTHOR_ROLES = frozenset(
    (Role.AUTHOR, Role.REPORTER, Role.CORRESPONDENT, Role.TEXT_AND_PHOTO, Role.INTERN)
)
"""Who answers for the text. Photographers do where nobody else is named; desks never do."""
MOST_AUTHORS = 3
"""GB/T 7714-2015, 8.1.2."""
CRLF = "\r\n"

Entry = tuple[ListedArticle, tuple[str, ...]]
"""An article of a person as ``Archive.person_articles`` gives it, and the person's roles in it."""
Cited = ArticleRecord | ListedArticle


@dataclass(frozen=True, slots=True)
class Paper:
    """The newspaper as citations name it, each text one line. ``key`` begins the keys of BibTeX
    entries."""

    name: str
    publisher: str
    language: str
    key: str

    @classmethod
    def of(cls, settings: Settings) -> Paper:
        domain = settings.feed_id.partition(",")[0] or urlsplit(settings.url).hostname or ""
        return cls(
            name=one_line(settings.site_name),
            publisher=one_line(settings.publisher),
            language=settings.paper_language,
            key=_paper_key(settings.site_name, domain),
        )


class Reference(msgspec.Struct, frozen=True):
    """What there is to cite. Every text is one line without control characters.

    ``organisation`` stands where an author would when no person is named: the agency the story
    came from. ``edition`` is the title of a second edition of the day. ``title`` is the headline
    with its deck, ``day`` the date as ISO 8601 has it.
    """

    key: str
    authors: tuple[str, ...]
    organisation: str
    headline: str
    deck: str
    title: str
    kicker: str
    paper: str
    edition: str
    date: dt.date
    day: str
    page: str
    section: str
    publisher: str
    language: str
    url: str
    retracted: dt.date | None

    @property
    def is_chinese(self) -> bool:
        return self.language.startswith("zh")


def reference(paper: Paper, record: Cited) -> Reference:
    """What of an article's record is cited."""
    authors = authors_of(record)
    headline, deck = one_line(record.headline), one_line(record.deck)
    return Reference(
        key=_key(paper, record),
        authors=authors,
        organisation="" if authors else one_line(record.source),
        headline=headline,
        deck=deck,
        title=f"{headline}: {deck}" if deck else headline,
        kicker=one_line(record.kicker),
        paper=paper.name,
        edition=one_line(record.edition_title),
        date=dt.date.fromisoformat(record.date),
        day=record.date,
        page=record.page,
        section=one_line(record.section or record.page_title),
        publisher=paper.publisher,
        language=record.language or paper.language,
        url=record.url,
        retracted=dt.date.fromisoformat(record.retraction.date) if record.retraction else None,
    )


def answering_roles(record: Cited) -> frozenset[str]:
    """The roles that count as author in an article: photographers only where nobody else does."""
    if any(c.role in AUTHOR_ROLES for c in record.credits):
        return AUTHOR_ROLES
    return frozenset((Role.PHOTOGRAPHER,))


def authors_of(record: Cited) -> tuple[str, ...]:
    """The authors in order of print, each once."""
    roles = answering_roles(record)
    return tuple(dict.fromkeys([one_line(c.name) for c in record.credits if c.role in roles]))


def citation(ref: Reference) -> Citation:
    """Every form of the citation of one article."""
    return Citation(
        gbt7714=gbt7714(ref),
        gbt7714_online=gbt7714_online(ref),
        plain=plain(ref),
        bibtex=bibtex(ref),
        ris=ris(ref),
        key=ref.key,
    )


# --- texts ------------------------------------------------------------------------------------


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Unicode's categories Cc, Zl and Zp."""


def one_line(text: str) -> str:
    """A text without line breaks, tabs and other characters that control a terminal or a file."""
    # A text that can be printed has none of them, nor any white space but the plain one.
    if " " not in text and text.isprintable():
        return text
    return " ".join(_CONTROLS.sub(" ", text).split())


_ASCII_NAME = re.compile(r"[A-Za-z0-9]+")
_KEY_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def _paper_key(name: str, domain: str) -> str:
    """The Latin letters of the paper's name, else the first part of its domain that is its own:
    ``tingzhou`` of ``www.tingzhou.example``."""
    latin = "".join(_ASCII_NAME.findall(name)).lower()
    if latin:
        return latin
    labels = [part for part in domain.rpartition("@")[2].split(".") if part not in ("", "www")]
    return "".join(_ASCII_NAME.findall(labels[0])) if labels else "paper"


def _key(paper: Paper, record: Cited) -> str:
    """``tingzhou20251024a01-1``, ``tingzhou20251024.evening.a01-1``: it stays while the address
    does. What a key cannot hold is replaced, and then a digest of the address tells keys apart."""
    stem = record.path.removesuffix(".html")
    slug = stem.rpartition("/")[2]
    name = f"{record.edition}.{slug}" if record.edition else slug
    safe = _KEY_UNSAFE.sub("-", name).strip("-.")
    if safe != name or "." in slug:
        digest = hashlib.sha256(stem.encode()).hexdigest()[:6]
        safe = f"{safe}-{digest}".strip("-")
    glue = "." if record.edition else ""
    return f"{paper.key}{record.date.replace('-', '')}{glue}{safe}"


def _enumerate(names: Sequence[str], chinese: bool) -> str:
    if chinese:
        return "、".join(names)
    if len(names) > 1:
        return ", ".join(names[:-1]) + f" and {names[-1]}"
    return "".join(names)


# --- GB/T 7714-2015 ---------------------------------------------------------------------------


def _gbt_authors(ref: Reference) -> str:
    names = [*ref.authors] or ([ref.organisation] if ref.organisation else [])
    if len(names) > MOST_AUTHORS:
        names = [*names[:MOST_AUTHORS], "等" if ref.is_chinese else "et al"]
    return ", ".join(names) + ". " if names else ""


def _gbt(ref: Reference, medium: str) -> str:
    paper = f"{ref.paper}: {ref.edition}" if ref.edition else ref.paper
    page = f"({ref.page})" if ref.page else ""
    return f"{_gbt_authors(ref)}{ref.title}[{medium}]. {paper}, {ref.day}{page}"


def gbt7714(ref: Reference) -> str:
    """The article as printed: 陆怀川, 罗照野. 雨落下时[N]. 汀洲日报, 2025-10-24(A01)."""
    return _gbt(ref, "N") + "."


def gbt7714_online(ref: Reference) -> OnlineCitation | None:
    """The web page: ``[N/OL]``, with room for the day it was read on (引用日期)."""
    if not ref.url:
        return None
    return OnlineCitation(_gbt(ref, "N/OL") + "[", f"]. {ref.url}.")


# --- a sentence -------------------------------------------------------------------------------


def plain(ref: Reference) -> str:
    return _chinese(ref) if ref.is_chinese else _english(ref)


def _inside(text: str, outer: str, inner: str) -> str:
    """Quotation marks within quotation marks: the other pair (GB/T 15834-2011, 4.8.3.4)."""
    for mark, other in zip(outer, inner, strict=True):
        text = text.replace(mark, other)
    return text


def _chinese(ref: Reference) -> str:
    by = _enumerate(ref.authors, chinese=True) or ref.organisation
    title = _inside(f"{ref.headline}——{ref.deck}" if ref.deck else ref.headline, "《》", "〈〉")
    edition = f"（{ref.edition}）" if ref.edition else ""
    date = f"{ref.date.year}年{ref.date.month}月{ref.date.day}日"
    pieces = [f"《{title}》", f"《{ref.paper}》{edition}{date}"]
    pieces += [f"第{ref.page}版"] if ref.page else []
    pieces += [ref.url] if ref.url else []
    end = "。（已撤稿）" if ref.retracted else "。"
    return (f"{by}：" if by else "") + "，".join(pieces) + end


def _english(ref: Reference) -> str:
    by = _enumerate(ref.authors, chinese=False) or ref.organisation
    title = _inside(ref.title, '“”"', "‘’'")
    comma = "" if title.endswith(("?", "!", ",")) else ","
    edition = f" ({ref.edition})" if ref.edition else ""
    date = _english_date(ref.date)
    pieces = [f"{ref.paper}{edition}", date]
    pieces += [f"p. {ref.page}"] if ref.page else []
    pieces += [ref.url] if ref.url else []
    end = ". [Retracted]" if ref.retracted else "."
    return (f"{by}, " if by else "") + f"“{title}{comma}” " + ", ".join(pieces) + end


@functools.lru_cache(maxsize=64)
def _english_date(date: dt.date) -> str:
    return format_date(date, "d MMMM y", locale="en")


# --- BibTeX -----------------------------------------------------------------------------------

_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "#": r"\#",
        "$": r"\$",
        "%": r"\%",
        "&": r"\&",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
"""Braces go by name: BibTeX counts even a brace with a backslash before it."""
_TEX_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
_LANGUAGES = {"zh": "chinese", "en": "english"}
"""Names of languages as biblatex knows them."""


def tex(text: str) -> str:
    """A text with everything escaped that TeX would take for itself."""
    return text.translate(_TEX) if _TEX_SPECIAL.search(text) else text


@functools.lru_cache(maxsize=4096)
def _tex_name(name: str) -> str:
    """A name that BibTeX would cut at a comma or at ``and`` stands in braces."""
    joined = "," in name or any(word in ("and", "others") for word in name.casefold().split())
    return f"{{{tex(name)}}}" if joined else tex(name)


def bibtex(ref: Reference) -> str:
    """One entry with a line break at its end."""
    authors = [_tex_name(name) for name in ref.authors]
    if not authors and ref.organisation:
        authors = [f"{{{tex(ref.organisation)}}}"]
    retracted = f"Retracted {ref.retracted.isoformat()}" if ref.retracted else ""
    language = ref.language.split("-")[0]
    fields = (
        ("author", " and ".join(authors)),
        ("title", f"{{{tex(ref.title)}}}"),
        ("titleaddon", tex(ref.kicker)),
        ("journal", tex(ref.paper)),
        ("journalsubtitle", tex(ref.edition)),
        ("date", ref.day),
        ("year", f"{ref.date.year:04d}"),
        ("month", f"{ref.date.month}"),
        ("pages", tex(ref.page)),
        ("url", _verbatim(ref.url)),
        ("language", _LANGUAGES.get(language) or tex(ref.language)),
        ("entrysubtype", "newspaper"),
        ("note", retracted),
    )
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
    return f"@article{{{ref.key},\n{''.join(lines)}}}\n"


def _verbatim(url: str) -> str:
    """An address as it is: biblatex and ``\\url`` print it unread. Braces alone would end it."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


# --- RIS --------------------------------------------------------------------------------------


def ris(ref: Reference) -> str:
    """One record. ``T2`` is the paper and ``SP`` the page where the type is ``NEWS``."""
    authors = ref.authors or (ref.organisation,)
    lines = [
        ("TY", "NEWS"),
        *[("AU", name) for name in authors],
        ("TI", ref.title),
        ("T2", ref.paper),
        ("DA", ref.day.replace("-", "/") + "/"),
        ("PY", f"{ref.date.year:04d}"),
        ("SP", ref.page),
        ("SE", ref.section),
        ("ET", ref.edition),
        ("PB", ref.publisher),
        ("LA", ref.language),
        ("UR", ref.url),
        ("N1", f"Retracted {ref.retracted.isoformat()}" if ref.retracted else ""),
    ]
    said = [f"{tag}  - {value}{CRLF}" for tag, value in lines if value]
    return "".join(said) + f"ER  - {CRLF}"


# --- a person's record ------------------------------------------------------------------------


def has_works(entries: Iterable[Entry]) -> bool:
    """Whether a bibliography of these articles holds anything: see ``bibliography``."""
    return any(_is_work(roles) for _article, roles in entries)


def _is_work(roles: Iterable[str]) -> bool:
    return any(role in AUTHOR_ROLES or role == Role.PHOTOGRAPHER for role in roles)


def bibliography(paper: Paper, entries: Iterable[Entry]) -> Iterator[bytes]:
    """A ``.bib`` file (UTF-8) of what a person wrote or photographed, an entry a piece.

    Articles that the person only edited, laid out, read or stands in are left out.
    """
    for article, roles in entries:
        if _is_work(roles):
            yield (bibtex(reference(paper, article)) + "\n").encode()


TABLE_COLUMNS = (
    "date",
    "edition",
    "page",
    "roles",
    "headline",
    "kicker",
    "deck",
    "section",
    "column",
    "byline",
    "language",
    "path",
    "url",
)
_before_roles = operator.attrgetter(*TABLE_COLUMNS[: TABLE_COLUMNS.index("roles")])
_after_roles = operator.attrgetter(*TABLE_COLUMNS[TABLE_COLUMNS.index("roles") + 1 :])


class _Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def table(entries: Iterable[Entry]) -> Iterator[bytes]:
    """A person's record as CSV, an article a line, in the order given.

    UTF-8 with a byte order mark, so that spreadsheets read Chinese; ``roles`` are the names in
    docs/data.md (``reporter``, ``mentioned``...) with ``;`` between them.
    """
    write = csv.writer(_Line(), lineterminator=CRLF).writerow
    yield b"\xef\xbb\xbf" + _line(write, TABLE_COLUMNS)
    for article, roles in entries:
        yield _line(write, (*_before_roles(article), ";".join(roles), *_after_roles(article)))


def _line(write: Callable[[list[object]], object], values: Iterable[object]) -> bytes:
    return str(write([records.cell(value) for value in values])).encode()
