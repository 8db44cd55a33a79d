"""The wheat harvest in May, and the egrets that glean behind the machine."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import blend, curve, mask, mist, rays
from .brush import Array, Canvas, Layer, Point, mix
from .form import FLAT, Light, ellipse, limb, solid
from .props import foliage

MORNING = Light((0.75, -0.65), "#fff1c8", "#4a4456", 0.6, 0.5)
WHITE = "#f4f1e6"

NECKS = {
    "up": ("-10,-60 -17,-70 -9,-82 -13,-94 -17,-97", "-17,-97", "-39,-92"),
    "walk": ("-10,-60 -20,-66 -17,-79 -26,-88 -31,-89", "-31,-89", "-53,-83"),
    "peck": ("-12,-58 -27,-55 -34,-40 -42,-24 -44,-17", "-44,-17", "-52,2"),
}
LEGS = {
    "up": ("2,-40 4,-22 0,0", "8,-40 11,-22 8,0"),
    "walk": ("0,-40 -10,-22 -8,0", "8,-40 18,-24 26,-3"),
    "peck": ("2,-42 6,-22 2,0", "10,-42 14,-22 12,1"),
}


def path(text: str, x: float, y: float, n: float, flip: bool = False) -> list[Point]:
    """Points written as ``"dx,dy dx,dy"`` in hundredths of ``n``, placed at ``x, y``."""
    pairs = (pair.split(",") for pair in text.split())
    side = -1 if flip else 1
    return [(x + side * float(a) * n / 100, y + float(b) * n / 100) for a, b in pairs]


def egret(c: Canvas, x: float, y: float, n: float, pose: str, flip: bool = False) -> None:
    """A standing egret that looks left, its feet at ``x, y``; ``n`` is the height."""
    shade = path("-20,1 20,-3 26,2 0,6 -30,5", x - 0.2 * n, y + 0.02 * n, n)
    solid(c, shade, "#6d4c22", FLAT, 0.001, blur=0.016 * n, opacity=0.55)
    for leg in LEGS[pose]:
        limb(c, path(leg, x, y, n, flip), [0.03 * n, 0.022 * n, 0.02 * n], "#3a372f", MORNING)
    tail = curve(path("4,-50 22,-50 40,-40 52,-31 34,-33 14,-38", x, y, n, flip), 6, True)
    solid(c, tail, mix(WHITE, "#a7a2a8", 0.35), MORNING, 0.05 * n)
    body = "-15,-60 -10,-69 4,-69 20,-59 36,-43 24,-39 6,-38 -9,-46"
    solid(c, curve(path(body, x, y, n, flip), 6, True), WHITE, MORNING, 0.12 * n, "#d9cfc4")
    wing = "-4,-62 8,-63 22,-54 34,-41 20,-43 4,-48"
    solid(c, curve(path(wing, x, y, n, flip), 6, True), "#fbf8ef", MORNING, 0.06 * n, "#e6dccf")
    neck, head, bill = NECKS[pose]
    limb(c, path(neck, x, y, n, flip), [0.14 * n, 0.085 * n, 0.06 * n, 0.055 * n], WHITE, MORNING)
    (hx, hy), (bx, by) = path(f"{head} {bill}", x, y, n, flip)
    turn = math.atan2(by - hy, bx - hx)
    limb(c, [(hx, hy), (bx, by)], [0.05 * n, 0.008 * n], "#2e2b28", MORNING)
    solid(c, ellipse(hx, hy, 0.06 * n, 0.036 * n, turn), WHITE, MORNING, 0.02 * n)


def flying(c: Canvas, x: float, y: float, n: float, lift: float, flip: bool = False) -> None:
    """An egret on the wing, flying left; ``lift`` 1 has the wings up, -1 down."""
    far = f"-6,-1 2,{-24 * lift} 18,{-50 * lift} 34,{-62 * lift} 26,{-32 * lift} 16,-2"
    solid(c, curve(path(far, x, y, n, flip), 6, True), "#c9c3c4", MORNING, 0.05 * n)
    limb(c, path("20,2 42,5 58,5", x, y, n, flip), [0.03 * n, 0.02 * n], "#3a372f", MORNING)
    body = "-30,-1 -18,-8 4,-7 26,0 34,4 12,7 -10,7 -24,6"
    solid(c, curve(path(body, x, y, n, flip), 6, True), WHITE, MORNING, 0.06 * n)
    limb(c, path("-26,0 -38,-4", x, y, n, flip), [0.1 * n, 0.06 * n], WHITE, MORNING)
    limb(c, path("-38,-4 -56,-1", x, y, n, flip), [0.04 * n, 0.008 * n], "#2e2b28", MORNING)
    near = f"-14,0 -12,{-26 * lift} -2,{-54 * lift} 10,{-70 * lift} 18,{-36 * lift} 14,0"
    solid(c, curve(path(near, x, y, n, flip), 6, True), "#fdfaf2", MORNING, 0.07 * n)


def combine(c: Canvas, x: float, y: float, n: float) -> None:
    """A harvester driving left, its wheels on ``y``; ``n`` is its length."""

    def part(text: str, colour: str, depth: float = 2, end: str = "") -> None:
        solid(c, path(text, x, y, n), colour, MORNING, depth * n / 100, end)

    shade = path("-22,0 100,-3 96,4 20,7 -30,5", x, y, n)
    solid(c, shade, "#5b3d1a", FLAT, 0.001, blur=0.02 * n, opacity=0.7)
    part("28,-16 84,-16 82,-8 32,-8", "#2c2f33")
    wheel(c, x + 0.8 * n, y - 0.085 * n, 0.085 * n)
    part("26,-21 90,-21 97,-29 97,-38 92,-45 44,-45 34,-34", "#2f8791", 5, "#1f5c66")
    part("44,-45 84,-45 88,-52 42,-52", "#277580", 2)
    part("40,-52 90,-52 92,-54 38,-54", "#e8dcc0", 0.8)
    part("92,-44 99,-40 106,-26 100,-20 95,-24", "#22606a", 3)
    part("48,-40 88,-40 87,-37 48,-37", "#f1e6cb", 0.8)
    part("52,-33 72,-33 72,-24 52,-24", "#1f5f69", 1.2)
    for k in range(5):
        part(f"53,{-32 + k * 1.7} 71,{-32 + k * 1.7} 71,{-31.4 + k * 1.7} 53,{-31.4 + k * 1.7}",
             "#123e46", 0.3)  # fmt: skip
    limb(c, path("86,-50 83,-62 60,-66 50,-65", x, y, n), [0.035 * n] * 3, "#277580", MORNING)
    limb(c, path("76,-54 76,-62", x, y, n), [0.018 * n, 0.016 * n], "#55524e", MORNING)
    part("22,-26 24,-60 43,-60 43,-26", "#e8eef0", 2)
    part("24.4,-32 26,-57 41,-57 41,-32", "#8fb3bb", 4, "#34525c")
    part("30,-40 37,-40 38,-32 29,-32", "#32486a", 1.5)
    solid(
        c, ellipse(x + 0.336 * n, y - 0.435 * n, 0.025 * n, 0.03 * n), "#b98663", MORNING, 0.01 * n
    )
    solid(c, curve(path("30.4,-44 33.6,-47.4 37,-44 33,-44.6", x, y, n), 5, True), "#e7d49a",
          MORNING, 0.008 * n)  # fmt: skip
    part("26,-55 30,-56 27,-34 25,-34", "#d8ecec", 1)
    part("19,-60 47,-60 46,-64 21,-64", "#f3ead4", 1.6)
    for k in range(5):
        limb(
            c,
            path(f"40,{-9 - k * 4} 46,{-9 - k * 4}", x, y, n),
            [0.008 * n] * 2,
            "#d8cdb4",
            MORNING,
        )
    wheel(c, x + 0.37 * n, y - 0.14 * n, 0.14 * n)
    part("26,-28 32,-20 8,-6 2,-12", "#22606a", 3)
    part("-10,-13 12,-16 14,-3 -8,-1", "#1c4a52", 2)
    part("-16,-2.6 12,-4 12,-1.5 -18,0", "#8c867a", 1)
    limb(c, path("26,-27 4,-21 -8,-15", x, y, n), [0.02 * n] * 2, "#e0a23a", MORNING)
    for k in range(6):
        angle = k * math.pi / 3 + 0.3
        tip = (math.cos(angle) * 12, math.sin(angle) * 11)
        limb(c, path(f"-8,-14 {-8 + tip[0]},{-14 + tip[1]}", x, y, n), [0.008 * n] * 2, "#d98a24",
             MORNING)  # fmt: skip
        spot = path(f"{-8 + tip[0]},{-14 + tip[1]}", x, y, n)[0]
        limb(c, [(spot[0] - 0.025 * n, spot[1]), (spot[0] + 0.03 * n, spot[1] - 0.004 * n)],
             [0.013 * n] * 2, "#f0b13c", MORNING)  # fmt: skip


def wheel(c: Canvas, x: float, y: float, r: float) -> None:
    for size, colour in ((1.0, "#26262a"), (0.66, "#e3a638"), (0.5, "#c98a26"), (0.16, "#3a3530")):
        solid(c, ellipse(x, y, r * size, r * size), colour, MORNING, r * 0.2)
    for k in range(8):
        a = k * math.pi / 4
        bolt = ellipse(x + math.cos(a) * r * 0.32, y + math.sin(a) * r * 0.32, r * 0.05, r * 0.05)
        solid(c, bolt, "#5f4218", MORNING, r * 0.03)


def wheat() -> Image.Image:
    c = Canvas(2400, 1600, 520)
    horizon = 0.415
    c.gradient([(0, "#4f93ad"), (0.17, "#93c3c6"), (0.32, "#f1e6bd"), (0.42, "#fbd78d")])
    c.clouds("#fff6df", 0.5, 0.4, 0.5)
    c.glow(1.3, 0.3, 0.33, "#ffdf96", 0.5)
    c.hills(c.ridge(0.41, 0.17, 0.9), "#8fb0b0", "#ead9ae", 0.16)
    c.hills(c.ridge(0.42, 0.1, 0.5), "#6b9689", "#d9cf9c", 0.12)
    mist(c, 0.4, 0.025, "#fff0cc", 0.8)
    _trees(c, horizon)
    _stubble(c, horizon)
    _standing(c)
    combine(c, 0.4, 0.655, 0.52)
    _dust(c)
    for x, y, n, lift, flip in (
        (0.92, 0.3, 0.07, 1, False), (1.04, 0.22, 0.085, -0.6, False), (1.2, 0.34, 0.06, 1, False),
        (0.25, 0.2, 0.06, 0.8, False), (0.14, 0.25, 0.05, -0.5, False),
        (1.1, 0.5, 0.11, 1, False), (1.37, 0.43, 0.08, -0.7, False),
    ):  # fmt: skip
        flying(c, x, y, n, lift, flip)
    flock = [
        (0.94 + 0.055 * k + 0.02 * math.sin(k * 5.1), 0.645 + 0.02 * math.sin(k * 2.3), 0.062)
        for k in range(10)
    ] + [(0.8, 0.73, 0.1), (1.02, 0.74, 0.11), (1.17, 0.72, 0.095), (1.36, 0.755, 0.12),
         (0.87, 0.83, 0.17), (1.14, 0.9, 0.26), (1.38, 0.95, 0.3)]  # fmt: skip
    for k, (x, y, n) in enumerate(flock):
        egret(c, x, y, n, ("peck", "walk", "up", "peck", "walk")[k % 5], k in (3, 12, 15))
    _island(c)
    rays(c, 1.5, -0.1, "#ffe2a0", 0.22, 40, 1.2)
    c.shade((0.5 - c.noise(0.9, 0.7, 2)).clip(0, 0.3), "#8a7a80")
    c.strokes(4, 0.05)
    return c.finish(0.02, 0.25)


def _trees(c: Canvas, horizon: float) -> None:
    colours = ("#2d4a3c", "#4d6d45", "#86955a", "#dcc67c")
    with c.layer() as film:
        x = -0.05
        while x < c.aspect + 0.05:
            tall = 0.02 + 0.05 * c.random.random() ** 2
            film.ellipse(x, horizon - tall * 0.3, tall * 0.55, tall * 0.6, colours[1])
            foliage(
                film, c.random, x, horizon - tall * 0.4, tall * 0.6, tall * 0.7, colours, 160, 0.003
            )
            x += tall * (0.35 + 0.5 * c.random.random())
        for x in (0.06, 0.1, 0.135, 0.17, 0.21, 1.22, 1.26, 1.31):
            tall = 0.1 + 0.05 * c.random.random()
            foliage(
                film, c.random, x, horizon - tall * 0.55, 0.014, tall * 0.55, colours, 420, 0.0032
            )
    c.wash(np.exp(-(((c.y - horizon) / 0.03) ** 2)) * 0.5, "#f8e2b0")


def _stubble(c: Canvas, horizon: float) -> None:
    below = (c.y - horizon).clip(0.003, None)
    ground = (c.y > horizon).astype(np.float32)
    near = (below / (1 - horizon)).clip(0, 1)
    rows = (c.x + 1.1) / (below + 0.02)
    wobble = c.noise(0.25, 0.05, 3) * 2.2
    stripes = 0.5 + 0.5 * np.sin(rows * 9 + wobble)
    tone = 0.42 + (stripes - 0.5) * (0.12 + 0.55 * near) * (near > 0.03)
    tone += (c.noise(0.02, 0.006, 3) - 0.5) * 0.9 + (c.noise(0.5, 0.1, 2) - 0.5) * 0.5
    paint = blend(tone.clip(0, 1), "#8a6a34", "#c9a354", "#e9cb84", "#fbe9b8")
    c.wash(ground, paint)
    with c.layer() as film:
        for _ in range(5200):
            y = horizon + 0.1 + (1 - horizon) * c.random.random() ** 0.75
            k = max(0.0, (y - horizon) * 1.7)
            x = c.random.random() * c.aspect
            tall = 0.026 * k * (0.5 + c.random.random())
            colour = mix("#7f5f2c", "#ffeec0", c.random.random())
            film.line([(x, y), (x + tall * 0.3 * c.random.normal(), y - tall)], 0.0024 * k, colour)


def _standing(c: Canvas) -> None:
    """The uncut wheat: a wall of stalks beyond the machine."""
    top = [(-0.1, 0.475), (0.3, 0.49), (0.62, 0.505), (1.6, 0.468)]
    low = [(1.6, 0.482), (0.7, 0.535), (0.34, 0.652), (-0.1, 0.668)]
    where = mask(c, [*top, *low], 0.001)
    share = ((c.y - 0.47) / 0.19).clip(0, 1) + (c.noise(0.02, 0.06, 3) - 0.5) * 0.7
    c.wash(where, blend(share.clip(0, 1), "#f8d67c", "#e0a93c", "#a36f22", "#6d4715"))
    with c.layer() as film:
        for k in range(9000):
            share = c.random.random()
            x = -0.02 + c.random.random() * (0.62 if k % 3 else 1.55)
            front = float(np.interp(x, [-0.1, 0.34, 0.7, 1.6], [0.668, 0.652, 0.535, 0.482]))
            back = float(np.interp(x, [-0.1, 0.3, 0.62, 1.6], [0.475, 0.49, 0.505, 0.468]))
            y = back + (front - back) * share
            tall = (0.02 + 0.075 * share) * min(1.0, (front - back) * 9)
            bend = tall * (0.2 + 0.15 * c.random.normal())
            colour = mix("#8e5d1c", "#ffe59a", min(1.0, c.random.random() * (1.15 - 0.5 * share)))
            film.line(
                [(x, y), (x + bend * 0.3, y - tall * 0.6), (x + bend, y - tall)], 0.0016, colour
            )
            film.limb([(x + bend, y - tall), (x + bend * 1.3, y - tall * 1.2)], 0.0034, colour)


def _dust(c: Canvas) -> None:
    spread: Array = np.exp(-(((c.x - 1.02) / 0.26) ** 2) - ((c.y - 0.57) / 0.085) ** 2)
    c.wash(spread * (0.25 + 1.1 * c.noise(0.16, 0.1, 4)) * 0.75, "#fdeac0")
    with c.layer() as film:
        for _ in range(700):
            far = abs(c.random.normal()) * 0.13
            x, y = 0.9 + far, 0.5 + far * 0.55 + c.random.normal() * 0.025
            turn = c.random.random() * 3
            film.line([(x, y), (x + 0.007 * math.cos(turn), y + 0.007 * math.sin(turn))], 0.0014,
                      mix("#c99a4a", "#fff3cc", c.random.random()))  # fmt: skip


def _island(c: Canvas) -> None:
    """Wheat left standing around a nest, marked with a red strip on a stick."""
    with c.layer(blur=0.003) as film:
        for _ in range(900):
            x = c.random.random() * 0.62 - 0.04
            y = 1.03 - 0.2 * c.random.random() * (1 - (x / 0.62) ** 2)
            film.line([(x, 1.05), (x + 0.01 * c.random.normal(), y)], 0.004, "#6d4616")
    with c.layer() as film:
        film.line([(0.2, 1.02), (0.208, 0.585)], 0.007, "#5f4426")
        ribbon = curve([(0.208, 0.592), (0.24, 0.585), (0.27, 0.612), (0.31, 0.604)], 8)
        under = curve([(0.305, 0.63), (0.27, 0.64), (0.24, 0.613), (0.208, 0.62)], 8)
        film.polygon([*ribbon, *under], "#c8372c")
        film.polygon([*ribbon[6:16], *under[10:20]], "#a32a24")
        spots = sorted((c.random.random() for _ in range(150)), reverse=True)
        for share in spots:
            x = -0.06 + c.random.random() * 0.66
            dome = max(0.05, 1 - (max(0.0, x) / 0.64) ** 2)
            top = 1.05 - dome * (0.1 + 0.26 * share)
            lean = 0.035 + 0.03 * c.random.normal()
            colour = mix(
                "#fbdc86", "#8a5a1c", min(1.0, 0.75 * (1 - share) + 0.25 * c.random.random())
            )
            film.line([*curve([(x - lean, 1.06), (x - lean * 0.4, 1.0), (x, top)], 5)], 0.0028,
                      mix(colour, "#8a6a24", 0.4))  # fmt: skip
            _ear(film, x, top, 0.06 + 0.025 * c.random.random(), 0.25 + lean * 6, colour)


def _ear(film: Layer, x: float, y: float, n: float, lean: float, colour: str) -> None:
    dx, dy = math.sin(lean), -math.cos(lean)
    for k in range(9):
        t = k / 9
        for side in (-1, 1):
            px, py = x + dx * t * n - dy * side * n * 0.06, y + dy * t * n + dx * side * n * 0.06
            tip = (px + (dx - dy * side * 0.24) * n * 0.7, py + (dy + dx * side * 0.24) * n * 0.7)
            film.line([(px, py), tip], 0.0011, mix(colour, "#fff3c8", 0.5))
            tone = mix(colour, "#fff0c0" if side > 0 else "#7a4c14", 0.3)
            film.ellipse(px, py, n * 0.06, n * 0.075, tone)
