"""``invoke takedown``: an article that readers must not see any more; its address says why.

A retraction stays readable with its notice, and is written into the article's header. What is taken
down goes from the content altogether, with the pictures that nothing else uses, so that no list,
feed, index or later build can bring it back; git keeps it for the paper. At its address, and at its
old ones, stands a tombstone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from broadsheet.ledger.finding import (
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
from broadsheet.ledger.lines import State, address_of, gone, is_address, moved, one_line
from broadsheet.ledger.stepping import Step, recover
from broadsheet.model import Article
from broadsheet.pages import urls
from broadsheet.saying import Said, joined
from broadsheet.settings import Settings


def takedown(settings: Settings, address: str, reason: str, *, dry_run: bool = False) -> Result:
    """Take down what is at an address. Raises ``RefusedError`` when that cannot be, ``BuildError``
    when the file system refuses; nothing is changed then."""
    if not one_line(reason):
        raise RefusedError(
            Said(
                'readers are told a reason; write --reason "at the request of a court"',
                "要告诉读者原因；请写 --reason 应法院要求",
            )
        )
    if not dry_run:
        recover(settings)
    finder = Finder(settings)
    path, found = finder.find(address)
    plan = _plan(finder, path, found, reason)
    if dry_run:
        return plan
    with Step(settings) as step:
        for name in plan.removed:
            step.remove(name)
        step.commit(plan.entries)
    return replace(plan, files=tuple(step.written))


def _plan(finder: Finder, path: str, found: Found | None, reason: str) -> Result:
    match found:
        case FoundArticle():
            return _article(finder, found, reason)
        case FoundIssue():
            return _issue(finder, found, reason)
        case FoundStanding():
            return _standing(finder, found, reason)
        case _:
            return _without_content(finder, path, reason)


def _article(finder: Finder, found: FoundArticle, reason: str) -> Result:
    within, article = found.within, found.article
    public = finder.public(within.issue)
    _must_be_known(finder, found.path, public, article.path)
    own = article.path.removeprefix(f"{within.folder}/")
    rest = tuple(file for file in within.files if file.name != own)
    pictures = unused(finder.read(within.unit, rest).problems) - unused(within.read.problems)
    shown = {f"{within.folder}/{photo.file}" for photo in article.photos}
    removed = (article.path, *sorted(pictures & shown))
    names = {name.removeprefix(f"{within.folder}/") for name in removed}
    after = finder.read(within.unit, tuple(f for f in within.files if f.name not in names))
    remaining = own_addresses(after.issue) if after.issue else set()
    date = today(finder.settings)
    entries = [gone(p, reason, date) for p in (found.path, *_old_addresses(article))]
    for lost in sorted(public - remaining - {found.path}):
        # A printed page that has lost its only article leads to its issue.
        leads = after.issue is not None
        entries.append(moved(lost, within.path, date) if leads else gone(lost, reason, date))
    return Result(
        removed=removed,
        entries=tuple(entries),
        left=new_problems(within.read.problems, after.problems),
        notes=tuple(_notes(found)),
    )


def _notes(found: FoundArticle) -> Iterable[Said]:
    """What still shows the article, and is not for a program to cut."""
    issue, article = found.within.issue, found.article
    for page in issue.pages:
        facsimile = page.facsimile
        if page.code == article.page and facsimile:
            names = [facsimile.image.file] if facsimile.image else []
            names += [facsimile.pdf] if facsimile.pdf else []
            files = joined(f"{found.within.folder}/{name}" for name in names)
            yield Said(
                f"page {page.code} still shows it as printed: replace or delete {files.en}",
                f"{page.code} 版的版面图上还看得到它：请替换或删除 {files.zh}",
            )
    for jump in (article.jump_from, article.jump_to):
        if jump and jump.target:
            half = urls.article(issue.date, issue.edition, jump.target)
            yield Said(
                f"its other half stays; take down {address_of(half)} too, if it must go",
                f"转版的另一半还在；如果也要撤，请再撤下 {address_of(half)}",
            )


def _issue(finder: Finder, found: FoundIssue, reason: str) -> Result:
    public = finder.public(found.issue)
    _must_be_known(finder, found.path, public, found.folder)
    aliases = {p for article in found.issue.articles for p in _old_addresses(article)}
    date = today(finder.settings)
    entries = tuple(gone(p, reason, date) for p in sorted(public | aliases))
    return Result(removed=(found.folder,), entries=entries)


def _standing(finder: Finder, found: FoundStanding, reason: str) -> Result:
    page = found.page
    public = {found.path} if page.is_published else set()
    _must_be_known(finder, found.path, public, page.path)
    before = finder.standing().problems
    pictures = unused(finder.standing({page.path}).problems) - unused(before)
    removed = (page.path, *sorted(pictures & set(page.uses)))
    after = finder.standing(removed).problems
    entries = (gone(found.path, reason, today(finder.settings)),)
    return Result(removed=removed, entries=entries, left=new_problems(before, after))


def _old_addresses(article: Article) -> list[str]:
    paths = (urls.alias(alias.address) for alias in article.aliases)
    return [path for path in paths if is_address(path)]


def _must_be_known(finder: Finder, path: str, public: set[str], source: str) -> None:
    if path not in public and path not in finder.ledger.entries:
        raise RefusedError(
            Said(
                f"{address_of(path)} was never public: it is a draft or embargoed; delete {source}",
                f"{address_of(path)} 从未公开：它是草稿，或还没到发布时间；删除 {source} 就行",
            )
        )


def _without_content(finder: Finder, path: str, reason: str) -> Result:
    """An address that was public and whose content is gone already."""
    shown = address_of(path)
    entry = finder.ledger.entries.get(path) or finder.remembered.get(path)
    if lead := finder.lead_of(path):
        raise RefusedError(
            Said(
                f"{shown} is an old address of {address_of(lead)}; take down that one, or delete"
                " the old address in its header",
                f"{shown} 是 {address_of(lead)} 的旧地址；请撤下后者，或删掉它稿件头里的旧地址",
            )
        )
    if finder.is_list(path):
        raise RefusedError(
            Said(
                f"{shown} is a list that the site makes: it goes when there is nothing left to"
                " list",
                f"{shown} 是网站自己做的列表：没有内容可列时，它自己就没有了",
            )
        )
    if entry is None:
        raise finder.unknown(path)
    if entry.state is State.MOVED:
        last = finder.end_of(entry)
        leads = Said(
            f"{shown} has moved to {address_of(last.path)}",
            f"{shown} 已改到 {address_of(last.path)}",
        )
        if last.state is State.GONE:
            raise RefusedError(
                Said(
                    f"{leads.en}, which was taken down on {last.date}: {last.reason}",
                    f"{leads.zh}，而后者已于 {last.date} 撤下：{last.reason}",
                )
            )
        raise RefusedError(Said(f"{leads.en}; take down that one", f"{leads.zh}；请撤下后者"))
    if entry.state is State.GONE and path in finder.ledger.entries:
        raise RefusedError(
            Said(
                f"{shown} was taken down on {entry.date}: {entry.reason}",
                f"{shown} 已于 {entry.date} 撤下：{entry.reason}",
            )
        )
    return Result(entries=(gone(path, reason, max(today(finder.settings), entry.since)),))
