"""A reading room and a football pitch."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .brush import Canvas, Layer, mix, rgb
from .props import person, tree

GREENS = ("#24402c", "#3d6238", "#6c8a48", "#a3b35f")


def reading_room() -> Image.Image:
    c = Canvas(2000, 1500, 71)
    c.gradient([(0, "#d9c19a"), (0.6, "#e9d5ae"), (1, "#b98e60")])
    window = np.s_[
        round(0.1 * c.height) : round(0.58 * c.height),
        round(0.44 * c.height) : round(0.9 * c.height),
    ]
    view = Canvas(2000, 1500, 72)
    view.gradient([(0, "#a7cde4"), (0.4, "#f1efd8"), (0.6, "#e9e2b0")])
    view.hills(view.ridge(0.38, 0.14, 0.5), "#7b9f9a", "#c9d2ac", 0.16)
    view.hills(view.ridge(0.46, 0.07, 0.3), "#6a8f4c", "#c6bb62", 0.14)
    with view.layer() as film:
        for x in (0.47, 0.84):
            tree(film, view.random, x, 0.6, 0.34, ("#6a7f2e", "#a9a23a", "#dfc04e", "#f3dd86"))
    c.px[window] = view.px[window] * 1.06
    with c.layer() as film:
        for x in (0.43, 0.66, 0.895):
            film.rect(x, 0.085, 0.016, 0.51, "#8a5f3a")
        for y in (0.085, 0.3, 0.58):
            film.rect(0.43, y, 0.481, 0.016 if y != 0.3 else 0.01, "#8a5f3a")
        film.rect(0.41, 0.595, 0.52, 0.018, "#a8774a")
        film.polygon([(0.41, 0.07), (0.5, 0.07), (0.47, 0.35), (0.42, 0.6)], "#f2e8d2")
        film.polygon([(0.93, 0.07), (0.84, 0.07), (0.87, 0.35), (0.92, 0.6)], "#efe3ca")
        film.rect(0.39, 0.06, 0.56, 0.012, "#6d4a2e")
        spines = (
            "#9c3b30",
            "#2f5f7c",
            "#c99a3c",
            "#4f7550",
            "#6b4a74",
            "#d9cba8",
            "#b5653a",
            "#31465c",
        )
        for left, width in ((0.0, 0.34), (1.0, 0.34)):
            film.rect(left, 0.04, width, 0.8, "#7a5230")
            for shelf in range(6):
                top = 0.06 + shelf * 0.128
                film.rect(left + 0.012, top, width - 0.024, 0.112, "#4d3220")
                x = left + 0.016
                while x < left + width - 0.03:
                    thick, tall = (
                        0.008 + c.random.random() * 0.013,
                        0.07 + c.random.random() * 0.034,
                    )
                    if c.random.random() < 0.93:
                        colour = mix(
                            spines[int(c.random.integers(8))], "#e9d9b4", c.random.random() * 0.25
                        )
                        film.rect(x, top + 0.112 - tall, thick, tall, colour)
                        film.rect(
                            x,
                            top + 0.112 - tall * 0.8,
                            thick,
                            tall * 0.07,
                            mix(colour, "#ffffff", 0.5),
                        )
                    x += thick + 0.0015
    floor = ((c.y - 0.83) * 80).clip(0, 1)
    c.wash(floor, rgb("#b07c4c") * (0.8 + 0.4 * c.noise(0.5, 0.012, 3))[..., None])
    beam = ((c.y - 0.83) * 12).clip(0, 1) * np.exp(
        -(((c.x - 0.68 + (c.y - 0.83) * 0.8) / 0.22) ** 4)
    )
    c.wash(beam * 0.55, "#ffe3a8")
    with c.layer(blur=0.008, opacity=0.45) as film:
        film.ellipse(0.66, 0.955, 0.46, 0.035, "#4a2f1c")
    with c.layer() as film:
        _reader(film, 0.5, 0.78, 0.3, "#6c7f9c", "#cfcac4", bun=True)
        _reader(film, 0.76, 0.78, 0.235, "#d9534a", "#2a2320", bun=False)
        film.rect(0.24, 0.75, 0.84, 0.03, "#c08a52")
        film.rect(0.24, 0.776, 0.84, 0.012, "#8f6238")
        for x in (0.28, 1.0):
            film.rect(x, 0.785, 0.03, 0.17, "#8f6238")
        for x, width in ((0.5, 0.1), (0.76, 0.085)):
            film.polygon(
                [(x - width, 0.728), (x, 0.742), (x, 0.757), (x - width, 0.745)], "#f8f1de"
            )
            film.polygon(
                [(x + width, 0.728), (x, 0.742), (x, 0.757), (x + width, 0.745)], "#efe4c8"
            )
        for i in range(4):
            film.rect(0.9 + i * 0.003, 0.738 - i * 0.013, 0.1 - i * 0.006, 0.012, spines[i])
        film.polygon([(0.33, 0.75), (0.37, 0.75), (0.38, 0.705), (0.32, 0.705)], "#4f7f86")
        for k in range(-3, 4):
            film.line([(0.35, 0.71), (0.35 + k * 0.012, 0.63 + abs(k) * 0.008)], 0.004, "#5c7d3c")
            film.ellipse(0.35 + k * 0.012, 0.628 + abs(k) * 0.008, 0.011, 0.011, "#e2b13c")
    c.glow(0.67, 0.3, 0.35, "#fff1c8", 0.22)
    c.shade(abs(c.x / c.aspect - 0.5).clip(0.1, 1) * 0.7, "#7a5c48")
    c.strokes(5, 0.07)
    return c.finish(0.02)


def _reader(film: Layer, x: float, y: float, n: float, coat: str, hair: str, *, bun: bool) -> None:
    """A person seated behind a table, seen to the chest, looking down at a book."""
    film.polygon(
        [
            (x - 0.3 * n, y),
            (x - 0.27 * n, y - 0.36 * n),
            (x - 0.1 * n, y - 0.46 * n),
            (x + 0.1 * n, y - 0.46 * n),
            (x + 0.27 * n, y - 0.36 * n),
            (x + 0.3 * n, y),
        ],
        coat,
    )
    film.polygon(
        [(x - 0.07 * n, y - 0.46 * n), (x + 0.07 * n, y - 0.46 * n), (x, y - 0.36 * n)], "#f4ead8"
    )
    film.rect(x - 0.045 * n, y - 0.54 * n, 0.09 * n, 0.1 * n, "#c99674")
    film.ellipse(x, y - 0.66 * n, 0.135 * n, 0.16 * n, "#dcab86")
    film.ellipse(x, y - 0.735 * n, 0.152 * n, 0.115 * n, hair)
    if bun:
        film.ellipse(x, y - 0.86 * n, 0.06 * n, 0.05 * n, hair)
    else:
        film.rect(x - 0.15 * n, y - 0.75 * n, 0.045 * n, 0.2 * n, hair)
        film.rect(x + 0.105 * n, y - 0.75 * n, 0.045 * n, 0.2 * n, hair)
    for side in (-1, 1):
        eye = x + side * 0.055 * n
        film.line(
            [(eye - 0.022 * n, y - 0.635 * n), (eye + 0.022 * n, y - 0.635 * n)],
            0.01 * n,
            "#5a4034",
        )
        film.ellipse(x + side * 0.085 * n, y - 0.59 * n, 0.025 * n, 0.016 * n, "#e0937c")
        film.limb(
            [
                (x + side * 0.27 * n, y - 0.33 * n),
                (x + side * 0.34 * n, y - 0.1 * n),
                (x + side * 0.17 * n, y - 0.07 * n),
            ],
            0.1 * n,
            mix(coat, "#20242c", 0.15),
        )
        film.ellipse(x + side * 0.16 * n, y - 0.07 * n, 0.045 * n, 0.035 * n, "#dcab86")
    film.line([(x - 0.02 * n, y - 0.55 * n), (x + 0.02 * n, y - 0.55 * n)], 0.01 * n, "#a8604e")


def football() -> Image.Image:
    c = Canvas(2000, 1333, 73)
    c.gradient([(0, "#5c9dd0"), (0.3, "#b4d6e8"), (0.42, "#eef0e0")])
    c.clouds("#ffffff", 0.6, 0.4, 0.6)
    c.hills(c.ridge(0.4, 0.1, 0.7), "#8fabb0", "#cfd9c8", 0.1)
    with c.layer() as film:
        film.rect(0.08, 0.2, 0.66, 0.25, "#f3e7d2")
        film.rect(0.06, 0.185, 0.7, 0.02, "#b5523c")
        film.rect(0.35, 0.13, 0.1, 0.32, "#e2c9a2")
        film.polygon([(0.33, 0.135), (0.4, 0.08), (0.47, 0.135)], "#b5523c")
        film.ellipse(0.4, 0.165, 0.022, 0.022, "#fbf8ee")
        film.line([(0.4, 0.165), (0.4, 0.149)], 0.003, "#333333")
        film.line([(0.4, 0.165), (0.411, 0.168)], 0.003, "#333333")
        for row in range(4):
            for column in range(12):
                x = 0.1 + column * 0.053
                if 0.33 < x < 0.45:
                    continue
                film.rect(x, 0.222 + row * 0.055, 0.034, 0.032, "#6d93a6")
                film.rect(x + 0.016, 0.222 + row * 0.055, 0.002, 0.032, "#f3e7d2")
            film.rect(0.08, 0.262 + row * 0.055, 0.66, 0.004, "#dcc7a2")
        film.line([(0.86, 0.46), (0.86, 0.14)], 0.006, "#d8d8d4")
        film.polygon([(0.86, 0.142), (0.93, 0.15), (0.925, 0.185), (0.86, 0.18)], "#e9b23a")
        for x in (0.8, 0.95, 1.06, 1.18, 1.3, 1.42, 0.02):
            tree(film, c.random, x, 0.465, 0.15 + c.random.random() * 0.08, GREENS, leaves=160)
        for x in (1.0, 1.24):
            tree(
                film,
                c.random,
                x,
                0.467,
                0.16,
                ("#8a5a12", "#c98a1c", "#f0b92e", "#ffe07a"),
                leaves=160,
            )
    c.wash(
        ((c.y - 0.455) * 200).clip(0, 1),
        rgb("#b5563f") * (0.9 + 0.2 * c.noise(0.1, 0.02, 3))[..., None],
    )
    with c.layer() as film:
        for y in (0.47, 0.487, 0.507):
            film.line([(0, y), (1.6, y)], 0.0022, "#f0ddd0")
    below = (c.y - 0.535).clip(0, None)
    pitch = ((c.y - 0.53) * 200).clip(0, 1)
    across = (c.x - 0.75) / (below + 0.42)
    stripe = np.where(np.sin(across * 11) > 0, 1.0, 0.0)[..., None].astype(np.float32)
    green = rgb("#4f8c3c") * (1 - stripe) + rgb("#67a448") * stripe
    c.wash(pitch, green * (0.84 + 0.32 * c.noise(0.03, 0.008, 3))[..., None])
    with c.layer(opacity=0.85) as film:
        film.line([(0, 0.565), (1.6, 0.565)], 0.004, "#f4f6ee")
        film.line([(0.9, 0.565), (1.3, 1.02)], 0.007, "#f4f6ee")
        film.line([(0.16, 0.66), (0.5, 0.66), (0.4, 0.9), (-0.1, 0.9)], 0.006, "#f4f6ee")
    with c.layer() as film:
        goal = [(0.02, 0.74), (0.02, 0.52), (0.15, 0.47), (0.15, 0.62)]
        for k in range(9):
            t = k / 8
            film.line(
                [(0.02 + 0.13 * t, 0.52 - 0.05 * t), (0.13 * t - 0.03, 0.76 - 0.13 * t)],
                0.0012,
                "#e9ece6",
            )
            film.line(
                [(0.02 - 0.05 * t, 0.52 + 0.24 * t), (0.15 - 0.05 * t, 0.47 + 0.16 * t)],
                0.0012,
                "#e9ece6",
            )
        film.line(goal, 0.008, "#fbfbf6")
        players = (
            (0.3, 0.83, 0.26, "#d8402f", 0.16, 0.25),
            (0.62, 0.76, 0.21, "#2b66b0", 0.14, 0.2),
            (0.86, 0.88, 0.29, "#d8402f", 0.12, 0.3),
            (1.12, 0.7, 0.17, "#2b66b0", 0.1, 0.2),
            (0.48, 0.65, 0.14, "#d8402f", 0.1, 0.1),
            (1.33, 0.8, 0.23, "#2b66b0", 0.15, 0.22),
            (0.09, 0.68, 0.16, "#e9b23a", 0.08, 0.5),
            (0.98, 0.6, 0.11, "#2b66b0", 0.08, 0.1),
        )
        for x, y, n, shirt, stride, lift in players:
            film.ellipse(x + n * 0.2, y + 0.002, n * 0.34, n * 0.035, "#3a6b2c")
            person(
                film,
                x,
                y,
                n,
                shirt,
                "#f1efe6",
                stride=stride,
                arms=(-0.2, 0.2),
                lift=(lift * 0.5, lift),
            )
            for side in (-1, 1):
                film.limb(
                    [
                        (x + side * (0.055 + stride * 0.72) * n, y - 0.13 * n),
                        (x + side * (0.06 + stride) * n, y),
                    ],
                    0.075 * n,
                    shirt,
                )
        film.ellipse(0.71, 0.86, 0.022, 0.005, "#3a6b2c")
        film.ellipse(0.7, 0.838, 0.02, 0.02, "#fafaf5")
        for dx, dy in ((0, 0), (-0.012, -0.008), (0.012, -0.006), (0.004, 0.014)):
            film.ellipse(0.7 + dx, 0.838 + dy, 0.005, 0.005, "#2c2c30")
    c.strokes(4, 0.07)
    return c.finish(0.015)
