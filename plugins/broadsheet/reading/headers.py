"""From a file's text to its header and its body.

A header is lines of ``Key: value`` up to the first empty line, as Python-Markdown's Meta extension
and Pelican read them (https://python-markdown.github.io/extensions/meta_data/), or YAML between
``---`` lines. Keys may be Chinese and colons full-width.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec
import yaml

from broadsheet.problems import Problem, problem
from broadsheet.reading.keys import is_known, is_lined, is_near


class HeaderField(msgspec.Struct, frozen=True):
    """A key as written with its value: one text, or the lines or list items of several.

    ``line`` is the key's line, ``lines`` the line of each part of the value; ``is_list`` tells
    that the parts are items of a YAML list rather than lines.
    """

    key: str
    value: str | tuple[str, ...]
    line: int
    lines: tuple[int, ...] = ()
    is_list: bool = False

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Each line or list item that is not blank, with the number of its line."""
        if isinstance(self.value, str) and "\n" not in self.value:
            only = self.value.strip()
            return ((only, self.lines[0] if self.lines else self.line),) if only else ()
        values = self.value.split("\n") if isinstance(self.value, str) else self.value
        lines = (*self.lines, *[self.line] * (len(values) - len(self.lines)))
        pairs = zip(values, lines, strict=False)
        return tuple((value.strip(), line) for value, line in pairs if value.strip())

    @property
    def text(self) -> str:
        """The value as one line."""
        if isinstance(self.value, str) and "\n" not in self.value:
            return self.value.strip()
        return " ".join(part for part, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Header:
    """A file cut in two. ``body_line`` is the line on which ``body`` starts, from 1."""

    path: str
    fields: tuple[HeaderField, ...]
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether every field was read; if not, one that is absent may yet have been written."""
        return all(p.kind == "header-line" for p in self.problems)


def without_echo(problems: list[Problem]) -> list[Problem]:
    """A merge conflict in a header is told once, not again as the odd lines that it makes."""
    if not any(p.kind == "merge-conflict" for p in problems):
        return problems
    return [p for p in problems if p.kind not in ("header-line", "duplicate-key")]


NEAR_KEYS = 20
"""How many unknown keys of one file are compared with the known ones."""

_KEY = r"(?P<key>[^\W\d_][\w\- \u3000]{0,39}?)[ \u3000]*"
_KEY_LINE = re.compile(rf"[ ]{{0,3}}{_KEY}[:：](?!//)(?P<value>.*)", re.DOTALL)
_CONTINUATION = ("    ", "\t")
_FENCE = re.compile(r"---[ \t]*")
_END_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")


def split_header(path: str, text: str) -> Header:
    """Cut a text (``\\n`` line ends) into header and body. Nothing of the body is ever lost:
    where there is no header the whole text is body."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return Header(path, (), text, 1, (problem(path, 1, "header-missing"),))
    if _FENCE.fullmatch(lines[start]):
        return _split_yaml(path, lines, start)
    end = next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
    pairs = [key_and_value(line) for line in lines[start:end]]
    if not _is_header(pairs):
        return Header(path, (), text, 1, (problem(path, start + 1, "header-missing"),))
    return _split_plain(path, lines, start, pairs)


def key_and_value(line: str) -> tuple[str, str] | None:
    """The two halves of ``Key: value`` as written, or ``None``.

    A key is a few words beginning with a letter, not a clause that happens to end in a colon.
    """
    match = _KEY_LINE.fullmatch(line)
    if match is None:
        return None
    key = match["key"]
    if len(key.split()) > 4 or (not key.isascii() and len(key) > 10):
        return None
    return key, match["value"].strip()


_Pair = tuple[str, str] | None
"""The key and the value of a line, where it has them."""


def _is_header(pairs: list[_Pair]) -> bool:
    """Whether the first lines are meant as a header: one has a known key, or a misspelt one.

    ``今天：天气好`` opens a text, it is no header.
    """
    keys = [pair[0] for pair in pairs if pair]
    return any(map(is_known, keys)) or bool(pairs[0] and any(map(is_near, keys[:NEAR_KEYS])))


def _split_plain(path: str, lines: list[str], start: int, pairs: list[_Pair]) -> Header:
    """A header of ``Key: value`` lines from a line index on, a pair each; lines indented by four
    spaces or a tab go on with the value above them."""
    last_known = -1
    found: list[tuple[str, int, list[str], list[int]]] = []
    problems: list[Problem] = []
    body_start = min(start + len(pairs) + 1, len(lines))
    for i, pair in enumerate(pairs, start):
        line = lines[i]
        if found and line.startswith(_CONTINUATION):
            _, _, texts, numbers = found[-1]
            texts.append(line.strip())
            numbers.append(i + 1)
        elif pair:
            key, value = pair
            found.append((key, i + 1, [value] if value else [], [i + 1] if value else []))
        else:
            problems.append(problem(path, i + 1, "header-line", text=line.strip()))
            if last_known < 0:
                last_known = _last_known(pairs, start)
            if i > last_known:
                body_start = i
                break
    fields = tuple([_plain_field(*each) for each in found])
    body = "\n".join(lines[body_start:])
    return Header(path, fields, body, body_start + 1, tuple(problems))


def _last_known(pairs: list[_Pair], start: int) -> int:
    """The index of the last line that has a known key, the first line's where none has."""
    known = (i for i, pair in enumerate(pairs, start) if pair and is_known(pair[0]))
    return max(known, default=start)


def _plain_field(key: str, line: int, texts: list[str], numbers: list[int]) -> HeaderField:
    value = tuple(texts) if len(texts) > 1 else "".join(texts)
    return HeaderField(key, value, line, tuple(numbers))


def _split_yaml(path: str, lines: list[str], start: int) -> Header:
    """YAML between the fence at a line index and the next one."""
    rest = range(start + 1, len(lines))
    end = next((i for i in rest if _END_FENCE.fullmatch(lines[i])), None)
    if end is None:
        unclosed = problem(path, start + 1, "yaml-unclosed")
        return Header(path, (), "\n".join(lines[start + 1 :]), start + 2, (unclosed,))
    fields, problems = _read_yaml(path, lines[start + 1 : end], start + 2)
    return Header(path, fields, "\n".join(lines[end + 1 :]), end + 2, problems)


class _Refused(Exception):
    """YAML that a header may not use, at a row counted from 0."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row
        self.reason = reason


_NO_PAIRS = "it is not made of “key: value” lines"
_NESTED = "a key within a key; write one value or a list"
_DECORATED = "a value that begins with &, * or ! needs quotes"
_CHARACTER = "a character that YAML does not allow"

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"~", "null", "Null", "NULL"})


def _read_yaml(
    path: str, lines: list[str], first: int
) -> tuple[tuple[HeaderField, ...], tuple[Problem, ...]]:
    """The fields of a YAML mapping whose first line has the number ``first``.

    Parser events are read, not values: a scalar stays the text that was written (``03``,
    ``2019-10-24``, ``yes``), an alias can multiply nothing and depth is bounded.
    """
    fields: list[HeaderField] = []
    problems: list[Problem] = []
    try:
        source = "\n".join(map(_with_plain_colon, lines))
        for key, value in _yaml_pairs(yaml.parse(source, Loader=_Loader)):
            try:
                fields.append(_yaml_field(key, value, first))
            except _Refused as refused:
                row = first + refused.row
                problems.append(problem(path, row, "yaml-invalid", reason=refused.reason))
    except (_Refused, yaml.YAMLError) as error:
        row, reason = _yaml_error(error)
        row = min(row, max(len(lines) - 1, 0))
        problems.append(problem(path, first + row, "yaml-invalid", reason=reason))
    return tuple(fields), tuple(problems)


def _yaml_error(error: _Refused | yaml.YAMLError) -> tuple[int, str]:
    """The row and the reason of what went wrong."""
    if isinstance(error, _Refused):
        return error.row, error.reason
    if isinstance(error, yaml.MarkedYAMLError):
        row = error.problem_mark.line if error.problem_mark else 0
        return row, error.problem or error.context or _CHARACTER
    return 0, _CHARACTER


def _with_plain_colon(line: str) -> str:
    """``标题：秋收`` or ``标题:秋收`` at the start of a line as YAML wants it: ``标题: 秋收``."""
    pair = None if line.startswith(" ") else key_and_value(line)
    return f"{pair[0]}: {pair[1]}" if pair else line


@dataclass(frozen=True, slots=True)
class _Node:
    """A scalar (``text``, one or several lines), a list, or a mapping (keys and values in turn)."""

    row: int
    text: tuple[str, ...] = ()
    children: tuple[_Node, ...] = ()
    kind: Literal["scalar", "list", "mapping"] = "scalar"

    @property
    def pairs(self) -> Iterator[tuple[_Node, _Node]]:
        return zip(self.children[::2], self.children[1::2], strict=True)


def _yaml_pairs(events: Iterator[yaml.Event]) -> Iterator[tuple[_Node, _Node]]:
    """The keys and values of the outermost mapping; nothing when there is no content."""
    for event in events:
        if isinstance(event, yaml.MappingStartEvent) and not _is_decorated(event):
            while not isinstance(event := next(events), yaml.MappingEndEvent):
                key = _node(events, event, 1)
                yield key, _node(events, next(events), 1)
        elif isinstance(event, yaml.NodeEvent):
            raise _Refused(_row(event), _NO_PAIRS)


def _node(events: Iterator[yaml.Event], event: yaml.Event, depth: int) -> _Node:
    """The node that an event begins, with all that belongs to it."""
    row = _row(event)
    if isinstance(event, yaml.AliasEvent) or _is_decorated(event):
        raise _Refused(row, _DECORATED)
    if isinstance(event, yaml.ScalarEvent):
        if event.style == "|":
            return _Node(row + 1, tuple(event.value.rstrip("\n").split("\n")))
        return _Node(row, ("" if not event.style and event.value in _NULLS else event.value,))
    if depth > 3:
        raise _Refused(row, _NESTED)
    children: list[_Node] = []
    while not isinstance(child := next(events), yaml.CollectionEndEvent):
        children.append(_node(events, child, depth + 1))
    kind: Literal["list", "mapping"] = (
        "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
    )
    return _Node(row, (), tuple(children), kind)


def _row(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _is_decorated(event: yaml.Event) -> bool:
    """Whether an anchor or a tag would take the place of text that somebody meant."""
    tag = getattr(event, "tag", None)
    return bool(getattr(event, "anchor", None) or (tag is not None and tag != "!"))


def _yaml_field(key: _Node, value: _Node, first: int) -> HeaderField:
    name = " ".join(key.text).strip()
    if not name:
        raise _Refused(key.row, _NO_PAIRS)
    parts = list(_yaml_parts(value, is_lined(name)))
    texts = tuple(text for text, _ in parts)
    rows = tuple(first + row for _, row in parts)
    is_list = value.kind != "scalar"
    written = texts if is_list or len(texts) > 1 else "".join(texts)
    return HeaderField(name, written, first + key.row, rows, is_list)


def _yaml_parts(value: _Node, lined: bool) -> Iterator[tuple[str, int]]:
    """The lines or items of a value, with their rows. ``A01: 要闻`` counts as one line where
    ``lined``, though YAML takes it for a mapping."""
    if value.kind == "scalar":
        yield from ((text, value.row + i) for i, text in enumerate(value.text))
    elif value.kind == "list":
        for item in value.children:
            if item.kind == "list":
                raise _Refused(item.row, _NESTED)
            yield from _yaml_parts(item, lined)
    elif not lined:
        raise _Refused(value.row, _NESTED)
    else:
        for key, item in value.pairs:
            if key.kind != "scalar" or item.kind != "scalar":
                raise _Refused(item.row, _NESTED)
            yield f"{' '.join(key.text)}: {' '.join(item.text)}".rstrip(": "), key.row
