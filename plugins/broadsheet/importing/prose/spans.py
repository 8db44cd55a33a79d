"""Words within a line as our Markdown, with as few signs as can be.

``reading`` decides what a line means, so it is asked: the plainest way to write a line that reads
as meant is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from broadsheet.importing.prose.tree import Kind, Node, visible
from broadsheet.reading.blocks import RawParagraph
from broadsheet.reading.inline_html import join_lines
from broadsheet.reading.markdown import convert

HARD_BREAK = "  \n"
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", "~": "&#126;"}
_SIGN_GROUPS = ("", "<>&", "*", "_", "[]", "`", "\\", "~|", "*_", "<>&[]", "\\`*_[]<>&|~")
"""Signs that are escaped, tried in turn; the last one is all of them."""
_HEAD = re.compile(
    r"(?P<space>[ \u3000]*)(?:(?P<mark>[#>+\-=:|~*^])|(?P<digits>[0-9]+)(?P<dot>[.)]))"
)
_NOTE_NUMBER = re.compile(r'<sup id="fnref[^"]*"><a [^>]*>[^<]*</a></sup>')
_TAGS = re.compile(r"<(/?[a-z0-9]+)")
_CLOSING = frozenset("，。、；：！？”’）》」』】…—")
"""Chinese signs that bring their own space."""
_HTML_NAMES = {Kind.EMPHASIS: "em", Kind.STRONG: "strong", Kind.CODE_SPAN: "code"}

Link = Callable[[str, int], str | None]
"""From a target of the source and its line to the one to write, ``None`` where none is."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How to write: which signs are escaped, and whether strong words are tags."""

    escaped: str = ""
    is_html: bool = False

    def text(self, words: str) -> str:
        """A ``<!--`` could reach its end in a later paragraph, so it is never left."""
        made = "".join(_ENTITIES.get(c, f"\\{c}") if c in self.escaped else c for c in words)
        return made.replace("<!--", "&lt;!--")


def with_links(nodes: Iterable[Node], link: Link) -> list[Node]:
    """The nodes with every link's target as it is to be written; a link that leads nowhere is its
    words."""
    out: list[Node] = []
    for node in nodes:
        node.children = with_links(node.children, link)
        if node.kind is Kind.LINK:
            target = link(node.target, node.line) if visible(node.children).strip() else None
            if target is None:
                out += node.children
                continue
            node.target = target
        out.append(node)
    return out


def written(nodes: Sequence[Node]) -> str | None:
    """One line of Markdown that reads as these nodes; ``None`` when no way to write it does."""
    words = _solid(visible(nodes))
    if not words:
        return ""
    notes = [node.text for node in _all(nodes) if node.kind is Kind.NOTE]
    tags = _tags(nodes)
    for way in (*map(_Way, _SIGN_GROUPS), _Way(_SIGN_GROUPS[-1], is_html=True)):
        made = _write(nodes, way).strip(" ")
        for candidate in dict.fromkeys((made, _head_escaped(made))):
            if _reads_as(candidate, words, tags, notes):
                return candidate
    return None


def _all(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        yield from _all(node.children)


def _solid(words: str) -> str:
    return "".join(words.split())


def _tags(nodes: Sequence[Node]) -> list[str]:
    """The tags that the nodes read as, those that hold nothing left out."""
    found: list[str] = []
    for node in nodes:
        if node.kind is Kind.BREAK:
            found.append("br")
        name = {**_HTML_NAMES, Kind.LINK: "a", Kind.WRAP: node.name}.get(node.kind, "")
        inside = _tags(node.children)
        if name and (node.text or visible(node.children).strip()):
            found += [name, *inside, f"/{name}"]
        else:
            found += inside
    return found


def _reads_as(markdown: str, words: str, tags: list[str], notes: Sequence[str]) -> bool:
    below = "".join(f"\n\n[^{label}]: x" for label in dict.fromkeys(notes))
    found = convert("", f"{markdown}{below}", 1, lambda target, _line: target)
    blocks = found.blocks
    if found.problems or not blocks or not isinstance(blocks[0], RawParagraph):
        return False
    if len(blocks) != (2 if notes else 1) or _solid(blocks[0].text) != words:
        return False
    html = blocks[0].html
    if notes:
        html, count = _NOTE_NUMBER.subn("", html)
        if count != len(notes):
            return False
    return _TAGS.findall(html) == tags


def _head_escaped(line: str) -> str:
    """A sign that would make the line a crosshead, a list, a quotation is made a letter."""
    match = _HEAD.match(line)
    if match is None:
        return line
    at = match.start("dot") if match["dot"] else match.start("mark")
    return f"{line[:at]}&#{ord(line[at])};{line[at + 1 :]}"


def _write(nodes: Sequence[Node], way: _Way) -> str:
    out: list[str] = []
    for at, node in enumerate(nodes):
        if node.kind is Kind.JOINT:
            before, after = visible(nodes[:at]).strip(" \u3000"), visible(nodes[at + 1 :]).lstrip()
            out.append(_joint(before[-1:], after[:1]))
        else:
            out.append(_one(node, way))
    return "".join(out)


def _joint(left: str, right: str) -> str:
    """What stands between two lines of a paragraph: nothing between Chinese characters."""
    if not left or not right or left in _CLOSING:
        return ""
    left, right = (each if each not in "<>&\n" else "x" for each in (left, right))
    return " " if " " in join_lines(f"{left}\n{right}") else ""


def _one(node: Node, way: _Way) -> str:
    if node.kind is Kind.TEXT:
        return way.text(re.sub(r"[ \t\n]+", " ", node.text))
    if node.kind is Kind.NOTE:
        return f"[^{node.text}]"
    if node.kind is Kind.CODE_SPAN:
        return _code(node.text, way)
    inside = HARD_BREAK if node.kind is Kind.BREAK else _write(node.children, way)
    if node.kind in (Kind.EMPHASIS, Kind.STRONG):
        inside = _marked(inside, node, way)
    elif node.kind is Kind.LINK:
        inside = _link(inside, node, way)
    elif node.kind is Kind.WRAP and inside.strip():
        inside = f"<{node.name}>{inside}</{node.name}>"
    return inside


def _marked(inside: str, node: Node, way: _Way) -> str:
    """Strong words; spaces at their ends stand outside of the stars."""
    bare = inside.strip(" ")
    if not bare:
        return inside
    start = inside[: len(inside) - len(inside.lstrip(" "))]
    end = inside[len(inside.rstrip(" ")) :]
    if way.is_html:
        name = _HTML_NAMES[node.kind]
        return f"{start}<{name}>{bare}</{name}>{end}"
    mark = "*" if node.kind is Kind.EMPHASIS else "**"
    return f"{start}{mark}{bare}{mark}{end}"


def _code(words: str, way: _Way) -> str:
    if way.is_html:
        return f"<code>{way.text(words)}</code>"
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if words[:1] == "`" or words[-1:] == "`" else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _link(inside: str, node: Node, way: _Way) -> str:
    target = quoted(node.target)
    if inside == target and re.match(r"https?://[^\s<>]+$", target):
        return f"<{target}>"
    title = f' "{node.title}"' if node.title and '"' not in node.title else ""
    if way.is_html:
        return f'<a href="{target}">{inside}</a>'
    return f"[{inside}]({target}{title})"


def quoted(target: str) -> str:
    """A target as Markdown takes it between brackets: no space and no bracket in it."""
    return re.sub(r"[\s()<>\"]", lambda match: quote(match[0], safe=""), target)
