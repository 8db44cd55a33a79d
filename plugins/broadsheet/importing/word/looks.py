"""How a paragraph looks in Word: its style's name, and what style and runs say of letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element


class Role(Enum):
    """What the name of a style says that a paragraph is."""

    NONE = auto()
    TITLE = auto()
    KICKER = auto()
    DECK = auto()
    BYLINE = auto()
    CAPTION = auto()
    QUOTE = auto()
    HEADING = auto()


_ROLES = {
    "title": Role.TITLE,
    "标题": Role.TITLE,
    "主标题": Role.TITLE,
    "主题": Role.TITLE,
    "大标题": Role.TITLE,
    "headline": Role.TITLE,
    "subtitle": Role.DECK,
    "副标题": Role.DECK,
    "副题": Role.DECK,
    "deck": Role.DECK,
    "引题": Role.KICKER,
    "肩题": Role.KICKER,
    "眉题": Role.KICKER,
    "kicker": Role.KICKER,
    "署名": Role.BYLINE,
    "作者": Role.BYLINE,
    "byline": Role.BYLINE,
    "author": Role.BYLINE,
    "caption": Role.CAPTION,
    "题注": Role.CAPTION,
    "图片说明": Role.CAPTION,
    "图说": Role.CAPTION,
    "图注": Role.CAPTION,
    "quote": Role.QUOTE,
    "intensequote": Role.QUOTE,
    "quotations": Role.QUOTE,
    "blocktext": Role.QUOTE,
    "引用": Role.QUOTE,
    "明显引用": Role.QUOTE,
}
_HEADING = re.compile(r"(?:heading|标题)(?P<level>[1-9])")
_CROSSHEADS = frozenset({"小标题", "插题", "crosshead", "subhead"})


@dataclass(frozen=True, slots=True)
class Look:
    """``level`` is a heading's, from 1; ``size`` is in points, 0 where nothing says it. ``list_id``
    and ``list_level`` are those of a list that the paragraph belongs to."""

    role: Role = Role.NONE
    level: int = 0
    bold: bool = False
    italic: bool = False
    size: float = 0.0
    centred: bool = False
    list_id: str = ""
    list_level: int = 0


_USUAL_SIZE = 10.0
"""Points, where nothing in a document says another (ECMA-376 part 1, 17.3.2.38)."""


class Styles:
    """The looks of a document's styles, each with what it has from the one that it is based on."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._styles = {each.get(qn("w:styleId"), ""): each for each in root.findall(qn("w:style"))}
        self._known: dict[str, Look] = {}
        default = next(
            (
                name
                for name, each in self._styles.items()
                if each.get(qn("w:type")) == "paragraph" and is_on(each.get(qn("w:default"), "0"))
            ),
            "",
        )
        letters = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._base = with_letters(Look(size=_USUAL_SIZE), letters)
        self._default = default

    def look(self, style: str) -> Look:
        """The look of a paragraph or character style by its id; of the default one by ``""``."""
        return self._look(style or self._default, 0)

    def _look(self, style: str, depth: int) -> Look:
        if style in self._known:
            return self._known[style]
        element = self._styles.get(style)
        if element is None or depth > 20:
            return self._base
        based = _attribute(element, "w:basedOn")
        look = self._look(based, depth + 1) if based else self._base
        look = with_paragraph(with_letters(look, element.find(qn("w:rPr"))), element)
        look = _named(look, _attribute(element, "w:name"))
        self._known[style] = look
        return look


def _named(look: Look, name: str) -> Look:
    plain = re.sub(r"[\s_-]+", "", name).casefold()
    heading = _HEADING.fullmatch(plain)
    role, level = look.role, look.level
    if heading:
        role, level = Role.HEADING, int(heading["level"])
    elif plain in _CROSSHEADS:
        role, level = Role.HEADING, 2
    elif plain in _ROLES:
        role, level = _ROLES[plain], 0
    return _changed(look, role=role, level=level)


def _changed(look: Look, **changes: object) -> Look:
    values = {name: getattr(look, name) for name in Look.__slots__}
    return Look(**{**values, **changes})


def with_letters(look: Look, properties: Element | None) -> Look:
    """A look with what run properties say of letters."""
    if properties is None:
        return look
    changes: dict[str, object] = {}
    for name, key in (("w:b", "bold"), ("w:i", "italic")):
        found = properties.find(qn(name))
        if found is not None:
            changes[key] = is_on(found.get(qn("w:val"), "1"))
    size = _attribute(properties, "w:sz")
    if re.fullmatch(r"\d{1,4}(?:\.\d+)?", size):
        changes["size"] = float(size) / 2
    return _changed(look, **changes) if changes else look


def with_paragraph(look: Look, element: Element) -> Look:
    """A look with what a paragraph's or style's own properties say."""
    properties = element.find(qn("w:pPr"))
    if properties is None:
        return look
    changes: dict[str, object] = {}
    justified = _attribute(properties, "w:jc")
    if justified:
        changes["centred"] = justified == "center"
    outline = _attribute(properties, "w:outlineLvl")
    if re.fullmatch("[0-8]", outline) and look.role is Role.NONE:
        changes["role"], changes["level"] = Role.HEADING, int(outline) + 1
    numbered = properties.find(qn("w:numPr"))
    if numbered is not None:
        level = _attribute(numbered, "w:ilvl")
        changes["list_id"] = _attribute(numbered, "w:numId")
        changes["list_level"] = int(level) if level.isdigit() else 0
    return _changed(look, **changes) if changes else look


def _attribute(parent: Element, child: str, name: str = "w:val") -> str:
    found = parent.find(qn(child))
    return found.get(qn(name), "") if found is not None else ""


def is_on(value: str) -> bool:
    """What Word takes an on/off value for (ST_OnOff)."""
    return value not in ("0", "false", "off")
