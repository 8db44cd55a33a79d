"""Pages that show more than one issue: each a key, a query on the catalog and a view.

A key names what a page shows (``month:2019-10``, ``topic:people:王嘉晨``). An issue touches keys
(``issue_pages._touches``); only those are rendered again. A key whose page has nothing left to
show yields no page, and what it had is removed.
"""

from __future__ import annotations

import bisect
import calendar
import datetime as dt
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from broadsheet.archive import Archive
from broadsheet.catalog_rows import MonthCount
from broadsheet.model import Role
from broadsheet.pages import citing, day_index, feeds, hosting, records, sitemaps, urls
from broadsheet.pages.issue_pages import MENTIONED
from broadsheet.pages.numbering import Sign, YearOfNumbers, year_of
from broadsheet.pages.views import (
    ArchiveView,
    CorrectionEntry,
    CorrectionsView,
    DataView,
    DataYear,
    DayCell,
    DayView,
    DayYear,
    Decade,
    DirectoryEntry,
    DirectoryGroup,
    DirectoryView,
    HomeView,
    IssueCard,
    IssueView,
    Link,
    Masthead,
    MonthCalendar,
    MonthMark,
    MonthView,
    NotFoundView,
    PageHead,
    PhotoEntry,
    PhotoMonth,
    PhotosView,
    PhotoWallView,
    PhotoYear,
    RoleGroup,
    SearchView,
    Teaser,
    TopicView,
    TopicYear,
    TopicYearView,
    YearBlock,
    YearView,
)
from broadsheet.pages.wording import Wording
from broadsheet.settings import HEADERS_FILE, Settings

ALWAYS = ("home", "archive", "sections", "columns", "people", "photos", "corrections", "feed",
          "sitemap", "data", "dates", "search-page", "404", "robots", "headers")  # fmt: skip
"""Keys of pages that exist in every site, also in one without issues."""
KINDS = ("sections", "columns", "people")
RECENT_ISSUES = 8
LATEST_IN_TOPIC = 20
LATEST_PHOTOS = 8
"""Photographs on a person's page."""
SMALL_ARCHIVE = 20
"""Years up to which the archive stands as one, not by decades."""
WHOLE_RECORD = 1000
"""Articles up to which a person's whole record is one file. A longer one is there by the year
alone, so that an added article never writes all of it again."""
ROLE_ORDER = (*(str(role) for role in Role), MENTIONED)


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page to render: ``template`` is its file, ``view`` what it is given."""

    path: str
    template: str
    head: PageHead
    view: object


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that is no page; its bytes come in pieces."""

    path: str
    lines: Iterable[bytes]


Product = HtmlPage | DataFile


class IndexPages:
    """Makes the pages of a key, of a catalog that nothing is put into meanwhile."""

    def __init__(self, archive: Archive, settings: Settings, wording: Wording) -> None:
        self.archive = archive
        self.settings = settings
        self.wording = wording
        self.paper = citing.Paper.of(settings)
        self._ = wording.gettext

    @functools.cached_property
    def _years(self) -> list[int]:
        return self.archive.years()

    @functools.cached_property
    def _months(self) -> list[str]:
        return self.archive.months()

    @functools.cached_property
    def _month_days(self) -> list[str]:
        return self.archive.month_days()

    @functools.cached_property
    def _photo_months(self) -> list[tuple[str, int]]:
        return self.archive.photo_months()

    def make(self, key: str) -> list[Product]:
        kind, _, rest = key.partition(":")
        makers: dict[str, Callable[[str], Iterator[Product]]] = {
            "home": self._home,
            "archive": self._archive,
            "year": self._year,
            "month": self._month,
            "day": self._day,
            "sections": self._directory,
            "columns": self._directory,
            "people": self._directory,
            "topic": self._topic,
            "topic-year": self._topic_year,
            "photos": self._photos,
            "dates": self._dates,
            "corrections": self._corrections,
            "feed": self._feed,
            "sitemap": self._sitemap,
            "data": self._data,
            "search-page": self._search_page,
            "404": self._not_found,
            "robots": self._robots,
            "headers": self._headers,
        }
        return list(makers[kind](rest if rest else kind if kind in KINDS else ""))

    def _page(
        self,
        path: str,
        template: str,
        view: object,
        title: str,
        crumbs: tuple[Link, ...] = (),
        feed: Link | None = None,
    ) -> HtmlPage:
        head = PageHead(
            path=path,
            title=title,
            canonical=urls.public(self.settings.url, path),
            crumbs=crumbs,
            feed=feed,
        )
        return HtmlPage(path, template, head, view)

    # --- time

    def _home(self, _: str) -> Iterator[Product]:
        newest = self.archive.latest(RECENT_ISSUES + 1)
        first = self._front_issue(newest[0].masthead) if newest else None
        rest = [v for v in newest if first is None or v.masthead != first.masthead]
        recent = tuple(card(v) for v in rest[:RECENT_ISSUES])
        view = HomeView(first, recent, self._year_links())
        yield self._page(urls.HOME, "home.html", view, self.settings.site_name)

    def _front_issue(self, newest: Masthead) -> IssueView:
        """The main paper of the newest day; where it has none, the last of its editions."""
        of_the_day = self.archive.day(newest.date)
        main = urls.issue(newest.date, "")
        return next((v for v in of_the_day if v.masthead.path == main), of_the_day[-1])

    def _year_links(self) -> tuple[Link, ...]:
        return tuple(Link(str(y), urls.year(y)) for y in reversed(self._years))

    def _archive(self, _: str) -> Iterator[Product]:
        blocks = year_blocks(self.archive.month_counts())
        first, last = self.archive.span() or (None, None)
        view = ArchiveView(
            decades=decades(blocks),
            first=first,
            last=last,
            issue_count=sum(block.issue_count for block in blocks),
            article_count=sum(block.article_count for block in blocks),
        )
        yield self._page(urls.ARCHIVE, "archive.html", view, self._("Archive"))

    def _archive_crumb(self) -> Link:
        return Link(self._("Archive"), urls.ARCHIVE)

    def _year(self, text: str) -> Iterator[Product]:
        year = int(text)
        days = self.archive.days(year)
        if not days:
            return
        years = self._years
        at = years.index(year)
        cells = self._cells(days)
        judged = self._judged(dt.date(year, 1, 1), dt.date(year, 12, 31))
        counts = [m for m in self.archive.month_counts() if m.year == year]
        view = YearView(
            year=year,
            months=tuple(
                month_calendar(year, month, cells, judged.signs) for month in range(1, 13)
            ),
            issue_count=len(days),
            article_count=sum(m.articles for m in counts),
            missing=judged.missing,
            no_issue_days=judged.no_issue_days,
            signs=_signs_of(judged.signs.values()),
            told=judged.told,
            previous=Link(str(years[at - 1]), urls.year(years[at - 1])) if at else None,
            next=Link(str(years[at + 1]), urls.year(years[at + 1]))
            if at + 1 < len(years)
            else None,
        )
        title = self.wording.year_name(year)
        yield self._page(urls.year(year), "year.html", view, title, (self._archive_crumb(),))

    def _judged(self, first: dt.date, last: dt.date) -> YearOfNumbers:
        """What the numbers tell of the days of a year from ``first`` to ``last``."""
        span = self.archive.span() or (None, None)
        return year_of(first.year, self.archive.numbered(first, last), *span)

    def _month(self, text: str) -> Iterator[Product]:
        year, month = int(text[:4]), int(text[5:])
        views = self.archive.month(year, month)
        if not views:
            return
        months = self._months
        at = months.index(text)
        heads = [v.masthead for v in views]
        cells = self._cells((h.date, h.edition, h.path) for h in heads)
        first = dt.date(year, month, 1)
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        signs = self._judged(first, last).signs
        alike = [m for m in months if m[5:] == text[5:]]
        of_year = alike.index(text)
        photos = dict(self._photo_months).get(text)
        view = MonthView(
            calendar=month_calendar(year, month, cells, signs),
            issues=tuple(card(v) for v in views),
            previous=self._month_link(months[at - 1]) if at else None,
            next=self._month_link(months[at + 1]) if at + 1 < len(months) else None,
            year_before=self._month_link(alike[of_year - 1]) if of_year else None,
            year_after=self._month_link(alike[of_year + 1]) if of_year + 1 < len(alike) else None,
            signs=_signs_of(sign for day, sign in signs.items() if first <= day <= last),
            photos=Link(self._("Photographs of the month"), urls.photos(text)) if photos else None,
        )
        title = self.wording.month_name(view.calendar.first)
        crumbs = (self._archive_crumb(), Link(self.wording.year_name(year), urls.year(year)))
        yield self._page(urls.month(year, month), "month.html", view, title, crumbs)

    def _month_link(self, text: str) -> Link:
        year, month = int(text[:4]), int(text[5:])
        return Link(self.wording.month_name(dt.date(year, month, 1)), urls.month(year, month))

    def _day_link(self, text: str) -> Link:
        month, day = int(text[:2]), int(text[3:])
        return Link(self.wording.day_name(month, day), urls.same_day(month, day))

    def _cells(self, days: Iterable[tuple[dt.date, str, str]]) -> dict[dt.date, tuple[Link, ...]]:
        """From date, title of the edition and path, in order, to the links of each day."""
        return {
            date: tuple(Link(self.wording.issue_name(date, title), path) for _, title, path in rows)
            for date, rows in itertools.groupby(days, key=lambda row: row[0])
        }

    def _day(self, text: str) -> Iterator[Product]:
        month, day = int(text[:2]), int(text[3:])
        views = self.archive.same_day(month, day)
        if not views:
            return
        days = self._month_days
        at = days.index(text)
        alone = len(days) == 1
        view = DayView(
            month=month,
            day=day,
            years=day_years(views),
            previous=None if alone else self._day_link(days[at - 1]),
            next=None if alone else self._day_link(days[(at + 1) % len(days)]),
        )
        path = urls.same_day(month, day)
        title = self.wording.day_name(month, day)
        yield self._page(path, "day.html", view, title, (self._archive_crumb(),))

    # --- topics

    def _directory_name(self, kind: str) -> str:
        return {
            "sections": self._("Sections"),
            "columns": self._("Columns"),
            "people": self._("People"),
        }[kind]

    def _directory(self, kind: str) -> Iterator[Product]:
        entries = [
            DirectoryEntry(
                Link(topic.name, urls.topic(kind, topic.slug)),
                topic.articles,
                None if kind == "people" else self._newest_article(kind, topic.slug),
            )
            for topic in self.archive.topic_counts(kind)
        ]
        if kind == "people":
            entries.sort(key=_by_name)
            groups = tuple(
                DirectoryGroup(initial, tuple(run))
                for initial, run in itertools.groupby(entries, key=_initial)
            )
        else:
            groups = (DirectoryGroup("", tuple(entries)),) if entries else ()
        view = DirectoryView(kind, groups, len(entries))
        yield self._page(urls.directory(kind), "directory.html", view, self._directory_name(kind))

    def _newest_article(self, kind: str, slug: str) -> Teaser | None:
        newest = self.archive.topic_articles(kind, slug, newest=1)
        return newest[0][0] if newest else None

    def _files(
        self, slug: str, entries: list[citing.Entry], year: int | None = None
    ) -> tuple[Link, ...]:
        """What may be taken away of a person's record, or of a year of it: a table, and a
        bibliography where there is anything to cite."""
        table = Link("CSV", urls.topic_file("people", slug, "csv", year))
        bib = Link("BibTeX", urls.topic_file("people", slug, "bib", year))
        return (table, bib) if citing.has_works(entries) else (table,)

    def _taken_away(
        self, entries: list[citing.Entry], files: tuple[Link, ...]
    ) -> Iterator[Product]:
        """A person's record, or a year of it, as ``files``."""
        for link in files:
            is_table = link.path.endswith(".csv")
            lines = citing.table(entries) if is_table else citing.bibliography(self.paper, entries)
            yield DataFile(link.path, lines)

    def _topic(self, rest: str) -> Iterator[Product]:
        kind, _, slug = rest.partition(":")
        counts = self.archive.year_counts(kind, slug)
        if not counts:
            return
        name = self.archive.topic_name(kind, slug)
        in_roles = {(y, r): n for y, r, n in self.archive.role_counts(kind, slug)}
        roles = _in_order({role for _year, role in in_roles})
        total = sum(count for _year, count in counts)
        is_person = kind == "people"
        whole = self.archive.person_articles(slug) if is_person and total <= WHOLE_RECORD else []
        files = self._files(slug, whole) if whole else ()
        latest = self.archive.topic_articles(kind, slug, newest=LATEST_IN_TOPIC)
        feed = urls.section_feed(slug) if kind == "sections" else ""
        view = TopicView(
            kind=kind,
            name=name,
            years=tuple(
                TopicYear(
                    Link(str(y), urls.topic_year(kind, slug, y)),
                    count,
                    tuple(in_roles.get((y, role), 0) for role in roles),
                )
                for y, count in counts
            ),
            roles=roles,
            latest=tuple(teaser for teaser, _roles in latest),
            feed=feed,
            article_count=total,
            files=files,
            photos=tuple(
                PhotoEntry(*entry)
                for entry in (self.archive.photos_by(slug, LATEST_PHOTOS) if is_person else ())
            ),
        )
        crumbs = (Link(self._directory_name(kind), urls.directory(kind)),)
        link = Link(name, feed) if feed else None
        yield self._page(urls.topic(kind, slug), "topic.html", view, name, crumbs, link)
        yield from self._taken_away(whole, files)
        if feed:
            articles = self.archive.latest_of_topic(kind, slug, self.settings.feed_items)
            page = urls.topic(kind, slug)
            data = feeds.atom(self.settings, self.wording, feed, name, page, articles)
            yield DataFile(feed, [data])

    def _topic_year(self, rest: str) -> Iterator[Product]:
        kind, slug, year = rest.split(":")
        entries = self.archive.topic_articles(kind, slug, year=int(year))
        if not entries:
            return
        name = self.archive.topic_name(kind, slug)
        record = self.archive.person_articles(slug, int(year)) if kind == "people" else []
        files = self._files(slug, record, int(year)) if record else ()
        topic = Link(name, urls.topic(kind, slug))
        view = TopicYearView(
            kind=kind,
            name=name,
            year=int(year),
            topic=topic,
            groups=role_groups(entries),
            article_count=len(entries),
            files=files,
        )
        path = urls.topic_year(kind, slug, int(year))
        crumbs = (Link(self._directory_name(kind), urls.directory(kind)), topic)
        yield self._page(
            path, "topic_year.html", view, f"{name} · {self.wording.year_name(int(year))}", crumbs
        )
        yield from self._taken_away(record, files)

    # --- photographs

    def _photos(self, month: str) -> Iterator[Product]:
        months = self._photo_months
        if month:
            yield from self._photo_wall(month, [text for text, _count in months])
            return
        covers = self.archive.photo_covers()
        years = tuple(
            PhotoYear(
                int(year),
                sum(count for _text, count in run),
                tuple(
                    PhotoMonth(self._photo_link(text), count, covers[text]) for text, count in run
                ),
            )
            for year, run in (
                (year, list(group))
                for year, group in itertools.groupby(reversed(months), key=lambda m: m[0][:4])
            )
        )
        yield self._page(urls.PHOTOS, "photos.html", PhotosView(years), self._("Photos"))

    def _photo_link(self, text: str) -> Link:
        return Link(self._month_link(text).text, urls.photos(text))

    def _photo_wall(self, text: str, months: list[str]) -> Iterator[Product]:
        entries = [PhotoEntry(*entry) for entry in self.archive.photos(text)]
        if not entries:
            return
        at = months.index(text)
        # A stable sort: newest day first, reading order within a day.
        entries.sort(key=lambda entry: entry.teaser.date, reverse=True)
        month = self._month_link(text)
        view = PhotoWallView(
            first=entries[0].teaser.date.replace(day=1),
            month=month,
            photos=tuple(entries),
            previous=self._photo_link(months[at - 1]) if at else None,
            next=self._photo_link(months[at + 1]) if at + 1 < len(months) else None,
        )
        title = self._("Photographs of %(month)s") % {"month": month.text}
        crumbs = (Link(self._("Photos"), urls.PHOTOS),)
        yield self._page(urls.photos(text), "photo_wall.html", view, title, crumbs)

    def _corrections(self, _: str) -> Iterator[Product]:
        entries = (CorrectionEntry(*row) for row in self.archive.notices())
        view = CorrectionsView(tuple(entries))
        yield self._page(urls.CORRECTIONS, "corrections.html", view, self._("Corrections"))

    # --- for machines

    def _feed(self, _: str) -> Iterator[Product]:
        entries = self.archive.latest_articles(self.settings.feed_items)
        name = self.settings.site_name
        data = feeds.atom(self.settings, self.wording, urls.FEED, name, urls.HOME, entries)
        yield DataFile(urls.FEED, [data])

    def _sitemap(self, year: str) -> Iterator[Product]:
        if not self.settings.url:
            return
        if year:
            yield from self._sitemap_year(int(year))
            return
        search = [urls.SEARCH] if self.settings.search else []
        rest = [urls.HOME, urls.ARCHIVE, *search, urls.PHOTOS, urls.CORRECTIONS, urls.DATA]
        rest += [urls.directory(kind) for kind in KINDS]
        rest += [link.path for link in self.archive.standing()]
        rest += [urls.same_day(int(d[:2]), int(d[3:])) for d in self._month_days]
        for kind in KINDS:
            rest += [urls.topic(kind, slug) for slug, _name in self.archive.topic_names(kind)]
        pieces = []
        for number, at in enumerate(range(0, len(rest), sitemaps.MOST_PAGES), 1):
            piece = ((path, "") for path in rest[at : at + sitemaps.MOST_PAGES])
            pieces.append(urls.sitemap_rest(number))
            yield DataFile(pieces[-1], sitemaps.url_set(self.settings.url, piece))
        pieces += [urls.sitemap_year(y) for y in self._years]
        yield DataFile(urls.SITEMAP, [sitemaps.index(self.settings.url, pieces)])

    def _sitemap_year(self, year: int) -> Iterator[Product]:
        if year not in self._years:
            return
        yield DataFile(
            urls.sitemap_year(year), sitemaps.url_set(self.settings.url, self._year_pages(year))
        )

    def _year_pages(self, year: int) -> Iterator[tuple[str, str]]:
        """Path and last change (ISO date) of every page of a year."""
        yield urls.year(year), ""
        for text in self._months:
            if int(text[:4]) == year:
                month = int(text[5:])
                yield urls.month(year, month), ""
                for date, path, pages in self.archive.page_paths(year, month):
                    for each in (path, *pages):
                        yield each, date.isoformat()
        for text, _count in self._photo_months:
            if int(text[:4]) == year:
                yield urls.photos(text), ""
        yield from self.archive.changes(year)
        for kind, slug in self.archive.topics_of_year(year):
            yield urls.topic_year(kind, slug, year), ""

    def _data(self, year: str) -> Iterator[Product]:
        years = self._years
        if not year:
            rows = tuple(
                DataYear(y, urls.data_year(y, "jsonl"), urls.data_year(y, "csv"))
                for y in reversed(years)
            )
            yield self._page(urls.DATA, "data.html", DataView(rows), self._("Data"))
            index = records.years_index(self.settings.site_name, self.settings.url, years)
            yield DataFile(urls.DATA_SITE, [index])
        elif int(year) in years:
            lines = records.json_lines(self.archive.records(int(year)))
            yield DataFile(urls.data_year(int(year), "jsonl"), lines)
            table = records.csv_lines(self.archive.listed(int(year)))
            yield DataFile(urls.data_year(int(year), "csv"), table)

    def _dates(self, _: str) -> Iterator[Product]:
        yield DataFile(urls.DAYS_SCRIPT, [day_index.script(self.archive.every_day())])

    def _ways(self) -> tuple[Link, ...]:
        kinds = (Link(self._directory_name(kind), urls.directory(kind)) for kind in KINDS)
        return (self._archive_crumb(), *kinds, Link(self._("Photos"), urls.PHOTOS))

    def _search_page(self, _: str) -> Iterator[Product]:
        if self.settings.search:
            view = SearchView(self._ways())
            yield self._page(urls.SEARCH, "search.html", view, self._("Search"))

    def _not_found(self, _: str) -> Iterator[Product]:
        view = NotFoundView(Link(self._("Home"), urls.HOME), self._ways())
        head = PageHead(path=urls.NOT_FOUND, title=self._("Page not found"), noindex=True)
        yield HtmlPage(urls.NOT_FOUND, "404.html", head, view)

    def _robots(self, _: str) -> Iterator[Product]:
        text = "User-agent: *\nAllow: /\n"
        if self.settings.url:
            text += f"\nSitemap: {urls.public(self.settings.url, urls.SITEMAP)}\n"
        yield DataFile(urls.ROBOTS, [text.encode()])

    def _headers(self, _: str) -> Iterator[Product]:
        if HEADERS_FILE in self.settings.host_files:
            yield DataFile(HEADERS_FILE, [hosting.headers(self.settings).encode()])


def addresses(key: str) -> list[str]:
    """The paths that a key's pages have, without making them."""
    kind, _, rest = key.partition(":")
    match kind, rest.split(":"):
        case "year", [year]:
            paths = [urls.year(int(year))]
        case "month", [text]:
            paths = [urls.month(int(text[:4]), int(text[5:]))]
        case "day", [text]:
            paths = [urls.same_day(int(text[:2]), int(text[3:]))]
        case "topic", [topic, slug]:
            feed = [urls.section_feed(slug)] if topic == "sections" else []
            paths = [urls.topic(topic, slug), *feed, *_file_paths(topic, slug, None)]
        case "topic-year", [topic, slug, year]:
            paths = [
                urls.topic_year(topic, slug, int(year)),
                *_file_paths(topic, slug, int(year)),
            ]
        case "photos", [text] if text:
            paths = [urls.photos(text)]
        case "sitemap", [year] if year:
            paths = [urls.sitemap_year(int(year))]
        case "data", [year] if year:
            paths = [urls.data_year(int(year), "jsonl"), urls.data_year(int(year), "csv")]
        case _:
            paths = list(_FIXED.get(kind, ()))
    return paths


_FIXED: dict[str, tuple[str, ...]] = {
    "home": (urls.HOME,),
    "archive": (urls.ARCHIVE,),
    "photos": (urls.PHOTOS,),
    "dates": (urls.DAYS_SCRIPT,),
    "corrections": (urls.CORRECTIONS,),
    "feed": (urls.FEED,),
    "sitemap": (urls.SITEMAP, urls.sitemap_rest(1)),
    "data": (urls.DATA, urls.DATA_SITE, urls.DATA_FILES),
    "search-page": (urls.SEARCH,),
    "404": (urls.NOT_FOUND,),
    "robots": (urls.ROBOTS,),
    **{kind: (urls.directory(kind),) for kind in KINDS},
}


def _file_paths(kind: str, slug: str, year: int | None) -> list[str]:
    if kind != "people":
        return []
    return [urls.topic_file(kind, slug, suffix, year) for suffix in ("csv", "bib")]


def _initial(entry: DirectoryEntry) -> str:
    return entry.link.text[0].upper()


def _by_name(entry: DirectoryEntry) -> tuple[str, str, str]:
    return _initial(entry), entry.link.text.casefold(), entry.link.text


def _in_order(roles: Iterable[str]) -> tuple[str, ...]:
    held = set(roles)
    return tuple(role for role in ROLE_ORDER if role in held)


def _signs_of(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Which signs there are, in a fixed order."""
    held = set(signs)
    return tuple(sign for sign in Sign if sign in held)


def role_groups(
    entries: Iterable[tuple[Teaser, tuple[str, ...]]],
) -> tuple[RoleGroup, ...]:
    """A topic's articles by role, in the order of roles; those without any in one group."""
    by_role: dict[str, list[Teaser]] = {}
    for teaser, roles in entries:
        for role in roles or ("",):
            by_role.setdefault(role, []).append(teaser)
    order = ("", *ROLE_ORDER)
    return tuple(RoleGroup(role, tuple(by_role[role])) for role in order if role in by_role)


def day_years(views: Iterable[IssueView]) -> tuple[DayYear, ...]:
    """Issues of one day of the year, newest first, by their years."""
    cards = [card(view) for view in views]
    newest = cards[0].masthead.date.year if cards else 0
    return tuple(
        DayYear(year, newest - year, tuple(reversed(list(run))))
        for year, run in itertools.groupby(cards, key=lambda c: c.masthead.date.year)
    )


def year_blocks(counts: Iterable[MonthCount]) -> tuple[YearBlock, ...]:
    """Years in short, newest first. ``counts`` are in order of time."""
    blocks = []
    for year, run in itertools.groupby(counts, key=lambda count: count.year):
        by_month = {count.month: count for count in run}
        blocks.append(
            YearBlock(
                year=year,
                path=urls.year(year),
                issue_count=sum(count.issues for count in by_month.values()),
                article_count=sum(count.articles for count in by_month.values()),
                months=tuple(_mark(year, month, by_month.get(month)) for month in range(1, 13)),
            )
        )
    return tuple(reversed(blocks))


def _mark(year: int, month: int, count: MonthCount | None) -> MonthMark:
    first = dt.date(year, month, 1)
    if count is None:
        return MonthMark(first, "", 0, 0)
    days = calendar.monthrange(year, month)[1]
    share = min(4, 1 + 4 * (count.days - 1) // days)
    return MonthMark(first, urls.month(year, month), share, count.issues)


def decades(blocks: tuple[YearBlock, ...]) -> tuple[Decade, ...]:
    """The wall of years: by decades when there are more than ``SMALL_ARCHIVE``."""
    if not blocks:
        return ()
    if len(blocks) <= SMALL_ARCHIVE:
        return (Decade(0, blocks),)
    return tuple(
        Decade(first, tuple(run))
        for first, run in itertools.groupby(blocks, key=lambda block: block.year // 10 * 10)
    )


def card(view: IssueView) -> IssueCard:
    """An issue in a list: the headlines of its first page that has any."""
    first = next((p.articles for p in view.pages if p.articles), ())
    loose = tuple(a for group in view.loose for a in group.articles)
    return IssueCard(view.masthead, first or loose)


def month_calendar(
    year: int,
    month: int,
    issues: Mapping[dt.date, tuple[Link, ...]],
    signs: Mapping[dt.date, Sign],
) -> MonthCalendar:
    """``signs`` are what is known of the days without the main paper."""

    def cell(day: int) -> DayCell | None:
        if not day:
            return None
        date = dt.date(year, month, day)
        return DayCell(day, issues.get(date, ()), signs.get(date))

    weeks = tuple(
        tuple(cell(day) for day in week)
        for week in calendar.Calendar(firstweekday=0).monthdayscalendar(year, month)
    )
    has_issue = any(cell and cell.issues for week in weeks for cell in week)
    path = urls.month(year, month) if has_issue else ""
    return MonthCalendar(dt.date(year, month, 1), path, weeks)


@dataclass(frozen=True, slots=True)
class Calendars:
    """What exists in time: months as ``2019-10``, those with photographs as well, and days of the
    year as ``10-24``, in order."""

    months: tuple[str, ...]
    days: tuple[str, ...]
    photo_months: tuple[str, ...] = ()

    @classmethod
    def of(cls, archive: Archive) -> Calendars:
        photos = tuple(text for text, _count in archive.photo_months())
        return cls(tuple(archive.months()), tuple(archive.month_days()), photos)

    def of_month(self, month: str) -> tuple[str, ...]:
        """The months that are ``month`` (``10``) of some year."""
        return tuple(text for text in self.months if text[5:] == month)


def neighbours_of_changed(before: Calendars, after: Calendars) -> set[str]:
    """Keys of year, month, day and photo pages whose neighbour in time has come or gone."""
    years = [tuple(sorted({m[:4] for m in c.months})) for c in (before, after)]
    rows = (
        ("year", years[0], years[1]),
        ("month", before.months, after.months),
        ("day", before.days, after.days),
        ("photos", before.photo_months, after.photo_months),
        *(
            ("month", before.of_month(month), after.of_month(month))
            for month in (f"{number:02d}" for number in range(1, 13))
        ),
    )
    keys: set[str] = set()
    for kind, old, new in rows:
        changed = set(old) ^ set(new)
        for row in (old, new):
            for at, name in enumerate(row):
                if name in changed:
                    around = (row[at - 1], name, row[(at + 1) % len(row)])
                    keys |= {f"{kind}:{each}" for each in around}
    return keys


def judged_around(archive: Archive, places: Iterable[str]) -> set[str]:
    """Keys of the year and month pages on which the numbering may tell something else of days
    without an issue: all between the neighbours of a place (``IssueRow.sort``) where an issue
    has come, gone or changed its numbers."""
    months, keys = archive.months(), set[str]()
    for date in {dt.date.fromisoformat(place.partition(" ")[0]) for place in places}:
        before, after = archive.around(date)
        start = bisect.bisect_left(months, before.isoformat()[:7])
        end = bisect.bisect_right(months, after.isoformat()[:7])
        for text in months[start:end]:
            keys |= {f"month:{text}", f"year:{text[:4]}"}
    return keys
