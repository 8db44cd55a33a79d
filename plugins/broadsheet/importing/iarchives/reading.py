"""One unit: its issue, its pages with their scans, its articles with their clippings."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path, PurePosixPath

from broadsheet.importing.drafts import Block, DraftArticle, DraftIssue, DraftPage, Paragraph
from broadsheet.importing.iarchives import texts, words
from broadsheet.importing.iarchives.files import (
    Clipping,
    Header,
    clipping_of,
    header_of,
    number_of,
    pieces,
    references,
)
from broadsheet.importing.iarchives.lattice import Piece
from broadsheet.importing.notes import Note, SourceError, note
from broadsheet.importing.notes import Words as Kind
from broadsheet.importing.ocr.boxes import WHOLE_PAGE, Box, around, region
from broadsheet.importing.ocr.files import FORBIDDEN, ForbiddenReference, Node, find, read_xml
from broadsheet.importing.ocr.ordering import reading_order
from broadsheet.importing.ocr.pages import (
    OCR_TEXT,
    PAGE_CODE,
    SCAN_MISSING,
    SCAN_SHAPE,
    have_one_shape,
    is_code,
    kind_words,
    page_codes,
    page_words,
    untitled,
)
from broadsheet.model import PageCode, Region
from broadsheet.photos.scans import SCAN_SUFFIXES, size_of
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName

_LEAST_REST = 3
"""Words of three letters outside of all articles that are worth a piece of their own; fewer are
specks at the edge of the scan."""


@dataclass(frozen=True, slots=True)
class ArchiveUnit:
    """A ``unit.xml``. ``root`` is the folder that nothing is opened outside of."""

    path: Path
    root: Path
    name: IssueName
    language: Language

    @property
    def place(self) -> str:
        return str(self.path)

    @property
    def home(self) -> str:
        return self.place

    def read(self) -> DraftIssue:
        return _Reader(self).read()


@dataclass(slots=True)
class _Page:
    key: str
    path: Path
    label: str = ""
    image: Path | None = None
    pdf: Path | None = None
    named: str = ""
    pieces: tuple[Piece, ...] = ()
    code: PageCode = field(default_factory=lambda: PageCode("", "1"))
    frame: Box | None = None

    @property
    def place(self) -> str:
        return str(self.path)


@dataclass(slots=True)
class _Part:
    """An article on one page."""

    page: _Page | None
    clippings: list[Clipping]


@dataclass(slots=True)
class _Story:
    path: Path
    origin: str
    header: Header
    kind: str
    parts: list[_Part]

    @property
    def is_article(self) -> bool:
        return self.kind in ("", "article")


@dataclass(slots=True)
class _Placed:
    """A draft, where a reader comes to it on its page, and whether it is a story."""

    draft: DraftArticle
    begins: Box | None
    is_story: bool


@dataclass(slots=True)
class _Reader:
    unit: ArchiveUnit
    notes: list[Note] = field(default_factory=list)
    has_gaps: set[str] = field(default_factory=set)
    """Keys of pages of which an article could not be read."""

    def read(self) -> DraftIssue:
        root = read_xml(self.unit.path, self.unit.place)
        header = header_of(root)
        pages = self._pages(root)
        stories = self._stories(root, pages)
        self._measure(pages, stories)
        placed = [each for story in stories for each in self._drafts(story)]
        placed += self._rests(pages, stories)
        if placed:
            self._say(self.unit.place, 0, OCR_TEXT)
        number = number_of(header, "number")
        if number is None and header["number"]:
            self._say(self.unit.place, 0, words.NUMBER, text=header["number"])
        return DraftIssue(
            name=self.unit.name,
            number=number,
            pages=tuple(self._draft_page(page) for page in pages),
            articles=tuple(_ordered(placed)),
            note=self._volume(header),
            notes=tuple(self.notes),
        )

    def _say(self, place: str, line: int, said: Kind, **values: object) -> None:
        self.notes.append(note(place, line, said, **values))

    def _volume(self, header: Header) -> tuple[Block, ...]:
        """The volume, which no field of an issue has."""
        volume, number = header["volume"], header["number"]
        if not volume:
            return ()
        if self.unit.language == "zh":
            return (Paragraph(f"第{volume}卷" + (f"第{number}期" if number else "")),)
        return (Paragraph(f"Volume {volume}" + (f", number {number}" if number else "")),)

    def _found(self, reference: Node | str, folder: Path, place: str, line: int = 0) -> Path | None:
        """The file that is named; a note when it is not here, or not to be opened."""
        named = reference if isinstance(reference, str) else reference.get("href")
        line = line if isinstance(reference, str) else reference.line
        try:
            found = find(named, folder, self.unit.root)
        except ForbiddenReference:
            self._say(place, line, FORBIDDEN, reference=named)
            return None
        if found is None:
            self._say(place, line, words.MISSING, reference=named)
        return found

    # --- pages

    def _pages(self, root: Node) -> list[_Page]:
        folder = self.unit.path.parent
        pages: dict[str, _Page] = {}
        for reference in references(root, "page-ref"):
            path = self._found(reference, folder, self.unit.place)
            where = path or folder / reference.get("href")
            key = _key(reference.get("href"), folder)
            if key in pages:
                continue
            pages[key] = _Page(key, where)
            if path is not None:
                self._open_page(pages[key])
                self._find_scans(pages[key])
        found = list(pages.values())
        codes = page_codes([page.label for page in found])
        for page, code in zip(found, codes, strict=True):
            page.code = code
            if page.label and not is_code(page.label):
                self._say(page.place, 0, PAGE_CODE, label=page.label, code=code)
            if page.image is None and page.pdf is None:
                self._say(
                    page.place, 0, SCAN_MISSING, code=code, files=page.named or page.path.stem
                )
        return found

    def _open_page(self, page: _Page) -> None:
        try:
            root = read_xml(page.path, page.place)
        except SourceError as error:
            self.notes.append(error.note)
            return
        header = header_of(root)
        page.label = header.values.get("page", "") or header.printed.get("page", "")
        page.named = root.get("image-file")
        page.pieces = tuple(pieces(root))

    def _find_scans(self, page: _Page) -> None:
        """The scan lies beside its PDF, in a folder of pictures, under the same name."""
        folder = page.path.parent
        named = [page.named] if page.named else []
        for reference in named:
            if found := self._found_quietly(reference, folder, page.place):
                self._take(page, found)
        stem = PurePosixPath(page.named.replace("\\", "/")).stem or page.path.stem
        if page.pdf is None:
            self._take(page, self._first(folder, [f"pdf/{stem}.pdf", f"{stem}.pdf"]))
        if page.image is None:
            names = [f"{stem}{suffix}" for suffix in (".tif", ".tiff", *SCAN_SUFFIXES)]
            self._take(page, self._first(folder, [f"images/{name}" for name in names] + names))

    def _take(self, page: _Page, path: Path | None) -> None:
        if path is None:
            return
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            page.pdf = path
        elif suffix in SCAN_SUFFIXES:
            page.image = path

    def _found_quietly(self, reference: str, folder: Path, place: str) -> Path | None:
        try:
            return find(reference, folder, self.unit.root)
        except ForbiddenReference:
            self._say(place, 0, FORBIDDEN, reference=reference)
            return None

    def _first(self, folder: Path, names: Iterable[str]) -> Path | None:
        for name in names:
            try:
                found = find(name, folder, self.unit.root)
            except ForbiddenReference:
                continue
            if found:
                return found
        return None

    def _draft_page(self, page: _Page) -> DraftPage:
        return DraftPage(page.code, image=page.image or page.pdf, pdf=page.pdf)

    # --- articles

    def _stories(self, root: Node, pages: Sequence[_Page]) -> list[_Story]:
        by_key = {page.key: page for page in pages}
        stories = []
        for reference in references(root, "article-ref"):
            path = self._found(reference, self.unit.path.parent, self.unit.place)
            if path is None:
                self.has_gaps.update(by_key)
                continue
            try:
                stories.append(self._story(path, by_key))
            except SourceError as error:
                self.notes.append(error.note)
                self.has_gaps.update(by_key)
        return stories

    def _story(self, path: Path, pages: dict[str, _Page]) -> _Story:
        root = read_xml(path, str(path))
        parts: list[_Part] = []
        for each in root.those("article-page"):
            page = pages.get(_key(each.get("href"), path.parent))
            if page is None:
                self._say(str(path), each.line, words.MISSING, reference=each.get("href"))
            clippings = [clipping_of(node) for node in each.those("article-clipping")]
            if parts and parts[-1].page is page:
                parts[-1].clippings += clippings
            else:
                parts.append(_Part(page, clippings))
        origin = os.path.relpath(path, self.unit.path.parent).replace(os.sep, "/")
        kind = root.get("classification").casefold()
        return _Story(path, origin, header_of(root), kind, parts)

    def _drafts(self, story: _Story) -> list[_Placed]:
        clippings = [clipping for part in story.parts for clipping in part.clippings]
        heads = texts.heads_of(clippings)
        heads.headline = story.header["headline"] or heads.headline
        placed = []
        for at, part in enumerate(story.parts):
            body = texts.body_of(part.clippings, heads.words)
            boxes = [box for clipping in part.clippings for box in texts.boxes_of(clipping)]
            draft = DraftArticle(
                origin=story.origin if at == 0 else f"{story.origin}:{at + 1}",
                headline=heads.headline,
                body=body,
                page=part.page.code if part.page else None,
                regions=self._regions(story, part, boxes),
            )
            if at == 0:
                draft = replace(draft, kicker=heads.kicker, deck=heads.deck, byline=heads.byline)
            placed.append(_Placed(draft, texts.first_box(part.clippings), story.is_article))
        if not heads.headline and not any(each.draft.body for each in placed):
            self._say(str(story.path), 0, words.EMPTY)
            return []
        if not heads.headline:
            self._give_headline(story, placed)
        _join(placed)
        return placed

    def _give_headline(self, story: _Story, placed: list[_Placed]) -> None:
        first = placed[0].draft
        headline = kind_words(story.kind, self.unit.language)
        headline = headline or untitled(first.page, self.unit.language)
        for each in placed:
            each.draft = replace(each.draft, headline=headline)
            each.is_story = False
        kind = story.kind or "article"
        self._say(str(story.path), 0, words.UNHEADED, kind=kind, headline=headline)

    def _regions(self, story: _Story, part: _Part, boxes: Sequence[Box]) -> tuple[Region, ...]:
        frame = part.page.frame if part.page else None
        found = [region(box, frame) for box in boxes] if frame else []
        lost = len(boxes) - sum(each is not None for each in found) if frame else 0
        if lost or any(clipping.box is None for clipping in part.clippings):
            line = part.clippings[0].line if part.clippings else 0
            self._say(str(story.path), line, words.NO_PLACE)
        return tuple(each for each in found if each is not None)

    # --- places

    def _measure(self, pages: Sequence[_Page], stories: Sequence[_Story]) -> None:
        """What the pixels of each page are fractions of."""
        boxes: dict[str, list[Box]] = defaultdict(list)
        for part in (part for story in stories for part in story.parts):
            if part.page:
                boxes[part.page.key] += [
                    box for clipping in part.clippings for box in texts.boxes_of(clipping)
                ]
        for page in pages:
            words_of_page = [box for piece in page.pieces for box in piece.boxes]
            page.frame = self._frame(page, [*boxes[page.key], *words_of_page])

    def _frame(self, page: _Page, boxes: Sequence[Box]) -> Box | None:
        """The page in the pixels that it was measured in: those of its scan. Where boxes lie far
        beyond the scan, or fill the same part of its width and of its height, they were measured
        on a larger or smaller one."""
        scan = page.image or page.pdf
        size = size_of(scan) if scan else None
        if size and page.image and _are_most_within(boxes, Box(0, 0, *size)):
            boxes = [box for box in boxes if box.shared(Box(0, 0, *size)) > 0]
        measured = around(boxes)
        if measured is None:
            return None
        if size is None or min(size) <= 0:
            return Box(0, 0, measured.right, measured.bottom)
        across, down = measured.right / size[0], measured.bottom / size[1]
        times = max(across, down)
        if page.image is None:
            # A PDF tells its shape alone.
            return Box(0, 0, size[0] * times, size[1] * times)
        is_larger = times > _BEYOND and not _are_most_within(boxes, Box(0, 0, *size))
        is_smaller = times < _WELL_WITHIN and have_one_shape((across, down), (1, 1))
        if not is_larger and not is_smaller:
            return Box(0, 0, *size)
        self._say(page.place, 0, words.SCALED, code=page.code, times=f"{times:.2g}")
        if is_larger and not have_one_shape((across, down), (1, 1)):
            self._say(page.place, 0, SCAN_SHAPE, code=page.code)
        return Box(0, 0, size[0] * times, size[1] * times)

    # --- what is in no article

    def _rests(self, pages: Sequence[_Page], stories: Sequence[_Story]) -> list[_Placed]:
        placed = []
        for page in pages:
            parts = [part for story in stories for part in story.parts if part.page is page]
            boxes = [
                box
                for part in parts
                for clipping in part.clippings
                for box in texts.boxes_of(clipping)
            ]
            rest = texts.outside(page.pieces, boxes)
            long_words = sum(len(each.readings[0]) >= _LEAST_REST for each in rest)
            body = texts.page_body(rest) if long_words >= _LEAST_REST else ()
            if not body:
                continue
            language = self.unit.language
            headline = (untitled if parts else page_words)(page.code, language)
            origin = os.path.relpath(page.path, self.unit.path.parent).replace(os.sep, "/")
            regions = () if parts else (WHOLE_PAGE,)
            draft = DraftArticle(origin, headline, body, page=page.code, regions=regions)
            placed.append(_Placed(draft, None, False))
            self._say(page.place, 0, words.REST, code=page.code, headline=headline)
        return placed


_BEYOND = 1.02
"""Of the scan: a scan's edge may have been cut off by some pixels after it was measured."""

_WELL_WITHIN = 0.75

_STRAY = 0.05
"""Of all boxes: so few that lie outside of a scan are slips."""


def _are_most_within(boxes: Sequence[Box], page: Box) -> bool:
    wide, high = _BEYOND * page.width, _BEYOND * page.height
    outside = sum(box.right > wide or box.bottom > high for box in boxes)
    return outside <= _STRAY * len(boxes) or outside < min(2, len(boxes))


def _key(reference: str, folder: Path) -> str:
    """One text for one file, however it is named."""
    text = re.sub(r"^file:(//)?(?=\./)", "", reference.strip().replace("\\", "/"))
    return os.path.normpath(folder / text).casefold()


def _join(placed: list[_Placed]) -> None:
    """Halves on different pages tell each other's page."""
    for before, after in pairwise(placed):
        if before.draft.page and after.draft.page:
            before.draft = replace(before.draft, jump_to=after.draft.page)
            after.draft = replace(after.draft, jump_from=before.draft.page)


def _ordered(placed: Sequence[_Placed]) -> Iterable[DraftArticle]:
    """Page by page the lead, the other stories as a reader comes to them, nameplates and the
    rest."""
    by_page: dict[PageCode | None, list[_Placed]] = defaultdict(list)
    for each in placed:
        by_page[each.draft.page].append(each)
    for on_page in by_page.values():
        stories = [each for each in on_page if each.is_story and each.begins]
        others = [each for each in on_page if not (each.is_story and each.begins)]
        begins = [each.begins for each in stories if each.begins]
        order = _lead_first(reading_order(begins), begins)
        for at, each in enumerate([*(stories[place] for place in order), *others], start=1):
            yield replace(each.draft, order=at)


_LEAD_IS_WIDER = 1.3
"""Times the first story's headline."""


def _lead_first(order: list[int], begins: Sequence[Box]) -> list[int]:
    """The order with the story first whose headline is much the widest of those at the top."""
    if not order:
        return order
    top, bottom = min(box.top for box in begins), max(box.bottom for box in begins)
    at_top = [at for at in order if begins[at].top <= top + (bottom - top) / 10]
    lead = max(at_top, key=lambda at: begins[at].width)
    if begins[lead].width < _LEAD_IS_WIDER * begins[order[0]].width:
        return order
    return [lead, *(at for at in order if at != lead)]
