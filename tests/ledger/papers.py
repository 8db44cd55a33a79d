"""What the tests of the ledger share: a small newspaper with a ledger, and git around it."""

from __future__ import annotations

import subprocess
from pathlib import Path

from broadsheet import plugin
from broadsheet import settings as settings_module
from broadsheet.settings import Settings
from tests.archive import NOON, Newspaper

TODAY = NOON[:10]


def a_paper(root: Path, **settings: object) -> Newspaper:
    """Two issues of two articles, and a standing page."""
    paper = Newspaper(root, **settings)
    paper.issue("2024-05-01")
    paper.issue("2024-05-02")
    paper.write("pages/about.md", "title: About\n\nWe are a paper.\n")
    return paper


def settings_of(paper: Newspaper, **settings: object) -> Settings:
    return settings_module.read(plugin.read_settings(str(paper.configuration()), dict(settings)))


def note(paper: Newspaper, *lines: str, file: str = "2024.txt") -> None:
    """Write a file of the ledger."""
    folder = paper.root / "ledger"
    folder.mkdir(exist_ok=True)
    (folder / file).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def noted(paper: Newspaper) -> list[str]:
    """All lines of the ledger."""
    files = sorted((paper.root / "ledger").glob("*.txt"))
    return [line for file in files for line in file.read_text("utf-8").splitlines()]


def git(root: Path, *arguments: str) -> str:
    """Run git there as nobody in particular; fails when git does."""
    who = ("-c", "user.name=Ann Lee", "-c", "user.email=ann@paper.example")
    settled = (*who, "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(root), *settled, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def committed(paper: Newspaper, message: str = "Today") -> None:
    """Commit the content and the ledger, in a repository that is made when there is none."""
    if not (paper.root / ".git").exists():
        git(paper.root, "init", "-q")
        (paper.root / ".gitattributes").write_text("/ledger/*.txt merge=union\n", "utf-8")
    git(paper.root, "add", "-A", ".gitattributes", "content", "ledger")
    git(paper.root, "commit", "-q", "-m", message)
