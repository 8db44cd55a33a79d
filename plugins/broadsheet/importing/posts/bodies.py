"""The body of a post: its Markdown or HTML as blocks of a draft."""

from __future__ import annotations

from broadsheet.importing.drafts import Block
from broadsheet.importing.posts import markdown, markup
from broadsheet.importing.posts.desk import Desk
from broadsheet.importing.posts.kept import Kept
from broadsheet.importing.prose.writing import blocks_of


def body_of(
    source: str, first_line: int, headline: str, desk: Desk, kept: Kept
) -> tuple[Block, ...]:
    """The blocks of a post's Markdown, whose first line is the file's ``first_line``."""
    read = markdown.read(source, first_line, kept, desk.remarks)
    return blocks_of(read.nodes, read.notes, headline, desk)


def html_body_of(
    source: str, first_line: int, headline: str, desk: Desk, kept: Kept
) -> tuple[Block, ...]:
    """The blocks of a post's HTML."""
    nodes = markup.nodes_of(kept.restore(source), first_line, desk.remarks)
    return blocks_of(nodes, (), headline, desk)
