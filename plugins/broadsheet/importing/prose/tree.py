"""Markdown and HTML as one tree: what a text is made of, before it is written in our Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    """Blocks: ``PARAGRAPH`` to ``RAW``; the rest stands within a line."""

    PARAGRAPH = auto()
    HEADING = auto()
    LIST = auto()
    ITEM = auto()
    QUOTE = auto()
    CODE = auto()
    RULE = auto()
    TABLE = auto()
    ROW = auto()
    RAW = auto()
    TEXT = auto()
    JOINT = auto()
    BREAK = auto()
    EMPHASIS = auto()
    STRONG = auto()
    CODE_SPAN = auto()
    LINK = auto()
    PICTURE = auto()
    WRAP = auto()
    NOTE = auto()


BLOCKS = frozenset(
    {
        Kind.PARAGRAPH,
        Kind.HEADING,
        Kind.LIST,
        Kind.QUOTE,
        Kind.CODE,
        Kind.RULE,
        Kind.TABLE,
        Kind.RAW,
    }
)


@dataclass(slots=True)
class Node:
    """A piece of a text. ``line`` is the file's.

    ``text`` is that of a text, of code, of a picture's words, the label of a ``NOTE``, the HTML of
    a ``RAW`` table, whose words are the ``title`` and whose pictures are the children. ``name`` is
    the HTML tag of a ``WRAP`` or the language of code. ``number`` is a heading's level or a list's
    first number, 0 for bullets. ``target`` and ``title`` are a link's or a picture's. A ``ROW`` of
    a table has a ``PARAGRAPH`` for each cell, whose ``name`` is its alignment.
    """

    kind: Kind
    children: list[Node] = field(default_factory=list)
    line: int = 0
    text: str = ""
    name: str = ""
    number: int = 0
    target: str = ""
    title: str = ""
    is_tight: bool = False


def text(words: str, line: int = 0) -> Node:
    return Node(Kind.TEXT, text=words, line=line)


def everything(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from everything(node.children)


def visible(nodes: Iterable[Node]) -> str:
    """The words of these nodes without pictures, with a space or line where one separates them."""
    return "".join(map(_visible, nodes))


def _visible(node: Node) -> str:
    if node.kind in (Kind.TEXT, Kind.CODE_SPAN):
        return node.text
    if node.kind in (Kind.JOINT, Kind.BREAK):
        return "\n"
    if node.kind is Kind.CODE:
        return f"{node.text}\n"
    if node.kind is Kind.RAW:
        return f"{node.title}\n"
    inside = visible(node.children)
    return f"{inside}\n" if node.kind in BLOCKS or node.kind in (Kind.ITEM, Kind.ROW) else inside
