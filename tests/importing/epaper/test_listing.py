"""Finding the days of a tree, wherever a person points."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.importing.epaper import KIND
from broadsheet.importing.epaper.days import EpaperDay
from broadsheet.importing.notes import SourceError
from broadsheet.importing.sources import Options
from broadsheet.reading.names import IssueName
from tests.importing.epaper import trees
from tests.importing.epaper.reading import DAY, kinds, only, pictures

Make = Callable[[Path], Path]


def headlines(source: Path) -> list[str]:
    return [article.headline for article in only(source).articles]


ALL = ["秋收进度过半", "新桥下月通车", "新桥下月通车", "图片新闻"]


@pytest.mark.parametrize("inside", ["", "html", "html/2019-10", "html/2019-10/24"])
def test_the_first_generation_is_found_from_above_and_from_within(
    tmp_path: Path, inside: str
) -> None:
    source = trees.first(tmp_path / "bolin") / inside

    assert KIND.recognises(source)
    assert headlines(source) == ALL
    issue = only(source)
    assert issue.articles[0].aliases == ("/html/2019-10/24/content_101.htm",)
    assert issue.articles[0].origin == "html/2019-10/24/content_101.htm"
    assert pictures(issue.articles[0])[0].data
    assert issue.pages[0].image
    assert issue.pages[0].pdf


@pytest.mark.parametrize(
    "inside",
    ["", "pc", "pc/layout", "pc/layout/201910", "pc/layout/201910/24", "pc/content/201910/24"],
)
def test_the_second_generation_is_found_from_above_and_from_within(
    tmp_path: Path, inside: str
) -> None:
    source = trees.second(tmp_path / "bolin") / inside

    assert KIND.recognises(source)
    assert headlines(source) == ALL
    issue = only(source)
    assert issue.articles[0].aliases == ("/pc/content/201910/24/content_101.html",)
    assert issue.articles[0].origin == "pc/content/201910/24/content_101.html"
    assert issue.pages[0].image


def test_a_folder_above_the_paper_is_part_of_its_addresses(tmp_path: Path) -> None:
    trees.first(tmp_path / "sites" / "bldaily")
    issue = only(tmp_path / "sites")

    assert issue.articles[0].aliases == ("/bldaily/html/2019-10/24/content_101.htm",)
    assert issue.articles[0].origin == "html/2019-10/24/content_101.htm"


def test_a_folder_named_by_the_host_is_not(tmp_path: Path) -> None:
    trees.first(tmp_path / "mirror" / "epaper.bolin.example" / "bldaily")
    issue = only(tmp_path / "mirror")

    assert issue.articles[0].aliases == ("/bldaily/html/2019-10/24/content_101.htm",)


def test_a_web_servers_own_folder_called_html_is_the_root(tmp_path: Path) -> None:
    trees.first(tmp_path / "html" / "bldaily")
    issue = only(tmp_path / "html")

    assert issue.articles[0].aliases == ("/bldaily/html/2019-10/24/content_101.htm",)


@pytest.mark.parametrize(
    ("make", "names"),
    [
        (
            trees.first,
            [
                (r"content_(\d+)\.htm", r"nw.D110000bolin_20191024_\1-01.htm"),
                (r"node_2\.htm", "nbs.D110000bolin_01.htm"),
                (r"node_3\.htm", "nbs.D110000bolin_02.htm"),
            ],
        ),
        (
            trees.second,
            [(r"content_(\d+)\.html", r"c\1.html"), (r"node_A(\d+)\.html", r"colA\1.html")],
        ),
    ],
    ids=["nbs and nw", "col and c"],
)
def test_files_have_other_names_in_other_houses(
    tmp_path: Path, make: Make, names: list[tuple[str, str]]
) -> None:
    tree = make(tmp_path)
    for file in sorted(tree.rglob("*.htm*")):
        text, name = file.read_text("utf-8"), file.name
        for old, new in names:
            text, name = re.sub(old, new, text), re.sub(old, new, name)
        file.unlink()
        (file.parent / name).write_text(text, "utf-8")

    assert headlines(tree) == ALL
    assert [str(a.page) for a in only(tree).articles] == ["A01", "A01", "A02", "A02"]


def test_days_are_listed_in_order_and_can_be_sent_to_another_process(tmp_path: Path) -> None:
    for day in ("2019-11-02", "2019-10-31", "2019-10-05"):
        trees.first(tmp_path, day=day)
    listing = KIND.list(tmp_path, Options())

    assert [unit.name.date.isoformat() for unit in listing.units] == [
        "2019-10-05",
        "2019-10-31",
        "2019-11-02",
    ]
    assert pickle.loads(pickle.dumps(listing.units)) == listing.units
    assert listing.notes == []


def test_listing_opens_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trees.first(tmp_path)
    trees.second(tmp_path)
    opened: list[object] = []
    monkeypatch.setattr(Path, "read_bytes", opened.append)

    assert KIND.recognises(tmp_path)
    assert KIND.list(tmp_path, Options()).units
    assert opened == []


def test_copies_for_other_screens_are_taken_once(tmp_path: Path) -> None:
    for device in ("mobile", "pad", "pc"):
        trees.second(tmp_path, device=device)
    listing = KIND.list(tmp_path, Options())
    (unit,) = listing.units
    issue = unit.read()

    assert [article.headline for article in issue.articles] == ALL
    assert issue.articles[0].aliases == (
        "/pc/content/201910/24/content_101.html",
        "/mobile/content/201910/24/content_101.html",
        "/pad/content/201910/24/content_101.html",
    )
    assert "/pad/layout/201910/24/node_A01.html" in issue.pages[0].aliases
    assert [note.words.kind for note in listing.notes] == ["epaper-copy", "epaper-copy"]


def test_a_copy_alone_is_the_paper(tmp_path: Path) -> None:
    assert headlines(trees.second(tmp_path, device="pad")) == ALL


def test_two_papers_of_one_day_are_two_editions(tmp_path: Path) -> None:
    for paper in ("bldaily", "blwb"):
        trees.first(tmp_path / paper)
    units = KIND.list(tmp_path, Options()).units

    assert [unit.name for unit in units] == [IssueName(DAY), IssueName(DAY, "blwb")]
    assert "epaper-second-paper" in kinds(units[1].read())
    assert "epaper-second-paper" not in kinds(units[0].read())


def test_pages_that_lie_loose_take_their_day_from_the_pages(tmp_path: Path) -> None:
    tree = trees.first(tmp_path / "tree")
    loose = tmp_path / "loose"
    shutil.copytree(tree / "html" / "2019-10" / "24", loose)
    issue = only(loose)

    assert issue.name == IssueName(DAY)
    assert issue.articles[0].aliases == ()
    assert "epaper-address-unknown" in kinds(issue)
    assert "epaper-picture-missing" in kinds(issue)


def test_pages_without_any_day_need_one(tmp_path: Path) -> None:
    trees.write(
        tmp_path / "x" / "content_1.htm", "<!--enpcontent--><p>正文。</p><!--/enpcontent-->"
    )
    listing = KIND.list(tmp_path, Options())

    assert listing.units == []
    assert [n.words.kind for n in listing.notes] == ["epaper-no-date", "epaper-no-days"]
    given = IssueName(dt.date(2020, 1, 2), "evening")
    assert only(tmp_path, Options(issue=given)).name.date == given.date


def test_a_given_issue_names_the_edition_of_its_own_day_alone(tmp_path: Path) -> None:
    for day in ("2019-10-24", "2019-10-25"):
        trees.first(tmp_path, day=day)
    units = KIND.list(tmp_path, Options(issue=IssueName(DAY, "evening"))).units

    assert [unit.name.edition for unit in units] == ["evening", ""]


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": "x"},
        {"index.html": "<p>x</p>"},
        {"2019-10-24/notes.txt": "x"},
        {"content_1.htm": "<p>x</p>"},
    ],
)
def test_other_folders_are_not_taken_for_a_digital_edition(
    tmp_path: Path, files: dict[str, str]
) -> None:
    trees.write_all(tmp_path, files)

    assert not KIND.recognises(tmp_path)
    assert not KIND.recognises(tmp_path / "nowhere")


def test_a_folder_without_days_says_so(tmp_path: Path) -> None:
    listing = KIND.list(tmp_path, Options())

    assert [n.words.kind for n in listing.notes] == ["epaper-no-days"]
    assert "html/" in listing.notes[0].text("en")


def test_no_symbolic_link_is_followed(tmp_path: Path) -> None:
    trees.first(tmp_path / "real")
    outside = tmp_path / "linked"
    outside.mkdir()
    os.symlink(tmp_path / "real" / "html", outside / "html")

    assert KIND.list(outside, Options()).units == []


def test_a_day_that_went_since_it_was_listed_is_one_clear_line(tmp_path: Path) -> None:
    trees.first(tmp_path)
    (unit,) = KIND.list(tmp_path, Options()).units
    shutil.rmtree(tmp_path / "html")

    assert isinstance(unit, EpaperDay)
    with pytest.raises(SourceError) as refused:
        unit.read()
    assert refused.value.note.words.kind == "epaper-empty-day"
