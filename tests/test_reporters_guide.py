"""The reporters' guide, tried out: what it shows is understood as it says."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from broadsheet.model import Article, Issue
from broadsheet.reading.issue import read_issue
from broadsheet.reading.names import IssueName
from broadsheet.scanning import Lister, Scanner

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDER = "issues/2019/2019-10-24"
HEADER = "Headline: Rain\n"


def read(root: Path, files: dict[str, str]) -> Issue:
    """Read files, and the pictures they name, as an issue that has no problem at all."""
    folder = root / FOLDER
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
        for picture in re.findall(r"!\[.*?\]\((.+?)\)", text):
            Image.new("RGB", (40, 30)).save(folder / picture)
    unit = Lister(root).unit("issue", FOLDER, IssueName(dt.date(2019, 10, 24)))
    (scanned,) = Scanner().scan([unit], lambda _: None)
    found = read_issue(scanned.issue_folder(), root, ZoneInfo("Asia/Shanghai"), lambda _: None)
    assert [problem.line_text() for problem in found.problems] == []
    assert found.issue
    return found.issue


@pytest.fixture(params=["reporters.md", "reporters.zh.md"])
def guide(request: pytest.FixtureRequest) -> str:
    return (DOCS / str(request.param)).read_text("utf-8")


def example(guide: str, pattern: str) -> str:
    """The first block of the guide that has a line beginning like ``pattern``."""
    blocks: list[str] = re.findall(r"^```\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    return next(block for block in blocks if re.search(f"^{pattern}", block, re.MULTILINE))


def read_article(root: Path, text: str) -> Article:
    return read(root, {"a01-1-harvest.md": text}).articles[0]


def test_the_example_of_an_article_is_understood(guide: str, tmp_path: Path) -> None:
    article = read_article(tmp_path, example(guide, "(Kicker|引题)"))

    assert article.kicker
    assert article.headline
    assert article.deck
    assert not article.deck.startswith("—")
    assert str(article.page) == "A01"
    assert article.standing_head
    assert [(credit.role, credit.name) for credit in article.credits] == [
        ("reporter", "王小禾"),
        ("correspondent", "李田"),
        ("photographer", "王小禾"),
    ]


def test_the_example_in_yaml_is_understood(guide: str, tmp_path: Path) -> None:
    article = read_article(tmp_path, example(guide, "---") + "\nIt rains.\n")

    assert len(article.people) == 2


def test_two_pictures_in_a_row_are_a_gallery(guide: str, tmp_path: Path) -> None:
    pictures = example(guide, r"!\[.*field-1")
    article = read_article(tmp_path, f"{HEADER}\nIt rains.\n\n{pictures}")

    assert [photo.file for photo in article.photos] == ["field-1.jpg", "field-2.jpg"]
    assert len(article.body) == 2


def test_a_picture_that_is_not_in_the_archive_has_its_words(guide: str, tmp_path: Path) -> None:
    picture = example(guide, r"!\[.*\]\(\)")
    article = read_article(tmp_path, f"{HEADER}\nIt rains.\n\n{picture}")

    (missing,) = article.missing_photos
    assert missing.cutline
    assert [credit.role for credit in article.credits] == ["photographer"]


def test_a_cutline_below_its_mark_goes_to_the_picture(guide: str, tmp_path: Path) -> None:
    article = read_article(tmp_path, f"{HEADER}\nIt rains.\n\n{example(guide, '▼')}")

    (photo,) = article.photos
    assert photo.mark == "▼"
    assert photo.cutline
    assert photo.credit
    assert photo.credit.credits[0].name == "吕晓璞"


def test_the_two_halves_of_a_jump_find_each_other(guide: str, tmp_path: Path) -> None:
    there, back = re.findall("（.*?）", example(guide, "（下转"))
    issue = read(
        tmp_path,
        {
            "a01-1-rain.md": f"{HEADER}\nIt rains.\n\n{there}\n",
            "a03-1-rain.md": f"{HEADER}\n{back}\n\nIt still rains.\n",
        },
    )

    first, second = issue.articles
    assert first.jump_to
    assert first.jump_to.target == second.slug
    assert second.jump_from
    assert second.jump_from.target == first.slug


def test_the_example_of_an_issue_is_understood(guide: str, tmp_path: Path) -> None:
    issue = read(
        tmp_path,
        {
            "issue.md": example(guide, "(Number|期号)"),
            "a01-1-rain.md": f"{HEADER}\nIt rains.\n",
        },
    )

    assert (issue.number, issue.cumulative_number) == (296, 8453)
    assert str(issue.pages[0].code) == "A01"
    assert issue.pages[0].title in {"Front page", "要闻"}
    assert issue.pages[0].editors
    assert issue.pages[0].editors.credits[0].name == "王嘉晨"
    assert issue.editors
    assert [credit.role for credit in issue.editors.credits] == ["editor", "proofreader"]
    assert issue.note


BYLINES = [
    "□本报记者 王嘉晨 通讯员 孙健",
    "□本报记者 申昕 文/图",
    "By Ann Lee",
    "By Ann Lee and Tom Marsh",
]
LEAD_INS = [
    "本报讯（记者 王嘉晨）",
    "本报讯(记者 王嘉晨 通讯员 孙健)",
    "新华社北京10月1日电（记者 王嘉晨）",
]
SIGNATURES = ["（宋可摄）", "（吕晓璞 摄）", "(Photo: Ann Lee)"]


def test_the_guide_shows_every_notation_that_is_tried_here(guide: str) -> None:
    assert [n for n in [*BYLINES, *LEAD_INS, *SIGNATURES] if f"`{n}`" not in guide] == []


@pytest.mark.parametrize("byline", BYLINES)
def test_a_byline_on_a_line_of_its_own_is_understood(byline: str, tmp_path: Path) -> None:
    article = read_article(tmp_path, f"{HEADER}\n{byline}\n\nIt rains.\n")

    assert article.byline
    assert article.byline.text == byline
    assert article.text == "It rains."


@pytest.mark.parametrize("lead_in", LEAD_INS)
def test_a_lead_in_is_understood(lead_in: str, tmp_path: Path) -> None:
    article = read_article(tmp_path, f"{HEADER}\n{lead_in}今天下雨。\n")

    assert "王嘉晨" in {credit.name for credit in article.credits}


def test_an_agency_s_dateline_is_understood(tmp_path: Path) -> None:
    article = read_article(tmp_path, f"{HEADER}\n据新华社北京10月1日电 今天下雨。\n")

    assert article.source == "新华社"
    assert article.dateline


@pytest.mark.parametrize("signature", SIGNATURES)
def test_a_credit_at_the_end_of_a_paragraph_is_understood(signature: str, tmp_path: Path) -> None:
    article = read_article(tmp_path, f"{HEADER}\n图为雨中的街道。{signature}\n")

    assert [credit.role for credit in article.credits] == ["photographer"]
