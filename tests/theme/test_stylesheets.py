"""The stylesheets: their order, their colours, and that they need nobody else."""

from __future__ import annotations

import re

import pytest

from tests.theme.drawing import THEME, Draw, parse
from tests.theme.samples import RICH

CSS = THEME / "static" / "css"
READABLE = 4.5
"""Contrast that WCAG 2.2 asks of text (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""


CONTENTS = {"main": "home.html", "story": "article.html"}
"""The tables of contents, and a template whose pages use it."""


def imports(name: str) -> list[tuple[str, str]]:
    """File and layer of everything that a table of contents imports."""
    text = (CSS / f"{name}.css").read_text(encoding="utf-8")
    imported = re.findall(r'@import url\("([a-z]+\.css)"\) layer\(([a-z]+)\)', text)
    layers = re.search(r"@layer ([a-z, ]+);", text)
    assert layers
    assert [layer for _, layer in imported] == layers[1].split(", ")
    return imported


def test_the_layers_are_imported_in_order_and_only_tokens_name_colours() -> None:
    imported = imports("main")
    assert imported[0][1] == "tokens"
    assert all(name == f"{layer}.css" for name, layer in imported)
    files = {name for name, _ in imported} | {f"{name}.css" for name in CONTENTS}
    assert files == {path.name for path in CSS.iterdir()}
    assert imports("story") == [each for each in imported if each in imports("story")]
    for path in CSS.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "//" not in text, path.name
        if path.name != "tokens.css":
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", text), f"a colour in {path.name}"


@pytest.mark.parametrize("name", CONTENTS)
def test_a_page_asks_for_every_screen_layer_at_once(draw: Draw, name: str) -> None:
    screen = [f"theme/css/{file}" for file, layer in imports(name) if layer != "print"]
    template = CONTENTS[name]
    page = parse(draw(template, RICH[template]))
    asked = [str(link["href"]) for link in page.select('link[rel="preload"][as="style"]')]
    assert [path.rpartition("../")[2] for path in asked] == screen


def palettes() -> dict[str, dict[str, str]]:
    """The colours of each scheme, by name."""
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    light, dark, _ = re.split(r"@media \(prefers-color-scheme: dark\)|@media print", text)
    return {
        name: dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", part))
        for name, part in (("light", light), ("dark", dark))
    }


def luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_both_schemes_name_the_same_colours() -> None:
    assert palettes()["light"].keys() == palettes()["dark"].keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(scheme: str) -> None:
    colours = palettes()[scheme]
    grounds = {
        "ink": ("paper", "paper-tinted", "accent-soft", "notice-paper"),
        "ink-soft": ("paper", "paper-tinted", "accent-soft", "notice-paper"),
        "accent": ("paper", "paper-tinted", "accent-soft", "notice-paper"),
        "notice": ("paper", "notice-paper", "accent-soft"),
        "on-accent": ("accent",),
    }
    for text, behind in grounds.items():
        for ground in behind:
            ratio = contrast(colours[text], colours[ground])
            assert ratio >= READABLE, f"{text} on {ground}: {ratio:.2f}"
