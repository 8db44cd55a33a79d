"""Units of the iArchives schema: articles with regions, scans, and what is wrong with them."""

from __future__ import annotations

import datetime as dt
import pickle
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.importing import composing
from broadsheet.importing.iarchives import KIND
from broadsheet.importing.notes import SourceError, Weight
from broadsheet.model import PageCode, Region
from broadsheet.photos.scans import facsimile
from broadsheet.reading.names import IssueName
from tests.importing.iarchives.units import (
    SIZE,
    clipping,
    element,
    kinds,
    listed,
    on,
    paragraphs,
    read,
    story,
    typed,
    unit,
    zone,
)

LINES = ("the harbour board met on", "monday evening to hear of", "the new lighthouse")
OTHER = ("two boats came in with", "herring before the storm", "broke over the bay")


def clean(folder: Path) -> Path:
    """An issue of two pages: a nameplate, two stories, one of which goes on on page 2."""
    made = unit(folder)
    made.add((1, story((0, 0, 799, 99), "vol IX no 7", "saturday october 24")), kind="masthead")
    made.add(
        (1, story((0, 100, 399, 999), *LINES, headline="Lighthouse planned")),
        (2, story((400, 0, 799, 499), "which will be lit", "before the winter", "is over")),
        headline="Lighthouse Planned",
    )
    made.add((1, story((400, 100, 799, 999), *OTHER, headline="Herring in")), headline="Herring In")
    return made.write()


def test_an_issue_has_its_date_number_volume_and_pages(tmp_path: Path) -> None:
    folder = clean(tmp_path)

    issue = read(folder)

    assert issue.name == IssueName(dt.date(1931, 10, 24))
    assert issue.number == 7
    assert [block.text for block in issue.note] == ["Volume IX, number 7"]  # type: ignore[union-attr]
    assert [str(page.code) for page in issue.pages] == ["1", "2"]
    assert issue.pages[0].image == folder / "pages/images/p1.tif"
    assert issue.pages[0].pdf == folder / "pages/pdf/p1.pdf"
    assert facsimile(folder / "pages/images/p1.tif", "p1").suffix == ".png"


def test_articles_have_headlines_texts_and_regions(tmp_path: Path) -> None:
    issue = read(clean(tmp_path))

    first, second, plate = on(issue, "1")

    assert (first.headline, second.headline) == ("Lighthouse Planned", "Herring In")
    assert paragraphs(first) == [" ".join(LINES)]
    assert first.regions == (Region(0.0, 0.1, 0.5, 0.9),)
    assert [first.order, second.order, plate.order] == [1, 2, 3]
    assert first.origin == "articles/1.xml"


def test_a_nameplate_is_kept_after_the_stories(tmp_path: Path) -> None:
    issue = read(clean(tmp_path))

    plate = on(issue, "1")[-1]

    assert plate.headline == "Nameplate"
    assert paragraphs(plate) == ["vol IX no 7 saturday october 24"]
    assert kinds(issue) == ["headline-made"]


def test_an_article_on_two_pages_is_two_halves(tmp_path: Path) -> None:
    issue = read(clean(tmp_path))

    (first, *_), (rest,) = on(issue, "1"), on(issue, "2")

    assert (first.jump_to, first.jump_from) == (PageCode("", "2"), None)
    assert (rest.jump_to, rest.jump_from) == (None, PageCode("", "1"))
    assert rest.headline == first.headline
    assert rest.origin == "articles/1.xml:2"
    assert paragraphs(rest) == ["which will be lit before the winter is over"]
    assert rest.regions == (Region(0.5, 0.0, 0.5, 0.5),)


def test_reading_again_says_the_same(tmp_path: Path) -> None:
    (found,) = listed(clean(tmp_path)).units

    assert pickle.loads(pickle.dumps(found)).read() == found.read()


def test_in_chinese_what_has_no_words_of_its_own_is_named_in_chinese(tmp_path: Path) -> None:
    made = unit(tmp_path)
    made.add((1, story((0, 0, 799, 99), "vol IX no 7")), kind="masthead")
    made.add((1, story((0, 100, 799, 199), "page 1 harbour post")), kind="unclassified")
    (found,) = listed(made.write(), language="zh").units

    issue = found.read()

    assert [each.headline for each in issue.articles] == ["报头", "无题（第1版）"]
    assert issue.note[0].text == "第IX卷第7期"  # type: ignore[union-attr]
    assert all(note.text("zh") != note.text("en") for note in issue.notes)


def test_words_are_the_headline_or_in_the_text_and_none_is_lost(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    box = (0, 0, 799, 999)
    made.add((1, story(box, *LINES, headline="Quite another thing")), headline="Lighthouse")

    (article,) = read(made.write()).articles

    assert paragraphs(article) == ["QUITE ANOTHER THING", " ".join(LINES)]


def test_a_deck_and_a_byline_are_taken_apart(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    text = element("article", zone((0, 0, 799, 999), typed(LINES, 4, 4)))
    heads = element("headline", text="Lighthouse ") + element("subheadline", text="At last")
    made.add((1, clipping((0, 0, 799, 999), heads, element("byline", text="By Ann Lee"), text)))

    (article,) = read(made.write()).articles

    assert (article.headline, article.deck, article.byline) == (
        "Lighthouse",
        "At last",
        "By Ann Lee",
    )


def test_a_printed_cutline_is_a_picture_without_a_file(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    text = element("article", zone((0, 0, 799, 499), typed(LINES, 4, 4)))
    cutline = element("caption", zone((0, 500, 799, 999), typed(["the quay at dusk"], 4, 504)))
    made.add((1, clipping((0, 0, 799, 999), text, cutline)), headline="Quay")

    (article,) = read(made.write()).articles

    assert "![the quay at dusk]()" in composing.article(article, {}, "en")


# --- regions


def test_an_article_around_another_has_the_regions_of_its_zones(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    banner = zone((0, 0, 799, 99), typed(["LIGHTHOUSE"], 4, 4, high=32))
    column = zone((400, 100, 799, 999), typed(LINES, 404, 104))
    made.add((1, clipping((0, 0, 799, 999), element("article", banner, column))), headline="Light")
    made.add((1, story((0, 100, 399, 999), *OTHER)), headline="Herring")

    first, second = read(made.write()).articles

    assert first.regions == (Region(0.0, 0.0, 1.0, 0.1), Region(0.5, 0.1, 0.5, 0.9))
    assert second.regions == (Region(0.0, 0.1, 0.5, 0.9),)


def test_two_clippings_on_one_page_are_two_regions_of_one_article(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    both = story((0, 500, 399, 999), *LINES) + story((400, 0, 799, 499), *OTHER)
    made.add((1, both), headline="Lighthouse")

    (article,) = read(made.write()).articles

    assert len(article.regions) == 2
    assert " ".join(paragraphs(article)) == " ".join(LINES + OTHER)


def test_a_widely_headed_story_at_the_top_leads_its_page(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    made.add((1, story((0, 0, 199, 999), *LINES)), headline="Left column")
    made.add((1, story((200, 400, 799, 999), *LINES)), headline="Lower")
    made.add((1, story((200, 0, 799, 399), *OTHER)), headline="Banner")

    assert [a.headline for a in read(made.write()).articles] == ["Banner", "Left column", "Lower"]


def test_boxes_that_stand_out_of_the_page_are_cut_at_its_edge(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    made.add((1, story((-5, -5, 805, 1009), *LINES)), headline="Whole page")

    (article,) = read(made.write()).articles

    assert article.regions == (Region(0.0, 0.0, 1.0, 1.0),)


@pytest.mark.parametrize("scan", [(400, 500), (1600, 2000)])
def test_pixels_of_another_scan_are_noticed(tmp_path: Path, scan: tuple[int, int]) -> None:
    made = unit(tmp_path, pages=1, scan=scan)
    made.add((1, story((0, 0, 399, 999), *LINES)), headline="Left")
    made.add((1, story((400, 0, 799, 999), *OTHER)), headline="Right")

    issue = read(made.write())

    assert kinds(issue) == ["regions-scaled"]
    assert [a.regions for a in issue.articles] == [
        (Region(0.0, 0.0, 0.5, 1.0),),
        (Region(0.5, 0.0, 0.5, 1.0),),
    ]


def test_one_stray_box_moves_no_other(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    made.add((1, story((0, 0, 399, 999), *LINES)), headline="Left")
    made.add((1, story((400, 0, 79900, 999), *OTHER)), headline="Right")

    issue = read(made.write())

    assert kinds(issue) == []
    assert {a.headline: a.regions for a in issue.articles} == {
        "Left": (Region(0.0, 0.0, 0.5, 1.0),),
        "Right": (Region(0.5, 0.0, 0.5, 1.0),),
    }


def test_a_clipping_of_no_size_gives_no_region(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    text = element("article", zone((0, 0, 0, 0), typed(LINES, 4, 4)))
    beyond = clipping((900, 1200, 950, 1300), text)
    nowhere = clipping((0, 0, 799, 500), text).replace('l="0"', 'l="nan"', 1)
    made.add((1, beyond), headline="Beyond")
    made.add((1, nowhere), headline="Nowhere")
    made.add((1, story((0, 0, 799, 999), *OTHER)), headline="Here")

    issue = read(made.write())

    assert "clipping-without-place" in kinds(issue)
    assert all(0 <= r.left < r.left + r.width <= 1.0001 for a in issue.articles for r in a.regions)
    assert len(issue.articles) == 3


# --- what is missing or wrong


def test_without_scans_a_pdf_is_the_facsimile(tmp_path: Path) -> None:
    folder = clean(tmp_path)
    (folder / "pages/images/p1.tif").unlink()

    issue = read(folder)

    assert issue.pages[0].image == issue.pages[0].pdf == folder / "pages/pdf/p1.pdf"
    assert on(issue, "1")[0].regions[0].left == 0.0
    assert facsimile(folder / "pages/pdf/p1.pdf", "p1").suffix == ".png"


def test_a_page_without_any_scan_is_said(tmp_path: Path) -> None:
    folder = clean(tmp_path)
    (folder / "pages/images/p2.tif").unlink()
    (folder / "pages/pdf/p2.pdf").unlink()

    issue = read(folder)

    assert kinds(issue).count("scan-missing") == 1
    assert paragraphs(on(issue, "2")[0]) == ["which will be lit before the winter is over"]


def test_a_damaged_article_is_named_and_its_words_are_still_read(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    made.page_nodes = {1: typed(LINES, 4, 4) + typed(OTHER, 404, 4)}
    made.add((1, story((0, 0, 399, 999), *LINES)), headline="Lighthouse")
    made.add((1, story((400, 0, 799, 999), *OTHER)), headline="Herring")
    folder = made.write()
    broken = folder / "articles/1.xml"
    broken.write_text(broken.read_text("utf-8")[:-200], "utf-8")

    issue = read(folder)

    damaged = next(note for note in issue.notes if note.words.kind == "xml-damaged")
    assert damaged.source == str(broken)
    assert damaged.line > 0
    assert damaged.words.weight is Weight.LEFT_OUT
    first, rest = issue.articles
    assert first.headline == "Lighthouse"
    assert (rest.headline, paragraphs(rest)) == ("Untitled (page 1)", [" ".join(OTHER)])


def test_a_unit_without_articles_gives_the_text_of_its_pages(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    made.page_nodes = {1: typed(OTHER, 404, 4) + typed(LINES, 4, 4)}

    (article,) = read(made.write()).articles

    assert article.headline == "Page 1"
    assert paragraphs(article) == [" ".join(LINES), " ".join(OTHER)]
    assert article.regions == (Region(0.0, 0.0, 1.0, 1.0),)


@pytest.mark.parametrize(
    "reference",
    [
        "../../../secret.xml",
        "/etc/passwd",
        "file:///etc/passwd",
        "http://127.0.0.1:9/1.xml",
        "..\\..\\..\\secret.xml",
        "%2e%2e/%2e%2e/%2e%2e/secret.xml",
        "C:\\secret.xml",
    ],
)
def test_files_outside_of_the_source_are_never_opened(tmp_path: Path, reference: str) -> None:
    made = unit(tmp_path / "inside")
    (tmp_path / "secret.xml").write_text("<article><text>secret</text></article>")
    made.add((1, story((0, 0, 799, 999), *LINES)), headline="Lighthouse")
    folder = made.write()
    path = folder / "unit.xml"
    path.write_text(path.read_text("utf-8").replace("articles/0.xml", reference), "utf-8")

    issue = read(folder)

    assert "reference-forbidden" in kinds(issue)
    assert not issue.articles


def test_a_link_out_of_the_source_is_not_followed(tmp_path: Path) -> None:
    made = unit(tmp_path / "inside", pages=1)
    made.add((1, story((0, 0, 799, 999), *LINES)), headline="Lighthouse")
    folder = made.write()
    outside = tmp_path / "outside.tif"
    Image.new("1", SIZE).save(outside)
    scan = folder / "pages/images/p1.tif"
    scan.unlink()
    scan.symlink_to(outside)

    assert read(folder).pages[0].image == folder / "pages/pdf/p1.pdf"


ENTITIES = '<?xml version="1.0"?><!DOCTYPE article [{}]><article>&a;</article>'


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;',
    ],
)
def test_entities_are_refused(tmp_path: Path, declared: str) -> None:
    made = unit(tmp_path)
    made.add((1, story((0, 0, 799, 999), *LINES)), headline="Lighthouse")
    made.files["articles/0.xml"] = ENTITIES.format(declared)

    issue = read(made.write())

    assert not issue.articles
    assert {"xml-entities", "xml-damaged"} & set(kinds(issue))


def test_control_characters_and_signs_of_markdown_are_harmless(tmp_path: Path) -> None:
    made = unit(tmp_path, pages=1)
    made.add(
        (1, story((0, 0, 799, 999), "# <b>one</b> \u202e* two_", "[x](y) & |")), headline="*A*"
    )
    (article,) = read(made.write()).articles

    text = composing.article(article, {}, "en")

    assert "\u202e" not in text
    assert "<b>" not in text


def test_a_unit_without_a_date_cannot_be_listed_but_can_be_given_one(tmp_path: Path) -> None:
    folder = clean(tmp_path)
    path = folder / "unit.xml"
    path.write_text(path.read_text("utf-8").replace("24-OCT-1931", "31-FEB-1931"), "utf-8")

    refused = listed(folder)
    name = IssueName(dt.date(1931, 2, 28))
    (found,) = listed(folder, issue=name).units

    assert [note.words.kind for note in refused.notes] == ["issue-without-date"]
    assert not refused.units
    assert found.read().name == name


def test_a_batch_of_units_is_listed_in_order_and_a_second_of_a_day_is_named(tmp_path: Path) -> None:
    for day in ("26-OCT-1931", "24-OCT-1931", "24-OCT-1931"):
        made = unit(tmp_path, pages=1, date=day)
        made.add((1, story((0, 0, 799, 999), *LINES)), headline="Lighthouse")
        made.write()

    found = listed(tmp_path)

    assert [each.name.date.day for each in found.units] == [26, 24]
    assert [note.words.kind for note in found.notes] == ["issue-twice"]


def test_a_unit_that_is_no_xml_is_named(tmp_path: Path) -> None:
    folder = clean(tmp_path)
    (found,) = listed(folder).units
    (folder / "unit.xml").write_bytes(b"\x00\x01 no XML at all")

    assert [note.words.kind for note in listed(folder).notes] == ["xml-damaged"]
    with pytest.raises(SourceError):
        found.read()


def test_what_is_recognised(tmp_path: Path) -> None:
    folder = clean(tmp_path / "batch")
    (tmp_path / "empty").mkdir()

    assert KIND.recognises(folder)
    assert KIND.recognises(folder.parent)
    assert KIND.recognises(folder / "unit.xml")
    assert not KIND.recognises(folder / "articles/0.xml")
    assert not KIND.recognises(tmp_path / "empty")
    assert [note.words.kind for note in listed(tmp_path / "empty").notes] == ["nothing-found"]
