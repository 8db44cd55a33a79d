"""The station hall on the eve of the holiday."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, bokeh, mask, mist
from .brush import Canvas, mix, rgb
from .form import (
    HANGING,
    PHONE,
    POCKET,
    Dress,
    Light,
    ellipse,
    limb,
    person,
    shadow,
    smooth,
    solid,
)

COATS = ("#5f6f86", "#8c4a3c", "#3f4a44", "#b08a52", "#4a4560", "#6c7a5c", "#a86a54", "#39424f")


def station_hall() -> Image.Image:
    c = Canvas(2400, 1350, 1620)
    eye = Camera(1.0, 0.42, 2.6, 0.92)
    c.px[:] = rgb("#6d6256")
    with c.layer() as film:
        eye.face(film, [(-11, 11, 3), (11, 11, 3), (11, 11, 70), (-11, 11, 70)], "#8a7a66")
        eye.face(film, [(-11, 0, 3), (-11, 11, 3), (-11, 11, 70), (-11, 0, 70)], "#75654f")
        eye.face(film, [(11, 0, 3), (11, 11, 3), (11, 11, 70), (11, 0, 70)], "#b39a78")
        eye.face(film, [(-11, 0, 70), (-11, 11, 70), (11, 11, 70), (11, 0, 70)], "#c7b594")
        for k in range(16):
            z = 4 + k * 4.4
            eye.face(
                film,
                [(-11, 10.6, z), (11, 10.6, z), (11, 11, z), (-11, 11, z)],
                mix("#55493d", "#a89474", k / 16),
            )
        for x in (-6, 0, 6):
            eye.face(
                film,
                [(x - 0.7, 10.9, 4), (x + 0.7, 10.9, 4), (x + 0.7, 10.9, 70), (x - 0.7, 10.9, 70)],
                "#d8c7a4",
            )
        eye.face(film, [(-6, 5.5, 70), (-6, 8.5, 70), (6, 8.5, 70), (6, 5.5, 70)], "#2b3440")
        for row in range(5):
            for k in range(12):
                at = -5.6 + k * 0.95
                eye.face(
                    film,
                    [
                        (at, 5.9 + row * 0.5, 69.8),
                        (at, 6.1 + row * 0.5, 69.8),
                        (at + 0.7, 6.1 + row * 0.5, 69.8),
                        (at + 0.7, 5.9 + row * 0.5, 69.8),
                    ],
                    ("#d98a3c", "#6fae86", "#cfc7b0")[(row + k * k) % 3],
                )
    floor = ((c.y - eye.at(0, 0, 70)[1]) * 400).clip(0, 1)
    near = ((c.y - eye.y) / (1 - eye.y)).clip(0, 1)
    lower = np.abs(c.x - eye.x) < (c.y - eye.y) * 11 / 2.6
    tone = 0.8 + 0.4 * (c.noise(0.03, 0.01, 3) - 0.5)
    c.wash(floor * lower, rgb("#84735c") * (tone * (0.75 + 0.25 * (1 - near)))[..., None])
    bays = [(3.2 + k * 5.4, 3.2 + k * 5.4 + 2.7) for k in range(12)]
    with c.layer() as film:
        for first, last in bays:
            for side, colour in ((-1, "#fff3d0"), (1, "#c3ccd0")):
                x = side * 10.98
                eye.face(
                    film,
                    [
                        (x, 1.0, first),
                        (x, 9.0, first),
                        (x, 9.6, (first + last) / 2),
                        (x, 9.0, last),
                        (x, 1.0, last),
                    ],
                    colour,
                )
                for part in (0.33, 0.66):
                    z = first + (last - first) * part
                    film.line(
                        [eye.at(x, 1.0, z), eye.at(x, 9.3, z)], eye.size(0.12, x, z), "#6b543c"
                    )
                for up in (2.6, 4.2, 5.8, 7.4, 9.0):
                    film.line(
                        [eye.at(x, up, first), eye.at(x, up, last)],
                        eye.size(0.1, x, (first + last) / 2),
                        "#6b543c",
                    )
    sun = np.zeros_like(c.y)
    for first, last in ((-7.6, -4.9), (-2.2, 0.5)):
        edges = [
            ((first, last)[k] + 1.5, (0.9, 9.5)[j]) for k, j in ((0, 0), (0, 1), (1, 1), (1, 0))
        ]
        corners = [(max(x if x > 1 else -11, (0.9 - z) * 2.41 - 11), z) for z, x in edges]
        strip = mask(c, [eye.at(x, 0, z + (x + 11) / 2.41) for x, z in corners], 0.006)
        sun += strip
    for first, last in bays:
        strip = mask(
            c,
            [
                eye.at(*p)
                for p in (
                    (-11, 0, first + 1.5),
                    (9.5, 0, first + 10.0),
                    (9.5, 0, last + 10.0),
                    (-11, 0, last + 1.5),
                )
            ],
            0.003,
        )
        sun += strip
        up = mask(
            c,
            [
                eye.at(*p)
                for p in (
                    (-10.9, 8.8, first),
                    (7.5, 0, first + 9.2),
                    (7.5, 0, last + 9.2),
                    (-10.9, 8.8, last),
                )
            ],
            0.012,
        )
        low = mask(
            c,
            [
                eye.at(*p)
                for p in (
                    (-10.9, 8.8, first),
                    (-10.9, 1, first),
                    (7.5, 0, last + 9.2),
                    (-10.9, 8.8, last),
                )
            ],
            0.02,
        )
        beam = np.maximum(up, low * 0.6) * (0.75 + 0.5 * c.noise(0.3, 0.3, 3))
        c.px += (beam * 0.085)[..., None] * rgb("#ffd694")
    sun = sun.clip(0, 1) * lower * floor
    c.px *= (1 - 0.22 * (1 - sun) * lower * floor)[..., None]
    c.px += (sun * (0.42 + 0.15 * c.noise(0.1, 0.03, 3)))[..., None] * rgb("#ffcf86")
    shine = np.roll(c.px[::-1], round((2 * eye.y - 1) * c.height), axis=0)
    c.wash(floor * lower * 0.16 * (1 - 0.6 * near), smooth3(shine))
    _seats(c, eye)
    _travellers(c, eye)
    mist(c, 0.42, 0.12, "#ffe2b0", 0.35)
    for _ in range(70):
        bokeh(
            c,
            c.random.random() * 1.5,
            c.random.random() * 0.75,
            0.0014 + 0.002 * c.random.random(),
            "#ffe9bf",
            0.35,
        )
    c.strokes(3, 0.045)
    return c.finish(0.03, 0.4)


def smooth3(values: np.ndarray) -> np.ndarray:
    return np.stack([smooth(values[..., i], 5) for i in range(3)], -1)


def _seats(c: Canvas, eye: Camera) -> None:
    light = Light((-0.9, -0.4), "#ffdf9f", "#2b2730", 0.6, 0.5)
    for k in range(6, 0, -1):
        z = 6.5 + k * 4.2
        for start in (3.2, 6.2):
            for seat in range(4):
                x = start + seat * 0.66
                corners = [
                    eye.at(x, 0.42, z),
                    eye.at(x + 0.58, 0.42, z),
                    eye.at(x + 0.58, 0.95, z + 0.1),
                    eye.at(x, 0.95, z + 0.1),
                ]
                solid(c, corners, "#5c7078", light, eye.size(0.12, x, z))
            for x in (start + 0.1, start + 2.5):
                limb(
                    c,
                    [eye.at(x, 0.42, z), eye.at(x, 0.02, z)],
                    [eye.size(0.06, x, z)] * 2,
                    "#8d8a84",
                    light,
                )


def _travellers(c: Canvas, eye: Camera) -> None:
    light = Light((-0.9, -0.35), "#ffe3a8", "#231d22", 0.75, 0.55)
    people = [(-8 + 15 * c.random.random(), 12 + 44 * c.random.random()) for _ in range(60)]
    people = [p for p in people if p[0] < 2.6 or p[1] > 34]
    people += [(-3.1, 8.2), (-0.9, 6.6), (-0.25, 6.75), (1.9, 9.4), (-5.4, 10.5), (0.8, 12.6)]
    arms = (HANGING, POCKET, PHONE)
    for k, (x, z) in enumerate(sorted(people, key=lambda p: -p[1])):
        foot = eye.at(x, 0, z)
        child = abs(x + 0.25) < 0.01
        h = eye.size(1.12 if child else 1.6 + 0.12 * math.sin(k), x, z)
        far = eye.at(x + 4.4, 0, z + 1.9)
        w = 0.11 * h
        shadow(
            c,
            [
                (foot[0] - w, foot[1]),
                (foot[0] + w, foot[1] + w * 0.3),
                (far[0] + w, far[1]),
                (far[0] - w, far[1] - w * 0.4),
            ],
            "#2c2420",
            0.004,
            0.42,
        )
        haze = min(max((z - 10) / 55, 0), 0.8)
        coat = mix("#d8473a" if child else COATS[k * 5 % 8], "#c3a67c", haze)
        pack = ("#7a3f34", "#34506a", "", "#48603f", "")[k % 5]
        dress = Dress(
            coat,
            mix(("#2e3240", "#3c3a38", "#4a4f60")[k % 3], "#a58d6c", haze),
            mix("#211c1c", "#8a7458", haze),
            stride=0.05 if k % 4 else 0.0,
            left=arms[k % 3],
            right=arms[(k + 2) % 3] if k % 4 else HANGING,
            pack=mix(pack, "#c3a67c", haze) if pack else "",
            bun=k % 3 == 1,
            child=child,
            hem=0.44 if k % 3 else 0.32,
        )
        if k % 2 and not child:
            cx, top = foot[0] + 0.26 * h, foot[1] - 0.36 * h
            solid(
                c,
                [
                    (cx - 0.085 * h, top),
                    (cx + 0.085 * h, top),
                    (cx + 0.09 * h, foot[1] - 0.03 * h),
                    (cx - 0.09 * h, foot[1] - 0.03 * h),
                ],
                mix(("#a9503c", "#35586a", "#c8a24a", "#58584f")[k // 2 % 4], "#c3a67c", haze),
                light,
                0.05 * h,
            )
            limb(
                c,
                [(cx - 0.02 * h, top), (foot[0] + 0.13 * h, foot[1] - 0.47 * h)],
                [0.02 * h] * 2,
                "#5c5650",
                light,
            )
            for side in (-1, 1):
                solid(
                    c,
                    ellipse(cx + side * 0.06 * h, foot[1] - 0.015 * h, 0.02 * h, 0.02 * h),
                    "#201c1c",
                    light,
                    0.01 * h,
                )
        person(c, foot[0], foot[1], h, dress, light)
