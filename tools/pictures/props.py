"""Things that stand in several scenes: trees, people, houses, boats, birds."""

from __future__ import annotations

import math
from collections.abc import Sequence

from numpy.random import Generator

from .brush import Layer, mix

SKIN = "#d9a883"


def foliage(
    film: Layer,
    random: Generator,
    x: float,
    y: float,
    rx: float,
    ry: float,
    colours: Sequence[str],
    leaves: int = 260,
    leaf: float = 0.012,
) -> None:
    """A crown of leaves: dark ones first and low, light ones last and high."""
    for step in range(leaves):
        angle = random.random() * 2 * math.pi
        reach = math.sqrt(random.random())
        dx, dy = math.cos(angle) * reach, math.sin(angle) * reach
        tone = (step / leaves) * 0.7 + (0.5 - dy * 0.5) * 0.45 - 0.1 + random.normal() * 0.07
        place = min(max(tone, 0), 0.999) * (len(colours) - 1)
        colour = mix(colours[int(place)], colours[int(place) + 1], place % 1)
        size = leaf * (0.6 + random.random() * 0.8)
        film.ellipse(x + dx * rx, y + dy * ry, size, size * 0.75, colour)


def tree(
    film: Layer,
    random: Generator,
    x: float,
    y: float,
    height: float,
    colours: Sequence[str],
    trunk: str = "#4a3a2c",
    leaves: int = 260,
) -> None:
    """A broad tree whose foot is at ``x, y``."""
    width = height * 0.045
    top = y - height * 0.5
    film.polygon(
        [(x - width, y), (x - width * 0.5, top), (x + width * 0.5, top), (x + width, y)], trunk
    )
    for side in (-1, 1):
        film.line(
            [(x, y - height * 0.35), (x + side * height * 0.17, y - height * 0.6)],
            width * 0.7,
            trunk,
        )
    leaf = height * 0.036
    for dx, dy, size in ((-0.16, 0.56, 0.2), (0.17, 0.58, 0.2), (0, 0.72, 0.25), (0.02, 0.52, 0.2)):
        foliage(
            film,
            random,
            x + dx * height,
            y - dy * height,
            size * height,
            size * height * 0.8,
            colours,
            leaves // 4,
            leaf,
        )


def person(
    film: Layer,
    x: float,
    y: float,
    height: float,
    coat: str,
    trousers: str = "#2d3142",
    hair: str = "#2a2320",
    skin: str = SKIN,
    stride: float = 0.0,
    arms: tuple[float, float] = (-0.12, 0.12),
    lift: tuple[float, float] = (0.0, 0.0),
) -> None:
    """A small standing or walking figure with feet at ``x, y``.

    ``stride`` spreads the feet; ``arms`` move the hands sideways and ``lift`` raises them, all in
    heights of the person.
    """
    h = height
    for side in (-1, 1):
        hip, foot = x + side * 0.05 * h, x + side * (0.06 + stride) * h
        knee = (hip + foot) / 2 + stride * 0.1 * h
        film.limb([(hip, y - 0.48 * h), (knee, y - 0.25 * h), (foot, y)], 0.085 * h, trousers)
    film.polygon(
        [
            (x - 0.12 * h, y - 0.8 * h),
            (x + 0.12 * h, y - 0.8 * h),
            (x + 0.11 * h, y - 0.42 * h),
            (x - 0.11 * h, y - 0.42 * h),
        ],
        coat,
    )
    film.ellipse(x, y - 0.795 * h, 0.12 * h, 0.045 * h, coat)
    for side, hand, up in ((-1, arms[0], lift[0]), (1, arms[1], lift[1])):
        shoulder = (x + side * 0.11 * h, y - 0.78 * h)
        end = (x + side * 0.06 * h + hand * h, y - (0.45 + up) * h)
        elbow = (
            (shoulder[0] + end[0]) / 2 + side * 0.03 * h,
            (shoulder[1] + end[1]) / 2 + 0.03 * h,
        )
        film.limb([shoulder, elbow, end], 0.07 * h, mix(coat, "#000000", 0.12))
        film.ellipse(end[0], end[1], 0.03 * h, 0.03 * h, skin)
    film.rect(x - 0.03 * h, y - 0.87 * h, 0.06 * h, 0.06 * h, skin)
    film.ellipse(x, y - 0.92 * h, 0.066 * h, 0.08 * h, skin)
    film.ellipse(x, y - 0.945 * h, 0.072 * h, 0.06 * h, hair)


def house(
    film: Layer, x: float, y: float, width: float, height: float, wall: str, roof: str
) -> None:
    """A small house with a dark tiled roof, its lower left corner at ``x, y``."""
    film.rect(x, y - height, width, height, wall)
    film.rect(x + width * 0.78, y - height, width * 0.22, height, mix(wall, "#3a4050", 0.22))
    over = width * 0.1
    film.polygon(
        [
            (x - over, y - height * 0.94),
            (x + width * 0.08, y - height * 1.45),
            (x + width * 0.92, y - height * 1.45),
            (x + width + over, y - height * 0.94),
        ],
        roof,
    )
    for at in (0.16, 0.5):
        film.rect(
            x + width * at, y - height * 0.65, width * 0.16, height * 0.3, mix(wall, "#26303c", 0.7)
        )


def egret(film: Layer, x: float, y: float, size: float, colour: str = "#f7f4ea") -> None:
    """A flying white bird, wings up."""
    film.polygon([(x, y), (x - size, y - size * 0.55), (x - size * 0.35, y - size * 0.02)], colour)
    film.polygon([(x, y), (x + size, y - size * 0.6), (x + size * 0.32, y + size * 0.02)], colour)
    film.ellipse(x, y, size * 0.4, size * 0.09, colour)
    film.line([(x + size * 0.3, y), (x + size * 0.6, y - size * 0.06)], size * 0.05, colour)


def ferry(film: Layer, x: float, y: float, length: float, hull: str, cabin: str, band: str) -> None:
    """A small river ferry seen from the side; its waterline starts at ``x, y``."""
    n = length
    film.polygon(
        [
            (x - 0.03 * n, y - 0.1 * n),
            (x + 1.06 * n, y - 0.13 * n),
            (x + 0.97 * n, y),
            (x + 0.05 * n, y),
        ],
        hull,
    )
    film.polygon(
        [
            (x + 0.01 * n, y - 0.03 * n),
            (x + 0.99 * n, y - 0.035 * n),
            (x + 0.97 * n, y),
            (x + 0.05 * n, y),
        ],
        band,
    )
    film.rect(x + 0.12 * n, y - 0.24 * n, 0.62 * n, 0.14 * n, cabin)
    for i in range(6):
        film.rect(x + (0.15 + i * 0.098) * n, y - 0.215 * n, 0.072 * n, 0.07 * n, "#3d5566")
    film.rect(x + 0.09 * n, y - 0.26 * n, 0.68 * n, 0.022 * n, mix(cabin, "#556070", 0.35))
    film.rect(x + 0.52 * n, y - 0.36 * n, 0.15 * n, 0.1 * n, cabin)
    film.rect(x + 0.54 * n, y - 0.345 * n, 0.11 * n, 0.05 * n, "#3d5566")
    film.rect(x + 0.5 * n, y - 0.375 * n, 0.19 * n, 0.016 * n, band)
    film.line([(x + 0.6 * n, y - 0.37 * n), (x + 0.6 * n, y - 0.5 * n)], 0.008 * n, "#4c5158")
    film.polygon(
        [
            (x + 0.6 * n, y - 0.5 * n),
            (x + 0.68 * n, y - 0.48 * n),
            (x + 0.6 * n, y - 0.455 * n),
        ],
        "#c8443a",
    )
    film.line([(x + 0.78 * n, y - 0.17 * n), (x + 1.03 * n, y - 0.18 * n)], 0.006 * n, "#e8e6de")
    for i in range(5):
        at = x + (0.79 + i * 0.058) * n
        film.line([(at, y - 0.175 * n), (at, y - 0.12 * n)], 0.006 * n, "#e8e6de")
