"""May outdoors: the sweepers' contest."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, rays
from .brush import Canvas, mix
from .figures import BENT, DOWN, UP, Arm, Look, figure
from .props import tree

SPRING = ("#2f5a34", "#4d8440", "#83b158", "#c3d882")


def sweeping_contest() -> Image.Image:
    c = Canvas(2400, 1600, 311)
    c.gradient([(0, "#b9d4e2"), (0.2, "#e3ebe4"), (0.3, "#e3d5bd"), (1, "#c4a98a")])
    camera = Camera(0.75, 0.16, 6.5, 1.25)
    with c.layer() as film:
        for k in range(24):
            x, n = -0.05 + k * 0.07, 0.09 + 0.05 * c.random.random()
            tree(film, c.random, x, 0.27, n, SPRING, leaves=220)
        film.rect(-0.1, 0.255, 1.8, 0.02, "#dcd6c8")
    c.px *= (0.9 + 0.2 * c.noise(0.05, 0.015, 4))[..., None]
    with c.layer() as film:
        for k in range(-14, 15):
            film.line([camera.at(k * 1.8, 0, 7), camera.at(k * 1.8, 0, 60)], 0.0014, "#8f877e")
        for z in np.geomspace(7.5, 60, 22):
            film.line([camera.at(-40, 0, float(z)), camera.at(40, 0, float(z))], 0.0012, "#8f877e")
        for k in range(-3, 4):
            film.polygon(
                [
                    camera.at(k * 3 - 0.07, 0, 8),
                    camera.at(k * 3 + 0.07, 0, 8),
                    camera.at(k * 3 + 0.07, 0, 34),
                    camera.at(k * 3 - 0.07, 0, 34),
                ],
                "#f4f1e8",
            )
    c.shade((0.55 - c.noise(0.5, 0.2, 3)).clip(0, 0.6) * (c.y < 0.62) * (c.y > 0.27), "#8a8068")
    with c.layer(blur=0.002, opacity=0.45) as film:
        for across, z in _sweepers():
            a, b = camera.at(across, 0, z), camera.at(across + 2.6, 0, z - 0.5)
            film.limb([a, b], camera.size(0.42, across, z), "#3f3a40")
    for across, z in _sweepers():
        _heap(c, camera, across - 0.7, z - 0.15)
        _sweeper(c, camera, across, z)
    with c.layer() as film:
        for k in range(-3, 4):
            for z in (9.0, 14, 22):
                x, y = camera.at(k * 3, 0, z)
                n = camera.size(0.6, k * 3, z)
                film.polygon(
                    [
                        (x - n * 0.34, y),
                        (x + n * 0.34, y),
                        (x + n * 0.06, y - n),
                        (x - n * 0.06, y - n),
                    ],
                    "#e0522c",
                )
                film.polygon(
                    [
                        (x - n * 0.23, y - n * 0.35),
                        (x + n * 0.23, y - n * 0.35),
                        (x + n * 0.16, y - n * 0.6),
                        (x - n * 0.16, y - n * 0.6),
                    ],
                    "#f7f4ec",
                )
        for k in range(34):
            across = -16 + k * 0.95 + 0.3 * math.sin(k * 5)
            x, y = camera.at(across, 0, 37 + 2 * math.sin(k * 3.3))
            coat = ("#4f6f8c", "#c9b48c", "#8a4f58", "#e6dcc8", "#5f7a5c")[k % 5]
            figure(
                film,
                x,
                y,
                camera.size(1.7, across, 37),
                Look(coat, "#333846", light="#fff4dc", sun=-1, left=UP if k % 7 == 2 else DOWN),
            )
    rays(c, -0.1, -0.4, "#fff0c8", 0.25, 30, 1.3)
    c.strokes(4, 0.05)
    return c.finish(0.02, 0.22)


def _sweepers() -> list[tuple[float, float]]:
    return [
        (-4.4, 27),
        (1.6, 25.5),
        (7.3, 27.5),
        (-7.4, 21),
        (-1.5, 19),
        (4.6, 19.6),
        (-4.3, 13.6),
        (1.8, 12.8),
        (-1.3, 10.7),
    ]


SWEEP: Arm = ((-0.02, 0.16), (-0.17, 0.22))


def _sweeper(c: Canvas, camera: Camera, across: float, z: float) -> None:
    x, y = camera.at(across, 0, z)
    n = camera.size(1.7, across, z)
    with c.layer() as film:
        look = Look(
            "#ef7a26",
            "#e06a1e",
            light="#ffe0a8",
            sun=-1,
            rim=0.5,
            stride=0.07,
            left=BENT,
            right=SWEEP,
            lean=-0.06,
        )
        figure(film, x, y, n, look)
        for up in (0.62, 0.54):
            film.polygon(
                [
                    (x - 0.13 * n, y - up * n),
                    (x + 0.1 * n, y - up * n),
                    (x + 0.1 * n, y - (up - 0.03) * n),
                    (x - 0.13 * n, y - (up - 0.03) * n),
                ],
                "#f4f2c0",
            )
        film.rect(x - 0.12 * n, y - 0.2 * n, 0.08 * n, 0.025 * n, "#f4f2c0")
        film.rect(x + 0.07 * n, y - 0.2 * n, 0.08 * n, 0.025 * n, "#f4f2c0")
        film.ellipse(x - 0.06 * n, y - 0.965 * n, 0.1 * n, 0.03 * n, "#d9621c")
        film.ellipse(x - 0.06 * n, y - 0.98 * n, 0.066 * n, 0.045 * n, "#f08a34")
        film.line([(x + 0.02 * n, y - 0.68 * n), (x - 0.3 * n, y - 0.1 * n)], 0.018 * n, "#9a7a48")
        film.polygon(
            [
                (x - 0.28 * n, y - 0.14 * n),
                (x - 0.32 * n, y - 0.1 * n),
                (x - 0.52 * n, y + 0.02 * n),
                (x - 0.34 * n, y + 0.05 * n),
            ],
            "#7f8a3c",
        )
        for k in range(9):
            film.line(
                [
                    (x - 0.3 * n, y - 0.11 * n),
                    (x - (0.53 - k * 0.022) * n, y + (0.015 + k * 0.005) * n),
                ],
                0.007 * n,
                mix("#5f6a2c", "#c9c070", k / 9),
            )


def _heap(c: Canvas, camera: Camera, across: float, z: float) -> None:
    """Leaves before the broom."""
    with c.layer() as film:
        for _ in range(110):
            x, y = camera.at(
                across - abs(c.random.normal()) * 0.35, 0, z + c.random.normal() * 0.25
            )
            n = camera.size(0.07, across, z)
            film.ellipse(
                x,
                y - abs(c.random.normal()) * n * 0.6,
                n,
                n * 0.5,
                mix("#6f8a34", "#d9c860", c.random.random()),
            )
