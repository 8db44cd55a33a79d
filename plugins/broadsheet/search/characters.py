"""What is known of characters: which are read as others, and how each is said."""

from __future__ import annotations

import bisect
import functools
import importlib.util
import itertools
import sys
import unicodedata
from array import array
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


class _Readings:
    """The readings of every character with tones, parted by commas: in one text, for there are
    more than forty thousand. ``codes`` are the characters in order, ``ends`` where each one's
    readings end."""

    def __init__(self) -> None:
        told = sorted(pypinyin_data("pinyin_dict.json", dict[int, str]).items())
        self._codes = array("I", [code for code, _ in told])
        self._ends = array("I", itertools.accumulate(len(readings) for _, readings in told))
        self._text = "".join(readings for _, readings in told)

    def of(self, character: str) -> list[str]:
        code = ord(character)
        at = bisect.bisect_left(self._codes, code)
        if at == len(self._codes) or self._codes[at] != code:
            return []
        start = self._ends[at - 1] if at else 0
        return self._text[start : self._ends[at]].split(",")


@functools.cache
def _readings() -> _Readings:
    return _Readings()


def readings_of(character: str) -> Iterator[str]:
    """All readings of a character without tones, the commonest first; ``ü`` is ``v``."""
    return map(without_tone, _readings().of(character))


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
