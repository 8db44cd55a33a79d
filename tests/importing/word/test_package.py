"""Word files that are none, are damaged, or were made to do harm: one note each, no traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from broadsheet.importing.notes import SourceError
from broadsheet.importing.sources import Options
from broadsheet.importing.word.source import KIND
from tests.importing.posts.blog import ISSUE
from tests.importing.word.papers import Paper

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    paper = Paper.new().text("秋收", style="Title").text("昨夜的大雨今晨停了。").picture()
    return paper.save(tmp_path_factory.mktemp("word")).read_bytes()


def refused(data: bytes, folder: Path, name: str = "a.docx") -> SourceError:
    path = folder / name
    path.write_bytes(data)
    listing = KIND.list(path, Options(issue=ISSUE))
    if listing.notes:
        return SourceError(listing.notes[0])
    (unit,) = listing.units
    with pytest.raises(SourceError) as caught:
        unit.read()
    return caught.value


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None], **extra: bytes) -> bytes:
    out = io.BytesIO()
    new = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(io.BytesIO(data)) as old, new:
        for name in old.namelist():
            made = change(name, old.read(name))
            if made is not None:
                new.writestr(name, made)
        for name, more in extra.items():
            new.writestr(name, more)
    return out.getvalue()


def same(_name: str, data: bytes) -> bytes:
    return data


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OLE + b"\0" * 600, "word-old-format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "word-protected"),
        (b"", "word-not-a-document"),
        (b"plain text", "word-not-a-document"),
        (b"PK\x03\x04 and nothing", "word-damaged"),
    ],
)
def test_what_is_no_docx_is_named(tmp_path: Path, data: bytes, kind: str) -> None:
    assert refused(data, tmp_path).note.words.kind == kind


def test_a_file_of_old_word_is_named_while_listing(tmp_path: Path) -> None:
    assert refused(OLE + b"\0" * 600, tmp_path, "a.doc").note.words.kind == "word-old-format"


def test_another_archive_is_no_document(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "x")

    assert refused(data.getvalue(), tmp_path).note.words.kind == "word-not-a-document"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, sound: bytes) -> None:
    bomb = rezipped(sound, same, **{"word/media/bomb.bin": b"\0" * 30_000_000})

    error = refused(bomb, tmp_path)
    assert error.note.words.kind == "word-unsafe"
    assert "bomb.bin" in error.note.text("en")


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/x.xml", "a\\b.xml", "c:x.xml"])
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, sound: bytes, name: str) -> None:
    assert refused(rezipped(sound, same, **{name: b"x"}), tmp_path).note.words.kind == "word-unsafe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, sound: bytes, encoding: str) -> None:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

    def change(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        text = data.decode("utf-8").replace("昨夜", "&a;")
        head, _, rest = text.partition("?>")
        return f"{head.replace('UTF-8', encoding)}?>{entity}{rest}".encode(encoding)

    assert refused(rezipped(sound, change), tmp_path).note.words.kind == "word-unsafe"


@pytest.mark.parametrize(
    "change",
    [
        lambda name, data: None if name == "word/document.xml" else data,
        lambda name, data: None if name == "[Content_Types].xml" else data,
        lambda name, data: None if name == "_rels/.rels" else data,
        lambda name, data: data[: len(data) // 2] if name == "word/document.xml" else data,
        lambda name, data: b"<x/>" if name == "word/document.xml" else data,
        lambda name, data: b"" if name == "word/styles.xml" else data,
    ],
    ids=["no text", "no types", "no relations", "cut off", "something else", "no styles"],
)
def test_damage_is_one_note(
    tmp_path: Path, sound: bytes, change: Callable[[str, bytes], bytes | None]
) -> None:
    kind = refused(rezipped(sound, change), tmp_path).note.words.kind

    assert kind in {"word-damaged", "word-not-a-document", "word-empty"}


def test_a_strict_document_is_named(tmp_path: Path, sound: bytes) -> None:
    def change(name: str, data: bytes) -> bytes:
        old = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return data.replace(old, b"http://purl.oclc.org/ooxml/officeDocument/relationships")

    assert refused(rezipped(sound, change), tmp_path).note.words.kind == "word-strict"


def test_damaged_bytes_never_raise_anything_else(tmp_path: Path, sound: bytes) -> None:
    chance = random.Random(7)
    path = tmp_path / "a.docx"
    for _ in range(60):
        data = bytearray(sound)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(bytes(data[: chance.randint(len(data) // 2, len(data))]))
        (unit,) = KIND.list(path, Options(issue=ISSUE)).units
        with suppress(SourceError):
            unit.read()


def test_damaged_parts_never_raise_anything_else(tmp_path: Path, sound: bytes) -> None:
    chance = random.Random(11)

    def change(name: str, data: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")) or chance.random() < 0.7:
            return data
        at = chance.randrange(len(data))
        cut = chance.choice([b"", b"<w:p/>", b'"', b"xml", data[at : at + 9]])
        return data[:at] + cut + data[at + chance.randint(0, 12) :]

    path = tmp_path / "a.docx"
    for _ in range(25):
        path.write_bytes(rezipped(sound, change))
        (unit,) = KIND.list(path, Options(issue=ISSUE)).units
        with suppress(SourceError):
            unit.read()
