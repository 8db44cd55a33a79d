"""Streets, roofs, rooms and the river in town."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .brush import Canvas, Layer, mix, rgb
from .props import ferry, foliage, house, person, tree

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
            person(film, x, _height(deck, x) - 0.006, 0.062 + (i % 3) * 0.004, coats[i % 4],
                   "#22203a", "#1c1a2a", "#8a5f5c", 0.05)  # fmt: skip
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
            film.line([(x, foot), (x + c.random.normal() * 0.012, foot - 0.03 - c.random.random() * 0.05)],
                      0.002, mix("#211f36", "#5a4e66", c.random.random()))  # fmt: skip
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
            film.polygon([(x, 0.75), (x + 0.02, 0.75), (x + 0.045, 0.12), (x + 0.03, 0.12)], "#c9812c")
            film.polygon([(x + 0.09, 0.75), (x + 0.07, 0.75), (x + 0.045, 0.12), (x + 0.06, 0.12)], "#a9681f")
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
        for i, (x, y, n) in enumerate(((0.3, 0.9, 0.14), (0.4, 0.915, 0.145), (1.08, 0.89, 0.135), (0.72, 0.86, 0.12))):
            film.ellipse(x + 0.03, y, 0.06, 0.008, "#7a6d60")
            person(film, x, y, n, ("#2f5f9a", "#31557f", "#d8742a", "#2f5f9a")[i], "#34405a",
                   arms=(-0.1, 0.2), lift=(0, 0.15 if i % 2 else 0.3))  # fmt: skip
            film.ellipse(x, y - 0.965 * n, 0.085 * n, 0.055 * n, "#f3c23c" if i < 3 else "#ffffff")
        for x, y, width in ((0.02, 0.93, 0.16), (1.3, 0.92, 0.17)):
            for row in range(3):
                film.rect(x + row * 0.006, y - row * 0.022, width - row * 0.012, 0.018, mix("#7d8288", "#a9adb0", row / 3))
    c.glow(0.8, 0.7, 0.014, "#f4f8ff", 1.3)
    c.glow(0.8, 0.7, 0.07, "#9cc8ff", 0.4)
    with c.layer() as film:
        for _ in range(60):
            angle, reach = c.random.random() * math.pi, 0.02 + c.random.random() * 0.08
            end = (0.8 + math.cos(angle) * reach, 0.7 + math.sin(angle) * reach)
            film.line([(0.8 + math.cos(angle) * 0.012, 0.7), end], 0.0012, "#ffe9a8")
    c.strokes()
    return c.finish(0.015)


def reading_room() -> Image.Image:
    c = Canvas(2000, 1500, 71)
    c.gradient([(0, "#d9c19a"), (0.6, "#e9d5ae"), (1, "#b98e60")])
    window = np.s_[round(0.1 * c.height) : round(0.58 * c.height), round(0.44 * c.height) : round(0.9 * c.height)]
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
        spines = ("#9c3b30", "#2f5f7c", "#c99a3c", "#4f7550", "#6b4a74", "#d9cba8", "#b5653a", "#31465c")
        for left, width in ((0.0, 0.34), (1.0, 0.34)):
            film.rect(left, 0.04, width, 0.8, "#7a5230")
            for shelf in range(6):
                top = 0.06 + shelf * 0.128
                film.rect(left + 0.012, top, width - 0.024, 0.112, "#4d3220")
                x = left + 0.016
                while x < left + width - 0.03:
                    thick, tall = 0.008 + c.random.random() * 0.013, 0.07 + c.random.random() * 0.034
                    if c.random.random() < 0.93:
                        colour = mix(spines[int(c.random.integers(8))], "#e9d9b4", c.random.random() * 0.25)
                        film.rect(x, top + 0.112 - tall, thick, tall, colour)
                        film.rect(x, top + 0.112 - tall * 0.8, thick, tall * 0.07, mix(colour, "#ffffff", 0.5))
                    x += thick + 0.0015
    floor = ((c.y - 0.83) * 80).clip(0, 1)
    c.wash(floor, rgb("#b07c4c") * (0.8 + 0.4 * c.noise(0.5, 0.012, 3))[..., None])
    beam = ((c.y - 0.83) * 12).clip(0, 1) * np.exp(-(((c.x - 0.68 + (c.y - 0.83) * 0.8) / 0.22) ** 4))
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
            film.polygon([(x - width, 0.728), (x, 0.742), (x, 0.757), (x - width, 0.745)], "#f8f1de")
            film.polygon([(x + width, 0.728), (x, 0.742), (x, 0.757), (x + width, 0.745)], "#efe4c8")
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
        [(x - 0.3 * n, y), (x - 0.27 * n, y - 0.36 * n), (x - 0.1 * n, y - 0.46 * n),
         (x + 0.1 * n, y - 0.46 * n), (x + 0.27 * n, y - 0.36 * n), (x + 0.3 * n, y)],
        coat,
    )  # fmt: skip
    film.polygon([(x - 0.07 * n, y - 0.46 * n), (x + 0.07 * n, y - 0.46 * n), (x, y - 0.36 * n)], "#f4ead8")
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
        film.line([(eye - 0.022 * n, y - 0.635 * n), (eye + 0.022 * n, y - 0.635 * n)], 0.01 * n, "#5a4034")
        film.ellipse(x + side * 0.085 * n, y - 0.59 * n, 0.025 * n, 0.016 * n, "#e0937c")
        film.limb(
            [(x + side * 0.27 * n, y - 0.33 * n), (x + side * 0.34 * n, y - 0.1 * n),
             (x + side * 0.17 * n, y - 0.07 * n)],
            0.1 * n, mix(coat, "#20242c", 0.15),
        )  # fmt: skip
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
            tree(film, c.random, x, 0.467, 0.16, ("#8a5a12", "#c98a1c", "#f0b92e", "#ffe07a"), leaves=160)
    c.wash(((c.y - 0.455) * 200).clip(0, 1), rgb("#b5563f") * (0.9 + 0.2 * c.noise(0.1, 0.02, 3))[..., None])
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
            film.line([(0.02 + 0.13 * t, 0.52 - 0.05 * t), (0.13 * t - 0.03, 0.76 - 0.13 * t)], 0.0012, "#e9ece6")
            film.line([(0.02 - 0.05 * t, 0.52 + 0.24 * t), (0.15 - 0.05 * t, 0.47 + 0.16 * t)], 0.0012, "#e9ece6")
        film.line(goal, 0.008, "#fbfbf6")
        players = (
            (0.3, 0.83, 0.26, "#d8402f", 0.16, 0.25), (0.62, 0.76, 0.21, "#2b66b0", 0.14, 0.2),
            (0.86, 0.88, 0.29, "#d8402f", 0.12, 0.3), (1.12, 0.7, 0.17, "#2b66b0", 0.1, 0.2),
            (0.48, 0.65, 0.14, "#d8402f", 0.1, 0.1), (1.33, 0.8, 0.23, "#2b66b0", 0.15, 0.22),
            (0.09, 0.68, 0.16, "#e9b23a", 0.08, 0.5), (0.98, 0.6, 0.11, "#2b66b0", 0.08, 0.1),
        )  # fmt: skip
        for x, y, n, shirt, stride, lift in players:
            film.ellipse(x + n * 0.2, y + 0.002, n * 0.34, n * 0.035, "#3a6b2c")
            person(film, x, y, n, shirt, "#f1efe6", stride=stride, arms=(-0.2, 0.2), lift=(lift * 0.5, lift))
            for side in (-1, 1):
                film.limb([(x + side * (0.055 + stride * 0.72) * n, y - 0.13 * n), (x + side * (0.06 + stride) * n, y)],
                          0.075 * n, shirt)  # fmt: skip
        film.ellipse(0.71, 0.86, 0.022, 0.005, "#3a6b2c")
        film.ellipse(0.7, 0.838, 0.02, 0.02, "#fafaf5")
        for dx, dy in ((0, 0), (-0.012, -0.008), (0.012, -0.006), (0.004, 0.014)):
            film.ellipse(0.7 + dx, 0.838 + dy, 0.005, 0.005, "#2c2c30")
    c.strokes(4, 0.07)
    return c.finish(0.015)


def rain() -> Image.Image:
    c = Canvas(1600, 2133, 79)
    c.gradient([(0, "#28354f"), (0.3, "#4a5876"), (0.52, "#8b8690"), (0.6, "#b39a88")])
    with c.layer() as film:
        for x, width, top, wall in (
            (-0.02, 0.2, 0.05, "#26304a"), (0.16, 0.13, 0.2, "#35405c"), (0.47, 0.13, 0.18, "#333e5a"),
            (0.58, 0.2, 0.0, "#232c45"), (0.28, 0.08, 0.3, "#4a5470"), (0.4, 0.08, 0.28, "#48526e"),
        ):  # fmt: skip
            film.rect(x, top, width, 0.6 - top, wall)
            for row in np.arange(top + 0.02, 0.5, 0.026):
                for column in np.arange(x + 0.012, x + width - 0.014, 0.022):
                    if c.random.random() < 0.45:
                        lamp = mix("#ffd58a", "#ffedc4", c.random.random())
                        film.rect(float(column), float(row), 0.012, 0.014, mix(wall, lamp, 0.3 + c.random.random() * 0.6))
        for x, y, width, colour in ((0.0, 0.5, 0.17, "#f0a04b"), (0.58, 0.49, 0.18, "#e86f52"), (0.16, 0.535, 0.1, "#f4cf7a"), (0.5, 0.53, 0.08, "#7fc4c9")):
            film.rect(x, y, width, 0.022, mix(colour, "#5a2f2a", 0.3))
            film.rect(x, y + 0.022, width, 0.06, colour)
            for k in range(4):
                film.rect(x + width * (0.05 + k * 0.24), y + 0.03, width * 0.17, 0.05, "#ffe9b8")
    for x, y, colour in ((0.1, 0.52, "#ffb45c"), (0.66, 0.52, "#ff8f6a"), (0.22, 0.55, "#ffd88a"), (0.54, 0.55, "#8fd8e0")):
        c.glow(x, y, 0.07, colour, 0.4)
    c.glow(0.38, 0.54, 0.14, "#ffd9a8", 0.35)
    with c.layer() as film:
        for side, x in ((-1, 0.29), (1, 0.49)):
            film.line([(x, 0.6), (x, 0.36), (x - side * 0.03, 0.345)], 0.004, "#20283c")
    for x in (0.32, 0.46):
        c.glow(x, 0.35, 0.012, "#fff3d2", 1.2)
        c.glow(x, 0.35, 0.05, "#ffd08a", 0.4)
    with c.layer() as film:
        film.rect(0.315, 0.545, 0.12, 0.05, "#2f6b5c")
        film.rect(0.322, 0.55, 0.106, 0.022, "#bfe0e0")
        for x in (0.328, 0.422):
            film.ellipse(x, 0.582, 0.007, 0.006, "#fff6d8")
    for x in (0.328, 0.422):
        c.glow(x, 0.582, 0.025, "#fff0c0", 0.7)
    c.water(0.597, "#39435c", 0.22, 0.05)
    for x, y, n, colour, coat in (
        (0.55, 0.78, 0.22, "#d8483c", "#3a4a6a"), (0.2, 0.86, 0.3, "#e9b23a", "#5a3f58"),
        (0.36, 0.7, 0.14, "#4f8fb0", "#3b3b48"), (0.45, 0.69, 0.13, "#6fae7c", "#54464a"),
    ):  # fmt: skip
        with c.layer(blur=0.004, opacity=0.4) as film:
            film.ellipse(x, y + n * 0.62, n * 0.36, n * 0.2, colour)
            film.rect(x - 0.1 * n, y, 0.2 * n, n * 0.5, "#1c2438")
        with c.layer() as film:
            person(film, x, y, n, coat, "#232a3c", stride=0.07, arms=(-0.08, 0.02), lift=(0, 0.3))
            _umbrella(film, x + 0.02 * n, y - 0.9 * n, n, colour)
    with c.layer(opacity=0.4) as film:
        for _ in range(900):
            x, y = c.random.random() * 0.78, c.random.random()
            length = 0.015 + c.random.random() * 0.035
            film.line([(x, y), (x - length * 0.16, y + length)], 0.0009, "#dfe9f4")
        for _ in range(240):
            x, y = c.random.random() * 0.75, 0.62 + c.random.random() ** 1.3 * 0.38
            film.line([(x - 0.006, y), (x + 0.006, y)], 0.0012, "#e6eef6")
    c.strokes(5, 0.05)
    return c.finish(0.0, 0.3)


def _umbrella(film: Layer, x: float, y: float, n: float, colour: str) -> None:
    film.line([(x, y - 0.2 * n), (x, y + 0.28 * n)], 0.016 * n, "#2a2a30")
    dome = [(x + math.cos(math.pi * k / 16) * 0.38 * n, y - math.sin(math.pi * k / 16) * 0.26 * n) for k in range(17)]
    rim = []
    for k in range(5):
        left = x - 0.38 * n + k * 0.152 * n
        rim += [(left, y), (left + 0.076 * n, y - 0.045 * n)]
    film.polygon([*dome, *rim, (x + 0.38 * n, y)], colour)
    film.polygon([(x, y - 0.26 * n), (x - 0.38 * n, y), (x - 0.228 * n, y), (x, y - 0.26 * n)], mix(colour, "#000000", 0.22))
    film.polygon([(x, y - 0.26 * n), (x + 0.076 * n, y), (x + 0.228 * n, y), (x, y - 0.26 * n)], mix(colour, "#ffffff", 0.2))


def roofs() -> Image.Image:
    c = Canvas(2400, 1000, 83)
    c.gradient([(0, "#aebfca"), (0.3, "#dfdccf"), (0.5, "#f4e6c8")])
    c.clouds("#fffaf0", 0.55, 0.45, 0.9)
    c.glow(1.9, 0.28, 0.2, "#fff0c8", 0.5)
    c.hills(c.ridge(0.42, 0.26, 1.0), "#98aeb6", "#dcdccb", 0.2)
    c.hills(c.ridge(0.46, 0.12, 0.6), "#7c9897", "#d3d6c4", 0.16)
    with c.layer() as film:
        for i in range(5):
            width = 0.12 - i * 0.014
            y = 0.43 - i * 0.075
            film.rect(1.5 - width * 0.36, y - 0.05, width * 0.72, 0.06, "#a4694e")
            film.polygon([(1.5 - width * 0.8, y - 0.038), (1.5 - width * 0.4, y - 0.066),
                          (1.5 + width * 0.4, y - 0.066), (1.5 + width * 0.8, y - 0.038), (1.5, y - 0.046)], "#4b5258")  # fmt: skip
        film.line([(1.5, 0.06), (1.5, 0.02)], 0.008, "#4b5258")
    for depth, eave in enumerate((0.5, 0.585, 0.69, 0.82, 0.97)):
        near = depth / 4
        mist = (1 - near) * 0.5
        with c.layer() as film:
            x = -0.15 - c.random.random() * 0.1
            while x < 2.45:
                width = (0.24 + c.random.random() * 0.18) * (0.5 + near * 0.9)
                y = eave + (c.random.random() - 0.5) * (0.03 + 0.035 * near)
                _old_house(film, c, x, y, width, 0.045 + 0.07 * near, mist)
                x += width * (0.93 + c.random.random() * 0.25)
            leaves = [mix(k, "#dfdccf", mist) for k in ("#3b4a2a", "#71803a", "#c09a3c", "#e6c868")]
            for _ in range(4):
                place, size = c.random.random() * 2.4, 0.03 + near * 0.035
                foliage(film, c.random, place, eave + 0.02, size, size * 0.8, leaves, 170, size * 0.16)
        if depth < 3:
            low = np.exp(-(((c.y - eave - 0.05) / 0.05) ** 2))
            c.wash(low * (c.noise(0.8, 0.1, 3) - 0.25).clip(0, 1) * 0.7, "#f3ead6")
    for x, y in ((0.62, 0.44), (1.1, 0.5)):
        for k in range(9):
            c.glow(x + k * 0.012 + k * k * 0.002, y - k * 0.03, 0.014 + k * 0.005, "#f4f0e8", 0.16)
    with c.layer() as film:
        for x, y, n in ((0.8, 0.16, 0.026), (0.9, 0.2, 0.02), (0.73, 0.23, 0.018), (1.0, 0.12, 0.016), (0.5, 0.12, 0.018)):
            film.line([(x - n, y - n * 0.5), (x - n * 0.3, y - n * 0.2), (x, y), (x + n * 0.3, y - n * 0.25), (x + n, y - n * 0.6)], 0.003, "#3a4048")
    c.strokes(5, 0.07)
    return c.finish(0.02)


def _old_house(
    film: Layer, c: Canvas, x: float, eave: float, width: float, rise: float, mist: float
) -> None:
    """A tiled house between stepped white gables; ``eave`` is its height, ``rise`` the roof's."""

    def far(colour: str) -> str:
        return mix(colour, "#dcd8c8", mist)

    wall = far(mix("#f7f2e6", "#dccfb8", c.random.random()))
    film.rect(x, eave - rise * 0.2, width, 0.7, wall)
    film.rect(x, eave, width, rise * 0.16, far("#8b6a4c"))
    step = rise * 0.62
    for k in range(int(width / step)):
        left = x + step * 0.2 + k * step
        film.rect(left, eave + rise * 0.3, step * 0.62, rise * 0.62, far("#5c3d2b"))
        lit = c.random.random() < 0.35
        film.rect(left + step * 0.06, eave + rise * 0.36, step * 0.5, rise * 0.5, far("#f0c26c" if lit else "#927458"))
        film.line([(left + step * 0.31, eave + rise * 0.36), (left + step * 0.31, eave + rise * 0.86)], 0.0016, far("#5c3d2b"))
    top = eave - rise
    tile = mix("#4a5359", "#6a6a62", c.random.random())
    film.polygon([(x - 0.008, eave), (x + 0.01, top), (x + width - 0.01, top), (x + width + 0.008, eave)], far(tile))
    lines = max(8, int(width / (rise * 0.11)))
    for k in range(lines + 1):
        t = k / lines
        start, end = (x + 0.01 + (width - 0.02) * t, top), (x - 0.008 + (width + 0.016) * t, eave)
        film.line([start, end], rise * 0.035, far(mix("#2f363b", "#7a8284", c.random.random())))
    film.line([(x, top), (x + width, top)], rise * 0.12, far("#343b40"))
    film.line([(x - 0.01, eave), (x + width + 0.01, eave)], rise * 0.08, far("#30363a"))
    for side, base in ((1, x), (-1, x + width)):
        for k, height in enumerate((1.28, 0.98, 0.66)):
            left = base - side * rise * 0.1 + side * k * rise * 0.0
            thick = rise * (0.2 + k * 0.16)
            start = left if side > 0 else left - thick
            if k == 0 or c.random.random() < 0.7:
                film.rect(start, eave - rise * height, thick, rise * height + rise, wall)
                film.rect(start - rise * 0.05, eave - rise * height - rise * 0.08, thick + rise * 0.1, rise * 0.1, far("#3a4146"))


def night_market() -> Image.Image:
    c = Canvas(2400, 1600, 89)
    c.gradient([(0, "#141a35"), (0.3, "#2b2a52"), (0.55, "#6b4658"), (0.7, "#8a5a4c")])
    with c.layer() as film:
        x = -0.05
        while x < 1.55:
            width, top = 0.09 + c.random.random() * 0.1, 0.12 + c.random.random() * 0.22
            wall = mix("#1b2140", "#332f52", c.random.random())
            film.rect(x, top, width, 0.6, wall)
            for row in np.arange(top + 0.02, 0.5, 0.034):
                for column in np.arange(x + 0.012, x + width - 0.02, 0.026):
                    if c.random.random() < 0.42:
                        film.rect(float(column), float(row), 0.014, 0.019, mix(wall, "#ffd48a", 0.25 + 0.6 * c.random.random()))
            x += width
    c.wash(((c.y - 0.66) * 30).clip(0, 1), rgb("#4a3640") * (0.7 + 0.6 * c.noise(0.12, 0.03, 4))[..., None])
    c.glow(0.75, 0.62, 0.4, "#ff9f4c", 0.3)
    awnings = (("#c8402f", "#f6e7c8"), ("#2f7c74", "#f3ead0"), ("#d88a2c", "#fff0cc"), ("#6a4a86", "#efe2f0"), ("#b53a52", "#fae6d8"), ("#36628f", "#f1e9d4"))
    for row, (y, n) in enumerate(((0.62, 0.2), (0.76, 0.31))):
        count = 7 if row == 0 else 5
        for i in range(count):
            x = -0.08 + i * (1.62 / count) + row * 0.03
            if row == 1 and i == 2:
                continue
            with c.layer() as film:
                _stall(film, c, x, y, n, awnings[(i + row * 2) % 6])
            c.glow(x + n * 0.5, y - n * 0.42, n * 0.35, "#ffb65c", 0.45)
            c.glow(x + n * 0.5, y - n * 0.62, n * 0.06, "#fff2c8", 0.8)
        with c.layer() as film:
            for _ in range(9 if row == 0 else 7):
                px = c.random.random() * 1.5
                tall = n * (0.62 + c.random.random() * 0.12)
                coat = mix(("#7a3f3a", "#37456a", "#8a6a3c", "#4a3a55", "#2f5550")[int(c.random.integers(5))], "#1c1826", 0.3)
                person(film, px, y + n * (0.16 + 0.1 * c.random.random()), tall, coat, "#221e2c", "#191620", "#b98563", 0.05)
    with c.layer() as film:
        for x, y, n, coat in ((0.62, 0.985, 0.42, "#2a2440"), (0.75, 0.995, 0.36, "#4a2a35"), (0.86, 0.99, 0.28, "#2a3a4f")):
            person(film, x, y, n, coat, "#17141f", "#131019", "#6a4a40", 0.05)
    lanterns = []
    with c.layer() as film:
        for start, end, sag in (((-0.05, 0.16), (0.8, 0.12), 0.14), ((0.7, 0.1), (1.56, 0.2), 0.13), ((-0.05, 0.36), (1.56, 0.34), 0.08)):
            points = [(start[0] + (end[0] - start[0]) * k / 24, start[1] + (end[1] - start[1]) * k / 24 + sag * math.sin(math.pi * k / 24)) for k in range(25)]
            film.line(points, 0.002, "#1a1622")
            lanterns += points[2:24:3]
        for x, y in lanterns:
            film.line([(x, y), (x, y + 0.02)], 0.0015, "#1a1622")
            film.ellipse(x, y + 0.045, 0.026, 0.024, "#d8352a")
            film.ellipse(x, y + 0.045, 0.014, 0.022, "#f2643c")
            film.rect(x - 0.011, y + 0.018, 0.022, 0.006, "#f2c14e")
            film.rect(x - 0.011, y + 0.066, 0.022, 0.006, "#f2c14e")
            film.line([(x, y + 0.07), (x, y + 0.1)], 0.004, "#e0a23c")
    for x, y in lanterns:
        c.glow(x, y + 0.045, 0.02, "#ffc070", 0.5)
        c.glow(x, y + 0.045, 0.07, "#ff7a3c", 0.22)
    for x, y in ((0.33, 0.5), (1.12, 0.52), (0.9, 0.5)):
        for k in range(10):
            c.glow(x + math.sin(k * 0.8) * 0.016, y - k * 0.028, 0.018 + k * 0.004, "#f4e6d8", 0.1)
    c.strokes(4, 0.06)
    return c.finish(0.02, 0.35)


def _stall(film: Layer, c: Canvas, x: float, y: float, n: float, colours: tuple[str, str]) -> None:
    film.rect(x + 0.04 * n, y - 0.62 * n, 0.025 * n, 0.66 * n, "#3a2a24")
    film.rect(x + 0.93 * n, y - 0.62 * n, 0.025 * n, 0.66 * n, "#3a2a24")
    film.rect(x + 0.06 * n, y - 0.5 * n, 0.88 * n, 0.4 * n, "#c98a4a")
    person(film, x + 0.36 * n, y + 0.1 * n, 0.56 * n, "#e9dcc4", "#3a2f30", arms=(-0.1, 0.2), lift=(0, 0.1))
    film.rect(x, y - 0.14 * n, n, 0.2 * n, "#7c4e34")
    film.rect(x - 0.02 * n, y - 0.16 * n, 1.04 * n, 0.035 * n, "#d9a86a")
    for k in range(9):
        film.ellipse(x + (0.08 + k * 0.105) * n, y - 0.18 * n, 0.045 * n, 0.035 * n,
                     ("#e2702c", "#f0c04a", "#9cb04a", "#d8483c", "#f3e2b8")[int(c.random.integers(5))])  # fmt: skip
    for k in range(8):
        left = x - 0.06 * n + k * 0.14 * n
        colour = colours[k % 2]
        film.polygon([(x + 0.04 * n + k * 0.115 * n, y - 0.78 * n), (x + 0.04 * n + (k + 1) * 0.115 * n, y - 0.78 * n),
                      (left + 0.14 * n, y - 0.58 * n), (left, y - 0.58 * n)], colour)  # fmt: skip
        film.ellipse(left + 0.07 * n, y - 0.58 * n, 0.07 * n, 0.035 * n, mix(colour, "#000000", 0.12))


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
            tree(film, c.random, float(x), 0.548, 0.05 + c.random.random() * 0.03, GREENS, leaves=60)
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
            film.line([(0.6 - t * 0.5, 0.73 + t * 0.03), (0.62 - t * 0.5, 0.7305 + t * 0.03)], 0.003, "#e9eeea")
            film.line([(0.6 - t * 0.48, 0.725 - t * 0.015), (0.615 - t * 0.48, 0.7255 - t * 0.015)], 0.002, "#e9eeea")
    c.wash(np.exp(-(((c.y - 0.77) / 0.05) ** 2)) * (c.noise(0.6, 0.06, 3) - 0.35).clip(0, 1), "#eef0e8")
    with c.layer() as film:
        film.polygon([(1.45, 1.02), (1.5, 0.86), (1.6, 0.85), (1.9, 0.84), (1.9, 1.02)], "#6a5644")
        for x in (1.5, 1.6, 1.7):
            film.rect(x, 0.76, 0.016, 0.16, "#4a3a2e")
            film.ellipse(x + 0.008, 0.76, 0.011, 0.006, "#7c6652")
        film.line([(1.508, 0.78), (1.6, 0.8), (1.608, 0.78), (1.7, 0.8), (1.708, 0.78)], 0.005, "#a08a64")
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
        (0.02, 1.03), (0.08, 0.86), (0.2, 0.74), (0.36, 0.68), (0.405, 0.63), (0.4, 0.58), (0.355, 0.575),
        (0.335, 0.555), (0.338, 0.535), (0.328, 0.525), (0.338, 0.51), (0.308, 0.49), (0.312, 0.475),
        (0.34, 0.44), (0.345, 0.4), (0.37, 0.34), (0.44, 0.3), (0.53, 0.31), (0.585, 0.36), (0.59, 0.45),
        (0.565, 0.53), (0.555, 0.6), (0.58, 0.66), (0.7, 0.71), (0.8, 0.8), (0.84, 1.03),
    ]  # fmt: skip
    edge = [(x - 0.006, y - 0.004) for x, y in profile]
    with c.layer(blur=0.003) as film:
        film.polygon(edge, "#f0b568")
    with c.layer() as film:
        film.polygon(profile, "#54392b")
        film.polygon([(0.0, 1.03), (0.07, 0.87), (0.2, 0.745), (0.36, 0.685), (0.43, 0.76), (0.56, 0.7),
                      (0.58, 0.665), (0.7, 0.715), (0.8, 0.8), (0.85, 1.03)], "#2f4453")  # fmt: skip
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
        film.polygon([(0.18, 0.412), (0.45, 0.21), (0.53, 0.21), (0.78, 0.44),
                      (0.6, 0.415), (0.44, 0.395), (0.3, 0.4)], "#b98a4a")  # fmt: skip
        for k in range(26):
            t = k / 25
            film.line([(0.45 + 0.08 * t, 0.215), (0.19 + 0.58 * t, 0.41 + 0.022 * t - 0.02 * math.sin(math.pi * t))],
                      0.002, mix("#8a6230", "#e6c07a", (k * 7 % 10) / 10))  # fmt: skip
        for k in range(1, 7):
            t = k / 7
            film.line([(0.45 - 0.26 * t, 0.21 + 0.2 * t), (0.48 + 0.02 * t, 0.215 + 0.178 * t), (0.53 + 0.24 * t, 0.21 + 0.225 * t)], 0.0018, "#7a5528")
        film.line([(0.19, 0.412), (0.3, 0.4), (0.44, 0.395)], 0.005, "#f0d294")
    light = np.exp(-(((c.x - 0.3) / 0.09) ** 2)) * (c.y > 0.4) * (c.y < 1.0)
    c.shade((c.x - 0.42).clip(0, 1) * 1.6 * (c.y > 0.36), "#6a5f66")
    c.px += (light * 0.07)[..., None] * rgb("#ffc070")
    c.strokes(6, 0.08)
    return c.finish(0.03, 0.35)
