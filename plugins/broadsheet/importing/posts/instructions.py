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
_VIDEOS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "bilibili": "https://www.bilibili.com/video/{}",
}
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
    words = [named.get("title", ""), named.get("caption", "")]
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


def code_fence(language: str) -> str:
    return f"```{re.sub(r'[^A-Za-z0-9+#-]', '', language)}"
