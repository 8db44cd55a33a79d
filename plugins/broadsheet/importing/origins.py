"""Which source an article came from: two sources of one issue may call theirs alike.

``articles/0.xml`` and ``page.txt:1`` are found in many folders. The record therefore keeps an
article by its origin and by its source's place; a source that was moved is known by its texts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from broadsheet.importing.drafts import DraftArticle, DraftIssue, Figure
from broadsheet.importing.record import Record

_JOINT = "@"


def key(article: DraftArticle) -> str:
    """What the record calls an article."""
    return f"{article.origin}{_JOINT}{article.home}" if article.home else article.origin


def wording(article: DraftArticle) -> str:
    """A digest of an article's words, by which it is known again."""
    texts = [block.text for block in article.body if not isinstance(block, Figure)]
    return _short(repr((article.headline, article.kicker, article.deck, texts)))


def at_home(drafts: Sequence[tuple[str, DraftIssue]], known: Record) -> list[DraftIssue]:
    """The drafts with the ``home`` of every article. Each comes with the place of its source."""
    homes = [(_short(str(Path(place).absolute().resolve())), draft) for place, draft in drafts]
    own = {home for home, _ in homes}
    return [_with_home(draft, _home_of(draft, home, own, known)) for home, draft in homes]


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
    return replace(draft, articles=tuple(articles))


def _short(text: str) -> str:
    data = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(data, digest_size=8).hexdigest()
