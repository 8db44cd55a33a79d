"""The keys of every kind of header, in all their spellings, English and Chinese.

A spelling is compared without regard to case, spaces, underscores and hyphens. The first English
and the first Chinese spelling of each key are the ones the reporters' guide teaches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache

_IGNORED = re.compile(r"[\s_\-]+")


@lru_cache(maxsize=2048)
def normal_key(key: str) -> str:
    """A key as it is compared: ``Standing-Head``, ``standing_head`` → ``standinghead``."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", key)).casefold()


class KeyTable:
    """Canonical names (those of the model's fields) and all their spellings."""

    def __init__(self, spellings: Mapping[str, tuple[str, ...]]) -> None:
        self.spellings = dict(spellings)
        self._names = {
            normal_key(spelling): name
            for name, all_spellings in self.spellings.items()
            for spelling in (name, *all_spellings)
        }

    @property
    def known(self) -> Iterable[str]:
        """All spellings as they are compared (``normal_key``)."""
        return self._names

    def find(self, key: str) -> str | None:
        """The canonical name of a key as written, or ``None``."""
        return self._names.get(normal_key(key))

    def nearest(self, key: str) -> str | None:
        """The known spelling most like an unknown one, in the same script, or ``None``."""
        wanted = normal_key(key)
        best, best_score = None, (0.0, 0)
        for known in (s for spellings in self.spellings.values() for s in spellings):
            if known.isascii() == wanted.isascii():
                score = _likeness(wanted, normal_key(known))
                if score > best_score:
                    best, best_score = known, score
        return best if best_score[0] >= (0.7 if wanted.isascii() else 0.5) else None


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> tuple[float, int]:
    """difflib's ratio, then how many characters stand in the same place."""
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio, sum(a == b for a, b in zip(one, other, strict=False))


ARTICLE_KEYS = KeyTable(
    {
        "headline": ("headline", "title", "标题", "主题", "主标题"),
        "kicker": ("kicker", "引题", "肩题", "眉题"),
        "deck": ("deck", "subtitle", "subhead", "副题", "副标题"),
        "page": ("page", "版次", "版", "版号"),
        "order": ("order", "顺序", "次序", "排序"),
        "section": ("section", "category", "categories", "版块", "分类"),
        "standing_head": ("standing head", "column", "columns", "栏目"),
        "byline": ("byline", "author", "authors", "credits", "署名", "作者"),
        "source": ("source", "来源", "稿源"),
        "lead_in": ("lead-in", "消息头"),
        "dateline": ("dateline", "电头"),
        "date": ("date", "日期"),
        "tags": ("tags", "tag", "keywords", "标签", "关键词"),
        "people": ("people", "persons", "person", "人物"),
        "places": ("places", "place", "地点"),
        "summary": ("summary", "description", "abstract", "摘要", "导读"),
        "language": ("language", "lang", "语言"),
        "status": ("status", "状态"),
        "embargo": ("embargo", "解禁", "解禁时间"),
        "jump_to": ("jump to", "continued on", "下转"),
        "jump_from": ("jump from", "continued from", "上接"),
        "region": ("region", "热区"),
        "correction": ("correction", "corrections", "更正"),
        "retraction": ("retraction", "撤稿"),
        "slug": ("slug", "地址名"),
        "aliases": ("aliases", "alias", "旧地址"),
    }
)

ISSUE_KEYS = KeyTable(
    {
        "date": ("date", "日期"),
        "edition": ("edition", "版本", "版别"),
        "number": ("number", "期号", "期"),
        "cumulative_number": ("whole number", "cumulative number", "总期号", "总期"),
        "pages": ("pages", "版面", "版名"),
        "editors": ("editors", "editor", "编辑", "值班编辑", "责编"),
        "status": ("status", "状态"),
        "embargo": ("embargo", "解禁", "解禁时间"),
    }
)

_PAGE_KEYS = """
    slug date modified summary description keywords status template save_as url translation
    author authors tags category order
"""
_PAGE_IN_CHINESE = {
    "slug": "地址名",
    "date": "日期",
    "modified": "修改日期",
    "summary": "摘要",
    "status": "状态",
}

PAGE_KEYS = KeyTable(
    {
        "title": ("title", "headline", "标题"),
        "lang": ("lang", "language", "语言"),
        **{
            name: (name, _PAGE_IN_CHINESE[name]) if name in _PAGE_IN_CHINESE else (name,)
            for name in _PAGE_KEYS.split()
        },
    }
)
"""Standing pages are Pelican's own: these are the names it knows its metadata by."""

MANY = frozenset(
    {"byline", "tags", "people", "places", "correction", "aliases", "pages", "editors"}
    | {"region", "authors", "keywords"}
)
"""Names whose value may be a YAML list of several items."""

REPEATABLE = frozenset({"correction"})
"""Names that may be written on several lines: a second correction is added below the first."""

LINED = frozenset({"correction", "retraction", "pages"})
"""Names whose value in YAML may be lines such as ``A01: 要闻`` or ``2019-10-26: …``."""

_TABLES = (ARTICLE_KEYS, ISSUE_KEYS, PAGE_KEYS)


_KNOWN = frozenset().union(*(table.known for table in _TABLES))


def is_known(key: str) -> bool:
    """Whether any kind of header knows this key."""
    return normal_key(key) in _KNOWN


def is_near(key: str) -> bool:
    """Whether this key is one of any kind of header, or looks like a slip of the pen for one."""
    return is_known(key) or any(table.nearest(key) for table in _TABLES)


def is_lined(key: str) -> bool:
    return any(table.find(key) in LINED for table in _TABLES)
