"""The great bridge: the first tram at dawn, its lamps at the blue hour, New Year's first sun."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

from .air import Camera, curve, glitter, mist, ripple
from .brush import Canvas, Layer, mix
from .figures import DOWN, UP, Look, figure
from .props import egret


def skyline(
    film: Layer,
    c: Canvas,
    base: float,
    tall: float,
    colours: tuple[str, str],
    lamp: str = "",
    share: float = 0.2,
) -> None:
    """Houses of a distant town, uneven, with a few lit windows."""
    x = -0.02
    while x < c.aspect:
        width = 0.018 + c.random.random() * 0.04
        middle = math.exp(-(((x - c.aspect * 0.45) / (c.aspect * 0.3)) ** 2))
        height = tall * (0.2 + 0.35 * c.random.random() + 0.7 * middle * c.random.random() ** 2)
        wall = mix(*colours, c.random.random())
        film.rect(x, base - height, width, height + 0.01, wall)
        if c.random.random() < 0.3:
            film.rect(x + width * 0.25, base - height * 1.1, width * 0.5, height * 0.12, wall)
        if lamp:
            for y in np.arange(base - height + 0.006, base - 0.006, 0.009):
                for at in np.arange(x + 0.004, x + width - 0.005, 0.008):
                    if c.random.random() < share:
                        film.rect(float(at), float(y), 0.0035, 0.004, mix(lamp, wall, 0.3))
        x += width * (0.8 + c.random.random() * 0.4)


# --- the tram


def _along(s: float) -> tuple[float, float]:
    return 34 - 0.8 * s, 22 + 0.6 * s


class _Crossing:
    """Bridge and tram in perspective; ``sign`` -1 draws their mirror image in the water."""

    def __init__(self, film: Layer, camera: Camera, sign: int) -> None:
        self.film, self.camera, self.sign = film, camera, sign

    def wall(self, s0: float, s1: float, y0: float, y1: float, colour: str, out: float = 0) -> None:
        """An upright strip along the bridge's near side, ``out`` metres towards the eye."""
        corners = []
        for s, up in ((s0, y0), (s1, y0), (s1, y1), (s0, y1)):
            x, z = _along(s)
            corners.append((x - out * 0.6, up * self.sign, z - out * 0.8))
        self.camera.face(self.film, corners, colour)

    def deck(self) -> None:
        for s in (5, 33, 61, 89, 117, 145, 173):
            for lean in (-5.5, 5.5):
                foot, head = s + lean * 0.15, s + lean
                corners = []
                for at, up in ((foot - 0.6, 0), (foot + 0.6, 0), (head + 0.7, 7), (head - 0.7, 7)):
                    x, z = _along(at)
                    corners.append((x, up * self.sign, z))
                self.camera.face(self.film, corners, "#5b6076" if lean < 0 else "#464b62")
            self.wall(s - 2.6, s + 2.6, 0, 0.7, "#3d4258", 1.5)
        for k in range(60):
            self.wall(-6 + k * 4, -2 + k * 4, 6.3, 7.3, mix("#7d7f92", "#8f8c9a", k % 2 * 0.3))
            self.wall(-6 + k * 4, -2 + k * 4, 7.3, 8.0, mix("#c2b3ac", "#e0c2aa", k % 3 * 0.2), 1)
        self.wall(-6, 234, 7.92, 8.06, "#ffdcb4", 1)
        for s in np.arange(-6, 200, 1.4):
            self.wall(float(s), float(s) + 0.1, 8.0, 9.0, "#4f5570", 1)
        self.wall(-6, 234, 8.95, 9.05, "#ffe2bc", 1)

    def tram(self, start: float) -> None:
        for k in range(5):
            s0, s1 = start + k * 8.4, start + k * 8.4 + 8.1
            self.wall(s0, s1, 8.25, 11.6, "#f3ead9" if k % 2 else "#f7f0e2")
            self.wall(s0, s1, 8.25, 9.25, "#1f7f86")
            self.wall(s0, s1, 9.25, 9.4, "#c8402f")
            self.wall(s0, s1, 11.45, 11.75, "#d9cdbb")
            self.wall(s0 + 0.4, s1 - 0.4, 9.75, 11.15, "#34505f")
            for w in range(4):
                a = s0 + 0.55 + w * 1.78
                self.wall(a, a + 1.55, 9.85, 11.05, mix("#ffd591", "#ffe9b8", (k + w) % 3 / 2))
                if (k * 3 + w) % 4 != 1:
                    self.wall(a + 0.5, a + 1.05, 9.85, 10.5, "#7a5a48")
                    self.wall(a + 0.62, a + 0.92, 10.45, 10.78, "#6b4a3c")
            if k % 2 == 0:
                self.wall(s0 + 3.0, s0 + 5.1, 8.45, 11.1, "#26616b")
                for w in (3.1, 4.1):
                    self.wall(s0 + w, s0 + w + 0.9, 8.7, 11.0, "#f5d9a0")
            self.wall(s1, s1 + 0.3, 8.4, 11.5, "#4d5560")
            self.wall(s0 + 1.5, s1 - 1.5, 8.0, 8.3, "#2b3240")
        nose = start + 42
        self.wall(nose, nose + 0.9, 8.3, 11.2, "#1f7f86")
        self.wall(nose - 0.1, nose + 0.8, 9.5, 11.2, "#2c4250")
        self.wall(start + 12, start + 17, 11.75, 12.2, "#aaa69e")

    def wires(self) -> None:
        for s in range(0, 220, 20):
            self.wall(s - 0.12, s + 0.12, 8, 15, "#5a5670")
            self.wall(s - 0.1, s + 2.4, 14.3, 14.45, "#5a5670")
        for up in (14.3, 13.5):
            self.wall(-6, 220, up, up + 0.05, "#5a5670")


def tram_bridge() -> Image.Image:
    c = Canvas(2400, 1600, 211)
    c.gradient(
        [(0, "#31568a"), (0.2, "#6f8fb4"), (0.36, "#d9b3a8"), (0.47, "#f9c493"), (0.53, "#ffe0ac")]
    )
    c.clouds("#ffc9a2", 0.58, 0.5, 0.9)
    c.clouds("#5a6f9c", 0.42, 0.36, 0.7)
    c.clouds("#fff0d8", 0.3, 0.52, 0.5)
    c.glow(0.14, 0.47, 0.3, "#ffb066", 0.45)
    c.glow(0.14, 0.462, 0.028, "#fff6da", 1.3)
    c.hills(c.ridge(0.54, 0.16, 0.9), "#9a8fa6", "#e8bfa4", 0.12)
    with c.layer(blur=0.0012) as film:
        skyline(film, c, 0.555, 0.12, ("#8f86a0", "#b09aa2"), "#ffe0a0", 0.12)
    mist(c, 0.54, 0.03, "#ffdcb4", 0.75)
    c.water(0.556, "#6a7896", 0.26, 0.03)
    camera = Camera(0.62, 0.54, 8.7, 1.32)
    with c.layer(blur=0.002, opacity=0.72) as film:
        mirror = _Crossing(film, camera, -1)
        mirror.deck()
        mirror.tram(24)
    ripple(c, 0.57, 0.035)
    glitter(c, 0.14, 0.57, 0.05, "#ffd08a", 0.75)
    with c.layer() as film:
        bridge = _Crossing(film, camera, 1)
        bridge.wires()
        bridge.deck()
        bridge.tram(24)
    for k in range(18):
        x, z = _along(27 + k * 2.2)
        at = camera.at(x, 10.4, z)
        c.glow(*at, camera.size(2.2, x, z), "#ffc470", 0.1)
    nose = camera.at(*_lamp(67))
    c.glow(*nose, 0.012, "#fff6dc", 1.0)
    c.glow(*nose, 0.06, "#ffe2a8", 0.35)
    shadow = np.exp(-(((c.y - 0.87) / 0.05) ** 2)) * ((c.x - 0.5) * 1.2).clip(0, 1)
    c.shade(shadow * 0.4, "#3a4668")
    mist(c, 0.655, 0.02, "#ffe2c0", 0.35)
    mist(c, 0.78, 0.06, "#f6d9c4", 0.3, 1.2)
    with c.layer() as film:
        for x, y, n in ((0.5, 0.2, 0.02), (0.57, 0.235, 0.016), (0.43, 0.25, 0.014)):
            egret(film, x, y, n, "#4a5478")
    _bank(c)
    c.strokes(4, 0.06)
    return c.finish(0.015, 0.3)


def _lamp(s: float) -> tuple[float, float, float]:
    x, z = _along(s)
    return x, 8.9, z


def _bank(c: Canvas) -> None:
    """The near bank in shade: grass, and three who came early to look."""
    with c.layer() as film:
        film.polygon(
            curve([(-0.05, 0.9), (0.2, 0.92), (0.48, 0.965), (0.7, 1.03), (-0.05, 1.05)]), "#232b3c"
        )
        for _ in range(700):
            x = c.random.random() * 0.66
            y = 0.905 + x * x * 0.22 + c.random.random() * 0.04
            top = (x + c.random.normal() * 0.014, y - 0.02 - c.random.random() * 0.045)
            film.line([(x, y), top], 0.0018, mix("#1d2434", "#6a5f66", c.random.random() ** 2))
        early = Look("#2c3a52", "#1f2532", light="#ffcf96", rim=0.6, sun=1)
        figure(film, 0.17, 0.935, 0.2, early)
        child = Look("#8f3d38", "#23283a", light="#ffcf96", rim=0.6, right=UP)
        figure(film, 0.235, 0.94, 0.13, child)
        mother = Look("#4a3f58", "#252638", light="#ffcf96", rim=0.6, long=0.5, bun=True, left=DOWN)
        figure(film, 0.3, 0.945, 0.185, mother)


# --- the lamps of the great bridge


class _Span:
    """The cable-stayed bridge from the bank; ``sign`` -1 draws its mirror image."""

    def __init__(self, film: Layer, camera: Camera, sign: int) -> None:
        self.film, self.camera, self.sign = film, camera, sign

    def at(self, s: float, up: float, side: float = 0) -> tuple[float, float]:
        return self.camera.at(
            -46 + 0.82 * s + side * 0.5, up * self.sign, 30 + 0.57 * s - side * 0.8
        )

    def draw(self) -> None:
        film = self.film
        for s in range(-10, 420, 30):
            film.line(
                [self.at(s, 0), self.at(s, 13)], self.camera.size(2.4, 0, 30 + 0.57 * s), "#151b34"
            )
        for tower in (52, 172, 292):
            width = self.camera.size(2.2, 0, 30 + 0.57 * tower)
            for side in (-8, 8):
                film.line(
                    [self.at(tower, 0, side), self.at(tower, 62, side * 0.12)], width, "#3a4268"
                )
                film.line(
                    [self.at(tower, 20, side), self.at(tower, 62, side * 0.12)],
                    width * 0.45,
                    "#ffcf8f",
                )
            film.line([self.at(tower, 30, -5.5), self.at(tower, 30, 5.5)], width * 0.7, "#4a5078")
            for k in range(1, 12):
                for way in (-1, 1):
                    film.line(
                        [self.at(tower, 60 - k * 2.1, 0), self.at(tower + way * k * 4.9, 14, 0)],
                        0.0011,
                        mix("#ffe3b0", "#7f86b0", k / 12),
                    )
        deck = [self.at(s, 14.5) for s in range(-20, 900, 8)]
        low = [self.at(s, 11.8) for s in range(-20, 900, 8)]
        film.polygon([*deck, *low[::-1]], "#2a3258")
        film.line([self.at(s, 12.3) for s in range(-20, 900, 8)], 0.0022, "#4fb8d8")
        film.line([self.at(s, 14.9) for s in range(-20, 900, 8)], 0.003, "#ffd98a")
        for s in range(-20, 500, 9):
            film.line([self.at(s, 14.5), self.at(s, 19)], 0.0012, "#59608a")


def bridge_lights() -> Image.Image:
    c = Canvas(2400, 1600, 257)
    c.gradient(
        [(0, "#0c1a44"), (0.25, "#1d3a78"), (0.42, "#4a64a0"), (0.53, "#a07fa0"), (0.6, "#f0a874")]
    )
    c.clouds("#7a6a9c", 0.5, 0.55, 1.1)
    c.clouds("#16285a", 0.45, 0.5, 0.7)
    c.glow(1.25, 0.62, 0.4, "#ff9a60", 0.35)
    for _ in range(130):
        c.glow(
            c.random.random() * 1.5,
            c.random.random() * 0.32,
            0.0012,
            "#dfe8ff",
            c.random.random() * 0.7,
        )
    c.hills(c.ridge(0.605, 0.1, 0.8), "#2d3a6c", "#6a6288", 0.08)
    with c.layer() as film:
        skyline(film, c, 0.62, 0.13, ("#1c2754", "#2d3566"), "#ffd28a", 0.4)
    camera = Camera(0.5, 0.6, 3.2, 0.6)
    c.water(0.618, "#142452", 0.3, 0.05)
    with c.layer(blur=0.002, opacity=0.8) as film:
        _Span(film, camera, -1).draw()
    with c.layer() as film:
        bridge = _Span(film, camera, 1)
        bridge.draw()
    for s in range(-20, 500, 9):
        x, y = bridge.at(s, 19)
        n = camera.size(1.0, 0, 30 + 0.57 * s)
        c.glow(x, y, n * 0.55, "#fff0cc", 0.9)
        c.glow(x, y, n * 2.4, "#ffb860", 0.22)
        mx, my = camera.at(-46 + 0.82 * s, -19, 30 + 0.57 * s)
        for k in range(6):
            c.glow(mx, my + (k - 2) * 0.016, n * 0.8, "#ffb860", 0.16)
    for tower in (52, 172, 292):
        x, y = bridge.at(tower, 63)
        c.glow(x, y, 0.008, "#ff6a5a", 0.9)
        c.glow(*bridge.at(tower, 40), 0.05, "#ffb870", 0.18)
    for k in range(90):
        t = k / 90
        x, y = bridge.at(-20 + 300 * t, 15.6)
        c.glow(x, y, 0.004 * (1.3 - t), "#ff5a48" if k % 2 else "#fff0d8", 0.5)
    ripple(c, 0.622, 0.05, 0.01)
    glitter(c, 1.25, 0.62, 0.12, "#ffb078", 0.35)
    with c.layer() as film:
        film.polygon(
            curve([(-0.1, 1.05), (0.9, 1.05), (1.1, 0.97), (1.3, 0.93), (1.6, 0.9), (1.6, 1.05)]),
            "#0b1330",
        )
        film.line([(1.02, 0.93), (1.56, 0.845)], 0.004, "#1a2348")
        for k in range(9):
            x = 1.04 + k * 0.062
            film.line([(x, 0.927 - k * 0.0098), (x, 1.0)], 0.004, "#1a2348")
        for x, n, coat in ((1.24, 0.19, "#1c2650"), (1.3, 0.175, "#3a2444")):
            look = Look(coat, "#0e1530", "#0b1026", "#6a5260", light="#ffb070", rim=0.6, sun=-1)
            figure(film, x, 0.985, n, look)
        for _ in range(420):
            x = c.random.random() * 1.5
            y = 1.02 - max(0.0, x - 0.7) * 0.12
            film.line(
                [(x, y), (x + c.random.normal() * 0.02, y - 0.02 - c.random.random() * 0.06)],
                0.0018,
                "#0a1128",
            )
    c.strokes(4, 0.05)
    return c.finish(-0.01, 0.3)
