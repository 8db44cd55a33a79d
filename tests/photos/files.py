"""Picture files that Pillow cannot write, byte by byte: deep colours, wide gamuts."""

from __future__ import annotations

import struct
import zlib

Colour = tuple[float, ...]

# XYZ (D50) of the primaries: https://www.color.org/chardata/rgb/DCIP3.xalter (Display P3) and the
# Adobe RGB (1998) Color Image Encoding, section 4.3.
DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def profile(primaries: tuple[Colour, Colour, Colour], gamma: float) -> bytes:
    """An ICC profile (version 2) of three primaries and one gamma."""
    white = (0.9642, 1.0, 0.8249)

    def xyz(values: Colour) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"
    tags = {b"wtpt": xyz(white), b"rXYZ": xyz(primaries[0]), b"gXYZ": xyz(primaries[1])}
    tags |= {b"bXYZ": xyz(primaries[2]), b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data
    rest = struct.pack(">I", len(tags)) + table + body
    header = struct.pack(">I4sI4s4s4s", 128 + len(rest), b"", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += (
        b"\0" * 12
        + b"acsp"
        + b"\0" * 28
        + b"".join(struct.pack(">i", round(v * 65536)) for v in white)
    )
    return header.ljust(128, b"\0") + rest


def deep_png(colour: tuple[int, ...], width: int = 40, height: int = 30) -> bytes:
    """A PNG of 16 bits a channel in one colour: grey, grey and alpha, RGB or RGBA by its length."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    kind = {1: 0, 2: 4, 3: 2, 4: 6}[len(colour)]
    row = b"\0" + struct.pack(f">{len(colour)}H", *colour) * width
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, kind, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


def deep_tiff(
    colour: tuple[int, ...], photometric: int, order: str = "<", width: int = 40, height: int = 30
) -> bytes:
    """An uncompressed TIFF of 16 bits a channel in one colour (TIFF 6.0). ``photometric``: 0 grey
    from white, 1 grey from black, 2 RGB, 5 CMYK."""
    pixels = struct.pack(f"{order}{len(colour)}H", *colour) * width * height
    channels = len(colour)
    bits = struct.pack(f"{order}{channels}H", *[16] * channels)
    start = 8 + len(pixels)
    fields = [(256, 3, 1, width), (257, 3, 1, height)]
    fields.append((258, 3, channels, start if channels > 2 else 16))
    fields += [(259, 3, 1, 1), (262, 3, 1, photometric), (273, 4, 1, 8), (277, 3, 1, channels)]
    fields += [(278, 3, 1, height), (279, 4, 1, len(pixels))]
    directory = struct.pack(f"{order}H", len(fields))
    for tag, kind, count, value in fields:
        is_short = kind == 3 and count == 1
        packed = (
            struct.pack(f"{order}HH", value, 0) if is_short else struct.pack(f"{order}I", value)
        )
        directory += struct.pack(f"{order}HHI", tag, kind, count) + packed
    mark = b"II*\0" if order == "<" else b"MM\0*"
    at = start + len(bits)
    return mark + struct.pack(f"{order}I", at) + pixels + bits + directory + b"\0\0\0\0"
