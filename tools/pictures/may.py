"""May outdoors: wheat and egrets, and the sweepers' contest."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, blend, curve, leaf, mist, rays, stroke
from .brush import Canvas, mix
from .country import harvester
from .figures import BENT, DOWN, UP, Arm, Look, figure
from .props import egret, house, tree

SPRING = ("#2f5a34", "#4d8440", "#83b158", "#c3d882")


def wheat() -> Image.Image:
    c = Canvas(2400, 1600, 293)
    c.gradient([(0, "#5f9fd0"), (0.25, "#a9d0e4"), (0.42, "#f2f0dc")])
    c.clouds("#ffffff", 0.6, 0.42, 0.6)
    c.hills(c.ridge(0.45, 0.08, 0.7), "#8fb0b4", "#cfddc8", 0.08)
    with c.layer(blur=0.001) as film:
        for _ in range(70):
            x = c.random.random() * 1.5
            n = 0.05 + 0.05 * c.random.random()
            for _ in range(60):
                a, r = c.random.random() * 6.3, c.random.random() ** 0.5
                tone = 0.5 - 0.5 * math.sin(a) * r
                film.ellipse(
                    x + math.cos(a) * r * n * 0.22,
                    0.475 - n * 0.5 + math.sin(a) * r * n * 0.55,
                    0.005,
                    0.006,
                    mix("#3d6b46", "#a9c878", tone * c.random.random()),
                )
        for x in (0.3, 0.37, 0.42, 1.2):
            house(film, x, 0.485, 0.05, 0.024, "#f6f1e6", "#7a4a3c")
    below = (c.y - 0.48).clip(0, 1)
    ripples = c.noise(0.5, 0.03, 4) * 0.6 + c.noise(0.03, 0.02, 3) * 0.4
    c.wash(
        (below * 400).clip(0, 1),
        blend((ripples * 1.3 - 0.15).clip(0, 1), "#b98a26", "#e3b646", "#f7dd84"),
    )
    cut = (below > 0) * ((c.x - 0.62 + below * 1.5) * 8).clip(0, 1) * (below < 0.3)
    c.wash(cut * 0.8, blend(c.noise(0.2, 0.008, 3), "#cdb06a", "#efdca4"))
    mist(c, 0.5, 0.02, "#fff0cc", 0.6)
    with c.layer() as film:
        harvester(film, 0.62, 0.66, 0.3)
    for k in range(16):
        c.glow(
            0.95 + k * 0.028,
            0.63 - k * 0.004 + 0.02 * math.sin(k * 2.1),
            0.025 + k * 0.004,
            "#f4dfae",
            0.13,
        )
    with c.layer() as film:
        for _ in range(240):
            x, y = 0.9 + c.random.random() * 0.45, 0.56 + c.random.random() * 0.12
            film.ellipse(x, y, 0.0015, 0.001, "#fff2c8")
        for x, y, n in (
            (0.98, 0.5, 0.035),
            (1.1, 0.43, 0.045),
            (0.88, 0.4, 0.03),
            (1.24, 0.53, 0.04),
            (1.32, 0.36, 0.055),
            (0.72, 0.33, 0.026),
            (1.15, 0.28, 0.032),
            (0.54, 0.42, 0.022),
        ):
            egret(film, x, y, n, "#ffffff")
        for x, y, n in ((1.08, 0.69, 0.05), (1.18, 0.715, 0.055), (1.33, 0.7, 0.05)):
            stroke(
                film,
                [(x - n * 0.5, y - n * 0.3), (x, y - n * 0.42), (x + n * 0.3, y - n * 0.6)],
                [n * 0.06, n * 0.32, n * 0.1],
                "#ffffff",
            )
            stroke(
                film,
                [
                    (x + n * 0.28, y - n * 0.56),
                    (x + n * 0.2, y - n * 0.85),
                    (x + n * 0.38, y - n * 1.05),
                ],
                [n * 0.1, n * 0.07, n * 0.07],
                "#ffffff",
            )
            film.line(
                [(x + n * 0.38, y - n * 1.05), (x + n * 0.66, y - n * 0.98)], n * 0.04, "#d9a030"
            )
            film.line([(x, y - n * 0.3), (x, y + n * 0.1)], n * 0.035, "#3a3a34")
    _ears(c)
    rays(c, 0.2, -0.3, "#fff0c0", 0.2, 40, 1.2)
    c.strokes(4, 0.06)
    return c.finish(0.02, 0.2)


def _ears(c: Canvas) -> None:
    """Ripe ears near the eye: soft ones first, then sharp ones."""
    for blur, count, low, size in (
        (0.004, 130, 0.8, 0.75),
        (0.001, 110, 0.84, 1.0),
        (0.0, 60, 0.88, 1.3),
    ):
        with c.layer(blur=blur) as film:
            for _ in range(count):
                x = c.random.random() * 1.6 - 0.05
                top = low + c.random.normal() * 0.035
                lean = 0.02 + c.random.normal() * 0.018
                tone = c.random.random()
                stem = curve([(x - lean * 3, 1.06), (x - lean, top + 0.12), (x, top)], 5)
                film.line(stem, 0.0028 * size, mix("#9a8a34", "#dcc060", tone))
                for k in range(9):
                    px, py = x + lean * k * 0.16, top - k * 0.0085 * size
                    for side in (-1, 1):
                        turn = -math.pi / 2 + side * 0.55 + lean * 6
                        leaf(
                            film,
                            px,
                            py,
                            0.017 * size,
                            turn,
                            mix("#b8862a", "#f9e296", tone * 0.6 + 0.05 * k),
                            0.5,
                        )
                        if k > 2:
                            film.line(
                                [
                                    (px, py),
                                    (
                                        px + math.cos(turn) * 0.045 * size,
                                        py + math.sin(turn) * 0.05 * size,
                                    ),
                                ],
                                0.0008,
                                "#f2dc94",
                            )


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
