"""Jekyll's Liquid: what its tags and variables stand for in Markdown; others stay in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from broadsheet.importing.posts import instructions
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.front_matter import Value, line
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.prose.remarks import Remarks

_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(?P<inside>.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_TAG = re.compile(
    r"\{%-?\s*(?P<name>\w+)\s*(?P<rest>(?:[^%]|%(?!\}))*?)\s*-?%\}|\{\{-?(?P<value>(?:[^{}]|\}(?!\}))*?)-?\}\}"
)
_LINKS = {"post_url": "post", "link": "file"}
_PIPE = re.compile(r"""\|(?=(?:[^"']|"[^"]*"|'[^']*')*$)""")
_SAME = frozenset({"relative_url", "absolute_url", "escape", "strip", "markdownify", "url_encode"})


@dataclass(frozen=True, slots=True)
class Scope:
    """The variables that a post may name: ``page`` and ``site``."""

    page: Mapping[str, Value]
    site: Mapping[str, Value]


def prepare(body: str, first_line: int, scope: Scope, kept: Kept, remarks: Remarks) -> str:
    """The body with Liquid's tags as Markdown."""
    if "{%" not in body and "{{" not in body:
        return body
    body = _RAW.sub(lambda m: _kept_lines(m["inside"], kept), body)
    body = _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), body)

    def made(match: re.Match[str]) -> str:
        at = first_line + body.count("\n", 0, match.start())
        return _made(match, body, at, scope, kept, remarks) + "\n" * match[0].count("\n")

    return _TAG.sub(made, body)


def _kept_lines(text: str, kept: Kept) -> str:
    """Raw text keeps its lines, so that Markdown reads it, but no tag in it is one."""
    return re.sub(r"\{[{%]|[%}]\}", lambda match: kept.keep(match[0]), text)


def _made(
    match: re.Match[str], body: str, at: int, scope: Scope, kept: Kept, remarks: Remarks
) -> str:
    if match["value"] is not None:
        found = _value(match["value"], scope)
    elif match["name"] in _LINKS and match["rest"]:
        words = match["rest"]
        path = f"/{words.lstrip('/')}" if match["name"] == "link" else words
        return instructions.link_at(body, match.start(), _LINKS[match["name"]], path)
    else:
        found = _tag(match["name"], match["rest"])
    if found is not None:
        return found
    code = " ".join(match[0].split())
    remarks.add(at, say.CODE_KEPT, code=code)
    return kept.keep(code)


def _tag(name: str, rest: str) -> str | None:
    """What a tag stands for; ``None`` when that does not follow from the files."""
    first, *more = rest.split(maxsplit=1) or [""]
    found = ""
    if name == "highlight":
        found = instructions.code_fence(first)
    elif name == "endhighlight":
        found = "```"
    elif name.startswith("include") and first.rpartition("/")[2] in instructions.FIGURES:
        plain, named = instructions.arguments(" ".join(more))
        found = instructions.figure(named, plain)
    elif name in instructions.FIGURES:
        plain, named = instructions.arguments(rest)
        pictures = [each for each in plain if re.search(r"\.(?:jpe?g|png|gif|webp)$", each, re.I)]
        found = instructions.figure(named, pictures)
    else:
        found = instructions.video(name, rest.split(), {})
    return found or None


def _value(expression: str, scope: Scope) -> str | None:
    """What ``{{ … }}`` shows; ``None`` when that does not follow from the files."""
    head, *filters = (part.strip() for part in _PIPE.split(expression))
    text = _variable(head, scope)
    for each in filters:
        name, _, argument = (part.strip() for part in each.partition(":"))
        given = _variable(argument, scope) if argument else ""
        if text is None or given is None:
            return None
        if name == "prepend":
            text = given + text
        elif name == "append":
            text += given
        elif name == "default":
            text = text or given
        elif name not in _SAME:
            return None
    return text


def _variable(name: str, scope: Scope) -> str | None:
    if len(name) > 1 and name[0] in "\"'" and name[-1] == name[0]:
        return name[1:-1]
    if name in ("site.baseurl", "site.url", "site.github.url"):
        return ""
    owner, _, key = name.partition(".")
    values = scope.page if owner == "page" else scope.site if owner == "site" else {}
    found = values.get(key, "")
    return line(found) or None
