"""One METS file: its issue, its pages with their scans and texts, its articles."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from broadsheet.importing.drafts import Block, DraftArticle, DraftIssue, DraftPage, Paragraph
from broadsheet.importing.mets import articles, words
from broadsheet.importing.mets.alto import AltoPage, TextBlock, is_alto, page_of
from broadsheet.importing.mets.articles import Page, Part
from broadsheet.importing.mets.issue_file import (
    IssueFacts,
    IssueFile,
    NamedFile,
    NamedPage,
    facts_of,
    pages_of,
)
from broadsheet.importing.mets.logical import ARTICLE, Area, Piece, pieces_of, section_areas
from broadsheet.importing.notes import Note, SourceError, Words, note
from broadsheet.importing.ocr.boxes import WHOLE_PAGE, Box, region
from broadsheet.importing.ocr.files import FORBIDDEN, ForbiddenReference, find, read_xml
from broadsheet.importing.ocr.pages import (
    OCR_TEXT,
    PAGE_CODE,
    PAGE_EMPTY,
    SCAN_MISSING,
    SCAN_SHAPE,
    have_one_shape,
    is_code,
    kind_words,
    page_codes,
    page_words,
    untitled,
)
from broadsheet.importing.ocr.setting import text_of
from broadsheet.model import PageCode, Region
from broadsheet.photos.scans import SCAN_SUFFIXES, size_of
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName
from broadsheet.reading.values import read_language

_IMAGE_USES = {"service": 0, "master": 2, "archive": 2, "derivative": 3}
"""Which of several images is taken: the smallest number first, others in between. A service copy
is as large as a master and much smaller in bytes (NDNP Technical Guidelines)."""

_TEXT_USES = ("ocr", "alto", "text", "fulltext")


@dataclass(frozen=True, slots=True)
class MetsUnit:
    """A METS file of an issue. ``root`` is the folder that nothing is opened outside of."""

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
class _OpenPage(Page):
    """A page with its files."""

    named: NamedPage = field(default_factory=lambda: NamedPage("", "", 0, (), "", 0))
    image: Path | None = None
    pdf: Path | None = None
    text: Path | None = None


@dataclass(slots=True)
class _Placed:
    draft: DraftArticle
    is_story: bool


@dataclass(slots=True)
class _Reader:
    unit: MetsUnit
    notes: list[Note] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)
    """Lines that an article or a section's heading has, by identity."""

    def read(self) -> DraftIssue:
        root = read_xml(self.unit.path, self.unit.place)
        issue = IssueFile.of(root)
        facts = facts_of(root)
        pages = self._pages(issue)
        pieces = pieces_of(issue)
        placed = self._articles(issue, pieces, pages) if pieces else []
        placed += self._rests(pages, has_articles=bool(pieces))
        if placed:
            self._say(0, OCR_TEXT)
        return DraftIssue(
            name=self.unit.name,
            edition_title=facts.edition_label,
            number=self._number(facts),
            pages=tuple(_draft_page(page) for page in pages),
            articles=tuple(_ordered(placed, pages)),
            note=self._volume(facts),
            notes=tuple(self.notes),
        )

    def _say(self, line: int, said: Words, **values: object) -> None:
        self.notes.append(note(self.unit.place, line, said, **values))

    def _number(self, facts: IssueFacts) -> int | None:
        if facts.number.isdecimal() and len(facts.number) <= 9:
            return int(facts.number)
        if facts.number:
            self._say(0, words.NUMBER, text=facts.number)
        return None

    def _volume(self, facts: IssueFacts) -> tuple[Block, ...]:
        """The volume, which no field of an issue has."""
        volume, number = facts.volume, facts.number
        if not volume:
            return ()
        if self.unit.language == "zh":
            return (Paragraph(f"第{volume}卷" + (f"第{number}期" if number else "")),)
        return (Paragraph(f"Volume {volume}" + (f", number {number}" if number else "")),)

    # --- pages

    def _pages(self, issue: IssueFile) -> list[_OpenPage]:
        named = pages_of(issue)
        if not named:
            raise SourceError(note(self.unit.place, 0, words.NO_PAGES))
        codes = page_codes([each.label for each in named], [each.section_at for each in named])
        pages = []
        for each, code in zip(named, codes, strict=True):
            if each.label and not is_code(each.label):
                self._say(each.line, PAGE_CODE, label=each.label, code=code)
            page = _OpenPage(code, named=each)
            self._find_files(issue, page)
            if page.text is not None:
                page.alto = self._alto(page)
            pages.append(page)
        return pages

    def _find_files(self, issue: IssueFile, page: _OpenPage) -> None:
        files = [issue.files[name] for name in page.named.files if name in issue.files]
        images = [each for each in files if _is_image(each) and "thumb" not in each.use]
        images.sort(key=lambda each: _IMAGE_USES.get(each.use, 1))
        texts = [each for each in files if _is_text(each)]
        pdfs = [each for each in files if _is_pdf(each)]
        page.image = self._first(images)
        page.text = self._first(texts)
        page.pdf = self._first(pdfs)
        if page.named.note and not (page.image or page.pdf or page.text):
            self._say(page.named.line, words.NOT_DIGITISED, code=page.code, text=page.named.note)
            return
        line = page.named.line
        if not (page.image or page.pdf or page.text):
            self._say(line, PAGE_EMPTY, code=page.code, files=_names(files))
        elif not (page.image or page.pdf):
            self._say(line, SCAN_MISSING, code=page.code, files=_names([*images, *pdfs]))
        elif page.text is None:
            self._say(line, words.TEXT_MISSING, code=page.code, files=_names(texts))
        if page.image:
            page.size = size_of(page.image)

    def _first(self, files: Sequence[NamedFile]) -> Path | None:
        for each in files:
            try:
                found = find(each.reference, self.unit.path.parent, self.unit.root)
            except ForbiddenReference:
                self._say(each.line, FORBIDDEN, reference=each.reference)
                continue
            if found is not None:
                return found
        return None

    def _alto(self, page: _OpenPage) -> AltoPage:
        path = page.text
        if path is None:
            return AltoPage()
        try:
            root = read_xml(path, str(path))
        except SourceError as error:
            self.notes.append(error.note)
            return AltoPage()
        if not is_alto(root):
            self.notes.append(note(str(path), 0, words.NOT_ALTO))
            return AltoPage()
        count = sum(1 for _ in root.all("Page"))
        if count > 1:
            self.notes.append(note(str(path), 0, words.MORE_PAGES, count=count))
        alto = page_of(root, page.size)
        frame = alto.frame
        shape = (frame.width, frame.height) if frame else (0.0, 0.0)
        if alto.is_doubtful or (frame and page.size and not have_one_shape(shape, page.size)):
            self.notes.append(note(str(path), 0, SCAN_SHAPE, code=page.code))
        return alto

    # --- articles that the METS tells apart

    def _articles(
        self, issue: IssueFile, pieces: Sequence[Piece], pages: Sequence[_OpenPage]
    ) -> list[_Placed]:
        by_file: dict[str, _OpenPage] = {}
        for page in pages:
            for name in page.named.files:
                by_file.setdefault(name, page)
        located = [(piece, self._located(piece.areas, by_file)) for piece in pieces]
        for area, there in self._located(list(section_areas(pieces)), by_file):
            self._claim(articles.blocks_at(area, there))
        parts = [(piece, articles.parts_of(found)) for piece, found in located]
        placed = []
        for piece, own in parts:
            section = self._section(piece, by_file)
            others: dict[int, list[Box]] = defaultdict(list)
            for other, elsewhere in parts:
                if other is not piece:
                    for part in elsewhere:
                        others[id(part.page)] += part.boxes
            placed += self._drafts(piece, own, section, others)
        return placed

    def _located(
        self, areas: Sequence[Area], by_file: dict[str, _OpenPage]
    ) -> list[tuple[Area, Page]]:
        found: list[tuple[Area, Page]] = []
        for area in areas:
            page = by_file.get(area.file)
            if page is None:
                self._say(area.line, words.AREA_MISSING, reference=area.file)
            elif area.begin and area.begin not in page.alto.places:
                # Where the text itself is missing, that was said already.
                if page.alto.places:
                    self._say(area.line, words.AREA_MISSING, reference=area.begin)
            else:
                found.append((area, page))
        return found

    def _claim(self, blocks: Iterable[TextBlock]) -> None:
        self.claimed.update(id(line) for block in blocks for line in block.lines)

    def _section(self, piece: Piece, by_file: dict[str, _OpenPage]) -> str:
        if piece.section:
            return piece.section
        pairs = ((area, by_file.get(area.file)) for area in piece.section_areas)
        blocks = (block for area, page in pairs if page for block in articles.blocks_at(area, page))
        return " ".join(text_of(block.lines) for block in blocks)

    def _drafts(
        self, piece: Piece, parts: list[Part], section: str, others: dict[int, list[Box]]
    ) -> list[_Placed]:
        heads = {
            role: " ".join(filter(None, (part.text(role) for part in parts)))
            for role in articles.HEADS
        }
        bodies = [articles.body_of(part) for part in parts]
        for part in parts:
            self._claim(block for run in part.runs for block in run.blocks)
        headline = articles.headline_of(piece, heads["headline"])
        if not parts or not (any(bodies) or headline):
            if parts and piece.kind == ARTICLE:
                self._say(piece.line, words.EMPTY, reference=piece.id)
            return []
        if not any(bodies) and not any(heads.values()) and piece.kind != ARTICLE:
            return []
        if not headline:
            headline = self._headline(piece, parts[0], bodies)
        drafts = []
        for at, (part, body) in enumerate(zip(parts, bodies, strict=True)):
            draft = DraftArticle(
                origin=piece.id if at == 0 else f"{piece.id}:{at + 1}",
                headline=headline,
                body=body,
                page=part.page.code,
                section=section,
                language=self._language(block for run in part.runs for block in run.blocks),
                regions=_regions(part, others[id(part.page)]),
            )
            if at == 0:
                draft = replace(
                    draft, kicker=heads["kicker"], deck=heads["deck"], byline=heads["byline"]
                )
            drafts.append(draft)
        return [_Placed(draft, piece.kind == ARTICLE) for draft in _joined(drafts)]

    def _headline(self, piece: Piece, part: Part, bodies: Sequence[tuple[Block, ...]]) -> str:
        language = self.unit.language
        headline = kind_words(piece.kind, language)
        if not headline:
            headline = articles.first_words(block for body in bodies for block in body)
        headline = headline or untitled(part.page.code, language)
        self._say(piece.line, words.HEADLINE_MADE, kind=piece.kind, headline=headline)
        return headline

    # --- text that no article has, or a page's whole text

    def _rests(self, pages: Sequence[_OpenPage], has_articles: bool) -> list[_Placed]:
        placed = []
        for page in pages:
            blocks = [
                kept for block in page.alto.blocks if (kept := self._unclaimed(block)) is not None
            ]
            body = tuple(articles.paragraphs_of(blocks, of_one_article=False))
            if not body or page.text is None:
                continue
            make = untitled if has_articles else page_words
            headline = make(page.code, self.unit.language)
            draft = DraftArticle(
                origin=os.path.relpath(page.text, self.unit.path.parent).replace(os.sep, "/"),
                headline=headline,
                body=body,
                page=page.code,
                language=self._language(blocks),
                regions=() if has_articles else (WHOLE_PAGE,),
            )
            placed.append(_Placed(draft, False))
            if has_articles:
                said = note(str(page.text), 0, words.REST, code=page.code, headline=headline)
                self.notes.append(said)
        return placed

    def _unclaimed(self, block: TextBlock) -> TextBlock | None:
        lines = tuple(line for line in block.lines if id(line) not in self.claimed)
        if len(lines) == len(block.lines):
            return block
        return replace(block, lines=lines) if lines else None

    def _language(self, blocks: Iterable[TextBlock]) -> str:
        """The language of most lines, where it is not the site's."""
        lines: dict[str, int] = defaultdict(int)
        for block in blocks:
            found = read_language(block.language) if block.language else ""
            lines[found if isinstance(found, str) else ""] += len(block.lines)
        most = max(lines, key=lambda each: lines[each], default="")
        short = _SHORT.get(most.partition("-")[0], most)
        return "" if short.partition("-")[0] == self.unit.language else short


_SHORT = {"eng": "en", "zho": "zh", "chi": "zh", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de"}
_SHORT |= {"spa": "es", "ita": "it", "jpn": "ja", "rus": "ru", "nld": "nl", "dut": "nl"}
"""Language codes of three letters, as ALTO of libraries has them, in two (ISO 639-1)."""


def _is_image(file: NamedFile) -> bool:
    suffix = os.path.splitext(file.reference)[1].lower()
    return suffix in SCAN_SUFFIXES


def _is_pdf(file: NamedFile) -> bool:
    return file.reference.lower().endswith(".pdf")


def _is_text(file: NamedFile) -> bool:
    if _is_image(file) or _is_pdf(file):
        return False
    return "xml" in file.mime or file.use in _TEXT_USES or file.reference.lower().endswith(".xml")


def _names(files: Sequence[NamedFile]) -> str:
    return ", ".join(dict.fromkeys(each.reference for each in files)) or "–"


def _draft_page(page: _OpenPage) -> DraftPage:
    title = page.named.section
    if not title and page.named.label and not is_code(page.named.label):
        title = page.named.label
    return DraftPage(page.code, title=title, image=page.image or page.pdf, pdf=page.pdf)


def _regions(part: Part, others: Sequence[Box]) -> tuple[Region, ...]:
    frame = part.page.alto.frame
    if frame is None:
        return ()
    found = (region(box, frame) for box in articles.joined(part, others))
    return tuple(each for each in found if each is not None)


def _joined(drafts: list[DraftArticle]) -> list[DraftArticle]:
    """Halves tell each other's page."""
    found = list(drafts)
    for at, (before, after) in enumerate(pairwise(drafts)):
        found[at] = replace(found[at], jump_to=after.page)
        found[at + 1] = replace(found[at + 1], jump_from=before.page)
    return found


def _ordered(placed: Sequence[_Placed], pages: Sequence[_OpenPage]) -> Iterable[DraftArticle]:
    """Page by page the stories in the order of the METS, then what is none."""
    by_page: dict[PageCode | None, list[_Placed]] = {page.code: [] for page in pages}
    for each in placed:
        by_page[each.draft.page].append(each)
    for on_page in by_page.values():
        on_page.sort(key=lambda each: not each.is_story)
        for at, each in enumerate(on_page, start=1):
            yield replace(each.draft, order=at)
