"""The HTML of an article's text, dressed for a page: tables that scroll, footnotes that lead back.

What is stored, and what feeds carry, is the text alone; these are the page's own devices.
"""

from __future__ import annotations

import html as entities
import re

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>(.*?)</caption>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BACKLINK = re.compile(r'<a href="(#fnref[^"]*)">')


def for_reading(html: str, table: str, back: str) -> str:
    """Safe block HTML with every table in a frame of its own and named ways back from footnotes.

    A table may be wider than a telephone: its frame scrolls, and takes the focus so that it does so
    by keyboard (WCAG 2.2, 2.1.1). The frame is named by the table's caption, or ``table`` where it
    has none. ``back`` names the arrow at the end of a footnote.
    """
    if "<table>" in html:
        html = _TABLE.sub(lambda match: _framed(match[0], table), html)
    if "fnref" in html:
        html = _BACKLINK.sub(
            lambda match: f'<a href="{match[1]}" aria-label="{entities.escape(back)}">', html
        )
    return html


def _framed(table: str, name: str) -> str:
    caption = _CAPTION.search(table)
    words = entities.unescape(_TAG.sub("", caption[1])).strip() if caption else ""
    label = entities.escape(words or name)
    return f'<div class="table-frame" role="group" tabindex="0" aria-label="{label}">{table}</div>'
