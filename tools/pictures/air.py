"""What gives a flat scene depth: curves, perspective, mist, beams of light, cloth and limbs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .brush import Array, Canvas, Layer, Point, mix, rgb

# --- lines


def curve(points: Sequence[Point], steps: int = 10, closed: bool = False) -> list[Point]:
    """A smooth line through the points (Catmull and Rom's)."""
    known = list(points)
    known = [known[-1], *known, known[0], known[1]] if closed else [known[0], *known, known[-1]]
    line = []
    for a, b, c, d in zip(known, known[1:], known[2:], known[3:], strict=False):
        for k in range(steps):
            t = k / steps
            u, v = t * t, t * t * t
            line.append(
                (
                    0.5
                    * (
                        2 * b[0]
                        + (c[0] - a[0]) * t
                        + (2 * a[0] - 5 * b[0] + 4 * c[0] - d[0]) * u
                        + (3 * b[0] - a[0] - 3 * c[0] + d[0]) * v
                    ),
                    0.5
                    * (
                        2 * b[1]
                        + (c[1] - a[1]) * t
                        + (2 * a[1] - 5 * b[1] + 4 * c[1] - d[1]) * u
                        + (3 * b[1] - a[1] - 3 * c[1] + d[1]) * v
                    ),
                )
            )
    if not closed:
        line.append(known[-2])
    return line


def sides(line: Sequence[Point], width: Sequence[float]) -> tuple[list[Point], list[Point]]:
    """The two edges of a stroke along a line; the widths are spread over its length."""
    at = np.linspace(0, 1, len(line))
    breadth = np.interp(at, np.linspace(0, 1, len(width)), width) / 2
    one, two = [], []
    for i, (x, y) in enumerate(line):
        before, after = line[max(0, i - 1)], line[min(len(line) - 1, i + 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        size = math.hypot(dx, dy) or 1
        nx, ny = -dy / size * breadth[i], dx / size * breadth[i]
        one.append((x + nx, y + ny))
        two.append((x - nx, y - ny))
    return one, two


def stroke(film: Layer, points: Sequence[Point], width: Sequence[float], colour: str) -> None:
    """A smooth stroke whose width changes along its way, with round ends."""
    line = curve(points, 8)
    one, two = sides(line, width)
    film.polygon([*one, *two[::-1]], colour)
    film.ellipse(*line[0], width[0] / 2, width[0] / 2, colour)
    film.ellipse(*line[-1], width[-1] / 2, width[-1] / 2, colour)


def tube(
    film: Layer,
    points: Sequence[Point],
    width: Sequence[float],
    dark: str,
    light: str,
    sun: Point = (-0.5, -0.7),
    steps: int = 6,
) -> None:
    """A rounded limb: strokes from dark to light, each thinner and nearer to the light."""
    for k in range(steps):
        t = k / max(1, steps - 1)
        thin = [w * (1 - 0.72 * t) for w in width]
        wide = sum(width) / len(width) * 0.24 * t
        shifted = [(x + sun[0] * wide, y + sun[1] * wide) for x, y in points]
        stroke(film, shifted, thin, mix(dark, light, t))


def silk(
    film: Layer,
    one: Sequence[Point],
    two: Sequence[Point],
    colours: Sequence[str],
    folds: float = 4,
    strands: int = 120,
    phase: float = 0.0,
) -> None:
    """Cloth between two edges, its folds running along them."""
    count = max(len(one), len(two))

    def spread(line: Sequence[Point]) -> Array:
        at, wanted = np.linspace(0, 1, len(line)), np.linspace(0, 1, count)
        return np.stack(
            [np.interp(wanted, at, [p[i] for p in line]) for i in (0, 1)], axis=1
        ).astype(np.float32)

    a, b = spread(one), spread(two)
    for k in range(strands):
        t, n = k / strands, (k + 1.6) / strands
        first, second = a * (1 - t) + b * t, a * (1 - n) + b * n
        tone = 0.5 + 0.5 * math.sin(phase + t * folds * 2 * math.pi + 0.9 * math.sin(t * folds * 4))
        place = min(tone * 0.999, 0.999) * (len(colours) - 1)
        colour = mix(colours[int(place)], colours[int(place) + 1], place % 1)
        film.polygon([(float(x), float(y)) for x, y in (*first, *second[::-1])], colour)


# --- space


@dataclass(frozen=True)
class Camera:
    """An eye in metres: where straight ahead lies on the canvas, its height, focal length, turn."""

    x: float
    y: float
    eye: float
    focal: float = 1.0
    turn: float = 0.0

    def at(self, across: float, up: float, ahead: float) -> Point:
        side = across * math.cos(self.turn) - ahead * math.sin(self.turn)
        depth = max(0.05, across * math.sin(self.turn) + ahead * math.cos(self.turn))
        return (self.x + side / depth * self.focal, self.y + (self.eye - up) / depth * self.focal)

    def size(self, metres: float, across: float, ahead: float) -> float:
        depth = max(0.05, across * math.sin(self.turn) + ahead * math.cos(self.turn))
        return metres / depth * self.focal

    def face(self, film: Layer, corners: Sequence[tuple[float, float, float]], colour: str) -> None:
        film.polygon([self.at(*corner) for corner in corners], colour)


# --- air


def mask(c: Canvas, points: Sequence[Point], blur: float = 0.0006) -> Array:
    """Where a polygon lies, 0-1, with soft edges."""
    image = Image.new("L", (c.width, c.height), 0)
    ImageDraw.Draw(image).polygon([(x * c.height, y * c.height) for x, y in points], fill=255)
    image = image.filter(ImageFilter.GaussianBlur(blur * c.height))
    return np.asarray(image, dtype=np.float32) / 255


def blend(share: Array, *colours: str) -> Array:
    """Paint for every pixel: from the first colour at 0 to the last at 1."""
    steps = np.linspace(0, 1, len(colours))
    values = np.stack([rgb(colour) for colour in colours])
    return np.stack([np.interp(share, steps, values[:, i]) for i in range(3)], axis=-1).astype(
        np.float32
    )


def mist(
    c: Canvas, y: float, depth: float, colour: str, strength: float, size: float = 0.8
) -> None:
    """A drifting band of mist around a height."""
    band = np.exp(-(((c.y - y + (c.noise(size, 0.5, 2) - 0.5) * depth) / depth) ** 2))
    c.wash(band * (0.35 + 0.9 * c.noise(size, depth * 1.5, 4)) * strength, colour)


def rays(
    c: Canvas, x: float, y: float, colour: str, strength: float, count: float = 60, reach: float = 1
) -> None:
    """Beams of light falling from a point, often outside the picture."""
    angle = np.arctan2(c.y - y, c.x - x)
    knots = c.random.random(512).astype(np.float32)
    knots = np.convolve(knots, [0.25, 0.5, 0.25], "same")
    place = (angle / math.pi * 0.5 + 0.5) * count * 2
    beam = np.interp(place % 511, np.arange(512), knots)
    distance = np.hypot(c.x - x, c.y - y) / reach
    light = ((beam - 0.42) * 2.4).clip(0, 1) * np.exp(-(distance**2)) * strength
    light = light * (0.6 + 0.8 * c.noise(0.4, 0.3, 3))
    c.px += light[..., None].astype(np.float32) * rgb(colour)


def soften(c: Canvas, where: Array, blur: float) -> None:
    """Blur the picture where the mask is, as a lens does out of its focus."""
    pixels = Image.fromarray((c.px.clip(0, 1) * 255).astype(np.uint8))
    smooth = np.asarray(pixels.filter(ImageFilter.GaussianBlur(blur * c.height)), dtype=np.float32)
    share = where.clip(0, 1)[..., None]
    c.px = c.px * (1 - share) + smooth / 255 * share


def bokeh(
    c: Canvas, x: float, y: float, radius: float, colour: str, strength: float = 0.35
) -> None:
    """A point of light out of focus: a disc with a brighter rim."""
    left, right = (round((x + d) * c.height) for d in (-radius * 1.2, radius * 1.2))
    top, bottom = (round((y + d) * c.height) for d in (-radius * 1.2, radius * 1.2))
    window = np.s_[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
    distance = np.hypot(c.x[window] - x, c.y[window] - y) / radius
    disc = ((1 - distance) * radius * c.height / 2).clip(0, 1) * (0.7 + 0.3 * distance**3)
    c.px[window] += (disc * strength)[..., None] * rgb(colour)


def leaf(
    film: Layer, x: float, y: float, length: float, angle: float, colour: str, fat: float = 0.4
) -> None:
    """One small pointed leaf growing from a point."""
    dx, dy = math.cos(angle) * length, math.sin(angle) * length
    nx, ny = -dy * fat / 2, dx * fat / 2
    film.polygon(
        [
            (x, y),
            (x + dx * 0.35 + nx, y + dy * 0.35 + ny),
            (x + dx * 0.7 + nx * 0.8, y + dy * 0.7 + ny * 0.8),
            (x + dx, y + dy),
            (x + dx * 0.7 - nx * 0.8, y + dy * 0.7 - ny * 0.8),
            (x + dx * 0.35 - nx, y + dy * 0.35 - ny),
        ],
        colour,
    )


def ripple(c: Canvas, horizon: float, amount: float, fine: float = 0.012) -> None:
    """Break up what is painted below the horizon as moving water does, more so nearby."""
    near = ((c.y - horizon) / (1 - horizon)).clip(0, 1)
    waves = c.noise(0.35, fine, 4) - 0.5
    big = c.noise(0.7, fine * 5, 3) - 0.5
    side = (waves * 1.6 + big) * amount * (0.15 + near) * c.height
    rows, columns = np.indices((c.height, c.width), dtype=np.float32)
    x = (columns + side).clip(0, c.width - 1).astype(np.int32)
    y = (rows + side * 0.5 * (near > 0)).clip(round(horizon * c.height), c.height - 1)
    y = np.where(near > 0, y, rows).astype(np.int32)
    moved = c.px[y, np.where(near > 0, x, columns).astype(np.int32)]
    c.px = moved * (1 + (waves * 0.5 * (near > 0))[..., None])


def glitter(
    c: Canvas, x: float, top: float, width: float, colour: str, strength: float, flare: float = 1.2
) -> None:
    """The path of light that a sun or moon lays on water below ``top``."""
    near = ((c.y - top) / (1 - top)).clip(0, 1)
    across = np.exp(-(((c.x - x) / (width * (0.5 + flare * near))) ** 2))
    spots = ((c.noise(0.09, 0.006, 3) - 0.5) * 9 + 0.4).clip(0, 1)
    light = across * spots * (near > 0) * (1 - 0.55 * near) * strength
    c.px += light[..., None].astype(np.float32) * rgb(colour)
