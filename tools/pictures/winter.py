"""Winter: swimmers in the cold river, snow on the old street."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, curve, mist, stroke
from .brush import Array, Canvas, Layer, mix, rgb
from .figures import BENT, DOWN, SIDE, UP, Look, figure


def winter_swim() -> Image.Image:
    c = Canvas(2400, 1600, 281)
    c.gradient([(0, "#b9cbd8"), (0.25, "#d9e2e6"), (0.42, "#f6ecdf")])
    c.glow(0.35, 0.3, 0.35, "#ffeeda", 0.35)
    c.hills(c.ridge(0.4, 0.2, 0.9), "#a9bac8", "#dfe6ea", 0.14)
    c.hills(c.ridge(0.42, 0.1, 0.5, 7), "#8499a8", "#cdd8de", 0.06, 0.3)
    with c.layer() as film:
        for _ in range(90):
            x, n = c.random.random() * 1.5, 0.02 + c.random.random() * 0.04
            for k in range(5):
                film.line([(x, 0.435), (x + (k - 2) * n * 0.25, 0.435 - n)], 0.0014, "#6f8290")
    mist(c, 0.43, 0.03, "#f4f4f0", 0.9)
    c.water(0.44, "#3f7a8c", 0.5, 0.03)
    waves = c.noise(0.3, 0.02, 4)
    c.wash((c.y > 0.44) * (waves - 0.5).clip(0, 1) * 2.2, "#cfe6e6")
    c.shade((c.y > 0.44) * (0.5 - waves).clip(0, 1) * 1.6, "#2a6276")
    for y, size in ((0.47, 0.7), (0.53, 0.4), (0.6, 0.5)):
        mist(c, y, 0.025, "#fbf8f2", 0.5, size)
    for x, y, n, way in (
        (0.4, 0.53, 0.018, 1),
        (0.55, 0.56, 0.022, 1),
        (0.28, 0.585, 0.025, 1),
        (1.1, 0.6, 0.028, -1),
        (0.95, 0.55, 0.02, -1),
        (0.22, 0.67, 0.034, 1),
    ):
        _swimmer(c, x, y, n, way)
    with c.layer() as film:
        film.polygon(
            curve(
                [
                    (-0.1, 1.1),
                    (-0.1, 0.88),
                    (0.3, 0.93),
                    (0.7, 0.985),
                    (1.0, 0.95),
                    (1.3, 0.84),
                    (1.6, 0.8),
                    (1.6, 1.1),
                ]
            ),
            "#eef2f4",
        )
        film.polygon([(0.86, 1.02), (1.04, 0.86), (1.22, 0.86), (1.3, 1.02)], "#8f8a86")
        for k in range(6):
            y = 0.87 + k * 0.028
            film.polygon(
                [
                    (1.03 - k * 0.026, y),
                    (1.22 + k * 0.014, y),
                    (1.225 + k * 0.015, y + 0.012),
                    (1.02 - k * 0.027, y + 0.012),
                ],
                mix("#c9c6c2", "#f6f6f4", k % 2),
            )
    c.px *= (1 + (c.y > 0.8) * (c.noise(0.05, 0.02, 4) - 0.5) * 0.16)[..., None]
    with c.layer() as film:
        bare = {"light": "#ffe9d0", "sun": -1, "rim": 0.5}
        for x, y, n, coat, legs, arms in (
            (0.66, 0.83, 0.28, "#c99a7c", "#b04038", (SIDE, BENT)),
            (0.84, 0.9, 0.33, "#b98a6c", "#2f4a72", (BENT, UP)),
        ):
            look = Look(
                coat,
                legs,
                "#c8382e",
                "#c99a7c",
                left=arms[0],
                right=arms[1],
                stride=0.03,
                build=1.05,
                **bare,
            )
            figure(film, x, y, n, look)
    _waist_deep(c, waves)
    with c.layer() as film:
        for x, y, n, coat in ((1.28, 0.97, 0.4, "#b8392f"), (1.4, 0.95, 0.37, "#2f3f5a")):
            figure(
                film,
                x,
                y,
                n,
                Look(
                    coat,
                    "#2a2d3a",
                    "#2a2422",
                    light="#fff4e4",
                    sun=-1,
                    long=0.4,
                    left=BENT,
                    right=DOWN,
                    build=1.2,
                ),
            )
    for x, y in ((0.68, 0.56), (0.86, 0.58), (1.26, 0.57), (0.24, 0.64)):
        for k in range(5):
            c.glow(x - k * 0.012, y - k * 0.012, 0.01 + k * 0.006, "#f4f6f6", 0.16)
    with c.layer(blur=0.001, opacity=0.85) as film:
        for _ in range(420):
            size = 0.001 + 0.003 * c.random.random() ** 2
            film.ellipse(c.random.random() * 1.5, c.random.random(), size, size, "#ffffff")
    c.strokes(4, 0.06)
    return c.finish(0.0, 0.2)


def _waist_deep(c: Canvas, waves: Array) -> None:
    """The water that hides the legs of those who are going in."""
    for x, y, n in ((0.66, 0.705, 0.28), (0.84, 0.752, 0.33)):
        deep = ((c.y - y - 0.006 * np.sin(c.x * 160)) * 130).clip(0, 1)
        across = np.exp(-(((c.x - x) / (n * 0.24)) ** 2 + ((c.y - y) / (n * 0.58)) ** 6)) ** 0.6
        c.wash(
            across * deep * (0.98 - ((c.y - y) * 1.2).clip(0, 0.3)),
            rgb("#2f6f84") * (0.7 + 0.6 * waves)[..., None],
        )
        with c.layer(blur=0.001) as film:
            for k in range(6):
                reach = n * (0.3 + 0.12 * k)
                film.line(
                    curve(
                        [
                            (x - reach, y + 0.004 + k * 0.012),
                            (x, y + 0.016 + k * 0.014),
                            (x + reach, y + 0.004 + k * 0.012),
                        ]
                    ),
                    0.0026,
                    mix("#f2fbfa", "#5f9aa8", k / 6),
                )


def _swimmer(c: Canvas, x: float, y: float, n: float, way: int) -> None:
    with c.layer() as film:
        film.ellipse(x - way * n * 1.5, y + n * 0.1, n * 0.75, n * 0.5, "#f08a2c")
        film.ellipse(x - way * n * 1.6, y - n * 0.06, n * 0.35, n * 0.18, "#ffc27a")
        film.ellipse(x, y, n * 0.42, n * 0.5, "#c8382e")
        film.ellipse(x + way * n * 0.14, y + n * 0.14, n * 0.3, n * 0.34, "#c99a7c")
        film.polygon(
            curve(
                [
                    (x - n * 0.9, y + n * 0.5),
                    (x, y + n * 0.3),
                    (x + n * 0.9, y + n * 0.5),
                    (x, y + n * 0.75),
                ],
                6,
                True,
            ),
            "#7fb0b8",
        )
        stroke(
            film,
            [
                (x - way * n * 0.2, y + n * 0.4),
                (x + way * n * 0.9, y - n * 0.15),
                (x + way * n * 1.5, y + n * 0.4),
            ],
            [n * 0.3, n * 0.26, n * 0.16],
            "#b98a6c",
        )
        for k in range(3):
            film.line(
                [
                    (x - way * n * (2 + k * 1.2), y + n * (0.6 + k * 0.16)),
                    (x + way * n * (1.6 - k * 0.3), y + n * (0.7 + k * 0.2)),
                ],
                n * 0.07,
                "#e9f4f2",
            )
        for _ in range(26):
            film.ellipse(
                x + way * n * (1.3 + c.random.normal() * 0.3),
                y + n * (0.2 - abs(c.random.normal()) * 0.5),
                n * 0.06,
                n * 0.06,
                "#f6fbfa",
            )


def snow_street() -> Image.Image:
    c = Canvas(2400, 1800, 283)
    c.gradient([(0, "#8f9fb6"), (0.3, "#b7c2d0"), (0.5, "#dbe0e6")])
    camera = Camera(0.72, 0.47, 1.75, 1.0)
    with c.layer() as film:
        camera.face(film, [(-4, 0, 1), (4, 0, 1), (4, 0, 90), (-4, 0, 90)], "#e6ebf1")
    fronts = (60, 46, 36, 28, 21.5, 16, 11.8, 8.4, 5.8, 3.9, 2.3)
    for z, end in zip(fronts[1:], fronts, strict=False):
        for side in (-1, 1):
            _shop(c, camera, side, z, end - z)
        if z > 9:
            mist(c, 0.44, 0.08, "#dfe4ea", 0.28)
    ground = (c.y > 0.475).astype(np.float32)
    c.px *= (1 + ground * (c.noise(0.08, 0.015, 4) - 0.5) * 0.14)[..., None]
    with c.layer(blur=0.0015) as film:
        for rail in (-0.75, 0.75):
            film.polygon(
                [
                    camera.at(rail - 0.05, 0, 1.6),
                    camera.at(rail + 0.05, 0, 1.6),
                    camera.at(rail + 0.05, 0, 80),
                    camera.at(rail - 0.05, 0, 80),
                ],
                "#8a94a6",
            )
            film.polygon(
                [
                    camera.at(rail + 0.06, 0, 1.6),
                    camera.at(rail + 0.09, 0, 1.6),
                    camera.at(rail + 0.09, 0, 80),
                    camera.at(rail + 0.06, 0, 80),
                ],
                "#ffffff",
            )
        for k in range(60):
            z = 2.2 + k * 0.45
            px, py = camera.at(1.55 + 0.12 * (-1) ** k, 0, z)
            n = camera.size(0.13, 1.5, z)
            film.ellipse(px, py, n * 0.6, n * 0.5, "#b3bece")
    with c.layer() as film:
        for across, z, coat in (
            (-1.2, 17, "#7a4a3a"),
            (1.6, 24, "#3f5a6a"),
            (1.2, 24.5, "#8a6a3a"),
        ):
            px, py = camera.at(across, 0, z)
            figure(
                film,
                px,
                py,
                camera.size(1.7, across, z),
                Look(coat, "#2f3140", light="#ffffff", stride=0.04),
            )
        px, py = camera.at(0.35, 0, 8.5)
        n = camera.size(1.65, 0.35, 8.5)
        figure(
            film,
            px,
            py,
            n,
            Look("#4a4f6a", "#2b2d3c", light="#ffffff", long=0.6, stride=0.04, right=BENT),
        )
        film.polygon(
            [
                (px + math.cos(a) * n * 0.42, py - n * 0.88 - math.sin(a) * n * 0.32)
                for a in np.linspace(0, math.pi, 24)
            ],
            "#c8352c",
        )
        film.polygon(
            [
                (px + math.cos(a) * n * 0.36, py - n * 0.94 - math.sin(a) * n * 0.28)
                for a in np.linspace(0.7, 2.4, 16)
            ],
            "#f4f6f8",
        )
    for across, z in ((-2.3, 4.1), (-2.35, 5.2), (-2.35, 6.6), (2.3, 5.6)):
        with c.layer() as film:
            _bicycle(film, camera, across, z)
    for blur, count, size in ((0.0, 900, 0.0016), (0.002, 420, 0.0034), (0.006, 70, 0.009)):
        with c.layer(blur=blur, opacity=0.9) as film:
            for _ in range(count):
                n = size * (0.5 + c.random.random())
                film.ellipse(c.random.random() * 1.34, c.random.random(), n, n * 1.1, "#ffffff")
    c.strokes(4, 0.06)
    return c.finish(-0.005, 0.28)


def _shop(c: Canvas, camera: Camera, side: int, z: float, depth: float) -> None:
    """One old wooden house with snow on its eaves and a lamp under them."""
    x, far = side * 3.2, min(1.0, z / 60)

    def tint(colour: str) -> str:
        return mix(colour, "#cdd5de", far * 0.85)

    tall = 4.6 + 0.5 * math.sin(z * 2.1 + side)
    with c.layer() as film:

        def wall(
            z0: float, z1: float, low: float, high: float, colour: str, out: float = 0.0
        ) -> None:
            at = x - side * out
            camera.face(
                film, [(at, low, z0), (at, low, z1), (at, high, z1), (at, high, z0)], tint(colour)
            )

        wall(z, z + depth, 0, tall, mix("#6a4a38", "#7d5f4a", 0.5 + 0.5 * math.sin(z)))
        wall(z, z + depth, 0, 0.35, "#8a8680")
        panels = 6
        for k in range(panels):
            a, b = z + depth * (k + 0.1) / panels, z + depth * (k + 0.9) / panels
            lit = (k * 3 + int(z) + (side > 0)) % 3 > 0
            wall(a, b, 0.4, 2.3, "#4a3226" if not lit else "#e8a850")
            wall(a, (a + b) / 2 - (b - a) * 0.03, 0.5, 1.2, "#5a3c2c")
            wall(a, b, 2.9, 4.0, "#55392b" if k % 2 else "#f0c070")
            for bar in (0.33, 0.66):
                wall(a + (b - a) * bar, a + (b - a) * (bar + 0.06), 2.9, 4.0, "#4a3226")
        for low, out in ((2.5, 0.75), (tall, 0.9)):
            camera.face(
                film,
                [
                    (x, low + 0.3, z),
                    (x, low + 0.3, z + depth),
                    (x - side * out, low, z + depth),
                    (x - side * out, low, z),
                ],
                tint("#50555e"),
            )
            camera.face(
                film,
                [
                    (x, low + 0.52, z),
                    (x, low + 0.52, z + depth),
                    (x - side * out, low + 0.17, z + depth),
                    (x - side * out, low + 0.17, z),
                ],
                tint("#f4f7fa"),
            )
            wall(z, z + depth, low - 0.02, low + 0.17, "#dfe6ee", out)
    px, py = camera.at(x - side * 0.85, 2.05, z + depth * 0.5)
    n = camera.size(0.24, x, z + depth * 0.5)
    with c.layer() as film:
        film.ellipse(px, py, n, n * 0.9, tint("#d8382a"))
        film.ellipse(px, py - n * 0.7, n * 0.6, n * 0.25, "#f6f8fa")
    c.glow(px, py, n * 2.2, "#ff9a50", 0.4 * (1 - far))


def _bicycle(film: Layer, camera: Camera, across: float, z: float) -> None:
    """A bicycle leaning along the house, snow on its saddle and basket."""

    def at(along: float, up: float) -> tuple[float, float]:
        return camera.at(across, up, z + along)

    n = camera.size(1.0, across, z)
    for middle in (0.0, 1.0):
        rim = [
            at(middle + math.cos(a) * 0.32, 0.33 + math.sin(a) * 0.32)
            for a in np.linspace(0, 6.3, 40)
        ]
        film.line(rim, n * 0.028, "#23252e")
        for a in np.linspace(0, 3.14, 7):
            film.line(
                [
                    at(middle + math.cos(a) * 0.3, 0.33 + math.sin(a) * 0.3),
                    at(middle - math.cos(a) * 0.3, 0.33 - math.sin(a) * 0.3),
                ],
                n * 0.004,
                "#6a7080",
            )
    for one, two in (
        ((0.0, 0.33), (0.28, 0.8)),
        ((0.28, 0.78), (0.45, 0.3)),
        ((0.45, 0.3), (0.8, 0.75)),
        ((0.28, 0.78), (0.78, 0.8)),
        ((0.0, 0.33), (0.45, 0.3)),
        ((1.0, 0.33), (0.76, 0.98)),
        ((0.72, 0.98), (0.86, 1.0)),
    ):
        film.line([at(*one), at(*two)], n * 0.03, "#2f5560")
    film.polygon([at(0.88, 0.72), at(1.16, 0.72), at(1.2, 0.98), at(0.84, 0.98)], "#7a6a54")
    film.polygon(
        curve([at(0.82, 0.96), at(0.9, 1.1), at(1.02, 1.14), at(1.14, 1.08), at(1.22, 0.96)]),
        "#f6f9fb",
    )
    film.polygon(curve([at(0.14, 0.84), at(0.2, 0.94), at(0.3, 0.95), at(0.42, 0.85)]), "#f6f9fb")
    film.line([at(0.12, 0.84), at(0.44, 0.84)], n * 0.04, "#23252e")
    film.line([at(-0.3, 0.68), at(0.2, 0.68)], n * 0.03, "#23252e")
    film.line([at(-0.28, 0.72), at(0.16, 0.72)], n * 0.035, "#f6f9fb")
