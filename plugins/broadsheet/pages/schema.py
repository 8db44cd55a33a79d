"""schema.org as JSON-LD: what a page says of itself, as a data block in its head. Pure.

Every value that is empty is left out: of nodes that are classes here by msgspec, which leaves out
what is as it was declared, of other nodes when they are written.
"""

from __future__ import annotations

import msgspec

CONTEXT = "https://schema.org"
Node = dict[str, object]
"""A node of JSON-LD on its way out; empty values are dropped when it is written."""


def _name(field: str) -> str:
    """``main_entity_of_page`` is ``mainEntityOfPage``, ``id`` is ``@id``."""
    first, *others = field.split("_")
    return "@id" if field == "id" else first + "".join(map(str.capitalize, others))


class Thing(
    msgspec.Struct, frozen=True, omit_defaults=True, tag_field="@type", tag=True, rename=_name
):
    """A node whose type is the name of its class."""


class Organization(Thing, frozen=True, tag=True):
    name: str = ""
    url: str = ""


class Person(Thing, frozen=True, tag=True):
    name: str = ""
    url: str = ""
    job_title: str = ""
    affiliation: Organization | None = None


class Role(Thing, frozen=True, tag=True):
    """What somebody was to the article who is neither author nor editor."""

    role_name: str = ""
    contributor: Person | None = None


class Place(Thing, frozen=True, tag=True):
    name: str = ""


class ImageObject(Thing, frozen=True, tag=True, kw_only=True):
    """``width`` and ``height`` are in pixels."""

    url: str = ""
    width: int
    height: int
    caption: str = ""
    credit_text: str = ""


class CorrectionComment(Thing, frozen=True, tag=True):
    date_published: str = ""
    text: str = ""


class ListItem(Thing, frozen=True, tag=True):
    position: int
    name: str = ""
    item: str = ""


class BreadcrumbList(Thing, frozen=True, tag=True):
    item_list_element: tuple[ListItem, ...] = ()


class NewsArticle(Thing, frozen=True, tag=True):
    id: str = ""
    main_entity_of_page: str = ""
    url: str = ""
    headline: str = ""
    alternative_headline: str = ""
    description: str = ""
    date_published: str = ""
    date_modified: str = ""
    dateline: str = ""
    author: tuple[Person, ...] | Organization | None = None
    editor: tuple[Person, ...] = ()
    contributor: tuple[Role, ...] = ()
    publisher: msgspec.Raw | None = None
    source_organization: Organization | None = None
    print_page: str = ""
    print_section: str = ""
    print_edition: str = ""
    article_section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    about: tuple[Person, ...] = ()
    mentions: tuple[Place, ...] = ()
    in_language: str = ""
    word_count: int = 0
    is_accessible_for_free: bool = False
    image: tuple[ImageObject, ...] = ()
    correction: tuple[CorrectionComment, ...] = ()
    creative_work_status: str = ""
    is_part_of: msgspec.Raw | None = None


class IssuePart(Thing, frozen=True, tag="NewsArticle"):
    """An article as the page of its issue names it."""

    headline: str = ""
    url: str = ""
    print_page: str = ""


class PublicationIssue(Thing, frozen=True, tag=True):
    id: str = ""
    issue_number: str = ""
    date_published: str = ""
    is_part_of: msgspec.Raw | None = None
    name: str = ""
    url: str = ""
    has_part: tuple[IssuePart, ...] = ()


_JSON = msgspec.json.Encoder(enc_hook=str)
_START = b'{"@context":"%s"' % CONTEXT.encode()
_UNSAFE = [(sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029"]


def json_ld(*nodes: Node | Thing) -> str:
    """A data block for ``<script type="application/ld+json">``. Nothing in it ends the element or
    begins a comment: ``<``, ``>`` and ``&`` are escaped, and so are the two line ends that
    JavaScript knows and JSON does not."""
    written = [_JSON.encode(_without_empty(node)) for node in nodes]
    if len(written) == 1:
        inside = written[0][1:-1]
        body = b",%s" % inside if inside else b""
    else:
        body = b',"@graph":[%s]' % b",".join(written)
    text = (b"%s%s}" % (_START, body)).decode()
    for sign, escape in _UNSAFE:
        if sign in text:
            text = text.replace(sign, escape)
    return text


def settled(node: Node | Thing) -> msgspec.Raw:
    """A node that many pages have, written once."""
    return msgspec.Raw(_JSON.encode(_without_empty(node)))


def _without_empty(value: object) -> object:
    if isinstance(value, dict):
        made: Node = {}
        for key, found in value.items():
            each = _without_empty(found) if isinstance(found, (dict, list, tuple)) else found
            if each or (each is not None and each == 0):
                made[key] = each
        return made
    if isinstance(value, (list, tuple)):
        return [_without_empty(each) for each in value]
    return value
