"""A courtyard at night: the round gate, the osmanthus tree and the moon."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import curve, leaf
from .brush import Canvas, Layer, mix, rgb
from .form import (
    Light,
    ellipse,
    limb,
    shadow,
    solid,
)

MOONLIT = Light((0.3, -0.9), "#b9cbe6", "#0a1122", 0.4, 0.6)


def osmanthus_moon() -> Image.Image:
    c = Canvas(1600, 2400, 1021)
    c.gradient([(0, "#0d1a38"), (0.2, "#1d3560"), (0.4, "#3a5680")])
    c.clouds("#7d93b8", 0.35, 0.36, 0.35)
    moon = (0.475, 0.115)
    c.glow(*moon, 0.16, "#8fa9cf", 0.45)
    c.glow(*moon, 0.06, "#f4e7bd", 0.5)
    disc = ((0.037 - np.hypot(c.x - moon[0], c.y - moon[1])) * c.height / 2 + 0.5).clip(0, 1)
    spots = (c.noise(0.035, 0.035, 3)[..., None] - 0.5) * 0.35
    c.px = c.px * (1 - disc[..., None]) + (rgb("#fff6d8") * (1 + spots)) * disc[..., None]
    c.wash(disc * (0.25 + 9 * (moon[0] - 0.018 - c.x)).clip(0, 0.45), "#31486f")
    gate = (0.325, 0.62, 0.215)
    _court(c, gate)
    _crown(c, moon)
    _wall(c, gate)
    _pavement(c, gate)
    for x, y, angle in (
        (0.36, 0.52, 0.5),
        (0.21, 0.6, 2.0),
        (0.43, 0.66, 1.1),
        (0.3, 0.74, 2.6),
        (0.5, 0.45, 0.2),
        (0.17, 0.5, 1.5),
        (0.25, 0.85, 0.4),
        (0.44, 0.82, 2.2),
    ):
        with c.layer() as film:
            _flower(film, x, y, 0.006, angle, "#f7c955")
        c.glow(x, y, 0.01, "#f0b040", 0.25)
    c.strokes(2, 0.045)
    return c.finish(0.01, 0.45)


def _court(c: Canvas, gate: tuple[float, float, float]) -> None:
    """What is seen through the round gate: a lit house, the trunk, the well, a stone table."""
    x, y, r = gate
    inside = ((r + 0.02 - np.hypot(c.x - x, c.y - y)) * 60).clip(0, 1)
    c.gradient([(0.4, "#2c3a55"), (0.55, "#6a5a52"), (0.7, "#a57a4b"), (0.84, "#6b4d38")], inside)
    with c.layer() as film:
        film.rect(0.1, 0.5, 0.45, 0.222, "#a88a68")
        film.polygon([(0.08, 0.515), (0.14, 0.462), (0.52, 0.462), (0.58, 0.515)], "#222a3a")
        for k in range(26):
            film.line([(0.14 + k * 0.0152, 0.463), (0.08 + k * 0.02, 0.514)], 0.0018, "#39455a")
        film.rect(0.1, 0.505, 0.45, 0.012, "#1c202c")
        for left, width in ((0.155, 0.1), (0.375, 0.11)):
            film.rect(left - 0.008, 0.538, width + 0.016, 0.126, "#3b2418")
            film.rect(left, 0.546, width, 0.11, "#ffd98c")
            for k in range(1, 6):
                film.rect(left + width * k / 6 - 0.0012, 0.546, 0.0024, 0.11, "#5a361d")
            for k in range(1, 6):
                film.rect(left, 0.546 + 0.11 * k / 6 - 0.001, width, 0.002, "#5a361d")
        film.rect(0.282, 0.54, 0.072, 0.18, "#43281a")
        film.rect(0.288, 0.546, 0.029, 0.17, "#5c3823")
        film.rect(0.32, 0.546, 0.029, 0.17, "#54321f")
        film.polygon([(0.05, 0.72), (0.6, 0.72), (0.62, 0.86), (0.03, 0.86)], "#8a6a4a")
        for k in range(9):
            film.line(
                [(0.05, 0.722 + k * k * 0.0018), (0.6, 0.722 + k * k * 0.0018)], 0.0012, "#6d5239"
            )
    c.glow(0.2, 0.6, 0.09, "#ffae4e", 0.5)
    c.glow(0.43, 0.6, 0.09, "#ffae4e", 0.5)
    with c.layer(blur=0.01, opacity=0.5) as film:
        film.polygon([(0.15, 0.725), (0.26, 0.725), (0.24, 0.84), (0.09, 0.84)], "#ffc46c")
        film.polygon([(0.37, 0.725), (0.48, 0.725), (0.55, 0.84), (0.41, 0.84)], "#ffc46c")
    warm = Light((-0.3, -0.7), "#ffcf85", "#1c1620", 0.55, 0.6)
    shadow(c, ellipse(0.4, 0.79, 0.09, 0.014), "#241812", 0.008, 0.7)
    limb(
        c,
        [(0.405, 0.79), (0.395, 0.7), (0.41, 0.6), (0.4, 0.5), (0.42, 0.36)],
        [0.05, 0.034, 0.03, 0.028, 0.02],
        "#3b2c26",
        Light((-1, 0.1), "#e5a860", "#14121c", 0.6),
    )
    limb(c, [(0.407, 0.56), (0.35, 0.49), (0.31, 0.42)], [0.022, 0.017, 0.012], "#35281f", warm)
    limb(c, [(0.41, 0.54), (0.46, 0.46), (0.5, 0.4)], [0.02, 0.015, 0.011], "#352822", warm)
    solid(c, [(0.165, 0.755), (0.27, 0.755), (0.264, 0.81), (0.171, 0.81)], "#7f776c", warm, 0.03)
    solid(c, ellipse(0.2175, 0.755, 0.055, 0.013), "#a39a8b", warm, 0.006)
    solid(c, ellipse(0.2175, 0.755, 0.039, 0.0085), "#17171c", warm, 0.002)
    solid(c, [(0.315, 0.748), (0.345, 0.748), (0.35, 0.785), (0.31, 0.785)], "#6f675c", warm, 0.01)
    solid(c, ellipse(0.33, 0.747, 0.055, 0.011), "#b5aa98", warm, 0.006)
    for x0 in (0.275, 0.39):
        solid(c, ellipse(x0, 0.79, 0.018, 0.02), "#7c7468", warm, 0.012)
    with c.layer() as film:
        for _ in range(420):
            at = 0.4 + c.random.normal() * 0.09, 0.785 + abs(c.random.normal()) * 0.028
            film.ellipse(at[0], at[1], 0.0022, 0.0013, mix("#d98f20", "#ffdc7a", c.random.random()))


def _wall(c: Canvas, gate: tuple[float, float, float]) -> None:
    """A white wall in moonlight with a coping of tiles and the round gate in it."""
    x, y, r = gate
    far = np.hypot(c.x - x, c.y - y)
    whole = ((c.y - 0.335) * 900).clip(0, 1) * ((far - r) * c.height * 0.7 + 0.5).clip(0, 1)
    plaster = 0.86 + 0.3 * (c.noise(0.25, 0.25, 5) - 0.5) + 0.1 * (c.noise(0.02, 0.1, 3) - 0.5)
    stain = ((c.noise(0.05, 0.4, 4) - 0.52) * 4).clip(0, 1) * np.exp(
        -((c.y - 0.33) / 0.12).clip(0, 9)
    )
    paint = np.stack(
        [np.interp(c.y, (0.3, 0.9), band) for band in ((0.44, 0.3), (0.54, 0.37), (0.7, 0.5))], -1
    )
    c.wash(whole, (paint * (plaster - 0.35 * stain)[..., None]).astype(np.float32))
    glow = np.exp(-(((far - r) / 0.07).clip(0, 9) ** 1.2)) * whole * 0.22
    c.px += glow[..., None] * rgb("#ffb660")
    dapple = (
        0.6
        * ((c.noise(0.035, 0.025, 3) - 0.5) * 5).clip(0, 1)
        * np.exp(-(((c.y - 0.42) / 0.1) ** 2))
    )
    c.shade(dapple * whole * np.clip((c.x - 0.2) * 4, 0, 1), "#51678f")
    ring = ((far - r) * 900).clip(0, 1) * ((r + 0.028 - far) * 900).clip(0, 1)
    angle = np.arctan2(c.y - y, c.x - x)
    joint = np.abs(((angle / math.pi * 33) % 1) - 0.5) * 2
    brick = 0.72 + 0.4 * c.noise(0.03, 0.03, 2) - 0.45 * (joint > 0.9)
    side = 0.75 + 0.35 * np.sin(angle + 2.2)
    c.wash(ring, rgb("#77859e") * (brick * side)[..., None])
    deep = ((far - r + 0.02) * 900).clip(0, 1) * ((r - far) * 900).clip(0, 1)
    c.wash(deep * 0.9, rgb("#b7874f") * (brick * (0.75 - 0.4 * np.sin(angle)))[..., None])
    base = ((c.y - 0.82) * 900).clip(0, 1) * whole
    c.shade(base * 0.6, "#5d6880")
    with c.layer(blur=0.008, opacity=0.55) as film:
        film.rect(-0.1, 0.34, 0.9, 0.028, "#0c1426")
    with c.layer() as film:
        film.rect(-0.1, 0.285, 0.9, 0.057, "#202c44")
        for k in range(34):
            at = k * 0.0206 - 0.01
            film.polygon(
                [(at, 0.29), (at + 0.017, 0.29), (at + 0.018, 0.333), (at - 0.001, 0.333)],
                mix("#2b3a58", "#42557a", c.random.random()),
            )
            film.line([(at + 0.004, 0.292), (at + 0.0035, 0.33)], 0.0024, "#7e95bd")
            film.ellipse(at + 0.0085, 0.334, 0.0088, 0.0075, "#5b6f95")
            film.ellipse(at + 0.0085, 0.334, 0.0062, 0.005, "#2c3a57")
        film.rect(-0.1, 0.279, 0.9, 0.014, "#1a253d")
        film.line([(-0.1, 0.2795), (0.8, 0.2795)], 0.0025, "#7a90b6")


def _crown(c: Canvas, moon: tuple[float, float]) -> None:
    """The tree above the wall: dark leaves, edged by the moon, and the gold of its flowers."""
    clusters = [
        (0.34, 0.2, 0.1),
        (0.08, 0.21, 0.08),
        (0.2, 0.2, 0.1),
        (0.56, 0.22, 0.06),
        (0.03, 0.28, 0.06),
        (0.43, 0.23, 0.085),
        (0.27, 0.12, 0.09),
        (0.12, 0.265, 0.07),
        (0.53, 0.27, 0.06),
        (0.37, 0.3, 0.075),
        (0.24, 0.31, 0.08),
        (0.16, 0.1, 0.06),
        (0.48, 0.33, 0.06),
        (0.36, 0.39, 0.05),
        (0.3, 0.37, 0.045),
    ]
    with c.layer() as film:
        for a, b in (
            ((0.42, 0.4), (0.3, 0.14)),
            ((0.41, 0.38), (0.17, 0.16)),
            ((0.42, 0.4), (0.5, 0.26)),
        ):
            film.line(
                curve([a, ((a[0] + b[0]) / 2 + 0.02, (a[1] + b[1]) / 2), b]), 0.008, "#1b1c28"
            )
        for step in range(3):
            for x, y, r in clusters:
                for _ in range(int(2600 * r)):
                    angle, reach = c.random.random() * 6.3, r * c.random.random() ** 0.5
                    px, py = x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.8
                    near = max(0.0, 1 - math.hypot(px - moon[0], py - moon[1]) / 0.3)
                    tone = (step / 3 + near * 0.55 + c.random.normal() * 0.12) * (
                        1.0 - (py - y) / r * 0.35
                    )
                    under = max(0.0, (py - 0.33) / 0.08)
                    colour = mix("#0a1420", "#3f6257", min(max(tone * 0.8, 0), 1))
                    colour = mix(colour, "#b98a45", min(under, 1) * 0.35 * (step / 2))
                    leaf(
                        film,
                        px,
                        py,
                        0.02 + c.random.random() * 0.012,
                        c.random.random() * 6.3,
                        colour,
                        0.42,
                    )
    with c.layer() as film:
        for x, y, r in clusters:
            for _ in range(int(300 * r)):
                angle, reach = c.random.random() * 6.3, r * 0.96 * c.random.random() ** 0.5
                px, py = x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.8
                for _ in range(5 + int(c.random.random() * 7)):
                    tone = c.random.random()
                    film.ellipse(
                        px + c.random.normal() * 0.005,
                        py + c.random.normal() * 0.004,
                        0.0022,
                        0.002,
                        mix("#b9781a", "#ffd866", tone),
                    )


def _flower(film: Layer, x: float, y: float, size: float, turn: float, colour: str) -> None:
    for k in range(4):
        angle = turn + k * math.pi / 2
        film.ellipse(
            x + math.cos(angle) * size * 0.5,
            y + math.sin(angle) * size * 0.4,
            size * 0.45,
            size * 0.36,
            colour,
        )


def _pavement(c: Canvas, gate: tuple[float, float, float]) -> None:
    """Wet flagstones before the gate, with its light and fallen flowers on them."""
    ground = ((c.y - 0.862) * 900).clip(0, 1)
    paint = np.stack(
        [np.interp(c.y, (0.86, 1), band) for band in ((0.2, 0.1), (0.26, 0.14), (0.37, 0.22))], -1
    )
    c.wash(ground, (paint * (0.7 + 0.6 * c.noise(0.08, 0.02, 4))[..., None]).astype(np.float32))
    near = ((c.y - 0.862) / 0.138).clip(0, 1)
    across = (c.x - gate[0]) / (0.6 + near)
    rows = (near**0.6 * 5) % 1
    columns = (across * 8 + np.floor(near**0.6 * 5) * 0.5) % 1
    c.shade(((rows < 0.07) | (columns < 0.04)) * ground * 0.7, "#3a4560")
    spill = np.exp(-((across / (0.13 + 0.1 * near)) ** 2)) * np.exp(-near * 1.6) * ground
    c.px += (spill * (0.55 + 0.5 * c.noise(0.05, 0.012, 3)) * 0.62)[..., None] * rgb("#ff9f45")
    with c.layer() as film:
        film.polygon([(0.1, 0.858), (0.55, 0.858), (0.57, 0.878), (0.08, 0.878)], "#4d5364")
        film.line([(0.1, 0.8585), (0.55, 0.8585)], 0.003, "#b89a78")
        for _ in range(900):
            y = 0.866 + c.random.random() ** 1.3 * 0.13
            x = 0.33 + c.random.normal() * (0.12 + (y - 0.86))
            size = 0.002 + (y - 0.86) * 0.02
            glow = math.exp(-(((x - 0.33) / 0.2) ** 2))
            film.ellipse(
                x,
                y,
                size,
                size * 0.55,
                mix("#6d6a5a", "#f7c24e", glow * (0.4 + 0.6 * c.random.random())),
            )
