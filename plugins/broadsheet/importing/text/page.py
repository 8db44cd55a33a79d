"""One printed page: from its lines to its articles."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.importing.drafts import DraftArticle
from broadsheet.importing.notes import Note
from broadsheet.importing.text.lines import Line
from broadsheet.model import PageCode


def read_page(
    lines: Sequence[Line], source: str, page: PageCode | None = None, *, first: int = 1
) -> tuple[tuple[DraftArticle, ...], tuple[Note, ...]]:
    """The articles of a page in the order of the text, and what was unsure.

    ``source`` names the file in notes and origins. Articles are of ``page`` and are counted from
    ``first``, in their origins and orders.
    """
    raise NotImplementedError
