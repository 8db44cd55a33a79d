"""Drawing a rendition: upright, in sRGB, with nothing but its pixels; and keeping it."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pillow_heif
from PIL import Image, ImageChops, ImageCms, features

from broadsheet.photos import crediting
from broadsheet.photos.opening import (
    DAMAGE,
    decode_no_less_than,
    format_of,
    opened,
    swaps_sides,
    transposition,
)
from broadsheet.photos.plan import ENCODINGS, Rendition, Size
from broadsheet.problems import BuildError
from broadsheet.saying import Said

BAND_PIXELS = 8_000_000
"""How much of a giant picture is expanded at once."""

_SRGB = ImageCms.createProfile("sRGB")
_LAB = ImageCms.createProfile("LAB")


def draw(source: Path, renditions: Sequence[Rendition]) -> list[bytes]:
    """Draw ``source`` as the renditions say, in their order; the same picture gives the same
    bytes, whichever renditions are asked for with it.

    It is read once, and decoded once for all renditions that begin with one size, as those of a
    plan do. A photograph tells neither where nor with what it was taken: EXIF, XMP, IPTC,
    comments and colour profile are gone, and only a rendition's own note is written into it.
    Raises ``BuildError`` when the picture cannot be drawn, ``OSError`` when it cannot be read.
    """
    return _drawn(source.read_bytes(), renditions, source.name)


def render(source: Path, rendition: Rendition) -> bytes:
    """Draw one rendition alone; see ``draw``."""
    return draw(source, [rendition])[0]


def _drawn(data: bytes, renditions: Sequence[Rendition], name: str) -> list[bytes]:
    pictures: dict[tuple[Size, ...], Image.Image] = {}
    try:
        return [_encode(_picture(data, each.sizes, pictures), each) for each in renditions]
    except DAMAGE as damage:
        raise BuildError(
            Said(
                f"the picture {name} cannot be rendered: {damage}",
                f"图片 {name} 无法处理：{damage}",
            )
        ) from damage


def _picture(
    data: bytes, sizes: tuple[Size, ...], pictures: dict[tuple[Size, ...], Image.Image]
) -> Image.Image:
    """The picture in the last of ``sizes``, each drawn from the one before; ``pictures`` are those
    that were drawn on the way, by the sizes that led to them."""
    if sizes not in pictures:
        *above, size = sizes
        if above:
            larger = _picture(data, tuple(above), pictures)
            pictures[sizes] = larger.resize(size, Image.Resampling.LANCZOS)
        else:
            pictures[sizes] = _whole(data, size)
    return pictures[sizes]


def _whole(data: bytes, size: Size) -> Image.Image:
    """The picture in its largest published size: ``L``, ``LA``, ``RGB`` or ``RGBA`` in sRGB,
    upright, and a new picture, so that nothing the old one carried can follow."""
    with opened(io.BytesIO(data)) as picture:
        drawn = as_published(picture, size)
        bare = Image.new(drawn.mode, size)
        bare.paste(drawn)
        return bare


def as_published(picture: Image.Image, size: Size) -> Image.Image:
    """An opened picture in ``size``: ``L``, ``LA``, ``RGB`` or ``RGBA`` in sRGB, upright. Raises
    one of ``DAMAGE``."""
    profile = picture.info.get("icc_profile")
    if format_of(picture) == "JPEG":
        decode_no_less_than(picture, _as_stored(size, transposition(picture)))
    picture.load()
    turn = transposition(picture)
    stored = _as_stored(size, turn)
    drawn = _shrunk(picture, stored)
    if drawn.size != stored:
        drawn = drawn.resize(stored, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn is not None:
        drawn = drawn.transpose(turn)
    return _without_empty_alpha(_in_srgb(drawn, profile))


def _as_stored(size: Size, turn: Image.Transpose | None) -> Size:
    return size[::-1] if swaps_sides(turn) else size


def _shrunk(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture expanded, and at least twice as large as ``size`` where it was larger.

    A giant is expanded and shrunk band by band, so that it is never held a second time.
    """
    factor = min(picture.width // (2 * size[0]), picture.height // (2 * size[1]))
    if factor < 2:
        return _expanded(picture)
    band = factor * max(1, BAND_PIXELS // (picture.width * factor))
    bands = []
    for top in range(0, picture.height, band):
        box = (0, top, picture.width, min(top + band, picture.height))
        bands.append(_expanded(_part(picture, box)).reduce(factor))
    whole = Image.new(bands[0].mode, (bands[0].width, sum(b.height for b in bands)))
    top = 0
    for piece in bands:
        whole.paste(piece, (0, top))
        top += piece.height
    return whole


def _part(picture: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    part = picture.crop(box)
    part.info = picture.info
    return part


def _expanded(picture: Image.Image) -> Image.Image:
    """The picture in ``L``, ``LA``, ``RGB``, ``RGBA``, ``CMYK`` or ``LAB``: 8 bits, no palette."""
    if picture.mode.startswith("I;16"):
        # Pillow cuts 16-bit grey off at 255 instead of scaling it.
        grey = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        return ImageChops.invert(grey) if _counts_from_white(picture) else grey
    if picture.has_transparency_data:
        return picture.convert("LA" if picture.mode in ("LA", "La") else "RGBA")
    if picture.mode in ("L", "RGB", "CMYK", "LAB"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _counts_from_white(picture: Image.Image) -> bool:
    """Whether 0 is white (TIFF 6.0, tag 262), which Pillow knows for fewer than 16 bits alone."""
    tags = getattr(picture, "tag_v2", None)
    return tags is not None and tags.get(262) == 0


def _without_empty_alpha(picture: Image.Image) -> Image.Image:
    """An alpha channel that hides nothing costs bytes."""
    if picture.mode not in ("LA", "RGBA"):
        return picture
    if picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert(picture.mode.removesuffix("A"))
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture's colours as sRGB; a profile that is broken or of another kind is ignored."""
    if picture.mode == "LAB":
        lab = ImageCms.profileToProfile(picture, _LAB, _SRGB, outputMode="RGB")
        if lab is None:
            raise ValueError("its colours cannot be converted")
        return lab
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


def _encode(picture: Image.Image, rendition: Rendition) -> bytes:
    encoding = ENCODINGS[rendition.encoding]
    if encoding.format == "JPEG" and picture.mode in ("LA", "RGBA"):
        on_white = Image.new("RGB", picture.size, "white")
        on_white.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
        picture = on_white
    buffer = io.BytesIO()
    said = crediting.options(encoding.format, rendition.note)
    picture.save(buffer, encoding.format, **dict(encoding.options), **said)
    return buffer.getvalue()


def encoder_version() -> str:
    """The versions of Pillow, its encoders and the HEIC decoder, on which a rendition's bytes may
    depend."""
    parts = ("pil", "jpg", "libjpeg_turbo", "zlib", "zlib_ng", "webp", "avif", "littlecms2")
    versions = [f"{part}={features.version(part)}" for part in parts]
    return " ".join([*versions, f"libheif={pillow_heif.libheif_version()}"])


class RenditionStore:
    """Renditions kept in the cache folder, each made once. ``made`` counts those drawn, ``opened``
    the pictures that were read for them.

    An entry is the picture and, written after it, the SHA-256 of its bytes: an entry cut short
    or altered is noticed and made again. Several processes may share a folder, and a store may
    be sent to another process; each counts for itself.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0
        self.opened = 0
        self._encoder = encoder_version()

    def get(self, digest: str, rendition: Rendition, source: Path) -> Path:
        """The file with one rendition's bytes; see ``get_all``."""
        return self.get_all(digest, [rendition], source)[0]

    def get_all(self, digest: str, renditions: Sequence[Rendition], source: Path) -> list[Path]:
        """The files with the bytes of a picture's renditions, in their order. ``source`` is opened
        only when one must be made, and once for all of them.

        Raises ``BuildError`` when the picture cannot be drawn, ``OSError`` when it cannot be read
        or the folder not written.
        """
        entries = [self._entry(digest, rendition) for rendition in renditions]
        missing = {
            entry: rendition
            for entry, rendition in dict(zip(entries, renditions, strict=True)).items()
            if not _is_whole(entry, _seal(entry))
        }
        if missing:
            self._make(digest, missing, source)
        return entries

    def _make(self, digest: str, missing: Mapping[Path, Rendition], source: Path) -> None:
        data = source.read_bytes()
        self.opened += 1
        drawn = _drawn(data, list(missing.values()), source.name)
        is_named_right = _blob_id(data) == digest
        for entry, made in zip(missing, drawn, strict=True):
            entry.parent.mkdir(parents=True, exist_ok=True)
            _seal(entry).unlink(missing_ok=True)
            _replace(entry, made)
            # A source that changed since the scan must not stand in for the one with this digest:
            # without its seal the entry serves this once.
            if is_named_right:
                _replace(_seal(entry), hashlib.sha256(made).hexdigest().encode())
            self.made += 1

    def _entry(self, digest: str, rendition: Rendition) -> Path:
        key = hashlib.sha256(f"{rendition.recipe} {self._encoder}".encode()).hexdigest()[:16]
        return self.folder / digest[:2] / f"{digest}-{key}{rendition.suffix}"


def _seal(entry: Path) -> Path:
    return entry.with_name(entry.name + ".sha256")


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
