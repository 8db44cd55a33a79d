"""Old addresses, as the three programs made them."""

from __future__ import annotations

import pytest

from broadsheet.importing.posts.addresses import (
    as_alias,
    hugo_path,
    hugo_permalink,
    jekyll_permalink,
    jekyll_slug,
    pelican_address,
    pelican_slug,
)
from broadsheet.importing.posts.moments import read_moment

MOMENT = read_moment("2019-10-04 09:08:07")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Harvest Past the Half", "harvest-past-the-half"),
        ("秋收 进度，过半！", "秋收-进度过半"),
        ("C++ & C#", "c++-c#"),
        ("a -- b", "a-b"),
    ],
)
def test_titles_in_addresses_of_hugo(text: str, path: str) -> None:
    assert hugo_path(text) == path


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("/:year/:month/:day/:slug/", "/2019/10/04/s/"),
        ("/:section/:2006/:01/:02/:filename.html", "/news/2019/10/04/f.html"),
        (":monthname/:weekdayname/:weekday/:yearday", "/October/Friday/5/277"),
        ("/:sections[1:]/:slug/", None),
        ("/:nothing/", None),
    ],
)
def test_permalinks_of_hugo(pattern: str, address: str | None) -> None:
    values = {"slug": "s", "section": "news", "filename": "f"}

    assert hugo_permalink(pattern, MOMENT, values) == address


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("date", "/时政/三农/2019/10/04/Harvest.html"),
        ("pretty", "/时政/三农/2019/10/04/Harvest/"),
        ("ordinal", "/时政/三农/2019/277/Harvest.html"),
        ("none", "/时政/三农/Harvest.html"),
        ("/:i_month-:i_day/:short_month/:slug", "/10-4/Oct/harvest"),
        ("/:hour:minute:second/:title/", "/090807/Harvest/"),
        ("/fixed/", "/fixed/"),
        ("/:unknown/", None),
    ],
)
def test_permalinks_of_jekyll(pattern: str, address: str | None) -> None:
    assert jekyll_permalink(pattern, MOMENT, "Harvest", ["时政", "三农"]) == address


def test_slugs_of_jekyll() -> None:
    assert jekyll_slug("秋收 (2019)_v1.0!") == "秋收-2019-v1-0"
    assert jekyll_slug("a (b)_v1.0!", pretty=True, cased=True) == "a-(b)_v1.0!"


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("{slug}.html", "/qiu-shou.html"),
        ("{date:%Y}/{date:%b}/{date:%-d}/{slug}/", "/2019/Oct/4/qiu-shou/"),
        ("{category}/{slug}.html", "/misc/qiu-shou.html"),
        ("{date.__class__}/{slug}", None),
        ("{author!r}", None),
        ("{date:%Q}/{slug}", None),
    ],
)
def test_addresses_of_pelican(pattern: str, address: str | None) -> None:
    values = {"slug": pelican_slug("秋收"), "category": "misc"}

    assert pelican_address(pattern, MOMENT, values) == address


def test_slugs_of_pelican() -> None:
    assert pelican_slug("It’s a Test: C++") == "its-a-test-c"
    assert pelican_slug("秋收 过半", unicode=True) == "秋收-过半"


@pytest.mark.parametrize(
    ("address", "alias"),
    [
        ("/posts/a/", "/posts/a/"),
        ("/posts/a/index.html", "/posts/a/"),
        ("/posts/%E7%A7%8B/", "/posts/秋/"),
        ("/a.html#top", "/a.html"),
        ("/a", "/a/"),
        ("/feed.xml", None),
        ("/", None),
        ("/a/../b/", None),
    ],
)
def test_old_addresses_as_aliases(address: str, alias: str | None) -> None:
    assert as_alias(address) == alias
