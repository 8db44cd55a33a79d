"""What front matter says alike in Hugo, Jekyll and Pelican."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from broadsheet.importing.posts import remarks as say
from broadsheet.importing.posts.front_matter import FrontMatter, Value, items, line
from broadsheet.importing.posts.moments import Moment, read_moment
from broadsheet.importing.posts.site import Lead
from broadsheet.importing.prose.remarks import Remarks
from broadsheet.reading.values import Wrong, read_language

_PICTURE_KEYS = (
    *(
        "featured_image",
        "featuredimage",
        "featured-image",
        "image",
        "images",
        "cover",
        "coverimage",
    ),
    *(
        "cover_image",
        "header",
        "hero",
        "banner",
        "feature_image",
        "featuredimagepreview",
        "picture",
    ),
    *("thumbnail", "img", "photo"),
)
_PICTURE_INNER = ("image", "src", "url", "path", "relative", "feature", "teaser", "file", "name")
_WORDS_INNER = ("caption", "title", "alt")
_MARKS = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)|<[^<>]+>|(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)|`")
_NO = frozenset({"false", "no", "none", "null", "0", "off"})
_YES = frozenset({"true", "yes", "1", "on", "y"})

_READ = frozenset(
    {
        *("title", "subtitle", "deck", "date", "draft", "slug", "url", "aliases", "categories"),
        *("category", "tags", "tag", "series", "author", "authors", "summary", "description"),
        *("excerpt", "lang", "language", "status", "published", "permalink", "redirect_from"),
        *("publishdate", "expirydate", "pubdate", "translationkey", "keywords", "caption", "alt"),
        *_PICTURE_KEYS,
    }
)
_OF_THE_LAYOUT = frozenset(
    {
        *("layout", "type", "toc", "comments", "comment", "math", "mathjax", "katex", "mermaid"),
        *("lastmod", "last_modified_at", "modified", "updated", "enableemoji", "markup", "outputs"),
        *("share", "sharing", "noindex", "robots", "sitemap", "cascade", "headless", "linktitle"),
        *(
            "showtoc",
            "tocopen",
            "hidemeta",
            "weight",
            "template",
            "save_as",
            "id",
            "uuid",
            "classes",
        ),
        *(
            "sidebar",
            "menu",
            "nav",
            "pin",
            "render_with_liquid",
            "iscjklanguage",
            "style",
            "params",
        ),
        *("disqusidentifier", "showdate", "readingtime", "license", "resources", "ref", "order"),
    }
)
"""Keys that say how the old site showed a post, and nothing of the post."""


def unused(matter: FrontMatter) -> frozenset[str]:
    """Keys with a value that nobody reads."""
    known = _READ | _OF_THE_LAYOUT
    return frozenset(key for key, value in matter.values.items() if value and key not in known)


def plain(text: str) -> str:
    """A line of front matter without Markdown's marks, tags and entities."""
    return " ".join(html.unescape(_MARKS.sub(lambda m: m[1] or "", text)).split())


def is_true(matter: FrontMatter, key: str) -> bool:
    return matter.text(key).casefold() in _YES


def is_false(matter: FrontMatter, key: str) -> bool:
    return matter.text(key).casefold() in _NO


def headline(matter: FrontMatter, stem: str, remarks: Remarks) -> str:
    """The title; else the text's first heading, else the file's name."""
    title = plain(matter.text("title"))
    if title:
        return title
    heading = re.match(r"\s*#{1,2}[ \t]+(?P<words>[^\n]+?)[ \t#]*(?:\n|\Z)", matter.body)
    found = plain(heading["words"]) if heading else re.sub(r"[-_]+", " ", stem).strip() or stem
    remarks.add(1, say.HEADLINE_MISSING, text=found)
    return found


def lead(matter: FrontMatter) -> Lead | None:
    """The picture that the post is announced with, and its words."""
    for key in _PICTURE_KEYS:
        found = _lead(matter.values.get(key, ""))
        if found:
            words = found.cutline or plain(
                matter.text(f"{key}_caption", f"{key}caption", "caption")
            )
            return Lead(found.target, words)
    return None


def _lead(value: Value) -> Lead | None:
    if isinstance(value, list):
        return next(filter(None, map(_lead, value)), None)
    if isinstance(value, dict):
        target = next(filter(None, (line(value.get(key, "")) for key in _PICTURE_INNER)), "")
        words = next(filter(None, (line(value.get(key, "")) for key in _WORDS_INNER)), "")
        return Lead(target, plain(words)) if _may_be_picture(target) else None
    target = line(value)
    return Lead(target) if _may_be_picture(target) else None


def _may_be_picture(target: str) -> bool:
    return bool(re.search(r"\.[A-Za-z]{3,4}(?:[?#].*)?$", target))


def language(matter: FrontMatter, named: str, remarks: Remarks) -> str:
    """The language that is written in the head, else the one that the file's name has."""
    text = matter.text("lang", "language") or named
    if not text:
        return ""
    found = read_language(text)
    if isinstance(found, Wrong):
        remarks.add(1, say.LANGUAGE_UNCLEAR, text=text)
        return ""
    return found


def moment(matter: FrontMatter, key: str, remarks: Remarks) -> Moment | None:
    """A moment beside the post's date; what cannot be read is noted."""
    text = matter.text(key)
    found = read_moment(text) if text else None
    if text and found is None:
        remarks.add(1, say.EMBARGO_UNCLEAR, key=key, text=text)
    return found


@dataclass(frozen=True, slots=True)
class Filed:
    """Where a post is filed: the first category is its section, the others are tags."""

    section: str
    tags: tuple[str, ...]


def filed(categories: Iterable[str], *tags: Iterable[str]) -> Filed:
    first, *rest = [plain(each) for each in categories if plain(each)] or [""]
    others = [*rest, *(plain(each) for group in tags for each in group)]
    kept = tuple(dict.fromkeys(each for each in others if each and each != first))
    return Filed(first, kept)


def byline(names: Iterable[str], known: Mapping[str, str] | None = None) -> str:
    """Names as a line of credits, each as ``known`` spells it: 王小禾、李田; Ann Lee, Tom Marsh."""
    spelled = [plain((known or {}).get(name, name)) for name in names]
    spelled = list(dict.fromkeys(filter(None, spelled)))
    return (", " if all(each.isascii() for each in spelled) else "、").join(spelled)


def listed(value: Value, separators: str) -> list[str]:
    """The items of a list; a text is cut at the separators."""
    if isinstance(value, str):
        return [each for part in re.split(separators, value) if (each := part.strip())]
    return items(value)
