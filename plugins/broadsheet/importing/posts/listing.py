"""Lists a folder of posts: their heads are read, days made of them, links between them settled."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from broadsheet.importing.notes import Note, SourceError, Words, note
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.addresses import as_alias
from broadsheet.importing.posts.day import DayOfPosts, Placed
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.posts.links import Index, Listed, targets_of, to_file
from broadsheet.importing.posts.moments import Moment
from broadsheet.importing.posts.opening import open_post
from broadsheet.importing.posts.site import Post, Site
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.sources import Listing, Options
from broadsheet.pages import urls
from broadsheet.reading.names import IssueName, name_problem, parse_article_name

_LONGEST_NAME = 60
_OWN_PAGES = re.compile(
    r"(?:index|archive|corrections|404|search)\.html|robots\.txt|sitemap\.xml"
    r"|[0-9]{4}/(?:[0-9]{2}/(?:[0-9]{2}/)?)?index\.html"
    r"|(?:sections|columns|people|photos|data|feeds|days|sitemaps)/(?:[^/]+/)?index\.html"
)
"""Paths that the new site makes of many issues."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A post that can be placed, with what sorts it within its day. The old site shows it from
    ``publish`` on and until ``expiry``."""

    listed: Listed
    order: tuple[dt.time, int, str]
    targets: tuple[str, ...]
    publish: Moment | None
    expiry: Moment | None


def list_posts(site: Site, options: Options, notes: Iterable[Note]) -> Listing:
    """The days of a site. ``notes`` are those on its settings."""
    listing = Listing(notes=list(notes))
    unused: Counter[str] = Counter()
    found: list[_Found] = []
    for path in site.files():
        try:
            found.append(_read(site, path, options, unused))
        except SourceError as error:
            listing.notes.append(error.note)
    days: dict[dt.date, list[_Found]] = {}
    for each in sorted(found, key=lambda each: (each.listed.day, each.order)):
        days.setdefault(each.listed.day, []).append(each)
    named = {day: _named(posts) for day, posts in days.items()}
    aliases = _Aliases(site, named, listing.notes)
    index = Index(
        (each.listed for posts in named.values() for each in posts),
        site.base,
        dict.fromkeys(each.listed.path.split("/")[0] for posts in named.values() for each in posts),
    )
    now = dt.datetime.now(dt.UTC)
    for day in sorted(named):
        posts = tuple(
            _placed(each, at, index, aliases, now) for at, each in enumerate(named[day], 1)
        )
        listing.units.append(DayOfPosts(site, IssueName(day), posts, options.language))
    if unused:
        keys = ", ".join(f"{key} ({count})" for key, count in unused.most_common())
        listing.notes.append(note(site.root.as_posix(), 0, say.KEYS_LEFT, keys=keys))
    return listing


def _read(site: Site, path: str, options: Options, unused: Counter[str]) -> _Found:
    opened = open_post(site, path)
    refused = site.refused(path, opened.matter)
    if refused is not None:
        raise SourceError(note(opened.place, 0, refused))
    silent = Remarks(opened.place)
    post = site.post(path, opened.matter, silent)
    day = _day(post, options, opened.place, opened.matter.text("date"))
    unused.update(post.unused_keys)
    time = post.moment.at.time() if post.moment else dt.time()
    body = site.prepare(opened.matter, Kept(), silent)
    return _Found(
        listed=Listed(path, post.address, post.others, day, post.name),
        order=(time, post.weight, path),
        targets=tuple(dict.fromkeys(targets_of(body))),
        publish=post.publish or post.moment,
        expiry=post.expiry,
    )


def _day(post: Post, options: Options, place: str, written: str) -> dt.date:
    if post.moment is not None:
        return post.moment.day
    if options.issue is not None:
        return options.issue.date
    if written:
        raise SourceError(note(place, 1, say.DATE_UNCLEAR, text=written))
    raise SourceError(note(place, 0, say.UNDATED))


def _named(posts: list[_Found]) -> list[_Found]:
    """The posts of a day, each with a file's name that no other of the day has."""
    taken: set[str] = set()
    made = []
    for each in posts:
        stem, number = file_name(each.listed.name), 1
        name = stem
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        made.append(replace(each, listed=replace(each.listed, name=name)))
    return made


def file_name(words: str) -> str:
    """A name of letters and digits with hyphens that says neither a page nor an order."""
    plain = unicodedata.normalize("NFC", words).lower()
    stem = re.sub(r"[\W_]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")
    said = parse_article_name(stem)
    if not stem or stem == "issue" or said.page or said.order is not None or name_problem(stem):
        return f"article-{stem}".rstrip("-")
    return stem


def _placed(found: _Found, order: int, index: Index, aliases: _Aliases, now: dt.datetime) -> Placed:
    post = found.listed
    links = []
    for target in found.targets:
        meant = index.find(target, post)
        if meant is not None:
            links.append((target, to_file(meant, post.day)))
    return Placed(
        path=post.path,
        name=post.name,
        order=order,
        links=tuple(links),
        aliases=aliases.of(post),
        is_to_come=found.publish is not None and _is_after(found.publish, now),
        has_expired=found.expiry is not None and not _is_after(found.expiry, now),
    )


def _is_after(moment: Moment, now: dt.datetime) -> bool:
    """Whether a moment is still to come; one without an offset is taken for the clock's own."""
    at = moment.at
    return at > now if at.tzinfo else at > now.astimezone().replace(tzinfo=None)


class _Aliases:
    """Old addresses, each given to one article; those that cannot be kept are noted."""

    def __init__(self, site: Site, named: dict[dt.date, list[_Found]], notes: list[Note]) -> None:
        self._site = site
        self._notes = notes
        self._taken = {
            urls.fold(urls.article(day, "", each.listed.name)): each.listed.path
            for day, posts in named.items()
            for each in posts
        }

    def of(self, post: Listed) -> tuple[str, ...]:
        kept = []
        for address in post.addresses:
            alias = as_alias(address)
            words, other = self._refusal(alias, post) if alias else (say.ALIAS_INVALID, "")
            if words is not None:
                place = (self._site.root / post.path).as_posix()
                self._notes.append(note(place, 0, words, address=address, other=other))
            elif alias and alias not in kept and not self._is_own(alias, post):
                kept.append(alias)
        return tuple(kept)

    def _is_own(self, alias: str, post: Listed) -> bool:
        own = urls.article(post.day, "", post.name)
        return urls.fold(urls.alias(alias)) == urls.fold(own)

    def _refusal(self, alias: str, post: Listed) -> tuple[Words | None, str]:
        """Why an address cannot lead to the post, and who has it."""
        path = urls.fold(urls.alias(alias))
        if _OWN_PAGES.fullmatch(path):
            return say.ALIAS_OWN, ""
        owner = self._taken.setdefault(path, post.path)
        return (None, "") if owner == post.path else (say.ALIAS_TAKEN, owner)
