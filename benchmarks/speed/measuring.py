"""What a program costs: time, processor, memory of all its processes, files written.

Linux only: memory is read from /proc.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SHORTEST_PAUSE = 0.05
LARGEST_SHARE = 0.05
"""Seconds between two looks at memory, and the share of time that looking may take: it stops the
program's own work on its memory, so a large program is looked at less often."""
CLOCK = 0.02
"""Seconds by which a file's time may lie before the time that Python reads."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``wall`` and ``cpu`` in seconds, user and system together; ``memory`` in MB (10^6 bytes),
    the most that all processes held at once; ``output`` is what the program printed."""

    wall: float
    cpu: float
    memory: float
    output: str
    started: float


def measure(command: Sequence[str | Path], folder: Path, more: Mapping[str, str]) -> Measured:
    """Run a program with ``more`` in its environment. Raises ``SystemExit`` with its last lines
    when it fails."""
    os.sync()  # what earlier runs have written goes to the disk at their cost
    time.sleep(2 * CLOCK)
    # As on anybody's computer: Python keeps what it has compiled.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | more
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        moment, started = time.time(), time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = max(watch.end(), _largest(used))
        said.seek(0)
        output = said.read()
    if process.returncode:
        last = "\n".join(output.splitlines()[-20:])
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {process.returncode}\n{last}")
    return Measured(wall, used.ru_utime + used.ru_stime, memory / 1e6, output, moment)


def _largest(used: resource.struct_rusage) -> int:
    """The most bytes (RSS) that one of the processes ever held, which no look can have missed; 0
    when it is not known, for the system counts a program's memory from that of its starter."""
    largest, own = used.ru_maxrss, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest * 1024 if largest > own else 0


def files_written(folder: Path, since: float) -> int:
    """How many files below a folder were written at that moment (seconds) or later."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                count += files_written(Path(entry.path), since)
            elif entry.stat().st_mtime >= since - CLOCK:
                count += 1
    return count


class _Watch:
    """Looks at the memory of a process and of all that it started, again and again."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def end(self) -> int:
        """The most bytes that were seen."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        pause = 0.0
        while not self._over.wait(pause):
            started = time.perf_counter()
            self._most = max(self._most, sum(map(_held, _family(self._pid))))
            cost = time.perf_counter() - started
            pause = max(SHORTEST_PAUSE, cost / LARGEST_SHARE)


def _family(pid: int) -> set[int]:
    """The process and its descendants."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            children.setdefault(_parent(int(name)), []).append(int(name))
    found, unseen = set[int](), [pid]
    while unseen:
        each = unseen.pop()
        found.add(each)
        unseen += children.get(each, [])
    return found


def _parent(pid: int) -> int:
    """0 for a process that has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[1])


def _held(pid: int) -> int:
    """Bytes of memory: a process's share (PSS), or all it sees (RSS) where that cannot be read."""
    for file, key in (("smaps_rollup", "Pss"), ("status", "VmRSS")):
        try:
            text = Path(f"/proc/{pid}/{file}").read_text("utf-8", errors="replace")
        except OSError:
            continue
        found = re.search(rf"^{key}:\s+(\d+) kB", text, re.MULTILINE)
        if found:
            return int(found[1]) * 1024
    return 0
