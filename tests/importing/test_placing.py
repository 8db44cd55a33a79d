"""An issue's draft becomes files, and never takes a person's work away."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from pathlib import Path

import pytest

from broadsheet.importing.drafts import (
    Crosshead,
    DraftIssue,
    DraftPage,
    DraftPicture,
    Figure,
    Written,
    joined,
)
from broadsheet.importing.origins import at_home
from broadsheet.importing.placing import STAGE, Placed, place
from broadsheet.importing.record import read as read_record
from broadsheet.model import PageCode, Region, Status
from tests.archive import photograph, tree
from tests.importing.drafting import (
    A01,
    FOLDER,
    actions,
    desk,
    files,
    issue,
    kinds,
    placed,
    story,
)
from tests.photos.pictures import encoded, halves

PHOTO = photograph()


def picture(name: str = "harvest.jpg", data: bytes = PHOTO, cutline: str = "") -> Figure:
    return Figure((DraftPicture(name, data, cutline or "收割机下田（王小禾 摄）"),))


def imported_from(place: str, draft: DraftIssue, content: Path) -> Placed:
    (homed,) = at_home([(place, draft)], read_record(content / FOLDER))
    return placed(content, homed)


def test_an_article_is_named_by_page_order_and_headline(tmp_path: Path) -> None:
    placed(tmp_path / "content", issue(story(headline="秋收过半，晚稻入仓")))

    assert list(files(tmp_path / "content")) == ["a01-1-秋收过半-晚稻入仓.md"]


def test_what_is_written_is_what_a_reporter_would_write(tmp_path: Path) -> None:
    draft = story(
        "1",
        "秋收过半",
        "本报讯（记者 王小禾）连日来天气晴好。",
        Crosshead("抢抓晴天"),
        picture(),
        kicker="柏林镇",
        deck="——三千亩晚稻颗粒归仓",
        standing_head="区政要闻",
        tags=("农业", "天气"),
        regions=(Region(0.05, 0.1, 0.4, 0.3), Region(0.5, 0.1, 0.2, 0.25)),
        aliases=("/html/2019-10/24/content_1.htm",),
    )
    placed(tmp_path / "content", issue(draft, number=296, editors="责编 李田"))

    assert files(tmp_path / "content")["issue.md"].decode() == "期号：296\n编辑：责编 李田\n"
    assert files(tmp_path / "content")["a01-1-秋收过半.md"].decode() == (
        "引题：柏林镇\n"
        "标题：秋收过半\n"
        "副题：——三千亩晚稻颗粒归仓\n"
        "版次：A01\n"
        "栏目：区政要闻\n"
        "标签：农业、天气\n"
        "热区：0.05, 0.1, 0.4, 0.3; 0.5, 0.1, 0.2, 0.25\n"
        "旧地址：/html/2019-10/24/content_1.htm\n"
        "\n"
        "本报讯（记者 王小禾）连日来天气晴好。\n"
        "\n"
        "## 抢抓晴天\n"
        "\n"
        "![收割机下田（王小禾 摄）](harvest.jpg)\n"
    )


def test_the_second_time_nothing_changes(tmp_path: Path) -> None:
    draft = issue(
        story("1", "秋收过半", "一段。", picture()),
        story("2", "秋收过半", "另一段。", picture(), order=1),
        pages=(DraftPage(A01, "要闻", image=encoded(halves(), "PNG"), pdf=b"%PDF-1.4 ..."),),
        number=3,
    )
    first = placed(tmp_path / "content", draft)
    before = tree(tmp_path / "content")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*.*")}

    second = placed(tmp_path / "content", draft)

    assert set(actions(first).values()) == {"written"}
    assert len(actions(first)) == 7
    assert set(actions(second).values()) == {"unchanged"}
    assert (second.articles, second.pictures, second.scans) == (2, 2, 1)
    assert tree(tmp_path / "content") == before
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "content").rglob("*.*")} == times


@pytest.mark.parametrize(("first", "then"), [("a.txt:1", "x/a.txt:1"), ("x/a.txt:1", "a.txt:1")])
def test_a_source_that_is_begun_at_another_folder_is_the_same(
    tmp_path: Path, first: str, then: str
) -> None:
    placed(tmp_path / "content", issue(story(first, "快讯", "一段。", picture())))
    (tmp_path / "content" / FOLDER / "harvest.jpg").unlink()
    before = files(tmp_path / "content")
    again = placed(tmp_path / "content", issue(story(then, "快讯", "一段。", picture())))
    other = placed(tmp_path / "content", issue(story("ba.txt:1", "快讯", "另一段。")))

    assert actions(again) == {"a01-1-快讯.md": "unchanged", "harvest.jpg": "removed"}
    assert actions(other) == {"a01-1-快讯-2.md": "written"}
    assert set(files(tmp_path / "content")) == {*before, "a01-1-快讯-2.md"}


def test_two_articles_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    english = story("site/en/old.md", "Harvest", name="old", page=None, order=0)
    chinese = story("en/old.md", "秋收", name="old", page=None, order=0)
    placed(tmp_path / "content", issue(english))
    placed(tmp_path / "content", issue(chinese))

    assert sorted(files(tmp_path / "content")) == ["old-2.md", "old.md"]


def test_two_articles_of_one_headline_and_two_pictures_of_one_name_both_stay(
    tmp_path: Path,
) -> None:
    other = encoded(halves(), "JPEG")
    placed(
        tmp_path / "content",
        issue(
            story("1", "快讯", "一。", picture()),
            story("2", "快讯", "二。", picture(data=other)),
        ),
    )

    found = files(tmp_path / "content")
    assert sorted(found) == ["a01-1-快讯-2.md", "a01-1-快讯.md", "harvest-2.jpg", "harvest.jpg"]
    assert found["harvest-2.jpg"] == other
    assert "(harvest-2.jpg)" in found["a01-1-快讯-2.md"].decode()


def test_an_edited_article_is_left_as_it_is_with_its_pictures(tmp_path: Path) -> None:
    draft = issue(story("1", "秋收过半", "一段。", picture()))
    placed(tmp_path / "content", draft)
    article = tmp_path / "content" / FOLDER / "a01-1-秋收过半.md"
    article.write_text(article.read_text("utf-8").replace("一段。", "改过的一段。"), "utf-8")
    (tmp_path / "content" / FOLDER / "harvest.jpg").unlink()

    again = placed(tmp_path / "content", draft)

    assert "改过的一段。" in article.read_text("utf-8")
    assert not (tmp_path / "content" / FOLDER / "harvest.jpg").exists()
    assert actions(again)[article.name] == "kept"
    assert kinds(again) == ["edited-since"]


def test_a_removed_or_renamed_file_does_not_come_back(tmp_path: Path) -> None:
    draft = issue(story("1", "秋收过半"), story("2", "天晴", order=2))
    placed(tmp_path / "content", draft)
    folder = tmp_path / "content" / FOLDER
    (folder / "a01-1-秋收过半.md").rename(folder / "a01-1-harvest.md")
    (folder / "a01-2-天晴.md").unlink()

    again = placed(tmp_path / "content", draft)

    assert list(files(tmp_path / "content")) == ["a01-1-harvest.md"]
    assert kinds(again) == ["removed-since", "removed-since"]


def test_what_nobody_has_touched_follows_its_source(tmp_path: Path) -> None:
    placed(tmp_path / "content", issue(story("1", "秋收过半", "一段。")))

    again = placed(tmp_path / "content", issue(story("1", "秋收已过半", "两段。")))

    assert actions(again) == {"a01-1-秋收过半.md": "updated"}
    assert "两段。" in files(tmp_path / "content")["a01-1-秋收过半.md"].decode()


def test_without_the_record_a_file_that_differs_is_a_persons(tmp_path: Path) -> None:
    draft = issue(story("1", "秋收过半"), story("2", "天晴", order=2))
    placed(tmp_path / "content", draft)
    folder = tmp_path / "content" / FOLDER
    (folder / ".import.json").unlink()
    (folder / "a01-2-天晴.md").write_text("标题：阴天\n\n不晴。\n", "utf-8")

    again = placed(tmp_path / "content", draft)

    assert actions(again) == {"a01-1-秋收过半.md": "unchanged", "a01-2-天晴.md": "kept"}
    assert (folder / "a01-2-天晴.md").read_text("utf-8") == "标题：阴天\n\n不晴。\n"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1, "files": {"1": {"name": 3}}}'])
def test_a_record_that_cannot_be_read_takes_nothing_away(tmp_path: Path, text: str) -> None:
    draft = issue(story())
    placed(tmp_path / "content", draft)
    folder = tmp_path / "content" / FOLDER
    (folder / ".import.json").write_text(text, "utf-8")
    (folder / "a01-1-秋收过半.md").write_text("标题：我的\n\n我的。\n", "utf-8")

    placed(tmp_path / "content", draft)

    assert "我的。" in (folder / "a01-1-秋收过半.md").read_text("utf-8")


def test_a_trial_writes_nothing_and_says_the_same(tmp_path: Path) -> None:
    draft = issue(story("1", "秋收过半", "一段。", picture()))

    trial = placed(tmp_path / "content", draft, dry_run=True)

    assert tree(tmp_path / "content") == {}
    assert not (tmp_path / "content" / FOLDER).exists()
    assert trial == placed(tmp_path / "content", draft)


def test_nothing_is_left_beside_the_content(tmp_path: Path) -> None:
    placed(tmp_path / "content", issue(story()))

    left = (
        list((tmp_path / "content" / STAGE).iterdir())
        if (tmp_path / "content" / STAGE).exists()
        else []
    )
    assert left == []


def test_a_damaged_picture_is_named_and_its_words_stay(tmp_path: Path) -> None:
    result = placed(
        tmp_path / "content", issue(story("1", "秋收过半", "一段。", picture(data=PHOTO[:200])))
    )

    assert kinds(result) == ["picture-unusable"]
    found = files(tmp_path / "content")
    assert list(found) == ["a01-1-秋收过半.md"]
    assert "![收割机下田（王小禾 摄）]()" in found["a01-1-秋收过半.md"].decode()


def test_a_picture_without_words_that_cannot_be_shown_leaves_no_trace(tmp_path: Path) -> None:
    figure = Figure((DraftPicture("a.jpg", b"no picture"), DraftPicture("b.jpg", PHOTO)))
    result = placed(tmp_path / "content", issue(story("1", "秋收过半", "一段。", figure)))

    text = files(tmp_path / "content")["a01-1-秋收过半.md"].decode()
    assert text.count("![") == 1
    assert "](a01-1-秋收过半-p2.jpg)" in text
    assert kinds(result) == ["picture-unusable"]


def test_a_picture_gets_the_suffix_of_what_it_is(tmp_path: Path) -> None:
    png = encoded(halves(), "PNG")
    placed(tmp_path / "content", issue(story("1", "秋收过半", "一段。", picture("field.jpg", png))))

    assert files(tmp_path / "content")["field.png"] == png


def test_a_scan_that_is_damaged_is_named_and_the_page_stays(tmp_path: Path) -> None:
    result = placed(
        tmp_path / "content",
        issue(story(), pages=(DraftPage(A01, "要闻", image=b"no picture", pdf=b"no pdf"),)),
    )

    assert kinds(result) == ["scan-unusable", "pdf-unusable"]
    assert sorted(files(tmp_path / "content")) == ["a01-1-秋收过半.md", "issue.md"]


def test_what_the_checker_would_refuse_is_left_out_and_named(tmp_path: Path) -> None:
    bad = story("2", "坏稿", Written("看图：\n\n![晚稻（李田 摄）](there-is-none.jpg)"), order=2)
    result = placed(tmp_path / "content", issue(story("1", "好稿"), bad))

    assert list(files(tmp_path / "content")) == ["a01-1-好稿.md"]
    assert kinds(result) == ["would-not-pass"]
    assert "a01-2-坏稿.md:6" in result.notes[0].text("zh")
    assert result.articles == 1


def test_an_address_or_a_language_that_cannot_be_does_not_keep_the_article_out(
    tmp_path: Path,
) -> None:
    draft = story(aliases=("/x.php?id=3", "/old/3.htm"), language="the Queen's English")
    result = placed(tmp_path / "content", issue(draft))

    text = files(tmp_path / "content")["a01-1-秋收过半.md"].decode()
    assert "旧地址：/old/3.htm\n" in text
    assert "语言" not in text
    assert kinds(result) == ["alias-unusable", "language-unclear"]


def test_one_page_is_written_one_way(tmp_path: Path) -> None:
    placed(
        tmp_path / "content",
        issue(story("1", "一"), story("2", "二", page=PageCode("A", "1"), order=2)),
    )

    texts = [data.decode() for data in files(tmp_path / "content").values()]
    assert all("版次：A01\n" in text for text in texts)
    assert len(texts) == 2


def test_an_issue_that_lies_elsewhere_is_added_to(tmp_path: Path) -> None:
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (folder / "issue.md").write_text("期号：7\n", "utf-8")
    (folder / "a01-1-old.md").write_text("标题：旧稿\n\n旧。\n", "utf-8")

    result = placed(tmp_path / "content", issue(story("1", "新稿"), number=8))

    assert sorted(files(tmp_path / "content")) == ["a01-1-old.md", "a01-1-新稿.md", "issue.md"]
    assert (folder / "issue.md").read_text("utf-8") == "期号：7\n"
    assert "edited-since" in kinds(result)


def test_old_addresses_of_pages_lead_to_pages_that_there_are(tmp_path: Path) -> None:
    pages = (
        DraftPage(A01, "要闻", aliases=("/html/2019-10/24/node_1.htm",)),
        DraftPage(PageCode("A", "02"), aliases=("/html/2019-10/24/node_2.htm",)),
    )
    result = placed(
        tmp_path / "content", issue(story(), pages=pages, aliases=("/html/2019-10/24/",))
    )

    assert result.moved == (("/html/2019-10/24/", ""), ("/html/2019-10/24/node_1.htm", "A01"))


def test_a_headline_never_makes_a_name_that_means_another_page(tmp_path: Path) -> None:
    loose = [
        story("1", "2-1 win at home", page=None, order=0),
        story("2", "Issue", page=None, order=0),
        story("3", "？！", page=None, order=0),
        story("4", "con", page=None, order=0),
    ]
    placed(tmp_path / "content", issue(*loose))

    assert sorted(files(tmp_path / "content")) == [
        "article-2-1-win-at-home.md",
        "article-3.md",
        "article-con.md",
        "article-issue.md",
    ]


def test_an_order_that_the_name_does_not_say_is_in_the_header(tmp_path: Path) -> None:
    placed(tmp_path / "content", issue(story("1", "天晴", page=None, order=4, name="sunny")))

    assert "顺序：4\n" in files(tmp_path / "content")["sunny.md"].decode()


def test_several_units_of_one_issue_are_one(tmp_path: Path) -> None:
    one = issue(story("1", "一"), number=3, pages=(DraftPage(A01, "要闻"),))
    two = issue(
        story("2", "二", order=2), number=4, editors="李田", pages=(DraftPage(A01, pdf=b"x"),)
    )

    whole = joined([one, two])

    assert [a.headline for a in whole.articles] == ["一", "二"]
    assert (whole.number, whole.editors) == (3, "李田")
    assert whole.pages == (DraftPage(A01, "要闻", pdf=b"x"),)


def test_an_article_in_another_language_than_the_papers_says_so(tmp_path: Path) -> None:
    english = "Rain is forecast for Friday, and the rice stands ready in the fields around Bolin."
    placed(
        tmp_path / "content",
        issue(
            story("1", "Racing the rain", english, order=1),
            story("2", "抢收", "星期五有雨，Bolin 的稻子已经熟了。", order=2),
            story("3", "Wanted", "…", order=3),
            story("4", "Pluie", english, order=4, language="fr"),
        ),
    )

    found = {
        name: next((row for row in data.decode().split("\n") if row.startswith("语言")), "")
        for name, data in files(tmp_path / "content").items()
    }
    assert list(found.values()) == ["语言：en", "", "", "语言：fr"]


def test_an_article_on_two_pages_is_counted_once(tmp_path: Path) -> None:
    halves_of_one = (
        story("1", "秋收", jump_to=PageCode("A", "03")),
        story("1b", "秋收", page=PageCode("A", "03"), jump_from=A01),
    )
    result = placed(tmp_path / "content", issue(*halves_of_one))

    assert result.articles == 1
    assert len(files(tmp_path / "content")) == 2


def test_drafts_keep_their_status(tmp_path: Path) -> None:
    placed(tmp_path / "content", issue(dataclasses.replace(story(), status=Status.DRAFT)))

    assert "状态：draft\n" in files(tmp_path / "content")["a01-1-秋收过半.md"].decode()


def test_the_record_says_what_each_file_came_from(tmp_path: Path) -> None:
    placed(tmp_path / "content", issue(story("content_7.htm", "秋收过半", "一段。", picture())))

    found = json.loads((tmp_path / "content" / FOLDER / ".import.json").read_text("utf-8"))
    assert {origin: row["name"] for origin, row in found["files"].items()} == {
        "content_7.htm": "a01-1-秋收过半.md",
        "content_7.htm#1": "harvest.jpg",
    }


# --- several sources, and what lies in the content already


def test_two_sources_that_call_their_articles_alike_are_two(tmp_path: Path) -> None:
    one, two = (issue(story("articles/0.xml", name)) for name in ("秋收过半", "新桥通车"))
    imported_from("north", one, tmp_path / "content")
    imported_from("south", two, tmp_path / "content")
    before = files(tmp_path / "content")
    again = [
        imported_from(*each, tmp_path / "content") for each in (("south", two), ("north", one))
    ]

    assert sorted(before) == ["a01-1-新桥通车.md", "a01-1-秋收过半.md"]
    assert files(tmp_path / "content") == before
    assert [set(actions(each).values()) for each in again] == [{"unchanged"}, {"unchanged"}]


def test_a_source_that_was_moved_is_known_again(tmp_path: Path) -> None:
    stories = [story(f"page.txt:{n}", f"第{n}条", order=n) for n in range(1, 4)]
    imported_from("here", issue(*stories), tmp_path / "content")
    corrected = dataclasses.replace(stories[1], headline="第二条")
    result = imported_from("there", issue(stories[0], corrected, stories[2]), tmp_path / "content")

    assert sorted(actions(result).values()) == ["unchanged", "unchanged", "updated"]
    assert len(files(tmp_path / "content")) == 3


def test_two_units_of_one_run_that_call_their_articles_alike_are_two(tmp_path: Path) -> None:
    given = [("a", issue(story("page.txt:1", "一"))), ("b", issue(story("page.txt:1", "二")))]
    content = tmp_path / "content"
    for _ in range(2):
        result = placed(content, joined(at_home(given, read_record(content / FOLDER))))

    assert actions(result) == {"a01-1-一.md": "unchanged", "a01-1-二.md": "unchanged"}


def test_pages_that_are_imported_one_by_one_keep_their_names(tmp_path: Path) -> None:
    a02 = PageCode("A", "02")
    placed(tmp_path / "content", issue(story("2"), pages=(DraftPage(a02, "城事", "责编 李田"),)))
    placed(tmp_path / "content", issue(story("1"), pages=(DraftPage(A01, "要闻"),), number=7))
    again = placed(tmp_path / "content", issue(story("2"), pages=(DraftPage(a02, "城事"),)))

    text = files(tmp_path / "content")["issue.md"].decode()
    assert text == "期号：7\n版面：A01 要闻、A02 城事\n"
    assert actions(again)["issue.md"] == "updated"


def test_a_link_in_the_content_is_never_written_through(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "pages").mkdir(parents=True)
    (outside / "mine.md").write_text("标题：我的\n\n我的。\n", "utf-8")
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (folder / "pages").symlink_to(outside / "pages")
    (folder / "a01-1-秋收过半.md").symlink_to(outside / "mine.md")
    before = tree(outside)
    result = placed(
        tmp_path / "content",
        issue(story(), pages=(DraftPage(A01, image=encoded(halves(), "PNG"), pdf=b"%PDF-1.4"),)),
    )

    assert tree(outside) == before
    assert (folder / "a01-1-秋收过半.md").is_symlink()
    assert set(actions(result).values()) == {"kept"}


@pytest.mark.parametrize("linked", ["issues", "issues/2019", FOLDER])
def test_a_folder_that_is_a_link_is_named_and_left_alone(tmp_path: Path, linked: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    link = tmp_path / "content" / linked
    link.parent.mkdir(parents=True)
    link.symlink_to(outside)
    result = placed(tmp_path / "content", issue(story()))

    assert list(outside.iterdir()) == []
    assert kinds(result) == ["folder-blocked"]


def test_a_folder_of_an_articles_name_stays(tmp_path: Path) -> None:
    there = tmp_path / "content" / FOLDER / "a01-1-秋收过半.md"
    there.mkdir(parents=True)
    result = placed(tmp_path / "content", issue(story()))

    assert there.is_dir()
    assert actions(result) == {there.name: "kept"}


@pytest.mark.parametrize("name", ["../../../../outside.md", "/outside.md", "a/../../b.md", "a//b"])
def test_a_record_leads_to_no_file_outside(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (tmp_path / "outside.md").write_text("", "utf-8")
    row = {"name": name, "sha256": hashlib.sha256(b"").hexdigest()}
    (folder / ".import.json").write_text(json.dumps({"version": 1, "files": {"1": row}}), "utf-8")
    placed(tmp_path / "content", issue(story()))

    assert (tmp_path / "outside.md").read_bytes() == b""
    assert list(files(tmp_path / "content")) == ["a01-1-秋收过半.md"]


def test_a_trial_needs_no_content_folder_and_makes_none(tmp_path: Path) -> None:
    result = place(issue(story()), FOLDER, desk(tmp_path / "content", dry_run=True))

    assert actions(result) == {"a01-1-秋收过半.md": "written"}
    assert list(tmp_path.iterdir()) == []


def test_a_new_issue_comes_in_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever file is the last before the end: there is no folder, or a whole one."""
    seen: list[list[str]] = []
    real = os.replace

    def looked(old: Path, new: Path) -> None:
        seen.append(list(files(tmp_path / "content")))
        real(old, new)

    monkeypatch.setattr(os, "replace", looked)
    figure = picture(data=b"no picture")
    draft = issue(story("1", "一", "一。", picture()), story("2", "二", "二。", figure, order=2))
    placed(tmp_path / "content", draft)

    assert seen
    assert all(names == [] for names in seen)
    assert sorted(files(tmp_path / "content")) == ["a01-1-一.md", "a01-2-二.md", "harvest.jpg"]


def test_a_picture_never_takes_the_place_of_another_that_lies_there(tmp_path: Path) -> None:
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    other = encoded(halves(), "JPEG")
    (folder / "harvest.jpg").write_bytes(other)
    (folder / "a01-9-hand.md").write_text("标题：手写\n\n![晚稻](harvest.jpg)\n", "utf-8")
    draft = issue(story("1", "秋收过半", "一段。", picture()))
    placed(tmp_path / "content", draft)
    again = placed(tmp_path / "content", draft)

    found = files(tmp_path / "content")
    assert (found["harvest.jpg"], found["harvest-2.jpg"]) == (other, PHOTO)
    assert "(harvest-2.jpg)" in found["a01-1-秋收过半.md"].decode()
    assert set(actions(again).values()) == {"unchanged"}


@pytest.mark.parametrize(
    ("there", "headline", "made"),
    [
        ("A01-1-News.md", "news", "a01-1-news-2.md"),
        ("a01-1-cafe\u0301.md", "café", "a01-1-café-2.md"),
    ],
)
def test_a_name_that_differs_from_one_there_by_its_form_alone_is_another(
    tmp_path: Path, there: str, headline: str, made: str
) -> None:
    folder = tmp_path / "content" / FOLDER
    folder.mkdir(parents=True)
    (folder / there).write_text("标题：手写\n\n手写的。\n", "utf-8")
    placed(tmp_path / "content", issue(story("1", headline)))

    assert sorted(files(tmp_path / "content")) == sorted([there, made])


def test_a_headline_of_which_nothing_can_be_written_keeps_no_article_out(tmp_path: Path) -> None:
    drafts = (story("1", "\u202e\x07", "稻子收了一半。"), story("2", " ", picture(), order=2))
    result = placed(tmp_path / "content", issue(*drafts))

    assert kinds(result) == ["headline-empty", "headline-empty"]
    texts = [data.decode() for name, data in files(tmp_path / "content").items() if ".md" in name]
    assert [text.split("\n")[0] for text in texts] == ["标题：稻子收了一半。", "标题：无题"]


def test_a_page_keeps_the_scan_of_the_source_that_brought_it(tmp_path: Path) -> None:
    one, other = encoded(halves(), "PNG"), encoded(halves().rotate(90), "PNG")
    sources = {
        place: issue(
            story("articles/0.xml", place),
            pages=(DraftPage(A01, image=image, pdf=b"%PDF-1.4 " + place.encode()),),
        )
        for place, image in (("north", one), ("south", other))
    }
    content = tmp_path / "content"
    results = [
        imported_from(place, sources[place], content)
        for place in ("north", "south", "north", "south")
    ]

    assert files(content)["pages/a01.png"] == one
    assert files(content)["pages/a01.pdf"] == b"%PDF-1.4 north"
    left = ["scan-of-another", "pdf-of-another"]
    assert [kinds(each) for each in results] == [[], left, [], left]
    whole = joined(at_home(list(sources.items()), read_record(content / "none")))
    assert [each.words.kind for each in whole.notes] == ["scan-of-another"]


def test_an_old_address_that_another_article_of_the_issue_has_keeps_no_article_out(
    tmp_path: Path,
) -> None:
    drafts = (
        story("1", "一", aliases=("/old/", "/free%20one/")),
        story("2", "二", order=2, aliases=("/Old/index.html", "/2/", "/2019/10/24/a01-1-一.html")),
    )
    first = placed(tmp_path / "content", issue(*drafts))
    before = files(tmp_path / "content")
    again = placed(tmp_path / "content", issue(*drafts))

    assert sorted(before) == ["a01-1-一.md", "a01-2-二.md"]
    assert "旧地址：/old/、/free%20one/\n" in before["a01-1-一.md"].decode()
    assert "旧地址：/2/\n" in before["a01-2-二.md"].decode()
    assert set(kinds(first)) == {"alias-taken"}
    assert set(kinds(again)) == {"alias-withheld"}
    assert set(actions(again).values()) == {"unchanged"}
    assert files(tmp_path / "content") == before
