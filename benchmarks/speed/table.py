"""Results as Markdown."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from benchmarks.speed.results import Middle, Results, Run, middle, ratio

TITLES = {
    "broadsheet": "Broadsheet",
    "broadsheet-plain": "Broadsheet without search",
    "hugo": "Hugo",
    "hugo+pagefind": "Hugo, then Pagefind",
    "pelican": "Pelican",
}
STEPS = {
    "clean": "Clean build",
    "unchanged": "Nothing changed",
    "added": "One issue added",
    "corrected": "One article corrected in the oldest issue",
    "theme": "Theme changed",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """Two builds that are held against each other, each ``(system, step)``."""

    title: str
    ours: tuple[str, str]
    theirs: tuple[str, str]
    quantity: str = "wall"


BARS = (
    Bar("Clean, without search / Hugo", ("broadsheet-plain", "clean"), ("hugo", "clean")),
    Bar("Clean, with search / Hugo, then Pagefind", ("broadsheet", "clean"),
        ("hugo+pagefind", "clean")),
    Bar("Clean, without search / Pelican", ("broadsheet-plain", "clean"), ("pelican", "clean")),
    Bar("Nothing changed / Hugo", ("broadsheet", "unchanged"), ("hugo", "unchanged")),
    Bar("One issue added / Hugo", ("broadsheet", "added"), ("hugo", "added")),
    Bar("One article corrected / Hugo", ("broadsheet", "corrected"), ("hugo", "corrected")),
    Bar("Theme changed / Hugo", ("broadsheet", "theme"), ("hugo", "theme")),
    Bar("Peak memory, clean, with search / Hugo", ("broadsheet", "clean"), ("hugo", "clean"),
        "memory"),
    Bar("Peak memory, one issue added / Hugo", ("broadsheet", "added"), ("hugo", "added"),
        "memory"),
)  # fmt: skip


def report(results: Results) -> str:
    """Everything: ratios first, then a table of each size, then the machine."""
    parts = [bars(results)]
    parts += [f"### {articles:,} articles\n\n{details(results, articles)}"
              for articles in results.sizes]  # fmt: skip
    parts.append("\n".join(f"- {name}: {value}" for name, value in results.about.items()))
    return "\n\n".join(parts) + "\n"


def bars(results: Results) -> str:
    """Ours divided by theirs: less than 1 is less than theirs."""
    sizes = results.sizes
    lines = [_row(["ours / theirs", *(f"{n:,} articles" for n in sizes)]), _rule(1, len(sizes))]
    rows: list[list[str]] = []
    for bar in BARS:
        found = [
            ratio(results.of(n, *bar.ours), results.of(n, *bar.theirs), bar.quantity) for n in sizes
        ]
        rows.append([bar.title, *map(_ratio, found)])
    rows.append(["One issue added / the same in the next smaller archive", *_growth(results)])
    lines += [_row(row) for row in rows if any(row[1:])]
    return "\n".join(lines)


def details(results: Results, articles: int) -> str:
    """Every step of every program in an archive of one size."""
    titles = ["", "program", "wall s", "× Hugo", "× Pelican", "CPU s", "memory MB",
              "files read", "files written"]  # fmt: skip
    lines = [_row(titles), _rule(2, len(titles) - 2)]
    for step, step_title in STEPS.items():
        title = step_title
        for system, name in TITLES.items():
            runs = results.of(articles, system, step)
            if not runs:
                continue
            wall, cpu, memory, written = (_middle(runs, q) for q in _QUANTITIES)
            against = (ratio(runs, results.of(articles, peer, step), "wall")
                       for peer in ("hugo", "pelican"))  # fmt: skip
            read = results.read(articles, system.partition("+")[0], step)
            lines.append(
                _row([
                    title, name, f"{_number(wall.median)} ({_span(wall)})",
                    *(_number(each.median) if each else "" for each in against),
                    _number(cpu.median), f"{memory.median:.0f}",
                    "" if read is None else f"{read:,}", f"{written.median:,.0f}",
                ])
            )  # fmt: skip
            title = ""
    return "\n".join(lines)


_QUANTITIES = ("wall", "cpu", "memory", "written")


def _middle(runs: dict[int, Run], quantity: str) -> Middle:
    found = middle([getattr(run, quantity) for run in runs.values()])
    assert found is not None
    return found


def _growth(results: Results) -> list[str]:
    """What adding an issue costs, divided by what it costs in the archive of the size before."""
    sizes = results.sizes
    added = [results.of(articles, "broadsheet", "added") for articles in sizes]
    found = [
        None,
        *(ratio(more, less, "wall") for less, more in itertools.pairwise(added)),
    ]
    return [_ratio(each) for each in found]


def _ratio(found: Middle | None) -> str:
    return f"{_number(found.median)} ({_span(found)})" if found else ""


def _span(found: Middle) -> str:
    return f"{_number(found.least)}–{_number(found.most)}"


def _number(value: float) -> str:
    """Three digits that count."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(texts: int, numbers: int) -> str:
    return _row(["---"] * texts + ["--:"] * numbers)
