"""The fields of an article: from the comment that the system writes, from its tags, from what the
page shows. Where several say something, the first of these is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape

from bs4 import BeautifulSoup, Tag

from broadsheet.importing import markup
from broadsheet.importing.spans import tidy

_OPENING = re.compile(r"<!--\s*enpproperty\b(?!-->)", re.IGNORECASE)
_CLOSING = re.compile(r"/\s*enpproperty\s*(?:-->)?", re.IGNORECASE)
PLACE = "<!--enpproperty-->"
_LONGEST = 64 * 1024
_NAMES = """articleid date pubtime author title keyword subtitle introtitle siteid nodeid nodename
    nodesearchname picurl picbig picmiddle picsmall url urlpad sourcename source abstract channel
    type doctitle website pagenum pagename papername pagepicurl content editor column leadtitle"""
_TOKEN = re.compile(
    rf"<\s{{0,3}}(?P<close>/?)\s{{0,3}}(?:(?:founder|npm:article)-(?P<own>[a-z]+)|(?P<name>{'|'.join(_NAMES.split())}))"
    r"\s*/?>",
    re.IGNORECASE,
)
_TAG_IN_PAGE = re.compile(
    r"<founder-(?P<name>[a-z]+)\b[^>]*>(?P<value>.*?)(?:</founder-(?P=name)\s*>|(?=<founder-)|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_NPM = re.compile(r"<!--\s{0,3}<(?P<close>/?)npm:article-(?P<name>[a-z-]+)>\s{0,3}-->", re.I)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BREAK = re.compile(r"<\s{0,3}/?\s{0,3}(?:br|p|div|li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!\w[^<>]*>")
_ESCAPED_TAG = re.compile(
    r"&lt;\s{0,3}/?\s{0,3}(?:p|br|b|i|font|strong|span|div|a|em|sup|sub)\b", re.I
)
_NOTHING = frozenset({"null", "undefined", "none", "&nbsp;", "-"})
_LIST = re.compile(r"[\s,，、;；|｜]+")

_BY_ID: Mapping[str, tuple[str, ...]] = {
    "introtitle": ("pretitle", "introtitle", "newsarticlepretitle", "leadtitle"),
    "title": ("title", "arttitle", "newsarticletitle", "app-title", "articletitle"),
    "subtitle": ("subtitle", "newsarticlesubtitle", "subheadline"),
    "author": ("author", "newsarticleauthor"),
}
_BY_CLASS: Mapping[str, tuple[str, ...]] = {
    "introtitle": ("introtitle", "intro-title", "pretitle", "intro", "primers", "leadtitle"),
    "title": ("art-title", "article-title", "newstitle", "news-title", "bmnr_con_biaoti", "title"),
    "subtitle": ("subtitle", "sub-title", "sub"),
}
_LONGEST_FIELD = 300
_LONGEST_VALUE = 2000
"""Characters of a field that the page shows, and of one that a comment has."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a page says of its article, as plain text; empty where it says nothing."""

    title: str = ""
    kicker: str = ""
    deck: str = ""
    author: str = ""
    source: str = ""
    keywords: tuple[str, ...] = ()
    page: str = ""
    page_name: str = ""
    paper: str = ""
    date: str = ""
    content: str = ""
    """HTML that a comment has, for want of another."""


def comments(text: str) -> tuple[str, list[str]]:
    """A page without the system's comments, each of which leaves ``PLACE``, and their insides. One
    without its end goes on to the end of any comment."""
    kept: list[str] = []
    found: list[str] = []
    at = 0
    while opening := _OPENING.search(text, at):
        kept += [text[at : opening.start()], PLACE]
        following = _OPENING.search(text, opening.end())
        limit = min(following.start() if following else len(text), opening.end() + _LONGEST)
        closing = _CLOSING.search(text, opening.end(), limit)
        if closing:
            end, at = closing.start(), closing.end()
        else:
            end = text.find("-->", opening.end(), limit)
            end = limit if end < 0 else end
            at = min(end + 3, limit)
        found.append(text[opening.end() : end])
    return "".join([*kept, text[at:]]), found


def fields_in(comment: str) -> dict[str, str]:
    """The raw values of a comment by the names of their fields, ``founder-`` left off. A value
    without its end goes on to the next field."""
    found: dict[str, str] = {}
    name, start = "", 0
    for token in _TOKEN.finditer(comment):
        this = (token["own"] or token["name"]).lower()
        if name and (token["close"] == "" or this == name):
            found.setdefault(name, comment[start : token.start()])
            name = ""
        if not token["close"]:
            name, start = this, token.end()
    if name:
        found.setdefault(name, comment[start:])
    return found


def plain(value: str) -> str:
    """A value as plain text in one line: no CDATA, tags, entities; ``null`` is nothing."""
    value = _BREAK.sub(" ", _COMMENT.sub("", unescaped(value)))
    value = unescape(_TAG.sub("", value))
    words = tidy(value.replace("]]>", ""))
    return "" if words.lower() in _NOTHING else words


def unescaped(value: str) -> str:
    """A value that holds HTML, as HTML."""
    value = _CDATA.sub(lambda match: match[1], value)
    return unescape(value) if _ESCAPED_TAG.search(value) else value


def read(text: str, found: Iterable[str], soup: BeautifulSoup) -> Properties:
    """What a page says: ``text`` is it without the system's comments, ``found`` are these."""
    raw: dict[str, str] = {}
    for comment in found:
        for name, value in fields_in(comment).items():
            if plain(value):
                raw.setdefault(name, value)
    values = {name: plain(value)[:_LONGEST_VALUE] for name, value in raw.items()}
    paper = values.get("papername") or values.get("website", "")
    for name, value in _in_page(text):
        words = plain(value)
        if words and words != paper and len(words) <= _LONGEST_FIELD:
            values.setdefault(name, words)
    for name, words in _shown(soup, bool(values.get("title"))):
        values.setdefault(name, words)
    title = values.get("title") or values.get("doctitle", "")
    return Properties(
        title=title,
        kicker=values.get("introtitle", ""),
        deck=values.get("subtitle", ""),
        author=values.get("author", ""),
        source=values.get("sourcename") or values.get("source", ""),
        keywords=tuple(dict.fromkeys(filter(None, _LIST.split(values.get("keyword", ""))))),
        page=values.get("pagenum", ""),
        page_name=values.get("nodename") or values.get("pagename", ""),
        paper=paper,
        date=values.get("date") or values.get("pubtime", ""),
        content=raw.get("content", ""),
    )


def _in_page(text: str) -> Iterable[tuple[str, str]]:
    renamed = {"pretitle": "introtitle"}
    for match in _TAG_IN_PAGE.finditer(text):
        name = match["name"].lower()
        if name != "content":
            yield name, match["value"]
    opened, start = "", 0
    for match in _NPM.finditer(text):
        name = match["name"].lower()
        if match["close"] and name == opened != "content":
            yield renamed.get(name, name), text[start : match.start()]
        opened, start = "" if match["close"] else name, match.end()


def _shown(soup: BeautifulSoup, has_title: bool) -> Iterable[tuple[str, str]]:
    """What the page shows in places that are named for it; headings only where no title is known
    otherwise, for they may be anything."""
    for name, ids in _BY_ID.items():
        yield from ((name, words) for words in _words(soup, "id", ids))
    for name, classes in _BY_CLASS.items():
        yield from ((name, words) for words in _words(soup, "class", classes))
    if has_title:
        return
    headings = soup.find_all(["h1", "h2", "h3"])
    main = next((h for level in ("h1", "h2", "h3") for h in headings if h.name == level), None)
    if main is None or not _field(main):
        return
    yield "title", _field(main)
    before, after = main.find_previous_sibling(), main.find_next_sibling()
    if isinstance(before, Tag) and before.name in ("h2", "h3", "h4") and _field(before):
        yield "introtitle", _field(before)
    if isinstance(after, Tag) and after.name in ("h2", "h3", "h4") and _field(after):
        yield "subtitle", _field(after)


def _words(soup: BeautifulSoup, attribute: str, wanted: tuple[str, ...]) -> Iterable[str]:
    def is_wanted(value: str | None) -> bool:
        return value is not None and value.lower() in wanted

    for tag in soup.find_all(
        ["div", "p", "span", "td", "h1", "h2", "h3", "h4"], {attribute: is_wanted}
    ):
        if words := _field(tag):
            yield words


def _field(tag: Tag) -> str:
    words = markup.text(tag)
    return words if len(words) <= _LONGEST_FIELD and words.lower() not in _NOTHING else ""
