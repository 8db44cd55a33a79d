"""What goes wrong at hosts: one line says it, readers keep their site, and no secret is told."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.problems import BuildError
from broadsheet.publishing import holding, running
from broadsheet.publishing.running import PASSWORD, HostError, cleaned
from broadsheet.saying import Said
from tests.publishing.driver import send, sending
from tests.publishing.listening import free_port, listening
from tests.publishing.servers import SECRET, Place, know, make_key, place_of, wait_until

SHELL = pytest.param("shell", marks=pytest.mark.sshd)
LOCKING = ["folder", "sftp", SHELL]


def site(folder: Path, text: str = "1", files: int = 3) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(files):
        (folder / f"{at}.html").write_text(text * 50)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data/site.json").write_text("{}")
    return folder


# --- two at once


@pytest.mark.parametrize("place", LOCKING, indirect=True)
def test_the_second_is_told_who_publishes_and_since_when(place: Place, tmp_path: Path) -> None:
    send(place.line, site(tmp_path / "old", files=4))
    process = sending(place, site(tmp_path / "new", "2"), grace=60)
    try:
        wait_until(lambda: place.site().get("0.html") == b"2" * 50)

        with pytest.raises(BuildError) as refused:
            send(place.line, site(tmp_path / "third", "3"))
    finally:
        process.kill()
        process.communicate()

    assert f"(process {process.pid}) has been publishing since 20" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert place.site()["0.html"] == b"2" * 50
    # It is known on this computer that the process has ended.
    send(place.line, tmp_path / "third")
    assert place.site()["0.html"] == b"3" * 50
    assert "3.html" not in place.site()


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_of_another_computers_publish_the_last_sign_of_life_is_known(
    place: Place,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(holding, "WATCHED_FOR", 0.1)
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    holder = holding.Holder("wang@desk", "another", 5, "9", now.isoformat(), now.isoformat())
    note = place.folder / f".broadsheet/locks/{holder.name}"
    note.parent.mkdir(parents=True)
    note.write_bytes(holder.data())
    with pytest.raises(BuildError, match=r"wang@desk has been publishing since .* counts as ended"):
        send(place.line, site(tmp_path / "new"))
    assert place.site() == {}
    assert list(note.parent.iterdir()) == [note]

    long_ago = (now - holding.LEASE - dt.timedelta(seconds=5)).isoformat()
    note.write_text(json.dumps({**json.loads(holder.data()), "renewed": long_ago}))
    send(place.line, tmp_path / "new")

    assert "wang@desk since" in capsys.readouterr().out
    assert not list(note.parent.iterdir())


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_one_whose_clock_is_behind_is_not_taken_for_ended(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(hours=1)
    holder = holding.Holder("wang@desk", "another", 5, "9", behind.isoformat(), behind.isoformat())
    note = place.folder / f".broadsheet/locks/{holder.name}"
    note.parent.mkdir(parents=True)
    note.write_bytes(holder.data())

    def watch(seconds: float) -> None:
        """Meanwhile the other gives a sign of life."""
        if seconds == holding.WATCHED_FOR:
            later = (behind + dt.timedelta(seconds=60)).isoformat()
            note.write_text(json.dumps({**json.loads(holder.data()), "renewed": later}))

    with monkeypatch.context() as patch:
        patch.setattr(holding.time, "sleep", watch)
        with pytest.raises(BuildError, match=r"wang@desk has been .*clock is 59 minutes behind"):
            send(place.line, site(tmp_path / "new"))
    assert place.site() == {}
    assert list(note.parent.iterdir()) == [note]


@pytest.mark.parametrize("data", ["", '{"who": "wa', '{"who": "wang", "renewed": "2024-05-01"}'])
@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_note_that_was_cut_off_keeps_nobody_out_for_good(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    monkeypatch.setattr(holding, "WATCHED_FOR", 0.1)
    note = place.folder / ".broadsheet/locks/0123.json"
    note.parent.mkdir(parents=True)
    note.write_text(data)

    send(place.line, site(tmp_path / "new"))

    assert place.site().keys() >= {"0.html"}
    assert not list(note.parent.iterdir())


@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_a_long_publish_gives_signs_of_life(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "RENEWED_AFTER", 0.5)
    send(place.line, site(tmp_path / "old", files=4))
    put, names = holding.Hold.renew, list[str]()

    def renew(hold: holding.Hold) -> None:
        put(hold)
        locks = place.folder / ".broadsheet/locks"
        names.extend(json.loads(file.read_bytes())["renewed"] for file in locks.iterdir())

    monkeypatch.setattr(holding.Hold, "renew", renew)
    send(place.line, site(tmp_path / "new"), grace=3)

    assert len(set(names)) >= 2


# --- what is live cannot be told


@pytest.mark.parametrize("place", ["folder", "sftp", "s3", SHELL, "git"], indirect=True)
def test_a_manifest_that_cannot_be_read_stops_the_publish(place: Place, tmp_path: Path) -> None:
    if place.kind in ("s3", "git"):
        # Of these no file can be edited from here: the site was put there by other means.
        other_means(place, site(tmp_path / "old"))
    else:
        send(place.line, site(tmp_path / "old"))
        current = place.folder / "current" if place.kind == "shell" else place.folder
        manifest = current / ".broadsheet/manifest.txt"
        data = manifest.read_bytes()
        manifest.write_bytes(data[: len(data) // 2])
    before = place.site()

    with pytest.raises(BuildError, match=r"cannot be told.*--force"):
        send(place.line, site(tmp_path / "new", "2"))

    assert place.site() == before


def other_means(place: Place, folder: Path) -> None:
    if place.kind == "git":
        commands = (
            f"cp -r {folder} {folder}-git; cd {folder}-git; touch .nojekyll; git init -q -b pages;"
            " git add -A; git -c user.name=a -c user.email=b commit -qm x;"
            f" git push -q {place.folder} pages"
        )
        subprocess.run(["sh", "-c", commands], check=True)
        return
    import boto3

    address = place.line.partition("endpoint=")[2]
    client = boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="paper",
        aws_secret_access_key=SECRET,
    )
    for file in folder.rglob("*"):
        if file.is_file():
            key = f"www/{file.relative_to(folder).as_posix()}"
            client.put_object(Bucket="paper", Key=key, Body=file.read_bytes())
    client.close()


# --- hosts that refuse


@pytest.mark.parametrize("place", ["sftp", "ftp", "webdav"], indirect=True)
def test_a_wrong_password_is_one_line_without_it(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, "wrong-horse-9")

    with pytest.raises(HostError) as refused:
        send(place.line, site(tmp_path / "new"))

    said = str(refused.value)
    assert "\n" not in said
    assert any(word in said for word in ("401", "authenticat", "incorrect", "login", "530")), said
    assert "wrong-horse-9" not in said
    assert SECRET not in said
    assert place.site() == {}


@pytest.mark.sshd
def test_a_stop_while_it_connects_leaves_nothing_running(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    program = tmp_path / "ssh"
    program.write_text(f'#!/bin/sh\necho $$ >> {pids}\nexec ssh "$@"\n')
    program.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = f"ssh://a@127.0.0.1:{silent.getsockname()[1]}/www"
        place = Place("shell", line, tmp_path, dict, {"BROADSHEET_SSH": str(program)})
        process = sending(place, site(tmp_path / "new"))
        silent.settimeout(60)
        connection, _ = silent.accept()
        assert connection.recv(4) == b"SSH-"
        process.send_signal(signal.SIGINT)
        process.communicate()

        for pid in pids.read_text().split():
            # One that has ended may not have been waited for by whoever inherited it.
            state = Path(f"/proc/{pid}/stat")
            wait_until(lambda s=state: not s.exists() or s.read_text().split()[2] == "Z", 5)
        connection.close()


def test_a_password_that_is_missing_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "none.conf"))

    with pytest.raises(BuildError, match=PASSWORD):
        send("ftp://a@127.0.0.1:1/www", site(tmp_path / "new"))


def test_keys_of_s3_that_are_missing_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "none.conf"))

    with pytest.raises(BuildError, match="write AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY into"):
        send(f"s3://b/www?endpoint=http://127.0.0.1:{free_port()}", site(tmp_path / "new"))


@pytest.mark.sshd
def test_a_git_host_that_cannot_be_reached_is_told_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(HostError, match=r"says: ssh: connect to .*refused"):
        send(f"git+ssh://git@127.0.0.1:{free_port()}/a/b.git#pages", site(tmp_path / "new"))


@pytest.mark.parametrize("kind", ["sftp", "ftp", "webdav"])
def test_a_remote_that_rclone_knows_has_the_password(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place_of(kind, tmp_path / "host") as place:
        for name, value in place.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv(PASSWORD)
        program = running.find("rclone", Said("", ""))
        told = subprocess.run([program, "obscure", SECRET], capture_output=True, check=True)
        port = place.line.partition("127.0.0.1:")[2].partition("/")[0]
        where = f"url = http://127.0.0.1:{port}\nvendor = other"
        if kind != "webdav":
            where = f"host = 127.0.0.1\nport = {port}"
        (tmp_path / "host/rclone.conf").write_text(
            f"[my paper]\ntype = {kind}\n{where}\nuser = paper\npass = {told.stdout.decode()}\n"
        )

        send(place.line, site(tmp_path / "new"))

        assert len(place.site()) == 4


@pytest.mark.parametrize("place", ["sftp", SHELL], indirect=True)
def test_another_host_key_is_refused(place: Place, tmp_path: Path) -> None:
    home = tmp_path / "host"
    port = int(place.line.partition("127.0.0.1:")[2].partition("/")[0])
    know(home, port, make_key(tmp_path / "other_key"))

    with pytest.raises(HostError) as refused:
        send(place.line, site(tmp_path / "new"))

    assert "key" in str(refused.value).lower()
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("place", ["sftp", SHELL], indirect=True)
def test_a_host_that_nobody_knows_is_refused(place: Place, tmp_path: Path) -> None:
    (tmp_path / "host/.ssh/known_hosts").write_text("")

    with pytest.raises(HostError, match=r"(?i)key"):
        send(place.line, site(tmp_path / "new"))


@pytest.mark.sshd
def test_a_key_that_the_host_does_not_take_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place_of("shell", tmp_path / "host") as place:
        (tmp_path / "host/authorized").write_text("")
        monkeypatch.setenv("BROADSHEET_SSH", place.environment["BROADSHEET_SSH"])

        with pytest.raises(HostError, match=r"^the host says: .*Permission denied"):
            send(place.line, site(tmp_path / "new"))


def test_a_certificate_that_nobody_has_signed_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, pem = free_port(), tmp_path / "host.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1"
    subprocess.run(
        [*command.split(), "-keyout", str(pem), "-out", f"{pem}.crt"],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    monkeypatch.setenv("RCLONE_NO_CHECK_CERTIFICATE", "true")
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "none.conf"))
    (tmp_path / "none.conf").write_text("")
    (tmp_path / "served").mkdir()
    program = running.find("rclone", Said("", ""))
    served = [program, "serve", "webdav", str(tmp_path / "served"), "--addr", f"127.0.0.1:{port}"]

    with (
        listening([*served, "--cert", f"{pem}.crt", "--key", str(pem)], port),
        pytest.raises(HostError, match="certificate"),
    ):
        send(f"webdavs://127.0.0.1:{port}/www", site(tmp_path / "new"))


# --- hosts that are full, read-only, or silent


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of a few bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", str(folder)]
    subprocess.run(command, check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.mount
@pytest.mark.parametrize("kind", ["folder", "sftp", SHELL])
def test_a_full_disk_leaves_the_site_and_is_gone_on_from(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "host" / {"folder": "site", "sftp": "site", "shell": "paper"}[kind]
    monkeypatch.setattr(Path, "mkdir", _making(Path.mkdir))
    with small_disk(root, "400k"), place_of(kind, tmp_path / "host") as place:
        for name, value in place.environment.items():
            monkeypatch.setenv(name, value)
        send(place.line, site(tmp_path / "old"))
        before = place.site()
        (tmp_path / "new").mkdir()
        (tmp_path / "new/big.jpg").write_bytes(os.urandom(500_000))

        with pytest.raises(HostError) as full:
            send(place.line, site(tmp_path / "new", "2"))
        # OpenSSH's files and rclone's SFTP know other words for it.
        assert re.search("(?i)no space|disk space|failure", str(full.value)), str(full.value)
        assert "\n" not in str(full.value)
        assert place.site() == before

        subprocess.run(["mount", "-o", "remount,size=4m", str(root)], check=True)
        send(place.line, tmp_path / "new")
        assert len(place.site()["big.jpg"]) == 500_000


def _making(mkdir: Callable[..., None]) -> Callable[..., None]:
    """The servers make their folders; here they are there."""

    def make(path: Path, *arguments: object, **options: object) -> None:
        mkdir(path, *arguments, **{**options, "exist_ok": True})

    return make


@pytest.mark.mount
@pytest.mark.parametrize("kind", ["folder", SHELL])
def test_a_disk_that_nobody_may_write_to_is_one_line(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "host" / {"folder": "site", "shell": "paper"}[kind]
    monkeypatch.setattr(Path, "mkdir", _making(Path.mkdir))
    with small_disk(root, "400k"), place_of(kind, tmp_path / "host") as place:
        for name, value in place.environment.items():
            monkeypatch.setenv(name, value)
        send(place.line, site(tmp_path / "old"))
        before = place.site()
        subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)

        with pytest.raises(HostError, match=r"(?i)read-only file system"):
            send(place.line, site(tmp_path / "new", "2"))
        assert place.site() == before


@pytest.mark.parametrize("place", ["sftp", "ftp", "s3", SHELL], indirect=True)
def test_a_host_that_falls_silent_is_given_up(place: Place, tmp_path: Path) -> None:
    send(place.line, site(tmp_path / "old"))
    assert place.process
    place.process.send_signal(signal.SIGSTOP)
    try:
        with pytest.raises(HostError) as silent:
            send(place.line, site(tmp_path / "new", "2"), patience=1)
    finally:
        place.process.send_signal(signal.SIGCONT)
    assert "\n" not in str(silent.value)

    send(place.line, tmp_path / "new")
    assert place.site()["0.html"] == b"2" * 50


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("ssh://a@127.0.0.1:{}/www", marks=pytest.mark.sshd),
        "ftp://a@127.0.0.1:{}/www",
    ],
)
def test_a_host_that_takes_a_connection_and_says_nothing_is_given_up(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    # The system takes connections in before anybody asks for them.
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(HostError):
        send(line.format(mute.getsockname()[1]), site(tmp_path / "new"), patience=1)


def test_what_programs_say_is_cleaned_of_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI")
    said = "GET https://paper:hunter2@host.example/x?key=wJalrXUtnFEMI password=hunter3: refused"

    text = cleaned(said)

    assert not any(word in text for word in ("hunter2", "hunter3", "wJalr"))
    assert text.endswith("refused")
    assert "https://host.example/x" in text
