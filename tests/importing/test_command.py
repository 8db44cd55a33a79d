"""``invoke import`` from end to end: what a person types, what lies there, how it ends."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path

import pytest

from broadsheet.checking import check
from broadsheet.importing import command
from broadsheet.plugin import read_settings
from broadsheet.settings import read
from tests.archive import Newspaper, tree

REPORT = ".cache/broadsheet/import-report.json"


def imported(paper: Newspaper, *sources: Path | str, **options: object) -> tuple[int, str]:
    """Exit status, and what was said."""
    configuration = paper.configuration()
    said, status = io.StringIO(), 0
    with (
        contextlib.chdir(paper.root),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        try:
            given = [str(source) for source in sources]
            command.run(given, [], configuration=str(configuration), **options)  # type: ignore[arg-type]
        except SystemExit as end:
            status = int(str(end.code))
    return status, said.getvalue()


def problems(paper: Newspaper) -> list[str]:
    settings = read(read_settings(str(paper.configuration()), {}))
    return [each.kind for each in check(settings, lambda _: None).problems if each.is_error]


def notes_of(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("  ")]


def post(site: Path, day: str, name: str, *aliases: str) -> None:
    """A post of a Hugo site with old addresses."""
    site.mkdir(exist_ok=True)
    (site / "hugo.toml").write_text('baseURL = "https://old.example/"\n', "utf-8")
    file = site / "content" / "posts" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    listed = json.dumps(list(aliases))
    head = f'---\ntitle: "About {name}"\ndate: {day}\naliases: {listed}\n---\n'
    file.write_text(f"{head}\nThe text of {name}.\n", "utf-8")


def all_aliases(paper: Newspaper) -> dict[str, str]:
    found = {}
    for path in sorted(paper.content.rglob("*.md")):
        rows = [r for r in path.read_text("utf-8").split("\n") if r.lower().startswith("aliases")]
        found[path.name] = rows[0].split(": ")[1] if rows else ""
    return found


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_old_address_that_two_articles_claim_is_the_older_ones(
    tmp_path: Path, jobs: int
) -> None:
    paper = Newspaper(tmp_path / "paper")
    sites = [tmp_path / f"site-{day}" for day in range(1, 7)]
    for day, site in enumerate(sites, 1):
        post(site, f"2019-10-0{day}", f"post-{day}", f"/p{day}/", "/latest/", "/Index.html")
    trial, first, second = (
        imported(paper, *sites, jobs=jobs, dry_run=dry_run) for dry_run in (True, False, False)
    )

    assert problems(paper) == []
    kept = [name for name, row in all_aliases(paper).items() if "/latest/" in row]
    assert kept == ["post-1.md"]
    assert not any("/Index.html" in row for row in all_aliases(paper).values())
    assert all(f"/p{n}/" in all_aliases(paper)[f"post-{n}.md"] for n in range(1, 7))
    assert first[0] == trial[0] == second[0] == 0
    assert first[1].count("the old address /latest/ was not kept") == 5
    assert notes_of(trial[1]) == notes_of(first[1])
    assert "0 new, 0 updated, 6 unchanged" in second[1]
    assert not (paper.content / ".importing").exists()


def test_an_old_address_that_the_content_has_already_stays_where_it_is(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path / "paper")
    paper.article("2024-01-01", "a01-1-hand", aliases="/old/")
    paper.article("2024-01-01", "a01-2-other")
    paper.write("pages/about.md", "Title: About\n\nUs.\n")
    post(tmp_path / "site", "2019-10-01", "one", "/old/", "/about.html", "/free/")
    post(tmp_path / "site", "2019-10-02", "two", "/2024/01/01/a01-2-other.html", "/2019/10/")
    status, said = imported(paper, tmp_path / "site")

    assert status == 0, said
    assert problems(paper) == []
    assert "/free/" in all_aliases(paper)["one.md"]
    assert "/old/" not in all_aliases(paper)["one.md"]
    assert all_aliases(paper)["a01-1-hand.md"] == "/old/"
    assert "it belongs to issues/2024/2024-01-01/a01-1-hand.md" in said


def test_an_old_address_of_what_was_taken_down_is_not_brought_back(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path / "paper")
    settings = read(read_settings(str(paper.configuration()), {}))
    settings.ledger.mkdir(parents=True)
    (settings.ledger / "2020.txt").write_text("/old/ gone 2020-01-01 a court's order\n", "utf-8")
    post(tmp_path / "site", "2019-10-01", "one", "/old/", "/free/")
    imported(paper, tmp_path / "site")

    assert problems(paper) == []
    assert "/old/" not in all_aliases(paper)["one.md"]
    assert "/free/" in all_aliases(paper)["one.md"]


def test_an_old_address_that_two_articles_of_one_issue_claim_keeps_no_article_out(
    tmp_path: Path,
) -> None:
    paper = Newspaper(tmp_path / "paper")
    post(tmp_path / "site", "2019-10-01", "one", "/old/")
    post(tmp_path / "site", "2019-10-01", "two", "/old/", "/free/")
    status, said = imported(paper, tmp_path / "site")
    before = tree(paper.content)
    again = imported(paper, tmp_path / "site")

    assert (status, problems(paper)) == (0, []), said
    assert sum("/old/" in row for row in all_aliases(paper).values()) == 1
    assert len(all_aliases(paper)) == 2
    assert (tree(paper.content), again[0]) == (before, 0)


def test_a_trial_writes_nothing_but_its_report(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path / "paper")
    post(tmp_path / "site", "2019-10-01", "one", "/old/")
    trial = imported(paper, tmp_path / "site", into="other", dry_run=True)

    assert trial[0] == 0, trial[1]
    assert not (paper.root / "other").exists()
    assert list(paper.content.iterdir()) == []
    found = json.loads((paper.root / REPORT).read_text("utf-8"))
    assert [row["path"] for row in found["issues"][0]["files"]] == ["issues/2019/2019-10-01/one.md"]
    real = imported(paper, tmp_path / "site", into="other")
    assert real[0] == 0
    assert (paper.root / "other/issues/2019/2019-10-01/one.md").is_file()


@pytest.mark.parametrize("folder", ["issues", ".importing"])
def test_content_that_cannot_be_written_to_is_one_plain_line(tmp_path: Path, folder: str) -> None:
    paper = Newspaper(tmp_path / "paper")
    paper.write(folder, "a file where a folder should be")
    post(tmp_path / "site", "2019-10-01", "one", "/old/")
    status, said = imported(paper, tmp_path / "site")

    assert status == 1
    assert "report this" not in said
    assert folder in said
    assert os.listdir(paper.content) == [folder]
