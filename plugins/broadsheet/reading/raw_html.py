"""HTML that a reporter typed: what may stay is set aside, what may not is removed and reported.

Markdown itself never sees a tag. A ``<`` that opens no known tag (``3 < 5``, ``<<小城>>``,
``A<B and C>D``) is text, and stays text. Every step keeps the number of lines.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from broadsheet.problems import Problem, problem
from broadsheet.reading import placeholders as signs
from broadsheet.reading import sanitising

_OTHER_TAGS = """
    address applet area article aside audio base basefont bdi bdo big blink body button canvas
    center circle col colgroup data datalist details dialog dir div embed fieldset
    figcaption figure font footer form frame frameset g h1 h5 h6 head header hgroup html iframe
    img input kbd keygen label layer legend line link main map marquee math menu meta meter nav
    nobr noembed noframes noscript object optgroup option output param path picture polygon
    polyline portal progress rect samp script search section select slot source span strike style
    summary svg template textarea tfoot time title track tt use var video wbr xmp
"""
_VOID_TAGS = """
    area base basefont br col embed frame hr img input keygen link meta param source track
    wbr
"""
_BARE = """
    allowfullscreen async autofocus autoplay checked compact controls default defer disabled
    formnovalidate hidden inert ismap itemscope loop multiple muted nomodule noshade novalidate
    nowrap open playsinline readonly required reversed selected
"""
KNOWN_TAGS = sanitising.ALLOWED_TAGS | frozenset(_OTHER_TAGS.split())
_VOID = frozenset(_VOID_TAGS.split())
_BARE_ATTRIBUTES = frozenset(_BARE.split())
_RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4"}
DEEPEST = 100

_SPACE = r"(?>[ \t]+\n?[ \t]*|\n[ \t]*)"
_VALUE = r"""(?:"[^"<\n]*"|'[^'<\n]*'|[^\s"'=<>`]+)"""
_ATTRIBUTE = rf"{_SPACE}([A-Za-z_:@][-\w:.@]*+)(?:[ \t]*=[ \t]*({_VALUE}))?"
_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9]*+)"
    rf"((?:{_SPACE}[A-Za-z_:@][-\w:.@]*+(?:[ \t]*=[ \t]*{_VALUE})?)*+)\s*+/?>"
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*|[^\s<>@!:]+@[^\s<>@.]+\.[^\s<>@]+)>")
_DESTINATION = re.compile(r"<[^<>\n]*>")
_CONTENT_END = {
    name: re.compile(rf"</{name}[ \t]*>", re.IGNORECASE) for name in sanitising.DROPPED_WITH_CONTENT
}


class TooDeepError(Exception):
    """HTML nested deeper than ``DEEPEST``; ``line`` says where."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


@dataclass(slots=True)
class Screened:
    """Text free of HTML. ``inline`` and ``blocks`` are what its signs stand for."""

    text: str
    problems: list[Problem] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Token:
    """A tag, or a stretch that is dropped whole (``name`` is then its report)."""

    start: int
    end: int
    name: str
    closing: bool = False
    attributes: str = ""
    dropped: bool = False
    partner: _Token | None = None


def screen(path: str, screened: Screened, first_line: int, code: Sequence[tuple[int, int]]) -> None:
    """Take the HTML out of ``screened.text``; in ``code``, stretches of it, tags are text."""
    if "<" not in screened.text:
        return
    tokens = list(_tokens(screened.text, code))
    lines = _Lines(screened.text, first_line)
    _pair(tokens, lines)
    _Screening(path, screened, lines).run(tokens)


class _Lines:
    def __init__(self, text: str, first_line: int) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]
        self._first_line = first_line

    def at(self, position: int) -> int:
        return self._first_line + bisect_right(self._starts, position)


def _tokens(text: str, code: Sequence[tuple[int, int]]) -> Iterator[_Token | int]:
    """Tags and dropped stretches in order; a bare position is a ``<`` that is only text."""
    endless: set[str] = set()
    code_starts = [start for start, _ in code]
    at = text.find("<")
    while at >= 0:
        token = None if _is_code(at, code, code_starts) else _token(text, at, endless)
        end = at + 1
        if token is not None:
            yield token
            end = token.end
        elif not _is_address(text, at) or _is_code(at, code, code_starts):
            yield at
        at = text.find("<", end)


def _is_code(at: int, code: Sequence[tuple[int, int]], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, at) - 1
    return index >= 0 and at < code[index][1]


def _is_address(text: str, at: int) -> bool:
    if text.startswith("](", at - 2) and at >= 2:
        return _DESTINATION.match(text, at) is not None
    return _AUTOLINK.match(text, at) is not None


def _token(text: str, at: int, endless: set[str]) -> _Token | None:
    if text.startswith("<!--", at):
        end = -1 if "-->" in endless else text.find("-->", at + 4)
        if end < 0:
            endless.add("-->")
            return None
        return _Token(at, end + 3, "<!-- … -->", dropped=True)
    match = _TAG.match(text, at)
    if match is None or match[2].lower() not in KNOWN_TAGS or not _is_tag(match[3]):
        return None
    name = match[2].lower()
    if name in _CONTENT_END and not match[1] and name not in endless:
        close = _CONTENT_END[name].search(text, match.end())
        if close:
            return _Token(at, close.end(), f"<{name}>", dropped=True)
        endless.add(name)
    return _Token(at, match.end(), name, bool(match[1]), match[3])


def _is_tag(attributes: str) -> bool:
    """Whether the words behind a tag's name are attributes, and not those of ``A<B and C>``."""
    return all(
        value or name.lower() in _BARE_ATTRIBUTES for name, value in _ATTRIBUTES.findall(attributes)
    )


def _pair(tokens: Sequence[_Token | int], lines: _Lines) -> None:
    """Join opening and closing tags; the ones that stay single get no partner."""
    stack: list[_Token] = []
    for token in tokens:
        if isinstance(token, int) or token.dropped or token.name in _VOID:
            continue
        if not token.closing:
            stack.append(token)
            if len(stack) > DEEPEST:
                raise TooDeepError(lines.at(token.start))
            continue
        at = next((i for i in reversed(range(len(stack))) if stack[i].name == token.name), None)
        if at is not None:
            token.partner, stack[at].partner = stack[at], token
            del stack[at:]


class _Screening:
    """One pass over the tokens that writes the text without HTML."""

    def __init__(self, path: str, screened: Screened, lines: _Lines) -> None:
        self._path, self._lines, self._screened = path, lines, screened
        self._source = screened.text
        self._out: list[str] = []
        self._block: _Token | None = None
        self._block_out: list[str] = []

    def run(self, tokens: Sequence[_Token | int]) -> None:
        at = 0
        for token in tokens:
            start = token if isinstance(token, int) else token.start
            self._write(self._source[at:start])
            if isinstance(token, int):
                self._write(signs.LESS_THAN)
                at = token + 1
            else:
                self._take(token)
                at = token.end
        self._write(self._source[at:])
        self._screened.text = "".join(self._out)

    def _write(self, text: str) -> None:
        (self._out if self._block is None else self._block_out).append(text)

    def _take(self, token: _Token) -> None:
        if self._block is None and self._opens_block(token):
            self._block = token
        self._emit(token)
        newlines = self._source.count("\n", token.start, token.end)
        if newlines:
            self._write("\n" * newlines)
        if self._block is not None and token is self._block.partner:
            self._close_block()

    def _opens_block(self, token: _Token) -> bool:
        name = _RENAMED.get(token.name, token.name)
        if token.dropped or token.closing or not token.partner:
            return False
        line_start = self._source.rfind("\n", 0, token.start) + 1
        return name in sanitising.BLOCK_TAGS and not self._source[line_start : token.start].strip()

    def _close_block(self) -> None:
        html = "".join(self._block_out)
        self._block, self._block_out = None, []
        self._out.append(signs.block_sign(len(self._screened.blocks)) + "\n" * html.count("\n"))
        self._screened.blocks.append(html)

    def _emit(self, token: _Token) -> None:
        name = _RENAMED.get(token.name, token.name)
        if token.dropped:
            self._report(token, token.name)
        elif name == "img" and not token.closing:
            self._emit_picture(token)
        elif name not in sanitising.ALLOWED_TAGS:
            if not token.closing or not token.partner:
                self._report(token, f"<{token.name}>")
        elif name in _VOID:
            self._emit_tag(token, name)
        elif token.partner is None:
            ends = (f"</{token.name}>", f"<{token.name}>")
            what, lacks = ends if token.closing else reversed(ends)
            self._report(token, f"{what} without {lacks}")
        else:
            self._emit_tag(token, name)

    def _emit_tag(self, token: _Token, name: str) -> None:
        if token.closing:
            self._emit_html(f"</{name}>", token)
            return
        allowed = sanitising.ATTRIBUTES.get(name, frozenset())
        kept = self._attributes(token, allowed)
        self._emit_html(sanitising.tag(name, kept), token)

    def _emit_picture(self, token: _Token) -> None:
        kept = self._attributes(token, frozenset({"src", "alt", "title", "width", "height"}))
        if not kept.get("src"):
            self._report(token, "<img>")
            return
        ordered = {"alt": kept.get("alt", ""), "src": kept["src"], "title": kept.get("title", "")}
        self._emit_html(sanitising.tag("img", ordered), token)

    def _emit_html(self, html: str, token: _Token) -> None:
        if token.name in ("a", "img"):
            html = signs.line_sign(self._lines.at(token.start)) + html
        if self._block is not None:
            self._write(html)
            return
        self._write(signs.inline_sign(len(self._screened.inline)))
        self._screened.inline.append(html)

    def _attributes(self, token: _Token, allowed: frozenset[str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for match in _ATTRIBUTES.finditer(token.attributes):
            name, value = match[1].lower(), match[2] or ""
            if name in allowed:
                value = value[1:-1] if value[:1] in ("'", '"') else value
                kept.setdefault(name, signs.without_signs(entities.unescape(value)))
            else:
                self._report(token, name)
        return kept

    def _report(self, token: _Token, what: str) -> None:
        line = self._lines.at(token.start)
        self._screened.problems.append(problem(self._path, line, "html-removed", what=what))
