"""From a header to known fields, and the door to the readers of their values.

Article and issue readers import from here; ``keys`` holds the tables, ``values`` the readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from broadsheet.model import Region
from broadsheet.problems import Problem, problem
from broadsheet.reading.headers import NEAR_KEYS, Header, HeaderField
from broadsheet.reading.keys import (
    ARTICLE_KEYS,
    ISSUE_KEYS,
    MANY,
    PAGE_KEYS,
    REPEATABLE,
    KeyTable,
)
from broadsheet.reading.values import (
    Wrong,
    read_alias,
    read_correction,
    read_date,
    read_datetime,
    read_language,
    read_number,
    read_page_code,
    read_page_title,
    read_region,
    read_retraction,
    read_slug,
    read_status,
    rectangles,
)

__all__ = [
    "ARTICLE_KEYS",
    "ISSUE_KEYS",
    "PAGE_KEYS",
    "Fields",
    "KeyTable",
    "Wrong",
    "read_alias",
    "read_correction",
    "read_date",
    "read_datetime",
    "read_fields",
    "read_language",
    "read_list",
    "read_number",
    "read_page_code",
    "read_page_title",
    "read_region",
    "read_retraction",
    "read_slug",
    "read_status",
]

T = TypeVar("T")

DECIDING = frozenset({"status", "embargo", "retraction"})
"""Names whose value decides what readers see: left empty, they must not mean “publish”."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one header by canonical name; empty ones are left out.

    ``problems`` are those of the keys. The typed getters append the problems of values to a list
    of the caller's, each at its own line.
    """

    path: str
    found: Mapping[str, HeaderField]
    problems: tuple[Problem, ...] = ()

    def line(self, name: str) -> int:
        """The line of a field, 0 when it is absent."""
        return self.found[name].line if name in self.found else 0

    def text(self, name: str) -> str:
        """The value as one line, empty when it is absent."""
        return self.found[name].text if name in self.found else ""

    def items(self, name: str) -> tuple[str, ...]:
        """The value as a list, see ``read_list``."""
        return read_list(self.found[name]) if name in self.found else ()

    def read(
        self, name: str, reader: Callable[[str], T | Wrong], problems: list[Problem]
    ) -> T | None:
        """The value as a reader takes it; ``None`` when it is absent or wrong."""
        if name not in self.found:
            return None
        field = self.found[name]
        return self._accept(field, field.text, field.line, reader, problems)

    def read_each(
        self, name: str, reader: Callable[[str], T | Wrong], problems: list[Problem]
    ) -> tuple[T, ...]:
        """Each line or list item as a reader takes it, without the wrong ones."""
        if name not in self.found:
            return ()
        field = self.found[name]
        parts = [self._accept(field, *part, reader, problems) for part in field.parts]
        return tuple(part for part in parts if part is not None)

    def read_items(
        self, name: str, reader: Callable[[str], T | Wrong], problems: list[Problem]
    ) -> tuple[T, ...]:
        """Each entry of a list (``read_list``) as a reader takes it, without the wrong ones."""
        return tuple(value for value, _ in self.read_lined_items(name, reader, problems))

    def read_lined_items(
        self, name: str, reader: Callable[[str], T | Wrong], problems: list[Problem]
    ) -> tuple[tuple[T, int], ...]:
        """``read_items`` with the line of each."""
        if name not in self.found:
            return ()
        field = self.found[name]
        items = [(i, line) for text, line in field.parts for i in _entries(field, text)]
        values = ((self._accept(field, *item, reader, problems), item[1]) for item in items)
        return tuple((value, line) for value, line in values if value is not None)

    def regions(self, problems: list[Problem]) -> tuple[Region, ...]:
        """The rectangles of the region, without the wrong ones, of which each is told by number."""
        if "region" not in self.found:
            return ()
        field = self.found["region"]
        found = [
            self._accept(field, text, line, partial(read_region, number=number), problems)
            for number, (text, line) in enumerate(rectangles(field.parts), 1)
        ]
        return tuple(region for region in found if region is not None)

    def _accept(
        self,
        field: HeaderField,
        text: str,
        line: int,
        reader: Callable[[str], T | Wrong],
        problems: list[Problem],
    ) -> T | None:
        value = reader(text)
        if isinstance(value, Wrong):
            values = {"key": field.key, **dict(value.values)}
            problems.append(problem(self.path, line, value.kind, **values))
            return None
        return value


_SEPARATORS = re.compile("[,，、;；\n]")


def _entries(field: HeaderField, text: str) -> Iterable[str]:
    """One part of a list; the items of a YAML list keep their commas."""
    entries = [text] if field.is_list else _SEPARATORS.split(text)
    return filter(None, (unicodedata.normalize("NFC", entry).strip() for entry in entries))


def read_list(field: HeaderField) -> tuple[str, ...]:
    """A list separated by ``,`` ``，`` ``、`` ``;`` ``；``, by lines, or by YAML.

    Blank entries are dropped, and the second of two that are alike in NFC; order is kept.
    """
    entries = (entry for text, _ in field.parts for entry in _entries(field, text))
    return tuple(dict.fromkeys(entries))


def read_fields(header: Header, table: KeyTable) -> Fields:
    """The known fields of a header, and what is wrong with its keys.

    The first of two fields with one meaning is kept; corrections add up instead.
    """
    found: dict[str, HeaderField] = {}
    first_lines: dict[str, int] = {}
    problems: list[Problem] = []
    unknown = 0
    for field in header.fields:
        name = table.find(field.key)
        if name is None:
            unknown += 1
            problems.append(_unknown(header.path, field, table, unknown <= NEAR_KEYS))
        elif name in first_lines and name not in REPEATABLE:
            values = {"key": field.key, "first": first_lines[name]}
            problems.append(problem(header.path, field.line, "duplicate-key", **values))
        else:
            first_lines.setdefault(name, field.line)
            has_value = bool(field.parts)
            if field.is_list or not has_value:
                problems.extend(_value_problems(header.path, name, field))
            if has_value:
                found[name] = _joined(found[name], field) if name in found else field
    return Fields(header.path, found, tuple(problems))


def _unknown(path: str, field: HeaderField, table: KeyTable, suggest: bool) -> Problem:
    nearest = table.nearest(field.key) if suggest else None
    if nearest is None:
        return problem(path, field.line, "unknown-key-far", key=field.key)
    return problem(path, field.line, "unknown-key", key=field.key, nearest=nearest)


def _value_problems(path: str, name: str, field: HeaderField) -> Iterable[Problem]:
    if not field.parts:
        kind = "value-required" if name in DECIDING else "value-missing"
        yield problem(path, field.line, kind, key=field.key)
    elif field.is_list and len(field.parts) > 1 and name not in MANY:
        count = len(field.parts)
        yield problem(path, field.line, "too-many-values", key=field.key, count=count)


def _joined(first: HeaderField, second: HeaderField) -> HeaderField:
    parts = first.parts + second.parts
    value = tuple(text for text, _ in parts)
    return replace(first, value=value, lines=tuple(line for _, line in parts))
