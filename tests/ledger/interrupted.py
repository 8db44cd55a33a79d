"""A program that takes something down or moves it in one newspaper after another. In the first it
is cut off before its first change of a file system, as a power cut would, in the next before its
second, until it comes to its end in one. It prints in how many it was cut off.

    python interrupted.py takedown ADDRESS -- FOLDER …
    python interrupted.py move OLD NEW -- FOLDER …
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from broadsheet import plugin
from broadsheet import settings as settings_module
from broadsheet.ledger.moving import move
from broadsheet.ledger.withdrawing import takedown

CHANGES = ("rename", "replace", "rmdir", "unlink", "mkdir")
CUT_OFF = 9


class Countdown:
    """Ends the process before one change more than there are left."""

    def __init__(self, left: int) -> None:
        self.left = left

    def before(self, change: Callable[..., Any]) -> Callable[..., Any]:
        def cut_off_or_done(*arguments: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left < 0:
                os._exit(CUT_OFF)
            return change(*arguments, **named)

        return cut_off_or_done


def do(folder: str, left: int, task: str, addresses: Sequence[str]) -> None:
    settings = settings_module.read(plugin.read_settings(f"{folder}/pelicanconf.py", {}))
    countdown = Countdown(left)
    for name in CHANGES:
        setattr(os, name, countdown.before(getattr(os, name)))
    if task == "takedown":
        takedown(settings, addresses[0], "Why")
    else:
        move(settings, addresses[0], addresses[1])


def main(arguments: Sequence[str]) -> None:
    end = arguments.index("--")
    task, *addresses = arguments[:end]
    for nth, folder in enumerate(arguments[end + 1 :]):
        child = os.fork()
        if not child:
            do(folder, nth, task, addresses)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            print(nth)
            return
        if code != CUT_OFF:
            sys.exit(f"it ended with {code} at {nth}")
    sys.exit("it never came to its end")


if __name__ == "__main__":
    main(sys.argv[1:])
