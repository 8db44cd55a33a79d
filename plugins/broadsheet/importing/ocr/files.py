"""XML from elsewhere, and the files that it names: neither is trusted."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import unquote

from lxml import etree

from broadsheet.importing.notes import SourceError, Weight, Words, note

MOST_BYTES = 64_000_000
"""Of one XML file: ten times the largest broadsheet page with a box for every letter."""

MOST_ELEMENTS = 1_000_000

UNREADABLE = Words(
    "file-unreadable",
    Weight.LEFT_OUT,
    "the file cannot be opened ({reason})",
    "文件打不开（{reason}）",
)
DAMAGED = Words(
    "xml-damaged",
    Weight.LEFT_OUT,
    "the XML is damaged: {reason}; ask for the file again",
    "XML 已损坏：{reason}；请重新索取这个文件",
)
ENTITIES = Words(
    "xml-entities",
    Weight.LEFT_OUT,
    "the XML defines entities, which is how harmful files are made; it was not read",
    "XML 里定义了实体，有害文件常这样做；没有读取",
)
TOO_LARGE = Words(
    "xml-too-large",
    Weight.LEFT_OUT,
    "the XML is too large ({size}); it was not read",
    "XML 太大（{size}）；没有读取",
)
FORBIDDEN = Words(
    "reference-forbidden",
    Weight.LEFT_OUT,
    'the file "{reference}" is named, which is not inside the source; it was not opened',
    "写着文件“{reference}”，它不在来源文件夹里；没有打开",
)


@dataclass(slots=True)
class Node:
    """An element by its own name, as its attributes are: prefixes and namespaces differ between
    versions of a format, names do not. ``text`` is all text in it that is in no other element."""

    name: str
    attributes: dict[str, str]
    line: int = 0
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "").strip()

    def all(self, *names: str) -> Iterator[Node]:
        """Every element of these names below this one, in the order of the file."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name in names:
                yield node
            waiting.extend(reversed(node.children))

    def those(self, *names: str) -> list[Node]:
        """The children of these names."""
        return [child for child in self.children if child.name in names]

    def first(self, *names: str) -> Node | None:
        return next(self.all(*names), None)

    def said(self, *names: str) -> str:
        """The text of the first element of these names, on one line."""
        found = self.first(*names)
        return " ".join(found.text.split()) if found else ""


def read_xml(path: Path, place: str, until: str = "") -> Node:
    """The root of an XML file; ``place`` names the file in notes. No document type is loaded, no
    entity replaced, nothing fetched. What follows the first element called ``until`` is not read.
    Raises ``SourceError``."""
    try:
        if path.exists() and not path.is_file():
            raise SourceError(note(place, 0, UNREADABLE, reason="not a file"))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise SourceError(note(place, 0, TOO_LARGE, size=f"{size // 1_000_000} MB"))
            return _read(file, place, until)
    except OSError as error:
        raise SourceError(note(place, 0, UNREADABLE, reason=error.strerror or error)) from error


def _read(file: BinaryIO, place: str, until: str) -> Node:
    top = Node("", {})
    open_nodes = [top]
    count = 0
    try:
        for event, element in etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if event == "start":
                count += 1
                if count == 1:
                    _refuse_entities(element, place)
                if count > MOST_ELEMENTS:
                    values = {"size": f"{MOST_ELEMENTS} elements"}
                    raise SourceError(note(place, 0, TOO_LARGE, **values))
                node = Node(_local(str(element.tag)), _attributes(element), element.sourceline or 0)
                if until and node.name == until:
                    break
                open_nodes[-1].children.append(node)
                open_nodes.append(node)
            else:
                open_nodes.pop().text = _text(element)
                for child in list(element):
                    element.remove(child)
    except etree.XMLSyntaxError as error:
        reason = re.sub(r", line \d+, column \d+.*", "", error.msg or "it is empty")
        raise SourceError(note(place, error.lineno or 0, DAMAGED, reason=reason)) from error
    return top.children[0]


def _refuse_entities(root: etree._Element, place: str) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise SourceError(note(place, 0, ENTITIES))


def _local(name: str) -> str:
    return sys.intern(name.rpartition("}")[2].rpartition(":")[2])


def _attributes(element: etree._Element) -> dict[str, str]:
    return {_local(str(name)): str(value) for name, value in element.attrib.items()}


def _text(element: etree._Element) -> str:
    """A name of a character that only the document type explains is read as HTML has it."""
    parts = [element.text or ""]
    for child in element:
        if cast("object", child.tag) is etree.Entity:
            parts.append(unescape(child.text or ""))
        parts.append(child.tail or "")
    return "".join(parts)


# --- files that a file names


class ForbiddenReference(Exception):
    """A reference that leads out of the source."""


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def find(reference: str, folder: Path, root: Path) -> Path | None:
    """The file that is named beside files of ``folder``; ``None`` when there is none.

    Letter case may differ, as on Windows, and ``\\`` may stand for ``/``. Raises
    ``ForbiddenReference`` when it leads out of ``root``, by ``..``, a whole path, a web address or
    a link.
    """
    for written in dict.fromkeys((reference, unquote(reference))):
        path = _lexical(written, folder, root)
        found = path if os.path.lexists(path) else _same_but_case(path, root)
        if found is None:
            continue
        # Unlike ``Path.resolve``, this answers for links that lead in circles.
        if not Path(os.path.realpath(found)).is_relative_to(os.path.realpath(root)):
            raise ForbiddenReference
        if found.is_file():
            return found
    return None


def _lexical(reference: str, folder: Path, root: Path) -> Path:
    """Where a reference leads by its letters alone."""
    text = reference.strip().replace("\\", "/")
    # docWorks writes file://./alto/1.xml for what is beside.
    text = re.sub(r"file:(//)?(?=\./)", "", text, count=1)
    if not text or "\0" in text or text.startswith("/") or _SCHEME.match(text):
        raise ForbiddenReference
    path = Path(os.path.normpath(folder / text))
    if not path.is_relative_to(os.path.normpath(root)):
        raise ForbiddenReference
    return path


def _same_but_case(path: Path, root: Path) -> Path | None:
    at = Path(os.path.normpath(root))
    for part in path.relative_to(at).parts:
        exact = at / part
        if not os.path.lexists(exact):
            try:
                names = sorted(os.listdir(at))
            except OSError:
                return None
            alike = next((n for n in names if n.casefold() == part.casefold()), None)
            if alike is None:
                return None
            exact = at / alike
        at = exact
    return at


_HEAD = 4096


def begins_with(path: Path, pattern: str) -> bool:
    """Whether the first characters of a file have a pattern, without reading it as XML."""
    try:
        if not path.is_file():
            # A pipe among the files would be waited for without end.
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return False
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", errors="replace")
    return re.search(pattern, text) is not None
