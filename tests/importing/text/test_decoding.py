"""Text from whatever program: every encoding a page comes in, and files that are damaged."""

from __future__ import annotations

import codecs

import pytest

from broadsheet.importing.notes import SourceError, Weight
from broadsheet.importing.text.decoding import decode, pages

CHINESE = (
    "春耕备耕有序推进\n\n本报讯（记者 沈栀）连日来，各乡镇抢抓农时，备足种子、化肥、农药。\n" * 3
)
ENGLISH = "The mayor’s “plan” for the café — at last — passed.\n" * 3


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (b"", "gb18030"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_chinese_is_read_in_any_encoding(bom: bytes, encoding: str) -> None:
    assert decode(bom + CHINESE.encode(encoding), "a01.txt") == (CHINESE, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_line_ends_of_every_kind_are_line_ends(end: str) -> None:
    text, said = decode(CHINESE.replace("\n", end).encode(), "a01.txt")

    assert (text, said) == (CHINESE, ())


def test_windows_1252_is_read_and_said_once() -> None:
    text, (said,) = decode(ENGLISH.encode("cp1252"), "a01.txt")

    assert text == ENGLISH
    assert (said.words.kind, said.words.weight) == ("text-windows-1252", Weight.LOOK)


def test_chinese_that_was_saved_as_windows_1252_is_turned_back_and_said_once() -> None:
    spoiled = "".join(
        chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
        for byte in CHINESE.encode()
    )
    text, (said,) = decode(spoiled.encode(), "a01.txt")

    assert text == CHINESE
    assert said.words.kind == "text-mended"


def test_chinese_that_was_spoiled_for_good_is_refused_in_one_line() -> None:
    spoiled = CHINESE.encode().decode("cp1252", "replace")

    with pytest.raises(SourceError) as refused:
        decode(spoiled.encode(), "a01.txt")

    assert refused.value.note.words.kind == "text-spoiled"
    assert "\n" not in refused.value.note.text("zh")


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 4, b"\x00\x01\x02\xff\xfe\x80" * 9])
def test_what_is_no_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(SourceError) as refused:
        decode(data, "a01.txt")

    assert refused.value.note.words.kind == "text-encoding-unknown"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_byte_is_said_with_its_line_and_the_rest_is_kept(encoding: str) -> None:
    data = CHINESE.encode(encoding)
    at = data.index("抢".encode(encoding))
    text, (said,) = decode(data[:at] + b"\xff" + data[at:], "a01.txt")

    assert (said.words.kind, said.line) == ("text-bytes-lost", 3)
    assert said.words.weight is Weight.LEFT_OUT
    assert text.replace("\ufffd", "") == CHINESE


def test_characters_that_were_lost_before_are_said() -> None:
    _text, (said,) = decode(CHINESE.replace("农", "\ufffd").encode(), "a01.txt")

    assert (said.words.kind, said.line) == ("text-characters-lost", 3)


def test_control_characters_are_left_out_and_said() -> None:
    text, (said,) = decode(CHINESE.replace("春耕", "春\x00\x1a耕").encode(), "a01.txt")

    assert text == CHINESE
    assert (said.words.kind, dict(said.values)["count"]) == ("text-control-characters", "6")


def test_form_feeds_part_pages_and_lines_count_on() -> None:
    assert list(pages("一\n二\n\f三\n\f\n\f四\n")) == [(1, "一\n二\n"), (3, "三\n"), (5, "四\n")]
