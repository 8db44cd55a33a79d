"""Judging a picture file: is it whole, is it what it says, and how large is it upright?"""

from __future__ import annotations

import math
import os
import re
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from broadsheet.model import PictureFacts
from broadsheet.photos.opening import (
    DAMAGE,
    FORMATS,
    decode_no_less_than,
    format_of,
    opened,
    swaps_sides,
    transposition,
)
from broadsheet.problems import Problem, problem

PICTURE_SUFFIXES = frozenset(suffix for suffixes in FORMATS.values() for suffix in suffixes)
"""Suffixes of the pictures that are published, in lower case with the dot."""

MAX_MEGAPIXELS = 200

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
"""https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: the first line of a pointer."""

_SIGNATURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|....ftyp"
    rb"|\0\0\0\x0cjP  |\xff\x4f\xff\x51",
    re.DOTALL,
)
"""How pictures begin: a file that begins so and cannot be opened is damaged, not something else."""

UNUSABLE_MODES = frozenset({"I", "F"})
"""32-bit whole and floating numbers: measurements, with no agreed black and white."""


def inspect(path: str, data_source: Path, digest: str) -> tuple[PictureFacts | None, list[Problem]]:
    """Judge the picture at ``data_source``; ``path`` names it in problems, ``digest`` is trusted.

    The facts are ``None`` when the picture cannot be shown. The whole file is decoded, so that a
    picture with facts and no error can be rendered. Raises ``OSError`` only when the file cannot
    be opened at all.
    """
    with data_source.open("rb") as file:
        return inspect_opened(path, file, digest)


def inspect_opened(
    path: str, file: BinaryIO, digest: str
) -> tuple[PictureFacts | None, list[Problem]]:
    """Judge an opened file; see ``inspect``."""
    if found := placeholder_problem(path, file):
        return None, [found]
    try:
        return _judge(path, file, digest)
    except DAMAGE as damage:
        return None, [damage_problem(path, file, damage)]


def placeholder_problem(path: str, file: BinaryIO) -> Problem | None:
    """What is wrong with a file that holds nothing, or only says where the picture lies."""
    head = file.read(len(_LFS_POINTER))
    file.seek(0)
    if not head:
        return problem(path, 0, "picture-empty")
    return problem(path, 0, "picture-lfs") if head == _LFS_POINTER else None


def damage_problem(path: str, file: BinaryIO, damage: Exception) -> Problem:
    """What one of ``DAMAGE`` says of a file."""
    if isinstance(damage, UnidentifiedImageError):
        file.seek(0)
        if _SIGNATURE.match(file.read(len(_LFS_POINTER))):
            return problem(path, 0, "picture-truncated", reason="header")
        return problem(path, 0, "picture-unreadable")
    reason = str(damage) or type(damage).__name__
    return problem(path, 0, "picture-truncated", reason=reason)


def _judge(path: str, file: BinaryIO, digest: str) -> tuple[PictureFacts | None, list[Problem]]:
    with opened(file) as picture:
        width, height = picture.size
        if width * height > MAX_MEGAPIXELS * 1_000_000:
            megapixels = math.ceil(width * height / 1_000_000)
            return None, [
                problem(path, 0, "picture-too-large", megapixels=megapixels, limit=MAX_MEGAPIXELS)
            ]
        if picture.mode in UNUSABLE_MODES:
            return None, [problem(path, 0, "picture-unreadable")]
        actual = format_of(picture)
        frames = actual != "JPEG" and bool(getattr(picture, "is_animated", False))
        if actual == "JPEG":
            # All of its data is read at an eighth too. A HEIC would answer with its thumbnail.
            decode_no_less_than(picture, (1, 1))
        picture.load()
        if actual != "JPEG":
            # A TIFF may have been turned by now; a JPEG is smaller than it is.
            width, height = picture.size
        if swaps_sides(transposition(picture)):
            width, height = height, width
        transparent, flat = _is_transparent(picture), picture.mode in ("P", "PA")
    if actual == "PNG":
        _verify(file)
    if actual == "GIF" and frames:
        _expect_trailer(file)
    problems = _suffix_problems(path, actual)
    if frames:
        problems.append(problem(path, 0, "picture-frames"))
    return PictureFacts(digest, width, height, actual, transparent, flat), problems


def _is_transparent(picture: Image.Image) -> bool:
    """Whether any pixel lets the page through: an alpha channel alone says little, for programs
    write one around opaque pictures."""
    if not picture.has_transparency_data:
        return False
    if picture.mode in ("LA", "RGBA"):
        lowest, _highest = picture.getchannel("A").getextrema()
        return lowest < 255  # type: ignore[operator]  # one channel has two numbers
    return True


def _verify(file: BinaryIO) -> None:
    """Compare a PNG's checksums, which decoding does not."""
    file.seek(0)
    with opened(file) as picture:
        picture.verify()


def _expect_trailer(file: BinaryIO) -> None:
    """Raise ``EOFError`` unless a GIF's last byte is its trailer, which Pillow does not miss when
    a later frame is cut off (GIF89a specification, section 27)."""
    file.seek(-1, os.SEEK_END)
    if file.read(1) != b";":
        raise EOFError("the end is missing")


def _suffix_problems(path: str, actual: str) -> list[Problem]:
    suffix = PurePosixPath(path).suffix
    if suffix.lower() in FORMATS[actual]:
        return []
    right = FORMATS[actual][0]
    return [problem(path, 0, "picture-suffix", actual=actual, suffix=suffix, right=right)]
