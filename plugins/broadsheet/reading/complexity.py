"""Limits that keep Markdown made to be slow away from the converter.

They are counted, not timed, so that the same file is refused on every machine. Each is far above
what a long read needs; where each one bites was measured with Python-Markdown 3.11.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from broadsheet.reading.code_regions import backtick_runs, paragraphs

DEEPEST = 100
MOST_OPEN_BRACKETS = 100
MOST_SINGLE_BACKTICKS = 100
MOST_SIGNS = 100_000
MOST_SIGNS_IN_PARAGRAPH = 20_000
MOST_LINES = 50_000
MOST_TABLE_BARS = 50_000
MOST_RULES = 500  # and crossheads
MOST_LINES_IN_PARAGRAPH = 10_000
MOST_NOTES = 1_000
MOST_LEVELS = 50_000
MOST_STEPS = 2_000_000
"""Open signs times the length of their paragraph, summed: about what a rescan for each costs."""

_LEADER = re.compile(r"(?:[ \t]++|>|[-*+](?=[ \t])|\d+\.(?=[ \t]))*+")
_LEVEL = re.compile(r"[>*+-]|\d+\.|    |\t")
_RULE = re.compile(r"^[ \t]*(?:#|(?:[-_*][ \t]*){3,}+$)", re.MULTILINE)
_SIGN = re.compile(r"[*_`\[\]\\&<]")
_BRACKET = re.compile(r"(?<!\\)(?:\]\(|[\[\])])")


@dataclass(frozen=True, slots=True)
class TooComplex:
    """The first limit that a text passes; ``line`` counts from 0 within the text."""

    reason: str
    line: int


def too_complex(text: str) -> TooComplex | None:
    """Say which limit a Markdown text passes, in time linear in its length."""
    reason = _size_reason(text)
    if reason:
        return TooComplex(reason, 0)
    steps = levels = 0
    for start, end in paragraphs(text):
        part = text[start:end]
        brackets = _open_brackets(part) if "[" in part else 0
        backticks = backtick_runs(text, start, end)[1] if "`" in part else 0
        steps += (brackets + backticks) * len(part)
        depths = [_depth(line) for line in part.split("\n")]
        levels += sum(depths)
        reason = _nesting_reason(depths, levels) or _length_reason(part)
        if brackets and (brackets > MOST_OPEN_BRACKETS or steps > MOST_STEPS):
            reason = "brackets opened and never closed"
        elif backticks and (backticks > MOST_SINGLE_BACKTICKS or steps > MOST_STEPS):
            reason = "backticks without a partner"
        if reason:
            lead = len(part) - len(part.lstrip("\n"))
            return TooComplex(reason, text.count("\n", 0, start + lead))
    return None


def _size_reason(text: str) -> str:
    if text.count("|") > MOST_TABLE_BARS:
        return f"more than {MOST_TABLE_BARS} table cells"
    if text.count("[^") > MOST_NOTES:
        return f"more than {MOST_NOTES} footnote marks"
    if text.count("\n") > MOST_LINES:
        return f"more than {MOST_LINES} lines"
    if len(text) > MOST_SIGNS and sum(1 for _ in _SIGN.finditer(text)) > MOST_SIGNS:
        return f"more than {MOST_SIGNS} Markdown signs"
    return ""


def _nesting_reason(depths: Sequence[int], levels: int) -> str:
    if max(depths) > DEEPEST:
        return f"nested more than {DEEPEST} deep"
    return f"more than {MOST_LEVELS} levels of lists and quotes" if levels > MOST_LEVELS else ""


def _length_reason(part: str) -> str:
    if part.count("\n") > MOST_LINES_IN_PARAGRAPH:
        return f"more than {MOST_LINES_IN_PARAGRAPH} lines without an empty one"
    if len(part) > MOST_RULES and sum(1 for _ in _RULE.finditer(part)) > MOST_RULES:
        return f"more than {MOST_RULES} crossheads or rules without an empty line"
    if len(part) <= MOST_SIGNS_IN_PARAGRAPH:
        return ""
    if sum(1 for _ in _SIGN.finditer(part)) > MOST_SIGNS_IN_PARAGRAPH:
        return f"more than {MOST_SIGNS_IN_PARAGRAPH} Markdown signs in one paragraph"
    return ""


def _depth(line: str) -> int:
    if not line or line[0] not in " \t>*+-0123456789":
        return 0
    leader = _LEADER.match(line)
    return len(_LEVEL.findall(leader[0])) if leader else 0


def _open_brackets(part: str) -> int:
    """How many ``[`` and ``](`` of a paragraph have no end; those nested too deep count too."""
    square = most_square = round_ = most_round = 0
    for match in _BRACKET.finditer(part):
        sign = match[0]
        square += 1 if sign == "[" else -1 if sign != ")" else 0
        round_ += 1 if sign == "](" else -1 if sign == ")" else 0
        square, round_ = max(square, 0), max(round_, 0)
        most_square, most_round = max(most_square, square), max(most_round, round_)
    deepest = max(most_square, most_round)
    return deepest if deepest > MOST_OPEN_BRACKETS else square + round_
