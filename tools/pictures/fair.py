"""Indoors in May: a fair of crafts, and a child with blocks."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import blend, bokeh, curve, leaf, rays, silk, stroke
from .brush import Canvas, Layer, mix, rgb
from .figures import BENT, UP, Look, figure


def _cutting(film: Layer, c: Canvas, x: float, y: float, n: float) -> None:
    """A round paper-cut, pierced in rings."""
    film.ellipse(x, y, n, n, "#c1272d")
    rings = (
        ((0.86, 24, 0.06), (0.7, 16, 0.085), (0.5, 12, 0.09), (0.3, 8, 0.08)),
        ((0.88, 36, 0.04), (0.66, 9, 0.19), (0.36, 9, 0.1), (0.2, 5, 0.08)),
        ((0.84, 12, 0.11), (0.84, 24, 0.03), (0.55, 6, 0.2), (0.3, 12, 0.06)),
    )[round(n * 1000) % 3]
    for ring, (reach, count, size) in enumerate(rings):
        for k in range(count):
            a = (k + 0.5 * (ring % 2)) * 2 * math.pi / count
            px, py = x + math.cos(a) * reach * n, y + math.sin(a) * reach * n
            leaf(
                film,
                px - math.cos(a) * size * n,
                py - math.sin(a) * size * n,
                size * 2.2 * n,
                a + 0.5 * (ring % 2),
                "#f7efdc",
                0.55,
            )
    for k in range(8):
        a = k * math.pi / 4
        leaf(film, x, y, 0.2 * n, a, "#f7efdc", 0.4)
    for k in range(32):
        a = k * math.pi / 16
        film.ellipse(x + math.cos(a) * n, y + math.sin(a) * n, n * 0.06, n * 0.06, "#c1272d")


def _scorched(film: Layer, c: Canvas, x: float, y: float, w: float, h: float) -> None:
    """A landscape burnt into a board."""
    film.rect(x, y, w, h, "#d9a866")
    for k in range(14):
        film.line(
            [(x, y + h * k / 14), (x + w, y + h * (k + 0.4 * math.sin(k)) / 14)], 0.0015, "#c4904e"
        )
    for layer in range(3):
        base = y + h * (0.5 + layer * 0.16)
        line = [
            (
                x + w * k / 14,
                base - h * 0.2 * abs(math.sin(k * 0.9 + layer * 2 + x * 7)) * (1 - layer * 0.25),
            )
            for k in range(15)
        ]
        film.polygon(
            [*line, (x + w, base + h * 0.1), (x, base + h * 0.1)],
            mix("#a8713a", "#5a3418", layer / 2),
        )
    film.line(
        [(x + w * 0.8, y + h * 0.9), (x + w * 0.76, y + h * 0.3), (x + w * 0.6, y + h * 0.2)],
        w * 0.025,
        "#4a2a14",
    )
    for _ in range(26):
        film.ellipse(
            x + w * (0.68 + c.random.normal() * 0.1),
            y + h * (0.22 + c.random.normal() * 0.06),
            w * 0.022,
            w * 0.016,
            "#4a2a14",
        )
    film.line([(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)], 0.01, "#6a4020")


def craft_show() -> Image.Image:
    c = Canvas(2400, 1600, 307)
    c.gradient([(0, "#d9d2c2"), (0.72, "#efe8d8"), (0.74, "#b99c78"), (1, "#8a6a4a")])
    c.wash((c.y > 0.735) * 0.35 * c.noise(0.6, 0.012, 3), "#e9d4ae")
    with c.layer() as film:
        film.rect(0, 0.05, 1.5, 0.02, "#4a4640")
        film.rect(0, 0.715, 1.5, 0.022, "#7a6248")
        for x in (0.18, 0.46, 0.75, 1.04, 1.32):
            film.polygon(
                [(x - 0.014, 0.07), (x + 0.014, 0.07), (x + 0.02, 0.11), (x - 0.02, 0.11)],
                "#2f2d2a",
            )
        for x, y, n in ((0.2, 0.36, 0.13), (0.62, 0.31, 0.1), (0.62, 0.54, 0.085)):
            film.rect(x - n * 1.25 + 0.008, y - n * 1.25 + 0.01, n * 2.5, n * 2.5, "#b9b0a0")
            film.rect(x - n * 1.25, y - n * 1.25, n * 2.5, n * 2.5, "#8a3a30")
            film.rect(x - n * 1.19, y - n * 1.19, n * 2.38, n * 2.38, "#f7efdc")
            _cutting(film, c, x, y, n)
        for x, y, w, h in (
            (0.82, 0.17, 0.4, 0.22),
            (0.82, 0.45, 0.18, 0.22),
            (1.04, 0.45, 0.18, 0.22),
            (1.28, 0.2, 0.17, 0.46),
        ):
            film.rect(x + 0.008, y + 0.01, w, h, "#b9b0a0")
            _scorched(film, c, x, y, w, h)
    for x in (0.18, 0.46, 0.75, 1.04, 1.32):
        cone = (
            np.exp(-(((c.x - x) / (0.03 + 0.24 * (c.y - 0.1).clip(0, 1))) ** 2))
            * (c.y > 0.11)
            * (0.75 - c.y).clip(0, 1)
        )
        c.px += (cone * 0.26)[..., None] * rgb("#fff0cc")
    c.shade((0.45 - c.y).clip(0, 1) * 0.5, "#8a7a68")
    _table(c)
    visitors = (
        (0.1, 0.93, 0.5, Look("#4a6a84", "#2c3342", left=BENT, light="#fff0d4", sun=1)),
        (
            0.3,
            0.95,
            0.47,
            Look("#d8c8a8", "#7a4a50", bun=True, skirt=True, right=UP, light="#fff6e0"),
        ),
        (0.42, 0.96, 0.3, Look("#e0a83c", "#41506a", left=UP, light="#fff6e0")),
        (
            1.22,
            0.93,
            0.5,
            Look("#3f5248", "#2f2c34", "#8a8580", left=BENT, light="#fff0d4", sun=-1, build=1.1),
        ),
        (1.36, 0.95, 0.46, Look("#a8524a", "#2c3040", long=0.5, light="#fff0d4", sun=-1, bun=True)),
    )
    for x, y, n, look in visitors:
        with c.layer(blur=0.006, opacity=0.5) as film:
            film.ellipse(x + 0.02, y + 0.005, n * 0.24, n * 0.03, "#4a321e")
        with c.layer() as film:
            figure(film, x, y, n, look)
    c.strokes(4, 0.05)
    return c.finish(0.02, 0.28)


def _table(c: Canvas) -> None:
    """The old hand at her table: scissors, red paper, a lamp."""
    with c.layer() as film:
        figure(
            film,
            0.86,
            0.93,
            0.4,
            Look("#5a4a6c", "#2c2c34", "#a39c96", left=BENT, right=BENT, light="#ffe6b8", sun=1),
        )
        film.ellipse(0.86, 0.57, 0.022, 0.026, "#c99a7c")
        film.rect(0.66, 0.77, 0.42, 0.03, "#9a6a40")
        film.polygon([(0.66, 0.8), (1.08, 0.8), (1.07, 0.97), (0.67, 0.97)], "#a8322c")
        for k in range(8):
            film.polygon(
                [
                    (0.68 + k * 0.05, 0.8),
                    (0.7 + k * 0.05, 0.8),
                    (0.695 + k * 0.05, 0.97),
                    (0.68 + k * 0.05, 0.97),
                ],
                "#8a2522",
            )
        for k in range(4):
            film.polygon(
                [
                    (0.7 + k * 0.02, 0.765 - k * 0.006),
                    (0.78 + k * 0.02, 0.765 - k * 0.006),
                    (0.8 + k * 0.02, 0.772),
                    (0.71, 0.772),
                ],
                mix("#c1272d", "#e86a58", k / 4),
            )
        film.polygon([(0.83, 0.72), (0.92, 0.73), (0.9, 0.77), (0.82, 0.765)], "#d8383a")
        film.line([(1.03, 0.77), (1.03, 0.66), (0.99, 0.62)], 0.006, "#3a3632")
        film.polygon([(0.96, 0.64), (1.0, 0.6), (1.02, 0.63), (0.98, 0.66)], "#3f6a5c")
    c.glow(0.96, 0.7, 0.08, "#ffe0a0", 0.3)


def toddler_blocks() -> Image.Image:
    c = Canvas(2400, 1800, 313)
    c.gradient([(0, "#f2dfc8"), (0.5, "#f7ead6"), (0.58, "#efdcc0")])
    with c.layer(blur=0.008) as film:
        film.rect(0.12, 0.04, 0.44, 0.4, "#fffaf0")
        film.rect(0.14, 0.06, 0.4, 0.36, "#cfe6ea")
        for _ in range(260):
            film.ellipse(
                0.14 + c.random.random() * 0.4,
                0.26 + c.random.random() * 0.16,
                0.016,
                0.012,
                mix("#7fae6a", "#dcecb0", c.random.random()),
            )
        film.rect(0.33, 0.06, 0.014, 0.36, "#fffaf0")
        film.rect(0.78, 0.16, 0.5, 0.4, "#c99a6a")
        for row in range(2):
            for k in range(4):
                x, y = 0.8 + k * 0.118, 0.18 + row * 0.19
                film.rect(x, y, 0.105, 0.17, "#a87a4e")
                film.rect(
                    x + 0.012,
                    y + 0.05,
                    0.08,
                    0.12,
                    (
                        "#e88a6a",
                        "#7fb6c0",
                        "#f0c860",
                        "#9ac08a",
                        "#c98aa8",
                        "#6f8fb8",
                        "#f2a860",
                        "#b8d0a0",
                    )[row * 4 + k],
                )
        film.line([(0.6, 0.05), (0.9, 0.12), (1.34, 0.06)], 0.003, "#c98a5a")
        for k in range(9):
            x = 0.62 + k * 0.08
            y = 0.055 + 0.055 * math.sin(math.pi * (x - 0.6) / 0.74)
            film.polygon(
                [(x, y), (x + 0.05, y + 0.004), (x + 0.025, y + 0.055)],
                ("#e8705a", "#f0c050", "#6fb0a8", "#8a9ad0")[k % 4],
            )
    c.wash(((c.y - 0.56) * 40).clip(0, 1), blend(c.noise(0.5, 0.02, 3), "#d9b488", "#efd4aa"))
    rug = ((1 - np.hypot((c.x - 0.68) / 0.62, (c.y - 0.84) / 0.23)) * 120).clip(0, 1)
    reach = np.hypot((c.x - 0.68) / 0.62, (c.y - 0.84) / 0.23)
    c.wash(rug, blend(0.5 + 0.5 * np.sign(np.sin(reach * 22)), "#8fbcb4", "#f4e9d0"))
    c.px *= (1 + rug * (c.noise(0.006, 0.004, 2) - 0.5) * 0.3)[..., None]
    beam = np.exp(-(((c.x - 0.62 - (c.y - 0.75) * 0.8) / 0.2) ** 2)) * ((c.y - 0.6) * 5).clip(0, 1)
    c.px += (beam * 0.14)[..., None] * rgb("#fff0c0")
    _blocks(c)
    _child(c)
    rays(c, 0.0, -0.3, "#fff0cc", 0.24, 26, 1.3)
    for _ in range(30):
        bokeh(
            c,
            c.random.random() * 0.9,
            c.random.random() * 0.7,
            0.002 + 0.005 * c.random.random(),
            "#fff6dc",
            0.16,
        )
    c.strokes(4, 0.05)
    return c.finish(0.03, 0.22)


def _blocks(c: Canvas) -> None:
    tints = ("#e2604a", "#f0b840", "#5f9fb8", "#7fae62", "#d88aa0", "#8a7ab8")
    stack = [
        (0.78, 0.86),
        (0.9, 0.86),
        (1.02, 0.86),
        (0.84, 0.765),
        (0.96, 0.765),
        (0.9, 0.67),
        (0.9, 0.575),
        (0.66, 0.99),
        (1.16, 0.93),
        (1.08, 1.0),
    ]
    with c.layer(blur=0.012, opacity=0.5) as film:
        film.polygon([(0.78, 0.86), (1.12, 0.86), (1.3, 0.94), (0.96, 0.96)], "#6a4a34")
    with c.layer() as film:
        for k, (x, y) in enumerate(stack):
            n, tint = 0.092, tints[k % 6]
            film.polygon([(x, y), (x + n, y), (x + n, y - n), (x, y - n)], tint)
            film.polygon(
                [
                    (x + n, y),
                    (x + n * 1.25, y - n * 0.14),
                    (x + n * 1.25, y - n * 1.14),
                    (x + n, y - n),
                ],
                mix(tint, "#3a2430", 0.32),
            )
            film.polygon(
                [
                    (x, y - n),
                    (x + n, y - n),
                    (x + n * 1.25, y - n * 1.14),
                    (x + n * 0.25, y - n * 1.14),
                ],
                mix(tint, "#fff4dc", 0.5),
            )
            film.line(
                [(x + n * 0.08, y - n * 0.1), (x + n * 0.9, y - n * 0.1)],
                0.002,
                mix(tint, "#3a2430", 0.18),
            )
            if k % 3 == 0:
                film.ellipse(x + n / 2, y - n / 2, n * 0.24, n * 0.24, mix(tint, "#fff4dc", 0.6))
            elif k % 3 == 1:
                film.polygon(
                    [
                        (x + n * 0.5, y - n * 0.78),
                        (x + n * 0.78, y - n * 0.28),
                        (x + n * 0.22, y - n * 0.28),
                    ],
                    mix(tint, "#fff4dc", 0.6),
                )
        film.polygon([(0.895, 0.483), (0.995, 0.483), (0.945, 0.41)], "#e2604a")
        film.polygon([(0.995, 0.483), (1.018, 0.47), (0.945, 0.41)], "#a83f34")


def _child(c: Canvas) -> None:
    """The child sits with its back to us, reaching for the tower."""
    with c.layer(blur=0.014, opacity=0.5) as film:
        film.ellipse(0.56, 0.955, 0.24, 0.04, "#5a4434")
    with c.layer() as film:
        for side in (-1, 1):
            stroke(
                film,
                [(0.5 + side * 0.06, 0.9), (0.5 + side * 0.2, 0.925), (0.5 + side * 0.25, 0.95)],
                [0.12, 0.1, 0.075],
                "#4a6a9a",
            )
            stroke(
                film,
                [(0.5 + side * 0.26, 0.95), (0.5 + side * 0.3, 0.945)],
                [0.07, 0.055],
                "#f6efe0",
            )
        one = curve([(0.47, 0.6), (0.39, 0.64), (0.355, 0.75), (0.345, 0.87), (0.37, 0.95)], 10)
        two = curve([(0.53, 0.6), (0.6, 0.63), (0.64, 0.75), (0.655, 0.87), (0.63, 0.95)], 10)
        silk(film, one, two, ("#d8a838", "#f0c85a", "#f9e09a"), 1.2, 160, 3.6)
        for k in range(5):
            band = [
                (0.355 + 0.005 * math.sin(k), 0.68 + k * 0.055),
                (0.5, 0.695 + k * 0.055),
                (0.645, 0.68 + k * 0.055),
            ]
            film.line(curve(band), 0.009, "#fff6dc")
        stroke(film, [(0.4, 0.66), (0.35, 0.76), (0.37, 0.85)], [0.08, 0.075, 0.06], "#e0b446")
        stroke(film, [(0.59, 0.655), (0.7, 0.66), (0.79, 0.6)], [0.082, 0.07, 0.05], "#f4d478")
        film.ellipse(0.81, 0.585, 0.026, 0.024, "#f0c4a0")
        film.ellipse(0.375, 0.875, 0.026, 0.026, "#e4b490")
        film.rect(0.47, 0.56, 0.06, 0.06, "#e4b490")
        for side in (-1, 1):
            film.ellipse(0.5 + side * 0.108, 0.475, 0.02, 0.032, "#ecbc98")
        film.ellipse(0.5, 0.465, 0.108, 0.118, "#ecbc98")
        film.ellipse(0.5, 0.445, 0.112, 0.112, "#3a2c26")
        film.ellipse(0.47, 0.41, 0.06, 0.05, "#5a463a")
        for k in range(60):
            a = math.pi * (0.02 + 0.96 * k / 59)
            film.line(
                [
                    (0.5, 0.37),
                    (
                        0.5 + math.cos(a) * 0.108,
                        0.46 + (1 - math.sin(a)) * 0.0 + 0.085 * math.sin(a),
                    ),
                ],
                0.0014,
                mix("#2c211c", "#7a6450", (k * 7 % 10) / 14),
            )
        film.ellipse(0.5, 0.352, 0.03, 0.032, "#3a2c26")
        film.ellipse(0.5, 0.368, 0.026, 0.01, "#e2604a")
