"""The work of a build in pieces that any process can do: read and render issues, render pages.

A piece of work names all it needs: where the site is (``Site``), and which part of it. It writes
files to the stage of the output and answers with what the catalog is to know. The same functions
run in the building process itself, in a pool of processes, and on other machines that see the same
folders; what is made once for a build (templates, a reader of the catalog) is kept (``_at``).
"""

from __future__ import annotations

import functools
import gc
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.archive import Archive
from broadsheet.catalog import Catalog
from broadsheet.catalog_rows import (
    IssueRow,
    OutputRow,
    PackedIssue,
    packed_hidden,
    packed_issue,
)
from broadsheet.model import Issue, PictureFacts
from broadsheet.packing import packings
from broadsheet.pages import urls
from broadsheet.pages.index_pages import DataFile, HtmlPage, IndexPages
from broadsheet.pages.issue_pages import (
    ComposedIssue,
    Composer,
    front_paths,
    own_paths,
    with_neighbours,
)
from broadsheet.pages.views import Link
from broadsheet.pages.wording import Wording
from broadsheet.photos.plan import Rendition
from broadsheet.photos.rendering import RenditionStore
from broadsheet.problems import BuildError, Problem, errors
from broadsheet.reading.issue import read_issue
from broadsheet.rendering import Renderer
from broadsheet.saying import Said
from broadsheet.scanning import KnownUnit, ScannedUnit, Scanner, UnitListing
from broadsheet.search.articles import decode
from broadsheet.search.segments import SegmentFacts, Span
from broadsheet.settings import Settings
from broadsheet.staging import Stage
from broadsheet.visibility import Visible, visible

GARBAGE_FROM = 10_000
"""New objects after which cycles among them are looked for: rendering makes many and few cycles."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site while one build lasts. ``token`` tells it from every other; ``catalog`` is a file to
    read the catalog from, ``None`` where no catalog is needed."""

    token: str
    settings: Settings
    standing: tuple[Link, ...]
    damaged: frozenset[str] = frozenset()
    catalog: Path | None = None


@dataclass(slots=True)
class Done:
    """What a piece of work made: files with whether they wait in the stage, and what is wrong.

    ``failures`` are lines on what could not be done and is no fault of the content.
    """

    files: list[tuple[OutputRow, bool]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failures: list[Said] = field(default_factory=list)
    pictures_made: int = 0


@dataclass(frozen=True, slots=True)
class IssueWork:
    """An issue to read. ``unit`` is its folder as it was scanned, or only listed; ``facts`` are
    what is known of its pictures, ``known`` its files from earlier builds. ``renders`` is false
    once an error was found elsewhere, and ``is_second`` when another folder has its addresses."""

    unit: UnitListing | ScannedUnit
    facts: Mapping[str, PictureFacts]
    known: Mapping[str, OutputRow]
    renders: bool
    is_second: bool

    @property
    def folder(self) -> str:
        unit = self.unit.listing if isinstance(self.unit, ScannedUnit) else self.unit
        return unit.folder


@dataclass(slots=True)
class IssueDone(Done):
    """What came of an issue. ``packed`` is ``None`` when nothing of it was rendered; ``claims``
    are then the paths it would have made: (path, owner, source)."""

    key: str = ""
    unit: KnownUnit | None = None
    opened: set[str] = field(default_factory=set)
    facts: tuple[PictureFacts, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()
    packed: PackedIssue | None = None
    is_visible: bool = False
    touches: tuple[str, ...] = ()
    claims: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class SegmentDone(Done):
    """A segment of the search index that was written."""

    span: Span | None = None
    index: SegmentFacts | None = None


class Worker:
    """Does the work of one site in one process."""

    def __init__(self, site: Site, renderer: Renderer, catalog: Catalog | None) -> None:
        self.site = site
        self.settings = site.settings
        self.renderer = renderer
        self.catalog = catalog
        self.store = RenditionStore(site.settings.renditions)

    @classmethod
    def of(cls, site: Site) -> Worker:
        settings = site.settings
        wording = Wording(settings.language, settings.theme / "translations")
        catalog = Catalog.reading(site.catalog) if site.catalog else None
        return cls(site, Renderer(settings, wording, site.standing), catalog)

    def _stage(self, done: Done, known: Callable[[str], OutputRow | None]) -> Stage:
        def take(row: OutputRow, is_new: bool) -> None:
            done.files.append((row, is_new))

        settings = self.settings
        return Stage(settings.output, known, self.site.damaged, take, packings(settings.host_files))

    # --- issues

    def issue(self, work: IssueWork) -> IssueDone:
        """Read an issue and render what depends on it alone."""
        scanner = Scanner(keeps_texts=True)
        unit = work.unit
        if isinstance(unit, UnitListing):
            (unit,) = scanner.scan([unit], lambda _: None)
        settings = self.settings
        read = read_issue(
            unit.issue_folder(),
            settings.content,
            settings.timezone,
            work.facts.get,
            scanner.texts,
        )
        done = IssueDone(
            key=unit.listing.key,
            unit=unit.known,
            opened=set(scanner.opened) | set(read.opened),
            facts=tuple(read.facts),
            problems=[*scanner.problems, *read.problems],
        )
        if read.issue is not None:
            seen = visible(read.issue, settings.clock)
            if work.renders and not errors(done.problems):
                self._render(read.issue, seen, done, work.known)
            elif seen.issue is not None and not work.is_second:
                self._claim(self._composed(seen.issue, seen), done)
        return done

    def _composed(self, issue: Issue, seen: Visible) -> ComposedIssue:
        settings = self.settings
        composer = Composer(
            issue, settings.url, settings.paper_language, settings.clock, settings.pictures
        )
        return composer.compose(seen.valid_from, seen.valid_until)

    def _claim(self, composed: ComposedIssue, done: IssueDone) -> None:
        """After an error nothing is rendered, but two sources of one path are still told."""
        row = composed.row
        done.touches = row.touches
        paths = (*front_paths(row.view, row.folder), *own_paths(composed))
        done.claims += [(path, f"issue:{row.folder}", source) for path, source in paths]

    def _render(
        self, issue: Issue, seen: Visible, done: IssueDone, known: Mapping[str, OutputRow]
    ) -> None:
        done.hidden = seen.hidden
        if seen.issue is None:
            done.packed = packed_hidden(issue, seen.valid_from, seen.valid_until)
            return
        composed = self._composed(seen.issue, seen)
        row: IssueRow = composed.row
        owner = f"issue:{row.folder}"
        stage = self._stage(done, known.get)
        for made in self.renderer.issue_files(composed):
            stage.put(made.path, made.data, owner, made.source)
        before = self.store.made
        self._assets(composed, owner, stage)
        done.pictures_made = self.store.made - before
        redirects = ((old, new) for old, _headline, new, _source in composed.redirects)
        done.packed = packed_issue(row, redirects)
        done.is_visible = True
        done.touches = row.touches

    def _assets(self, composed: ComposedIssue, owner: str, stage: Stage) -> None:
        folder = composed.row.folder
        drawn = self._drawn(composed, stage)
        for asset in composed.assets:
            name = f"{folder}/{asset.file}"
            find = functools.partial(Path, self.settings.content / name)
            if asset.rendition:
                find = functools.partial(drawn.__getitem__, asset.path)
            stage.put_copy(asset.path, asset.copied, find, owner, name)

    def _drawn(self, composed: ComposedIssue, stage: Stage) -> dict[str, Path]:
        """Path on the site -> file with the bytes, of the renditions that are not there yet. Those
        of one picture are drawn together."""
        lacking: dict[tuple[str, str], dict[str, Rendition]] = {}
        for asset in composed.assets:
            if asset.rendition and not stage.has_copy(asset.path, asset.copied):
                wanted = lacking.setdefault((asset.file, asset.digest), {})
                wanted[asset.path] = asset.rendition
        drawn: dict[str, Path] = {}
        for (file, digest), wanted in lacking.items():
            source = self.settings.content / composed.row.folder / file
            entries = self.store.get_all(digest, list(wanted.values()), source)
            drawn.update(zip(wanted, entries, strict=True))
        return drawn

    # --- pages that need the catalog

    def _read(self) -> Catalog:
        if self.catalog is None:
            raise ValueError("this work needs the catalog")
        return self.catalog

    @functools.cached_property
    def archive(self) -> Archive:
        return Archive(self._read())

    @functools.cached_property
    def index_pages(self) -> IndexPages:
        return IndexPages(self.archive, self.settings, self.renderer.wording)

    def front(self, folder: str, done: Done) -> None:
        """Render the issue's own page and its print pages, which show its neighbours."""
        catalog = self._read()
        view = self.archive.view(folder)
        around = self.archive.neighbours(catalog.sort_of(folder))
        shown = with_neighbours(view, *around, self.renderer.wording.issue_name)
        stage = self._stage(done, catalog.output)
        for page in self.renderer.front_pages(shown):
            stage.put(page.path, self.renderer.html(page), f"front:{folder}", folder)

    def index(self, key: str, done: Done) -> None:
        """Render the pages of a key."""
        stage = self._stage(done, self._read().output)
        for product in self.index_pages.make(key):
            match product:
                case HtmlPage():
                    stage.put(product.path, self.renderer.html(product), f"key:{key}", "")
                case DataFile():
                    stage.put_lines(product.path, product.lines, f"key:{key}", "")

    def segment(self, span: Span) -> SegmentDone:
        """Write the part of the search index for the articles of a span of days."""
        # Of all work this alone needs the libraries of the index, which take their time to load.
        from broadsheet.search import writing

        catalog, done = self._read(), SegmentDone(span=span)
        segment = writing.write_segment(map(decode, catalog.searched(span)), self.settings.home)
        stage = self._stage(done, catalog.output)
        for path, data in segment.files:
            stage.put(urls.search_file(path), data, segment_owner(span), str(span))
        done.index = segment.facts
        return done


def segment_owner(span: Span) -> str:
    return f"search:{span}"


class _Kept(threading.local):
    """What a thread keeps from one piece of work to the next."""

    worker: Worker | None = None


_kept = _Kept()


def keep(worker: Worker) -> None:
    """Let this thread do a site's work with a worker that is there already."""
    _kept.worker = worker


def let_go() -> None:
    """Forget the worker that is kept."""
    _kept.worker = None


def _at(site: Site) -> Worker:
    worker = _kept.worker
    if worker is None or worker.site.token != site.token:
        gc.set_threshold(GARBAGE_FROM)
        worker = _kept.worker = Worker.of(site)
    return worker


def failure(what: str, error: Exception) -> Said:
    """A line on a fault of the engine's own."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    said = f"{type(error).__name__}: {error}".splitlines()[0]
    return Said(
        f"{what}: the engine failed ({said}, {where}); please report it",
        f"{what}：程序出错（{said}, {where}）；请报告给我们",
    )


def issues(site: Site, works: Sequence[IssueWork]) -> list[IssueDone]:
    """Read and render issues. A fault in one is told, and the others are done."""
    worker = _at(site)
    found = []
    for work in works:
        try:
            found.append(worker.issue(work))
        except (BuildError, OSError):
            raise
        except Exception as error:  # noqa: BLE001  # whatever it is, the other issues are done
            failed = IssueDone(key=f"issue:{work.folder}")
            failed.failures.append(failure(work.folder, error))
            found.append(failed)
    return found


def segments(site: Site, spans: Iterable[Span]) -> list[SegmentDone]:
    """Write segments of the search index."""
    return [_at(site).segment(span) for span in spans]


def fronts(site: Site, folders: Iterable[str]) -> Done:
    """Render the own pages of issues."""
    done = Done()
    for folder in folders:
        _at(site).front(folder, done)
    return done


def indexes(site: Site, keys: Iterable[str]) -> Done:
    """Render the pages of keys."""
    done = Done()
    for key in keys:
        _at(site).index(key, done)
    return done
