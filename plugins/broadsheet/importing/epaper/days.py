"""One day of a digital edition: its page lists and content pages become an issue's draft."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from broadsheet.importing import spans
from broadsheet.importing.drafts import Block, DraftArticle, DraftIssue, DraftPage
from broadsheet.importing.epaper import bodies, names, pagelists
from broadsheet.importing.epaper.bodies import ContentPage, Surroundings
from broadsheet.importing.epaper.pagelists import Label, PageList
from broadsheet.importing.epaper.tree import Tree, target
from broadsheet.importing.epaper.words import (
    ADDRESS_UNKNOWN,
    ADVERTISEMENTS,
    ARTICLE_MISSING,
    BYLINE_UNCLEAR,
    EMPTY_DAY,
    NO_ADDRESS,
    NO_CODE,
    NO_CODE_OF_IMAGE,
    NO_HEADLINE,
    NO_TEXT,
    NOT_AN_ARTICLE,
    ON_ITS_OWN_WORD,
    ON_NO_PAGE,
    ON_TWO_PAGES,
    PAGE_IMAGE_MISSING,
    PDF_MISSING,
    SECOND_PAPER,
    TWIN,
)
from broadsheet.importing.notes import Note, SourceError, Words, note
from broadsheet.model import Jump, PageCode, Region
from broadsheet.reading.bylines import (
    is_byline_paragraph,
    parse_byline,
    parse_unsigned,
    take_lead_in,
    take_signature,
)
from broadsheet.reading.jumps import Direction, split_trailing_jump, take_jump_line
from broadsheet.reading.names import IssueName
from broadsheet.reading.values import read_alias, read_page_title

_ADVERTISEMENT = re.compile(
    r"[（(\[【]?(?:公益|分类|商业)?广告[一二三四五六七八九十\d]*[)）\]】]?|.{0,8}广告"
)
ADVERTISEMENTS_SECTION = "广告"
_JUMP_IN_HEADLINE = re.compile(
    r"[（(【\[]\s?[▶►→]?\s?(?:上接|紧接|下转|接|转)[^（）()【】\[\]]{1,14}[)）】\]]"
    r"|^(?:上接|紧接)\s?第?\s?\w{1,5}\s?版[\s:：]*"
)
_FIRST_WORDS = 20
_SAME_TEXT = 20
"""Characters that two articles must have at least to be told for one."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of the day as a path of the site; ``is_second`` tells of which generation it is."""

    path: str
    is_second: bool = False


@dataclass(frozen=True, slots=True)
class EpaperDay:
    """A day's paper: a unit of an import. ``copies`` are folders that hold the same pages for other
    screens; ``beside`` is the place of another paper of that day. ``has_address`` tells whether the
    folders' paths are those that readers knew."""

    name: IssueName
    root: Path
    folders: tuple[Folder, ...]
    copies: tuple[str, ...] = ()
    beside: str = ""
    has_address: bool = True

    @property
    def place(self) -> str:
        return str(self.root / self.folders[0].path)

    @property
    def home(self) -> str:
        own = names.within_paper(f"{self.folders[0].path}/")
        return self.place.removesuffix(own.rstrip("/"))

    def read(self) -> DraftIssue:
        """Raises ``SourceError`` when no article and no page of the day can be read."""
        return _Day(self).read()


@dataclass(slots=True)
class _Place:
    """Where an article stands: its page, its number in the page's list, its regions there."""

    page: PageList
    order: int
    is_mapped: bool
    regions: tuple[Region, ...] = ()


@dataclass(slots=True)
class _Story:
    """A content page with the places it has, and the twins that it was taken for."""

    content: ContentPage
    headline: str
    places: list[_Place] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)


class _Day:
    def __init__(self, unit: EpaperDay) -> None:
        self.unit = unit
        self.tree = Tree(unit.root)
        self.notes: list[Note] = []
        self.page_lists: list[PageList] = []
        self.contents: dict[str, str] = {}
        self.paper = ""
        self.refused: list[str] = []
        self.shown: dict[str, str] = {}
        """Where a person finds the file of an article, by its origin."""

    def read(self) -> DraftIssue:
        if self.unit.beside:
            self._note(
                self.unit.place,
                SECOND_PAPER,
                date=self.unit.name.date,
                first=self.unit.beside,
                edition=self.unit.name.edition,
            )
        if not self.unit.has_address:
            self._note(self.unit.place, ADDRESS_UNKNOWN)
        self._page_lists()
        self._contents()
        places = self._places()
        stories = self._stories(places)
        pages = self._pages()
        articles = list(self._articles(stories))
        self._report(places)
        if not articles and not pages:
            raise SourceError(note(self.unit.place, 0, EMPTY_DAY))
        aliases = self._aliases(self._addresses_of_issue())
        if self.refused:
            self._note(
                self.unit.place, NO_ADDRESS, count=len(self.refused), address=self.refused[0]
            )
        return DraftIssue(
            name=self.unit.name,
            edition_title=self.paper if self.unit.beside else "",
            pages=tuple(pages),
            articles=tuple(articles),
            aliases=aliases,
            notes=tuple(self.notes),
        )

    def _note(self, source: str, words: Words, line: int = 0, **values: object) -> None:
        self.notes.append(note(source, line, words, **values))

    # --- page lists

    def _page_lists(self) -> None:
        found: list[PageList] = []
        for folder in self.unit.folders:
            for name in self.tree.files(folder.path):
                if not names.is_page_list(name):
                    continue
                path = posixpath.join(folder.path, name)
                try:
                    text = self.tree.text(path).text
                except SourceError as error:
                    self.notes.append(error.note)
                    continue
                found.append(pagelists.read(path, text, self.tree, is_second=folder.is_second))
        labels = _labels(found)
        for page in found:
            label = labels.get(page.key)
            page.code = page.code or (label.code if label else None)
            page.title = page.title or (label.title if label else "")
            page.pdf = page.pdf or (label.pdf if label else "")
        self.page_lists = found
        self.paper = next((page.paper for page in found if page.paper), "")

    def _pages(self) -> list[DraftPage]:
        """The printed pages; several lists of one page (``node_1``, ``node_2``) are one."""
        pages: dict[tuple[str, int], DraftPage] = {}
        for page in self.page_lists:
            self.notes += page.notes
            if page.code is None:
                continue
            made = self._page(page, page.code)
            known = pages.get(page.code.sort_key)
            if known is not None:
                made = DraftPage(
                    known.code,
                    known.title or made.title,
                    image=known.image or made.image,
                    pdf=known.pdf or made.pdf,
                    aliases=tuple(dict.fromkeys((*known.aliases, *made.aliases))),
                )
            pages[page.code.sort_key] = made
        return [pages[key] for key in sorted(pages)]

    def _page(self, page: PageList, code: PageCode) -> DraftPage:
        return DraftPage(
            code,
            page.title,
            image=self._file(page, page.image, PAGE_IMAGE_MISSING),
            pdf=self._file(page, page.pdf, PDF_MISSING),
            aliases=self._aliases(self._addresses(page.path)),
        )

    def _file(self, page: PageList, href: str, missing: Words) -> Path | None:
        """A file that a page list names, if it is there."""
        if not href:
            return None
        found = self.tree.linked(page.folder, href)
        if not found:
            name = posixpath.basename(target(page.folder, href))
            self._note(self.tree.shown(page.path), missing, page=page.code, name=name)
            return None
        return self.tree.root / found

    # --- content pages

    def _contents(self) -> None:
        """The day's content pages by their keys: of two files with one name the first counts."""
        for folder in self.unit.folders:
            for name in self.tree.files(folder.path):
                if names.is_content(name):
                    self.contents.setdefault(names.key(name), posixpath.join(folder.path, name))

    def _stories(self, places: Mapping[str, list[_Place]]) -> list[_Story]:
        around = self._surroundings()
        stories: list[_Story] = []
        known: dict[str, _Story] = {}
        empty: list[str] = []
        listed = {e.key: e.headline for page in self.page_lists for e in page.articles}
        for key in self._in_order(places):
            try:
                decoded = self.tree.text(self.contents[key])
            except SourceError as error:
                self.notes.append(error.note)
                continue
            content = bodies.read(self.contents[key], decoded.text, decoded.lost, self.tree, around)
            headline = content.properties.title or listed.get(key, "")
            story = _Story(content, headline, places.get(key, []))
            if not self._is_to_take(story, empty):
                continue
            same = f"{_solid(headline)}\n{_solid(content.text)}"
            twin = known.get(same)
            if twin is not None and len(_solid(content.text)) >= _SAME_TEXT:
                self._take_twin(twin, story)
                continue
            known[same] = story
            self.notes += content.notes
            stories.append(story)
        if empty:
            self._note(self.unit.place, ADVERTISEMENTS, count=len(empty), names=", ".join(empty))
        return stories

    def _is_to_take(self, story: _Story, empty: list[str]) -> bool:
        content = story.content
        if not content.is_empty:
            return True
        if story.headline and _ADVERTISEMENT.fullmatch(story.headline):
            empty.append(posixpath.basename(content.path))
        elif story.headline:
            self.notes += content.notes
            self._note(self.tree.shown(content.path), NO_TEXT, headline=story.headline)
        else:
            self._note(self.tree.shown(content.path), NOT_AN_ARTICLE)
        return False

    def _take_twin(self, story: _Story, twin: _Story) -> None:
        other = posixpath.basename(story.content.path)
        self._note(self.tree.shown(twin.content.path), TWIN, other=other)
        story.twins.append(twin.content.path)
        if not story.places:
            story.places = twin.places

    def _in_order(self, places: Mapping[str, Sequence[_Place]]) -> list[str]:
        """The content pages in the order of the pages and of their lists, then the others."""
        by_page: dict[tuple[str, int, int], list[str]] = {}
        for key, found in places.items():
            if found and key in self.contents:
                by_page.setdefault(_place_key(found[0]), []).append(key)
        ordered = [key for at in sorted(by_page) for key in by_page[at]]
        return [*ordered, *(key for key in self.contents if key not in set(ordered))]

    def _surroundings(self) -> Surroundings:
        """What a first look at all content pages tells: which pictures are on many of them."""
        repeated: Counter[str] = Counter()
        for path in self.contents.values():
            try:
                repeated.update(bodies.pictures_beside(path, self.tree.text(path).text))
            except SourceError:
                continue  # it is named when it is read
        images = {target(p.folder, p.image) for p in self.page_lists if p.image}
        return Surroundings(
            {path: times for path, times in repeated.items() if times > 1},
            frozenset(images),
            self._article_link,
        )

    def _article_link(self, folder: str, href: str) -> str:
        """The old address of an article of this day that a text links to."""
        key = names.key(posixpath.basename(target(folder, href)))
        path = self.contents.get(key, "")
        found = self._address(path) if path else ""
        return found if found and isinstance(read_alias(found), str) else ""

    # --- where articles stand

    def _places(self) -> dict[str, list[_Place]]:
        """The places of each article: on the pages whose map has it; else on the page whose list
        has it, the shortest list where several have, for some pages list the whole paper."""
        claims: dict[str, list[_Place]] = {}
        for page in self._distinct_pages():
            for order, entry in enumerate(page.articles, 1):
                is_mapped = entry.key in page.mapped
                regions = page.mapped.get(entry.key, ())
                claims.setdefault(entry.key, []).append(_Place(page, order, is_mapped, regions))
        found: dict[str, list[_Place]] = {}
        for key, places in claims.items():
            mapped = [place for place in places if place.is_mapped]
            with_map = [place for place in places if place.page.mapped]
            others = sorted(with_map or places, key=lambda place: len(place.page.articles))
            found[key] = sorted(mapped, key=_place_key) or others[:1]
        return found

    def _distinct_pages(self) -> list[PageList]:
        """The page lists, of those of one page the one with most regions, then most articles."""
        best: dict[object, PageList] = {}
        for page in self.page_lists:
            key: object = page.code.sort_key if page.code else page.path
            known = best.get(key)
            if known is None or _richness(page) > _richness(known):
                best[key] = page
        return list(best.values())

    def _report(self, places: Mapping[str, Sequence[_Place]]) -> None:
        """Name what the lists promise and the tree does not have, and the pages without a code."""
        for key, found in places.items():
            page = found[0].page
            if key not in self.contents:
                entry = page.articles[found[0].order - 1]
                self._note(
                    self.tree.shown(page.path),
                    ARTICLE_MISSING,
                    page=page.code or "?",
                    headline=entry.headline,
                    name=entry.name,
                )
        taken = {target(p.folder, p.image) for p in self.page_lists if p.code and p.image}
        for page in self.page_lists:
            own = [key for key, found in places.items() if found[0].page is page]
            if page.code is not None:
                continue
            if page.image and target(page.folder, page.image) not in taken:
                self._note(self.tree.shown(page.path), NO_CODE_OF_IMAGE, count=len(own))
            elif own:
                self._note(self.tree.shown(page.path), NO_CODE, count=len(own))

    # --- drafts

    def _articles(self, stories: Sequence[_Story]) -> Iterator[DraftArticle]:
        drafts = [draft for story in stories for draft in self._drafts(story)]
        headlines = _headlines_of_first_halves(drafts)
        for draft in drafts:
            headline = draft.headline
            if not headline and draft.jump_from is not None and draft.page is not None:
                key = (draft.jump_from.sort_key[1], draft.page.sort_key[1])
                headline = headlines.get(key, "")
            yield replace(draft, headline=headline or self._first_words(draft))

    def _first_words(self, draft: DraftArticle) -> str:
        """The beginning of a text as a headline for want of one."""
        first = next((bodies.words(b) for b in draft.body if bodies.words(b)), "")
        cutlines = (p.cutline for b in draft.body for p in getattr(b, "pictures", ()))
        words = first or next(filter(None, cutlines), "") or posixpath.basename(draft.origin)
        headline = re.split(r"[。！？\n]", words)[0][:_FIRST_WORDS].strip("　 ，,") or words[:20]
        self._note(self.shown[draft.origin], NO_HEADLINE, headline=headline)
        return headline

    def _drafts(self, story: _Story) -> Iterator[DraftArticle]:
        """The article; two of them where its text says that it was cut."""
        content, said = story.content, story.content.properties
        shown = self.tree.shown(content.path)
        places = [place for place in story.places if place.page.code is not None]
        headline, jumps = _without_jumps(story.headline)
        page, order, regions = self._where(story, places, headline)
        halves = _halves(content.blocks) if len(places) > 1 else None
        if len(places) > 1 and halves is None:
            codes = "、".join(str(place.page.code) for place in places)
            self._note(shown, ON_TWO_PAGES, headline=headline, pages=codes, first=page)
        source = said.source if said.source not in (self.paper, said.paper) else ""
        is_advertisement = _ADVERTISEMENT.fullmatch(headline) is not None
        origin = names.within_paper(content.path)
        self.shown[origin] = shown
        first = DraftArticle(
            origin=origin,
            headline=headline,
            body=halves[0] if halves else content.blocks,
            kicker=said.kicker if said.kicker != headline else "",
            deck=said.deck if said.deck != headline else "",
            page=page,
            order=order,
            section=ADVERTISEMENTS_SECTION if is_advertisement else "",
            byline=self._byline(said.author, content, shown),
            source=source,
            tags=said.keywords,
            jump_to=jumps.get("to"),
            jump_from=jumps.get("from"),
            regions=regions,
            aliases=self._aliases(
                address
                for path in (content.path, *story.twins)
                for address in self._addresses(path)
            ),
        )
        yield first
        if halves:
            second = places[1]
            yield DraftArticle(
                origin=f"{origin}:2",
                headline=headline,
                body=halves[1],
                page=second.page.code,
                order=second.order,
                jump_from=None if _opens_with_jump(halves[1]) else page,
                regions=second.regions,
            )

    def _where(
        self, story: _Story, places: Sequence[_Place], headline: str
    ) -> tuple[PageCode | None, int, tuple[Region, ...]]:
        """The page, order and regions of an article; what its own page says where no list has
        it."""
        if places:
            return places[0].page.code, places[0].order, places[0].regions
        if story.places:
            return None, story.places[0].order, ()
        said = story.content.properties
        named = read_page_title(said.page_name)
        code = PageCode.parse(said.page) or (named[0] if isinstance(named, tuple) else None)
        shown = self.tree.shown(story.content.path)
        headline = headline or posixpath.basename(story.content.path)
        if code is None:
            self._note(shown, ON_NO_PAGE, headline=headline)
            return None, 0, ()
        same = (p.code for p in self.page_lists if p.code and p.code.sort_key == code.sort_key)
        code = next(same, code)
        self._note(shown, ON_ITS_OWN_WORD, headline=headline, page=code)
        return code, 0, ()

    def _byline(self, author: str, content: ContentPage, shown: str) -> str:
        """The author as a byline, unless the text prints the same people."""
        if not author:
            return ""
        found = parse_byline(author)
        if found is None:
            if parse_unsigned(author) is None:
                self._note(shown, BYLINE_UNCLEAR, author=author)
            return "" if author in content.text[:200] else author
        people = {credit.name for credit in found.credits}
        return "" if people <= _printed(content.blocks) else author

    # --- old addresses

    def _address(self, path: str) -> str:
        folder, _, name = path.rpartition("/")
        return f"/{folder}/{names.as_served(name)}" if self.unit.has_address else ""

    def _addresses(self, path: str) -> Iterator[str]:
        """The old addresses of a page: its own, and those of its copies for other screens."""
        yield self._address(path)
        name = posixpath.basename(path)
        for folder in self.unit.copies:
            if found := self.tree.find(f"{folder}/{names.as_served(name)}"):
                yield self._address(found)

    def _addresses_of_issue(self) -> Iterator[str]:
        """The day's folder, and page lists that are of no one page."""
        if self.unit.has_address:
            yield from (f"/{f}/" for f in dict.fromkeys(page.folder for page in self.page_lists))
        for page in self.page_lists:
            if page.code is None:
                yield from self._addresses(page.path)

    def _aliases(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of the addresses that can be kept; the others are remembered for a note."""
        kept: dict[str, None] = {}
        for address in addresses:
            if not address or re.fullmatch(r"/\d{4}/\d\d/\d\d/", address):
                continue
            found = read_alias(address)
            if isinstance(found, str):
                kept[found] = None
            elif address not in self.refused:
                self.refused.append(address)
        return tuple(kept)


def _place_key(place: _Place) -> tuple[str, int, int]:
    letters, number = place.page.code.sort_key if place.page.code else ("\uffff", 0)
    return letters, number, place.order


def _richness(page: PageList) -> tuple[int, int]:
    return sum(map(len, page.mapped.values())), len(page.articles)


def _labels(pages: Iterable[PageList]) -> dict[str, Label]:
    """What the lists of pages call each page, the fullest name first met."""
    labels: dict[str, Label] = {}
    for page in pages:
        for key, label in page.labels.items():
            known = labels.get(key)
            if known is None or (known.code is None and label.code is not None):
                labels[key] = label
    return labels


def _solid(text: str) -> str:
    return "".join(text.split())


def _without_jumps(headline: str) -> tuple[str, dict[Direction, PageCode]]:
    """A headline without the jump lines that some papers put into it."""
    found: dict[Direction, PageCode] = {}
    for match in list(_JUMP_IN_HEADLINE.finditer(headline)):
        taken = take_jump_line(match[0].strip(" :：\u3000"))
        if taken is not None:
            direction, jump = taken
            found[direction] = jump.page
            headline = headline.replace(match[0], " ", 1)
    return spans.tidy(headline), found


def _halves(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]] | None:
    """A text cut behind its jump line (下转A03版), if there is more behind it."""
    for at, block in enumerate(blocks[:-1]):
        if _jump_to(block) is not None:
            return blocks[: at + 1], blocks[at + 1 :]
    return None


def _jump_to(block: Block) -> Jump | None:
    text = bodies.words(block)
    if line := take_jump_line(text):
        return line[1] if line[0] == "to" else None
    ending = split_trailing_jump(text)
    return ending[1] if ending else None


def _opens_with_jump(blocks: Sequence[Block]) -> bool:
    first = bodies.words(blocks[0]) if blocks else ""
    return re.match(r"\s*[（(【\[]?\s*(?:上接|紧接)", first) is not None


def _headlines_of_first_halves(drafts: Iterable[DraftArticle]) -> dict[tuple[int, int], str]:
    """Headlines of articles that jump, by the numbers of their page and of the one they go on."""
    found: dict[tuple[int, int], str] = {}
    for draft in drafts:
        if draft.page is None or not draft.headline:
            continue
        jumps = [jump.page for block in draft.body if (jump := _jump_to(block))]
        for page in [*jumps, *filter(None, [draft.jump_to])]:
            found.setdefault((draft.page.sort_key[1], page.sort_key[1]), draft.headline)
    return found


def _printed(blocks: Sequence[Block]) -> set[str]:
    """The names that a text prints where papers print who wrote it."""
    texts = [text for block in blocks if (text := bodies.words(block))]
    found: set[str] = set()
    for text in texts[:3]:
        lead_in = take_lead_in(text)
        if lead_in is not None:
            found |= {credit.name for credit in lead_in.byline.credits}
        if is_byline_paragraph(text) and (byline := parse_byline(text)):
            found |= {credit.name for credit in byline.credits}
    for text in texts[-2:]:
        signature = take_signature(text)
        if signature is not None:
            found |= {credit.name for credit in signature.byline.credits}
        if is_byline_paragraph(text) and (byline := parse_byline(text)):
            found |= {credit.name for credit in byline.credits}
    return found
