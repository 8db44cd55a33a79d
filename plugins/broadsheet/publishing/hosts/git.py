"""A branch of a git repository, which GitHub, GitLab or Gitee Pages serve; ghp-import writes it.

A push is one step, and git refuses one that does not know what is there: so there is nothing to
lock, and nothing to bring to an end. The branch is fetched without its history into a repository
in the cache, which can be thrown away.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from broadsheet.problems import BuildError, printable
from broadsheet.publishing.hosts import Progress, Tell
from broadsheet.publishing.manifest import (
    OWN_FOLDER,
    ROOT,
    File,
    Manifest,
    ManifestError,
    Root,
    missing,
    parse_piece,
    root_of,
)
from broadsheet.publishing.planning import Plan
from broadsheet.publishing.running import HostError, Ran, find, last_words, run, says
from broadsheet.publishing.targets import Manners, Target
from broadsheet.saying import Said

REMOTE = "origin"
NO_BRANCH = 2
"""``git ls-remote``'s status where there is no such branch."""
NAME = "Broadsheet"
ROLLED_BACK = "Roll back by "
"""How the message of a commit begins that has the site of an older one."""
OWN = (".nojekyll",)
"""Files that ghp-import puts there."""


class GitHost:
    """See the module. ``cache`` is where the repository is kept; ``say`` takes lines for people."""

    def __init__(
        self, target: Target, manners: Manners, cache: Path, say: Callable[[Said], None]
    ) -> None:
        self._target = target
        self._patience = manners.patience
        self._say = say
        self._git = find("git", Said("install the package git", "请安装软件包 git"))
        self._folder = cache / "pages.git"
        self._ref = f"refs/remotes/{REMOTE}/{target.branch}"
        self._exists = False
        self._others: list[str] = []
        ssh = shlex.split(os.environ.get("BROADSHEET_SSH", "ssh"))
        alive = [
            "-o",
            "BatchMode=yes",
            "-o",
            f"ServerAliveInterval={max(1, manners.patience // 4):g}",
        ]
        alive += ["-o", "ServerAliveCountMax=3"]
        alive += ["-o", f"ConnectTimeout={max(1, round(min(manners.patience, 20)))}"]
        self._environment = {
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "true",
            "GIT_SSH_COMMAND": shlex.join([*ssh, *alive]),
            "GIT_DIR": str(self._folder),
            "LC_ALL": "C",
        }

    @contextmanager
    def held(self) -> Iterator[None]:
        """A push that comes second is refused by git itself."""
        yield

    # --- what is live

    def live(self, built: Manifest, force: bool) -> Manifest | None:
        self._open()
        if not self._fetch(1):
            return None
        names = self._lines("ls-tree", "-r", "-z", "--name-only", self._ref)
        try:
            manifest = self._manifest(names, built)
        except ManifestError as error:
            if not force:
                raise BuildError(self._unclear(error.said)) from error
            self._say(
                Said(
                    f"{self._target.shown}: {error.said.en}; everything is replaced",
                    f"{self._target.shown}：{error.said.zh}；全部替换",
                )
            )
            return None
        known = manifest.everything()
        own = (f"{OWN_FOLDER}/", *OWN)
        self._others = [n for n in names if n not in known and not n.startswith(own)]
        return manifest

    def _unclear(self, why: Said) -> Said:
        return Said(
            f"{self._target.shown}: what is live there cannot be told ({why.en}); nothing"
            " was changed. With --force everything there is replaced",
            f"{self._target.shown}：无法知道线上现在是什么（{why.zh}）；什么也没有改动。"
            "加上 --force 就把那里的内容全部替换",
        )

    def _open(self) -> None:
        if not (self._folder / "HEAD").is_file():
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            self._do("init", "--bare", "--quiet", str(self._folder))
        self._do("config", f"remote.{REMOTE}.url", self._target.repository)
        # Names keep their characters also where git thinks of a disk that has others.
        self._do("config", "core.precomposeunicode", "false")
        for key, value in (("user.name", NAME), ("user.email", "broadsheet@localhost")):
            if self._run("config", key).status:
                self._do("config", key, value)

    def _fetch(self, depth: int) -> bool:
        """Get what the branch holds; false when there is no such branch."""
        branch = f"refs/heads/{self._target.branch}"
        ran = self._run("ls-remote", "--exit-code", REMOTE, branch)
        self._exists = ran.status != NO_BRANCH
        if not self._exists:
            self._run("update-ref", "-d", self._ref)
            self._run("update-ref", "-d", branch)
            return False
        self._checked(ran)
        self._do(
            *("fetch", "--quiet", "--progress", "--no-tags", f"--depth={depth}", "--force"),
            *(REMOTE, f"{branch}:{self._ref}"),
        )
        return True

    def _manifest(self, names: list[str], built: Manifest) -> Manifest:
        if ROOT not in names:
            raise ManifestError(
                Said(
                    "the branch holds something that Broadsheet has not published",
                    "这个分支里的内容不是 Broadsheet 发布的",
                )
            )
        root = Root.parse(self._blob(ROOT))
        own = {piece.digest: text for piece, text in built.pieces().items()}
        files: dict[str, File] = {}
        for piece in root.pieces:
            text = own.get(piece.digest)
            if text is None and piece.path not in names:
                raise ManifestError(missing(piece))
            files |= parse_piece(piece, self._blob(piece.path) if text is None else text.encode())
        return Manifest(files, root.kept)

    def _blob(self, path: str) -> bytes:
        return self._do("cat-file", "blob", f"{self._ref}:{path}").output

    # --- a publish

    def carry_out(self, plan: Plan, folder: Path, tell: Tell) -> None:
        with TemporaryDirectory(dir=self._folder.parent) as place:
            whole = Path(place)
            self._gather(whole, folder, plan.after)
            self._import(whole)
        count, size = len(plan.uploads), plan.upload_size
        tell(Progress(0, 0, count, size))
        self._push()
        tell(Progress(count, size, count, size))

    def _gather(self, whole: Path, folder: Path, after: Manifest) -> None:
        """A folder with all that the branch is to hold: what was built, what stays for old pages,
        what others have put there, and the manifest."""
        for path in after.files:
            place = whole / path
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(folder / path, place)
            except OSError:
                shutil.copyfile(folder / path, place)
        stays: Iterable[str] = (*after.kept, *self._others)
        for path in stays:
            place = whole / path
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(self._blob(path))
        for piece, text in after.pieces().items():
            place = whole / piece.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
        (whole / ROOT).write_bytes(root_of(after).text().encode())

    def _import(self, whole: Path) -> None:
        branch = self._target.branch
        before = self._tip(self._ref)
        if not self._exists:
            self._run("update-ref", "-d", f"refs/heads/{branch}")
        command = [sys.executable, "-m", "ghp_import", "--no-jekyll", "--branch", branch]
        command += ["--remote", REMOTE, "--message", "Publish", str(whole)]
        # It says nothing while it works, on this computer alone.
        ran = run(command, patience=3600, environment=self._environment, cwd=self._folder)
        self._checked(ran)
        if self._tip(f"refs/heads/{branch}") in ("", before):
            said = Said("git could not take the site in", "git 没能把网站存进仓库")
            raise HostError(said, ran.errors)

    def _push(self) -> None:
        branch = f"refs/heads/{self._target.branch}"
        ran = self._run("push", "--progress", REMOTE, f"{branch}:{branch}")
        refused = ("[rejected]", "fetch first", "non-fast-forward", "[remote rejected]")
        if ran.status and any(words in ran.errors for words in refused[:3]):
            first = self._who_was_first()
            raise BuildError(
                Said(
                    f"{self._target.shown}: {first.en}; nothing was changed, publish again",
                    f"{self._target.shown}：{first.zh}；什么也没有改动，请再发布一次",
                )
            )
        self._checked(ran)

    def _who_was_first(self) -> Said:
        self._fetch(1)
        told = self._do("log", "-1", "--format=%cn%x09%ci", self._ref).output.decode()
        who, _, when = told.strip().partition("\t")
        return Said(
            f"{printable(who)} has published at {when}, while this publish was at work",
            f"这次发布进行时，{printable(who)} 已在 {when} 发布",
        )

    def _tip(self, ref: str) -> str:
        return self._run("rev-parse", "--verify", "--quiet", ref).output.decode().strip()

    def roll_back(self) -> str:
        """A new commit that holds what an older one held: the one before what is live, or, where
        that was rolled back to, the one before it. The message says how many commits it lies
        back."""
        self._open()
        back = 1 + (self._steps_back() if self._fetch(1) else 0)
        older = f"{self._ref}~{back}"
        if not self._exists or not self._fetch(1 + back) or not self._tip(older):
            raise BuildError(
                Said(
                    f"{self._target.shown}: there is nothing before what is live",
                    f"{self._target.shown}：在线上这一次之前没有发布过",
                )
            )
        message = f"{ROLLED_BACK}{back + 1}"
        made = self._do(
            *("commit-tree", f"{older}^{{tree}}", "-p", self._ref, "-m", message)
        ).output.decode()
        self._do("update-ref", f"refs/heads/{self._target.branch}", made.strip())
        self._push()
        told = self._do("log", "-1", "--format=%h of %ci", older).output.decode()
        return told.strip()

    def _steps_back(self) -> int:
        """How many commits back that one lies whose site is live."""
        subject = self._do("log", "-1", "--format=%s", self._ref).output.decode().strip()
        steps = subject.removeprefix(ROLLED_BACK)
        return int(steps) if steps != subject and steps.isdecimal() else 0

    # --- asking git

    def _lines(self, *arguments: str) -> list[str]:
        output = self._do(*arguments).output.decode("utf-8", "surrogateescape")
        return [line for line in output.split("\0") if line]

    def _do(self, *arguments: str) -> Ran:
        return self._checked(self._run(*arguments))

    def _run(self, *arguments: str) -> Ran:
        return run([self._git, *arguments], patience=self._patience, environment=self._environment)

    def _checked(self, ran: Ran) -> Ran:
        if ran.status:
            told = [
                line
                for line in ran.errors.replace("\r", "\n").splitlines()
                if line.startswith(("fatal:", "error:", "ERROR:", "remote:", "Host key", "ssh:"))
                or "ermission denied" in line
            ]
            keys = [line for line in told if not line.startswith("fatal: Could not read from")]
            detail = last_words((keys or told or [ran.errors])[0])
            raise says(detail, ran.status)
        return ran
