"""What machines read in the head of a page: description, Open Graph, Dublin Core, Google Scholar's
``citation_`` tags, and schema.org as JSON-LD. Pure.

The tags of an article are chosen so that Zotero's *Embedded Metadata* translator saves a newspaper
article. Its rules (zotero/translators, ``Embedded Metadata.js`` and ``RDF.js``): ``DC.type`` with
the name of a Zotero type decides; ``og:type`` and ``citation_title`` alone would guess a journal
article, and ``citation_journal_title`` would force one, so it is not written, and ``DC.source``
names the paper. ``DC.identifier`` is no address: Zotero takes ``10/24/a01`` in it for a DOI.

JSON-LD and Open Graph must have absolute addresses. Without a public address of the site, what
needs one is left out.
"""

from __future__ import annotations

import datetime as dt
import functools
import html
import re
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from broadsheet.model import Role
from broadsheet.pages import citing, schema, urls
from broadsheet.pages.records import ArticleRecord, NoticeRecord, PictureRecord
from broadsheet.pages.schema import Node, Organization, Person, Thing
from broadsheet.pages.views import (
    ArchiveView,
    ArticleView,
    CorrectionsView,
    DataView,
    DayView,
    DirectoryView,
    HomeView,
    IssueView,
    Link,
    Masthead,
    Meta,
    MonthView,
    PageHead,
    PhotosView,
    PhotoWallView,
    Picture,
    PrintPagePage,
    PrintPageView,
    SearchView,
    Site,
    StandingView,
    Teaser,
    TopicView,
    TopicYearView,
    YearView,
)
from broadsheet.pages.wording import Wording

LONGEST_DESCRIPTION = 160
"""Characters; what search engines show at most."""
LOCALES = {"zh": "zh_CN", "en": "en_US"}
ZOTERO_TYPE = "newspaperArticle"

_TAGS = re.compile(r"<[^>]*>")
_WORDS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]|[^\W_\u3400-\u9fff]+")


_UNUSUAL = re.compile(
    r"[^\x00-\x7f\xb7\u2010-\u203b\u3000-\u3003\u3008-\u3020\u4000-\u9fff\uff01-\uff0f\uff1a-\uff20]"
)
"""Whatever is neither ASCII nor a common Chinese character or mark."""
_COMMON = bytes(range(0xE4, 0xEA))
"""What the common characters, U+4000 to U+9FFF, begin with in UTF-8."""
_LETTERS = bytes(sign if chr(sign).isalnum() and sign < 0x80 else 0x20 for sign in range(0x100))
"""ASCII letters and digits as they are, all else a space."""


def word_count(text: str) -> int:
    """Words as a reader counts them: each Chinese character, each run of other letters."""
    if _UNUSUAL.search(text):
        return len(_WORDS.findall(text))
    data = text.encode()
    common = len(data) - len(data.translate(None, _COMMON))
    return common + len(text.encode("ascii", "replace").translate(_LETTERS).split())


def shortened(text: str) -> str:
    """A description of at most ``LONGEST_DESCRIPTION`` characters on one line."""
    plain = citing.one_line(text)
    if len(plain) <= LONGEST_DESCRIPTION:
        return plain
    return plain[: LONGEST_DESCRIPTION - 1].rstrip() + "…"


class Describer:
    """Completes the heads of pages. ``site`` and ``wording`` are the site's."""

    def __init__(self, site: Site, paper: citing.Paper, wording: Wording) -> None:
        self.site = site
        self.paper = paper
        self.wording = wording
        self._ = wording.gettext
        self._publisher = schema.settled(self._organisation())
        self._newspaper = schema.settled(self.newspaper())
        website: Node = {"@type": "WebSite", "name": site.name, "url": self.url(urls.HOME)}
        self._website = schema.settled(website)
        self._way = functools.lru_cache(maxsize=256)(self._way_down)
        self._person = functools.lru_cache(maxsize=4096)(self._credited)
        self._last_issue: tuple[Masthead, msgspec.Raw] | None = None

    def url(self, path: str) -> str:
        return urls.public(self.site.url, path)

    # --- the paper

    @property
    def _newspaper_id(self) -> str:
        return f"{self.url(urls.HOME)}#newspaper" if self.site.url else ""

    def _organisation(self) -> Node:
        name = self.site.publisher or self.site.name
        return {"@type": "Organization", "name": name, "url": self.url(urls.HOME)}

    def newspaper(self) -> Node:
        number = self.site.cn_number
        identifier = {"@type": "PropertyValue", "propertyID": "CN", "value": number}
        return {
            "@type": "Newspaper",
            "@id": self._newspaper_id,
            "name": self.site.name,
            "url": self.url(urls.HOME),
            "identifier": identifier if number else None,
            "publisher": self._publisher,
            "inLanguage": self.paper.language,
        }

    def _issue(self, head: Masthead) -> msgspec.Raw:
        """The issue that something is part of."""
        if self._last_issue is None or self._last_issue[0] is not head:
            self._last_issue = head, schema.settled(self._issue_node(head))
        return self._last_issue[1]

    def _issue_node(self, head: Masthead) -> schema.PublicationIssue:
        """The issue that something is part of; its whole number where it has no other."""
        number = head.number if head.number is not None else head.cumulative_number
        return schema.PublicationIssue(
            id=self.url(head.path),
            issue_number="" if number is None else str(number),
            date_published=head.date.isoformat(),
            is_part_of=self._newspaper,
        )

    def _crumbs(self, head: PageHead) -> list[Thing]:
        """``BreadcrumbList`` from home to the page itself; it must have addresses."""
        if not self.site.url or not head.crumbs:
            return []
        way = self._way(head.crumbs)
        here = schema.ListItem(len(way) + 1, head.title, self.url(head.path))
        return [schema.BreadcrumbList((*way, here))]

    def _way_down(self, crumbs: tuple[Link, ...]) -> tuple[schema.ListItem, ...]:
        """From home to the page above, which many pages have in common."""
        way = [Link(self._("Home"), urls.HOME), *crumbs]
        return tuple(
            [schema.ListItem(at, link.text, self.url(link.path)) for at, link in enumerate(way, 1)]
        )

    # --- tags

    def _open_graph(self, head: PageHead, kind: str, title: str, description: str) -> list[Meta]:
        language = (head.language or self.site.language).split("-")[0]
        return [
            _og("og:type", kind),
            _og("og:title", title),
            _og("og:description", description),
            _og("og:url", head.canonical),
            _og("og:site_name", self.site.name),
            _og("og:locale", LOCALES.get(language, "")),
        ]

    def _image_tags(self, picture: Picture | PictureRecord | None) -> list[Meta]:
        if picture is None or not self.site.url:
            return [Meta("twitter:card", "summary")]
        return [
            _og("og:image", self.url(picture.path)),
            _og("og:image:width", str(picture.width)),
            _og("og:image:height", str(picture.height)),
            _og("og:image:alt", citing.one_line(picture.cutline)),
            Meta("twitter:card", "summary_large_image"),
        ]

    # --- an article

    def article(
        self, head: PageHead, view: ArticleView, record: ArticleRecord, ref: citing.Reference
    ) -> PageHead:
        """``ref`` is what of the record is cited."""
        text = self._taken_back(record) or head.description or ref.title
        description, changed = shortened(text), _changed(record)
        tags = [
            *self._open_graph(head, "article", ref.headline, description),
            *self._image_tags(record.pictures[0] if record.pictures else None),
            _og("article:published_time", record.date),
            _og("article:modified_time", changed),
            _og("article:section", ref.section),
            *(_og("article:tag", citing.one_line(tag)) for tag in record.tags),
            *self._scholarly(ref),
        ]
        story = self._story(record, view.masthead, head.canonical, description)
        return _with(head, description, tags, [story, *self._crumbs(head)])

    def _taken_back(self, record: ArticleRecord) -> str:
        """A retracted story is never described by what it said."""
        notice = record.retraction
        if notice is None:
            return ""
        day = self.wording.full_date(dt.date.fromisoformat(notice.date))
        return f"{self._('Retraction')} {day}: {notice.text}"

    def _scholarly(self, ref: citing.Reference) -> list[Meta]:
        names = ref.authors or (ref.organisation,)
        return [
            Meta("DC.title", ref.title),
            *(Meta("DC.creator", name) for name in names),
            Meta("DC.date", ref.day),
            Meta("DC.type", ZOTERO_TYPE),
            Meta("DC.source", ref.paper),
            Meta("DC.publisher", ref.publisher),
            Meta("DC.language", ref.language),
            Meta("DC.identifier", ref.key),
            Meta("prism.edition", ref.edition),
            Meta("citation_title", ref.title),
            *(Meta("citation_author", name) for name in names),
            Meta("citation_publication_date", ref.day.replace("-", "/")),
            Meta("citation_firstpage", ref.page),
            Meta("citation_language", ref.language),
            Meta("citation_publisher", ref.publisher),
        ]

    def _story(
        self, record: ArticleRecord, masthead: Masthead, address: str, description: str
    ) -> schema.NewsArticle:
        """``address`` is the absolute one, or empty."""
        authors, editors, others = self._people(record)
        source = _organisation(record.source)
        return schema.NewsArticle(
            id=address,
            main_entity_of_page=address,
            url=address,
            headline=record.headline,
            alternative_headline=record.deck,
            description=description,
            date_published=record.date,
            date_modified=_changed(record),
            dateline=record.dateline,
            author=authors or source,
            editor=editors,
            contributor=others,
            publisher=self._publisher,
            source_organization=source,
            print_page=record.page,
            print_section=record.page_title,
            print_edition=record.edition_title,
            article_section=tuple([name for name in (record.section, record.column) if name]),
            keywords=record.tags,
            about=tuple([self._person(name) for name in record.people]),
            mentions=tuple([schema.Place(name) for name in record.places]),
            in_language=record.language,
            word_count=word_count(record.text),
            is_accessible_for_free=True,
            image=tuple([self._image(p) for p in record.pictures]) if self.site.url else (),
            correction=tuple([schema.CorrectionComment(n.date, n.text) for n in _notices(record)]),
            creative_work_status="Retracted" if record.retraction else "",
            is_part_of=self._issue(masthead),
        )

    def _credited(self, name: str, title: str = "", organisation: str = "") -> Person:
        path = urls.topic("people", urls.slug(name))
        return Person(name, self.url(path), title, _organisation(organisation))

    def _people(
        self, record: ArticleRecord
    ) -> tuple[tuple[Person, ...], tuple[Person, ...], tuple[schema.Role, ...]]:
        """Who made the article, by role: authors with what they are, editors, and everybody else
        as contributor within a ``Role`` (https://schema.org/Role)."""
        authors: dict[str, Person] = {}
        editors: dict[str, Person] = {}
        others: list[schema.Role] = []
        answering = citing.answering_roles(record)
        for credit in record.credits:
            name, title, organisation = (
                credit.name,
                self.wording.role_name(credit.role),
                credit.organisation,
            )
            if credit.role in answering:
                authors.setdefault(name, self._person(name, title, organisation))
            elif credit.role == Role.EDITOR:
                editors.setdefault(name, self._person(name, title, organisation))
            else:
                others.append(schema.Role(title, self._person(name, "", organisation)))
        return tuple(authors.values()), tuple(editors.values()), tuple(others)

    def _image(self, picture: PictureRecord) -> schema.ImageObject:
        return schema.ImageObject(
            url=self.url(picture.path),
            width=picture.width,
            height=picture.height,
            caption=picture.cutline,
            credit_text=picture.credit.strip("（）() "),
        )

    # --- every other page

    def page(self, head: PageHead, view: object) -> PageHead:
        """The head of any page but an article's, completed. A page that says what it is keeps
        its description."""
        if head.noindex:
            return head
        text, kind, nodes = self._kind(head, view)
        if not text:
            return head
        description = shortened(head.description or text)
        tags = [
            *self._open_graph(head, kind, head.title, description),
            *self._image_tags(_picture_of(view)),
        ]
        return _with(head, description, tags, [*nodes, *self._crumbs(head)])

    def _kind(self, head: PageHead, view: object) -> tuple[str, str, list[Node | Thing]]:
        """Description, type in Open Graph, and nodes of a page; no description: no head at all."""
        about: list[Node | Thing]
        match view:
            case HomeView():
                text, kind, about = self._home_text(view), "website", self._home(head)
            case IssueView():
                text = self._headlines(head.title, (a for p in view.pages for a in p.articles))
                kind, about = "website", [self._issue_page(head, view)]
            case PrintPagePage():
                text, kind = self._headlines(head.title, view.page.articles), "website"
                about = [self._collection(head, view.masthead)]
            case TopicView(kind="people") | TopicYearView(kind="people"):
                text, kind, about = self._list_text(view), "profile", [self._profile(head, view)]
            case StandingView():
                text = citing.one_line(html.unescape(_TAGS.sub(" ", view.html))) or view.title
                kind, about = "website", [self._web_page(head, "WebPage")]
            case _:
                text, kind = self._list_text(view), "website"
                about = [self._web_page(head, "CollectionPage")]
        return text, kind, about

    def _home_text(self, view: HomeView) -> str:
        text = self._("%(paper)s, every issue and every page") % {"paper": self.site.name}
        if not view.latest:
            return text
        latest = view.latest.masthead
        name = self.wording.issue_name(latest.date, latest.edition)
        first = (a for p in view.latest.pages for a in p.articles)
        return self._headlines(f"{text} · {name}", first)

    def _headlines(self, name: str, articles: Iterable[Teaser]) -> str:
        heads = [teaser.headline for teaser in articles]
        paper = self.site.name
        start = name if paper in name else f"{paper} {name}"
        return " · ".join([start, *heads])

    def _list_text(self, view: object) -> str:
        """What a list shows, in a sentence; empty for a page that is no list."""
        words = {"paper": self.site.name}
        match view:
            case DirectoryView(kind="people"):
                text = self._("The people who made %(paper)s or stand in it")
            case DirectoryView(kind="columns"):
                text = self._("The columns of %(paper)s")
            case DirectoryView():
                text = self._("The sections of %(paper)s")
            case TopicView():
                words["name"] = view.name
                text = self._topic_text(view.latest)
            case TopicYearView():
                words["name"] = f"{view.name} {self.wording.year_name(view.year)}"
                text = self._topic_text(view.teasers)
            case CorrectionsView():
                text = self._("What %(paper)s has corrected or taken back")
            case SearchView():
                text = self._("Search every word of %(paper)s")
            case DataView():
                text = self._("The archive of %(paper)s as JSON and CSV")
            case _:
                return self._time_text(view)
        return text % words

    def _time_text(self, view: object) -> str:
        """The same for lists by time."""
        words = {"paper": self.site.name}
        match view:
            case ArchiveView():
                text = self._("Every issue of %(paper)s by year, month and day")
            case YearView():
                words["time"] = self.wording.year_name(view.year)
                text = self._("Issues of %(paper)s: %(time)s")
            case MonthView():
                words["time"] = self.wording.month_name(view.calendar.first)
                text = self._("Issues of %(paper)s: %(time)s")
            case DayView():
                words["time"] = self.wording.day_name(view.month, view.day)
                text = self._("%(time)s in every year of %(paper)s")
            case PhotosView():
                text = self._("The photographs of %(paper)s")
            case PhotoWallView():
                words["time"] = self.wording.month_name(view.first)
                text = self._("The photographs of %(paper)s: %(time)s")
            case _:
                return ""
        return text % words

    def _topic_text(self, articles: Iterable[Teaser]) -> str:
        heads = (teaser.headline.replace("%", "%%") for teaser in articles)
        return " · ".join([self._("%(name)s in %(paper)s"), *heads])

    def _web_page(self, head: PageHead, kind: str) -> Node:
        return {
            "@type": kind,
            "@id": head.canonical,
            "url": head.canonical,
            "name": head.title,
            "inLanguage": head.language or self.site.language,
            "isPartOf": self._website,
        }

    def _search(self) -> Node | None:
        """How a program searches the archive (https://schema.org/SearchAction)."""
        address = self.url(urls.SEARCH)
        if not (address and self.site.search):
            return None
        return {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{address}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        }

    def _home(self, head: PageHead) -> list[Node | Thing]:
        return [
            {
                "@type": "WebSite",
                "@id": head.canonical,
                "url": head.canonical,
                "name": self.site.name,
                "alternateName": self.site.subtitle,
                "inLanguage": self.site.language,
                "publisher": self._publisher,
                "potentialAction": self._search(),
            },
            self.newspaper(),
        ]

    def _issue_page(self, head: PageHead, view: IssueView) -> schema.PublicationIssue:
        loose = tuple(a for group in view.loose for a in group.articles)
        articles = [*(a for page in view.pages for a in page.articles), *loose]
        return replace(
            self._issue_node(view.masthead),
            name=head.title,
            url=head.canonical,
            has_part=tuple(
                [schema.IssuePart(a.headline, self.url(a.path), a.page) for a in articles]
            ),
        )

    def _collection(self, head: PageHead, masthead: Masthead) -> Node:
        """A print page: part of its issue."""
        return {**self._web_page(head, "CollectionPage"), "isPartOf": self._issue(masthead)}

    def _profile(self, head: PageHead, view: TopicView | TopicYearView) -> Node:
        slug = urls.slug(view.name)
        person = {
            "@type": "Person",
            "name": view.name,
            "url": self.url(urls.topic("people", slug)),
        }
        return {**self._web_page(head, "ProfilePage"), "mainEntity": person}


def _og(key: str, content: str) -> Meta:
    return Meta(key, content, True)


def _with(
    head: PageHead, description: str, tags: Iterable[Meta], nodes: Iterable[Node | Thing]
) -> PageHead:
    """A head with what was found out."""
    meta = tuple([tag for tag in tags if tag.content])
    return replace(head, description=description, meta=meta, json_ld=schema.json_ld(*nodes))


def _organisation(name: str) -> Organization | None:
    return Organization(name) if name else None


def _notices(record: ArticleRecord) -> tuple[NoticeRecord, ...]:
    return (*record.corrections, *((record.retraction,) if record.retraction else ()))


def _changed(record: ArticleRecord) -> str:
    """The day of the last correction or retraction; empty when there is none."""
    return max((notice.date for notice in _notices(record)), default="")


def _picture_of(view: object) -> Picture | None:
    """The first picture that a page of an issue shows, for whoever shares it."""
    pages: tuple[PrintPageView, ...] = ()
    match view:
        case HomeView(latest=IssueView() as issue):
            pages = issue.pages
        case IssueView():
            pages = view.pages
        case PrintPagePage():
            pages = (view.page,)
    return next((a.picture for p in pages for a in p.articles if a.picture), None)
