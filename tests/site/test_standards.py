"""What the Nu HTML checker, a strict host, a slow line and Lighthouse say of the archive."""

from __future__ import annotations

import functools
import gzip
import json
import math
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import pytest

from tests.conftest import PROGRAMS, find_chromium
from tests.shipped import build
from tests.site.kinds import kind_of, one_of_each
from tests.site.published import Published, Reference
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request, Route

MOST_BYTES = {"article": 40 * 1024, "home": 80 * 1024}
"""By kind of page, over the wire, compressed, with everything but the pictures."""
LIGHTHOUSE = Path(__file__).with_name("lighthouse.mjs")
CHECKER = (
    # What Java would win by compiling well, a run of seconds does not live to see.
    *("java", "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"),
    PROGRAMS["checker"].find(),
)
PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif")


@pytest.mark.checker
@pytest.mark.parametrize("name", ["site", "english"])
def test_the_nu_html_checker_finds_no_error_on_any_page(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Published = request.getfixturevalue(name)
    files = [str(site.folder / path) for path in site.pages]
    done = subprocess.run(
        [*CHECKER, "--stdout", "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    messages = json.loads(done.stdout)["messages"]
    wrong = {
        f"{unquote(m['url']).split(site.folder.name + '/')[-1]}:{m.get('lastLine')}: {m['message']}"
        for m in messages
        if m["type"] != "info" or m.get("subType") == "warning"
    }
    assert sorted(wrong) == []


@pytest.mark.checker
def test_the_nu_html_checker_would_find_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<!doctype html><title>x</title><p><ul></p>", "utf-8")
    command = [*CHECKER, str(tmp_path / "x.html")]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


@pytest.mark.browser
def test_a_strict_host_would_stop_an_inline_script(
    browser: Browser, tmp_path: Path, site_server: Callable[[Path], str]
) -> None:
    (tmp_path / "x.html").write_text("<!doctype html><script>let a = 1</script>", "utf-8")
    with opened(browser) as (page, faults):
        page.goto(f"{site_server(tmp_path)}/x.html")
        assert any("Content Security Policy" in fault for fault in faults)


def linked(site: Published, path: str, rel: str) -> set[str]:
    """The files that a page links as its style sheets or its icons."""
    links = site.page(path).select(f'link[rel~="{rel}"]')
    found = {Reference(path, str(link["href"]), link).path.lstrip("/") for link in links}
    assert found, path
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", ["site", "nowhere"])
def test_no_page_asks_for_anything_outside_or_complains_and_each_is_light(
    browser: Browser,
    name: str,
    request: pytest.FixtureRequest,
    site_server: Callable[[Path], str],
) -> None:
    """Every page, on a host whose Content-Security-Policy is ``default-src 'self'``. Its weight is
    that of every file that it asks for, as a host that compresses would send it."""
    site: Published = request.getfixturevalue(name)
    address = site_server(site.folder)
    sent = functools.cache(lambda file: len(gzip.compress(site.bytes(file), 6)))
    heavy = []
    with opened(browser, 390) as (page, faults):
        asked: defaultdict[str, set[str]] = defaultdict(set)

        def note(request: Request) -> None:
            """What a page asks for late is still that page's."""
            asker = request.url if request.is_navigation_request() else request.frame.url
            asked[asker].add(request.url)

        page.on("request", note)
        paths = site.pages if name == "site" else one_of_each(site)
        read = {path: f"{address}/{quote(path)}" for path in paths if path not in site.redirects}
        for path, url in read.items():
            page.goto(url, wait_until="load")
            assert faults == [], path
        assert asked.keys() == {*read.values()}
        for path, url in read.items():
            assert [u for u in asked[url] if not u.startswith(f"{address}/")] == [], path
            files = {unquote(urlsplit(u).path).lstrip("/") for u in asked[url]}
            assert {path, *linked(site, path, "stylesheet")} <= files
            # Not every browser without a screen asks for the icon; readers' do.
            files |= linked(site, path, "icon")
            weight = sum(sent(file) for file in files if not file.endswith(PICTURES))
            if weight > MOST_BYTES.get(kind_of(site, path), math.inf):
                heavy.append(f"{path}: {weight} bytes")
    assert heavy == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_arrives(
    browser: Browser, site: Published, site_server: Callable[[Path], str], width: int
) -> None:
    """Cumulative layout shift is 0, from the first paint to the end of the page, also where the
    nameplate's lettering comes late."""

    def late(route: Route) -> None:
        time.sleep(0.2)
        route.continue_()

    address = site_server(site.folder)
    watch = """
      window.shifts = [];
      new PerformanceObserver(list => {
        for (const entry of list.getEntries())
          if (!entry.hadRecentInput) shifts.push([entry.value,
            ...entry.sources.map(s => s.node && (s.node.outerHTML || s.node.data).slice(0, 80))]);
      }).observe({type: 'layout-shift', buffered: true});
    """
    with opened(browser, width) as (page, _):
        page.add_init_script(watch)
        page.route("**/*.svg", late)
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            height = page.evaluate("document.documentElement.scrollHeight")
            for y in range(0, min(height, 12000), 800):
                page.evaluate(f"scrollTo(0, {y})")
                page.wait_for_timeout(30)
            assert page.evaluate("shifts") == [], path


DEAD_BUTTONS = "button:visible:not(.search-box-go)"
"""What does nothing without JavaScript; the search box's button leads to the search page."""


@pytest.mark.browser
def test_without_javascript_every_page_is_whole(
    browser: Browser, site: Published, site_server: Callable[[Path], str]
) -> None:
    """What a reader without JavaScript gets to read is all that the page's HTML holds for reading,
    and every link of the page's main part can be seen. (How much of a story's opening a front page
    shows is the width's matter, with JavaScript or without.)"""
    address = site_server(site.folder)
    shown = """() => [...document.querySelectorAll('main p, main h1, main h2, main h3, main li a')]
      .filter(e => !e.closest('[hidden], dialog, details:not([open]), .summary, .clipping-foot'))
      .filter(e => !e.checkVisibility()).map(e => e.outerHTML.slice(0, 120))"""
    with opened(browser, 390, java_script_enabled=False) as (page, faults):
        for path in one_of_each(site):
            page.goto(f"{address}/{path}")
            assert page.evaluate(shown) == [], path
            assert not page.locator(DEAD_BUTTONS).count(), f"{path}: a button that does nothing"
        assert faults == []


@pytest.mark.lighthouse
def test_lighthouse_finds_nothing_to_better(
    builds: Path, site_server: Callable[[Path], str]
) -> None:
    """Accessibility, best practice and SEO are 100; speed is measured in benchmarks/reader.py."""
    folder = builds / "lighthouse"
    folder.mkdir(exist_ok=True)
    address = site_server(folder)
    site = Published(build(builds, "lighthouse", SITEURL=address))
    kinds = {kind_of(site, path): path for path in site.pages}
    asked = ("home", "issue", "article", "year")
    addresses = [f"{address}/{kinds[kind].removesuffix('index.html')}" for kind in asked]
    done = subprocess.run(
        ["node", LIGHTHOUSE, PROGRAMS["lighthouse"].find(), find_chromium(), *addresses],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    assert [answer["requestedUrl"] for answer in answers] == addresses
    for kind, answer in zip(asked, answers, strict=True):
        assert "runtimeError" not in answer, answer.get("runtimeError")
        scores = {name: c["score"] for name, c in answer["categories"].items()}
        failed = [
            a["id"] for a in answer["audits"].values() if a["score"] is not None and a["score"] < 1
        ]
        assert scores == {"accessibility": 1, "best-practices": 1, "seo": 1}, (kind, failed)
