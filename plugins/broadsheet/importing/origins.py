"""Which source an article came from: two sources of one issue may call theirs alike.

``articles/0.xml`` and ``page.txt:1`` are found in many folders. The record therefore keeps an
article by its origin and by its source's place; a source that was moved is known by its texts.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from broadsheet.importing.drafts import DraftArticle, DraftIssue, Figure
from broadsheet.importing.notes import Weight, Words, note
from broadsheet.importing.record import Record

_JOINT = "@"
SCAN_TAKEN = Words(
    "scan-of-another",
    Weight.LEFT_OUT,
    "page {page} has the scan of another source already; this one was left out (two papers of one"
    " day are two editions: --issue DATE-NAME)",
    "第 {page} 版已有另一来源的版面图，这一幅未收入（同日两份报是两个版本：--issue 日期-名字）",
)
PDF_TAKEN = Words(
    "pdf-of-another",
    Weight.LEFT_OUT,
    "page {page} has the PDF of another source already; this one was left out",
    "第 {page} 版已有另一来源的 PDF，这一份未收入",
)


def key(article: DraftArticle) -> str:
    """What the record calls an article."""
    return f"{article.origin}{_JOINT}{article.home}" if article.home else article.origin


def wording(article: DraftArticle) -> str:
    """A digest of an article's words, by which it is known again."""
    texts = [block.text for block in article.body if not isinstance(block, Figure)]
    return _short(repr((article.headline, article.kicker, article.deck, texts)))


def at_home(drafts: Sequence[tuple[str, DraftIssue]], known: Record) -> list[DraftIssue]:
    """The drafts with the ``home`` of every article. Each comes with the place of its source."""
    homes = [(_short(os.path.realpath(place)), draft) for place, draft in drafts]
    own = {home for home, _ in homes}
    found = [_with_home(draft, _home_of(draft, home, own, known)) for home, draft in homes]
    scanned: set[tuple[str, int]] = set()
    return [_without_taken_scans(draft, scanned) for draft in found]


def _without_taken_scans(draft: DraftIssue, scanned: set[tuple[str, int]]) -> DraftIssue:
    """The draft with a note on every page whose scan another source of this import has brought;
    the first is taken."""
    notes = []
    for page in draft.pages:
        if page.image is None:
            continue
        if page.code.sort_key in scanned:
            place = page.image.as_posix() if isinstance(page.image, Path) else ""
            notes.append(note(place, 0, SCAN_TAKEN, page=page.code))
        scanned.add(page.code.sort_key)
    return replace(draft, notes=(*draft.notes, *notes))


def _home_of(draft: DraftIssue, home: str, own: set[str], known: Record) -> str:
    """The home that the record has for a source: its own, or where it lay before if most of what
    it says was there."""
    origins = {article.origin: wording(article) for article in draft.articles}
    same: Counter[str] = Counter()
    for name, written in known.files.items():
        origin, _, of = name.rpartition(_JOINT)
        if origin in origins and of == home:
            return home
        if origin in origins and of not in own and written.made_of == origins[origin]:
            same[of] += 1
    ((former, number),) = same.most_common(1) or [("", 0)]
    return former if number * 2 > len(origins) else home


def _with_home(draft: DraftIssue, home: str) -> DraftIssue:
    """An origin that comes a second time within a source is counted."""
    seen: Counter[str] = Counter()
    articles = []
    for article in draft.articles:
        seen[article.origin] += 1
        again = seen[article.origin]
        origin = article.origin if again == 1 else f"{article.origin}~{again}"
        articles.append(replace(article, origin=origin, home=home))
    pages = tuple(replace(page, home=home) for page in draft.pages)
    return replace(draft, articles=tuple(articles), pages=pages)


def _short(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).hexdigest()
