"""What HTML an article may contain. nh3 has the last word on everything that is published.

The raw-HTML reader (``raw_html``) uses the same lists to say what it removes and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import nh3

_INLINE = "a abbr b br cite code del em i ins mark q rp rt ruby s small strong sub sup u"
_BLOCK = "p h2 h3 h4 ul ol li blockquote table caption thead tbody tr th td hr pre dl dt dd"
INLINE_TAGS = frozenset(_INLINE.split())
BLOCK_TAGS = frozenset(_BLOCK.split())
ALLOWED_TAGS = INLINE_TAGS | BLOCK_TAGS
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan"}),
}
"""What a reporter may write. Footnotes add ``id``, links add ``rel``, tables add a class."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
ALIGNMENTS = frozenset({"left", "center", "right"})
DROPPED_WITH_CONTENT = frozenset({"script", "style"})


@cache
def _cleaner() -> nh3.Cleaner:
    attributes = {tag: set(names) for tag, names in ATTRIBUTES.items()}
    attributes["a"].add("rel")
    attributes["li"] = attributes["sup"] = {"id"}
    classes = {f"align-{side}" for side in ALIGNMENTS}
    return nh3.Cleaner(
        tags=set(ALLOWED_TAGS),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=attributes,
        allowed_classes={"td": classes, "th": classes},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def sanitise(html: str) -> str:
    """HTML with nothing in it but what is allowed; sanitising twice changes nothing."""
    return _cleaner().clean(html)


class Leads(StrEnum):
    """Where an address leads."""

    OUTSIDE = "outside"
    MAIL_OR_PHONE = "mail-or-phone"
    SAME_PAGE = "same-page"
    LOCAL = "local"
    NOWHERE = "nowhere"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Address:
    """A link's target as a browser would read it. ``scheme`` is set when it is forbidden."""

    leads: Leads
    href: str
    scheme: str = ""


_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_DROPPED_BY_BROWSERS = re.compile(r"[\t\r\n]")
_C0_AND_SPACE = "".join(map(chr, range(0x21)))


def read_address(href: str) -> Address:
    """Judge a link's target (entities already decoded) as https://url.spec.whatwg.org/ parses it.

    ``//host/…`` (also with backslashes) is a site outside and gets ``https:``.
    """
    href = _DROPPED_BY_BROWSERS.sub("", href).strip(_C0_AND_SPACE)
    if not href:
        return Address(Leads.NOWHERE, "")
    if href[0] == "#":
        return Address(Leads.SAME_PAGE, href)
    if href[0] in "/\\" and href[1:2] in ("/", "\\"):
        return _outside("https://" + href.lstrip("/\\"))
    match = _SCHEME.match(href)
    return _with_scheme(href, match[1].lower()) if match else Address(Leads.LOCAL, href)


def _with_scheme(href: str, scheme: str) -> Address:
    if scheme in ("http", "https"):
        return _outside(href)
    if scheme in SCHEMES:
        return Address(Leads.MAIL_OR_PHONE, href)
    return Address(Leads.FORBIDDEN, href, scheme)


def _outside(href: str) -> Address:
    """An address that nh3 would drop, such as ``http://[``, leads nowhere."""
    kept = "href=" in sanitise(f'<a href="{_escaped(href)}">x</a>')
    return Address(Leads.OUTSIDE if kept else Leads.NOWHERE, href)


def _escaped(value: str) -> str:
    return (
        value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    )


def tag(name: str, attributes: dict[str, str]) -> str:
    """An opening tag, its values escaped."""
    pairs = (f' {key}="{_escaped(value)}"' for key, value in attributes.items())
    return f"<{name}{''.join(pairs)}>"
