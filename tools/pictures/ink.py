"""Withered lotus on an autumn pond, in the manner of an ink wash on paper."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .air import curve, sides, stroke
from .brush import Canvas, Point, mix, rgb

INK = "#23241f"


class _Sheet:
    """Ink that is still wet: strokes are gathered and soak into the paper together."""

    def __init__(self, c: Canvas) -> None:
        self.c = c
        self.pool = c.noise(0.12, 0.12, 4)
        self.dry = c.noise(0.05, 0.012, 3)
        self.clear()

    def clear(self) -> None:
        self.image = Image.new("L", (self.c.width, self.c.height), 0)
        self.draw = ImageDraw.Draw(self.image)

    def fill(self, points: list[Point], tone: float) -> None:
        pixels = [(x * self.c.height, y * self.c.height) for x, y in points]
        self.draw.polygon(pixels, fill=round(255 * min(1.0, tone)))

    def line(self, points: list[Point], width: list[float], tone: float) -> None:
        one, two = sides(curve(points), width)
        self.fill([*one, *two[::-1]], tone)

    def soak(self, blur: float, strength: float = 1.0, dry: float = 0.0) -> None:
        image = self.image.filter(ImageFilter.GaussianBlur(blur * self.c.height))
        shape = np.asarray(image, dtype=np.float32) / 255
        paper = 1 - dry * ((self.dry - 0.47) * 7).clip(0, 1)
        ink = shape * (0.55 + 0.8 * (self.pool - 0.2)) * paper * strength
        self.c.wash(ink.clip(0, 0.95), INK)
        self.clear()


def _leaf(sheet: _Sheet, x: float, y: float, n: float, fall: float, tone: float) -> None:
    """A leaf that hangs folded on its stem like a wet umbrella."""
    random = sheet.c.random
    lobes = []
    for k in range(9):
        t = (k - 4) / 4
        out, low = (
            t * n * (0.8 + 0.5 * random.random()) + 0.12 * n,
            n * fall * (1.0 - 0.45 * t * t + 0.45 * random.normal() * 0.6),
        )
        wide = n * (0.2 + 0.06 * random.random())
        lobes.append((out, low, wide))
    for blur, share in ((0.006, 0.5), (0.0015, 0.55)):
        for k in (0, 8, 1, 7, 2, 6, 3, 5, 4):
            out, low, wide = lobes[k]
            tip = (x + out * 0.82 + random.normal() * n * 0.05, y + low)
            shape = curve(
                [
                    (x, y - n * 0.12),
                    (x + out * 0.75 - wide * 0.5, y + low * 0.18),
                    (x + out - wide * 0.8, y + low * 0.62),
                    (tip[0] - wide * 0.35, tip[1] - n * 0.03),
                    tip,
                    (tip[0] + wide * 0.4, tip[1] - n * 0.1),
                    (x + out + wide * 0.7, y + low * 0.55),
                    (x + out * 0.75 + wide * 0.5, y + low * 0.15),
                ],
                8,
                True,
            )
            sheet.fill(shape, tone * share * (0.45 + 0.55 * random.random()))
        sheet.soak(blur, 0.95, 0.35)
    for out, low, _ in lobes[::2]:
        sheet.line(
            [
                (x, y - n * 0.08),
                (x + out * 0.8, y + low * 0.22),
                (x + out * 1.0, y + low * 0.6),
                (x + out * 0.84, y + low * 0.96),
            ],
            [n * 0.03, n * 0.018, n * 0.005],
            tone,
        )
    sheet.soak(0.0008, 1.0, 0.4)


def _pod(c: Canvas, x: float, y: float, n: float, turn: float) -> None:
    """A seed head bent on its stem."""
    cosine, sine = math.cos(turn), math.sin(turn)

    def at(px: float, py: float) -> Point:
        return (x + (px * cosine - py * sine) * n, y + (px * sine + py * cosine) * n)

    with c.layer(blur=0.0008) as film:
        cup = curve(
            [
                at(-0.1, -0.5),
                at(0.1, -0.5),
                at(0.42, 0.2),
                at(0.5, 0.42),
                at(0, 0.52),
                at(-0.5, 0.42),
                at(-0.42, 0.2),
            ],
            8,
            True,
        )
        film.polygon(cup, "#33332c")
        for k in range(-3, 4):
            film.line([at(k * 0.03, -0.45), at(k * 0.13, 0.32)], n * 0.02, "#6d6c60")
        face = [at(math.cos(a) * 0.5, 0.42 + math.sin(a) * 0.15) for a in np.linspace(0, 6.3, 30)]
        film.polygon(face, "#6a695d")
        for px, py in (
            (-0.3, 0.4),
            (-0.12, 0.36),
            (0.1, 0.37),
            (0.3, 0.41),
            (-0.2, 0.48),
            (0.02, 0.47),
            (0.2, 0.49),
        ):
            film.ellipse(*at(px, py), n * 0.055, n * 0.04, "#1f1f1b")
            film.ellipse(
                at(px, py)[0] - n * 0.01, at(px, py)[1] - n * 0.012, n * 0.02, n * 0.012, "#a9a594"
            )


STEMS: list[tuple[list[Point], float]] = [
    ([(0.3, 0.72), (0.33, 0.5), (0.31, 0.33), (0.36, 0.22), (0.43, 0.24)], 0.95),
    ([(0.42, 0.74), (0.4, 0.56), (0.46, 0.42), (0.56, 0.39)], 0.85),
    ([(0.52, 0.72), (0.58, 0.52), (0.68, 0.44), (0.75, 0.5), (0.78, 0.68)], 0.8),
    ([(0.2, 0.73), (0.18, 0.62), (0.1, 0.58), (0.06, 0.64)], 0.6),
    ([(1.1, 0.7), (1.12, 0.58), (1.2, 0.53), (1.24, 0.7)], 0.45),
    ([(1.52, 0.69), (1.53, 0.56), (1.5, 0.48)], 0.36),
    ([(1.66, 0.69), (1.7, 0.6), (1.76, 0.64)], 0.3),
]


def lotus_ink() -> Image.Image:
    c = Canvas(2800, 1400, 233)
    fibres = c.noise(0.03, 0.004, 3) * 0.5 + c.noise(0.006, 0.03, 2) * 0.5
    c.px[:] = rgb("#efe8d6")
    c.px *= (0.95 + 0.07 * fibres + 0.03 * c.noise(0.9, 0.9, 2))[..., None]
    sheet = _Sheet(c)
    for base, high, tone in ((0.4, 0.24, 0.3), (0.47, 0.14, 0.42)):
        hill = c.ridge(base, high, 0.9, 5)
        below = (c.y - hill[None, :]) / 0.12
        wash = np.where(below > 0, np.exp(-below * 1.5), 0) * tone * (c.x / c.aspect) ** 1.4
        c.wash(wash * (0.5 + sheet.pool), "#6a736f")
    water = ((c.y - 0.62) / 0.4).clip(0, 1) * (c.noise(0.9, 0.03, 4) - 0.38).clip(0, 1)
    c.wash(water * 1.2, "#8f948c")
    for points, tone in STEMS:
        broken = [
            (x + c.random.normal() * 0.006 * (y < 0.7), (1.44 - y) * 0.82 + 0.15) for x, y in points
        ]
        sheet.line(broken, [0.009, 0.004], tone * 0.45)
    sheet.fill(curve([(0.3, 1.06), (0.36, 0.98), (0.47, 0.96), (0.55, 1.06)], 8), 0.3)
    sheet.soak(0.004, 0.9, 0.9)
    for points, tone in STEMS:
        sheet.line(points, [0.0105, 0.0065, 0.008, 0.005], tone)
        for _ in range(14):
            at = curve(points)[int(c.random.random() * 20)]
            sheet.fill(
                [
                    (at[0] - 0.005, at[1]),
                    (at[0] + 0.006, at[1] + 0.002),
                    (at[0] - 0.004, at[1] + 0.003),
                ],
                tone,
            )
    sheet.soak(0.0006, 1.05, 0.35)
    _leaf(sheet, 0.43, 0.24, 0.15, 1.25, 0.95)
    _leaf(sheet, 0.06, 0.64, 0.075, 0.8, 0.7)
    _leaf(sheet, 1.5, 0.48, 0.06, 1.15, 0.42)
    _leaf(sheet, 1.76, 0.635, 0.03, 0.9, 0.32)
    _pod(c, 0.585, 0.415, 0.075, -0.75)
    _pod(c, 0.785, 0.7, 0.06, 0.35)
    for x in (0.31, 0.42, 0.52, 0.78, 0.2, 1.1, 1.24, 1.52, 1.66):
        for k in range(3):
            y, reach = 0.725 + k * 0.013, 0.03 + k * 0.014
            sheet.line(
                [(x - reach, y), (x, y + 0.003), (x + reach, y)],
                [0.0008, 0.002, 0.0008],
                0.6 - 0.15 * k,
            )
    sheet.soak(0.0006, 0.9, 0.5)
    _bird(c)
    sun = np.exp(-((((c.x - 1.5) ** 2 + (c.y - 0.19) ** 2) / 0.075**2) ** 4))
    c.wash(sun * 0.8 * (0.75 + 0.5 * sheet.pool), "#c4472f")
    return c.finish(0.015, 0.16)


def _bird(c: Canvas) -> None:
    """A kingfisher on the bent stem, the only colour beside the sun."""
    x, y, n = 0.665, 0.432, 0.05
    with c.layer() as film:
        film.polygon(
            curve(
                [
                    (x - n * 0.5, y + n * 0.5),
                    (x - n * 0.15, y - n * 0.05),
                    (x + n * 0.3, y - n * 0.75),
                    (x + n * 0.5, y - n * 0.2),
                    (x + n * 0.2, y + n * 0.15),
                ],
                8,
                True,
            ),
            "#2b6c86",
        )
        film.polygon(
            curve(
                [
                    (x + n * 0.15, y + n * 0.15),
                    (x + n * 0.2, y - n * 0.35),
                    (x + n * 0.5, y - n * 0.5),
                    (x + n * 0.5, y - n * 0.1),
                ],
                8,
                True,
            ),
            "#c2722f",
        )
        film.ellipse(x + n * 0.38, y - n * 0.72, n * 0.27, n * 0.24, "#27647e")
        film.ellipse(x + n * 0.5, y - n * 0.62, n * 0.13, n * 0.1, "#efe8d6")
        stroke(
            film,
            [(x + n * 0.55, y - n * 0.74), (x + n * 1.2, y - n * 0.68)],
            [n * 0.13, n * 0.015],
            "#22251f",
        )
        film.ellipse(x + n * 0.45, y - n * 0.78, n * 0.045, n * 0.045, "#151611")
        stroke(
            film,
            [(x - n * 0.3, y + n * 0.2), (x - n * 0.7, y + n * 0.75)],
            [n * 0.14, n * 0.08],
            "#1f4f66",
        )
        for k in range(7):
            film.line(
                [
                    (x - n * 0.2 + k * n * 0.07, y + n * 0.1 - k * n * 0.11),
                    (x - n * 0.05 + k * n * 0.07, y + n * 0.02 - k * n * 0.1),
                ],
                n * 0.025,
                mix("#5fb0bd", "#2b6c86", k / 8),
            )
        for k in (0.0, 0.12):
            film.line(
                [(x + n * (0.1 + k), y + n * 0.1), (x + n * (0.14 + k), y + n * 0.26)],
                n * 0.03,
                "#9a4a2a",
            )
