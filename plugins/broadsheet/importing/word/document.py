"""From a Word document to its paragraphs and tables in the order of the text.

python-docx opens the package and knows its relations; the text is read from the XML itself
(ECMA-376 part 1, 17), since tracked changes, text boxes, fields and footnotes are in nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import _Element as Element

from broadsheet.importing.drafts import DraftPicture
from broadsheet.importing.notes import Words
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.prose.tree import Kind, Node, text, visible
from broadsheet.importing.word import wording
from broadsheet.importing.word.looks import (
    Look,
    Role,
    Styles,
    is_on,
    with_letters,
    with_paragraph,
)
from broadsheet.importing.word.numbering import Label, Numbering
from broadsheet.importing.word.tables import table_node

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURES = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif", ".avif"}
)
_INDENT = re.compile(r"[ \t]*(?:\u3000\u3000| {4})")
_CLOSED = re.compile(r"[。！？!?…”」）)][ \u3000]*\Z")
_WORDS_OWN_NAME = re.compile(r"\Aimage(?=\d+\.)")
"""What Word calls every picture, which tells nothing: ``image1.jpeg``."""
_DEEPEST = 40
_SHOWN = 30
_LINK = re.compile(r'\s*HYPERLINK\s+(?:\\\S+\s+)*"(?P<target>[^"]+)"')
_CONTAINERS = frozenset(
    qn(f"w:{name}")
    for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "fldSimple")
)
_DELETED = frozenset({qn("w:del"), qn("w:moveFrom")})


@dataclass(slots=True)
class Para:
    """A paragraph, or a table (``block``). ``number`` counts both from 1. ``size`` is that of most
    of its letters, in points; ``bold`` tells that all of them are."""

    number: int
    look: Look
    nodes: list[Node] = field(default_factory=list)
    bold: bool = False
    size: float = 0.0
    label: Label | None = None
    block: Node | None = None

    @property
    def text(self) -> str:
        """The words of the paragraph, without pictures."""
        return visible(self.nodes if self.block is None else [self.block]).strip()

    @property
    def pictures(self) -> list[Node]:
        return [node for node in self.nodes if node.kind is Kind.PICTURE]


@dataclass(slots=True)
class Content:
    """What a document holds. ``pictures`` are by the targets of the nodes that stand for them,
    ``notes`` are its footnotes and endnotes by their labels."""

    paras: list[Para] = field(default_factory=list)
    pictures: dict[str, DraftPicture] = field(default_factory=dict)
    notes: list[tuple[str, list[Node]]] = field(default_factory=list)


def content_of(document: Document, remarks: Remarks) -> Content:
    """Everything that a document shows, and notes on what it does not."""
    reader = _Reader(document, remarks)
    reader.run()
    return reader.content


@dataclass(slots=True)
class _Field:
    """A complex field; ``start`` is where its result begins in ``out``."""

    code: str = ""
    out: list[Node] | None = None
    start: int = 0

    @property
    def shows(self) -> bool:
        return self.out is not None


class _Reader:
    def __init__(self, document: Document, remarks: Remarks) -> None:
        self.content = Content()
        self._document = document
        self._remarks = remarks
        self._styles = Styles(document)
        self._numbering = Numbering(_root(document.part, RELATIONSHIP_TYPE.NUMBERING))
        self._part: Part = document.part
        self._number = 0
        self._boxes: list[Element] = []
        self._fields: list[_Field] = []
        self._labels: dict[tuple[str, str], str] = {}
        self._comments = 0
        self._open: list[Node] = []

    def run(self) -> None:
        self.content.paras = list(self._blocks(self._document.element.body, 0))
        self._read_notes()
        if self._comments:
            self._remarks.add(0, wording.COMMENTS, count=self._comments)
        self._name_headers()

    # --- blocks

    def _blocks(self, parent: Element, depth: int) -> Iterator[Para]:
        for child in parent.iterchildren("*"):
            if depth > _DEEPEST or child.tag in _DELETED:
                self._tracked(child)
            elif child.tag == qn("w:p"):
                yield from self._paragraphs(child, depth)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, depth)
            elif child.tag == qn("w:altChunk"):
                self._remarks.add(self._number, wording.ANOTHER_FILE)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    yield from self._blocks(content, depth + 1)
            elif child.tag in _CONTAINERS:
                self._tracked(child)
                yield from self._blocks(child, depth + 1)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._blocks(_choice(child), depth + 1)

    def _tracked(self, element: Element) -> None:
        if element.tag in _DELETED or element.tag in (qn("w:ins"), qn("w:moveTo")):
            self._remarks.add(0, wording.TRACKED)

    def _paragraphs(self, element: Element, depth: int) -> Iterator[Para]:
        """A paragraph, cut where its line breaks end one; text boxes that hang on it follow."""
        self._number += 1
        properties = element.find(qn("w:pPr"))
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        look = self._styles.look(style.get(qn("w:val"), "") if style is not None else "")
        look = with_paragraph(look, element)
        runs = _Runs(self, look)
        bold, size = runs.measure(element)
        nodes = self._open + _merged(runs.nodes(element, mark_bold=not bold, depth=depth))
        self._open = []
        if properties is not None and _is_mark_deleted(properties):
            self._tracked(next(properties.iter(qn("w:del"))))
            self._open = nodes
            return
        label = None
        if look.list_id not in ("", "0") and visible(nodes).strip():
            label = self._numbering.label(look.list_id, look.list_level)
        for at, part in enumerate(_cut(nodes)):
            yield Para(self._number, look, part, bold, size, label if at == 0 else None)
        yield from self._text_boxes(depth)

    def _text_boxes(self, depth: int) -> Iterator[Para]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            at = self._number
            paras = list(self._blocks(box, depth + 1))
            words = " ".join(filter(None, (para.text for para in paras)))
            if words:
                self._remarks.add(at, wording.TEXT_BOX, text=words[:_SHOWN])
            yield from paras

    def _table(self, element: Element, depth: int) -> Iterator[Para]:
        """A table; one of a single cell only places what is in it."""
        self._number += 1
        number = self._number
        rows = [
            [(cell, list(self._blocks(cell, depth + 1))) for cell in _children(row, "w:tc")]
            for row in _children(element, "w:tr")
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None
        ]
        cells = [paras for row in rows for _, paras in row]
        if len(cells) <= 1 or places_text(cells):
            yield from (para for paras in cells for para in paras)
            return
        if shows_pictures(cells):
            yield from _captioned(para for paras in cells for para in paras)
            return
        inside = [[(cell, [para_node(each) for each in paras]) for cell, paras in r] for r in rows]
        yield Para(number, Look(), block=table_node(inside, number))

    # --- notes, headers

    def note_label(self, kind: str, number: str) -> str:
        """The label of a footnote or endnote, counted in the order of the text."""
        return self._labels.setdefault((kind, number), str(len(self._labels) + 1))

    def _read_notes(self) -> None:
        kinds = {"footnote": RELATIONSHIP_TYPE.FOOTNOTES, "endnote": RELATIONSHIP_TYPE.ENDNOTES}
        main = self._part
        for kind, relation in kinds.items():
            part = _related(main, relation)
            if part is None:
                continue
            self._part = part
            for each in parse_xml(part.blob).iterchildren(qn(f"w:{kind}")):
                label = self._labels.get((kind, each.get(qn("w:id"), "")))
                if label is not None:
                    nodes = [para_node(para) for para in self._blocks(each, 1)]
                    self.content.notes.append((label, nodes))
        self._part = main
        self.content.notes.sort(key=lambda each: int(each[0]))

    def _name_headers(self) -> None:
        for relation in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            for each in self._document.part.rels.values():
                if each.reltype != relation or each.is_external:
                    continue
                root = parse_xml(each.target_part.blob)
                words = " ".join("".join(_words(root)).split())
                if words and not re.fullmatch(r"[\W\d]*|第?\s*\d*\s*页.*|Page \d+.*", words):
                    self._remarks.add(0, wording.HEADER, text=words[:_SHOWN])

    # --- what stands in a run

    def say(self, words: Words, **values: object) -> None:
        self._remarks.add(self._number, words, **values)

    def comment(self) -> None:
        self._comments += 1

    def box(self, element: Element) -> None:
        self._boxes.append(element)

    def tracked(self, element: Element) -> None:
        self._tracked(element)

    @property
    def fields(self) -> list[_Field]:
        return self._fields

    @property
    def number(self) -> int:
        return self._number

    def letters(self, look: Look, properties: Element | None) -> Look:
        """The look of a run: its character style, then its own properties."""
        style = properties.find(qn("w:rStyle")) if properties is not None else None
        if style is not None:
            own = self._styles.look(style.get(qn("w:val"), ""))
            if own.bold and not look.bold:
                look = Look(look.role, look.level, True, look.italic, look.size, look.centred)
        return with_letters(look, properties)

    def address(self, relation: str) -> str:
        found = self._part.rels.get(relation)
        return str(found.target_ref) if found is not None and found.is_external else ""

    def picture(self, relation: str, *, is_linked: bool = False) -> list[Node]:
        """The node of a picture of the package; nothing where it is no photograph."""
        found = self._part.rels.get(relation)
        if found is None or found.is_external or is_linked:
            name = found.target_ref if found is not None and found.is_external else relation
            self.say(wording.PICTURE_MISSING, name=name)
            return []
        part = found.target_part
        name = _WORDS_OWN_NAME.sub("", PurePosixPath(part.partname).name)
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in _PICTURES:
            self.say(wording.PICTURE_FORMAT, format=suffix.removeprefix(".").upper())
            return []
        target = str(part.partname)
        self.content.pictures.setdefault(target, DraftPicture(name, part.blob))
        return [Node(Kind.PICTURE, line=self._number, target=target)]


class _Runs:
    """Reads what stands within a paragraph."""

    def __init__(self, reader: _Reader, look: Look) -> None:
        self._reader = reader
        self._look = look
        self._mark_bold = False

    def measure(self, element: Element) -> tuple[bool, float]:
        """Whether all letters are bold, and the size of most of them."""
        sizes: dict[float, int] = {}
        bold: list[bool] = []
        for run in element.iter(qn("w:r")):
            words = "".join(each.text or "" for each in run.iterchildren(qn("w:t"))).strip()
            if words and _own_paragraph(run) is element:
                look = self._reader.letters(self._look, run.find(qn("w:rPr")))
                sizes[look.size] = sizes.get(look.size, 0) + len(words)
                bold.append(look.bold)
        size = max(sizes, key=lambda each: sizes[each], default=self._look.size)
        return all(bold) if bold else self._look.bold, size

    def nodes(self, element: Element, *, mark_bold: bool, depth: int) -> list[Node]:
        self._mark_bold = mark_bold
        out: list[Node] = []
        self._inline(element, out, depth)
        return out

    def _inline(self, parent: Element, out: list[Node], depth: int) -> None:
        for child in parent.iterchildren("*"):
            if depth > _DEEPEST or child.tag in _DELETED:
                self._reader.tracked(child)
            elif child.tag == qn("w:r"):
                self._run(child, out, depth)
            elif child.tag == qn("w:hyperlink"):
                self._hyperlink(child, out, depth)
            elif child.tag in _CONTAINERS:
                self._reader.tracked(child)
                self._inline(child, out, depth + 1)
            elif child.tag == qn("w:sdt"):
                content = child.find(qn("w:sdtContent"))
                if content is not None:
                    self._inline(content, out, depth + 1)
            elif child.tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
                words = "".join(each.text or "" for each in child.iter(f"{_MATH}t"))
                self._reader.say(wording.FORMULA, text=words[:_SHOWN])
                out.append(text(words, self._reader.number))
            elif child.tag == f"{_MC}AlternateContent":
                self._inline(_choice(child), out, depth + 1)

    def _hyperlink(self, element: Element, out: list[Node], depth: int) -> None:
        inside: list[Node] = []
        self._inline(element, inside, depth + 1)
        target = self._reader.address(element.get(qn("r:id"), ""))
        if target:
            out.append(Node(Kind.LINK, inside, self._reader.number, target=target))
        else:
            out += inside

    def _run(self, run: Element, out: list[Node], depth: int) -> None:
        properties = run.find(qn("w:rPr"))
        if properties is not None and _is_hidden(properties):
            words = "".join(each.text or "" for each in run.iterchildren(qn("w:t")))
            if words.strip():
                self._reader.say(wording.HIDDEN, text=words[:_SHOWN])
            return
        made: list[Node] = []
        for child in run.iterchildren("*"):
            if child.tag == qn("w:fldChar"):
                out += self._dressed(made, properties)
                made = []
                self._field(child, out)
            elif child.tag == qn("w:instrText"):
                if self._reader.fields:
                    self._reader.fields[-1].code += child.text or ""
            elif all(each.shows for each in self._reader.fields):
                self._piece(child, made, depth)
        out += self._dressed(made, properties)

    def _field(self, element: Element, out: list[Node]) -> None:
        fields = self._reader.fields
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            fields.append(_Field())
        elif kind == "separate" and fields:
            fields[-1].out, fields[-1].start = out, len(out)
        elif kind == "end" and fields:
            last = fields.pop()
            link = _LINK.match(last.code)
            if link and last.out is out:
                inside = out[last.start :]
                del out[last.start :]
                number = self._reader.number
                out.append(Node(Kind.LINK, inside, number, target=link["target"]))

    def _dressed(self, nodes: list[Node], properties: Element | None) -> list[Node]:
        """Nodes of one run with the marks that their letters have."""
        look = self._reader.letters(self._look, properties)
        out: list[Node] = []
        for node in nodes:
            if node.kind is not Kind.TEXT or not node.text.strip():
                out.append(node)
                continue
            marks = list(_marks(properties)) if properties is not None else []
            if look.italic and not self._look.italic:
                marks.append((Kind.EMPHASIS, ""))
            if look.bold and self._mark_bold:
                marks.append((Kind.STRONG, ""))
            out.append(_wrapped(node, marks))
        return out

    def _piece(self, child: Element, out: list[Node], depth: int) -> None:
        """What stands in a run, by its element."""
        simple = {qn("w:t"): child.text or "", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
        line = self._reader.number
        notes = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
        if child.tag in simple or child.tag == qn("w:sym"):
            words = simple[child.tag] if child.tag in simple else self._symbol(child)
            if words:
                out.append(text(words, line))
        elif child.tag in (qn("w:br"), qn("w:cr")):
            if child.get(qn("w:type"), "textWrapping") == "textWrapping":
                out.append(Node(Kind.BREAK, line=line))
        elif child.tag in notes:
            label = self._reader.note_label(notes[child.tag], child.get(qn("w:id"), ""))
            out.append(Node(Kind.NOTE, line=line, text=label))
        elif child.tag == qn("w:commentReference"):
            self._reader.comment()
        elif child.tag == qn("w:ruby"):
            out += self._ruby(child, depth)
        elif child.tag == f"{_MC}AlternateContent":
            for each in _choice(child).iterchildren("*"):
                self._piece(each, out, depth + 1)
        elif child.tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
            out += self._drawing(child)

    def _symbol(self, element: Element) -> str:
        code = element.get(qn("w:char"), "")
        number = int(code, 16) if re.fullmatch("[0-9A-Fa-f]{1,6}", code) else 0
        if number == 0 or 0xE000 <= number <= 0xF8FF or number > 0x10FFFF:
            self._reader.say(wording.SYMBOL, font=element.get(qn("w:font"), "?"))
            return ""
        return chr(number)

    def _ruby(self, element: Element, depth: int) -> list[Node]:
        parts: list[Node] = []
        for name, wrap in (("w:rubyBase", ""), ("w:rt", "rt")):
            inside: list[Node] = []
            part = element.find(qn(name))
            if part is not None:
                self._inline(part, inside, depth + 1)
            parts += [Node(Kind.WRAP, inside, name=wrap)] if wrap else inside
        return [Node(Kind.WRAP, parts, self._reader.number, name="ruby")]

    def _drawing(self, element: Element) -> list[Node]:
        """Pictures in a drawing; its text boxes are set aside to follow the paragraph."""
        found: list[Node] = []
        boxes = [each for each in element.iter(qn("w:txbxContent")) if _outermost(each, element)]
        for box in boxes:
            self._reader.box(box)
        inside = {id(each) for box in boxes for each in box.iter()}
        for each in element.iter(f"{_DRAWING}blip", f"{_VML}imagedata"):
            if id(each) in inside:
                continue
            relation = each.get(qn("r:embed")) or each.get(qn("r:id")) or ""
            linked = each.get(qn("r:link")) or ""
            if relation or linked:
                is_linked = not relation
                found += self._reader.picture(relation or linked, is_linked=is_linked)
        is_shape = element.tag == qn("w:object") or _holds_chart(element)
        if not found and not boxes and is_shape:
            self._reader.say(wording.OBJECT)
        return found


# --- small things

_LONG = 30
_LONGEST_CAPTION = 120


def places_text(cells: Sequence[Sequence[Para]]) -> bool:
    """Whether a table only places what is in it, as articles side by side: a cell has a whole
    sentence of some length below another paragraph."""
    return any(
        len(para.text) > _LONG and _CLOSED.search(para.text) and paras[0] is not para
        for paras in cells
        for para in paras
        if para.block is None and any(each.text for each in paras[:1])
    )


def shows_pictures(cells: Sequence[Sequence[Para]]) -> bool:
    """Whether a table holds pictures and no more than the words of each."""
    paras = [para for each in cells for para in each]
    words = [para for para in paras if para.text]
    pictures = sum(len(para.pictures) for para in paras)
    return (
        0 < len(words) <= pictures
        and all(para.block is None and len(para.text) <= _LONGEST_CAPTION for para in words)
    ) or (pictures > 0 and not words)


def _captioned(paras: Iterable[Para]) -> Iterator[Para]:
    """Pictures and words, the words as the pictures' captions."""
    for para in paras:
        if para.text and not para.pictures:
            para.look = replace(para.look, role=Role.CAPTION)
        yield para


def _wrapped(node: Node, marks: Iterable[tuple[Kind, str]]) -> Node:
    """A node within marks, the last one outermost."""
    made = node
    for kind, name in marks:
        made = Node(kind, [made], node.line, name=name)
    return made


def para_node(para: Para) -> Node:
    """A paragraph as a node of a tree, its number written before it where Word prints one."""
    if para.block is not None:
        return para.block
    nodes = para.nodes
    if para.label is not None and para.label.text:
        nodes = [text(para.label.text, para.number), *nodes]
    return Node(Kind.PARAGRAPH, nodes, para.number)


def _marks(properties: Element) -> Iterator[tuple[Kind, str]]:
    raised = properties.find(qn("w:vertAlign"))
    names = {"superscript": "sup", "subscript": "sub"}
    if raised is not None and raised.get(qn("w:val")) in names:
        yield Kind.WRAP, names[raised.get(qn("w:val"), "")]
    for name in ("w:strike", "w:dstrike"):
        found = properties.find(qn(name))
        if found is not None and is_on(found.get(qn("w:val"), "1")):
            yield Kind.WRAP, "del"
            return


def _is_hidden(properties: Element) -> bool:
    found = properties.find(qn("w:vanish"))
    return found is not None and is_on(found.get(qn("w:val"), "1"))


def _is_mark_deleted(properties: Element) -> bool:
    """Whether the end of a paragraph was deleted: it goes on with the next one."""
    return properties.find(f"{qn('w:rPr')}/{qn('w:del')}") is not None


def _children(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those in content controls too."""
    for child in parent.iterchildren("*"):
        if child.tag == qn(name):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, name)
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _children(content, name)


def _choice(element: Element) -> Element:
    """Of content that is there twice, the newer way; the older one where the newer is empty."""
    choices = [each for each in element.iterchildren("*") if len(each)]
    return choices[0] if choices else element


def _outermost(box: Element, drawing: Element) -> bool:
    """Whether a text box lies in no other one, and not in the older of two ways to write it."""
    parent = box.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag == qn("w:txbxContent"):
            return False
        if parent.tag == f"{_MC}Fallback" and parent.getprevious() is not None:
            return False
        parent = parent.getparent()
    return True


def _own_paragraph(run: Element) -> Element | None:
    return next(run.iterancestors(qn("w:p")), None)


def _holds_chart(element: Element) -> bool:
    data = f"{_DRAWING}graphicData"
    uris = [each.get("uri", "") for each in element.iter(data)]
    return any(
        uri.rpartition("/")[2] in ("chart", "diagram", "wordprocessingCanvas") for uri in uris
    )


def _words(root: Element) -> Iterator[str]:
    for each in root.iter(qn("w:t"), qn("w:p")):
        yield " " if each.tag == qn("w:p") else each.text or ""


def _related(part: Part, relation: str) -> Part | None:
    found = (each for each in part.rels.values() if each.reltype == relation)
    first = next((each for each in found if not each.is_external), None)
    return first.target_part if first is not None else None


def _root(part: Part, relation: str) -> Element | None:
    related = _related(part, relation)
    return parse_xml(related.blob) if related is not None else None


def _merged(nodes: Iterable[Node]) -> list[Node]:
    """Neighbours of one kind as one: Word parts runs wherever somebody has typed."""
    out: list[Node] = []
    for node in nodes:
        last = out[-1] if out else None
        if last is not None and last.kind is node.kind and last.name == node.name:
            if node.kind is Kind.TEXT:
                last.text += node.text
                continue
            if node.kind in (Kind.STRONG, Kind.EMPHASIS, Kind.WRAP) and node.name != "ruby":
                last.children = _merged([*last.children, *node.children])
                continue
        node.children = _merged(node.children)
        out.append(node)
    return out


def _cut(nodes: list[Node]) -> list[list[Node]]:
    """The nodes cut at line breaks that end a paragraph: the next line is indented, or the sentence
    before has ended and a long line follows."""
    parts: list[list[Node]] = [[]]
    for at, node in enumerate(nodes):
        if node.kind is Kind.BREAK and _ends_here(parts[-1], nodes[at + 1 :]):
            parts.append([])
        else:
            parts[-1].append(node)
    for part in parts:
        _strip_indent(part)
    return [part for part in parts if part] or [[]]


def _ends_here(before: list[Node], after: list[Node]) -> bool:
    words = visible(after)
    if not words.strip():
        return False
    is_new = words.startswith("\n") or _INDENT.match(words)
    return bool(is_new or _CLOSED.search(visible(before)))


def _strip_indent(nodes: list[Node]) -> None:
    while nodes and nodes[0].kind is Kind.BREAK:
        nodes.pop(0)
    if nodes and nodes[0].kind is Kind.TEXT:
        nodes[0].text = nodes[0].text.lstrip(" \u3000\t")
