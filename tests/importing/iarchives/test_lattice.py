"""From a lattice of alternatives to lines that read as the print does."""

from __future__ import annotations

from broadsheet.importing.iarchives.lattice import Piece, chosen, columns, segments
from broadsheet.importing.ocr.boxes import Box
from broadsheet.importing.ocr.setting import paragraphs, text_of


def piece(text: str, left: float, top: float, wide: float = 0, high: float = 16) -> Piece:
    width = wide or 10 * len(text)
    return Piece((text,), (Box(left, top, left + width, top + high),))


def column(lines: list[str], left: float, top: float = 0.0, slope: float = 0.0) -> list[Piece]:
    found = []
    for at, line in enumerate(lines):
        x = left
        for word in line.split():
            found.append(piece(word, x, top + 24 * at + slope * x))
            x += 10 * len(word) + 10
    return found


def texts(pieces: list[Piece]) -> list[str]:
    return [line.text for part in columns(chosen(pieces)) for line in part]


def test_a_word_is_read_and_not_the_pieces_that_lie_in_it() -> None:
    pieces = [piece("bo", 0, 0, 22), piece("board", 0, 0, 60), piece("ard", 26, 0, 34)]

    assert texts([*pieces, piece("met", 80, 0)]) == ["board met"]


def test_pieces_beside_each_other_are_all_read() -> None:
    assert texts([piece("har", 0, 0), piece("bour", 29, 0)]) == ["har bour"]


def test_the_first_reading_is_taken() -> None:
    two = Piece(("francisco", "francioco"), (Box(0, 0, 90, 16),))

    assert texts([two]) == ["francisco"]


def test_of_two_words_on_one_spot_the_first_is_taken() -> None:
    assert texts([piece("tide", 0, 0, 40), piece("ride", 0, 0, 40)]) == ["tide"]


def test_a_word_that_a_lines_end_cuts_is_read_where_it_begins() -> None:
    cut = Piece(("typesetters",), (Box(120, 0, 180, 16), Box(0, 24, 50, 40)))
    rest = [piece("wanted", 60, 24), piece("the", 0, 0), piece("paper", 50, 0)]

    assert texts([cut, *rest]) == ["the paper typesetters", "wanted"]


def test_skewed_lines_stay_lines() -> None:
    lines = ["one two three four five six", "seven eight nine ten eleven", "twelve thirteen end"]

    assert texts(column(lines, 0, slope=0.05)) == lines


def test_two_columns_in_one_zone_are_read_one_after_the_other() -> None:
    left = ["the ferry to the island", "leaves at nine each day", "from the northern quay"]
    right = ["and comes back at seven", "with the last of the mail", "and those who missed it"]

    assert texts(column(left, 0) + column(right, 290)) == left + right


def test_a_table_is_read_line_by_line() -> None:
    days = ["saturday afternoon until", "sunday morning to evening", "monday the whole day long"]
    figures = ["41 6 5", "37 8 6", "39 9 6"]

    read = texts(column(days, 0) + column(figures, 320))

    assert read == [f"{a} {b}" for a, b in zip(days, figures, strict=True)]


def test_a_line_with_a_lost_word_is_no_gutter() -> None:
    lines = ["the harbour board met on", "monday and", "resolved to dredge the bay"]
    pieces = [*column(lines, 0), piece("tuesday", 180, 24)]

    assert texts(pieces)[1] == "monday and tuesday"


def test_lines_of_different_columns_of_a_page_are_apart() -> None:
    left, right = ["one two three", "four five six"], ["seven eight", "nine ten"]

    read = [line.text for line in segments(chosen(column(left, 0) + column(right, 300)))]

    assert sorted(read) == sorted(left + right)


def test_an_indent_opens_a_paragraph() -> None:
    pieces = column(["the tide was high and", "the boats stayed out."], 0)
    pieces += [
        *column(["on the next day"], 30, 48),
        *column(["they all came home", "safely"], 0, 72),
    ]

    (lines,) = columns(chosen(pieces))

    assert [text_of(each) for each in paragraphs(lines)] == [
        "the tide was high and the boats stayed out.",
        "on the next day they all came home safely",
    ]


def test_nothing_is_nothing() -> None:
    assert columns([]) == []
    assert segments([]) == []
