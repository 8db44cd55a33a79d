"""What is settled when a template is compiled changes nothing of what it renders."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
    "odd_macros.html": """
{% macro all() %}{{ varargs }}{{ kwargs | dictsort }}{% endmacro %}
{% macro framed(a, b="<b>", caller=none) %}{{ a }}{{ b }}{{ caller() if caller }}{% endmacro %}
{% macro given(a, b=a) %}{{ a }}{{ b }}{% call framed(b) %}{{ a }}{% endcall %}{% endmacro %}
{% macro marked(text) %}{{ text }}{% endmacro %}
""",
    "piece.html": "<i>{{ view.text }}</i>",
    "alone.html": "<i>{{ 1 + 1 }}</i>",
    "frame.html": """
<head>{% block head %}{{ view.text }}{% endblock %}</head>
{% if view.list %}{% include "piece.html" %}{% endif %}
{% for each in view.list %}{% block item scoped %}{{ each }}{% endblock %}{% endfor %}
{% block body %}{% block inner %}<p>{{ view.safe }}</p>{% endblock %}{% endblock %}
""",
    "child.html": """
{% extends "frame.html" %}
{% from "odd_macros.html" import all, framed, given, marked %}
{% set greeting = "<hello>" %}
{% block head %}{{ super() }}{{ greeting }}{% include "piece.html" %}{% endblock %}
{% block item %}[{{ super() }}{{ loop.index }}]{% endblock %}
{% block inner %}
{{ all(1, "<", x=2) }}{{ framed(1) }}{{ framed(1, 2) }}
{{ framed(b=1, a="&") }}{{ given("<") }}
{% call framed(1) %}{{ view.text }}{% endcall %}
{% set once = marked("<") %}{{ once }}{{ once ~ "<" }}{{ marked("<") | upper }}
{{ marked(text=view.safe) }}{{ marked(marked("<")) == "&lt;" }}
{% endblock %}
""",
    "calls.html": """
{% from "macros.html" import link, framed %}
{% from "odd_macros.html" import framed as odd, marked %}
{% macro listed(items, class="c<", mark=marked) %}
{% for each in items %}
{% macro inner(text) %}[{{ text }}{{ class }}]{% endmacro %}
{{ inner(each) }}{{ inner(text=each) }}{{ mark(each) }}{{ loop.index }}
{% endfor %}
{% endmacro %}
{% macro twice(n=2) %}{{ caller() }}{{ n }}{{ caller() | upper }}{% endmacro %}
{% macro passed() %}
{% set on = caller() %}{% call twice(n=3) %}<b>{{ on }}{% endcall %}
{% endmacro %}
{% macro each_of(items) %}{% for each in items %}{{ caller(each) }}{% endfor %}{% endmacro %}
{% macro maybe() %}{% if caller is defined %}{{ caller() }}{% else %}none{% endif %}{% endmacro %}
{{ listed(view.list, class=view.text) }}{{ listed(view.list) }}{{ link("a", path="b", class="<") }}
{% call passed() %}{{ view.text }}{% endcall %}{% call odd(1, b="<") %}{{ view.safe }}{% endcall %}
{% call(each) each_of(view.list) %}{{ each }}{{ link(each, each) }}{% endcall %}
{% call maybe() %}{% call framed("<") %}{{ view.text }}{% endcall %}{% endcall %}{{ maybe() }}
{{ link("a", "b") ~ "<" }}{{ link("a", "b") if view.text else 1 }}{{ marked(marked("<")) }}
{% autoescape false %}{{ link("<", "b") }}{{ view.text }}{% endautoescape %}
{% filter upper %}{{ link("<", "b") }}{% endfilter %}{% set kept = marked("<") %}{{ kept }}
{{ _("Source: %(source)s", source=marked("<")) }}
{{ _("Source: %(source)s", source=view.text) | upper }}
""",
    "safe.html": """
{% macro counted(items) %}
{% set seen = namespace(count=0, last="<") %}
{% for each in items %}{% set seen.count = seen.count + 1 %}{{ each | safe }}{% endfor %}
{{ seen.count }}{{ seen.last }}
{% endmacro %}
{{ counted(view.list) }}{{ view.text | safe }}{{ view.safe | safe }}{{ 5 | safe }}{{ none | safe }}
{{ view.text | upper | safe }}{{ view.text | safe | upper }}{{ (view.text | safe) ~ "<" }}
{{ view.list | safe }}{% autoescape false %}{{ view.text | safe }}{% endautoescape %}
""",
    "asks.html": """
{% macro named() %}{{ caller() }}{{ caller.name is none }}{{ caller.caller }}{% endmacro %}
{% call named() %}{{ view.text }}{% endcall %}
{% call named() %}{{ varargs }}{{ kwargs }}{% endcall %}
""",
    "parts.html": """
{% include "alone.html" without context %}{% include "piece.html" %}
{% include "no such.html" ignore missing %}{{ view.text }}
{% block last %}{% include ["no.html", "piece.html"] %}{% endblock %}
""",
}
PLAIN_PAGES = ("base.html", "calls.html", "child.html", "parts.html", "safe.html")
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
    for name in (*PLAIN_PAGES, "asks.html"):
        made = environment.get_template(name).render(view=VIEW)
        assert made == plain(folder, wording).get_template(name).render(view=VIEW)
    assert "往期" in environment.get_template("base.html").render(view=VIEW)


def test_items_are_asked_for_as_attributes_are(folder: Path, wording: Wording) -> None:
    (folder / "item.html").write_text(
        '{% from "say.html" import said %}{{ view.class }}{{ view.text }}{{ said(view) }}', "utf-8"
    )
    (folder / "say.html").write_text(
        "{% macro said(of) %}{{ of.list.0 }}{{ of.both[1] }}{{ 'a'.upper() }}{% endmacro %}",
        "utf-8",
    )
    view = {**VIEW, "class": "<c>"}
    template = templating.environment([folder], wording).get_template("item.html")
    wanted = plain(folder, wording).get_template("item.html").render(view=view)
    assert [template.render(view=view) for _ in range(2)] == [wanted, wanted]


def test_whether_an_attribute_is_there_may_be_asked(folder: Path, wording: Wording) -> None:
    (folder / "asks.html").write_text(
        "{{ view.a is defined }}{{ view.a is undefined }}"
        "{{ view.a | default('<none>') }}{{ (view.real or view.a) | d(2) }}",
        "utf-8",
    )
    environment = templating.environment([folder], wording)
    environment.make_careful = None
    made = environment.get_template("asks.html").render(view=0)
    assert made == plain(folder, wording).get_template("asks.html").render(view=0)


def test_an_attribute_that_is_not_there_is_named(folder: Path, wording: Wording) -> None:
    (folder / "lacks.html").write_text("<p>\n{{ view.nothing }}", "utf-8")
    for view in (VIEW, object()):
        with pytest.raises(UndefinedError, match="has no attribute 'nothing'"):
            templating.environment([folder], wording).get_template("lacks.html").render(view=view)


@pytest.mark.parametrize(
    "call",
    [
        "given(1, 2, 3)",
        "given(1, c=2)",
        "given(1, a=2)",
        "given()",
        "given(b=1)",
        "given(1, caller=2)",
        "linked(1)",
        "needs(1)",
        "needs(1, caller=none)",
        "nowhere(1)",
        "linked(1, 2, 3, 4)",
        "linked(1, text=2)",
        "linked(1, l_1_path=2)",
        "needs()",
    ],
)
def test_a_call_that_is_wrong_is_the_error_that_jinja_makes_of_it(
    folder: Path, wording: Wording, call: str
) -> None:
    source = f"""
    {{% from "odd_macros.html" import given, nowhere %}}
    {{% from "macros.html" import link as linked, framed as needs %}}{{{{ {call} }}}}"""
    (folder / "wrong.html").write_text(source, "utf-8")
    ours, jinja = templating.environment([folder], wording), plain(folder, wording)
    kinds = []
    for environment in (ours, jinja):
        for template in (environment.from_string(source), environment.get_template("wrong.html")):
            with pytest.raises((UndefinedError, TypeError)) as raised:
                template.render()
            kinds.append((raised.type, str(raised.value)))
    assert kinds[:2] == kinds[2:]


@pytest.mark.parametrize("name", PLAIN_PAGES)
def test_templates_need_no_careful_twin_for_what_is_there(
    folder: Path, wording: Wording, name: str
) -> None:
    """An ordinary view has attributes; macros are called as what they are."""
    environment = templating.environment([folder], wording)
    environment.make_careful = None
    wanted = plain(folder, wording).get_template(name).render(view=VIEW)
    assert environment.get_template(name).render(view=SimpleNamespace(**VIEW)) == wanted


PLAIN = Environment(autoescape=True)


class Marked(StrEnum):
    LEAD = "<lead>"


class Framed:
    def __html__(self) -> str:
        return "<b>"


@given(
    st.one_of(
        st.text(),
        st.text("&<>\"'a字𠀀"),
        st.integers(),
        st.floats(),
        st.sampled_from((None, True, Marked.LEAD, Framed(), ["<"])),
        st.text().map(Markup),
    )
)
def test_what_is_written_out_is_escaped_as_jinja_escapes_it(value: object) -> None:
    assert templating.written(value) == PLAIN.from_string("{{ v }}").render(v=value)


@given(st.one_of(st.text("&<>\"'%(){}a字"), st.integers(), st.text().map(Markup)))
def test_values_are_put_into_words_as_jinja_puts_them(value: object) -> None:
    words = Wording("zh", THEME / "translations")
    source = (
        '{{ _("Whole No. %(number)s", number=v) }}{{ (_("No. %(number)s", number=v)) | upper }}'
    )
    made = Environment(autoescape=True)
    words.install(made)
    ours = templating.environment([], words).from_string(source).render(v=value)
    assert ours == made.from_string(source).render(v=value)


POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 :"
" n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "%(num)s article"
msgid_plural "%(num)s articles"
msgstr[0] "%(num)s artykuł"
msgstr[1] "%(num)s artykuły"
msgstr[2] "%(num)s artykułów"
"""


@pytest.mark.parametrize("language", ["zh", "en", "pl"])
def test_a_number_of_things_is_said_as_jinja_says_it(tmp_path: Path, language: str) -> None:
    catalogue = tmp_path / "pl" / "LC_MESSAGES" / "broadsheet.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(POLISH, "utf-8")
    words = Wording(language, tmp_path if language == "pl" else THEME / "translations")
    source = """
    {{ ngettext("%(num)s article", "%(num)s articles", n) }}
    {{ ngettext("%(num)s article", "%(num)s articles", n) | upper ~ "<" }}
    {{ ngettext("%(num)s article", "%(num)s articles", n, num="<") }}
    {{ ngettext("%(num)s of %(all)s", "%(num)s in %(all)s", n, all="<b>") }}
    {{ ngettext("100%% <b>", "%(num)s", n) }}"""
    made = Environment(autoescape=True)
    words.install(made)
    ours = templating.environment([], words).from_string(source)
    jinja = made.from_string(source)
    said = {ours.render(n=n) for n in range(130)}
    assert said == {jinja.render(n=n) for n in range(130)}
    assert all(ours.render(n=n) == jinja.render(n=n) for n in (0, 1, 2, 5, 22, 112, 1001, 10**6))


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


def test_parts_that_are_kept_are_no_more_than_an_issue_needs(
    folder: Path, wording: Wording
) -> None:
    """An archive has more issues than there is room for what their pages repeat. What every page
    repeats is rendered once all the same."""
    made: list[str] = []
    own = TemplateSettings(names={"foot": lambda: made.append("foot") or "foot"})
    environment = templating.environment([folder], wording, own)
    template = environment.from_string(
        "{% once view %}{{ view }}{% endonce %}{{ view }}{% once root %}{{ foot() }}{% endonce %}"
    )
    site = object()
    for view in (*range(5 * templating.MOST_KEPT), 0, 1, 0):
        assert template.render(site=site, root="", view=view) == f"{view}{view}foot"
    assert made == ["foot"]
    once = environment.extensions[templating.ONCE]
    assert isinstance(once, templating.Once)
    assert len(once._kept) + len(once._before) <= 2 * templating.MOST_KEPT


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


def test_templates_are_compiled_ahead_for_those_who_ask_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "theme").mkdir()
    for name, text in TEMPLATES.items():
        (tmp_path / "theme" / name).write_text(text, "utf-8")
    (tmp_path / "theme" / "broken.html").write_text("{% if %}", "utf-8")
    wording = Wording("en", THEME / "translations")
    compiled: list[str] = []
    compile_one = templating.Templates.compile

    def counted(self: templating.Templates, *args: object, **rest: object) -> object:
        compiled.append(str(args[1]))
        return compile_one(self, *args, **rest)

    monkeypatch.setattr(templating.Templates, "compile", counted)

    def made() -> templating.Templates:
        return templating.environment([tmp_path / "theme"], wording, cache=tmp_path / "compiled")

    made().keep_compiled()
    assert sorted(compiled) == sorted([*TEMPLATES, "broken.html"])
    compiled.clear()
    other = made()
    for name in TEMPLATES:
        other.get_template(name)
    assert compiled == []
