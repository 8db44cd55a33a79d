"""Word files as a source: which there are, of which issue each is, and its articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from broadsheet.importing.drafts import (
    Block,
    DraftArticle,
    DraftIssue,
    DraftPage,
    DraftPicture,
    Paragraph,
)
from broadsheet.importing.notes import Note, SourceError, note
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.prose.tree import Kind, Node, everything, visible
from broadsheet.importing.prose.writing import blocks_of
from broadsheet.importing.sources import Listing, Options
from broadsheet.importing.text import wording as text_wording
from broadsheet.importing.text.folio import Folio
from broadsheet.importing.text.heads import headline_from
from broadsheet.importing.text.lines import Line, Style
from broadsheet.importing.text.naming import named
from broadsheet.importing.text.page import read_page
from broadsheet.importing.text.shapes import is_chinese
from broadsheet.importing.word import wording
from broadsheet.importing.word.articles import Story, body_nodes, stories_of
from broadsheet.importing.word.document import Content, Para, content_of, para_node
from broadsheet.importing.word.folio import take_folio_of
from broadsheet.importing.word.package import DAMAGE, damaged, open_document
from broadsheet.model import PageCode
from broadsheet.problems import Language
from broadsheet.reading.names import IssueName
from broadsheet.reading.sanitising import Leads, read_address

_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".doc", ".wps"})
_OLD = frozenset({".doc", ".wps"})


@dataclass(frozen=True, slots=True)
class WordFile:
    """A Word file. ``origin`` is its name, the same where a folder above it is imported."""

    path: Path
    origin: str
    name: IssueName
    page: PageCode | None
    language: Language

    @property
    def place(self) -> str:
        return str(self.path)

    @property
    def home(self) -> str:
        return self.place

    def read(self) -> DraftIssue:
        document = open_document(self.path, self.place)
        remarks = Remarks(self.place)
        try:
            content = content_of(document, remarks)
        except DAMAGE as error:
            raise damaged(self.place, error) from error
        if not any(para.text or para.pictures for para in content.paras):
            raise SourceError(note(self.place, 0, wording.EMPTY))
        folio, said = take_folio_of(content, self.place)
        page = self.page or folio.page
        stories = stories_of(content.paras, remarks)
        notes: Sequence[Note] = ()
        if stories is not None:
            articles = self._articles(stories, content, remarks)
        else:
            articles, notes = self._as_page_text(content, remarks)
        pages = (DraftPage(page, folio.title, folio.editors),) if page and folio.has_words else ()
        return DraftIssue(
            self.name,
            cumulative_number=folio.cumulative_number,
            editors="" if page else folio.editors,
            pages=pages,
            articles=tuple(replace(each, page=page) for each in articles),
            notes=(*said, *self._against(folio), *notes, *remarks.notes),
        )

    def _against(self, folio: Folio) -> Iterator[Note]:
        """What the folio line says against the names of folder and file."""
        if folio.page and self.page and folio.page.sort_key != self.page.sort_key:
            values = {"printed": folio.page, "page": self.page}
            yield note(self.place, folio.page_line, text_wording.PAGE_DIFFERS, **values)
        if folio.date is not None and folio.date != self.name.date:
            dates = {"printed": folio.date.isoformat(), "issue": self.name.date.isoformat()}
            yield note(self.place, folio.date_line, text_wording.DATE_DIFFERS, **dates)

    def _articles(
        self, stories: Sequence[Story], content: Content, remarks: Remarks
    ) -> tuple[DraftArticle, ...]:
        found = []
        for number, story in enumerate(stories, 1):
            desk = _Desk(content.pictures, remarks, self.language)
            body = blocks_of(story.body, content.notes, story.headline, desk)
            article = DraftArticle(
                origin=f"{self.origin}:{number}",
                headline=story.headline,
                body=body,
                kicker=" ".join(story.kickers),
                deck=" ".join(story.decks),
                page=self.page,
                order=number,
                byline=story.byline,
                language=self._language(story.headline),
            )
            found.append(article)
        return tuple(found)

    def _language(self, headline: str) -> str:
        """The language of an article that is not in the paper's."""
        chinese = is_chinese(headline)
        return "" if chinese == (self.language == "zh") else "zh" if chinese else "en"

    def _as_page_text(
        self, content: Content, remarks: Remarks
    ) -> tuple[tuple[DraftArticle, ...], Sequence[Note]]:
        """A file whose looks tell nothing is read as the text of a page; tables and lists then go
        back to where they stood."""
        lines, loose = _lines(content)
        found, notes = read_page(lines, self.place, self.page, are_paragraphs=True)
        articles = []
        for number, article in enumerate(found, 1):
            desk = _Desk(content.pictures, remarks, self.language)
            body = _with_marks(article, content, loose, desk)
            articles.append(
                replace(
                    article,
                    origin=f"{self.origin}:{number}",
                    body=body,
                    language=self._language(article.headline),
                )
            )
        if not articles:
            articles.append(self._of_tables(loose, remarks))
        for _before, nodes in loose:
            last = articles[-1]
            desk = _Desk(content.pictures, remarks, self.language)
            blocks = blocks_of(nodes, content.notes, "", desk)
            articles[-1] = replace(last, body=(*last.body, *blocks))
            remarks.add(nodes[0].line, wording.LOOSE_BLOCK, headline=last.headline)
        return tuple(articles), notes

    def _of_tables(self, loose: Loose, remarks: Remarks) -> DraftArticle:
        """An article for a file that holds tables or lists and nothing else."""
        nodes = [each for _before, some in loose for each in some]
        words = visible(nodes).strip().split("\n")[0]
        headline = headline_from(words) if words else Path(self.origin).stem
        remarks.add(nodes[0].line, text_wording.HEADLINE_MADE, headline=headline)
        language = self._language(headline)
        return DraftArticle(
            f"{self.origin}:1", headline, page=self.page, order=1, language=language
        )


class _Desk:
    """The pictures of a document; links lead out of it or are words."""

    def __init__(
        self, pictures: dict[str, DraftPicture], remarks: Remarks, language: Language
    ) -> None:
        self._pictures = pictures
        self._remarks = remarks
        self._language = language

    @property
    def remarks(self) -> Remarks:
        return self._remarks

    def picture(self, target: str, words: str, line: int) -> DraftPicture | str | None:
        del line
        return replace(self._pictures[target], cutline=words)

    def picture_word(self) -> str:
        return "图片" if self._language == "zh" else "Picture"

    def link(self, target: str, line: int) -> str | None:
        del line
        address = read_address(target)
        return address.href if address.leads in (Leads.OUTSIDE, Leads.MAIL_OR_PHONE) else None


# --- page text and back

Loose = list[tuple[str, list[Node]]]
"""Tables and lists, each with the words of the paragraph before it."""


def _lines(content: Content) -> tuple[list[Line], Loose]:
    """The paragraphs as lines of a page, tables and lists taken out of them."""
    lines: list[Line] = []
    loose: Loose = []
    before = ""
    run: list[Para] = []
    for para in [*content.paras, None]:
        if para is not None and (para.block is not None or para.label is not None):
            run.append(para)
            continue
        if run:
            loose.append((before, body_nodes(run, _is_never)))
            run = []
        if para is not None:
            lines.append(_line(para, content))
            before = _solid(para.text) or before
    return lines, loose


def _is_never(para: Para) -> bool:
    del para
    return False


def _line(para: Para, content: Content) -> Line:
    pictures = tuple(content.pictures[node.target] for node in para.pictures)
    style = Style.CENTRED if para.look.centred else Style.BOLD if para.bold else Style.PLAIN
    return Line(para.number, para.text, style, pictures)


def _solid(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _with_marks(
    article: DraftArticle, content: Content, loose: Loose, desk: _Desk
) -> tuple[Block, ...]:
    """The body with links, strong words and footnotes where the file has them, and with the tables
    and lists that followed a paragraph of it."""
    marked = {
        _solid(para.text): para
        for para in content.paras
        if para.block is None and not para.pictures and _has_marks(para.nodes)
    }
    heads = (article.headline, article.deck, article.byline, article.kicker)
    out: list[Block] = []
    seen = [_solid(each) for each in heads if each]
    for block in article.body:
        words = _solid(getattr(block, "text", ""))
        para = marked.get(words) if isinstance(block, Paragraph) else None
        if para is not None:
            out += blocks_of([para_node(para)], _notes_of(para.nodes, content), "", desk)
        else:
            out.append(block)
        seen.append(words)
        out += _following([words], content, loose, desk)
    return (*_following(seen[: len(seen) - len(article.body)], content, loose, desk), *out)


def _following(
    words: Sequence[str], content: Content, loose: Loose, desk: _Desk
) -> Iterator[Block]:
    """The tables and lists that stand after one of these paragraphs, each once."""
    for each in [each for each in loose if each[0] and each[0] in words]:
        loose.remove(each)
        yield from blocks_of(each[1], _notes_of(each[1], content), "", desk)


def _has_marks(nodes: Sequence[Node]) -> bool:
    return any(node.kind not in (Kind.TEXT, Kind.BREAK) for node in everything(nodes))


def _notes_of(nodes: Sequence[Node], content: Content) -> list[tuple[str, list[Node]]]:
    labels = {node.text for node in everything(nodes) if node.kind is Kind.NOTE}
    return [each for each in content.notes if each[0] in labels]


# --- listing


@dataclass(frozen=True, slots=True)
class Word:
    name: str = "word"

    def recognises(self, source: Path) -> bool:
        if not source.is_dir():
            return source.suffix.lower() in _SUFFIXES
        files = list(_files(source))
        return bool(files) and any(path.suffix.lower() == ".docx" for path in files)

    def list(self, source: Path, options: Options) -> Listing:
        listing = Listing()
        for path in _files(source) if source.is_dir() else [source]:
            try:
                listing.units.append(_unit(path, source, options))
            except SourceError as error:
                listing.notes.append(error.note)
        return listing


KIND = Word()


def _files(folder: Path) -> Iterator[Path]:
    """Word files below a folder in the order of their names; hidden ones and Word's own locks
    (``~$a.docx``) are passed over."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in _SUFFIXES:
                yield Path(parent, name)


def _unit(path: Path, source: Path, options: Options) -> WordFile:
    place = str(path)
    if path.is_symlink() and path != source:
        raise SourceError(note(place, 0, wording.LINK_OUTSIDE))
    if path.suffix.lower() in _OLD:
        open_document(path, place)
    said = named(path.absolute())
    name = options.issue or said.issue or _printed_issue(path, place)
    return WordFile(path, path.name, name, options.page or said.page, options.language)


def _printed_issue(path: Path, place: str) -> IssueName:
    """The issue that the folio line of a file names."""
    document = open_document(path, place)
    try:
        content = content_of(document, Remarks(place))
    except DAMAGE as error:
        raise damaged(place, error) from error
    folio, _notes = take_folio_of(content, place)
    if folio.date is None:
        raise SourceError(note(place, 0, wording.NO_DATE))
    return IssueName(folio.date)
