"""The bytes of a file of the content."""

from __future__ import annotations

from pathlib import Path


def read_bytes(root: Path, path: str) -> bytes:
    """The bytes of a file below ``root``, without the buffer and the path object that double what
    a small file costs. Raises ``OSError``."""
    with open(f"{root}/{path}", "rb", buffering=0) as file:
        return file.read()
