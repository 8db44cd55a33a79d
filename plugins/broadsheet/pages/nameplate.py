"""The paper's own lettering: how wide and high it is, so that a page keeps its room."""

from __future__ import annotations

import re
from pathlib import Path

from broadsheet.pages.views import Nameplate
from broadsheet.photos.inspecting import inspect
from broadsheet.problems import BuildError
from broadsheet.saying import Said
from broadsheet.settings import Settings

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_BOX = re.compile(r"""\bviewBox\s*=\s*["']\s*([^"']+)["']""")
_SIDE = r"""\s{}\s*=\s*["']\s*([0-9.]+)(?:px)?\s*["']"""


def nameplate_of(settings: Settings) -> Nameplate | None:
    """The nameplate that the settings name. Raises ``BuildError`` for a file without a size."""
    if not settings.nameplate:
        return None
    path, dark = (*settings.nameplate, "")[:2]
    width, height = _size(settings.content / path, path)
    return Nameplate(path, dark, width, height)


def _size(file: Path, path: str) -> tuple[int, int]:
    if file.suffix.lower() == ".svg":
        sides = _drawn_size(file.read_text("utf-8", errors="replace"))
        if sides is None:
            raise BuildError(
                Said(
                    f'{path}: the drawing has no size; write viewBox="0 0 600 150" in it',
                    f'{path}：图形没有尺寸；请在里面写 viewBox="0 0 600 150"',
                )
            )
        return sides
    facts, problems = inspect(path, file, "")
    if facts is None:
        why = Said(f"{path}: not a picture", f"{path}：不是图片")
        if problems:
            why = Said(f"{problems[0].line_text('en')}", f"{problems[0].line_text('zh')}")
        raise BuildError(
            Said(f"{why.en} (BROADSHEET_NAMEPLATE)", f"{why.zh}（BROADSHEET_NAMEPLATE）")
        )
    return facts.width, facts.height


def _drawn_size(svg: str) -> tuple[int, int] | None:
    """Width and height of a drawing, from its ``viewBox``, else from its own sides."""
    root = _ROOT.search(svg)
    if root is None:
        return None
    box = _BOX.search(root[0])
    texts = re.split(r"[\s,]+", box[1].strip())[2:] if box else []
    if len(texts) != 2:
        sides = (re.search(_SIDE.format(name), root[0]) for name in ("width", "height"))
        texts = [side[1] for side in sides if side]
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return None
    if len(numbers) != 2 or not all(0 < number < 1e6 for number in numbers):
        return None
    scale = max(1.0, 100 / min(numbers))
    return round(numbers[0] * scale), round(numbers[1] * scale)
