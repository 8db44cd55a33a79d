"""Time against the size of the archive, as an SVG; both scales are logarithmic."""

from __future__ import annotations

import html
import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.speed.results import Results
from benchmarks.speed.table import TITLES

WIDTH, HEIGHT = 480, 340
LEFT, RIGHT, TOP, BOTTOM = 56, 180, 40, 44
"""The margins of a chart, in pixels; the names of the lines stand in the right one."""
PANELS = {
    "Clean build": (
        "clean",
        ("broadsheet", "broadsheet-plain", "hugo", "hugo+pagefind", "pelican"),
    ),
    "One issue added": ("added", ("broadsheet", "hugo", "pelican")),
}
STYLE = """
text { font: 12px sans-serif; fill: #222; }
.title { font-size: 14px; font-weight: bold; }
.grid { stroke: #8884; }
.line { fill: none; stroke-width: 2; }
.dot { fill: #888; stroke-dasharray: none !important; stroke-width: 2; }
.broadsheet { stroke: #a4161a; } .broadsheet-plain { stroke: #a4161a; stroke-dasharray: 5 3; }
.hugo { stroke: #1d6fb8; } .hugo-pagefind { stroke: #1d6fb8; stroke-dasharray: 5 3; }
.pelican { stroke: #5a7d2a; }
@media (prefers-color-scheme: dark) { text { fill: #ddd; } .broadsheet, .broadsheet-plain
{ stroke: #ff7b72; } .hugo, .hugo-pagefind { stroke: #79b8ff; } .pelican { stroke: #a5d16a; } }
"""

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to pixels, by its logarithm."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        span = math.log(self.most / self.least) or 1
        return self.start + (self.end - self.start) * math.log(value / self.least) / span

    def ticks(self) -> list[float]:
        """The powers of ten in it."""
        first = math.ceil(math.log10(self.least) - 1e-9)
        last = math.floor(math.log10(self.most) + 1e-9)
        return [10.0**power for power in range(first, last + 1)]


def plot(results: Results) -> str:
    """All panels side by side. Empty when nothing was measured."""
    panels = {title: lines(results, *each) for title, each in PANELS.items()}
    shown = {title: drawn for title, drawn in panels.items() if drawn}
    if not shown:
        return ""
    parts = [_panel(title, drawn, at * WIDTH) for at, (title, drawn) in enumerate(shown.items())]
    width = WIDTH * len(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}"'
        f' width="{width}" height="{HEIGHT}" role="img">'
        f"<title>Seconds of a build against the number of articles</title>"
        f"<style>{STYLE}</style>{''.join(parts)}</svg>\n"
    )


def lines(results: Results, step: str, systems: Sequence[str]) -> dict[str, Points]:
    """The median of each size, for each program that was measured."""
    found: dict[str, Points] = {}
    for system in systems:
        runs = {articles: results.of(articles, system, step) for articles in results.sizes}
        points = [
            (float(articles), statistics.median(run.wall for run in some.values()))
            for articles, some in runs.items()
            if some
        ]
        if points:
            found[system] = points
    return found


def _panel(title: str, drawn: dict[str, Points], left: float) -> str:
    every = [point for points in drawn.values() for point in points]
    sizes = sorted({x for x, _ in every})
    across = Scale(sizes[0], sizes[-1], LEFT, WIDTH - RIGHT)
    up = Scale(*_ends([y for _, y in every]), HEIGHT - BOTTOM, TOP)
    parts = [f'<g transform="translate({left},0)">']
    parts.append(f'<text class="title" x="{LEFT}" y="20">{html.escape(title)}, seconds</text>')
    parts += _axes(across, sizes, up)
    parts += _curves(drawn, across, up)
    return "".join([*parts, "</g>"])


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Whole powers of ten around the values."""
    least = 10.0 ** math.floor(math.log10(min(values)))
    most = 10.0 ** math.ceil(math.log10(max(values)))
    return least, max(most, least * 10)


def _axes(across: Scale, sizes: Sequence[float], up: Scale) -> Iterator[str]:
    for value in up.ticks():
        y = up.at(value)
        yield f'<path class="grid" d="M{across.start},{y:.1f}H{across.end}"/>'
        yield f'<text x="{across.start - 6}" y="{y + 4:.1f}" text-anchor="end">{value:g}</text>'
    for value in sizes:
        x = across.at(value)
        yield f'<path class="grid" d="M{x:.1f},{up.start}V{up.end}"/>'
        label = f"{value:,.0f}"
        yield f'<text x="{x:.1f}" y="{up.start + 18}" text-anchor="middle">{label}</text>'
    middle = (across.start + across.end) / 2
    yield f'<text x="{middle}" y="{up.start + 36}" text-anchor="middle">articles</text>'


def _curves(drawn: dict[str, Points], across: Scale, up: Scale) -> Iterator[str]:
    """The lines, and at their ends their names, which never touch each other."""
    lowest = math.inf
    for system, points in sorted(drawn.items(), key=lambda each: each[1][-1][1]):
        places = [f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in points]
        kind = system.replace("+", "-")
        yield f'<polyline class="line {kind}" points="{" ".join(places)}"/>'
        for place in places:
            x, y = place.split(",")
            yield f'<circle class="dot {kind}" cx="{x}" cy="{y}" r="3"/>'
        lowest = min(up.at(points[-1][1]) + 4, lowest - 14)
        x = f"{across.at(points[-1][0]) + 8:.1f}"
        yield f'<text x="{x}" y="{lowest:.1f}">{html.escape(TITLES[system])}</text>'
