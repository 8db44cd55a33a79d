"""What is said to people at a terminal: both languages side by side, where it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence in English and in Chinese. As text it is the English one."""

    en: str
    zh: str

    def words(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en


def as_it_is(words: str) -> Said:
    """What another program or the system says: it is passed on in its own language."""
    return Said(words, words)


AND, OR = Said("and", "和"), Said("or", "或")


def joined(names: Iterable[str], by: Said = AND) -> Said:
    """``a and b``."""
    parts = tuple(names)
    return Said(f" {by.en} ".join(parts), f" {by.zh} ".join(parts))


def lines(several: Iterable[Said]) -> Said:
    """A line for each."""
    parts = tuple(several)
    return Said("\n".join(part.en for part in parts), "\n".join(part.zh for part in parts))


def error_line(said: Said, language: Language) -> str:
    return f"错误：{said.zh}" if language == "zh" else f"error: {said.en}"


class SaidError(Exception):
    """An error that people read. As text it is English; ``words`` has it in their language."""

    def __init__(self, said: Said) -> None:
        super().__init__(said)
        self.said = said

    def words(self, language: Language) -> str:
        return self.said.words(language)
