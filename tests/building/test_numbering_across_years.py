"""What the numbering tells of a day follows every change of the neighbours, over years as well."""

from __future__ import annotations

import calendar
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive import Newspaper, changes
from tests.building.test_incremental import assert_as_clean
from tests.site.published import Published, words

DAYS = ("2022-06-01", "2022-12-30", "2022-12-31", "2023-01-01", "2023-01-03", "2023-12-31",
        "2024-01-01", "2024-02-29", "2025-03-01")  # fmt: skip


def numbered(paper: Newspaper, name: str, whole: int | None = None, **keys: object) -> None:
    """Write an issue of one article; ``whole`` is its number over all years."""
    paper.issue(name, 1)
    lines = ["pages: A01 Front", *(f"{key}: {value}" for key, value in keys.items())]
    lines += [f"whole-number: {whole}"] if whole is not None else []
    paper.write(f"issues/{name[:4]}/{name}/issue.md", "\n".join(lines) + "\n")


def signs(paper: Newspaper, year: int) -> dict[str, str]:
    """``12-31`` -> what the calendar of the year says in words, for every day without an issue."""
    page = Published(paper.root / "output").page(f"{year}/index.html")
    found = {}
    for table in page.select("table.calendar"):
        month = words(table.caption)
        number = list(calendar.month_name).index(month.split()[0])
        for cell in table.select(".day-empty"):
            said = words(cell).split(" ", 1)
            found[f"{number:02d}-{int(said[0]):02d}"] = said[1]
    return found


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    """Issue 100 on 30 December 2022, issue 104 on 3 January 2023: three days, three numbers."""
    paper = Newspaper(tmp_path)
    numbered(paper, "2022-12-30", 100)
    numbered(paper, "2023-01-03", 104)
    assert paper.build().good
    return paper


def test_days_between_two_years_are_judged_in_both(paper: Newspaper) -> None:
    assert signs(paper, 2022)["12-31"] == "issue missing"
    assert [signs(paper, 2023)[day] for day in ("01-01", "01-02")] == ["issue missing"] * 2
    assert signs(paper, 2023)["01-04"] == "outside the archive"
    head = Published(paper.root / "output").page("2023/index.html").select_one(".archive-head")
    assert "2 issues missing this year" in words(head)


def test_an_issue_that_comes_tells_more_of_the_year_before(paper: Newspaper) -> None:
    before = paper.tree()
    numbered(paper, "2023-01-01", 101)

    assert assert_as_clean(paper)

    assert signs(paper, 2022)["12-31"] == "no paper that day"
    assert "2022/index.html" in changes(before, paper.tree())


def test_a_number_that_is_put_right_is_told_on_both_sides(paper: Newspaper) -> None:
    numbered(paper, "2023-01-03", 102)
    assert assert_as_clean(paper)
    page = Published(paper.root / "output").page("2022/index.html")
    assert signs(paper, 2022)["12-31"] == "issue perhaps missing"
    assert words(page.select_one(".gaps li")) == (
        "Of the 3 days from 31 December 2022 to 2 January 2023, 1 has an issue that is missing;"
        " the numbers do not tell which."
    )

    numbered(paper, "2023-01-03", 7)
    assert assert_as_clean(paper)
    assert signs(paper, 2022)["12-31"] == "numbering irregular"


def test_an_issue_that_goes_takes_what_it_told_along(paper: Newspaper) -> None:
    numbered(paper, "2021-05-01", 20)
    assert assert_as_clean(paper)
    paper.remove("issues/2022")
    assert assert_as_clean(paper)
    assert signs(paper, 2023)["01-02"] == "issue perhaps missing"
    assert signs(paper, 2021)["05-02"] == "issue perhaps missing"


def test_an_issue_in_the_middle_of_a_year_writes_no_page_of_another(paper: Newspaper) -> None:
    for name, whole in (("2023-06-01", 200), ("2023-06-05", 204), ("2024-06-01", 500)):
        numbered(paper, name, whole)
    assert paper.build().good
    before = paper.tree()

    numbered(paper, "2023-06-03", 202)
    assert paper.build().good

    calendars = {p for p in changes(before, paper.tree()) if p.endswith("/index.html")}
    assert not [p for p in calendars if p.startswith(("2022/", "2024/"))]


def test_a_day_with_an_evening_paper_alone_may_miss_its_main_paper(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path)
    numbered(paper, "2024-05-01", 10)
    numbered(paper, "2024-05-02-evening", 77)
    numbered(paper, "2024-05-03", 12)
    assert assert_as_clean(paper)
    page = Published(paper.root / "output").page("2024/index.html")
    cell = page.select_one('a[aria-label^="2 May 2024"]').parent  # type: ignore[union-attr]
    assert words(cell) == "2 The main paper: issue missing"
    assert "1 issue missing this year" in words(page.select_one(".archive-head"))


moves = st.lists(
    st.tuples(
        st.sampled_from([*DAYS, "2022-12-31-evening", "2024-05-01-evening"]),
        st.sampled_from(["whole", "year", "none", "gone"]),
        st.integers(1, 12),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=6)
@given(st.lists(moves, min_size=2, max_size=4))
def test_whatever_comes_and_goes_the_calendars_are_those_of_a_clean_build(
    steps: list[list[tuple[str, str, int]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paper = Newspaper(Path(folder))
        for name in ("2022-06-01", "2025-03-01"):
            numbered(paper, name, 5)
        for step in steps:
            for name, how, number in step:
                if how == "gone":
                    if (paper.content / f"issues/{name[:4]}/{name}").is_dir():
                        paper.remove(f"issues/{name[:4]}/{name}")
                elif how == "year":
                    numbered(paper, name, number=number)
                else:
                    numbered(paper, name, number if how == "whole" else None)
            assert assert_as_clean(paper)
