"""Opens a Word file that may be damaged or made to do harm.

A .docx is a ZIP archive of XML parts (ECMA-376 part 2). Before anything is unpacked its list of
members is judged; no part may declare entities.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from broadsheet.importing.notes import SourceError, note
from broadsheet.importing.word import wording

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_MEMBERS = 5000
MOST_BYTES = 300 * 1024 * 1024
"""Of all members unpacked; a page with its photographs has some tens of megabytes."""
_MOST_XML = 50 * 1024 * 1024
_STEEPEST = 150
"""How many times larger a member may be than it is packed; text packs at most some 30 times."""
_SMALL = 1024 * 1024
_DECLARATION = re.compile(
    b"|".join(
        re.escape(word.encode(encoding))
        for word in ("<!DOCTYPE", "<!ENTITY")
        for encoding in ("ascii", "utf-16-le", "utf-16-be")
    )
)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    OpcError,
    PythonDocxError,
    OSError,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile, lxml and python-docx raise at a file that is not as it should be."""


def open_document(path: Path, place: str) -> Document:
    """The document; ``SourceError`` where it is none or is refused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise SourceError(note(place, 0, wording.TOO_LARGE, limit=limit))
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(note(place, 0, wording.UNREADABLE, reason=reason)) from error
    if data.startswith(_OLE):
        words = wording.PROTECTED if _ENCRYPTED in data else wording.OLD_FORMAT
        raise SourceError(note(place, 0, words))
    if not data.startswith(b"PK"):
        raise SourceError(note(place, 0, wording.NOT_WORD))
    try:
        _judge(data, place)
        return docx.Document(io.BytesIO(data))
    except _DAMAGE as error:
        if isinstance(error, ValueError) and "not a Word file" in str(error):
            raise SourceError(note(place, 0, wording.NOT_WORD)) from error
        raise damaged(place, error) from error


def damaged(place: str, error: Exception) -> SourceError:
    reason = re.sub(r"\s+", " ", str(error)).strip("'\" ") or type(error).__name__
    return SourceError(note(place, 0, wording.DAMAGED, reason=reason[:120]))


DAMAGE = _DAMAGE


def _judge(data: bytes, place: str) -> None:
    """Refuse an archive that would unpack to too much, leads elsewhere or declares entities."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        names = [member.filename for member in members]
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise SourceError(note(place, 0, wording.TOO_LARGE, limit=limit))
        for member in members:
            if member.flag_bits & 1:
                raise SourceError(note(place, 0, wording.PROTECTED))
            if what := _trick(member):
                raise SourceError(note(place, 0, wording.UNSAFE, what=what))
        if len(set(map(str.casefold, names))) != len(names):
            raise SourceError(note(place, 0, wording.UNSAFE, what="a/A"))
        if "word/document.xml" not in names and "[Content_Types].xml" not in names:
            raise SourceError(note(place, 0, wording.NOT_WORD))
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                _judge_part(archive.read(member), member.filename, place)


def _trick(member: zipfile.ZipInfo) -> str:
    """What is wrong with a member of the archive by its name and sizes, empty when nothing is."""
    name = member.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        return name
    is_steep = member.file_size > _SMALL and (
        member.file_size > _STEEPEST * max(member.compress_size, 1)
    )
    is_long = name.lower().endswith((".xml", ".rels")) and member.file_size > _MOST_XML
    return f"{name}: {member.file_size} bytes" if is_steep or is_long else ""


def _judge_part(data: bytes, name: str, place: str) -> None:
    if _DECLARATION.search(data):
        raise SourceError(note(place, 0, wording.UNSAFE, what=f"{name}: <!DOCTYPE"))
    if name == "_rels/.rels" and b"purl.oclc.org/ooxml" in data:
        raise SourceError(note(place, 0, wording.STRICT))
