"""From the HTML of a Markdown block to blocks of an article: links judged, pictures lifted."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Callable

from broadsheet.problems import Problem, problem
from broadsheet.reading import placeholders as signs
from broadsheet.reading import sanitising
from broadsheet.reading.blocks import RawBlock, RawFigure, RawParagraph, RawPicture, RawProse
from broadsheet.reading.inline_html import join_lines, plain_text, without_empty_elements
from broadsheet.reading.raw_html import Screened
from broadsheet.reading.sanitising import Leads

_ANY_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [a-z]+="[^"]*")* ?/?>')
_MARKUP = re.compile(
    rf"{signs.LINE_OPEN}(?P<line>\d+){signs.LINE_CLOSE}"
    r'|<(?P<name>a|img|t[dh])(?P<attributes>(?: [a-z]+="[^"]*")+) ?/?>'
    r"|<(?P<slash>/?)h(?P<level>[156])>"
)
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_BLOCK_TAG = re.compile(r"</?(?:p|h[2-4]|[uod]l|li|blockquote|table|hr|pre)\b[^>]*>")
_EMPTY_PARAGRAPH = re.compile(r"<p>[ \n\u3000]*</p>\n?")
_INDENTED = re.compile(r"(<(?:p|li|t[dh])[^>]*>)[ \n\u3000]+")
_TRAILING = re.compile(r"[ \u3000]+(?=</(?:p|li|t[dh]|h[2-4])>)")
_PRE = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_PICTURE_LINE = re.compile(
    rf"(?:\s|<br>|{signs.LINE.pattern}|{signs.PICTURE.pattern}|</?a\b[^>]*>)+"
)
_BACKLINK = "\xa0↩"


class Rewriter:
    """Takes the blocks of one article in order; ``blocks`` and ``problems`` fill up."""

    def __init__(
        self,
        path: str,
        first_line: int,
        screened: Screened,
        resolve_link: Callable[[str, int], str | None],
    ) -> None:
        self.blocks: list[RawBlock] = []
        self.problems: list[Problem] = []
        self._path, self._line = path, first_line
        self._screened, self._resolve_link = screened, resolve_link
        self._pictures: list[RawPicture] = []

    def take(self, html: str) -> None:
        """Add one top-level block as Python-Markdown wrote it."""
        at_start = signs.LINE.search(html)
        if at_start:
            self._line = int(at_start[1])
        line = self._line
        html = _MARKUP.sub(self._markup, self._with_stash(html))
        html = html.replace(signs.LESS_THAN, "&lt;")
        is_paragraph = html.startswith("<p>")
        if not is_paragraph:
            html = signs.LINE.sub("", html)
        html = sanitising.sanitise(html).strip()
        if "<p></p>" in html:
            html = _EMPTY_PARAGRAPH.sub("", html).strip()
        inner = html.removeprefix("<p>").removesuffix("</p>")
        if is_paragraph and not _BLOCK_TAG.search(inner):
            self._take_paragraph(inner, line)
        elif html:
            self._take_prose(html, line)

    def _with_stash(self, html: str) -> str:
        """Put back the HTML that was set aside; inside an attribute it is only dropped."""
        if signs.INLINE_OPEN in html:
            html = _ANY_TAG.sub(lambda m: signs.INLINE.sub("", m[0]), html)
            html = signs.INLINE.sub(lambda m: self._screened.inline[int(m[1])], html)
        if signs.BLOCK_OPEN in html:
            html = html.removeprefix("<p>").removesuffix("</p>")
            html = signs.BLOCK.sub(lambda m: self._screened.blocks[int(m[1])], html)
        return html

    def _markup(self, match: re.Match[str]) -> str:
        if match["line"]:
            self._line = int(match["line"])
            return match[0]
        if match["level"]:
            level = {"1": 2, "5": 4, "6": 4}[match["level"]]
            return f"<{match['slash']}h{level}>"
        attributes = {
            name: entities.unescape(signs.LINE.sub("", value).replace(signs.LESS_THAN, "<"))
            for name, value in _ATTRIBUTE.findall(match["attributes"])
        }
        if match["name"] == "a":
            return self._link(attributes)
        if match["name"] == "img":
            return self._picture(attributes)
        if attributes.get("align") in sanitising.ALIGNMENTS:
            return sanitising.tag(match["name"], {"class": f"align-{attributes['align']}"})
        return match[0]

    def _link(self, attributes: dict[str, str]) -> str:
        address = sanitising.read_address(attributes.get("href", ""))
        kept = {"href": address.href}
        if address.leads is Leads.FORBIDDEN:
            self._report("html-removed", what=f"{address.scheme}: link")
            return ""
        if address.leads in (Leads.LOCAL, Leads.NOWHERE):
            local = address.leads is Leads.LOCAL
            resolved = self._resolve_link(address.href, self._line) if local else None
            if resolved is None:
                self._report("link-broken", target=attributes.get("href", ""))
                return ""
            kept["href"] = resolved
        if attributes.get("title"):
            kept["title"] = attributes["title"]
        if address.leads is Leads.OUTSIDE:
            kept["rel"] = "noopener"
        return sanitising.tag("a", kept)

    def _picture(self, attributes: dict[str, str]) -> str:
        alt = join_lines(attributes.get("alt", "")).strip()
        title = attributes.get("title", "").strip()
        self._pictures.append(RawPicture(attributes.get("src", ""), alt, title, self._line))
        return signs.picture_sign(len(self._pictures) - 1)

    def _report(self, kind: str, **values: object) -> None:
        self.problems.append(problem(self._path, self._line, kind, **values))

    def _take_paragraph(self, inner: str, line: int) -> None:
        if signs.PICTURE_OPEN not in inner:
            self._add_paragraph(inner, line)
            return
        lines = inner.split("\n")
        start, end = 0, len(lines)
        while start < end and _is_picture_line(lines[start]):
            start += 1
        while end > start and _is_picture_line(lines[end - 1]):
            end -= 1
        self._add_figure("\n".join(lines[:start]), lifted=False)
        middle = "\n".join(lines[start:end])
        self._add_paragraph(signs.PICTURE.sub("", middle), line)
        self._add_figure(middle, lifted=True)
        self._add_figure("\n".join(lines[end:]), lifted=False)

    def _add_paragraph(self, html: str, line: int) -> None:
        own_line = signs.LINE.search(html)
        html = join_lines(signs.LINE.sub("", html)).strip(" \n\u3000")
        html = self._without_empty(html)
        text = plain_text(html)
        if text:
            self.blocks.append(RawParagraph(html, text, int(own_line[1]) if own_line else line))

    def _take_prose(self, html: str, line: int) -> None:
        html = signs.LINE.sub("", html)
        lifted = html
        if signs.PICTURE_OPEN in html:
            html = self._without_empty(signs.PICTURE.sub("", html))
        html = _tidy(html)
        text = plain_text(html).replace(_BACKLINK, "")
        if text or "<hr>" in html:
            self.blocks.append(RawProse(html, text, line))
        self._add_figure(lifted, lifted=True)

    def _add_figure(self, html: str, *, lifted: bool) -> None:
        pictures = tuple(self._pictures[int(i)] for i in signs.PICTURE.findall(html))
        if pictures:
            self.blocks.append(RawFigure(pictures, pictures[0].line, lifted=lifted))
            if not lifted:
                self._without_empty(signs.PICTURE.sub("", html))

    def _without_empty(self, html: str) -> str:
        """Drop what a lifted picture left empty; a link that held nothing else is reported."""
        bare = without_empty_elements(html) if "></" in html else html
        for _ in range(html.count("<a ") - bare.count("<a ")):
            self._report("html-removed", what="a link around a picture")
        return bare


def _is_picture_line(line: str) -> bool:
    return signs.PICTURE_OPEN in line and _PICTURE_LINE.fullmatch(line) is not None


def _tidy(html: str) -> str:
    """Prose without stray indents, its paragraphs' lines joined; code is left as it is."""
    return "".join(
        part
        if part.startswith("<pre>")
        else join_lines(_TRAILING.sub("", _INDENTED.sub(r"\1", part)))
        for part in _PRE.split(html)
    )
