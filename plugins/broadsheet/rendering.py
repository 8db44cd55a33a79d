"""From views to bytes: one Jinja environment a process, one frame for every page."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass

from jinja2 import Template, TemplateError, TemplateSyntaxError
from msgspec.structs import replace

from broadsheet import templating
from broadsheet.catalog_rows import IssueRow
from broadsheet.pages import citing, metadata, urls
from broadsheet.pages.index_pages import HtmlPage
from broadsheet.pages.issue_pages import ComposedIssue
from broadsheet.pages.nameplate import nameplate_of
from broadsheet.pages.records import ArticleRecord
from broadsheet.pages.views import (
    ArticleView,
    BlockView,
    HomeView,
    IssueView,
    Link,
    Masthead,
    PageHead,
    PrintPagePage,
    RedirectView,
    Site,
)
from broadsheet.pages.wording import Wording
from broadsheet.problems import BuildError
from broadsheet.reading.names import is_reserved
from broadsheet.saying import as_it_is
from broadsheet.search.articles import texts
from broadsheet.search.scripts import script
from broadsheet.settings import Settings


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file and the source a person knows it by."""

    path: str
    data: bytes
    source: str


class Renderer:
    """Renders pages. ``standing`` are the links to Pelican's pages, shown on every page."""

    def __init__(self, settings: Settings, wording: Wording, standing: tuple[Link, ...]) -> None:
        folders = [*settings.template_overrides, settings.theme / "templates"]
        self.environment = templating.environment(
            folders, wording, settings.templates, settings.compiled_templates
        )
        self.settings = settings
        self.wording = wording
        self.site = site_view(settings, wording, standing)
        self.paper = citing.Paper.of(settings)
        self.describer = metadata.Describer(self.site, self.paper, wording)
        self._templates: dict[str, Template] = {}
        self._last_crumbs: tuple[Masthead, tuple[Link, ...]] | None = None

    def compile(self) -> None:
        """Compile every template, so that those who work need not each do so."""
        self.environment.keep_compiled()

    def html(self, page: HtmlPage) -> bytes:
        root = urls.root_of(page.path)
        if page.path == urls.NOT_FOUND:
            root = self.settings.base_path
        view = page.view
        described = isinstance(view, (ArticleView, RedirectView))
        head = page.head if described else self.describer.page(page.head, view)
        if isinstance(view, HomeView) and view.latest:
            view = replace(view, latest=self._dressed(view.latest, root))
        elif isinstance(view, IssueView):
            view = self._dressed(view, root)
        try:
            template = self._template(page.template)
            text = template.render(site=self.site, page=head, root=root, view=view)
        except TemplateError as error:
            raise BuildError(as_it_is(_where(error, page.template))) from error
        return text.encode()

    def _template(self, name: str) -> Template:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self.environment.get_template(name)
        return template

    # --- an issue

    def issue_name(self, head: Masthead) -> str:
        return self.wording.issue_name(head.date, head.edition)

    def _dressed(self, view: IssueView, root: str) -> IssueView:
        """Dates in the site's language, and the note's links relative to the page it is on."""
        date = view.masthead.date
        return replace(
            view,
            month=replace(view.month, text=self.wording.month_name(date)),
            same_day=replace(view.same_day, text=self.wording.day_name(date.month, date.day)),
            note=tuple(_rooted(block, root) for block in view.note),
        )

    def _time_crumbs(self, head: Masthead) -> tuple[Link, ...]:
        date = head.date
        return (
            Link(self.wording.gettext("Archive"), urls.ARCHIVE),
            Link(self.wording.year_name(date.year), urls.year(date.year)),
            Link(self.wording.month_name(date), urls.month(date.year, date.month)),
        )

    def front_pages(self, view: IssueView) -> list[HtmlPage]:
        """The issue page and its print pages: all that shows the issue's neighbours."""
        head = view.masthead
        name = self.issue_name(head)
        crumbs = self._time_crumbs(head)
        page_head = PageHead(
            path=head.path,
            title=name,
            canonical=urls.public(self.settings.url, head.path),
            crumbs=crumbs,
            data=urls.data_twin(head.path),
        )
        made = [HtmlPage(head.path, "issue.html", page_head, view)]
        tabs = tuple(Link(f"{p.code} {p.title}".strip(), p.path) for p in view.pages)
        for at, page in enumerate(view.pages):
            shown = PrintPagePage(
                masthead=head,
                page=page,
                tabs=tabs,
                previous=tabs[at - 1] if at else view.previous,
                next=tabs[at + 1] if at + 1 < len(tabs) else view.next,
            )
            page_head = PageHead(
                path=page.path,
                title=f"{name} {tabs[at].text}",
                canonical=urls.public(self.settings.url, page.path),
                crumbs=(*crumbs, Link(name, head.path)),
            )
            made.append(HtmlPage(page.path, "print_page.html", page_head, shown))
        return made

    def _issue_crumbs(self, head: Masthead) -> tuple[Link, ...]:
        """The way to the issue, which all its articles have."""
        if self._last_crumbs is None or self._last_crumbs[0] is not head:
            crumbs = (*self._time_crumbs(head), Link(self.issue_name(head), head.path))
            self._last_crumbs = head, crumbs
        return self._last_crumbs[1]

    def article_page(self, view: ArticleView, record: ArticleRecord) -> HtmlPage:
        head, teaser = view.masthead, view.teaser
        crumbs = self._issue_crumbs(head)
        if view.print_page:
            crumbs = (*crumbs, view.print_page)
        page_head = PageHead(
            path=teaser.path,
            title=teaser.headline,
            description=teaser.summary,
            canonical=urls.public(self.settings.url, teaser.path),
            language=teaser.language if teaser.language != self.settings.language else "",
            crumbs=crumbs,
            data=urls.data_twin(teaser.path),
        )
        ref = citing.reference(self.paper, record)
        page_head = self.describer.article(page_head, view, record, ref)
        view = replace(view, citation=citing.citation(ref))
        return HtmlPage(teaser.path, "article.html", page_head, view)

    def issue_files(self, issue: ComposedIssue) -> list[Made]:
        """All text files that depend on the issue alone: articles, data, redirects."""
        row: IssueRow = issue.row
        head = row.view.masthead
        made = [Made(urls.data_twin(head.path), issue.record + b"\n", row.folder)]
        if self.settings.search:
            made.append(self._search_texts(row))
        for view, article, record, source in zip(
            issue.articles, row.articles, issue.article_records, issue.sources, strict=True
        ):
            page = self.article_page(view, record)
            made.append(Made(page.path, self.html(page), source))
            made.append(Made(urls.data_twin(page.path), article.record + b"\n", source))
        for old, headline, new, source in issue.redirects:
            if os.name == "nt" and is_reserved(old):
                continue  # no disk here can hold it; lists of redirects for hosts have it
            page_head = PageHead(
                path=old, title=headline, canonical=urls.public(self.settings.url, new)
            )
            page = HtmlPage(old, "redirect.html", page_head, RedirectView(headline, new))
            made.append(Made(old, self.html(page), source))
        return made

    def _search_texts(self, row: IssueRow) -> Made:
        """What search on a disk compares its finds with, for it cannot read the articles' data."""
        path = urls.search_texts(row.date, row.edition)
        data = script(path, texts(article.record for article in row.articles))
        return Made(path, data, row.folder)


def site_view(settings: Settings, wording: Wording, standing: tuple[Link, ...]) -> Site:
    _ = wording.gettext
    return Site(
        name=settings.site_name,
        subtitle=settings.subtitle,
        language=settings.language,
        url=settings.url,
        publisher=settings.publisher,
        cn_number=settings.cn_number,
        nav=(
            Link(_("Home"), urls.HOME),
            Link(_("Archive"), urls.ARCHIVE),
            Link(_("Sections"), urls.directory("sections")),
            Link(_("Columns"), urls.directory("columns")),
            Link(_("People"), urls.directory("people")),
            Link(_("Photos"), urls.PHOTOS),
            Link(_("Corrections"), urls.CORRECTIONS),
            Link(_("Data"), urls.DATA),
        ),
        standing=standing,
        feed=urls.FEED,
        assets=settings.assets,
        preview=settings.clock.drafts,
        nameplate=nameplate_of(settings),
        lunar_dates=settings.lunar_dates,
        indent=settings.indent,
        search=settings.search,
    )


def _where(error: TemplateError, template: str) -> str:
    """File, line and what is wrong, as a maintainer's editor finds it. A template that is wrong
    when it runs is in the last frame of a template's own code that the error came through."""
    name, line = template, 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.name or template, error.lineno
    else:
        for frame, number in traceback.walk_tb(error.__traceback__):
            if frame.f_code.co_filename.endswith(".html"):
                name, line = frame.f_code.co_filename.rpartition("templates/")[2], number
    return f"theme/templates/{name}:{line}: {error.message or type(error).__name__}"


def _rooted(block: BlockView, root: str) -> BlockView:
    return replace(block, html=urls.rooted(block.html, root)) if block.html else block
