"""One printed page: from its lines to its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from broadsheet.importing.drafts import Block, Crosshead, DraftArticle, Figure, Paragraph
from broadsheet.importing.notes import Note, note
from broadsheet.importing.text import wording
from broadsheet.importing.text.body import Body
from broadsheet.importing.text.grouping import stories_of
from broadsheet.importing.text.heads import headline_from, heads_of
from broadsheet.importing.text.layout import Layout, is_side_by_side, layout_of, rows_of
from broadsheet.importing.text.lines import Line
from broadsheet.importing.text.pieces import Joint, Piece, pieces_of, words_of
from broadsheet.importing.text.shapes import Shape
from broadsheet.importing.text.stories import Part, Story
from broadsheet.model import PageCode
from broadsheet.reading.bylines import take_lead_in
from broadsheet.reading.jumps import split_leading_jump

_MOSTLY = 0.75
"""The share of paragraphs with an indent from which on one without goes on with another."""
_MOST_LINES = 12
"""Line numbers that one note names."""


def read_page(
    lines: Sequence[Line],
    source: str,
    page: PageCode | None = None,
    *,
    first: int = 1,
    are_paragraphs: bool = False,
) -> tuple[tuple[DraftArticle, ...], tuple[Note, ...]]:
    """The articles of a page in the order of the text, and what was unsure.

    ``source`` names the file in notes and origins. Articles are of ``page``, whose folio lines have
    been taken out of ``lines``; origins count them from ``first``. ``are_paragraphs`` says that
    lines are whole paragraphs, as a source that knows its paragraphs can tell.
    """
    rows = rows_of(lines)
    notes: list[Note] = []
    if is_side_by_side(rows) and not are_paragraphs:
        notes.append(note(source, rows[0].number, wording.SIDE_BY_SIDE))
    layout = Layout() if are_paragraphs else layout_of(rows)
    joint = Joint(words_of("\n".join(row.text for row in rows)))
    pieces = pieces_of(rows, layout, joint)
    if not are_paragraphs:
        notes += _layout_note(layout, source)
    stories, said = stories_of(pieces, source)
    desk = _Desk(source, page, joint, _is_mostly_indented(pieces))
    articles = [desk.article(story, first + at, at + 1) for at, story in enumerate(stories)]
    notes += [*said, *desk.notes, *_standing_notes(stories, source)]
    notes += [*_joined_note(desk.joined, source), *_joint_notes(joint, source)]
    notes += _pictures_note(stories, articles, source)
    return tuple(articles), tuple(sorted(notes, key=lambda each: each.line))


class _Desk:
    """Makes articles of stories and keeps what there is to say of them."""

    def __init__(self, source: str, page: PageCode | None, joint: Joint, is_indented: bool) -> None:
        self.source, self.page, self.joint = source, page, joint
        self.is_indented = is_indented
        self.notes: list[Note] = []
        self.joined: list[list[int]] = []

    def article(self, story: Story, number: int, order: int) -> DraftArticle:
        heads, said = heads_of(story.heads, story.bylines, self.source)
        body = Body(self.source, self.joint, self.is_indented)
        body.take(story.body)
        self.notes += [*said, *body.notes]
        self.joined += body.joined
        blocks: tuple[Block, ...] = (*map(Paragraph, heads.printed_bylines), *body.blocks)
        standing = story.standing.text if story.standing else ""
        return DraftArticle(
            origin=f"{self.source}:{number}",
            headline=heads.headline or self._headline(story, blocks),
            body=blocks,
            kicker=heads.kicker,
            deck=heads.deck,
            page=self.page,
            order=order,
            standing_head=standing,
            byline=heads.byline,
        )

    def _headline(self, story: Story, blocks: Sequence[Block]) -> str:
        """A headline for a story without one: photo news has its standing head's, else the first
        words are taken."""
        if story.is_photo_news and story.standing is not None:
            made, words = story.standing.text, wording.PHOTO_HEADLINE
        else:
            made = headline_from(_first_words(blocks) or story.pieces[0].text)
            words = wording.PHOTO_HEADLINE_MADE if story.is_photo_news else wording.HEADLINE_MADE
        self.notes.append(note(self.source, story.line, words, headline=made))
        return made


def _first_words(blocks: Sequence[Block]) -> str:
    for block in blocks:
        match block:
            case Paragraph(text=text):
                lead_in = take_lead_in(text)
                jump = split_leading_jump(text)
                bare = text[lead_in.length :] if lead_in else jump[1] if jump else text
                return bare.strip() or text
            case Crosshead(text=text):
                return text
            case Figure(pictures=pictures) if cutline := next((p.cutline for p in pictures), ""):
                return cutline
    return ""


def _is_mostly_indented(pieces: Sequence[Piece]) -> bool:
    texts = [piece for piece in pieces if piece.shape in {Shape.TEXT, Shape.OPENING}]
    indented = sum(piece.is_indented for piece in texts)
    return indented > 1 and indented >= _MOSTLY * len(texts)


# --- what is said of the whole page -------------------------------------------------------------


def _layout_note(layout: Layout, source: str) -> list[Note]:
    if not layout.is_wrapped:
        return [note(source, 0, wording.WHOLE)]
    width = "/".join(str(round(column)) for column in layout.columns)
    words = wording.WRAPPED_INDENTED if layout.is_indented else wording.WRAPPED
    return [note(source, 0, words, width=width)]


def _standing_notes(stories: Sequence[Story], source: str) -> list[Note]:
    """How far a standing head was taken to reach, which the text does not say."""
    over = Counter(
        (story.standing.line, story.standing.text)
        for story in stories
        if story.standing is not None and not story.is_photo_news
    )
    return [
        note(source, line, wording.STANDING_OVER, head=head, count=count)
        for (line, head), count in over.items()
        if count > 1
    ]


def _joined_note(joined: Sequence[Sequence[int]], source: str) -> list[Note]:
    notes = []
    for at in range(0, len(joined), _MOST_LINES):
        some = joined[at : at + _MOST_LINES]
        lines = ", ".join("+".join(map(str, each)) for each in some)
        notes.append(note(source, some[0][0], wording.JOINED, count=len(some), lines=lines))
    return notes


def _joint_notes(joint: Joint, source: str) -> list[Note]:
    notes = [note(source, each.line, wording.HYPHEN, word=each.word) for each in joint.hyphens]
    for at in range(0, len(joint.unsure), _MOST_LINES):
        some = joint.unsure[at : at + _MOST_LINES]
        lines = ", ".join(map(str, some))
        notes.append(note(source, some[0], wording.PARAGRAPH_ENDS, lines=lines))
    return notes


def _pictures_note(
    stories: Sequence[Story], articles: Sequence[DraftArticle], source: str
) -> list[Note]:
    count = sum(
        picture.data == b""
        for article in articles
        for block in article.body
        if isinstance(block, Figure)
        for picture in block.pictures
    )
    lines = [
        piece.line
        for story in stories
        for part, piece in story.body
        if part is Part.CUTLINE and not piece.pictures
    ]
    return [note(source, min(lines), wording.PICTURES_MISSING, count=count)] if count else []
