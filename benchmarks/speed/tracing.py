"""Which files of its content a program opens, by strace; such a run is not timed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

MOST_ARTICLES = 2_000
"""Programs are traced in archives up to this size: strace makes them many times slower."""

_OPENED = re.compile(r'open(?:at)?\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)", ([A-Z_|]+).*= \d+')


def is_possible() -> bool:
    return shutil.which("strace") is not None


def prefix(logs: Path) -> list[str]:
    """What to put before a command, so that each of its threads tells in a file of the empty
    folder ``logs`` what it opens."""
    shutil.rmtree(logs, ignore_errors=True)
    logs.mkdir()
    command = ["strace", "-ff", "-qq", "-xx", "-s", "4096", "-e", "trace=open,openat"]
    return [*command, "-o", str(logs / "thread")]


def files_read(logs: Path, content: Path) -> int:
    """How many different files below ``content`` were opened to be read."""
    lines = (line for log in logs.iterdir() for line in log.read_text("utf-8").splitlines())
    return sum(Path(name).is_file() for name in opened(lines, f"{content}/"))


def opened(lines: Iterable[str], below: str) -> set[str]:
    """What was opened to be read and has a name that begins with ``below``; folders too, where a
    program does not say that it opens one. strace writes names as ``\\x2f\\x61``."""
    found = set()
    for line in lines:
        match = _OPENED.search(line)
        if match and "O_RDONLY" in match[2] and "O_DIRECTORY" not in match[2]:
            name = bytes.fromhex(match[1].replace("\\x", "")).decode("utf-8", "replace")
            if name.startswith(below):
                found.add(name)
    return found
