"""What a build looks at in the output folder: folders by their times, files a few at a time."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from broadsheet import surveying
from tests.archive import Newspaper

DAYS = 12


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newspaper:
    """A built archive whose folders have times of their own; no file is looked at in turn."""
    monkeypatch.setattr(surveying, "LOOKED_THROUGH", 0)
    paper = Newspaper(tmp_path)
    for day in range(1, DAYS + 1):
        paper.issue(f"2024-05-{day:02d}", authors="王小禾", section="要闻")
    assert paper.build().good
    settle(paper)
    return paper


def settle(paper: Newspaper) -> None:
    """Let time pass since the last build, which trusts no folder that has changed just now."""
    for folder in (paper.root / "output").rglob("**/"):
        os.utime(folder, (1_700_000_000, 1_700_000_000))
    assert paper.build().good


def folders_listed(paper: Newspaper) -> list[str]:
    """The folders of the output that a build lists."""
    root = str(paper.root / "output")
    found: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "os.scandir" and str(arguments[0]).startswith(root):
            found.append(str(arguments[0])[len(root) :].strip("/"))

    sys.addaudithook(watch)
    try:
        assert paper.build().good
    finally:
        watching = False
    return found


def test_nothing_is_listed_where_no_name_has_come_or_gone(paper: Newspaper) -> None:
    assert folders_listed(paper) == []


def test_a_new_issue_lists_no_folder_of_an_old_one(paper: Newspaper) -> None:
    paper.issue("2024-05-20")
    assert paper.build().good
    settle(paper)
    paper.issue("2024-05-21")

    listed = folders_listed(paper)

    assert not [folder for folder in listed if folder.startswith("2024/05/0")]


@pytest.mark.parametrize(
    "gone", ["2024/05/03/a01-1.html", "2024/05/03", "2024", "people", "index.html"]
)
def test_what_was_removed_is_made_again(paper: Newspaper, gone: str) -> None:
    whole = paper.tree()
    place = paper.root / "output" / gone
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()

    assert paper.build().good

    assert paper.tree() == whole
    assert paper.build().written == 0


@pytest.mark.parametrize("name", ["2024/05/03/old.html", "2024/05/32/index.html", "data/x/y.txt"])
def test_what_was_added_where_only_ours_lies_is_removed(paper: Newspaper, name: str) -> None:
    whole = paper.tree()
    stray = paper.root / "output" / name
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_text("not ours")

    assert paper.build().good

    assert paper.tree() == whole
    assert not stray.exists()


def test_a_folder_that_became_a_file_is_a_folder_again(paper: Newspaper) -> None:
    whole = paper.tree()
    place = paper.root / "output" / "2024" / "05" / "03"
    shutil.rmtree(place)
    place.write_text("a file")

    assert paper.build().good

    assert paper.tree() == whole


def test_a_file_that_was_written_over_in_its_place_is_found_in_turn(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = paper.tree()
    at_a_time = 25
    monkeypatch.setattr(surveying, "LOOKED_THROUGH", at_a_time)
    for name in ("2024/05/03/a01-1.html", "2024/05/11/a01-2.html", "index.html"):
        file = paper.root / "output" / name
        before = file.stat()
        with file.open("r+b") as opened:
            opened.write(b"<!-- harmed -->")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns + 1))

    builds = 0
    while paper.tree() != whole:
        assert paper.build().good
        builds += 1

    assert builds <= len(whole) // at_a_time + 1


def test_a_site_of_few_files_is_looked_at_whole_in_every_build(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path)
    paper.issue("2024-05-01")
    assert paper.build().good
    whole = paper.tree()
    (paper.root / "output" / "2024" / "05" / "01" / "a01-1.html").write_text("harmed")

    assert paper.build().good

    assert paper.tree() == whole
