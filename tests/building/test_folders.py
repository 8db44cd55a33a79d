"""Any content into any output: folders, damage from outside, and one way to build."""

from __future__ import annotations

import contextlib
import io
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.archive import REPOSITORY, Newspaper, Outcome, assets, changes, ended, photograph


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    for name in ("2023-12-31", "2024-05-01", "2024-05-02"):
        paper.issue(name)
    paper.article("2024-05-01", "a02-1", text="![A dog (Photo: Ann Lee)](dog.jpg)", section="News")
    paper.article("2024-05-01", "a02-2", aliases="/old/story.html")
    paper.write("issues/2024/2024-05-01/dog.jpg", photograph(1))
    paper.write("pages/about.md", "title: About\n\nWe are a paper.\n")
    paper.write("static/notes.txt", "one")
    return paper


def invoked(paper: Newspaper, *arguments: str) -> Outcome:
    """Run a task of tasks.py in the newspaper's folder."""
    paper.configuration()
    shutil.copy(REPOSITORY / "tasks.py", paper.root)
    shutil.copytree(REPOSITORY / "tools", paper.root / "tools", dirs_exist_ok=True)
    return ended(paper.start([sys.executable, "-m", "invoke", *arguments]))


# --- one way to build


def test_plain_pelican_builds_what_invoke_build_builds(paper: Newspaper) -> None:
    assert invoked(paper, "build").good
    built = paper.tree()
    shutil.rmtree(paper.root / "output")
    shutil.rmtree(paper.root / ".cache")

    outcome = ended(paper.program("content", "-o", "site"))

    assert outcome.good, outcome.said
    assert changes(built, paper.tree("site")) == {}
    assert not (paper.root / "output").exists()


def test_invoke_and_pelican_take_turns_without_reading_anything_again(paper: Newspaper) -> None:
    assert invoked(paper, "build").good

    outcome = ended(paper.program("content", "-o", "output"))

    assert (outcome.issues_read, outcome.files_read, outcome.written) == (0, 0, 0)


def test_another_content_and_another_output_are_built_by_name(paper: Newspaper) -> None:
    paper.content.rename(paper.root / "elsewhere")
    paper.content.mkdir()

    outcome = invoked(paper, "build", "--content", "elsewhere", "--output", "there")

    assert outcome.good, outcome.said
    assert "2024/05/01/a02-1.html" in paper.pages("there")


def test_two_contents_that_take_turns_in_one_output_leave_each_what_is_theirs(
    paper: Newspaper,
) -> None:
    """Also where their pages have the same names and sizes."""
    assert paper.build().good
    mine = paper.tree()
    first, second = paper.content, paper.root / "second"
    shutil.copytree(first, second)
    page = second / "issues/2024/2024-05-01/a01-1.md"
    page.write_text(page.read_text().replace("text", "tEXT"))

    paper.content = second
    assert paper.build().good
    theirs = paper.tree()
    paper.content = first
    assert paper.build().good

    assert theirs != mine
    assert changes(mine, paper.tree()) == {}


# --- folders that must not be mixed


@pytest.mark.parametrize("output", ["content", "content/site", ".", "theme", "theme/static"])
def test_an_output_inside_or_around_content_or_theme_is_refused(
    paper: Newspaper, output: str
) -> None:
    paper.own_theme()
    before = {path: data for path, data in paper.tree(".").items() if path != "pelicanconf.py"}

    outcome = paper.build(output)

    assert outcome.status == 1
    assert "choose another folder" in outcome.said
    assert len(outcome.told) == 1
    after = {path: data for path, data in paper.tree(".").items() if path != "pelicanconf.py"}
    assert changes(before, after) == {}


def test_an_output_that_leads_into_the_content_by_a_link_is_refused(paper: Newspaper) -> None:
    (paper.root / "way").symlink_to(paper.content)

    assert paper.build("way/site").status == 1


# --- damage from outside


def spoiled(how: str) -> Callable[[Path], None]:
    def cache(root: Path) -> None:
        shutil.rmtree(root / ".cache")

    def catalog(root: Path) -> None:
        (file,) = (root / ".cache").rglob("catalog.sqlite")
        data = file.read_bytes()
        match how:
            case "deleted":
                file.unlink()
            case "cut":
                file.write_bytes(data[: len(data) // 2])
            case "garbage":
                file.write_bytes(b"garbage " * 999)
            case "empty":
                file.write_bytes(b"")

    return cache if how == "cache" else catalog


@pytest.mark.parametrize("how", ["cache", "deleted", "cut", "garbage", "empty"])
def test_a_lost_catalog_is_made_again_and_what_has_no_source_is_gone(
    paper: Newspaper, how: str
) -> None:
    theme = paper.own_theme()
    (theme / "static/extra.css").write_text("b {}")
    assert paper.build().good
    spoiled(how)(paper.root)
    paper.remove("issues/2023")
    paper.remove("pages/about.md")
    paper.remove("static/notes.txt")
    paper.remove("issues/2024/2024-05-01/a02-2.md")
    (theme / "static/extra.css").unlink()

    assert paper.build().good

    assert changes(paper.clean_build(), paper.tree()) == {}
    assert paper.build().written == 0


def pages_of(file: Path, *tables: str) -> list[int]:
    """The numbers of the pages on which tables of an SQLite file begin."""
    with contextlib.closing(sqlite3.connect(file)) as db:
        rows = db.execute("SELECT name, rootpage FROM sqlite_master")
        return [page for name, page in rows if name in tables]


def test_a_catalog_with_broken_insides_is_told_once_and_then_made_again(paper: Newspaper) -> None:
    assert paper.build().good
    (file,) = (paper.root / ".cache").rglob("catalog.sqlite")
    data = bytearray(file.read_bytes())
    for page in pages_of(file, "articles", "topics", "issues"):
        data[(page - 1) * 4096 : page * 4096 : 64] = b"\x5a" * 64
    file.write_bytes(data)
    paper.article("2024-05-01", "a01-1", "New words")
    before = paper.tree()

    outcome = paper.build()

    assert outcome.status == 1
    assert outcome.said.startswith("error: the catalog was damaged")
    assert len(outcome.told) == 1
    assert paper.tree() == before
    assert paper.build().good
    assert changes(paper.clean_build(), paper.tree()) == {}


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"x")


def alter(file: Path) -> None:
    """Other bytes, the same number of them."""
    file.write_bytes(b"#" * file.stat().st_size)


def replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()
    (file / "x").write_text("x")


ARTICLE = "2024/05/01/a02-1.html"


@pytest.mark.parametrize(
    ("path", "harm"),
    [
        *((ARTICLE, harm) for harm in (Path.unlink, lengthen, alter, replace_by_folder)),
        ("2024/05/01/index.html", alter),
        ("sections/news/index.html", Path.unlink),
        ("{assets}/css/main.css", alter),
        ("about.html", lengthen),
        ("static/notes.txt", alter),
        ("data/files.txt", alter),
    ],
)
def test_a_published_file_that_somebody_harmed_is_mended(
    paper: Newspaper, path: str, harm: Callable[[Path], None]
) -> None:
    assert paper.build().good
    before = paper.tree()
    output = paper.root / "output"
    harm(output / path.format(assets=assets(output)))

    outcome = paper.build()

    assert outcome.good, outcome.said
    assert outcome.written == 1
    assert changes(before, paper.tree()) == {}


def test_a_harmed_picture_is_mended(paper: Newspaper) -> None:
    assert paper.build().good
    before = paper.tree()
    (picture,) = (paper.root / "output/2024/05/01").glob("dog*.jpg")
    alter(picture)

    assert paper.build().written == 1
    assert changes(before, paper.tree()) == {}


def test_an_output_copied_back_from_elsewhere_is_taken_as_it_is(paper: Newspaper) -> None:
    assert paper.build().good
    before = paper.tree()
    shutil.copytree(paper.root / "output", paper.root / "copy", copy_function=shutil.copyfile)
    shutil.rmtree(paper.root / "output")
    (paper.root / "copy").rename(paper.root / "output")

    outcome = paper.build()

    assert (outcome.issues_read, outcome.written) == (0, 0)
    assert changes(before, paper.tree()) == {}


def test_a_whole_output_that_is_gone_is_written_again(paper: Newspaper) -> None:
    assert paper.build().good
    before = paper.tree()
    shutil.rmtree(paper.root / "output")

    assert paper.build().good
    assert changes(before, paper.tree()) == {}


def test_foreign_files_at_the_root_are_left_alone(paper: Newspaper) -> None:
    foreign = {
        "CNAME": "paper.example",
        "google123.html": "x",
        "mine/notes.txt": "x",
        ".nojekyll": "",
    }
    assert paper.build().good
    for name, text in foreign.items():
        file = paper.root / "output" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)

    paper.article("2024-05-01", "a01-1", "New words")
    assert paper.build().good
    shutil.rmtree(paper.root / ".cache")
    paper.remove("issues/2023")
    assert paper.build().good

    after = paper.tree()
    assert {name: after.pop(name).decode() for name in foreign} == foreign
    assert changes(paper.clean_build(), after) == {}


@pytest.mark.parametrize("later", ["static/a", "static/a/b/c.txt"])
def test_a_file_may_take_a_folders_place_and_a_folder_a_files(paper: Newspaper, later: str) -> None:
    earlier = {"static/a": "static/a/b/c.txt", "static/a/b/c.txt": "static/a"}[later]
    paper.write(earlier, "one")
    assert paper.build().good
    paper.remove("static/a")
    paper.write(later, "two")

    assert paper.build().good

    assert changes(paper.clean_build(), paper.tree()) == {}


def test_a_file_in_the_place_where_builds_wait_is_removed(paper: Newspaper) -> None:
    assert paper.build().good
    (paper.root / "output/.broadsheet-stage").write_text("x")
    paper.article("2024-05-01", "a01-1", "New words")

    assert paper.build().good
    assert changes(paper.clean_build(), paper.tree()) == {}


# --- cleaning, and settings that are wrong


def test_clean_removes_the_site_and_the_cache_and_nothing_else(paper: Newspaper) -> None:
    assert paper.build().good
    (paper.root / ".cache/other").write_text("of another program")

    outcome = invoked(paper, "clean")

    assert outcome.status == 0, outcome.said
    assert outcome.said == "removed output, .cache/broadsheet\n"
    assert not (paper.root / "output").exists()
    assert [p.name for p in (paper.root / ".cache").iterdir()] == ["other"]
    assert (paper.content / "pages/about.md").exists()
    assert paper.build().good


def test_clean_may_be_repeated(paper: Newspaper) -> None:
    outcome = invoked(paper, "clean")

    assert (outcome.status, outcome.said) == (0, "clean\n")


def test_clean_follows_an_output_that_is_a_link(paper: Newspaper) -> None:
    (paper.root / "disk").mkdir()
    (paper.root / "output").symlink_to(paper.root / "disk")
    assert paper.build().good

    assert invoked(paper, "clean").status == 0
    assert not (paper.root / "disk").exists()


WRONG = {
    'TIMEZONE = "Mars/Base"': 'TIMEZONE "Mars/Base" is unknown',
    'DEFAULT_LANG = "fr"': 'DEFAULT_LANG "fr" has no interface',
    'BROADSHEET_PAPER_LANG = "Chinese"': 'BROADSHEET_PAPER_LANG "Chinese" is no language',
    'SITEURL = "paper"': 'SITEURL "paper" is no address',
    "SITENAME = 7": "SITENAME is 7",
    'BROADSHEET_NOW = "soon"': 'BROADSHEET_NOW "soon" is not a date and time',
    "BROADSHEET_FEED_ITEMS = 0": "BROADSHEET_FEED_ITEMS is 0",
    'BROADSHEET_INDENT = "yes"': "BROADSHEET_INDENT is 'yes'; write True, False or None",
    'BROADSHEET_AVIF = "yes"': "BROADSHEET_AVIF is 'yes'; write True or False",
    "BROADSHEET_PICTURE_CREDITS = 1": "BROADSHEET_PICTURE_CREDITS is 1; write True or False",
    "BROADSHEET_ORIGINALS = None": "BROADSHEET_ORIGINALS is None; write True or False",
    'PATH = "nowhere"': "there is no such folder",
    'THEME = "nowhere"': "there is no such folder",
    "SITENAME = ": "pelicanconf.py:",
    "SITENAME = UNKNOWN": "UNKNOWN",
    "import nothing_of_that_name": "nothing_of_that_name",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_setting_is_told_in_one_line(paper: Newspaper, line: str) -> None:
    assert paper.build().good
    before = paper.tree()
    file = paper.configuration()
    file.write_text(f"{file.read_text()}{line}\n")

    outcome = paper.build_as_configured()

    assert outcome.status == 1
    assert WRONG[line] in outcome.said
    assert len(outcome.told) == 1
    assert outcome.said.startswith("error: ")
    assert changes(before, paper.tree()) == {}


@pytest.mark.parametrize("name", ["article.html", "page.html", "404.html"])
def test_a_theme_without_a_template_is_told_in_one_line(paper: Newspaper, name: str) -> None:
    assert paper.build().good
    before = paper.tree()
    (paper.own_theme() / "templates" / name).unlink()

    outcome = paper.build()

    assert outcome.status == 1
    assert outcome.said.startswith("error: ")
    assert name.removesuffix(".html") in outcome.said
    assert len(outcome.told) == 1
    assert changes(before, paper.tree()) == {}


def test_a_standing_page_need_not_know_the_themes_templates(paper: Newspaper) -> None:
    paper.write("pages/about.md", "title: About\ntemplate: nothing-of-that-name\n\nWe.\n")

    assert paper.build().good
    assert "about.html" in paper.pages()


def test_a_missing_configuration_is_told_in_one_line(paper: Newspaper) -> None:
    paper.configuration().unlink()

    outcome = paper.build_as_configured()

    assert outcome.status == 1
    assert "pelicanconf.py is not here" in outcome.said


def test_a_wrong_setting_ends_plain_pelican_without_a_traceback(paper: Newspaper) -> None:
    paper.settings["TIMEZONE"] = "Mars/Base"

    outcome = ended(paper.program())

    assert outcome.status == 1
    assert outcome.said == (
        'error: pelicanconf.py: TIMEZONE "Mars/Base" is unknown; write one such as'
        ' "Asia/Shanghai"\n'
    )


def test_a_static_picture_tells_neither_where_nor_with_what_it_was_taken(
    paper: Newspaper,
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    badge = io.BytesIO()
    Image.new("RGB", (60, 40), "olive").save(badge, "JPEG", exif=exif)
    paper.write("static/badge.jpg", badge.getvalue())
    assert paper.build().good
    published = paper.tree()["static/badge.jpg"]
    assert b"Maker of cameras" not in published
    with Image.open(io.BytesIO(published)) as shown:
        assert shown.size == (60, 40)
