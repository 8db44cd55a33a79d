"""What a host is asked to say of the site's files, where it reads a file ``_headers``.

Netlify and Cloudflare Pages do, and others with them. A ``*`` stands for the rest of an address,
``:name`` for one part of it. Where several rules fit, some hosts join the values of one header, so
that every header stands in one rule for an address and never in two.
"""

from __future__ import annotations

from broadsheet.pages import urls
from broadsheet.search import manifest
from broadsheet.settings import Settings

FOR_EVER = "public, max-age=31536000, immutable"
"""Of files whose address is named by what they hold (RFC 8246)."""
TYPES = {
    "bib": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
}
"""Types that hosts do not know, or of whose text they do not say that it is UTF-8."""


def headers(settings: Settings) -> str:
    """The file: a line with an address, then its headers, indented. What is not named is left to
    the host, which lets browsers ask each time whether it has changed."""
    base = settings.base_path
    everywhere = {
        "Content-Security-Policy": settings.security_policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }
    rules = {f"{base}*": everywhere, f"{base}{settings.theme_static_dir}/*": _kept()}
    if settings.search:
        rules[f"{base}{urls.search_file(':segment/:file')}"] = _kept()
        rules |= {f"{base}{urls.search_file(name)}": _kept() for name in _tables()}
    rules |= {f"{base}*.{suffix}": {"Content-Type": kind} for suffix, kind in TYPES.items()}
    return "\n".join(_rule(address, named) for address, named in rules.items())


def _kept() -> dict[str, str]:
    return {"Cache-Control": FOR_EVER}


def _tables() -> list[str]:
    """Names of the index's tables, below ``search/``."""
    return [name for name, _ in manifest.tables().values()]


def _rule(address: str, named: dict[str, str]) -> str:
    return "".join([f"{address}\n", *(f"  {name}: {value}\n" for name, value in named.items())])
