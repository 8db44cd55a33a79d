"""Fields, orchard, reeds and an avenue."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .brush import Canvas, Layer, mix, rgb
from .props import egret, foliage, house, person, tree

GREENS = ("#24402c", "#3d6238", "#6c8a48", "#a3b35f")


def _rows(canvas: Canvas, horizon: float, dark: str, light: str, vanish: float) -> None:
    """A field whose rows run to a point on the horizon."""
    below = (canvas.y - horizon).clip(0.002, None)
    across = (canvas.x - vanish) / (below + 0.03)
    stripes = np.sin(across * 34 + canvas.noise(0.3, 0.1, 3) * 5) * 0.5 + 0.5
    near = (below / (1 - horizon)).clip(0, 1)
    tone = (stripes * (0.25 + 0.5 * near) + canvas.noise(0.05, 0.012, 3) * 0.6).clip(0, 1)
    paint = rgb(dark) * (1 - tone[..., None]) + rgb(light) * tone[..., None]
    canvas.wash((canvas.y > horizon).astype(np.float32), paint)


def harvester(film: Layer, x: float, y: float, n: float) -> None:
    """A combine facing left, its tracks standing at ``y``; ``n`` is its length."""
    film.ellipse(x + 0.5 * n, y + 0.01 * n, 0.6 * n, 0.04 * n, "#6d4f1f")
    film.polygon(
        [
            (x + 0.2 * n, y - 0.12 * n),
            (x + 0.86 * n, y - 0.12 * n),
            (x + 0.78 * n, y),
            (x + 0.3 * n, y),
        ],
        "#2b2a2c",
    )
    for i in range(5):
        film.ellipse(x + (0.34 + i * 0.1) * n, y - 0.055 * n, 0.038 * n, 0.038 * n, "#55524e")
    film.polygon(
        [
            (x + 0.26 * n, y - 0.13 * n),
            (x + 0.9 * n, y - 0.13 * n),
            (x + 0.97 * n, y - 0.22 * n),
            (x + 0.95 * n, y - 0.43 * n),
            (x + 0.46 * n, y - 0.43 * n),
            (x + 0.3 * n, y - 0.3 * n),
        ],
        "#c63b2b",
    )
    film.rect(x + 0.48 * n, y - 0.5 * n, 0.42 * n, 0.08 * n, "#a52d22")
    film.rect(x + 0.5 * n, y - 0.36 * n, 0.4 * n, 0.05 * n, "#e9dfc9")
    film.rect(x + 0.56 * n, y - 0.27 * n, 0.3 * n, 0.09 * n, "#8e241c")
    film.polygon(
        [
            (x + 0.28 * n, y - 0.3 * n),
            (x + 0.31 * n, y - 0.6 * n),
            (x + 0.48 * n, y - 0.6 * n),
            (x + 0.48 * n, y - 0.3 * n),
        ],
        "#dfe8ea",
    )
    film.polygon(
        [
            (x + 0.3 * n, y - 0.34 * n),
            (x + 0.325 * n, y - 0.57 * n),
            (x + 0.46 * n, y - 0.57 * n),
            (x + 0.46 * n, y - 0.34 * n),
        ],
        "#43606c",
    )
    film.ellipse(x + 0.4 * n, y - 0.45 * n, 0.03 * n, 0.035 * n, "#d9a883")
    film.rect(x + 0.36 * n, y - 0.42 * n, 0.085 * n, 0.08 * n, "#34507c")
    film.rect(x + 0.26 * n, y - 0.63 * n, 0.25 * n, 0.035 * n, "#f2efe4")
    film.line([(x + 0.92 * n, y - 0.43 * n), (x + 0.86 * n, y - 0.72 * n)], 0.035 * n, "#b5352a")
    film.line([(x + 0.86 * n, y - 0.72 * n), (x + 1.16 * n, y - 0.66 * n)], 0.04 * n, "#b5352a")
    film.polygon(
        [
            (x + 0.3 * n, y - 0.26 * n),
            (x + 0.3 * n, y - 0.16 * n),
            (x + 0.06 * n, y - 0.03 * n),
            (x + 0.04 * n, y - 0.1 * n),
        ],
        "#9b2a20",
    )
    film.polygon(
        [
            (x - 0.02 * n, y - 0.17 * n),
            (x + 0.16 * n, y - 0.2 * n),
            (x + 0.16 * n, y - 0.02 * n),
            (x - 0.08 * n, y - 0.01 * n),
        ],
        "#6e1c16",
    )
    film.line([(x - 0.02 * n, y - 0.12 * n), (x + 0.3 * n, y - 0.28 * n)], 0.025 * n, "#e2b13c")
    for i in range(6):
        turn = i * math.pi / 6
        dx, dy = math.cos(turn) * 0.13 * n, math.sin(turn) * 0.11 * n
        middle = (x - 0.02 * n, y - 0.12 * n)
        film.line(
            [(middle[0] - dx, middle[1] - dy), (middle[0] + dx, middle[1] + dy)],
            0.013 * n,
            "#e2b13c",
        )
    film.polygon(
        [(x - 0.1 * n, y - 0.03 * n), (x + 0.12 * n, y - 0.08 * n), (x + 0.12 * n, y - 0.015 * n)],
        "#7c7a74",
    )


def harvest() -> Image.Image:
    c = Canvas(2400, 1600, 11)
    c.gradient([(0, "#6fa3cf"), (0.22, "#a9cbe0"), (0.4, "#f3e3bf"), (0.46, "#f6d9a0")])
    c.clouds("#fff8e8", 0.62, 0.42, 0.7)
    c.glow(1.28, 0.3, 0.22, "#ffe9b0", 0.35)
    c.hills(c.ridge(0.42, 0.2, 0.9), "#7f9fb4", "#d5d9cd", 0.2)
    c.hills(c.ridge(0.45, 0.14, 0.6), "#587f7b", "#b9c6a4", 0.16)
    c.hills(c.ridge(0.455, 0.055, 0.3, 7), "#3d5f45", "#7f9558", 0.07, 0.3)
    with c.layer() as film:
        for i, x in enumerate((0.13, 0.2, 0.26, 0.34, 0.88, 0.95)):
            house(film, x, 0.462 + (i % 3) * 0.004, 0.05, 0.027, "#f4efe2", "#4b5560")
        for x in np.arange(0.02, 1.5, 0.035):
            height = 0.03 + c.random.random() * 0.035
            tree(film, c.random, float(x), 0.475, height, GREENS, leaves=60)
    _rows(c, 0.468, "#9a6a1d", "#f2c758", 0.62)
    cut = ((c.y - 0.468) * 0.95 + 0.60 - c.x) * 9
    stubble = (cut.clip(0, 1) * (c.y > 0.468)) * (0.62 + 0.3 * c.noise(0.08, 0.02, 4))
    c.wash(stubble, "#cdae74")
    c.shade((1 - abs(cut - 0.2) * 2).clip(0, 1) * (c.y > 0.49) * 0.5, "#7a5418")
    with c.layer() as film:
        for x, y, height, coat in ((0.3, 0.72, 0.12, "#35608f"), (0.41, 0.74, 0.125, "#b8563f")):
            film.ellipse(x + 0.03, y, 0.07, 0.01, "#7d5a22")
            person(film, x, y, height, coat, "#3f4450", lift=(0.05, 0.1))
            film.ellipse(x, y - height * 0.985, height * 0.16, height * 0.035, "#e6cf8d")
            film.ellipse(x, y - height * 1.0, height * 0.07, height * 0.05, "#d8bd74")
        for x, y in ((0.34, 0.745), (0.365, 0.75), (0.352, 0.735), (0.47, 0.755), (0.5, 0.76)):
            film.ellipse(x, y - 0.018, 0.021, 0.028, "#efe4c8")
            film.ellipse(x + 0.006, y - 0.014, 0.013, 0.022, "#cbb98f")
        harvester(film, 0.82, 0.73, 0.4)
    for x, y, size in ((1.33, 0.6, 0.1), (1.4, 0.66, 0.09), (0.8, 0.72, 0.06), (1.25, 0.7, 0.08)):
        c.glow(x, y, size, "#f5d896", 0.2)
    c.shade(((c.y - 0.86) * 5).clip(0, 0.55), "#b98a3d")
    with c.layer() as film:
        for _ in range(900):
            x, y = c.random.random() * 1.55 - 0.03, 0.9 + c.random.random() * 0.13
            lean, height = c.random.normal() * 0.02, 0.06 + c.random.random() * 0.09
            tone = c.random.random()
            stem = mix("#8a7a2c", "#d9b146", tone)
            top = (x + lean, y - height)
            bow = (top[0] + 0.012 + lean * 0.4, top[1] + 0.012)
            film.line([(x, y), (x + lean * 0.4, y - height * 0.6), top, bow], 0.0016, stem)
            for k in range(5):
                dx, dy = k * 0.003 * (1 if lean > 0 else 0.8), k * 0.0045
                film.ellipse(
                    bow[0] + dx, bow[1] + dy, 0.0022, 0.0038, mix("#c48f28", "#ffdf83", tone)
                )
    c.strokes()
    return c.finish(0.03)


def orchard() -> Image.Image:
    c = Canvas(1800, 1800, 23)
    c.gradient([(0, "#b9cfd6"), (0.5, "#d9d3a6"), (1, "#7f8a4c")])
    c.wash((c.noise(0.35, 0.35, 3) - 0.35) * 2.2, "#93a25c")
    c.wash((c.noise(0.3, 0.3, 3) - 0.5) * 3, "#efdc9c")
    with c.layer(blur=0.016) as film:
        for _ in range(26):
            x, y = c.random.random(2)
            film.ellipse(x, y, 0.025, 0.024, mix("#e07a24", "#f3b256", c.random.random()))
        for _ in range(150):
            x, y = c.random.random(2)
            film.ellipse(x, y, 0.03, 0.018, mix("#51703a", "#c9b552", c.random.random()))
    branches = (
        [(-0.05, 0.1), (0.2, 0.2), (0.45, 0.25), (0.75, 0.2), (1.05, 0.28)],
        [(0.2, 0.2), (0.3, 0.4), (0.34, 0.62), (0.31, 0.78)],
        [(0.6, 0.23), (0.68, 0.42), (0.71, 0.6)],
        [(0.75, 0.2), (0.88, 0.34), (0.93, 0.46)],
    )
    with c.layer() as film:
        for number, branch in enumerate(branches):
            film.line(branch, 0.03 if number == 0 else 0.014, "#43332a")
            film.line(
                [(x, y - 0.004) for x, y in branch], 0.008 if number == 0 else 0.004, "#7a6252"
            )
    fruit = (
        (0.24, 0.46, 0.085),
        (0.4, 0.4, 0.08),
        (0.34, 0.76, 0.1),
        (0.18, 0.68, 0.075),
        (0.71, 0.7, 0.105),
        (0.6, 0.52, 0.085),
        (0.82, 0.52, 0.08),
        (0.93, 0.6, 0.085),
        (0.52, 0.36, 0.06),
        (0.1, 0.3, 0.07),
        (0.49, 0.85, 0.07),
    )
    for x, y, size in fruit:
        _leaves(c, x, y, size, 5)
        _persimmon(c, x, y, size)
    for x, y in ((0.05, 0.16), (0.33, 0.2), (0.66, 0.2), (0.86, 0.26), (0.97, 0.2)):
        _leaves(c, x, y, 0.08, 4)
    c.glow(0.1, 0.0, 0.45, "#fff2c4", 0.22)
    c.strokes(6, 0.07)
    return c.finish(0.03, 0.35)


def _leaves(c: Canvas, x: float, y: float, size: float, count: int) -> None:
    with c.layer() as film:
        for _ in range(count):
            angle = -math.pi / 2 + c.random.normal() * 1.2
            length = size * (0.9 + c.random.random() * 0.5)
            colour = mix("#48622f", "#d08a34", c.random.random() ** 1.6)
            tip = (
                x + math.cos(angle) * length * 1.5,
                y - size * 0.9 + math.sin(angle) * length * 0.9,
            )
            base = (x, y - size * 0.8)
            normal = (-(tip[1] - base[1]) * 0.26, (tip[0] - base[0]) * 0.26)
            middle = ((tip[0] + base[0]) / 2, (tip[1] + base[1]) / 2)
            one = (middle[0] + normal[0], middle[1] + normal[1])
            two = (middle[0] - normal[0], middle[1] - normal[1])
            film.polygon([base, one, tip], colour)
            film.polygon([base, two, tip], mix(colour, "#20301a", 0.25))
            film.line([base, tip], 0.002, mix(colour, "#ffffff", 0.3))


def _persimmon(c: Canvas, x: float, y: float, size: float) -> None:
    dx, dy = (c.x - x) / size, (c.y - y) / (size * 0.86)
    inside = ((1 - np.sqrt(dx * dx + dy * dy)) * size * c.height / 2).clip(0, 1)
    light = (1 - np.sqrt((dx + 0.38) ** 2 + (dy + 0.42) ** 2) / 1.6).clip(0, 1)[..., None]
    paint = rgb("#a63a10") * (1 - light) + rgb("#ff9c38") * light
    paint = paint * (0.94 + 0.12 * c.noise(0.03, 0.03, 2))[..., None]
    c.wash(inside, paint)
    c.wash(np.exp(-((dx + 0.4) ** 2 + (dy + 0.45) ** 2) * 26) * 0.75, "#fff0d2")
    with c.layer() as film:
        for turn in (0.2, 1.1, 2.2, 3.0):
            tip = (x + math.cos(turn) * size * 0.48, y - size * 0.68 + math.sin(turn) * size * 0.2)
            film.polygon(
                [(x - size * 0.16, y - size * 0.84), tip, (x + size * 0.16, y - size * 0.8)],
                "#6f7a3c",
            )
        film.ellipse(x, y - size * 0.82, size * 0.13, size * 0.06, "#55602e")


def reeds() -> Image.Image:
    c = Canvas(2400, 1030, 37)
    c.gradient([(0, "#7f93b2"), (0.3, "#c3b9c4"), (0.5, "#f2cfae"), (0.58, "#f7dcb4")])
    c.clouds("#f9e6d6", 0.55, 0.5, 0.9)
    c.glow(1.62, 0.47, 0.06, "#fff3cf", 0.9)
    c.glow(1.62, 0.47, 0.3, "#ffcf92", 0.35)
    c.hills(c.ridge(0.56, 0.2, 1.2), "#8e9ab0", "#dcc8b9", 0.16)
    c.hills(c.ridge(0.58, 0.09, 0.6), "#6d7a8c", "#c9b5a6", 0.1)
    with c.layer() as film:
        for x, y, size in (
            (0.75, 0.22, 0.05),
            (0.9, 0.27, 0.042),
            (0.98, 0.18, 0.035),
            (1.1, 0.3, 0.03),
        ):
            egret(film, x, y, size)
    c.water(0.58, "#8f98a8", 0.25, 0.02)
    c.wash(np.exp(-(((c.y - 0.58) / 0.05) ** 2)) * (0.4 + c.noise(0.5, 0.05, 3) * 0.5), "#f6e3cb")
    for depth, dark, light, low, count in (
        (0.68, "#8b7d6c", "#cdb897", 0.05, 260),
        (0.85, "#6b5742", "#d9bd8b", 0.12, 420),
        (1.02, "#3d3024", "#e6c88f", 0.24, 480),
    ):
        with c.layer() as film:
            for _ in range(count):
                x = c.random.random() * c.aspect
                open_water = math.exp(-(((x - 1.5) / 0.42) ** 4)) if depth > 0.7 else 0
                height = low * (0.6 + c.random.random()) * (1 - 0.72 * open_water)
                foot = depth + c.random.random() * 0.03
                lean = c.random.normal() * 0.01 + 0.016
                top = (x + lean * height * 10, foot - height)
                colour = mix(dark, light, c.random.random() * 0.6)
                film.line(
                    [(x, foot), (x + lean * height * 3, foot - height * 0.6), top], 0.0022, colour
                )
                for k in range(7):
                    film.ellipse(
                        top[0] + k * 0.0022,
                        top[1] + (k * 0.03 - 0.12) * height,
                        0.003 + height * 0.012,
                        height * 0.035,
                        mix(light, "#fff4dc", c.random.random() * 0.6),
                    )
    with c.layer() as film:
        for x, y, size in ((1.42, 0.78, 0.06), (1.66, 0.74, 0.045)):
            film.line([(x, y), (x, y + size * 0.9)], 0.003, "#4c4438")
            film.line([(x + size * 0.2, y), (x + size * 0.2, y + size * 0.9)], 0.003, "#4c4438")
            film.ellipse(x + size * 0.1, y, size * 0.5, size * 0.22, "#fbf8ee")
            film.line(
                [
                    (x + size * 0.5, y),
                    (x + size * 0.72, y - size * 0.4),
                    (x + size * 0.62, y - size * 0.75),
                ],
                size * 0.13,
                "#fbf8ee",
            )
            film.line(
                [(x + size * 0.62, y - size * 0.75), (x + size * 1.05, y - size * 0.7)],
                size * 0.05,
                "#d9a23f",
            )
    c.strokes(5, 0.07)
    return c.finish(0.03)


def ginkgo_street() -> Image.Image:
    c = Canvas(1600, 2000, 53)
    c.gradient([(0, "#9fb8c9"), (0.3, "#efe0bd"), (0.46, "#ffe2a0"), (0.6, "#ffe9b8")])
    c.glow(0.42, 0.44, 0.25, "#fff0c0", 0.5)
    with c.layer(blur=0.004) as film:
        for x, width, top in (
            (0.0, 0.16, 0.22),
            (0.14, 0.13, 0.31),
            (0.56, 0.12, 0.3),
            (0.66, 0.16, 0.2),
        ):
            film.rect(x, top, width, 0.4, mix("#a99f97", "#d8c6a4", c.random.random()))
            for row in range(9):
                for column in range(4):
                    film.rect(
                        x + 0.016 + column * width * 0.23,
                        top + 0.02 + row * 0.028,
                        0.014,
                        0.014,
                        "#8b8a8c",
                    )
    road = (c.y - 0.5).clip(0, None)
    inside = ((0.035 + road * 0.62 - abs(c.x - 0.42)) * 40).clip(0, 1) * (c.y > 0.5)
    ground = (c.y > 0.5).astype(np.float32)
    c.wash(ground, rgb("#c9a04a") * (0.75 + 0.5 * c.noise(0.04, 0.015, 4))[..., None])
    c.wash(inside, rgb("#8f8a86") * (0.85 + 0.3 * c.noise(0.06, 0.015, 4))[..., None])
    c.wash(inside * np.exp(-(((c.x - 0.42) / (0.02 + road * 0.2)) ** 2)) * 0.45, "#ffe4a8")
    gold = ("#8a5a12", "#c98a1c", "#f0b92e", "#ffe07a")
    for depth in (0.06, 0.1, 0.16, 0.25, 0.4):
        with c.layer() as film:
            for side in (-1, 1):
                x, y = 0.42 + side * (0.05 + depth * 0.92), 0.505 + depth * 0.78
                height = depth * 2.3
                film.polygon(
                    [
                        (x - depth * 0.04, y),
                        (x - depth * 0.022, y - height * 0.7),
                        (x + depth * 0.022, y - height * 0.7),
                        (x + depth * 0.04, y),
                    ],
                    "#4d3c30",
                )
                for dy, size in ((0.62, 0.17), (0.78, 0.2), (0.93, 0.14)):
                    for dx in (-0.11, 0.1, 0):
                        foliage(
                            film,
                            c.random,
                            x + dx * height,
                            y - dy * height,
                            size * height,
                            size * height * 0.75,
                            gold,
                            170,
                            max(0.004, depth * 0.032),
                        )
    with c.layer() as film:
        for _ in range(1500):
            near = c.random.random() ** 1.5
            y = 0.52 + near * 0.48
            x = 0.42 + c.random.normal() * (0.08 + near * 0.55)
            size = 0.0015 + near * 0.0045
            film.ellipse(x, y, size * 1.3, size * 0.6, mix("#c98a1c", "#ffe27e", c.random.random()))
    with c.layer(blur=0.003, opacity=0.55) as film:
        film.polygon([(0.36, 0.802), (0.44, 0.802), (0.36, 0.99), (0.2, 0.99)], "#4a4248")
    with c.layer() as film:
        x, y, n = 0.4, 0.8, 0.25
        person(film, x, y, n, "#ef7a1a", "#2f4a70", stride=0.07, arms=(0.06, 0.1), lift=(0.02, 0.1))
        film.rect(x - 0.12 * n, y - 0.64 * n, 0.24 * n, 0.03 * n, "#f7f3c4")
        film.rect(x - 0.12 * n, y - 0.53 * n, 0.24 * n, 0.03 * n, "#f7f3c4")
        film.ellipse(x, y - 0.975 * n, 0.085 * n, 0.045 * n, "#ef7a1a")
        film.ellipse(x, y - 0.955 * n, 0.14 * n, 0.018 * n, "#c9600f")
        film.line([(x + 0.04 * n, y - 0.62 * n), (x + 0.42 * n, y - 0.03 * n)], 0.02 * n, "#a07a42")
        film.polygon(
            [
                (x + 0.37 * n, y - 0.1 * n),
                (x + 0.43 * n, y - 0.08 * n),
                (x + 0.62 * n, y + 0.06 * n),
                (x + 0.4 * n, y + 0.08 * n),
            ],
            "#8d6a32",
        )
    c.glow(0.42, 0.45, 0.4, "#ffdf9a", 0.22)
    c.strokes(5, 0.08)
    return c.finish(0.03)
