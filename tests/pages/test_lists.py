"""The lists between the home page and the article: years, days, people, photographs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from broadsheet.catalog_rows import MonthCount
from broadsheet.pages.index_pages import decades, year_blocks
from broadsheet.pages.views import PhotoEntry, Picture, Teaser
from tests.archive import Newspaper, changes, photograph
from tests.building.test_incremental import assert_as_clean
from tests.site.published import Published, words


def test_a_year_in_short_has_twelve_months_and_tells_how_full_each_is() -> None:
    counts = [MonthCount(2023, 12, 1, 1, 4), MonthCount(2024, 1, 62, 31, 400),
              MonthCount(2024, 2, 15, 15, 90), MonthCount(2024, 3, 4, 4, 9)]  # fmt: skip

    newest, oldest = year_blocks(counts)

    assert (newest.year, newest.issue_count, newest.article_count) == (2024, 81, 499)
    assert [month.share for month in newest.months] == [4, 2, 1, *[0] * 9]
    assert [month.path for month in newest.months][1:4] == [
        "2024/02/index.html",
        "2024/03/index.html",
        "",
    ]
    assert [month.share for month in oldest.months] == [*[0] * 11, 1]


def test_few_years_stand_as_one_and_many_by_decades() -> None:
    def wall(years: range) -> list[tuple[int, list[int]]]:
        blocks = year_blocks([MonthCount(year, 5, 1, 1, 1) for year in years])
        return [(d.first, [block.year for block in d.years]) for d in decades(blocks)]

    assert wall(range(0)) == []
    assert wall(range(2018, 2020)) == [(0, [2019, 2018])]
    assert [first for first, _ in wall(range(1998, 2021))] == [2020, 2010, 2000, 1990]
    assert wall(range(1998, 2021))[-1] == (1990, [1999, 1998])
    assert len(wall(range(1900, 2020))) == 12


@pytest.mark.parametrize(
    ("size", "shape"),
    [((100, 300), "tall"), ((2, 3), "upright"), ((1, 1), "square"), ((3, 2), "landscape"),
     ((2, 1), "wide"), ((3, 1), "panorama")],
)  # fmt: skip
def test_a_photograph_takes_room_by_its_shape(size: tuple[int, int], shape: str) -> None:
    teaser = Teaser("a.html", "甲", dt.date(2024, 5, 1))
    assert PhotoEntry(Picture("a.jpg", *size), teaser).shape == shape


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    return Newspaper(tmp_path)


def built(paper: Newspaper) -> Published:
    assert assert_as_clean(paper)
    return Published(paper.root / "output")


# --- photographs ---------------------------------------------------------------------------------


def pictured(paper: Newspaper, issue: str, name: str, shade: int, credit: str = "") -> None:
    by = f" (Photo: {credit})" if credit else ""
    paper.article(issue, name, f"About {name}", text=f"![Cutline of {name}{by}]({name}.jpg)")
    paper.write(f"issues/{issue[:4]}/{issue}/{name}.jpg", photograph(shade))


def wall(site: Published, month: str) -> list[str]:
    return [words(cutline) for cutline in site.page(f"photos/{month}.html").select(".cutline")]


def test_a_month_of_photographs_shows_each_once_newest_day_first(paper: Newspaper) -> None:
    pictured(paper, "2024-05-01", "one", 1, "Tom Marsh")
    pictured(paper, "2024-05-01", "two", 2)
    pictured(paper, "2024-05-03", "again", 1)
    pictured(paper, "2024-05-03", "three", 3)
    pictured(paper, "2024-07-01", "later", 1)
    site = built(paper)

    assert wall(site, "2024-05") == ["Cutline of three", "Cutline of one", "Cutline of two"]
    assert wall(site, "2024-07") == ["Cutline of later"]
    may = site.page("photos/2024-05.html")
    assert words(may.select_one(".photo-credit")) == "(Photo: Tom Marsh)"
    assert words(may.select_one(".wall-story a")) == "About three"
    assert "photos/2024-07.html" in {r.path for r in site.references("photos/2024-05.html")}
    counts = [
        words(count) for count in site.page("photos/index.html").select(".photo-month .count")
    ]
    assert counts == ["1 photograph", "3 photographs"]
    assert "photos/2024-05.html" in site.text("sitemaps/2024.xml")
    assert site.broken() == []


def test_photographs_that_come_and_go_change_their_months_and_the_neighbours(
    paper: Newspaper,
) -> None:
    pictured(paper, "2024-05-01", "one", 1)
    pictured(paper, "2024-07-01", "two", 2)
    built(paper)
    pictured(paper, "2024-06-01", "between", 3)
    site = built(paper)
    assert "photos/2024-06.html" in {r.path for r in site.references("photos/2024-05.html")}
    paper.article("2024-06-01", "between", text="No picture any more.")
    paper.remove("issues/2024/2024-06-01/between.jpg")
    site = built(paper)
    assert "photos/2024-06.html" not in site.files
    assert "photos/2024-07.html" in {r.path for r in site.references("photos/2024-05.html")}


def test_a_photographers_page_shows_the_photographs_that_bear_the_name(paper: Newspaper) -> None:
    pictured(paper, "2024-05-01", "one", 1, "Tom Marsh")
    pictured(paper, "2024-05-02", "two", 2, "Ann Lee")
    site = built(paper)
    shown = site.page("people/tom-marsh/index.html").select(".person-photos .cutline")
    assert [words(cutline) for cutline in shown] == ["Cutline of one"]


# --- a person's record ---------------------------------------------------------------------------


def test_a_record_counts_by_role_and_year_and_each_count_leads_to_its_articles(
    paper: Newspaper,
) -> None:
    pictured(paper, "2023-05-01", "one", 1, "Ann Lee")
    paper.article("2024-05-01", "two", "Rain", byline="By Ann Lee", section="News")
    paper.article("2024-05-02", "three", "=1+1", byline="By Ann Lee")
    paper.article("2024-05-03", "four", "Ann Lee retires", people="Ann Lee")
    site = built(paper)

    page = site.page("people/ann-lee/index.html")
    rows = [[words(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]
    heads = [words(cell) for cell in page.select("thead th")]
    assert heads[0] == "Year"
    assert heads[-3:] == ["Photographer", "In the story", "Articles"]
    assert [row[0] for row in rows] == ["2024", "2023"]
    assert rows[0][-3:] == ["0", "1", "3"]
    assert rows[1][-3:] == ["1", "0", "1"]
    assert site.broken() == []

    table = site.bytes("people/ann-lee/articles.csv")
    assert table.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline="")))
    assert [line["headline"] for line in lines] == [
        "About one",
        "Rain",
        "'=1+1",
        "Ann Lee retires",
    ]
    assert len(site.bytes("people/ann-lee/2023.csv").splitlines()) == 2
    whole = site.text("people/ann-lee/articles.bib")
    assert whole.count("\n@") + whole.startswith("@") == 3
    links = {r.path for r in site.references("people/ann-lee/2024.html")}
    assert {"people/ann-lee/2024.csv", "people/ann-lee/2024.bib"} <= links


def test_who_only_stands_in_a_story_has_nothing_to_cite(paper: Newspaper) -> None:
    paper.article("2024-05-01", "one", people="Ann Lee")
    site = built(paper)
    assert "people/ann-lee/articles.csv" in site.files
    assert not [name for name in site.files if name.endswith(".bib")]


def test_a_long_record_is_there_by_the_year(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.pages.index_pages.WHOLE_RECORD", 2)
    for number in range(3):
        paper.article(f"2024-05-0{number + 1}", "a", byline="By Ann Lee")
    site = built(paper)
    assert "people/ann-lee/articles.csv" not in site.files
    assert {"people/ann-lee/2024.csv", "people/ann-lee/2024.bib"} <= site.files
    assert "Each year's page" in words(site.page("people/ann-lee/index.html").main)


# --- months, days, directories -------------------------------------------------------------------


def test_a_month_leads_to_the_same_month_of_other_years(paper: Newspaper) -> None:
    for name in ("2020-05-01", "2022-05-01", "2022-06-01"):
        paper.issue(name, 1)
    built(paper)
    before = paper.tree()
    paper.issue("2024-05-09", 1)
    site = built(paper)
    row = [words(link) for link in site.page("2022/05/index.html").select(".same-month a")]
    assert row == ["May 2020", "May 2024"]
    assert "2022/05/index.html" in changes(before, paper.tree())


def test_a_day_in_other_years_says_how_far_apart_they_are(paper: Newspaper) -> None:
    for name in ("2018-05-01", "2023-05-01", "2024-05-01", "2024-05-01-evening"):
        paper.issue(name, 1)
    site = built(paper)
    page = site.page("days/05-01.html")
    assert [words(name) for name in page.select(".day-year-name")] == [
        "2024",
        "2023 1 year earlier",
        "2018 6 years earlier",
    ]
    first = page.select_one(".day-year")
    assert first
    assert len(first.select(".issue-entry")) == 2


def test_directories_count_articles_and_name_the_newest(paper: Newspaper) -> None:
    paper.article("2024-05-01", "one", "Old", section="News", byline="By Ann Lee")
    paper.article("2024-05-02", "two", "New", section="News", byline="By Ann Lee")
    site = built(paper)
    topic = site.page("sections/index.html").select_one(".directory-topic")
    assert words(topic) == "News 2 articles New 2 May 2024"
    person = site.page("people/index.html").select_one(".directory-links li")
    assert words(person) == "Ann Lee 22 articles"


def test_every_list_of_an_empty_archive_says_so_and_leads_on(paper: Newspaper) -> None:
    site = built(paper)
    for path in (
        "archive.html",
        "photos/index.html",
        "people/index.html",
        "sections/index.html",
        "columns/index.html",
    ):
        main = site.page(path).main
        assert main
        assert main.select(".empty"), path
        assert main.select("p a"), path
        assert not main.select(".date-form"), path
