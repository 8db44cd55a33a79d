"""Every kind of source that can be imported, in the order in which a source is tried."""

from __future__ import annotations

from broadsheet.importing.epaper import KIND as EPAPER
from broadsheet.importing.iarchives.listing import KIND as IARCHIVES
from broadsheet.importing.mets.listing import KIND as METS
from broadsheet.importing.sources import Kind
from broadsheet.importing.text.source import KIND as TEXT

KINDS: tuple[Kind, ...] = (IARCHIVES, METS, EPAPER, TEXT)
