"""A table of a Word document as a node: rows of cells, or HTML where cells span others."""

from __future__ import annotations

import html
from collections.abc import Sequence

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from broadsheet.importing.prose.tree import Kind, Node, everything, visible

Cell = tuple[Element, list[Node]]
"""A cell with the blocks in it."""


def table_node(rows: Sequence[Sequence[Cell]], number: int) -> Node:
    if any(_spans(cell) for row in rows for cell, _ in row):
        return _html(rows, number)
    made = [
        Node(Kind.ROW, [_cell(blocks, number) for _, blocks in row], number) for row in rows if row
    ]
    return Node(Kind.TABLE, made, number)


def _spans(cell: Element) -> bool:
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return False
    return _width(cell) > 1 or properties.find(qn("w:vMerge")) is not None


def _width(cell: Element) -> int:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = found.get(qn("w:val"), "1") if found is not None else "1"
    return min(int(value), 100) if value.isdigit() else 1


def _goes_on(cell: Element) -> bool:
    """Whether a cell is the lower part of one above."""
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return found is not None and found.get(qn("w:val"), "continue") == "continue"


def _cell(blocks: Sequence[Node], number: int) -> Node:
    """The paragraphs of a cell as one, a line each; a table within it is its words."""
    spans: list[Node] = []
    for block in blocks:
        if block.kind is Kind.PARAGRAPH:
            inside = block.children
        else:
            inside = [Node(Kind.TEXT, text=" ".join(visible([block]).split()))]
        if spans and visible(inside).strip():
            spans.append(Node(Kind.BREAK, line=number))
        spans += inside
    return Node(Kind.PARAGRAPH, spans, number)


def _html(rows: Sequence[Sequence[Cell]], number: int) -> Node:
    """A table whose cells span columns or rows; marks within the cells are left out, pictures are
    its children."""
    places: list[dict[int, tuple[Element, list[Node]]]] = []
    for row in rows:
        column, placed = 0, {}
        for cell, blocks in row:
            placed[column] = (cell, blocks)
            column += _width(cell)
        places.append(placed)
    lines, words = [], []
    for at, placed in enumerate(places):
        cells = []
        for column, (cell, blocks) in placed.items():
            if _goes_on(cell):
                continue
            height = 1
            while at + height < len(places):
                below = places[at + height].get(column)
                if below is None or not _goes_on(below[0]):
                    break
                height += 1
            parts = [" ".join(visible([block]).split()) for block in blocks]
            parts = [part for part in parts if part]
            words += parts
            spans = f' colspan="{_width(cell)}"' if _width(cell) > 1 else ""
            spans += f' rowspan="{height}"' if height > 1 else ""
            cells.append(f"<td{spans}>{'<br>'.join(map(_escaped, parts))}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    made = Node(Kind.RAW, line=number, text=f"<table>{''.join(lines)}</table>")
    made.title = "\n".join(words)
    inside = [block for row in rows for _, blocks in row for block in blocks]
    made.children = [each for each in everything(inside) if each.kind is Kind.PICTURE]
    return made


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)
