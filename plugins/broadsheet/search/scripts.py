"""The script that carries a file of the index: browsers fetch it, or load it from a disk."""

from __future__ import annotations

import zlib

CALLS = b"broadsheetSearch"
"""The function that every file of the index calls."""
_ESCAPES = ((b"\\", b"\\\\"), (b"'", b"\\'"), (b"\n", b"\\n"), (b"\r", b"\\r"))


def script(path: str, data: bytes) -> bytes:
    """The script that carries ``data``; ``path`` is the file's, below ``search/``."""
    checked = zlib.crc32(path.encode() + data).to_bytes(4, "little") + data
    for plain, escaped in _ESCAPES:
        checked = checked.replace(plain, escaped)
    return CALLS + b"('" + checked + b"');\n"
