"""Readers of the live site, through nginx, during a publish of 2,000 changed and 400 deleted
files: no missing asset, no dead link, no page cut off; where there are releases, no mix."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.archive import REPOSITORY
from tests.publishing.driver import manifest_of, send
from tests.publishing.listening import free_port
from tests.publishing.nginx import serving
from tests.publishing.servers import Place, place_of

FOLDERS, PER_FOLDER, GONE, NEW = 44, 55, 10, 5
"""Every folder has a list and 55 articles; of these 10 go and 5 come."""
FEWER = {} if os.environ.get("BROADSHEET_READERS") == "all" else {"s3": 6, "openssh-sftp": 14}
"""Folders on hosts that take their time for each file: all of them with BROADSHEET_READERS=all."""


def edition(folder: Path, number: int, folders: int = FOLDERS) -> Path:
    """A newspaper of pages that lead to each other, each with the style sheet and the script of its
    edition, named by what they hold; every page says its edition."""
    assets = f"theme/{number:012x}"
    (folder / assets).mkdir(parents=True)
    (folder / assets / "main.css").write_text(f"/* {number} */ /* end */\n")
    (folder / f"search/{number:08x}").mkdir(parents=True)
    (folder / f"search/{number:08x}/g0.js").write_text(f"/* {number} */ /* end */\n")
    first = 0 if number == 1 else GONE
    last = PER_FOLDER + (0 if number == 1 else NEW)
    for at in range(folders):
        place = folder / f"2026/{at // 28 + 1:02}/{at % 28 + 1:02}"
        place.mkdir(parents=True)
        names = [f"a{n}.html" for n in range(first, last)]
        after = (at + 1) % folders
        following = f"../../{after // 28 + 1:02}/{after % 28 + 1:02}"
        for n, name in enumerate(names):
            links = [names[n - 1], names[(n + 7) % len(names)], f"{following}/{name}", "index.html"]
            is_gone = number == 1 and n < GONE
            (place / name).write_bytes(page(number, "../../../", links, is_gone=is_gone))
        chosen = [*names[:12], *names[-8:], "../../../index.html"]
        (place / "index.html").write_bytes(page(number, "../../../", chosen))
    days = [f"2026/{at // 28 + 1:02}/{at % 28 + 1:02}/index.html" for at in range(folders)]
    (folder / "index.html").write_bytes(page(number, "", days))
    return folder


def page(number: int, root: str, links: list[str], is_gone: bool = False) -> bytes:
    refers = [f'<link href="{root}theme/{number:012x}/main.css">']
    refers += [f'<script src="{root}search/{number:08x}/g0.js"></script>']
    refers += [f'<a href="{link}">x</a>' for link in links]
    refers += ['<p id="gone">'] if is_gone else []
    body = "\n".join(refers) + f"\n{number}" * 200
    return f'<html><meta name="edition" content="{number}">{body}</html>\n'.encode()


@contextmanager
def reading(address: str, stop: Path, pause: float) -> Iterator[list[dict[str, object]]]:
    """A reader who reads while the block runs, and pauses on every page before following what it
    refers to; what was seen is there after it."""
    seen: list[dict[str, object]] = []
    command = [sys.executable, "-m", "tests.publishing.reader", address, str(stop), str(pause)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    ) as process:
        try:
            yield seen
        finally:
            stop.touch()
            said, _ = process.communicate()
        seen.append(json.loads(said))


def served(place: Place, port: int) -> str:
    if place.kind == "s3":
        line = place.line.partition("endpoint=")[2]
        where = f"location / {{ proxy_pass {line}/paper/www/; }}"
    else:
        root = place.folder / "current" if place.kind == "shell" else place.folder
        where = f"root {root};"
    return f"server {{ listen 127.0.0.1:{port}; {where} }}"


@pytest.mark.nginx
@pytest.mark.parametrize(
    "kind",
    [
        "folder",
        "s3",
        pytest.param("openssh-sftp", marks=pytest.mark.sshd),
        pytest.param("shell", marks=pytest.mark.sshd),
    ],
)
def test_readers_of_a_site_that_is_being_published_meet_no_fault(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = FEWER.get(kind, FOLDERS)
    part = folders / FOLDERS
    first, second = (edition(tmp_path / f"{number}", number, folders) for number in (1, 2))
    old, new = manifest_of(first).files, manifest_of(second).files
    assert sum(old[path] != new[path] for path in old.keys() & new.keys()) >= 2000 * part
    assert len(new.keys() - old.keys()) >= 200 * part
    assert len(old.keys() - new.keys()) >= 400 * part
    with ExitStack() as stack:
        place = stack.enter_context(place_of(kind, tmp_path / "host"))
        for name, value in place.environment.items():
            monkeypatch.setenv(name, value)
        send(place.line, first)
        port = free_port()
        address = stack.enter_context(serving(tmp_path / "nginx", served(place, port), port))
        quick = stack.enter_context(reading(address, tmp_path / "stop", 0))
        slow = [stack.enter_context(reading(address, tmp_path / "stop", 1.2)) for _ in range(4)]
        planned = send(place.line, second, grace=4)
        (tmp_path / "stop").touch()
    saw, *others = (seen for (seen,) in (quick, *slow))
    views = [int(str(each["views"])) for each in (saw, *others)]
    with capsys.disabled():
        print(f"\n{kind}: {sum(views)} views, {saw['faults']} faults")
    assert [each["faults"] for each in (saw, *others)] == [[]] * 5
    assert saw["editions"] == [1, 2]
    assert views[0] > 500 * part
    if kind == "shell":
        assert saw["went_back"] == 0
    assert len(planned.deletions) >= 400 * part
    # Who has opened a page before may still search in it.
    assert {
        path for path in old if path.startswith(("theme/", "search/"))
    } <= planned.after.kept.keys()
