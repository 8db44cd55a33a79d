"""A Hugo folder as issues."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from broadsheet.importing.posts.hugo import KIND
from broadsheet.importing.sources import Options
from broadsheet.model import Status
from tests.importing.posts.blog import (
    ISSUE,
    PICTURE,
    Imported,
    folder,
    imported,
    pictures,
    read_back,
    text_of,
)

CONFIG = """
baseURL = "https://paper.example/"
defaultContentLanguage = "zh"
[permalinks]
news = "/:year/:month/:slug/"
[languages.zh]
[languages.en]
"""
HARVEST = """+++
title = "秋收进度过半"
subtitle = "——三千亩晚稻归仓"
date = 2019-10-24T10:20:00+08:00
categories = ["时政", "三农"]
tags = ["秋收"]
authors = ["王小禾", "李田"]
description = "晚稻**归仓**。"
aliases = ["/old/harvest.html", "shouge"]
slug = "harvest-2019"
pagecolour = "red"
[cover]
image = "cover.jpg"
caption = "收割现场（王小禾 摄）"
+++

柏林镇的晚稻熟了。
见[雨]({{< ref "rain.md" >}})、[昨日](/posts/storm/)与[关于](/about/)。

{{< figure src="field.jpg" caption="收割机在田间作业" attr="王小禾 摄" >}}

![全景](/images/town.jpg)

{{< poll id="1" >}} {{</* ref "x" */>}}
"""
FILES = {
    "hugo.toml": CONFIG,
    "content/posts/harvest/index.md": HARVEST,
    "content/posts/harvest/field.jpg": PICTURE,
    "content/posts/harvest/cover.jpg": PICTURE,
    "content/posts/harvest/unused.png": PICTURE,
    "content/posts/harvest/aside.md": "---\ntitle: x\ndate: 2019-10-24\n---\nx\n",
    "content/posts/rain.md": "---\ntitle: 雨\ndate: 2019-10-24 08:00\n---\n"
    "[收](../harvest-2019/)\n",
    "content/posts/storm.md": "---\ntitle: 大风\ndate: 2019-10-23\n---\n大风。\n",
    "content/news/flood.md": '{"title": "Flood Now", "date": "2019-10-23"}\n\n水。\n',
    "content/posts/flood.en.md": "---\ntitle: Flood\ndate: 2019-10-25\n---\nWater.\n",
    "content/posts/_index.md": "---\ntitle: 全部\ndate: 2019-10-24\n---\n",
    "content/about.md": "---\ntitle: 关于\ndate: 2019-10-24\n---\n本报。\n",
    "content/posts/undated.md": "---\ntitle: 无日期\n---\n无。\n",
    "content/posts/odd.md": "---\ntitle: 怪\ndate: soon\n---\n怪。\n",
    "content/posts/broken.md": "---\ntitle: [x\n---\n坏。\n",
    "content/posts/notes.org": "#+title: x\n",
    "static/images/town.jpg": PICTURE,
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(KIND, folder(tmp_path_factory.mktemp("hugo"), FILES))


def test_a_folder_with_settings_and_contents_is_recognised(tmp_path: Path) -> None:
    assert not KIND.recognises(folder(tmp_path, {"content/posts/a.md": "x"}))
    assert KIND.recognises(folder(tmp_path, {"config.yaml": "title: x"}))


def test_the_posts_of_a_day_are_an_issue_in_the_order_of_their_times(found: Imported) -> None:
    days = {day: [a.name for a in issue.articles] for day, issue in found.issues.items()}

    assert days == {
        "2019-10-23": ["flood", "storm"],
        "2019-10-24": ["rain", "harvest-2019"],
        "2019-10-25": ["flood"],
    }
    assert [a.order for a in found.issues["2019-10-24"].articles] == [1, 2]


def test_the_head_of_a_post_says_what_a_header_says(found: Imported) -> None:
    article = read_back(found.article("harvest/index.md"), page="harvest-2019.md")

    assert article.headline == "秋收进度过半"
    assert article.deck == "三千亩晚稻归仓"
    assert article.section == "时政"
    assert article.tags == ("三农", "秋收")
    assert article.byline is not None
    assert [credit.name for credit in article.byline.credits] == ["王小禾", "李田"]
    assert article.summary == "晚稻归仓。"
    assert [alias.address for alias in article.aliases] == [
        "/posts/harvest-2019/",
        "/old/harvest.html",
        "/posts/shouge/",
    ]


def test_links_lead_to_the_files_of_posts_or_stay_old_addresses(found: Imported) -> None:
    text = text_of(found.article("harvest/index.md"))

    assert "见[雨](rain.md)、[昨日](../2019-10-23/storm.md)与[关于](/about/)。" in text
    assert text_of(found.article("rain.md")) == "[收](harvest-2019.md)"
    assert found.noted("post-link-old") == ["index.md:18"]


def test_pictures_of_bundle_and_static_folder_are_found(found: Imported) -> None:
    shown = pictures(found.article("harvest/index.md"))

    assert [(each.name, each.cutline) for each in shown] == [
        ("cover.jpg", "收割现场（王小禾 摄）"),
        ("field.jpg", "收割机在田间作业（王小禾 摄）"),
        ("town.jpg", "全景"),
    ]
    assert all(isinstance(each.data, Path) and each.data.is_file() for each in shown)
    assert found.noted("post-pictures-unused") == ["index.md:0"]


def test_other_shortcodes_stay_as_text_and_are_named(found: Imported) -> None:
    assert '{{< poll id="1" >}} {{< ref "x" >}}' in text_of(found.article("harvest/index.md"))
    assert found.noted("post-code-kept") == ["index.md:24"]


def test_permalinks_of_the_settings_are_old_addresses(found: Imported) -> None:
    assert found.article("news/flood.md").aliases == ("/2019/10/flood-now/",)
    assert found.article("flood.en.md").aliases == ("/en/posts/flood/",)
    assert found.article("flood.en.md").language == "en"


def test_what_is_no_dated_post_is_named(found: Imported) -> None:
    assert found.noted("post-undated") == ["undated.md:0"]
    assert found.noted("post-date-unclear") == ["odd.md:1"]
    assert found.noted("front-matter-invalid") == ["broken.md:3"]
    assert found.noted("post-format") == ["notes.org:0"]
    assert found.noted("post-page") == ["about.md:0"]
    assert found.noted("post-resource") == ["aside.md:0"]
    keys = [n for n in found.notes if n.words.kind == "front-matter-keys"]
    assert [dict(n.values)["keys"] for n in keys] == ["pagecolour (1)"]


def test_an_issue_that_a_person_names_takes_undated_posts(tmp_path: Path) -> None:
    source = folder(tmp_path, {"content/posts/a.md": FILES["content/posts/undated.md"]})
    found = imported(KIND, source, Options(issue=ISSUE))

    assert list(found.issues) == ["2019-10-24"]


def test_what_the_old_site_hides_stays_hidden(tmp_path: Path) -> None:
    def post(*lines: str) -> str:
        return "\n".join(["---", "title: 雨", "date: 2019-10-24", *lines, "---", "雨。", ""])

    files = {
        "content/posts/a.md": post("draft: true"),
        "content/posts/b.md": post("expiryDate: 2019-12-01"),
        "content/posts/c.md": post("publishDate: 2999-01-02T03:04:00+08:00"),
        "content/posts/d.md": post("expiryDate: 2999-01-02"),
        "content/posts/e.md": post("publishDate: 2019-11-01"),
    }
    found = imported(KIND, folder(tmp_path, files))

    by_name = {article.name: article for article in found.articles.values()}
    assert [by_name[each].status for each in "abcde"] == [
        *[Status.DRAFT] * 2,
        *[Status.PUBLISHED] * 3,
    ]
    assert by_name["c"].embargo == dt.datetime.fromisoformat("2999-01-02T03:04:00+08:00")
    assert [by_name[each].embargo for each in "abde"] == [None] * 4
    assert found.noted("post-draft") == ["a.md:1", "b.md:1"]
    assert found.noted("post-expires") == ["d.md:1"]
    assert read_back(by_name["c"]).embargo == by_name["c"].embargo


def test_an_old_address_is_given_to_one_article(tmp_path: Path) -> None:
    def post(aliases: str) -> str:
        return f"---\ntitle: 雨\ndate: 2019-10-24\naliases: {aliases}\n---\n雨。\n"

    files = {
        "content/posts/a.md": post("[/x/, /2019/10/24/a.html, /2019/, /feed.xml]"),
        "content/posts/b.md": post("[/X/, /2019/10/24/a.html]"),
    }
    found = imported(KIND, folder(tmp_path, files))

    assert found.article("a.md").aliases == ("/posts/a/", "/x/")
    assert found.article("b.md").aliases == ("/posts/b/",)
    assert found.noted("post-alias-taken") == ["b.md:0", "b.md:0"]
    assert found.noted("post-alias-reserved") == ["a.md:0"]
    assert found.noted("post-alias-invalid") == ["a.md:0"]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("missing.jpg", "post-picture-missing"),
        ("../../../../secret.jpg", "post-picture-missing"),
        ("/images/link.jpg", "post-picture-missing"),
        ("plan.svg", "post-picture-format"),
        ("data:image/png;base64,AAAA", "post-picture-format"),
        ("https://cdn.example/a.jpg", "post-picture-remote"),
    ],
)
def test_a_picture_that_is_not_at_hand_keeps_its_words(
    tmp_path: Path, target: str, kind: str
) -> None:
    (tmp_path / "secret.jpg").write_bytes(PICTURE)
    body = f"---\ntitle: 雨\ndate: 2019-10-24\n---\n前文。\n\n![雨中的街道]({target})\n"
    source = folder(tmp_path / "site", {"content/posts/a.md": body, "static/images/x": ""})
    (source / "static/images/link.jpg").symlink_to(tmp_path / "secret.jpg")
    (source / "content/posts/plan.svg").write_text("<svg/>")
    found = imported(KIND, source)

    assert found.noted(kind) == ["a.md:7"]
    article = found.article("a.md")
    assert all(each.data == b"" for each in pictures(article))
    assert "雨中的街道" in text_of(article)


@pytest.mark.parametrize("damage", ["{", "title: [", "\xff"])
def test_damaged_settings_are_named_and_the_posts_imported(tmp_path: Path, damage: str) -> None:
    files: dict[str, str | bytes] = {
        "config.json": damage.encode("latin-1"),
        "content/posts/a.md": FILES["content/posts/storm.md"],
    }
    found = imported(KIND, folder(tmp_path, files))

    assert list(found.articles) == ["content/posts/a.md"]
    assert [each[:11] for each in found.noted("site-config-invalid")] == ["config.json"]


def test_a_second_reading_is_the_same(tmp_path: Path) -> None:
    source = folder(tmp_path, FILES)

    assert imported(KIND, source).articles == imported(KIND, source).articles


def test_an_address_in_running_text_and_marks_in_a_caption(tmp_path: Path) -> None:
    body = (
        '见 {{< relref "rain.md" >}}、<a href="{{< ref "rain.md" >}}">雨</a>。\n\n'
        '{{< figure src="/a.jpg" caption="闸口。[水利局](https://x.example) 供图" >}}\n'
    )
    files: dict[str, str | bytes] = {
        "content/posts/a.md": f"---\ntitle: 晴\ndate: 2019-10-24\n---\n{body}",
        "content/posts/rain.md": "---\ntitle: 雨\ndate: 2019-10-24\n---\n雨。\n",
        "static/a.jpg": PICTURE,
    }
    found = imported(KIND, folder(tmp_path, files)).article("posts/a.md")

    assert text_of(found).split("\n\n")[0] == "见 [rain.md](rain.md)、[雨](rain.md)。"
    assert [each.cutline for each in pictures(found)] == ["闸口。水利局 供图"]
