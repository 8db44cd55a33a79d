"""What a post's text needs of its site: files of pictures, and where links lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from broadsheet.importing.drafts import DraftPicture, Figure
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.links import old_address
from broadsheet.importing.posts.site import Post, Site, file_inside, folder_of, plain_target
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.photos.inspecting import PICTURE_SUFFIXES
from broadsheet.problems import Language
from broadsheet.reading.sanitising import Leads, read_address

_PICTURE_WORD: Mapping[Language, str] = {"zh": "图片", "en": "Picture"}
_SHOWN_NAMES = 8


class Desk:
    """The pictures and links of one post. What is missing or unsure goes into ``remarks``."""

    def __init__(
        self,
        site: Site,
        post: Post,
        links: Mapping[str, str],
        remarks: Remarks,
        language: Language,
    ) -> None:
        self._remarks = remarks
        self._site = site
        self._post = post
        self._links = links
        self._language = language
        self._shown: set[Path] = set()

    @property
    def remarks(self) -> Remarks:
        return self._remarks

    # --- pictures

    def picture(self, target: str, words: str, line: int) -> DraftPicture | str | None:
        """A picture of the source; the address of one that lies elsewhere; ``None`` when it is
        nowhere and has no words. One without a file keeps its words."""
        if target.startswith("data:"):
            self._remarks.add(line, say.PICTURE_FORMAT, name="data:")
            return DraftPicture("", b"", words) if words else None
        local = self._local(target)
        if local is None:
            return self._remote(target, line)
        name = PurePosixPath(plain_target(local)).name
        words = "" if _is_no_cutline(words, name) else " ".join(words.split())
        if PurePosixPath(name).suffix.lower() not in PICTURE_SUFFIXES:
            self._remarks.add(line, say.PICTURE_FORMAT, name=target)
            return DraftPicture(name, b"", words) if words else None
        for place in self._site.places(local, self._post):
            found = file_inside(self._site.root, place)
            if found is not None:
                self._shown.add(found)
                return DraftPicture(name, found, words)
        self._remarks.add(line, say.PICTURE_MISSING, name=target)
        return DraftPicture(name, b"", words) if words else None

    def picture_word(self) -> str:
        """What a link to a picture is called that has no words of its own."""
        return _PICTURE_WORD[self._language]

    def _local(self, target: str) -> str | None:
        target = target.strip()
        if target.startswith("file:"):
            return target.removeprefix("file:")
        return self._site.base.local(target)

    def _remote(self, target: str, line: int) -> str | None:
        self._remarks.add(line, say.PICTURE_REMOTE, name=target)
        address = read_address(target)
        return address.href if address.leads is Leads.OUTSIDE else None

    def lead(self) -> Figure | None:
        """The picture that announces the post, unless the text shows it."""
        lead = self._post.lead
        if lead is None:
            return None
        shown = set(self._shown)
        found = self.picture(lead.target, lead.cutline, 1)
        if not isinstance(found, DraftPicture) or found.data == b"" or found.data in shown:
            return None
        return Figure((found,))

    def name_unused(self) -> None:
        """Name the pictures of a bundle that the post does not show."""
        folder = folder_of(self._post.path)
        if not folder or not PurePosixPath(self._post.path).name.startswith("index."):
            return
        there = sorted((self._site.root / folder).iterdir())
        pictures = [each for each in there if each.suffix.lower() in PICTURE_SUFFIXES]
        names = [each.name for each in pictures if each not in self._shown and each.is_file()]
        if names:
            more = f" … (+{len(names) - _SHOWN_NAMES})" if len(names) > _SHOWN_NAMES else ""
            shown = ", ".join(names[:_SHOWN_NAMES]) + more
            self._remarks.add(0, say.PICTURES_UNUSED, names=shown)

    # --- links

    def link(self, target: str, line: int) -> str | None:
        """What to write for a link's target; ``None`` where only its words can stay."""
        target = target.strip()
        if target in self._links:
            return self._links[target]
        if re.match("(?:post|ref):", target):
            self._remarks.add(line, say.LINK_LOST, target=target.partition(":")[2])
            return None
        if target.startswith("file:"):
            path = target.removeprefix("file:")
            return self._old(f"/{path.lstrip('/')}", line, path)
        return self._address(target, line)

    def _address(self, target: str, line: int) -> str | None:
        address = read_address(target)
        own = self._post.address
        is_of_web = address.leads in (Leads.OUTSIDE, Leads.LOCAL)
        old = old_address(target, self._site.base, own) if is_of_web else None
        if address.leads is Leads.SAME_PAGE:
            self._remarks.add(line, say.LINK_IN_PAGE)
            return None
        if address.leads is Leads.MAIL_OR_PHONE or (address.leads is Leads.OUTSIDE and not old):
            return address.href
        return self._old(old, line, target)

    def _old(self, path: str | None, line: int, target: str) -> str | None:
        """An address of the old site, which an alias or a page of the new one may answer."""
        if not path or not _is_sound(path):
            self._remarks.add(line, say.LINK_LOST, target=target)
            return None
        self._remarks.add(line, say.LINK_OLD, target=path)
        return path


def _is_sound(path: str) -> bool:
    try:
        urlsplit(path)
    except ValueError:
        return False
    return path.startswith("/") and not path.startswith("//") and ".." not in path.split("/")


def _is_no_cutline(words: str, name: str) -> bool:
    """Whether a picture's words only repeat its name, or say that it is a picture."""
    plain = words.strip().casefold()
    names = {name.casefold(), PurePosixPath(name).stem.casefold()}
    return plain in names or plain in {
        "image",
        "img",
        "picture",
        "photo",
        "图片",
        "alt text",
        "alt",
    }
