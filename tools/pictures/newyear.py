"""New Year: the first sun over the river, and lanterns in the making."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, bokeh, curve, glitter, mist, rays, silk, stroke
from .bridges import skyline
from .brush import Canvas, mix, rgb
from .figures import BENT, DOWN, SIDE, UP, Look, figure
from .props import egret, ferry


def sunrise_river() -> Image.Image:
    c = Canvas(2800, 1400, 271)
    c.gradient(
        [(0, "#2a3f74"), (0.2, "#7a6a96"), (0.38, "#e0826a"), (0.5, "#ffb45e"), (0.56, "#ffd98a")]
    )
    c.clouds("#ff9a70", 0.62, 0.55, 1.2)
    c.clouds("#4a4070", 0.5, 0.4, 0.8)
    c.glow(1.28, 0.53, 0.5, "#ff8a4a", 0.4)
    c.glow(1.28, 0.515, 0.06, "#fff0c0", 1.4)
    c.hills(c.ridge(0.56, 0.16, 1.1), "#7a4f6a", "#c8786a", 0.12)
    with c.layer(blur=0.001) as film:
        skyline(film, c, 0.58, 0.08, ("#5e4260", "#74506a"), "#ffd090", 0.08)
    mist(c, 0.575, 0.02, "#ffc890", 0.7)
    c.water(0.582, "#4a3f6a", 0.25, 0.05)
    glitter(c, 1.28, 0.583, 0.07, "#ffc070", 1.0)
    with c.layer(blur=0.0006) as film:
        ferry(film, 0.72, 0.625, 0.15, "#3a2a44", "#5a3f54", "#8a3f40")
        for k in range(8):
            egret(
                film, 0.92 + k * 0.034 + (k % 2) * 0.012, 0.3 - abs(k - 3) * 0.013, 0.011, "#3a2a48"
            )
    with c.layer() as film:
        film.polygon([(-0.1, 0.93), (2.1, 0.9), (2.1, 1.1), (-0.1, 1.1)], "#1c1830")
        film.line([(-0.1, 0.929), (2.1, 0.899)], 0.003, "#8a5a58")
    _crowd(c)
    with c.layer() as film:
        for up, thick in ((0.1, 0.007), (0.055, 0.003), (0.03, 0.003)):
            film.line([(-0.1, 0.948 - up), (2.1, 0.918 - up)], thick, "#15122a")
        film.line([(-0.1, 0.8435), (2.1, 0.8135)], 0.0016, "#ffae70")
        for x in np.arange(0.0, 2.05, 0.085):
            y = 0.9466 - float(x) * 0.0136
            film.rect(float(x), y - 0.108, 0.009, 0.11, "#15122a")
            film.ellipse(float(x) + 0.0045, y - 0.112, 0.008, 0.007, "#2a2038")
    rays(c, 1.28, 0.5, "#ffb060", 0.16, 40, 0.9)
    c.strokes(5, 0.06)
    return c.finish(0.03, 0.3)


def _crowd(c: Canvas) -> None:
    """People along the railing, dark against the light; one child on his father's shoulders."""
    dark = ("#231c38", "#2e2240", "#3a2640", "#1e2038")
    with c.layer() as film:
        x, k = 0.05, 0
        while x < 1.98:
            if not 1.17 < x < 1.36:
                n = 0.19 + c.random.random() * 0.035 if k % 5 else 0.13
                arms = ((DOWN, DOWN), (BENT, DOWN), (DOWN, UP), (BENT, BENT))[
                    int(c.random.integers(4))
                ]
                look = Look(
                    dark[k % 4],
                    "#191730",
                    "#171428",
                    "#4a3040",
                    light="#ff9a5a",
                    rim=0.75,
                    sun=1 if x < 1.28 else -1,
                    left=arms[0],
                    right=arms[1],
                    long=0.4 * (k % 3 == 0),
                    bun=k % 4 == 2,
                    build=1.12,
                )
                figure(film, x, 0.975 - x * 0.014, n, look)
                if k % 6 == 3:
                    film.rect(x + 0.03, 0.78 - x * 0.014, 0.016, 0.024, "#ffcf90")
            x += 0.06 + c.random.random() * 0.1
            k += 1
        father = Look(
            dark[0], "#191730", "#171428", light="#ff9a5a", rim=0.75, left=UP, right=UP, build=1.12
        )
        figure(film, 1.2, 0.958, 0.215, father)
        child = Look(
            "#7a2c34", "#191730", "#171428", light="#ff9a5a", rim=0.75, left=SIDE, right=UP
        )
        figure(film, 1.2, 0.845, 0.125, child)


def _lantern(c: Canvas, x: float, y: float, n: float, lit: float, seed: float) -> None:
    """A round silk lantern on its ribs; ``lit`` is how strongly it glows."""
    dx, dy = (c.x - x) / n, (c.y - y) / (n * 0.84)
    reach = np.hypot(dx, dy)
    inside = ((1 - reach) * n * c.height).clip(0, 1)
    ribs = 0.5 + 0.5 * np.cos(
        np.arcsin((dx / np.sqrt((1 - dy * dy).clip(0.02, 1))).clip(-1, 1)) * 12 + seed
    )
    tone = (0.25 + 0.55 * (1 - reach.clip(0, 1) ** 2) + 0.14 * ribs).clip(0, 1)
    low = rgb("#5a0f12") * (1 - lit) + rgb("#a81f16") * lit
    high = rgb("#d83a28") * (1 - lit) + rgb("#ff9a4a") * lit
    c.wash(inside, (low * (1 - tone[..., None]) + high * tone[..., None]).astype(np.float32))
    with c.layer() as film:
        for end in (-1, 1):
            film.polygon(
                [
                    (x - n * 0.36, y + end * n * 0.76),
                    (x + n * 0.36, y + end * n * 0.76),
                    (x + n * 0.3, y + end * n * 0.9),
                    (x - n * 0.3, y + end * n * 0.9),
                ],
                "#d9a63c",
            )
            film.line(
                [(x - n * 0.36, y + end * n * 0.78), (x + n * 0.3, y + end * n * 0.78)],
                n * 0.025,
                "#ffe9a8",
            )
        if y < 0.5:
            film.line([(x, y - n * 0.9), (x, y - n * 1.7)], n * 0.025, "#2a1a14")
        for k in range(11):
            film.line(
                [(x + (k - 5) * n * 0.05, y + n * 0.9), (x + (k - 5) * n * 0.062, y + n * 1.6)],
                n * 0.022,
                mix("#c8322a", "#f2b04a", k % 3 / 2),
            )
    if lit:
        c.glow(x, y, n * 0.6, "#ffc060", 0.35 * lit)
        c.glow(x, y, n * 1.7, "#ff6a30", 0.16 * lit)


def lantern_workshop() -> Image.Image:
    c = Canvas(1600, 2400, 277)
    c.gradient([(0, "#20120f"), (0.5, "#4a2a1c"), (1, "#2a1812")])
    camera = Camera(0.36, 0.5, 1.5, 0.9)
    with c.layer() as film:
        camera.face(film, [(-2, 0, 1), (2, 0, 1), (2, 0, 7), (-2, 0, 7)], "#5a3c28")
        camera.face(film, [(-2, 0, 7), (2, 0, 7), (2, 4, 7), (-2, 4, 7)], "#7a5234")
        camera.face(
            film, [(-0.9, 1.0, 6.9), (0.7, 1.0, 6.9), (0.7, 2.9, 6.9), (-0.9, 2.9, 6.9)], "#cfe0e6"
        )
        for k in range(5):
            film.line(
                [camera.at(-0.9 + k * 0.4, 1.0, 6.9), camera.at(-0.9 + k * 0.4, 2.9, 6.9)],
                0.006,
                "#4a2e1c",
            )
        for k in range(4):
            film.line(
                [camera.at(-0.9, 1.0 + k * 0.63, 6.9), camera.at(0.7, 1.0 + k * 0.63, 6.9)],
                0.006,
                "#4a2e1c",
            )
        for side in (-2, 2):
            camera.face(film, [(side, 0, 1), (side, 4, 1), (side, 4, 7), (side, 0, 7)], "#4f3322")
            for shelf in (0.9, 1.6, 2.3):
                camera.face(
                    film,
                    [
                        (side, shelf, 2),
                        (side * 0.82, shelf, 2),
                        (side * 0.82, shelf, 7),
                        (side, shelf, 7),
                    ],
                    "#7a5638",
                )
        for z in (2.2, 3.4, 4.8, 6.2):
            film.line(
                [camera.at(-2, 3.2, z), camera.at(2, 3.2, z)], camera.size(0.13, 0, z), "#2a1812"
            )
    c.px *= (0.8 + 0.4 * c.noise(0.06, 0.02, 3))[..., None]
    c.glow(*camera.at(-0.1, 2, 6.9), 0.16, "#dff0f4", 0.4)
    hung = [
        (-1.5, 6.4),
        (-0.7, 6.2),
        (0.1, 6.4),
        (0.9, 6.2),
        (1.6, 6.4),
        (-1.2, 4.8),
        (-0.3, 4.7),
        (0.6, 4.9),
        (1.35, 4.7),
        (-0.95, 3.4),
        (0.85, 3.4),
        (-0.1, 3.5),
    ]
    for k, (across, z) in enumerate(hung):
        x, y = camera.at(across, 2.55 + 0.12 * (k % 3), z)
        _lantern(c, x, y, camera.size(0.3, across, z), 0.75 if k % 3 else 0.2, k * 1.3)
    for side, z in ((-1.78, 3.2), (-1.78, 4.2), (1.78, 3.6), (1.78, 2.9)):
        x, y = camera.at(side, 1.15, z)
        _lantern(c, x, y - 0.02, camera.size(0.22, side, z), 0.1, z)
    _lantern_maker(c)
    for x, y, n, lit in ((0.6, 0.1, 0.115, 0.9), (0.06, 0.17, 0.085, 0.8)):
        _lantern(c, x, y, n, lit, 2.0)
    for _ in range(50):
        bokeh(
            c,
            c.random.random() * 0.667,
            c.random.random(),
            0.0015 + 0.003 * c.random.random(),
            "#ffc890",
            0.16,
        )
    rays(c, 0.3, 0.1, "#ffe8c8", 0.12, 30, 0.8)
    c.strokes(4, 0.06)
    return c.finish(0.03, 0.4)


def _lantern_maker(c: Canvas) -> None:
    """She sits with her back to us, brushing gold on the lantern before him."""
    with c.layer() as film:
        film.polygon([(0.02, 0.74), (0.66, 0.74), (0.72, 0.8), (-0.04, 0.8)], "#9a6c42")
        film.rect(-0.04, 0.8, 0.76, 0.035, "#6a4426")
        film.line([(0.02, 0.741), (0.66, 0.741)], 0.002, "#ffd9a0")
        for x, tint in ((0.08, "#c8a03c"), (0.13, "#a82a20"), (0.56, "#d9d0bc")):
            film.rect(x, 0.7, 0.035, 0.05, tint)
            film.ellipse(x + 0.0175, 0.7, 0.0175, 0.006, mix(tint, "#ffffff", 0.4))
    _lantern(c, 0.335, 0.645, 0.115, 0.55, 0.4)
    with c.layer() as film:
        for k in range(24):
            a = k * 0.9
            film.ellipse(
                0.335 + math.cos(a) * 0.004 * k,
                0.635 + math.sin(a) * 0.0032 * k,
                0.006,
                0.004,
                "#f6cf6a",
            )
    body = curve([(0.33, 0.66), (0.25, 0.69), (0.2, 0.76), (0.19, 0.9), (0.17, 1.06)], 10)
    other = curve([(0.37, 0.66), (0.45, 0.685), (0.5, 0.75), (0.52, 0.9), (0.55, 1.06)], 10)
    with c.layer() as film:
        silk(film, body, other, ("#1c2430", "#2f3f52", "#55687c"), 3.5, 200, 0.5)
        stroke(film, [(0.16, 0.79), (0.2, 0.74), (0.243, 0.69)], [0.062, 0.056, 0.04], "#1c2836")
        stroke(film, [(0.54, 0.78), (0.5, 0.73), (0.455, 0.68)], [0.062, 0.056, 0.04], "#2a3a4c")
        stroke(film, [(0.25, 0.72), (0.2, 0.75), (0.165, 0.8)], [0.085, 0.078, 0.066], "#2a394b")
        stroke(film, [(0.45, 0.715), (0.5, 0.745), (0.54, 0.785)], [0.085, 0.078, 0.066], "#3d5166")
        film.ellipse(0.245, 0.682, 0.018, 0.017, "#b98460")
        film.ellipse(0.452, 0.672, 0.018, 0.017, "#d49c74")
        stroke(film, [(0.462, 0.69), (0.43, 0.64), (0.42, 0.625)], [0.005, 0.005, 0.002], "#e9d0a0")
        stroke(film, [(0.35, 0.62), (0.35, 0.68)], [0.06, 0.075], "#a87452")
        film.ellipse(0.35, 0.575, 0.052, 0.064, "#b07c58")
        film.ellipse(0.35, 0.565, 0.054, 0.06, "#6f6a66")
        film.ellipse(0.352, 0.558, 0.046, 0.05, "#57524f")
        for k in range(30):
            a = math.pi * (0.05 + 0.9 * k / 29)
            film.line(
                [
                    (0.35 + math.cos(a) * 0.05, 0.56 - math.sin(a) * 0.055),
                    (0.35 + math.cos(a) * 0.03, 0.6 - math.sin(a) * 0.02),
                ],
                0.0012,
                "#8a8480",
            )
        film.ellipse(0.352, 0.6, 0.036, 0.034, "#3f3b39")
        film.ellipse(0.35, 0.597, 0.032, 0.03, "#5f5a56")
        for k in range(7):
            film.line(
                [(0.326 + k * 0.004, 0.6), (0.35, 0.578 + k * 0.004), (0.372 - k * 0.003, 0.604)],
                0.0012,
                "#8a8480",
            )
        stroke(film, [(0.305, 0.585), (0.398, 0.606)], [0.005, 0.004], "#a8322c")
        film.ellipse(0.304, 0.585, 0.006, 0.006, "#f0c860")
        for side in (-1, 1):
            film.ellipse(0.35 + side * 0.053, 0.585, 0.009, 0.018, "#c08a66")
        stroke(film, [(0.3, 0.69), (0.35, 0.7), (0.4, 0.69)], [0.03, 0.035, 0.03], "#7a2c28")
    c.shade((c.y - 0.86).clip(0, 1) * 3, "#3a2a28")
