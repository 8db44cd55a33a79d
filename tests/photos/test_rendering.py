"""A rendition is upright, in sRGB and tells nothing but its pixels; it is made once."""

from __future__ import annotations

import gc
import hashlib
import io
import multiprocessing
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from broadsheet.model import PictureFacts
from broadsheet.photos.inspecting import inspect
from broadsheet.photos.opening import decode_no_less_than, opened
from broadsheet.photos.plan import ENCODINGS, Rendition, alone, plan_of
from broadsheet.photos.rendering import RenditionStore, draw, render
from broadsheet.problems import BuildError
from tests.photos.pictures import XMP, close, encoded, exif, halves, noise, saved, srgb_profile

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def digest_of(file: Path) -> str:
    data = file.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def inspected(file: Path) -> PictureFacts:
    facts, _ = inspect(file.name, file, digest_of(file))
    assert facts is not None
    return facts


def planned(file: Path) -> Rendition:
    return plan_of(inspected(file), file.stem).main


def rendered(file: Path) -> Image.Image:
    rendition = planned(file)
    picture = Image.open(io.BytesIO(render(file, rendition)))
    picture.load()
    assert picture.size == (rendition.width, rendition.height)
    assert picture.format == ENCODINGS[rendition.encoding].format
    return picture


def pixel(picture: Image.Image, x: int, y: int) -> object:
    return picture.convert("RGB").getpixel((x, y))


# --- nothing but pixels


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.jpg", {"xmp": XMP, "comment": b"secret comment"}),
        ("a.webp", {"xmp": XMP}),
        ("a.png", {}),
        ("a.tif", {"description": "secret scan"}),
        ("a.avif", {"xmp": XMP}),
    ],
)
def test_nothing_tells_where_or_with_what_a_picture_was_taken(
    tmp_path: Path, name: str, options: dict[str, object]
) -> None:
    fmt = {"jpg": "JPEG", "tif": "TIFF"}.get(name[2:], name[2:].upper())
    profile = srgb_profile()
    file = saved(tmp_path / name, halves(), fmt, exif=exif(6), icc_profile=profile, **options)
    assert b"Secret Camera" in file.read_bytes()
    data = render(file, planned(file))
    for secret in (b"ecret", b"Exif", b"EXIF", b"eXIf", b"xmp", b"XMP", b"lens", b"iCCP", b"ICC"):
        assert secret not in data
    picture = Image.open(io.BytesIO(data))
    assert dict(picture.getexif()) == {}
    assert not {"icc_profile", "exif", "xmp", "comment", "photoshop"} & set(picture.info)


def test_iptc_and_a_second_picture_do_not_follow(tmp_path: Path) -> None:
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x50\0\x0bSecret Name"
    plain = encoded(halves(), "JPEG")
    block = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    file = tmp_path / "a.jpg"
    file.write_bytes(plain[:2] + block + plain[2:] + encoded(noise(), "JPEG"))
    data = render(file, planned(file))
    assert b"Secret" not in data
    assert b"8BIM" not in data
    assert data.count(b"\xff\xd8\xff") == 1


def test_text_in_a_png_and_a_comment_in_a_gif_do_not_follow(tmp_path: Path) -> None:
    gif = saved(tmp_path / "a.gif", halves(), "GIF", comment=b"secret comment")
    data = encoded(halves(), "PNG")
    text = b"Author\0Secret Name"
    chunk = len(text).to_bytes(4, "big") + b"tEXt" + text
    png = tmp_path / "a.png"
    checksum = zlib.crc32(chunk[4:]).to_bytes(4, "big")
    png.write_bytes(data[:33] + chunk + checksum + data[33:])
    for file in (gif, png):
        assert b"ecret" in file.read_bytes()
        assert b"ecret" not in render(file, planned(file))


# --- upright, and in the right colours


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif", "a.avif"])
def test_every_orientation_is_shown_upright(tmp_path: Path, name: str, orientation: int) -> None:
    fmt = {"jpg": "JPEG", "tif": "TIFF"}.get(name[2:], name[2:].upper())
    file = saved(tmp_path / name, halves(), fmt, exif=exif(orientation))
    picture = rendered(file)
    right, bottom = picture.width - 5, picture.height - 5
    # Where red, the left half as stored, must be seen (EXIF 2.3, tag Orientation).
    red, blue = {
        1: ((5, 5), (right, bottom)),
        2: ((right, 5), (5, bottom)),
        3: ((right, bottom), (5, 5)),
        4: ((5, bottom), (right, 5)),
        5: ((right, 5), (5, bottom)),
        6: ((5, 5), (right, bottom)),
        7: ((5, bottom), (right, 5)),
        8: ((right, bottom), (5, 5)),
    }[orientation]
    assert close(pixel(picture, *red), RED)
    assert close(pixel(picture, *blue), BLUE)


def test_a_large_picture_is_drawn_in_the_planned_size(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", halves(4200, 30), "JPEG", exif=exif(6))
    picture = rendered(file)
    assert picture.size == (14, 2000)
    assert close(pixel(picture, 7, 500), RED)
    assert close(pixel(picture, 7, 1500), BLUE)


def test_fine_detail_of_a_jpeg_stays(tmp_path: Path) -> None:
    stripes = Image.new("L", (64, 64))
    for left in range(0, 64, 8):
        stripes.paste(255, (left, 0, left + 4, 64))
    picture = rendered(saved(tmp_path / "a.jpg", stripes, "JPEG"))
    assert close(pixel(picture, 9, 32), WHITE, 40)
    assert close(pixel(picture, 14, 32), (0, 0, 0), 40)


def test_a_tiff_turned_by_its_xmp_alone_is_shown_upright(tmp_path: Path) -> None:
    xmp = b'<x:xmpmeta><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    file = saved(tmp_path / "a.tif", halves(), "TIFF", tiffinfo={700: xmp})
    picture = rendered(file)
    assert picture.size == (40, 60)
    assert close(pixel(picture, 20, 5), RED)
    assert close(pixel(picture, 20, 55), BLUE)


def test_a_thin_picture_is_drawn(tmp_path: Path) -> None:
    assert rendered(saved(tmp_path / "a.png", Image.new("L", (1, 20_000)), "PNG")).size == (1, 2000)


@pytest.mark.parametrize(("name", "fmt"), [("a.jpg", "JPEG"), ("a.tif", "TIFF")])
def test_colours_for_print_become_colours_for_the_screen(
    tmp_path: Path, name: str, fmt: str
) -> None:
    picture = rendered(saved(tmp_path / name, halves().convert("CMYK"), fmt))
    assert picture.mode == "RGB"
    assert close(pixel(picture, 5, 20), RED)
    assert close(pixel(picture, 55, 20), BLUE)


def test_a_colour_profile_is_applied(tmp_path: Path) -> None:
    swapped = _with_red_and_green_swapped(srgb_profile())
    file = saved(
        tmp_path / "a.png", Image.new("RGB", (8, 8), (200, 40, 40)), "PNG", icc_profile=swapped
    )
    assert close(pixel(rendered(file), 4, 4), (40, 200, 40))


def _with_red_and_green_swapped(profile: bytes) -> bytes:
    """A profile whose red primary is green and whose green is red, so that its use is seen."""
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


@pytest.mark.parametrize("profile", [b"broken", srgb_profile()[:300]])
def test_a_broken_colour_profile_is_ignored(tmp_path: Path, profile: bytes) -> None:
    file = saved(tmp_path / "a.jpg", halves(), "JPEG", icc_profile=profile)
    assert close(pixel(rendered(file), 5, 20), RED)


def test_a_colour_profile_of_another_kind_is_ignored(tmp_path: Path) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    for mode in ("RGB", "CMYK", "L"):
        file = saved(tmp_path / f"{mode}.jpg", halves().convert(mode), "JPEG", icc_profile=lab)
        assert rendered(file).size == (60, 40)


def test_sixteen_bits_are_scaled_to_eight(tmp_path: Path) -> None:
    for name, fmt in (("a.png", "PNG"), ("a.tif", "TIFF")):
        grey = Image.new("I;16", (32, 16), 0x8000)
        grey.paste(0xFFFF, (0, 0, 16, 16))
        picture = rendered(saved(tmp_path / name, grey, fmt))
        assert close(pixel(picture, 4, 4), WHITE)
        assert close(pixel(picture, 24, 8), (128, 128, 128))


def test_black_and_white_becomes_grey(tmp_path: Path) -> None:
    line_art = Image.new("1", (8, 8), 1)
    picture = rendered(saved(tmp_path / "a.tif", line_art, "TIFF", compression="group4"))
    assert picture.mode == "L"
    assert pixel(picture, 4, 4) == WHITE


# --- transparency


def test_transparent_pixels_of_a_palette_stay_transparent(tmp_path: Path) -> None:
    palette = halves().quantize(4)
    index = palette.getpixel((0, 0))
    picture = rendered(saved(tmp_path / "a.png", palette, "PNG", transparency=index))
    assert picture.mode == "RGBA"
    assert picture.getpixel((5, 5)) == (*RED, 0)
    assert picture.getpixel((55, 5)) == (*BLUE, 255)


def test_grey_with_alpha_stays_so(tmp_path: Path) -> None:
    picture = rendered(saved(tmp_path / "a.png", Image.new("LA", (8, 8), (90, 120)), "PNG"))
    assert picture.mode == "LA"
    assert picture.getpixel((4, 4)) == (90, 120)


def test_alpha_is_kept_beside_a_colour_profile(tmp_path: Path) -> None:
    for mode, colour in (("RGBA", (200, 40, 40, 120)), ("LA", (90, 120))):
        file = saved(
            tmp_path / f"{mode}.png",
            Image.new(mode, (8, 8), colour),
            "PNG",
            icc_profile=srgb_profile(),
        )
        value = rendered(file).getpixel((4, 4))
        assert isinstance(value, tuple)
        assert value[-1] == 120


def test_alpha_survives_in_webp(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (8, 8), (10, 20, 30, 0))
    for name, fmt in (("a.webp", "WEBP"), ("a.avif", "AVIF")):
        value = rendered(saved(tmp_path / name, clear, fmt)).getpixel((4, 4))
        assert isinstance(value, tuple)
        assert value[3] == 0


def test_a_scan_that_is_transparent_stays_so(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.tif", Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "TIFF")
    picture = rendered(file)
    assert picture.format == "PNG"
    assert picture.getpixel((4, 4)) == (0, 0, 0, 0)


def test_an_alpha_channel_that_hides_nothing_is_dropped(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.png", halves().convert("RGBA"), "PNG")
    picture = rendered(file)
    assert picture.format == "JPEG"
    assert close(pixel(picture, 5, 20), RED)


def test_under_a_suffix_without_transparency_the_paper_is_white(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.png", Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")
    picture = Image.open(io.BytesIO(render(file, alone(inspected(file), "JPEG"))))
    assert close(pixel(picture, 4, 4), WHITE)


@pytest.mark.parametrize("name", ["a.gif", "a.webp", "a.png"])
def test_a_moving_picture_becomes_its_first_frame(tmp_path: Path, name: str) -> None:
    fmt = name[2:].upper()
    frames = [Image.new("RGB", (60, 40), (0, 255, 0))]
    file = saved(tmp_path / name, halves(), fmt, save_all=True, append_images=frames)
    picture = rendered(file)
    assert close(pixel(picture, 5, 20), RED)
    assert getattr(picture, "n_frames", 1) == 1


# --- all files of a picture


def clear_noise() -> Image.Image:
    picture = noise(1_201, 300)
    picture.putalpha(picture.getchannel("R"))
    return picture


def deep_grey() -> Image.Image:
    grey = Image.new("I;16", (1_300, 900), 0x8000)
    grey.paste(0xFFFF, (0, 0, 701, 401))
    return grey


KINDS: dict[str, tuple[str, Callable[[], Image.Image], dict[str, object]]] = {
    "turned.jpg": ("JPEG", lambda: noise(2_405, 1_205), {"exif": exif(6)}),
    "print.jpg": ("JPEG", lambda: noise(1_301, 367).convert("CMYK"), {}),
    "clear.png": ("PNG", clear_noise, {}),
    "deep.tif": ("TIFF", deep_grey, {}),
    "chart.gif": ("GIF", lambda: noise(1_001, 301).quantize(16), {}),
    "wide.webp": ("WEBP", lambda: noise(2_500, 403), {"icc_profile": srgb_profile()}),
}


@pytest.fixture(params=KINDS)
def series(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, list[Rendition]]:
    """A picture and every file that is planned of it, in two formats and several sizes."""
    form, make, options = KINDS[request.param]
    file = saved(tmp_path / request.param, make(), form, **options)
    renditions = plan_of(inspected(file), file.stem).files
    assert len(renditions) >= 4
    return file, list(renditions)


def test_a_file_drawn_alone_is_the_one_that_is_drawn_with_all_others(
    series: tuple[Path, list[Rendition]],
) -> None:
    file, renditions = series
    together = draw(file, renditions)
    assert [render(file, rendition) for rendition in renditions] == together
    assert draw(file, renditions[::-2]) == together[::-2]


def test_files_missing_from_the_store_are_made_as_they_were(
    series: tuple[Path, list[Rendition]], tmp_path: Path
) -> None:
    file, renditions = series
    store, digest = RenditionStore(tmp_path / "cache"), digest_of(file)
    paths = store.get_all(digest, renditions, file)
    before = [path.read_bytes() for path in paths]
    for path in paths[::2]:
        path.unlink()
    assert store.get_all(digest, renditions, file) == paths
    assert [path.read_bytes() for path in paths] == before
    assert store.made == len(paths) + len(paths[::2])
    assert store.opened == 2


def test_a_picture_is_opened_once_for_all_of_its_files(
    series: tuple[Path, list[Rendition]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, renditions = series
    decoded: list[str] = []

    @contextmanager
    def counted(data: BinaryIO) -> Iterator[Image.Image]:
        with opened(data) as picture:
            decoded.append(picture.format or "")
            yield picture

    monkeypatch.setattr("broadsheet.photos.rendering.opened", counted)
    store = RenditionStore(tmp_path / "cache")
    store.get_all(digest_of(file), [*renditions, *renditions], file)
    assert (len(decoded), store.opened, store.made) == (1, 1, len(renditions))
    file.unlink()
    store.get_all("0" * 40, [], file)
    assert (len(decoded), store.opened) == (1, 1)


def test_no_pixels_are_held_when_a_picture_has_been_drawn(tmp_path: Path) -> None:
    """Not even until the next run of the garbage collector: an issue may have many pictures."""
    file = saved(tmp_path / "a.jpg", noise(1_200, 400), "JPEG")
    renditions = plan_of(inspected(file), "a").files

    def held() -> int:
        return sum(isinstance(each, Image.Image) for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = held()
        draw(file, renditions)
        inspected(file)
        assert held() == before
    finally:
        gc.enable()


def test_two_first_sizes_of_a_picture_are_drawn_each_as_if_alone(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", noise(1_000, 600), "JPEG")
    large, small = Rendition("", 900, 540, "PNG", "l"), Rendition("", 200, 120, "PNG", "s")
    assert draw(file, [large, small]) == [render(file, large), render(file, small)]


def test_a_store_in_another_process_makes_the_same_files(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", noise(), "JPEG")
    rendition, digest = planned(file), digest_of(file)
    here = RenditionStore(tmp_path / "cache")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        paths = pool.submit(here.get_all, digest, [rendition], file).result()
    assert [path.read_bytes() for path in paths] == [render(file, rendition)]
    assert here.get_all(digest, [rendition], file) == paths
    assert here.made == 0


@pytest.mark.parametrize(
    ("size", "wanted", "decoded"),
    [
        ((4000, 3000), (2000, 1500), (2000, 1500)),
        ((4000, 2667), (2000, 1334), (2000, 1334)),
        ((4032, 3024), (2000, 1500), (2016, 1512)),
        ((3998, 3000), (2000, 1501), (3998, 3000)),
        ((801, 803), (200, 201), (201, 201)),
        ((801, 803), (101, 101), (101, 101)),
        ((803, 9), (1, 1), (101, 2)),
        ((300, 200), (300, 200), (300, 200)),
        ((4000, 1), (2000, 1), (4000, 1)),
    ],
)
def test_a_jpeg_is_decoded_no_larger_than_it_must_be_and_never_smaller(
    size: tuple[int, int], wanted: tuple[int, int], decoded: tuple[int, int]
) -> None:
    data = io.BytesIO(encoded(Image.new("L", size), "JPEG"))
    with opened(data) as picture:
        decode_no_less_than(picture, wanted)
        picture.load()
        assert picture.size == decoded


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_jpeg_decoded_at_a_half_is_near_to_one_shrunk_with_lanczos(
    tmp_path: Path, orientation: int
) -> None:
    large = Image.effect_mandelbrot((4_000, 2_668), (-2, -1.2, 1, 0.8), 60).convert("RGB")
    file = saved(tmp_path / "a.jpg", large, "JPEG", quality=95, exif=exif(orientation))
    drawn = draw(file, [Rendition("", *planned(file).sizes[0], "PNG", "")])[0]
    with Image.open(io.BytesIO(drawn)) as shown, Image.open(file) as stored:
        exact = ImageOps.exif_transpose(stored).resize(shown.size, Image.Resampling.LANCZOS)
        differs = ImageStat.Stat(ImageChops.difference(shown.convert("RGB"), exact))
    assert max(differs.rms) < 3.0


# --- bytes and the store


@pytest.mark.parametrize(("name", "fmt"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")])
def test_the_same_picture_gives_the_same_bytes(tmp_path: Path, name: str, fmt: str) -> None:
    file = saved(tmp_path / name, noise(), fmt)
    copy = tmp_path / "copy"
    copy.write_bytes(file.read_bytes())
    assert render(file, planned(file)) == render(copy, planned(file))


def test_a_picture_that_cannot_be_drawn_is_named(tmp_path: Path) -> None:
    file = saved(tmp_path / "harvest.jpg", noise(), "JPEG")
    rendition = planned(file)
    file.write_bytes(file.read_bytes()[:900])
    with pytest.raises(BuildError, match=r"harvest\.jpg"):
        render(file, rendition)


def test_a_rendition_is_made_once_and_its_source_not_opened_again(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", noise(), "JPEG")
    rendition, digest = planned(file), digest_of(file)
    expected = render(file, rendition)
    store = RenditionStore(tmp_path / "cache" / "renditions")
    assert store.get(digest, rendition, file).read_bytes() == expected
    file.unlink()
    assert store.get(digest, rendition, file).read_bytes() == expected
    assert store.made == 1
    later = RenditionStore(tmp_path / "cache" / "renditions")
    assert later.get(digest, rendition, file).read_bytes() == expected
    assert later.made == 0


@pytest.mark.parametrize("damage", [b"", b"half", None])
def test_a_damaged_entry_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    file = saved(tmp_path / "a.jpg", noise(), "JPEG")
    rendition, digest = planned(file), digest_of(file)
    store = RenditionStore(tmp_path / "cache")
    entry = store.get(digest, rendition, file)
    good = entry.read_bytes()
    entry.write_bytes(good[:-9] + b"\0" + good[-8:] if damage is None else damage)
    assert store.get(digest, rendition, file).read_bytes() == good
    assert store.made == 2


def test_an_entry_whose_writing_was_cut_short_is_made_again(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", noise(), "JPEG")
    rendition, digest = planned(file), digest_of(file)
    store = RenditionStore(tmp_path / "cache")
    entry = store.get(digest, rendition, file)
    for seal in entry.parent.glob("*.sha256"):
        seal.unlink()
    assert store.get(digest, rendition, file) == entry
    assert store.made == 2


def test_a_source_that_changed_since_the_scan_is_not_kept_for_the_old_one(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", noise(), "JPEG")
    original = file.read_bytes()
    rendition, digest = planned(file), digest_of(file)
    store = RenditionStore(tmp_path / "cache")
    saved(file, halves(), "JPEG")
    store.get(digest, rendition, file)
    file.write_bytes(original)
    assert store.get(digest, rendition, file).read_bytes() == render(file, rendition)


def test_a_failed_rendition_leaves_nothing_behind(tmp_path: Path) -> None:
    file = saved(tmp_path / "a.jpg", noise(), "JPEG")
    rendition = planned(file)
    file.write_bytes(b"no picture any more")
    with pytest.raises(BuildError):
        RenditionStore(tmp_path / "cache").get("0" * 40, rendition, file)
    assert [p for p in (tmp_path / "cache").rglob("*") if p.is_file()] == []


def test_renditions_of_different_pictures_and_sizes_are_kept_apart(tmp_path: Path) -> None:
    store = RenditionStore(tmp_path / "cache")
    one = saved(tmp_path / "a.png", noise(), "PNG")
    two = saved(tmp_path / "b.png", halves(), "PNG")
    small = Rendition("a.png", 30, 20, "PNG", "small")
    paths = {
        store.get(digest_of(one), planned(one), one),
        store.get(digest_of(two), planned(two), two),
        store.get(digest_of(one), small, one),
    }
    assert len(paths) == 3
    assert store.made == 3
