"""XML and references from elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.importing.notes import SourceError
from broadsheet.importing.ocr import files
from broadsheet.importing.ocr.files import ForbiddenReference, find, read_xml


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "a.xml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read_xml(path, "a.xml")
    said = raised.value.note
    assert "\n" not in said.text("en") + said.text("zh")
    assert said.source == "a.xml"
    return said.words.kind


def test_names_are_read_without_their_namespaces(tmp_path: Path) -> None:
    root = read_xml(written(tmp_path, '<x:a xmlns:x="u" x:b="1">t<!-- n --><c/>u</x:a>'), "a")

    assert (root.name, root.attributes, root.text) == ("a", {"b": "1"}, "tu")
    assert [child.name for child in root.children] == ["c"]


def test_a_document_type_is_not_loaded_and_its_characters_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text('<!ENTITY own "secret">')

    root = read_xml(written(tmp_path, '<!DOCTYPE a SYSTEM "a.dtd"><a>&eacute; &own;</a>'), "a")

    assert root.text == "é &own;"


BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize(
    "text",
    [
        f"<!DOCTYPE a [{BILLION}]><a>&a9;</a>",
        f'<!DOCTYPE a [{BILLION}]><a b="&a9;"/>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        '<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>',
    ],
)
def test_entities_are_refused(tmp_path: Path, text: str) -> None:
    assert refused(written(tmp_path, text)) in ("xml-entities", "xml-damaged")


@pytest.mark.parametrize(
    "text",
    ["", "words", "<a><b></a>", "<a>&b", "<a>\x00</a>", b"\xff\xfe<\x00", "<a>" * 300],
)
def test_damage_is_one_line(tmp_path: Path, text: str | bytes) -> None:
    assert refused(written(tmp_path, text)) == "xml-damaged"


def test_an_encoding_that_nobody_knows_is_damage(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="martian"?><a/>'

    assert refused(written(tmp_path, text)) == "xml-damaged"


def test_sixteen_bits_are_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><a>灯塔</a>'.encode("utf-16")

    assert read_xml(written(tmp_path, text), "a").text == "灯塔"


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, f"<a>{'<b/>' * 50}</a>")

    monkeypatch.setattr(files, "MOST_ELEMENTS", 50)
    assert refused(path) == "xml-too-large"
    monkeypatch.setattr(files, "MOST_BYTES", 50)
    assert refused(path) == "xml-too-large"


def test_a_folder_or_nothing_is_unreadable(tmp_path: Path) -> None:
    assert refused(tmp_path) == "file-unreadable"
    assert refused(tmp_path / "none.xml") == "file-unreadable"


# --- references


@pytest.fixture
def root(tmp_path: Path) -> Path:
    inside = tmp_path / "root"
    (inside / "Pages").mkdir(parents=True)
    (inside / "Pages/One.TIF").write_bytes(b"1")
    (inside / "a b.xml").write_bytes(b"1")
    (tmp_path / "outside.xml").write_bytes(b"1")
    return inside


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("Pages/One.TIF", "Pages/One.TIF"),
        ("pages/one.tif", "Pages/One.TIF"),
        ("Pages\\One.TIF", "Pages/One.TIF"),
        ("file://./Pages/One.TIF", "Pages/One.TIF"),
        ("./Pages/../a%20b.xml", "a b.xml"),
        ("a b.xml", "a b.xml"),
        ("none.xml", None),
        ("Pages", None),
    ],
)
def test_what_is_beside_is_found(root: Path, reference: str, found: str | None) -> None:
    assert find(reference, root, root) == (root / found if found else None)


def test_what_is_above_may_be_named_within_the_source(root: Path) -> None:
    assert find("../a b.xml", root / "Pages", root) == root / "a b.xml"


@pytest.mark.parametrize(
    "reference",
    [
        "../outside.xml",
        "Pages/../../outside.xml",
        "%2e%2e/outside.xml",
        "..\\outside.xml",
        "/etc/passwd",
        "//host/share",
        "file:///etc/passwd",
        "file://./../outside.xml",
        "http://127.0.0.1:9/a",
        "C:/a.xml",
        "a\0b",
        "",
        "  ",
    ],
)
def test_what_is_outside_is_forbidden(root: Path, reference: str) -> None:
    with pytest.raises(ForbiddenReference):
        find(reference, root, root)


def test_links_within_the_source_are_followed_and_others_are_not(root: Path) -> None:
    (root / "in.xml").symlink_to(root / "a b.xml")
    (root / "out.xml").symlink_to(root.parent / "outside.xml")
    (root / "up").symlink_to(root.parent)

    assert find("in.xml", root, root) == root / "in.xml"
    for reference in ("out.xml", "up/outside.xml"):
        with pytest.raises(ForbiddenReference):
            find(reference, root, root)


def test_links_that_lead_in_circles_are_no_files(root: Path) -> None:
    (root / "one.xml").symlink_to(root / "two.xml")
    (root / "two.xml").symlink_to(root / "one.xml")

    assert find("one.xml", root, root) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "unit.xml")

    assert not files.begins_with(tmp_path / "unit.xml", "<unit")
    with pytest.raises(SourceError):
        read_xml(tmp_path / "unit.xml", "unit.xml")
