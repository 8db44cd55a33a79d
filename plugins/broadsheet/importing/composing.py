"""From a draft to the text of its file: a header as the reporters' guide has it, and the body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from broadsheet.importing import escaping
from broadsheet.importing.drafts import (
    Block,
    Crosshead,
    DraftArticle,
    DraftIssue,
    Figure,
    Paragraph,
    Written,
)
from broadsheet.model import Region, Status
from broadsheet.problems import Language
from broadsheet.reading.keys import ARTICLE_KEYS, ISSUE_KEYS, KeyTable

_SEPARATORS = re.compile("[,，、;；\n]")
_JOINT: Mapping[Language, str] = {"zh": "、", "en": ", "}
_COLON: Mapping[Language, str] = {"zh": "：", "en": ": "}

Value = str | tuple[str, ...]
"""One line, or several items."""

PictureNames = Mapping[int, str]
"""The name of the file that each picture of an article got, by its place among them from 0."""


def article(draft: DraftArticle, pictures: PictureNames, language: Language) -> str:
    """The whole file. ``order`` is written where it is not 0; the caller knows the name."""
    fields: dict[str, Value] = {
        "kicker": draft.kicker,
        "headline": draft.headline,
        "deck": draft.deck,
        "page": str(draft.page or ""),
        "order": str(draft.order or ""),
        "section": draft.section,
        "standing_head": draft.standing_head,
        "byline": draft.byline,
        "source": draft.source,
        "dateline": draft.dateline,
        "tags": draft.tags,
        "people": draft.people,
        "places": draft.places,
        "summary": draft.summary,
        "language": draft.language,
        "status": "" if draft.status is Status.PUBLISHED else str(draft.status),
        "embargo": draft.embargo.isoformat(" ", "minutes") if draft.embargo else "",
        "jump_to": str(draft.jump_to or ""),
        "jump_from": str(draft.jump_from or ""),
        "region": "; ".join(map(region, draft.regions)),
        "aliases": draft.aliases,
    }
    corrections = [f"{each.date.isoformat()} {each.text}" for each in draft.corrections]
    head = header(ARTICLE_KEYS, fields, language, corrections)
    return f"{head}\n{body(draft.body, pictures)}"


def issue(draft: DraftIssue, language: Language) -> str:
    """``issue.md``; empty when there is nothing to say in it."""
    pages = [
        " ".join(filter(None, (str(page.code), _one_line(page.title), _one_line(page.editors))))
        for page in draft.pages
        if page.title or page.editors
    ]
    fields: dict[str, Value] = {
        "number": "" if draft.number is None else str(draft.number),
        "cumulative_number": ""
        if draft.cumulative_number is None
        else str(draft.cumulative_number),
        "edition": draft.edition_title,
        "pages": tuple(pages),
        "editors": draft.editors,
    }
    if not any(fields.values()) and not draft.note:
        return ""
    return f"{header(ISSUE_KEYS, fields, language)}\n{body(draft.note, {})}".rstrip("\n") + "\n"


def without_alias(text: str, address: str) -> str:
    """The text of a file that ``article`` made, without one of its old addresses."""
    head, gap, rest = text.partition("\n\n")
    wanted = _one_line(address)
    item = f"  - {_quoted(wanted)}"
    rows = [_row_without(row, wanted) for row in head.split("\n") if row != item]
    return "\n".join(_without_empty(rows)) + gap + rest


def _row_without(row: str, address: str) -> str:
    """A line of a header without an old address; empty where none is left in it."""
    language: Language
    for language in ("zh", "en"):
        start = f"{_key(ARTICLE_KEYS, 'aliases', language)}{_COLON[language]}"
        if row.startswith(start):
            items = row.removeprefix(start).split(_JOINT[language])
            kept = _JOINT[language].join(each for each in items if each != address)
            return f"{start}{kept}" if kept else ""
    return row


def _without_empty(rows: list[str]) -> Iterator[str]:
    """Lines of a header but for empty ones, and for the key of a YAML list without an item."""
    names = {f"{_key(ARTICLE_KEYS, 'aliases', language)}:" for language in _COLON}
    for row, following in zip(rows, [*rows[1:], ""], strict=True):
        if row and (row not in names or following.startswith("  - ")):
            yield row


def header(
    keys: KeyTable, fields: Mapping[str, Value], language: Language, corrections: Iterable[str] = ()
) -> str:
    """Lines of ``Key: value`` for what is not empty; YAML where an item has a comma in it."""
    written = {_key(keys, name, language): _value(value) for name, value in fields.items() if value}
    written = {key: value for key, value in written.items() if value}
    lines: dict[str, Value] = dict(written)
    repeated = [(_key(keys, "correction", language), _one_line(each)) for each in corrections]
    if any(_has_separator(value) for value in lines.values()):
        return _yaml(lines, repeated)
    out = [
        f"{key}{_COLON[language]}"
        f"{value if isinstance(value, str) else _JOINT[language].join(value)}"
        for key, value in lines.items()
    ]
    out += [f"{key}{_COLON[language]}{value}" for key, value in repeated]
    return "\n".join(out) + "\n"


def _has_separator(value: Value) -> bool:
    return not isinstance(value, str) and any(_SEPARATORS.search(each) for each in value)


def _yaml(fields: Mapping[str, Value], repeated: Iterable[tuple[str, str]]) -> str:
    lines = ["---"]
    for key, value in fields.items():
        if isinstance(value, str):
            lines.append(f"{key}: {_quoted(value)}")
        else:
            lines += [f"{key}:", *(f"  - {_quoted(each)}" for each in value)]
    by_key: dict[str, list[str]] = {}
    for key, value in repeated:
        by_key.setdefault(key, []).append(value)
    for key, values in by_key.items():
        lines += [f"{key}:", *(f"  - {_quoted(each)}" for each in values)]
    return "\n".join([*lines, "---"]) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(value: Value) -> Value:
    if isinstance(value, str):
        return _one_line(value)
    return tuple(filter(None, map(_one_line, value)))


def _one_line(text: str) -> str:
    return escaping.one_line(text)


def _key(keys: KeyTable, field: str, language: Language) -> str:
    """The spelling of a key that the reporters' guide teaches."""
    english = language == "en"
    return next(s for s in keys.spellings[field] if s.isascii() is english).capitalize()


def region(each: Region) -> str:
    """``0.05, 0.1, 0.4, 0.3``: four places are 0.04 mm on a broadsheet page. Rounded so that the
    far edges stay on the page."""
    left, top = (min(max(round(v, 4), 0.0), 1.0) for v in (each.left, each.top))
    width = min(max(round(each.width, 4), 0.0001), round(1 - left, 4))
    height = min(max(round(each.height, 4), 0.0001), round(1 - top, 4))
    return ", ".join(f"{v:.4f}".rstrip("0").rstrip(".") for v in (left, top, width, height))


def body(blocks: Iterable[Block], pictures: PictureNames) -> str:
    """The blocks, an empty line between two. A picture whose file has no name is one that the
    archive does not have: ``![its cutline]()``."""
    out: list[str] = []
    at = 0
    for block in blocks:
        if isinstance(block, Figure):
            lines = []
            for picture in block.pictures:
                lines.append(f"![{escaping.cutline(picture.cutline)}]({pictures.get(at, '')})")
                at += 1
            out.append("\n".join(lines))
        else:
            out.append(_written(block))
    return "".join(f"{each}\n\n" for each in out if each).rstrip("\n") + "\n"


def _written(block: Paragraph | Crosshead | Written) -> str:
    if isinstance(block, Crosshead):
        return escaping.crosshead(block.text, block.level)
    if isinstance(block, Paragraph):
        return escaping.paragraph(block.text)
    return block.text.strip("\n")
