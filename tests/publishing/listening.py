"""Servers that a test starts: each has ended when its block has."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(
    command: list[str], port: int, **environment: str
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that listens on a port of 127.0.0.1 while the block runs. What it says goes into a
    file: nobody reads it meanwhile, and a pipe that is full would stop it."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
        )
        try:
            _wait_for(process, port, said)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int, said: IO[bytes]) -> None:
    """Until it listens; fails when it has ended instead."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    said.seek(0)
    raise AssertionError(f"the server does not run: {said.read().decode()}")
