"""Same in, same out: an incremental build leaves, byte for byte, what a clean build leaves."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive import Newspaper, changes, photograph
from tests.building import edits
from tests.building.edits import (
    ChangeSetting,
    ChangeTheme,
    DamageCatalog,
    Edit,
    RemoveFile,
    RemoveIssue,
    WriteArticle,
    WriteStanding,
)

EXAMPLES = 9


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
        assert outcome.written + outcome.unchanged == len(paper.tree())
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
        (paper.root / "ledger").mkdir(exist_ok=True)
        shutil.copytree(paper.root / "ledger", self.folder / "ledger")
        self.theme = paper.theme
        if self.theme.parent == paper.root:
            shutil.copytree(self.theme, self.folder / "theme")
        self.settings = dict(paper.settings)

    def restore(self) -> None:
        shutil.rmtree(self.paper.content)
        shutil.copytree(self.folder / "content", self.paper.content)
        shutil.rmtree(self.paper.root / "ledger")
        shutil.copytree(self.folder / "ledger", self.paper.root / "ledger")
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


def story(issue: str, name: str, **fields: str) -> WriteArticle:
    return WriteArticle(issue, name, fields, words=1, picture="")


STORIES: dict[str, list[list[Edit]]] = {
    "a standing page and a static file go": [
        [WriteStanding("pages/about.md", ""), WriteStanding("static/notes.txt", "")]
    ],
    "an issue goes while everything is made anew": [
        [ChangeSetting("SITENAME", "Best Daily"), RemoveIssue("2024-05-01")],
        [ChangeTheme("templates/month.html", "<!-- -->"), RemoveIssue("2023-05-01")],
        [WriteStanding("pages/about.md", "title: Us\n\nWe.\n"), RemoveIssue("2023-11-30")],
    ],
    "a name comes to be written otherwise in another year": [
        [story("2024-05-02", "b02-1", section="NEWS", byline="By ANN LEE")],
        [story("2024-05-02", "b02-1", section="Sport")],
    ],
    "standing pages move to other addresses": [
        [ChangeSetting("PAGE_SAVE_AS", "{slug}/index.html")]
    ],
    "theme files move to another folder": [
        [ChangeSetting("THEME_STATIC_DIR", "look")],
        [ChangeTheme("static/extra.txt", "one")],
        [ChangeTheme("static/extra.txt", ""), DamageCatalog("cache")],
    ],
    "a static file is published under another name": [
        [ChangeSetting("EXTRA_PATH_METADATA", {"static/notes.txt": {"path": "CNAME"}})]
    ],
    "an old address leads to what takes its place": [
        [RemoveIssue("2023-05-01"), RemoveIssue("2023-11-30")],
        [story("2024-05-01", "a01-1", aliases="/2023/, /2023/05/01/a01-1.html")],
        [
            WriteStanding("pages/about.md", ""),
            story("2024-05-01", "a01-1", aliases="/about.html, /columns/column-0/"),
        ],
    ],
    "everything goes and comes back": [
        [RemoveIssue(name) for name in edits.ISSUES],
        [story("2020-02-29", "a01-1", section="News")],
    ],
    "the only corrected article goes": [[RemoveFile("2024-05-02", "a01-2.md")]],
    "addresses change hands between articles": [
        [
            story("2024-05-01", "a01-1", slug="b02-1"),
            story("2024-05-01", "b02-1", slug="a01-1"),
        ]
    ],
}


@pytest.mark.parametrize("name", STORIES)
def test_an_edit_that_once_left_something_behind_leaves_what_a_clean_build_leaves(
    name: str, tmp_path: Path
) -> None:
    paper = write_newspaper(tmp_path)
    assert assert_as_clean(paper)
    for step in STORIES[name]:
        for edit in step:
            edit.do(paper)
        assert assert_as_clean(paper)


def test_a_template_of_ones_own_beside_the_theme_is_noticed(tmp_path: Path) -> None:
    paper = write_newspaper(tmp_path)
    own = tmp_path / "own"
    own.mkdir()
    paper.settings["THEME_TEMPLATES_OVERRIDES"] = [str(own)]
    assert assert_as_clean(paper)

    (own / "404.html").write_text("nothing here")

    assert assert_as_clean(paper)
    assert paper.tree()["404.html"] == b"nothing here"


def test_an_edit_of_the_same_size_within_one_tick_of_the_clock_is_noticed(tmp_path: Path) -> None:
    """The file system's times cannot tell the two apart."""
    paper = write_newspaper(tmp_path)
    for letter in "abcdefgh":
        paper.article("2024-05-01", "a01-1", text=f"Word {letter}.")
        assert paper.build().good
        assert f"Word {letter}." in paper.tree()["2024/05/01/a01-1.html"].decode()
