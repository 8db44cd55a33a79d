"""A day's paper as an editor would find it, from trees of both generations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from broadsheet.importing import composing
from broadsheet.importing.drafts import Crosshead, Figure, Paragraph
from broadsheet.model import PageCode, Region, Role
from broadsheet.reading.issue import read_issue
from broadsheet.reading.names import IssueName
from broadsheet.scanning import Lister, Scanner
from tests.importing.epaper import trees
from tests.importing.epaper.reading import (
    DAY,
    FOLDER,
    by_headline,
    kinds,
    only,
    pictures,
    read_back,
    written,
)
from tests.importing.epaper.trees import HARVEST, Page, Shot, Story

Make = Callable[..., Path]
BOTH = pytest.mark.parametrize("make", [trees.first, trees.second], ids=["first", "second"])


@BOTH
def test_an_article_is_written_as_an_editor_would(tmp_path: Path, make: Make) -> None:
    harvest = by_headline(only(make(tmp_path)))["秋收进度过半"]
    aliases = {
        trees.first: "/html/2019-10/24/content_101.htm",
        trees.second: "/pc/content/201910/24/content_101.html",
    }

    assert written(harvest) == (
        "引题：柏林镇\n"
        "标题：秋收进度过半\n"
        "副题：——三千亩晚稻颗粒归仓\n"
        "版次：A01\n"
        "标签：秋收、晚稻\n"
        "热区：0.0143, 0.12, 0.5571, 0.28; 0.5857, 0.12, 0.4, 0.12\n"
        f"旧地址：{aliases[make]}\n"
        "\n"
        "![收割机在田间作业。（王小禾 摄）](0.jpg)\n"
        "\n"
        "本报讯（记者 王小禾 通讯员 李田）昨日，镇东头的晚稻开镰，三千亩稻田里机声不断。\n"
        "\n"
        "镇农技站说，今年的亩产与去年持平。\n"
        "\n"
        "## 抢抓晴天\n"
        "\n"
        "周五有雨，各村连夜抢收。\n"
    )


@BOTH
def test_what_is_written_reads_as_it_was_meant(tmp_path: Path, make: Make) -> None:
    drafts = by_headline(only(make(tmp_path)))
    harvest = read_back(replace(drafts["秋收进度过半"], regions=()))
    photos = read_back(replace(drafts["图片新闻"], regions=()))

    assert {(c.role, c.name) for c in harvest.credits} == {
        (Role.REPORTER, "王小禾"),
        (Role.CORRESPONDENT, "李田"),
        (Role.PHOTOGRAPHER, "王小禾"),
    }
    assert harvest.deck == "三千亩晚稻颗粒归仓"
    assert harvest.photos[0].credit
    assert [p.cutline for p in photos.photos] == ["灯会上的孩子。", "夜色里的灯塔。"]
    assert {c.role for c in photos.credits} == {Role.PHOTOGRAPHER}


@BOTH
def test_pages_have_their_codes_names_scans_and_old_addresses(tmp_path: Path, make: Make) -> None:
    issue = only(make(tmp_path))

    assert issue.name == IssueName(DAY)
    assert [(str(p.code), p.title) for p in issue.pages] == [("A01", "要闻"), ("A02", "民生")]
    assert all(isinstance(p.image, Path) and p.image.is_file() for p in issue.pages)
    assert all(isinstance(p.pdf, Path) and p.pdf.stem == str(p.code) for p in issue.pages)
    first = "/html/2019-10/24/node_2.htm"
    second = "/pc/layout/201910/24/node_A01.html"
    assert issue.pages[0].aliases == ((first,) if make is trees.first else (second,))
    days = {"/html/2019-10/24/", "/pc/layout/201910/24/"}
    assert set(issue.aliases) < days


@BOTH
def test_articles_are_in_the_order_of_their_pages(tmp_path: Path, make: Make) -> None:
    issue = only(make(tmp_path))

    assert [(str(a.page), a.order, a.headline) for a in issue.articles] == [
        ("A01", 1, "秋收进度过半"),
        ("A01", 2, "新桥下月通车"),
        ("A02", 1, "新桥下月通车"),
        ("A02", 2, "图片新闻"),
    ]


@BOTH
def test_an_article_in_two_files_has_two_halves_of_one_headline(tmp_path: Path, make: Make) -> None:
    _, first, second, _ = only(make(tmp_path)).articles

    assert first.jump_to is None  # its text prints it: （下转A02版）
    assert read_back(replace(first, regions=())).jump_to
    assert second.jump_from == PageCode.parse("A01")
    assert second.headline == first.headline


@BOTH
def test_an_advertisement_without_anything_is_left_out_and_told(tmp_path: Path, make: Make) -> None:
    issue = only(make(tmp_path))

    assert "epaper-advertisements" in kinds(issue)
    assert "广告" not in by_headline(issue)


def test_an_advertisement_with_text_has_a_section_of_its_own(tmp_path: Path) -> None:
    notice = Story(
        1, "公益广告", ("　　节约粮食，从一碗饭做起。",), coords=("0,0,100,0,100,100,0,100",)
    )
    issue = only(trees.first(tmp_path, [Page("A01", "要闻", (notice,))]))

    assert issue.articles[0].section == "广告"


@BOTH
@pytest.mark.parametrize("number", range(3))
def test_the_site_reads_the_whole_issue_without_an_error(
    tmp_path: Path, make: Make, number: int
) -> None:
    """Everything a tree says, written into a folder and read as the site reads it."""
    pages = [trees.PAGES, trees.PAGES[:1], trees.PAGES[1:]][number]
    draft = only(make(tmp_path / "tree", pages))
    folder = tmp_path / "content" / FOLDER
    for page in draft.pages:
        assert isinstance(page.image, Path)
        trees.write(folder / "pages" / f"{str(page.code).lower()}.jpg", page.image.read_bytes())
    for at, article in enumerate(draft.articles):
        names = {}
        for number_, picture in enumerate(pictures(article)):
            assert isinstance(picture.data, Path)
            names[number_] = f"{at}-{number_}.jpg"
            trees.write(folder / names[number_], picture.data.read_bytes())
        plain = replace(article, regions=article.regions[:1])
        stem = f"{str(article.page).lower()}-{article.order}-x{at}"
        trees.write(folder / f"{stem}.md", composing.article(plain, names, "zh"))
    trees.write(folder / "issue.md", composing.issue(draft, "zh"))
    unit = Lister(tmp_path / "content").unit("issue", FOLDER, IssueName(DAY))
    (scanned,) = Scanner().scan([unit], lambda _: None)
    zone = ZoneInfo("Asia/Shanghai")
    read = read_issue(scanned.issue_folder(), tmp_path / "content", zone, lambda _: None)

    assert [p.kind for p in read.problems if p.is_error] == []
    assert read.issue
    assert len(read.issue.articles) == len(draft.articles)
    assert [page.title for page in read.issue.pages] == [page.title for page in draft.pages]


# --- fields


def article(tmp_path: Path, story: Story) -> object:
    return only(trees.first(tmp_path, [Page("A01", "要闻", (story,))])).articles[0]


@pytest.mark.parametrize(
    ("author", "paragraphs", "byline"),
    [
        ("王小禾", ("　　昨日，晚稻开镰。",), "王小禾"),
        ("本报记者 王小禾", ("　　昨日，晚稻开镰。",), "本报记者 王小禾"),
        ("王小禾", ("　　本报讯（记者 王小禾）昨日，晚稻开镰。",), ""),
        ("王小禾", ("□本报记者 王小禾", "　　昨日，晚稻开镰。"), ""),
        ("王小禾", ("　　昨日，晚稻开镰。（记者 王小禾）",), ""),
        ("王小禾 李田", ("　　本报讯（记者 王小禾）昨日，晚稻开镰。",), "王小禾 李田"),
        ("本报评论员", ("　　昨日，晚稻开镰。",), "本报评论员"),
        ("null", ("　　昨日，晚稻开镰。",), ""),
    ],
)
def test_the_author_is_the_byline_unless_the_text_prints_it(
    tmp_path: Path, author: str, paragraphs: tuple[str, ...], byline: str
) -> None:
    story = replace(HARVEST, author=author, paragraphs=paragraphs, shots=())
    issue = only(trees.first(tmp_path, [Page("A01", "要闻", (story,))]))

    assert issue.articles[0].byline == byline
    assert "epaper-byline-unclear" not in kinds(issue)


def test_an_author_that_names_nobody_is_told(tmp_path: Path) -> None:
    story = replace(HARVEST, author="12345", paragraphs=("　　昨日，晚稻开镰。",))
    issue = only(trees.first(tmp_path, [Page("A01", "要闻", (story,))]))

    assert issue.articles[0].byline == "12345"
    assert "epaper-byline-unclear" in kinds(issue)


@pytest.mark.parametrize(("source", "kept"), [("新华社", "新华社"), ("柏林日报", "")])
def test_the_source_is_another_paper_or_agency(tmp_path: Path, source: str, kept: str) -> None:
    story = replace(HARVEST, source=source)
    issue = only(trees.first(tmp_path, [Page("A01", "要闻", (story,))]))

    assert issue.articles[0].source == kept


# --- pictures


@BOTH
def test_pictures_beside_and_in_the_text_keep_their_order_and_words(
    tmp_path: Path, make: Make
) -> None:
    shots = (
        Shot("one.jpg", "桥的全景。（申昕 摄）"),
        Shot("two.jpg", "桥面在铺沥青。（申昕 摄）", inside=True),
    )
    story = replace(HARVEST, shots=shots)
    found = only(make(tmp_path, [Page("A01", "要闻", (story,))])).articles[0]

    assert [(p.name, p.cutline) for p in pictures(found)] == [(s.name, s.cutline) for s in shots]
    assert isinstance(found.body[0], Figure)


def test_a_larger_picture_beside_the_brief_one_is_taken(tmp_path: Path) -> None:
    story = replace(HARVEST, shots=(Shot("attpic_brief.jpg", "收割机。（王小禾 摄）"),))
    tree = trees.first(tmp_path, [Page("A01", "要闻", (story,))])
    trees.write(tree / "res" / "1" / "attpic_b.jpg", trees.picture(1200, 800))
    found = pictures(only(tree).articles[0])

    assert [p.name for p in found] == ["attpic_b.jpg"]


def test_pictures_of_the_page_around_are_none_of_the_article(tmp_path: Path) -> None:
    """Logos, icons and the picture of the printed page are on every page of the day."""
    stories = [Story(n, f"第{n}条", ("　　正文说的是清水河上的事情。" * n,)) for n in range(1, 6)]
    tree = trees.first(tmp_path, [Page("A01", "要闻", stories)])
    brief = f"../../../page/1/{trees.DAY}/A01/brief.jpg"
    for file in (tree / "html" / "2019-10" / "24").glob("content_*.htm"):
        images = ("../../../res/seen-often.jpg", brief)
        extra = "<body>" + "".join(f'<div><img src="{image}"></div>' for image in images)
        file.write_text(file.read_text("utf-8").replace("<body>", extra), "utf-8")
    trees.write(tree / "res" / "seen-often.jpg", trees.picture())

    assert [pictures(a) for a in only(tree).articles] == [[]] * 5


def test_a_picture_that_is_not_there_keeps_its_words_and_is_named(tmp_path: Path) -> None:
    story = replace(HARVEST, shots=(Shot("gone.jpg", "收割机。（王小禾 摄）", is_there=False),))
    issue = only(trees.first(tmp_path, [Page("A01", "要闻", (story,))]))
    (found,) = pictures(issue.articles[0])

    assert (found.data, found.cutline) == (b"", "收割机。（王小禾 摄）")
    (told,) = [n for n in issue.notes if n.words.kind == "epaper-picture-missing"]
    assert "gone.jpg" in told.text("en")
    lines = Path(told.source).read_text("utf-8").split("\n")
    assert "gone.jpg" in lines[told.line - 1]


def test_a_picture_that_is_none_is_named(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    trees.write(tree / "res" / "1" / "harvest.jpg", "<html>404</html>")
    issue = only(tree)

    assert "epaper-picture-damaged" in kinds(issue)
    assert pictures(issue.articles[0])[0].data == b""


# --- where articles stand


def test_regions_follow_the_size_at_which_the_picture_is_shown(tmp_path: Path) -> None:
    """The element's size counts, then the file's own, then what the corners show."""
    tree = trees.first(tmp_path, trees.PAGES[:1])
    node = tree / "html" / "2019-10" / "24" / "node_2.htm"
    brief = tree / "page" / "1" / trees.DAY / "A01" / "brief.jpg"
    expected = by_headline(only(tree))["秋收进度过半"].regions
    text = node.read_text("utf-8")

    trees.write(brief, trees.picture(700, 1000))
    assert by_headline(only(tree))["秋收进度过半"].regions == expected
    node.write_text(text.replace(" height=500", ""), "utf-8")
    assert by_headline(only(tree))["秋收进度过半"].regions == expected
    node.write_text(text.replace("width=350 height=500", "width=100%"), "utf-8")
    issue = only(tree)
    halved = by_headline(issue)["秋收进度过半"].regions
    assert halved[0].width == pytest.approx(expected[0].width / 2)
    assert "epaper-areas-small" in kinds(issue)
    node.write_text(
        text.replace(
            "width=350 height=500", 'width=700 style="max-width:9px; WIDTH: 350px;height:500px"'
        ),
        "utf-8",
    )
    issue = only(tree)
    assert by_headline(issue)["秋收进度过半"].regions == expected
    assert "epaper-areas-small" not in kinds(issue)


@pytest.mark.parametrize("larger", ["p_b.jpg", "p.jpg"])
def test_a_larger_picture_of_the_page_beside_the_brief_one_is_taken(
    tmp_path: Path, larger: str
) -> None:
    tree = trees.first(tmp_path, trees.PAGES[:1])
    node = tree / "html" / "2019-10" / "24" / "node_2.htm"
    node.write_text(node.read_text("utf-8").replace("brief.jpg", "p_brief.jpg"), "utf-8")
    place = tree / "page" / "1" / trees.DAY / "A01"
    (place / "brief.jpg").rename(place / "p_brief.jpg")
    expected = only(tree).articles[0].regions
    trees.write(place / larger, trees.picture(1050, 1500))
    issue = only(tree)

    assert issue.pages[0].image == place / larger
    assert issue.articles[0].regions == expected


def test_areas_without_any_size_are_told(tmp_path: Path) -> None:
    page = replace(trees.PAGES[0], image=False)
    tree = trees.second(tmp_path, [page])
    issue = only(tree)

    assert issue.articles[0].regions == ()
    assert "epaper-areas-without-size" in kinds(issue)
    assert "epaper-page-image-missing" in kinds(issue)


@pytest.mark.parametrize(
    "over",
    [
        '<map name=m><area shape=rect coords="10%,20%,60%,70%" href="content_1.htm"></map>',
        '<svg viewBox="0 0 1000 2000">'
        '<polygon points="100,400 600,400 600,1400 100,1400" data-contentid="1"/></svg>',
        '<svg width=200 height=400><a xlink:href="content_1.htm">'
        '<polygon points="20,80 120,80 120,280 20,280"/></a></svg>',
        '<a href="content_1.htm" style="left:10%; top:20%; width:50%; height:50%"></a>',
        '<div style="left:10%;top:20%;width:50%;height:50%" data-href="content_1.htm"></div>',
        """<map><area href=content_1.htm xy='[{"x":35,"y":100},{"x":210,"y":100},"""
        """{"x":210,"y":350},{"x":35,"y":350}]'></map>""",
    ],
)
def test_areas_are_read_in_every_form(tmp_path: Path, over: str) -> None:
    story = Story(1, "甲稿", ("　　正文。",))
    tree = trees.first(tmp_path, [Page("A01", "要闻", (story,))])
    node = tree / "html" / "2019-10" / "24" / "node_2.htm"
    text = node.read_text("utf-8").replace('<MAP NAME="pagepicmap"></MAP>', over)
    assert over in text
    node.write_text(text, "utf-8")
    (region,) = only(tree).articles[0].regions

    assert region == Region(*(pytest.approx(value, abs=0.001) for value in (0.1, 0.2, 0.5, 0.5)))


def test_an_article_on_two_pages_is_cut_at_its_jump_line(tmp_path: Path) -> None:
    text = ("　　甲段在头版。（下转A02版）", "　　（上接A01版）乙段在二版。")
    story = Story(1, "长稿", text, coords=("0,0,100,0,100,100,0,100",))
    on_second = replace(story, coords=("0,250,350,250,350,500,0,500",))
    pages = [Page("A01", "要闻", (story,)), Page("A02", "民生", (on_second,))]
    first, second = only(trees.first(tmp_path, pages)).articles

    assert (first.body, second.body) == (
        (Paragraph("甲段在头版。（下转A02版）"),),
        (Paragraph("（上接A01版）乙段在二版。"),),
    )
    assert [str(a.page) for a in (first, second)] == ["A01", "A02"]
    assert second.regions == (Region(0, 0.5, 1, 0.5),)
    assert first.headline == second.headline
    assert first.aliases
    assert not second.aliases


def test_no_origin_of_a_second_half_is_that_of_a_picture(tmp_path: Path) -> None:
    """Pictures of an article are known as ``its-origin#1``."""
    story = replace(trees.BRIDGE, paragraphs=("一。（下转A02版）", "二。"))
    other = replace(story, coords=("5,60,200,60,200,200,5,200",))
    pages = [Page("A01", "要闻", (story,)), Page("A02", "民生", (other,))]
    articles = only(trees.first(tmp_path, pages)).articles

    assert len(articles) == 2
    assert not any("#" in article.origin for article in articles)


def test_an_article_on_two_pages_that_says_no_cut_is_told(tmp_path: Path) -> None:
    story = Story(1, "长稿", ("　　甲段。", "　　乙段。"), coords=("0,0,100,0,100,100,0,100",))
    pages = [Page("A01", "要闻", (story,)), Page("A02", "民生", (story,))]
    issue = only(trees.first(tmp_path, pages))

    assert [str(a.page) for a in issue.articles] == ["A01"]
    assert "epaper-on-two-pages" in kinds(issue)


def test_a_list_of_the_whole_paper_does_not_take_the_articles_to_its_page(tmp_path: Path) -> None:
    tree = trees.first(tmp_path)
    folder = tree / "html" / "2019-10" / "24"
    links = "".join(
        f"<li><a href=content_{s.number}.htm>{s.title}</a></li>"
        for p in trees.PAGES
        for s in p.stories
    )
    focus = f"<ul>{links}</ul></body>"
    node = folder / "node_2.htm"
    node.write_text(node.read_text("utf-8").replace("</body>", focus), "utf-8")
    trees.write(folder / "node_1.htm", f"<body><ul>{links}</ul></body>")
    issue = only(tree)

    assert [str(a.page) for a in issue.articles] == ["A01", "A01", "A02", "A02"]
    assert "/html/2019-10/24/node_1.htm" in issue.aliases
    assert "epaper-no-page-code" not in kinds(issue)


def test_without_a_map_the_shortest_list_says_the_page(tmp_path: Path) -> None:
    plain = [replace(p, stories=[replace(s, coords=()) for s in p.stories]) for p in trees.PAGES]
    tree = trees.first(tmp_path, plain)
    node = tree / "html" / "2019-10" / "24" / "node_3.htm"
    everything = "".join(
        f"<li><a href=content_{s.number}.htm>{s.title}</a></li>" for p in plain for s in p.stories
    )
    text = node.read_text("utf-8").replace("</body>", f"<ul>{everything}</ul></body>")
    node.write_text(text, "utf-8")
    issue = only(tree)

    assert [str(a.page) for a in issue.articles] == ["A01", "A01", "A02", "A02"]
    assert "epaper-on-two-pages" not in kinds(issue)


@pytest.mark.parametrize(
    ("label", "code", "title"),
    [
        *(
            ("第01版：要闻", "01", "要闻"),
            ("A01： 头版", "A01", "头版"),
            ("01版 要闻", "01", "要闻"),
        ),
        *(("第一版：要闻", "1", "要闻"), ("第十二版 副刊", "12", "副刊"), ("第A1版", "A1", "")),
        *(("第1版　　　　　要闻", "1", "要闻"), ("第 001 版：要闻", "001", "要闻")),
        *(
            ("A01 版：要闻", "A01", "要闻"),
            ("【第01版】要闻", "01", "要闻"),
            ("(T1)·要闻", "T1", "要闻"),
        ),
        ("二版：民生", "2", "民生"),
    ],
)
def test_pages_are_called_as_their_lists_call_them(
    tmp_path: Path, label: str, code: str, title: str
) -> None:
    tree = trees.first(tmp_path, trees.PAGES[:1])
    node = tree / "html" / "2019-10" / "24" / "node_2.htm"
    text = (
        node.read_text("utf-8").replace("第A01版：要闻", label).replace("<founder-pagenum>A01", "")
    )
    node.write_text(text.replace("第A01版：<STRONG>要闻</STRONG>", ""), "utf-8")
    (page,) = only(tree).pages

    assert (str(page.code), page.title) == (code, title)


def test_a_page_without_a_code_is_told_with_its_picture(tmp_path: Path) -> None:
    tree = trees.first(tmp_path, trees.PAGES[:1])
    node = tree / "html" / "2019-10" / "24" / "node_2.htm"
    text = node.read_text("utf-8")
    bare = text.replace("第A01版：", "").replace("<founder-pagenum>A01", "")

    node.with_name("node_9.htm").write_text(bare, "utf-8")
    assert not {"epaper-page-left-out", "epaper-no-page-code"} & set(kinds(only(tree)))
    node.unlink()
    issue = only(tree)
    assert issue.pages == ()
    assert all(article.page is None for article in issue.articles)
    assert kinds(issue).count("epaper-page-left-out") == 1


def test_a_heading_alone_says_the_page_too(tmp_path: Path) -> None:
    html = (
        "<body><table><tr><td class=bm01>第3版　　　　<span>民生</span></td></tr></table>"
        "<img src=../../../page/3.jpg usemap=#m><map name=m></map>"
        "<ul><li><a href=content_1.htm>甲稿</a></li></ul></body>"
    )
    body = (
        "<!--enpcontent--><p>正文。</p><!--/enpcontent-->"
        "<!--enpproperty <title>甲稿</title>/enpproperty-->"
    )
    folder = "html/2019-10/24"
    trees.write_all(tmp_path, {f"{folder}/node_9.htm": html, f"{folder}/content_1.htm": body})
    issue = only(tmp_path)

    assert [(str(p.code), p.title) for p in issue.pages] == [("3", "民生")]
    assert str(issue.articles[0].page) == "3"


def test_a_crosshead_is_one(tmp_path: Path) -> None:
    assert Crosshead("抢抓晴天") in only(trees.first(tmp_path)).articles[0].body
