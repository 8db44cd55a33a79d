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


def test_a_chinese_newspaper_is_told_in_chinese(tmp_path: Path) -> None:
    paper = a_paper(tmp_path, DEFAULT_LANG="zh", SITENAME="柏林镇报")
    paper.configuration()
    first, second = "/2024/05/01/a01-2.html", "/2024/05/02/b.html"
    folder = "content/issues/2024"

    planned = invoke(paper, "move", first, second, "--dry-run")
    done = invoke(paper, "move", first, second)
    gone = invoke(paper, "takedown", second, "--reason", "应法院要求")
    refused = invoke(paper, "takedown", first, "--reason", "应法院要求")
    unknown = invoke(paper, "move", "/abuot.html", "/b.html")

    moved = f"把 {folder}/2024-05-01/a01-2.md 移到 {folder}/2024-05-02/b.md"
    leads = f"{first} 转到 {second}"
    assert planned.said.splitlines() == [f"将会{moved}", leads]
    commit = "请提交 content 和 ledger，然后构建并发布"
    assert done.said.splitlines() == [f"已{moved}", leads, commit]
    assert gone.said.splitlines() == [
        f"已删去 {folder}/2024-05-02/b.md",
        f"{second} 上写明：已于 2024-06-01 撤下，应法院要求",
        commit,
    ]
    assert refused.status == unknown.status == 1
    assert refused.said == (
        f"错误：{first} 已改到 {second}，而后者已于 2024-06-01 撤下：应法院要求\n"
    )
    assert unknown.said == "错误：本网站没有 /abuot.html；最接近的是 /about.html\n"


def test_a_chinese_newspaper_is_told_what_the_system_refuses(tmp_path: Path) -> None:
    paper = a_paper(tmp_path, DEFAULT_LANG="zh")
    paper.configuration()
    (tmp_path / "ledger").write_text("a file, where the folder is to be")

    outcome = invoke(paper, "takedown", "/about.html", "--reason", "应法院要求")

    assert outcome.status == 1
    assert outcome.said == f"错误：{tmp_path}/ledger：读不出来（Not a directory）\n"
