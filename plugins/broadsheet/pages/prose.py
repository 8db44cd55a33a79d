"""The HTML of an article's text, dressed for a page: tables that scroll, footnotes that lead back,
long addresses that break.

What is stored, and what feeds carry, is the text alone; these are the page's own devices.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterable, Iterator

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_TAG_APART = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<[^>]*>")
_BACKLINK = re.compile(r'<a href="(#fnref[^"]*)">')


_ADDRESS = re.compile(r"(?:https?://|www\.)[!-;=?-~]{16,}")
_JOINT = re.compile(r"(?<=[^/])/(?=[^/])|[?&=._-](?=\w)")
_HEADING = re.compile(r"(</?h)([2-6])(?=>)")


def in_order(htmls: Iterable[str]) -> Iterator[str]:
    """The pieces of one text with headings that begin at the second level and skip none.

    A reporter who likes the smaller crosshead, ``###``, may use it alone; a reader who goes from
    heading to heading by ear must not look for the larger one (WCAG 2.2, 1.3.1).
    """
    shown = 1

    def lowered(match: re.Match[str]) -> str:
        nonlocal shown
        if match[1] == "<h":
            shown = min(int(match[2]), shown + 1)
        return f"{match[1]}{shown}"

    for html in htmls:
        yield _HEADING.sub(lowered, html) if "<h" in html else html


def for_reading(html: str, table: str, back: str) -> str:
    """Safe block HTML with every table in a frame of its own and named ways back from footnotes.

    A table may be wider than a telephone: its frame scrolls, and takes the focus so that it does so
    by keyboard (WCAG 2.2, 2.1.1). The frame is named by the table's caption, or ``table`` where it
    has none. ``back`` names the arrow at the end of a footnote. A web address may break where
    its parts join, so that a justified line before it is not torn apart.
    """
    if "://" in html or "www." in html:
        html = "".join(
            piece if piece.startswith("<") else _ADDRESS.sub(_with_breaks, piece)
            for piece in _TAG_APART.split(html)
        )
    if "<table>" in html:
        html = _TABLE.sub(lambda match: _framed(match[0], table), html)
    if "fnref" in html:
        html = _BACKLINK.sub(
            lambda match: f'<a href="{match[1]}" aria-label="{entities.escape(back)}">', html
        )
    return html


def _with_breaks(address: re.Match[str]) -> str:
    return _JOINT.sub(lambda joint: f"{joint[0]}<wbr>", address[0])


def _framed(table: str, name: str) -> str:
    caption = _CAPTION.search(table)
    words = entities.unescape(_TAG.sub("", caption[1])).strip() if caption else ""
    label = entities.escape(words or name)
    return f'<div class="table-frame" role="group" tabindex="0" aria-label="{label}">{table}</div>'
