"""Python-Markdown's tables, footnotes, emphasis and crossheads, made to keep every word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import InlineProcessor

_MOST_CELLS = 50_000
_MARKS = str.maketrans("", "", "*_")
_CROSSHEAD = re.compile(
    r"(?:^|\n)(?P<level>#{1,6})(?=\s|$)(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
)


def keep_every_word(md: Markdown) -> None:
    """Put the careful readers in the place of the ones that ``md`` came with."""
    emphasis = md.inlinePatterns["em_strong"]
    md.inlinePatterns.register(_WholeEmphasis(emphasis, md), "em_strong", 60)
    md.parser.blockprocessors.register(
        _WideTables(md.parser, {"use_align_attribute": True}), "table", 75
    )
    md.parser.blockprocessors["hashheader"].RE = _CROSSHEAD


class _WholeEmphasis(InlineProcessor):
    """Emphasis as ``inner`` finds it; where letters would be lost, the marks are printed.

    Python-Markdown 3.11 drops the 5 of "2*3**4*5".
    """

    def __init__(self, inner: InlineProcessor, md: Markdown) -> None:
        super().__init__(inner.pattern, md)
        self._inner = inner

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
        return self._inner.getCompiledRegExp()

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        element, start, end = self._inner.handleMatch(m, data)
        if not isinstance(element, Element) or start is None or end is None:
            return element, start, end
        if "".join(element.itertext()).translate(_MARKS) == data[start:end].translate(_MARKS):
            return element, start, end
        forget = getattr(self._inner, "reset", None)
        if forget is not None:
            forget()
        return None, start, end


class _WideTables(TableProcessor):
    """Tables as wide as their widest row: cells beyond the header row are kept."""

    _width = 0

    def run(self, parent: Element, blocks: list[str]) -> None:
        rows = blocks[0].split("\n")
        widest = max(len(self._split_row(row.strip(" "))) for row in (rows[0], *rows[2:]))
        self._width = widest if widest * len(rows) <= _MOST_CELLS else 0
        super().run(parent, blocks)

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        width = self._width or len(self._split_row(row))
        super()._build_row(row, parent, [*align, *[None] * (width - len(align))])


class KeepingFootnotes(FootnoteExtension):
    """Footnotes of which a second with the same name adds its text to the first."""

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802
        earlier = self.footnotes.get(id)
        super().setFootnote(id, f"{earlier}\n\n{text}" if earlier else text)
