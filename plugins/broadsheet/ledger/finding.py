"""From an address as a reader sees it to the file of the content that makes its page."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote, urlsplit

from broadsheet.catalog import Catalog, CatalogError
from broadsheet.ledger.files import Ledger, sound
from broadsheet.ledger.history import remembered
from broadsheet.ledger.lines import Entry, State, address_of, is_address
from broadsheet.model import Article, Issue, IssueFolder, SourceFile
from broadsheet.pages import urls
from broadsheet.problems import Problem
from broadsheet.reading.issue import ReadIssue, read_issue
from broadsheet.reading.standing import StandingContent, StandingPage, read_standing_content
from broadsheet.saying import Said, SaidError
from broadsheet.scanning import Scanner, UnitListing, list_content
from broadsheet.settings import Settings
from broadsheet.visibility import visible

IN_ISSUE = re.compile(r"(?P<folder>\d{4}/\d{2}/\d{2}(?:-[^/]+)?)/(?P<name>[^/]+)\.html")
MOST_COMPARED = 20_000
"""Addresses that are looked through for one that resembles another."""


class RefusedError(SaidError):
    """Why nothing was changed: one line that says what to do."""


@dataclass(frozen=True, slots=True)
class FoundIssue:
    """An issue by its folder. ``files`` are those of the folder, ``read`` what they say."""

    unit: UnitListing
    files: tuple[SourceFile, ...]
    read: ReadIssue
    issue: Issue

    @property
    def folder(self) -> str:
        return self.unit.folder

    @property
    def path(self) -> str:
        return urls.issue(self.issue.date, self.issue.edition)


@dataclass(frozen=True, slots=True)
class FoundArticle:
    within: FoundIssue
    article: Article

    @property
    def path(self) -> str:
        issue = self.within.issue
        return urls.article(issue.date, issue.edition, self.article.slug)


@dataclass(frozen=True, slots=True)
class FoundStanding:
    page: StandingPage
    path: str


Found = FoundIssue | FoundArticle | FoundStanding


class Finder:
    """Looks into the content, the ledger and what the last build made."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def ledger(self) -> Ledger:
        return sound(self.settings)

    @cached_property
    def remembered(self) -> dict[str, Entry]:
        return remembered(self.settings)

    @cached_property
    def units(self) -> list[UnitListing]:
        listing, _ = list_content(self.settings)
        return [unit for unit in listing.units if unit.folder not in listing.second]

    # --- addresses

    def paths(self, address: str) -> tuple[str, ...]:
        """The paths that an address as somebody types or copies it may mean, the likeliest first.

        Raises ``RefusedError`` when it is none of this site.
        """
        settings = self.settings
        try:
            parts = urlsplit(address.strip())
        except ValueError as error:
            raise RefusedError(
                Said(f'"{address}" is no address ({error})', f"“{address}”不是网址（{error}）")
            ) from error
        path = unicodedata.normalize("NFC", unquote(parts.path))
        if parts.netloc:
            if settings.url and urlsplit(settings.url).netloc != parts.netloc:
                raise RefusedError(
                    Said(
                        f'"{address}" is not of this site, {settings.url}',
                        f"“{address}”不是本网站 {settings.url} 的网址",
                    )
                )
            path = path.removeprefix(settings.base_path)
        elif settings.base_path != "/" and path.startswith(settings.base_path):
            path = path.removeprefix(settings.base_path)
        path = path.lstrip("/")
        if path == "" or path.endswith("/"):
            candidates = [f"{path}index.html"]
        else:
            candidates = [path, f"{path}/index.html", f"{path}.html"]
        found = tuple(
            c for c in candidates if is_address(c) and not {"", ".", ".."} & set(c.split("/"))
        )
        if parts.scheme not in ("", "http", "https") or not found:
            raise RefusedError(
                Said(
                    f'"{address}" is no address of a page; write one such as /2019/10/24/',
                    f"“{address}”不是网页的地址；请写成像 /2019/10/24/ 这样",
                )
            )
        return found

    def find(self, address: str) -> tuple[str, Found | None]:
        """The path that is meant, and the content that makes its page, if any does."""
        paths = self.paths(address)
        for path in paths:
            found = self.at(path)
            if found is not None:
                return path, found
        known = (p for p in paths if p in self.ledger.entries or self.maker_of(p))
        return next(known, paths[0]), None

    # --- the content

    def at(self, path: str) -> Found | None:
        """The content that makes the page at a path. Raises ``RefusedError`` for a printed page,
        which follows from its articles."""
        match = IN_ISSUE.fullmatch(path)
        within = self.issue_at(match["folder"]) if match else None
        if within is None or match is None:
            return self._standing_at(path)
        if within.path == path:
            return within
        for article in within.issue.articles:
            if article.slug == match["name"]:
                return FoundArticle(within, article)
        if path in own_addresses(within.issue):
            raise RefusedError(
                Said(
                    f"{address_of(path)} is a page of the issue {address_of(within.path)}: it is"
                    " there as long as it has articles; name one of these, or the issue",
                    f"{address_of(path)} 是 {address_of(within.path)} 这一期的一个版：只要"
                    "版上有稿件，它就在；请写其中的稿件，或写这一期",
                )
            )
        return self._standing_at(path)

    def unit_at(self, folder: str) -> UnitListing | None:
        """The issue folder whose address is ``2019/10/24``."""
        for unit in self.units:
            if unit.issue and urls.issue_folder(unit.issue.date, unit.issue.edition) == folder:
                return unit
        return None

    def issue_at(self, folder: str) -> FoundIssue | None:
        unit = self.unit_at(folder)
        return self.issue_of(unit) if unit else None

    def issue_of(self, unit: UnitListing) -> FoundIssue | None:
        """Read an issue; ``None`` when it has nothing to show."""
        (scanned,) = Scanner().scan([unit], lambda _: None)
        read = self.read(unit, scanned.files)
        return FoundIssue(unit, scanned.files, read, read.issue) if read.issue else None

    def read_unit(self, unit: UnitListing) -> ReadIssue:
        (scanned,) = Scanner().scan([unit], lambda _: None)
        return self.read(unit, scanned.files)

    def read(self, unit: UnitListing, files: tuple[SourceFile, ...]) -> ReadIssue:
        """Read an issue as if its folder had these files alone."""
        if unit.issue is None:
            raise ValueError(f"{unit.folder} is no issue folder")
        folder = IssueFolder(unit.folder, unit.issue.date, unit.issue.edition, files)
        return read_issue(folder, self.settings.content, self.settings.timezone, lambda _: None)

    def _standing_at(self, path: str) -> FoundStanding | None:
        for page in self.standing().pages:
            if page.address(self.settings.save_as) == path:
                return FoundStanding(page, path)
        return None

    def standing(self, without: Collection[str] = ()) -> StandingContent:
        """Read the standing pages as if these files were not there."""
        scanner = Scanner()
        kinds: dict[str, dict[str, list[SourceFile]]] = {"pages": {}, "static": {}}
        units = [unit for unit in self.units if unit.kind in kinds]
        for unit in scanner.scan(units, lambda _: None):
            folder = unit.listing.folder
            kept = [f for f in unit.files if f"{folder}/{f.name}" not in without]
            kinds[unit.listing.kind][folder] = kept
        return read_standing_content(
            self.settings.content,
            kinds["pages"],
            kinds["static"],
            self.settings.save_as,
            lambda _: None,
        )

    def public(self, issue: Issue) -> set[str]:
        """The addresses of an issue that readers may know."""
        seen = visible(issue, replace(self.settings.clock, drafts=False)).issue
        return own_addresses(seen) if seen else set()

    # --- what is known of an address without content

    def maker_of(self, path: str) -> str:
        """Who made a path in the last build, as the catalog names it; empty for nobody."""
        file = self.settings.home / "catalog.sqlite"
        if not file.is_file():
            return ""
        try:
            with closing(Catalog.reading(file)) as catalog:
                row = catalog.output(path)
        except CatalogError:
            return ""
        return row.owner if row else ""

    def is_list(self, path: str) -> bool:
        """Whether the site made a page of many articles at a path."""
        return self.maker_of(path).startswith("key:")

    def lead_of(self, path: str) -> str:
        """Where an old address leads that an article of the content names."""
        file = self.settings.home / "catalog.sqlite"
        try:
            with closing(Catalog.reading(file)) as catalog:
                new = catalog.redirects().get(path, "")
        except CatalogError:
            return ""
        found = self.at(new) if new else None
        named = found.article.aliases if isinstance(found, FoundArticle) else ()
        return new if path in {urls.alias(each.address) for each in named} else ""

    def end_of(self, entry: Entry) -> Entry:
        """The last line of a chain of moves; where nothing is written of where it leads, that there
        is a page."""
        seen = {entry.path}
        while entry.state is State.MOVED and entry.target not in seen:
            seen.add(entry.target)
            entry = self.ledger.entries.get(entry.target) or Entry(entry.target)
        return entry

    def unknown(self, path: str) -> RefusedError:
        """What to say of an address that nobody knows: the nearest that is known."""
        near = self._nearest(path)
        said = Said(
            f"{address_of(path)} is no address of this site", f"本网站没有 {address_of(path)}"
        )
        if near:
            said = Said(
                f"{said.en}; the nearest is {address_of(near)}",
                f"{said.zh}；最接近的是 {address_of(near)}",
            )
        return RefusedError(said)

    def _nearest(self, path: str) -> str:
        """In the same issue or folder, else by the same name, else whatever resembles it."""
        known = sorted({*self.ledger.entries, *self._addresses(path)})
        folder, _, name = path.rpartition("/")
        groups: tuple[Iterable[str], ...] = (
            (p for p in known if p.rpartition("/")[0] == folder),
            (p for p in known if p.rpartition("/")[2] == name != "index.html"),
            known,
        )
        for group in groups:
            near = difflib.get_close_matches(path, list(group)[:MOST_COMPARED], 1, cutoff=0.6)
            if near:
                return near[0]
        return ""

    def _addresses(self, path: str) -> Iterator[str]:
        """Every issue, the articles of the one that a path lies in, and the standing pages."""
        match = re.match(r"\d{4}/\d{2}/\d{2}(?:-[^/]+)?", path)
        for unit in self.units:
            if unit.issue:
                folder = urls.issue_folder(unit.issue.date, unit.issue.edition)
                yield f"{folder}/index.html"
                within = self.issue_of(unit) if match and match[0] == folder else None
                yield from own_addresses(within.issue) if within else ()
        for page in self.standing().pages:
            yield page.address(self.settings.save_as)


def own_addresses(issue: Issue) -> set[str]:
    """The pages that an issue makes: its own, its printed pages, its articles."""
    day, edition = issue.date, issue.edition
    return {
        urls.issue(day, edition),
        *(urls.print_page(day, edition, page.code) for page in issue.pages),
        *(urls.article(day, edition, article.slug) for article in issue.articles),
    }


@dataclass(frozen=True, slots=True)
class Result:
    """What a task did, or with ``--dry-run`` would do. Paths are content paths.

    ``left`` are problems that the step has brought about and somebody has to mend; ``notes`` are
    sentences on what it did not touch; ``files`` are the names of the ledger's files.
    """

    moves: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    left: tuple[Problem, ...] = ()
    notes: tuple[Said, ...] = ()
    files: tuple[str, ...] = ()


def today(settings: Settings) -> dt.date:
    return settings.clock.now.date()


def new_problems(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """What is wrong now and was not."""
    old = {(p.path, p.kind, p.values) for p in before}
    return tuple(p for p in after if (p.path, p.kind, p.values) not in old)


def unused(problems: Iterable[Problem]) -> set[str]:
    """The pictures that nothing uses."""
    return {p.path for p in problems if p.kind == "picture-unused"}


def described(entry: Entry) -> Said:
    """A line of the ledger as a sentence."""
    address = address_of(entry.path)
    match entry.state:
        case State.GONE:
            return Said(
                f"{address} says: taken down on {entry.date}, {entry.reason}",
                f"{address} 上写明：已于 {entry.date} 撤下，{entry.reason}",
            )
        case State.MOVED:
            target = address_of(entry.target)
            return Said(f"{address} leads to {target}", f"{address} 转到 {target}")
        case _:
            return Said(f"{address} is a page again", f"{address} 又有了网页")
