"""What a reader of the shipped archive finds on its pages, and where each link leads."""

from __future__ import annotations

import json

from tests.site.published import Published, Reference, words

OCTOBER_23 = "2025/10/23"
OCTOBER_24 = "2025/10/24"
WEEKEND = "2025/10/24-weekend"
TRAM = "2026/10/24"


def links(site: Published, path: str, selector: str) -> dict[str, str]:
    """Text -> path of the links that a selector finds."""
    return {
        words(a): Reference(path, str(a["href"]), a).path for a in site.page(path).select(selector)
    }


def test_the_home_page_opens_with_the_main_paper_of_the_newest_day(site: Published) -> None:
    home = site.page("index.html")
    assert words(home.title) == "汀洲日报"
    assert links(site, "index.html", "#latest-issue a") == {
        "2026年10月24日 星期六": f"{TRAM}/index.html"
    }
    recent = list(links(site, "index.html", ".recent .issue-card-name a").values())
    newest_first = [f"{day}/index.html" for day in (WEEKEND, OCTOBER_24, OCTOBER_23)]
    assert recent[:3] == newest_first


def test_every_page_is_reached_from_the_home_page(site: Published) -> None:
    found, waiting = {"index.html"}, ["index.html"]
    while waiting:
        for reference in site.references(waiting.pop()):
            if not reference.is_outside and reference.path not in found:
                found.add(reference.path)
                if reference.path.endswith(".html"):
                    waiting.append(reference.path)
    lost = set(site.pages) - found - set(site.redirects) - {"404.html"}
    assert lost == set()


def test_a_byline_stands_as_printed_and_leads_to_its_people(site: Published) -> None:
    path = f"{OCTOBER_23}/a01-1-harvest.html"
    byline = site.page(path).select_one(".story .byline")
    assert byline is not None
    assert byline.get_text() == "□本报记者 林既白 通讯员 方砚秋"
    assert links(site, path, ".story .byline a") == {
        "林既白": "people/林既白/index.html",
        "方砚秋": "people/方砚秋/index.html",
    }


def test_a_lead_in_and_a_spaced_name_stand_as_printed(site: Published) -> None:
    path = f"{OCTOBER_23}/a01-3-courtyard-meeting.html"
    lead_in = site.page(path).select_one(".lead-in")
    assert lead_in is not None
    assert lead_in.get_text() == "本报讯(记者 陆怀川 通讯员 白 露)"
    assert links(site, path, ".lead-in a")["白 露"] == "people/白露/index.html"


def test_every_credited_person_has_a_page_that_lists_the_article(site: Published) -> None:
    credits = 0
    for line in site.text("data/2025.jsonl").splitlines():
        article = json.loads(line)
        for credit in article["credits"]:
            credits += 1
            person = f"people/{credit['name'].lower().replace(' ', '-')}/2025.html"
            assert article["path"] in {r.path for r in site.references(person)}, person
    assert credits > 20


def test_a_cutline_and_its_credit_stand_under_the_picture(site: Published) -> None:
    figure = site.page(f"{OCTOBER_23}/a01-1-harvest.html").select_one("figure.photo")
    assert words(figure.figcaption if figure else None) == (
        "10月22日，收割机在禾堰镇上堰村的稻田里作业 （罗照野 摄）"
    )


def test_a_printed_triangle_stays_with_its_cutline(site: Published) -> None:
    caption = words(site.page(f"{OCTOBER_23}/a01-4-photo.html").select_one("figcaption"))
    assert caption.startswith("▲10月21日傍晚")
    assert caption.endswith("（罗照野 摄）")


def test_a_gallery_keeps_its_pictures_together(site: Published) -> None:
    assert len(site.page(f"{OCTOBER_24}/a04-1-kites.html").select(".gallery figure img")) == 3


def test_neighbours_are_of_the_same_issue_in_reading_order(site: Published) -> None:
    for issue in (OCTOBER_23, OCTOBER_24, WEEKEND):
        articles = json.loads(site.bytes(f"{issue}/index.json"))["articles"]
        for at, path in enumerate(articles):
            found = {str(a["rel"][0]): a for a in site.page(path).select("nav.pager a")}
            around = {
                "prev": articles[at - 1] if at else None,
                "next": articles[at + 1] if at + 1 < len(articles) else None,
            }
            for rel, expected in around.items():
                link = found.get(rel)
                assert (link and Reference(path, str(link["href"]), link).path) == expected, path


def test_the_halves_of_a_jump_lead_to_each_other(site: Published) -> None:
    first, second = f"{OCTOBER_23}/a01-1-harvest.html", f"{OCTOBER_23}/a03-1-harvest.html"
    assert links(site, first, ".jump a") == {"（下转A03版）": second}
    assert links(site, second, ".jump a") == {"（上接A01版）": first}


def test_corrections_stand_on_the_article_and_on_one_page_newest_first(site: Published) -> None:
    article = site.page(f"{OCTOBER_23}/a02-2-night-bus.html")
    text = words(article.select_one(".notice-correction p"))
    assert text == "表中N3路末班车时间应为23:10，原文误为23:30，现已改正。"
    page = site.page("corrections.html")
    days = [str(time["datetime"]) for time in page.select(".notice-name time")]
    assert days == sorted(days, reverse=True)
    assert {"2026-10-26", "2025-10-27", "2025-10-26", "2025-10-25", "2025-10-24"} <= set(days)
    assert text in words(page)
    assert links(site, "corrections.html", ".notice-retraction .line-headline").values()
    for path in links(site, "corrections.html", ".notice-retraction .line-headline").values():
        assert site.page(path).select_one(".notice-retraction"), path


def test_a_moved_article_is_found_at_its_old_address(site: Published) -> None:
    old = f"{OCTOBER_24}/zhifang-street.html"
    assert old in site.redirects
    refresh = site.page(old).select_one('meta[http-equiv="refresh"]')
    assert refresh is not None
    target = str(refresh["content"]).partition("url=")[2]
    assert Reference(old, target, refresh).path == f"{OCTOBER_24}/a01-3-old-street.html"


def test_an_english_article_says_so_and_its_frame_stays_chinese(site: Published) -> None:
    page = site.page(f"{OCTOBER_24}/a04-3-last-ferry.html")
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert page.select_one("header.site-header")["lang"] == "zh-Hans"  # type: ignore[index]
    issue = site.page(f"{OCTOBER_24}/index.html")
    headline = issue.find("h3", string="One more winter on the river") or issue.find(
        "h4", string="One more winter on the river"
    )
    assert headline is not None
    assert headline["lang"] == "en"


def test_a_facsimile_leads_to_each_article_on_it(site: Published) -> None:
    path = f"{OCTOBER_23}/a01.html"
    page = json.loads(site.bytes(f"{OCTOBER_23}/index.json"))["pages"][0]
    areas = site.page(path).select(".hotspots a")
    assert [Reference(path, str(a["href"]), a).path for a in areas] == page["articles"]


def test_a_footnote_and_its_mark_lead_to_each_other(site: Published) -> None:
    page = site.page(f"{WEEKEND}/02-1-boatman.html")
    marks = [str(a["href"]) for a in page.select('.story-body a[href^="#"]')]
    assert len(marks) == 2
    assert all(page.select(f'[id="{mark[1:]}"]') for mark in marks)


def test_a_draft_is_nowhere(site: Published) -> None:
    assert not [name for name in site.files if "choir" in name]
    assert not [p for p in site.pages if "a04-4-choir" in site.text(p)]


def test_the_calendar_of_a_year_leads_to_both_papers_of_one_day(site: Published) -> None:
    page = site.page("2025/index.html")
    days = {str(a["aria-label"]): words(a) for a in page.select(".calendar td a")}
    both = {"2025年10月24日": "24", "2025年10月24日 周末特刊": "2"}
    assert both.items() <= days.items()
    assert {"2025年9月30日", "2025年10月4日", "2025年10月23日"} <= days.keys()
    assert "2025年10月1日" not in days


def test_an_english_interface_has_no_chinese_of_its_own(english: Published) -> None:
    page = english.page("index.html")
    assert links(english, "index.html", ".ways-in a").keys() == {
        *("Home", "Archive", "Sections", "Columns", "People"),
        *("Photos", "Corrections", "Data"),
    }  # fmt: skip
    assert words(page.select_one("#latest-issue")) == "Saturday, 24 October 2026"
    assert links(english, "days/10-24.html", ".pager a").keys() == {
        "The day before 23 October",
        "The day after 1 January",
    }
