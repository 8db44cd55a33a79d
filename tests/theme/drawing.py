"""Draws the theme's templates from samples, and finds things in what they draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from bs4 import BeautifulSoup, Tag
from jinja2 import Environment

from broadsheet import templating
from broadsheet.pages.wording import Wording
from tests.theme import samples
from tests.theme.samples import BARE, RICH, Sample

THEME = Path(__file__).parents[2] / "theme"
LANGUAGES = ("zh", "en")
VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"))
"""Elements without an end tag."""


class Draw(Protocol):
    def __call__(
        self, template: str, sample: Sample, language: str = "zh", *, bare: bool = False
    ) -> str: ...


def environment(language: str) -> Environment:
    """Jinja as the build sets it up."""
    wording = Wording(language, THEME / "translations")
    made = templating.environment([THEME / "templates"], wording)
    # The theme asks for nothing that is not there, or the second rendering would slow every page.
    made.make_careful = None
    return made


def drawer() -> Draw:
    environments = {language: environment(language) for language in LANGUAGES}

    def draw(template: str, sample: Sample, language: str = "zh", *, bare: bool = False) -> str:
        return (
            environments[language]
            .get_template(template)
            .render(
                site=samples.site(language, bare=bare),
                page=sample.page,
                root=sample.root,
                view=sample.view,
            )
        )

    return draw


def every_page(draw: Draw) -> Iterator[tuple[str, str]]:
    """Every template in both languages, rich and bare, with a name to say which one failed."""
    pages: tuple[tuple[Mapping[str, Sample], bool], ...] = ((RICH, False), (BARE, True))
    for language in LANGUAGES:
        for kinds, bare in pages:
            for template, sample in kinds.items():
                name = f"{template} {language}{' bare' if bare else ''}"
                yield name, draw(template, sample, language, bare=bare)
        hostile = Sample(RICH["article.html"].page, samples.HOSTILE_ARTICLE)
        yield f"hostile {language}", draw("article.html", hostile, language)


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def find(scope: Tag, selector: str) -> Tag:
    """The one element that ``selector`` names."""
    found = scope.select(selector)
    assert len(found) == 1, f"{len(found)} of {selector}"
    return found[0]


def inside(element: Tag) -> str:
    return element.decode_contents()


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())
