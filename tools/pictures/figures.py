"""People of the later scenes: from behind or from afar, softly rounded, with a light on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .air import curve, stroke
from .brush import Layer, Point, mix

Arm = tuple[Point, Point]
"""Elbow and hand, in heights of the person, from the shoulder; outward and down are positive."""

DOWN: Arm = ((0.035, 0.17), (0.03, 0.32))
BENT: Arm = ((0.05, 0.16), (-0.06, 0.22))
UP: Arm = ((0.1, -0.08), (0.16, -0.26))
SIDE: Arm = ((0.14, 0.03), (0.3, -0.02))
CARRY: Arm = ((0.045, 0.17), (0.06, 0.33))


@dataclass(frozen=True)
class Look:
    """Clothes and bearing; ``light`` is the colour of the rim on the side ``sun`` (-1 or 1)."""

    coat: str = "#3d4a5c"
    trousers: str = "#2b2f3a"
    hair: str = "#221d1c"
    skin: str = "#b98a6a"
    light: str = "#ffe0b0"
    sun: int = 1
    rim: float = 0.45
    stride: float = 0.0
    left: Arm = field(default=DOWN)
    right: Arm = field(default=DOWN)
    skirt: bool = False
    long: float = 0.0
    lean: float = 0.0
    hat: str = ""
    build: float = 1.0
    bun: bool = False


def figure(film: Layer, x: float, y: float, h: float, look: Look) -> None:
    """A person from behind, feet at ``x, y``; ``h`` is the height."""
    edge = mix(look.coat, look.light, look.rim)
    _legs(film, x, y, h, look)
    wide = look.build * h
    hem = y - (0.44 - look.long * 0.3) * h
    top = x + look.lean * h

    def body(grow: float, shift: float, colour: str) -> None:
        film.polygon(
            curve(
                [
                    (top - 0.035 * wide + shift, y - 0.855 * h),
                    (top - (0.125 + grow) * wide + shift, y - 0.815 * h),
                    (top - (0.118 + grow) * wide + shift, y - 0.68 * h),
                    (x - (0.1 + grow) * wide + shift, y - 0.56 * h),
                    (x - (0.12 + grow + look.long * 0.05) * wide + shift, hem),
                    (x + (0.12 + grow + look.long * 0.05) * wide + shift, hem),
                    (x + (0.1 + grow) * wide + shift, y - 0.56 * h),
                    (top + (0.118 + grow) * wide + shift, y - 0.68 * h),
                    (top + (0.125 + grow) * wide + shift, y - 0.815 * h),
                    (top + 0.035 * wide + shift, y - 0.855 * h),
                ],
                6,
                closed=True,
            ),
            colour,
        )

    body(0.0, look.sun * 0.008 * h, edge)
    body(-0.006, -look.sun * 0.004 * h, look.coat)
    stroke(
        film,
        [(top - look.sun * 0.05 * h, y - 0.8 * h), (x - look.sun * 0.07 * h, y - 0.48 * h)],
        [0.035 * h, 0.05 * h],
        mix(look.coat, "#10121c", 0.1),
    )
    for side, arm in ((-1, look.left), (1, look.right)):
        _arm(film, (top + side * 0.108 * wide, y - 0.795 * h), side, h, arm, look)
    _head(film, top + look.lean * 0.12 * h, y, h, look)


def _legs(film: Layer, x: float, y: float, h: float, look: Look) -> None:
    for side in (-1, 1):
        foot = x + side * (0.052 + look.stride * (1 if side > 0 else 0.7)) * h
        lift = 0.045 * h if look.stride and side < 0 else 0.0
        knee = (x + side * 0.058 * h + (foot - x) * 0.25, y - 0.25 * h - lift * 0.4)
        colour = mix(look.trousers, look.light, look.rim * 0.3 if side == look.sun else 0.0)
        hip = (x + side * 0.05 * h, y - 0.47 * h)
        stroke(
            film,
            [hip, knee, (foot, y - 0.03 * h - lift)],
            [0.1 * h, 0.082 * h, 0.052 * h],
            look.skin if look.skirt else colour,
        )
        film.ellipse(foot + side * 0.008 * h, y - 0.012 * h - lift, 0.036 * h, 0.018 * h, "#1d1b1f")
    if look.skirt:
        film.polygon(
            [
                (x - 0.09 * h, y - 0.52 * h),
                (x + 0.09 * h, y - 0.52 * h),
                (x + 0.15 * h, y - 0.24 * h),
                (x - 0.15 * h, y - 0.24 * h),
            ],
            look.trousers,
        )


def _arm(film: Layer, shoulder: Point, side: int, h: float, arm: Arm, look: Look) -> None:
    elbow, hand = (
        (shoulder[0] + side * dx * h, shoulder[1] + dy * h) for dx, dy in (arm[0], arm[1])
    )
    film.ellipse(hand[0], hand[1] + 0.012 * h, 0.021 * h, 0.028 * h, mix(look.skin, look.coat, 0.2))
    sleeve = mix(look.coat, "#12141c", 0.16)
    if side == look.sun:
        sleeve = mix(look.coat, look.light, look.rim * 0.5)
    stroke(film, [shoulder, elbow, hand], [0.085 * h, 0.068 * h, 0.046 * h], sleeve)


def _head(film: Layer, x: float, y: float, h: float, look: Look) -> None:
    film.rect(x - 0.028 * h, y - 0.885 * h, 0.056 * h, 0.06 * h, mix(look.skin, "#3a2420", 0.25))
    film.ellipse(x + look.sun * 0.006 * h, y - 0.925 * h, 0.06 * h, 0.074 * h, look.skin)
    film.ellipse(
        x + look.sun * 0.01 * h,
        y - 0.938 * h,
        0.062 * h,
        0.068 * h,
        mix(look.hair, look.light, 0.4),
    )
    film.ellipse(x - look.sun * 0.003 * h, y - 0.934 * h, 0.062 * h, 0.07 * h, look.hair)
    if look.bun:
        film.ellipse(x, y - 0.995 * h, 0.03 * h, 0.028 * h, look.hair)
    if look.hat:
        film.ellipse(x, y - 0.965 * h, 0.125 * h, 0.03 * h, mix(look.hat, "#3a2c1c", 0.25))
        film.polygon(
            curve(
                [
                    (x - 0.122 * h, y - 0.968 * h),
                    (x - 0.04 * h, y - 1.01 * h),
                    (x, y - 1.035 * h),
                    (x + 0.04 * h, y - 1.01 * h),
                    (x + 0.122 * h, y - 0.968 * h),
                ]
            ),
            look.hat,
        )
