"""Pelican: posts with ``Title: …`` lines or as web pages; ``pelicanconf.py`` is never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypeGuard

from broadsheet.importing.notes import Note, Words, note
from broadsheet.importing.posts import front_matter, heads, instructions
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.addresses import pelican_address, pelican_slug
from broadsheet.importing.posts.config import read_settings_text
from broadsheet.importing.posts.front_matter import FrontMatter
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.posts.listing import list_posts
from broadsheet.importing.posts.moments import Moment, read_moment
from broadsheet.importing.posts.site import (
    MARKDOWN,
    NOWHERE,
    Base,
    Post,
    folder_of,
    is_post_file,
    joined,
    plain_target,
    suffix_of,
    unique,
    walk,
)
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.sources import Listing, Options

_CONFIG = "pelicanconf.py"
_TRIED = 20
"""How many files of a folder without settings are looked at to see whether they are posts."""
_DATED = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_ ]+(?P<rest>.+))?")
_OLD_MARK = re.compile(
    r"[{|](?P<kind>filename|static|attach|author|category|tag|index)[}|](?P<path>[^\s)\"'>]*)"
)
_AUTHORS = r"[;；]|,(?![^,;]*;)|[，、]"
_UNAVAILABLE = ("hidden", "draft", "skip")


@dataclass(frozen=True, slots=True)
class PelicanSite:
    """A Pelican folder with its settings; ``content`` and ``pages`` are relative to ``root``."""

    root: Path
    base: Base = NOWHERE
    content: str = ""
    pages: tuple[str, ...] = ("pages",)
    addresses: tuple[str, ...] = ("{slug}.html",)
    author: str = ""
    language: str = ""
    folder_is_category: bool = True
    category: str = "misc"
    slug_of_title: bool = True
    unicode_slugs: bool = False
    cased_slugs: bool = False
    slug_in_name: bool = False
    articles: tuple[str, ...] = ()

    def files(self) -> Iterator[str]:
        leave = [joined(self.content, page) for page in self.pages]
        above = tuple(f"{folder}/" for each in self.articles if (folder := self._below(each)))
        for path in walk(self.root, self.content, leave):
            if is_post_file(path) and (not above or path.startswith(above)):
                yield path

    def _below(self, folder: str) -> str:
        return joined(self.content, folder.strip("/"))

    def split(self, text: str) -> FrontMatter | None:
        if front_matter.is_page(text):
            return front_matter.split_page(text)
        return front_matter.split_meta(text)

    def refused(self, path: str, matter: FrontMatter) -> Words | None:
        del path
        return say.STANDING_PAGE if matter.text("type").casefold() == "page" else None

    def post(self, path: str, matter: FrontMatter, remarks: Remarks) -> Post:
        stem = PurePosixPath(path).stem
        dated = _DATED.fullmatch(stem)
        own = (dated["rest"] if dated else "") or stem
        moment = read_moment(matter.text("date") or (dated["date"] if dated else ""))
        below = path.removeprefix(f"{self.content}/") if self.content else path
        category = matter.text("category")
        if not category and self.folder_is_category and "/" in below:
            category = folder_of(below).rpartition("/")[2]
        tags = heads.listed(matter.values.get("tags", ""), "[,，、;；]")
        filed = heads.filed([category], tags)
        names = matter.values.get("authors", matter.values.get("author", self.author))
        authors = heads.listed(names, _AUTHORS)
        named = own if self.slug_in_name else ""
        address, *others = self._addresses(matter, moment, stem, named, category, authors, remarks)
        aliases = map(self.base.local, matter.items("aliases", "redirect_from", "alias"))
        status = matter.text("status").casefold()
        return Post(
            path=path,
            headline=heads.headline(matter, own, remarks),
            moment=moment,
            name=matter.text("slug") or own,
            address=address,
            others=unique([*others, *(f"/{each.lstrip('/')}" for each in aliases if each)]),
            deck=heads.plain(matter.text("subtitle", "deck")),
            section=filed.section,
            tags=filed.tags,
            byline=heads.byline(authors),
            summary=heads.plain(matter.text("summary", "description")),
            language=heads.language(matter, "", remarks),
            lead=heads.lead(matter),
            hidden=f"Status: {status}" if status in _UNAVAILABLE else "",
            unused_keys=heads.unused(matter),
        )

    def prepare(self, matter: FrontMatter, kept: Kept, remarks: Remarks) -> str:
        """``{filename}other.md`` and ``{static}/images/x.jpg`` as targets that are understood."""
        del kept, remarks

        def made(match: re.Match[str]) -> str:
            if not instructions.is_target(matter.body, match.start()):
                return match[0]
            if match["kind"] in ("filename", "static", "attach"):
                return f"file:{match['path']}"
            return f"ref:{{{match['kind']}}}{match['path']}"

        return _OLD_MARK.sub(made, matter.body)

    def places(self, target: str, post: Post) -> Iterator[str]:
        path = plain_target(target)
        if not path.startswith("/"):
            yield joined(folder_of(post.path), path)
            path = joined(folder_of(post.address).strip("/"), path)
        yield joined(self.content, path.lstrip("/"))

    def _addresses(
        self,
        matter: FrontMatter,
        moment: Moment | None,
        stem: str,
        slug: str,
        category: str,
        authors: list[str],
        remarks: Remarks,
    ) -> list[str]:
        """The post's address, empty where it is not known, and what its file was called. ``slug``
        is the one that the settings take from the file's name."""
        named = matter.text("title") if self.slug_of_title else stem
        values = {
            "slug": matter.text("slug") or slug or self._slug(heads.plain(named)),
            "category": self._slug(category or self.category),
            "author": self._slug(authors[0]) if authors else "",
            "lang": matter.text("lang") or self.language,
        }
        patterns = [
            matter.text(key) or each
            for key, each in zip(
                ("url", "save_as"), (*self.addresses, self.addresses[0]), strict=False
            )
        ]
        found = [pelican_address(each, moment, values) for each in patterns]
        if not found[0]:
            remarks.add(1, say.ADDRESS_UNKNOWN, reason=patterns[0])
        return [each or "" for each in found]

    def _slug(self, text: str) -> str:
        return pelican_slug(text, unicode=self.unicode_slugs, cased=self.cased_slugs)


Setting = str | bool | tuple[str, ...]


def read_python(text: str) -> Mapping[str, object]:
    """The plain values that a module gives to its names; nothing is run."""
    found: dict[str, object] = {}
    for node in ast.parse(text).body:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            targets = [node.target]
        value = getattr(node, "value", None)
        if not targets or not isinstance(value, ast.expr):
            continue
        try:
            literal = ast.literal_eval(value)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            continue
        found |= {each.id: literal for each in targets if isinstance(each, ast.Name)}
    return found


def _settings(source: Path) -> tuple[Mapping[str, object], list[Note]]:
    path = source / _CONFIG
    if not path.is_file():
        return {}, []
    text, notes = read_settings_text(path)
    try:
        return read_python(text or ""), notes
    except SyntaxError as error:
        said = note(path.as_posix(), error.lineno or 0, say.CONFIG, reason=error.msg)
    except (ValueError, MemoryError, RecursionError) as error:
        said = note(path.as_posix(), 0, say.CONFIG, reason=error)
    return {}, [*notes, said]


def _site(source: Path) -> tuple[PelicanSite, list[Note]]:
    settings, notes = _settings(source)

    def text(key: str, default: str = "") -> str:
        value = settings.get(key)
        return value if isinstance(value, str) else default

    content = joined("", text("PATH"))
    if not (source / content).is_dir() or ".." in text("PATH"):
        content = ""
    if not content and (source / _CONFIG).is_file() and (source / "content").is_dir():
        content = "content"
    pages = settings.get("PAGE_PATHS", ["pages"])
    articles = settings.get("ARTICLE_PATHS")
    base = Base.of(text("SITEURL"))
    if base.path:
        notes.append(note(source.as_posix(), 0, say.BASE_PATH, base=base.path))
    url = text("ARTICLE_URL", "{slug}.html")
    site = PelicanSite(
        root=source,
        base=base,
        content=content,
        pages=tuple(map(str, pages)) if _are_paths(pages) else ("pages",),
        addresses=(url, text("ARTICLE_SAVE_AS", url if url.endswith(".html") else "{slug}.html")),
        author=text("AUTHOR"),
        language=text("DEFAULT_LANG"),
        folder_is_category=settings.get("USE_FOLDER_AS_CATEGORY", True) is not False,
        category=text("DEFAULT_CATEGORY", "misc"),
        slug_of_title=text("SLUGIFY_SOURCE", "title") == "title",
        unicode_slugs=settings.get("SLUGIFY_USE_UNICODE") is True,
        cased_slugs=settings.get("SLUGIFY_PRESERVE_CASE") is True,
        slug_in_name="(?P<slug>" in text("FILENAME_METADATA"),
        articles=tuple(filter(None, map(str, articles))) if _are_paths(articles) else (),
    )
    return site, notes


def _are_paths(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    return isinstance(value, list | tuple)


@dataclass(frozen=True, slots=True)
class Pelican:
    name: str = "pelican"

    def recognises(self, source: Path) -> bool:
        if not source.is_dir() or (source / "content" / "issues").is_dir():
            return False
        if (source / _CONFIG).is_file():
            return True
        files = (path for path in walk(source) if suffix_of(path) in MARKDOWN)
        return any(_is_post(source / path) for path in islice(files, _TRIED))

    def list(self, source: Path, options: Options) -> Listing:
        site, notes = _site(source)
        return list_posts(site, options, notes)


def _is_post(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(2000).decode("utf-8-sig", "replace")
    except OSError:
        return False
    matter = None if head.startswith(("---", "+++", "{")) else front_matter.split_meta(head)
    return matter is not None and bool(matter.text("title") and matter.text("date"))


KIND = Pelican()
