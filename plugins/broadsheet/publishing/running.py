"""Running the programs that speak to hosts: ssh, rsync, rclone, git.

None may hang, ask a question, or say a secret: a program that is silent for too long is ended, its
standard input is given or empty, and what it says is cleaned before anybody reads it.
"""

from __future__ import annotations

import contextlib
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from broadsheet.problems import BuildError, printable
from broadsheet.saying import Said, SaidError

PASSWORD = "BROADSHEET_PASSWORD"
"""The environment's variable that holds the password of a target which needs one."""
_SECRET_NAMES = re.compile(r"(PASS|PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL)", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(\w+://)[^/\s@]*@")
_ASSIGNED = re.compile(
    r"\b((?:pass(?:word)?|secret\w*|token|access_key_id|key_pem)\s*[=:]\s*)[^\s,;:]+",
    re.IGNORECASE,
)


class HostError(SaidError):
    """A host does not do what it is asked; one line says what it said. ``detail`` is that alone,
    ``status`` the program's, -1 when it was ended for its silence."""

    def __init__(self, said: Said, detail: str = "", status: int = 1) -> None:
        super().__init__(said)
        self.detail = detail
        self.status = status


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended, what it wrote to its output and to its errors."""

    status: int
    output: bytes
    errors: str


def says(detail: str, status: int) -> HostError:
    """The error of a host that has said why."""
    return HostError(Said(f"the host says: {detail}", f"主机说：{detail}"), detail, status)


def find(name: str, package: Said) -> str:
    """The program's path: in this Python's environment, or on the ``PATH``. Raises ``BuildError``
    that says how to get it."""
    own = Path(sys.executable).parent
    found = shutil.which(name, path=f"{own}{os.pathsep}{os.environ.get('PATH', os.defpath)}")
    if not found:
        raise BuildError(
            Said(
                f"{name} is not here, and this target needs it; {package.en}",
                f"这里没有 {name}，而这个目标需要它；{package.zh}",
            )
        )
    return found


def cleaned(text: str, environment: Mapping[str, str] | None = None) -> str:
    """What a program said, without passwords: those of the environment, of addresses, and what
    looks like one."""
    for name, value in {**os.environ, **(environment or {})}.items():
        if len(value) >= 6 and _SECRET_NAMES.search(name) and not os.path.exists(value):
            text = text.replace(value, "***")
    text = _IN_ADDRESS.sub(r"\1", text)
    return _ASSIGNED.sub(r"\1***", text)


def last_words(text: str, environment: Mapping[str, str] | None = None) -> str:
    """The last thing a program said, on one line; the first of what it called an error."""
    lines = [line.strip() for line in cleaned(text, environment).splitlines() if line.strip()]
    return printable(lines[-1], 400) if lines else ""


def run(
    command: Sequence[str],
    *,
    patience: float,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    heard: Callable[[str], object] | None = None,
    said: Callable[[str], object] | None = None,
    each_second: Callable[[], object] | None = None,
) -> Ran:
    """Run a program to its end. It is ended, and ``HostError`` raised, when ``heard`` has told of
    no progress for ``patience`` seconds.

    ``heard`` is given each line of its errors and answers whether that was progress; without it
    every line of output or errors is. ``said`` is given each line of its output. ``each_second`` is
    called meanwhile, and may raise."""
    with _started(command, stdin, environment, cwd) as process:
        pieces: queue.SimpleQueue[tuple[str, bytes]] = queue.SimpleQueue()
        threads = [
            threading.Thread(target=_listen, args=(stream, name, pieces), daemon=True)
            for name, stream in (("out", process.stdout), ("err", process.stderr))
            if stream
        ]
        if stdin:
            threads.append(threading.Thread(target=_tell, args=(process, stdin), daemon=True))
        for thread in threads:
            thread.start()
        told = {"out": bytearray(), "err": bytearray()}
        lines = {"out": _Lines(), "err": _Lines()}
        open_streams = 2
        moved = second = time.monotonic()
        while open_streams:
            with contextlib.suppress(queue.Empty):
                name, piece = pieces.get(timeout=0.2)
                if not piece:
                    open_streams -= 1
                    continue
                told[name] += piece
                found = lines[name].of(piece)
                if name == "out":
                    if said:
                        for line in found:
                            said(line)
                    moved = time.monotonic()
                elif heard is None or sum(bool(heard(line)) for line in found):
                    moved = time.monotonic()
            now = time.monotonic()
            if now - moved > patience:
                raise _silent(patience)
            if each_second and now - second >= 1:
                second = now
                each_second()
        # What it started may keep its streams open or shut; itself it has ended or is about to.
        try:
            status = process.wait(patience)
        except subprocess.TimeoutExpired:
            raise _silent(patience) from None
        return Ran(status, bytes(told["out"]), told["err"].decode("utf-8", "replace"))


def _silent(patience: float) -> HostError:
    said = Said(f"the host has been silent for {patience:g} s", f"主机 {patience:g} 秒没有回应")
    return HostError(said, status=-1)


@contextlib.contextmanager
def _started(
    command: Sequence[str], stdin: bytes, environment: Mapping[str, str] | None, cwd: Path | None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a group of its own, which ends with the block."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            cwd=cwd,
            start_new_session=True,
        )
    except OSError as error:
        raise BuildError(
            Said(
                f"{command[0]}: cannot be started ({error.strerror})",
                f"{command[0]}：无法启动（{error.strerror}）",
            )
        ) from error
    try:
        yield process
    finally:
        if process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(2)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


def _listen(stream: IO[bytes], name: str, pieces: queue.SimpleQueue[tuple[str, bytes]]) -> None:
    with contextlib.suppress(OSError, ValueError):
        while piece := os.read(stream.fileno(), 1 << 16):
            pieces.put((name, piece))
    pieces.put((name, b""))


class _Lines:
    """Hands on whole lines; some programs end one with a carriage return, to write over it."""

    def __init__(self) -> None:
        self._rest = b""

    def of(self, piece: bytes) -> list[str]:
        *lines, self._rest = re.split(rb"[\r\n]+", self._rest + piece)
        return [line.decode("utf-8", "replace") for line in lines if line]


def _tell(process: subprocess.Popen[bytes], stdin: bytes) -> None:
    if process.stdin:
        with contextlib.suppress(OSError, ValueError):
            process.stdin.write(stdin)
        with contextlib.suppress(OSError, ValueError):
            process.stdin.close()
