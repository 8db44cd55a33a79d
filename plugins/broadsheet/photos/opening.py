"""Opening a picture file safely: only known formats, no surprises from Pillow, upright pixels."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO

import pillow_heif
from PIL import ExifTags, Image

pillow_heif.register_heif_opener(thumbnails=False)

FORMATS: dict[str, tuple[str, ...]] = {
    "JPEG": (".jpg", ".jpeg"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
    "TIFF": (".tif", ".tiff"),
    "BMP": (".bmp",),
    "AVIF": (".avif",),
    "HEIF": (".heic", ".heif"),
}
"""Pillow's name of each format that is read, with its suffixes; the usual suffix comes first."""

DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What Pillow's decoders raise at a damaged file; the fuzz test in the tests found no other."""

_TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def opened(file: BinaryIO) -> AbstractContextManager[Image.Image]:
    """A picture whose header alone was read; raises one of ``DAMAGE`` when it is none.

    Pillow's warnings are silent inside, and its own limit of pixels is lifted (it is put back
    at the end), because ``inspect`` has judged the size, or is about to, in its own words.
    Both are states of the process: one thread at a time.
    """
    return _opened(file, _candidates(file))


def scan_opened(file: BinaryIO) -> AbstractContextManager[Image.Image]:
    """A library's scan: as ``opened``, and JPEG 2000 too, which no browser shows."""
    return _opened(file, (*_candidates(file), "JPEG2000"))


@contextmanager
def _opened(file: BinaryIO, formats: tuple[str, ...]) -> Iterator[Image.Image]:
    limit = Image.MAX_IMAGE_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None
        try:
            with Image.open(file, formats=formats) as picture:
                yield picture
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _candidates(file: BinaryIO) -> tuple[str, ...]:
    """The formats that a file may have. AVIF and HEIC are one container (ISO/IEC 23008-12), often
    under a brand that both share (``mif1``); the list of compatible brands tells them apart."""
    head = file.read(4096)
    file.seek(0)
    if head[4:8] != b"ftyp":
        return tuple(name for name in FORMATS if name not in ("AVIF", "HEIF"))
    box = head[8 : max(16, int.from_bytes(head[:4], "big"))]
    brands = {box[at : at + 4] for at in range(0, len(box), 4) if at != 4}
    return ("AVIF",) if brands & {b"avif", b"avis"} else ("HEIF",)


def format_of(picture: Image.Image) -> str:
    """Pillow's name of the format; a phone's MPO is a JPEG with more pictures after the first."""
    name = picture.format or ""
    return "JPEG" if name == "MPO" else name


def decode_no_less_than(picture: Image.Image, size: tuple[int, int]) -> None:
    """Have an opened JPEG decoded at the smallest of a half, a quarter and an eighth of its sides
    that is not below ``size``, width and height as stored.

    All of the data is read all the same. The decoder averages, which is a little softer than
    Lanczos and many times faster. It rounds sides up, which Pillow's own choice does not know.
    """
    width, height = picture.size
    for part in (8, 4, 2):
        if -(-width // part) >= size[0] and -(-height // part) >= size[1]:
            picture.draft(None, (max(1, width // part), max(1, height // part)))
            return


def transposition(picture: Image.Image) -> Image.Transpose | None:
    """How the loaded pixels must be turned to stand upright (EXIF tag 0x0112), or ``None``.

    EXIF that cannot be read says nothing. Pillow turns a TIFF itself while loading it, and then
    takes the tag away.
    """
    try:
        orientation = picture.getexif().get(ExifTags.Base.Orientation)
    except DAMAGE:
        return None
    return _TRANSPOSITIONS.get(orientation) if isinstance(orientation, int) else None


def swaps_sides(turn: Image.Transpose | None) -> bool:
    return turn in (
        Image.Transpose.TRANSPOSE,
        Image.Transpose.ROTATE_270,
        Image.Transpose.TRANSVERSE,
        Image.Transpose.ROTATE_90,
    )
