"""Files written into a content folder of their own, and what the checker says of them."""

from __future__ import annotations

import functools
import io
import os
import struct
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image

from broadsheet import plugin, settings
from broadsheet.checking import Report, check

THEME = Path(__file__).resolve().parent.parent.parent / "theme"
ISSUE = "issues/2019/2019-10-24"
Data = str | bytes | Callable[[str], object]
"""What a file holds, or what makes it when it is given its path."""

STORY = "标题：秋收过半\n\n三千亩晚稻颗粒归仓。\n"


def story(
    *header: str, text: str = "三千亩晚稻颗粒归仓。", headline: str = "标题：秋收过半"
) -> str:
    """An article; its own header lines come after the headline, its text from line 3 on."""
    return "\n".join([line for line in (headline, *header) if line]) + f"\n\n{text}\n"


@functools.cache
def picture(format: str = "JPEG") -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 48), 60).save(buffer, format)
    return buffer.getvalue()


def huge_picture() -> bytes:
    """A small PNG that says it is 60,000 pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def link_to(target: str) -> Callable[[str], object]:
    """Makes a symbolic link."""
    return lambda path: os.symlink(target, path)


def write(content: Path, files: Mapping[str, Data]) -> None:
    """Write files; a name may hold bytes that are no text, as ``os.fsdecode`` writes them."""
    for name, data in files.items():
        path = os.path.join(content, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if callable(data):
            data(path)
        else:
            Path(path).write_bytes(data.encode() if isinstance(data, str) else data)


def report(content: Path, **changed: object) -> Report:
    """Check a content folder at noon of New Year 2030."""
    given: dict[str, object] = {
        "PATH": str(content),
        "OUTPUT_PATH": str(content.parent / "output"),
        "CACHE_PATH": str(content.parent / "cache"),
        "THEME": str(THEME),
        "DEFAULT_LANG": "en",
        "TIMEZONE": "Asia/Shanghai",
        "PAGE_PATHS": ["pages"],
        "STATIC_PATHS": ["static"],
        "PAGE_SAVE_AS": "{slug}.html",
        "BROADSHEET_NOW": "2030-01-01 12:00",
        **changed,
    }
    configuration = content.parent / "pelicanconf.py"
    configuration.write_text("\n".join(f"{k} = {v!r}" for k, v in given.items()), "utf-8")
    content.mkdir(exist_ok=True)
    return check(settings.read(plugin.read_settings(str(configuration), {})), lambda _: None)


def said(content: Path, files: Mapping[str, Data], **changed: object) -> list[str]:
    """Write files of an issue, or elsewhere with a leading slash, and check: ``a.md:2 page-code``.

    Names of files are told without the issue's folder, as they are given.
    """
    write(content, {_whole(name): data for name, data in files.items()})
    lines = []
    for each in report(content, **changed).problems:
        inside = each.path.startswith(f"{ISSUE}/")
        name = each.path.removeprefix(f"{ISSUE}/") if inside else f"/{each.path}"
        where = f"{name}:{each.line}" if each.line else name
        lines.append(f"{where} {each.kind}")
    return lines


def _whole(name: str) -> str:
    return name.removeprefix("/") if name.startswith("/") else f"{ISSUE}/{name}"
