"""Villagers dancing on the square at dusk."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, mist, stroke
from .brush import Canvas, rgb
from .figures import SIDE, UP, Look, figure
from .props import foliage, house


def village_square() -> Image.Image:
    c = Canvas(2400, 1350, 317)
    c.gradient([(0, "#27407a"), (0.25, "#5f6aa0"), (0.42, "#d8909a"), (0.52, "#ffc48a")])
    c.clouds("#ffb09a", 0.5, 0.5, 1.0)
    c.hills(c.ridge(0.5, 0.16, 0.9), "#4f5a86", "#8f7a96", 0.12)
    c.hills(c.ridge(0.53, 0.07, 0.4, 7), "#35466a", "#5a5a7a", 0.07, 0.3)
    camera = Camera(0.89, 0.5, 2.6, 1.0)
    with c.layer() as film:
        for x, w, h in (
            (0.02, 0.26, 0.17),
            (0.3, 0.2, 0.13),
            (1.3, 0.24, 0.15),
            (1.56, 0.3, 0.19),
            (0.53, 0.13, 0.08),
            (1.14, 0.13, 0.08),
        ):
            house(film, x, 0.62, w, h, "#8f8aa8", "#2a3050")
            for k in range(3):
                film.rect(x + w * (0.12 + k * 0.28), 0.62 - h * 0.62, w * 0.14, h * 0.34, "#ffcf80")
            film.rect(x + w * 0.4, 0.62 - h * 0.3, w * 0.14, h * 0.3, "#4a3a48")
        stroke(film, [(0.89, 0.63), (0.885, 0.52), (0.89, 0.4)], [0.045, 0.03, 0.02], "#2a2434")
        night = ("#1b2a3c", "#2c4648", "#4a6250", "#a98a60")
        for x, y, n in ((0.8, 0.4, 0.09), (0.98, 0.4, 0.09), (0.89, 0.35, 0.11), (0.87, 0.42, 0.1)):
            foliage(film, c.random, x, y, n * 1.15, n, night, 900, 0.0055)
    c.wash(
        ((c.y - 0.615) * 60).clip(0, 1),
        rgb("#7a6a80") * (0.85 + 0.3 * c.noise(0.1, 0.02, 3))[..., None],
    )
    with c.layer() as film:
        for k in range(-9, 10):
            film.line([camera.at(k * 1.6, 0, 3), camera.at(k * 1.6, 0, 24)], 0.0012, "#655870")
        for z in np.geomspace(3.4, 22, 14):
            film.line([camera.at(-30, 0, float(z)), camera.at(30, 0, float(z))], 0.0012, "#655870")
    c.px += (np.exp(-(((c.x - 0.89) / 0.6) ** 2 + ((c.y - 0.74) / 0.12) ** 2)) * 0.26)[
        ..., None
    ] * rgb("#ffb060")
    _dancers(c, camera)
    for start, end in (
        ((-0.05, 0.1), (0.89, 0.3)),
        ((0.89, 0.3), (1.83, 0.08)),
        ((-0.05, 0.3), (0.89, 0.32)),
        ((0.89, 0.32), (1.83, 0.3)),
    ):
        points = [
            (
                start[0] + (end[0] - start[0]) * k / 30,
                start[1] + (end[1] - start[1]) * k / 30 + 0.07 * math.sin(math.pi * k / 30),
            )
            for k in range(31)
        ]
        with c.layer() as film:
            film.line(points, 0.0014, "#1a2038")
        for k, (x, y) in enumerate(points[1::2]):
            c.glow(x, y + 0.006, 0.006, "#fff4d0", 1.0)
            c.glow(x, y + 0.006, 0.03, ("#ffb860", "#ff9a70", "#ffd890")[k % 3], 0.28)
    mist(c, 0.6, 0.03, "#ffc8a0", 0.2)
    c.strokes(4, 0.05)
    return c.finish(0.02, 0.32)


def _dancers(c: Canvas, camera: Camera) -> None:
    """Rows of dancers with red fans, their shadows long; a drummer, and children at the edge."""
    tints = ("#c8434a", "#d87a5a", "#b03a5c", "#8a4f86", "#e0a850")
    for row, z in enumerate((13.5, 10.5, 8.2, 6.3)):
        with c.layer() as film:
            for k in range(-3 - (3 - row) // 2, 4 + (3 - row) // 2):
                across = k * 1.35 + 0.4 * (row % 2)
                x, y = camera.at(across, 0, z)
                n = camera.size(1.62, across, z)
                up = (k + row) % 3 != 1
                film.polygon(
                    [
                        (x - n * 0.08, y),
                        (x + n * 0.08, y),
                        (x + n * 0.16 + (x - 0.89) * 0.3, y + n * 0.34),
                        (x - n * 0.05 + (x - 0.89) * 0.3, y + n * 0.34),
                    ],
                    "#4f4560",
                )
                look = Look(
                    tints[(k + row * 2) % 5],
                    "#2f2a44",
                    "#1a1622",
                    light="#ffd08a",
                    rim=0.6,
                    sun=1 if x < 0.89 else -1,
                    left=UP if up else SIDE,
                    right=SIDE if up else UP,
                    bun=True,
                    stride=0.05,
                    long=0.2,
                )
                figure(film, x, y, n, look)
                for side, high in ((-1, up), (1, not up)):
                    hx, hy = (
                        (x + side * 0.27 * n, y - 1.06 * n)
                        if high
                        else (x + side * 0.41 * n, y - 0.775 * n)
                    )
                    fan = [
                        (hx + math.cos(a) * 0.17 * n, hy - math.sin(a) * 0.17 * n)
                        for a in np.linspace(-0.2, math.pi + 0.2, 14)
                    ]
                    film.polygon([(hx, hy), *fan], "#e8483c")
                    film.line(fan, 0.016 * n, "#ffc0a0")
                    for px, py in fan[1:-1:2]:
                        film.line([(hx, hy), (px, py)], 0.006 * n, "#a82a2c")
