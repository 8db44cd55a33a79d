"""The flower basket on the square and its rings of flowers."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import curve, mask, mist
from .brush import Canvas, mix, rgb
from .form import (
    FLAT,
    HANGING,
    PHONE,
    POCKET,
    RAISED,
    Dress,
    Light,
    ellipse,
    limb,
    person,
    shadow,
    solid,
)


def flower_square() -> Image.Image:
    c = Canvas(2400, 2400, 213)
    c.gradient([(0, "#5f9fd0"), (0.2, "#a9d0e4"), (0.38, "#e9eee4")])
    c.clouds("#ffffff", 0.6, 0.36, 0.4)
    _town(c)
    ground = ((c.y - 0.405) * 400).clip(0, 1)
    near = ((c.y - 0.405) / 0.595).clip(0, 1)
    c.wash(
        ground,
        rgb("#cdbfa6") * (0.93 + 0.25 * (c.noise(0.03, 0.01, 3) - 0.5) + 0.08 * near)[..., None],
    )
    depth = 1 / (0.12 + near)
    tiles = ((depth * 7) % 1 < 0.05) | (((c.x - 0.5) * depth * 9) % 1 < 0.03)
    c.shade(tiles * ground * 0.22, "#8d7b68")
    middle, tilt = (0.5, 0.63), 0.36
    rings = (
        (0.47, 0.42, "#f2efe2", "#cfd6b4"),
        (0.4, 0.35, "#f6d23c", "#d99a1a"),
        (0.335, 0.285, "#ef8f2a", "#c8601a"),
        (0.27, 0.21, "#e4483a", "#a81f2c"),
        (0.2, 0.14, "#c4204a", "#7d1440"),
    )
    shadow(c, ellipse(middle[0] + 0.02, middle[1] + 0.02, 0.49, 0.49 * tilt), "#5b5348", 0.01, 0.5)
    for step, (outer, inner, bright, dark) in enumerate(rings):
        rise = 0.014 * step
        cy = middle[1] - rise
        solid(c, ellipse(middle[0], cy + 0.012, outer, outer * tilt), "#8b5a3a", FLAT)
        solid(c, ellipse(middle[0], cy + 0.002, outer, outer * tilt), "#4a6a34", FLAT, texture=0.2)
        with c.layer() as film:
            spots = []
            for _ in range(int(17000 * (outer**2 - inner**2) / 0.06)):
                angle, reach = (
                    c.random.random() * 6.2832,
                    math.sqrt(inner**2 + c.random.random() * (outer**2 - inner**2)),
                )
                spots.append(
                    (cy + math.sin(angle) * reach * tilt, middle[0] + math.cos(angle) * reach)
                )
            for y, x in sorted(spots):
                size = 0.0017 + 0.0024 * (y - 0.4)
                tone = c.random.random() * 0.8 + 0.2 * (x < middle[0])
                film.ellipse(
                    x,
                    y - c.random.random() * 0.006,
                    size,
                    size * 0.8,
                    mix("#3d6a34", bright, 0.15) if tone < 0.1 else mix(dark, bright, tone),
                )
    _basket(c, middle[0], middle[1] - 0.075)
    light = Light((-0.7, -0.6), "#fff1cf", "#3a3448", 0.5, 0.5)
    spots = [
        (0.5 + math.cos(a) * r, 0.63 + math.sin(a) * r * 0.4)
        for a, r in (
            (0.3 + k * 0.37 + 0.08 * math.sin(k * 5), 0.53 + 0.12 * abs(math.sin(k * 2.3)))
            for k in range(26)
        )
    ]
    spots += [(0.13, 0.93), (0.2, 0.945), (0.52, 0.94), (0.8, 0.92), (0.86, 0.93), (0.36, 0.9)]
    for k, (x, y) in enumerate(sorted(spots, key=lambda p: p[1])):
        if not -0.03 < x < 1.03 or y < 0.45:
            continue
        h = 0.035 + (y - 0.405) * 0.14
        child = k % 5 == 2
        h *= 0.68 if child else 1
        shadow(
            c,
            [
                (x - 0.08 * h, y),
                (x + 0.08 * h, y),
                (x + 0.75 * h, y + 0.2 * h),
                (x + 0.55 * h, y + 0.24 * h),
            ],
            "#5a5048",
            0.002,
            0.5,
        )
        person(
            c,
            x,
            y,
            h,
            Dress(
                ("#d9cbb0", "#4f7fa8", "#e8e4da", "#c95a4a", "#6a8f72", "#e2a24a")[k * 5 % 6],
                ("#39435a", "#5b5348", "#2f3440")[k % 3],
                left=(HANGING, POCKET, PHONE, HANGING, RAISED)[k * 3 % 5 if k % 4 else 0],
                right=(PHONE, HANGING)[k % 2],
                stride=0.05 * (k % 2),
                child=child,
                hem=0.3 if k % 4 == 1 else 0.44,
                bun=k % 4 == 1,
            ),
            light,
        )
    with c.layer(blur=0.003) as film:
        for _ in range(420):
            x = c.random.random() * 1.02
            y = 1.01 - c.random.random() * (0.035 + 0.03 * abs(x - 0.5))
            film.ellipse(x, y, 0.011, 0.009, mix("#a5182c", "#f2604a", c.random.random()))
    c.px += (np.exp(-(((c.x + c.y - 0.35) / 0.4) ** 2)) * 0.09)[..., None] * rgb("#fff0c8")
    c.strokes(3, 0.04)
    return c.finish(0.015, 0.25)


def _town(c: Canvas) -> None:
    """Houses in the haze and the trees before them."""
    with c.layer() as film:
        x = -0.02
        while x < 1.02:
            wide, high = 0.05 + c.random.random() * 0.07, 0.06 + c.random.random() ** 2 * 0.13
            wall = mix("#b7c3cc", "#e2d8c8", c.random.random())
            film.rect(x, 0.4 - high, wide, high, wall)
            film.rect(x + wide * 0.72, 0.4 - high, wide * 0.28, high, mix(wall, "#7d90a6", 0.4))
            for row in np.arange(0.408 - high, 0.39, 0.0085):
                film.line(
                    [(x + 0.004, float(row)), (x + wide * 0.7, float(row))],
                    0.0026,
                    mix(wall, "#6f8aa0", 0.5),
                )
            x += wide + 0.006
    mist(c, 0.37, 0.04, "#eef0e6", 0.7)
    with c.layer() as film:
        for _ in range(2600):
            x = c.random.random() * 1.04
            top = 0.03 + 0.022 * math.sin(x * 19) + 0.012 * math.sin(x * 47)
            y = 0.408 - c.random.random() * top
            film.ellipse(
                x,
                y,
                0.009,
                0.007,
                mix("#2f5a3e", "#9bb468", min(1.0, (0.41 - y) * 14 + c.random.random() * 0.4)),
            )


def _basket(c: Canvas, x: float, y: float) -> None:
    """The hollow basket, twelve metres high: woven wall, low door, handle, a heap of flowers."""
    light = Light((-0.8, -0.5), "#ffe6b0", "#4a2440", 0.5, 0.55)
    hoop = [
        (x + math.cos(a) * 0.135, y - 0.19 - math.sin(a) * 0.235)
        for a in np.linspace(0.02, math.pi - 0.02, 30)
    ]
    limb(c, hoop, [0.016] * 3, "#b98a3a", light)
    with c.layer() as film:
        for k, (hx, hy) in enumerate(curve(hoop, 2)[::1]):
            for _ in range(9):
                film.ellipse(
                    hx + c.random.normal() * 0.005,
                    hy + c.random.normal() * 0.005,
                    0.0035,
                    0.003,
                    mix(
                        ("#d8304a", "#f4c83c", "#4f8a3c")[(k // 4) % 3],
                        "#fff4d8",
                        c.random.random() * 0.4,
                    ),
                )
    wall = curve(
        [
            (x - 0.105, y + 0.02),
            (x - 0.125, y - 0.08),
            (x - 0.165, y - 0.19),
            (x, y - 0.17),
            (x + 0.165, y - 0.19),
            (x + 0.125, y - 0.08),
            (x + 0.105, y + 0.02),
            (x, y + 0.05),
        ],
        10,
        closed=True,
    )
    solid(c, wall, "#c79a52", light, 0.08)
    inside = mask(c, wall, 0.0006)
    u, v = (
        (c.x - x) / (0.11 + 0.28 * (y - c.y).clip(-0.1, 0.2)),
        c.y + 0.06 * ((c.x - x) / 0.15) ** 2,
    )
    weave = np.sin(np.arcsin(u.clip(-1, 1)) * 22) * np.sign(np.sin(v * 380))
    c.px *= (1 + inside * weave * 0.2)[..., None]
    solid(
        c,
        curve(
            [
                (x - 0.021, y + 0.047),
                (x - 0.021, y + 0.01),
                (x, y - 0.008),
                (x + 0.021, y + 0.01),
                (x + 0.021, y + 0.047),
            ],
            6,
        ),
        "#3a2420",
        FLAT,
    )
    solid(c, ellipse(x, y - 0.19, 0.168, 0.045), "#6a3a2a", light, 0.01)
    with c.layer() as film:
        for step in range(5200):
            t = step / 5200
            a, r = c.random.random() * 6.2832, c.random.random() ** 0.5
            px = x + math.cos(a) * r * 0.175
            py = y - 0.195 - (1 - r * r) * 0.105 * (0.4 + 0.6 * t) + math.sin(a) * r * 0.042
            cluster = int(math.sin(px * 61) * 2 + math.cos(py * 73) * 2 + 4) % 5
            tone = ("#e23a4c", "#f6c93a", "#f08a30", "#f7efe0", "#d9508c")[cluster]
            shade = min(max((px - x) * 2.2 + (py - y + 0.24) * 3, 0), 0.55)
            film.ellipse(
                px,
                py,
                0.0044,
                0.0036,
                mix(mix(tone, "#5a1f3a", shade), "#ffffff", 0.25 * c.random.random() ** 3),
            )
