"""That everybody can read: axe-core, the keyboard, large letters, few colours, right to left."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.site.kinds import one_of_each
from tests.site.published import Published
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
ASKED = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#options-parameter"""

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
  return hides && box.width > 8 && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""
"""Elements that hide a part of their text: what is read aloud only is at most a pixel wide."""


def violations(page: Page) -> list[str]:
    """What axe-core finds on an open page, a line each: the rule, and the element."""
    page.evaluate(AXE)
    answer: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)", {**ASKED, "elementRef": False}
    )
    return [
        f"{found['id']}: {node['html'][:160]} {json.dumps(node['failureSummary'])[:200]}"
        for found in answer["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_on_any_kind_of_page(
    browser: Browser,
    site: Published,
    site_server: Callable[[Path], str],
    width: int,
    scheme: str,
) -> None:
    address = site_server(site.folder)
    found = []
    with opened(browser, width, color_scheme=scheme) as (page, _):
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            found += [f"{path}: {line}" for line in violations(page)]
    assert found == []


def test_axe_finds_no_violation_in_english(
    browser: Browser, english: Published, site_server: Callable[[Path], str]
) -> None:
    address = site_server(english.folder)
    found = []
    with opened(browser, 390) as (page, _):
        for path in one_of_each(english):
            page.goto(f"{address}/{path}")
            found += [f"{path}: {line}" for line in violations(page)]
    assert found == []


def test_axe_would_find_a_violation(browser: Browser) -> None:
    with opened(browser) as (page, _):
        page.set_content("<html lang=zh><title>x</title><main><h1>x</h1><img src='x.png'></main>")
        assert any(line.startswith("image-alt") for line in violations(page))


@pytest.mark.parametrize(
    "manner",
    ["large letters", "right to left", "forced colours", "a narrow window"],
)
def test_nothing_is_pushed_out_or_cut_off(
    browser: Browser, site: Published, site_server: Callable[[Path], str], manner: str
) -> None:
    """WCAG 2.2, 1.4.4 (200 % text) and 1.4.10 (reflow at 320 pixels)."""
    address = site_server(site.folder)
    options = {"forced_colors": "active"} if manner == "forced colours" else {}
    wrong = []
    with opened(browser, 320 if manner == "a narrow window" else 390, **options) as (page, _):
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            if manner == "large letters":
                page.evaluate("document.documentElement.style.fontSize = '200%'")
            if manner == "right to left":
                page.evaluate("document.documentElement.dir = 'rtl'")
            if not page.evaluate(FITS):
                wrong.append(f"{path} is wider than the window")
            wrong += [f"{path} cuts off {element}" for element in page.evaluate(CUT_OFF)]
    assert wrong == []


def test_who_asked_for_less_motion_gets_none(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    address = site_server(site.folder)
    moving = """() => [...document.querySelectorAll('*')].filter(e => {
      const s = getComputedStyle(e);
      return parseFloat(s.transitionDuration) > 0.01 || s.animationName !== 'none'
        || s.scrollBehavior === 'smooth';
    }).map(e => e.outerHTML.slice(0, 80))"""
    with opened(browser, reduced_motion="reduce") as (page, _):
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            assert page.evaluate(moving) == [], path


OPERABLE = """() => [...document.querySelectorAll(
  'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled
    && !(e.closest('dialog') && !e.closest('dialog').open)).length"""


def test_the_keyboard_reaches_everything_and_every_focus_is_seen(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    """Every link, button and field of every kind of page is a stop of the Tab key, in sight, and
    looks different from before when it is reached."""
    address = site_server(site.folder)
    focus = """() => {
      const e = document.activeElement;
      if (e === document.body) return null;
      const style = getComputedStyle(e), box = e.getBoundingClientRect();
      const rect = e.querySelector('rect');
      const shown = box.bottom > 0 && box.top < innerHeight;
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      const drawn = rect && getComputedStyle(rect).stroke !== 'none';
            const seen = Boolean(outlined || drawn) && shown;
      const first = !e.dataset.visited;
      e.dataset.visited = 'yes';
      return {seen, first, html: e.outerHTML.slice(0, 120)};
    }"""
    with opened(browser) as (page, _):
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            stops = page.evaluate(OPERABLE)
            reached = 0
            for _press in range(4 * stops + 20):
                page.keyboard.press("Tab")
                stop = page.evaluate(focus)
                if stop is None:
                    break
                # A date field has several stops of its own.
                if stop["first"]:
                    assert stop["seen"], f"{path}: the focus is not seen on {stop['html']}"
                    reached += 1
            assert reached >= stops, f"{path}: {reached} of {stops} were reached"
