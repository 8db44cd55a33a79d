"""What imported files are called: by page, order and headline, each name once in its folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath

from broadsheet.importing.drafts import DraftArticle
from broadsheet.reading.names import name_problem, parse_article_name, same_form
from broadsheet.scaffolding import as_name

_RESERVED = frozenset({"issue"})
"""``issue.md`` is the issue itself."""
_TELLING = re.compile(r"[^\W\d_]{2}|[^\x00-\x7f]")
"""A picture's name that says something: two letters, or Chinese; ``1234``, ``P1`` do not."""
_COUNTED = re.compile(
    r"(?:img|dsc|pic|image|picture|photo|res|att|p|b|c|f)?[-_ ]?[0-9a-f_-]{4,}", re.I
)


class Names:
    """The names of an issue's files, each given once; letter case and Unicode form aside."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, stem: str, suffix: str, may_be: Callable[[str], bool]) -> str:
        """The name that is asked for, or with a number where that is taken, or may not be."""
        number = 1
        name = f"{stem}{suffix}"
        while same_form(name) in self._taken or not may_be(name):
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._taken.add(same_form(name))
        return name

    def keep(self, name: str) -> str:
        """A name that a file has already."""
        self._taken.add(same_form(name))
        return name


def article_stem(draft: DraftArticle, place: int) -> str:
    """The stem of an article's file. ``place`` counts the articles of the issue, for those that
    have neither a page nor a name."""
    own = as_name(draft.name) if draft.name else ""
    if draft.page and not own:
        return f"{str(draft.page).lower()}-{draft.order or place}-{as_name(draft.headline)}".rstrip(
            "-"
        )
    stem = own or as_name(draft.headline) or f"article-{place}"
    named = parse_article_name(stem)
    says_another_page = named.page is not None and named.page != draft.page
    if stem in _RESERVED or name_problem(stem) or says_another_page or named.order is not None:
        return f"article-{stem}"
    return stem


def picture_stem(name: str, article: str, number: int) -> str:
    """The stem of a picture's file: the source's own where it tells something, else the article's
    with a number."""
    stem = as_name(PurePosixPath(unicodedata.normalize("NFC", name)).stem)
    if not stem or not _TELLING.search(stem) or _COUNTED.fullmatch(stem) or name_problem(stem):
        return f"{article}-p{number}"
    return stem
