"""How large a picture file is, from its header."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.photos.sizing import size_of
from tests.photos.pictures import exif, halves, saved


@pytest.mark.parametrize("suffix", ["JPEG", "PNG", "GIF", "WEBP", "TIFF"])
def test_a_picture_tells_its_size(tmp_path: Path, suffix: str) -> None:
    saved(tmp_path / "a", halves(60, 40), suffix)

    assert size_of(tmp_path / "a") == (60, 40)


def test_a_picture_that_lies_on_its_side_is_set_upright(tmp_path: Path) -> None:
    saved(tmp_path / "a.jpg", halves(60, 40), "JPEG", exif=exif(6))

    assert size_of(tmp_path / "a.jpg") == (40, 60)


@pytest.mark.parametrize("data", [b"", b"<html>404</html>", b"\xff\xd8\xff", b"%PDF-1.4"])
def test_what_is_no_picture_has_no_size(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(data)

    assert size_of(tmp_path / "a.jpg") is None
    assert size_of(tmp_path / "b.jpg") is None
    assert size_of(tmp_path) is None
