"""Hugo's shortcodes: what they stand for in Markdown; others stay in the text."""

from __future__ import annotations

import re

from broadsheet.importing.posts import instructions
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.prose.remarks import Remarks

_ESCAPED = re.compile(
    r"\{\{(?P<open>[<%])\s*/\*(?P<inside>.*?)\*/\s*(?P<close>[>%])\}\}", re.DOTALL
)
_SHORTCODE = re.compile(
    r"\{\{(?P<open>[<%])-?\s*(?P<end>/)?\s*(?P<name>[\w./-]*\w)(?P<arguments>(?:[^>%\"'`]|\"(?:\\.|[^\"\\])*\"|'[^']*'|`[^`]*`|[>%](?!\}\}))*?)"
    r"\s*/?\s*-?[>%]\}\}"
)


def prepare(body: str, first_line: int, kept: Kept, remarks: Remarks) -> str:
    """The body with Hugo's own shortcodes as Markdown."""
    if "{{" not in body:
        return body
    body = _ESCAPED.sub(lambda m: kept.keep(f"{{{{{m['open']}{m['inside']}{m['close']}}}}}"), body)

    def made(match: re.Match[str]) -> str:
        line = first_line + body.count("\n", 0, match.start())
        return _made(match, body, line, kept, remarks) + "\n" * match[0].count("\n")

    return _SHORTCODE.sub(made, body)


def _made(match: re.Match[str], body: str, line: int, kept: Kept, remarks: Remarks) -> str:
    name = match["name"].lower()
    plain, named = instructions.arguments(match["arguments"])
    if name in ("ref", "relref"):
        words = named.get("path", "") or next(iter(plain), "")
        if words:
            return instructions.link_at(body, match.start(), "ref", words)
    if name == "highlight":
        return "```" if match["end"] else instructions.code_fence(next(iter(plain), ""))
    if not match["end"]:
        if name in instructions.FIGURES and (shown := instructions.figure(named, plain)):
            return shown
        if shown := instructions.video(name, plain, named):
            return shown
    elif name in instructions.FIGURES:
        return ""
    code = " ".join(match[0].split())
    remarks.add(line, say.CODE_KEPT, code=code)
    return kept.keep(code)
