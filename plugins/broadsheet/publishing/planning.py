"""What a publish has to do: the manifest of what was built beside that of what is live.

Nothing here asks a host. The order is that of readers: whatever a page leads to is there before
the page is, and goes after the last page that led to it has gone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from broadsheet.pages import urls
from broadsheet.publishing.manifest import File, Kept, Manifest, total


class Phase(IntEnum):
    """In this order files come. New pages are before changed ones, for nothing leads to them
    yet: a changed article may already name a person whose page is new."""

    ASSETS = 0
    NEW_ARTICLES = 1
    NEW_LISTS = 2
    ARTICLES = 3
    LISTS = 4


_NAMED_BY_CONTENT = re.compile(
    # The theme's files.
    r"(?!(?:\d{4}|sections|columns|people|photos|feeds|data|days|sitemaps)/)[^/]+/[0-9a-f]{12}/.+"
    r"|search/[^/]+/.+|search/(han|pinyin)-[^/]+\.js"
)
"""Files that never change under their name. A page that somebody opened an hour ago asks for those
of that hour, when it is searched in or drawn again; so they stay for a while."""
_ARTICLE = re.compile(r"\d{4}/\d\d/\d\d[^/]*/(?!index\.)[^/]+\.(html|json)")
_ASSET = re.compile(
    r".+\.(avif|css|gif|heic|ico|jpe?g|js|map|mp[34]|pdf|png|svg|tiff?|ttf|webp|woff2?)(\.gz|\.br)?"
)
_ENTRIES = frozenset({urls.DAYS_SCRIPT, urls.search_file("manifest.js")})
"""Scripts that lead to other files, as a list does."""


def is_named_by_content(path: str) -> bool:
    return bool(_NAMED_BY_CONTENT.fullmatch(path))


def phase(path: str, is_new: bool) -> Phase:
    """When a file is to come; ``is_new``: nothing lies at its address."""
    plain = path.removesuffix(".gz").removesuffix(".br")
    if plain not in _ENTRIES and (_ASSET.fullmatch(path) or is_named_by_content(path)):
        return Phase.ASSETS
    if _ARTICLE.fullmatch(plain):
        return Phase.NEW_ARTICLES if is_new else Phase.ARTICLES
    return Phase.NEW_LISTS if is_new else Phase.LISTS


@dataclass(frozen=True, slots=True)
class Plan:
    """``uploads`` in the order in which they come; ``deletions`` in that in which they go."""

    uploads: Mapping[str, File]
    phases: Mapping[str, Phase]
    replaced: frozenset[str]
    deletions: Mapping[str, File]
    after: Manifest
    """What the host holds in the end."""
    live: int
    """How many files are live before."""
    withdrawn: int
    """How many of those are no more part of the site. Files that are named by their content are not
    counted: others have taken their place."""

    @property
    def upload_size(self) -> int:
        return total(self.uploads.values())

    @property
    def is_empty(self) -> bool:
        return not self.uploads and not self.deletions

    @property
    def share_withdrawn(self) -> float:
        return self.withdrawn / self.live if self.live else 0.0

    def sparing(self, paths: Collection[str]) -> Plan:
        """The same, but what would be deleted at these paths stays: the site will have other files
        there. To be told, not to be carried out."""
        spared = self.deletions.keys() & set(paths)
        return replace(
            self,
            deletions={path: file for path, file in self.deletions.items() if path not in spared},
            withdrawn=self.withdrawn - len(spared),
        )

    def of_phase(self, wanted: Phase) -> list[str]:
        return [path for path in self.uploads if self.phases[path] == wanted]


def plan(
    built: Manifest,
    live: Manifest | None,
    now: dt.datetime,
    keep: dt.timedelta,
) -> Plan:
    """What is to be done so that a host that holds ``live`` (``None``: nothing of ours) holds what
    was built. Files that are named by their content stay for ``keep`` after their last page has
    gone, and longer, until the next publish."""
    live = live or Manifest({})
    there = live.everything()
    uploads = {path: file for path, file in built.files.items() if there.get(path) != file}
    phases = {path: phase(path, path not in there) for path in uploads}
    kept, deletions = dict[str, Kept](), dict[str, File]()
    for path, file in there.items():
        if path in built.files:
            continue
        since = live.kept[path].since if path in live.kept else now
        if is_named_by_content(path) and (path in live.files or now - since < keep):
            kept[path] = Kept(file, since)
        else:
            deletions[path] = file
    gone = [path for path in live.files if path not in built.files]
    return Plan(
        uploads=dict(sorted(uploads.items(), key=lambda item: _coming(phases[item[0]], item[0]))),
        phases=phases,
        replaced=frozenset(path for path in uploads if path in there),
        deletions=dict(sorted(deletions.items())),
        after=Manifest(built.files, kept),
        live=len(live.files),
        withdrawn=sum(not is_named_by_content(path) for path in gone),
    )


def _coming(phase: Phase, path: str) -> tuple[int, int, bool, str]:
    """Deep pages before the pages that lead to them; a folder's own page after its others."""
    return (phase, -path.count("/"), path.endswith("index.html"), path)
