"""Windows of the browser that write down every fault they are shown: new ones, and kept ones."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def opened(
    browser: Browser, width: int = 1280, **options: object
) -> Iterator[tuple[Page, list[str]]]:
    """A page, and the faults that it shows while it is open: console errors, failed requests."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    with noting(page) as faults:
        yield page, faults
    context.close()


@contextmanager
def kept(browser: Browser, width: int = 1280, **options: str) -> Iterator[Page]:
    """A page of a window that test after test uses: to open one takes several times as long as to
    read a page. It comes empty: nothing is stored, no file is kept, nowhere is back.

    What a test does to the window itself and cannot be taken back (scripts that run before a
    page's own, permissions, a clock) needs one of its own: ``opened``.
    """
    page = _window(browser, **options)
    try:
        _empty(page, width)
        yield page
        page.unroute_all()
    except BaseException:
        # A window that a test has failed in may be in any state.
        _window.cache_clear()
        page.context.close()
        raise


@functools.cache
def _window(browser: Browser, **options: str) -> Page:
    return browser.new_context(**options).new_page()  # type: ignore[arg-type]


def _empty(page: Page, width: int) -> None:
    for other in page.context.pages:
        if other is not page:
            other.close()
    origin = page.evaluate("location.protocol === 'file:' ? 'file://' : location.origin")
    page.goto("about:blank")
    page.set_viewport_size({"width": width, "height": 900})
    page.context.clear_cookies()
    line = page.context.new_cdp_session(page)
    line.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    line.send("Network.clearBrowserCache")
    line.send("Page.resetNavigationHistory")
    line.detach()


@contextmanager
def noting(page: Page, *kinds: str) -> Iterator[list[str]]:
    """The faults that a page shows while the block runs; of all ``kinds`` when none is named. (Who
    asks for failed requests is told of every request, which takes its time.)"""
    faults: list[str] = []
    listeners: dict[str, Callable[[Any], object]] = {
        "console": lambda m: faults.append(m.text) if m.type in ("error", "warning") else None,
        "pageerror": lambda error: faults.append(str(error)),
        # What a reader who goes on leaves unfinished is aborted, and no fault.
        "requestfailed": lambda r: (
            faults.append(r.url) if r.failure != "net::ERR_ABORTED" else None
        ),
        "response": lambda answer: faults.append(answer.url) if answer.status >= 400 else None,
    }
    heard = [(kind, listeners[kind]) for kind in kinds or listeners]
    for kind, listener in heard:
        page.on(kind, listener)  # type: ignore[call-overload]
    yield faults
    for kind, listener in heard:
        page.remove_listener(kind, listener)
