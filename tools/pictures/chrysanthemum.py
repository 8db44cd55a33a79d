"""One great chrysanthemum, close: a petal at a time."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import bokeh, curve, soften
from .brush import Canvas, mix, rgb
from .form import (
    FLAT,
    Light,
    band,
    limb,
    shadow,
    solid,
)


def chrysanthemum() -> Image.Image:
    c = Canvas(1800, 2400, 928)
    c.gradient([(0, "#24352c"), (0.5, "#182a26"), (1, "#0d1615")])
    c.wash(((c.noise(0.5, 0.5, 3) - 0.45) * 3).clip(0, 1) * 0.5, "#3d5a3c")
    for _ in range(46):
        tone = ("#d8a63c", "#7d9a4a", "#b04a58", "#e6dcae")[int(c.random.random() * 4)]
        bokeh(
            c,
            c.random.random() * 0.75,
            c.random.random() * 0.8,
            0.015 + 0.04 * c.random.random(),
            tone,
            0.13,
        )
    soften(c, np.ones_like(c.y), 0.01)
    light = Light((-0.65, -0.75), "#fffbe0", "#5a2a0a", 0.45, 0.5)
    green = Light((-0.6, -0.8), "#c9dc92", "#07120c", 0.5, 0.6)
    x, y = 0.375, 0.4
    limb(c, [(0.4, 1.05), (0.41, 0.85), (0.39, 0.5)], [0.03, 0.027, 0.024], "#48683a", green)
    for at, turn, size in (
        (0.8, -0.3, 0.34),
        (0.84, 3.35, 0.36),
        (0.97, 0.1, 0.3),
        (0.99, 2.9, 0.32),
    ):
        _mum_leaf(c, 0.405, at, size, turn, green)
    for ring in range(7):
        count = (30, 30, 28, 28, 26, 24, 24)[ring]
        reach = (0.345, 0.33, 0.31, 0.285, 0.26, 0.235, 0.21)[ring]
        for k in _order(c, count):
            angle = ring * 0.9 + k * 2 * math.pi / count + c.random.normal() * 0.06
            _hanging(c, x, y, angle, reach * (0.9 + 0.2 * c.random.random()), ring, light)
    soft = Light((-0.6, -0.8), "#fffde8", "#7a3c08", 0.5, 0.6)
    for ring in range(8):
        count = (24, 23, 21, 19, 16, 13, 10, 7)[ring]
        reach = 0.195 - ring * 0.0215
        for k in _order(c, count):
            angle = ring * 0.7 + k * 2 * math.pi / count + c.random.normal() * 0.05
            _clasping(c, x, y - ring * 0.004, angle, reach, ring, soft)
    heart = np.exp(-(((c.x - x) / 0.05) ** 2) - (((c.y - y + 0.03) / 0.042) ** 2))
    c.shade(heart * 0.35, "#a8a83a")
    sun = np.exp(-(((c.x - 0.22) / 0.24) ** 2) - (((c.y - 0.22) / 0.26) ** 2))
    c.px += (sun * 0.08)[..., None] * rgb("#ffe9a8")
    c.shade(((c.x - 0.35) + (c.y - 0.45)).clip(0, 1) * 0.8, "#4d3a4a")
    c.strokes(3, 0.03)
    return c.finish(0.02, 0.4)


def _order(c: Canvas, count: int) -> list[int]:
    """Petals behind first, those in front last."""
    return sorted(
        range(count), key=lambda k: math.sin(k * 2 * math.pi / count) + c.random.random() * 0.8
    )


def _hanging(
    c: Canvas, x: float, y: float, angle: float, long: float, ring: int, light: Light
) -> None:
    """An outer petal: it leaves the heart sideways and hangs down, its tip a spoon."""
    dx, dy = math.cos(angle), math.sin(angle) * 0.82
    sag = 0.085 * (0.5 + c.random.random()) * (1.0 + 0.4 * abs(dx))
    twist = c.random.normal() * 0.035
    points = [
        (
            x + dx * long * t - dy * twist * t * t * 2,
            y + dy * long * t - 0.045 * math.sin(t * 2.6) + sag * t**2.6,
        )
        for t in (0.1, 0.35, 0.6, 0.82, 1.0)
    ]
    tone = mix(mix("#b96d10", "#e6a324", ring / 6), "#fbd65a", c.random.random() * 0.3)
    width = 0.019 + ring * 0.0012
    widths = [width * 0.4, width * 0.85, width, width * 1.1, width * 0.8]
    shadow(c, band([(u + 0.005, v + 0.008) for u, v in points], widths), "#321404", 0.003, 0.4)
    limb(c, points, widths, tone, light, mix(tone, "#fff0a0", 0.12))
    groove = points[1:-2]
    limb(c, groove, [0.0015, 0.004, 0.0015], mix(tone, "#8a4a08", 0.45), FLAT)


def _clasping(
    c: Canvas, x: float, y: float, angle: float, reach: float, ring: int, light: Light
) -> None:
    """An inner petal: broad and pointed, its end bent back over the heart."""
    dx, dy = math.cos(angle), math.sin(angle)
    nx, ny = -dy, dx
    wide = (0.034 - ring * 0.002) * (0.9 + 0.2 * c.random.random())
    closed = ring / 7

    def at(along: float, across: float) -> tuple[float, float]:
        bent = along - 0.55 * closed * max(0.0, along - 0.72) * 2.4
        px, py = dx * bent * reach + nx * across * wide, dy * bent * reach + ny * across * wide
        return (x + px, y + py * 0.86 - 0.02 * along * along * (1 + closed))

    tone = mix(mix("#df9a1c", "#ffdf6a", closed), "#c9800f", c.random.random() * 0.28)
    side = [(0.2, 0.35), (0.5, 0.7), (0.78, 0.78), (0.95, 0.5), (1.06, 0.1)]
    lean = c.random.normal() * 0.15
    outline = curve(
        [at(u, v + lean * u) for u, v in side] + [at(u, -v + lean * u) for u, v in side[::-1]],
        5,
        closed=True,
    )
    shadow(c, [(u + 0.004, v + 0.007) for u, v in outline], "#5a2804", 0.004, 0.45)
    solid(c, outline, tone, light, 0.016)
    for across in (-0.28, 0.05, 0.36):
        limb(
            c,
            [
                at(0.35, across * 0.7 + lean * 0.3),
                at(0.7, across + lean * 0.7),
                at(0.92, across * 0.7 + lean),
            ],
            [0.001, 0.0022, 0.001],
            mix(tone, "#9a5a0a" if across > 0 else "#fff2b0", 0.45),
            FLAT,
        )


def _mum_leaf(c: Canvas, x: float, y: float, n: float, turn: float, light: Light) -> None:
    """A lobed leaf."""
    cos, sin = math.cos(turn), math.sin(turn)
    half = [
        (0, 0.02),
        (0.12, 0.05),
        (0.2, 0.2),
        (0.3, 0.27),
        (0.36, 0.15),
        (0.5, 0.3),
        (0.62, 0.32),
        (0.64, 0.16),
        (0.8, 0.18),
        (0.9, 0.12),
        (1, 0),
    ]
    outline = half + [(u, -v) for u, v in half[::-1]]
    turned = [
        (x + (u * cos - v * 0.8 * sin) * n, y + (u * sin + v * 0.8 * cos) * n) for u, v in outline
    ]
    solid(c, curve(turned, 5, closed=True), "#2f5234", light, 0.03, "#1c3a2a", texture=0.12)
    for u, v in ((1, 0), (0.58, 0.28), (0.58, -0.28), (0.28, 0.22), (0.28, -0.22)):
        start = (
            x + (0.12 + u * 0.2 if u < 1 else 0) * cos * n,
            y + (0.12 + u * 0.2 if u < 1 else 0) * sin * n,
        )
        limb(
            c,
            [
                start,
                (
                    x + (u * 0.95 * cos - v * 0.76 * sin) * n,
                    y + (u * 0.95 * sin + v * 0.76 * cos) * n,
                ),
            ],
            [0.004, 0.0015],
            "#6d8c55",
            FLAT,
        )
