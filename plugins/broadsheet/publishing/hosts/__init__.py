"""Hosts: what a publish asks of each, and a module for every way to speak to one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from broadsheet.publishing.manifest import Manifest
from broadsheet.publishing.planning import Plan


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an upload is: files and bytes, of how many."""

    files: int
    size: int
    of_files: int
    of_size: int


Tell = Callable[[Progress], None]


class Host(Protocol):
    """A place that readers get the site from.

    All may raise ``HostError`` when the host does not do what it is asked, and ``BuildError`` when
    the reason is another."""

    def held(self) -> AbstractContextManager[None]:
        """Nobody else publishes there meanwhile. What an interrupted publish has left is brought
        to its end first. Raises ``BuildError`` naming who holds it."""

    def live(self, built: Manifest, force: bool) -> Manifest | None:
        """What readers get there now; ``None`` where there is nothing of ours. ``built`` spares
        reading what is the same. Raises ``BuildError`` when that cannot be read, unless
        ``force``."""

    def carry_out(self, plan: Plan, folder: Path, tell: Tell) -> None:
        """Put in place what was planned; ``folder`` has the files that were built."""

    def roll_back(self) -> str:
        """Back to what was there before the last publish; answers which that is."""
