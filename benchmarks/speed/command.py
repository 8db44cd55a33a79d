"""``invoke bench``: makes or takes a corpus, sets the programs up, measures, writes the report."""

from __future__ import annotations

import hashlib
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks.speed import machine, newspaper, tracing
from benchmarks.speed.corpus import Source, sources
from benchmarks.speed.peers import VERSIONS, install
from benchmarks.speed.plot import plot
from benchmarks.speed.results import Results, load
from benchmarks.speed.rounds import Rounds
from benchmarks.speed.sites import STEPS, prepare
from benchmarks.speed.systems import HERE, System, every
from benchmarks.speed.table import report

SYSTEMS = ("broadsheet", "broadsheet-plain", "hugo", "pelican")


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for. ``corpus`` is a folder of issues, or ``None`` for the invented one;
    ``work`` holds everything that is made; ``only`` and ``steps`` leave out what is not named, but
    for clean builds, with which each round begins.
    """

    articles: tuple[int, ...]
    runs: int
    corpus: Path | None
    language: str
    only: tuple[str, ...]
    steps: tuple[str, ...]
    work: Path


def options(
    articles: str, runs: int, corpus: str, language: str, only: str, steps: str, work: str
) -> Options:
    """Options as they are typed. Raises ``SystemExit`` with one line when one cannot be right."""
    numbers = _parts(articles)
    if not numbers or not all(number.isdigit() and int(number) > 0 for number in numbers):
        raise SystemExit(f'--articles "{articles}" is not numbers such as 2000,20000')
    if runs < 1:
        raise SystemExit(f"--runs {runs} is less than one")
    if language not in newspaper.WRITERS:
        raise SystemExit(f'--language "{language}" is not {" or ".join(newspaper.WRITERS)}')
    if corpus and not Path(corpus).is_dir():
        raise SystemExit(f"--corpus {corpus}: there is no such folder")
    return Options(
        articles=tuple(sorted({int(number) for number in numbers})),
        runs=runs,
        corpus=Path(corpus).resolve() if corpus else None,
        language=language,
        only=_some("only", only, SYSTEMS),
        steps=_some("steps", f"clean,{steps}" if steps else "", tuple(STEPS)),
        work=Path(work).resolve(),
    )


def run(given: Options) -> None:
    """Measure, and write the report beside the raw results."""
    given.work.mkdir(parents=True, exist_ok=True)
    need_peers = any(name in given.only for name in ("hugo", "pelican"))
    peers = install(given.work / "environments") if need_peers else None
    systems = [each for each in every(peers, given.language) if each.name in given.only]
    results = Results(_about(given))
    folder = given.work / "results"
    folder.mkdir(exist_ok=True)
    file = folder / time.strftime("%Y-%m-%d-%H%M%S.json")
    done: set[int] = set()
    with ExitStack() as after_all:
        for at, articles in enumerate(given.articles):
            chosen = _sources(given, articles)
            number = sum(source.articles for source in chosen)
            if number not in done:
                done.add(number)
                rounds = Rounds(number, given.language, results, file)
                _measure(given, systems, chosen, rounds, after_all, traced=at == 0)
    write(results, folder)


def again(files: str, work: str) -> None:
    """Write the report of results that were kept. Raises ``SystemExit`` when a file is missing."""
    paths = [Path(file) for file in _parts(files)]
    for path in paths:
        if not path.is_file():
            raise SystemExit(f"--again {path}: there is no such file")
    folder = Path(work) / "results"
    folder.mkdir(parents=True, exist_ok=True)
    write(load(paths), folder)


def write(results: Results, folder: Path) -> None:
    table, drawing = folder / "speed.md", folder / "speed.svg"
    table.write_text(report(results), "utf-8")
    drawing.write_text(plot(results), "utf-8")
    print(report(results))
    print(f"{table}\n{drawing}", file=sys.stderr)


def _measure(
    given: Options,
    systems: list[System],
    chosen: list[Source],
    rounds: Rounds,
    after_all: ExitStack,
    traced: bool,
) -> None:
    folder = given.work / "archives" / str(rounds.articles)
    sites = prepare(systems, chosen, folder, _key(given, chosen))
    for site in sites:
        after_all.callback(site.tidy)
    if traced and rounds.articles <= tracing.MOST_ARTICLES and tracing.is_possible():
        rounds.trace(sites, given.steps, given.work / "strace")
    for number in range(given.runs):
        rounds.run(sites, given.steps, number)


def _sources(given: Options, articles: int) -> list[Source]:
    """The issues to build, oldest first. Raises ``SystemExit`` when they are too few."""
    corpus = given.corpus
    if corpus is None:
        print(f"{articles} articles are invented, unless they are there", file=sys.stderr)
        name = f"{given.language}-{articles}-{_fingerprint(_INVENTING)}"
        corpus = newspaper.write(given.work / "corpora" / name, articles, given.language)
    chosen = sources(corpus, articles)
    if len(chosen) < 2:
        raise SystemExit(f"{corpus}: fewer than two issues lie in it")
    return chosen


_INVENTING = ("newspaper.py", "chinese.py", "english_news.py", "words.py", "words.txt")
_WRITING = (
    *_INVENTING,
    "contents.py",
    "corpus.py",
    "sites.py",
    "systems.py",
    "pelican/pelicanconf.py",
)


def _key(given: Options, chosen: list[Source]) -> str:
    """What tells whether content that was written for the programs is still what is wanted."""
    issues = hashlib.sha256(repr(chosen).encode()).hexdigest()
    return f"{given.language} {_fingerprint(_WRITING)} {issues}"


def _fingerprint(names: tuple[str, ...]) -> str:
    data = b"".join((HERE / name).read_bytes() for name in names)
    return hashlib.sha256(data).hexdigest()[:8]


def _about(given: Options) -> dict[str, str]:
    corpus = "a real one" if given.corpus else f"invented ({given.language})"
    return {
        **machine.describe(),
        **VERSIONS,
        "Corpus": corpus,
        "Measured": time.strftime("%Y-%m-%d"),
        "Times": "median (least–most) of interleaved runs; a ratio is the median of the ratios of"
        " each round",
        "Peak memory": "of all processes of a build together, in MB",
        "Files read": "of the content, counted by strace in a round of its own",
    }


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _some(option: str, text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The named ones in their usual order; all when none is named."""
    wanted = _parts(text)
    unknown = [name for name in wanted if name not in names]
    if unknown:
        raise SystemExit(f"--{option} {unknown[0]}: write one or more of {','.join(names)}")
    return tuple(name for name in names if not wanted or name in wanted)
