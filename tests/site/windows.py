"""A window of the browser that writes down every fault it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def opened(
    browser: Browser, width: int = 1280, **options: object
) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the faults that it shows while it is open: console errors, failed requests."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "requestfailed",
        # What a reader who goes on leaves unfinished is aborted, and no fault.
        lambda r: faults.append(r.url) if r.failure != "net::ERR_ABORTED" else None,
    )
    page.on("response", lambda answer: faults.append(answer.url) if answer.status >= 400 else None)
    yield page, faults
    context.close()
