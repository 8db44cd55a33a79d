"""A Jekyll folder as issues."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing.posts.jekyll import KIND
from broadsheet.model import Status
from tests.importing.posts.blog import (
    PICTURE,
    Imported,
    folder,
    imported,
    pictures,
    read_back,
    text_of,
)

CONFIG = """
title: 柏林镇报
url: https://paper.example
baseurl: /blog
timezone: Asia/Shanghai
permalink: pretty
defaults:
  - scope: {path: "", type: posts}
    values: {author: wxh}
"""
HARVEST = """---
title: 秋收
date: 2019-10-24 10:20:00 +0800
categories: 时政 三农
tags: [秋收]
image: {path: /assets/cover.jpg, alt: 封面}
redirect_from: [/h/]
---
《{{ site.title }}》讯：{{ page.title }}过半。
{: .lead}

{% highlight ruby linenos %}
puts 1 < 2
{% endhighlight %}

![]({{ site.baseurl }}/assets/field.jpg){: width="300"}
*收割机在田间作业*

{% include figure.html src="/assets/town.jpg" caption="全景" %}

见[雨]({{ site.baseurl }}{% post_url 2019-10-25-rain %})、
[再见]({% link _posts/2019-10-25-rain.md %})、
[旧址](https://paper.example/blog/2019/10/25/rain/)、[无]({% post_url 2001-01-01-none %})。

{% include share.html %}{% comment %}看不见{% endcomment %}

{% raw %}{{ 原样 }}{% endraw %}
"""
WEB = """---
title: 网页
---
<p>一段<b>粗</b>字与<a href="/blog/2019/10/25/rain/">链接</a>。</p>
<div align="center"><img src="/blog/assets/town.jpg" alt="好图"><br>说明</div>
<ul><li>一<ul><li>二</li></ul></li></ul>
<script>alert(1)</script>松散文字
<pre>code
 x</pre>
"""
FILES = {
    "_config.yml": CONFIG,
    "_data/authors.yml": "wxh:\n  name: 王小禾\n",
    "_posts/2019-10-24-harvest.md": HARVEST,
    "_posts/2019-10-25-rain.md": "---\ntitle: 下雨\n---\n雨。\n",
    "news/_posts/2019-10-25-rain.markdown": "---\ntitle: 雨\npublished: false\n---\n雨。\n",
    "_posts/2019-10-26-web.html": WEB,
    "_posts/2019-10-27-plain.md": "没有文件头。\n",
    "_drafts/idea.md": "---\ntitle: 草稿\n---\n草。\n",
    "_posts/2019-10-28-ascii.adoc": "= x\n",
    "assets/cover.jpg": PICTURE,
    "assets/field.jpg": PICTURE,
    "assets/town.jpg": PICTURE,
    "_site/_posts/2019-10-24-built.md": "---\ntitle: x\n---\nx\n",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Imported:
    return imported(KIND, folder(tmp_path_factory.mktemp("jekyll"), FILES))


def test_a_folder_of_posts_is_recognised(tmp_path: Path) -> None:
    assert KIND.recognises(folder(tmp_path / "a", {"_posts/2019-10-24-a.md": ""}))
    assert not KIND.recognises(folder(tmp_path / "b", {"posts/2019-10-24-a.md": ""}))


def test_days_come_from_names_and_dates(found: Imported) -> None:
    days = {day: [a.name for a in issue.articles] for day, issue in found.issues.items()}

    assert days == {
        "2019-10-24": ["harvest"],
        "2019-10-25": ["rain", "rain-2"],
        "2019-10-26": ["web"],
    }
    assert found.noted("front-matter-missing") == ["2019-10-27-plain.md:1"]
    assert found.noted("post-undated") == ["idea.md:0"]
    assert found.noted("post-format") == ["2019-10-28-ascii.adoc:0"]


def test_the_head_of_a_post_says_what_a_header_says(found: Imported) -> None:
    article = read_back(found.article("harvest.md"), page="harvest.md")

    assert article.section == "时政"
    assert article.tags == ("三农", "秋收")
    assert article.byline is not None
    assert article.byline.text == "王小禾"
    assert [alias.address for alias in article.aliases] == [
        "/时政/三农/2019/10/24/harvest/",
        "/h/",
    ]
    assert found.article("news/_posts/2019-10-25-rain.markdown").section == "news"
    assert found.article("rain.markdown").status is Status.DRAFT


def test_liquid_becomes_what_it_stands_for(found: Imported) -> None:
    text = text_of(found.article("harvest.md"))

    assert text.startswith(
        "[cover.jpg: 封面]\n\n《柏林镇报》讯：秋收过半。\n\n```\nputs 1 < 2\n```"
    )
    assert "见[雨](../2019-10-25/rain.md)、[再见](../2019-10-25/rain.md)" in text
    assert "、[旧址](../2019-10-25/rain.md)、无。" in text
    assert text.endswith("{% include share.html %}\n\n{{ 原样 }}")
    assert found.noted("post-code-kept") == ["2019-10-24-harvest.md:25"]
    assert found.noted("post-link-lost") == ["2019-10-24-harvest.md:23"]
    assert found.noted("post-attributes") == [
        "2019-10-24-harvest.md:10",
        "2019-10-24-harvest.md:16",
    ]


def test_pictures_and_their_words(found: Imported) -> None:
    shown = pictures(found.article("harvest.md"))

    assert [(each.name, each.cutline) for each in shown] == [
        ("cover.jpg", "封面"),
        ("field.jpg", "收割机在田间作业"),
        ("town.jpg", "全景"),
    ]
    assert [each for each in shown if each.data == b""] == []


def test_a_post_in_html_becomes_markdown(found: Imported) -> None:
    assert text_of(found.article("web.html")) == (
        "一段**粗**字与[链接](../2019-10-25/rain.md)。\n\n[town.jpg: 好图]\n\n说明\n\n"
        "- 一\n    - 二\n\n松散文字\n\n```\ncode\n x\n```"
    )
    assert found.noted("post-html-removed") == ["2019-10-26-web.html:4"]


def test_a_moment_is_of_the_sites_own_clock(tmp_path: Path) -> None:
    post = "---\ntitle: 夜\ndate: 2019-10-24 20:00:00 +0000\n---\n夜。\n"
    source = folder(tmp_path, {"_config.yml": CONFIG, "_posts/2019-10-24-night.md": post})
    found = imported(KIND, source)

    assert list(found.issues) == ["2019-10-25"]
    assert found.article("night.md").aliases == ("/2019/10/25/night/",)


def test_a_permalink_that_is_not_known_is_said(tmp_path: Path) -> None:
    post = "---\ntitle: 夜\npermalink: /:secret/\n---\n夜。\n"
    found = imported(KIND, folder(tmp_path, {"_posts/2019-10-24-night.md": post}))

    assert found.article("night.md").aliases == ()
    assert found.noted("post-address-unknown") == ["2019-10-24-night.md:1"]


@pytest.mark.parametrize(
    ("config", "line"), [("a: [\n", 2), ("timezone: Nowhere/Here\n", 0), ("x: *y\n- z", 2)]
)
def test_damaged_settings_are_named(tmp_path: Path, config: str, line: int) -> None:
    files = {"_config.yml": config, "_posts/2019-10-25-rain.md": "---\ntitle: 雨\n---\n雨。\n"}
    found = imported(KIND, folder(tmp_path, files))

    assert found.noted("site-config-invalid") == [f"_config.yml:{line}"]
    assert len(found.articles) == 1


def test_a_link_in_running_text_is_a_link_and_one_in_a_target_a_target(tmp_path: Path) -> None:
    body = (
        "见 {% post_url 2019-10-25-rain %}、[雨]({{ site.baseurl }}{% link "
        '_posts/2019-10-25-rain.md %})、<a href="{% post_url 2019-10-25-rain %}">雨</a>。\n'
    )
    files = {
        "_posts/2019-10-25-rain.md": "---\ntitle: 雨\n---\n雨。\n",
        "_posts/2019-10-25-sun.md": f"---\ntitle: 晴\n---\n{body}",
    }
    found = imported(KIND, folder(tmp_path, files))

    assert text_of(found.article("sun.md")) == (
        "见 [2019-10-25-rain](rain.md)、[雨](rain.md)、[雨](rain.md)。"
    )


@pytest.mark.parametrize("mark", ["{:toc}", "{: toc .wide}", "  {:toc}"])
def test_a_list_of_contents_leaves_no_trace(tmp_path: Path, mark: str) -> None:
    body = f"1. 目录\n{mark}\n\n正文。\n\n- 一\n- 二\n{{:.list}}\n"
    files = {"_posts/2019-10-25-rain.md": f"---\ntitle: 雨\n---\n{body}"}
    found = imported(KIND, folder(tmp_path, files))

    assert text_of(found.article("rain.md")) == "正文。\n\n- 一\n- 二"


def test_collections_that_are_not_of_posts_are_named(tmp_path: Path) -> None:
    files = {
        "_config.yml": "collections:\n  news:\n    output: true\n  empty:\n  posts:\n",
        "_news/2019-10-24-a.md": "---\ntitle: 甲\n---\n甲。\n",
        "_posts/2019-10-25-rain.md": "---\ntitle: 雨\n---\n雨。\n",
    }
    found = imported(KIND, folder(tmp_path, files))

    assert found.noted("post-collection") == ["_news:0"]
    assert len(found.articles) == 1
