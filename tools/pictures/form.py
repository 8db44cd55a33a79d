"""Rounded forms: every shape is modelled by a light, so that a flat outline looks like a body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .air import curve, sides
from .brush import FINE, Array, Canvas, Point, mix, rgb


@dataclass(frozen=True)
class Light:
    """Where the light stands on the canvas and the colours of the lit and the turned-away side."""

    towards: Point = (-0.6, -0.8)
    bright: str = "#fff0d0"
    dark: str = "#23243a"
    high: float = 0.45
    low: float = 0.5


def smooth(values: Array, radius: float) -> Array:
    """Blur an array of floats; ``radius`` is in its own cells."""
    size = max(1, round(radius))
    for axis in (0, 1):
        for _ in range(2):
            pad = [(size + 1, size) if i == axis else (0, 0) for i in (0, 1)]
            total = np.cumsum(np.pad(values, pad, "edge"), axis=axis, dtype=np.float64)
            width = 2 * size + 1
            if axis == 0:
                values = (total[width:] - total[:-width]) / width
            else:
                values = (total[:, width:] - total[:, :-width]) / width
    return values.astype(np.float32)


def solid(
    c: Canvas,
    points: Sequence[Point],
    colour: str,
    light: Light,
    depth: float = 0.008,
    end: str = "",
    blur: float = 0.0,
    opacity: float = 1.0,
    texture: float = 0.05,
) -> None:
    """Paint a closed outline as a rounded body; its edge turns away over ``depth``.

    With ``end`` the colour changes from the top of the shape to its bottom.
    """
    size = c.height
    pad = math.ceil((blur * 3) * size) + 3
    left = max(0, math.floor(min(p[0] for p in points) * size) - pad)
    top = max(0, math.floor(min(p[1] for p in points) * size) - pad)
    right = min(c.width, math.ceil(max(p[0] for p in points) * size) + pad)
    bottom = min(c.height, math.ceil(max(p[1] for p in points) * size) + pad)
    if right - left < 2 or bottom - top < 2:
        return
    image = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE), 0)
    ImageDraw.Draw(image).polygon(
        [((x * size - left) * FINE, (y * size - top) * FINE) for x, y in points], fill=255
    )
    alpha = np.asarray(image.reduce(FINE), dtype=np.float32) / 255
    lit = _relief(image, alpha.shape, max(1.0, depth * size), light)
    paint = np.broadcast_to(rgb(colour), (*alpha.shape, 3))
    if end:
        share = np.linspace(0, 1, alpha.shape[0], dtype=np.float32)[:, None, None]
        paint = paint * (1 - share) + rgb(end) * share
    if texture:
        rows, columns = max(2, alpha.shape[0] // 5), max(2, alpha.shape[1] // 5)
        spots = Image.fromarray(c.random.random((rows, columns), dtype=np.float32))
        wide = spots.resize((alpha.shape[1], alpha.shape[0]), Image.Resampling.BICUBIC)
        paint = paint * (1 + (np.asarray(wide) - 0.5) * 2 * texture)[..., None]
    if lit is not None:
        up, low = lit.clip(0, 1) * light.high, (-lit).clip(0, 1) * light.low
        paint = paint * (1 - up) + rgb(light.bright) * up
        paint = paint * (1 - low) + rgb(light.dark) * low
    if blur:
        spread = image.reduce(FINE).filter(ImageFilter.GaussianBlur(blur * size))
        alpha = np.asarray(spread, dtype=np.float32) / 255
    share = (alpha * opacity)[..., None]
    window = np.s_[top:bottom, left:right]
    c.px[window] = c.px[window] * (1 - share) + paint * share


def _relief(image: Image.Image, shape: tuple[int, ...], reach: float, light: Light) -> Array | None:
    """How much each cell of a shape faces the light, -1 to 1; large bodies are done coarsely."""
    if not (light.high or light.low):
        return None
    coarse = max(1, int(reach * 0.6 / 4))
    mass = np.asarray(image.reduce(FINE * coarse), dtype=np.float32) / 255
    mass = np.pad(mass, 2)
    down, across = np.gradient(smooth(mass, reach * 0.6 / coarse))
    lit = -(across * light.towards[0] + down * light.towards[1]) * reach / coarse * 2.2
    lit = lit.clip(-1, 1)[2:-2, 2:-2]
    if coarse > 1:
        whole = Image.fromarray(lit.astype(np.float32))
        lit = np.asarray(whole.resize((shape[1], shape[0]), Image.Resampling.BICUBIC))
    return lit[..., None]


def ellipse(x: float, y: float, rx: float, ry: float, turn: float = 0.0) -> list[Point]:
    cos, sin = math.cos(turn), math.sin(turn)
    round_ = [(math.cos(k * math.pi / 24) * rx, math.sin(k * math.pi / 24) * ry) for k in range(48)]
    return [(x + u * cos - v * sin, y + u * sin + v * cos) for u, v in round_]


def band(points: Sequence[Point], widths: Sequence[float], steps: int = 8) -> list[Point]:
    """The outline of a smooth stroke with round ends and changing width."""
    line = curve(points, steps)
    one, two = sides(line, widths)
    outline = [*one]
    for at, first, last in ((line[-1], one[-1], two[-1]), (line[0], two[0], one[0])):
        start = math.atan2(first[1] - at[1], first[0] - at[0])
        radius = math.hypot(first[0] - at[0], first[1] - at[1])
        outline += [
            (
                at[0] + radius * math.cos(start - k * math.pi / 6),
                at[1] + radius * math.sin(start - k * math.pi / 6),
            )
            for k in range(1, 6)
        ]
        outline += two[::-1] if at is line[-1] else [last]
    return outline


def limb(
    c: Canvas,
    points: Sequence[Point],
    widths: Sequence[float],
    colour: str,
    light: Light,
    end: str = "",
    blur: float = 0.0,
) -> None:
    """A rounded stroke."""
    depth = max(widths) * 0.35
    solid(c, band(points, widths), colour, light, depth, end, blur)


def shadow(
    c: Canvas, points: Sequence[Point], colour: str, blur: float, opacity: float = 0.5
) -> None:
    """A soft dark shape on the ground."""
    solid(c, points, colour, FLAT, 0.001, blur=blur, opacity=opacity, texture=0)


FLAT = Light(high=0, low=0)

Arm = tuple[Point, Point]
"""Elbow and hand from the shoulder, in heights of the person: outward and down are positive."""
HANGING: Arm = ((0.03, 0.16), (0.02, 0.31))
RAISED: Arm = ((0.09, -0.06), (0.06, -0.2))
PHONE: Arm = ((0.04, 0.13), (-0.07, 0.05))
POCKET: Arm = ((0.06, 0.15), (-0.01, 0.26))


@dataclass(frozen=True)
class Dress:
    """How somebody is dressed and stands; lengths in heights of the person."""

    coat: str = "#3d4a5c"
    trousers: str = "#2b2f3a"
    hair: str = "#221d1c"
    skin: str = "#c2957a"
    left: Arm = field(default=HANGING)
    right: Arm = field(default=HANGING)
    stride: float = 0.0
    hem: float = 0.44
    build: float = 1.0
    hat: str = ""
    scarf: str = ""
    pack: str = ""
    bun: bool = False
    child: bool = False


def person(c: Canvas, x: float, y: float, h: float, dress: Dress, light: Light) -> None:
    """Somebody seen from behind with feet at ``x, y``; ``h`` is the height."""
    head = 1.28 if dress.child else 1.0
    w = h * dress.build
    for side in (1, -1):
        foot = x + side * (0.055 + dress.stride) * h
        up = 0.04 * h if dress.stride and side > 0 else 0.0
        knee = (x + side * (0.06 + dress.stride * 0.35) * h, y - 0.26 * h - up * 0.4)
        solid(
            c,
            ellipse(foot + side * 0.006 * h, y - 0.016 * h - up, 0.036 * h, 0.022 * h),
            "#26222a",
            light,
            0.01 * h,
        )
        limb(
            c,
            [(x + side * 0.05 * w, y - 0.5 * h), knee, (foot, y - 0.035 * h - up)],
            [0.115 * w, 0.09 * w, 0.064 * h],
            dress.trousers,
            light,
        )
    neck, low = y - 0.85 * h, y - dress.hem * h
    far = [(side, arm) for side, arm in ((-1, dress.left), (1, dress.right)) if arm[1][1] < 0.1]
    for side, arm in far:
        _arm(c, x, y, h, w, side, arm, dress, light)
    flare = 0.105 + max(0.0, 0.44 - dress.hem) * 0.12
    outline = curve(
        [
            (x - 0.03 * w, neck),
            (x - 0.1 * w, neck + 0.025 * h),
            (x - 0.122 * w, neck + 0.09 * h),
            (x - 0.1 * w, neck + 0.27 * h),
            (x - flare * w, low - 0.02 * h),
            (x - flare * 0.9 * w, low),
            (x + flare * 0.9 * w, low),
            (x + flare * w, low - 0.02 * h),
            (x + 0.1 * w, neck + 0.27 * h),
            (x + 0.122 * w, neck + 0.09 * h),
            (x + 0.1 * w, neck + 0.025 * h),
            (x + 0.03 * w, neck),
        ],
        6,
        closed=True,
    )
    solid(c, outline, dress.coat, light, 0.05 * h, mix(dress.coat, light.dark, 0.25))
    for side, arm in ((-1, dress.left), (1, dress.right)):
        if arm[1][1] >= 0.1:
            _arm(c, x, y, h, w, side, arm, dress, light)
    if dress.pack:
        bag = curve(
            [
                (x - 0.075 * h, neck + 0.05 * h),
                (x + 0.075 * h, neck + 0.05 * h),
                (x + 0.09 * h, neck + 0.27 * h),
                (x, neck + 0.3 * h),
                (x - 0.09 * h, neck + 0.27 * h),
            ],
            5,
            closed=True,
        )
        solid(c, bag, dress.pack, light, 0.035 * h)
    _head(c, x, y, h, head, dress, light)


def _arm(
    c: Canvas,
    x: float,
    y: float,
    h: float,
    w: float,
    side: int,
    arm: Arm,
    dress: Dress,
    light: Light,
) -> None:
    shoulder = (x + side * 0.1 * w, y - 0.79 * h)
    elbow, hand = ((shoulder[0] + side * dx * h, shoulder[1] + dy * h) for dx, dy in arm)
    solid(
        c, ellipse(hand[0], hand[1] + 0.012 * h, 0.022 * h, 0.028 * h), dress.skin, light, 0.01 * h
    )
    limb(
        c,
        [shoulder, elbow, hand],
        [0.09 * w, 0.072 * w, 0.052 * w],
        mix(dress.coat, light.dark, 0.08),
        light,
    )


def _head(c: Canvas, x: float, y: float, h: float, head: float, dress: Dress, light: Light) -> None:
    middle = y - (0.925 if head == 1 else 0.94) * h
    limb(
        c,
        [(x, y - 0.86 * h), (x, middle)],
        [0.06 * h, 0.055 * h],
        mix(dress.skin, light.dark, 0.25),
        light,
    )
    solid(c, ellipse(x, middle, 0.06 * h * head, 0.074 * h * head), dress.skin, light, 0.02 * h)
    crown = ellipse(x, middle - 0.008 * h, 0.062 * h * head, 0.07 * h * head)
    nape = [(u, min(v, middle + 0.042 * h * head)) for u, v in crown]
    solid(c, nape, dress.hair, light, 0.03 * h)
    if dress.bun:
        solid(c, ellipse(x, middle + 0.02 * h, 0.036 * h, 0.034 * h), dress.hair, light, 0.018 * h)
    if dress.hat:
        cap = curve(
            [
                (x - 0.072 * h * head, middle - 0.004 * h),
                (x - 0.055 * h * head, middle - 0.07 * h * head),
                (x, middle - 0.094 * h * head),
                (x + 0.055 * h * head, middle - 0.07 * h * head),
                (x + 0.072 * h * head, middle - 0.004 * h),
            ],
            6,
            closed=True,
        )
        solid(c, cap, dress.hat, light, 0.03 * h)
        limb(
            c,
            [(x - 0.068 * h * head, middle), (x + 0.068 * h * head, middle)],
            [0.026 * h, 0.026 * h],
            mix(dress.hat, "#ffffff", 0.12),
            light,
        )
    if dress.scarf:
        limb(
            c,
            [(x - 0.06 * h, y - 0.85 * h), (x, y - 0.838 * h), (x + 0.06 * h, y - 0.85 * h)],
            [0.05 * h, 0.06 * h, 0.05 * h],
            dress.scarf,
            light,
        )
