"""Mooncakes and their mould, seen from above: carved heights lit from the side."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from .air import blend, leaf, soften
from .brush import Array, Canvas, Layer, mix, rgb
from .form import smooth

SUN = (-0.62, -0.55, 0.56)


class Patch:
    """A square of the canvas around a middle, with polar and turned coordinates in its radius."""

    def __init__(self, c: Canvas, x: float, y: float, radius: float, turn: float = 0.0) -> None:
        size = c.height
        reach = radius * 1.12
        self.top, self.bottom = max(0, round((y - reach) * size)), round((y + reach) * size)
        self.left, self.right = max(0, round((x - reach) * size)), round((x + reach) * size)
        self.window = np.s_[self.top : self.bottom, self.left : self.right]
        u, v = (c.x[self.window] - x) / radius, (c.y[self.window] - y) / radius
        self.u = u * math.cos(turn) + v * math.sin(turn)
        self.v = -u * math.sin(turn) + v * math.cos(turn)
        self.r = np.hypot(self.u, self.v)
        self.angle = np.arctan2(self.v, self.u)
        self.scale = radius * size


def lay(
    c: Canvas,
    at: Patch,
    alpha: Array,
    height: Array,
    paint: Array,
    gloss: float = 0.0,
    steep: float = 1.0,
) -> None:
    """Light a patch of heights (in radii) and put it on the canvas."""
    down, across = np.gradient(height * at.scale * steep)
    norm = np.sqrt(down**2 + across**2 + 1)
    lit = (-across * SUN[0] - down * SUN[1] + SUN[2]) / norm
    shade = (0.42 + 0.98 * lit.clip(0, 1))[..., None]
    hollow = (height - smooth(height, 0.045 * at.scale)).clip(-0.02, 0.02)[..., None] * 7
    warm = rgb("#fff4dd") * shade + rgb("#58465e") * (0.25 * (1 - lit.clip(0, 1)))[..., None]
    values = paint * warm * (1 + hollow)
    if gloss:
        half = (lit * 1.16 - 0.16 * across / norm).clip(0, 1) ** 14 * gloss
        values = values + half[..., None] * rgb("#fff1d0")
    share = alpha.clip(0, 1)[..., None]
    c.px[at.window] = c.px[at.window] * (1 - share) + values * share


def pattern(scale: float, u: Array, v: Array) -> Array:
    """Osmanthus tree, moon and hare as heights 0-1 over turned coordinates."""
    n = 900
    image = Image.new("L", (n, n), 0)
    draw = ImageDraw.Draw(image)

    def spot(x: float, y: float, rx: float, ry: float, value: int = 255) -> None:
        box = [
            (x - rx + 1) * n / 2,
            (y - ry + 1) * n / 2,
            (x + rx + 1) * n / 2,
            (y + ry + 1) * n / 2,
        ]
        draw.ellipse(box, fill=value)

    def line(points: list[tuple[float, float]], width: float, value: int = 255) -> None:
        draw.line(
            [((x + 1) * n / 2, (y + 1) * n / 2) for x, y in points],
            fill=value,
            width=round(width * n / 2),
            joint="curve",
        )
        for x, y in points:
            spot(x, y, width / 2, width / 2, value)

    line([(0.5, 0.5), (0.42, 0.3), (0.46, 0.1), (0.36, -0.1)], 0.09)
    line([(0.45, 0.12), (0.55, -0.12)], 0.05)
    line([(0.38, -0.06), (0.16, -0.2)], 0.05)
    random = np.random.default_rng(5)
    for x, y in (
        (0.1, -0.26),
        (0.3, -0.32),
        (0.5, -0.24),
        (0.2, -0.46),
        (0.42, -0.48),
        (0.6, -0.06),
    ):
        for k in range(4):
            turn = k * math.pi / 2 + x * 7
            spot(x + 0.06 * math.cos(turn), y + 0.06 * math.sin(turn), 0.052, 0.052, 215)
        spot(x, y, 0.028, 0.028, 90)
    for _ in range(26):
        angle, reach = random.random() * 6.3, random.random() ** 0.5
        spot(
            0.34 + math.cos(angle) * 0.36 * reach,
            -0.3 + math.sin(angle) * 0.3 * reach,
            0.036,
            0.022,
            130,
        )
    spot(-0.36, -0.56, 0.16, 0.16, 150)
    spot(-0.36, -0.56, 0.12, 0.12, 230)
    spot(-0.2, 0.3, 0.25, 0.18)
    spot(-0.06, 0.34, 0.15, 0.15)
    spot(-0.42, 0.1, 0.13, 0.11)
    line([(-0.4, 0.02), (-0.28, -0.16)], 0.075)
    line([(-0.45, 0.01), (-0.42, -0.18)], 0.07)
    line([(-0.36, 0.42), (-0.42, 0.48)], 0.08)
    line([(-0.12, 0.47), (0.06, 0.48)], 0.085)
    spot(0.1, 0.26, 0.06, 0.06)
    spot(-0.46, 0.08, 0.022, 0.022, 60)
    line([(-0.6, 0.56), (0.62, 0.56)], 0.035, 190)
    drawn = smooth(np.asarray(image, dtype=np.float32) / 255, 5)
    column = ((u / 0.78 + 1) * n / 2).clip(0, n - 1).astype(np.int32)
    row = ((v / 0.78 + 1) * n / 2).clip(0, n - 1).astype(np.int32)
    inside = (np.hypot(u, v) < 0.74).astype(np.float32)
    return smooth(drawn[row, column] * inside, 0.006 * scale)


def carving(at: Patch) -> Array:
    """What the mould gives every cake: the picture, a ring and twenty-four ripples."""
    ring = np.exp(-(((at.r - 0.75) / 0.022) ** 2)) * 0.03
    wave = np.cos(24 * at.angle + 9 * (at.r - 0.85)) * 0.5 + 0.5
    ripples = wave * np.exp(-(((at.r - 0.865) / 0.055) ** 2)) * 0.028
    return pattern(at.scale, at.u, at.v) * 0.06 + ring + ripples


def edge(at: Patch, soft: float) -> tuple[Array, Array]:
    """A cake's outline as alpha, and how far a point is from it, in radii."""
    inner = 1 - 0.022 + 0.022 * np.cos(24 * at.angle) - at.r
    return (inner * at.scale * soft + 0.5).clip(0, 1), inner


def fallen(c: Canvas, at: Patch, shape: Array, strength: float, size: float) -> None:
    """A shadow to the lower right."""
    step = round(at.scale * size)
    moved = np.zeros_like(shape)
    moved[step:, step:] = shape[:-step, :-step]
    dark = smooth(moved, step * 0.55) * strength
    _shade(c, at.window, dark)


def _shade(c: Canvas, window: tuple[slice, slice], dark: Array) -> None:
    share = dark[..., None]
    c.px[window] = c.px[window] * (1 - share) + c.px[window] * rgb("#2b1d2a") * share


def cake(c: Canvas, x: float, y: float, radius: float, turn: float, baked: float) -> None:
    at = Patch(c, x, y, radius * 1.16, turn)
    at.u, at.v, at.r = at.u * 1.16, at.v * 1.16, at.r * 1.16
    at.scale = radius * c.height
    alpha, inner = edge(at, 1)
    fallen(c, at, alpha, 0.75, 0.11)
    fallen(c, at, alpha, 0.6, 0.035)
    t = (inner / 0.1).clip(0, 1)
    carved = carving(at)
    height = (1 - (1 - t) ** 2) ** 0.5 * 0.1 + carved * t
    grain = c.random.random((60, 60), dtype=np.float32)
    spots = np.asarray(Image.fromarray(grain).resize(at.r.shape[::-1], Image.Resampling.BICUBIC))
    raw = blend((carved * 11 + spots * 0.25).clip(0, 1), "#dfc090", "#efdcb4", "#f7ecd2")
    brown = blend((carved * 13 + spots * 0.3).clip(0, 1), "#e0a352", "#c67b30", "#9c5420")
    lay(c, at, alpha, height, raw * (1 - baked) + brown * baked, 0.55 * baked, 1.0)


def table(c: Canvas) -> None:
    """A dark old board with flour in its grain."""
    bend = (c.noise(0.9, 0.5, 3) - 0.5) * 0.5
    fibre = np.sin((c.y + bend * 0.16) * 150 + c.noise(1.2, 0.05, 3) * 14) * 0.5 + 0.5
    fine = c.noise(0.5, 0.004, 3)
    c.px = blend((fibre * 0.45 + fine * 0.62).clip(0, 1), "#2d1a15", "#4a2c20", "#7a4c32")
    for y in (0.335, 0.685):
        c.wash(np.exp(-(((c.y - y - bend * 0.01) / 0.0022) ** 2)) * 0.9, "#160c0a")
        c.wash(np.exp(-(((c.y - y - 0.0045 - bend * 0.01) / 0.002) ** 2)) * 0.35, "#a97a52")
    light = np.exp(-(((c.x * 0.8 + c.y * 0.75) / 0.85) ** 2))
    c.px *= (0.62 + 0.75 * light)[..., None]
    cloud = ((c.noise(0.32, 0.26, 5) - 0.5) * 4.2).clip(0, 1)
    near = np.exp(-(((c.x - 0.36) / 0.36) ** 2) - (((c.y - 0.52) / 0.32) ** 2))
    speck = c.random.random(c.y.shape, dtype=np.float32)
    c.wash(cloud * near * (0.35 + 0.5 * fine), "#efe3cc")
    c.wash(smooth((speck > 0.985).astype(np.float32), 1) * near * 3.2, "#fff8ea")


def mould(c: Canvas, x: float, y: float, radius: float, turn: float) -> None:
    """A paddle of pear wood: a round hollow, a handle with five worn dents."""
    at = Patch(c, x, y, radius * 4.6, turn)
    at.u, at.v, at.r = at.u * 4.6, at.v * 4.6, np.hypot(at.u, at.v) * 4.6
    at.scale = radius * c.height
    along = at.u.clip(-1.5, 4.1)
    half = np.interp(
        along,
        [-1.5, -1.42, -1.2, -0.6, 0.7, 1.22, 1.52, 1.8, 2.5, 3.4, 3.85, 4.04, 4.1],
        [0.0, 0.8, 1.12, 1.32, 1.34, 1.2, 0.62, 0.4, 0.35, 0.38, 0.42, 0.28, 0.0],
    ).astype(np.float32)
    half = smooth(half, 0.13 * at.scale)
    inner = half - np.abs(at.v) - (np.abs(at.u - 1.3) > 2.8) * 0.01
    alpha = (inner * at.scale + 0.5).clip(0, 1) * (at.u > -1.5) * (at.u < 4.1)
    for strength, size in ((0.7, 0.16), (0.6, 0.05)):
        fallen(c, at, alpha, strength, size)
    t = (inner / 0.2).clip(0, 1)
    height = (1 - (1 - t) ** 2) ** 0.5 * 0.18
    for k in range(5):
        dent = np.exp(-(((at.u - 2.1 - k * 0.33) / 0.13) ** 2) - (((at.v + 0.3) / 0.16) ** 2))
        height = height - dent * 0.085
    hollow = 1 - 0.022 + 0.022 * np.cos(24 * at.angle) - at.r
    deep = (hollow / 0.06).clip(0, 1)
    height = height - deep * 0.14 - carving(at) * (hollow > 0.05) * 0.9
    rows = at.v * 6 + np.sin(at.u * 1.1) * 0.6
    fibre = np.sin(rows * 9 + np.sin(at.u * 1.7 + rows) * 1.6) * 0.5 + 0.5
    pores = np.sin(rows * 41 + np.sin(at.u * 5) * 1.2) * 0.5 + 0.5
    noise = c.noise(0.2, 0.2, 4)[at.window]
    grain = fibre * 0.2 + pores * 0.12 + noise * 0.72
    paint = blend(grain.clip(0, 1), "#6b3a20", "#91562f", "#bb8450")
    paint = paint * (1 - 0.34 * deep[..., None])
    flour = ((noise - 0.42) * 5).clip(0, 1) * (hollow > 0) * 0.42
    paint = paint * (1 - flour[..., None]) + rgb("#f2e6cf") * flour[..., None]
    lay(c, at, alpha, height, paint, 0.22, 1.1)
    low = (0.62 + (at.u + at.v) * 0.28).clip(0, 1)
    rim = smooth((hollow > 0).astype(np.float32), 0.03 * at.scale)
    _shade(c, at.window, (hollow > 0) * (1 - rim).clip(0, 1) * (1 - low) * 0.9)


def dish(c: Canvas, x: float, y: float, radius: float, inside: str, band: str) -> None:
    """A porcelain dish with a blue band."""
    at = Patch(c, x, y, radius * 1.3)
    at.r = at.r * 1.3
    at.scale = radius * c.height
    alpha = ((1 - at.r) * at.scale + 0.5).clip(0, 1)
    for strength, size in ((0.75, 0.14), (0.5, 0.04)):
        fallen(c, at, alpha, strength, size)
    wall = ((at.r - 0.66) / 0.34).clip(0, 1)
    height = wall**1.6 * 0.2 - np.exp(-(((at.r - 1.0) / 0.02) ** 2)) * 0.04
    paint = np.broadcast_to(rgb(inside), (*at.r.shape, 3))
    lines = np.exp(-(((at.r - 0.92) / 0.014) ** 2)) + np.exp(-(((at.r - 0.71) / 0.007) ** 2))
    vine = np.exp(-(((at.r - 0.815 - 0.03 * np.sin(18 * at.angle)) / 0.011) ** 2))
    buds = np.exp(-(((at.r - 0.815 + 0.035 * np.sin(18 * at.angle)) / 0.022) ** 2))
    buds = buds * (np.cos(36 * at.angle) > 0.3)
    share = (lines + vine + buds).clip(0, 1)[..., None] * 0.85
    lay(c, at, alpha, height, paint * (1 - share) + rgb(band) * share, 0.22)


def blossoms(film: Layer, c: Canvas, x: float, y: float, size: float) -> None:
    """One osmanthus flower of four petals."""
    start = c.random.random() * 3
    tone = c.random.random()
    for k in range(4):
        angle = start + k * math.pi / 2
        film.ellipse(
            x + math.cos(angle) * size * 0.6,
            y + math.sin(angle) * size * 0.6,
            size * 0.52,
            size * 0.52,
            mix("#c9821c", "#ffd968", tone),
        )
    film.ellipse(x, y, size * 0.3, size * 0.3, "#8f5510")


def mooncakes() -> Image.Image:
    c = Canvas(2400, 2400, 1815)
    table(c)
    dish(c, 0.85, 0.88, 0.29, "#e9ecec", "#2f518c")
    mould(c, 0.6, 0.335, 0.135, 2.42)
    for k, (x, y, turn) in enumerate(
        (
            (0.17, 0.15, 0.2),
            (0.415, 0.115, -0.5),
            (0.155, 0.42, 1.1),
            (0.43, 0.725, 0.35),
            (0.17, 0.9, -0.3),
        )
    ):
        cake(c, x, y, 0.112, turn, 0.0 if k != 1 else 0.05)
    for x, y, turn in ((0.76, 0.8, 0.5), (0.96, 0.99, 2.2), (0.74, 1.01, -0.8), (0.965, 0.78, 1.4)):
        cake(c, x, y, 0.106, turn, 1.0)
    dish(c, 0.93, 0.1, 0.165, "#dfe6e0", "#4d7a6a")
    with c.layer() as film:
        for _ in range(900):
            angle, reach = c.random.random() * 6.3, 0.118 * c.random.random() ** 0.5
            blossoms(film, c, 0.93 + math.cos(angle) * reach, 0.1 + math.sin(angle) * reach, 0.0075)
    with c.layer(blur=0.004, opacity=0.6) as film:
        for x, y, turn in ((0.66, 0.6, 0.6), (0.71, 0.575, -0.2), (0.62, 0.06, 2.4)):
            leaf(film, x + 0.006, y + 0.008, 0.085, turn, "#120a0a", 0.4)
    with c.layer() as film:
        for x, y, turn in ((0.66, 0.6, 0.6), (0.71, 0.575, -0.2), (0.62, 0.06, 2.4)):
            leaf(film, x, y, 0.085, turn, "#35552f", 0.4)
            leaf(film, x, y, 0.085, turn - 0.07, "#587a43", 0.2)
            film.line(
                [(x, y), (x + math.cos(turn) * 0.08, y + math.sin(turn) * 0.08)], 0.0014, "#9fb07a"
            )
        for _ in range(70):
            x, y = 0.72 + c.random.normal() * 0.09, 0.5 + c.random.normal() * 0.13
            blossoms(film, c, x, y, 0.0075)
    fade = ((np.hypot(c.x - 0.47, c.y - 0.45) - 0.42) * 2.6).clip(0, 0.8)
    soften(c, fade, 0.0016)
    c.px *= (1.12 - 0.34 * ((c.x + c.y) / 2))[..., None]
    c.strokes(3, 0.012)
    return c.finish(0.02, 0.35)
