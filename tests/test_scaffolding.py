"""New issues and articles: what is written, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.scaffolding import ScaffoldingError, new_article, new_issue, plan_article

ISSUE = "issues/2025/2025-10-25"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    new_issue(tmp_path, "2025-10-25", language="zh")
    return tmp_path


def test_a_new_issue_is_a_folder_named_by_its_date_in_the_folder_of_its_year(
    tmp_path: Path,
) -> None:
    written = new_issue(tmp_path, "2025-10-25", language="zh")

    assert written == tmp_path / ISSUE / "issue.md"
    assert written.read_text("utf-8") == "期号：\n总期号：\n版面：\n\n"


def test_a_second_edition_is_a_folder_of_its_own(content: Path) -> None:
    written = new_issue(content, "2025-10-25", edition="evening", language="en")

    assert written == content / "issues/2025/2025-10-25-evening/issue.md"


@pytest.mark.parametrize("date", ["2025-13-45", "25 October", "2025-10", ""])
def test_what_is_no_date_makes_no_issue(tmp_path: Path, date: str) -> None:
    with pytest.raises(ScaffoldingError, match="write a date such as 2025-10-25"):
        new_issue(tmp_path, date, language="en")

    assert list(tmp_path.iterdir()) == []


def test_an_edition_cannot_lead_to_another_folder(tmp_path: Path) -> None:
    with pytest.raises(ScaffoldingError):
        new_issue(tmp_path, "2025-10-25", edition="x/../../..", language="en")

    assert list(tmp_path.iterdir()) == []


def test_an_issue_that_is_there_is_left_alone_wherever_it_lies(tmp_path: Path) -> None:
    (tmp_path / "archive/2025-10-25").mkdir(parents=True)

    with pytest.raises(ScaffoldingError, match=r"archive/2025-10-25 is already there"):
        new_issue(tmp_path, "2025-10-25", language="zh")

    assert not (tmp_path / "issues").exists()


def test_a_new_article_has_a_chinese_header_in_a_chinese_paper(content: Path) -> None:
    written = new_article(content, "2025-10-25", page="a01", headline="秋收 过半", language="zh")

    assert written == content / ISSUE / "a01-1-秋收-过半.md"
    assert written.read_text("utf-8") == (
        "引题：\n标题：秋收 过半\n副题：\n版次：A01\n栏目：\n署名：\n\n"
    )


def test_a_new_article_has_an_english_header_in_an_english_paper(content: Path) -> None:
    written = new_article(
        content, "2025-10-25", page="3", headline="Harvest: half in", language="en"
    )

    assert written == content / ISSUE / "3-1-harvest-half-in.md"
    assert written.read_text("utf-8") == (
        "Kicker:\nHeadline: Harvest: half in\nDeck:\nPage: 3\nStanding head:\nByline:\n\n"
    )


def test_a_name_stands_in_the_address_in_place_of_the_headline(content: Path) -> None:
    written = new_article(
        content, "2025-10-25", page="A01", headline="秋收过半", name="Harvest", language="zh"
    )

    assert written.name == "a01-1-harvest.md"


def test_a_new_article_comes_after_those_of_its_page() -> None:
    names = ["a01-1-harvest.md", "a01-9-bridge.md", "a02-11-market.md", "a01-20.jpg", "issue.md"]

    new = plan_article(ISSUE, names, page="A01", headline="Rain", language="en")

    assert new.path == f"{ISSUE}/a01-10-rain.md"


def test_an_article_of_no_page_is_named_by_its_headline_alone(content: Path) -> None:
    written = new_article(content, "2025-10-25", headline="Rain", language="en")

    assert written == content / ISSUE / "rain.md"


def test_an_article_without_a_headline_yet_is_named_by_its_place(content: Path) -> None:
    written = new_article(content, "2025-10-25", page="A01", language="en")

    assert written == content / ISSUE / "a01-1.md"


def test_a_file_is_never_written_over(content: Path) -> None:
    first = new_article(content, "2025-10-25", headline="Rain", language="en")
    first.write_text("Headline: Rain\n\nIt rains.\n", "utf-8")

    with pytest.raises(ScaffoldingError, match=r"rain\.md is already there; nothing was changed"):
        new_article(content, "2025-10-25", headline="Rain", language="en")

    assert first.read_text("utf-8") == "Headline: Rain\n\nIt rains.\n"


def test_the_same_article_again_is_refused_and_the_first_is_left_alone(content: Path) -> None:
    first = new_article(content, "2025-10-25", page="A01", headline="秋收过半", language="zh")
    first.write_text("标题：秋收过半\n\n写好的正文\n", "utf-8")

    with pytest.raises(ScaffoldingError, match=r"a01-1-秋收过半\.md is already there"):
        new_article(content, "2025-10-25", page="A01", headline="秋收过半", language="zh")

    assert first.read_text("utf-8") == "标题：秋收过半\n\n写好的正文\n"
    assert sorted(p.name for p in first.parent.iterdir()) == [first.name, "issue.md"]


def test_an_article_needs_an_issue(content: Path) -> None:
    with pytest.raises(ScaffoldingError, match=r'make it with "invoke new-issue 2025-10-26"'):
        new_article(content, "2025-10-26", page="A01", headline="秋收过半", language="zh")


@pytest.mark.parametrize(
    ("page", "headline", "answer"),
    [
        ("three", "秋收过半", 'page "three" is not a page code; write one such as A01 or 3'),
        ("", " ？！ ", "the article needs a page or a headline; write --page A01"),
    ],
)
def test_what_cannot_be_an_article_is_answered_in_one_line(
    content: Path, page: str, headline: str, answer: str
) -> None:
    with pytest.raises(ScaffoldingError) as refused:
        new_article(content, "2025-10-25", page=page, headline=headline, language="zh")

    assert str(refused.value) == answer
