"""Which pages of the shipped archive stand for all: of every kind, the one with most in it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tests.site.published import Published

BODY = re.compile(r'<body class="([^"]*)"')
FEATURES = (
    "table",
    ".gallery",
    ".notice-retraction",
    ".notice-correction",
    ".jump",
    "blockquote",
    ".story-body h3, .story-body h2",
)
"""What an article may hold that most do not."""


def kind_of(site: Published, path: str) -> str:
    """The page's kind, such as ``article``; empty for a redirect."""
    body = BODY.search(site.text(path))
    assert body, path
    kinds = [c.removeprefix("kind-") for c in body[1].split() if c.startswith("kind-")]
    assert len(kinds) == 1, path
    return "" if path in site.redirects else kinds[0]


@functools.cache
def one_of_each(site: Published) -> tuple[str, ...]:
    """The richest page of every kind, and an article with each feature and in each language."""
    return tuple(dict.fromkeys([*_richest(site), *_featured(site)]))


def _richest(site: Published) -> Iterator[str]:
    of_kind: dict[str, str] = {}
    for path in sorted(site.pages, key=lambda p: (len(site.bytes(p)), p)):
        if kind := kind_of(site, path):
            of_kind[kind] = path
    assert len(of_kind) >= 12, sorted(of_kind)
    yield from of_kind.values()


def _featured(site: Published) -> Iterator[str]:
    articles = [path for path in site.pages if kind_of(site, path) == "article"]
    for feature in FEATURES:
        found = [path for path in articles if site.page(path).select_one(feature)]
        assert found, f"no article of the shipped archive has {feature}"
        yield found[0]
    languages = {str(site.page(path).html["lang"]): path for path in articles}  # type: ignore[index]
    assert len(languages) > 1, "every article is in one language"
    yield from languages.values()
