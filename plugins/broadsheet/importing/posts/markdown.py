"""The Markdown of other programs as a tree, read as CommonMark with what they add to it.

Attributes of kramdown and Python-Markdown's ``attr_list`` are dropped; footnotes, tables, deletions
and definition lists are read; emphasis beside Chinese signs is what its writer meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.kept import NOTE, Kept, note_sign
from broadsheet.importing.posts.markup import Dropped, element, nodes_of
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.prose.tree import Kind, Node, text

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_NOTE_DEFINITION = re.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<rest>.*)")
_NOTE_MARK = re.compile(r"\[\^(?P<label>[^\]\s]+)\]")
_LIST_OF_CONTENTS = re.compile(r" {0,3}\{:\s*toc\b[^}]*\}\s*")
"""kramdown makes a list of contents of the list above it."""
_LIST_ITEM = re.compile(r" {0,3}(?:[*+-]|\d{1,9}\.)\s+\S.*")
_ATTRIBUTE_LINE = re.compile(r"\s*\{::?[^}]*\}\s*|\s*\{[.#][\w-][^}]*\}\s*")
_ATTRIBUTES = re.compile(r"\{:[^}\n]*\}|(?<=[)*_\]`])\{[.#][\w-][^}\n]*\}")
_HEADING_ATTRIBUTES = re.compile(
    r"(?P<head> {0,3}#{1,6}[ \t].*?)[ \t]*\{[:#.][^}\n]*\}(?P<tail>[ \t#]*)"
)
_TOC = re.compile(r"\s*(?:\[\[?_?TOC_?\]?\]|[*-]\s+(?:TOC|toc|table of contents))\s*")
_ABBREVIATION = re.compile(r" {0,3}\*\[(?P<word>[^\]]+)\]:\s*(?P<words>.*)")
_SPACED_PICTURE = re.compile(
    r"(!\[[^\]\n]*\]\()(?P<target>[^()<>\"'\n]* [^()<>\"'\n]*"
    r"\.(?:jpe?g|png|gif|webp|heic|tiff?|bmp|avif))(?=[ \t\"')])",
    re.IGNORECASE,
)
_CJK = re.compile(
    "[\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f"
    "\uff00-\uffef\u2018-\u201d\u2014\u2026\u00b7]"
)
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][\w-]*)(?P<attributes>[^<>]*?)/?>", re.DOTALL)
_TAG_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""")
_MARKDOWN_INSIDE = re.compile(
    r"""\s*<(?P<name>\w+)[^<>]*\bmarkdown\s*=\s*["']?(?:1|block|span)["']?[^<>]*>"""
)
_CODE_LANGUAGE = re.compile(r"\A[ \t]*(?::::|#!)[\w+-]+[ \t]*\n")
"""How Python-Markdown's CodeHilite is told the language of code."""
_DEFINITION = re.compile(r":[ \t]+\S")
_LEAVES = {
    "softbreak": Kind.JOINT,
    "hardbreak": Kind.BREAK,
    "code_inline": Kind.CODE_SPAN,
    "image": Kind.PICTURE,
}
_SPANS = {"em": Kind.EMPHASIS, "strong": Kind.STRONG, "link": Kind.LINK, "s": Kind.WRAP}
_VOID = frozenset({"br", "img", "hr", "input", "wbr", "source", "embed", "meta", "link"})


@dataclass(frozen=True, slots=True)
class Read:
    """A text and its footnotes, each with its label, in the order in which they are defined."""

    nodes: list[Node]
    notes: list[tuple[str, list[Node]]]


def read(source: str, first_line: int, kept: Kept, remarks: Remarks) -> Read:
    """The tree of a Markdown text whose first line is the file's ``first_line``."""
    cut = _Cut(first_line, remarks)
    body = cut.run(source)
    reader = _Reader(kept, remarks)
    notes = [(label, reader.read(note, line)) for label, note, line in cut.notes]
    return Read(reader.read(body, first_line), notes)


class _Cut:
    """Takes out of the lines what CommonMark does not know; their number stays the same."""

    def __init__(self, first_line: int, remarks: Remarks) -> None:
        self.notes: list[tuple[str, str, int]] = []
        self._first_line = first_line
        self._remarks = remarks

    def run(self, source: str) -> str:
        lines = source.split("\n")
        out: list[str] = []
        fence, at = "", 0
        while at < len(lines):
            line, number = lines[at], self._first_line + at
            opened = _FENCE.match(line)
            if fence:
                out.append(line)
                if opened and opened[1].startswith(fence) and not line.strip(" `~"):
                    fence = ""
            elif opened:
                fence = opened[1]
                out.append(line)
            elif definition := _NOTE_DEFINITION.fullmatch(line):
                end = _note_end(lines, at)
                body = [definition["rest"], *map(_without_indent, lines[at + 1 : end])]
                self.notes.append((definition["label"], "\n".join(body).rstrip(), number))
                out += [""] * (end - at)
                at = end
                continue
            else:
                if _LIST_OF_CONTENTS.fullmatch(line) and _is_lone_item(out):
                    out[-1] = ""
                out.append(self._line(line, number))
            at += 1
        labels = {label for label, _, _ in self.notes}
        text_ = "\n".join(out)
        if labels:
            self.notes = [(label, _marked(body, labels), line) for label, body, line in self.notes]
            text_ = _marked(text_, labels)
        return text_

    def _line(self, line: str, number: int) -> str:
        if "{" in line:
            line = self._without_attributes(line, number)
        if "*[" in line and (found := _ABBREVIATION.fullmatch(line)):
            self._remarks.add(number, say.ABBREVIATION, text=f"{found['word']}: {found['words']}")
            return ""
        if _TOC.fullmatch(line):
            return ""
        return _SPACED_PICTURE.sub(lambda m: m[1] + m["target"].strip().replace(" ", "%20"), line)

    def _without_attributes(self, line: str, number: int) -> str:
        if _is_indented(line) and not _ATTRIBUTE_LINE.fullmatch(line):
            return line
        if _ATTRIBUTE_LINE.fullmatch(line) and _LIST_OF_CONTENTS.fullmatch(line):
            return ""
        if _ATTRIBUTE_LINE.fullmatch(line):
            self._remarks.add(number, say.ATTRIBUTES, text=line.strip())
            return ""
        if found := _HEADING_ATTRIBUTES.fullmatch(line):
            attributes = line[found.end("head") :].strip(" #")
            self._remarks.add(number, say.ATTRIBUTES, text=attributes)
            return found["head"]
        for each in _ATTRIBUTES.findall(line):
            self._remarks.add(number, say.ATTRIBUTES, text=each)
        return _ATTRIBUTES.sub("", line)


def _is_indented(line: str) -> bool:
    return line.startswith(("    ", "\t"))


def _without_indent(line: str) -> str:
    if line.startswith("\t"):
        return line[1:]
    return line[4:] if _is_indented(line) else line.lstrip()


def _note_end(lines: Sequence[str], at: int) -> int:
    """The line after a footnote: lines that go on, indented ones also after an empty line."""
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            following = next((each for each in lines[end:] if each.strip()), "")
            if not _is_indented(following):
                break
        elif _NOTE_DEFINITION.fullmatch(line) or (
            not lines[end - 1].strip() and not _is_indented(line)
        ):
            break
        end += 1
    return end


def _marked(source: str, labels: set[str]) -> str:
    return _NOTE_MARK.sub(lambda m: note_sign(m["label"]) if m["label"] in labels else m[0], source)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """markdown-it's own rule, but that a run of stars beside Chinese opens and closes also where a
    quotation mark or bracket follows or precedes it: ``**“丰收”**了`` is strong."""
    marker = state.src[state.pos]
    if silent or marker not in ("_", "*"):
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        end = state.pos + scanned.length
        before = state.src[state.pos - 1] if state.pos else " "
        after = state.src[end] if end < state.posMax else " "
        opens = opens or (_CJK.match(before) is not None and _is_sign(after))
        closes = closes or (_CJK.match(after) is not None and _is_sign(before))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=opens,
                close=closes,
            )
        )
    state.pos += scanned.length
    return True


def _is_sign(char: str) -> bool:
    return not isWhiteSpace(ord(char)) and (isMdAsciiPunct(ord(char)) or isPunctChar(char))


class _Parser(MarkdownIt):
    """Targets stay as they are typed; whoever writes them judges them."""

    def normalizeLink(self, url: str) -> str:
        return url

    def validateLink(self, url: str) -> bool:
        del url
        return True


def _parser() -> MarkdownIt:
    md = _Parser("commonmark").enable(["table", "strikethrough"])
    md.inline.ruler.at("emphasis", _emphasis)
    return md


class _Reader:
    def __init__(self, kept: Kept, remarks: Remarks) -> None:
        self._md = _parser()
        self._kept = kept
        self._remarks = remarks
        self._line = 1

    def read(self, source: str, first_line: int) -> list[Node]:
        self._first_line = first_line
        root = SyntaxTreeNode(self._md.parse(source))
        return list(self._blocks(root.children, first_line))

    def _blocks(self, nodes: Sequence[SyntaxTreeNode], first_line: int) -> Iterator[Node]:
        for node in nodes:
            line = first_line + (node.map[0] if node.map else 0)
            yield from self._block(node, line, first_line)

    def _block(self, node: SyntaxTreeNode, line: int, first: int) -> list[Node]:
        kind = node.type
        if kind == "html_block":
            return self._html(node.content, line)
        if kind == "paragraph":
            inline = self._inline_of(node, line)
            return [Node(Kind.PARAGRAPH, _with_definitions(inline), line)] if inline else []
        made = self._solid(node, line, first)
        return [made] if made else []

    def _solid(self, node: SyntaxTreeNode, line: int, first: int) -> Node | None:
        kind = node.type
        made: Node | None = None
        if kind == "heading":
            number = int(node.tag[1])
            made = Node(Kind.HEADING, self._inline_of(node, line), line, number=number)
        elif kind in ("bullet_list", "ordered_list"):
            made = self._list(node, line, first)
        elif kind == "blockquote":
            made = Node(Kind.QUOTE, list(self._blocks(node.children, first)), line)
        elif kind in ("fence", "code_block"):
            made = Node(Kind.CODE, line=line, name=(node.info or "").partition(" ")[0])
            made.text = _restored(node.content.rstrip("\n"), self._kept)
            if kind == "code_block":
                made.text = _CODE_LANGUAGE.sub("", made.text)
        elif kind == "hr":
            made = Node(Kind.RULE, line=line)
        elif kind == "table":
            made = self._table(node, line)
        return made

    def _list(self, node: SyntaxTreeNode, line: int, first: int) -> Node:
        items = [
            Node(Kind.ITEM, list(self._blocks(item.children, first)), line)
            for item in node.children
        ]
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        return Node(Kind.LIST, items, line, number=start, is_tight=_is_tight(node))

    def _inline_of(self, node: SyntaxTreeNode, line: int) -> list[Node]:
        return self._inline(node.children[0], line) if node.children else []

    def _html(self, html: str, line: int) -> list[Node]:
        inside = _MARKDOWN_INSIDE.match(html)
        if inside:
            end = html.rfind(f"</{inside['name']}")
            body = html[inside.end() : end if end > 0 else len(html)]
            lines = line + html.count("\n", 0, inside.end())
            return list(self._blocks(SyntaxTreeNode(self._md.parse(body)).children, lines))
        return nodes_of(_restored(html, self._kept), line, self._remarks)

    def _table(self, node: SyntaxTreeNode, line: int) -> Node:
        rows = []
        for part in node.children:
            for row in part.children:
                cells = [
                    Node(
                        Kind.PARAGRAPH,
                        self._inline_of(cell, line),
                        line,
                        name=str(cell.attrs.get("style", "")).rpartition(":")[2],
                    )
                    for cell in row.children
                ]
                rows.append(Node(Kind.ROW, cells, line))
        return Node(Kind.TABLE, rows, line)

    def _inline(self, node: SyntaxTreeNode, line: int) -> list[Node]:
        dropped = Dropped(self._remarks, line)
        made = self._spans(node.children, line, dropped)
        dropped.say()
        return made

    def _spans(self, nodes: Sequence[SyntaxTreeNode], line: int, dropped: Dropped) -> list[Node]:
        """Spans in order; an HTML tag takes what stands before its end into itself."""
        out: list[Node] = []
        open_: list[tuple[str, dict[str, str], list[Node]]] = []
        for node in nodes:
            if node.type in ("softbreak", "hardbreak"):
                line += 1
            here = open_[-1][2] if open_ else out
            if node.type != "html_inline":
                here += self._span(node, line, dropped)
                continue
            match = _TAG.fullmatch(node.content)
            if match is None:
                continue
            name = match["name"].lower()
            attributes = {
                key.lower(): value.strip("\"'")
                for key, value in _TAG_ATTRIBUTE.findall(_restored(match["attributes"], self._kept))
            }
            if name in _VOID:
                here += element(name, attributes, [], line, dropped)
            elif not match["end"]:
                open_.append((name, attributes, []))
            elif any(name == each for each, _, _ in open_):
                while open_:
                    last, given, inside = open_.pop()
                    here = open_[-1][2] if open_ else out
                    here += element(last, given, inside, line, dropped) if last == name else inside
                    if last == name:
                        break
        for _, _, inside in open_:
            out += inside
        return out

    def _span(self, node: SyntaxTreeNode, line: int, dropped: Dropped) -> list[Node]:
        if node.type == "text":
            return _texts(node.content, line, self._kept)
        if node.type in _LEAVES:
            return [self._leaf(node, line)]
        children = self._spans(node.children, line, dropped)
        if node.type not in _SPANS:
            return children
        made = Node(_SPANS[node.type], children, line, name="del" if node.type == "s" else "")
        if made.kind is Kind.LINK:
            made.target = self._attribute(node, "href")
            made.title = self._attribute(node, "title")
        return [made]

    def _leaf(self, node: SyntaxTreeNode, line: int) -> Node:
        made = Node(_LEAVES[node.type], line=line)
        if made.kind is Kind.CODE_SPAN:
            made.text = _restored(node.content, self._kept)
        elif made.kind is Kind.PICTURE:
            made.text = _restored("".join(_words(node.children)), self._kept)
            made.target = self._attribute(node, "src")
            made.title = self._attribute(node, "title")
        return made

    def _attribute(self, node: SyntaxTreeNode, name: str) -> str:
        return _restored(str(node.attrs.get(name, "")), self._kept)


def _words(nodes: Sequence[SyntaxTreeNode]) -> Iterator[str]:
    for node in nodes:
        if node.type in ("text", "code_inline"):
            yield node.content
        elif node.type in ("softbreak", "hardbreak"):
            yield " "
        else:
            yield from _words(node.children)


def _restored(words: str, kept: Kept) -> str:
    """Words as the source has them, marks of footnotes too."""
    return NOTE.sub(lambda match: f"[^{match[1]}]", kept.restore(words))


def _texts(words: str, line: int, kept: Kept) -> list[Node]:
    out: list[Node] = []
    done = 0
    for match in NOTE.finditer(words):
        if match.start() > done:
            out.append(text(kept.restore(words[done : match.start()]), line))
        out.append(Node(Kind.NOTE, line=line, text=match[1]))
        done = match.end()
    if done < len(words):
        out.append(text(kept.restore(words[done:]), line))
    return out


def _is_tight(node: SyntaxTreeNode) -> bool:
    """Whether no empty line parts the items: their paragraphs are then hidden ones."""
    return any(_is_hidden(child) for item in node.children for child in item.children)


def _is_hidden(node: SyntaxTreeNode) -> bool:
    opening: Token | None = node.nester_tokens.opening if node.nester_tokens else None
    return opening is not None and opening.type == "paragraph_open" and opening.hidden


def _with_definitions(inline: list[Node]) -> list[Node]:
    """``Term`` and ``: what it is`` on the next line: the term strong, what it is below it."""
    lines: list[list[Node]] = [[]]
    for node in inline:
        if node.kind is Kind.JOINT:
            lines.append([])
        lines[-1].append(node)
    defines = [bool(_DEFINITION.match(_first_text(each))) for each in lines]
    if not any(defines[1:]):
        return inline
    out: list[Node] = []
    for at, spans in enumerate(lines):
        joint = [node for node in spans if node.kind is Kind.JOINT]
        words = [node for node in spans if node.kind is not Kind.JOINT]
        if at and defines[at]:
            joint = [Node(Kind.BREAK, line=joint[0].line)]
            words[0].text = words[0].text[1:].lstrip()
        if not defines[at] and any(defines[at + 1 : at + 2]):
            words = [Node(Kind.STRONG, words, words[0].line)]
        out += [*joint, *words]
    return out


def _first_text(nodes: Sequence[Node]) -> str:
    return next((node.text for node in nodes if node.kind is not Kind.JOINT), "")


def _is_lone_item(lines: Sequence[str]) -> bool:
    """Whether the last line is the only item of a list."""
    if not lines or not _LIST_ITEM.fullmatch(lines[-1]):
        return False
    return len(lines) < 2 or not lines[-2].strip()
