"""The files of a saved site: found where its links say they are, and nowhere else.

A path is one of the site, without a leading slash. Folders are listed, never guessed; a symbolic
link is not there, so that nothing outside of the tree is ever opened.
"""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from urllib.parse import unquote, urlsplit

from broadsheet.importing.epaper import names
from broadsheet.importing.epaper.decoding import Decoded, decode
from broadsheet.importing.epaper.words import TOO_LARGE, UNREADABLE
from broadsheet.importing.notes import SourceError, note

LARGEST_PAGE = 4 * 1024 * 1024
"""Bytes of the largest HTML file that is read."""


class Tree:
    """``root`` is the folder that the site's addresses begin at."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._listed: dict[str, dict[str, tuple[str, bool]]] = {}

    def shown(self, path: str) -> str:
        """A file as a person finds it."""
        return str(self.root / path)

    def files(self, folder: str) -> list[str]:
        """The names of a folder's files, in order."""
        return sorted(name for name, is_folder in self._list(folder).values() if not is_folder)

    def find(self, path: str) -> str:
        """The path of a file as it is called here; empty when it is not there. A name in other
        letter case, or with what a program appended, is the same file."""
        found = ""
        for part in filter(None, path.split("/")):
            name, _ = self._list(found).get(names.key(part), ("", False))
            if not name:
                return ""
            found = posixpath.join(found, name)
        parent, _, name = found.rpartition("/")
        return "" if self._list(parent).get(names.key(name), ("", True))[1] else found

    def linked(self, folder: str, href: str) -> str:
        """The file that a link on a page in ``folder`` leads to, or a picture's source; empty when
        it is not in the tree."""
        path = target(folder, href)
        if not path:
            return ""
        if found := self.find(path):
            return found
        is_from_root = href.strip().startswith(("/", "\\")) or "://" in href
        if not is_from_root:
            return ""
        # The tree may begin below the root that the link begins at, or above it.
        parts = path.split("/")
        others = ["/".join(parts[at:]) for at in range(1, min(4, len(parts)))]
        above = folder.split("/")
        others += ["/".join([*above[:at], path]) for at in range(1, min(4, len(above)))]
        return next(filter(None, map(self.find, others)), "")

    def text(self, path: str) -> Decoded:
        """A page's text. Raises ``SourceError`` when it cannot be read."""
        file = self.root / path
        try:
            size = file.stat().st_size
            if size > LARGEST_PAGE:
                raise SourceError(note(self.shown(path), 0, TOO_LARGE, size=size))
            return decode(file.read_bytes())
        except OSError as error:
            raise SourceError(
                note(self.shown(path), 0, UNREADABLE, reason=error.strerror or error)
            ) from error

    def _list(self, folder: str) -> dict[str, tuple[str, bool]]:
        """What lies in a folder: by the key of its name, the name and whether it is a folder. Of
        several files that are one on the server the first in order counts."""
        if folder not in self._listed:
            entries: dict[str, tuple[str, bool]] = {}
            try:
                with os.scandir(self.root / folder) as found:
                    for entry in sorted(found, key=lambda e: (len(e.name), e.name)):
                        is_folder = entry.is_dir(follow_symlinks=False)
                        if is_folder or entry.is_file(follow_symlinks=False):
                            entries.setdefault(names.key(entry.name), (entry.name, is_folder))
            except OSError:
                entries = {}
            self._listed[folder] = entries
        return self._listed[folder]


def target(folder: str, href: str) -> str:
    """The path that a link on a page in ``folder`` means, as browsers read it; empty when it leads
    to no file of a site."""
    try:
        parts = urlsplit(href.strip().replace("\\", "/"))
    except ValueError:
        return ""
    if parts.scheme not in ("", "http", "https") or not parts.path:
        return ""
    path = unquote(parts.path)
    if "\0" in path:
        return ""
    if not parts.netloc and not path.startswith("/"):
        path = f"{folder}/{path}"
    out: list[str] = []
    for part in path.split("/"):
        if part == "..":
            del out[-1:]
        elif part not in ("", "."):
            out.append(part)
    return "/".join(out)
