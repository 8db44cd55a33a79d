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
COLOURS = {**ASKED, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that judge colours: the only ones that a dark scheme can break."""

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
  return hides && box.width > 8 && e.scrollWidth > e.clientWidth + 1;
}).map(e => e.outerHTML.slice(0, 120))"""
"""Elements that hide a part of their text: what is read aloud only is at most a pixel wide."""


def violations(page: Page, asked: dict[str, Any] = ASKED) -> list[str]:
    """What axe-core finds on an open page, a line each: the rule, and the element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    answer: dict[str, Any] = page.evaluate(
        "options => axe.run(document, options)", {**asked, "elementRef": False}
    )
    return [
        f"{found['id']}: {node['html'][:160]} {json.dumps(node['failureSummary'])[:200]}"
        for found in answer["violations"]
        for node in found["nodes"]
    ]


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation_on_any_kind_of_page(
    browser: Browser, site: Published, site_server: Callable[[Path], str], width: int
) -> None:
    """Everything is asked of the light scheme, and what judges colours of the dark one as well."""
    address = site_server(site.folder)
    found = []
    with opened(browser, width, color_scheme="light") as (page, _):
        for path in one_of_each(site):
            page.emulate_media(color_scheme="light")
            page.goto(f"{address}/{path}")
            found += [f"{path}: {line}" for line in violations(page)]
            page.emulate_media(color_scheme="dark")
            found += [f"{path}, dark: {line}" for line in violations(page, COLOURS)]
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
    dim = "<style>@media (prefers-color-scheme: dark) { h1 { color: #eee } }</style>"
    with opened(browser, color_scheme="light") as (page, _):
        page.set_content(
            f"<html lang=zh><title>x</title>{dim}<main><h1>Rain</h1><img src='x.png'></main>"
        )
        assert [line.partition(":")[0] for line in violations(page)] == ["image-alt"]
        assert violations(page, COLOURS) == []
        page.emulate_media(color_scheme="dark")
        assert [line.partition(":")[0] for line in violations(page, COLOURS)] == ["color-contrast"]


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


WATCH_FOCUS = """() => {
  const asked = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  const looks = e => {
    const style = getComputedStyle(e), rect = e.querySelector('rect');
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    const drawn = rect && getComputedStyle(rect).stroke !== 'none';
    return [
      outlined && [style.outlineStyle, style.outlineWidth, style.outlineColor].join(' '),
      drawn && getComputedStyle(rect).stroke,
    ].map(look => look || 'none').join(', ');
  };
  const operable = [...document.querySelectorAll(asked)]
    .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.disabled
      && !(e.closest('dialog') && !e.closest('dialog').open));
  const before = new Map(operable.map(e => [e, looks(e)])), reached = new Set();
  window.focuses = {stops: operable.length, reached: 0, unseen: [], ended: false};
  // When the key is let go, the element is focused and has been scrolled to.
  document.addEventListener('keyup', () => {
    const e = document.activeElement;
    focuses.ended ||= e === document.body;
    if (e === document.body || reached.has(e)) return;  // A date field is several stops.
    reached.add(e);
    focuses.reached = reached.size;
    const box = e.getBoundingClientRect();
    const shown = box.bottom > 0 && box.top < innerHeight;
    if (!shown || looks(e) === 'none, none' || looks(e) === before.get(e))
      focuses.unseen.push(e.outerHTML.slice(0, 120));
  });
}"""
"""Counts what can be operated, and from now on the stops of the Tab key; names those that are out
of sight, without an outline, or look as they did before."""


def test_the_keyboard_reaches_everything_and_every_focus_is_seen(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    """Every link, button and field of every kind of page is a stop of the Tab key, in sight, and
    looks different from before when it is reached."""
    address = site_server(site.folder)
    with opened(browser) as (page, _):
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            page.evaluate(WATCH_FOCUS)
            focuses = page.evaluate("focuses")
            assert focuses["stops"] > 5, path
            for _press in range(0, 4 * focuses["stops"] + 20, 10):
                for _ in range(10):
                    page.keyboard.press("Tab")
                focuses = page.evaluate("focuses")
                if focuses["ended"]:
                    break
            assert focuses["unseen"] == [], path
            assert focuses["reached"] >= focuses["stops"], f"{path}: {focuses}"
