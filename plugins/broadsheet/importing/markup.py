"""HTML that others wrote, as the blocks of drafts: paragraphs, crossheads, pictures, lists, tables.

Nothing of the HTML is trusted: scripts, frames and styles are left behind, what is kept of the rest
goes through the site's sanitiser, and a text whose Markdown would not read as the same words is
written as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import markdownify
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from broadsheet.importing import escaping, spans
from broadsheet.importing.drafts import (
    Block,
    Crosshead,
    DraftPicture,
    Figure,
    Paragraph,
    Written,
)
from broadsheet.importing.spans import BREAK, Span
from broadsheet.reading.bylines import is_byline_paragraph
from broadsheet.reading.sanitising import sanitise

FindPicture = Callable[[Tag], DraftPicture | None]
"""From an ``img`` to its picture; ``None`` when it is none of the text's (an icon, a spacer)."""
FindLink = Callable[[str], str]
"""From a link's target to the one to write, empty for a link that is to be words alone."""

DEEPEST = 200
"""How deep elements are followed; below, only their text counts."""
_DROPPED = """
    applet audio base button canvas embed form frame frameset head iframe input link map meta
    noframes noscript object option param script select style svg template textarea title video
"""
DROPPED = frozenset(_DROPPED.split())
MEDIA = frozenset({"audio", "embed", "iframe", "object", "video"})
_BLOCK_NAMES = """
    address article aside blockquote body caption center dd details dir div dl dt fieldset
    figcaption figure footer form header hr html legend li main menu nav ol p pre section summary
    table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
_STYLES = {"b": "strong", "strong": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_CAPTION_CLASS = re.compile(
    r"caption|pic-?_?(?:text|txt|title|info|desc)|img-?_?(?:text|txt|title|info|desc)|tushuo|tuzhu"
    r"|zhushi|photo-?_?(?:text|txt|info)",
    re.IGNORECASE,
)
_PICTURE_CLASS = re.compile(r"attach|pic|photo|image|\bimg", re.IGNORECASE)
_CAPTION = re.compile(
    r"(?:图为|图[①-⑳一二三四五六七八九十0-9]{1,2}[：:为]|上图|下图|左图|右图|[▲△])"
)
_SENTENCE_END = re.compile(r"[。！？!?；;，,：:]\s*\Z")
_CROSSHEAD = 40
_BARE_CROSSHEAD = 24
_CUTLINE = 200
_FILE_NAME = re.compile(r"[\w.-]*\.(?:jpe?g|png|gif|bmp|tiff?)|[\w.-]*\d[\w.-]*", re.I | re.A)


def blocks(
    html: str | Tag, picture: FindPicture, link: FindLink = spans.outside
) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, in its order."""
    root = html if isinstance(html, Tag) else BeautifulSoup(html, "lxml")
    reader = _Reader(picture, link)
    reader.walk(root, _Look(), 0)
    reader.close(_Look())
    return _finished(reader.pieces)


def figure(html: str | Tag, picture: FindPicture) -> Figure | None:
    """The pictures of an element that is there for them; all of its words are theirs, those before
    the first picture too."""
    root = html if isinstance(html, Tag) else BeautifulSoup(html, "lxml")
    reader = _Reader(picture, lambda _: "", words_alone=True)
    reader.walk(root, _Look(), 0)
    reader.close(_Look())
    pictures: list[DraftPicture] = []
    before: list[str] = []
    for piece in reader.pieces:
        words = " ".join(spans.text_of(piece.spans).split("\n"))
        if piece.picture is not None:
            pictures.append(replace(piece.picture, cutline=piece.picture.cutline or piece.alt))
        elif pictures:
            last = pictures[-1]
            cutline = words if last.cutline in words else f"{last.cutline} {words}".strip()
            pictures[-1] = replace(last, cutline=cutline)
        else:
            before.append(words)
    if pictures and before:
        cutline = " ".join([*before, pictures[0].cutline]).strip()
        pictures[0] = replace(pictures[0], cutline=cutline)
    return Figure(tuple(pictures)) if pictures else None


def has_media(html: str | Tag) -> bool:
    """Whether there is sound or film in it, which an article of ours cannot hold."""
    root = html if isinstance(html, Tag) else BeautifulSoup(html, "lxml")
    return root.find(list(MEDIA)) is not None


def text(tag: Tag | str) -> str:
    """The words of an element in one line, without those of scripts and styles."""
    root = tag if isinstance(tag, Tag) else BeautifulSoup(tag, "lxml")
    reader = _Reader(lambda _: None, lambda _: "", words_alone=True)
    reader.walk(root, _Look(), 0)
    reader.close(_Look())
    return " ".join(" ".join(spans.text_of(p.spans) for p in reader.pieces).split())


@dataclass(frozen=True, slots=True)
class _Look:
    """How the words inside an element look."""

    styles: frozenset[str] = frozenset()
    href: str = ""
    centered: bool = False
    caption: bool = False


@dataclass(slots=True)
class _Piece:
    """A paragraph of the source, a finished block, or a picture."""

    spans: spans.Spans = ()
    look: _Look = field(default_factory=_Look)
    level: int = 0
    block: Block | None = None
    picture: DraftPicture | None = None
    alt: str = ""
    with_picture: bool = False
    """The words stand in one element with the picture before them."""


class _Reader:
    """Walks through the elements. ``words_alone``: tables, lists and quotations are words too."""

    def __init__(self, picture: FindPicture, link: FindLink, *, words_alone: bool = False) -> None:
        self.picture = picture
        self.link = link
        self.words_alone = words_alone
        self.pieces: list[_Piece] = []
        self._run: list[Span] = []
        self._after_picture = False

    # --- walking

    def walk(self, element: PageElement, look: _Look, depth: int) -> None:
        if isinstance(element, PreformattedString):
            return
        if isinstance(element, NavigableString):
            self._words(str(element), look)
        elif isinstance(element, Tag):
            self._tag(element, look, depth)

    def _words(self, words: str, look: _Look) -> None:
        self._run.append(Span(words.replace(BREAK, " "), look.styles, look.href))

    def _tag(self, tag: Tag, look: _Look, depth: int) -> None:
        name = tag.name.lower().rpartition(":")[2]
        if name in DROPPED:
            return
        if depth > DEEPEST:
            self._words(tag.get_text(" "), look)
            return
        look = _inside(tag, name, look, self.link)
        if name == "br":
            self._run.append(Span(BREAK))
        elif name == "img":
            self._img(tag, look)
        elif name == "rt":
            self._ruby(tag, look)
        elif name == "rp":
            return
        elif name in _HEADINGS:
            self.close(look)
            self._children(tag, look, depth)
            self.close(look, _HEADINGS[name])
        elif name in _BLOCKS:
            self.close(look)
            if not self._special(tag, name, look, depth):
                self._children(tag, look, depth)
            self.close(look)
            self._after_picture = False
        else:
            self._children(tag, look, depth)

    def _children(self, tag: Tag, look: _Look, depth: int) -> None:
        for child in tag.children:
            self.walk(child, look, depth + 1)

    def _ruby(self, tag: Tag, look: _Look) -> None:
        if reading := tag.get_text().strip():
            self._words(f"（{reading}）", look)

    def _img(self, tag: Tag, look: _Look) -> None:
        found = self.picture(tag)
        if found is None:
            return
        known = len(self.pieces)
        self.close(look)
        self.pieces.append(_Piece(picture=found, alt=_words_of_alt(tag)))
        self._after_picture = len(self.pieces) == known + 1

    # --- what is more than a paragraph

    def _special(self, tag: Tag, name: str, look: _Look, depth: int) -> bool:
        """Take a table, a list, a quotation or a figure whole; false when it is to be walked."""
        if name == "pre":
            self._words(tag.get_text().replace("\r\n", "\n").replace("\n", BREAK), look)
            return True
        if name == "table" and (cells := _below_their_pictures(tag)):
            for cell in cells:
                self.walk(cell, look, depth + 1)
            return True
        if self.words_alone:
            return False
        if name == "table":
            return self._table(tag)
        if name in ("ul", "ol"):
            return self._list(tag, name)
        return name == "blockquote" and self._quotation(tag)

    def _table(self, table: Tag) -> bool:
        rows = _rows(table)
        is_layout = (
            len(rows) < 2
            or max(map(len, rows)) < 2
            or table.find(["table", "img", "ul", "ol"]) is not None
            or any(len(cell.get_text()) > _CUTLINE for row in rows for cell in row)
        )
        if is_layout:
            return False
        words = "".join(text(cell) for row in rows for cell in row)
        if not words.strip():
            return True
        caption = table.find("caption")
        name = text(caption) if caption else ""
        plain = [[self._cell(cell) for cell in row] for row in rows]
        html = "".join(f"<tr>{''.join(row)}</tr>" for row in plain)
        spanned = "span=" in html
        written = "" if spanned else _pipes(html)
        if not spans.reads_as(written, words):
            written = sanitise(f"<table>{html}</table>").replace("\n", " ")
        if not spans.reads_as(written, words):
            return False
        if name:
            self._add(Paragraph(name))
        self._add(Written(written))
        return True

    def _cell(self, cell: Tag) -> str:
        kept = {
            key: int(value)
            for key in ("colspan", "rowspan")
            if (value := str(cell.get(key, "")).strip()).isdecimal() and 1 < int(value) < 1000
        }
        attributes = "".join(f' {key}="{value}"' for key, value in kept.items())
        name = "th" if cell.name == "th" else "td"
        return f"<{name}{attributes}>{spans.html([Span(text(cell))])}</{name}>"

    def _list(self, tag: Tag, name: str) -> bool:
        items = [child for child in tag.find_all("li", recursive=False) if text(child)]
        if not items or tag.find(["img", "table", "ul", "ol", "p"]) is not None:
            return False
        rows = [spans.html([Span(text(item))]) for item in items]
        html = sanitise(f"<{name}>{''.join(f'<li>{row}</li>' for row in rows)}</{name}>")
        written = markdownify.markdownify(html, bullets="-").strip()
        if not spans.reads_as(written, "".join(map(text, items))):
            return False
        self._add(Written(written))
        return True

    def _quotation(self, tag: Tag) -> bool:
        if tag.find(["img", "table", "ul", "ol", "blockquote"]) is not None:
            return False
        inner = list(blocks(_unwrapped(tag), self.picture, self.link))
        lines = [escaping.paragraph(b.text) for b in inner if isinstance(b, Paragraph)]
        if not lines or len(lines) < len(inner):
            return False
        written = "\n>\n".join("> " + line.replace("\n", "\n> ") for line in lines)
        if not spans.reads_as(written, text(tag)):
            return False
        self._add(Written(written))
        return True

    def _add(self, block: Block) -> None:
        self.close(_Look())
        self.pieces.append(_Piece(block=block))

    # --- the end of a paragraph

    def close(self, look: _Look, level: int = 0) -> None:
        """The words since the last block are one or more paragraphs."""
        run, self._run = self._run, []
        for each in spans.paragraphs(run):
            piece = _Piece(each, look, level, with_picture=self._after_picture)
            self.pieces.append(piece)


def _inside(tag: Tag, name: str, look: _Look, link: FindLink) -> _Look:
    css = str(tag.get("style", ""))
    styles = look.styles
    if name in _STYLES:
        styles |= {_STYLES[name]}
    if _BOLD.search(css):
        styles |= {"strong"}
    align = str(tag.get("align", "")).lower()
    centered = look.centered and align not in ("left", "right", "justify")
    classes = classes_of(tag)
    is_caption = name == "figcaption" or _CAPTION_CLASS.search(classes) is not None
    return _Look(
        styles=styles,
        href=link(str(tag.get("href", ""))) if name == "a" and tag.get("href") else look.href,
        centered=centered or name == "center" or align == "center" or bool(_CENTERED.search(css)),
        caption=look.caption or is_caption or _holds_a_picture(tag, name, classes),
    )


def _holds_a_picture(tag: Tag, name: str, classes: str) -> bool:
    """Whether an element is there for pictures, and its words are theirs."""
    if name not in ("table", "figure", "li", "dl") and not (
        name in ("div", "ul", "p") and _PICTURE_CLASS.search(classes)
    ):
        return False
    pictures = len(tag.find_all("img"))
    return pictures > 0 and len(tag.get_text(strip=True)) <= _CUTLINE * pictures


def _rows(table: Tag) -> list[list[Tag]]:
    """The cells of a table's rows, without those of tables in it."""
    rows = [
        [cell for cell in row.find_all(["td", "th"]) if cell.find_parent("table") is table]
        for row in table.find_all("tr")
        if row.find_parent("table") is table
    ]
    return [row for row in rows if row]


def _below_their_pictures(table: Tag) -> list[Tag]:
    """The cells of a table that has pictures in one row and their words in the next, each picture
    followed by its words; none where the table is not like that."""
    rows = _rows(table)
    out: list[Tag] = []
    is_paired = False
    while rows:
        row = rows.pop(0)
        if rows and _have_pictures(row) and _are_words(rows[0]) and len(row) == len(rows[0]):
            is_paired = True
            out += [cell for pair in zip(row, rows.pop(0), strict=True) for cell in pair]
        else:
            out += row
    return out if is_paired else []


def _have_pictures(row: Sequence[Tag]) -> bool:
    """Whether a row is of several pictures, one a cell, with no words."""
    return len(row) > 1 and all(
        len(cell.find_all("img")) == 1 and not cell.get_text(strip=True) for cell in row
    )


def _are_words(row: Sequence[Tag]) -> bool:
    words = [cell.get_text(strip=True) for cell in row if cell.find("img") is None]
    return len(words) == len(row) and any(words) and all(len(w) <= _CUTLINE for w in words)


def classes_of(tag: Tag) -> str:
    return " ".join(str(each) for each in tag.get_attribute_list("class") if each)


def _unwrapped(tag: Tag) -> Tag:
    """A copy of an element's inside."""
    return BeautifulSoup(tag.decode_contents(), "lxml")


def _words_of_alt(tag: Tag) -> str:
    """The words for a picture that its element has, if they are words and no file's name."""
    for name in ("alt", "title"):
        words = spans.tidy(str(tag.get(name, ""))[:_CUTLINE])
        if len(words) > 3 and not _FILE_NAME.fullmatch(words):
            return words
    return ""


def _pipes(rows: str) -> str:
    html = sanitise(f"<table>{rows}</table>")
    return markdownify.markdownify(html, table_infer_header=True).strip()


# --- from pieces to blocks


def _finished(pieces: Sequence[_Piece]) -> tuple[Block, ...]:
    """Give pictures their words, and paragraphs their kind."""
    pieces = _with_cutlines(pieces)
    is_bold_throughout = _is_bold_throughout(pieces)
    out: list[Block] = []
    for at, piece in enumerate(pieces):
        if piece.picture is not None:
            picture = replace(piece.picture, cutline=piece.picture.cutline or piece.alt)
            if out and isinstance(out[-1], Figure):
                out[-1] = Figure((*out[-1].pictures, picture))
            else:
                out.append(Figure((picture,)))
        elif piece.block is not None:
            out.append(piece.block)
        else:
            is_last = at == len(pieces) - 1
            out.append(_paragraph(piece, is_bold_throughout, is_last=is_last))
    return tuple(out)


def _is_bold_throughout(pieces: Iterable[_Piece]) -> bool:
    """Whether strong letters are the look of the whole text, and say nothing."""
    words = [s for p in pieces for s in p.spans if not s.is_blank]
    strong = sum(len(s.text) for s in words if "strong" in s.styles)
    return strong * 2 > sum(len(s.text) for s in words) and len(words) > 1


def _paragraph(piece: _Piece, is_bold_throughout: bool, *, is_last: bool) -> Block:
    words = spans.text_of(piece.spans)
    one_line = " ".join(words.split("\n"))
    if piece.level and len(one_line) <= _CUTLINE and not one_line.endswith("。"):
        return Crosshead(one_line, piece.level)
    is_bold = spans.is_all(piece.spans, "strong")
    if is_bold and not is_last and _could_be_crosshead(one_line, piece, is_bold_throughout):
        return Crosshead(one_line)
    kept = spans.without(piece.spans, "strong") if is_bold_throughout else piece.spans
    if written := spans.markdown(kept):
        return Written(written)
    return Paragraph(words)


def _could_be_crosshead(words: str, piece: _Piece, is_bold_throughout: bool) -> bool:
    longest = _CROSSHEAD if piece.look.centered else _BARE_CROSSHEAD
    if is_bold_throughout and not piece.look.centered:
        return False
    is_sentence = _SENTENCE_END.search(words) is not None
    return len(words) <= longest and not is_sentence and not is_byline_paragraph(words)


def _with_cutlines(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The paragraphs behind a picture that are its words become its cutline."""
    out: list[_Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and last.picture and not last.picture.cutline and _is_cutline(piece):
            cutline = " ".join(spans.text_of(piece.spans).split("\n"))
            out[-1] = replace(last, picture=replace(last.picture, cutline=cutline))
        else:
            out.append(piece)
    return out


def _is_cutline(piece: _Piece) -> bool:
    if piece.picture is not None or piece.block is not None or piece.level:
        return False
    words = spans.text_of(piece.spans)
    if len(words) > _CUTLINE:
        return False
    is_placed = piece.with_picture or piece.look.caption
    is_centered = piece.look.centered and not spans.is_all(piece.spans, "strong")
    return (
        is_placed or (is_centered and not is_byline_paragraph(words)) or bool(_CAPTION.match(words))
    )
