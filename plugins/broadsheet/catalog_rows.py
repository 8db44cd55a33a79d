"""What the catalog keeps, as values; and how a row holds one: JSON, compressed where it is long.

A process that renders issues packs them; the one that has the catalog open only puts them in.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import msgspec

if TYPE_CHECKING:
    from broadsheet.model import Issue
    from broadsheet.pages.records import ListedArticle
    from broadsheet.pages.views import BlockView, IssueView, Notice, Picture, Teaser

T = TypeVar("T")


LONG = 2_000
"""Bytes from which JSON is worth compressing."""
ROW_FORMAT = "JSON, or JSON in a Zstandard frame with its checksum"
"""A catalog with rows of another form is of no use."""
_COMPRESSED = b"\x28\xb5\x2f\xfd"
"""How a Zstandard frame begins (RFC 8878, section 3.1.1)."""
_PLAIN = b"="
"""How JSON that is kept as it is begins: this, its CRC-32 in four bytes, and then itself."""


class _Codec(threading.local):
    """Zstandard's contexts, which are made once and are not for two threads at a time. The library
    is loaded with the first row that is long: a build that finds nothing to do meets none."""

    def __init__(self) -> None:
        import zstandard

        self.error = zstandard.ZstdError
        self.compress = zstandard.ZstdCompressor(level=1, write_checksum=True).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


_codec = _Codec()


def pack(value: object) -> bytes:
    data = msgspec.json.encode(value)
    if len(data) < LONG:
        return _PLAIN + zlib.crc32(data).to_bytes(4, "big") + data
    return _codec.compress(data)


def inflate(blob: bytes) -> bytes:
    """What was packed. Raises ``DatabaseError`` when the bytes are not those that were kept."""
    try:
        if blob.startswith(_COMPRESSED):
            return _codec.decompress(blob)
        data = blob[5:]
        if blob.startswith(_PLAIN) and zlib.crc32(data).to_bytes(4, "big") == blob[1:5]:
            return data
    except (_codec.error, MemoryError, AttributeError, TypeError) as error:
        raise sqlite3.DatabaseError(f"a row is damaged: {error}") from error
    raise sqlite3.DatabaseError("a row is damaged: its bytes have changed")


def unpack(blob: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(inflate(blob), type=kind)
    except msgspec.MsgspecError as error:
        raise sqlite3.DatabaseError(f"a row is damaged: {error}") from error


@dataclass(frozen=True, slots=True)
class TopicRow:
    """An article's place in a section, a column or a person's list; ``role`` for people only."""

    kind: str
    slug: str
    name: str
    role: str
    seq: int


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A correction or retraction of the article with this number in its issue."""

    kind: str
    notice: Notice
    seq: int


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A picture of an article: ``digest`` is that of the reporter's file, ``people`` are the
    slugs of those whom its credit names."""

    picture: Picture
    digest: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """``record`` is the article's machine-readable form, one line of JSON without a newline.
    ``body`` is its text as pages show it, with links from the site's root (``/2019/...``).
    ``listed`` is what tables list of it; one that is read again for its text goes without."""

    teaser: Teaser
    record: bytes
    body: tuple[BlockView, ...] = ()
    photos: tuple[PhotoRow, ...] = ()
    listed: ListedArticle | None = None


@dataclass(frozen=True, slots=True)
class MonthCount:
    """What came out in a month: ``days`` are days with at least one issue."""

    year: int
    month: int
    issues: int
    days: int
    articles: int


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A section, column or person and the number of its articles."""

    slug: str
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class IssueRow:
    """What the catalog keeps of one issue. ``sort`` orders issues in time: date and edition.

    ``touches`` are the keys of the index pages that show anything of it. The row holds while the
    clock is at or after ``valid_from`` and before ``valid_until`` (ISO 8601, UTC; empty for ever).
    An issue that is wholly hidden has ``visible`` false and no articles.
    """

    folder: str
    date: dt.date
    edition: str
    view: IssueView
    touches: tuple[str, ...]
    articles: tuple[ArticleRow, ...] = ()
    topics: tuple[TopicRow, ...] = ()
    notices: tuple[NoticeRow, ...] = ()
    visible: bool = True
    valid_from: str = ""
    valid_until: str = ""

    @property
    def sort(self) -> str:
        return f"{self.date.isoformat()} {self.edition}"


@dataclass(frozen=True, slots=True)
class OutputRow:
    """A published file: ``owner`` is the issue or page key that made it, ``source`` a file or a
    name that a person understands, ``digest`` the BLAKE2b of its bytes. ``origin`` names what it
    was copied from, empty for a file that was made; ``mtime`` is its time in nanoseconds; ``build``
    the number of the build that last made it."""

    path: str
    owner: str
    source: str
    size: int
    digest: bytes
    origin: bytes = b""
    mtime: int = 0
    build: int = 0

    def __reduce__(self) -> tuple[type[OutputRow], tuple[object, ...]]:
        """Rows go from process to process by the ten thousand; this is quicker than the way of
        dataclasses, which look up their fields each time."""
        return OutputRow, (self.path, self.owner, self.source, self.size, self.digest,
                           self.origin, self.mtime, self.build)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """What an issue's neighbours in time show of it: its place, the title of its edition, and
    its numbers, from which they tell what lies between."""

    sort: str
    edition: str
    number: int | None
    cumulative_number: int | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An issue as the one next to it in time links to it; ``edition`` is its title."""

    date: dt.date
    edition: str
    path: str


@dataclass(frozen=True, slots=True)
class Pending:
    """A committed build whose files have not all been moved: where they wait, what must go."""

    stage: str
    deletions: tuple[str, ...]


def pack_texts(article: ArticleRow) -> bytes:
    """An article's record and body, a line each: they say the same, and are compressed as one."""
    return _codec.compress(b"\n".join((article.record, msgspec.json.encode(article.body))))


def record_of(texts: bytes) -> bytes:
    return inflate(texts).partition(b"\n")[0]


Rows = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class PackedIssue:
    """An issue as rows of the catalog's tables, in the order of their columns."""

    folder: str
    tables: tuple[tuple[str, Rows], ...]


def packed_issue(row: IssueRow, redirects: Iterable[tuple[str, str]] = ()) -> PackedIssue:
    """The rows of an issue that is to be seen. ``redirects`` are old and new paths of articles."""
    day, year, head = row.date.isoformat(), row.date.year, row.view.masthead
    order = [f"{row.sort} {seq:05d}" for seq in range(len(row.articles))]
    photos = [
        (f"{order[seq]} {place:03d}", seq, photo)
        for seq, article in enumerate(row.articles)
        for place, photo in enumerate(article.photos)
    ]
    issue = (row.folder, day, row.sort, head.edition, head.path, pack(row.view),
             pack(row.touches), row.visible, row.valid_until, row.valid_from, row.edition,
             head.number, head.cumulative_number, head.article_count)  # fmt: skip
    articles = tuple(
        (row.folder, seq, order[seq], day, pack(a.teaser), pack_texts(a))
        for seq, a in enumerate(row.articles)
    )
    listed = tuple(
        (order[seq], row.folder, seq, pack(a.listed)) for seq, a in enumerate(row.articles)
    )
    topics = tuple(
        (t.kind, t.slug, year, order[t.seq], t.name, t.role, row.folder, t.seq) for t in row.topics
    )
    notices = tuple(
        (row.folder, n.seq, n.kind, n.notice.date.isoformat(), order[n.seq], at, n.notice.text)
        for at, n in enumerate(row.notices)
    )
    pictures = tuple(
        (row.folder, seq, sort, day[:7], photo.digest, pack(photo.picture))
        for sort, seq, photo in photos
    )
    makers = tuple(
        (row.folder, slug, sort) for sort, _seq, photo in photos for slug in photo.people
    )
    return PackedIssue(
        row.folder,
        (
            ("issues", (issue,)),
            ("articles", articles),
            ("listed", listed),
            ("topics", topics),
            ("notices", notices),
            ("photos", pictures),
            ("photographers", makers),
            ("redirects", tuple((row.folder, old, new) for old, new in redirects)),
        ),
    )


def packed_hidden(issue: Issue, valid_from: str, valid_until: str) -> PackedIssue:
    """An issue of which nothing may be seen: only how long that holds."""
    day = issue.date.isoformat()
    row = (issue.folder, day, f"{day} {issue.edition}", "", "", b"", pack(()), False, valid_until,
           valid_from, issue.edition, None, None, 0)  # fmt: skip
    return PackedIssue(issue.folder, (("issues", (row,)),))
