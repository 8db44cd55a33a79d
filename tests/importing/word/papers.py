"""Word files that the tests write with python-docx, and what is read of them."""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass
from pathlib import Path
from zlib import compress, crc32

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from broadsheet.importing.drafts import DraftArticle, DraftPicture, Figure
from broadsheet.importing.notes import Note
from broadsheet.importing.sources import Options
from broadsheet.importing.word.source import KIND
from tests.importing.posts.blog import pictures, read_back, text_of

__all__ = ["pictures", "read_back", "text_of"]

NAME = "2019-10-24/a01-harvest.docx"
SPACES = nsdecls("w", "r", "wp", "a", "pic") + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


@dataclass(slots=True)
class Paper:
    """A document in the making; its text has 12 points."""

    document: Document

    @classmethod
    def new(cls) -> Paper:
        document = docx.Document()
        document.styles["Normal"].font.size = Pt(12)
        return cls(document)

    def text(self, *words: str, style: str = "") -> Paper:
        for each in words:
            self.document.add_paragraph(each, style=style or None)
        return self

    def line(
        self, words: str, *, size: float = 0, bold: bool = False, centred: bool = False
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        run = paragraph.add_run(words)
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def style(self, name: str) -> str:
        if name not in [each.name for each in self.document.styles]:
            self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        return name

    def picture(self, data: bytes | None = None) -> Paper:
        self.document.add_picture(io.BytesIO(data or png()))
        return self

    def xml(self, inside: str) -> Paper:
        """Blocks as Word's own XML, at the end of the text."""
        root = parse_xml(f"<w:body {SPACES}>{inside}</w:body>")
        section = self.document.element.body.sectPr
        for each in list(root):
            section.addprevious(each)
        return self

    def footnotes(self, *notes: str, relation: str = RELATIONSHIP_TYPE.FOOTNOTES) -> Paper:
        kind = "footnote" if relation == RELATIONSHIP_TYPE.FOOTNOTES else "endnote"
        inside = "".join(
            f'<w:{kind} w:id="{at}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}>'
            for at, words in enumerate(notes, 1)
        )
        blob = f"<w:{kind}s {SPACES}>{inside}</w:{kind}s>".encode()
        package = self.document.part.package
        media = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), media, blob, package)
        self.document.part.relate_to(part, relation)
        return self

    def save(self, folder: Path, name: str = NAME) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.document.save(str(path))
        return path


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = compress(b"\0\0")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@dataclass(slots=True)
class Found:
    articles: tuple[DraftArticle, ...]
    notes: tuple[Note, ...]

    @property
    def only(self) -> DraftArticle:
        (article,) = self.articles
        return article

    def noted(self, kind: str) -> list[str]:
        """The values of a kind of note, joined."""
        return [
            " ".join(value for _, value in each.values)
            for each in self.notes
            if each.words.kind == kind
        ]

    @property
    def kinds(self) -> set[str]:
        return {each.words.kind for each in self.notes}


def imported(path: Path, options: Options | None = None) -> Found:
    (unit,) = KIND.list(path, options or Options()).units
    issue = pickle.loads(pickle.dumps(unit)).read()
    assert issue.name == unit.name
    return Found(issue.articles, issue.notes)


def cutlines(article: DraftArticle) -> list[str]:
    return [each.cutline for each in pictures(article)]


def figures(article: DraftArticle) -> list[tuple[DraftPicture, ...]]:
    return [block.pictures for block in article.body if isinstance(block, Figure)]
