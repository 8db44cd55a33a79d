"""What git remembers of the ledger: every line that was ever committed on the way to today."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from broadsheet.ledger.lines import Entry, newest, parse
from broadsheet.settings import Settings

_SETTLED = ("core.quotepath=off", "diff.noprefix=false", "log.showSignature=false")
_LOG = ("log", "--format=", "--patch", "--unified=0", "--no-renames", "--no-color", "--text",
        "--no-ext-diff", "--no-textconv", "--diff-merges=off", "--full-history")  # fmt: skip


def remembered(settings: Settings) -> dict[str, Entry]:
    """What the newest of all committed lines says of each address.

    Both sides of every merge count, also those of files that are no longer there. Empty outside of
    a repository, or without git; what a shallow clone does not have is not told.
    """
    return newest(_entries(settings))


def _entries(settings: Settings) -> Iterator[Entry]:
    for line in _added(settings):
        entry = parse(line)
        if entry is not None:
            yield entry


def _added(settings: Settings) -> Iterator[str]:
    folder = settings.ledger
    above = next((f for f in (folder, *folder.parents) if f.is_dir()), folder)
    settled = [part for each in _SETTLED for part in ("-c", each)]
    command = ["git", "-C", str(above), *settled, *_LOG, "--", str(folder)]
    try:
        git = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return
    with git:
        for raw in git.stdout or ():
            # A file's own line begins with "+/"; "+++" names the file.
            if raw.startswith(b"+/"):
                yield raw[1:].decode("utf-8", "replace").rstrip("\r\n")
