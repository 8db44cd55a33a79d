"""A published site as a reader's browser sees it: its pages parsed, its links followed."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

REFERRING = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}


@dataclass(frozen=True)
class Reference:
    """A link, picture or stylesheet that a page names. ``page`` is the path of the page."""

    page: str
    target: str
    element: Tag

    @property
    def is_outside(self) -> bool:
        return bool(urlsplit(self.target).scheme)

    @property
    def path(self) -> str:
        """Where it leads, from the site's root; ``..`` at its beginning has left the site."""
        parts = urlsplit(self.target)
        if not parts.path:
            return self.page
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.page), unquote(parts.path)))

    @property
    def fragment(self) -> str:
        return unquote(urlsplit(self.target).fragment)


class Published:
    """A built site in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = frozenset(
            p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()
        )
        self.pages = tuple(sorted(name for name in self.files if name.endswith(".html")))

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def bytes(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    @functools.cache  # noqa: B019  # a site lives as long as the test run
    def page(self, path: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(path), "html.parser")

    @functools.cached_property
    def redirects(self) -> tuple[str, ...]:
        return tuple(p for p in self.pages if '<meta http-equiv="refresh"' in self.text(p))

    def references(self, path: str) -> Iterator[Reference]:
        for element in self.page(path).find_all(list(REFERRING)):
            target = element.get(REFERRING[element.name])
            if target is not None:
                yield Reference(path, str(target), element)

    def all_references(self) -> Iterator[Reference]:
        for path in self.pages:
            yield from self.references(path)

    @functools.cache  # noqa: B019
    def ids(self, path: str) -> frozenset[str]:
        return frozenset(str(element["id"]) for element in self.page(path).select("[id]"))

    def broken(self) -> list[str]:
        """Every reference that leads nowhere, as ``page: target``; the 404 page is judged apart."""
        found = []
        for reference in self.all_references():
            if reference.is_outside or reference.page == "404.html":
                continue
            lost = reference.path not in self.files or (
                bool(reference.fragment)
                and reference.path.endswith(".html")
                and reference.fragment not in self.ids(reference.path)
            )
            if lost:
                found.append(f"{reference.page}: {reference.target}")
        return found


def words(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text().split())
