"""From one article's file to an ``Article``: header, body, bylines where a paper prints them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from broadsheet.model import (
    Article,
    Block,
    Byline,
    BylinePart,
    Figure,
    Jump,
    PageCode,
    Paragraph,
    Prose,
    Role,
    Status,
)
from broadsheet.problems import Problem, problem
from broadsheet.reading.blocks import RawFigure, RawParagraph, RawProse
from broadsheet.reading.bylines import (
    LeadIn,
    is_byline_paragraph,
    parse_byline,
    parse_unsigned,
    take_lead_in,
    take_signature,
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
    read_region,
    read_retraction,
    read_slug,
    read_status,
)
from broadsheet.reading.figures import PictureDesk, figure_blocks
from broadsheet.reading.headers import Header, split_header
from broadsheet.reading.inline_html import cut_prefix, cut_suffix
from broadsheet.reading.jumps import (
    Direction,
    parse_jump,
    split_leading_jump,
    split_trailing_jump,
    take_jump_line,
)
from broadsheet.reading.markdown import convert
from broadsheet.reading.names import ArticleName, parse_article_name, slug_of
from broadsheet.reading.text import decode

UNORDERED = 1_000_000
"""The order of an article that says none: after all that do, by file name."""
OWN_PHOTOS = (Role.TEXT_AND_PHOTO, Role.PHOTOGRAPHER)


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
    """Read the header; ``None`` when the file holds no text that could be an article."""
    text, problems = decode(path, data)
    if text is None:
        return None, problems
    header = split_header(path, text)
    problems += header.problems
    if any(p.kind in ("header-missing", "yaml-unclosed") for p in header.problems):
        return None, problems
    fields = read_fields(header, ARTICLE_KEYS)
    problems += fields.problems
    stem = PurePosixPath(path).stem
    slug = fields.read("slug", read_slug, problems) or slug_of(stem)
    opened = OpenedArticle(path, header, fields, parse_article_name(stem), slug, tuple(problems))
    return opened, problems


@dataclass(frozen=True, slots=True)
class Desk:
    """What an article needs of its issue: the day, pictures, links, the site's time zone."""

    date: dt.date
    zone: ZoneInfo
    pictures: PictureDesk
    resolve_link: Callable[[str, int], str | None]


def read_article(opened: OpenedArticle, desk: Desk) -> tuple[Article | None, list[Problem]]:
    """Read the whole article; ``None`` when it has no headline."""
    fields, path = opened.fields, opened.path
    problems: list[Problem] = []
    _check_date(opened, desk.date, problems)
    headline = fields.text("headline")
    if not headline:
        problems.append(problem(path, 1, "headline-missing"))
    byline = read_byline(fields, "byline", problems)
    embargo = fields.read("embargo", read_datetime, problems)
    order = fields.read("order", read_number, problems)
    given_page = fields.read("page", read_page_code, problems)
    body = _Body(path, desk, byline, fields.text("lead_in"))
    body.jumps["to"] = _jump(fields, "jump_to", "to", problems)
    body.jumps["from"] = _jump(fields, "jump_from", "from", problems)
    header = opened.header
    converted = convert(path, header.body, header.body_line, desk.resolve_link)
    body.take(converted.blocks)
    problems += converted.problems
    problems += body.problems
    if not converted.blocks and not converted.problems:
        problems.append(problem(path, header.body_line, "body-empty"))
    name_order = opened.name.order
    article = Article(
        path=path,
        slug=opened.slug,
        headline=headline,
        kicker=fields.text("kicker"),
        deck=fields.text("deck").lstrip("—―–-").strip(),
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
        jump_from=body.jumps["from"],
        jump_to=body.jumps["to"],
        region=fields.read("region", read_region, problems),
        corrections=fields.read_each("correction", read_correction, problems),
        retraction=fields.read("retraction", read_retraction, problems),
        aliases=fields.read_items("aliases", read_alias, problems),
        body=tuple(body.blocks),
        text="\n".join(body.lines),
    )
    return (article if headline else None), problems


def in_zone(moment: dt.datetime | None, zone: ZoneInfo) -> dt.datetime | None:
    """A moment without an offset means the site's time zone."""
    if moment is not None and moment.tzinfo is None:
        return moment.replace(tzinfo=zone)
    return moment


def _check_date(opened: OpenedArticle, date: dt.date, problems: list[Problem]) -> None:
    given = opened.fields.read("date", read_date, problems)
    if given is not None and given != date:
        line = opened.fields.line("date")
        problems.append(
            problem(opened.path, line, "date-mismatch", text=given.isoformat(), folder=date)
        )


def read_byline(fields: Fields, name: str, problems: list[Problem]) -> Byline | None:
    """A credit line of the header; the items of a list are joined as names are."""
    if name not in fields.found:
        return None
    parts = [text for text, _line in fields.found[name].parts]
    text = (", " if all(p.isascii() for p in parts) else "、").join(parts)
    byline = parse_byline(text) or parse_unsigned(text)
    if byline is None:
        problems.append(problem(fields.path, fields.line(name), "byline-unclear", text=text))
    return byline


def _jump(fields: Fields, name: str, direction: Direction, problems: list[Problem]) -> Jump | None:
    text = fields.text(name)
    if not text:
        return None
    jump = parse_jump(text, direction)
    if jump is None:
        problems.append(problem(fields.path, fields.line(name), "jump-page-invalid", text=text))
    return jump


@dataclass(slots=True)
class _Body:
    """Collects an article's blocks in order, taking out what a paper prints inside the text:
    the byline, the lead-in, signatures, jump lines."""

    path: str
    desk: Desk
    byline: Byline | None
    lead_in_text: str
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    source: str = ""
    dateline: str = ""
    jumps: dict[Direction, Jump | None] = field(default_factory=dict)
    _run: list[str] = field(default_factory=list)
    _begun: bool = False

    def take(self, raw: tuple[RawProse | RawParagraph | RawFigure, ...]) -> None:
        paragraphs = [at for at, block in enumerate(raw) if isinstance(block, RawParagraph)]
        last = paragraphs[-1] if paragraphs else -1
        for at, block in enumerate(raw):
            if isinstance(block, RawParagraph):
                self._paragraph(block, is_last=at == last)
            elif isinstance(block, RawProse):
                self._run.append(block.html)
                self._text(block.text)
            else:
                self._figure(block)
        self._close_run()

    def _text(self, text: str) -> None:
        if text.strip():
            self.lines.append(text)

    def _close_run(self) -> None:
        if self._run:
            self.blocks.append(Prose("\n".join(self._run)))
            self._run = []

    def _figure(self, raw: RawFigure) -> None:
        has_own = self.byline and any(c.role in OWN_PHOTOS for c in self.byline.credits)
        before, figure, after = figure_blocks(raw, self.desk.pictures, self.path, bool(has_own))
        self.problems += figure.problems
        for paragraph in before:
            self._paragraph(paragraph, is_last=False)
        if figure.photos:
            self._close_run()
            self.blocks.append(Figure(figure.photos))
        for paragraph in after:
            self._paragraph(paragraph, is_last=False)

    def _paragraph(self, raw: RawParagraph, *, is_last: bool) -> None:
        if jump := take_jump_line(raw.text):
            self.jumps[jump[0]] = jump[1]
            return
        if not self._begun and self._is_byline(raw.text):
            return
        raw = self._without_jumps(raw, is_first=not self._begun, is_last=is_last)
        lead_in, html, text = self._lead_in(raw)
        self._begun = True
        signature = self._signature(text, is_last)
        if signature is not None:
            start, credit = signature
            html = cut_suffix(html, len(text) - start)
        self._text(raw.text)
        if lead_in is None and signature is None:
            self._run.append(f"<p>{html}</p>")
            return
        self._close_run()
        self.blocks.append(Paragraph(html.rstrip(), lead_in, signature[1] if signature else None))

    def _is_byline(self, text: str) -> bool:
        """Take a first paragraph that is wholly a byline, unless the header has one already."""
        unsigned = parse_unsigned(text)
        if not unsigned and not is_byline_paragraph(text):
            return False
        printed = unsigned or parse_byline(text)
        if printed is None or (self.byline and self.byline.credits != printed.credits):
            return False
        self.byline = printed
        return True

    def _without_jumps(self, raw: RawParagraph, *, is_first: bool, is_last: bool) -> RawParagraph:
        if is_first and (leading := split_leading_jump(raw.text)):
            self.jumps["from"] = leading.jump
            html = cut_prefix(raw.html, len(raw.text) - len(leading.text))
            raw = replace(raw, html=html, text=leading.text)
        if is_last and (trailing := split_trailing_jump(raw.text)):
            self.jumps["to"] = trailing.jump
            html = cut_suffix(raw.html, len(raw.text) - len(trailing.text))
            raw = replace(raw, html=html, text=trailing.text)
        return raw

    def _lead_in(self, raw: RawParagraph) -> tuple[Byline | None, str, str]:
        """The lead-in of the first paragraph, and what is left as HTML and as text."""
        if self._begun:
            return None, raw.html, raw.text
        found = take_lead_in(raw.text)
        if found is None:
            given = self.lead_in_text
            made = take_lead_in(given) if given else None
            self._note(made)
            if given:
                return (made.byline if made else _printed(given)), raw.html, raw.text
            return None, raw.html, raw.text
        self._note(found)
        return found.byline, cut_prefix(raw.html, found.length), raw.text[found.length :]

    def _note(self, found: LeadIn | None) -> None:
        if found is not None:
            self.source, self.dateline = found.source, found.dateline

    def _signature(self, text: str, is_last: bool) -> tuple[int, Byline] | None:
        if found := take_signature(text):
            return found.start, found.byline
        if is_last and is_byline_paragraph(text) and (byline := parse_byline(text)):
            return 0, byline
        return None


def _printed(text: str) -> Byline:
    return parse_byline(text) or Byline((BylinePart(text),))


def page_key(page: PageCode | None) -> tuple[str, int]:
    """Articles without a page come last."""
    return page.sort_key if page else ("\uffff", 0)


def read_note(path: str, header: Header, desk: Desk) -> tuple[tuple[Block, ...], list[Problem]]:
    """The text below the header of ``issue.md``: the note to readers."""
    converted = convert(path, header.body, header.body_line, desk.resolve_link)
    body = _Body(path, desk, None, "")
    body.take(converted.blocks)
    return tuple(body.blocks), [*converted.problems, *body.problems]
