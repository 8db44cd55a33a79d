"""Cost follows change: what is read and what is written, to the file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.archive import Newspaper, changes, issue_path, photograph

FIRST = date(2024, 3, 1)
ISSUES = 60


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def at(name: str) -> str:
    """The address of an issue, with a slash."""
    return name.replace("-", "/") + "/"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built archive of sixty issues: two articles and a picture each; sections take turns."""
    paper = Newspaper(tmp_path_factory.mktemp("archive"))
    for number in range(ISSUES):
        name = day(number)
        paper.article(name, "a01-1", section=f"Section {number % 3}", byline="By Ann Lee")
        paper.article(name, "b02-1", column="Letters", text="![A dog (Photo: Tom Marsh)](dog.jpg)")
        paper.write(f"{issue_path(name)}/dog.jpg", photograph(number))
    paper.write("pages/about.md", "title: About\n\nWe are a paper.\n")
    paper.write("static/notes.txt", "one")
    outcome = paper.build()
    assert outcome.issues_read == ISSUES
    return paper.root


@pytest.fixture
def paper(archive: Path, tmp_path: Path) -> Newspaper:
    """The archive as it was built, moved as a whole."""
    shutil.copytree(archive, tmp_path, dirs_exist_ok=True)
    paper = Newspaper(tmp_path)
    assert paper.build().good
    return paper


def _files(name: str) -> tuple[str, str]:
    return f"{name}.csv", f"{name}.bib"


def lists_of(issue: str, *topics: str) -> set[str]:
    """The lists, data and feeds that show an issue of the archive, and those of its topics."""
    year, month, of_month = issue.split("-")
    found = {
        *("index.html", "archive.html", f"{year}/index.html", f"{year}/{month}/index.html"),
        *(f"days/{month}-{of_month}.html", "feeds/all.xml", f"sitemaps/{year}.xml"),
        *(f"data/{year}.jsonl", f"data/{year}.csv", "data/days.js"),
    }
    for topic in topics:
        kind = topic.partition("/")[0]
        found |= {f"{kind}/index.html", f"{topic}/index.html", f"{topic}/{year}.html"}
        if kind == "people":
            found |= {f"{topic}/{file}" for name in ("articles", year) for file in _files(name)}
        if topic.startswith("sections/"):
            found.add(f"feeds/{topic}.xml")
    return found


def test_a_moved_archive_is_not_read_again(archive: Path, tmp_path: Path) -> None:
    shutil.copytree(archive, tmp_path, dirs_exist_ok=True)

    outcome = Newspaper(tmp_path).build()

    assert (outcome.issues_read, outcome.written, outcome.removed) == (0, 0, 0)


def test_nothing_changed_means_nothing_read_and_nothing_written(paper: Newspaper) -> None:
    outcome = paper.build()

    assert outcome.good
    assert (outcome.issues_read, outcome.files_read, outcome.pictures_made) == (0, 0, 0)
    assert (outcome.written, outcome.removed) == (0, 0)
    assert outcome.unchanged == len(paper.tree())


def opened(paper: Newspaper) -> list[str]:
    """The files that a build opens, each as often as it does."""
    found: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open":
            found.append(str(arguments[0]))

    sys.addaudithook(watch)
    paper.build()
    watching = False
    assert found
    return found


def test_nothing_changed_opens_no_file_of_the_content_or_the_site(paper: Newspaper) -> None:
    folders = (f"{paper.content}/", f"{paper.root / 'output'}/")

    assert [path for path in opened(paper) if path.startswith(folders)] == []


def test_an_article_of_a_new_issue_is_opened_once(paper: Newspaper) -> None:
    new = day(ISSUES)
    files = [paper.article(new, "a01-1"), paper.article(new, "b02-1")]
    files.append(paper.write(f"{issue_path(new)}/issue.md", "Number: 61\n\nA note.\n"))

    assert sorted(p for p in opened(paper) if p.endswith(".md")) == sorted(map(str, files))


def test_an_article_changed_in_a_known_issue_is_opened_again_by_its_reader_alone(
    paper: Newspaper,
) -> None:
    changed, other = (f"{paper.content}/{issue_path(day(3))}/{n}.md" for n in ("a01-1", "b02-1"))
    Path(changed).write_text("title: Rain\npage: A01\n\nIt rains.\n")

    assert sorted(p for p in opened(paper) if p.endswith(".md")) == [changed, changed, other]


def test_new_times_alone_read_no_issue(paper: Newspaper) -> None:
    for file in paper.content.rglob("*"):
        os.utime(file)

    outcome = paper.build()

    assert (outcome.issues_read, outcome.written) == (0, 0)
    assert paper.build().files_read == 0


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Desk", "-c", "user.email=desk@paper.example"]
    subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        check=True,
        capture_output=True,
    )


def cloned(paper: Newspaper) -> None:
    """Replace the content by a fresh clone of it; cache and output stay."""
    git(paper.content, "init", "-q")
    git(paper.content, "add", "-A")
    git(paper.content, "commit", "-qm", "all")
    paper.content.rename(paper.root / "origin")
    git(paper.root, "clone", "-q", "origin", "content")


def test_a_fresh_clone_beside_a_kept_cache_opens_no_file_of_an_issue(paper: Newspaper) -> None:
    cloned(paper)

    outcome = paper.build()

    assert outcome.issues_read == 0
    assert outcome.files_read <= 2, "the standing page and the static file"
    assert outcome.written == 0


def test_a_file_changed_after_a_clone_is_read(paper: Newspaper) -> None:
    cloned(paper)
    paper.article(day(7), "a01-1", text="Other words.", section="Section 1", byline="By Ann Lee")

    assert paper.build().issues_read == 1
    assert "Other words." in (paper.root / "output" / at(day(7)) / "a01-1.html").read_text()


def test_a_file_that_git_was_told_to_overlook_is_read(paper: Newspaper) -> None:
    cloned(paper)
    name = f"{issue_path(day(7))}/a01-1.md"
    git(paper.content, "update-index", "--assume-unchanged", name)
    paper.article(day(7), "a01-1", text="Other words.", section="Section 1", byline="By Ann Lee")

    assert paper.build().issues_read == 1


def test_names_of_pictures_do_not_depend_on_how_git_keeps_them(paper: Newspaper) -> None:
    """A filter stands between git's blobs and the checkout, as with Git LFS."""
    before = paper.tree()
    (paper.content / ".gitattributes").write_text("*.jpg filter=upper\n")
    git(paper.content, "init", "-q")
    git(paper.content, "config", "filter.upper.clean", "tr a-z A-Z")
    git(paper.content, "config", "filter.upper.smudge", "cat")
    git(paper.content, "add", "-A")
    git(paper.content, "commit", "-qm", "all")
    for file in paper.content.rglob("*.jpg"):
        os.utime(file)
    git(paper.content, "update-index", "-q", "--refresh")

    assert paper.build().issues_read == 0
    assert changes(before, paper.tree()) == {}


def without_search(changed: dict[str, str]) -> dict[str, str]:
    """Changes of pages, feeds and data; those of the index have tests of their own."""
    return {path: how for path, how in changed.items() if not path.startswith("search/")}


def test_a_changed_article_is_read_with_its_issue_and_written_with_what_shows_it(
    paper: Newspaper,
) -> None:
    name = day(30)
    before = paper.tree()
    paper.article(name, "a01-1", text="Other words.", section="Section 0", byline="By Ann Lee")

    outcome = paper.build()

    assert (outcome.issues_read, outcome.files_read, outcome.pictures_made) == (1, 2, 0)
    every = changes(before, paper.tree())
    assert outcome.written == sum(how != "removed" for how in every.values())
    changed = without_search(every)
    assert set(changed.values()) == {"changed"}
    files = ("a01-1.html", "a01-1.json", "texts.js", "index.html", "a01.html")
    own = {f"{at(name)}{file}" for file in files}
    allowed = own | lists_of(name, "sections/section-0", "people/ann-lee", "columns/letters")
    assert own - {f"{at(name)}index.html", f"{at(name)}a01.html"} <= set(changed)
    assert set(changed) <= allowed
    assert f"data/{name[:4]}.jsonl" in changed


def test_a_new_headline_reaches_exactly_the_pages_that_show_it(paper: Newspaper) -> None:
    name = day(30)
    before = paper.tree()
    paper.article(name, "a01-1", "Hail in May", section="Section 0", byline="By Ann Lee")

    paper.build()

    changed = set(without_search(changes(before, paper.tree())))
    showing = {path for path, data in paper.tree().items() if b"Hail in May" in data}
    assert showing == changed


def test_a_new_issue_writes_itself_its_neighbours_front_pages_and_lists(paper: Newspaper) -> None:
    before = paper.tree()
    name = day(ISSUES)
    paper.article(name, "a01-1", section="Section 1")

    outcome = paper.build()

    assert outcome.issues_read == 1
    every = changes(before, paper.tree())
    assert outcome.written == sum(how != "removed" for how in every.values())
    changed = without_search(every)
    neighbour = at(day(ISSUES - 1))
    files = ("index.html", "index.json", "a01.html", "a01-1.html", "a01-1.json", "texts.js")
    itself = {f"{at(name)}{file}" for file in files}
    assert itself <= set(changed)
    assert {f"{neighbour}index.html", f"{neighbour}b02.html"} <= set(changed)
    days = {f"days/{day(n)[5:]}.html" for n in (0, ISSUES - 1)}
    allowed = (
        itself
        | {f"{neighbour}{file}" for file in ("index.html", "a01.html", "b02.html")}
        | lists_of(name, "sections/section-1")
        | days
        | {"sitemaps/site.xml"}
    )
    assert set(changed) <= allowed


def test_an_issue_that_goes_takes_its_files_along_and_closes_the_gap(paper: Newspaper) -> None:
    name = day(30)
    before = paper.tree()
    paper.remove(issue_path(name))

    outcome = paper.build()

    assert outcome.issues_read == 0
    after = paper.tree()
    assert not [path for path in after if path.startswith(at(name))]
    removed = [path for path, how in changes(before, after).items() if how == "removed"]
    assert outcome.removed == len(removed)
    assert at(day(31)).encode() in after[f"{at(day(29))}index.html"]
    assert at(day(29)).encode() in after[f"{at(day(31))}index.html"]


def test_a_replaced_picture_of_the_same_size_is_the_only_one_made(paper: Newspaper) -> None:
    file = paper.content / issue_path(day(5)) / "dog.jpg"
    stat = file.stat()
    file.write_bytes(photograph(ISSUES))
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert file.stat().st_size == stat.st_size

    outcome = paper.build()

    assert (outcome.issues_read, outcome.pictures_made, outcome.removed) == (1, 2, 2)


def test_a_setting_that_shows_nowhere_but_in_the_frame_makes_no_picture(paper: Newspaper) -> None:
    outcome = paper.build(SITENAME="Best Daily")

    assert outcome.issues_read == ISSUES
    assert outcome.pictures_made == 0
    assert outcome.removed == 0


def test_a_page_whose_bytes_stay_keeps_its_time(paper: Newspaper) -> None:
    page = paper.root / "output" / at(day(3)) / "index.html"
    before = page.stat().st_mtime_ns
    paper.settings["SITENAME"] = "Best Daily"
    paper.build()
    assert page.stat().st_mtime_ns != before
    before = page.stat().st_mtime_ns

    shutil.rmtree(paper.root / ".cache")
    outcome = paper.build()

    assert outcome.issues_read == ISSUES
    assert outcome.written == 0
    assert page.stat().st_mtime_ns == before
