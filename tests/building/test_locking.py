"""One build of an output at a time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.archive import Newspaper, ended, killed

HOLDING = """
import os, sys
from pelican import main

def wait(event, arguments):
    if event == "os.rename" and str(arguments[0]).startswith(os.path.abspath("output")):
        print("here", flush=True)
        sys.stdin.readline()

sys.addaudithook(wait)
main(["-s", "pelicanconf.py"])
"""
"""A build that stops in the middle until it is told to go on."""


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    paper.issue("2024-05-01")
    return paper


@contextmanager
def a_build_at_work(paper: Newspaper) -> Iterator[int]:
    """While it is open, another process builds the newspaper's output; its number."""
    paper.configuration()
    process = paper.start([sys.executable, "-c", HOLDING], stdin=subprocess.PIPE)
    assert process.stdout
    assert "here\n" in iter(process.stdout.readline, "")
    try:
        yield process.pid
    finally:
        killed(process)


def test_a_second_build_is_told_who_is_at_work_and_since_when(paper: Newspaper) -> None:
    with a_build_at_work(paper) as number:
        outcome = paper.build()

        assert outcome.status == 1
        said = (
            rf"error: {paper.root / 'output'}: process {number} on \S+ has been building it since "
        )
        assert re.match(said + r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d; wait", outcome.said)
        assert len(outcome.told) == 1


def test_a_build_that_is_refused_disturbs_nothing(paper: Newspaper) -> None:
    assert paper.build().good
    before = paper.tree()
    paper.issue("2024-05-02")
    with a_build_at_work(paper):
        waiting = set(paper.tree())

        paper.build()
        paper.build()

        assert set(paper.tree()) == waiting
    assert {path for path in before if path not in paper.tree()} == set()
    assert paper.build().good
    assert paper.tree() == paper.clean_build()


def test_an_output_named_by_another_way_is_the_same_output(paper: Newspaper) -> None:
    (paper.root / "alias").symlink_to(paper.root / "output")
    with a_build_at_work(paper):
        assert paper.build("alias").status == 1


def test_another_output_is_not_refused(paper: Newspaper) -> None:
    with a_build_at_work(paper):
        assert paper.build("second").good


def test_the_lock_of_a_killed_build_holds_nobody_up(paper: Newspaper) -> None:
    with a_build_at_work(paper):
        pass

    assert paper.build().good


def test_a_build_lets_go_also_when_it_fails(paper: Newspaper) -> None:
    paper.write("issues/2024/2024-05-01/a.md", "no header")
    assert paper.build().status == 1
    paper.remove("issues/2024/2024-05-01/a.md")

    assert ended(paper.program()).good
    assert list((paper.root / ".cache").rglob("*.holder")) == []


def test_two_outputs_and_two_contents_never_share_a_catalog(paper: Newspaper) -> None:
    paper.build("one")
    paper.build("two")
    first = paper.content
    paper.content = paper.root / "other"
    paper.issue("2023-01-01")
    paper.build("one")
    paper.content = first

    catalogs = list((paper.root / ".cache").rglob("catalog.sqlite"))

    assert len(catalogs) == 3
