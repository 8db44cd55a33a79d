"""Jekyll: ``_posts/2019-10-24-harvest.md``, ``_config.yml``, Liquid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from broadsheet.importing.notes import Note, Words, note
from broadsheet.importing.posts import front_matter, heads, liquid
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.addresses import jekyll_permalink
from broadsheet.importing.posts.config import inner, read_config
from broadsheet.importing.posts.front_matter import FrontMatter, Value, line
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.posts.listing import list_posts
from broadsheet.importing.posts.moments import Moment, read_moment
from broadsheet.importing.posts.site import (
    NOWHERE,
    Base,
    Post,
    folder_of,
    is_post_file,
    joined,
    plain_target,
    unique,
    walk,
)
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.sources import Listing, Options

_CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
_NAME = re.compile(r"(?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})-(?P<name>.+)")
_BLANK = r"\s+"


@dataclass(frozen=True, slots=True)
class JekyllSite:
    """A Jekyll folder with its settings. ``top`` is the folder of its contents below ``root``;
    ``defaults`` are values for posts below a folder, the last one that fits holding."""

    root: Path
    base: Base = NOWHERE
    top: str = ""
    permalink: str = "date"
    zone: str = ""
    authors: tuple[tuple[str, str], ...] = ()
    defaults: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    is_loose: bool = False

    def files(self) -> Iterator[str]:
        """Posts and drafts; where no folder is called ``_posts``, every file."""
        for path in walk(self.root, self.top):
            folders = path.split("/")[:-1]
            if is_post_file(path) and (self.is_loose or {"_posts", "_drafts"} & set(folders)):
                yield path

    def split(self, text: str) -> FrontMatter | None:
        return front_matter.split(text)

    def refused(self, path: str, matter: FrontMatter) -> Words | None:
        del path, matter
        return None

    def post(self, path: str, matter: FrontMatter, remarks: Remarks) -> Post:
        matter = self._with_defaults(path, matter)
        stem = PurePosixPath(path).stem
        match = _NAME.fullmatch(stem)
        name = match["name"] if match else stem
        written = matter.text("date")
        moment = self._here(read_moment(written or (match["date"] if match else "")))
        categories = self._categories(path, matter)
        tags = heads.listed(matter.values.get("tags", matter.values.get("tag", "")), _BLANK)
        filed = heads.filed(categories, tags)
        authors = heads.listed(
            matter.values.get("author", matter.values.get("authors", "")), "[,，、;；]"
        )
        others = (self.base.local(each) for each in matter.items("redirect_from", "aliases"))
        is_draft = "_drafts" in path.split("/") or heads.is_true(matter, "draft")
        hidden = "_drafts" if is_draft else ""
        if heads.is_false(matter, "published"):
            hidden = "published: false"
        return Post(
            path=path,
            headline=heads.headline(matter, name, remarks),
            moment=moment,
            name=matter.text("slug") or name,
            address=self._address(matter, moment, name, categories, remarks),
            others=unique(f"/{each.lstrip('/')}" for each in others if each),
            deck=heads.plain(matter.text("subtitle", "deck")),
            section=filed.section,
            tags=filed.tags,
            byline=heads.byline(authors, dict(self.authors)),
            summary=heads.plain(matter.text("excerpt", "summary", "description")),
            language=heads.language(matter, "", remarks),
            lead=heads.lead(matter),
            hidden=hidden,
            unused_keys=heads.unused(matter),
        )

    def prepare(self, matter: FrontMatter, kept: Kept, remarks: Remarks) -> str:
        site: dict[str, Value] = dict(self.variables)
        scope = liquid.Scope(matter.values, site)
        return liquid.prepare(matter.body, matter.body_line, scope, kept, remarks)

    def places(self, target: str, post: Post) -> Iterator[str]:
        path = plain_target(target)
        if path.startswith("/"):
            yield joined(self.top, path.lstrip("/"))
            return
        yield joined(folder_of(post.path), path)
        yield joined(self.top, joined(folder_of(post.address).strip("/"), path))
        yield joined(self.top, path)

    def _here(self, moment: Moment | None) -> Moment | None:
        """The moment on the site's own clock, where the settings name it."""
        if moment is None or moment.at.tzinfo is None or not self.zone:
            return moment
        return replace(moment, at=moment.at.astimezone(ZoneInfo(self.zone)))

    def _with_defaults(self, path: str, matter: FrontMatter) -> FrontMatter:
        values: dict[str, Value] = {}
        below = path.removeprefix(f"{self.top}/") if self.top else path
        for scope, pairs in self.defaults:
            if not scope or below.startswith(f"{scope}/"):
                values |= dict(pairs)
        return replace(matter, values={**values, **matter.values}) if values else matter

    def _categories(self, path: str, matter: FrontMatter) -> list[str]:
        """Folders above ``_posts``, then those of the head; a text is cut at its spaces."""
        below = path.removeprefix(f"{self.top}/") if self.top else path
        above = below.split("/")[:-1]
        above = above[: above.index("_posts")] if "_posts" in above else []
        category = matter.text("category")
        own = heads.listed(matter.values.get("categories", ""), _BLANK)
        return list(unique([*above, category, *own]))

    def _address(
        self,
        matter: FrontMatter,
        moment: Moment | None,
        name: str,
        categories: list[str],
        remarks: Remarks,
    ) -> str:
        pattern = matter.text("permalink") or self.permalink
        own = jekyll_permalink(pattern, moment, matter.text("slug") or name, categories)
        if own is None:
            remarks.add(1, say.ADDRESS_UNKNOWN, reason=pattern)
        return own or ""


def _site(source: Path) -> tuple[JekyllSite, list[Note], list[str]]:
    settings: Mapping[str, Value] = {}
    notes: list[Note] = []
    config = next((source / name for name in _CONFIGS if (source / name).is_file()), None)
    if config:
        settings, notes = read_config(config)
    top = line(settings.get("source", "")).strip("./")
    if ".." in top or not (source / top).is_dir():
        top = ""
    zone = line(settings.get("timezone", ""))
    try:
        if zone:
            ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place = config.as_posix() if config else source.as_posix()
        notes.append(note(place, 0, say.CONFIG, reason=f"timezone {zone}"))
        zone = ""
    base = Base.of(line(settings.get("url", "")), line(settings.get("baseurl", "")))
    if base.path:
        notes.append(note(source.as_posix(), 0, say.BASE_PATH, base=base.path))
    has_posts = any("_posts" in path.split("/") for path in walk(source, top))
    site = JekyllSite(
        root=source,
        base=base,
        top=top,
        permalink=line(settings.get("permalink", "")) or "date",
        zone=zone,
        authors=_authors(source / top),
        defaults=_defaults(settings.get("defaults", "")),
        variables=tuple((key, line(value)) for key, value in settings.items() if line(value)),
        is_loose=not has_posts,
    )
    return site, notes, front_matter.names(settings.get("collections", ""))


def _not_taken(site: JekyllSite, collections: Iterable[str]) -> Iterator[Note]:
    """A note for each collection that is not of posts, for which the old site had pages."""
    for name in collections:
        folder = joined(site.top, f"_{name}")
        if name in ("posts", "drafts") or site.is_loose:
            continue
        count = sum(is_post_file(path) for path in walk(site.root, folder))
        if count:
            place = (site.root / folder).as_posix()
            yield note(place, 0, say.COLLECTION, count=count, name=name)


def _authors(top: Path) -> tuple[tuple[str, str], ...]:
    """Names behind the short names of ``_data/authors.yml``."""
    path = top / "_data" / "authors.yml"
    if not path.is_file():
        return ()
    values, _notes = read_config(path)
    names = ((key, line(inner(values, key).get("name", ""))) for key in values)
    return tuple((key, name) for key, name in names if name)


def _defaults(value: Value) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The texts of ``defaults`` that are for posts, by folder."""
    found = []
    for each in value if isinstance(value, list) else []:
        if not isinstance(each, dict):
            continue
        scope = inner(each, "scope")
        values = inner(each, "values")
        if line(scope.get("type", "")) in ("", "posts"):
            texts = tuple((key, text) for key, item in values.items() if (text := line(item)))
            found.append((line(scope.get("path", "")).strip("/"), texts))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Jekyll:
    name: str = "jekyll"

    def recognises(self, source: Path) -> bool:
        if source.name == "_posts" and source.is_dir():
            return True
        has_config = any((source / name).is_file() for name in _CONFIGS)
        return (source / "_posts").is_dir() or (has_config and not (source / "content").is_dir())

    def list(self, source: Path, options: Options) -> Listing:
        site, notes, collections = _site(source)
        return list_posts(site, options, [*notes, *_not_taken(site, collections)])


KIND = Jekyll()
