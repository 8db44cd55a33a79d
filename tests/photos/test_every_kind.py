"""Pictures as they come from cameras, phones, scanners and agencies: every file of each of them
shows the right colours, the right way up."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.photos.inspecting import MAX_MEGAPIXELS, inspect
from broadsheet.photos.plan import PicturePlan, Rendition, plan_of
from broadsheet.photos.rendering import render
from tests.archive import REPOSITORY
from tests.photos.files import ADOBE_RGB, DISPLAY_P3, deep_png, deep_tiff, profile
from tests.photos.pictures import close, encoded, exif, halves, noise

RED, BLUE, WHITE, GREY = (255, 0, 0), (0, 0, 255), (255, 255, 255), (128, 128, 128)


def planned(file: Path, avif: bool = True) -> PicturePlan:
    facts, problems = inspect(file.name, file, hashlib.sha1(file.read_bytes()).hexdigest())
    assert facts is not None, problems
    assert problems == []
    return plan_of(facts, file.stem, avif=avif)


def shown(file: Path, avif: bool = True) -> list[tuple[Rendition, Image.Image]]:
    """Every published file of a picture, opened."""
    found = []
    for rendition in planned(file, avif).files:
        picture = Image.open(io.BytesIO(render(file, rendition)))
        picture.load()
        assert picture.size == (rendition.width, rendition.height)
        found.append((rendition, picture))
    return found


def at(picture: Image.Image, x: float, y: float) -> object:
    """The colour at a place in fractions of the sides."""
    spot = (int(x * (picture.width - 1)), int(y * (picture.height - 1)))
    return picture.convert("RGB").getpixel(spot)


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


# --- formats


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jpg", encoded(halves(), "JPEG", quality=95)),
        ("progressive.jpg", encoded(halves(), "JPEG", quality=95, progressive=True)),
        ("print.jpg", encoded(halves().convert("CMYK"), "JPEG", quality=95)),
        ("print.tif", encoded(halves().convert("CMYK"), "TIFF")),
        ("palette.png", encoded(halves().quantize(8), "PNG")),
        ("chart.gif", encoded(halves().quantize(8), "GIF")),
        ("a.bmp", encoded(halves(), "BMP")),
        ("a.webp", encoded(halves(), "WEBP", quality=95)),
        ("a.avif", encoded(halves(), "AVIF", quality=95)),
        ("phone.heic", encoded(halves(), "HEIF", quality=95)),
        ("phone.heif", encoded(halves(), "HEIF", quality=95)),
        ("lab.tif", encoded(halves().convert("RGB"), "TIFF", compression="tiff_lzw")),
    ],
)
def test_colours_of_every_format_come_through_in_every_file(
    tmp_path: Path, name: str, data: bytes
) -> None:
    for rendition, picture in shown(written(tmp_path, name, data)):
        assert close(at(picture, 0.2, 0.5), RED, 16), rendition.name
        assert close(at(picture, 0.8, 0.5), BLUE, 16), rendition.name


def test_a_picture_in_lab_colours_is_shown(tmp_path: Path) -> None:
    lab = Image.new("LAB", (30, 20), (138, 208, 195))  # L 54, a 80, b 67: sRGB red
    for _, picture in shown(written(tmp_path, "a.tif", encoded(lab, "TIFF"))):
        assert close(at(picture, 0.5, 0.5), RED, 20)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_phones_heic_stands_upright(tmp_path: Path, orientation: int) -> None:
    """A HEIC says itself how it is turned; its EXIF repeats it, and must not turn it again."""
    tags = exif(orientation).tobytes()
    file = written(tmp_path, "a.heic", encoded(halves(), "HEIF", quality=95, exif=tags))
    reds = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (0, 0), 7: (0, 1), 8: (0, 1)}
    along = orientation >= 5
    for _, picture in shown(file):
        assert (picture.width < picture.height) is along
        x, y = reds[orientation]
        assert close(at(picture, abs(x - 0.1), abs(y - 0.1)), RED, 20)
        assert close(at(picture, abs(1 - x - 0.1), abs(1 - y - 0.1)), BLUE, 20)


def test_the_small_picture_inside_a_heic_is_not_taken_for_it(tmp_path: Path) -> None:
    data = encoded(noise(700, 500), "HEIF", thumbnails=[64])
    assert planned(written(tmp_path, "a.heic", data)).main.width == 700


def test_avif_and_heic_are_told_apart_under_the_brand_that_both_share(tmp_path: Path) -> None:
    for name, form, own in (("a.avif", "AVIF", b"avif"), ("a.heic", "HEIF", b"heic")):
        data = encoded(halves(), form)
        assert data[8:12] == own
        shared = data[:8] + b"mif1" + data[12:]
        assert shown(written(tmp_path, name, shared), avif=False)


# --- depth


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("grey.png", deep_png((0x8080,)), GREY),
        ("grey-alpha.png", deep_png((0x8080, 0xFFFF)), GREY),
        ("colour.png", deep_png((0xFFFF, 0x8080, 0x0000)), (255, 128, 0)),
        ("colour-alpha.png", deep_png((0xFFFF, 0x8080, 0x0000, 0xFFFF)), (255, 128, 0)),
        ("grey.tif", deep_tiff((0x8080,), 1), GREY),
        ("grey-big.tif", deep_tiff((0xC0C0,), 1, ">"), (192, 192, 192)),
        ("negative.tif", deep_tiff((0x4040,), 0), (191, 191, 191)),
        ("colour.tif", deep_tiff((0xFFFF, 0x8080, 0x0000), 2), (255, 128, 0)),
        ("colour-big.tif", deep_tiff((0xFFFF, 0x8080, 0x0000), 2, ">"), (255, 128, 0)),
        ("print.tif", deep_tiff((0x0000, 0xFFFF, 0xFFFF, 0x0000), 5), RED),
    ],
)
def test_sixteen_bits_a_channel_keep_their_colours(
    tmp_path: Path, name: str, data: bytes, expected: tuple[int, ...]
) -> None:
    for rendition, picture in shown(written(tmp_path, name, data)):
        assert close(at(picture, 0.5, 0.5), expected, 6), rendition.name


# --- gamut


@pytest.mark.parametrize(
    ("primaries", "gamma", "stored", "expected"),
    [
        # A P3 red that sRGB can show: 234/51/35 of P3 is sRGB's (255, 0, 0).
        (DISPLAY_P3, 2.2, (234, 51, 35), (255, 0, 0)),
        (DISPLAY_P3, 2.2, (128, 128, 128), (128, 128, 128)),
        # Adobe RGB's values for sRGB's red and green.
        (ADOBE_RGB, 2.2, (219, 0, 0), (255, 0, 0)),
        (ADOBE_RGB, 2.2, (144, 255, 60), (0, 255, 1)),
        (ADOBE_RGB, 2.2, (128, 128, 128), (128, 128, 128)),
    ],
)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.heic", "a.avif"])
def test_colours_of_a_wide_gamut_are_shown_as_they_were_seen(
    tmp_path: Path,
    name: str,
    primaries: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]],
    gamma: float,
    stored: tuple[int, int, int],
    expected: tuple[int, ...],
) -> None:
    form = {"jpg": "JPEG", "tif": "TIFF", "heic": "HEIF"}.get(name[2:], name[2:].upper())
    options = {"quality": 98} if form in ("JPEG", "WEBP", "HEIF", "AVIF") else {}
    picture = Image.new("RGB", (48, 32), stored)
    icc = profile(primaries, gamma)
    data = encoded(picture, form, icc_profile=icc, **options)
    for rendition, drawn in shown(written(tmp_path, name, data)):
        assert close(at(drawn, 0.5, 0.5), expected, 14), rendition.name
        assert "icc_profile" not in drawn.info


# --- transparency


@pytest.mark.parametrize("name", ["a.png", "a.webp", "a.tif", "a.avif", "a.heic"])
def test_transparency_is_in_every_file(tmp_path: Path, name: str) -> None:
    form = {"tif": "TIFF", "heic": "HEIF"}.get(name[2:], name[2:].upper())
    picture = halves().convert("RGBA")
    picture.paste((0, 0, 0, 0), (30, 0, 60, 40))
    for rendition, drawn in shown(written(tmp_path, name, encoded(picture, form))):
        assert rendition.suffix in (".png", ".webp", ".avif")
        alpha = drawn.convert("RGBA").getchannel("A")
        assert alpha.getpixel((50, 20)) <= 8, rendition.name  # type: ignore[operator]
        assert alpha.getpixel((10, 20)) >= 247, rendition.name  # type: ignore[operator]
        assert close(at(drawn, 0.2, 0.5), RED, 16), rendition.name


# --- size


@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 3000), (3000, 1), (16, 16)])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_tiny_and_thin_pictures_are_published_in_every_format(
    tmp_path: Path, size: tuple[int, int], form: str
) -> None:
    data = encoded(Image.new("RGB", size, (0, 0, 255)), form)
    for _, picture in shown(written(tmp_path, f"a.{form.lower()}", data)):
        assert close(at(picture, 0, 0), BLUE, 6)


@pytest.mark.parametrize(("mode", "colour"), [("RGB", (40, 160, 80)), ("L", 90), ("CMYK", 60)])
def test_a_giant_drawn_in_bands_is_as_if_drawn_at_once(
    tmp_path: Path, mode: str, colour: int | tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = Image.new(mode, (1_711, 1_307), colour)  # type: ignore[arg-type]
    dark = picture.crop((0, 0, 855, 1_307)).point(lambda value: value // 2)
    picture.paste(dark, (0, 0))
    file = written(tmp_path, "a.tif", encoded(picture, "TIFF"))
    small = Rendition("a.png", 400, 306, "PNG", "small")
    whole = render(file, small)
    monkeypatch.setattr("broadsheet.photos.rendering.BAND_PIXELS", 40_000)
    assert render(file, small) == whole
    drawn = Image.open(io.BytesIO(whole))
    for x in (0.2, 0.8):
        assert at(drawn, x, 0.01) == at(drawn, x, 0.5) == at(drawn, x, 0.99)


@pytest.mark.parametrize(
    ("name", "options"),
    [("a.jpg", {"quality": 60}), ("a.png", {"compress_level": 1})],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_a_hundred_megapixels_are_drawn_in_bounded_memory(
    tmp_path: Path, name: str, options: dict[str, object]
) -> None:
    form = {"jpg": "JPEG", "png": "PNG"}[name[2:]]
    giant = Image.new("RGB", (12_500, 8_000), (200, 30, 30))
    giant.save(tmp_path / name, form, **options)
    del giant
    program = f"""
from pathlib import Path
from broadsheet.photos.inspecting import inspect
from broadsheet.photos.plan import plan_of
from broadsheet.photos.rendering import RenditionStore
file = Path({str(tmp_path / name)!r})
facts, problems = inspect(file.name, file, "0" * 40)
assert not problems, problems
store = RenditionStore(file.parent / "cache")
store.get_all(facts.digest, plan_of(facts, "a").files, file)
peak = next(l for l in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in l)
print(int(peak.split()[1]) // 1024)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(REPOSITORY / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # Pillow holds the 100 million pixels once, in four bytes each: 400 MB.
    assert int(done.stdout) < (300 if name == "a.jpg" else 650)


def test_what_passes_the_limit_is_told_with_both_numbers(tmp_path: Path) -> None:
    giant = Image.new("1", (20_000, 10_001))
    file = written(tmp_path, "a.tif", encoded(giant, "TIFF", compression="group4"))
    facts, problems = inspect("a.tif", file, "0" * 40)
    assert facts is None
    line = problems[0].line_text("en")
    assert "201 million pixels" in line
    assert str(MAX_MEGAPIXELS) in line
