"""The paint box: a canvas of floats, soft noise, layers of shapes, light, water and brush strokes.

Lengths are in heights of the canvas: ``y`` runs from 0 at the top to 1, ``x`` from 0 to ``aspect``.
Colours are ``#rrggbb``. Everything random comes from the canvas's own generator, so a scene is the
same whenever it is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter

Array = npt.NDArray[np.float32]
Point = tuple[float, float]

FINE = 2
"""Layers are drawn this many times larger and reduced, for smooth edges."""


def rgb(colour: str) -> Array:
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], dtype=np.float32)


def mix(one: str, other: str, share: float) -> str:
    """A colour between two: 0 is ``one``, 1 is ``other``."""
    values = rgb(one) * (1 - share) + rgb(other) * share
    return "#" + "".join(f"{round(float(v) * 255):02x}" for v in values.clip(0, 1))


class Layer:
    """Transparent film on which coloured shapes are drawn before it is laid on the canvas."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGBA", (width * FINE, height * FINE), (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)
        self.unit = height * FINE

    def _points(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.unit, y * self.unit) for x, y in points]

    def polygon(self, points: Sequence[Point], colour: str) -> None:
        self.draw.polygon(self._points(points), fill=colour)

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        self.polygon(corners, colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        box = self._points([(x - rx, y - ry), (x + rx, y + ry)])
        self.draw.ellipse([*box[0], *box[1]], fill=colour)

    def line(self, points: Sequence[Point], width: float, colour: str) -> None:
        pixels = max(1, round(width * self.unit))
        self.draw.line(self._points(points), fill=colour, width=pixels, joint="curve")

    def limb(self, points: Sequence[Point], width: float, colour: str) -> None:
        """A line with round ends."""
        self.line(points, width, colour)
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, width / 2, colour)


class Canvas:
    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height = width, height
        self.aspect = width / height
        self.random = np.random.default_rng(seed)
        self.px: Array = np.zeros((height, width, 3), dtype=np.float32)
        rows = np.arange(height, dtype=np.float32)[:, None] / height
        columns = np.arange(width, dtype=np.float32)[None, :] / height
        self.y: Array = np.broadcast_to(rows, (height, width))
        self.x: Array = np.broadcast_to(columns, (height, width))

    # --- noise

    def noise(self, scale_x: float, scale_y: float | None = None, octaves: int = 4) -> Array:
        """Soft noise around 0.5, within about 0-1; scales are the size of its largest spots."""
        scale_y = scale_x if scale_y is None else scale_y
        total = np.zeros((self.height, self.width), dtype=np.float32)
        weight, share = 0.0, 1.0
        for octave in range(octaves):
            columns = max(2, round(self.aspect / scale_x * 2**octave) + 1)
            rows = max(2, round(1 / scale_y * 2**octave) + 1)
            columns, rows = min(columns, self.width), min(rows, self.height)
            grid = self.random.random((rows, columns), dtype=np.float32)
            image = Image.fromarray(grid, mode=None).resize(
                (self.width, self.height), Image.Resampling.BICUBIC
            )
            total += np.asarray(image) * share
            weight += share
            share *= 0.5
        return total / weight

    def ridge(self, base: float, height: float, scale: float, octaves: int = 6) -> Array:
        """The line of a range of hills: a height for each column, lower values being higher up."""
        line = np.zeros(self.width, dtype=np.float32)
        at = np.linspace(0, self.aspect / scale, self.width)
        share = 1.0
        for octave in range(octaves):
            knots = self.random.random(math.ceil(self.aspect / scale * 2**octave) + 3)
            position = at * 2**octave
            index = position.astype(int)
            part = position - index
            part = part * part * (3 - 2 * part)
            line += share * (knots[index] * (1 - part) + knots[index + 1] * part)
            share *= 0.48
        return (base - height * line / 1.9).astype(np.float32)

    # --- paint

    def wash(self, mask: Array, colour: str | Array) -> None:
        paint = rgb(colour) if isinstance(colour, str) else colour
        alpha = mask.clip(0, 1)[..., None]
        self.px = self.px * (1 - alpha) + paint * alpha

    def gradient(self, stops: Sequence[tuple[float, str]], mask: Array | None = None) -> None:
        """Fill from top to bottom through colours at given heights."""
        heights = [at for at, _ in stops]
        rows = np.arange(self.height, dtype=np.float32) / self.height
        values = np.stack([rgb(colour) for _, colour in stops])
        column = np.stack([np.interp(rows, heights, values[:, i]) for i in range(3)], axis=1)
        paint = np.broadcast_to(column.astype(np.float32)[:, None, :], self.px.shape)
        self.wash(np.ones_like(self.y) if mask is None else mask, paint)

    def clouds(self, colour: str, amount: float, low: float, size: float = 0.5) -> None:
        """Stretched clouds down to height ``low``; ``amount`` 0-1."""
        spots = self.noise(size, size * 0.28, 5)
        mask = ((spots - (0.72 - 0.4 * amount)) * 4.5).clip(0, 1)
        fade = ((low - self.y) / low).clip(0, 1) ** 0.4
        self.wash(mask * fade * 0.85, colour)

    def hills(
        self, line: Array, top: str, low: str, depth: float, texture: float = 0.16, soft: float = 2
    ) -> None:
        """Paint below a ridge: ``top`` at the ridge, fading to ``low`` over ``depth``."""
        below = self.y - line[None, :]
        mask = (below * self.height / soft + 0.5).clip(0, 1)
        share = (below / depth).clip(0, 1)[..., None]
        grain = (1 + (self.noise(0.06, 0.03, 3) - 0.5) * texture * 2)[..., None]
        self.wash(mask, (rgb(top) * (1 - share) + rgb(low) * share) * grain)

    def shade(self, mask: Array, colour: str) -> None:
        """Multiply with a colour where the mask is."""
        alpha = mask.clip(0, 1)[..., None]
        self.px = self.px * (1 - alpha) + self.px * rgb(colour) * alpha

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 1.0) -> None:
        """Add light around a point."""
        reach = radius * 3
        left, right = (round((x + d) * self.height) for d in (-reach, reach))
        top, bottom = (round((y + d) * self.height) for d in (-reach, reach))
        window = np.s_[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
        distance = (self.x[window] - x) ** 2 + (self.y[window] - y) ** 2
        light = np.exp(-distance / (radius * radius)) * strength
        self.px[window] += light[..., None] * rgb(colour)

    def layer(self, blur: float = 0, opacity: float = 1) -> _Laying:
        """``with canvas.layer() as film:`` draw shapes; they are laid down when the block ends."""
        return _Laying(self, blur, opacity)

    def lay(self, film: Layer, blur: float, opacity: float) -> None:
        image = film.image.convert("RGBa").reduce(FINE)
        if blur:
            image = image.filter(ImageFilter.GaussianBlur(blur * self.height))
        values = np.asarray(image, dtype=np.float32) / 255 * opacity
        self.px = self.px * (1 - values[..., 3:]) + values[..., :3]

    # --- whole-picture effects

    def water(self, horizon: float, tint: str, share: float, ripple: float = 0.03) -> None:
        """Mirror what stands above the horizon below it, broken by ripples and tinted."""
        start = round(horizon * self.height)
        depth = self.height - start
        rows = np.arange(depth, dtype=np.float32)[:, None]
        near = rows / depth
        waves = self.noise(0.5, 0.016, 3)[start:] - 0.5
        shift = waves * ripple * self.height * (0.12 + near) * 2
        source = (start - 1 - rows * start / max(depth, start) - shift).clip(0, start - 1)
        side = (waves * ripple * self.height * near * 0.7).astype(np.int32)
        columns = (np.arange(self.width)[None, :] + side).clip(0, self.width - 1)
        mirror = self.px[source.astype(np.int32), columns]
        sheen = (1 + waves * 0.35)[..., None]
        part = (share * (0.6 + 0.5 * near))[..., None]
        self.px[start:] = (mirror * (1 - part) + rgb(tint) * part) * sheen

    def strokes(self, length: int = 5, speckle: float = 0.09, turn: float = 1.0) -> None:
        """Smear the picture along a slowly turning direction, as brush strokes do."""
        spots = self.noise(0.008, 0.008, 2) - 0.5
        picture = self.px * (1 + spots * speckle * 2)[..., None]
        angle = (self.noise(0.35, 0.35, 2) - 0.5) * 2 * math.pi * turn
        step_x, step_y = np.cos(angle) * 1.6, np.sin(angle) * 1.6
        rows, columns = np.indices((self.height, self.width), dtype=np.float32)
        total = np.zeros_like(picture)
        for k in range(-length, length + 1):
            y = (rows + k * step_y).clip(0, self.height - 1).astype(np.int32)
            x = (columns + k * step_x).clip(0, self.width - 1).astype(np.int32)
            total += picture[y, x]
        smeared = total / (2 * length + 1)
        self.px = smeared * 0.72 + picture * 0.28

    def finish(self, warmth: float = 0.02, vignette: float = 0.22) -> Image.Image:
        """Round off highlights, darken the corners a little and hand over the picture."""
        across = (self.x / self.aspect - 0.5) ** 2 + (self.y - 0.5) ** 2
        values = self.px * (1 - vignette * across * 1.6)[..., None]
        values = values * np.array([1 + warmth, 1, 1 - warmth], dtype=np.float32)
        values = np.where(values > 0.8, 0.8 + 0.2 * np.tanh((values - 0.8) / 0.2), values)
        pixels = (values.clip(0, 1) * 255 + 0.5).astype(np.uint8)
        return Image.fromarray(pixels).filter(ImageFilter.UnsharpMask(1.2, 60, 2))


class _Laying:
    def __init__(self, canvas: Canvas, blur: float, opacity: float) -> None:
        self.canvas, self.blur, self.opacity = canvas, blur, opacity

    def __enter__(self) -> Layer:
        self.film = Layer(self.canvas.width, self.canvas.height)
        return self.film

    def __exit__(self, *failure: object) -> None:
        if failure[0] is None:
            self.canvas.lay(self.film, self.blur, self.opacity)


Scene = Callable[[], Image.Image]
