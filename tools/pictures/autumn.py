"""Autumn: an avenue by the lake, and maple leaves on old steps."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, blend, bokeh, curve, glitter, leaf, mask, mist, rays, sides
from .brush import Canvas, Layer, mix
from .figures import BENT, Look, figure

GINKGO = ("#8a5a10", "#c98f16", "#f0bd28", "#ffe27a")
MAPLE = ("#5a1410", "#a82a18", "#dd4a22", "#f58a3c")


def ginkgo_lake() -> Image.Image:
    """An avenue of ginkgos along the water, the low sun behind it."""
    c = Canvas(2400, 1600, 227)
    c.gradient([(0, "#8fb7d4"), (0.3, "#cfe0e2"), (0.46, "#fbeccb")])
    c.clouds("#ffffff", 0.5, 0.4, 0.8)
    c.glow(1.02, 0.4, 0.28, "#fff0c0", 0.45)
    c.hills(c.ridge(0.455, 0.16, 0.8), "#9db6c4", "#dfe3d6", 0.12)
    c.hills(c.ridge(0.47, 0.05, 0.4, 7), "#6f8f88", "#c3ceb0", 0.05, 0.3)
    c.water(0.475, "#6f9fb8", 0.3, 0.03)
    glitter(c, 1.02, 0.48, 0.06, "#fff0c0", 0.7)
    camera = Camera(0.66, 0.46, 1.7, 1.1)
    ground = mask(
        c, [camera.at(2.2, 0, k) for k in (400, 60, 20, 8, 4, 2.2)] + [(-0.1, 1.1), (-0.1, 0.47)]
    )
    c.wash(ground, blend(c.noise(0.1, 0.02, 4), "#b9821e", "#e3ac2e", "#f6cf5a"))
    path = mask(
        c, [camera.at(x, 0, z) for x, z in ((-1.5, 300), (-1.5, 2.0), (1.2, 2.0), (1.2, 300))]
    )
    c.wash(path * 0.8, blend(c.noise(0.05, 0.012, 3), "#a9937c", "#d9c4a0"))
    with c.layer() as film:
        for z in np.arange(3, 60, 2.2):
            x, y = camera.at(2.0, 0, float(z))
            n = camera.size(1.0, 2.0, float(z))
            film.rect(x - n * 0.06, y - n, n * 0.12, n, "#cfc6b4")
            film.rect(x - n * 0.08, y - n, n * 0.16, n * 0.08, "#efe8d8")
        for up in (0.4, 0.85):
            film.line([camera.at(2.0, up, z) for z in (2, 70)], 0.0025, "#b0a58f")
    for z in (46, 34, 25.5, 19, 14.2, 10.6, 7.6, 5.2):
        for side in (-2.9, 1.75):
            if side > 0 and z < 7:
                continue
            _ginkgo(c, camera, side, z)
        if z in (25.5, 14.2):
            mist(c, 0.46, 0.04, "#fff0c8", 0.25)
    rays(c, 1.06, 0.1, "#ffe090", 0.32, 50, 1.2)
    _fallen(c, camera)
    with c.layer() as film:
        for x, z, tall, look in (
            (-0.35, 11.0, 1.7, Look("#7b3f3a", "#2c3040", light="#fff0c0", stride=0.05, long=0.5)),
            (0.2, 11.2, 1.15, Look("#e9e2d2", "#405070", light="#fff6d8", stride=0.04)),
        ):
            px, py = camera.at(x, 0, z)
            n = camera.size(tall, x, z)
            film.polygon(
                [
                    (px - n * 0.1, py),
                    (px + n * 0.1, py),
                    (px - n * 0.5, py + n * 0.55),
                    (px - n * 0.75, py + n * 0.55),
                ],
                "#8a6a3a",
            )
            figure(film, px, py, n, look)
    c.strokes(4, 0.06)
    return c.finish(0.025, 0.28)


def _ginkgo(c: Canvas, camera: Camera, side: float, z: float) -> None:
    x, y = camera.at(side, 0, z)
    n = camera.size(8.2, side, z)
    far = min(1.0, z / 60)
    with c.layer(blur=0.002 if z > 15 else 0.0) as film:
        trunk = mix("#4f3b2a", "#d8c49a", far)
        film.polygon(
            [
                (x - n * 0.03, y),
                (x - n * 0.014, y - n * 0.7),
                (x + n * 0.012, y - n * 0.7),
                (x + n * 0.024, y),
            ],
            trunk,
        )
        film.line(
            [(x + n * 0.016, y), (x + n * 0.008, y - n * 0.6)],
            n * 0.008,
            mix(trunk, "#ffe9b0", 0.5),
        )
        for k in range(7):
            end = (x + (k - 3) * n * 0.1, y - n * (0.55 + 0.35 * c.random.random()))
            film.line([(x, y - n * (0.25 + k * 0.05)), end], n * 0.012, trunk)
        count = int(min(2600, 260 + n * 2200))
        for k in range(count):
            angle, reach = c.random.random() * 6.283, math.sqrt(c.random.random())
            wide = 0.34 * (1 - 0.35 * math.sin(angle) ** 2)
            lx = x + math.cos(angle) * reach * n * wide
            ly = y - n * 0.62 - math.sin(angle) * reach * n * 0.4
            tone = 0.25 + k / count * 0.45 + (lx - x) / n * 0.7 + c.random.normal() * 0.12
            place = min(max(tone, 0), 0.999) * 3
            colour = mix(GINKGO[int(place)], GINKGO[min(3, int(place) + 1)], place % 1)
            colour = mix(colour, "#fbeccb", far * 0.45)
            leaf(film, lx, ly, n * 0.02 + 0.004, c.random.random() * 6.3, colour, 0.8)


def _fallen(c: Canvas, camera: Camera) -> None:
    """Leaves on the ground, and some still in the air."""
    with c.layer() as film:
        for _ in range(5200):
            z = 2 + 22 * c.random.random() ** 1.8
            across = -4.2 + 6.1 * c.random.random()
            if -1.4 < across < 1.1 and c.random.random() < 0.6:
                continue
            x, y = camera.at(across, 0, z)
            n = camera.size(0.05, across, z)
            colour = mix("#b57a14", "#ffe684", c.random.random())
            film.ellipse(x, y, n, n * 0.42, colour)
        for _ in range(70):
            x, y = c.random.random() * 1.3, c.random.random()
            size = 0.004 + 0.008 * c.random.random()
            leaf(
                film,
                x,
                y,
                size,
                c.random.random() * 6.3,
                mix("#f0bd28", "#fff0a0", c.random.random()),
                0.9,
            )


# --- maples over the steps


def _maple_leaf(film: Layer, x: float, y: float, n: float, turn: float, colour: str) -> None:
    points = []
    for k, reach in enumerate((1.0, 0.34, 0.86, 0.3, 0.62, 0.22, 0.3, 0.22, 0.62, 0.3, 0.86, 0.34)):
        angle = turn + k * math.pi / 6
        points.append((x + math.cos(angle) * n * reach, y + math.sin(angle) * n * reach))
    film.polygon(points, colour)


def maple_steps() -> Image.Image:
    c = Canvas(1600, 2400, 229)
    c.gradient([(0, "#e9d9b0"), (0.3, "#d9b184"), (0.6, "#7d6a58"), (1, "#4a3f3c")])
    c.wash((c.noise(0.3, 0.3, 4) - 0.4).clip(0, 1) * 2.4, "#8f4a2c")
    c.wash((c.noise(0.22, 0.22, 4) - 0.5).clip(0, 1) * 3, "#f0b25a")
    c.glow(0.4, 0.2, 0.24, "#fff0cc", 0.7)
    with c.layer(blur=0.004) as film:
        for x in (0.1, 0.17, 0.52, 0.6, 0.24):
            film.line([(x, 0.5), (x + 0.01, -0.05)], 0.014, "#5d4438")
    _steps(c)
    for blur, count, low, size, pale in (
        (0.008, 900, 0.42, 0.015, 0.4),
        (0.0025, 900, 0.36, 0.018, 0.15),
    ):
        with c.layer(blur=blur) as film:
            for _ in range(count):
                side = c.random.random() < 0.5
                reach = c.random.random() ** 1.3
                x = reach * 0.3 if side else 0.667 - reach * 0.28
                y = c.random.random() ** 1.2 * low * (1.35 - reach * 0.8)
                tone = c.random.random() ** 0.8 * 2.99
                colour = mix(MAPLE[int(tone)], MAPLE[int(tone) + 1], tone % 1)
                _maple_leaf(film, x, y, size, c.random.random() * 6.3, mix(colour, "#f6c98a", pale))
    rays(c, 0.3, -0.1, "#ffd9a0", 0.4, 46, 0.9)
    with c.layer() as film:
        look = Look("#c9b79a", "#4c5568", "#2a211e", light="#fff0cc", rim=0.6, long=0.6, right=BENT)
        figure(film, 0.345, 0.485, 0.105, look)
        stem = (0.357, 0.405)
        film.line([stem, (0.352, 0.37)], 0.0022, "#3c2c24")
        dome = [
            (0.352 + math.cos(a) * 0.052, 0.386 - math.sin(a) * 0.034)
            for a in np.linspace(0, math.pi, 20)
        ]
        film.polygon(dome, "#b8452f")
        film.polygon([*dome[:8], (0.352, 0.386)], "#de7a4c")
        for k in range(1, 6):
            film.line([(0.352, 0.352), dome[k * 3]], 0.0012, "#7a2a1c")
    for branch in (
        [(-0.05, 0.06), (0.12, 0.1), (0.27, 0.09), (0.4, 0.13)],
        [(0.72, 0.16), (0.56, 0.2), (0.46, 0.26), (0.4, 0.27)],
        [(-0.05, 0.3), (0.06, 0.34), (0.14, 0.42)],
    ):
        line = curve(branch)
        one, two = sides(line, [0.014, 0.008, 0.003])
        with c.layer() as film:
            film.polygon([*one, *two[::-1]], "#3a2822")
            for _ in range(130):
                at = line[int(c.random.random() * len(line))]
                x, y = at[0] + c.random.normal() * 0.04, at[1] + c.random.normal() * 0.03 + 0.012
                tone = c.random.random() * 2.99
                colour = mix(MAPLE[int(tone)], MAPLE[int(tone) + 1], tone % 1)
                turn = math.pi / 2 + c.random.normal() * 0.7
                _maple_leaf(film, x, y, 0.016 + c.random.random() * 0.016, turn, colour)
    for _ in range(26):
        bokeh(
            c,
            c.random.random() * 0.667,
            c.random.random() * 0.4,
            0.006 + c.random.random() * 0.012,
            "#ffdca0",
            0.14,
        )
    c.strokes(4, 0.06)
    return c.finish(0.03, 0.35)


def _steps(c: Canvas) -> None:
    """Old stone steps rising into the light, moss on their edges, leaves lying on them."""
    rows = 17
    for k in range(rows):
        t = (rows - 1 - k) / rows
        top, low = 0.475 + 0.56 * (1 - t) ** 1.35, 0.475 + 0.56 * (1 - t + 1 / rows) ** 1.35
        wide, wider = 0.105 + 0.3 * (1 - t) ** 1.2, 0.105 + 0.3 * (1 - t + 1 / rows) ** 1.2
        left, right = 0.345 - wide * 0.95, 0.345 + wide * 0.85
        tread = top + (low - top) * 0.52
        lit = mix("#8f837c", "#e3cfac", t)
        with c.layer() as film:
            film.polygon(
                [
                    (left, top),
                    (right, top),
                    (0.345 + wider * 0.85, tread),
                    (0.345 - wider * 0.95, tread),
                ],
                lit,
            )
            film.polygon(
                [
                    (0.345 - wider * 0.95, tread),
                    (0.345 + wider * 0.85, tread),
                    (0.345 + wider * 0.85, low),
                    (0.345 - wider * 0.95, low),
                ],
                mix("#463d3c", "#8a6f5a", t),
            )
            film.line(
                [(0.345 - wider * 0.95, tread), (0.345 + wider * 0.85, tread)],
                0.0025,
                mix(lit, "#fff0d0", 0.5),
            )
            for joint in range(4):
                x = 0.345 + wider * (-0.95 + 1.8 * (joint + 0.3 + 0.5 * c.random.random()) / 4)
                film.line([(x, tread), (x, low)], 0.0016, "#3a3230")
        stone = ((c.y > top) & (c.y < low)).astype(np.float32)
        c.px *= (1 + stone * (c.noise(0.02, 0.01, 3) - 0.5) * 0.4)[..., None]
        with c.layer() as film:
            for _ in range(30 + 5 * k):
                x, y = (
                    0.345 + (c.random.random() - 0.5) * 2.4 * wider,
                    top + c.random.random() * (low - top),
                )
                tone = c.random.random() * 2.99
                colour = mix(MAPLE[int(tone)], MAPLE[int(tone) + 1], tone % 1)
                size = (0.004 + 0.013 * (1 - t)) * (0.6 + 0.6 * c.random.random())
                _maple_leaf(film, x, y, size, c.random.random() * 6.3, mix(colour, "#3a1a14", 0.15))
    for side in (-1, 1):
        edge = [
            (0.345 + side * (0.1 + 0.3 * t**1.2), 0.475 + 0.56 * t**1.35)
            for t in np.linspace(0, 1.05, 20)
        ]
        with c.layer(blur=0.002) as film:
            film.polygon([*edge, (0.345 + side * 0.6, 1.1), (0.345 + side * 0.6, 0.42)], "#3c342c")
        with c.layer() as film:
            for _ in range(1100):
                t = c.random.random()
                x = 0.345 + side * (0.1 + 0.3 * t**1.2 + c.random.random() ** 1.5 * 0.25)
                y = 0.475 + 0.56 * t**1.35 + c.random.normal() * 0.01
                tone = c.random.random() ** 1.3 * 2.99
                colour = mix(MAPLE[int(tone)], MAPLE[int(tone) + 1], tone % 1)
                if c.random.random() < 0.4:
                    colour = mix("#39401f", "#7c7a38", c.random.random())
                _maple_leaf(
                    film,
                    x,
                    y,
                    0.005 + 0.012 * t,
                    c.random.random() * 6.3,
                    mix(colour, "#2a1c1a", 0.25),
                )
