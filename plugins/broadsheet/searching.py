"""Keeps the search index in step with the catalog: its segments and the manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from broadsheet.catalog import Catalog
from broadsheet.output import Output
from broadsheet.pages import urls
from broadsheet.search import writing
from broadsheet.search.articles import decode
from broadsheet.search.segments import Span, layout

MANIFEST_OWNER = "search"
SEGMENT_OWNER = "search:"


def update(
    catalog: Catalog,
    output: Output,
    changed: Iterable[dt.date],
    forced: Iterable[str],
    anew: bool,
    progress: Callable[[str, int, int], None],
) -> None:
    """Write the segments that hold a changed day, or that are new in the archive's layout.

    ``forced`` are owners of files that were found damaged."""
    days, owners = set(changed), set(forced)
    spans = layout(catalog.article_days())
    known = {} if anew else catalog.segments()
    stale = [
        span
        for span in spans
        if span not in known or _owner(span) in owners or any(day in span for day in days)
    ]
    gone = known.keys() - set(spans)
    for span in gone:
        output.renew(_owner(span))
        catalog.remove_segment(span)
    for at, span in enumerate(stale):
        progress("search index", at, len(stale))
        _write(span, catalog, output)
    if anew or stale or gone or MANIFEST_OWNER in owners:
        _write_manifest(spans, catalog, output)


def _owner(span: Span) -> str:
    return f"{SEGMENT_OWNER}{span}"


def _write(span: Span, catalog: Catalog, output: Output) -> None:
    segment = writing.write_segment(map(decode, catalog.searched(span)))
    output.renew(_owner(span))
    for path, data in segment.files:
        output.put(urls.search_file(path), data, _owner(span), str(span))
    catalog.put_segment(span, segment.facts)


def _write_manifest(spans: list[Span], catalog: Catalog, output: Output) -> None:
    known = catalog.segments()
    output.renew(MANIFEST_OWNER)
    files = (
        *writing.tables().values(),
        (writing.MANIFEST, writing.manifest([known[span] for span in spans])),
    )
    for path, data in files:
        output.put(urls.search_file(path), data, MANIFEST_OWNER, "")
