"""A page list: a printed page with its picture, its image map, its articles and the other pages."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup, Tag

from broadsheet.importing import markup
from broadsheet.importing.epaper import areas, names, properties
from broadsheet.importing.epaper.tree import Tree, target
from broadsheet.importing.epaper.words import AREAS_OUTSIDE, AREAS_SMALL, AREAS_WITHOUT_SIZE
from broadsheet.importing.notes import Note, note
from broadsheet.model import PageCode, Region
from broadsheet.photos.sizing import size_of
from broadsheet.reading.values import read_page_title

_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|tiff?)(?:[?#@]|\Z)", re.IGNORECASE)
_PDF = re.compile(r"\.pdf(?:[?#@]|\Z)", re.IGNORECASE)
_CHINESE_CODE = re.compile(r"(?:第\s*|^)([一二三四五六七八九十]{1,3})\s*版")
_CODE = re.compile(
    r"[\[【(（]?\s*第?\s*(?P<code>[A-Za-z]{0,3}\d{1,3})\s*(?:版|(?=[\]】)）]))\s*[\]】)）]?"
)
"""The code at a label's beginning, however it is set: ``第 001 版``, ``【A1版】``, ``(01)``."""
_DIGITS = "一二三四五六七八九"
_HEADING = re.compile(
    r"第\s*(?:[A-Za-z]{0,3}\d{1,3}|[一二三四五六七八九十]{1,3})\s*版[\s:：]*\S{0,20}"
)
_NAVIGATION = re.compile(r"(?:上|下|前|后)一?[版期页条篇]|版面导航|首页|返回|目录")
_LONGEST_LABEL = 60
_MOST_IN_ROW = 12
_MOST_LINKS = 500
"""Links in a page's row of a list of pages; articles of a page that are looked for by number."""
_PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*", re.IGNORECASE)
_CSS_PIXELS = re.compile(r"(?:\A|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)px", re.IGNORECASE)
_BRIEF = re.compile(r"_(?:brief|icon)(?=\.\w+\Z)", re.IGNORECASE)
_PERCENT = re.compile(r"(left|top|width|height)\s*:\s*(\d+(?:\.\d+)?)%", re.IGNORECASE)
_LOOK_ALIKE = 0.02
_SMALL_MAP = 0.6
"""Areas that all end within so much of the page, both ways, are of a smaller picture than it."""
_OVER = 1.03
"""How far a shape may reach beyond a picture that it still belongs to."""


@dataclass(frozen=True, slots=True)
class Label:
    """What the lists of pages call a page."""

    code: PageCode | None
    title: str
    pdf: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that a page list names, by the key of its file."""

    key: str
    headline: str
    name: str


@dataclass(slots=True)
class PageList:
    """``path`` is its file. ``articles`` are in the order of the list; ``mapped`` are those of the
    image map with their regions. ``labels`` are by the keys of the files of pages. ``image`` and
    ``pdf`` are links as written."""

    path: str
    code: PageCode | None = None
    title: str = ""
    articles: tuple[Listed, ...] = ()
    mapped: dict[str, tuple[Region, ...]] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    image: str = ""
    pdf: str = ""
    paper: str = ""
    notes: list[Note] = field(default_factory=list)

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def key(self) -> str:
        return names.key(posixpath.basename(self.path))


def read(path: str, text: str, tree: Tree, *, is_second: bool) -> PageList:
    """Read a page list. ``is_second`` tells that it is of the system's second generation."""
    text, found = properties.comments(text)
    soup = BeautifulSoup(text, "lxml")
    page = PageList(path)
    _Reader(page, soup, tree).read()
    fields = [properties.fields_in(comment) for comment in found]
    page.paper = next((properties.plain(f["papername"]) for f in fields if "papername" in f), "")
    told = (PageCode.parse(properties.plain(f.get("pagenum", ""))) for f in fields)
    own = page.labels.get(page.key)
    heading = _heading(soup)
    page.code = (
        (own.code if own else None)
        or (heading.code if heading else None)
        or next(filter(None, told), None)
        or names.code_in(posixpath.basename(path), sure=is_second)
    )
    page.title = (own.title if own else "") or (heading.title if heading else "")
    page.pdf = page.pdf or (own.pdf if own else "")
    return page


class _Reader:
    def __init__(self, page: PageList, soup: BeautifulSoup, tree: Tree) -> None:
        self.page = page
        self.soup = soup
        self.tree = tree

    def read(self) -> None:
        self._labels()
        shapes = list(self._shapes())
        image = self._image()
        self.page.image = self._larger(image)
        self._map(shapes, image)
        self.page.articles = self._listed()
        self.page.pdf = self._pdf()

    def _shown(self) -> str:
        return self.tree.shown(self.page.path)

    # --- the lists of pages

    def _labels(self) -> None:
        for link in self.soup.find_all("a", href=True):
            key = self._page_key(str(link["href"]))
            words = markup.text(link)
            if not key or not words or len(words) > _LONGEST_LABEL or _NAVIGATION.search(words):
                continue
            label = _label(words, self._pdf_beside(link))
            known = self.page.labels.get(key)
            if known is None or (known.code is None and label.code is not None):
                self.page.labels[key] = label
            elif (not known.pdf and label.pdf) or (not known.title and label.title):
                self.page.labels[key] = Label(
                    known.code, known.title or label.title, known.pdf or label.pdf
                )

    def _page_key(self, href: str) -> str:
        path = target(self.page.folder, href)
        name = posixpath.basename(path)
        return names.key(name) if names.is_page_list(name) and self._is_of_day(path) else ""

    def _is_of_day(self, path: str) -> bool:
        """Whether a path names no other day than this page's."""
        own = names.day_of(self.page.folder.split("/"))
        other = names.day_of(posixpath.dirname(path).split("/"))
        return own is None or other is None or own[0] == other[0]

    def _pdf_beside(self, link: Tag) -> str:
        """The PDF in the same row or item of a list of pages, if there is no other page in it."""
        for above in islice(link.parents, 4):
            links = above.find_all("a", href=True, limit=_MOST_IN_ROW)
            pages = {key for other in links if (key := self._page_key(str(other["href"])))}
            if len(pages) != 1 or len(links) == _MOST_IN_ROW:
                return ""
            pdfs = list(dict.fromkeys(_pdfs(above)))
            if pdfs:
                return pdfs[0] if len(pdfs) == 1 else ""
        return ""

    # --- the picture of the page

    def _image(self) -> Tag | None:
        """The picture that the map is laid over, or one that is named for being the page's."""
        images = self.soup.find_all("img", src=True)
        for image in images:
            if image.get("usemap"):
                return image
        for image in images:
            parts = target(self.page.folder, str(image["src"])).lower().split("/")
            if {"page", "pic", "images", "resfile", "res"} & set(parts[:-1]) and not (
                {"tplimg", "tpl", "template"} & set(parts)
            ):
                svg_or_map = self.soup.find(["svg", "map"])
                if svg_or_map is not None or "page" in parts[-1]:
                    return image
        return None

    def _larger(self, image: Tag | None) -> str:
        """The largest picture of the page in hand: what is shown, its full size beside the brief
        one, or what it links to."""
        if image is None:
            return ""
        shown = str(image["src"])
        candidates = [shown, _BRIEF.sub("_b", shown), _BRIEF.sub("", shown)]
        link = image.find_parent("a", href=True)
        if link is not None and _PICTURE.search(str(link["href"])):
            candidates.append(str(link["href"]))
        candidates += [
            str(a["href"])
            for a in self.soup.find_all("a", href=True)
            if _PICTURE.search(str(a["href"]))
        ]
        own = self._size(shown)
        best, best_width = shown, own[0] if own else 0
        for each in dict.fromkeys(candidates[1:]):
            size = self._size(each)
            if size is None or size[0] <= best_width:
                continue
            if own is None or abs(size[0] / size[1] - own[0] / own[1]) < _LOOK_ALIKE:
                best, best_width = each, size[0]
        return best

    def _size(self, href: str) -> tuple[int, int] | None:
        found = self.tree.linked(self.page.folder, href)
        return size_of(self.tree.root / found) if found else None

    # --- the image map

    def _shapes(self) -> Iterator[tuple[str, str, list[float], bool]]:
        """The key of an article, a shape, its numbers, and whether these are percent."""
        for area in self.soup.find_all("area", href=True):
            coords = str(area.get("coords", "")) or _xy(str(area.get("xy", "")))
            key = self._content_key(str(area["href"]))
            if key and coords:
                shape = str(area.get("shape", "")).lower()
                yield key, shape or "poly", areas.numbers(coords), "%" in coords
        for polygon in self.soup.find_all("polygon", points=True, limit=_MOST_LINKS):
            yield from self._polygon(polygon)
        for tag in self.soup.find_all(["a", "div", "span", "li"], style=True):
            yield from self._placed(tag)

    def _polygon(self, polygon: Tag) -> Iterator[tuple[str, str, list[float], bool]]:
        """A shape of an SVG that lies over the picture. Its numbers are made percent."""
        key = self._key_of(polygon)
        svg = polygon.find_parent("svg")
        if not key or svg is None:
            return
        box = areas.numbers(str(svg.get("viewbox", "") or svg.get("viewBox", "")))
        size = box[2:4] if len(box) == 4 else [_pixels(svg, "width"), _pixels(svg, "height")]
        values = areas.numbers(str(polygon["points"]))
        if all(size):
            start = box[:2] if len(box) == 4 else [0.0, 0.0]
            scaled = [(v - start[i % 2]) / size[i % 2] * 100 for i, v in enumerate(values)]
            yield key, "poly", scaled, True
        else:
            yield key, "poly", values, False

    def _placed(self, tag: Tag) -> Iterator[tuple[str, str, list[float], bool]]:
        """A link that is laid over the picture in percent of it."""
        found = {name.lower(): float(v) for name, v in _PERCENT.findall(str(tag["style"]))}
        if len(found) < 4 or not (key := self._key_of(tag)):
            return
        left, top = found["left"], found["top"]
        yield key, "rect", [left, top, left + found["width"], top + found["height"]], True

    def _key_of(self, tag: Tag) -> str:
        """The article that an element leads to, by itself, its inside, or what is around it."""
        inside, around = tag.find("a"), tag.find_parent("a")
        for each in (tag, inside, around):
            if each is None:
                continue
            for name in ("href", "xlink:href", "data-href", "data-url"):
                if key := self._content_key(str(each.get(name, ""))):
                    return key
        number = str(tag.get("data-contentid", "")).strip()
        if number.isalnum():
            ends = tuple(f"{sign}{number}." for sign in "_-.c")
            for link in self.soup.find_all("a", href=True, limit=_MOST_LINKS):
                key = self._content_key(str(link["href"]))
                if key and any(end in f"_{key}" for end in ends):
                    return key
        return ""

    def _content_key(self, href: str) -> str:
        path = target(self.page.folder, href) if href else ""
        name = posixpath.basename(path)
        return names.key(name) if names.is_content(name) and self._is_of_day(path) else ""

    def _map(self, shapes: Iterable[tuple[str, str, list[float], bool]], image: Tag | None) -> None:
        shapes = list(shapes)
        size = self._shown_size(image, [s for s in shapes if not s[3]])
        unplaced = outside = 0
        for key, shape, values, is_percent in shapes:
            self.page.mapped.setdefault(key, ())
            this = (100.0, 100.0) if is_percent else size
            if this is None:
                unplaced += 1
                continue
            found = areas.regions(shape, values, this)
            outside += not found
            self.page.mapped[key] += tuple(r for r in found if r not in self.page.mapped[key])
        if unplaced:
            self.page.notes.append(note(self._shown(), 0, AREAS_WITHOUT_SIZE, count=unplaced))
        rights = [r.left + r.width for found in self.page.mapped.values() for r in found]
        bottoms = [r.top + r.height for found in self.page.mapped.values() for r in found]
        if len(rights) > 1 and max(rights) < _SMALL_MAP and max(bottoms) < _SMALL_MAP:
            self.page.notes.append(note(self._shown(), 0, AREAS_SMALL))
        if outside:
            self.page.notes.append(note(self._shown(), 0, AREAS_OUTSIDE, count=outside))

    def _shown_size(
        self, image: Tag | None, shapes: Iterable[tuple[str, str, list[float], bool]]
    ) -> tuple[float, float] | None:
        """How large the picture is shown, in pixels: as its element says, else as its file is.
        Where a shape lies beyond what the element says, and on the file, the file is believed."""
        if image is None:
            return None
        file = self._size(str(image["src"]))
        width, height = _pixels(image, "width"), _pixels(image, "height")
        if file and width and not height:
            height = width * file[1] / file[0]
        elif file and height and not width:
            width = height * file[0] / file[1]
        if not width or not height:
            return (float(file[0]), float(file[1])) if file else None
        if file is None:
            return width, height
        for _, shape, values, _ in shapes:
            x, y = areas.farthest(shape, values)
            is_on_file = x <= file[0] * _OVER and y <= file[1] * _OVER
            if is_on_file and (x > width * _OVER or y > height * _OVER):
                return float(file[0]), float(file[1])
        return width, height

    # --- the articles

    def _listed(self) -> tuple[Listed, ...]:
        """The articles in the order of the page's own list; those that the map alone has come
        last."""
        lists: dict[int, dict[str, Listed]] = {}
        texts: dict[str, Listed] = {}
        for link in self.soup.find_all("a", href=True):
            key = self._content_key(str(link["href"]))
            if not key:
                continue
            words = markup.text(link)
            if _NAVIGATION.fullmatch(words):
                continue
            name = names.as_served(posixpath.basename(target(self.page.folder, str(link["href"]))))
            entry = Listed(key, words or str(link.get("title", "")).strip(), name)
            known = texts.get(key)
            if known is None or len(known.headline) < len(entry.headline):
                texts[key] = entry
            lists.setdefault(id(_list_of(link)), {}).setdefault(key, entry)
        best = max(lists.values(), key=self._likeness, default={})
        if self._likeness(best)[0] == 0:
            best = {}
        order = [*best, *(key for key in self.page.mapped if key not in best)]
        return tuple(texts.get(key, Listed(key, "", key)) for key in order)

    def _likeness(self, entries: Mapping[str, Listed]) -> tuple[int, int]:
        """How surely a list is the page's own: it names most of the map's articles, and fewest
        others; without a map it is the longest."""
        told = {key for key, entry in entries.items() if entry.headline}
        mapped = told & set(self.page.mapped)
        if not self.page.mapped:
            return len(told), 0
        return len(mapped), len(mapped) - len(told)

    def _pdf(self) -> str:
        """The page's PDF: the one that no other page's row has."""
        others = {label.pdf for key, label in self.page.labels.items() if key != self.page.key}
        return next((href for href in _pdfs(self.soup) if href not in others), "")


def _list_of(link: Tag) -> Tag:
    """The list or table that a link stands in."""
    for above in link.parents:
        if (
            above.name in ("ul", "ol", "dl", "tbody", "table")
            and len(above.find_all("a", limit=2)) > 1
        ):
            return above
    for above in link.parents:
        if above.name in ("div", "td", "body"):
            return above
    return link


def _pdfs(tag: Tag) -> Iterator[str]:
    for each in tag.find_all(["a", "input"]):
        href = str(each.get("href") or each.get("value") or "")
        if _PDF.search(href):
            yield href


def _pixels(tag: Tag, name: str) -> float:
    """A width or height in pixels, as browsers take it: the style before the attribute."""
    for key, value in _CSS_PIXELS.findall(str(tag.get("style", ""))):
        if key.lower() == name:
            return float(value)
    match = _PIXELS.fullmatch(str(tag.get(name, ""))[:20])
    return float(match[1]) if match else 0.0


def _xy(value: str) -> str:
    """Corners that a script reads: ``[{"x": 1, "y": 2}, …]``."""
    try:
        corners = json.loads(value) if value else []
    except (ValueError, RecursionError):
        return ""
    if not isinstance(corners, list):
        return ""
    pairs = (c for c in corners if isinstance(c, Mapping) and "x" in c and "y" in c)
    return ",".join(f"{c['x']},{c['y']}" for c in pairs)


def _label(words: str, pdf: str = "") -> Label:
    """``第A01版：要闻``, ``A01： 头版``, ``01版 要闻``, ``第一版：要闻``, or a name alone."""
    words = " ".join(words.replace("\u3000", " ").split())
    words = _CHINESE_CODE.sub(lambda match: f"第{_number(match[1])}版", words)
    words = _CODE.sub(r"第\g<code>版 ", words, count=1) if _CODE.match(words) else words
    read_title = read_page_title(words)
    if isinstance(read_title, tuple):
        return Label(read_title[0], read_title[1].strip(" :：|｜/·"), pdf)
    return Label(None, words, pdf)


def _number(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    value = _DIGITS.find(ones) + 1 if ones else 0
    return value + (10 * (_DIGITS.find(tens) + 1 if tens else 1) if ten else 0)


def _heading(soup: BeautifulSoup) -> Label | None:
    """The page as the list itself is headed, outside of links: ``第A01版：<strong>头版``."""
    for words in soup.find_all(string=_HEADING):
        parent = words.parent
        if (
            parent is None
            or parent.find_parent("a") is not None
            or parent.name in ("a", "script", "title", "style", "option")
        ):
            continue
        for above in (parent, parent.parent):
            whole = markup.text(above) if above is not None else ""
            if whole and len(whole) <= _LONGEST_LABEL and (label := _label(whole)).code:
                return label
        label = _label(str(words))
        if label.code:
            return label
    return None
