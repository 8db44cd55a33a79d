"""From one article's file to an ``Article``: header, body, bylines where a paper prints them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from broadsheet.model import (
    Alias,
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
from broadsheet.problems import Problem, errors, problem
from broadsheet.reading.blocks import RawBlock, RawFigure, RawParagraph, RawProse
from broadsheet.reading.bylines import (
    LeadIn,
    Signature,
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
from broadsheet.reading.figures import PictureDesk, read_figure
from broadsheet.reading.headers import Header, split_header, without_echo
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
    stem = PurePosixPath(path).stem
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
    body = _Body(path, desk, byline, fields.text("lead_in"))
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
        region=fields.read("region", read_region, problems),
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
    read = partial(read_date, example=date.isoformat())
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
    return byline


@dataclass(slots=True)
class _Body:
    """Collects blocks in order, taking out what a paper prints inside an article's text: the
    byline, the lead-in, signatures, jump lines. A note to readers (``is_note``) has none."""

    path: str
    desk: Desk
    byline: Byline | None = None
    lead_in_text: str = ""
    is_note: bool = False
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    source: str = ""
    dateline: str = ""
    jumps: dict[Direction, Jump] = field(default_factory=dict)
    jump_lines: dict[Direction, int] = field(default_factory=dict)
    _run: list[str] = field(default_factory=list)
    _begun: bool = False
    _printed: list[BylinePart] = field(default_factory=list)

    def take_header_jumps(self, fields: Fields, problems: list[Problem]) -> None:
        directions: tuple[tuple[str, Direction], ...] = (("jump_to", "to"), ("jump_from", "from"))
        for name, direction in directions:
            text, line = fields.text(name), fields.line(name)
            jump = parse_jump(text, direction) if text else None
            if jump:
                self._take_jump(direction, jump, line)
            elif text:
                problems.append(problem(fields.path, line, "jump-page-invalid", text=text))

    def _take_jump(self, direction: Direction, jump: Jump, line: int) -> bool:
        """Take a jump; false when there is one to another page already, and this stays text."""
        before = self.jumps.get(direction)
        if before and before.page.sort_key != jump.page.sort_key:
            return False
        self.jumps[direction] = jump
        self.jump_lines[direction] = line
        return True

    def take(self, raw: Sequence[RawBlock]) -> None:
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
        if not self._begun and self.lead_in_text:
            self.blocks.insert(0, Paragraph("", self._given_lead_in()))

    def _text(self, text: str) -> None:
        if text.strip():
            self.lines.append(text)

    def _close_run(self) -> None:
        if self._run:
            self.blocks.append(Prose("\n".join(self._run)))
            self._run = []

    def _figure(self, raw: RawFigure) -> None:
        has_own = self.byline and any(c.role in OWN_PHOTOS for c in self.byline.credits)
        read = read_figure(raw, self.desk.pictures, self.path, is_credited=bool(has_own))
        self.problems += read.problems
        for paragraph in read.before:
            self._paragraph(paragraph, is_last=False)
        if read.photos:
            self._close_run()
            self.blocks.append(Figure(read.photos))
        for paragraph in read.after:
            self._paragraph(paragraph, is_last=False)

    def _paragraph(self, raw: RawParagraph, *, is_last: bool) -> None:
        if not self.is_note:
            jump = take_jump_line(raw.text)
            if jump and self._take_jump(*jump, raw.line):
                return
            if not self._begun and self._is_byline(raw.text):
                return
            raw = self._without_jumps(raw, is_first=not self._begun, is_last=is_last)
        lead_in, html, text = self._lead_in(raw)
        self._begun = True
        signature = self._signature(text, is_last)
        if signature is not None:
            html = cut_suffix(html, len(text) - signature.start)
        self._text(raw.text)
        if lead_in is None and signature is None:
            if html:
                self._run.append(f"<p>{html}</p>")
            return
        self._close_run()
        byline = signature.byline if signature else None
        self.blocks.append(Paragraph(html.rstrip(), lead_in, byline))

    def _is_byline(self, text: str) -> bool:
        """Take the first paragraphs that are wholly bylines, unless the header has another."""
        unsigned = parse_unsigned(text)
        if not unsigned and not is_byline_paragraph(text):
            return False
        printed = unsigned or parse_byline(text)
        if printed is None:
            return False
        if self._printed:
            self._printed += [BylinePart(" "), *printed.parts]
        elif self.byline is None or _is_same(self.byline, printed):
            self._printed += printed.parts
        else:
            return False
        self.byline = Byline(tuple(self._printed))
        return True

    def _without_jumps(self, raw: RawParagraph, *, is_first: bool, is_last: bool) -> RawParagraph:
        if is_first and (leading := split_leading_jump(raw.text)):
            jump, rest = leading
            if self._take_jump("from", jump, raw.line):
                html = cut_prefix(raw.html, len(raw.text) - len(rest))
                raw = replace(raw, html=html, text=rest)
        if is_last and (trailing := split_trailing_jump(raw.text)):
            rest, jump = trailing
            if self._take_jump("to", jump, raw.line):
                html = cut_suffix(raw.html, len(raw.text) - len(rest))
                raw = replace(raw, html=html, text=rest)
        return raw

    def _lead_in(self, raw: RawParagraph) -> tuple[Byline | None, str, str]:
        """The lead-in of the first paragraph, and what is left as HTML and as text. The header's
        goes first; the paragraph's own is then taken only when it is the same."""
        if self._begun or self.is_note:
            return None, raw.html, raw.text
        found = take_lead_in(raw.text)
        given = self._given_lead_in()
        if found is None or (given and not _is_same(given, found.byline)):
            return given, raw.html, raw.text
        self._note(found)
        return found.byline, cut_prefix(raw.html, found.length), raw.text[found.length :]

    def _given_lead_in(self) -> Byline | None:
        given = self.lead_in_text
        if not given:
            return None
        made = take_lead_in(given)
        if made is None:
            return parse_byline(given) or Byline((BylinePart(given),))
        self._note(made)
        rest = given[made.length :]
        return Byline((*made.byline.parts, BylinePart(rest))) if rest else made.byline

    def _note(self, found: LeadIn) -> None:
        self.source, self.dateline = found.source, found.dateline

    def _signature(self, text: str, is_last: bool) -> Signature | None:
        if found := take_signature(text):
            return found
        if is_last and is_byline_paragraph(text) and (byline := parse_byline(text)):
            return Signature(byline, 0)
        return None


def _is_same(one: Byline, other: Byline) -> bool:
    """Whether two credit lines say the same of the same people."""
    if one.credits or other.credits:
        return one.credits == other.credits
    return one.text.split() == other.text.split()


def page_key(page: PageCode | None) -> tuple[str, int]:
    """Articles without a page come last."""
    return page.sort_key if page else ("\uffff", 0)


def read_note(path: str, header: Header, desk: Desk) -> tuple[tuple[Block, ...], list[Problem]]:
    """The text below the header of ``issue.md``: the note to readers."""
    converted = convert(path, header.body, header.body_line, desk.resolve_link)
    body = _Body(path, desk, is_note=True)
    body.take(converted.blocks)
    return tuple(body.blocks), [*converted.problems, *body.problems]
