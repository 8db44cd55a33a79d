"""``invoke move``: an article, an issue or a standing page gets another address, and the old one
leads there."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from broadsheet.ledger.finding import (
    IN_ISSUE,
    Finder,
    Found,
    FoundArticle,
    FoundIssue,
    FoundStanding,
    RefusedError,
    Result,
    new_problems,
    own_addresses,
    today,
    unused,
)
from broadsheet.ledger.lines import Entry, State, address_of, moved
from broadsheet.ledger.stepping import Step, recover
from broadsheet.pages import urls
from broadsheet.problems import Problem
from broadsheet.reading.names import IssueName, name_problem, parse_issue_folder, slug_of
from broadsheet.saying import Said
from broadsheet.settings import Settings


def move(settings: Settings, old: str, new: str, *, dry_run: bool = False) -> Result:
    """Give what is at ``old`` the address ``new``. Where somebody has moved the file already, or
    the content is gone, only the redirect is written.

    Raises ``RefusedError`` when that cannot be, ``BuildError`` when the file system refuses;
    nothing is changed then.
    """
    if not dry_run:
        recover(settings)
    finder = Finder(settings)
    path, found = finder.find(old)
    if found is None:
        plan, target = _redirect(finder, path, new), ""
    else:
        target = _target(finder, found, new)
        _must_be_free(finder, path, target)
        plan = _plan(finder, found, target)
    if dry_run:
        return plan
    before = _state(finder, found, plan)
    with Step(settings) as step:
        for source, to in plan.moves:
            step.move(source, to)
        if found is not None:
            states = before, _state(Finder(settings), found, plan)
            plan = _settle(finder, found, plan, target, states)
        step.commit(plan.entries)
    return replace(plan, files=tuple(step.written))


def _target(finder: Finder, found: Found, new: str) -> str:
    """The path that ``new`` means for a thing of this kind: a folder for an issue, a file else."""
    is_folder = isinstance(found, FoundIssue) or found.path.endswith("/index.html")
    paths = finder.paths(new)
    fitting = (p for p in paths if p.endswith("/index.html") is is_folder)
    path = next(fitting, "")
    if not path:
        example = "/2019/10/24/" if is_folder else "/2019/10/24/a01-1-name.html"
        raise RefusedError(
            Said(
                f'"{new}" does not fit here; write an address such as {example}',
                f"“{new}”用在这里不对；请写成像 {example} 这样的地址",
            )
        )
    return path


def _must_be_free(finder: Finder, path: str, target: str) -> None:
    shown = address_of(target)
    if target == path:
        raise RefusedError(Said(f"{shown} is its address already", f"它的地址本来就是 {shown}"))
    only_spelled = urls.fold(target) == urls.fold(path)
    entry = finder.ledger.entries.get(target)
    if entry and entry.state is State.GONE:
        raise RefusedError(_taken_down(entry))
    maker = finder.maker_of(target)
    # What an issue or a page made in the last build may have gone since: the content knows.
    is_taken = not only_spelled and (
        finder.at(target) is not None or maker.startswith("key:") or finder.lead_of(target) != ""
    )
    if is_taken:
        raise RefusedError(_there(shown))


def _there(place: str) -> Said:
    return Said(
        f"{place} is there already; choose another address", f"{place} 已经有了；请换一个地址"
    )


def _taken_down(entry: Entry) -> Said:
    return Said(
        f"{address_of(entry.path)} was taken down on {entry.date}; choose another address",
        f"{address_of(entry.path)} 已于 {entry.date} 撤下；请换一个地址",
    )


def _redirect(finder: Finder, path: str, new: str) -> Result:
    """The line alone, for an address without content."""
    if path not in finder.ledger.entries and path not in finder.remembered:
        if finder.is_list(path) or finder.lead_of(path):
            raise RefusedError(
                Said(
                    f"{address_of(path)} is made of articles; move these",
                    f"{address_of(path)} 是由稿件组成的；请移动这些稿件",
                )
            )
        if not finder.maker_of(path):
            raise finder.unknown(path)
    if finder.is_list(path):
        raise RefusedError(
            Said(
                f"{address_of(path)} is a list that the site makes, and cannot be moved",
                f"{address_of(path)} 是网站自己做的列表，不能移动",
            )
        )
    target, content = finder.find(new)
    if content is None and not finder.is_list(target):
        known = finder.ledger.entries.get(target)
        if known and known.state is State.MOVED:
            last = address_of(finder.end_of(known).path)
            raise RefusedError(
                Said(
                    f"{address_of(target)} has itself moved to {last}; write that one",
                    f"{address_of(target)} 自己也已改到 {last}；请写后一个",
                )
            )
        if known and known.state is State.GONE:
            raise RefusedError(_taken_down(known))
        raise finder.unknown(target)
    entry = finder.ledger.entries.get(path)
    date = max(today(finder.settings), entry.since) if entry else today(finder.settings)
    return Result(entries=(moved(path, target, date),))


def _plan(finder: Finder, found: Found, target: str) -> Result:
    match found:
        case FoundArticle():
            return _article(finder, found, target)
        case FoundIssue():
            return _issue(finder, found, target)
        case FoundStanding():
            return _standing(finder, found, target)


def _entries(finder: Finder, pairs: dict[str, str], public: set[str]) -> tuple[Entry, ...]:
    """The lines for old and new paths. What no reader knows needs no redirect."""
    date = today(finder.settings)
    known = finder.ledger.entries
    lines = []
    for path, target in sorted(pairs.items()):
        if path in public or path in known:
            before = known.get(path)
            lines.append(moved(path, target, max(date, before.since) if before else date))
        back = known.get(target)
        if back and back.state is State.MOVED:
            # It led elsewhere, perhaps to where the page comes from.
            lines.append(Entry(target, State.PAGE, max(date, back.since)))
    return tuple(lines)


def _article(finder: Finder, found: FoundArticle, target: str) -> Result:
    within, article = found.within, found.article
    match = IN_ISSUE.fullmatch(target)
    if match is None:
        raise RefusedError(
            Said(
                f"{address_of(target)} is in no issue; write /2019/10/24/name.html",
                f"{address_of(target)} 不在任何一期里；请写成 /2019/10/24/name.html",
            )
        )
    stem = match["name"]
    _must_be_a_name(stem)
    if article.slug != slug_of(PurePosixPath(article.path).stem):
        raise RefusedError(
            Said(
                f'{article.path} has its address from its header; write "slug: {stem}" there, then'
                " run this again",
                f"{article.path} 的地址由稿件头决定；请在那里写“slug: {stem}”，再运行一次",
            )
        )
    unit = finder.unit_at(match["folder"])
    if unit is None:
        day = match["folder"].replace("/", "-")
        raise RefusedError(
            Said(
                f'there is no issue {day}; make it with "invoke new-issue {day[:10]}"',
                f"没有 {day} 这一期；请用“invoke new-issue {day[:10]}”新建",
            )
        )
    moves = [(article.path, f"{unit.folder}/{stem}.md")]
    if unit.folder != within.folder:
        own = article.path.removeprefix(f"{within.folder}/")
        rest = tuple(file for file in within.files if file.name != own)
        free = unused(finder.read(within.unit, rest).problems) - unused(within.read.problems)
        for photo in dict.fromkeys(photo.file for photo in article.photos):
            path = f"{within.folder}/{photo}"
            if path not in free:
                raise RefusedError(
                    Said(
                        f"{path} is in other articles too; give this one a copy",
                        f"别的稿件也用 {path}；请给这一篇复制一份",
                    )
                )
            moves.append((path, f"{unit.folder}/{photo}"))
    there = {urls.fold(sign.name) for sign in unit.signs}
    for source, to in moves:
        name = to.removeprefix(f"{unit.folder}/")
        if urls.fold(name) in there and urls.fold(source) != urls.fold(to):
            raise RefusedError(_there(to))
    public = finder.public(within.issue)
    return Result(tuple(moves), entries=_entries(finder, {found.path: target}, public))


def _must_be_a_name(stem: str) -> None:
    reason = name_problem(f"{stem}.md")
    if reason or slug_of(stem) != stem or stem in ("issue", "index"):
        raise RefusedError(
            Said(
                f'"{stem}" cannot be an article\'s name; use letters, digits, - and _',
                f"“{stem}”不能作稿件的名称；只用文字、数字、- 和 _",
            )
        )


def _issue(finder: Finder, found: FoundIssue, target: str) -> Result:
    folder = target.removesuffix("/index.html")
    name = folder.replace("/", "-")
    parsed = parse_issue_folder(name)
    if not isinstance(parsed, IssueName) or urls.issue(parsed.date, parsed.edition) != target:
        raise RefusedError(
            Said(
                f"{address_of(target)} is no address of an issue; write /2019/10/24/",
                f"{address_of(target)} 不是一期的地址；请写成 /2019/10/24/",
            )
        )
    above = posixpath.dirname(found.folder)
    year = f"{found.issue.date.year:04d}"
    if posixpath.basename(above) == year:
        above = posixpath.join(posixpath.dirname(above), f"{parsed.date.year:04d}")
    to = posixpath.join(above, name)
    if (finder.settings.content / to).exists():
        raise RefusedError(_there(to))
    start = found.path.removesuffix("index.html")
    public = finder.public(found.issue)
    pairs = {path: f"{folder}/{path.removeprefix(start)}" for path in own_addresses(found.issue)}
    return Result(((found.folder, to),), entries=_entries(finder, pairs, public))


def _standing(finder: Finder, found: FoundStanding, target: str) -> Result:
    stem = PurePosixPath(target.removesuffix("/index.html")).stem
    _must_be_a_name(stem)
    to = posixpath.join(posixpath.dirname(found.page.path), f"{stem}.md")
    if (finder.settings.content / to).exists():
        raise RefusedError(_there(to))
    public = {found.path} if found.page.is_published else set()
    moves = ((found.page.path, to),)
    return Result(moves, entries=_entries(finder, {found.path: target}, public))


# --- when the files are moved


@dataclass(frozen=True, slots=True)
class _State:
    """The addresses that the content makes, as far as a move can touch them, and what is wrong."""

    addresses: set[str]
    problems: list[Problem]


def _state(finder: Finder, found: Found | None, plan: Result) -> _State:
    if isinstance(found, FoundStanding):
        content = finder.standing()
        places = {page.address(finder.settings.save_as) for page in content.pages}
        return _State(places, content.problems)
    state = _State(set(), [])
    paths = {path for pair in plan.moves for path in pair}
    folders = paths if isinstance(found, FoundIssue) else set(map(posixpath.dirname, paths))
    for unit in finder.units:
        if unit.issue and unit.folder in folders:
            read = finder.read_unit(unit)
            state.problems.extend(read.problems)
            state.addresses.update(own_addresses(read.issue) if read.issue else ())
    return state


def _settle(
    finder: Finder, found: Found, plan: Result, target: str, states: tuple[_State, _State]
) -> Result:
    """Look at what the files make now. Printed pages that have lost their only article lead to
    their issue. Raises ``RefusedError`` when the new address is not there."""
    before, after = states
    wanted = {target, *(entry.target for entry in plan.entries if entry.target)}
    if missing := sorted(wanted - after.addresses):
        raise RefusedError(
            Said(
                f"{address_of(missing[0])} would not be the address of {plan.moves[0][1]}: its"
                " header says otherwise; nothing was changed",
                f"{plan.moves[0][1]} 的地址不会是 {address_of(missing[0])}：它的稿件头另有说明；"
                "什么也没有改动",
            )
        )
    entries = list(plan.entries)
    if isinstance(found, FoundArticle):
        issue = found.within.path
        leads = issue if issue in after.addresses else f"{posixpath.dirname(target)}/index.html"
        lost = finder.public(found.within.issue) - after.addresses - {found.path}
        entries += _entries(finder, dict.fromkeys(lost, leads), lost)
    back = {to: path for path, to in plan.moves}
    renamed = [replace(p, path=_as_before(p.path, back)) for p in after.problems]
    fresh = set(new_problems(before.problems, renamed))
    left = (p for p, old in zip(after.problems, renamed, strict=True) if old in fresh)
    return Result(plan.moves, entries=tuple(entries), left=tuple(left))


def _as_before(path: str, back: dict[str, str]) -> str:
    """The path that a file had before the move."""
    for to, old in back.items():
        if path == to or path.startswith(f"{to}/"):
            return old + path.removeprefix(to)
    return path
