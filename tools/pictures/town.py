"""Rain, roofs and a night market."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .brush import Canvas, Layer, mix, rgb
from .props import foliage, person

GREENS = ("#24402c", "#3d6238", "#6c8a48", "#a3b35f")


def rain() -> Image.Image:
    c = Canvas(1600, 2133, 79)
    c.gradient([(0, "#28354f"), (0.3, "#4a5876"), (0.52, "#8b8690"), (0.6, "#b39a88")])
    with c.layer() as film:
        for x, width, top, wall in (
            (-0.02, 0.2, 0.05, "#26304a"),
            (0.16, 0.13, 0.2, "#35405c"),
            (0.47, 0.13, 0.18, "#333e5a"),
            (0.58, 0.2, 0.0, "#232c45"),
            (0.28, 0.08, 0.3, "#4a5470"),
            (0.4, 0.08, 0.28, "#48526e"),
        ):
            film.rect(x, top, width, 0.6 - top, wall)
            _windows(film, c, (x, top, width), wall, 0.022, 0.6)
        for x, y, width, colour in (
            (0.0, 0.5, 0.17, "#f0a04b"),
            (0.58, 0.49, 0.18, "#e86f52"),
            (0.16, 0.535, 0.1, "#f4cf7a"),
            (0.5, 0.53, 0.08, "#7fc4c9"),
        ):
            film.rect(x, y, width, 0.022, mix(colour, "#5a2f2a", 0.3))
            film.rect(x, y + 0.022, width, 0.06, colour)
            for k in range(4):
                film.rect(x + width * (0.05 + k * 0.24), y + 0.03, width * 0.17, 0.05, "#ffe9b8")
    for x, y, colour in (
        (0.1, 0.52, "#ffb45c"),
        (0.66, 0.52, "#ff8f6a"),
        (0.22, 0.55, "#ffd88a"),
        (0.54, 0.55, "#8fd8e0"),
    ):
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
        (0.55, 0.78, 0.22, "#d8483c", "#3a4a6a"),
        (0.2, 0.86, 0.3, "#e9b23a", "#5a3f58"),
        (0.36, 0.7, 0.14, "#4f8fb0", "#3b3b48"),
        (0.45, 0.69, 0.13, "#6fae7c", "#54464a"),
    ):
        with c.layer(blur=0.004, opacity=0.4) as film:
            film.ellipse(x, y + n * 0.62, n * 0.36, n * 0.2, colour)
            film.rect(x - 0.1 * n, y, 0.2 * n, n * 0.5, "#1c2438")
        with c.layer() as film:
            person(film, x, y, n, coat, "#232a3c", stride=0.07, arms=(-0.08, 0.02), lift=(0, 0.3))
            _umbrella(film, x + 0.02 * n, y - 0.9 * n, n, colour)
    _drops(c)
    c.strokes(5, 0.05)
    return c.finish(0.0, 0.3)


def _windows(
    film: Layer, c: Canvas, house: tuple[float, float, float], wall: str, step: float, glare: float
) -> None:
    """Light some of the windows of a tall house given by its left, top and width."""
    x, top, width = house
    for row in np.arange(top + 0.02, 0.5, step * 1.2):
        for column in np.arange(x + 0.012, x + width - 0.016, step):
            if c.random.random() < 0.44:
                lamp = mix("#ffd58a", "#ffedc4", c.random.random())
                light = mix(wall, lamp, 0.3 + c.random.random() * glare)
                film.rect(float(column), float(row), step * 0.55, step * 0.66, light)


def _drops(c: Canvas) -> None:
    with c.layer(opacity=0.4) as film:
        for _ in range(900):
            x, y = c.random.random() * 0.78, c.random.random()
            length = 0.015 + c.random.random() * 0.035
            film.line([(x, y), (x - length * 0.16, y + length)], 0.0009, "#dfe9f4")
        for _ in range(240):
            x, y = c.random.random() * 0.75, 0.62 + c.random.random() ** 1.3 * 0.38
            film.line([(x - 0.006, y), (x + 0.006, y)], 0.0012, "#e6eef6")


def _umbrella(film: Layer, x: float, y: float, n: float, colour: str) -> None:
    film.line([(x, y - 0.2 * n), (x, y + 0.28 * n)], 0.016 * n, "#2a2a30")
    dome = [
        (x + math.cos(math.pi * k / 16) * 0.38 * n, y - math.sin(math.pi * k / 16) * 0.26 * n)
        for k in range(17)
    ]
    rim = []
    for k in range(5):
        left = x - 0.38 * n + k * 0.152 * n
        rim += [(left, y), (left + 0.076 * n, y - 0.045 * n)]
    film.polygon([*dome, *rim, (x + 0.38 * n, y)], colour)
    film.polygon(
        [(x, y - 0.26 * n), (x - 0.38 * n, y), (x - 0.228 * n, y), (x, y - 0.26 * n)],
        mix(colour, "#000000", 0.22),
    )
    film.polygon(
        [(x, y - 0.26 * n), (x + 0.076 * n, y), (x + 0.228 * n, y), (x, y - 0.26 * n)],
        mix(colour, "#ffffff", 0.2),
    )


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
            film.polygon(
                [
                    (1.5 - width * 0.8, y - 0.038),
                    (1.5 - width * 0.4, y - 0.066),
                    (1.5 + width * 0.4, y - 0.066),
                    (1.5 + width * 0.8, y - 0.038),
                    (1.5, y - 0.046),
                ],
                "#4b5258",
            )
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
                foliage(
                    film, c.random, place, eave + 0.02, size, size * 0.8, leaves, 170, size * 0.16
                )
        if depth < 3:
            low = np.exp(-(((c.y - eave - 0.05) / 0.05) ** 2))
            c.wash(low * (c.noise(0.8, 0.1, 3) - 0.25).clip(0, 1) * 0.7, "#f3ead6")
    for x, y in ((0.62, 0.44), (1.1, 0.5)):
        for k in range(9):
            c.glow(x + k * 0.012 + k * k * 0.002, y - k * 0.03, 0.014 + k * 0.005, "#f4f0e8", 0.16)
    with c.layer() as film:
        for x, y, n in (
            (0.8, 0.16, 0.026),
            (0.9, 0.2, 0.02),
            (0.73, 0.23, 0.018),
            (1.0, 0.12, 0.016),
            (0.5, 0.12, 0.018),
        ):
            film.line(
                [
                    (x - n, y - n * 0.5),
                    (x - n * 0.3, y - n * 0.2),
                    (x, y),
                    (x + n * 0.3, y - n * 0.25),
                    (x + n, y - n * 0.6),
                ],
                0.003,
                "#3a4048",
            )
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
        film.rect(
            left + step * 0.06,
            eave + rise * 0.36,
            step * 0.5,
            rise * 0.5,
            far("#f0c26c" if lit else "#927458"),
        )
        film.line(
            [(left + step * 0.31, eave + rise * 0.36), (left + step * 0.31, eave + rise * 0.86)],
            0.0016,
            far("#5c3d2b"),
        )
    top = eave - rise
    tile = mix("#4a5359", "#6a6a62", c.random.random())
    film.polygon(
        [(x - 0.008, eave), (x + 0.01, top), (x + width - 0.01, top), (x + width + 0.008, eave)],
        far(tile),
    )
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
                film.rect(
                    start - rise * 0.05,
                    eave - rise * height - rise * 0.08,
                    thick + rise * 0.1,
                    rise * 0.1,
                    far("#3a4146"),
                )


def night_market() -> Image.Image:
    c = Canvas(2400, 1600, 89)
    c.gradient([(0, "#141a35"), (0.3, "#2b2a52"), (0.55, "#6b4658"), (0.7, "#8a5a4c")])
    with c.layer() as film:
        x = -0.05
        while x < 1.55:
            width, top = 0.09 + c.random.random() * 0.1, 0.12 + c.random.random() * 0.22
            wall = mix("#1b2140", "#332f52", c.random.random())
            film.rect(x, top, width, 0.6, wall)
            _windows(film, c, (x, top, width), wall, 0.026, 0.55)
            x += width
    c.wash(
        ((c.y - 0.66) * 30).clip(0, 1),
        rgb("#4a3640") * (0.7 + 0.6 * c.noise(0.12, 0.03, 4))[..., None],
    )
    c.glow(0.75, 0.62, 0.4, "#ff9f4c", 0.3)
    awnings = (
        ("#c8402f", "#f6e7c8"),
        ("#2f7c74", "#f3ead0"),
        ("#d88a2c", "#fff0cc"),
        ("#6a4a86", "#efe2f0"),
        ("#b53a52", "#fae6d8"),
        ("#36628f", "#f1e9d4"),
    )
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
                coat = mix(
                    ("#7a3f3a", "#37456a", "#8a6a3c", "#4a3a55", "#2f5550")[
                        int(c.random.integers(5))
                    ],
                    "#1c1826",
                    0.3,
                )
                person(
                    film,
                    px,
                    y + n * (0.16 + 0.1 * c.random.random()),
                    tall,
                    coat,
                    "#221e2c",
                    "#191620",
                    "#b98563",
                    0.05,
                )
    with c.layer() as film:
        for x, y, n, coat in (
            (0.62, 0.985, 0.42, "#2a2440"),
            (0.75, 0.995, 0.36, "#4a2a35"),
            (0.86, 0.99, 0.28, "#2a3a4f"),
        ):
            person(film, x, y, n, coat, "#17141f", "#131019", "#6a4a40", 0.05)
    _lanterns(c)
    for x, y in ((0.33, 0.5), (1.12, 0.52), (0.9, 0.5)):
        for k in range(10):
            c.glow(x + math.sin(k * 0.8) * 0.016, y - k * 0.028, 0.018 + k * 0.004, "#f4e6d8", 0.1)
    c.strokes(4, 0.06)
    return c.finish(0.02, 0.35)


def _lanterns(c: Canvas) -> None:
    """Three strings of lit lanterns."""
    lanterns = []
    with c.layer() as film:
        for start, end, sag in (
            ((-0.05, 0.16), (0.8, 0.12), 0.14),
            ((0.7, 0.1), (1.56, 0.2), 0.13),
            ((-0.05, 0.36), (1.56, 0.34), 0.08),
        ):
            points = [
                (
                    start[0] + (end[0] - start[0]) * k / 24,
                    start[1] + (end[1] - start[1]) * k / 24 + sag * math.sin(math.pi * k / 24),
                )
                for k in range(25)
            ]
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


def _stall(film: Layer, c: Canvas, x: float, y: float, n: float, colours: tuple[str, str]) -> None:
    film.rect(x + 0.04 * n, y - 0.62 * n, 0.025 * n, 0.66 * n, "#3a2a24")
    film.rect(x + 0.93 * n, y - 0.62 * n, 0.025 * n, 0.66 * n, "#3a2a24")
    film.rect(x + 0.06 * n, y - 0.5 * n, 0.88 * n, 0.4 * n, "#c98a4a")
    person(
        film,
        x + 0.36 * n,
        y + 0.1 * n,
        0.56 * n,
        "#e9dcc4",
        "#3a2f30",
        arms=(-0.1, 0.2),
        lift=(0, 0.1),
    )
    film.rect(x, y - 0.14 * n, n, 0.2 * n, "#7c4e34")
    film.rect(x - 0.02 * n, y - 0.16 * n, 1.04 * n, 0.035 * n, "#d9a86a")
    for k in range(9):
        film.ellipse(
            x + (0.08 + k * 0.105) * n,
            y - 0.18 * n,
            0.045 * n,
            0.035 * n,
            ("#e2702c", "#f0c04a", "#9cb04a", "#d8483c", "#f3e2b8")[int(c.random.integers(5))],
        )
    for k in range(8):
        left = x - 0.06 * n + k * 0.14 * n
        colour = colours[k % 2]
        film.polygon(
            [
                (x + 0.04 * n + k * 0.115 * n, y - 0.78 * n),
                (x + 0.04 * n + (k + 1) * 0.115 * n, y - 0.78 * n),
                (left + 0.14 * n, y - 0.58 * n),
                (left, y - 0.58 * n),
            ],
            colour,
        )
        film.ellipse(
            left + 0.07 * n, y - 0.58 * n, 0.07 * n, 0.035 * n, mix(colour, "#000000", 0.12)
        )
