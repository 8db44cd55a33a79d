"""What is settled when a template is compiled changes nothing of what it renders."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from broadsheet import templating
from broadsheet.pages.wording import Wording
from broadsheet.settings import TemplateSettings

THEME = Path(__file__).parents[2] / "theme"
TEMPLATES = {
    "macros.html": """
{% macro link(text, path, class="plain") -%}
<a class="{{ class }}" href="{{ path }}">{{ text }}</a>
{%- endmacro %}
{% macro framed(title) %}<section>{{ title }}: {{ caller() }}</section>{% endmacro %}
""",
    "base.html": """
{% from "macros.html" import link as linked, framed %}
<title>{{ _("Archive") }} {{ gettext("Search") }}</title>
{{ linked(view.text, view.path) }}{{ linked(_("Archive"), "a&b.html", class="x<y") }}
{{ linked(*view.both) }}{{ linked(**{"text": "t", "path": "p"}) }}
{% call framed("<i>") %}{{ view.safe }}{{ view.text }}{% endcall %}
{% for each in view.list %}{{ loop.index }}{{ linked(each, each) }}{% endfor %}
{{ ngettext("%(num)s article", "%(num)s articles", 3) }}
{{ _("Published by %(publisher)s", publisher="<b>") }}
{{ _("Archive") | upper }}{{ 5 }}{{ none }}{{ view.list }}{{ "'" }}{{ '"&' }}
{% set kept %}{{ view.text }}{% endset %}{{ kept }}{{ view.text | length }}
{% filter upper %}{{ view.text }}{% endfilter %}
""",
}
VIEW = {
    "text": "风&雨 <b> \"quoted\" 'so'",
    "path": "a/b.html?x=1&y=2",
    "both": ("one & two", "1.html"),
    "safe": Markup("<em>safe</em>"),
    "list": ["<1>", Markup("<2>"), "三"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEMPLATES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def wording() -> Wording:
    return Wording("zh", THEME / "translations")


def plain(folder: Path, wording: Wording) -> Environment:
    """Jinja as it comes."""
    made = Environment(
        loader=templating.FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wording.install(made)
    return made


def test_a_page_is_what_jinja_alone_makes_of_it(folder: Path, wording: Wording) -> None:
    environment = templating.environment([folder], wording)
    made = environment.get_template("base.html").render(view=VIEW)
    assert made == plain(folder, wording).get_template("base.html").render(view=VIEW)
    assert "档案" in made or "Archive" not in made


def test_what_is_not_there_is_an_error(folder: Path, wording: Wording) -> None:
    environment = templating.environment([folder], wording)
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()


def test_a_part_that_is_rendered_once_is_repeated(folder: Path, wording: Wording) -> None:
    environment = templating.environment([folder], wording)
    template = environment.from_string(
        "{% once root, current %}{{ root }}{{ view }}<{% endonce %}{{ view }}"
    )
    one, other = object(), object()
    said = [
        template.render(site=site, root=root, current=current, view=view)
        for site, root, current, view in (
            (one, "../", "", "a"),
            (one, "../", "", "b"),
            (one, "", "", "c"),
            (one, "", "x", "d"),
            (other, "../", "", "e"),
        )
    ]
    assert said == ["../a<a", "../a<b", "c<c", "d<d", "../e<e"]


def test_compiled_templates_are_kept_apart_by_language(folder: Path, tmp_path: Path) -> None:
    (folder / "word.html").write_text('{{ _("Archive") }}', "utf-8")
    words = []
    for language in ("zh", "en", "zh"):
        wording = Wording(language, THEME / "translations")
        environment = templating.environment([folder], wording, cache=tmp_path / "compiled")
        words.append(environment.get_template("word.html").render())
    assert words[0] == words[2] != words[1] == "Archive"
    assert any((tmp_path / "compiled").iterdir())


def test_a_newspapers_own_filters_names_and_tests_are_there(folder: Path, wording: Wording) -> None:
    own = TemplateSettings(
        options={"extensions": ["jinja2.ext.do"]},
        filters={"shout": str.upper},
        names={"city": "汀洲"},
        tests={"odd_one": lambda value: value == 3},
    )
    environment = templating.environment([folder], wording, own)
    template = environment.from_string(
        "{% set found = [] %}{% do found.append(city) %}{{ found[0] }}"
        '{{ "a<" | shout }}{{ 3 is odd_one }}'
    )
    assert template.render() == "汀洲A&lt;True"
