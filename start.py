#!/usr/bin/env python3
"""The first command: put everything Broadsheet needs into ``.venv``, then run a task.

``python3 start.py`` builds the archive and serves it; ``python3 start.py test`` runs any other
task of tasks.py. The first run installs what requirements.lock pins; later runs do so only when
the lock, pyproject.toml, the Python or the folder has changed. Nothing outside the project's
folder is touched, and nothing but Python's own library is needed to get here, so this file
keeps to what an old Python can read until it has asked which Python it is.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

OLDEST = (3, 11)
PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
STAMP = VENV / "installed.txt"
LOG = VENV / "setup.log"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# The Python outside of any environment: one that lives in .venv would be cleared away with it.
BASE_PYTHON: str = getattr(sys, "_base_executable", sys.executable)


class SetupError(Exception):
    """Why the project cannot be set up: one line, and what to do."""


def fingerprint() -> str:
    """Digest of everything that decides what ``.venv`` must hold."""
    parts = [(PROJECT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    parts.append(f"{sys.version} {sysconfig.get_platform()} {PROJECT}".encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def is_set_up() -> bool:
    """Whether ``.venv`` holds what the lock says. A half-made one has no stamp."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text("utf-8") == fingerprint()


def set_up() -> None:
    """Make ``.venv`` anew and install the locked packages, then the engine itself."""
    print("Setting up .venv: this happens once and takes a minute or two.", flush=True)
    pip = make_venv()
    install(pip, "--require-hashes", "--requirement", str(PROJECT / "requirements.lock"))
    install(pip, "--no-deps", "--no-build-isolation", "--editable", str(PROJECT))
    STAMP.write_text(fingerprint(), "utf-8")


def make_venv() -> list[str]:
    """Make an empty ``.venv`` and return the pip command that installs into it.

    Debian splits ``ensurepip`` off into python3-venv; without it the pip beside this Python can
    still install into the new environment.
    """
    command = [BASE_PYTHON, "-m", "venv", "--clear"]
    if find_spec("ensurepip"):
        pip = [str(PYTHON), "-m", "pip"]
    elif find_spec("pip"):
        command.append("--without-pip")
        pip = [BASE_PYTHON, "-m", "pip", "--python", str(PYTHON)]
    else:
        raise SetupError("this Python has no pip; on Debian or Ubuntu: apt install python3-venv")
    run([*command, str(VENV)], "Python cannot make the folder .venv")
    return pip


def install(pip: list[str], *what: str) -> None:
    command = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-input", *what]
    run(command, "pip could not install the packages")


def run(command: list[str], failure: str) -> None:
    """Run a command quietly; on failure raise ``SetupError`` with the reason that it gave first."""
    done = subprocess.run(
        command,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    said = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    complaints = [line for line in said if line.lower().startswith("error")] or said[-1:]
    reason = complaints[0][:200] if complaints else f"it ended with status {done.returncode}"
    if VENV.is_dir():
        LOG.write_text(done.stdout, "utf-8")
        reason += f" (all it said is in .venv/{LOG.name})"
    raise SetupError(f"{failure}: {reason}")


def run_task(arguments: list[str]) -> int:
    """Become the task runner; Windows cannot replace a process, so there it is waited for."""
    os.chdir(PROJECT)
    command = [str(PYTHON), "-m", "invoke", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


def main(arguments: list[str]) -> int:
    this = sys.version_info[:2]
    if this < OLDEST:
        raise SetupError(
            f"Broadsheet needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {this[0]}.{this[1]}"
        )
    if not is_set_up():
        set_up()
    return run_task(arguments or ["serve"])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(f"start.py: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
