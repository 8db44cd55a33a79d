"""Hands at work: the potter's at the wheel."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PIL import Image

from .air import blend, bokeh, curve, rays, silk, tube
from .brush import Array, Canvas, Layer, Point, mix, rgb


def hand(
    film: Layer,
    fingers: Sequence[Sequence[Point]],
    palm: Sequence[Point],
    width: float,
    dark: str,
    light: str,
    sun: Point,
) -> None:
    """A hand of rounded fingers drawn over a smooth palm."""
    for k in range(5):
        t = k / 4
        middle = (sum(p[0] for p in palm) / len(palm), sum(p[1] for p in palm) / len(palm))
        inner = [
            (
                middle[0] + (x - middle[0]) * (1 - 0.5 * t) + sun[0] * width * t * 0.5,
                middle[1] + (y - middle[1]) * (1 - 0.5 * t) + sun[1] * width * t * 0.5,
            )
            for x, y in palm
        ]
        film.polygon(curve(inner, 8, closed=True), mix(dark, light, t * 0.8))
    for finger in fingers:
        under = [(x + width * 0.12, y + width * 0.16) for x, y in finger]
        tube(
            film,
            under,
            [width * 1.06, width * 1.04, width * 0.8],
            mix(dark, "#000000", 0.4),
            dark,
            sun,
            2,
        )
        tube(film, finger, [width, width * 0.98, width * 0.7], dark, light, sun, 8)


def _turned(c: Canvas, x: float, profile: Sequence[Point], light: float) -> tuple[Array, Array]:
    """A turned body: where it lies and how light it is. The profile gives radius by height."""
    heights = [p[1] for p in profile]
    radius = np.interp(c.y, heights, [p[0] for p in profile])
    inside = ((radius - abs(c.x - x)) * c.height).clip(0, 1)
    across = ((c.x - x) / radius.clip(0.001, None)).clip(-1, 1)
    foot = heights[-1] + 0.16 * radius * (np.sqrt(1 - across**2) - 1)
    inside = inside * (c.y > heights[0]) * ((foot - c.y) * c.height).clip(0, 1)
    shade = (np.sqrt(1 - across**2) * 0.7 - across * light * 0.75 + 0.15).clip(0, 1)
    return inside, shade


def potter() -> Image.Image:
    c = Canvas(2400, 1800, 241)
    c.gradient([(0, "#3a2c26"), (0.5, "#5a4234"), (1, "#2a1e1a")])
    c.wash(np.exp(-(((c.x - 0.18) / 0.3) ** 2 + ((c.y - 0.2) / 0.34) ** 2)) * 0.85, "#d9b98a")
    with c.layer(blur=0.014) as film:
        for row, y in enumerate((0.2, 0.42)):
            film.rect(0.62, y, 0.8, 0.02, "#2a1c16")
            for k in range(6):
                n = 0.05 + 0.018 * ((k * 7 + row * 3) % 4) / 3
                x = 0.68 + k * 0.125
                film.ellipse(
                    x,
                    y - n * 0.75,
                    n * 0.72,
                    n * 0.75,
                    mix("#8a5f42", "#c8a27a", (k * 5 + row) % 6 / 5),
                )
                film.rect(x - n * 0.3, y - n * 1.8, n * 0.6, n * 0.5, "#9a7454")
        film.rect(-0.05, -0.05, 0.42, 0.5, "#f3dfb4")
        for x in (0.08, 0.23):
            film.rect(x, -0.05, 0.016, 0.5, "#5a4230")
        film.rect(-0.05, 0.17, 0.42, 0.016, "#5a4230")
    rays(c, -0.1, -0.2, "#ffdca0", 0.3, 34, 1.3)
    with c.layer(blur=0.01) as film:
        apron = curve(
            [(0.3, -0.05), (1.06, -0.05), (1.14, 0.3), (1.2, 1.05), (0.14, 1.05), (0.22, 0.3)],
            8,
            True,
        )
        film.polygon(apron, "#2f3a48")
        film.polygon(
            curve(
                [(0.46, -0.05), (0.9, -0.05), (0.98, 0.3), (1.0, 1.0), (0.34, 1.0), (0.38, 0.3)],
                8,
                True,
            ),
            "#4a4038",
        )
    with c.layer() as film:
        film.ellipse(0.667, 0.905, 0.6, 0.16, "#1c1512")
        film.ellipse(0.667, 0.88, 0.58, 0.15, "#5d4c40")
        film.ellipse(0.667, 0.875, 0.565, 0.143, "#8a7462")
        film.ellipse(0.667, 0.87, 0.4, 0.1, "#6d5a4a")
        film.ellipse(0.667, 0.868, 0.385, 0.094, "#a08a74")
    turn = np.hypot(c.x - 0.667, (c.y - 0.872) * 3.9)
    rings = 0.5 + 0.5 * np.sin(turn * 130 + c.noise(0.2, 0.06, 2) * 3)
    wheel = (turn < 0.56) * (0.3 + 0.3 * rings)
    c.shade(wheel * 0.6, "#6a5444")
    c.px += (np.exp(-(((c.x - 0.38) / 0.16) ** 2 + ((c.y - 0.85) / 0.05) ** 2)) * 0.25)[
        ..., None
    ] * rgb("#ffdca8")
    c.shade(np.exp(-(((c.x - 0.78) / 0.3) ** 2 + ((c.y - 0.885) / 0.05) ** 2)) * 0.85, "#3a2c26")
    _pot(c)
    _potters_hands(c)
    with c.layer() as film:
        for _ in range(240):
            angle = c.random.random() * 6.283
            reach = 0.3 + c.random.random() * 0.26
            x, y = 0.667 + math.cos(angle) * reach, 0.875 + math.sin(angle) * reach * 0.25
            size = 0.001 + 0.004 * c.random.random() ** 3
            film.ellipse(x, y, size * 1.6, size, mix("#b9967a", "#ecd9bd", c.random.random()))
    for _ in range(30):
        bokeh(
            c,
            c.random.random() * 0.7,
            c.random.random() * 0.8,
            0.002 + c.random.random() * 0.004,
            "#ffe6b8",
            0.14,
        )
    c.strokes(4, 0.06)
    return c.finish(0.03, 0.4)


def _pot(c: Canvas) -> None:
    profile = [
        (0.205, 0.4),
        (0.2, 0.43),
        (0.185, 0.47),
        (0.2, 0.53),
        (0.235, 0.6),
        (0.25, 0.67),
        (0.235, 0.76),
        (0.19, 0.84),
        (0.18, 0.895),
    ]
    smooth = curve(profile, 10)
    inside, shade = _turned(c, 0.667, smooth, 0.8)
    grooves = 0.06 * np.sin(c.y * 330 + c.noise(0.5, 0.1, 2) * 5 + (c.x - 0.667) * 5)
    wet = blend((shade + grooves).clip(0, 1), "#3f2a20", "#8a6148", "#c39b76", "#ecd3ae")
    c.wash(inside, wet)
    gleam = (
        np.exp(-(((c.x - 0.535) / 0.016) ** 2))
        * inside
        * (0.4 + 0.6 * (c.noise(0.1, 0.01, 2) > 0.5))
    )
    c.px += (gleam * 0.2)[..., None] * rgb("#fff0d8")
    with c.layer() as film:
        film.ellipse(0.667, 0.4, 0.206, 0.052, "#d9b78f")
        film.ellipse(0.667, 0.402, 0.192, 0.045, "#54392b")
        film.ellipse(0.66, 0.413, 0.175, 0.034, "#3a261d")
        film.ellipse(0.71, 0.408, 0.12, 0.022, "#6d4d3a")


def _potters_hands(c: Canvas) -> None:
    sun = (-0.6, -0.7)
    for side in (1, -1):
        dark, light = ("#553524", "#cf9c78") if side > 0 else ("#6b4530", "#edc39c")

        def at(x: float, y: float, side: int = side) -> Point:
            return (0.667 + side * x, y)

        with c.layer(blur=0.008, opacity=0.6) as film:
            film.polygon(
                curve(
                    [at(0.2, 0.5), at(0.3, 0.48), at(0.32, 0.7), at(0.24, 0.76), at(0.17, 0.68)],
                    8,
                    True,
                ),
                "#2a1a14",
            )
        with c.layer() as film:
            sleeve = (
                ("#1f2a38", "#3f5266", "#7b93a6") if side < 0 else ("#161f2c", "#2c3c4e", "#4f6478")
            )
            tube(
                film,
                [at(0.5, 0.42), at(0.4, 0.54), at(0.3, 0.585)],
                [0.17, 0.13, 0.1],
                dark,
                light,
                sun,
                10,
            )
            silk(
                film,
                curve([at(0.8, 0.1), at(0.6, 0.22), at(0.42, 0.43)]),
                curve([at(0.8, 0.5), at(0.66, 0.56), at(0.5, 0.62)]),
                sleeve,
                2.6,
                90,
            )
            tube(
                film,
                [at(0.425, 0.425), at(0.48, 0.53), at(0.505, 0.62)],
                [0.045, 0.05, 0.045],
                sleeve[0],
                sleeve[-1],
                sun,
            )
            palm = [
                at(0.33, 0.53),
                at(0.25, 0.5),
                at(0.205, 0.54),
                at(0.2, 0.62),
                at(0.24, 0.67),
                at(0.31, 0.64),
            ]
            fingers = [
                [at(0.26, 0.66), at(0.19, 0.7), at(0.115, 0.715)],
                [at(0.25, 0.63), at(0.165, 0.665), at(0.075, 0.675)],
                [at(0.24, 0.595), at(0.15, 0.62), at(0.06, 0.63)],
                [at(0.245, 0.555), at(0.16, 0.572), at(0.08, 0.582)],
            ]
            hand(film, fingers, palm, 0.046, dark, light, sun)
            thumb = [at(0.29, 0.56), at(0.235, 0.495), at(0.2, 0.45), at(0.172, 0.418)]
            tube(film, thumb, [0.07, 0.054, 0.042], dark, light, sun, 8)
        with c.layer(opacity=0.8) as film:
            for _ in range(90):
                x, y = 0.06 + c.random.random() * 0.24, 0.56 + c.random.random() * 0.15
                film.ellipse(
                    *at(x, y),
                    0.003 + 0.008 * c.random.random(),
                    0.003 + 0.004 * c.random.random(),
                    mix("#a57e60", "#dcbc98", c.random.random()),
                )
