"""A day's posts, read where it is worked on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from broadsheet.importing.drafts import Block, DraftArticle, DraftIssue
from broadsheet.importing.notes import Note, SourceError
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.bodies import body_of, html_body_of
from broadsheet.importing.posts.desk import Desk
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.posts.opening import Opened, open_post
from broadsheet.importing.posts.site import HTML, Post, Site, suffix_of
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.model import Status
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName


@dataclass(frozen=True, slots=True)
class Placed:
    """A post with what only the whole source tells of it. ``links`` are targets in it and the
    files of ours that they mean; ``is_to_come`` and ``has_expired`` are as of the listing."""

    path: str
    name: str
    order: int
    links: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    is_to_come: bool = False
    has_expired: bool = False


@dataclass(frozen=True, slots=True)
class DayOfPosts:
    """The posts of one day in their order."""

    site: Site
    name: IssueName
    posts: tuple[Placed, ...]
    language: Language

    @property
    def place(self) -> str:
        first = (self.site.root / self.posts[0].path).as_posix()
        more = len(self.posts) - 1
        return f"{first} (+{more})" if more else first

    @property
    def home(self) -> str:
        return str(self.site.root)

    def read(self) -> DraftIssue:
        articles: list[DraftArticle] = []
        notes: list[Note] = []
        for placed in self.posts:
            remarks = Remarks((self.site.root / placed.path).as_posix())
            try:
                articles.append(self._article(placed, remarks))
            except SourceError as error:
                notes.append(error.note)
            else:
                notes += remarks.notes
        if not articles:
            raise SourceError(notes[0])
        return DraftIssue(self.name, articles=tuple(articles), notes=tuple(notes))

    def _article(self, placed: Placed, remarks: Remarks) -> DraftArticle:
        opened = open_post(self.site, placed.path, remarks)
        post = self.site.post(placed.path, opened.matter, remarks)
        body = self._body(opened, post, placed, remarks)
        status, embargo = _standing(post, placed, remarks)
        return DraftArticle(
            origin=placed.path,
            headline=post.headline,
            body=body,
            deck=post.deck,
            order=placed.order if len(self.posts) > 1 else 0,
            name=placed.name,
            section=post.section,
            byline=post.byline,
            tags=post.tags,
            summary=post.summary,
            language="" if _is_own(post.language, self.language) else post.language,
            status=status,
            embargo=embargo,
            aliases=placed.aliases,
        )

    def _body(
        self, opened: Opened, post: Post, placed: Placed, remarks: Remarks
    ) -> tuple[Block, ...]:
        kept = Kept()
        text = self.site.prepare(opened.matter, kept, remarks)
        desk = Desk(self.site, post, dict(placed.links), remarks, self.language)
        write = html_body_of if suffix_of(placed.path) in HTML else body_of
        blocks = write(text, opened.matter.body_line, post.headline, desk, kept)
        lead = desk.lead()
        desk.name_unused()
        return (lead, *blocks) if lead else tuple(blocks)


def _is_own(language: str, of_site: Language) -> bool:
    """Whether a language is the paper's; traditional characters are written out."""
    first, *rest = language.split("-")
    return first == of_site and not {"Hant", "TW", "HK", "MO"} & set(rest)


def _standing(post: Post, placed: Placed, remarks: Remarks) -> tuple[Status, dt.datetime | None]:
    """Whether the post is a draft, and until when nobody may see it."""
    hidden = post.hidden
    if placed.has_expired and post.expiry and not hidden:
        hidden = f"expiryDate: {post.expiry.at.isoformat(' ', 'minutes')}"
    elif post.expiry:
        moment = post.expiry.at.isoformat(" ", "minutes")
        remarks.add(1, say.EXPIRES, moment=moment)
    if hidden:
        remarks.add(1, say.DRAFT, reason=hidden)
    embargo = (post.publish or post.moment) if placed.is_to_come else None
    if embargo:
        remarks.add(1, say.EMBARGOED, moment=embargo.at.isoformat(" ", "minutes"))
    return Status.DRAFT if hidden else Status.PUBLISHED, embargo.at if embargo else None
