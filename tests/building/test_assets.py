"""The theme's files have a folder that is named by what they hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.archive import Newspaper, assets, changes


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    paper.issue("2024-05-01")
    paper.own_theme()
    assert paper.build().good
    return paper


def named(paper: Newspaper) -> set[str]:
    """Every folder of theme files that a page names."""
    found = set()
    for path, data in paper.tree().items():
        if path.endswith(".html"):
            found |= set(re.findall(r'(?:href|src)="(?:\.\./)*/?(theme/[^/"]+)/', data.decode()))
    return found


@pytest.mark.parametrize("file", ["css/tokens.css", "js/search/extra.js", "icon.svg"])
def test_a_changed_file_of_the_theme_has_a_new_address_that_every_page_names(
    paper: Newspaper, file: str
) -> None:
    output = paper.root / "output"
    before = assets(output)
    assert re.fullmatch(r"theme/[0-9a-f]{12}", before)
    assert named(paper) == {before}
    changed = paper.theme / "static" / file
    changed.write_bytes(changed.read_bytes() + b"\n")

    assert paper.build().good

    after = assets(output)
    assert after != before
    assert named(paper) == {after}
    assert (output / after / file).read_bytes() == changed.read_bytes()
    assert changes(paper.clean_build(), paper.tree()) == {}


def test_what_an_editor_leaves_beside_a_file_changes_nothing(paper: Newspaper) -> None:
    before = paper.tree()
    for name in (".tokens.css.swp", "tokens.css~"):
        (paper.theme / "static/css" / name).write_text("x")

    assert paper.build().written == 0

    assert paper.tree() == before


def test_a_preview_keeps_one_folder_so_that_a_saved_stylesheet_makes_no_page_anew(
    paper: Newspaper,
) -> None:
    preview = {"BROADSHEET_DRAFTS": True}
    assert paper.build("preview", **preview).good
    sheet = paper.theme / "static/css/tokens.css"
    sheet.write_bytes(sheet.read_bytes() + b"\n")

    assert paper.build("preview", **preview).written == 1

    assert (paper.root / "preview/theme/css/tokens.css").read_bytes() == sheet.read_bytes()
