"""Small whole newspapers for the tests: written into a folder, built, and looked at.

``Newspaper`` is a project of its own: ``content``, ``pelicanconf.py``, the repository's theme (a
copy of it once a test changes one of its files) and as many output folders as a test likes.
Builds run in this process; ``program`` starts them in one of their own.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from PIL import Image

from broadsheet import plugin
from broadsheet.generator import Stopped
from broadsheet.search import manifest
from tests.folders import REPOSITORY, tree

THEME = REPOSITORY / "theme"
NOON = "2024-06-01 12:00"
"""The moment at which tests build when they do not say another."""

_SUMMARY = re.compile(
    r"Broadsheet: (\d+) issues? read \((\d+) files?\), (\d+) files? written, (\d+) unchanged,"
    r" (\d+) removed, (\d+) pictures? made"
)


class CompiledTemplates(BytecodeCache):
    """Templates as compiled once in this process, so that each of many builds need not."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Copies of one theme share what is compiled; the checksum tells changed ones apart."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self.compiled.get((bucket.key, bucket.checksum))
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


TEMPLATES = CompiledTemplates()

# The search index's tables of characters depend on the engine and its libraries alone; to make them
# is half the work of building a small newspaper.
manifest.tables = functools.cache(manifest.tables)


@functools.cache
def photograph(shade: int = 0, size: tuple[int, int] = (48, 32)) -> bytes:
    """A JPEG; another ``shade`` is another picture of exactly the same number of bytes."""
    picture = Image.new("RGB", size, (90, 120, 60))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=80, comment=f"shade {shade:04d}".encode())
    if shade:
        return _tinted(buffer.getvalue(), shade)
    return buffer.getvalue()


def _tinted(jpeg: bytes, shade: int) -> bytes:
    """The same picture with another first quantisation value: other colours, same length."""
    at = jpeg.index(b"\xff\xdb") + 5
    return jpeg[:at] + bytes([8 + shade % 200]) + jpeg[at + 1 :]


_PROGRESS = re.compile(r"(reading|pages): \d+ of \d+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a build ended. ``said`` is everything it printed; the counts are its summary's."""

    status: int
    said: str
    issues_read: int = 0
    files_read: int = 0
    written: int = 0
    unchanged: int = 0
    removed: int = 0
    pictures_made: int = 0

    @property
    def good(self) -> bool:
        return self.status == 0

    @property
    def told(self) -> list[str]:
        """The lines that were said, without those of progress, which a slow machine has more of."""
        return [line for line in self.said.splitlines() if not _PROGRESS.fullmatch(line)]

    @classmethod
    def of(cls, status: int, said: str) -> Outcome:
        found = _SUMMARY.search(said)
        return (
            cls(status, said, *(int(n) for n in found.groups() if n))
            if found
            else cls(status, said)
        )


class Newspaper:
    """A newspaper in ``root``. Paths of content are relative to its content folder."""

    def __init__(self, root: Path, **settings: object) -> None:
        self.root = root
        self.content = root / "content"
        self.theme = THEME
        self.settings: dict[str, object] = {
            "SITENAME": "Test Daily",
            "SITEURL": "https://paper.example",
            "DEFAULT_LANG": "en",
            "TIMEZONE": "Asia/Shanghai",
            "BROADSHEET_NOW": NOON,
            "PAGE_PATHS": ["pages"],
            "STATIC_PATHS": ["static"],
            "PAGE_URL": "{slug}.html",
            "PAGE_SAVE_AS": "{slug}.html",
            **settings,
        }
        self.content.mkdir(parents=True, exist_ok=True)

    # --- writing

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file of the content folder, and the folders above it."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return file

    def article(
        self, issue: str, name: str, headline: str = "", text: str = "", **fields: str
    ) -> Path:
        """Write an article; ``fields`` are further header lines."""
        header = {"headline": headline or f"About {name}", **fields}
        lines = [f"{key.replace('_', '-')}: {value}" for key, value in header.items()]
        body = text or f"The text of {name}."
        return self.write(f"{issue_path(issue)}/{name}.md", "\n".join(lines) + f"\n\n{body}\n")

    def issue(self, name: str, articles: int = 2, **fields: str) -> None:
        """Write an issue of a few articles on page A01."""
        for at in range(1, articles + 1):
            self.article(name, f"a01-{at}", f"Story {at} of {name}", page="A01", **fields)

    def remove(self, path: str) -> None:
        target = self.content / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()

    def own_theme(self) -> Path:
        """From now on the newspaper has a theme of its own, a copy to change."""
        if self.theme == THEME:
            self.theme = self.root / "theme"
            shutil.copytree(THEME, self.theme)
        return self.theme

    # --- building

    def configuration(self, output: str = "output", cache: str = ".cache") -> Path:
        """Write ``pelicanconf.py`` with today's settings."""
        given = {
            **self.settings,
            "PATH": str(self.content),
            "OUTPUT_PATH": str(self.root / output),
            "THEME": str(self.theme),
            "CACHE_PATH": str(self.root / cache),
        }
        lines = ["import broadsheet", "PLUGINS = [broadsheet]"]
        lines += [f"{name} = {value!r}" for name, value in given.items()]
        file = self.root / "pelicanconf.py"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        return file

    def build(self, output: str = "output", cache: str = ".cache", **settings: object) -> Outcome:
        """Build in this process. ``settings`` hold for this build only."""
        self.configuration(output, cache)
        return self.build_as_configured(**settings)

    def build_as_configured(self, **settings: object) -> Outcome:
        """Build in this process with ``pelicanconf.py`` as it lies there."""
        settings.setdefault("JINJA_ENVIRONMENT", {"bytecode_cache": TEMPLATES})
        said, status = io.StringIO(), 0
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                plugin.run(str(self.root / "pelicanconf.py"), dict(settings))
            except Stopped as stop:
                status = int(str(stop.code))
        return Outcome.of(status, said.getvalue())

    def clean_build(self, **settings: object) -> dict[str, bytes]:
        """What a build into a folder that was never built, with a cache of its own, leaves."""
        for name in ("clean", ".clean"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        outcome = self.build("clean", ".clean", **settings)
        assert outcome.good, outcome.said
        return self.tree("clean")

    def tree(self, output: str = "output") -> dict[str, bytes]:
        return tree(self.root / output)

    def pages(self, output: str = "output") -> set[str]:
        return set(self.tree(output))

    # --- processes

    def program(
        self, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[str]:
        """Start ``pelican`` on this newspaper in a process of its own."""
        self.configuration()
        command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", *arguments]
        return self.start(command, environment)

    def start(
        self,
        command: list[str],
        environment: Mapping[str, str] | None = None,
        stdin: int = subprocess.DEVNULL,
    ) -> subprocess.Popen[str]:
        """Start a program in the newspaper's folder that can import the engine."""
        given = {"PYTHONPATH": str(REPOSITORY / "plugins"), "NO_COLOR": "1", "COLUMNS": "500"}
        # Plain pelican compiles its configuration beside it, by the second: tests are quicker.
        given["PYTHONDONTWRITEBYTECODE"] = "1"
        return subprocess.Popen(
            command,
            cwd=self.root,
            env={**os.environ, **given, **(environment or {})},
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )


def ended(process: subprocess.Popen[str]) -> Outcome:
    """Wait for a program to end."""
    said, _ = process.communicate()
    return Outcome.of(process.returncode, said)


def killed(process: subprocess.Popen[str]) -> None:
    """End a program as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def issue_path(name: str) -> str:
    """``2024-05-01`` and ``2024-05-01-evening`` lie in a folder of their year."""
    return f"issues/{name[:4]}/{name}"


def assets(folder: Path) -> str:
    """Where a built site has the theme's files: a folder that is named by what they hold."""
    (found,) = (folder / "theme").iterdir()
    return f"theme/{found.name}"


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, str]:
    """Path -> ``added``, ``removed`` or ``changed``."""
    words = {(False, True): "added", (True, False): "removed", (True, True): "changed"}
    return {
        path: words[path in before, path in after]
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    }
