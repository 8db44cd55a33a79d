"""Text that others marked up, as spans: what a paragraph's words are, and the Markdown for them.

A span keeps strong words, emphasis, raised and lowered letters and links; every other look of the
text (colours, sizes, letters) is left behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape

import markdownify

from broadsheet.importing import escaping
from broadsheet.reading.blocks import RawBlock, RawFigure
from broadsheet.reading.inline_html import join_lines
from broadsheet.reading.markdown import convert
from broadsheet.reading.sanitising import Leads, read_address, sanitise

BREAK = "\u2028"
"""Stands in a span's text where a line ends on purpose; no text of a source keeps one."""

_BLANK = " \t\r\n\f\v\xa0\u3000\u200b\ufeff"
_INDENT = re.compile(r"(?:\u3000|[ \xa0]{2})")
_ENDS = re.compile(r"[。！？!?…：:；;][”’」』）)\"']*\Z")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_VERSE = 24
"""Characters of the longest line that may be one of a poem, or of an address."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text that looks the same. ``styles`` are names of HTML elements; ``href`` is where
    it leads, empty for nowhere."""

    text: str
    styles: frozenset[str] = frozenset()
    href: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.text.strip(_BLANK + BREAK)


Spans = tuple[Span, ...]


def text_of(spans: Iterable[Span]) -> str:
    """The words, ``\\n`` where a line ends on purpose."""
    lines = "".join(span.text for span in spans).split(BREAK)
    return "\n".join(tidy(line) for line in lines).strip("\n")


def tidy(line: str) -> str:
    """One line of a source's text: spaces as one, none at its ends, none where only the source's
    line ends between two Chinese characters."""
    return _SPACES.sub(" ", join_lines(line.replace("\r", "\n"))).strip(_BLANK)


def paragraphs(spans: Sequence[Span]) -> list[Spans]:
    """Cut the words of one block where its line breaks part paragraphs: before an indent, after an
    empty line, after a sentence. The lines of a poem stay together."""
    lines = _lines(spans)
    filled = [line for line in lines if text_of(line)]
    is_verse = (
        len(filled) > 2
        and all(len(text_of(line)) <= _VERSE for line in filled)
        and not any(_INDENT.match(_raw(line)) for line in filled[1:])
    )
    found: list[list[Span]] = []
    last = ""
    for line in lines:
        text = tidy(_raw(line))
        goes_on = text and last and not _INDENT.match(_raw(line))
        if goes_on and (is_verse or not _ENDS.search(last)):
            found[-1] += [Span(BREAK), *line]
        elif text:
            found.append(list(line))
        last = text
    return [tuple(each) for each in found]


def _raw(line: Iterable[Span]) -> str:
    return "".join(span.text for span in line)


def _lines(spans: Iterable[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        first, *rest = span.text.split(BREAK)
        lines[-1].append(replace(span, text=first))
        lines += [[replace(span, text=each)] for each in rest]
    return lines


def is_all(spans: Iterable[Span], style: str) -> bool:
    """Whether every word has a style."""
    return all(style in span.styles for span in spans if not span.is_blank)


def without(spans: Iterable[Span], style: str) -> Spans:
    return tuple(replace(span, styles=span.styles - {style}) for span in spans)


def markdown(spans: Sequence[Span]) -> str:
    """A paragraph with its styles as the reporters' guide writes them; empty when it has none, or
    when Markdown would read it as anything but these words."""
    if not any((span.styles or span.href) and not span.is_blank for span in spans):
        return ""
    written = markdownify.markdownify(
        sanitise(f"<p>{html(spans)}</p>"), sub_symbol="<sub>", sup_symbol="<sup>"
    ).strip()
    written = re.sub(r"[ \t]*\n", escaping.HARD_BREAK, written)
    return written if reads_as(written, text_of(spans)) else ""


def html(spans: Iterable[Span]) -> str:
    """Inline HTML. White space at the ends of a style is moved out of it."""
    return "".join(_element(span) for span in _merged(spans))


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and (last.styles, last.href) == (span.styles, span.href):
            last = replace(last, text=last.text + span.text)
        else:
            if last:
                yield last
            last = span
    if last:
        yield last


def _element(span: Span) -> str:
    lines = [_SPACES.sub(" ", join_lines(line)) for line in span.text.split(BREAK)]
    return "<br>".join(_styled(line, span) for line in lines)


def _styled(text: str, span: Span) -> str:
    inner = text.strip(_BLANK)
    if not inner:
        return text
    before, after = text.split(inner, maxsplit=1)[0], text[text.index(inner) + len(inner) :]
    out = escape(inner, quote=False)
    for style in sorted(span.styles):
        out = f"<{style}>{out}</{style}>"
    if span.href:
        out = f'<a href="{escape(span.href)}">{out}</a>'
    return f"{before}{out}{after}"


def outside(href: str) -> str:
    """A link's target where it leads out of the site, or to mail or a telephone; else empty."""
    address = read_address(unescape(href))
    return address.href if address.leads in (Leads.OUTSIDE, Leads.MAIL_OR_PHONE) else ""


def reads_as(written: str, text: str) -> bool:
    """Whether Markdown is read without complaint as just these words, white space aside."""
    converted = convert("", written, 1, lambda target, _line: target)
    if converted.problems or any(isinstance(b, RawFigure) for b in converted.blocks):
        return False
    return _bare("".join(map(_words, converted.blocks))) == _bare(text)


def _words(block: RawBlock) -> str:
    return "" if isinstance(block, RawFigure) else block.text


def _bare(text: str) -> str:
    return "".join(text.split())
