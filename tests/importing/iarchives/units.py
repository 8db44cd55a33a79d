"""A small digitised issue in the iArchives schema: own text, set in a typewriter's letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count
from pathlib import Path

from PIL import Image

from broadsheet.importing.drafts import DraftArticle, DraftIssue, Paragraph
from broadsheet.importing.iarchives import KIND
from broadsheet.importing.sources import Listing, Options
from broadsheet.model import PageCode

SIZE = (800, 1000)
WIDE, HIGH, PITCH = 10, 16, 24
"""Pixels of a letter, and from line to line."""

SCHEMA = "http://www.iarchives.com/schema/2002/export"

Rect = tuple[int, int, int, int]
"""Left, top, right, bottom, the far edges included."""


def node(readings: str | Sequence[str], *rects: Rect) -> str:
    """A word of the lattice, with its readings and boxes."""
    words = [readings] if isinstance(readings, str) else readings
    boxes = "".join(f'<r l="{a}" t="{b}" r="{c}" b="{d}" />' for a, b, c, d in rects)
    return f'<n i="x">{boxes}{"".join(f"<o>{escape(word)}</o>" for word in words)}</n>'


def typed(lines: Iterable[str], left: int = 0, top: int = 0, high: int = HIGH) -> str:
    """Lines of words one under another, a node a word; spaces before a line are its indent."""
    return "".join(_typed(lines, left, top, high))


def _typed(lines: Iterable[str], left: int, top: int, high: int) -> Iterator[str]:
    wide = WIDE * high // HIGH
    for at, line in enumerate(lines):
        column = 0
        for word in line.split(" "):
            if word:
                x, y = left + column * wide, top + at * PITCH * high // HIGH
                yield node(word, (x, y, x + len(word) * wide - 1, y + high - 1))
            column += len(word) + 1


def zone(box: Rect, nodes: str) -> str:
    a, b, c, d = box
    return f'<zone l="{a}" t="{b}" r="{c}" b="{d}"><nodes>{nodes}</nodes></zone>'


def element(kind: str, *zones: str, text: str = "") -> str:
    said = f"<text>{escape(text)}</text>" if text else ""
    return f'<article-element type="{kind}">{said}{"".join(zones)}</article-element>'


def clipping(box: Rect, *elements: str) -> str:
    a, b, c, d = box
    inside = "".join(elements)
    return (
        f'<article-clipping image-file="x" l="{a}" t="{b}" r="{c}" b="{d}">'
        f"{inside}</article-clipping>"
    )


def story(box: Rect, *lines: str, headline: str = "") -> str:
    """A clipping of one column: its headline in large letters, then its lines."""
    left, top, right, bottom = box
    large = typed([headline.upper()], 4, 4, high=2 * HIGH) if headline else ""
    nodes = large + typed(lines, 4, 60 if headline else 4)
    inside = element("article", zone((0, 0, right - left, bottom - top), nodes))
    return clipping(box, element("headline", text=headline) + inside if headline else inside)


@dataclass
class Unit:
    """A unit to be written. ``articles`` are article files by their pages' numbers and
    clippings."""

    folder: Path
    pages: int = 2
    date: str = "24-OCT-1931"
    number: str = "7"
    volume: str = "IX"
    files: dict[str, str] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)
    page_nodes: Mapping[int, str] = field(default_factory=dict)
    scan: tuple[int, int] = SIZE

    def add(
        self,
        *on_pages: tuple[int, str],
        headline: str = "",
        kind: str = "article",
    ) -> None:
        name = f"{len(self.articles)}.xml"
        head = f'<header-item name="headline">{escape(headline)}</header-item>' if headline else ""
        inside = "".join(
            f'<article-page href="../pages/p{number}.xml">{clippings}</article-page>'
            for number, clippings in on_pages
        )
        self.files[f"articles/{name}"] = (
            f'<article xmlns="{SCHEMA}" unit-href="../unit.xml" classification="{kind}">'
            f"{head}{inside}</article>"
        )
        self.articles.append(name)

    def write(self) -> Path:
        header = (
            f'<header-item name="volume" value="9">{self.volume}</header-item>'
            f'<header-item name="number" value="{self.number}">{self.number}</header-item>'
            f'<header-item name="date" value="1">{self.date}</header-item>'
        )
        numbers = range(1, self.pages + 1)
        for number in numbers:
            nodes = self.page_nodes.get(number, "")
            self.files.setdefault(
                f"pages/p{number}.xml",
                f'<page xmlns="{SCHEMA}" unit-href="../unit.xml" image-file="pdf/p{number}.pdf">'
                f'{header}<header-item name="page" value="{number}">Page {number}</header-item>'
                f"<nodes>{nodes}</nodes></page>",
            )
        pages = "".join(f'<page-ref href="pages/p{number}.xml" />' for number in numbers)
        named = "".join(f'<article-ref href="articles/{name}" />' for name in self.articles)
        self.files.setdefault(
            "unit.xml",
            f'<unit xmlns="{SCHEMA}" collection-title="Harbour Post">{header}'
            f"<pages>{pages}</pages><articles>{named}</articles></unit>",
        )
        for name, text in self.files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            kind = text[1:].partition(" ")[0]
            head = (
                f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {kind} SYSTEM "{kind}.dtd">\n'
            )
            path.write_text(text if text.startswith("<?xml") else head + text, "utf-8")
        self._scan(numbers)
        return self.folder

    def _scan(self, numbers: Iterable[int]) -> None:
        for name in ("images", "pdf"):
            (self.folder / "pages" / name).mkdir(parents=True, exist_ok=True)
        for number in numbers:
            scan = Image.new("1", self.scan, 1)
            scan.save(self.folder / f"pages/images/p{number}.tif", compression="group4")
            scan.save(self.folder / f"pages/pdf/p{number}.pdf", resolution=150)


_folders = count()


def unit(folder: Path, **values: object) -> Unit:
    return Unit(folder / f"unit{next(_folders)}", **values)  # type: ignore[arg-type]


def listed(folder: Path, **options: object) -> Listing:
    return KIND.list(folder, Options(**{"language": "en", **options}))  # type: ignore[arg-type]


def read(folder: Path) -> DraftIssue:
    (found,) = listed(folder).units
    return found.read()


def kinds(issue: DraftIssue) -> list[str]:
    return [note.words.kind for note in issue.notes if note.words.kind != "text-recognised"]


def paragraphs(article: DraftArticle) -> list[str]:
    return [block.text for block in article.body if isinstance(block, Paragraph)]


def on(issue: DraftIssue, page: str) -> list[DraftArticle]:
    return [a for a in issue.articles if a.page == PageCode.parse(page)]
