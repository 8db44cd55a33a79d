"""Keeps the search index in step with the catalog: its segments and the manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from broadsheet.catalog import Catalog
from broadsheet.output import Output
from broadsheet.pages import urls
from broadsheet.search import manifest
from broadsheet.search.segments import layout
from broadsheet.working import SegmentDone, segment_owner

MANIFEST_OWNER = "search"
TABLES_OWNER = "search-tables"


class SearchUpdate:
    """What a build has to do to the index. ``stale`` are the segments to write: those that hold a
    changed day, or that are new in the archive's layout; ``forced`` are owners of files that were
    found damaged. Without ``wanted`` there is to be no index."""

    def __init__(
        self,
        catalog: Catalog,
        output: Output,
        changed: Iterable[dt.date],
        forced: Iterable[str],
        anew: bool,
        wanted: bool,
    ) -> None:
        days, owners = set(changed), set(forced)
        self.catalog = catalog
        self.output = output
        self.wanted = wanted
        self.spans = layout(catalog.article_days()) if wanted else []
        known = {} if anew else catalog.segments()
        self.stale = [
            span
            for span in self.spans
            if span not in known
            or segment_owner(span) in owners
            or any(day in span for day in days)
        ]
        gone = known.keys() - set(self.spans)
        for span in gone:
            output.renew(segment_owner(span))
            catalog.remove_segment(span)
        for span in self.stale:
            output.renew(segment_owner(span))
        self._told = bool(anew or self.stale or gone or MANIFEST_OWNER in owners)
        self._tables_told = bool(anew or TABLES_OWNER in owners)

    def take(self, done: SegmentDone) -> None:
        """Note a segment that was written."""
        if done.span is not None and done.index is not None:
            self.catalog.put_segment(done.span, done.index)

    def finish(self) -> None:
        """Write the manifest, if anything is to be told anew. The tables are the same until the
        site is made anew: they depend on the engine and its libraries alone."""
        if self._tables_told:
            self._tell_tables()
        if not (self._told or self._tables_told):
            return
        self.output.renew(MANIFEST_OWNER)
        if not self.wanted:
            return
        known = self.catalog.segments()
        tables = msgspec.json.decode(self.catalog.meta("tables"), type=dict[str, str])
        data = manifest.manifest(tables, [known[span] for span in self.spans])
        path = urls.search_file(manifest.MANIFEST)
        self.output.stage.put(path, data, MANIFEST_OWNER, "")

    def _tell_tables(self) -> None:
        self.output.renew(TABLES_OWNER)
        if not self.wanted:
            return
        tables = manifest.tables()
        for path, data in tables.values():
            self.output.stage.put(urls.search_file(path), data, TABLES_OWNER, "")
        names = {name: path for name, (path, _) in tables.items()}
        self.catalog.set_meta("tables", msgspec.json.encode(names).decode())
