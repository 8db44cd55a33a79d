"""Files of page text as a source: a file, or a folder of them, each of one page or of several."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from broadsheet.importing.drafts import DraftArticle, DraftIssue, DraftPage
from broadsheet.importing.notes import Note, SourceError, note
from broadsheet.importing.sources import Listing, Options, Unit
from broadsheet.importing.text import wording
from broadsheet.importing.text.decoding import decode, pages
from broadsheet.importing.text.folio import Folio, take_folio
from broadsheet.importing.text.lines import lines_of
from broadsheet.importing.text.naming import named
from broadsheet.importing.text.page import read_page
from broadsheet.importing.text.shapes import is_chinese
from broadsheet.model import PageCode
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName

MAX_BYTES = 4 * 1024 * 1024
"""A page holds some 10,000 characters; a whole issue in one file some hundred times as many."""
_SUFFIXES = {".txt", ".text"}
_OTHER_SOURCES = {".htm", ".html", ".xml", ".docx", ".md", ".markdown"}


@dataclass(frozen=True, slots=True)
class TextFile:
    """One file of text: a page, or several with form feeds between them. ``origin`` is its
    name: the same, whether it or a folder above it is imported."""

    path: Path
    origin: str
    name: IssueName
    page: PageCode | None = None
    language: Language = "zh"

    @property
    def place(self) -> str:
        return self.path.as_posix()

    @property
    def home(self) -> str:
        return self.place

    def read(self) -> DraftIssue:
        text, said = decode(_bytes(self.path), self.place)
        if not text.strip("\f\n \t\u3000"):
            raise SourceError(note(self.place, 0, wording.EMPTY))
        reader = _Reader(self, notes=list(said))
        for first, page in pages(text):
            reader.take(first, page)
        return reader.issue()


@dataclass(slots=True)
class _Reader:
    """Reads the pages of a file one after the other."""

    file: TextFile
    notes: list[Note]
    articles: list[DraftArticle] = field(default_factory=list)
    pages: list[DraftPage] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    number: int | None = None
    last: PageCode | None = None
    _begun: bool = False

    def take(self, first: int, text: str) -> None:
        place = self.file.place
        folio, lines, notes = take_folio(lines_of(text, first), place)
        self.notes += notes
        code = self._page(folio, first)
        self._begun, self.last = True, code
        self._check_date(folio)
        articles, said = read_page(lines, place, code, first=len(self.articles) + 1)
        self.notes += said
        self.articles += [self._own(each) for each in articles]
        self.number = self.number if self.number is not None else folio.cumulative_number
        if code is not None:
            self.pages.append(DraftPage(code, folio.title, folio.editors))
        elif folio.editors:
            self.editors.append(folio.editors)

    def _own(self, article: DraftArticle) -> DraftArticle:
        """The article with its origin within the source, and its language where it is not the
        paper's."""
        number = article.origin.rpartition(":")[2]
        chinese = is_chinese(article.headline)
        language = "" if chinese == (self.file.language == "zh") else "zh" if chinese else "en"
        return replace(article, origin=f"{self.file.origin}:{number}", language=language)

    def _page(self, folio: Folio, first: int) -> PageCode | None:
        """The page: what a person or a name said of the first, else the folio line, else the one
        after the page before."""
        place = self.file.place
        given = self.file.page if not self._begun else None
        if given is not None:
            if folio.page is not None and folio.page.sort_key != given.sort_key:
                values = {"printed": folio.page, "page": given}
                self.notes.append(note(place, folio.page_line, wording.PAGE_DIFFERS, **values))
            return given
        if folio.page is not None:
            return folio.page
        if self.last is not None:
            digits = str(int(self.last.digits) + 1).zfill(len(self.last.digits))
            page = PageCode(self.last.letters, digits)
            self.notes.append(note(place, first, wording.PAGE_COUNTED, page=page))
            return page
        self.notes.append(note(place, first, wording.NO_PAGE))
        return None

    def _check_date(self, folio: Folio) -> None:
        issue = self.file.name.date
        if folio.date is not None and folio.date != issue:
            values = {"printed": folio.date.isoformat(), "issue": issue.isoformat()}
            line = folio.date_line
            self.notes.append(note(self.file.place, line, wording.DATE_DIFFERS, **values))

    def issue(self) -> DraftIssue:
        return DraftIssue(
            self.file.name,
            cumulative_number=self.number,
            editors=" ".join(self.editors),
            pages=tuple(self.pages),
            articles=tuple(self.articles),
            notes=tuple(self.notes),
        )


# --- listing ------------------------------------------------------------------------------------


class TextSource:
    """Satisfies ``Kind``."""

    @property
    def name(self) -> str:
        return "text"

    def recognises(self, source: Path) -> bool:
        if not source.is_dir():
            return source.suffix.lower() in _SUFFIXES
        found = False
        for path in _files(source):
            suffix = path.suffix.lower()
            if suffix in _OTHER_SOURCES:
                return False
            found = found or suffix in _SUFFIXES
        return found

    def list(self, source: Path, options: Options) -> Listing:
        listing = Listing()
        for path in _files(source) if source.is_dir() else iter([source]):
            if source.is_dir() and path.suffix.lower() not in _SUFFIXES:
                continue
            try:
                _check_file(path, source)
                listing.units.append(_unit(path, options))
            except SourceError as error:
                listing.notes.append(error.note)
        return listing


KIND = TextSource()


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder in the order of their names; hidden ones and links to folders are
    passed over."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(parent, name)


def _check_file(path: Path, source: Path) -> None:
    """A link inside a folder may lead anywhere; what is no file may never end."""
    if path.is_symlink() and path != source:
        raise SourceError(note(path.as_posix(), 0, wording.LINK_OUTSIDE))
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        raise _unreadable(path, error) from None
    if not is_file:
        raise SourceError(note(path.as_posix(), 0, wording.NO_FILE))


def _unreadable(path: Path, error: OSError) -> SourceError:
    reason = error.strerror or type(error).__name__
    return SourceError(note(path.as_posix(), 0, wording.UNREADABLE, reason=reason))


def _unit(path: Path, options: Options) -> Unit:
    said = named(path.absolute())
    name = options.issue or said.issue or _printed_issue(path)
    return TextFile(path, path.name, name, options.page or said.page, options.language)


def _printed_issue(path: Path) -> IssueName:
    """The issue that the folio line of a file names."""
    place = path.as_posix()
    text, _said = decode(_bytes(path), place)
    for first, page in pages(text):
        folio, _lines, _notes = take_folio(lines_of(page, first), place)
        if folio.date is not None:
            return IssueName(folio.date)
    raise SourceError(note(place, 0, wording.NO_DATE))


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            values = {"size": size, "limit": MAX_BYTES}
            raise SourceError(note(path.as_posix(), 0, wording.TOO_LARGE, **values))
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None
