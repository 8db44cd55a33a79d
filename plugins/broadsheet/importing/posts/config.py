"""The settings of an old site: a file of keys and values, read and never run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from broadsheet.importing.notes import Note, note
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.front_matter import (
    FrontMatterError,
    Value,
    read_json,
    read_toml,
    read_yaml,
)

_LARGEST = 1024 * 1024
_READERS = {".toml": read_toml, ".yaml": read_yaml, ".yml": read_yaml, ".json": read_json}


def read_config(path: Path) -> tuple[dict[str, Value], list[Note]]:
    """The keys (in lower case) and values of a file; nothing and a note when it cannot be read."""
    text, notes = read_settings_text(path)
    if text is None:
        return {}, notes
    try:
        return _READERS[path.suffix](text, 1), []
    except FrontMatterError as error:
        return {}, [note(path.as_posix(), error.line, say.CONFIG, reason=error.reason)]


def read_settings_text(path: Path) -> tuple[str | None, list[Note]]:
    try:
        if path.is_symlink():
            reason = "symlink"
        elif path.stat().st_size > _LARGEST:
            reason = f"> {_LARGEST} bytes"
        else:
            return path.read_text("utf-8-sig"), []
    except OSError as error:
        reason = error.strerror or str(error)
    except UnicodeDecodeError:
        reason = "UTF-8"
    return None, [note(path.as_posix(), 0, say.CONFIG, reason=reason)]


def inner(values: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    found = values.get(key, "")
    return found if isinstance(found, dict) else {}


def merged(some: Mapping[str, Value], others: Mapping[str, Value]) -> dict[str, Value]:
    """Settings of several files; mappings of one key become one, else the first holds."""
    made = dict(some)
    for key, value in others.items():
        before = made.get(key)
        both = isinstance(before, dict) and isinstance(value, dict)
        made[key] = {**value, **before} if both else before or value  # type: ignore[dict-item]
    return made
