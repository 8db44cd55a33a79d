"""The folio line of a page that is one Word file."""

from __future__ import annotations

from broadsheet.importing.notes import Note
from broadsheet.importing.text.folio import Folio, take_folio
from broadsheet.importing.text.lines import Line
from broadsheet.importing.word.document import Content


def take_folio_of(content: Content, place: str) -> tuple[Folio, list[Note]]:
    """What the folio lines say, which are taken out of ``content``. Who edited a single article is
    no folio: a line must name a day or a page."""
    lines = [
        Line(para.number, "" if para.block is not None or para.pictures else para.text)
        for para in content.paras
    ]
    folio, left, notes = take_folio(lines, place)
    if folio.page is None and folio.date is None:
        return Folio(), []
    content.paras = [
        para
        for para, line, rest in zip(content.paras, lines, left, strict=True)
        if rest.text or not line.text
    ]
    return folio, notes
