"""Pages of a digitised issue: their codes, and words for what has no words of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.importing.notes import Weight, Words
from broadsheet.model import PageCode
from broadsheet.problems import Language

OCR_TEXT = Words(
    "text-recognised",
    Weight.FYI,
    "the words were recognised by a program and nobody has read them; the scans show the print",
    "文字由程序识别，未经人工校对；以版面图为准",
)
PAGE_CODE = Words(
    "page-code-made",
    Weight.LOOK,
    'the page is called "{label}", which is no page code; it became page {code}',
    "版面写作“{label}”，不是版次；改成了 {code} 版",
)
SCAN_SHAPE = Words(
    "scan-shape",
    Weight.LOOK,
    "the scan of page {code} and the places of its words do not have one shape; look whether the "
    "regions are right",
    "{code} 版的扫描图与文字位置比例不合；请检查热区是否准确",
)
PAGE_EMPTY = Words(
    "page-missing",
    Weight.LEFT_OUT,
    "nothing of page {code} is here: {files}",
    "{code} 版的文件都不在：{files}",
)
SCAN_MISSING = Words(
    "scan-missing",
    Weight.LEFT_OUT,
    "there is no scan of page {code}: {files}",
    "没有 {code} 版的扫描图：{files}",
)

_SAME_SHAPE = 0.03
"""By how much the ratio of the sides may differ."""


def page_codes(labels: Sequence[str], groups: Sequence[int] = ()) -> list[PageCode]:
    """A code for each page, from what the page is called, all different. ``groups`` number the
    sections that begin with a page 1 again: theirs get a letter each.

    A page without a usable name, or with another page's, is called by its place.
    """
    read = [_read(label) for label in labels]
    if len(set(groups)) > 1 and _has_twins(read):
        read = [
            PageCode(chr(ord("A") + min(group, 25)), code.digits) if code else None
            for code, group in zip(read, groups, strict=True)
        ]
    taken = {code.sort_key for code in read if code}
    codes: list[PageCode] = []
    used: set[tuple[str, int]] = set()
    for at, code in enumerate(read):
        own = code if code and code.sort_key not in used else _free(at + 1, taken | used)
        used.add(own.sort_key)
        codes.append(own)
    return codes


def _has_twins(codes: Sequence[PageCode | None]) -> bool:
    keys = [code.sort_key for code in codes if code]
    return len(set(keys)) < len(keys)


def _free(number: int, taken: set[tuple[str, int]]) -> PageCode:
    while ("", number) in taken:
        number += 1
    return PageCode("", str(number))


_TURNED = re.compile(r"(\d{1,3})[- ]?([A-Za-z])")


def _read(label: str) -> PageCode | None:
    """``3``, ``[3]``, ``A1``, ``A-1``, ``1A``, ``Page 3``, ``第3版``."""
    text = re.sub(r"^\W*(?:page|pp?\.)\s*", "", label.strip(), flags=re.IGNORECASE)
    text = text.strip("[](){}. ")
    if turned := _TURNED.fullmatch(text):
        text = turned[2] + turned[1]
    code = PageCode.parse(re.sub(r"(?<=[A-Za-z])[- ](?=\d)", "", text))
    return PageCode(code.letters, str(int(code.digits))) if code and code.digits else None


def is_code(label: str) -> bool:
    return _read(label) is not None


def page_words(code: PageCode, language: Language) -> str:
    return f"第{code}版" if language == "zh" else f"Page {code}"


def untitled(code: PageCode | None, language: Language) -> str:
    """A headline for a piece that was printed without one."""
    if code is None:
        return "无题" if language == "zh" else "Untitled"
    return f"无题（第{code}版）" if language == "zh" else f"Untitled (page {code})"


_KINDS: dict[str, tuple[str, str]] = {
    "masthead": ("Nameplate", "报头"),
    "advertisement": ("Advertisement", "广告"),
    "ad": ("Advertisement", "广告"),
    "obituary": ("Obituary", "讣告"),
    "death_notice": ("Death notice", "讣告"),
    "weather": ("Weather", "天气"),
    "table": ("Table", "表格"),
    "illustration": ("Picture", "图片"),
    "title_section": ("Nameplate", "报头"),
}


def kind_words(kind: str, language: Language) -> str:
    """What a piece without a headline is, by the name that its source gives to its kind; empty
    where that says nothing."""
    words = _KINDS.get(kind.casefold(), ("", ""))
    return words[1] if language == "zh" else words[0]


def have_one_shape(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Whether two pages of these widths and heights can be one."""
    if min(*first, *second) <= 0:
        return False
    ratio = (first[0] / first[1]) / (second[0] / second[1])
    return abs(ratio - 1) <= _SAME_SHAPE
