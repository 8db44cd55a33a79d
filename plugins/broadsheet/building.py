"""One build: scan, read, render, index pages, publish the catalog. Knows nothing of Pelican.

The order of a build: ``begin`` (lock, finish what an earlier build left, scan), ``issues`` (read
and render what changed, an issue at a time), ``indexes`` (front pages of changed issues and their
neighbours, then every index page they touch), ``commit``. Whatever goes wrong before ``commit``
leaves the output as it was.
"""

from __future__ import annotations

import functools
import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet import fingerprints
from broadsheet.catalog import Catalog, CatalogError, is_damage
from broadsheet.changes import (
    STANDING_OWNER,
    THEME_KEY,
    THEME_UNIT,
    Changes,
    weight_of,
)
from broadsheet.executing import Shard, Spool
from broadsheet.fingerprints import Fingerprints
from broadsheet.hands import Hands
from broadsheet.ledger.files import LEDGER_UNIT
from broadsheet.locking import OutputLock
from broadsheet.output import Output
from broadsheet.packing import packings
from broadsheet.placing import finish, sweep
from broadsheet.problems import BuildError, ContentError, Problem, errors, in_order
from broadsheet.saying import Said
from broadsheet.scanning import ScannedUnit, UnitListing
from broadsheet.settings import Settings

if TYPE_CHECKING:
    from broadsheet.archive import Archive
    from broadsheet.pages.views import Link
    from broadsheet.reading.standing import StandingPage
    from broadsheet.rendering import Renderer
    from broadsheet.working import Done, IssueDone, IssueWork, SegmentDone

# What reads and renders is loaded by the methods that need it: a build that finds nothing to do,
# which is most of those that a clock starts, is done before it would be there.

EXTRA_OWNER = "extra"
SHARD = 400
"""How much work of an issue's kind is handed out at a time, in articles."""
SHARDS_A_HAND = 8
"""So many at least, so that all hands are done at about the same time."""
GARBAGE_FROM = 10_000
"""New objects after which cycles among them are looked for: builds make many and few cycles."""
PAGES = 40
"""Keys or fronts of issues that are handed out at a time."""


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
        self._standing_pages: list[StandingPage] = []
        self._said = self._started

    # --- the beginning

    def begin(self) -> None:
        """Lock, finish an interrupted build, open the catalog and scan."""
        settings = self.settings
        gc.set_threshold(GARBAGE_FROM)
        try:
            settings.home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BuildError(
                Said(
                    f"{settings.home}: cannot make the cache folder ({error.strerror})",
                    f"{settings.home}：缓存文件夹建不起来（{error.strerror}）",
                )
            ) from error
        lock = OutputLock(settings.lock)
        lock.acquire(settings.output)
        self._held.callback(lock.release)
        self._held.callback(self._throw_away_broken_catalog)
        self._open_catalog()
        siblings = packings(settings.host_files)
        self.output = Output(settings.output, self.catalog, settings.theme_static_dir, siblings)
        self._held.callback(self._discard)
        self.forced = set() if self.catalog.is_new else self.output.survey.damaged_owners
        self.hands = Hands(settings, self.catalog, self.say)
        self._held.callback(self.hands.close)
        if self.anew:
            self.output.renew_all()
        self._scan()
        if not self.is_idle:
            # Processes take their time to start, in which Pelican reads the standing pages.
            self.hands.engage(self.changes.weight, len(self.changes.issues))

    @property
    def _catalog_file(self) -> Path:
        return self.settings.home / "catalog.sqlite"

    def _open_catalog(self) -> None:
        try:
            self.catalog = Catalog.open(self._catalog_file)
            self._held.callback(self.catalog.close)
            if pending := self.catalog.pending():
                finish(self.settings.output, pending)
                self.catalog.clear_pending()
            known = Fingerprints(*map(self.catalog.meta, ("reader", "site", "sign")))
            prints = fingerprints.take(self.settings, known)
            self.anew = self.catalog.is_new or self.catalog.meta("site") != prints.site
            if self.anew:
                self.catalog.set_apart()
            self.catalog.begin()
        except CatalogError as error:
            if is_damage(error):
                raise
            raise BuildError(
                Said(
                    f"{self.settings.home}: the catalog cannot be used ({error})",
                    f"{self.settings.home}：目录库用不了（{error}）",
                )
            ) from error
        sweep(self.settings.output)
        if self.catalog.meta("reader") != prints.reader:
            self.catalog.clear_pictures()
        for name in ("reader", "site", "sign"):
            self.catalog.set_meta(name, getattr(prints, name))

    @functools.cached_property
    def archive(self) -> Archive:
        from broadsheet.archive import Archive

        return Archive(self.catalog)

    def _scan(self) -> None:
        self.changes = Changes(self.settings, self.catalog, self.forced)
        self.problems = list(self.changes.problems)
        self.hands.make_readable(self.changes.weight)
        # What is gone, or is not to be there, no longer holds its addresses.
        second = (f"issue:{folder}" for folder in self.changes.second)
        for key in (*self.changes.gone, *second):
            self._forget(key)
        if self.standing_changed:
            self.output.renew(STANDING_OWNER)
        if not self.is_idle:
            from broadsheet.redirecting import LedgerUpdate

            self.ledger = LedgerUpdate(
                self.settings, self.catalog, self.output, self.changes.unit(LEDGER_UNIT)
            )
            self.problems += self.ledger.problems

    @property
    def standing_changed(self) -> bool:
        """Whether Pelican's pages or static files must be read again."""
        return self.anew or self.changes.standing

    @property
    def is_idle(self) -> bool:
        """Whether nothing has changed: neither content nor theme, settings, or output."""
        changes = self.changes
        return not (self.anew or changes.changed or changes.gone or self.forced)

    @property
    def is_moving(self) -> bool:
        """Whether the build counts already, and its files are on their way."""
        return self._moving

    # --- issues

    def set_standing(self, links: tuple[Link, ...]) -> None:
        """Tell the links to Pelican's pages, which every page shows: other links, all anew."""
        if links != self.archive.standing():
            self.anew = True
            self.output.renew_all()
            self.changes.change_all_issues()
            self.hands.make_readable(self.changes.weight)
        self.archive.set_standing(links)

    def issues(self, renderer: Renderer) -> None:
        """Read every changed issue; render it, unless an error was found in any.

        Raises ``ContentError`` with all problems of all files when there is an error, and
        ``BuildError`` when the engine has failed at one; the others are read all the same.
        """
        from broadsheet import working
        from broadsheet.touched import Touched

        changes = self.changes
        self.touched = Touched(self.catalog, self.archive, self.anew)
        for key in changes.gone:
            if key.startswith("issue:"):
                folder = key.removeprefix("issue:")
                self.touched.leave(folder)
                self.catalog.remove_unit(key)
                self.catalog.remove_issue(folder)
        stale = changes.issues
        for key in stale:
            self._forget(key)
        self.summary.files_read = len(changes.opened)
        self.hands.engage(changes.weight, len(stale))
        if self.hands.count > 1:
            renderer.compile()
        read = 0

        def take(results: Sequence[IssueDone]) -> None:
            nonlocal read
            for done in results:
                self._take_issue(done)
            read += len(results)
            self._progress("reading", read, len(stale))

        shards = (
            Shard(working.issues, works, take, lambda work: str(work.folder))
            for works in self._issue_works(stale)
        )
        self.hands.work(renderer, shards, self.output.survey.damaged, needs_catalog=False)
        self.summary.issues_read = len(stale)
        changes.forget_issues()
        conflicts = self.output.conflicts(undecided="key:")
        if errors([*self.problems, *conflicts]):
            self._claim_lists()
            conflicts = self.output.conflicts()
        self._stop_on_errors(conflicts)

    def _issue_works(self, keys: Sequence[str]) -> Iterator[list[IssueWork]]:
        """What is to be read in shards of like weight, several for each of the hands."""
        listed, hands = self.changes.listed, self.hands.count
        most = min(SHARD, self.changes.weight // (hands * SHARDS_A_HAND))
        shard: list[IssueWork] = []
        weight = 0
        for key in keys:
            shard.append(self._issue_work(listed[key]))
            weight += weight_of(listed[key])
            if weight >= most or hands == 1:
                yield shard
                shard, weight = [], 0
        if shard:
            yield shard

    def _issue_work(self, listing: UnitListing) -> IssueWork:
        from broadsheet.working import IssueWork

        unit: UnitListing | ScannedUnit = listing
        facts = {}
        if self.changes.is_known(listing.key):
            unit = self.changes.unit(listing.key)
            found = (self.catalog.picture(file.digest) for file in unit.files if file.digest)
            facts = {each.digest: each for each in found if each}
        owned = () if self.catalog.is_new else self.catalog.owned(f"issue:{listing.folder}")
        return IssueWork(
            unit=unit,
            facts=facts,
            known={row.path: row for row in owned},
            renders=not errors(self.problems),
            is_second=listing.folder in self.changes.second,
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

    def _take_issue(self, done: IssueDone) -> None:
        """Put what came of an issue into the catalog, and note what it touches."""
        listing = self.changes.listed[done.key]
        if listing.issue:
            self.touched.days.add(listing.issue.date)
        self._take(done)
        self.summary.files_read += len(done.opened - self.changes.opened)
        self.summary.hidden += done.hidden
        for facts in done.facts:
            self.catalog.put_picture(facts)
        if done.unit is not None:
            self.catalog.put_unit(done.key, done.unit, done.problems)
        for path, owner, source in done.claims:
            self.output.claim(path, owner, source)
        self.touched.put(done, listing.folder)

    def _take(self, done: Done) -> None:
        """Note the files that a piece of work made, and what is wrong."""
        for row, is_new in done.files:
            self.output.take(row, is_new)
        self.problems += done.problems
        self.hands.failures += done.failures
        self.summary.pictures_made += done.pictures_made

    def _claim_lists(self) -> None:
        """The same for the pages that are rendered when all issues are."""
        from broadsheet.pages.index_pages import addresses
        from broadsheet.pages.issue_pages import front_paths

        for folder in self.touched.fronts:
            for path, source in front_paths(self.archive.view(folder), folder):
                self.output.claim(path, f"front:{folder}", source)
        for page in self._standing_pages:
            if page.is_published:
                address = page.address(self.settings.save_as)
                self.output.claim(address, STANDING_OWNER, page.path)
        if self.standing_changed:
            for folder, files in self.changes.standing_files("static").items():
                for path in (f"{folder}/{file.name}" for file in files):
                    self.output.claim(path, STANDING_OWNER, path)
        for key in self.touched.keys:
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
        from broadsheet.searching import SearchUpdate

        self.catalog.sum_topics()
        forced = [o.partition(":")[2] for o in self.forced if o.startswith("key:")]
        fronts = self.touched.all_fronts()
        ordered = self.touched.all_keys(forced, is_less=bool(self.changes.gone))
        for folder in fronts:
            self.output.renew(f"front:{folder}")
        for key in ordered:
            self.output.renew(f"key:{key}")
        days, wanted = self.touched.days, self.settings.search
        search = SearchUpdate(self.catalog, self.output, days, self.forced, self.anew, wanted)
        spans = search.stale
        # The index takes the most memory, and few hands at a time are enough for it.
        chains = max(1, min(len(spans), self.hands.count // 4))
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
            self.hands.work(
                renderer,
                (
                    *(
                        Shard(working.segments, spans[at::chains], take_segments)
                        for at in range(chains if spans else 0)
                    ),
                    *(Shard(working.indexes, part, take_pages) for part in _cut(ordered)),
                    *(Shard(working.fronts, part, take_pages) for part in _cut(fronts)),
                ),
                self.output.survey.damaged,
                needs_catalog=True,
            )
            # What they hold in memory is free before the catalog takes in what they made.
            self.hands.close()
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

        if THEME_KEY not in self.changes.changed and not self.anew:
            return
        unit = self.changes.unit(THEME_KEY)
        self.output.renew(THEME_UNIT)
        publish_theme(unit, self.settings.assets, self.output.stage, THEME_UNIT)
        self.catalog.put_unit(THEME_KEY, unit.known, ())

    def check_standing(self) -> bool:
        """Read the standing pages for their problems, before Pelican reads them for their text.
        False when Pelican had better not."""
        from broadsheet.reading.standing import read_standing_content

        read = read_standing_content(
            self.settings.content,
            self.changes.standing_files("pages"),
            self.changes.standing_files("static"),
            self.settings.save_as,
            self.catalog.picture,
        )
        for facts in read.facts:
            self.catalog.put_picture(facts)
        self.problems += read.problems
        self._standing_pages = read.pages
        return not errors(self.problems)

    def standing_files(self, files: Iterable[tuple[str, str]]) -> None:
        """Publish static files: (content path, output path) of each."""
        from broadsheet.photos.rendering import RenditionStore
        from broadsheet.site_files import publish_standing

        units = [self.changes.unit(unit.key) for unit in self.changes.standing_units()]
        digests = {f"{u.listing.folder}/{f.name}": f.digest for u in units for f in u.files}
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
            folder = f"{unit.listing.folder}/"
            of_unit = [p for p in self.problems if p.path.startswith(folder)]
            self.catalog.put_unit(unit.listing.key, unit.known, of_unit)

    # --- the end

    def commit(self) -> Summary:
        """Make the build count and move its files into place.

        Raises ``ContentError``, with nothing moved, when two sources have made one path.
        """
        self.output.put_list("key:data")
        self._stop_on_errors(self.output.conflicts())
        for key in self.changes.gone:
            self.catalog.remove_unit(key)
        self.warnings = tuple(in_order([*self.problems, *self.catalog.unit_problems()]))
        self.summary.warnings = len(self.warnings)
        pending = self.output.settle()
        self.catalog.commit(pending)
        self._moving = pending is not None
        if pending:
            moved = finish(self.settings.output, pending)
            self.catalog.clear_pending(self.output.times_of(moved))
            self._moving = False
        self.output.discard()
        summary = self.summary
        summary.written = self.output.written
        summary.removed = len(pending.deletions) if pending else 0
        summary.unchanged = self.catalog.output_count - summary.written
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


def _cut(whole: Sequence[str]) -> Iterator[Sequence[str]]:
    return (whole[start : start + PAGES] for start in range(0, len(whole), PAGES))
