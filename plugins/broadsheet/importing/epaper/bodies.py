"""A content page: the text of an article and its pictures, in the text and beside it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import islice

from bs4 import BeautifulSoup, Comment, Tag
from bs4.element import PageElement, PreformattedString

from broadsheet.importing import markup
from broadsheet.importing.drafts import Block, Crosshead, DraftPicture, Figure, Paragraph, Written
from broadsheet.importing.epaper import names, properties
from broadsheet.importing.epaper.properties import PLACE, Properties
from broadsheet.importing.epaper.tree import Tree, target
from broadsheet.importing.epaper.words import (
    CHARACTERS_LOST,
    END_MISSING,
    MEDIA,
    PICTURE_DAMAGED,
    PICTURE_MISSING,
    PRIVATE_CHARACTERS,
)
from broadsheet.importing.notes import Note, note
from broadsheet.importing.spans import outside
from broadsheet.photos.sizing import size_of

_HERE = "broadsheet-body"
"""The element that stands for the text while the rest of the page is looked through."""
_MARKED = (
    (r"<!--\s*enpcontent\s*-->", r"<!--\s*/\s*enpcontent\s*-->"),
    (r"<founder-content\b[^>]*>", r"</\s*founder-content\s*>"),
    (r"<!--\s*<npm:article-content>\s*-->", r"<!--\s*</npm:article-content>\s*-->"),
)
_PAIRS = [tuple(re.compile(sign, re.IGNORECASE) for sign in pair) for pair in _MARKED]
_ENDS = re.compile("|".join(end for _, end in _MARKED) + f"|{re.escape(PLACE)}", re.IGNORECASE)
_IDS = """
    ozoom zoom fontzoom articlecontent artcontent contenttext newscontent articlebody content
    mpcontent news_content
"""
_BODY_IDS = frozenset(_IDS.split())
_CLASSES = """
    newsdetatext article-content articlecontent article_content art-content trs_editor content
    detail-content text_c
"""
_BODY_CLASSES = frozenset(_CLASSES.split())
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?)(?:[?#@]|\Z)", re.IGNORECASE)
_IMAGE_TAG = re.compile(r"<img\b[^<>]*?\bsrc\s{0,3}=\s{0,3}([\"']?)([^\"'\s<>]+)\1", re.IGNORECASE)
_TEMPLATE_FOLDERS = """
    tplimg tpl template templates skin skins css js common style styles theme icon icons
"""
_TEMPLATE = frozenset(_TEMPLATE_FOLDERS.split())
_OF_ARTICLES = re.compile(r"(?:res|att|pic|photo|upload|image|attachment)", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:logo|banner|icon|btn|button|arrow|bg|qr|qrcode|ewm|weixin|wx|pdf|zoom|print|share|nav|line|dot)"
    r"[-_.\d]",
    re.IGNORECASE,
)
"""How pictures are called that are of the page and not of the article."""
_OUTERMOST = ("head", "body", "html", "[document]")
_MOST_MARKS = 8
"""Of so many marks of a text's beginning the first with words behind it is looked for."""
_MOST_PICTURES = 200
"""Pictures beside a text that are looked at."""
_SMALL = 48
"""Pixels of a side below which a picture beside the text is an icon."""
_BRIEF = re.compile(r"_brief(?=\.\w+\Z)", re.IGNORECASE)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_NOT_LINKS = ("#", "javascript:")


@dataclass(slots=True)
class ContentPage:
    """An article as its page has it. ``path`` is its file."""

    path: str
    properties: Properties
    blocks: tuple[Block, ...] = ()
    notes: list[Note] = field(default_factory=list)

    @property
    def key(self) -> str:
        return names.key(posixpath.basename(self.path))

    @property
    def text(self) -> str:
        """All words of the text, without those of its pictures."""
        return "\n".join(words(block) for block in self.blocks)

    @property
    def has_pictures(self) -> bool:
        return any(isinstance(block, Figure) for block in self.blocks)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show: no words, no picture in hand."""
        pictures = [p for b in self.blocks if isinstance(b, Figure) for p in b.pictures]
        return not self.text.strip() and not any(p.data or p.cutline for p in pictures)


def words(block: Block) -> str:
    return block.text if isinstance(block, Paragraph | Crosshead | Written) else ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the other pages of the day tell of a content page. ``repeated`` counts how many content
    pages show a picture beside their text; ``page_images`` are pictures of printed pages."""

    repeated: dict[str, int]
    page_images: frozenset[str]
    article_link: Callable[[str, str], str]
    """From a folder and a link there to an article's old address; empty when it is none."""


def pictures_beside(path: str, text: str) -> set[str]:
    """The pictures that a content page shows anywhere but in its text, as paths of the site."""
    text, _ = properties.comments(text)
    before, _, after, _ = _cut(text) or (text, "", "", True)
    folder = posixpath.dirname(path)
    return {target(folder, match[2]) for match in _IMAGE_TAG.finditer(before + after)}


def read(path: str, original: str, lost: int, tree: Tree, around: Surroundings) -> ContentPage:
    """Read a content page; ``lost`` characters of it could not be decoded."""
    return _Reader(path, original, lost, tree, around).read()


def _cut(text: str) -> tuple[str, str, str, bool] | None:
    """What is before the text, the text, what is after it, and whether its end was marked. Where
    all marks have nothing between them, the text is empty."""
    empty: tuple[str, str, str, bool] | None = None
    for opening, closing in _PAIRS:
        for start in islice(opening.finditer(text), _MOST_MARKS):
            end = closing.search(text, start.end())
            is_marked = end is not None
            end = end or _ENDS.search(text, start.end())
            if end is None:
                continue
            inner = text[start.end() : end.start()]
            found = text[: start.start()], inner, text[end.end() :], is_marked
            if properties.plain(inner) or "<img" in inner.lower():
                return found
            empty = empty or found
    return empty


class _Reader:
    def __init__(
        self, path: str, original: str, lost: int, tree: Tree, around: Surroundings
    ) -> None:
        self.path = path
        self.folder = posixpath.dirname(path)
        self.original = original
        self.lost = lost
        self.tree = tree
        self.around = around
        self.notes: list[Note] = []
        self.title = ""
        self._shown: set[str] = set()

    def read(self) -> ContentPage:
        text, found = properties.comments(self.original)
        body, soup = self._parts(text)
        said = properties.read(text, found, soup)
        self.title = said.title
        if body is None and said.content:
            body = properties.unescaped(said.content)
        here = soup.find(_HERE)
        inside: tuple[Block, ...] = ()
        if body is not None:
            inside = markup.blocks(body, self._in_text, self._link)
            if markup.has_media(body):
                self._note(MEDIA)
        before, after = self._beside(soup, here if isinstance(here, Tag) else None)
        page = ContentPage(
            self.path, said, (*before, *self._without_title(inside), *after), self.notes
        )
        self._judge(page)
        return page

    def _note(self, words: object, line: int = 0, **values: object) -> None:
        self.notes.append(note(self.tree.shown(self.path), line, words, **values))  # type: ignore[arg-type]

    def _parts(self, text: str) -> tuple[str | Tag | None, BeautifulSoup]:
        """The text of the article, and the page with ``_HERE`` in its place."""
        cut = _cut(text)
        if cut and cut[3]:
            return cut[1], BeautifulSoup(f"{cut[0]}<{_HERE}></{_HERE}>{cut[2]}", "lxml")
        soup = BeautifulSoup(text, "lxml")
        if (found := _behind_mark(soup)) is not None:
            self._note(END_MISSING)
            return found, soup
        if cut:
            self._note(END_MISSING)
            return cut[1], BeautifulSoup(f"{cut[0]}<{_HERE}></{_HERE}>{cut[2]}", "lxml")
        element = _body_in(soup)
        if element is not None:
            element.replace_with(soup.new_tag(_HERE))
        return element, soup

    def _without_title(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Some pages repeat the headline as the first line of the text."""
        if blocks and self.title and _solid(words(blocks[0])) == _solid(self.title):
            return blocks[1:]
        return blocks

    def _judge(self, page: ContentPage) -> None:
        if self.lost:
            self._note(CHARACTERS_LOST, count=self.lost)
        private = _PRIVATE.findall(f"{page.properties.title}{page.text}")
        if private:
            codes = " ".join(f"U+{ord(c):04X}" for c in list(dict.fromkeys(private))[:5])
            self._note(PRIVATE_CHARACTERS, count=len(private), sample=codes)

    def _link(self, href: str) -> str:
        return self.around.article_link(self.folder, href) or outside(href)

    # --- pictures

    def _in_text(self, image: Tag) -> DraftPicture | None:
        source = _source(image)
        path = target(self.folder, source)
        if not source or source.startswith("data:") or _is_template(path) or _is_dot(image):
            return None
        return self._picture(image, source)

    def _picture(self, image: Tag, source: str) -> DraftPicture:
        self._shown.add(target(self.folder, source))
        found = self._largest(image, source)
        name = names.as_served(posixpath.basename(target(self.folder, source)))
        if not found:
            self._note(PICTURE_MISSING, self._line(source), name=name)
            return DraftPicture(name, b"")
        file = self.tree.root / found
        if size_of(file) is None:
            self._note(PICTURE_DAMAGED, self._line(source), name=name)
            return DraftPicture(name, b"")
        return DraftPicture(names.as_served(posixpath.basename(found)), file)

    def _largest(self, image: Tag, source: str) -> str:
        """The file of a picture: what it links to, its full size beside the brief one, or it."""
        link = image.find_parent("a", href=True)
        href = str(link["href"]) if link is not None else ""
        others = [href] if _PICTURE.search(href) else []
        if _BRIEF.search(source):
            others += [_BRIEF.sub("_b", source), _BRIEF.sub("", source)]
        own = self.tree.linked(self.folder, source)
        for other in others:
            found = self.tree.linked(self.folder, other)
            if found and self._width(found) >= self._width(own):
                return found
        return own

    def _width(self, path: str) -> int:
        size = size_of(self.tree.root / path) if path else None
        return size[0] if size else 0

    def _line(self, words: str) -> int:
        at = self.original.find(words)
        return self.original.count("\n", 0, at) + 1 if at >= 0 else 0

    # --- pictures beside the text

    def _beside(self, soup: BeautifulSoup, here: Tag | None) -> tuple[list[Figure], list[Figure]]:
        """The pictures before and after the text that are the article's."""
        before: list[Figure] = []
        after: list[Figure] = []
        taken: set[int] = set()
        out = before
        for tag in soup.find_all(["img", _HERE], limit=_MOST_PICTURES):
            if tag is here:
                out = after
            elif id(tag) not in taken and self._is_of_article(tag):
                box = self._box(tag)
                taken |= {id(each) for each in box.find_all("img")} | {id(tag)}
                found = markup.figure(box, self._beside_text)
                out += [found] if found else []
        return before, after

    def _beside_text(self, image: Tag) -> DraftPicture | None:
        return self._picture(image, _source(image)) if self._is_of_article(image) else None

    def _is_of_article(self, image: Tag) -> bool:
        source = _source(image)
        path = target(self.folder, source)
        if not path or source.startswith("data:") or image.get("usemap") or _is_template(path):
            return False
        if path in self.around.page_images or path in self._shown or _is_dot(image):
            return False
        if _FURNITURE.match(posixpath.basename(path)) or _leads_elsewhere(image):
            return False
        is_in_place = self._is_in_place(path)
        times = self.around.repeated.get(path, 0)
        if times > 2 or (times > 1 and not is_in_place):
            return False
        found = self.tree.linked(self.folder, source)
        if not found:
            return is_in_place or _is_in_picture_box(image)
        size = size_of(self.tree.root / found)
        return size is None or min(size) >= _SMALL

    def _is_in_place(self, path: str) -> bool:
        """Whether a picture lies where the system keeps those of articles."""
        folders = path.split("/")[:-1]
        return any(_OF_ARTICLES.match(each) for each in folders) or any(
            names.day_of(folders[: at + 1]) for at in range(len(folders))
        )

    def _box(self, image: Tag) -> Tag:
        """The widest element around a picture that is there for the article's pictures."""
        box = image
        for above in image.parents:
            if above.name in _OUTERMOST or self._is_more(above):
                break
            box = above
        return box

    def _is_more(self, tag: Tag) -> bool:
        images = tag.find_all("img")
        if tag.find([_HERE, "form", "select", "input", "h1", "h2", "founder-title"]) is not None:
            return True
        if not all(map(self._is_of_article, images)):
            return True
        for link in tag.find_all("a", href=True):
            href = str(link["href"]).strip()
            if not _PICTURE.search(href) and not href.lower().startswith(_NOT_LINKS):
                return True
        said = markup.text(tag)
        return len(said) > 300 * len(images) or bool(
            self.title and _solid(self.title) in _solid(said)
        )


def _behind_mark(soup: BeautifulSoup) -> str | None:
    """A text whose end has no mark: what follows its beginning in the same element. ``_HERE`` takes
    its place."""
    mark = soup.find(string=lambda s: isinstance(s, Comment) and s.strip().lower() == "enpcontent")
    if mark is None or mark.parent is None or mark.parent.name in _OUTERMOST:
        return None
    inside = [sibling.extract() for sibling in list(mark.next_siblings)]
    mark.insert_after(soup.new_tag(_HERE))
    return "".join(e.decode() if isinstance(e, Tag) else _as_html(e) for e in inside)


def _as_html(words: PageElement) -> str:
    return "" if isinstance(words, PreformattedString) else escape(str(words), quote=False)


def _solid(text: str) -> str:
    return "".join(text.split()).strip("#*")


def _source(image: Tag) -> str:
    for name in ("data-original", "data-src", "src"):
        source = str(image.get(name, "")).strip()
        if source and not source.startswith("data:"):
            return source
    return str(image.get("src", "")).strip()


def _leads_elsewhere(image: Tag) -> bool:
    """Whether a picture is a button: it is linked, and not to a picture."""
    link = image.find_parent("a", href=True)
    href = str(link["href"]).strip().lower() if link is not None else ""
    return bool(href) and not _PICTURE.search(href) and not href.startswith(_NOT_LINKS)


def _is_template(path: str) -> bool:
    return bool(_TEMPLATE & set(path.lower().split("/")[:-1]))


def _is_dot(image: Tag) -> bool:
    """Whether a picture is shown no larger than an icon."""
    for name in ("width", "height"):
        value = str(image.get(name, "")).removesuffix("px").strip()
        if value.isdecimal() and 0 < int(value) < _SMALL:
            return True
    return False


def _is_in_picture_box(image: Tag) -> bool:
    for above in islice(image.parents, 6):
        named = f"{above.get('id', '')} {markup.classes_of(above)}"
        if re.search(r"newspic|attach|\bpic\b|pci_c|article-?pic", named, re.IGNORECASE):
            return True
    return False


def _body_in(soup: BeautifulSoup) -> Tag | None:
    """The element that pages of this kind have their text in."""
    for tag in _named(soup):
        if tag.get_text(strip=True) or tag.find("img") is not None:
            return tag
    return None


def _named(soup: BeautifulSoup) -> Iterator[Tag]:
    yield from soup.find_all(id=lambda value: value is not None and value.lower() in _BODY_IDS)
    yield from soup.find_all(
        ["div", "td", "article", "section"],
        class_=lambda value: value is not None and value.lower() in _BODY_CLASSES,
    )
