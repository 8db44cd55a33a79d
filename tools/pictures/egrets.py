"""Egrets coming home over the wetland, and the man who counts them."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import curve, glitter, mist
from .brush import Canvas, Layer, mix, rgb
from .form import (
    Light,
    ellipse,
    limb,
    solid,
)

PALE = Light((0.3, -0.9), "#b9cbe6", "#0a1122", 0.4, 0.6)


def egrets() -> Image.Image:
    c = Canvas(2800, 1200, 1864)
    c.gradient([(0, "#4d6d86"), (0.22, "#a3978a"), (0.4, "#eeb06e"), (0.55, "#ffd58c")])
    c.clouds("#f7b77c", 0.55, 0.45, 1.1)
    c.clouds("#6d7486", 0.36, 0.3, 0.8)
    sun = (1.5, 0.49)
    c.glow(*sun, 0.5, "#ff9c4a", 0.3)
    c.glow(*sun, 0.13, "#ffd08a", 0.45)
    disc = ((0.045 - np.hypot(c.x - sun[0], c.y - sun[1])) * 400).clip(0, 1)
    c.px += disc[..., None] * rgb("#6a5a38")
    c.hills(c.ridge(0.55, 0.16, 0.9), "#a5837a", "#eab888", 0.12)
    mist(c, 0.53, 0.03, "#ffd9a4", 0.6)
    c.hills(c.ridge(0.575, 0.06, 0.4, 7), "#6d5f5c", "#c69a74", 0.06, 0.25)
    with c.layer(blur=0.002) as film:
        for _ in range(500):
            x = (
                0.2 + c.random.random() * 0.62
                if c.random.random() < 0.7
                else 2.0 + c.random.random() * 0.4
            )
            top = 0.045 * math.sin(math.pi * min(max((x - 0.15) / 0.72, 0), 1)) if x < 1 else 0.03
            film.ellipse(
                x,
                0.578 - c.random.random() * top,
                0.014,
                0.012,
                mix("#3f3d3e", "#7c624c", c.random.random()),
            )
    for _ in range(70):
        x = 0.3 + c.random.random() * 0.42
        solid(
            c,
            ellipse(x, 0.535 + c.random.random() * 0.035, 0.0035, 0.003),
            "#fff0d8",
            PALE,
            0.001,
        )
    mist(c, 0.575, 0.018, "#ffe0b4", 0.7)
    c.water(0.585, "#7d7a78", 0.28, 0.03)
    glitter(c, sun[0], 0.585, 0.07, "#ffcf82", 0.9)
    mist(c, 0.6, 0.02, "#ffdcab", 0.5)
    with c.layer(blur=0.001) as film:
        for x, y, wide, high in (
            (0.3, 0.66, 0.2, 0.06),
            (1.05, 0.64, 0.12, 0.05),
            (1.95, 0.65, 0.2, 0.06),
        ):
            film.ellipse(x, y + 0.004, wide * 2.1, 0.008, "#5a4c40")
            reeds(film, c, x, y + 0.006, wide, high, 900, ("#4b3d34", "#b0814e"))
    mist(c, 0.69, 0.025, "#f5cb9c", 0.4)
    with c.layer() as film:
        for x, y, wide, high in ((2.15, 0.82, 0.2, 0.17), (0.75, 0.79, 0.13, 0.1)):
            film.ellipse(x, y + 0.004, wide * 1.9, 0.012, "#33302c")
            reeds(film, c, x, y + 0.008, wide, high, 900, ("#2b2724", "#95683a"))
    light = Light((0.55, 0.35), "#fff2cf", "#756c80", 0.75, 0.42)
    for row, (y0, size, count, start) in enumerate(
        ((0.42, 0.016, 22, 0.1), (0.34, 0.022, 17, 1.0), (0.46, 0.014, 18, 1.7))
    ):
        for k in range(count):
            x = start + k * size * (2.3 + 0.25 * math.sin(k * 2.1))
            y = (
                y0
                - 0.07 * (k / count) * (1 if row != 2 else -0.5)
                + 0.012 * math.sin(k * 0.7 + row)
            )
            _bird(c, x, y, size, math.sin(k * 1.9 + row), light, "#d8c8bd")
    for k, (x, y, size, flap) in enumerate(
        (
            (0.42, 0.22, 0.055, 0.7),
            (0.6, 0.16, 0.06, -0.55),
            (0.78, 0.235, 0.058, 0.95),
            (0.98, 0.17, 0.064, 0.3),
            (1.16, 0.25, 0.06, -0.4),
            (1.36, 0.19, 0.07, 0.85),
            (1.62, 0.26, 0.105, 0.8),
            (1.93, 0.17, 0.12, -0.5),
            (2.14, 0.36, 0.095, 0.95),
            (1.83, 0.41, 0.06, 0.5),
        )
    ):
        _bird(c, x, y, size, flap, light, mix("#e6d9cc", "#fff6e6", k / 9))
    bank = c.ridge(0.95, 0.05, 0.9, 5)
    c.hills(
        np.minimum(bank, 0.9 + 0.16 * (c.x[0] - 0.1).clip(0, 9)), "#4a3a2a", "#1d1a18", 0.1, 0.4
    )
    with c.layer() as film:
        for _ in range(2600):
            x = c.random.random() * 2.35
            foot = min(0.93, 0.9 + 0.16 * max(0.0, x - 0.1)) + c.random.random() * 0.09
            tall = 0.02 + c.random.random() * 0.05
            film.line(
                [(x, foot + 0.01), (x + c.random.normal() * 0.012, foot - tall)],
                0.0016,
                mix("#231f1b", "#a8743c", c.random.random() ** 2),
            )
    _counter(c)
    c.strokes(3, 0.045)
    return c.finish(0.02, 0.25)


def _counter(c: Canvas) -> None:
    """The man who counts, on the dyke with his dog."""
    light = Light((0.85, -0.25), "#ffb867", "#14151c", 0.75, 0.5)
    x, y, h = 0.27, 0.91, 0.15
    solid(
        c,
        curve(
            [
                (x - 0.33 * h, y),
                (x - 0.27 * h, y - 0.4 * h),
                (x - 0.1 * h, y - 0.66 * h),
                (x + 0.12 * h, y - 0.66 * h),
                (x + 0.25 * h, y - 0.4 * h),
                (x + 0.34 * h, y),
                (x, y + 0.06 * h),
            ],
            8,
            closed=True,
        ),
        "#3b4350",
        light,
        0.09 * h,
    )
    limb(
        c,
        [(x + 0.12 * h, y - 0.55 * h), (x + 0.34 * h, y - 0.42 * h), (x + 0.2 * h, y - 0.72 * h)],
        [0.13 * h, 0.11 * h, 0.07 * h],
        "#333a46",
        light,
    )
    solid(c, ellipse(x + 0.01 * h, y - 0.79 * h, 0.115 * h, 0.14 * h), "#2a2523", light, 0.05 * h)
    limb(
        c,
        [(x - 0.14 * h, y - 0.86 * h), (x + 0.2 * h, y - 0.85 * h)],
        [0.05 * h, 0.04 * h],
        "#5a5043",
        light,
    )
    solid(
        c,
        curve(
            [(x - 0.12 * h, y - 0.86 * h), (x, y - 0.99 * h), (x + 0.12 * h, y - 0.86 * h)],
            6,
            closed=True,
        ),
        "#5a5043",
        light,
        0.03 * h,
    )
    d = x + 0.1
    solid(
        c,
        curve(
            [
                (d - 0.2 * h, y + 0.02),
                (d - 0.17 * h, y - 0.2 * h),
                (d + 0.02 * h, y - 0.36 * h),
                (d + 0.1 * h, y - 0.3 * h),
                (d + 0.12 * h, y + 0.02),
            ],
            8,
            closed=True,
        ),
        "#6a4a2a",
        light,
        0.05 * h,
    )
    solid(
        c,
        ellipse(d + 0.08 * h, y - 0.42 * h, 0.085 * h, 0.075 * h, 0.2),
        "#6e4d2c",
        light,
        0.04 * h,
    )
    solid(
        c, ellipse(d + 0.16 * h, y - 0.4 * h, 0.06 * h, 0.04 * h, 0.2), "#5e4226", light, 0.02 * h
    )
    solid(
        c,
        [(d, y - 0.52 * h), (d + 0.05 * h, y - 0.48 * h), (d - 0.01 * h, y - 0.38 * h)],
        "#5c3d22",
        light,
        0.01 * h,
    )


def _bird(c: Canvas, x: float, y: float, n: float, flap: float, light: Light, colour: str) -> None:
    """An egret flying to the right: neck drawn in, legs behind; ``flap`` -1 (down) to 1 (up)."""
    far = mix(colour, light.dark, 0.35)
    for tone, shift, share in ((far, 0.16, 0.85), (colour, 0.0, 1.0)):
        up = flap * share
        root, back = (x + (0.16 + shift) * n, y - 0.05 * n), (x - (0.22 - shift) * n, y)
        wrist = (x + (0.12 + shift) * n, y - 0.52 * n * up - 0.06 * n)
        tip = (x - (0.42 - shift) * n, y - 0.98 * n * up - 0.1 * n)
        mid = (x - (0.3 - shift) * n, y - 0.5 * n * up)
        wing = [*curve([root, wrist, tip], 8), *curve([tip, mid, back], 8)]
        solid(c, wing, tone, light, 0.05 * n, texture=0.03)
        if share == 1:
            _body(c, x, y, n, light, colour)
            solid(c, wing, tone, light, 0.06 * n, texture=0.03)


def _body(c: Canvas, x: float, y: float, n: float, light: Light, colour: str) -> None:
    limb(
        c,
        [(x - 0.3 * n, y + 0.04 * n), (x - 0.82 * n, y + 0.09 * n)],
        [0.03 * n, 0.018 * n],
        "#3a3230",
        light,
    )
    solid(
        c,
        curve(
            [
                (x + 0.36 * n, y - 0.04 * n),
                (x + 0.1 * n, y - 0.1 * n),
                (x - 0.4 * n, y + 0.03 * n),
                (x - 0.1 * n, y + 0.13 * n),
                (x + 0.28 * n, y + 0.1 * n),
            ],
            6,
            closed=True,
        ),
        colour,
        light,
        0.08 * n,
    )
    limb(
        c,
        [
            (x + 0.26 * n, y + 0.04 * n),
            (x + 0.4 * n, y + 0.08 * n),
            (x + 0.42 * n, y - 0.04 * n),
            (x + 0.5 * n, y - 0.06 * n),
        ],
        [0.1 * n, 0.08 * n, 0.07 * n, 0.06 * n],
        colour,
        light,
    )
    solid(
        c,
        [(x + 0.5 * n, y - 0.085 * n), (x + 0.74 * n, y - 0.03 * n), (x + 0.5 * n, y - 0.04 * n)],
        "#c08a2e",
        light,
        0.01 * n,
    )


def reeds(
    film: Layer,
    c: Canvas,
    x: float,
    y: float,
    wide: float,
    high: float,
    count: int,
    tones: tuple[str, str],
) -> None:
    for _ in range(count):
        at = x + c.random.normal() * wide
        tall = high * (0.5 + 0.6 * c.random.random()) * math.exp(-(((at - x) / wide / 1.7) ** 2))
        bend = tall * (0.12 + c.random.normal() * 0.16)
        tone = mix(*tones, c.random.random())
        film.line(
            curve([(at, y), (at + bend * 0.3, y - tall * 0.6), (at + bend, y - tall)], 3),
            max(0.0012, high * 0.013),
            tone,
        )
        if c.random.random() < 0.22:
            top = mix(tones[1], "#ffdcae", 0.45)
            for k in range(4):
                film.ellipse(
                    at + bend * (1 - k * 0.06),
                    y - tall * (1 - k * 0.045),
                    high * 0.018,
                    high * 0.028,
                    top,
                )
