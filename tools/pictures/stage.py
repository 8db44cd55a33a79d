"""On the stage of the old theatre: a singer with long sleeves."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import bokeh, curve, mask, mist, rays, silk, stroke
from .brush import Canvas, Layer, mix, rgb

JADE = ("#245a58", "#4f9a90", "#a9dccb", "#eefaf0")
ROSE = ("#5e1420", "#a82a34", "#e2645a", "#f8b39a")
WHITE = ("#8f9fb4", "#c9d4e0", "#f4f4f0", "#ffffff")


def opera() -> Image.Image:
    c = Canvas(1600, 2400, 239)
    c.gradient([(0, "#160f1e"), (0.45, "#33192c"), (0.75, "#4a2230"), (1, "#1a0f16")])
    folds = 0.5 + 0.5 * np.sin(c.x * 46 + 1.6 * np.sin(c.x * 11) + c.noise(0.5, 0.9, 2) * 2)
    c.wash(folds * 0.5 * (c.y < 0.86), "#5f1f2a")
    c.shade((1 - folds) * 0.55 * (c.y < 0.86), "#2a1020")
    _screen(c)
    floor = ((c.y - 0.86) * 60).clip(0, 1)
    c.wash(floor, rgb("#3a2024") * (0.75 + 0.5 * c.noise(0.3, 0.01, 3))[..., None])
    c.glow(0.33, 0.42, 0.3, "#e8a070", 0.24)
    c.px += (np.exp(-(((c.x - 0.33) / 0.25) ** 2 + ((c.y - 0.925) / 0.045) ** 2)) * 0.4)[
        ..., None
    ] * rgb("#ffc890")
    rays(c, 0.06, -0.3, "#ffd9a0", 0.3, 30, 1.1)
    _sleeve_back(c)
    _robe(c)
    _head(c)
    _sleeve_front(c)
    mist(c, 0.9, 0.05, "#e0a890", 0.3)
    for _ in range(60):
        bokeh(
            c,
            c.random.random() * 0.667,
            c.random.random() * 0.85,
            0.0015 + c.random.random() * 0.003,
            "#ffe0b0",
            0.14,
        )
    with c.layer(blur=0.006) as film:
        for x in (0.02, 0.14, 0.25, 0.4, 0.52, 0.64):
            n = 0.05 + c.random.random() * 0.014
            film.ellipse(x, 1.0, n * 0.8, n, "#0c080e")
            film.ellipse(x, 1.08, n * 1.9, n * 1.2, "#0c080e")
    c.strokes(4, 0.05)
    return c.finish(0.02, 0.45)


def _screen(c: Canvas) -> None:
    """A painted moon and plum branch on the backcloth."""
    moon = ((1 - np.hypot(c.x - 0.48, c.y - 0.2) / 0.13) * 90).clip(0, 1)
    c.wash(moon * 0.5, "#f0c890")
    with c.layer(opacity=0.75) as film:
        stroke(
            film,
            [(0.7, 0.02), (0.58, 0.1), (0.5, 0.12), (0.4, 0.2), (0.36, 0.19)],
            [0.014, 0.008, 0.003],
            "#2a1420",
        )
        stroke(film, [(0.55, 0.11), (0.52, 0.2), (0.47, 0.26)], [0.006, 0.002], "#2a1420")
        for _ in range(46):
            t = c.random.random()
            x, y = (
                0.68 - t * 0.32 + c.random.normal() * 0.014,
                0.05 + t * 0.14 + c.random.normal() * 0.016,
            )
            for k in range(5):
                film.ellipse(
                    x + math.cos(k * 1.257) * 0.005,
                    y + math.sin(k * 1.257) * 0.005,
                    0.004,
                    0.004,
                    mix("#d8586a", "#f8c0b4", c.random.random()),
                )


def _sleeve_back(c: Canvas) -> None:
    one = curve(
        [
            (0.3, 0.36),
            (0.2, 0.33),
            (0.12, 0.24),
            (0.1, 0.13),
            (0.17, 0.07),
            (0.25, 0.085),
            (0.3, 0.15),
        ],
        14,
    )
    two = curve(
        [
            (0.31, 0.41),
            (0.18, 0.41),
            (0.05, 0.3),
            (0.03, 0.14),
            (0.13, 0.0),
            (0.26, 0.01),
            (0.31, 0.145),
        ],
        14,
    )
    with c.layer() as film:
        silk(film, one, two, WHITE, 3.4, 140)
        cuff_a, cuff_b = (
            curve([(0.31, 0.35), (0.26, 0.345), (0.215, 0.33)]),
            curve([(0.33, 0.42), (0.26, 0.43), (0.19, 0.415)]),
        )
        silk(film, cuff_a, cuff_b, JADE, 3, 60)


def _robe(c: Canvas) -> None:
    with c.layer() as film:
        left = curve(
            [(0.285, 0.335), (0.255, 0.42), (0.27, 0.53), (0.24, 0.7), (0.17, 0.84), (0.1, 0.935)],
            12,
        )
        right = curve(
            [(0.4, 0.335), (0.42, 0.42), (0.4, 0.53), (0.43, 0.68), (0.48, 0.82), (0.56, 0.93)], 12
        )
        silk(film, left, right, ROSE, 6.5, 240)
        over_l = curve(
            [
                (0.285, 0.335),
                (0.25, 0.42),
                (0.262, 0.52),
                (0.245, 0.62),
                (0.2, 0.76),
                (0.165, 0.83),
            ],
            12,
        )
        over_r = curve(
            [(0.4, 0.335), (0.425, 0.42), (0.408, 0.52), (0.425, 0.62), (0.45, 0.74), (0.49, 0.83)],
            12,
        )
        middle_l = curve(
            [(0.335, 0.34), (0.33, 0.43), (0.325, 0.53), (0.31, 0.65), (0.29, 0.77), (0.265, 0.87)],
            12,
        )
        middle_r = curve(
            [(0.352, 0.34), (0.35, 0.43), (0.352, 0.53), (0.365, 0.65), (0.385, 0.77), (0.4, 0.86)],
            12,
        )
        silk(film, over_l, middle_l, JADE, 3.2, 120)
        silk(film, over_r, middle_r, JADE, 3.2, 120, 2.0)
        for edge in (middle_l, middle_r):
            film.line(edge, 0.006, "#d9a94a")
            film.line(edge, 0.002, "#fff0c0")
        sash_a = curve([(0.258, 0.5), (0.33, 0.515), (0.412, 0.5)])
        sash_b = curve([(0.262, 0.54), (0.33, 0.555), (0.405, 0.54)])
        silk(film, sash_a, sash_b, ("#8a5a1c", "#d9a94a", "#ffe7a8"), 2, 40)
        for x, low in ((0.325, 0.74), (0.345, 0.71)):
            silk(
                film,
                curve([(x, 0.545), (x - 0.01, 0.63), (x + 0.008, low)]),
                curve([(x + 0.014, 0.545), (x + 0.012, 0.63), (x + 0.03, low)]),
                ("#8a5a1c", "#e9bd5c", "#fff0c0"),
                1.5,
                24,
            )
        for _ in range(170):
            t = c.random.random()
            x, y = 0.21 + c.random.random() * 0.25, 0.4 + t * 0.4
            if 0.03 + t * 0.05 < abs(x - 0.335) < 0.05 + t * 0.075 and not 0.49 < y < 0.56:
                for k in range(5):
                    film.ellipse(
                        x + math.cos(k * 1.257) * 0.0035,
                        y + math.sin(k * 1.257) * 0.0035,
                        0.0026,
                        0.0026,
                        mix("#f8d8c0", "#f4a4a0", c.random.random()),
                    )
    c.shade(((c.x - 0.35) * 4).clip(0, 0.6) * mask(c, [*left, *right[::-1]], 0.002), "#4a3a66")


def _head(c: Canvas) -> None:
    """Her head is turned away; what shows is hair, a cheek's edge and the jewels."""
    x, y = 0.345, 0.262
    with c.layer() as film:
        for side in (-1, 1):
            silk(
                film,
                curve(
                    [
                        (x + side * 0.02, y),
                        (x + side * 0.05, y + 0.08),
                        (x + side * 0.045, y + 0.2),
                        (x + side * 0.06, y + 0.3),
                    ]
                ),
                curve(
                    [
                        (x + side * 0.034, y),
                        (x + side * 0.066, y + 0.08),
                        (x + side * 0.06, y + 0.2),
                        (x + side * 0.07, y + 0.3),
                    ]
                ),
                ("#7a2430", "#d8586a", "#ffd0c0"),
                1,
                16,
            )
        stroke(film, [(x - 0.004, y + 0.03), (x - 0.002, y + 0.09)], [0.04, 0.05], "#d8a88c")
        film.polygon(
            curve(
                [
                    (x - 0.052, y - 0.01),
                    (x - 0.05, y + 0.03),
                    (x - 0.034, y + 0.058),
                    (x, y + 0.06),
                    (x + 0.03, y - 0.03),
                ],
                8,
                True,
            ),
            "#f4d0bc",
        )
        film.polygon(
            curve(
                [
                    (x - 0.04, y - 0.05),
                    (x + 0.02, y - 0.07),
                    (x + 0.058, y - 0.03),
                    (x + 0.058, y + 0.02),
                    (x + 0.03, y + 0.062),
                    (x - 0.006, y + 0.07),
                    (x - 0.03, y + 0.03),
                    (x - 0.038, y - 0.005),
                ],
                8,
                True,
            ),
            "#15101a",
        )
        stroke(
            film,
            [(x + 0.02, y + 0.05), (x + 0.02, y + 0.2), (x + 0.012, y + 0.33)],
            [0.055, 0.038, 0.016],
            "#17121c",
        )
        for k in range(7):
            stroke(
                film,
                [
                    (x + k * 0.006, y + 0.06),
                    (x + 0.004 + k * 0.005, y + 0.2),
                    (x + 0.004 + k * 0.003, y + 0.32),
                ],
                [0.002, 0.001],
                "#4a3a4a",
            )
        film.ellipse(x + 0.012, y - 0.062, 0.04, 0.028, "#1a141e")
        stroke(film, [(x - 0.046, y + 0.012), (x - 0.03, y + 0.03)], [0.012, 0.016], "#eeb09c")
    with c.layer() as film:
        _jewels(film, c, x, y)
    for k in range(20):
        a = math.pi * (0.95 - k / 19 * 0.9)
        c.glow(
            x + 0.006 + math.cos(a) * 0.075, y - 0.03 - math.sin(a) * 0.07, 0.005, "#fff0c8", 0.5
        )


def _jewels(film: Layer, c: Canvas, x: float, y: float) -> None:
    for ring, (reach, size) in enumerate(((0.056, 0.009), (0.074, 0.0075), (0.088, 0.005))):
        count = 15 + ring * 5
        for k in range(count):
            a = math.pi * (1.02 - k / (count - 1) * 1.0)
            px, py = x + 0.006 + math.cos(a) * reach, y - 0.03 - math.sin(a) * reach * 0.92
            tint = ("#3f9ac0", "#e9c25c", "#d8434a", "#8fd0d8")[(k + ring) % 4]
            film.line(
                [
                    (px, py),
                    (
                        x + 0.006 + math.cos(a) * (reach - 0.02),
                        y - 0.03 - math.sin(a) * (reach - 0.02),
                    ),
                ],
                0.0015,
                "#c9a24a",
            )
            film.ellipse(px, py, size, size, tint)
            film.ellipse(px - size * 0.3, py - size * 0.3, size * 0.4, size * 0.4, "#ffffff")
    for dx, dy in ((-0.05, 0.0), (0.062, 0.0)):
        for k in range(6):
            film.ellipse(
                x + dx + 0.001 * k * (1 if dx > 0 else -1),
                y + dy + k * 0.011,
                0.004,
                0.0045,
                "#f4e2b0" if k % 2 else "#d8434a",
            )
    for px, py, n in ((x - 0.03, y - 0.045, 0.013), (x + 0.05, y - 0.04, 0.015)):
        for k in range(8):
            a = k * math.pi / 4
            film.ellipse(
                px + math.cos(a) * n * 0.8,
                py + math.sin(a) * n * 0.8,
                n * 0.5,
                n * 0.5,
                mix("#d8434a", "#f8b0a0", c.random.random()),
            )
        film.ellipse(px, py, n * 0.4, n * 0.4, "#f0cf6a")


def _sleeve_front(c: Canvas) -> None:
    one = curve(
        [
            (0.37, 0.35),
            (0.44, 0.36),
            (0.53, 0.42),
            (0.6, 0.5),
            (0.585, 0.62),
            (0.5, 0.72),
            (0.46, 0.82),
            (0.53, 0.9),
            (0.6, 0.92),
            (0.655, 0.9),
        ],
        14,
    )
    two = curve(
        [
            (0.39, 0.44),
            (0.45, 0.44),
            (0.5, 0.48),
            (0.525, 0.54),
            (0.5, 0.62),
            (0.42, 0.7),
            (0.36, 0.82),
            (0.42, 0.945),
            (0.56, 0.97),
            (0.66, 0.905),
        ],
        14,
    )
    with c.layer() as film:
        silk(film, one, two, WHITE, 3.6, 160, 1.0)
        cuff_a = curve([(0.36, 0.345), (0.43, 0.355), (0.5, 0.4)])
        cuff_b = curve([(0.385, 0.45), (0.44, 0.45), (0.475, 0.475)])
        silk(film, cuff_a, cuff_b, JADE, 3, 70)
        silk(
            film,
            curve([(0.495, 0.395), (0.51, 0.405)]),
            curve([(0.468, 0.47), (0.485, 0.485)]),
            ("#8a5a1c", "#e9bd5c", "#fff0c0"),
            1.5,
            30,
        )
