"""How long a build takes, what memory it needs and how many files it reads and writes.

    python benchmarks/build.py CONTENT

CONTENT is a content folder of any size; it is copied first, and never changed. Four builds follow
in processes of their own: clean, nothing changed, one issue added (the newest), one article of the
oldest issue changed. Times are those of one run on one machine: compare them only side by side.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from broadsheet.reading.names import IssueName, parse_issue_folder

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: seconds of wall clock and of processor, peak memory in MB, its own summary."""

    name: str
    wall: float
    cpu: float
    memory: float
    summary: str


def measure(name: str, folder: Path) -> Measured:
    """Build ``folder/content`` into ``folder/output`` in a new process."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        str(folder / "content"),
        "-o",
        str(folder / "output"),
    ]
    command += ["-s", str(PROJECT / "pelicanconf.py"), "--cache-path", str(folder / "cache")]
    started = time.perf_counter()
    with (folder / "said.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT, cwd=PROJECT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - started
        said.seek(0)
        lines = said.read().splitlines()
    if process.returncode:
        raise SystemExit("\n".join(lines))
    summary = next(line for line in lines if line.startswith("Broadsheet:"))
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    return Measured(name, wall, cpu, memory, summary.removeprefix("Broadsheet: "))


def issues(content: Path) -> list[Path]:
    """The issue folders, oldest first."""
    found = [p for p in content.rglob("*") if p.is_dir()]
    return sorted((p for p in found if isinstance(parse_issue_folder(p.name), IssueName)),
                  key=lambda p: p.name)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content", type=Path)
    source = parser.parse_args().content
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        content = folder / "content"
        shutil.copytree(source, content)
        every = issues(content)
        newest, aside = every[-1], folder / "aside"
        newest.rename(aside)
        print(f"{len(every)} issues")
        show(measure("clean, without the newest issue", folder))
        show(measure("nothing changed", folder))
        aside.rename(newest)
        show(measure("one issue added", folder))
        article = min(p for p in every[0].glob("*.md") if p.name != "issue.md")
        with article.open("a", encoding="utf-8") as file:
            file.write("\n\n改动一处。\n")
        show(measure("one article changed", folder))


def show(measured: Measured) -> None:
    print(
        f"{measured.name}: {measured.wall:.1f} s, processor {measured.cpu:.1f} s,"
        f" peak memory {measured.memory:.0f} MB\n  {measured.summary}"
    )


if __name__ == "__main__":
    main()
