"""A build by dask.distributed's workers: real processes on 127.0.0.1, one of them killed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.archive import REPOSITORY, Newspaper, ended

DAYS = 120


class Scheduler:
    """A scheduler and its workers."""

    def __init__(self, folder: Path, held: ExitStack) -> None:
        self.folder = folder
        self.held = held
        log = folder / "scheduler.log"
        self._start(log, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._await(log, r"Scheduler at:\s+(tcp://\S+)")

    def worker(self, name: str) -> subprocess.Popen[bytes]:
        log = self.folder / f"{name}.log"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--name", name)
        process = self._start(log, "worker", self.address, "--host", "127.0.0.1", *options)
        self._await(log, r"(Registered to)")
        return process

    def _start(self, log: Path, what: str, *options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{what}", *options],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "plugins")},
            stdin=subprocess.DEVNULL,
            stdout=self.held.enter_context(log.open("wb")),
            stderr=subprocess.STDOUT,
        )
        self.held.callback(process.wait)
        self.held.callback(process.kill)
        return process

    def _await(self, log: Path, pattern: str) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if found := re.search(pattern, log.read_text("utf-8")):
                return found[1]
            time.sleep(0.05)
        raise AssertionError(log.read_text("utf-8"))


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Scheduler]:
    with ExitStack() as held:
        yield Scheduler(tmp_path, held)


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    for at in range(DAYS):
        day = f"2024-{at // 28 + 1:02d}-{at % 28 + 1:02d}"
        paper.issue(day, articles=5, authors="王小禾、李田", section="要闻")
    return paper


def test_a_cluster_that_loses_a_worker_makes_what_one_process_makes(
    paper: Newspaper, scheduler: Scheduler
) -> None:
    expected = paper.clean_build(BROADSHEET_JOBS=1)
    first, _second = scheduler.worker("first"), scheduler.worker("second")
    process = paper.program("-e", f'BROADSHEET_CLUSTER="{scheduler.address}"')
    stage = paper.root / "output" / ".broadsheet-stage"
    end = time.monotonic() + 60
    while not any(stage.glob("2024/*/*/*.html")):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.005)
    first.kill()
    outcome = ended(process)
    assert outcome.good, outcome.said
    assert paper.tree() == expected


def test_a_scheduler_that_does_not_answer_is_told_in_a_line(paper: Newspaper) -> None:
    process = paper.program("-e", 'BROADSHEET_CLUSTER="tcp://127.0.0.1:1"')
    outcome = ended(process)
    assert outcome.status == 1
    told = outcome.said.strip().splitlines()
    assert told[-1].startswith("error: tcp://127.0.0.1:1: no scheduler answers")
    assert not (paper.root / "output").exists()


def test_a_build_that_finds_nothing_to_do_asks_for_no_scheduler(paper: Newspaper) -> None:
    assert paper.build().good
    outcome = paper.build(BROADSHEET_CLUSTER="tcp://127.0.0.1:1")
    assert outcome.good, outcome.said
    assert outcome.written == 0
