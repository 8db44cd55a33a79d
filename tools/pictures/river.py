"""The river in town: bridge, shipyard, ferry and the man who rows."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .brush import Canvas, mix, rgb
from .props import ferry, house, person, tree

GREENS = ("#24402c", "#3d6238", "#6c8a48", "#a3b35f")


def footbridge() -> Image.Image:
    c = Canvas(2400, 1350, 61)
    c.gradient([(0, "#2f4272"), (0.25, "#7d6a96"), (0.44, "#e08f78"), (0.55, "#ffc988")])
    c.clouds("#f4a98a", 0.6, 0.55, 0.9)
    c.clouds("#4a4c7c", 0.4, 0.4, 0.7)
    c.glow(0.5, 0.52, 0.25, "#ffb869", 0.5)
    c.hills(c.ridge(0.54, 0.22, 1.0), "#5d5a83", "#c08c88", 0.18)
    c.hills(c.ridge(0.565, 0.1, 0.6), "#464a70", "#8d6f80", 0.1)
    with c.layer() as film:
        x = 0.0
        while x < c.aspect:
            width, height = 0.03 + c.random.random() * 0.045, 0.02 + c.random.random() ** 2 * 0.07
            wall = mix("#565079", "#7a6684", c.random.random())
            film.rect(x, 0.58 - height, width, height + 0.01, wall)
            for row in np.arange(0.58 - height + 0.008, 0.572, 0.012):
                for column in np.arange(x + 0.005, x + width - 0.006, 0.01):
                    if c.random.random() < 0.22:
                        film.rect(float(column), float(row), 0.004, 0.005, "#ffd893")
            x += width + c.random.random() * 0.012
    deck = [(k / 40 * 1.9 - 0.05, 0.47 - 0.05 * math.sin(math.pi * k / 40)) for k in range(41)]
    with c.layer() as film:
        for i in range(4):
            left, right = 0.06 + i * 0.42, 0.06 + i * 0.42 + 0.36
            arch = [
                (left + (right - left) * k / 24, 0.59 - 0.13 * math.sin(math.pi * k / 24))
                for k in range(25)
            ]
            film.line(arch, 0.012, "#241f3a")
            for k in range(2, 23, 2):
                film.line([arch[k], (arch[k][0], _height(deck, arch[k][0]))], 0.003, "#2f2947")
        for x in (0.03, 0.45, 0.87, 1.29, 1.71):
            film.rect(x - 0.014, _height(deck, x), 0.028, 0.6 - _height(deck, x), "#241f3a")
        film.line(deck, 0.018, "#28233f")
        film.line([(x, y - 0.009) for x, y in deck], 0.003, "#ffdf9f")
        film.line([(x, y - 0.036) for x, y in deck], 0.003, "#4c4766")
        for x in np.arange(0.0, 1.8, 0.022):
            top = _height(deck, float(x))
            film.line([(float(x), top - 0.036), (float(x), top)], 0.0016, "#4c4766")
        coats = ("#26243a", "#3b2f4a", "#5a3a46", "#2b3a55")
        for i, x in enumerate((0.18, 0.215, 0.5, 0.74, 0.77, 0.99, 1.2, 1.24, 1.5)):
            person(
                film,
                x,
                _height(deck, x) - 0.006,
                0.062 + (i % 3) * 0.004,
                coats[i % 4],
                "#22203a",
                "#1c1a2a",
                "#8a5f5c",
                0.05,
            )
    for x in np.arange(0.1, 1.78, 0.14):
        top = _height(deck, float(x)) - 0.07
        c.glow(float(x), top, 0.011, "#ffe2a0", 0.9)
        c.glow(float(x), top, 0.035, "#ffb45c", 0.25)
    c.water(0.585, "#2c2f58", 0.5, 0.06)
    c.wash(np.exp(-(((c.y - 0.588) / 0.006) ** 2)) * 0.45, "#ffd3a0")
    with c.layer() as film:
        film.polygon([(-0.1, 0.92), (0.35, 0.94), (0.62, 1.02), (-0.1, 1.02)], "#2a2740")
        for _ in range(320):
            x = c.random.random() * 0.62
            foot = 0.93 + x * 0.14 + c.random.random() * 0.05
            film.line(
                [
                    (x, foot),
                    (x + c.random.normal() * 0.012, foot - 0.03 - c.random.random() * 0.05),
                ],
                0.002,
                mix("#211f36", "#5a4e66", c.random.random()),
            )
    c.strokes(5, 0.07)
    return c.finish(0.02)


def _height(line: list[tuple[float, float]], x: float) -> float:
    return float(np.interp(x, [p[0] for p in line], [p[1] for p in line]))


def shipyard() -> Image.Image:
    c = Canvas(2000, 1333, 67)
    c.gradient([(0, "#7ea5c4"), (0.35, "#c3d6dd"), (0.55, "#eee6d4")])
    c.clouds("#ffffff", 0.62, 0.5, 0.7)
    c.hills(c.ridge(0.53, 0.14, 0.8), "#86a0ac", "#c9d2c8", 0.14)
    c.hills(c.ridge(0.55, 0.05, 0.3, 7), "#5b7d6a", "#93a986", 0.05, 0.3)
    c.water(0.55, "#7fa0ae", 0.35, 0.02)
    ground = (c.y - 0.66 - (c.x - 0.75) * 0.02) * 60
    c.wash(ground.clip(0, 1), rgb("#a89a88") * (0.8 + 0.4 * c.noise(0.08, 0.03, 4))[..., None])
    with c.layer() as film:
        for x in (0.08, 1.38):
            film.polygon(
                [(x, 0.75), (x + 0.02, 0.75), (x + 0.045, 0.12), (x + 0.03, 0.12)], "#c9812c"
            )
            film.polygon(
                [(x + 0.09, 0.75), (x + 0.07, 0.75), (x + 0.045, 0.12), (x + 0.06, 0.12)], "#a9681f"
            )
            for y in np.arange(0.2, 0.72, 0.09):
                film.line([(x + 0.02, float(y)), (x + 0.07, float(y) + 0.06)], 0.006, "#b8752a")
        film.rect(0.03, 0.1, 1.44, 0.035, "#d99238")
        film.rect(0.03, 0.135, 1.44, 0.008, "#8f5a1e")
        for x in np.arange(0.06, 1.44, 0.05):
            film.line([(float(x), 0.103), (float(x) + 0.04, 0.132)], 0.004, "#8f5a1e")
        film.rect(0.78, 0.085, 0.12, 0.06, "#5b626a")
        for x in (0.81, 0.87):
            film.line([(x, 0.145), (x, 0.3)], 0.003, "#3d4248")
        for x in np.arange(0.2, 1.3, 0.11):
            film.rect(float(x), 0.74, 0.06, 0.05, "#6f5a44")
            film.rect(float(x) + 0.01, 0.715, 0.04, 0.03, "#85705a")
        film.rect(0.1, 0.785, 1.3, 0.016, "#5a5a60")
        film.rect(0.1, 0.82, 1.36, 0.014, "#66666c")
    with c.layer(blur=0.01, opacity=0.5) as film:
        film.polygon([(0.18, 0.79), (1.34, 0.79), (1.4, 0.87), (0.26, 0.87)], "#4b423a")
    with c.layer() as film:
        ferry(film, 0.2, 0.73, 1.08, "#f2f4f2", "#fbfbf6", "#2f78a8")
    c.shade(((c.y - 0.63) * 12).clip(0, 0.25) * (c.y < 0.73) * (c.x > 0.2) * (c.x < 1.3), "#7f93a6")
    with c.layer() as film:
        for i, (x, y, n) in enumerate(
            ((0.3, 0.9, 0.14), (0.4, 0.915, 0.145), (1.08, 0.89, 0.135), (0.72, 0.86, 0.12))
        ):
            film.ellipse(x + 0.03, y, 0.06, 0.008, "#7a6d60")
            person(
                film,
                x,
                y,
                n,
                ("#2f5f9a", "#31557f", "#d8742a", "#2f5f9a")[i],
                "#34405a",
                arms=(-0.1, 0.2),
                lift=(0, 0.15 if i % 2 else 0.3),
            )
            film.ellipse(x, y - 0.965 * n, 0.085 * n, 0.055 * n, "#f3c23c" if i < 3 else "#ffffff")
        for x, y, width in ((0.02, 0.93, 0.16), (1.3, 0.92, 0.17)):
            for row in range(3):
                film.rect(
                    x + row * 0.006,
                    y - row * 0.022,
                    width - row * 0.012,
                    0.018,
                    mix("#7d8288", "#a9adb0", row / 3),
                )
    c.glow(0.8, 0.7, 0.014, "#f4f8ff", 1.3)
    c.glow(0.8, 0.7, 0.07, "#9cc8ff", 0.4)
    with c.layer() as film:
        for _ in range(60):
            angle, reach = c.random.random() * math.pi, 0.02 + c.random.random() * 0.08
            end = (0.8 + math.cos(angle) * reach, 0.7 + math.sin(angle) * reach)
            film.line([(0.8 + math.cos(angle) * 0.012, 0.7), end], 0.0012, "#ffe9a8")
    c.strokes()
    return c.finish(0.015)


def misty_ferry() -> Image.Image:
    c = Canvas(2200, 1238, 97)
    c.gradient([(0, "#8fa9b8"), (0.35, "#c8d0cc"), (0.52, "#f1dfc4")])
    c.clouds("#f6efe2", 0.6, 0.5, 1.0)
    c.glow(1.3, 0.42, 0.3, "#ffe6b8", 0.4)
    c.glow(1.3, 0.42, 0.035, "#fff8e0", 0.8)
    c.hills(c.ridge(0.5, 0.34, 0.9), "#8fa6ad", "#dcdcd0", 0.24)
    c.hills(c.ridge(0.52, 0.2, 0.6), "#6f8c90", "#d3d8cb", 0.18)
    c.hills(c.ridge(0.535, 0.08, 0.35, 7), "#53746c", "#c3ceb8", 0.08, 0.3)
    with c.layer() as film:
        for x in (0.12, 0.18, 0.25):
            house(film, x, 0.54, 0.045, 0.024, "#efe9dc", "#56616a")
        for x in np.arange(0.02, 0.4, 0.04):
            tree(
                film, c.random, float(x), 0.548, 0.05 + c.random.random() * 0.03, GREENS, leaves=60
            )
    c.water(0.545, "#93a9ae", 0.3, 0.025)
    c.wash(np.exp(-(((c.y - 0.565) / 0.022) ** 2)) * (0.3 + c.noise(0.7, 0.05, 3) * 0.6), "#f2ead9")
    with c.layer(blur=0.006, opacity=0.4) as film:
        film.polygon([(0.62, 0.72), (1.2, 0.72), (1.16, 0.86), (0.68, 0.86)], "#3f5a66")
    with c.layer() as film:
        ferry(film, 0.62, 0.725, 0.56, "#2f5d7c", "#f6f1e4", "#c8502f")
        person(film, 1.13, 0.655, 0.07, "#7c3f3a", "#2f3440")
        person(film, 1.085, 0.655, 0.065, "#3f5a7c", "#2f3440")
        for k in range(26):
            t = k / 25
            film.line(
                [(0.6 - t * 0.5, 0.73 + t * 0.03), (0.62 - t * 0.5, 0.7305 + t * 0.03)],
                0.003,
                "#e9eeea",
            )
            film.line(
                [(0.6 - t * 0.48, 0.725 - t * 0.015), (0.615 - t * 0.48, 0.7255 - t * 0.015)],
                0.002,
                "#e9eeea",
            )
    c.wash(
        np.exp(-(((c.y - 0.77) / 0.05) ** 2)) * (c.noise(0.6, 0.06, 3) - 0.35).clip(0, 1), "#eef0e8"
    )
    with c.layer() as film:
        film.polygon([(1.45, 1.02), (1.5, 0.86), (1.6, 0.85), (1.9, 0.84), (1.9, 1.02)], "#6a5644")
        for x in (1.5, 1.6, 1.7):
            film.rect(x, 0.76, 0.016, 0.16, "#4a3a2e")
            film.ellipse(x + 0.008, 0.76, 0.011, 0.006, "#7c6652")
        film.line(
            [(1.508, 0.78), (1.6, 0.8), (1.608, 0.78), (1.7, 0.8), (1.708, 0.78)], 0.005, "#a08a64"
        )
    c.strokes(5, 0.06)
    return c.finish(0.015)


def boatman() -> Image.Image:
    c = Canvas(1600, 2000, 101)
    c.gradient([(0, "#5f7f96"), (0.3, "#b9b7a6"), (0.5, "#f3cf93"), (0.62, "#ffdd9c")])
    c.clouds("#ffeccb", 0.58, 0.5, 0.6)
    c.glow(0.24, 0.5, 0.05, "#fff6d8", 0.9)
    c.glow(0.24, 0.5, 0.25, "#ffc877", 0.5)
    c.hills(c.ridge(0.6, 0.18, 0.6), "#8b8a86", "#d9b88e", 0.14)
    c.hills(c.ridge(0.625, 0.07, 0.3), "#6d6a66", "#b8966e", 0.07)
    c.water(0.625, "#a58a6c", 0.2, 0.035)
    profile = [
        (0.02, 1.03),
        (0.08, 0.86),
        (0.2, 0.74),
        (0.36, 0.68),
        (0.405, 0.63),
        (0.4, 0.58),
        (0.355, 0.575),
        (0.335, 0.555),
        (0.338, 0.535),
        (0.328, 0.525),
        (0.338, 0.51),
        (0.308, 0.49),
        (0.312, 0.475),
        (0.34, 0.44),
        (0.345, 0.4),
        (0.37, 0.34),
        (0.44, 0.3),
        (0.53, 0.31),
        (0.585, 0.36),
        (0.59, 0.45),
        (0.565, 0.53),
        (0.555, 0.6),
        (0.58, 0.66),
        (0.7, 0.71),
        (0.8, 0.8),
        (0.84, 1.03),
    ]
    edge = [(x - 0.006, y - 0.004) for x, y in profile]
    with c.layer(blur=0.003) as film:
        film.polygon(edge, "#f0b568")
    with c.layer() as film:
        film.polygon(profile, "#54392b")
        film.polygon(
            [
                (0.0, 1.03),
                (0.07, 0.87),
                (0.2, 0.745),
                (0.36, 0.685),
                (0.43, 0.76),
                (0.56, 0.7),
                (0.58, 0.665),
                (0.7, 0.715),
                (0.8, 0.8),
                (0.85, 1.03),
            ],
            "#2f4453",
        )
        film.polygon([(0.36, 0.685), (0.43, 0.76), (0.4, 0.83), (0.32, 0.72)], "#3d566a")
        film.polygon([(0.56, 0.7), (0.43, 0.76), (0.47, 0.84), (0.6, 0.74)], "#263845")
        film.line([(0.425, 0.78), (0.4, 1.02)], 0.004, "#1f2e39")
        for y in (0.84, 0.93):
            film.ellipse(0.42 - (y - 0.8) * 0.1, y, 0.008, 0.008, "#d9c49a")
        film.ellipse(0.5, 0.475, 0.024, 0.036, "#6b4837")
        film.line([(0.36, 0.452), (0.392, 0.446)], 0.006, "#2e1f18")
        film.line([(0.352, 0.432), (0.4, 0.425)], 0.008, "#c9bfae")
        for k in range(3):
            film.line([(0.41, 0.455 + k * 0.008), (0.44, 0.445 + k * 0.014)], 0.002, "#3d281e")
        film.line([(0.345, 0.54), (0.378, 0.545)], 0.004, "#33221a")
        for _ in range(120):
            x, y = 0.345 + c.random.random() * 0.11, 0.545 + c.random.random() * 0.045
            film.line([(x, y), (x + 0.004, y + 0.012)], 0.0014, "#b8ab98")
        for _ in range(60):
            x, y = 0.5 + c.random.random() * 0.07, 0.4 + c.random.random() * 0.08
            film.line([(x, y), (x + 0.008, y + 0.018)], 0.002, "#a89c8c")
        film.polygon(
            [
                (0.18, 0.412),
                (0.45, 0.21),
                (0.53, 0.21),
                (0.78, 0.44),
                (0.6, 0.415),
                (0.44, 0.395),
                (0.3, 0.4),
            ],
            "#b98a4a",
        )
        for k in range(26):
            t = k / 25
            film.line(
                [
                    (0.45 + 0.08 * t, 0.215),
                    (0.19 + 0.58 * t, 0.41 + 0.022 * t - 0.02 * math.sin(math.pi * t)),
                ],
                0.002,
                mix("#8a6230", "#e6c07a", (k * 7 % 10) / 10),
            )
        for k in range(1, 7):
            t = k / 7
            film.line(
                [
                    (0.45 - 0.26 * t, 0.21 + 0.2 * t),
                    (0.48 + 0.02 * t, 0.215 + 0.178 * t),
                    (0.53 + 0.24 * t, 0.21 + 0.225 * t),
                ],
                0.0018,
                "#7a5528",
            )
        film.line([(0.19, 0.412), (0.3, 0.4), (0.44, 0.395)], 0.005, "#f0d294")
    light = np.exp(-(((c.x - 0.3) / 0.09) ** 2)) * (c.y > 0.4) * (c.y < 1.0)
    c.shade((c.x - 0.42).clip(0, 1) * 1.6 * (c.y > 0.36), "#6a5f66")
    c.px += (light * 0.07)[..., None] * rgb("#ffc070")
    c.strokes(6, 0.08)
    return c.finish(0.03, 0.35)
