"""The words of the interface, their catalogues, and what the templates ask of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from broadsheet.model import Role
from broadsheet.pages import wording
from broadsheet.pages.wording import MENTIONED, Wording, iso_date, language_tag
from tests.theme.drawing import THEME, Draw, every_page, parse

TRANSLATIONS = THEME / "translations"
THURSDAY = dt.date(2019, 10, 24)
CATALOGUE_KEYS = set[tuple[str | None, str]]


@pytest.fixture(scope="module")
def chinese() -> Wording:
    return Wording("zh", TRANSLATIONS)


@pytest.fixture(scope="module")
def english() -> Wording:
    return Wording("en", TRANSLATIONS)


def catalogue(language: str) -> Catalog:
    path = TRANSLATIONS / language / "LC_MESSAGES" / "broadsheet.po"
    with path.open("rb") as source:
        return read_po(source, abort_invalid=True)


def asked_for() -> CATALOGUE_KEYS:
    """Context and (singular) msgid of everything that templates and the engine ask for."""
    sources = (
        (THEME / "templates", "**.html", "jinja2.ext:babel_extract"),
        (Path(wording.__file__).parents[1], "**.py", "python"),
    )
    options = {"**.html": {"silent": "false", "newstyle_gettext": "true"}}
    options["**.html"]["extensions"] = "broadsheet.templating.Once"
    return {
        (context, message if isinstance(message, str) else message[0])
        for folder, pattern, method in sources
        for _, _, message, _, context in extract_from_dir(
            folder, method_map=[(pattern, method)], options_map=options
        )
    }


def known(messages: Catalog) -> CATALOGUE_KEYS:
    return {
        (message.context, message.id if isinstance(message.id, str) else message.id[0])
        for message in messages
        if message.id
    }


def test_dates_are_written_as_each_language_writes_them(chinese: Wording, english: Wording) -> None:
    assert chinese.long_date(THURSDAY) == "2019年10月24日 星期四"
    assert english.long_date(THURSDAY) == "Thursday, 24 October 2019"
    assert chinese.short_date(THURSDAY) == "10月24日"
    assert english.short_date(THURSDAY) == "24 Oct"
    assert chinese.full_date(THURSDAY) == "2019年10月24日"
    assert english.full_date(THURSDAY) == "24 October 2019"
    assert chinese.month_name(THURSDAY) == "2019年10月"
    assert english.month_name(THURSDAY) == "October 2019"
    assert chinese.year_name(2019) == "2019年"
    assert english.year_name(2019) == "2019"
    assert iso_date(THURSDAY) == "2019-10-24"


def test_a_day_of_no_year_may_be_the_29th_of_february(chinese: Wording, english: Wording) -> None:
    assert chinese.day_name(2, 29) == "2月29日"
    assert english.day_name(2, 29) == "29 February"


def test_weekdays_begin_on_monday(chinese: Wording, english: Wording) -> None:
    assert [day.short for day in chinese.weekdays()] == list("一二三四五六日")
    assert [day.name for day in english.weekdays()][::6] == ["Monday", "Sunday"]


def test_every_role_has_a_name_in_both_languages(chinese: Wording, english: Wording) -> None:
    roles = [*Role, MENTIONED]
    assert len({chinese.role_name(role) for role in roles}) == len(roles)
    assert len({english.role_name(role) for role in roles}) == len(roles)
    assert chinese.role_name("reporter") == "记者"
    assert english.role_name("text-and-photo") == "Text and photos"
    with pytest.raises(KeyError):
        chinese.role_name("astronaut")


def test_plurals_follow_the_language(chinese: Wording, english: Wording) -> None:
    one, many = "%(num)s page", "%(num)s pages"
    assert [chinese.ngettext(one, many, n) for n in (0, 1, 2)] == ["共%(num)s版"] * 3
    assert [english.ngettext(one, many, n) for n in (0, 1, 2)] == [many, one, many]


def test_plain_chinese_asks_for_simplified_letters() -> None:
    assert [language_tag(tag) for tag in ("zh", "zh_TW", "en")] == ["zh-Hans", "zh-TW", "en"]


@pytest.mark.parametrize("language", ["fr", "tlh", "", "../zh", "x" * 400])
def test_a_language_without_a_catalogue_speaks_english(language: str) -> None:
    words = Wording(language, TRANSLATIONS)
    assert words.gettext("Home") == "Home"
    assert words.long_date(THURSDAY) == "Thursday, 24 October 2019"


@pytest.mark.parametrize("language", ["zh-CN", "zh_Hans_CN"])
def test_a_region_uses_the_catalogue_of_its_language(language: str) -> None:
    assert Wording(language, TRANSLATIONS).gettext("Home") == "首页"


def test_a_theme_without_translations_speaks_english(tmp_path: Path) -> None:
    words = Wording("zh", tmp_path)
    assert words.gettext("Home") == "Home"
    assert words.ngettext("%(num)s page", "%(num)s pages", 2) == "%(num)s pages"
    assert words.month_name(THURSDAY) == "October 2019"


def test_a_translation_that_is_empty_or_doubtful_stays_english(tmp_path: Path) -> None:
    path = tmp_path / "zh" / "LC_MESSAGES" / "broadsheet.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Home"\nmsgstr ""\n\n#, fuzzy\nmsgid "Draft"\nmsgstr "草图"\n',
        encoding="utf-8",
    )
    words = Wording("zh", tmp_path)
    assert (words.gettext("Home"), words.gettext("Draft")) == ("Home", "Draft")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_catalogues_hold_what_is_asked_for_and_nothing_more(language: str) -> None:
    messages = catalogue(language)
    assert known(messages) == asked_for()
    assert not messages.obsolete


def forms(words: str | Iterable[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)s", text))


def test_everything_is_translated_into_chinese_with_its_placeholders() -> None:
    for message in catalogue("zh"):
        source = forms(message.id)[0]
        if source:
            assert not message.fuzzy, source
            assert len(forms(message.string)) == 1, source
            assert forms(message.string)[0], source
            assert placeholders(forms(message.string)[0]) == placeholders(source), source


def test_english_has_both_forms_of_every_plural() -> None:
    plurals = [message for message in catalogue("en") if len(forms(message.id)) == 2]
    assert plurals
    for message in plurals:
        assert forms(message.string) == forms(message.id)


def test_no_english_of_the_interface_is_left_on_a_chinese_page(draw: Draw) -> None:
    msgids = {message for context, message in asked_for() if context is None}
    plain = {re.sub(r"%\(\w+\)s", "", message).strip() for message in msgids}
    for name, html in every_page(draw):
        if " zh" not in name:
            continue
        page = parse(html)
        texts = {text.strip() for text in page.find_all(string=True)}
        texts |= {
            str(tag[attribute])
            for attribute in ("aria-label", "alt", "title")
            for tag in page.select(f"[{attribute}]")
        }
        assert texts & plain == set(), name
