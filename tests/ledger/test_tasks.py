"""``invoke move`` and ``invoke takedown`` as a maintainer types them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.archive import REPOSITORY, Newspaper, Outcome, changes, ended, tree
from tests.ledger.papers import a_paper, noted


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = a_paper(tmp_path)
    paper.configuration()
    return paper


def invoke(paper: Newspaper, *arguments: str) -> Outcome:
    command = [sys.executable, "-m", "invoke", "--search-root", str(REPOSITORY), *arguments]
    return ended(paper.start(command))


def test_a_takedown_says_what_it_did_and_what_to_commit(paper: Newspaper) -> None:
    before = tree(paper.root)
    arguments = (
        "takedown",
        "https://paper.example/2024/05/01/a01-2.html",
        "--reason",
        "应法院要求",
    )
    planned = invoke(paper, *arguments, "--dry-run")
    assert planned.good, planned.said
    assert changes(before, tree(paper.root)) == {}

    done = invoke(paper, *arguments)

    assert done.good, done.said
    removed = "removed content/issues/2024/2024-05-01/a01-2.md"
    says = "/2024/05/01/a01-2.html says: taken down on 2024-06-01, 应法院要求"
    assert planned.said.splitlines() == [f"would have {removed}", says]
    assert done.said.splitlines() == [
        removed,
        says,
        "commit content and ledger, then build and publish",
    ]
    assert noted(paper) == ["/2024/05/01/a01-2.html gone 2024-06-01 应法院要求"]


def test_a_move_says_what_it_did(paper: Newspaper) -> None:
    done = invoke(paper, "move", "/2024/05/01/a01-2.html", "/2024/05/02/b.html")

    assert done.good, done.said
    assert done.said.splitlines() == [
        "moved content/issues/2024/2024-05-01/a01-2.md to content/issues/2024/2024-05-02/b.md",
        "/2024/05/01/a01-2.html leads to /2024/05/02/b.html",
        "commit content and ledger, then build and publish",
    ]


def test_an_address_is_that_of_the_published_site(paper: Newspaper) -> None:
    """Which ``publishconf.py`` knows."""
    (paper.root / "publishconf.py").write_text(
        "import os, sys\nsys.path.insert(0, os.getcwd())\nfrom pelicanconf import *\n"
        "SITEURL = 'https://elsewhere.example/paper'\n"
    )
    arguments = ("--reason", "x", "--dry-run")

    live = invoke(
        paper, "takedown", "https://elsewhere.example/paper/2024/05/01/a01-2.html", *arguments
    )
    assert live.good, live.said
    other = invoke(paper, "takedown", "https://paper.example/2024/05/01/a01-2.html", *arguments)
    assert not other.good
    assert "is not of this site, https://elsewhere.example/paper" in other.said


def test_what_has_moved_twice_is_told_by_its_last_address(paper: Newspaper) -> None:
    first, second, third = (f"/2024/05/01/{name}.html" for name in ("a01-2", "a01-8", "a01-9"))
    assert invoke(paper, "move", first, second).good
    assert invoke(paper, "move", second, third).good
    takedown, reason = ("takedown", first), ("--reason", "x")

    refused = invoke(paper, *takedown, *reason)
    assert refused.said == f"error: {first} has moved to {third}; take down that one\n"
    again = invoke(paper, "move", first, second)
    assert again.said == f"error: {second} has itself moved to {third}; write that one\n"
    assert invoke(paper, "takedown", third, *reason).good
    refused = invoke(paper, *takedown, *reason)
    assert f"has moved to {third}, which was taken down on 2024-" in refused.said
    again = invoke(paper, "move", first, third)
    assert f"error: {third} was taken down on 2024-" in again.said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("takedown", "/abuot.html", "--reason", "x"), "the nearest is /about.html"),
        (("takedown", "/about.html"), "readers are told a reason"),
        (("move", "/about.html", "/about.html"), "is its address already"),
    ],
)
def test_a_refusal_is_one_line_and_status_1(
    paper: Newspaper, arguments: tuple[str, ...], said: str
) -> None:
    outcome = invoke(paper, *arguments)

    assert outcome.status == 1
    (line,) = outcome.said.splitlines()
    assert line.startswith("error: ")
    assert said in line
