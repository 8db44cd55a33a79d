"""The snippets of the documents on real web servers, and the site under the policy they send."""

from __future__ import annotations

import gzip
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
import urllib3

from broadsheet.pages.hosting import FOR_EVER
from broadsheet.settings import CONTENT_SECURITY_POLICY
from tests.archive import REPOSITORY, Newspaper, assets
from tests.publishing import apache, nginx
from tests.publishing.listening import free_port
from tests.shipped import build
from tests.site.windows import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PERSON = "people/林既白/index.html"
SERVERS = [
    pytest.param("nginx", marks=pytest.mark.nginx),
    pytest.param("apache", marks=pytest.mark.apache),
    pytest.param("htaccess", marks=pytest.mark.apache),
]


@pytest.fixture(scope="module")
def output(builds: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newspaper that is shipped, with all host files; to write others beside them."""
    built = build(builds, "hosted", BROADSHEET_HOST_FILES=["_headers", ".gz", ".br"])
    copy = tmp_path_factory.mktemp("hosted") / "site"
    shutil.copytree(built, copy, copy_function=os.link)
    (copy / ".secret").write_text("secret")
    return copy


@contextmanager
def documented(server: str, output: Path, folder: Path) -> Iterator[str]:
    """The site as a server serves it with the snippet of the documents."""
    port = free_port()
    if server == "nginx":
        with nginx.serving(folder, nginx.as_documented(output, port), port) as address:
            yield address
    elif server == "apache":
        with apache.serving(folder, apache.as_documented(output, port), port) as address:
            yield address
    else:
        site, own = apache.through_htaccess(output, port)
        (output / ".htaccess").write_text(own, "utf-8")
        with apache.serving(folder, site, port) as address:
            yield address
        (output / ".htaccess").unlink()


def ask(address: str, **headers: str) -> urllib3.BaseHTTPResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return urllib3.request(
        "GET", address, headers=names, redirect=False, decode_content=False, timeout=20
    )


@pytest.mark.parametrize("server", SERVERS)
def test_the_snippet_sends_what_it_says(server: str, output: Path, tmp_path: Path) -> None:
    theme = assets(output)
    segment = next(p.name for p in sorted((output / "search").iterdir()) if p.is_dir())
    han = next((output / "search").glob("han-*.js")).name
    picture = next(output.glob("2025/10/24/*.webp")).relative_to(output).as_posix()
    kept = dict.fromkeys(
        (f"{theme}/css/main.css", f"search/{segment}/index.js", f"search/{han}"), FOR_EVER
    )
    asked_again = dict.fromkeys(
        ("index.html", PERSON, "search/manifest.js", "feeds/all.xml", "data/days.js"), "no-cache"
    )
    types = {
        "index.html": "text/html; charset=utf-8",
        f"{theme}/css/main.css": "text/css; charset=utf-8",
        f"{theme}/js/reading.js": "(application|text)/javascript; charset=utf-8",
        f"{theme}/icon.svg": r"image/svg\+xml; charset=utf-8",
        "feeds/all.xml": "(text|application)/xml; charset=utf-8",
        "data/site.json": "application/json; charset=utf-8",
        "data/2025.jsonl": "application/jsonl; charset=utf-8",
        "data/2025.csv": "text/csv; charset=utf-8",
        "people/林既白/2025.bib": "text/plain; charset=utf-8",
        "robots.txt": "text/plain; charset=utf-8",
        picture: "image/webp",
    }
    caches = {**kept, **asked_again, picture: "public, max-age=3600"}
    with documented(server, output, tmp_path / server) as host:
        for path in {*caches, *types}:
            answer = ask(f"{host}/{quote(path)}")
            assert answer.status == 200, path
            assert answer.data == (output / path).read_bytes(), path
            assert_guarded(answer, path)
            if path in caches:
                assert answer.headers.getlist("Cache-Control") == [caches[path]], path
            if path in types:
                assert re.fullmatch(types[path], kind(answer)), path
        for lost in ("/nothing.html", "/2025/10/24/nothing.html", f"/{theme}/css/nothing.css"):
            answer = ask(host + lost)
            assert (answer.status, answer.data) == (404, (output / "404.html").read_bytes())
            assert answer.headers.getlist("Cache-Control") == ["no-cache"]
            assert_guarded(answer, lost)
        for hidden in ("/_headers", "/.secret"):
            assert ask(host + hidden).status in (403, 404), hidden
        assert ask(f"{host}/2025/10/24/").data == (output / "2025/10/24/index.html").read_bytes()
        moved = ask(f"{host}/2025/10/24")
        assert moved.status == 301
        assert moved.headers["Location"].removeprefix(host) == "/2025/10/24/"


def kind(answer: urllib3.BaseHTTPResponse) -> str:
    """The Content-Type, written in one way."""
    return "; ".join(part.strip() for part in answer.headers["Content-Type"].lower().split(";"))


def assert_guarded(answer: urllib3.BaseHTTPResponse, path: str) -> None:
    headers = answer.headers
    assert headers.getlist("Content-Security-Policy") == [CONTENT_SECURITY_POLICY], path
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"], path
    assert headers.getlist("Referrer-Policy") == ["strict-origin-when-cross-origin"], path


@pytest.mark.parametrize("server", SERVERS)
def test_packed_siblings_are_handed_out_as_they_lie_there(
    server: str, output: Path, tmp_path: Path
) -> None:
    style = f"{assets(output)}/css/tokens.css"
    with documented(server, output, tmp_path / server) as host:
        for path in ("index.html", style, PERSON, "feeds/all.xml", "data/2025.jsonl"):
            plain = ask(f"{host}/{quote(path)}")
            packed = ask(f"{host}/{quote(path)}", Accept_Encoding="gzip, deflate")
            assert packed.headers["Content-Encoding"] == "gzip", path
            assert packed.data == (output / f"{path}.gz").read_bytes(), path
            assert gzip.decompress(packed.data) == plain.data
            assert kind(packed) == kind(plain), path
            for name in ("Cache-Control", "Content-Security-Policy"):
                assert packed.headers[name] == plain.headers[name], path
            assert "accept-encoding" in packed.headers["Vary"].lower()
            itself = ask(f"{host}/{quote(path)}.gz")
            assert itself.data == packed.data
            assert "Content-Encoding" not in itself.headers
        if server != "nginx":
            packed = ask(f"{host}/{style}", Accept_Encoding="gzip, br")
            assert packed.headers["Content-Encoding"] == "br"
            assert packed.data == (output / f"{style}.br").read_bytes()
            assert kind(packed) == "text/css; charset=utf-8"


def test_every_snippet_and_the_built_file_name_one_policy(output: Path) -> None:
    built = (output / "_headers").read_text("utf-8")
    snippets = [
        (REPOSITORY / f"docs/hosting/{s}.conf").read_text("utf-8") for s in ("nginx", "apache")
    ]
    for text in (built, *snippets):
        policies = re.findall(r'Content-Security-Policy:? "?(default-src [^"\n]+)', text)
        assert policies == [CONTENT_SECURITY_POLICY]
        assert "unsafe" not in text
    assert "inline" not in CONTENT_SECURITY_POLICY


# --- under the policy, in a browser


def read(page: Page, host: str) -> None:
    """A reader's way through every kind of page that runs scripts."""
    page.goto(f"{host}/index.html")
    page.locator(".date-form").first.wait_for()
    page.goto(f"{host}/2025/10/24/index.html")
    page.goto(f"{host}/2025/10/23/a01.html")
    page.goto(f"{host}/2025/10/23/a01-1-harvest.html")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(253, 252, 249)"
    page.locator(".photo-link").first.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.goto(f"{host}/search.html?q=秋收")
    page.locator("#results li").first.wait_for()
    page.locator(".search-facet summary").first.click()
    page.goto(f"{host}/photos/2025-10.html")
    page.locator(".wall-link img").first.wait_for()
    page.goto(f"{host}/archive.html")
    page.goto(f"{host}/about.html")
    page.goto(f"{host}/2025/10/24/zhifang-street.html")
    page.wait_for_url("**/a01-3-old-street.html")


@pytest.mark.browser
@pytest.mark.nginx
def test_a_reader_meets_no_fault_under_the_policy(
    browser: Browser, output: Path, tmp_path: Path
) -> None:
    with documented("nginx", output, tmp_path / "nginx") as host, opened(browser) as (page, faults):
        policies: list[str | None] = []
        page.on(
            "response",
            lambda answer: policies.append(answer.headers.get("content-security-policy")),
        )
        read(page, host)
        assert faults == []
        assert len(policies) > 50
        assert set(policies) == {CONTENT_SECURITY_POLICY}
        # The policy is in force: what is written into a page does not run, and that is a fault.
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'),"
            " { textContent: 'window.ran = true' }))"
        )
        assert page.evaluate("window.ran") is None
        assert "Content Security Policy" in faults[0]


@pytest.mark.browser
def test_a_reader_meets_no_fault_on_a_disk(browser: Browser, output: Path) -> None:
    with opened(browser) as (page, faults):
        read(page, output.as_uri())
        assert faults == []


INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)(?![^>]*ld\+json)",
    re.IGNORECASE,
)


def test_no_page_has_a_script_or_a_style_written_into_it(output: Path) -> None:
    pages = sorted(output.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        assert not INLINE.search(page.read_text("utf-8")), page
    for bad in ("<style>", '<p style="a">', "<a onclick='x'>", "<script>1</script>"):
        assert INLINE.search(bad)


def test_what_a_reporter_writes_brings_no_style_or_script(tmp_path: Path) -> None:
    paper = Newspaper(tmp_path)
    text = 'A <b style="color:red" onclick="x()">bold</b> word.\n\n| a |\n|:-:|\n| b |\n'
    paper.article("2024-05-01", "a01-1", text=text, page="A01")
    paper.write("pages/about.md", f"title: About\n\n{text}")
    paper.build()
    for path, data in paper.tree().items():
        if path.endswith(".html"):
            assert not INLINE.search(data.decode()), path
