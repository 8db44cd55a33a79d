"""Keeps the search index in step with the catalog: its segments and the manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from broadsheet.catalog import Catalog
from broadsheet.output import Output
from broadsheet.pages import urls
from broadsheet.search.segments import layout
from broadsheet.working import SegmentDone, segment_owner

MANIFEST_OWNER = "search"


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

    def take(self, done: SegmentDone) -> None:
        """Note a segment that was written."""
        if done.span is not None and done.index is not None:
            self.catalog.put_segment(done.span, done.index)

    def finish(self) -> None:
        """Write the manifest, if anything is to be told anew."""
        if not self._told:
            return
        self.output.renew(MANIFEST_OWNER)
        if not self.wanted:
            return
        from broadsheet.search import writing

        known = self.catalog.segments()
        files = (
            *writing.tables().values(),
            (writing.MANIFEST, writing.manifest([known[span] for span in self.spans])),
        )
        for path, data in files:
            self.output.stage.put(urls.search_file(path), data, MANIFEST_OWNER, "")
