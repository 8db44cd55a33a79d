"""What the changed issues touch: the pages of several issues that show anything of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from broadsheet.archive import Archive
from broadsheet.catalog import Catalog
from broadsheet.pages.index_pages import (
    ALWAYS,
    Calendars,
    judged_around,
    neighbours_of_changed,
)
from broadsheet.working import IssueDone


class Touched:
    """Gathers while issues are put into the catalog. ``keys`` are those of index pages, ``fronts``
    folders of issues to be seen, ``days`` those of changed issues."""

    def __init__(self, catalog: Catalog, archive: Archive, anew: bool) -> None:
        self._catalog = catalog
        self._archive = archive
        self._anew = anew
        self._calendars = Calendars.of(archive)
        self._places: set[str] = set()
        self._names: dict[str, str] = {}
        self.keys: set[str] = set(ALWAYS) if anew else set()
        self.fronts: set[str] = set()
        self.days: set[dt.date] = set()

    def leave(self, folder: str) -> None:
        """Note what shows an issue that is to go: index pages and its neighbours in time."""
        self._touch(self._catalog.touches(folder))
        if sort := self._catalog.sort_of(folder):
            self._places.add(sort)
            self.days.add(dt.date.fromisoformat(sort[:10]))

    def put(self, done: IssueDone, folder: str) -> None:
        """Put what came of an issue into the catalog, and note what it touches."""
        before = self._catalog.face_of(folder)
        self._touch(self._catalog.touches(folder))
        self._touch(done.touches)
        if done.packed is None:
            return
        self._catalog.put_issue(done.packed)
        if done.is_visible:
            self.fronts.add(folder)
        after = self._catalog.face_of(folder)
        if before != after:
            self._places |= {face.sort for face in (before, after) if face}

    def _touch(self, keys: Iterable[str]) -> None:
        """Keys that an issue touches, before anything of it changes in the catalog."""
        new = set(keys) - self.keys
        self.keys |= new
        if self._anew:
            return
        for key in new:
            if key.startswith("topic:"):
                _, kind, slug = key.split(":")
                self._names[key] = self._archive.topic_name(kind, slug)

    def all_fronts(self) -> list[str]:
        """Folders of changed issues and of their neighbours in time, in order."""
        neighbours = (self._catalog.neighbour_folders(place) for place in self._places)
        return sorted(self.fronts.union(*neighbours))

    def all_keys(self, forced: Iterable[str], is_less: bool) -> list[str]:
        """Keys of all index pages to render, in order. ``forced`` are those whose files were found
        damaged; ``is_less``: an issue is gone."""
        keys = self.keys | set(forced)
        keys |= neighbours_of_changed(self._calendars, Calendars.of(self._archive))
        if not self._anew:
            keys |= judged_around(self._archive, self._places)
        keys |= self._renamed()
        if is_less or self.fronts or keys:
            keys |= {"home", "feed", "sitemap"} & set(ALWAYS)
        return sorted(keys)

    def _renamed(self) -> set[str]:
        """Keys of all years of the topics whose name has come to be written otherwise.

        Spellings that differ in case share an address, and its pages show one of them. A site that
        is made anew has all years of all topics among its keys.
        """
        found: set[str] = set()
        for key, before in self._names.items():
            _, kind, slug = key.split(":")
            if self._archive.topic_name(kind, slug) != before:
                years = self._archive.topic_years(kind, slug)
                found |= {f"topic-year:{kind}:{slug}:{year:04d}" for year in years}
        return found
