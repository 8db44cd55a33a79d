"""From an ``Issue`` to what its own pages show, and to what the catalog keeps of it. Pure."""

from __future__ import annotations

import datetime as dt
import html
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from msgspec.structs import replace

from broadsheet.catalog_rows import ArticleRow, IssueRow, Neighbour, NoticeRow, PhotoRow, TopicRow
from broadsheet.model import (
    Article,
    Block,
    Byline,
    Clock,
    Figure,
    Issue,
    Jump,
    MissingPhoto,
    PageCode,
    Paragraph,
    Photo,
    PrintPage,
    Prose,
    Region,
    Role,
)
from broadsheet.pages import prose, records, urls
from broadsheet.pages.ranks import ENOUGH, OPENINGS, Item, Rank, measure, ranks
from broadsheet.pages.views import (
    Area,
    ArticleView,
    BlockView,
    Group,
    Hotspot,
    IssueView,
    JumpView,
    Link,
    Masthead,
    MissingPicture,
    NamePart,
    Notice,
    Picture,
    PrintPageView,
    Teaser,
)
from broadsheet.photos.plan import Note, Rendition, original_name, plan_of
from broadsheet.reading.addresses import alias_source
from broadsheet.settings import PictureSettings

SUMMARY_LENGTH = 90
"""Characters of a summary that is taken from the text."""
SENTENCE_ENDS = "。！？!?；;"
JUMP_TO = ("（下转{}版）", "(Continued on {})")
JUMP_FROM = ("（上接{}版）", "(Continued from {})")
MENTIONED = "mentioned"
_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SENTENCE_END = re.compile(r"[。！？!?][”’」』）]*|\.[”’)]* ")
SHORTEST_PARAGRAPH = 24
"""Characters below which a cut paragraph is not worth printing."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to publish beside the pages: a rendition of ``file``, or ``file`` itself."""

    path: str
    file: str
    digest: str
    rendition: Rendition | None

    @property
    def copied(self) -> str:
        """What the bytes depend on: those of ``file``, and how they are drawn."""
        return f"{self.digest} {self.rendition.recipe}" if self.rendition else self.digest


@dataclass(frozen=True, slots=True)
class ComposedIssue:
    """Everything an issue puts on the site. ``redirects`` are (old path, headline, new path)."""

    row: IssueRow
    articles: tuple[ArticleView, ...]
    sources: tuple[str, ...]
    """The file of each article, in the same order."""
    article_records: tuple[records.ArticleRecord, ...]
    """The machine-readable form of each article, in the same order."""
    record: bytes
    assets: tuple[Asset, ...]
    redirects: tuple[tuple[str, str, str, str], ...]
    """Old path, headline, new path, source file."""


class Composer:
    """Composes one issue. ``site_url`` and ``language`` are the site's."""

    def __init__(
        self,
        issue: Issue,
        site_url: str,
        language: str,
        clock: Clock,
        pictures: PictureSettings,
    ) -> None:
        self.issue = issue
        self.articles = issue.articles
        self.pictures = pictures
        self.site_url = site_url
        self.language = language
        self.clock = clock
        self.assets: dict[str, Asset] = {}
        self.masthead = Masthead(
            path=urls.issue(issue.date, issue.edition),
            date=issue.date,
            edition=issue.edition_title,
            number=issue.number,
            cumulative_number=issue.cumulative_number,
            page_count=len(issue.pages),
            article_count=len(self.articles),
            status=issue.status,
            embargoed=self._waits(issue.embargo),
        )
        self.page_of = {a.slug: page for page in issue.pages for a in page.articles}
        self.people = [self._people_of(a) for a in self.articles]
        self.with_pages = {urls.slug(name) for people in self.people for name, _role in people}
        self.slugs = {a.slug for a in self.articles}
        self.ranks = {
            slug: rank
            for articles in (*(page.articles for page in issue.pages), issue.loose)
            for slug, rank in _ranks(articles).items()
        }
        self.teasers = {a.slug: self._teaser(a) for a in self.articles}
        self.shown = list(self.teasers.values())

    def _waits(self, embargo: dt.datetime | None) -> bool:
        return embargo is not None and embargo > self.clock.now

    # --- parts

    def names(self, byline: Byline | None) -> tuple[NamePart, ...]:
        return tuple(
            NamePart(part.text, self._person(part.credit.name) if part.credit else "")
            for part in (byline.parts if byline else ())
        )

    def _person(self, name: str) -> str:
        """The person's page. It lists articles, so whom only the note to readers names may have
        none, and gets no link."""
        slug = urls.slug(name)
        return urls.topic("people", slug) if slug in self.with_pages else ""

    def _people_of(self, article: Article) -> tuple[tuple[str, str], ...]:
        """Everybody in or behind an article with the role, each once a role: those it credits,
        the editors of its page and of the issue, and those it is about."""
        page = self.page_of.get(article.slug)
        desks = [page.editors if page else None, self.issue.editors]
        credits = [*article.credits, *(c for desk in desks if desk for c in desk.credits)]
        people = [(c.name, str(c.role)) for c in credits]
        return tuple(dict.fromkeys([*people, *((name, MENTIONED) for name in article.people)]))

    def picture(self, photo: Photo, article: Article | None = None) -> Picture:
        """``article`` is the one that it illustrates; its byline may answer for the picture."""
        stem = re.sub(r"[/\s]", "-", PurePosixPath(photo.file).with_suffix("").as_posix())
        note = self._note(photo, article) if self.pictures.credits else Note()
        planned = plan_of(photo.facts, stem, note, self.pictures.avif)
        digest = photo.facts.digest
        for rendition in planned.files:
            path = self._beside(rendition.name)
            self.assets[path] = Asset(path, photo.file, digest, rendition)
        original = ""
        if self.pictures.originals:
            original = self._beside(original_name(photo.file, digest))
            self.assets[original] = Asset(original, photo.file, digest, None)
        return Picture(
            path=self._beside(planned.main.name),
            width=planned.main.width,
            height=planned.main.height,
            cutline=photo.cutline,
            credit=self.names(photo.credit),
            mark=photo.mark,
            widths=planned.widths,
            better=planned.better,
            original=original,
        )

    def _beside(self, name: str) -> str:
        return urls.beside(self.issue.date, self.issue.edition, name)

    def _photo_row(self, photo: Photo, article: Article) -> PhotoRow:
        names = [c.name for c in photo.credit.credits] if photo.credit else []
        slugs = dict.fromkeys(urls.slug(name) for name in names)
        people = tuple(slug for slug in slugs if slug in self.with_pages)
        return PhotoRow(self.picture(photo, article), photo.facts.digest, people)

    def _note(self, photo: Photo, article: Article | None) -> Note:
        """What the file says of itself. A picture without a credit of its own is credited to
        those whose byline says that they took it; an agency's picture is the agency's."""
        credits = photo.credit.credits if photo.credit else ()
        if not photo.credit and article:
            credits = tuple(c for c in article.credits if c.role is Role.TEXT_AND_PHOTO)
        agencies = tuple(dict.fromkeys(c.organisation for c in credits if c.organisation))
        line = photo.credit.text if photo.credit else ""
        return Note(
            creators=tuple(dict.fromkeys(c.name for c in credits)),
            credit=line.strip().strip("（）()").strip(),
            rights="、".join(agencies) or self.pictures.holder,
        )

    def blocks(
        self, blocks: Iterable[Block], root: str = "/", article: Article | None = None
    ) -> tuple[BlockView, ...]:
        """``root`` is the way from the page they stand on; ``/`` leaves that open."""
        views = [self._block(b, root, article) for b in blocks]
        htmls = prose.in_order(view.html for view in views)
        return tuple(
            view if html == view.html else replace(view, html=html)
            for view, html in zip(views, htmls, strict=True)
        )

    def _block(self, block: Block, root: str, article: Article | None) -> BlockView:
        match block:
            case Prose(html=html):
                return BlockView("prose", html=urls.rooted(html, root))
            case Paragraph(html=html, lead_in=lead_in, signature=signature):
                return BlockView(
                    "paragraph",
                    html=urls.rooted(html, root),
                    lead_in=self.names(lead_in),
                    signature=self.names(signature),
                )
            case Figure():
                return self._figure(block, article)

    def _figure(self, figure: Figure, article: Article | None) -> BlockView:
        kind = "gallery" if figure.is_gallery else "figure" if figure.photos else "missing"
        return BlockView(
            kind,
            pictures=tuple(self.picture(p, article) for p in figure.photos),
            missing=tuple(
                MissingPicture(at, p.cutline, self.names(p.credit), p.mark)
                for at, p in enumerate(figure.pictures)
                if isinstance(p, MissingPhoto)
            ),
        )

    def _article_path(self, slug: str) -> str:
        return urls.article(self.issue.date, self.issue.edition, slug)

    def _page_path(self, page: PrintPage) -> str:
        return urls.print_page(self.issue.date, self.issue.edition, page.code)

    def _teaser(self, article: Article) -> Teaser:
        page = self.page_of.get(article.slug)
        photos = article.photos
        language = article.language or self.language
        rank = self.ranks[article.slug]
        return Teaser(
            path=self._article_path(article.slug),
            headline=article.headline,
            date=self.issue.date,
            kicker=article.kicker,
            deck=article.deck,
            summary=article.summary or summary_of(article.text or _first_cutline(article)),
            page=str(page.code) if page else "",
            page_path=self._page_path(page) if page else "",
            section=_topic_link("sections", article.section),
            column=_topic_link("columns", article.standing_head),
            byline=self.names(article.byline),
            picture=self.picture(photos[0], article) if photos else None,
            language=language,
            status=article.status,
            embargoed=self._waits(article.embargo),
            corrected=bool(article.corrections),
            retracted=article.retraction is not None,
            issue=Link(self.issue.date.isoformat(), self.masthead.path),
            rank=rank,
            opening=opening_of(article, OPENINGS[rank]) if rank in OPENINGS else (),
            jump=self._jump(article.jump_to, JUMP_TO, language),
        )

    # --- pages

    def print_page(self, page: PrintPage) -> PrintPageView:
        facsimile = page.facsimile
        image = self.picture(facsimile.image) if facsimile and facsimile.image else None
        pdf = ""
        if facsimile and facsimile.pdf:
            pdf = urls.beside(
                self.issue.date,
                self.issue.edition,
                f"{str(page.code).lower()}-{facsimile.pdf_digest[:8]}.pdf",
            )
            self.assets[pdf] = Asset(pdf, facsimile.pdf, facsimile.pdf_digest, None)
        return PrintPageView(
            code=str(page.code),
            title=page.title,
            path=self._page_path(page),
            editors=self.names(page.editors),
            facsimile=image,
            pdf=pdf,
            hotspots=self._hotspots(page, image) if image else (),
            groups=self._groups(page.articles),
        )

    def _hotspots(self, page: PrintPage, image: Picture) -> tuple[Hotspot, ...]:
        return tuple(
            Hotspot(
                areas=tuple(_area(region, image) for region in a.regions),
                path=self._article_path(a.slug),
                headline=a.headline,
            )
            for a in page.articles
            if a.regions
        )

    def _groups(self, articles: Iterable[Article]) -> tuple[Group, ...]:
        return tuple(
            Group(_topic_link("columns", head), tuple(self.teasers[a.slug] for a in run))
            for head, run in itertools.groupby(articles, key=lambda a: a.standing_head)
        )

    def issue_view(self) -> IssueView:
        date = self.issue.date
        return IssueView(
            masthead=self.masthead,
            pages=tuple(self.print_page(p) for p in self.issue.pages),
            loose=self._groups(self.issue.loose),
            note=self.blocks(self.issue.note),
            editors=self.names(self.issue.editors),
            previous=None,
            next=None,
            month=Link(f"{date:%Y-%m}", urls.month(date.year, date.month)),
            same_day=Link(f"{date:%m-%d}", urls.same_day(date.month, date.day)),
        )

    def article_view(self, at: int) -> ArticleView:
        shown = self.shown
        article = self.articles[at]
        page = self.page_of.get(article.slug)
        language = article.language or self.language
        return ArticleView(
            teaser=self.teasers[article.slug],
            masthead=self.masthead,
            byline=self.names(article.byline),
            source=article.source,
            dateline="" if article.dateline and _is_printed(article) else article.dateline,
            body=self.blocks(article.body, urls.root_of(self.masthead.path), article),
            jump_from=self._jump(article.jump_from, JUMP_FROM, language),
            jump_to=self._jump(article.jump_to, JUMP_TO, language),
            corrections=tuple(Notice(c.date, c.text) for c in article.corrections),
            retraction=Notice(article.retraction.date, article.retraction.reason)
            if article.retraction
            else None,
            people=tuple(
                Link(name, urls.topic("people", urls.slug(name))) for name in article.people
            ),
            places=article.places,
            tags=article.tags,
            previous=shown[at - 1] if at else None,
            next=shown[at + 1] if at + 1 < len(shown) else None,
            print_page=Link(f"{page.code} {page.title}".strip(), self._page_path(page))
            if page
            else None,
            rest_of_page=tuple(
                self.teasers[a.slug]
                for a in (page.articles if page else ())
                if a.slug != article.slug
            ),
        )

    def _jump(self, jump: Jump | None, words: tuple[str, str], language: str) -> JumpView | None:
        """``words`` are what a paper prints around a page that the header names bare."""
        if jump is None:
            return None
        text = jump.text
        if PageCode.parse(text):
            text = (words[0] if language.startswith("zh") else words[1]).format(jump.page)
        if jump.target in self.slugs:
            return JumpView(text, self._article_path(jump.target))
        page = next((p for p in self.issue.pages if p.code.sort_key == jump.page.sort_key), None)
        return JumpView(text, self._page_path(page) if page else "")

    # --- the whole

    def _stored(self, article: Article, view: ArticleView) -> tuple[BlockView, ...]:
        """The body with links from the site's root: as its page has it, where it has neither
        such links nor pictures."""
        for block in article.body:
            if isinstance(block, Figure) or urls.has_rooted(block.html):
                return self.blocks(article.body, article=article)
        return view.body

    def compose(self, valid_from: str, valid_until: str) -> ComposedIssue:
        view = self.issue_view()
        articles = self.articles
        views = tuple(self.article_view(at) for at in range(len(articles)))
        made = tuple(
            records.article_record(
                self.issue,
                self.page_of.get(a.slug),
                a,
                order,
                records.ArticleFacts(
                    teaser=v.teaser,
                    url=urls.public(self.site_url, v.teaser.path),
                    pictures=tuple([p for b in v.body for p in b.pictures]),
                ),
            )
            for order, (a, v) in enumerate(zip(articles, views, strict=True), 1)
        )
        topics = tuple(
            t for seq, a in enumerate(articles) for t in _topics(seq, a, self.people[seq])
        )
        notices = tuple(n for seq, a in enumerate(articles) for n in _notices(seq, a))
        row = IssueRow(
            folder=self.issue.folder,
            date=self.issue.date,
            edition=self.issue.edition,
            view=view,
            touches=_touches(self.issue, topics, notices),
            articles=tuple(
                ArticleRow(
                    v.teaser,
                    records.encode(record),
                    self._stored(a, v),
                    tuple([self._photo_row(p, a) for p in a.photos]),
                    records.listed(record),
                )
                for a, v, record in zip(articles, views, made, strict=True)
            ),
            topics=topics,
            notices=notices,
            valid_from=valid_from,
            valid_until=valid_until,
        )
        return ComposedIssue(
            row=row,
            articles=views,
            sources=tuple(a.path for a in articles),
            article_records=made,
            record=records.encode(self._issue_record(view)),
            assets=tuple(self.assets.values()),
            redirects=tuple(
                (
                    urls.alias(old.address),
                    a.headline,
                    self._article_path(a.slug),
                    alias_source(a.path, old.line),
                )
                for a in articles
                for old in a.aliases
            ),
        )

    def _issue_record(self, view: IssueView) -> records.IssueRecord:
        return records.IssueRecord(
            format=records.FORMAT,
            path=view.masthead.path,
            url=urls.public(self.site_url, view.masthead.path),
            date=self.issue.date.isoformat(),
            edition=self.issue.edition,
            edition_title=self.issue.edition_title,
            number=self.issue.number,
            cumulative_number=self.issue.cumulative_number,
            pages=tuple(
                records.PageRecord(
                    code=p.code,
                    title=p.title,
                    path=p.path,
                    editors="".join(part.text for part in p.editors),
                    facsimile=p.facsimile.path if p.facsimile else "",
                    pdf=p.pdf,
                    articles=tuple(a.path for a in p.articles),
                )
                for p in view.pages
            ),
            articles=tuple(self._article_path(a.slug) for a in self.articles),
        )


def front_paths(view: IssueView, folder: str) -> Iterator[tuple[str, str]]:
    """The paths of an issue's own page and its print pages, each with its source."""
    yield view.masthead.path, folder
    for page in view.pages:
        yield page.path, folder


def own_paths(issue: ComposedIssue) -> Iterator[tuple[str, str]]:
    """Every other path that an issue makes, with its source."""
    folder = issue.row.folder
    yield urls.data_twin(issue.row.view.masthead.path), folder
    for article, source in zip(issue.articles, issue.sources, strict=True):
        yield article.teaser.path, source
        yield urls.data_twin(article.teaser.path), source
    for asset in issue.assets:
        yield asset.path, f"{folder}/{asset.file}"
    for old, _headline, _new, source in issue.redirects:
        yield old, source


def _area(region: Region, image: Picture) -> Area:
    return Area(
        left=round(region.left * image.width),
        top=round(region.top * image.height),
        width=round(region.width * image.width),
        height=round(region.height * image.height),
    )


def _first_cutline(article: Article) -> str:
    """Photo news is told by its cutline."""
    return next((picture.cutline for picture in article.pictures if picture.cutline), "")


def _is_printed(article: Article) -> bool:
    """Whether the text opens with its own dateline, so that it need not stand above as well."""
    first = next((b for b in article.body if isinstance(b, Paragraph)), None)
    return bool(first and first.lead_in and article.dateline in first.lead_in.text)


def _ranks(articles: Sequence[Article]) -> dict[str, Rank]:
    """The rank of each article of a page, by slug."""
    items = [Item(a.standing_head, measure(a.text[:ENOUGH]), bool(a.photos)) for a in articles]
    return dict(zip((a.slug for a in articles), ranks(items), strict=True))


def opening_of(article: Article, room: int) -> tuple[str, ...]:
    """The first paragraphs of a story without its crossheads, up to ``room`` Chinese characters:
    what a page prints of its large stories. The last is cut at the end of a sentence."""
    crossheads = {text for block in article.body for text in _crossheads(block)}
    opening: list[str] = []
    for line in article.text.splitlines():
        if line in crossheads:
            continue
        if opening and not _SENTENCE_END.search(f"{line} "[-4:]):
            break  # a list or a table begins
        size = measure(line)
        if size <= room:
            opening.append(line)
            room -= size
            continue
        letters = round(room * len(line) / size)
        ends = [found.end() for found in _SENTENCE_END.finditer(line, 0, letters)]
        if ends and (not opening or ends[-1] >= SHORTEST_PARAGRAPH):
            opening.append(line[: ends[-1]].rstrip())
        elif not opening:
            opening.append(summary_of(line))
        break
    return tuple(opening)


def _crossheads(block: Block) -> Iterator[str]:
    if isinstance(block, Prose) and "<h" in block.html:
        for heading in _HEADING.findall(block.html):
            yield html.unescape(_TAG.sub("", heading)).strip()


def _topic_link(kind: str, name: str) -> Link | None:
    return Link(name, urls.topic(kind, urls.slug(name))) if name else None


def summary_of(text: str) -> str:
    """The first sentences of a text up to ``SUMMARY_LENGTH`` characters, else cut with ``……``."""
    first = " ".join(text[: 2 * SUMMARY_LENGTH].split())
    if len(first) <= SUMMARY_LENGTH:
        first = " ".join(text.split())
    if len(first) <= SUMMARY_LENGTH:
        return first
    first = first[:SUMMARY_LENGTH]
    best = max(*map(first.rfind, SENTENCE_ENDS), first.rfind(". "))
    if best >= SUMMARY_LENGTH // 3:
        return first[: best + 1]
    if " " in first[SUMMARY_LENGTH // 2 :]:
        return first[: first.rfind(" ")] + " …"
    return first + "……"


def _topics(seq: int, article: Article, people: Iterable[tuple[str, str]]) -> Iterable[TopicRow]:
    for kind, name in (("sections", article.section), ("columns", article.standing_head)):
        if name:
            yield TopicRow(kind, urls.slug(name), name, "", seq)
    for name, role in people:
        yield TopicRow("people", urls.slug(name), name, role, seq)


def _notices(seq: int, article: Article) -> Iterable[NoticeRow]:
    if article.retraction:
        retraction = article.retraction
        yield NoticeRow("retraction", Notice(retraction.date, retraction.reason), seq)
    for correction in article.corrections:
        yield NoticeRow("correction", Notice(correction.date, correction.text), seq)


def _touches(
    issue: Issue, topics: Iterable[TopicRow], notices: Iterable[NoticeRow]
) -> tuple[str, ...]:
    """The keys of the index pages that show anything of an issue (``index_pages``)."""
    date = issue.date
    keys = {
        "home",
        "archive",
        f"year:{date.year:04d}",
        f"month:{date:%Y-%m}",
        f"day:{date:%m-%d}",
        "feed",
        f"sitemap:{date.year:04d}",
        "sitemap",
        f"data:{date.year:04d}",
        "data",
        "dates",
    }
    if any(a.photos for a in issue.articles):
        keys |= {"photos", f"photos:{date:%Y-%m}"}
    for kind, slug in {(topic.kind, topic.slug) for topic in topics}:
        keys |= {
            kind,
            f"topic:{kind}:{slug}",
            f"topic-year:{kind}:{slug}:{date.year:04d}",
        }
    if any(True for _ in notices):
        keys.add("corrections")
    return tuple(sorted(keys))


def with_neighbours(
    view: IssueView,
    previous: Neighbour | None,
    following: Neighbour | None,
    name: Callable[[dt.date, str], str],
) -> IssueView:
    """The issue with links to the ones before and after it; ``name`` says what they are called,
    by their date and the title of their edition."""

    def link(other: Neighbour | None) -> Link | None:
        return Link(name(other.date, other.edition), other.path) if other else None

    return replace(view, previous=link(previous), next=link(following))
