"""Codes for pages, whatever they are called."""

from __future__ import annotations

import pytest

from broadsheet.importing.ocr.pages import page_codes


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["[1]", "Page 2", "p. 3", "第4版"], ["1", "2", "3", "4"]),
        (["A1", "B-1", "2C", "a02"], ["A1", "B1", "C2", "A2"]),
        (["1", "1", "2"], ["1", "3", "2"]),
        (["", "cover", "1"], ["2", "3", "1"]),
        (["iv", "9999", "0"], ["1", "2", "3"]),
        (["01", "1"], ["1", "2"]),
    ],
)
def test_every_page_has_a_code_of_its_own(labels: list[str], codes: list[str]) -> None:
    assert [str(code) for code in page_codes(labels)] == codes


def test_sections_that_count_anew_have_letters() -> None:
    assert [str(c) for c in page_codes(["1", "2", "1"], [0, 0, 1])] == ["A1", "A2", "B1"]
    assert [str(c) for c in page_codes(["1", "2", "3"], [0, 0, 1])] == ["1", "2", "3"]
