"""Signs in the Markdown that say which line of the file a paragraph, link or picture stands on.

A sign is put only where a line's words begin, never before a mark that Markdown must see first:
a sign before the ``*`` of "*note" would hide that it stands at the head of a line.
"""

from __future__ import annotations

import re

from broadsheet.reading import placeholders as signs

_LEADER = (
    r"((?:[ \t]++|>|[-*+][ \t]++|[0-9]{1,9}+\.[ \t]++|#{1,6}+[ \t]*+|\||\[\^[^\]\n]++\]:[ \t]*+)*+)"
)
_WORDS = r"(?:[^-*_+:|#>\[0-9\s]|\[(?![^\]\n]*\]:)|[0-9]++(?!\.[ \t])|[-+](?=\w)|:(?![-:]))"
_EMPHASIS = r"(?:\*{1,3}+(?=[^\s*])|_{1,3}+(?=[^\s_]))"
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]*\]:")
_LABEL = re.compile(
    rf"(?P<leader>{_LEADER})[\u3000 \t]*+(?P<label>\[[^\[\]\n]*\]:)[ \t]*+(?:\n[ \t]*+)?"
)
_ADDRESS = re.compile(
    r"[</]|#[^\s#]+(?!\S)|\.{1,2}/|[A-Za-z][\w+.-]+:[!-~]|[!-~]+(?:/|\.[A-Za-z])"
    r"|\S+\.[A-Za-z][A-Za-z0-9]{1,4}(?:[?#]\S*)?(?!\S)"
)
_TITLE = re.compile(r"""[ \t]*["'(]""")
_LINE = re.compile(rf"{_LEADER}([\u3000 \t]*+)({_EMPHASIS}|(?={_WORDS}))")
_INDENT = "\u3000\u3000"


def with_line_signs(text: str, first_line: int) -> str:
    """The text with a sign at the head of each line of words.

    A line that begins with two full-width spaces begins a paragraph, with or without an empty
    line before it; the spaces go. HTML and code that was set aside gets paragraphs of its own.
    """
    out: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, first_line):
        rest = line
        if signs.BLOCK_OPEN in line:
            rest = _set_apart_blocks(line, out)
        if out and out[-1] and rest.startswith(_INDENT):
            out.append("")
        is_title = _TITLE.match(rest) and out and _DEFINITION.match(out[-1])
        following = lines[number - first_line + 1 : number - first_line + 2]
        out.append(rest if is_title else _signed(rest, number, following))
    return "\n".join(out)


def _set_apart_blocks(line: str, out: list[str]) -> str:
    """Give each block sign at the head of the line a paragraph; the rest of the line is left."""
    rest = line.strip()
    while match := signs.BLOCK.match(rest):
        out += ["", match[0], ""]
        rest = rest[match.end() :].strip()
    return rest


def _signed(line: str, number: int, following: list[str]) -> str:
    if "]:" in line and (remark := _remark("\n".join([line, *following]))):
        return remark["leader"] + signs.line_sign(number) + line[remark.start("label") :]
    match = _LINE.match(line)
    if match is None:
        return line.lstrip("\u3000") if line.strip() else ""
    space = " " if match[2] and match[1].endswith("#") else ""
    return match[1] + space + match[3] + signs.line_sign(number) + line[match.end() :]


def _remark(text: str) -> re.Match[str] | None:
    """A "[…]: …" that is words, not the address of a link: Markdown would drop it unseen."""
    match = _LABEL.match(text)
    return match if match and not _ADDRESS.match(text, match.end()) else None
