"""What ``invoke test``, ``invoke lint`` and ``invoke lock`` do for those who work on the engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools import node_packages

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "requirements.lock"
LOCK_TITLE = """\
# Every package of Broadsheet and of its tests, for every platform and Python 3.11 or newer.
# Made by "invoke lock" from pyproject.toml: do not edit by hand.
"""

RUFF_CHECK = ("ruff", "check")
RUFF_FORMAT = ("ruff", "format")
MYPY = ("mypy",)
PROCESSES = (os.cpu_count() or 1) + 2
"""Two more than there are processors: many tests wait for servers and browsers."""
PYTEST = ("pytest", f"--numprocesses={PROCESSES}", "--dist=worksteal")


def test(*pytest_arguments: str) -> int:
    """Lint, check types, run the tests; all three are run, the status is the first that failed.

    The tests come last, so that what pytest could not run here stands at the end.
    """
    checks = lint()
    if reason := node_packages.install():
        print(f"The packages from npm were not installed: {reason}.", flush=True)
    return run(*PYTEST, *pytest_arguments) or checks


def lint(*, fix: bool = False) -> int:
    """Ruff and mypy. ``fix`` mends what ruff can mend instead of reporting it."""
    if fix:
        commands = [(*RUFF_CHECK, "--fix"), RUFF_FORMAT, MYPY]
    else:
        commands = [RUFF_CHECK, (*RUFF_FORMAT, "--check"), MYPY]
    return first_failure([run(*command) for command in commands])


def lock(*, upgrade: bool = False) -> int:
    """Write requirements.lock anew from pyproject.toml, and npm's lock. Pins are kept unless
    ``upgrade``; npm's are always taken anew, for nothing of them is part of a site.

    The lock names packages, versions and hashes alone; where they come from is each computer's
    own setting, so an address in it is an error.
    """
    command = ["uv", "pip", "compile", "--quiet", "pyproject.toml", "--output-file", str(LOCK)]
    command += ["--universal", "--python-version", "3.11", "--extra", "dev", "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    if upgrade:
        command.append("--upgrade")
    status = run(*command, show=False)
    if status:
        return status
    pins = LOCK.read_text("utf-8")
    if "://" in pins:
        print("requirements.lock names an address; remove direct references from pyproject.toml")
        return 1
    LOCK.write_text(LOCK_TITLE + pins, "utf-8")
    return node_packages.lock()


def screenshots() -> int:
    """Take the README's screenshots anew into docs/screenshots/."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
    if chromium is None:
        print("Chromium is missing; sudo apt-get install chromium")
        return 1
    from tools.screenshots import take

    print(f"{take(chromium)} screenshots in docs/screenshots/")
    return 0


def run(module: str, *arguments: str, show: bool = True) -> int:
    """Run a module of this Python in the project's folder and return its exit status.

    ``show`` prints the command first, as a person would type it.
    """
    if show:
        print("$", module, *arguments, flush=True)
    return subprocess.call([sys.executable, "-m", module, *arguments], cwd=PROJECT)


def first_failure(statuses: Sequence[int]) -> int:
    return next((status for status in statuses if status), 0)
