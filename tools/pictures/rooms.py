"""Indoors: the stepped hall of the library."""

from __future__ import annotations

import numpy as np
from PIL import Image

from .air import Camera, curve, mist, rays, stroke
from .brush import Canvas, Layer, mix
from .figures import Look, figure


def sitter(film: Layer, x: float, y: float, h: float, coat: str, legs: str, hair: str) -> None:
    """A reader on a step, bowed over a book; the seat is at ``x, y``, ``h`` the standing height."""
    for side in (-1, 1):
        knee = (x + side * 0.1 * h, y - 0.015 * h)
        stroke(film, [(x + side * 0.05 * h, y - 0.06 * h), knee], [0.12 * h, 0.115 * h], legs)
        stroke(
            film,
            [knee, (x + side * 0.085 * h, y + 0.24 * h)],
            [0.105 * h, 0.06 * h],
            mix(legs, "#000000", 0.22),
        )
        film.ellipse(x + side * 0.09 * h, y + 0.255 * h, 0.04 * h, 0.022 * h, "#2a2320")
    film.polygon(
        curve(
            [
                (x - 0.05 * h, y - 0.42 * h),
                (x - 0.125 * h, y - 0.37 * h),
                (x - 0.12 * h, y - 0.05 * h),
                (x + 0.12 * h, y - 0.05 * h),
                (x + 0.125 * h, y - 0.37 * h),
                (x + 0.05 * h, y - 0.42 * h),
            ],
            6,
            True,
        ),
        coat,
    )
    for side in (-1, 1):
        stroke(
            film,
            [
                (x + side * 0.11 * h, y - 0.36 * h),
                (x + side * 0.15 * h, y - 0.2 * h),
                (x + side * 0.06 * h, y - 0.1 * h),
            ],
            [0.085 * h, 0.07 * h, 0.05 * h],
            mix(coat, "#1a1418" if side > 0 else "#fff0d0", 0.22),
        )
    film.polygon(
        [
            (x - 0.12 * h, y - 0.16 * h),
            (x, y - 0.12 * h),
            (x, y - 0.035 * h),
            (x - 0.12 * h, y - 0.075 * h),
        ],
        "#f7f1e2",
    )
    film.polygon(
        [
            (x + 0.12 * h, y - 0.16 * h),
            (x, y - 0.12 * h),
            (x, y - 0.035 * h),
            (x + 0.12 * h, y - 0.075 * h),
        ],
        "#dfd5c0",
    )
    film.ellipse(x, y - 0.45 * h, 0.062 * h, 0.068 * h, "#d3a585")
    film.ellipse(x, y - 0.478 * h, 0.07 * h, 0.066 * h, hair)
    film.ellipse(x - 0.02 * h, y - 0.5 * h, 0.03 * h, 0.02 * h, mix(hair, "#fff0d0", 0.25))


SPINES = ("#8a3a30", "#c9a24a", "#3f6478", "#e6dcc4", "#5a7050", "#7a5670", "#b8693a", "#394a60")


def library_steps() -> Image.Image:
    c = Canvas(2400, 2400, 263)
    c.gradient([(0, "#efe6d4"), (0.4, "#f4ead6"), (1, "#b8946a")])
    camera = Camera(0.5, 0.62, 1.7, 1.0)
    rise, deep, first, wide = 0.43, 0.72, 5.2, 5.4
    with c.layer() as film:
        top = camera.at(0, 4.9, 13.5)[1]
        film.rect(0.0, -0.05, 1.0, top + 0.06, "#f2ead8")
        for k in range(7):
            x = 0.17 + k * 0.096
            film.rect(x, 0.03, 0.083, top - 0.03, "#cfe3ea")
    with c.layer(blur=0.006) as film:
        for _ in range(1500):
            x, y = 0.15 + c.random.random() * 0.7, top * (1 - c.random.random() ** 1.6 * 0.8)
            film.ellipse(x, y, 0.011, 0.008, mix("#5f7f3a", "#f0cf6a", c.random.random()))
    with c.layer() as film:
        for k in range(8):
            film.rect(0.155 + k * 0.096, 0.0, 0.014, top, "#8a7a64")
        film.rect(0.12, 0.12, 0.76, 0.006, "#8a7a64")
        film.rect(0.12, 0.0, 0.76, 0.035, "#d9ccb0")
    for side in (-1, 1):
        _shelves(c, camera, side, wide)
    c.glow(0.5, 0.2, 0.3, "#fff6dc", 0.3)
    readers = _readers()
    for k in range(11, -1, -1):
        z, up = first + k * deep, k * rise
        lit = mix("#c08a52", "#efcf9a", k / 12)
        with c.layer() as film:
            camera.face(
                film,
                [
                    (-wide, up + rise, z),
                    (wide, up + rise, z),
                    (wide, up + rise, z + deep),
                    (-wide, up + rise, z + deep),
                ],
                mix(lit, "#fff2d4", 0.45),
            )
            camera.face(
                film,
                [(-wide, up, z), (wide, up, z), (wide, up + rise, z), (-wide, up + rise, z)],
                mix(lit, "#5a3418", 0.28),
            )
            for x in np.arange(-wide, wide, 0.55):
                film.line(
                    [camera.at(float(x), up, z), camera.at(float(x), up + rise, z)],
                    0.0012,
                    mix(lit, "#4a2a14", 0.5),
                )
            film.line(
                [camera.at(-wide, up + rise, z), camera.at(wide, up + rise, z)], 0.0028, "#fff0cc"
            )
            camera.face(
                film,
                [
                    (-0.95, up, z),
                    (0.95, up, z),
                    (0.95, up + rise / 2, z),
                    (-0.95, up + rise / 2, z),
                ],
                mix(lit, "#3f2814", 0.45),
            )
            camera.face(
                film,
                [
                    (-0.95, up + rise / 2, z),
                    (0.95, up + rise / 2, z),
                    (0.95, up + rise, z + 0.3),
                    (-0.95, up + rise, z + 0.3),
                ],
                mix(lit, "#6a4424", 0.2),
            )
            for x, coat, legs, hair in readers.get(k, ()):
                px, py = camera.at(x, up + rise, z)
                n = camera.size(1.75, x, z)
                film.ellipse(
                    px + n * 0.14, py + n * 0.02, n * 0.2, n * 0.05, mix(lit, "#4a2a14", 0.6)
                )
                sitter(film, px, py, n, coat, legs, hair)
        c.px *= (1 + (c.noise(0.3, 0.004, 2) - 0.5) * 0.05)[..., None]
    with c.layer() as film:
        for x, z, up, tall, look in (
            (
                0.2,
                first + 4.2,
                rise * 6,
                1.72,
                Look("#3f5a74", "#3a3a44", light="#fff4d8", rim=0.5, sun=-1, stride=0.03),
            ),
            (
                -0.35,
                3.9,
                0,
                1.62,
                Look("#a8453a", "#33384a", light="#fff0d0", rim=0.5, sun=-1, stride=0.04, long=0.4),
            ),
            (
                0.32,
                3.7,
                0,
                1.15,
                Look("#e3b84a", "#4a5a70", light="#fff0d0", rim=0.5, sun=-1, stride=0.04),
            ),
        ):
            px, py = camera.at(x, up, z)
            n = camera.size(tall, x, z)
            film.polygon(
                [
                    (px - n * 0.1, py),
                    (px + n * 0.1, py),
                    (px + n * 0.45, py + n * 0.22),
                    (px + n * 0.2, py + n * 0.22),
                ],
                "#7a5230",
            )
            figure(film, px, py, n, look)
    rays(c, 0.1, -0.35, "#fff0c8", 0.34, 30, 1.3)
    mist(c, 0.3, 0.12, "#fff4dc", 0.25)
    c.strokes(4, 0.05)
    return c.finish(0.02, 0.3)


def _readers() -> dict[int, tuple[tuple[float, str, str, str], ...]]:
    return {
        0: ((-3.0, "#456a5c", "#2f3648", "#2a211d"), (2.6, "#c9b48c", "#41506a", "#1f1b1c")),
        1: ((-1.7, "#6a4a5c", "#4a4038", "#a39c94"),),
        2: ((2.2, "#8a3f48", "#2c3444", "#251d1a"), (3.4, "#46688a", "#4a4650", "#2a211d")),
        3: ((-3.4, "#d09a3c", "#39465a", "#2a211d"), (-2.5, "#7a8a5a", "#5a4a44", "#1f1b1c")),
        5: ((-1.8, "#5a5f86", "#3a3a40", "#2a211d"), (1.9, "#6d8a5a", "#3c4454", "#8a8078")),
        7: ((3.0, "#b8583f", "#333a4c", "#2a211d"), (-3.6, "#3f7a80", "#4a4244", "#251d1a")),
        9: ((-2.4, "#c9a0a0", "#4a4a58", "#2a211d"), (2.2, "#54709a", "#3a3a44", "#1f1b1c")),
    }


def _shelves(c: Canvas, camera: Camera, side: int, wide: float) -> None:
    """A wall of books along the steps."""
    x = side * wide
    with c.layer() as film:
        camera.face(
            film,
            [(x, 0, 2), (x, 9, 2), (x, 9, 14), (x, 0, 14)],
            "#a57c4e" if side > 0 else "#8f6a42",
        )
        for row in range(17):
            low = row * 0.52
            for z in np.arange(3.0, 13.6, 0.085):
                if c.random.random() < 0.1:
                    continue
                tall = 0.3 + 0.13 * c.random.random()
                colour = mix(SPINES[int(c.random.integers(8))], "#f2e4c4", 0.1 + 0.3 * z / 13)
                camera.face(
                    film,
                    [
                        (x, low, float(z)),
                        (x, low + tall, float(z)),
                        (x, low + tall, float(z) + 0.07),
                        (x, low, float(z) + 0.07),
                    ],
                    colour,
                )
            film.line(
                [camera.at(x, low - 0.03, 2.4), camera.at(x, low - 0.03, 13.8)], 0.004, "#d9b888"
            )
        for z in np.arange(2.8, 14, 1.55):
            film.line(
                [camera.at(x, 0, float(z)), camera.at(x, 9, float(z))],
                camera.size(0.09, 0, float(z)),
                "#d9b888",
            )
    dark = ((c.x - 0.5) * side > 0.2).astype(np.float32) * (0.3 if side > 0 else 0.12)
    c.shade(dark * (c.y > 0.1), "#7a5a4a")
