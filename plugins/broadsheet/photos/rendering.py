"""Drawing a rendition: upright, in sRGB, with nothing but its pixels; and keeping it."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

from PIL import Image, ImageCms, features

from broadsheet.photos.opening import DAMAGE, opened, swaps_sides, transposition
from broadsheet.photos.plan import ENCODINGS, Rendition
from broadsheet.problems import BuildError

_SRGB = ImageCms.createProfile("sRGB")


def render(source: Path, rendition: Rendition) -> bytes:
    """Draw ``source`` as ``rendition`` says; the same picture gives the same bytes.

    A photograph tells neither where nor with what it was taken: EXIF, XMP, IPTC, comments and
    colour profile are gone. Raises ``BuildError`` when the picture cannot be drawn.
    """
    return _render(source.read_bytes(), rendition, source.name)


def _render(data: bytes, rendition: Rendition, name: str) -> bytes:
    try:
        with opened(io.BytesIO(data)) as picture:
            return _encode(_draw(picture, rendition), rendition.format)
    except DAMAGE as damage:
        raise BuildError(f"the picture {name} cannot be rendered: {damage}") from damage


def _draw(picture: Image.Image, rendition: Rendition) -> Image.Image:
    """Pixels of ``L``, ``LA``, ``RGB`` or ``RGBA`` in sRGB, upright, in the rendition's size."""
    profile = picture.info.get("icc_profile")
    # A JPEG is read at a fraction of its size as long as that is twice what is needed.
    picture.draft(None, (2 * rendition.width, 2 * rendition.height))
    picture.load()
    turn = transposition(picture)
    size = (rendition.width, rendition.height)
    drawn = _expanded(picture)
    if drawn.size != (size[::-1] if swaps_sides(turn) else size):
        drawn = drawn.resize(
            size[::-1] if swaps_sides(turn) else size, Image.Resampling.LANCZOS, reducing_gap=3.0
        )
    if turn is not None:
        drawn = drawn.transpose(turn)
    return _in_srgb(drawn, profile)


def _expanded(picture: Image.Image) -> Image.Image:
    """The picture in ``L``, ``LA``, ``RGB``, ``RGBA`` or ``CMYK``: 8 bits, no palette."""
    if picture.mode.startswith("I;16"):
        # Pillow cuts 16-bit grey off at 255 instead of scaling it.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.has_transparency_data:
        return picture.convert("LA" if picture.mode in ("LA", "La") else "RGBA")
    if picture.mode == "CMYK":
        return picture
    return picture.convert("L" if picture.mode in ("1", "L") else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture's colours as sRGB; a profile that is broken or of another kind is ignored."""
    alpha = picture.getchannel("A") if picture.mode in ("LA", "RGBA") else None
    colours = picture.convert(picture.mode.removesuffix("A")) if alpha else picture
    converted = _converted(colours, profile)
    if converted is None:
        converted = colours.convert("RGB") if colours.mode == "CMYK" else colours
    if alpha:
        converted = converted.copy()
        converted.putalpha(alpha)
    return converted


def _converted(colours: Image.Image, profile: bytes | None) -> Image.Image | None:
    if not profile:
        return None
    try:
        return ImageCms.profileToProfile(
            colours,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            _SRGB,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None


def _encode(picture: Image.Image, published: str) -> bytes:
    """The pixels alone in a new picture, so that nothing the old one carried can follow."""
    if published == "JPEG" and picture.mode in ("LA", "RGBA"):
        bare = Image.new("RGB", picture.size, "white")
        bare.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
    else:
        bare = Image.new(picture.mode, picture.size)
        bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, published, **dict(ENCODINGS[published].options))
    return buffer.getvalue()


def encoder_version() -> str:
    """The versions of Pillow and its encoders, on which a rendition's bytes may depend."""
    parts = ("pil", "jpg", "libjpeg_turbo", "zlib", "zlib_ng", "webp", "littlecms2")
    return " ".join(f"{part}={features.version(part)}" for part in parts)


class RenditionStore:
    """Renditions kept in the cache folder, each made once. ``made`` counts those drawn.

    An entry is the picture and, written after it, the SHA-256 of its bytes: an entry cut short
    or altered is noticed and made again. Several processes may share a folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self._encoder = encoder_version()

    def get(self, digest: str, rendition: Rendition, source: Path) -> Path:
        """The file with the rendition's bytes; ``source`` is opened only when it must be made.

        Raises ``BuildError`` when the picture cannot be drawn, ``OSError`` when it cannot be read
        or the folder not written.
        """
        entry = self._entry(digest, rendition)
        seal = entry.with_name(entry.name + ".sha256")
        if _is_whole(entry, seal):
            return entry
        data = source.read_bytes()
        drawn = _render(data, rendition, source.name)
        self.made += 1
        entry.parent.mkdir(parents=True, exist_ok=True)
        seal.unlink(missing_ok=True)
        _replace(entry, drawn)
        # A source that changed since the scan must not stand in for the one with this digest:
        # without its seal the entry serves this once.
        if _blob_id(data) == digest:
            _replace(seal, hashlib.sha256(drawn).hexdigest().encode())
        return entry

    def _entry(self, digest: str, rendition: Rendition) -> Path:
        key = hashlib.sha256(f"{rendition.recipe} {self._encoder}".encode()).hexdigest()[:16]
        suffix = ENCODINGS[rendition.format].suffix
        return self.folder / digest[:2] / f"{digest}-{key}{suffix}"


def _is_whole(entry: Path, seal: Path) -> bool:
    try:
        return hashlib.sha256(entry.read_bytes()).hexdigest().encode() == seal.read_bytes()
    except FileNotFoundError:
        return False


def _replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _blob_id(data: bytes) -> str:
    """The id git gives a file with these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
