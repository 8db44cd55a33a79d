"""Picture files for the tests of this room, made with Pillow."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageCms

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>lens number 77</secret></x:xmpmeta>'


def halves(width: int = 60, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", (width, height), (255, 0, 0))
    picture.paste((0, 0, 255), (width // 2, 0, width, height))
    return picture


def noise(width: int = 60, height: int = 40) -> Image.Image:
    """A picture that does not compress, drawn without chance."""
    values = bytes((i * i * 31 + i * 7) % 251 for i in range(width * height * 3))
    return Image.frombytes("RGB", (width, height), values)


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF that tells the camera and the place."""
    tags = Image.Exif()
    tags[ORIENTATION] = orientation
    tags[MAKER] = "Secret Camera Works"
    tags.get_ifd(GPS).update({1: "N", 2: (29.0, 51.0, 12.0), 3: "E", 4: (105.0, 23.0, 8.0)})
    return tags


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def saved(path: Path, picture: Image.Image, fmt: str, **options: object) -> Path:
    path.write_bytes(encoded(picture, fmt, **options))
    return path


def encoded(picture: Image.Image, fmt: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, fmt, **options)
    return buffer.getvalue()


def close(pixel: object, expected: tuple[int, ...], tolerance: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return len(pixel) == len(expected) and all(
        abs(a - b) <= tolerance for a, b in zip(pixel, expected, strict=True)
    )
