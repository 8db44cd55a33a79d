"""One build: scan, read, render, index pages, publish the catalog. Knows nothing of Pelican.

The order of a build: ``begin`` (lock, finish what an earlier build left, scan), ``issues`` (read
and render what changed, an issue at a time), ``indexes`` (front pages of changed issues and their
neighbours, then every index page they touch), ``commit``. Whatever goes wrong before ``commit``
leaves the output as it was.
"""

from __future__ import annotations

import datetime as dt
import pickle
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import fingerprints
from broadsheet.catalog import Catalog, CatalogError, is_damage
from broadsheet.executing import Cluster, Crew, Here, Pool, Shard, Spool, processors
from broadsheet.ledger.files import LEDGER_UNIT, ledger_listing
from broadsheet.locking import OutputLock
from broadsheet.model import SourceFile
from broadsheet.output import Output, finish, sweep
from broadsheet.problems import BuildError, ContentError, Problem, errors, in_order
from broadsheet.scanning import (
    Lister,
    ScannedUnit,
    Scanner,
    UnitListing,
    list_content,
)
from broadsheet.settings import Settings
from broadsheet.visibility import moment

if TYPE_CHECKING:
    from broadsheet.pages.views import Link
    from broadsheet.reading.standing import StandingPage
    from broadsheet.rendering import Renderer
    from broadsheet.working import Done, IssueDone, IssueWork, SegmentDone, Site

# What reads and renders is loaded by the methods that need it: a build that finds nothing to do,
# which is most of those that a clock starts, is done before it would be there.

THEME_UNIT = "theme"
STANDING_OWNER = "standing"
EXTRA_OWNER = "extra"
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif", ".gif")
PICTURE_WEIGHT = 40
"""What a picture costs to draw in all its widths, in articles."""
SHARD = 400
"""How much work of an issue's kind is handed out at a time, in articles."""
SHARDS_A_HAND = 8
"""So many at least, so that all hands are done at about the same time."""
PAGES = 40
"""Keys or fronts of issues that are handed out at a time."""
POOL_FROM = 1_500
"""Work from which processes of its own are worth their start, in articles."""


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


class Build:
    """One build, from ``begin`` to ``commit`` or ``close``. ``say`` takes lines of progress."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        """``problems`` are those of what this build reads, ``warnings`` all that hold after it."""
        self.settings = settings
        self.say = say
        self.summary = Summary()
        self.problems: list[Problem] = []
        self.warnings: tuple[Problem, ...] = ()
        self._started = time.monotonic()
        self._held = ExitStack()
        self._catalog_is_broken = False
        self._moving = False
        self._crew: Crew | None = None
        self._standing_pages: list[StandingPage] = []
        self._said = self._started
        self._failures: list[str] = []

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
            self.anew = self.catalog.is_new or self.catalog.meta("site") != prints.site
            if self.anew:
                self.catalog.set_apart()
            self.catalog.begin()
        except CatalogError as error:
            if is_damage(error):
                raise
            raise BuildError(
                f"{self.settings.home}: the catalog cannot be used ({error})"
            ) from error
        sweep(self.settings.output)
        if self.catalog.meta("reader") != prints.reader:
            self.catalog.clear_pictures()
        self.catalog.set_meta("site", prints.site)
        self.catalog.set_meta("reader", prints.reader)

    def _owners_to_mend(self) -> set[str]:
        if self.catalog.is_new:
            return set()
        return self.output.damaged_owners

    def _scan(self) -> None:
        listing, self.problems = list_content(self.settings)
        self._second = listing.second
        units = [*listing.units, self._theme_listing(), ledger_listing(self.settings)]
        signs = self.catalog.unit_signs()
        unsure = [u for u in units if not u.quick or signs.get(u.key) != u.quick]
        # Issues that are new are read as they are rendered, which may be in another process.
        new = {u.key for u in unsure if u.issue is not None and u.key not in signs}
        self.scanner = Scanner()
        old = [u for u in unsure if u.key not in new]
        scanned = {s.listing.key: s for s in self.scanner.scan(old, self.catalog.unit)}
        self.problems += self.scanner.problems
        for unit in scanned.values():
            if not unit.changed:
                self.catalog.refresh_unit(unit.listing.key, unit.known)
        here = {u.key for u in units}
        self.gone = sorted(set(signs) - here)
        self.listed = {u.key: u for u in units}
        changed = new | {key for key, unit in scanned.items() if unit.changed}
        self._scanned = scanned
        self.changed = changed | self._forced_units()
        # What is gone, or is not to be there, no longer holds its addresses.
        for key in (*self.gone, *(f"issue:{folder}" for folder in self._second)):
            self._forget(key)
        if self.standing_changed:
            self.output.renew(STANDING_OWNER)
        if not self.is_idle:
            from broadsheet.redirecting import LedgerUpdate

            self.ledger = LedgerUpdate(
                self.settings, self.catalog, self.output, self.unit(LEDGER_UNIT)
            )
            self.problems += self.ledger.problems

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

    @property
    def is_idle(self) -> bool:
        """Whether nothing has changed: neither content nor theme, settings, or output."""
        return not (self.anew or self.changed or self.gone or self.forced)

    @property
    def is_moving(self) -> bool:
        """Whether the build counts already, and its files are on their way."""
        return self._moving

    # --- issues

    def set_standing(self, links: tuple[Link, ...]) -> None:
        """Tell the links to Pelican's pages, which every page shows: other links, all anew."""
        if links != self.catalog.standing():
            self.anew = True
            self.output.renew_all()
            self.changed |= {key for key in self.listed if key.startswith("issue:")}
        self.catalog.set_standing(links)

    def issues(self, renderer: Renderer) -> None:
        """Read every changed issue; render it, unless an error was found in any.

        Raises ``ContentError`` with all problems of all files when there is an error, and
        ``BuildError`` when the engine has failed at one; the others are read all the same.
        """
        from broadsheet import working
        from broadsheet.pages.index_pages import ALWAYS, Calendars

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
        self.summary.files_read = len(self.scanner.opened)
        self._engage(sum(_weight(self.listed[key]) for key in stale))
        hands = self._hands(renderer, needs_catalog=False)
        read = 0

        def take(results: Sequence[IssueDone]) -> None:
            nonlocal read
            for done in results:
                self._take_issue(done)
            read += len(results)
            self._progress("reading", read, len(stale))

        shards = (
            Shard(working.issues, works, take, lambda work: str(work.folder))
            for works in self._issue_works(stale, hands[0].hands)
        )
        self._work(hands, shards)
        self.summary.issues_read = len(stale)
        # Nobody asks for them again, and a large archive's are many.
        self.listed = {k: u for k, u in self.listed.items() if u.issue is None}
        conflicts = self.output.conflicts(undecided="key:")
        if errors([*self.problems, *conflicts]):
            self._claim_lists()
            conflicts = self.output.conflicts()
        self._stop_on_errors(conflicts)

    # --- who does the work

    def _engage(self, weight: int) -> None:
        """Choose who works: a cluster, processes where there is much to do, or this process."""
        settings = self.settings
        if self._crew is not None:
            return
        if settings.cluster:
            cluster = Cluster(settings.cluster)
            self._crew = Crew(lambda: cluster, cluster.hands)
        else:
            jobs = settings.jobs or (processors() if weight >= POOL_FROM else 1)
            if jobs < 2 or not self._travels():
                return
            self._crew = Crew(lambda: Pool(jobs), jobs)
        self._held.callback(self._dismiss)

    def _travels(self) -> bool:
        """Whether other processes can be given the settings; if not, that is said."""
        try:
            pickle.dumps(self.settings)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            self.say(f"one process builds: the settings cannot be given to others ({error})")
            return False
        return True

    def _dismiss(self) -> None:
        if self._crew is not None:
            self._crew.stop()
            self._crew = None

    def _hands(self, renderer: Renderer, needs_catalog: bool) -> tuple[Crew, Site]:
        """Who works now, and the site as they see it. Other processes do what needs the catalog
        only where that lies in a file that they can read meanwhile."""
        from broadsheet import working

        crew, shared = self._crew, None
        if needs_catalog and crew is not None:
            shared = self.catalog.share()
            if shared is None:
                crew = None
        site = working.Site(
            token=uuid.uuid4().hex,
            settings=self.settings,
            standing=self.catalog.standing(),
            damaged=frozenset(self.output.damaged),
            catalog=shared,
        )
        if crew is None:
            crew = Crew(Here, 1)
            working.keep(working.Worker(site, renderer, self.catalog))
            self._held.callback(working.let_go)
        return crew, site

    def _work(self, hands: tuple[Crew, Site], shards: Iterable[Shard]) -> None:
        """Have every shard done. Raises ``BuildError`` on what could not be."""
        crew, site = hands
        crew.run(site, shards)
        self._failures += crew.failures
        crew.failures.clear()
        if self._failures:
            raise BuildError("\n".join(sorted(self._failures)))

    def _issue_works(self, keys: Sequence[str], hands: int) -> Iterator[list[IssueWork]]:
        """What is to be read in shards of like weight, several for each of the hands."""
        whole = sum(_weight(self.listed[key]) for key in keys)
        most = min(SHARD, whole // (hands * SHARDS_A_HAND))
        shard: list[IssueWork] = []
        weight = 0
        for key in keys:
            listing = self.listed[key]
            shard.append(self._issue_work(listing))
            weight += _weight(listing)
            if weight >= most or self._crew is None:
                yield shard
                shard, weight = [], 0
        if shard:
            yield shard

    def _issue_work(self, listing: UnitListing) -> IssueWork:
        from broadsheet.working import IssueWork

        unit: UnitListing | ScannedUnit = listing
        facts = {}
        known = self.catalog.unit(listing.key)
        if known is not None or listing.key in self._scanned:
            unit = self.unit(listing.key)
            found = (self.catalog.picture(file.digest) for file in unit.files if file.digest)
            facts = {each.digest: each for each in found if each}
        owned = () if self.catalog.is_new else self.catalog.owned(f"issue:{listing.folder}")
        return IssueWork(
            unit=unit,
            facts=facts,
            known={row.path: row for row in owned},
            renders=not errors(self.problems),
            is_second=listing.folder in self._second,
        )

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

    def _take_issue(self, done: IssueDone) -> None:
        """Put what came of an issue into the catalog, and note what it touches."""
        listing = self.listed[done.key]
        folder = listing.folder
        if listing.issue:
            self.days.add(listing.issue.date)
        self._take(done)
        self.summary.files_read += len(done.opened - self.scanner.opened)
        self.summary.hidden += done.hidden
        before = self.catalog.face_of(folder)
        self._touch(self.catalog.touches(folder))
        self._touch(done.touches)
        for facts in done.facts:
            self.catalog.put_picture(facts)
        if done.unit is not None:
            self.catalog.put_unit(done.key, done.unit, done.problems)
        for path, owner, source in done.claims:
            self.output.claim(path, owner, source)
        if done.packed is None:
            return
        self.catalog.put_issue(done.packed)
        if done.is_visible:
            self.fronts.add(folder)
        after = self.catalog.face_of(folder)
        if before != after:
            self.places |= {face.sort for face in (before, after) if face}

    def _take(self, done: Done) -> None:
        """Note the files that a piece of work made, and what is wrong."""
        for row, is_new in done.files:
            self.output.take(row, is_new)
        self.problems += done.problems
        self._failures += done.failures
        self.summary.pictures_made += done.pictures_made

    def _claim_lists(self) -> None:
        """The same for the pages that are rendered when all issues are."""
        from broadsheet.pages.index_pages import addresses
        from broadsheet.pages.issue_pages import front_paths

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

    def _stop_on_errors(self, conflicts: Iterable[Problem]) -> None:
        self.problems = in_order([*self.problems, *conflicts])
        if errors(self.problems):
            raise ContentError(self.problems)

    # --- pages of several issues

    def indexes(self, renderer: Renderer) -> None:
        """Render the front pages of changed issues and of their neighbours, index pages, and the
        search index."""
        from broadsheet import working
        from broadsheet.pages.index_pages import (
            ALWAYS,
            Calendars,
            judged_around,
            neighbours_of_changed,
        )
        from broadsheet.searching import SearchUpdate

        neighbours = {f for place in self.places for f in self.catalog.neighbour_folders(place)}
        fronts = sorted(self.fronts | neighbours)
        keys = self.touched | neighbours_of_changed(self.calendars, Calendars.of(self.catalog))
        if not self.anew:
            keys |= judged_around(self.catalog, self.places)
        keys |= {o.partition(":")[2] for o in self.forced if o.startswith("key:")}
        keys |= self._renamed()
        if self.gone or self.fronts or keys:
            keys |= {"home", "feed", "sitemap"} & set(ALWAYS)
        ordered = sorted(keys)
        for folder in fronts:
            self.output.renew(f"front:{folder}")
        for key in ordered:
            self.output.renew(f"key:{key}")
        search = SearchUpdate(
            self.catalog, self.output, self.days, self.forced, self.anew, self.settings.search
        )
        hands = self._hands(renderer, needs_catalog=True)

        spans = search.stale
        # The index takes the most memory, and few hands at a time are enough for it.
        chains = max(1, min(len(spans), hands[0].hands // 4))
        pages = len(fronts) + len(ordered)
        made = 0
        with Spool(self.settings.home) as spool:

            def take_segments(results: Sequence[SegmentDone]) -> None:
                for done in results:
                    spool.put(done)

            def take_pages(done: Done) -> None:
                nonlocal made
                spool.put(done)
                made = min(pages, made + PAGES)
                self._progress("pages", made, pages)

            # What takes longest comes first.
            self._work(
                hands,
                (
                    *(
                        Shard(working.segments, spans[at::chains], take_segments)
                        for at in range(chains if spans else 0)
                    ),
                    *(Shard(working.indexes, part, take_pages) for part in _cut(ordered)),
                    *(Shard(working.fronts, part, take_pages) for part in _cut(fronts)),
                ),
            )
            self.catalog.end_sharing()
            for done in spool:
                self._take(done)
                if isinstance(done, working.SegmentDone):
                    search.take(done)
        search.finish()

    def old_addresses(self, renderer: Callable[[], Renderer]) -> None:
        """Put a stub or a tombstone where the ledger says so, when all else is made."""
        if not self.is_idle:
            self.problems += self.ledger.finish(renderer)

    # --- theme and static files

    def theme_files(self) -> None:
        """Publish the theme's static files when any of them changed."""
        from broadsheet.site_files import publish_theme

        key = f"{THEME_UNIT}:"
        if key not in self.changed and not self.anew:
            return
        unit = self.unit(key)
        self.output.renew(THEME_UNIT)
        publish_theme(unit, self.settings.theme_static_dir, self.output.stage, THEME_UNIT)
        self.catalog.put_unit(key, unit.known, ())

    def check_standing(self) -> bool:
        """Read the standing pages for their problems, before Pelican reads them for their text.
        False when Pelican had better not."""
        from broadsheet.reading.standing import read_standing_content

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
        from broadsheet.photos.rendering import RenditionStore
        from broadsheet.site_files import publish_standing

        units = [u for u in self.listed.values() if u.kind in ("pages", "static")]
        digests = {f"{u.folder}/{f.name}": f.digest for u in units for f in self.unit(u.key).files}
        content, store = self.settings.content, RenditionStore(self.settings.renditions)
        rows = (
            (path, digests.get(path) or fingerprints.blob_id(content / path), target)
            for path, target in files
        )
        publish_standing(
            rows, content, self.catalog.picture, store, self.output.stage, STANDING_OWNER
        )
        self.summary.pictures_made += store.made
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
        summary.written = self.output.written
        summary.removed = len(pending.deletions) if pending else 0
        summary.unchanged = self.catalog.output_count() - summary.written
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


def _weight(listing: UnitListing) -> int:
    """What an issue costs, in articles."""
    pictures = sum(sign.name.lower().endswith(PICTURE_SUFFIXES) for sign in listing.signs)
    return len(listing.signs) + PICTURE_WEIGHT * pictures


def _cut(whole: Sequence[str]) -> Iterator[Sequence[str]]:
    return (whole[start : start + PAGES] for start in range(0, len(whole), PAGES))
