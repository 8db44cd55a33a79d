"""How large a picture file is, told from its header alone."""

from __future__ import annotations

from pathlib import Path

from broadsheet.photos.opening import DAMAGE, opened, swaps_sides, transposition


def size_of(path: Path) -> tuple[int, int] | None:
    """Width and height in pixels, upright; ``None`` when the file is missing or no picture."""
    try:
        with path.open("rb") as file, opened(file) as picture:
            width, height = picture.size
            turned = swaps_sides(transposition(picture))
    except DAMAGE:
        return None
    return (height, width) if turned else (width, height)
