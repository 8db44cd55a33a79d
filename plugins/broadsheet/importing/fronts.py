"""``issue.md`` of an issue that is imported in several runs: each adds what it knows."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.importing.drafts import DraftIssue, DraftPage, Written, joined
from broadsheet.problems import Problem
from broadsheet.reading.fields import ISSUE_KEYS, Fields, read_fields, read_number
from broadsheet.reading.headers import split_header
from broadsheet.reading.names import IssueName
from broadsheet.reading.values import read_page_title


def with_earlier(draft: DraftIssue, text: str) -> DraftIssue:
    """The draft with what ``text``, an ``issue.md`` that an import wrote, says beside it."""
    earlier = _read(text, draft.name)
    whole = joined([draft, earlier])
    note = draft.note or earlier.note
    return DraftIssue(
        draft.name,
        whole.edition_title,
        whole.number,
        whole.cumulative_number,
        whole.editors,
        whole.pages,
        note=note,
    )


def _read(text: str, name: IssueName) -> DraftIssue:
    header = split_header("", text)
    fields = read_fields(header, ISSUE_KEYS)
    problems: list[Problem] = []
    body = header.body.strip("\n")
    return DraftIssue(
        name,
        fields.text("edition"),
        fields.read("number", read_number, problems),
        fields.read("cumulative_number", read_number, problems),
        fields.text("editors"),
        tuple(_pages(fields, problems)),
        note=(Written(body),) if body else (),
    )


def _pages(fields: Fields, problems: list[Problem]) -> Iterator[DraftPage]:
    for code, title in fields.read_items("pages", read_page_title, problems):
        yield DraftPage(code, title)
