"""Links between posts: which post a target means, and where the old site had what is none."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from broadsheet.importing.posts.site import MARKDOWN, Base, folder_of, joined, suffix_of, unique
from broadsheet.pages import urls

_TARGETS = (
    re.compile(r"\]\(\s*<?([^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)"),
    re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*<?([^\s<>]+)", re.MULTILINE),
    re.compile(r"""<a\s[^<>]*?href\s*=\s*["']?([^"'\s<>]+)""", re.IGNORECASE),
    re.compile(r"<(https?://[^\s<>]+)>"),
)
_NAMED = re.compile(r"(post|ref|file):(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listed:
    """A post as others link to it: its file in the source, its own old address (empty where it is
    not known) and others that led to it, the name of its new file."""

    path: str
    address: str
    others: tuple[str, ...]
    day: dt.date
    name: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        return unique([self.address, *self.others])


def targets_of(text: str) -> Iterator[str]:
    """Every target of a link in a text, as it is typed."""
    for shape in _TARGETS:
        for found in shape.findall(text):
            yield html.unescape(found)


def bare(target: str) -> str:
    """A target without fragment and query."""
    return target.split("#", 1)[0].split("?", 1)[0]


def old_address(target: str, base: Base, own: str) -> str | None:
    """Where the old site had a target that a post at ``own`` links to: from its root, beginning
    with ``/``; ``None`` for another site, ``post:`` and the like."""
    if _NAMED.match(target):
        return None
    path = base.local(target)
    if path is None:
        return None
    path = bare(path)
    if path.startswith("/"):
        return path
    if not own or not path:
        return None
    folder = own if own.endswith("/") else folder_of(own)
    tail = "/" if path.endswith("/") else ""
    return f"/{joined(folder.strip('/'), path)}{tail}"


class Index:
    """The posts of a source by everything that a link may call them."""

    def __init__(self, posts: Iterable[Listed], base: Base, contents: Iterable[str]) -> None:
        self._base = base
        self._contents = ["", *contents]
        self._by_path: dict[str, Listed] = {}
        self._by_address: dict[str, Listed] = {}
        self._by_name: dict[str, list[Listed]] = {}
        for post in posts:
            for path in _paths(post.path):
                self._by_path.setdefault(path, post)
            for address in post.addresses:
                self._by_address.setdefault(_address_key(address), post)
            for name in {PurePosixPath(path).name for path in _paths(post.path)}:
                self._by_name.setdefault(name, []).append(post)

    def find(self, target: str, post: Listed) -> Listed | None:
        """The post that a target in ``post`` means."""
        named = _NAMED.match(target)
        if named:
            return self._named(named[1], unquote(bare(named[2])), post)
        local = self._base.local(target)
        if local is not None and suffix_of(bare(local)) in MARKDOWN:
            found = self._file(unquote(bare(local)), post)
            if found:
                return found
        address = old_address(target, self._base, post.address)
        return self._by_address.get(_address_key(address)) if address else None

    def _named(self, kind: str, words: str, post: Listed) -> Listed | None:
        if kind == "post":
            name = PurePosixPath(words).name
            found = [each for each in self._by_name.get(name, []) if words in each.path]
            return found[0] if found else None
        return self._file(words, post) or (self._only(words) if kind == "ref" else None)

    def _file(self, path: str, post: Listed) -> Listed | None:
        if not path:
            return None
        places = [joined(folder, path.lstrip("/")) for folder in self._contents]
        if not path.startswith("/"):
            places.insert(0, joined(folder_of(post.path), path))
        return next(filter(None, (self._by_path.get(each) for each in places)), None)

    def _only(self, words: str) -> Listed | None:
        """The one post of a name, when there is no other of it."""
        found = self._by_name.get(PurePosixPath(words).name, [])
        return found[0] if len(found) == 1 else None


def _paths(path: str) -> set[str]:
    """A file's path and the shorter ways to write it: without suffix, without ``index``."""
    stem = path.rpartition(".")[0]
    found = {path, stem}
    if PurePosixPath(stem).name.split(".")[0] == "index":
        found.add(folder_of(path))
    return found - {""}


def _address_key(address: str) -> str:
    path = unquote(bare(address))
    path = path.removesuffix("index.html") if path.endswith("/index.html") else path
    return urls.fold(path.removesuffix(".html").rstrip("/"))


def to_file(target: Listed, day: dt.date) -> str:
    """The link from an article of a day to the file of another."""
    return (
        f"{target.name}.md"
        if target.day == day
        else f"../{target.day.isoformat()}/{target.name}.md"
    )
