"""From the bytes of a saved page to its text, whatever the page says of its encoding.

Bytes that are UTF-8 but for a few are UTF-8: Chinese in another encoding never looks like it, while
nearly all bytes are some text in GB18030. Else the page is asked; what it calls gb2312 or GBK is
read as GB18030, which holds both.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.I)
_HEAD = 4096
_RARELY = 10
"""Of so many characters beyond ASCII one may be broken in what is still UTF-8."""
_REPLACEMENT = "\ufffd".encode()
_GB = frozenset({"gb2312", "gbk", "gb18030", "hz"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, with ``\\n`` line ends. ``lost`` counts characters that could not be read."""

    text: str
    lost: int = 0


def decode(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _tidy(data[len(mark) :].decode(encoding, "replace"))
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(_REPLACEMENT)
    if broken * _RARELY <= sum(not c.isascii() for c in text):
        return _tidy(text)
    encodings = dict.fromkeys((_declared(data), "gb18030"))
    texts = [data.decode(encoding, "replace") for encoding in encodings]
    return _tidy(min(texts, key=lambda text: text.count("\ufffd")))


def _declared(data: bytes) -> str:
    """The encoding that a page names, if this Python reads text in it; else GB18030."""
    match = _DECLARED.search(data[:_HEAD])
    name = match[1].decode("ascii") if match else ""
    try:
        found = codecs.lookup(name).name
        "".encode(found)
    except (LookupError, TypeError, UnicodeError):
        return "gb18030"
    return "gb18030" if found in _GB or found in ("iso8859-1", "cp1252", "ascii") else found


def _tidy(text: str) -> Decoded:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Zeros are what a crashed disk leaves behind; no parser wants them.
    return Decoded(text.replace("\0", ""), text.count("\ufffd"))
