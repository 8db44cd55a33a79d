"""The rounds of a benchmark: each step is done by all programs, one right after another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.speed import machine, tracing
from benchmarks.speed.measuring import files_written, measure
from benchmarks.speed.results import Results, Run
from benchmarks.speed.sites import STEPS, Site
from benchmarks.speed.systems import PROJECT, Command

INDEXING = 0.15
"""Megabytes of memory that Pagefind takes an article (2,970 for 19,876 of them)."""
ENVIRONMENT = {"PYTHONPATH": str(PROJECT / "plugins"), "PYTHONUTF8": "1"}


class Rounds:
    """Measures an archive of one size. ``file`` is written anew after every run."""

    def __init__(self, articles: int, language: str, results: Results, file: Path) -> None:
        self.articles = articles
        self.language = language
        self.results = results
        self.file = file

    def run(self, sites: Sequence[Site], steps: Sequence[str], number: int) -> None:
        """One round; another program begins in each, so that none has always the same one
        before it."""
        for step in steps:
            turn = number % len(sites)
            for site in (*sites[turn:], *sites[:turn]):
                for run in self._build(site, step, number, None):
                    self.results.runs.append(run)
                    self.results.save(self.file)
                    print(_line(run), file=sys.stderr, flush=True)

    def trace(self, sites: Sequence[Site], steps: Sequence[str], logs: Path) -> None:
        """A round that counts the files that are read, and is not timed."""
        for step in steps:
            for site in sites:
                print(f"{site.system.name}: {step}: which files are read", file=sys.stderr)
                self.results.traced += self._build(site, step, 0, logs)
                self.results.save(self.file)

    def _build(self, site: Site, step: str, number: int, logs: Path | None) -> list[Run]:
        if step != "clean":
            STEPS[step](site)
            return [self._measure(site.system.name, site.system.rebuild, site, step, number, logs)]
        site.reset(self.language)
        found = [self._measure(site.system.name, site.system.build, site, step, number, logs)]
        if site.system.then and logs is None and self._is_room():
            name, build = site.system.then
            found.append(self._measure(name, build, site, step, number, None))
        site.fill_cache()
        return found

    def _is_room(self) -> bool:
        """Whether the memory holds what Pagefind takes, without others being killed for it."""
        wanted = self.articles * INDEXING
        if wanted < machine.free_memory():
            return True
        print(f"pagefind is left out: it would take some {wanted:,.0f} MB", file=sys.stderr)
        return False

    def _measure(
        self,
        name: str,
        build: Callable[[Path], Command],
        site: Site,
        step: str,
        number: int,
        logs: Path | None,
    ) -> Run:
        command = build(site.folder)
        full = [*tracing.prefix(logs), *command] if logs else command
        measured = measure(full, site.folder, ENVIRONMENT)
        return Run(
            articles=self.articles,
            round=number,
            system=name,
            step=step,
            wall=round(measured.wall, 4),
            cpu=round(measured.cpu, 4),
            memory=round(measured.memory, 1),
            written=files_written(site.output, measured.started),
            read=tracing.files_read(logs, site.content) if logs else None,
        )


def _line(run: Run) -> str:
    return (
        f"{run.articles} articles, round {run.round + 1}, {run.step}: {run.system}:"
        f" {run.wall:.2f} s, CPU {run.cpu:.2f} s, {run.memory:.0f} MB, {run.written} files written"
    )
