"""What is said while a text is written in our Markdown, and what collects notes on one file."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.importing.notes import Note, Weight, Words, note

FIRST_HEADING = Words(
    "prose-first-heading",
    Weight.FYI,
    "the heading that repeats the headline was dropped",
    "正文里与标题重复的标题已删去",
)
CODE_NESTED = Words(
    "prose-code-nested",
    Weight.FYI,
    "code within a list or quotation is written line by line",
    "列表或引文里的代码改成逐行书写",
)
MARKUP_UNSURE = Words(
    "prose-markup-unsure",
    Weight.LOOK,
    "the markup of “{text}” has no counterpart; it is written as plain words",
    "“{text}”的格式没有对应写法；写成了普通文字",
)
TEXT_DIFFERS = Words(
    "prose-text-differs",
    Weight.LOOK,
    "the article does not read exactly as its source near “{text}”; compare the two",
    "稿件在“{text}”附近与原文不完全一样；请核对",
)


class Remarks:
    """Collects the notes on one file, each said once: the first line that it is true of."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], Note] = {}

    def add(self, line: int, words: Words, **values: object) -> None:
        made = note(self.source, line, words, **values)
        self._found.setdefault((words.kind, made.values), made)

    def take(self, notes: Iterable[Note]) -> None:
        for each in notes:
            self._found.setdefault((each.words.kind, each.values), each)

    @property
    def notes(self) -> tuple[Note, ...]:
        return tuple(self._found.values())
