"""Every kind of source that can be imported, in the order in which a source is tried."""

from __future__ import annotations

from broadsheet.importing.sources import Kind

KINDS: tuple[Kind, ...] = ()
