"""What git makes of a ledger when branches are merged, with git itself."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.ledger.lines import Entry, newest, parse, written
from tests.ledger.lines import entries, few_dates

ADDRESSES = st.sampled_from([f"2019/10/24/{letter}.html" for letter in "abcdefgh"])
branches = st.lists(entries(ADDRESSES, few_dates), max_size=8)


def with_changes(base: list[Entry], changes: list[Entry]) -> list[Entry]:
    """A branch on which these became the newest lines of their addresses."""
    return list(newest([*base, *changes]).values())


def merged_by_union(base: str, ours: str, theirs: str) -> str:
    """As ``merge=union`` does it."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_text(text, "utf-8")
        command = ["git", "merge-file", "--union", "-p", "ours", "base", "theirs"]
        done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


@settings(max_examples=40)
@given(branches, branches, branches)
def test_a_merge_of_two_branches_keeps_what_both_have_written(
    base: list[Entry], ours: list[Entry], theirs: list[Entry]
) -> None:
    start, left, right = base, with_changes(base, ours), with_changes(base, theirs)
    text = merged_by_union(written(start), written(left), written(right))
    lines = [parse(line) for line in text.splitlines()]

    assert None not in lines
    assert newest(filter(None, lines)) == newest([*left, *right])


def test_a_ledger_in_a_repository_is_merged_so(tmp_path: Path) -> None:
    """The attribute of the project's own .gitattributes does it, without anybody's help."""
    from tests.archive import REPOSITORY
    from tests.ledger.papers import git

    attributes = (REPOSITORY / ".gitattributes").read_text("utf-8")
    (tmp_path / "ledger").mkdir()
    file = tmp_path / "ledger" / "2019.txt"
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitattributes").write_text(attributes, "utf-8")

    def commit(*lines: str) -> None:
        file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", "x")

    commit("/2019/10/24/ page", "/2019/10/24/a.html page")
    git(tmp_path, "checkout", "-q", "-b", "other")
    commit("/2019/10/24/ page", "/2019/10/24/a.html gone 2026-03-01 why", "/2019/10/25/ page")
    git(tmp_path, "checkout", "-q", "main")
    commit("/2019/10/24/ page", "/2019/10/24/a.html page", "/2019/10/26/ page")
    git(tmp_path, "merge", "-q", "-m", "both", "other")

    lines = [parse(line) for line in file.read_text("utf-8").splitlines()]
    assert written(filter(None, lines)).splitlines() == [
        "/2019/10/24/ page",
        "/2019/10/24/a.html gone 2026-03-01 why",
        "/2019/10/25/ page",
        "/2019/10/26/ page",
    ]
