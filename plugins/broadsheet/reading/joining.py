"""Joining the halves of jumped articles: 下转A03版 meets 上接A01版. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from broadsheet.model import Article, Jump, PageCode
from broadsheet.problems import Problem, problem


def join_jumps(articles: Sequence[Article]) -> tuple[list[Article], list[Problem]]:
    """The articles with the targets of their jumps, and the jumps that found no other half."""
    problems: list[Problem] = []
    joined = []
    for article in articles:
        to = _joined(article, article.jump_to, "from", articles, problems)
        back = _joined(article, article.jump_from, "to", articles, problems)
        joined.append(replace(article, jump_to=to, jump_from=back))
    return joined, problems


def _joined(
    article: Article,
    jump: Jump | None,
    answer: str,
    articles: Sequence[Article],
    problems: list[Problem],
) -> Jump | None:
    """The jump with the slug of the half it leads to. ``answer`` is the other half's direction."""
    if jump is None:
        return None
    there = [a for a in articles if a is not article and _is_on(a, jump.page)]
    answering = [a for a in there if _answers(a, article, answer)]
    values = {"text": jump.text, "page": str(jump.page)}
    if not answering:
        own = str(article.page) if article.page else "A01"
        reply = f"上接{own}版" if answer == "from" else f"下转{own}版"
        problems.append(problem(article.path, 0, "jump-without-half", **values, answer=reply))
        alike = [a for a in there if a.headline == article.headline]
        return replace(jump, target=alike[0].slug) if len(alike) == 1 else jump
    alike = [a for a in answering if a.headline == article.headline] or answering
    if len(alike) > 1:
        problems.append(problem(article.path, 0, "jump-ambiguous", **values))
        return jump
    return replace(jump, target=alike[0].slug)


def _is_on(article: Article, page: PageCode) -> bool:
    return article.page is not None and article.page.sort_key == page.sort_key


def _answers(other: Article, article: Article, answer: str) -> bool:
    jump = other.jump_from if answer == "from" else other.jump_to
    return (
        jump is not None
        and article.page is not None
        and (jump.page.sort_key == article.page.sort_key)
    )
