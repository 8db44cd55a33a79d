"""A host with a shell: every publish is a release of its own, switched to in one step.

    current                         a link to the release that readers get
    releases/20261024T040000Z-…/    a whole site; files that did not change are hard links
    releases/….begun/               one that is being made, or was broken off
    .broadsheet/locks/              who publishes

A release holds its manifest, the name of the release before it, and a list of what is deleted from
it a moment after it went live: what pages of the one before still lead to.
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from broadsheet.problems import BuildError
from broadsheet.publishing import holding
from broadsheet.publishing.hosts import Progress, Tell
from broadsheet.publishing.journal import Journal, emptied, folders_of
from broadsheet.publishing.manifest import (
    OWN_FOLDER,
    ROOT,
    File,
    Manifest,
    ManifestError,
    Root,
    anew,
    missing,
    parse_piece,
    root_of,
)
from broadsheet.publishing.planning import Plan
from broadsheet.publishing.running import HostError, Ran, find, last_words, run, says
from broadsheet.publishing.targets import Manners, Target
from broadsheet.saying import Said

LOCKS = f"{OWN_FOLDER}/locks"
PIECES = f"{OWN_FOLDER}/pieces"
GONE = f"{OWN_FOLDER}/gone.txt"
BEFORE = f"{OWN_FOLDER}/before.txt"
BEGUN = ".begun"
SSH = "BROADSHEET_SSH"
"""The environment's variable with another command for ssh, such as ``ssh -F other_config``."""
MOST_LEFTOVERS = 5
NO_SPACE = "No space left"

_STEADY = """
steady() {
  ( while sleep 1 </dev/null >/dev/null 2>&1; do echo .; done ) & beat=$!
  "$@"; ended=$?
  kill "$beat" 2>/dev/null
  return "$ended"
}
"""
"""Lets something long say that it lives."""
_DELETE = f"""
delete_gone() {{
  [ -f "$1/{GONE}" ] || return 0
  ( cd "$1" && while IFS= read -r line; do
      case $line in
        "f "*) rm -f -- "./${{line#f }}" ;;
        "d "*) [ ! -d "./${{line#d }}" ] || find "./${{line#d }}" -depth -type d \\
          -exec rmdir {{}} \\; 2>/dev/null || : ;;
      esac
    done < {GONE} && rm -f {GONE} )
}}
"""


class ShellHost:
    """See the module. ``say`` takes lines for people."""

    def __init__(self, target: Target, manners: Manners, say: Callable[[Said], None]) -> None:
        self._target = target
        self._manners = manners
        self._say = say
        self._rsync = find("rsync", Said("install the package rsync", "请安装软件包 rsync"))
        self._ssh = self._ssh_command()
        home = target.folder.startswith("/~/")
        self._root = target.folder.removeprefix("/~/") if home else target.folder
        self._hold: holding.Hold | None = None
        self._current = ""
        self._before: Root | None = None

    def _ssh_command(self) -> list[str]:
        own = shlex.split(os.environ.get(SSH, ""))
        package = Said("install the package openssh-client", "请安装软件包 openssh-client")
        command = own or [find("ssh", package)]
        patience = self._manners.patience
        for option in (
            "BatchMode=yes",
            f"ConnectTimeout={max(1, round(min(patience, 20)))}",
            f"ServerAliveInterval={max(1, round(patience / 4))}",
            "ServerAliveCountMax=3",
        ):
            command += ["-o", option]
        if self._target.port:
            command += ["-p", str(self._target.port)]
        return command

    @property
    def _who(self) -> str:
        user = f"{self._target.user}@" if self._target.user else ""
        return f"{user}{self._target.where}"

    # --- who publishes

    def read_notes(self) -> dict[str, bytes]:
        told = self._do(
            f'cd {LOCKS} 2>/dev/null || exit 0; for f in *.json; do [ -f "$f" ] || continue;'
            ' printf "%s\\t" "$f"; cat "$f"; echo; done'
        )
        lines = (line.partition("\t") for line in told.splitlines() if "\t" in line)
        return {name: data.encode() for name, _, data in lines}

    def put_note(self, name: str, data: bytes) -> None:
        text = shlex.quote(data.decode())
        new = shlex.quote(f"{LOCKS}/{name}")
        self._do(f"mkdir -p {LOCKS} && printf %s {text} > {new}.new && mv -f {new}.new {new}")

    def remove_note(self, name: str) -> None:
        self._do(f"rm -f {shlex.quote(f'{LOCKS}/{name}')}")

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._connected():
            self._do(f"mkdir -p {shlex.quote(self._root)}", at="")
            with holding.held(self, self._target.shown, self._say) as hold:
                self._hold = hold
                try:
                    self._do(f"{_DELETE} [ ! -L current ] || delete_gone current")
                    yield
                finally:
                    self._hold = None

    @contextmanager
    def _connected(self) -> Iterator[None]:
        """One connection for everything that is asked meanwhile. Its far end reads until this
        process ends, so that none is left behind; where it cannot be made, each makes its own."""
        with TemporaryDirectory(prefix="bs") as place:
            path = f"{place}/s"
            command = [*self._ssh, "-o", "ControlMaster=yes", "-o", f"ControlPath={path}"]
            with subprocess.Popen(
                [*command, "--", self._who, "cat"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            ) as connection:
                before = self._ssh
                try:
                    ends = time.monotonic() + self._manners.patience
                    while not os.path.exists(path) and connection.poll() is None:
                        if time.monotonic() > ends:
                            break
                        time.sleep(0.02)
                    if os.path.exists(path):
                        self._ssh = [*before, "-o", "ControlMaster=no", "-o", f"ControlPath={path}"]
                    yield
                finally:
                    self._ssh = before
                    connection.kill()

    # --- what is live

    def live(self, built: Manifest, force: bool) -> Manifest | None:
        try:
            return self._live(built)
        except ManifestError as error:
            if force:
                self._say(anew(self._target.shown, error.said))
                self._before, self._current = None, ""
                return None
            raise BuildError(self._unclear(error.said)) from error

    def _unclear(self, why: Said) -> Said:
        return Said(
            f"{self._target.shown}: what is live there cannot be told: the manifest"
            f" current/{ROOT} cannot be read ({why.en}); nothing was changed. With --force"
            " everything is uploaded anew",
            f"{self._target.shown}：无法知道线上现在是什么：发布清单 current/{ROOT} 读不出来"
            f"（{why.zh}）；什么也没有改动。加上 --force 就全部重新上传",
        )

    def _live(self, built: Manifest) -> Manifest | None:
        root = shlex.quote(self._root)
        told = self._do(
            f"[ -d {root} ] || {{ echo none; exit 0; }}; cd {root} || exit;"
            ' if [ -L current ]; then printf "is "; readlink current;'
            " cat current/" + ROOT + " 2>/dev/null || :;"
            " elif [ -e current ]; then echo folder;"
            " elif ls -d releases/*Z-* 2>/dev/null | grep -qv '[.]begun$'; then echo lost;"
            " else echo none; fi",
            at="",
        )
        first, _, data = told.partition("\n")
        if first == "none":
            return None
        if first == "lost":
            raise ManifestError(
                Said(
                    "the link current is gone, and there are releases",
                    "链接 current 不见了，而各次发布还在",
                )
            )
        if first == "folder":
            raise BuildError(
                Said(
                    f"{self._target.shown}/current: this is no link, and was not made by"
                    " Broadsheet; move it away",
                    f"{self._target.shown}/current：这不是链接，也不是 Broadsheet 建的；请把它移走",
                )
            )
        self._current = first.removeprefix("is ").rstrip("/").rpartition("/")[2]
        if not data:
            raise ManifestError(Said("it is missing", "清单不见了"))
        self._before = Root.parse(data.encode())
        return self._whole(self._before, built)

    def _whole(self, root: Root, built: Manifest) -> Manifest:
        own = {piece.digest: text for piece, text in built.pieces().items()}
        wanted = [piece for piece in root.pieces if piece.digest not in own]
        files: dict[str, File] = {}
        with TemporaryDirectory() as place:
            if wanted:
                names = [f"{piece.digest}.txt" for piece in wanted]
                source = f"{self._who}:{self._root}/current/{PIECES}/"
                self._copy(["--ignore-missing-args", source, f"{place}/"], names)
            for piece in root.pieces:
                file = Path(place) / f"{piece.digest}.txt"
                if piece.digest in own:
                    data = own[piece.digest].encode()
                elif file.is_file():
                    data = file.read_bytes()
                else:
                    raise ManifestError(missing(piece))
                files |= parse_piece(piece, data)
        return Manifest(files, root.kept)

    # --- a publish

    def carry_out(self, plan: Plan, folder: Path, tell: Tell) -> None:
        root = root_of(plan.after)
        name = f"{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}-{root.edition}"
        begun = f"releases/{name}{BEGUN}"
        try:
            leftovers = self._begin(begun)
            self._upload(plan, folder, begun, leftovers, tell)
            self._put_own(plan, root, begun)
        except HostError as error:
            if NO_SPACE in error.detail:
                with suppress(HostError):
                    self._do(f"{_STEADY} steady rm -rf releases/*{BEGUN}")
            raise
        if self._hold:
            self._hold.confirm()
        self._switch(begun, f"releases/{name}")
        if plan.deletions:
            self._wait(self._manners.grace)
        self._tidy(name)

    def _begin(self, begun: str) -> list[str]:
        """Make the folder of the new release, with links to all files of the live one. Answers
        with the folders that interrupted publishes have left, the newest first."""
        lines = [f"{_STEADY} mkdir -p releases; ls -d releases/*{BEGUN} 2>/dev/null || :"]
        target = shlex.quote(begun)
        if self._current:
            source = f"releases/{shlex.quote(self._current)}/"
            lines.append(
                "command -v rsync >/dev/null || { echo 'rsync is not on the host' >&2; exit 1; }"
            )
            lines.append(f'steady rsync -a --link-dest="$PWD/"{source} {source} {target}/')
        else:
            lines.append(f"mkdir -p {target}")
        told = self._do("\n".join(lines))
        found = [line for line in told.splitlines() if line.endswith(BEGUN)]
        return sorted(found, reverse=True)[:MOST_LEFTOVERS]

    def _upload(
        self, plan: Plan, folder: Path, begun: str, leftovers: Sequence[str], tell: Tell
    ) -> None:
        if not plan.uploads:
            return
        journal = Journal(
            "", tuple((plan.phases[p], p) for p in plan.uploads), tuple(plan.deletions)
        )
        blocking = journal.in_the_way()
        if blocking:
            lines = "\n".join(shlex.quote(f"./{path}") for path in blocking)
            tops = "\n".join(shlex.quote(f"./{top}") for top in journal.folders_in_the_way())
            self._do(
                f'cd {shlex.quote(begun)} || exit; for f in {_joined(lines)}; do rm -f -- "$f";'
                f' done; for d in {_joined(tops)}; do [ ! -d "$d" ] || find "$d" -depth'
                " -type d -exec rmdir {} \\; ; done"
            )
        # What an interrupted publish has uploaded is compared, and linked instead of uploaded.
        options = ["--checksum"] if leftovers else ["--ignore-times"]
        options += [f"--link-dest=../../{leftover}" for leftover in leftovers]
        if leftovers:
            options = [o.replace("../../releases/", "../") for o in options]
        counted = _Counter(plan, tell)
        where = f"{self._who}:{self._root}/{begun}/"
        arguments = [*options, "--out-format=%n", f"{folder}/", where]
        self._copy(arguments, list(plan.uploads), counted)

    def _put_own(self, plan: Plan, root: Root, begun: str) -> None:
        """Put the manifest into the new release, and what is to be done when it is live."""
        before = {piece.digest for piece in self._before.pieces} if self._before else set()
        pieces = plan.after.pieces()
        remaining = folders_of(plan.after.everything())
        gone = [f"f {path}" for path in plan.deletions]
        gone += [f"d {path}" for path in emptied(list(plan.deletions), remaining)]
        with TemporaryDirectory() as place:
            own = Path(place)
            (own / PIECES).mkdir(parents=True)
            for piece, text in pieces.items():
                if piece.digest not in before:
                    (own / piece.path).write_bytes(text.encode())
            (own / ROOT).write_bytes(root.text().encode())
            (own / BEFORE).write_text(f"{self._current}\n", "utf-8")
            if gone:
                (own / GONE).write_bytes("".join(f"{line}\n" for line in gone).encode())
            paths = [p.relative_to(own).as_posix() for p in own.rglob("*") if p.is_file()]
            where = f"{self._who}:{self._root}/{begun}/"
            self._copy(["--ignore-times", f"{own}/", where], sorted(paths))
        old = sorted(before - {piece.digest for piece in pieces})
        if old:
            names = " ".join(f"{PIECES}/{digest}.txt" for digest in old)
            self._do(f"cd {shlex.quote(begun)} && rm -f {names}")

    def _switch(self, begun: str, release: str) -> None:
        """The one step that readers see."""
        self._do(f"mv {shlex.quote(begun)} {shlex.quote(release)} && {_link_to(release)}")

    def _tidy(self, name: str) -> None:
        """Delete what pages of the release before have led to, and releases that are too old."""
        most = self._manners.releases
        self._do(
            f"{_DELETE} {_STEADY} delete_gone current || exit; at=0;"
            f' for r in releases/*{BEGUN}; do [ ! -d "$r" ] || steady rm -rf "$r"; done;'
            f" for r in $(ls -d releases/*Z-* | sort -r); do at=$((at + 1));"
            f' [ $at -le {most} ] || [ "$r" = releases/{shlex.quote(name)} ]'
            ' || steady rm -rf "$r"; done'
        )

    def _wait(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))
            if self._hold:
                self._hold.renew()

    def roll_back(self) -> str:
        """To the release that the live one was made from."""
        with self.held():
            told = self._do(
                f"{_DELETE} [ -L current ] || {{ echo; exit 0; }};"
                f" before=$(cat current/{BEFORE} 2>/dev/null);"
                ' [ -n "$before" ] && [ -d "releases/$before" ] || { echo; exit 0; };'
                f" {_link_to('releases/$before', quoted=False)} && delete_gone current"
                ' && echo "$before"'
            )
        if not told.strip():
            raise BuildError(
                Said(
                    f"{self._target.shown}: there is no release before the live one",
                    f"{self._target.shown}：线上这一次之前没有别的发布",
                )
            )
        return told.strip().splitlines()[-1]

    # --- asking the host

    def _do(self, script: str, at: str | None = None) -> str:
        """Run a script in the target's folder, or where one arrives. Raises ``HostError``."""
        place = self._root if at is None else at
        whole = f"cd {shlex.quote(place)} || exit\n{script}\n" if place else f"{script}\n"
        ran = run(
            [*self._ssh, "--", self._who, "LC_ALL=C sh -s"],
            patience=self._manners.patience + 2,
            stdin=whole.encode(),
            each_second=self._sign,
        )
        return "\n".join(
            line for line in self._checked(ran).output.decode().split("\n") if line != "."
        )

    def _copy(
        self, arguments: Sequence[str], paths: Sequence[str], heard: _Counter | None = None
    ) -> None:
        """Copy files that are named, by rsync, each written apart and renamed."""
        patience = self._manners.patience
        command = [self._rsync, "--files-from=-", "--from0", "--chmod=D755,F644", "--perms"]
        command += ["--rsh", shlex.join(self._ssh), f"--timeout={max(1, round(patience))}"]
        ran = run(
            [*command, *arguments],
            patience=patience + 2,
            stdin="\0".join(paths).encode(),
            each_second=self._sign,
            said=heard,
        )
        self._checked(ran)

    def _sign(self) -> None:
        hold, self._hold = self._hold, None
        try:
            if hold:
                hold.renew()
        finally:
            self._hold = hold

    def _checked(self, ran: Ran) -> Ran:
        if ran.status:
            lines = [line for line in ran.errors.splitlines() if NO_SPACE in line]
            telling = [
                line
                for line in ran.errors.splitlines()
                if line.strip() and not line.startswith(("rsync error", "rsync: connection un"))
            ]
            detail = last_words((lines or telling[-1:] or [ran.errors])[0])
            detail = detail or f"status {ran.status}"
            raise says(detail, ran.status)
        return ran


class _Counter:
    """Counts what rsync says it has sent."""

    def __init__(self, plan: Plan, tell: Tell) -> None:
        self._plan = plan
        self._tell = tell
        self._files = self._size = 0

    def __call__(self, line: str) -> None:
        file = self._plan.uploads.get(line.rstrip("\n"))
        if file:
            self._files += 1
            self._size += file.size
        self._tell(
            Progress(self._files, self._size, len(self._plan.uploads), self._plan.upload_size)
        )


def _joined(lines: str) -> str:
    return lines.replace("\n", " ")


def _link_to(release: str, quoted: bool = True) -> str:
    """Commands that make ``current`` another link in one step; a plain ``mv`` would move it into
    the folder that it leads to."""
    target = shlex.quote(release) if quoted else f'"{release}"'
    return (
        f"rm -f current.new && ln -s {target} current.new &&"
        " { mv -T current.new current 2>/dev/null || mv -h current.new current; }"
    )
