"""The body of an article: its blocks, and what a paper prints among them that is more than text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from broadsheet.model import Block, Byline, BylinePart, Figure, Jump, Paragraph, Prose, Role
from broadsheet.problems import Problem, problem
from broadsheet.reading.blocks import RawBlock, RawFigure, RawParagraph, RawProse
from broadsheet.reading.bylines import (
    LeadIn,
    Signature,
    is_byline_paragraph,
    is_unsigned_paragraph,
    parse_byline,
    parse_unsigned,
    take_lead_in,
    take_signature,
)
from broadsheet.reading.fields import Fields
from broadsheet.reading.figures import PictureDesk, read_figure
from broadsheet.reading.inline_html import cut_prefix, cut_suffix
from broadsheet.reading.jumps import (
    Direction,
    parse_jump,
    split_leading_jump,
    split_trailing_jump,
    take_jump_line,
)

OWN_PHOTOS = (Role.TEXT_AND_PHOTO, Role.PHOTOGRAPHER)


@dataclass(slots=True)
class Body:
    """Collects blocks in order, taking out what a paper prints inside an article's text: the
    byline, the lead-in, signatures, jump lines. A note to readers (``is_note``) has none.

    ``byline`` and ``lead_in_text`` are those of the header; ``lines`` is the text, one a paragraph.
    """

    path: str
    pictures: PictureDesk
    byline: Byline | None = None
    lead_in_text: str = ""
    is_note: bool = False
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    source: str = ""
    dateline: str = ""
    jumps: dict[Direction, Jump] = field(default_factory=dict)
    jump_lines: dict[Direction, int] = field(default_factory=dict)
    _run: list[str] = field(default_factory=list)
    _begun: bool = False
    _printed: list[BylinePart] = field(default_factory=list)

    def take_header_jumps(self, fields: Fields, problems: list[Problem]) -> None:
        directions: tuple[tuple[str, Direction], ...] = (("jump_to", "to"), ("jump_from", "from"))
        for name, direction in directions:
            text, line = fields.text(name), fields.line(name)
            jump = parse_jump(text, direction) if text else None
            if jump:
                self._take_jump(direction, jump, line)
            elif text:
                problems.append(problem(fields.path, line, "jump-page-invalid", text=text))

    def _take_jump(self, direction: Direction, jump: Jump, line: int) -> bool:
        """Take a jump; false when there is one to another page already, and this stays text."""
        before = self.jumps.get(direction)
        if before and before.page.sort_key != jump.page.sort_key:
            return False
        self.jumps[direction] = jump
        self.jump_lines[direction] = line
        return True

    def take(self, raw: Sequence[RawBlock]) -> None:
        paragraphs = [at for at, block in enumerate(raw) if isinstance(block, RawParagraph)]
        last = paragraphs[-1] if paragraphs else -1
        for at, block in enumerate(raw):
            if isinstance(block, RawParagraph):
                self._paragraph(block, is_last=at == last)
            elif isinstance(block, RawProse):
                self._run.append(block.html)
                self._text(block.text)
            else:
                self._figure(block)
        self._close_run()
        if not self._begun and self.lead_in_text:
            self.blocks.insert(0, Paragraph("", self._given_lead_in()))
            self.lines.insert(0, self.lead_in_text)

    def _text(self, text: str) -> None:
        if text.strip():
            self.lines.append(text)

    def _close_run(self) -> None:
        if self._run:
            self.blocks.append(Prose("\n".join(self._run)))
            self._run = []

    def _figure(self, raw: RawFigure) -> None:
        has_own = self.byline and any(c.role in OWN_PHOTOS for c in self.byline.credits)
        read = read_figure(raw, self.pictures, self.path, is_credited=bool(has_own))
        self.problems += read.problems
        for paragraph in read.before:
            self._paragraph(paragraph, is_last=False)
        if read.pictures:
            self._close_run()
            self.blocks.append(Figure(read.pictures))
        for paragraph in read.after:
            self._paragraph(paragraph, is_last=False)

    def _paragraph(self, raw: RawParagraph, *, is_last: bool) -> None:
        if not self.is_note:
            jump = take_jump_line(raw.text)
            if jump and self._take_jump(*jump, raw.line):
                return
            if not self._begun and self._is_byline(raw.text):
                return
            if not self._begun and is_byline_paragraph(raw.text):
                self._other_byline(raw.text)
                return
            raw = self._without_jumps(raw, is_first=not self._begun, is_last=is_last)
        lead_in, html, text = self._lead_in(raw)
        self._begun = True
        signature = self._signature(text, is_last)
        if signature is not None:
            html = cut_suffix(html, len(text) - signature.start)
        is_given = lead_in is not None and text == raw.text
        self._text(lead_in.text + text if lead_in and is_given else raw.text)
        if lead_in is None and signature is None:
            if html:
                self._run.append(f"<p>{html}</p>")
            return
        self._close_run()
        byline = signature.byline if signature else None
        self.blocks.append(Paragraph(html.rstrip(), lead_in, byline))

    def _is_byline(self, text: str) -> bool:
        """Take the first paragraphs that are wholly bylines, unless the header has another."""
        unsigned = parse_unsigned(text) if is_unsigned_paragraph(text) else None
        if not unsigned and not is_byline_paragraph(text):
            return False
        printed = unsigned or parse_byline(text)
        if printed is None:
            return False
        if self._printed:
            self._printed += [BylinePart(" "), *printed.parts]
        elif self.byline is None or _are_same_people(self.byline, printed):
            self._printed += printed.parts
        else:
            return False
        self.byline = Byline(tuple(self._printed))
        return True

    def _other_byline(self, text: str) -> None:
        """A byline of other people than the header's is printed where it stands."""
        self._close_run()
        self._text(text)
        self.blocks.append(Paragraph("", None, parse_byline(text)))

    def _without_jumps(self, raw: RawParagraph, *, is_first: bool, is_last: bool) -> RawParagraph:
        if is_first and (leading := split_leading_jump(raw.text)):
            jump, rest = leading
            if self._take_jump("from", jump, raw.line):
                html = cut_prefix(raw.html, len(raw.text) - len(rest))
                raw = replace(raw, html=html, text=rest)
        if is_last and (trailing := split_trailing_jump(raw.text)):
            rest, jump = trailing
            if self._take_jump("to", jump, raw.line):
                html = cut_suffix(raw.html, len(raw.text) - len(rest))
                raw = replace(raw, html=html, text=rest)
        return raw

    def _lead_in(self, raw: RawParagraph) -> tuple[Byline | None, str, str]:
        """The lead-in of the first paragraph, and what is left as HTML and as text. The header's
        goes first; the paragraph's own is then taken only when it is the same."""
        if self._begun or self.is_note:
            return None, raw.html, raw.text
        found = take_lead_in(raw.text)
        given = self._given_lead_in()
        if found is None or (given and not _is_same(given, found.byline)):
            return given, raw.html, raw.text
        self._note(found)
        return found.byline, cut_prefix(raw.html, found.length), raw.text[found.length :]

    def _given_lead_in(self) -> Byline | None:
        given = self.lead_in_text
        if not given:
            return None
        made = take_lead_in(given)
        if made is None:
            return parse_byline(given) or Byline((BylinePart(given),))
        self._note(made)
        rest = given[made.length :]
        return Byline((*made.byline.parts, BylinePart(rest))) if rest else made.byline

    def _note(self, found: LeadIn) -> None:
        self.source, self.dateline = found.source, found.dateline

    def _signature(self, text: str, is_last: bool) -> Signature | None:
        if found := take_signature(text):
            return found
        if is_last and is_byline_paragraph(text) and (byline := parse_byline(text)):
            return Signature(byline, 0)
        return None


def _are_same_people(one: Byline, other: Byline) -> bool:
    """Whether the printed byline only says more of whom the header names."""
    if one.credits and other.credits:
        return {c.name for c in one.credits} == {c.name for c in other.credits}
    return _is_same(one, other)


def _is_same(one: Byline, other: Byline) -> bool:
    """Whether two credit lines say the same of the same people."""
    if one.credits or other.credits:
        return one.credits == other.credits
    return one.text.split() == other.text.split()
