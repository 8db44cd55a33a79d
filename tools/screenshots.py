"""The screenshots of the README: a page of every kind of the shipped archive, small.

The archive is built as it is published, with a fixed clock, served from this computer, and opened
in Chromium.
"""

from __future__ import annotations

import functools
import http.server
import io
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

PROJECT = Path(__file__).resolve().parent.parent
TARGET = PROJECT / "docs" / "screenshots"
NOW = "2026-11-01 12:00"
QUALITY = 72
DECODED = "Promise.all([...document.images].map(i => i.loading === 'lazy' || i.decode()))"


@dataclass(frozen=True, slots=True)
class Screenshot:
    """``width`` and ``height`` are the window's, in CSS pixels; ``shrunk`` is the file's width."""

    name: str
    path: str
    width: int = 1280
    height: int = 900
    shrunk: int = 720
    scheme: str = "light"


PHONE = {"width": 390, "height": 780, "shrunk": 300}
SCREENSHOTS = (
    Screenshot("home", "index.html", height=1200),
    Screenshot("home-phone", "index.html", **PHONE),
    Screenshot("issue", "2025/05/20/index.html"),
    Screenshot("page", "2025/10/23/a01.html"),
    Screenshot("article", "2026/10/24/a01-1-tram.html"),
    Screenshot("article-phone", "2025/10/23/a01-1-harvest.html", scheme="dark", **PHONE),
    Screenshot("year", "2025/index.html"),
    Screenshot("month", "2025/10/index.html"),
    Screenshot("day", "days/10-24.html"),
    Screenshot("archive", "archive.html"),
    Screenshot("person", "people/林既白/index.html"),
    Screenshot("photos", "photos/2025-10.html"),
    Screenshot("section", "sections/民生/index.html"),
    Screenshot("column", "columns/区政要闻/index.html"),
    Screenshot("search", "search.html?q=电车"),
    Screenshot("search-phone", "search.html?q=电车", **PHONE),
    Screenshot("corrections", "corrections.html"),
    Screenshot("not-found", "404.html"),
)


def take(chromium: str) -> int:
    """Take them all with the browser at ``chromium``; the answer is how many."""
    from playwright.sync_api import sync_playwright

    from broadsheet import plugin

    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder, "site")
        changed = {"OUTPUT_PATH": str(site), "SITEURL": "", "BROADSHEET_NOW": NOW}
        plugin.run(str(PROJECT / "pelicanconf.py"), changed)
        address = _serve(site)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for shot in SCREENSHOTS:
            context = browser.new_context(
                viewport={"width": shot.width, "height": shot.height},
                color_scheme=shot.scheme,
                locale="zh-CN",
            )
            page = context.new_page()
            page.goto(f"{address}/{shot.path}", wait_until="networkidle")
            page.evaluate(
                "Promise.all([...document.images].map(i => i.loading === 'lazy' || i.decode()))"
            )
            _save(page.screenshot(), shot)
            context.close()
        browser.close()
    return len(SCREENSHOTS)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _serve(site: Path) -> str:
    """The address at which ``site`` is served until this process ends."""
    handler = functools.partial(_Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def _save(png: bytes, shot: Screenshot) -> None:
    with Image.open(io.BytesIO(png)) as whole:
        height = round(whole.height * shot.shrunk / whole.width)
        small = whole.convert("RGB").resize((shot.shrunk, height), Image.Resampling.LANCZOS)
    small.save(TARGET / f"{shot.name}.webp", quality=QUALITY, method=6)
