"""Signs that stand for something while a body passes through Markdown and the sanitiser.

They are made of Unicode noncharacters (U+FDD0 to U+FDEF), which are reserved for use inside a
program and mean nothing to Markdown or HTML; ``without_signs`` clears them from what comes in.
"""

from __future__ import annotations

import re

LINE_OPEN, LINE_CLOSE = "\ufdd0", "\ufdd1"
LESS_THAN = "\ufdd2"
PICTURE_OPEN, PICTURE_CLOSE = "\ufdd3", "\ufdd4"
INLINE_OPEN, INLINE_CLOSE = "\ufdd5", "\ufdd6"
BLOCK_OPEN, BLOCK_CLOSE = "\ufdd7", "\ufdd8"

LINE = re.compile(f"{LINE_OPEN}(\\d+){LINE_CLOSE}")
PICTURE = re.compile(f"{PICTURE_OPEN}(\\d+){PICTURE_CLOSE}")
INLINE = re.compile(f"{INLINE_OPEN}(\\d+){INLINE_CLOSE}")
BLOCK = re.compile(f"{BLOCK_OPEN}(\\d+){BLOCK_CLOSE}")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef]")


def line_sign(line: int) -> str:
    return f"{LINE_OPEN}{line}{LINE_CLOSE}"


def picture_sign(index: int) -> str:
    return f"{PICTURE_OPEN}{index}{PICTURE_CLOSE}"


def inline_sign(index: int) -> str:
    return f"{INLINE_OPEN}{index}{INLINE_CLOSE}"


def block_sign(index: int) -> str:
    return f"{BLOCK_OPEN}{index}{BLOCK_CLOSE}"


def without_signs(text: str) -> str:
    """Text without characters that are never printed: controls, surrogates, noncharacters."""
    return _UNPRINTED.sub("", text)
