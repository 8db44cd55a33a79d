"""Publishes a folder as it lies there: in this process, or in one of its own that can be killed.

python -m tests.publishing.driver TARGET FOLDER GRACE PATIENCE
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.publishing import publishing, targets
from broadsheet.publishing.hosts import Host
from broadsheet.publishing.manifest import File, Manifest
from broadsheet.publishing.planning import Plan, plan
from broadsheet.publishing.running import HostError
from broadsheet.staging import content_digest
from tests.folders import REPOSITORY, tree

if TYPE_CHECKING:
    from broadsheet.settings import Settings
    from tests.publishing.servers import Place


class _Cache:
    """What a host asks of the project's settings."""

    def __init__(self, home: Path) -> None:
        self.spoken = "en"
        self.home = self.output = self.content = self.theme = home


def manifest_of(folder: Path) -> Manifest:
    return Manifest({p: File(len(d), content_digest(d)) for p, d in tree(folder).items()})


def send(
    line: str, folder: Path, grace: float = 0, patience: float = 20, force: bool = False
) -> Plan:
    """Publish every file of a folder to a target."""
    manners = targets.Manners(patience=patience, grace=grace)
    host = _host(line, folder, manners)
    manifest = manifest_of(folder)
    with host.held():
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        planned = plan(manifest, host.live(manifest, force), now, manners.keep)
        host.carry_out(planned, folder, lambda _: None)
    return planned


def roll_back(line: str, folder: Path) -> str:
    """Roll a target back to which ``folder`` was published."""
    return _host(line, folder, targets.Manners()).roll_back()


def _host(line: str, folder: Path, manners: targets.Manners) -> Host:
    cache: Settings = _Cache(folder.parent / "cache")  # type: ignore[assignment]
    return publishing.host_of(targets.parsed("", line), manners, cache, print)


def sending(place: Place, folder: Path, grace: float = 0) -> subprocess.Popen[bytes]:
    """A process that publishes a folder."""
    command = [sys.executable, "-m", "tests.publishing.driver", place.line, str(folder), str(grace)]
    return subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={
            **os.environ,
            **place.environment,
            "PYTHONPATH": f"{REPOSITORY}/plugins:{REPOSITORY}",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


if __name__ == "__main__":
    try:
        send(sys.argv[1], Path(sys.argv[2]), *map(float, sys.argv[3:]))
    except HostError as error:
        raise SystemExit(f"error: {error}") from error
