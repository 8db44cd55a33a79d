"""From the bytes of a text file to its text, whatever program wrote it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from broadsheet.importing.notes import Note, SourceError, note
from broadsheet.importing.text import wording
from broadsheet.reading.text import is_gb18030, is_utf16

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_LOST = "\ufffd"
_FEW = 0.02
"""The largest share of characters that may be damaged in a text that is otherwise sound."""
_MOST_1252 = 0.3
"""The largest share of characters beyond ASCII in a text of a western language."""


def decode(data: bytes, source: str) -> tuple[str, tuple[Note, ...]]:
    """The text with ``\\n`` at line ends and form feeds kept, and what was wrong with it.

    Raises ``SourceError`` when no text can be had of it.
    """
    text, said = _characters(data, source)
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return _without_controls(text, source, list(said))


def _characters(data: bytes, source: str) -> tuple[str, list[Note]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_losses(data[len(bom) :], encoding, source)
    if is_utf16(data):
        little = data[1::2].count(0) >= data[::2].count(0)
        return _with_losses(data, "utf-16-le" if little else "utf-16-be", source)
    try:
        return _turned_back(data.decode("utf-8"), source)
    except UnicodeDecodeError:
        pass
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        few = text.count(_LOST) <= max(1, _FEW * len(text))
        if few and (is_gb18030(data) if encoding == "gb18030" else _is_multibyte(data)):
            return _with_losses(data, encoding, source)
    return _wide(data) or _western(data, source)


_CHINESE = re.compile("[\\t\\n\\r -~\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffee]")
_MOSTLY = 0.95


def _wide(data: bytes) -> tuple[str, list[Note]] | None:
    """Chinese in UTF-16 without a BOM; zeros, which tell it in other languages, are few in it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CHINESE.findall(text)) > _MOSTLY * len(text):
            return text, []
    return None


def _is_multibyte(data: bytes) -> bool:
    """Whether nearly all bytes beyond ASCII are those of whole UTF-8 characters."""
    beyond = sum(byte > 0x7F for byte in data)
    whole = sum(len(c.encode()) for c in data.decode("utf-8", "ignore") if c > "\x7f")
    return whole >= 0.9 * beyond


def _with_losses(data: bytes, encoding: str, source: str) -> tuple[str, list[Note]]:
    try:
        return data.decode(encoding), []
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    count = text.count(_LOST)
    line = _line_at(text, text.index(_LOST))
    values = {"count": count, "encoding": encoding.upper()}
    return text, [note(source, line, wording.BYTES_LOST, **values)]


def _western(data: bytes, source: str) -> tuple[str, list[Note]]:
    beyond = sum(byte > 0x7F for byte in data)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or b"\x00" in data or beyond > _MOST_1252 * len(data):
        raise SourceError(note(source, 0, wording.ENCODING_UNKNOWN))
    return text, [note(source, 0, wording.WINDOWS_1252)]


# --- Chinese that was opened as Windows-1252 and saved ------------------------------------------

_SPOILED = re.compile(
    "[\u00e3-\u00e9][\x80-\u00bf\u0152-\u017e\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{2}"
)
"""A Chinese character of three bytes, each of which was taken for a character."""
_UNSAID = {code: chr(code) for code in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
"""The bytes that Windows-1252 gives no character; programs keep them as they are."""


def _turned_back(text: str, source: str) -> tuple[str, list[Note]]:
    found = _SPOILED.findall(text)
    if len(found) < 5 or 3 * len(found) < 0.5 * sum(c > "\x7f" for c in text):
        return text, []
    sample = "".join(found[:4])
    try:
        mended = b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        raise SourceError(note(source, 0, wording.SPOILED, sample=sample)) from None
    return mended, [note(source, 0, wording.MENDED, sample=sample)]


def _byte(char: str) -> bytes:
    return bytes([ord(char)]) if ord(char) in _UNSAID else char.encode("cp1252")


# --- characters that no text should hold --------------------------------------------------------


def _without_controls(text: str, source: str, said: list[Note]) -> tuple[str, tuple[Note, ...]]:
    lost = text.count(_LOST)
    if lost and not any(each.words is wording.BYTES_LOST for each in said):
        line = _line_at(text, text.index(_LOST))
        said.append(note(source, line, wording.ALREADY_LOST, count=lost))
    controls = list(_CONTROLS.finditer(text))
    if controls:
        line = _line_at(text, controls[0].start())
        said.append(note(source, line, wording.CONTROLS, count=len(controls)))
    return _CONTROLS.sub("", text), tuple(said)


def _line_at(text: str, offset: int) -> int:
    return len(_LINE_ENDS.sub("\n", text[:offset]).split("\n"))


def pages(text: str) -> Iterator[tuple[int, str]]:
    """The pages between form feeds, each with the number of its first line; empty ones are none."""
    line = 1
    for page in text.split("\f"):
        if page.strip():
            yield line, page
        line += page.count("\n")
