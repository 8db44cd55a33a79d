"""Which characters are read as others."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def han_table() -> tuple[str, str]:
    """Traditional characters, and as many simplified ones that are read instead."""
    text = (resources.files("broadsheet.search") / "han.txt").read_text("utf-8")
    traditional, simplified = (line for line in text.splitlines() if not line.startswith("#"))
    return traditional, simplified
