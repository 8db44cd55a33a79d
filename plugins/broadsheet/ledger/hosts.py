"""Old addresses in the words of web servers, so that these answer with 301 and 410 themselves.

- ``_redirects``: Netlify, Cloudflare Pages, GitLab Pages and others. The format cannot say 410, so
  that what was taken down is left to its tombstone.
- ``redirects.nginx.conf``: two maps for nginx's ``http`` block (ngx_http_map_module).
- ``redirects.apache.txt``: a map for Apache (mod_rewrite, ``RewriteMap txt:``), which it reads anew
  when it changes.

Hosts that read none of these serve the stub and the tombstone that lie at the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from broadsheet.pages import urls

REDIRECTS = "_redirects"
NGINX = "data/redirects.nginx.conf"
APACHE = "data/redirects.apache.txt"
GONE = "gone"
"""What stands in Apache's map in the place of an address."""
APACHE_PLAIN = "$-_.+!*'(),:;@&=/~"
"""What Apache's ``int:escape`` leaves as it is beside letters and digits (T_OS_ESCAPE_PATH)."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old path and the path it leads to; no ``target``: taken down. ``by_case`` says that the
    two are one where letter case does not count."""

    path: str
    target: str = ""
    by_case: bool = False


def _spellings(path: str) -> Iterator[str]:
    """The ways to ask for a file, without the first slash: ``a/`` and ``a/index.html``."""
    if path == urls.HOME or path.endswith("/index.html"):
        yield path.removesuffix("index.html")
    yield path


def _encoded(base: str, path: str) -> str:
    """The address of a path as it goes over the wire."""
    return quote(base + next(_spellings(path)))


def netlify(redirects: Iterable[Redirect], base: str) -> str:
    """The file ``_redirects``; ``base`` is the path of the site on its host, with both slashes.

    Some hosts ignore letter case here, where two addresses of one spelling would lead in a circle;
    and they call a folder and its ``index.html`` one address.
    """
    lines = (
        f"{_encoded(base, each.path)} {_encoded(base, each.target)} 301\n"
        for each in redirects
        if each.target and not each.by_case
    )
    return "".join(lines)


def nginx(redirects: Iterable[Redirect], base: str) -> str:
    """``$broadsheet_moved`` is the new address, ``$broadsheet_gone`` is 1 or empty.

    ``$uri`` is decoded, so that the keys are as they are read; the values go into a header and are
    encoded. Keys are compared without regard to the case of ASCII letters, which a regular
    expression does not do. The tables' sizes follow from what is in them.
    """
    moved, gone, longest, count = [], [], 0, 0
    for each in redirects:
        for spelling in _spellings(each.path):
            key = base + spelling
            longest, count = max(longest, len(key.encode())), count + 1
            name = _nginx_text(f"~^{re.escape(key)}$" if each.by_case else key)
            if each.target:
                moved.append(f"    {name} {_nginx_text(_encoded(base, each.target))};\n")
            else:
                gone.append(f"    {name} 1;\n")
    # An entry takes its key and two pointers, rounded up; half of the table is left free.
    sizes = (
        f"map_hash_bucket_size {_power(longest + 40, 128)};\n"
        f"map_hash_max_size {_power(count * 2, 2048)};\n"
    )
    maps = (("moved", moved), ("gone", gone))
    tables = (
        "".join([f'map $uri $broadsheet_{name} {{\n    default "";\n', *rows, "}\n"])
        for name, rows in maps
    )
    return sizes + "".join(tables)


def _power(least: int, start: int) -> int:
    """The first power of two from ``start`` on that is not below ``least``."""
    while start < least:
        start *= 2
    return start


def _nginx_text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def apache(redirects: Iterable[Redirect], base: str) -> str:
    """A line for each address: percent-encoded as Apache does it, then the new one or ``gone``."""
    lines = (
        f"{_as_apache(base + spelling)} {_encoded(base, each.target) if each.target else GONE}\n"
        for each in redirects
        for spelling in _spellings(each.path)
    )
    return "".join(lines)


def _as_apache(path: str) -> str:
    """A path as ``int:escape`` encodes it, in which hexadecimal digits are small letters."""
    return re.sub(r"%..", lambda m: m[0].lower(), quote(path, safe=APACHE_PLAIN))
