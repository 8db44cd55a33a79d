"""Two sources, one address: told once, at the source that can give way. Pure.

A source is the content path of a file or folder; ``path:line`` is an alias written on that line,
and an empty source is a page that the site makes of many issues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from broadsheet.model import Alias, Article, Issue, PageCode
from broadsheet.pages import urls
from broadsheet.problems import Problem, problem

_ALIAS = re.compile(r"(?P<path>.+\.md):(?P<line>\d+)", re.DOTALL)


def alias_source(path: str, line: int) -> str:
    return f"{path}:{line}"


class Claims:
    """Who makes which path; every source but one of a path must give way.

    What is said does not depend on the order in which the claims come.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, str]] = {}
        self._contested: dict[str, dict[str, str]] = {}
        self._below: list[tuple[str, str]] = []

    def add(self, path: str, source: str) -> None:
        """Note that ``source`` makes ``path``; it may say so again."""
        key = urls.fold(path)
        first_source, first_path = self._first.setdefault(key, (source, path))
        if first_source != source:
            claims = self._contested.setdefault(key, {first_source: first_path})
            claims.setdefault(source, path)
        if any(True for _ in above(path)):
            self._below.append((path, source))

    def spelled(self, path: str) -> str:
        """The path that is claimed, as it is spelled, where case and Unicode form do not count;
        empty when there is none."""
        return self._first.get(urls.fold(path), ("", ""))[1]

    @property
    def conflicts(self) -> list[Problem]:
        found = []
        for claims in self._contested.values():
            *losers, keeper = sorted(claims, key=_rank)
            found += [_conflict(claims[loser], loser, keeper) for loser in losers]
        for path, source in self._below:
            taken = (self._first.get(urls.fold(folder)) for folder in above(path))
            found += [_conflict(path, source, keeper) for keeper, _ in filter(None, taken)]
        return found


def above(path: str) -> Iterator[str]:
    """The folders of a path that have a file's name, as in ``a.html/index.html``: one name cannot
    be both."""
    parts = path.split("/")[:-1]
    for end, part in enumerate(parts, 1):
        if "." in part:
            yield "/".join(parts[:end])


def _conflict(address: str, loser: str, keeper: str) -> Problem:
    alias = _ALIAS.fullmatch(loser)
    path, line = (alias["path"], int(alias["line"])) if alias else (loser, 0)
    kind = "alias" if alias else "address"
    if not _is_file(keeper):
        return problem(path, line, f"{kind}-reserved", address=address)
    kept_alias = _ALIAS.fullmatch(keeper)
    other = kept_alias["path"] if kept_alias else keeper
    return problem(path, line, f"{kind}-conflict", address=address, other=other)


def _is_file(source: str) -> bool:
    """Whether a source is a file, not a page made of a folder or of the whole archive."""
    return "." in source.rsplit("/", 1)[-1]


def _rank(source: str) -> tuple[bool, bool, bool, list[int]]:
    """An alias gives way first, then an article, then any file; of two alike the later name."""
    return (
        not _ALIAS.fullmatch(source),
        not source.endswith(".md"),
        not _is_file(source),
        [-ord(c) for c in source],
    )


def distinct(
    issue: Issue, codes: Iterable[PageCode], articles: Iterable[Article]
) -> tuple[list[Article], list[Problem]]:
    """Articles and aliases that have an address of their own in an issue with these pages, and
    what is said of the others: of those held back from readers, too."""
    day, edition = issue.date, issue.edition
    own = [urls.issue(day, edition), *(urls.print_page(day, edition, code) for code in codes)]
    taken = {urls.fold(path): issue.folder for path in own}
    problems: list[Problem] = []

    def is_free(address: str, source: str) -> bool:
        other = taken.setdefault(urls.fold(address), source)
        if other is not source:
            problems.append(_conflict(address, source, other))
        return other is source

    kept = [a for a in articles if is_free(urls.article(day, edition, a.slug), a.path)]
    free = (replace(a, aliases=tuple(_free_aliases(a, is_free))) if a.aliases else a for a in kept)
    return list(free), problems


def _free_aliases(article: Article, is_free: Callable[[str, str], bool]) -> Iterator[Alias]:
    for alias in article.aliases:
        if is_free(urls.alias(alias.address), alias_source(article.path, alias.line)):
            yield alias
