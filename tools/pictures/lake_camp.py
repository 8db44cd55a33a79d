"""Tents with lamps by the lake in the evening."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .air import curve, glitter, mask, mist
from .brush import Canvas, mix, rgb
from .egrets import reeds
from .form import (
    HANGING,
    PHONE,
    POCKET,
    Dress,
    Light,
    ellipse,
    limb,
    person,
    shadow,
    solid,
)

MOONLIT = Light((0.3, -0.9), "#b9cbe6", "#0a1122", 0.4, 0.6)


def _tent(
    c: Canvas, x: float, y: float, n: float, colour: str, lit: float, open_: bool = False
) -> None:
    """A dome tent glowing from inside, ``n`` wide."""
    shadow(c, ellipse(x, y + 0.01 * n, 0.62 * n, 0.06 * n), "#0b1320", 0.02 * n, 0.6)
    top = y - 0.56 * n
    dome = curve(
        [
            (x - 0.52 * n, y),
            (x - 0.44 * n, y - 0.28 * n),
            (x - 0.2 * n, top + 0.04 * n),
            (x + 0.02 * n, top),
            (x + 0.24 * n, top + 0.05 * n),
            (x + 0.46 * n, y - 0.27 * n),
            (x + 0.53 * n, y),
        ],
        10,
    )
    bright = mix(colour, "#fff0c0", 0.5 * lit)
    solid(
        c,
        dome,
        mix(colour, "#1c2238", 0.62 * (1 - lit) + 0.12),
        Light((0, 0.4), bright, "#1c2238", 0.2, 0.55),
        0.12 * n,
        bright,
    )
    where = mask(c, dome, 0.0008)
    left, right = (round(max(0, v) * c.height) for v in (x - 0.6 * n, x + 0.6 * n))
    up, low = round((top - 0.05 * n) * c.height), round((y + 0.02) * c.height)
    box = np.s_[up:low, left:right]
    heat = np.exp(
        -(((c.x[box] - x) / (0.3 * n)) ** 2) - (((c.y[box] - y + 0.14 * n) / (0.24 * n)) ** 2)
    )
    c.px[box] += (where[box] * heat * 0.6 * lit)[..., None] * rgb("#ffd88a")
    with c.layer(opacity=0.6) as film:
        for side in (-0.44, -0.12, 0.22, 0.5):
            film.line(
                curve(
                    [(x + side * n, y), (x + side * 0.7 * n, y - 0.34 * n), (x + 0.02 * n, top)], 6
                ),
                0.012 * n,
                mix(colour, "#3a2a30", 0.55),
            )
        if open_:
            film.polygon(
                curve(
                    [
                        (x - 0.14 * n, y),
                        (x - 0.1 * n, y - 0.3 * n),
                        (x + 0.03 * n, y - 0.42 * n),
                        (x + 0.15 * n, y - 0.28 * n),
                        (x + 0.19 * n, y),
                    ],
                    6,
                ),
                "#fff2cc",
            )
    c.glow(x, y + 0.02 * n, 0.4 * n, "#ff9a3c", 0.16 * lit)


def lake_camp() -> Image.Image:
    c = Canvas(2400, 1600, 180)
    c.gradient(
        [(0, "#14224c"), (0.2, "#2c4378"), (0.36, "#6a6d9c"), (0.47, "#d99a8c"), (0.52, "#f6c293")]
    )
    c.clouds("#b784a0", 0.36, 0.46, 1.0)
    with c.layer() as film:
        for _ in range(160):
            film.ellipse(
                c.random.random() * 1.5, c.random.random() ** 1.4 * 0.3, 0.0008, 0.0008, "#f4f1ff"
            )
    c.glow(1.13, 0.15, 0.07, "#c8d2f4", 0.4)
    moon = ((0.026 - np.hypot(c.x - 1.13, c.y - 0.15)) * 900).clip(0, 1)
    c.wash(moon * (1 - ((c.x - 1.13) * 24 - 0.05).clip(-1, 0) * -0.75), "#fff6df")
    c.hills(c.ridge(0.5, 0.15, 0.8), "#4c5688", "#a98a9c", 0.12)
    c.hills(c.ridge(0.525, 0.07, 0.45, 7), "#2d3a66", "#6e6788", 0.07, 0.2)
    c.water(0.525, "#31436e", 0.25, 0.03)
    mist(c, 0.53, 0.012, "#e8c2b4", 0.6)
    glitter(c, 1.13, 0.54, 0.03, "#e9e6f5", 0.4)
    with c.layer() as film:
        for x, wide, high in ((0.05, 0.09, 0.12), (1.42, 0.1, 0.14)):
            reeds(film, c, x, 0.67, wide, high, 700, ("#141d30", "#4a4c5e"))
    shore = 0.665 + 0.05 * np.sin(c.x[0] * 2.0 + 0.6) * 0.7
    c.hills(shore.astype(np.float32), "#31463f", "#16241f", 0.3, 0.35, 4)
    with c.layer() as film:
        for _ in range(9000):
            x, t = c.random.random() * 1.52, c.random.random() ** 0.8
            y = 0.66 + 0.05 + t * 0.3
            film.line(
                [(x, y), (x + c.random.normal() * 0.006, y - 0.008 - 0.02 * t)],
                0.0012 + 0.0008 * t,
                mix("#15231f", "#5e7354", c.random.random() ** 2),
            )
    c.glow(0.5, 0.86, 0.3, "#ff9d45", 0.1)
    for x, y, n, colour, lit in (
        (0.2, 0.7, 0.1, "#d98a3e", 0.9),
        (0.36, 0.712, 0.09, "#5f8f86", 0.75),
        (0.56, 0.705, 0.095, "#e0a850", 1.0),
        (0.76, 0.69, 0.085, "#c8643c", 0.85),
        (0.95, 0.678, 0.08, "#dfc27a", 0.9),
        (1.13, 0.672, 0.075, "#6f8a9c", 0.6),
        (1.3, 0.69, 0.09, "#d8873e", 0.95),
    ):
        _tent(c, x, y, n, colour, lit)
    _tent(c, 0.27, 0.9, 0.36, "#dd9a48", 1.0, True)
    _tent(c, 1.2, 0.865, 0.3, "#4f8a80", 0.85)
    line = curve([(0.02, 0.6), (0.3, 0.645), (0.62, 0.58)], 14)
    with c.layer() as film:
        film.line([(0.62, 0.575), (0.625, 0.9)], 0.006, "#1c1f2a")
        film.line(line, 0.002, "#1c1f2a")
    for px, py in line[2::3]:
        c.glow(px, py + 0.006, 0.006, "#ffe6a8", 1.0)
        c.glow(px, py + 0.006, 0.024, "#ffb050", 0.3)
    glow = Light((-0.8, -0.3), "#ffc177", "#0c1224", 0.6, 0.6)
    _table(c, glow)
    right = Light((0.8, 0.1), "#b9e0c0", "#0c1224", 0.4, 0.6)
    person(
        c,
        0.88,
        0.93,
        0.18,
        Dress("#b5483c", "#2a3350", left=HANGING, right=PHONE, child=True),
        right,
    )
    with c.layer() as film:
        for foot in (0.905, 0.945, 0.975):
            film.line([(0.94, 0.83), (foot, 0.935)], 0.005, "#4a4d58")
    limb(c, [(0.905, 0.815), (0.98, 0.745)], [0.009, 0.016], "#7f8694", MOONLIT)
    person(
        c,
        1.045,
        0.95,
        0.255,
        Dress("#39465c", "#232838", hair="#b9b4b0", left=POCKET, right=HANGING),
        glow,
    )
    c.strokes(3, 0.045)
    return c.finish(0.01, 0.35)


def _table(c: Canvas, glow: Light) -> None:
    """A family at a folding table under the lamps, seen from behind."""
    shadow(c, ellipse(0.68, 0.935, 0.17, 0.018), "#0a1018", 0.01, 0.7)
    for x in (0.6, 0.76):
        limb(c, [(x, 0.86), (x + 0.01, 0.935)], [0.006, 0.006], "#3a3540", glow)
    solid(c, [(0.585, 0.846), (0.775, 0.846), (0.79, 0.864), (0.57, 0.864)], "#b08a5a", glow, 0.008)
    for x, high in ((0.63, 0.022), (0.665, 0.014), (0.7, 0.014), (0.74, 0.018)):
        solid(
            c,
            [
                (x - 0.008, 0.85 - high),
                (x + 0.008, 0.85 - high),
                (x + 0.007, 0.852),
                (x - 0.007, 0.852),
            ],
            "#e6d9bf",
            glow,
            0.004,
        )
    c.glow(0.685, 0.825, 0.012, "#fff0c4", 1.0)
    c.glow(0.685, 0.825, 0.09, "#ffa548", 0.4)
    for x, coat, hair, h in (
        (0.605, "#445a78", "#1c191c", 0.13),
        (0.765, "#a8604a", "#2a201c", 0.125),
    ):
        solid(
            c,
            curve(
                [
                    (x - 0.3 * h, 0.95),
                    (x - 0.27 * h, 0.95 - 0.5 * h),
                    (x - 0.12 * h, 0.95 - 0.66 * h),
                    (x + 0.12 * h, 0.95 - 0.66 * h),
                    (x + 0.27 * h, 0.95 - 0.5 * h),
                    (x + 0.3 * h, 0.95),
                ],
                8,
                closed=True,
            ),
            coat,
            Light((0.5 if x < 0.68 else -0.5, -0.5), "#ffb868", "#0c1224", 0.6, 0.6),
            0.12 * h,
        )
        solid(
            c,
            ellipse(x, 0.95 - 0.83 * h, 0.125 * h, 0.15 * h),
            hair,
            Light((0.6 if x < 0.68 else -0.6, -0.2), "#ffb868", "#0c1224", 0.6, 0.5),
            0.06 * h,
        )
        solid(
            c,
            [
                (x - 0.34 * h, 0.94 - 0.3 * h),
                (x + 0.34 * h, 0.94 - 0.3 * h),
                (x + 0.3 * h, 0.955),
                (x - 0.3 * h, 0.955),
            ],
            "#2c4a48",
            glow,
            0.02,
        )
        for side in (-1, 1):
            limb(
                c,
                [(x + side * 0.3 * h, 0.95), (x + side * 0.36 * h, 0.985)],
                [0.005, 0.005],
                "#8d8c90",
                glow,
            )
