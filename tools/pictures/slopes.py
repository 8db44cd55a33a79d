"""Slopes shaped by hand: rice terraces from the air, tea in the morning mist."""

from __future__ import annotations

import math

import numpy as np
from numpy.random import Generator
from PIL import Image

from .air import blend, curve, mist, rays, sides
from .brush import Array, Canvas, mix, rgb
from .figures import BENT, Look, figure


def waves(random: Generator, x: Array, y: Array, size: float, octaves: int = 5) -> Array:
    """A smooth relief of crossing waves that can be read at any place, about -1 to 1."""
    total = np.zeros_like(x)
    for k in range(octaves):
        for _ in range(4):
            angle, phase = random.random(2) * 2 * math.pi
            step = 2 * math.pi / size * 1.7**k
            total += np.sin((x * math.cos(angle) + y * math.sin(angle)) * step + phase) / 2.1**k
    return total / 4


def terraces_drone() -> Image.Image:
    c = Canvas(2400, 1350, 223)
    far = (1 - c.y).clip(0, 1)
    depth = 1 / (0.34 + 0.9 * c.y)
    u, v = (c.x - c.aspect / 2) * depth * 1.15, depth * 1.9
    relief = waves(c.random, u, v, 2.6, 3) * 0.62 + v * 0.55 + 0.1 * waves(c.random, u, v, 0.5, 2)
    level = relief * 12
    step = np.floor(level)
    part = level - step
    slope = np.hypot(*np.gradient(level)) * c.height / 1350
    lip = (0.1 + slope * 1.6).clip(0.05, 0.6)
    tone = (np.sin(step * 12.9898 + 4.1) * 43758.5) % 1
    field = np.floor(waves(c.random, u, v, 0.9, 2) * 4 + step * 1.7)
    tint = (np.sin(field * 78.233 + step * 3.7) * 12543.1) % 1
    grain = c.noise(0.012, 0.006, 3)
    paint = blend(
        0.15 + 0.75 * (0.6 * tone + 0.4 * tint), "#b07a1c", "#d9a02c", "#efc552", "#f7dd84"
    )
    paint = paint * (0.86 + 0.3 * grain + 0.1 * c.noise(0.3, 0.2, 2))[..., None]
    c.px = paint
    cut = (tint > 0.82).astype(np.float32)
    stubble = 0.5 + 0.5 * np.sin(part * 60)
    c.wash(cut * 0.85, blend(stubble * 0.6 + grain * 0.4, "#a98a55", "#d9c08c"))
    green = ((tint < 0.1) & (tone < 0.7)).astype(np.float32)
    c.wash(green * 0.75, blend(grain, "#6d7f2e", "#a9ad4a"))
    edge = (1 - part / lip).clip(0, 1)
    c.wash((edge * 3).clip(0, 1) * 0.85, blend(grain, "#3d4a1c", "#6f7430"))
    c.px += ((1 - abs(part - lip * 1.15) / (lip * 0.4)).clip(0, 1) * 0.16)[..., None] * rgb(
        "#ffe9a8"
    )
    c.shade(((1 - part) * 0.3).clip(0, 1), "#c07a30")
    sun = np.gradient(relief, axis=1) - np.gradient(relief, axis=0) * 0.4
    c.px *= (1 + (sun / (np.abs(sun).mean() * 4)).clip(-1, 1) * 0.14)[..., None]
    wood = ((waves(c.random, u, v, 1.7, 4) - 0.42 + 0.25 * (far - 0.5)) * 6).clip(0, 1)
    _woods(c, wood)
    _village(c)
    for x, y, n in ((0.62, 0.6, 0.03), (1.2, 0.74, 0.036), (0.3, 0.72, 0.034)):
        _combine(c, x, y, n)
    c.wash((far - 0.45).clip(0, 1) * 0.75 * (0.6 + 0.7 * c.noise(0.8, 0.2, 3)), "#f6dcae")
    mist(c, 0.06, 0.1, "#fff0d4", 1.0)
    mist(c, 0.3, 0.05, "#fdeccb", 0.4, 0.5)
    rays(c, 1.9, -0.25, "#ffd890", 0.3, 40, 1.4)
    c.shade((0.55 - c.noise(0.9, 0.7, 2)).clip(0, 0.4), "#7a6a80")
    c.strokes(4, 0.05)
    return c.finish(0.03, 0.25)


def _woods(c: Canvas, wood: Array) -> None:
    with c.layer() as shadow:
        spots = []
        for _ in range(9000):
            x, y = c.random.random() * c.aspect, c.random.random() ** 0.8
            row, column = int(y * c.height), int(x * c.height)
            if c.random.random() < wood[row, min(column, c.width - 1)]:
                spots.append((x, y))
        spots.sort(key=lambda spot: spot[1])
        for x, y in spots:
            size = 0.006 + 0.014 * y
            shadow.ellipse(x - size * 0.9, y + size * 0.5, size * 1.3, size * 0.7, "#2c3016")
    with c.layer() as film:
        for x, y in spots:
            size = (0.006 + 0.014 * y) * (0.7 + c.random.random() * 0.5)
            base = ("#2f4420", "#425a26", "#5c6a2a", "#8a5a22", "#b0662a")[
                int(c.random.random() ** 1.7 * 5)
            ]
            for k in range(14):
                angle, reach = c.random.random() * 6.3, c.random.random() ** 0.5 * size
                lit = (math.cos(angle) - math.sin(angle)) * reach / size
                film.ellipse(
                    x + math.cos(angle) * reach,
                    y + math.sin(angle) * reach * 0.85,
                    size * 0.34,
                    size * 0.28,
                    mix(
                        base,
                        "#e8c860" if lit > 0 else "#1a2210",
                        min(0.75, abs(lit) * 0.4 + k * 0.01),
                    ),
                )


def _village(c: Canvas) -> None:
    with c.layer() as film:
        road = curve(
            [(1.82, 0.98), (1.6, 0.86), (1.5, 0.7), (1.62, 0.55), (1.55, 0.42), (1.62, 0.3)]
        )
        one, two = sides(road, [0.02, 0.014, 0.01, 0.006])
        film.polygon([*one, *two[::-1]], "#e9dcbc")
        for x, y in (
            (1.4, 0.5),
            (1.46, 0.53),
            (1.37, 0.555),
            (1.45, 0.585),
            (1.52, 0.5),
            (1.67, 0.61),
        ):
            n = 0.03 + 0.03 * (y - 0.4)
            film.polygon(
                [(x - n * 0.3, y + n * 0.5), (x + n, y + n * 0.6), (x + n * 0.6, y + n * 0.9)],
                "#4a3c22",
            )
            film.polygon(
                [(x, y), (x + n, y + n * 0.1), (x + n, y + n * 0.5), (x, y + n * 0.42)], "#f3ead6"
            )
            film.polygon(
                [
                    (x - n * 0.1, y + n * 0.05),
                    (x + n * 0.1, y - n * 0.3),
                    (x + n * 1.05, y - n * 0.2),
                    (x + n * 1.08, y + n * 0.16),
                ],
                mix("#4a5058", "#6a6460", c.random.random()),
            )


def _combine(c: Canvas, x: float, y: float, n: float) -> None:
    """A small harvester from above, the cut swath behind it."""
    with c.layer(blur=0.002, opacity=0.85) as film:
        trail = curve(
            [
                (x, y),
                (x + n * 2.5, y + n * 0.25),
                (x + n * 5, y - n * 0.1),
                (x + n * 7, y + n * 0.3),
            ]
        )
        one, two = sides(trail, [n * 0.8, n * 0.7])
        film.polygon([*one, *two[::-1]], "#c9ac74")
    with c.layer() as film:
        film.polygon(
            [
                (x - n * 0.9, y + n * 0.5),
                (x + n * 0.9, y + n * 0.5),
                (x + n * 0.7, y + n * 0.75),
                (x - n, y + n * 0.7),
            ],
            "#5f4a1e",
        )
        film.polygon(
            [
                (x - n * 0.5, y - n * 0.3),
                (x + n, y - n * 0.35),
                (x + n, y + n * 0.4),
                (x - n * 0.5, y + n * 0.4),
            ],
            "#a92c20",
        )
        film.polygon(
            [
                (x - n * 0.45, y - n * 0.5),
                (x + n * 0.95, y - n * 0.5),
                (x + n * 0.95, y + n * 0.1),
                (x - n * 0.45, y + n * 0.1),
            ],
            "#d9452f",
        )
        film.rect(x - n * 0.4, y - n * 0.42, n * 0.4, n * 0.42, "#e9f0f0")
        film.rect(x + n * 0.25, y - n * 0.4, n * 0.6, n * 0.36, "#8a1f18")
        film.rect(x - n * 0.95, y - n * 0.5, n * 0.3, n * 1.0, "#f0c040")
        film.line([(x - n * 0.8, y - n * 0.5), (x - n * 0.8, y + n * 0.5)], n * 0.06, "#8a5a14")
    c.glow(x + n * 1.2, y, n * 1.1, "#f9e2b0", 0.16)


def tea_terrace() -> Image.Image:
    c = Canvas(2400, 1350, 251)
    c.gradient([(0, "#a9c3cf"), (0.2, "#d5dfd8"), (0.36, "#f6ecd0")])
    c.glow(0.42, 0.2, 0.3, "#fff0c4", 0.5)
    for base, high, scale, top in (
        (0.34, 0.3, 1.0, "#a3bcc0"),
        (0.38, 0.22, 0.7, "#84a6a6"),
        (0.42, 0.14, 0.5, "#5f8a80"),
    ):
        c.hills(c.ridge(base, high, scale), top, "#e6e9da", 0.16)
        mist(c, base + 0.03, 0.035, "#f7f3e4", 0.7)
    for number, (base, high, size) in enumerate(
        ((0.56, 0.24, 0.8), (0.74, 0.42, 1.1), (0.99, 0.5, 1.6))
    ):
        line = c.ridge(base, high, 1.0 + number * 0.15, 2)
        _tea_hill(c, line, size, number)
        if number < 2:
            mist(c, base, 0.06, "#f9f4e2", 0.8)
    _pickers(c, line)
    rays(c, 0.42, -0.25, "#fff0c0", 0.4, 50, 1.1)
    mist(c, 0.66, 0.05, "#fbf5e2", 0.35)
    c.strokes(4, 0.06)
    return c.finish(0.0, 0.22)


def _tea_hill(c: Canvas, line: Array, size: float, number: int) -> None:
    below = c.y - line[None, :]
    inside = (below * c.height / 3 + 0.5).clip(0, 1)
    bend = 0.09 * waves(c.random, c.x, c.y, 1.3, 2) + (c.x - 1.1 + number * 0.5) ** 2 * 0.09
    rows = (np.log((below + 0.05).clip(0.02, None)) * 4.2 + bend * 16 / size) * 1.15
    part = rows % 1
    puff = c.noise(0.02 * size, 0.014 * size, 3)
    crown = np.sin(math.pi * ((part - 0.2) / 0.8).clip(0, 1)) * (0.75 + 0.6 * (puff - 0.3))
    tone = (crown * 0.75 + 0.35 * (1 - part) * crown + 0.2 * (c.noise(0.006, 0.004, 2) - 0.5)).clip(
        0, 1
    )
    c.wash(inside, blend(tone, "#16301f", "#2c5a2e", "#5d8a3a", "#a5bf58"))
    c.shade(inside * (0.6 - c.noise(0.6, 0.4, 2)).clip(0, 0.35), "#4a6a70")
    c.wash(inside * (0.5 - 0.22 * number) * (below < 1), "#dfe6d2")
    with c.layer() as film:
        for _ in range(0 if number else 34):
            x = c.random.random() * c.aspect
            y = float(line[min(c.width - 1, int(x * c.height))])
            n = (0.02 + 0.03 * c.random.random()) * size
            shade = mix("#2a4a34", "#cfdccb", 0.45 - number * 0.18)
            film.rect(x - n * 0.04, y - n * 0.5, n * 0.08, n * 0.6, shade)
            for _ in range(40):
                a, r = c.random.random() * 6.3, c.random.random() ** 0.5
                film.ellipse(
                    x + math.cos(a) * r * n * 0.34,
                    y - n * 0.7 + math.sin(a) * r * n * 0.42,
                    n * 0.07,
                    n * 0.06,
                    mix(shade, "#c9d49a", max(0, -math.sin(a)) * 0.4 * r),
                )


PICKERS = ((0.22, 0.1), (0.34, 0.1), (0.86, 0.16), (1.0, 0.15), (1.44, 0.14), (1.56, 0.13))


def _pickers(c: Canvas, line: Array) -> None:
    """Women among the bushes of the nearest hill, baskets on their backs."""
    coats = ("#b8433a", "#3f6a8c", "#d9b45a", "#7a4a6a", "#e6ddcb")
    places = []
    for x, n in PICKERS:
        places.append((x, float(line[int(x * c.height)]) + n * 0.95, n))
    with c.layer() as film:
        for i, (x, y, n) in enumerate(places):
            lean = 0.05 if i % 2 else -0.05
            coat = coats[i % 5]
            look = Look(
                coat,
                "#2b3a34",
                light="#fff4cc",
                sun=-1,
                left=BENT,
                right=BENT,
                hat="#e9d49a",
                lean=lean,
            )
            figure(film, x, y, n, look)
            film.polygon(
                [
                    (x - 0.1 * n, y - 0.74 * n),
                    (x + 0.1 * n, y - 0.74 * n),
                    (x + 0.075 * n, y - 0.48 * n),
                    (x - 0.075 * n, y - 0.48 * n),
                ],
                "#9a7438",
            )
            for k in range(5):
                film.line(
                    [
                        (x - 0.09 * n, y - (0.72 - k * 0.05) * n),
                        (x + 0.09 * n, y - (0.72 - k * 0.05) * n),
                    ],
                    n * 0.012,
                    "#c9a260",
                )
            film.ellipse(x, y - 0.75 * n, 0.1 * n, 0.03 * n, "#6f9a3c")
    with c.layer() as film:
        for x, y, n in places:
            for _ in range(900):
                px = x + (c.random.random() - 0.5) * n * 4
                rise = math.cos((px - x) / n * 0.78) ** 2
                py = y + 0.12 * n - c.random.random() * 0.42 * n * rise
                tint = mix(
                    "#16301f",
                    "#86ab46",
                    min(1.0, c.random.random() * (0.3 + (y + 0.1 * n - py) / n * 1.9)),
                )
                film.ellipse(px, py, n * 0.034, n * 0.026, tint)
