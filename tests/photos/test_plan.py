"""What is published of a picture follows from its facts and its name alone."""

from __future__ import annotations

import unicodedata

import pytest

from broadsheet.model import PictureFacts
from broadsheet.photos import plan
from broadsheet.photos.plan import LONGEST_SIDE, fitted, rendition_of, slug


def facts(
    width: int = 600, height: int = 400, fmt: str = "JPEG", digest: str = "a" * 40
) -> PictureFacts:
    return PictureFacts(digest, width, height, fmt)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((6000, 4000), (2000, 1333)),
        ((4000, 6000), (1333, 2000)),
        ((2001, 2001), (2000, 2000)),
        ((2000, 10), (2000, 10)),
        ((10, 10), (10, 10)),
        ((1, 20_000), (1, 2000)),
        ((3000, 1), (2000, 1)),
        ((4000, 3), (2000, 2)),
    ],
)
def test_a_picture_is_made_smaller_and_never_larger(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    rendition = rendition_of(facts(*size), "a")
    assert (rendition.width, rendition.height) == expected == fitted(*size, LONGEST_SIDE)


@pytest.mark.parametrize(
    ("source", "published", "suffix"),
    [
        ("JPEG", "JPEG", ".jpg"),
        ("TIFF", "JPEG", ".jpg"),
        ("BMP", "JPEG", ".jpg"),
        ("PNG", "PNG", ".png"),
        ("GIF", "PNG", ".png"),
        ("WEBP", "WEBP", ".webp"),
        ("AVIF", "WEBP", ".webp"),
    ],
)
def test_what_may_be_transparent_stays_so(source: str, published: str, suffix: str) -> None:
    rendition = rendition_of(facts(fmt=source), "a")
    assert rendition.format == published
    assert rendition.name.endswith(suffix)


def test_the_name_is_the_stem_and_eight_characters_of_a_digest() -> None:
    name = rendition_of(facts(), "harvest").name
    stem, _, key = name.removesuffix(".jpg").rpartition("-")
    assert stem == "harvest"
    assert len(key) == 8
    assert set(key) <= set("0123456789abcdef")


def test_another_picture_has_another_name_and_the_same_one_the_same() -> None:
    assert rendition_of(facts(), "a") == rendition_of(facts(), "a")
    assert rendition_of(facts(), "a").name != rendition_of(facts(digest="b" * 40), "a").name


def test_another_recipe_gives_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rendition_of(facts(), "a")
    monkeypatch.setattr(plan, "RECIPE", "next")
    assert rendition_of(facts(), "a").name != before.name
    assert rendition_of(facts(), "a").recipe != before.recipe


def test_another_encoder_setting_gives_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rendition_of(facts(), "a")
    softer = plan.Encoding(".jpg", (("quality", 60),))
    monkeypatch.setitem(plan.ENCODINGS, "JPEG", softer)
    assert rendition_of(facts(), "a").name != before.name


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("harvest", "harvest"),
        ("秋收-现场_2", "秋收-现场_2"),
        ("pages/A01", "pages-a01"),
        ("Café", "café"),
        ("  a  b#c%d?e  ", "a-b-c-d-e"),
        ("..", "picture"),
        ("", "picture"),
        ("a--b", "a-b"),
        ("हिन्दी", "हिन्दी"),
        ('"><script>', "script"),
    ],
)
def test_a_stem_becomes_a_safe_part_of_an_address(stem: str, expected: str) -> None:
    assert slug(stem) == expected


def test_both_unicode_forms_of_a_name_give_one_address() -> None:
    name = "Café-が"
    assert slug(unicodedata.normalize("NFD", name)) == slug(unicodedata.normalize("NFC", name))


def test_a_long_name_fits_every_file_system() -> None:
    assert len(rendition_of(facts(), "𠮷" * 300).name.encode()) <= 255
