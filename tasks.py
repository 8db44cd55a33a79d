"""The project's tasks: ``invoke --list``. What they do lives in the engine."""

from __future__ import annotations

import shlex

from invoke import Context, Exit, task

from tools import developing


@task(help={"format": "text, json, github or gitlab", "content": "another content folder"})
def check(_: Context, format: str = "text", content: str = "") -> None:
    """Name every problem of every file; write nothing."""
    from broadsheet import commands

    commands.check(format, content)


@task(
    help={
        "now": 'read embargoes at this moment, such as "2019-10-25 06:00"',
        "content": "another content folder",
        "output": "another output folder",
        "jobs": "how many processes build; as many as there are processors, where it is worth it",
        "cluster": "a dask.distributed scheduler whose workers build: tcp://scheduler:8786",
    }
)
def build(
    _: Context,
    now: str = "",
    content: str = "",
    output: str = "",
    jobs: int = 0,
    cluster: str = "",
) -> None:
    """Build the site into output/: what has changed, and what shows it."""
    from broadsheet import commands

    commands.build(now, content, output, jobs, cluster)


@task(
    help={
        "to": "a target whose address PUBLISH_URLS of publishconf.py names",
        "url": "the live site, where publishconf.py does not name it",
        "sample": "how many files are drawn at random, beside entry pages",
        "whole": "ask for every file",
        "seed": "draw the same files again: a number that an earlier run has said",
    }
)
def verify(
    _: Context, to: str = "", url: str = "", sample: int = 200, whole: bool = False, seed: int = -1
) -> None:
    """Compare the live site with what was built; name every file that differs."""
    from broadsheet import live_site

    live_site.verify(to, url, sample, whole, seed)


@task(
    help={
        "port": "where to listen, on 127.0.0.1",
        "now": "the moment embargoes are read at",
        "content": "another content folder",
    }
)
def serve(_: Context, port: int = 8000, now: str = "", content: str = "") -> None:
    """Preview the archive with drafts; rebuild and reload on every save."""
    from broadsheet import commands

    commands.serve(port, content, now)


@task(
    help={
        "to": "a target that PUBLISH of publishconf.py names; the first when not given",
        "dry-run": "say what would be uploaded, replaced and deleted; change nothing",
        "force": "delete however much is gone; upload anew where the host's manifest is lost",
    }
)
def publish(_: Context, to: str = "", dry_run: bool = False, force: bool = False) -> None:
    """Build the published site and put what has changed on its web host."""
    from broadsheet import live_site

    live_site.publish(to, dry_run, force)


@task(help={"to": "a target that PUBLISH of publishconf.py names; the first when not given"})
def rollback(_: Context, to: str = "") -> None:
    """Put the release before the live one back, on a host that keeps releases."""
    from broadsheet import live_site

    live_site.rollback(to)


@task
def clean(_: Context) -> None:
    """Remove the built site and the cache."""
    from broadsheet import commands

    commands.clean()


@task(
    name="import",
    positional=["source"],
    iterable=["also"],
    help={
        "source": "a file, a folder, or a pattern in quotes",
        "also": "one more source; can be given several times",
        "issue": "the issue, such as 2019-10-24, where the source does not say it",
        "page": "the page's code, such as A01, where the source does not say it",
        "into": "another content folder",
        "text": "the source is the text of printed pages",
        "word": "the source is Word files (.docx)",
        "epaper": "the source is a saved e-paper: html/2019-10/24/node_1.htm and the like",
        "mets": "the source is METS and ALTO, such as an NDNP batch",
        "iarchives": "the source is in the iArchives schema: unit.xml",
        "hugo": "the source is a Hugo site",
        "jekyll": "the source is a Jekyll site",
        "pelican": "the source is a Pelican site",
        "report": "where the report for programs goes",
        "jobs": "how many processes; as many as there are processors, where it is worth it",
        "dry-run": "say what would be imported; write nothing into the content",
    },
)
def import_papers(
    _: Context,
    source: str,
    also: list[str],
    issue: str = "",
    page: str = "",
    into: str = "",
    text: bool = False,
    word: bool = False,
    epaper: bool = False,
    mets: bool = False,
    iarchives: bool = False,
    hugo: bool = False,
    jekyll: bool = False,
    pelican: bool = False,
    report: str = "",
    jobs: int = 0,
    dry_run: bool = False,
) -> None:
    """Bring in papers that exist in other forms as issue folders; say what is unsure."""
    from broadsheet.importing import command

    given = {"text": text, "word": word, "epaper": epaper, "mets": mets, "iarchives": iarchives}
    given |= {"hugo": hugo, "jekyll": jekyll, "pelican": pelican}
    command.run(
        [source, *also],
        [kind for kind, is_given in given.items() if is_given],
        issue=issue,
        page=page,
        into=into,
        report=report,
        jobs=jobs,
        dry_run=dry_run,
    )


@task(help={"date": "such as 2025-10-25", "edition": "name of a second edition that day"})
def new_issue(_: Context, date: str, edition: str = "") -> None:
    """Write the folder of a new issue, ready to fill in."""
    from broadsheet import commands

    commands.new_issue(date, edition)


@task(
    help={
        "issue": "the issue's folder name, such as 2025-10-25",
        "page": "page code, such as A01",
        "headline": "the headline, if there is one",
        "name": "last part of the file's name",
    }
)
def new_article(_: Context, issue: str, page: str = "", headline: str = "", name: str = "") -> None:
    """Write the file of a new article, ready to fill in."""
    from broadsheet import commands

    commands.new_article(issue, page, headline, name)


@task(
    positional=["address"],
    help={
        "address": "as a reader sees it: https://paper.example/2019/10/24/a01-1-name.html",
        "reason": "what readers are told at the address",
        "dry-run": "say what would be done, and do nothing",
    },
)
def takedown(_: Context, address: str, reason: str = "", dry_run: bool = False) -> None:
    """Take an article, an issue or a page down; its address says why."""
    from broadsheet import live_site

    live_site.takedown(address, reason, dry_run)


@task(
    positional=["old", "new"],
    help={
        "old": "the address as a reader sees it: /2019/10/24/a01-1-name.html",
        "new": "the new address",
        "dry-run": "say what would be done, and do nothing",
    },
)
def move(_: Context, old: str, new: str, dry_run: bool = False) -> None:
    """Give an article, an issue or a page another address; the old one leads there."""
    from broadsheet import live_site

    live_site.move(old, new, dry_run)


@task(help={"fix": "mend what can be mended"})
def lint(_: Context, fix: bool = False) -> None:
    """Style and types: ruff and mypy."""
    _end(developing.lint(fix=fix))


@task(name="test", help={"only": "pytest's own arguments, in quotes"})
def run_tests(_: Context, only: str = "") -> None:
    """Lint, then every test."""
    _end(developing.test(*shlex.split(only)))


@task
def screenshots(_: Context) -> None:
    """Take the README's screenshots anew, in Chromium."""
    _end(developing.screenshots())


@task(
    help={
        "articles": "sizes of the archives, such as 2000,20000",
        "runs": "rounds of each size",
        "corpus": "a folder of issues instead of invented ones",
        "language": "of the invented ones: zh or en",
        "only": "programs: broadsheet,broadsheet-plain,hugo,pelican; all when not given",
        "steps": "clean,unchanged,added,corrected,theme; all when not given",
        "work": "folder for everything that is made",
        "again": "raw results, parted by commas: write their table, measure nothing",
    }
)
def bench(
    _: Context,
    articles: str = "2000,20000,200000",
    runs: int = 5,
    corpus: str = "",
    language: str = "zh",
    only: str = "",
    steps: str = "",
    work: str = ".cache/bench",
    again: str = "",
) -> None:
    """Measure builds beside Hugo, Pelican and Pagefind; write a table and a plot."""
    from benchmarks.speed import command

    if again:
        command.again(again, work)
    else:
        command.run(command.options(articles, runs, corpus, language, only, steps, work))


@task(help={"upgrade": "take the newest versions"})
def lock(_: Context, upgrade: bool = False) -> None:
    """Write requirements.lock anew from pyproject.toml."""
    _end(developing.lock(upgrade=upgrade))


def _end(status: int) -> None:
    if status:
        raise Exit(code=status)
