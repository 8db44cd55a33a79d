"""The articles of a Word file: where each begins, which lines are its heads, what is its text.

Styles are believed first (标题, Title, 副标题, 小标题). Where a file has none, lines that are
larger than the text, or bold and centred, are heads. A file with neither is read as page text is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from broadsheet.importing.prose.remarks import Remarks
from broadsheet.importing.prose.tree import Kind, Node
from broadsheet.importing.text.wording import HEADS_UNSURE
from broadsheet.importing.word import wording
from broadsheet.importing.word.document import Para, para_node
from broadsheet.importing.word.looks import Role
from broadsheet.reading.bylines import is_byline_paragraph, is_unsigned_paragraph, take_lead_in
from broadsheet.reading.inline_html import join_lines

_LONGEST_HEAD = 60
_LONGEST_CROSSHEAD = 40
_LONGEST_CUTLINE = 200
_LARGER = 1.12
"""How many times larger than the text the letters of a head are."""
_ALIKE = 0.9
"""How large a headline is beside the first one of its page."""
_CLOSED = re.compile(r"[。；;，,：:]\s*\Z")
_DASHED = re.compile(r"\s*(?:—|――|──|--)")
_CUTLINE = re.compile(
    r"[▲△▼▽]|[（(]?(?:上|下|左|右|本)?图(?:[一二三四五六七八九十\d①-⑳]*[：:为]|片说明|片?[：:])|Photo"
)
_CREDITED = re.compile(r"(?:摄|供图|摄影报道|[Pp]hoto[^)）]*)\s*[)）]?\s*\Z")
_SHOWN = 30


@dataclass(slots=True)
class Story:
    """An article in the making. ``kickers`` and ``decks`` are lines over and below the headline."""

    headline: str = ""
    kickers: list[str] = field(default_factory=list)
    decks: list[str] = field(default_factory=list)
    byline: str = ""
    body: list[Node] = field(default_factory=list)
    line: int = 0


def stories_of(paras: Sequence[Para], remarks: Remarks) -> list[Story] | None:
    """The articles in their order; ``None`` where the file's looks tell nothing."""
    solid = [each for each in paras if each.text or each.pictures]
    finder = _Finder(solid, remarks)
    if not finder.starts:
        return None
    return finder.stories()


class _Finder:
    def __init__(self, paras: Sequence[Para], remarks: Remarks) -> None:
        self._paras = paras
        self._remarks = remarks
        self._size = _size_of_text(paras)
        self._title_level = _title_level(paras)
        self._groups = self._head_groups()
        self.starts = [group for group in self._groups if group.is_start]

    # --- heads

    def _is_title(self, para: Para) -> bool:
        if para.look.role is Role.TITLE:
            return True
        return para.look.role is Role.HEADING and para.look.level == self._title_level

    def _is_head(self, para: Para) -> bool:
        """Whether a paragraph may be one of the lines over a text."""
        role = para.look.role
        if para.block is not None or not para.text or para.pictures:
            return False
        if self._is_title(para) or role in (Role.KICKER, Role.DECK):
            return True
        if role is not Role.NONE or _is_credit(para.text) or para.label is not None:
            return False
        if len(para.text) > _LONGEST_HEAD or _CLOSED.search(para.text) or _CUTLINE.match(para.text):
            return False
        is_larger = bool(self._size) and para.size >= self._size * _LARGER
        return is_larger or (para.bold and para.look.centred)

    def _head_groups(self) -> list[_Group]:
        """Runs of heads, and which of them begin an article."""
        groups: list[_Group] = []
        at = 0
        while at < len(self._paras):
            end = at
            while end < len(self._paras) and self._is_head(self._paras[end]):
                end += 1
            if end == at:
                at += 1
                continue
            groups += self._parted(at, end)
            at = end
        self._judge(groups)
        return groups

    def _parted(self, start: int, end: int) -> list[_Group]:
        """A run of heads; one that has several titles apart from each other is several."""
        titles = [at for at in range(start, end) if self._is_title(self._paras[at])]
        cuts = [start]
        for one, other in pairwise(titles):
            if other - one > 1:
                kicker = self._paras[other - 1].look.role is Role.KICKER
                cuts.append(other - 1 if kicker else other)
        return [_Group(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True)]

    def _judge(self, groups: list[_Group]) -> None:
        styled = any(self._is_title(para) for para in self._paras)
        largest = 0.0
        for group in groups:
            paras = self._paras[group.start : group.end]
            if styled:
                group.is_start = any(map(self._is_title, paras))
                continue
            size = max(para.size for para in paras)
            if not largest:
                group.is_start = True
                largest = size
            else:
                group.is_start = self._is_another(group, size, largest)
        if not styled and any(group.is_start for group in groups):
            self._remarks.add(0, wording.HEADS_BY_LOOK)

    def _is_another(self, group: _Group, size: float, largest: float) -> bool:
        """Whether heads amid the text are those of another article, and no crosshead."""
        if size >= largest * _ALIKE and size >= self._size * _LARGER:
            return True
        below = self._paras[group.end] if group.end < len(self._paras) else None
        if below is not None and (_is_credit(below.text) or take_lead_in(below.text)):
            return True
        dashed = any(_DASHED.match(p.text) for p in self._paras[group.start + 1 : group.end])
        if not dashed:
            first = self._paras[group.start]
            if first.look.centred and first.bold:
                self._remarks.add(first.number, wording.CROSSHEAD_UNSURE, text=first.text[:_SHOWN])
        return dashed

    # --- stories

    def stories(self) -> list[Story]:
        found: list[Story] = []
        before = self._paras[: self.starts[0].start]
        for at, group in enumerate(self.starts):
            end = self.starts[at + 1].start if at + 1 < len(self.starts) else len(self._paras)
            story = self._headed(self._paras[group.start : group.end])
            body = list(self._paras[group.end : end])
            if at == 0 and before:
                words = " ".join(para.text for para in before if para.text)
                if words:
                    values = {"text": words[:_SHOWN]}
                    self._remarks.add(before[0].number, wording.BEFORE_HEADLINE, **values)
                signed = _count_credits(body)
                body = [*body[:signed], *before, *body[signed:]]
            if len(body) > 1 and _is_deck_by_style(body[0], body[1]):
                story.decks.append(body.pop(0).text)
            while body and body[0].look.role is Role.BYLINE:
                story.byline = f"{story.byline} {body.pop(0).text}".strip()
            story.body = body_nodes(body, self._is_crosshead)
            found.append(story)
        return found

    def _headed(self, paras: Sequence[Para]) -> Story:
        """Which of the lines over a text is the headline: by its style, else the largest one."""
        titles = [at for at, para in enumerate(paras) if self._is_title(para)]
        if not titles:
            size = max(para.size for para in paras)
            plain = [at for at, para in enumerate(paras) if not _DASHED.match(para.text)]
            titles = [at for at in plain if paras[at].size == size] or plain or [0]
            if len(paras) > 1 and len({para.size for para in paras}) == 1:
                titles = titles[-1:]
                if titles[0] and len(plain) == len(paras):
                    kicker, headline = paras[titles[0] - 1].text, paras[titles[0]].text
                    values = {"kicker": kicker, "headline": headline}
                    self._remarks.add(paras[0].number, HEADS_UNSURE, **values)
        first, last = titles[0], titles[0]
        while last + 1 in titles:
            last += 1
        story = Story(line=paras[first].number)
        lines = "\n".join(para.text for para in paras[first : last + 1]).split("\n")
        story.headline = " ".join(lines) if _are_halves(lines) else join_lines("\n".join(lines))
        story.kickers = [para.text for para in paras[:first]]
        story.decks = [para.text for para in paras[last + 1 :]]
        return story

    def _is_crosshead(self, para: Para) -> bool:
        role = para.look.role
        if role is Role.HEADING or role is Role.TITLE:
            return True
        if role is not Role.NONE or not para.text or para.label is not None:
            return False
        is_short = len(para.text) <= _LONGEST_CROSSHEAD and not _CLOSED.search(para.text)
        if not is_short or _is_credit(para.text) or _CUTLINE.match(para.text):
            return False
        is_larger = bool(self._size) and para.size >= self._size * _LARGER
        return para.bold or is_larger


@dataclass(slots=True)
class _Group:
    start: int
    end: int
    is_start: bool = False


def _size_of_text(paras: Iterable[Para]) -> float:
    """The size of most letters, in points; 0 where no size is said."""
    sizes: Counter[float] = Counter()
    for para in paras:
        sizes[para.size] += len(para.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _title_level(paras: Sequence[Para]) -> int:
    """The level of headings that are headlines: the highest one, where no title is styled as such;
    0 where none is."""
    if any(para.look.role is Role.TITLE for para in paras):
        return 0
    levels = [para.look.level for para in paras if para.look.role is Role.HEADING and para.text]
    top = min(levels, default=0)
    first = next((para for para in paras if para.text), None)
    begins = first is not None and first.look.role in (Role.HEADING, Role.KICKER)
    return top if top == 1 or begins else 0


def _is_credit(text: str) -> bool:
    return is_byline_paragraph(text) or is_unsigned_paragraph(text)


def _is_deck_by_style(para: Para, below: Para) -> bool:
    """Whether a lower heading right below the headline is its deck: a byline follows."""
    return para.look.role is Role.HEADING and para.block is None and _is_byline(below)


def _are_halves(lines: Sequence[str]) -> bool:
    """Whether the two lines of a headline are of one length, and so two clauses of it."""
    return len({len(line.strip()) for line in lines}) == 1 and len(lines) == 2


def _count_credits(paras: Sequence[Para]) -> int:
    """How many of the first paragraphs say who wrote the text below them."""
    return next(
        (at for at, para in enumerate(paras) if not _is_byline(para)),
        len(paras),
    )


def _is_byline(para: Para) -> bool:
    return para.look.role is Role.BYLINE or _is_credit(para.text)


# --- the body


def body_nodes(paras: Sequence[Para], is_crosshead: Callable[[Para], bool]) -> list[Node]:
    """Paragraphs as a tree: lists put together, pictures given their words, heads told."""
    out: list[Node] = []
    at = 0
    while at < len(paras):
        para = paras[at]
        if _is_item(para):
            end = at
            while end < len(paras) and _is_item(paras[end]) and _is_same_list(para, paras[end]):
                end += 1
            out.append(_list(paras[at:end]))
            at = end
        elif para.pictures:
            at = _figure(paras, at, out)
        elif _is_cutline(para) and para.text[0] in "▼▽" and _shows(paras, at + 1):
            # The words of the picture below go to it as Word's caption over a picture does.
            paras[at + 1].pictures[0].text = para.text
            at += 1
        elif para.block is None and is_crosshead(para):
            level = max(para.look.level, 2) if para.look.role is Role.HEADING else 2
            nodes = para_node(para).children
            out.append(Node(Kind.HEADING, nodes, para.number, number=level))
            at += 1
        else:
            node = para_node(para)
            is_quote = para.look.role is Role.QUOTE
            out.append(Node(Kind.QUOTE, [node], para.number) if is_quote else node)
            at += 1
    return out


def _shows(paras: Sequence[Para], at: int) -> bool:
    return at < len(paras) and bool(paras[at].pictures)


def _figure(paras: Sequence[Para], at: int, out: list[Node]) -> int:
    """A paragraph with pictures, and those below that are their words; where the text goes on."""
    para = paras[at]
    if _is_bare(para) and at + 1 < len(paras) and _is_bare(paras[at + 1]):
        return _figures(paras, at, out)
    out.append(para_node(para))
    pictures = para.pictures
    at += 1
    if para.text:
        return at
    waiting = [each for each in pictures if not each.text]
    while at < len(paras) and waiting and _is_cutline(paras[at], below=True):
        if paras[at].text[0] in "▼▽" and _shows(paras, at + 1):
            break
        target = waiting.pop(0) if len(waiting) > 1 else waiting[-1]
        target.text = f"{target.text} {paras[at].text}".strip()
        at += 1
        if target is pictures[-1]:
            break
    return at


def _is_bare(para: Para) -> bool:
    """Whether a paragraph is pictures and nothing else."""
    return bool(para.pictures) and not para.text


def _figures(paras: Sequence[Para], at: int, out: list[Node]) -> int:
    """Pictures below each other, and their words below them all; fewer words are the last ones'."""
    pictures: list[Node] = []
    while at < len(paras) and _is_bare(paras[at]):
        out.append(para_node(paras[at]))
        pictures += paras[at].pictures
        at += 1
    end = at
    while end < len(paras) and end - at < len(pictures) and _is_cutline(paras[end], below=True):
        if paras[end].text[0] in "▼▽" and _shows(paras, end + 1):
            break
        end += 1
    words = [para.text for para in paras[at:end]]
    for picture, each in zip(pictures[len(pictures) - len(words) :], words, strict=True):
        picture.text = f"{picture.text} {each}".strip()
    return end


def _is_cutline(para: Para, *, below: bool = False) -> bool:
    """Whether a paragraph is the words of a picture; ``below`` one, a credit tells it
    too, and so does its place in the middle of the line."""
    if para.look.role is Role.CAPTION:
        return bool(para.text)
    if para.block is not None or para.pictures or not 0 < len(para.text) <= _LONGEST_CUTLINE:
        return False
    if para.look.role is not Role.NONE:
        return False
    if _CUTLINE.match(para.text):
        return True
    is_centred = para.look.centred and not para.bold and not _is_credit(para.text)
    return below and bool(_CREDITED.search(para.text) or is_centred)


def _is_item(para: Para) -> bool:
    return (
        para.label is not None
        and (not para.label.text or para.label.number > 0)
        and para.block is None
        and para.look.role in (Role.NONE, Role.QUOTE)
    )


def _is_same_list(one: Para, other: Para) -> bool:
    """Whether two items stand in one list: bullets beside bullets, numbers beside numbers."""
    if one.label is None or other.label is None:
        return False
    is_deeper = other.label.level > one.label.level
    return is_deeper or bool(one.label.number) == bool(other.label.number)


def _list(paras: Sequence[Para]) -> Node:
    first = paras[0].label
    number = first.number if first else 0
    made = Node(Kind.LIST, [], paras[0].number, number=number, is_tight=True)
    level = first.level if first else 0
    at = 0
    while at < len(paras):
        item = Node(Kind.ITEM, [Node(Kind.PARAGRAPH, paras[at].nodes, paras[at].number)])
        end = at + 1
        while end < len(paras) and (label := paras[end].label) and label.level > level:
            end += 1
        if end > at + 1:
            item.children.append(_list(paras[at + 1 : end]))
        made.children.append(item)
        at = end
    return made
