"""The theme's templates, drawn from rich, bare and hostile views in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise, product

from bs4 import Tag
from msgspec.structs import replace

from broadsheet.model import Status
from broadsheet.pages.views import ArticleView, BlockView
from tests.theme import samples
from tests.theme.drawing import (
    THEME,
    VOID,
    Draw,
    environment,
    every_page,
    find,
    inside,
    parse,
    words,
)
from tests.theme.samples import BARE, HOSTILE, RICH, Sample


def test_every_template_is_drawn_by_a_sample() -> None:
    templates = {path.name for path in (THEME / "templates").glob("*.html")}
    assert templates == set(RICH) == set(BARE)


def test_every_page_is_a_whole_document_with_one_heading_and_one_main_part(draw: Draw) -> None:
    for name, html in every_page(draw):
        page = parse(html)
        assert html.startswith("<!doctype html>\n"), name
        assert len(page.select("h1")) == 1, name
        assert words(page.select("h1")[0]), name
        assert len(page.select("main")) == 1, name
        assert words(page.select("title")[0]), name


def test_every_tag_that_opens_closes_and_every_id_is_there_once(draw: Draw) -> None:
    for name, html in every_page(draw):
        open_tags: list[str] = []
        for closing, tag in re.findall(r"<(/?)([a-z][a-z0-9]*)\b[^>]*>", html):
            if closing:
                assert open_tags.pop() == tag, f"{name}: </{tag}>"
            elif tag not in VOID:
                open_tags.append(tag)
        assert open_tags == [], name
        ids = [str(element["id"]) for element in parse(html).select("[id]")]
        assert len(ids) == len(set(ids)), name


def test_no_page_holds_script_or_style_of_its_own(draw: Draw) -> None:
    for name, html in every_page(draw):
        page = parse(html)
        assert not page.select("style, [style], iframe, object, base"), name
        for script in page.select('script:not([type="application/ld+json"])'):
            assert script["src"], name
            assert not script.get_text(), name
        assert not [a for tag in page.find_all(True) for a in tag.attrs if a.startswith("on")], name


def test_every_link_leads_through_the_way_to_the_root(draw: Draw) -> None:
    for kinds in (RICH, BARE):
        for template, sample in kinds.items():
            page = parse(draw(template, sample))
            ids = {str(element["id"]) for element in page.select("[id]")}
            for element in page.select("[href], [src]"):
                target = str(element.get("href") or element["src"])
                if element.name == "link" and "canonical" in element["rel"]:
                    continue
                if target.startswith("#"):
                    assert target[1:] in ids, f"{template}: {target}"
                else:
                    assert target.startswith(sample.root), f"{template}: {target}"
                    assert not target.removeprefix(sample.root).startswith((".", "/")), target
                    assert "://" not in target, f"{template}: {target}"


def test_every_reference_to_an_id_finds_it(draw: Draw) -> None:
    for name, html in every_page(draw):
        page = parse(html)
        ids = {str(element["id"]) for element in page.select("[id]")}
        for element in page.select("[aria-labelledby]"):
            assert element["aria-labelledby"] in ids, name


def test_headings_never_skip_a_level(draw: Draw) -> None:
    for name, html in every_page(draw):
        levels = [int(tag.name[1]) for tag in parse(html).select("h1, h2, h3, h4, h5, h6")]
        steps = [after - before for before, after in pairwise(levels)]
        assert max(steps, default=0) <= 1, f"{name}: {levels}"


def test_navigations_tables_and_pictures_can_be_told_apart_by_ear(draw: Draw) -> None:
    for name, html in every_page(draw):
        page = parse(html)
        names = [
            str(nav.get("aria-label") or nav.get("aria-labelledby")) for nav in page.select("nav")
        ]
        assert "None" not in names, name
        assert len(names) == len(set(names)), f"{name}: {names}"
        assert all(table.caption and words(table.caption) for table in page.select("table")), name
        assert all("alt" in picture.attrs for picture in page.select("img")), name
        for picture in page.select("img"):
            assert {"width", "height"} <= picture.attrs.keys(), name
        for link in page.select("a"):
            assert words(link) or link.get("aria-label"), f"{name}: {link}"


def test_a_hostile_headline_is_only_text_wherever_it_stands(draw: Draw) -> None:
    for name, html in every_page(draw):
        assert "<script>" not in html, name
    page = parse(draw("article.html", Sample(RICH["article.html"].page, samples.HOSTILE_ARTICLE)))
    assert find(page, "h1").get_text() == HOSTILE
    assert find(page, ".kicker").get_text() == HOSTILE
    assert find(page, ".deck").get_text() == "——" + HOSTILE
    assert [item.get_text() for item in page.select(".jump")] == [HOSTILE, HOSTILE]
    moved = parse(draw("redirect.html", RICH["redirect.html"]))
    assert find(moved, "title").get_text() == HOSTILE


# --- what an article shows -----------------------------------------------------------------------


def test_a_byline_is_written_exactly_as_printed_with_its_names_linked(draw: Draw) -> None:
    page = parse(draw("article.html", RICH["article.html"]))
    assert inside(find(page, ".story-head .byline")) == (
        '□本报记者 <a href="../../../people/王小禾/index.html">王小禾</a>'
        ' 通讯员 <a href="../../../people/李田/index.html">李 田</a>'
    )


def test_lead_in_and_signature_touch_the_text_of_their_paragraph(draw: Draw) -> None:
    html = draw("article.html", RICH["article.html"])
    person = '<a href="../../../people/王小禾/index.html">王小禾</a>'
    assert (
        f'<p><span class="lead-in">本报讯（记者 {person}）</span>10月23日，柏林镇的晚稻田里，'
        "<em>十二台</em>收割机同时作业。</p>"
    ) in html
    assert (
        f'<p>今年的亩产预计比去年高一成。<span class="signature">（{person} 文/图）</span></p>'
    ) in html


def test_corrections_and_a_retraction_stand_above_the_text(draw: Draw) -> None:
    html = draw("article.html", RICH["article.html"])
    page = parse(html)
    assert words(find(page, ".notice-correction")) == (
        "更正 2019年10月26日 第二段“三千亩”应为“三百亩”。"
    )
    assert words(find(page, ".notice-retraction")) == "撤稿 2019年10月27日 采访记录不实。"
    body = html.index('class="story-body"')
    assert html.index("notice-retraction") < body
    assert html.index("notice-correction") < body


def test_a_chinese_deck_has_its_dash_as_text_and_an_english_one_has_none(draw: Draw) -> None:
    chinese = parse(draw("article.html", RICH["article.html"]))
    assert find(chinese, ".deck").get_text() == "——三千亩晚稻抢晴收割"
    english = parse(draw("issue.html", RICH["issue.html"]))
    decks = [deck.get_text() for deck in english.select('.deck[lang="en"]')]
    assert decks == ["Growers race the weekend's front"]


def test_the_ideographic_space_of_a_headline_stays(draw: Draw) -> None:
    page = parse(draw("article.html", RICH["article.html"]))
    assert find(page, "h1").get_text() == "秋收进度过半　颗粒归仓在望"


def test_a_figure_shows_mark_cutline_and_credit_and_is_heard_once(draw: Draw) -> None:
    page = parse(draw("article.html", RICH["article.html"]))
    figure = page.select(".story-body > figure")[0]
    assert words(find(figure, "figcaption")) == "▲收割机在柏林镇田间作业 （王小禾 摄）"
    assert find(figure, "img")["alt"] == ""
    gallery = page.select(".gallery")[0]
    assert len(gallery.select("figure")) == 2
    assert [words(caption) for caption in gallery.select("figcaption")] == [
        "▲收割机在柏林镇田间作业 （王小禾 摄）"
    ]


def test_a_missing_picture_has_its_words_where_it_would_be(draw: Draw) -> None:
    page = parse(draw("article.html", RICH["article.html"]))
    row, alone = page.select(".gallery")[1], page.select(".story-body > .photo-missing")
    assert [words(figure) for figure in row.select("figure")] == [
        "图片未收录 ▼群众在参观展览 （宋可摄）",
        "",
    ]
    assert find(row, ".gallery-row")["aria-label"] == "图集，共2张"
    assert [words(figure) for figure in alone] == [
        "图片未收录 ▼群众在参观展览 （宋可摄）",
        f"图片未收录 {HOSTILE}",
    ]
    assert not page.select(".photo-missing :is(img, .photo-link)")
    link = find(alone[0], ".photo-credit a")
    assert link["href"] == "../../../people/宋可/index.html"


def test_that_a_picture_is_missing_is_said_in_the_sites_language(draw: Draw) -> None:
    head = samples.head("2019/10/24/a01-2-rain.html", "Rain", language="en")
    story = replace(
        samples.ENGLISH_ARTICLE, body=(BlockView("missing", missing=(samples.MISSING,)),)
    )
    drawn = draw("article.html", Sample(head, story))
    said = find(parse(drawn), ".missing-picture")
    assert (said.get_text(), said["lang"]) == ("图片未收录", "zh-Hans")
    assert "viewer.js" not in drawn
    assert not parse(drawn).select("dialog.viewer")


def test_a_jump_is_a_link_only_where_its_other_half_is_published(draw: Draw) -> None:
    jumps = parse(draw("article.html", RICH["article.html"])).select(".jump")
    assert [(jump.get_text(), bool(jump.a)) for jump in jumps] == [
        ("上接A01版", True),
        ("下转A03版", False),
    ]


def test_a_story_is_marked_where_there_is_a_mark_to_show() -> None:
    macros = environment("en").get_template("macros/teasers.html").module
    view = RICH["article.html"].view
    assert isinstance(view, ArticleView)
    for draft, embargoed, corrected, retracted in product((False, True), repeat=4):
        teaser = replace(
            view.teaser,
            status=Status.DRAFT if draft else Status.PUBLISHED,
            embargoed=embargoed,
            corrected=corrected,
            retracted=retracted,
        )
        assert teaser.is_marked == bool(macros.marks(teaser).strip())


def test_draft_and_embargo_are_marked_only_where_the_view_says_so(draw: Draw) -> None:
    rich = parse(draw("article.html", RICH["article.html"]))
    assert [mark.get_text() for mark in rich.select(".marks .mark")] == ["草稿", "待发布", "已更正"]
    assert not parse(draw("article.html", BARE["article.html"], bare=True)).select(".mark")


def test_an_article_leads_to_its_neighbours_its_page_and_the_rest_of_it(draw: Draw) -> None:
    page = parse(draw("article.html", RICH["article.html"]))
    assert find(page, 'a[rel="prev"]')["href"] == "../../../2019/10/24/a01-2-rain.html"
    assert find(page, 'a[rel="next"]')["href"] == "../../../2019/10/24/a02-1.html"
    folio = find(page, ".story .folio-line")
    assert words(folio).startswith("青禾日报 2019年10月24日 星期四 晚报 A01 要闻 第3210期")
    assert [link["href"] for link in folio.select("a")] == [
        "../../../2019/10/24-evening/index.html",
        "../../../2019/10/24/a01.html",
    ]
    assert words(find(page, ".story-head .source")) == "来源：《青禾晚报》"
    assert [link.get_text() for link in page.select(".rest-of-page .rest a")] == [
        "Rain holds off as the harvest passes halfway",
        "启事",
    ]


def test_an_english_article_on_a_chinese_site_says_which_words_are_whose(draw: Draw) -> None:
    head = samples.head("2019/10/24/a01-2-rain.html", "Rain", language="en")
    page = parse(draw("article.html", Sample(head, samples.ENGLISH_ARTICLE)))

    def language_of(element: Tag) -> object:
        return next(p["lang"] for p in (element, *element.parents) if p.get("lang"))

    assert language_of(find(page, "h1")) == "en"
    assert language_of(find(page, ".notice p")) == "en"
    for selector in (".site-header", ".crumbs", ".notice-name", ".rest-of-page h2", ".site-footer"):
        assert language_of(find(page, selector)) == "zh-Hans", selector


# --- head, issue, page, calendar -----------------------------------------------------------------


def test_the_head_names_feeds_data_canonical_and_generator(draw: Draw) -> None:
    page = parse(draw("article.html", RICH["article.html"]))
    feeds = page.select('link[rel="alternate"][type="application/atom+xml"]')
    assert [feed["href"] for feed in feeds] == [
        "../../../feeds/要闻.xml",
        "../../../feeds/all.xml",
    ]
    data = find(page, 'link[rel="alternate"][type="application/json"]')
    assert data["href"] == "../../../2019/10/24/a01-1.json"
    assert find(page, 'link[rel="canonical"]')["href"] == (
        "https://qinghe.example/2019/10/24/a01-1-harvest.html"
    )
    assert find(page, 'meta[name="generator"]')["content"] == "Broadsheet"
    assert find(page, 'meta[name="robots"]')["content"] == "noindex"
    assert find(page, "title").get_text() == "秋收进度过半 - 青禾日报"

    bare = parse(draw("article.html", BARE["article.html"], bare=True))
    absent = 'link[rel="canonical"], link[type="application/json"], meta[name="robots"]'
    assert not bare.select(f'{absent}, meta[name="description"]')


def test_the_preview_says_that_it_is_one(draw: Draw) -> None:
    assert parse(draw("home.html", RICH["home.html"])).select(".preview-banner")
    assert not parse(draw("home.html", BARE["home.html"], bare=True)).select(".preview-banner")


def test_the_nameplate_counts_in_the_language_of_the_site(draw: Draw) -> None:
    def plate(language: str, kinds: Mapping[str, Sample], selector: str) -> str:
        sample, bare = kinds["issue.html"], kinds is BARE
        page = parse(draw("issue.html", sample, language, bare=bare))
        return " | ".join(words(found) for found in page.select(selector))

    assert plate("zh", RICH, ".plate-numbers") == "第3210期 总第12345期 今日2版"
    assert plate("en", RICH, ".plate-numbers") == "No. 3210 Whole No. 12345 2 pages today"
    assert plate("zh", RICH, ".plate-imprint") == "国内统一连续出版物号 CN00-0000 青禾日报社出版"
    assert plate("zh", RICH, ".lunar") == "农历己亥年九月廿六 霜降"
    assert plate("zh", BARE, ".plate-numbers, .plate-imprint, .lunar") == ""


def test_the_paper_has_its_own_lettering_or_its_name_in_type(draw: Draw) -> None:
    for template in RICH.keys() - {"redirect.html"}:
        drawn = parse(draw(template, RICH[template]))
        picture = drawn.select(".nameplate img")
        assert [p["src"] for p in picture] == [f"{RICH[template].root}static/name plate.svg"]
        assert [p["alt"] for p in picture] == [""]
        dark = find(drawn, ".nameplate source")
        assert dark["media"] == "(prefers-color-scheme: dark)"
        assert dark["srcset"] == f"{RICH[template].root}static/name%20plate-dark.svg"
        assert words(find(drawn, ".nameplate")) == "青禾日报"
        typed = parse(draw(template, BARE[template], bare=True))
        assert not typed.select(".nameplate img")
        assert words(find(typed, ".nameplate")) == "青禾日报"


def test_the_folio_line_names_paper_day_page_and_numbers(draw: Draw) -> None:
    page = parse(draw("print_page.html", RICH["print_page.html"]))
    assert words(find(page, ".folio-line")) == (
        "青禾日报 2019年10月24日 星期四 晚报 A01 要闻 第3210期 总第12345期"
    )


def test_an_issue_shows_every_article_of_every_page_and_those_of_none(draw: Draw) -> None:
    page = parse(draw("issue.html", RICH["issue.html"]))
    assert [words(name) for name in page.select(".issue-page-name")] == [
        "A01 要闻",
        "A02",
        "未编入版面",
    ]
    assert [headline.get_text() for headline in page.select("article .headline")] == [
        samples.LEAD.headline,
        samples.ENGLISH.headline,
        "启事",
        HOSTILE,
        "启事",
    ]
    assert words(find(page, ".issue-editors")) == "值班编委 赵青"


def test_a_facsimile_is_a_map_of_its_articles(draw: Draw) -> None:
    page = parse(draw("print_page.html", RICH["print_page.html"]))
    assert find(page, ".hotspots")["viewbox"] == "0 0 900 1300"
    hotspots = page.select(".hotspots a")
    assert [(a["href"], a["aria-label"]) for a in hotspots] == [
        ("../../../2019/10/24/a01-1-harvest.html", samples.LEAD.headline),
        ("../../../2019/10/24/a01-2-rain.html", samples.ENGLISH.headline),
    ]
    sides = ("x", "y", "width", "height")
    assert [[" ".join(str(r[s]) for s in sides) for r in a.select("rect")] for a in hotspots] == [
        ["10 20 390 480", "400 300 200 200"],
        ["410 20 300 270"],
    ]
    assert find(page, ".page-tabs [aria-current]").get_text() == "A01 要闻"


def test_a_calendar_links_each_day_to_its_issues_by_their_full_names(draw: Draw) -> None:
    october = parse(draw("year.html", RICH["year.html"])).select("table")[0]
    assert words(find(october, "caption")) == "2019年10月"
    heads = [words(head) for head in october.select("th .visually-hidden")]
    assert heads[0] == "星期一"
    assert heads[-1] == "星期日"
    assert [(words(link), link["aria-label"]) for link in october.select("td a")] == [
        ("24", "2019年10月24日"),
        ("2", "2019年10月24日 晚报"),
        ("25", "2019年10月25日"),
    ]
    assert all(len(row.select("td")) == 7 for row in october.select("tbody tr"))


def test_a_person_is_shown_with_roles_in_words(draw: Draw) -> None:
    chinese = parse(draw("topic.html", RICH["topic.html"]))
    assert words(find(chinese, ".roles")) == "记者 摄影 报道对象"
    english = parse(draw("topic.html", RICH["topic.html"], "en"))
    assert words(find(english, ".roles")) == "Reporter Photographer In the story"


def test_a_redirect_leads_on_without_script_and_offers_a_link(draw: Draw) -> None:
    page = parse(draw("redirect.html", BARE["redirect.html"], bare=True))
    assert find(page, 'meta[http-equiv="refresh"]')["content"] == "0; url=2019/10/24/notice.html"
    assert find(page, 'link[rel="canonical"]')["href"] == "2019/10/24/notice.html"
    assert find(page, "main a")["href"] == "2019/10/24/notice.html"
