"""Scans of printed pages, in the formats of libraries, as facsimiles that the site shows.

JPEG and PNG files stay as they are. JPEG 2000, TIFF, a page of a PDF and every other format become
a PNG where each pixel is black or white, which loses nothing and is small, and else a JPEG.
"""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pypdfium2
from PIL import Image
from PIL.Jpeg2KImagePlugin import Jpeg2KImageFile
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_PAGEOBJ_IMAGE

from broadsheet.photos.inspecting import (
    MAX_MEGAPIXELS,
    UNUSABLE_MODES,
    damage_problem,
    inspect_opened,
    placeholder_problem,
)
from broadsheet.photos.opening import (
    DAMAGE,
    format_of,
    scan_opened,
    swaps_sides,
    transposition,
)
from broadsheet.photos.plan import Size, fitted
from broadsheet.photos.rendering import as_published
from broadsheet.problems import Problem, problem

LONGEST_SIDE = 4000
"""Pixels: a broadsheet page at 170 to the inch, whose smallest print can be read. Scans that are
black and white keep their size."""

PDF_DPI = 200
"""Dots to the inch of a PDF's page without pictures."""

SCAN_SUFFIXES = (
    *(".jpg", ".jpeg", ".png", ".jp2", ".jpf", ".jpx", ".j2k", ".j2c", ".jpc"),
    *(".tif", ".tiff", ".webp", ".gif", ".bmp", ".avif", ".heic", ".heif"),
)
"""Suffixes of the pictures that can be a scan, in lower case; a PDF can be one too."""

_JPEG = {"quality": 85, "subsampling": "4:2:0", "progressive": True, "optimize": True}
_PDF = b"%PDF-"
_SIGNED_WITHIN = 1024
"""Bytes: where a PDF's signature may stand (PDF Reference 1.7, appendix H, note 13)."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A facsimile's file: its bytes, and its suffix: ``.jpg`` or ``.png``."""

    data: bytes
    suffix: str


class ScanError(Exception):
    """A scan that cannot be shown; ``problem`` says why in both languages."""

    def __init__(self, found: Problem) -> None:
        self.problem = found
        super().__init__(f"{found.message('en')}; {found.hint('en')}")


def facsimile(source: Path | bytes, name: str, page: int = 1) -> Scan:
    """The picture of a scanned page. ``name`` is the scan's in problems; ``page`` counts from 1
    in a PDF or TIFF of several.

    The size is judged before anything is decoded, and only the wanted page is. Raises
    ``ScanError``, and ``OSError`` when the file cannot be opened at all.
    """
    with ExitStack() as stack:
        file = _file(source, stack)
        if found := placeholder_problem(name, file):
            raise ScanError(found)
        if _is_pdf(file):
            return _encoded(_drawn_pdf(file, name, page))
        try:
            if kept := _kept(file, name):
                return kept
            return _encoded(_drawn(file, name, page))
        except DAMAGE as damage:
            raise ScanError(damage_problem(name, file, damage)) from damage


def _kept(file: BinaryIO, name: str) -> Scan | None:
    """A file that stays as it is, once it was judged as a reporter's picture is."""
    with scan_opened(file) as picture:
        suffix = {"JPEG": ".jpg", "PNG": ".png"}.get(format_of(picture), "")
    file.seek(0)
    if not suffix:
        return None
    facts, problems = inspect_opened(name, file, "")
    if facts is None:
        raise ScanError(problems[0])
    file.seek(0)
    return Scan(file.read(), suffix)


def size_of(source: Path | bytes, page: int = 1) -> Size | None:
    """Width and height of a scan, upright; in points for a PDF. Its header alone is read; ``None``
    when that says nothing."""
    try:
        with ExitStack() as stack:
            file = _file(source, stack)
            if _is_pdf(file):
                with _document(file, "") as document:
                    width, height = document.get_page_size(page - 1)
                    return round(width), round(height)
            with scan_opened(file) as picture:
                if page > 1:
                    picture.seek(page - 1)
                # Pillow tells the size of a TIFF as it stands upright.
                turned = picture.format != "TIFF" and swaps_sides(transposition(picture))
                return picture.size[::-1] if turned else picture.size
    except (ScanError, *DAMAGE):
        return None


def _file(source: Path | bytes, stack: ExitStack) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    return stack.enter_context(source.open("rb"))


def _is_pdf(file: BinaryIO) -> bool:
    head = file.read(_SIGNED_WITHIN)
    file.seek(0)
    return _PDF in head


def _expect_size(name: str, width: int, height: int) -> None:
    if width * height > MAX_MEGAPIXELS * 1_000_000:
        megapixels = math.ceil(width * height / 1_000_000)
        values = {"megapixels": megapixels, "limit": MAX_MEGAPIXELS}
        raise ScanError(problem(name, 0, "picture-too-large", **values))


# --- pictures


def _drawn(file: BinaryIO, name: str, page: int) -> Image.Image:
    with scan_opened(file) as picture:
        if page > 1:
            picture.seek(page - 1)
        halvings = _halvings(picture.size, file) if picture.format == "JPEG2000" else 0
        width, height = picture.size
        _expect_size(name, -(-width >> halvings), -(-height >> halvings))
        if picture.mode in UNUSABLE_MODES:
            raise ScanError(problem(name, 0, "picture-unreadable"))
        if picture.mode == "1":
            with _said_once():
                picture.load()
            turn = transposition(picture)
            return picture.transpose(turn) if turn is not None else picture.copy()
        if isinstance(picture, Jpeg2KImageFile):
            picture.reduce = halvings
        with _said_once():
            picture.load()
        size = picture.size[::-1] if swaps_sides(transposition(picture)) else picture.size
        return as_published(picture, fitted(*size, LONGEST_SIDE))


@contextmanager
def _said_once() -> Iterator[None]:
    """While a picture is decoded: libtiff tells the terminal of every line that is damaged, by the
    hundred; the problem is said once, by us."""
    try:
        terminal = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(nowhere)
        os.close(terminal)


def _halvings(size: Size, file: BinaryIO) -> int:
    """How often a JPEG 2000 is halved while it is decoded (ISO/IEC 15444-1, B.5): as often as it
    can be without being smaller than what is wanted."""
    levels, at = _levels(file), 0
    while at < levels and max(size) >> (at + 1) >= LONGEST_SIDE:
        at += 1
    return at


def _levels(file: BinaryIO) -> int:
    """How often a JPEG 2000 can be halved: the decomposition levels of its COD marker (ISO/IEC
    15444-1, A.6.1); 0 when it is not found."""
    at = file.tell()
    file.seek(0)
    head = file.read(1 << 16)
    file.seek(at)
    start = head.find(b"\xff\x4f\xff\x51")
    place = start + 2
    while start >= 0 and place + 10 <= len(head) and head[place] == 0xFF:
        if head[place + 1] == 0x52:
            return min(head[place + 9], 32)
        place += 2 + int.from_bytes(head[place + 2 : place + 4], "big")
    return 0


def _encoded(picture: Image.Image) -> Scan:
    """A file of nothing but the pixels."""
    plain = _plainest(picture)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    buffer = io.BytesIO()
    if bare.mode == "1":
        bare.save(buffer, "PNG", compress_level=9)
        return Scan(buffer.getvalue(), ".png")
    bare.save(buffer, "JPEG", **_JPEG)
    return Scan(buffer.getvalue(), ".jpg")


def _plainest(picture: Image.Image) -> Image.Image:
    """On white; grey where no pixel has a colour, black and white where none is grey."""
    if picture.mode in ("LA", "RGBA"):
        on_white = Image.new("RGB", picture.size, "white")
        on_white.paste(picture.convert("RGB"), mask=picture.getchannel("A"))
        picture = on_white
    if picture.mode == "RGB":
        red, green, blue = (channel.tobytes() for channel in picture.split())
        if red == green == blue:
            picture = picture.getchannel("R")
    if picture.mode == "L" and not any(picture.histogram()[1:255]):
        return picture.convert("1", dither=Image.Dither.NONE)
    return picture


# --- PDF


def _document(file: BinaryIO, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as damage:
        locked = damage.err_code == FPDF_ERR_PASSWORD
        reason = "the PDF asks for a password" if locked else "the PDF cannot be opened"
        raise ScanError(problem(name, 0, "picture-truncated", reason=reason)) from damage


def _drawn_pdf(file: BinaryIO, name: str, page: int) -> Image.Image:
    with _document(file, name) as document:
        if not 0 < page <= len(document):
            reason = f"the PDF has no page {page}"
            raise ScanError(problem(name, 0, "picture-truncated", reason=reason))
        try:
            wanted = document[page - 1]
            width, height = wanted.get_size()
            scale = _scale(name, wanted)
            _expect_size(name, math.ceil(width * scale), math.ceil(height * scale))
            drawn: Image.Image = wanted.render(scale=scale, may_draw_forms=False).to_pil()
        except DAMAGE as damage:
            raise ScanError(damage_problem(name, file, damage)) from damage
        return drawn.convert("RGB")


def _scale(name: str, page: pypdfium2.PdfPage) -> float:
    """Pixels a point: as many as the page's largest picture has, within what is wanted."""
    longest: float = max(page.get_size())
    if not 0 < longest < math.inf:
        raise ValueError("the page has no size")
    sizes = [
        each.get_px_size()
        for each in page.get_objects([FPDF_PAGEOBJ_IMAGE])
        if isinstance(each, pypdfium2.PdfImage)
    ]
    for size in sizes:
        _expect_size(name, *size)
    wanted: float = max((max(size) for size in sizes), default=longest / 72 * PDF_DPI)
    # Sides are rounded up; a hair less keeps a picture's pixels where they are.
    return (min(wanted, LONGEST_SIDE) - 0.01) / longest
