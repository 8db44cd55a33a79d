"""Every kind of source that can be imported, in the order in which a source is tried."""

from __future__ import annotations

from broadsheet.importing.epaper import KIND as EPAPER
from broadsheet.importing.iarchives.listing import KIND as IARCHIVES
from broadsheet.importing.mets.listing import KIND as METS
from broadsheet.importing.posts.hugo import KIND as HUGO
from broadsheet.importing.posts.jekyll import KIND as JEKYLL
from broadsheet.importing.posts.pelican import KIND as PELICAN
from broadsheet.importing.sources import Kind
from broadsheet.importing.text.source import KIND as TEXT
from broadsheet.importing.word.source import KIND as WORD

KINDS: tuple[Kind, ...] = (IARCHIVES, METS, EPAPER, WORD, HUGO, JEKYLL, PELICAN, TEXT)
