"""Issues without articles: each page's text in reading order, with its scan."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.importing import composing
from broadsheet.model import Region
from tests.importing.mets.papers import (
    HIGH,
    NAMESPACES,
    SIZE,
    UNITS,
    alto,
    area,
    block,
    div,
    issue,
    kinds,
    line,
    logical,
    mets,
    paragraphs,
    place,
    read,
    scans,
    write,
)

ONE = ("the ferry to the island", "leaves at nine each day")
TWO = ("the mail came late today", "for want of a fair wind")
WHOLE = Region(0.0, 0.0, 1.0, 1.0)


def text_of(folder: Path, page: str, **values: object) -> list[str]:
    (article,) = read(issue(folder, page, **values)).articles
    return paragraphs(article)


def test_an_issue_has_its_date_number_edition_and_pages(tmp_path: Path) -> None:
    found = read(issue(tmp_path, alto(block("b1", 20, 20, *ONE)), alto(block("b1", 20, 20, *TWO))))

    assert found.name.date.isoformat() == "1931-10-24"
    assert (found.name.edition, found.edition_title, found.number) == ("", "Main Edition", 27)
    assert [block.text for block in found.note] == ["Volume 56, number 27"]  # type: ignore[union-attr]
    assert [str(page.code) for page in found.pages] == ["1", "2"]
    assert found.pages[0].image == tmp_path / "0001.jp2"
    assert found.pages[0].pdf == tmp_path / "0001.pdf"
    assert kinds(found) == []


def test_a_pages_text_is_one_article_on_the_whole_page(tmp_path: Path) -> None:
    found = read(issue(tmp_path, alto(block("b1", 20, 20, *ONE)), alto(block("b1", 20, 20, *TWO))))

    first, second = found.articles

    assert (first.headline, first.origin, first.order) == ("Page 1", "0001.xml", 1)
    assert first.regions == (WHOLE,)
    assert paragraphs(first) == [" ".join(ONE)]
    assert (second.headline, str(second.page)) == ("Page 2", "2")


def test_in_chinese_a_page_is_called_in_chinese_and_its_language_said(tmp_path: Path) -> None:
    page = alto(block("b1", 20, 20, *ONE, more='LANG="eng"'))

    (article,) = read(issue(tmp_path, page), language="zh").articles

    assert (article.headline, article.language) == ("第1版", "en")


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_every_version_of_alto_is_read(tmp_path: Path, namespace: str) -> None:
    assert text_of(tmp_path, alto(block("b1", 20, 20, *ONE), namespace=namespace)) == [
        " ".join(ONE)
    ]


# --- order


def columns(*order: int) -> str:
    """A headline over two columns of two blocks each, in some order in the file."""
    blocks = [
        block("head", 20, 10, "HARBOUR OPENED AT LAST TODAY BY ALL OF US", high=20),
        block("a1", 20, 60, *ONE),
        block("a2", 20, 200, "second in the first column", "and its end"),
        block("b1", 320, 60, *TWO),
        block("b2", 320, 200, "last of all the blocks", "on this page"),
    ]
    return alto(*(blocks[at] for at in order))


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (3, 0, 4, 2, 1)])
def test_blocks_are_read_column_by_column(tmp_path: Path, order: tuple[int, ...]) -> None:
    assert text_of(tmp_path, columns(*order)) == [
        "HARBOUR OPENED AT LAST TODAY BY ALL OF US",
        " ".join(ONE),
        "second in the first column and its end",
        " ".join(TWO),
        "last of all the blocks on this page",
    ]


def test_a_headline_between_keeps_what_is_above_it_together(tmp_path: Path) -> None:
    page = alto(
        block("b", 320, 20, "right above"),
        block("a", 20, 20, "left above"),
        block("d", 320, 300, "right below"),
        block("c", 20, 300, "left below"),
        block("head", 20, 200, f"A HEADLINE {'AND MORE ' * 8}", high=20),
    )

    assert text_of(tmp_path, page) == [
        "left above",
        "right above",
        f"A HEADLINE {'AND MORE ' * 8}".strip(),
        "left below",
        "right below",
    ]


def test_a_reading_order_in_the_file_is_followed(tmp_path: Path) -> None:
    said = '<ReadingOrder><OrderedGroup><ElementRef REF="b"/><ElementRef REF="a"/></OrderedGroup>'
    page = alto(
        block("a", 20, 20, "left"), block("b", 320, 20, "right"), layout=f"{said}</ReadingOrder>"
    )
    chained = alto(
        block("a", 20, 20, "left"),
        block("b", 320, 20, "right", more='IDNEXT="a"'),
        block("c", 20, 300, "end"),
    )

    assert text_of(tmp_path / "1", page) == ["right", "left"]
    assert text_of(tmp_path / "2", chained) == ["end", "right", "left"]


def test_composed_blocks_stay_together(tmp_path: Path) -> None:
    inside = block("x", 30, 100, "buy our rope") + block("y", 30, 200, "at the quay")
    advert = f'<ComposedBlock ID="ad" TYPE="Advertisement" {place(20, 90, 200, 150)}>{inside}'
    page = alto(
        block("right", 320, 20, "right column"),
        f"{advert}</ComposedBlock>",
        block("left", 20, 20, "left column"),
    )

    assert text_of(tmp_path, page) == [
        "left column",
        "buy our rope",
        "at the quay",
        "right column",
    ]


def test_blocks_that_go_round_in_circles_are_all_read(tmp_path: Path) -> None:
    page = alto(
        block("a", 20, 20, "one", more='IDNEXT="b"'),
        block("b", 20, 120, "two", more='IDNEXT="a"'),
        block("c", 20, 220, "three"),
    )

    assert sorted(text_of(tmp_path, page)) == ["one", "three", "two"]


# --- words and paragraphs


def test_a_word_that_a_lines_end_cuts_is_whole(tmp_path: Path) -> None:
    page = alto(block("b", 20, 20, "this is a news|newspaper", "|paper|newspaper from the harbour"))

    assert text_of(tmp_path, page) == ["this is a newspaper from the harbour"]


def test_a_word_that_a_column_break_cuts_is_whole(tmp_path: Path) -> None:
    page = alto(
        block("b", 320, 20, "|paper|newspaper from the harbour", "and the town"),
        block("a", 20, 20, "all of it stood in", "this is a news|newspaper"),
    )

    assert text_of(tmp_path, page) == [
        "all of it stood in this is a newspaper from the harbour and the town"
    ]


def test_half_a_word_stays_half_a_word(tmp_path: Path) -> None:
    page = alto(block("b", 20, 20, "this is a news|newspaper", "Tomorrow it rains"))

    assert text_of(tmp_path, page) == ["this is a news-Tomorrow it rains"]


def test_hyphens_without_marks_are_understood(tmp_path: Path) -> None:
    page = alto(
        block("b", 20, 20, "this is a news-", "paper from Stock¬", "ton in the Anglo-", "Irish")
    )

    assert text_of(tmp_path, page) == ["this is a newspaper from Stockton in the Anglo-Irish"]


def test_indents_and_gaps_open_paragraphs(tmp_path: Path) -> None:
    lines = [
        "   The board met on monday",
        "and heard of the lighthouse",
        "that is to be built there",
        "   It will be lit by winter",
        "as the keeper told us all",
    ]
    low = block("low", 20, 20 + 14 * 8, "A line far below the others")

    assert text_of(tmp_path, alto(block("b", 20, 20, *lines), low)) == [
        "The board met on monday and heard of the lighthouse that is to be built there",
        "It will be lit by winter as the keeper told us all",
        "A line far below the others",
    ]


def test_chinese_lines_are_joined_without_spaces(tmp_path: Path) -> None:
    page = alto(block("b", 20, 20, "港务局昨日开会", "议定修建灯塔"))

    assert text_of(tmp_path, page) == ["港务局昨日开会议定修建灯塔"]


def test_upright_chinese_columns_are_read_from_the_right(tmp_path: Path) -> None:
    def column(identity: str, left: int, text: str) -> str:
        high = 12 * len(text)
        inside = f'<String CONTENT="{text}" {place(left, 20, 12, high)}/>'
        return (
            f'<TextBlock ID="{identity}" {place(left, 20, 12, high)}>'
            f"<TextLine {place(left, 20, 12, high)}>{inside}</TextLine></TextBlock>"
        )

    page = alto(column("a", 100, "最后一行文字"), column("b", 300, "第一行的文字"))

    assert text_of(tmp_path, page) == ["第一行的文字", "最后一行文字"]


# --- places


@pytest.mark.parametrize("unit", UNITS)
def test_units_of_measurement_do_not_matter(tmp_path: Path, unit: str) -> None:
    page = alto(block("b1", 60, 80, *ONE, unit=unit), unit=unit)
    told = logical(div("ARTICLE", div("BODY", area("b1")), label="Ferry"))

    (article,) = read(issue(tmp_path, page, logical=told)).articles

    (region,) = article.regions
    assert (round(region.left, 3), round(region.top, 3)) == (0.1, 0.1)
    assert round(region.width, 3) == round(6 * len(ONE[1]) / SIZE[0], 3)


def test_turned_text_is_read_line_by_line_and_its_box_is_on_the_page(tmp_path: Path) -> None:
    """Text that runs upwards: its lines stand side by side, from left to right."""
    lines = [
        "   The tide table of",
        "this week as it is",
        "   Printed each week",
        "on the last page",
    ]
    inside = ""
    for at, text in enumerate(lines):
        indent = 6 * (len(text) - len(text.lstrip()))
        high = 6 * len(text.strip())
        where = place(100 + 14 * at, 400 - indent - high, HIGH, high)
        word = f'<String CONTENT="{text.strip()}" {where}/>'
        inside += f"<TextLine {where}>{word}</TextLine>"
    turned = f'<TextBlock ID="t" {place(100, 250, 56, 150)} ROTATION="90">{inside}</TextBlock>'

    assert text_of(tmp_path, alto(turned)) == [
        "The tide table of this week as it is",
        "Printed each week on the last page",
    ]


def test_a_skewed_block_is_set_upright_before_it_is_judged(tmp_path: Path) -> None:
    lines = [f"line number {at} of a column" for at in range(12)]
    inside = ""
    for at, text in enumerate(lines):
        where = place(100 + 3 * at, 100 + 14 * at, 6 * len(text), HIGH)
        word = f'<String CONTENT="{text}" {where}/>'
        inside += f"<TextLine {where}>{word}</TextLine>"
    skewed = f'<TextBlock ID="t" {place(100, 100, 200, 180)} ROTATION="12">{inside}</TextBlock>'

    assert text_of(tmp_path, alto(skewed)) == [" ".join(lines)]


def test_an_outline_tells_where_a_block_is(tmp_path: Path) -> None:
    outline = '<Shape><Polygon POINTS="60,80 360,80 360,160 60,160"/></Shape>'
    page = alto(f'<TextBlock ID="b1">{outline}{line(ONE[0], 60, 80)}</TextBlock>')
    told = logical(div("ARTICLE", area("b1"), label="Ferry"))

    (article,) = read(issue(tmp_path, page, logical=told)).articles

    assert article.regions == (Region(0.1, 0.1, 0.5, 0.1),)


def test_a_page_that_says_no_size_is_as_large_as_its_scan(tmp_path: Path) -> None:
    page = alto(block("b1", 60, 80, *ONE), size=None)
    told = logical(div("ARTICLE", area("b1"), label="Ferry"))

    (article,) = read(issue(tmp_path, page, logical=told)).articles

    assert (article.regions[0].left, article.regions[0].top) == (0.1, 0.1)


def test_a_scan_of_another_shape_is_said(tmp_path: Path) -> None:
    found = read(issue(tmp_path, alto(block("b1", 20, 20, *ONE), size=(800, 600))))

    assert kinds(found) == ["scan-shape"]


@pytest.mark.parametrize("value", ["nan", "inf", "-1e300", "wide", "", "1e400"])
def test_places_that_are_no_numbers_lose_no_word(tmp_path: Path, value: str) -> None:
    page = alto(block("a", 20, 20, *ONE), block("b", 20, 300, *TWO))
    odd = page.replace('HPOS="20"', f'HPOS="{value}"')

    assert sorted(" ".join(text_of(tmp_path, odd)).split()) == sorted(" ".join(ONE + TWO).split())


def test_places_out_of_the_page_lose_no_word(tmp_path: Path) -> None:
    page = alto(block("a", -50, -20, *ONE), block("b", 700, 900, *TWO), block("c", 20, 60, "end"))

    assert sorted(text_of(tmp_path, page)) == sorted([" ".join(ONE), " ".join(TWO), "end"])


def test_control_characters_are_taken_out(tmp_path: Path) -> None:
    page = alto(block("a", 20, 20, "one\u0085two \u202ethree <b>four</b>"))
    (article,) = read(issue(tmp_path, page)).articles

    text = composing.article(article, {}, "en")

    assert "\u202e" not in text
    assert "\u0085" not in text
    assert "<b>" not in text


# --- pages


def test_pages_of_sections_that_begin_again_have_letters(tmp_path: Path) -> None:
    made = mets("1", "2", "1", "2", sections=["News", "Sport"])
    write(tmp_path, {"1931102401.xml": made})
    scans(tmp_path, "0001", "0002", "0003", "0004")

    found = read(tmp_path)

    assert [(str(p.code), p.title) for p in found.pages] == [
        ("A1", "News"),
        ("A2", "News"),
        ("B1", "Sport"),
        ("B2", "Sport"),
    ]


def test_labels_that_are_no_page_codes_are_noted(tmp_path: Path) -> None:
    made = mets("[1]", "B-2", "Supplement", "1", "")
    write(tmp_path, {"1931102401.xml": made})
    scans(tmp_path, *(f"000{at}" for at in range(1, 6)))

    found = read(tmp_path)

    assert [str(p.code) for p in found.pages] == ["1", "B2", "3", "4", "5"]
    assert found.pages[2].title == "Supplement"
    assert kinds(found).count("page-code-made") == 1


def test_a_number_that_is_none_is_noted(tmp_path: Path) -> None:
    found = read(issue(tmp_path, alto(block("a", 20, 20, *ONE)), number="27 and 28"))

    assert found.number is None
    assert kinds(found) == ["issue-number"]
