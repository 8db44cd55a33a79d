"""Two sources of one address are an error that names both, whichever of them is built first."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet import plugin, settings
from broadsheet.checking import check
from tests.archive import Newspaper, Outcome, changes

DAY = "issues/2024/2024-05-01"
NFC, NFD = "\u00e9te\u0301"[:1] + "t\u00e9", "e\u0301te\u0301"


def story(headline: str = "Rain", **fields: str) -> str:
    lines = [f"headline: {headline}", *(f"{key}: {value}" for key, value in fields.items())]
    return "\n".join(lines) + "\n\nIt rains.\n"


COLLISIONS = {
    "two articles, by case": ({f"{DAY}/rain.md": story()}, {f"{DAY}/Rain.md": story()}),
    "two articles, by slug": (
        {f"{DAY}/rain.md": story()},
        {f"{DAY}/sun.md": story(slug="rain")},
    ),
    "two articles, by Unicode form": (
        {f"{DAY}/x.md": story(slug=NFC)},
        {f"{DAY}/y.md": story(slug=NFD)},
    ),
    "an article and its page": ({f"{DAY}/x.md": story(page="B02")}, {f"{DAY}/b02.md": story()}),
    "an article and its issue": ({f"{DAY}/x.md": story()}, {f"{DAY}/index.md": story()}),
    "an article and an alias": (
        {f"{DAY}/rain.md": story()},
        {"issues/2024/2024-05-02/x.md": story(aliases="/2024/05/01/Rain.html")},
    ),
    "two aliases": (
        {f"{DAY}/rain.md": story(aliases="/old/Story.html")},
        {"issues/2024/2024-05-02/x.md": story(aliases="/OLD/story.html")},
    ),
    "an alias and a year": ({f"{DAY}/rain.md": story()}, {f"{DAY}/x.md": story(aliases="/2024/")}),
    "an alias and a person": (
        {f"{DAY}/rain.md": story(byline="By Ann Lee")},
        {"issues/2024/2024-05-02/x.md": story(aliases="/people/ann-lee/")},
    ),
    "an alias and the home page": (
        {f"{DAY}/x.md": story()},
        {f"{DAY}/y.md": story(aliases="/index.html")},
    ),
    "an alias and a standing page": (
        {"pages/about.md": "title: About\n\nWe.\n"},
        {f"{DAY}/x.md": story(aliases="/About.html")},
    ),
    "an alias and data": (
        {f"{DAY}/rain.md": story()},
        {f"{DAY}/x.md": story(aliases="/2024/05/01/rain.json")},
    ),
    "a standing page and a list": (
        {f"{DAY}/x.md": story()},
        {"pages/a.md": "title: A\nsave_as: archive.html\n\nWe.\n"},
    ),
    "two standing pages": (
        {"pages/a.md": "title: A\n\nWe.\n"},
        {"pages/b.md": "title: B\nslug: A\n\nWe.\n"},
    ),
    "two editions, by case": (
        {"issues/2024/2024-05-01-late/x.md": story()},
        {"issues/2024/2024-05-01-LATE/x.md": story()},
    ),
    "one day twice": ({f"{DAY}/x.md": story()}, {"again/2024-05-01/y.md": story()}),
}


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    paper = Newspaper(tmp_path)
    paper.issue("2024-04-30")
    paper.issue("2024-05-02")
    return paper


def write(paper: Newspaper, files: dict[str, str]) -> None:
    for path, text in files.items():
        paper.write(path, text)


def refusal(outcome: Outcome) -> str:
    """The line that says what is wrong."""
    assert outcome.status == 1, outcome.said
    (line,) = {line for line in outcome.said.splitlines() if ": error: " in line}
    return line


@pytest.mark.parametrize("case", COLLISIONS)
def test_a_collision_with_what_is_published_is_refused_like_one_in_a_first_build(
    paper: Newspaper, case: str
) -> None:
    first, second = COLLISIONS[case]
    write(paper, first)
    assert paper.build().good
    before = paper.tree()
    write(paper, second)

    later = paper.build()

    assert changes(before, paper.tree()) == {}
    assert refusal(later) == refusal(paper.build("clean", ".clean"))
    checked = check(settings.read(plugin.read_settings(str(paper.configuration()), {})), print)
    found = [problem.line_text("en") for problem in checked.problems if problem.is_error]
    assert found == [refusal(later)]


@pytest.mark.parametrize("case", COLLISIONS)
def test_a_collision_names_its_sources_and_ends_with_either(paper: Newspaper, case: str) -> None:
    first, second = COLLISIONS[case]
    write(paper, {**first, **second})

    line = refusal(paper.build())

    assert all(
        any(word in line for word in (path, path.rsplit("/", 1)[0], "the site makes"))
        for path in (*first, *second)
    )
    for path in second:
        paper.remove(path)
        if not any((paper.content / path).parent.iterdir()):
            (paper.content / path).parent.rmdir()
    assert paper.build().good


def test_addresses_that_change_hands_in_one_edit_do_not_collide(paper: Newspaper) -> None:
    write(paper, {f"{DAY}/rain.md": story(), "issues/2024/2024-05-02/sun.md": story()})
    assert paper.build().good
    write(
        paper,
        {
            f"{DAY}/rain.md": story(slug="wet", aliases="/2024/05/02/sun.html"),
            "issues/2024/2024-05-02/sun.md": story(slug="dry", aliases="/2024/05/01/rain.html"),
        },
    )

    assert paper.build().good
    assert changes(paper.clean_build(), paper.tree()) == {}


def test_a_list_that_goes_leaves_its_address_to_an_alias(paper: Newspaper) -> None:
    paper.issue("2023-01-01", section="Harbour")
    assert paper.build().good
    paper.remove("issues/2023")
    paper.article("2024-05-02", "a01-1", aliases="/2023/, /sections/harbour/")

    assert paper.build().good
    assert changes(paper.clean_build(), paper.tree()) == {}
