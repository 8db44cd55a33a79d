"""What a METS file says: the issue, its pages and their files, its articles.

Namespaces are not looked at: METS 1 and 2, MODS 3 and the two spellings of xlink differ in them.
Sources: the Library of Congress, "NDNP Technical Guidelines" (profile of METS for newspapers);
METS 1.12, structMap; the profiles of docWorks and Europeana Newspapers (ENMAP), whose logical
structMap tells articles.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet.importing.ocr.files import Node

_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that the METS names. ``use`` is what for, in small letters, of the innermost group
    that says it."""

    id: str
    reference: str
    use: str
    mime: str
    line: int


@dataclass(frozen=True, slots=True)
class NamedPage:
    """A page: what it is called, the place of its section, its files' ids."""

    label: str
    section: str
    section_at: int
    files: tuple[str, ...]
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class IssueFile:
    root: Node
    descriptions: dict[str, Node]
    files: dict[str, NamedFile]

    @classmethod
    def of(cls, root: Node) -> IssueFile:
        descriptions = {each.get("ID"): each for each in root.those("dmdSec") if each.get("ID")}
        files: dict[str, NamedFile] = {}
        for section in root.those("fileSec"):
            files |= {file.id: file for file in _files(section, "")}
        return cls(root, descriptions, files)

    def described(self, div: Node) -> list[Node]:
        return [
            self.descriptions[identity]
            for identity in div.get("DMDID").split()
            if identity in self.descriptions
        ]


def _files(node: Node, use: str) -> Iterator[NamedFile]:
    use = node.get("USE").casefold() or use
    for child in node.children:
        if child.name == "fileGrp":
            yield from _files(child, use)
        elif child.name == "file":
            location = next(iter(child.those("FLocat")), None)
            if location is not None:
                reference = location.get("href") or location.get("LOCREF")
                own = child.get("USE").casefold() or use
                mime = child.get("MIMETYPE").casefold()
                yield NamedFile(child.get("ID"), reference, own, mime, location.line)
            yield from _files(child, use)


# --- the issue


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What the issue's own description says, as written."""

    date: str = ""
    volume: str = ""
    number: str = ""
    edition: str = ""
    edition_label: str = ""
    title_id: str = ""

    @property
    def day(self) -> dt.date | None:
        return day_of(self.date)

    @property
    def edition_at(self) -> int:
        return int(self.edition) if re.fullmatch(r"[0-9]{1,3}", self.edition) else 1


def day_of(text: str) -> dt.date | None:
    match = _DATE.fullmatch(text.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def facts_of(root: Node) -> IssueFacts:
    """The description that has a date of issue, or failing that any."""
    sections = root.those("dmdSec")
    dated = [each for each in sections if each.said("dateIssued")]
    whole = dated[0] if dated else Node("", {}, 0, sections)
    return IssueFacts(
        date=_issued(whole),
        volume=_detail(whole, "volume"),
        number=_detail(whole, "issue") or _detail(whole, "number"),
        edition=_detail(whole, "edition"),
        edition_label=_detail(whole, "edition", "caption") or whole.said("edition"),
        title_id=_identifier(whole, "lccn"),
    )


def _issued(node: Node) -> str:
    """The date of issue; one that is given as printed may be doubtful, and is taken last."""
    dates = list(node.all("dateIssued")) or list(node.all("date"))
    certain = [each for each in dates if not each.get("qualifier")]
    return next((" ".join(each.text.split()) for each in [*certain, *dates] if each.text), "")


def _detail(node: Node, kind: str, part: str = "number") -> str:
    for detail in node.all("detail"):
        if detail.get("type").casefold() == kind and (said := detail.said(part)):
            return said
    return ""


def _identifier(node: Node, kind: str) -> str:
    for each in node.all("identifier"):
        if each.get("type").casefold() == kind:
            return " ".join(each.text.split())
    return ""


# --- pages


def kind_of(div: Node) -> str:
    """A division's type without its prefix: ``page`` for ``np:page`` and ``PAGE``."""
    return div.get("TYPE").rpartition(":")[2].casefold()


def pages_of(issue: IssueFile) -> list[NamedPage]:
    maps = issue.root.those("structMap")
    physical = [each for each in maps if "physical" in each.get("TYPE").casefold()]
    for each in physical + maps:
        if found := list(_pages(issue, each, ())):
            return found
    return []


def _pages(issue: IssueFile, node: Node, sections: tuple[Node, ...]) -> Iterator[NamedPage]:
    for at, div in enumerate(node.those("div"), start=1):
        kind = kind_of(div)
        if kind == "page":
            yield _page(issue, div, sections)
        elif kind == "section":
            numbered = Node("section", {**div.attributes, "AT": str(at)}, div.line, div.children)
            yield from _pages(issue, div, (*sections, numbered))
        else:
            yield from _pages(issue, div, sections)


def _page(issue: IssueFile, div: Node, sections: tuple[Node, ...]) -> NamedPage:
    described = Node("", {}, 0, list(issue.described(div)))
    # A sequence number is no page number, but better than none.
    label = (
        _detail(described, "page number")
        or div.get("ORDERLABEL")
        or div.get("LABEL")
        or described.said("start")
        or div.get("ORDER")
    )
    section = sections[-1] if sections else None
    title = ""
    if section is not None:
        labels = (_detail(each, "section label") for each in issue.described(section))
        title = next(filter(None, labels), "") or section.get("LABEL")
    files = [each.get("FILEID") for each in div.all("fptr", "area") if each.get("FILEID")]
    return NamedPage(
        label=label,
        section=title,
        section_at=int(section.get("AT")) - 1 if section is not None else 0,
        files=tuple(dict.fromkeys(files)),
        note=_not_present(described),
        line=div.line,
    )


def _not_present(described: Node) -> str:
    """Why there is no scan of the page, where the description says so."""
    for each in described.all("note"):
        text = " ".join(each.text.split())
        if each.get("type") == "noteAboutReproduction" and text and text.casefold() != "present":
            return each.get("displayLabel") or text
    return ""
