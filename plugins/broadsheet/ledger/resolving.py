"""What answers at the addresses that have no page any more: where each leads in the end. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from broadsheet.ledger.files import line_problem
from broadsheet.ledger.lines import Entry, State, address_of, is_feed
from broadsheet.pages import urls
from broadsheet.problems import Problem


@dataclass(frozen=True, slots=True)
class Answer:
    """What is at an old address: the way to ``target``, or where that is empty a tombstone.

    ``entry`` is the line about the address itself, ``last`` the one at the end of the chain, whose
    reason and date a tombstone tells. ``has_file`` is false where the name differs from another
    file's by case or Unicode form alone: on many disks the two are one, and a web server's own list
    of redirects has to do.
    """

    entry: Entry
    last: Entry
    target: str = ""
    has_file: bool = True

    @property
    def path(self) -> str:
        return self.entry.path


@dataclass(slots=True)
class Resolved:
    """Answers in the order of their paths, and what is wrong with the lines."""

    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def resolve(
    entries: Iterable[Entry], standing: Callable[[str], str], aliases: Mapping[str, str]
) -> Resolved:
    """Follow every line to its end.

    ``standing`` gives the path of the file that the site makes at a path, spelled as it is; empty
    when there is none. ``aliases`` are the old addresses that articles name, with their new ones.
    Where the site makes a page the page wins, and its line is left alone.
    """
    known = {entry.path: entry for entry in entries}
    resolved = Resolved()
    taken: set[str] = set()
    for path in sorted(known):
        entry = known[path]
        there = standing(path)
        if entry.state is State.PAGE:
            continue
        if there == path:
            if entry.state is State.GONE:
                resolved.problems.append(_back_again(entry))
            continue
        answer = _follow(entry, known, standing, aliases)
        if isinstance(answer, Problem):
            resolved.problems.append(answer)
            continue
        is_free = not there and urls.fold(path) not in taken
        taken.add(urls.fold(path))
        resolved.answers.append(Answer(entry, answer[0], answer[1], has_file=is_free))
    return resolved


def _follow(
    entry: Entry,
    known: Mapping[str, Entry],
    standing: Callable[[str], str],
    aliases: Mapping[str, str],
) -> tuple[Entry, str] | Problem:
    """The last line of a chain with the page that it leads to, or what is wrong with it."""
    at, seen = entry, {entry.path}
    while at.state is State.MOVED:
        path = aliases.get(at.target, at.target)
        if standing(path) == path:
            if is_feed(path) is is_feed(entry.path):
                return at, path
            return line_problem(entry, "ledger-kind", target=address_of(path))
        following = known.get(path)
        if following is None or following.state is State.PAGE:
            return line_problem(entry, "ledger-dead", target=address_of(path))
        if path in seen:
            return line_problem(entry, "ledger-loop", target=address_of(entry.target))
        seen.add(path)
        at = following
    return at, ""


def _back_again(entry: Entry) -> Problem:
    date = entry.since.isoformat()
    return line_problem(entry, "ledger-back", address=address_of(entry.path), date=date)
