"""A step that is cut off anywhere is taken back or finished by the next, and never half done."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from broadsheet.ledger.finding import RefusedError
from broadsheet.ledger.moving import move
from broadsheet.ledger.stepping import FOLDER, Step, recover
from broadsheet.ledger.withdrawing import takedown
from broadsheet.problems import BuildError
from tests.archive import REPOSITORY, Newspaper, changes, ended, photograph, tree
from tests.ledger.papers import a_paper, note, settings_of

ISSUE = "issues/2024/2024-05-01"
MOST_CHANGES = 60
"""Of the file system, in one step."""
TASKS = {
    "takedown": ("takedown", "/2024/05/01/x.html"),
    "move": ("move", "/2024/05/01/x.html", "/2024/05/02/y.html"),
}


def a_paper_with_more(root: Path) -> Newspaper:
    """An article with a picture of its own and an old address of no year."""
    paper = a_paper(root)
    paper.write(f"{ISSUE}/dog.jpg", photograph(1))
    text = "![A dog (Photo: Tom Marsh)](dog.jpg)"
    paper.article("2024-05-01", "x", text=text, page="C03", aliases="/old/x/")
    note(paper, "/2024/05/01/x.html page")
    note(paper, "/old/x/ page", file="site.txt")
    paper.configuration()
    return paper


def everything(paper: Newspaper) -> dict[str, bytes]:
    """Content and ledger, hidden files too."""
    return {
        path: data
        for path, data in tree(paper.root).items()
        if path.startswith(("content/", "ledger/"))
    }


@pytest.mark.parametrize("task", TASKS)
def test_a_step_that_is_killed_anywhere_is_whole_or_not_there(task: str, tmp_path: Path) -> None:
    papers = [a_paper_with_more(tmp_path / str(nth)) for nth in range(MOST_CHANGES)]
    start = everything(papers[0])
    script = str(REPOSITORY / "tests" / "ledger" / "interrupted.py")
    folders = [str(paper.root) for paper in papers]
    outcome = ended(papers[0].start([sys.executable, script, *TASKS[task], "--", *folders]))
    assert outcome.good, outcome.said
    cut_off = int(outcome.said)
    end = everything(papers[cut_off])
    assert changes(start, end) != {}
    seen = []
    for paper in papers[:cut_off]:
        # The next step begins with what is left of this one, whatever it is about.
        with pytest.raises(RefusedError):
            takedown(settings_of(paper), "/2024/05/01/nobody.html", "Why")
        after = everything(paper)
        assert changes(end, after) == {} or changes(start, after) == {}
        seen.append("whole" if changes(end, after) == {} else "not there")

    assert seen.count("not there") >= 4
    assert seen.count("whole") >= 2
    # Once it counts it is never taken back.
    assert seen == sorted(seen, key=["not there", "whole"].index)


def test_a_step_that_was_refused_by_the_file_system_is_taken_back(tmp_path: Path) -> None:
    paper = a_paper_with_more(tmp_path)
    before = everything(paper)
    settings = settings_of(paper)

    def step() -> None:
        with Step(settings) as under_way:
            under_way.remove(f"{ISSUE}/x.md")
            under_way.move(f"{ISSUE}/nobody.md", f"{ISSUE}/z.md")

    with pytest.raises(BuildError, match="nothing was changed"):
        step()

    assert changes(before, everything(paper)) == {}


def test_a_build_in_between_sees_no_hidden_folder(tmp_path: Path) -> None:
    paper = a_paper_with_more(tmp_path)
    with Step(settings_of(paper)) as step:
        step.remove(f"{ISSUE}/x.md")
        built = paper.build()
        assert built.good, built.said
        assert [path for path in paper.pages() if "broadsheet-step" in path] == []


def test_nothing_is_left_when_a_step_is_done(tmp_path: Path) -> None:
    paper = a_paper_with_more(tmp_path)
    settings = settings_of(paper)

    move(settings, "/2024/05/01/x.html", "/2024/05/02/y.html")

    assert not (paper.content / FOLDER).exists()
    assert recover(settings) == ""


def test_a_plan_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    paper = a_paper_with_more(tmp_path)
    os.mkdir(paper.content / FOLDER)
    (paper.content / FOLDER / "plan.json").write_text("{")

    with pytest.raises(BuildError, match="cannot be read"):
        takedown(settings_of(paper), "/about.html", "Why")


@pytest.mark.parametrize("file", ["2024.txt", "site.txt"])
def test_a_ledger_that_cannot_be_written_takes_the_step_back(file: str, tmp_path: Path) -> None:
    """Two files are to be written, and a folder is in the place of one of them."""
    paper = a_paper_with_more(tmp_path)
    (paper.root / "ledger" / file).unlink()
    (paper.root / "ledger" / file / "folder").mkdir(parents=True)
    before = everything(paper)

    with pytest.raises(BuildError, match="ledger: cannot be written"):
        takedown(settings_of(paper), "/2024/05/01/x.html", "Why")

    assert changes(before, everything(paper)) == {}
    (paper.root / "ledger" / file / "folder").rmdir()
    (paper.root / "ledger" / file).rmdir()
    takedown(settings_of(paper), "/2024/05/01/x.html", "Why")
    assert not (paper.content / ISSUE / "x.md").exists()
