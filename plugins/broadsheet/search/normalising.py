"""One way of writing, in which text and query meet (docs/search.md).

``theme/static/js/search/normalise.js`` does the same in the reader's browser; tests hold the two
equal.
"""

from __future__ import annotations

import functools
import re
import unicodedata

import numpy as np
import numpy.typing as npt

from broadsheet.search.characters import han_table

LIMIT = 0x40000
"""Code points from here on part words; those of all living scripts lie below."""
LONG = 100
"""Code points of a text from which all are looked up at once."""
_UNKNOWN, _OTHER = 0, 1
PARTS, WORD, HAN = 0, 1, 2
"""What a code point is: something that parts, a letter of a word, a character of its own."""

_HAN_RANGES = (
    *((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x2E80, 0x2FDF), (0x3005, 0x3007)),
    *((0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303B), (0x3040, 0x312F), (0x3130, 0x318F)),
    *((0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F)),
    *((0xAC00, 0xD7FF), (0xE000, 0xF8FF), (0xF900, 0xFAFF), (0x1B000, 0x1B16F)),
    (0x20000, 0x3FFFF),
)
_INVISIBLE = (
    *(0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)
_ALIKE = {
    **dict.fromkeys(map(ord, "‘’‛"), "'"),
    **dict.fromkeys(map(ord, "“”„‟"), '"'),
    **dict.fromkeys(map(ord, "‐‑"), "-"),
}
_SPACES = re.compile(r" {2,}")


class _Table(dict[int, str]):
    """What each code point becomes; filled as code points are met."""

    def __init__(self) -> None:
        super().__init__(_ALIKE)
        self.update(dict.fromkeys(_INVISIBLE, ""))
        self._simple = dict(zip(*han_table(), strict=True))

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = unicodedata.normalize("NFKC", character).lower()
        result = "".join(map(self._as_read, plain))
        self[code] = result
        return result

    def _as_read(self, character: str) -> str:
        if character != "\n" and character.isspace():
            return " "
        return self._simple.get(character, character)


@functools.cache
def _table() -> _Table:
    return _Table()


def normalise(text: str) -> str:
    """The text as search reads it."""
    composed = unicodedata.normalize("NFC", text)
    read = _all_at_once(composed) if len(composed) >= LONG else composed.translate(_table())
    return _SPACES.sub(" ", read) if "  " in read else read


def _all_at_once(text: str) -> str:
    """``text.translate(_table())``, a few times quicker where every code point becomes one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    codes = np.minimum(codes, LIMIT)
    table = _singles()
    read = table[codes]
    if read.min() == _UNKNOWN:
        for code in set(codes[read == _UNKNOWN].tolist()):
            result = _table()[code]
            table[code] = ord(result) if len(result) == 1 else _OTHER
        read = table[codes]
    if read.min() <= _OTHER:
        return text.translate(_table())
    return bytes(read).decode("utf-32-le", "surrogatepass")


@functools.cache
def _singles() -> npt.NDArray[np.uint32]:
    """The code point that each becomes, filled as they are met; ``_OTHER`` where it is not one,
    and for all from ``LIMIT`` on."""
    table = np.full(LIMIT + 1, _UNKNOWN, "<u4")
    table[LIMIT] = _OTHER
    return table


@functools.cache
def _traditional() -> npt.NDArray[np.bool_]:
    table = np.zeros(LIMIT, np.bool_)
    table[code_points(han_table()[0])] = True
    return table


def has_traditional(text: str) -> bool:
    """Whether whoever reads the text as search does needs the table of characters."""
    return bool(_traditional()[code_points(text)].any())


@functools.cache
def kinds() -> npt.NDArray[np.uint8]:
    """``PARTS``, ``WORD`` or ``HAN`` for every code point below ``LIMIT``."""
    table = np.zeros(LIMIT, np.uint8)
    for code in range(0x20000):
        if unicodedata.category(chr(code))[0] in "LMN":
            table[code] = WORD
    for first, last in _HAN_RANGES:
        table[first : last + 1] = HAN
    return table


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text; those beyond ``LIMIT`` as a line feed, which parts as they do."""
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), "<u4").copy()
    codes[codes >= LIMIT] = 10
    return codes


def runs(text: str) -> list[str]:
    """The longest sequences of characters that nothing parts."""
    codes = code_points(text)
    inside = kinds()[codes] != PARTS
    return [text[start:end] for start, end in stretches(inside)]


def tokens(text: str) -> list[str]:
    """The longest sequences of letters and digits of words."""
    codes = code_points(text)
    return [text[start:end] for start, end in stretches(kinds()[codes] == WORD)]


def stretches(mask: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of each longest stretch in which the mask is true."""
    edges = np.flatnonzero(np.diff(mask.astype(np.int8), prepend=0, append=0))
    pairs: list[list[int]] = edges.reshape(-1, 2).tolist()
    return [(start, end) for start, end in pairs]
