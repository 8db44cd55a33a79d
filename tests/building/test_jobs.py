"""A build by several processes makes what one process makes, and survives what befalls them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from broadsheet import executing, hands
from broadsheet.executing import Pool
from tests.archive import Newspaper, ended

FAULTY = """
def faulty(text):
    if text == "Story 2 of 2024-05-03":
        raise ValueError("no such story")
    return text
"""


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    for day in range(1, 29):
        paper.issue(f"2024-05-{day:02d}", articles=3, authors="王小禾", section="要闻")
    paper.issue("2024-05-03-evening")
    paper.write("pages/about.md", "title: About\n\nA paper.\n")
    return paper


def workers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a build has started to work for it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            command = (folder / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == process.pid and b"spawn_main" in command:
            found.append(int(folder.name))
    return found


def await_(what: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_two_processes_make_what_one_makes(paper: Newspaper) -> None:
    one = paper.clean_build(BROADSHEET_JOBS=1)
    built = paper.build(BROADSHEET_JOBS=2)
    assert built.good, built.said
    assert paper.tree() == one


def test_changes_are_made_by_two_processes_as_by_one(paper: Newspaper) -> None:
    assert paper.build(BROADSHEET_JOBS=2).good
    paper.article("2024-05-09", "a01-1", "Another headline", page="A01", section="教育")
    paper.remove("issues/2024/2024-05-12")
    paper.issue("2024-06-01", authors="李田")
    assert paper.build(BROADSHEET_JOBS=2).good
    assert paper.tree() == paper.clean_build(BROADSHEET_JOBS=1)


def test_much_that_is_new_in_an_old_archive_is_all_made_by_others(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paper.build().good
    for day in range(1, 29):
        paper.issue(f"2024-07-{day:02d}", articles=3, authors="王小禾", section="要闻")
    paper.remove("issues/2024/2024-05-12")
    monkeypatch.setattr(hands, "POOL_FROM", 50)

    def not_here(*_: object, **__: object) -> NoReturn:
        raise AssertionError("this was to be done by another process")

    with monkeypatch.context() as others:
        others.setattr(executing.Here, "submit", not_here)
        outcome = paper.build(BROADSHEET_JOBS=2)
    assert outcome.good, outcome.said
    assert outcome.issues_read == 28
    assert paper.tree() == paper.clean_build(BROADSHEET_JOBS=1)
    again = paper.build()
    assert (again.issues_read, again.written) == (0, 0)


def test_errors_are_told_in_the_same_words(paper: Newspaper) -> None:
    paper.article("2024-05-04", "a01-1", "Untimely", date="2024-13-01")
    paper.article("2024-05-20", "a01-9", "Redirected", aliases="/2024/05/20/a01-1.html")
    said = [paper.build(f"output{jobs}", f".cache{jobs}", BROADSHEET_JOBS=jobs) for jobs in (1, 2)]
    assert [outcome.good for outcome in said] == [False, False]
    assert said[0].told == said[1].told
    assert not paper.pages("output2")


def test_a_process_that_is_killed_costs_nothing(paper: Newspaper) -> None:
    expected = paper.clean_build()
    process = paper.program("-e", "BROADSHEET_JOBS=2")
    await_(lambda: bool(workers(process)))
    os.kill(workers(process)[0], signal.SIGKILL)
    outcome = ended(process)
    assert outcome.good, outcome.said
    assert paper.tree() == expected


def test_no_more_processes_are_started_than_there_are_issues_to_read(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []

    def pool(jobs: int, module: str) -> Pool:
        started.append(jobs)
        return Pool(jobs, module)

    assert paper.build(BROADSHEET_JOBS=1).good
    monkeypatch.setattr(hands, "Pool", pool)
    paper.issue("2024-06-01", authors="李田")
    assert paper.build(BROADSHEET_JOBS=8).good
    assert started == []
    paper.issue("2024-06-02", authors="李田")
    paper.issue("2024-06-03", authors="李田")
    assert paper.build(BROADSHEET_JOBS=8).good
    assert started == [2]
    assert paper.tree() == paper.clean_build(BROADSHEET_JOBS=1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_engine_names_the_issue_and_the_site_stays(
    paper: Newspaper, jobs: int
) -> None:
    assert paper.build().good
    before = paper.tree()
    paper.article("2024-05-20", "a01-1", "Changed", page="A01")
    (paper.root / "faults.py").write_text(FAULTY, "utf-8")
    theme = paper.own_theme()
    template = theme / "templates" / "article.html"
    text = template.read_text("utf-8")
    template.write_text(text.replace("{{ story.headline }}", "{{ story.headline | faulty }}"))
    file = paper.configuration()
    filters = "import faults\nJINJA_FILTERS = {'faulty': faults.faulty}\n"
    file.write_text(filters + file.read_text("utf-8"), "utf-8")
    command = ["-m", "pelican", "-s", "pelicanconf.py", "-e", f"BROADSHEET_JOBS={jobs}"]
    outcome = ended(paper.start([sys.executable, *command]))
    assert outcome.status == 1
    (told,) = [line for line in outcome.said.splitlines() if "engine failed" in line]
    assert told.startswith("error: issues/2024/2024-05-03: the engine failed (ValueError: no such")
    assert "Traceback" not in outcome.said
    assert paper.tree() == before


def test_ctrl_c_ends_everybody_and_the_site_stays(paper: Newspaper) -> None:
    assert paper.build().good
    before = paper.tree()
    for day in range(1, 29):
        paper.issue(f"2024-07-{day:02d}", articles=3)
    process = paper.program("-e", "BROADSHEET_JOBS=2")
    await_(lambda: len(workers(process)) == 2)
    started = workers(process)
    process.send_signal(signal.SIGINT)
    outcome = ended(process)
    assert outcome.status == 130
    assert outcome.told == ["stopped; nothing was changed"]
    assert not any(Path(f"/proc/{hand}/cmdline").exists() for hand in started)
    assert paper.tree() == before
