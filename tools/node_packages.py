"""The packages that the tests take from npm: the Nu HTML checker and Lighthouse.

``tools/node/package-lock.json`` pins them; they are installed inside the virtual environment, in
``node/``, and nowhere else. No script of a package is run while it is installed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent / "node"
MANIFEST, LOCK = HERE / "package.json", HERE / "package-lock.json"
INSTALLED = Path(sys.prefix) / "node"
CHECKER = INSTALLED / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = INSTALLED / "node_modules" / "lighthouse" / "cli" / "index.js"
_STAMP = INSTALLED / "installed.txt"
_QUIET = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def are_installed() -> bool:
    """Whether the virtual environment holds what the lock says."""
    return _STAMP.is_file() and _STAMP.read_text("utf-8") == _fingerprint()


def install() -> str:
    """Install what the lock pins, unless it is there. The answer is empty, or why it failed."""
    if are_installed():
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is missing"
    if sys.prefix == sys.base_prefix:
        return "this Python is no virtual environment"
    shutil.rmtree(INSTALLED, ignore_errors=True)
    INSTALLED.mkdir(parents=True)
    for file in (MANIFEST, LOCK):
        shutil.copy(file, INSTALLED)
    print("Installing the Nu HTML checker and Lighthouse into the virtual environment.", flush=True)
    done = subprocess.run([npm, "ci", *_QUIET], cwd=INSTALLED, check=False)
    if done.returncode:
        return f"npm ended with status {done.returncode}"
    _STAMP.write_text(_fingerprint(), "utf-8")
    return ""


def lock() -> int:
    """Write the lock anew from package.json: names, versions and hashes, and no address."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing; package-lock.json stays as it is")
        return 1
    LOCK.unlink(missing_ok=True)
    only = ("--package-lock-only", "--omit-lockfile-registry-resolved")
    done = subprocess.run([npm, "install", *only, *_QUIET], cwd=HERE, check=False)
    if done.returncode:
        return done.returncode
    pins = json.loads(LOCK.read_text("utf-8"))
    for package in pins["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    LOCK.write_text(json.dumps(pins, indent=1) + "\n", "utf-8")
    return 0


def _fingerprint() -> str:
    return hashlib.sha256(MANIFEST.read_bytes() + LOCK.read_bytes()).hexdigest()
