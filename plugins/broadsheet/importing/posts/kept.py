"""Words of the source that Markdown must not touch, set aside behind signs of their own."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
_SIGN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_NOTE_OPEN, _NOTE_CLOSE = "\uf8f2", "\uf8f3"
NOTE = re.compile(f"{_NOTE_OPEN}([^{_NOTE_CLOSE}]*){_NOTE_CLOSE}")
"""The mark of a footnote in the text; the group is its label."""
_ANY = re.compile("[\uf8f0-\uf8f3]")


def without_signs(text: str) -> str:
    return _ANY.sub("", text)


def note_sign(label: str) -> str:
    return f"{_NOTE_OPEN}{label}{_NOTE_CLOSE}"


class Kept:
    """Gives each text a sign that reads as a letter, and the text back for it."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def keep(self, text: str) -> str:
        self._texts.append(text)
        return f"{_OPEN}{len(self._texts) - 1}{_CLOSE}"

    def restore(self, text: str) -> str:
        if _OPEN not in text:
            return text
        return _SIGN.sub(lambda match: self.restore(self._texts[int(match[1])]), text)
