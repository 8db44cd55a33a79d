"""The paper's own lettering on its pages, by setting."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.archive import Newspaper, photograph

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><path d="M0 0h9v9z"/></svg>'
LIGHT = {"BROADSHEET_NAMEPLATE": "images/name.svg"}
BOTH = {**LIGHT, "BROADSHEET_NAMEPLATE_DARK": "images/name-dark.svg"}


@pytest.fixture
def newspaper(tmp_path: Path) -> Newspaper:
    made = Newspaper(tmp_path)
    made.issue("2024-05-01", 1)
    made.write("static/images/name.svg", DRAWING.format(600, 150))
    made.write("static/images/name-dark.svg", DRAWING.format(600, 150))
    return made


def lettering(newspaper: Newspaper, path: str = "index.html") -> Tag | None:
    html = (newspaper.root / "output" / path).read_text("utf-8")
    return BeautifulSoup(html, "html.parser").select_one(".nameplate img")


def test_the_name_is_set_in_type_when_no_picture_is_named(newspaper: Newspaper) -> None:
    assert newspaper.build().good
    assert lettering(newspaper) is None
    assert "Test Daily" in (newspaper.root / "output/index.html").read_text("utf-8")


def test_the_picture_stands_on_every_page_with_room_kept_for_it(newspaper: Newspaper) -> None:
    assert newspaper.build(**BOTH).good
    for path, root in (("index.html", ""), ("2024/05/01/a01-1.html", "../../../")):
        found = lettering(newspaper, path)
        assert found
        assert found["src"] == f"{root}static/images/name.svg"
        assert (found["width"], found["height"]) == ("600", "150")
        assert found.parent
        source = found.parent.select_one("source")
        assert source
        assert source["srcset"] == f"{root}static/images/name-dark.svg"
    assert (newspaper.root / "output/static/images/name-dark.svg").is_file()


def test_a_photographed_nameplate_has_its_own_size(newspaper: Newspaper) -> None:
    newspaper.write("static/images/name.jpg", photograph(size=(300, 80)))
    assert newspaper.build(BROADSHEET_NAMEPLATE="images/name.jpg").good
    found = lettering(newspaper)
    assert found
    assert (found["width"], found["height"]) == ("300", "80")


@pytest.mark.parametrize(
    ("root", "width", "height"),
    [
        ("<svg viewBox='0,0,40,10'>", "400", "100"),
        ('<svg width="640px" height="160">', "640", "160"),
        (
            '<?xml version="1.0"?>\n<!-- a -->\n<svg\n viewBox="-5 -5 300 100.4" width="1">',
            "300",
            "100",
        ),
    ],
)
def test_a_drawing_says_its_size_in_several_ways(
    newspaper: Newspaper, root: str, width: str, height: str
) -> None:
    newspaper.write("static/images/name.svg", root + "</svg>")
    assert newspaper.build(**LIGHT).good
    found = lettering(newspaper)
    assert found
    assert (found["width"], found["height"]) == (width, height)


def test_a_changed_drawing_changes_the_pages_as_a_clean_build_would(newspaper: Newspaper) -> None:
    newspaper.settings.update(LIGHT)
    assert newspaper.build().good
    newspaper.write("static/images/name.svg", DRAWING.format(500, 100))
    assert newspaper.build().good
    assert newspaper.tree() == newspaper.clean_build()
    found = lettering(newspaper)
    assert found
    assert found["width"] == "500"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"BROADSHEET_NAMEPLATE": "images/lost.svg"},
            'BROADSHEET_NAMEPLATE is "images/lost.svg", and there is no such file',
        ),
        (
            {**LIGHT, "BROADSHEET_NAMEPLATE_DARK": "lost.png"},
            'BROADSHEET_NAMEPLATE_DARK is "lost.png", and there is no such file',
        ),
        ({"BROADSHEET_NAMEPLATE_DARK": "images/name.svg"}, "needs BROADSHEET_NAMEPLATE"),
        ({"BROADSHEET_NAMEPLATE": "images/name.pdf"}, "name a picture"),
        ({"BROADSHEET_NAMEPLATE": "images/../../name.svg"}, "there is no such file"),
        ({"BROADSHEET_NAMEPLATE": "broken.svg"}, "the drawing has no size"),
        ({"BROADSHEET_NAMEPLATE": "broken.png"}, "broken.png"),
        ({"BROADSHEET_NAMEPLATE": 3}, "write it as text in quotes"),
        ({"BROADSHEET_LUNAR_DATES": "yes"}, "write True or False"),
    ],
)
def test_a_wrong_setting_is_answered_in_one_line(
    newspaper: Newspaper, settings: dict[str, object], said: str
) -> None:
    newspaper.write("static/broken.svg", "<svg><path/></svg>")
    newspaper.write("name.svg", DRAWING.format(600, 150))
    newspaper.write("static/broken.png", b"\x89PNG\r\n\x1a\nbroken")
    outcome = newspaper.build(**settings)
    assert not outcome.good
    assert said in outcome.said
    assert len(outcome.said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("language", "setting", "shown"),
    [
        ("zh", None, "农历甲辰年三月廿三"),
        ("zh", False, ""),
        ("en", None, ""),
        ("en", True, "23rd day of the 3rd lunar month, Jiachen year"),
    ],
)
def test_the_lunar_date_follows_the_language_or_the_setting(
    newspaper: Newspaper, language: str, setting: bool | None, shown: str
) -> None:
    given = {} if setting is None else {"BROADSHEET_LUNAR_DATES": setting}
    assert newspaper.build(DEFAULT_LANG=language, **given).good
    html = (newspaper.root / "output/2024/05/01/index.html").read_text("utf-8")
    found = BeautifulSoup(html, "html.parser").select_one(".lunar")
    assert (found.get_text() if found else "") == shown
