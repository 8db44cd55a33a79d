"""What the names of files and folders say."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing.text.naming import Named, named
from broadsheet.model import PageCode
from broadsheet.reading.names import IssueName
from tests.importing.text.desk import DAY, ISSUE


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("2019-10-24/a01.txt", "A01"),
        ("2019-10-24/第4版.txt", "4"),
        ("2019-10-24/04.txt", "04"),
        ("2019-10-24/A03要闻.txt", "A03"),
        ("2019/10/24/page-3.txt", "3"),
        ("2019-10/24/b2.txt", "B2"),
        ("20191024-A01.txt", "A01"),
        ("2019-10-24_a01.txt", "A01"),
        ("A01-20191024.txt", "A01"),
        ("2019年10月24日第2版.txt", "2"),
        ("2019-10-24.txt", ""),
        ("2019-10-24/front.txt", ""),
    ],
)
def test_names_say_day_and_page(path: str, page: str) -> None:
    assert named(Path("papers", path)) == Named(ISSUE, PageCode.parse(page))


def test_a_folder_names_an_edition() -> None:
    assert named(Path("2019-10-24-evening/a01.txt")).issue == IssueName(DAY, "evening")


@pytest.mark.parametrize("path", ["front.txt", "2019-13-40.txt", "issue 1234567890.txt"])
def test_other_names_say_no_day(path: str) -> None:
    assert named(Path("papers", path)).issue is None
