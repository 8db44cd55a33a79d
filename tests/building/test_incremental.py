"""Same in, same out: an incremental build leaves, byte for byte, what a clean build leaves."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive import Newspaper, changes, photograph
from tests.building import edits
from tests.building.edits import Edit

EXAMPLES = 12


def assert_as_clean(paper: Newspaper) -> bool:
    """Build, and compare with a build from nothing: the same tree, or the same refusal."""
    before = paper.tree()
    outcome = paper.build()
    for name in ("clean", ".clean"):
        shutil.rmtree(paper.root / name, ignore_errors=True)
    clean = paper.build("clean", ".clean")
    assert outcome.status == clean.status, f"{outcome.said}\nbut clean:\n{clean.said}"
    if outcome.good:
        assert changes(paper.tree("clean"), paper.tree()) == {}
    else:
        assert "没有写出任何文件" in outcome.said or "nothing was written" in outcome.said
        assert changes(before, paper.tree()) == {}
        assert paper.tree("clean") == {}
    return outcome.good


def write_newspaper(folder: Path) -> Newspaper:
    """Six issues of three years with something of everything that edits may meet."""
    paper = Newspaper(folder)
    for at, name in enumerate(edits.ISSUES[:6]):
        paper.article(name, "a01-1", section="News", byline="By Ann Lee", column=f"Column {at}")
        paper.article(name, "b02-1", text="![A dog (Photo: Tom Marsh)](dog.jpg)", people="张明")
        paper.write(f"issues/{name[:4]}/{name}/dog.jpg", photograph(at % 2))
    paper.article("2024-05-02", "a01-2", correction="2024-05-04 It was snow.", section="Sport")
    paper.article("2024-05-02", "letters", embargo=edits.EMBARGOES[2], section="Letters")
    paper.write("issues/2024/2024-05-01/issue.md", "number: 12\npages: A01 Front\n")
    paper.write("issues/2024/2024-05-01/pages/a01.jpg", photograph(3))
    paper.write("pages/about.md", "title: About\n\nWe are a paper.\n")
    paper.write("pages/contact.md", "title: Contact\n\nWrite to us.\n")
    paper.write("static/notes.txt", "one")
    paper.write("static/a", "one")
    return paper


class Backup:
    """A newspaper as it was, to go back to: mistakes are undone before the next step."""

    def __init__(self, paper: Newspaper) -> None:
        self.paper = paper
        self.folder = paper.root / "backup"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(paper.content, self.folder / "content")
        self.theme = paper.theme
        if self.theme.parent == paper.root:
            shutil.copytree(self.theme, self.folder / "theme")
        self.settings = dict(paper.settings)

    def restore(self) -> None:
        shutil.rmtree(self.paper.content)
        shutil.copytree(self.folder / "content", self.paper.content)
        if self.theme.parent == self.paper.root:
            shutil.rmtree(self.theme)
            shutil.copytree(self.folder / "theme", self.theme)
        self.paper.settings = dict(self.settings)


def follow(paper: Newspaper, steps: list[list[Edit]]) -> None:
    """Do the edits of a step, build, compare, undo what was refused; and so on."""
    assert assert_as_clean(paper)
    for step in steps:
        backup = Backup(paper)
        for edit in step:
            edit.do(paper)
        if not assert_as_clean(paper):
            backup.restore()
            assert assert_as_clean(paper)


@settings(max_examples=EXAMPLES)
@given(st.lists(st.lists(edits.edits, min_size=1, max_size=3), min_size=1, max_size=5))
def test_any_edits_leave_what_a_clean_build_leaves(steps: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        follow(write_newspaper(Path(folder)), steps)
