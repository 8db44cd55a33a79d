"""The files of the index that are not a segment's: the manifest and the tables of characters."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from broadsheet.search.characters import han_table
from broadsheet.search.pinyin import readings
from broadsheet.search.scripts import script
from broadsheet.search.segments import SegmentFacts

FORMAT = 1
"""Raised when a file's meaning changes; the scripts of the theme know which they read."""
MANIFEST = "manifest.js"


def tables() -> dict[str, tuple[str, bytes]]:
    """Path below ``search/`` and bytes of the tables: ``han``, traditional and simplified
    characters; ``pinyin``, how characters are read."""
    found = {}
    for name, table in (("han", han_table()), ("pinyin", readings())):
        data = msgspec.json.encode(table)
        path = f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.js"
        found[name] = path, script(path, data)
    return found


def manifest(tables: Mapping[str, str], segments: Sequence[SegmentFacts]) -> bytes:
    """The one file whose name stays. ``tables`` are the paths of the tables by name; ``segments``
    are oldest first."""
    told = {"format": FORMAT, **tables, "segments": segments}
    return script(MANIFEST, msgspec.json.encode(told))
