"""What the three kinds of sites have in common: a post, and what a site says of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from broadsheet.importing.notes import Words
from broadsheet.importing.posts.front_matter import FrontMatter
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.posts.moments import Moment
from broadsheet.importing.prose.remarks import Remarks

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown", ".mkdn")
HTML = (".html", ".htm")
OTHER_FORMATS = {
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".ad": "AsciiDoc",
    ".rst": "reStructuredText",
    ".rest": "reStructuredText",
    ".org": "Org",
    ".pandoc": "Pandoc",
    ".pdc": "Pandoc",
    ".textile": "Textile",
}
_NEVER = frozenset({"node_modules", "vendor", "__pycache__", "_site", "public", "output"})


@dataclass(frozen=True, slots=True)
class Lead:
    """The picture that a post names in its front matter."""

    target: str
    cutline: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What the head of a post says. ``path`` is relative to the source, with ``/``.

    ``name`` is what its file is called, without a date. ``address`` is where the old site had it,
    empty where that is not known, ``others`` are where it led to it from; all begin with ``/`` and
    may be percent-encoded. ``weight`` parts posts of one moment. ``hidden`` says why the old site
    does not show it, empty where it does.
    """

    path: str
    headline: str
    moment: Moment | None
    name: str
    address: str = ""
    others: tuple[str, ...] = ()
    weight: int = 0
    deck: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    byline: str = ""
    summary: str = ""
    language: str = ""
    lead: Lead | None = None
    hidden: str = ""
    publish: Moment | None = None
    expiry: Moment | None = None
    unused_keys: frozenset[str] = frozenset()


class Site(Protocol):
    """A folder of one of the three kinds. Frozen and picklable; ``root`` is the source."""

    @property
    def root(self) -> Path: ...

    @property
    def base(self) -> Base: ...

    def files(self) -> Iterator[str]:
        """Every file that may be a post, relative to ``root``, sorted."""
        ...

    def split(self, text: str) -> FrontMatter | None: ...

    def refused(self, path: str, matter: FrontMatter) -> Words | None:
        """Why a file is no post, although it looks like one."""
        ...

    def post(self, path: str, matter: FrontMatter, remarks: Remarks) -> Post: ...

    def prepare(self, matter: FrontMatter, kept: Kept, remarks: Remarks) -> str:
        """The body as Markdown: the site's own instructions made what they stand for, or kept."""
        ...

    def places(self, target: str, post: Post) -> Iterator[str]:
        """Where the file of a target may lie, relative to ``root``; the likeliest comes first."""
        ...


@dataclass(frozen=True, slots=True)
class Base:
    """Where the old site was: ``host`` and the path below it, as ``/blog``; both may be empty."""

    host: str = ""
    path: str = ""

    @classmethod
    def of(cls, address: str, path: str = "") -> Base:
        try:
            parts = urlsplit(address if "//" in address or not address else f"//{address}")
            host = parts.hostname or ""
        except ValueError:
            return cls()
        return cls(host.casefold(), (path or parts.path).rstrip("/"))

    def local(self, target: str) -> str | None:
        """A target without what leads to the old site itself; ``None`` where it leads elsewhere."""
        try:
            parts = urlsplit(target)
            host = (parts.hostname or "").casefold()
        except ValueError:
            return None
        if parts.scheme not in ("", "http", "https"):
            return None
        if parts.scheme and not parts.netloc:
            return None
        if host:
            if not self.host or host.removeprefix("www.") != self.host.removeprefix("www."):
                return None
            return self.below(parts.path or "/")
        return self.below(parts.path) if parts.path.startswith("/") else parts.path

    def below(self, path: str) -> str:
        """An address from the site's root, without the path that the site lay under."""
        if self.path and (path == self.path or path.startswith(self.path + "/")):
            return path[len(self.path) :] or "/"
        return path


NOWHERE = Base()


def walk(root: Path, below: str = "", leave: Sequence[str] = ()) -> Iterator[str]:
    """Files below a folder, relative to ``root`` and sorted; no link is followed. ``leave`` are
    folders, relative to ``root``, that are not entered."""
    top = root / below
    for folder, folders, names in os.walk(top):
        here = Path(folder).relative_to(root).as_posix()
        here = "" if here == "." else f"{here}/"
        folders[:] = sorted(
            each
            for each in folders
            if not each.startswith(".") and each not in _NEVER and f"{here}{each}" not in leave
        )
        for name in sorted(names):
            if not name.startswith(".") and not os.path.islink(os.path.join(folder, name)):
                yield f"{here}{name}"


def suffix_of(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def is_post_file(path: str) -> bool:
    suffix = suffix_of(path)
    return suffix in MARKDOWN or suffix in HTML or suffix in OTHER_FORMATS


def file_inside(root: Path, path: str) -> Path | None:
    """A plain file by its path below ``root``; ``None`` when there is none, or a link leads out."""
    path = path.strip("/")
    if not path or "\0" in path or len(path) > 1000:
        return None
    found = root / path
    try:
        if not found.is_file():
            return None
        inside = found.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return None
    return found if inside else None


def joined(folder: str, target: str) -> str:
    """A relative path or an address joined to the folder it is relative to, ``..`` resolved; it
    never leads above the root."""
    parts: list[str] = []
    path = target if target.startswith("/") else f"{folder}/{target}"
    for part in path.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def plain_target(target: str) -> str:
    """A target as the name of a file: without query and fragment, percent signs decoded."""
    return unquote(target.split("#", 1)[0].split("?", 1)[0]).strip()


def folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that are not empty, each once."""
    return tuple(dict.fromkeys(filter(None, texts)))
