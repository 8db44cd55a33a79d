"""From the tree of a text to the blocks of a draft: our Markdown, and figures between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from broadsheet.importing import escaping
from broadsheet.importing.drafts import Block, DraftPicture, Figure, Written
from broadsheet.importing.prose import remarks as say
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.prose.spans import HARD_BREAK, with_links, written
from broadsheet.importing.prose.tree import Kind, Node, everything, text, visible
from broadsheet.reading.blocks import RawFigure
from broadsheet.reading.markdown import convert

Piece = str | Figure
"""A block of Markdown, or a figure."""


class Desk(Protocol):
    """What a text needs of its source. What is missing or unsure goes into ``remarks``."""

    @property
    def remarks(self) -> Remarks: ...

    def picture(self, target: str, words: str, line: int) -> DraftPicture | str | None:
        """A picture of the source; the address of one that lies elsewhere; ``None`` when it is
        nowhere and has no words. One without a file keeps its words."""
        ...

    def picture_word(self) -> str:
        """What a link to a picture is called that has no words of its own."""
        ...

    def link(self, target: str, line: int) -> str | None:
        """What to write for a link's target; ``None`` where only its words can stay."""
        ...


_INDENT = "\u3000\u3000"
_LINK = re.compile(r'<a href="(?P<target>[^"]*)"[^>]*>(?P<inside>.*?)</a>', re.DOTALL)
_SHOWN = 30
"""Characters of a text that a note quotes."""


def blocks_of(
    nodes: Sequence[Node], notes: Sequence[tuple[str, list[Node]]], headline: str, desk: Desk
) -> tuple[Block, ...]:
    nodes = _without_headline(nodes, headline, desk)
    pictures = _pictures([*nodes, *(node for _, body in notes for node in body)], desk)
    words = visible(nodes) + "".join(visible(body) for _, body in _used(nodes, notes))
    writer = _Writer(desk, pictures, shift=_shift(nodes))
    pieces = writer.pieces(nodes)
    for label, body in _used(nodes, notes):
        pieces += writer.note(label, body)
    blocks: list[Block] = []
    run: list[str] = []
    for piece in [*pieces, None]:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if run:
            blocks.append(Written("\n\n".join(run)))
            run = []
        if piece is not None:
            blocks.append(piece)
    _compare(blocks, words, desk)
    return tuple(blocks)


def _used(
    nodes: Iterable[Node], notes: Sequence[tuple[str, list[Node]]]
) -> list[tuple[str, list[Node]]]:
    """Footnotes that the text points to, each once; the first of a label holds."""
    pointed = {node.text for node in everything(nodes) if node.kind is Kind.NOTE}
    for _, body in notes:
        pointed |= {node.text for node in everything(body) if node.kind is Kind.NOTE}
    first = dict(reversed(notes))
    return [(label, first[label]) for label in dict(notes) if label in pointed]


def _without_headline(nodes: Sequence[Node], headline: str, desk: Desk) -> list[Node]:
    """The nodes without a first heading that only repeats the headline."""
    first = nodes[0] if nodes else None
    is_heading = first is not None and first.kind is Kind.HEADING and first.number <= 2
    if not first or not is_heading or _solid(visible([first])) != _solid(headline):
        return list(nodes)
    desk.remarks.add(first.line, say.FIRST_HEADING)
    return list(nodes[1:])


def _solid(words: str) -> str:
    return "".join(words.split())


def _shift(nodes: Iterable[Node]) -> int:
    """How far headings go down, so that none is level 1, the headline's."""
    levels = [node.number for node in everything(nodes) if node.kind is Kind.HEADING]
    return 1 if 1 in levels else 0


def _pictures(nodes: Sequence[Node], desk: Desk) -> dict[int, DraftPicture]:
    """The pictures of a tree by the ``id`` of their nodes. One that lies elsewhere becomes a link,
    one that is nowhere goes."""
    found: dict[int, DraftPicture] = {}
    for node in everything(nodes):
        if node.kind is Kind.PARAGRAPH:
            node.children = _with_caption(node.children)
        if node.kind is not Kind.PICTURE:
            continue
        words = node.text if node.title in ("", node.text) else f"{node.text} {node.title}"
        picture = desk.picture(node.target, words.strip(), node.line)
        if isinstance(picture, DraftPicture):
            found[id(node)] = picture
        elif picture is None:
            node.kind, node.text = Kind.TEXT, ""
        else:
            node.kind, node.target, node.title = Kind.LINK, picture, ""
            node.children = [text(words.strip() or desk.picture_word(), node.line)]
    return found


def _with_caption(spans: list[Node]) -> list[Node]:
    """A line of emphasis right below pictures, and nothing else, is the words of the last one."""
    solid = [n for n in spans if n.kind not in (Kind.JOINT, Kind.BREAK) and not _is_blank(n)]
    *pictures, caption = solid or [Node(Kind.TEXT)]
    inside = {node.kind for node in everything([caption])}
    if not pictures or caption.kind is not Kind.EMPHASIS or {Kind.LINK, Kind.NOTE} & inside:
        return spans
    if any(node.kind is not Kind.PICTURE for node in pictures):
        return spans
    pictures[-1].text, pictures[-1].title = " ".join(visible([caption]).split()), ""
    return pictures


def _is_blank(node: Node) -> bool:
    return node.kind is Kind.TEXT and not node.text.strip()


def _compare(blocks: Sequence[Block], words: str, desk: Desk) -> None:
    """Say where what was written does not read as the source does."""
    whole = "\n\n".join(block.text for block in blocks if isinstance(block, Written))
    found = convert("", whole, 1, lambda target, _line: target).blocks
    reads = "".join("" if isinstance(block, RawFigure) else block.text for block in found)
    meant, reads = _solid(words), _solid(reads)
    if meant != reads:
        at = next((i for i, (a, b) in enumerate(zip(meant, reads, strict=False)) if a != b), 0)
        at = at or min(len(meant), len(reads)) - _SHOWN
        desk.remarks.add(0, say.TEXT_DIFFERS, text=meant[max(at - 5, 0) :][:_SHOWN])


class _Writer:
    """Writes blocks. Pictures that stand within one are set aside, to stand after it."""

    def __init__(self, desk: Desk, pictures: Mapping[int, DraftPicture], shift: int) -> None:
        self._desk = desk
        self._pictures = pictures
        self._shift = shift
        self._lifted: list[DraftPicture] = []

    def pieces(self, nodes: Sequence[Node]) -> list[Piece]:
        """Top-level blocks; pictures within one stand after it."""
        out: list[Piece] = []
        for node in nodes:
            if node.kind is Kind.PARAGRAPH:
                out += self._paragraphs(node)
            else:
                block = self._block(node, is_nested=False)
                out += [block] if block else []
                out += self._taken()
        return out

    def note(self, label: str, body: Sequence[Node]) -> list[Piece]:
        parts = [part for node in body if (part := self._block(node, is_nested=True))]
        words = "\n\n".join(parts)
        return [f"[^{label}]: {_indented(words, '    ')}", *self._taken()]

    def _taken(self) -> list[Piece]:
        lifted, self._lifted = self._lifted, []
        return [Figure(tuple(lifted))] if lifted else []

    def _paragraphs(self, node: Node) -> list[Piece]:
        """A paragraph; one whose lines are indented as Chinese paragraphs are is several. Pictures
        before its first word stand before it, others after it."""
        out: list[Piece] = []
        for spans in _split_indented(node.children):
            before, words, after = self._parted(spans)
            line = self._line(words, node.line)
            out += [Figure(tuple(before))] if before else []
            out += [line] if line else []
            self._lifted += after
            out += self._taken()
        return out

    def _parted(
        self, spans: Sequence[Node]
    ) -> tuple[list[DraftPicture], list[Node], list[DraftPicture]]:
        """The pictures before the words, the words, the other pictures."""
        outer, self._lifted = self._lifted, []
        at = next((i for i, each in enumerate(spans) if visible([each]).strip()), len(spans))
        head = self._without_pictures(spans[:at])
        before, self._lifted = self._lifted, []
        rest = self._without_pictures(spans[at:])
        after, self._lifted = self._lifted, outer
        return before, [*head, *rest], after

    def _without_pictures(self, nodes: Sequence[Node]) -> list[Node]:
        """The nodes, their pictures set aside."""
        out: list[Node] = []
        for node in nodes:
            if node.kind is Kind.PICTURE:
                self._lifted.append(self._pictures[id(node)])
                continue
            if out and node.kind is Kind.TEXT and out[-1].text.endswith(" "):
                node.text = node.text.lstrip(" ")
            node.children = self._without_pictures(node.children)
            out.append(node)
        return out

    def _line(self, spans: Sequence[Node], line: int) -> str:
        """Spans without pictures as one line of Markdown."""
        linked = with_links(spans, self._desk.link)
        while linked and linked[-1].kind in (Kind.BREAK, Kind.JOINT):
            linked.pop()
        while linked and linked[0].kind in (Kind.BREAK, Kind.JOINT):
            linked.pop(0)
        made = written(linked)
        if made is not None:
            return made
        words = visible(linked)
        self._desk.remarks.add(line, say.MARKUP_UNSURE, text=words[:_SHOWN])
        return escaping.paragraph(words)

    # --- blocks

    def _block(self, node: Node, *, is_nested: bool) -> str:
        """A block; its pictures are lifted."""
        if node.kind is Kind.CODE:
            return self._code(node, is_nested=is_nested)
        if node.kind is Kind.RULE:
            return "" if is_nested else "---"
        write = {
            Kind.HEADING: self._heading,
            Kind.LIST: self._list,
            Kind.QUOTE: self._quote,
            Kind.TABLE: self._table,
            Kind.RAW: self._raw,
        }
        return write.get(node.kind, self._paragraph)(node)

    def _paragraph(self, node: Node) -> str:
        return self._line(self._without_pictures(node.children), node.line)

    def _quote(self, node: Node) -> str:
        parts = [self._block(each, is_nested=True) for each in node.children]
        lines = "\n\n".join(filter(None, parts)).split("\n")
        return "\n".join(f"> {line}" if line else ">" for line in lines) if any(lines) else ""

    def _heading(self, node: Node) -> str:
        spans = self._without_pictures(node.children)
        for each in everything(spans):
            if each.kind is Kind.BREAK:
                each.kind = Kind.JOINT
        line = self._line(spans, node.line)
        level = min(max(node.number + self._shift, 2), 4)
        return f"{'#' * level} {line}" if line else ""

    def _list(self, node: Node) -> str:
        items = []
        for number, item in enumerate(node.children, node.number):
            parts = [self._block(each, is_nested=True) for each in item.children]
            inside = ("\n" if node.is_tight else "\n\n").join(filter(None, parts))
            mark = f"{number}. " if node.number else "- "
            items.append(f"{mark}{_indented(inside, '    ')}" if inside else "")
        return ("\n" if node.is_tight else "\n\n").join(filter(None, items))

    def _code(self, node: Node, *, is_nested: bool) -> str:
        if not node.text.strip():
            return ""
        if is_nested:
            self._desk.remarks.add(node.line, say.CODE_NESTED)
            lines = [
                Node(Kind.CODE_SPAN, text=each) for each in node.text.split("\n") if each.strip()
            ]
            return HARD_BREAK.join(filter(None, (written([each]) for each in lines)))
        runs = re.findall(r"^ {0,3}(`{3,})", node.text, re.MULTILINE)
        fence = "`" * (max(map(len, runs), default=2) + 1)
        return f"{fence}\n{node.text}\n{fence}"

    def _table(self, node: Node) -> str:
        rows = [[self._cell(cell) for cell in row.children] for row in node.children]
        marks = {"left": ":--", "center": ":-:", "right": "--:"}
        aligned = [marks.get(cell.name, "---") for cell in node.children[0].children]
        lines = [rows[0], aligned, *rows[1:]]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

    def _cell(self, cell: Node) -> str:
        spans = self._without_pictures(cell.children)
        line = self._line(spans, cell.line)
        return line.replace("|", "&#124;").replace(HARD_BREAK, "<br>").replace("\n", " ")

    def _raw(self, node: Node) -> str:
        def made(match: re.Match[str]) -> str:
            target = self._desk.link(match["target"].replace("&amp;", "&"), node.line)
            if target is None:
                return match["inside"]
            return f'<a href="{target.replace("&", "&amp;")}">{match["inside"]}</a>'

        self._without_pictures(node.children)
        return _LINK.sub(made, node.text)


def _indented(words: str, indent: str) -> str:
    """Lines below the first one, indented."""
    first, *rest = words.split("\n")
    return "\n".join([first, *(f"{indent}{line}" if line else "" for line in rest)])


def _split_indented(spans: Sequence[Node]) -> list[list[Node]]:
    """The spans of a paragraph, cut before each line that begins with two full-width spaces."""
    out: list[list[Node]] = [[]]
    for at, node in enumerate(spans):
        following = spans[at + 1] if at + 1 < len(spans) else None
        if (
            node.kind in (Kind.JOINT, Kind.BREAK)
            and following is not None
            and following.text.startswith(_INDENT)
        ):
            out.append([])
        else:
            out[-1].append(node)
    for each in out:
        if each and each[0].kind is Kind.TEXT:
            each[0].text = each[0].text.lstrip("\u3000 ")
    return [each for each in out if each]
