"""Joining the halves of jumped articles: 下转A03版 meets 上接A01版. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from broadsheet.model import Article, Jump, PageCode
from broadsheet.problems import Problem, problem
from broadsheet.reading.jumps import Direction

JumpLines = Mapping[str, Mapping[Direction, int]]
"""By an article's path and the direction of its jump: the line in its file."""


def join_jumps(
    articles: Sequence[Article], lines: JumpLines
) -> tuple[list[Article], list[Problem]]:
    """The articles with the targets of their jumps, and the jumps that found no other half."""
    joiner = _Joiner(articles, lines)
    joined = [
        replace(a, jump_to=joiner.joined(a, "to"), jump_from=joiner.joined(a, "from"))
        if a.jump_to or a.jump_from
        else a
        for a in articles
    ]
    return joined, joiner.problems


_PageKey = tuple[str, int]


class _Joiner:
    def __init__(self, articles: Sequence[Article], lines: JumpLines) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self.halves: dict[tuple[Direction, _PageKey, _PageKey], list[Article]] = defaultdict(list)
        """Articles by the direction of their jump, their own page and the page they name."""
        self.titled: dict[tuple[_PageKey, str], list[Article]] = defaultdict(list)
        for article in articles:
            if article.page is None:
                continue
            own = article.page.sort_key
            self.titled[own, article.headline].append(article)
            if article.jump_to:
                self.halves["to", own, article.jump_to.page.sort_key].append(article)
            if article.jump_from:
                self.halves["from", own, article.jump_from.page.sort_key].append(article)

    def joined(self, article: Article, direction: Direction) -> Jump | None:
        """The jump with the slug of the half it leads to."""
        jump = article.jump_to if direction == "to" else article.jump_from
        if jump is None:
            return None
        there = jump.page.sort_key
        answer: Direction = "from" if direction == "to" else "to"
        own = article.page.sort_key if article.page else None
        answering = self.halves.get((answer, there, own), []) if own else []
        titled = self.titled.get((there, article.headline), [])
        alike = [a for a in answering if a.headline == article.headline] or answering
        others = [a for a in alike or titled if a is not article]
        if not [a for a in answering if a is not article]:
            wanted = _answer(jump, answer, article.page)
            self._report(article, direction, "jump-without-half", jump, answer=wanted)
        elif len(others) > 1:
            self._report(article, direction, "jump-ambiguous", jump)
        return replace(jump, target=others[0].slug) if len(others) == 1 else jump

    def _report(
        self, article: Article, direction: Direction, kind: str, jump: Jump, **values: str
    ) -> None:
        line = self.lines.get(article.path, {}).get(direction, 0)
        given = {"text": jump.text, "page": str(jump.page), **values}
        self.problems.append(problem(article.path, line, kind, **given))


def _answer(jump: Jump, answer: Direction, own: PageCode | None) -> str:
    """What the other half would print, in the language of this one."""
    page = str(own) if own else "A01"
    if "cont" in jump.text.casefold():
        return f"Continued {'from' if answer == 'from' else 'on'} {page}"
    return f"{'上接' if answer == 'from' else '下转'}{page}版"
