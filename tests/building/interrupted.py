"""Runs Pelican and cuts it short: a program for the tests, started in a process of its own.

    python interrupted.py FOLDER EVENT NTH HOW  pelican's arguments …

At the NTH file operation of a kind below FOLDER (EVENT is the name of Python's audit event:
``open`` for writing, ``os.rename``, ``os.remove``) the process is killed, or it fails as it does on
a full disk: HOW is ``kill`` or ``full``.
"""

from __future__ import annotations

import errno
import os
import signal
import sys

from pelican import main

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def cut_short(folder: str, event: str, nth: int, how: str) -> None:
    """Watch this process from now on."""
    seen = 0

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if name != event or not str(arguments[0]).startswith(folder):
            return
        if name == "open" and not int(str(arguments[2])) & WRITING:
            return
        seen += 1
        if seen < nth:
            return
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(arguments[0]))

    sys.addaudithook(watch)


if __name__ == "__main__":
    cut_short(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
    main(sys.argv[5:])
