"""What templates are given. They ask these values; they never sort, group or build an address.

A ``path`` is an address from the site's root without a leading slash and with Chinese characters
kept (``2019/10/24/a01.html``). A template writes ``href="{{ root }}{{ link.path }}"``: ``root`` is
the way from the page being written to the site's root (``../../../``, or empty at the root). The
template says ``{{ root }}index.html`` for the home page.

Every template gets ``site: Site``, ``page: PageHead``, ``root: str`` and ``view``, one of the
``...View`` classes below (named beside each class with its template).
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

import msgspec

from broadsheet.model import Status
from broadsheet.pages import urls
from broadsheet.pages.numbering import Gap, Sign
from broadsheet.pages.ranks import Rank


class Link(msgspec.Struct, frozen=True):
    text: str
    path: str


BAND = 2
"""Articles under one head that make it a band across the page instead of a box in a column."""

SHORT = 500
"""Characters of HTML: a text below them is not set in columns in print."""


class Nameplate(msgspec.Struct, frozen=True):
    """The paper's name in its own lettering. ``dark`` is the path of its twin for dark screens,
    empty when there is none. ``width`` and ``height`` are its proportions, in its own units."""

    path: str
    dark: str
    width: int
    height: int


class Site(msgspec.Struct, frozen=True):
    """The paper. ``nav`` are the archive's ways in, ``standing`` Pelican's pages (About)."""

    name: str
    subtitle: str
    language: str
    """Language of the interface and of articles that name none: ``zh`` or ``en``."""
    url: str
    """The public address without a trailing slash; empty when none is set."""
    publisher: str
    cn_number: str
    """国内统一连续出版物号; empty when none is set."""
    nav: tuple[Link, ...]
    standing: tuple[Link, ...]
    feed: str
    """Path of the feed of the whole paper."""
    preview: bool
    """True in ``invoke serve``, where drafts are shown."""
    assets: str = "theme"
    """Where the theme's static files lie."""
    nameplate: Nameplate | None = None
    """``None`` when the name is set in type."""
    lunar_dates: bool = False
    """Whether nameplates print the day of the Chinese calendar."""
    indent: bool | None = None
    """Whether paragraphs begin indented; ``None`` leaves it to the language of the text."""
    search: bool = True
    """Whether there is an index to search in."""
    menu: frozenset[str] = frozenset()
    """Paths of the pages that every page links to; it follows from the others."""

    def __post_init__(self) -> None:
        paths = (link.path for link in (*self.nav, *self.standing))
        msgspec.structs.force_setattr(self, "menu", frozenset({urls.SEARCH, *paths}))


class Meta(msgspec.Struct, frozen=True, gc=False):
    """A ``<meta>`` element. ``is_property``: its key is a property (Open Graph), not a name."""

    key: str
    content: str
    is_property: bool = False


class PageHead(msgspec.Struct, frozen=True):
    """What ``<head>`` and the page's frame need. ``path`` is the page's own."""

    path: str
    title: str
    description: str = ""
    canonical: str = ""
    """Absolute address, empty when the site has no public address."""
    language: str = ""
    """Language of the page's text when it is not the site's."""
    crumbs: tuple[Link, ...] = ()
    """The way down from home to the page above this one; home itself is not in it."""
    data: str = ""
    """Path of the machine-readable twin (JSON), if there is one."""
    feed: Link | None = None
    """A feed of this page's own, beside the site's."""
    noindex: bool = False
    meta: tuple[Meta, ...] = ()
    """What sharing sites, libraries and scholars' programs read (``pages.metadata``)."""
    json_ld: str = ""
    """schema.org as JSON, safe within ``<script>``."""


class NamePart(msgspec.Struct, frozen=True):
    """A piece of a printed credit line; ``path`` leads to the person's page where it is a name."""

    text: str
    path: str = ""


class MissingPicture(msgspec.Struct, frozen=True):
    """A picture that was printed and is not in the archive. ``at`` is its place in its row,
    from 0; the rest are its words, as a ``Picture`` has them."""

    is_missing: ClassVar[bool] = True

    at: int
    cutline: str = ""
    credit: tuple[NamePart, ...] = ()
    mark: str = ""


class PictureFile(msgspec.Struct, frozen=True):
    """One file of a picture and its width in pixels."""

    path: str
    width: int


class PictureSource(msgspec.Struct, frozen=True):
    """A picture's files of one format, ascending in width. ``type`` is ``image/webp``, say."""

    type: str
    files: tuple[PictureFile, ...]


class Picture(msgspec.Struct, frozen=True):
    """A published picture. ``width`` and ``height`` are pixels of the file at ``path``, which
    every reader can show and which is the largest. Templates draw it with ``image`` of
    ``macros/pictures.html``; its other files have names that follow from this one."""

    is_missing: ClassVar[bool] = False

    path: str
    width: int
    height: int
    cutline: str = ""
    credit: tuple[NamePart, ...] = ()
    mark: str = ""
    """The ▲ or ▼ that the paper printed before the cutline."""
    widths: tuple[int, ...] = ()
    """Pixels of the smaller files, ascending."""
    better: tuple[str, ...] = ()
    """Suffixes of formats that are smaller in bytes, the best first; each has every width."""
    original: str = ""
    """Path of the photographer's own file, where the paper publishes it."""

    @property
    def files(self) -> tuple[PictureFile, ...]:
        """The picture in every width, ascending, in the format of ``path``."""
        return self._files(f".{self.path.rpartition('.')[2]}")

    @property
    def sources(self) -> tuple[PictureSource, ...]:
        """The same in each better format, the best first."""
        return tuple(PictureSource(f"image/{s[1:]}", self._files(s)) for s in self.better)

    def _files(self, suffix: str) -> tuple[PictureFile, ...]:
        smaller = (PictureFile(urls.rendition(self.path, w, suffix), w) for w in self.widths)
        return (*smaller, PictureFile(urls.rendition(self.path, 0, suffix), self.width))


class Teaser(msgspec.Struct, frozen=True):
    """An article as other pages show it."""

    path: str
    headline: str
    date: dt.date
    kicker: str = ""
    deck: str = ""
    summary: str = ""
    page: str = ""
    """Code of its print page, such as ``A01``; empty when it has none."""
    page_path: str = ""
    section: Link | None = None
    column: Link | None = None
    """Its standing head (栏目)."""
    byline: tuple[NamePart, ...] = ()
    picture: Picture | None = None
    """Its first picture."""
    language: str = ""
    status: Status = Status.PUBLISHED
    embargoed: bool = False
    """Shown only in the preview, because its hour has not come."""
    corrected: bool = False
    retracted: bool = False
    issue: Link | None = None
    rank: Rank = Rank.STORY
    """Its part on its page."""
    opening: tuple[str, ...] = ()
    """What a page prints of a large story: its first paragraphs. Empty for small ones."""
    jump: JumpView | None = None
    """Where it is continued, as printed."""

    @property
    def is_marked(self) -> bool:
        """Whether anything sets it apart: it is a draft, embargoed, corrected or retracted."""
        is_draft = self.status is Status.DRAFT
        return is_draft or self.embargoed or self.corrected or self.retracted


# --- an issue ---------------------------------------------------------------------------------


class Area(msgspec.Struct, frozen=True):
    """A rectangle on the facsimile, in pixels of its picture."""

    left: int
    top: int
    width: int
    height: int


class Hotspot(msgspec.Struct, frozen=True):
    """Where an article stands on the facsimile: one rectangle or several, which are one link."""

    areas: tuple[Area, ...]
    path: str
    headline: str


class Group(msgspec.Struct, frozen=True):
    """Articles of a page that stand together under one standing head; no head when empty."""

    head: Link | None
    articles: tuple[Teaser, ...]

    @property
    def is_boxed(self) -> bool:
        """Whether it stands in a box of its own under its head."""
        small = (Rank.BRIEF, Rank.PHOTO)
        return self.head is not None and all(a.rank in small for a in self.articles)


class Layout(msgspec.Struct, frozen=True):
    """The articles of a page as it is laid out: the lead across, stories in columns beneath it in
    order of rank, and long boxes of briefs across the page."""

    lead: Teaser | None
    stories: tuple[Group, ...]
    """Second stories first; a group is a box or articles that stand for themselves."""
    bands: tuple[Group, ...]

    @classmethod
    def of(cls, groups: tuple[Group, ...]) -> Layout:
        articles = [a for group in groups for a in group.articles]
        above = [a for a in articles if a.rank in (Rank.LEAD, Rank.SECOND)]
        rest = [
            Group(group.head, left)
            for group in groups
            if (left := tuple(a for a in group.articles if a not in above))
        ]
        bands = [g for g in rest if g.is_boxed and len(g.articles) >= BAND]
        seconds = tuple(a for a in above if a.rank is Rank.SECOND)
        return cls(
            lead=next((a for a in above if a.rank is Rank.LEAD), None),
            stories=(
                *((Group(None, seconds),) if seconds else ()),
                *(g for g in rest if g not in bands),
            ),
            bands=tuple(bands),
        )


class PrintPageView(msgspec.Struct, frozen=True):
    """A page (版) of an issue. Template ``print_page.html`` (inside ``PrintPagePage``)."""

    code: str
    title: str
    path: str
    editors: tuple[NamePart, ...]
    facsimile: Picture | None
    pdf: str
    hotspots: tuple[Hotspot, ...]
    groups: tuple[Group, ...]

    @property
    def articles(self) -> tuple[Teaser, ...]:
        return tuple(a for group in self.groups for a in group.articles)

    @property
    def layout(self) -> Layout:
        return Layout.of(self.groups)

    @property
    def picture(self) -> Picture | None:
        """The picture that stands for the page in a list: the first of its articles'."""
        return next((a.picture for a in self.articles if a.picture), None)


class Masthead(msgspec.Struct, frozen=True):
    """The issue as its folio line names it."""

    path: str
    date: dt.date
    edition: str
    """Title of the edition (晚报, 专刊); empty for the day's main paper."""
    number: int | None
    cumulative_number: int | None
    page_count: int
    article_count: int
    status: Status = Status.PUBLISHED
    embargoed: bool = False


class IssueView(msgspec.Struct, frozen=True):
    """Template ``issue.html``. ``previous`` and ``next`` are the neighbours in time."""

    masthead: Masthead
    pages: tuple[PrintPageView, ...]
    loose: tuple[Group, ...]
    note: tuple[BlockView, ...]
    editors: tuple[NamePart, ...]
    previous: Link | None
    next: Link | None
    month: Link
    same_day: Link
    """This day in other years."""

    @property
    def loose_layout(self) -> Layout:
        return Layout.of(self.loose)


class PrintPagePage(msgspec.Struct, frozen=True):
    """Template ``print_page.html``: one page of an issue, with the tabs of all of them.

    ``previous`` and ``next`` are pages of the same issue, or the neighbouring issues at its ends.
    """

    masthead: Masthead
    page: PrintPageView
    tabs: tuple[Link, ...]
    """Every page of the issue, ``A01 要闻``."""
    previous: Link | None
    next: Link | None


# --- an article -------------------------------------------------------------------------------


class BlockView(msgspec.Struct, frozen=True):
    """A piece of an article's body. Which fields matter follows ``kind``:

    ``prose``: ``html``, safe block HTML.
    ``paragraph``: ``lead_in`` names before, ``html`` safe inline HTML, ``signature`` names after;
    write ``<p><span class="lead-in">…</span>html<span class="signature">…</span></p>``.
    ``figure``: one picture in ``pictures``; ``gallery``: a row of two or more in ``row``, of which
    some may be missing; ``missing``: none but those in ``missing``.
    """

    kind: str
    html: str = ""
    lead_in: tuple[NamePart, ...] = ()
    signature: tuple[NamePart, ...] = ()
    pictures: tuple[Picture, ...] = ()
    missing: tuple[MissingPicture, ...] = ()

    @property
    def row(self) -> tuple[Picture | MissingPicture, ...]:
        """The pictures and those that are missing, in order of print."""
        row: list[Picture | MissingPicture] = list(self.pictures)
        for missing in self.missing:
            row.insert(missing.at, missing)
        return tuple(row)


class JumpView(msgspec.Struct, frozen=True):
    """A continuation line as printed; ``path`` leads to the other half, or to the page when the
    half is not known, and is empty when neither is published."""

    text: str
    path: str


class Notice(msgspec.Struct, frozen=True):
    """A dated correction or retraction."""

    date: dt.date
    text: str


class OnlineCitation(msgspec.Struct, frozen=True):
    """A citation of the web page, which must name the day it was read on: ``before``, that day as
    ``2025-10-24``, ``after``. Only the reader's own machine knows the day."""

    before: str
    after: str


class Citation(msgspec.Struct, frozen=True):
    """How to cite an article (``pages.citing``). ``bibtex`` and ``ris`` are whole files."""

    gbt7714: str
    """GB/T 7714-2015, the printed article: true without any address."""
    gbt7714_online: OnlineCitation | None
    """GB/T 7714-2015, the web page; none when the site has no public address."""
    plain: str
    """A sentence in the article's own language."""
    bibtex: str
    ris: str
    """Lines end in CR LF, as the format asks."""
    key: str
    """Of the BibTeX entry; letters, digits, ``.`` and ``-``, so that it can name a file."""


class ArticleView(msgspec.Struct, frozen=True):
    """Template ``article.html``."""

    teaser: Teaser
    masthead: Masthead
    byline: tuple[NamePart, ...]
    source: str
    dateline: str
    body: tuple[BlockView, ...]
    jump_from: JumpView | None
    jump_to: JumpView | None
    corrections: tuple[Notice, ...]
    retraction: Notice | None
    people: tuple[Link, ...]
    """Persons the story is about."""
    places: tuple[str, ...]
    tags: tuple[str, ...]
    previous: Teaser | None
    next: Teaser | None
    """Neighbours within the issue, in reading order."""
    print_page: Link | None
    rest_of_page: tuple[Teaser, ...]
    """The other articles of its page."""
    citation: Citation | None = None
    """Set on every page that is published."""

    @property
    def is_short(self) -> bool:
        """Too little text for columns in print."""
        return sum([len(block.html) for block in self.body]) < SHORT

    @property
    def has_pictures(self) -> bool:
        return any(block.pictures for block in self.body)


# --- index pages ------------------------------------------------------------------------------


class IssueCard(msgspec.Struct, frozen=True):
    """An issue in a list, with the headlines of its first page: the lead, then the others."""

    masthead: Masthead
    headlines: tuple[Teaser, ...]

    @property
    def lead(self) -> Teaser | None:
        return self.headlines[0] if self.headlines else None

    @property
    def others(self) -> tuple[Teaser, ...]:
        return self.headlines[1:]


class HomeView(msgspec.Struct, frozen=True):
    """Template ``home.html``. ``latest`` is ``None`` in an archive without issues."""

    latest: IssueView | None
    recent: tuple[IssueCard, ...]
    """The issues before the latest, newest first."""
    years: tuple[Link, ...]


class MonthMark(msgspec.Struct, frozen=True):
    """A month in its year's strip. ``path`` is empty when it has no issue; ``share`` says on how
    many of its days there is one, in quarters: 0 for none, 1 for a few, to 4 for nearly all."""

    first: dt.date
    path: str
    share: int
    issue_count: int


class YearBlock(msgspec.Struct, frozen=True):
    """A year of the archive in short; ``months`` are its twelve."""

    year: int
    path: str
    issue_count: int
    article_count: int
    months: tuple[MonthMark, ...]


class Decade(msgspec.Struct, frozen=True):
    """Years that stand together, newest first. ``first`` is the decade's first year, 0 where the
    archive is small enough to stand as one."""

    first: int
    years: tuple[YearBlock, ...]


class ArchiveView(msgspec.Struct, frozen=True):
    """Template ``archive.html``: every year, newest first. ``first`` and ``last`` are the days of
    the first and the last issue, ``None`` in an archive without any."""

    decades: tuple[Decade, ...]
    first: dt.date | None = None
    last: dt.date | None = None
    issue_count: int = 0
    article_count: int = 0


class DayCell(msgspec.Struct, frozen=True):
    """A day of a calendar; ``issues`` are its issues (several editions), empty on a day without.

    ``sign`` is what the numbers tell of a day without the main paper; ``None`` on a day with it.
    """

    day: int
    issues: tuple[Link, ...]
    sign: Sign | None = None


class MonthCalendar(msgspec.Struct, frozen=True):
    """``weeks`` are rows of seven cells, Monday first; ``None`` is outside the month.

    ``first`` is the month's first day, for its name; ``path`` is empty when it has no issue."""

    first: dt.date
    path: str
    weeks: tuple[tuple[DayCell | None, ...], ...]

    @property
    def is_outside(self) -> bool:
        """Whether the archive begins after the month or ends before it."""
        return all(
            cell is None or (cell.sign == Sign.OUTSIDE and not cell.issues)
            for week in self.weeks
            for cell in week
        )


class YearView(msgspec.Struct, frozen=True):
    """Template ``year.html``."""

    year: int
    months: tuple[MonthCalendar, ...]
    issue_count: int
    previous: Link | None
    next: Link | None
    article_count: int = 0
    missing: int = 0
    """Issues that the numbering shows to be missing (缺期)."""
    no_issue_days: int = 0
    """Days on which the numbering shows that no paper came out (休刊)."""
    signs: tuple[Sign, ...] = ()
    """The signs that the calendars bear, for their legend."""
    told: tuple[Gap, ...] = ()
    """What the numbering leaves open, to be told in words."""


class MonthView(msgspec.Struct, frozen=True):
    """Template ``month.html``: the month's calendar and its issues in order of date."""

    calendar: MonthCalendar
    issues: tuple[IssueCard, ...]
    previous: Link | None
    next: Link | None
    year_before: Link | None = None
    """The same month of the nearest earlier year that has it."""
    year_after: Link | None = None
    signs: tuple[Sign, ...] = ()
    photos: Link | None = None
    """The month's photographs, where it has any."""


class DayYear(msgspec.Struct, frozen=True):
    """The issues of one day. ``apart`` is how many years it lies before the newest shown."""

    year: int
    apart: int
    issues: tuple[IssueCard, ...]


class DayView(msgspec.Struct, frozen=True):
    """Template ``day.html``: this day of the year in every year, newest first."""

    month: int
    day: int
    years: tuple[DayYear, ...]
    previous: Link | None
    next: Link | None
    """The neighbouring days of the year that have an issue, round the year, if there is another."""


class DirectoryEntry(msgspec.Struct, frozen=True):
    """A name, the number of its articles and, for sections and columns, its newest article."""

    link: Link
    article_count: int
    latest: Teaser | None = None


class DirectoryGroup(msgspec.Struct, frozen=True):
    """Names that share a heading (the first character, for people); no heading when empty."""

    heading: str
    entries: tuple[DirectoryEntry, ...]


class DirectoryView(msgspec.Struct, frozen=True):
    """Template ``directory.html``: all sections, all columns or all people.

    ``kind`` is ``sections``, ``columns`` or ``people``."""

    kind: str
    groups: tuple[DirectoryGroup, ...]
    count: int = 0


class TopicYear(msgspec.Struct, frozen=True):
    """A year of a topic in short: ``link`` leads to it. ``roles`` has a number of articles for
    each of a person's roles, in the view's order; empty for sections and columns."""

    link: Link
    article_count: int
    roles: tuple[int, ...] = ()


class PhotoEntry(msgspec.Struct, frozen=True):
    """A photograph and the article it is from."""

    picture: Picture
    teaser: Teaser

    @property
    def shape(self) -> str:
        """How much room it takes beside others of its height: ``tall``, ``upright``, ``square``,
        ``landscape``, ``wide`` or ``panorama``."""
        share = self.picture.width / self.picture.height
        bounds = ((0.6, "tall"), (0.9, "upright"), (1.15, "square"), (1.6, "landscape"))
        shapes = (name for bound, name in (*bounds, (2.4, "wide")) if share < bound)
        return next(shapes, "panorama")


class TopicView(msgspec.Struct, frozen=True):
    """Template ``topic.html``: a section, a column or a person over all years, newest first.

    ``roles`` are a person's roles (keys of ``Role``, or ``mentioned``) in a fixed order.
    """

    kind: str
    name: str
    years: tuple[TopicYear, ...]
    roles: tuple[str, ...]
    latest: tuple[Teaser, ...]
    feed: str
    """Path of its own feed; empty when it has none."""
    article_count: int = 0
    files: tuple[Link, ...] = ()
    """A person's whole list to take away; empty where it is offered by the year alone."""
    photos: tuple[PhotoEntry, ...] = ()
    """The newest photographs that a person's name stands under."""


class RoleGroup(msgspec.Struct, frozen=True):
    """What a person did in one role, in order of date; of a section or a column, everything.

    ``role`` is empty for sections and columns; it is the group's anchor otherwise."""

    role: str
    teasers: tuple[Teaser, ...]


class TopicYearView(msgspec.Struct, frozen=True):
    """Template ``topic_year.html``: a year of a section, a column or a person, in order of date.

    An article that a person has two roles in stands under both; ``article_count`` has it once.
    """

    kind: str
    name: str
    year: int
    topic: Link
    groups: tuple[RoleGroup, ...]
    article_count: int = 0
    files: tuple[Link, ...] = ()

    @property
    def teasers(self) -> tuple[Teaser, ...]:
        """Its articles, each once."""
        return tuple({t.path: t for group in self.groups for t in group.teasers}.values())


class PhotoMonth(msgspec.Struct, frozen=True):
    """A month of photographs; ``cover`` is its first."""

    link: Link
    photo_count: int
    cover: Picture


class PhotoYear(msgspec.Struct, frozen=True):
    year: int
    photo_count: int
    months: tuple[PhotoMonth, ...]


class PhotosView(msgspec.Struct, frozen=True):
    """Template ``photos.html``: every month that has photographs, newest year first."""

    years: tuple[PhotoYear, ...]


class PhotoWallView(msgspec.Struct, frozen=True):
    """Template ``photo_wall.html``: the photographs of a month, newest day first, each once."""

    first: dt.date
    month: Link
    """The month's issues."""
    photos: tuple[PhotoEntry, ...]
    previous: Link | None
    next: Link | None


class CorrectionEntry(msgspec.Struct, frozen=True):
    """``kind`` is ``correction`` or ``retraction``."""

    kind: str
    notice: Notice
    teaser: Teaser


class CorrectionsView(msgspec.Struct, frozen=True):
    """Template ``corrections.html``: newest first."""

    entries: tuple[CorrectionEntry, ...]


class DataView(msgspec.Struct, frozen=True):
    """Template ``data.html``: the machine-readable archive. ``years`` newest first."""

    years: tuple[DataYear, ...]


class DataYear(msgspec.Struct, frozen=True):
    year: int
    jsonl: str
    csv: str


class StandingView(msgspec.Struct, frozen=True):
    """Template ``page.html``: one of Pelican's pages. ``html`` is safe."""

    title: str
    html: str


class RedirectView(msgspec.Struct, frozen=True):
    """Template ``redirect.html``: an old address. ``path`` is where the article lives now."""

    title: str
    path: str


class TombstoneView(msgspec.Struct, frozen=True):
    """Template ``tombstone.html``: the address of something that was taken down, and why."""

    date: dt.date
    reason: str
    issue: Link | None = None
    """The issue that it was part of."""


class SearchView(msgspec.Struct, frozen=True):
    """Template ``search.html``."""

    ways: tuple[Link, ...]
    """Where to look without a search."""


class NotFoundView(msgspec.Struct, frozen=True):
    """Template ``404.html``; its ``root`` is absolute, for it is served at any address."""

    home: Link
    ways: tuple[Link, ...] = ()
    """Where to look further."""
