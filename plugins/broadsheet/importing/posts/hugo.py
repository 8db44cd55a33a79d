"""Hugo: ``content/posts/harvest.md``, page bundles, ``static/``, permalinks of the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from broadsheet.importing.notes import Note, Words, note
from broadsheet.importing.posts import front_matter, heads, shortcodes
from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.addresses import hugo_path, hugo_permalink
from broadsheet.importing.posts.config import inner, merged, read_config
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

_CONFIGS = tuple(
    f"{name}.{suffix}" for name in ("hugo", "config") for suffix in ("toml", "yaml", "yml", "json")
)
_DATED = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-_ ]+(?P<rest>.+))?")
_LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<language>[a-z]{2}(?:-[A-Za-z]{2,4})?)")
_INDEXES = ("index.md", "index.markdown", "index.html")
_DATE_KEYS = ("date", "publishdate", "pubdate", "published")


@dataclass(frozen=True, slots=True)
class HugoSite:
    """A Hugo folder with its settings. ``content`` is the folder of its texts, ``static`` those of
    its files, all relative to ``root``; ``folders`` are the content folders of languages."""

    root: Path
    base: Base = NOWHERE
    content: str = "content"
    static: tuple[str, ...] = ("static",)
    permalinks: tuple[tuple[str, str], ...] = ()
    ugly: bool = False
    lower: bool = True
    language: str = ""
    languages: frozenset[str] = frozenset()
    folders: tuple[tuple[str, str], ...] = ()
    language_below: bool = False

    def files(self) -> Iterator[str]:
        for path in walk(self.root, self.content):
            name = PurePosixPath(path).name
            if is_post_file(path) and not name.startswith("_index."):
                yield path

    def split(self, text: str) -> FrontMatter | None:
        return front_matter.split(text)

    def refused(self, path: str, matter: FrontMatter) -> Words | None:
        where = self._place(path)
        if where.is_resource:
            return say.BUNDLED
        kind = matter.text("type", "layout").casefold()
        if kind in ("page", "about", "search", "archives"):
            return say.STANDING_PAGE
        is_post = kind in ("post", "posts") or _DATED.match(where.name)
        if self.content and not where.section and not is_post:
            return say.STANDING_PAGE
        return None

    def post(self, path: str, matter: FrontMatter, remarks: Remarks) -> Post:
        where = self._place(path)
        dated = _DATED.fullmatch(where.name)
        moment = self._moment(matter, dated["date"] if dated else "")
        filed = heads.filed(
            matter.items("categories", "category"),
            matter.items("tags", "tag"),
            matter.items("series"),
        )
        own = (dated["rest"] if dated else "") or where.name
        address = self._address(where, matter, moment, remarks)
        return Post(
            path=path,
            headline=heads.headline(matter, own, remarks),
            moment=moment,
            name=matter.text("slug") or own,
            address=address,
            others=_below(address, matter.items("aliases")),
            weight=_number(matter.text("weight")),
            deck=heads.plain(matter.text("subtitle", "deck")),
            section=filed.section,
            tags=filed.tags,
            byline=heads.byline(matter.items("authors", "author")),
            summary=heads.plain(matter.text("summary", "description", "excerpt")),
            language=heads.language(matter, where.language, remarks),
            lead=heads.lead(matter),
            hidden="draft: true" if heads.is_true(matter, "draft") else "",
            publish=heads.moment(matter, "publishdate", remarks),
            expiry=heads.moment(matter, "expirydate", remarks),
            unused_keys=heads.unused(matter),
        )

    def _moment(self, matter: FrontMatter, named: str) -> Moment | None:
        texts = [text for key in _DATE_KEYS if (text := matter.text(key))]
        if not texts:
            return read_moment(named) if named else None
        return next(filter(None, map(read_moment, texts)), None)

    def prepare(self, matter: FrontMatter, kept: Kept, remarks: Remarks) -> str:
        return shortcodes.prepare(matter.body, matter.body_line, kept, remarks)

    def places(self, target: str, post: Post) -> Iterator[str]:
        path = plain_target(target)
        folder = folder_of(post.path)
        if not path.startswith("/"):
            yield joined(folder, path)
            below = joined(post.address.strip("/"), path)
            yield from (joined(each, below) for each in self.static)
            yield joined(self.content, below)
        yield from (joined(each, path.lstrip("/")) for each in (*self.static, "assets"))
        yield joined(self.content, path.lstrip("/"))
        if post.address and path.startswith(post.address):
            yield joined(folder, path[len(post.address) :])

    def _place(self, path: str) -> _Place:
        """Where a file lies among the contents."""
        below = path.removeprefix(f"{self.content}/") if self.content else path
        language = ""
        for name, folder in self.folders:
            if path.startswith(f"{folder}/"):
                language, below = name, path.removeprefix(f"{folder}/")
        *folders, file = below.split("/")
        stem = PurePosixPath(file).stem
        match = _LANGUAGE.fullmatch(stem)
        if match and (match["language"] in self.languages or stem.startswith("index.")):
            stem, language = match["stem"], match["language"]
        if stem == "index" and folders:
            return _Place(tuple(folders[:-1]), folders[-1], language)
        return _Place(tuple(folders), stem, language, is_resource=self._is_bundled(path))

    def _is_bundled(self, path: str) -> bool:
        """Whether a folder above is one post's: it has an ``index.md``."""
        folder = folder_of(path)
        while folder and folder != self.content:
            if any((self.root / folder / name).is_file() for name in _INDEXES):
                return True
            folder = folder_of(folder)
        return False

    def _address(
        self, where: _Place, matter: FrontMatter, moment: Moment | None, remarks: Remarks
    ) -> str:
        own = self._own(where, matter, moment)
        if own is None:
            pattern = matter.text("url") or dict(self.permalinks).get(where.section, "")
            remarks.add(1, say.ADDRESS_UNKNOWN, reason=pattern)
        return own or ""

    def _own(self, where: _Place, matter: FrontMatter, moment: Moment | None) -> str | None:
        prefix = ""
        if where.language and (self.language_below or where.language != self.language):
            prefix = f"/{where.language.lower()}" if where.language in self.languages else ""
        slug = matter.text("slug")
        values = {
            "section": self._path(where.section),
            "sections": "/".join(map(self._path, where.folders)),
            "title": self._path(heads.plain(matter.text("title"))),
            "slug": self._path(slug or heads.plain(matter.text("title"))),
            "filename": self._path(where.name),
            "slugorfilename": self._path(slug or where.name),
            "contentbasename": self._path(where.name),
            "slugorcontentbasename": self._path(slug or where.name),
        }
        url = matter.text("url")
        if url:
            made = hugo_permalink(url, moment, values) if ":" in url else url
            if made and not made.startswith("/"):
                made = f"/{made}"
            return made
        pattern = dict(self.permalinks).get(where.section)
        if pattern:
            made = hugo_permalink(pattern, moment, values)
            return f"{prefix}{made}" if made else None
        parts = [*map(self._path, where.folders), values["slugorfilename"]]
        return f"{prefix}/{'/'.join(filter(None, parts))}{'.html' if self.ugly else '/'}"

    def _path(self, text: str) -> str:
        return hugo_path(text, lower=self.lower)


@dataclass(frozen=True, slots=True)
class _Place:
    """The folders above a post within the contents, and its name without suffixes."""

    folders: tuple[str, ...]
    name: str
    language: str
    is_resource: bool = False

    @property
    def section(self) -> str:
        return self.folders[0] if self.folders else ""


def _below(address: str, aliases: Iterable[str]) -> tuple[str, ...]:
    """Aliases from the site's root; those without a slash are beside the address."""
    parent = folder_of(address.rstrip("/"))
    return unique(each if each.startswith("/") else f"{parent}/{each}" for each in aliases)


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else 0


def _site(source: Path) -> tuple[HugoSite, list[Note]]:
    settings, notes = _settings(source)
    content = line(settings.get("contentdir", "")) or "content"
    if not (source / content).is_dir() or ".." in content.split("/"):
        content = "content" if (source / "content").is_dir() else ""
    static = front_matter.items(settings.get("staticdir", "")) or ["static"]
    languages = inner(settings, "languages")
    folders = {
        name: line(each.get("contentdir", "")).strip("/")
        for name, each in languages.items()
        if isinstance(each, dict)
    }
    base = Base.of(line(settings.get("baseurl", "")))
    if base.path:
        notes.append(note(source.as_posix(), 0, say.BASE_PATH, base=base.path))
    permalinks = inner(settings, "permalinks")
    pages = inner(permalinks, "page")
    flat = {key: line(value) for key, value in (pages or permalinks).items() if line(value)}
    site = HugoSite(
        root=source,
        base=base,
        content=content.strip("/"),
        static=tuple(each for each in static if ".." not in each.split("/")),
        permalinks=tuple(sorted(flat.items())),
        ugly=line(settings.get("uglyurls", "")) == "true",
        lower=line(settings.get("disablepathtolower", "")) != "true",
        language=line(settings.get("defaultcontentlanguage", "")) or "en",
        languages=frozenset(languages),
        folders=tuple((name, folder) for name, folder in folders.items() if folder),
        language_below=line(settings.get("defaultcontentlanguageinsubdir", "")) == "true",
    )
    return site, notes


def _settings(source: Path) -> tuple[Mapping[str, Value], list[Note]]:
    found: dict[str, Value] = {}
    notes: list[Note] = []
    names = [name for name in _CONFIGS if (source / name).is_file()][:1]
    folder = source / "config" / "_default"
    if folder.is_dir() and not folder.is_symlink():
        names += sorted(f"config/_default/{each.name}" for each in folder.iterdir())
    for name in names:
        path = source / name
        if path.suffix not in (".toml", ".yaml", ".yml", ".json"):
            continue
        values, said = read_config(path)
        notes += said
        whole = path.stem in ("hugo", "config")
        found = merged(found, values if whole else {path.stem.split(".")[0].lower(): values})
    return found, notes


@dataclass(frozen=True, slots=True)
class Hugo:
    name: str = "hugo"

    def recognises(self, source: Path) -> bool:
        if not (source / "content").is_dir():
            return False
        has_config = any((source / name).is_file() for name in _CONFIGS)
        return has_config or (source / "config" / "_default").is_dir()

    def list(self, source: Path, options: Options) -> Listing:
        site, notes = _site(source)
        return list_posts(site, options, notes)


KIND = Hugo()
