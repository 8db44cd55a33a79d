"""From one article's file to an ``Article``: its header here, its text in ``body``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from broadsheet.model import (
    Alias,
    Article,
    Block,
    Byline,
    BylinePart,
    PageCode,
    Status,
)
from broadsheet.problems import Problem, errors, problem
from broadsheet.reading.body import Body
from broadsheet.reading.bylines import (
    parse_byline,
    parse_unsigned,
)
from broadsheet.reading.credit_lines import normal_name
from broadsheet.reading.fields import (
    ARTICLE_KEYS,
    Fields,
    read_alias,
    read_correction,
    read_date,
    read_datetime,
    read_fields,
    read_language,
    read_number,
    read_page_code,
    read_retraction,
    read_slug,
    read_status,
)
from broadsheet.reading.figures import PictureDesk
from broadsheet.reading.headers import Header, split_header, without_echo
from broadsheet.reading.jumps import (
    Direction,
)
from broadsheet.reading.markdown import convert
from broadsheet.reading.names import ArticleName, parse_article_name, slug_of, stem_and_suffix
from broadsheet.reading.text import decode

UNORDERED = 1_000_000
"""The order of an article that says none: after all that do, by file name."""
_DECK_DASH = re.compile(r"(?:[—―─]+|[–-]{2,})\s*")
"""The dash that a deck is printed with; a single hyphen may be a minus."""


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """An article whose header has been read. ``path`` is relative to the content folder."""

    path: str
    header: Header
    fields: Fields
    name: ArticleName
    slug: str
    problems: tuple[Problem, ...]


def open_article(path: str, data: bytes) -> tuple[OpenedArticle | None, list[Problem]]:
    """Read the header; ``None``, and why, when the file holds no text that could be an article."""
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    header = split_header(path, text)
    fields = read_fields(header, ARTICLE_KEYS)
    problems = without_echo([*problems, *header.problems, *fields.problems])
    stem, _suffix = stem_and_suffix(path)
    slug = fields.read("slug", read_slug, problems) or slug_of(stem)
    if not fields.text("headline"):
        problems = _without_headline(path, header, problems)
    return OpenedArticle(path, header, fields, parse_article_name(stem), slug, tuple(problems)), []


def _without_headline(path: str, header: Header, problems: list[Problem]) -> list[Problem]:
    """One line says that the headline is missing, unless another says why already."""
    empty = [p for p in problems if p.kind == "value-missing" and _names_headline(p, "key")]
    if empty:
        missing = problem(path, empty[0].line, "headline-missing")
        return [missing if p is empty[0] else p for p in problems]
    told = any(
        (p.kind == "unknown-key" and _names_headline(p, "nearest"))
        or (p.kind == "header-line" and _names_headline(p, "text"))
        for p in problems
    )
    if told or not header.is_whole:
        return problems
    return [*problems, problem(path, 1, "headline-missing")]


def _names_headline(each: Problem, value: str) -> bool:
    text = dict(each.values)[value].casefold()
    return text.startswith(ARTICLE_KEYS.spellings["headline"])


@dataclass(frozen=True, slots=True)
class Desk:
    """What an article needs of its issue: the day, pictures, links, the site's time zone."""

    date: dt.date
    zone: ZoneInfo
    pictures: PictureDesk
    resolve_link: Callable[[str, int], str | None]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article read to its end. ``article`` is ``None`` when it has no headline.

    ``jump_lines`` are the lines of its jumps. ``is_whole`` tells that all it says is known: if
    not, what seems to be missing elsewhere (the other half of a jump) may be in it.
    """

    article: Article | None
    problems: tuple[Problem, ...]
    jump_lines: Mapping[Direction, int]
    is_whole: bool


def read_article(opened: OpenedArticle, desk: Desk) -> ReadArticle:
    """Read the whole article."""
    fields, path, header = opened.fields, opened.path, opened.header
    problems = list(opened.problems)
    check_date(fields, desk.date, problems)
    byline = read_byline(fields, "byline", problems)
    embargo = fields.read("embargo", read_datetime, problems)
    order = fields.read("order", read_number, problems)
    given_page = fields.read("page", read_page_code, problems)
    body = Body(path, desk.pictures, byline, fields.text("lead_in"))
    body.take_header_jumps(fields, problems)
    headline = fields.text("headline")
    header_is_whole = not errors(problems)
    converted = convert(path, header.body, header.body_line, desk.resolve_link)
    body.take(converted.blocks)
    problems += [*converted.problems, *body.problems]
    if not converted.blocks and not converted.problems:
        problems.append(problem(path, header.body_line, "body-empty"))
    name_order = opened.name.order
    article = Article(
        path=path,
        slug=opened.slug,
        headline=headline,
        kicker=fields.text("kicker"),
        deck=_without_dash(fields.text("deck")),
        page=given_page or (None if "page" in fields.found else opened.name.page),
        order=order if order is not None else UNORDERED if name_order is None else name_order,
        section=fields.text("section"),
        standing_head=fields.text("standing_head"),
        byline=body.byline,
        source=fields.text("source") or body.source,
        dateline=fields.text("dateline") or body.dateline,
        tags=fields.items("tags"),
        people=tuple(dict.fromkeys(normal_name(name) for name in fields.items("people"))),
        places=fields.items("places"),
        summary=fields.text("summary"),
        language=fields.read("language", read_language, problems) or "",
        status=fields.read("status", read_status, problems) or Status.PUBLISHED,
        embargo=in_zone(embargo, desk.zone),
        jump_from=body.jumps.get("from"),
        jump_to=body.jumps.get("to"),
        regions=fields.regions(problems),
        corrections=fields.read_each("correction", read_correction, problems),
        retraction=fields.read("retraction", read_retraction, problems),
        aliases=tuple(
            Alias(*found) for found in fields.read_lined_items("aliases", read_alias, problems)
        ),
        body=tuple(body.blocks),
        text="\n".join(body.lines),
    )
    is_read = bool(converted.blocks) or not errors(converted.problems)
    return ReadArticle(
        article if headline else None, tuple(problems), body.jump_lines, header_is_whole and is_read
    )


def in_zone(moment: dt.datetime | None, zone: ZoneInfo) -> dt.datetime | None:
    """A moment without an offset means the site's time zone."""
    if moment is not None and moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment


def _without_dash(deck: str) -> str:
    dash = _DECK_DASH.match(deck)
    return deck[dash.end() :] if dash else deck


def check_date(fields: Fields, date: dt.date, problems: list[Problem]) -> None:
    """A date may be left out; one that is written must be the folder's."""
    expected = date.isoformat()
    if fields.text("date") == expected:
        return
    read = partial(read_date, example=expected)
    given = fields.read("date", read, problems)
    if given is not None and given != date:
        values = {"text": given.isoformat(), "folder": date}
        problems.append(problem(fields.path, fields.line("date"), "date-mismatch", **values))


def read_byline(fields: Fields, name: str, problems: list[Problem]) -> Byline | None:
    """A credit line of the header; the items of a list are joined as names are."""
    if name not in fields.found:
        return None
    parts = [text for text, _line in fields.found[name].parts]
    text = (", " if all(p.isascii() for p in parts) else "、").join(parts)
    byline = parse_byline(text) or parse_unsigned(text)
    if byline is None:
        problems.append(problem(fields.path, fields.line(name), "byline-unclear", text=text))
        return Byline((BylinePart(text),))
    return byline


def page_key(page: PageCode | None) -> tuple[str, int]:
    """Articles without a page come last."""
    return page.sort_key if page else ("\uffff", 0)


def read_note(path: str, header: Header, desk: Desk) -> tuple[tuple[Block, ...], list[Problem]]:
    """The text below the header of ``issue.md``: the note to readers."""
    converted = convert(path, header.body, header.body_line, desk.resolve_link)
    body = Body(path, desk.pictures, is_note=True)
    body.take(converted.blocks)
    return tuple(body.blocks), [*converted.problems, *body.problems]
