"""The lines over a story's text: kicker, headline, deck, and who wrote it.

Which line is which, where the print does not show it by size, is settled by rules:

- A line that opens with —— is the deck: papers set the dash before decks only.
- The line next to the text, of those without a dash, is the headline, and the line over it its
  kicker. Chinese heads are built so: the kicker (引题) gives the idea or the place, the headline
  says what happened. Nothing is unsure when the upper line is a place or an office (北关区).
- When the lower line is much longer than the upper, it is a deck: decks tell more than headlines.
  An upper line of two parts with a space between (压实责任 提高质量) is the idea over the news, so
  that it is the kicker all the same.
- Of three lines the middle is the headline.
- English papers set the headline first and its deck below it; over the headline stands at most a
  word or two, or capitals, or a line that ends in a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from broadsheet.importing.notes import Note, note
from broadsheet.importing.text import wording
from broadsheet.importing.text.lines import Style
from broadsheet.importing.text.pieces import Piece
from broadsheet.importing.text.shapes import (
    Shape,
    ems,
    is_chinese,
    is_name,
    is_office,
    opens_item,
    split_deck,
)
from broadsheet.reading.bylines import is_byline_paragraph, is_unsigned_paragraph, parse_byline


@dataclass(frozen=True, slots=True)
class Heads:
    """``printed_bylines`` are paragraphs that the text may begin with, the first of which is
    understood there as a byline; ``byline`` is one that only the header can hold."""

    headline: str = ""
    kicker: str = ""
    deck: str = ""
    printed_bylines: tuple[str, ...] = ()
    byline: str = ""


_MUCH_LONGER = 1.3


def heads_of(
    heads: Sequence[Piece], bylines: Sequence[Piece], source: str
) -> tuple[Heads, list[Note]]:
    """Tell the lines over a text apart, and say what is unsure."""
    notes: list[Note] = []
    lines, decks = _decks(heads)
    decks, signed = _without_byline(decks)
    bylines = [*bylines, *signed]
    if not bylines and (name := _name_alone(lines)):
        lines, bylines = lines[:-1], [name]
    notes += [
        note(source, piece.line, wording.NAME_ALONE, name=piece.text)
        for piece in bylines
        if is_name(piece.text)
    ]
    lines = _joined(lines, source, notes)
    chinese = is_chinese("".join(piece.text for piece in heads))
    tell = _chinese if chinese else _english
    kicker, headline, deck = tell(lines, bool(decks), source, notes)
    if headline and chinese:
        _first_part(lines, headline, source, notes)
    byline, printed = _signed([piece.text for piece in bylines])
    deck = " ".join(filter(None, [deck, *(piece.text for piece in decks)]))
    whole = Heads(headline, kicker, deck, printed, byline)
    return whole, notes


def _signed(lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The byline for the header, or those that the text begins with. An English post stands on a
    line below the name, and behind a comma on one line with it."""
    joint = " " if is_chinese("".join(lines)) else ", "
    byline = joint.join(lines)
    if is_byline_paragraph(byline) or is_unsigned_paragraph(byline):
        return "", (byline,)
    if len(lines) < 2 or parse_byline(byline) is not None:
        return byline, ()
    return "", tuple(lines)


def _decks(heads: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The lines before the first dash, and those from it on: a long deck has several lines."""
    first = next((at for at, piece in enumerate(heads) if piece.shape is Shape.DECK), len(heads))
    if first == 0:
        return list(heads), []
    return list(heads[:first]), list(heads[first:])


def _without_byline(decks: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The decks, and the byline that the last of them ends in."""
    if not decks:
        return [], []
    text, byline = split_deck(decks[-1].text)
    if not byline:
        return list(decks), []
    return [*decks[:-1], replace(decks[-1], text=text)], [replace(decks[-1], text=byline)]


def _name_alone(lines: Sequence[Piece]) -> Piece | None:
    """A name below a headline, as columnists sign; places and offices are none."""
    if len(lines) < 2 or lines[-1].style is Style.HEADING:
        return None
    return lines[-1] if is_name(lines[-1].text) else None


# --- a headline of several lines ----------------------------------------------------------------


def _joined(pieces: Sequence[Piece], source: str, notes: list[Note]) -> list[Piece]:
    """Lines that are the halves of one headline as one: two of one length, or a sentence that
    goes on."""
    lines: list[Piece] = []
    for piece in pieces:
        if lines and piece.gap <= 0 and _is_one_headline(lines[-1].text, piece.text):
            whole = f"{lines[-1].text} {piece.text}"
            first = lines.pop()
            lines.append(Piece(first.line, whole, first.shape, first.gap, style=first.style))
            notes.append(note(source, piece.line, wording.HEADLINE_LINES, headline=whole))
        else:
            lines.append(piece)
    return lines


def _is_one_headline(upper: str, lower: str) -> bool:
    if not is_chinese(upper + lower):
        return lower[0].islower() or (_is_title_case(upper) and _is_title_case(lower))
    is_pair = abs(ems(upper) - ems(lower)) < 1 and 4 <= ems(upper) <= 10
    return is_pair and " " not in upper + lower and "\u3000" not in upper + lower


def _is_title_case(text: str) -> bool:
    words = re.findall(r"[A-Za-z][\w'’-]*", text)
    long = [word for word in words if len(word) > 3]
    return len(long) > 1 and not text.isupper() and all(word[0].isupper() for word in long)


# --- kicker, headline, deck ---------------------------------------------------------------------

_SAYS = re.compile("(?:强调|指出|要求|表示|提出)\\Z")
"""Who said it stands over what was said: 市委书记调研时强调."""
_Told = tuple[str, str, str]


def _chinese(lines: Sequence[Piece], has_deck: bool, source: str, notes: list[Note]) -> _Told:
    texts = [piece.text for piece in lines]
    if len(texts) < 2:
        return "", "".join(texts), ""
    first, second = texts[0], texts[1]
    if len(texts) == 2:
        if has_deck or is_office(first) or _SAYS.search(first) or opens_item(first):
            return first, second, ""
        if ems(second) > _MUCH_LONGER * ems(first) and len(first.split()) == 1:
            values = {"headline": first, "deck": second}
            notes.append(note(source, lines[0].line, wording.DECK_UNSURE, **values))
            return "", first, second
        values = {"kicker": first, "headline": second}
        notes.append(note(source, lines[0].line, wording.HEADS_UNSURE, **values))
        return first, second, ""
    values = {"kicker": first, "headline": second, "deck": " ".join(texts[2:])}
    notes.append(note(source, lines[0].line, wording.HEADS_OF_THREE, **values))
    return first, second, " ".join(texts[2:])


def _english(lines: Sequence[Piece], has_deck: bool, source: str, notes: list[Note]) -> _Told:
    texts = [piece.text for piece in lines]
    kicker = ""
    if len(texts) > 1 and _is_english_kicker(texts[0], texts[1]):
        kicker = texts.pop(0)
    headline, deck = "".join(texts[:1]), " ".join(texts[1:])
    if deck and not has_deck and len(deck) < len(headline):
        at = lines[1 if kicker else 0].line
        notes.append(note(source, at, wording.DECK_UNSURE, headline=headline, deck=deck))
    return kicker, headline, deck


def _is_english_kicker(upper: str, lower: str) -> bool:
    if upper.endswith(":") or (upper.isupper() and not lower.isupper()):
        return True
    return len(upper.split()) <= 2 and len(lower.split()) >= 4


def _first_part(lines: Sequence[Piece], headline: str, source: str, notes: list[Note]) -> None:
    """A place or an office that begins a headline of several parts may be its kicker."""
    part, _, rest = re.sub(r"\s+", " ", headline).partition(" ")
    if rest and len(lines) == 1 and is_office(part):
        values = {"part": part, "headline": headline}
        notes.append(note(source, lines[0].line, wording.FIRST_PART, **values))


# --- a headline where none is printed -----------------------------------------------------------

_WHEN = re.compile(
    r"(?:近[日期年来]*|日前|连日来|目前|昨[日天]|今[日天]|前[不久]*|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?"
    r"|\d{1,2}日)(?:清晨|早晨|上午|中午|下午|晚|晚上|傍晚|起|以来|来)?[,，]?"
)
_LEARNT = re.compile(
    "(?:[^，,。；;]{2,24}(?:说|称|表示|指出)[,，:：]|记者[^，,。]{0,20}(?:获悉|了解到|得知)[,，:：]|据[^，,。]{2,20}(?:报道|消息)[,，:：\\s])"
)
_CLAUSE_END = re.compile(r"[,，。；;：:！？!?]|\.(?!\d)")
_LONGEST_MADE = 24
_MOST_WORDS = 9


def headline_from(text: str) -> str:
    """The first words of a text as a headline: its first clause, without the day before it."""
    text = text.lstrip("▲▼△▽◀▶◄► \u3000") or text
    if not is_chinese(text):
        sentence = re.split(r"(?<=[a-z])[.;!?](?:\s|\Z)", text)[0].split()
        return " ".join(sentence[:_MOST_WORDS]) + ("…" if len(sentence) > _MOST_WORDS else "")
    bare = text
    while match := _WHEN.match(bare) or _LEARNT.match(bare):
        bare = bare[match.end() :]
    clause = _CLAUSE_END.split(bare)[0].strip() or bare.strip() or text
    return clause if len(clause) <= _LONGEST_MADE else clause[: _LONGEST_MADE - 1] + "…"
