"""Sanitised HTML and the text a reader sees in it: plain text, cutting, joining lines.

Everything here relies on the sanitiser's output: tags are well formed and balanced, and a ``<``
or ``>`` of the text is an entity.
"""

from __future__ import annotations

import html as entities
import re

_BREAK = re.compile(
    r"<br>\n?|\n?</(?:p|h[1-6]|li|dt|dd|tr|caption|blockquote|pre|table|ul|ol|dl)>\n?|<hr>\n?"
)
_CELL = re.compile(r"</t[dh]>\n?(?=<t[dh])")
_TAG = re.compile(r"<[^>]*>")
_NOTE_NUMBER = r'<sup id="fnref[^"]*"><a [^>]*>[^<]*</a></sup>'
_NOTE_NUMBERS = re.compile(_NOTE_NUMBER)
_BLANK_LINES = re.compile(r"\n[ \n]*\n")
_PIECE = re.compile(rf"{_NOTE_NUMBER}|<(/?)([a-z0-9]+)[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]")
_VOID = frozenset({"br", "hr", "img"})
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|del|em|i|ins|mark|q|rp|rt|ruby|s|small|strong|sub|sup|u)\b[^>]*>"
)
_WIDE = re.compile(
    "[\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_EITHER = frozenset("“”‘’…—·▲▼△▽□■●○◆◇★☆")


def plain_text(html: str) -> str:
    """The text of sanitised HTML, a line a block; ``<br>`` is a new line, cells are spaced.

    The numbers that point to footnotes are left out.
    """
    if "<" in html:
        html = _CELL.sub(" ", _NOTE_NUMBERS.sub("", html))
        html = _TAG.sub("", _BREAK.sub("\n", html))
        html = _BLANK_LINES.sub("\n", html)
    if "&" in html:
        html = entities.unescape(html)
    return html.strip()


def cut_prefix(html: str, n_chars: int) -> str:
    """Inline HTML without the first ``n_chars`` characters of its text, tags still balanced.

    A ``<br>`` counts as one character, as in ``plain_text``; elements left empty are dropped.
    """
    if _is_plain(html[:n_chars]):
        return without_empty_elements(html[n_chars:])
    head, tail = _cut(html, n_chars)
    return without_empty_elements(head + tail)


def cut_suffix(html: str, n_chars: int) -> str:
    """Inline HTML without the last ``n_chars`` characters of its text, tags still balanced."""
    if _is_plain(html):
        return html[: max(len(html) - n_chars, 0)]
    keep = max(_length(html) - n_chars, 0)
    at, open_tags = _position(html, keep)
    closing = "".join(f"</{name}>" for name, _ in reversed(open_tags))
    return without_empty_elements(html[:at] + closing)


def _is_plain(html: str) -> bool:
    """Whether each character is one of the text: no tag and no entity."""
    return "<" not in html and "&" not in html


def _cut(html: str, n_chars: int) -> tuple[str, str]:
    at, open_tags = _position(html, n_chars)
    return "".join(tag for _, tag in open_tags), html[at:]


def _length(html: str) -> int:
    return sum(_width(match) for match in _PIECE.finditer(html))


def _width(piece: re.Match[str]) -> int:
    if piece[0][0] == "<":
        return int(piece[2] == "br")
    return len(entities.unescape(piece[0])) if piece[0][0] == "&" else 1


def _position(html: str, n_chars: int) -> tuple[int, list[tuple[str, str]]]:
    """Where the text's first ``n_chars`` characters end, and the tags open there."""
    open_tags: list[tuple[str, str]] = []
    seen = end = 0
    for match in _PIECE.finditer(html):
        if seen >= n_chars:
            break
        seen += _width(match)
        end = match.end()
        if match[2] and match[1]:
            open_tags.pop()
        elif match[2] and match[2] not in _VOID:
            open_tags.append((match[2], match[0]))
    return end, open_tags


_EMPTY = re.compile(r"<([a-z0-9]+)(?: [^>]*)?></\1>")


def without_empty_elements(html: str) -> str:
    """Inline HTML without elements that hold nothing, such as a link whose picture was lifted."""
    while True:
        html, removed = _EMPTY.subn("", html)
        if not removed:
            return html


def join_lines(html: str) -> str:
    """Inline HTML on one line: a newline between Chinese characters goes, another is a space."""
    if "\n" not in html:
        return html
    out: list[str] = []
    for line in (line.strip(" \t\u3000") for line in html.split("\n")):
        if out and line:
            out.append(_joint(_last_visible(out), _first_visible(line)))
        if line:
            out.append(line)
    return "".join(out)


def _joint(left: str, right: str) -> str:
    if left == ">" or right == "<":  # a block's tag or a line break: no text to part
        return "\n" if left == ">" and right == "<" else ""
    wide = bool(_WIDE.match(left)), bool(_WIDE.match(right))
    if all(wide) or (wide[0] and right in _EITHER) or (wide[1] and left in _EITHER):
        return ""
    return " "


def _last_visible(pieces: list[str]) -> str:
    """The last character that is seen; ``>`` when a tag that ends a line stands there."""
    text = pieces[-1]
    end = len(text)
    while end and text[end - 1] == ">":
        start = text.rfind("<", 0, end)
        if start < 0 or not _INLINE_TAG.match(text, start):
            return ">"
        end = start
    return text[end - 1] if end else "x"


def _first_visible(text: str) -> str:
    at = 0
    while match := _INLINE_TAG.match(text, at):
        at = match.end()
    return text[at : at + 1] or "x"
