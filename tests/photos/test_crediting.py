"""A published file tells who took the picture and whose it is, when the paper asks; no more."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import ExifTags, Image, IptcImagePlugin

from broadsheet.model import PictureFacts
from broadsheet.photos.plan import Note, Rendition, plan_of
from broadsheet.photos.rendering import render
from tests.photos.pictures import XMP, encoded, exif, halves

NOTE = Note(creators=("王小禾", "Ann Lee"), credit="王小禾 Ann Lee 摄", rights="青禾日报社 & 印")


def files(source: Path, note: Note, transparent: bool = False) -> list[tuple[Rendition, bytes]]:
    facts = PictureFacts("0" * 40, 60, 40, "JPEG", transparent)
    renditions = plan_of(facts, "a", note, avif=True).files
    return [(rendition, render(source, rendition)) for rendition in renditions]


def photograph(folder: Path) -> Path:
    """A photograph that tells its camera, its place and a stranger's name."""
    source = folder / "a.jpg"
    source.write_bytes(encoded(halves(), "JPEG", exif=exif(1), xmp=XMP, comment=b"secret comment"))
    return source


@pytest.mark.parametrize("transparent", [False, True])
def test_every_format_tells_the_photographer_and_the_owner(
    tmp_path: Path, transparent: bool
) -> None:
    for rendition, data in files(photograph(tmp_path), NOTE, transparent):
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            tags = picture.getexif()
            packet = picture.info.get("xmp") or picture.info["XML:com.adobe.xmp"].encode()
        assert _utf8(tags[ExifTags.Base.Artist]) == "王小禾; Ann Lee", rendition.name
        assert _utf8(tags[ExifTags.Base.Copyright]) == "© 青禾日报社 & 印", rendition.name
        assert set(tags) == {ExifTags.Base.Artist, ExifTags.Base.Copyright}
        text = packet.decode()
        assert re.findall(r"<rdf:li>([^<]*)</rdf:li>", text) == ["王小禾", "Ann Lee"]
        assert "<photoshop:Credit>王小禾 Ann Lee 摄</photoshop:Credit>" in text
        assert "© 青禾日报社 &amp; 印</rdf:li></rdf:Alt></dc:rights>" in text


def _utf8(value: str) -> str:
    """Pillow reads EXIF text as Latin-1."""
    return value.encode("latin-1").decode()


def test_a_jpeg_tells_it_to_programs_that_know_iptc_alone(tmp_path: Path) -> None:
    data = next(d for r, d in files(photograph(tmp_path), NOTE) if r.suffix == ".jpg")
    with Image.open(io.BytesIO(data)) as picture:
        found = IptcImagePlugin.getiptcinfo(picture)
    assert found == {
        (1, 90): b"\x1b%G",
        (2, 80): ["王小禾".encode(), b"Ann Lee"],
        (2, 110): "王小禾 Ann Lee 摄".encode(),
        (2, 116): "© 青禾日报社 & 印".encode(),
    }


def test_nothing_that_the_camera_wrote_comes_with_it(tmp_path: Path) -> None:
    for note in (NOTE, Note()):
        for rendition, data in files(photograph(tmp_path), note):
            for secret in (b"ecret", b"lens", b"GPS", b"ICC_PROFILE", b"iCCP"):
                assert secret not in data, rendition.name


def test_without_a_note_a_file_tells_nothing(tmp_path: Path) -> None:
    for transparent in (False, True):
        for rendition, data in files(photograph(tmp_path), Note(), transparent):
            for sign in (b"Exif", b"EXIF", b"eXIf", b"xmp", b"adobe", b"8BIM", b"iTXt", b"tEXt"):
                assert sign not in data, rendition.name


def test_a_note_with_one_word_has_that_word_alone(tmp_path: Path) -> None:
    for _, data in files(photograph(tmp_path), Note(rights="青禾日报社")):
        with Image.open(io.BytesIO(data)) as picture:
            assert set(picture.getexif()) == {ExifTags.Base.Copyright}


def test_a_very_long_credit_line_is_cut(tmp_path: Path) -> None:
    note = Note(("名" * 40_000,) * 90, "摄" * 40_000, "权" * 40_000)
    data = next(d for r, d in files(photograph(tmp_path), note) if r.suffix == ".jpg")
    with Image.open(io.BytesIO(data)) as picture:
        found = IptcImagePlugin.getiptcinfo(picture)
    assert found is not None
    assert found[2, 110].decode() == "摄" * 500


def test_the_same_note_gives_the_same_bytes(tmp_path: Path) -> None:
    source = photograph(tmp_path)
    assert files(source, NOTE) == files(source, NOTE)
