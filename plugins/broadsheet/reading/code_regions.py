"""Code in an article: fenced blocks, set aside before Markdown, and spans between backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.reading import placeholders as signs

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*")
_RUN = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t\u3000]*\n")


def set_aside_fences(text: str, blocks: list[str]) -> str:
    """Put ``<pre>`` HTML for each closed fence into ``blocks`` and its sign into the text.

    The text keeps its number of lines. A fence that is never closed stays text.
    """
    if "```" not in text and "~~~" not in text:
        return text
    lines = text.split("\n")
    last_close = {line.rstrip(): at for at, line in enumerate(lines) if _FENCE.fullmatch(line)}
    at = 0
    while at < len(lines):
        opening = _FENCE.fullmatch(lines[at])
        fence = opening[1] if opening else ""
        if not fence or last_close.get(fence, 0) <= at:
            at += 1
            continue
        end = next(i for i in range(at + 1, len(lines)) if lines[i].rstrip() == fence)
        code = "\n".join(lines[at + 1 : end])
        lines[at : end + 1] = [signs.block_sign(len(blocks)), *[""] * (end - at)]
        blocks.append(f"<pre><code>{_escape(code)}\n</code></pre>")
        at = end + 1
    return "\n".join(lines)


def _escape(code: str) -> str:
    return code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches between blank lines, as start and end."""
    start = 0
    for match in _BLANK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def backtick_runs(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], int]:
    """Code spans of one paragraph, and how many runs of backticks open none."""
    runs = [(m.start(), m.end()) for m in _RUN.finditer(text, start, end)]
    partner: dict[int, int] = {}
    following: dict[int, int] = {}
    for index in reversed(range(len(runs))):
        length = runs[index][1] - runs[index][0]
        if length in following:
            partner[index] = following[length]
        following[length] = index
    spans, single, index = [], 0, 0
    while index < len(runs):
        escaped = text[runs[index][0] - 1 : runs[index][0]] == "\\"
        if index in partner and not escaped:
            spans.append((runs[index][0], runs[partner[index]][1]))
            index = partner[index]
        else:
            single += 1
        index += 1
    return spans, single


def code_spans(text: str) -> list[tuple[int, int]]:
    """Every code span, as start and end."""
    if "`" not in text:
        return []
    return [s for start, end in paragraphs(text) for s in backtick_runs(text, start, end)[0]]
