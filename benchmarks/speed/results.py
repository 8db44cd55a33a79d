"""What was measured, kept as JSON, and the middle of several runs."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """One build. ``wall`` and ``cpu`` in seconds, ``memory`` in MB of all processes together;
    files of the content that were read (``None``: not traced) and files of the output written."""

    articles: int
    round: int
    system: str
    step: str
    wall: float
    cpu: float
    memory: float
    written: int
    read: int | None = None

    def followed_by(self, other: Run) -> Run:
        """This run and one after it, as one."""
        return replace(
            self,
            system=f"{self.system}+{other.system}",
            wall=self.wall + other.wall,
            cpu=self.cpu + other.cpu,
            memory=max(self.memory, other.memory),
            written=self.written + other.written,
            read=self.read,
        )


@dataclass(slots=True)
class Results:
    """``about`` describes machine, versions and corpus, a line each; ``traced`` are the runs that
    told which files were read, whose times mean nothing."""

    about: dict[str, str]
    runs: list[Run] = field(default_factory=list)
    traced: list[Run] = field(default_factory=list)

    @property
    def sizes(self) -> list[int]:
        return sorted({run.articles for run in self.runs})

    def of(self, articles: int, system: str, step: str) -> dict[int, Run]:
        """Runs by round; ``hugo+pagefind`` is one followed by the other."""
        first, _, second = system.partition("+")
        found = {
            run.round: run
            for run in self.runs
            if (run.articles, run.system, run.step) == (articles, first, step)
        }
        if not second:
            return found
        after = self.of(articles, second, step)
        return {at: run.followed_by(after[at]) for at, run in found.items() if at in after}

    def read(self, articles: int, system: str, step: str) -> int | None:
        wanted = (articles, system, step)
        counts = (r.read for r in self.traced if (r.articles, r.system, r.step) == wanted)
        return next(counts, None)

    def save(self, file: Path) -> None:
        """Replace the file whole."""
        new = file.with_suffix(".new")
        new.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), "utf-8")
        new.replace(file)


def load(files: Iterable[Path]) -> Results:
    """Several files as one. A round is told apart by its file; descriptions that differ are both
    kept, so that a table never hides that it mixes machines."""
    whole = Results({})
    for number, file in enumerate(files):
        raw = json.loads(file.read_text("utf-8"))
        for name, value in raw["about"].items():
            known = whole.about.get(name)
            if known is None or value in known.split("; "):
                whole.about[name] = known or value
            else:
                whole.about[name] = f"{known}; {value}"
        for runs, found in ((whole.runs, raw["runs"]), (whole.traced, raw["traced"])):
            read = (Run(**each) for each in found)
            runs += [replace(run, round=run.round + number * 1_000) for run in read]
    return whole


@dataclass(frozen=True, slots=True)
class Middle:
    """Median, least and most of some runs."""

    median: float
    least: float
    most: float
    count: int


def middle(values: Sequence[float]) -> Middle | None:
    """``None`` where there are no values."""
    if not values:
        return None
    return Middle(statistics.median(values), min(values), max(values), len(values))


def ratio(ours: dict[int, Run], theirs: dict[int, Run], quantity: str) -> Middle | None:
    """Ours divided by theirs, round by round: what slows a round down slows both."""
    both = sorted(ours.keys() & theirs.keys())
    return middle([getattr(ours[at], quantity) / getattr(theirs[at], quantity) for at in both])
