"""What readers may see of an issue at a moment: no drafts, nothing whose hour has not come."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from broadsheet.model import Article, Block, Clock, Figure, Issue, Status
from broadsheet.pages import urls


@dataclass(frozen=True, slots=True)
class Visible:
    """``issue`` is ``None`` when nothing of it may be seen.

    The answer holds from ``valid_from`` until before ``valid_until`` (ISO 8601 in UTC, empty for
    ever). ``hidden`` are the files held back, each with its reason: ``draft`` or ``embargo``.
    """

    issue: Issue | None
    hidden: tuple[tuple[str, str], ...]
    valid_from: str
    valid_until: str


def moment(when: dt.datetime) -> str:
    """A point in time as text that sorts."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def visible(issue: Issue, clock: Clock) -> Visible:
    """Reduce an issue to what is public at the clock; in a preview (``drafts``) all of it is."""
    times = [a.embargo for a in issue.articles if a.embargo]
    times += [issue.embargo] if issue.embargo else []
    past = [moment(t) for t in times if t <= clock.now]
    future = [moment(t) for t in times if t > clock.now]
    bounds = (max(past, default=""), min(future, default=""))
    if clock.drafts:
        return Visible(issue, (), *bounds)
    if reason := _held(issue.status, issue.embargo, clock):
        return Visible(None, tuple((a.path, reason) for a in issue.articles), *bounds)
    hidden = {a.slug: r for a in issue.articles if (r := _held(a.status, a.embargo, clock))}
    if not hidden:
        return Visible(issue, (), *bounds)
    names = tuple((a.path, hidden[a.slug]) for a in issue.articles if a.slug in hidden)
    return Visible(_without(issue, set(hidden)), names, *bounds)


def _held(status: Status, embargo: dt.datetime | None, clock: Clock) -> str:
    if status is Status.DRAFT:
        return "draft"
    return "embargo" if embargo and embargo > clock.now else ""


def _without(issue: Issue, slugs: set[str]) -> Issue | None:
    hidden = {f"/{urls.article(issue.date, issue.edition, slug)}" for slug in slugs}

    def kept(articles: tuple[Article, ...]) -> tuple[Article, ...]:
        return tuple(
            dataclasses.replace(a, body=_unlinked(a.body, hidden))
            for a in articles
            if a.slug not in slugs
        )

    pages = tuple(dataclasses.replace(p, articles=kept(p.articles)) for p in issue.pages)
    pages = tuple(p for p in pages if p.articles or p.facsimile or p.title)
    note = _unlinked(issue.note, hidden)
    rest = dataclasses.replace(issue, pages=pages, loose=kept(issue.loose), note=note)
    has_page = any(page.facsimile for page in pages)
    return rest if rest.articles or has_page else None


_LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _unlinked(blocks: tuple[Block, ...], hidden: set[str]) -> tuple[Block, ...]:
    """The text without links to what is held back: they would be dead, and tell its address."""

    def text_or_link(match: re.Match[str]) -> str:
        address = unquote(html.unescape(match[1])).partition("#")[0]
        return match[2] if address in hidden else match[0]

    return tuple(
        block
        if isinstance(block, Figure)
        else dataclasses.replace(block, html=_LINK.sub(text_or_link, block.html))
        for block in blocks
    )
