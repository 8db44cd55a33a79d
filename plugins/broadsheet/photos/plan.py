"""Deciding what is published of a picture: its size, format and name, without opening it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from broadsheet.model import PictureFacts

LONGEST_SIDE = 2000
"""Pixels. Enough for a full screen of a laptop; a print original stays with the paper."""

RECIPE = "1"
"""Raise it when rendering.py draws differently; sizes and encoder settings count by themselves."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A published file format: Pillow's ``options`` for it and the suffix of its files."""

    suffix: str
    options: tuple[tuple[str, int | str], ...]


ENCODINGS = {
    "JPEG": Encoding(
        ".jpg", (("quality", 85), ("subsampling", "4:2:0"), ("progressive", 1), ("optimize", 1))
    ),
    "PNG": Encoding(".png", (("compress_level", 9),)),
    "WEBP": Encoding(".webp", (("quality", 85), ("method", 4))),
}

_PUBLISHED_AS = {"PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP", "AVIF": "WEBP"}
"""Formats that can be transparent keep that; all others become JPEG."""

_STEM_LENGTH = 60
"""Characters: with four bytes each, the name still fits the 255 bytes of a file system."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture as it is published. ``name`` is its file name, ``width`` and ``height`` its
    pixels, ``format`` a key of ``ENCODINGS``; ``recipe`` says all that its bytes depend on
    besides the picture."""

    name: str
    width: int
    height: int
    format: str
    recipe: str


def rendition_of(facts: PictureFacts, stem: str) -> Rendition:
    """The one rendition of a picture: never enlarged, upright, in a format of the web.

    ``stem`` is the picture's name inside its issue folder without its suffix (``pages/a01``). The
    same picture under the same stem always has the same name, another picture another.
    """
    width, height = fitted(facts.width, facts.height, LONGEST_SIDE)
    published = _PUBLISHED_AS.get(facts.format, "JPEG")
    encoding = ENCODINGS[published]
    options = " ".join(f"{name}={value}" for name, value in encoding.options)
    recipe = f"{RECIPE} {published} {width}x{height} {options}"
    key = hashlib.sha256(f"{facts.digest} {recipe}".encode()).hexdigest()[:8]
    return Rendition(f"{slug(stem)}-{key}{encoding.suffix}", width, height, published, recipe)


def fitted(width: int, height: int, longest: int) -> tuple[int, int]:
    """Width and height scaled down so that neither passes ``longest``; each at least 1."""
    side = max(width, height)
    if side <= longest:
        return width, height
    return _scaled(width, longest, side), _scaled(height, longest, side)


def _scaled(pixels: int, numerator: int, denominator: int) -> int:
    """In whole numbers, halves rounded up: the same on every machine."""
    return max(1, (2 * pixels * numerator + denominator) // (2 * denominator))


def slug(stem: str) -> str:
    """The stem as part of an address: lower case, NFC, letters and digits of any script.

    Everything else, folders' slashes too, becomes a hyphen; ``picture`` when nothing is left.
    """
    text = unicodedata.normalize("NFC", stem.lower())
    safe = "".join(c if _is_safe(c) else " " for c in text)
    return "-".join(safe.split())[:_STEM_LENGTH].strip("-_") or "picture"


def _is_safe(character: str) -> bool:
    """Letters, digits, the marks that belong to letters, and the underscore."""
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"
