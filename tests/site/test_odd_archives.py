"""Archives of unusual shape are whole sites too."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.archive import Newspaper, photograph
from tests.site.published import Published, Reference, words
from tests.site.test_every_page import Structure


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    return Newspaper(tmp_path, DEFAULT_LANG="zh")


def published(newspaper: Newspaper) -> Published:
    """Build, and look at what every site must be."""
    outcome = newspaper.build()
    assert outcome.good, outcome.said
    site = Published(newspaper.root / "output")
    assert site.broken() == []
    for path in site.pages:
        structure = Structure()
        structure.feed(site.text(path))
        assert structure.faults == [], path
        assert len(site.page(path).select("h1")) == 1, path
    return site


def test_an_archive_without_any_issue_is_a_whole_site(newspaper: Newspaper) -> None:
    site = published(newspaper)
    assert {"index.html", "archive.html", "people/index.html", "corrections.html"} <= site.files
    assert "还没有出版的报纸。" in words(site.page("index.html").main)
    assert site.text("data/site.json").count('"years":[]') == 1
    assert "<entry" not in site.text("feeds/all.xml")


def test_articles_of_no_page_are_found_in_their_issue_and_beside_each_other(
    newspaper: Newspaper,
) -> None:
    for name in ("harvest", "rain", "流水"):
        newspaper.article("2024-05-01", name, f"关于{name}")
    site = published(newspaper)
    issue = site.page("2024/05/01/index.html")
    assert len(issue.select("main .headline")) == 3
    assert "2024/05/01/流水.html" in site.files
    middle = site.page("2024/05/01/rain.html").select("nav.pager a")
    assert len(middle) == 2


def test_many_editions_of_one_day_are_all_found(newspaper: Newspaper) -> None:
    names = ["", *(f"-x{at:02d}" for at in range(12))]
    for name in names:
        newspaper.issue(f"2024-05-01{name}", 1)
    newspaper.issue("2024-04-30", 1)
    site = published(newspaper)
    home = site.page("index.html")
    link = home.select_one("#latest-issue a")
    assert link is not None
    assert Reference("index.html", str(link["href"]), link).path == "2024/05/01/index.html"
    calendar = {r.path for r in site.references("2024/05/index.html")}
    for name in names:
        assert f"2024/05/01{name}/index.html" in calendar


def test_a_day_with_only_an_evening_paper_has_it_on_the_home_page(newspaper: Newspaper) -> None:
    newspaper.issue("2024-05-01-evening", 1)
    site = published(newspaper)
    link = site.page("index.html").select_one("#latest-issue a")
    assert link is not None
    assert link["href"] == "2024/05/01-evening/index.html"
    assert not site.page("days/05-01.html").select(".pager")


def test_an_issue_of_facsimiles_alone_shows_its_pages(newspaper: Newspaper) -> None:
    newspaper.write("issues/2024/2024-05-01/pages/a01.jpg", photograph(1, (300, 400)))
    buffer = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(buffer, "PDF")
    newspaper.write("issues/2024/2024-05-01/pages/a02.pdf", buffer.getvalue())
    newspaper.write("issues/2024/2024-05-01/issue.md", "期号：7\n")
    site = published(newspaper)
    pages = [r.path for r in site.references("2024/05/01/index.html")]
    assert {"2024/05/01/a01.html", "2024/05/01/a02.html"} <= set(pages)
    assert site.page("2024/05/01/a01.html").select("#facsimile img")
    assert site.page("2024/05/01/a02.html").select('a[type="application/pdf"]')


def test_people_whose_names_sound_alike_have_an_address_each(newspaper: Newspaper) -> None:
    newspaper.article("2024-05-01", "a01-1", "甲", "本报讯（记者 张明）甲。", page="A01")
    newspaper.article("2024-05-01", "a01-2", "乙", "本报讯（记者 章 明）乙。", page="A01")
    site = published(newspaper)
    for person, article in (("张明", "a01-1"), ("章明", "a01-2")):
        listed = {r.path for r in site.references(f"people/{person}/index.html")}
        articles = {path for path in listed if path.startswith("2024/05/01/a01-")}
        assert articles == {f"2024/05/01/{article}.html"}


def test_an_editor_has_a_page_with_the_articles_edited(newspaper: Newspaper) -> None:
    newspaper.article("2024-05-01", "a01-1", "甲", "本报讯（记者 张明）甲。", page="A01")
    newspaper.write("issues/2024/2024-05-01/issue.md", "编辑：责编 张明 校对 李四\n")
    site = published(newspaper)
    editors = site.page("2024/05/01/index.html").select_one(".issue-editors")
    assert editors is not None
    assert editors.get_text() == "责编 张明 校对 李四"
    assert [words(a) for a in editors.select("a")] == ["张明", "李四"]
    edited = {r.path for r in site.references("people/李四/index.html")}
    assert "2024/05/01/a01-1.html" in edited


def test_a_name_in_the_note_alone_is_not_linked(newspaper: Newspaper) -> None:
    newspaper.article("2024-05-01", "a01-1", "甲", "甲。", page="A01")
    newspaper.write("issues/2024/2024-05-01/issue.md", "期号：7\n\n致读者。（记者 王嘉晨）\n")
    site = published(newspaper)
    assert "王嘉晨" in site.page("2024/05/01/index.html").get_text()
    assert not [r.path for r in site.references("2024/05/01/index.html") if "people/王" in r.path]


def test_names_that_differ_only_in_width_or_case_share_a_page(newspaper: Newspaper) -> None:
    for at, section in enumerate(("Ａ股", "A股", "a股", "甲" * 100, "甲" * 101), 1):
        newspaper.article("2024-05-01", f"a01-{at}", f"其{at}", page="A01", section=section)
    site = published(newspaper)
    folders = [name for name in site.files if name.startswith("sections/") and "index" in name]
    assert len(folders) == 4
    assert len(site.page("sections/a股/2024.html").select(".line-headline")) == 3


def test_initials_of_people_are_headings_once(newspaper: Newspaper) -> None:
    for at, name in enumerate(("ann field", "Bo Hill", "Alma Reed", "安平"), 1):
        newspaper.article("2024-05-01", f"a01-{at}", f"其{at}", page="A01", people=name)
    page = published(newspaper).page("people/index.html")
    assert [words(h) for h in page.select(".directory-heading")] == ["A", "B", "安"]
    assert [words(a) for a in page.select(".directory-links a")] == [
        "Alma Reed", "ann field", "Bo Hill", "安平"
    ]  # fmt: skip


def test_months_and_days_before_and_after_are_named_in_words(newspaper: Newspaper) -> None:
    for day in ("2024-03-31", "2024-05-01"):
        newspaper.issue(day, 1)
    site = published(newspaper)
    assert words(site.page("2024/05/index.html").select_one(".pager-text")) == "2024年3月"
    assert words(site.page("days/05-01.html").select_one(".pager-text")) == "3月31日"


def test_a_headline_of_markup_is_only_text_everywhere(newspaper: Newspaper) -> None:
    hostile = '<img src=x onerror=alert(1)> & "quoted" {{ 7*7 }}'
    newspaper.article("2024-05-01", "a01-1", hostile, page="A01", section=hostile, people=hostile)
    site = published(newspaper)
    for path in site.pages:
        assert not site.page(path).select("img"), path
        assert "49" not in words(site.page(path).title), path
    assert words(site.page("2024/05/01/a01-1.html").h1) == hostile


def test_a_jump_that_the_header_names_bare_is_printed_in_words(newspaper: Newspaper) -> None:
    newspaper.write("issues/2024/2024-05-01/a01-1.md", "标题：秋收\n下转：A03\n\n甲。\n")
    newspaper.write("issues/2024/2024-05-01/a03-1.md", "标题：秋收\n上接：A01\n语言：en\n\n乙。\n")
    site = published(newspaper)
    assert "（下转A03版）" in site.page("2024/05/01/a01-1.html").get_text()
    assert "(Continued from A01)" in site.page("2024/05/01/a03-1.html").get_text()
