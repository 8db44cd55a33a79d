"""Kites over the river beach."""

from __future__ import annotations

import math

from PIL import Image

from .brush import Canvas, Layer, mix
from .props import person


def swallow_kite(film: Layer, x: float, y: float, n: float, colour: str, second: str) -> None:
    """A swallow-shaped kite, ``n`` from wing to wing."""
    for side in (-1, 1):
        film.polygon(
            [
                (x, y - 0.08 * n),
                (x + side * 0.2 * n, y - 0.2 * n),
                (x + side * 0.5 * n, y - 0.17 * n),
                (x + side * 0.42 * n, y - 0.04 * n),
                (x + side * 0.16 * n, y + 0.06 * n),
                (x, y + 0.1 * n),
            ],
            colour,
        )
        film.polygon(
            [
                (x + side * 0.2 * n, y - 0.16 * n),
                (x + side * 0.44 * n, y - 0.14 * n),
                (x + side * 0.22 * n, y - 0.01 * n),
            ],
            second,
        )
        film.ellipse(x + side * 0.29 * n, y - 0.1 * n, 0.032 * n, 0.032 * n, "#fff3d2")
        film.ellipse(x + side * 0.29 * n, y - 0.1 * n, 0.016 * n, 0.016 * n, colour)
        film.polygon(
            [
                (x, y + 0.16 * n),
                (x + side * 0.08 * n, y + 0.2 * n),
                (x + side * 0.2 * n, y + 0.42 * n),
                (x + side * 0.06 * n, y + 0.34 * n),
            ],
            colour,
        )
        film.polygon(
            [
                (x + side * 0.04 * n, y + 0.22 * n),
                (x + side * 0.15 * n, y + 0.38 * n),
                (x + side * 0.06 * n, y + 0.31 * n),
            ],
            second,
        )
    film.ellipse(x, y, 0.085 * n, 0.2 * n, mix(colour, "#000000", 0.2))
    film.ellipse(x, y + 0.04 * n, 0.06 * n, 0.13 * n, "#fff3d2")
    for k in range(3):
        film.ellipse(x, y + (0.0 + k * 0.05) * n, 0.03 * n, 0.014 * n, second)
    film.ellipse(x, y - 0.19 * n, 0.075 * n, 0.065 * n, colour)
    for side in (-1, 1):
        film.ellipse(x + side * 0.032 * n, y - 0.2 * n, 0.022 * n, 0.022 * n, "#ffffff")
        film.ellipse(x + side * 0.03 * n, y - 0.2 * n, 0.011 * n, 0.011 * n, "#1c1c22")
    film.polygon(
        [(x - 0.018 * n, y - 0.165 * n), (x + 0.018 * n, y - 0.165 * n), (x, y - 0.135 * n)],
        "#f2b233",
    )


def diamond_kite(film: Layer, x: float, y: float, n: float, colour: str, second: str) -> None:
    film.polygon([(x, y - n * 0.6), (x + n * 0.42, y), (x, y + n * 0.7), (x - n * 0.42, y)], colour)
    film.polygon([(x, y - n * 0.6), (x + n * 0.42, y), (x, y)], second)
    film.polygon([(x, y + n * 0.7), (x - n * 0.42, y), (x, y)], second)
    tail = [
        (x + math.sin(k * 0.9) * n * 0.14 + k * n * 0.03, y + n * (0.7 + k * 0.17))
        for k in range(9)
    ]
    film.line(tail, n * 0.025, mix(colour, "#ffffff", 0.2))
    for at in tail[2::3]:
        film.polygon(
            [
                (at[0] - n * 0.1, at[1] - n * 0.05),
                (at[0] + n * 0.1, at[1] + n * 0.05),
                (at[0] + n * 0.1, at[1] - n * 0.05),
                (at[0] - n * 0.1, at[1] + n * 0.05),
            ],
            second,
        )


def string(film: Layer, start: tuple[float, float], end: tuple[float, float], sag: float) -> None:
    points = []
    for k in range(21):
        t = k / 20
        points.append(
            (
                start[0] + (end[0] - start[0]) * t,
                start[1] + (end[1] - start[1]) * t + sag * math.sin(math.pi * t),
            )
        )
    film.line(points, 0.0012, "#f4f0e6")


def kites_beach() -> Image.Image:
    c = Canvas(2000, 1333, 41)
    c.gradient([(0, "#3f86c4"), (0.35, "#8cc0e2"), (0.62, "#e6eede")])
    c.clouds("#ffffff", 0.66, 0.6, 0.6)
    c.hills(c.ridge(0.64, 0.1, 0.7), "#6f93a6", "#bfd0c8", 0.1)
    c.hills(c.ridge(0.655, 0.035, 0.25, 7), "#4d7355", "#86a06c", 0.05, 0.3)
    c.water(0.655, "#5b8fb0", 0.35, 0.02)
    beach = c.ridge(0.8, 0.05, 1.4, 3)
    c.hills(beach, "#c9b184", "#e2cda0", 0.15, 0.12, 5)
    grass = c.ridge(0.97, 0.09, 0.5, 7)
    c.hills(grass, "#8d9a4c", "#5f7a3a", 0.1, 0.4)
    people = (
        (0.16, 0.86, 0.1, "#d9534a"),
        (0.24, 0.88, 0.075, "#e8b23c"),
        (0.5, 0.84, 0.085, "#3f6fa8"),
        (0.72, 0.9, 0.115, "#4f9a78"),
        (0.84, 0.91, 0.08, "#e27d9a"),
        (1.08, 0.85, 0.09, "#e9e4d6"),
        (1.22, 0.89, 0.11, "#7c5aa6"),
        (1.38, 0.86, 0.095, "#d97b36"),
    )
    flying = (
        (0.16, 0.14, 0.3, "#c23a32"),
        (0.5, 0.36, 0.17, "#2f6db0"),
        (0.95, 0.16, 0.36, "#24435f"),
        (1.33, 0.3, 0.2, "#d8742a"),
    )
    with c.layer() as film:
        for (x, y, height, _), (kx, ky, _, _) in zip(people[::2], flying, strict=True):
            string(film, (x + height * 0.2, y - height), (kx, ky), 0.04)
        for x, y, n, colour in flying[::2]:
            swallow_kite(film, x, y, n, colour, "#f0b23e")
        for x, y, n, colour in flying[1::2]:
            diamond_kite(film, x, y, n * 0.7, colour, "#f7e3ae")
        diamond_kite(film, 0.7, 0.1, 0.07, "#7f4fa0", "#f2c14e")
        swallow_kite(film, 1.16, 0.46, 0.09, "#3c8a64", "#f4e2a8")
        for x, y, height, coat in people:
            film.ellipse(x - 0.04, y + 0.003, height * 0.45, 0.007, "#a98f63")
            person(film, x, y, height, coat, stride=0.06, arms=(-0.1, 0.16), lift=(0.1, 0.5))
    c.strokes()
    return c.finish(0.01)


def kite_close() -> Image.Image:
    c = Canvas(1600, 2000, 43)
    c.gradient([(0, "#2f78bd"), (0.55, "#79b6e0"), (1, "#d6e8ea")])
    c.clouds("#ffffff", 0.6, 1.0, 0.5)
    c.clouds("#f4f8fb", 0.5, 1.2, 0.9)
    with c.layer(blur=0.004) as film:
        diamond_kite(film, 0.14, 0.72, 0.07, "#c94f86", "#f6d27a")
        swallow_kite(film, 0.68, 0.8, 0.12, "#3b8c6a", "#f3e3b0")
    with c.layer() as film:
        string(film, (0.4, 0.4), (0.62, 1.03), 0.02)
        swallow_kite(film, 0.4, 0.36, 0.66, "#b5302b", "#efa93a")
        for side in (-1, 1):
            tail = [
                (0.4 + side * (0.12 + 0.02 * math.sin(k * 0.7)), 0.62 + k * 0.022)
                for k in range(14)
            ]
            film.line(tail, 0.008, "#efa93a")
            film.line([(x + 0.01, y) for x, y in tail], 0.004, "#b5302b")
    c.shade(((c.x - 0.4) * 2).clip(0, 1) * ((c.y < 0.7) * 0.12), "#9fb4d8")
    c.strokes(5, 0.06)
    return c.finish(0.01, 0.3)


def kite_evening() -> Image.Image:
    c = Canvas(1600, 1600, 47)
    c.gradient([(0, "#3b4a7c"), (0.35, "#a06a8c"), (0.6, "#f08a5c"), (0.78, "#ffc774")])
    c.clouds("#f7a27c", 0.62, 0.75, 0.8)
    c.clouds("#5f5484", 0.45, 0.6, 0.6)
    c.glow(0.7, 0.73, 0.06, "#fff0b8", 1.1)
    c.glow(0.7, 0.73, 0.3, "#ffb35c", 0.5)
    c.hills(c.ridge(0.79, 0.08, 0.7), "#6a4a6c", "#c07a68", 0.1)
    line = c.ridge(0.84, 0.03, 1.1, 4)
    c.hills(line, "#2b2236", "#1a1424", 0.2, 0.3)
    with c.layer() as film:
        string(film, (0.335, 0.67), (0.78, 0.2), 0.05)
        diamond_kite(film, 0.78, 0.2, 0.15, "#d94a3c", "#f6c453")
        for x, y, height, stride in ((0.28, 0.845, 0.2, 0.16), (0.13, 0.845, 0.26, 0.07)):
            person(
                film,
                x,
                y,
                height,
                "#1d1728",
                "#1d1728",
                "#1d1728",
                "#1d1728",
                stride,
                (-0.16, 0.22),
                (0.12, 0.42),
            )
        for _ in range(500):
            x = c.random.random()
            foot = 0.86 + c.random.random() * 0.14
            film.line(
                [
                    (x, foot),
                    (x + c.random.normal() * 0.008, foot - 0.02 - c.random.random() * 0.04),
                ],
                0.0018,
                mix("#1a1424", "#6a4450", c.random.random()),
            )
    c.strokes(5, 0.07)
    return c.finish(0.02)
