"""Standing pages as Pelican wants them."""

from __future__ import annotations

from broadsheet.reading.standing import StandingPage, read_standing
from broadsheet.settings import SaveAs

FILES = frozenset({"pages/about.md", "pages/other.md", "pages/p.jpg", "static/f.pdf"})
SAVE_AS = SaveAs("{slug}.html", "{slug}-{lang}.html", "zh")


def page(text: str) -> StandingPage:
    found = read_standing("pages/about.md", text.encode(), FILES)
    assert [problem.kind for problem in found.problems] == []
    return found


def test_a_header_is_given_in_pelican_s_words() -> None:
    found = page("标题：关于\n状态：草稿\n日期：2019年10月24日\n语言：英文\nTags: a, b\n\n正文。\n")

    assert (found.title, found.slug) == ("关于", "about")
    assert found.metadata == {
        "status": "draft",
        "date": "2019-10-24",
        "lang": "en",
        "tags": "a, b",
    }
    assert not found.is_published


def test_links_into_the_content_are_given_in_pelican_s_notation() -> None:
    found = page("标题：关于\n\n[一](other.md#x) [二]({attach}../static/f.pdf)\n\n![图](p.jpg)\n")

    assert 'href="{filename}/pages/other.md#x"' in found.html
    assert 'href="{attach}/static/f.pdf"' in found.html
    assert '<img src="{attach}/pages/p.jpg" alt="图"><figcaption>图</figcaption>' in found.html
    assert found.uses == ("pages/other.md", "static/f.pdf", "pages/p.jpg")


def test_every_word_of_a_page_is_in_it() -> None:
    found = page("标题：关于\n\n甲。![乙](p.jpg)丙。\n\n▲丁\n\n![](p.jpg)\n\n- 戊\n\n（己 摄）\n")

    assert all(word in found.html for word in "甲乙丙丁戊己")


def test_a_page_is_written_where_its_header_or_the_settings_say() -> None:
    addresses = [
        page(f"标题：关于\n{line}\n\n正文。\n").address(SAVE_AS)
        for line in ("摘要：短", "slug: us", "lang: en", "save_as: a/b.html")
    ]

    assert addresses == ["about.html", "us.html", "about-en.html", "a/b.html"]


def test_html_is_sanitised_as_in_articles() -> None:
    found = read_standing("pages/about.md", "标题：关于\n\n<b onclick='x'>甲</b>\n".encode(), FILES)

    assert "onclick" not in found.html
    assert "甲" in found.html


def test_a_path_that_leads_out_never_reaches_pelican() -> None:
    text = (
        "标题：关于\nsave_as: ../../x.html\nslug: ../x\n\n![x](../../p.jpg) [y]({static}../../f)\n"
    )
    found = read_standing("pages/about.md", text.encode(), FILES)

    assert found.slug == "about"
    assert "save_as" not in found.metadata
    assert ".." not in found.html
    assert len(found.problems) == 4
