"""What holds for every page of the shipped archive, in either language, with or without SITEURL."""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser

import pytest

from tests.site.published import Published, words

TAGS = {"zh": "zh-Hans", "en": "en"}
VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"))
NOT_IN_A_PARAGRAPH = re.compile(
    "address|article|aside|blockquote|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav"
    "|ol|p|pre|section|table|ul"
)
"""https://html.spec.whatwg.org/multipage/syntax.html#optional-tags: each ends an open <p>."""
ONLY_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"th", "td"},
    "tbody": {"tr"},
    "thead": {"tr"},
    "table": {"caption", "thead", "tbody", "tr"},
}


class Structure(HTMLParser):
    """Finds what a browser would have to mend: tags that cross, and elements out of place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if "p" in self.open and NOT_IN_A_PARAGRAPH.fullmatch(tag):
            self.faults.append(f"<{tag}> in a <p>")
        if tag == "a" and "a" in self.open:
            self.faults.append("a link in a link")
        allowed = ONLY_CHILDREN.get(self.open[-1]) if self.open else None
        if allowed and tag not in allowed:
            self.faults.append(f"<{tag}> in <{self.open[-1]}>")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")


@pytest.fixture(params=["site", "english", "nowhere"])
def built(request: pytest.FixtureRequest) -> Published:
    published: Published = request.getfixturevalue(request.param)
    return published


def test_every_link_anchor_picture_and_stylesheet_is_there(built: Published) -> None:
    assert len(list(built.all_references())) > 1000
    assert built.broken() == []


def test_every_address_within_the_site_is_relative(built: Published) -> None:
    for reference in built.all_references():
        if reference.page == "404.html" or reference.element.get("rel") == ["canonical"]:
            continue
        assert not reference.target.startswith("/"), f"{reference.page}: {reference.target}"
        assert "paper.example" not in reference.target, f"{reference.page}: {reference.target}"
        assert not reference.path.startswith(".."), f"{reference.page}: {reference.target}"


def test_only_links_that_a_reader_follows_lead_outside(built: Published) -> None:
    for reference in built.all_references():
        if reference.is_outside and reference.element.get("rel") != ["canonical"]:
            assert reference.element.name == "a", f"{reference.page}: {reference.target}"


def test_the_404_page_works_from_any_depth(site: Published, nowhere: Published) -> None:
    for built in (site, nowhere):
        for reference in built.references("404.html"):
            assert reference.target.startswith(("/", "#")), reference.target
            assert reference.target.startswith("#") or reference.target[1:] in built.files


def test_every_stylesheet_asks_only_for_files_that_are_there(site: Published) -> None:
    sheets = [name for name in site.files if name.endswith(".css")]
    assert len(sheets) > 3
    for sheet in sheets:
        for target in re.findall(r'url\("?([^")]+)"?\)', site.text(sheet)):
            assert f"{sheet.rpartition('/')[0]}/{target}" in site.files, f"{sheet}: {target}"


@pytest.mark.parametrize("built", ["site", "english"], indirect=True)
def test_every_page_is_sound_html(built: Published) -> None:
    for path in built.pages:
        structure = Structure()
        structure.feed(built.text(path))
        assert (structure.faults, structure.open) == ([], []), path
        ids = [str(element["id"]) for element in built.page(path).select("[id]")]
        assert len(ids) == len(set(ids)), path


@pytest.mark.parametrize("built", ["site", "english"], indirect=True)
def test_every_page_has_a_title_a_language_and_one_heading(built: Published) -> None:
    language = "en" if "english" in str(built.folder) else "zh-Hans"
    for path in built.pages:
        page = built.page(path)
        assert page.html is not None
        assert len(page.select("h1")) == 1, path
        assert words(page.select_one("h1")), path
        title = words(page.select_one("head > title"))
        assert title, path
        assert not title.startswith("-"), path
        twin = path.removesuffix(".html") + ".json"
        shown = json.loads(built.bytes(twin)).get("language") if twin in built.files else None
        assert page.html["lang"] == (TAGS[shown] if shown else language), path
        if path not in built.redirects:
            assert page.select_one("a.skip-link")["href"] == "#main", path  # type: ignore[index]
            assert page.select_one("main#main"), path


def test_no_page_holds_script_or_style(site: Published) -> None:
    for path in site.pages:
        page = site.page(path)
        inline = 'script:not([src], [type="application/ld+json"])'
        assert not page.select(f"{inline}, style, [style], iframe, object, embed, base"), path
        assert not [a for e in page.find_all(True) for a in e.attrs if a.startswith("on")], path


def test_every_address_is_in_composed_form(site: Published) -> None:
    assert all(name == unicodedata.normalize("NFC", name) for name in site.files)
    assert any("王" <= c <= "龥" for name in site.files for c in name)


def test_titles_tell_pages_apart(site: Published) -> None:
    """Two pages of one title are two tabs that nobody can tell apart."""
    titles: dict[str, str] = {}
    for path in site.pages:
        if path in site.redirects or re.fullmatch(r"\d{4}/\d\d/\d\d[^/]*/.*-.*\.html", path):
            continue
        title = words(site.page(path).select_one("head > title"))
        assert title not in titles, f"{path} and {titles[title]}: {title}"
        titles[title] = path
