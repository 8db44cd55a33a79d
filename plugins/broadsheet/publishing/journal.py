"""What a publish has begun on a host without releases, written there before readers see any of it.

Everything is uploaded beside the site first. Then the journal is written: from that moment on the
publish counts, and whoever comes next, from whatever computer, carries it out to its end; all of it
may be done twice. A journal that is not whole was never begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from broadsheet.publishing.manifest import (
    OTHER_VERSION,
    OWN_FOLDER,
    ManifestError,
    begins_with,
    sealed,
    unsealed,
)
from broadsheet.publishing.planning import Phase

JOURNAL = f"{OWN_FOLDER}/journal.txt"
TITLE = "broadsheet journal 1"


@dataclass(frozen=True, slots=True)
class Journal:
    """``arrivals`` are moved into place, those of one phase after those of another, then the
    manifest of ``edition``; then ``departures`` are deleted."""

    edition: str
    arrivals: tuple[tuple[Phase, str], ...]
    departures: tuple[str, ...]

    def of_phase(self, wanted: Phase) -> list[str]:
        return [path for phase, path in self.arrivals if phase == wanted]

    def text(self) -> str:
        lines = [TITLE, f"edition {self.edition}"]
        lines += [f"put {int(phase)} {path}" for phase, path in self.arrivals]
        lines += [f"delete {path}" for path in self.departures]
        return sealed("".join(f"{line}\n" for line in lines))

    @classmethod
    def parse(cls, data: bytes) -> Journal:
        """Raises ``ManifestError`` where it is not whole."""
        title, *lines = unsealed(data).removesuffix("\n").split("\n")
        if title != TITLE:
            raise ManifestError(OTHER_VERSION)
        edition, arrivals, departures = "", [], []
        for line in lines:
            word, _, rest = line.partition(" ")
            if word == "edition":
                edition = rest
            elif word == "put":
                phase, _, path = rest.partition(" ")
                arrivals.append((Phase(int(phase)), path))
            elif word == "delete":
                departures.append(rest)
            else:
                raise ManifestError(begins_with(word))
        return cls(edition, tuple(arrivals), tuple(departures))

    def in_the_way(self) -> list[str]:
        """Departures that lie where a folder is to be, or whose folder lies where a file is."""
        arriving = {path for _, path in self.arrivals}
        above = {path[:at] for path in arriving for at in _slashes(path)}
        return [
            path
            for path in self.departures
            if path in above or any(path[:at] in arriving for at in _slashes(path))
        ]

    def folders_in_the_way(self) -> list[str]:
        """Folders of departures where a file is to be."""
        arriving = {path for _, path in self.arrivals}
        found = {path[:at] for path in self.departures for at in _slashes(path)}
        return sorted(found & arriving)


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Every folder in which one of the files lies, at any depth."""
    return frozenset(path[:at] for path in paths for at in _slashes(path))


def _slashes(path: str) -> list[int]:
    return [at for at, sign in enumerate(path) if sign == "/"]


def emptied(departures: Sequence[str], remaining: frozenset[str]) -> list[str]:
    """The topmost folders in which nothing of ours remains. ``remaining`` are all folders in which
    something does."""
    found: set[str] = set()
    for path in departures:
        for at in _slashes(path):
            if path[:at] not in remaining:
                found.add(path[:at])
                break
    return sorted(found)
