"""An article's Markdown in, its blocks out: paragraphs, prose, figures, and every problem.

Fences and HTML are set aside first, so that Python-Markdown sees Markdown alone; nh3 sanitises
each block on its own, so that nothing left open in one can reach the next.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import InlineProcessor

from broadsheet.problems import Problem, problem
from broadsheet.reading import placeholders as signs
from broadsheet.reading.blocks import RawBlock, arrange
from broadsheet.reading.code_regions import code_spans, set_aside_fences
from broadsheet.reading.complexity import too_complex
from broadsheet.reading.line_signs import with_line_signs
from broadsheet.reading.plain import plain_blocks
from broadsheet.reading.raw_html import Screened, TooDeepError, screen
from broadsheet.reading.rewriting import Rewriter
from broadsheet.reading.time_limit import TooSlowError, time_limit

SECONDS = 10.0
"""How long one file may take: the net below the limits of ``complexity``."""

_MOST_PADDED_CELLS = 50_000
_MARKS = str.maketrans("", "", "*_")

ResolveLink = Callable[[str, int], str | None]
"""From a link's target as typed and its line to the address to write, or ``None``."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A body's blocks in order, and what is wrong with it. After an error there may be none."""

    blocks: tuple[RawBlock, ...]
    problems: tuple[Problem, ...] = ()


def convert(
    path: str,
    text: str,
    first_line: int,
    resolve_link: ResolveLink,
    *,
    seconds: float = SECONDS,
) -> Converted:
    """Read the body ``text`` of the file ``path``, whose first line is the file's ``first_line``.

    ``resolve_link`` is asked about every target but http(s), mailto, tel and ``#…``, also about
    those of this site (``/2019/…``); its answer is written as it is.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = plain_blocks(text, first_line)
    if plain is not None:
        blocks, found = arrange(path, plain)
        return Converted(blocks, tuple(found))
    text = signs.without_signs(text)
    try:
        with time_limit(seconds):
            return _convert(path, text, first_line, resolve_link)
    except TooSlowError:
        _forget_converter()
        slow = problem(path, first_line, "markdown-too-slow", seconds=f"{seconds:g}")
        return Converted((), (slow,))
    except RecursionError:
        _forget_converter()
        return _too_complex(path, first_line, "nesting")


def _too_complex(path: str, line: int, reason: str) -> Converted:
    return Converted((), (problem(path, line, "markdown-too-complex", reason=reason),))


def _convert(path: str, text: str, first_line: int, resolve_link: ResolveLink) -> Converted:
    screened = Screened(text)
    screened.text = set_aside_fences(text, screened.blocks)
    tangle = too_complex(screened.text)
    if tangle:
        return _too_complex(path, first_line + tangle.line, tangle.reason)
    try:
        screen(path, screened, first_line, code_spans(screened.text))
    except TooDeepError as too_deep:
        return _too_complex(path, too_deep.line, "HTML tags")
    rewriter = Rewriter(path, first_line, screened, resolve_link)
    for html in _block_html(with_line_signs(screened.text, first_line)):
        rewriter.take(html)
    blocks, found = arrange(path, rewriter.blocks)
    return Converted(blocks, (*screened.problems, *rewriter.problems, *found))


def _block_html(text: str) -> list[str]:
    """Python-Markdown's own steps (``Markdown.convert``), but a string for each top-level block."""
    md = _converter()
    md.reset()
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    root = md.parser.parseDocument(lines).getroot()
    if root is None:  # cannot be: parseDocument makes one
        return []
    for treeprocessor in md.treeprocessors:
        new_root = treeprocessor.run(root)
        root = root if new_root is None else new_root
    blocks = []
    for element in root:
        html = md.serializer(element)
        for postprocessor in md.postprocessors:
            html = postprocessor.run(html)
        blocks.append(html.strip())
    return blocks


_local = threading.local()


def _converter() -> markdown.Markdown:
    """One converter for each thread: a ``Markdown`` object keeps state while it works."""
    made = getattr(_local, "converter", None)
    if isinstance(made, markdown.Markdown):
        return made
    _local.converter = _make_converter()
    return _converter()


def _forget_converter() -> None:
    """A conversion was broken off: its converter may be in any state."""
    _local.converter = None


def _make_converter() -> markdown.Markdown:
    md = markdown.Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            _KeepingFootnotes(BACKLINK_TITLE=""),
            "sane_lists",
        ]
    )
    emphasis = md.inlinePatterns["em_strong"]
    if isinstance(emphasis, InlineProcessor):
        md.inlinePatterns.register(_WholeEmphasis(emphasis, md), "em_strong", 60)
    tables = _WideTables(md.parser, {"use_align_attribute": True})
    md.parser.blockprocessors.register(tables, "table", 75)
    md.parser.blockprocessors.register(_Crossheads(md.parser), "hashheader", 70)
    md.parser.blockprocessors.deregister("code")  # reporters indent paragraphs with spaces
    md.parser.blockprocessors.deregister("setextheader")  # "---" below a line is a rule
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.inlinePatterns.deregister("entity")  # the serialiser leaves entities alone
    md.postprocessors.deregister("raw_html")
    return md


class _Crossheads(HashHeaderProcessor):
    """Crossheads have a space after their ``#``; "#1" and a "#topic#" are words."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=\s|$)"
        r"(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
    )


class _WholeEmphasis(InlineProcessor):
    """Emphasis as ``inner`` finds it; where letters would be lost, the rest is as typed.

    Python-Markdown 3.11 drops the 5 of "2*3**4*5".
    """

    def __init__(self, inner: InlineProcessor, md: markdown.Markdown) -> None:
        super().__init__(inner.pattern, md)
        self._inner = inner

    def getCompiledRegExp(self) -> re.Pattern[str]:
        return self._inner.getCompiledRegExp()

    def handleMatch(  # type: ignore[override]
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
        return None, start, len(data)  # a new search after each loss would be quadratic


class _WideTables(TableProcessor):
    """Tables as wide as their widest row: cells beyond the header row are kept."""

    _width = 0

    def run(self, parent: Element, blocks: list[str]) -> None:
        rows = blocks[0].split("\n")
        widest = max(self._cells(row) for row in (rows[0], *rows[2:]))
        self._width = widest if widest * len(rows) <= _MOST_PADDED_CELLS else 0
        super().run(parent, blocks)

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        width = self._width or self._cells(row)
        super()._build_row(row, parent, [*align, *[None] * (width - len(align))])  # type: ignore[misc]

    def _cells(self, row: str) -> int:
        return len(self._split_row(row.strip(" ")))  # type: ignore[attr-defined]


class _KeepingFootnotes(FootnoteExtension):
    """Footnotes of which a second with the same name adds its text to the first."""

    def setFootnote(self, id: str, text: str) -> None:
        earlier = self.footnotes.get(id)
        super().setFootnote(id, f"{earlier}\n\n{text}" if earlier else text)
