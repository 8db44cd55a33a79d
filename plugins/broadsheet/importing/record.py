"""What an import wrote into an issue's folder, so that a second one knows it and changes nothing.

The record lies with the issue, as ``.import.json``: the checker and the builder do not look at it,
git keeps it, and whoever is done with importing may delete it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAME = ".import.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it was written. ``digest`` is the SHA-256 of its bytes in hexadecimal; ``made_of``
    that of the source's bytes where making it takes long (a scan), of an article that of its words
    (``origins.wording``), else empty. ``withheld`` are old addresses of an article that other pages
    have, ``home`` is which source a scan is of (``origins.py``)."""

    name: str
    digest: str
    made_of: str = ""
    withheld: tuple[str, ...] = ()
    home: str = ""


@dataclass(slots=True)
class Record:
    """Files by what they came from: an article's ``origins.key``, with ``#1`` its first picture."""

    files: dict[str, Written] = field(default_factory=dict)

    @property
    def text(self) -> str:
        rows = {origin: _row(each) for origin, each in sorted(self.files.items())}
        return json.dumps({"version": _VERSION, "files": rows}, ensure_ascii=False, indent=1) + "\n"

    def rename(self, origin: str, new: str) -> None:
        """Give what came from ``origin``, pictures too, another."""
        self.files = {
            f"{new}{key[len(origin) :]}"
            if key == origin or key.startswith(f"{origin}#")
            else key: file
            for key, file in self.files.items()
        }


def _row(each: Written) -> dict[str, object]:
    row: dict[str, object] = {"name": each.name, "sha256": each.digest}
    row |= {"made_of": each.made_of} if each.made_of else {}
    row |= {"withheld": list(each.withheld)} if each.withheld else {}
    return row | ({"home": each.home} if each.home else {})


def read(folder: Path) -> Record:
    """The record of a folder; empty where there is none, or none that can be read: every file that
    differs is then a person's."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
        rows = found["files"] if found["version"] == _VERSION else {}
        return Record({origin: _written(row) for origin, row in rows.items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Record()


def _is_inside(name: str) -> bool:
    """Whether a name is of a file of the issue's folder, or of one of its folders."""
    parts = name.split("/")
    return all(part and part not in (".", "..") for part in parts) and not set(name) & set("\\\0:")


def _written(row: Mapping[str, Any]) -> Written:
    name, digest, made_of = row["name"], row["sha256"], row.get("made_of", "")
    home = row.get("home", "")
    withheld = tuple(row.get("withheld", ()))
    if not all(isinstance(each, str) for each in (name, digest, made_of, home, *withheld)):
        raise TypeError
    if not _is_inside(name):
        raise ValueError
    return Written(name, digest, made_of, withheld, home)
