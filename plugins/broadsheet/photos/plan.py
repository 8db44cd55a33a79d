"""Deciding what is published of a picture: its sizes, formats and names, without opening it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass

from broadsheet.model import PictureFacts
from broadsheet.pages import urls

LONGEST_SIDE = 2000
"""Pixels. Enough for a full screen of a laptop; a print original stays with the paper."""

WIDTHS = (480, 960, 1600)
"""Pixels of the smaller widths: a phone's column, the same on a sharp screen, a desk's page."""

MUCH_SMALLER = 1.2
"""A smaller width is worth a file when the next larger one is at least so many times as wide."""

RECIPE = "3"
"""Raise it when rendering.py draws differently; sizes and encoder settings count by themselves."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A published file: its Pillow ``format`` and ``options``, suffix and media type."""

    format: str
    suffix: str
    options: tuple[tuple[str, int | str | bool], ...]


_JPEG = (("quality", 82), ("subsampling", "4:2:0"), ("progressive", 1), ("optimize", 1))
_AVIF = (("quality", 54), ("speed", 6), ("subsampling", "4:2:0"), ("max_threads", 1))

ENCODINGS = {
    "JPEG": Encoding("JPEG", ".jpg", _JPEG),
    "PNG": Encoding("PNG", ".png", (("compress_level", 9),)),
    "WEBP": Encoding("WEBP", ".webp", (("quality", 80), ("method", 2))),
    "WEBP-FLAT": Encoding("WEBP", ".webp", (("lossless", True), ("quality", 60), ("method", 4))),
    "AVIF": Encoding("AVIF", ".avif", _AVIF),
    "GIF": Encoding("GIF", ".gif", ()),
    "TIFF": Encoding("TIFF", ".tif", (("compression", "tiff_adobe_deflate"),)),
    "BMP": Encoding("BMP", ".bmp", ()),
}
"""How each kind of file is written; the last three are for pictures that keep their names. AVIF
is written by one thread, for its bytes follow how the work is shared. Method 2 of WebP takes less
than half the time of Pillow's own 4, for a twentieth more bytes."""

OWN_FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
}
"""How a picture is written that keeps its name, by its suffix. HEIC has no place in a browser."""

Size = tuple[int, int]
"""Width and height in pixels."""

_STEM_LENGTH = 56
"""Characters: with four bytes each, the name still fits the 255 bytes of a file system."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a published file says of itself: who took the picture, the credit line, whose it is.
    A file with an empty note says nothing."""

    creators: tuple[str, ...] = ()
    credit: str = ""
    rights: str = ""

    def __bool__(self) -> bool:
        return bool(self.creators or self.credit or self.rights)


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a picture. ``name`` is its file name, ``width`` and ``height`` its pixels,
    ``encoding`` a key of ``ENCODINGS``; ``recipe`` says all that its bytes depend on besides the
    picture. ``through`` are the larger sizes that it is drawn through, the largest first: each
    size is drawn from the one before, whether or not that one is wanted too."""

    name: str
    width: int
    height: int
    encoding: str
    recipe: str
    through: tuple[Size, ...] = ()
    note: Note = Note()

    @property
    def sizes(self) -> tuple[Size, ...]:
        """Every size on the way from the picture to this file, its own last."""
        return (*self.through, (self.width, self.height))

    @property
    def suffix(self) -> str:
        return ENCODINGS[self.encoding].suffix


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """Every file of a picture. ``main`` is the largest, in the format that every reader can show;
    ``widths`` are those of the smaller ones; ``better`` the suffixes of formats that are smaller
    in bytes, the best first, each of which has every width."""

    main: Rendition
    widths: tuple[int, ...]
    better: tuple[str, ...]
    files: tuple[Rendition, ...]


def plan_of(facts: PictureFacts, stem: str, note: Note = Note(), avif: bool = False) -> PicturePlan:
    """What is published of a picture: never enlarged, upright, in formats of the web.

    ``stem`` is the picture's name inside its issue folder without its suffix (``pages/a01``). The
    same picture under the same stem always has the same names, another picture others. ``avif``
    adds files and renames none.
    """
    width, height = fitted(facts.width, facts.height, LONGEST_SIDE)
    main = "PNG" if facts.transparent or facts.flat else "JPEG"
    webp = "WEBP-FLAT" if facts.flat else "WEBP"
    better = (*(("AVIF",) if avif else ()), webp)
    widths = _smaller(width)
    smaller = ((wide, _scaled(height, wide, width)) for wide in reversed(widths))
    sizes = ((width, height), *smaller)
    base = f"{slug(stem)}-{_key(facts, sizes[0], note)}"

    def rendition(encoding: str, at: int) -> Rendition:
        (wide, high), suffix = sizes[at], ENCODINGS[encoding].suffix
        name = urls.rendition(base + suffix, wide if at else 0, suffix)
        recipe = _recipe(encoding, sizes[: at + 1], note)
        return Rendition(name, wide, high, encoding, recipe, sizes[:at], note)

    files = tuple(rendition(e, at) for e in (main, *better) for at in range(len(sizes)))
    return PicturePlan(files[0], widths, tuple(ENCODINGS[e].suffix for e in better), files)


def original_name(file: str, digest: str) -> str:
    """The name under which the file ``file`` of an issue folder is published as it is."""
    stem, _, suffix = file.rpartition(".")
    return f"{slug(stem)}-{digest[:8]}-original.{suffix.lower()}"


def alone(facts: PictureFacts, encoding: str) -> Rendition:
    """A picture that keeps its own name (a standing page's): one file, in its own format."""
    size = fitted(facts.width, facts.height, LONGEST_SIDE)
    return Rendition("", *size, encoding, _recipe(encoding, (size,), Note()))


def _smaller(width: int) -> tuple[int, ...]:
    """The widths below ``width`` that are worth a file of their own."""
    kept: list[int] = []
    larger = width
    for wide in sorted(WIDTHS, reverse=True):
        if wide * MUCH_SMALLER <= larger:
            kept.append(wide)
            larger = wide
    return tuple(reversed(kept))


def _recipe(encoding: str, sizes: tuple[Size, ...], note: Note) -> str:
    said = _digest(repr((note.creators, note.credit, note.rights))) if note else ""
    drawn = " of ".join(f"{width}x{height}" for width, height in reversed(sizes))
    return f"{RECIPE} {_written(encoding)} {drawn} {said}".rstrip()


def _key(facts: PictureFacts, full: Size, note: Note) -> str:
    """Eight characters that change with the picture and with any way it could be drawn."""
    parts = [facts.digest, repr((WIDTHS, MUCH_SMALLER)), str(facts.transparent), str(facts.flat)]
    return _digest(" ".join([*parts, *(_recipe(e, (full,), note) for e in ENCODINGS)]))


def _written(encoding: str) -> str:
    options = (f"{name}={value}" for name, value in ENCODINGS[encoding].options)
    return " ".join([encoding, *options])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fitted(width: int, height: int, longest: int) -> Size:
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
