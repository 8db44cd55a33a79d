"""A publish that is killed at any moment leaves a whole site, and the next one finishes it."""

from __future__ import annotations

import random
import time
from collections.abc import Set
from pathlib import Path

import pytest

from broadsheet.problems import BuildError
from broadsheet.publishing.hosts import files
from broadsheet.publishing.hosts.remote import Remote
from tests.publishing.driver import send, sending
from tests.publishing.servers import Place

KINDS = [
    *("folder", "sftp", "ftp", "webdav", "s3", "git"),
    pytest.param("shell", marks=pytest.mark.sshd),
]
NAMES = ("张明 100% #1", "全角：冒号？", "a+b&c='d'", "[x] {y} *", "é", "..x", "~a", "-n")
"""What names of files may hold on the host's disk, whatever the checker allows today."""


def edition(folder: Path, number: int, gone: range = range(0), size: int = 400) -> Path:
    """A site of a few folders; every page says its edition."""
    for at in range(60):
        if at in gone:
            continue
        file = folder / f"2026/{at % 6:02}/{NAMES[at % len(NAMES)]}/{at}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{number}" * size + f"{at}")
    (folder / "index.html").write_text(f"home {number}")
    (folder / "x.css").write_text(f"style {number}")
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/site.json").write_text("{}")
    return folder


def site_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _once_there(place: Place, paths: Set[str]) -> dict[str, bytes]:
    """The site's files when these are among them. A server may still be at what the process asked
    of it last: those of WebDAV take the old file away before they put the new one in its place."""
    end = time.monotonic() + 10
    while True:
        found = {p: d for p, d in place.site().items() if not p.endswith("/")}
        if found.keys() >= paths:
            return found
        assert time.monotonic() < end, sorted(paths - found.keys())
        time.sleep(0.05)


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_killed_at_any_moment_it_leaves_whole_files_and_is_finished(
    place: Place, tmp_path: Path
) -> None:
    old, new = edition(tmp_path / "old", 1), edition(tmp_path / "new", 2, range(10, 20))
    started = time.monotonic()
    send(place.line, old)
    whole = time.monotonic() - started
    before, after = site_of(old), site_of(new)
    assert place.site() == before
    chance = random.Random(f"{place.kind}")
    for _ in range(2):
        process = sending(place, new)
        time.sleep(0.1 + chance.random() * whole * 1.5)
        process.kill()
        process.communicate()
        found = _once_there(place, before.keys() & after.keys())
        for path, data in found.items():
            assert data in (before.get(path), after.get(path)), path

    send(place.line, new)

    assert place.site() == after


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_after_a_kill_the_site_goes_back_as_well(place: Place, tmp_path: Path) -> None:
    """What was begun is not what is wanted any more: it is brought to its end, and undone."""
    old, new = edition(tmp_path / "old", 1), edition(tmp_path / "new", 2, range(10, 20))
    send(place.line, old)
    process = sending(place, new, grace=30)
    journal = ".broadsheet/journal.txt"
    while journal not in place.whole():
        assert process.poll() is None, process.communicate()
    process.kill()
    process.communicate()

    send(place.line, old)

    assert place.site() == site_of(old)
    assert journal not in place.whole()


@pytest.mark.parametrize("step", [1, 2, 4])
@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_broken_off_between_two_steps_it_goes_back_as_well(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    old, new = edition(tmp_path / "old", 1), edition(tmp_path / "new", 2, range(10, 20))
    (new / "2026/more.html").write_text("more")
    send(place.line, old)
    move, steps = Remote.move, list[str]()

    def move_some(remote, source, target, paths):  # type: ignore[no-untyped-def]
        steps.extend(["step"] if paths else [])
        if len(steps) == step:
            raise KeyboardInterrupt
        return move(remote, source, target, paths)

    with monkeypatch.context() as patch:
        patch.setattr(Remote, "move", move_some)
        with pytest.raises(KeyboardInterrupt):
            send(place.line, new)
    assert place.site() != site_of(new)

    send(place.line, old)

    assert place.site() == site_of(old)


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_what_was_uploaded_whole_is_not_uploaded_again(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "BATCH_FILES", 20)
    new = edition(tmp_path / "new", 2)
    put, asked = Remote.put_files, list[str]()

    def put_some(remote, source, folder, paths, *rest):  # type: ignore[no-untyped-def]
        if len(asked) >= 40:
            raise KeyboardInterrupt
        asked.extend(paths)
        put(remote, source, folder, paths, *rest)

    monkeypatch.setattr(Remote, "put_files", put_some)
    with pytest.raises(KeyboardInterrupt):
        send(place.line, new)
    first = list(asked)
    assert place.site() == {}
    asked.clear()

    def put_all(remote, source, folder, paths, *rest):  # type: ignore[no-untyped-def]
        asked.extend(paths)
        put(remote, source, folder, paths, *rest)

    monkeypatch.setattr(Remote, "put_files", put_all)

    send(place.line, new)

    assert len(first) == 40
    assert not set(first) & set(asked)
    assert place.site() == site_of(new)


@pytest.mark.parametrize("place", ["folder", "s3", "git"], indirect=True)
def test_names_that_rclone_uses_for_others_are_themselves(place: Place, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("全角／斜杠", "．", "．．", "a．b"):
        (site / name).mkdir(parents=True)
        (site / name / "1.html").write_text(name)

    send(place.line, site)
    assert place.site() == site_of(site)
    (site / "全角／斜杠/1.html").unlink()
    (site / "全角／斜杠").rmdir()
    send(place.line, site)
    assert place.site() == site_of(site)


@pytest.mark.parametrize("name", ["a\u201bb", "a\u2401b", "a\u2421b"])
@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_name_that_rclone_cannot_write_is_refused(
    place: Place, tmp_path: Path, name: str
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).write_text("x")

    with pytest.raises(BuildError, match="cannot be uploaded"):
        send(place.line, tmp_path / "site")
    assert place.site() == {}


@pytest.mark.parametrize("place", ["folder", "sftp", "s3"], indirect=True)
def test_a_file_takes_a_folders_place_and_a_folder_a_files(place: Place, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, file in ((one, "a/b/c.html"), (two, "a/b")):
        (folder / file).parent.mkdir(parents=True)
        (folder / file).write_text(file)
        (folder / "index.html").write_text("home")

    for folder in (one, two, one):
        send(place.line, folder)
        assert place.site() == site_of(folder)


@pytest.mark.parametrize("place", ["folder", "sftp", "ftp", "webdav", "s3"], indirect=True)
def test_broken_off_at_the_very_end_it_is_finished(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal is still there, and the folder of what was uploaded is not."""
    old, new = edition(tmp_path / "old", 1), edition(tmp_path / "new", 2, range(10, 20))
    send(place.line, old)
    purge = Remote.purge

    def purge_and_stop(remote: Remote, folder: str) -> None:
        purge(remote, folder)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Remote, "purge", purge_and_stop)
        with pytest.raises(KeyboardInterrupt):
            send(place.line, new)

    send(place.line, new)

    assert place.site() == site_of(new)


@pytest.mark.parametrize("place", ["folder", "s3"], indirect=True)
def test_where_the_host_has_lost_what_was_uploaded_force_publishes_anew(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has cleared the folder of what was begun."""
    old, new = edition(tmp_path / "old", 1), edition(tmp_path / "new", 2, range(10, 20))
    send(place.line, old)

    def move_none(remote: Remote, source: str, target: str, paths: list[str]) -> int:
        remote.purge(source)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Remote, "move", move_none)
        with pytest.raises(KeyboardInterrupt):
            send(place.line, new)

    with pytest.raises(BuildError, match=r"uploaded is gone from the host.*--force"):
        send(place.line, new)
    assert place.site() == site_of(old)

    send(place.line, new, force=True)
    assert place.site() == site_of(old) | site_of(new)
    send(place.line, new)
    assert place.site() == site_of(old) | site_of(new)
