"""Scans of libraries become facsimiles, lossless in black and white; damage is one line."""

from __future__ import annotations

import contextlib
import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from broadsheet.photos import scans
from broadsheet.photos.inspecting import MAX_MEGAPIXELS
from broadsheet.photos.scans import ScanError, facsimile, size_of
from tests.photos.pictures import close, encoded, halves, noise


def page(width: int = 300, height: int = 400, mode: str = "L") -> Image.Image:
    """A drawn page: a black headline over grey columns on white."""
    picture = Image.new(mode, (width, height), 255 if mode in "1L" else "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, width - 20, 60), fill=0 if mode in "1L" else "black")
    if mode != "1":
        draw.rectangle((20, 80, 140, height - 20), fill=150 if mode == "L" else (150, 150, 150))
    return picture


def pixels(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


def group4(picture: Image.Image) -> bytes:
    return encoded(picture, "TIFF", compression="group4")


# --- formats


def test_a_group_4_tiff_becomes_a_png_of_one_bit_with_the_same_pixels() -> None:
    drawn = page(mode="1")

    scan = facsimile(group4(drawn), "a01.tif")

    assert scan.suffix == ".png"
    found = pixels(scan.data)
    assert (found.format, found.mode, found.size) == ("PNG", "1", drawn.size)
    assert found.tobytes() == drawn.tobytes()


def test_a_grey_jpeg_2000_becomes_a_grey_jpeg() -> None:
    scan = facsimile(encoded(page(), "JPEG2000"), "a01.jp2")

    found = pixels(scan.data)
    assert scan.suffix == ".jpg"
    assert (found.format, found.mode, found.size) == ("JPEG", "L", (300, 400))
    assert abs(found.getpixel((80, 200)) - 150) < 6


def test_a_large_jpeg_2000_is_decoded_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "LONGEST_SIDE", 100)
    decoded: list[tuple[int, int]] = []
    draw = scans.as_published
    monkeypatch.setattr(
        scans, "as_published", lambda image, size: decoded.append(image.size) or draw(image, size)
    )

    scan = facsimile(encoded(page(600, 800), "JPEG2000", num_resolutions=6), "a01.jp2")

    assert decoded == [(75, 100)]
    assert pixels(scan.data).size == (75, 100)


def test_a_jpeg_2000_that_cannot_be_halved_is_decoded_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scans, "LONGEST_SIDE", 100)

    scan = facsimile(encoded(page(600, 800), "JPEG2000", num_resolutions=1), "a01.jp2")

    assert pixels(scan.data).size == (75, 100)


def test_sixteen_bits_of_grey_keep_their_greys() -> None:
    deep = Image.new("I;16", (40, 30), 150 * 256)

    found = pixels(facsimile(encoded(deep, "TIFF"), "a01.tif").data)

    assert abs(found.getpixel((10, 10)) - 150) < 4


def test_a_colour_scan_stays_in_colour() -> None:
    found = pixels(facsimile(encoded(halves(), "TIFF"), "a01.tif").data)

    assert close(found.getpixel((5, 5)), (255, 0, 0), 20)
    assert close(found.getpixel((55, 5)), (0, 0, 255), 20)


def test_one_page_of_a_tiff_of_several_is_taken() -> None:
    first, second = page(mode="1"), Image.new("1", (90, 120), 0)
    both = encoded(first, "TIFF", save_all=True, append_images=[second])

    assert pixels(facsimile(both, "all.tif").data).size == (300, 400)
    assert pixels(facsimile(both, "all.tif", page=2).data).size == (90, 120)
    assert size_of(both, page=2) == (90, 120)
    with pytest.raises(ScanError):
        facsimile(both, "all.tif", page=3)


@pytest.mark.parametrize(("form", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png")])
def test_what_a_browser_shows_stays_as_it_is(form: str, suffix: str) -> None:
    data = encoded(halves(), form)

    scan = facsimile(data, "a01.anything")

    assert (scan.data, scan.suffix) == (data, suffix)


def test_a_scan_that_lies_on_its_side_is_stood_up() -> None:
    tags = Image.Exif()
    tags[0x0112] = 6
    aside = encoded(halves(60, 40), "TIFF", exif=tags)

    found = pixels(facsimile(aside, "a01.tif").data)

    assert found.size == (40, 60)
    assert size_of(aside) == (40, 60)


def test_nothing_but_the_pixels_is_kept(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[0x010F] = "Secret Scanner Works"
    source = tmp_path / "a01.tif"
    source.write_bytes(encoded(page(), "TIFF", exif=tags))

    assert b"Secret" not in facsimile(source, "a01.tif").data


# --- PDF


def pdf(*pages: Image.Image) -> bytes:
    return encoded(pages[0], "PDF", resolution=150, save_all=True, append_images=pages[1:])


def test_the_wanted_page_of_a_pdf_is_drawn_as_large_as_its_picture() -> None:
    data = pdf(page(300, 400), page(500, 200))

    assert pixels(facsimile(data, "a01.pdf").data).size == (300, 400)
    assert pixels(facsimile(data, "a01.pdf", page=2).data).size == (500, 200)


def test_a_pdf_in_black_and_white_is_a_png() -> None:
    scan = facsimile(pdf(page(mode="1")), "a01.pdf")

    assert scan.suffix == ".png"
    assert pixels(scan.data).mode == "1"


def test_a_large_pdf_is_drawn_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "LONGEST_SIDE", 120)

    assert max(pixels(facsimile(pdf(page()), "a01.pdf").data).size) <= 121


def test_a_page_that_a_pdf_does_not_have_is_said() -> None:
    assert "the PDF has no page 3" in said(pdf(page()), page=3)


def test_the_size_of_a_pdf_is_its_shape() -> None:
    width, height = size_of(pdf(page(300, 400))) or (0, 0)

    assert (width, height) == (144, 192)


# --- what cannot be shown


def said(data: bytes, page: int = 1) -> str:
    with pytest.raises(ScanError) as raised:
        facsimile(data, "reel/a01.tif", page=page)
    found = raised.value.problem
    assert found.path == "reel/a01.tif"
    assert "\n" not in found.line_text("zh") + found.line_text("en")
    assert found.message("zh") != found.message("en")
    return str(raised.value)


@pytest.mark.parametrize("form", ["TIFF", "JPEG2000", "PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_scan_that_is_cut_off_is_damaged(form: str, kept: float) -> None:
    data = encoded(noise(200, 150), form)

    assert "cut off or damaged" in said(data[: int(len(data) * kept)])


def test_a_pdf_that_is_cut_off_is_damaged() -> None:
    # What is left has no table of objects and half a picture.
    assert "cut off or damaged" in said(pdf(noise(200, 150))[:200])


def test_nothing_at_all_is_said() -> None:
    assert "empty" in said(b"")
    assert "not a picture" in said(b"Page one of the paper, as text.")
    assert "Git LFS" in said(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n")


def test_measurements_are_no_picture() -> None:
    assert "not a picture" in said(encoded(Image.new("F", (20, 20), 0.5), "TIFF"))


def test_too_many_pixels_are_refused_before_they_are_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    width, height = 60_000, 60_000
    data = bytearray(group4(Image.new("1", (8, 8), 1)))
    for tag, value in ((256, width), (257, height)):
        at = data.index(struct.pack("<H", tag), 8)
        data[at : at + 12] = struct.pack("<HHII", tag, 4, 1, value)
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("it was decoded"))

    assert f"3600 million pixels; {MAX_MEGAPIXELS} are allowed" in said(bytes(data))


def test_a_pdf_with_a_picture_of_too_many_pixels_is_refused() -> None:
    small = pdf(page(mode="1"))
    large = small.replace(b"/Width 300", b"/Width 99999").replace(b"/Height 400", b"/Height 99999")
    assert large != small

    assert "are allowed" in said(large)


def test_the_size_of_what_is_no_scan_is_not_known() -> None:
    assert size_of(b"") is None
    assert size_of(b"%PDF-1.4 and no more") is None
    assert size_of(encoded(page(), "TIFF")[:40]) is None


def test_noise_in_the_middle_of_a_scan_raises_nothing_else() -> None:
    for form in ("TIFF", "JPEG2000", "PDF"):
        data = encoded(page(120, 180), form)
        for at in range(0, len(data), max(1, len(data) // 60)):
            broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
            assert shown_or_said(broken)


def shown_or_said(data: bytes) -> bytes | str:
    try:
        return facsimile(data, "a01").data
    except ScanError as error:
        return str(error).replace("\n", "")


def test_a_fax_with_damaged_lines_says_nothing_to_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    data = bytearray(encoded(noise().convert("1"), "TIFF", compression="group4"))
    data[len(data) // 3 : len(data) // 2] = b"\x5a" * (len(data) // 2 - len(data) // 3)
    with contextlib.suppress(ScanError):
        facsimile(bytes(data), "a01.tif")

    assert capfd.readouterr().err == ""
