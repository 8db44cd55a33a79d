"""From the pieces of a page to its stories: where one ends and the next begins.

A story begins where the paper says so: at heads with a byline (□, By …), a deck (——) or a lead-in
(本报讯, a dateline) below them, or at a standing head. One short line between two paragraphs is a
crosshead unless several signs speak for a headline (``signs``). Pieces are taken in the order of
the text; none is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from broadsheet.importing.notes import Note, Words, note
from broadsheet.importing.text import wording
from broadsheet.importing.text.boxes import count_editors_note, index_box, leads_to_page
from broadsheet.importing.text.lines import Style
from broadsheet.importing.text.pieces import Gap, Piece
from broadsheet.importing.text.settling import parted, settled
from broadsheet.importing.text.shapes import (
    Shape,
    has_pause,
    is_marked,
    is_office,
    is_paper_opening,
)
from broadsheet.importing.text.signatures import count_signatures
from broadsheet.importing.text.signs import ENOUGH_SIGNS, opens_paragraph, signs_of_headline
from broadsheet.importing.text.standing_heads import Reach, reach, repeated
from broadsheet.importing.text.stories import Part, Story
from broadsheet.reading.bylines import split_cutline

_HEADS = {Shape.HEAD, Shape.DECK, Shape.BYLINE}
_MOST_HEADS = 5
_MOST_UNTOLD = 3
"""Of heads that neither byline, deck nor lead-in tells: kicker, headline and deck."""
_MOST_CROSSHEADS = 2
_HEADS_KEPT = 3
"""Of more lines than the most that stand over a text, the last three are heads; the others belong
to the story before."""

_OF_PICTURES = {Shape.CUTLINE, Shape.CREDIT, Shape.PICTURE}
_NUMBERED = re.compile(r"[①-⑳].{2,60}\Z")
_LABELLED = re.compile(r"\S{2,6}[:：]\s?\S")
_REPORTED = re.compile("据(?:《[^《》]{1,20}》|.{2,10}[社网台]).{0,12}(?:报道|消息|[电讯])")


def stories_of(pieces: Sequence[Piece], source: str) -> tuple[list[Story], list[Note]]:
    """The stories in the order in which they begin, and what was unsure."""
    grouper = _Grouper(settled(pieces), source)
    grouper.run()
    stories = [story for story in grouper.stories if story.pieces]
    return sorted(stories, key=lambda story: story.line), grouper.notes


@dataclass(slots=True)
class _Grouper:
    pieces: Sequence[Piece]
    source: str
    stories: list[Story] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    standing: Piece | None = None
    interrupted: Story | None = None
    _at: int = 0
    _above: list[Piece] = field(default_factory=list)
    """An editor's note over the heads that follow."""
    _repeated: frozenset[str] = frozenset()

    def run(self) -> None:
        self._repeated = repeated([p.text for p in self.pieces if p.shape is Shape.HEAD])
        at = 0
        while at < len(self.pieces):
            stop = at
            while stop < len(self.pieces) and self.pieces[stop].shape in _HEADS:
                stop += 1
            if notes := self._editors_note(at):
                self._above = list(self.pieces[at : at + notes])
                at += notes
            elif stop > at:
                following = self.pieces[stop] if stop < len(self.pieces) else None
                runs = parted(list(self.pieces[at:stop]), following)
                for run, below in zip(
                    runs, [*(each[0] for each in runs[1:]), following], strict=True
                ):
                    self._heads(run, below)
                self._add_above()
                at = stop
            else:
                self._at = at
                self._piece(self.pieces[at])
                at += 1

    @property
    def current(self) -> Story | None:
        return self.stories[-1] if self.stories else None

    def _say(self, piece: Piece, words: Words, **values: object) -> None:
        self.notes.append(note(self.source, piece.line, words, **values))

    # --- pieces that are no heads ---------------------------------------------------------------

    def _editors_note(self, at: int) -> int:
        """How many pieces from here are an editor's note over heads."""
        is_open = self.current is not None and self.current.is_open
        return 0 if is_open else count_editors_note(self.pieces[at : at + 3])

    def _add_above(self) -> None:
        """Give an editor's note to the story whose heads stand below it."""
        if self._above and self.stories:
            *head, text = self._above
            parts = [*((Part.CROSSHEAD, piece) for piece in head), (Part.TEXT, text)]
            self.stories[-1].body[:0] = parts
            self._say(self._above[0], wording.EDITORS_NOTE, text=self._above[0].text)
            self._above = []

    def _piece(self, piece: Piece) -> None:
        story = self.current
        if story is not None and _is_brief(piece, story):
            self._add(Part.TEXT, piece)
        elif piece.shape in _OF_PICTURES or (story is not None and _is_numbered(piece, story)):
            self._picture(piece)
        elif story is None or self._opens_without_heads(piece, story):
            self._begin([], piece)
            self._add(Part.TEXT, piece)
        elif story.is_photo_news or story.is_index:
            self._beside_pictures(piece, story)
        elif piece.shape is Shape.ROW:
            self._row(piece, story)
        else:
            self._add(Part.TEXT, piece)

    def _row(self, piece: Piece, story: Story) -> None:
        if not (story.body and story.body[-1][1].shape is Shape.ROW):
            following = islice(self.pieces, self._at, None)
            rows = takewhile(lambda each: each.shape is Shape.ROW, following)
            self._say(piece, wording.LINES_KEPT, count=len(list(rows)))
        self._add(Part.LINE, piece)

    def _opens_without_heads(self, piece: Piece, story: Story) -> bool:
        """A second 本报讯, as in a row of briefs without headlines; what goes on from another
        page; or what another paper reports, with space over it."""
        if story.last_text is None or story.has_only_jump:
            return False
        if piece.shape is Shape.JUMP_FROM:
            return True
        if story.is_open:
            return False
        if piece.gap is Gap.WIDE and _REPORTED.match(piece.text):
            return True
        return piece.shape is Shape.OPENING and is_paper_opening(piece.text)

    def _beside_pictures(self, piece: Piece, story: Story) -> None:
        """Text among the pictures of photo news, or below a box: words of a picture, or an article
        goes on."""
        if self.interrupted is not None and piece.shape is Shape.TEXT:
            self.stories.remove(self.interrupted)
            self.stories.append(self.interrupted)
            self.interrupted = None
            self._add(Part.TEXT, piece)
        elif piece.shape is Shape.OPENING or story.is_index:
            self._begin([], piece)
            self._add(Part.TEXT, piece)
        else:
            self._add(Part.CUTLINE, piece)

    def _picture(self, piece: Piece) -> None:
        if self.current is None:
            self.stories.append(Story())
        self._add(Part.CUTLINE, piece)

    def _add(self, part: Part, *pieces: Piece) -> None:
        self.stories[-1].body.extend((part, piece) for piece in pieces)

    # --- heads ----------------------------------------------------------------------------------

    def _heads(self, run: list[Piece], following: Piece | None) -> None:
        """Decide what lines without a full stop are, by what stands around them."""
        run = self._after_picture(run)
        run = self._after_tail(run, following) if run else run
        while box := index_box(run):
            above, below = run[: box.start], run[box.stop :]
            if above:
                self._heads(above, run[box.start])
            self._index(run[box.start : box.stop])
            run = below
        if not run:
            return
        pictures = next((p for p in run if reach(p.text) is Reach.PICTURES), None)
        if pictures is not None and self._is_photo_news(run, following):
            self._photo_news(run, pictures)
            return
        story = self.current
        if story is not None and story.has_only_jump:
            story.heads = run
        elif story is not None and story.is_photo_news and _is_of_pictures(following):
            self.stories.append(Story(standing=story.standing, heads=run, is_photo_news=True))
        elif story is None or story.is_photo_news or story.is_index or not story.body:
            if story is not None and story.is_photo_news and not _is_told(run, following):
                self._say(run[0], wording.HEADLINE_UNSURE, text=run[0].text)
            self._begin(run, following)
        elif self._interrupts(run, story, following):
            self._amid_sentence(run, story)
        elif self._is_strong(run, story, following):
            self._begin(run, following)
        else:
            self._weak(run, story, following)

    def _after_picture(self, run: list[Piece]) -> list[Piece]:
        """``run`` without the words of a picture that stands right over them."""
        part, last = self.current.body[-1] if self.current and self.current.body else (None, None)
        if last is None or part is not Part.CUTLINE or last.shape is not Shape.PICTURE:
            return run
        first = run[0]
        if first.shape is not Shape.HEAD or first.gap is Gap.WIDE or first.style is Style.HEADING:
            return run
        self._add(Part.CUTLINE, first)
        return run[1:]

    def _index(self, box: list[Piece]) -> None:
        story = self.current
        goes_on = story is not None and story.last_text is not None and not story.is_over
        self.interrupted = story if goes_on else self.interrupted
        heads = box[:1] if not leads_to_page(box[0].text) else []
        self.stories.append(Story(heads=heads, is_index=True))
        self._lines(box[len(heads) :])

    def _after_tail(self, run: list[Piece], following: Piece | None) -> list[Piece]:
        """``run`` without what belongs to the story before: who wrote it, who said it."""
        story = self.current
        if story is None or story.last_text is None or story.is_photo_news:
            return run
        done = 0 if story.is_open else count_signatures(run, story, following)
        if done:
            self._add(Part.LINE, *run[:done])
            story.is_signed = True
            self._say(run[0], wording.SIGNATURE, text=" ".join(p.text for p in run[:done]))
        while done < len(run) and run[done].shape in {Shape.BYLINE, Shape.DECK}:
            self._add(Part.TEXT, run[done])
            done += 1
        return run[done:]

    def _is_standing(self, piece: Piece) -> bool:
        if piece.shape is not Shape.HEAD:
            return False
        is_repeated = piece.text in self._repeated and not is_office(piece.text)
        return is_repeated or reach(piece.text) is not None

    def _interrupts(self, run: list[Piece], story: Story, following: Piece | None) -> bool:
        """Whether the lines stand between two halves of a sentence."""
        if not story.is_open or following is None or following.shape is not Shape.TEXT:
            return False
        return not any(
            piece.shape is not Shape.HEAD
            or self._is_standing(piece)
            or piece.style is Style.HEADING
            for piece in run
        )

    def _amid_sentence(self, run: list[Piece], story: Story) -> None:
        for piece in run:
            if has_pause(piece.text) and piece.gap is not Gap.WIDE:
                self._add(Part.TEXT, piece)
                continue
            self._add(Part.CUTLINE, piece)
            if not story.has_own_photos or piece.gap is not Gap.WIDE:
                self._say(piece, wording.CUTLINE_UNMARKED, text=piece.text)

    def _is_strong(self, run: list[Piece], story: Story, following: Piece | None) -> bool:
        """Whether a byline, a deck, a lead-in, a standing head or the end of the story before says
        that a story begins."""
        is_headed = self._is_standing(run[0]) and _count_heads(run) > 1
        return story.is_over or is_headed or _is_told(run, following)

    def _weak(self, run: list[Piece], story: Story, following: Piece | None) -> None:
        if following is None:
            self._at_end(run, story)
            return
        opening = opens_paragraph(run, following)
        heads, rest = (run[:-1], run[-1:]) if opening else (run, [])
        wide = [at for at in range(1, len(heads)) if heads[at].gap is Gap.WIDE]
        if wide and len(heads) > _MOST_UNTOLD:
            self._lines(heads[: wide[-1]])
            heads = heads[wide[-1] :]
        if not heads:
            self._add(Part.TEXT, *rest)
            return
        signs = 0 if _are_labelled(heads) else signs_of_headline(heads, story, following)
        if signs >= ENOUGH_SIGNS and len(heads) <= _MOST_UNTOLD:
            if signs == ENOUGH_SIGNS:
                self._say(heads[0], wording.HEADLINE_UNSURE, text=heads[0].text)
            self._begin(heads, following)
        elif len(heads) > _MOST_CROSSHEADS or _are_labelled(heads):
            self._lines(heads)
        else:
            self._add(Part.CROSSHEAD, *heads)
            if signs > 0:
                self._say(heads[0], wording.CROSSHEAD_UNSURE, text=heads[0].text)
        self._add(Part.TEXT, *rest)

    def _at_end(self, run: list[Piece], story: Story) -> None:
        """Short lines at the end of the page: the words of a picture, or who wrote a letter."""
        if len(run) == 1 and run[0].gap is Gap.WIDE and story.has_own_photos:
            self._add(Part.CUTLINE, *run)
        elif len(run) == 1:
            self._add(Part.TEXT, *run)
            self._say(run[0], wording.UNFINISHED)
        else:
            self._lines(run)

    def _lines(self, run: list[Piece]) -> None:
        self._add(Part.LINE, *run)
        self._say(run[0], wording.LINES_KEPT, count=len(run))

    # --- beginning a story ----------------------------------------------------------------------

    def _begin(self, run: list[Piece], following: Piece | None) -> None:
        """Begin a story with the heads ``run``; what stands below its byline is its body's."""
        run = list(self._without_excess(run))
        self._take_pictures_before()
        story = Story(standing=self.standing)
        if self._stands_over(run, following):
            self.standing = story.standing = run.pop(0)
        last = self.current
        if last is not None and not last.is_photo_news and last.has_only_pictures:
            story.body = self.stories.pop().body
        self.stories.append(story)
        self.interrupted = None
        if story.standing is not None and reach(story.standing.text) is Reach.ONE:
            self.standing = None
        self._share(story, run, following)

    def _stands_over(self, run: Sequence[Piece], following: Piece | None) -> bool:
        """Whether the first line is a standing head; alone it is one over briefs without heads."""
        if not run or not self._is_standing(run[0]):
            return False
        opens = following is not None and following.shape is Shape.OPENING
        is_over_all = reach(run[0].text) in {Reach.SEVERAL, Reach.BRIEFS}
        return _count_heads(run) > 1 or (opens and is_over_all)

    def _share(self, story: Story, run: list[Piece], following: Piece | None) -> None:
        bylines = [at for at, piece in enumerate(run) if piece.shape is Shape.BYLINE]
        end = bylines[-1] + 1 if bylines else len(run)
        story.heads = [piece for piece in run[:end] if piece.shape is not Shape.BYLINE]
        story.bylines = [piece for piece in run[:end] if piece.shape is Shape.BYLINE]
        below = run[end:]
        if below and following is not None and opens_paragraph(below, following):
            self._below(story, below[:-1])
            self._add(Part.TEXT, below[-1])
        else:
            self._below(story, below)

    def _below(self, story: Story, below: list[Piece]) -> None:
        """Take short lines between a byline and the text."""
        if len(below) > 2:
            self._lines(below)
        else:
            for piece in below:
                is_words = piece.gap is Gap.WIDE and story.has_own_photos
                self._add(Part.CUTLINE if is_words else Part.CROSSHEAD, piece)

    def _without_excess(self, run: list[Piece]) -> list[Piece]:
        """Too many lines for heads: the first of them are lines of the story before, or an item
        of their own where none is before."""
        signed = [at for at, piece in enumerate(run) if piece.shape is Shape.BYLINE]
        end = signed[0] if signed else len(run)
        if end <= _MOST_HEADS:
            return run
        wide = [at for at in range(end - _MOST_HEADS, end) if run[at].gap is Gap.WIDE]
        cut = wide[-1] if wide else end - _HEADS_KEPT
        own = 0
        if self.current is None:
            self.stories.append(Story(heads=run[:1], is_index=True))
            own = 1
        self._lines(run[own:cut])
        return run[cut:]

    def _take_pictures_before(self) -> None:
        """Pictures between two stories that are news by themselves become photo news; others stay
        with the story before."""
        story = self.current
        if story is None or story.is_photo_news or story.is_open or not story.body:
            return
        pictures = _last_pictures(story)
        if not pictures or story.last_text is None:
            return
        if _tells_news(pictures):
            self._move(story, pictures, None)
        elif not story.has_own_photos:
            self._say(pictures[0], wording.CUTLINE_LOOSE, text=pictures[0].text)

    def _move(self, story: Story, pictures: list[Piece], standing: Piece | None) -> None:
        story.body = story.body[: -len(pictures)]
        news = Story(standing=standing, is_photo_news=True)
        news.body = [(Part.CUTLINE, piece) for piece in pictures]
        self.stories.append(news)

    # --- photo news -----------------------------------------------------------------------------

    def _is_photo_news(self, run: list[Piece], following: Piece | None) -> bool:
        """Whether pictures follow the standing head, or stand before it and nothing else does."""
        if _is_of_pictures(following):
            return True
        return len(run) == 1 and bool(self._free_pictures())

    def _free_pictures(self) -> list[Piece]:
        """The pictures before this place that no photo news with a standing head has yet."""
        story = self.current
        is_taken = story is None or (story.is_photo_news and story.standing is not None)
        return [] if story is None or is_taken else _last_pictures(story)

    def _photo_news(self, run: list[Piece], head: Piece) -> None:
        """Begin photo news under its standing head, with the pictures that stand before it."""
        at = run.index(head)
        before, below = run[:at], run[at + 1 :]
        story, pictures = self.current, self._free_pictures()
        if story is None:
            below = [*before, *below]
        elif before:
            self._add(Part.TEXT, *before)
            pictures = []
        if story is not None and story.is_open:
            self.interrupted = story
        if story is not None and pictures and story.has_only_pictures:
            story.standing, story.is_photo_news = head, True
        elif story is not None and _are_marked(pictures):
            self._move(story, pictures, head)
        else:
            self.stories.append(Story(standing=head, is_photo_news=True))
        self.standing = None
        if below and self.stories[-1].body:
            self.stories.append(Story(standing=head, is_photo_news=True))
        self.stories[-1].heads = below


def _is_brief(piece: Piece, story: Story) -> bool:
    """Whether a text with a mark is an item of news: ▲ stands before those too."""
    if piece.shape is not Shape.CUTLINE or not story.is_of_briefs or not is_marked(piece.text):
        return False
    return split_cutline(piece.text).credit is None and "图" not in piece.text


def _is_numbered(piece: Piece, story: Story) -> bool:
    """Whether a short text tells of one of the reporter's own pictures: ② 小朋友在包粽子。"""
    if piece.shape not in {Shape.TEXT, Shape.HEAD} or not story.has_own_photos:
        return False
    return _NUMBERED.match(piece.text) is not None and story.last_text is not None


def _are_labelled(run: Sequence[Piece]) -> bool:
    """Whether several lines each say what they tell: 出版社：海潮出版社."""
    return len(run) > 1 and all(_LABELLED.match(piece.text) for piece in run)


def _count_heads(run: Sequence[Piece]) -> int:
    return sum(piece.shape is Shape.HEAD for piece in run)


def _is_told(run: Sequence[Piece], following: Piece | None) -> bool:
    """Whether a byline, a deck or a lead-in says that the lines over it are heads."""
    if following is not None and following.shape in {Shape.OPENING, Shape.JUMP_FROM}:
        return True
    return any(piece.shape in {Shape.DECK, Shape.BYLINE} for piece in run[1:])


def _is_of_pictures(piece: Piece | None) -> bool:
    return piece is not None and piece.shape in {Shape.CUTLINE, Shape.PICTURE}


def _last_pictures(story: Story) -> list[Piece]:
    """The pictures that a story's body ends in."""
    pictures: list[Piece] = []
    for part, piece in reversed(story.body):
        if part is not Part.CUTLINE:
            break
        pictures.insert(0, piece)
    return pictures


def _are_marked(pictures: Sequence[Piece]) -> bool:
    """Whether pictures are told for photo news by their mark, or by their words."""
    return bool(pictures) and (is_marked(pictures[0].text) or _tells_news(pictures))


def _tells_news(pictures: Sequence[Piece]) -> bool:
    """Whether cutlines tell a story and then what the picture shows: …。图为…。"""
    return any(piece.text.find("图为") > 10 for piece in pictures)
