"""What the instructions of Hugo and Jekyll stand for, as Markdown.

A link to another post becomes a target that ``links.py`` understands: ``post:``, ``ref:`` or
``file:`` and the words that the instruction had.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from broadsheet.importing.prose.spans import quoted

FIGURES = frozenset(
    {"figure", "figure.html", "img", "image", "image.html", "img.html", "picture", "photo"}
    | {"picture.html", "photo.html", "figcaption.html", "responsive-image.html"}
)
"""Names of instructions that show one picture."""
_SOURCES = ("src", "url", "image_path", "path", "file", "image", "link")
_BEFORE_TARGET = re.compile(
    r"(?:\]\(\s*<?|=\s*[\"']?|\]:\s*<?)(?:\{\{[^{}]*\}\}|https?:[^\s()<>\"'{}]*)*\Z"
)
"""The beginning of a target; the site's own address may stand in front of what an instruction
gives."""
_LONGEST_BEFORE = 120
_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
}
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")
_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?P<value>"(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|[^\s"'`=]+)"""
)


def arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """The values that have no name, and those that have one."""
    plain: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = match["value"]
        if value[0] in "\"'`":
            value = value[1:-1].replace('\\"', '"')
        if match["key"]:
            named.setdefault(match["key"].lower(), value)
        else:
            plain.append(value)
    return plain, named


def figure(named: Mapping[str, str], plain: Sequence[str] = ()) -> str:
    """A picture in Markdown, from the arguments of an instruction; empty when it names none."""
    target = next((named[key] for key in _SOURCES if named.get(key)), "")
    if not target and plain:
        target = plain[0]
    if not re.search(r"\.[A-Za-z]{3,4}(?:[?#].*)?$", target):
        return ""
    words = [_LINK.sub(r"\1", named.get(key, "")) for key in ("title", "caption")]
    if not any(words):
        words = [named.get("alt", "") or named.get("description", "")]
    credit = named.get("attr", "")
    cutline = " ".join(dict.fromkeys(filter(None, words)))
    if credit:
        cutline += f" ({credit})" if credit.isascii() else f"（{credit}）"
    return picture(cutline.strip(), target)


def picture(words: str, target: str) -> str:
    words = html.unescape(re.sub(r"<[^<>]*>", "", " ".join(words.split())))
    words = re.sub(r"([\\\[\]*_`<])", r"\\\1", words)
    return f"![{words}]({quoted(target.strip())})"


def video(name: str, plain: Sequence[str], named: Mapping[str, str]) -> str:
    """A link to a video; empty where the instruction is none."""
    number = next(iter(plain), "") or named.get("id", "")
    if name not in _VIDEOS or not re.fullmatch(r"[\w-]{1,40}", number):
        return ""
    address = _VIDEOS[name].format(number)
    return f"[{address}]({address})"


def target(kind: str, words: str) -> str:
    """A link's target that names a file or a post of the source."""
    return f"{kind}:{quote(words.strip(), safe='/#.-_~')}"


def link_at(body: str, start: int, kind: str, words: str) -> str:
    """What stands for an instruction at ``start`` that gives an address: a target where one
    belongs, a whole link in running text."""
    found = target(kind, words)
    if is_target(body, start):
        return found
    shown = re.sub(r"([\\\[\]*_`<])", r"\\\1", words.strip())
    return f"[{shown}]({found})"


def is_target(body: str, start: int) -> bool:
    """Whether what starts there is the target of a link or picture, in Markdown or HTML."""
    return _BEFORE_TARGET.search(body[max(0, start - _LONGEST_BEFORE) : start]) is not None


def code_fence(language: str) -> str:
    return f"```{re.sub(r'[^A-Za-z0-9+#-]', '', language)}"
