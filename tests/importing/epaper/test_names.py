"""What files and folders are called, and how bytes become text."""

from __future__ import annotations

import datetime as dt

import pytest

from broadsheet.importing.epaper import names
from broadsheet.importing.epaper.decoding import decode
from broadsheet.importing.epaper.tree import target


@pytest.mark.parametrize(
    "name",
    [
        *("content_1.htm", "content_1.htm?div=-1", "content_1.htm@div=-1", "content_1.htm.html"),
        *("content_1.htm%3Fdiv=-1.html", "content_1.htm.1"),
    ],
)
def test_a_saved_name_is_told_for_the_one_on_the_server(name: str) -> None:
    assert names.as_served(name) == "content_1.htm"
    assert names.is_content(name)


@pytest.mark.parametrize(
    "name",
    [
        *("content_20191024_1_5.htm", "content_123.html", "con_5594.html", "con-746458.html"),
        *(
            "c213112.html",
            "nw.D110000bolin_20191024_1-01.htm",
            "CONTENT_1.HTM",
            "content_1_2.shtml",
        ),
    ],
)
def test_content_pages_are_told_by_their_names(name: str) -> None:
    assert names.is_content(name)
    assert not names.is_page_list(name)


@pytest.mark.parametrize(
    "name",
    ["node_2.htm", "node_01.html", "node_A01.html", "nbs.D110000bolin_01.htm", "col01.html"],
)
def test_page_lists_are_told_by_their_names(name: str) -> None:
    assert names.is_page_list(name)
    assert not names.is_content(name)


@pytest.mark.parametrize("name", ["index.htm", "navi.xml", "content.css", "company.html", "1.jpg"])
def test_other_files_are_neither(name: str) -> None:
    assert not names.is_page_list(name)
    assert not names.is_content(name)


@pytest.mark.parametrize(
    ("name", "sure", "code"),
    [
        ("node_01.html", False, "01"),
        ("node_A01.html", False, "A01"),
        ("nbs.D110000bolin_03.htm", False, "03"),
        ("node_12.html", True, "12"),
        ("node_187.htm", False, "None"),
        ("node_2.htm", False, "None"),
    ],
)
def test_only_names_that_are_codes_are_taken_for_codes(name: str, sure: bool, code: str) -> None:
    assert str(names.code_in(name, sure=sure)) == code


@pytest.mark.parametrize(
    ("path", "length"),
    [
        ("html/2019-10/24", 2),
        ("pc/layout/201910/24", 2),
        ("2019/10/24", 3),
        ("x/2019-10-24", 1),
        ("x/20191024", 1),
    ],
)
def test_the_day_is_in_the_folders(path: str, length: int) -> None:
    assert names.day_of(path.split("/")) == (dt.date(2019, 10, 24), length)


@pytest.mark.parametrize(
    "path", ["html/2019-13/24", "html/2019-10", "res/1", "24", "html/2019-10/24/x"]
)
def test_other_folders_name_no_day(path: str) -> None:
    assert names.day_of(path.split("/")) is None


@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("content_1.htm", "html/2019-10/24/content_1.htm"),
        ("./content_1.htm?div=-1#x", "html/2019-10/24/content_1.htm"),
        ("../../../res/1.jpg", "res/1.jpg"),
        ("..\\..\\..\\res\\1.jpg", "res/1.jpg"),
        ("../../../../../../etc/passwd", "etc/passwd"),
        ("/res/%E5%9B%BE.jpg", "res/图.jpg"),
        ("https://paper.example/res/1.jpg", "res/1.jpg"),
        ("//paper.example/res/1.jpg", "res/1.jpg"),
        *(("javascript:void(0)", ""), ("#", ""), ("mailto:a@b.example", ""), ("http://[", "")),
        *(("file:///etc/passwd", ""), ("a%00b.jpg", "")),
    ],
)
def test_a_link_means_a_path_of_the_site(href: str, path: str) -> None:
    assert target("html/2019-10/24", href) == path


# --- encodings

TEXT = '<meta charset="{}"><p>柏林镇的秋收进度过半，晚稻颗粒归仓。</p>'


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8-sig", "gbk"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("gb18030", "nonsense"),
        ("gb18030", "iso-8859-1"),
        ("utf-16", "utf-16"),
    ],
)
def test_a_text_is_read_whatever_it_says_of_its_encoding(encoding: str, declared: str) -> None:
    text = TEXT.format(declared)

    assert decode(text.encode(encoding)).text == text


def test_a_text_in_big5_is_read_when_it_says_so() -> None:
    text = '<meta charset="big5"><p>柏林鎮的秋收進度過半</p>'

    assert decode(text.encode("big5")).text == text


def test_a_character_of_gb18030_alone_is_read() -> None:
    assert decode("朱镕基𠮷㐂".encode("gb18030")).text == "朱镕基𠮷㐂"


def test_a_broken_byte_costs_one_character() -> None:
    data = TEXT.format("utf-8").encode()
    at = data.index("秋".encode())
    found = decode(data[:at] + b"\xff" + data[at:])

    assert found.lost == 1
    assert "的\ufffd秋收" in found.text


def test_a_text_cut_in_a_character_keeps_the_rest() -> None:
    found = decode(TEXT.format("utf-8").encode()[:-6])

    assert "晚稻颗粒归" in found.text
    assert decode(b"").text == ""
