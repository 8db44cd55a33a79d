"""What lies in a folder. Programs that tests start need this and little more, to start at once."""

from __future__ import annotations

from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def tree(folder: Path) -> dict[str, bytes]:
    """Path -> bytes of every file below a folder; a folder without files is there with none."""
    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[name + "/"] = b""
    return found
