"""``invoke publish`` as a maintainer meets it: what it says, what it does, what it refuses."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet import live_site
from broadsheet import settings as settings_module
from broadsheet.plugin import read_settings
from broadsheet.publishing import publishing
from broadsheet.publishing.publishing import measured
from tests.archive import Newspaper, changes, tree


@pytest.fixture
def newspaper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newspaper:
    """Its target is the folder ``live`` beside it, or ``staging``."""
    newspaper = Newspaper(tmp_path / "paper")
    for name in ("live", "staging"):
        (tmp_path / name).mkdir()
    newspaper.settings["PUBLISH"] = {n: str(tmp_path / n) for n in ("live", "staging")}
    newspaper.settings["PUBLISH_GRACE"] = 0
    for day in range(1, 8):
        newspaper.issue(f"2024-05-{day:02}")
    monkeypatch.chdir(newspaper.root)
    return newspaper


def publish(newspaper: Newspaper, **options: object) -> tuple[int, str]:
    newspaper.configuration()
    return told(lambda: live_site.publish(**options))  # type: ignore[arg-type]


def told(command: Callable[[], None]) -> tuple[int, str]:
    said, status = io.StringIO(), 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            command()
        except SystemExit as stop:
            status = int(str(stop.code))
    return status, said.getvalue()


def live(newspaper: Newspaper, name: str = "live") -> dict[str, bytes]:
    found = tree(newspaper.root.parent / name)
    return {path: data for path, data in found.items() if not path.startswith(".broadsheet/")}


def test_one_line_at_the_end_says_what_was_done(newspaper: Newspaper) -> None:
    status, said = publish(newspaper)
    built = newspaper.tree()

    assert status == 0
    assert live(newspaper) == built
    size = re.escape(measured(sum(map(len, built.values()))))
    line = rf"published: {len(built)} new, 0 changed, {size} uploaded, 0 deleted, \S+ s: "
    assert re.fullmatch(line + "https://paper.example", said.splitlines()[-1])


def test_it_is_said_in_the_papers_language(newspaper: Newspaper) -> None:
    newspaper.settings["DEFAULT_LANG"] = "zh"

    status, said = publish(newspaper)

    assert status == 0
    assert re.match(
        r"已发布：新增 \d+、更改 0 个文件，上传 \S+ kB，删除 0 个", said.splitlines()[-1]
    )


def test_a_dry_run_names_every_file_with_its_size_and_does_nothing(newspaper: Newspaper) -> None:
    publish(newspaper)
    before, whole = newspaper.tree(), tree(newspaper.root.parent / "live")
    newspaper.issue("2024-05-08")
    newspaper.article("2024-05-01", "a01-1", "Another", page="A01")
    newspaper.remove("issues/2024/2024-05-02/a01-2.md")

    status, said = publish(newspaper, dry_run=True)

    assert status == 0
    assert tree(newspaper.root.parent / "live") == whole
    after = newspaper.tree()
    words = {"added": "upload", "changed": "replace", "removed": "delete"}
    wanted = {
        f"{words[how]} {measured(len(after.get(path, before.get(path, b'')))):>9}  {path}"
        for path, how in changes(before, after).items()
        if not (how == "removed" and path.startswith("search/"))
    }
    assert wanted == {line for line in said.splitlines() if line.split(" ")[0] in words.values()}
    assert said.splitlines()[-1].startswith("would publish: ")


def test_what_would_delete_too_much_stops_and_is_forced(newspaper: Newspaper) -> None:
    publish(newspaper)
    before = live(newspaper)
    for day in range(2, 8):
        newspaper.remove(f"issues/2024/2024-05-{day:02}")

    status, said = publish(newspaper)

    assert status == 1
    assert re.search(r"error: \d+ of \d+ live files would be deleted, more than 10%.*--force", said)
    assert live(newspaper) == before

    status, said = publish(newspaper, dry_run=True)
    assert status == 0
    assert "warning: " in said

    status, said = publish(newspaper, force=True)
    assert status == 0, said
    assert "2024/05/02/index.html" not in live(newspaper)


def test_every_reason_is_said_before_one_is_forced(newspaper: Newspaper) -> None:
    """Who forces the deletions is to know of the addresses, too."""
    publish(newspaper)
    for day in range(2, 8):
        newspaper.remove(f"issues/2024/2024-05-{day:02}")

    status, said = publish(newspaper)

    assert status == 1
    assert re.search(r"error: \d+ of \d+ live files would be deleted", said)
    assert "/2024/05/03/a01-1.html was public" in said
    assert said.splitlines()[-1].endswith(" errors, 0 warnings; nothing was published")
    assert "/2024/05/03/a01-1.html moved" not in (newspaper.root / "ledger/2024.txt").read_text()


def test_a_dry_run_knows_that_empty_lists_will_lead_on(newspaper: Newspaper) -> None:
    newspaper.issue("2023-01-05")
    newspaper.settings["PUBLISH_MOST_DELETED"] = 90
    publish(newspaper)
    told(lambda: live_site.takedown("/2023/01/05/", "A mistake"))
    ledger = tree(newspaper.root / "ledger")

    status, said = publish(newspaper, dry_run=True)

    assert status == 0
    assert tree(newspaper.root / "ledger") == ledger
    assert "was public" not in said
    assert re.search(r"^[2-9] lists with nothing to list any more", said, re.MULTILINE)
    foreseen = re.search(r"(\d+) deleted, \S+ s: ", said)
    status, said = publish(newspaper)
    assert status == 0, said
    assert b"archive.html" in live(newspaper)["2023/index.html"]
    assert foreseen
    assert f" {foreseen[1]} deleted, " in said


def test_the_share_is_a_setting(newspaper: Newspaper) -> None:
    publish(newspaper)
    newspaper.remove("issues/2024/2024-05-02")
    newspaper.remove("issues/2024/2024-05-03")
    newspaper.settings["PUBLISH_MOST_DELETED"] = 0

    status, said = publish(newspaper)
    assert status == 1
    assert "PUBLISH_MOST_DELETED" in said

    newspaper.settings["PUBLISH_MOST_DELETED"] = 60
    status, said = publish(newspaper)
    assert status == 1
    assert "PUBLISH_MOST_DELETED" not in said


def test_what_is_public_is_written_down_and_may_not_be_lost(newspaper: Newspaper) -> None:
    status, said = publish(newspaper)
    assert status == 0
    assert "commit this folder" in said
    ledger = newspaper.root / "ledger"
    assert "/2024/05/03/a01-1.html page" in (ledger / "2024.txt").read_text("utf-8")
    before = live(newspaper)

    newspaper.remove("issues/2024/2024-05-03/a01-1.md")
    status, said = publish(newspaper)

    assert status == 1
    assert "/2024/05/03/a01-1.html" in said
    assert "invoke takedown" in said
    assert live(newspaper) == before

    taken_down = told(lambda: live_site.takedown("/2024/05/03/a01-1.html", "At a court's request"))
    assert taken_down[0] == 0, taken_down[1]
    status, said = publish(newspaper)
    assert status == 0, said
    assert b"At a court" in live(newspaper)["2024/05/03/a01-1.html"]


def test_a_copy_for_a_look_writes_nothing_down(newspaper: Newspaper) -> None:
    assert publish(newspaper, to="staging")[0] == 0
    assert not (newspaper.root / "ledger").exists()


def test_a_list_that_has_nothing_to_list_leads_to_a_wider_one(newspaper: Newspaper) -> None:
    newspaper.issue("2023-01-05")
    assert publish(newspaper)[0] == 0
    for name in ("index", "a01", "a01-1", "a01-2"):
        address = f"/2023/01/05/{name.replace('index', '')}{'.html' * (name != 'index')}"
        told(lambda address=address: live_site.takedown(address, "A mistake"))
    status, said = publish(newspaper, force=True)
    assert status == 0, said
    assert b"archive.html" in live(newspaper)["2023/index.html"]


def test_targets_have_names(newspaper: Newspaper) -> None:
    newspaper.settings["PUBLISH_URLS"] = {"staging": "https://staging.example"}

    status, said = publish(newspaper, to="staging")

    assert status == 0
    assert said.splitlines()[-1].endswith(": https://staging.example")
    assert live(newspaper, "staging") == newspaper.tree()
    assert live(newspaper) == {}
    status, said = publish(newspaper, to="other")
    assert (status, said) == (
        2,
        'error: publishconf.py: PUBLISH has no target "other"; it has: live, staging\n',
    )


def test_nothing_is_published_while_there_is_an_error(newspaper: Newspaper) -> None:
    publish(newspaper)
    before = live(newspaper)
    newspaper.article("2024-05-07", "a01-1", "Late", page="three")

    status, said = publish(newspaper)

    assert status == 1
    assert "a01-1.md" in said
    assert live(newspaper) == before


def test_a_password_in_a_line_is_refused_in_one_line(newspaper: Newspaper) -> None:
    newspaper.settings["PUBLISH"] = "ftp://paper:SECRET1@host.example/www"

    status, said = publish(newspaper)

    assert status == 2
    assert said.count("\n") == 1
    assert "holds a password" in said
    assert "SECRET1" not in said


@pytest.mark.parametrize("folder", ["output", "output/within", "content", "."])
def test_the_site_is_not_published_into_itself(newspaper: Newspaper, folder: str) -> None:
    target = newspaper.root / folder
    target.mkdir(parents=True, exist_ok=True)
    newspaper.settings["PUBLISH"] = str(target)

    status, said = publish(newspaper)

    assert status == 1
    assert "cannot be published there" in said


def test_a_lost_manifest_is_replaced_by_force_and_nothing_is_deleted(newspaper: Newspaper) -> None:
    publish(newspaper)
    (newspaper.root.parent / "live/.broadsheet/manifest.txt").unlink()
    newspaper.remove("issues/2024/2024-05-07/a01-2.md")

    status, said = publish(newspaper)
    assert status == 1
    assert "cannot be told" in said

    status, said = publish(newspaper, force=True)
    assert status == 0, said
    found = changes(newspaper.tree(), live(newspaper))
    assert "2024/05/07/a01-2.html" in found
    assert set(found.values()) == {"added"}


def test_what_others_have_put_there_stays(newspaper: Newspaper) -> None:
    own = newspaper.root.parent / "live/own/letter.txt"
    own.parent.mkdir()
    own.write_text("mine")

    publish(newspaper)
    newspaper.remove("issues/2024/2024-05-07/a01-2.md")
    publish(newspaper)

    assert own.read_text() == "mine"


def test_publishing_one_more_issue_uploads_what_it_touched(newspaper: Newspaper) -> None:
    publish(newspaper)
    before = newspaper.tree()
    newspaper.issue("2024-05-08")

    status, said = publish(newspaper)

    assert status == 0
    touched = changes(before, newspaper.tree())
    size = sum(len(newspaper.tree()[p]) for p, how in touched.items() if how != "removed")
    assert f" {measured(size)} uploaded," in said
    assert "2024/05/01/a01-1.html" not in touched


def test_rolling_back_a_folder_says_what_to_do(newspaper: Newspaper) -> None:
    newspaper.configuration()

    status, said = told(live_site.rollback)

    assert status == 1
    assert "check out the older commit" in said


def test_a_build_at_work_keeps_the_publish_waiting(newspaper: Newspaper) -> None:
    newspaper.build()
    read = settings_module.read(read_settings("pelicanconf.py", {}))
    with publishing.manifest_of(read):
        status, said = publish(newspaper)

    assert status == 1
    assert "has been building it since" in said


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_600, "1 MB"), (12_345_678, "12.3 MB")],
)
def test_sizes_are_as_people_read_them(size: int, words: str) -> None:
    assert measured(size) == words
