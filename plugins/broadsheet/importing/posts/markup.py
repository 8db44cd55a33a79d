"""HTML of a post as a tree: what our sanitiser lets through, and the words of all else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PageElement, Tag

from broadsheet.importing.posts import remarks as say
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.prose.tree import BLOCKS, Kind, Node, text
from broadsheet.reading import sanitising

DEEPEST = 60
_EMBEDDED = frozenset({"iframe", "video", "audio", "embed", "object", "source"})
_REMOVED = frozenset(
    {"script", "style", "form", "canvas", "svg", "math", "template", "noscript", "button", "select"}
    | {"textarea", "input", "applet", "dialog", "title", "meta", "link", "base", "map"}
)
_WRAPS = sanitising.INLINE_TAGS - {"a", "br", "em", "i", "strong", "b", "code"}
_OF_THE_HEAD = frozenset({"meta", "link", "base", "title"})
_MARKS = {
    "em": Kind.EMPHASIS,
    "i": Kind.EMPHASIS,
    "strong": Kind.STRONG,
    "b": Kind.STRONG,
}
_SAME = {"s": "del", "strike": "del", "tt": "code", "kbd": "code", "samp": "code", "big": "strong"}
_CONTAINERS = frozenset(
    {
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "center",
        "figure",
        "details",
    }
    | {
        "summary",
        "figcaption",
        "body",
        "html",
        "nav",
        "hgroup",
        "address",
        "dl",
        "dt",
        "dd",
        "fieldset",
    }
)
_SILENT = frozenset({"body", "html", "figure", "figcaption", "div", "span", "p", "img", "picture"})
_SPACE = re.compile(r"[ \t\r\n\f]+")


class Dropped:
    """The names of tags that were dropped, their words kept."""

    def __init__(self, remarks: Remarks, line: int) -> None:
        self.remarks = remarks
        self.line = line
        self.names: set[str] = set()

    def say(self) -> None:
        if self.names:
            tags = " ".join(f"<{name}>" for name in sorted(self.names))
            self.remarks.add(self.line, say.HTML_DROPPED, tags=tags)


def nodes_of(html: str, line: int, remarks: Remarks) -> list[Node]:
    """The blocks of a piece of HTML, whole or cut off anywhere."""
    soup = BeautifulSoup(html, "html.parser")
    dropped = Dropped(remarks, line)
    found = _blocks(soup, line, dropped, 0)
    dropped.say()
    return found


def _blocks(parent: Tag, line: int, dropped: Dropped, depth: int) -> list[Node]:
    """The children as blocks; words that stand by themselves make paragraphs."""
    out: list[Node] = []
    run: list[Node] = []

    def close() -> None:
        if any(node.kind is not Kind.TEXT or node.text.strip() for node in run):
            out.append(Node(Kind.PARAGRAPH, _trimmed(run), line))
        run.clear()

    for child in parent.children:
        for node in _nodes(child, line, dropped, depth + 1):
            if node.kind in BLOCKS:
                close()
                out.append(node)
            else:
                run.append(node)
    close()
    return out


def _trimmed(nodes: Iterable[Node]) -> list[Node]:
    kept = list(nodes)
    while kept and kept[-1].kind is Kind.TEXT and not kept[-1].text.strip():
        kept.pop()
    while kept and kept[0].kind is Kind.TEXT and not kept[0].text.strip():
        kept.pop(0)
    return kept


def _nodes(element: PageElement, line: int, dropped: Dropped, depth: int) -> list[Node]:
    if isinstance(element, Comment) or not isinstance(element, Tag | NavigableString):
        return []
    if isinstance(element, NavigableString):
        words = _SPACE.sub(" ", element)
        return [text(words, line)] if words else []
    if depth > DEEPEST:
        return [text(element.get_text(" "), line)]
    return _element(element, line, dropped, depth)


def _element(tag: Tag, line: int, dropped: Dropped, depth: int) -> list[Node]:
    name = tag.name.lower()
    if name in _CONTAINERS or name == "p":
        if name not in _SILENT:
            dropped.names.add(name)
        if name == "figure":
            return _figure(tag, line, dropped, depth)
        return _blocks(tag, line, dropped, depth)
    if name == "table":
        return _table(tag, line, dropped, depth)
    if made := _block(tag, line, dropped, depth):
        return [made]
    attributes = {key: value for key, value in tag.attrs.items() if isinstance(value, str)}
    return element(name, attributes, _inline(tag, line, dropped, depth), line, dropped)


def _block(tag: Tag, line: int, dropped: Dropped, depth: int) -> Node | None:
    name = tag.name.lower()
    made: Node | None = None
    if re.fullmatch("h[1-6]", name):
        inline = _inline(tag, line, dropped, depth)
        made = Node(Kind.HEADING, inline, line, number=int(name[1]))
    elif name == "pre":
        made = Node(Kind.CODE, line=line, text=tag.get_text().strip("\n"))
    elif name == "hr":
        made = Node(Kind.RULE, line=line)
    elif name == "blockquote":
        made = Node(Kind.QUOTE, _blocks(tag, line, dropped, depth), line)
    elif name in ("ul", "ol"):
        made = _list(tag, line, dropped, depth)
    return made


def _inline(tag: Tag, line: int, dropped: Dropped, depth: int) -> list[Node]:
    return [
        node for child in tag.children for node in _flat(_nodes(child, line, dropped, depth + 1))
    ]


def _flat(nodes: Iterable[Node]) -> list[Node]:
    """Blocks within a line are their words."""
    out: list[Node] = []
    for node in nodes:
        out += _flat(node.children) if node.kind in BLOCKS and node.children else [node]
    return [node for node in out if node.kind not in BLOCKS]


def element(
    name: str, attributes: Mapping[str, str], children: list[Node], line: int, dropped: Dropped
) -> list[Node]:
    """An element that stands within a line, with what is in it."""
    name = _SAME.get(name, name)
    found = children
    if name == "br":
        found = [Node(Kind.BREAK, line=line), *children]
    elif name == "img":
        found = _picture(attributes, line)
    elif name in _MARKS:
        found = [Node(_MARKS[name], children, line)]
    elif name == "code":
        words = "".join(node.text for node in children if node.kind is Kind.TEXT)
        found = [Node(Kind.CODE_SPAN, line=line, text=words)] if words else children
    elif name == "a" and attributes.get("href"):
        made = Node(Kind.LINK, children, line, target=attributes["href"])
        made.title = attributes.get("title", "")
        found = [made]
    elif name in _EMBEDDED:
        links = [node for node in children if node.kind is Kind.LINK]
        found = [*_embedded(attributes, line, dropped), *links]
    elif name in _REMOVED:
        if name not in _OF_THE_HEAD:
            dropped.remarks.add(line, say.HTML_REMOVED, tag=f"<{name}>")
        found = []
    elif name in _WRAPS:
        found = [Node(Kind.WRAP, children, line, name=name)]
    elif name not in _SILENT and name != "a":
        dropped.names.add(name)
    return found


def _picture(attributes: Mapping[str, str], line: int) -> list[Node]:
    target = attributes.get("src") or attributes.get("data-src") or attributes.get("data-original")
    if not target:
        return []
    words, title = attributes.get("alt", ""), attributes.get("title", "")
    return [Node(Kind.PICTURE, line=line, text=words, target=target, title=title)]


def _embedded(attributes: Mapping[str, str], line: int, dropped: Dropped) -> list[Node]:
    target = (attributes.get("src") or attributes.get("data") or "").strip()
    if target.startswith("//"):
        target = f"https:{target}"
    if not target:
        return []
    dropped.remarks.add(line, say.EMBEDDED, target=target)
    return [Node(Kind.LINK, [text(attributes.get("title") or target, line)], line, target=target)]


def _list(tag: Tag, line: int, dropped: Dropped, depth: int) -> Node:
    items = [
        Node(Kind.ITEM, _blocks(child, line, dropped, depth + 1), line)
        for child in tag.children
        if isinstance(child, Tag) and child.get_text().strip()
    ]
    start = tag.get("start")
    number = int(start) if isinstance(start, str) and re.fullmatch("[0-9]{1,9}", start) else 1
    made = Node(Kind.LIST, items, line, number=number if tag.name == "ol" else 0)
    made.is_tight = tag.find("p") is None
    return made


def _figure(tag: Tag, line: int, dropped: Dropped, depth: int) -> list[Node]:
    """Pictures with the words of their ``figcaption``; a figure of something else is its blocks."""
    caption = tag.find("figcaption")
    words = ""
    if isinstance(caption, Tag):
        words = " ".join(caption.get_text().split())
    pictures = [
        node
        for picture in tag.find_all("img")
        for node in _picture({k: v for k, v in picture.attrs.items() if isinstance(v, str)}, line)
    ]
    if not pictures:
        return _blocks(tag, line, dropped, depth)
    if isinstance(caption, Tag):
        caption.extract()
        pictures[-1].text, pictures[-1].title = words or pictures[-1].text, ""
    for picture in tag.find_all(["img", "source"]):
        picture.extract()
    rest = _blocks(tag, line, dropped, depth) if tag.get_text().strip() else []
    return [Node(Kind.PARAGRAPH, pictures, line), *rest]


def _table(tag: Tag, line: int, dropped: Dropped, depth: int) -> list[Node]:
    """A table stays HTML, which has cells that span others; its pictures stand below it. A table
    of one cell only places what is in it."""
    cells = tag.find_all(["td", "th"])
    if len(cells) <= 1:
        return _blocks(cells[0], line, dropped, depth) if cells else []
    pictures = [
        node
        for picture in tag.find_all("img")
        for node in _picture({k: v for k, v in picture.attrs.items() if isinstance(v, str)}, line)
    ]
    for gone in tag.find_all(["img", "script", "style", "iframe", "svg"]):
        gone.extract()
    words = tag.get_text(" ")
    html = re.sub(r"\s*\n\s*", " ", sanitising.sanitise(str(tag)))
    if not words.strip():
        return [Node(Kind.PARAGRAPH, pictures, line)] if pictures else []
    raw = Node(Kind.RAW, line=line, text=html, title=" ".join(words.split()))
    return [raw, Node(Kind.PARAGRAPH, pictures, line)] if pictures else [raw]
