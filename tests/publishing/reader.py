"""A reader that never stops: fetches pages and everything they refer to, and notes every fault.

    python -m tests.publishing.reader ADDRESS FILE PAUSE

Reads until FILE is there, then prints what it saw as JSON. Pages name their edition
(``<meta name="edition" content="1">``). ``went_back`` counts pages of the first that were met after
one of the second, save those that only the first has (``id="gone"``): they stay a moment longer.
PAUSE are the seconds between a page and what it refers to.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import sys
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

REFERENCE = re.compile(rb'(?:href|src)="([^"#]+)"')
GONE = b'id="gone"'
EDITION = re.compile(rb'name="edition" content="(\d+)"')


def read(address: str, stop: Path, pause: float) -> dict[str, object]:
    chance = random.Random(4711)
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    views, pages, went_back, newest = 0, 0, 0, 0
    editions: set[int] = set()
    faults: list[str] = []
    way = [f"{parts.path}/index.html"]

    def fetch(path: str, whence: str) -> bytes:
        nonlocal views, went_back, newest
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read()
        views += 1
        if answer.status != 200:
            faults.append(f"{path} from {whence}: {answer.status}")
            return b""
        is_page = path.endswith(".html")
        if not body.endswith(b"</html>\n" if is_page else b"/* end */\n"):
            faults.append(f"{path}: cut off at {len(body)} bytes")
        if is_page and (found := EDITION.search(body)):
            number = int(found[1])
            editions.add(number)
            went_back += number < newest and GONE not in body
            newest = max(newest, number)
        return body

    while not stop.exists():
        # Others use this computer too.
        time.sleep(0.005)
        path = way.pop()
        try:
            body = fetch(path, "a link")
            pages += 1
            time.sleep(pause)
            found = sorted({urljoin(path, ref.decode()) for ref in REFERENCE.findall(body)})
            for each in found:
                fetch(each, path)
        except (http.client.HTTPException, OSError) as error:
            faults.append(f"{path}: {error!r}")
            connection.close()
            found = []
        # A link of the page that was just read, mostly; now and then from the front again.
        pages_of_it = [each for each in found if each.endswith(".html")]
        start = f"{parts.path}/index.html"
        is_on = pages_of_it and len(way) < 4 and chance.random() < 0.8
        way = [chance.choice(pages_of_it)] if is_on else [start]
    return {
        "views": views,
        "pages": pages,
        "faults": faults[:20],
        "editions": sorted(editions),
        "went_back": went_back,
    }


if __name__ == "__main__":
    print(json.dumps(read(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))))
