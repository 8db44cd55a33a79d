"""Web hosts on this computer, each a real server: what a target says of it, and what lies there."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.publishing.running import PASSWORD, find
from broadsheet.saying import Said
from tests.archive import tree
from tests.conftest import find_sshd
from tests.publishing.listening import free_port, listening

OWN = ".broadsheet/"
SECRET = "correct-horse-7"
BUCKET = "paper"


@dataclass
class Place:
    """``line`` is the target, ``environment`` what it needs; ``site`` answers with every file that
    readers can get there, ``whole`` also with what is ours."""

    kind: str
    line: str
    folder: Path
    whole: Callable[[], dict[str, bytes]]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def site(self) -> dict[str, bytes]:
        return {path: data for path, data in self.whole().items() if not path.startswith(OWN)}


@contextmanager
def folder(at: Path) -> Iterator[Place]:
    site = at / "site"
    site.mkdir()
    yield Place("folder", str(site), site, lambda: lying(site))


@contextmanager
def rclone(protocol: str, at: Path) -> Iterator[Place]:
    """What rclone itself serves: SFTP, FTP, WebDAV. Of SFTP the host's key is known."""
    site, port = at / "site", free_port()
    site.mkdir()
    command = [
        find("rclone", Said("", "")),
        "serve",
        protocol,
        str(site),
        "--addr",
        f"127.0.0.1:{port}",
    ]
    command += ["--user", "paper", "--pass", SECRET, "--config", str(at / "none")]
    environment = {PASSWORD: SECRET, "HOME": str(at), "RCLONE_CONFIG": str(at / "rclone.conf")}
    (at / "rclone.conf").write_text("")
    if protocol == "sftp":
        key = make_key(at / "host_key")
        command += ["--key", str(at / "host_key")]
        know(at, port, key)
    line = f"{protocol}://paper@127.0.0.1:{port}/www"
    with listening(command, port) as process:
        yield Place(protocol, line, site / "www", lambda: lying(site / "www"), environment, process)


def make_key(file: Path) -> str:
    """Make a pair of keys; answers with the public one."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(file)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return file.with_suffix(".pub").read_text("utf-8").strip()


def know(home: Path, port: int, key: str) -> None:
    (home / ".ssh").mkdir(mode=0o700, exist_ok=True)
    kind, text, *_ = key.split()
    (home / ".ssh/known_hosts").write_text(f"[127.0.0.1]:{port} {kind} {text}\n")


@contextmanager
def shell(at: Path) -> Iterator[Place]:
    """OpenSSH's server for the user that runs the tests, without what that user's shell does when
    it starts."""
    port, root = free_port(), at / "paper"
    host_key, user_key = make_key(at / "host_key"), make_key(at / "user_key")
    (at / "authorized").write_text(f"{user_key}\n")
    know(at, port, host_key)
    Path("/run/sshd").mkdir(exist_ok=True) if os.geteuid() == 0 else None
    (at / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {at}/host_key\nPidFile {at}/sshd.pid\n"
        f"AuthorizedKeysFile {at}/authorized\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\n"
        f"MaxStartups 100:30:200\nSubsystem sftp internal-sftp\nSetEnv HOME={at}\n"
    )
    (at / "ssh_config").write_text(
        f"Host *\n  IdentityFile {at}/user_key\n  IdentitiesOnly yes\n"
        f"  UserKnownHostsFile {at}/.ssh/known_hosts\n  GlobalKnownHostsFile /dev/null\n"
    )
    user = getpass.getuser()
    with listening([find_sshd(), "-D", "-e", "-f", str(at / "sshd_config")], port) as process:
        yield Place(
            "shell",
            f"ssh://{user}@127.0.0.1:{port}{root}",
            root,
            lambda: lying((root / "current").resolve()),
            {"BROADSHEET_SSH": f"ssh -F {at}/ssh_config"},
            process,
        )


@contextmanager
def openssh_sftp(at: Path) -> Iterator[Place]:
    """SFTP of OpenSSH's server; an agent holds the key."""
    with shell(at) as place:
        agent = at / "agent"
        command = ["ssh-agent", "-D", "-a", str(agent)]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as run:
            wait_until(agent.exists)
            keys = {**os.environ, "SSH_AUTH_SOCK": str(agent)}
            subprocess.run(["ssh-add", "-q", str(at / "user_key")], check=True, env=keys)
            (at / "rclone.conf").write_text("")
            environment = {"SSH_AUTH_SOCK": str(agent), "HOME": str(at)}
            environment["RCLONE_CONFIG"] = str(at / "rclone.conf")
            site = place.folder / "www"
            line = f"{place.line.replace('ssh://', 'sftp://')}/www"
            yield Place("sftp", line, site, lambda: lying(site), environment, place.process)
            run.kill()


@contextmanager
def s3(at: Path) -> Iterator[Place]:
    """moto's S3, with one bucket."""
    import boto3

    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    keys = {"AWS_ACCESS_KEY_ID": "paper", "AWS_SECRET_ACCESS_KEY": SECRET}
    (at / "rclone.conf").write_text("")
    environment = {**keys, "AWS_REGION": "us-east-1", "RCLONE_CONFIG": str(at / "rclone.conf")}
    with listening(command, port) as process:
        client = boto3.client(
            "s3",
            endpoint_url=address,
            region_name="us-east-1",
            aws_access_key_id=keys["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=SECRET,
        )
        client.create_bucket(Bucket=BUCKET)

        def whole() -> dict[str, bytes]:
            found: dict[str, bytes] = {}
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET):
                for each in page.get("Contents", ()):
                    name = each["Key"].removeprefix("www/")
                    # Publishes are at work while this is read.
                    with suppress(client.exceptions.NoSuchKey):
                        got = client.get_object(Bucket=BUCKET, Key=each["Key"])
                        found[name] = got["Body"].read()
            return found

        yield Place(
            "s3",
            f"s3://{BUCKET}/www?acl=public-read&endpoint={address}",
            at,
            whole,
            environment,
            process,
        )
        client.close()


@contextmanager
def git(at: Path) -> Iterator[Place]:
    """A bare repository, as a git host has it."""
    repository = at / "name.git"
    environment = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
    command = ["git", "init", "-q", "--bare", "-b", "main", str(repository)]
    subprocess.run(command, check=True, env={**os.environ, **environment})

    def whole() -> dict[str, bytes]:
        if subprocess.run(
            ["git", "--git-dir", str(repository), "rev-parse", "--verify", "-q", "pages"],
            stdout=subprocess.DEVNULL,
            check=False,
        ).returncode:
            return {}
        with tempfile.TemporaryDirectory() as place:
            packed = subprocess.run(
                ["git", "--git-dir", str(repository), "archive", "pages"],
                check=True,
                stdout=subprocess.PIPE,
            ).stdout
            subprocess.run(["tar", "-x", "-C", place], input=packed, check=True)
            found = tree(Path(place))
        assert found.pop(".nojekyll") == b""
        return found

    yield Place("git", f"git+file://{repository}#pages", repository, whole, environment)


@contextmanager
def place_of(kind: str, at: Path) -> Iterator[Place]:
    """A host of a kind, with folders of its own in ``at``."""
    at.mkdir(parents=True, exist_ok=True)
    if kind in ("sftp", "ftp", "webdav"):
        with rclone(kind, at) as place:
            yield place
    else:
        with {
            "folder": folder,
            "shell": shell,
            "openssh-sftp": openssh_sftp,
            "s3": s3,
            "git": git,
        }[kind](at) as place:
            yield place


def lying(folder: Path) -> dict[str, bytes]:
    """What lies below a folder; again when something went while it was looked at."""
    for _ in range(50):
        with suppress(FileNotFoundError):
            return tree(folder)
    return tree(folder)


def wait_until(done: Callable[[], bool], seconds: float = 30) -> None:
    """Until something is so; fails when it takes longer than anything could."""
    ends = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.005)


def clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
