"""One program's copy of the archive, and what is done to it between builds."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed.corpus import Paper, Source, paper
from benchmarks.speed.systems import System

ADDED = "\n\n改动一处。\n"


@dataclass(frozen=True, slots=True)
class Site:
    """``newest`` is the folder of the newest issue, ``oldest`` the file of an article of the
    oldest one, both from the site's folder; what they are at first is kept in ``kept``."""

    system: System
    folder: Path
    newest: Path
    oldest: Path

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def kept(self) -> Path:
        return self.folder / "kept"

    def reset(self, language: str) -> None:
        """As at first: nothing built, the newest issue not there, nothing changed.

        What was built is put aside until ``tidy``: for five minutes after many files were deleted
        ext4 looks at each of them again whenever it makes a file (``recently_deleted`` in
        fs/ext4/ialloc.c), which can double the time of a clean build.
        """
        self._shelf.mkdir(exist_ok=True)
        for path in (self.output, self.folder / "cache"):
            if path.exists():
                path.rename(self._shelf / f"{len(os.listdir(self._shelf))}")
        shutil.rmtree(self.folder / self.newest, ignore_errors=True)
        shutil.copy2(self.kept / "oldest.md", self.folder / self.oldest)
        self.system.set_up(self.folder, language)
        self.output.mkdir()

    @property
    def _shelf(self) -> Path:
        return self.folder / "shelf"

    def tidy(self) -> None:
        """Remove what was put aside."""
        shutil.rmtree(self._shelf, ignore_errors=True)

    def fill_cache(self) -> None:
        """Give a program whose clean builds leave no cache the one that its rebuilds would."""
        if self.system.build is self.system.rebuild:
            return
        filled = self.kept / "cache"
        if filled.exists():
            shutil.copytree(filled, self.folder / "cache")
            return
        print(f"{self.system.name} fills its cache", file=sys.stderr)
        command = self.system.rebuild(self.folder)
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(self.folder / "cache", filled)

    def add_issue(self) -> None:
        shutil.copytree(self.kept / "newest", self.folder / self.newest)

    def correct_article(self) -> None:
        with (self.folder / self.oldest).open("a", encoding="utf-8") as file:
            file.write(ADDED)

    def change_theme(self) -> None:
        """Every article's page has an attribute more."""
        template = self.folder / self.system.template
        text = template.read_text("utf-8")
        template.write_text(text.replace("<article", "<article data-changed", 1), "utf-8")


STEPS: dict[str, Callable[[Site], None]] = {
    "clean": lambda _: None,
    "unchanged": lambda _: None,
    "added": Site.add_issue,
    "corrected": Site.correct_article,
    "theme": Site.change_theme,
}
"""What is done before each build of a round, in order."""


def prepare(
    systems: Sequence[System], sources: Sequence[Source], folder: Path, key: str
) -> list[Site]:
    """Write each program's content below ``folder``, unless ``key`` says that it is there."""
    missing = [system for system in systems if not _is_whole(folder / system.name, key)]
    for system in missing:
        shutil.rmtree(folder / system.name, ignore_errors=True)
        system.content.begin(folder / system.name / "content")
    if missing:
        _write(missing, sources, folder)
    sites = []
    for system in systems:
        own = folder / system.name
        newest = Path("content", system.content.folder(sources[-1]))
        old = own / "content" / system.content.folder(sources[0])
        texts = (f for f in old.glob("*.md") if f.name not in ("issue.md", "_index.md"))
        site = Site(system, own, newest, min(texts).relative_to(own))
        if system in missing:
            site.kept.mkdir()
            (own / newest).rename(site.kept / "newest")
            shutil.copy2(own / site.oldest, site.kept / "oldest.md")
            (own / "whole").write_text(key, "utf-8")
        sites.append(site)
    return sites


def _is_whole(folder: Path, key: str) -> bool:
    file = folder / "whole"
    return file.exists() and file.read_text("utf-8") == key


def _write(systems: Sequence[System], sources: Sequence[Source], folder: Path) -> None:
    print(f"writing {len(sources)} issues for {len(systems)} programs", file=sys.stderr)
    for source in sources:
        read: Paper = paper(source)
        for system in systems:
            system.content.write(folder / system.name / "content", source, read)
