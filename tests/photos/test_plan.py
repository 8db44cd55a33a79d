"""What is published of a picture follows from its facts and its name alone."""

from __future__ import annotations

import unicodedata

import pytest

from broadsheet.model import PictureFacts
from broadsheet.photos import plan
from broadsheet.photos.plan import LONGEST_SIDE, Note, fitted, original_name, plan_of, slug


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
    rendition = plan_of(facts(*size), "a").main
    assert (rendition.width, rendition.height) == expected == fitted(*size, LONGEST_SIDE)


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "AVIF", "HEIF"])
def test_a_picture_of_any_format_is_published_as_webp_and_jpeg(fmt: str) -> None:
    planned = plan_of(facts(fmt=fmt), "a")
    assert planned.main.name.endswith(".jpg")
    assert planned.better == (".webp",)


@pytest.mark.parametrize("what", ["transparent", "flat"])
def test_what_is_transparent_or_has_a_palette_is_published_as_webp_and_png(what: str) -> None:
    planned = plan_of(PictureFacts("a" * 40, 600, 400, "PNG", **{what: True}), "a")
    assert planned.main.name.endswith(".png")
    assert planned.better == (".webp",)
    assert {file.suffix for file in planned.files} == {".png", ".webp"}


def test_a_palette_is_kept_without_loss_in_both_formats() -> None:
    planned = plan_of(PictureFacts("a" * 40, 600, 400, "GIF", flat=True), "a")
    webp = next(file for file in planned.files if file.suffix == ".webp")
    assert dict(plan.ENCODINGS[webp.encoding].options)["lossless"] is True


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((6000, 4000), (480, 960, 1600, 2000)),
        ((4000, 6000), (480, 960, 1333)),
        ((1700, 900), (480, 960, 1700)),
        ((1000, 900), (480, 1000)),
        ((500, 900), (500,)),
        ((1, 1), (1,)),
        ((1, 20_000), (1,)),
    ],
)
def test_widths_are_few_and_none_is_wider_than_the_picture(
    size: tuple[int, int], widths: tuple[int, ...]
) -> None:
    planned = plan_of(facts(*size), "a")
    assert (*planned.widths, planned.main.width) == widths
    for suffix in (".jpg", ".webp"):
        files = [file for file in planned.files if file.suffix == suffix]
        assert sorted(file.width for file in files) == list(widths)
    for file in planned.files:
        assert abs(file.width / file.height - size[0] / size[1]) < 0.01 or min(size) == 1


def test_avif_is_added_by_a_setting_and_renames_nothing() -> None:
    without, with_it = plan_of(facts(), "a"), plan_of(facts(), "a", avif=True)
    assert with_it.better == (".avif", ".webp")
    assert {file.name for file in without.files} < {file.name for file in with_it.files}
    assert {f.suffix for f in with_it.files} - {f.suffix for f in without.files} == {".avif"}


def test_no_two_files_of_a_picture_have_one_name() -> None:
    files = plan_of(facts(6000, 4000), "a", avif=True).files
    assert len({file.name for file in files}) == len(files) == 12
    assert len({file.recipe for file in files}) == 12


def test_each_size_is_drawn_from_the_next_larger_one_in_every_format() -> None:
    sizes = ((2000, 1333), (1600, 1066), (960, 640), (480, 320))
    for avif in (False, True):
        planned = plan_of(facts(6000, 4000), "a", avif=avif)
        for file in planned.files:
            assert file.sizes == sizes[: sizes.index((file.width, file.height)) + 1]


def test_the_sizes_that_a_file_is_drawn_through_are_part_of_its_recipe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = plan_of(facts(6000, 4000), "a").files
    monkeypatch.setattr(plan, "WIDTHS", (480, 1600))
    after = plan_of(facts(6000, 4000), "a").files
    small = [next(f for f in files if f.width == 480) for files in (before, after)]
    assert small[0].recipe != small[1].recipe


def test_the_credit_in_a_file_is_part_of_its_name_and_recipe() -> None:
    plain = plan_of(facts(), "a")
    credited = plan_of(facts(), "a", Note(creators=("王小禾",)))
    other = plan_of(facts(), "a", Note(creators=("李田",)))
    assert len({plain.main.name, credited.main.name, other.main.name}) == 3
    assert len({plain.main.recipe, credited.main.recipe, other.main.recipe}) == 3


def test_an_original_keeps_its_format_and_cannot_be_taken_for_a_rendition() -> None:
    assert original_name("pages/A01.TIF", "0123456789abcdef") == "pages-a01-01234567-original.tif"


def test_the_name_is_the_stem_and_eight_characters_of_a_digest() -> None:
    name = plan_of(facts(), "harvest").main.name
    stem, _, key = name.removesuffix(".jpg").rpartition("-")
    assert stem == "harvest"
    assert len(key) == 8
    assert set(key) <= set("0123456789abcdef")


def test_another_picture_has_another_name_and_the_same_one_the_same() -> None:
    assert plan_of(facts(), "a") == plan_of(facts(), "a")
    assert plan_of(facts(), "a").main.name != plan_of(facts(digest="b" * 40), "a").main.name


def test_another_recipe_gives_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan_of(facts(), "a").main
    monkeypatch.setattr(plan, "RECIPE", "next")
    assert plan_of(facts(), "a").main.name != before.name
    assert plan_of(facts(), "a").main.recipe != before.recipe


def test_another_encoder_setting_gives_another_name(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan_of(facts(), "a").main
    softer = plan.Encoding("JPEG", ".jpg", (("quality", 60),))
    monkeypatch.setitem(plan.ENCODINGS, "JPEG", softer)
    assert plan_of(facts(), "a").main.name != before.name


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
    names = [file.name for file in plan_of(facts(6000, 4000), "𠮷" * 300, avif=True).files]
    names.append(original_name("𠮷" * 300 + ".jpeg", "a" * 40))
    assert max(len(name.encode()) for name in names) <= 255
