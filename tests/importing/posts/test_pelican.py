"""A Pelican folder as issues."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing.posts.pelican import KIND, read_python
from broadsheet.model import Status
from tests.importing.posts.blog import PICTURE, folder, imported, pictures, read_back, text_of

CONFIG = """
import os
AUTHOR = '王小禾'
PATH = 'content'
ARTICLE_URL = '{date:%Y}/{category}/{slug}/'
ARTICLE_SAVE_AS = ARTICLE_URL + 'index.html'
DEFAULT_CATEGORY: str = 'news'
SITENAME = os.environ['HOME']
raise SystemExit('this file was run')
"""
HARVEST = """Title: 秋收：进度过半
Date: 2019-10-24 10:20
Tags: 秋收, 天气
Summary: 一
    二
Status: hidden

正文![图]({attach}field.jpg)后。

![全景]({static}/images/town.jpg)

见[雨]({filename}/rain.md#x)、[老式](|filename|/rain.md)、[标签]({tag}秋收)。

[^1]: 无人提到。
"""
FILES = {
    "pelicanconf.py": CONFIG,
    "content/时政/harvest.md": HARVEST,
    "content/时政/field.jpg": PICTURE,
    "content/images/town.jpg": PICTURE,
    "content/rain.md": "Title: 下雨\nDate: Oct 25, 2019 3:05 pm\nAuthors: 李田; 王小禾\n\n雨。\n",
    "content/pages/about.md": "Title: 关于\nDate: 2019-10-25\n\n本报。\n",
    "content/old.rst": "x\n=\n",
}


def test_a_folder_with_settings_or_with_posts_is_recognised(tmp_path: Path) -> None:
    post = "Title: x\nDate: 2019-10-24\n\nx\n"

    assert KIND.recognises(folder(tmp_path / "a", {"pelicanconf.py": ""}))
    assert KIND.recognises(folder(tmp_path / "b", {"posts/a.md": post}))
    assert not KIND.recognises(folder(tmp_path / "c", {"posts/a.md": "# x\n"}))
    own = folder(tmp_path / "d", {"pelicanconf.py": "", "content/issues/2019-10-24/a.md": post})
    assert not KIND.recognises(own)


def test_a_folder_of_posts(tmp_path: Path) -> None:
    found = imported(KIND, folder(tmp_path, FILES))

    assert list(found.articles) == ["content/时政/harvest.md", "content/rain.md"]
    harvest, rain = (read_back(each) for each in found.articles.values())
    assert harvest.headline == "秋收：进度过半"
    assert harvest.section == "时政"
    assert harvest.tags == ("秋收", "天气")
    assert harvest.summary == "一 二"
    assert harvest.status is Status.DRAFT
    assert harvest.byline is not None
    assert harvest.byline.text == "王小禾"
    assert rain.byline is not None
    assert rain.byline.text == "李田、王小禾"
    assert rain.section == ""
    assert found.noted("post-format") == ["old.rst:0"]


def test_old_addresses_follow_from_settings_that_are_read_not_run(tmp_path: Path) -> None:
    found = imported(KIND, folder(tmp_path, FILES))

    assert found.article("rain.md").aliases == ("/2019/news/xia-yu/", "/xia-yu.html")
    assert found.article("harvest.md").aliases == (
        "/2019/shi-zheng/qiu-shou-jin-du-guo-ban/",
        "/qiu-shou-jin-du-guo-ban.html",
    )


def test_marks_of_pelican_are_understood(tmp_path: Path) -> None:
    article = imported(KIND, folder(tmp_path, FILES)).article("harvest.md")

    assert text_of(article) == (
        "正文后。\n\n[field.jpg: 图]\n\n[town.jpg: 全景]\n\n"
        "见[雨](../2019-10-25/rain.md)、[老式](../2019-10-25/rain.md)、标签。"
    )
    assert [each for each in pictures(article) if each.data == b""] == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    post = "Title: 天气\nDate: 2019-10-24\n\n昨夜大雨停了，风也停了，田里可以收割。\n"
    found = imported(KIND, folder(tmp_path, {"a.md": post.encode(encoding)}))

    assert text_of(found.article("a.md")) == "昨夜大雨停了，风也停了，田里可以收割。"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "post-empty"),
        (b"\x81\x00\xff\xfe\x9d" * 9, "text-encoding-unknown"),
        (b"x" * (1024 * 1024 + 1), "post-too-large"),
    ],
)
def test_what_is_no_text_is_named_and_the_rest_goes_on(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    files = {"a.md": data, "b.md": "Title: x\nDate: 2019-10-24\n\nx\n"}
    found = imported(KIND, folder(tmp_path, files))

    assert found.noted(kind) == ["a.md:0"]
    assert list(found.articles) == ["b.md"]


def test_only_plain_values_of_settings_are_read() -> None:
    found = read_python("A = 'x'\nB = A + 'y'\nC: int = 3\nD, E = 1, 2\ndef f(): pass\nF = [1]\n")

    assert found == {"A": "x", "C": 3, "F": [1]}


@pytest.mark.parametrize("config", ["A = (", "A = '\0'", "A = " + "(" * 500 + ")" * 500])
def test_damaged_settings_are_named(tmp_path: Path, config: str) -> None:
    files = {"pelicanconf.py": config, "content/rain.md": FILES["content/rain.md"]}
    found = imported(KIND, folder(tmp_path, files))

    assert len(found.noted("site-config-invalid")) == 1
    assert found.article("rain.md").aliases == ("/xia-yu.html",)


def test_a_post_may_be_a_web_page_with_its_head(tmp_path: Path) -> None:
    """As Pelican's own manual shows one."""
    page = (
        "<!DOCTYPE html>\n<html>\n<head>\n<title>秋收</title>\n"
        '<meta name="viewport" content="width=device-width" />\n'
        '<meta name="tags" content="稻, 天气" />\n<meta name="Date" content="2019-10-24 22:28" />\n'
        '<meta name="authors" content="王小禾, 李田" />\n</head>\n<body class="x">\n'
        "<p>正文<b>一</b>。</p>\n<script>x</script>\n</body>\n</html>\n"
    )
    files = {"pelicanconf.py": "", "content/时政/a.html": page, "content/b.htm": "<p>没有头</p>"}
    found = imported(KIND, folder(tmp_path, files))
    made = found.article("a.html")

    assert (made.headline, made.section, made.tags) == ("秋收", "时政", ("稻", "天气"))
    assert made.byline == "王小禾、李田"
    assert text_of(made) == "正文**一**。"
    assert found.noted("post-html-removed") == ["a.html:10"]
    assert found.noted("front-matter-missing") == ["b.htm:1"]
    assert found.noted("front-matter-keys") == []


def test_a_link_without_a_place_is_told_as_it_was_written(tmp_path: Path) -> None:
    body = "[甲]({tag}秋收)、[乙]({attach}../a.pdf)"
    files = {"content/a.md": f"Title: 甲\nDate: 2019-10-24\n\n{body}\n", "pelicanconf.py": ""}
    found = imported(KIND, folder(tmp_path, files))
    lost = [n.text("en") for n in found.notes if n.words.kind == "post-link-lost"]

    assert [text.split(" leads")[0] for text in lost] == [
        "the link to {tag}秋收",
        "the link to ../a.pdf",
    ]


def test_the_settings_say_where_articles_are_and_what_their_names_mean(tmp_path: Path) -> None:
    config = (
        "PATH = 'content'\nARTICLE_PATHS = ['blog']\nARTICLE_URL = 'p/{slug}.html'\n"
        "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})_(?P<slug>.*)'\n"
    )
    files = {
        "pelicanconf.py": config,
        "content/blog/2019-10-24_harvest.md": "Title: 秋收\n\n见{filename}甲。\n",
        "content/blogroll/a.md": "Title: 别处\nDate: 2019-10-24\n\n不是稿件。\n",
    }
    found = imported(KIND, folder(tmp_path, files))

    assert [article.headline for article in found.articles.values()] == ["秋收"]
    assert "/p/harvest.html" in found.article("harvest.md").aliases
    assert text_of(found.article("harvest.md")) == "见{filename}甲。"
    assert found.notes == []
