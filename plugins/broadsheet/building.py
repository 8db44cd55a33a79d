"""One build: scan, read, render, index pages, publish the catalog. Knows nothing of Pelican.

The order of a build: ``begin`` (lock, finish what an earlier build left, scan), ``issues`` (read
and render what changed, an issue at a time), ``indexes`` (front pages of changed issues and their
neighbours, then every index page they touch), ``commit``. Whatever goes wrong before ``commit``
leaves the output as it was.
"""

from __future__ import annotations

import datetime as dt
import functools
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet import fingerprints, searching
from broadsheet.catalog import Catalog, CatalogError, is_damage
from broadsheet.locking import OutputLock
from broadsheet.model import Issue, SourceFile
from broadsheet.output import Output, finish, sweep
from broadsheet.pages import urls
from broadsheet.pages.index_pages import (
    ALWAYS,
    Calendars,
    DataFile,
    HtmlPage,
    IndexPages,
    addresses,
    judged_around,
    neighbours_of_changed,
)
from broadsheet.pages.issue_pages import (
    ComposedIssue,
    Composer,
    front_paths,
    own_paths,
    with_neighbours,
)
from broadsheet.pages.views import Link
from broadsheet.photos.plan import Rendition
from broadsheet.photos.rendering import RenditionStore
from broadsheet.problems import BuildError, ContentError, Problem, errors, in_order, problem
from broadsheet.reading.issue import ReadIssue, read_issue
from broadsheet.reading.standing import StandingPage, read_standing_content
from broadsheet.rendering import Renderer
from broadsheet.scanning import ContentListing, Lister, ScannedUnit, Scanner, UnitListing
from broadsheet.settings import Settings
from broadsheet.site_files import publish_standing, publish_theme
from broadsheet.visibility import Visible, moment, visible

THEME_UNIT = "theme"
STANDING_OWNER = "standing"
EXTRA_OWNER = "extra"


@dataclass(slots=True)
class Summary:
    """What a build did. Files are counted once each; ``hidden`` are drafts and embargoes."""

    issues_read: int = 0
    files_read: int = 0
    pictures_made: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    warnings: int = 0
    hidden: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    def line(self) -> str:
        hidden = f", {counted(len(self.hidden), 'article')} held back" if self.hidden else ""
        warnings = f", {counted(self.warnings, 'warning')}" if self.warnings else ""
        return (
            f"{counted(self.issues_read, 'issue')} read ({counted(self.files_read, 'file')}),"
            f" {counted(self.written, 'file')} written, {self.unchanged} unchanged,"
            f" {self.removed} removed, {counted(self.pictures_made, 'picture')} made"
            f"{hidden}{warnings} in {self.seconds:.1f} s"
        )


def counted(number: int, noun: str) -> str:
    """``1 issue``, ``2 issues``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def list_content(settings: Settings) -> tuple[ContentListing, list[Problem]]:
    """Every unit of the content folder and all problems that need no file to be opened."""
    lister = Lister(settings.content, settings.ignore_files)
    listing = lister.content(settings.page_paths, settings.static_paths)
    problems = [*listing.problems, *(p for unit in listing.units for p in unit.problems)]
    seen: dict[str, UnitListing] = {}
    for unit in listing.units:
        if unit.issue is None:
            continue
        address = urls.issue_folder(unit.issue.date, unit.issue.edition)
        if address in seen:
            listing.second.add(unit.folder)
            problems.append(
                problem(
                    unit.folder,
                    0,
                    "issue-duplicate",
                    other=seen[address].folder,
                    date=unit.issue.date.isoformat(),
                )
            )
        seen.setdefault(address, unit)
    return listing, problems


class Build:
    """One build, from ``begin`` to ``commit`` or ``close``. ``say`` takes lines of progress."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        """``problems`` are those of what this build reads, ``warnings`` all that hold after it."""
        self.settings = settings
        self.say = say
        self.summary = Summary()
        self.problems: list[Problem] = []
        self.warnings: tuple[Problem, ...] = ()
        self.store = RenditionStore(settings.renditions)
        self._started = time.monotonic()
        self._held = ExitStack()
        self._catalog_is_broken = False
        self._moving = False
        self._standing_pages: list[StandingPage] = []
        self._said = self._started

    # --- the beginning

    def begin(self) -> None:
        """Lock, finish an interrupted build, open the catalog and scan."""
        settings = self.settings
        try:
            settings.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BuildError(
                f"{settings.home}: cannot make the cache folder ({error.strerror})"
            ) from error
        lock = OutputLock(settings.lock)
        lock.acquire(settings.output)
        self._held.callback(lock.release)
        self._held.callback(self._throw_away_broken_catalog)
        self._open_catalog()
        self.output = Output(settings.output, self.catalog, settings.theme_static_dir)
        self._held.callback(self._discard)
        self.forced = self._owners_to_mend()
        if self.anew:
            self.output.renew_all()
        self._scan()

    @property
    def _catalog_file(self) -> Path:
        return self.settings.home / "catalog.sqlite"

    def _open_catalog(self) -> None:
        prints = fingerprints.take(self.settings)
        try:
            self.catalog = Catalog.open(self._catalog_file)
            self._held.callback(self.catalog.close)
            if pending := self.catalog.pending():
                finish(self.settings.output, pending)
                self.catalog.clear_pending()
            self.catalog.begin()
        except CatalogError as error:
            if is_damage(error):
                raise
            raise BuildError(
                f"{self.settings.home}: the catalog cannot be used ({error})"
            ) from error
        sweep(self.settings.output)
        self.anew = self.catalog.is_new or self.catalog.meta("site") != prints.site
        if self.anew:
            self.catalog.clear()
        if self.catalog.meta("reader") != prints.reader:
            self.catalog.clear_pictures()
        self.catalog.set_meta("site", prints.site)
        self.catalog.set_meta("reader", prints.reader)

    def _owners_to_mend(self) -> set[str]:
        if self.catalog.is_new:
            return set()
        return self.output.damaged_owners()

    def _scan(self) -> None:
        listing, self.problems = list_content(self.settings)
        self._second = listing.second
        units = [*listing.units, self._theme_listing()]
        signs = self.catalog.unit_signs()
        unsure = [u for u in units if not u.quick or signs.get(u.key) != u.quick]
        self.scanner = Scanner()
        scanned = {s.listing.key: s for s in self.scanner.scan(unsure, self.catalog.unit)}
        self.problems += self.scanner.problems
        for unit in scanned.values():
            if not unit.changed:
                self.catalog.refresh_unit(unit.listing.key, unit.known)
        here = {u.key for u in units}
        self.gone = sorted(set(signs) - here)
        self.listed = {u.key: u for u in units}
        changed = {key for key, unit in scanned.items() if unit.changed}
        self._scanned = scanned
        self.changed = changed | self._forced_units()
        # What is gone, or is not to be there, no longer holds its addresses.
        for key in (*self.gone, *(f"issue:{folder}" for folder in self._second)):
            self._forget(key)
        if self.standing_changed:
            self.output.renew(STANDING_OWNER)

    def _forced_units(self) -> set[str]:
        folders = {o.partition(":")[2] for o in self.forced if o.startswith(("issue:", "front:"))}
        folders |= set(self.catalog.outlived(moment(self.settings.clock.now)))
        keys = {f"issue:{folder}" for folder in folders} & set(self.listed)
        if STANDING_OWNER in self.forced:
            keys |= {k for k in self.listed if k.startswith(("pages:", "static:"))}
        if THEME_UNIT in self.forced:
            keys.add(f"{THEME_UNIT}:")
        return keys

    def _theme_listing(self) -> UnitListing:
        static = self.settings.theme / "static"
        if not static.is_dir():
            return UnitListing(THEME_UNIT, static, "", ())
        return Lister(static).unit(THEME_UNIT, "")

    def unit(self, key: str) -> ScannedUnit:
        """A unit of this build with the digests of its files, changed or not."""
        if key not in self._scanned:
            listing, known = self.listed[key], self.catalog.unit(key)
            (self._scanned[key],) = Scanner().scan([listing], lambda _: known)
        return self._scanned[key]

    @property
    def standing_changed(self) -> bool:
        """Whether Pelican's pages or static files must be read again."""
        kinds = ("pages:", "static:")
        return (
            self.anew
            or any(key.startswith(kinds) for key in self.changed)
            or any(key.startswith(kinds) for key in self.gone)
        )

    # --- issues

    def set_standing(self, links: tuple[Link, ...]) -> None:
        """Tell the links to Pelican's pages, which every page shows: other links, all anew."""
        if links != self.catalog.standing():
            self.anew = True
            self.output.renew_all()
            self.changed |= {key for key in self.listed if key.startswith("issue:")}
        self.catalog.set_standing(links)

    def issues(self, renderer: Renderer) -> None:
        """Read every changed issue; render it, unless an error was found in any. One at a time.

        Raises ``ContentError`` with all problems of all files when there is an error.
        """
        self.calendars = Calendars.of(self.catalog)
        self.touched: set[str] = set(ALWAYS) if self.anew else set()
        self.places: set[str] = set()
        self.fronts: set[str] = set()
        self.days: set[dt.date] = set()
        self.names: dict[str, str] = {}
        for key in self.gone:
            if key.startswith("issue:"):
                self._leave(key.removeprefix("issue:"))
                self.catalog.remove_unit(key)
                self.catalog.remove_issue(key.removeprefix("issue:"))
        stale = sorted(key for key in self.changed if key.startswith("issue:"))
        for key in stale:
            self._forget(key)
        opened: set[str] = set(self.scanner.opened)
        for at, key in enumerate(stale):
            self._progress("reading", at, len(stale))
            opened |= self._issue(key, renderer)
        self.summary.issues_read = len(stale)
        self.summary.files_read = len(opened)
        conflicts = self.output.conflicts(undecided="key:")
        if errors([*self.problems, *conflicts]):
            self._claim_lists()
            conflicts = self.output.conflicts()
        self._stop_on_errors(conflicts)

    def _forget(self, key: str) -> None:
        kind, _, folder = key.partition(":")
        if kind == "issue":
            self.output.renew(f"issue:{folder}")
            self.output.renew(f"front:{folder}")
        elif kind == THEME_UNIT:
            self.output.renew(THEME_UNIT)
        else:
            self.output.renew(STANDING_OWNER)

    def _leave(self, folder: str) -> None:
        """Note what showed the issue as it was: index pages and its neighbours in time."""
        self._touch(self.catalog.touches(folder))
        if sort := self.catalog.sort_of(folder):
            self.places.add(sort)
            self.days.add(dt.date.fromisoformat(sort[:10]))

    def _touch(self, keys: Iterable[str]) -> None:
        """Keys that an issue touches, before anything of it changes in the catalog."""
        self.touched |= set(keys)
        for key in keys:
            if key.startswith("topic:"):
                _, kind, slug = key.split(":")
                self.names.setdefault(key, self.catalog.topic_name(kind, slug))

    def _renamed(self) -> set[str]:
        """Keys of all years of the topics whose name has come to be written otherwise.

        Spellings that differ in case share an address, and its pages show one of them.
        """
        found: set[str] = set()
        for key, before in self.names.items():
            _, kind, slug = key.split(":")
            if self.catalog.topic_name(kind, slug) != before:
                years = self.catalog.topic_years(kind, slug)
                found |= {f"topic-year:{kind}:{slug}:{year:04d}" for year in years}
        return found

    def _issue(self, key: str, renderer: Renderer) -> set[str]:
        unit = self.unit(key)
        folder = unit.listing.folder
        if unit.listing.issue:
            self.days.add(unit.listing.issue.date)
        before = self.catalog.face_of(folder)
        self._touch(self.catalog.touches(folder))
        read = read_issue(
            unit.issue_folder(), self.settings.content, self.settings.timezone, self.catalog.picture
        )
        for facts in read.facts:
            self.catalog.put_picture(facts)
        self.problems += read.problems
        self.catalog.put_unit(key, unit.known, read.problems)
        if read.issue is None:
            return set(read.opened)
        if errors(self.problems):
            self._claim(read.issue)
            return set(read.opened)
        self._render(read, renderer)
        after = self.catalog.face_of(folder)
        if before != after:
            self.places |= {face.sort for face in (before, after) if face}
        return set(read.opened)

    def _claim(self, issue: Issue) -> None:
        """After an error nothing is rendered, but two sources of one path are still told."""
        seen = visible(issue, self.settings.clock)
        if seen.issue is None or issue.folder in self._second:
            return
        composed = self._composed(seen)
        self.touched |= set(composed.row.touches)
        for path, source in (*front_paths(composed.row.view, issue.folder), *own_paths(composed)):
            self.output.claim(path, f"issue:{issue.folder}", source)

    def _claim_lists(self) -> None:
        """The same for the pages that are rendered when all issues are."""
        for folder in self.fronts:
            for path, source in front_paths(self.catalog.view(folder), folder):
                self.output.claim(path, f"front:{folder}", source)
        for page in self._standing_pages:
            if page.is_published:
                address = page.address(self.settings.save_as)
                self.output.claim(address, STANDING_OWNER, page.path)
        if self.standing_changed:
            for folder, files in self._standing_units("static").items():
                for path in (f"{folder}/{file.name}" for file in files):
                    self.output.claim(path, STANDING_OWNER, path)
        for key in self.touched:
            self.output.renew(f"key:{key}")
            for path in addresses(key):
                self.output.claim(path, f"key:{key}", "")

    def _render(self, read: ReadIssue, renderer: Renderer) -> None:
        if read.issue is None:
            return
        seen = visible(read.issue, self.settings.clock)
        self.summary.hidden += seen.hidden
        if seen.issue is None:
            self.catalog.put_hidden(read.issue, seen.valid_from, seen.valid_until)
            return
        composed = self._composed(seen)
        self._touch(composed.row.touches)
        self.catalog.put_issue(composed.row)
        self.fronts.add(composed.row.folder)
        owner = f"issue:{composed.row.folder}"
        for made in renderer.issue_files(composed):
            self.output.put(made.path, made.data, owner, made.source)
        self._assets(composed, owner)

    def _composed(self, seen: Visible) -> ComposedIssue:
        if seen.issue is None:
            raise ValueError("nothing to compose")
        settings = self.settings
        composer = Composer(
            seen.issue, settings.url, settings.paper_language, settings.clock, settings.pictures
        )
        return composer.compose(seen.valid_from, seen.valid_until)

    def _assets(self, composed: ComposedIssue, owner: str) -> None:
        folder = composed.row.folder
        drawn = self._drawn(composed)
        for asset in composed.assets:
            name = f"{folder}/{asset.file}"
            find = functools.partial(Path, self.settings.content / name)
            if asset.rendition:
                find = functools.partial(drawn.__getitem__, asset.path)
            self.output.put_copy(asset.path, asset.copied, find, owner, name)

    def _drawn(self, composed: ComposedIssue) -> dict[str, Path]:
        """Path on the site -> file with the bytes, of the renditions that are not there yet. Those
        of one picture are drawn together."""
        lacking: dict[tuple[str, str], dict[str, Rendition]] = {}
        for asset in composed.assets:
            if asset.rendition and not self.output.has_copy(asset.path, asset.copied):
                wanted = lacking.setdefault((asset.file, asset.digest), {})
                wanted[asset.path] = asset.rendition
        drawn: dict[str, Path] = {}
        for (file, digest), wanted in lacking.items():
            source = self.settings.content / composed.row.folder / file
            entries = self.store.get_all(digest, list(wanted.values()), source)
            drawn.update(zip(wanted, entries, strict=True))
        return drawn

    def _stop_on_errors(self, conflicts: Iterable[Problem]) -> None:
        self.problems = in_order([*self.problems, *conflicts])
        if errors(self.problems):
            raise ContentError(self.problems)

    # --- pages of several issues

    def indexes(self, renderer: Renderer) -> None:
        """Render the front pages of changed issues and of their neighbours, then index pages."""
        neighbours = {f for place in self.places for f in self.catalog.neighbour_folders(place)}
        fronts = sorted(self.fronts | neighbours)
        for at, folder in enumerate(fronts):
            self._progress("front pages", at, len(fronts))
            self._front(folder, renderer)
        keys = self.touched | neighbours_of_changed(self.calendars, Calendars.of(self.catalog))
        if not self.anew:
            keys |= judged_around(self.catalog, self.places)
        keys |= {o.partition(":")[2] for o in self.forced if o.startswith("key:")}
        keys |= self._renamed()
        if self.gone or self.fronts or keys:
            keys |= {"home", "feed", "sitemap"} & set(ALWAYS)
        ordered = sorted(keys)
        for key in ordered:
            self.output.renew(f"key:{key}")
        maker = IndexPages(self.catalog, self.settings, renderer.wording)
        for at, key in enumerate(ordered):
            self._progress("index pages", at, len(ordered))
            self._index(key, maker, renderer)
        searching.update(
            self.catalog, self.output, self.days, self.forced, self.anew, self._progress
        )

    def _front(self, folder: str, renderer: Renderer) -> None:
        owner = f"front:{folder}"
        self.output.renew(owner)
        view = self.catalog.view(folder)
        around = self.catalog.neighbours(self.catalog.sort_of(folder))
        shown = with_neighbours(view, *around, renderer.issue_name)
        for page in renderer.front_pages(shown):
            self.output.put(page.path, renderer.html(page), owner, folder)

    def _index(self, key: str, maker: IndexPages, renderer: Renderer) -> None:
        owner = f"key:{key}"
        for product in maker.make(key):
            match product:
                case HtmlPage():
                    self.output.put(product.path, renderer.html(product), owner, "")
                case DataFile():
                    self.output.put_lines(product.path, product.lines, owner, "")

    # --- theme and static files

    def theme_files(self) -> None:
        """Publish the theme's static files when any of them changed."""
        key = f"{THEME_UNIT}:"
        if key not in self.changed and not self.anew:
            return
        unit = self.unit(key)
        self.output.renew(THEME_UNIT)
        publish_theme(unit, self.settings.theme_static_dir, self.output, THEME_UNIT)
        self.catalog.put_unit(key, unit.known, ())

    def check_standing(self) -> bool:
        """Read the standing pages for their problems, before Pelican reads them for their text.
        False when Pelican had better not."""
        read = read_standing_content(
            self.settings.content,
            self._standing_units("pages"),
            self._standing_units("static"),
            self.settings.save_as,
            self.catalog.picture,
        )
        for facts in read.facts:
            self.catalog.put_picture(facts)
        self.problems += read.problems
        self._standing_pages = read.pages
        return not errors(self.problems)

    def _standing_units(self, kind: str) -> dict[str, tuple[SourceFile, ...]]:
        return {
            unit.folder: self.unit(key).files
            for key, unit in self.listed.items()
            if unit.kind == kind
        }

    def standing_names(self) -> frozenset[str]:
        """Content path of every file that a standing page may link to."""
        units = (u for u in self.listed.values() if u.kind in ("pages", "static"))
        return frozenset(f"{u.folder}/{sign.name}" for u in units for sign in u.signs)

    def standing_files(self, files: Iterable[tuple[str, str]]) -> None:
        """Publish static files: (content path, output path) of each."""
        units = [u for u in self.listed.values() if u.kind in ("pages", "static")]
        digests = {f"{u.folder}/{f.name}": f.digest for u in units for f in self.unit(u.key).files}
        content = self.settings.content
        rows = (
            (path, digests.get(path) or fingerprints.blob_id(content / path), target)
            for path, target in files
        )
        publish_standing(
            rows, content, self.catalog.picture, self.store, self.output, STANDING_OWNER
        )
        for unit in units:
            of_unit = [p for p in self.problems if p.path.startswith(f"{unit.folder}/")]
            self.catalog.put_unit(unit.key, self.unit(unit.key).known, of_unit)

    # --- the end

    def commit(self) -> Summary:
        """Make the build count and move its files into place.

        Raises ``ContentError``, with nothing moved, when two sources have made one path.
        """
        self.output.put_list("key:data")
        self._stop_on_errors(self.output.conflicts())
        for key in self.gone:
            self.catalog.remove_unit(key)
        self.warnings = tuple(in_order([*self.problems, *self.catalog.unit_problems()]))
        self.summary.warnings = len(self.warnings)
        pending = self.output.settle()
        self.catalog.commit(pending)
        self._moving = pending is not None
        if pending:
            finish(self.settings.output, pending)
            self.catalog.clear_pending()
            self._moving = False
        self.output.discard()
        summary = self.summary
        summary.written = len(self.output.written)
        summary.removed = len(pending.deletions) if pending else 0
        summary.unchanged = self.catalog.output_count() - summary.written
        summary.pictures_made = self.store.made
        summary.seconds = time.monotonic() - self._started
        return summary

    def close(self) -> None:
        """Let go of the lock; what was not committed never was. May be called twice.

        What waits to be moved after a commit stays, for the next build to move.
        """
        self._held.close()

    def _discard(self) -> None:
        if not self._moving:
            self.output.discard()

    def give_up_catalog(self) -> None:
        """The catalog has turned out to be broken: the next build is to make it anew."""
        self._catalog_is_broken = True

    def _throw_away_broken_catalog(self) -> None:
        if self._catalog_is_broken:
            Catalog.throw_away(self._catalog_file)

    def _progress(self, what: str, at: int, count: int) -> None:
        now = time.monotonic()
        if now - self._said >= 2:
            self._said = now
            self.say(f"{what}: {at} of {count}")
