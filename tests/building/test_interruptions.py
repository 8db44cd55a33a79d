"""All or nothing: whatever ends a build early leaves a whole site, and the next build mends it."""

from __future__ import annotations

import resource
import shutil
import sys
from pathlib import Path

import pytest

from tests.archive import Newspaper, Outcome, changes, ended, photograph
from tests.building import interrupted

PROGRAM = str(Path(interrupted.__file__))
STAGE = ".broadsheet-stage"


def cut_short(paper: Newspaper, event: str, nth: int, how: str) -> Outcome:
    """A build that is killed, or fails, at the nth file operation of a kind in the output."""
    paper.configuration()
    folder = str(paper.root / "output")
    return ended(
        paper.start([sys.executable, PROGRAM, folder, event, str(nth), how, "-s", "pelicanconf.py"])
    )


def published(paper: Newspaper) -> dict[str, bytes]:
    """The site without what waits beside it and without folders that are empty so far."""
    return {
        path: data
        for path, data in paper.tree().items()
        if not path.startswith(STAGE) and not path.endswith("/")
    }


def make_changes(paper: Newspaper) -> None:
    """Every page changes, at the same size too; an issue goes, one comes, a picture is replaced."""
    paper.settings["SITENAME"] = "Best Daily"
    paper.remove("issues/2023")
    paper.issue("2024-05-03")
    paper.write("issues/2024/2024-05-01/dog.jpg", photograph(2))
    paper.article("2024-05-01", "a01-2", "Story 2 of 2024-05-01", page="A01", text="Other words.")


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    for name in ("2023-12-31", "2024-05-01", "2024-05-02"):
        paper.issue(name)
    paper.article("2024-05-01", "a02-1", text="![A dog (Photo: Ann Lee)](dog.jpg)", section="News")
    paper.write("issues/2024/2024-05-01/dog.jpg", photograph(1))
    paper.write("static/notes.txt", "one")
    paper.write("pages/about.md", "title: About\n\nWe are a paper.\n")
    return paper


def assert_whole(site: dict[str, bytes], *versions: dict[str, bytes]) -> None:
    """Every file is one that a build meant to publish, not a piece of one."""
    broken = [
        path for path, data in site.items() if all(data != known.get(path) for known in versions)
    ]
    assert broken == []


def assert_mended(paper: Newspaper, clean: dict[str, bytes]) -> None:
    outcome = paper.build()
    assert outcome.good, outcome.said
    assert changes(clean, paper.tree()) == {}
    assert paper.build().written == 0


@pytest.mark.parametrize(("event", "nth"), [("open", 1), ("open", 25), ("os.rename", 1)])
def test_a_first_build_that_is_killed_is_made_good_by_the_next(
    paper: Newspaper, event: str, nth: int
) -> None:
    outcome = cut_short(paper, event, nth, "kill")

    assert outcome.status == -9
    clean = paper.clean_build()
    assert_whole(published(paper), clean)
    assert_mended(paper, clean)


@pytest.mark.parametrize(
    ("event", "nth"),
    [("open", 12), ("os.rename", 1), ("os.rename", 2), ("os.rename", 20), ("os.remove", 1)],
)
def test_a_build_that_is_killed_leaves_whole_files_and_the_next_ends_its_work(
    paper: Newspaper, event: str, nth: int
) -> None:
    assert paper.build().good
    before = paper.tree()
    make_changes(paper)

    outcome = cut_short(paper, event, nth, "kill")

    assert outcome.status == -9
    clean = paper.clean_build()
    site = published(paper)
    assert_whole(site, before, clean)
    if event == "open":
        assert site == before
    else:
        assert site != clean
    assert_mended(paper, clean)


def test_a_build_killed_after_it_counted_is_ended_even_when_its_changes_are_undone(
    paper: Newspaper,
) -> None:
    assert paper.build().good
    before = paper.tree()
    paper.settings["SITENAME"] = "Best Daily"
    cut_short(paper, "os.rename", 9, "kill")

    paper.settings["SITENAME"] = "Test Daily"

    assert paper.build().good
    assert changes(before, paper.tree()) == {}


def test_what_a_killed_build_left_is_put_right_without_its_catalog(paper: Newspaper) -> None:
    assert paper.build().good
    make_changes(paper)
    cut_short(paper, "os.rename", 9, "kill")
    shutil.rmtree(paper.root / ".cache")

    assert_mended(paper, paper.clean_build())


def test_a_killed_build_leaves_no_lock(paper: Newspaper) -> None:
    cut_short(paper, "open", 5, "kill")

    assert list((paper.root / ".cache").rglob("*.holder")) != []
    assert paper.build().good


@pytest.mark.parametrize(("event", "nth"), [("open", 1), ("open", 9), ("os.mkdir", 1)])
def test_a_full_disk_is_told_in_one_line_and_leaves_the_site_as_it_was(
    paper: Newspaper, event: str, nth: int
) -> None:
    assert paper.build().good
    before = paper.tree()
    make_changes(paper)

    outcome = cut_short(paper, event, nth, "full")

    assert outcome.status == 1
    assert "No space left on device; nothing was changed" in outcome.said
    assert len(outcome.told) == 1
    assert changes(before, paper.tree()) == {}
    assert_mended(paper, paper.clean_build())


@pytest.mark.parametrize("nth", [1, 15])
def test_a_disk_that_is_full_while_the_site_is_moved_keeps_what_waits_for_the_next_build(
    paper: Newspaper, nth: int
) -> None:
    assert paper.build().good
    before = paper.tree()
    make_changes(paper)

    outcome = cut_short(paper, "os.rename", nth, "full")

    assert outcome.status == 1
    assert "cannot move the new site into place (No space left on device)" in outcome.said
    assert len(outcome.told) == 1
    clean = paper.clean_build()
    assert_whole(published(paper), before, clean)
    assert_mended(paper, clean)


def test_a_first_build_on_a_full_disk_leaves_no_folder(paper: Newspaper) -> None:
    outcome = cut_short(paper, "open", 2, "full")

    assert outcome.status == 1
    assert not (paper.root / "output").exists()


@pytest.mark.parametrize("limit", [4_000, 90_000])
def test_no_room_for_a_large_file_or_for_the_catalog_is_told_in_one_line(
    paper: Newspaper, limit: int
) -> None:
    """The system refuses to let any file grow beyond ``limit`` bytes."""
    for day in range(3, 9):
        paper.issue(f"2024-05-0{day}", 6)
    assert paper.build().good
    before = paper.tree()
    make_changes(paper)
    paper.write("static/large.bin", b"0" * 100_000)
    paper.configuration()
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
        "import pelican; pelican.main(['-s', 'pelicanconf.py'])"
    )

    outcome = ended(paper.start([sys.executable, "-c", code]))

    assert outcome.status == 1, outcome.said
    assert outcome.said.startswith("error: ")
    assert len(outcome.told) == 1
    assert changes(before, paper.tree()) == {}
    assert_mended(paper, paper.clean_build())
    assert resource.getrlimit(resource.RLIMIT_FSIZE) != (limit, limit)


def test_a_file_where_the_output_should_be_is_told_in_one_line(paper: Newspaper) -> None:
    (paper.root / "output").write_text("mine")

    outcome = paper.build()

    assert outcome.status == 1
    assert outcome.said.startswith(f"error: {paper.root / 'output'}")
    assert len(outcome.told) == 1
    assert (paper.root / "output").read_text() == "mine"
