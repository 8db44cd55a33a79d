"""Batches as they are delivered, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import os
import pickle
from pathlib import Path

import pytest

from broadsheet.importing.mets import KIND
from broadsheet.importing.notes import SourceError, Weight
from broadsheet.photos.scans import facsimile
from broadsheet.reading.names import IssueName
from tests.importing.mets.papers import (
    alto,
    block,
    issue,
    kinds,
    listed,
    mets,
    paragraphs,
    read,
    scans,
    write,
)

TEXT = alto(block("b1", 20, 20, "the ferry to the island"))
REEL = "data/sn00000001/00279520001"


def batch(folder: Path) -> Path:
    """Three issues on a reel, two of them of one day."""
    lines = ""
    for name, values in {
        "1931102401": {},
        "1931102402": {"edition": "2", "caption": "Evening Edition"},
        "1931102501": {"date": "1931-10-25"},
    }.items():
        made = mets("1", **values)  # type: ignore[arg-type]
        place = folder / REEL / name
        write(place, {f"{name}.xml": made, "0001.xml": TEXT})
        scans(place, "0001")
        where = f"sn00000001/00279520001/{name}/{name}.xml"
        lines += f'<issue lccn="sn00000001" editionOrder="01">{where}</issue>'
    kind = "urn:library-of-congress:ndnp:mets:newspaper:reel"
    reel = f'<mets xmlns="http://www.loc.gov/METS/" TYPE="{kind}"/>'
    write(folder, {f"{REEL}/00279520001.xml": reel})
    write(
        folder / "data",
        {"batch.xml": f'<batch xmlns="http://www.loc.gov/ndnp" name="x">{lines}</batch>'},
    )
    return folder


def test_a_batch_is_listed_issue_by_issue(tmp_path: Path) -> None:
    found = listed(batch(tmp_path))

    assert [unit.name for unit in found.units] == [
        IssueName(dt.date(1931, 10, 24)),
        IssueName(dt.date(1931, 10, 24), "evening"),
        IssueName(dt.date(1931, 10, 25)),
    ]
    assert not found.notes
    assert found.units[1].read().edition_title == "Evening Edition"
    assert paragraphs(found.units[2].read().articles[0]) == ["the ferry to the island"]


def test_listing_opens_no_text_of_a_page(tmp_path: Path) -> None:
    folder = batch(tmp_path)
    for path in folder.rglob("0001.xml"):
        path.unlink()
        os.mkfifo(path)  # Whoever opened it would wait for ever.

    assert len(listed(folder).units) == 3


def test_an_issue_that_the_batch_names_and_that_is_not_here_is_said(tmp_path: Path) -> None:
    folder = batch(tmp_path)
    (folder / REEL / "1931102402/1931102402.xml").unlink()

    found = listed(folder)

    (said,) = found.notes
    assert said.words.kind == "issue-missing"
    assert said.source == str(folder / "data/batch.xml")
    assert "1931102402.xml" in said.text("en")
    assert len(found.units) == 2


@pytest.mark.parametrize("where", ["", "data", REEL, f"{REEL}/1931102401"])
def test_any_folder_of_a_batch_can_be_the_source(tmp_path: Path, where: str) -> None:
    source = batch(tmp_path) / where

    assert KIND.recognises(source)
    assert listed(source).units[0].name == IssueName(dt.date(1931, 10, 24))


def test_one_file_can_be_the_source(tmp_path: Path) -> None:
    path = issue(tmp_path, TEXT) / "1931102401.xml"

    assert KIND.recognises(path)
    assert not KIND.recognises(tmp_path / "0001.xml")
    assert read(path).name.date == dt.date(1931, 10, 24)


def test_the_same_edition_twice_is_named(tmp_path: Path) -> None:
    issue(tmp_path / "one", TEXT)
    issue(tmp_path / "two", TEXT)

    found = listed(tmp_path)

    assert len(found.units) == 1
    assert [note.words.kind for note in found.notes] == ["issue-twice"]
    assert str(tmp_path / "one") in found.notes[0].text("zh")


def test_reading_again_says_the_same(tmp_path: Path) -> None:
    (unit,) = listed(issue(tmp_path, TEXT)).units

    assert pickle.loads(pickle.dumps(unit)).read() == unit.read()


def test_a_metadata_file_of_docworks_is_understood(tmp_path: Path) -> None:
    """Files in groups by kind, addresses that begin with file://./, pages by their order."""
    text = (
        '<mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3"'
        ' xmlns:xlink="http://www.w3.org/TR/xlink"><mets:dmdSec ID="D"><mets:mdWrap><mets:xmlData>'
        "<mods:mods><mods:originInfo><mods:dateIssued>1931-10-24</mods:dateIssued>"
        "</mods:originInfo></mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec><mets:fileSec>"
        '<mets:fileGrp ID="IMGGRP" USE="Images"><mets:file ID="I1" MIMETYPE="image/jp2">'
        '<mets:FLocat LOCTYPE="URL" xlink:href="file://./Images/0001.JP2"/></mets:file>'
        '</mets:fileGrp><mets:fileGrp ID="ALTOGRP" USE="Text"><mets:file ID="A1" '
        'MIMETYPE="text/xml"><mets:FLocat LOCTYPE="URL" xlink:href="file://./alto\\1.xml"/>'
        '</mets:file></mets:fileGrp></mets:fileSec><mets:structMap TYPE="PHYSICAL">'
        '<mets:div TYPE="Newspaper"><mets:div TYPE="PAGE" ORDER="1"><mets:fptr><mets:par>'
        '<mets:area FILEID="I1"/><mets:area FILEID="A1"/></mets:par></mets:fptr></mets:div>'
        "</mets:div></mets:structMap></mets:mets>"
    )
    write(tmp_path, {"issue-METS.xml": text, "alto/1.xml": TEXT})
    scans(tmp_path / "images", "0001", forms=["jp2"])

    found = read(tmp_path)

    assert found.pages[0].image == tmp_path / "images/0001.jp2"
    assert paragraphs(found.articles[0]) == ["the ferry to the island"]


# --- what is missing or wrong


def test_a_page_of_which_nothing_is_here_is_said_once(tmp_path: Path) -> None:
    write(tmp_path, {"1931102401.xml": mets("1", "2"), "0002.xml": TEXT})
    scans(tmp_path, "0002")

    found = read(tmp_path)

    assert kinds(found) == ["page-missing"]
    said = next(note for note in found.notes if note.words.kind == "page-missing")
    assert said.words.weight is Weight.LEFT_OUT
    assert "0001.jp2" in said.text("en")
    assert said.line > 0
    assert [str(a.page) for a in found.articles] == ["2"]


def test_the_best_scan_that_is_here_is_taken(tmp_path: Path) -> None:
    folder = issue(tmp_path, TEXT)
    scans(folder, "0001", forms=["tif"])

    assert read(folder).pages[0].image == folder / "0001.jp2"
    (folder / "0001.jp2").unlink()
    assert read(folder).pages[0].image == folder / "0001.tif"
    (folder / "0001.tif").unlink()
    assert read(folder).pages[0].image == folder / "0001.pdf"
    assert facsimile(folder / "0001.pdf", "1").suffix == ".jpg"
    (folder / "0001.pdf").unlink()
    found = read(folder)
    assert found.pages[0].image is None
    assert kinds(found) == ["scan-missing"]


def test_text_that_is_not_here_is_said_and_the_scan_stays(tmp_path: Path) -> None:
    folder = issue(tmp_path, TEXT)
    (folder / "0001.xml").unlink()

    found = read(folder)

    assert kinds(found) == ["text-missing"]
    assert found.pages[0].image == folder / "0001.jp2"
    assert not found.articles


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEXT[:-40], "xml-damaged"),
        ("", "xml-damaged"),
        ("not XML", "xml-damaged"),
        ("<html><body>a page</body></html>", "text-format"),
        (
            '<!DOCTYPE alto [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><alto>&b;</alto>',
            "xml-entities",
        ),
    ],
)
def test_damaged_text_is_one_note_and_the_scan_stays(tmp_path: Path, text: str, kind: str) -> None:
    folder = issue(tmp_path, TEXT)
    (folder / "0001.xml").write_text(text)

    found = read(folder)

    assert kinds(found) == [kind]
    assert found.pages[0].image is not None
    assert not found.articles


@pytest.mark.parametrize(
    "reference",
    [
        "../../../secret.xml",
        "/etc/passwd",
        "file:///etc/passwd",
        "file://../../secret.xml",
        "http://127.0.0.1:9/0001.xml",
        "..%2f..%2fsecret.xml",
        "..\\..\\secret.xml",
    ],
)
def test_files_outside_of_the_source_are_never_opened(tmp_path: Path, reference: str) -> None:
    (tmp_path / "secret.xml").write_text(alto(block("b", 20, 20, "secret")))
    folder = issue(tmp_path / "a/b", TEXT)
    path = folder / "1931102401.xml"
    path.write_text(path.read_text("utf-8").replace("0001.xml", reference), "utf-8")

    found = read(folder)

    assert "reference-forbidden" in kinds(found)
    assert not found.articles


def test_a_damaged_mets_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = batch(tmp_path)
    broken = folder / REEL / "1931102401/1931102401.xml"
    broken.write_text(broken.read_text("utf-8")[:300], "utf-8")

    found = listed(folder)

    assert [unit.name.date.day for unit in found.units] == [24, 25]
    assert [(note.words.kind, note.source) for note in found.notes] == [
        ("xml-damaged", str(broken))
    ]


def test_a_mets_file_that_is_damaged_at_its_end_is_refused_when_it_is_read(tmp_path: Path) -> None:
    folder = issue(tmp_path, TEXT)
    path = folder / "1931102401.xml"
    path.write_text(path.read_text("utf-8")[:-100], "utf-8")
    (unit,) = listed(folder).units

    with pytest.raises(SourceError) as raised:
        unit.read()
    assert raised.value.note.words.kind == "xml-damaged"
    assert raised.value.note.line > 0


def test_a_mets_file_that_is_gone_after_it_was_listed_is_refused(tmp_path: Path) -> None:
    folder = issue(tmp_path, TEXT)
    (unit,) = listed(folder).units
    (folder / "1931102401.xml").unlink()

    with pytest.raises(SourceError):
        unit.read()


def test_an_issue_without_pages_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"1931102401.xml": mets()})
    (unit,) = listed(tmp_path).units

    with pytest.raises(SourceError) as raised:
        unit.read()
    assert raised.value.note.words.kind == "issue-without-pages"


@pytest.mark.parametrize("date", ["", "1931-13-45", "in autumn", "0000-00-00"])
def test_a_date_that_is_none_is_taken_from_the_files_name(tmp_path: Path, date: str) -> None:
    found = listed(issue(tmp_path, TEXT, date=date))

    assert found.units[0].name.date == dt.date(1931, 10, 24)
    assert [note.words.kind for note in found.notes] == ["date-from-name"]


def test_without_any_date_the_issue_must_be_given(tmp_path: Path) -> None:
    folder = issue(tmp_path, TEXT, date="")
    (folder / "1931102401.xml").rename(folder / "mets.xml")
    name = IssueName(dt.date(1931, 10, 30))

    assert [note.words.kind for note in listed(folder).notes] == ["issue-without-date"]
    assert [unit.name for unit in listed(folder, issue=name).units] == [name]


def test_a_folder_with_nothing_of_the_kind_says_so(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": "nothing", "other.xml": "<a/>"})

    assert not KIND.recognises(tmp_path)
    assert [note.words.kind for note in listed(tmp_path).notes] == ["nothing-found"]
