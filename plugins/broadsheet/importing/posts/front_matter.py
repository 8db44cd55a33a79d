"""The head of a post: YAML, TOML, JSON, lines of ``Key: value`` or a web page's own head, and the
text below it.

Values stay texts as they were written (``03``, ``2019-10-24``, ``yes``); what they mean is for the
reader of each key. Nothing that a file says can make this slow or deep.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import yaml
from bs4 import BeautifulSoup

Value = str | list["Value"] | dict[str, "Value"]
"""A text, a list or a mapping; keys are in lower case."""

_DEEPEST = 12
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NULLS = frozenset({"~", "null", "Null", "NULL"})
_YAML_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_META = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>.*)")
"""Python-Markdown's own rule for a line of metadata."""
_PAGE = re.compile(r"\s*<(?:!doctype|html|head)\b", re.IGNORECASE)
_PAGE_BODY = re.compile(r"<body\b[^<>]*>", re.IGNORECASE)
_PAGE_END = re.compile(r"</body\s*>", re.IGNORECASE)
_OF_THE_PAGE = frozenset({"viewport", "generator", "robots", "theme-color"})
_META_MORE = re.compile(r"(?: {4}|\t)\s*(?P<value>.*)")


class FrontMatterError(Exception):
    """Front matter that cannot be read; ``line`` is the file's. One that never ends has no
    ``reason``."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file cut in two. ``body_line`` is the line on which ``body`` starts, from 1."""

    values: Mapping[str, Value]
    body: str
    body_line: int

    def text(self, *keys: str) -> str:
        """The first of these keys that has a text, as one line."""
        return next(filter(None, (line(self.values.get(key, "")) for key in keys)), "")

    def items(self, *keys: str) -> list[str]:
        """The texts of all these keys: a list's items, a text as one item."""
        found = (each for key in keys for each in items(self.values.get(key, "")))
        return list(dict.fromkeys(found))

    def inner(self, key: str) -> Mapping[str, Value]:
        """The mapping of a key, empty when it has none."""
        value = self.values.get(key, "")
        return value if isinstance(value, dict) else {}


def line(value: Value) -> str:
    """A text as one line; of a list its first item."""
    if isinstance(value, list):
        return line(value[0]) if value else ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def items(value: Value) -> list[str]:
    """The texts of a list; of mappings in it their ``name`` or ``title``."""
    if isinstance(value, list):
        return [text for each in value if (text := _item(each))]
    text = _item(value)
    return [text] if text else []


def names(value: Value) -> list[str]:
    """The names in a list, or the keys of a mapping."""
    return list(value) if isinstance(value, dict) else items(value)


def _item(value: Value) -> str:
    if isinstance(value, dict):
        return line(value.get("name", "")) or line(value.get("title", ""))
    return line(value)


def split(text: str) -> FrontMatter | None:
    """Cut a post of Hugo or Jekyll; ``None`` when there is no front matter."""
    lines = text.split("\n")
    first = lines[0].rstrip()
    if first == "---":
        return _fenced(lines, _YAML_END, read_yaml)
    if first == "+++":
        return _fenced(lines, re.compile(r"\+\+\+[ \t]*"), read_toml)
    if first.startswith("{") and not first.startswith(("{{", "{%", "{:")):
        return _json(text)
    return None


def split_meta(text: str) -> FrontMatter | None:
    """Cut a post of Pelican: Python-Markdown's metadata, with ``---`` around it or not."""
    lines = text.split("\n")
    start = next((at for at, each in enumerate(lines) if each.strip()), 0)
    if _YAML_END.fullmatch(lines[start]):
        try:
            found = _fenced(lines[start:], _YAML_END, read_yaml)
        except FrontMatterError:
            found = None
        if found is not None and found.values:
            return FrontMatter(found.values, found.body, found.body_line + start)
        start += 1
    values: dict[str, Value] = {}
    key, at = "", start
    while at < len(lines) and lines[at].strip() and not _YAML_END.fullmatch(lines[at]):
        match, more = _META.fullmatch(lines[at]), _META_MORE.fullmatch(lines[at])
        if more and key:
            before = values[key]
            more_text = more["value"].strip()
            values[key] = f"{before}\n{more_text}".strip() if isinstance(before, str) else before
        elif match:
            key = match["key"].lower()
            values.setdefault(key, match["value"].strip())
        else:
            break
        at += 1
    if not values:
        return None
    if at < len(lines) and (not lines[at].strip() or _YAML_END.fullmatch(lines[at])):
        at += 1
    return FrontMatter(values, "\n".join(lines[at:]), at + 1)


def is_page(text: str) -> bool:
    """Whether a text is a whole web page, with a head of its own."""
    return _PAGE.match(text) is not None


def split_page(text: str) -> FrontMatter | None:
    """Cut a web page as Pelican does: ``<meta>`` and ``<title>`` of its head, and its body."""
    body = _PAGE_BODY.search(text)
    if body is None:
        return None
    head = BeautifulSoup(text[: body.start()], "html.parser")
    values: dict[str, Value] = {}
    for meta in head.find_all("meta"):
        key = str(meta.get("name", "")).strip().lower()
        if key and key not in _OF_THE_PAGE:
            values.setdefault(key, str(meta.get("content") or meta.get("contents") or "").strip())
    if head.title is not None and (title := head.title.get_text().strip()):
        values["title"] = title
    if not values:
        return None
    inner = text[body.end() :]
    end = list(_PAGE_END.finditer(inner))
    line = text.count("\n", 0, body.end()) + 1
    return FrontMatter(values, inner[: end[-1].start()] if end else inner, line)


_Read = Callable[[str, int], dict[str, Value]]
"""From a text and the number of its first line to keys and values."""


def _fenced(lines: list[str], fence: re.Pattern[str], read: _Read) -> FrontMatter:
    end = next((at for at in range(1, len(lines)) if fence.fullmatch(lines[at])), None)
    if end is None:
        raise FrontMatterError(1, "")
    values = read("\n".join(lines[1:end]), 2)
    return FrontMatter(values, "\n".join(lines[end + 1 :]), end + 2)


def _json(text: str) -> FrontMatter:
    try:
        value, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        raise FrontMatterError(error.lineno, error.msg) from error
    except RecursionError as error:
        raise FrontMatterError(1, "nested too deeply") from error
    body = text[end:].lstrip(" \t").removeprefix("\n")
    return FrontMatter(_mapping(value, 1), body, text.count("\n", 0, len(text) - len(body)) + 1)


def read_json(text: str, first_line: int) -> dict[str, Value]:
    try:
        return _mapping(json.loads(text), first_line)
    except json.JSONDecodeError as error:
        raise FrontMatterError(first_line + error.lineno - 1, error.msg) from error
    except RecursionError as error:
        raise FrontMatterError(first_line, "nested too deeply") from error


def read_toml(text: str, first_line: int) -> dict[str, Value]:
    try:
        return _mapping(tomllib.loads(text), first_line)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        reason = re.sub(r" \(at .*\)", "", str(error))
        row = int(at[1]) - 1 if at else text.count("\n")
        raise FrontMatterError(first_line + row, reason) from error
    except RecursionError as error:
        raise FrontMatterError(first_line, "nested too deeply") from error


def _mapping(value: object, first_line: int) -> dict[str, Value]:
    made = _value(value, first_line, 0)
    if not isinstance(made, dict):
        raise FrontMatterError(first_line, "it is not made of keys and values")
    return made


def _value(value: object, first_line: int, depth: int) -> Value:
    if depth > _DEEPEST:
        raise FrontMatterError(first_line, "nested too deeply")
    if isinstance(value, dict):
        return {str(k).lower(): _value(v, first_line, depth + 1) for k, v in value.items()}
    if isinstance(value, list):
        return [_value(each, first_line, depth + 1) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return "" if value is None else str(value)


def read_yaml(text: str, first_line: int) -> dict[str, Value]:
    """Events are read, not values: an alias shares what it names, depth is bounded."""
    try:
        reader = _Yaml(yaml.parse(text, Loader=_Loader), first_line)
        return reader.read()
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line if error.problem_mark else 0
        raise FrontMatterError(first_line + row, error.problem or "no YAML") from error
    except yaml.YAMLError as error:
        raise FrontMatterError(first_line, "a character that YAML does not allow") from error


class _Yaml:
    def __init__(self, events: Iterator[yaml.Event], first_line: int) -> None:
        self._events = events
        self._first_line = first_line
        self._anchors: dict[str, Value] = {}

    def read(self) -> dict[str, Value]:
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                value = self._node(event, 0)
                if isinstance(value, dict):
                    return value
                raise FrontMatterError(self._first_line, "it is not made of “key: value” lines")
        return {}

    def _node(self, event: yaml.Event, depth: int) -> Value:
        if depth > _DEEPEST:
            row = event.start_mark.line if event.start_mark else 0
            raise FrontMatterError(self._first_line + row, "nested too deeply")
        if isinstance(event, yaml.AliasEvent):
            return self._anchors.get(event.anchor or "", "")
        value = self._content(event, depth)
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._anchors[anchor] = value
        return value

    def _content(self, event: yaml.Event, depth: int) -> Value:
        if isinstance(event, yaml.ScalarEvent):
            return "" if not event.style and event.value in _NULLS else str(event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._children(depth))
        children = list(self._children(depth))
        pairs = zip(children[::2], children[1::2], strict=True)
        return {line(key).lower(): value for key, value in pairs}

    def _children(self, depth: int) -> Iterator[Value]:
        while not isinstance(child := next(self._events), yaml.CollectionEndEvent):
            yield self._node(child, depth + 1)
