"""The crab market on the lake pier at dawn."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import curve, mask, mist
from .brush import Canvas, mix, rgb
from .form import FLAT, HANGING, POCKET, Dress, Light, ellipse, limb, person, shadow, solid

DAWN = Light((0.5, -0.7), "#ffe2c8", "#1c2836", 0.4, 0.55)
LAMP = Light((0.1, -0.9), "#fff4dc", "#1a2430", 0.6, 0.6)


def crab(c: Canvas, x: float, y: float, n: float, turn: float, light: Light) -> None:
    """A mitten crab seen from above, ``n`` across its shell: dark shell, hairy claws, tied legs."""
    cos, sin = math.cos(turn), math.sin(turn)

    def at(u: float, v: float) -> tuple[float, float]:
        return (x + (u * cos - v * sin) * n, y + (u * sin + v * cos) * n * 0.8)

    shell = mix("#3f4a34", "#5d5a3c", c.random.random())
    shadow(
        c,
        [
            at(u + 0.05, v + 0.1)
            for u, v in ((-0.8, -0.2), (0.8, -0.2), (0.9, 0.4), (0, 0.7), (-0.9, 0.4))
        ],
        "#120f0c",
        0.006,
        0.6,
    )
    for side in (-1, 1):
        for k in range(4):
            knee = (side * (0.78 - 0.03 * k), -0.34 + k * 0.25)
            tip = (side * (0.86 - 0.1 * k), -0.02 + k * 0.27)
            limb(
                c,
                [at(side * 0.38, -0.12 + k * 0.13), at(*knee), at(*tip)],
                [0.13 * n, 0.12 * n, 0.04 * n],
                mix(shell, "#a8894e", 0.35),
                light,
            )
        limb(
            c,
            [at(side * 0.34, -0.3), at(side * 0.6, -0.5), at(side * 0.42, -0.68)],
            [0.14 * n, 0.17 * n, 0.2 * n],
            mix(shell, "#7a6a3e", 0.4),
            light,
        )
        solid(
            c,
            curve(
                [
                    at(side * 0.5, -0.6),
                    at(side * 0.3, -0.62),
                    at(side * 0.08, -0.84),
                    at(side * 0.22, -0.86),
                    at(side * 0.46, -0.82),
                ],
                5,
                closed=True,
            ),
            "#2f2a1e",
            light,
            0.06 * n,
            texture=0.25,
        )
        limb(
            c,
            [at(side * 0.3, -0.82), at(side * 0.05, -0.93)],
            [0.06 * n, 0.02 * n],
            "#d8cfa8",
            light,
        )
    outline = curve(
        [
            at(-0.2, -0.42),
            at(0.2, -0.42),
            at(0.44, -0.26),
            at(0.5, 0.05),
            at(0.34, 0.36),
            at(0, 0.44),
            at(-0.34, 0.36),
            at(-0.5, 0.05),
            at(-0.44, -0.26),
        ],
        6,
        closed=True,
    )
    solid(c, outline, shell, light, 0.17 * n, texture=0.12)
    for u, v in ((-0.15, -0.05), (0.15, -0.05), (0, 0.12)):
        solid(
            c, ellipse(*at(u, v), 0.07 * n, 0.05 * n), mix(shell, "#1c2018", 0.35), light, 0.02 * n
        )
    limb(c, [at(-0.42, 0.0), at(0, 0.06), at(0.42, 0.0)], [0.035 * n] * 3, "#a9c8a0", FLAT)
    for side in (-1, 1):
        solid(c, ellipse(*at(side * 0.13, -0.43), 0.03 * n, 0.03 * n), "#15130f", light, 0.01 * n)


def basket(c: Canvas, x: float, y: float, n: float, light: Light, crabs: int) -> None:
    """A round bamboo basket, ``n`` wide, with crabs."""
    shadow(c, ellipse(x + 0.04 * n, y + 0.4 * n, 0.56 * n, 0.12 * n), "#0e0d0e", 0.05 * n, 0.7)
    wall = curve(
        [
            (x - 0.5 * n, y),
            (x - 0.46 * n, y + 0.22 * n),
            (x - 0.38 * n, y + 0.4 * n),
            (x, y + 0.47 * n),
            (x + 0.38 * n, y + 0.4 * n),
            (x + 0.46 * n, y + 0.22 * n),
            (x + 0.5 * n, y),
        ],
        8,
    )
    solid(c, wall, "#9a7442", light, 0.18 * n, "#5c4328")
    inside = mask(c, wall, 0.0006)
    around = np.arcsin(((c.x - x) / (0.5 * n)).clip(-1, 1))
    down = c.y / n + 0.12 * ((c.x - x) / (0.5 * n)) ** 2
    c.px *= (1 + inside * 0.26 * np.sin(around * 15) * np.sign(np.sin(down * 62)))[..., None]
    solid(c, ellipse(x, y, 0.51 * n, 0.2 * n), "#b58c54", light, 0.03 * n)
    solid(c, ellipse(x, y + 0.006 * n, 0.46 * n, 0.17 * n), "#1a1712", FLAT)
    for k in range(crabs):
        angle = k * 2.4
        reach = 0.3 * n * math.sqrt((k + 0.4) / crabs) if crabs > 1 else 0
        crab(
            c,
            x + math.cos(angle) * reach,
            y + math.sin(angle) * reach * 0.36 - 0.03 * n,
            0.2 * n,
            angle * 2.3,
            light,
        )
    rim = [
        (x + 0.485 * n * math.cos(a), y + 0.185 * n * math.sin(a))
        for a in np.linspace(0.15, math.pi - 0.15, 14)
    ]
    limb(c, rim, [0.04 * n] * 3, "#c49a5e", light)


def boat(c: Canvas, x: float, y: float, n: float, colour: str, haze: float) -> None:
    """A moored sampan, ``n`` long, with a hooped mat and its reflection."""
    paint = mix(colour, "#b9c0c2", haze)
    light = Light(
        (0.4, -0.8), mix("#ffe2c8", "#c9c6c4", haze), mix("#16202a", "#98a4aa", haze), 0.4, 0.5
    )
    shadow(
        c,
        ellipse(x, y + 0.05 * n, 0.46 * n, 0.05 * n),
        mix("#26343c", "#a4b0b4", haze),
        0.02 * n,
        0.6,
    )
    hull = curve(
        [
            (x - 0.52 * n, y - 0.1 * n),
            (x - 0.3 * n, y - 0.03 * n),
            (x + 0.3 * n, y - 0.03 * n),
            (x + 0.52 * n, y - 0.11 * n),
            (x + 0.4 * n, y + 0.05 * n),
            (x - 0.4 * n, y + 0.05 * n),
        ],
        7,
        closed=True,
    )
    mat = curve(
        [
            (x - 0.2 * n, y - 0.02 * n),
            (x - 0.18 * n, y - 0.15 * n),
            (x, y - 0.2 * n),
            (x + 0.16 * n, y - 0.15 * n),
            (x + 0.18 * n, y - 0.02 * n),
        ],
        8,
    )
    solid(c, mat, mix("#8a7a5a", "#bfc3c0", haze), light, 0.08 * n, texture=0.15)
    solid(c, hull, paint, light, 0.04 * n, texture=0.1)


def crab_pier() -> Image.Image:
    c = Canvas(2400, 1800, 430)
    c.gradient([(0, "#8fa2b2"), (0.2, "#b9bfc2"), (0.36, "#e6c9bd"), (0.44, "#f0b9a2")])
    c.clouds("#e9d3cc", 0.5, 0.4, 0.9)
    c.glow(1.02, 0.4, 0.2, "#ff9c78", 0.3)
    c.hills(c.ridge(0.43, 0.09, 0.7), "#9aa3ac", "#d9c4bc", 0.06)
    mist(c, 0.42, 0.03, "#efd4c8", 0.8)
    c.water(0.43, "#8fa0a6", 0.35, 0.025)
    mist(c, 0.45, 0.03, "#f0dad0", 0.7)
    for x, y, n, colour in (
        (0.16, 0.47, 0.14, "#4a5a60"),
        (0.34, 0.465, 0.12, "#5c4a44"),
        (0.86, 0.47, 0.13, "#3f525c"),
        (1.05, 0.48, 0.15, "#544a44"),
        (1.24, 0.475, 0.13, "#46565a"),
    ):
        boat(c, x, y, n, colour, 0.62)
    mist(c, 0.485, 0.03, "#e9dbd4", 0.75)
    for x, y, n, colour in (
        (0.07, 0.56, 0.26, "#3c4c54"),
        (1.14, 0.55, 0.26, "#54443c"),
        (0.3, 0.53, 0.2, "#4f5a54"),
        (1.3, 0.62, 0.34, "#2f4450"),
    ):
        boat(c, x, y, n, colour, 0.32)
    mist(c, 0.6, 0.05, "#dcd8d6", 0.5)
    boat(c, 0.03, 0.7, 0.42, "#33444c", 0.1)
    _planks(c)
    with c.layer() as film:
        film.line([(0.86, 0.24), (0.865, 0.72)], 0.011, "#2d2c2e")
        film.line(curve([(0.86, 0.245), (0.83, 0.225), (0.79, 0.235)]), 0.007, "#2d2c2e")
        film.polygon([(0.765, 0.25), (0.79, 0.232), (0.815, 0.25)], "#3a3a3c")
    c.glow(0.79, 0.258, 0.014, "#ffffff", 1.1)
    c.glow(0.79, 0.258, 0.04, "#fff2d8", 0.45)
    c.glow(0.79, 0.3, 0.24, "#ffe9c4", 0.16)
    people = ((0.7, 0.565, 0.125, "#6b5a4c", 0.0), (0.745, 0.572, 0.13, "#4a5a6a", 0.04))
    for x, y, h, coat, stride in sorted(people, key=lambda p: p[1]):
        person(
            c,
            x,
            y,
            h,
            Dress(mix(coat, "#c9c4c0", 0.25), "#525a64", left=POCKET, stride=stride),
            DAWN,
        )
    mist(c, 0.58, 0.04, "#e6dcd6", 0.3)
    _weighing(c)
    basket(c, 0.3, 0.73, 0.23, LAMP, 7)
    basket(c, 1.06, 0.775, 0.25, LAMP, 8)
    basket(c, 0.36, 0.86, 0.36, LAMP, 13)
    for x, y, turn in ((0.72, 0.93, 0.5), (0.88, 0.965, 2.6)):
        crab(c, x, y, 0.085, turn, LAMP)
    c.px += (np.exp(-(((c.x - 0.75) / 0.3) ** 2) - (((c.y - 0.68) / 0.18) ** 2)) * 0.09)[
        ..., None
    ] * rgb("#ffeccb")
    c.strokes(3, 0.04)
    return c.finish(0.015, 0.35)


def _planks(c: Canvas) -> None:
    """The pier, running from the eye into the mist."""
    far, near = 0.53, 1.0
    for x in (0.52, 0.99):
        for k in range(4):
            y = 0.58 + k * k * 0.04
            limb(
                c,
                [
                    (x + (-1 if x < 0.6 else 1) * (0.02 + k * k * 0.045), y),
                    (x + (-1 if x < 0.6 else 1) * (0.02 + k * k * 0.045), y + 0.07 + k * 0.05),
                ],
                [0.012 + 0.007 * k] * 2,
                "#4a4340",
                DAWN,
            )
    deck = [(0.63, far), (0.78, far), (1.36, near + 0.02), (-0.06, near + 0.02)]
    where = mask(c, deck, 0.0008)
    t = ((c.y - far) / (near - far)).clip(0.001, 1)
    depth = 1 / (0.1 + t)
    number = np.floor(depth * 6.5)
    tone = 0.85 + 0.3 * np.sin(number * 12.9898) * 0.5 + 0.35 * (c.noise(0.3, 0.008, 4) - 0.5)
    gap = ((depth * 6.5) % 1 < 0.05).astype(np.float32)
    paint = rgb("#6f635a") * (tone * (1 - 0.65 * gap))[..., None]
    haze = np.exp(-t * 5)[..., None] * 0.75
    c.wash(where, (paint * (1 - haze) + rgb("#d8ccc6") * haze).astype(np.float32))
    wet = ((c.noise(0.2, 0.03, 4) - 0.5) * 5).clip(0, 1) * where * t
    c.wash(wet * 0.3, "#c3c3c4")
    for side in (0, 1):
        edge = [
            (deck[0][0] if not side else deck[1][0], far),
            (deck[3][0] if not side else deck[2][0], near + 0.02),
        ]
        limb(
            c,
            [edge[0], ((edge[0][0] + edge[1][0]) / 2, (far + near + 0.02) / 2), edge[1]],
            [0.004, 0.014, 0.03],
            "#5a4e46",
            DAWN,
        )


def _weighing(c: Canvas) -> None:
    """Father and daughter with the old steelyard between them, under the lamp."""
    beam = [(0.62, 0.548), (0.92, 0.512)]
    shadow(c, ellipse(0.68, 0.765, 0.11, 0.018), "#241f1e", 0.01, 0.6)
    shadow(c, ellipse(0.91, 0.77, 0.1, 0.018), "#241f1e", 0.01, 0.6)
    person(
        c,
        0.66,
        0.77,
        0.34,
        Dress(
            "#a04a3c",
            "#2e3848",
            left=HANGING,
            right=((0.07, 0.06), (0.15, -0.04)),
            bun=True,
            build=0.94,
        ),
        Light((0.7, -0.6), "#ffe9c8", "#1c2430", 0.36, 0.55),
    )
    person(
        c,
        0.93,
        0.775,
        0.365,
        Dress(
            "#44564c",
            "#33363c",
            hair="#57534f",
            left=((0.06, 0.08), (0.13, -0.05)),
            right=POCKET,
            build=1.08,
            hem=0.42,
        ),
        Light((-0.8, -0.5), "#ffe9c8", "#1c2430", 0.36, 0.55),
    )
    limb(c, beam, [0.0085, 0.006], "#7a4a28", LAMP)
    for k in range(1, 12):
        t = k / 12
        solid(
            c,
            ellipse(beam[0][0] + 0.3 * t, beam[0][1] - 0.036 * t, 0.0016, 0.0016),
            "#f0d890",
            FLAT,
        )
    limb(c, [(0.695, 0.539), (0.697, 0.5)], [0.004, 0.004], "#6a5440", LAMP)
    for end in ((0.742, 0.64), (0.798, 0.64)):
        limb(c, [(0.77, 0.532), end], [0.0025, 0.0025], "#a08a68", LAMP)
    limb(c, [(0.885, 0.517), (0.885, 0.57)], [0.0025, 0.0025], "#a08a68", LAMP)
    solid(
        c,
        curve([(0.875, 0.57), (0.895, 0.57), (0.901, 0.605), (0.869, 0.605)], 5, closed=True),
        "#4a4644",
        LAMP,
        0.01,
    )
    basket(c, 0.77, 0.645, 0.095, LAMP, 4)
