"""What is known of characters: which are read as others, and how each is said."""

from __future__ import annotations

import functools
import importlib.util
import itertools
import sys
import unicodedata
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

_TONES = str.maketrans("", "", "\u0300\u0301\u0304\u030c")
T = TypeVar("T")


@functools.cache
def han_table() -> tuple[str, str]:
    """Traditional characters, and as many simplified ones that are read instead."""
    text = (resources.files("broadsheet.search") / "han.txt").read_text("utf-8")
    traditional, simplified = (line for line in text.splitlines() if not line.startswith("#"))
    return traditional, simplified


def pypinyin_data(name: str, kind: type[T]) -> T:
    """A file of pypinyin's data, which is there without pypinyin being loaded."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pypinyin")
    return msgspec.json.decode(Path(spec.origin).with_name(name).read_bytes(), type=kind)


@functools.cache
def _with_tones() -> dict[int, str]:
    """Code point -> readings, parted by commas."""
    return pypinyin_data("pinyin_dict.json", dict[int, str])


def readings_of(character: str) -> Iterator[str]:
    """All readings of a character without tones, the commonest first; ``ü`` is ``v``."""
    told = _with_tones().get(ord(character), "")
    return map(without_tone, filter(None, told.split(",")))


def without_tone(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable).translate(_TONES)
    return sys.intern(unicodedata.normalize("NFC", apart).replace("ü", "v"))


def characters_by_syllable() -> dict[str, str]:
    """Every syllable and the common characters that are ever read so (those of GB 2312)."""
    found: dict[str, list[str]] = {}
    for row, cell in itertools.product(range(0xB0, 0xF8), range(0xA1, 0xFF)):
        character = bytes((row, cell)).decode("gb2312", "ignore")
        for syllable in dict.fromkeys(readings_of(character) if character else ()):
            found.setdefault(syllable, []).append(character)
    return {syllable: "".join(found[syllable]) for syllable in sorted(found)}
