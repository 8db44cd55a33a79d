"""The weaver's hands, and the basket that grows from its middle."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import blend, curve, rays, silk, tube
from .brush import Canvas, mix, rgb
from .hands import hand


def bamboo_weaver() -> Image.Image:
    c = Canvas(1600, 2400, 269)
    c.px[:] = rgb("#4f5450")
    c.px *= (0.75 + 0.5 * c.noise(0.12, 0.12, 4))[..., None]
    with c.layer(blur=0.0015) as film:
        for k in range(6):
            film.line([(0.0, 0.1 + k * 0.19), (0.7, 0.06 + k * 0.19)], 0.004, "#2f332f")
    x0, y0 = 0.345, 0.42
    _stakes(c, x0, y0)
    radius = np.hypot(c.x - x0, (c.y - y0) * 1.06)
    angle = np.arctan2((c.y - y0) * 1.06, c.x - x0)
    with c.layer(blur=0.012, opacity=0.65) as film:
        film.ellipse(x0 + 0.02, y0 + 0.025, 0.245, 0.232, "#15120c")
    ring = radius / 0.0125
    spoke = (angle / (2 * math.pi) + 0.5) * 72
    over = ((np.floor(ring) + np.floor(spoke)) % 2).astype(np.float32)
    part_r, part_a = ring % 1, spoke % 1
    strip = np.sqrt((1 - (part_r * 2 - 1) ** 2).clip(0, 1))
    bulge = np.sin(math.pi * part_a)
    tone = np.where(
        over > 0,
        0.25 + 0.6 * strip * bulge,
        0.12 + 0.45 * np.sqrt((1 - (part_a * 2 - 1) ** 2).clip(0, 1)) * np.sin(math.pi * part_r),
    )
    shade = 0.14 * np.cos(angle + 2.4) * (radius / 0.24) + 0.12 * (c.noise(0.02, 0.02, 2) - 0.5)
    ribs = np.sin(np.floor(ring) * 12.9) * 0.08
    inside = ((0.235 - radius) * c.height / 2).clip(0, 1)
    c.wash(
        inside,
        blend((tone + shade + ribs + 0.08).clip(0, 1), "#3a2a10", "#8a6a28", "#d0ac58", "#f4e0a0"),
    )
    c.wash(
        ((0.032 - radius) * c.height).clip(0, 1),
        blend((0.5 + 0.4 * np.sin(c.x * 500)).clip(0, 1), "#9a7a34", "#ecd28c"),
    )
    c.px += (np.exp(-(((c.x - 0.2) / 0.16) ** 2 + ((c.y - 0.3) / 0.16) ** 2)) * 0.18)[
        ..., None
    ] * rgb("#fff0c0")
    with c.layer() as film:
        weft = [
            (x0 + math.cos(a) * 0.243, y0 + math.sin(a) * 0.23) for a in np.linspace(-2.4, 1.15, 40)
        ]
        tube(film, weft[::3], [0.013, 0.013], "#6a5018", "#f0dc98")
        tube(
            film,
            [weft[-1], (0.4, 0.7), (0.3, 0.78), (0.2, 0.74), (0.06, 0.86)],
            [0.013, 0.012, 0.009],
            "#6a5018",
            "#f6e6ac",
        )
        for _ in range(60):
            x, y = c.random.random() * 0.667, c.random.random()
            if math.hypot(x - x0, y - y0) < 0.26:
                continue
            turn, long = c.random.random() * 6.3, 0.012 + c.random.random() * 0.04
            film.line(
                [(x, y), (x + math.cos(turn) * long, y + math.sin(turn) * long)],
                0.002,
                mix("#a98a40", "#f0dfa4", c.random.random()),
            )
    _weavers_hands(c)
    rays(c, -0.1, -0.2, "#ffeec0", 0.22, 26, 1.2)
    c.shade(((c.x - 0.3) * 0.5 + (c.y - 0.6) * 0.5).clip(0, 0.45), "#3a4048")
    c.strokes(4, 0.06)
    return c.finish(0.02, 0.35)


def _stakes(c: Canvas, x0: float, y0: float) -> None:
    for blur, push in ((0.006, 0.014), (0.0, 0.0)):
        with c.layer(blur=blur, opacity=0.6 if blur else 1) as film:
            for k in range(36):
                a = (k + 0.5) / 36 * 2 * math.pi - math.pi
                wave = 0.05 * math.sin(k * 2.7)
                far = 0.46 + 0.05 * math.sin(k * 1.9)
                points = [
                    (x0 + math.cos(a) * 0.2 + push, y0 + math.sin(a) * 0.19 + push),
                    (
                        x0 + math.cos(a + wave * 0.5) * 0.33 + push,
                        y0 + math.sin(a + wave * 0.5) * 0.31 + push,
                    ),
                    (
                        x0 + math.cos(a + wave) * far + push,
                        y0 + math.sin(a + wave) * far * 0.94 + push,
                    ),
                ]
                if blur:
                    film.line(curve(points), 0.013, "#12100a")
                else:
                    green = (k * 7 % 10) / 10
                    tube(
                        film,
                        points,
                        [0.0125, 0.012, 0.009],
                        mix("#6a5018", "#4a5a20", green),
                        mix("#f0dc98", "#cfd488", green),
                    )


def _weavers_hands(c: Canvas) -> None:
    sun = (-0.6, -0.7)
    dark, light = "#41291d", "#c08f6a"
    with c.layer(blur=0.01, opacity=0.7) as film:
        film.polygon(curve([(0.46, 0.6), (0.6, 0.58), (0.7, 0.8), (0.5, 0.8)], 8, True), "#15100a")
        film.polygon(
            curve([(0.1, 0.58), (0.22, 0.6), (0.22, 0.8), (0.02, 0.86)], 8, True), "#15100a"
        )
    with c.layer() as film:
        tube(
            film,
            [(0.62, 1.06), (0.585, 0.85), (0.55, 0.72)],
            [0.17, 0.13, 0.1],
            dark,
            light,
            sun,
            10,
        )
        palm = [
            (0.5, 0.72),
            (0.485, 0.65),
            (0.51, 0.6),
            (0.565, 0.6),
            (0.605, 0.66),
            (0.6, 0.73),
            (0.55, 0.76),
        ]
        fingers = [
            [(0.585, 0.66), (0.59, 0.585), (0.555, 0.535)],
            [(0.56, 0.64), (0.555, 0.555), (0.515, 0.51)],
            [(0.53, 0.64), (0.515, 0.56), (0.475, 0.52)],
            [(0.5, 0.66), (0.48, 0.59), (0.45, 0.56)],
        ]
        hand(film, fingers, palm, 0.04, dark, light, sun)
        tube(
            film,
            [(0.52, 0.72), (0.465, 0.68), (0.43, 0.62), (0.425, 0.6)],
            [0.052, 0.045, 0.034],
            dark,
            light,
            sun,
            8,
        )
        silk(
            film,
            curve([(0.5, 1.06), (0.505, 0.92), (0.5, 0.82)]),
            curve([(0.78, 1.06), (0.7, 0.92), (0.655, 0.81)]),
            ("#141e2c", "#2b4058", "#56708a"),
            2.5,
            90,
        )
        tube(
            film,
            [(0.492, 0.83), (0.57, 0.81), (0.665, 0.82)],
            [0.03, 0.032, 0.03],
            "#141e2c",
            "#56708a",
            sun,
        )
        tube(
            film, [(0.0, 1.06), (0.07, 0.86), (0.12, 0.73)], [0.17, 0.13, 0.1], dark, light, sun, 10
        )
        palm = [
            (0.17, 0.74),
            (0.19, 0.67),
            (0.17, 0.62),
            (0.115, 0.61),
            (0.07, 0.66),
            (0.07, 0.73),
            (0.115, 0.77),
        ]
        fingers = [
            [(0.09, 0.67), (0.095, 0.595), (0.14, 0.55)],
            [(0.12, 0.65), (0.13, 0.57), (0.175, 0.53)],
            [(0.15, 0.65), (0.165, 0.575), (0.21, 0.545)],
            [(0.175, 0.67), (0.195, 0.6), (0.235, 0.58)],
        ]
        hand(film, fingers, palm, 0.04, dark, light, sun)
        tube(
            film,
            [(0.155, 0.73), (0.205, 0.69), (0.235, 0.635), (0.24, 0.615)],
            [0.052, 0.045, 0.034],
            dark,
            light,
            sun,
            8,
        )
        silk(
            film,
            curve([(-0.12, 1.06), (-0.06, 0.92), (0.01, 0.81)]),
            curve([(0.16, 1.06), (0.155, 0.93), (0.175, 0.84)]),
            ("#141e2c", "#2b4058", "#56708a"),
            2.5,
            90,
        )
        tube(
            film,
            [(0.0, 0.82), (0.09, 0.815), (0.18, 0.845)],
            [0.03, 0.032, 0.03],
            "#141e2c",
            "#56708a",
            sun,
        )
