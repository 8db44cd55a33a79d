"""From a file's bytes to its text, naming everything that is wrong with it as text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from broadsheet.problems import Problem, problem

MAX_TEXT_BYTES = 1024 * 1024

_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
"""Control characters, the two noncharacters that XML feeds may not hold, and the characters that
override, embed or isolate a direction (Unicode UAX #9, 2.1-2.5). The marks U+200E and U+200F turn
nothing but themselves and are part of right-to-left writing: they are let through."""

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """The text of a file with ``\\n`` line ends and no BOM, and what is wrong with it.

    ``None`` means there is no text to go on with: the file is empty, too large or not UTF-8. The
    text is otherwise as written; it is not brought to NFC.
    """
    if len(data) > MAX_TEXT_BYTES:
        return None, [problem(path, 0, "file-too-large", size=len(data), limit=MAX_TEXT_BYTES)]
    if is_utf16(data):
        return None, [problem(path, 1, "encoding-utf16")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        kind = "encoding-gb18030" if is_gb18030(data) else "encoding-unknown"
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return None, [problem(path, before.count(b"\n") + 1, kind)]
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace():
        return None, [problem(path, 0, "file-empty")]
    return text, [*_characters(path, text), *_merge_conflicts(path, text)]


def is_utf16(data: bytes) -> bool:
    """Whether the bytes are UTF-16: by BOM, or because zeros fill one half of every pair.

    Chinese UTF-16 has zeros at its line ends and Latin letters only; it is told by decoding well.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return False
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    even, odd = (data[::2].count(0), data[1::2].count(0)) if b"\0" in data else (0, 0)
    few, many = sorted((even, odd))
    if many < 2 or few * 10 > many:
        return False
    if many * 10 >= len(data) * 4:
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
        return _share(text, _is_plain_or_cjk) > 0.9
    return False


def is_gb18030(data: bytes) -> bool:
    """Whether the bytes read as everyday Chinese in GB18030.

    Nearly any bytes decode as GB18030 into some rare characters; of real text most characters are
    the 3,755 commonest (GB 2312 rows 16-55) and punctuation (rows 1-3).
    """
    text = data.decode("gb18030", "replace")
    foreign = "".join(c for c in text if not c.isascii())
    return _share(foreign, _is_everyday_chinese) > 0.7


def _share(text: str, test: Callable[[str], bool]) -> float:
    return sum(map(test, text)) / len(text) if text else 0.0


def _is_plain_or_cjk(char: str) -> bool:
    return " " <= char <= "~" or char in "\t\r\n" or "\u3000" <= char <= "\u9fff" or char > "\uff00"


def _is_everyday_chinese(char: str) -> bool:
    code = char.encode("gb2312", "ignore")
    return len(code) == 2 and (0xA1 <= code[0] <= 0xA3 or 0xB0 <= code[0] <= 0xD7)


def _characters(path: str, text: str) -> Iterator[Problem]:
    """One problem for each line and character that no text should hold."""
    seen: set[tuple[int, str]] = set()
    line = counted = 0
    for match in _BAD.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if (line, match[0]) not in seen:
            seen.add((line, match[0]))
            kind = "bidi-character" if match[0] in _BIDI else "control-character"
            yield problem(path, line + 1, kind, code=f"{ord(match[0]):04X}")


_CONFLICT_OPENS = re.compile(r"<{7}(?: |$)")
_CONFLICT_CLOSES = re.compile(r">{7}(?: |$)")


def _merge_conflicts(path: str, text: str) -> Iterator[Problem]:
    """Each conflict at its first line. A half-removed one counts; ``=======`` alone does not
    (it underlines a heading)."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    is_open = False
    for number, line in enumerate(text.split("\n"), 1):
        if _CONFLICT_OPENS.match(line):
            yield problem(path, number, "merge-conflict")
            is_open = True
        elif _CONFLICT_CLOSES.match(line):
            if not is_open:
                yield problem(path, number, "merge-conflict")
            is_open = False
