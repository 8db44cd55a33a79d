"""Pages that show more than one issue: each a key, a query on the catalog and a view.

A key names what a page shows (``month:2019-10``, ``topic:people:王嘉晨``). An issue touches keys
(``issue_pages._touches``); only those are rendered again. A key whose page has nothing left to
show yields no page, and what it had is removed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from broadsheet.catalog import Catalog
from broadsheet.model import Role
from broadsheet.pages import feeds, records, sitemaps, urls
from broadsheet.pages.issue_pages import MENTIONED
from broadsheet.pages.views import (
    ArchiveView,
    CorrectionEntry,
    CorrectionsView,
    DataView,
    DataYear,
    DayCell,
    DayView,
    DirectoryGroup,
    DirectoryView,
    HomeView,
    IssueCard,
    IssueView,
    Link,
    Masthead,
    MonthCalendar,
    MonthView,
    NotFoundView,
    PageHead,
    TopicEntry,
    TopicView,
    TopicYearView,
    YearView,
)
from broadsheet.pages.wording import Wording
from broadsheet.settings import Settings

ALWAYS = ("home", "archive", "sections", "columns", "people", "corrections", "feed", "sitemap",
          "data", "404", "robots")  # fmt: skip
"""Keys of pages that exist in every site, also in one without issues."""
KINDS = ("sections", "columns", "people")
RECENT_ISSUES = 8
LATEST_IN_TOPIC = 20
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
    """Makes the pages of a key."""

    def __init__(self, catalog: Catalog, settings: Settings, wording: Wording) -> None:
        self.catalog = catalog
        self.settings = settings
        self.wording = wording
        self._ = wording.gettext

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
            "corrections": self._corrections,
            "feed": self._feed,
            "sitemap": self._sitemap,
            "data": self._data,
            "404": self._not_found,
            "robots": self._robots,
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
        newest = self.catalog.latest(RECENT_ISSUES + 1)
        first = self._front_issue(newest[0].masthead) if newest else None
        rest = [v for v in newest if first is None or v.masthead != first.masthead]
        recent = tuple(card(v) for v in rest[:RECENT_ISSUES])
        view = HomeView(first, recent, self._year_links())
        yield self._page(urls.HOME, "home.html", view, self.settings.site_name)

    def _front_issue(self, newest: Masthead) -> IssueView:
        """The main paper of the newest day; where it has none, the last of its editions."""
        of_the_day = self.catalog.day(newest.date)
        main = urls.issue(newest.date, "")
        return next((v for v in of_the_day if v.masthead.path == main), of_the_day[-1])

    def _year_links(self) -> tuple[Link, ...]:
        return tuple(Link(str(y), urls.year(y)) for y in reversed(self.catalog.years()))

    def _archive(self, _: str) -> Iterator[Product]:
        view = ArchiveView(self._year_links())
        yield self._page(urls.ARCHIVE, "archive.html", view, self._("Archive"))

    def _archive_crumb(self) -> Link:
        return Link(self._("Archive"), urls.ARCHIVE)

    def _year(self, text: str) -> Iterator[Product]:
        year = int(text)
        days = self.catalog.days(year)
        if not days:
            return
        years = self.catalog.years()
        at = years.index(year)
        cells = self._cells(days)
        view = YearView(
            year=year,
            months=tuple(month_calendar(year, month, cells) for month in range(1, 13)),
            issue_count=len(days),
            previous=Link(str(years[at - 1]), urls.year(years[at - 1])) if at else None,
            next=Link(str(years[at + 1]), urls.year(years[at + 1]))
            if at + 1 < len(years)
            else None,
        )
        title = self.wording.year_name(year)
        yield self._page(urls.year(year), "year.html", view, title, (self._archive_crumb(),))

    def _month(self, text: str) -> Iterator[Product]:
        year, month = int(text[:4]), int(text[5:])
        views = self.catalog.month(year, month)
        if not views:
            return
        months = self.catalog.months()
        at = months.index(text)
        heads = [v.masthead for v in views]
        cells = self._cells((h.date, h.edition, h.path) for h in heads)
        view = MonthView(
            calendar=month_calendar(year, month, cells),
            issues=tuple(card(v) for v in views),
            previous=self._month_link(months[at - 1]) if at else None,
            next=self._month_link(months[at + 1]) if at + 1 < len(months) else None,
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
        views = self.catalog.same_day(month, day)
        if not views:
            return
        days = self.catalog.month_days()
        at = days.index(text)
        alone = len(days) == 1
        view = DayView(
            month=month,
            day=day,
            issues=tuple(card(v) for v in views),
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
        links = [
            Link(name, urls.topic(kind, slug)) for slug, name in self.catalog.topic_names(kind)
        ]
        if kind == "people":
            links.sort(key=lambda link: (_initial(link), link.text.casefold(), link.text))
            groups = tuple(
                DirectoryGroup(initial, tuple(run))
                for initial, run in itertools.groupby(links, key=_initial)
            )
        else:
            groups = (DirectoryGroup("", tuple(links)),) if links else ()
        view = DirectoryView(kind, groups)
        yield self._page(urls.directory(kind), "directory.html", view, self._directory_name(kind))

    def _topic(self, rest: str) -> Iterator[Product]:
        kind, _, slug = rest.partition(":")
        years = self.catalog.topic_years(kind, slug)
        if not years:
            return
        name = self.catalog.topic_name(kind, slug)
        roles = self.catalog.topic_roles(kind, slug)
        latest = self.catalog.topic_articles(kind, slug, newest=LATEST_IN_TOPIC)
        feed = urls.section_feed(slug) if kind == "sections" else ""
        view = TopicView(
            kind=kind,
            name=name,
            years=tuple(Link(str(y), urls.topic_year(kind, slug, y)) for y in years),
            roles=tuple(r for r in ROLE_ORDER if r in roles),
            latest=tuple(teaser for teaser, _roles, _record in latest),
            feed=feed,
        )
        crumbs = (Link(self._directory_name(kind), urls.directory(kind)),)
        link = Link(name, feed) if feed else None
        yield self._page(urls.topic(kind, slug), "topic.html", view, name, crumbs, link)
        if feed:
            articles = self.catalog.latest_of_topic(kind, slug, self.settings.feed_items)
            page = urls.topic(kind, slug)
            data = feeds.atom(self.settings, self.wording, feed, name, page, articles)
            yield DataFile(feed, [data])

    def _topic_year(self, rest: str) -> Iterator[Product]:
        kind, slug, year = rest.split(":")
        entries = self.catalog.topic_articles(kind, slug, year=int(year))
        if not entries:
            return
        name = self.catalog.topic_name(kind, slug)
        topic = Link(name, urls.topic(kind, slug))
        view = TopicYearView(
            kind=kind,
            name=name,
            year=int(year),
            topic=topic,
            entries=tuple(
                TopicEntry(teaser, tuple(r for r in ROLE_ORDER if r in roles))
                for teaser, roles, _record in entries
            ),
        )
        path = urls.topic_year(kind, slug, int(year))
        crumbs = (Link(self._directory_name(kind), urls.directory(kind)), topic)
        yield self._page(
            path, "topic_year.html", view, f"{name} · {self.wording.year_name(int(year))}", crumbs
        )

    def _corrections(self, _: str) -> Iterator[Product]:
        entries = (CorrectionEntry(*row) for row in self.catalog.notices())
        view = CorrectionsView(tuple(entries))
        yield self._page(urls.CORRECTIONS, "corrections.html", view, self._("Corrections"))

    # --- for machines

    def _feed(self, _: str) -> Iterator[Product]:
        entries = self.catalog.latest_articles(self.settings.feed_items)
        name = self.settings.site_name
        data = feeds.atom(self.settings, self.wording, urls.FEED, name, urls.HOME, entries)
        yield DataFile(urls.FEED, [data])

    def _sitemap(self, year: str) -> Iterator[Product]:
        if not self.settings.url:
            return
        if year:
            yield from self._sitemap_year(int(year))
            return
        rest = [urls.HOME, urls.ARCHIVE, urls.CORRECTIONS, urls.DATA]
        rest += [urls.directory(kind) for kind in KINDS]
        rest += [link.path for link in self.catalog.standing()]
        rest += [urls.same_day(int(d[:2]), int(d[3:])) for d in self.catalog.month_days()]
        for kind in KINDS:
            rest += [urls.topic(kind, slug) for slug, _name in self.catalog.topic_names(kind)]
        pieces = []
        for number, at in enumerate(range(0, len(rest), sitemaps.MOST_PAGES), 1):
            piece = ((path, "") for path in rest[at : at + sitemaps.MOST_PAGES])
            pieces.append(urls.sitemap_rest(number))
            yield DataFile(pieces[-1], sitemaps.url_set(self.settings.url, piece))
        pieces += [urls.sitemap_year(y) for y in self.catalog.years()]
        yield DataFile(urls.SITEMAP, [sitemaps.index(self.settings.url, pieces)])

    def _sitemap_year(self, year: int) -> Iterator[Product]:
        if year not in self.catalog.years():
            return
        yield DataFile(
            urls.sitemap_year(year), sitemaps.url_set(self.settings.url, self._year_pages(year))
        )

    def _year_pages(self, year: int) -> Iterator[tuple[str, str]]:
        """Path and last change (ISO date) of every page of a year."""
        yield urls.year(year), ""
        for text in self.catalog.months():
            if int(text[:4]) == year:
                month = int(text[5:])
                yield urls.month(year, month), ""
                for view in self.catalog.month(year, month):
                    yield view.masthead.path, view.masthead.date.isoformat()
                    for page in view.pages:
                        yield page.path, view.masthead.date.isoformat()
        for line in self.catalog.records(year):
            yield records.path_and_change(line)
        for kind, slug in self.catalog.topics_of_year(year):
            yield urls.topic_year(kind, slug, year), ""

    def _data(self, year: str) -> Iterator[Product]:
        years = self.catalog.years()
        if not year:
            rows = tuple(
                DataYear(y, urls.data_year(y, "jsonl"), urls.data_year(y, "csv"))
                for y in reversed(years)
            )
            yield self._page(urls.DATA, "data.html", DataView(rows), self._("Data"))
            index = records.years_index(self.settings.site_name, self.settings.url, years)
            yield DataFile(urls.DATA_SITE, [index])
        elif int(year) in years:
            lines = records.json_lines(self.catalog.records(int(year)))
            yield DataFile(urls.data_year(int(year), "jsonl"), lines)
            table = records.csv_lines(self.catalog.records(int(year)))
            yield DataFile(urls.data_year(int(year), "csv"), table)

    def _not_found(self, _: str) -> Iterator[Product]:
        view = NotFoundView(Link(self._("Home"), urls.HOME))
        head = PageHead(path=urls.NOT_FOUND, title=self._("Page not found"), noindex=True)
        yield HtmlPage(urls.NOT_FOUND, "404.html", head, view)

    def _robots(self, _: str) -> Iterator[Product]:
        text = "User-agent: *\nAllow: /\n"
        if self.settings.url:
            text += f"\nSitemap: {urls.public(self.settings.url, urls.SITEMAP)}\n"
        yield DataFile(urls.ROBOTS, [text.encode()])


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
            paths = [urls.topic(topic, slug), *feed]
        case "topic-year", [topic, slug, year]:
            paths = [urls.topic_year(topic, slug, int(year))]
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
    "corrections": (urls.CORRECTIONS,),
    "feed": (urls.FEED,),
    "sitemap": (urls.SITEMAP, urls.sitemap_rest(1)),
    "data": (urls.DATA, urls.DATA_SITE, urls.DATA_FILES),
    "404": (urls.NOT_FOUND,),
    "robots": (urls.ROBOTS,),
    **{kind: (urls.directory(kind),) for kind in KINDS},
}


def _initial(link: Link) -> str:
    return link.text[0].upper()


def card(view: IssueView) -> IssueCard:
    """An issue in a list: the headlines of its first page that has any."""
    first = next((p.articles for p in view.pages if p.articles), ())
    loose = tuple(a for group in view.loose for a in group.articles)
    return IssueCard(view.masthead, first or loose)


def month_calendar(year: int, month: int, issues: dict[dt.date, tuple[Link, ...]]) -> MonthCalendar:
    weeks = tuple(
        tuple(
            DayCell(day, issues.get(dt.date(year, month, day), ())) if day else None for day in week
        )
        for week in calendar.Calendar(firstweekday=0).monthdayscalendar(year, month)
    )
    has_issue = any(cell and cell.issues for week in weeks for cell in week)
    path = urls.month(year, month) if has_issue else ""
    return MonthCalendar(dt.date(year, month, 1), path, weeks)


@dataclass(frozen=True, slots=True)
class Calendars:
    """What exists in time: months as ``2019-10`` and days of the year as ``10-24``, in order."""

    months: tuple[str, ...]
    days: tuple[str, ...]

    @classmethod
    def of(cls, catalog: Catalog) -> Calendars:
        return cls(tuple(catalog.months()), tuple(catalog.month_days()))


def neighbours_of_changed(before: Calendars, after: Calendars) -> set[str]:
    """Keys of year, month and day pages whose neighbour in time has come or gone."""
    years = [tuple(sorted({m[:4] for m in c.months})) for c in (before, after)]
    rows = (
        ("year", years[0], years[1]),
        ("month", before.months, after.months),
        ("day", before.days, after.days),
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
