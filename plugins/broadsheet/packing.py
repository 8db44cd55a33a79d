"""Packed siblings of text files: ``index.html.gz`` and ``index.html.br`` beside ``index.html``.

Hosts such as nginx and Apache hand them to the browsers that understand them, and pack nothing
themselves. The same bytes are packed to the same bytes: no file name, no time.
"""

from __future__ import annotations

import functools
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

SUFFIXES = (".gz", ".br")
TEXTS = (
    *(".html", ".css", ".js", ".json", ".jsonl", ".xml", ".txt", ".csv", ".svg"),
    *(".bib", ".ris", ".md", ".vtt", ".webmanifest"),
)
"""What becomes much smaller; pictures, PDF files and fonts are packed in themselves."""
SMALLEST = 1024
"""Bytes; what is smaller fits into one network packet anyhow."""
ONLY_ON_DISKS = "texts.js"
"""An issue's texts for search on a disk, where no host hands out anything."""
CHUNK = 1 << 16
BROTLI_QUALITY = 7
"""Of 11. The best takes twenty-five times as long for files that are seven hundredths smaller
(400 pages of the newspaper that is shipped)."""


@dataclass(frozen=True, slots=True)
class Packing:
    """A way to pack. ``recipe`` names all that its bytes depend on besides the file."""

    suffix: str
    recipe: str
    pack: Callable[[Iterable[bytes]], Iterator[bytes]]


def packings(suffixes: Iterable[str]) -> tuple[Packing, ...]:
    """The ways that are named: ``.gz``, ``.br``. Raises ``ModuleNotFoundError`` where Brotli is
    asked for and its package is not installed."""
    return tuple(_PACKINGS[suffix]() for suffix in suffixes if suffix in _PACKINGS)


def is_packed(path: str, size: int) -> bool:
    """Whether a file has siblings."""
    name = path.rpartition("/")[2]
    return size >= SMALLEST and name.endswith(TEXTS) and name != ONLY_ON_DISKS


def cut(data: bytes) -> Iterator[bytes]:
    """Bytes in pieces of the one size in which all are packed."""
    return (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))


@functools.cache
def _gzip() -> Packing:
    return Packing(".gz", f"gzip 9 zlib={zlib.ZLIB_RUNTIME_VERSION}", _gzipped)


def _gzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    buffer = io.BytesIO()
    with gzip.GzipFile("", "wb", 9, buffer, mtime=0) as file:
        for chunk in chunks:
            file.write(chunk)
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.BytesIO) -> bytes:
    data = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return data


@functools.cache
def _brotli() -> Packing:
    try:
        recipe = f"brotli {BROTLI_QUALITY} {version('brotli')}"
    except PackageNotFoundError as error:
        raise ModuleNotFoundError("brotli") from error
    return Packing(".br", recipe, _brotlied)


def _brotlied(chunks: Iterable[bytes]) -> Iterator[bytes]:
    import brotli

    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    for chunk in chunks:
        yield packer.process(chunk)
    yield packer.finish()


_PACKINGS: dict[str, Callable[[], Packing]] = {".gz": _gzip, ".br": _brotli}
