"""A picture file is judged: whole or not, what it is, how large it stands upright."""

from __future__ import annotations

import random
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.model import PictureFacts
from broadsheet.photos.inspecting import PICTURE_SUFFIXES, inspect
from broadsheet.photos.plan import plan_of
from broadsheet.photos.rendering import render
from broadsheet.problems import Problem, errors
from tests.photos.pictures import encoded, exif, halves, noise, saved

DIGEST = "0123456789abcdef0123456789abcdef01234567"
FRAMES = {"save_all": True, "append_images": [halves().transpose(Image.Transpose.ROTATE_180)]}

WHOLE = {
    "photo.jpg": encoded(noise(), "JPEG", exif=exif(6)),
    "progressive.jpeg": encoded(noise(), "JPEG", progressive=True),
    "print.jpg": encoded(noise().convert("CMYK"), "JPEG"),
    "photo.png": encoded(noise(), "PNG"),
    "palette.png": encoded(noise().quantize(16), "PNG", transparency=3),
    "deep.png": encoded(Image.new("I;16", (60, 40), 40000), "PNG"),
    "photo.webp": encoded(noise(), "WEBP"),
    "lossless.webp": encoded(noise().convert("RGBA"), "WEBP", lossless=True),
    "chart.gif": encoded(noise(), "GIF"),
    "scan.tif": encoded(noise(), "TIFF", exif=exif(6)),
    "packed.tiff": encoded(noise(), "TIFF", compression="tiff_adobe_deflate"),
    "old.bmp": encoded(noise(), "BMP"),
    "new.avif": encoded(noise(), "AVIF"),
    "phone.heic": encoded(noise(), "HEIF", exif=exif(6).tobytes()),
    "phone.heif": encoded(noise().convert("RGBA"), "HEIF"),
}


def judged(folder: Path, name: str, data: bytes) -> tuple[PictureFacts | None, list[Problem]]:
    file = folder / name
    file.write_bytes(data)
    return inspect(f"issues/2019-10-24/{name}", file, DIGEST)


def kinds(problems: list[Problem]) -> list[str]:
    return [p.kind for p in problems]


def values(problem: Problem) -> dict[str, str]:
    return dict(problem.values)


def png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and has next to no pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 64)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_picture_of_every_format_has_facts_and_no_problem(
    tmp_path: Path, name: str
) -> None:
    facts, problems = judged(tmp_path, name, WHOLE[name])
    assert problems == []
    assert facts is not None
    assert facts.digest == DIGEST
    upright = (40, 60) if name in ("photo.jpg", "scan.tif", "phone.heic") else (60, 40)
    assert (facts.width, facts.height) == upright


def test_every_suffix_of_a_whole_picture_is_known() -> None:
    assert {Path(name).suffix for name in WHOLE} == PICTURE_SUFFIXES


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_picture_cut_off_is_found(tmp_path: Path, name: str, share: float) -> None:
    data = WHOLE[name]
    facts, problems = judged(tmp_path, name, data[: int(len(data) * share)])
    assert facts is None
    assert kinds(problems) == ["picture-truncated"]


@pytest.mark.parametrize("name", ["moving.gif", "moving.webp", "moving.png"])
def test_a_moving_picture_shows_its_first_frame_and_says_so(tmp_path: Path, name: str) -> None:
    fmt = Path(name).suffix[1:].upper()
    data = encoded(halves(), fmt, **FRAMES)
    facts, problems = judged(tmp_path, name, data)
    assert facts == PictureFacts(DIGEST, 60, 40, fmt, flat=fmt == "GIF")
    assert kinds(problems) == ["picture-frames"]
    assert errors(problems) == []
    assert kinds(judged(tmp_path, name, data[:-20])[1]) == ["picture-truncated"]


def test_the_second_picture_in_a_phones_jpeg_is_no_matter(tmp_path: Path) -> None:
    facts, problems = judged(tmp_path, "phone.jpg", encoded(halves(), "MPO", **FRAMES))
    assert facts == PictureFacts(DIGEST, 60, 40, "JPEG")
    assert problems == []


def test_a_changed_byte_in_a_png_is_found(tmp_path: Path) -> None:
    data = bytearray(WHOLE["photo.png"])
    data[len(data) // 2] ^= 1
    assert kinds(judged(tmp_path, "photo.png", bytes(data))[1]) == ["picture-truncated"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_sides_are_those_of_the_upright_picture(tmp_path: Path, orientation: int) -> None:
    for fmt, name in (("JPEG", "a.jpg"), ("TIFF", "a.tif"), ("PNG", "a.png"), ("WEBP", "a.webp")):
        facts, _ = judged(tmp_path, name, encoded(halves(), fmt, exif=exif(orientation)))
        assert facts is not None
        assert (facts.width, facts.height) == ((60, 40) if orientation < 5 else (40, 60)), fmt


def test_an_empty_file_is_named_as_empty(tmp_path: Path) -> None:
    assert kinds(judged(tmp_path, "a.jpg", b"")[1]) == ["picture-empty"]


def test_a_git_lfs_pointer_is_named_as_one(tmp_path: Path) -> None:
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"4" * 64 + b"\nsize 9\n"
    assert kinds(judged(tmp_path, "a.jpg", pointer)[1]) == ["picture-lfs"]


@pytest.mark.parametrize(
    "data", [b"not a picture", b"\0" * 4000, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"x"]
)
def test_what_is_no_picture_is_unreadable(tmp_path: Path, data: bytes) -> None:
    facts, problems = judged(tmp_path, "a.svg", data)
    assert facts is None
    assert kinds(problems) == ["picture-unreadable"]


def test_a_picture_without_agreed_black_and_white_is_unreadable(tmp_path: Path) -> None:
    data = encoded(Image.new("F", (4, 4), 0.5), "TIFF")
    assert kinds(judged(tmp_path, "a.tif", data)[1]) == ["picture-unreadable"]


@pytest.mark.parametrize("size", [(60_000, 60_000), (20_001, 10_000), (2_147_483_647, 1)])
def test_a_bomb_is_judged_by_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    facts, problems = judged(tmp_path, "a.png", png_header(*size))
    assert facts is None
    assert kinds(problems) == ["picture-too-large"]
    assert int(values(problems[0])["megapixels"]) > int(values(problems[0])["limit"]) == 200


def test_the_pillow_of_others_keeps_its_own_guard(tmp_path: Path) -> None:
    before = Image.MAX_IMAGE_PIXELS
    judged(tmp_path, "a.png", png_header(60_000, 60_000))
    assert Image.MAX_IMAGE_PIXELS == before is not None


def test_a_large_picture_within_the_limit_gives_no_warning(tmp_path: Path) -> None:
    data = encoded(Image.new("1", (12_000, 9_000)), "TIFF", compression="group4")
    facts, problems = judged(tmp_path, "page.tif", data)
    assert facts == PictureFacts(DIGEST, 12_000, 9_000, "TIFF")
    assert problems == []


@pytest.mark.parametrize("size", [(1, 1), (10, 1), (1, 20_000)])
def test_tiny_and_thin_pictures_are_pictures(tmp_path: Path, size: tuple[int, int]) -> None:
    facts, problems = judged(tmp_path, "a.png", encoded(Image.new("L", size), "PNG"))
    assert facts == PictureFacts(DIGEST, *size, "PNG")
    assert problems == []


def test_a_wrong_suffix_is_answered_with_the_right_one(tmp_path: Path) -> None:
    facts, problems = judged(tmp_path, "harvest.jpg", WHOLE["photo.png"])
    assert facts is not None
    assert kinds(problems) == ["picture-suffix"]
    assert values(problems[0]) == {"actual": "PNG", "suffix": ".jpg", "right": ".png"}
    assert problems[0].path == "issues/2019-10-24/harvest.jpg"


@pytest.mark.parametrize("name", ["A.JPG", "a.Jpeg"])
def test_letter_case_of_a_suffix_is_free(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, name, WHOLE["progressive.jpeg"])[1] == []


def test_a_file_that_is_gone_is_no_matter_of_pictures(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        inspect("a.jpg", tmp_path / "a.jpg", DIGEST)


@pytest.mark.parametrize("name", [name for name in WHOLE if not name.endswith((".tif", ".tiff"))])
def test_damage_anywhere_is_a_problem_or_a_picture_that_can_be_drawn(
    tmp_path: Path, name: str
) -> None:
    chance = random.Random(name)
    for round_ in range(25):
        data = bytearray(WHOLE[name])
        for _ in range(chance.choice((1, 3, 20))):
            reach = len(data) if round_ % 2 else min(len(data), 300)
            data[chance.randrange(reach)] = chance.choice((0, 255, chance.randrange(256)))
        facts, problems = judged(tmp_path, name, bytes(data))
        assert facts is not None or len(problems) == 1
        if facts is not None and not errors(problems):
            rendition = plan_of(facts, "a").main
            if rendition.width * rendition.height < 1_000_000:
                assert render(tmp_path / name, rendition)


def test_every_problem_has_words_in_both_languages(tmp_path: Path) -> None:
    cases = [
        judged(tmp_path, "a.jpg", b""),
        judged(tmp_path, "a.jpg", WHOLE["photo.jpg"][:900]),
        judged(tmp_path, "a.jpg", WHOLE["photo.png"]),
        judged(tmp_path, "a.png", png_header(60_000, 60_000)),
        judged(tmp_path, "a.gif", encoded(halves(), "GIF", **FRAMES)),
    ]
    for _, problems in cases:
        assert len(problems) == 1
        assert "{" not in problems[0].line_text("en") + problems[0].line_text("zh")


def test_broken_exif_says_nothing(tmp_path: Path) -> None:
    saved(tmp_path / "a.jpg", halves(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff\0\1\1\x12")
    facts, problems = inspect("a.jpg", tmp_path / "a.jpg", DIGEST)
    assert facts == PictureFacts(DIGEST, 60, 40, "JPEG")
    assert problems == []
